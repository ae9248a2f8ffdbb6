//! Makes a norm of documents that were read.

use super::model::{Card, Distribution, Norm, SCHEMA};
use crate::lexicon::Lexicon;
use crate::score::measures::SHORTEST;
use crate::score::{Reading, Scores};
use crate::stats::Measure;
use std::collections::BTreeMap;

/// Documents below which a norm would be hearsay.
pub const FEWEST: usize = 20;

/// A measure of a document.
pub type Get = fn(&Scores) -> &Measure;

/// The measures that a norm holds beside those of families.
pub const MEASURES: [(&str, Get); 7] = [
    ("advocacy_density", |s| &s.advocacy_density),
    ("citation_reliance", |s| &s.citation_reliance),
    ("checkable_attributed", |s| &s.checkable_attributed),
    ("attributed_sentences", |s| &s.attributed_sentences),
    ("unattributed_figures", |s| &s.unattributed_figures),
    ("direct_quote", |s| &s.direct_quote),
    ("citation_rate", |s| &s.citation_rate),
];

/// What a norm is made of, besides the documents.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub genre: String,
    pub also: Vec<String>,
    /// Set, dates, licence, limits and command; the rest is filled in.
    pub card: Card,
    /// Measures to leave out, because the texts do not show them as they were.
    pub without: Vec<String>,
}

/// The measures of a document that has one, by name: those above and the rate of each scored family.
pub fn measures_of(scores: &Scores, lexicon: &Lexicon) -> BTreeMap<String, f64> {
    let plain = MEASURES.iter().filter_map(|(name, get)| Some((name.to_string(), get(scores).value?)));
    let long = scores.words.own >= SHORTEST;
    // a family without a mark has a rate of 0
    let rate = |id: &str| scores.families.get(id).and_then(|f| f.density.value).unwrap_or(0.0);
    let families = lexicon.families.iter().filter(|_| long).map(|f| (format!("family.{}", f.id), rate(&f.id)));
    plain.chain(families).collect()
}

/// Makes the norm.
///
/// # Errors
/// A sentence, if there are too few documents.
pub fn build(readings: &[Reading], lexicon: &Lexicon, plan: Plan) -> Result<Norm, String> {
    let long: Vec<&Reading> = readings.iter().filter(|r| r.scores.words.own >= SHORTEST).collect();
    if long.len() < FEWEST {
        return Err(format!(
            "Only {} documents have {SHORTEST} words of their authors' own, and a norm needs {FEWEST}. Add more texts of the genre.",
            long.len()
        ));
    }
    let mut values: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (name, value) in long.iter().flat_map(|r| measures_of(&r.scores, lexicon)).filter(|(name, _)| !plan.without.contains(name)) {
        values.entry(name).or_default().push(value);
    }
    let mut words: Vec<u64> = long.iter().map(|r| r.scores.words.total).collect();
    words.sort_unstable();
    let card = Card {
        n: long.len() as u64,
        words: words.iter().sum(),
        median_words: words[words.len() / 2],
        program: env!("CARGO_PKG_VERSION").into(),
        lexicon: lexicon.digest.clone(),
        ..plan.card
    };
    let measures = values.into_iter().filter(|(_, v)| v.len() >= FEWEST).map(|(name, v)| (name, distribution(v))).collect();
    Ok(Norm { schema: SCHEMA.into(), genre: plan.genre, also: plan.also, card, measures })
}

/// The values at each twentieth, between neighbours where it falls between two (Hyndman and Fan 1996, definition 7).
fn distribution(mut values: Vec<f64>) -> Distribution {
    values.sort_by(f64::total_cmp);
    let at = |part: usize| {
        let place = (values.len() - 1) as f64 * part as f64 / Distribution::PARTS as f64;
        let (low, high) = (values[place.floor() as usize], values[place.ceil() as usize]);
        ((low + (high - low) * place.fract()) * 1e4).round() / 1e4
    };
    Distribution { n: values.len() as u64, percentiles: (0..=Distribution::PARTS).map(at).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_run_from_the_least_to_the_most() {
        let d = distribution((0..=40).rev().map(f64::from).collect());
        assert_eq!((d.percentiles[0], d.percentiles[10], d.percentiles[19], d.percentiles[20]), (0.0, 20.0, 38.0, 40.0));
        assert_eq!(distribution(vec![1.0, 2.0]).percentiles[10], 1.5);
    }
}
