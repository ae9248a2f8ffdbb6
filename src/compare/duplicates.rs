//! Finds copies and near-copies of documents, so that one text counted twice is no second witness.

use super::keys::{folded, hash};
use super::view::View;
use rustc_hash::FxHashMap;

/// Words of a shingle.
const SHINGLE: usize = 5;
/// Shingles kept of a document: those with the smallest hashes (bottom-k sketch, Cohen and Kaplan 2007).
const SKETCH: usize = 128;
/// From this share of the smaller sketch on, documents are copies.
const SAME: f64 = 0.6;
/// A shingle is followed to this many documents.
const COMMON: usize = 50;

/// For each document, the document that it copies; itself if it is the first or only one.
///
/// The longest text of a group stands for it, whatever the order of documents.
pub fn originals(views: &[View]) -> Vec<usize> {
    let sketches: Vec<Vec<u64>> = views.iter().map(sketch).collect();
    let mut order: Vec<usize> = (0..views.len()).collect();
    order.sort_by(|&a, &b| {
        let (ta, tb) = (&views[a].reading.text, &views[b].reading.text);
        tb.tokens.len().cmp(&ta.tokens.len()).then_with(|| ta.source.cmp(&tb.source)).then(a.cmp(&b))
    });
    let mut rank = vec![0; views.len()];
    order.iter().enumerate().for_each(|(r, &d)| rank[d] = r);
    let mut index: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut out: Vec<usize> = (0..views.len()).collect();
    for &d in &order {
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        for hash in &sketches[d] {
            index.get(hash).into_iter().flatten().for_each(|&o| *shared.entry(o).or_default() += 1);
        }
        let alike = |o: usize, n: usize| n as f64 >= SAME * sketches[d].len().min(sketches[o].len()) as f64 && n > 0;
        let original = shared.into_iter().filter(|&(o, n)| alike(o, n)).map(|(o, _)| o).min_by_key(|&o| rank[o]);
        match original {
            Some(o) => out[d] = o,
            None => sketches[d].iter().for_each(|&hash| {
                let place = index.entry(hash).or_default();
                if place.len() < COMMON {
                    place.push(d);
                }
            }),
        }
    }
    out
}

/// The smallest hashes of the document's shingles.
fn sketch(view: &View) -> Vec<u64> {
    let tokens = &view.reading.text.tokens;
    let words: Vec<String> = (0..tokens.len()).filter(|&i| tokens[i].counts()).map(|i| folded(view.word(i))).collect();
    let mut hashes: Vec<u64> = words.windows(SHINGLE.min(words.len()).max(1)).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(SKETCH);
    hashes
}
