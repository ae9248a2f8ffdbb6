//! Sentences inside blocks.

use super::{Sentence, SplitWords, Text};

/// Cuts every block into sentences.
pub fn sentences(text: &Text, _words: &SplitWords) -> Vec<Sentence> {
    let mut out = Vec::new();
    for (b, block) in text.blocks.iter().enumerate() {
        let (start, end) = (block.tokens.0 as usize, block.tokens.1 as usize);
        let mut from = start;
        for i in start..end {
            let stop = matches!(text.word(i), "." | "!" | "?");
            if i + 1 == end || stop && text.tokens[i + 1].is(super::words::Shape::SPACED) {
                let tokens = (from as u32, i as u32 + 1);
                out.push(Sentence { span: text.span(tokens), tokens, block: b as u32 });
                from = i + 1;
            }
        }
    }
    out
}
