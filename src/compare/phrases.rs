//! The noun phrases that stand for an actor: "the regime's agents", "members of the league", "they" after "the lobby".

use super::cast::{Member, Mention};
use super::names::{Form, Sort};
use super::view::View;
use crate::lexicon::Role;

/// A noun phrase of a sentence that stands for an actor, or belongs to one.
#[derive(Clone, Copy, Debug)]
pub struct Phrase {
    pub actor: u32,
    /// With its articles and adjectives.
    pub start: usize,
    /// The name itself.
    pub name: (usize, usize),
    /// After the nouns that stand for the actor: "league members".
    pub end: usize,
    /// Only the owner of something else: "the regime's dams".
    pub owner: bool,
    /// After a preposition: never the subject.
    pub embedded: bool,
    pub plural: bool,
}

/// Adjectives and nouns that may stand before the head of a phrase.
const BEFORE: usize = 6;
/// Words between an owner and the noun that stands for it.
const OWNED: usize = 3;

/// The phrases of one sentence, in order; `before` is what a pronoun at its start stands for.
pub fn phrases(view: &View, members: &[Member], mentions: &[Mention], range: (usize, usize), before: Option<u32>) -> Vec<Phrase> {
    let mut out: Vec<Phrase> = Vec::new();
    if let Some(actor) = before.filter(|_| view.is(range.0, Role::SubjectPronoun)) {
        out.push(Phrase { actor, start: range.0, name: (range.0, range.0 + 1), end: range.0 + 1, owner: false, embedded: false, plural: true });
    }
    for (n, m) in mentions.iter().enumerate() {
        let member = &members[m.actor as usize];
        let name = (m.tokens.0 as usize, m.tokens.1 as usize);
        let previous = n.checked_sub(1).map(|p| &mentions[p]);
        if weak(view, member, name.0) && previous.is_some_and(|p| owns(view, p, name.0)) {
            continue;
        }
        // an unknown verb may stand between two names; only an owner is part of the phrase
        let floor = previous.map(|p| p.tokens.1 as usize).filter(|&end| end < name.0 && !view.possessive(end)).unwrap_or(range.0);
        let next = mentions.get(n + 1).map_or(range.1, |m| m.tokens.0 as usize);
        out.push(phrase(view, m, name, next, (floor, range.1)));
    }
    out
}

/// A group noun that belongs to whoever owns it: "the regime's police", but not "the mullahs' regime".
fn weak(view: &View, member: &Member, head: usize) -> bool {
    member.form == Form::Group && (member.sort != Sort::Verdict || view.is(head, Role::MemberNoun))
}

/// Whether the mention before owns the noun at `head`.
fn owns(view: &View, before: &Mention, head: usize) -> bool {
    let end = before.tokens.1 as usize;
    let near =
        end < head && head - end <= OWNED + 1 && (end..head).all(|i| view.wordy(i) || view.possessive(i)) && !(end..head).any(|i| view.is_any(i, &FUNCTION));
    near && (view.possessive(end) || end == head)
}

/// Words that never stand inside a simple noun phrase.
const FUNCTION: [Role; 9] =
    [Role::Preposition, Role::Conjunction, Role::Wh, Role::Auxiliary, Role::Modal, Role::SubjectPronoun, Role::ObjectPronoun, Role::Negation, Role::Determiner];

fn phrase(view: &View, m: &Mention, name: (usize, usize), next: usize, range: (usize, usize)) -> Phrase {
    let (end, owner) = right(view, name.1, next, range);
    let mut start = left(view, name.0, range);
    // "members of the league" stands for the league
    let of = start >= range.0 + 2
        && view.id(start - 1) == view.words.of
        && view.is_any(start - 2, &[Role::MemberNoun, Role::GroupActor])
        && !view.is(start - 2, Role::VerdictNoun);
    if of && !owner {
        start = left(view, start - 2, range);
    }
    let embedded = start > range.0 && view.is(start - 1, Role::Preposition) && !view.is(start - 1, Role::Conjunction) || m.placed;
    let last = view.word(end - 1);
    Phrase { actor: m.actor, start, name, end, owner, embedded, plural: of || last.ends_with('s') && !last.ends_with("ss") }
}

/// Where the phrase ends, and whether the actor only owns what follows.
fn right(view: &View, end: usize, next: usize, range: (usize, usize)) -> (usize, bool) {
    let owned = end < range.1 && view.possessive(end);
    let slash = end + 1 < range.1 && view.word(end) == "/" && next == end + 1;
    if slash {
        return (end, true);
    }
    let from = end + owned as usize;
    let mut stand_in = None;
    for i in from..range.1.min(from + OWNED) {
        if !view.wordy(i)
            || i == next && !view.is(i, Role::MemberNoun)
            || view.is_any(i, &FUNCTION)
            || view.is_any(i, &[Role::HarmVerb, Role::CueSay]) && !view.is(i, Role::MemberNoun)
        {
            break;
        }
        if view.is(i, Role::MemberNoun) {
            stand_in = Some(i + 1);
        } else if !owned && !view.is_any(i, &[Role::NegativeAdjective, Role::PositiveAdjective]) && stand_in.is_none() && i > from {
            break;
        }
    }
    match stand_in {
        Some(after) => (after, false),
        None => (end, owned),
    }
}

/// Where the phrase with its head at `head` begins.
fn left(view: &View, head: usize, range: (usize, usize)) -> usize {
    let mut start = head;
    let mut words = 0;
    while start > range.0 && words < BEFORE {
        let i = start - 1;
        let joins = view.id(i) == view.words.and && i > range.0 && view.is_any(i - 1, &ADJECTIVE) && view.is_any(start, &ADJECTIVE);
        if view.hyphen(i) || view.possessive(i) || joins {
            start = i;
            continue;
        }
        if !view.wordy(i) {
            break;
        }
        if view.is_any(i, &[Role::Determiner, Role::Possessive]) && !view.is(i, Role::Wh) {
            start = i;
            break;
        }
        let verb = view.is_any(i, &[Role::HarmVerb, Role::PraiseVerb, Role::AgainstVerb, Role::CueSay, Role::Copula])
            && !view.is_any(i, &ADJECTIVE)
            && !view.capital(i);
        if verb || view.is_any(i, &FUNCTION) || view.adverb(i) {
            break;
        }
        start = i;
        words += 1;
    }
    start
}

const ADJECTIVE: [Role; 2] = [Role::NegativeAdjective, Role::PositiveAdjective];
