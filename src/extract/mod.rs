//! Turns what was read into a document: its text, what it says of itself, and the blocks its format declares.

pub mod archive;
pub mod decode;
pub mod document;
pub mod encoding;
pub mod hidden;
mod html;
pub mod language;
#[cfg(feature = "pdf")]
mod loops;
pub mod manifest;
pub mod markdown;
pub mod mhtml;
pub mod off;
pub mod office;
pub mod origin;
pub mod pdf;
pub mod plain;
pub mod record;
pub mod row;
pub mod rtf;
pub mod sniff;
mod xml;

pub use document::{Columns, Corpus, DeclaredActor, Document, Dropped, Extraction, Media, Meta, Raw, Written};
pub use html::addresses;

use crate::error::InputError;
use decode::{Decoded, decode};
use origin::Origin;
use std::sync::Arc;

/// Reads the document out of the bytes. What a record says of itself goes first, then `corpus.toml`, then the front matter or the
/// page's own data, the byline, the link's domain and the folder.
///
/// # Errors
/// A sentence that says what is wrong with the input and what to do about it; also where the text is not English.
///
/// ```
/// use slantscope::extract::{Media, Raw, extract};
/// let raw = Raw { media: Media::Text, path: Some("news/storm.txt".into()), bytes: b"Storm at sea\n\nBy Ann Roe\n\nIt rained.".into(), ..Raw::default() };
/// let document = extract(raw).unwrap();
/// assert_eq!((document.meta.id.as_str(), document.meta.title.as_deref()), ("storm", Some("Storm at sea")));
/// assert_eq!(document.meta.source_from.as_deref(), Some("the byline"));
/// ```
pub fn extract(raw: Raw) -> Result<Document, InputError> {
    let Raw { media, place, path, line, bytes, declared, folder, offset, column, columns, trace, any_language, longest: _ } = raw;
    let failed = |id, message| InputError { place: place.clone(), line, id, message };
    let records = matches!(media, Media::Record | Media::Row);
    let mut document = match (media, &columns) {
        (Media::Record, _) => record::document(&bytes).map_err(|message| failed(record::id(&bytes), message))?,
        (Media::Row, Some(columns)) => row::document(&bytes, columns).map_err(|message| failed(None, message))?,
        _ => Document::default(),
    };
    if trace && records {
        document.meta.input.origin = match &columns {
            Some(columns) => Some(row::origin(&bytes, columns)),
            None => record::origin(&bytes),
        }
        .map(|origin| origin.over(Some(Origin::shifted(bytes.len(), offset))));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        // places in this text count from its own beginning
        document.meta.input.written = Some(Arc::new(Written { text, line: line.unwrap_or(1), column }));
    }
    if !records {
        let media = sniff::sniff(&bytes, media).map_err(|message| failed(None, message))?;
        let found = read(media, bytes, trace).map_err(|message| failed(None, message))?;
        document = Document { meta: declared.as_ref().clone().filled(&found.meta), ..found };
        document.meta.input.format = media.name().map(String::from);
    } else {
        document.meta.fill(&declared);
    }
    let meta = &mut document.meta;
    meta.path = path;
    if meta.id.is_empty() {
        meta.id = document::id_of(meta.path.as_deref(), line, media);
    }
    if !records {
        meta.title.get_or_insert_with(|| meta.id.clone());
    }
    finished(document, folder.as_deref(), any_language).map_err(|(id, message)| failed(Some(id), message))
}

/// The document of a text that the caller holds, with what is known of it: the same as of a record with these fields.
///
/// # Errors
/// The same as [`extract`]'s.
///
/// ```
/// use slantscope::extract::{Meta, given};
/// let meta = Meta { id: "a1".into(), source: Some("Harbour Daily".into()), ..Meta::default() };
/// assert_eq!(given(Some("It rained.".into()), meta, false).unwrap().meta.source_from.as_deref(), Some("the record"));
/// ```
pub fn given(text: Option<String>, mut meta: Meta, any_language: bool) -> Result<Document, InputError> {
    let failed = |id: &str, message| InputError { id: Some(id.into()), ..InputError::new("", message) };
    if meta.source.is_some() {
        meta.source_from = Some("the record".into());
    }
    let text = record::words(text).map_err(|message| failed(&meta.id, message))?;
    finished(Document { meta, text, hints: Vec::new() }, None, any_language).map_err(|(id, message)| failed(&id, message))
}

