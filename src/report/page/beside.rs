//! What stands beside a source's numbers: other sources, time, and the usual of its genre.

use crate::report::html::{Cell, Table, escape};
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
    out.extend(reasons.into_iter().map(|text| format!("<p>{}</p>", escape(text))));
    for n in r.norms.iter().filter(|n| documents.iter().any(|&d| r.standing[d].genre.as_deref() == Some(n.genre.as_str()))) {
        let card = format!("Norm for {}: {} documents. {}. {}", n.genre, n.card.n, n.card.set, n.card.limits);
        out.push_str(&format!("<p class=\"small\">{}</p>", escape(&card)));
    }
    let limits: Vec<String> = words::LIMITS[2..5].iter().map(|l| format!("<li>{}</li>", escape(l))).collect();
    out.push_str(&format!("<ul class=\"small\">{}</ul>", limits.concat()));
    out
}

/// The measures by which documents stand out of their genre.
fn standing(site: &Site, documents: &[usize]) -> Table {
    let mut table = Table::new("Beyond nine of ten texts of the genre", &["Document", "Measure", "Standing"]).class("bare");
    for &d in documents {
        for p in site.report.standing[d].places.iter().filter(|p| p.is_unusual()) {
            table.row([site.document_cell("../", site.report.documents[d].id), Cell::text(&site.measure(&p.measure)), Cell::text(&p.text)]);
        }
    }
    table
}
