//! What the model of cues looks at: a candidate's word form, its frame, its neighbours.

use super::cues::{Candidate, Use};
use super::view::View;
use super::weights::{Feature, Take};
use crate::lexicon::entry::CueUse;
use crate::lexicon::{Frame, FrameSet, Role};
use crate::segment::words::Shape;
use crate::segment::{BlockKind, Kind, Sentence};

/// What stands next to a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Beside {
    End,
    Quote,
    Colon,
    Comma,
    Stop,
    Mark,
    Number,
    Determiner,
    Possessive,
    Name,
    Adverb,
    Auxiliary,
    Cue,
    Plural,
    Participle,
    Ing,
    Word,
    /// The first of the frames; the others follow in their order.
    Frame,
}

/// How many classes of neighbours there are.
pub const BESIDES: usize = Beside::Frame as usize + 28;

/// The class of token `i` as the neighbour of a cue, inside its sentence.
#[inline]
pub fn beside(v: &View, s: &Sentence, i: Option<usize>) -> usize {
    let Some(i) = i.filter(|&i| (s.tokens.0 as usize..s.tokens.1 as usize).contains(&i)) else { return Beside::End as usize };
    let known = &v.besides[i % v.besides.len()];
    if known.get().0 != i as u32 {
        known.set((i as u32, class(v, s, i) as u8));
    }
    known.get().1 as usize
}

fn class(v: &View, s: &Sentence, i: usize) -> usize {
    let class = match v.kind(i) {
        Kind::Number => Beside::Number,
        Kind::Punct | Kind::Link => match v.sign(i) {
            _ if v.begins_quote(i) || v.ends_quote(i) => Beside::Quote,
            b':' => Beside::Colon,
            b',' => Beside::Comma,
            b'.' | b'!' | b'?' | b';' => Beside::Stop,
            _ => Beside::Mark,
        },
        Kind::Word => match v.frame(i) {
            Frame::None => word_class(v, s, i),
            f => return Beside::Frame as usize + f as usize,
        },
    };
    class as usize
}

fn word_class(v: &View, s: &Sentence, i: usize) -> Beside {
    let word = v.bytes(i);
    let small = v.roles(i).has_any(&[Role::Possessive, Role::Determiner, Role::Adverb, Role::Auxiliary, Role::Modal]);
    if !small && !v.has(i, Shape::CAPITAL | Shape::CLITIC) {
        return plain_class(v.cue(i, CueUse::ANY), word);
    }
    match () {
        _ if v.is(i, Role::Possessive) || v.has(i, Shape::CLITIC) => Beside::Possessive,
        _ if v.is(i, Role::Determiner) => Beside::Determiner,
        _ if v.is_name(i, s) => Beside::Name,
        _ if v.is_adverb(i) => Beside::Adverb,
        _ if v.roles(i).has_any(&[Role::Auxiliary, Role::Modal]) => Beside::Auxiliary,
        _ if v.cue(i, CueUse::ANY) => Beside::Cue,
        _ => by_ending(word),
    }
}

/// The class of a word in small letters with none of the roles above: four of five.
fn plain_class(cue: bool, word: &[u8]) -> Beside {
    match () {
        _ if word.ends_with(b"ly") && word.len() > 4 => Beside::Adverb,
        _ if cue => Beside::Cue,
        _ => by_ending(word),
    }
}

fn by_ending(word: &[u8]) -> Beside {
    match word {
        [.., b'i', b'n', b'g'] => Beside::Ing,
        [.., b'e', b'd'] => Beside::Participle,
        [.., b's'] => Beside::Plural,
        _ => Beside::Word,
    }
}

