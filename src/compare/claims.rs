//! Figures with what tells whether two of them speak of the same thing: class of the noun, actors, years, words around.

use super::cast::{Cast, Mention};
use super::keys::{folded, singular, stem};
use super::statement::Statement;
use super::view::View;
use crate::attribute::{Figure, FigureKind};
use crate::lexicon::Role;
use crate::segment::Kind;
use crate::text::Positions;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a figure counts, as claims are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// People who died, whatever they are called: lives, members, victims.
    Dead,
    /// People who came together.
    Crowd,
    /// Anything else by its noun.
    Noun(String),
}

/// A figure in its surroundings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claim {
    pub statement: Statement,
    pub class: Class,
    pub kind: FigureKind,
    /// The number as it is written, without "more than" and "some".
    pub value: f64,
    /// Whether an approximator stands before it, and which bound it gives.
    pub wording: (bool, bool, bool),
    pub years: BTreeSet<u32>,
    /// Actors with the names that a report prints.
    pub actors: BTreeMap<u32, String>,
    pub places: BTreeSet<u32>,
    pub stems: BTreeSet<String>,
    /// The noun, and the word for dying or coming together, by their stems.
    pub noun: String,
    pub verb: String,
}

/// A dated happening or a ranking, as one text tells it.
#[derive(Clone, Debug)]
pub struct Told {
    pub kind: &'static str,
    /// Whom and what it is about.
    pub about: String,
    /// What it says; two texts with one key say the same.
    pub key: String,
    pub statement: Statement,
}

/// How far a word that tells the class stands from the figure.
const NEAR: u32 = 9;
/// Counts of other things than people who died are small talk below this.
const SMALL: f64 = 5.0;

/// The comparable figures of a document.
pub fn claims(view: &View, cast: &Cast, document: usize) -> Vec<Claim> {
    let figures = &view.reading.attributed.figures;
    let positions = Positions::new(&view.reading.text.source);
    let before = |n: usize| n.checked_sub(1).map(|p| &figures[p]);
    figures.iter().enumerate().filter_map(|(n, f)| claim(view, &positions, cast, document, f, before(n))).collect()
}

fn claim(view: &View, positions: &Positions, cast: &Cast, document: usize, f: &Figure, before: Option<&Figure>) -> Option<Claim> {
    let value = f.min.or(f.max)?;
    if matches!(f.kind, FigureKind::Duration | FigureKind::Descriptor) {
        return None;
    }
    let in_name = cast.mentions[document].iter().any(|m| m.tokens.0 < f.tokens.1 && f.tokens.0 < m.tokens.1);
    if in_name {
        return None;
    }
    let class = class(view, f, before.filter(|b| b.sentence == f.sentence))?;
    if value < SMALL && class != Class::Dead {
        return None;
    }
    let vague = (f.tokens.0..f.tokens.1)
        .all(|i| !view.wordy(i as usize) || view.is_any(i as usize, &[Role::Multiplier, Role::VagueCount, Role::Approximator, Role::Preposition]));
    if vague && matches!(class, Class::Noun(_)) {
        return None;
    }
    let text = &view.reading.text;
    let range = text.sentences[f.sentence as usize].tokens;
    let here: Vec<&Mention> = cast.mentions[document].iter().filter(|m| m.sentence == f.sentence).collect();
    let is_place = |m: &&&Mention| cast.members[m.actor as usize].sort == super::names::Sort::Place;
    Some(Claim {
        statement: Statement::new(view, positions, document, f.span, f.sentence),
        class,
        kind: f.kind,
        value,
        wording: (f.approximate, f.min.is_some(), f.max.is_some()),
        years: years(view, range),
        actors: here.iter().filter(|m| !is_place(m)).map(|m| (m.actor, cast.members[m.actor as usize].label())).collect(),
        places: here.iter().filter(is_place).map(|m| m.actor).collect(),
        stems: stems(view, range, f.tokens),
        noun: f.head.map_or_else(String::new, |h| stem(&folded(text.slice(h)))),
        verb: verb(view, range, f.tokens),
    })
}

