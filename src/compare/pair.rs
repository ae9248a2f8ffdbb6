//! Two documents, two sources or two versions of one text beside each other: marks, figures, dates and rankings that came, went and stayed.

use super::claims::Told;
use super::differences::between;
use super::model::{Difference, LedgerGroup, Overlap};
use super::view::Views;
use super::{cast, dates, ranks};
use crate::attribute::Figure;
use crate::extract::Corpus;
use crate::lexicon::Lexicon;
use crate::score::Reading;
use crate::text::{Place, Positions, Span, fold};
use serde::Serialize;
use std::collections::BTreeMap;

/// The version of a comparison.
pub const SCHEMA: &str = "slantscope.comparison/1";

/// Share of words from which on two documents are versions of one text.
const VERSION: f64 = 0.5;

/// What two sides are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// One text, changed.
    Versions,
    /// Two texts.
    Documents,
    /// Two sets of texts.
    Sources,
}

/// What became of a mark or figure on the way from A to B.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Only in B.
    Came,
    /// Only in A.
    Went,
    Stayed,
}

/// One side.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Side {
    pub name: String,
    pub documents: Vec<String>,
    pub words: u64,
    pub words_own: u64,
}

/// A place on one side. Sentences are counted from 0.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Spot {
    pub document: String,
    pub sentence: u32,
    pub span: Place,
    /// The sentence, on one line.
    pub text: String,
}

/// A mark that came, went or stayed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MarkChange {
    pub change: Change,
    pub family: String,
    pub rule: String,
    pub exact: String,
    pub voice: &'static str,
    pub a: Option<Spot>,
    pub b: Option<Spot>,
}

/// A figure that came, went or stayed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FigureChange {
    pub change: Change,
    pub exact: String,
    pub head: Option<String>,
    /// The class of the source that vouches for it on either side.
    pub attribution_a: Option<&'static str>,
    pub attribution_b: Option<&'static str>,
    pub a: Option<Spot>,
    pub b: Option<Spot>,
}

/// A dated happening or a ranking that came, went or stayed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClaimChange {
    pub change: Change,
    /// `date` or `ranking`.
    pub kind: &'static str,
    /// Whom and what it is about.
    pub about: String,
    pub exact: String,
    pub a: Option<Spot>,
    pub b: Option<Spot>,
}

/// Two sides beside each other.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Pair {
    pub schema: &'static str,
    pub relation: Relation,
    pub a: Side,
    pub b: Side,
    /// Words in common, where they are many.
    pub overlaps: Vec<Overlap>,
    pub differences: Vec<Difference>,
    pub marks: Vec<MarkChange>,
    pub figures: Vec<FigureChange>,
    /// What is dated and ranked.
    pub claims: Vec<ClaimChange>,
    /// Claims on the same thing that stand on both sides.
    pub ledger: Vec<LedgerGroup>,
    pub limits: &'static str,
}

const LIMITS: &str = "Marks are paired by rule, words and voice, figures by value and noun, dates by happening, rankings by their words; one that moved has stayed. \
    The intervals treat the two sides as separate texts. A difference says nothing about which side is right.";

/// Sets two sides beside each other. The ids of all documents must differ.
pub fn pair(a: (&str, Vec<Reading>), b: (&str, Vec<Reading>), lexicon: &Lexicon) -> Pair {
    let parting = a.1.len();
    let (name_a, name_b) = (a.0.to_string(), b.0.to_string());
    let all: Vec<Reading> = a.1.into_iter().chain(b.1).collect();
    let together = super::compare(&all, &Corpus::default(), lexicon);
    let (ours, theirs): (Vec<&Reading>, Vec<&Reading>) = (all[..parting].iter().collect(), all[parting..].iter().collect());
    let in_a = |id: &str| ours.iter().any(|r| r.meta.id == id);
    let overlaps: Vec<Overlap> = together.texts.overlaps.into_iter().filter(|o| in_a(&o.document) != in_a(&o.with)).collect();
    let relation = match (ours.len(), theirs.len()) {
        (1, 1) if overlaps.iter().any(|o| o.share >= VERSION) => Relation::Versions,
        (1, 1) => Relation::Documents,
        _ => Relation::Sources,
    };
    let both = |g: &LedgerGroup| g.entries.iter().any(|e| in_a(&e.document)) && g.entries.iter().any(|e| !in_a(&e.document));
    Pair {
        schema: SCHEMA,
        relation,
        overlaps,
        differences: between((&name_a, &ours), (&name_b, &theirs), lexicon),
        marks: marks(&ours, &theirs, lexicon),
        figures: figures(&ours, &theirs),
        claims: claims(&all, parting, lexicon),
        ledger: together.ledger.into_iter().filter(both).collect(),
        a: side(name_a, &ours),
        b: side(name_b, &theirs),
        limits: LIMITS,
    }
}

fn side(name: String, readings: &[&Reading]) -> Side {
    let sum = |of: fn(&Reading) -> u64| readings.iter().map(|r| of(r)).sum();
    Side { name, documents: readings.iter().map(|r| r.meta.id.clone()).collect(), words: sum(|r| r.scores.words.total), words_own: sum(|r| r.scores.words.own) }
}

