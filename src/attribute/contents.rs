//! What a cue credits: the words to its right or left, and the quotations that belong to it.

use super::Content;
use super::chunks::{head, np_right};
use super::cues::{Candidate, Use};
use super::edges::{self, left_edge, narrow_edge, opens_adverbial, preposed, right_edge};
use super::phrases;
use super::subjects::{self, SubjectKind};
use super::surroundings::LABEL;
use super::view::View;
use crate::lexicon::entry::{CueGroup, CueUse};
use crate::lexicon::inflect::Form;
use crate::lexicon::{Frame, Role};
use crate::segment::words::Shape;
use crate::segment::{BlockKind, Kind, Sentence};

/// A cue and its content.
pub type Found = (Candidate, Content);

/// The pieces of content of a cue, as token ranges in order; `others` are the cues that may cut it short.
pub fn contents(v: &View, s: &Sentence, c: &Candidate, others: &[Candidate]) -> impl Iterator<Item = (u32, u32)> {
    let [left, right] = sides(v, s, c, others).map(|side| side.and_then(|r| tidy(v, r)).map(|r| whole_quotes(v, r)));
    [left, right.filter(|_| right != left)].into_iter().flatten().map(|(a, b)| (a as u32, b as u32))
}

fn sides(v: &View, s: &Sentence, c: &Candidate, others: &[Candidate]) -> [Option<(usize, usize)>; 2] {
    let (first, last) = (s.tokens.0 as usize, s.tokens.1 as usize);
    let (start, end) = (c.tokens.0 as usize, c.tokens.1 as usize);
    match c.usage {
        // a speaker's turn is the whole paragraph
        Use::Colon if c.tier >= LABEL => [None, Some((end, v.text.blocks[s.block as usize].tokens.1 as usize))],
        Use::Colon => [None, Some((end, last))],
        Use::Dash => [v.over_block_marks(start).map(|j| signed(v, j)), None],
        Use::Preposition => {
            let Some((_, after)) = c.subject else { return [None, None] };
            let mut after = after as usize;
            // "According to the [report](address), ..."
            while after < last && (matches!(v.mark(after), "]" | "(" | ")") || v.kind(after) == Kind::Link) {
                after += 1;
            }
            let right = (after < last && v.sign(after) == b',').then_some((after + 1, last));
            if opens(v, s, c) {
                let beside = others.iter().filter(|o| o.tokens.0 as usize > after).find_map(|o| edges::beside(v, s, o));
                return [None, right.map(|r| (r.0, beside.filter(|&b| b > r.0).unwrap_or(last)))];
            }
            if start <= first + 1 {
                return [None, right.or(Some((after, last)))];
            }
            let left = (left_edge(v, s, start, others), start);
            [Some(left), right.filter(|r| r.1 - r.0 > 3)]
        }
        Use::Noun => {
            let takes = matches!(
                beside_frame(v, s, end),
                Frame::That | Frame::Of | Frame::About | Frame::On | Frame::For | Frame::To | Frame::Against | Frame::Whether
            ) || end < last && (v.sign(end) == b':' || v.begins_quote(end));
            [None, takes.then(|| (end, narrow_edge(v, s, end)))]
        }
        Use::Verb => verb_sides(v, s, c, others),
    }
}

/// "According to Rossi, ...": a source that opens its sentence, and a comma behind it.
pub fn opens(v: &View, s: &Sentence, c: &Candidate) -> bool {
    let after = |t: (u32, u32)| t.1 < s.tokens.1 && v.sign(t.1 as usize) == b',';
    c.usage == Use::Preposition && c.tokens.0 <= s.tokens.0 + 1 && c.subject.is_some_and(after)
}

/// What a name behind a dash signs: the quotation that ends at `j`, and of one set off over several blocks all of them.
fn signed(v: &View, j: usize) -> (usize, usize) {
    let quote = |j: usize| v.quoted(j) as usize;
    let (mut from, to) = v.quote_tokens(quote(j));
    let mut set_off = v.is_block_quote(quote(j));
    while set_off && let Some(above) = v.over_block_marks(from) {
        let block = v.text.blocks.partition_point(|b| b.tokens.1 as usize <= above);
        set_off = v.in_quote(above) && v.text.blocks[block].kind == BlockKind::Quote && v.is_block_quote(quote(above));
        if set_off {
            from = v.quote_tokens(quote(above)).0;
        }
    }
    (from, to)
}

