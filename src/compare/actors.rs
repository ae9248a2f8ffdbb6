//! The actors of a corpus: how often each is named and evaluated, in which words, and how often it is given the word.

use super::cast::{Cast, Member};
use super::events::Found;
use super::keys::folded;
use super::model::{Actor, Evaluation, Event, EventKind};
use super::notes::clause;
use super::sources::UNNAMED;
use super::view::{View, Views};
use crate::text::Positions;
use std::collections::{BTreeMap, BTreeSet};

/// Actors that a report lists.
const LISTED: usize = 200;
/// Words and clauses kept of an actor.
const TERMS: usize = 20;
const EVENTS: usize = 200;

/// The actors named twice or evaluated once, most evaluated first.
pub fn actors(views: &Views, cast: &Cast, events: &[Vec<Found>]) -> Vec<Actor> {
    let mut drafts: Vec<Draft> = cast.members.iter().map(|_| Draft::default()).collect();
    for (d, events) in events.iter().enumerate() {
        cast.mentions[d].iter().for_each(|m| {
            drafts[m.actor as usize].documents.insert(d);
        });
        views.at(d, |view| {
            let positions = Positions::new(&view.reading.text.source);
            events.iter().for_each(|e| drafts[e.actor as usize].event(view, e, &positions));
            speakers(view, cast, d, &mut drafts);
        });
    }
    let mut out: Vec<Actor> = cast.members.iter().zip(drafts).filter(|(m, d)| m.mentions >= 2 || !d.events.is_empty()).map(|(m, d)| d.actor(m)).collect();
    out.sort_by(|a, b| weight(b).cmp(&weight(a)).then(b.mentions.cmp(&a.mentions)).then_with(|| a.name.cmp(&b.name)));
    out.truncate(LISTED);
    out
}

fn weight(a: &Actor) -> u64 {
    a.positive + a.negative + a.victim
}

/// Counts in how many attributions an actor is the source.
fn speakers(view: &View, cast: &Cast, document: usize, drafts: &mut [Draft]) {
    let text = &view.reading.text;
    for source in view.reading.attributed.attributions.iter().filter(|a| view.is_heard(a)).filter_map(|a| a.source.as_ref()) {
        let span = source.name();
        let from = cast.mentions[document].partition_point(|m| text.span(m.tokens).end <= span.start);
        let here: BTreeSet<u32> = cast.mentions[document][from..].iter().take_while(|m| text.span(m.tokens).start < span.end).map(|m| m.actor).collect();
        here.into_iter().for_each(|a| {
            drafts[a as usize].speaks += 1;
            drafts[a as usize].by(view).speaks += 1;
        });
    }
}

#[derive(Default)]
struct Draft {
    documents: BTreeSet<usize>,
    terms: BTreeMap<String, u64>,
    counts: [u64; 3],
    speaks: u64,
    by_source: BTreeMap<String, Evaluation>,
    events: Vec<Event>,
}

impl Draft {
    /// What the source of a document says.
    fn by(&mut self, view: &View) -> &mut Evaluation {
        let source = view.reading.meta.source.clone().unwrap_or_else(|| UNNAMED.into());
        self.by_source.entry(source.clone()).or_insert_with(|| Evaluation { source, ..Evaluation::default() })
    }

    fn event(&mut self, view: &View, e: &Found, positions: &Positions) {
        self.counts[e.kind as usize] += 1;
        let by = self.by(view);
        match e.kind {
            EventKind::Blame => by.negative += 1,
            EventKind::Praise => by.positive += 1,
            EventKind::Victim => by.victim += 1,
        }
        let word = folded(view.word(e.word as usize));
        if e.kind != EventKind::Victim {
            *self.terms.entry(word.clone()).or_default() += 1;
        }
        if self.events.len() < EVENTS {
            let (span, text) = clause(&view.reading.text, e);
            self.events.push(Event {
                document: view.reading.meta.id.clone(),
                kind: e.kind,
                word,
                span: positions.place(span),
                clause: text.to_string(),
                sentence: e.sentence,
            });
        }
    }

    fn actor(self, member: &Member) -> Actor {
        let name = member.label();
        let mut terms: Vec<(String, u64)> = self.terms.into_iter().collect();
        terms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        terms.truncate(TERMS);
        Actor {
            aliases: member.surfaces.iter().filter(|s| **s != name).take(TERMS).cloned().collect(),
            name,
            negative: self.counts[EventKind::Blame as usize],
            positive: self.counts[EventKind::Praise as usize],
            victim: self.counts[EventKind::Victim as usize],
            documents: self.documents.len() as u64,
            mentions: member.mentions,
            speaks: self.speaks,
            terms: terms.into_iter().map(|t| t.0).collect(),
            by_source: self.by_source.into_values().collect(),
            events: self.events,
        }
    }
}
