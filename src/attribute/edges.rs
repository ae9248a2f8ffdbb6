//! Where content begins and ends: at the clause of another cue, a mark, or the sentence's end.

use super::cues::{Candidate, Use};
use super::view::View;
use crate::lexicon::entry::{CueGroup, CueUse};
use crate::lexicon::inflect::Form;
use crate::lexicon::{Frame, Role};
use crate::segment::{Kind, Sentence};

/// How long the clause before "according to" may be.
const CLAUSE: usize = 60;

/// Where content to the right ends: the sentence's end, or the next cue that is not nested in it.
pub fn right_edge(v: &View, s: &Sentence, c: &Candidate, others: &[Candidate]) -> usize {
    let last = s.tokens.1 as usize;
    let end = c.tokens.1 as usize;
    let mut edge = last;
    if matches!(c.group, CueGroup::Judge | CueGroup::Act | CueGroup::Noun | CueGroup::Refer) && c.form != Form::Participle {
        edge = narrow_edge(v, s, end);
    }
    for o in others.iter().filter(|o| o.tokens.0 as usize > end) {
        let start = o.tokens.0 as usize;
        let clause = o.subject.filter(|t| t.1 as usize <= start).map_or(start, |t| t.0 as usize);
        // "Rossi said it was late; nine were hurt, according to police"
        let semicolon = || (end.max(start.saturating_sub(CLAUSE))..start).rev().find(|&j| v.sign(j) == b';' && !v.in_quote(j));
        let own = (o.usage == Use::Preposition).then(semicolon).flatten();
        let cut = own.or_else(|| not_nested(v, s, o)).unwrap_or(clause);
        edge = edge.min(if cut > end { cut } else { start });
    }
    edge
}

/// The first comma, semicolon or dash outside quotations that no phrase of the same clause follows.
pub fn narrow_edge(v: &View, s: &Sentence, from: usize) -> usize {
    let last = s.tokens.1 as usize;
    let edge = |j: &usize| {
        v.kind(*j) == Kind::Punct
            && !v.in_quote(*j)
            && matches!(v.mark(*j), "," | ";" | "\u{2014}" | "\u{2013}" | "--" | ":")
            && !(j + 1 < last && v.begins_quote(j + 1))
    };
    (from + 1..last).filter(edge).find(|&j| !goes_on(v, s, j)).unwrap_or(last)
}

/// Whether words without a verb follow the comma or dash at `j`, down to the next stop or the sentence's end: an apposition, a list, "such as".
fn goes_on(v: &View, s: &Sentence, j: usize) -> bool {
    let last = s.tokens.1 as usize;
    let end = (j + 1..last).find(|&k| v.kind(k) == Kind::Punct && matches!(v.mark(k), "," | ";" | "\u{2014}" | "\u{2013}" | "--" | ":" | ".")).unwrap_or(last);
    let verb = |k: usize| {
        matches!(v.frame(k), Frame::Be | Frame::Have | Frame::Will | Frame::Do | Frame::Nominative | Frame::First | Frame::Relative | Frame::Subordinate)
            || v.cue(k, CueUse::FINITE)
    };
    let opens = |k: usize| v.is(k, Role::Determiner) || v.is(k, Role::Preposition) || matches!(v.frame(k), Frame::For | Frame::In | Frame::On | Frame::With);
    !matches!(v.mark(j), ";" | ":") && end > j + 1 && opens(j + 1) && !(j + 1..end).any(verb)
}

/// Where content to the left begins: the sentence's start, or after the previous cue's own clause.
pub fn left_edge(v: &View, s: &Sentence, before: usize, others: &[Candidate]) -> usize {
    let first = s.tokens.0 as usize;
    if let Some(o) = others.iter().rev().find(|o| (o.tokens.1 as usize) < before) {
        let end = o.tokens.1 as usize;
        return (end..before - 1).rev().find(|&j| matches!(v.sign(j), b',' | b';')).map_or(end, |j| j + 1);
    }
    if v.frame(first) == Frame::And && first + 1 < before && !v.ends_quote(first) { first + 1 } else { first }
}

