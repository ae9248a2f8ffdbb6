//! One walk over the words of each sentence: raw matches first, then gates, then the longest of each family.

use super::gates::{self, Context};
use super::{Annotated, Hit, Phrase};
use crate::lexicon::model::{SYM_ANY, SYM_NAME, SYM_NUMBER};
use crate::lexicon::trie::Out;
use crate::lexicon::{Lexicon, RuleId, WordId};
use crate::segment::words::Shape;
use crate::segment::{BlockKind, Kind, Text};

/// A pattern found, before any gate: first token, token after the last, what it reports.
pub type Raw = (u32, u32, Out);

/// Finds the terms and phrases of all sentences; `only` looks for the terms of one rule.
pub fn walk(text: &Text, lexicon: &Lexicon, only: Option<RuleId>, into: &mut Annotated) {
    let mut raws: Vec<Raw> = Vec::new();
    let mut passed: Vec<(Hit, u8)> = Vec::new();
    for (number, sentence) in text.sentences.iter().enumerate() {
        let kind = text.blocks[sentence.block as usize].kind;
        if kind == BlockKind::Furniture {
            continue;
        }
        raws.clear();
        passed.clear();
        let walker = Walker { text, lexicon, words: &into.words, end: sentence.tokens.1 as usize, first: sentence.tokens.0 as usize };
        for i in walker.first..walker.end {
            walker.from(i, &mut raws);
        }
        let context = Context { text, lexicon, words: &into.words, raws: &raws, sentence, kind };
        for &(start, end, out) in &raws {
            match out {
                Out::Phrase(list) => into.phrases.push(Phrase { list, tokens: (start, end) }),
                Out::Gate(gate) if lexicon.is_detector_gate(gate) => into.gates.push((number as u32, (start, end, out))),
                Out::Gate(_) => {}
                Out::Term(term) => {
                    let rule = lexicon.terms[term as usize].rule;
                    if only.is_some_and(|r| r != rule) {
                        continue;
                    }
                    if let Some(negated) = gates::pass(&context, rule, Some(term), (start, end)) {
                        let span = text.span((start, end));
                        let family = lexicon.rules[rule as usize].family;
                        passed.push((Hit { rule, term: Some(term), tokens: (start, end), span, sentence: number as u32, negated }, family));
                    }
                }
            }
        }
        // longest match within a family, from left to right
        passed.sort_by_key(|(h, family)| (*family, h.tokens.0, std::cmp::Reverse(h.tokens.1), h.rule));
        let mut last: Option<(u8, u32)> = None;
        for &(hit, family) in &passed {
            if last.is_some_and(|(f, end)| f == family && hit.tokens.0 < end) {
                continue;
            }
            last = Some((family, hit.tokens.1));
            into.hits.push(hit);
        }
    }
}

struct Walker<'a> {
    text: &'a Text,
    lexicon: &'a Lexicon,
    words: &'a [WordId],
    first: usize,
    end: usize,
}

impl Walker<'_> {
    /// All patterns that begin at token `i`.
    #[inline]
    fn from(&self, i: usize, raws: &mut Vec<Raw>) {
        let token = self.text.tokens[i];
        match token.kind {
            Kind::Word => {
                for &node in &*self.lexicon.entry(self.words[i]).roots {
                    self.at(node, i, i, raws);
                }
                if token.is(Shape::CAPITAL) && i > self.first {
                    for &node in self.lexicon.shape_roots(false) {
                        self.at(node, i, i, raws);
                    }
                }
            }
            Kind::Number => {
                for &node in self.lexicon.shape_roots(true) {
                    self.at(node, i, i, raws);
                }
            }
            _ => {}
        }
    }

    /// The walk stands at `node` after token `i`.
    fn at(&self, node: u32, start: usize, i: usize, raws: &mut Vec<Raw>) {
        let trie = self.lexicon.trie();
        for &out in trie.outs(node) {
            raws.push((start as u32, i as u32 + 1, out));
        }
        if !trie.is_inner(node) {
            return;
        }
        let Some(next) = self.next_word(i) else { return };
        let token = self.text.tokens[next];
        if token.kind == Kind::Number {
            self.step(node, SYM_NUMBER, start, next, raws);
        } else {
            let word = self.words[next];
            if word != 0 {
                self.step(node, word, start, next, raws);
                for &sym in &*self.lexicon.entry(word).syms {
                    self.step(node, sym, start, next, raws);
                }
            }
            if token.is(Shape::CAPITAL) {
                self.step(node, SYM_NAME, start, next, raws);
            }
        }
        self.step(node, SYM_ANY, start, next, raws);
    }

    fn step(&self, node: u32, sym: u32, start: usize, next: usize, raws: &mut Vec<Raw>) {
        if let Some(to) = self.lexicon.trie().step(node, sym) {
            self.at(to, start, next, raws);
        }
    }

    /// The word after token `i`; a hyphen glued between two words is passed over, other punctuation ends the pattern.
    fn next_word(&self, i: usize) -> Option<usize> {
        let next = i + 1;
        if next >= self.end {
            return None;
        }
        match self.text.tokens[next].kind {
            Kind::Word | Kind::Number => Some(next),
            Kind::Punct if next + 1 < self.end && (is_hyphen(self.text, next) || is_plural_possessive(self.text, next)) => Some(next + 1),
            _ => None,
        }
    }
}

/// Whether token `i` is a hyphen that joins the words beside it.
pub fn is_hyphen(text: &Text, i: usize) -> bool {
    let t = text.tokens[i];
    t.kind == Kind::Punct
        && !t.is(Shape::SPACED)
        && matches!(text.word(i), "-" | "\u{2010}" | "\u{2011}")
        && text.tokens.get(i + 1).is_some_and(|n| !n.is(Shape::SPACED) && matches!(n.kind, Kind::Word | Kind::Number))
}

/// Whether token `i` is the apostrophe of "the teachers' union".
fn is_plural_possessive(text: &Text, i: usize) -> bool {
    let after = text.tokens.get(i + 1).is_some_and(|n| n.is(Shape::SPACED) && n.kind == Kind::Word);
    after && i > 0 && !text.tokens[i].is(Shape::SPACED) && matches!(text.word(i), "'" | "\u{2019}") && text.word(i - 1).ends_with('s')
}
