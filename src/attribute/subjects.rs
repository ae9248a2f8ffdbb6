//! The subject of a cue: who says it.

use super::chunks::{chunk_left, np_right};
use super::cues::{self, Candidate, Use};
use super::people::{is_bare_name, is_called_so, with_others};
use super::phrases::{clause_subject, np_left};
use super::view::View;
use crate::lexicon::entry::CueGroup;
use crate::lexicon::inflect::Form;
use crate::lexicon::{Frame, Role};
use crate::segment::words::Shape;
use crate::segment::{Kind, Sentence};

/// What the subject of a cue is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum SubjectKind {
    None,
    Pronoun,
    First,
    Second,
    It,
    Relative,
    Name,
    Role,
    Organisation,
    Document,
    Vague,
    Other,
}

/// A subject: its tokens and what it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    pub tokens: (u32, u32),
    pub kind: SubjectKind,
}

/// The subject of a candidate.
pub fn subject(v: &View, s: &Sentence, c: &Candidate) -> Option<Subject> {
    let (start, end) = (c.tokens.0 as usize, c.tokens.1 as usize);
    let range = match c.usage {
        Use::Colon => Some((s.tokens.0 as usize, start)),
        Use::Dash => signer(v, s, start),
        Use::Preposition => matches!(v.frame(end - 1), Frame::To | Frame::Of | Frame::By | Frame::In).then(|| named_after(v, s, start, end)).flatten(),
        Use::Noun => possessor(v, s, start).or_else(|| agent(v, s, end, 6, &[Frame::From, Frame::By])).or_else(|| clause_subject(v, s, start)),
        Use::Verb => verb_subject(v, s, c),
    }?;
    let (a, b) = trim(v, range.0, range.1);
    // "there were warnings", "there seems to be a plan": nobody's
    let expletive = b == a + 1 && v.frame(a) == Frame::It && (c.usage == Use::Noun || v.text.word(a).eq_ignore_ascii_case("there"));
    // "according to council figures": no name of a source, however the noun after it is read
    (a < b && !expletive && !v.is(a, Role::Crediting)).then(|| Subject { tokens: (a as u32, b as u32), kind: kind(v, s, a, b) })
}

/// The name behind a dash; for a post, the `@name` where nothing else can be read.
fn signer(v: &View, s: &Sentence, dash: usize) -> Option<(usize, usize)> {
    let last = s.tokens.1 as usize;
    let readable = |&(from, to): &(usize, usize)| (from..to).any(|j| v.is_word(j));
    match cues::handle(v, s, dash) {
        Some(open) => [(dash + 1, open.min(last)), (open + 2, (open + 3).min(last))].into_iter().find(readable),
        None => Some((dash + 1, (dash + 1..last).find(|&j| v.has(j, Shape::LINE) || matches!(v.mark(j), "*" | "_" | "(")).unwrap_or(last))),
    }
}

/// How long a source before its comma may be.
const LONGEST: usize = 16;

/// The source after "according to": to the comma when it opens the sentence, and over the bracket of a link.
fn named_after(v: &View, s: &Sentence, start: usize, end: usize) -> Option<(usize, usize)> {
    let last = s.tokens.1 as usize;
    if end + 1 < last && v.is(end, Role::Determiner) && v.sign(end + 1) == b'[' {
        return np_right(v, s, end + 2).map(|np| (end, np.1));
    }
    let (a, b) = np_right(v, s, end)?;
    if start > s.tokens.0 as usize + 1 {
        return Some((a, b));
    }
    let comma =
        (b..(b + LONGEST).min(last)).find(|&j| v.kind(j) == Kind::Punct && v.sign(j) != b'-' || matches!(v.frame(j), Frame::Be | Frame::Have | Frame::Will));
    Some((a, comma.filter(|&c| v.sign(c) == b',').unwrap_or(b)))
}

fn trim(v: &View, mut a: usize, mut b: usize) -> (usize, usize) {
    while a + 1 < b && v.is(a, Role::Weekday) || a < b && v.kind(a) == Kind::Punct {
        a += 1;
    }
    while b > a && v.kind(b - 1) == Kind::Punct && v.sign(b - 1) != b'.' {
        b -= 1;
    }
    (a, b)
}

