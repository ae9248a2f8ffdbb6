//! Who a source is: its class, from what its phrase is made of.

use super::anonymity;
use super::antecedents::Entities;
use super::chunks::head;
use super::cues;
use super::flags::Flag;
use super::names::is_part;
use super::people::leader;
use super::subjects::{self, SubjectKind};
use super::view::View;
use super::{Attribution, Publisher, Source, SourceClass};
use crate::lexicon::entry::CueUse;
use crate::lexicon::{Frame, Role, RoleSet};
use crate::segment::Kind;
use crate::segment::words::Shape;
use crate::text::fold;
use rustc_hash::FxHashSet;

/// A source that is not yet classed.
pub fn source(v: &View, tokens: (u32, u32)) -> Source {
    let span = v.text.span(tokens);
    Source { tokens, span, class: SourceClass::None, named: span, resolved: None, reason: None }
}

/// Classes all sources in order, so that pronouns, descriptions and surnames find the name before them.
pub fn classify(v: &View, publisher: &Publisher, attributions: &mut [Attribution]) {
    let own: Vec<String> = publisher.names.iter().map(|n| folded(n)).filter(|n| !n.is_empty()).collect();
    let kinds: Vec<SubjectKind> = attributions.iter().map(|a| a.source.as_ref().map_or(SubjectKind::None, |s| kind(v, a.sentence, s))).collect();
    for (a, &kind) in attributions.iter_mut().zip(&kinds).filter(|(_, kind)| **kind == SubjectKind::Name) {
        let Some(s) = &mut a.source else { continue };
        s.class = class(v, s.tokens.0 as usize, s.tokens.1 as usize, kind);
    }
    companies(v, attributions);
    let people = attributions.iter().filter_map(|a| a.source.as_ref()).filter(|s| s.class == SourceClass::NamedPerson).map(|s| s.tokens);
    let mut known = Entities::new(v, people);
    for (a, kind) in attributions.iter_mut().zip(kinds) {
        let Some(source) = &mut a.source else { continue };
        let (from, to) = (source.tokens.0 as usize, source.tokens.1 as usize);
        // a surname that opens its sentence may be a common word too
        let kind = if matches!(kind, SubjectKind::Vague | SubjectKind::Other | SubjectKind::Role) && known.is_surname(v, from, leader(v, from, to).1) {
            SubjectKind::Name
        } else {
            kind
        };
        source.class = match kind {
            SubjectKind::None => SourceClass::None,
            SubjectKind::Pronoun | SubjectKind::It | SubjectKind::First | SubjectKind::Second => SourceClass::Pronoun,
            SubjectKind::Relative => relative(v, source),
            // "Q: ... A: ...": a letter for whoever asks and answers
            _ if to == from + 1 && v.bytes(from).len() == 1 && v.has(from, Shape::CAPITAL) => SourceClass::Pronoun,
            // a name by its own kind was classed above
            SubjectKind::Name if source.class != SourceClass::None => source.class,
            _ => class(v, from, to, kind),
        };
        if matches!(source.class, SourceClass::Anonymous | SourceClass::Document) {
            source.class = figures(v, from, head(v, from, to), a.cue.0 as usize).unwrap_or(source.class);
        }
        // who signs a post has a name there, whatever it is: "— shook in tarn (@tarnbama)"
        let dash = v.kind(a.cue.0 as usize) == Kind::Punct && v.sign(a.cue.0 as usize) != b':';
        let signs = || cues::handle(v, &v.text.sentences[a.sentence as usize], a.cue.0 as usize).is_some();
        if dash && matches!(source.class, SourceClass::Vague | SourceClass::Anonymous) && signs() {
            source.class = SourceClass::NamedPerson;
        }
        if !source.class.is_identified() && (anonymity::is_granted(v, a.sentence) || anonymity::is_privy(v, a.sentence, (from, to))) {
            source.class = SourceClass::Anonymous;
        }
        let the = v.is(from, Role::Determiner) && v.text.word(from).eq_ignore_ascii_case("the") && to > from + 1;
        let head = head(v, from, to);
        let one = the && !v.bytes(head).ends_with(b"s");
        let someone = kind == SubjectKind::Role && source.class == SourceClass::Anonymous || v.roles(head).has_any(&[Role::Feminine, Role::Masculine]);
        if is_self(v, from, to) {
            source.class = SourceClass::Own;
        }
        match kind {
            SubjectKind::Pronoun | SubjectKind::It => known.pronoun(v, source, a.cue, a.sentence),
            SubjectKind::First | SubjectKind::Second | SubjectKind::Relative | SubjectKind::None => {}
            SubjectKind::Role | SubjectKind::Vague | SubjectKind::Other if one && someone => known.description(v, source, a.sentence),
            SubjectKind::Organisation if one => known.body(v, source, a.sentence),
            _ => known.named(v, source, a.sentence),
        }
        if !own.is_empty() {
            let name = folded(v.text.slice(source.name()));
            if own.iter().any(|o| name == *o || name.ends_with(&format!(" {o}")) || name.starts_with(&format!("{o} "))) {
                source.class = SourceClass::Own;
            }
        }
        if source.class == SourceClass::Anonymous {
            source.reason = anonymity::reason(v, a.sentence);
        }
    }
}

