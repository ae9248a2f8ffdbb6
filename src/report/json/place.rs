//! Places in JSON: three pairs of numbers, a third of all that is written.

use super::bytes::digits;
use crate::text::Place;
use serde::{Serialize, Serializer};

/// What a place is to serde.
#[derive(Serialize)]
#[serde(remote = "Place")]
struct Fields {
    chars: [u32; 2],
    bytes: [u32; 2],
    utf16: [u32; 2],
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut room = [0; LONGEST];
        match if writes_lines::<S>() { json(self, &mut room) } else { None } {
            Some(len) => to.serialize_bytes(&room[..len]),
            None => Fields::serialize(self, to),
        }
    }
}

/// Whether this is the writer of JSON lines, which takes bytes as finished JSON; any other format is given the fields. The name of a type is known when the
/// program is compiled, and nothing is left of the question.
#[inline(always)]
pub(super) fn writes_lines<S>() -> bool {
    std::any::type_name::<S>().starts_with("&mut slantscope::report::json::compact::Compact")
}

/// Room for the names, six numbers of six digits, and what the last of them writes too much.
const LONGEST: usize = 88;

/// The place as one piece of JSON, and its length; `None` where a number is longer than six digits. Half the instructions of field by field: where
/// the next byte goes stays in a register, and in most texts at least two of the pairs are one.
fn json(place: &Place, room: &mut [u8; LONGEST]) -> Option<usize> {
    let (from, to) = pair(room, 0, b"{\"chars\":[", place.chars)?;
    let chars = *room[from..].first_chunk::<16>()?;
    let mut at = to;
    for (name, numbers) in [(b",\"bytes\":[", place.bytes), (b",\"utf16\":[", place.utf16)] {
        if numbers == place.chars {
            at = put(room, at, name);
            put(room, at, &chars);
            at += to - from;
        } else {
            at = pair(room, at, name, numbers)?.1;
        }
    }
    Some(put(room, at, b"}"))
}

#[inline(always)]
fn put(room: &mut [u8; LONGEST], at: usize, bytes: &[u8]) -> usize {
    room[at..at + bytes.len()].copy_from_slice(bytes);
    at + bytes.len()
}

/// Where the first number begins and the bracket behind the second ends.
#[inline(always)]
fn pair(room: &mut [u8; LONGEST], at: usize, name: &[u8], [start, end]: [u32; 2]) -> Option<(usize, usize)> {
    let from = put(room, at, name);
    let (digits_of_start, len) = digits(start as u64)?;
    put(room, from, &digits_of_start);
    let at = put(room, from + len, b",");
    let (digits_of_end, len) = digits(end as u64)?;
    put(room, at, &digits_of_end);
    Some((from, put(room, at + len, b"]")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_formats_are_given_the_fields() {
        let place = Place { chars: [1, 2], bytes: [1, 4], utf16: [1, 70_000] };
        let bytes = postcard::to_stdvec(&place).unwrap();
        assert_eq!(postcard::from_bytes::<Place>(&bytes).unwrap(), place);
        assert_eq!(serde_json::to_value(place).unwrap()["bytes"][1], 4);
    }
}