fn verb_subject(v: &View, s: &Sentence, c: &Candidate) -> Option<(usize, usize)> {
    let (start, end) = (c.tokens.0 as usize, c.tokens.1 as usize);
    if is_inverted(v, s, c) {
        return np_right(v, s, end).map(|np| with_name(v, s, np));
    }
    if c.form == Form::Participle {
        return agent(v, s, end, 5, &[Frame::By]);
    }
    let prev = start.checked_sub(1).filter(|&p| p >= s.tokens.0 as usize);
    if let Some(p) = prev {
        let p = skip_adverbs(v, s, p);
        let ing = c.form == Form::Ing && v.sign(p) == b',';
        if ing || matches!(v.frame(p), Frame::To | Frame::And) || c.form == Form::Ing && v.is(p, Role::Preposition) {
            return clause_subject(v, s, p);
        }
    }
    np_left(v, s, start)
}

/// "said its director, Karsten Boll", "said one of them, Karsten Boll": the name that follows a role says who it is.
fn with_name(v: &View, s: &Sentence, np: (usize, usize)) -> (usize, usize) {
    let (a, mut b) = np;
    if b == a + 1 && is_one_of(v, a, s.tokens.1 as usize) {
        b = if v.is(b + 1, Role::ObjectPronoun) { b + 2 } else { np_right(v, s, b + 1).map_or(b, |them| them.1) };
    }
    let role = v.is(b - 1, Role::RoleNoun) && !v.has(b - 1, Shape::CAPITAL) || is_one_of(v, a, b);
    if v.mark(b.min(s.tokens.1 as usize - 1)) != "," || b + 1 >= s.tokens.1 as usize {
        return np;
    }
    // "the head of the port office, Karl Rossi"
    let named = v.roles(a).has_any(&[Role::Determiner, Role::Possessive]) && v.is(b + 1, Role::FirstName);
    if !role && !named {
        return np;
    }
    match np_right(v, s, b + 1) {
        Some((n, e)) if (n..e).all(|j| v.kind(j) != Kind::Word || v.has(j, Shape::CAPITAL)) && e - n >= 2 => (a, e),
        _ => np,
    }
}

fn skip_adverbs(v: &View, s: &Sentence, mut p: usize) -> usize {
    while p > s.tokens.0 as usize && v.is_adverb(p) {
        p -= 1;
    }
    p
}

/// `"T," said Ana Rossi`: the words before the verb are the content, and a name or role noun follows.
pub fn is_inverted(v: &View, s: &Sentence, c: &Candidate) -> bool {
    let (start, end) = (c.tokens.0 as usize, c.tokens.1 as usize);
    if c.usage != Use::Verb
        || !matches!(c.form, Form::Past | Form::S | Form::Base)
        || !matches!(c.group, CueGroup::Say | CueGroup::Write | CueGroup::Ask | CueGroup::Think | CueGroup::Judge)
    {
        return false;
    }
    if end >= s.tokens.1 as usize {
        return false;
    }
    if start == s.tokens.0 as usize {
        return matches!(c.group, CueGroup::Say | CueGroup::Write) && opens_speech(v, s, end);
    }
    let quote = v.ends_quote(start - 1) || (v.sign(start - 1) == b',' && start >= 2 && v.ends_quote(start - 2));
    let comma = v.sign(start - 1) == b',';
    let as_before = v.frame(start - 1) == Frame::As;
    // "say the authors", "write Rossi and Marr"
    let odd = c.form == Form::Base && !(quote && matches!(c.group, CueGroup::Say | CueGroup::Write));
    if !(quote || comma || as_before) || odd {
        return false;
    }
    let next = end;
    if !quote && v.begins_quote(next) {
        return false;
    }
    let name = v.kind(next) == Kind::Word && v.has(next, Shape::CAPITAL) && v.frame(next) != Frame::First;
    let pronoun = v.frame(next) == Frame::Nominative && quote;
    let somebody = [Role::RoleNoun, Role::OrganisationNoun, Role::VagueGroup, Role::Feminine, Role::Masculine];
    let opens = [Role::Determiner, Role::RoleNoun, Role::TitleQualifier, Role::VagueGroup, Role::Possessive, Role::Cardinal];
    let role = v.roles(next).has_any(&opens)
        && (next..(next + 5).min(s.tokens.1 as usize)).any(|j| v.roles(j).has_any(&somebody) && !v.is(j, Role::Possessive) && v.frame(j) == Frame::None);
    let speaks = c.group == CueGroup::Say || c.form == Form::Base;
    if quote && (name || pronoun || role || is_one_of(v, next, s.tokens.1 as usize) || speaks && names_speaker(v, s, start, next)) {
        return true;
    }
    // without quotation marks the verb must not have a subject of its own on the left
    (name || role) && (comma && !has_own_subject(v, s, start, c) || as_before)
}

