//! Finds copies and near-copies of documents, so that one text counted twice is no second witness.

use super::firsts::{Firsts, Numbers};
use super::keys::{hash, hash_bytes};
use super::view::{View, Views};
use crate::text::fold;

/// Words of a shingle.
const SHINGLE: usize = 5;
/// Shingles kept of a document: those with the smallest hashes (bottom-k sketch, Cohen and Kaplan 2007).
const SKETCH: usize = 128;
/// From this share of the smaller sketch on, documents are copies.
pub const SAME: f64 = 0.6;
/// A shingle is followed to this many documents, the longest that have it.
pub const COMMON: usize = 50;

/// For each document, the document that it copies; itself if it is the first or only one.
///
/// The longest text of a group stands for it, whatever the order of documents.
pub fn originals(views: &Views) -> Vec<usize> {
    let (ranks, sketches): (Vec<_>, Vec<_>) = views.each(|_, view| (rank(view), sketch(view))).into_iter().unzip();
    let mut order: Vec<usize> = (0..views.len()).collect();
    order.sort_by_key(|&d| (ranks[d], d));
    let mut place = vec![0; views.len()];
    order.iter().enumerate().for_each(|(r, &d)| place[d] = r);
    let mut numbers = Numbers::new(sketches.iter().flatten().copied());
    let shingles: Vec<Vec<u32>> = sketches.iter().map(|s| s.iter().filter_map(|&h| numbers.of(h)).collect()).collect();
    let count = numbers.count();
    drop(numbers);
    let mut index = Firsts::new(count, shingles.iter().flatten().copied(), COMMON as u8);
    let (mut out, mut met): (Vec<usize>, Vec<usize>) = ((0..views.len()).collect(), Vec::new());
    for &d in &order {
        met.clear();
        met.extend(shingles[d].iter().flat_map(|&s| index.of(s)).map(|&o| o as usize));
        met.sort_unstable();
        let alike = |o: usize, n: usize| n as f64 >= SAME * sketches[d].len().min(sketches[o].len()) as f64;
        let same = met.chunk_by(|a, b| a == b).map(|same| (same[0], same.len()));
        if let Some(o) = same.filter(|&(o, n)| out[o] == o && alike(o, n)).map(|(o, _)| o).min_by_key(|&o| place[o]) {
            out[d] = o;
        }
        shingles[d].iter().for_each(|&s| index.add(s, d as u32));
    }
    out
}

/// Where a document stands among those that may be copies of each other, the longest first; of equal ones, the first of the corpus.
pub fn rank(view: &View) -> (i64, i64) {
    let text = &view.reading.text;
    (-(text.tokens.len() as i64), hash(&[&text.source]) as i64)
}

/// The smallest hashes of the document's shingles.
pub fn sketch(view: &View) -> Vec<u64> {
    let tokens = &view.reading.text.tokens;
    let (mut words, mut ends, mut word) = (String::new(), vec![0], String::new());
    for i in (0..tokens.len()).filter(|&i| tokens[i].counts()) {
        fold(view.word(i), &mut word);
        words.push_str(&word);
        words.push('\0');
        ends.push(words.len());
    }
    let size = SHINGLE.min(ends.len() - 1).max(1);
    let mut hashes: Vec<u64> = ends.windows(size + 1).map(|w| hash_bytes(words[w[0]..w[size]].bytes())).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(SKETCH);
    hashes.shrink_to_fit();
    hashes
}
