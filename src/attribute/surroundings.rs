//! What surrounds a sentence: speech, years, and the names that open the turns of a transcript.

use super::flags::Flag;
use super::view::View;
use crate::segment::words::Shape;
use crate::segment::{Kind, Sentence};
use rustc_hash::FxHashMap;

/// What was counted once for the whole text.
pub struct Surroundings<'a> {
    /// For each sentence, how many of the eight around it hold speech: 0 to 4.
    pub speech: Vec<u8>,
    /// For each sentence, how much the sentences around it tell the past, year by year: 0 to 1.
    pub chronicle: Vec<f32>,
    labels: FxHashMap<&'a str, u32>,
    /// A label in capitals begins several paragraphs: any other such label is a speaker too.
    transcript: bool,
}

impl<'a> Surroundings<'a> {
    pub fn new(v: &View<'a>) -> Surroundings<'a> {
        let labels = labels(v);
        let repeated = |i: usize| v.has(i, Shape::UPPER) && labels.get(v.text.word(i)).is_some_and(|&n| n > 1);
        let transcript = v.text.blocks.iter().any(|b| b.tokens.0 < b.tokens.1 && repeated(b.tokens.0 as usize));
        Surroundings { speech: speech_around(&holds_speech(v)), chronicle: chronicle_around(v), labels, transcript }
    }

    /// The tier of the colon at token `i`, if what stands before it is a label that begins several paragraphs.
    pub fn label(&self, v: &View, s: &Sentence, i: usize) -> Option<u8> {
        let start = s.tokens.0;
        let opens = start == v.text.blocks[s.block as usize].tokens.0 && i < start as usize + LABEL_WORDS;
        let repeated = opens && self.labels.get(v.text.word(start as usize)).is_some_and(|&n| n > 1);
        match opens && is_capitals(v, s, i) {
            true if repeated || self.transcript => Some(TURN),
            _ => repeated.then_some(LABEL),
        }
    }
}

/// A label has fewer words than this.
const LABEL_WORDS: usize = 5;

/// The tier of a colon after a label that begins several paragraphs: the names of a transcript.
pub const LABEL: u8 = 7;

/// The tier of such a colon whose label is in capitals: nothing else it can be.
pub const TURN: u8 = 8;

/// "ROSSI", "Q": a label in capitals.
fn is_capitals(v: &View, s: &Sentence, colon: usize) -> bool {
    let start = s.tokens.0 as usize;
    let one = colon == start + 1 && v.has(start, Shape::CAPITAL) && v.text.word(start).len() == 1;
    one || (start..colon).all(|j| v.kind(j) != Kind::Word || v.has(j, Shape::UPPER))
}

/// Paragraphs that begin with a label and a colon, by the label's first token.
fn labels<'a>(v: &View<'a>) -> FxHashMap<&'a str, u32> {
    let mut out = FxHashMap::default();
    for b in &v.text.blocks {
        let (start, end) = (b.tokens.0 as usize, b.tokens.1 as usize);
        if (start + 1..(start + LABEL_WORDS).min(end)).any(|j| v.sign(j) == b':') {
            *out.entry(v.text.word(start)).or_default() += 1;
        }
    }
    out
}

/// Which sentences hold a quotation or a plain verb of saying.
fn holds_speech(v: &View) -> Vec<u8> {
    v.text.sentences.iter().map(|s| v.flags.any(s.tokens, Flag::PLAIN.or(Flag::SPEECH)) as u8).collect()
}

/// For each sentence, how many of the four before and the four after hold speech; 4 stands for more.
fn speech_around(holds: &[u8]) -> Vec<u8> {
    near(holds, 4).zip(holds).map(|(n, &own)| (n - own as u32).min(4) as u8).collect()
}

/// For each place the sum over the `reach` places before it, itself, and the `reach` places behind.
fn near(of: &[u8], reach: usize) -> impl Iterator<Item = u32> {
    let mut sum: u32 = of.iter().take(reach).map(|&n| n as u32).sum();
    (0..of.len()).map(move |i| {
        sum += of.get(i + reach).map_or(0, |&n| n as u32);
        sum -= i.checked_sub(reach + 1).map_or(0, |j| of[j] as u32);
        sum
    })
}

/// How many sentences before and after are looked at for years.
const YEARS_REACH: usize = 8;
/// So many of them with a year make a chronicle.
const YEARS_FULL: f32 = 6.0;

/// For each sentence, how much the sentences around it date what they tell by its year.
fn chronicle_around(v: &View) -> Vec<f32> {
    let dated: Vec<u8> = v.text.sentences.iter().map(|s| v.flags.any(s.tokens, Flag::YEAR) as u8).collect();
    near(&dated, YEARS_REACH).map(|n| (n as f32 / YEARS_FULL).min(1.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_near_is_the_sum_of_a_window(of in prop::collection::vec(0..2u8, 0..40), reach in 0..9usize) {
            let window = |i: usize| of[i.saturating_sub(reach)..(i + reach + 1).min(of.len())].iter().map(|&n| n as u32).sum::<u32>();
            prop_assert_eq!(near(&of, reach).collect::<Vec<u32>>(), (0..of.len()).map(window).collect::<Vec<u32>>());
        }
    }
}