/// What "figures" are: numbers in "according to Harbour Department figures" and "council figures show", people in "senior council figures".
fn figures(v: &View, from: usize, head: usize, cue: usize) -> Option<SourceClass> {
    let either = v.is(head, Role::DocumentNoun) && v.is(head, Role::AnonymousNoun);
    let ranked = || (from..head).any(|j| v.is(j, Role::AnonymousRank) && !v.is(j, Role::OrganisationNoun));
    let told = || v.roles(cue).has_any(&[Role::Crediting, Role::FindingVerb]);
    match () {
        _ if !either => None,
        _ if ranked() => Some(SourceClass::Anonymous),
        _ => told().then_some(SourceClass::Document),
    }
}

/// "Harbour" behind "Harbour Foods" is the company, unless somebody of the text has the name.
fn companies(v: &View, attributions: &mut [Attribution]) {
    let single = |s: &&mut Source| s.class == SourceClass::NamedPerson && s.tokens.1 == s.tokens.0 + 1 && is_part(v, s.tokens.0 as usize);
    let mut sources = attributions.iter_mut().filter_map(|a| a.source.as_mut()).filter(single).peekable();
    if sources.peek().is_none() {
        return;
    }
    let (mut companies, mut people) = (FxHashSet::default(), FxHashSet::default());
    let mut from = 0;
    while let Some(i) = v.flags.next(from, v.text.tokens.len(), Flag::CAPITAL) {
        from = i + 1;
        if i > 0 && v.has(i - 1, Shape::CAPITAL) && v.roles(i - 1).has_any(&[Role::FirstName, Role::PersonTitle]) {
            people.insert(v.bytes(i));
        } else if from < v.text.tokens.len() && v.is(from, Role::CompanySuffix) && v.has(from, Shape::CAPITAL) {
            companies.insert(v.bytes(i));
        }
    }
    for source in sources {
        let name = v.bytes(source.tokens.0 as usize);
        if companies.contains(name) && !people.contains(name) {
            source.class = SourceClass::Organisation;
        }
    }
}

