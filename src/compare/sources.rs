//! The documents of each source together: pooled measures, with intervals over documents where there are enough.

use super::chance::Chance;
use super::keys::name_key;
use super::model::SourceProfile;
use crate::attribute::SourceClass;
use crate::lexicon::Lexicon;
use crate::score::measures::{FEWEST, SHORTEST};
use crate::score::{FamilyScore, Reading, Scores, WordCounts};
use crate::stats::{Measure, effective_number};
use std::collections::{BTreeMap, BTreeSet};

/// Documents from which on the interval is taken over documents (Cameron, Gelbach and Miller 2008 on few clusters).
const CLUSTERS: usize = 3;
/// Samples of the bootstrap.
const SAMPLES: usize = 999;
/// What documents without a source are filed under.
pub(super) const UNNAMED: &str = "no source given";

/// One profile for each source, in order of name.
pub fn sources(readings: &[Reading], lexicon: &Lexicon) -> Vec<SourceProfile> {
    let mut by_source: BTreeMap<&str, Vec<&Reading>> = BTreeMap::new();
    for r in readings {
        by_source.entry(r.meta.source.as_deref().unwrap_or(UNNAMED)).or_default().push(r);
    }
    let mut taken = BTreeSet::new();
    by_source
        .into_iter()
        .map(|(name, readings)| SourceProfile {
            id: slug(name, &mut taken),
            name: name.to_string(),
            named_by: readings.iter().find_map(|r| r.meta.source_from.clone()).unwrap_or_default(),
            documents: readings.iter().map(|r| r.meta.id.clone()).collect(),
            scores: pooled(&readings, lexicon),
        })
        .collect()
}

