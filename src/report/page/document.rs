//! The page of one document: the article as a page of a newspaper, with its notes, filters and tables.

use super::{Fact, Frame, beside, facts, render, voices};
use crate::norm::Place;
use crate::report::chart::{Chart, Room, dots, norm, strip};
use crate::report::form::Form;
use crate::report::html::{self, Cell, Table};
use crate::report::model::DocumentRecord;
use crate::report::notes::fired;
use crate::report::number;
use crate::report::site::{Opened, Site, one_line, short_cite};
use crate::report::slug::slug;
use crate::report::text::{Paragraph, paragraphs};
use crate::report::words;
use askama::Template;
use std::collections::BTreeMap;

/// A box that hides or shows marks.
pub struct Filter {
    pub id: String,
    pub label: String,
    pub count: u64,
    /// The look of what it filters: the form of a family's line, or a voice.
    pub form: String,
    /// Selects what it filters.
    pub what: String,
}

/// A rule that fired on the page, in full.
pub struct RuleEntry<'a> {
    pub id: String,
    pub title: String,
    pub family: String,
    pub form: &'static str,
    pub why: String,
    pub ask: String,
    pub limits: String,
    /// Key and short citation of each paper; the page of the lexicon has them in full.
    pub literature: Vec<(&'a str, String)>,
    /// The words it found, each with its first mark.
    pub words: Vec<(String, usize)>,
    /// How many more words it found.
    pub more: usize,
}

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage<'a> {
    frame: Frame<'a>,
    doc: &'a DocumentRecord<'a>,
    author: Option<&'a str>,
    source: Option<(String, String)>,
    facts: Vec<Fact>,
    with_self: Option<String>,
    strip: String,
    families: Vec<(Form, Vec<Filter>)>,
    voices: Vec<Filter>,
    tiers: Vec<Filter>,
    paragraphs: Vec<Paragraph>,
    figures: String,
    speakers: String,
    attributions: String,
    /// The sentences that lean on nobody and claim something.
    alone: Option<(String, String)>,
    by_family: String,
    counter: String,
    /// Where the document stands among texts of its genre.
    norm: String,
    rules: Vec<RuleEntry<'a>>,
    before: Option<(String, String)>,
    after: Option<(String, String)>,
}

/// The page of document `d`.
pub fn page(site: &Site, d: usize) -> Vec<u8> {
    site.opened(d, |opened| written(site, opened))
}

fn written(site: &Site, opened: &Opened) -> Vec<u8> {
    let (d, doc) = (opened.d, &opened.record);
    let source = site.source_of(d).map(|s| (site.source_href("../", s), site.report.sources[s].name.clone()));
    let mut crumbs = vec![("../index.html".to_string(), site.report.title.clone())];
    crumbs.extend(source.clone());
    let families = family_filters(doc, site);
    let filters = voice_filters(doc);
    let tiers = tier_filters(doc, site);
    let filters_css = filter_css(families.iter().flat_map(|f| &f.1).chain(&filters).chain(&tiers));
    let rules = rules(doc, site);
    let neighbour = |i: Option<usize>| i.filter(|&i| i < site.documents.len()).map(|i| (format!("{}.html", site.documents[i]), site.name(i).to_string()));
    render(&DocumentPage {
        frame: Frame::new(site, site.name(d), "../", crumbs).styled(&[super::ARTICLE, &filters_css]),
        doc,
        author: site.meta(d).author.as_deref(),
        source,
        facts: facts(doc.scores),
        with_self: (doc.scores.words.own_side > 0).then(|| number::both(&doc.scores.advocacy_density_with_self)),
        strip: strip::strip(&format!("strip-{}", site.documents[d]), opened.reading, site.lexicon).map_or_else(String::new, |c| c.html()),
        families,
        voices: filters,
        tiers,
        paragraphs: paragraphs(site, opened, &rules.iter().flat_map(|r| r.words.iter().map(|w| w.1)).collect()),
        by_family: by_family(site, opened),
        figures: figures(opened).html(),
        speakers: voices::speakers(opened).html(),
        attributions: voices::attributions(opened).html(),
        alone: voices::alone(opened),
        counter: counter(doc, site).html(),
        norm: beside_its_genre(site, d),
        rules,
        before: neighbour(d.checked_sub(1)),
        after: neighbour(Some(d + 1)),
    })
}

/// Rates of the scored families, as a chart. A family of which no mark is counted has no rate to draw.
pub fn families_chart(site: &Site, id: &str, title: &str, scores: &crate::score::Scores, sizes: &[Room]) -> Option<Chart> {
    let scored = site.report.families.iter().filter(|f| f.tier == 1 || f.tier == 2);
    let mut rows: Vec<dots::Row> = scored
        .filter_map(|f| Some((f, scores.families.get(f.id)?)))
        .filter(|(_, s)| s.weight > 0.0)
        .map(|(f, s)| dots::Row { name: f.title, measure: &s.density })
        .collect();
    rows.sort_by(|a, b| b.measure.value.partial_cmp(&a.measure.value).unwrap_or(std::cmp::Ordering::Equal));
    dots::dots(id, title, "Family", &rows, sizes)
}

