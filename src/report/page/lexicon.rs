//! The page of the lexicon: every family and rule with definition, reason, limits, literature and examples.

use super::{Frame, render};
use crate::lexicon::file::Status;
use crate::lexicon::{Family, Rule, RuleId};
use crate::report::form::Form;
use crate::report::html::escape;
use crate::report::number;
use crate::report::site::{Site, short_cite};
use crate::report::slug::slug;
use crate::report::words;
use askama::Template;

/// A family with its rules.
pub struct FamilyView<'a> {
    pub family: &'a Family,
    pub id: String,
    pub form: &'static str,
    pub tier: &'static str,
    pub literature: Vec<(String, String)>,
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
    pub evidence: String,
    /// Why its marks are shown and not counted.
    pub uncounted: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "lexicon.html")]
struct LexiconPage<'a> {
    frame: Frame<'a>,
    families: Vec<FamilyView<'a>>,
    rules: usize,
    terms: String,
    literature: Vec<(&'a str, &'a str)>,
}

/// The page that every mark links to.
pub fn page(site: &Site) -> Vec<u8> {
    let lexicon = site.lexicon;
    render(&LexiconPage {
        frame: Frame::new(site, "The lexicon", "", vec![("index.html".to_string(), site.report.title.clone())]),
        families: lexicon.families.iter().enumerate().map(|(i, f)| family(site, i, f)).filter(|f| !f.rules.is_empty()).collect(),
        rules: lexicon.rules.len(),
        terms: number::count(lexicon.terms.len() as u64),
        literature: lexicon.sources.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect(),
    })
}

fn family<'a>(site: &Site<'a>, index: usize, family: &'a Family) -> FamilyView<'a> {
    FamilyView {
        family,
        id: slug(&family.id),
        form: Form::of(family).class(),
        tier: words::tier(family.tier as u8),
        literature: literature(site, &family.sources),
        rules: (0..).zip(&site.lexicon.rules).filter(|(_, r)| r.family as usize == index).map(|(id, r)| rule(site, id, r)).collect(),
    }
}

fn literature(site: &Site, keys: &[String]) -> Vec<(String, String)> {
    keys.iter().map(|k| (k.clone(), short_cite(site.literature(k)))).collect()
}

fn rule<'a>(site: &Site<'a>, id: RuleId, rule: &'a Rule) -> RuleView<'a> {
    let some: Vec<&str> = rule.terms.iter().take(12).map(|t| site.lexicon.terms[*t as usize].text.as_str()).collect();
    let more = if rule.terms.len() > 12 { " …" } else { "" };
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
        weight: match site.lexicon.uncounted(id) {
            Some(_) => "none: shown, and not counted".to_string(),
            None => number::quantity((rule.weight as f64 * 1e3).round() / 1e3),
        },
        uncounted: site.lexicon.uncounted(id),
        literature: literature(site, &rule.sources),
        hits: rule.hit.iter().map(|h| braces(h)).collect(),
        evidence: rule.evidence.as_ref().map_or_else(
            || "not measured yet".to_string(),
            |e| format!("{:.2} ({:.2}–{:.2}) on {} marks of {}", e.precision, e.interval[0], e.interval[1], e.n, e.corpus),
        ),
    }
}

/// An example with the words in braces marked.
fn braces(example: &str) -> String {
    escape(example).replace('{', "<mark class=\"hit\">").replace('}', "</mark>")
}
