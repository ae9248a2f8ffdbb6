//! Spans of a text, and their positions in the three units that other programs count in.

use serde::Serialize;
use std::cell::Cell;

/// A half-open range of bytes of a text; always on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The span from byte `start` to byte `end`.
    ///
    /// ```
    /// let s = slantscope::text::Span::new(4, 9);
    /// assert_eq!(s.of("the quick fox"), "quick");
    /// ```
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end as u32 }
    }

    /// The words that the span covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub fn holds(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A span in Unicode scalar values, UTF-8 bytes and UTF-16 code units; half-open, each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Place {
    pub chars: [u32; 2],
    pub bytes: [u32; 2],
    pub utf16: [u32; 2],
}

/// Turns byte offsets of one text into positions in the other units.
///
/// ```
/// use slantscope::text::{Positions, Span};
/// let text = "naïve 😀 end";
/// let place = Positions::new(text).place(Span::new(12, 15));
/// assert_eq!((place.chars, place.utf16), ([8, 11], [9, 12]));
/// ```
pub struct Positions {
    /// Each character outside ASCII: where it ends in bytes, and how many bytes more than characters, and than UTF-16 units, stand before that.
    wide: Vec<Wide>,
    /// The last one that was asked about: questions come nearly in order.
    near: Cell<usize>,
}

struct Wide {
    end: u32,
    chars: u32,
    utf16: u32,
}

impl Positions {
    /// Reads the text once.
    pub fn new(text: &str) -> Positions {
        let mut wide = Vec::new();
        let (mut chars, mut utf16) = (0, 0);
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            // whole blocks of ASCII at once: an eighth of the cost of asking byte by byte
            at += bytes[at..].chunks_exact(32).take_while(|block| block.is_ascii()).count() * 32;
            let Some(found) = bytes[at..].iter().position(|b| *b >= 128) else { break };
            at += found;
            let (len, units) = match bytes[at] {
                0xF0.. => (4, 2),
                0xE0.. => (3, 1),
                _ => (2, 1),
            };
            at += len as usize;
            (chars, utf16) = (chars + len - 1, utf16 + len - units);
            wide.push(Wide { end: at as u32, chars, utf16 });
        }
        Positions { wide, near: Cell::new(0) }
    }

    /// The span in all three units.
    pub fn place(&self, span: Span) -> Place {
        let (cs, us) = self.at(span.start);
        let (ce, ue) = self.at(span.end);
        Place { chars: [cs, ce], bytes: [span.start, span.end], utf16: [us, ue] }
    }

    fn at(&self, byte: u32) -> (u32, u32) {
        // how many characters outside ASCII end at or before the byte: from the last answer a few steps, or a search
        let before = |i: usize| self.wide[i].end <= byte;
        let near = self.near.get();
        let from = near.saturating_sub(4);
        let inside = (from == 0 || before(from - 1)) && self.wide.get(near + 4).is_none_or(|w| w.end > byte);
        let n = if inside {
            (from..self.wide.len().min(near + 4)).find(|&i| !before(i)).unwrap_or(self.wide.len().min(near + 4))
        } else {
            self.wide.partition_point(|w| w.end <= byte)
        };
        self.near.set(n);
        n.checked_sub(1).map_or((byte, byte), |i| (byte - self.wide[i].chars, byte - self.wide[i].utf16))
    }
}

/// Characters that are not seen and must not part a word or keep it from being found.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}')
}

/// Writes the form in which words are compared: lower case, straight apostrophe, nothing invisible.
///
/// ```
/// let mut folded = String::new();
/// slantscope::text::fold("DON\u{2019}T", &mut folded);
/// assert_eq!(folded, "don't");
/// ```
pub fn fold(word: &str, into: &mut String) {
    into.clear();
    let mut rest = word;
    // runs of ASCII are copied as they are and made small at once
    while let Some(at) = rest.bytes().position(|b| b >= 128) {
        into.push_str(&rest[..at]);
        let c = rest[at..].chars().next().unwrap_or(' ');
        match c {
            '\u{2018}' | '\u{2019}' | '\u{2BC}' | '\u{FF07}' => into.push('\''),
            _ if is_invisible(c) => {}
            _ => into.extend(c.to_lowercase()),
        }
        rest = &rest[at + c.len_utf8()..];
    }
    into.push_str(rest);
    into.make_ascii_lowercase();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn positions_are_those_of_a_count(text in "[a-d \u{e9}\u{2019}\u{1F600}]{0,60}", asked in prop::collection::vec(any::<prop::sample::Index>(), 1..20)) {
            let positions = Positions::new(&text);
            let ends: Vec<usize> = (0..=text.len()).filter(|&i| text.is_char_boundary(i)).collect();
            for (a, b) in asked.iter().map(|i| *i.get(&ends)).zip(asked.iter().rev().map(|i| *i.get(&ends))) {
                let (a, b) = (a.min(b), a.max(b));
                let place = positions.place(Span::new(a, b));
                let utf16 = |s: &str| s.encode_utf16().count() as u32;
                prop_assert_eq!(place.chars, [text[..a].chars().count() as u32, text[..b].chars().count() as u32]);
                prop_assert_eq!(place.utf16, [utf16(&text[..a]), utf16(&text[..b])]);
            }
        }
    }
}
