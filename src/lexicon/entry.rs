//! What the lexicon knows of one word: its roles, its frame, its readings as a cue, and the patterns that begin with it.

use super::flat::Range;
use super::inflect::Form;
use super::roles::{Frame, RoleSet};
use super::trie::Edges;
use serde::{Deserialize, Serialize};

/// A word of the vocabulary; 0 is every word that no file names.
pub type WordId = u32;

/// How a cue word is used: its group of frames, how often it is a cue, its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CueWord {
    pub group: CueGroup,
    /// 0 is tier A of the lists, 3 tier D, 4 rare.
    pub tier: u8,
    pub form: Form,
    /// The word under which the file lists it.
    pub lemma: WordId,
}

/// Cues by the frames they take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum CueGroup {
    Say,
    Write,
    Judge,
    Ask,
    Think,
    Show,
    Seem,
    Act,
    Refer,
    Noun,
    Adjective,
}

/// What words of one kind have in common. There are few kinds, and a text keeps of each word the number of its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Traits {
    pub roles: RoleSet,
    pub frame: Frame,
    pub cue: CueUse,
}

/// Bits for the id of a word: a text keeps it in one number of 32 bits with its tag.
pub const WORD_BITS: u32 = 18;

/// A place in the table of traits; 0 is that of every word that no file names.
pub type TraitsId = u16;

/// What the lexicon knows of a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry {
    /// The word as a number, which tells whether the look-up has met it; 0 for one that is longer, or a wildcard.
    pub(super) key: u128,
    /// What a text keeps of the word: the number under which its traits stand, and in the lower bits its id; 0 there where no file names it.
    pub kept: u32,
    /// The filter bits of the word and of its symbols, as the trie asks for them.
    pub bits: u64,
    /// The filter bits of all nodes that a pattern beginning with the word reaches: where the next word has none of them, no pattern goes on.
    pub onward: u64,
    /// Whether the word alone is a pattern.
    pub ends: bool,
}

/// Where the other tables hold what belongs to a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Places {
    pub(super) syms: Range,
    pub(super) roots: Range,
    pub(super) cues: Range,
}

/// What the readings of a word as a cue have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CueUse(u8);

impl CueUse {
    /// It may be a cue.
    pub const ANY: CueUse = CueUse(1);
    /// "said", "told": a past or present form that is hardly ever anything but a verb of saying.
    pub const PLAIN: CueUse = CueUse(2);
    /// A past or present form of a verb.
    pub const FINITE: CueUse = CueUse(4);
    /// It may be something else than a noun.
    pub const VERB: CueUse = CueUse(8);

    pub(super) fn bits(self) -> u8 {
        self.0
    }

    pub(super) fn of_bits(bits: u8) -> CueUse {
        CueUse(bits)
    }

    /// Whether this holds of the word.
    #[inline]
    pub fn is(self, what: CueUse) -> bool {
        self.0 & what.0 != 0
    }

    /// What holds of a word with these readings.
    pub fn of(readings: &[CueWord]) -> CueUse {
        let flag = |flag: CueUse, holds: bool| if holds { flag.0 } else { 0 };
        let verb = |c: &CueWord| c.group != CueGroup::Noun;
        let finite = |c: &CueWord| matches!(c.form, Form::Past | Form::S);
        CueUse(
            flag(CueUse::ANY, !readings.is_empty())
                | flag(CueUse::PLAIN, readings.iter().any(|c| c.group == CueGroup::Say && c.tier == 0 && finite(c)))
                | flag(CueUse::FINITE, readings.iter().any(|c| verb(c) && finite(c)))
                | flag(CueUse::VERB, readings.iter().any(verb)),
        )
    }
}

/// A node that a pattern beginning with some word reaches, with what a walk asks of it first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Root {
    pub edges: Edges,
    pub node: u32,
    /// Whether a pattern ends here.
    pub ends: bool,
}
