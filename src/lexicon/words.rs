//! The look-up of words: one probe of a flat table for words up to sixteen bytes, a map for the few longer ones.

use super::entry::WordId;
use crate::text::{Span, fold};
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};
use std::hash::BuildHasher;

/// Words up to this many bytes are numbers to the table.
const SHORT: usize = 16;

/// All words of a lexicon by their ids, and the wildcards that speak for unknown words.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Words {
    /// The words in the order of their ids, one after the other; `ends[i]` is where word `i` ends.
    names: String,
    #[serde(with = "super::flat")]
    ends: Vec<u32>,
    /// Ids by hash; 0 is an empty slot.
    #[serde(skip)]
    slots: Vec<WordId>,
    #[serde(skip)]
    long: Table,
    #[serde(skip)]
    prefixes: Stars,
    #[serde(skip)]
    suffixes: Stars,
}

/// A word whose look-up has begun.
#[derive(Clone, Copy, Debug, Default)]
pub struct Probe {
    /// The word as a number; 0 where it is none.
    pub(super) key: u128,
    /// What stands in the first slot that may hold it.
    pub(super) first: WordId,
    /// A hash of the key.
    hash: u32,
    /// Whether the word in the first slot is the word.
    pub(super) met: bool,
}

type Table = FxHashMap<Box<[u8]>, WordId>;

/// Wildcards of one side, longest first, with a filter over the two bytes that each begins or ends with.
#[derive(Debug, Default)]
struct Stars {
    by_length: Vec<(usize, Table)>,
    filter: Vec<u64>,
}