/// Gives `to` the features of a candidate in its place.
pub fn describe(v: &View, s: &Sentence, c: &Candidate, to: &mut impl Take) {
    let subject = c.kind;
    let (start, end) = (c.tokens.0 as usize, c.tokens.1 as usize);
    let (first, last) = (s.tokens.0 as usize, s.tokens.1 as usize);
    let g = c.group as usize + if matches!(c.usage, Use::Preposition | Use::Colon | Use::Dash) { 11 } else { 0 };
    let usage = c.usage as usize;
    let form = c.form as usize;
    let prev = beside(v, s, start.checked_sub(1));
    let next = beside(v, s, Some(end));
    let after = beside(v, s, Some(end + 1));
    let skip_next = if next == Beside::Adverb as usize { after } else { next };
    let before = (start.checked_sub(2)).map_or(0, |j| beside(v, s, Some(j)));
    to.take(Feature::word(v.word(start)));
    to.take(Feature::lemma(c.lemma));
    to.take(Feature::new(0, usage, 0));
    to.take(Feature::new(1, g, form));
    to.take(Feature::new(2, g, skip_next));
    to.take(Feature::new(3, g, prev));
    to.take(Feature::new(4, form, skip_next));
    to.take(Feature::new(5, form, prev));
    to.take(Feature::new(6, g, c.tier as usize));
    to.take(Feature::new(7, g, subject as usize));
    to.take(Feature::new(8, form, subject as usize));
    to.take(Feature::new(9, next, after));
    to.take(Feature::new(10, before, prev));
    // what the next words hold
    let (mut by, mut that, mut clause) = (FrameSet::default(), FrameSet::default(), FrameSet::default());
    for (k, i) in (end..(end + 8).min(last)).enumerate() {
        let frame = FrameSet::from_iter([v.frame(i)]);
        clause = clause | frame;
        that = if k < 5 { clause } else { that };
        by = if k < 3 { clause } else { by };
    }
    let (right, left) = match c.quotes {
        true => ((end..(end + 7).min(last)).any(|j| v.begins_quote(j)), (start.saturating_sub(6).max(first)..start).any(|j| v.ends_quote(j))),
        false => (false, false),
    };
    let bits = [
        that.has_any(&[Frame::That]),
        clause.has_any(&[Frame::Be, Frame::Have, Frame::Will, Frame::Nominative, Frame::Do]),
        by.has_any(&[Frame::By]),
        that.has_any(&[Frame::To]),
        right,
        left,
    ];
    for (k, _) in bits.iter().enumerate().filter(|(_, b)| **b) {
        to.take(Feature::new(11, g, k));
        to.take(Feature::new(12, form, k));
    }
    let earlier = v.frames(start.saturating_sub(4).max(first), start);
    const EARLIER: [Frame; 8] = [Frame::Will, Frame::Negation, Frame::To, Frame::First, Frame::Second, Frame::Whether, Frame::Be, Frame::Relative];
    for (k, _) in EARLIER.iter().enumerate().filter(|(_, f)| earlier.has_any(&[**f])) {
        to.take(Feature::new(13, g, k));
        to.take(Feature::new(14, form, k));
    }
    let titled = start > first && v.kind(start) == Kind::Word && v.has(start, Shape::CAPITAL);
    let kind = if titled { BlockKind::Furniture } else { v.text.blocks[s.block as usize].kind };
    to.take(Feature::new(15, g, kind as usize));
    let place = match (start - first, last - end) {
        (0..=1, _) => 0,
        (_, 0..=2) => 1,
        (2..=5, _) => 2,
        _ => 3,
    };
    to.take(Feature::new(16, g, place));
    // a sentence with a quotation, and one that a quotation follows
    let quote_next = last < v.text.tokens.len() && v.begins_quote(last);
    to.take(Feature::new(17, g, c.quotes as usize + 2 * quote_next as usize));
    let question = v.bytes(last - 1).starts_with(b"?");
    to.take(Feature::new(18, usage, question as usize));
    let long = ((last - first) / 8).min(6);
    to.take(Feature::new(19, usage, long));
    to.take(Feature::new(22, g, c.around as usize));
    to.take(Feature::new(24, subject as usize, c.around as usize));
    for (k, _) in bits.iter().enumerate().filter(|(_, b)| **b) {
        to.take(Feature::new(23, k, c.around as usize));
    }
    to.take(Feature::new(20, subject as usize, skip_next));
    to.take(Feature::new(21, subject as usize, prev));
}
