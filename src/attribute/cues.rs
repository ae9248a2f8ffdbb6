//! Candidates for cues: the words, phrases and marks that may credit somebody, and how likely each does.

use super::features;
use super::flags::Flag;
use super::subjects::{self, SubjectKind};
use super::surroundings::{Surroundings, TURN};
use super::view::View;
use super::weights::Weights;
use crate::lexicon::entry::{CueGroup, CueUse, CueWord};
use crate::lexicon::inflect::Form;
use crate::lexicon::{Frame, Role};
use crate::segment::words::Shape;
use crate::segment::{BlockKind, Kind, Sentence};

/// How a cue is used in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A verb (or adjective) with its frame.
    Verb,
    Noun,
    /// A phrase that stands before its source: "according to".
    Preposition,
    /// A colon after a name.
    Colon,
    /// A dash between a quotation and a name.
    Dash,
}

/// A word or phrase that may credit somebody with something.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    pub tokens: (u32, u32),
    pub sentence: u32,
    pub group: CueGroup,
    pub form: Form,
    pub tier: u8,
    pub lemma: u32,
    pub usage: Use,
    /// Whether a quotation stands in its sentence.
    pub quotes: bool,
    /// How many of the sentences around hold speech: 0 to 4.
    pub around: u8,
    /// How much the sentences around tell the past, year by year: 0 to 1.
    pub chronicle: f32,
    /// Log odds that it is a cue.
    pub score: f32,
    pub subject: Option<(u32, u32)>,
    /// What its subject is made of.
    pub kind: SubjectKind,
}

/// Calls `f` with the candidates of each sentence that has some, in order, each with its score.
pub fn candidates(v: &View, weights: &Weights, mut f: impl FnMut(&Sentence, &[Candidate])) {
    let mut all: Vec<Candidate> = Vec::new();
    each(v, |mut c, s| {
        if let Some(before) = all.first().filter(|first| first.sentence != c.sentence) {
            f(&v.text.sentences[before.sentence as usize], &all);
            all.clear();
        }
        c.score = weights.bias + weights.sum(|sum| features::describe(v, s, &c, sum));
        all.push(c);
    });
    if let Some(c) = all.first() {
        f(&v.text.sentences[c.sentence as usize], &all);
    }
}

/// Log odds taken off a verb of judging or acting in a chronicle, and more of them by the number of sentences around that hold speech. News
/// of politics, from which the weights were learned, gives somebody the word in almost every sentence; histories tell what was done.
const CHRONICLE: f32 = 2.0;
const CHRONICLE_AROUND: [f32; 4] = [3.0, 1.5, 0.6, 0.0];

/// In a chronicle a verb of judging or acting tells what was done, not what was said.
#[inline]
pub fn caution(v: &View, s: &Sentence, c: &Candidate) -> f32 {
    if c.chronicle == 0.0 { 0.0 } else { caution_in_chronicle(v, s, c) }
}

fn caution_in_chronicle(v: &View, s: &Sentence, c: &Candidate) -> f32 {
    let speaks = matches!(c.group, CueGroup::Say | CueGroup::Write | CueGroup::Show) && c.usage != Use::Noun
        || matches!(c.usage, Use::Preposition | Use::Colon | Use::Dash);
    let end = c.tokens.1 as usize;
    let within = |words: usize| end..(end + words).min(s.tokens.1 as usize);
    let clause = within(2).any(|j| v.frame(j) == Frame::That || v.begins_quote(j))
        // "believe the line is theirs", "described the plan as a threat"
        || c.group == CueGroup::Think && within(6).any(|j| matches!(v.frame(j), Frame::Be | Frame::Have | Frame::Will | Frame::Nominative))
        || c.group == CueGroup::Judge && within(6).any(|j| v.frame(j) == Frame::As);
    if speaks || clause { 0.0 } else { c.chronicle * (CHRONICLE + CHRONICLE_AROUND[c.around.min(3) as usize]) }
}

