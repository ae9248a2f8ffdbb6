//! The first page: what was read, what stands out, sources and actors side by side, claims, echoes, limits.

use super::parts::{self, Claim, Shared};
use super::{Frame, list, render, source};
use crate::compare::Actor;
use crate::report::chart::{Chart, Room, actors, by_source, classes, dots, ledger, trend};
use crate::report::html::{Cell, Table};
use crate::report::model::{ErrorRecord, FamilyRecord, Input};
use crate::report::number;
use crate::report::site::Site;
use askama::Template;

/// Rows of a chart; the table has all of them.
const MOST_ROWS: usize = 40;
/// Inputs whose checksums are on the page; the manifest has all of them.
const MOST_INPUTS: usize = 100;
/// Actors in the chart.
const MOST_ACTORS: usize = 16;
/// Actors in the table of the page; the CSV table has all of them.
const MOST_LISTED: usize = 20;
/// Lines of evidence that stand open.
const OPEN_LINES: usize = 4;
/// Claims and echoes on the page; the CSV tables have all of them.
const MOST_GROUPS: usize = 24;

/// A finding with its sentences.
pub struct Story {
    pub count: String,
    pub of: Option<String>,
    pub label: String,
    pub detail: String,
    pub passages: Vec<(String, String, String)>,
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
    on_first: usize,
    pages: Vec<list::Turn>,
    document_chart: String,
    trend: String,
    claim_chart: String,
    actor_chart: String,
    actors_by_source: String,
    actors: String,
    evaluations: String,
    texts: &'a str,
    more_actors: usize,
    claims: Vec<Claim>,
    more_claims: usize,
    shared: Vec<Shared>,
    more_shared: usize,
    errors: &'a [ErrorRecord],
    glossary: &'a [FamilyRecord<'a>],
    nothing: bool,
    inputs: &'a [Input],
    documents_in_all: String,
}

/// The first page of a report.
pub fn page(site: &Site) -> Vec<u8> {
    let r = site.report;
    let first: Vec<usize> = (0..list::on_first(site)).collect();
    let html = |c: Option<Chart>| c.map_or_else(String::new, |c| c.html());
    // these stand beside a table that has their numbers
    let beside = |c: Option<Chart>| c.map_or_else(String::new, |c| c.html_beside());
    let [density, classes, document_chart, actor_chart, actors_by_source, trend, claim_chart] = drawn(site);
    render(&IndexPage {
        frame: Frame::new(site, &r.title, "", Vec::new()).styled(&[super::OVERVIEW]),
        read: read(site),
        evidence: r.perspective.evidence.iter().take(OPEN_LINES).map(|e| e.text.as_str()).collect(),
        more_evidence: r.perspective.evidence.iter().skip(OPEN_LINES).map(|e| e.text.as_str()).collect(),
        stories: r.findings.iter().map(|f| story(site, f)).collect(),
        density: beside(density),
        classes: html(classes),
        document_chart: beside(document_chart),
        actor_chart: beside(actor_chart),
        actors_by_source: html(actors_by_source),
        trend: html(trend),
        claim_chart: html(claim_chart),
        sources: sources(site).html(),
        documents: source::document_table(site, &first, "").html(),
        on_first: first.len(),
        pages: list::turns(site, None),
        inputs: &r.manifest.inputs[..r.manifest.inputs.len().min(MOST_INPUTS)],
        documents_in_all: number::count(r.documents.len() as u64),
        actors: parts::actors(site, listed(site).take(MOST_LISTED)).html(),
        evaluations: parts::evaluations(listed(site).take(MOST_LISTED)).html(),
        texts: if r.texts.documents > 1 { &r.texts.note } else { "" },
        more_actors: listed(site).count().saturating_sub(MOST_LISTED),
        claims: r.ledger.iter().take(MOST_GROUPS).map(|g| parts::claim(site, "", g)).collect(),
        more_claims: r.ledger.len().saturating_sub(MOST_GROUPS),
        shared: r.echoes.iter().take(MOST_GROUPS).map(|e| parts::shared(site, "", e)).collect(),
        more_shared: r.echoes.len().saturating_sub(MOST_GROUPS),
        errors: &r.errors,
        glossary: &r.families,
        nothing: r.families.iter().all(|f| f.marks == 0),
    })
}

/// The charts of the first page.
pub fn charts(site: &Site) -> impl Iterator<Item = Chart> {
    drawn(site).into_iter().flatten()
}

/// Density and classes by source, density by document, actors, actors by source, density over time, claims; each if there is something to draw.
fn drawn(site: &Site) -> [Option<Chart>; 7] {
    let r = site.report;
    let density: Vec<dots::Row> = r.sources.iter().take(MOST_ROWS).map(|s| dots::Row { name: &s.name, measure: &s.scores.advocacy_density }).collect();
    let of_classes: Vec<classes::Row> = r.sources.iter().take(MOST_ROWS).map(|s| classes::Row { name: &s.name, scores: &s.scores }).collect();
    let mut documents: Vec<dots::Row> =
        site.readings.iter().enumerate().map(|(d, r)| dots::Row { name: site.name(d), measure: &r.scores.advocacy_density }).collect();
    documents.sort_by(|a, b| b.measure.value.partial_cmp(&a.measure.value).unwrap_or(std::cmp::Ordering::Equal));
    documents.truncate(MOST_ROWS);
    let all: Vec<usize> = (0..r.documents.len()).collect();
    [
        dots::dots("density-sources", "Advocacy density by source", "Source", &density, &Room::ALL),
        classes::classes("classes-sources", "On whose word each source rests", "Source", &of_classes),
        dots::dots("density-documents", "Advocacy density by document", "Document", &documents, &Room::ALL),
        actors::actors("actors", "Who is blamed and who is praised", &evaluated(site)),
        by_source::by_source("actors-by-source", &r.sources.iter().take(MOST_ROWS).map(|s| s.name.as_str()).collect::<Vec<_>>(), r.actors),
        trend::trend("trend", site, &all),
        ledger::ledger("ledger", site),
    ]
}

/// The actors that are evaluated most often.
fn evaluated<'a>(site: &Site<'a>) -> Vec<actors::Row<'a>> {
    let row = |a: &'a Actor| actors::Row { name: &a.name, positive: a.positive, negative: a.negative };
    let mut all: Vec<actors::Row> = site.report.actors.iter().map(row).filter(|a| a.positive + a.negative > 0).collect();
    all.sort_by_key(|a| (std::cmp::Reverse(a.positive + a.negative), a.name));
    all.truncate(MOST_ACTORS);
    all
}

/// What was read, in one sentence.
fn read(site: &Site) -> String {
    let words: u64 = site.readings.iter().map(|r| r.scores.words.total).sum();
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
fn listed<'a>(site: &Site<'a>) -> impl Iterator<Item = &'a Actor> + use<'a> {
    site.report.actors.iter().filter(|a| a.positive + a.negative + a.victim > 0)
}
