//! Spans of a text, and their positions in the three units that other programs count in.

use serde::Deserialize;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
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
    /// Where the last answer holds: questions come nearly in order, and the next one mostly falls in the same stretch.
    near: Cell<Stretch>,
}

struct Wide {
    end: u32,
    chars: u32,
    utf16: u32,
}

/// The bytes from one character outside ASCII to the end of the next.
#[derive(Clone, Copy, Default)]
struct Stretch {
    from: u32,
    to: u32,
    /// What is taken off a position there.
    chars: u32,
    utf16: u32,
    /// The characters outside ASCII before it.
    before: usize,
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
        Positions { wide, near: Cell::default() }
    }

    /// The span in all three units.
    pub fn place(&self, span: Span) -> Place {
        let (cs, us) = self.at(span.start);
        let (ce, ue) = self.at(span.end);
        Place { chars: [cs, ce], bytes: [span.start, span.end], utf16: [us, ue] }
    }

    #[inline]
    fn at(&self, byte: u32) -> (u32, u32) {
        let mut near = self.near.get();
        if byte < near.from || byte >= near.to {
            near = self.stretch(byte, near.before);
            self.near.set(near);
        }
        (byte - near.chars, byte - near.utf16)
    }

    /// The stretch of a byte: from the last answer a few steps, or a search.
    #[inline(never)]
    fn stretch(&self, byte: u32, near: usize) -> Stretch {
        const STEPS: usize = 8;
        let is_before = |i: usize| self.wide.get(i).is_some_and(|w| w.end <= byte);
        let first = near.saturating_sub(1);
        let steps = if first == 0 || is_before(first - 1) { (first..first + STEPS).find(|&i| !is_before(i)) } else { None };
        let before = steps.unwrap_or_else(|| self.wide.partition_point(|w| w.end <= byte));
        let to = self.wide.get(before).map_or(u32::MAX, |w| w.end);
        match before.checked_sub(1).map(|i| &self.wide[i]) {
            Some(w) => Stretch { from: w.end, to, chars: w.chars, utf16: w.utf16, before },
            None => Stretch { from: 0, to, before, ..Stretch::default() },
        }
    }
}

/// Characters that are not seen and must not part a word or keep it from being found.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}'
    )
}

/// Characters that make what follows run from right to left, or back.
pub fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Letters that are blank: they part words as a space does.
pub fn is_blank(c: char) -> bool {
    matches!(c, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}')
}

/// Letters of English, as what a reader takes the character for.
///
/// ```
/// assert_eq!(slantscope::text::lookalike('\u{435}'), Some("e"));
/// assert_eq!(slantscope::text::lookalike('\u{436}'), None);
/// ```
pub fn lookalike(c: char) -> Option<&'static str> {
    const SMALL: &str = "abcdefghijklmnopqrstuvwxyz";
    let nth = |n: u32| SMALL.get(n as usize % 26..n as usize % 26 + 1);
    Some(match c {
        // Cyrillic
        '\u{430}' | '\u{410}' => "a",
        '\u{412}' => "b",
        '\u{441}' | '\u{421}' => "c",
        '\u{501}' => "d",
        '\u{435}' | '\u{415}' => "e",
        '\u{4BB}' | '\u{41D}' => "h",
        '\u{456}' | '\u{406}' => "i",
        '\u{458}' | '\u{408}' => "j",
        '\u{43A}' | '\u{41A}' => "k",
        '\u{4CF}' | '\u{4C0}' => "l",
        '\u{41C}' => "m",
        '\u{43E}' | '\u{41E}' => "o",
        '\u{440}' | '\u{420}' => "p",
        '\u{51B}' => "q",
        '\u{455}' | '\u{405}' => "s",
        '\u{422}' => "t",
        '\u{475}' | '\u{474}' => "v",
        '\u{51D}' => "w",
        '\u{445}' | '\u{425}' => "x",
        '\u{443}' | '\u{423}' => "y",
        // Greek
        '\u{3B1}' | '\u{391}' => "a",
        '\u{392}' => "b",
        '\u{395}' => "e",
        '\u{397}' => "h",
        '\u{3B9}' | '\u{399}' => "i",
        '\u{3F3}' => "j",
        '\u{3BA}' | '\u{39A}' => "k",
        '\u{39C}' => "m",
        '\u{39D}' => "n",
        '\u{3BF}' | '\u{39F}' => "o",
        '\u{3C1}' | '\u{3A1}' => "p",
        '\u{3F2}' | '\u{3F9}' => "c",
        '\u{3A4}' => "t",
        '\u{3C5}' => "u",
        '\u{3BD}' => "v",
        '\u{3C7}' | '\u{3A7}' => "x",
        '\u{3A5}' => "y",
        '\u{396}' => "z",
        // Latin letters of other uses
        '\u{251}' => "a",
        '\u{261}' => "g",
        '\u{131}' => "i",
        '\u{17F}' => "s",
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        '\u{2170}' => "i",
        '\u{2174}' => "v",
        '\u{2179}' => "x",
        '\u{217C}' => "l",
        '\u{217D}' => "c",
        '\u{217E}' => "d",
        '\u{217F}' => "m",
        // the alphabets of mathematics, and letters as wide as Chinese ones
        '\u{1D400}'..='\u{1D6A3}' => return nth(c as u32 - 0x1D400),
        '\u{FF21}'..='\u{FF3A}' => return nth(c as u32 - 0xFF21),
        '\u{FF41}'..='\u{FF5A}' => return nth(c as u32 - 0xFF41),
        _ => return None,
    })
}

/// Marks that strike a letter through or underline it, and belong to no language's writing.
fn is_stroke(c: char) -> bool {
    matches!(c, '\u{305}' | '\u{332}' | '\u{333}' | '\u{334}'..='\u{338}' | '\u{33F}' | '\u{20D2}' | '\u{20D3}' | '\u{20E5}')
}

/// Writes the form in which words are compared: lower case, straight apostrophe, nothing invisible. A word that a reader takes for one of
/// Latin letters is written in these.
///
/// ```
/// let mut folded = String::new();
/// slantscope::text::fold("DON\u{2019}T", &mut folded);
/// assert_eq!(folded, "don't");
/// slantscope::text::fold("r\u{435}g\u{200B}ime", &mut folded);
/// assert_eq!(folded, "regime");
/// ```
pub fn fold(word: &str, into: &mut String) {
    into.clear();
    let (mut rest, mut foreign) = (word, false);
    // runs of ASCII are copied as they are and made small at once
    while let Some(at) = rest.bytes().position(|b| b >= 128) {
        into.push_str(&rest[..at]);
        let c = rest[at..].chars().next().unwrap_or(' ');
        match c {
            '\u{2018}' | '\u{2019}' | '\u{2BC}' | '\u{FF07}' => into.push('\''),
            _ if is_invisible(c) || is_stroke(c) => {}
            _ => {
                foreign = true;
                into.extend(c.to_lowercase());
            }
        }
        rest = &rest[at + c.len_utf8()..];
    }
    into.push_str(rest);
    into.make_ascii_lowercase();
    if foreign && word.chars().all(|c| c.is_ascii() || is_invisible(c) || is_stroke(c) || c == '\u{2019}' || lookalike(c).is_some()) {
        into.clear();
        word.chars().filter(|&c| !is_invisible(c) && !is_stroke(c)).for_each(|c| match (c, lookalike(c)) {
            ('\u{2019}', _) => into.push('\''),
            (_, Some(letters)) => into.push_str(letters),
            _ => into.push(c.to_ascii_lowercase()),
        });
    }
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
