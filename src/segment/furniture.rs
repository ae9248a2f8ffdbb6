//! Page furniture: lines of a page that are nobody's words.

use super::words::{Kind, Shape};
use super::{SplitWords, Text, marks};
use crate::text::fold;

/// A short line, looked over.
pub struct Line<'a> {
    pub text: &'a Text,
    pub tokens: (u32, u32),
    pub look: Look,
    /// The line as phrases are compared.
    pub folded: &'a str,
}

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
    pub stops: bool,
    pub last: Option<char>,
}

/// Looks a line over.
pub fn look(text: &Text, tokens: (u32, u32)) -> Look {
    let mut look = Look { last: marks::last_mark(text, tokens), ..Look::default() };
    look.stops = look.last.is_some_and(marks::is_stop);
    for i in tokens.0 as usize..tokens.1 as usize {
        let t = text.tokens[i];
        let last = i + 1 == tokens.1 as usize;
        match t.kind {
            Kind::Word if !t.is(Shape::CLITIC) => {
                look.words += 1;
                look.capitals += t.is(Shape::CAPITAL) as u32;
                look.long += (t.span().len() > 1) as u32;
            }
            Kind::Number => look.numbers += 1,
            Kind::Link => look.handles += 1,
            Kind::Punct => match marks::first(text, i) {
                '@' | '#' if !last && marks::glued(text, i + 1) => look.handles += 1,
                '|' | '›' | '»' | '·' | '•' | '>' if !marks::glued(text, i) && (last || !marks::glued(text, i + 1)) => look.bars += 1,
                _ => {}
            },
            _ => {}
        }
    }
    look
}

/// The first bytes of all phrases, as two sets of 4,096 bits: nearly every line is told with them that it holds none, so
/// that a long list of phrases costs short lines nothing.
pub struct Openings {
    line: [u64; 64],
    anywhere: [u64; 64],
}

impl Openings {
    pub fn new(words: &SplitWords) -> Openings {
        Openings { line: Openings::set(&words.furniture_line), anywhere: Openings::set(&words.furniture_anywhere) }
    }

    fn set(phrases: &[String]) -> [u64; 64] {
        let mut set = [0; 64];
        for phrase in phrases {
            if phrase.len() < 4 {
                return [u64::MAX; 64];
            }
            let (at, bit) = Openings::place(phrase.as_bytes());
            set[at] |= bit;
        }
        set
    }

    /// The bit of the first four bytes.
    fn place(bytes: &[u8]) -> (usize, u64) {
        let mut first = [0; 4];
        let n = bytes.len().min(4);
        first[..n].copy_from_slice(&bytes[..n]);
        let hash = u32::from_le_bytes(first).wrapping_mul(0x9E37_79B1) >> 20;
        (hash as usize >> 6, 1 << (hash & 63))
    }

    fn may_begin(&self, line: &str) -> bool {
        let (at, bit) = Openings::place(line.as_bytes());
        self.line[at] & bit != 0
    }

    /// The beginnings of words at which a phrase may stand.
    fn may_hold<'l>(&'l self, line: &'l str) -> impl Iterator<Item = usize> + 'l {
        let bytes = line.as_bytes();
        let starts = (0..bytes.len()).filter(|&i| bytes[i].is_ascii_alphanumeric() && (i == 0 || !bytes[i - 1].is_ascii_alphanumeric()));
        starts.filter(|&i| {
            let (at, bit) = Openings::place(&bytes[i..]);
            self.anywhere[at] & bit != 0
        })
    }
}

/// What makes a line furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Furniture {
    /// Nothing but a phrase that announces links, so that titles below it at the end of a page are links.
    Announces,
    Other,
}

/// Whether a short line is furniture.
pub fn furniture(line: &Line, words: &SplitWords, openings: &Openings) -> Option<Furniture> {
    if openings.may_begin(line.folded)
        && let Some(found) = opens_with_phrase(line, words)
    {
        return Some(found);
    }
    let look = &line.look;
    let other = is_wordless(line)
        || look.handles > 0 && look.handles >= look.words + look.numbers
        || look.bars >= 2 && !look.stops && look.words + look.numbers <= look.bars * 3 + 3
        || holds_phrase(line, words, openings)
        || is_date(line, words)
        || is_byline(line, words)
        || is_contact(line, words)
        || marks::first(line.text, line.tokens.0 as usize) == '©' && look.words <= 20;
    other.then_some(Furniture::Other)
}

