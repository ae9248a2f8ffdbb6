//! Numbers that name and do not count: years, labels, scores, ages.

use super::FigureKind;
use super::numbers::Quantity;
use super::view::View;
use crate::lexicon::{Frame, Role};
use crate::segment::words::Shape;
use crate::segment::{Kind, Sentence};

/// Four digits without a comma are a year, unless something is counted.
pub fn is_year(v: &View, s: &Sentence, q: &Quantity) -> bool {
    let text = v.text.word(q.core.0);
    let year = text.len() == 4 && q.min.is_some_and(|y| (1500.0..2100.0).contains(&y))
        || text.len() == 4
            && q.core.0 > s.tokens.0 as usize
            && matches!(v.frame(q.core.0 - 1), Frame::In)
            && q.min.is_some_and(|y| (1000.0..2200.0).contains(&y));
    let first = s.tokens.0 as usize;
    if v.kind(q.core.0) != Kind::Number {
        return false;
    }
    // "'88", "the 60s" are caught by their marks; "2019-20" is a span of years
    if !year {
        return false;
    }
    let counted = (q.core.1 < s.tokens.1 as usize) && {
        let n = q.core.1;
        v.kind(n) == Kind::Word
            && !v.has(n, Shape::CAPITAL)
            && v.bytes(n).ends_with(b"s")
            && v.frame(n) == Frame::None
            && v.text.word(n).len() > 3
            && !v.is(n, Role::Conjunction)
    };
    let dated = q.core.0 > first && {
        let p = q.core.0 - 1;
        v.is(p, Role::Preposition) || v.is(p, Role::Determiner) || v.is(p, Role::Month) || v.sign(p) == b',' || v.is(p, Role::Possessive)
    };
    !counted || dated
}

/// "No. 5", "Ashraf 3", "Section 12", "F-16": a number that names.
pub fn is_label(v: &View, s: &Sentence, q: &Quantity) -> bool {
    let first = s.tokens.0 as usize;
    let Some(mut p) = q.core.0.checked_sub(1).filter(|&p| p >= first) else { return false };
    let hyphen = matches!(v.mark(p), "-" | "\u{2011}") && !v.has(p, Shape::SPACED) && !v.has(q.core.0, Shape::SPACED);
    if (v.sign(p) == b'.' || hyphen) && p > first {
        p -= 1;
    }
    if v.kind(p) != Kind::Word {
        return false;
    }
    // "Covid-19", "omega-3"
    if hyphen && v.kind(q.core.0) == Kind::Number && !v.is(p, Role::Cardinal) {
        return true;
    }
    if v.is(p, Role::NumberLabel) && (v.has(p, Shape::CAPITAL) || hyphen || !v.is(p, Role::Determiner) && !noun_follows(v, s, q.core.1)) {
        return true;
    }
    let name = v.has(p, Shape::CAPITAL) && v.is_name(p, s) && !v.is(p, Role::VagueGroup);
    name && (hyphen || !noun_follows(v, s, q.core.1) || is_titled(v, s, p) && !is_counted(v, s, q.core.1))
}

/// "the S&P 500 lost", and not "in Texas 40 people": the name that ends at token `end` has an article.
fn is_titled(v: &View, s: &Sentence, end: usize) -> bool {
    let part = |j: usize| v.kind(j) == Kind::Word && v.has(j, Shape::CAPITAL) && !v.is(j, Role::Article) || v.sign(j) == b'&';
    let before = (s.tokens.0 as usize..end).rev().find(|&j| !part(j));
    before.is_some_and(|j| v.is(j, Role::Article))
}

/// Whether one of the next words is a plural.
fn is_counted(v: &View, s: &Sentence, from: usize) -> bool {
    let several = |j: usize| v.bytes(j).ends_with(b"s") || v.roles(j).has_any(&[Role::VagueGroup, Role::GroupActor, Role::Folk]);
    (from..from + 3).take_while(|&j| noun_follows(v, s, j)).any(several)
}

/// "0800 555 111": a number that begins with a nought is dialled, and what goes on behind it.
pub fn is_dialled(v: &View, s: &Sentence, q: &Quantity) -> bool {
    let numbers = (s.tokens.0 as usize..=q.core.0).rev().take_while(|&j| v.kind(j) == Kind::Number).take(DIALLED);
    let nought = |j: usize| v.text.word(j).len() > 2 && v.bytes(j)[0] == b'0' && v.bytes(j).iter().all(u8::is_ascii_digit);
    numbers.into_iter().any(nought)
}

pub fn noun_follows(v: &View, s: &Sentence, i: usize) -> bool {
    i < s.tokens.1 as usize
        && v.kind(i) == Kind::Word
        && !v.has(i, Shape::CAPITAL)
        && v.frame(i) == Frame::None
        && !v.is(i, Role::Preposition)
        && !v.is(i, Role::Conjunction)
        && !v.is(i, Role::Adverb)
}

/// How many tokens a list of days may have; a longer one is no date, and is not read again for each of its numbers.
const DAYS: usize = 12;