fn beside_frame(v: &View, s: &Sentence, i: usize) -> Frame {
    if i < s.tokens.1 as usize { v.frame(i) } else { Frame::None }
}

fn verb_sides(v: &View, s: &Sentence, c: &Candidate, others: &[Candidate]) -> [Option<(usize, usize)>; 2] {
    let (first, last) = (s.tokens.0 as usize, s.tokens.1 as usize);
    let (start, end) = (c.tokens.0 as usize, c.tokens.1 as usize);
    if subjects::is_inverted(v, s, c) {
        let left = (left_edge(v, s, start, others), start);
        let after = c.subject.map_or(end, |t| t.1 as usize);
        return [Some(left), medial(v, s, after)];
    }
    if c.form == Form::Participle {
        // the plan was rejected by Rossi; Rossi was quoted as saying
        let by = c.subject.is_some();
        if v.is(start, Role::Addressing) {
            // "residents were told (by police) to leave": who is told is no part of what is told
            let after = c.subject.map_or(end, |t| end.max(t.1 as usize));
            let from = if after < last { after_day(v, s, after) } else { last };
            let told = !adverbial(v, s, from) || from < last && matches!(v.frame(from), Frame::To | Frame::Of | Frame::About);
            return [None, told.then(|| (from, right_edge(v, s, c, others)))];
        }
        let left = np_before_be(v, s, start);
        let right = (!by && end < last).then(|| (end, right_edge(v, s, c, others)));
        return [left, right];
    }
    let subject_start = c.subject.filter(|t| (t.1 as usize) <= start).map_or(start, |t| t.0 as usize);
    let has_left = subject_start > first + 2 && preposed(v, s, subject_start);
    let next = (end < last).then_some(end);
    let closes = next.is_none_or(|n| matches!(v.mark(n), "." | "!" | "?" | ";" | ")" | "\u{2014}" | "\u{2013}") && !v.begins_quote(n)) || end >= last;
    if closes {
        let left = (left_edge(v, s, subject_start, others), subject_start);
        return [(left.1 > left.0 + 1).then_some(left), None];
    }
    let n = end;
    // "a law which Rossi called harsh", "what she said": the relative word stands for the content
    let relative = subject_start > first && subject_start < start && matches!(v.frame(subject_start - 1), Frame::Relative | Frame::Wh);
    if relative && v.sign(n) != b',' {
        let word = (subject_start - 1, subject_start);
        return [Some(word), Some((end, right_edge(v, s, c, others)))];
    }
    if v.sign(n) == b',' && !v.begins_quote(n) {
        let quote_follows = n + 1 < last && v.begins_quote(n + 1);
        if has_left || set_off(v, s, subject_start) && c.group == CueGroup::Say {
            let left = (left_edge(v, s, subject_start, others), subject_start);
            return [Some(left), (quote_follows || last - n > 4).then(|| (n + 1, right_edge(v, s, c, others))).filter(|_| !adverbial(v, s, n + 1))];
        }
        return [None, Some((n + 1, right_edge(v, s, c, others)))];
    }
    let preposed = has_left || c.group == CueGroup::Say && v.frame(n) != Frame::To && set_off(v, s, subject_start);
    if preposed && (adverbial(v, s, n) || has_left && is_tail(v, s, n)) && !has_clause(v, s, n) {
        // "The port, she said on Friday, is closed": a phrase without a verb goes on behind
        let comma = (n..last).find(|&j| v.sign(j) == b',' && !v.in_quote(j)).filter(|_| !has_left).map(|j| (j + 1, right_edge(v, s, c, others)));
        return [Some((left_edge(v, s, subject_start, others), subject_start)), trailing_quote(v, s, n).or(comma.filter(|r| r.0 < r.1))];
    }
    if v.is(start, Role::Addressing) && names_hearer_only(v, s, n) {
        return [None, None];
    }
    let from = if matches!(c.group, CueGroup::Say | CueGroup::Ask) { after_object(v, s, after_day(v, s, n)) } else { n };
    [None, Some((from, right_edge(v, s, c, others)))]
}

/// Whether words that are no phrase of time or place stand before the subject, set off by a comma.
fn set_off(v: &View, s: &Sentence, subject: usize) -> bool {
    let first = s.tokens.0 as usize;
    subject > first + 2 && v.sign(subject - 1) == b',' && !opens_adverbial(v, first, subject - 1)
}

