//! Breaks a text into numbered lines by itself, so that handout and key agree on paper, on a screen and in a word processor.

use crate::segment::{BlockKind, Text};
use crate::text::Span;

/// Characters of a line, at most; narrow enough for a margin to write in, in any usual typeface of 10.5 points.
pub const WIDTH: usize = 60;

/// A word of a line, with its place in the text; a hidden word has other letters than the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub span: Span,
    pub text: String,
    pub hidden: bool,
}

/// A line with its number, counted from 1 over the whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub number: usize,
    pub pieces: Vec<Piece>,
}

/// The lines of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pub kind: BlockKind,
    pub lines: Vec<Line>,
}

/// A text in numbered lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    pub paragraphs: Vec<Paragraph>,
    /// Stands before each number: empty, or "A" and "B" where two texts are set beside each other.
    pub prefix: &'static str,
}

/// What stands in the place of a hidden name.
pub const HIDDEN: &str = "[publisher]";

/// The lines of a text; page furniture is left out, and the names are hidden.
pub fn lines(text: &Text, hide: &[String], prefix: &'static str) -> Lines {
    let hidden = hidden(&text.source, hide);
    let (mut number, mut paragraphs) = (0, Vec::new());
    for block in text.blocks.iter().filter(|b| b.kind != BlockKind::Furniture) {
        let lines = broken(pieces(&text.source, block.span, &hidden), &mut number);
        if !lines.is_empty() {
            paragraphs.push(Paragraph { kind: block.kind, lines });
        }
    }
    Lines { paragraphs, prefix }
}

/// Where the names stand as whole words, in order; the longer of two that overlap.
fn hidden(source: &str, names: &[String]) -> Vec<Span> {
    let mut all: Vec<Span> = names.iter().filter(|n| !n.trim().is_empty()).flat_map(|n| places(source, n)).collect();
    all.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    let mut out: Vec<Span> = Vec::new();
    for span in all {
        if out.last().is_none_or(|last| !last.overlaps(span)) {
            out.push(span);
        }
    }
    out
}

/// Where the words stand as whole words.
pub fn places(source: &str, words: &str) -> Vec<Span> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |at: usize, end: usize| !letter(source[..at].chars().next_back()) && !letter(source[end..].chars().next());
    source.match_indices(words).map(|(at, w)| (at, at + w.len())).filter(|&(at, end)| whole(at, end)).map(|(at, end)| Span::new(at, end)).collect()
}

/// The words between white space; a hidden name is one word, with the punctuation that clings to it.
fn pieces(source: &str, span: Span, hidden: &[Span]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for word in span.of(source).split_whitespace() {
        let at = word.as_ptr() as usize - source.as_ptr() as usize;
        let here = Span::new(at, at + word.len());
        let text = masked(source, here, hidden);
        match out.last_mut() {
            // the rest of a name that began in the word before
            Some(last) if last.hidden && hidden.iter().any(|h| h.start < here.start && h.overlaps(here) && last.span.overlaps(*h)) => {
                last.text.push_str(text.trim_start_matches(HIDDEN));
                last.span.end = here.end;
            }
            _ => out.push(Piece { hidden: hidden.iter().any(|h| h.overlaps(here)), span: here, text }),
        }
    }
    out
}

/// A word with the part that belongs to a hidden name replaced.
fn masked(source: &str, word: Span, hidden: &[Span]) -> String {
    let (mut out, mut at) = (String::new(), word.start);
    for h in hidden.iter().filter(|h| h.overlaps(word)) {
        if h.start > at {
            out.push_str(Span { start: at, end: h.start }.of(source));
        }
        out.push_str(HIDDEN);
        at = h.end.min(word.end);
    }
    out.push_str(Span { start: at, end: word.end }.of(source));
    out
}

