//! Merges the names of all documents into actors: by manifest, by definition, by spelling, by surname; never in chains.

use super::facts::{Facts, Register};
use super::keys::name_key;
use super::names::{self, Declared, DocumentNames, Form, Found, Sort};
use super::view::{View, Views};
use crate::extract::Corpus;
use crate::lexicon::Lexicon;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// A place where an actor is named.
#[derive(Clone, Copy, Debug)]
pub struct Mention {
    pub actor: u32,
    pub tokens: (u32, u32),
    pub sentence: u32,
    /// A preposition of place stands before it.
    pub placed: bool,
}

/// Somebody or something named in the corpus.
#[derive(Clone, Debug)]
pub struct Member {
    pub key: String,
    pub form: Form,
    pub sort: Sort,
    /// How the documents write it, most frequent first.
    pub surfaces: Vec<String>,
    /// The name that the manifest gives.
    pub declared: Option<String>,
    pub mentions: u64,
}

/// All actors of a corpus, and where each document names them.
#[derive(Debug, Default)]
pub struct Cast {
    pub members: Arc<Vec<Member>>,
    /// For each document, in order of place.
    pub mentions: Vec<Vec<Mention>>,
}

/// From this share of its mentions after a preposition of place on, a name is taken for a place.
const PLACED: f64 = 0.5;

/// Finds and merges the actors of a corpus.
pub fn cast(views: &Views, corpus: &Corpus, lexicon: &Lexicon) -> Cast {
    let (declared, titles) = declared(corpus);
    let mut facts = Facts::default();
    let mut found: Vec<DocumentNames> = (0..views.len())
        .map(|d| {
            let names = views.at(d, |view| names::names(view, &declared));
            facts.see(&names);
            // what the facts have taken over is larger than the names
            let mut found = names.found;
            found.shrink_to_fit();
            DocumentNames { found, ..DocumentNames::default() }
        })
        .collect();
    let register = Register::new(facts, lexicon);
    let mut drafts = Drafts::default();
    for (number, names) in found.iter_mut().enumerate() {
        register.settle(names);
        drafts.see(&register, names, number);
    }
    let (members, numbers) = drafts.members(&titles);
    Cast { mentions: found.iter().map(|names| mentions(&register, &numbers, names)).collect(), members: Arc::new(members) }
}

/// The actors of a corpus of which each document is looked at by itself.
pub struct Company {
    register: Register,
    numbers: FxHashMap<String, u32>,
    members: Arc<Vec<Member>>,
}

impl Company {
    /// The actors that all documents together name.
    pub fn new<D: Ord + Clone>(register: Register, drafts: Drafts<D>) -> Company {
        let (members, numbers) = drafts.members(&FxHashMap::default());
        Company { register, numbers, members: Arc::new(members) }
    }

    /// The cast of one document.
    pub fn of(&self, view: &View) -> Cast {
        let mut names = names::names(view, &Declared::default());
        self.register.settle(&mut names);
        Cast { mentions: vec![mentions(&self.register, &self.numbers, &names)], members: self.members.clone() }
    }
}

fn mentions(register: &Register, numbers: &FxHashMap<String, u32>, names: &DocumentNames) -> Vec<Mention> {
    let mention = |(f, key): (&Found, &str)| Mention { actor: numbers[key], tokens: f.tokens, sentence: f.sentence, placed: f.placed };
    names.found.iter().zip(register.keys(names)).map(mention).collect()
}

/// The words of all declared names, and the title of each declared actor by its key.
fn declared(corpus: &Corpus) -> (Declared, FxHashMap<String, String>) {
    let (mut words, mut titles) = (Declared::default(), FxHashMap::default());
    for actor in &corpus.actors {
        let key = name_key(&actor.name);
        titles.insert(key.clone(), actor.name.clone());
        for name in std::iter::once(&actor.name).chain(&actor.aliases) {
            let parts: Vec<String> = parts(name);
            if let Some(first) = parts.first() {
                words.entry(first.clone()).or_default().push((parts.clone(), key.clone()));
            }
        }
    }
    (words, titles)
}

/// The words of a declared name, cut as the documents' words are.
fn parts(name: &str) -> Vec<String> {
    let tokens = crate::segment::words::tokens(name);
    tokens.iter().filter(|t| t.counts()).map(|t| name_key(t.span().of(name))).filter(|w| !w.is_empty()).collect()
}

/// An actor while its mentions are counted.
#[derive(Serialize, Deserialize)]
struct Draft<D> {
    /// Where it is named first.
    first: (D, u32),
    forms: BTreeMap<Form, u64>,
    sorts: BTreeMap<Sort, u64>,
    surfaces: BTreeMap<String, u64>,
    mentions: u64,
    placed: u64,
}

