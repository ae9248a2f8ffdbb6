//! The records of one document: what other programs read, line by line.

use crate::attribute::{CitationKind, Directness, FigureKind, Missing, Voice};
use crate::extract::Extraction;
use crate::lexicon::Lexicon;
use crate::lexicon::file::Polarity;
use crate::score::{Reading, Scores, measures::exact};
use crate::segment::{BlockKind, Sentence};
use crate::text::{Place, Positions, Span};
use serde::Serialize;
use std::collections::BTreeMap;

/// The version of a document's record.
pub const DOCUMENT_SCHEMA: &str = "slantscope.document/1";
/// The version of a list of records.
pub const DOCUMENTS_SCHEMA: &str = "slantscope.documents/1";

/// One document, as other programs read it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DocumentRecord<'r> {
    pub schema: &'static str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub id: &'r str,
    pub source: Option<&'r str>,
    pub title: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_from: Option<&'r str>,
    pub words: u64,
    pub sentences: Vec<SentenceRecord>,
    pub marks: Vec<MarkRecord<'r>>,
    pub figures: Vec<FigureRecord<'r>>,
    pub attributions: Vec<AttributionRecord<'r>>,
    pub quotes: Vec<QuoteRecord<'r>>,
    pub citations: Vec<CitationRecord>,
    pub scores: &'r Scores,
    /// How it was read out of its file, where there is something to say.
    #[serde(skip_serializing_if = "Extraction::is_plain")]
    pub input: &'r Extraction,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: &'r BTreeMap<String, serde_json::Value>,
}

/// A sentence with what its two models say, each at even prior unless a base rate was given, and the source it leans on.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SentenceRecord {
    pub span: Place,
    pub words: u32,
    pub slant: Option<f32>,
    pub opinion: Option<f32>,
    pub attribution: &'static str,
}

/// A mark, as a reader sees it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MarkRecord<'r> {
    pub family: &'r str,
    pub rule: &'r str,
    pub term: &'r str,
    pub tier: u8,
    pub span: Place,
    pub exact: &'r str,
    pub voice: &'static str,
    pub speaker: Option<&'r str>,
    pub polarity: Option<&'static str>,
    pub weight: f64,
    pub negated: bool,
    pub sentence: u32,
    /// First byte and the one behind the last in the file, where the text is not the file's own bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<[u32; 2]>,
}

/// A figure with who vouches for it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FigureRecord<'r> {
    pub span: Place,
    pub exact: &'r str,
    pub min: Option<f64>,
    pub max: Option<f64>,
    pub approximate: bool,
    pub kind: FigureKind,
    pub head: Option<&'r str>,
    pub attribution: &'static str,
    pub source: Option<&'r str>,
    pub sentence: u32,
    pub missing: &'r [Missing],
}

/// A source, its cue, and the content it is credited with.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AttributionRecord<'r> {
    pub source: Option<SourceRecord<'r>>,
    pub cue: Piece<'r>,
    pub content: Vec<Place>,
    pub directness: Directness,
    pub sentence: u32,
}

/// Who is credited.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SourceRecord<'r> {
    pub span: Place,
    pub exact: &'r str,
    pub class: &'static str,
    /// The name that a pronoun, a description or a surname stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<&'r str>,
    /// The person's name, where it is a part of the words and the first of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'r str>,
    /// How often such a name was right when cases were read, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// The words that say why the name of an anonymous source is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'r str>,
}

/// A span with its words.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Piece<'r> {
    pub span: Place,
    pub exact: &'r str,
}

/// A quotation with its voice and speaker.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct QuoteRecord<'r> {
    pub span: Place,
    pub voice: Voice,
    pub speaker: Option<&'r str>,
}

/// A citation.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CitationRecord {
    pub span: Place,
    pub kind: CitationKind,
    pub sentence: u32,
}

/// An input that could not be analysed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ErrorRecord {
    pub schema: &'static str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    pub error: String,
}

impl ErrorRecord {
    /// The record of an input error.
    pub fn new(error: &crate::error::InputError) -> ErrorRecord {
        ErrorRecord {
            schema: DOCUMENT_SCHEMA,
            kind: "error",
            id: error.id.clone(),
            path: Some(error.place.clone()),
            line: error.line,
            error: error.message.clone(),
        }
    }
}