impl Words {
    /// These words, whose ids are their places, still without the tables that `index` makes; names that begin or end with a star are wildcards. The first name is empty and
    /// stands for every unknown word.
    pub fn new<'w>(words: impl Iterator<Item = &'w str>) -> Words {
        let mut out = Words::default();
        for word in words {
            out.names.push_str(word);
            out.ends.push(out.names.len() as u32);
        }
        out
    }

    /// Fills the tables from the names, and gives the words as numbers, by their ids; 0 for wildcards and words that are too long.
    pub(super) fn index(&mut self) -> Vec<u128> {
        let mut keys = vec![0; self.ends.len()];
        self.slots = vec![0; (self.ends.len() * 2 + 2).next_power_of_two()];
        for id in 1..self.ends.len() as WordId {
            match self.name(id).as_bytes() {
                [b'*', rest @ ..] => self.suffixes.add(rest.into(), id, last_two(rest)),
                [rest @ .., b'*'] => self.prefixes.add(rest.into(), id, first_two(rest)),
                w if w.len() <= SHORT => {
                    keys[id as usize] = short_key(w);
                    self.insert(keys[id as usize], id);
                }
                w => {
                    self.long.insert(w.into(), id);
                }
            }
        }
        self.prefixes.by_length.sort_by_key(|s| std::cmp::Reverse(s.0));
        self.suffixes.by_length.sort_by_key(|s| std::cmp::Reverse(s.0));
        keys
    }

    /// The word with this id.
    pub fn name(&self, id: WordId) -> &str {
        let from = id.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.names[from as usize..self.ends[id as usize] as usize]
    }

    /// How many words and wildcards there are, the unknown word among them.
    pub fn count(&self) -> usize {
        self.ends.len()
    }

    /// The id of a folded word or a wildcard as the files write it; 0 where no file names it.
    pub fn named(&self, word: &str) -> WordId {
        match word.as_bytes() {
            [b'*', rest @ ..] => self.suffixes.named(rest),
            [rest @ .., b'*'] => self.prefixes.named(rest),
            w if w.len() <= SHORT => self.find(short_key(w), |id| self.name(id).as_bytes() == w),
            w => self.long.get(w).copied().unwrap_or(0),
        }
    }

    fn insert(&mut self, key: u128, id: WordId) {
        let mask = self.slots.len() - 1;
        let mut i = hash(key) & mask;
        while self.slots[i] != 0 {
            i = (i + 1) & mask;
        }
        self.slots[i] = id;
    }

    /// Begins to look up the words that stand in these places of a text, as many as `into` has room for; whoever knows the words' keys says whether
    /// the first slots hold them, and `id` ends it.
    #[inline]
    pub fn probe(&self, text: &str, words: impl Iterator<Item = Span>, into: &mut [Probe]) {
        for (probe, at) in into.iter_mut().zip(words) {
            let key = key_at(text.as_bytes(), at.start as usize, at.end as usize);
            let hash = hash(key);
            *probe = Probe { key, first: self.slots[hash & (self.slots.len() - 1)], hash: hash as u32, met: false };
        }
    }

    /// The id of the word that stands here as the text writes it, 0 for one that no file names and no wildcard fits, and a hash of its folded form; `key_of`
    /// knows the words as numbers.
    #[inline]
    pub fn id(&self, text: &str, word: Span, probe: Probe, buffer: &mut String, key_of: impl Fn(WordId) -> u128) -> (WordId, u32) {
        let Probe { key, first, hash, met } = probe;
        if met && key != 0 {
            return (first, hash);
        }
        if key == 0 {
            return self.folded_id(word.of(text), buffer);
        }
        let id = if first == 0 { 0 } else { self.find(key, |id| key_of(id) == key) };
        (if id != 0 { id } else { self.wild(&key.to_le_bytes()[..word.len()]) }, hash)
    }

    /// The same for a long word, or one with letters outside ASCII.
    fn folded_id(&self, word: &str, buffer: &mut String) -> (WordId, u32) {
        fold(word, buffer);
        let bytes = buffer.as_bytes();
        let (id, hash) = if bytes.len() <= SHORT {
            let key = short_key(bytes);
            (self.find(key, |id| self.name(id).as_bytes() == bytes), hash(key))
        } else {
            (self.long.get(bytes).copied().unwrap_or(0), FxBuildHasher.hash_one(bytes) as usize)
        };
        (if id != 0 { id } else { self.wild(bytes) }, hash as u32)
    }

    #[inline]
    fn find(&self, key: u128, met: impl Fn(WordId) -> bool) -> WordId {
        let mask = self.slots.len() - 1;
        let mut i = hash(key) & mask;
        loop {
            let id = self.slots[i];
            if id == 0 || met(id) {
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
}

impl Stars {
    fn named(&self, bare: &[u8]) -> WordId {
        self.by_length.iter().find(|s| s.0 == bare.len()).and_then(|s| s.1.get(bare)).copied().unwrap_or(0)
    }

    fn add(&mut self, bare: Box<[u8]>, id: WordId, two: usize) {
        if self.filter.is_empty() {
            self.filter = vec![0; 1 << 10];
        }
        self.filter[two >> 6] |= 1 << (two & 63);
        let length = bare.len();
        match self.by_length.iter_mut().find(|s| s.0 == length) {
            Some(s) => {
                s.1.insert(bare, id);
            }
            None => self.by_length.push((length, Table::from_iter([(bare, id)]))),
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

/// A word of up to sixteen bytes as a number. Two loads that overlap take the place of a copy of unknown length.
#[inline]
fn short_key(word: &[u8]) -> u128 {
    let n = word.len();
    let load = |at: usize, len: usize| word[at..at + len].iter().rev().fold(0u64, |x, &b| x << 8 | b as u64);
    match n {
        8..=16 => load(0, 8) as u128 | (load(n - 8, 8) as u128) << ((n - 8) * 8),
        4..=7 => load(0, 4) as u128 | (load(n - 4, 4) as u128) << ((n - 4) * 8),
        1..=3 => word[0] as u128 | (word[n / 2] as u128) << (n / 2 * 8) | (word[n - 1] as u128) << ((n - 1) * 8),
        _ => 0,
    }
}

/// The folded word that stands in these bytes of a text as a number; 0 for one that is longer, or not all ASCII. Sixteen bytes are loaded and
/// those behind the word masked off: no branch on the length, which no processor foresees.
#[inline]
fn key_at(text: &[u8], start: usize, end: usize) -> u128 {
    let len = end - start;
    if len > SHORT || len == 0 {
        return 0;
    }
    let key = match text.get(start..).and_then(|rest| rest.first_chunk::<SHORT>()) {
        Some(bytes) => u128::from_le_bytes(*bytes) & FIRST[len],
        None => short_key(&text[start..end]),
    };
    if key & (EACH << 7) == 0 { lower(key) } else { 0 }
}

/// The first bytes of a number, so many.
const FIRST: [u128; SHORT + 1] = {
    let mut masks = [u128::MAX; SHORT + 1];
    let mut len = 0;
    while len < SHORT {
        masks[len] = (1 << (8 * len)) - 1;
        len += 1;
    }
    masks
};

/// One in every byte.
const EACH: u128 = u128::MAX / 255;

/// The ASCII capitals of a key made small: bytes from `A` to `Z` get their sixth bit.
#[inline]
fn lower(key: u128) -> u128 {
    let from_a = key + EACH * (128 - b'A' as u128);
    let past_z = key + EACH * (127 - b'Z' as u128);
    key | (((from_a & !past_z) >> 2) & (EACH * 32))
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

    proptest::proptest! {
        #[test]
        fn keys_are_the_lower_case_bytes(word in "[ -~]{0,16}") {
            let mut bytes = [0; 16];
            bytes[..word.len()].copy_from_slice(word.to_ascii_lowercase().as_bytes());
            proptest::prop_assert_eq!(lower(short_key(word.as_bytes())), u128::from_le_bytes(bytes));
        }

        #[test]
        fn keys_are_the_same_wherever_the_word_stands(before in "[ -~]{0,3}", word in "[ -~é]{0,18}", after in "[ -~é]{0,20}") {
            let text = format!("{before}{word}{after}");
            let want = if word.len() <= SHORT && word.is_ascii() { lower(short_key(word.as_bytes())) } else { 0 };
            proptest::prop_assert_eq!(key_at(text.as_bytes(), before.len(), before.len() + word.len()), want);
        }
    }

    #[test]
    fn words_are_found_in_any_case_and_wildcards_speak_for_unknown_ones() {
        let names = ["regime", "otherwise-unthinkable-word", "undoubt*", "*ization", "don't"];
        let mut words = Words::new(std::iter::once("").chain(names));
        let keys = words.index();
        let mut buffer = String::new();
        for (word, want) in [("Regime", 1), ("REGIME", 1), ("regimes", 0), ("undoubtedly", 3), ("Privatization", 4), ("don\u{2019}t", 5), ("", 0), ("é", 0)] {
            let mut probes = [Probe::default()];
            words.probe(word, std::iter::once(Span::new(0, word.len())), &mut probes);
            probes[0].met = keys[probes[0].first as usize] == probes[0].key;
            assert_eq!(words.id(word, Span::new(0, word.len()), probes[0], &mut buffer, |id| keys[id as usize]).0, want, "{word}");
        }
        assert!((1..words.count() as u32).all(|id| words.named(words.name(id)) == id));
    }
}
