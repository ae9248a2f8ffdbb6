//! Finds who is named in one document: proper names, acronyms with their definitions, group nouns that act.

use super::finder::Finder;
use super::view::View;
use crate::lexicon::Role;
use crate::segment::words::Shape;
use crate::segment::{BlockKind, Kind};
use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// What a mention is by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Form {
    /// A name that the manifest declares.
    Declared,
    /// Capitalised, several words or an acronym or a single name.
    Proper,
    /// A common noun for a group.
    Group,
}

/// A place where somebody is named, before names are merged.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Found {
    /// The name without titles, as it is compared.
    pub key: String,
    pub form: Form,
    pub tokens: (u32, u32),
    pub sentence: u32,
    /// A title stood before it, which shows a person.
    pub titled: bool,
    /// It begins its sentence or stands in a title of capitals: no proof of a name.
    pub initial: bool,
    /// A preposition of place stands before it.
    pub placed: bool,
    /// Written with a capital that no sentence asks for.
    pub capital: bool,
    /// What its words say it is.
    pub sort: Sort,
    /// None of its words is an ordinary one.
    pub unknown: bool,
    /// It acts or owns; an adjective at the head of a sentence has its noun behind it.
    pub acts: bool,
    /// How the document writes it.
    pub surface: String,
}

/// What a name is by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Sort {
    /// A given name or a title shows it.
    Person,
    /// A word for a body stands in it, or it is an acronym.
    Body,
    /// All its words are names of places.
    Place,
    /// A group noun that passes judgement: regime, junta.
    Verdict,
    /// Everybody: people, nation.
    Folk,
    Other,
}

/// What one document says of names.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct DocumentNames {
    /// In order of place, none inside another.
    pub found: Vec<Found>,
    /// Name and acronym of explicit definitions: "Name of the Movement (NM)".
    pub definitions: Vec<(String, String)>,
    /// Folded words that the document writes small.
    pub small: FxHashSet<String>,
}

/// From this share of capitalised long words on, a sentence is set as a title and its capitals prove nothing.
const TITLE_CASE: f64 = 0.6;

/// The names of declared actors, ready to be looked for: first word to (all words, key of the actor).
pub type Declared = FxHashMap<String, Vec<(Vec<String>, String)>>;

/// Finds all names of a document.
pub fn names(view: &View, declared: &Declared) -> DocumentNames {
    let mut out = DocumentNames { small: small_words(view), ..DocumentNames::default() };
    for (number, s) in view.reading.text.sentences.iter().enumerate() {
        if view.reading.text.blocks[s.block as usize].kind == BlockKind::Furniture {
            continue;
        }
        let range = (s.tokens.0 as usize, s.tokens.1 as usize);
        let finder = Finder { view, declared, sentence: number as u32, range, first: first_word(view, range), titled: is_title_case(view, range) };
        finder.run(&mut out);
    }
    for f in &mut out.found {
        f.unknown = is_unknown(view, f.tokens);
        f.acts = acts(view, f.tokens.1 as usize);
        f.surface = surface(view, f);
    }
    out
}

fn is_unknown(view: &View, tokens: (u32, u32)) -> bool {
    (tokens.0 as usize..tokens.1 as usize).all(|i| !view.wordy(i) || view.id(i) == 0 || view.is_any(i, &[Role::FirstName, Role::Place]))
}

/// Whether what stands behind a name makes it act or own.
fn acts(view: &View, next: usize) -> bool {
    next < view.reading.text.tokens.len()
        && (view.possessive(next) || view.word(next) == "," || view.is_any(next, &[Role::Be, Role::Auxiliary, Role::Modal, Role::CueSay, Role::Copula]))
}

fn surface(view: &View, f: &Found) -> String {
    match f.form {
        Form::Group => group_surface(view, f.tokens.0 as usize),
        _ => view.reading.text.slice(view.reading.text.span(f.tokens)).split_whitespace().collect::<Vec<_>>().join(" "),
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

/// Words that the document writes without a capital.
fn small_words(view: &View) -> FxHashSet<String> {
    let tokens = &view.reading.text.tokens;
    let (mut out, mut word) = (FxHashSet::default(), String::new());
    for i in (0..tokens.len()).filter(|&i| tokens[i].kind == Kind::Word && !tokens[i].is(Shape::CAPITAL)) {
        fold(view.word(i), &mut word);
        if !out.contains(&word) {
            out.insert(word.clone());
        }
    }
    out
}

fn first_word(view: &View, range: (usize, usize)) -> usize {
    (range.0..range.1).find(|&i| view.wordy(i)).unwrap_or(range.0)
}

fn is_title_case(view: &View, range: (usize, usize)) -> bool {
    let long: Vec<usize> = (range.0..range.1).filter(|&i| view.reading.text.tokens[i].kind == Kind::Word && view.word(i).len() > 3).collect();
    let capital = long.iter().filter(|&&i| view.capital(i)).count();
    long.len() >= 4 && capital as f64 >= TITLE_CASE * long.len() as f64
}
