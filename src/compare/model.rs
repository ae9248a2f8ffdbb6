//! What the comparison of documents gives: the shapes that reports read.

use crate::score::Scores;
use crate::text::Place;
use serde::Serialize;

/// What the documents show together.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Comparison {
    pub perspective: Perspective,
    pub sources: Vec<SourceProfile>,
    pub actors: Vec<Actor>,
    pub ledger: Vec<LedgerGroup>,
    pub echoes: Vec<Echo>,
}

/// Whether a corpus speaks with one voice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Single,
    Several,
    #[default]
    CannotTell,
}

/// What a verdict rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    Declared,
    Evidence,
}

/// The verdict with its evidence and the note that opens every report.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Perspective {
    pub verdict: Verdict,
    pub basis: Vec<Basis>,
    pub evidence: Vec<Evidence>,
    pub note: String,
}

/// One line of evidence; `text` is a whole sentence with counts, names of documents and a quoted clause.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Evidence {
    pub kind: &'static str,
    pub text: String,
    pub value: Option<f64>,
}

/// All documents of one source together.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SourceProfile {
    /// Safe as a file name, unique in the report.
    pub id: String,
    pub name: String,
    /// Where the name of the source was read.
    pub named_by: String,
    pub documents: Vec<String>,
    pub scores: Scores,
}

/// Somebody who is spoken about, and how.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Actor {
    pub name: String,
    pub aliases: Vec<String>,
    /// Evaluations in the authors' own voice.
    pub positive: u64,
    pub negative: u64,
    /// Times it is shown as suffering harm.
    pub victim: u64,
    /// Documents that name it.
    pub documents: u64,
    pub mentions: u64,
    /// Attributions in which it is given the word.
    pub speaks: u64,
    /// The words that evaluate it, most frequent first.
    pub terms: Vec<String>,
    pub events: Vec<Event>,
}

/// One clause that evaluates an actor.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Event {
    pub document: String,
    pub kind: EventKind,
    pub word: String,
    pub span: Place,
    /// The clause, as the document writes it.
    pub clause: String,
    pub sentence: u32,
}

/// The part that an actor plays in a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    Blame,
    Praise,
    Victim,
}

/// Claims of the corpus on the same thing.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LedgerGroup {
    /// `figure`, `date` or `ranking`.
    pub kind: &'static str,
    pub about: String,
    pub agreement: Agreement,
    pub entries: Vec<LedgerEntry>,
}

/// Whether the claims of a group can all be true together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Agreement {
    Agree,
    Wording,
    Conflict,
}

/// One claim of a group.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LedgerEntry {
    pub document: String,
    pub span: Place,
    pub exact: String,
    pub sentence: u32,
}

/// A passage that documents share.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Echo {
    pub text: String,
    pub words: u32,
    pub verbatim: bool,
    pub occurrences: Vec<Occurrence>,
}

/// Where an echo stands.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Occurrence {
    pub document: String,
    pub span: Place,
}
