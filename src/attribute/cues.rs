//! Candidates for cues, and how likely each is one: its word form, its frame, its neighbours.

use super::subjects::{self, SubjectKind};
use super::surroundings::{Surroundings, TURN};
use super::view::View;
use super::weights::{Feature, Weights};
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
#[derive(Clone, Debug)]
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

/// What stands next to a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Beside {
    End,
    Quote,
    Colon,
    Comma,
    Stop,
    Mark,
    Number,
    Determiner,
    Possessive,
    Name,
    Adverb,
    Auxiliary,
    Cue,
    Plural,
    Participle,
    Ing,
    Word,
    /// The first of the frames; the others follow in their order.
    Frame,
}

/// How many classes of neighbours there are.
pub const BESIDES: usize = Beside::Frame as usize + 28;

/// The class of token `i` as the neighbour of a cue, inside its sentence.
pub fn beside(v: &View, s: &Sentence, i: Option<usize>) -> usize {
    let Some(i) = i.filter(|&i| (s.tokens.0 as usize..s.tokens.1 as usize).contains(&i)) else { return Beside::End as usize };
    let class = match v.kind(i) {
        Kind::Number => Beside::Number,
        Kind::Punct | Kind::Link => match v.mark(i) {
            _ if v.begins_quote(i) || v.ends_quote(i) => Beside::Quote,
            ":" => Beside::Colon,
            "," => Beside::Comma,
            "." | "!" | "?" | ";" => Beside::Stop,
            _ => Beside::Mark,
        },
        Kind::Word => match v.frame(i) {
            Frame::None => word_class(v, s, i),
            f => return Beside::Frame as usize + f as usize,
        },
    };
    class as usize
}

fn word_class(v: &View, s: &Sentence, i: usize) -> Beside {
    let word = v.text.word(i);
    match () {
        _ if v.is(i, Role::Possessive) || v.has(i, Shape::CLITIC) => Beside::Possessive,
        _ if v.is(i, Role::Determiner) => Beside::Determiner,
        _ if v.is_name(i, s) => Beside::Name,
        _ if v.is_adverb(i) => Beside::Adverb,
        _ if v.roles(i).has_any(&[Role::Auxiliary, Role::Modal]) => Beside::Auxiliary,
        _ if v.cue(i, CueUse::ANY) => Beside::Cue,
        _ if word.ends_with("ing") => Beside::Ing,
        _ if word.ends_with("ed") => Beside::Participle,
        _ if word.ends_with('s') => Beside::Plural,
        _ => Beside::Word,
    }
}

/// Finds all candidates outside speech, in order, each with its score.
pub fn candidates(v: &View, weights: &Weights) -> Vec<Candidate> {
    let mut out = Vec::new();
    each(v, |mut c, s| {
        let mut sum = 0.0;
        describe(v, s, &c, |feature| sum += weights.get(feature));
        c.score = weights.bias + sum;
        out.push(c);
    });
    out
}

/// Log odds taken off a verb of judging or acting in a chronicle, and more of them by the number of sentences around that hold speech. News
/// of politics, from which the weights were learned, gives somebody the word in almost every sentence; histories tell what was done.
const CHRONICLE: f32 = 2.0;
const CHRONICLE_AROUND: [f32; 4] = [3.0, 1.5, 0.6, 0.0];

/// In a chronicle a verb of judging or acting tells what was done, not what was said.
pub fn caution(v: &View, s: &Sentence, c: &Candidate) -> f32 {
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
        let quotes = v.quoted[s.tokens.0 as usize..s.tokens.1 as usize].iter().any(|&q| q != u32::MAX);
        let mut i = s.tokens.0 as usize;
        while i < s.tokens.1 as usize {
            // the longest phrase that begins here
            let mut end = i;
            while let Some(p) = phrases.next_if(|p| p.0 as usize <= i) {
                end = if p.0 as usize == i { end.max(p.1 as usize) } else { end };
            }
            let candidate = match v.kind(i) {
                _ if end > i => Some(phrase_candidate(v, i, end)),
                Kind::Word if !v.cue(i, CueUse::ANY) => None,
                // of the marks, colons and dashes
                Kind::Punct if !matches!(v.text.source.as_bytes()[v.text.tokens[i].start as usize], b':' | b'-' | 128..) => None,
                _ => word_candidate(v, s, i),
            };
            if let Some(mut c) = candidate.filter(|_| !v.is_quoted_phrase(i)) {
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
            i = end.max(i + 1);
        }
    }
}