/// Calls `f` with every candidate and its sentence.
pub fn each(v: &View, mut f: impl FnMut(Candidate, &Sentence)) {
    let around = Surroundings::new(v);
    let list = v.lexicon.phrase_list("cue.phrase.phrases");
    let phrases: Vec<(u32, u32)> = v.annotated.phrases.iter().filter(|p| Some(p.list) == list).map(|p| p.tokens).collect();
    let mut phrases = phrases.iter().peekable();
    for (number, s) in v.text.sentences.iter().enumerate() {
        if v.text.blocks[s.block as usize].kind == BlockKind::Furniture {
            continue;
        }
        let quotes = v.flags.any(s.tokens, Flag::QUOTED);
        let (mut from, last) = (s.tokens.0 as usize, s.tokens.1 as usize);
        loop {
            while phrases.next_if(|p| (p.0 as usize) < from).is_some() {}
            let phrase = phrases.peek().map(|p| p.0 as usize).filter(|&at| at < last);
            let word = v.flags.next(from, phrase.unwrap_or(last), Flag::CUE);
            let Some(i) = word.or(phrase) else { break };
            // the longest phrase that begins here
            let mut end = i;
            while let Some(p) = phrases.next_if(|p| p.0 as usize == i) {
                end = end.max(p.1 as usize);
            }
            from = end.max(i + 1);
            if v.is_quoted_phrase(i) {
                continue;
            }
            let candidate = if end > i { Some(phrase_candidate(v, i, end)) } else { word_candidate(v, s, i) };
            let Some(mut c) = candidate else { continue };
            if let Some(tier) = Some(&around).filter(|_| c.usage == Use::Colon).and_then(|a| a.label(v, s, i)) {
                c.tier = tier;
            }
            c.sentence = number as u32;
            c.quotes = quotes;
            c.around = around.speech[number];
            c.chronicle = around.chronicle[number];
            let subject = subjects::subject(v, s, &c);
            c.subject = subject.map(|s| s.tokens);
            c.kind = subject.map_or(SubjectKind::None, |s| s.kind);
            f(c, s);
        }
    }
}

fn phrase_candidate(v: &View, start: usize, end: usize) -> Candidate {
    let first = v.lexicon.cues(v.word(start)).iter().find(|c| c.group != CueGroup::Noun);
    let last = end - 1;
    let preposition = v.roles(start).has_any(&[Role::Preposition, Role::Crediting]);
    let form = first.map_or_else(|| form_by_ending(v, start), |c| c.form);
    Candidate {
        tokens: (start as u32, end as u32),
        sentence: 0,
        group: if preposition { CueGroup::Refer } else { first.map_or(CueGroup::Say, |c| c.group) },
        form,
        tier: 5,
        lemma: v.word(if preposition { start } else { last }),
        usage: if preposition { Use::Preposition } else { Use::Verb },
        quotes: false,
        around: 0,
        chronicle: 0.0,
        score: 0.0,
        subject: None,
        kind: SubjectKind::None,
    }
}

/// The form of a verb that is no cue by itself: "put the toll at", "went on to say".
fn form_by_ending(v: &View, verb: usize) -> Form {
    let word = v.bytes(verb);
    let bare = verb.checked_sub(1).is_none_or(|p| matches!(v.frame(p), Frame::To | Frame::Will | Frame::Do | Frame::Negation | Frame::First));
    match () {
        _ if word.ends_with(b"ing") => Form::Ing,
        _ if word.ends_with(b"ed") => Form::Past,
        _ if word.ends_with(b"s") => Form::S,
        _ if bare => Form::Base,
        _ => Form::Past,
    }
}

fn word_candidate(v: &View, s: &Sentence, i: usize) -> Option<Candidate> {
    if v.kind(i) == Kind::Punct {
        match v.mark(i) {
            ":" => return colon(v, s, i),
            "\u{2014}" | "\u{2013}" | "\u{2015}" | "--" | "-" => return dash(v, s, i),
            _ => {}
        }
    }
    if !v.cue(i, CueUse::ANY) || (v.has(i, Shape::CAPITAL) && v.is_name(i, s) && !v.is_small(i) && in_name(v, s, i) && !is_title_case(v, s)) {
        return None;
    }
    let readings = v.lexicon.cues(v.word(i));
    if opens_clause(v, s, i) {
        return None;
    }
    let noun = readings.iter().find(|c| c.group == CueGroup::Noun);
    let verb = readings.iter().filter(|c| c.group != CueGroup::Noun).min_by_key(|c| (c.tier.min(4), c.group));
    let reading: &CueWord = match (noun, verb) {
        (None, None) => return None,
        (Some(n), None) => n,
        (None, Some(c)) => c,
        (Some(n), Some(c)) => {
            if is_noun_here(v, s, i) {
                n
            } else {
                c
            }
        }
    };
    Some(Candidate {
        tokens: (i as u32, i as u32 + 1),
        sentence: 0,
        group: reading.group,
        form: past_form(v, s, i, reading.form, readings),
        tier: reading.tier,
        lemma: reading.lemma,
        usage: if reading.group == CueGroup::Noun { Use::Noun } else { Use::Verb },
        quotes: false,
        around: 0,
        chronicle: 0.0,
        score: 0.0,
        subject: None,
        kind: SubjectKind::None,
    })
}