/// The actors of some documents, by their keys. `D` puts documents in their order.
#[derive(Serialize, Deserialize)]
pub struct Drafts<D>(FxHashMap<String, Draft<D>>);

impl<D> Default for Drafts<D> {
    fn default() -> Self {
        Drafts(FxHashMap::default())
    }
}

impl<D: Ord + Clone> Drafts<D> {
    /// Counts the names of a document, settled before.
    pub fn see(&mut self, register: &Register, names: &DocumentNames, document: D) {
        for ((n, f), key) in names.found.iter().enumerate().zip(register.keys(names)) {
            let first = (document.clone(), n as u32);
            match self.0.get_mut(key) {
                Some(draft) => draft.see(f, first),
                None => self.0.entry(key.to_string()).or_insert_with(|| Draft::new(first.clone())).see(f, first),
            }
        }
    }

    /// Adds what other documents name.
    pub fn join(&mut self, other: Drafts<D>) {
        for (key, theirs) in other.0 {
            match self.0.entry(key) {
                Entry::Occupied(mut mine) => mine.get_mut().join(theirs),
                Entry::Vacant(place) => {
                    place.insert(theirs);
                }
            }
        }
    }

    /// The actors in the order in which they are named first, and the number of each key.
    fn members(self, titles: &FxHashMap<String, String>) -> (Vec<Member>, FxHashMap<String, u32>) {
        let mut all: Vec<(String, Draft<D>)> = self.0.into_iter().collect();
        all.sort_by(|a, b| a.1.first.cmp(&b.1.first));
        let numbers = all.iter().enumerate().map(|(n, (key, _))| (key.clone(), n as u32)).collect();
        (all.into_iter().map(|(key, draft)| draft.member(key, titles)).collect(), numbers)
    }
}

fn join<K: Ord>(mine: &mut BTreeMap<K, u64>, theirs: BTreeMap<K, u64>) {
    theirs.into_iter().for_each(|(key, n)| *mine.entry(key).or_default() += n);
}

impl<D: Ord> Draft<D> {
    fn new(first: (D, u32)) -> Draft<D> {
        Draft { first, forms: BTreeMap::new(), sorts: BTreeMap::new(), surfaces: BTreeMap::new(), mentions: 0, placed: 0 }
    }

    fn see(&mut self, f: &Found, at: (D, u32)) {
        if at < self.first {
            self.first = at;
        }
        self.mentions += 1;
        self.placed += f.placed as u64;
        *self.forms.entry(f.form).or_default() += 1;
        *self.sorts.entry(f.sort).or_default() += 1;
        *self.surfaces.entry(f.surface.clone()).or_default() += 1;
    }

    fn join(&mut self, other: Draft<D>) {
        if other.first < self.first {
            self.first = other.first;
        }
        self.mentions += other.mentions;
        self.placed += other.placed;
        join(&mut self.forms, other.forms);
        join(&mut self.sorts, other.sorts);
        join(&mut self.surfaces, other.surfaces);
    }

    fn member(self, key: String, titles: &FxHashMap<String, String>) -> Member {
        let most = |m: &BTreeMap<Sort, u64>| m.iter().max_by_key(|(s, n)| (**n, std::cmp::Reverse(**s))).map_or(Sort::Other, |(s, _)| *s);
        let form = self.forms.keys().next().copied().unwrap_or(Form::Proper);
        let mut sort = most(&self.sorts);
        if form == Form::Proper && sort == Sort::Other && self.mentions >= 2 && self.placed as f64 >= PLACED * self.mentions as f64 {
            sort = Sort::Place;
        }
        let mut surfaces: Vec<(String, u64)> = self.surfaces.into_iter().collect();
        surfaces.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let surfaces = surfaces.into_iter().map(|s| s.0).collect();
        Member { declared: titles.get(&key).cloned(), key, form, sort, surfaces, mentions: self.mentions }
    }
}

impl Member {
    /// The name that a report prints.
    pub fn label(&self) -> String {
        match (&self.declared, self.form) {
            (Some(name), _) => name.clone(),
            (None, Form::Group) => format!("the {}", self.surfaces[0]),
            (None, _) => self.surfaces.iter().take(4).max_by_key(|s| s.len().min(60)).cloned().unwrap_or_else(|| self.key.clone()),
        }
    }

    /// Whether it is a name of its own, neither a place nor a common noun.
    pub fn is_name(&self) -> bool {
        self.form != Form::Group && !matches!(self.sort, Sort::Place | Sort::Verdict)
    }

    /// Whether it may be praised: places and whole nations are no side.
    pub fn can_be_praised(&self) -> bool {
        !matches!(self.sort, Sort::Place | Sort::Folk)
    }
}
