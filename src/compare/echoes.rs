//! Finds what documents share: long runs of the same words, and sentences that are nearly the same.
//!
//! One index over word sequences, so that the work grows with the words and not with the pairs of documents.

use super::cast::{Cast, Mention};
use super::firsts::{Firsts, Numbers};
use super::keys::hash;
use super::overlaps::{EDGE, Shared, Standing, kind};
use super::view::{View, Views};
use crate::attribute::Voice;
use crate::segment::{BlockKind, Text};
use crate::text::{Span, fold};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words of the shortest passage that is shown; shorter runs are idiom.
const RUN: usize = 8;
/// Words of a shingle, and the share of shingles from which on two sentences are nearly the same (Broder 1997).
const SHINGLE: usize = 4;
pub const NEAR: f64 = 0.6;
/// From this share of names on, a passage is an index entry and no echo.
const NAMES: f64 = 0.6;
/// Places to which a word sequence is followed: the first documents that have it, or the first sentences.
pub const KEPT: usize = 16;

/// The words of a document outside page furniture, by their hashes: the first and last byte of each, whether it stands between quotation
/// marks, and whether it is part of a name; and from which word to which the sentences go.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Words<W = u64> {
    pub hashes: Vec<W>,
    pub spans: Vec<(u32, u32)>,
    quoted: Bits,
    named: Bits,
    pub sentences: Vec<(u32, u32)>,
}

/// One answer a word.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Bits(Box<[u64]>);

impl FromIterator<bool> for Bits {
    fn from_iter<I: IntoIterator<Item = bool>>(answers: I) -> Bits {
        let mut rows = Vec::new();
        for (i, answer) in answers.into_iter().enumerate() {
            if i % 64 == 0 {
                rows.push(0);
            }
            rows[i / 64] |= u64::from(answer) << (i % 64);
        }
        Bits(rows.into())
    }
}

impl Bits {
    /// For how many of these words the answer is yes.
    fn count(&self, at: usize, words: usize) -> usize {
        (at..at + words).filter(|i| self.0[i / 64] >> (i % 64) & 1 == 1).count()
    }
}

/// A passage of a document: the document, its first word, and how many words it has.
pub type Passage = (usize, usize, usize);

/// Everything that documents share, passage by passage.
pub fn shared(views: &Views, cast: &Cast) -> Shared {
    let mut numbers = FxHashMap::default();
    let words = |d| views.at(d, |view| words(view, &cast.mentions[d])).numbered(&mut numbers);
    let words: Vec<Words<u32>> = (0..views.len()).map(words).collect();
    let mut groups = verbatim(&words);
    groups.retain(|origin, _| !words[origin.0].is_name(origin.1, origin.2));
    let mut covered: Vec<Vec<(u32, u32)>> = words.iter().map(|_| Vec::new()).collect();
    for p in groups.iter().flat_map(|(o, others)| std::iter::once(o).chain(others)) {
        covered[p.0].push((p.1 as u32, p.2 as u32));
    }
    let mut shared = Shared::new(words);
    for (origin, others) in groups {
        let kind = kind(&places(views, &shared.words, origin, &others));
        shared.add(origin, others, true, kind);
    }
    for (origin, others) in near(&shared.words, &covered) {
        let kind = kind(&places(views, &shared.words, origin, &others));
        shared.add(origin, others, false, kind);
    }
    shared
}

fn places<'a>(views: &Views<'a>, words: &[Words<u32>], origin: Passage, others: &[Passage]) -> Vec<Standing<'a>> {
    let place = |p: &Passage| words[p.0].standing(p.0, views.readings[p.0].meta.source.as_deref(), p.1, p.2);
    std::iter::once(&origin).chain(others).map(place).collect()
}

