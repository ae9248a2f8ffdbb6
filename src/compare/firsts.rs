//! Which come first of those that have something in common: the index behind echoes and copies.

use rustc_hash::FxHashMap;

/// One bit for each sequence of words: it was seen again. Most sequences of a language occur once, and only the others
/// need a place in the index, which keeps it small however many documents there are.
struct Seen {
    again: Vec<u64>,
}

impl Seen {
    fn new(sequences: impl Iterator<Item = u64> + Clone) -> Seen {
        let cells = sequences.clone().count() / 6 + 1;
        let (mut once, mut seen) = (vec![0; cells], Seen { again: vec![0; cells] });
        for s in sequences {
            let (cell, bit) = seen.place(s);
            seen.again[cell] |= once[cell] & bit;
            once[cell] |= bit;
        }
        seen
    }

    fn place(&self, s: u64) -> (usize, u64) {
        let spread = s.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((((spread >> 32) * self.again.len() as u64) >> 32) as usize, 1 << ((spread >> 26) & 63))
    }

    /// Whether the sequence was seen twice or more; a few that were not are taken for such.
    fn again(&self, s: u64) -> bool {
        let (cell, bit) = self.place(s);
        self.again[cell] & bit != 0
    }
}

/// The numbers of hashes that occur again, in the order in which they are asked for: half the room of a hash, and what follows a number
/// is found without a table.
pub struct Numbers {
    seen: Seen,
    /// By the halves of the hash, which lie closer together than a whole one.
    numbers: FxHashMap<(u32, u32), u32>,
}

impl Numbers {
    /// Sees all hashes once.
    pub fn new(hashes: impl Iterator<Item = u64> + Clone) -> Numbers {
        let seen = Seen::new(hashes);
        // room for all at once: a table that grows has the old one beside it
        let again = seen.again.iter().map(|cell| cell.count_ones() as usize).sum();
        Numbers { seen, numbers: FxHashMap::with_capacity_and_hasher(again, Default::default()) }
    }

    /// The number of a hash; none for nearly all that occur once.
    pub fn of(&mut self, hash: u64) -> Option<u32> {
        let next = self.numbers.len() as u32;
        self.seen.again(hash).then(|| *self.numbers.entry(((hash >> 32) as u32, hash as u32)).or_insert(next))
    }

    /// How many numbers are given.
    pub fn count(&self) -> usize {
        self.numbers.len()
    }
}

/// A number has up to so many followers, which stand side by side in the order in which they came.
///
/// ```
/// use slantscope::compare::firsts::Firsts;
/// let mut firsts = Firsts::new(2, [0, 1, 0, 0].into_iter(), 2);
/// [(0, 7), (1, 7), (0, 8), (0, 9)].into_iter().for_each(|(number, who)| firsts.add(number, who));
/// assert_eq!((firsts.of(0), firsts.of(1)), (&[7, 8][..], &[7][..]));
/// ```
#[derive(Debug)]
pub struct Firsts {
    /// Where the followers of each number begin; one more at the end.
    starts: Vec<u32>,
    /// How many of them have come.
    come: Vec<u8>,
    all: Vec<u32>,
}

impl Firsts {
    /// Room for followers of `numbers` numbers, as many as `expected` names each, and at most `kept`.
    pub fn new(numbers: usize, expected: impl Iterator<Item = u32>, kept: u8) -> Firsts {
        let mut come = vec![0u8; numbers];
        expected.for_each(|n| come[n as usize] = kept.min(come[n as usize].saturating_add(1)));
        let ends = come.iter().scan(0, |end, &count| {
            *end += u32::from(count);
            Some(*end)
        });
        let starts: Vec<u32> = std::iter::once(0).chain(ends).collect();
        come.fill(0);
        Firsts { all: vec![0; starts[numbers] as usize], starts, come }
    }

    /// The followers of a number so far.
    pub fn of(&self, number: u32) -> &[u32] {
        let start = self.starts[number as usize] as usize;
        &self.all[start..start + usize::from(self.come[number as usize])]
    }

    /// Adds one, if there is room.
    pub fn add(&mut self, number: u32, who: u32) {
        let come = &mut self.come[number as usize];
        let at = self.starts[number as usize] + u32::from(*come);
        if at < self.starts[number as usize + 1] {
            self.all[at as usize] = who;
            *come += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn firsts_are_those_of_a_map_of_lists(hashes in prop::collection::vec(0u64..40, 0..200), kept in 1u8..5) {
            let mut numbers = Numbers::new(hashes.iter().copied());
            let numbered: Vec<Option<u32>> = hashes.iter().map(|&h| numbers.of(h)).collect();
            let mut firsts = Firsts::new(numbers.count(), numbered.iter().flatten().copied(), kept);
            let mut lists: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
            for (who, (hash, number)) in (0..).zip(hashes.iter().zip(numbered)) {
                let list = lists.entry(*hash).or_default();
                prop_assert!(number.map_or(list.is_empty(), |n| firsts.of(n) == list.as_slice()));
                number.into_iter().for_each(|n| firsts.add(n, who));
                if list.len() < usize::from(kept) {
                    list.push(who);
                }
            }
        }
    }
}
