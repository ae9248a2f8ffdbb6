//! Whether a stop ends its sentence: judged by the word before it and what begins after it.

use super::sentences::{After, Cut};
use super::words::{Kind, Shape};
use super::{Abbreviation, marks};
use crate::text::fold;

/// How the text goes on after a stop.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Onset {
    /// A capital letter, a letter without case, a link or a sign like `$` or `#`.
    Large,
    Number,
    Small,
    /// Nothing but marks.
    Nothing,
}

impl Cut<'_> {
    /// Whether a new sentence begins at `after.next`.
    pub(super) fn ends(&mut self, stop: usize, after: After) -> bool {
        let word = self.onset_word(after.next);
        let onset = self.onset(word);
        if matches!(onset, Onset::Small | Onset::Nothing) || self.is_signature(after.next) {
            return false;
        }
        if !self.text.tokens[after.next].is(Shape::SPACED) {
            return onset == Onset::Large && self.runs_on(stop, after, word);
        }
        let token = self.text.tokens[stop];
        if token.kind == Kind::Word {
            let kind = self.abbreviation(stop).or(Some(Abbreviation::Open));
            return self.ends_after(kind, stop, after, word, onset);
        }
        match marks::first(self.text, stop) {
            '…' => self.ends_after_ellipsis(stop, word),
            '.' if token.span().len() > 1 => self.ends_after_ellipsis(stop, word),
            '.' => stop > self.start && self.ends_after_full_stop(stop, after, word, onset),
            _ if after.unquoted && self.opened <= self.start => !self.is_reporting(after.next) && !self.is_firm(word),
            _ => !self.is_firm(word),
        }
    }

    /// The first token at or after `i` that is no opening mark and no dash.
    fn onset_word(&self, i: usize) -> usize {
        let limit = self.end.min(i + 4);
        (i..limit)
            .find(|&i| {
                self.text.tokens[i].kind != Kind::Punct || {
                    let c = marks::first(self.text, i);
                    !marks::is_opener(c) && !marks::is_dash(c)
                }
            })
            .unwrap_or(limit)
    }

    fn onset(&self, word: usize) -> Onset {
        if word >= self.end {
            return Onset::Nothing;
        }
        let token = self.text.tokens[word];
        match token.kind {
            Kind::Number => Onset::Number,
            Kind::Link => Onset::Large,
            Kind::Word if !marks::is_lower(self.text, word) || self.hides_capital(word) || self.is_label(word) => Onset::Large,
            Kind::Word => Onset::Small,
            Kind::Punct if matches!(marks::first(self.text, word), '$' | '€' | '£' | '#' | '@' | '•' | '§' | '*' | '_' | '+') => Onset::Large,
            Kind::Punct => Onset::Nothing,
        }
    }

    /// `iPhone`, `al-Qaeda`: names that begin small.
    fn hides_capital(&self, i: usize) -> bool {
        let word = self.text.word(i);
        let inner = word.len() > 1 && word.bytes().skip(1).any(|b| b.is_ascii_uppercase());
        let joined = i + 2 < self.end && word.len() <= 3 && marks::is_dash(marks::first(self.text, i + 1)) && marks::glued(self.text, i + 1);
        inner || joined && marks::glued(self.text, i + 2) && self.text.tokens[i + 2].is(Shape::CAPITAL)
    }

    /// `b)` before an item.
    fn is_label(&self, i: usize) -> bool {
        self.text.tokens[i].span().len() == 1 && i + 2 < self.end && marks::glued(self.text, i + 1) && marks::is_mark(self.text, i + 1, ')')
    }

    /// `Inc.`, as in `Yahoo! Inc.`: a name goes on after its own exclamation mark.
    fn is_firm(&mut self, i: usize) -> bool {
        let stopped = i + 1 < self.end && marks::glued(self.text, i + 1) && marks::is_mark(self.text, i + 1, '.');
        stopped && self.text.word(i).len() > 1 && self.abbreviation(i) == Some(Abbreviation::Open)
    }

    fn is_dash(&self, i: usize) -> bool {
        self.text.tokens[i].kind == Kind::Punct && marks::is_dash(marks::first(self.text, i))
    }

    /// `— Ana Rossi` at the block's end names the speaker of what stands before it.
    fn is_signature(&self, i: usize) -> bool {
        self.is_dash(i)
            && self.end - i <= 6
            && i + 1 < self.end
            && self.text.tokens[i + 1].is(Shape::CAPITAL)
            && !marks::ends_with_stop(self.text, (i as u32, self.end as u32))
    }

    /// `Rossi asked`, `Ms. Ana Rossi asked` after a quotation: it goes on the sentence. `He said` begins one.
    fn is_reporting(&mut self, from: usize) -> bool {
        if self.text.word(from).len() > 1 && self.is_starter(from) {
            return false;
        }
        for i in from..self.end.min(from + 7) {
            let token = self.text.tokens[i];
            let name = token.is(Shape::CAPITAL) && token.kind == Kind::Word;
            if i > from && token.kind == Kind::Word && !name {
                fold(self.text.word(i), self.folded);
                return self.words.saying.contains(self.folded.as_str());
            }
            if !(name || i > from && marks::is_mark(self.text, i, '.')) {
                return false;
            }
        }
        false
    }

    /// `ended.The next`: a new sentence although the space is missing. Not in names of files, not after an abbreviation.
    fn runs_on(&mut self, stop: usize, after: After, word: usize) -> bool {
        let text = self.text;
        if stop == self.start || text.tokens[stop].kind == Kind::Word {
            return self.is_starter(word);
        }
        let known = self.abbreviation(stop - 1).is_some();
        if word > after.next || after.next > stop + 1 {
            // a mark parts the two: `ended.”The`, `ended.(The`
            return text.word(word).len() > 1 && !(after.next == stop + 1 && known);
        }
        if text.tokens[word].kind != Kind::Word || text.word(word).len() < 2 || text.word(stop).len() > 1 {
            return self.is_starter(word);
        }
        let before = text.tokens[stop - 1];
        match before.kind {
            _ if self.is_chain(stop, word) => false,
            Kind::Number => stop - 1 > self.start,
            _ if before.span().len() < 2 || known => false,
            _ => marks::is_lower(text, stop - 1) && before.span().len() >= 3 || self.is_starter(word),
        }
    }

    /// `lib.v2.Rs`: more stops without a space stand around this one, and small letters beside them.
    fn is_chain(&self, stop: usize, word: usize) -> bool {
        let text = self.text;
        let glued_stop = |i: usize| i < self.end && marks::glued(text, i) && marks::is_mark(text, i, '.');
        let small = |i: usize| i < self.end && marks::glued(text, i) && marks::is_lower(text, i);
        let before = stop >= self.start + 2 && glued_stop(stop - 2) && small(stop - 1);
        before || glued_stop(word + 1) && small(word + 2)
    }

    /// After `word...` a capital begins a sentence; after `word ... ` it may be a name, so it must be a starter. The
    /// pronoun of one letter is always a capital, and proves nothing.
    fn ends_after_ellipsis(&mut self, stop: usize, word: usize) -> bool {
        let capital = self.text.tokens[word].kind != Kind::Word || self.text.word(word).len() > 1;
        capital && (marks::glued(self.text, stop) || self.is_starter(word))
    }

    fn ends_after_full_stop(&mut self, stop: usize, after: After, word: usize, onset: Onset) -> bool {
        let text = self.text;
        let before = text.tokens[stop - 1];
        if !marks::glued(text, stop) || before.kind == Kind::Punct || before.kind == Kind::Link {
            return true;
        }
        let opens = stop - 1 == self.start;
        if before.kind == Kind::Number {
            let listed = opens || matches!(marks::first(text, stop - 2), ':' | ';');
            return !(listed && before.span().len() <= 3);
        }
        if self.is_joined(stop - 1) {
            return true;
        }
        if before.span().len() == 1 && before.is(Shape::CAPITAL) {
            return !opens && (after.unquoted || self.is_starter(word) && !self.is_initial(word));
        }
        if before.span().len() == 1 && onset == Onset::Number && !before.is(Shape::CLITIC) {
            return false;
        }
        if opens && self.is_numeral(stop - 1) {
            return false;
        }
        let kind = self.abbreviation(stop - 1);
        self.ends_after(kind, stop - 1, after, word, onset)
    }

    /// Whether a sentence ends after the abbreviation `at`.
    fn ends_after(&mut self, kind: Option<Abbreviation>, at: usize, after: After, word: usize, onset: Onset) -> bool {
        match kind {
            None => true,
            // "5 Mint St. The house", but "Mr. Will Hale"
            Some(Abbreviation::Title) => at > self.start && self.text.tokens[at - 1].is(Shape::CAPITAL) && self.is_starter(word),
            Some(Abbreviation::BeforeNumber) => onset == Onset::Large && !self.is_numeral(word),
            // "NEWPORT NEWS, Va. — In a tradition": the dash goes on
            Some(Abbreviation::Open) => after.unquoted || self.is_starter(word) && !self.is_dash(after.next),
        }
    }

    /// `°C`, `AT&T`: a letter that hangs on a sign is no initial.
    fn is_joined(&self, i: usize) -> bool {
        i > self.start && marks::glued(self.text, i) && matches!(marks::first(self.text, i - 1), '°' | '&' | '+' | '/' | '#' | '$')
    }

    /// One capital and a stop.
    fn is_initial(&self, i: usize) -> bool {
        self.text.word(i).chars().count() == 1 && i + 1 < self.end && marks::glued(self.text, i + 1) && marks::is_mark(self.text, i + 1, '.')
    }

    /// `Vol. IV`, `Fig. B`.
    fn is_numeral(&mut self, i: usize) -> bool {
        let word = self.text.word(i);
        word.len() == 1 && !self.is_starter(i) || self.text.tokens[i].is(Shape::UPPER) && word.bytes().all(|b| b"IVXLC".contains(&b))
    }

    /// A capital on a function word.
    pub(super) fn is_starter(&mut self, i: usize) -> bool {
        self.text.tokens[i].is(Shape::CAPITAL) && {
            fold(self.text.word(i), self.folded);
            self.words.starters.contains(self.folded.as_str())
        }
    }

    /// What kind of abbreviation word `i` is. Looked up as written, then folded if it has a capital, so that a list
    /// may tell `Ill` from `ill`.
    pub(super) fn abbreviation(&mut self, i: usize) -> Option<Abbreviation> {
        let token = self.text.tokens[i];
        let word = self.text.word(i).trim_end_matches('.');
        let found = self.words.abbreviations.get(word).copied();
        if found.is_some() || !token.is(Shape::CAPITAL) {
            return found;
        }
        fold(word, self.folded);
        self.words.abbreviations.get(self.folded.as_str()).copied()
    }
}
