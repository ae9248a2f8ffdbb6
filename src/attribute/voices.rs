//! The voice of every token, from quotations and contents.

use super::{Attributed, SourceClass, Voice, Voiced};
use crate::segment::{BlockKind, Text};
use std::ops::Range;

/// A quotation without a speaker is a phrase, not a speech, up to this many words.
const SCARE: u32 = 3;

/// The voice of every token, as runs of tokens that have one in common: a text has a hundredth as many runs as tokens.
///
/// ```
/// use slantscope::attribute::{Voice, Voiced, voices::Voices};
/// let voices = Voices::own(9).with(2..5, Voiced::new(Voice::Reported, Some(0)));
/// assert_eq!((voices.at(4).voice(), voices.at(5).voice()), (Voice::Reported, Voice::Own));
/// assert_eq!(voices.runs().map(|(tokens, _)| tokens.len()).collect::<Vec<_>>(), [2, 3, 4]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voices(Box<[(u32, Voiced)]>);

impl Voices {
    /// So many tokens in the author's own voice.
    pub fn own(tokens: usize) -> Voices {
        Voices(Box::new([(tokens as u32, Voiced::OWN)]))
    }

    /// The same with these tokens in another voice.
    pub fn with(&self, tokens: Range<u32>, voiced: Voiced) -> Voices {
        let mut paint = Paint { runs: self.runs().map(|(run, voiced)| (run.start, voiced)).collect(), tokens: self.len() };
        paint.over([(tokens, voiced)].into_iter());
        paint.finish()
    }

    /// The voice of token `i`; the author's own behind the last.
    pub fn at(&self, i: usize) -> Voiced {
        self.0.get(self.0.partition_point(|run| run.0 as usize <= i)).map_or(Voiced::OWN, |run| run.1)
    }

    /// The voices of tokens that are asked for in order, each with no search.
    pub fn in_order(&self) -> impl FnMut(usize) -> Voiced + '_ {
        let mut rest = &self.0[..];
        move |i| {
            while let Some((run, behind)) = rest.split_first()
                && run.0 as usize <= i
            {
                rest = behind;
            }
            rest.first().map_or(Voiced::OWN, |run| run.1)
        }
    }

    /// The runs in order, each with its tokens.
    pub fn runs(&self) -> impl Iterator<Item = (Range<u32>, Voiced)> + '_ {
        let mut from = 0;
        self.0.iter().map(move |&(to, voiced)| (std::mem::replace(&mut from, to)..to, voiced))
    }

    /// The runs among the tokens from `from` to the one before `to`.
    pub fn among(&self, from: usize, to: usize) -> impl Iterator<Item = (Range<usize>, Voiced)> + '_ {
        let (mut from, first) = (from, self.0.partition_point(|run| run.0 as usize <= from));
        self.0[first..].iter().map_while(move |&(end, voiced)| {
            let run = from..to.min(end as usize);
            from = run.end;
            (!run.is_empty()).then_some((run, voiced))
        })
    }

    /// The voice of each token.
    pub fn each(&self) -> impl Iterator<Item = Voiced> + '_ {
        self.runs().flat_map(|(tokens, voiced)| std::iter::repeat_n(voiced, tokens.len()))
    }

    fn len(&self) -> u32 {
        self.0.last().map_or(0, |run| run.0)
    }
}

/// Runs while they are laid over each other, by their first tokens.
struct Paint {
    runs: Vec<(u32, Voiced)>,
    tokens: u32,
}

impl Paint {
    fn own(tokens: usize) -> Paint {
        Paint { runs: vec![(0, Voiced::OWN)], tokens: tokens as u32 }
    }

    /// The number of the run that begins at this token; one is parted where none does.
    fn cut(&mut self, at: u32) -> usize {
        let after = self.runs.partition_point(|run| run.0 < at);
        if at < self.tokens && self.runs.get(after).is_none_or(|run| run.0 > at) {
            // contents come nearly in order: few runs stand behind
            self.runs.insert(after, (at, self.runs[after - 1].1));
        }
        after
    }

