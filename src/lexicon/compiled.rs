//! The lexicon as the stages see it: all rules and words, ready to be looked up.

use super::entry::{CueWord, Entry, Places, Root, Traits, TraitsId, WORD_BITS, WordId};
use super::flat::{Range, Str};
use super::model::{Adjusted, Family, Rule, RuleId, Term};
use super::roles::{Role, RoleSet};
use super::trie::{SYM_ANY, SYM_NAME, SYM_NUMBER, Sym, Trie, bit};
use super::words::{Probe, Words};
use super::written::Written;
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All rules and words, ready to be looked up.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lexicon {
    pub families: Vec<Family>,
    pub rules: Vec<Rule>,
    #[serde(with = "super::columns")]
    pub terms: Vec<Term>,
    pub sources: BTreeMap<String, String>,
    /// The words of every list as written, by `file-id.list`; the built-in lexicon, compiled before it starts, has those that segmentation asks for.
    #[serde(serialize_with = "super::splitting::lists")]
    pub lists: BTreeMap<String, Vec<Str>>,
    /// Tables of trained weights, by path; read by the stages that use them.
    pub models: BTreeMap<String, String>,
    /// Rules that packs changed or disabled.
    #[serde(skip)]
    pub adjusted: Vec<Adjusted>,
    /// SHA-256 over all files, in hexadecimal.
    pub digest: String,
    pub(super) vocabulary: Words,
    /// What a text asks of words, by their ids; made when they are indexed.
    #[serde(skip)]
    pub(super) entries: Vec<Entry>,
    /// The kind of each word, by its id.
    #[serde(with = "super::flat")]
    pub(super) kinds: Vec<TraitsId>,
    /// The first wildcard; those behind it are wildcards too.
    pub(super) first_wild: WordId,
    /// The traits of all kinds, and behind them of words that no file names: of those that fit no wildcard, and of those of each wildcard. Made when words are indexed.
    #[serde(skip)]
    pub(super) tagged: Vec<Traits>,
    #[serde(with = "super::flat")]
    pub(super) traits: Vec<Traits>,
    #[serde(with = "super::flat")]
    pub(super) places: Vec<Places>,
    #[serde(with = "super::flat")]
    pub(super) syms: Vec<Sym>,
    #[serde(with = "super::flat")]
    pub(super) roots: Vec<Root>,
    pub(super) cues: Vec<CueWord>,
    pub(super) values: BTreeMap<WordId, f64>,
    /// Left out where it is to be made of what is written.
    pub(super) trie: Trie,
    /// Left out where the trie is there.
    pub(super) written: Written,
    /// Lists of phrases, by the number that the trie reports.
    pub(super) phrase_lists: BTreeMap<String, u16>,
    pub(super) detector_gates: std::ops::Range<u32>,
    pub(super) number_roots: Range,
    pub(super) name_roots: Range,
}

impl Lexicon {
    /// Leaves out the trie, and keeps its patterns as they are written; or the other way.
    pub(super) fn keep(&mut self, written: bool) {
        if written {
            self.trie = Trie::default();
            self.roots.clear();
            self.places.iter_mut().for_each(|places| places.roots = Range::default());
        } else {
            self.written = Written::default();
        }
    }

    /// Says where the ranges of all words begin, and makes the trie where it was left out; `None` where its patterns name what is not there.
    pub(super) fn complete(&mut self) -> Option<()> {
        self.index_words();
        let mut at = [0; 3];
        for places in &mut self.places {
            let ranges = [&mut places.syms, &mut places.roots, &mut places.cues].into_iter().zip(&mut at);
            ranges.for_each(|(range, at)| range.from = std::mem::replace(at, *at + range.len as u32));
        }
        if self.trie.is_empty() {
            self.trie = std::mem::take(&mut self.written).trie(&self.terms, &self.vocabulary)?;
            self.find_roots();
        }
        self.index();
        Some(())
    }

    /// Makes the words ready to be looked up.
    pub(super) fn index_words(&mut self) {
        let kept = |id: WordId| {
            let wildcard = (id + 1).saturating_sub(self.first_wild);
            let named = id != 0 && wildcard == 0;
            if named { u32::from(self.kinds[id as usize]) << WORD_BITS | id } else { (self.traits.len() as u32 + wildcard) << WORD_BITS }
        };
        let entry = |(id, key)| Entry { key, kept: kept(id), ..Entry::default() };
        self.entries = (0..).zip(self.vocabulary.index()).map(entry).collect();
        let unnamed = [0].into_iter().chain(self.first_wild..self.kinds.len() as WordId);
        self.tagged = self.traits.iter().copied().chain(unnamed.map(|id| self.traits[self.kinds[id as usize] as usize])).collect();
    }