/// Reads the words of a document.
pub fn words(view: &View, mentions: &[Mention]) -> Words {
    let text = &view.reading.text;
    let counted = text.tokens.iter().filter(|t| t.counts()).count();
    let mut out = Words { hashes: Vec::with_capacity(counted), spans: spans(text), quoted: Bits::default(), named: Bits::default(), sentences: Vec::new() };
    let (mut tokens, mut word) = (Vec::with_capacity(counted), String::new());
    let is_quoted = |i: u32| matches!(view.reading.attributed.voices.at(i as usize).voice(), Voice::Quoted | Voice::SelfQuote | Voice::UnsourcedQuote);
    let is_named = |i: u32| mentions.get(mentions.partition_point(|m| m.tokens.1 <= i)).is_some_and(|m| m.tokens.0 <= i);
    for i in counted_tokens(text) {
        fold(view.word(i as usize), &mut word);
        out.hashes.push(hash(&[&word]));
        tokens.push(i);
    }
    out.quoted = tokens.iter().map(|&i| is_quoted(i)).collect();
    out.named = tokens.iter().map(|&i| is_named(i)).collect();
    let first = |token: u32| tokens.partition_point(|&t| t < token) as u32;
    out.sentences = text.sentences.iter().map(|s| (first(s.tokens.0), first(s.tokens.1))).collect();
    out
}

/// The tokens that are words outside page furniture.
fn counted_tokens(text: &Text) -> impl Iterator<Item = u32> {
    let blocks = text.blocks.iter().filter(|b| b.kind != BlockKind::Furniture);
    blocks.flat_map(|b| b.tokens.0..b.tokens.1).filter(|&i| text.tokens[i as usize].counts())
}

/// The first and last byte of each word of a document.
pub(super) fn spans(text: &Text) -> Vec<(u32, u32)> {
    counted_tokens(text).map(|i| text.tokens[i as usize].span()).map(|s| (s.start, s.end)).collect()
}

/// Bytes of the document in which a passage stands.
pub(super) fn span(spans: &[(u32, u32)], at: usize, words: usize) -> Span {
    Span { start: spans[at].0, end: spans[at + words - 1].1 }
}

/// A sentence with its place among the words of its document, how many it has, its different shingles, and how many these are.
pub struct Sentence {
    pub at: usize,
    pub words: usize,
    pub shingles: Vec<u64>,
    pub all: usize,
}

impl Words {
    /// The same with a number for each hash, which is half as long and stands for one word as surely; without the spans, which are half of
    /// the size and asked of few.
    fn numbered(&self, numbers: &mut FxHashMap<u64, u32>) -> Words<u32> {
        let number = |&hash: &u64| {
            let next = numbers.len() as u32;
            *numbers.entry(hash).or_insert(next)
        };
        let hashes = self.hashes.iter().map(number).collect();
        Words { hashes, spans: Vec::new(), quoted: self.quoted.clone(), named: self.named.clone(), sentences: self.sentences.clone() }
    }
}

impl<W: Copy + Into<u64>> Words<W> {
    /// The sequences of words that passages are found by, in order.
    pub fn sequences(&self) -> impl Iterator<Item = u64> + Clone {
        self.hashes.windows(RUN).map(combined)
    }

    /// Bytes of the document in which a passage stands.
    pub fn span(&self, at: usize, words: usize) -> Span {
        span(&self.spans, at, words)
    }

    /// Whether a passage is little more than names and what they stand for.
    pub fn is_name(&self, at: usize, words: usize) -> bool {
        self.named.count(at, words) as f64 >= NAMES * words as f64
    }

