//! Paragraphs: which line breaks end one, and which only wrap it.

use super::blocks::{BlockHint, BlockKind};
use super::words::{Kind, Shape};
use super::{Text, marks};

/// Lines that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph {
    pub tokens: (u32, u32),
    /// A blank line, or the text's start, stands before it.
    pub blank: bool,
    /// What the format says it is.
    pub declared: Option<BlockKind>,
}

/// A line of the text, or the part of it that lies in one hint.
#[derive(Clone, Copy)]
struct Line {
    tokens: (u32, u32),
    blank: bool,
    /// The innermost hint that holds it, counted from 1; 0 is none.
    hint: u32,
    declared: Option<BlockKind>,
}

/// A wrapped line is no shorter than this, and one of a page's columns no longer than `WIDEST`.
const NARROWEST: usize = 45;
const WIDEST: usize = 120;
/// A wrapped line may end this many characters before the margin, because the next word was long.
const RAGGED: usize = 14;
/// A line this long that stops nowhere goes on below when a small letter follows.
const LONG_LINE: usize = 55;

/// The paragraphs of a text. A blank line always ends one. A single line break does so unless the format has declared
/// the lines one block, or the text is hard-wrapped (see `margin`), or a long line breaks off and a small letter follows.
pub fn paragraphs(text: &Text, hints: &[BlockHint]) -> Vec<Paragraph> {
    let lines = lines(text, hints);
    let margin = margin(text, &lines);
    let mut out: Vec<Paragraph> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        match out.last_mut() {
            Some(open) if !line.blank && goes_on(text, &lines[i - 1], line, margin) => open.tokens.1 = line.tokens.1,
            _ => out.push(Paragraph { tokens: line.tokens, blank: line.blank, declared: line.declared }),
        }
    }
    out
}

fn goes_on(text: &Text, above: &Line, line: &Line, margin: Option<usize>) -> bool {
    if above.hint != line.hint {
        return false;
    }
    if line.hint != 0 {
        return true;
    }
    let next = line.tokens.0 as usize;
    let small = marks::is_lower(text, next);
    let stops = marks::last_mark(text, above.tokens).is_some_and(|c| marks::is_stop(c) || c == ':');
    let length = text.span(above.tokens).len();
    let Some(margin) = margin else {
        return small && !stops && length >= LONG_LINE && bullet(text, line.tokens).is_none();
    };
    let room = length + 1 + text.tokens[next].span().len() + RAGGED <= margin;
    bullet(text, line.tokens).is_none() && (indent(text, line) <= indent(text, above)) && (!room || small && !stops)
}

/// The width at which the text is hard-wrapped. It is when hardly a line is longer than a page's column, at least half
/// of the lines before a single break are about that long and stop nowhere, and a quarter of the next begin small.
fn margin(text: &Text, lines: &[Line]) -> Option<usize> {
    let (mut breaks, mut full, mut small, mut wide, mut margin) = (0, 0, 0, 0, 0);
    for pair in lines.windows(2) {
        let length = text.span(pair[0].tokens).len();
        wide += (length > WIDEST) as usize;
        if pair[1].blank || pair[0].hint != 0 || pair[1].hint != 0 {
            continue;
        }
        breaks += 1;
        full += ((NARROWEST..=WIDEST).contains(&length) && !marks::ends_with_stop(text, pair[0].tokens)) as usize;
        small += marks::is_lower(text, pair[1].tokens.0 as usize) as usize;
        if length <= WIDEST {
            margin = margin.max(length);
        }
    }
    (breaks >= 2 && full * 2 >= breaks && small * 4 >= breaks && wide * 20 <= lines.len()).then_some(margin)
}

