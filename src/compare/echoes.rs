//! Finds what documents share: long runs of the same words, and sentences that are nearly the same.
//!
//! One index over word sequences, so that the work grows with the words and not with the pairs of documents.

use super::cast::Cast;
use super::keys::{folded, hash};
use super::model::{Echo, Occurrence};
use super::view::View;
use crate::attribute::Voice;
use crate::segment::BlockKind;
use crate::text::Positions;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Words of the shortest passage that is shown; shorter runs are idiom.
const RUN: usize = 8;
/// Words from which on a passage between quotation marks is shown: two reports may quote the same speech.
const QUOTED_RUN: usize = 25;
/// Words of a shingle, and the share of shingles from which on two sentences are nearly the same (Broder 1997).
const SHINGLE: usize = 4;
const NEAR: f64 = 0.6;
/// From this share of names on, a passage is an index entry and no echo.
const NAMES: f64 = 0.6;
/// Places kept of one word sequence, and passages shown.
const KEPT: usize = 16;
const SHOWN: usize = 200;

/// The words of a document outside page furniture: hash and token.
struct Words {
    hashes: Vec<u64>,
    tokens: Vec<u32>,
}

/// A passage of a document, by positions in its words.
type Passage = (usize, usize, usize);

/// All echoes, longest first.
pub fn echoes(views: &[View], cast: &Cast) -> Vec<Echo> {
    let words: Vec<Words> = views.iter().map(words).collect();
    let mut groups = verbatim(&words);
    groups.retain(|origin, others| !is_same_speech(views, &words, *origin, others) && !is_name(cast, &words, *origin));
    let covered = covered(&words, &groups);
    let mut out: Vec<Echo> = groups.iter().map(|(&origin, others)| echo(views, &words, origin, others, true)).collect();
    out.extend(near(views, &words, &covered));
    out.sort_by(|a, b| b.words.cmp(&a.words).then(b.occurrences.len().cmp(&a.occurrences.len())).then_with(|| a.text.cmp(&b.text)));
    out.truncate(SHOWN);
    out
}

fn words(view: &View) -> Words {
    let text = &view.reading.text;
    let mut out = Words { hashes: Vec::new(), tokens: Vec::new() };
    for block in text.blocks.iter().filter(|b| b.kind != BlockKind::Furniture) {
        for i in block.tokens.0..block.tokens.1 {
            if text.tokens[i as usize].counts() {
                out.hashes.push(hash(&[folded(view.word(i as usize))]));
                out.tokens.push(i);
            }
        }
    }
    out
}

fn combined(hashes: &[u64]) -> u64 {
    hashes.iter().fold(0xCBF2_9CE4_8422_2325, |h, w| (h ^ w).wrapping_mul(0x0100_0000_01B3).rotate_left(23))
}

/// Runs of the same words in different documents, by the place where they are found first.
fn verbatim(words: &[Words]) -> BTreeMap<Passage, Vec<Passage>> {
    let mut index: FxHashMap<u64, Vec<(u32, u32)>> = FxHashMap::default();
    let mut groups: BTreeMap<Passage, Vec<Passage>> = BTreeMap::new();
    for (d, w) in words.iter().enumerate() {
        let mut at = 0;
        while at + RUN <= w.hashes.len() {
            let found = index
                .get(&combined(&w.hashes[at..at + RUN]))
                .into_iter()
                .flatten()
                .map(|&(o, q)| (o as usize, q as usize, common(&words[o as usize].hashes[q as usize..], &w.hashes[at..])))
                .filter(|f| f.2 >= RUN)
                .max_by_key(|f| (f.2, std::cmp::Reverse(f.0)));
            at += match found {
                Some((o, q, n)) => {
                    add(&mut groups, (o, q, n), (d, at, n));
                    n
                }
                None => 1,
            };
        }
        for at in 0..(w.hashes.len() + 1).saturating_sub(RUN) {
            let places = index.entry(combined(&w.hashes[at..at + RUN])).or_default();
            if places.len() < KEPT && places.last().is_none_or(|p| p.0 as usize != d) {
                places.push((d as u32, at as u32));
            }
        }
    }
    groups
}

fn common(a: &[u64], b: &[u64]) -> usize {
    a.iter().zip(b).take_while(|(x, y)| x == y).count()
}

/// Adds an occurrence to the passage of the same origin that holds it, or begins a new one.
fn add(groups: &mut BTreeMap<Passage, Vec<Passage>>, origin: Passage, other: Passage) {
    let overlap = |p: &Passage| p.0 == origin.0 && (p.1 + p.2).min(origin.1 + origin.2).saturating_sub(p.1.max(origin.1)) * 2 >= p.2.min(origin.2);
    let low = (origin.0, origin.1.saturating_sub(256), 0);
    let same = groups.range(low..).take_while(|(p, _)| p.0 == origin.0 && p.1 < origin.1 + origin.2).map(|(p, _)| *p).find(|p| overlap(p));
    let mut others = same.and_then(|p| groups.remove(&p)).unwrap_or_default();
    let keep = same.map_or(origin, |p| if p.2 >= origin.2 { p } else { origin });
    others.push(other);
    groups.entry(keep).or_default().extend(others);
}