/// What every document goes through at last: its language, and the source where nothing declares it. An error comes with the id.
fn finished(mut document: Document, folder: Option<&str>, any_language: bool) -> Result<Document, (String, String)> {
    if !any_language && let Some(language) = language::foreign(&document.text) {
        return Err((document.meta.id, foreign(&language)));
    }
    plain::source(&document.text, folder, &mut document.meta);
    hidden::clean(&mut document.meta);
    document.meta.input.notes.extend(hidden::note(&document.text));
    Ok(document)
}

/// The document of a file that is one document.
fn read(media: Media, bytes: Vec<u8>, trace: bool) -> Result<Document, String> {
    let mut document = match media {
        Media::Pdf => pdf::document(&bytes)?,
        Media::Docx => office::docx(bytes)?,
        Media::Odt => office::odt(bytes)?,
        Media::Epub => office::epub(bytes)?,
        Media::Rtf => rtf::document(&bytes)?,
        Media::Html => {
            let declared = decode::declaration(&bytes);
            page(decode(bytes, declared.as_deref())?, trace)?
        }
        Media::Mhtml => {
            let found = mhtml::page(&bytes)?;
            let declared = found.charset.or_else(|| decode::declaration(&found.bytes));
            let mut document = page(decode(found.bytes, declared.as_deref())?, false)?;
            // the places lie in the page inside the file, which nobody sees
            document.meta.input.origin = None;
            document.meta.url = document.meta.url.or(found.address);
            document
        }
        Media::Zip | Media::Csv | Media::Tsv | Media::Json => return Err("An archive inside an archive is not read. Unpack it and give the folder.".into()),
        Media::Urls => return Err("A list of addresses holds no text itself. Give it beside the pages that it names.".into()),
        Media::Text | Media::Markdown | Media::Record | Media::Row => return plain_text(media, decode(bytes, None)?),
    };
    if document.text.trim().is_empty() {
        return Err("The file holds no text. Put the text into it, or take it out of the folder.".into());
    }
    switch_off(&mut document);
    Ok(document)
}

fn page(decoded: Decoded, trace: bool) -> Result<Document, String> {
    let Decoded { text, encoding, origin } = decoded;
    let mut document = html::document(&text, origin)?;
    document.meta.input.encoding = encoding;
    document.meta.input.written = trace.then(|| Arc::new(Written { text, line: 1, column: 0 }));
    Ok(document)
}

fn plain_text(media: Media, decoded: Decoded) -> Result<Document, String> {
    let Decoded { text, encoding, origin } = decoded;
    let mut document = if media == Media::Markdown { markdown::document(text) } else { plain::document(text) };
    document.meta.input.encoding = encoding;
    document.meta.input.origin = Some(origin.unwrap_or_else(|| Origin::shifted(document.text.len(), 0)));
    switch_off(&mut document);
    Ok(document)
}

/// Makes the regions that the writer switched off nobody's words.
fn switch_off(document: &mut Document) {
    let regions = off::regions(&document.text);
    for region in &regions {
        let inside = region.of(&document.text);
        let words = inside.split("-->").skip(1).collect::<Vec<_>>().join(" ");
        document.meta.input.off(1, words.split("<!--").next().unwrap_or_default());
    }
    off::apply(&regions, &mut document.hints);
}

fn foreign(language: &str) -> String {
    format!(
        "The text is in {language}, as far as its letters show, and the rules know English only; it was not scored. If it is English after all, use --any-language."
    )
}