/// The general measures of the document, and the families that stand out, among texts of its genre.
pub fn norm_chart(site: &Site, d: usize) -> Option<Chart> {
    let standing = &site.report.standing[d];
    let is_family = |p: &Place| p.measure.starts_with("family.");
    let mut shown: Vec<&Place> = standing.places.iter().filter(|p| !is_family(p) || p.is_unusual()).collect();
    shown.sort_by_key(|p| is_family(p));
    let rows: Vec<norm::Row> = shown
        .into_iter()
        .map(|place| norm::Row { name: words::measure_short(&place.measure).map_or_else(|| site.measure(&place.measure), Into::into), place })
        .collect();
    norm::norm(&format!("norm-document-{}", site.documents[d]), standing.genre.as_deref()?, &rows)
}

/// The same with the card of the norm, or the reason why there is none.
fn beside_its_genre(site: &Site, d: usize) -> String {
    let standing = &site.report.standing[d];
    let mut out = norm_chart(site, d).map_or_else(String::new, |c| c.html_with_numbers());
    if out.is_empty() {
        let short = "The text is too short to be compared with others.";
        out = html::paragraph(standing.reason.as_deref().unwrap_or(short));
    }
    if standing.assumed {
        out.push_str("<p class=\"meta\">The document does not say what kind of text it is, and was taken for news.</p>");
    }
    out.extend(site.report.norms.iter().filter(|n| standing.genre.as_ref() == Some(&n.genre)).map(beside::card));
    out
}

fn family_filters(doc: &DocumentRecord, site: &Site) -> Vec<(Form, Vec<Filter>)> {
    let mut out: BTreeMap<Form, Vec<Filter>> = BTreeMap::new();
    for f in &site.report.families {
        let count = doc.marks.iter().filter(|m| m.family == f.id && m.voice != "boilerplate").count() as u64;
        let form = f.form;
        if count > 0 {
            let id = site.family_class(f.id);
            out.entry(form).or_default().push(Filter { what: format!(".{id}"), id, label: f.title.to_string(), count, form: form.class().to_string() });
        }
    }
    out.into_iter().collect()
}

/// Marks in the author's own voice carry no class of a voice.
const OWN: &str = "mark:not([class*=\" v-\"]),.k:not([class*=\" v-\"]),.notes li:not(.who,[class*=\" v-\"])";

fn voice_filters(doc: &DocumentRecord) -> Vec<Filter> {
    let names = ["own", "unsourced_quote", "scare_quote", "quoted", "reported", "self_quote"];
    let filter = |v: &str| Filter {
        id: format!("v-{}", v.replace('_', "-")),
        what: if v == "own" { OWN.to_string() } else { format!(".v-{}", v.replace('_', "-")) },
        label: words::voice(v).to_string(),
        count: doc.marks.iter().filter(|m| m.voice == v).count() as u64,
        form: v.replace('_', "-"),
    };
    names.into_iter().map(filter).filter(|f| f.count > 0).collect()
}

fn tier_filters(doc: &DocumentRecord, site: &Site) -> Vec<Filter> {
    let tiers = [("scored", 1..=2, "scored"), ("discuss", 3..=3, "to discuss, not scored"), ("counter", 0..=0, "counter-evidence")];
    let count = |r: &std::ops::RangeInclusive<u8>| doc.marks.iter().filter(|m| r.contains(&m.tier) && m.voice != "boilerplate").count() as u64;
    let families = |r: &std::ops::RangeInclusive<u8>| -> Vec<String> {
        site.report.families.iter().filter(|f| r.contains(&f.tier)).map(|f| format!(".{}", site.family_class(f.id))).collect()
    };
    tiers
        .into_iter()
        .map(|(id, r, label)| Filter { id: format!("t-{id}"), label: label.to_string(), count: count(&r), form: String::new(), what: families(&r).join(",") })
        .filter(|f| f.count > 0)
        .collect()
}

/// A box that is not ticked takes the line, the letter and the note of what it filters away; the words stay.
fn filter_css<'f>(filters: impl Iterator<Item = &'f Filter>) -> String {
    filters.map(|f| format!("body:has(#{}:not(:checked)) :is({}){{--off:none}}\n", f.id, f.what)).collect()
}

pub(super) fn sentence_cell(n: u32) -> Cell {
    Cell::html(html::link(&format!("#s{}", n + 1), &format!("{}", n + 1)))
}

