//! The records of one document: what other programs read, line by line.

use crate::attribute::{CitationKind, Directness, FigureKind, Missing, Voice};
use crate::extract::Extraction;
use crate::extract::origin::Origin;
use crate::lexicon::Lexicon;
use crate::lexicon::file::Polarity;
use crate::score::{Reading, Scores, measures::exact};
use crate::segment::BlockKind;
use crate::text::{Place, Positions, Span};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

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
    #[cfg_attr(test, schemars(with = "Vec<SentenceRecord>"))]
    pub sentences: Rows<'r, SentenceRecord>,
    #[cfg_attr(test, schemars(with = "Vec<MarkRecord<'r>>"))]
    pub marks: Rows<'r, MarkRecord<'r>>,
    #[cfg_attr(test, schemars(with = "Vec<FigureRecord<'r>>"))]
    pub figures: Rows<'r, FigureRecord<'r>>,
    #[cfg_attr(test, schemars(with = "Vec<AttributionRecord<'r>>"))]
    pub attributions: Rows<'r, AttributionRecord<'r>>,
    #[cfg_attr(test, schemars(with = "Vec<QuoteRecord<'r>>"))]
    pub quotes: Rows<'r, QuoteRecord<'r>>,
    #[cfg_attr(test, schemars(with = "Vec<CitationRecord>"))]
    pub citations: Rows<'r, CitationRecord>,
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

/// One kind of a record's rows, each made when it is asked for: all those of a long text would take half as much room as the text itself.
///
/// ```
/// use slantscope::{analyzer::Analyzer, extract::Document, lexicon};
/// let analyzer = Analyzer::new(lexicon::builtin()?);
/// let reading = analyzer.analyze(Document::new("x", "It was a shameful vote. Nobody counted."));
/// let sentences = reading.record(analyzer.lexicon).sentences;
/// assert_eq!((sentences.len(), sentences.iter().map(|s| s.words).sum::<u32>()), (2, 7));
/// # Ok::<(), slantscope::error::Faults>(())
/// ```
pub struct Rows<'r, T> {
    count: usize,
    of: Rc<Source<'r>>,
    kind: PhantomData<T>,
}

impl<'r, T: Row<'r>> Rows<'r, T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Row number `i`, counted from 0; `None` behind the last.
    pub fn get(&self, i: usize) -> Option<T> {
        (i < self.count).then(|| T::of(&self.of, i))
    }

    /// All rows in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = T> + '_ {
        (0..self.count).map(|i| T::of(&self.of, i))
    }
}

impl<'r, T: Row<'r> + Serialize> Serialize for Rows<'r, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'r, T: Row<'r> + fmt::Debug> fmt::Debug for Rows<'r, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// A row of a record.
pub trait Row<'r>: Sized {
    /// Row number `i` of its kind.
    #[doc(hidden)]
    fn of(source: &Source<'r>, i: usize) -> Self;
}

/// What rows are made of.
#[doc(hidden)]
pub struct Source<'r> {
    reading: &'r Reading,
    lexicon: &'r Lexicon,
    positions: Positions,
    /// Where the text is not the file's own bytes.
    origin: Option<&'r Origin>,
}

impl<'r> Source<'r> {
    fn rows<T: Row<'r>>(self: &Rc<Self>, count: usize) -> Rows<'r, T> {
        Rows { count, of: self.clone(), kind: PhantomData }
    }

    fn place(&self, span: Span) -> Place {
        self.positions.place(span)
    }

    fn slice(&self, span: Span) -> &'r str {
        self.reading.text.slice(span)
    }

    fn speaker(&self, attribution: Option<u32>) -> Option<&'r str> {
        attribution.and_then(|a| self.reading.speaker(a))
    }
}

impl<'r> Row<'r> for SentenceRecord {
    fn of(source: &Source<'r>, i: usize) -> Self {
        let (text, s) = (&source.reading.text, &source.reading.text.sentences[i]);
        let scored = text.blocks[s.block as usize].kind != BlockKind::Furniture;
        let (slant, opinion) = source.reading.sentence_scores[i];
        SentenceRecord {
            span: source.place(s.span),
            words: text.count_words(s.tokens),
            slant: scored.then_some(slant),
            opinion: scored.then_some(opinion),
            attribution: source.reading.attributed.sentences[i].name(),
        }
    }
}

