//! Reads word lists of other programs into rules, and writes rules for other programs.

pub mod export;
mod expression;
mod liwc;
mod plain;
pub mod rules;
mod yaml;

use crate::error::Fault;
use crate::lexicon::file::Polarity;
use crate::lexicon::pattern;
use std::collections::BTreeMap;

/// How a word list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// LIWC up to 2015: categories between `%` lines, then words with the numbers of their categories.
    Dic,
    /// LIWC-22: a table whose first column is `DicTerm`.
    Dicx,
    /// quanteda: keys with lists of words, nested at will.
    Quanteda,
    /// Vale: a rule of the kind `existence` or `substitution`.
    Vale,
    /// VADER: word, mean, standard deviation and ratings, by tabs.
    Vader,
    /// One word or phrase a line; `#` begins a comment.
    List,
}

/// A word of a list, as a pattern of ours.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub term: String,
    pub weight: Option<f32>,
    pub plain: Option<String>,
    pub polarity: Option<Polarity>,
    /// Counted from 1.
    pub line: usize,
}

/// A category of a list; it becomes a family.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Category {
    pub name: String,
    pub title: String,
    pub entries: Vec<Entry>,
}

/// What was read of a file, and every line that could not be.
#[derive(Clone, Debug, Default)]
pub struct Read {
    pub categories: Vec<Category>,
    pub faults: Vec<Fault>,
}

/// Reads a word list. Nothing is guessed: a line that the dialect does not allow, or that is no word, is a fault with its number.
///
/// ```
/// use slantscope::exchange::{Dialect, read};
/// let read = read("# our own\nquay rat\nlevy*\n:-)\n", Dialect::List, "harbour.txt");
/// assert_eq!(read.categories[0].entries.len(), 2);
/// assert_eq!((read.faults[0].line, read.faults[0].file.as_str()), (4, "harbour.txt"));
/// ```
pub fn read(text: &str, dialect: Dialect, place: &str) -> Read {
    let mut into = Reader { place, read: Read::default(), seen: BTreeMap::new() };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match dialect {
        Dialect::Dic => liwc::dic(text, &mut into),
        Dialect::Dicx => liwc::dicx(text, &mut into),
        Dialect::Quanteda => yaml::quanteda(text, &mut into),
        Dialect::Vale => yaml::vale(text, &mut into),
        Dialect::Vader => plain::vader(text, &mut into),
        Dialect::List => plain::list(text, &mut into),
    }
    into.read.categories.retain(|c| !c.entries.is_empty());
    if into.read.categories.is_empty() && into.read.faults.is_empty() {
        into.fault(0, "the file holds no word".into(), "Check that it is the file you meant, and its format.");
    }
    into.read
}

/// Where the dialects put what they find.
struct Reader<'p> {
    place: &'p str,
    read: Read,
    /// The line of each term of each category.
    seen: BTreeMap<(usize, String), usize>,
}

impl Reader<'_> {
    fn fault(&mut self, line: usize, what: String, cure: &str) {
        self.read.faults.push(Fault { file: self.place.into(), line, what, cure: cure.into() });
    }

    /// The place of the category with this name; a new one where there is none.
    fn category(&mut self, name: &str) -> usize {
        if let Some(i) = self.read.categories.iter().position(|c| c.name == name) {
            return i;
        }
        self.read.categories.push(Category { name: name.into(), title: name.into(), entries: Vec::new() });
        self.read.categories.len() - 1
    }

    /// Adds a word to a category, or says what is wrong with it.
    fn add(&mut self, category: usize, word: &str, line: usize, with: impl FnOnce(&mut Entry)) {
        match term(word) {
            Ok(term) => {
                if let Some(first) = self.seen.insert((category, term.to_lowercase()), line) {
                    self.seen.insert((category, term.to_lowercase()), first);
                    return self.fault(line, format!("\"{word}\" stands in its category twice, first in line {first}"), "Leave one of the two.");
                }
                let mut entry = Entry { term, weight: None, plain: None, polarity: None, line };
                with(&mut entry);
                self.read.categories[category].entries.push(entry);
            }
            Err(what) => self.fault(line, what, "Take it out, or leave such lines out with --skip."),
        }
    }
}

/// The word as a pattern of ours: words, and one star at an end.
fn term(word: &str) -> Result<String, String> {
    let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(sign) = word.chars().find(|c| "|()<>/[]{}\\?".contains(*c)) {
        return Err(format!("\"{word}\" holds \"{sign}\", which is no part of a word"));
    }
    let inner = word.split(' ').any(|w| w.trim_start_matches('*').trim_end_matches('*').contains('*') || w.starts_with('*') && w.ends_with('*'));
    if inner {
        return Err(format!("\"{word}\" has a star that stands neither at the end of a word nor at its start alone"));
    }
    pattern::parse(&word).map(|_| word.clone()).map_err(|e| format!("\"{word}\": {e}"))
}

#[cfg(test)]
mod tests;
