//! The grammar of quantities: digits and words, multipliers, fractions, ranges, approximators, units.

use super::FigureKind;
use super::flags::Flag;
use super::lists::List;
use super::ranges::{bounds, range, shared};
use super::view::View;
use crate::lexicon::{Frame, Role};
use crate::segment::words::Shape;
use crate::segment::{Kind, Sentence};

/// A quantity in its sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// With its approximator and unit.
    pub tokens: (usize, usize),
    /// The number itself.
    pub core: (usize, usize),
    pub min: Option<f64>,
    pub max: Option<f64>,
    pub approximate: bool,
    pub kind: FigureKind,
    /// One number in plain digits, and nothing that makes it a quantity.
    pub bare: bool,
}

/// A number, or the bounds of a vague one.
#[derive(Clone, Copy)]
pub struct Number {
    pub end: usize,
    pub low: f64,
    pub high: Option<f64>,
    /// What the number itself shows of its kind.
    pub kind: Option<FigureKind>,
    pub bare: bool,
}

impl Number {
    fn exact(end: usize, value: f64) -> Number {
        Number { end, low: value, high: Some(value), kind: None, bare: false }
    }

    fn vague(end: usize, low: f64) -> Number {
        Number { end, low, high: None, kind: None, bare: false }
    }
}

/// All quantities of a sentence, in order.
pub fn quantities(v: &View, s: &Sentence) -> Vec<Quantity> {
    let mut out = Vec::new();
    let (mut from, last) = (s.tokens.0 as usize, s.tokens.1 as usize);
    while let Some(i) = v.flags.next(from, last, Flag::QUANTITY) {
        from = i + 1;
        if let Some(n) = may_open(v, s, i).then(|| number(v, s, i)).flatten() {
            let q = complete(v, s, i, n);
            from = from.max(q.tokens.1);
            out.push(q);
        }
    }
    share_phrases(v, s, &mut out);
    out
}

/// Adds ranges, units and approximators to a number.
fn complete(v: &View, s: &Sentence, start: usize, mut n: Number) -> Quantity {
    let last = s.tokens.1 as usize;
    let mut bare = n.bare;
    let mut kind = n.kind;
    if let Some(other) = range(v, s, n.end).filter(|o| o.high.is_none_or(|h| h >= n.low)) {
        let low = n.low * shared(v, start, n, other);
        n = Number { end: other.end, low, high: other.high, kind: kind.or(other.kind), bare: bare && other.bare };
        kind = n.kind;
        bare = bare && other.bare;
    }
    if let Some(of) = in_number(v, s, n) {
        n = of;
        kind = Some(FigureKind::Share);
        bare = false;
    }
    let core = (start, n.end);
    let mut end = n.end;
    if let Some((e, k)) = unit(v, s, end) {
        // "a 12-point declaration": the unit is glued by a hyphen and a noun follows
        end = e;
        kind = Some(kind.unwrap_or(k));
        bare = false;
        if let Some((e, high)) = bounds(v, s, start, n, end, k) {
            (end, n.high) = (e, high);
        }
    }
    let mut q =
        Quantity { tokens: (start, end), core, min: Some(n.low), max: n.high, approximate: n.high.is_none(), kind: kind.unwrap_or(FigureKind::Count), bare };
    approximate(v, s, &mut q);
    if let Some(p) = v.lists.at(List::After, q.tokens.1, |t| t.0 as usize == q.tokens.1).filter(|p| p.1 as usize <= last) {
        q.tokens.1 = p.1 as usize;
        q.approximate = true;
        q.bare = false;
    }
    q
}

/// Words that a number in words begins with.
const OPENING: [Role; 4] = [Role::Determiner, Role::Fraction, Role::VagueCount, Role::Cardinal];

/// Whether a number may begin at the flagged token `i`: of the words, articles are most, and few of them count anything.
#[inline]
fn may_open(v: &View, s: &Sentence, i: usize) -> bool {
    if v.kind(i) != Kind::Word {
        return true;
    }
    let behind_article = |j: usize| v.roles(j).has_any(&[Role::Fraction, Role::VagueCount, Role::TimeUnit, Role::Multiplier]);
    v.roles(i).has_any(&[Role::Fraction, Role::VagueCount, Role::Cardinal])
        || is_a(v, i) && after(v, s, i).is_some_and(behind_article)
        || v.is(i, Role::Determiner) && v.bytes(i).eq_ignore_ascii_case(b"tens")
}

/// Signs of currencies: a dollar, or a character outside ASCII.
#[inline]
fn may_be_currency(v: &View, i: usize) -> bool {
    matches!(v.text.source.as_bytes()[v.text.tokens[i].start as usize], b'$' | 128..)
}

