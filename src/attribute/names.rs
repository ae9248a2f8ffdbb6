//! Names of people in the text: where one begins and ends, which words are parts of it, and what is said of its bearer beside it.

use super::view::View;
use crate::lexicon::{Frame, Role};
use crate::segment::Kind;
use crate::segment::words::Shape;
use crate::text::fold;
use std::borrow::Cow;

/// The end of the full name that begins at token `i` with a title or a first name. It is asked of every token, and nearly all end here.
#[inline]
pub fn full_name(v: &View, i: usize, to: usize) -> Option<usize> {
    let opens = v.has(i, Shape::CAPITAL) && v.kind(i) == Kind::Word && v.roles(i).has_any(&[Role::PersonTitle, Role::FirstName]);
    if opens { whole_name(v, i, to) } else { None }
}

fn whole_name(v: &View, i: usize, to: usize) -> Option<usize> {
    let end = name_end(v, i, to.min(v.text.sentences[v.text.sentence_of(i)].tokens.1 as usize));
    let body = (i..end).any(|j| v.roles(j).has_any(&[Role::OrganisationSuffix, Role::OrganisationNoun]));
    let parts = (i..end).filter(|&j| is_part(v, j)).count();
    (!body && (parts > 1 || parts == 1 && v.is(i, Role::PersonTitle))).then_some(end)
}

/// A capitalised word that is part of somebody's own name: no title, no nationality, no small word.
pub fn is_part(v: &View, j: usize) -> bool {
    v.kind(j) == Kind::Word
        && v.has(j, Shape::CAPITAL)
        && !v.has(j, Shape::CLITIC)
        && !v.is_small(j)
        && (!v.roles(j).has_any(&[Role::PersonTitle, Role::TitleQualifier, Role::NotName]) || v.is(j, Role::FirstName))
}

/// The end of the run of capitalised words, initials and particles that begins at token `i`.
fn name_end(v: &View, i: usize, to: usize) -> usize {
    let mut end = i + 1;
    let mut j = i + 1;
    while j < to {
        let initial = v.sign(j) == b'.' && v.has(j - 1, Shape::CAPITAL) && v.text.word(j - 1).chars().count() <= 4;
        let joint = v.sign(j) == b'-' && !v.has(j, Shape::SPACED);
        let particle = v.kind(j) == Kind::Word && v.is(j, Role::NameParticle) && v.frame(j) == Frame::None && !v.is(j, Role::Determiner);
        let capital = v.kind(j) == Kind::Word && v.has(j, Shape::CAPITAL) && !v.is_small(j) && !v.roles(j).has_any(&[Role::Weekday, Role::Month]);
        if capital {
            end = j + 1;
        } else if !(initial || joint || particle) {
            break;
        }
        j += 1;
    }
    end
}

/// The name inside a phrase: its last run of capitalised words that holds a part of a name, before a preposition ends it.
pub fn name_in(v: &View, from: usize, to: usize) -> (usize, usize) {
    let capital = |j: usize| v.kind(j) == Kind::Word && v.has(j, Shape::CAPITAL) && !v.is_small(j);
    let mut found = None;
    let mut j = from;
    while let Some(start) = (j..to).find(|&j| capital(j)) {
        // "Ana Rossi of the Harbour Board" ends before the preposition, "Secretary of State Ana Rossi" does not
        if found.is_some() && (j..start).any(|k| v.is(k, Role::Preposition)) {
            break;
        }
        let end = name_end(v, start, to);
        if (start..end).any(|k| is_part(v, k)) {
            found = Some((start, end));
        }
        j = end;
    }
    found.unwrap_or((from, to))
}

/// The words for what a person does, before the name, in the title, or in the apposition.
pub fn roles<'v>(v: &'v View, phrase: (usize, usize)) -> impl Iterator<Item = usize> + 'v {
    let mut from = phrase.0;
    while from > 0 && v.kind(from - 1) == Kind::Word && v.is(from - 1, Role::RoleNoun) && !v.has(from - 1, Shape::CAPITAL) {
        from -= 1;
    }
    let mut to = phrase.1;
    if to + 1 < v.text.tokens.len() && v.sign(to) == b',' {
        let end = (to + APPOSITION).min(v.text.tokens.len());
        to = (to + 1..end).find(|&j| v.kind(j) == Kind::Punct && v.sign(j) != b'-' || v.is(j, Role::Preposition) || v.frame(j) != Frame::None).unwrap_or(to);
    }
    let said = |&j: &usize| v.kind(j) == Kind::Word && v.roles(j).has_any(&[Role::RoleNoun, Role::PersonTitle, Role::Feminine, Role::Masculine]);
    (from..to).filter(said)
}

/// How far the head of an apposition may stand behind its name.
pub const APPOSITION: usize = 9;

/// What "he" and "she" tell of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gender {
    pub feminine: bool,
    pub masculine: bool,
}

impl Gender {
    /// Nothing is told.
    pub const UNKNOWN: Gender = Gender { feminine: false, masculine: false };

    /// What the words of a phrase tell, or else its first name.
    pub fn of(v: &View, (from, to): (usize, usize)) -> Gender {
        let roles = v.all_roles(from, to);
        let told = Gender { feminine: roles.has(Role::Feminine), masculine: roles.has(Role::Masculine) };
        if told != Gender::UNKNOWN || !roles.has(Role::FirstName) {
            return told;
        }
        match (from..to).find(|&j| v.has(j, Shape::CAPITAL) && v.is(j, Role::FirstName)) {
            Some(j) if v.is(j, Role::EitherName) => Gender::UNKNOWN,
            Some(j) if v.is(j, Role::FeminineName) => Gender { feminine: true, masculine: false },
            Some(_) => Gender { feminine: false, masculine: true },
            None => Gender::UNKNOWN,
        }
    }

    /// Whether both may be told of one person.
    pub fn agrees(self, other: Gender) -> bool {
        self == Gender::UNKNOWN || other == Gender::UNKNOWN || self == other
    }
}

/// The words of a phrase in lower case; most stand so in the text.
pub fn folded(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len());
    fold(name, &mut out);
    Cow::Owned(out)
}

/// Whether two words are one in lower case.
pub fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || !(a.is_ascii() && b.is_ascii()) && folded(a) == folded(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_compared_as_they_are_folded(a in "[aAbB'\u{2019}\u{e9}\u{c9}\u{430}]{0,3}", b in "[aAbB'\u{2019}\u{e9}\u{c9}\u{430}]{0,3}") {
            let written = |name: &str| {
                let mut out = String::new();
                fold(name, &mut out);
                out
            };
            prop_assert_eq!(&folded(&a), &written(&a));
            prop_assert_eq!(same(&a, &b), written(&a) == written(&b));
        }
    }
}
