//! JSON on one line, straight from the records into bytes: the same bytes as serde_json's, at a quarter of its cost.
//!
//! The names of fields are known to hold nothing that must be escaped, numbers are short, and nearly all strings are plain; what is not
//! plain is handed to serde_json.

use super::bytes::{TRIPLES, digits, ends, special};
use serde::ser::{self, Serialize};
use serde_json::Error;
use std::io::{self, Write};

/// Bytes that wait before they are handed on: few enough to stay in the nearest cache, and to cost nothing to a short line.
const ROOM: usize = 1 << 11;

/// Writes the JSON of a value, some thousand bytes at a time: the line of a long document never stands in memory as a whole.
///
/// # Errors
/// What `sink` cannot take; a map whose keys are not strings.
pub fn write<T: Serialize + ?Sized>(sink: &mut dyn Write, value: &T) -> io::Result<()> {
    let mut compact = Compact { room: [0; ROOM], at: 0, handed: 0, sink, failed: None };
    let done = value.serialize(&mut compact);
    compact.hand_on();
    compact.failed.map_or(Ok(()), Err).and(done.map_err(io::Error::from))
}

/// The first `at` bytes of the room are written. To copy a short name of known length into room that is there costs two stores; to append it to
/// a vector costs a call.
struct Compact<'o> {
    room: [u8; ROOM],
    at: usize,
    /// How often the room was emptied.
    handed: usize,
    sink: &'o mut dyn Write,
    failed: Option<io::Error>,
}

/// An array or object that is being written.
struct Items<'s, 'o> {
    to: &'s mut Compact<'o>,
    /// What stands before the next item: the bracket, then commas.
    lead: u8,
    close: &'static [u8],
}

impl<'o> Compact<'o> {
    /// Room for `len` bytes, at most [`ROOM`], of which the first `used` stay.
    #[inline(always)]
    fn next(&mut self, len: usize, used: usize) -> &mut [u8] {
        let at = if self.at <= ROOM - len {
            self.at
        } else {
            self.hand_on();
            0
        };
        self.at = at + used;
        &mut self.room[at..at + len]
    }

    /// Writes a few bytes.
    #[inline(always)]
    fn put(&mut self, bytes: &[u8]) {
        self.next(bytes.len(), bytes.len()).copy_from_slice(bytes);
    }

    /// Writes any number of bytes.
    fn put_all(&mut self, bytes: &[u8]) {
        bytes.chunks(ROOM).for_each(|part| self.put(part));
    }

    #[cold]
    #[inline(never)]
    fn hand_on(&mut self) {
        if self.failed.is_none() {
            self.failed = self.sink.write_all(&self.room[..self.at]).err();
        }
        self.at = 0;
        self.handed += 1;
    }

    /// What serde_json makes of a value that is not plain.
    fn careful<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.put_all(&serde_json::to_vec(value)?);
        Ok(())
    }

    fn items<'s>(&'s mut self, lead: u8, close: &'static [u8]) -> Items<'s, 'o> {
        Items { to: self, lead, close }
    }

    /// `{"Variant":` and what stands behind it.
    fn variant(&mut self, variant: &'static str) {
        self.put(b"{\"");
        self.put(variant.as_bytes());
        self.put(b"\":");
    }

    #[inline(always)]
    fn whole(&mut self, n: u64) {
        match digits(n) {
            Some((digits, len)) => self.next(8, len).copy_from_slice(&digits),
            None => self.long(n),
        }
    }

    /// A number of more than three digits.
    #[inline(never)]
    fn long(&mut self, n: u64) {
        self.whole(n / 1000);
        self.put(&TRIPLES[n as usize % 1000].to_le_bytes()[..3]);
    }

    /// A number of at most four decimals in its shortest form; `false` for any other, and for `limit` and more, below which no shorter decimal stands
    /// for the same number. `is` tells whether a number is the one that is meant.
    #[inline]
    fn decimals(&mut self, x: f64, limit: f64, is: impl Fn(f64) -> bool) -> bool {
        // as bits, a negative number is larger than any limit, and so is none
        if x.to_bits() >= limit.to_bits() {
            return false;
        }
        let n = (x * 1e4 + 0.5) as i64;
        if !is(n as f64 / 1e4) {
            return false;
        }
        let n = n as u64;
        self.whole(n / 10_000);
        let rest = (n % 10_000) as usize;
        let [a, b, c, _] = TRIPLES[rest / 10].to_le_bytes();
        let digits = [a, b, c, b'0' + (rest % 10) as u8];
        // the last ones that are 0, all but the first
        let zeros = ((u32::from_le_bytes(digits) ^ u32::from_le_bytes(*b"0000")) | 1).leading_zeros() / 8;
        let room = self.next(5, 5 - zeros as usize);
        room[0] = b'.';
        room[1..].copy_from_slice(&digits);
        true
    }

    /// A string of more than [`SHORT`] bytes in quotation marks, or a shorter one of which something must be escaped.
    #[inline(never)]
    fn long_string(&mut self, s: &str) -> Result<(), Error> {
        let (bytes, blocks) = (s.as_bytes(), s.as_bytes().as_chunks::<8>().0);
        match bytes.last_chunk() {
            Some(&last) if s.len() > SHORT => {
                let found = blocks.iter().fold(special(last), |found, &block| found | special(block));
                if found != 0 {
                    return self.careful(s);
                }
            }
            _ => return self.careful(s),
        }
        self.put(b"\"");
        self.put_all(bytes);
        self.put(b"\"");
        Ok(())
    }

    /// A short string in quotation marks; `false` where it is long, or something in it must be escaped.
    ///
    /// It is copied while it is looked at, in two pieces that may overlap: most strings are names of so few bytes, and to call a function that copies
    /// costs as much as these.
    fn short_string(&mut self, s: &[u8]) -> bool {
        let len = s.len();
        if len > SHORT {
            return false;
        }
        let room = &mut self.next(SHORT + 2, len + 2)[..len + 2];
        room[0] = b'"';
        room[len + 1] = b'"';
        let to = &mut room[1..len + 1];
        let found = if let Some((first, last)) = ends::<8>(s, to) {
            special(first) | special(last)
        } else if let Some(([a, b, c, d], [e, f, g, h])) = ends::<4>(s, to) {
            special([a, b, c, d, e, f, g, h])
        } else if let (Some(&first), Some(&last)) = (s.first(), s.last()) {
            let middle = s[len / 2];
            (to[0], to[len / 2], to[len - 1]) = (first, middle, last);
            special([first, middle, last, b' ', b' ', b' ', b' ', b' '])
        } else {
            0
        };
        if found != 0 {
            self.at -= len + 2;
        }
        found == 0
    }
}

