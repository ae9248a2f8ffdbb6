//! JSON on one line, straight from the records into bytes: the same bytes as serde_json's, at a fifth of its cost.
//!
//! The names of fields are known to hold nothing that must be escaped, numbers are short, and nearly all strings are plain; what is not
//! plain is handed to serde_json.

use serde::ser::{self, Serialize};
use serde_json::Error;
use std::io::{self, Write};

/// Bytes that wait before they are handed on.
const ROOM: usize = 1 << 14;

/// Writes the JSON of a value, some thousand bytes at a time: the line of a long document never stands in memory as a whole.
///
/// # Errors
/// What `sink` cannot take; a map whose keys are not strings.
pub fn write<T: Serialize + ?Sized>(sink: &mut dyn Write, value: &T) -> io::Result<()> {
    let mut compact = Compact { room: vec![0; ROOM], at: 0, handed: 0, sink, failed: None };
    let done = value.serialize(&mut compact);
    compact.hand_on();
    compact.failed.map_or(Ok(()), Err).and(done.map_err(io::Error::from))
}

/// The first `at` bytes of the room are written. To copy a short name of known length into room that is there costs two stores; to append it to
/// a vector costs a call.
struct Compact<'o> {
    room: Vec<u8>,
    at: usize,
    /// How often the room was emptied.
    handed: usize,
    sink: &'o mut dyn Write,
    failed: Option<io::Error>,
}

/// An array or object that is being written; `first` until it has an item.
struct Items<'s, 'o> {
    to: &'s mut Compact<'o>,
    first: bool,
    close: &'static [u8],
}

impl<'o> Compact<'o> {
    #[inline(always)]
    fn put(&mut self, bytes: &[u8]) {
        match self.room.get_mut(self.at..self.at + bytes.len()) {
            Some(room) => {
                room.copy_from_slice(bytes);
                self.at += bytes.len();
            }
            None => self.put_on(bytes),
        }
    }

    #[cold]
    #[inline(never)]
    fn put_on(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(ROOM) {
            self.hand_on();
            self.room[..part.len()].copy_from_slice(part);
            self.at = part.len();
        }
    }

    fn hand_on(&mut self) {
        if self.failed.is_none() {
            self.failed = self.sink.write_all(&self.room[..self.at]).err();
        }
        self.at = 0;
        self.handed += 1;
    }

    /// What serde_json makes of a value that is not plain.
    fn careful<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.put(&serde_json::to_vec(value)?);
        Ok(())
    }

    fn items<'s>(&'s mut self, open: &[u8], close: &'static [u8]) -> Items<'s, 'o> {
        self.put(open);
        Items { to: self, first: true, close }
    }

    /// `{"Variant":` and what stands behind it.
    fn variant(&mut self, variant: &'static str) {
        self.put(b"{\"");
        self.put(variant.as_bytes());
        self.put(b"\":");
    }

    #[inline]
    fn whole(&mut self, mut n: u64) {
        if n < 10_000 {
            // most numbers are offsets into an article: four digits at once, those in front taken off again
            let (high, low) = (PAIRS[n as usize / 100], PAIRS[n as usize % 100]);
            let skip = (n < 10) as usize + (n < 100) as usize + (n < 1000) as usize;
            let digits = u32::from_le_bytes([high[0], high[1], low[0], low[1]]) >> (8 * skip);
            let digits = digits.to_le_bytes();
            match self.room.get_mut(self.at..self.at + 4) {
                Some(room) => {
                    room.copy_from_slice(&digits);
                    self.at += 4 - skip;
                }
                None => self.put_on(&digits[..4 - skip]),
            }
            return;
        }
        let mut digits = [0u8; 20];
        let mut at = digits.len();
        while n >= 100 {
            at -= 2;
            digits[at..at + 2].copy_from_slice(&PAIRS[(n % 100) as usize]);
            n /= 100;
        }
        if n >= 10 {
            at -= 2;
            digits[at..at + 2].copy_from_slice(&PAIRS[n as usize]);
        } else {
            at -= 1;
            digits[at] = b'0' + n as u8;
        }
        self.put(&digits[at..]);
    }

    /// A number of at most four decimals in its shortest form; `false` for any other. `ten_thousand` is the number times 10,000.
    #[inline]
    fn decimals(&mut self, ten_thousand: f64) -> bool {
        // below this bound no shorter decimal stands for the same number
        if !(0.0..1e6).contains(&ten_thousand) || ten_thousand.fract() != 0.0 || ten_thousand.is_sign_negative() {
            return false;
        }
        let n = ten_thousand as u32;
        self.whole((n / 10_000) as u64);
        let rest = n % 10_000;
        let (high, low) = (PAIRS[(rest / 100) as usize], PAIRS[(rest % 100) as usize]);
        let digits = [b'.', high[0], high[1], low[0], low[1]];
        let mut end = digits.len();
        while end > 2 && digits[end - 1] == b'0' {
            end -= 1;
        }
        self.put(&digits[..end]);
        true
    }
}

