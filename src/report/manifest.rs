//! The manifest of a report: all that it was made from, so that it can be made again, and what became of the files since.

use crate::extract::Meta;
use crate::lexicon::Lexicon;
use crate::lexicon::model::Adjusted;
use crate::load::sha256;
use crate::norm::Norms;
use crate::score::Reading;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of a manifest.
pub const SCHEMA: &str = "slantscope.manifest/2";
/// The file that holds it.
pub const NAME: &str = "manifest.json";

/// What was read, with what: enough to make the report again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Manifest {
    pub schema: String,
    /// Name and version of the program.
    pub program: String,
    pub version: String,
    /// SHA-256 over the lexicon's files.
    pub lexicon: String,
    pub rules: usize,
    pub terms: usize,
    /// Rules that packs of the user's changed or disabled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjusted: Vec<Adjusted>,
    /// The norms by their genre.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub norms: Vec<Input>,
    pub options: Options,
    /// Files that say something of the inputs: `corpus.toml`, and marks to ignore.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declared: Vec<Input>,
    pub inputs: Vec<Input>,
}

/// An input file or record with the SHA-256 of its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Input {
    pub path: String,
    pub sha256: String,
}

/// What was asked for. Of a path that does not start from the folder of the run, only the last part is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Options {
    pub paths: Vec<String>,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input_format: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_column: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub any_language: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lexicon: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_lexicon: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub norm: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignore_file: Option<String>,
    /// The share of sentences that the probabilities take to be slanted, or opinion, where it is not one half.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_rate: Option<String>,
}

fn is_false(b: &bool) -> bool {
    !b
}

/// `manifest.json`: the manifest, and the SHA-256 of every other file of the report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Stored {
    #[serde(flatten)]
    pub manifest: Manifest,
    pub files: Vec<Input>,
}

impl Manifest {
    /// The manifest of a run.
    pub fn new(lexicon: &Lexicon, norms: &Norms, options: Options, declared: Vec<Input>, readings: &[Reading]) -> Manifest {
        let input = |meta: &Meta| Input { path: meta.path.clone().unwrap_or_else(|| "-".into()), sha256: meta.hash.clone().unwrap_or_default() };
        Manifest {
            schema: SCHEMA.into(),
            program: env!("CARGO_PKG_NAME").into(),
            version: env!("CARGO_PKG_VERSION").into(),
            lexicon: lexicon.digest.clone(),
            rules: lexicon.rules.len(),
            terms: lexicon.terms.len(),
            adjusted: lexicon.adjusted.clone(),
            norms: norms.iter().map(|n| Input { path: n.genre.clone(), sha256: sha256(n.written().as_bytes()) }).collect(),
            options,
            declared,
            inputs: readings.iter().map(|r| input(&r.meta)).collect(),
        }
    }

    /// Why a run with `now` cannot give the report of this manifest: one sentence for each cause, none where both are made from the same.
    pub fn causes(&self, now: &Manifest) -> Vec<String> {
        let told = |all: &[Adjusted]| all.iter().map(|a| (a.rule.clone(), a.pack.clone(), a.disabled, a.reason.clone())).collect::<Vec<_>>();
        let mut out = Vec::new();
        if self.version != now.version {
            out.push(format!("The report was made with {} {}, and this is version {}. Use that version.", self.program, self.version, now.version));
        }
        if self.lexicon != now.lexicon {
            let (then, today) = (short(&self.lexicon), short(&now.lexicon));
            out.push(format!("The lexicon is another one: {then} then, {today} now. Name the same rules with --lexicon, and use the same version."));
        } else if told(&self.adjusted) != told(&now.adjusted) {
            out.push("The packs state other reasons for what they change. Name the same packs with --lexicon.".into());
        }
        let kinds = [("norm", &self.norms, &now.norms), ("file", &self.declared, &now.declared), ("input", &self.inputs, &now.inputs)];
        for (what, then, today) in kinds {
            out.extend(changes(then, today).into_iter().map(|(path, change)| format!("The {what} {path} {change}.")));
        }
        out
    }
}