/// How far the verb of a clause may stand behind its first noun.
const CLAUSE: usize = 9;

/// "said demand for loans had grown": behind a verb of saying, the word opens what was said, and a verb of its own follows.
fn opens_clause(v: &View, s: &Sentence, i: usize) -> bool {
    let said = |c: &CueWord| matches!(c.form, Form::Past | Form::S) && matches!(c.group, CueGroup::Say | CueGroup::Think) && c.tier <= 1;
    let behind = i > s.tokens.0 as usize && v.cue(i - 1, CueUse::FINITE) && v.lexicon.cues(v.word(i - 1)).iter().any(said);
    let goes_on = |j: &usize| v.is_word(*j) && !matches!(v.frame(*j), Frame::That | Frame::Relative | Frame::To | Frame::Wh | Frame::Whether | Frame::And);
    let mut clause = (i + 1..(i + CLAUSE).min(s.tokens.1 as usize)).take_while(goes_on);
    behind && clause.any(|j| matches!(v.frame(j), Frame::Be | Frame::Have | Frame::Will))
}

/// A headline in which all longer words are capitalised: a capital makes no name there.
pub(super) fn is_title_case(v: &View, s: &Sentence) -> bool {
    let long = |j: &usize| v.kind(*j) == Kind::Word && v.bytes(*j).len() > 3;
    let words = (s.tokens.0 as usize..s.tokens.1 as usize).filter(long);
    let (all, capital) = words.fold((0, 0), |(n, c), j| (n + 1, c + v.has(j, Shape::CAPITAL) as u32));
    all >= 4 && capital * 10 >= all * 9
}

/// A quotation, a dash and a name: `"We wait." - Ana Rossi`.
fn dash(v: &View, s: &Sentence, i: usize) -> Option<Candidate> {
    let last = s.tokens.1 as usize;
    let block = &v.text.blocks[s.block as usize];
    let quote = v.over_block_marks(i).filter(|&q| v.ends_quote(q) && v.speech(q).is_some())?;
    // "- Ana Rossi, *Harbour Days* (2030)" under a block of quoted words
    let under = block.kind == BlockKind::Quote && (quote as u32) < block.tokens.0;
    let end = (i + 1..last).find(|&j| v.has(j, Shape::LINE) || v.kind(j) == Kind::Punct && !matches!(v.mark(j), "." | "," | "-")).unwrap_or(last);
    let short = end - i <= 12 && (end == last || v.has(end, Shape::LINE)) && v.has(i, Shape::SPACED);
    let named = i + 1 < end && v.kind(i + 1) == Kind::Word && v.has(i + 1, Shape::CAPITAL) && (under || short);
    (named || under && handle(v, s, i).is_some()).then_some(Candidate { usage: Use::Dash, tier: if under { TURN } else { 6 }, ..sign(i) })
}

/// Tokens of a name before its `@name`, at most.
const SIGNATURE: usize = 14;

/// The bracket of "(@harbourwatch)" behind the dash at `i` that signs a post, after whatever its writer goes by.
pub fn handle(v: &View, s: &Sentence, i: usize) -> Option<usize> {
    let last = v.text.blocks[s.block as usize].tokens.1 as usize;
    (i + 1..(i + SIGNATURE).min(last)).find(|&j| v.sign(j) == b'(' && j + 2 < last && v.sign(j + 1) == b'@')
}

/// A word beside another capitalised one is part of a name, not a cue.
fn in_name(v: &View, s: &Sentence, i: usize) -> bool {
    let name = |j: usize| v.kind(j) == Kind::Word && v.has(j, Shape::CAPITAL);
    v.text.blocks[s.block as usize].kind != BlockKind::Headline && (i > s.tokens.0 as usize && name(i - 1) || i + 1 < s.tokens.1 as usize && name(i + 1))
}

