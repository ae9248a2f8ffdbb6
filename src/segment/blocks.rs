//! Blocks: headline, body paragraph, caption, list item, quotation block, page furniture.

use super::furniture::{Furniture, begins, furniture, is_year, look, Look};
use super::paragraphs::{Bullet, Paragraph, bullet, paragraphs};
use super::words::{Kind, Shape};
use super::{SplitWords, Text, marks};
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
/// Words of a headline, at most.
const HEADLINE: u32 = 22;
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
    let paragraphs = paragraphs(text, hints);
    let mut folded = String::new();
    let mut drafts: Vec<Draft> = paragraphs.iter().map(|p| draft(text, p, words, &mut folded)).collect();
    lists(text, &paragraphs, &mut drafts);
    link_lists(&mut drafts);
    repeated(text, &mut drafts);
    headlines(&mut drafts);
    lone_names(text, &mut drafts);
    drafts.iter().map(|d| Block { kind: d.kind, span: text.span(d.tokens), tokens: d.tokens }).collect()
}

/// Judges a paragraph by itself.
fn draft(text: &Text, p: &Paragraph, words: &SplitWords, folded: &mut String) -> Draft {
    let len = text.span(p.tokens).len();
    let kind = p.declared.unwrap_or(BlockKind::Body);
    let mut draft = Draft { tokens: p.tokens, blank: p.blank, kind, settled: kind != BlockKind::Body, len, stops: true, title: false, announces: false };
    if len > SHORT {
        return draft;
    }
    let look = look(text, p.tokens);
    draft.stops = look.stops;
    if draft.settled {
        return draft;
    }
    fold(text.slice(text.span(p.tokens)), folded);
    if let Some(found) = furniture(text, p.tokens, &look, folded, words) {
        draft.kind = BlockKind::Furniture;
        draft.announces = found == Furniture::Announces;
    } else if p.tokens.0 > 0 && is_caption(text, p.tokens, &look, folded, words) {
        draft.kind = BlockKind::Caption;
    }
    draft.settled = draft.kind != BlockKind::Body;
    draft.title = is_title(text, p.tokens, &look);
    draft
}

/// "Photo: ...", "(Photo by ...)", a line that ends on a month and year, or one that goes on after its last stop with
/// names only: "... June 2019. Getty".
fn is_caption(text: &Text, tokens: (u32, u32), look: &Look, folded: &str, words: &SplitWords) -> bool {
    let line = folded.trim_start_matches(['(', '[']);
    let labelled = words.captions.iter().any(|w| begins(line, w) && (line.len() < folded.len() || line[w.len()..].trim_start().starts_with(':')));
    labelled || !look.stops && look.words >= 5 && (credit(text, tokens) || ends_on_date(text, tokens, words))
}

/// "X speaks in Paris - July 2019"
fn ends_on_date(text: &Text, tokens: (u32, u32), words: &SplitWords) -> bool {
    let mut month = String::new();
    fold(text.word(tokens.1 as usize - 2), &mut month);
    is_year(text, (tokens.1 - 1, tokens.1)) && words.calendar.contains(month.as_str())
}

/// Whether at most four words stand after the last full stop, all of them capitalised.
fn credit(text: &Text, tokens: (u32, u32)) -> bool {
    let mut names = 0;
    for i in (tokens.0 as usize + 3..tokens.1 as usize).rev() {
        let t = text.tokens[i];
        match t.kind {
            Kind::Word if t.is(Shape::CAPITAL) && names < 4 => names += 1,
            Kind::Punct if marks::first(text, i) == '.' => {
                let word = text.tokens[i - 1];
                return names > 0 && t.span().len() == 1 && (word.kind == Kind::Number || word.span().len() > 3);
            }
            Kind::Punct if matches!(marks::first(text, i), '/' | ',' | '©' | ')' | '(') => {}
            _ => return false,
        }
    }
    false
}

/// A line that could be a headline: short, begins large, and stops nowhere, unless a title asks or calls.
fn is_title(text: &Text, tokens: (u32, u32), look: &Look) -> bool {
    let first = (tokens.0 as usize..tokens.1 as usize).find(|&i| text.tokens[i].kind != Kind::Punct);
    let large = first.is_some_and(|i| !marks::is_lower(text, i));
    let open_end = match look.last {
        None => true,
        Some('?' | '!') => look.words <= 16 && look.capitals * 2 > look.words,
        Some(c) => !marks::is_stop(c) && !matches!(c, ':' | ';' | ',') && !marks::is_dash(c),
    };
    large && open_end && look.words <= HEADLINE && (look.long > 0 || is_year(text, tokens))
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
            && is_name(text, &drafts[i])
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

/// Two to four capitalised words and nothing else.
fn is_name(text: &Text, d: &Draft) -> bool {
    let tokens = &text.tokens[d.tokens.0 as usize..d.tokens.1 as usize];
    (2..=4).contains(&tokens.len()) && tokens.iter().all(|t| t.kind == Kind::Word && t.is(Shape::CAPITAL))
}