    /// Where a passage stands in its document.
    pub fn standing<'a>(&self, document: usize, source: Option<&'a str>, at: usize, words: usize) -> Standing<'a> {
        let all = self.hashes.len() as f64;
        let quoted = self.quoted.count(at, words) * 5 >= words * 4;
        Standing { document, source, quoted, edge: (at + words) as f64 <= EDGE * all || at as f64 >= (1.0 - EDGE) * all }
    }

    /// The long enough sentences of which these passages, each its first word and how many, do not cover most.
    pub fn sentences(&self, covered: &[(u32, u32)]) -> Vec<Sentence> {
        let mut is_covered = vec![false; self.hashes.len()];
        covered.iter().for_each(|&(at, words)| is_covered[at as usize..(at + words) as usize].fill(true));
        let mut out = Vec::new();
        for (from, to) in self.sentences.iter().map(|s| (s.0 as usize, s.1 as usize)) {
            let known = is_covered[from..to].iter().filter(|c| **c).count();
            if to - from < RUN || known * 5 >= (to - from) * 4 {
                continue;
            }
            let mut shingles: Vec<u64> = self.hashes[from..to].windows(SHINGLE).map(combined).collect();
            shingles.sort_unstable();
            shingles.dedup();
            out.push(Sentence { at: from, words: to - from, all: shingles.len(), shingles });
        }
        out
    }
}

fn combined<W: Copy + Into<u64>>(hashes: &[W]) -> u64 {
    let spread = |w: W| w.into().wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hashes.iter().fold(0xCBF2_9CE4_8422_2325, |h, &w| (h ^ spread(w)).wrapping_mul(0x0100_0000_01B3).rotate_left(23))
}

/// Runs of the same words in different documents, by the place where they are found first.
fn verbatim(words: &[Words<u32>]) -> BTreeMap<Passage, Vec<Passage>> {
    // a place is its number among the words of all documents: half the room of a document and a word of it
    let ends = words.iter().scan(0, |all, w| {
        *all += w.hashes.len() as u32;
        Some(*all)
    });
    let starts: Vec<u32> = std::iter::once(0).chain(ends).collect();
    let in_document = |place: u32| {
        let d = starts.partition_point(|&s| s <= place) - 1;
        (d as u32, place - starts[d])
    };
    let mut numbers = Numbers::new(words.iter().flat_map(Words::sequences));
    let sequences = starts.iter().zip(words).flat_map(|(start, w)| (*start..).zip(w.sequences()));
    let sequences: Vec<(u32, u32)> = sequences.filter_map(|(place, s)| Some((place, numbers.of(s)?))).collect();
    let count = numbers.count();
    drop(numbers);
    let mut index = Firsts::new(count, sequences.iter().map(|s| s.1), KEPT as u8);
    let mut groups: BTreeMap<Passage, Vec<Passage>> = BTreeMap::new();
    for (d, own) in words.iter().enumerate() {
        let [from, to] = [starts[d], starts[d + 1]].map(|start| sequences.partition_point(|s| s.0 < start));
        let here = &sequences[from..to];
        let number = |at: usize| here.binary_search_by_key(&(starts[d] + at as u32), |s| s.0).ok().map(|i| here[i].1);
        let at = |at: usize| number(at).into_iter().flat_map(|n| index.of(n)).map(|&place| in_document(place));
        for (origin, place) in runs(&own.hashes, at, |o| &words[o].hashes) {
            add(&mut groups, origin, (d, place, origin.2));
        }
        for &(place, number) in here {
            if index.of(number).last().is_none_or(|&p| p < starts[d]) {
                index.add(number, place);
            }
        }
    }
    groups
}

/// The runs of a document that stand in earlier ones, with their first word: `found` gives where a sequence stands first in each of the first
/// documents that have it, `of` the words of a document.
pub fn runs<'a, W: PartialEq + 'a, I: Iterator<Item = (u32, u32)>>(
    own: &[W],
    found: impl Fn(usize) -> I,
    of: impl Fn(usize) -> &'a [W],
) -> Vec<(Passage, usize)> {
    let (mut at, mut out) = (0, Vec::new());
    while at + RUN <= own.len() {
        let best = found(at)
            .map(|(o, q)| (o as usize, q as usize, common(&of(o as usize)[q as usize..], &own[at..])))
            .filter(|f| f.2 >= RUN)
            .max_by_key(|f| (f.2, std::cmp::Reverse(f.0)));
        at += best.map_or(1, |origin| {
            out.push((origin, at));
            origin.2
        });
    }
    out
}

