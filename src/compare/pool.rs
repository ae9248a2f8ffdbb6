//! Measures of several documents together: what each document brings, and what these parts make, with intervals over documents
//! where there are enough.

use super::chance::Chance;
use super::keys::name_key;
use crate::attribute::{SourceClass, Voice};
use crate::lexicon::Lexicon;
use crate::score::measures::{FEWEST, SHORTEST, exact};
use crate::score::{FamilyScore, Mark, Reading, Scores, WordCounts};
use crate::stats::{Measure, effective_number};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Documents from which on the interval is taken over documents (Cameron, Gelbach and Miller 2008 on few clusters).
const CLUSTERS: usize = 3;
/// Samples of the bootstrap.
const SAMPLES: usize = 999;

/// What one document brings to measures of several: small, and enough to make them wherever the parts meet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    pub words: WordCounts,
    pub sentences: u64,
    /// Weights of the marks that count, without and with those of the publisher's own side.
    own: Vec<f32>,
    with_self: Vec<f32>,
    citations: u64,
    /// Cases and all, of each share.
    citation_reliance: (u64, u64),
    attributed_sentences: (u64, u64),
    checkable_attributed: (u64, u64),
    self_citation: (u64, u64),
    direct_quote: (u64, u64),
    unattributed_figures: (u64, u64),
    classes: Vec<(u64, u64)>,
    attributions: u64,
    /// How often each identified source is given the word.
    names: BTreeMap<String, u64>,
    /// Distinct and effective sources of the document by itself, in which a name and its other spellings are two.
    alone: (f64, f64),
    families: BTreeMap<String, FamilyPart>,
}

/// One family's marks in a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct FamilyPart {
    /// Weights of the marks in the document's own voice.
    weights: Vec<f32>,
    elsewhere: u64,
}

/// What a document brings.
pub fn part(r: &Reading, lexicon: &Lexicon) -> Part {
    let s = &r.scores;
    let cases = |m: &Measure| (m.count as u64, m.n);
    Part {
        words: s.words,
        sentences: s.sentences,
        own: weights(r, false),
        with_self: weights(r, true),
        citations: r.attributed.citations.len() as u64,
        citation_reliance: cases(&s.citation_reliance),
        attributed_sentences: cases(&s.attributed_sentences),
        checkable_attributed: cases(&s.checkable_attributed),
        self_citation: cases(&s.self_citation),
        direct_quote: cases(&s.direct_quote),
        unattributed_figures: cases(&s.unattributed_figures),
        classes: SourceClass::ALL.iter().map(|c| s.source_classes.get(c.name()).map_or((0, 0), cases)).collect(),
        attributions: r.attributed.attributions.len() as u64,
        names: names(r),
        alone: (s.distinct_sources.count, s.effective_sources.count),
        families: families(r, lexicon),
    }
}

/// Weights of the marks that count, as `score::measures` takes them.
fn weights(r: &Reading, with_self: bool) -> Vec<f32> {
    let counts = |v: Voice| v.is_own() || with_self && v == Voice::SelfQuote;
    r.marks.iter().filter(|m| m.weight > 0.0 && counts(m.voice)).map(|m| m.weight).collect()
}

/// The identified sources, by name.
fn names(r: &Reading) -> BTreeMap<String, u64> {
    let mut by_name: BTreeMap<String, u64> = BTreeMap::new();
    for (i, a) in r.attributed.attributions.iter().enumerate() {
        if a.class().is_identified() || a.class() == SourceClass::Own {
            *by_name.entry(name_key(r.speaker(i as u32).unwrap_or_default())).or_default() += 1;
        }
    }
    by_name
}

fn families(r: &Reading, lexicon: &Lexicon) -> BTreeMap<String, FamilyPart> {
    let mut out: BTreeMap<String, FamilyPart> =
        r.scores.families.iter().map(|(id, f)| (id.clone(), FamilyPart { elsewhere: f.elsewhere, ..FamilyPart::default() })).collect();
    for m in r.marks.iter().filter(|m| m.voice.is_own() && !m.negated) {
        let family = lexicon.family(m.rule);
        let weight = |m: &Mark| if family.tier.is_scored() { m.weight } else { 1.0 };
        out.entry(family.id.clone()).or_default().weights.push(weight(m));
    }
    out
}

/// The measures of several documents together.
pub fn pooled(readings: &[&Reading], lexicon: &Lexicon) -> Scores {
    let parts: Vec<Part> = readings.iter().map(|r| part(r, lexicon)).collect();
    pool(&parts.iter().collect::<Vec<_>>())
}

