//! Names and what stands beside them: who is with somebody, and names that are also the names of months.

use super::view::View;
use crate::lexicon::entry::CueUse;
use crate::lexicon::{Frame, Role};
use crate::segment::words::Shape;
use crate::segment::{Kind, Sentence};

/// "Marr and her team", "Marr and colleagues", "Rossi and other leaders": behind a name and "and", the word opens who is with it.
fn goes_with(v: &View, i: usize) -> bool {
    let word = v.bytes(i);
    v.is(i, Role::Possessive) || word.starts_with(b"other") || word.starts_with(b"colleague")
}

/// "Marr and her team": the "and" of the phrase between a name and who is with it.
pub fn with_others(v: &View, from: usize, to: usize) -> Option<usize> {
    (from + 1..to.saturating_sub(1)).find(|&j| v.frame(j) == Frame::And && v.has(j - 1, Shape::CAPITAL) && goes_with(v, j + 1))
}

/// The same phrase without who is with the name.
pub fn leader(v: &View, from: usize, to: usize) -> (usize, usize) {
    (from, with_others(v, from, to).unwrap_or(to))
}

/// Whether the name that ends at token `name` leads the group that begins at `group`: a possessive needs a noun behind it.
pub fn is_led(v: &View, name: usize, group: usize) -> bool {
    let noun = |j: usize| j < v.text.tokens.len() && v.kind(j) == Kind::Word && v.frame(j) == Frame::None;
    v.has(name, Shape::CAPITAL) && v.frame(name) == Frame::None && goes_with(v, group) && (!v.is(group, Role::Possessive) || noun(group + 1))
}

/// "June says the boats are late": a month that opens its clause before a verb of saying is somebody's name.
pub fn is_called_so(v: &View, s: &Sentence, j: usize) -> bool {
    let speaks = |i: usize| i < s.tokens.1 as usize && v.is(i, Role::CueSay);
    let opens = j == s.tokens.0 as usize || matches!(v.sign(j - 1), b',' | b';' | b':') || v.ends_quote(j - 1);
    opens && v.is(j, Role::Month) && v.has(j, Shape::CAPITAL) && v.kind(j) == Kind::Word && speaks(j + 1)
}

/// "Tarn said the boats were late": one singular word that opens its sentence before "said" or "told" has no article, and is a name, whatever else it means.
pub fn is_bare_name(v: &View, s: &Sentence, j: usize) -> bool {
    let opens = j == s.tokens.0 as usize || j == s.tokens.0 as usize + 1 && v.kind(j - 1) == Kind::Punct;
    let told = || j + 1 < s.tokens.1 as usize && v.cue(j + 1, CueUse::PLAIN) && !v.bytes(j + 1).ends_with(b"s");
    let known = || v.roles(j).has_any(&[Role::VagueGroup, Role::RoleNoun, Role::OrganisationNoun, Role::DocumentNoun, Role::AnonymousNoun]);
    opens && v.has(j, Shape::CAPITAL) && v.kind(j) == Kind::Word && told() && !v.bytes(j).ends_with(b"s") && !v.is_small(j) && !v.is_adverb(j) && !known()
}
