//! The text layer of a PDF: pages without their headers and footers, ligatures and hyphens undone, lines joined to paragraphs.

use super::archive::damaged;
use super::document::Document;
use super::plain;
use crate::segment::BlockKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// Lines at the head and at the foot of a page that may be the page's own.
const EDGE: usize = 2;
/// Letters a page, on average, below which a PDF is a picture of pages.
const SCANNED: usize = 40;

const LOCKED: &str = "The PDF is locked with a password. Save it without one, and give that file.";

fn is_encrypted(bytes: &[u8]) -> bool {
    bytes.windows(8).any(|w| w == b"/Encrypt")
}

/// The document of a PDF.
///
/// # Errors
/// A sentence where the file is damaged, locked, or a picture of pages without a text.
pub fn document(bytes: &[u8]) -> Result<Document, String> {
    let found = pages(bytes)?;
    let unread: Vec<String> = (1..).zip(&found).filter(|(_, page)| page.is_none()).map(|(number, _)| number.to_string()).collect();
    let pages: Vec<String> = found.into_iter().flatten().collect();
    let letters: usize = pages.iter().map(|p| p.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    if letters < SCANNED * pages.len().max(1) {
        if is_encrypted(bytes) {
            return Err(LOCKED.into());
        }
        return Err("The PDF holds pictures of its pages and hardly any text; it was probably scanned. Run a text recognition (OCR) over it, for example `ocrmypdf IN.pdf OUT.pdf`, and give that file.".into());
    }
    let mut document = assemble(&pages);
    if !unread.is_empty() {
        let note = format!("Of the PDF's {} pages {} could not be read: {}.", pages.len() + unread.len(), unread.len(), unread.join(", "));
        document.meta.input.notes.push(note);
    }
    Ok(document)
}

/// The text of each page; `None` for one that cannot be read.
#[cfg(feature = "pdf")]
fn pages(bytes: &[u8]) -> Result<Vec<Option<String>>, String> {
    use pdf_extract::{Document, OutputError, PlainTextOutput, output_doc_page};
    use std::panic::{AssertUnwindSafe, catch_unwind};
    // the reader of the format panics on some damaged files
    let within = |read: &dyn Fn() -> Result<_, OutputError>| catch_unwind(AssertUnwindSafe(read)).ok().and_then(Result::ok);
    let opened = catch_unwind(|| {
        let mut pdf = Document::load_mem(bytes).ok()?;
        (!pdf.is_encrypted() || pdf.decrypt("").is_ok()).then_some(pdf)
    });
    let unread = || if is_encrypted(bytes) { LOCKED.into() } else { damaged("the pages of the PDF cannot be read") };
    let pdf = opened.ok().flatten().ok_or_else(unread)?;
    if super::loops::is_endless(&pdf) {
        return Err(damaged("a page, or a part of one, holds itself without end"));
    }
    let page = |number| {
        within(&|| {
            let mut text = String::new();
            output_doc_page(&pdf, &mut PlainTextOutput::new(&mut text), number)?;
            Ok(text)
        })
    };
    let pages: Vec<Option<String>> = pdf.get_pages().into_keys().map(page).collect();
    if pages.iter().all(Option::is_none) { Err(unread()) } else { Ok(pages) }
}

/// Built without the feature `pdf`.
#[cfg(not(feature = "pdf"))]
fn pages(_: &[u8]) -> Result<Vec<Option<String>>, String> {
    Err(damaged("this program was built without the reader for PDF"))
}

/// One text out of the pages.
fn assemble(pages: &[String]) -> Document {
    let pages: Vec<Vec<String>> = pages.iter().map(|p| p.lines().map(|l| tighten(&unfold(l.trim_end()))).collect()).collect();
    let furniture = edges(&pages);
    let mut document = Document::default();
    let mut lines: Vec<String> = Vec::new();
    for page in &pages {
        let filled: Vec<usize> = (0..page.len()).filter(|&i| !page[i].trim().is_empty()).collect();
        let edge = |i: usize| filled.iter().take(EDGE).chain(filled.iter().rev().take(EDGE)).any(|&j| j == i);
        for (i, line) in page.iter().enumerate() {
            if edge(i) && (furniture.contains(&shape(line)) || is_page_number(line)) {
                document.meta.input.dropped("headers and footers of pages", line.trim());
            } else {
                lines.push(line.trim().to_string());
            }
        }
    }
    let words: FxHashSet<String> = lines.iter().flat_map(|l| l.split(|c: char| !c.is_alphanumeric() && c != '-')).map(str::to_lowercase).collect();
    let width = width(&lines);
    let mut paragraph = String::new();
    let mut above: Option<String> = None;
    for line in lines.into_iter().chain([String::new()]) {
        let same = continues(above.as_deref(), &line, width) || line.is_empty() && goes_on(&paragraph, width, above.as_deref());
        if !same && !paragraph.is_empty() {
            document.block(BlockKind::Body, &std::mem::take(&mut paragraph));
        }
        if line.is_empty() {
            continue;
        }
        join(&mut paragraph, &line, &words);
        above = Some(line);
    }
    document.block(BlockKind::Body, &paragraph);
    // whether a line is a heading is told later, by its look
    document.hints.clear();
    document.meta.title = plain::first_line(&document.text).map(String::from);
    document
}

/// Ligatures as letters, soft hyphens and odd spaces gone.
fn unfold(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '\u{FB00}' => out.push_str("ff"),
            '\u{FB01}' => out.push_str("fi"),
            '\u{FB02}' => out.push_str("fl"),
            '\u{FB03}' => out.push_str("ffi"),
            '\u{FB04}' => out.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => out.push_str("st"),
            // a soft hyphen at the line's end is a hyphen of the line break
            '\u{AD}' => out.push('-'),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// Letters of another font are set with a space that nobody wrote: `\u{201C} so\u{201D} .` becomes `\u{201C}so\u{201D}.`
fn tighten(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        if c == ' ' {
            let mut ahead = rest.clone();
            let next = ahead.next();
            let closes = next.is_some_and(|n| matches!(n, '.' | ',' | ';' | '!' | '?' | ')' | '\u{201D}'))
                && ahead.next().is_none_or(|n| !n.is_alphanumeric() && n != '.');
            if closes && out.ends_with(|p: char| p.is_alphanumeric() || matches!(p, '\u{201D}' | ')' | '.' | ',')) || out.ends_with(['\u{201C}', '(']) {
                continue;
            }
        }
        out.push(c);
    }
    out
}

/// Lines that stand at the edge of several pages, numbers apart.
fn edges(pages: &[Vec<String>]) -> FxHashSet<String> {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for page in pages {
        let filled: Vec<&String> = page.iter().filter(|l| !l.trim().is_empty()).collect();
        let edge: FxHashSet<String> = filled.iter().take(EDGE).chain(filled.iter().rev().take(EDGE)).map(|l| shape(l)).collect();
        edge.into_iter().for_each(|line| *seen.entry(line).or_default() += 1);
    }
    let often = (pages.len() / 3).max(2);
    seen.into_iter().filter(|(line, n)| *n >= often && pages.len() > 1 && line.len() < 120).map(|(line, _)| line).collect()
}

fn shape(line: &str) -> String {
    line.split_whitespace().map(|w| w.replace(|c: char| c.is_ascii_digit(), "0")).collect::<Vec<_>>().join(" ").replace("00", "0").replace("00", "0")
}

/// "7", "- 7 -", "Page 7 of 12", "7 | The Harbour Review": a number that stands for itself.
fn is_page_number(line: &str) -> bool {
    let bare = line.trim().trim_matches(|c: char| matches!(c, '-' | '\u{2013}' | '\u{2014}' | '|' | '[' | ']' | ' '));
    !bare.is_empty() && bare.len() <= 4 && bare.bytes().all(|b| b.is_ascii_digit())
}

/// The width to which most lines are set: nine in ten are no longer.
fn width(lines: &[String]) -> usize {
    let mut lengths: Vec<usize> = lines.iter().map(|l| l.chars().count()).filter(|n| *n > 20).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(80)
}

/// Whether a line goes on with the paragraph of the line above it.
fn continues(above: Option<&str>, line: &str, width: usize) -> bool {
    let Some(above) = above.filter(|_| !line.is_empty()) else { return false };
    let small = line.starts_with(|c: char| c.is_lowercase());
    let stops = above.ends_with(['.', '!', '?', ':', '"', '\u{201D}']);
    let full = above.chars().count() * 100 >= width * if stops { 88 } else { 72 };
    above.ends_with('-') && small || full || small && !stops
}

/// Whether a paragraph breaks off in the middle of a sentence, at a blank line or the end of a page.
fn goes_on(paragraph: &str, width: usize, above: Option<&str>) -> bool {
    let full = above.is_some_and(|a| a.chars().count() * 100 >= width * 72);
    full && !paragraph.ends_with(['.', '!', '?', ':', '"', '\u{201D}', ')'])
}

/// Adds a line; a word that was parted at the line's end is made whole.
fn join(paragraph: &mut String, line: &str, words: &FxHashSet<String>) {
    let small = line.starts_with(|c: char| c.is_lowercase());
    if small && paragraph.ends_with('-') && paragraph.trim_end_matches('-').ends_with(char::is_alphabetic) {
        let first = paragraph.trim_end_matches('-').rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let second: String = line.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        let hyphened = words.contains(&format!("{first}-{second}")) && !words.contains(&format!("{first}{second}"));
        if !hyphened {
            paragraph.pop();
        }
    } else if !paragraph.is_empty() {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_of_the_setting_go_and_others_stay() {
        let rows = [
            ("this \u{201C} a modest one\u{201D} . I", "this \u{201C}a modest one\u{201D}. I"),
            ("a .5 share , and ( so )", "a .5 share, and (so)"),
            ("wait ... what", "wait ... what"),
        ];
        for (line, want) in rows {
            assert_eq!(tighten(line), want);
        }
    }

    #[test]
    fn pages_become_one_text() {
        let page = |n: usize, body: &str| format!("The Harbour Review\n\n{body}\n\nSpring 2031            {n}\n");
        let pages = [
            page(
                1,
                "The o\u{FB03}ce of the harbour-\nmaster opened a well-known inquiry into the ferry, and the govern-\nment of the county said that it would publish its \u{FB01}ndings as",
            ),
            page(2, "soon as the winter was over.\n\nA second paragraph is short.\n\nA third one is well-\nknown."),
            page(3, "The end."),
        ];
        let d = assemble(&pages);
        let want = "The office of the harbourmaster opened a well-known inquiry into the ferry, and the government of the county said that it would publish its findings as soon as the winter was over.\n\nA second paragraph is short.\n\nA third one is well-known.\n\nThe end.";
        assert_eq!(d.text, want);
        assert_eq!((d.meta.input.dropped[0].what.as_str(), d.meta.input.dropped[0].blocks), ("headers and footers of pages", 6));
    }
}
