//! How the compiled lexicon keeps its many small things: tables of numbers as bytes, and words as parts of the file itself. A start
//! reads a table at the speed of memory, and allocates nothing for a word; one value after the other through serde took 62 million
//! instructions, 13 of the program's 20 milliseconds.

use super::entry::{CueUse, Places, Root, Traits};
use super::narrow;
use super::roles::{FRAMES, Frame, RoleSet};
use super::trie::{Node, Out};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

/// A word or phrase of the lexicon: a part of the built-in file, or of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Str(#[serde(borrow)] Cow<'static, str>);

impl Str {
    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A part of it; `None` where the range does not stand between its characters.
    pub fn part(&self, range: std::ops::Range<usize>) -> Option<Str> {
        match &self.0 {
            Cow::Borrowed(all) => all.get(range).map(|part| Str(Cow::Borrowed(part))),
            Cow::Owned(all) => all.get(range).map(|part| part.to_string().into()),
        }
    }
}

impl Deref for Str {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Str {
    fn from(text: String) -> Str {
        Str(Cow::Owned(text))
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A range of one of the lexicon's flat tables.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Range {
    pub from: u32,
    pub len: u16,
}

impl Range {
    /// Appends the items to the table, and says where they stand.
    pub fn of<T>(table: &mut Vec<T>, items: impl IntoIterator<Item = T>) -> Range {
        let from = table.len();
        table.extend(items);
        Range { from: from as u32, len: (table.len() - from) as u16 }
    }

    #[inline]
    pub fn slice<T>(self, table: &[T]) -> &[T] {
        &table[self.from as usize..self.from as usize + self.len as usize]
    }
}

/// A value of always the same number of bytes.
pub trait Flat: Copy {
    /// How many.
    const SIZE: usize;

    fn write(&self, out: &mut Vec<u8>);

    /// The value of `SIZE` bytes; `None` where they are none.
    fn read(bytes: &[u8]) -> Option<Self>;

    /// What is written of a value behind another: itself, where its type says nothing else.
    fn step(&self, _before: Option<&Self>) -> Self {
        *self
    }

    /// The value that was written so.
    #[inline]
    fn sum(self, _before: Option<Self>) -> Option<Self> {
        Some(self)
    }
}

/// Writes a table as bytes.
pub fn serialize<T: Flat, S: Serializer>(table: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(&narrow::pack(table))
}

/// Reads a table from bytes.
pub fn deserialize<'de, T: Flat, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    narrow::unpack(<&[u8]>::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("a table of another version"))
}

/// Values whose parts follow each other.
macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Flat for $number {
            const SIZE: usize = size_of::<$number>();

            fn write(&self, out: &mut Vec<u8>) {
                out.extend(self.to_le_bytes());
            }

            #[inline]
            fn read(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(<$number>::from_le_bytes)
            }
        }
    )*};
}

numbers!(u8, u16, u128);

/// Numbers that mostly grow are written as the steps between them, in which a page that holds the program packed finds little to keep.
impl Flat for u32 {
    const SIZE: usize = 4;

    fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }

    #[inline]
    fn read(bytes: &[u8]) -> Option<u32> {
        bytes.try_into().ok().map(u32::from_le_bytes)
    }

    fn step(&self, before: Option<&u32>) -> u32 {
        self.wrapping_sub(before.copied().unwrap_or(0))
    }

    #[inline]
    fn sum(self, before: Option<u32>) -> Option<u32> {
        Some(self.wrapping_add(before.unwrap_or(0)))
    }
}

/// The places of nodes grow, and are written as steps too.
impl Flat for Node {
    const SIZE: usize = 8;

    fn write(&self, out: &mut Vec<u8>) {
        self.edges.write(out);
        self.outs.write(out);
    }

    fn read(bytes: &[u8]) -> Option<Node> {
        let (edges, outs) = bytes.split_at_checked(4)?;
        Some(Node { edges: u32::read(edges)?, outs: u32::read(outs)?, ..Node::default() })
    }

    fn step(&self, before: Option<&Node>) -> Node {
        let before = before.copied().unwrap_or_default();
        Node { edges: self.edges - before.edges, outs: self.outs - before.outs, ..*self }
    }

