//! Precision by reading: hits are drawn, somebody reads each in its place, and the judgments are kept without the texts.
//!
//! A judgment is a line of JSON; lines that begin with `#` are passed over:
//!
//! ```text
//! {"set":"letters","id":"17","start":40,"end":46,"family":"loaded","rule":"loaded.crowd","right":true}
//! ```

use super::measure::counts;
use super::{Counts, Gold, Set};
use crate::analyzer::Analyzer;
use crate::error::InputError;
use crate::extract::Document;
use crate::text::Positions;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What a reader said of one hit. Offsets count Unicode scalar values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgment {
    pub set: String,
    pub id: String,
    pub start: u32,
    pub end: u32,
    pub family: String,
    pub rule: String,
    /// Whether the words are, in their place, what the family says it marks; `None` before anybody has read them.
    pub right: Option<bool>,
}

/// A hit that was drawn, with its sentence for the reader.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub judgment: Judgment,
    pub sentence: String,
    /// Whether its rule counts; a rule that is only shown has a rate of its own, and no part in its family's.
    pub counted: bool,
}

/// All hits of the texts that count in a score, each with its sentence; the words of the hit stand in brackets.
pub fn hits(set: &Set, gold: &[Gold], analyzer: &Analyzer) -> Vec<Drawn> {
    let lexicon = analyzer.lexicon;
    let mut out = Vec::new();
    for g in gold {
        let reading = analyzer.analyze(Document::new(&g.id, &g.text));
        let positions = Positions::new(&g.text);
        for m in reading.marks.iter().filter(|m| counts(m) && m.voice.is_own()) {
            let [start, end] = positions.place(m.span).chars;
            let judgment = Judgment {
                set: set.name.clone(),
                id: g.id.clone(),
                start,
                end,
                family: lexicon.family(m.rule).id.clone(),
                rule: lexicon.rules[m.rule as usize].id.clone(),
                right: None,
            };
            let counted = lexicon.rules[m.rule as usize].uncounted.is_none();
            let s = reading.text.sentences[m.sentence as usize].span;
            let (s, m) = ((s.start as usize, s.end as usize), (m.span.start as usize, m.span.end as usize));
            let sentence = format!("{}[{}]{}", &g.text[s.0..m.0], &g.text[m.0..m.1], &g.text[m.1..s.1.max(m.1)]);
            out.push(Drawn { judgment, sentence: sentence.split_whitespace().collect::<Vec<_>>().join(" "), counted });
        }
    }
    out
}

/// Draws up to `most` hits of the counted rules of each family, in an order made from `seed` and the place of each hit: more texts or another `most` leave the order as it is.
pub fn draw(hits: Vec<Drawn>, families: &[&str], most: usize, seed: u64) -> Vec<Drawn> {
    let mut by_family: BTreeMap<String, Vec<([u8; 32], Drawn)>> = BTreeMap::new();
    for hit in hits.into_iter().filter(|h| h.counted && families.contains(&h.judgment.family.as_str())) {
        let j = &hit.judgment;
        let key = Sha256::digest(format!("{seed}\n{}\n{}\n{}\n{}", j.set, j.id, j.start, j.family)).into();
        by_family.entry(j.family.clone()).or_default().push((key, hit));
    }
    by_family
        .into_values()
        .flat_map(|mut all| {
            all.sort_by_key(|h| h.0);
            all.into_iter().take(most).map(|h| h.1)
        })
        .collect()
}

/// Reads judgments.
///
/// # Errors
/// Each line that is no judgment, with its number.
pub fn read(text: &str, place: &str) -> Result<Vec<Judgment>, Vec<InputError>> {
    let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    for (number, line) in lines {
        match serde_json::from_str::<Judgment>(line) {
            Ok(j) => out.push(j),
            Err(e) => errors.push(InputError {
                line: Some(number + 1),
                ..InputError::new(place, format!("The line is no judgment: {e}. `slantscope lexicon sample` writes lines to fill in."))
            }),
        }
    }
    if errors.is_empty() { Ok(out) } else { Err(errors) }
}

/// Counts by family, of its counted rules, and by rule over the judged hits that the lexicon still has; judgments of hits that are gone say nothing about it.
pub fn judged(judgments: &[Judgment], hits: &[Drawn]) -> (BTreeMap<String, Counts>, BTreeMap<String, Counts>) {
    let place = |j: &Judgment| (j.set.clone(), j.id.clone(), j.start, j.family.clone());
    let alive: BTreeMap<_, &Drawn> = hits.iter().map(|h| (place(&h.judgment), h)).collect();
    let (mut families, mut rules, mut seen) = (BTreeMap::<String, Counts>::new(), BTreeMap::<String, Counts>::new(), BTreeSet::new());
    for j in judgments {
        let (Some(right), Some(hit)) = (j.right, alive.get(&place(j))) else { continue };
        if seen.insert(place(j)) {
            let one = Counts { found: 1, right: right as u64, ..Counts::default() };
            if hit.counted {
                *families.entry(j.family.clone()).or_default() += one;
            }
            *rules.entry(hit.judgment.rule.clone()).or_default() += one;
        }
    }
    (families, rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(id: usize, family: &str) -> Drawn {
        let judgment = Judgment {
            set: "s".into(),
            id: id.to_string(),
            start: 1,
            end: 2,
            family: family.into(),
            rule: format!("{family}.x"),
            right: Some(id.is_multiple_of(3)),
        };
        Drawn { judgment, sentence: String::new(), counted: true }
    }

    #[test]
    fn a_larger_draw_begins_with_the_smaller_one() {
        let hits: Vec<Drawn> = (0..50).map(|i| hit(i, if i % 2 == 0 { "a" } else { "b" })).collect();
        let ids = |most| draw(hits.clone(), &["a"], most, 7).into_iter().map(|h| h.judgment.id).collect::<Vec<_>>();
        assert_eq!((ids(5).len(), ids(99).len()), (5, 25));
        assert_eq!(ids(5), ids(99)[..5]);
        assert_ne!(ids(5), draw(hits.clone(), &["a"], 5, 8).into_iter().map(|h| h.judgment.id).collect::<Vec<_>>());
    }

    #[test]
    fn judgments_of_lost_hits_do_not_count() {
        let all: Vec<Judgment> = (0..9).map(|i| hit(i, "a").judgment).collect();
        let alive: Vec<Drawn> = (0..6).map(|i| hit(i, "a")).collect();
        let (families, rules) = judged(&all, &alive);
        assert_eq!((families["a"].found, families["a"].right), (6, 2));
        assert_eq!(rules["a.x"].found, 6);
    }

    #[test]
    fn rules_that_are_only_shown_have_no_part_in_their_family() {
        let hits: Vec<Drawn> = (0..6).map(|i| Drawn { counted: i < 4, ..hit(i, "a") }).collect();
        let all: Vec<Judgment> = hits.iter().map(|h| h.judgment.clone()).collect();
        let (families, rules) = judged(&all, &hits);
        assert_eq!((families["a"].found, rules["a.x"].found), (4, 6));
        assert_eq!(draw(hits, &["a"], 9, 1).len(), 4);
    }
}
