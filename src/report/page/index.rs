//! The first page: what was read, what stands out, sources and actors side by side, claims, echoes, limits.

use super::{Frame, render, source};
use crate::compare::Actor;
use crate::report::chart::{Chart, actors, classes, dots};
use crate::report::html::{self, Cell, Table};
use crate::report::model::{ErrorRecord, FamilyRecord};
use crate::report::number;
use crate::report::site::{Site, one_line};
use crate::report::words;
use askama::Template;

/// Rows of a chart of documents; the table has all of them.
const MOST_ROWS: usize = 40;
/// Actors in the chart.
const MOST_ACTORS: usize = 16;
/// Actors in the table of the page; the CSV table has all of them.
const MOST_LISTED: usize = 20;
/// Lines of evidence that stand open.
const OPEN_LINES: usize = 4;
/// Claims and echoes on the page; the CSV tables have all of them.
const MOST_GROUPS: usize = 40;

/// A finding with its sentences.
pub struct Story {
    pub count: String,
    pub of: Option<String>,
    pub label: String,
    pub detail: String,
    pub passages: Vec<(String, String, String)>,
}

/// A group of claims.
pub struct Claim {
    pub about: String,
    pub kind: &'static str,
    pub agreement: &'static str,
    pub entries: Vec<(String, String)>,
}

/// A passage that documents share.
pub struct Shared {
    pub text: String,
    pub words: u32,
    pub verbatim: bool,
    pub places: String,
}

#[derive(Template)]
#[template(path = "index.html")]
struct IndexPage<'a> {
    frame: Frame<'a>,
    read: String,
    evidence: Vec<&'a str>,
    more_evidence: Vec<&'a str>,
    stories: Vec<Story>,
    sources: String,
    density: String,
    classes: String,
    documents: String,
    document_chart: String,
    actor_chart: String,
    actors: String,
    more_actors: usize,
    claims: Vec<Claim>,
    more_claims: usize,
    shared: Vec<Shared>,
    more_shared: usize,
    errors: &'a [ErrorRecord],
    glossary: &'a [FamilyRecord<'a>],
    nothing: bool,
}

/// The first page of a report.
pub fn page(site: &Site) -> Vec<u8> {
    let r = site.report;
    let all: Vec<usize> = (0..r.documents.len()).collect();
    let html = |c: Option<Chart>| c.map_or_else(String::new, |c| c.html());
    let mut charts = charts(site).into_iter().map(|(_, c)| c);
    let mut next = || html(charts.next().flatten());
    render(&IndexPage {
        frame: Frame::new(site, &r.title, "", Vec::new()),
        read: read(site),
        evidence: r.perspective.evidence.iter().take(OPEN_LINES).map(|e| e.text.as_str()).collect(),
        more_evidence: r.perspective.evidence.iter().skip(OPEN_LINES).map(|e| e.text.as_str()).collect(),
        stories: r.findings.iter().map(|f| story(site, f)).collect(),
        density: next(),
        classes: next(),
        document_chart: next(),
        actor_chart: next(),
        sources: sources(site).html(),
        documents: source::document_table(site, &all, "").html(),
        actors: actor_table(site).html(),
        more_actors: listed(site).count().saturating_sub(MOST_LISTED),
        claims: r.ledger.iter().take(MOST_GROUPS).map(|g| claim(site, g)).collect(),
        more_claims: r.ledger.len().saturating_sub(MOST_GROUPS),
        shared: r.echoes.iter().take(MOST_GROUPS).map(|e| shared(site, e)).collect(),
        more_shared: r.echoes.len().saturating_sub(MOST_GROUPS),
        errors: &r.errors,
        glossary: &r.families,
        nothing: r.families.iter().all(|f| f.marks == 0),
    })
}

/// The charts of the first page by name: density and classes by source, density by document, actors.
pub fn charts(site: &Site) -> Vec<(&'static str, Option<Chart>)> {
    let r = site.report;
    let density: Vec<dots::Row> = r.sources.iter().map(|s| dots::Row { name: &s.name, measure: &s.scores.advocacy_density }).collect();
    let of_classes: Vec<classes::Row> = r.sources.iter().map(|s| classes::Row { name: &s.name, scores: &s.scores }).collect();
    let mut documents: Vec<dots::Row> =
        r.documents.iter().enumerate().map(|(d, doc)| dots::Row { name: site.name(d), measure: &doc.scores.advocacy_density }).collect();
    documents.sort_by(|a, b| b.measure.value.partial_cmp(&a.measure.value).unwrap_or(std::cmp::Ordering::Equal));
    documents.truncate(MOST_ROWS);
    vec![
        ("density-sources", dots::dots("density-sources", "Advocacy density by source", "Source", &density)),
        ("classes-sources", classes::classes("classes-sources", "On whose word each source rests", "Source", &of_classes)),
        ("density-documents", dots::dots("density-documents", "Advocacy density by document", "Document", &documents)),
        ("actors", actors::actors("actors", "Who is blamed and who is praised", &evaluated(site))),
    ]
}