/// Whether all places stand between quotation marks, and the passage is short enough to be one speech quoted twice.
fn is_same_speech(views: &[View], words: &[Words], origin: Passage, others: &[Passage]) -> bool {
    let quoted = |p: &Passage| {
        let inside = (p.1..p.1 + p.2)
            .filter(|&i| {
                matches!(
                    views[p.0].reading.attributed.voices.get(words[p.0].tokens[i] as usize),
                    Some((Voice::Quoted | Voice::SelfQuote | Voice::UnsourcedQuote, _))
                )
            })
            .count();
        inside * 5 >= p.2 * 4
    };
    origin.2 < QUOTED_RUN && quoted(&origin) && others.iter().all(quoted)
}

/// Whether a passage is little more than names and what they stand for.
fn is_name(cast: &Cast, words: &[Words], p: Passage) -> bool {
    let mentions = &cast.mentions[p.0];
    let inside = words[p.0].tokens[p.1..p.1 + p.2].iter().filter(|&&t| {
        let n = mentions.partition_point(|m| m.tokens.1 <= t);
        mentions.get(n).is_some_and(|m| m.tokens.0 <= t)
    });
    inside.count() as f64 >= NAMES * p.2 as f64
}

/// The sentences of which a verbatim passage covers most.
fn covered(words: &[Words], groups: &BTreeMap<Passage, Vec<Passage>>) -> FxHashSet<(usize, u32)> {
    groups
        .iter()
        .flat_map(|(o, others)| std::iter::once(o).chain(others))
        .flat_map(|p| words[p.0].tokens[p.1..p.1 + p.2].iter().map(move |&t| (p.0, t)))
        .collect()
}

fn echo(views: &[View], words: &[Words], origin: Passage, others: &[Passage], verbatim: bool) -> Echo {
    let mut places: Vec<Passage> = std::iter::once(origin).chain(others.iter().copied()).collect();
    places.sort_unstable();
    places.dedup_by_key(|p| (p.0, p.1));
    let span = |p: &Passage| views[p.0].reading.text.span((words[p.0].tokens[p.1], words[p.0].tokens[p.1 + p.2 - 1] + 1));
    let occurrences = places
        .iter()
        .map(|p| Occurrence { document: views[p.0].reading.meta.id.clone(), span: Positions::new(&views[p.0].reading.text.source).place(span(p)) })
        .collect();
    Echo { text: views[origin.0].reading.text.slice(span(&origin)).to_string(), words: origin.2 as u32, verbatim, occurrences }
}

/// Sentences of different documents that share most of their shingles and are not verbatim passages already.
fn near(views: &[View], words: &[Words], covered: &FxHashSet<(usize, u32)>) -> Vec<Echo> {
    let sentences: Vec<(Passage, Vec<u64>)> = views.iter().enumerate().flat_map(|(d, v)| sentences(v, &words[d], d, covered)).collect();
    let mut index: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut groups: BTreeMap<Passage, Vec<Passage>> = BTreeMap::new();
    for (n, (place, shingles)) in sentences.iter().enumerate() {
        let mut shared: BTreeMap<u32, usize> = BTreeMap::new();
        for s in shingles {
            index.get(s).into_iter().flatten().for_each(|&o| *shared.entry(o).or_default() += 1);
        }
        let alike = |o: u32, both: usize| both as f64 / (shingles.len() + sentences[o as usize].1.len() - both) as f64;
        let best = shared
            .into_iter()
            .filter(|&(o, _)| sentences[o as usize].0.0 != place.0)
            .map(|(o, both)| (alike(o, both), o))
            .filter(|b| b.0 >= NEAR)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        match best {
            Some((_, o)) => groups.entry(sentences[o as usize].0).or_default().push(*place),
            None => {
                for s in shingles {
                    let kept = index.entry(*s).or_default();
                    if kept.len() < KEPT {
                        kept.push(n as u32);
                    }
                }
            }
        }
    }
    groups.into_iter().filter(|(o, others)| !is_same_speech(views, words, *o, others)).map(|(o, others)| echo(views, words, o, &others, false)).collect()
}

/// The long enough sentences of a document with their shingles.
fn sentences(view: &View, words: &Words, d: usize, covered: &FxHashSet<(usize, u32)>) -> Vec<(Passage, Vec<u64>)> {
    let mut out = Vec::new();
    for s in &view.reading.text.sentences {
        let from = words.tokens.partition_point(|&t| t < s.tokens.0);
        let to = words.tokens.partition_point(|&t| t < s.tokens.1);
        let known = words.tokens[from..to].iter().filter(|&&t| covered.contains(&(d, t))).count();
        if to - from < RUN || known * 5 >= (to - from) * 4 {
            continue;
        }
        let mut shingles: Vec<u64> = words.hashes[from..to].windows(SHINGLE).map(combined).collect();
        shingles.sort_unstable();
        shingles.dedup();
        out.push(((d, from, to - from), shingles));
    }
    out
}
