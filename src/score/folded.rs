//! What stands once a word of a reading, packed: whoever keeps thousands of readings looks at one of them at a time.

use crate::annotate::Fact;
use crate::lexicon::{Lexicon, WordId};
use crate::segment::words::Shape;
use crate::segment::{Kind, Token};
use crate::text::Span;

/// The tokens of a text with their words, in a third of the room.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    places: Box<[Place]>,
    /// Where the tokens stand that a place has no room for, in order.
    far: Box<[Span]>,
    words: Ids,
}

/// Ids of words, in two bytes each.
#[derive(Clone, Debug, Default)]
struct Ids {
    small: Box<[u16]>,
    /// Those that do not fit, by their places.
    large: Box<[(u32, WordId)]>,
}

impl Ids {
    fn new(ids: impl Iterator<Item = WordId> + Clone) -> Ids {
        let large = ids.clone().enumerate().filter(|(_, id)| u16::try_from(*id).is_err()).map(|(i, id)| (i as u32, id));
        Ids { large: large.collect(), small: ids.map(|id| id as u16).collect() }
    }

    fn iter(&self) -> impl Iterator<Item = WordId> + '_ {
        let mut large = self.large.iter().peekable();
        (0..).zip(&self.small).map(move |(i, &id)| large.next_if(|&&(at, _)| at == i).map_or(id.into(), |&(_, id)| id))
    }
}

/// A token: what it is in two bits, and in six how far it stands behind the one before; its length; its look.
#[derive(Clone, Copy, Debug)]
struct Place {
    kind_and_gap: u8,
    length: u8,
    shape: Shape,
}

/// The gap of a token that has its place among those that stand far.
const FAR: u32 = 0x3F;

const KINDS: [Kind; 4] = [Kind::Word, Kind::Number, Kind::Link, Kind::Punct];

impl Folded {
    /// Packs them, of the words what the lexicon knows; each token has its word.
    pub fn new(tokens: &[Token], facts: &[Fact], lexicon: &Lexicon) -> Folded {
        let (mut before, mut far) = (0, Vec::new());
        let place = |t: &Token| {
            let (gap, length) = (t.start.wrapping_sub(before), u8::try_from(t.len));
            let near = length.is_ok() && gap < FAR;
            if !near {
                far.push(t.span());
            }
            before = t.end();
            let gap = if near { gap } else { FAR };
            Place { kind_and_gap: (t.kind as u8) << 6 | gap as u8, length: length.unwrap_or_default(), shape: t.shape }
        };
        Folded { places: tokens.iter().map(place).collect(), far: far.into(), words: Ids::new(facts.iter().map(|f| f.word(lexicon))) }
    }

    /// The tokens and their words.
    pub fn unfold(&self, lexicon: &Lexicon) -> (Vec<Token>, Vec<Fact>) {
        let (mut far, mut end) = (self.far.iter(), 0);
        let token = |p: &Place| {
            let gap = u32::from(p.kind_and_gap) & FAR;
            let mut start = end + gap;
            end = start + u32::from(p.length);
            if gap == FAR
                && let Some(at) = far.next()
            {
                (start, end) = (at.start, at.end);
            }
            Token { start, len: (end - start) as u16, kind: KINDS[usize::from(p.kind_and_gap >> 6)], shape: p.shape }
        };
        let tokens: Vec<Token> = self.places.iter().map(token).collect();
        let fact = |(t, word): (&Token, WordId)| if t.kind == Kind::Word { Fact::new(word, 0, lexicon) } else { Fact::default() };
        let facts = tokens.iter().zip(self.words.iter()).map(fact).collect();
        (tokens, facts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_folded_is_unfolded(
            parts in prop::collection::vec((0u32..90, 1u32..300, prop_oneof![0..70_000u32, any::<u32>()]), 0..60),
            capital in any::<bool>(),
        ) {
            let shape = if capital { Shape::CAPITAL | Shape::SPACED } else { Shape::default() };
            let (mut at, mut tokens) = (0, Vec::new());
            for &(gap, len, ..) in &parts {
                tokens.push(Token { start: at + gap, len: len as u16, kind: KINDS[len as usize % 4], shape });
                at += gap + len;
            }
            let ids: Vec<WordId> = parts.iter().map(|p| p.2).collect();
            prop_assert_eq!(Ids::new(ids.iter().copied()).iter().collect::<Vec<_>>(), ids);
            let lexicon = crate::lexicon::builtin().unwrap();
            let word = |(t, id): (&Token, u32)| if t.kind == Kind::Word { Fact::new(id % lexicon.vocabulary_size() as u32, 0, lexicon) } else { Fact::default() };
            let facts: Vec<Fact> = tokens.iter().zip(parts.iter().map(|p| p.2)).map(word).collect();
            prop_assert_eq!(Folded::new(&tokens, &facts, lexicon).unfold(lexicon), (tokens, facts));
        }
    }
}
