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

/// How far a subject looks for its verb, in words.
const REACH: usize = 9;
/// How far a participle looks for its agent.
const AGENT: usize = 8;

struct Clause<'a, 'v> {
    view: &'a View<'v>,
    members: &'a [Member],
    phrases: &'a [Phrase],
    range: (usize, usize),
    document: usize,
    sentence: usize,
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
        out.retain(|e| { n += 1; n <= first || seen.insert((e.word, e.actor, e.kind as u8)) });
    }

    fn push(&self, out: &mut Vec<Found>, p: &Phrase, kind: EventKind, word: usize) {
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

    fn inside(&self, i: usize) -> bool {
        (self.range.0..self.range.1).contains(&i)
    }

    fn id(&self, i: usize) -> WordId {
        if self.inside(i) { self.view.id(i) } else { 0 }
    }

    fn is(&self, i: usize, role: Role) -> bool {
        self.inside(i) && self.view.is(i, role)
    }

    fn any(&self, i: usize, roles: &[Role]) -> bool {
        self.inside(i) && self.view.is_any(i, roles)
    }

    /// A past form, as far as its ending shows.
    fn past(&self, i: usize) -> bool {
        self.view.word(i).ends_with('d') || self.is(i, Role::HarmParticiple)
    }

    /// Whether a negation stands among the three words before `i`.
    fn denied(&self, i: usize) -> bool {
        (self.range.0.max(i.saturating_sub(3))..i).rev().take_while(|&k| self.view.wordy(k)).any(|k| self.view.is(k, Role::Negation))
    }

    /// "the corrupt lobby", "Khomeini's brutal regime".
    fn adjectives(&self, p: &Phrase, out: &mut Vec<Found>) {
        for i in (p.start.max(p.name.0.saturating_sub(4))..p.name.0).rev() {
            if self.view.possessive(i) || self.id(i) == self.view.words.of || self.is(i, Role::Negation) {
                break;
            }
            if self.view.capital(i) && i > self.range.0 || self.denied(i) {
                continue;
            }
            if self.is(i, Role::NegativeAdjective) {
                self.push(out, p, EventKind::Blame, i);
            } else if self.is(i, Role::PositiveAdjective) && !self.is(i, Role::Adverb) {
                self.push(out, p, EventKind::Praise, i);
            }
        }
    }

    /// "the lobby's greed", "the league's courage", "its struggle for freedom".
    fn owned(&self, p: &Phrase, out: &mut Vec<Found>) {
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
    fn noun_of(&self, p: &Phrase, out: &mut Vec<Found>) {
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
    fn opposed(&self, p: &Phrase, out: &mut Vec<Found>) {
        let w = self.view.words;
        let Some(i) = p.start.checked_sub(1).filter(|&i| self.inside(i)) else { return };
        if self.is(i, Role::AgainstVerb) && !self.denied(i) {
            return self.push(out, p, EventKind::Blame, i);
        }
        let before = |roles: &[Role]| (self.range.0.max(i.saturating_sub(5))..i).rev().take_while(|&k| self.view.wordy(k)).find(|&k| self.view.is_any(k, roles));
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
    fn agent(&self, p: &Phrase, out: &mut Vec<Found>) {
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
    fn object(&self, p: &Phrase, out: &mut Vec<Found>) {
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
    fn ideal(&self, p: &Phrase, out: &mut Vec<Found>) {
        let reach = (p.end..self.range.1.min(p.end + 12)).take_while(|&k| !self.view.boundary(k));
        for k in reach {
            if self.phrases.iter().any(|q| q.start == k && q.actor != p.actor && !q.embedded) {
                return;
            }
            if self.any(k, &[Role::AgainstNoun, Role::AgainstVerb, Role::PositiveTrait]) && !self.denied(k)
                && let Some(ideal) = self.ideal_after(k) {
                    return self.push(out, p, EventKind::Praise, ideal);
                }
        }
    }

    /// What the subject does or is: follows helpers and adverbs to the first word that tells.
    fn predicate(&self, p: &Phrase, out: &mut Vec<Found>) {
        let v = self.view;
        let mut s = Walk { at: p.end, ..Walk::default() };
        let mut words = 0;
        while self.inside(s.at) && words < REACH {
            let i = s.at;
            words += v.wordy(i) as usize;
            match () {
                _ if !v.wordy(i) => match self.over_mark(i) {
                    Some(next) => { s.at = next; s.broken = true; continue }
                    None => return,
                },
                _ if v.words.relative.contains(&v.id(i)) => s.helped = true,
                _ if v.is(i, Role::Negation) => { s.denied = true; s.be |= v.is(i, Role::Be); s.helped = true }
                _ if v.is(i, Role::Be) => { s.be = true; s.helped = true }
                _ if v.is(i, Role::Copula) => { s.be = true; s.copula = true }
                _ if v.is_any(i, &[Role::Auxiliary, Role::Modal]) => {
                    s.helped = true;
                    if !s.denied && self.caused(p, i + 1, out) {
                        return;
                    }
                }
                _ if i == p.end && v.is(i, Role::Preposition) => match self.over_place(i) {
                    Some(next) => { s.at = next; continue }
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
                close(",", 14).filter(|&k| self.any(k, &[Role::Be, Role::Auxiliary, Role::Modal, Role::HarmVerb, Role::GoodDeed]) || self.inside(k) && v.adverb(k))
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
                _ if (i + 1..self.range.1.min(i + 4)).take_while(|&k| v.wordy(k)).any(|k| v.is_any(k, &[Role::NegativeTrait, Role::VerdictNoun, Role::NegativeAdjective])) => continue,
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
    fn deed(&self, i: usize) -> Option<usize> {
        if !self.is(i, Role::Doing) {
            return None;
        }
        let stop = [Role::Conjunction, Role::Wh, Role::Auxiliary, Role::Modal, Role::Negation];
        let mut reach = (i + 1..self.range.1.min(i + 6)).take_while(|&k| self.view.wordy(k) && (!self.any(k, &stop) || self.any(k, &[Role::Determiner, Role::Adverb])));
        reach.find(|&k| self.view.is(k, Role::DeedNoun) && !(self.inside(k + 1) && self.view.possessive(k + 1)))
    }

    /// Whether the word is used as a verb of its subject, as far as its form and what follows it tell.
    fn is_finite(&self, i: usize, helped: bool, broken: bool, plural: bool) -> bool {
        let v = self.view;
        let word = v.word(i);
        let mut next = i + 1;
        while self.inside(next) && (v.adverb(next) || v.word(next) == "," || v.id(next) == v.words.and || v.is_any(next, &[Role::HarmVerb, Role::HarmParticiple])) {
            next += 1;
        }
        let object = self.inside(next) && v.wordy(next) && (v.is_any(next, &[Role::Determiner, Role::Possessive, Role::ObjectPronoun, Role::Reflexive, Role::Indefinite]) || !v.is_any(next, &[Role::Preposition, Role::Conjunction, Role::Wh, Role::Auxiliary, Role::Modal]));
        match () {
            _ if helped => true,
            _ if word.ends_with("ing") => broken,
            _ if self.past(i) => object || v.is(i, Role::HarmVerb) && !v.is(i, Role::HarmParticiple),
            _ if word.ends_with('s') => object || !plural && !v.is(i, Role::Suffered),
            _ => plural && object,
        }
    }

    /// "arrested their leaders and murdered them": a second verb shares the subject of the first.
    fn coordinated(&self, first: usize, out: &mut Vec<Found>) {
        let v = self.view;
        let firsts: Vec<(usize, Phrase)> = out[first..].iter().filter(|e| e.kind == EventKind::Blame && v.is(e.word as usize, Role::HarmVerb))
            .filter_map(|e| Some((e.word as usize, *self.phrases.iter().find(|p| p.actor == e.actor && p.end <= e.word as usize && !p.embedded && !p.owner)?))).collect();
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
