//! What shared passages mean: copied text, one speech quoted twice, or boilerplate; and how many texts are independent.

use super::echoes::{Passage, Words};
use super::model::{Echo, EchoKind, Occurrence, Overlap, Texts};
use super::view::View;
use crate::attribute::Voice;
use crate::text::{Positions, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Passages shown, places shown of one passage, and pairs of documents shown.
const SHOWN: usize = 200;
const PLACES: usize = 50;
const PAIRS: usize = 1000;
/// Documents of one source that print a passage at their edge before it is taken for boilerplate, and how much of a text is its edge.
const PRINTED: usize = 3;
const EDGE: f64 = 0.2;
/// Share of the words from which on a pair of documents is shown, and from which on the second text is no witness of its own.
const LISTED: f64 = 0.2;
const DEPENDENT: f64 = 0.5;

/// Words from which on a shared passage makes two claims one witness; a bare fact is soon told in the same few words.
const WITNESS: usize = 15;

/// One passage with its places.
struct Group {
    origin: Passage,
    others: Vec<Passage>,
    verbatim: bool,
    kind: EchoKind,
}

/// All that documents share.
pub struct Shared {
    pub words: Vec<Words>,
    groups: Vec<Group>,
    /// For each document, the copied passages in it: span in bytes, and the group.
    copied: BTreeMap<usize, Vec<(u32, u32, usize)>>,
}

/// What a passage is, by where it stands.
pub fn kind(views: &[View], words: &[Words], origin: Passage, others: &[Passage]) -> EchoKind {
    let places = || std::iter::once(origin).chain(others.iter().copied());
    let documents: BTreeSet<usize> = places().map(|p| p.0).collect();
    let sources: BTreeSet<Option<&str>> = documents.iter().map(|&d| views[d].reading.meta.source.as_deref()).collect();
    let at_edge = |p: Passage| {
        let all = words[p.0].tokens.len() as f64;
        (p.1 + p.2) as f64 <= EDGE * all || p.1 as f64 >= (1.0 - EDGE) * all
    };
    match () {
        _ if places().all(|p| is_quoted(&views[p.0], &words[p.0], p)) => EchoKind::Speech,
        _ if documents.len() >= PRINTED && sources.len() == 1 && places().all(at_edge) => EchoKind::Boilerplate,
        _ => EchoKind::Copied,
    }
}

/// Whether a passage stands between quotation marks.
fn is_quoted(view: &View, words: &Words, p: Passage) -> bool {
    let inside = words.tokens[p.1..p.1 + p.2]
        .iter()
        .filter(|&&t| matches!(view.reading.attributed.voices.get(t as usize), Some((Voice::Quoted | Voice::SelfQuote | Voice::UnsourcedQuote, _))));
    inside.count() * 5 >= p.2 * 4
}

impl Shared {
    /// Nothing shared yet.
    pub fn new(words: Vec<Words>) -> Shared {
        Shared { words, groups: Vec::new(), copied: BTreeMap::new() }
    }

    /// Adds a passage with its other places.
    pub fn add(&mut self, origin: Passage, mut others: Vec<Passage>, verbatim: bool, kind: EchoKind) {
        others.sort_unstable();
        others.dedup_by_key(|p| (p.0, p.1));
        others.retain(|p| (p.0, p.1) != (origin.0, origin.1));
        self.groups.push(Group { origin, others, verbatim, kind });
    }

    fn tokens(&self, p: Passage) -> (u32, u32) {
        (self.words[p.0].tokens[p.1], self.words[p.0].tokens[p.1 + p.2 - 1] + 1)
    }

    /// Notes where copied passages stand, so that claims can be asked whether they are copies.
    pub fn index(&mut self, views: &[View]) {
        for (n, g) in self.groups.iter().enumerate().filter(|(_, g)| g.kind == EchoKind::Copied) {
            for p in std::iter::once(&g.origin).chain(&g.others).filter(|p| p.2 >= WITNESS) {
                let span = views[p.0].reading.text.span(self.tokens(*p));
                self.copied.entry(p.0).or_default().push((span.start, span.end, n));
            }
        }
    }

    /// The copied passage that holds these characters of a document.
    pub fn copy(&self, document: usize, span: Span) -> Option<usize> {
        let all = self.copied.get(&document)?;
        all.iter().find(|(from, to, _)| *from <= span.start && span.end <= *to).map(|c| c.2)
    }

    /// The passages as a report shows them: copied ones first, longest first.
    pub fn echoes(&self, views: &[View]) -> Vec<Echo> {
        let mut order: Vec<&Group> = self.groups.iter().collect();
        order.sort_by(|a, b| {
            (a.kind as u8).cmp(&(b.kind as u8)).then(b.origin.2.cmp(&a.origin.2)).then(b.others.len().cmp(&a.others.len())).then(a.origin.cmp(&b.origin))
        });
        order.truncate(SHOWN);
        order.into_iter().map(|g| self.echo(views, g)).collect()
    }

    fn echo(&self, views: &[View], g: &Group) -> Echo {
        let mut places: Vec<Passage> = std::iter::once(g.origin).chain(g.others.iter().copied()).collect();
        places.sort_unstable();
        let documents = places.iter().map(|p| p.0).collect::<BTreeSet<_>>().len() as u32;
        let text = |p: &Passage| &views[p.0].reading.text;
        let occurrences = places
            .iter()
            .take(PLACES)
            .map(|p| Occurrence { document: views[p.0].reading.meta.id.clone(), span: Positions::new(&text(p).source).place(text(p).span(self.tokens(*p))) });
        let origin = text(&g.origin);
        Echo {
            text: origin.slice(origin.span(self.tokens(g.origin))).to_string(),
            words: g.origin.2 as u32,
            verbatim: g.verbatim,
            kind: g.kind,
            documents,
            occurrences: occurrences.collect(),
        }
    }

    /// How many texts are independent, and which pairs share much.
    pub fn texts(&self, views: &[View], originals: &[usize]) -> Texts {
        let mut pairs: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for g in self.groups.iter().filter(|g| g.kind == EchoKind::Copied) {
            for p in g.others.iter().filter(|p| p.0 != g.origin.0) {
                *pairs.entry((g.origin.0.min(p.0), g.origin.0.max(p.0))).or_default() += p.2;
            }
        }
        let length = |d: usize| self.words[d].tokens.len().max(1);
        let mut found: Vec<(usize, usize, usize, f64)> = pairs
            .into_iter()
            .map(|((a, b), words)| {
                let (document, with) = if length(b) <= length(a) { (b, a) } else { (a, b) };
                let words = words.min(length(document));
                (document, with, words, words as f64 / length(document) as f64)
            })
            .filter(|f| f.3 >= LISTED)
            .collect();
        found.sort_by(|a, b| b.3.total_cmp(&a.3).then(b.2.cmp(&a.2)).then((a.0, a.1).cmp(&(b.0, b.1))));
        let taken: BTreeSet<usize> = found.iter().filter(|f| f.3 >= DEPENDENT).map(|f| f.0).collect();
        let independent = (0..views.len()).filter(|d| originals[*d] == *d && !taken.contains(d)).count();
        let id = |d: usize| views[d].reading.meta.id.clone();
        let overlaps: Vec<Overlap> = found
            .into_iter()
            .take(PAIRS)
            .map(|(document, with, words, share)| Overlap { document: id(document), with: id(with), words: words as u64, share: (share * 1e4).round() / 1e4 })
            .collect();
        Texts { documents: views.len() as u64, independent: independent as u64, note: note(views.len(), independent), overlaps }
    }
}

fn note(documents: usize, independent: usize) -> String {
    match documents - independent.min(documents) {
        0 => format!("All {documents} documents are texts of their own: none takes half of its words from another."),
        1 => format!("{independent} of {documents} documents are independent texts; the other repeats one of them for at least half of its length."),
        n => format!("{independent} of {documents} documents are independent texts; the other {n} repeat one of them for at least half of their length."),
    }
}