/// White space between the line's break and its first token.
fn indent(text: &Text, line: &Line) -> usize {
    let start = text.tokens[line.tokens.0 as usize].start as usize;
    text.source.as_bytes()[..start].iter().rev().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

fn lines(text: &Text, hints: &[BlockHint]) -> Vec<Line> {
    let mut cursor = Hints::new(hints);
    let mut out: Vec<Line> = Vec::new();
    for (i, t) in text.tokens.iter().enumerate() {
        let moved = !hints.is_empty() && cursor.reach(t.start);
        if i == 0 || moved || t.is(Shape::LINE) {
            let (hint, declared) = cursor.inside();
            out.push(Line { tokens: (i as u32, i as u32), blank: t.is(Shape::BLANK) || i == 0, hint, declared });
        }
    }
    let ends = out.iter().skip(1).map(|line| line.tokens.0).chain([text.tokens.len() as u32]).collect::<Vec<u32>>();
    out.iter_mut().zip(ends).for_each(|(line, end)| line.tokens.1 = end);
    out
}

/// Walks the hints along the text, once.
struct Hints {
    sorted: Vec<BlockHint>,
    next: usize,
    /// The hints around the present byte, outermost first.
    open: Vec<usize>,
}

impl Hints {
    fn new(hints: &[BlockHint]) -> Hints {
        let mut sorted = hints.to_vec();
        sorted.sort_by_key(|h| (h.span.start, u32::MAX - h.span.end));
        Hints { sorted, next: 0, open: Vec::new() }
    }

    /// Goes to this byte; true when another hint, or none, holds it now.
    fn reach(&mut self, byte: u32) -> bool {
        let before = self.open.last().copied();
        while self.open.last().is_some_and(|&h| self.sorted[h].span.end <= byte) {
            self.open.pop();
        }
        while self.next < self.sorted.len() && self.sorted[self.next].span.start <= byte {
            let limit = self.open.last().map_or(u32::MAX, |&h| self.sorted[h].span.end);
            let hint = &mut self.sorted[self.next];
            hint.span.end = hint.span.end.min(limit);
            if hint.span.end > byte {
                self.open.push(self.next);
            }
            self.next += 1;
        }
        self.open.last().copied() != before
    }

    /// The innermost hint, and the innermost kind that says more than `Body`: a paragraph in a quotation is quotation.
    fn inside(&self) -> (u32, Option<BlockKind>) {
        let kinds = || self.open.iter().rev().map(|&h| self.sorted[h].kind);
        let kind = kinds().find(|&k| k != BlockKind::Body).or_else(|| kinds().next());
        (self.open.last().map_or(0, |&h| h as u32 + 1), kind)
    }
}

/// What a list item begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bullet {
    /// `•`: a list item by itself.
    Sure,
    /// `-` or `1.`: a list item where a neighbour has one too.
    Like(char),
}

/// The bullet or number on which these tokens begin, if they do.
pub fn bullet(text: &Text, tokens: (u32, u32)) -> Option<Bullet> {
    let (a, n) = (tokens.0 as usize, (tokens.1 - tokens.0) as usize);
    let spaced = |i: usize| n > i && text.tokens[a + i].is(Shape::SPACED);
    let mark = |i: usize, c: char| n > i && marks::is_mark(text, a + i, c);
    let t = text.tokens[a];
    if t.kind == Kind::Punct {
        let c = marks::first(text, a);
        return match c {
            '•' | '‣' | '◦' | '▪' | '●' | '■' | '○' | '▸' | '►' | '➢' | '✓' | '✔' | '➤' | '·' if n > 1 => Some(Bullet::Sure),
            '-' | '–' | '*' | '+' if t.span().len() <= 3 && spaced(1) => Some(Bullet::Like(c)),
            '(' if n > 3 && short_label(text, a + 1) && mark(2, ')') && spaced(3) => Some(Bullet::Sure),
            _ => None,
        };
    }
    if n < 3 || !short_label(text, a) || !spaced(2) || !marks::glued(text, a + 1) {
        return None;
    }
    match marks::first(text, a + 1) {
        ')' => Some(Bullet::Sure),
        '.' if t.kind == Kind::Number => Some(Bullet::Like('1')),
        _ => None,
    }
}

/// `7`, `12` or `a`.
fn short_label(text: &Text, i: usize) -> bool {
    let t = text.tokens[i];
    let limit = if t.kind == Kind::Number { 2 } else { 1 };
    t.kind != Kind::Punct && t.span().len() <= limit && marks::first(text, i).is_ascii_alphanumeric()
}