/// The number that begins at token `i`.
pub fn number(v: &View, s: &Sentence, i: usize) -> Option<Number> {
    let last = s.tokens.1 as usize;
    match v.kind(i) {
        Kind::Number => digits(v, s, i),
        Kind::Punct if may_be_currency(v, i) && matches!(v.mark(i), "$" | "€" | "£" | "¥" | "₹" | "₽" | "₪") && i + 1 < last => {
            let next = i + 1;
            number(v, s, next).filter(|_| v.kind(next) == Kind::Number).map(|n| Number { kind: Some(FigureKind::Money), bare: false, ..n })
        }
        Kind::Word => words(v, s, i),
        _ => None,
    }
}

/// The value of a token in digits; `None` for clock times and versions.
pub fn value(text: &str) -> Option<f64> {
    // a whole number of so many digits is exact
    if text.len() <= 15 && text.as_bytes()[0] != b',' && text.bytes().all(|b| b.is_ascii_digit() || b == b',') {
        return Some(text.bytes().filter(|&b| b != b',').fold(0, |n, b| n * 10 + (b - b'0') as u64) as f64);
    }
    parse(text)
}

fn parse(text: &str) -> Option<f64> {
    if text.contains(':') || text.matches('.').count() > 1 {
        return None;
    }
    text.replace(',', "").parse().ok()
}

fn digits(v: &View, s: &Sentence, i: usize) -> Option<Number> {
    let last = s.tokens.1 as usize;
    let text = v.text.word(i);
    let mut low = value(text)?;
    let mut end = i + 1;
    let mut bare = !text.contains([',', '.']);
    let multiplier = |j: usize| (j < last && v.kind(j) == Kind::Word).then(|| v.lexicon.value(v.annotated.words[j])).flatten().filter(|&x| x >= 100.0);
    if end < last && v.has(end, Shape::CLITIC) && v.kind(end) == Kind::Word && !v.text.word(end).starts_with(['\'', '\u{2019}']) {
        // letters glued to the number: a unit or a multiplier, else an ordinal or a name
        match multiplier(end) {
            Some(m) => {
                low = times(low, m);
                end += 1;
                bare = false;
            }
            None if v.is(end, Role::Unit) => {}
            None => return None,
        }
    }
    let hyphen = |j: usize| j + 1 < last && v.sign(j) == b'-' && !v.has(j, Shape::SPACED);
    while let Some((m, j)) = multiplier(end).map(|m| (m, end)).or_else(|| hyphen(end).then(|| multiplier(end + 1).map(|m| (m, end + 1))).flatten()) {
        low = times(low, m);
        end = j + 1;
        bare = false;
    }
    Some(Number { bare, ..Number::exact(end, low) })
}

/// The product without what binary fractions add: 4.1 times a million is 4,100,000.
fn times(x: f64, m: f64) -> f64 {
    let product = x * m;
    if (product - product.round()).abs() < 1e-6 * product { product.round() } else { product }
}