/// The nearest word for dying or coming together.
fn verb(view: &View, range: (u32, u32), at: (u32, u32)) -> String {
    let words = (range.0.max(at.0.saturating_sub(NEAR))..range.1.min(at.1 + NEAR)).filter(|&i| view.is_any(i as usize, &[Role::DeathWord, Role::CrowdWord]));
    words.min_by_key(|&i| i.abs_diff(at.0)).map_or_else(String::new, |i| stem(&folded(view.word(i as usize))))
}

/// People who died, people who came together, or the noun itself.
fn class(view: &View, f: &Figure, before: Option<&Figure>) -> Option<Class> {
    let text = &view.reading.text;
    let range = text.sentences[f.sentence as usize].tokens;
    let head = f.head.map(|h| text.token_at(h.start) as u32..text.token_at(h.end - 1) as u32 + 1);
    let inherits = head.is_none() && before.is_some();
    let mut nouns = head.clone().unwrap_or(0..0).map(|i| i as usize);
    // "five military deferments" are no people, and "a whole army" is
    let group = nouns.clone().next_back().is_some_and(|i| view.is(i, Role::GroupActor));
    let person = |i| view.is_any(i, &[Role::RoleNoun, Role::MemberNoun, Role::Folk, Role::DeathWord, Role::CrowdWord]);
    let people = inherits || group || nouns.clone().any(person);
    if people && f.kind == FigureKind::Count {
        let nearest = |role| {
            let from = range.0.max(f.tokens.0.saturating_sub(NEAR));
            let to = range.1.min(f.tokens.1 + NEAR);
            (from..to)
                .filter(|&i| !(f.tokens.0..f.tokens.1).contains(&i) && view.is(i as usize, role))
                .map(|i| if i < f.tokens.0 { f.tokens.0 - i } else { i - f.tokens.1 + 1 })
                .min()
        };
        match (nearest(Role::DeathWord), nearest(Role::CrowdWord)) {
            (Some(d), Some(c)) if c < d => return Some(Class::Crowd),
            (Some(_), _) => return Some(Class::Dead),
            (None, Some(_)) => return Some(Class::Crowd),
            (None, None) => {}
        }
    }
    let known = nouns.clone().find(|&i| view.is_any(i, &[Role::RoleNoun, Role::MemberNoun, Role::Folk]));
    let noun = known.or_else(|| nouns.find(|&i| view.reading.text.tokens[i].kind == Kind::Word));
    let unit = if f.kind == FigureKind::Share {
        "% "
    } else if f.kind == FigureKind::Money {
        "$ "
    } else {
        ""
    };
    match noun {
        Some(i) => Some(Class::Noun(format!("{unit}{}", singular(&folded(view.word(i)))))),
        None if f.kind == FigureKind::Money => Some(Class::Noun(unit.into())),
        None => None,
    }
}

/// The years that a sentence names.
pub fn years(view: &View, range: (u32, u32)) -> BTreeSet<u32> {
    (range.0 as usize..range.1 as usize).filter_map(|i| year(view, i)).collect()
}

/// A number of four digits from 1000 to 2199 is taken for a year.
pub fn year(view: &View, i: usize) -> Option<u32> {
    let word = view.word(i);
    (word.len() == 4 && view.reading.text.tokens[i].kind == Kind::Number).then(|| word.parse().ok()).flatten().filter(|y| (1000..2200).contains(y))
}

/// The content words of a sentence, by stem, without the figure itself.
pub fn stems(view: &View, range: (u32, u32), without: (u32, u32)) -> BTreeSet<String> {
    let function = [
        Role::Determiner,
        Role::Preposition,
        Role::Conjunction,
        Role::Wh,
        Role::Auxiliary,
        Role::Modal,
        Role::SubjectPronoun,
        Role::ObjectPronoun,
        Role::Possessive,
        Role::Adverb,
        Role::Negation,
        Role::Cardinal,
        Role::CueSay,
        Role::Month,
        Role::Weekday,
    ];
    (range.0..range.1)
        .filter(|i| !(without.0..without.1).contains(i))
        .map(|i| i as usize)
        .filter(|&i| {
            view.reading.text.tokens[i].kind == Kind::Word && view.word(i).chars().filter(|c| c.is_alphabetic()).count() > 3 && !view.is_any(i, &function)
        })
        .map(|i| stem(&folded(view.word(i))))
        .collect()
}
