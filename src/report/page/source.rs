//! The page of one source: its profile, its documents, who is quoted, and its figures.

use super::parts::{self, Claim, Shared};
use super::{Fact, Frame, beside, document, facts, render, voices};
use crate::attribute::SourceClass;
use crate::compare::SourceProfile;
use crate::norm::Place;
use crate::report::chart::{Chart, Room, actors, classes, dots, norm, trend};
use crate::report::html::{self, Cell, Table};
use crate::report::site::{Site, one_line};
use crate::report::slug::slug;
use crate::report::words;
use crate::score::Scores;
use askama::Template;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage<'a> {
    frame: Frame<'a>,
    source: &'a SourceProfile,
    facts: Vec<Fact>,
    profile: String,
    density: String,
    families: String,
    classes: String,
    documents: String,
    speakers: String,
    figures: String,
    trend: String,
    more_documents: usize,
    more_figures: usize,
    actors: String,
    more_actors: usize,
    actor_chart: String,
    /// Where its documents stand among texts of their genre.
    norm: String,
    claims: Vec<Claim>,
    more_claims: usize,
    shared: Vec<Shared>,
    more_shared: usize,
    /// Differences from other sources, trends, standing among texts of the genre.
    beside: String,
}

/// Documents, figures, and actors, claims and echoes that a page lists; the CSV tables have all of them.
const MOST_DOCUMENTS: usize = 100;
const MOST_FIGURES: usize = 100;
const MOST_OTHERS: usize = 20;
/// Rows of the chart of documents.
const MOST_ROWS: usize = 40;

/// The page of source `s`.
pub fn page(site: &Site, s: usize) -> Vec<u8> {
    let source = &site.report.sources[s];
    let above = vec![("../index.html".to_string(), site.report.title.clone())];
    let frame = Frame::new(site, &source.name, "../", above).styled(&[super::OVERVIEW]);
    let documents: Vec<usize> = source.documents.iter().filter_map(|id| site.document(id)).collect();
    let html = |c: Option<Chart>| c.map_or_else(String::new, |c| c.html());
    let at_side = |c: Option<Chart>| c.map_or_else(String::new, |c| c.html_with_numbers());
    let (actors, more_actors) = parts::actors_of(site, "../", &source.documents, MOST_OTHERS);
    let ids: FxHashSet<&str> = source.documents.iter().map(String::as_str).collect();
    let here = |id: &str| ids.contains(id);
    let claims: Vec<_> = site.report.ledger.iter().filter(|g| g.entries.iter().any(|e| here(&e.document))).collect();
    let shared: Vec<_> = site.report.echoes.iter().filter(|e| e.occurrences.iter().any(|o| here(&o.document))).collect();
    let shown = &documents[..documents.len().min(MOST_DOCUMENTS)];
    render(&SourcePage {
        frame,
        source,
        facts: facts(&source.scores),
        profile: profile(&source.scores).html(),
        density: density(site, s, &documents).map_or_else(String::new, |c| c.html_beside()),
        families: at_side(families(site, s)),
        classes: class_chart(site, s).map_or_else(String::new, |c| c.html_at_side(&turned(&c.table).html())),
        documents: document_table(site, shown, "../").html(),
        more_documents: documents.len() - shown.len(),
        trend: html(trend(site, s, &documents)),
        actors: actors.html(),
        actor_chart: actor_chart(site, s).map_or_else(String::new, |c| c.html_beside()),
        norm: at_side(norm_chart(site, s, &documents)),
        more_actors,
        more_claims: claims.len().saturating_sub(MOST_OTHERS),
        claims: claims.into_iter().take(MOST_OTHERS).map(|g| parts::claim(site, "../", g)).collect(),
        more_shared: shared.len().saturating_sub(MOST_OTHERS),
        shared: shared.into_iter().take(MOST_OTHERS).map(|e| parts::shared(site, "../", e)).collect(),
        more_figures: documents.iter().map(|&d| site.readings[d].attributed.figures.len()).sum::<usize>().saturating_sub(MOST_FIGURES),
        speakers: voices::speakers_of(site, &documents).html(),
        figures: figures(site, &documents).html(),
        beside: beside::beside(site, s, &documents),
    })
}

