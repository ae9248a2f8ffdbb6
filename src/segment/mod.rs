//! Cuts a text into blocks, sentences, words and quotations.

pub mod blocks;
mod furniture;
mod links;
mod marks;
mod paragraphs;
mod posts;
mod quotemarks;
pub mod quotes;
pub mod sentences;
mod stops;
mod titles;
pub mod words;

use crate::text::Span;
pub use blocks::{Block, BlockHint, BlockKind};
pub use quotes::Quote;
pub use words::{Kind, Token};

/// A text and its parts. Every part points into `source` by byte and into `tokens` by index.
#[derive(Clone, Debug, Default)]
pub struct Text {
    pub source: String,
    pub tokens: Vec<Token>,
    pub blocks: Vec<Block>,
    pub sentences: Vec<Sentence>,
    pub quotes: Vec<Quote>,
}

/// A sentence: never crosses a block, and the sentences of a block cover all its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// First token and the one after the last.
    pub tokens: (u32, u32),
    pub block: u32,
}

/// The words that segmentation asks for; filled from `lexicons/en/` by the lexicon.
#[derive(Debug, Default)]
pub struct SplitWords {
    /// Abbreviations without their final stop, as written (`Ill` is a state, `ill` is not) or folded, by what
    /// they say about a following capital.
    pub abbreviations: rustc_hash::FxHashMap<String, Abbreviation>,
    /// Folded function words: a capital on one of these after a stop shows that a sentence begins.
    pub starters: rustc_hash::FxHashSet<String>,
    /// Folded forms of verbs of saying: `"Why?" Rossi asked` is one sentence.
    pub saying: rustc_hash::FxHashSet<String>,
    /// Folded beginnings of lines that are page furniture.
    pub furniture_line: Vec<String>,
    /// Folded phrases that make a short line page furniture.
    pub furniture_anywhere: Vec<String>,
    /// Folded beginnings of a line that says where its writer is reached, if an address stands in it: `follow`, `contact`.
    pub contacts: Vec<String>,
    /// Folded beginnings of a line that names its writers: `by`, `reporting by`.
    pub bylines: Vec<String>,
    /// Folded words that stand before the colon of a caption: `photo`, `image`.
    pub captions: Vec<String>,
    /// Folded names of months and days, long and short: a line of them and numbers is a date.
    pub calendar: rustc_hash::FxHashSet<String>,
}

/// What an abbreviation's stop can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// Stands before a name: never ends a sentence.
    Title,
    /// Stands before a number; before anything else it may end a sentence.
    BeforeNumber,
    /// May end a sentence, or not.
    Open,
}

/// Cuts `source` into its parts. `hints` are the blocks that the format itself declared, if it did.
pub fn segment(source: String, hints: &[BlockHint], words: &SplitWords) -> Text {
    let tokens = words::tokens(&source);
    let mut text = Text { source, tokens, ..Text::default() };
    text.blocks = blocks::blocks(&text, hints, words);
    text.quotes = quotes::quotes(&text);
    text.sentences = sentences::sentences(&text, words);
    text
}

impl Text {
    /// The characters of a span.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.source)
    }

    /// The characters of token `i`.
    pub fn word(&self, i: usize) -> &str {
        self.tokens[i].span().of(&self.source)
    }

    /// The span from the first token to the one before `end`.
    pub fn span(&self, tokens: (u32, u32)) -> Span {
        Span { start: self.tokens[tokens.0 as usize].start, end: self.tokens[tokens.1 as usize - 1].end() }
    }

    /// The index of the first token that ends after this byte.
    pub fn token_at(&self, byte: u32) -> usize {
        self.tokens.partition_point(|t| t.end() <= byte)
    }

    /// The sentence that holds token `i`.
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.1 as usize <= i)
    }

    /// The words of a range of tokens: no punctuation, no clitic, no unit glued to its number.
    pub fn count_words(&self, tokens: (u32, u32)) -> u32 {
        self.tokens[tokens.0 as usize..tokens.1 as usize].iter().filter(|t| t.counts()).count() as u32
    }
}
