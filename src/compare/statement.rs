//! A claim as a document makes it: where it stands, in which words, and who vouches for them.

use super::model::LedgerEntry;
use super::view::View;
use crate::attribute::{SourceClass, Voice};
use crate::text::{Place, Positions, Span};
use serde::{Deserialize, Serialize};

/// The words of a claim, with all that the ledger shows of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Statement {
    /// Its place among the documents that are compared; no part of what is stored.
    #[serde(skip)]
    pub document: usize,
    pub sentence: u32,
    pub span: Place,
    pub exact: String,
    class: SourceClass,
    source: Option<String>,
}

impl Statement {
    /// The words at a place of a document.
    pub fn new(view: &View, positions: &Positions, document: usize, span: Span, sentence: u32) -> Statement {
        let (class, source) = vouched(view, span, sentence);
        let exact = view.reading.text.slice(span).to_string();
        Statement { document, sentence, span: positions.place(span), exact, class, source: source.map(Into::into) }
    }

    /// The document and the sentence: claims of one sentence are one testimony.
    pub fn at(&self) -> (usize, u32) {
        (self.document, self.sentence)
    }

    /// The document and the first and last byte: the order in which the ledger shows claims.
    pub fn place(&self) -> (usize, [u32; 2]) {
        (self.document, self.span.bytes)
    }

    /// One line of the ledger.
    pub fn entry(&self, ids: &[&str]) -> LedgerEntry {
        LedgerEntry {
            document: ids[self.document].to_string(),
            span: self.span,
            exact: self.exact.clone(),
            sentence: self.sentence,
            attribution: self.class.name(),
            source: self.source.clone(),
        }
    }
}

/// Who vouches for the words at a place: whoever is credited with them, or else nobody but the author.
fn vouched<'v>(view: &View<'v>, span: Span, sentence: u32) -> (SourceClass, Option<&'v str>) {
    let reading = view.reading;
    if let Some(f) = reading.attributed.figures.iter().find(|f| f.span == span) {
        return (f.class, f.attribution.and_then(|a| reading.speaker(a)));
    }
    let voiced = reading.attributed.voices.at(reading.text.token_at(span.start));
    match (voiced.voice(), voiced.attribution()) {
        (Voice::Quoted | Voice::Reported | Voice::SelfQuote, Some(a)) => (reading.attributed.attributions[a as usize].class(), reading.speaker(a)),
        _ if reading.attributed.citations.iter().any(|c| c.sentence == sentence) => (SourceClass::Document, None),
        _ => (SourceClass::None, None),
    }
}
