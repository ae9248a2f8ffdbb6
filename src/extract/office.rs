//! Word processors' files and books: DOCX, ODT and EPUB, each an archive of XML.

use super::archive::{Archive, damaged};
use super::document::Document;
use super::html;
use super::xml::{self, Node};
use crate::segment::BlockKind;

/// The text of a DOCX file: paragraphs, headings, lists, tables, captions and notes. Deleted words of tracked changes are left out.
///
/// # Errors
/// A sentence where the file is damaged, locked or too large.
pub fn docx(bytes: Vec<u8>) -> Result<Document, String> {
    let mut archive = Archive::open(bytes)?;
    let mut document = Document::default();
    let body = archive.text("word/document.xml")?;
    word(&body, &mut document)?;
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if archive.has(notes) {
            let text = archive.text(notes)?;
            word(&text, &mut document)?;
        }
    }
    about(&mut archive, "docProps/core.xml", &mut document)?;
    Ok(document)
}

/// One part of a DOCX file.
fn word(part: &str, document: &mut Document) -> Result<(), String> {
    let (mut text, mut kind, mut row, mut reads, mut skipped) = (String::new(), BlockKind::Body, 0, false, 0);
    xml::read(part, |node| match node {
        // text boxes are written twice, the second time for old programs
        Node::Open("Fallback" | "del" | "moveFrom", _) => skipped += 1,
        Node::Close("Fallback" | "del" | "moveFrom") => skipped -= 1,
        _ if skipped > 0 => {}
        Node::Open("tr", _) => row += 1,
        Node::Close("tr") => {
            row -= 1;
            document.block(BlockKind::List, &text);
            text.clear();
        }
        Node::Close("tc") => text.push('\t'),
        Node::Open("pStyle", e) => kind = style(&xml::attribute(e, "val").unwrap_or_default()),
        Node::Open("numPr", _) if kind == BlockKind::Body => kind = BlockKind::List,
        Node::Open("t", _) => reads = true,
        Node::Close("t") => reads = false,
        Node::Text(words) if reads => text.push_str(words),
        Node::Open("tab", _) => text.push('\t'),
        Node::Open("br" | "cr", _) => text.push('\n'),
        Node::Open("noBreakHyphen", _) => text.push('-'),
        Node::Close("p") if row == 0 => {
            if kind == BlockKind::Headline && document.meta.title.is_none() {
                document.meta.title = Some(text.trim().into()).filter(|t: &String| !t.is_empty());
            }
            document.block(std::mem::replace(&mut kind, BlockKind::Body), &text);
            text.clear();
        }
        Node::Close("p") => text.push(' '),
        _ => {}
    })?;
    document.block(kind, &text);
    Ok(())
}

/// The kind of block that a style's name says.
fn style(name: &str) -> BlockKind {
    let name = name.to_ascii_lowercase().replace(['-', '_', ' '], "");
    match () {
        () if name.starts_with("heading") || name == "title" || name == "subtitle" => BlockKind::Headline,
        () if name.contains("caption") => BlockKind::Caption,
        () if name.contains("quot") => BlockKind::Quote,
        () if name.starts_with("list") => BlockKind::List,
        () if name == "header" || name == "footer" || name.starts_with("toc") => BlockKind::Furniture,
        () => BlockKind::Body,
    }
}