/// After a form of "be" or "get", or with "by" behind, a past form is a participle.
fn past_form(v: &View, s: &Sentence, i: usize, form: Form, all: &[CueWord]) -> Form {
    let past = |f: Form| matches!(f, Form::Past | Form::Participle);
    let past = past(form) || all.iter().any(|c| past(c.form));
    if past && i + 1 < s.tokens.1 as usize && v.frame(i + 1) == Frame::By {
        return Form::Participle;
    }
    let mut j = i;
    while past && j > s.tokens.0 as usize {
        j -= 1;
        match v.frame(j) {
            Frame::Be => return Form::Participle,
            Frame::Negation => {}
            _ if v.is_adverb(j) => {}
            _ => break,
        }
    }
    if form == Form::Participle { Form::Past } else { form }
}

/// A name and a colon: the words of a transcript, a headline, a caption.
fn colon(v: &View, s: &Sentence, i: usize) -> Option<Candidate> {
    let start = s.tokens.0 as usize;
    let quote = i + 1 < s.tokens.1 as usize && v.begins_quote(i + 1) && v.speech(i + 1).is_some();
    let inside = i > start && i + 1 < s.tokens.1 as usize && (quote || v.has(i + 1, Shape::SPACED)) && !v.has(i, Shape::SPACED);
    if !inside || i - start > if quote { 12 } else { 8 } {
        return None;
    }
    let named = (start..i).any(|j| v.kind(j) == Kind::Word && v.has(j, Shape::CAPITAL));
    // "He added: ..." has its verb
    let verb =
        (start..i).any(|j| matches!(v.frame(j), Frame::Be | Frame::Have | Frame::Will | Frame::Do) || !v.has(j, Shape::CAPITAL) && v.cue(j, CueUse::FINITE));
    (named && !verb).then_some(sign(i))
}

/// The candidate that a mark makes.
fn sign(i: usize) -> Candidate {
    Candidate {
        tokens: (i as u32, i as u32 + 1),
        sentence: 0,
        group: CueGroup::Say,
        form: Form::Base,
        tier: 6,
        lemma: 0,
        usage: Use::Colon,
        quotes: false,
        around: 0,
        chronicle: 0.0,
        score: 0.0,
        subject: None,
        kind: SubjectKind::None,
    }
}

/// A word that can be noun or verb is a noun after a determiner, a possessor, an adjective or a preposition.
fn is_noun_here(v: &View, s: &Sentence, i: usize) -> bool {
    let start = s.tokens.0 as usize;
    let next = (i + 1 < s.tokens.1 as usize).then_some(i + 1);
    if next.is_some_and(|n| matches!(v.frame(n), Frame::Nominative) || v.begins_quote(n)) {
        return false;
    }
    if i == start {
        return false;
    }
    let p = i - 1;
    match v.frame(p) {
        Frame::To
        | Frame::Will
        | Frame::Do
        | Frame::Have
        | Frame::Nominative
        | Frame::First
        | Frame::Second
        | Frame::Relative
        | Frame::Negation
        | Frame::It
        | Frame::That => return false,
        Frame::Of | Frame::For | Frame::On | Frame::With | Frame::By | Frame::From | Frame::In | Frame::About | Frame::Against | Frame::As => return true,
        _ => {}
    }
    if v.is(p, Role::Determiner) || v.is(p, Role::Possessive) || v.has(p, Shape::CLITIC) || v.is(p, Role::Preposition) {
        return true;
    }
    // "raising questions": a plural after a participle is its object
    let object = v.bytes(p).ends_with(b"ing") && !v.has(p, Shape::CAPITAL) && v.bytes(i).ends_with(b"s") && noun_before(v, s, p).is_none();
    if object {
        return true;
    }
    // a determiner two or three words before, and no verb reading in front: "the latest claim", "a strong call"
    let near = (start..p).rev().take(2).any(|j| v.is(j, Role::Determiner) || v.is(j, Role::Possessive));
    let clause = next.is_some_and(|n| matches!(v.frame(n), Frame::That | Frame::It | Frame::Whether) || v.is(n, Role::Determiner));
    near && !v.is_name(p, s) && !clause && !v.is(p, Role::RoleNoun) && !v.is(p, Role::OrganisationNoun)
}

/// The word before token `i`, if with it it can make a noun phrase: a determiner, a possessor, a preposition.
fn noun_before(v: &View, s: &Sentence, i: usize) -> Option<usize> {
    let p = i.checked_sub(1).filter(|&p| p >= s.tokens.0 as usize)?;
    (v.roles(p).has_any(&[Role::Determiner, Role::Possessive]) || v.has(p, Shape::CLITIC)).then_some(p)
}
