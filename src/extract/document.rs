//! A document with what is known of it, and the raw bytes that it comes from.

use super::origin::Origin;
use crate::segment::{BlockHint, BlockKind};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// What a document says of itself, or its manifest says of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    pub id: String,
    pub source: Option<String>,
    /// Where the source was read: "corpus.toml", "the record", "the address", "the folder" ...
    pub source_from: Option<String>,
    pub title: Option<String>,
    pub author: Option<String>,
    pub date: Option<String>,
    pub url: Option<String>,
    pub genre: Option<String>,
    pub owner: Option<String>,
    pub perspective: Option<String>,
    /// Names whose words are the publisher's own side.
    pub own_names: Vec<String>,
    /// Where it was read, relative to what the user named.
    pub path: Option<String>,
    /// SHA-256 of the bytes read.
    pub hash: Option<String>,
    /// Fields of the input that mean nothing to the program, carried through.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// How it was read out of its file.
    #[serde(default)]
    pub input: Extraction,
}

impl Meta {
    /// Takes from `other` whatever is not known yet. A source comes with the place where it was read.
    pub fn fill(&mut self, other: &Meta) {
        if self.id.is_empty() {
            self.id.clone_from(&other.id);
        }
        if self.source.is_none() {
            self.source.clone_from(&other.source);
            self.source_from.clone_from(&other.source_from);
        }
        let pairs = [
            (&mut self.title, &other.title),
            (&mut self.author, &other.author),
            (&mut self.date, &other.date),
            (&mut self.url, &other.url),
            (&mut self.genre, &other.genre),
            (&mut self.owner, &other.owner),
            (&mut self.perspective, &other.perspective),
        ];
        for (mine, theirs) in pairs.into_iter().filter(|(mine, _)| mine.is_none()) {
            mine.clone_from(theirs);
        }
        let more = other.own_names.iter().filter(|n| !self.own_names.contains(n)).cloned().collect::<Vec<_>>();
        self.own_names.extend(more);
        if self.input == Extraction::default() {
            self.input.clone_from(&other.input);
        }
        other.extra.iter().for_each(|(k, v)| {
            self.extra.entry(k.clone()).or_insert_with(|| v.clone());
        });
    }

    /// The same, by value.
    pub fn filled(mut self, other: &Meta) -> Meta {
        self.fill(other);
        self
    }
}

/// A document: a text with what is known of it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub meta: Meta,
    pub text: String,
    pub hints: Vec<BlockHint>,
}

impl Document {
    /// A text under a name, with nothing else known of it.
    ///
    /// ```
    /// let document = slantscope::extract::Document::new("letter", "Everyone knows it.");
    /// assert_eq!(document.meta.id, "letter");
    /// ```
    pub fn new(id: &str, text: &str) -> Document {
        Document { meta: Meta { id: id.into(), ..Meta::default() }, text: text.into(), hints: Vec::new() }
    }

    /// Adds a block, with a blank line before it.
    pub fn block(&mut self, kind: BlockKind, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.hints.push(BlockHint { kind, span: Span::new(start, self.text.len()) });
    }
}

/// How a document was read out of its file, and what of the file is no part of its text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Extraction {
    /// The format, where it is not plain text, Markdown or a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The encoding and how it was known, where it is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The language that the file declares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What was left out, by its kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<Dropped>,
    /// Regions between `<!-- slantscope off -->` and `on`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub off_regions: usize,
    /// Words in these regions.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub off_words: usize,
    /// Marks that the ignore file takes out.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub ignored_marks: usize,
    /// What a reader of the numbers must know, each a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Where the text stands in the file; none where that is not known, or not asked.
    #[serde(skip)]
    pub origin: Option<Origin>,
    /// The file as an editor shows it; kept where that is asked for and is not the text itself.
    #[serde(skip)]
    pub written: Option<Arc<Written>>,
}

/// A decoded file, or the part of one that a document was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub text: String,
    /// The line of the file on which it begins, counted from 1, and the UTF-16 units before it on that line.
    pub line: usize,
    pub column: usize,
}

impl Extraction {
    /// Counts words that are switched off, and the regions that they begin.
    pub fn off(&mut self, regions: usize, text: &str) {
        self.off_regions += regions;
        self.off_words += text.split_whitespace().count();
    }