    /// Gives the words among these tokens that nobody has yet to a source.
    fn credit(&mut self, tokens: Range<u32>, reported: Voiced) {
        let (from, to) = (self.cut(tokens.start), self.cut(tokens.end));
        for run in self.runs[from..to.max(from)].iter_mut().filter(|run| run.1.attribution().is_none()) {
            run.1 = reported;
        }
    }

    /// The first attribution that one of these tokens is in.
    fn first(&self, tokens: Range<u32>) -> Option<u32> {
        let from = self.runs.partition_point(|run| run.0 <= tokens.start).saturating_sub(1);
        self.runs[from..].iter().take_while(|run| run.0 < tokens.end).find_map(|run| run.1.attribution())
    }

    /// Lays other voices over these stretches, which stand in order and apart.
    fn over(&mut self, stretches: impl Iterator<Item = (Range<u32>, Voiced)>) {
        let mut out: Vec<(u32, Voiced)> = Vec::with_capacity(self.runs.len() + 16);
        let (mut under, mut behind) = (self.runs.iter().copied().peekable(), Voiced::OWN);
        for (tokens, voiced) in stretches.filter(|(tokens, _)| !tokens.is_empty()) {
            while let Some(run) = under.next_if(|run| run.0 < tokens.start) {
                behind = run.1;
                out.push(run);
            }
            out.push((tokens.start, voiced));
            while let Some(run) = under.next_if(|run| run.0 <= tokens.end) {
                behind = run.1;
            }
            out.push((tokens.end, behind));
        }
        out.extend(under);
        // where two stretches meet, nothing stands between them
        out.dedup_by(|next, run| {
            next.0 == run.0 && {
                run.1 = next.1;
                true
            }
        });
        self.runs = out;
    }

    fn finish(mut self) -> Voices {
        self.runs.retain(|run| run.0 < self.tokens);
        self.runs.dedup_by(|next, run| next.1 == run.1);
        let ends = self.runs.iter().skip(1).map(|run| run.0).chain([self.tokens]);
        Voices(ends.zip(&self.runs).map(|(end, run)| (end, run.1)).collect())
    }
}

/// Gives every token its voice and every quotation its speaker.
pub fn voices(text: &Text, out: &mut Attributed) {
    let mut paint = Paint::own(text.tokens.len());
    for (number, a) in out.attributions.iter().enumerate().filter(|(_, a)| a.speech) {
        let reported = Voiced::new(Voice::Reported, Some(number as u32));
        // the outermost source keeps the words
        a.content.iter().for_each(|&(s, e)| paint.credit(s..e, reported));
    }
    let own_side = |a: u32| out.attributions[a as usize].class() == SourceClass::Own;
    let (mut outermost, mut outer): (Vec<(Range<u32>, Voiced)>, Range<u32>) = (Vec::new(), 0..0);
    for quote in &text.quotes {
        let inside = quote.tokens.0..quote.tokens.1;
        let speaker = match outermost.last() {
            // inside another, it is part of what that one's speaker says
            Some(last) if outer.contains(&inside.start) => last.1.attribution(),
            _ => paint.first(inside.clone()),
        };
        let voice = match speaker {
            Some(a) if own_side(a) => Voice::SelfQuote,
            Some(_) => Voice::Quoted,
            None if quote.words <= SCARE => Voice::ScareQuote,
            None => Voice::UnsourcedQuote,
        };
        let voiced = Voiced::new(voice, speaker);
        out.quotes.push(voiced);
        if quote.depth == 0 {
            outer = inside.clone();
            outermost.push((inside, voiced));
        }
    }
    paint.over(outermost.into_iter());
    let furniture = text.blocks.iter().filter(|b| b.kind == BlockKind::Furniture);
    paint.over(furniture.map(|b| (b.tokens.0..b.tokens.1, Voiced::new(Voice::Boilerplate, None))));
    for (_, v) in paint.runs.iter_mut().filter(|(_, v)| v.voice() == Voice::Reported && v.attribution().is_some_and(own_side)) {
        *v = Voiced::new(Voice::SelfQuote, v.attribution());
    }
    out.voices = paint.finish();
}

