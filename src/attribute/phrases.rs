//! Subjects: the noun phrase before a verb, over appositions and clauses that stand between, and that of a whole clause.

use super::chunks::{chunk_left, head, np_right};
use super::people::is_called_so;
use super::view::View;
use crate::lexicon::entry::CueUse;
use crate::lexicon::inflect::Form;
use crate::lexicon::{Frame, Role};
use crate::segment::words::Shape;
use crate::segment::{Kind, Sentence};

/// How far an apposition between a subject and its verb may reach, in tokens.
const APPOSITION: usize = 22;

/// How many tokens a dateline may have.
const DATELINE: usize = 12;

/// The subject of the finite verb that stands before token `i`.
pub fn clause_subject(v: &View, s: &Sentence, i: usize) -> Option<(usize, usize)> {
    let first = s.tokens.0 as usize;
    let mut j = i;
    while j > first {
        j -= 1;
        if v.speech(j).is_some() {
            j = v.quote_tokens(v.quoted(j) as usize).0.max(first);
            continue;
        }
        let auxiliary = matches!(v.frame(j), Frame::Be | Frame::Have | Frame::Will | Frame::Do);
        let past = v.kind(j) == Kind::Word && !v.has(j, Shape::CAPITAL) && (v.bytes(j).ends_with(b"ed") || v.cue(j, CueUse::FINITE));
        let attributive =
            || j > first && (v.has(j - 1, Shape::CLITIC) || v.is(j - 1, Role::Determiner) || v.is(j - 1, Role::Possessive) || v.is(j - 1, Role::Preposition));
        if (auxiliary || past && !attributive())
            && let Some(range) = np_left(v, s, j)
            && (auxiliary || !is_object(v, s, j, range.0))
        {
            return Some(range);
        }
    }
    // no verb was found: the phrase that opens the sentence
    let start = (after_dateline(v, s).min(i)..i).find(|&j| v.is_word(j) && !v.is_adverb(j) && v.frame(j) != Frame::And && !v.is(j, Role::Preposition))?;
    let (mut a, mut b) = np_right(v, s, start).filter(|r| r.1 <= i)?;
    // "Monday afternoon Minister Rossi stood": no day before the name, and no verb behind it
    let known = |j: usize| v.roles(j).has_any(&[Role::RoleNoun, Role::OrganisationNoun, Role::DocumentNoun, Role::VagueGroup]);
    while a + 1 < b && v.roles(a).has_any(&[Role::Weekday, Role::TimeUnit]) {
        a += 1;
    }
    // "the mayor made this": a phrase that a determiner follows ends in its verb
    if b > a + 1 && b < i && v.is(b, Role::Determiner) && v.kind(b - 1) == Kind::Word && !v.has(b - 1, Shape::CAPITAL) && !known(b - 1) {
        b -= 1;
    }
    if (a..b).any(|j| v.is_name(j, s)) {
        while b > a + 1 && matches!(v.kind(b - 1), Kind::Word | Kind::Number) && !v.has(b - 1, Shape::CAPITAL) && !known(b - 1) {
            b -= 1;
        }
    }
    Some((a, b))
}

/// Where a sentence begins behind "PORT ELLERY (Agency) - ".
fn after_dateline(v: &View, s: &Sentence) -> usize {
    let first = s.tokens.0 as usize;
    let dash = |j: &usize| matches!(v.mark(*j), "-" | "\u{2013}" | "\u{2014}" | "--") && v.has(*j, Shape::SPACED);
    let place = v.kind(first) == Kind::Word && v.has(first, Shape::UPPER) && v.text.word(first).len() > 2;
    (first..(first + DATELINE).min(s.tokens.1 as usize)).find(dash).filter(|_| place).map_or(first, |dash| dash + 1)
}

/// "cut its profit forecast": a noun that may be a verb too, at the end of a phrase that a verb governs.
fn is_object(v: &View, s: &Sentence, word: usize, phrase: usize) -> bool {
    let noun = !v.bytes(word).ends_with(b"ed") && v.text.word(word) != "said";
    let determined = v.roles(phrase).has_any(&[Role::Possessive, Role::Determiner]) && phrase > s.tokens.0 as usize;
    noun && determined && {
        let before = phrase - 1;
        let plain = v.kind(before) == Kind::Word && v.frame(before) == Frame::None && !v.has(before, Shape::CAPITAL);
        let joins = v.roles(before).has_any(&[Role::Preposition, Role::Conjunction, Role::Adverb, Role::RoleNoun, Role::TimeUnit, Role::Weekday]);
        plain && !joins && !v.cue(before, CueUse::ANY)
    }
}

