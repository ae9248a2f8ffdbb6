//! The files as they are written: a serde mirror of `lexicons/README.md`. Unknown keys are refused.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A file of a lexicon: its path from the lexicon's root, and its text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SourceFile {
    pub path: String,
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    pub id: String,
    pub title: String,
    pub status: Status,
    pub what: String,
    pub why: String,
    pub limits: String,
    pub ask: String,
    pub sources: Vec<String>,
    #[serde(rename = "match")]
    pub matches: Match,
    #[serde(default)]
    pub when: When,
    pub score: Score,
    pub test: Test,
    pub evidence: Option<Evidence>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Draft,
    Preview,
    Stable,
    Retired,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Match {
    #[serde(default)]
    pub terms: Vec<TermEntry>,
    #[serde(default)]
    pub unless: Vec<String>,
    pub detector: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum TermEntry {
    Plain(String),
    Table(TermTable),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermTable {
    pub term: String,
    pub weight: Option<f32>,
    pub plain: Option<String>,
    pub polarity: Option<Polarity>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    Neg,
    Pos,
}

/// The context gates; see the table in `lexicons/README.md`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct When {
    pub voice: VoiceGate,
    pub blocks: Vec<BlockGate>,
    pub case: Case,
    pub names: Names,
    pub negation: Negation,
    pub prev: Vec<String>,
    pub next: Vec<String>,
    pub not_prev: Vec<String>,
    pub not_next: Vec<String>,
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub not_before: Vec<String>,
    pub not_after: Vec<String>,
    pub near: Vec<String>,
    pub not_near: Vec<String>,
    pub start: bool,
    pub question: Option<bool>,
}

impl Default for When {
    fn default() -> When {
        let none = Vec::new;
        When {
            voice: VoiceGate::Own,
            blocks: vec![BlockGate::Headline, BlockGate::Body, BlockGate::Caption, BlockGate::List, BlockGate::Quote],
            case: Case::Any,
            names: Names::Skip,
            negation: Negation::Flag,
            prev: none(),
            next: none(),
            not_prev: none(),
            not_next: none(),
            before: none(),
            after: none(),
            not_before: none(),
            not_after: none(),
            near: none(),
            not_near: none(),
            start: false,
            question: None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum VoiceGate {
    Own,
    Quoted,
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockGate {
    Headline,
    Body,
    Caption,
    List,
    Quote,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Case {
    Any,
    Exact,
    Lower,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Names {
    Skip,
    Allow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Negation {
    Flag,
    Drop,
    Ignore,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    pub weight: f32,
    pub polarity: Option<Polarity>,
    /// Why the rule's marks are shown and not counted.
    pub uncounted: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    pub hit: Vec<String>,
    pub miss: Vec<String>,
}

/// Measured precision of a rule or a family; written by a measurement, never by hand.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub corpus: String,
    pub n: u32,
    pub precision: f32,
    pub interval: [f32; 2],
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FamilyFile {
    pub id: String,
    pub title: String,
    pub singular: String,
    pub tier: u8,
    pub role: FamilyRole,
    #[serde(default)]
    pub form: LineForm,
    #[serde(default)]
    pub pooled: bool,
    /// Why the family's marks are shown and not counted.
    pub uncounted: Option<String>,
    pub what: String,
    pub sources: Vec<String>,
    pub evidence: Option<Evidence>,
}

/// The line under a family's marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LineForm {
    #[default]
    Solid,
    Double,
    Dashed,
    Dotted,
    Wavy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FamilyRole {
    Advocacy,
    Counter,
    Discuss,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListFile {
    pub id: String,
    pub title: String,
    pub what: String,
    pub sources: Vec<String>,
    pub lists: BTreeMap<String, Vec<String>>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct InflectionFile {
    pub verbs: BTreeMap<String, Vec<String>>,
    pub nouns: BTreeMap<String, Vec<String>>,
    pub adjectives: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    pub cite: String,
}
