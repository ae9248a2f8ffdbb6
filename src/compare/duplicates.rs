//! Finds copies and near-copies of documents, so that one text counted twice is no second witness.

use super::keys::{folded, hash};
use super::view::{View, Views};
use rustc_hash::FxHashMap;

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
    let mut index: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut out: Vec<usize> = (0..views.len()).collect();
    for &d in &order {
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        for hash in &sketches[d] {
            index.get(hash).into_iter().flatten().for_each(|&o| *shared.entry(o).or_default() += 1);
        }
        let alike = |o: usize, n: usize| n as f64 >= SAME * sketches[d].len().min(sketches[o].len()) as f64 && n > 0;
        let original = shared.into_iter().filter(|&(o, n)| out[o] == o && alike(o, n)).map(|(o, _)| o).min_by_key(|&o| place[o]);
        if let Some(o) = original {
            out[d] = o;
        }
        for &hash in &sketches[d] {
            let followed = index.entry(hash).or_default();
            if followed.len() < COMMON {
                followed.push(d);
            }
        }
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
    let words: Vec<String> = (0..tokens.len()).filter(|&i| tokens[i].counts()).map(|i| folded(view.word(i))).collect();
    let mut hashes: Vec<u64> = words.windows(SHINGLE.min(words.len()).max(1)).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(SKETCH);
    hashes
}
