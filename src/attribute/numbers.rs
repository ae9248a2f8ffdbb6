//! The grammar of quantities: digits and words, multipliers, fractions, ranges, approximators, units.

use super::FigureKind;
use super::flags::Flag;
use super::lists::List;
use super::ranges::{bounds, range, shared};
use super::view::View;
use super::worded::{cardinal, may_open, words};
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
    pub fn exact(end: usize, value: f64) -> Number {
        Number { end, low: value, high: Some(value), kind: None, bare: false }
    }

    pub fn vague(end: usize, low: f64) -> Number {
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
    let multiplier = |j: usize| (j < last && v.kind(j) == Kind::Word).then(|| v.lexicon.value(v.word(j))).flatten().filter(|&x| x >= 100.0);
    if end < last && v.has(end, Shape::CLITIC) && v.kind(end) == Kind::Word && !v.text.word(end).starts_with(['\'', '\u{2019}']) {
        // letters glued to the number: a unit or a multiplier, else an ordinal or a name
        let large = v.bytes(end)[0].is_ascii_uppercase();
        let classes = || large && end + 1 < last && v.is(end + 1, Role::Classed);
        match multiplier(end) {
            // "a 10K race", "Section 4b"
            Some(_) if classes() => return None,
            Some(m) if m >= 1e9 && v.bytes(end).len() == 1 && !is_money(v, s, i) => return None,
            Some(_) if is_metres(v, s, i) => {}
            Some(m) => {
                low = times(low, m);
                end += 1;
                bare = false;
            }
            // "300g", and "5G" is a name
            None if v.is(end, Role::Unit) && !(large && v.bytes(end).len() == 1) => {}
            None => return None,
        }
    }
    let hyphen = |j: usize| j + 1 < last && v.sign(j) == b'-' && !v.has(j, Shape::SPACED);
    while let Some((m, j)) =
        multiplier(end).filter(|_| !is_metres(v, s, i)).map(|m| (m, end)).or_else(|| hyphen(end).then(|| multiplier(end + 1).map(|m| (m, end + 1))).flatten())
    {
        low = times(low, m);
        end = j + 1;
        bare = false;
    }
    Some(Number { bare, ..Number::exact(end, low) })
}

/// Whether the sign of a currency stands before the number.
fn is_money(v: &View, s: &Sentence, number: usize) -> bool {
    number > s.tokens.0 as usize && v.kind(number - 1) == Kind::Punct && may_be_currency(v, number - 1)
}

/// "80m high", "the 100m final": what is said of it takes the letter for metres, which else stands for millions.
fn is_metres(v: &View, s: &Sentence, number: usize) -> bool {
    let (letter, last) = (number + 1, s.tokens.1 as usize);
    let hyphen = letter + 1 < last && v.sign(letter + 1) == b'-' && !v.has(letter + 1, Shape::SPACED);
    let next = letter + 1 + usize::from(hyphen);
    !is_money(v, s, number) && v.is(letter, Role::Unit) && next < last && v.is(next, Role::Metred)
}

/// The product without what binary fractions add: 4.1 times a million is 4,100,000.
fn times(x: f64, m: f64) -> f64 {
    let product = x * m;
    if (product - product.round()).abs() < 1e-6 * product { product.round() } else { product }
}

/// "one in three", "four out of five".
pub fn in_number(v: &View, s: &Sentence, n: Number) -> Option<Number> {
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
