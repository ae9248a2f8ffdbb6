//! The look-up of words: one probe of a flat table for words up to sixteen bytes, a map for the few longer ones.

use super::model::WordId;
use crate::text::fold;
use rustc_hash::FxHashMap;

/// Words up to this many bytes are numbers to the table.
const SHORT: usize = 16;

/// All words of a lexicon with their ids, and the wildcards that speak for unknown words.
#[derive(Debug, Default)]
pub struct Words {
    /// Key and id by hash; id 0 is an empty slot.
    table: Vec<(u128, WordId)>,
    long: Table,
    prefixes: Stars,
    suffixes: Stars,
    all: Table,
}

/// Words with their ids.
pub type Table = FxHashMap<Box<[u8]>, WordId>;

/// Wildcards of one side, longest first, with a filter over the two bytes that each begins or ends with.
#[derive(Debug, Default)]
struct Stars {
    by_length: Vec<(usize, Table)>,
    filter: Vec<u64>,
}

impl Words {
    /// The table of these words; names that begin or end with a star are wildcards.
    pub fn new(all: Table) -> Words {
        let short = all.keys().filter(|w| w.len() <= SHORT).count();
        let mut out = Words { table: vec![(0, 0); (short * 2 + 2).next_power_of_two()], ..Words::default() };
        for (word, &id) in &all {
            match word.as_ref() {
                [b'*', rest @ ..] => out.suffixes.add(rest, id, last_two(rest)),
                [rest @ .., b'*'] => out.prefixes.add(rest, id, first_two(rest)),
                w if w.len() <= SHORT => out.insert(key(w), id),
                w => {
                    out.long.insert(w.into(), id);
                }
            }
        }
        out.prefixes.by_length.sort_by_key(|s| std::cmp::Reverse(s.0));
        out.suffixes.by_length.sort_by_key(|s| std::cmp::Reverse(s.0));
        out.all = all;
        out
    }

    fn insert(&mut self, key: u128, id: WordId) {
        let mask = self.table.len() - 1;
        let mut i = hash(key) & mask;
        while self.table[i].1 != 0 {
            i = (i + 1) & mask;
        }
        self.table[i] = (key, id);
    }

    /// The id of a word as the text writes it; 0 for one that no file names and no wildcard fits.
    #[inline]
    pub fn id(&self, word: &str, buffer: &mut String) -> WordId {
        if word.len() <= SHORT && word.is_ascii() {
            let mut bytes = [0; SHORT];
            bytes[..word.len()].copy_from_slice(word.as_bytes());
            bytes.make_ascii_lowercase();
            let id = self.find(u128::from_le_bytes(bytes));
            return if id != 0 { id } else { self.wild(&bytes[..word.len()]) };
        }
        fold(word, buffer);
        let bytes = buffer.as_bytes();
        let id = if bytes.len() <= SHORT { self.find(key(bytes)) } else { self.long.get(bytes).copied().unwrap_or(0) };
        if id != 0 { id } else { self.wild(bytes) }
    }

    #[inline]
    fn find(&self, key: u128) -> WordId {
        let mask = self.table.len() - 1;
        let mut i = hash(key) & mask;
        loop {
            let (k, id) = self.table[i];
            if id == 0 || k == key {
                return id;
            }
            i = (i + 1) & mask;
        }
    }

    /// An unknown word may still match a wildcard: the longest prefix speaks for it, else the longest suffix.
    fn wild(&self, folded: &[u8]) -> WordId {
        let prefix = self.prefixes.find(folded, first_two(folded), |len| &folded[..len]);
        prefix.or_else(|| self.suffixes.find(folded, last_two(folded), |len| &folded[folded.len() - len..])).unwrap_or(0)
    }

    /// All words and wildcards, in no order.
    pub fn all(&self) -> &Table {
        &self.all
    }
}

impl Stars {
    fn add(&mut self, bare: &[u8], id: WordId, two: usize) {
        if self.filter.is_empty() {
            self.filter = vec![0; 1 << 10];
        }
        self.filter[two >> 6] |= 1 << (two & 63);
        match self.by_length.iter_mut().find(|s| s.0 == bare.len()) {
            Some(s) => {
                s.1.insert(bare.into(), id);
            }
            None => self.by_length.push((bare.len(), Table::from_iter([(bare.into(), id)]))),
        }
    }

    fn find<'w>(&self, word: &'w [u8], two: usize, part: impl Fn(usize) -> &'w [u8]) -> Option<WordId> {
        if self.filter.get(two >> 6).is_none_or(|f| f & 1 << (two & 63) == 0) {
            return None;
        }
        self.by_length.iter().filter(|s| s.0 <= word.len()).find_map(|s| s.1.get(part(s.0)).copied())
    }
}

fn first_two(w: &[u8]) -> usize {
    w.first().copied().unwrap_or(0) as usize | (w.get(1).copied().unwrap_or(0) as usize) << 8
}

fn last_two(w: &[u8]) -> usize {
    w.last().copied().unwrap_or(0) as usize | (w.len().checked_sub(2).map_or(0, |i| w[i]) as usize) << 8
}

fn key(word: &[u8]) -> u128 {
    let mut bytes = [0; SHORT];
    bytes[..word.len()].copy_from_slice(word);
    u128::from_le_bytes(bytes)
}

#[inline]
fn hash(key: u128) -> usize {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    let mixed = (key as u64 ^ ((key >> 64) as u64).rotate_left(23)).wrapping_mul(K);
    (mixed ^ mixed >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_wildcards_speak_for_unknown_ones() {
        let names = ["regime", "otherwise-unthinkable-word", "undoubt*", "*ization", "don't"];
        let words = Words::new(names.iter().enumerate().map(|(i, w)| (w.as_bytes().into(), i as u32 + 1)).collect());
        let mut buffer = String::new();
        for (word, want) in [("Regime", 1), ("REGIME", 1), ("regimes", 0), ("undoubtedly", 3), ("Privatization", 4), ("don\u{2019}t", 5), ("", 0), ("é", 0)] {
            assert_eq!(words.id(word, &mut buffer), want, "{word}");
        }
    }
}