/// The measures that the parts of several documents make; of one, those of the document.
pub fn pool(parts: &[&Part]) -> Scores {
    let words = words(parts);
    let share = |get: &dyn Fn(&Part) -> (u64, u64), least| shares(parts.iter().map(|p| get(p)), least);
    let sum = |get: fn(&Part) -> u64| parts.iter().map(|p| get(p)).sum::<u64>();
    let mut s = Scores { words, sentences: sum(|p| p.sentences), ..Scores::default() };
    s.advocacy_density = advocacy_density(parts);
    s.advocacy_density_with_self = rate(parts.iter().map(|p| (p.with_self.as_slice().into(), p.words.own + p.words.own_side)), words.own + words.own_side);
    s.citation_rate = rate(parts.iter().map(|p| (vec![1.0; p.citations as usize].into(), p.words.total)), words.total);
    s.citation_reliance = citation_reliance(parts);
    s.attributed_sentences = attributed_sentences(parts);
    s.checkable_attributed = share(&|p| p.checkable_attributed, FEWEST);
    s.self_citation = share(&|p| p.self_citation, FEWEST);
    s.direct_quote = share(&|p| p.direct_quote, SHORTEST);
    s.unattributed_figures = unattributed_figures(parts);
    s.source_classes = SourceClass::ALL.iter().enumerate().map(|(i, c)| (c.name(), share(&|p| p.classes[i], FEWEST))).collect();
    let (distinct, effective) = sources(parts);
    s.distinct_sources = Measure::number(distinct, "sources", sum(|p| p.attributions));
    s.effective_sources = Measure::number(effective, "sources", sum(|p| p.attributions));
    let ids: BTreeSet<&String> = parts.iter().flat_map(|p| p.families.keys()).collect();
    s.families = ids.into_iter().map(|id| (id.clone(), family(parts, id, words.own))).collect();
    s
}

/// Weighted marks of the documents' own voice in each 1,000 own words.
pub fn advocacy_density(parts: &[&Part]) -> Measure {
    rate(parts.iter().map(|p| (p.own.as_slice().into(), p.words.own)), words(parts).own)
}

/// Share of the checkable sentences that lean on a named, documentary or linked source.
pub fn citation_reliance(parts: &[&Part]) -> Measure {
    shares(parts.iter().map(|p| p.citation_reliance), FEWEST)
}

/// Share of the sentences with an attribution.
pub fn attributed_sentences(parts: &[&Part]) -> Measure {
    shares(parts.iter().map(|p| p.attributed_sentences), FEWEST)
}

/// Share of the figures that rest on nobody's word.
pub fn unattributed_figures(parts: &[&Part]) -> Measure {
    shares(parts.iter().map(|p| p.unattributed_figures), FEWEST)
}

fn words(parts: &[&Part]) -> WordCounts {
    let sum = |get: fn(&WordCounts) -> u64| parts.iter().map(|p| get(&p.words)).sum();
    WordCounts {
        total: sum(|w| w.total),
        own: sum(|w| w.own),
        quoted: sum(|w| w.quoted),
        reported: sum(|w| w.reported),
        own_side: sum(|w| w.own_side),
        boilerplate: sum(|w| w.boilerplate),
    }
}

/// A rate from the weights and words of each document.
fn rate<'p>(documents: impl Iterator<Item = (Cow<'p, [f32]>, u64)>, n: u64) -> Measure {
    let (mut all, mut clusters) = (Vec::new(), Vec::new());
    for (weights, words) in documents {
        let from = all.len();
        all.extend(weights.iter().copied().map(exact));
        clusters.push(((1000.0 * all[from..].iter().sum::<f64>()).round(), words as f64));
    }
    widened(Measure::rate(&all, n, SHORTEST), &clusters)
}

fn shares(cases: impl Iterator<Item = (u64, u64)>, least: u64) -> Measure {
    let clusters: Vec<(f64, f64)> = cases.map(|(count, n)| (count as f64, n as f64)).collect();
    let (count, n) = clusters.iter().fold((0, 0), |a, c| (a.0 + c.0 as u64, a.1 + c.1 as u64));
    widened(Measure::share(count, n, least), &clusters)
}

/// Different identified sources, and how many they are in effect.
fn sources(parts: &[&Part]) -> (f64, f64) {
    if let [one] = parts {
        return one.alone;
    }
    let mut by_name: BTreeMap<&str, u64> = BTreeMap::new();
    parts.iter().flat_map(|p| &p.names).for_each(|(name, n)| *by_name.entry(name).or_default() += n);
    let counts: Vec<u64> = by_name.into_values().collect();
    (counts.len() as f64, effective_number(&counts))
}

