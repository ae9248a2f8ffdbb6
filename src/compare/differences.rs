//! Differences between sources, each with its interval and a plain sentence; texts of different genres are not ranked.

use super::model::{Difference, Direction};
use super::pool::pooled;
use super::sources::UNNAMED;
use crate::lexicon::Lexicon;
use crate::score::{Reading, Scores};
use crate::stats::Measure;
use std::collections::{BTreeMap, BTreeSet};

/// Up to this many sources, each is set beside each other; of more, each beside all others together.
const PAIRS: usize = 6;
/// What all other sources together are called.
const REST: &str = "the other sources";

type Get = fn(&Scores) -> &Measure;

/// The measures that sources are told apart by, as a sentence names them.
const MEASURES: [(&str, &str, Get); 4] = [
    ("advocacy_density", "advocacy density", |s| &s.advocacy_density),
    ("citation_reliance", "citation reliance", |s| &s.citation_reliance),
    ("unattributed_figures", "share of figures without a source", |s| &s.unattributed_figures),
    ("attributed_sentences", "share of sentences with a source", |s| &s.attributed_sentences),
];

/// A genre as it is compared; documents without one form a genre of their own.
fn genre(r: &Reading) -> Option<String> {
    r.meta.genre.as_deref().map(|g| g.trim().to_lowercase()).filter(|g| !g.is_empty())
}

/// The differences between the sources of a corpus.
pub fn differences(readings: &[Reading], lexicon: &Lexicon) -> Vec<Difference> {
    let mut by_source: BTreeMap<&str, Vec<&Reading>> = BTreeMap::new();
    for r in readings {
        by_source.entry(r.meta.source.as_deref().unwrap_or(UNNAMED)).or_default().push(r);
    }
    let sources: Vec<(&str, Vec<&Reading>)> = by_source.into_iter().collect();
    let mut out = Vec::new();
    if sources.len() > PAIRS {
        for (name, own) in &sources {
            let rest: Vec<&Reading> = sources.iter().filter(|s| s.0 != *name).flat_map(|s| s.1.iter().copied()).collect();
            out.extend(between((name, own), (REST, &rest), lexicon));
        }
    } else {
        for (i, a) in sources.iter().enumerate() {
            sources[i + 1..].iter().for_each(|b| out.extend(between((a.0, &a.1), (b.0, &b.1), lexicon)));
        }
    }
    out
}

/// The differences between two sets of documents, genre by genre; a refusal where they share no genre.
pub fn between(a: (&str, &[&Reading]), b: (&str, &[&Reading]), lexicon: &Lexicon) -> Vec<Difference> {
    let genres = |side: &[&Reading]| side.iter().map(|r| genre(r)).collect::<BTreeSet<_>>();
    let (ours, theirs) = (genres(a.1), genres(b.1));
    let shared: Vec<&Option<String>> = ours.intersection(&theirs).collect();
    if shared.is_empty() {
        return vec![refused(a.0, b.0, &ours, &theirs)];
    }
    let mut out = Vec::new();
    for g in shared {
        let of = |side: &[&Reading]| pooled(&side.iter().copied().filter(|r| genre(r) == *g).collect::<Vec<_>>(), lexicon);
        let (mine, yours) = (of(a.1), of(b.1));
        out.extend(MEASURES.iter().map(|(id, name, get)| difference((a.0, get(&mine)), (b.0, get(&yours)), id, name, g)));
    }
    out
}

fn refused(a: &str, b: &str, ours: &BTreeSet<Option<String>>, theirs: &BTreeSet<Option<String>>) -> Difference {
    let list = |set: &BTreeSet<Option<String>>| set.iter().map(|g| g.as_deref().unwrap_or("no declared genre")).collect::<Vec<_>>().join(", ");
    Difference {
        a: a.into(),
        b: b.into(),
        direction: Direction::Refused,
        text: format!(
            "{a} ({}) and {b} ({}) have no genre in common. Genres differ in all measures by custom, so the two are not ranked.",
            list(ours),
            list(theirs)
        ),
        ..Difference::default()
    }
}

fn difference(a: (&str, &Measure), b: (&str, &Measure), id: &'static str, name: &str, genre: &Option<String>) -> Difference {
    let mut d = Difference {
        a: a.0.into(),
        b: b.0.into(),
        genre: genre.clone(),
        measure: Some(id),
        value_a: a.1.value,
        value_b: b.1.value,
        unit: a.1.unit,
        ..Difference::default()
    };
    let within = genre.as_ref().map_or_else(String::new, |g| format!(", within \u{201c}{g}\u{201d}"));
    let (Some((x, y)), Some(interval)) = (a.1.value.zip(b.1.value), interval(a.1, b.1)) else {
        d.text = format!("{}: too little text of {} for a comparison{within}.", capital(name), if a.1.value.is_none() { a.0 } else { b.0 });
        return d;
    };
    d.difference = Some(round(x - y));
    d.interval = Some(interval);
    let shown = |v: f64| if d.unit == "share" { format!("{:.0} %", 100.0 * v) } else { format!("{v:.1}") };
    let [low, high] = interval;
    let apart = |v: f64| if d.unit == "share" { format!("{:+.0}", 100.0 * v) } else { format!("{v:+.1}") };
    let points = if d.unit == "share" { " points" } else { "" };
    let (values, range) = (format!("{} against {}", shown(x), shown(y)), format!("{} to {}{points}", apart(low), apart(high)));
    (d.direction, d.text) = match () {
        _ if low > 0.0 => (Direction::Higher, format!("{}: {} is higher than {}{within} ({values}; difference {range}).", capital(name), a.0, b.0)),
        _ if high < 0.0 => (Direction::Lower, format!("{}: {} is lower than {}{within} ({values}; difference {range}).", capital(name), a.0, b.0)),
        _ => (
            Direction::None,
            format!("{}: no difference between {} and {} that this much text can show{within} ({values}; difference {range}).", capital(name), a.0, b.0),
        ),
    };
    d
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

fn round(x: f64) -> f64 {
    (x * 1e4).round() / 1e4 + 0.0
}

/// The interval of a difference from the intervals of its parts (MOVER; Zou and Donner 2008), which keeps their skewness and their
/// bootstrap over documents.
fn interval(a: &Measure, b: &Measure) -> Option<[f64; 2]> {
    let (x, y) = (a.value?, b.value?);
    let ([al, ah], [bl, bh]) = (a.interval?, b.interval?);
    let low = x - y - ((x - al).powi(2) + (bh - y).powi(2)).sqrt();
    let high = x - y + ((ah - x).powi(2) + (y - bl).powi(2)).sqrt();
    Some([round(low), round(high)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_a_difference_is_newcombes_for_shares() {
        // 56/70 against 48/80: .0524 to .3339 (Newcombe 1998, method 10)
        let [low, high] = interval(&Measure::share(56, 70, 1), &Measure::share(48, 80, 1)).unwrap();
        assert!((low - 0.0524).abs() < 2e-4 && (high - 0.3339).abs() < 2e-4, "{low} {high}");
    }
}