/// A name as part of an address: lower-case letters, digits and hyphens, unique.
fn slug(name: &str, taken: &mut BTreeSet<String>) -> String {
    let letters: String = name_key(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain = letters.split('-').filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-");
    let plain: String = if plain.is_empty() { "source".into() } else { plain.chars().take(60).collect() };
    let id = (1..).map(|n| if n == 1 { plain.clone() } else { format!("{plain}-{n}") }).find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(id.clone());
    id
}

/// The measures of several documents together.
pub fn pooled(readings: &[&Reading], lexicon: &Lexicon) -> Scores {
    if let [one] = readings {
        return one.scores.clone();
    }
    let all: Vec<&Scores> = readings.iter().map(|r| &r.scores).collect();
    let share = |get: fn(&Scores) -> &Measure, least| pool_shares(&all.iter().map(|s| get(s)).collect::<Vec<_>>(), least);
    let mut s = Scores { words: words(&all), sentences: all.iter().map(|s| s.sentences).sum(), ..Scores::default() };
    s.advocacy_density = rate(readings, s.words.own, |r| (weights(r, false), r.scores.words.own));
    s.advocacy_density_with_self = rate(readings, s.words.own + s.words.own_side, |r| (weights(r, true), r.scores.words.own + r.scores.words.own_side));
    s.citation_rate = rate(readings, s.words.total, |r| (vec![1.0; r.attributed.citations.len()], r.scores.words.total));
    s.citation_reliance = share(|s| &s.citation_reliance, FEWEST);
    s.attributed_sentences = share(|s| &s.attributed_sentences, FEWEST);
    s.checkable_attributed = share(|s| &s.checkable_attributed, FEWEST);
    s.self_citation = share(|s| &s.self_citation, FEWEST);
    s.direct_quote = share(|s| &s.direct_quote, SHORTEST);
    s.unattributed_figures = share(|s| &s.unattributed_figures, FEWEST);
    for class in SourceClass::ALL {
        let parts: Vec<&Measure> = all.iter().filter_map(|s| s.source_classes.get(class.name())).collect();
        s.source_classes.insert(class.name(), pool_shares(&parts, FEWEST));
    }
    (s.distinct_sources, s.effective_sources) = named_sources(readings);
    s.families = families(readings, s.words.own, lexicon);
    s
}

fn words(all: &[&Scores]) -> WordCounts {
    let sum = |get: fn(&WordCounts) -> u64| all.iter().map(|s| get(&s.words)).sum();
    WordCounts {
        total: sum(|w| w.total),
        own: sum(|w| w.own),
        quoted: sum(|w| w.quoted),
        reported: sum(|w| w.reported),
        own_side: sum(|w| w.own_side),
        boilerplate: sum(|w| w.boilerplate),
    }
}

/// Weights of the marks that count, as `score::measures` takes them.
fn weights(r: &Reading, with_self: bool) -> Vec<f64> {
    use crate::attribute::Voice;
    let counts = |v: Voice| v.is_own() || with_self && v == Voice::SelfQuote;
    r.marks.iter().filter(|m| m.weight > 0.0 && counts(m.voice)).map(|m| crate::score::measures::exact(m.weight)).collect()
}

fn rate(readings: &[&Reading], n: u64, part: impl Fn(&Reading) -> (Vec<f64>, u64)) -> Measure {
    let parts: Vec<(Vec<f64>, u64)> = readings.iter().map(|r| part(r)).collect();
    let all: Vec<f64> = parts.iter().flat_map(|p| p.0.iter().copied()).collect();
    let clusters: Vec<(f64, f64)> = parts.iter().map(|(w, n)| (1000.0 * w.iter().sum::<f64>(), *n as f64)).collect();
    widened(Measure::rate(&all, n, SHORTEST), &clusters)
}

fn pool_shares(parts: &[&Measure], least: u64) -> Measure {
    let count: f64 = parts.iter().map(|m| m.count).sum();
    let n: u64 = parts.iter().map(|m| m.n).sum();
    let clusters: Vec<(f64, f64)> = parts.iter().map(|m| (m.count, m.n as f64)).collect();
    widened(Measure::share(count.round() as u64, n, least), &clusters)
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

/// The middle 95 % of the ratio over documents drawn with replacement; seeded.
fn bootstrap(clusters: &[(f64, f64)]) -> [f64; 2] {
    let mut chance = Chance::new(0xC0FFEE);
    let mut ratios: Vec<f64> = (0..SAMPLES)
        .filter_map(|_| {
            let (sum, n) = (0..clusters.len()).map(|_| clusters[chance.below(clusters.len())]).fold((0.0, 0.0), |a, c| (a.0 + c.0, a.1 + c.1));
            (n > 0.0).then(|| sum / n)
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    let at = |q: f64| (ratios[((ratios.len() - 1) as f64 * q).round() as usize] * 1e4).round() / 1e4;
    if ratios.is_empty() { [f64::MAX, f64::MIN] } else { [at(0.025), at(0.975)] }
}

/// Different identified sources over all documents, by name.
fn named_sources(readings: &[&Reading]) -> (Measure, Measure) {
    let mut by_name: BTreeMap<String, u64> = BTreeMap::new();
    let mut total = 0;
    for r in readings {
        total += r.attributed.attributions.len() as u64;
        for (i, a) in r.attributed.attributions.iter().enumerate() {
            if a.class().is_identified() || a.class() == SourceClass::Own {
                *by_name.entry(name_key(r.speaker(i as u32).unwrap_or_default())).or_default() += 1;
            }
        }
    }
    let counts: Vec<u64> = by_name.values().copied().collect();
    (Measure::number(counts.len() as f64, "sources", total), Measure::number(effective_number(&counts), "sources", total))
}

fn families(readings: &[&Reading], own: u64, lexicon: &Lexicon) -> BTreeMap<String, FamilyScore> {
    let ids: BTreeSet<&String> = readings.iter().flat_map(|r| r.scores.families.keys()).collect();
    ids.into_iter()
        .map(|id| {
            let of = |r: &Reading| -> (Vec<f64>, u64) {
                let scored = |m: &&crate::score::Mark| m.voice.is_own() && !m.negated && lexicon.family(m.rule).id == *id;
                let weight = |m: &crate::score::Mark| if lexicon.family(m.rule).tier.is_scored() { crate::score::measures::exact(m.weight) } else { 1.0 };
                (r.marks.iter().filter(scored).map(weight).collect(), r.scores.words.own)
            };
            let density = rate(readings, own, of);
            let sum = |get: fn(&FamilyScore) -> u64| readings.iter().filter_map(|r| r.scores.families.get(id)).map(get).sum();
            (id.clone(), FamilyScore { marks: sum(|f| f.marks), weight: density.count, elsewhere: sum(|f| f.elsewhere), density })
        })
        .collect()
}
