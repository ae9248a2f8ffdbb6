//! Noun phrases by their words alone: the one that ends at a word, the one that begins at a word, and its head.

use super::people::is_led;
use super::view::View;
use crate::lexicon::entry::{CueGroup, CueUse};
use crate::lexicon::inflect::Form;
use crate::lexicon::{Frame, Role};
use crate::segment::words::Shape;
use crate::segment::{Kind, Sentence};

/// The noun phrase whose last word is token `k`.
pub fn chunk_left(v: &View, s: &Sentence, k: usize) -> Option<(usize, usize)> {
    let first = s.tokens.0 as usize;
    if !v.is_word(k) || v.is(k, Role::Preposition) && v.frame(k) != Frame::None && !v.has(k, Shape::CAPITAL) {
        return None;
    }
    let mut start = k;
    while start > first {
        let p = start - 1;
        match v.kind(p) {
            Kind::Number => {}
            Kind::Word => match joins_left(v, s, p, start) {
                Join::Yes => {}
                Join::Last => {
                    start = p;
                    break;
                }
                Join::No => break,
            },
            Kind::Punct => {
                let initial =
                    v.sign(p) == b'.' && p > first && v.has(p - 1, Shape::CAPITAL) && (v.text.word(p - 1).chars().count() <= 4) && v.has(start, Shape::CAPITAL);
                let compound = matches!(v.mark(p), "-" | "\u{2011}") && p > first && !v.has(p, Shape::SPACED);
                // "the mother-of-two", "a 75-year-old": whatever a hyphen joins
                if compound && matches!(v.kind(p - 1), Kind::Word | Kind::Number) {
                    start = p - 1;
                    continue;
                }
                let joint = matches!(v.mark(p), "&" | "/" | "'" | "\u{2019}")
                    && p > first
                    && v.kind(p - 1) == Kind::Word
                    && (!v.has(p, Shape::SPACED) || v.sign(p) == b'&');
                if !(initial || joint) {
                    break;
                }
            }
            Kind::Link => break,
        }
        start = p;
    }
    (start <= k && v.kind(start) != Kind::Punct).then_some((start, k + 1))
}

enum Join {
    Yes,
    Last,
    No,
}

fn joins_left(v: &View, s: &Sentence, p: usize, start: usize) -> Join {
    let first = s.tokens.0 as usize;
    if v.has(p, Shape::CLITIC) {
        return Join::Yes;
    }
    if v.has(p, Shape::CAPITAL) && p > first && v.frame(p) == Frame::None && !v.is(p, Role::Weekday) {
        return Join::Yes;
    }
    if v.is(p, Role::Determiner) || v.is(p, Role::Possessive) {
        // "the head of the union": go on when a noun and "of" stand before
        let of = p > first + 1 && is_link(v, s, p - 1);
        let joined = p > first + 1 && v.frame(p - 1) == Frame::And && is_led(v, p - 2, p);
        return if of || joined { Join::Yes } else { Join::Last };
    }
    if is_link(v, s, p) {
        return Join::Yes;
    }
    if v.frame(p) == Frame::And && p > first && v.text.word(p).len() == 3 {
        // "Rossi and Peck", "police and prosecutors"
        let before = if matches!(v.mark(p - 1), "'" | "\u{2019}") && p > first + 1 { p - 2 } else { p - 1 };
        let names = v.has(before, Shape::CAPITAL) && v.has(start, Shape::CAPITAL);
        let roles = v.roles(p - 1).has_any(&[Role::RoleNoun, Role::OrganisationNoun, Role::VagueGroup])
            && v.roles(start).has_any(&[Role::RoleNoun, Role::OrganisationNoun, Role::VagueGroup]);
        let with = is_led(v, before, start);
        return if names || roles && !ends_clause(v, s, before) || with { Join::Yes } else { Join::No };
    }
    if v.frame(p) != Frame::None
        || v.roles(p).has_any(&[Role::Preposition, Role::Conjunction, Role::Auxiliary, Role::Modal, Role::SubjectPronoun, Role::ObjectPronoun])
    {
        return Join::No;
    }
    if v.is(p, Role::Adverb) || v.is_adverb(p) && p == first {
        return Join::No;
    }
    // a past form that is a verb of saying ends the clause before
    let verb = v.cue(p, CueUse::FINITE)
        && v.lexicon.cues(v.word(p)).iter().any(|c| {
            matches!(c.form, Form::Past | Form::S) && matches!(c.group, CueGroup::Say | CueGroup::Think | CueGroup::Judge | CueGroup::Ask) && c.tier <= 1
        });
    let noun = || {
        v.roles(p).has_any(&[Role::RoleNoun, Role::OrganisationNoun, Role::DocumentNoun, Role::VagueGroup])
            || v.lexicon.cues(v.word(p)).iter().any(|c| c.group == CueGroup::Noun)
    };
    if verb && !noun() { Join::No } else { Join::Yes }
}

/// How far before its last word the verb of a clause is looked for, in tokens.
const CLAUSE: usize = 12;

/// "The case was handed to prosecutors and police said so": the phrase that ends at `k` hangs by a preposition on a verb of its own clause.
fn ends_clause(v: &View, s: &Sentence, k: usize) -> bool {
    let from = k.saturating_sub(CLAUSE).max(s.tokens.0 as usize);
    let inside =
        |j: &usize| v.kind(*j) != Kind::Punct && !matches!(v.frame(*j), Frame::Subordinate | Frame::Relative | Frame::That | Frame::Whether | Frame::Wh);
    let mut hangs = false;
    for j in (from..k).rev().take_while(inside) {
        if matches!(v.frame(j), Frame::Be | Frame::Have | Frame::Will) {
            return hangs;
        }
        hangs |= v.is(j, Role::Preposition) || v.frame(j) == Frame::To;
    }
    false
}