/// A number in words.
fn words(v: &View, s: &Sentence, i: usize) -> Option<Number> {
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
    v.lexicon.value(v.annotated.words[i])
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
    (!tens && first >= 12.0).then(|| Number::vague(i + 1, 2.0 * first))
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
fn cardinal(v: &View, s: &Sentence, i: usize) -> Option<Number> {
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
    // "one" alone is a pronoun or an article
    let unit = unit(v, s, end).is_some();
    (value != 1.0 || unit || end > i + 1 || in_number(v, s, Number::exact(end, 1.0)).is_some()).then_some(Number::exact(end, value))
}

/// "one in three", "four out of five".
fn in_number(v: &View, s: &Sentence, n: Number) -> Option<Number> {
    let last = s.tokens.1 as usize;
    let mut j = n.end;
    if j >= last || n.low >= 1000.0 {
        return None;
    }
    if v.text.word(j) == "out" {
        j += 1;
        if j >= last || v.frame(j) != Frame::Of {
            return None;
        }
    } else if !(v.frame(j) == Frame::In && v.text.word(j) == "in") {
        return None;
    }
    let of = (j + 1 < last)
        .then(|| match v.kind(j + 1) {
            Kind::Number => digits(v, s, j + 1),
            Kind::Word => cardinal(v, s, j + 1),
            _ => None,
        })
        .flatten()?;
    let whole = of.high.filter(|&w| w > n.low && w <= 1_000_000.0 && !(1500.0..2100.0).contains(&w))?;
    Some(Number { end: of.end, low: n.low / whole, high: Some(n.low / whole), kind: Some(FigureKind::Share), bare: false })
}

/// A unit after the number: the token after it, and the kind that it makes.
pub fn unit(v: &View, s: &Sentence, i: usize) -> Option<(usize, FigureKind)> {
    let last = s.tokens.1 as usize;
    if i >= last {
        return None;
    }
    if v.sign(i) == b'%' {
        return Some((i + 1, FigureKind::Share));
    }
    let j = if v.sign(i) == b'-' && !v.has(i, Shape::SPACED) && i + 1 < last { i + 1 } else { i };
    if v.kind(j) != Kind::Word {
        return None;
    }
    if let Some(p) = v.lists.at(List::Percent, j, |t| t.0 as usize == j) {
        return Some((p.1 as usize, FigureKind::Share));
    }
    let role = v.roles(j);
    match () {
        _ if role.has(Role::Percent) && v.text.word(j) != "points" => Some((j + 1, FigureKind::Share)),
        _ if role.has(Role::TimeUnit) && !v.has(j, Shape::CAPITAL) => Some((j + 1, FigureKind::Duration)),
        _ if role.has(Role::Currency) && !v.has(j, Shape::CAPITAL) => Some((j + 1, FigureKind::Money)),
        _ if role.has(Role::Unit) && v.frame(j) == Frame::None && (v.text.word(j).len() > 1 || v.has(j, Shape::CLITIC)) => Some((j + 1, FigureKind::Measure)),
        _ => None,
    }
}

/// Takes in the approximator before the number, and sets the bound that it makes.
fn approximate(v: &View, s: &Sentence, q: &mut Quantity) {
    const LISTS: [(List, Role); 3] = [(List::Above, Role::ApproximateAbove), (List::Below, Role::ApproximateBelow), (List::Near, Role::ApproximateNear)];
    for _ in 0..2 {
        let start = q.tokens.0;
        let found = LISTS.iter().enumerate().find_map(|(k, (list, role))| {
            let phrase = v.lists.at(*list, start, |t| t.1 as usize == start && t.0 >= s.tokens.0).map(|t| t.0 as usize);
            let word = start.checked_sub(1).filter(|&p| p >= s.tokens.0 as usize && v.is(p, *role) && !is_throughout(v, s, p, q));
            phrase.or(word).map(|p| (k, p))
        });
        let Some((k, p)) = found else { return };
        q.tokens.0 = p;
        q.approximate = true;
        q.bare = false;
        match k {
            0 => q.max = None,
            1 => (q.min, q.max) = (None, q.max.or(q.min)),
            _ => {}
        }
    }
}

/// "$4 million over five years", "fell over three decades": in that time, not in more of it, which is "for over five years" or "is over".
fn is_throughout(v: &View, s: &Sentence, over: usize, q: &Quantity) -> bool {
    let longer = |p: usize| v.is(p, Role::Preposition) || matches!(v.frame(p), Frame::Be | Frame::Have | Frame::And) || v.is(p, Role::Approximator);
    let behind = over > s.tokens.0 as usize && v.is_word(over - 1) && !longer(over - 1);
    q.kind == FigureKind::Duration && v.text.word(over) == "over" && behind && !v.is(over - 1, Role::Lasting)
}

/// "a majority of", "half of the": shares without a number.
fn share_phrases(v: &View, s: &Sentence, out: &mut Vec<Quantity>) {
    for phrase in v.lists.within(List::Share, s.tokens) {
        let tokens = (phrase.0 as usize, phrase.1 as usize - 1);
        if !out.iter().any(|q| q.tokens.0 < tokens.1 && tokens.0 < q.tokens.1) {
            let mut q = Quantity { tokens, core: tokens, min: None, max: None, approximate: true, kind: FigureKind::Share, bare: false };
            approximate(v, s, &mut q);
            out.push(q);
        }
    }
    out.sort_by_key(|q| q.tokens);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whole_numbers_are_those_of_the_standard_library(text in "[0-9][0-9,]{0,18}|[0-9][0-9.,:]{0,6}") {
            prop_assert_eq!(value(&text), parse(&text));
        }

        #[test]
        fn no_number_begins_at_a_token_that_is_refused(text in "((a|an|the|this|tens|of|half|third|few|several|hundred|thousands|dozen|two|one|month|by|12|1.5|before|city|[$\u{20ac}]) ?){1,12}") {
            let lexicon = crate::lexicon::builtin().unwrap();
            let text = crate::segment::segment(text, &[], &lexicon.split_words());
            let annotated = crate::annotate::annotate(&text, lexicon);
            let v = View::new(&text, &annotated, lexicon);
            for s in &text.sentences {
                for i in s.tokens.0 as usize..s.tokens.1 as usize {
                    let opens = v.flags.next(i, i + 1, Flag::QUANTITY).is_some() && may_open(&v, s, i);
                    prop_assert!(opens || number(&v, s, i).is_none(), "{}", text.word(i));
                }
            }
        }
    }
}