    #[inline]
    fn sum(self, before: Option<Node>) -> Option<Node> {
        let before = before.unwrap_or_default();
        Some(Node { edges: before.edges.checked_add(self.edges)?, outs: before.outs.checked_add(self.outs)?, ..self })
    }
}

/// A value made of others: those of its fields that do not follow from other tables, each with its type, in the order in which they are written.
macro_rules! fields {
    ($name:ident { $($field:tt: $type:ty),* }) => {
        impl Flat for $name {
            const SIZE: usize = 0 $(+ <$type>::SIZE)*;

            fn write(&self, out: &mut Vec<u8>) {
                $(self.$field.write(out);)*
            }

            #[inline]
            #[allow(clippy::needless_update)]
            fn read(bytes: &[u8]) -> Option<Self> {
                $(let (part, bytes) = bytes.split_at_checked(<$type>::SIZE)?; let $field = <$type>::read(part)?;)*
                bytes.is_empty().then_some($name { $($field,)* ..Default::default() })
            }
        }
    };
}

// ranges of a table follow each other: where one begins is summed up when all are read
fields!(Range { len: u16 });
fields!(Traits { roles: RoleSet, frame: Frame, cue: CueUse });
fields!(Places { syms: Range, roots: Range, cues: Range });
fields!(Root { node: u32 });

/// A value that is a number of another type.
macro_rules! as_number {
    ($($name:ident as $number:ty: $write:expr, $read:expr;)*) => {$(
        impl Flat for $name {
            const SIZE: usize = <$number>::SIZE;

            fn write(&self, out: &mut Vec<u8>) {
                let write: fn(&$name) -> $number = $write;
                write(self).write(out);
            }

            #[inline]
            fn read(bytes: &[u8]) -> Option<Self> {
                let read: fn($number) -> Option<$name> = $read;
                read(<$number>::read(bytes)?)
            }
        }
    )*};
}

as_number! {
    RoleSet as u128: |r| r.bits(), |n| Some(RoleSet::of_bits(n));
    CueUse as u8: |c| c.bits(), |n| Some(CueUse::of_bits(n));
    Frame as u8: |f| *f as u8, |n| match n {
        0 => Some(Frame::None),
        _ => FRAMES.get(n as usize - 1).map(|f| f.0),
    };
    Out as u32: |out| out.code(), Out::of_code;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn back<T: Flat>(value: &T) -> Option<T> {
        let mut bytes = Vec::new();
        value.write(&mut bytes);
        assert_eq!(bytes.len(), T::SIZE);
        T::read(&bytes)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(n in 0..1u32 << 30, phrase in any::<u16>(), roles in any::<u128>()) {
            for out in [Out::Term(n), Out::Gate(n), Out::Phrase(phrase)] {
                prop_assert_eq!(back(&out), Some(out));
            }
            let frame = FRAMES[n as usize % FRAMES.len()].0;
            let range = Range { from: n, len: phrase };
            let traits = Traits { roles: RoleSet::of_bits(roles), frame, cue: CueUse::of_bits(n as u8) };
            prop_assert_eq!(back(&traits), Some(traits));
            prop_assert_eq!(back(&Places { syms: range, roots: range, cues: range }).unwrap().cues.len, phrase);
        }
    }

    #[test]
    fn tables_of_steps_are_read() {
        for numbers in [vec![], vec![7], vec![3, 4, 9, 9, 2, u32::MAX, 0, 1 << 31]] {
            assert_eq!(narrow::unpack(&narrow::pack(&numbers)), Some(numbers));
        }
        let nodes = [(0, 0), (3, 0), (3, 2), (70_000, 9)].map(|(edges, outs)| Node { edges, outs, ..Node::default() });
        let read: Vec<Node> = narrow::unpack(&narrow::pack(&nodes)).unwrap();
        assert_eq!(read.iter().map(|n| (n.edges, n.outs)).collect::<Vec<_>>(), nodes.map(|n| (n.edges, n.outs)));
    }

    #[test]
    fn bytes_of_another_version_are_refused() {
        assert_eq!(Frame::read(&[FRAMES.len() as u8 + 1]), None);
        assert_eq!(u32::read(&[1, 2, 3]), None);
    }
}
