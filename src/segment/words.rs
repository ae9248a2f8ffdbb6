//! Words, numbers and punctuation. ASCII takes a table; other letters are classed by Unicode.

use super::links;
use crate::text::{Span, is_blank, is_invisible};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    Word,
    /// Begins with a digit: `120,000`, `3.5`, `5:30`.
    Number,
    /// A web or mail address, as one token.
    Link,
    /// One mark; runs of the same mark (`...`, `!!!`, `--`) are one token.
    Punct,
}

/// A word, number, link or mark of the text, in eight bytes; a run longer than its length can say is several tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub start: u32,
    /// In bytes.
    pub len: u16,
    pub kind: Kind,
    pub shape: Shape,
}

/// What a token looks like; a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape(u8);

impl Shape {
    /// Begins with a capital letter.
    pub const CAPITAL: Shape = Shape(1);
    /// Two or more letters, all capital.
    pub const UPPER: Shape = Shape(2);
    /// White space, or the text's start, stands before it.
    pub const SPACED: Shape = Shape(4);
    /// A line break stands before it.
    pub const LINE: Shape = Shape(8);
    /// A blank line stands before it.
    pub const BLANK: Shape = Shape(16);
    /// A word part that the tokenizer cut off: `'s`, or letters glued to a number.
    pub const CLITIC: Shape = Shape(32);
    /// Letters outside ASCII.
    pub const WIDE: Shape = Shape(64);
    /// An apostrophe inside: `didn't`.
    pub const JOINED: Shape = Shape(128);
}

impl std::ops::BitOr for Shape {
    type Output = Shape;
    fn bitor(self, other: Shape) -> Shape {
        Shape(self.0 | other.0)
    }
}

impl Token {
    /// Where it stands.
    pub fn span(self) -> Span {
        Span { start: self.start, end: self.end() }
    }

    /// The byte behind it.
    #[inline]
    pub fn end(self) -> u32 {
        self.start + u32::from(self.len)
    }

    /// Whether it has this shape.
    pub fn is(self, shape: Shape) -> bool {
        self.shape.0 & shape.0 != 0
    }

    /// Whether it counts as a word of the text.
    pub fn counts(self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Number) && !self.is(Shape::CLITIC)
    }
}

/// The letters, digits and marks of ASCII by class.
const CLASS: [Class; 128] = {
    let mut table = [Class::Mark; 128];
    let mut i = 0;
    while i < 128 {
        let b = i as u8;
        table[i] = match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            0..=32 | 127 => Class::Space,
            _ => Class::Mark,
        };
        i += 1;
    }
    table
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Space,
    Mark,
}

/// The class of the character at `i`, and its length in bytes.
#[inline(always)]
fn class_at(text: &str, i: usize) -> (Class, usize) {
    let b = text.as_bytes()[i];
    if b < 128 { (CLASS[b as usize], 1) } else { wide_class(text[i..].chars().next().unwrap_or(' ')) }
}

#[inline(never)]
fn wide_class(c: char) -> (Class, usize) {
    let class = match c {
        // quotation marks, dashes and the letters of Western Europe need no look-up
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' => Class::Mark,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' => Class::Letter,
        _ if is_blank(c) => Class::Space,
        _ if is_invisible(c) || c.is_alphabetic() || is_combining(c) => Class::Letter,
        _ if c.is_numeric() => Class::Digit,
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Mark,
    };
    (class, c.len_utf8())
}

/// Marks that ride on the letter before them.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The length of the apostrophe at `i`, straight or curly, or 0.
fn apostrophe(bytes: &[u8], i: usize) -> usize {
    match bytes.get(i) {
        Some(b'\'') => 1,
        Some(0xE2) if bytes[i..].starts_with("\u{2019}".as_bytes()) => 3,
        _ => 0,
    }
}

