//! The public contract: the report that every format is written from.

use super::finding::{Finding, findings};
use super::form::Form;
pub use super::manifest::{Input, Manifest, Options};
pub use super::record::*;
use super::words;
use crate::compare::{Actor, Comparison, Difference, Echo, LedgerGroup, Perspective, SourceProfile, Texts, Trend};
use crate::lexicon::{Lexicon, Tier};
use crate::norm::{Card, Distribution, Norms, Place, Standing, standing};
use crate::score::Reading;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use std::fmt;

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
    #[cfg_attr(test, schemars(with = "Vec<DocumentRecord<'r>>"))]
    pub documents: Documents<'r>,
    pub actors: &'r [Actor],
    pub ledger: &'r [LedgerGroup],
    pub echoes: &'r [Echo],
    /// How many texts are independent.
    pub texts: &'r Texts,
    /// Differences between sources, and changes over time.
    pub differences: &'r [Difference],
    pub trends: &'r [Trend],
    /// Where each document stands among texts of its genre, and the cards of the norms.
    pub standing: Vec<Standing>,
    pub norms: Vec<NormRecord>,
    /// The families that occur, in the lexicon's order.
    pub families: Vec<FamilyRecord<'r>>,
    pub errors: Vec<ErrorRecord>,
    pub manifest: Manifest,
}

/// The documents of a report. The record of each is made when it is written: those of thousands together are larger than their texts.
#[derive(Clone, Copy)]
pub struct Documents<'r> {
    readings: &'r [Reading],
    lexicon: &'r Lexicon,
}

impl Documents<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.readings.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }
}

impl Serialize for Documents<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut all = to.serialize_seq(Some(self.len()))?;
        self.readings.iter().try_for_each(|r| all.serialize_element(&r.whole(self.lexicon).record(self.lexicon)))?;
        all.end()
    }
}

impl fmt::Debug for Documents<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_list().entries(self.readings.iter().map(|r| &r.meta.id)).finish()
    }
}

/// The card of a norm that documents were, or could not be, compared with.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NormRecord {
    pub genre: String,
    pub card: Card,
    /// Why it was not used.
    pub stale: Option<String>,
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
    /// What becomes of its marks, in words; pages only.
    #[serde(skip)]
    pub fate: &'static str,
    pub what: &'r str,
    /// Marks in the documents' own voice, and in other voices.
    pub marks: u64,
    pub elsewhere: u64,
    /// Documents whose own voice has such a mark.
    pub documents: u64,
}

/// Puts the report together; documents stand in the order of the readings.
pub fn report<'r>(
    title: &str,
    readings: &'r [Reading],
    comparison: &'r Comparison,
    lexicon: &'r Lexicon,
    norms: &Norms,
    manifest: Manifest,
    errors: Vec<ErrorRecord>,
) -> Report<'r> {
    let standing: Vec<Standing> = readings.iter().map(|r| standing(r, norms, lexicon)).collect();
    let used = |genre: &str| standing.iter().any(|s| s.genre.as_deref() == Some(genre));
    let cards = norms.iter().filter(|n| used(&n.genre)).map(|n| NormRecord { genre: n.genre.clone(), card: n.card.clone(), stale: n.stale(lexicon) });
    let mut findings = findings(readings, comparison, lexicon);
    if let Some((finding, sentence)) = findings.iter_mut().find(|f| f.kind == "figures").zip(usual(&standing, norms)) {
        finding.add(&sentence);
    }
    Report {
        norms: cards.collect(),
        standing,
        texts: &comparison.texts,
        differences: &comparison.differences,
        trends: &comparison.trends,
        schema: REPORT_SCHEMA,
        title: title.to_string(),
        perspective: &comparison.perspective,
        findings,
        sources: &comparison.sources,
        documents: Documents { readings, lexicon },
        actors: &comparison.actors,
        ledger: &comparison.ledger,
        echoes: &comparison.echoes,
        families: families(readings, lexicon),
        errors,
        manifest,
    }
}

/// How usual it is for texts of the genre to leave figures without a source, where all documents have one genre.
fn usual(standing: &[Standing], norms: &Norms) -> Option<String> {
    const MEASURE: &str = "unattributed_figures";
    let places: Vec<(&str, &Place)> = standing.iter().filter_map(|s| Some((s.genre.as_deref()?, s.places.iter().find(|p| p.measure == MEASURE)?))).collect();
    let genre = places.first()?.0;
    let norm = norms.of(genre).filter(|_| places.iter().all(|p| p.0 == genre))?;
    let middle = norm.measures.get(MEASURE)?.percentiles[Distribution::PARTS / 2];
    let (n, most) = (places.len(), places.iter().filter(|p| p.1.below >= 0.9).count());
    Some(format!(
        "Half of all {genre} texts leave {:.0} % or more of their figures without a source; {most} of {n} documents with enough figures leave more than 9 of 10 {genre} texts.",
        100.0 * middle
    ))
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
            fate: words::tier(family),
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
