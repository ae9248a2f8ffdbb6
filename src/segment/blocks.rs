//! Blocks: headline, body paragraph, caption, list item, quotation block, page furniture.

use super::furniture::{Furniture, Line, Openings, furniture, look};
use super::paragraphs::{Bullet, Paragraph, bullet, paragraphs};
use super::titles::{is_caption, is_name, is_title};
use super::{SplitWords, Text, posts};
use crate::text::{Span, fold};
use rustc_hash::FxHashMap;

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

/// Longer paragraphs are never looked at: they are body.
const SHORT: usize = 240;
/// Headlines in a row, at most: more are verses, or a menu.
const STACKED: usize = 3;

/// A paragraph on its way to a block.
struct Draft {
    tokens: (u32, u32),
    blank: bool,
    kind: BlockKind,
    /// The format said so, or a line's own look did: no later rule changes it.
    settled: bool,
    /// Length in bytes.
    len: usize,
    stops: bool,
    /// Could be a headline, judged by itself.
    title: bool,
    announces: bool,
}

/// Finds the blocks: those declared by the format, else paragraphs, each with its kind.
pub fn blocks(text: &Text, hints: &[BlockHint], words: &SplitWords) -> Vec<Block> {
    let paragraphs = posts::set_off(text, paragraphs(text, hints));
    let openings = Openings::new(words);
    let mut folded = String::new();
    let mut drafts: Vec<Draft> = paragraphs.iter().map(|p| draft(text, p, words, &openings, &mut folded)).collect();
    lists(text, &paragraphs, &mut drafts);
    link_lists(&mut drafts);
    repeated(text, &mut drafts);
    headlines(&mut drafts);
    lone_names(text, &mut drafts);
    drafts.iter().map(|d| Block { kind: d.kind, span: text.span(d.tokens), tokens: d.tokens }).collect()
}

/// Judges a paragraph by itself.
fn draft(text: &Text, p: &Paragraph, words: &SplitWords, openings: &Openings, folded: &mut String) -> Draft {
    let len = text.span(p.tokens).len();
    let kind = p.declared.unwrap_or(BlockKind::Body);
    let mut draft = Draft { tokens: p.tokens, blank: p.blank, kind, settled: kind != BlockKind::Body, len, stops: true, title: false, announces: false };
    if len > SHORT {
        return draft;
    }
    let look = look(text, p.tokens);
    draft.stops = look.stops;
    let sentence = look.stops && look.words > 20 && look.handles == 0;
    if draft.settled || sentence {
        return draft;
    }
    fold(text.slice(text.span(p.tokens)), folded);
    let line = Line { text, tokens: p.tokens, look, folded };
    if let Some(found) = furniture(&line, words, openings) {
        draft.kind = BlockKind::Furniture;
        draft.announces = found == Furniture::Announces;
    } else if p.tokens.0 > 0 && is_caption(&line, words) {
        draft.kind = BlockKind::Caption;
    }
    draft.settled = draft.kind != BlockKind::Body;
    draft.title = is_title(&line);
    draft
}

/// List items: by a bullet, or by a dash or number where a neighbour begins so too.
fn lists(text: &Text, paragraphs: &[Paragraph], drafts: &mut [Draft]) {
    let mut before = None;
    for (i, p) in paragraphs.iter().enumerate() {
        let found = bullet(text, p.tokens);
        if let Some(found) = found {
            let paired = found == Bullet::Sure || before == Some(found);
            for d in &mut drafts[if before == Some(found) { i - 1 } else { i }..=i] {
                if paired && !d.settled {
                    (d.kind, d.settled) = (BlockKind::List, true);
                }
            }
        }
        before = found;
    }
}

/// Titles below "Read more:" are links: all of them at the text's end, else those that follow without a blank line.
fn link_lists(drafts: &mut [Draft]) {
    let linkish = |d: &Draft| d.kind == BlockKind::Furniture || !d.settled && d.title && !d.stops;
    let tail = drafts.iter().rposition(|d| !linkish(d)).map_or(0, |i| i + 1);
    let mut under = false;
    for (i, d) in drafts.iter_mut().enumerate() {
        under = d.announces || under && linkish(d) && (i >= tail || !d.blank);
        if under && !d.settled {
            (d.kind, d.settled) = (BlockKind::Furniture, true);
        }
    }
}

/// A line without a stop that comes again is a caption the first time and the page's doing after that; the first line of
/// all is the title.
fn repeated(text: &Text, drafts: &mut [Draft]) {
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    for i in 0..drafts.len() {
        let d = &drafts[i];
        if d.stops || d.len > SHORT || d.kind == BlockKind::List {
            continue;
        }
        let line = text.slice(text.span(d.tokens));
        if line.ends_with(':') {
            continue;
        }
        let Some(&first) = seen.get(line) else {
            seen.insert(line, i);
            continue;
        };
        let furniture = drafts[first].kind == BlockKind::Furniture;
        let long = line.len() >= 20 && line.contains(' ');
        if !drafts[i].settled && (furniture || long) {
            (drafts[i].kind, drafts[i].settled) = (BlockKind::Furniture, true);
            if !drafts[first].settled && first > 0 {
                (drafts[first].kind, drafts[first].settled) = (BlockKind::Caption, true);
            }
        }
    }
}

/// A title-like line is a headline when it opens the text, or a longer paragraph, a list or another headline follows it.
fn headlines(drafts: &mut [Draft]) {
    let opening = drafts.iter().position(|d| d.kind != BlockKind::Furniture);
    let mut below: Option<(BlockKind, usize, bool)> = None;
    let mut stacked = 0;
    for i in (0..drafts.len()).rev() {
        let d = &mut drafts[i];
        if matches!(d.kind, BlockKind::Furniture | BlockKind::Caption) {
            continue;
        }
        if let (false, true, Some((kind, len, stops))) = (d.settled, d.title, below) {
            let introduces = match kind {
                BlockKind::Headline => stacked < STACKED,
                BlockKind::List => true,
                _ => len > d.len && (stops || len > 2 * d.len),
            };
            if introduces || Some(i) == opening {
                d.kind = BlockKind::Headline;
            }
        }
        stacked = if d.kind == BlockKind::Headline { stacked + 1 } else { 0 };
        below = Some((d.kind, d.len, d.stops));
    }
}

/// A name alone between the headline and a date or "11 min read" is a byline without its "By"; so is its repetition.
fn lone_names(text: &Text, drafts: &mut [Draft]) {
    let named = (1..drafts.len().min(6)).find(|&i| {
        drafts[i].kind != BlockKind::Furniture
            && is_name(text, drafts[i].tokens)
            && matches!(drafts[i - 1].kind, BlockKind::Headline | BlockKind::Furniture)
            && drafts.get(i + 1).is_some_and(|d| d.kind == BlockKind::Furniture)
    });
    if let Some(named) = named {
        let name = text.slice(text.span(drafts[named].tokens));
        for d in drafts[named..].iter_mut().filter(|d| d.len == name.len()) {
            if text.slice(text.span(d.tokens)) == name {
                d.kind = BlockKind::Furniture;
            }
        }
    }
}
