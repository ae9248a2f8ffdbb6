//! The words that segmentation asks for, from the lists that name them.

use super::compiled::Lexicon;
use super::flat::Str;
use super::roles::Role;
use crate::segment::{Abbreviation, SplitWords};
use crate::text::fold;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The files of the lists that segmentation reads.
const FILES: [&str; 5] = ["abbreviation.words.", "function.words.", "furniture.words.", "number.words.", "pronoun.words."];

/// Writes those lists; the words of all others are known by their roles.
pub fn lists<S: Serializer>(all: &BTreeMap<String, Vec<Str>>, serializer: S) -> Result<S::Ok, S::Error> {
    let read: BTreeMap<_, _> = all.iter().filter(|l| FILES.iter().any(|file| l.0.starts_with(file))).collect();
    read.serialize(serializer)
}

impl Lexicon {
    /// The words that segmentation asks for: abbreviations, sentence starters, verbs of saying, page furniture.
    pub fn split_words(&self) -> SplitWords {
        let list = |name: &str| {
            debug_assert!(FILES.iter().any(|file| name.starts_with(file)), "{name} is read, and not written");
            self.lists.get(name).map_or(&[][..], Vec::as_slice)
        };
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
        out.contacts = list("furniture.words.contact").iter().map(folded).collect();
        out
    }
}
