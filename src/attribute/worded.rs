//! Numbers in words: "sixty", "half a million", "hundreds of thousands", "two-thirds".

use super::FigureKind;
use super::numbers::{Number, in_number, unit};
use super::view::View;
use crate::lexicon::{Frame, Role};
use crate::segment::words::Shape;
use crate::segment::{Kind, Sentence};

/// Words that a number in words begins with.
const OPENING: [Role; 4] = [Role::Determiner, Role::Fraction, Role::VagueCount, Role::Cardinal];

/// Whether a number may begin at the flagged token `i`: of the words, articles are most, and few of them count anything.
#[inline]
pub fn may_open(v: &View, s: &Sentence, i: usize) -> bool {
    if v.kind(i) != Kind::Word {
        return true;
    }
    let behind_article = |j: usize| v.roles(j).has_any(&[Role::Fraction, Role::VagueCount, Role::TimeUnit, Role::Multiplier]);
    v.roles(i).has_any(&[Role::Fraction, Role::VagueCount, Role::Cardinal])
        || is_a(v, i) && after(v, s, i).is_some_and(behind_article)
        || v.is(i, Role::Determiner) && v.bytes(i).eq_ignore_ascii_case(b"tens")
}

/// A number in words.
pub fn words(v: &View, s: &Sentence, i: usize) -> Option<Number> {
    if !v.roles(i).has_any(&OPENING) {
        return None;
    }
    half(v, s, i).or_else(|| article(v, s, i)).or_else(|| vague(v, s, i)).or_else(|| cardinal(v, s, i))
}

/// The next word after `i` inside the sentence, over a hyphen.
fn after(v: &View, s: &Sentence, i: usize) -> Option<usize> {
    let last = s.tokens.1 as usize;
    let mut j = i + 1;
    if j < last && v.sign(j) == b'-' && !v.has(j, Shape::SPACED) {
        j += 1;
    }
    (j < last && v.kind(j) == Kind::Word).then_some(j)
}

fn is_a(v: &View, i: usize) -> bool {
    v.is(i, Role::Determiner) && matches!(v.bytes(i), [b'a' | b'A'] | [b'a' | b'A', _])
}

pub fn of_word(v: &View, i: usize) -> Option<f64> {
    v.lexicon.value(v.word(i))
}

/// "half a million", "half-a-million", "a quarter of a million", "half a century".
fn half(v: &View, s: &Sentence, i: usize) -> Option<Number> {
    let start = if is_a(v, i) { after(v, s, i)? } else { i };
    if !v.is(start, Role::Fraction) {
        return None;
    }
    let part = match v.text.word(start).to_ascii_lowercase().as_bytes() {
        [b'h', b'a', ..] => 0.5,
        [b't', b'h', b'i', ..] => 1.0 / 3.0,
        [b'q', ..] => 0.25,
        _ => return None,
    };
    let mut j = after(v, s, start)?;
    if v.frame(j) == Frame::Of {
        j = after(v, s, j)?;
    }
    if is_a(v, j) {
        j = after(v, s, j)?;
    }
    match of_word(v, j).filter(|&x| x >= 12.0) {
        Some(unit) => Some(Number::exact(j + 1, (unit * part).round())),
        // "half a century", "a half century"
        None if v.is(j, Role::TimeUnit) && part == 0.5 => Some(Number::exact(j, part)),
        None => None,
    }
}

/// "a hundred", "a few hundred", "several thousand", "a dozen".
fn article(v: &View, s: &Sentence, i: usize) -> Option<Number> {
    let mut j = i;
    if is_a(v, j) {
        j = after(v, s, j)?;
    } else if !(v.is(i, Role::VagueCount) && of_word(v, i).is_none()) {
        return None;
    }
    let vague = v.is(j, Role::VagueCount) && of_word(v, j).is_none();
    if vague {
        let next = after(v, s, j)?;
        let next = if v.frame(next) == Frame::Of { after(v, s, next)? } else { next };
        if let Some(unit) = of_word(v, next).filter(|&x| x >= 12.0) {
            return Some(Number::vague(next + 1, 2.0 * unit));
        }
        // "a few months", "several years"
        return (j > i && v.is(next, Role::TimeUnit) && next == j + 1).then_some(Number::vague(next, 2.0));
    }
    // "rose by a third", "more than a quarter"
    let measured =
        j > i && i > s.tokens.0 as usize && (v.frame(i - 1) == Frame::By || v.is(i - 1, Role::ApproximateAbove) || v.is(i - 1, Role::ApproximateNear));
    if measured
        && v.is(j, Role::Fraction)
        && !noun_next(v, s, j)
        && let Some(n) = parts(v.text.word(j))
    {
        return Some(Number { kind: Some(FigureKind::Share), ..Number::exact(j + 1, 1.0 / n) });
    }
    if j > i && v.is(j, Role::TimeUnit) && !v.has(j, Shape::CAPITAL) && is_relative(v, s, i, j) {
        return Some(Number::exact(j, 1.0));
    }
    let unit = of_word(v, j).filter(|&x| x >= 12.0 && v.is(j, Role::Multiplier) && x != 20.0)?;
    let next = after(v, s, j).and_then(|n| of_word(v, n).filter(|&x| x >= 100.0).map(|x| (x, n)));
    Some(match next {
        Some((x, n)) => Number::exact(n + 1, unit * x),
        None => Number::exact(j + 1, unit),
    })
}

