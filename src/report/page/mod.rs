//! Writes the HTML pages: each one file that opens offline and needs no script.

pub mod beside;
pub mod document;
pub mod index;
pub mod lexicon;
pub mod list;
pub mod parts;
pub mod source;
mod voices;

use super::model::Manifest;
use super::number;
use super::site::Site;
use super::words;
use crate::compare::Verdict;
use crate::score::Scores;

/// The style sheet of all pages.
pub const CSS: &str = include_str!("../templates/report.css");

/// What a page needs besides on which an article stands.
pub const ARTICLE: &str = include_str!("../templates/article.css");

/// What a page needs besides that has findings, claims, echoes or a glossary.
pub const OVERVIEW: &str = include_str!("../templates/overview.css");

/// A style sheet without what only its writers read.
fn tight(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    for line in css.lines().map(str::trim).filter(|l| !l.starts_with("/*")) {
        out.push_str(line);
    }
    out
}

/// What every page has around its own content.
pub struct Frame<'a> {
    pub title: String,
    /// The way from this page to the folder of the report.
    pub root: &'static str,
    pub report: &'a str,
    /// Address and name of the pages above this one.
    pub crumbs: Vec<(String, String)>,
    pub css: String,
    /// Rules for this page alone; made from class names, never from text.
    pub page_css: String,
    pub single: bool,
    pub verdict: &'static str,
    pub note: &'a str,
    pub basis: String,
    pub manifest: &'a Manifest,
    pub measured: [&'static str; 5],
    pub not_measured: [&'static str; 5],
    /// Title and reason of what is shown and not counted.
    pub uncounted: Vec<(&'a str, &'a str)>,
}

impl<'a> Frame<'a> {
    /// The frame of a page.
    pub fn new(site: &Site<'a>, title: &str, root: &'static str, crumbs: Vec<(String, String)>) -> Frame<'a> {
        let p = site.report.perspective;
        Frame {
            title: title.to_string(),
            root,
            report: &site.report.title,
            crumbs,
            css: tight(CSS),
            page_css: String::new(),
            single: p.verdict == Verdict::Single,
            verdict: words::verdict(p.verdict),
            note: words::note(p),
            basis: words::basis(&p.basis),
            manifest: &site.report.manifest,
            measured: words::MEASURED,
            not_measured: words::NOT_MEASURED,
            uncounted: site.lexicon.all_uncounted().collect(),
        }
    }
}

impl Frame<'_> {
    /// The same with more style sheets for this page.
    pub fn styled(mut self, sheets: &[&str]) -> Self {
        self.page_css.extend(sheets.iter().map(|css| tight(css)));
        self
    }
}

/// A number with what it means and what it rests on.
pub struct Fact {
    pub value: String,
    /// There is no number, only the reason.
    pub missing: bool,
    pub label: String,
    pub detail: String,
}

/// The four numbers that open a document's or a source's page.
pub fn facts(s: &Scores) -> Vec<Fact> {
    // an interval is not broken over lines
    let whole = |text: String| text.replace('–', "\u{2060}–\u{2060}");
    let fact = |m: &crate::stats::Measure, label: &str, detail: String| Fact {
        value: number::value(m),
        missing: m.value.is_none(),
        label: label.to_string(),
        detail: whole(detail),
    };
    let figures = &s.unattributed_figures;
    let alone = number::quantity(figures.count);
    let figure_detail = match figures.value {
        Some(_) => format!("{} of them · 95\u{202f}% interval {}", number::value(figures), number::interval(figures).unwrap_or_default()),
        None if figures.n == 0 => "nothing to attribute".to_string(),
        None => "too few for a share".to_string(),
    };
    let figure_label = match figures.n {
        0 => "figures that a reader could check".to_string(),
        1 => format!("figure, {alone} of them unattributed"),
        _ => format!("figures, {alone} of them unattributed"),
    };
    let sources = &s.distinct_sources;
    vec![
        fact(&s.advocacy_density, "advocacy marks, weighted, per 1,000 of the author’s own words", number::detail(&s.advocacy_density)),
        fact(&s.citation_reliance, "of checkable sentences lean on a named or documented source", number::detail(&s.citation_reliance)),
        Fact { value: number::count(figures.n), missing: false, label: figure_label, detail: whole(figure_detail) },
        Fact {
            value: number::value(sources),
            missing: sources.value.is_none(),
            label: if sources.value == Some(1.0) { "named source is given the word" } else { "named sources are given the word" }.to_string(),
            detail: format!(
                "effective number {} · {} attribution{}",
                number::value(&s.effective_sources),
                number::count(sources.n),
                if sources.n == 1 { "" } else { "s" }
            ),
        },
    ]
}

/// Templates are checked when the program is built and only fail to write where memory ends.
pub fn render(template: &impl askama::Template) -> Vec<u8> {
    super::html::visible(template.render().unwrap_or_else(|e| unreachable!("a template that was checked: {e}"))).into_bytes()
}

/// The charts of the index and of the sources, for files of their own; those of a document stand in its page alone.
pub fn charts(site: &Site) -> impl Iterator<Item = super::chart::Chart> {
    let sources = (0..site.sources.len()).flat_map(|s| source::charts(site, s));
    index::charts(site).chain(sources)
}
