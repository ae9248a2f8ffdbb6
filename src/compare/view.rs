//! One document as the comparison reads it: words with their roles, and which of them are the author's own.

use crate::attribute::{Attribution, Directness, Voice};
use crate::lexicon::entry::CueGroup;
use crate::lexicon::roles::Frame;
use crate::lexicon::{Lexicon, Role, WordId};
use crate::score::Reading;
use crate::segment::words::Shape;
use crate::segment::{BlockKind, Kind};

/// The lists a to c of verbs of saying; rarer ones are deeds more often than words.
const SAYING: u8 = 2;

/// Words from which on a quotation says something.
const WHOLE: u32 = 4;

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
    pub one: WordId,
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
            one: id("one"),
            relative: [id("who"), id("which"), id("that")],
        }
    }
}

/// All documents of a comparison. Each is viewed while it is asked about: the voices of all of them together are as large as their texts.
pub struct Views<'a> {
    pub readings: &'a [Reading],
    pub lexicon: &'a Lexicon,
    words: Words,
}

impl<'a> Views<'a> {
    /// Makes ready to view these documents.
    pub fn new(readings: &'a [Reading], lexicon: &'a Lexicon) -> Views<'a> {
        Views { readings, lexicon, words: Words::new(lexicon) }
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.readings.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }

    /// What `ask` finds in a document.
    pub fn at<T>(&self, document: usize, ask: impl FnOnce(&View) -> T) -> T {
        ask(&View::new(&self.readings[document].whole(self.lexicon), self.lexicon, self.words))
    }

    /// What `ask` finds in each document.
    pub fn each<T>(&self, ask: impl Fn(usize, &View) -> T) -> Vec<T> {
        (0..self.len()).map(|d| self.at(d, |view| ask(d, view))).collect()
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
            let (from, to) = (s.tokens.0 as usize, s.tokens.1 as usize);
            for (run, voiced) in reading.attributed.voices.among(from, to) {
                let own = match (voiced.voice(), voiced.attribution()) {
                    (Voice::Own, _) => true,
                    (Voice::Reported, Some(a)) => view.narrated(&reading.attributed.attributions[a as usize]),
                    _ => false,
                };
                view.own[run].fill(own);
            }
        }
        view
    }

    /// Which sentences report what somebody said.
    fn reporting(&self) -> Vec<bool> {
        let text = &self.reading.text;
        let mut out = vec![false; text.sentences.len()];
        for a in self.reading.attributed.attributions.iter().filter(|a| self.is_statement(a)) {
            out[a.sentence as usize] = true;
            for &(s, e) in a.content.iter().filter(|c| c.1 > c.0) {
                (text.sentence_of(s as usize)..=text.sentence_of(e as usize - 1)).for_each(|n| out[n] = true);
            }
        }
        out
    }

    /// Whether the content of an attribution is still the author's account: what somebody did, refused, or hopes to do.
    fn narrated(&self, a: &Attribution) -> bool {
        let to = a.content.first().is_some_and(|c| self.id(c.0 as usize) == self.words.to);
        let inverted = a.content.first().is_some_and(|c| c.0 < a.cue.0);
        !self.is_statement(a) && (to || inverted || !self.has_cue(a, &[CueGroup::Think, CueGroup::Judge], u8::MAX))
    }

    fn has_cue(&self, a: &Attribution, wanted: &[CueGroup], tier: u8) -> bool {
        (a.cue.0..a.cue.1).any(|i| self.lexicon.cues(self.id(i as usize)).iter().any(|c| wanted.contains(&c.group) && c.tier <= tier))
    }

    /// Whether the author speaks: "we can conclude that", "I must admit that".
    fn first_person(&self, a: &Attribution) -> bool {
        let Some(source) = &a.source else { return false };
        (source.tokens.0..source.tokens.1).all(|i| self.lexicon.traits(self.id(i as usize)).frame == Frame::First || self.id(i as usize) == self.words.one)
    }

    /// Whether an attribution gives somebody the word: a quotation, "according to", or a verb of saying with what was said.
    /// Thinking, judging, showing and deeds are the author's account of somebody.
    pub fn is_statement(&self, a: &Attribution) -> bool {
        let first = a.content.first().map(|c| c.0 as usize).filter(|&i| i < self.own.len());
        let clause = first.is_some_and(|i| self.id(i) == self.words.relative[2]);
        let inner = self.has_cue(a, &[CueGroup::Think, CueGroup::Judge, CueGroup::Show, CueGroup::Seem, CueGroup::Act], u8::MAX);
        let phrase = self.is(a.cue.0 as usize, Role::Preposition);
        let said = self.has_cue(a, &[CueGroup::Say, CueGroup::Write], SAYING) && first.is_some_and(|i| clause || !self.is(i, Role::Preposition));
        a.directness != Directness::Indirect || !self.first_person(a) && (phrase || said || clause && !inner)
    }

    /// Whether a statement gives its speaker's account: a clause, or four quoted words; no word held up for scorn, no admission.
    pub fn is_heard(&self, a: &Attribution) -> bool {
        let words: u32 = a.content.iter().map(|&c| self.reading.text.count_words(c)).sum();
        let admits = (a.cue.0..a.cue.1).any(|i| self.is(i as usize, Role::Concession));
        let inverted = a.content.first().is_some_and(|c| c.0 < a.cue.0);
        let that = a.content.first().is_some_and(|c| self.id(c.0 as usize) == self.words.relative[2]);
        let finite = || a.content.iter().any(|&(s, e)| (s as usize..e as usize).any(|i| self.is_any(i, &[Role::Be, Role::Auxiliary, Role::Modal])));
        let clause = that || inverted || self.has_cue(a, &[CueGroup::Say], 0) && finite() || self.is(a.cue.0 as usize, Role::Preposition);
        let direct = || self.reading.text.quotes.iter().any(|q| q.words >= WHOLE && a.content.iter().any(|c| c.0 <= q.tokens.0 && q.tokens.1 <= c.1));
        self.is_statement(a) && words >= WHOLE && !admits && (a.directness == Directness::Indirect && clause || direct())
    }

    /// Words in the author's own voice.
    pub fn own_words(&self) -> u64 {
        self.reading.text.tokens.iter().zip(&self.own).filter(|(t, own)| **own && t.counts()).count() as u64
    }

    /// Whether token `i` stands between quotation marks.
    pub fn quoted(&self, i: usize) -> bool {
        !matches!(self.reading.attributed.voices.at(i).voice(), Voice::Own | Voice::Reported)
    }

    /// Whether token `i` credits somebody: the praise is not the author's.
    pub fn is_cue(&self, i: usize) -> bool {
        self.reading.attributed.attributions.iter().any(|a| a.source.is_some() && (a.cue.0..a.cue.1).contains(&(i as u32)))
    }

    /// The word of token `i`, 0 if the lexicon does not know it.
    pub fn id(&self, i: usize) -> WordId {
        self.reading.annotated.word(i, self.lexicon)
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
        apostrophe
            && !t.is(Shape::SPACED)
            && (t.is(Shape::CLITIC) && word.len() <= 4 || t.kind == Kind::Punct && i > 0 && self.word(i - 1).ends_with(['s', 'S']))
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