    /// Finds the nodes that patterns beginning with each word reach.
    pub(super) fn find_roots(&mut self) {
        let root = |sym: Sym| self.trie.first(sym).map(|node| Root { node, ..Root::default() });
        let mut roots = Vec::new();
        for (id, places) in self.places.iter_mut().enumerate() {
            let own = (id > 0).then_some(id as Sym);
            let syms = places.syms.slice(&self.syms).iter().copied();
            places.roots = Range::of(&mut roots, own.into_iter().chain(syms).filter_map(root));
        }
        [self.number_roots, self.name_roots] = [SYM_NUMBER, SYM_NAME].map(|sym| Range::of(&mut roots, root(sym)));
        self.roots = roots;
    }

    /// Fills in what follows from the other tables.
    pub(super) fn index(&mut self) {
        self.trie.index();
        self.rules.iter_mut().for_each(|rule| rule.gates.index());
        for root in &mut self.roots {
            (root.edges, root.ends) = (self.trie.edges(root.node), !self.trie.outs(root.node).is_empty());
        }
        // a word that only begins patterns is asked for by no filter
        let mut asked = vec![false; self.entries.len()];
        let beside = self.rules.iter().flat_map(|rule| rule.gates.syms());
        self.trie.later().chain(beside).for_each(|sym| {
            if let Some(asked) = asked.get_mut(sym as usize) {
                *asked = true;
            }
        });
        for (id, (entry, places)) in self.entries.iter_mut().zip(&self.places).enumerate() {
            let own = if asked[id] { bit(id as Sym) } else { 0 };
            entry.bits = places.syms.slice(&self.syms).iter().fold(own | bit(SYM_ANY), |bits, &sym| bits | bit(sym));
            (entry.onward, entry.ends) = onward(places.roots.slice(&self.roots));
        }
    }

    /// Begins to look up the words that stand in these places of a text; `word_id` ends it.
    ///
    /// Step by step, each with one load a word and none that waits for a branch, so that the loads of many words are under way at once: the tables
    /// are larger than the nearest caches.
    #[inline]
    pub fn probe(&self, text: &str, words: impl Iterator<Item = Span>, into: &mut [Probe]) {
        self.vocabulary.probe(text, words, into);
        into.iter_mut().for_each(|probe| probe.met = self.entries[probe.first as usize].key == probe.key);
    }

    /// The id of the word that stands here as the text writes it, 0 for one that no file names, and a hash of its folded form.
    #[inline]
    pub fn word_id(&self, text: &str, word: Span, probe: Probe, buffer: &mut String) -> (WordId, u32) {
        self.vocabulary.id(text, word, probe, buffer, |id| self.entries[id as usize].key)
    }

    /// What is known of a word.
    #[inline]
    pub fn entry(&self, id: WordId) -> &Entry {
        &self.entries[id as usize]
    }

    /// The traits of this number.
    #[inline]
    pub fn tagged(&self, tag: u32) -> &Traits {
        &self.tagged[tag as usize]
    }

    /// The traits of all kinds and of words that no file names, by their tags.
    pub fn all_tagged(&self) -> &[Traits] {
        &self.tagged
    }

    /// The wildcard of a tag, 0 for a word that fits none; `None` for a word that files name.
    #[inline]
    pub fn unnamed(&self, tag: u32) -> Option<WordId> {
        let wildcard = tag.checked_sub(self.traits.len() as u32)?;
        Some(if wildcard == 0 { 0 } else { self.first_wild + wildcard - 1 })
    }

    /// What the word has in common with others of its kind.
    #[inline]
    pub fn traits(&self, id: WordId) -> &Traits {
        &self.traits[self.kinds[id as usize] as usize]
    }

    /// The roles of a word.
    #[inline]
    pub fn roles(&self, id: WordId) -> RoleSet {
        self.traits(id).roles
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
        self.places[id as usize].cues.slice(&self.cues)
    }

    /// Wildcards and classes that the word belongs to, beside itself.
    #[inline]
    pub fn syms(&self, id: WordId) -> &[Sym] {
        self.places[id as usize].syms.slice(&self.syms)
    }

    /// Nodes that a pattern beginning with this word reaches.
    #[inline]
    pub fn roots(&self, id: WordId) -> &[Root] {
        self.places[id as usize].roots.slice(&self.roots)
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
}

/// The filter bits of all that these nodes lead to, and whether a pattern ends at one of them.
pub fn onward(roots: &[Root]) -> (u64, bool) {
    roots.iter().fold((0, false), |(bits, ends), root| (bits | root.edges.bits, ends | root.ends))
}
