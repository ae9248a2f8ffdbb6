//! Posts of social networks that a page embeds: words of somebody else without any marks, and the line that signs them.

use super::blocks::BlockKind;
use super::furniture::is_year;
use super::paragraphs::Paragraph;
use super::words::{Kind, Shape};
use super::{Text, marks};

/// Tokens of a name before its `@name`, and of a date after it, at most.
const NAME: usize = 14;
const DATE: usize = 12;
/// Letters of an `@name`, at most.
const HANDLE: usize = 50;

/// Sets off every post as a quotation: "— Mara Tolle (@maratolle) March 4, 2025" signs the paragraph above it, or the one
/// that it ends. A format that says more of a paragraph than that it is one is believed.
pub fn set_off(text: &Text, paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    // a vector of comparisons; the search that tells where takes nine instructions a byte
    if !text.source.contains("(@") {
        return paragraphs;
    }
    let opened = text.source.match_indices("(@").map(|(open, _)| open);
    let mut signatures = opened.filter_map(|open| signature(text, &paragraphs, open)).peekable();
    let mut out: Vec<Paragraph> = Vec::with_capacity(paragraphs.len());
    for (i, p) in paragraphs.iter().enumerate() {
        let Some(Signature { dash, .. }) = signatures.next_if(|s| s.paragraph == i) else {
            out.push(*p);
            continue;
        };
        while signatures.next_if(|s| s.paragraph == i).is_some() {}
        let name = Paragraph { tokens: (dash, p.tokens.1), blank: p.blank && dash == p.tokens.0, ..*p };
        if dash > p.tokens.0 {
            out.push(Paragraph { tokens: (p.tokens.0, dash), ..*p });
        }
        let post = out.iter_mut().rev().find(|p| has_words(text, p.tokens));
        if let Some(post) = post.filter(|post| !marks::is_dash(marks::first(text, post.tokens.0 as usize))) {
            post.declared = quoted(post);
        }
        out.push(Paragraph { declared: quoted(p), ..name });
    }
    out
}

/// What a part of a post is.
fn quoted(p: &Paragraph) -> Option<BlockKind> {
    p.declared.filter(|&kind| kind != BlockKind::Body).or(Some(BlockKind::Quote))
}

/// A line that signs a post: its paragraph, and the token of its dash.
struct Signature {
    paragraph: usize,
    dash: u32,
}

/// The signature whose `@name` opens at this byte. Without a date it is one only as a line that ends with the `@name`
/// and does not begin as a list item does.
fn signature(text: &Text, paragraphs: &[Paragraph], open: usize) -> Option<Signature> {
    let handle = text.source[open + 2..].bytes().take(HANDLE).position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-')))?;
    let close = open + 2 + handle;
    if handle == 0 || text.source.as_bytes()[close] != b')' {
        return None;
    }
    let (name_end, rest) = (text.token_at(open as u32), text.token_at(close as u32) + 1);
    let paragraph = paragraphs.partition_point(|p| p.tokens.1 as usize <= name_end);
    let (first, last) = (paragraphs[paragraph].tokens.0 as usize, paragraphs[paragraph].tokens.1 as usize);
    let is_dash = |i: &usize| text.tokens[*i].kind == Kind::Punct && marks::is_dash(marks::first(text, *i));
    let spaced = |i: &usize| *i == first || text.tokens[*i].is(Shape::SPACED);
    let dash = (first.max(name_end.saturating_sub(NAME))..name_end).rev().filter(|i| spaced(i) && text.tokens[i + 1].is(Shape::SPACED)).find(is_dash)?;
    // what a format declares may end inside the name
    if rest > last {
        return None;
    }
    let dated = last - rest <= DATE && (rest..last).any(|i| is_year(text, (i as u32, i as u32 + 1)));
    let line = dash == first && rest == last && marks::first(text, dash) != '-';
    (dash + 1 < name_end && (dated || line)).then_some(Signature { paragraph, dash: dash as u32 })
}

/// Whether there is more to read than links and marks.
fn has_words(text: &Text, tokens: (u32, u32)) -> bool {
    text.tokens[tokens.0 as usize..tokens.1 as usize].iter().any(|t| matches!(t.kind, Kind::Word | Kind::Number))
}