/// `Said Ana Rossi: "We wait and we sing."`
fn opens_speech(v: &View, s: &Sentence, next: usize) -> bool {
    let speech = |b: usize| b + 1 < s.tokens.1 as usize && matches!(v.sign(b), b':' | b',') && v.begins_quote(b + 1) && v.speech(b + 1).is_some();
    v.has(next, Shape::CAPITAL) && v.frame(next) == Frame::None && np_right(v, s, next).is_some_and(|np| speech(np.1))
}

/// `"We wait, and we sing," said retired fisherman Karl Rossi`, "the harbour's night watch", "45-year-old Karl Rossi": behind a speech and a
/// verb of saying stands the speaker, whatever is known of the words.
fn names_speaker(v: &View, s: &Sentence, verb: usize, next: usize) -> bool {
    if next + 1 >= s.tokens.1 as usize {
        return false;
    }
    const NEVER: [Role; 7] = [Role::Preposition, Role::ObjectPronoun, Role::Weekday, Role::Month, Role::TimeUnit, Role::Auxiliary, Role::Conjunction];
    let close = if v.ends_quote(verb - 1) { verb - 1 } else { verb - 2 };
    let speech = v.speech(close).is_some() || v.quoted(s.tokens.0 as usize) == v.quoted(close);
    let age = v.kind(next) == Kind::Number && v.sign(next + 1) == b'-';
    let word = v.kind(next) == Kind::Word && v.frame(next) == Frame::None && !v.is_adverb(next) && !v.roles(next).has_any(&NEVER);
    speech && (word || age)
}

/// "one of them", "three of its members".
fn is_one_of(v: &View, i: usize, last: usize) -> bool {
    i + 1 < last && v.is(i, Role::Cardinal) && v.frame(i + 1) == Frame::Of
}

/// Whether a comma before the verb closes an apposition of its subject: "Rossi, a teacher, said".
fn has_own_subject(v: &View, s: &Sentence, verb: usize, c: &Candidate) -> bool {
    // what follows the subject of an inverted verb ends the sentence, or begins a new phrase
    let Some((_, b)) = np_right(v, s, c.tokens.1 as usize) else { return true };
    let closes = b >= s.tokens.1 as usize - 1 || matches!(v.mark(b), "," | "." | "(" | ";") || v.frame(b) == Frame::Relative || v.is(b, Role::Preposition);
    let commas = (s.tokens.0 as usize..verb - 1).filter(|&j| v.sign(j) == b',').count();
    !closes || commas == 1 && verb - (s.tokens.0 as usize) < 12 || is_apposed(v, s, verb)
}

/// "Rossi, one of the pilots, recalled Peck's words": between the commas before the verb stands an apposition to a phrase that opens its clause.
fn is_apposed(v: &View, s: &Sentence, verb: usize) -> bool {
    let first = s.tokens.0 as usize;
    let close = verb - 1;
    let Some(open) = (first..close).rev().find(|&j| v.sign(j) == b',') else { return false };
    let finite = (open + 1..close).any(|j| matches!(v.frame(j), Frame::Be | Frame::Have | Frame::Will | Frame::Do)) && v.frame(open + 1) != Frame::Relative;
    let Some((a, b)) = open.checked_sub(1).filter(|&k| k >= first).and_then(|k| chunk_left(v, s, k)) else { return false };
    let opens = a == first || v.kind(a - 1) == Kind::Punct || matches!(v.frame(a - 1), Frame::And | Frame::Subordinate);
    opens && !finite && matches!(kind(v, s, a, b), SubjectKind::Name | SubjectKind::Role | SubjectKind::Vague | SubjectKind::Organisation)
}