/// Whether a noun or a name goes on behind token `j`: "a third party".
fn noun_next(v: &View, s: &Sentence, j: usize) -> bool {
    j + 1 < s.tokens.1 as usize
        && v.kind(j + 1) == Kind::Word
        && v.frame(j + 1) == Frame::None
        && !v.roles(j + 1).has_any(&[Role::Preposition, Role::Conjunction, Role::Adverb])
}

/// "a month before", "less than a year": a single unit is a figure where it is measured against something.
fn is_relative(v: &View, s: &Sentence, article: usize, unit: usize) -> bool {
    let after = unit + 1 < s.tokens.1 as usize && v.is(unit + 1, Role::Relative);
    let before = article > s.tokens.0 as usize && (v.is(article - 1, Role::ApproximateNear) || v.text.word(article - 1).eq_ignore_ascii_case("than"));
    after || before
}

/// "hundreds of thousands", "dozens", "millions".
fn vague(v: &View, s: &Sentence, i: usize) -> Option<Number> {
    let plural = v.bytes(i).ends_with(b"s") && v.is(i, Role::VagueCount);
    let tens = v.text.word(i).eq_ignore_ascii_case("tens");
    let first = if tens { 10.0 } else { of_word(v, i).filter(|_| plural)? };
    if let Some(of) = after(v, s, i).filter(|&j| v.frame(j) == Frame::Of)
        && let Some((j, x)) = after(v, s, of).and_then(|j| of_word(v, j).filter(|&x| x >= 100.0 && v.bytes(j).ends_with(b"s")).map(|x| (j, x)))
    {
        return Some(Number::vague(j + 1, 2.0 * first * x));
    }
    (!tens && first >= 12.0 && !(first == 20.0 && is_mark(v, s, i))).then(|| Number::vague(i + 1, 2.0 * first))
}

/// "test scores", "scores of 121 to 145": marks, where "scores of people" and "scores were killed" are twenties.
fn is_mark(v: &View, s: &Sentence, scores: usize) -> bool {
    let last = s.tokens.1 as usize;
    let next = scores + 1;
    let of = next < last && v.frame(next) == Frame::Of && (next + 1 >= last || v.kind(next + 1) == Kind::Word);
    let hurt = next + 1 < last && v.frame(next) == Frame::Be && v.is(next + 1, Role::HarmParticiple);
    !of && !hurt
}

/// Into how many parts the word of a fraction divides.
fn parts(word: &str) -> Option<f64> {
    Some(match word.as_bytes() {
        [b't', b'h', b'i', ..] => 3.0,
        [b'q', ..] | [b'f', b'o', ..] => 4.0,
        [b'f', ..] => 5.0,
        [b's', b'i', ..] => 6.0,
        [b't', b'e', ..] => 10.0,
        _ => return None,
    })
}

/// "two", "sixty", "twenty-five", "one hundred and twenty thousand".
pub fn cardinal(v: &View, s: &Sentence, i: usize) -> Option<Number> {
    if !v.is(i, Role::Cardinal) {
        return None;
    }
    let (mut total, mut current, mut end) = (0.0, of_word(v, i)?, i + 1);
    while let Some(j) = after(v, s, end - 1) {
        let j = if v.frame(j) == Frame::And && current >= 100.0 {
            match after(v, s, j).filter(|&k| v.is(k, Role::Cardinal)) {
                Some(k) => k,
                None => break,
            }
        } else {
            j
        };
        match of_word(v, j).filter(|_| !v.bytes(j).ends_with(b"s") || v.is(j, Role::Cardinal)) {
            Some(x) if x >= 1000.0 => {
                total += current * x;
                current = 0.0;
            }
            Some(x) if x >= 100.0 => current *= x,
            Some(12.0) if v.is(j, Role::Multiplier) => current *= 12.0,
            Some(x) if v.is(j, Role::Cardinal) && (current >= 100.0 || current == 0.0 || (current >= 20.0 && x < 10.0)) => current += x,
            _ => break,
        }
        end = j + 1;
    }
    let value = total + current;
    // "two-thirds", "three quarters"
    if let Some(j) = after(v, s, end - 1).filter(|&j| v.is(j, Role::Fraction) && !v.text.word(j).starts_with('h')) {
        let parts = parts(v.text.word(j))?;
        return Some(Number { kind: Some(FigureKind::Share), ..Number::exact(j + 1, value / parts) });
    }
    // "one" alone is a pronoun or an article, "zero" a name: "ground zero", "zero tolerance"
    let unit = unit(v, s, end).is_some();
    let alone = value == 1.0 || value == 0.0 && !after(v, s, end - 1).is_some_and(|j| v.bytes(j).ends_with(b"s"));
    (!alone || unit || end > i + 1 || in_number(v, s, Number::exact(end, 1.0)).is_some()).then_some(Number::exact(end, value))
}
