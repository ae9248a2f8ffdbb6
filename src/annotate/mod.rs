//! Finds every mark that words alone show: all terms in one walk of the trie, then the context gates.

pub mod gates;
pub mod shapes;
pub mod walk;

use crate::lexicon::compiled::onward;
use crate::lexicon::entry::{Entry, Traits, WORD_BITS};
use crate::lexicon::trie::bit;
use crate::lexicon::trie::{SYM_ANY, SYM_NAME, SYM_NUMBER};
use crate::lexicon::words::Probe;
use crate::lexicon::{Lexicon, RuleId, WordId};
use crate::segment::words::Shape;
use crate::segment::{Kind, Text, Token};
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

/// The word of a token, in four bytes: a long text has millions. The upper bits are its tag, which says what it has in common with others; the lower ones
/// are its id, or a hash that tells it from others where no file names it. 0 for a mark.
///
/// ```
/// use slantscope::{annotate::Fact, lexicon};
/// let lexicon = lexicon::builtin()?;
/// let by = lexicon.id_of("by");
/// assert_eq!(Fact::new(by, 0, lexicon).word(lexicon), by);
/// // words that no file names have no id, and are told apart all the same
/// let [one, other] = [7, 8].map(|hash| Fact::new(0, hash, lexicon));
/// assert!(one != other && one.word(lexicon) == 0 && one.tag() == other.tag());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fact(u32);

/// The bits of a word's id, or of its hash.
const ID: u32 = (1 << WORD_BITS) - 1;

impl Fact {
    /// A word by its id, and by the hash of its folded form where the id does not say which it is.
    #[inline]
    pub fn new(word: WordId, hash: u32, lexicon: &Lexicon) -> Fact {
        Fact::of(lexicon.entry(word), hash)
    }

    #[inline]
    fn of(entry: &Entry, hash: u32) -> Fact {
        Fact(if entry.kept & ID == 0 { entry.kept | hash & ID } else { entry.kept })
    }

    /// The number under which the lexicon keeps the traits of the word.
    #[inline]
    pub fn tag(self) -> u32 {
        self.0 >> WORD_BITS
    }

    /// The id of the word, or of the wildcard that it fits; 0 for one that no file names, and for a mark.
    #[inline]
    pub fn word(self, lexicon: &Lexicon) -> WordId {
        lexicon.unnamed(self.tag()).unwrap_or(self.0 & ID)
    }

    /// What the word has in common with others of its kind.
    #[inline]
    pub fn traits(self, lexicon: &Lexicon) -> &Traits {
        lexicon.tagged(self.tag())
    }

    /// A number that other words hardly ever have.
    #[inline]
    pub fn hash(self) -> u32 {
        self.0.wrapping_mul(0x9E37_79B9)
    }
}

/// A text with its words looked up and its terms found.
#[derive(Clone, Debug, Default)]
pub struct Annotated {
    /// What the lexicon knows of every token's word.
    pub facts: Vec<Fact>,
    /// In order of place, then of family.
    pub hits: Vec<Hit>,
    /// In order of place.
    pub phrases: Vec<Phrase>,
    /// Matches of the gate patterns of rules with detectors, in order of place.
    pub gates: Vec<walk::Raw>,
}

impl Annotated {
    /// The word of token `i`; 0 for one that the lexicon does not name.
    #[inline]
    pub fn word(&self, i: usize, lexicon: &Lexicon) -> WordId {
        self.facts[i].word(lexicon)
    }

    /// What the word of token `i` has in common with others of its kind.
    #[inline]
    pub fn traits<'l>(&self, i: usize, lexicon: &'l Lexicon) -> &'l Traits {
        self.facts[i].traits(lexicon)
    }

    /// Lets go of what only the analysis itself asks for; the words stay.
    pub fn let_go(&mut self) {
        *self = Annotated { facts: std::mem::take(&mut self.facts), ..Annotated::default() };
    }
}

/// Looks up all words and finds all terms and shapes.
pub fn annotate(text: &Text, lexicon: &Lexicon) -> Annotated {
    annotate_by(text, lexicon, None)
}

/// The same with the terms of one rule only, as its own tests want it: no other rule of the family takes a longer match from it.
pub fn annotate_by(text: &Text, lexicon: &Lexicon, only: Option<RuleId>) -> Annotated {
    let mut out = Annotated::default();
    let starts = look_up(text, lexicon, &mut out);
    walk::walk(text, lexicon, only, &starts, &mut out);
    shapes::shapes(text, lexicon, &mut out);
    out.hits.sort_by_key(|h| (h.span, h.rule));
    // a long text keeps both while its sources are found
    out.hits.shrink_to_fit();
    out.gates.shrink_to_fit();
    out
}

/// So many words are looked up side by side.
const BLOCK: usize = 32;

