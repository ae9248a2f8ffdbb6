//! The public contract: the report that every format is written from.

use super::finding::{Finding, findings};
use super::form::Form;
pub use super::record::*;
use crate::compare::{Actor, Comparison, Echo, LedgerGroup, Perspective, SourceProfile};
use crate::lexicon::{Lexicon, Tier};
use crate::score::Reading;
use serde::Serialize;

/// The version of a report.
pub const REPORT_SCHEMA: &str = "slantscope.report/1";

/// A whole report.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Report<'r> {
    pub schema: &'static str,
    pub title: String,
    pub perspective: &'r Perspective,
    /// What a reader with one minute should see, most telling first.
    pub findings: Vec<Finding>,
    pub sources: &'r [SourceProfile],
    pub documents: Vec<DocumentRecord<'r>>,
    pub actors: &'r [Actor],
    pub ledger: &'r [LedgerGroup],
    pub echoes: &'r [Echo],
    /// The families that occur, in the lexicon's order.
    pub families: Vec<FamilyRecord<'r>>,
    pub errors: Vec<ErrorRecord>,
    pub manifest: Manifest,
}

/// A family that occurs in the documents of a report.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FamilyRecord<'r> {
    /// The line under its marks; pages only.
    #[serde(skip)]
    pub form: Form,
    pub id: &'r str,
    pub title: &'r str,
    pub singular: &'r str,
    pub tier: u8,
    pub what: &'r str,
    /// Marks in the documents' own voice, and in other voices.
    pub marks: u64,
    pub elsewhere: u64,
    /// Documents whose own voice has such a mark.
    pub documents: u64,
}

/// What was read, with what: enough to make the report again.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Manifest {
    pub schema: &'static str,
    /// Name and version of the program.
    pub program: &'static str,
    pub version: &'static str,
    /// SHA-256 over the lexicon's files.
    pub lexicon: String,
    pub rules: usize,
    pub terms: usize,
    pub inputs: Vec<Input>,
}

/// An input file or record with the SHA-256 of its bytes.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Input {
    pub path: String,
    pub sha256: String,
}

/// Puts the report together; documents stand in the order of the readings.
pub fn report<'r>(
    title: &str,
    readings: &'r [Reading],
    comparison: &'r Comparison,
    lexicon: &'r Lexicon,
    manifest: Manifest,
    errors: Vec<ErrorRecord>,
) -> Report<'r> {
    Report {
        schema: REPORT_SCHEMA,
        title: title.to_string(),
        perspective: &comparison.perspective,
        findings: findings(readings, comparison, lexicon),
        sources: &comparison.sources,
        documents: readings.iter().map(|r| r.record(lexicon)).collect(),
        actors: &comparison.actors,
        ledger: &comparison.ledger,
        echoes: &comparison.echoes,
        families: families(readings, lexicon),
        errors,
        manifest,
    }
}

fn families<'r>(readings: &[Reading], lexicon: &'r Lexicon) -> Vec<FamilyRecord<'r>> {
    let record = |family: &'r crate::lexicon::Family| {
        let scores: Vec<_> = readings.iter().filter_map(|r| r.scores.families.get(&family.id)).collect();
        FamilyRecord {
            form: Form::of(family),
            id: &family.id,
            title: &family.title,
            singular: &family.singular,
            tier: family.tier as u8,
            what: &family.what,
            marks: scores.iter().map(|s| s.marks).sum(),
            elsewhere: scores.iter().map(|s| s.elsewhere).sum(),
            documents: scores.iter().filter(|s| s.marks > 0).count() as u64,
        }
    };
    let place = |tier: u8| if tier == Tier::Counter as u8 { u8::MAX } else { tier };
    let mut all: Vec<_> = lexicon.families.iter().map(record).filter(|f| f.marks + f.elsewhere > 0).collect();
    all.sort_by_key(|f| (place(f.tier).max(2), std::cmp::Reverse(f.marks), f.id));
    all
}
