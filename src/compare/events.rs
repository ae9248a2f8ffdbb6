//! Directed evaluation, clause by clause, in the author's own voice: who is blamed, who is praised, who suffers.
//!
//! Roles decide, not company: a persecuted movement stands beside dark words, and they are its persecutor's.

use super::cast::{Cast, Member};
use super::keys::{folded, stem};
use super::model::EventKind;
use super::phrases::{Phrase, phrases};
use super::view::View;
use crate::lexicon::{Role, WordId};

/// One clause that evaluates an actor, by tokens of its document.
#[derive(Clone, Debug)]
pub struct Found {
    pub document: u32,
    pub actor: u32,
    pub kind: EventKind,
    /// The evaluating word.
    pub word: u32,
    /// Its stem, under which documents are compared.
    pub stem: String,
    /// Life, liberty, truth or the right to rule.
    pub legitimacy: bool,
    /// The word is a noun that calls the actor by a verdict.
    pub label: bool,
    pub sentence: u32,
    /// From the first to after the last token that the reading used.
    pub tokens: (u32, u32),
}

/// All events of a document.
pub fn events(view: &View, cast: &Cast, document: usize) -> Vec<Found> {
    let mentions = &cast.mentions[document];
    let mut out = Vec::new();
    let mut at = 0;
    let mut before: Option<u32> = None;
    for (number, s) in view.reading.text.sentences.iter().enumerate() {
        let from = at;
        while at < mentions.len() && mentions[at].sentence as usize == number {
            at += 1;
        }
        let range = (s.tokens.0 as usize, s.tokens.1 as usize);
        let here = phrases(view, &cast.members, &mentions[from..at], range, before);
        let clause = Clause { view, members: &cast.members, phrases: &here, range, document, sentence: number };
        clause.read(&mut out);
        before = here.first().filter(|p| p.start <= range.0 + 1 && !p.owner && !p.embedded).map(|p| p.actor);
    }
    out
}

/// A sentence with the phrases that stand for actors.
pub struct Clause<'a, 'v> {
    pub view: &'a View<'v>,
    pub members: &'a [Member],
    pub phrases: &'a [Phrase],
    pub range: (usize, usize),
    pub document: usize,
    pub sentence: usize,
}

impl Clause<'_, '_> {
    fn read(&self, out: &mut Vec<Found>) {
        let first = out.len();
        for p in self.phrases.iter().filter(|p| !self.view.quoted(p.name.0)) {
            self.adjectives(p, out);
            self.owned(p, out);
            if !p.owner {
                self.noun_of(p, out);
                self.opposed(p, out);
                self.agent(p, out);
                self.object(p, out);
            }
            if !p.owner && !p.embedded {
                self.predicate(p, out);
                self.ideal(p, out);
            }
        }
        self.coordinated(first, out);
        out[first..].sort_by_key(|e| (e.word, e.actor, e.kind as u8));
        let mut seen = rustc_hash::FxHashSet::default();
        let mut n = 0;
        out.retain(|e| {
            n += 1;
            n <= first || seen.insert((e.word, e.actor, e.kind as u8))
        });
    }

    pub fn push(&self, out: &mut Vec<Found>, p: &Phrase, kind: EventKind, word: usize) {
        let member = &self.members[p.actor as usize];
        let barred = kind == EventKind::Praise && !member.can_be_praised();
        if barred || !self.view.own[word] || !self.inside(word) {
            return;
        }
        let tokens = (p.start.min(word) as u32, p.end.max(word + 1) as u32);
        out.push(Found {
            document: self.document as u32,
            actor: p.actor,
            kind,
            word: word as u32,
            stem: stem(&folded(self.view.word(word))),
            legitimacy: self.view.is(word, Role::Legitimacy),
            label: false,
            sentence: self.sentence as u32,
            tokens,
        });
    }

    pub fn inside(&self, i: usize) -> bool {
        (self.range.0..self.range.1).contains(&i)
    }

    pub fn id(&self, i: usize) -> WordId {
        if self.inside(i) { self.view.id(i) } else { 0 }
    }

    pub fn is(&self, i: usize, role: Role) -> bool {
        self.inside(i) && self.view.is(i, role)
    }

    pub fn any(&self, i: usize, roles: &[Role]) -> bool {
        self.inside(i) && self.view.is_any(i, roles)
    }

    /// A past form, as far as its ending shows.
    pub fn past(&self, i: usize) -> bool {
        self.view.word(i).ends_with('d') || self.is(i, Role::HarmParticiple)
    }

    /// Whether a negation stands among the three words before `i`.
    pub fn denied(&self, i: usize) -> bool {
        (self.range.0.max(i.saturating_sub(3))..i).rev().take_while(|&k| self.view.wordy(k)).any(|k| self.view.is(k, Role::Negation))
    }
}
