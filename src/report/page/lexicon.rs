//! The page of the lexicon: every family and rule with definition, reason, limits, literature and examples.

use super::{Frame, render};
use crate::lexicon::file::{Evidence, Status};
use crate::lexicon::{Family, Lexicon, Rule, RuleId};
use crate::report::form::Form;
use crate::report::html::escape;
use crate::report::number;
use crate::report::site::{Site, short_cite};
use crate::report::slug::slug;
use crate::report::words;
use askama::Template;
use std::collections::BTreeSet;

/// A family with its rules.
pub struct FamilyView<'a> {
    pub family: &'a Family,
    pub id: String,
    pub form: &'static str,
    pub tier: &'static str,
    pub literature: Vec<(String, String)>,
    /// Measured precision in words; empty where it was not measured.
    pub evidence: String,
    pub rules: Vec<RuleView<'a>>,
}

/// A rule, with its examples as HTML.
pub struct RuleView<'a> {
    pub rule: &'a Rule,
    pub status: &'static str,
    pub terms: String,
    pub some: String,
    pub weight: String,
    pub literature: Vec<(String, String)>,
    pub hits: Vec<String>,
    pub misses: Vec<&'a str>,
    pub evidence: String,
    /// Why its marks are shown and not counted.
    pub uncounted: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "lexicon.html")]
struct LexiconPage<'a> {
    frame: Frame<'a>,
    families: Vec<FamilyView<'a>>,
    /// Rules on the page, and in the lexicon.
    fired: usize,
    rules: usize,
    terms: String,
    literature: Vec<(&'a str, &'a str)>,
    /// With what stands beside the marks of a report: why a rule matters, and what to ask.
    whole: bool,
}

/// The same without a report around it, and with every term.
#[derive(Template)]
#[template(path = "lexicon-alone.html")]
struct AlonePage<'a> {
    css: String,
    version: &'static str,
    families: Vec<FamilyView<'a>>,
    rules: usize,
    terms: String,
    literature: Vec<(&'a str, &'a str)>,
    whole: bool,
}

/// Letters of the terms of a rule, and sentences that prove it on either side, that the page of a report shows.
const SOME: [usize; 2] = [48, 1];
/// All of them.
const ALL: [usize; 2] = [usize::MAX; 2];

/// The page that every mark links to: the rules that fired in the report, in any voice.
pub fn page(site: &Site) -> Vec<u8> {
    let lexicon = site.lexicon;
    let fired: BTreeSet<&str> = site.readings.iter().flat_map(|r| &r.marks).map(|m| lexicon.rules[m.rule as usize].id.as_str()).collect();
    let families = families(lexicon, SOME, |r| fired.contains(r.id.as_str()));
    let cited: BTreeSet<&str> =
        families.iter().flat_map(|f| f.literature.iter().chain(f.rules.iter().flat_map(|r| &r.literature))).map(|l| l.0.as_str()).collect();
    let literature = literature_of(lexicon).into_iter().filter(|l| cited.contains(l.0)).collect();
    render(&LexiconPage {
        frame: Frame::new(site, "The lexicon", "", vec![("index.html".to_string(), site.report.title.clone())]),
        families,
        fired: fired.len(),
        rules: lexicon.rules.len(),
        terms: number::count(lexicon.terms.len() as u64),
        literature,
        whole: false,
    })
}

/// The lexicon as a page of its own: every family, rule, term, source and measured precision.
pub fn alone(lexicon: &Lexicon) -> Vec<u8> {
    render(&AlonePage {
        css: super::tight(super::CSS),
        version: env!("CARGO_PKG_VERSION"),
        families: families(lexicon, ALL, |_| true),
        rules: lexicon.rules.len(),
        terms: number::count(lexicon.terms.len() as u64),
        literature: literature_of(lexicon),
        whole: true,
    })
}

fn literature_of(lexicon: &Lexicon) -> Vec<(&str, &str)> {
    lexicon.sources.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect()
}

fn families(lexicon: &Lexicon, most: [usize; 2], shown: impl Fn(&Rule) -> bool) -> Vec<FamilyView<'_>> {
    lexicon.families.iter().enumerate().map(|(i, f)| family(lexicon, i, f, most, &shown)).filter(|f| !f.rules.is_empty()).collect()
}

fn family<'a>(lexicon: &'a Lexicon, index: usize, family: &'a Family, most: [usize; 2], shown: impl Fn(&Rule) -> bool) -> FamilyView<'a> {
    FamilyView {
        family,
        id: slug(&family.id),
        form: Form::of(family).class(),
        tier: words::tier(family),
        literature: literature(lexicon, &family.sources),
        evidence: family.evidence.as_ref().map_or_else(String::new, measured),
        rules: (0..).zip(&lexicon.rules).filter(|(_, r)| r.family as usize == index && shown(r)).map(|(id, r)| rule(lexicon, id, r, most)).collect(),
    }
}

fn literature(lexicon: &Lexicon, keys: &[String]) -> Vec<(String, String)> {
    keys.iter().map(|k| (k.clone(), short_cite(lexicon.sources.get(k).map_or("", String::as_str)))).collect()
}

fn measured(e: &Evidence) -> String {
    format!("{:.2} ({:.2}–{:.2}; n = {}; {})", e.precision, e.interval[0], e.interval[1], e.n, e.corpus)
}

fn rule<'a>(lexicon: &'a Lexicon, id: RuleId, rule: &'a Rule, most: [usize; 2]) -> RuleView<'a> {
    let mut some: Vec<&str> = rule.terms.iter().map(|t| lexicon.terms[*t as usize].text.as_str()).collect();
    let letters = |terms: &[&str]| terms.iter().map(|t| t.len()).sum::<usize>();
    some.truncate((1..some.len()).find(|&n| letters(&some[..n]) >= most[0]).unwrap_or(some.len()));
    let more = if rule.terms.len() > some.len() { " …" } else { "" };
    RuleView {
        rule,
        status: match rule.status {
            Status::Draft => "draft, never scored",
            Status::Preview => "preview",
            Status::Stable => "stable",
            Status::Retired => "retired",
        },
        terms: match (rule.terms.len(), &rule.detector) {
            (0, _) => "found by the program, not by a list of words".to_string(),
            (1, _) => "1 term".to_string(),
            (n, _) => format!("{} terms", number::count(n as u64)),
        },
        some: format!("{}{more}", some.join(" · ")),
        weight: match lexicon.uncounted(id) {
            Some(_) => "none: shown, and not counted".to_string(),
            None => number::quantity((rule.weight as f64 * 1e3).round() / 1e3),
        },
        uncounted: lexicon.uncounted(id),
        literature: literature(lexicon, &rule.sources),
        hits: rule.hit.iter().take(most[1]).map(|h| braces(h)).collect(),
        misses: rule.miss.iter().take(most[1]).map(String::as_str).collect(),
        evidence: rule.evidence.as_ref().map_or_else(String::new, measured),
    }
}

/// An example with the words in braces marked.
fn braces(example: &str) -> String {
    escape(example).replace('{', "<b>").replace('}', "</b>")
}
