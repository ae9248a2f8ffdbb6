//! Page furniture: lines of a page that are nobody's words.

use super::words::{Kind, Shape};
use super::{SplitWords, Text, marks};
use crate::text::fold;

/// What is seen of a short line at one glance.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    pub words: u32,
    pub capitals: u32,
    pub numbers: u32,
    /// Words and numbers of two or more characters.
    pub long: u32,
    /// Links, `@names` and `#topics`.
    pub handles: u32,
    /// Marks that part the entries of a menu.
    pub bars: u32,
    /// Commas, colons and the like.
    pub marks: u32,
    pub stops: bool,
    pub last: Option<char>,
}

/// Looks a line over.
pub fn look(text: &Text, tokens: (u32, u32)) -> Look {
    let mut look = Look { last: marks::last_mark(text, tokens), ..Look::default() };
    look.stops = look.last.is_some_and(marks::is_stop);
    for i in tokens.0 as usize..tokens.1 as usize {
        let t = text.tokens[i];
        match t.kind {
            Kind::Word if !t.is(Shape::CLITIC) => {
                look.words += 1;
                look.capitals += t.is(Shape::CAPITAL) as u32;
                look.long += (t.span().len() > 1) as u32;
            }
            Kind::Number => look.numbers += 1,
            Kind::Link => look.handles += 1,
            Kind::Punct => match marks::first(text, i) {
                '@' | '#' if i + 1 < tokens.1 as usize && marks::glued(text, i + 1) => look.handles += 1,
                '|' | '›' | '»' | '·' | '•' | '>' if !marks::glued(text, i) && (i + 1 == tokens.1 as usize || !marks::glued(text, i + 1)) => look.bars += 1,
                '.' => {}
                _ => look.marks += 1,
            },
            _ => {}
        }
    }
    look
}

/// What makes a line furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Furniture {
    /// Nothing but a phrase that announces links, so that titles below it at the end of a page are links.
    Announces,
    Other,
}

/// Whether a short line is furniture. `folded` is its folded text.
pub fn furniture(text: &Text, tokens: (u32, u32), look: &Look, folded: &str, words: &SplitWords) -> Option<Furniture> {
    if let Some(found) = opens_with_phrase(look, folded, words) {
        return Some(found);
    }
    let other = wordless(text, tokens, look)
        || look.handles > 0 && look.handles >= look.words + look.numbers
        || look.bars >= 2 && !look.stops && look.words + look.numbers <= look.bars * 3 + 3
        || holds_phrase(text, tokens, look, folded, words)
        || is_date(text, tokens, look, words)
        || is_byline(text, tokens, look, folded, words);
    other.then_some(Furniture::Other)
}

/// "Read more:", alone or before a title. A full sentence may begin with any of these phrases ("Our mission is to
/// win."), so there only a long phrase or a link shows furniture.
fn opens_with_phrase(look: &Look, folded: &str, words: &SplitWords) -> Option<Furniture> {
    let phrase = words.furniture_line.iter().filter(|p| begins(folded, p)).max_by_key(|p| p.len())?;
    let rest = folded[phrase.len()..].trim_start();
    if rest.trim_end_matches(['.', ':', '…', '>', '»', '!']).trim().is_empty() {
        return Some(Furniture::Announces);
    }
    let sure = rest.starts_with(':') || if look.stops { look.handles > 0 || spaces(phrase) >= 2 && look.words <= 20 } else { look.words <= 15 };
    sure.then_some(Furniture::Other)
}

/// "11 min read", also glued to what follows. Inside a line such words may be a title's own ("How to read more books"),
/// so they must stand at its edge, after a number, or make up half of it; in a sentence they must be a long phrase.
fn holds_phrase(text: &Text, tokens: (u32, u32), look: &Look, folded: &str, words: &SplitWords) -> bool {
    if look.words > 20 {
        return false;
    }
    let line = text.slice(text.span(tokens));
    let spelled = line.len() == folded.len();
    words.furniture_anywhere.iter().filter(|p| !look.stops || spaces(p) >= 2).any(|phrase| {
        let Some(at) = find_at_word(folded, phrase) else { return false };
        let end = at + phrase.len();
        let next = if spelled { line[end..].chars().next() } else { folded[end..].chars().next() };
        let whole = next.is_none_or(|c| !c.is_alphanumeric() || spelled && c.is_uppercase());
        let after_number = folded[..at].trim_end().ends_with(|c: char| c.is_ascii_digit());
        whole && (at == 0 || end == folded.len() || after_number || phrase.len() * 2 >= folded.len())
    })
}

/// "728 x 90", "* * *", "12": nothing to read. A year alone may be a heading, a stop may be an answer's.
fn wordless(text: &Text, tokens: (u32, u32), look: &Look) -> bool {
    look.long == 0 && look.handles == 0 && (look.words + look.numbers == 0 || !look.stops) && !is_year(text, tokens)
}

/// Whether the tokens are one year.
pub fn is_year(text: &Text, tokens: (u32, u32)) -> bool {
    tokens.1 - tokens.0 == 1 && {
        let word = text.word(tokens.0 as usize);
        word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) && ("1500".."2100").contains(&word)
    }
}

/// "Friday, May 8, 2009", "Paris, 2 July 2018 10:30 GMT": a month or day, numbers, and one word more at most.
fn is_date(text: &Text, tokens: (u32, u32), look: &Look, words: &SplitWords) -> bool {
    if look.numbers == 0 || look.words > 8 || look.stops {
        return false;
    }
    let (mut calendar, mut foreign, mut folded) = (0, 0, String::new());
    for i in tokens.0 as usize..tokens.1 as usize {
        let t = text.tokens[i];
        if t.kind == Kind::Word && !t.is(Shape::CLITIC) {
            fold(text.word(i), &mut folded);
            let known = words.calendar.contains(folded.as_str());
            calendar += known as u32;
            foreign += (!known && t.span().len() > 2 && !t.is(Shape::UPPER)) as u32;
        }
    }
    calendar > 0 && foreign <= 1
}

/// "By Jane Roe", "Reporting by Jane Roe in Paris and John Doe": names after a phrase that names the writers.
fn is_byline(text: &Text, tokens: (u32, u32), look: &Look, folded: &str, words: &SplitWords) -> bool {
    let Some(phrase) = words.bylines.iter().filter(|p| begins(folded, p)).max_by_key(|p| p.len()) else { return false };
    let name = tokens.0 as usize + spaces(phrase) + 1;
    let named = (name..tokens.1 as usize).find(|&i| text.tokens[i].kind != Kind::Punct);
    let rest = look.words.saturating_sub(spaces(phrase) as u32 + 1);
    named.is_some_and(|i| text.tokens[i].is(Shape::CAPITAL)) && look.words <= 16 && !look.stops && rest > 0 && look.capitals * 3 >= rest * 2
}

/// Whether a folded line begins with a phrase as whole words.
pub fn begins(line: &str, phrase: &str) -> bool {
    line.starts_with(phrase) && !line[phrase.len()..].starts_with(char::is_alphanumeric)
}

/// The first place where the phrase begins a word.
fn find_at_word(line: &str, phrase: &str) -> Option<usize> {
    line.match_indices(phrase).map(|(at, _)| at).find(|&at| !line[..at].ends_with(char::is_alphanumeric))
}

fn spaces(phrase: &str) -> usize {
    phrase.bytes().filter(|&b| b == b' ').count()
}
