//! Compiles parsed files into the lexicon: words to ids, patterns to the trie, gates to numbers.

use super::check::{self, Files, line_of};
use super::compiled::Lexicon;
use super::entry::*;
use super::file::SourceFile;
use super::flat::Range;
use super::inflect;
use super::model::*;
use super::pattern::{Choice, Element};
use super::roles::{Frame, ROLES};
use super::trie::{Growing, Out, SYM_ANY, SYM_NAME, SYM_NUMBER, Sym};
use super::words::Words;
use super::written::Written;
use crate::error::{Fault, Faults};
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Places of a pattern, at most, and ways in which it can be written.
const LONGEST: usize = 64;
const MOST_WAYS: usize = 100_000;

/// Builds the lexicon of these files.
///
/// # Errors
/// All faults of all files, sorted by file and line; of files that are too large, only that.
pub fn build(files: &[SourceFile]) -> Result<Lexicon, Faults> {
    let mut faults = Vec::new();
    let parsed = check::read(files, &mut faults);
    check::size(files, &parsed)?;
    check::check(&parsed, &mut faults);
    let mut lexicon = Builder::new(&parsed).build(&mut faults, digest(files));
    lexicon.models = files.iter().filter(|f| f.path.ends_with(".tsv")).map(|f| (f.path.clone(), f.text.clone())).collect();
    faults.sort();
    faults.dedup();
    if faults.is_empty() { Ok(lexicon) } else { Err(Faults(faults)) }
}