/// The charts of a source's page.
pub fn charts(site: &Site, s: usize) -> Vec<Chart> {
    let source = &site.report.sources[s];
    let documents: Vec<usize> = source.documents.iter().filter_map(|id| site.document(id)).collect();
    let drawn = [
        density(site, s, &documents),
        families(site, s),
        class_chart(site, s),
        trend(site, s, &documents),
        norm_chart(site, s, &documents),
        actor_chart(site, s),
    ];
    drawn.into_iter().flatten().collect()
}

/// Rates of the source's families.
fn families(site: &Site, s: usize) -> Option<Chart> {
    document::families_chart(site, &format!("families-source-{}", site.sources[s]), "Marks by family", &site.report.sources[s].scores, &Room::ALL)
}

/// Advocacy density of each document of the source.
fn density(site: &Site, s: usize, documents: &[usize]) -> Option<Chart> {
    let rows: Vec<dots::Row> =
        documents.iter().take(MOST_ROWS).map(|&d| dots::Row { name: site.name(d), measure: &site.readings[d].scores.advocacy_density }).collect();
    if rows.len() < 2 {
        return None;
    }
    dots::dots(&format!("density-source-{}", site.sources[s]), "Advocacy density of its documents", "Document", &rows, &Room::ALL)
}

/// Advocacy density over time; the first page has the same of all documents, so a single source needs none of its own.
fn trend(site: &Site, s: usize, documents: &[usize]) -> Option<Chart> {
    if site.sources.len() < 2 { None } else { trend::trend(&format!("trend-source-{}", site.sources[s]), site, documents) }
}

/// Whom the source blames and praises; the first page has the same of all documents, so a single source needs none of its own.
fn actor_chart(site: &Site, s: usize) -> Option<Chart> {
    let name = &site.report.sources[s].name;
    let here = site.report.actors.iter().flat_map(|a| a.by_source.iter().filter(|e| e.source == *name).map(move |e| (a, e)));
    let mut rows: Vec<actors::Row> = here.map(|(a, e)| actors::Row { name: &a.name, positive: e.positive, negative: e.negative }).collect();
    rows.retain(|r| r.positive + r.negative > 0);
    rows.sort_by_key(|r| (std::cmp::Reverse(r.positive + r.negative), r.name));
    rows.truncate(MOST_OTHERS);
    if site.sources.len() < 2 { None } else { actors::actors(&format!("actors-source-{}", site.sources[s]), "Whom it blames and whom it praises", &rows) }
}

/// Where its documents of the genre that most of them have stand among others of that genre.
fn norm_chart(site: &Site, s: usize, documents: &[usize]) -> Option<Chart> {
    let genre = |d: usize| site.report.standing[d].genre.as_deref().filter(|_| !site.report.standing[d].places.is_empty());
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    documents.iter().filter_map(|&d| genre(d)).for_each(|g| *count.entry(g).or_default() += 1);
    let (most, _) = count.into_iter().max_by_key(|&(g, n)| (n, std::cmp::Reverse(g)))?;
    let places = documents.iter().filter(|&&d| genre(d) == Some(most)).flat_map(|&d| &site.report.standing[d].places);
    let mut seen: Vec<(&str, Vec<&Place>)> = Vec::new();
    for p in places.filter(|p| !p.measure.starts_with("family.")) {
        match seen.iter_mut().find(|(measure, _)| *measure == p.measure) {
            Some((_, of)) => of.push(p),
            None => seen.push((&p.measure, vec![p])),
        }
    }
    let named = |(measure, places)| norm::Spread { name: words::measure_short(measure).map_or_else(|| site.measure(measure), Into::into), places };
    let rows: Vec<norm::Spread> = seen.into_iter().map(named).collect();
    norm::spread(&format!("norm-source-{}", site.sources[s]), most, &rows)
}

