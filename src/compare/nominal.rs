//! Evaluation inside and beside a noun phrase: adjectives, owners, "of", "against", "by", objects, ideals.

use super::events::{Clause, Found};
use super::model::EventKind;
use super::names::Sort;
use super::phrases::Phrase;
use crate::lexicon::Role;

/// How far a participle looks for its agent.
const AGENT: usize = 8;

impl Clause<'_, '_> {
    /// "the corrupt lobby", "Khomeini's brutal regime".
    pub fn adjectives(&self, p: &Phrase, out: &mut Vec<Found>) {
        for i in (p.start.max(p.name.0.saturating_sub(4))..p.name.0).rev() {
            if self.view.possessive(i) || self.id(i) == self.view.words.of || self.is(i, Role::Negation) {
                break;
            }
            if self.view.capital(i) && i > self.range.0 || self.denied(i) {
                continue;
            }
            if self.is(i, Role::NegativeAdjective) {
                self.push(out, p, EventKind::Blame, i);
            } else if self.is(i, Role::PositiveAdjective) && !self.is(i, Role::Adverb) && self.members[p.actor as usize].sort != Sort::Verdict {
                self.push(out, p, EventKind::Praise, i);
            }
        }
    }

    /// "the lobby's greed", "the league's courage", "its struggle for freedom".
    pub fn owned(&self, p: &Phrase, out: &mut Vec<Found>) {
        let from = p.name.1 + 1;
        if self.is(p.name.1, Role::VerdictNoun) && self.view.capital(p.name.0) && !self.denied(p.name.0) {
            return self.verdict_on(p, p.name.1, out);
        }
        if !self.inside(p.name.1) || !self.view.possessive(p.name.1) || self.denied(p.name.0) {
            return;
        }
        for i in from..self.range.1.min(from + 4) {
            // "the mullahs' regime": the noun is a verdict on its owner, and its owner makes it one
            if self.is(i, Role::VerdictNoun) {
                return self.verdict_on(p, i, out);
            }
            if let Some(deed) = self.deed(i) {
                return self.push(out, p, EventKind::Blame, deed);
            }
            let other = self.phrases.iter().any(|q| q.name.0 == i && q.actor != p.actor);
            if other || !self.view.wordy(i) || self.any(i, &[Role::Preposition, Role::Conjunction, Role::Auxiliary, Role::Modal, Role::Wh]) {
                break;
            }
            let ambiguous = self.is(i, Role::Suffered) && self.members[p.actor as usize].is_name();
            let anothers = self.is(i, Role::NegativeAdjective) && self.phrases.iter().any(|q| q.actor != p.actor && (i + 1..i + 3).contains(&q.name.0));
            if self.any(i, &[Role::NegativeTrait, Role::NegativeAdjective, Role::OnslaughtNoun, Role::FallNoun]) && !ambiguous && !anothers {
                return self.push(out, p, EventKind::Blame, i);
            }
            if self.any(i, &[Role::PositiveTrait]) || self.is(i, Role::AgainstNoun) && self.ideal_after(i).is_some() {
                return self.push(out, p, EventKind::Praise, i);
            }
        }
    }

    /// Somebody is called by a noun that is a verdict; once a document.
    fn verdict_on(&self, p: &Phrase, noun: usize, out: &mut Vec<Found>) {
        let called = self.phrases.iter().filter(|q| q.name.0 == noun).chain(std::iter::once(p));
        for q in called {
            if !out.iter().any(|e| e.actor == q.actor && e.label) {
                let before = out.len();
                self.push(out, q, EventKind::Blame, noun);
                out[before..].iter_mut().for_each(|e| e.label = true);
            }
        }
    }

    /// "the lies of the junta", "the massacre of the miners", "the fall of the regime".
    pub fn noun_of(&self, p: &Phrase, out: &mut Vec<Found>) {
        if p.start < self.range.0 + 2 || self.id(p.start - 1) != self.view.words.of || self.denied(p.start - 2) {
            return;
        }
        let noun = p.start - 2;
        if self.is(noun, Role::Suffered) {
            self.push(out, p, EventKind::Victim, noun);
        } else if self.any(noun, &[Role::NegativeTrait, Role::FallNoun, Role::Menace, Role::VerdictNoun]) {
            self.push(out, p, EventKind::Blame, noun);
        } else if self.is(noun, Role::PositiveTrait) {
            self.push(out, p, EventKind::Praise, noun);
        }
    }

