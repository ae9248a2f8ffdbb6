//! The shapes that the sentence models count: endings, numbers, punctuation, and the logarithms they are counted in.

use super::Parts;
use super::counts::Counts;
use super::fixed::Fixed;
use crate::annotate::walk;
use crate::attribute::Voice;
use crate::lexicon::{Frame, Role};
use crate::segment::words::Shape;
use crate::segment::{Kind, Text};

/// A shorter word has no ending.
pub const LONG: usize = 6;

/// The feature of a long word by how it ends.
pub fn ending(word: &[u8]) -> Option<Fixed> {
    Some(match word {
        [.., b'l', b'y'] => Fixed::Ly,
        [.., b'e', b'd'] => Fixed::Ed,
        [.., b'i', b'n', b'g'] => Fixed::Ing,
        [.., b'o', b'u', b's'] => Fixed::Ous,
        [.., b'f', b'u', b'l'] | [.., b'l', b'e', b's', b's'] => Fixed::Ful,
        [.., b'i', b'v', b'e'] => Fixed::Ive,
        [.., b'a' | b'i', b'b', b'l', b'e'] => Fixed::Able,
        [.., b'i', b'c', b'a', b'l'] | [.., b'i', b'c'] => Fixed::Ical,
        [.., b'i', b's', b't'] | [.., b'i', b's', b't', b's'] => Fixed::Ist,
        [.., b'i', b's', b'm'] => Fixed::Ism,
        [.., b'e', b's', b't'] => Fixed::Est,
        _ => return None,
    })
}

pub fn number(p: &Parts, i: usize, row: &mut Counts) {
    let word = p.text.word(i).as_bytes();
    row.count(Fixed::Figures);
    let year = word.len() == 4 && (word.starts_with(b"19") || word.starts_with(b"20")) && word.iter().all(u8::is_ascii_digit);
    row.count_if(Fixed::Year, year);
}

/// Counts a mark; true for a question mark.
pub fn punct(p: &Parts, i: usize, row: &mut Counts) -> bool {
    let word = p.text.word(i);
    let feature = match word.chars().next().unwrap_or(' ') {
        '!' => Fixed::Exclaim,
        '?' => Fixed::Question,
        '…' => Fixed::Ellipsis,
        '.' if word.len() > 1 => Fixed::Ellipsis,
        '—' | '–' | '―' => Fixed::Dash,
        '-' if word.len() > 1 || p.text.tokens[i].is(Shape::SPACED) => Fixed::Dash,
        ':' => Fixed::Colon,
        ';' => Fixed::Semicolon,
        '(' | '[' => Fixed::Bracket,
        ',' => Fixed::Comma,
        '%' => Fixed::Percent,
        '$' | '£' | '€' | '¥' => Fixed::Money,
        _ => return false,
    };
    row.count(feature);
    feature == Fixed::Question
}

/// Whether token `i` joins the words beside it.
pub fn is_hyphen(text: &Text, i: usize, to: usize) -> bool {
    i + 1 < to && text.tokens[i].kind == Kind::Punct && walk::is_hyphen(text, i)
}

/// Whether the `'s` of token `i` shows whose something is: after a name or noun, not after a pronoun.
pub fn is_possessive(p: &Parts, i: usize) -> bool {
    p.text.tokens[i].is(Shape::CLITIC) && i > 0 && p.text.word(i).ends_with('s') && {
        let before = p.annotated.traits(i - 1, p.lexicon);
        !before.roles.has_any(&[Role::SubjectPronoun, Role::Demonstrative, Role::Wh]) && !matches!(before.frame, Frame::It)
    }
}

/// Whether the words of token `i` are the author's, or told by him: not inside a quotation that has a speaker.
#[inline]
pub fn outside(p: &Parts, i: usize) -> bool {
    !is_said(p.attributed.voices.at(i).voice())
}

/// Whether words in this voice stand inside a quotation that has a speaker.
#[inline]
pub fn is_said(voice: Voice) -> bool {
    matches!(voice, Voice::Quoted | Voice::SelfQuote | Voice::Boilerplate)
}

pub fn log(x: f32) -> f32 {
    if x == 0.0 { 0.0 } else { (1.0 + x).ln() }
}

pub fn some(x: f32) -> f32 {
    (x > 0.0) as u8 as f32
}
