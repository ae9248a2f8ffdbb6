//! A document with what is known of it, and the raw bytes that it comes from.

use crate::segment::BlockHint;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

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
    /// One line of a JSONL file.
    Record,
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
}

/// The id of a document that has none of its own: the file's name without its ending, and the line of a record.
pub(super) fn id_of(path: Option<&str>, line: Option<usize>, media: Media) -> String {
    let name = path.map_or("stdin", |p| p.rsplit('/').next().unwrap_or(p));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
    match (media, line) {
        (Media::Record, Some(n)) => format!("{stem}-{n}"),
        _ => stem.into(),
    }
}