/// The id of every token's word, and what is known of it; and the tokens at which a pattern may begin.
fn look_up(text: &Text, lexicon: &Lexicon, into: &mut Annotated) -> Starts {
    let mut buffer = String::new();
    let possessive = lexicon.id_of("'s");
    let [names, numbers] = [false, true].map(|number| onward(lexicon.shape_roots(number)));
    into.facts.reserve_exact(text.tokens.len());
    let mut starts = Starts::new(text.tokens.len());
    let mut probes = [Probe::default(); BLOCK];
    for block in text.tokens.chunks(BLOCK) {
        lexicon.probe(&text.source, block.iter().map(|t| t.span()), &mut probes);
        into.facts.extend(block.iter().enumerate().map(|(k, t)| {
            let (id, hash) = match t.kind {
                Kind::Word if t.is(Shape::CLITIC) && !text.source.as_bytes()[t.start as usize].is_ascii_alphanumeric() => (possessive, possessive),
                Kind::Word => lexicon.word_id(&text.source, t.span(), probes[k], &mut buffer),
                _ => (0, 0),
            };
            let entry = lexicon.entry(id);
            let (onward, ends) = match t.kind {
                Kind::Word if t.is(Shape::CAPITAL) => (entry.onward | names.0, entry.ends | names.1),
                Kind::Word => (entry.onward, entry.ends),
                Kind::Number => numbers,
                _ => (0, false),
            };
            starts.set(k, bits(t, entry.bits), onward, ends);
            if t.kind == Kind::Word { Fact::of(entry, hash) } else { Fact::default() }
        }));
        starts.take(block.len());
    }
    starts.finish();
    starts
}

/// The filter bits of the symbols that a token stands for in a pattern, by those of its word; 0 for a mark.
#[inline(always)]
fn bits(token: &Token, word: u64) -> u64 {
    match token.kind {
        Kind::Word if token.is(Shape::CAPITAL) => word | bit(SYM_NAME),
        Kind::Word => word,
        Kind::Number => bit(SYM_NUMBER) | bit(SYM_ANY),
        _ => 0,
    }
}

/// The tokens at which a pattern may begin, by what the words alone say: a word that is a pattern, or before one that some pattern goes on with. The walk
/// visits no other. A mark that may join two words is passed over as if it did.
#[derive(Debug)]
pub struct Starts {
    rows: Vec<u64>,
    /// How many tokens are taken; the last two of them wait for what follows, and stand at the beginning of the block.
    count: usize,
    /// Of each token of a block its filter bits, those of all that a pattern goes on with, and whether one ends.
    bits: [u64; BLOCK + 2],
    onward: [u64; BLOCK + 2],
    ends: [bool; BLOCK + 2],
}

impl Starts {
    fn new(tokens: usize) -> Starts {
        Starts { rows: vec![0; tokens / 64 + 1], count: 0, bits: [0; BLOCK + 2], onward: [0; BLOCK + 2], ends: [false; BLOCK + 2] }
    }

    /// Says what is known of a block's token `k`.
    #[inline(always)]
    fn set(&mut self, k: usize, bits: u64, onward: u64, ends: bool) {
        (self.bits[k + 2], self.onward[k + 2], self.ends[k + 2]) = (bits, onward, ends);
    }

    /// Takes the block's tokens, by which those before the last two are decided.
    fn take(&mut self, len: usize) {
        for k in 0..len {
            let behind = if self.bits[k + 1] == 0 { self.bits[k + 2] } else { self.bits[k + 1] };
            let begins = self.ends[k] | (self.onward[k] & behind != 0);
            // before the first token of all there is none, and no row for it
            let at = (self.count + k).wrapping_sub(2);
            if let Some(row) = self.rows.get_mut(at / 64) {
                *row |= u64::from(begins) << (at % 64);
            }
        }
        self.count += len;
        self.bits.copy_within(len..len + 2, 0);
        self.onward.copy_within(len..len + 2, 0);
        self.ends.copy_within(len..len + 2, 0);
    }

    /// Decides the last two tokens.
    fn finish(&mut self) {
        (0..2).for_each(|k| self.set(k, 0, 0, false));
        self.take(2);
    }

    /// The starts among these tokens, in order.
    pub fn among(&self, from: usize, to: usize) -> impl Iterator<Item = usize> + '_ {
        (from / 64..to.div_ceil(64)).flat_map(move |row| {
            let mut left = self.rows[row];
            left &= if row == from / 64 { u64::MAX << (from % 64) } else { u64::MAX };
            std::iter::from_fn(move || {
                let at = row * 64 + left.trailing_zeros() as usize;
                (left != 0 && at < to).then(|| {
                    left &= left - 1;
                    at
                })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn starts_are_the_tokens_before_what_they_go_on_with(tokens in proptest::collection::vec((0..4u64, 0..4u64, proptest::bool::weighted(0.1)), 0..200), from in 0..100usize, len in 0..150usize) {
            let mut starts = Starts::new(tokens.len());
            for block in tokens.chunks(BLOCK) {
                block.iter().enumerate().for_each(|(k, &(bits, onward, ends))| starts.set(k, bits, onward, ends));
                starts.take(block.len());
            }
            starts.finish();
            let bits = |i: usize| tokens.get(i).map_or(0, |t| t.0);
            let to = (from + len).min(tokens.len());
            let slowly = (from..to).filter(|&i| tokens[i].2 || tokens[i].1 & if bits(i + 1) == 0 { bits(i + 2) } else { bits(i + 1) } != 0);
            proptest::prop_assert_eq!(starts.among(from, to).collect::<Vec<_>>(), slowly.collect::<Vec<_>>());
        }
    }
}
