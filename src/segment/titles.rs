//! Titles, captions and names: short lines told by their look.

use super::furniture::{Line, begins, is_year};
use super::words::{Kind, Shape};
use super::{SplitWords, Text, marks};
use crate::text::fold;

/// Words of a headline, at most.
const HEADLINE: u32 = 22;

/// "Photo: ...", "(Photo by ...)", a line that ends on a month and year, or one that goes on after its last stop with
/// names only: "... June 2019. Getty".
pub fn is_caption(&Line { text, tokens, look, folded }: &Line, words: &SplitWords) -> bool {
    let line = folded.trim_start_matches(['(', '[']);
    let labelled = words.captions.iter().any(|w| begins(line, w) && (line.len() < folded.len() || line[w.len()..].trim_start().starts_with(':')));
    labelled || !look.stops && look.words >= 5 && !is_signed(text, tokens) && (credit(text, tokens) || ends_on_date(text, tokens, words))
}

/// "X speaks in Paris - July 2019"
fn ends_on_date(text: &Text, tokens: (u32, u32), words: &SplitWords) -> bool {
    is_year(text, (tokens.1 - 1, tokens.1)) && {
        let mut month = String::new();
        fold(text.word(tokens.1 as usize - 2), &mut month);
        words.calendar.contains(month.as_str())
    }
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

/// A line that could be a headline: short, begins large, and stops nowhere, unless a title asks or calls. `— Ana Rossi`
/// signs what stands above it, and `ROSSI: Why not?` is an interview.
pub fn is_title(&Line { text, tokens, look, .. }: &Line) -> bool {
    let first = (tokens.0 as usize..tokens.1 as usize).find(|&i| text.tokens[i].kind != Kind::Punct);
    let large = first.is_some_and(|i| !marks::is_lower(text, i));
    let open_end = match look.last {
        None => true,
        Some('?' | '!') => (3..=16).contains(&look.words) && look.capitals * 2 > look.words && (tokens.0 == 0 || !has_colon(text, tokens)),
        Some(c) => !marks::is_stop(c) && !matches!(c, ':' | ';' | ',') && !marks::is_dash(c),
    };
    large && open_end && !is_signed(text, tokens) && look.words <= HEADLINE && (look.long > 0 || is_year(text, tokens))
}

fn is_signed(text: &Text, tokens: (u32, u32)) -> bool {
    marks::is_dash(marks::first(text, tokens.0 as usize))
}

fn has_colon(text: &Text, tokens: (u32, u32)) -> bool {
    (tokens.0 as usize..tokens.1 as usize).any(|i| marks::is_mark(text, i, ':'))
}

/// Two to four capitalised words and nothing else.
pub fn is_name(text: &Text, tokens: (u32, u32)) -> bool {
    let tokens = &text.tokens[tokens.0 as usize..tokens.1 as usize];
    (2..=4).contains(&tokens.len()) && tokens.iter().all(|t| t.kind == Kind::Word && t.is(Shape::CAPITAL))
}
