//! Merges the names of all documents into actors: by manifest, by definition, by spelling, by surname; never in chains.

use super::keys::name_key;
use super::merge::Merge;
use super::names::{self, Declared, DocumentNames, Form, Found, Sort};
use super::view::View;
use crate::extract::Corpus;
use crate::lexicon::{Lexicon, Role};
use crate::segment::Kind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

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
    pub members: Vec<Member>,
    /// For each document, in order of place.
    pub mentions: Vec<Vec<Mention>>,
}

/// From this share of its mentions after a preposition of place on, a name is taken for a place.
const PLACED: f64 = 0.5;

/// Finds and merges the actors of a corpus.
pub fn cast(views: &[View], corpus: &Corpus, lexicon: &Lexicon) -> Cast {
    let (declared, titles) = declared(corpus);
    let mut found: Vec<DocumentNames> = views.iter().map(|v| names::names(v, &declared)).collect();
    drop_unproved(&mut found, views);
    let merge = Merge::new(&found, lexicon);
    let mut cast = Cast::default();
    let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
    let mut drafts: Vec<Draft> = Vec::new();
    for (view, document) in views.iter().zip(&found) {
        let local = merge.local(document);
        let mentions = document.found.iter().map(|f| {
            let key = local.get(f.key.as_str()).copied().unwrap_or_else(|| merge.canonical(&f.key));
            let next = drafts.len() as u32;
            let actor = *numbers.entry(key.to_string()).or_insert(next);
            if actor == next {
                drafts.push(Draft { key: key.to_string(), ..Draft::default() });
            }
            drafts[actor as usize].see(view, f);
            Mention { actor, tokens: f.tokens, sentence: f.sentence, placed: f.placed }
        });
        cast.mentions.push(mentions.collect());
    }
    cast.members = drafts.into_iter().map(|d| d.member(&titles)).collect();
    cast
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

/// Drops names that only the beginning of a sentence or a title capitalises.
fn drop_unproved(found: &mut [DocumentNames], views: &[View]) {
    let proved: FxHashSet<String> = found.iter().flat_map(|d| &d.found).filter(|f| !f.initial && f.form != Form::Group).map(|f| f.key.clone()).collect();
    let mut initial: FxHashMap<String, u32> = FxHashMap::default();
    found.iter().flat_map(|d| &d.found).filter(|f| f.initial).for_each(|f| *initial.entry(f.key.clone()).or_default() += 1);
    // a name acts or owns; an adjective at the head of a sentence has its noun behind it
    let mut acting: FxHashSet<String> = FxHashSet::default();
    for (document, view) in found.iter().zip(views) {
        let acts = |f: &&Found| {
            let next = f.tokens.1 as usize;
            next < view.reading.text.tokens.len()
                && (view.possessive(next) || view.word(next) == "," || view.is_any(next, &[Role::Be, Role::Auxiliary, Role::Modal, Role::CueSay, Role::Copula]))
        };
        acting.extend(document.found.iter().filter(|f| f.initial).filter(acts).map(|f| f.key.clone()));
    }
    let small: FxHashSet<String> = found.iter().flat_map(|d| d.small.iter().cloned()).collect();
    for (document, view) in found.iter_mut().zip(views) {
        document.found.retain(|f| {
            let unknown = || {
                (f.tokens.0..f.tokens.1)
                    .all(|i| !view.wordy(i as usize) || view.id(i as usize) == 0 || view.is_any(i as usize, &[Role::FirstName, Role::Place]))
                    && !small.contains(&f.key)
                    && (initial[&f.key] > 1 && acting.contains(&f.key) || f.sort == Sort::Person)
            };
            f.form != Form::Proper
                || !f.initial
                || f.titled
                || proved.contains(&f.key)
                || unknown()
                || f.key.contains(' ') && !small.contains(f.key.split(' ').next().unwrap_or(""))
        });
    }
}

/// An actor while its mentions are counted.
#[derive(Default)]
struct Draft {
    key: String,
    forms: BTreeMap<Form, u64>,
    sorts: BTreeMap<Sort, u64>,
    surfaces: BTreeMap<String, u64>,
    mentions: u64,
    placed: u64,
}

impl Draft {
    fn see(&mut self, view: &View, f: &Found) {
        self.mentions += 1;
        self.placed += f.placed as u64;
        *self.forms.entry(f.form).or_default() += 1;
        *self.sorts.entry(f.sort).or_default() += 1;
        let surface = match f.form {
            Form::Group => group_surface(view, f.tokens.0 as usize),
            _ => view.reading.text.slice(view.reading.text.span(f.tokens)).split_whitespace().collect::<Vec<_>>().join(" "),
        };
        *self.surfaces.entry(surface).or_default() += 1;
    }

    fn member(self, titles: &FxHashMap<String, String>) -> Member {
        let most = |m: &BTreeMap<Sort, u64>| m.iter().max_by_key(|(s, n)| (**n, std::cmp::Reverse(**s))).map_or(Sort::Other, |(s, _)| *s);
        let form = self.forms.keys().next().copied().unwrap_or(Form::Proper);
        let mut sort = most(&self.sorts);
        if form == Form::Proper && sort == Sort::Other && self.mentions >= 2 && self.placed as f64 >= PLACED * self.mentions as f64 {
            sort = Sort::Place;
        }
        let mut surfaces: Vec<(String, u64)> = self.surfaces.into_iter().collect();
        surfaces.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let surfaces = surfaces.into_iter().map(|s| s.0).collect();
        Member { declared: titles.get(&self.key).cloned(), key: self.key, form, sort, surfaces, mentions: self.mentions }
    }
}

/// A group noun with the word that tells it apart: "port regime", "Stewards' regime"; else the noun alone.
fn group_surface(view: &View, i: usize) -> String {
    let text = &view.reading.text;
    let first = text.sentences[text.sentence_of(i)].tokens.0 as usize;
    let function = [
        Role::Determiner,
        Role::Preposition,
        Role::Conjunction,
        Role::Auxiliary,
        Role::Modal,
        Role::Wh,
        Role::Possessive,
        Role::Adverb,
        Role::NegativeAdjective,
        Role::PositiveAdjective,
        Role::HarmVerb,
        Role::AgainstVerb,
        Role::Negation,
        Role::Cardinal,
        Role::Multiplier,
        Role::VagueCount,
    ];
    let mut from = i;
    while from > first && from + 2 > i && view.possessive(from - 1) {
        from -= 1;
    }
    if from > first && text.tokens[from - 1].kind == Kind::Word && !view.is_any(from - 1, &function) && !view.adverb(from - 1) {
        return text.slice(text.span((from as u32 - 1, i as u32 + 1))).to_string();
    }
    view.word(i).to_lowercase()
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
