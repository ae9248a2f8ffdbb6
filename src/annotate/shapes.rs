//! Marks that are shapes, not words: capitals, repeated marks, questions, slogans.

use super::{Annotated, Hit};
use crate::lexicon::{Lexicon, RuleId};
use crate::segment::words::Shape;
use crate::segment::{BlockKind, Kind, Sentence, Text};

/// A word in capitals shorter than this is taken for an acronym.
const SHORTEST: usize = 4;

/// Adds the hits of the detectors that look at shapes.
pub fn shapes(text: &Text, lexicon: &Lexicon, into: &mut Annotated) {
    let rule = |name| lexicon.detectors(name).next();
    let (capitals, punctuation, question) = (rule("capitals"), rule("punctuation"), rule("question"));
    for (number, s) in text.sentences.iter().enumerate() {
        let kind = text.blocks[s.block as usize].kind;
        if matches!(kind, BlockKind::Furniture | BlockKind::Headline) {
            continue;
        }
        let mut push = |rule: Option<RuleId>, from: u32, to: u32| {
            if let Some(rule) = rule {
                into.hits.push(Hit { rule, term: None, tokens: (from, to), span: text.span((from, to)), sentence: number as u32, negated: false });
            }
        };
        shouted(text, lexicon, &into.words, s).into_iter().for_each(|i| push(capitals, i, i + 1));
        for i in s.tokens.0..s.tokens.1 {
            let mark = text.word(i as usize);
            let doubled = i + 1 < s.tokens.1 && mark.starts_with(['!', '?']) && text.word(i as usize + 1).starts_with(['!', '?']);
            if (mark.len() > 1 || doubled) && mark.starts_with(['!', '?']) {
                push(punctuation, i, i + 1 + doubled as u32);
            }
        }
        if kind == BlockKind::Body && text.word(s.tokens.1 as usize - 1) == "?" && text.count_words(s.tokens) >= 3 {
            push(question, s.tokens.0, s.tokens.1);
        }
    }
}

/// Words in capitals that the rest of the sentence does not explain: known words, in a sentence of small letters.
fn shouted(text: &Text, lexicon: &Lexicon, words: &[u32], s: &Sentence) -> Vec<u32> {
    let range = s.tokens.0 as usize..s.tokens.1 as usize;
    let small = range.clone().filter(|&i| text.tokens[i].kind == Kind::Word && !text.tokens[i].is(Shape::UPPER)).count();
    let loud: Vec<u32> = range.filter(|&i| text.tokens[i].is(Shape::UPPER) && text.word(i).chars().count() >= SHORTEST && is_ordinary(text, lexicon, words, i)).map(|i| i as u32).collect();
    if small >= loud.len() { loud } else { Vec::new() }
}

/// A word that the lexicon knows by its small letters is no acronym; neither is one with a mark of exclamation behind it.
fn is_ordinary(text: &Text, lexicon: &Lexicon, words: &[u32], i: usize) -> bool {
    let _ = lexicon;
    words[i] != 0 || text.tokens.get(i + 1).is_some_and(|t| t.span().of(&text.source).starts_with('!'))
}
