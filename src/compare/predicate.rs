//! Evaluation by what a subject does or is: follows helpers and adverbs to the first word that tells.

use super::events::{Clause, Found};
use super::model::EventKind;
use super::phrases::Phrase;
use crate::lexicon::Role;

/// How far a subject looks for its verb, in words.
const REACH: usize = 9;

/// What a subject has met on the way to its verb.
#[derive(Default)]
struct Walk {
    at: usize,
    be: bool,
    copula: bool,
    denied: bool,
    helped: bool,
    /// A mark stands between.
    broken: bool,
}

impl Clause<'_, '_> {
    /// What the subject does or is: follows helpers and adverbs to the first word that tells.
    pub fn predicate(&self, p: &Phrase, out: &mut Vec<Found>) {
        let v = self.view;
        let mut s = Walk { at: p.end, ..Walk::default() };
        let mut words = 0;
        while self.inside(s.at) && words < REACH {
            let i = s.at;
            words += v.wordy(i) as usize;
            match () {
                _ if !v.wordy(i) => match self.over_mark(i) {
                    Some(next) => {
                        s.at = next;
                        s.broken = true;
                        continue;
                    }
                    None => return,
                },
                _ if v.words.relative.contains(&v.id(i)) => s.helped = true,
                _ if v.is(i, Role::Negation) => {
                    s.denied = true;
                    s.be |= v.is(i, Role::Be);
                    s.helped = true
                }
                _ if v.is(i, Role::Be) => {
                    s.be = true;
                    s.helped = true
                }
                _ if v.is(i, Role::Copula) => {
                    s.be = true;
                    s.copula = true
                }
                _ if v.is_any(i, &[Role::Auxiliary, Role::Modal]) => {
                    s.helped = true;
                    if !s.denied && self.caused(p, i + 1, out) {
                        return;
                    }
                }
                _ if i == p.end && v.is(i, Role::Preposition) => match self.over_place(i) {
                    Some(next) => {
                        s.at = next;
                        continue;
                    }
                    None => return,
                },
                _ if v.adverb(i) && !v.is_any(i, &[Role::HarmVerb, Role::NegativeAdjective]) => {}
                _ if s.be => return self.complement(p, i, &s, out),
                _ => return self.verb(p, i, &s, out),
            }
            s.at += 1;
        }
    }

    /// "had its members arrested": who has it done is the culprit.
    fn caused(&self, p: &Phrase, from: usize, out: &mut Vec<Found>) -> bool {
        let Some(object) = self.phrases.iter().find(|q| q.start == from && !q.owner && self.is(q.end, Role::HarmParticiple)) else { return false };
        self.push(out, p, EventKind::Blame, object.end);
        self.push(out, object, EventKind::Victim, object.end);
        true
    }

    /// Over "in Iran" between a subject and its helper.
    fn over_place(&self, i: usize) -> Option<usize> {
        let v = self.view;
        (i + 1..self.range.1.min(i + 5)).take_while(|&k| v.wordy(k)).find(|&k| v.is_any(k, &[Role::Be, Role::Auxiliary, Role::Modal]))
    }

    /// Over brackets, and over a comma before a relative clause, a participle, or an insertion that another comma closes.
    fn over_mark(&self, i: usize) -> Option<usize> {
        let v = self.view;
        let close = |mark: &str, within: usize| (i + 1..self.range.1.min(i + within)).find(|&k| v.word(k) == mark).map(|k| k + 1);
        match v.word(i) {
            "(" => close(")", 10),
            "," => {
                let next = i + 1 + (self.inside(i + 1) && v.adverb(i + 1)) as usize;
                let participle = self.is(next, Role::HarmVerb) && v.word(next).ends_with("ing");
                let helper = self.any(i + 1, &[Role::Be, Role::Auxiliary, Role::Modal]);
                if v.words.relative[..2].contains(&self.id(i + 1)) || participle || helper {
                    return Some(i + 1);
                }
                close(",", 14)
                    .filter(|&k| self.any(k, &[Role::Be, Role::Auxiliary, Role::Modal, Role::HarmVerb, Role::GoodDeed]) || self.inside(k) && v.adverb(k))
            }
            _ => None,
        }
    }

    /// After a form of be: suffering, a judgement, or what it is doing.
    fn complement(&self, p: &Phrase, from: usize, s: &Walk, out: &mut Vec<Found>) {
        let v = self.view;
        for i in from..self.range.1.min(from + 5) {
            if !v.wordy(i) || v.is_any(i, &[Role::Preposition, Role::Conjunction, Role::Wh, Role::Negation]) && v.id(i) != v.words.and {
                return;
            }
            let tail = self.id(i + 1);
            let governs = [v.words.to, v.words.for_, v.words.of, v.words.by].contains(&tail);
            let kind = match () {
                _ if s.denied => return,
                _ if v.is(i, Role::HarmVerb) && v.word(i).ends_with("ing") && !s.copula => EventKind::Blame,
                _ if v.is(i, Role::HarmParticiple) && !s.copula => EventKind::Victim,
                _ if v.is(i, Role::NegativeAdjective) => EventKind::Blame,
                _ if v.is_any(i, &[Role::NegativeTrait, Role::VerdictNoun]) && !governs => EventKind::Blame,
                // "the leading executioner" is no praise
                _ if (i + 1..self.range.1.min(i + 4))
                    .take_while(|&k| v.wordy(k))
                    .any(|k| v.is_any(k, &[Role::NegativeTrait, Role::VerdictNoun, Role::NegativeAdjective])) =>
                {
                    continue;
                }
                _ if v.is(i, Role::PositiveAdjective) && !v.is(i, Role::Adverb) && !governs => EventKind::Praise,
                _ => continue,
            };
            return self.push(out, p, kind, i);
        }
    }