    /// "oppose the levy board", "the struggle against the regime"; and who suffers: "a crackdown on the union".
    pub fn opposed(&self, p: &Phrase, out: &mut Vec<Found>) {
        let w = self.view.words;
        let Some(i) = p.start.checked_sub(1).filter(|&i| self.inside(i)) else { return };
        if self.is(i, Role::AgainstVerb) && !self.denied(i) {
            return self.push(out, p, EventKind::Blame, i);
        }
        let before =
            |roles: &[Role]| (self.range.0.max(i.saturating_sub(5))..i).rev().take_while(|&k| self.view.wordy(k)).find(|&k| self.view.is_any(k, roles));
        if self.view.id(i) == w.against || self.view.id(i) == w.to && i > self.range.0 && self.any(i - 1, &[Role::AgainstNoun, Role::Preposition]) {
            if let Some(k) = before(&[Role::OnslaughtNoun]).filter(|&k| i - k <= 2) {
                self.push(out, p, EventKind::Victim, k);
            } else if let Some(k) = before(&[Role::AgainstNoun, Role::AgainstVerb]).filter(|&k| !self.denied(k)) {
                self.push(out, p, EventKind::Blame, k);
            }
        } else if self.view.id(i) == w.on && i > self.range.0 && self.is(i - 1, Role::OnslaughtNoun) {
            self.push(out, p, EventKind::Victim, i - 1);
        }
    }

    /// "murdered by the regime", "a massacre by the army", "rescued by the nurses".
    pub fn agent(&self, p: &Phrase, out: &mut Vec<Found>) {
        let Some(by) = p.start.checked_sub(1).filter(|&i| self.id(i) == self.view.words.by) else { return };
        for i in (self.range.0.max(by.saturating_sub(AGENT))..by).rev() {
            if self.view.boundary(i) || self.id(i) == self.view.words.by {
                return;
            }
            let noun = i + 1 == by && self.any(i, &[Role::NegativeTrait, Role::Suffered, Role::OnslaughtNoun]);
            if self.is(i, Role::HarmParticiple) || noun || self.is(i, Role::HarmVerb) && self.past(i) {
                if !self.denied(i) {
                    self.push(out, p, EventKind::Blame, i);
                }
                return;
            }
            // "a demonising campaign by"
            if i + 2 == by && self.is(i, Role::HarmVerb) && self.view.word(i).ends_with("ing") && !self.denied(i) {
                return self.push(out, p, EventKind::Blame, i);
            }
            if self.is(i, Role::GoodDeed) && self.past(i) {
                return self.push(out, p, EventKind::Praise, i);
            }
        }
    }

    /// What stands directly behind a verb of harm suffers, behind a verb of praise is praised.
    pub fn object(&self, p: &Phrase, out: &mut Vec<Found>) {
        let Some(i) = p.start.checked_sub(1).filter(|&i| self.inside(i)) else { return };
        let noun = i > self.range.0 && (self.any(i - 1, &[Role::Determiner, Role::Possessive, Role::NegativeAdjective]) || self.view.possessive(i - 1));
        if noun || self.denied(i) {
            return;
        }
        if self.is(i, Role::HarmVerb) {
            self.push(out, p, EventKind::Victim, i);
        } else if self.is(i, Role::Praised) && !self.is(i, Role::PositiveAdjective) && !self.view.is_cue(i) {
            self.push(out, p, EventKind::Praise, i);
        }
    }

    /// The noun of an ideal for which somebody is said to strive: "its fight for freedom".
    fn ideal_after(&self, i: usize) -> Option<usize> {
        let w = self.view.words;
        let end = self.range.1.min(i + 5);
        let for_ = (i + 1..end).take_while(|&k| self.view.wordy(k)).find(|&k| self.view.id(k) == w.for_)?;
        (for_ + 1..self.range.1.min(for_ + 4)).take_while(|&k| self.view.wordy(k)).find(|&k| self.view.is(k, Role::Ideal))
    }

    /// "The league fights for justice".
    pub fn ideal(&self, p: &Phrase, out: &mut Vec<Found>) {
        let reach = (p.end..self.range.1.min(p.end + 12)).take_while(|&k| !self.view.boundary(k));
        for k in reach {
            if self.phrases.iter().any(|q| q.start == k && q.actor != p.actor && !q.embedded) {
                return;
            }
            if self.any(k, &[Role::AgainstNoun, Role::AgainstVerb, Role::PositiveTrait])
                && !self.denied(k)
                && let Some(ideal) = self.ideal_after(k)
            {
                return self.push(out, p, EventKind::Praise, ideal);
            }
        }
    }
}