/// As many words on a line as it has room for; a word longer than a line is cut.
fn broken(pieces: Vec<Piece>, number: &mut usize) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut used = 0;
    for piece in pieces.into_iter().flat_map(cut) {
        let width = width(&piece.text);
        if out.is_empty() || used + 1 + width > WIDTH {
            *number += 1;
            out.push(Line { number: *number, pieces: Vec::new() });
            used = width;
        } else {
            used += 1 + width;
        }
        if let Some(line) = out.last_mut() {
            line.pieces.push(piece);
        }
    }
    out
}

/// Letters of scripts that are as wide as they are high take two places.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{1100}' && c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase() { 2 } else { 1 }).sum()
}

fn cut(piece: Piece) -> Vec<Piece> {
    if width(&piece.text) <= WIDTH || piece.hidden {
        return vec![piece];
    }
    let (mut out, mut from) = (Vec::new(), 0);
    for (at, c) in piece.text.char_indices() {
        if width(&piece.text[from..at + c.len_utf8()]) > WIDTH {
            out.push((from, at));
            from = at;
        }
    }
    out.push((from, piece.text.len()));
    let start = piece.span.start as usize;
    out.into_iter().map(|(a, b)| Piece { span: Span::new(start + a, start + b), text: piece.text[a..b].to_string(), hidden: false }).collect()
}

impl Lines {
    /// How many lines the text has.
    pub fn count(&self) -> usize {
        self.paragraphs.last().and_then(|p| p.lines.last()).map_or(0, |l| l.number)
    }

    /// The number of a line as it is written beside it.
    pub fn label(&self, number: usize) -> String {
        format!("{}{number}", self.prefix)
    }

    /// The first and the last line that hold a part of the span; `None` where it stands in page furniture.
    pub fn of(&self, span: Span) -> Option<(usize, usize)> {
        let all = self.paragraphs.iter().flat_map(|p| &p.lines);
        let mut held = all.filter(|l| l.pieces.iter().any(|p| p.span.overlaps(span))).map(|l| l.number);
        let first = held.next()?;
        Some((first, held.next_back().unwrap_or(first)))
    }

    /// The same in words: "line 4", "lines A4–A5".
    pub fn name(&self, span: Span) -> Option<String> {
        self.of(span).map(|(from, to)| match from == to {
            true => format!("line {}", self.label(from)),
            false => format!("lines {}–{}", self.label(from), self.label(to)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{SplitWords, segment};

    fn set(text: &str, hide: &[&str]) -> Lines {
        let hide: Vec<String> = hide.iter().map(|h| h.to_string()).collect();
        lines(&segment(text.to_string(), &[], &SplitWords::default()), &hide, "")
    }

    fn words(lines: &Lines) -> Vec<String> {
        lines.paragraphs.iter().flat_map(|p| &p.lines).map(|l| l.pieces.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn no_line_is_too_long_and_no_word_is_lost() {
        let text = format!("{}\n\n{} end.", "The boats of Marrow went out again. ".repeat(9), "x".repeat(150));
        let set = set(&text, &[]);
        let lines = words(&set);
        assert!(lines.iter().all(|l| l.chars().count() <= WIDTH), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.split_whitespace().collect::<String>());
        let numbers: Vec<usize> = set.paragraphs.iter().flat_map(|p| &p.lines).map(|l| l.number).collect();
        assert_eq!(numbers, (1..=set.count()).collect::<Vec<_>>());
    }

    #[test]
    fn a_span_knows_its_lines() {
        let text = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen.";
        let set = set(text, &[]);
        let at = |w: &str| places(text, w)[0];
        assert_eq!((set.name(at("One")), set.name(at("fourteen"))), (Some("line 1".into()), Some("line 2".into())));
        assert_eq!(set.name(Span::new(0, text.len())), Some("lines 1–2".into()));
    }

    #[test]
    fn a_hidden_name_keeps_its_punctuation_and_its_neighbours() {
        let set = set("“The Harbour Daily’s men,” wrote the Harbour Daily. Harbours stayed.", &["Harbour Daily"]);
        assert_eq!(words(&set).join(" "), "“The [publisher]’s men,” wrote the [publisher]. Harbours stayed.");
    }
}