/// The text of an ODT file.
///
/// # Errors
/// As `docx`.
pub fn odt(bytes: Vec<u8>) -> Result<Document, String> {
    let mut archive = Archive::open(bytes)?;
    let mut document = Document::default();
    let part = archive.text("content.xml")?;
    let (mut text, mut kinds, mut row, mut skipped, mut open) = (String::new(), Vec::new(), 0, 0, 0);
    xml::read(&part, |node| match node {
        Node::Open("tracked-changes" | "annotation" | "automatic-styles", _) => skipped += 1,
        Node::Close("tracked-changes" | "annotation" | "automatic-styles") => skipped -= 1,
        _ if skipped > 0 => {}
        Node::Open("table-row", _) => row += 1,
        Node::Close("table-row") => {
            row -= 1;
            document.block(BlockKind::List, &text);
            text.clear();
        }
        Node::Close("table-cell") => text.push('\t'),
        Node::Open("list-item", _) => kinds.push(BlockKind::List),
        Node::Close("list-item") => drop(kinds.pop()),
        Node::Open(name @ ("p" | "h"), e) => {
            open += 1;
            let style = style(&xml::attribute(e, "style-name").unwrap_or_default());
            kinds.push(if name == "h" {
                BlockKind::Headline
            } else if style == BlockKind::Body {
                kinds.last().copied().unwrap_or(style)
            } else {
                style
            });
        }
        Node::Close("p" | "h") => {
            open -= 1;
            let kind = kinds.pop().unwrap_or(BlockKind::Body);
            if row > 0 {
                return text.push(' ');
            }
            if kind == BlockKind::Headline && document.meta.title.is_none() {
                document.meta.title = Some(text.trim().into()).filter(|t: &String| !t.is_empty());
            }
            document.block(kind, &text);
            text.clear();
        }
        Node::Open("s", e) => text.push_str(&" ".repeat(xml::attribute(e, "c").and_then(|c| c.parse().ok()).unwrap_or(1).min(80))),
        Node::Open("tab", _) => text.push('\t'),
        Node::Open("line-break", _) => text.push('\n'),
        Node::Text(words) if open > 0 => text.push_str(words),
        _ => {}
    })?;
    about(&mut archive, "meta.xml", &mut document)?;
    Ok(document)
}

/// Title, author and date out of the file's own card.
fn about(archive: &mut Archive, part: &str, document: &mut Document) -> Result<(), String> {
    if !archive.has(part) {
        return Ok(());
    }
    let text = archive.text(part)?;
    let (mut at, meta) = (String::new(), &mut document.meta);
    xml::read(&text, |node| match node {
        Node::Open(name, _) => at = name.into(),
        Node::Close(_) => at.clear(),
        Node::Text(words) if !words.trim().is_empty() => {
            let words = Some(words.trim().to_string());
            match at.as_str() {
                "title" => meta.title = words,
                "creator" if meta.author.is_none() => meta.author = words,
                "created" | "creation-date" | "date" if meta.date.is_none() => meta.date = words,
                "language" if meta.input.language.is_none() => meta.input.language = words,
                "publisher" if meta.source.is_none() => (meta.source, meta.source_from) = (words, Some("the book".into())),
                _ => {}
            }
        }
        Node::Text(_) => {}
    })
}

/// The text of an EPUB book, in the order in which it is read.
///
/// # Errors
/// As `docx`.
pub fn epub(bytes: Vec<u8>) -> Result<Document, String> {
    let mut archive = Archive::open(bytes)?;
    let mut document = Document::default();
    let container = archive.text("META-INF/container.xml")?;
    let mut package = None;
    xml::read(&container, |node| {
        if let Node::Open("rootfile", e) = node {
            package = package.take().or_else(|| xml::attribute(e, "full-path"));
        }
    })?;
    let package = package.ok_or_else(|| damaged("it does not say where its chapters are"))?;
    about(&mut archive, &package, &mut document)?;
    let (mut files, mut spine) = (Vec::new(), Vec::new());
    let text = archive.text(&package)?;
    xml::read(&text, |node| match node {
        Node::Open("item", e) => {
            let nav = xml::attribute(e, "properties").is_some_and(|p| p.split(' ').any(|p| p == "nav"));
            files.extend(xml::attribute(e, "id").zip(xml::attribute(e, "href")).filter(|_| !nav));
        }
        Node::Open("itemref", e) => spine.extend(xml::attribute(e, "idref")),
        _ => {}
    })?;
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    for id in spine {
        let Some((_, href)) = files.iter().find(|(i, _)| *i == id) else { continue };
        let chapter = archive.text(&joined(folder, href))?;
        html::blocks(&chapter, &mut document)?;
    }
    Ok(document)
}

/// A path from a folder of the archive; `%20` is a space.
fn joined(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or(href).replace("%20", " ");
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}
