//! The lexicon as the stages see it: parsed, checked, and compiled.

use super::file::{BlockGate, Case, Evidence, FamilyRole, LineForm, Names, Negation, Polarity, Status, VoiceGate};
use super::flat::{Range, Str};
use super::inflect::Form;
use super::roles::{Frame, Role, RoleSet};
use super::trie::{Sym, Trie, bit};
use super::words::{Probe, Words};
use crate::segment::{Abbreviation, SplitWords};
use crate::text::{Span, fold};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A word of the vocabulary; 0 is every word that no file names.
pub type WordId = u32;
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
    pub prev: Vec<Neighbour>,
    pub next: Vec<Neighbour>,
    pub not_prev: Vec<Neighbour>,
    pub not_next: Vec<Neighbour>,
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
        [&self.prev, &self.next, &self.not_prev, &self.not_next].into_iter().flatten().filter_map(|n| if let Neighbour::Sym(s) = n { Some(*s) } else { None })
    }
}

/// What a gate asks of the word beside a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Neighbour {
    Sym(Sym),
    Any,
    Edge,
    Punct,
}

/// One term of a rule.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Term {
    pub rule: RuleId,
    /// As the file writes it.
    pub text: Str,
    pub weight: f32,
    pub polarity: Option<Polarity>,
    /// The plainer word, or the other side's.
    pub plain: Option<Str>,
}

/// How a cue word is used: its group of frames, how often it is a cue, its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CueWord {
    pub group: CueGroup,
    /// 0 is tier A of the lists, 3 tier D, 4 rare.
    pub tier: u8,
    pub form: Form,
    /// The word under which the file lists it.
    pub lemma: WordId,
}

/// Cues by the frames they take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum CueGroup {
    Say,
    Write,
    Judge,
    Ask,
    Think,
    Show,
    Seem,
    Act,
    Refer,
    Noun,
    Adjective,
}

/// What the lexicon knows of a word; one line of the processor's cache holds it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry {
    pub roles: RoleSet,
    pub frame: Frame,
    pub cue: CueUse,
    /// The filter bits of the word and of its symbols, as the trie asks for them.
    pub bits: u64,
    /// The filter bits of all nodes that a pattern beginning with the word reaches: where the next word has none of them, no pattern goes on.
    pub onward: u64,
    /// Whether the word alone is a pattern.
    pub ends: bool,
    pub(super) syms: Range,
    pub(super) roots: Range,
    pub(super) cues: Range,
}

/// What the readings of a word as a cue have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CueUse(u8);

impl CueUse {
    /// It may be a cue.
    pub const ANY: CueUse = CueUse(1);
    /// "said", "told": a past or present form that is hardly ever anything but a verb of saying.
    pub const PLAIN: CueUse = CueUse(2);
    /// A past or present form of a verb.
    pub const FINITE: CueUse = CueUse(4);
    /// It may be something else than a noun.
    pub const VERB: CueUse = CueUse(8);

    pub(super) fn bits(self) -> u8 {
        self.0
    }

    pub(super) fn of_bits(bits: u8) -> CueUse {
        CueUse(bits)
    }

    /// Whether this holds of the word.
    #[inline]
    pub fn is(self, what: CueUse) -> bool {
        self.0 & what.0 != 0
    }

    /// What holds of a word with these readings.
    pub fn of(readings: &[CueWord]) -> CueUse {
        let flag = |flag: CueUse, holds: bool| if holds { flag.0 } else { 0 };
        let verb = |c: &CueWord| c.group != CueGroup::Noun;
        let finite = |c: &CueWord| matches!(c.form, Form::Past | Form::S);
        CueUse(
            flag(CueUse::ANY, !readings.is_empty())
                | flag(CueUse::PLAIN, readings.iter().any(|c| c.group == CueGroup::Say && c.tier == 0 && finite(c)))
                | flag(CueUse::FINITE, readings.iter().any(|c| verb(c) && finite(c)))
                | flag(CueUse::VERB, readings.iter().any(verb)),
        )
    }
}

/// A node that a pattern beginning with some word reaches, with what a walk asks of it first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Root {
    /// The filter bits of its edges; 0 where no pattern goes on.
    pub bits: u64,
    pub node: u32,
    /// Whether a pattern ends here.
    pub ends: bool,
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

/// Symbols above this number are no words.
pub const FIRST_OTHER: Sym = 1 << 24;
/// Any number in digits.
pub const SYM_NUMBER: Sym = FIRST_OTHER;
/// A capitalised word that does not begin its sentence.
pub const SYM_NAME: Sym = FIRST_OTHER + 1;
/// Any word.
pub const SYM_ANY: Sym = FIRST_OTHER + 2;