fn phrase_candidate(v: &View, start: usize, end: usize) -> Candidate {
    let first = v.lexicon.cues(v.annotated.words[start]).iter().find(|c| c.group != CueGroup::Noun);
    let last = end - 1;
    let preposition = v.is(start, Role::Preposition) || v.frame(last) == Frame::To && v.text.word(start).len() > 6;
    let form = first.map_or_else(|| form_by_ending(v, start), |c| c.form);
    Candidate {
        tokens: (start as u32, end as u32),
        sentence: 0,
        group: if preposition { CueGroup::Refer } else { first.map_or(CueGroup::Say, |c| c.group) },
        form,
        tier: 5,
        lemma: v.annotated.words[if preposition { start } else { last }],
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
    let word = v.text.word(verb);
    let bare = verb.checked_sub(1).is_none_or(|p| matches!(v.frame(p), Frame::To | Frame::Will | Frame::Do | Frame::Negation | Frame::First));
    match () {
        _ if word.ends_with("ing") => Form::Ing,
        _ if word.ends_with("ed") => Form::Past,
        _ if word.ends_with('s') => Form::S,
        _ if bare => Form::Base,
        _ => Form::Past,
    }
}

fn word_candidate(v: &View, s: &Sentence, i: usize) -> Option<Candidate> {
    match v.mark(i) {
        ":" => return colon(v, s, i),
        "\u{2014}" | "\u{2013}" | "\u{2015}" | "--" | "-" => return dash(v, s, i),
        _ => {}
    }
    if !v.cue(i, CueUse::ANY) || (v.has(i, Shape::CAPITAL) && v.is_name(i, s) && !v.is_small(i) && in_name(v, s, i) && !is_title_case(v, s)) {
        return None;
    }
    let readings = v.lexicon.cues(v.annotated.words[i]);
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

/// A headline in which all longer words are capitalised: a capital makes no name there.
fn is_title_case(v: &View, s: &Sentence) -> bool {
    let long = |j: &usize| v.kind(*j) == Kind::Word && v.text.tokens[*j].end - v.text.tokens[*j].start > 3;
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
    named.then_some(Candidate { usage: Use::Dash, tier: if under { TURN } else { 6 }, ..sign(i) })
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
    let inside = i > start && i + 1 < s.tokens.1 as usize && v.has(i + 1, Shape::SPACED) && !v.has(i, Shape::SPACED);
    if !inside || i - start > 8 {
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
    let object = v.text.word(p).ends_with("ing") && !v.has(p, Shape::CAPITAL) && v.text.word(i).ends_with('s') && noun_before(v, s, p).is_none();
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

/// Calls `out` with the features of a candidate in its place.
pub fn describe(v: &View, s: &Sentence, c: &Candidate, mut out: impl FnMut(Feature)) {
    let subject = c.kind;
    let (start, end) = (c.tokens.0 as usize, c.tokens.1 as usize);
    let (first, last) = (s.tokens.0 as usize, s.tokens.1 as usize);
    let g = c.group as usize + if matches!(c.usage, Use::Preposition | Use::Colon | Use::Dash) { 11 } else { 0 };
    let usage = c.usage as usize;
    let form = c.form as usize;
    let prev = beside(v, s, start.checked_sub(1));
    let next = beside(v, s, Some(end));
    let after = beside(v, s, Some(end + 1));
    let skip_next = if next == Beside::Adverb as usize { after } else { next };
    let before = (start.checked_sub(2)).map_or(0, |j| beside(v, s, Some(j)));
    out(Feature::word(v.annotated.words[start]));
    out(Feature::lemma(c.lemma));
    out(Feature::new(0, usage, 0));
    out(Feature::new(1, g, form));
    out(Feature::new(2, g, skip_next));
    out(Feature::new(3, g, prev));
    out(Feature::new(4, form, skip_next));
    out(Feature::new(5, form, prev));
    out(Feature::new(6, g, c.tier as usize));
    out(Feature::new(7, g, subject as usize));
    out(Feature::new(8, form, subject as usize));
    out(Feature::new(9, next, after));
    out(Feature::new(10, before, prev));
    // what the next words hold
    let near = |from: usize, to: usize| v.frames(end + from, (end + to).min(last));
    let by = near(0, 3);
    let that = by | near(3, 5);
    let clause = that | near(5, 8);
    let (right, left) = match c.quotes {
        true => ((end..(end + 7).min(last)).any(|j| v.begins_quote(j)), (start.saturating_sub(6).max(first)..start).any(|j| v.ends_quote(j))),
        false => (false, false),
    };
    let bits = [
        that.has_any(&[Frame::That]),
        clause.has_any(&[Frame::Be, Frame::Have, Frame::Will, Frame::Nominative, Frame::Do]),
        by.has_any(&[Frame::By]),
        that.has_any(&[Frame::To]),
        right,
        left,
    ];
    for (k, _) in bits.iter().enumerate().filter(|(_, b)| **b) {
        out(Feature::new(11, g, k));
        out(Feature::new(12, form, k));
    }
    let earlier = v.frames(start.saturating_sub(4).max(first), start);
    const EARLIER: [Frame; 8] = [Frame::Will, Frame::Negation, Frame::To, Frame::First, Frame::Second, Frame::Whether, Frame::Be, Frame::Relative];
    for (k, _) in EARLIER.iter().enumerate().filter(|(_, f)| earlier.has_any(&[**f])) {
        out(Feature::new(13, g, k));
        out(Feature::new(14, form, k));
    }
    let titled = start > first && v.kind(start) == Kind::Word && v.has(start, Shape::CAPITAL);
    let kind = if titled { BlockKind::Furniture } else { v.text.blocks[s.block as usize].kind };
    out(Feature::new(15, g, kind as usize));
    let place = match (start - first, last - end) {
        (0..=1, _) => 0,
        (_, 0..=2) => 1,
        (2..=5, _) => 2,
        _ => 3,
    };
    out(Feature::new(16, g, place));
    // a sentence with a quotation, and one that a quotation follows
    let quote_next = last < v.quoted.len() && v.begins_quote(last);
    out(Feature::new(17, g, c.quotes as usize + 2 * quote_next as usize));
    let question = v.text.word(last - 1).starts_with('?');
    out(Feature::new(18, usage, question as usize));
    let long = ((last - first) / 8).min(6);
    out(Feature::new(19, usage, long));
    out(Feature::new(22, g, c.around as usize));
    out(Feature::new(24, subject as usize, c.around as usize));
    bits.iter().enumerate().filter(|(_, b)| **b).for_each(|(k, _)| out(Feature::new(23, k, c.around as usize)));
    out(Feature::new(20, subject as usize, skip_next));
    out(Feature::new(21, subject as usize, prev));
}