/// All tokens of a text, in order.
///
/// ```
/// use slantscope::segment::words::tokens;
/// let text = "The U.N.\u{2019}s 3.5 million didn't.";
/// let words: Vec<&str> = tokens(text).iter().map(|t| t.span().of(text)).collect();
/// assert_eq!(words, ["The", "U.N.", "\u{2019}s", "3.5", "million", "didn't", "."]);
/// ```
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 5 + 8);
    let mut i = 0;
    let mut before = Shape::SPACED | Shape::LINE | Shape::BLANK;
    while i < text.len() {
        let (class, len) = class_at(text, i);
        match class {
            Class::Space => {
                before = before | Shape::SPACED;
                if text.as_bytes()[i] == b'\n' || text.as_bytes()[i] == b'\r' {
                    let crlf = text.as_bytes()[i] == b'\n' && i > 0 && text.as_bytes()[i - 1] == b'\r';
                    if !crlf {
                        before = before | if before.0 & Shape::LINE.0 != 0 { Shape::BLANK } else { Shape::LINE };
                    }
                }
                i += len;
            }
            Class::Letter => i = word(text, i, before, &mut out),
            Class::Digit => i = number(text, i, before, &mut out),
            Class::Mark => {
                let end = mark_end(text, i, len);
                push(text, (i, end), Kind::Punct, before, &mut out);
                i = end;
            }
        }
        if class != Class::Space {
            // nearly all tokens: one space and the next
            let spaced = text.as_bytes().get(i) == Some(&b' ');
            before = if spaced { Shape::SPACED } else { Shape::default() };
            i += usize::from(spaced);
        }
    }
    out
}

/// Adds a token, or several where one cannot be so long.
#[inline(always)]
fn push(text: &str, (start, end): (usize, usize), kind: Kind, shape: Shape, out: &mut Vec<Token>) {
    match u16::try_from(end - start) {
        Ok(len) => out.push(Token { start: start as u32, len, kind, shape }),
        Err(_) => push_parts(text, (start, end), kind, shape, out),
    }
}

#[cold]
#[inline(never)]
fn push_parts(text: &str, (mut start, end): (usize, usize), kind: Kind, mut shape: Shape, out: &mut Vec<Token>) {
    while start < end {
        let longest = end.min(start + usize::from(u16::MAX));
        let to = (start + 1..=longest).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(end);
        out.push(Token { start: start as u32, len: (to - start) as u16, kind, shape });
        // no white space stands before the parts behind the first
        shape = Shape(shape.0 & !(Shape::SPACED | Shape::LINE | Shape::BLANK).0);
        start = to;
    }
}

/// A run of the same mark is one token, but brackets and quotation marks stand alone.
fn mark_end(text: &str, start: usize, len: usize) -> usize {
    let bytes = text.as_bytes();
    let mark = &bytes[start..start + len];
    let mut end = start + len;
    if matches!(mark, b"." | b"!" | b"?" | b"-" | b"*" | b"=" | b"_" | b"~" | b"#") || mark == "…".as_bytes() {
        while bytes[end..].starts_with(mark) {
            end += len;
        }
    }
    end
}

