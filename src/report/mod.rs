//! Writes what was found: one public model, and one writer a format. Writers compute nothing.

pub mod annotation;
pub mod chart;
pub mod finding;
pub mod form;
pub mod html;
pub mod json;
pub mod manifest;
pub mod markdown;
pub mod model;
pub mod notes;
pub mod number;
pub mod page;
pub mod record;
pub mod sarif;
pub mod site;
pub mod slug;
pub mod tables;
pub mod text;
pub mod words;

use crate::lexicon::Lexicon;
use crate::score::Reading;
use model::Report;
use site::Site;

/// Every file of a report: its path inside the report's folder, with `/`, and its contents; last the manifest, which knows the others. The readings are those the report was made from.
pub fn files(report: &Report, readings: &[Reading], lexicon: &Lexicon) -> Vec<(String, Vec<u8>)> {
    let site = Site::new(report, readings, lexicon);
    let mut all = Vec::new();
    json::line(report, &mut all);
    let mut out = vec![
        ("report.json".to_string(), all),
        ("report.md".to_string(), markdown::report(&site).into_bytes()),
        ("index.html".to_string(), page::index::page(&site)),
        ("lexicon.html".to_string(), page::lexicon::page(&site)),
    ];
    out.extend(page::list::pages(&site));
    out.extend((0..report.documents.len()).map(|d| (site.document_href("", d), page::document::page(&site, d))));
    out.extend((0..report.sources.len()).map(|s| (site.source_href("", s), page::source::page(&site, s))));
    out.extend(page::charts(&site).into_iter().map(|c| (format!("charts/{}.svg", c.id), html::visible(c.file).into_bytes())));
    out.extend(tables::tables(&site).into_iter().map(|(name, csv)| (format!("tables/{name}.csv"), csv)));
    let stored = manifest::Stored::new(&report.manifest, &out);
    out.push((manifest::NAME.to_string(), json::pretty(&stored)));
    out
}

#[cfg(test)]
mod schema {
    mod tests;
}
#[cfg(test)]
mod tests;
