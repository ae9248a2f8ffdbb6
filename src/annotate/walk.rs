//! One walk over the words of each sentence: raw matches first, then gates, then the longest of each family.

use super::gates::{self, Context};
use super::{Annotated, Fact, Hit, Phrase, Starts};
use crate::lexicon::entry::Root;
use crate::lexicon::trie::{Edges, Out, SYM_ANY, SYM_NAME, SYM_NUMBER, Sym};
use crate::lexicon::{Lexicon, RuleId};
use crate::segment::words::Shape;
use crate::segment::{BlockKind, Kind, Text};

/// A pattern found, before any gate: first token, token after the last, what it reports.
pub type Raw = (u32, u32, Out);

/// Finds the terms and phrases of all sentences, each from one of the starts; `only` looks for the terms of one rule.
pub fn walk(text: &Text, lexicon: &Lexicon, only: Option<RuleId>, starts: &Starts, into: &mut Annotated) {
    let mut raws: Vec<Raw> = Vec::new();
    let mut passed: Vec<(Hit, u8)> = Vec::new();
    for (number, sentence) in text.sentences.iter().enumerate() {
        let kind = text.blocks[sentence.block as usize].kind;
        if kind == BlockKind::Furniture {
            continue;
        }
        raws.clear();
        passed.clear();
        let walker = Walker { text, lexicon, facts: &into.facts, end: sentence.tokens.1 as usize, first: sentence.tokens.0 as usize };
        starts.among(walker.first, walker.end).for_each(|i| walker.from(i, &mut raws));
        let context = Context { text, lexicon, facts: &into.facts, raws: &raws, sentence, kind };
        for &(start, end, out) in &raws {
            match out {
                Out::Phrase(list) => into.phrases.push(Phrase { list, tokens: (start, end) }),
                Out::Gate(gate) if lexicon.is_detector_gate(gate) => into.gates.push((start, end, out)),
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
    facts: &'a [Fact],
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
                let (next, bits) = self.next(i);
                self.roots(self.lexicon.roots(self.facts[i].word(self.lexicon)), i, next, bits, raws);
                if token.is(Shape::CAPITAL) && i > self.first {
                    self.roots(self.lexicon.shape_roots(false), i, next, bits, raws);
                }
            }
            Kind::Number => {
                let (next, bits) = self.next(i);
                self.roots(self.lexicon.shape_roots(true), i, next, bits, raws);
            }
            _ => {}
        }
    }

    /// The word after token `i`, and its filter bits; 0 where none follows.
    #[inline(always)]
    fn next(&self, i: usize) -> (usize, u64) {
        self.next_word(i).map_or((i, 0), |n| (n, self.bits(n)))
    }

    #[inline(always)]
    fn bits(&self, i: usize) -> u64 {
        super::bits(&self.text.tokens[i], self.lexicon.entry(self.facts[i].word(self.lexicon)).bits)
    }

    /// The patterns that begin at these nodes. One bit of the next word answers for most of them.
    #[inline]
    fn roots(&self, roots: &[Root], i: usize, next: usize, bits: u64, raws: &mut Vec<Raw>) {
        for root in roots {
            if root.ends {
                self.report(root.node, i, i, raws);
            }
            if root.edges.bits & bits != 0 {
                self.over(root.edges, i, next, raws);
            }
        }
    }

    /// The walk stands at `node` after token `i`.
    fn at(&self, node: u32, start: usize, i: usize, raws: &mut Vec<Raw>) {
        self.report(node, start, i, raws);
        let edges = self.lexicon.trie().edges(node);
        if edges.bits == 0 {
            return;
        }
        match self.next_word(i) {
            Some(next) if edges.bits & self.bits(next) != 0 => self.over(edges, start, next, raws),
            _ => {}
        }
    }

    #[inline]
    fn report(&self, node: u32, start: usize, i: usize, raws: &mut Vec<Raw>) {
        for &out in self.lexicon.trie().outs(node) {
            raws.push((start as u32, i as u32 + 1, out));
        }
    }

    /// Along these edges over the word `next`, by each of its symbols.
    fn over(&self, edges: Edges, start: usize, next: usize, raws: &mut Vec<Raw>) {
        let token = self.text.tokens[next];
        let mut step = |sym: Sym| {
            if let Some(to) = self.lexicon.trie().step(edges, sym) {
                self.at(to, start, next, raws);
            }
        };
        if token.kind == Kind::Number {
            step(SYM_NUMBER);
        } else {
            let word = self.facts[next].word(self.lexicon);
            if word != 0 {
                step(word);
                self.lexicon.syms(word).iter().for_each(|&sym| step(sym));
            }
            if token.is(Shape::CAPITAL) {
                step(SYM_NAME);
            }
        }
        step(SYM_ANY);
    }

    /// The word after token `i`; a hyphen glued between two words is passed over, other punctuation ends the pattern.
    #[inline(always)]
    fn next_word(&self, i: usize) -> Option<usize> {
        let next = i + 1;
        if next >= self.end {
            return None;
        }
        match self.text.tokens[next].kind {
            Kind::Word | Kind::Number => Some(next),
            Kind::Punct => self.over_mark(next),
            Kind::Link => None,
        }
    }

    /// The word behind a mark that joins.
    fn over_mark(&self, next: usize) -> Option<usize> {
        (next + 1 < self.end && (is_hyphen(self.text, next) || is_plural_possessive(self.text, next))).then_some(next + 1)
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
