//! Two texts beside each other, as `slantscope compare` tells of them, on a page of the report.

use askama::Template;
use slantscope::compare::Direction;
use slantscope::compare::pair::{self, Change, FigureChange, MarkChange, Pair, Relation, Spot};
use slantscope::report::html::{self, Cell, Table};
use slantscope::report::page::{ARTICLE, Frame, OVERVIEW, parts, render};
use slantscope::report::site::{Site, one_line};
use slantscope::report::text::paragraphs;
use slantscope::report::{number, words};
use slantscope::score::Reading;
use std::collections::{BTreeMap, BTreeSet};

/// One of the two texts.
struct Side {
    letter: &'static str,
    name: String,
    href: String,
    about: String,
    blocks: Vec<Block>,
}

/// A block of a text.
struct Block {
    class: &'static str,
    html: String,
}

#[derive(Template)]
#[template(path = "compare.html")]
struct Page<'a> {
    frame: Frame<'a>,
    sides: [Side; 2],
    overlaps: Vec<String>,
    differ: Vec<&'a str>,
    alike: Vec<&'a str>,
    measures: String,
    families: String,
    /// A heading and a table for each text alone.
    alone: [(&'static str, String); 2],
    figures: String,
    stayed: usize,
    claims: Vec<parts::Claim>,
    limits: &'static str,
}

/// The page about these two documents of the report.
pub fn page(site: &Site, readings: [Reading; 2]) -> Vec<u8> {
    let places: Vec<usize> = readings.iter().filter_map(|r| site.document(&r.meta.id)).collect();
    let (a, b) = (places[0], places[1]);
    let sides = [side(site, a, "A"), side(site, b, "B")];
    let [first, second] = readings;
    let pair = pair::pair((sides[0].letter, vec![first]), (sides[1].letter, vec![second]), site.lexicon);
    let (differ, alike): (Vec<_>, Vec<_>) = pair.differences.iter().partition(|d| d.direction != Direction::None);
    let versions = pair.relation == Relation::Versions;
    let title = if versions { "Two versions of one text" } else { "Two texts side by side" };
    let titles = if versions { ["Went", "Came"] } else { ["Only in A", "Only in B"] };
    render(&Page {
        overlaps: pair.overlaps.iter().map(|o| overlap(site, o)).collect(),
        differ: differ.into_iter().map(|d| d.text.as_str()).collect(),
        alike: alike.into_iter().map(|d| d.text.as_str()).collect(),
        measures: measures(site, a, b).html(),
        families: families(site, &pair).html(),
        alone: [(titles[0], Change::Went), (titles[1], Change::Came)].map(|(title, change)| (title, marks(site, &pair, change, title).html())),
        figures: figures(site, &pair, titles).html(),
        stayed: pair.figures.iter().filter(|f| f.change == Change::Stayed).count(),
        claims: pair.ledger.iter().map(|g| parts::claim(site, "", g)).collect(),
        limits: pair.limits,
        sides,
        frame: Frame::new(site, title, "", vec![("index.html".into(), site.report.title.clone())]).styled(&[OVERVIEW, ARTICLE]),
    })
}

fn side(site: &Site, d: usize, letter: &'static str) -> Side {
    let (meta, words) = (site.meta(d), site.readings[d].scores.words);
    let href = site.document_href("", d);
    let own = |html: &str| html.replace(" id=\"", &format!(" id=\"{letter}-")).replace("href=\"#", &format!("href=\"{href}#"));
    let known: Vec<String> = [&meta.source, &meta.genre, &meta.date].into_iter().flatten().cloned().collect();
    let words = format!("{} words, {} of them the author’s own", number::count(words.total), number::count(words.own));
    Side {
        letter,
        name: site.name(d).to_string(),
        about: known.into_iter().chain([words]).collect::<Vec<_>>().join(" · "),
        blocks: site.opened(d, |opened| paragraphs(site, opened, &BTreeSet::new())).into_iter().map(|p| Block { class: p.class, html: own(&p.html) }).collect(),
        href,
    }
}

fn overlap(site: &Site, o: &slantscope::compare::Overlap) -> String {
    let name = |id: &str| site.document(id).map_or_else(|| id.to_string(), |d| site.name(d).to_string());
    format!("{:.0}\u{202f}% of the words of “{}” stand in “{}” too.", 100.0 * o.share, name(&o.document), name(&o.with))
}

fn measures(site: &Site, a: usize, b: usize) -> Table {
    let mut table = Table::new("The measures of both texts", &["Measure", "A", "B"]).class("bare");
    let [a, b] = [a, b].map(|d| &site.readings[d].scores);
    let rows = [
        ("Advocacy density, weighted marks per 1,000 own words", &a.advocacy_density, &b.advocacy_density),
        ("Citation reliance, share of checkable sentences", &a.citation_reliance, &b.citation_reliance),
        ("Unattributed figures, share of figures", &a.unattributed_figures, &b.unattributed_figures),
        ("Named sources that are given the word", &a.distinct_sources, &b.distinct_sources),
    ];
    for (name, a, b) in rows {
        table.row([Cell::text(name), Cell::measure(a), Cell::measure(b)]);
    }
    table
}

/// How many marks of each family stand only in A, only in B, and in both, in the authors' own voices.
fn families(site: &Site, pair: &Pair) -> Table {
    let mut counts: BTreeMap<&str, [u64; 3]> = BTreeMap::new();
    pair.marks.iter().filter(|m| m.voice == "own").for_each(|m| counts.entry(&m.family).or_default()[m.change as usize] += 1);
    let mut table = Table::new("Marks in the authors’ own voices", &["Family", "Only in A", "Only in B", "In both"]);
    for family in &site.report.families {
        if let Some([came, went, stayed]) = counts.get(family.id) {
            let title = format!("<span class=\"m {}\">{}</span>", family.form.class(), html::escape(family.title));
            table.row([Cell::html(title), Cell::count(*went), Cell::count(*came), Cell::count(*stayed)]);
        }
    }
    table
}

/// The words with the sentence they stand in, which leads to it.
fn said(site: &Site, spot: Option<&Spot>) -> Cell {
    let Some(spot) = spot else { return Cell::text("–") };
    Cell::html(format!("{} <span class=\"said\">{}</span>", site.sentence_link("", &spot.document, spot.sentence), html::escape(&spot.text)))
}

fn marks(site: &Site, pair: &Pair, change: Change, title: &str) -> Table {
    let mut table = Table::new(&format!("{title}: marks in the author’s own voice"), &["Words", "Family", "Sentence"]).class("bare");
    for m in pair.marks.iter().filter(|m: &&MarkChange| m.change == change && m.voice == "own") {
        let family = site.report.families.iter().find(|f| f.id == m.family);
        let name = family.map_or_else(|| html::escape(&m.family), |f| format!("<span class=\"m {}\">{}</span>", f.form.class(), html::escape(f.singular)));
        table.row([Cell::html(format!("<b>{}</b>", html::escape(&one_line(&m.exact)))), Cell::html(name), said(site, m.b.as_ref().or(m.a.as_ref()))]);
    }
    table
}

/// Figures that stand on one side only, or on both and on other authority.
fn figures(site: &Site, pair: &Pair, titles: [&str; 2]) -> Table {
    let mut table = Table::new("Figures on one side only, or on other authority", &["Figure", "Where", "Who vouches", "Sentence"]).class("bare figures");
    for f in &pair.figures {
        let turned = f.attribution_a != f.attribution_b;
        let place = match f.change {
            Change::Went => titles[0],
            Change::Came => titles[1],
            Change::Stayed if turned => "In both",
            Change::Stayed => continue,
        };
        let name = format!("<b>{}</b> {}", html::escape(&one_line(&f.exact)), html::escape(&f.head.as_deref().map(one_line).unwrap_or_default()));
        table.row([Cell::html(name), Cell::text(place), Cell::text(&vouched(f)), said(site, f.b.as_ref().or(f.a.as_ref()))]);
    }
    table
}

fn vouched(f: &FigureChange) -> String {
    match (f.attribution_a, f.attribution_b) {
        (Some(a), Some(b)) if a != b => format!("{} in A, {} in B", words::vouched(a), words::vouched(b)),
        (a, b) => words::vouched(b.or(a).unwrap_or("none")).to_string(),
    }
}