/// Pairs the things of both sides that have the same key, in order; the rest came or went.
fn matched<T>(a: Vec<(String, T)>, b: Vec<(String, T)>) -> Vec<(Change, Option<T>, Option<T>)> {
    let mut waiting: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut ours: Vec<Option<T>> = Vec::new();
    for (n, (key, thing)) in a.into_iter().enumerate() {
        waiting.entry(key).or_default().push(n);
        ours.push(Some(thing));
    }
    waiting.values_mut().for_each(|v| v.reverse());
    let mut out = Vec::new();
    for (key, thing) in b {
        match waiting.get_mut(&key).and_then(Vec::pop) {
            Some(n) => out.push((Change::Stayed, ours[n].take(), Some(thing))),
            None => out.push((Change::Came, None, Some(thing))),
        }
    }
    out.extend(ours.into_iter().flatten().map(|thing| (Change::Went, Some(thing), None)));
    out.sort_by_key(|c| c.0);
    out
}

fn marks(a: &[&Reading], b: &[&Reading], lexicon: &Lexicon) -> Vec<MarkChange> {
    type Thing = (String, String, String, &'static str, Spot);
    let all = |side: &[&Reading]| -> Vec<(String, Thing)> {
        side.iter()
            .flat_map(|r| {
                let positions = Positions::new(&r.text.source);
                let counted = r.marks.iter().filter(|m| !m.negated && m.voice != crate::attribute::Voice::Boilerplate);
                counted
                    .map(|m| {
                        let (rule, exact) = (&lexicon.rules[m.rule as usize].id, r.text.slice(m.span));
                        let thing =
                            (lexicon.family(m.rule).id.clone(), rule.clone(), exact.to_string(), m.voice.name(), spot(r, &positions, m.span, m.sentence));
                        (format!("{rule} {} {}", m.voice.name(), key(exact)), thing)
                    })
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    matched(all(a), all(b))
        .into_iter()
        .filter_map(|(change, a, b)| {
            let (family, rule, exact, voice, _) = b.as_ref().or(a.as_ref())?.clone();
            Some(MarkChange { change, family, rule, exact, voice, a: a.map(|t| t.4), b: b.map(|t| t.4) })
        })
        .collect()
}

/// A figure as written, its noun, who vouches for it, and where it stands.
type FigureThing = (String, Option<String>, &'static str, Spot);

fn figures(a: &[&Reading], b: &[&Reading]) -> Vec<FigureChange> {
    let all = |side: &[&Reading]| -> Vec<(String, FigureThing)> {
        side.iter()
            .flat_map(|r| {
                let positions = Positions::new(&r.text.source);
                r.attributed.figures.iter().map(|f| (figure_key(r, f), figure(r, &positions, f))).collect::<Vec<_>>()
            })
            .collect()
    };
    matched(all(a), all(b))
        .into_iter()
        .filter_map(|(change, a, b)| {
            let (exact, head) = b.as_ref().or(a.as_ref()).map(|t| (t.0.clone(), t.1.clone()))?;
            let class = |t: &Option<FigureThing>| t.as_ref().map(|t| t.2);
            Some(FigureChange { change, exact, head, attribution_a: class(&a), attribution_b: class(&b), a: a.map(|t| t.3), b: b.map(|t| t.3) })
        })
        .collect()
}

fn figure(r: &Reading, positions: &Positions, f: &Figure) -> FigureThing {
    (r.text.slice(f.span).to_string(), f.head.map(|h| r.text.slice(h).to_string()), f.class.name(), spot(r, positions, f.span, f.sentence))
}

/// Dates and rankings; the actors of both sides are one cast, so that a name of one is known by the other.
fn claims(all: &[Reading], parting: usize, lexicon: &Lexicon) -> Vec<ClaimChange> {
    type Thing = (&'static str, String, String, Spot);
    let views = Views::new(all, lexicon);
    let cast = cast::cast(&views, &Corpus::default(), lexicon);
    let side = |documents: std::ops::Range<usize>| -> Vec<(String, Thing)> {
        let of = |d: usize| {
            let r = &all[d];
            let thing = |t: Told| (t.key, (t.kind, t.about, t.statement.exact, placed(r, t.statement.span, t.statement.sentence)));
            views.at(d, |view| dates::told(view, &cast, d).into_iter().chain(ranks::told(view, &cast, d)).map(thing).collect::<Vec<_>>())
        };
        documents.flat_map(of).collect()
    };
    matched(side(0..parting), side(parting..all.len()))
        .into_iter()
        .filter_map(|(change, a, b)| {
            let (kind, about, exact, _) = b.as_ref().or(a.as_ref())?.clone();
            Some(ClaimChange { change, kind, about, exact, a: a.map(|t| t.3), b: b.map(|t| t.3) })
        })
        .collect()
}

fn figure_key(r: &Reading, f: &Figure) -> String {
    format!("{:?} {:?} {:?} {} {}", f.kind, f.min, f.max, f.approximate, f.head.map_or_else(String::new, |h| key(r.text.slice(h))))
}

fn key(exact: &str) -> String {
    let mut out = String::new();
    fold(exact, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn spot(r: &Reading, positions: &Positions, span: Span, sentence: u32) -> Spot {
    placed(r, positions.place(span), sentence)
}

fn placed(r: &Reading, span: Place, sentence: u32) -> Spot {
    let text = r.text.slice(r.text.span(r.text.sentences[sentence as usize].tokens));
    Spot { document: r.meta.id.clone(), sentence, span, text: text.split_whitespace().collect::<Vec<_>>().join(" ") }
}
