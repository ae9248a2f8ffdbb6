//! Which names stand for which: definitions, spellings, surnames, short forms; each one step, never a chain.

use super::facts::Way;
use super::keys::{is_variant, name_key, skeleton};
use super::names::{DocumentNames, Form, Sort};
use crate::lexicon::{Lexicon, Role};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// Which key stands for which, over the corpus.
#[derive(Default)]
pub struct Merge {
    to: FxHashMap<String, String>,
    /// Surname to the only full name with it; `None` where there are several.
    surnames: FxHashMap<String, Option<String>>,
    given: FxHashSet<String>,
    /// Full names of people, by their given name.
    people: BTreeMap<String, BTreeSet<String>>,
    /// Last word of a declared name to the only declared name with it.
    declared: FxHashMap<String, Option<String>>,
}

impl Merge {
    /// Learns the merges from all names, with how often each is found in which way, and from the definitions of acronyms.
    pub fn new(found: &[(&str, Way, u64)], defined: &BTreeMap<(String, String), u64>, lexicon: &Lexicon) -> Merge {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for (key, _, n) in found.iter().filter(|f| f.1.form != Form::Group) {
            *counts.entry(key).or_default() += n;
        }
        let mut merge = Merge { to: definitions(defined, &counts), ..Merge::default() };
        spellings(&counts, lexicon, &mut merge.to);
        for (key, _, _) in found.iter().filter(|f| is_person_name(f.0, f.1.form, f.1.sort)) {
            let full = merge.canonical(key).to_string();
            let slot = merge.surnames.entry(last(key).to_string()).or_insert_with(|| Some(full.clone()));
            if slot.as_ref().is_some_and(|s| *s != full) {
                *slot = None;
            }
            merge.people.entry(full.split(' ').next().unwrap_or("").to_string()).or_default().insert(full);
        }
        for (key, _, _) in found.iter().filter(|f| f.1.form == Form::Declared) {
            let slot = merge.declared.entry(last(key).to_string()).or_insert_with(|| Some(key.to_string()));
            if slot.as_ref().is_some_and(|s| s != key) {
                *slot = None;
            }
        }
        merge.given.extend(lexicon.words().filter(|w| lexicon.is(w.1, Role::FirstName)).map(|w| name_key(w.0)));
        merge
    }

    /// The key that stands for this one; one step, no chain.
    pub fn canonical<'a>(&'a self, key: &'a str) -> &'a str {
        self.to.get(key).map_or(key, String::as_str)
    }

    /// Single names of a document that only one full name fits: in the document, else in the corpus.
    pub fn local<'a>(&'a self, document: &'a DocumentNames) -> FxHashMap<&'a str, &'a str> {
        let mut fits: FxHashMap<&str, Option<&str>> = FxHashMap::default();
        for f in document.found.iter().filter(|f| is_person_name(&f.key, f.form, f.sort)) {
            let full = self.canonical(&f.key);
            for part in [last(&f.key), f.key.split(' ').next().unwrap_or("")] {
                let slot = fits.entry(part).or_insert(Some(full));
                if slot.is_some_and(|s| s != full) {
                    *slot = None;
                }
            }
        }
        // "the League" is the only league that the document names in full
        let mut bodies: FxHashMap<&str, Option<&str>> = FxHashMap::default();
        for f in document.found.iter().filter(|f| f.form != Form::Group && f.key.contains(' ') && f.sort == Sort::Body) {
            let full = self.canonical(&f.key);
            for part in f.key.split(' ') {
                let slot = bodies.entry(part).or_insert(Some(full));
                if slot.is_some_and(|s| s != full) {
                    *slot = None;
                }
            }
        }
        let short =
            document.found.iter().filter(|f| f.form == Form::Group && f.capital).filter_map(|f| Some((f.key.as_str(), (*bodies.get(f.key.as_str())?)?)));
        let halves = self.halves(document);
        // "the regime" is the only regime that the manifest declares and the document names, or that any document names
        let mut heads: FxHashMap<&str, Option<&str>> = FxHashMap::default();
        for f in document.found.iter().filter(|f| f.form == Form::Declared) {
            let slot = heads.entry(last(&f.key)).or_insert(Some(&f.key));
            if slot.is_some_and(|s| s != f.key) {
                *slot = None;
            }
        }
        let corpus = |key: &str| self.declared.get(key).and_then(Option::as_deref);
        let head = |key: &str| heads.get(key).map_or_else(|| corpus(key), |h| *h);
        let bare = document.found.iter().filter(|f| f.form == Form::Group).filter_map(|f| Some((f.key.as_str(), head(&f.key)?)));
        let single = document.found.iter().filter(|f| f.form == Form::Proper && !f.key.contains(' ') && f.sort != Sort::Place && !self.to.contains_key(&f.key));
        single
            .filter_map(|f| {
                let full = match fits.get(f.key.as_str()) {
                    Some(full) => *full,
                    None if halves.contains_key(f.key.as_str()) => halves[f.key.as_str()],
                    None if self.given.contains(&f.key) && !f.titled => None,
                    None => self.surnames.get(&f.key).and_then(Option::as_deref),
                };
                Some((f.key.as_str(), full?))
            })
            .chain(short)
            .chain(bare)
            .collect()
    }
}