    /// A finite verb of harm or merit; one other verb may stand between ("tries to silence").
    fn verb(&self, p: &Phrase, i: usize, s: &Walk, out: &mut Vec<Found>) {
        let v = self.view;
        let roles = [Role::HarmVerb, Role::GoodDeed];
        let mut at = i;
        let mut helped = s.helped;
        if !v.is_any(i, &roles) {
            if let Some(deed) = self.deed(i).filter(|_| !s.denied) {
                return self.push(out, p, EventKind::Blame, deed);
            }
            let to = i + 1;
            let goal = to + 1 + (self.inside(to + 1) && v.adverb(to + 1)) as usize;
            if self.id(to) != v.words.to || !self.any(goal, &roles) {
                return;
            }
            (at, helped) = (goal, true);
        }
        let participle = v.is(at, Role::HarmParticiple) && !helped;
        if participle && self.id(at + 1) == v.words.by {
            return self.push(out, p, EventKind::Victim, at);
        }
        if s.denied || !self.is_finite(at, helped, s.broken, p.plural) {
            return;
        }
        let kind = if v.is(at, Role::HarmVerb) { EventKind::Blame } else { EventKind::Praise };
        self.push(out, p, kind, at);
    }

    /// "ordered a bloody crackdown", "resorts to torture": a verb of doing, and the deed as its object.
    pub fn deed(&self, i: usize) -> Option<usize> {
        if !self.is(i, Role::Doing) {
            return None;
        }
        let stop = [Role::Conjunction, Role::Wh, Role::Auxiliary, Role::Modal, Role::Negation];
        let mut reach =
            (i + 1..self.range.1.min(i + 6)).take_while(|&k| self.view.wordy(k) && (!self.any(k, &stop) || self.any(k, &[Role::Determiner, Role::Adverb])));
        reach.find(|&k| self.view.is(k, Role::DeedNoun) && !(self.inside(k + 1) && self.view.possessive(k + 1)))
    }

    /// Whether the word is used as a verb of its subject, as far as its form and what follows it tell.
    fn is_finite(&self, i: usize, helped: bool, broken: bool, plural: bool) -> bool {
        let v = self.view;
        let word = v.word(i);
        let mut next = i + 1;
        while self.inside(next)
            && (v.adverb(next) || v.word(next) == "," || v.id(next) == v.words.and || v.is_any(next, &[Role::HarmVerb, Role::HarmParticiple]))
        {
            next += 1;
        }
        let object = self.inside(next)
            && v.wordy(next)
            && (v.is_any(next, &[Role::Determiner, Role::Possessive, Role::ObjectPronoun, Role::Reflexive, Role::Indefinite])
                || !v.is_any(next, &[Role::Preposition, Role::Conjunction, Role::Wh, Role::Auxiliary, Role::Modal]));
        match () {
            _ if helped => true,
            _ if word.ends_with("ing") => broken,
            _ if self.past(i) => object || v.is(i, Role::HarmVerb) && !v.is(i, Role::HarmParticiple),
            _ if word.ends_with('s') => object || !plural && !v.is(i, Role::Suffered),
            _ => plural && object,
        }
    }

    /// "arrested their leaders and murdered them": a second verb shares the subject of the first.
    pub fn coordinated(&self, first: usize, out: &mut Vec<Found>) {
        let v = self.view;
        let firsts: Vec<(usize, Phrase)> = out[first..]
            .iter()
            .filter(|e| e.kind == EventKind::Blame && v.is(e.word as usize, Role::HarmVerb))
            .filter_map(|e| Some((e.word as usize, *self.phrases.iter().find(|p| p.actor == e.actor && p.end <= e.word as usize && !p.embedded && !p.owner)?)))
            .collect();
        for (from, p) in firsts {
            for i in from + 1..self.range.1.min(from + 16) {
                if v.boundary(i) || v.is_any(i, &[Role::Wh, Role::SubjectPronoun]) {
                    break;
                }
                let before = (i - 1 - v.adverb(i - 1) as usize).max(from);
                let joined = v.id(before) == v.words.and || v.word(before) == ",";
                if joined && v.is(i, Role::HarmVerb) && !v.word(i).ends_with("ing") && self.is_finite(i, false, false, false) {
                    self.push(out, &p, EventKind::Blame, i);
                }
            }
        }
    }
}
