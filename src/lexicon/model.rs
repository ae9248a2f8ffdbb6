//! What rule files say, checked and compiled: families, rules with their gates, terms.

use super::file::{BlockGate, Case, Evidence, FamilyRole, LineForm, Names, Negation, Polarity, Status, VoiceGate};
use super::flat::Str;
use super::trie::{Sym, bit};
use serde::{Deserialize, Serialize};

/// A rule, by its place in `Lexicon::rules`.
pub type RuleId = u16;
/// A family, by its place in `Lexicon::families`.
pub type FamilyId = u8;

/// What families a report scores and what it only shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u8)]
pub enum Tier {
    /// Reported beside the score, never counted: hedges, citations.
    Counter = 0,
    Lexical = 1,
    Gated = 2,
    /// Shown to be discussed, never counted.
    Discuss = 3,
}

impl Tier {
    /// Whether marks of the tier add to advocacy density.
    pub fn is_scored(self) -> bool {
        matches!(self, Tier::Lexical | Tier::Gated)
    }
}

/// A family of marks.
#[derive(Debug, Serialize, Deserialize)]
pub struct Family {
    pub id: String,
    pub title: String,
    pub singular: String,
    pub tier: Tier,
    pub role: FamilyRole,
    /// The line under its marks.
    pub form: LineForm,
    /// Whether the sentence models count its marks together, as words that judge.
    pub pooled: bool,
    /// Why its marks are shown and not counted, where they are not.
    pub uncounted: Option<String>,
    pub what: String,
    pub sources: Vec<String>,
    pub evidence: Option<Evidence>,
}

/// A rule: what it finds, where, and why it matters.
#[derive(Debug, Serialize, Deserialize)]
pub struct Rule {
    pub id: String,
    pub family: FamilyId,
    pub title: String,
    pub status: Status,
    pub what: String,
    pub why: String,
    pub limits: String,
    pub ask: String,
    pub sources: Vec<String>,
    pub detector: Option<String>,
    pub terms: Vec<u32>,
    pub gates: Gates,
    pub weight: f32,
    /// Why its own marks are shown and not counted, where they are not.
    pub uncounted: Option<String>,
    pub polarity: Option<Polarity>,
    pub hit: Vec<String>,
    pub miss: Vec<String>,
    pub evidence: Option<Evidence>,
    pub path: String,
}

/// The compiled `[when]` of a rule, with `unless`.
#[derive(Debug, Serialize, Deserialize)]
pub struct Gates {
    pub voice: VoiceGate,
    pub blocks: Vec<BlockGate>,
    pub case: Case,
    pub names: Names,
    pub negation: Negation,
    pub prev: Neighbours,
    pub next: Neighbours,
    pub not_prev: Neighbours,
    pub not_next: Neighbours,
    /// Gate numbers in the trie; `None` where the rule has no such gate.
    pub unless: Option<u32>,
    pub before: Option<u32>,
    pub after: Option<u32>,
    pub not_before: Option<u32>,
    pub not_after: Option<u32>,
    pub near: Option<u32>,
    pub not_near: Option<u32>,
    pub start: bool,
    pub question: Option<bool>,
}

impl Gates {
    /// The symbols that the gates on neighbours ask for.
    pub fn syms(&self) -> impl Iterator<Item = Sym> {
        [&self.prev, &self.next, &self.not_prev, &self.not_next].into_iter().flat_map(|n| n.syms.iter().copied())
    }

    /// Fills in what follows from the rest.
    pub(super) fn index(&mut self) {
        for list in [&mut self.prev, &mut self.next, &mut self.not_prev, &mut self.not_next] {
            list.bits = list.syms.iter().fold(0, |bits, &sym| bits | bit(sym));
        }
    }
}

/// What a gate asks of the word beside a hit: one of these.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Neighbours {
    /// A word or one of its wildcards and classes.
    pub syms: Vec<Sym>,
    pub any: bool,
    /// The edge of the sentence, or its closing mark.
    pub edge: bool,
    pub punct: bool,
    /// The filter bits of the symbols: most words have none of them.
    #[serde(skip)]
    pub bits: u64,
}

impl Neighbours {
    /// Whether the gate asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.syms.is_empty() && !self.any && !self.edge && !self.punct
    }
}

/// One term of a rule.
#[derive(Debug)]
pub struct Term {
    pub rule: RuleId,
    /// As the file writes it.
    pub text: Str,
    pub weight: f32,
    pub polarity: Option<Polarity>,
    /// The plainer word, or the other side's.
    pub plain: Option<Str>,
}

/// A rule that a pack changed, for the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Adjusted {
    pub rule: String,
    pub pack: String,
    pub disabled: bool,
    pub reason: String,
    /// Sentences that prove the change; they are run in the place of the rule's own.
    #[serde(skip)]
    pub hit: Vec<String>,
    #[serde(skip)]
    pub miss: Vec<String>,
    /// The file that says so.
    #[serde(skip)]
    pub file: String,
}