/// The noun phrase that ends directly before token `i`, over adverbs, auxiliaries, days, and appositions.
pub fn np_left(v: &View, s: &Sentence, i: usize) -> Option<(usize, usize)> {
    let first = s.tokens.0 as usize;
    let mut j = i;
    while j > first
        && (is_between(v, s, j - 1)
            || v.is(j - 1, Role::Aspect) && v.bytes(j).ends_with(b"ing")
            || j > first + 1
                && matches!(v.frame(j - 2), Frame::Have | Frame::Will | Frame::Be)
                && v.frame(j - 1) == Frame::None
                && v.kind(j - 1) == Kind::Word
                && !v.has(j - 1, Shape::CAPITAL))
    {
        j -= 1;
    }
    if i > first && is_called_so(v, s, i - 1) {
        return Some((i - 1, i));
    }
    if j == first {
        return None;
    }
    let k = j - 1;
    match v.mark(k) {
        // "Rossi Jr. said", "Tarn Foods Inc. said": a stop inside a sentence ends an abbreviation
        "." if k > first && v.kind(k - 1) == Kind::Word && v.has(k - 1, Shape::CAPITAL) => return chunk_left(v, s, k - 1).map(|(a, _)| (a, j)),
        "," | "\u{2014}" | "\u{2013}" | "--" | ")" => return over_apposition(v, s, k),
        // "harbour - a small one - said", but not "a 75-year-old"
        "-" if v.has(k, Shape::SPACED) => return over_apposition(v, s, k),
        "" => {}
        _ => return None,
    }
    match v.frame(k) {
        Frame::And => return clause_subject(v, s, k),
        Frame::Relative => {
            let antecedent = if k > first { if v.sign(k - 1) == b',' { k.checked_sub(2) } else { Some(k - 1) } } else { None };
            let ante = antecedent.filter(|&a| a >= first && v.is_word(a)).and_then(|a| chunk_left(v, s, a));
            return Some((ante.map_or(k, |a| a.0), k + 1));
        }
        Frame::That => return (k > first && v.is_word(k - 1)).then(|| chunk_left(v, s, k - 1)).flatten().map(|r| (r.0, k + 1)),
        Frame::Nominative | Frame::First | Frame::Second | Frame::It => return Some((k, k + 1)),
        Frame::None => {}
        _ => return None,
    }
    // "it further wrote": a small word between a pronoun and its verb
    if k > first && v.kind(k) == Kind::Word && !v.has(k, Shape::CAPITAL | Shape::CLITIC) && matches!(v.frame(k - 1), Frame::Nominative | Frame::First) {
        return Some((k - 1, k));
    }
    let near = chunk_left(v, s, k)?;
    let near = over_relative(v, s, near.0).unwrap_or_else(|| over_modifiers(v, s, near));
    Some(holder(v, s, near).unwrap_or(near))
}

/// How many words may stand before the noun of an office: "chief executive officer".
const OFFICE: usize = 3;

/// "Rossi, director of the clinic said", "Rossi, director of the clinic, a charity, said": an office without an article is that of the name before it.
pub fn holder(v: &View, s: &Sentence, office: (usize, usize)) -> Option<(usize, usize)> {
    let first = s.tokens.0 as usize;
    let noun = |j: usize| v.is(j, Role::RoleNoun) && !v.has(j, Shape::CAPITAL) && !v.bytes(j).ends_with(b"s");
    let bare = office.0 > first + 1 && v.sign(office.0 - 1) == b',' && !v.is(office.0, Role::Determiner) && !v.is(office.0, Role::Possessive);
    let links = (office.0..office.1).find(|&j| v.is(j, Role::Preposition)).is_some_and(|of| of <= office.0 + OFFICE && of > office.0 && noun(of - 1));
    let before = office.0.checked_sub(2).filter(|&k| bare && links && v.kind(k) == Kind::Word && v.has(k, Shape::CAPITAL));
    let name = before.and_then(|k| chunk_left(v, s, k))?;
    let placed = name.0 > first && v.is(name.0 - 1, Role::Preposition);
    (!placed && name.1 - name.0 > 1 && v.has(name.0, Shape::CAPITAL)).then_some(name)
}

/// How many phrases may hang on a subject between its head and its verb.
const MODIFIERS: usize = 3;

