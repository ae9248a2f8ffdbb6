//! Blocks: headline, body paragraph, caption, list item, quotation block, page furniture.

use super::words::Shape;
use super::{SplitWords, Text};
use crate::text::Span;

/// What a block is on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum BlockKind {
    Headline,
    Body,
    Caption,
    List,
    Quote,
    /// Bylines, "11 min read", navigation: nobody's words, never scored.
    Furniture,
}

/// A block of the text; blocks cover all tokens, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
    pub tokens: (u32, u32),
}

/// A block that the document's format declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockHint {
    pub kind: BlockKind,
    pub span: Span,
}

/// Finds the blocks: those declared by the format, else paragraphs.
pub fn blocks(text: &Text, hints: &[BlockHint], _words: &SplitWords) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut start = 0;
    let n = text.tokens.len();
    for i in 1..=n {
        let ends = i == n || text.tokens[i].is(Shape::LINE) || hints.iter().any(|h| h.span.start == text.tokens[i].start);
        if ends && i > start {
            let tokens = (start as u32, i as u32);
            let span = text.span(tokens);
            let kind = hints.iter().find(|h| h.span.overlaps(span)).map_or(BlockKind::Body, |h| h.kind);
            out.push(Block { kind, span, tokens });
            start = i;
        }
    }
    out
}