fn family(parts: &[&Part], id: &str, own: u64) -> FamilyScore {
    let found: Vec<Option<&FamilyPart>> = parts.iter().map(|p| p.families.get(id)).collect();
    let weights = found.iter().map(|f| f.map_or(&[][..], |f| &f.weights));
    let marks = weights.clone().map(|w| w.len() as u64).sum();
    let density = rate(weights.zip(parts).map(|(w, p)| (w.into(), p.words.own)), own);
    FamilyScore { marks, weight: density.count, elsewhere: found.iter().flatten().map(|f| f.elsewhere).sum(), density }
}

/// Widens the interval to that over documents: marks of one document are no independent witnesses, and three documents give
/// a bootstrap that is too narrow by itself, so the wider end of the two is kept.
fn widened(mut m: Measure, clusters: &[(f64, f64)]) -> Measure {
    let Some(interval) = m.interval else { return m };
    if clusters.iter().filter(|c| c.1 > 0.0).count() >= CLUSTERS {
        let [low, high] = bootstrap(clusters);
        m.interval = Some([interval[0].min(low), interval[1].max(high)]);
    }
    m
}

/// How often each sample of the bootstrap draws each of so many documents.
#[derive(Default)]
struct Draws {
    of: usize,
    times: Vec<u8>,
}

impl Draws {
    fn new(of: usize) -> Draws {
        let (mut chance, mut times) = (Chance::new(0xC0FFEE), vec![0; SAMPLES * of]);
        // no document is drawn 256 times: the chance of it is below one in 10^500
        times.chunks_exact_mut(of.max(1)).for_each(|sample| (0..of).for_each(|_| sample[chance.below(of)] += 1));
        Draws { of, times }
    }
}

/// The middle 95 % of the ratio over documents drawn with replacement; seeded.
///
/// All measures of a source draw the same documents, so the last draws are kept: to draw is half of the work.
fn bootstrap(clusters: &[(f64, f64)]) -> [f64; 2] {
    thread_local! {
        static LAST: RefCell<Draws> = RefCell::default();
    }
    let all = clusters.len();
    let mut ratios: Vec<f64> = LAST.with_borrow_mut(|last| {
        if last.of != all {
            *last = Draws::new(all);
        }
        last.times.chunks_exact(all.max(1)).filter_map(|times| ratio(times, clusters)).collect()
    });
    if ratios.is_empty() {
        return [f64::MAX, f64::MIN];
    }
    // only two of them are asked for: to sort all took a tenth of a report
    let last = (ratios.len() - 1) as f64;
    let mut at = |q: f64| (*ratios.select_nth_unstable_by((last * q).round() as usize, f64::total_cmp).1 * 1e4).round() / 1e4;
    [at(0.025), at(0.975)]
}

/// The ratio in a sample. Four documents are added up side by side: the sums are of whole numbers, which no order changes.
fn ratio(times: &[u8], clusters: &[(f64, f64)]) -> Option<f64> {
    let (mut sums, mut all) = ([0.0; 4], [0.0; 4]);
    let mut add = |times: &[u8], clusters: &[(f64, f64)]| {
        for (k, (&t, c)) in times.iter().zip(clusters).enumerate() {
            sums[k] += f64::from(t) * c.0;
            all[k] += f64::from(t) * c.1;
        }
    };
    let (fours, rest) = (times.chunks_exact(4), clusters.chunks_exact(4));
    add(fours.remainder(), rest.remainder());
    fours.zip(rest).for_each(|(times, clusters)| add(times, clusters));
    let (sum, n) = (sums.iter().sum::<f64>(), all.iter().sum::<f64>());
    (n > 0.0).then(|| sum / n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_ratio_is_that_of_one_document_after_the_other(documents in prop::collection::vec((0u8..5, 0u32..9_000, 0u32..9_000), 0..30)) {
            let times: Vec<u8> = documents.iter().map(|d| d.0).collect();
            let clusters: Vec<(f64, f64)> = documents.iter().map(|d| (d.1.into(), d.2.into())).collect();
            let (sum, n) = documents.iter().fold((0, 0), |(sum, n), &(t, x, y)| (sum + u32::from(t) * x, n + u32::from(t) * y));
            prop_assert_eq!(ratio(&times, &clusters), (n > 0).then(|| f64::from(sum) / f64::from(n)));
        }
    }
}