/// Bytes of a short string.
const SHORT: usize = 16;

macro_rules! whole {
    ($($name:ident: $type:ty),*) => {$(
        #[inline]
        fn $name(self, n: $type) -> Result<(), Error> {
            self.whole(n as u64);
            Ok(())
        }
    )*};
}

macro_rules! signed {
    ($($name:ident: $type:ty),*) => {$(
        fn $name(self, n: $type) -> Result<(), Error> {
            if n < 0 {
                self.put(b"-");
            }
            self.whole((n as i64).unsigned_abs());
            Ok(())
        }
    )*};
}

impl<'s, 'o> ser::Serializer for &'s mut Compact<'o> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Items<'s, 'o>;
    type SerializeTuple = Items<'s, 'o>;
    type SerializeTupleStruct = Items<'s, 'o>;
    type SerializeTupleVariant = Items<'s, 'o>;
    type SerializeMap = Items<'s, 'o>;
    type SerializeStruct = Items<'s, 'o>;
    type SerializeStructVariant = Items<'s, 'o>;

    whole!(serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64);
    signed!(serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64);

    fn serialize_bool(self, b: bool) -> Result<(), Error> {
        self.put(if b { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_f32(self, x: f32) -> Result<(), Error> {
        if self.decimals(x as f64, 100.0, |n| n as f32 == x) { Ok(()) } else { self.careful(&x) }
    }

    fn serialize_f64(self, x: f64) -> Result<(), Error> {
        if self.decimals(x, 1e9, |n| n == x) { Ok(()) } else { self.careful(&x) }
    }

    fn serialize_char(self, c: char) -> Result<(), Error> {
        self.serialize_str(c.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, s: &str) -> Result<(), Error> {
        if self.short_string(s.as_bytes()) { Ok(()) } else { self.long_string(s) }
    }

    /// The bytes are JSON that is ready.
    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Error> {
        self.put_all(bytes);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.put(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &'static str, _: u32, variant: &'static str, value: &T) -> Result<(), Error> {
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.put(b"}");
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'s, 'o>, Error> {
        Ok(self.items(b'[', b"]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'s, 'o>, Error> {
        Ok(self.items(b'[', b"]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'s, 'o>, Error> {
        Ok(self.items(b'[', b"]"))
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Items<'s, 'o>, Error> {
        self.variant(variant);
        Ok(self.items(b'[', b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Items<'s, 'o>, Error> {
        Ok(self.items(b'{', b"}"))
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Items<'s, 'o>, Error> {
        Ok(self.items(b'{', b"}"))
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Items<'s, 'o>, Error> {
        self.variant(variant);
        Ok(self.items(b'{', b"}}"))
    }
}

impl Items<'_, '_> {
    #[inline]
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.to.put(&[std::mem::replace(&mut self.lead, b',')]);
        value.serialize(&mut *self.to)
    }

    /// Always inlined, so that the length of each name is known and its bytes are stored without a call.
    #[inline(always)]
    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        let n = key.len();
        let room = self.to.next(n + 4, n + 4);
        room[0] = std::mem::replace(&mut self.lead, b',');
        room[1] = b'"';
        room[2..n + 2].copy_from_slice(key.as_bytes());
        room[n + 2] = b'"';
        room[n + 3] = b':';
        value.serialize(&mut *self.to)
    }

    #[inline]
    fn close(self) -> Result<(), Error> {
        if self.lead != b',' {
            self.to.put(&[self.lead]);
        }
        self.to.put(self.close);
        Ok(())
    }
}

macro_rules! items {
    ($($kind:ident: $method:ident),*) => {$(
        impl ser::$kind for Items<'_, '_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.item(value)
            }

            #[inline]
            fn end(self) -> Result<(), Error> {
                self.close()
            }
        }
    )*};
}

items!(SerializeSeq: serialize_element, SerializeTuple: serialize_element, SerializeTupleStruct: serialize_field, SerializeTupleVariant: serialize_field);

macro_rules! fields {
    ($($kind:ident),*) => {$(
        impl ser::$kind for Items<'_, '_> {
            type Ok = ();
            type Error = Error;

            #[inline(always)]
            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
                self.field(key, value)
            }

            #[inline]
            fn end(self) -> Result<(), Error> {
                self.close()
            }
        }
    )*};
}

fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Items<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.to.put(&[std::mem::replace(&mut self.lead, b',')]);
        if ROOM - self.to.at < ROOM / 2 {
            self.to.hand_on();
        }
        let (at, handed) = (self.to.at, self.to.handed);
        key.serialize(&mut *self.to)?;
        // only a string is so long that its beginning is handed on already
        let string = self.to.handed > handed || self.to.room[at..self.to.at].first() == Some(&b'"');
        if string { Ok(()) } else { Err(ser::Error::custom("the keys of a map are strings")) }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.to.put(b":");
        value.serialize(&mut *self.to)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::text::Place;
    use proptest::prelude::*;
    use serde::Serialize;
    use std::collections::BTreeMap;

    #[derive(Clone, Debug, Serialize)]
    enum Shape {
        Unit,
        One(f32),
        Two(u8, i64),
        Named { name: char, size: Option<f64> },
    }

    fn shape() -> impl Strategy<Value = Shape> {
        prop_oneof![
            Just(Shape::Unit),
            any::<f32>().prop_map(Shape::One),
            (any::<u8>(), any::<i64>()).prop_map(|(a, b)| Shape::Two(a, b)),
            (any::<char>(), any::<Option<f64>>()).prop_map(|(name, size)| Shape::Named { name, size }),
        ]
    }

    proptest! {
        #[test]
        fn the_bytes_are_those_of_serde_json(
            text in "\\PC{0,20}|[ -~\\n\\t]{0,20}|[a-z\u{e9}]{0,40}[\"\\\\ -~\\n\u{7f}]?[a-z\u{2019}]{0,40}|[a-z]{240,260}",
            map in prop::collection::btree_map("\\PC{0,6}", any::<u32>(), 0..4),
            shapes in prop::collection::vec(shape(), 0..4),
            decimal in prop_oneof![-2_000_000i64..2_000_000, any::<i64>().prop_map(|n| n >> 8), any::<i32>().prop_map(i64::from)],
            pairs in prop::array::uniform3(prop::array::uniform2(prop_oneof![0u32..110, 990u32..1_010, 999_990u32..1_000_010, any::<u32>()])),
            other in prop::array::uniform2(0usize..3),
        ) {
            let decimals = (decimal as f64 / 1e4, decimal as f32 / 1e4, decimal as f64 / 1e5, decimal as f64, decimal, decimal as u64);
            let place = Place { chars: pairs[0], bytes: pairs[other[0]], utf16: pairs[other[1]] };
            let value = (text, map, shapes, decimals, (place, [place; 2]));
            let mut out = Vec::new();
            write(&mut out, &value).unwrap();
            prop_assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&value).unwrap());
        }
    }

    #[test]
    fn what_is_longer_than_the_room_is_written_whole() {
        let value = (vec!["abcd".repeat(super::ROOM); 2], BTreeMap::from([("k".repeat(2 * super::ROOM), vec![12_345_678u64; 9_000])]), vec![7u8; 40_000]);
        let mut out = Vec::new();
        write(&mut out, &value).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&value).unwrap());
    }

    #[test]
    fn places_know_this_writer() {
        assert!(super::super::place::writes_lines::<&mut super::Compact>());
    }

    #[test]
    fn a_map_with_other_keys_is_refused() {
        assert!(write(&mut Vec::new(), &BTreeMap::from([(1, 2)])).is_err());
    }
}