fn figures(opened: &Opened) -> Table {
    let mut table =
        Table::new("Every figure, with who vouches for it", &["Figure", "What it counts", "Status", "Source", "Not said", "Sentence"]).class("bare figures");
    for f in opened.record.figures.iter() {
        let status = format!("<span class=\"status {}\">{}</span>", slug(words::vouched(f.attribution)), words::vouched(f.attribution));
        table.row([
            Cell::html(format!("<b>{}</b>", html::escape(&one_line(f.exact)))),
            Cell::text(&f.head.map_or_else(|| words::kind(f.kind).to_string(), one_line)),
            Cell::html(status),
            Cell::text(&f.source.map_or_else(|| "–".to_string(), one_line)),
            Cell::text(match words::missing(f.missing).as_str() {
                "" => "–",
                m => m,
            }),
            sentence_cell(f.sentence),
        ]);
    }
    table
}

/// The rates of the families as a chart, with every count at its side.
fn by_family(site: &Site, opened: &Opened) -> String {
    let (scores, table) = (opened.record.scores, family_table(site, opened).html());
    let id = format!("families-document-{}", site.documents[opened.d]);
    match families_chart(site, &id, "For each 1,000 of the author’s own words", scores, &[Room::Narrow]) {
        Some(chart) => chart.html_at_side(&table),
        None => table,
    }
}

fn family_table(site: &Site, opened: &Opened) -> Table {
    let mut table =
        Table::new("Marks by family", &["Family", "Own voice", "Other voices", "Weight", "Per 1,000 own words", "Among texts of its genre"]).class("bare");
    let places = &site.report.standing[opened.d].places;
    if places.is_empty() {
        table.head.pop();
    }
    let columns = table.head.len();
    let place = |id: &str| places.iter().find(|p| p.measure.strip_prefix("family.") == Some(id));
    for f in site.report.families.iter().filter(|f| f.tier > 0) {
        let Some(s) = opened.record.scores.families.get(f.id) else { continue };
        let is_counted = s.weight > 0.0 || s.marks == 0;
        let weight = match (f.tier, is_counted) {
            (3, _) => Cell::number("not scored"),
            (_, false) => Cell::number("not counted"),
            _ => Cell::number(&number::decimal(s.weight)),
        };
        let rate = if is_counted { Cell::measure(&s.density) } else { Cell::number("–") };
        let among = place(f.id).filter(|_| is_counted && f.tier < 3).map_or("–", |p| p.short());
        let cells =
            [Cell::link(&format!("../lexicon.html#{}", slug(f.id)), f.title), Cell::count(s.marks), Cell::count(s.elsewhere), weight, rate, Cell::text(among)];
        table.row(cells.into_iter().take(columns));
    }
    table
}

fn counter(doc: &DocumentRecord, site: &Site) -> Table {
    let mut table = Table::new("What speaks for care", &["Family", "Times", "Per 1,000 own words", "Where"]).class("bare");
    for f in site.report.families.iter().filter(|f| f.tier == 0) {
        let Some(s) = doc.scores.families.get(f.id) else { continue };
        let mut sentences: Vec<u32> = doc.marks.iter().filter(|m| m.family == f.id).map(|m| m.sentence).collect();
        sentences.dedup();
        let links: Vec<String> = sentences.iter().map(|s| sentence_cell(*s).html).collect();
        table.row([
            Cell::link(&format!("../lexicon.html#{}", slug(f.id)), f.title),
            Cell::count(s.marks),
            Cell::measure(&s.density),
            Cell::html(links.join(", ")),
        ]);
    }
    table
}

/// How many of the words that a rule found stand beside it; each has its note in the text.
const MOST_WORDS: usize = 6;

/// The rules that fired, in full and once each, with the words they found.
fn rules<'a>(doc: &DocumentRecord, site: &Site<'a>) -> Vec<RuleEntry<'a>> {
    let mut found: BTreeMap<&str, Vec<(String, usize)>> = BTreeMap::new();
    for (i, m) in doc.marks.iter().enumerate().filter(|(_, m)| m.voice != "boilerplate") {
        let words = found.entry(m.rule).or_default();
        let word = one_line(m.exact);
        if !words.iter().any(|w| w.0.to_lowercase() == word.to_lowercase()) {
            words.push((word, i));
        }
    }
    let mut entry = |id: &str| {
        let rule = site.rule(id)?;
        let family = &site.lexicon.families[rule.family as usize];
        let mut words = found.remove(id).unwrap_or_default();
        let more = words.len().saturating_sub(MOST_WORDS);
        words.truncate(MOST_WORDS);
        Some(RuleEntry {
            id: id.to_string(),
            title: rule.title.clone(),
            family: family.singular.clone(),
            form: Form::of(family).class(),
            why: words::typeset(&rule.why),
            ask: words::typeset(&rule.ask),
            limits: words::typeset(&rule.limits),
            literature: rule.sources.iter().map(|k| (k.as_str(), short_cite(site.literature(k)))).collect(),
            words,
            more,
        })
    };
    fired(doc).into_iter().filter_map(&mut entry).collect()
}
