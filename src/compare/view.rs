//! One document as the comparison reads it: words with their roles, and which of them are the author's own.

use crate::attribute::Voice;
use crate::lexicon::{Lexicon, Role, WordId};
use crate::score::Reading;
use crate::segment::words::Shape;
use crate::segment::{BlockKind, Kind};

/// The few words that a clause is read by.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    pub by: WordId,
    pub of: WordId,
    pub to: WordId,
    pub on: WordId,
    pub against: WordId,
    pub with: WordId,
    pub for_: WordId,
    pub and: WordId,
    pub or: WordId,
    pub the: WordId,
    pub relative: [WordId; 3],
}

impl Words {
    /// Looks the words up once.
    pub fn new(lexicon: &Lexicon) -> Words {
        let id = |w| lexicon.id_of(w);
        Words {
            by: id("by"),
            of: id("of"),
            to: id("to"),
            on: id("on"),
            against: id("against"),
            with: id("with"),
            for_: id("for"),
            and: id("and"),
            or: id("or"),
            the: id("the"),
            relative: [id("who"), id("which"), id("that")],
        }
    }
}

/// A document with its lexicon.
pub struct View<'a> {
    pub reading: &'a Reading,
    pub lexicon: &'a Lexicon,
    pub words: Words,
    /// For each token, whether it is the author's own: outside quotation marks and outside reporting sentences.
    pub own: Vec<bool>,
}

impl<'a> View<'a> {
    /// Reads the voices of a document.
    pub fn new(reading: &'a Reading, lexicon: &'a Lexicon, words: Words) -> View<'a> {
        let mut view = View { reading, lexicon, words, own: vec![false; reading.text.tokens.len()] };
        let reporting = view.reporting();
        for (number, s) in reading.text.sentences.iter().enumerate() {
            if reporting[number] || reading.text.blocks[s.block as usize].kind == BlockKind::Furniture {
                continue;
            }
            for i in s.tokens.0 as usize..s.tokens.1 as usize {
                view.own[i] = reading.attributed.voices.get(i).is_none_or(|v| v.0 == Voice::Own);
            }
        }
        view
    }

    /// Which sentences hold the content or the cue of an attribution.
    fn reporting(&self) -> Vec<bool> {
        let text = &self.reading.text;
        let mut out = vec![false; text.sentences.len()];
        for a in &self.reading.attributed.attributions {
            out[a.sentence as usize] = true;
            for &(s, e) in a.content.iter().filter(|c| c.1 > c.0) {
                (text.sentence_of(s as usize)..=text.sentence_of(e as usize - 1)).for_each(|n| out[n] = true);
            }
        }
        out
    }

    /// Words in the author's own voice.
    pub fn own_words(&self) -> u64 {
        self.reading.text.tokens.iter().zip(&self.own).filter(|(t, own)| **own && t.counts()).count() as u64
    }

    /// The word of token `i`, 0 if the lexicon does not know it.
    pub fn id(&self, i: usize) -> WordId {
        self.reading.annotated.words[i]
    }

    /// Whether the word of token `i` has the role.
    pub fn is(&self, i: usize, role: Role) -> bool {
        self.lexicon.is(self.id(i), role)
    }

    /// Whether the word of token `i` has one of the roles.
    pub fn is_any(&self, i: usize, roles: &[Role]) -> bool {
        self.lexicon.roles(self.id(i)).has_any(roles)
    }

    /// Token `i` as the document writes it.
    pub fn word(&self, i: usize) -> &'a str {
        self.reading.text.word(i)
    }

    /// Whether token `i` is a word that begins with a capital letter.
    pub fn capital(&self, i: usize) -> bool {
        let t = self.reading.text.tokens[i];
        t.kind == Kind::Word && t.is(Shape::CAPITAL)
    }

    /// Whether token `i` is a word or a number.
    pub fn wordy(&self, i: usize) -> bool {
        matches!(self.reading.text.tokens[i].kind, Kind::Word | Kind::Number)
    }

    /// Whether token `i` is `'s`, or the apostrophe of a plural possessive.
    pub fn possessive(&self, i: usize) -> bool {
        let t = self.reading.text.tokens[i];
        let word = self.word(i);
        let apostrophe = word.starts_with(['\'', '\u{2019}', '\u{2BC}', '\u{FF07}']);
        apostrophe && !t.is(Shape::SPACED) && (t.is(Shape::CLITIC) && word.len() <= 4 || t.kind == Kind::Punct && i > 0 && self.word(i - 1).ends_with(['s', 'S']))
    }

    /// Whether token `i` is a hyphen inside a word.
    pub fn hyphen(&self, i: usize) -> bool {
        crate::annotate::walk::is_hyphen(&self.reading.text, i)
    }

    /// Whether a boundary of a clause stands at token `i`.
    pub fn boundary(&self, i: usize) -> bool {
        matches!(self.word(i), "." | ";" | ":" | "!" | "?" | "\u{2014}" | "\u{2013}" | "(" | ")" | "--")
    }

    /// Whether the word of token `i` ends as an adverb of manner does.
    pub fn adverb(&self, i: usize) -> bool {
        self.is(i, Role::Adverb) || self.word(i).len() > 4 && self.word(i).ends_with("ly") && !self.capital(i)
    }
}
