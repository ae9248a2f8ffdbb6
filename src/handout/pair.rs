//! Questions on two texts beside each other, each drawn from something that the comparison found in both.

use super::model::Question;
use super::side::Side;
use super::words::cut;
use crate::attribute::Attribution;
use crate::compare::{Actor, Agreement, Comparison, Event, EventKind, LedgerGroup};
use crate::report::form::Form;
use crate::report::site::one_line;
use crate::report::words::{self as report_words, times};
use crate::text::{Place, Span};
use std::collections::BTreeMap;

/// Characters of a passage that is quoted.
const PASSAGE: usize = 120;
/// Letters of a name's last word for it to tell two people apart.
const SURNAME: usize = 4;

/// At most `n` questions on both texts; the first of each kind go before the second.
pub fn questions(sides: &[Side], comparison: &Comparison, n: usize) -> Vec<Question> {
    let [a, b] = sides else { return Vec::new() };
    let kinds = [claims(a, b, comparison), terms(a, b), voices(a, b), actors(a, b, comparison), echoes(a, b, comparison)];
    let most = kinds.iter().map(Vec::len).max().unwrap_or(0);
    (0..most).flat_map(|i| kinds.iter().filter_map(move |k| k.get(i))).take(n).cloned().collect()
}

fn span(place: &Place) -> Span {
    Span { start: place.bytes[0], end: place.bytes[1] }
}

fn places(pairs: [(&Side, Span); 2]) -> Option<Vec<(String, String)>> {
    pairs.into_iter().map(|(side, span)| side.place(span)).collect()
}

/// Figures, dates and rankings that both texts give for the same thing; those that cannot both be true come first.
fn claims(a: &Side, b: &Side, comparison: &Comparison) -> Vec<Question> {
    let mut groups: Vec<&LedgerGroup> = comparison.ledger.iter().collect();
    groups.sort_by_key(|g| match g.agreement {
        Agreement::Conflict => 0,
        Agreement::Wording => 1,
        Agreement::Agree => 2,
    });
    groups.into_iter().filter_map(|g| claim(a, b, g)).collect()
}

fn claim(a: &Side, b: &Side, g: &LedgerGroup) -> Option<Question> {
    let of = |side: &Side| g.entries.iter().find(|e| e.document == side.reading.meta.id && side.lines.of(span(&e.span)).is_some());
    let (x, y) = (of(a)?, of(b)?);
    let ask = match g.agreement {
        Agreement::Conflict => "Can both be true? Who counted or recorded it in each text, and what would settle it?",
        Agreement::Wording => "Do both say the same? What does the difference in wording do?",
        Agreement::Agree => "Do the texts agree because each checked, or because both had it from the same place?",
    };
    Some(Question {
        places: places([(a, span(&x.span)), (b, span(&y.span))])?,
        finding: format!("Text A says “{}”, text B says “{}”.", a.masked(&one_line(&x.exact)), b.masked(&one_line(&y.exact))),
        ask: ask.into(),
        cites: format!("ledger: {}", g.about),
        notes: vec![
            format!("Claims ledger, {}: {} ({}).", g.kind, g.about, report_words::agreement(g.agreement)),
            format!("Text A: {}", a.sentence(x.sentence)),
            format!("Text B: {}", b.sentence(y.sentence)),
        ],
    })
}

/// Where one text uses a charged term and the other the plainer one.
fn terms(a: &Side, b: &Side) -> Vec<Question> {
    let mut out: Vec<Question> = Vec::new();
    for (charged, plainer) in [(a, b), (b, a)] {
        let lower = plainer.reading.text.source.to_ascii_lowercase();
        for m in charged.own_marks().filter(|m| Form::of(charged.lexicon.family(m.rule)) == Form::Solid) {
            let term = m.term.map(|t| &charged.lexicon.terms[t as usize]);
            let Some(plain) = term.and_then(|t| t.plain.as_deref()).filter(|p| !p.is_empty()) else { continue };
            let there = super::lines::places(&lower, &plain.to_ascii_lowercase()).into_iter().find(|&s| plainer.lines.of(s).is_some());
            let Some((there, sites)) = there.and_then(|t| Some((t, places([(charged, m.span), (plainer, t)])?))) else { continue };
            let rule = &charged.lexicon.rules[m.rule as usize];
            if out.iter().any(|q| q.cites == rule.id) {
                continue;
            }
            let [this, that] = [charged, plainer].map(|s| s.lines.prefix);
            out.push(Question {
                places: sites,
                finding: format!("Text {this} says “{}”, text {that} says “{}”.", charged.words(m.span), plainer.words(there)),
                ask: "Do the two words name the same thing? What does each say besides?".into(),
                cites: rule.id.clone(),
                notes: vec![format!("{}: {}", rule.title, rule.why), format!("Where the rule goes wrong: {}", rule.limits)],
            });
        }
    }
    out
}

