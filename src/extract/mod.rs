//! Turns what was read into a document: its text, what it says of itself, and the blocks its format declares.

pub mod decode;
pub mod document;
pub mod manifest;
pub mod markdown;
pub mod plain;
pub mod record;

pub use document::{Corpus, DeclaredActor, Document, Media, Meta, Raw};

use crate::error::InputError;

/// Reads the document out of the bytes. What a record says of itself goes first, then `corpus.toml`, then the front matter,
/// the byline, the link's domain and the folder.
///
/// # Errors
/// A sentence that says what is wrong with the input and what to do about it.
///
/// ```
/// use slantscope::extract::{Media, Raw, extract};
/// let raw = Raw { media: Media::Text, path: Some("news/storm.txt".into()), bytes: b"Storm at sea\n\nBy Ann Roe\n\nIt rained.".into(), ..Raw::default() };
/// let document = extract(raw).unwrap();
/// assert_eq!((document.meta.id.as_str(), document.meta.title.as_deref()), ("storm", Some("Storm at sea")));
/// assert_eq!(document.meta.source_from.as_deref(), Some("the byline"));
/// ```
pub fn extract(raw: Raw) -> Result<Document, InputError> {
    let failed = |id, message| InputError { place: raw.place.clone(), line: raw.line, id, message };
    let mut document = match raw.media {
        Media::Record => {
            let mut document = record::document(&raw.bytes).map_err(|message| failed(record::id(&raw.bytes), message))?;
            document.meta.fill(&raw.declared);
            document
        }
        Media::Text | Media::Markdown => {
            let text = decode::text(raw.bytes).map_err(|message| failed(None, message))?;
            let found = if raw.media == Media::Markdown { markdown::document(text) } else { plain::document(text) };
            Document { meta: raw.declared.as_ref().clone().filled(&found.meta), ..found }
        }
    };
    let meta = &mut document.meta;
    meta.path = raw.path;
    if meta.id.is_empty() {
        meta.id = document::id_of(meta.path.as_deref(), raw.line, raw.media);
    }
    if raw.media != Media::Record {
        meta.title.get_or_insert_with(|| meta.id.clone());
    }
    plain::source(&document.text, raw.folder.as_deref(), meta);
    Ok(document)
}
