//! Where a document stands among the texts of its genre, in words that claim no more than "more than 9 of 10".

use super::build::measures_of;
use super::model::{Distribution, Norm, Norms};
use crate::lexicon::Lexicon;
use crate::score::Reading;
use serde::Serialize;

/// The genre that a document is taken for when it declares none.
const DEFAULT: &str = "news";

/// Marks of a family below which its rate is not called unusual.
const FEWEST: u64 = 3;

/// Where one document stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Standing {
    pub document: String,
    /// The genre of the norm; none where no norm fits.
    pub genre: Option<String>,
    /// The document declares no genre and was taken for news.
    pub assumed: bool,
    /// Why there is no comparison.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The general measures, and the families that stand in the text or are missing where nine of ten texts have them.
    pub places: Vec<Place>,
}

/// The place of one measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Place {
    pub measure: String,
    pub value: f64,
    /// Share of the norm's documents that have certainly less, and certainly more; in twentieths.
    pub below: f64,
    pub above: f64,
    /// Marks behind the rate of a family.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marks: Option<u64>,
    /// Documents of the norm.
    pub n: u64,
    /// "more than 9 of 10 news texts"
    pub text: String,
}

impl Place {
    /// The same without the genre: "more than 9 of 10".
    pub fn short(&self) -> &str {
        let words = ["like most", "of 10"].into_iter().find_map(|last| Some(self.text.find(last)? + last.len()));
        &self.text[..words.unwrap_or(self.text.len())]
    }

    /// Whether nine of ten texts of the genre have less, or nine of ten more. A family that most texts lack needs some marks for it.
    pub fn is_unusual(&self) -> bool {
        self.below >= 0.9 && self.marks.is_none_or(|n| n >= FEWEST) || self.above >= 0.9
    }
}

/// Where a document stands among the texts of its genre.
pub fn standing(reading: &Reading, norms: &Norms, lexicon: &Lexicon) -> Standing {
    let declared = reading.meta.genre.as_deref();
    let mut out = Standing { document: reading.meta.id.clone(), assumed: declared.is_none(), ..Standing::default() };
    let genre = declared.unwrap_or(DEFAULT);
    let Some(norm) = norms.of(genre) else {
        out.reason = Some(format!("There is no norm for \u{201c}{genre}\u{201d}, and a comparison with another genre would say nothing."));
        return out;
    };
    out.genre = Some(norm.genre.clone());
    out.reason = norm.stale(lexicon);
    if out.reason.is_none() {
        let measured = measures_of(&reading.scores, lexicon);
        let marks = |name: &str| Some(reading.scores.families.get(name.strip_prefix("family.")?).map_or(0, |f| f.marks));
        out.places = measured
            .into_iter()
            .filter_map(|(name, value)| Some(Place { marks: marks(&name), ..place(norm, norm.measures.get(&name)?, name, value) }))
            .filter(|p| p.marks != Some(0) || p.is_unusual())
            .collect();
    }
    out
}

fn place(norm: &Norm, d: &Distribution, measure: String, value: f64) -> Place {
    let parts = Distribution::PARTS as f64;
    // a percentile that equals the value is on neither side
    let below = d.percentiles.iter().rposition(|&p| p < value).map_or(0.0, |i| i as f64 / parts);
    let above = d.percentiles.iter().position(|&p| p > value).map_or(0.0, |i| (Distribution::PARTS - i) as f64 / parts);
    Place { text: words(below, above, &norm.genre), measure, value, below, above, marks: None, n: d.n }
}

/// The place in tenths, from the side on which more texts stand.
fn words(below: f64, above: f64, genre: &str) -> String {
    let tenths = |x: f64| ((x * 10.0) + 1e-9).floor().min(9.0) as u32;
    match (tenths(below), tenths(above)) {
        (0, 0) => format!("like most {genre} texts"),
        (more, less) if more >= less => format!("more than {more} of 10 {genre} texts"),
        (_, less) => format!("less than {less} of 10 {genre} texts"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(value: f64, percentiles: Vec<f64>) -> Place {
        place(&Norm { genre: "news".into(), ..Norm::default() }, &Distribution { n: 40, percentiles }, "m".into(), value)
    }

    #[test]
    fn a_place_is_told_in_tenths_and_never_above_nine() {
        let rising: Vec<f64> = (0..=20).map(f64::from).collect();
        for (value, text) in [
            (99.0, "more than 9 of 10 news texts"),
            (18.5, "more than 9 of 10 news texts"),
            (17.5, "more than 8 of 10 news texts"),
            (10.0, "more than 4 of 10 news texts"),
            (2.5, "less than 8 of 10 news texts"),
            (-1.0, "less than 9 of 10 news texts"),
        ] {
            assert_eq!(at(value, rising.clone()).text, text, "{value}");
        }
    }

    #[test]
    fn many_equal_values_are_on_neither_side() {
        let zeros: Vec<f64> = (0..=20).map(|i| if i < 15 { 0.0 } else { 1.0 }).collect();
        let p = at(0.0, zeros);
        assert_eq!((p.below, p.above), (0.0, 0.25));
        assert!(!p.is_unusual());
        let rare = |marks| Place { below: 0.95, marks, ..p.clone() }.is_unusual();
        assert_eq!([rare(None), rare(Some(2)), rare(Some(3))], [true, false, true]);
    }
}
