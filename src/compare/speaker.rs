//! Whether one person or body is given the word throughout a corpus, which is what the publications of one author look like.

use super::cast::Cast;
use super::events::Found;
use super::model::EventKind;
use super::view::{View, Views};
use crate::attribute::Attribution;
use std::collections::{BTreeMap, BTreeSet};

/// When one speaker makes a corpus one-sided. Set on press releases of fifteen senators against 20,000 sets of 10 and 20 news articles,
/// most of them drawn so that all articles of a set give the word to the same politician; `rule::MEASURED` says what this code does.
pub struct Thresholds {
    /// Documents below which nothing is said: three outlets on one speech all lead with its speaker.
    pub documents: usize,
    /// Share of all attributions.
    pub share: f64,
    /// Share of documents in which at least half of the attributions are the speaker's, and in which the speaker has the word at all.
    pub led: f64,
    pub speaking: f64,
    /// Statements for one that any other name makes: rivals who are heard as often are no corpus of one speaker.
    pub named: f64,
    /// Share of documents that may blame the speaker more than praise them.
    pub blaming: f64,
}

/// The thresholds in use.
pub const RULE: Thresholds = Thresholds { documents: 8, share: 0.30, led: 0.40, speaking: 0.50, named: 1.0, blaming: 0.10 };

/// Somebody who is given the word throughout.
#[derive(Clone, Debug)]
pub struct Speaker {
    pub actor: u32,
    pub statements: usize,
    pub of: usize,
    /// Those in which any other name has the word.
    pub others: usize,
    /// Documents in which the speaker has the word, and in which they have at least half of it.
    pub speaking: usize,
    pub led: usize,
    pub n: usize,
    /// The first statement of each document: its place there.
    pub examples: Vec<(usize, usize)>,
}

impl Speaker {
    /// Whether the corpus is one speaker's.
    pub fn is_all(&self) -> bool {
        let n = self.n as f64;
        self.n >= RULE.documents
            && self.statements as f64 >= RULE.share * self.of as f64
            && self.statements as f64 >= RULE.named * self.others as f64
            && self.led as f64 >= RULE.led * n
            && self.speaking as f64 >= RULE.speaking * n
    }
}

/// The actor with the most statements in these documents, if the documents do not blame that actor.
pub fn speaker(views: &Views, cast: &Cast, events: &[Vec<Found>], documents: &[usize]) -> Option<Speaker> {
    let said: Vec<Said> = documents.iter().map(|&d| views.at(d, |view| said(view, cast, d))).collect();
    let mut totals: BTreeMap<u32, usize> = BTreeMap::new();
    said.iter().flat_map(|s| &s.by).for_each(|(&a, statements)| *totals.entry(a).or_default() += statements.len());
    let (actor, statements) =
        totals.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| cast.members[b.0 as usize].key.cmp(&cast.members[a.0 as usize].key)))?;
    let count = |s: &Said| s.by.get(&actor).map_or(0, Vec::len);
    let out = Speaker {
        actor,
        statements,
        of: said.iter().map(|s| s.all).sum(),
        others: said.iter().flat_map(|s| &s.by).filter(|(a, _)| **a != actor).map(|(_, statements)| statements.len()).sum(),
        speaking: said.iter().filter(|s| count(s) > 0).count(),
        led: said.iter().filter(|s| s.all > 0 && 2 * count(s) >= s.all).count(),
        n: documents.len(),
        examples: documents.iter().zip(&said).filter_map(|(&d, s)| Some((d, *s.by.get(&actor)?.first()?))).collect(),
    };
    let blaming = documents.iter().filter(|&&d| net(&events[d], actor) < 0).count();
    (blaming as f64 <= RULE.blaming * documents.len() as f64).then_some(out)
}

fn net(events: &[Found], actor: u32) -> i64 {
    events.iter().filter(|e| e.actor == actor).map(|e| if e.kind == EventKind::Blame { -1 } else { 1 }).sum()
}

/// Who says what in one document.
struct Said {
    all: usize,
    by: BTreeMap<u32, Vec<usize>>,
}

fn said(view: &View, cast: &Cast, d: usize) -> Said {
    let mut out = Said { all: 0, by: BTreeMap::new() };
    for (n, a) in view.reading.attributed.attributions.iter().enumerate().filter(|(_, a)| a.source.is_some()) {
        out.all += 1;
        actors(view, cast, d, a).into_iter().for_each(|actor| out.by.entry(actor).or_default().push(n));
    }
    out
}

/// The names that stand in the source of an attribution.
fn actors(view: &View, cast: &Cast, d: usize, a: &Attribution) -> BTreeSet<u32> {
    let Some(source) = &a.source else { return BTreeSet::new() };
    let (span, text) = (source.name(), &view.reading.text);
    let from = cast.mentions[d].partition_point(|m| text.span(m.tokens).end <= span.start);
    let here = cast.mentions[d][from..].iter().take_while(|m| text.span(m.tokens).start < span.end);
    here.map(|m| m.actor).filter(|&actor| cast.members[actor as usize].is_name()).collect()
}