/// What a source's phrase is made of: "the Republican incumbent" and "a Rossi campaign official" are roles, though a capital stands in them.
fn kind(v: &View, sentence: u32, source: &Source) -> SubjectKind {
    let (from, to) = leader(v, source.tokens.0 as usize, source.tokens.1 as usize);
    let kind = subjects::kind(v, &v.text.sentences[sentence as usize], from, to);
    let head = head(v, from, to);
    // "a spokesman for the Harbour Party, Karl Beyer"
    let apposed = (from + 1..to).any(|j| v.sign(j - 1) == b',' && v.has(j, Shape::CAPITAL) && v.roles(j).has_any(&[Role::FirstName, Role::PersonTitle]));
    if kind == SubjectKind::Name && v.is(head, Role::RoleNoun) && !v.has(head, Shape::CAPITAL) && !apposed && !ends_on_name(v, from, to) {
        return SubjectKind::Role;
    }
    // "Teacher calls for calm": a headline leaves out its articles
    let headline = || v.cue(to, CueUse::FINITE) && v.bytes(to).ends_with(b"s") && from == v.text.sentences[sentence as usize].tokens.0 as usize;
    if kind == SubjectKind::Name && to == from + 1 && to < v.text.tokens.len() && v.is(from, Role::RoleNoun) && headline() {
        return SubjectKind::Role;
    }
    // "a council document seen": of an organisation and its document, what stands last
    let last = || (from..=head).rev().find(|&j| v.roles(j).has_any(&[Role::OrganisationNoun, Role::DocumentNoun]));
    let paper = kind == SubjectKind::Organisation && last().is_some_and(|j| v.is(j, Role::DocumentNoun) && !v.is(j, Role::OrganisationNoun));
    let own = |r: Role| v.is(head, r);
    match kind {
        _ if paper => SubjectKind::Document,
        // "a survey of voters", "the inspector general report": what it is, not who stands beside it
        SubjectKind::Role | SubjectKind::Vague
            if own(Role::DocumentNoun) && !v.roles(head).has_any(&[Role::RoleNoun, Role::VagueGroup, Role::AnonymousNoun, Role::OrganisationNoun]) =>
        {
            SubjectKind::Document
        }
        // "the growers association"
        SubjectKind::Role if own(Role::OrganisationNoun) && !own(Role::RoleNoun) => SubjectKind::Organisation,
        _ => kind,
    }
}

/// "former secretary of the harbour Jana Holt": a role without an article needs a name, and a first name begins it.
fn ends_on_name(v: &View, from: usize, to: usize) -> bool {
    let capital = |j: &usize| v.kind(*j) == Kind::Word && v.has(*j, Shape::CAPITAL);
    let name = (from..to).rev().take_while(capital).last().unwrap_or(to);
    name > from
        && to - name >= 2
        && v.is(name, Role::FirstName)
        && !v.is(name - 1, Role::Preposition)
        && !v.roles(from).has_any(&[Role::Determiner, Role::Possessive])
}

/// "officials who said": the class of the phrase that the relative pronoun takes up.
fn relative(v: &View, source: &Source) -> SourceClass {
    let (from, to) = (source.tokens.0 as usize, source.tokens.1 as usize - 1);
    if from == to {
        return SourceClass::Pronoun;
    }
    let class = class(v, from, to, subjects::kind(v, &v.text.sentences[v.text.sentence_of(from)], from, to));
    // "a guard who said so": a guard may be a body of men, "who" is a person
    let somebody = class == SourceClass::Organisation && v.bytes(to) == b"who" && v.is(head(v, from, to), Role::RoleNoun);
    if somebody { SourceClass::Anonymous } else { class }
}

/// "this newspaper", "our campaign", "we at the Tideline": the publication speaks of itself.
fn is_self(v: &View, from: usize, to: usize) -> bool {
    let (first, head) = (v.text.word(from), head(v, from, to));
    let shown = first.eq_ignore_ascii_case("this") && v.is(head, Role::MediaNoun);
    let our = v.is(from, Role::Possessive) && first.eq_ignore_ascii_case("our") && head > from && v.is(head, Role::OrganisationNoun);
    let at = from >= 2 && v.is(from - 1, Role::Preposition) && v.text.word(from - 1).eq_ignore_ascii_case("at") && v.frame(from - 2) == Frame::First;
    shown || our || at
}

