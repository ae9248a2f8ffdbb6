//! Finds what documents share: long runs of the same words, and sentences that are nearly the same.
//!
//! One index over word sequences, so that the work grows with the words and not with the pairs of documents.

use super::cast::Cast;
use super::keys::{folded, hash};
use super::overlaps::{Shared, kind};
use super::view::View;
use crate::segment::BlockKind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Words of the shortest passage that is shown; shorter runs are idiom.
const RUN: usize = 8;
/// Words of a shingle, and the share of shingles from which on two sentences are nearly the same (Broder 1997).
const SHINGLE: usize = 4;
const NEAR: f64 = 0.6;
/// From this share of names on, a passage is an index entry and no echo.
const NAMES: f64 = 0.6;
/// Places kept of one word sequence.
const KEPT: usize = 16;

/// The words of a document outside page furniture: hash and token.
pub struct Words {
    hashes: Vec<u64>,
    pub tokens: Vec<u32>,
}

/// A passage of a document: the document, its first word, and how many words it has.
pub type Passage = (usize, usize, usize);

/// Two bits for each sequence of words: it was seen, and it was seen again. Most sequences of a language occur once, and only the others
/// need a place in the index, which keeps it small however many documents there are.
struct Seen {
    once: Vec<u64>,
    again: Vec<u64>,
}

impl Seen {
    fn new(sequences: impl Iterator<Item = u64> + Clone) -> Seen {
        let cells = (sequences.clone().count() / 4).next_power_of_two().max(64);
        let mut seen = Seen { once: vec![0; cells], again: vec![0; cells] };
        for s in sequences {
            let (cell, bit) = seen.place(s);
            seen.again[cell] |= seen.once[cell] & bit;
            seen.once[cell] |= bit;
        }
        seen
    }

    fn place(&self, s: u64) -> (usize, u64) {
        let spread = s.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((spread >> 32) as usize & (self.once.len() - 1), 1 << (spread >> 58))
    }

    /// Whether the sequence was seen twice or more; a few that were not are taken for such.
    fn again(&self, s: u64) -> bool {
        let (cell, bit) = self.place(s);
        self.again[cell] & bit != 0
    }
}

/// Everything that documents share, passage by passage.
pub fn shared(views: &[View], cast: &Cast) -> Shared {
    let words: Vec<Words> = views.iter().map(words).collect();
    let mut groups = verbatim(&words);
    groups.retain(|origin, _| !is_name(cast, &words, *origin));
    let covered = covered(&words, &groups);
    let mut shared = Shared::new(words);
    for (origin, others) in groups {
        let kind = kind(views, &shared.words, origin, &others);
        shared.add(origin, others, true, kind);
    }
    for (origin, others) in near(views, &shared.words, &covered) {
        let kind = kind(views, &shared.words, origin, &others);
        shared.add(origin, others, false, kind);
    }
    shared
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
    let seen = Seen::new(words.iter().flat_map(|w| w.hashes.windows(RUN)).map(combined));
    for (d, w) in words.iter().enumerate() {
        let mut at = 0;
        while at + RUN <= w.hashes.len() {
            let found = Some(combined(&w.hashes[at..at + RUN]))
                .filter(|&s| seen.again(s))
                .and_then(|s| index.get(&s))
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
        for (at, sequence) in w.hashes.windows(RUN).map(combined).enumerate().filter(|s| seen.again(s.1)) {
            let places = index.entry(sequence).or_default();
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

/// Sentences of different documents that share most of their shingles and are not verbatim passages already.
fn near(views: &[View], words: &[Words], covered: &FxHashSet<(usize, u32)>) -> BTreeMap<Passage, Vec<Passage>> {
    let seen = Seen::new(words.iter().flat_map(|w| w.hashes.windows(SHINGLE)).map(combined));
    let sentences: Vec<Shingled> = views.iter().enumerate().flat_map(|(d, v)| sentences(v, &words[d], d, covered, &seen)).collect();
    let mut index: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut groups: BTreeMap<Passage, Vec<Passage>> = BTreeMap::new();
    for (n, Shingled { place, shingles, all }) in sentences.iter().enumerate() {
        let mut shared: BTreeMap<u32, usize> = BTreeMap::new();
        for s in shingles {
            index.get(s).into_iter().flatten().for_each(|&o| *shared.entry(o).or_default() += 1);
        }
        let alike = |o: u32, both: usize| both as f64 / (all + sentences[o as usize].all - both) as f64;
        let best = shared
            .into_iter()
            .filter(|&(o, _)| sentences[o as usize].place.0 != place.0)
            .map(|(o, both)| (alike(o, both), o))
            .filter(|b| b.0 >= NEAR)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        match best {
            Some((_, o)) => groups.entry(sentences[o as usize].place).or_default().push(*place),
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
    groups
}

/// A sentence with those of its shingles that stand elsewhere too, and the number of all.
struct Shingled {
    place: Passage,
    shingles: Vec<u64>,
    all: usize,
}

/// The long enough sentences of a document with their shingles.
fn sentences(view: &View, words: &Words, d: usize, covered: &FxHashSet<(usize, u32)>, seen: &Seen) -> Vec<Shingled> {
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
        let all = shingles.len();
        shingles.retain(|&s| seen.again(s));
        out.push(Shingled { place: (d, from, to - from), shingles, all });
    }
    out
}