/// For each sentence the best class of source that it has a cue or content of.
pub fn sentence_classes(text: &Text, out: &Attributed) -> Vec<SourceClass> {
    let mut classes = vec![SourceClass::None; text.sentences.len()];
    let mut better = |sentence: usize, class: SourceClass| {
        let rank = |c: SourceClass| SourceClass::ALL.iter().position(|&x| x == c);
        if rank(class) < rank(classes[sentence]) {
            classes[sentence] = class;
        }
    };
    for a in &out.attributions {
        // a cue without a source still leans on somebody who is not named
        let class = if a.source.is_none() { SourceClass::Vague } else { a.class() };
        better(a.sentence as usize, class);
        // most content stands in the sentence of its cue
        let own = text.sentences[a.sentence as usize].tokens;
        for c in a.content.iter().filter(|c| c.0 < own.0 || own.1 < c.1) {
            (text.sentence_of(c.0 as usize)..=text.sentence_of(c.1 as usize - 1)).for_each(|s| better(s, class));
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn voiced() -> impl Strategy<Value = Voiced> {
        (0usize..3, prop::option::of(0u32..3)).prop_map(|(voice, by)| Voiced::new([Voice::Own, Voice::Quoted, Voice::Boilerplate][voice], by))
    }

    proptest! {
        #[test]
        fn runs_are_the_voices_of_the_tokens(
            tokens in 1u32..40,
            contents in prop::collection::vec((0u32..40, 0u32..12, voiced()), 0..8),
            stretches in prop::collection::vec((0u32..6, 0u32..6, voiced()), 0..8),
        ) {
            let mut slowly = vec![Voiced::OWN; tokens as usize];
            let mut paint = Paint::own(tokens as usize);
            for &(from, len, voiced) in &contents {
                let (from, to) = (from.min(tokens), (from + len).min(tokens));
                slowly[from as usize..to as usize].iter_mut().filter(|v| v.attribution().is_none()).for_each(|v| *v = voiced);
                paint.credit(from..to, voiced);
                if from < to {
                    prop_assert_eq!(paint.first(from..to), slowly[from as usize..to as usize].iter().find_map(|v| v.attribution()));
                }
            }
            let (mut at, mut apart) = (0, Vec::new());
            for &(gap, len, voiced) in &stretches {
                let from = (at + gap).min(tokens);
                at = (from + len).min(tokens);
                slowly[from as usize..at as usize].fill(voiced);
                apart.push((from..at, voiced));
            }
            paint.over(apart.into_iter());
            let voices = paint.finish();
            prop_assert_eq!((0..tokens as usize).map(|i| voices.at(i)).collect::<Vec<_>>(), slowly.clone());
            prop_assert_eq!(voices.each().collect::<Vec<_>>(), slowly.clone());
            prop_assert_eq!((0..tokens as usize).step_by(2).map(voices.in_order()).collect::<Vec<_>>(), slowly.iter().copied().step_by(2).collect::<Vec<_>>());
            for from in 0..=tokens as usize {
                let to = (from + 9).min(tokens as usize);
                let among: Vec<Voiced> = voices.among(from, to).flat_map(|(run, voiced)| run.map(move |_| voiced)).collect();
                prop_assert_eq!(among, slowly[from..to].to_vec());
            }
            prop_assert_eq!(voices.at(tokens as usize + 3), Voiced::OWN);
            prop_assert!(voices.0.windows(2).all(|w| w[0].1 != w[1].1));
        }
    }
}