/// "Read more:", alone or before a title. A full sentence may begin with any of these phrases ("Our mission is to
/// win."), so there only a long phrase or a link shows furniture.
fn opens_with_phrase(&Line { look, folded, .. }: &Line, words: &SplitWords) -> Option<Furniture> {
    let phrase = words.furniture_line.iter().filter(|p| begins(folded, p)).max_by_key(|p| p.len())?;
    let rest = folded[phrase.len()..].trim_start();
    if rest.trim_end_matches(['.', ':', '…', '>', '»', '!']).trim().is_empty() {
        return Some(Furniture::Announces);
    }
    let sure = match look.stops {
        true => look.handles > 0 || spaces(phrase) >= 2 && look.words <= 20,
        false => look.words <= 15,
    };
    (sure || rest.starts_with(':')).then_some(Furniture::Other)
}

/// "11 min read", also glued to what follows. Inside a line such words may be a title's own ("How to read more books"),
/// so they must stand at its edge, after a number, or make up half of it; in a sentence they must be a long phrase.
fn holds_phrase(&Line { text, tokens, look, folded }: &Line, words: &SplitWords, openings: &Openings) -> bool {
    if look.words > 20 {
        return false;
    }
    // the folded text has lost its capitals, which show where a phrase is glued to the next
    let spelled = Some(text.slice(text.span(tokens))).filter(|l| l.len() == folded.len());
    let stands = |phrase: &str, at: usize| {
        let end = at + phrase.len();
        let next = spelled.unwrap_or(folded).get(end..).and_then(|rest| rest.chars().next());
        let whole = next.is_none_or(|c| !c.is_alphanumeric() || c.is_uppercase());
        let after_number = folded[..at].trim_end().ends_with(|c: char| c.is_ascii_digit());
        let last = folded[end..].trim_end_matches(['.', '!', ')', ':']).is_empty();
        whole && (at == 0 || last || after_number || phrase.len() * 2 >= folded.len())
    };
    openings.may_hold(folded).any(|at| {
        let phrases = words.furniture_anywhere.iter().filter(|p| folded[at..].starts_with(p.as_str()));
        phrases.filter(|p| !look.stops || look.bars > 0 || spaces(p) >= 2).any(|p| stands(p, at))
    })
}

/// "728 x 90", "* * *", "12", "9:15 p.m.": nothing to read. A year alone may be a heading, a stop may be an answer's.
fn is_wordless(&Line { text, tokens, look, .. }: &Line) -> bool {
    let clock = || look.words == 1 && look.numbers == 1 && marks::is_dotted(text, tokens.1 as usize - 1);
    let short = look.long == 0 && (look.words + look.numbers == 0 || !look.stops) && !is_year(text, tokens);
    look.handles == 0 && (short || clock())
}

/// Whether the tokens are one year.
pub fn is_year(text: &Text, tokens: (u32, u32)) -> bool {
    tokens.1 - tokens.0 == 1 && {
        let word = text.word(tokens.0 as usize);
        word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) && ("1500".."2100").contains(&word)
    }
}

/// "Friday, May 8, 2009", "Paris, 2 July 2018 10:30 GMT": a month or day, numbers, and one word more at most.
fn is_date(&Line { text, tokens, look, .. }: &Line, words: &SplitWords) -> bool {
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

/// "By Jane Roe", "(Reporting by Jane Roe in Paris and John Doe)": names after a phrase that names the writers.
fn is_byline(&Line { text, tokens, look, folded }: &Line, words: &SplitWords) -> bool {
    let bracket = folded.starts_with('(') as usize;
    let Some(phrase) = words.bylines.iter().filter(|p| begins(&folded[bracket..], p)).max_by_key(|p| p.len()) else { return false };
    let name = tokens.0 as usize + spaces(phrase) + 1 + bracket;
    let named = (name..tokens.1 as usize).find(|&i| text.tokens[i].kind != Kind::Punct);
    let rest = look.words.saturating_sub(spaces(phrase) as u32 + 1);
    named.is_some_and(|i| text.tokens[i].is(Shape::CAPITAL)) && look.words <= 16 && !look.stops && rest > 0 && look.capitals * 3 >= rest * 2
}

/// "Follow Ana Rossi on Twitter @anarossi", "Twitter: @anarossi".
fn is_contact(&Line { look, folded, .. }: &Line, words: &SplitWords) -> bool {
    look.handles > 0 && look.words <= 20 && words.contacts.iter().any(|p| begins(folded, p))
}

/// Whether a folded line begins with a phrase as whole words.
pub fn begins(line: &str, phrase: &str) -> bool {
    line.starts_with(phrase) && !line[phrase.len()..].starts_with(char::is_alphanumeric)
}

fn spaces(phrase: &str) -> usize {
    phrase.bytes().filter(|&b| b == b' ').count()
}