fn word(text: &str, start: usize, before: Shape, out: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let link = matches!(bytes[start], b'h' | b'H' | b'w' | b'W') && matches!(bytes.get(start + 1), Some(b't' | b'T' | b'w' | b'W'));
    let mut found = link.then(|| links::link_end(text, start)).flatten();
    let (mut i, mut wide) = run_end(text, start);
    if matches!(bytes.get(i), Some(b'.' | b'@')) && bytes.get(i + 1).is_some_and(u8::is_ascii_alphanumeric) {
        found = found.or_else(|| links::address_end(text, start));
    }
    if let Some(end) = found {
        push(text, (start, end), Kind::Link, before, out);
        return end;
    }
    // nearly all words: letters of ASCII, and what stands behind joins nothing to them
    let joins = match bytes.get(i) {
        Some(b'.') => i == start + 1,
        Some(b'\'' | 0xE2) => true,
        _ => false,
    };
    if !wide && !joins {
        let mut shape = before;
        if bytes[start].is_ascii_uppercase() {
            shape = shape | Shape::CAPITAL;
            if is_upper(text, start, i) {
                shape = shape | Shape::UPPER;
            }
        }
        push(text, (start, i), Kind::Word, shape, out);
        return i;
    }
    let (_, first) = class_at(text, start);
    let (mut dotted, mut joined) = (false, false);
    loop {
        // an apostrophe between letters joins them; 's is cut off
        let a = apostrophe(bytes, i);
        if a > 0 && i + a < text.len() && class_at(text, i + a).0 == Class::Letter && !is_single_s(text, i + a) {
            let (end, more) = run_end(text, i + a);
            (i, wide, joined) = (end, wide | more, true);
            continue;
        }
        // initials with stops: U.S., a.m., e.g.
        let initial = i == start + first && i + 1 < text.len() && bytes[i] == b'.' && bytes[i + 1].is_ascii_alphabetic();
        if initial && let Some(end) = initials_end(text, start) {
            (i, dotted) = (end, true);
        }
        break;
    }
    let mut shape = before;
    if is_capital(text, start) {
        shape = shape | Shape::CAPITAL;
        if dotted || is_upper(text, start, i) {
            shape = shape | Shape::UPPER;
        }
    }
    if wide {
        shape = shape | Shape::WIDE;
    }
    if joined {
        shape = shape | Shape::JOINED;
    }
    push(text, (start, i), Kind::Word, shape, out);
    let a = apostrophe(bytes, i);
    if a > 0 && is_single_s(text, i + a) {
        push(text, (i, i + a + 1), Kind::Word, Shape::CLITIC, out);
        i += a + 1;
    }
    i
}

/// The end of the letters and digits from `i` on, and whether some are outside ASCII.
#[inline(always)]
fn run_end(text: &str, start: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let (mut i, mut wide) = (letters_end(bytes, start), false);
    while i < bytes.len() {
        if bytes[i] < 128 {
            if !matches!(CLASS[bytes[i] as usize], Class::Letter | Class::Digit) {
                break;
            }
            i += 1;
        } else {
            let (class, len) = class_at(text, i);
            if !matches!(class, Class::Letter | Class::Digit) {
                break;
            }
            wide = true;
            i += len;
        }
    }
    (i, wide)
}

/// The end of the ASCII letters from `i` on, or some place before it: eight at once, since no processor foresees how long a word is.
#[inline(always)]
fn letters_end(bytes: &[u8], mut i: usize) -> usize {
    const EACH: u64 = u64::MAX / 255;
    while let Some(eight) = bytes.get(i..).and_then(|rest| rest.first_chunk::<8>()) {
        let x = u64::from_le_bytes(*eight);
        let small = (x | (EACH * 0x20)) & (EACH * 0x7F);
        let from_a = small + EACH * (128 - b'a' as u64);
        let past_z = small + EACH * (127 - b'z' as u64);
        let others = !(from_a & !past_z & !x) & (EACH * 0x80);
        if others != 0 {
            return i + others.trailing_zeros() as usize / 8;
        }
        i += 8;
    }
    i
}

/// Whether a lone `s` stands at `i`.
fn is_single_s(text: &str, i: usize) -> bool {
    matches!(text.as_bytes().get(i), Some(b's' | b'S')) && (i + 1 == text.len() || !matches!(class_at(text, i + 1).0, Class::Letter | Class::Digit))
}

/// Whether two or more characters stand here, all of them capital letters but for apostrophes.
fn is_upper(text: &str, start: usize, end: usize) -> bool {
    let bytes = &text.as_bytes()[start..end];
    // most words that begin large go on small
    if bytes.get(1).is_none_or(u8::is_ascii_lowercase) {
        return false;
    }
    let mut letters = text[start..end].chars().filter(|c| !matches!(c, '\'' | '\u{2019}'));
    letters.clone().count() >= 2 && letters.all(char::is_uppercase)
}