/// A preposition that carries on a noun phrase: after a role, an organisation, a name, a quantifier.
fn is_link(v: &View, s: &Sentence, p: usize) -> bool {
    let first = s.tokens.0 as usize;
    if p <= first || v.kind(p) != Kind::Word {
        return false;
    }
    let head = p - 1;
    let noun = || v.roles(head).has_any(&[Role::RoleNoun, Role::OrganisationNoun, Role::DocumentNoun, Role::VagueGroup, Role::AnonymousNoun]);
    match v.frame(p) {
        Frame::Of => {
            v.kind(head) == Kind::Word
                && (noun()
                    || v.has(head, Shape::CAPITAL)
                    || v.roles(head).has_any(&[Role::VagueQuantifier, Role::Cardinal, Role::VagueCount, Role::Indefinite, Role::Share, Role::Determiner])
                    || v.frame(head) == Frame::None
                        && !v.is(head, Role::Preposition)
                        && !v.is_adverb(head)
                        && !v.bytes(head).ends_with(b"ed")
                        // "they are conscious of its decline"
                        && (head == first || v.frame(head - 1) != Frame::Be))
        }
        Frame::For | Frame::From | Frame::In | Frame::On | Frame::With | Frame::To => noun(),
        _ => false,
    }
}

/// The noun phrase that begins at token `i`.
pub fn np_right(v: &View, s: &Sentence, i: usize) -> Option<(usize, usize)> {
    let last = s.tokens.1 as usize;
    let mut end = i;
    while end < last {
        let ok = match v.kind(end) {
            Kind::Number => true,
            Kind::Link => true,
            Kind::Word => continues_right(v, s, end, i),
            Kind::Punct => {
                let initial = v.sign(end) == b'.'
                    && end > i
                    && end + 1 < last
                    && v.has(end - 1, Shape::CAPITAL)
                    && v.text.word(end - 1).chars().count() <= 4
                    && v.has(end + 1, Shape::CAPITAL);
                let joint = matches!(v.mark(end), "-" | "&" | "/" | "\u{2011}" | "'" | "\u{2019}")
                    && end > i
                    && end + 1 < last
                    && (!v.has(end, Shape::SPACED) || v.sign(end) == b'&');
                initial || joint
            }
        };
        if !ok {
            break;
        }
        end += 1;
    }
    // no preposition or determiner at the end
    while end > i && v.kind(end - 1) == Kind::Word && (v.is(end - 1, Role::Preposition) && !v.has(end - 1, Shape::CAPITAL) || v.frame(end - 1) == Frame::And) {
        end -= 1;
    }
    (end > i).then_some((i, end))
}

fn continues_right(v: &View, s: &Sentence, j: usize, from: usize) -> bool {
    if j == from {
        return !matches!(v.frame(j), Frame::That | Frame::To | Frame::Be | Frame::Will | Frame::Have | Frame::And | Frame::Whether | Frame::Wh);
    }
    if matches!(v.frame(j - 1), Frame::Nominative | Frame::First) {
        return false;
    }
    if v.has(j, Shape::CLITIC) || v.has(j, Shape::CAPITAL) && !v.is(j, Role::Weekday) && !v.is(j, Role::Month) {
        return true;
    }
    match v.frame(j) {
        Frame::Of => return true,
        Frame::For | Frame::From | Frame::In => return is_link(v, s, j),
        Frame::And => {
            let next = j + 1 < s.tokens.1 as usize;
            return next
                && v.text.word(j).len() == 3
                && (v.has(j - 1, Shape::CAPITAL) && v.has(j + 1, Shape::CAPITAL) || v.is(j - 1, Role::RoleNoun) && v.is(j + 1, Role::RoleNoun));
        }
        Frame::None => {}
        Frame::Tell if !v.is(j, Role::ObjectPronoun) => return true,
        _ => return false,
    }
    if v.is(j, Role::Preposition) {
        return is_link(v, s, j);
    }
    if v.is(j, Role::Determiner) || v.is(j, Role::Possessive) {
        return v.is(j - 1, Role::Preposition) || v.is(j - 1, Role::Determiner);
    }
    !v.roles(j).has_any(&[Role::Conjunction, Role::Auxiliary, Role::Modal, Role::SubjectPronoun, Role::Adverb, Role::Weekday])
}

/// The head of a noun phrase: its last word, or the last before a preposition or a participle ("a report released on Monday").
pub fn head(v: &View, from: usize, to: usize) -> usize {
    let noun = |j: usize| v.roles(j).has_any(&[Role::RoleNoun, Role::OrganisationNoun, Role::DocumentNoun]) && !v.has(j, Shape::CAPITAL);
    let ends = |j: usize| v.is(j, Role::Preposition) || v.bytes(j).ends_with(b"ed") && noun(j - 1);
    let end = (from + 1..to).find(|&j| v.kind(j) == Kind::Word && !v.has(j, Shape::CAPITAL) && ends(j)).unwrap_or(to);
    // "the University of Tarn report": a noun right behind a name that has its own "of"
    let body = |j: usize| v.has(j, Shape::CAPITAL) && v.roles(j).has_any(&[Role::OrganisationSuffix, Role::OrganisationNoun]);
    if end + 2 < to && body(end - 1) && v.kind(to - 2) == Kind::Word && v.has(to - 2, Shape::CAPITAL) && noun(to - 1) {
        return to - 1;
    }
    (from..end).rev().find(|&j| v.kind(j) == Kind::Word && !v.has(j, Shape::CLITIC)).unwrap_or(from)
}
