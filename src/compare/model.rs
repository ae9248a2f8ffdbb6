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
    pub texts: Texts,
    pub differences: Vec<Difference>,
    pub trends: Vec<Trend>,
}

/// How many independent texts there are, and which documents take words from which.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Texts {
    pub documents: u64,
    /// Documents that are no copy of a longer one and take less than half of their words from another.
    pub independent: u64,
    /// Pairs of documents that share much, most first.
    pub overlaps: Vec<Overlap>,
    pub note: String,
}

/// Two documents that share words.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Overlap {
    /// The one with the larger share of its words in the other.
    pub document: String,
    pub with: String,
    /// Words of the first in passages that the second has too.
    pub words: u64,
    /// The same as a share of its words.
    pub share: f64,
}

/// Which way a difference or a trend goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Higher,
    Lower,
    /// None that this much text can show.
    #[default]
    None,
    /// The genres differ, and nothing is ranked.
    Refused,
}

/// One measure of two sources.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Difference {
    pub a: String,
    pub b: String,
    /// The genre of the documents compared.
    pub genre: Option<String>,
    pub measure: Option<&'static str>,
    pub unit: &'static str,
    pub value_a: Option<f64>,
    pub value_b: Option<f64>,
    pub difference: Option<f64>,
    pub interval: Option<[f64; 2]>,
    pub direction: Direction,
    pub text: String,
}

/// How a measure of a source changes by year.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Trend {
    pub source: String,
    pub genre: Option<String>,
    pub measure: &'static str,
    pub documents: u64,
    /// The first and the last date.
    pub from: String,
    pub to: String,
    /// Change by year.
    pub slope: f64,
    pub interval: [f64; 2],
    pub direction: Direction,
    pub text: String,
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

impl Verdict {
    /// The verdict as data name it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Single => "single",
            Verdict::Several => "several",
            Verdict::CannotTell => "cannot_tell",
        }
    }
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
    /// Who evaluates it how, source by source, in the authors' own voice.
    pub by_source: Vec<Evaluation>,
    pub events: Vec<Event>,
}

/// How one source evaluates an actor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Evaluation {
    pub source: String,
    pub positive: u64,
    pub negative: u64,
    pub victim: u64,
    /// Attributions in which the source gives it the word.
    pub speaks: u64,
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
    /// In what the claims differ: value, approximator, who, when, where, verb.
    pub differs: Vec<&'static str>,
    /// Sentences that are no copies of each other: a claim and its copy are one witness.
    pub independent: u64,
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
    /// The class of the source that vouches for the claim, and the source; "none" is the author alone.
    pub attribution: &'static str,
    pub source: Option<String>,
}

/// What a shared passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EchoKind {
    /// The same words: one document took them from another, both from a third, or a short run is chance.
    Copied,
    /// The documents quote the same speech.
    Speech,
    /// A source prints it under or over many of its texts.
    Boilerplate,
}

/// A passage that documents share.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Echo {
    pub text: String,
    pub words: u32,
    pub verbatim: bool,
    pub kind: EchoKind,
    /// Documents that have it; of many, not all places are listed.
    pub documents: u32,
    pub occurrences: Vec<Occurrence>,
}

/// Where an echo stands.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Occurrence {
    pub document: String,
    pub span: Place,
}
