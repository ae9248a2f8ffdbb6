//! Differences between sources, each with its interval and a plain sentence; texts of different genres are not ranked.

use super::model::{Difference, Direction};
use super::pool::{self, Part};
use super::sources::UNNAMED;
use crate::lexicon::Lexicon;
use crate::score::Reading;
use crate::stats::Measure;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Up to this many sources, each is set beside each other; of more, each beside all others together.
const PAIRS: usize = 6;
/// Of more sources than this, only those with the most words of their own are set beside the others: nobody reads more, and the work
/// of each grows with all documents.
const MOST: usize = 40;
/// What all other sources together are called.
const REST: &str = "the other sources";

type Get = fn(&[&Part]) -> Measure;

/// The measures that sources are told apart by, as a sentence names them.
const MEASURES: [(&str, &str, Get); 4] = [
    ("advocacy_density", "advocacy density", pool::advocacy_density),
    ("citation_reliance", "citation reliance", pool::citation_reliance),
    ("unattributed_figures", "share of figures without a source", pool::unattributed_figures),
    ("attributed_sentences", "share of sentences with a source", pool::attributed_sentences),
];

/// A genre as it is compared; documents without one form a genre of their own.
type Genre = Option<String>;

/// What a document brings to a comparison.
struct Text {
    genre: Genre,
    part: Part,
}

fn text(r: &Reading, lexicon: &Lexicon) -> Text {
    Text { genre: r.meta.genre.as_deref().map(|g| g.trim().to_lowercase()).filter(|g| !g.is_empty()), part: pool::part(r, lexicon) }
}

/// The differences between the sources of a corpus.
pub fn differences(readings: &[Reading], lexicon: &Lexicon) -> Vec<Difference> {
    let mut by_source: BTreeMap<&str, Vec<Text>> = BTreeMap::new();
    for r in readings {
        by_source.entry(r.meta.source.as_deref().unwrap_or(UNNAMED)).or_default().push(text(r, lexicon));
    }
    let sources: Vec<(&str, Vec<&Text>)> = by_source.iter().map(|(name, texts)| (*name, texts.iter().collect())).collect();
    let mut out = Vec::new();
    if sources.len() > PAIRS {
        for (name, own) in largest(&sources) {
            let rest: Vec<&Text> = sources.iter().filter(|s| s.0 != *name).flat_map(|s| s.1.iter().copied()).collect();
            out.extend(apart((name, own), (REST, &rest)));
        }
    } else {
        for (i, a) in sources.iter().enumerate() {
            sources[i + 1..].iter().for_each(|b| out.extend(apart((a.0, &a.1), (b.0, &b.1))));
        }
    }
    out
}

/// The sources with the most own words, in order of name.
fn largest<'a, 't>(sources: &'a [(&'t str, Vec<&'t Text>)]) -> Vec<&'a (&'t str, Vec<&'t Text>)> {
    let mut out: Vec<_> = sources.iter().collect();
    out.sort_by_key(|s| (Reverse(s.1.iter().map(|t| t.part.words.own).sum::<u64>()), s.0));
    out.truncate(MOST);
    out.sort_by_key(|s| s.0);
    out
}

/// The differences between two sets of documents, genre by genre; a refusal where they share no genre.
pub fn between(a: (&str, &[&Reading]), b: (&str, &[&Reading]), lexicon: &Lexicon) -> Vec<Difference> {
    let texts = |side: &[&Reading]| side.iter().map(|r| text(r, lexicon)).collect::<Vec<_>>();
    let (ours, theirs) = (texts(a.1), texts(b.1));
    apart((a.0, &ours.iter().collect::<Vec<_>>()), (b.0, &theirs.iter().collect::<Vec<_>>()))
}

fn apart(a: (&str, &[&Text]), b: (&str, &[&Text])) -> Vec<Difference> {
    let genres = |side: &[&Text]| side.iter().map(|t| t.genre.clone()).collect::<BTreeSet<Genre>>();
    let (ours, theirs) = (genres(a.1), genres(b.1));
    let shared: Vec<&Genre> = ours.intersection(&theirs).collect();
    if shared.is_empty() {
        return vec![refused(a.0, b.0, &ours, &theirs)];
    }
    let mut out = Vec::new();
    for g in shared {
        // one side after the other: the measures of one draw the same documents
        let [mine, yours] = [a.1, b.1].map(|side| of_genre(side, g)).map(|parts| MEASURES.map(|(_, _, measure)| measure(&parts)));
        let measures = MEASURES.iter().zip(mine.iter().zip(&yours));
        out.extend(measures.map(|((id, name, _), (x, y))| difference((a.0, x), (b.0, y), id, name, g)));
    }
    out
}

fn of_genre<'t>(side: &[&'t Text], genre: &Genre) -> Vec<&'t Part> {
    side.iter().filter(|t| t.genre == *genre).map(|t| &t.part).collect()
}

fn refused(a: &str, b: &str, ours: &BTreeSet<Genre>, theirs: &BTreeSet<Genre>) -> Difference {
    let list = |set: &BTreeSet<Genre>| set.iter().map(|g| g.as_deref().unwrap_or("no declared genre")).collect::<Vec<_>>().join(", ");
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

fn difference(a: (&str, &Measure), b: (&str, &Measure), id: &'static str, name: &str, genre: &Genre) -> Difference {
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
