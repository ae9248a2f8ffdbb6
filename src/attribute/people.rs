//! Names and what stands beside them: who is with somebody.

use super::view::View;
use crate::lexicon::{Frame, Role};
use crate::segment::Kind;
use crate::segment::words::Shape;

/// "Marr and her team", "Marr and colleagues", "Rossi and other leaders": behind a name and "and", the word opens who is with it.
pub fn goes_with(v: &View, i: usize) -> bool {
    let word = v.bytes(i);
    v.is(i, Role::Possessive) || word.starts_with(b"other") || word.starts_with(b"colleague")
}

/// Whether the name that ends at token `name` leads the group that begins at `group`: a possessive needs a noun behind it.
pub fn is_led(v: &View, name: usize, group: usize) -> bool {
    let noun = |j: usize| j < v.text.tokens.len() && v.kind(j) == Kind::Word && v.frame(j) == Frame::None;
    v.has(name, Shape::CAPITAL) && v.frame(name) == Frame::None && goes_with(v, group) && (!v.is(group, Role::Possessive) || noun(group + 1))
}