/// "marchers on the quay said", "a poll released in August found": the phrase before the verb hangs on the subject by a preposition or a participle.
fn over_modifiers(v: &View, s: &Sentence, near: (usize, usize)) -> (usize, usize) {
    let first = s.tokens.0 as usize;
    let mut found = near;
    for _ in 0..MODIFIERS {
        let Some(link) = found.0.checked_sub(1).filter(|&l| l > first && v.kind(l) == Kind::Word && !v.has(l, Shape::CAPITAL)) else { break };
        let ends = |j: usize| v.bytes(j).ends_with(b"ed") || v.bytes(j).ends_with(b"ing");
        let mut head = link;
        if matches!(v.frame(head), Frame::Subordinate | Frame::As) {
            break;
        }
        if v.is(head, Role::Preposition) || v.frame(head) == Frame::To {
            head -= 1;
            // "released in August": the preposition hangs on a participle
            if head > first && v.kind(head) == Kind::Word && !v.has(head, Shape::CAPITAL) && ends(head) && noun_like(v, head - 1) {
                head -= 1;
            }
        } else if ends(link) && noun_like(v, link - 1) {
            head -= 1;
        } else {
            break;
        }
        if !noun_like(v, head) || v.bytes(head).ends_with(b"ed") {
            break;
        }
        match chunk_left(v, s, head) {
            Some(range) => found = range,
            None => break,
        }
    }
    found
}

/// A word that can be the last of a noun phrase.
fn noun_like(v: &View, j: usize) -> bool {
    v.kind(j) == Kind::Word
        && v.frame(j) == Frame::None
        && !v.is_adverb(j)
        && !v.roles(j).has_any(&[
            Role::Preposition,
            Role::Conjunction,
            Role::Auxiliary,
            Role::Modal,
            Role::Determiner,
            Role::Possessive,
            Role::SubjectPronoun,
            Role::ObjectPronoun,
            Role::Weekday,
        ])
        && (v.has(j, Shape::CAPITAL) || !v.cue(j, CueUse::ANY) || !v.lexicon.cues(v.word(j)).iter().any(|c| matches!(c.form, Form::Past | Form::Ing)))
}

/// "officials who spoke with the paper said": the phrase before the verb belongs to a relative clause, the subject stands before it.
fn over_relative(v: &View, s: &Sentence, start: usize) -> Option<(usize, usize)> {
    let first = s.tokens.0 as usize;
    let before = start.checked_sub(1).filter(|&b| b > first)?;
    let inside = v.is(before, Role::Preposition) || v.bytes(before).ends_with(b"ed") || v.cue(before, CueUse::VERB);
    if !inside || v.sign(before) == b',' {
        return None;
    }
    let relative = (start.saturating_sub(10).max(first + 1)..before)
        .rev()
        .take_while(|&j| v.kind(j) != Kind::Punct || v.sign(j) == b'-')
        .find(|&j| v.frame(j) == Frame::Relative)?;
    let antecedent = if v.sign(relative - 1) == b',' { relative.checked_sub(2)? } else { relative - 1 };
    (antecedent >= first && v.is_word(antecedent)).then(|| chunk_left(v, s, antecedent)).flatten()
}

/// Words that may stand between a subject and its verb.
fn is_between(v: &View, s: &Sentence, j: usize) -> bool {
    if v.kind(j) == Kind::Number {
        // "on Sept. 4", but not "the 14"
        return j > s.tokens.0 as usize && (v.is(j - 1, Role::Month) || v.sign(j - 1) == b'.' && j >= 2 && v.is(j - 2, Role::Month));
    }
    // "he's sought": a contracted verb
    if v.has(j, Shape::CLITIC) {
        return j > s.tokens.0 as usize && matches!(v.frame(j - 1), Frame::Nominative | Frame::First | Frame::It | Frame::Relative | Frame::That);
    }
    if v.kind(j) != Kind::Word {
        return v.sign(j) == b'.' && j > s.tokens.0 as usize && v.is(j - 1, Role::Month);
    }
    let time = v.is(j, Role::Weekday) || v.is(j, Role::Month) && v.has(j, Shape::CAPITAL);
    let on = matches!(v.frame(j), Frame::On | Frame::In) && j + 1 < s.tokens.1 as usize && (v.is(j + 1, Role::Weekday) || v.is(j + 1, Role::Month));
    let last = v.is(j, Role::TimeUnit) && j > s.tokens.0 as usize && matches!(v.text.word(j - 1), "last" | "this" | "that" | "next")
        || j + 1 < s.tokens.1 as usize && v.is(j + 1, Role::TimeUnit) && matches!(v.text.word(j), "last" | "this" | "next");
    time || on
        || last
        || v.is_adverb(j)
        || matches!(v.frame(j), Frame::Be | Frame::Have | Frame::Do | Frame::Will | Frame::Negation)
        || v.is(j, Role::Reflexive) && v.frame(j) == Frame::None
}