/// A few words to the end of the clause: the person told, the place.
fn is_tail(v: &View, s: &Sentence, n: usize) -> bool {
    let last = s.tokens.1 as usize;
    let stop = (n..last).find(|&j| v.kind(j) == Kind::Punct).unwrap_or(last);
    stop - n <= 4 && !v.begins_quote(stop.min(last - 1))
}

/// The rest of a sentence after an inverted subject, when it goes on with content: "T1," said Rossi, "T2".
fn medial(v: &View, s: &Sentence, after: usize) -> Option<(usize, usize)> {
    let last = s.tokens.1 as usize;
    let quote = (after..last).find(|&j| v.begins_quote(j) && v.speech(j).is_some())?;
    Some((quote, last))
}

fn trailing_quote(v: &View, s: &Sentence, from: usize) -> Option<(usize, usize)> {
    let last = s.tokens.1 as usize;
    (from..last).find(|&j| v.begins_quote(j) && v.speech(j).is_some()).map(|q| (q, last))
}

/// "The line is late, Rossi says.": a clause, a comma, and a verb of saying that ends the sentence.
pub fn is_closing(v: &View, s: &Sentence, c: &Candidate) -> bool {
    let (start, end) = (c.tokens.0 as usize, c.tokens.1 as usize);
    let says = matches!(c.group, CueGroup::Say | CueGroup::Write | CueGroup::Show | CueGroup::Think) && matches!(c.form, Form::Past | Form::S);
    let ends = || end + 1 >= s.tokens.1 as usize && (end == s.tokens.1 as usize || v.sign(end) == b'.');
    let subject = c.subject.filter(|t| t.1 as usize <= start && t.0 > s.tokens.0 + 1).map(|t| t.0 as usize);
    c.usage == Use::Verb && says && ends() && subject.is_some_and(|t| v.sign(t - 1) == b',' && preposed(v, s, t))
}

/// "Rossi made this statement:" before a quotation of its own: the cue that the colon follows owns it.
pub fn introduces(v: &View, s: &Sentence, c: &Candidate) -> bool {
    let next = || (s.tokens.1 as usize..v.text.tokens.len()).find(|&j| v.sign(j) != b'>');
    announces(v, s, c) && next().is_some_and(|j| v.begins_quote(j) && v.speech(j).is_some())
}

/// "Rossi told reporters in Tarn:": a cue with a source before the colon that ends its sentence.
pub fn announces(v: &View, s: &Sentence, c: &Candidate) -> bool {
    let (end, last) = (c.tokens.1 as usize, s.tokens.1 as usize);
    let colon = end < last && v.sign(last - 1) == b':';
    let close = || end + 1 == last || c.usage == Use::Verb && c.group != CueGroup::Act && (end..last - 1).all(|j| v.kind(j) == Kind::Word);
    colon && matches!(c.usage, Use::Verb | Use::Noun) && c.subject.is_some() && close()
}

/// Words that tell when, where or to whom it was said, not what.
fn adverbial(v: &View, s: &Sentence, n: usize) -> bool {
    let last = s.tokens.1 as usize;
    if n >= last {
        return true;
    }
    matches!(
        v.frame(n),
        Frame::In
            | Frame::On
            | Frame::To
            | Frame::From
            | Frame::As
            | Frame::With
            | Frame::Subordinate
            | Frame::Tell
            | Frame::By
            | Frame::And
            | Frame::Of
            | Frame::About
    ) || v.is(n, Role::Weekday)
        || v.is(n, Role::Preposition)
        || v.is_adverb(n)
        || v.is(n, Role::Determiner) && n + 1 < last && (v.is(n + 1, Role::TimeUnit) || v.is(n + 1, Role::OrganisationNoun))
        || matches!(v.sign(n), b'.' | b',')
        || !v.cue(n, CueUse::ANY) && v.roles(n).has(Role::OrganisationNoun)
        || v.is_name(n, s) && n + 1 < last && matches!(v.mark(n + 1), "." | "," | "")
}

