//! Sentences inside blocks: every stop is weighed by the word before it and the word after it.

use super::words::{Kind, Shape, Token};
use super::{Sentence, SplitWords, Text, marks};

/// Words and marks of a sentence, at most; no person writes more, and what looks around in a sentence must not look too far.
const LONGEST: usize = 500;

/// Cuts every block into sentences.
pub fn sentences(text: &Text, words: &SplitWords) -> Vec<Sentence> {
    let mut out = Vec::with_capacity(text.tokens.len() / 20 + text.blocks.len());
    let mut folded = String::new();
    for (b, block) in text.blocks.iter().enumerate() {
        let mut cut = Cut { text, words, folded: &mut folded, start: block.tokens.0 as usize, end: block.tokens.1 as usize, quoted: false, opened: 0 };
        let mut i = cut.start;
        while cut.start < cut.end {
            let next = cut.next_start(&mut i);
            while cut.start < next {
                let tokens = (cut.start as u32, next.min(cut.start + LONGEST) as u32);
                out.push(Sentence { span: text.span(tokens), tokens, block: b as u32 });
                cut.start = tokens.1 as usize;
            }
        }
    }
    out
}

/// A block on its way into sentences.
pub(super) struct Cut<'a> {
    pub text: &'a Text,
    pub words: &'a SplitWords,
    pub folded: &'a mut String,
    /// The first token of the present sentence.
    pub start: usize,
    /// The end of the block.
    pub end: usize,
    /// An odd number of straight quotation marks stands before the present token.
    pub quoted: bool,
    /// The last opening quotation mark.
    pub opened: usize,
}

/// What stands behind a stop.
#[derive(Clone, Copy)]
pub(super) struct After {
    /// The first token that does not belong to the stop.
    pub next: usize,
    /// A quotation mark closed behind the stop.
    pub unquoted: bool,
}

impl Cut<'_> {
    /// Goes on from token `i` to the next stop that ends a sentence, and gives the token after it.
    fn next_start(&mut self, i: &mut usize) -> usize {
        let bytes = self.text.source.as_bytes();
        let may_stop = |t: &Token| t.kind == Kind::Punct || t.kind == Kind::Word && bytes[t.end() as usize - 1] == b'.';
        while let Some(ahead) = self.text.tokens[*i..self.end].iter().position(may_stop) {
            let at = *i + ahead;
            *i = at + 1;
            if self.text.tokens[at].kind == Kind::Punct {
                match marks::first(self.text, at) {
                    '"' => {
                        self.quoted = !self.quoted;
                        self.opened = if self.quoted { at } else { self.opened };
                        continue;
                    }
                    '“' | '‘' | '«' | '„' => {
                        self.opened = at;
                        continue;
                    }
                    c if marks::is_stop(c) => {}
                    _ => continue,
                }
            }
            let (after, quoted) = self.after(at);
            if after.next < self.end && self.ends(at, after) {
                (self.quoted, *i) = (quoted, after.next);
                return after.next;
            }
        }
        self.end
    }

    /// Takes in what belongs to the stop: further stops, closing marks, footnote marks, emoji.
    fn after(&mut self, stop: usize) -> (After, bool) {
        let (mut next, mut unquoted, mut quoted) = (stop + 1, false, self.quoted);
        while next < self.end {
            let token = self.text.tokens[next];
            let spaced = token.is(Shape::SPACED);
            let c = if token.kind == Kind::Punct { marks::first(self.text, next) } else { ' ' };
            if c == '"' && (quoted || !spaced && self.spaced(next + 1)) {
                (quoted, unquoted) = (!quoted, true);
                next += 1;
            } else if c != '"' && self.closes(next, c, spaced) {
                unquoted |= !matches!(c, ')' | ']' | '}');
                next += 1;
            } else if !spaced && (marks::is_stop(c) || matches!(c, '*' | '†' | '‡')) || is_emoji(c) {
                next += 1;
            } else if let Some(end) = self.footnote(stop, next) {
                next = end;
            } else {
                break;
            }
        }
        (After { next, unquoted }, quoted)
    }

    /// Whether token `i` closes something before it. Behind a space only a mark that nothing follows does.
    fn closes(&self, i: usize, c: char, spaced: bool) -> bool {
        marks::is_closer(c) && (!spaced || c != '\'' && self.spaced(i + 1))
    }

    /// Whether white space or the block's end stands before token `i`.
    fn spaced(&self, i: usize) -> bool {
        i >= self.end || self.text.tokens[i].is(Shape::SPACED)
    }

    /// The end of a footnote mark behind the stop: `[3]`, `[citation needed]`, `³`, a glued `3`, or a number with which
    /// no sentence could begin, because a new sentence follows it.
    fn footnote(&mut self, stop: usize, i: usize) -> Option<usize> {
        if marks::is_mark(self.text, i, '[') {
            let close = (i + 2..self.end.min(i + 8)).find(|&j| marks::is_mark(self.text, j, ']'))?;
            let note = self.text.tokens[i + 1].kind == Kind::Number || marks::is_lower(self.text, i + 1);
            return note.then_some(close + 1);
        }
        let token = self.text.tokens[i];
        if token.kind != Kind::Number || !self.spaced(i + 1) {
            return None;
        }
        let number = self.text.word(i);
        let large = i + 1 == self.end || self.text.tokens[i + 1].is(Shape::CAPITAL);
        let noted = if !number.is_ascii() {
            true
        } else if number.len() > 3 || !large {
            false
        } else if token.is(Shape::SPACED) {
            i + 1 < self.end && self.is_starter(i + 1)
        } else {
            i > stop + 1 || stop > self.start && self.text.tokens[stop - 1].span().len() > 2 && self.abbreviation(stop - 1).is_none()
        };
        noted.then_some(i + 1)
    }
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{26FF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{2764}')
}