/// Where the clause of a cue begins that stands beside another, not inside it; `None` for one that may be nested.
pub fn not_nested(v: &View, s: &Sentence, o: &Candidate) -> Option<usize> {
    let first = s.tokens.0 as usize;
    let start = o.tokens.0 as usize;
    if o.usage == Use::Preposition {
        return Some(start);
    }
    let p = (start > first).then(|| start - 1)?;
    let mut q = p;
    while q > first && v.is_adverb(q) {
        q -= 1;
    }
    if o.form == Form::Ing && (v.sign(q) == b',' || v.ends_quote(q) && q > first && v.sign(q - 1) == b',') {
        return Some(q + (v.sign(q) != b',') as usize);
    }
    if v.frame(q) == Frame::And && v.text.word(q).len() <= 3 {
        return Some(if q > first && v.sign(q - 1) == b',' { q - 1 } else { q });
    }
    // ", while Rossi said", "; Rossi said", ", who said"
    let subject = o.subject.filter(|t| (t.1 as usize) <= start).map_or(start, |t| t.0 as usize);
    let r = subject.checked_sub(1).filter(|&r| r >= first)?;
    if v.sign(r) == b';' {
        return Some(r);
    }
    let conjunction = matches!(v.frame(r), Frame::Subordinate | Frame::As) || v.frame(r) == Frame::And;
    if conjunction && r > first && v.sign(r - 1) == b',' {
        return Some(r - 1);
    }
    // "When asked about it, Rossi said": a clause of time or place before the main one ends at its comma
    let comma = v.sign(r) == b',' || v.ends_quote(r) && r > first && v.sign(r - 1) == b',';
    let end = o.tokens.1 as usize;
    if comma && o.usage == Use::Verb && subject < start && !preposed(v, s, subject) && end < s.tokens.1 as usize && !matches!(v.mark(end), "." | "!" | "?") {
        return Some(r + (v.sign(r) != b',') as usize);
    }
    // "Rossi, who said it was late, said": the clause inside the subject ends at the comma before the verb
    if v.sign(p) == b',' && o.usage == Use::Verb && subject < start && start - subject > 3 {
        return Some(p);
    }
    let relative = (subject..start).find(|&j| v.frame(j) == Frame::Relative);
    if let Some(j) = relative.filter(|&j| j > first && v.sign(j - 1) == b',') {
        return Some(j - 1);
    }
    None
}

/// Where a clause begins that stands beside the one before: "; Rossi said", ", but Rossi said", or another "according to".
pub fn beside(v: &View, s: &Sentence, o: &Candidate) -> Option<usize> {
    let subject = || o.subject.is_some_and(|t| t.1 <= o.tokens.0);
    let joins = |cut: usize| v.sign(cut) == b';' || v.sign(cut) == b',' && matches!(v.frame(cut + 1), Frame::And | Frame::Subordinate) && subject();
    not_nested(v, s, o).filter(|&cut| o.usage == Use::Preposition || joins(cut))
}

/// Whether words of content stand before the subject, set off by a comma or the end of a quotation.
pub fn preposed(v: &View, s: &Sentence, subject: usize) -> bool {
    let first = s.tokens.0 as usize;
    let p = subject - 1;
    let speech =
        |j: usize| v.ends_quote(j) && (v.speech(j).is_some() || v.quoted(first) == v.quoted(j) || j > first && matches!(v.mark(j - 1), "," | "?" | "!"));
    if speech(p) || v.sign(p) == b',' && p > first && speech(p - 1) {
        return true;
    }
    if !matches!(v.mark(p), "," | "\u{2014}" | "\u{2013}") || p - first < 3 {
        return false;
    }
    // a clause, not a phrase of time or place: it has a verb
    let verb = (first..p).any(|j| matches!(v.frame(j), Frame::Be | Frame::Have | Frame::Will | Frame::Do) || v.bytes(j).ends_with(b"ed"));
    verb && !opens_adverbial(v, first, p)
}

/// Whether a phrase or clause of time, place or manner stands from `first` to the comma at `p`.
pub fn opens_adverbial(v: &View, first: usize, p: usize) -> bool {
    let first = if v.frame(first) == Frame::And && first + 1 < p { first + 1 } else { first };
    let participle = v.bytes(first).ends_with(b"ed") && v.kind(first) == Kind::Word;
    participle
        || v.frame(first) == Frame::Wh
        || v.is(first, Role::Preposition) && v.frame(first) != Frame::Of
        || v.frame(first) == Frame::Subordinate
        || matches!(v.frame(first), Frame::In | Frame::For | Frame::On | Frame::As | Frame::Whether | Frame::By | Frame::With | Frame::From)
        || v.bytes(first).ends_with(b"ing")
        || v.is_adverb(first)
        || p - first <= 6 && (first..p).any(|j| v.roles(j).has_any(&[Role::Weekday, Role::Month, Role::TimeUnit]))
}