/// The actors that are evaluated most often.
fn evaluated<'a>(site: &Site<'a>) -> Vec<&'a Actor> {
    let mut all: Vec<&Actor> = site.report.actors.iter().filter(|a| a.positive + a.negative > 0).collect();
    all.sort_by_key(|a| (std::cmp::Reverse(a.positive + a.negative), &a.name));
    all.truncate(MOST_ACTORS);
    all
}

/// What was read, in one sentence.
fn read(site: &Site) -> String {
    let words: u64 = site.report.documents.iter().map(|d| d.words).sum();
    let plural = |n: usize, one: &str| if n == 1 { format!("one {one}") } else { format!("{} {one}s", number::count(n as u64)) };
    let sources = match site.report.sources.len() {
        0 => String::new(),
        n => format!(" from {}", plural(n, "source")),
    };
    let text = format!("{}{sources}, {} words in all.", plural(site.report.documents.len(), "document"), number::count(words));
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

fn story(site: &Site, f: &crate::report::finding::Finding) -> Story {
    let passage = |p: &crate::report::finding::Passage| {
        let name = site.document(&p.document).map_or(p.document.as_str(), |d| site.name(d));
        (p.text.clone(), site.sentence_link("", &p.document, p.sentence), name.to_string())
    };
    Story {
        count: number::count(f.count),
        of: f.of.map(number::count),
        label: f.label.clone(),
        detail: f.detail.clone(),
        passages: f.passages.iter().map(passage).collect(),
    }
}

/// Sources side by side.
fn sources(site: &Site) -> Table {
    let mut table = Table::new(
        "Sources side by side",
        &["Source", "Documents", "Own words", "Advocacy density", "Citation reliance", "Unattributed figures", "Effective sources", "Own side cited"],
    )
    .class("bare");
    for (i, s) in site.report.sources.iter().enumerate() {
        table.row([
            Cell::link(&site.source_href("", i), &s.name),
            Cell::count(s.documents.len() as u64),
            Cell::count(s.scores.words.own),
            Cell::measure(&s.scores.advocacy_density),
            Cell::measure(&s.scores.citation_reliance),
            Cell::measure(&s.scores.unattributed_figures),
            Cell::number(&number::value(&s.scores.effective_sources)),
            Cell::measure(&s.scores.self_citation),
        ]);
    }
    table
}

/// The actors that some clause evaluates or shows as harmed.
fn listed<'a>(site: &Site<'a>) -> impl Iterator<Item = &'a Actor> {
    site.report.actors.iter().filter(|a| a.positive + a.negative + a.victim > 0)
}

fn actor_table(site: &Site) -> Table {
    let mut table = Table::new(
        "Actors, with the words that evaluate them",
        &["Actor", "Blamed", "Praised", "Shown as harmed", "Given the word", "Documents", "Words", "For example"],
    )
    .class("bare");
    for a in listed(site).take(MOST_LISTED) {
        let name = if a.aliases.is_empty() {
            html::escape(&a.name)
        } else {
            format!("{} <span class=\"i\">also {}</span>", html::escape(&a.name), html::escape(&a.aliases.join(", ")))
        };
        let example = a.events.first().map_or_else(String::new, |e| {
            format!("<span class=\"said\">{}</span> {}", html::escape(&one_line(&e.clause)), site.sentence_link("", &e.document, e.sentence))
        });
        table.row([
            Cell::html(name),
            Cell::count(a.negative),
            Cell::count(a.positive),
            Cell::count(a.victim),
            Cell::count(a.speaks),
            Cell::count(a.documents),
            Cell::text(&a.terms.join(", ")),
            Cell::html(example),
        ]);
    }
    table
}

fn claim(site: &Site, g: &crate::compare::LedgerGroup) -> Claim {
    let place = |document: &str, sentence: u32| format!("{}, {}", site.document_cell("", document).html, site.sentence_link("", document, sentence));
    Claim {
        about: g.about.clone(),
        kind: g.kind,
        agreement: words::agreement(g.agreement),
        entries: g.entries.iter().map(|e| (one_line(&e.exact), place(&e.document, e.sentence))).collect(),
    }
}

fn shared(site: &Site, e: &crate::compare::Echo) -> Shared {
    let places: Vec<String> = e.occurrences.iter().map(|o| site.document_cell("", &o.document).html).collect();
    Shared { text: one_line(&e.text), words: e.words, verbatim: e.verbatim, places: places.join(", ") }
}