impl Merge {
    /// Given name and surname that a document writes apart, where only one full name of the corpus joins them.
    fn halves<'a>(&'a self, document: &'a DocumentNames) -> FxHashMap<&'a str, Option<&'a str>> {
        let single: FxHashSet<&str> = document.found.iter().filter(|f| f.form == Form::Proper && !f.key.contains(' ')).map(|f| f.key.as_str()).collect();
        let mut out: FxHashMap<&str, Option<&str>> = FxHashMap::default();
        let known = single.iter().filter_map(|first| Some((*first, self.people.get(*first)?)));
        for (first, full) in known.flat_map(|(first, all)| all.iter().map(move |full| (first, full))) {
            let surname = last(full);
            if !single.contains(surname) {
                continue;
            }
            for half in [first, surname] {
                let slot = out.entry(half).or_insert(Some(full));
                if slot.is_some_and(|s| s != full) {
                    *slot = None;
                }
            }
        }
        out
    }
}

fn last(key: &str) -> &str {
    key.rsplit(' ').next().unwrap_or(key)
}

/// A full name of a person, as far as its words tell.
fn is_person_name(key: &str, form: Form, sort: Sort) -> bool {
    form != Form::Group
        && key.contains(' ')
        && matches!(sort, Sort::Person | Sort::Other)
        && key.split(' ').count() <= if form == Form::Declared { 3 } else { 4 }
}

/// Acronyms to the name that most often defines them; other names of the same acronym follow if they share a long word.
fn definitions(defined: &BTreeMap<(String, String), u64>, counts: &BTreeMap<&str, u64>) -> FxHashMap<String, String> {
    let mut by_acronym: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for ((name, acronym), n) in defined {
        by_acronym.entry(acronym).or_default().insert(name, *n);
    }
    let mut to: FxHashMap<String, String> = FxHashMap::default();
    for (acronym, names) in by_acronym {
        let Some((best, _)) = names.iter().max_by_key(|(name, n)| (**n, counts.get(**name).copied(), std::cmp::Reverse(**name))) else { continue };
        let best = to.get(*best).cloned().unwrap_or_else(|| best.to_string());
        for name in names.keys().filter(|n| **n != best && share_a_word(n, &best)) {
            to.entry(name.to_string()).or_insert_with(|| best.clone());
        }
        to.insert(acronym.to_string(), best);
    }
    to
}

fn share_a_word(a: &str, b: &str) -> bool {
    a.split(' ').filter(|w| w.len() >= 5).any(|w| b.split(' ').any(|x| x == w || skeleton(x) == skeleton(w)))
}

/// Spellings of one long name, by their consonants, to the most frequent; two known given names are two people.
fn spellings(counts: &BTreeMap<&str, u64>, lexicon: &Lexicon, to: &mut FxHashMap<String, String>) {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for key in counts.keys().filter(|k| k.contains(' ')) {
        groups.entry(skeleton(&key.replace(' ', ""))).or_default().push(key);
    }
    for group in groups.values().filter(|g| g.len() > 1) {
        let Some(best) = group.iter().max_by_key(|k| (counts[**k], std::cmp::Reverse(**k))) else { continue };
        for key in group.iter().filter(|k| *k != best && is_variant(k, best) && !two_given_names(k, best, lexicon)) {
            let target = to.get(*best).cloned().unwrap_or_else(|| best.to_string());
            if !to.contains_key(*key) && target != **key {
                to.insert(key.to_string(), target);
            }
        }
    }
}

fn two_given_names(a: &str, b: &str, lexicon: &Lexicon) -> bool {
    let given = |w: &str| lexicon.is(lexicon.id_of(w), Role::FirstName);
    a.split(' ').zip(b.split(' ')).any(|(x, y)| x != y && given(x) && given(y))
}
