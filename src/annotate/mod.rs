//! Finds every mark that words alone show: all terms in one walk of the trie, then the context gates.

pub mod gates;
pub mod shapes;
pub mod walk;

use crate::lexicon::entry::CueUse;
use crate::lexicon::trie::bit;
use crate::lexicon::trie::{SYM_ANY, SYM_NAME, SYM_NUMBER};
use crate::lexicon::words::Probe;
use crate::lexicon::{Frame, Lexicon, Role, RoleSet, RuleId, WordId};
use crate::segment::words::Shape;
use crate::segment::{Kind, Text};
use crate::text::Span;

/// A place where a rule fired.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    pub rule: RuleId,
    /// The term, by its place in `Lexicon::terms`; `None` for a detector.
    pub term: Option<u32>,
    pub tokens: (u32, u32),
    pub span: Span,
    pub sentence: u32,
    pub negated: bool,
}

/// A phrase of a word list, such as a cue of more than one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub list: u16,
    pub tokens: (u32, u32),
}

/// What the lexicon knows of a token's word: all that most questions ask for, side by side in the order of the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fact {
    pub roles: RoleSet,
    /// The filter bits of the symbols that the token stands for in a pattern; 0 for a mark.
    pub bits: u64,
    /// A hash of the folded word; 0 for a mark.
    pub hash: u32,
    pub frame: Frame,
    pub cue: CueUse,
}

/// A text with its words looked up and its terms found.
#[derive(Debug, Default)]
pub struct Annotated {
    /// The id of every token's word; 0 for words that the lexicon does not name.
    pub words: Vec<WordId>,
    /// What the lexicon knows of every token's word.
    pub facts: Vec<Fact>,
    /// In order of place, then of family.
    pub hits: Vec<Hit>,
    /// In order of place.
    pub phrases: Vec<Phrase>,
    /// Matches of the gate patterns of rules with detectors, in order of sentence.
    pub gates: Vec<(u32, walk::Raw)>,
}

impl Annotated {
    /// Whether the word of token `i` has the role.
    #[inline]
    pub fn is(&self, i: usize, role: Role) -> bool {
        self.facts[i].roles.has(role)
    }

    /// Lets go of what only the analysis itself asks for, 32 bytes a word and more; the ids of the words stay.
    pub fn let_go(&mut self) {
        *self = Annotated { words: std::mem::take(&mut self.words), ..Annotated::default() };
    }
}

/// Looks up all words and finds all terms and shapes.
pub fn annotate(text: &Text, lexicon: &Lexicon) -> Annotated {
    annotate_by(text, lexicon, None)
}

/// The same with the terms of one rule only, as its own tests want it: no other rule of the family takes a longer match from it.
pub fn annotate_by(text: &Text, lexicon: &Lexicon, only: Option<RuleId>) -> Annotated {
    let mut out = Annotated::default();
    look_up(text, lexicon, &mut out);
    walk::walk(text, lexicon, only, &mut out);
    shapes::shapes(text, lexicon, &mut out);
    out.hits.sort_by_key(|h| (h.span, h.rule));
    out
}

/// So many words are looked up side by side.
const BLOCK: usize = 32;

/// The id of every token's word, and what is known of it.
fn look_up(text: &Text, lexicon: &Lexicon, into: &mut Annotated) {
    let mut buffer = String::new();
    let possessive = lexicon.id_of("'s");
    into.words.reserve_exact(text.tokens.len());
    into.facts.reserve_exact(text.tokens.len());
    let mut probes = [Probe::default(); BLOCK];
    for block in text.tokens.chunks(BLOCK) {
        lexicon.probe(&text.source, block.iter().map(|t| t.span()), &mut probes);
        for (&probe, t) in probes.iter().zip(block) {
            let (id, hash) = match t.kind {
                Kind::Word if t.is(Shape::CLITIC) && !text.source.as_bytes()[t.start as usize].is_ascii_alphanumeric() => (possessive, possessive),
                Kind::Word => lexicon.word_id(t.span().of(&text.source), probe, &mut buffer),
                _ => (0, 0),
            };
            let entry = lexicon.entry(id);
            let bits = match t.kind {
                Kind::Word if t.is(Shape::CAPITAL) => entry.bits | bit(SYM_NAME),
                Kind::Word => entry.bits,
                Kind::Number => bit(SYM_NUMBER) | bit(SYM_ANY),
                _ => 0,
            };
            into.words.push(id);
            into.facts.push(Fact { roles: entry.roles, bits, hash, frame: entry.frame, cue: entry.cue });
        }
    }
}