/// "Rossi, a teacher, said": from the closing comma back to the phrase before the opening one.
fn over_apposition(v: &View, s: &Sentence, close: usize) -> Option<(usize, usize)> {
    let first = s.tokens.0 as usize;
    let opening = |j: usize| match v.mark(close) {
        ")" => v.sign(j) == b'(',
        "," => v.sign(j) == b',',
        _ => matches!(v.mark(j), "\u{2014}" | "\u{2013}" | "--") || v.sign(j) == b'-' && v.has(j, Shape::SPACED),
    };
    let mut open = (close.saturating_sub(APPOSITION).max(first)..close).rev().find(|&j| opening(j))?;
    // "Rossi, 42, a teacher, said" has two appositions
    if v.sign(close) == b',' && open > first {
        let short = (open.saturating_sub(6).max(first)..open).rev().find(|&j| v.sign(j) == b',');
        if let Some(o) = short.filter(|&o| open - o <= 3 && v.kind(o + 1) == Kind::Number) {
            open = o;
        }
    }
    if v.sign(close) == b',' {
        open = before_list(v, first, open);
    }
    // "Rossi (Labour), who led the talks, said"
    let bracket = |j: usize| v.sign(j) == b')' && j > first;
    let before = open.checked_sub(1).filter(|&j| j >= first)?;
    let inner = if bracket(before) { (before.saturating_sub(BRACKET).max(first + 1)..before).rev().find(|&j| v.sign(j) == b'(')? - 1 } else { before };
    let k = Some(inner).filter(|&k| v.is_word(k))?;
    match v.frame(k) {
        Frame::Nominative | Frame::First | Frame::It => Some((k, k + 1)),
        Frame::None => {
            let near = chunk_left(v, s, k)?;
            // "the hospital's director, Dr. Amal Reyes, told": the name in the apposition says who it is
            let name =
                np_right(v, s, open + 1).is_some_and(|n| n.1 == close) && (open + 1..close).any(|j| v.roles(j).has_any(&[Role::PersonTitle, Role::FirstName]));
            let role = v.is(near.1 - 1, Role::RoleNoun) && !v.has(near.1 - 1, Shape::CAPITAL);
            if role && name {
                return Some((near.0, close));
            }
            let outer = outer_apposition(v, s, near);
            // "two engineers familiar with the dam, speaking on condition of anonymity, said"
            let whole = if outer == near { over_modifiers(v, s, near) } else { outer };
            // "a spokesman for the Harbour Party, Karl Beyer, said"
            let office = head(v, whole.0, whole.1);
            let named = name && whole.1 == near.1 && v.is(office, Role::RoleNoun) && !v.has(office, Shape::CAPITAL);
            Some(if named { (whole.0, close) } else { holder(v, s, whole).unwrap_or(whole) })
        }
        _ => None,
    }
}

/// How many tokens a bracket behind a name may have.
const BRACKET: usize = 8;

/// How far back the clause may begin of which a list is the end.
const LIST: usize = 40;

/// "Rossi, who had studied wages, nets and boats, said": from a comma of the list to the one that opens the clause. A name before the comma is
/// no item.
fn before_list(v: &View, first: usize, open: usize) -> usize {
    if open == first || v.has(open - 1, Shape::CAPITAL) || v.frame(open + 1) == Frame::Relative {
        return open;
    }
    let commas = (open.saturating_sub(LIST).max(first + 1)..open).rev().filter(|&j| v.sign(j) == b',');
    commas.take_while(|&j| v.frame(j + 1) != Frame::And).find(|&j| v.frame(j + 1) == Frame::Relative).unwrap_or(open)
}

/// "Rossi, head of the clinic in Port Sel, who was absent, said": the phrase before the clause may itself end an apposition.
fn outer_apposition(v: &View, s: &Sentence, near: (usize, usize)) -> (usize, usize) {
    let first = s.tokens.0 as usize;
    let hangs = near.0 > first && (v.is(near.0 - 1, Role::Preposition) || v.frame(near.0 - 1) == Frame::And);
    let apposed = near.0 > first + 1 && v.sign(near.0 - 1) == b',' && v.is(near.0, Role::Determiner);
    let open = (near.0.saturating_sub(APPOSITION).max(first + 1)..near.0).rev().find(|&j| v.sign(j) == b',').filter(|_| hangs || apposed);
    open.filter(|&o| (o + 1..near.0).all(|j| !matches!(v.frame(j), Frame::Be | Frame::Have | Frame::Will | Frame::Do | Frame::That)))
        .filter(|&o| v.is(o + 1, Role::Determiner) || v.is(o + 1, Role::RoleNoun))
        .filter(|&o| v.kind(o - 1) == Kind::Word && v.has(o - 1, Shape::CAPITAL))
        .and_then(|o| chunk_left(v, s, o - 1))
        .unwrap_or(near)
}
