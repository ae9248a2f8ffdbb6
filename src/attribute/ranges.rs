//! Ranges: the second number, and what its multiplier and unit tell of the first.

use super::FigureKind;
use super::numbers::{Number, number, unit, value};
use super::view::View;
use super::worded::of_word;
use crate::lexicon::Frame;
use crate::segment::words::Shape;
use crate::segment::{Kind, Sentence};

/// The second number of a range: "5-10", "5 to 10", "between 5 and 10".
pub fn range(v: &View, s: &Sentence, i: usize) -> Option<Number> {
    let last = s.tokens.1 as usize;
    if i + 1 >= last {
        return None;
    }
    let dash = matches!(v.mark(i), "-" | "\u{2013}" | "\u{2014}" | "\u{2011}") && !v.has(i, Shape::SPACED) && !v.has(i + 1, Shape::SPACED);
    let to = v.frame(i) == Frame::To;
    let and = v.frame(i) == Frame::And && (i.saturating_sub(6).max(s.tokens.0 as usize)..i).any(|j| v.text.word(j).eq_ignore_ascii_case("between"));
    if !(dash || to || and) {
        return None;
    }
    let n = number(v, s, i + 1)?;
    // "from page 3 to 40 people" has no range; a dash before a word joins a compound
    (v.kind(i + 1) == Kind::Number || !v.mark(i + 1).is_empty() || to || and).then_some(n)
}

/// "240-260 million", "two to three hundred": the multiplier behind the second number belongs to the first too, where that has none and is no larger.
pub fn shared(v: &View, start: usize, n: Number, other: Number) -> f64 {
    let alone = |i: usize| if v.kind(i) == Kind::Number { value(v.text.word(i)) } else { of_word(v, i) };
    let plain = alone(n.end - 1) == Some(n.low) && (n.end == start + 1 || v.kind(start) == Kind::Punct);
    let second = (n.end + 1..other.end).find_map(alone).filter(|&x| plain && x >= n.low && x < 1000.0);
    second.map(|x| other.low / x).filter(|&times| times >= 100.0).unwrap_or(1.0)
}

/// "19% to 34%", "between 300g and 450g": each bound has its unit; "from 19% to 34%" is a change, and two figures.
pub fn bounds(v: &View, s: &Sentence, start: usize, n: Number, end: usize, kind: FigureKind) -> Option<(usize, Option<f64>)> {
    let from = start > s.tokens.0 as usize && v.frame(start - 1) == Frame::From;
    let other = (!from).then(|| range(v, s, end)).flatten()?;
    let ascends = other.high.is_some_and(|high| high >= n.low);
    unit(v, s, other.end).filter(|u| ascends && u.1 == kind).map(|u| (u.0, other.high))
}
