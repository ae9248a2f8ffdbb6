//! The voice of every token, from quotations and contents.

use super::{Attributed, SourceClass, Voice};
use crate::segment::{BlockKind, Text};

/// A quotation without a speaker is a phrase, not a speech, up to this many words.
const SCARE: u32 = 3;

/// Gives every token its voice and every quotation its speaker.
pub fn voices(text: &Text, out: &mut Attributed) {
    out.voices = vec![(Voice::Own, u32::MAX); text.tokens.len()];
    for (number, a) in out.attributions.iter().enumerate().filter(|(_, a)| a.speech) {
        for &(s, e) in &a.content {
            for v in &mut out.voices[s as usize..e as usize] {
                // the outermost source keeps the words
                if v.1 == u32::MAX {
                    *v = (Voice::Reported, number as u32);
                }
            }
        }
    }
    for quote in &text.quotes {
        let inside = quote.tokens.0 as usize..quote.tokens.1 as usize;
        let speaker = out.voices[inside.clone()].iter().map(|v| v.1).find(|&a| a != u32::MAX);
        let voice = match speaker {
            Some(a) if out.attributions[a as usize].class() == SourceClass::Own => Voice::SelfQuote,
            Some(_) => Voice::Quoted,
            None if quote.words <= SCARE => Voice::ScareQuote,
            None => Voice::UnsourcedQuote,
        };
        out.quotes.push((voice, speaker));
        if quote.depth == 0 {
            out.voices[inside].iter_mut().for_each(|v| *v = (voice, speaker.unwrap_or(u32::MAX)));
        }
    }
    for block in text.blocks.iter().filter(|b| b.kind == BlockKind::Furniture) {
        out.voices[block.tokens.0 as usize..block.tokens.1 as usize].fill((Voice::Boilerplate, u32::MAX));
    }
    if !out.attributions.iter().any(|a| a.class() == SourceClass::Own) {
        return;
    }
    for v in &mut out.voices {
        if v.0 == Voice::Reported && out.attributions[v.1 as usize].class() == SourceClass::Own {
            v.0 = Voice::SelfQuote;
        }
    }
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