    /// Whether there is nothing to say.
    pub fn is_plain(&self) -> bool {
        let Extraction { format, encoding, language, dropped, off_regions, ignored_marks, notes, .. } = self;
        format.is_none() && encoding.is_none() && language.is_none() && dropped.is_empty() && *off_regions == 0 && *ignored_marks == 0 && notes.is_empty()
    }
}

/// Blocks of one kind that are no part of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Dropped {
    /// "menus", "cookie notice" ...
    pub what: String,
    pub blocks: usize,
    pub words: usize,
    /// The blocks themselves.
    #[serde(skip)]
    pub texts: Vec<String>,
}

fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// What `corpus.toml` says of a corpus as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Corpus {
    pub title: Option<String>,
    pub actors: Vec<DeclaredActor>,
}

impl Corpus {
    /// Adds what another manifest says.
    pub fn add(&mut self, other: &Corpus) {
        if self.title.is_none() {
            self.title.clone_from(&other.title);
        }
        let known: Vec<String> = self.actors.iter().map(|a| a.name.clone()).collect();
        self.actors.extend(other.actors.iter().filter(|a| !known.contains(&a.name)).cloned());
    }

    /// All names of the actors that the manifest calls its own side.
    pub fn own_names(&self) -> Vec<String> {
        self.actors.iter().filter(|a| a.own).flat_map(|a| std::iter::once(&a.name).chain(&a.aliases)).cloned().collect()
    }
}

/// An actor whose names the manifest declares.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DeclaredActor {
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The publication's own side.
    #[serde(default, rename = "self")]
    pub own: bool,
}

/// How the bytes are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Media {
    #[default]
    Text,
    Markdown,
    /// One line of a JSONL file, or one object of a JSON file.
    Record,
    /// One row of a table, with the names of its columns.
    Row,
    Html,
    /// A page that a browser saved with its pictures.
    Mhtml,
    Docx,
    Odt,
    Epub,
    Rtf,
    Pdf,
    /// A table; its rows are the documents.
    Csv,
    Tsv,
    /// An object or a list of objects; these are the documents.
    Json,
    /// An archive; its files are the documents.
    Zip,
    /// A list of addresses; the pages saved beside it are the documents.
    Urls,
}

impl Media {
    /// The name of a format whose text is not simply that of the file.
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Media::Text | Media::Markdown | Media::Record => return None,
            Media::Row => "table row",
            Media::Html => "HTML",
            Media::Mhtml => "MHTML",
            Media::Docx => "DOCX",
            Media::Odt => "ODT",
            Media::Epub => "EPUB",
            Media::Rtf => "RTF",
            Media::Pdf => "PDF",
            Media::Csv => "CSV",
            Media::Tsv => "TSV",
            Media::Json => "JSON",
            Media::Zip => "ZIP",
            Media::Urls => "list of addresses",
        })
    }
}

/// Bytes as they were read, with the place they come from.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    pub media: Media,
    /// The place as an error names it.
    pub place: String,
    /// The path as a report names it; none for standard input.
    pub path: Option<String>,
    /// The line of a record, counted from 1.
    pub line: Option<usize>,
    pub bytes: Vec<u8>,
    /// What `corpus.toml` declares of it.
    pub declared: Arc<Meta>,
    /// The folder it stands in.
    pub folder: Option<String>,
    /// Where the bytes begin in the file, and in their line, in UTF-16 units.
    pub offset: usize,
    pub column: usize,
    /// The columns of the table that a row belongs to.
    pub columns: Option<Arc<Columns>>,
    /// Asked to keep where the text stands in the bytes of a record, and the decoded file, although that takes time and room.
    pub trace: bool,
    /// Asked to take texts in any language.
    pub any_language: bool,
    /// The longest that `load` waits for the reader of the format.
    pub longest: Option<Duration>,
}

/// The columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    pub names: Vec<String>,
    /// Which one holds the text.
    pub text: usize,
    /// The byte between two cells.
    pub delimiter: u8,
}

/// The id of a document that has none of its own: the file's name without its ending, and the line of a record.
pub(super) fn id_of(path: Option<&str>, line: Option<usize>, media: Media) -> String {
    let name = path.map_or("stdin", |p| p.rsplit('/').next().unwrap_or(p));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
    match (media, line) {
        (Media::Record | Media::Row, Some(n)) => format!("{stem}-{n}"),
        _ => stem.into(),
    }
}
