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
use crate::load::hex;
use crate::score::Reading;
use model::{Input, Report};
use sha2::{Digest, Sha256};
use site::Site;
use std::cell::RefCell;
use std::io::{self, Write};

/// Every file of a report: its path inside the report's folder, with `/`, and its contents; last the manifest, which knows the others. The readings are those the report was made from.
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

/// What writes the contents of a file.
pub type Contents<'a> = &'a dyn Fn(&mut dyn Write) -> io::Result<()>;

/// Calls `with` for every file of a report, one after the other, with its path and with what writes its contents: a report of thousands of
/// documents never stands in memory as a whole. The manifest comes last, with the digests of the others.
///
/// # Errors
/// The first that `with` gives.
pub fn each_file<E: From<io::Error>>(
    report: &Report,
    readings: &[Reading],
    lexicon: &Lexicon,
    mut with: impl FnMut(&str, Contents) -> Result<(), E>,
) -> Result<(), E> {
    let site = Site::new(report, readings, lexicon);
    let mut digests = Vec::new();
    let mut hashed = |name: &str, write: Contents| {
        let digest = RefCell::new(String::new());
        with(name, &|to| {
            let mut through = Hashed { to, state: Sha256::new() };
            write(&mut through)?;
            *digest.borrow_mut() = hex(&through.state.finalize());
            Ok(())
        })?;
        digests.push(Input { path: name.to_string(), sha256: digest.into_inner() });
        Ok::<(), E>(())
    };
    hashed("report.json", &|to| json::line(report, to))?;
    let mut whole = |name: &str, bytes: Vec<u8>| hashed(name, &|to| to.write_all(&bytes));
    whole("report.md", markdown::report(&site).into_bytes())?;
    whole("index.html", page::index::page(&site))?;
    whole("lexicon.html", page::lexicon::page(&site))?;
    page::list::pages(&site).into_iter().try_for_each(|(name, page)| whole(&name, page))?;
    (0..report.documents.len()).try_for_each(|d| whole(&site.document_href("", d), page::document::page(&site, d)))?;
    (0..report.sources.len()).try_for_each(|s| whole(&site.source_href("", s), page::source::page(&site, s)))?;
    let mut files = page::charts(&site).filter_map(|c| Some((format!("charts/{}.svg", c.id), c.file()?)));
    files.try_for_each(|(name, file)| whole(&name, html::visible(file).into_bytes()))?;
    tables::TABLES.iter().try_for_each(|(name, table)| hashed(&format!("tables/{name}.csv"), &|to| table(&site, to)))?;
    let stored = json::pretty(&manifest::Stored { manifest: report.manifest.clone(), files: digests });
    with(manifest::NAME, &|to| to.write_all(&stored))
}

/// Passes bytes on, and sums up their digest.
struct Hashed<'a> {
    to: &'a mut dyn Write,
    state: Sha256,
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.to.write(bytes)?;
        self.state.update(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod schema {
    mod tests;
}
#[cfg(test)]
mod tests;
