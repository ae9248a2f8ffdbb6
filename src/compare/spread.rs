//! The comparison in pieces that can be worked on apart, for corpora that no machine holds: word sequences by their hashes, claims by
//! their topics. What a hash is followed to and what a claim can meet do not depend on how the pieces are cut.

use super::echoes::{Passage, add};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Word sequences of one document, and where they stand there.
pub type Sequences = Vec<(u64, u32)>;

/// Two units that share hashes: the later, the earlier, and how many.
pub type Both = (usize, usize, u32);

/// A document, an earlier one, and where the same sequences stand in both.
pub type Met = (usize, usize, Vec<(u32, u32)>);

/// For each unit, the earlier ones that share hashes with it, where each hash is followed to the first `kept` units that have it.
///
/// Units are the hashes of sentences or documents in their order; all units that have a hash are to be among them.
///
/// ```
/// use slantscope::compare::spread::both;
/// assert_eq!(both(&[vec![1, 2], vec![2, 3], vec![1, 2, 3]], 2), [(1, 0, 1), (2, 0, 2), (2, 1, 2)]);
/// assert_eq!(both(&[vec![1, 2], vec![2, 3], vec![1, 2, 3]], 1), [(1, 0, 1), (2, 0, 2), (2, 1, 1)]);
/// ```
pub fn both(units: &[Vec<u64>], kept: usize) -> Vec<Both> {
    let mut index: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut out = Vec::new();
    for (n, hashes) in units.iter().enumerate() {
        let mut shared: BTreeMap<u32, u32> = BTreeMap::new();
        for hash in hashes {
            let followed = index.entry(*hash).or_default();
            followed.iter().for_each(|&o| *shared.entry(o).or_default() += 1);
            if followed.len() < kept {
                followed.push(n as u32);
            }
        }
        out.extend(shared.into_iter().map(|(o, count)| (n, o as usize, count)));
    }
    out
}

/// For each document, the earlier ones that have a sequence of it, where each sequence is followed to the first `kept` documents that have
/// it, and there to its first place.
///
/// ```
/// use slantscope::compare::spread::met;
/// let documents = [vec![(7, 0), (7, 5)], vec![(7, 3)], vec![(7, 9)]];
/// assert_eq!(met(&documents, 16), [(1, 0, vec![(3, 0)]), (2, 0, vec![(9, 0)]), (2, 1, vec![(9, 3)])]);
/// ```
pub fn met(documents: &[Sequences], kept: usize) -> Vec<Met> {
    let mut index: FxHashMap<u64, Vec<(u32, u32)>> = FxHashMap::default();
    let mut out = Vec::new();
    for (d, sequences) in documents.iter().enumerate() {
        let mut places: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        for &(hash, at) in sequences {
            let followed = index.entry(hash).or_default();
            for &(o, q) in followed.iter().filter(|p| p.0 as usize != d) {
                places.entry(o).or_default().push((at, q));
            }
            if followed.len() < kept && followed.last().is_none_or(|p| p.0 as usize != d) {
                followed.push((d as u32, at));
            }
        }
        out.extend(places.into_iter().map(|(o, places)| (d, o as usize, places)));
    }
    out
}

/// The passages that documents take from one, each with all its places there. Runs stand in the order of their documents and places.
pub fn passages(runs: impl IntoIterator<Item = (Passage, Passage)>) -> BTreeMap<Passage, Vec<Passage>> {
    let mut groups = BTreeMap::new();
    runs.into_iter().for_each(|(origin, other)| add(&mut groups, origin, other));
    groups
}
