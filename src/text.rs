//! Spans of a text, and their positions in the three units that other programs count in.

use serde::Serialize;

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
pub struct Positions<'t> {
    text: &'t str,
    /// `(chars, utf16)` before each block of `BLOCK` bytes; empty for ASCII, where all units agree.
    blocks: Vec<(u32, u32)>,
}

const BLOCK: usize = 128;

impl<'t> Positions<'t> {
    /// Counts the text once; each question is then answered from at most 128 bytes.
    pub fn new(text: &'t str) -> Positions<'t> {
        let mut blocks = Vec::new();
        if !text.is_ascii() {
            let (mut chars, mut utf16) = (0, 0);
            for block in text.as_bytes().chunks(BLOCK) {
                blocks.push((chars, utf16));
                let (c, u) = count(block);
                chars += c;
                utf16 += u;
            }
            blocks.push((chars, utf16));
        }
        Positions { text, blocks }
    }

    /// The span in all three units.
    pub fn place(&self, span: Span) -> Place {
        let (cs, us) = self.at(span.start);
        let (ce, ue) = self.at(span.end);
        Place { chars: [cs, ce], bytes: [span.start, span.end], utf16: [us, ue] }
    }

    fn at(&self, byte: u32) -> (u32, u32) {
        if self.blocks.is_empty() {
            return (byte, byte);
        }
        let block = byte as usize / BLOCK;
        let (chars, utf16) = self.blocks[block];
        let (c, u) = count(&self.text.as_bytes()[block * BLOCK..byte as usize]);
        (chars + c, utf16 + u)
    }
}

/// Characters and UTF-16 units that begin in these bytes.
fn count(bytes: &[u8]) -> (u32, u32) {
    let (mut chars, mut utf16) = (0, 0);
    for &b in bytes {
        let first = (b & 0xC0 != 0x80) as u32;
        chars += first;
        utf16 += first + (b >= 0xF0) as u32;
    }
    (chars, utf16)
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
