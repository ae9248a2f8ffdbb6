//! A norm as its file holds it, and the norms that a run may use.

use crate::lexicon::Lexicon;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of a norm's file.
pub const SCHEMA: &str = "slantscope.norm/1";

/// What texts of one genre show.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norm {
    pub schema: String,
    /// The genre as documents declare it, and as sentences name it: "news".
    pub genre: String,
    /// Other names of the genre.
    pub also: Vec<String>,
    pub card: Card,
    /// The distribution of each measure over documents; families as `family.<id>`.
    pub measures: BTreeMap<String, Distribution>,
}

/// Where a norm comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The set of texts, in words.
    pub set: String,
    /// When its texts were written, in words.
    pub dates: String,
    pub licence: String,
    /// What the norm cannot be used for.
    pub limits: String,
    /// Documents that were read.
    pub n: u64,
    /// Their words, and the words of the document in the middle.
    pub words: u64,
    pub median_words: u64,
    /// The command that made it.
    pub command: String,
    /// The program's version, and the digest of the lexicon.
    pub program: String,
    pub lexicon: String,
}

/// How a measure spreads over documents.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Distribution {
    /// Documents long enough for the measure.
    pub n: u64,
    /// Its value at each twentieth, from the least to the most: 21 numbers.
    pub percentiles: Vec<f64>,
}

impl Distribution {
    /// Parts between the percentiles.
    pub const PARTS: usize = 20;
}

impl Norm {
    /// Reads a norm from its file; `place` is what an error names.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the file and what to do.
    pub fn read(place: &str, text: &str) -> Result<Norm, String> {
        let again = "Make it again with `slantscope norm build`";
        let norm: Norm = serde_json::from_str(text).map_err(|e| format!("{place} is not a norm: {e}. {again}."))?;
        if norm.schema != SCHEMA {
            return Err(format!("{place} is a norm of the form \"{}\", and this program reads \"{SCHEMA}\". {again}.", norm.schema));
        }
        let broken = |d: &Distribution| {
            d.percentiles.len() != Distribution::PARTS + 1 || d.percentiles.iter().any(|p| !p.is_finite()) || d.percentiles.windows(2).any(|w| w[0] > w[1])
        };
        match norm.measures.iter().find(|(_, d)| broken(d)) {
            Some((name, _)) => Err(format!("{place}: the percentiles of \"{name}\" are not {} rising numbers. {again}.", Distribution::PARTS + 1)),
            None => Ok(norm),
        }
    }

    /// The file's text: one line a distribution.
    pub fn written(&self) -> String {
        let mut out =
            format!("{{\n  \"schema\": {},\n  \"genre\": {},\n  \"also\": {},\n  \"card\": ", line(&self.schema), line(&self.genre), line(&self.also));
        out.push_str(&serde_json::to_string_pretty(&self.card).unwrap_or_default().replace('\n', "\n  "));
        out.push_str(",\n  \"measures\": {\n");
        let rows: Vec<String> = self.measures.iter().map(|(name, d)| format!("    {}: {}", line(name), line(d))).collect();
        out.push_str(&rows.join(",\n"));
        out.push_str("\n  }\n}\n");
        out
    }

    /// Why the norm must not be used with this lexicon; `None` when it may.
    pub fn stale(&self, lexicon: &Lexicon) -> Option<String> {
        (self.card.lexicon != lexicon.digest).then(|| {
            format!(
                "The norm for {} was made with other rules (lexicon {}) than this run uses ({}), so no text is compared with it. Make it again with `slantscope norm build`.",
                self.genre,
                short(&self.card.lexicon),
                short(&lexicon.digest)
            )
        })
    }

    /// Whether documents of this declared genre belong to the norm.
    pub fn is_for(&self, genre: &str) -> bool {
        std::iter::once(&self.genre).chain(&self.also).any(|g| key(g) == key(genre))
    }
}

/// A genre as it is compared: letters and digits, small.
fn key(genre: &str) -> String {
    genre.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

/// Anything on one line of JSON.
fn line<T: Serialize>(x: &T) -> String {
    serde_json::to_string(x).unwrap_or_default()
}

/// The norms of a run, one a genre.
#[derive(Clone, Debug, Default)]
pub struct Norms {
    all: Vec<Norm>,
}

impl Norms {
    /// Norms by genre; of two for one genre, the later counts.
    pub fn new(norms: impl IntoIterator<Item = Norm>) -> Norms {
        let by_genre: BTreeMap<String, Norm> = norms.into_iter().map(|n| (key(&n.genre), n)).collect();
        Norms { all: by_genre.into_values().collect() }
    }

    /// The norms that ship with the program.
    ///
    /// # Errors
    /// A sentence, if a file of the program is broken.
    ///
    /// ```
    /// assert!(slantscope::norm::Norms::builtin().is_ok());
    /// ```
    pub fn builtin() -> Result<Norms, String> {
        crate::lexicon::builtin::builtin_norms().iter().map(|f| Norm::read(&f.path, &f.text)).collect::<Result<Vec<_>, _>>().map(Norms::new)
    }

    /// These norms, and others that go before them.
    pub fn with(self, more: impl IntoIterator<Item = Norm>) -> Norms {
        Norms::new(self.all.into_iter().chain(more))
    }

    /// All of them, by genre.
    pub fn iter(&self) -> impl Iterator<Item = &Norm> {
        self.all.iter()
    }

    /// The norm for a declared genre.
    pub fn of(&self, genre: &str) -> Option<&Norm> {
        self.all.iter().find(|n| n.is_for(genre))
    }
}