/// The phrase after "by" or "from", within a few words.
fn agent(v: &View, s: &Sentence, from: usize, reach: usize, frames: &[Frame]) -> Option<(usize, usize)> {
    let to = (from + reach).min(s.tokens.1 as usize);
    let by = (from..to).take_while(|&j| v.kind(j) == Kind::Word || v.kind(j) == Kind::Number).find(|&j| frames.contains(&v.frame(j)))?;
    let ing = by + 1 < s.tokens.1 as usize && v.bytes(by + 1).ends_with(b"ing") && !v.has(by + 1, Shape::CAPITAL);
    (!ing).then(|| np_right(v, s, by + 1)).flatten().filter(|&np| !is_measure(v, np))
}

/// "to fall by 25 per cent", "to be built by 2040", "by Friday": a number without anybody, or a day, does nothing.
fn is_measure(v: &View, (a, b): (usize, usize)) -> bool {
    let number = v.kind(a) == Kind::Number && (b == a + 1 || v.roles(a + 1).has_any(&[Role::Unit, Role::TimeUnit]));
    let named = a + 1 < b && v.has(a + 1, Shape::CAPITAL);
    number || !named && v.roles(a).has_any(&[Role::Weekday, Role::Month])
}

/// "her claim", "the mayor's criticism": the possessor before a noun.
fn possessor(v: &View, s: &Sentence, noun: usize) -> Option<(usize, usize)> {
    let first = s.tokens.0 as usize;
    let mut j = noun;
    for _ in 0..3 {
        j = j.checked_sub(1).filter(|&j| j >= first)?;
        if v.has(j, Shape::CLITIC) || matches!(v.mark(j), "'" | "\u{2019}") {
            return chunk_left(v, s, j.checked_sub(1).filter(|&k| k >= first)?);
        }
        if v.is(j, Role::Possessive) {
            return Some((j, j + 1));
        }
        if !v.is_word(j) || v.is(j, Role::Determiner) || v.is(j, Role::Preposition) {
            return None;
        }
    }
    None
}

/// What a phrase is made of: its head decides, then its names.
pub fn kind(v: &View, s: &Sentence, a: usize, b: usize) -> SubjectKind {
    // "Marr and her team" speaks as a team does
    let a = with_others(v, a, b).map_or(a, |and| and + 1);
    if b == a + 1 {
        match v.frame(a) {
            Frame::Nominative => return SubjectKind::Pronoun,
            Frame::First => return SubjectKind::First,
            Frame::Second => return SubjectKind::Second,
            Frame::It => return SubjectKind::It,
            Frame::Relative | Frame::That => return SubjectKind::Relative,
            // "my", "our": the writer's
            _ if v.is(a, Role::Possessive) && matches!(v.text.word(a).as_bytes()[0] | 32, b'm' | b'o') => return SubjectKind::First,
            _ if v.is(a, Role::Possessive) || v.is(a, Role::ObjectPronoun) => return SubjectKind::Pronoun,
            _ if is_called_so(v, s, a) || is_bare_name(v, s, a) => return SubjectKind::Name,
            // "Reilly also said": an adverb is no subject
            _ if v.bytes(a).ends_with(b"ly") && v.has(a, Shape::CAPITAL) && v.is_unnamed(a) => return SubjectKind::Name,
            _ if v.is(a, Role::Indefinite) || v.is(a, Role::VagueQuantifier) => return SubjectKind::Vague,
            _ => {}
        }
    }
    if v.frame(b - 1) == Frame::Relative {
        return SubjectKind::Relative;
    }
    if (a..b).any(|j| v.kind(j) == Kind::Word && v.has(j, Shape::CAPITAL) && (v.is_name(j, s) || v.is(j, Role::NotName) && j > a)) {
        return SubjectKind::Name;
    }
    let roles = v.all_roles(a, b);
    match () {
        _ if roles.has(Role::VagueGroup) => SubjectKind::Vague,
        _ if roles.has(Role::RoleNoun) || is_aged(v, a, b) => SubjectKind::Role,
        _ if roles.has(Role::OrganisationNoun) => SubjectKind::Organisation,
        _ if roles.has(Role::DocumentNoun) => SubjectKind::Document,
        _ if roles.has_any(&[Role::VagueQuantifier, Role::Indefinite]) => SubjectKind::Vague,
        _ => SubjectKind::Other,
    }
}

/// "the 45-year-old": somebody.
fn is_aged(v: &View, a: usize, b: usize) -> bool {
    b - a >= 3 && v.text.word(b - 1) == "old" && v.sign(b - 2) == b'-' && v.is(b - 3, Role::TimeUnit)
}