/// Who is given the word in one text and not in the other.
fn voices(a: &Side, b: &Side) -> Vec<Question> {
    let mut out = Vec::new();
    for (here, there) in [(a, b), (b, a)] {
        let (mine, theirs) = (speakers(here), speakers(there));
        let mut only: Vec<_> =
            mine.into_values().filter(|(name, _)| name.starts_with(char::is_uppercase) && !theirs.values().any(|t| same(name, &t.0))).collect();
        only.sort_by_key(|(_, said)| std::cmp::Reverse(said.len()));
        let Some((name, said)) = only.first() else { continue };
        let Some(place) = said[0].source.as_ref().and_then(|s| here.place(s.span)) else { continue };
        let times = times(said.len() as u64);
        let name = here.masked(name);
        out.push(Question {
            places: vec![place],
            finding: format!("Text {} gives the word to {name}, {times}. Text {} does not.", here.lines.prefix, there.lines.prefix),
            ask: format!("What do readers of text {} not hear, and would it change their view?", there.lines.prefix),
            cites: format!("voices: {name}"),
            notes: vec![
                format!("Named sources of text A: {}.", named(a)),
                format!("Named sources of text B: {}.", named(b)),
                "Names are compared by their last word; a source under quite another name would be missed.".into(),
            ],
        });
    }
    out
}

/// The named sources of a text with their attributions.
fn speakers<'s>(side: &'s Side) -> BTreeMap<String, (String, Vec<&'s Attribution>)> {
    let mut out: BTreeMap<String, (String, Vec<&Attribution>)> = BTreeMap::new();
    for (i, a) in side.reading.attributed.attributions.iter().enumerate().filter(|(_, a)| a.speech && a.class().is_identified()) {
        if let Some(name) = side.reading.speaker(i as u32).map(one_line) {
            out.entry(name.to_lowercase()).or_insert_with(|| (name, Vec::new())).1.push(a);
        }
    }
    out
}

fn named(side: &Side) -> String {
    let names: Vec<String> = speakers(side).into_values().map(|(name, said)| format!("{} ({})", side.masked(&name), said.len())).collect();
    if names.is_empty() { "none".into() } else { names.join(", ") }
}

/// Whether two names end in the same word.
fn same(a: &str, b: &str) -> bool {
    let last = |n: &str| n.to_lowercase().split(|c: char| !c.is_alphanumeric()).rfind(|w| w.chars().count() >= SURNAME).map(String::from);
    a.eq_ignore_ascii_case(b) || last(a).is_some() && last(a) == last(b)
}

/// Somebody whom the two texts judge, best where they judge differently.
fn actors(a: &Side, b: &Side, comparison: &Comparison) -> Vec<Question> {
    let of = |actor: &Actor, side: &Side, kind: Option<EventKind>| -> Option<Event> {
        let events = actor.events.iter().filter(|e| e.document == side.reading.meta.id && side.lines.of(span(&e.span)).is_some());
        events.filter(|e| kind.is_none_or(|k| e.kind == k)).min_by_key(|e| e.span.bytes).cloned()
    };
    let mut out = Vec::new();
    for actor in &comparison.actors {
        let Some(x) = of(actor, a, None) else { continue };
        let Some(y) = [EventKind::Blame, EventKind::Praise, EventKind::Victim]
            .into_iter()
            .filter(|k| *k != x.kind)
            .find_map(|k| of(actor, b, Some(k)))
            .or_else(|| of(actor, b, None))
        else {
            continue;
        };
        let Some(places) = places([(a, span(&x.span)), (b, span(&y.span))]) else { continue };
        let shown = |side: &Side, e: &Event| format!("text {} {}: “{}”", side.lines.prefix, part(e.kind), side.masked(&cut(&one_line(&e.clause), PASSAGE)));
        out.push(Question {
            places,
            finding: format!("{}: {}; {}.", a.masked(&actor.name), shown(a, &x), shown(b, &y)),
            ask: "What would a reader of only one of the texts think of them?".into(),
            cites: format!("actor: {}", a.masked(&actor.name)),
            notes: vec![format!(
                "In both texts together: blamed {}, praised {}, shown as harmed {}, given the word {}.",
                actor.negative, actor.positive, actor.victim, actor.speaks
            )],
        });
    }
    out
}

fn part(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Blame => "blames",
        EventKind::Praise => "praises",
        EventKind::Victim => "shows harm done to them",
    }
}

/// Words that stand in both texts.
fn echoes(a: &Side, b: &Side, comparison: &Comparison) -> Vec<Question> {
    let question = |e: &crate::compare::Echo| {
        let of = |side: &Side| e.occurrences.iter().find(|o| o.document == side.reading.meta.id).map(|o| span(&o.span));
        Some(Question {
            places: places([(a, of(a)?), (b, of(b)?)])?,
            finding: format!("Both texts hold these words{}: “{}”", if e.verbatim { "" } else { ", nearly" }, a.masked(&cut(&one_line(&e.text), PASSAGE))),
            ask: "Where did these words stand first, and does either text say so?".into(),
            cites: "echo".into(),
            notes: vec![format!("An echo of {} words, {}.", e.words, if e.verbatim { "word for word" } else { "nearly word for word" })],
        })
    };
    comparison.echoes.iter().filter_map(question).collect()
}