fn common<W: PartialEq>(a: &[W], b: &[W]) -> usize {
    a.iter().zip(b).take_while(|(x, y)| x == y).count()
}

/// Adds an occurrence to the passage of the same origin that holds it, or begins a new one.
pub(super) fn add(groups: &mut BTreeMap<Passage, Vec<Passage>>, origin: Passage, other: Passage) {
    let overlap = |p: &Passage| p.0 == origin.0 && (p.1 + p.2).min(origin.1 + origin.2).saturating_sub(p.1.max(origin.1)) * 2 >= p.2.min(origin.2);
    let low = (origin.0, origin.1.saturating_sub(256), 0);
    let same = groups.range(low..).take_while(|(p, _)| p.0 == origin.0 && p.1 < origin.1 + origin.2).map(|(p, _)| *p).find(|p| overlap(p));
    let mut others = same.and_then(|p| groups.remove(&p)).unwrap_or_default();
    let keep = same.map_or(origin, |p| if p.2 >= origin.2 { p } else { origin });
    others.push(other);
    groups.entry(keep).or_default().extend(others);
}

/// A sentence that is set beside others: its document, its place there as in [`Sentence`], and where its shingles end among those of all.
struct Set {
    document: u32,
    at: u32,
    words: u32,
    all: u32,
    end: u32,
}

/// Sentences of different documents that share most of their shingles and are not verbatim passages already.
fn near(words: &[Words<u32>], covered: &[Vec<(u32, u32)>]) -> BTreeMap<Passage, Vec<Passage>> {
    let (sentences, shingles, count) = sentences(words, covered);
    let mut index = Firsts::new(count, shingles.iter().copied(), KEPT as u8);
    let mut groups: BTreeMap<Passage, Vec<Passage>> = BTreeMap::new();
    let mut follows = vec![false; sentences.len()];
    let (mut from, mut met): (usize, Vec<u32>) = (0, Vec::new());
    for (n, s) in sentences.iter().enumerate() {
        let own = &shingles[from..s.end as usize];
        from = s.end as usize;
        met.clear();
        met.extend(own.iter().flat_map(|&shingle| index.of(shingle)));
        met.sort_unstable();
        let best = met
            .chunk_by(|a, b| a == b)
            .map(|same| (same[0], same.len()))
            .map(|(o, both)| (o, both, &sentences[o as usize]))
            .filter(|(o, _, theirs)| theirs.document != s.document && !follows[*o as usize])
            .map(|(o, both, theirs)| (resemblance(both, s.all as usize, theirs.all as usize), o))
            .filter(|b| b.0 >= NEAR)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((_, o)) = best {
            let passage = |s: &Set| (s.document as usize, s.at as usize, s.words as usize);
            groups.entry(passage(&sentences[o as usize])).or_default().push(passage(s));
            follows[n] = true;
        }
        own.iter().for_each(|&shingle| index.add(shingle, n as u32));
    }
    groups
}

/// The sentences that no passage covers and that have shingles in common, the numbers of these, and how many numbers there are.
fn sentences(words: &[Words<u32>], covered: &[Vec<(u32, u32)>]) -> (Vec<Set>, Vec<u32>, usize) {
    let mut numbers = Numbers::new(words.iter().flat_map(|w| w.hashes.windows(SHINGLE)).map(combined));
    let (mut sentences, mut shingles) = (Vec::new(), Vec::new());
    for (d, (w, covered)) in words.iter().zip(covered).enumerate() {
        for s in w.sentences(covered) {
            let before = shingles.len();
            shingles.extend(s.shingles.into_iter().filter_map(|h| numbers.of(h)));
            if shingles.len() > before {
                let end = shingles.len() as u32;
                sentences.push(Set { document: d as u32, at: s.at as u32, words: s.words as u32, all: s.all as u32, end });
            }
        }
    }
    (sentences, shingles, numbers.count())
}

/// The share of the shingles of two sentences that both have.
pub fn resemblance(both: usize, a: usize, b: usize) -> f64 {
    both as f64 / (a + b - both) as f64
}
