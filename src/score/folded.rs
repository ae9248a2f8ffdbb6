//! What stands once a word of a reading, packed: whoever keeps thousands of readings looks at one of them at a time.

use crate::attribute::Voice;
use crate::lexicon::WordId;
use crate::segment::words::Shape;
use crate::segment::{Kind, Token};

/// The tokens of a text with their words and voices, in a quarter of the room.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// For each token: how far it stands behind the one before, its length, and its word; each in as few bytes as it needs.
    places: Box<[u8]>,
    looks: Box<[(Kind, Shape)]>,
    /// Runs of tokens with one voice and attribution: how many, and which.
    voices: Box<[(u32, (Voice, u32))]>,
}

impl Folded {
    /// Packs them; each token has its word and its voice.
    pub fn new(tokens: &[Token], words: &[WordId], voices: &[(Voice, u32)]) -> Folded {
        let mut places = Vec::with_capacity(5 * tokens.len());
        let mut before = 0;
        for (t, &word) in tokens.iter().zip(words) {
            [t.start.wrapping_sub(before), t.end - t.start, word].into_iter().for_each(|n| put(n, &mut places));
            before = t.end;
        }
        Folded {
            places: places.into(),
            looks: tokens.iter().map(|t| (t.kind, t.shape)).collect(),
            voices: voices.chunk_by(|a, b| a == b).map(|run| (run.len() as u32, run[0])).collect(),
        }
    }

    /// The tokens, their words and their voices.
    pub fn unfold(&self) -> (Vec<Token>, Vec<WordId>, Vec<(Voice, u32)>) {
        let (mut from, mut before) = (&self.places[..], 0u32);
        let mut words = Vec::with_capacity(self.looks.len());
        let token = |&(kind, shape): &(Kind, Shape)| {
            let start = before.wrapping_add(take(&mut from));
            before = start + take(&mut from);
            words.push(take(&mut from));
            Token { start, end: before, kind, shape }
        };
        let tokens: Vec<Token> = self.looks.iter().map(token).collect();
        let mut voices = Vec::with_capacity(tokens.len());
        self.voices.iter().for_each(|&(n, voice)| voices.resize(voices.len() + n as usize, voice));
        (tokens, words, voices)
    }
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn put(mut n: u32, to: &mut Vec<u8>) {
    while n >= 0x80 {
        to.push(n as u8 | 0x80);
        n >>= 7;
    }
    to.push(n as u8);
}

fn take(from: &mut &[u8]) -> u32 {
    let (mut n, mut shift) = (0, 0);
    while let Some((&byte, rest)) = from.split_first() {
        *from = rest;
        n |= u32::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            break;
        }
        shift += 7;
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_folded_is_unfolded(
            parts in prop::collection::vec((0u32..300, 1u32..300, any::<u32>(), 0usize..3, 0u32..2), 0..60),
            capital in any::<bool>(),
        ) {
            let shape = if capital { Shape::CAPITAL | Shape::SPACED } else { Shape::default() };
            let (mut at, mut tokens) = (0, Vec::new());
            for &(gap, len, ..) in &parts {
                tokens.push(Token { start: at + gap, end: at + gap + len, kind: Kind::Word, shape });
                at += gap + len;
            }
            let words: Vec<WordId> = parts.iter().map(|p| p.2).collect();
            let voices: Vec<(Voice, u32)> = parts.iter().map(|p| ([Voice::Own, Voice::Quoted, Voice::Reported][p.3], p.4)).collect();
            prop_assert_eq!(Folded::new(&tokens, &words, &voices).unfold(), (tokens, words, voices));
        }
    }
}
