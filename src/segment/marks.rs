//! Punctuation by what it does at the edge of a sentence, and by the white space beside it.

use super::Text;
use super::words::{Kind, Shape};

/// The first character of token `i`.
pub fn first(text: &Text, i: usize) -> char {
    let start = text.tokens[i].start as usize;
    let byte = text.source.as_bytes()[start];
    if byte < 128 { byte as char } else { text.source[start..].chars().next().unwrap_or(' ') }
}

/// Whether token `i` is a mark, and this one.
pub fn is_mark(text: &Text, i: usize, mark: char) -> bool {
    text.tokens[i].kind == Kind::Punct && first(text, i) == mark
}

/// Full stop, question and exclamation mark, ellipsis.
pub fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？')
}

/// Marks that close what stands before them, and so belong to its sentence.
pub fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '”' | '’' | '»' | '›' | '"' | '\'')
}

/// Marks that open what follows them.
pub fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '“' | '‘' | '«' | '‹' | '„' | '‚' | '"' | '\'' | '¿' | '¡' | '`')
}

/// Dashes of all lengths.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '‒' | '−')
}

/// Whether no white space parts token `i` from the one before it.
pub fn glued(text: &Text, i: usize) -> bool {
    i > 0 && !text.tokens[i].is(Shape::SPACED)
}

/// Whether token `i` is a word that carries its own stop: `U.S.`, `p.m.`.
pub fn is_dotted(text: &Text, i: usize) -> bool {
    let t = text.tokens[i];
    t.kind == Kind::Word && text.source.as_bytes()[t.end() as usize - 1] == b'.'
}

/// The mark on which these tokens end, looking through closing quotation marks and brackets.
pub fn last_mark(text: &Text, tokens: (u32, u32)) -> Option<char> {
    let mut i = tokens.1 as usize;
    while i > tokens.0 as usize {
        i -= 1;
        if text.tokens[i].kind != Kind::Punct {
            return is_dotted(text, i).then_some('.');
        }
        let c = first(text, i);
        if !is_closer(c) {
            return Some(c);
        }
    }
    None
}

/// Whether these tokens end as a sentence does.
pub fn ends_with_stop(text: &Text, tokens: (u32, u32)) -> bool {
    last_mark(text, tokens).is_some_and(is_stop)
}

/// Whether token `i` begins with a small letter.
pub fn is_lower(text: &Text, i: usize) -> bool {
    let t = text.tokens[i];
    t.kind == Kind::Word && !t.is(Shape::CAPITAL) && (!t.is(Shape::WIDE) || first(text, i).is_lowercase())
}
