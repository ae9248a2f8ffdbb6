//! A web page: its article as a text of blocks, what it says of itself, and what was left out.

mod about;
mod article;
mod visible;
mod walk;
mod zones;

use super::document::{Document, Dropped};
use super::origin::Origin;
use crate::segment::{BlockHint, BlockKind};
use crate::text::Span;
pub use about::addresses;
use article::Fate;
use visible::Source;
use walk::Piece;

/// Words below which the article that the page's data holds is taken in the place of the visible one.
const FEW: usize = 80;

/// Elements that may be open at once.
const MOST_OPEN: usize = 3000;

/// The document of a decoded page; `below` is where that stands in the file.
///
/// # Errors
/// A sentence where the page holds no text of its own.
///
/// ```
/// use slantscope::extract::{Media, Raw, extract};
/// let page = b"<title>A storm</title><nav>Home</nav><article><h1>A storm</h1><p>The harbour closed at noon, and the ferry stayed where it was.</p></article>";
/// let document = extract(Raw { media: Media::Html, bytes: page.to_vec(), ..Raw::default() }).unwrap();
/// assert_eq!(document.text, "A storm\n\nThe harbour closed at noon, and the ferry stayed where it was.");
/// ```
pub fn document(source: &str, below: Option<Origin>) -> Result<Document, String> {
    if is_too_deep(source) {
        return Err(too_deep());
    }
    let page = dom_query::Document::from(source);
    let pieces = page.body().map_or(Some(Vec::new()), |body| walk::walk(&body)).ok_or_else(too_deep)?;
    let about = about::about(&page, source);
    let fates = article::fates(&page, &pieces).unwrap_or_else(|| article::everything(&pieces));
    let mut document = Document { meta: about.meta, ..Document::default() };
    let words: usize = pieces.iter().zip(&fates).filter(|(_, f)| matches!(f, Fate::Kept(k) if *k != BlockKind::Furniture)).map(|(p, _)| p.words()).sum();
    let input = &mut document.meta.input;
    input.language = about.language;
    if about.paid {
        input.notes.push("The page says that only subscribers may read all of it; what was read may be its beginning.".into());
    }
    match about.body.filter(|body| words < FEW && body.split_whitespace().count() > 2 * words.max(FEW / 2)) {
        Some(body) => {
            input.notes.push("The page shows little text of its own; the article was read from the data that it carries for search engines (JSON-LD).".into());
            document.text = body;
        }
        None => assemble(&pieces, &fates, source, below, &mut document),
    }
    if document.text.trim().is_empty() {
        return Err(
            "The page holds no text of its own; it is probably filled by a script. Open it in a browser, save it once it is complete, and give that file."
                .into(),
        );
    }
    Ok(document)
}

/// The blocks of a page that is all text, such as a chapter of a book.
///
/// # Errors
/// A sentence where its elements go too deep.
pub(super) fn blocks(source: &str, document: &mut Document) -> Result<(), String> {
    if is_too_deep(source) {
        return Err(too_deep());
    }
    let page = dom_query::Document::from(source);
    let pieces = page.body().map_or(Some(Vec::new()), |body| walk::walk(&body)).ok_or_else(too_deep)?;
    for piece in &pieces {
        if document.meta.title.is_none() && piece.level > 0 {
            document.meta.title = Some(piece.text.clone());
        }
        document.block(piece.kind.unwrap_or(BlockKind::Body), &piece.text);
    }
    Ok(())
}

/// Whether so many elements are open at once that reading them would take the square of their number. Pages that forget to close
/// some stay far below.
fn is_too_deep(source: &str) -> bool {
    let (mut at, mut open) = (0, 0usize);
    while let Some(found) = source[at..].find('<') {
        at += found + 1;
        let rest = &source[at..];
        let closes = rest.starts_with('/');
        let name = rest[usize::from(closes)..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if rest.starts_with("!--") {
            at += rest.find("-->").unwrap_or(rest.len());
        } else if !closes && (name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style")) {
            at += rest.find("</").unwrap_or(rest.len());
        } else if name.starts_with(|c: char| c.is_ascii_alphabetic()) && !ends_by_itself(name) {
            open = if closes { open.saturating_sub(1) } else { open + 1 };
            if open > MOST_OPEN {
                return true;
            }
        }
    }
    false
}

/// Elements that need no end.
fn ends_by_itself(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "p" | "li"
            | "td"
            | "tr"
            | "th"
            | "dt"
            | "dd"
            | "option"
            | "img"
            | "br"
            | "hr"
            | "input"
            | "meta"
            | "link"
            | "area"
            | "base"
            | "col"
            | "source"
            | "wbr"
            | "path"
    )
}

fn too_deep() -> String {
    let most = walk::DEEPEST;
    format!("The page has more than {most} elements inside each other, which no browser shows well. Copy its text into a .txt file and give that file.")
}

/// Puts the kept pieces into one text and counts the others.
fn assemble(pieces: &[Piece], fates: &[Fate], source: &str, below: Option<Origin>, document: &mut Document) {
    let (mut seen, mut origin) = (Source::new(source), Origin::default());
    let mut off = false;
    for (piece, fate) in pieces.iter().zip(fates) {
        let kind = match fate {
            Fate::Kept(kind) => *kind,
            Fate::Dropped(why) => {
                seen.pass(&piece.text);
                document.meta.input.dropped(why, &piece.text);
                continue;
            }
        };
        if !document.text.is_empty() {
            document.text.push_str("\n\n");
            origin.skip(2);
        }
        let start = document.text.len();
        document.text.push_str(&piece.text);
        seen.place(&piece.text, &mut origin);
        let kind = if piece.off { BlockKind::Furniture } else { kind };
        if piece.off {
            document.meta.input.off(usize::from(!off), &piece.text);
        }
        off = piece.off;
        document.hints.push(BlockHint { kind, span: Span::new(start, document.text.len()) });
    }
    document.meta.input.origin = Some(origin.over(below));
}

impl super::Extraction {
    /// Counts a block that is no part of the text.
    pub(super) fn dropped(&mut self, why: &str, text: &str) {
        let words = text.split_whitespace().count();
        match self.dropped.iter_mut().find(|d| d.what == why) {
            Some(d) => {
                d.blocks += 1;
                d.words += words;
                d.texts.push(text.into());
            }
            None => self.dropped.push(Dropped { what: why.into(), blocks: 1, words, texts: vec![text.into()] }),
        }
    }
}