fn folded(name: &str) -> String {
    let mut out = String::new();
    fold(name, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The class of a noun phrase.
fn class(v: &View, from: usize, to: usize, kind: SubjectKind) -> SourceClass {
    // a group is what its leader is
    let (from, to) = leader(v, from, to);
    let roles = v.all_roles(from, to);
    let has = |r: Role| roles.has(r);
    let head = head(v, from, to);
    if has(Role::Withheld) {
        return SourceClass::Anonymous;
    }
    let capital = |j: usize| v.kind(j) == Kind::Word && v.has(j, Shape::CAPITAL);
    match kind {
        SubjectKind::Name => {
            // "Harbour Party spokeswoman Tilla Gorn" is a person: only what stands behind the role counts
            let office = |j: usize| !capital(j) && v.is(j, Role::RoleNoun) && !v.is(j, Role::OrganisationNoun) && capital(j + 1) && capital(j + 2);
            let from = (from..to.saturating_sub(2)).rev().find(|&j| office(j)).map_or(from, |j| j + 1);
            // "Ana Rossi of the Harbour Board" is a person: only what stands before the preposition counts
            let stem = (from + 1..to).find(|&j| v.kind(j) == Kind::Word && v.is(j, Role::Preposition) && !v.has(j, Shape::CAPITAL)).unwrap_or(to);
            let named = |end: usize| (from..end).filter(move |&j| capital(j) && !(j == from && v.is_small(j)));
            let end = if named(stem).next().is_some() { stem } else { to };
            let (count, of_names) = named(end).fold((0, RoleSet::default()), |(n, all), j| (n + 1, all | v.roles(j)));
            let own = |r: Role| of_names.has(r);
            match () {
                // "Harbour League supporters", "state officials": a group that only borrows the name
                _ if !capital(head) && (v.is(head, Role::VagueGroup)) => SourceClass::Vague,
                _ if !capital(head) && v.is(head, Role::AnonymousNoun) && v.bytes(head).ends_with(b"s") => SourceClass::Anonymous,
                _ if !capital(head) && v.is(head, Role::DocumentNoun) => SourceClass::Document,
                _ if !capital(head) && v.is(head, Role::OrganisationNoun) => SourceClass::Organisation,
                _ if own(Role::PersonTitle) || own(Role::FirstName) => SourceClass::NamedPerson,
                _ if own(Role::OrganisationSuffix) || own(Role::OrganisationNoun) => SourceClass::Organisation,
                // "ROSSI: ..." is a speaker of a transcript
                _ if to < v.text.tokens.len() && v.mark(to) == ":" && count == to - from => SourceClass::NamedPerson,
                _ if named(end).any(|j| v.has(j, Shape::UPPER)) || own(Role::Place) => SourceClass::Organisation,
                // "Analysts at Kestrel Research" are of a firm
                _ if own(Role::DocumentNoun) && stem < to => SourceClass::Organisation,
                _ if own(Role::DocumentNoun) => SourceClass::Document,
                _ if v.is(from, Role::Determiner) && !has(Role::RoleNoun) => SourceClass::Organisation,
                // "Harbour, which runs the ferries": "which" takes up no person
                _ if to + 1 < v.text.tokens.len() && v.sign(to) == b',' && v.text.word(to + 1) == "which" => SourceClass::Organisation,
                _ => SourceClass::NamedPerson,
            }
        }
        SubjectKind::Vague => SourceClass::Vague,
        SubjectKind::Role if v.is(head, Role::VagueGroup) => SourceClass::Vague,
        // "a spokesman for the ministry" speaks for a body that can be asked
        SubjectKind::Role if v.bytes(head).starts_with(b"spokes") && (has(Role::OrganisationNoun) || (head + 1..to).any(capital)) => SourceClass::Organisation,
        // "the head of the port office", "a harbour board member" are somebody; "a property developer" and "council leaders" may be asked as a body
        SubjectKind::Role if !v.is(head, Role::OrganisationNoun) && !v.bytes(head).ends_with(b"s") && !v.bytes(head).starts_with(b"spokes") => {
            SourceClass::Anonymous
        }
        SubjectKind::Role if has(Role::OrganisationNoun) && !v.is(head, Role::AnonymousNoun) => SourceClass::Organisation,
        SubjectKind::Role if (from..head).any(|j| capital(j) && (v.has(j, Shape::UPPER) || v.is(j, Role::OrganisationSuffix))) => SourceClass::Organisation,
        SubjectKind::Role => SourceClass::Anonymous,
        SubjectKind::Organisation => SourceClass::Organisation,
        SubjectKind::Document => SourceClass::Document,
        _ => SourceClass::Vague,
    }
}