impl Reading {
    /// The public record of the reading.
    pub fn record<'r>(&'r self, lexicon: &'r Lexicon) -> DocumentRecord<'r> {
        let positions = Positions::new(&self.text.source);
        let place = |span: Span| positions.place(span);
        let slice = |span: Span| self.text.slice(span);
        let origin = self.meta.input.origin.as_ref().filter(|o| !o.is_plain());
        DocumentRecord {
            schema: DOCUMENT_SCHEMA,
            kind: "result",
            id: &self.meta.id,
            source: self.meta.source.as_deref(),
            title: self.meta.title.as_deref(),
            date: self.meta.date.as_deref(),
            url: self.meta.url.as_deref(),
            genre: self.meta.genre.as_deref(),
            path: self.meta.path.as_deref(),
            source_from: self.meta.source_from.as_deref(),
            words: self.scores.words.total,
            sentences: self.sentence_records(&positions),
            marks: self
                .marks
                .iter()
                .map(|m| {
                    let rule = &lexicon.rules[m.rule as usize];
                    let family = lexicon.family(m.rule);
                    MarkRecord {
                        family: &family.id,
                        rule: &rule.id,
                        term: m.term.map_or(rule.detector.as_deref().unwrap_or_default(), |t| &lexicon.terms[t as usize].text),
                        tier: family.tier as u8,
                        span: place(m.span),
                        exact: slice(m.span),
                        voice: m.voice.name(),
                        speaker: m.speaker.and_then(|a| self.speaker(a)),
                        polarity: m.polarity.map(|p| match p {
                            Polarity::Neg => "neg",
                            Polarity::Pos => "pos",
                        }),
                        weight: exact(m.weight),
                        negated: m.negated,
                        sentence: m.sentence,
                        original: origin.and_then(|o| o.place(m.span)),
                    }
                })
                .collect(),
            figures: self
                .attributed
                .figures
                .iter()
                .map(|f| FigureRecord {
                    span: place(f.span),
                    exact: slice(f.span),
                    min: f.min,
                    max: f.max,
                    approximate: f.approximate,
                    kind: f.kind,
                    head: f.head.map(slice),
                    attribution: f.class.name(),
                    source: f.attribution.and_then(|a| self.speaker(a)),
                    sentence: f.sentence,
                    missing: &f.missing,
                })
                .collect(),
            attributions: self
                .attributed
                .attributions
                .iter()
                .map(|a| AttributionRecord {
                    source: a.source.as_ref().map(|s| SourceRecord {
                        span: place(s.span),
                        exact: slice(s.span),
                        class: s.class.name(),
                        resolved: s.resolved.map(|a| slice(a.span)),
                        name: (s.resolved.is_none() && s.named != s.span).then(|| slice(s.named)),
                        confidence: s.resolved.map(|a| a.confidence),
                        reason: s.reason.map(slice),
                    }),
                    cue: Piece { span: place(a.cue_span), exact: slice(a.cue_span) },
                    content: a.content.iter().map(|&c| place(self.text.span(c))).collect(),
                    directness: a.directness,
                    sentence: a.sentence,
                })
                .collect(),
            quotes: self
                .text
                .quotes
                .iter()
                .zip(&self.attributed.quotes)
                .map(|(q, (voice, by))| QuoteRecord { span: place(q.span), voice: *voice, speaker: by.and_then(|a| self.speaker(a)) })
                .collect(),
            citations: self.attributed.citations.iter().map(|c| CitationRecord { span: place(c.span), kind: c.kind, sentence: c.sentence }).collect(),
            scores: &self.scores,
            input: &self.meta.input,
            extra: &self.meta.extra,
        }
    }

    fn sentence_records(&self, positions: &Positions) -> Vec<SentenceRecord> {
        let scored = |s: &Sentence| self.text.blocks[s.block as usize].kind != BlockKind::Furniture;
        self.text
            .sentences
            .iter()
            .zip(&self.attributed.sentences)
            .zip(&self.sentence_scores)
            .map(|((s, class), &(slant, opinion))| SentenceRecord {
                span: positions.place(s.span),
                words: self.text.count_words(s.tokens),
                slant: scored(s).then_some(slant),
                opinion: scored(s).then_some(opinion),
                attribution: class.name(),
            })
            .collect()
    }
}
