//! What may begin at each token, one byte a token: read off the text once, so that no question is put to every token.

use crate::annotate::{Annotated, Fact};
use crate::lexicon::entry::{CueUse, Traits};
use crate::lexicon::{Lexicon, Role};
use crate::segment::words::Shape;
use crate::segment::{Kind, Text, Token};
use std::ops::Range;

/// What a token may begin, or stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag(u8);

impl Flag {
    /// A word or mark that may credit somebody.
    pub const CUE: Flag = Flag(1);
    /// A plain verb of saying.
    pub const PLAIN: Flag = Flag(2);
    /// A number in digits or words, or the sign of a currency.
    pub const QUANTITY: Flag = Flag(4);
    /// A capitalised word.
    pub const CAPITAL: Flag = Flag(8);
    /// A link, a bracket, a raised number, or the name of a kind of document.
    pub const CITATION: Flag = Flag(16);
    /// A year: 1000 to 2099.
    pub const YEAR: Flag = Flag(32);
    /// Inside an outermost quotation, marks included.
    pub const QUOTED: Flag = Flag(64);
    /// Inside one that is speech.
    pub const SPEECH: Flag = Flag(128);

    /// One flag or the other.
    pub const fn or(self, other: Flag) -> Flag {
        Flag(self.0 | other.0)
    }

    #[inline]
    fn when(self, holds: bool) -> u8 {
        self.0 * holds as u8
    }
}

/// Eight flags at once are asked for one.
const STEP: usize = 8;

/// The flags of all tokens. Nine of ten stretches of a text have none of what a stage looks for, and eight tokens of them are passed in five
/// instructions, where a test of each took ten to thirty a token.
pub struct Flags(Vec<u8>);

impl Flags {
    /// Reads the text once; its quotations are told by `quote`.
    pub fn new(text: &Text, annotated: &Annotated, lexicon: &Lexicon) -> Flags {
        let bytes = text.source.as_bytes();
        let mut out = Vec::with_capacity(text.tokens.len() + STEP);
        let flags = |(t, fact): (&Token, &Fact)| if t.kind == Kind::Word { word(t, fact.traits(lexicon)) } else { other(t, bytes) };
        out.extend(text.tokens.iter().zip(&annotated.facts).map(flags));
        out.resize(text.tokens.len() + STEP, 0);
        Flags(out)
    }

    /// Tells of an outermost quotation.
    pub fn quote(&mut self, tokens: Range<usize>, speech: bool) {
        for flags in &mut self.0[tokens] {
            *flags = *flags & !Flag::SPEECH.0 | Flag::QUOTED.0 | Flag::SPEECH.when(speech);
        }
    }

    /// Whether token `i` has the flag.
    #[inline]
    pub fn has(&self, i: usize, flag: Flag) -> bool {
        self.0[i] & flag.0 != 0
    }

    /// The first token from `from` on and before `to` that has the flag.
    #[inline]
    pub fn next(&self, mut from: usize, to: usize, flag: Flag) -> Option<usize> {
        let asked = u64::from_le_bytes([flag.0; STEP]);
        while from < to {
            // behind the last token stand eight flags of nothing
            let found = u64::from_le_bytes(*self.0[from..].first_chunk()?) & asked;
            if found != 0 {
                return Some(from + found.trailing_zeros() as usize / STEP).filter(|&at| at < to);
            }
            from += STEP;
        }
        None
    }

    /// Whether one of the tokens from `from` to the one before `to` has the flag.
    #[inline]
    pub fn any(&self, (from, to): (u32, u32), flag: Flag) -> bool {
        self.next(from as usize, to as usize, flag).is_some()
    }
}

#[inline]
fn word(t: &Token, fact: &Traits) -> u8 {
    let (capital, length) = (t.is(Shape::CAPITAL), t.len);
    // "a", "an" and "tens" stand among determiners so long
    let article = fact.roles.has(Role::Determiner) & matches!(length, 1 | 2 | 4);
    let counts = fact.roles.has_any(&[Role::Fraction, Role::VagueCount, Role::Cardinal]) | article;
    Flag::CUE.when(fact.cue.is(CueUse::ANY))
        | Flag::PLAIN.when(fact.cue.is(CueUse::PLAIN))
        | Flag::QUANTITY.when(counts)
        | Flag::CAPITAL.when(capital)
        | Flag::CITATION.when(capital & fact.roles.has(Role::DocumentNoun))
}

fn other(t: &Token, bytes: &[u8]) -> u8 {
    match t.kind {
        Kind::Punct => MARKS[bytes[t.start as usize] as usize],
        Kind::Number => number(&bytes[t.start as usize..t.end() as usize]),
        Kind::Link => Flag::CITATION.0,
        Kind::Word => 0,
    }
}

fn number(word: &[u8]) -> u8 {
    let year = matches!(word, [b'1', a, b, c] | [b'2', a @ b'0', b, c] if [a, b, c].iter().all(|d| d.is_ascii_digit()));
    // raised digits stand outside ASCII
    Flag::QUANTITY.0 | Flag::YEAR.when(year) | Flag::CITATION.when(word[0] >= 128)
}

/// The flags of a mark by its first byte.
const MARKS: [u8; 256] = {
    let mut table = [0; 256];
    table[b':' as usize] = Flag::CUE.0;
    table[b'-' as usize] = Flag::CUE.0;
    table[b'$' as usize] = Flag::QUANTITY.0;
    table[b'(' as usize] = Flag::CITATION.0;
    table[b'[' as usize] = Flag::CITATION.0;
    let mut byte = 128;
    while byte < 256 {
        table[byte] = Flag::CUE.0 | Flag::QUANTITY.0;
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_next_is_that_of_a_search(flags in prop::collection::vec(prop_oneof![9 => Just(0u8), 1 => any::<u8>()], 0..60), bit in 0..8u32, a: prop::sample::Index, b: prop::sample::Index) {
            let n = flags.len();
            let all = Flags(flags.iter().copied().chain([0; STEP]).collect());
            let (a, b) = (a.index(n + 1), b.index(n + 1));
            let flag = Flag(1 << bit);
            prop_assert_eq!(all.next(a, b, flag), (a..b).find(|&i| flags[i] & flag.0 != 0));
        }
    }
}
