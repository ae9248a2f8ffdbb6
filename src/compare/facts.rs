//! What all documents together say of names, added up in any order: which are proved, and which stand for which.

use super::merge::Merge;
use super::names::{DocumentNames, Form, Found, Sort};
use crate::lexicon::Lexicon;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// In which way a name is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Way {
    pub form: Form,
    pub sort: Sort,
    initial: bool,
    titled: bool,
    unknown: bool,
    acts: bool,
}

impl From<&Found> for Way {
    fn from(f: &Found) -> Way {
        Way { form: f.form, sort: f.sort, initial: f.initial, titled: f.titled, unknown: f.unknown, acts: f.acts }
    }
}

/// How often each name is found in each way, what acronyms are defined to mean, and which words are written small.
#[derive(Default, Serialize, Deserialize)]
pub struct Facts {
    found: FxHashMap<String, BTreeMap<Way, u64>>,
    definitions: BTreeMap<(String, String), u64>,
    small: FxHashSet<String>,
}

impl Facts {
    /// Adds a document.
    pub fn see(&mut self, names: &DocumentNames) {
        for f in &names.found {
            let ways = match self.found.get_mut(&f.key) {
                Some(ways) => ways,
                None => self.found.entry(f.key.clone()).or_default(),
            };
            *ways.entry(f.into()).or_default() += 1;
        }
        for definition in &names.definitions {
            *self.definitions.entry(definition.clone()).or_default() += 1;
        }
        for word in &names.small {
            if !self.small.contains(word) {
                self.small.insert(word.clone());
            }
        }
    }

    /// Adds what other documents say.
    pub fn join(&mut self, other: Facts) {
        for (key, theirs) in other.found {
            let ways = self.found.entry(key).or_default();
            theirs.into_iter().for_each(|(way, n)| *ways.entry(way).or_default() += n);
        }
        other.definitions.into_iter().for_each(|(definition, n)| *self.definitions.entry(definition).or_default() += n);
        self.small.extend(other.small);
    }

    /// Whether a name is one, and not a word that only the beginning of a sentence or a title capitalises.
    fn keeps(&self, key: &str, way: Way) -> bool {
        let ways = || self.found.get(key).into_iter().flatten();
        let proved = || ways().any(|(w, _)| !w.initial && w.form != Form::Group);
        let initial = || ways().filter(|(w, _)| w.initial).map(|(_, n)| n).sum::<u64>();
        let acting = || ways().any(|(w, _)| w.initial && w.acts);
        let unknown = || way.unknown && !self.small.contains(key) && (initial() > 1 && acting() || way.sort == Sort::Person);
        way.form != Form::Proper
            || !way.initial
            || way.titled
            || proved()
            || unknown()
            || key.split_once(' ').is_some_and(|(first, _)| !self.small.contains(first))
    }
}

/// Which names there are in a corpus, and which stand for which.
pub struct Register {
    facts: Facts,
    merge: Merge,
}

impl Register {
    /// Learns from what all documents together say.
    pub fn new(facts: Facts, lexicon: &Lexicon) -> Register {
        let all = facts.found.iter().flat_map(|(key, ways)| ways.iter().map(move |(way, n)| (key.as_str(), *way, *n)));
        let kept: Vec<(&str, Way, u64)> = all.filter(|(key, way, _)| facts.keeps(key, *way)).collect();
        let merge = Merge::new(&kept, &facts.definitions, lexicon);
        Register { facts, merge }
    }

    /// Drops what the corpus shows to be no name.
    pub fn settle(&self, names: &mut DocumentNames) {
        names.found.retain(|f| self.facts.keeps(&f.key, f.into()));
    }

    /// The key of the actor that each name of a settled document stands for.
    pub fn keys<'a>(&'a self, names: &'a DocumentNames) -> impl Iterator<Item = &'a str> {
        let local = self.merge.local(names);
        names.found.iter().map(move |f| local.get(f.key.as_str()).copied().unwrap_or_else(|| self.merge.canonical(&f.key)))
    }
}