/// Whether nothing in these bytes must be escaped: eight at a time, for most strings are names of one to three such steps.
#[inline]
fn is_plain(bytes: &[u8]) -> bool {
    const EACH: u64 = u64::MAX / 255;
    // the high bit of each byte that is smaller than `n`, where the byte has no high bit of its own
    let below = |x: u64, n: u64| x.wrapping_sub(EACH * n) & !x;
    let special = |x: u64| (below(x, 32) | below(x ^ (EACH * b'"' as u64), 1) | below(x ^ (EACH * b'\\' as u64), 1)) & (EACH << 7);
    let (blocks, rest) = bytes.as_chunks::<8>();
    let found = blocks.iter().fold(0, |found, block| found | special(u64::from_le_bytes(*block)));
    let last = rest.iter().fold(EACH * b' ' as u64, |x, &b| x << 8 | b as u64);
    found | special(last) == 0
}

const PAIRS: [[u8; 2]; 100] = {
    let mut out = [[0; 2]; 100];
    let mut i = 0;
    while i < 100 {
        out[i] = [b'0' + (i / 10) as u8, b'0' + (i % 10) as u8];
        i += 1;
    }
    out
};

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
        let n = (x as f64 * 1e4).round();
        if (n / 1e4) as f32 == x && self.decimals(n) { Ok(()) } else { self.careful(&x) }
    }

    fn serialize_f64(self, x: f64) -> Result<(), Error> {
        let n = (x * 1e4).round();
        if n / 1e4 == x && self.decimals(n) { Ok(()) } else { self.careful(&x) }
    }

    fn serialize_char(self, c: char) -> Result<(), Error> {
        self.serialize_str(c.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, s: &str) -> Result<(), Error> {
        if !is_plain(s.as_bytes()) {
            return self.careful(s);
        }
        self.put(b"\"");
        self.put(s.as_bytes());
        self.put(b"\"");
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Error> {
        bytes.serialize(self)
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
        Ok(self.items(b"[", b"]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'s, 'o>, Error> {
        Ok(self.items(b"[", b"]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'s, 'o>, Error> {
        Ok(self.items(b"[", b"]"))
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Items<'s, 'o>, Error> {
        self.variant(variant);
        Ok(self.items(b"[", b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Items<'s, 'o>, Error> {
        Ok(self.items(b"{", b"}"))
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Items<'s, 'o>, Error> {
        Ok(self.items(b"{", b"}"))
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Items<'s, 'o>, Error> {
        self.variant(variant);
        Ok(self.items(b"{", b"}}"))
    }
}

impl Items<'_, '_> {
    #[inline]
    fn comma(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.to.put(b",");
        }
    }

    #[inline]
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.comma();
        value.serialize(&mut *self.to)
    }

    /// Always inlined, so that the length of each name is known and its bytes are stored without a call.
    #[inline(always)]
    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.to.put(if std::mem::take(&mut self.first) { b"\"" } else { b",\"" });
        self.to.put(key.as_bytes());
        self.to.put(b"\":");
        value.serialize(&mut *self.to)
    }

    #[inline]
    fn close(self) -> Result<(), Error> {
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
        self.comma();
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
            text in "\\PC{0,20}|[ -~\\n\\t]{0,20}",
            map in prop::collection::btree_map("\\PC{0,6}", any::<u32>(), 0..4),
            shapes in prop::collection::vec(shape(), 0..4),
            decimal in -2_000_000i64..2_000_000,
        ) {
            let value = (text, map, shapes, (decimal as f64 / 1e4, decimal as f32 / 1e4, decimal as f64 / 1e5), ());
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
    fn a_map_with_other_keys_is_refused() {
        assert!(write(&mut Vec::new(), &BTreeMap::from([(1, 2)])).is_err());
    }
}