/// Whether a clause opens within the next words: "that", a nominative pronoun, a finite verb soon.
fn has_clause(v: &View, s: &Sentence, n: usize) -> bool {
    let to = (n + 6).min(s.tokens.1 as usize);
    (n..to).any(|j| matches!(v.frame(j), Frame::That | Frame::Nominative | Frame::Whether) || v.begins_quote(j) && v.speech(j).is_some())
}

/// "said on Monday it would": the day is no content.
fn after_day(v: &View, s: &Sentence, n: usize) -> usize {
    let day = n + (v.frame(n) == Frame::On) as usize;
    if day + 1 < s.tokens.1 as usize && v.is(day, Role::Weekday) { day + 1 } else { n }
}

/// "answered her critics on Tuesday, hours after the vote": somebody was spoken to, and what was said stands elsewhere.
fn names_hearer_only(v: &View, s: &Sentence, n: usize) -> bool {
    let last = s.tokens.1 as usize;
    let Some((from, to)) = np_right(v, s, n).filter(|_| v.is(n, Role::Possessive) || !adverbial(v, s, n)) else { return false };
    let person = |j: usize| v.roles(j).has_any(&[Role::VagueGroup, Role::RoleNoun, Role::AnonymousNoun]) && !v.has(j, Shape::CAPITAL);
    let infinitive = |j: usize| v.frame(j) == Frame::To && j + 1 < last && !v.has(j + 1, Shape::CAPITAL) && !v.is(j + 1, Role::Determiner);
    let opens = |j: usize| v.begins_quote(j) || v.sign(j) == b':' || matches!(v.frame(j), Frame::That | Frame::Whether | Frame::Wh) || infinitive(j);
    let clause = || (to..last.min(to + 12)).any(opens);
    let ends = to >= last || v.kind(to) == Kind::Punct && v.sign(to) != b'-' || matches!(v.frame(to), Frame::In | Frame::On) || v.is(to, Role::Weekday);
    v.roles(from).has_any(&[Role::Determiner, Role::Possessive]) && person(head(v, from, to)) && ends && !clause()
}

/// "told reporters that": the person told is no content.
fn after_object(v: &View, s: &Sentence, n: usize) -> usize {
    let last = s.tokens.1 as usize;
    let to = (n + 9).min(last);
    let that = (n..to)
        .take_while(|&j| v.is_word(j) || v.begins_quote(j) || v.sign(j) == b',' || v.sign(j) == b'-')
        .find(|&j| v.frame(j) == Frame::That || v.begins_quote(j));
    match that {
        Some(j) if !(n..j).any(|k| matches!(v.frame(k), Frame::Be | Frame::Have | Frame::Will | Frame::Nominative | Frame::It)) => j,
        _ if v.frame(n) == Frame::Tell => n + 1,
        _ => n,
    }
}

/// The phrase before "was V-ed".
fn np_before_be(v: &View, s: &Sentence, verb: usize) -> Option<(usize, usize)> {
    phrases::np_left(v, s, verb)
}

/// Takes commas, stops and brackets off both ends; quotation marks stay.
fn tidy(v: &View, (mut a, mut b): (usize, usize)) -> Option<(usize, usize)> {
    while a < b && matches!(v.mark(a), "," | ":" | ";" | "." | "\u{2014}" | "\u{2013}" | "-" | ")" | "--") && !v.begins_quote(a) {
        a += 1;
    }
    while b > a && matches!(v.mark(b - 1), "," | ":" | ";" | "." | "\u{2014}" | "\u{2013}" | "(" | "!" | "?") && !v.in_quote(b - 1) {
        b -= 1;
    }
    (a < b).then_some((a, b))
}

/// A piece that begins or ends inside a speech takes in the whole of it.
fn whole_quotes(v: &View, (mut a, mut b): (usize, usize)) -> (usize, usize) {
    if v.speech(a).is_some() {
        a = a.min(v.quote_tokens(v.quoted(a) as usize).0);
    }
    if v.speech(b - 1).is_some() {
        b = b.max(v.quote_tokens(v.quoted(b - 1) as usize).1.min(v.text.tokens.len()));
    }
    (a, b)
}

/// Whether a cue of this kind can own the quotations of its paragraph.
pub fn owns_quotes(c: &Candidate, kind: SubjectKind) -> bool {
    matches!(c.group, CueGroup::Say | CueGroup::Write | CueGroup::Ask | CueGroup::Think | CueGroup::Judge) && c.usage != Use::Noun && kind != SubjectKind::None
}