/// All rules and words, ready to be looked up.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lexicon {
    pub families: Vec<Family>,
    pub rules: Vec<Rule>,
    pub terms: Vec<Term>,
    pub sources: BTreeMap<String, String>,
    /// The words of every list as written, by `file-id.list`.
    pub lists: BTreeMap<String, Vec<Str>>,
    /// Tables of trained weights, by path; read by the stages that use them.
    pub models: BTreeMap<String, String>,
    /// Rules that packs changed or disabled.
    #[serde(skip)]
    pub adjusted: Vec<Adjusted>,
    /// SHA-256 over all files, in hexadecimal.
    pub digest: String,
    pub(super) vocabulary: Words,
    #[serde(with = "super::flat")]
    pub(super) entries: Vec<Entry>,
    #[serde(with = "super::flat")]
    pub(super) syms: Vec<Sym>,
    #[serde(with = "super::flat")]
    pub(super) roots: Vec<Root>,
    pub(super) cues: Vec<CueWord>,
    pub(super) values: FxHashMap<WordId, f64>,
    pub(super) trie: Trie,
    /// Lists of phrases, by the number that the trie reports.
    pub(super) phrase_lists: FxHashMap<String, u16>,
    pub(super) detector_gates: std::ops::Range<u32>,
    pub(super) number_roots: Range,
    pub(super) name_roots: Range,
}

impl Lexicon {
    /// Fills in what follows from the other tables.
    pub(super) fn index(&mut self) {
        self.vocabulary.index();
        self.trie.index();
        for root in &mut self.roots {
            (root.bits, root.ends) = (self.trie.bits(root.node), !self.trie.outs(root.node).is_empty());
        }
        let mut at = [0; 3];
        for (id, entry) in self.entries.iter_mut().enumerate() {
            let ranges = [&mut entry.syms, &mut entry.roots, &mut entry.cues].into_iter().zip(&mut at);
            ranges.for_each(|(range, at)| range.from = std::mem::replace(at, *at + range.len as u32));
            let own = if id > 0 { bit(id as Sym) } else { 0 };
            entry.bits = entry.syms.slice(&self.syms).iter().fold(own | bit(SYM_ANY), |bits, &sym| bits | bit(sym));
            let roots = entry.roots.slice(&self.roots);
            entry.onward = roots.iter().fold(0, |bits, root| bits | root.bits);
            entry.ends = roots.iter().any(|root| root.ends);
        }
    }

    /// Begins to look up the words that stand in these places of a text; `word_id` ends it.
    #[inline]
    pub fn probe(&self, text: &str, words: impl Iterator<Item = Span>, into: &mut [Probe]) {
        self.vocabulary.probe(text, words, into)
    }

    /// The id of a word as the text writes it, 0 for one that no file names, and a hash of its folded form.
    #[inline]
    pub fn word_id(&self, word: &str, probe: Probe, buffer: &mut String) -> (WordId, u32) {
        self.vocabulary.id(word, probe, buffer)
    }

    /// What is known of a word.
    #[inline]
    pub fn entry(&self, id: WordId) -> &Entry {
        &self.entries[id as usize]
    }

    /// The roles of a word.
    #[inline]
    pub fn roles(&self, id: WordId) -> RoleSet {
        self.entries[id as usize].roles
    }

    /// Whether the word has the role.
    #[inline]
    pub fn is(&self, id: WordId, role: Role) -> bool {
        self.roles(id).has(role)
    }

    /// The number that the word stands for.
    pub fn value(&self, id: WordId) -> Option<f64> {
        self.values.get(&id).copied()
    }

    /// How the word is used as a cue, if it is one.
    #[inline]
    pub fn cues(&self, id: WordId) -> &[CueWord] {
        self.entry(id).cues.slice(&self.cues)
    }

    /// Wildcards and classes that the word belongs to, beside itself.
    #[inline]
    pub fn syms(&self, id: WordId) -> &[Sym] {
        self.entry(id).syms.slice(&self.syms)
    }

    /// Nodes that a pattern beginning with this word reaches.
    #[inline]
    pub fn roots(&self, id: WordId) -> &[Root] {
        self.entry(id).roots.slice(&self.roots)
    }

    /// The id of a word that code must know by name, such as "by"; 0 if no file names it.
    pub fn id_of(&self, word: &str) -> WordId {
        self.vocabulary.named(word)
    }

    /// The trie of all patterns.
    #[inline]
    pub fn trie(&self) -> &Trie {
        &self.trie
    }

