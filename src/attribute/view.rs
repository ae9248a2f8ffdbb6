//! A text as attribution looks at it: the frame word, role and quotation of every token.

use super::flags::{Flag, Flags};
use super::lists::Lists;
use crate::annotate::Annotated;
use crate::lexicon::entry::{CueUse, Traits};
use crate::lexicon::{Frame, FrameSet, Lexicon, Role, RoleSet, WordId};
use crate::segment::words::Shape;
use crate::segment::{Kind, Sentence, Text};
use std::cell::Cell;
use std::ops::Range;

/// A quotation of this many words or more is speech: no cue begins inside it.
pub const SPEECH: u32 = 4;

/// So many tokens, of one sentence or the next, have a place for their class as a neighbour.
const RECENT: usize = 128;

/// The text with its words looked up, and the quotation that each token stands in.
pub struct View<'a> {
    pub text: &'a Text,
    pub annotated: &'a Annotated,
    pub lexicon: &'a Lexicon,
    /// The tokens of each outermost quotation, marks included, and its number.
    outermost: Vec<(Range<u32>, u32)>,
    /// What may begin at each token.
    pub flags: Flags,
    /// The phrases of numbers.
    pub lists: Lists,
    /// The classes of tokens as neighbours that were asked for last, each with its token: the candidates of a sentence have half of theirs in common.
    pub besides: [Cell<(u32, u8)>; RECENT],
}

impl<'a> View<'a> {
    pub fn new(text: &'a Text, annotated: &'a Annotated, lexicon: &'a Lexicon) -> View<'a> {
        let mut outermost = Vec::new();
        let mut flags = Flags::new(text, annotated, lexicon);
        for (number, q) in text.quotes.iter().enumerate().filter(|(_, q)| q.depth == 0) {
            let (from, to) = (text.token_at(q.span.start), text.token_at(q.span.end.saturating_sub(1)) + 1);
            let tokens = from..to.min(text.tokens.len());
            outermost.push((tokens.start as u32..tokens.end as u32, number as u32));
            flags.quote(tokens, q.words >= SPEECH);
        }
        let besides = [const { Cell::new((u32::MAX, 0)) }; RECENT];
        View { text, annotated, lexicon, outermost, flags, lists: Lists::new(annotated, lexicon), besides }
    }

    /// The id of the word of token `i`; 0 for one that no file names, and for a mark.
    #[inline]
    pub fn word(&self, i: usize) -> WordId {
        self.annotated.word(i, self.lexicon)
    }

    /// Whether no file names the word of token `i`, though a pattern with a star may take it in.
    pub fn is_unnamed(&self, i: usize) -> bool {
        self.lexicon.unnamed(self.annotated.facts[i].tag()).is_some()
    }

    /// What the word of token `i` has in common with others of its kind.
    #[inline]
    pub fn traits(&self, i: usize) -> &'a Traits {
        self.annotated.traits(i, self.lexicon)
    }

    pub fn roles(&self, i: usize) -> RoleSet {
        self.traits(i).roles
    }

    pub fn is(&self, i: usize, role: Role) -> bool {
        self.roles(i).has(role)
    }

    pub fn frame(&self, i: usize) -> Frame {
        self.traits(i).frame
    }

    /// The frames of the words from token `from` to the one before `to`.
    pub fn frames(&self, from: usize, to: usize) -> FrameSet {
        (from..to).map(|i| self.frame(i)).collect()
    }

    /// The roles of all words from token `from` to the one before `to`.
    pub fn all_roles(&self, from: usize, to: usize) -> RoleSet {
        (from..to).fold(RoleSet::default(), |all, i| all | self.roles(i))
    }

    /// Whether this holds of the word as a cue.
    pub fn cue(&self, i: usize, what: CueUse) -> bool {
        self.traits(i).cue.is(what)
    }

    pub fn kind(&self, i: usize) -> Kind {
        self.text.tokens[i].kind
    }

    pub fn has(&self, i: usize, shape: Shape) -> bool {
        self.text.tokens[i].is(shape)
    }

    /// A word, or a number in digits.
    pub fn is_word(&self, i: usize) -> bool {
        matches!(self.kind(i), Kind::Word | Kind::Number)
    }