impl<'r> Row<'r> for MarkRecord<'r> {
    fn of(source: &Source<'r>, i: usize) -> Self {
        let (m, lexicon) = (&source.reading.marks[i], source.lexicon);
        let (rule, family) = (&lexicon.rules[m.rule as usize], lexicon.family(m.rule));
        MarkRecord {
            family: &family.id,
            rule: &rule.id,
            term: m.term.map_or(rule.detector.as_deref().unwrap_or_default(), |t| &lexicon.terms[t as usize].text),
            tier: family.tier as u8,
            span: source.place(m.span),
            exact: source.slice(m.span),
            voice: m.voice.name(),
            speaker: source.speaker(source.reading.attributed.voices.at(m.tokens.0 as usize).attribution()),
            polarity: m.polarity.map(|p| match p {
                Polarity::Neg => "neg",
                Polarity::Pos => "pos",
            }),
            weight: exact(m.weight),
            negated: m.negated,
            sentence: m.sentence,
            original: source.origin.and_then(|o| o.place(m.span)),
        }
    }
}

impl<'r> Row<'r> for FigureRecord<'r> {
    fn of(source: &Source<'r>, i: usize) -> Self {
        let f = &source.reading.attributed.figures[i];
        FigureRecord {
            span: source.place(f.span),
            exact: source.slice(f.span),
            min: f.min,
            max: f.max,
            approximate: f.approximate,
            kind: f.kind,
            head: f.head.map(|head| source.slice(head)),
            attribution: f.class.name(),
            source: source.speaker(f.attribution),
            sentence: f.sentence,
            missing: &f.missing,
        }
    }
}

impl<'r> Row<'r> for AttributionRecord<'r> {
    fn of(source: &Source<'r>, i: usize) -> Self {
        let a = &source.reading.attributed.attributions[i];
        AttributionRecord {
            source: a.source.as_ref().map(|s| SourceRecord {
                span: source.place(s.span),
                exact: source.slice(s.span),
                class: s.class.name(),
                resolved: s.resolved.map(|a| source.slice(a.span)),
                name: (s.resolved.is_none() && s.named != s.span).then(|| source.slice(s.named)),
                confidence: s.resolved.map(|a| a.evidence.confidence()),
                reason: s.reason.map(|reason| source.slice(reason)),
            }),
            cue: Piece { span: source.place(a.cue_span), exact: source.slice(a.cue_span) },
            content: a.content.iter().map(|&c| source.place(source.reading.text.span(c))).collect(),
            directness: a.directness,
            sentence: a.sentence,
        }
    }
}

impl<'r> Row<'r> for QuoteRecord<'r> {
    fn of(source: &Source<'r>, i: usize) -> Self {
        let voiced = source.reading.attributed.quotes[i];
        QuoteRecord { span: source.place(source.reading.text.quotes[i].span), voice: voiced.voice(), speaker: source.speaker(voiced.attribution()) }
    }
}

impl<'r> Row<'r> for CitationRecord {
    fn of(source: &Source<'r>, i: usize) -> Self {
        let c = source.reading.attributed.citations[i];
        CitationRecord { span: source.place(c.span), kind: c.kind, sentence: c.sentence }
    }
}

impl Reading {
    /// The public record of the reading.
    pub fn record<'r>(&'r self, lexicon: &'r Lexicon) -> DocumentRecord<'r> {
        let origin = self.meta.input.origin.as_ref().filter(|o| !o.is_plain());
        let of = Rc::new(Source { reading: self, lexicon, positions: Positions::new(&self.text.source), origin });
        let attributed = &self.attributed;
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
            sentences: of.rows(self.text.sentences.len()),
            marks: of.rows(self.marks.len()),
            figures: of.rows(attributed.figures.len()),
            attributions: of.rows(attributed.attributions.len()),
            quotes: of.rows(self.text.quotes.len()),
            citations: of.rows(attributed.citations.len()),
            scores: &self.scores,
            input: &self.meta.input,
            extra: &self.meta.extra,
        }
    }
}
