//! The measures of a document, each with its n and interval.

use super::Mark;
use crate::attribute::{Attributed, SourceClass, Voice};
use crate::lexicon::Lexicon;
use crate::segment::Text;
use crate::stats::{Measure, effective_number};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Below this many own words a rate says more about chance than about the text.
pub const SHORTEST: u64 = 100;
/// Below this many cases a share is not shown.
pub const FEWEST: u64 = 5;

/// Words of a document by voice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WordCounts {
    /// All words but page furniture.
    pub total: u64,
    pub own: u64,
    pub quoted: u64,
    pub reported: u64,
    #[serde(rename = "self")]
    pub own_side: u64,
    pub boilerplate: u64,
}

/// One family's part of a document's score.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FamilyScore {
    /// Marks in the document's own voice.
    pub marks: u64,
    /// Sum of their weights.
    pub weight: f64,
    /// The same marks in other voices: shown, not counted.
    pub elsewhere: u64,
    pub density: Measure,
}

/// All measures of a document or of several together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Scores {
    pub words: WordCounts,
    pub sentences: u64,
    /// Headline one: weighted own-voice marks per 1,000 own-voice words.
    pub advocacy_density: Measure,
    /// The same with the words and marks of the publisher's own side.
    pub advocacy_density_with_self: Measure,
    /// Headline two: checkable sentences that lean on a named, documentary or linked source.
    pub citation_reliance: Measure,
    pub attributed_sentences: Measure,
    pub checkable_attributed: Measure,
    pub source_classes: BTreeMap<&'static str, Measure>,
    pub distinct_sources: Measure,
    pub effective_sources: Measure,
    pub self_citation: Measure,
    pub citation_rate: Measure,
    pub direct_quote: Measure,
    pub unattributed_figures: Measure,
    pub families: BTreeMap<String, FamilyScore>,
}

/// The measures of one document.
pub fn scores(text: &Text, attributed: &Attributed, marks: &[Mark], lexicon: &Lexicon) -> Scores {
    let words = word_counts(text, attributed);
    let mut s = Scores { words, sentences: scored_sentences(text).count() as u64, ..Scores::default() };
    s.families = families(marks, words, lexicon);
    let weights = |with_self: bool| -> Vec<f64> {
        marks.iter().filter(|m| m.weight > 0.0 && (m.voice.is_own() || with_self && m.voice == Voice::SelfQuote)).map(|m| exact(m.weight)).collect()
    };
    s.advocacy_density = Measure::rate(&weights(false), words.own, SHORTEST);
    s.advocacy_density_with_self = Measure::rate(&weights(true), words.own + words.own_side, SHORTEST);
    reliance(text, attributed, marks, lexicon, &mut s);
    sources(text, attributed, &mut s);
    let unattributed = attributed.figures.iter().filter(|f| f.class == SourceClass::None).count() as u64;
    s.unattributed_figures = Measure::share(unattributed, attributed.figures.len() as u64, FEWEST);
    s.citation_rate = Measure::rate(&vec![1.0; attributed.citations.len()], words.total, SHORTEST);
    s.direct_quote = Measure::share(words.quoted, words.total, SHORTEST);
    s
}

/// A weight as it is printed: the nearest number of three decimals, not the nearest `f32`.
pub fn exact(weight: f32) -> f64 {
    (weight as f64 * 1e3).round() / 1e3
}

fn scored_sentences(text: &Text) -> impl Iterator<Item = usize> + '_ {
    use crate::segment::BlockKind;
    (0..text.sentences.len()).filter(|&i| text.blocks[text.sentences[i].block as usize].kind != BlockKind::Furniture)
}

fn word_counts(text: &Text, attributed: &Attributed) -> WordCounts {
    let mut w = WordCounts::default();
    for (_, (voice, _)) in text.tokens.iter().zip(&attributed.voices).filter(|(t, _)| t.counts()) {
        match voice {
            Voice::Boilerplate => w.boilerplate += 1,
            Voice::Quoted => w.quoted += 1,
            Voice::Reported => w.reported += 1,
            Voice::SelfQuote => w.own_side += 1,
            _ => w.own += 1,
        }
    }
    w.total = w.own + w.quoted + w.reported + w.own_side;
    w
}

