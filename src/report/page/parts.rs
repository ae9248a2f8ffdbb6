//! Parts that the first page and the pages of sources have in common: actors, claims, echoes; each for all documents or for some.

use crate::compare::{Actor, Echo, Event, EventKind, LedgerGroup};
use crate::report::html::{self, Cell, Table};
use crate::report::site::{Site, one_line};
use crate::report::words;
use rustc_hash::FxHashSet;

/// Entries of a claim and places of a shared passage that a page lists; the CSV tables have all of them.
const MOST_ENTRIES: usize = 12;

/// A group of claims.
pub struct Claim {
    pub about: String,
    pub kind: &'static str,
    pub agreement: &'static str,
    pub entries: Vec<ClaimEntry>,
    /// In what the claims differ, in words; empty where they do not.
    pub differs: String,
    /// How many of its sentences are no copies of each other.
    pub independent: u64,
    pub sentences: usize,
    /// Entries that are not listed.
    pub more: usize,
}

/// One claim of a group.
pub struct ClaimEntry {
    pub exact: String,
    /// Links to its document and sentence.
    pub place: String,
    /// Who vouches for it.
    pub vouched: String,
    /// The look of that.
    pub status: &'static str,
}

/// A passage that documents share.
pub struct Shared {
    pub text: String,
    pub kind: &'static str,
    pub documents: u32,
    pub words: u32,
    pub verbatim: bool,
    pub places: String,
}

/// A group of claims, from a page `root` deep.
pub fn claim(site: &Site, root: &str, g: &LedgerGroup) -> Claim {
    let place = |document: &str, sentence: u32| format!("{}, {}", site.document_cell(root, document).html, site.sentence_link(root, document, sentence));
    Claim {
        about: g.about.clone(),
        kind: g.kind,
        agreement: words::agreement(g.agreement),
        differs: words::differs(&g.differs),
        independent: g.independent,
        sentences: g.entries.len(),
        entries: g
            .entries
            .iter()
            .take(MOST_ENTRIES)
            .map(|e| ClaimEntry {
                exact: one_line(&e.exact),
                place: place(&e.document, e.sentence),
                vouched: e.source.as_deref().map_or_else(|| words::vouched(e.attribution).to_string(), one_line),
                status: words::vouched(e.attribution),
            })
            .collect(),
        more: g.entries.len().saturating_sub(MOST_ENTRIES),
    }
}

/// A shared passage, from a page `root` deep.
pub fn shared(site: &Site, root: &str, e: &Echo) -> Shared {
    let mut places: Vec<String> = e.occurrences.iter().take(MOST_ENTRIES).map(|o| site.document_cell(root, &o.document).html).collect();
    if e.occurrences.len() > MOST_ENTRIES {
        places.push(format!("and {} more", e.occurrences.len() - MOST_ENTRIES));
    }
    Shared { text: one_line(&e.text), kind: words::echo(e.kind), documents: e.documents, words: e.words, verbatim: e.verbatim, places: places.join(", ") }
}

/// Actors of the whole report, with the words that evaluate them.
pub fn actors<'a>(site: &Site, actors: impl Iterator<Item = &'a Actor>) -> Table {
    let mut table = Table::new(
        "Actors, with the words that evaluate them",
        &["Actor", "Blamed", "Praised", "Shown as harmed", "Given the word", "Documents", "Words", "For example"],
    )
    .class("bare");
    for a in actors {
        table.row([
            name(a),
            Cell::count(a.negative),
            Cell::count(a.positive),
            Cell::count(a.victim),
            Cell::count(a.speaks),
            Cell::count(a.documents),
            Cell::text(&a.terms.join(", ")),
            example(site, "", a.events.first()),
        ]);
    }
    table
}

/// How sources speak of those of these actors that more than one of them speaks of.
pub fn evaluations<'a>(actors: impl Iterator<Item = &'a Actor>) -> Table {
    let mut table = Table::new("Actors, source by source", &["Actor", "Source", "Blamed", "Praised", "Shown as harmed", "Given the word"]).class("bare");
    for (a, e) in actors.filter(|a| a.by_source.len() > 1).flat_map(|a| a.by_source.iter().map(move |e| (a, e))) {
        let counts = [e.negative, e.positive, e.victim, e.speaks].map(Cell::count);
        table.row([Cell::text(&a.name), Cell::text(&e.source)].into_iter().chain(counts));
    }
    table
}

/// Actors that some clause of these documents evaluates, most often first; and how many more there are.
pub fn actors_of(site: &Site, root: &str, documents: &[String], most: usize) -> (Table, usize) {
    let mut table = Table::new("Actors in these documents", &["Actor", "Blamed", "Praised", "Shown as harmed", "Words", "For example"]).class("bare");
    let here: FxHashSet<&str> = documents.iter().map(String::as_str).collect();
    let mut rows: Vec<(&Actor, Vec<&Event>)> =
        site.report.actors.iter().map(|a| (a, a.events.iter().filter(|e| here.contains(e.document.as_str())).collect())).collect();
    rows.retain(|r| !r.1.is_empty());
    rows.sort_by_key(|r| std::cmp::Reverse(r.1.len()));
    let more = rows.len().saturating_sub(most);
    for (a, events) in rows.into_iter().take(most) {
        let count = |kind| Cell::count(events.iter().filter(|e| e.kind == kind).count() as u64);
        let mut terms: Vec<&str> = events.iter().filter(|e| e.kind != EventKind::Victim).map(|e| e.word.as_str()).collect();
        terms.sort_unstable();
        terms.dedup();
        table.row([
            name(a),
            count(EventKind::Blame),
            count(EventKind::Praise),
            count(EventKind::Victim),
            Cell::text(&terms.join(", ")),
            example(site, root, events.first().copied()),
        ]);
    }
    (table, more)
}

fn name(a: &Actor) -> Cell {
    if a.aliases.is_empty() {
        return Cell::text(&a.name);
    }
    Cell::html(format!("{} <span class=\"i\">also {}</span>", html::escape(&a.name), html::escape(&a.aliases.join(", "))))
}

fn example(site: &Site, root: &str, event: Option<&Event>) -> Cell {
    Cell::html(event.map_or_else(String::new, |e| {
        format!("<span class=\"said\">{}</span> {}", html::escape(&one_line(&e.clause)), site.sentence_link(root, &e.document, e.sentence))
    }))
}