/// Whether the character at `i` is a capital letter.
fn is_capital(text: &str, i: usize) -> bool {
    let b = text.as_bytes()[i];
    if b < 128 { b.is_ascii_uppercase() } else { text[i..].chars().next().is_some_and(char::is_uppercase) }
}

/// `U.S.` and its like: single letters, each with its stop; the last stop may be missing.
fn initials_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut i, mut end, mut n) = (start, start, 0);
    while i + 1 < bytes.len() && bytes[i].is_ascii_alphabetic() && bytes[i + 1] == b'.' {
        n += 1;
        i += 2;
        end = i;
    }
    if n == 0 {
        return None;
    }
    let letter_after = i < text.len() && matches!(class_at(text, i).0, Class::Letter | Class::Digit);
    if letter_after {
        // "U.S" + letter with no stop of its own: "U.N" or a missing space ("p.m.The")
        let single = |i| i >= text.len() || !matches!(class_at(text, i).0, Class::Letter | Class::Digit);
        if bytes[i].is_ascii_alphabetic() && single(i + 1) {
            return Some(i + 1);
        }
        return (n >= 2).then_some(end);
    }
    (n >= 2).then_some(end)
}

fn number(text: &str, start: usize, before: Shape, out: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let mut i = start;
    loop {
        while i < text.len() {
            let (class, len) = class_at(text, i);
            if class != Class::Digit {
                break;
            }
            i += len;
        }
        let joins = i + 1 < text.len() && matches!(bytes[i], b'.' | b',' | b':') && bytes[i + 1].is_ascii_digit();
        if !joins {
            break;
        }
        i += 1;
    }
    push(text, (start, i), Kind::Number, before, out);
    // letters glued to it: 9m, 2nd, 1990s
    let from = i;
    let mut shape = Shape::CLITIC;
    while i < text.len() {
        let (class, len) = class_at(text, i);
        if !matches!(class, Class::Letter | Class::Digit) {
            break;
        }
        if bytes[i] >= 128 {
            shape = shape | Shape::WIDE;
        }
        i += len;
    }
    if i > from {
        push(text, (from, i), Kind::Word, shape, out);
    }
    i
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|t| t.span().of(text)).collect()
    }

    #[test]
    fn numbers_keep_their_separators_and_drop_their_units() {
        assert_eq!(words("$9m, 3.5%, 120,000; 5:30pm 1990s"), ["$", "9", "m", ",", "3.5", "%", ",", "120,000", ";", "5:30", "pm", "1990", "s"]);
    }

    #[test]
    fn a_run_longer_than_a_length_can_say_is_several_tokens() {
        for letter in ["a", "é", "="] {
            let text = format!("so {}.", letter.repeat(70_000));
            let all = tokens(&text);
            let (first, last) = (all[1], all[all.len() - 2]);
            assert!(first.is(Shape::SPACED) && !last.is(Shape::SPACED) && last.kind == first.kind);
            assert!(all[1..].windows(2).all(|w| w[0].end() == w[1].start && text.is_char_boundary(w[0].end() as usize)));
            assert_eq!(all.last().map(|t| t.span().of(&text)), Some("."));
        }
    }

    #[test]
    fn clitics_and_initials() {
        assert_eq!(words("MEK’s J. P. Rossi at 5 p.m. in the U.S."), ["MEK", "’s", "J", ".", "P", ".", "Rossi", "at", "5", "p.m.", "in", "the", "U.S."]);
    }

    #[test]
    fn initials_before_a_wide_digit() {
        assert_eq!(words("a.a.\u{1369}"), ["a.a.", "\u{1369}"]);
    }

    proptest::proptest! {
        #[test]
        fn letters_end_where_the_first_other_byte_stands(text in "[A-Za-z]{0,20}[ -~\u{80}-\u{FF}]{0,12}") {
            let bytes = text.as_bytes();
            let slowly = bytes.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(bytes.len());
            let found = letters_end(bytes, 0);
            proptest::prop_assert!(found == slowly || found <= slowly && found + 8 > bytes.len());
        }
    }
}