fn families(marks: &[Mark], words: WordCounts, lexicon: &Lexicon) -> BTreeMap<String, FamilyScore> {
    #[derive(Clone, Default)]
    struct Sums {
        own: u64,
        elsewhere: u64,
        weight: f64,
        squares: f64,
        largest: f64,
    }
    let mut sums = vec![Sums::default(); lexicon.families.len()];
    for m in marks.iter().filter(|m| m.voice != Voice::Boilerplate && !m.negated) {
        let family = lexicon.rules[m.rule as usize].family as usize;
        let s = &mut sums[family];
        if m.voice.is_own() {
            let weight = if lexicon.families[family].tier.is_scored() { exact(m.weight) } else { 1.0 };
            s.own += 1;
            s.weight += weight;
            s.squares += weight * weight;
            s.largest = s.largest.max(weight);
        } else {
            s.elsewhere += 1;
        }
    }
    let found = lexicon.families.iter().zip(&sums).filter(|(_, s)| s.own + s.elsewhere > 0);
    found
        .map(|(family, s)| {
            let density = Measure::rate_of(s.weight, s.squares, s.largest, words.own, SHORTEST);
            (family.id.clone(), FamilyScore { marks: s.own, weight: density.count, elsewhere: s.elsewhere, density })
        })
        .collect()
}

/// A sentence is checkable when it holds a figure, a superlative or an unattributed number of the author's or a source's.
fn reliance(text: &Text, attributed: &Attributed, marks: &[Mark], lexicon: &Lexicon, s: &mut Scores) {
    let mut checkable = BTreeSet::new();
    checkable.extend(attributed.figures.iter().map(|f| f.sentence));
    checkable.extend(marks.iter().filter(|m| lexicon.family(m.rule).id == "superlative").map(|m| m.sentence));
    let linked: BTreeSet<u32> = attributed.citations.iter().map(|c| c.sentence).collect();
    let class = |i: u32| attributed.sentences[i as usize];
    let all = scored_sentences(text).count() as u64;
    let attributed_all = scored_sentences(text).filter(|&i| class(i as u32) != SourceClass::None || linked.contains(&(i as u32))).count() as u64;
    s.attributed_sentences = Measure::share(attributed_all, all, FEWEST);
    let some = checkable.iter().filter(|&&i| class(i) != SourceClass::None || linked.contains(&i)).count() as u64;
    let identified = checkable.iter().filter(|&&i| class(i).is_identified() || linked.contains(&i)).count() as u64;
    s.checkable_attributed = Measure::share(some, checkable.len() as u64, FEWEST);
    s.citation_reliance = Measure::share(identified, checkable.len() as u64, FEWEST);
}

fn sources(text: &Text, attributed: &Attributed, s: &mut Scores) {
    let total = attributed.attributions.len() as u64;
    let mut by_class: BTreeMap<SourceClass, u64> = BTreeMap::new();
    let mut by_name: BTreeMap<String, u64> = BTreeMap::new();
    for a in &attributed.attributions {
        *by_class.entry(a.class()).or_default() += 1;
        if let Some(source) = &a.source
            && (source.class.is_identified() || source.class == SourceClass::Own)
        {
            *by_name.entry(text.slice(source.name()).to_lowercase()).or_default() += 1;
        }
    }
    let share = |c| Measure::share(by_class.get(&c).copied().unwrap_or(0), total, FEWEST);
    s.source_classes = SourceClass::ALL.into_iter().map(|c| (c.name(), share(c))).collect();
    s.self_citation = share(SourceClass::Own);
    let counts: Vec<u64> = by_name.values().copied().collect();
    s.distinct_sources = Measure::number(counts.len() as f64, "sources", total);
    s.effective_sources = Measure::number(effective_number(&counts), "sources", total);
}