/// SHA-256 over paths and texts; line ends count as one.
fn digest(files: &[SourceFile]) -> String {
    let mut sorted: Vec<&SourceFile> = files.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let mut hash = Sha256::new();
    for f in sorted {
        hash.update(f.path.as_bytes());
        hash.update([0]);
        hash.update(f.text.replace("\r\n", "\n").as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

pub(super) struct Builder<'f> {
    pub(super) files: &'f Files,
    pub(super) vocabulary: FxHashMap<Box<str>, WordId>,
    pub(super) entries: Vec<EntryDraft>,
    pub(super) cues: FxHashMap<WordId, Vec<CueWord>>,
    pub(super) values: BTreeMap<WordId, f64>,
    /// Wildcards and classes by name, and the symbol of each.
    pub(super) others: BTreeMap<String, Sym>,
    pub(super) trie: Growing,
    pub(super) written: Written,
    pub(super) terms: Vec<Term>,
    pub(super) gates: u32,
    /// Gates below this number belong to rules with detectors.
    pub(super) detector_gates: u32,
    pub(super) phrase_lists: Vec<String>,
    /// The first of the wildcards' own words, behind all others.
    first_wild: WordId,
}

#[derive(Default)]
pub(super) struct EntryDraft {
    pub(super) roles: super::RoleSet,
    pub(super) frame: Frame,
    pub(super) syms: BTreeSet<Sym>,
}

impl<'f> Builder<'f> {
    fn new(files: &'f Files) -> Builder<'f> {
        Builder {
            files,
            vocabulary: FxHashMap::default(),
            entries: vec![EntryDraft::default()],
            cues: FxHashMap::default(),
            values: BTreeMap::new(),
            others: BTreeMap::new(),
            trie: Growing::new(),
            written: Written::default(),
            terms: Vec::new(),
            gates: 0,
            detector_gates: 0,
            phrase_lists: Vec::new(),
            first_wild: 0,
        }
    }

    fn build(mut self, faults: &mut Vec<Fault>, digest: String) -> Lexicon {
        let files = self.files;
        files.lists.iter().for_each(|f| self.list(f, faults));
        for &(role, names) in ROLES {
            for name in names.iter().filter(|n| !self.has_list(n)) {
                faults.push(Fault {
                    file: "en/".into(),
                    line: 0,
                    what: format!("the code asks for the word list \"{name}\" ({role:?}), and no file has it"),
                    cure: "Add the list.".into(),
                });
            }
        }
        let families = self.families();
        let rules = self.rules(&families, faults);
        self.wildcards();
        self.duplicates(&rules, faults);
        self.finish(families, rules, digest, faults)
    }

    fn has_list(&self, name: &str) -> bool {
        self.files.lists.iter().any(|f| {
            name == f.value.id || name.strip_prefix(f.value.id.as_str()).and_then(|k| k.strip_prefix('.')).is_some_and(|k| f.value.lists.contains_key(k))
        })
    }

    pub(super) fn word(&mut self, folded: &str) -> WordId {
        if let Some(&id) = self.vocabulary.get(folded) {
            return id;
        }
        let id = self.entries.len() as WordId;
        self.vocabulary.insert(folded.into(), id);
        self.entries.push(EntryDraft::default());
        id
    }

    pub(super) fn other(&mut self, name: String) -> Sym {
        let next = SYM_ANY + 1 + self.others.len() as Sym;
        *self.others.entry(name).or_insert(next)
    }

    pub(super) fn add(&mut self, pattern: &[Element], out: Out, path: &str, text: &str, faults: &mut Vec<Fault>) {
        let places: Vec<Vec<Sym>> = pattern.iter().map(|e| e.iter().flat_map(|c| self.syms(c, path, text, faults)).collect()).collect();
        let ways = places.iter().fold(1usize, |n, place| n.saturating_mul(place.len()));
        if ways > MOST_WAYS || places.len() > LONGEST {
            let what = format!("a pattern of {} places can be written in {ways} ways; at most {LONGEST} places and {MOST_WAYS} ways are allowed", places.len());
            return faults.push(Fault { file: path.into(), line: 0, what, cure: "Cut it into several terms, or use a word class.".into() });
        }
        self.trie.add(&places, out);
    }

    pub(super) fn syms(&mut self, choice: &Choice, path: &str, text: &str, faults: &mut Vec<Fault>) -> Vec<Sym> {
        match choice {
            Choice::Word(w, None) => vec![self.word(w)],
            Choice::Word(w, Some(how)) => inflect::forms(w, *how, &self.files.inflection).into_iter().map(|(f, _)| self.word(&f)).collect(),
            Choice::Prefix(p) => vec![self.other(format!("{p}*"))],
            Choice::Suffix(s) => vec![self.other(format!("*{s}"))],
            Choice::Number => vec![SYM_NUMBER],
            Choice::Name => vec![SYM_NAME],
            Choice::Any => vec![SYM_ANY],
            Choice::Class(name) => {
                let full = if self.has_list(&format!("class.{name}")) { format!("class.{name}") } else { name.clone() };
                if !self.has_list(&full) {
                    faults.push(Fault {
                        file: path.into(),
                        line: line_of(text, &format!("<{name}")),
                        what: format!("there is no word class <{name}>"),
                        cure: "Write en/class/<name>.toml, or correct the name.".into(),
                    });
                }
                vec![self.other(format!("<{full}>"))]
            }
            Choice::Start | Choice::End | Choice::Punct => {
                faults.push(Fault {
                    file: path.into(),
                    line: 0,
                    what: "<start>, <end> and <punct> stand in a term".into(),
                    cure: "They belong to prev, next, not_prev and not_next only.".into(),
                });
                Vec::new()
            }
        }
    }

    /// Gives every known word the wildcards that it matches, and every wildcard a word of its own for unknown ones.
    fn wildcards(&mut self) {
        let stars: Vec<(String, Sym)> = self.others.iter().filter(|(n, _)| n.contains('*')).map(|(n, &s)| (n.clone(), s)).collect();
        self.first_wild = self.entries.len() as WordId;
        for (star, _) in &stars {
            // the wildcard's own entry, under a name that no word can have
            self.word(star);
        }
        let words: Vec<(Box<[u8]>, WordId)> = self.vocabulary.iter().map(|(w, &id)| (w.as_bytes().into(), id)).collect();
        for (word, id) in words {
            for (star, sym) in &stars {
                let word: &[u8] = if word.len() > 1 && (word[0] == b'*' || word[word.len() - 1] == b'*') { strip_star(&word) } else { &word };
                let matches = match star.strip_suffix('*') {
                    Some(prefix) => word.starts_with(prefix.as_bytes()),
                    None => word.ends_with(&star.as_bytes()[1..]),
                };
                if matches {
                    self.entries[id as usize].syms.insert(*sym);
                }
            }
        }
    }

    fn finish(self, families: Vec<Family>, rules: Vec<Rule>, digest: String, faults: &mut Vec<Fault>) -> Lexicon {
        let used: FxHashSet<Sym> = self.trie.syms().chain(rules.iter().flat_map(|r| r.gates.syms())).collect();
        let trie = self.trie.finish();
        let (mut syms, mut cues, mut traits) = (Vec::new(), Vec::new(), TraitsTable::default());
        let entry = |(id, e): (usize, &EntryDraft)| {
            let readings = self.cues.get(&(id as WordId)).map_or(&[][..], Vec::as_slice);
            let known = e.syms.iter().copied().filter(|s| used.contains(s));
            let kind = traits.id(Traits { roles: e.roles, frame: e.frame, cue: CueUse::of(readings) });
            (kind, Places { syms: Range::of(&mut syms, known), cues: Range::of(&mut cues, readings.iter().copied()), ..Places::default() })
        };
        let (kinds, places) = self.entries.iter().enumerate().map(entry).unzip();
        let (tags, words) = (traits.table.len() + 1 + self.entries.len() - self.first_wild as usize, self.entries.len());
        let (most_tags, most_words) = (1 << (u32::BITS - WORD_BITS), 1 << WORD_BITS);
        if tags > most_tags || words > most_words {
            faults.push(Fault {
                file: "en/".into(),
                line: 0,
                what: format!("the files name {words} words in {tags} kinds, and a text can tell {most_words} apart, in {most_tags} kinds"),
                cure: "Put words that are used alike into the same lists, and leave out forms that no text has.".into(),
            });
        }
        let mut others: Vec<(&String, Sym)> = self.others.iter().map(|(name, &sym)| (name, sym)).collect();
        others.sort_unstable_by_key(|o| o.1);
        let others = others.into_iter().map(|o| o.0.clone().into()).collect();
        let mut words: Vec<(&str, WordId)> = self.vocabulary.iter().map(|(w, &id)| (w.as_ref(), id)).collect();
        words.sort_unstable_by_key(|w| w.1);
        let vocabulary = Words::new(std::iter::once("").chain(words.iter().map(|w| w.0)));
        let mut lexicon = Lexicon {
            sources: self.files.sources.iter().map(|(k, v)| (k.clone(), v.cite.clone())).collect(),
            lists: self
                .files
                .lists
                .iter()
                .flat_map(|f| f.value.lists.iter().map(|(k, v)| (format!("{}.{k}", f.value.id), v.iter().cloned().map(Into::into).collect())))
                .collect(),
            models: BTreeMap::new(),
            adjusted: Vec::new(),
            digest,
            entries: Vec::new(),
            kinds,
            first_wild: self.first_wild,
            tagged: Vec::new(),
            traits: traits.table,
            places,
            detector_gates: 0..self.detector_gates,
            syms,
            roots: Vec::new(),
            cues,
            number_roots: Range::default(),
            name_roots: Range::default(),
            families,
            rules,
            terms: self.terms,
            vocabulary,
            values: self.values,
            trie,
            written: self.written.with(others, self.files.inflection.clone()),
            phrase_lists: self.phrase_lists.into_iter().zip(0..).collect(),
        };
        lexicon.index_words();
        lexicon.find_roots();
        lexicon.index();
        lexicon
    }
}

/// The traits of all words, each once.
struct TraitsTable {
    table: Vec<Traits>,
    ids: FxHashMap<Traits, TraitsId>,
}

impl Default for TraitsTable {
    fn default() -> TraitsTable {
        TraitsTable { table: vec![Traits::default()], ids: FxHashMap::from_iter([(Traits::default(), 0)]) }
    }
}

impl TraitsTable {
    fn id(&mut self, traits: Traits) -> TraitsId {
        *self.ids.entry(traits).or_insert_with(|| {
            self.table.push(traits);
            (self.table.len() - 1) as TraitsId
        })
    }
}

fn strip_star(word: &[u8]) -> &[u8] {
    if word[0] == b'*' { &word[1..] } else { &word[..word.len() - 1] }
}