    /// The number of the list whose phrases the trie reports, if it has phrases.
    pub fn phrase_list(&self, id: &str) -> Option<u16> {
        self.phrase_lists.get(id).copied()
    }

    /// Whether the gate belongs to a rule with a detector, which asks for it after the walk.
    pub fn is_detector_gate(&self, gate: u32) -> bool {
        self.detector_gates.contains(&gate)
    }

    /// Nodes that a pattern beginning with a number, or with a name, reaches.
    pub fn shape_roots(&self, number: bool) -> &[Root] {
        if number { self.number_roots } else { self.name_roots }.slice(&self.roots)
    }

    /// The family of a rule.
    pub fn family(&self, rule: RuleId) -> &Family {
        &self.families[self.rules[rule as usize].family as usize]
    }

    /// Why marks of the rule are shown and not counted, by its own file or its family's; `None` where they count.
    pub fn uncounted(&self, rule: RuleId) -> Option<&str> {
        self.rules[rule as usize].uncounted.as_deref().or(self.family(rule).uncounted.as_deref())
    }

    /// Title and reason of every family, and of every rule by itself, whose marks are shown and not counted.
    pub fn all_uncounted(&self) -> impl Iterator<Item = (&str, &str)> {
        let families = self.families.iter().map(|f| (f.title.as_str(), f.uncounted.as_deref()));
        let rules = self.rules.iter().map(|r| (r.title.as_str(), r.uncounted.as_deref()));
        families.chain(rules).filter_map(|(title, reason)| Some((title, reason?)))
    }

    /// The rule with this id.
    pub fn rule(&self, id: &str) -> Option<RuleId> {
        self.rules.iter().position(|r| r.id == id).map(|i| i as RuleId)
    }

    /// The rules that carry this detector.
    pub fn detectors<'a>(&'a self, name: &'a str) -> impl Iterator<Item = RuleId> + 'a {
        self.rules.iter().enumerate().filter(move |(_, r)| r.detector.as_deref() == Some(name)).map(|(i, _)| i as RuleId)
    }

    /// All words and wildcards with their ids.
    pub fn words(&self) -> impl Iterator<Item = (&str, WordId)> {
        (1..self.vocabulary.count() as WordId).map(|id| (self.vocabulary.name(id), id))
    }

    /// Words in the vocabulary, wildcards and the unknown word included.
    pub fn vocabulary_size(&self) -> usize {
        self.vocabulary.count()
    }

    /// The words that segmentation asks for: abbreviations, sentence starters, verbs of saying, page furniture.
    pub fn split_words(&self) -> SplitWords {
        let list = |name: &str| self.lists.get(name).map_or(&[][..], Vec::as_slice);
        let folded = |w: &Str| {
            let mut f = String::new();
            fold(w, &mut f);
            f
        };
        let mut out = SplitWords::default();
        // as written, and a later list wins: "Miss." is a title before it is a state
        const KINDS: [(&str, Abbreviation); 7] = [
            ("organisation", Abbreviation::Open),
            ("general", Abbreviation::Open),
            ("state", Abbreviation::Open),
            ("month", Abbreviation::BeforeNumber),
            ("unit", Abbreviation::BeforeNumber),
            ("title", Abbreviation::Title),
            ("lead", Abbreviation::Title),
        ];
        for (name, kind) in KINDS {
            out.abbreviations.extend(list(&format!("abbreviation.words.{name}")).iter().map(|w| (w.to_string(), kind)));
        }
        for name in ["number.words.month", "number.words.weekday", "abbreviation.words.month"] {
            out.calendar.extend(list(name).iter().map(folded));
        }
        for name in [
            "function.words.determiner",
            "function.words.preposition",
            "function.words.conjunction",
            "function.words.wh",
            "function.words.adverb",
            "function.words.auxiliary",
            "pronoun.words.subject",
            "pronoun.words.possessive",
            "pronoun.words.demonstrative",
            "pronoun.words.indefinite",
            "pronoun.words.reflexive",
        ] {
            out.starters.extend(list(name).iter().map(folded));
        }
        out.saying = self.words().filter(|(_, id)| self.is(*id, Role::CueSay)).map(|(word, _)| word.to_string()).collect();
        out.bylines = list("furniture.words.byline").iter().map(folded).collect();
        out.captions = list("furniture.words.caption").iter().map(folded).collect();
        out.furniture_line = list("furniture.words.line").iter().map(folded).collect();
        out.furniture_anywhere = list("furniture.words.anywhere").iter().map(folded).collect();
        out
    }
}