    /// The mark that token `i` is; empty for a word.
    #[inline]
    pub fn mark(&self, i: usize) -> &'a str {
        if self.kind(i) == Kind::Punct { self.text.word(i) } else { "" }
    }

    /// The first byte of the mark that token `i` is, if it is one byte; 0 for a word.
    #[inline]
    pub fn sign(&self, i: usize) -> u8 {
        let t = self.text.tokens[i];
        if t.kind == Kind::Punct && t.len == 1 { self.text.source.as_bytes()[t.start as usize] } else { 0 }
    }

    /// The bytes of token `i`.
    #[inline]
    pub fn bytes(&self, i: usize) -> &'a [u8] {
        let t = self.text.tokens[i];
        &self.text.source.as_bytes()[t.start as usize..t.end() as usize]
    }

    /// Whether the token is a capitalised word that is not capitalised merely because it begins the sentence.
    pub fn is_name(&self, i: usize, sentence: &Sentence) -> bool {
        let first = i as u32 == sentence.tokens.0 || (i > 0 && self.kind(i - 1) == Kind::Punct && i as u32 == sentence.tokens.0 + 1);
        self.kind(i) == Kind::Word && self.has(i, Shape::CAPITAL) && !self.is(i, Role::NotName) && !(first && self.is_common(i))
    }

    /// A word that the lexicon knows, and not as a name. "Minister Rossi" begins a name, "Cook" may be one, "Motorists" before a small letter is none.
    fn is_common(&self, i: usize) -> bool {
        let part = self.roles(i).has_any(&[Role::FirstName, Role::KnownName, Role::Place, Role::OrganisationSuffix, Role::PersonTitle]);
        let next = || self.text.tokens.get(i + 1).is_some_and(|t| t.is(Shape::CAPITAL) && t.kind == Kind::Word);
        let role = || self.is(i, Role::RoleNoun) && (!self.bytes(i).ends_with(b"s") || next());
        self.is_small(i) || self.word(i) != 0 && !part && !role()
    }

    /// A word of a closed class or of daily use: its capital at a sentence's start says nothing.
    pub fn is_small(&self, i: usize) -> bool {
        self.frame(i) != Frame::None
            || self.roles(i).has_any(&[
                Role::Determiner,
                Role::Preposition,
                Role::Conjunction,
                Role::Auxiliary,
                Role::Modal,
                Role::Adverb,
                Role::SubjectPronoun,
                Role::Possessive,
                Role::VagueGroup,
                Role::VagueQuantifier,
                Role::Indefinite,
                Role::Cardinal,
            ])
    }

    /// An adverb, by list or by its ending.
    pub fn is_adverb(&self, i: usize) -> bool {
        self.is(i, Role::Adverb) && self.frame(i) == Frame::None
            || self.kind(i) == Kind::Word && !self.has(i, Shape::CAPITAL) && self.bytes(i).ends_with(b"ly") && self.bytes(i).len() > 4
    }

    /// Whether token `i` stands in a quotation, marks included.
    #[inline]
    pub fn in_quote(&self, i: usize) -> bool {
        self.flags.has(i, Flag::QUOTED)
    }

    /// The outermost quotation that token `i` stands in, marks included; `u32::MAX`: none.
    pub fn quoted(&self, i: usize) -> u32 {
        if !self.in_quote(i) {
            return u32::MAX;
        }
        // where two share a token, it is the later one's
        let after = self.outermost.partition_point(|(tokens, _)| tokens.start <= i as u32);
        self.outermost[..after].last().map_or(u32::MAX, |q| q.1)
    }

    /// The speech that token `i` stands in: a quotation of four words or more.
    pub fn speech(&self, i: usize) -> Option<usize> {
        if !self.flags.has(i, Flag::SPEECH) {
            return None;
        }
        let q = self.quoted(i);
        (q != u32::MAX && self.text.quotes[q as usize].words >= SPEECH).then_some(q as usize)
    }

    /// Whether token `i` stands in a quotation of two words or more: a word quoted alone may still be the author's verb.
    pub fn is_quoted_phrase(&self, i: usize) -> bool {
        self.in_quote(i) && self.text.quotes[self.quoted(i) as usize].words >= 2
    }

    /// Whether a quotation ends at token `i`.
    pub fn ends_quote(&self, i: usize) -> bool {
        self.in_quote(i) && (i + 1 >= self.text.tokens.len() || self.quoted(i + 1) != self.quoted(i))
    }

    /// Whether a quotation begins at token `i`.
    pub fn begins_quote(&self, i: usize) -> bool {
        self.in_quote(i) && (i == 0 || self.quoted(i - 1) != self.quoted(i))
    }

    /// The token before `i`, over the marks that set off a block as a quotation.
    pub fn over_block_marks(&self, i: usize) -> Option<usize> {
        (0..i).rev().find(|&j| self.mark(j) != ">")
    }

    /// Whether quotation `q` has no marks of its own, and is only set off as a block.
    pub fn is_block_quote(&self, q: usize) -> bool {
        let quote = &self.text.quotes[q];
        self.text.span(quote.tokens) == quote.span
    }

    /// The first and last-plus-one token of quotation `q`, marks included.
    pub fn quote_tokens(&self, q: usize) -> (usize, usize) {
        let quote = &self.text.quotes[q];
        (self.text.token_at(quote.span.start), self.text.token_at(quote.span.end.saturating_sub(1)) + 1)
    }
}
