//! Writes what was found: one public model, and one writer a format. Writers compute nothing.

pub mod annotation;
pub mod chart;
pub mod finding;
pub mod form;
pub mod html;
pub mod json;
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
use std::io::{self, Write};

/// Every file of a report: its path inside the report's folder, with `/`, and its contents. The readings are those the report was made from.
pub fn files(report: &Report, readings: &[Reading], lexicon: &Lexicon) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    let kept = each_file(report, readings, lexicon, |name, write| {
        let mut bytes = Vec::new();
        write(&mut bytes)?;
        out.push((name.to_string(), bytes));
        Ok(())
    });
    kept.unwrap_or_else(|e: io::Error| unreachable!("a vector takes all bytes: {e}"));
    out
}

/// Calls `with` for every file of a report, one after the other, with its path and with what writes its contents: a report of thousands of
/// documents never stands in memory as a whole.
///
/// # Errors
/// The first that `with` gives.
pub fn each_file<E: From<io::Error>>(
    report: &Report,
    readings: &[Reading],
    lexicon: &Lexicon,
    mut with: impl FnMut(&str, &dyn Fn(&mut dyn Write) -> io::Result<()>) -> Result<(), E>,
) -> Result<(), E> {
    let site = Site::new(report, readings, lexicon);
    with("report.json", &|to| json::line(report, to))?;
    let mut whole = |name: &str, bytes: Vec<u8>| with(name, &|to| to.write_all(&bytes));
    whole("manifest.json", json::pretty(&report.manifest))?;
    whole("report.md", markdown::report(&site).into_bytes())?;
    whole("index.html", page::index::page(&site))?;
    whole("lexicon.html", page::lexicon::page(&site))?;
    page::list::pages(&site).into_iter().try_for_each(|(name, page)| whole(&name, page))?;
    (0..report.documents.len()).try_for_each(|d| whole(&site.document_href("", d), page::document::page(&site, d)))?;
    (0..report.sources.len()).try_for_each(|s| whole(&site.source_href("", s), page::source::page(&site, s)))?;
    page::charts(&site).into_iter().try_for_each(|c| whole(&format!("charts/{}.svg", c.id), c.file.into_bytes()))?;
    tables::tables(&site).into_iter().try_for_each(|(name, csv)| whole(&format!("tables/{name}.csv"), csv))
}