/// The only row of a table of classes as a column, which stands beside a chart without being cut.
fn turned(table: &Table) -> Table {
    let mut out = Table::new(&table.caption, &["Kind of source", "Attributions"]).class("bare");
    for (class, cell) in table.head.iter().zip(table.rows.iter().flatten()).skip(1) {
        out.row([Cell::text(class), cell.clone()]);
    }
    out
}

/// On whose word the source rests.
pub fn class_chart(site: &Site, s: usize) -> Option<Chart> {
    let source = &site.report.sources[s];
    classes::classes(
        &format!("classes-source-{}", site.sources[s]),
        "On whose word it rests",
        "Source",
        &[classes::Row { name: &source.name, scores: &source.scores }],
    )
}

/// Every measure with its interval and what it rests on.
fn profile(s: &Scores) -> Table {
    let mut table = Table::new("All measures, each with its 95 % interval", &["Measure", "Value", "Rests on"]).class("profile");
    let rows = [
        ("Advocacy density: weighted marks per 1,000 own words", &s.advocacy_density),
        ("The same, with the publisher’s own side", &s.advocacy_density_with_self),
        ("Checkable sentences that lean on a named or documented source", &s.citation_reliance),
        ("Checkable sentences with any source", &s.checkable_attributed),
        ("Sentences with a source", &s.attributed_sentences),
        ("Figures without a source", &s.unattributed_figures),
        ("Attributions to the publisher’s own side", &s.self_citation),
        ("Words in direct quotation", &s.direct_quote),
        ("Links, footnotes and documents per 1,000 words", &s.citation_rate),
        ("Named sources", &s.distinct_sources),
        ("Effective number of sources", &s.effective_sources),
    ];
    for (name, m) in rows {
        table.row([Cell::text(name), Cell::measure(m), Cell::number(&crate::report::number::basis(m))]);
    }
    table
}

/// Documents with their headline numbers.
pub fn document_table(site: &Site, documents: &[usize], root: &str) -> Table {
    let mut table = Table::new(
        "The documents",
        &["Document", "Source", "Date", "Own words", "Advocacy density", "Citation reliance", "Unattributed figures", "Named sources"],
    )
    .class("bare documents");
    for &d in documents {
        let (meta, s) = (site.meta(d), &site.readings[d].scores);
        table.row([
            site.document_cell(root, &meta.id),
            Cell::text(meta.source.as_deref().unwrap_or("–")),
            Cell::word(meta.date.as_deref().unwrap_or("–")),
            Cell::count(s.words.own),
            Cell::measure(&s.advocacy_density),
            Cell::measure(&s.citation_reliance),
            Cell::measure(&s.unattributed_figures),
            Cell::number(&crate::report::number::value(&s.distinct_sources)),
        ]);
    }
    table
}

/// The figures of these documents; those that nobody vouches for come first.
pub fn figures(site: &Site, documents: &[usize]) -> Table {
    let mut table = Table::new("Figures and who vouches for them", &["Figure", "What it counts", "Status", "Source", "Where"]).class("bare");
    let mut all: Vec<_> = documents.iter().flat_map(|&d| site.readings[d].attributed.figures.iter().map(move |f| (d, f))).collect();
    all.sort_by_key(|(_, f)| f.class != SourceClass::None);
    for (d, f) in all.into_iter().take(MOST_FIGURES) {
        let (reading, vouched) = (&site.readings[d], words::vouched(f.class.name()));
        let link = site.sentence_link("../", &reading.meta.id, f.sentence);
        table.row([
            Cell::html(format!("<b>{}</b>", html::escape(&one_line(reading.text.slice(f.span))))),
            Cell::text(&f.head.map_or_else(|| words::kind(f.kind).to_string(), |head| one_line(reading.text.slice(head)))),
            Cell::html(format!("<span class=\"status {}\">{vouched}</span>", slug(vouched))),
            Cell::text(&f.attribution.and_then(|a| reading.speaker(a)).map_or_else(|| "–".to_string(), one_line)),
            Cell::html(match documents {
                [_] => link,
                _ => format!("{link}, {}", html::escape(site.name(d))),
            }),
        ]);
    }
    table
}
