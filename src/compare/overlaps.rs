//! What shared passages mean: copied text, one speech quoted twice, or boilerplate; and how many texts are independent.

use super::echoes::{self, Passage, Words};
use super::model::{Echo, EchoKind, Occurrence, Overlap, Texts};
use super::view::Views;
use crate::text::{Positions, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Passages shown, places shown of one passage, and pairs of documents shown.
pub const SHOWN: usize = 200;
pub const PLACES: usize = 50;
const PAIRS: usize = 1000;
/// Documents of one source that print a passage at their edge before it is taken for boilerplate, and how much of a text is its edge.
const PRINTED: usize = 3;
pub const EDGE: f64 = 0.2;
/// Share of the words from which on a pair of documents is shown, and from which on the second text is no witness of its own.
const LISTED: f64 = 0.2;
const DEPENDENT: f64 = 0.5;

/// Words from which on a shared passage makes two claims one witness; a bare fact is soon told in the same few words.
pub const WITNESS: usize = 15;

/// One passage with its places.
struct Group {
    origin: Passage,
    others: Vec<Passage>,
    verbatim: bool,
    kind: EchoKind,
}

/// All that documents share.
pub struct Shared {
    pub words: Vec<Words<u32>>,
    groups: Vec<Group>,
    /// For each document, the copied passages in it: span in bytes, and the group.
    copied: BTreeMap<usize, Vec<(u32, u32, usize)>>,
}

/// Where a passage stands in a document.
pub struct Standing<'a> {
    pub document: usize,
    pub source: Option<&'a str>,
    /// Between quotation marks.
    pub quoted: bool,
    /// At the beginning or end of the text.
    pub edge: bool,
}

/// What a passage is, by where it stands.
pub fn kind(places: &[Standing]) -> EchoKind {
    let documents: BTreeSet<usize> = places.iter().map(|p| p.document).collect();
    let sources: BTreeSet<Option<&str>> = places.iter().map(|p| p.source).collect();
    match () {
        _ if places.iter().all(|p| p.quoted) => EchoKind::Speech,
        _ if documents.len() >= PRINTED && sources.len() == 1 && places.iter().all(|p| p.edge) => EchoKind::Boilerplate,
        _ => EchoKind::Copied,
    }
}

impl Shared {
    /// Nothing shared yet.
    pub fn new(words: Vec<Words<u32>>) -> Shared {
        Shared { words, groups: Vec::new(), copied: BTreeMap::new() }
    }

    /// Adds a passage with its other places.
    pub fn add(&mut self, origin: Passage, mut others: Vec<Passage>, verbatim: bool, kind: EchoKind) {
        others.sort_unstable();
        others.dedup_by_key(|p| (p.0, p.1));
        others.retain(|p| (p.0, p.1) != (origin.0, origin.1));
        self.groups.push(Group { origin, others, verbatim, kind });
    }

    /// Notes where copied passages stand, so that claims can be asked whether they are copies.
    pub fn index(&mut self, views: &Views) {
        let mut places: BTreeMap<usize, Vec<(Passage, usize)>> = BTreeMap::new();
        for (n, g) in self.groups.iter().enumerate().filter(|(_, g)| g.kind == EchoKind::Copied) {
            for p in std::iter::once(&g.origin).chain(&g.others).filter(|p| p.2 >= WITNESS) {
                places.entry(p.0).or_default().push((*p, n));
            }
        }
        for (d, places) in places {
            let spans = echoes::spans(&views.readings[d].whole(views.lexicon).text);
            let place = |(p, n): (Passage, usize)| (echoes::span(&spans, p.1, p.2), n);
            self.copied.insert(d, places.into_iter().map(place).map(|(span, n)| (span.start, span.end, n)).collect());
        }
    }

    /// The copied passage that holds these characters of a document.
    pub fn copy(&self, document: usize, span: Span) -> Option<usize> {
        let all = self.copied.get(&document)?;
        all.iter().find(|(from, to, _)| *from <= span.start && span.end <= *to).map(|c| c.2)
    }

    /// The passages as a report shows them: copied ones first, longest first.
    pub fn echoes(&self, views: &Views) -> Vec<Echo> {
        let mut order: Vec<&Group> = self.groups.iter().collect();
        order.sort_by(|a, b| {
            (a.kind as u8).cmp(&(b.kind as u8)).then(b.origin.2.cmp(&a.origin.2)).then(b.others.len().cmp(&a.others.len())).then(a.origin.cmp(&b.origin))
        });
        order.truncate(SHOWN);
        order.into_iter().map(|g| self.echo(views, g)).collect()
    }

    fn echo(&self, views: &Views, g: &Group) -> Echo {
        let mut places: Vec<Passage> = std::iter::once(g.origin).chain(g.others.iter().copied()).collect();
        places.sort_unstable();
        let documents = places.iter().map(|p| p.0).collect::<BTreeSet<_>>().len() as u32;
        let text = |p: &Passage| &views.readings[p.0].text;
        let span = |p: &Passage| echoes::span(&echoes::spans(&views.readings[p.0].whole(views.lexicon).text), p.1, p.2);
        let occurrences = places
            .iter()
            .take(PLACES)
            .map(|p| Occurrence { document: views.readings[p.0].meta.id.clone(), span: Positions::new(&text(p).source).place(span(p)) });
        let origin = text(&g.origin);
        Echo {
            text: origin.slice(span(&g.origin)).to_string(),
            words: g.origin.2 as u32,
            verbatim: g.verbatim,
            kind: g.kind,
            documents,
            occurrences: occurrences.collect(),
        }
    }

    /// How many texts are independent, and which pairs share much.
    pub fn texts(&self, views: &Views, originals: &[usize]) -> Texts {
        let mut pairs: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for g in self.groups.iter().filter(|g| g.kind == EchoKind::Copied) {
            for p in g.others.iter().filter(|p| p.0 != g.origin.0) {
                *pairs.entry((g.origin.0.min(p.0), g.origin.0.max(p.0))).or_default() += p.2;
            }
        }
        let length = |d: usize| self.words[d].hashes.len().max(1);
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
        let id = |d: usize| views.readings[d].meta.id.clone();
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