/// "12 and 19 March", "4, 5 and 6 June", "May 2 and 3": days that share a month.
pub fn in_dates(v: &View, s: &Sentence, number: usize) -> bool {
    let (first, last) = (s.tokens.0 as usize, s.tokens.1 as usize);
    let day = |j: usize| v.kind(j) == Kind::Number && v.text.word(j).parse::<u32>().is_ok_and(|day| (1..=31).contains(&day));
    let listed = |&j: &usize| day(j) || v.frame(j) == Frame::And || v.sign(j) == b',';
    let month = |j: Option<usize>| j.is_some_and(|j| v.is(j, Role::Month) && v.has(j, Shape::CAPITAL));
    let behind = (number + 1..last).take(DAYS).take_while(listed).last();
    let before = (first..number).rev().take(DAYS).take_while(listed).last();
    let ends = behind.is_some_and(day) && month(behind.map(|j| j + 1).filter(|&j| j < last));
    let begins = before.is_some_and(day) && month(before.and_then(|j| j.checked_sub(1)).filter(|&j| j >= first));
    day(number) && (ends || begins && !noun_follows(v, s, number + 1))
}

/// "8 9 10": the row of a calendar or a pager.
pub fn is_counting(v: &View, s: &Sentence, q: &Quantity) -> bool {
    let within = |j: usize| (s.tokens.0 as usize..s.tokens.1 as usize).contains(&j) && v.kind(j) == Kind::Number;
    let follows = |a: usize| {
        let number = |j: usize| v.text.word(j).parse::<u32>().ok();
        within(a) && within(a + 1) && number(a).zip(number(a + 1)).is_some_and(|(a, b)| a + 1 == b)
    };
    q.bare && (follows(q.core.0) || q.core.0 > 0 && follows(q.core.0 - 1))
}

/// How many groups of digits a telephone number has.
const DIALLED: usize = 5;

/// "2024-25": the year after, in two digits.
pub fn is_second_year(v: &View, s: &Sentence, q: &Quantity) -> bool {
    let (first, i) = (s.tokens.0 as usize, q.core.0);
    let dash = i >= first + 2 && matches!(v.mark(i - 1), "-" | "\u{2013}" | "/") && !v.has(i - 1, Shape::SPACED);
    let follows = || {
        let year = v.text.word(i - 2).parse::<u32>().ok().filter(|y| (1500..2100).contains(y));
        year.zip(v.text.word(i).parse::<u32>().ok()).is_some_and(|(y, next)| v.text.word(i).len() == 2 && (y + 1) % 100 == next)
    };
    dash && follows()
}

/// The sides of a score are smaller; larger ones are shares of a vote or a poll.
const GOALS: u32 = 20;

/// "3-1": two small numbers joined by a dash, with nothing counted, or the larger first.
pub fn is_score(v: &View, s: &Sentence, q: &Quantity) -> bool {
    let digits = |j: usize| v.kind(j) == Kind::Number;
    let dash = |j: usize| matches!(v.mark(j), "-" | "\u{2013}") && !v.has(j, Shape::SPACED);
    let before = q.core.0 >= s.tokens.0 as usize + 2 && dash(q.core.0 - 1) && digits(q.core.0 - 2);
    let after = q.core.1 + 1 < s.tokens.1 as usize && dash(q.core.1) && digits(q.core.1 + 1);
    // "a 3-1 defeat", "3-1 outsiders": no range begins with its larger end
    let number = |j: usize| v.text.word(j).parse::<u32>().ok();
    let falls = |a: usize| number(a).zip(number(a + 2)).is_some_and(|(a, b)| a >= b && a < GOALS);
    if before && (falls(q.core.0 - 2) || !noun_follows(v, s, q.core.1)) || after && (falls(q.core.0) || !noun_follows(v, s, q.core.1 + 2)) {
        return true;
    }
    let joined = q.core.1 - q.core.0 >= 3 && v.kind(q.core.0) == Kind::Number && v.text.word(q.core.0).len() <= 3;
    // "121 to 145" is a range, with or without a noun
    joined && (falls(q.core.0) || dash(q.core.0 + 1) && !noun_follows(v, s, q.core.1))
}

/// "12-year-old", "Rossi, 42,", "the boy, 12,", "aged 61": the age of a person.
pub fn is_age(v: &View, s: &Sentence, q: &Quantity) -> bool {
    let (first, last) = (s.tokens.0 as usize, s.tokens.1 as usize);
    let end = q.tokens.1;
    let old = (end..(end + 2).min(last)).any(|j| v.text.word(j) == "old") && q.kind == FigureKind::Duration;
    let person = |j: usize| {
        v.has(j, Shape::CAPITAL) && !v.is(j, Role::Month)
            || v.roles(j).has_any(&[Role::RoleNoun, Role::Feminine, Role::Masculine]) && !v.bytes(j).ends_with(b"s")
    };
    let set_off = q.bare
        && q.core.0 > first + 1
        && v.sign(q.core.0 - 1) == b','
        && (end >= last || matches!(v.mark(end), "," | "."))
        && person(q.core.0 - 2)
        && q.min.is_some_and(|x| x < 120.0);
    old || set_off
}