impl Stored {
    /// Reads `manifest.json`.
    ///
    /// # Errors
    /// A sentence where the text is no manifest, or one of a form that this program cannot replay.
    pub fn read(text: &str) -> Result<Stored, String> {
        let again = "Make the report again with `slantscope report`.";
        let value: serde_json::Value = serde_json::from_str(text).map_err(|e| format!("{NAME} is not JSON: {e}. {again}"))?;
        match value["schema"].as_str() {
            Some(SCHEMA) => serde_json::from_value(value).map_err(|e| format!("{NAME} is not a manifest: {e}. {again}")),
            Some(other) => Err(format!("{NAME} has the form \"{other}\", and this program replays \"{SCHEMA}\". {again}")),
            None => Err(format!("{NAME} does not say which form it has. {again}")),
        }
    }

    /// What happened to the files of the report since it was written: one sentence a file.
    pub fn touched(&self, found: &[Input]) -> Vec<String> {
        let ours: Vec<Input> = found.iter().filter(|f| f.path != NAME).cloned().collect();
        let sentence = |(path, change): (String, &str)| match change {
            GONE => format!("{path} is missing from the report."),
            NEW => format!("{path} does not belong to the report."),
            _ => format!("{path} was changed after the report was written."),
        };
        changes(&self.files, &ours).into_iter().map(sentence).collect()
    }
}

const GONE: &str = "was there then and is not there now";
const NEW: &str = "is there now and was not there then";
const CHANGED: &str = "has changed since";

/// What differs between two lists of files, by path.
fn changes(then: &[Input], now: &[Input]) -> Vec<(String, &'static str)> {
    let mut all: BTreeMap<&str, (Vec<&str>, Vec<&str>)> = BTreeMap::new();
    then.iter().for_each(|i| all.entry(&i.path).or_default().0.push(&i.sha256));
    now.iter().for_each(|i| all.entry(&i.path).or_default().1.push(&i.sha256));
    let change = |(path, (then, now)): (&str, (Vec<&str>, Vec<&str>))| match (then.is_empty(), now.is_empty()) {
        (false, true) => Some((path.to_string(), GONE)),
        (true, false) => Some((path.to_string(), NEW)),
        _ if then != now => Some((path.to_string(), CHANGED)),
        _ => None,
    };
    all.into_iter().filter_map(change).collect()
}

fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, sha256: &str) -> Input {
        Input { path: path.into(), sha256: sha256.into() }
    }

    #[test]
    fn every_cause_has_its_sentence() {
        let then = Manifest {
            version: "1".into(),
            lexicon: "aaaa".into(),
            inputs: vec![file("a.txt", "1"), file("b.txt", "2"), file("f.jsonl", "3"), file("f.jsonl", "4")],
            ..Manifest::default()
        };
        assert!(then.causes(&then.clone()).is_empty());
        let mut now = then.clone();
        (now.version, now.lexicon) = ("2".into(), "bbbb".into());
        now.inputs = vec![file("a.txt", "9"), file("c.txt", "2"), file("f.jsonl", "3"), file("f.jsonl", "5")];
        now.declared = vec![file("corpus.toml", "1")];
        let causes = then.causes(&now).join("\n");
        for words in [
            "this is version 2",
            "aaaa then, bbbb now",
            "The file corpus.toml is there now",
            "a.txt has changed",
            "b.txt was there then",
            "c.txt is there now",
            "f.jsonl has",
        ] {
            assert!(causes.contains(words), "{words}: {causes}");
        }
    }

    #[test]
    fn a_touched_file_is_named() {
        let stored = Stored { files: vec![file("index.html", "1"), file("report.md", "2")], ..Stored::default() };
        let touched = stored.touched(&[file("index.html", "9"), file("x.txt", "3"), file(NAME, "4")]);
        assert_eq!(touched.len(), 3, "{touched:?}");
    }
}
