//! Who a source is: its class, and the name that a pronoun or description stands for.

use super::subjects::{self, SubjectKind};
use super::view::View;
use super::{Attribution, Publisher, Source, SourceClass};
use crate::lexicon::{Frame, Role};
use crate::segment::Kind;
use crate::segment::words::Shape;
use crate::text::{Span, fold};

/// A source that is not yet classed.
pub fn source(v: &View, tokens: (u32, u32)) -> Source {
    Source { tokens, span: v.text.span(tokens), class: SourceClass::None, resolved: None }
}

/// How many names back a pronoun, a description or a surname may reach.
const REACH: usize = 200;

/// Classes all sources in order, so that pronouns and surnames find the name before them.
pub fn classify(v: &View, publisher: &Publisher, attributions: &mut [Attribution]) {
    let own: Vec<String> = publisher.names.iter().map(|n| folded(n)).collect();
    let mut known: Vec<(Span, SourceClass)> = Vec::new();
    for a in attributions {
        let sentence = v.text.sentences[a.sentence as usize];
        let Some(source) = &mut a.source else { continue };
        let (from, to) = (source.tokens.0 as usize, source.tokens.1 as usize);
        let kind = subjects::kind(v, &sentence, from, to);
        source.class = match kind {
            SubjectKind::Pronoun | SubjectKind::It | SubjectKind::Relative => resolve(v, source, kind, from, &known),
            SubjectKind::First | SubjectKind::Second => SourceClass::Pronoun,
            SubjectKind::None => SourceClass::None,
            _ => class(v, from, to, kind),
        };
        if kind == SubjectKind::Role && source.class == SourceClass::Anonymous {
            describe(v, source, from, &known);
        }
        if is_self(v, from, to) {
            source.class = SourceClass::Own;
        }
        if source.class == SourceClass::NamedPerson && kind == SubjectKind::Name {
            surname(v, source, from, to, &known);
        }
        let name = folded(v.text.slice(source.resolved.unwrap_or(source.span)));
        if own.iter().any(|o| !o.is_empty() && (name == *o || name.ends_with(&format!(" {o}")) || name.starts_with(&format!("{o} ")))) {
            source.class = SourceClass::Own;
        }
        if matches!(source.class, SourceClass::NamedPerson | SourceClass::Organisation | SourceClass::Document | SourceClass::Own) && source.resolved.is_none()
        {
            known.push((source.span, source.class));
        }
    }
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

/// A pronoun stands for the last fitting source: "it" for a body or paper, "he", "she" and "they" for anybody.
fn resolve(v: &View, source: &mut Source, kind: SubjectKind, from: usize, known: &[(Span, SourceClass)]) -> SourceClass {
    if kind == SubjectKind::Relative && source.tokens.1 - source.tokens.0 > 1 {
        let antecedent = subjects::kind(v, &v.text.sentences[v.text.sentence_of(from)], from, source.tokens.1 as usize - 1);
        return class(v, from, source.tokens.1 as usize - 1, antecedent);
    }
    let thing = |c: &SourceClass| matches!(c, SourceClass::Organisation | SourceClass::Document);
    let fits = |c: &SourceClass| {
        if kind == SubjectKind::It { thing(c) } else { v.frame(from) != Frame::Nominative || *c == SourceClass::NamedPerson || v.text.word(from).len() == 4 }
    };
    match known.iter().rev().take(REACH).find(|(_, c)| fits(c)) {
        Some(&(span, class)) => {
            source.resolved = Some(span);
            class
        }
        None => SourceClass::Pronoun,
    }
}

/// "the minister" is the last person who was named with that role; else a description of somebody unnamed.
fn describe(v: &View, source: &mut Source, from: usize, known: &[(Span, SourceClass)]) {
    let definite = v.is(from, Role::Determiner) && v.text.word(from).eq_ignore_ascii_case("the");
    let singular = !v.text.word(source.tokens.1 as usize - 1).ends_with('s');
    if !(definite && singular) {
        return;
    }
    if let Some(&(span, class)) = known.iter().rev().take(REACH).find(|(_, c)| *c == SourceClass::NamedPerson) {
        source.resolved = Some(span);
        source.class = class;
    }
}

/// A surname alone stands for the full name that was given before.
fn surname(v: &View, source: &mut Source, from: usize, to: usize, known: &[(Span, SourceClass)]) {
    let last = v.text.word(to - 1);
    let short = (from..to).filter(|&j| v.kind(j) == Kind::Word && v.has(j, Shape::CAPITAL) && !v.is(j, Role::PersonTitle)).count() == 1;
    if !short {
        return;
    }
    let full = known.iter().rev().take(REACH).find(|(span, c)| {
        *c == SourceClass::NamedPerson && v.text.slice(*span).split(|ch: char| !ch.is_alphanumeric() && ch != '-').any(|w| w == last) && span.len() > last.len()
    });
    source.resolved = full.map(|f| f.0);
}

/// The class of a noun phrase.
fn class(v: &View, from: usize, to: usize, kind: SubjectKind) -> SourceClass {
    let has = |r: Role| (from..to).any(|j| v.is(j, r));
    let head = head(v, from, to);
    if has(Role::Withheld) {
        return SourceClass::Anonymous;
    }
    let capital = |j: usize| v.kind(j) == Kind::Word && v.has(j, Shape::CAPITAL);
    match kind {
        SubjectKind::Name => {
            // "Ana Rossi of the Harbour Board" is a person: only what stands before the preposition counts
            let stem = (from + 1..to).find(|&j| v.kind(j) == Kind::Word && v.is(j, Role::Preposition) && !v.has(j, Shape::CAPITAL)).unwrap_or(to);
            let named = |end: usize| (from..end).filter(|&j| capital(j) && !(j == from && v.is_small(j))).collect::<Vec<usize>>();
            let names = Some(named(stem)).filter(|n| !n.is_empty()).unwrap_or_else(|| named(to));
            let own = |r: Role| names.iter().any(|&j| v.is(j, r));
            match () {
                // "Harbour League supporters", "state officials": a group that only borrows the name
                _ if !capital(head) && (v.is(head, Role::VagueGroup)) => SourceClass::Vague,
                _ if !capital(head) && v.is(head, Role::AnonymousNoun) && v.text.word(head).ends_with('s') => SourceClass::Anonymous,
                _ if !capital(head) && v.is(head, Role::DocumentNoun) => SourceClass::Document,
                _ if !capital(head) && v.is(head, Role::OrganisationNoun) => SourceClass::Organisation,
                _ if own(Role::PersonTitle) || own(Role::FirstName) => SourceClass::NamedPerson,
                _ if own(Role::OrganisationSuffix) || own(Role::OrganisationNoun) => SourceClass::Organisation,
                // "ROSSI: ..." is a speaker of a transcript
                _ if to < v.text.tokens.len() && v.mark(to) == ":" && names.len() == to - from => SourceClass::NamedPerson,
                _ if names.iter().any(|&j| v.has(j, Shape::UPPER)) || own(Role::Place) => SourceClass::Organisation,
                _ if own(Role::DocumentNoun) => SourceClass::Document,
                _ if v.is(from, Role::Determiner) && !has(Role::RoleNoun) => SourceClass::Organisation,
                _ => SourceClass::NamedPerson,
            }
        }
        SubjectKind::Vague => SourceClass::Vague,
        SubjectKind::Role if v.is(head, Role::VagueGroup) => SourceClass::Vague,
        // "a spokesman for the ministry" speaks for a body that can be asked
        SubjectKind::Role if has(Role::OrganisationNoun) && !v.is(head, Role::AnonymousNoun) => SourceClass::Organisation,
        SubjectKind::Role => SourceClass::Anonymous,
        SubjectKind::Organisation => SourceClass::Organisation,
        SubjectKind::Document => SourceClass::Document,
        _ => SourceClass::Vague,
    }
}

/// The head of a noun phrase: its last word, or the last before a preposition.
fn head(v: &View, from: usize, to: usize) -> usize {
    let end = (from + 1..to).find(|&j| v.kind(j) == Kind::Word && v.is(j, Role::Preposition) && !v.has(j, Shape::CAPITAL)).unwrap_or(to);
    (from..end).rev().find(|&j| v.kind(j) == Kind::Word && !v.has(j, Shape::CLITIC)).unwrap_or(from)
}
