//! Quotation marks: which tokens are one, and which way each points.

use super::words::{Kind, Shape};
use super::{Block, Text, marks};

/// Marks that pair with each other. All double marks are one family, because pages mix them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Double,
    Single,
    Guillemet,
}

/// Which way a mark points, by its form and by what it touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Open,
    Close,
    /// It closes if something is open, and opens otherwise.
    Either,
    /// It was an apostrophe.
    Neither,
}

/// A quotation mark of a block.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Its tokens; `''` is two.
    pub tokens: (u32, u32),
    pub family: Family,
    pub side: Side,
    /// A closing mark that could be an apostrophe: `mullahs’ regime`.
    pub weak: bool,
    /// A straight `'`, which is more often an apostrophe than a quotation mark.
    pub straight: bool,
    /// Words of the block before it.
    pub words: u32,
}

/// What a mark touches.
struct Sides {
    /// Nothing stands before it that it could close.
    free: bool,
    /// A word, or a mark that is no closing one, follows without a space.
    leads: bool,
    /// No white space before it.
    glued: bool,
}

/// The quotation mark at token `i`, if it is one; `words` are the block's words before it.
pub fn mark(text: &Text, block: &Block, i: usize, words: u32) -> Option<Mark> {
    let c = marks::first(text, i);
    if !matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‘' | '’' | '‚' | '\'' | '`') {
        return None;
    }
    let (start, end) = (block.tokens.0 as usize, block.tokens.1 as usize);
    let paired = matches!(c, '\'' | '`') && i + 1 < end && marks::glued(text, i + 1) && marks::is_mark(text, i + 1, c);
    let after = i + 1 + paired as usize;
    let sides = sides(text, i, after, start, end);
    let (family, side) = match c {
        '"' => (Family::Double, straight(&sides)?),
        '\'' if paired => (Family::Double, straight(&sides)?),
        '`' if paired => (Family::Double, Side::Open),
        '“' | '‟' => (Family::Double, if sides.glued && !sides.leads { Side::Close } else { Side::Open }),
        '„' => (Family::Double, Side::Open),
        '”' => (Family::Double, if !sides.glued && sides.leads { Side::Either } else { Side::Close }),
        '«' | '‹' => (Family::Guillemet, if sides.glued && !sides.leads { Side::Close } else { Side::Open }),
        '»' | '›' if !sides.glued && sides.leads => (Family::Guillemet, Side::Either),
        '»' | '›' => (Family::Guillemet, Side::Close),
        '`' => return None,
        _ => (Family::Single, single(text, c, &sides, after, end)?),
    };
    let weak = family == Family::Single && side == Side::Close && i > start && could_be_apostrophe(text, i, end);
    Some(Mark { tokens: (i as u32, after as u32), family, side, weak, straight: c == '\'' && !paired, words })
}

fn sides(text: &Text, i: usize, after: usize, start: usize, end: usize) -> Sides {
    let glued = i > start && marks::glued(text, i);
    let opening = glued && text.tokens[i - 1].kind == Kind::Punct && {
        let c = marks::first(text, i - 1);
        marks::is_opener(c) || marks::is_dash(c) || matches!(c, '/' | '=')
    };
    let leads = after < end
        && marks::glued(text, after)
        && (text.tokens[after].kind != Kind::Punct || {
            let c = marks::first(text, after);
            !(marks::is_stop(c) && c != '…' && c != '.'
                || marks::is_closer(c) && !marks::is_opener(c)
                || matches!(c, ',' | ';' | ':')
                || c == '.' && text.tokens[after].span().len() == 1)
        });
    Sides { free: !glued || opening, leads, glued }
}

/// A straight double mark.
fn straight(sides: &Sides) -> Option<Side> {
    Some(match (sides.free, sides.leads) {
        (true, true) => Side::Open,
        (false, true) => Side::Either,
        (true, false) if !sides.glued => Side::Either,
        _ => Side::Close,
    })
}

/// A single mark, unless it is an apostrophe: between letters (`O’Neill`), before a decade (`’80s`), before a short form
/// (`’tis`).
fn single(text: &Text, c: char, sides: &Sides, after: usize, end: usize) -> Option<Side> {
    let decade = after + 1 < end && text.tokens[after].kind == Kind::Number && text.tokens[after + 1].is(Shape::CLITIC);
    match (sides.free, sides.leads) {
        (true, true) if decade || c == '’' => None,
        (true, true) => Some(Side::Open),
        (false, true) => None,
        (true, false) if !sides.glued => (c == '‘' || c == '‚').then_some(Side::Open).or((c == '’').then_some(Side::Close)),
        _ => Some(Side::Close),
    }
}

/// After a plural, or after a number of feet, and before another word.
fn could_be_apostrophe(text: &Text, i: usize, end: usize) -> bool {
    let before = text.tokens[i - 1];
    let plural = before.kind == Kind::Word && text.word(i - 1).ends_with(['s', 'S']);
    (plural || before.kind == Kind::Number) && i + 1 < end && text.tokens[i + 1].is(Shape::SPACED)
}
