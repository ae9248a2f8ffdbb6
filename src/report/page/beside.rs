//! What stands beside a source's numbers: other sources, time, and the usual of its genre.

use crate::report::html::{Cell, Table, escape, paragraph};
use crate::report::model::NormRecord;
use crate::report::number;
use crate::report::site::Site;
use crate::report::words;

/// Sentences on differences and trends, what is unusual for the genre, and what all this cannot show.
pub fn beside(site: &Site, s: usize, documents: &[usize]) -> String {
    let r = site.report;
    let name = &r.sources[s].name;
    let differences = r.differences.iter().filter(|d| d.a == *name || d.b == *name).map(|d| &d.text);
    let lines: Vec<String> =
        differences.chain(r.trends.iter().filter(|t| t.source == *name).map(|t| &t.text)).map(|t| format!("<li>{}</li>", escape(t))).collect();
    let mut out = if lines.is_empty() { String::new() } else { format!("<ul>{}</ul>", lines.concat()) };
    out.push_str(&standing(site, documents).html());
    let mut reasons: Vec<&str> = documents.iter().filter_map(|&d| r.standing[d].reason.as_deref()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    out.extend(reasons.into_iter().map(paragraph));
    for n in r.norms.iter().filter(|n| documents.iter().any(|&d| r.standing[d].genre.as_deref() == Some(n.genre.as_str()))) {
        out.push_str(&card(n));
    }
    let limits: Vec<String> = words::LIMITS[2..5].iter().map(|l| format!("<li>{}</li>", escape(l))).collect();
    out.push_str(&format!("<ul class=\"meta\">{}</ul>", limits.concat()));
    out
}

/// The card of a norm: what it was made from, and what it cannot be used for.
pub fn card(n: &NormRecord) -> String {
    let c = &n.card;
    let text = format!(
        "Norm for {}: {} documents of {} words in the middle, {}. {}. {}. Made with slantscope {}, lexicon {}.",
        n.genre,
        number::count(c.n),
        number::count(c.median_words),
        c.dates,
        c.set,
        c.limits,
        c.program,
        c.lexicon.get(..12).unwrap_or(&c.lexicon)
    );
    format!("<p class=\"meta\">{}</p>", escape(&text))
}

/// The measures by which documents stand out of their genre.
fn standing(site: &Site, documents: &[usize]) -> Table {
    let mut table = Table::new("Beyond nine of ten texts of the genre", &["Document", "Measure", "Standing"]).class("bare");
    for &d in documents {
        for p in site.report.standing[d].places.iter().filter(|p| p.is_unusual()) {
            table.row([site.document_cell("../", &site.meta(d).id), Cell::text(&site.measure(&p.measure)), Cell::text(&p.text)]);
        }
    }
    table
}
