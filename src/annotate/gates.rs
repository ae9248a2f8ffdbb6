//! The context gates: whether a match in its place is a hit.

use super::Fact;
use super::walk::{Raw, is_hyphen};
use crate::lexicon::file::{BlockGate, Case, Names, Negation};
use crate::lexicon::model::{Gates, Neighbours};
use crate::lexicon::trie::Out;
use crate::lexicon::trie::{SYM_NAME, SYM_NUMBER};
use crate::lexicon::{Lexicon, Role, RuleId};
use crate::segment::words::Shape;
use crate::segment::{BlockKind, Kind, Sentence, Text};

/// How far `before` and `after` look, in words.
const WINDOW: usize = 6;
/// How far a negation reaches, in words.
const NEGATION: usize = 3;

/// The sentence that a match stands in.
pub struct Context<'a> {
    pub text: &'a Text,
    pub lexicon: &'a Lexicon,
    pub facts: &'a [Fact],
    pub raws: &'a [Raw],
    pub sentence: &'a Sentence,
    pub kind: BlockKind,
}

/// `None` when a gate is shut; else whether the hit is negated.
pub fn pass(c: &Context, rule: RuleId, term: Option<u32>, at: (u32, u32)) -> Option<bool> {
    let g = &c.lexicon.rules[rule as usize].gates;
    let open = in_block(g, c.kind)
        && cased(c, g, term, at)
        && !(g.names == Names::Skip && in_name(c, at))
        && !after_prefix(c, at)
        && neighbours(c, g, at)
        && (!g.start || at.0 == first_word(c))
        && g.question.is_none_or(|q| q == is_question(c))
        && !g.unless.is_some_and(|gate| covered(c, gate, at))
        && g.near.is_none_or(|gate| found(c, gate, |_, _| true))
        && !g.not_near.is_some_and(|gate| found(c, gate, |_, _| true))
        && g.before.is_none_or(|gate| before(c, gate, at))
        && !g.not_before.is_some_and(|gate| before(c, gate, at))
        && g.after.is_none_or(|gate| after(c, gate, at))
        && !g.not_after.is_some_and(|gate| after(c, gate, at));
    if !open {
        return None;
    }
    match g.negation {
        Negation::Ignore => Some(false),
        Negation::Flag => Some(negated(c, at)),
        Negation::Drop => (!negated(c, at)).then_some(false),
    }
}

/// The gates of a detector's hit; those that look at words use the matches that the walk has kept.
pub fn pass_detector(text: &Text, annotated: &super::Annotated, lexicon: &Lexicon, rule: RuleId, at: (u32, u32)) -> Option<bool> {
    let sentence = &text.sentences[text.sentence_of(at.0 as usize)];
    let [from, to] = [sentence.tokens.0, sentence.tokens.1].map(|token| annotated.gates.partition_point(|g| g.0 < token));
    let kind = text.blocks[sentence.block as usize].kind;
    pass(&Context { text, lexicon, facts: &annotated.facts, raws: &annotated.gates[from..to], sentence, kind }, rule, None, at)
}

fn in_block(g: &Gates, kind: BlockKind) -> bool {
    let gate = match kind {
        BlockKind::Headline => BlockGate::Headline,
        BlockKind::Body => BlockGate::Body,
        BlockKind::Caption => BlockGate::Caption,
        BlockKind::List => BlockGate::List,
        BlockKind::Quote => BlockGate::Quote,
        BlockKind::Furniture => return false,
    };
    g.blocks.contains(&gate)
}

fn cased(c: &Context, g: &Gates, term: Option<u32>, at: (u32, u32)) -> bool {
    let all = at.0 as usize..at.1 as usize;
    match g.case {
        Case::Any => true,
        Case::Lower => all.clone().all(|i| !c.text.tokens[i].is(Shape::CAPITAL) || i as u32 == first_word(c)),
        Case::Exact => {
            let Some(term) = term else { return true };
            let written = &c.lexicon.terms[term as usize].text;
            let mut capitals = written.split(|ch: char| ch.is_whitespace() || ch == '-').map(|w| w.chars().next().is_some_and(char::is_uppercase));
            all.filter(|&i| c.text.tokens[i].kind == Kind::Word)
                .all(|i| capitals.next().is_none_or(|up| up == c.text.tokens[i].is(Shape::CAPITAL) || (!up && i as u32 == first_word(c))))
        }
    }
}

/// The first word of the sentence, after opening marks.
fn first_word(c: &Context) -> u32 {
    (c.sentence.tokens.0..c.sentence.tokens.1).find(|&i| c.text.tokens[i as usize].kind != Kind::Punct).unwrap_or(c.sentence.tokens.0)
}

fn is_question(c: &Context) -> bool {
    (c.sentence.tokens.0 as usize..c.sentence.tokens.1 as usize).rev().take(3).any(|i| c.text.word(i).starts_with('?'))
}

/// Capitalised beside another capitalised word: part of a name. Headlines capitalise everything and tell nothing.
fn in_name(c: &Context, at: (u32, u32)) -> bool {
    if c.kind == BlockKind::Headline || !(at.0 as usize..at.1 as usize).all(|i| is_capital(c, i) || is_hyphen(c.text, i)) {
        return false;
    }
    let first = first_word(c);
    let previous = at.0 > first && beside(c, at.0 as usize, -1).is_some_and(|i| is_capital(c, i) && (i as u32 != first || c.facts[i].word(c.lexicon) == 0));
    let next = beside(c, at.1 as usize - 1, 1)
        .is_some_and(|i| is_capital(c, i) && (at.0 != first || !c.facts[i].traits(c.lexicon).roles.has_any(&[Role::FirstName, Role::PersonTitle])));
    previous || next
}

fn is_capital(c: &Context, i: usize) -> bool {
    let t = c.text.tokens[i];
    t.is(Shape::CAPITAL) && !(t.is(Shape::UPPER) && t.len > 5)
}

/// The word next to token `i` with nothing between, or only a hyphen.
fn beside(c: &Context, i: usize, step: isize) -> Option<usize> {
    let mut j = i.checked_add_signed(step)?;
    if j < c.text.tokens.len() && is_hyphen(c.text, j) {
        j = j.checked_add_signed(step)?;
    }
    let inside = (c.sentence.tokens.0 as usize..c.sentence.tokens.1 as usize).contains(&j);
    (inside && c.text.tokens[j].kind == Kind::Word).then_some(j)
}

/// "non-violent", "anti-regime": the word after the hyphen is turned round.
fn after_prefix(c: &Context, at: (u32, u32)) -> bool {
    at.0 as usize >= c.sentence.tokens.0 as usize + 2
        && is_hyphen(c.text, at.0 as usize - 1)
        && c.facts[at.0 as usize - 2].traits(c.lexicon).roles.has(Role::NegativePrefix)
}

fn neighbours(c: &Context, g: &Gates, at: (u32, u32)) -> bool {
    if g.prev.is_empty() && g.next.is_empty() && g.not_prev.is_empty() && g.not_next.is_empty() {
        return true;
    }
    let inside = |i: usize| (c.sentence.tokens.0 as usize..c.sentence.tokens.1 as usize).contains(&i).then_some(i);
    let skip = |i: usize, step: isize| if i < c.text.tokens.len() && is_hyphen(c.text, i) { i.wrapping_add_signed(step) } else { i };
    let prev = (at.0 > c.sentence.tokens.0).then(|| skip(at.0 as usize - 1, -1)).and_then(inside);
    let next = inside(skip(at.1 as usize, 1));
    (g.prev.is_empty() || holds(c, &g.prev, prev))
        && !holds(c, &g.not_prev, prev)
        && (g.next.is_empty() || holds(c, &g.next, next))
        && !holds(c, &g.not_next, next)
}

/// Whether the word of token `i`, or the edge of the sentence, is one of the list.
fn holds(c: &Context, list: &Neighbours, i: Option<usize>) -> bool {
    let Some(i) = i else { return list.edge };
    let (t, word) = (c.text.tokens[i], c.facts[i].word(c.lexicon));
    match t.kind {
        // the closing mark of a sentence is its edge too
        Kind::Punct => list.punct || list.edge && (i as u32 + 1 == c.sentence.tokens.1 || i as u32 == c.sentence.tokens.0),
        Kind::Number => list.any || list.syms.contains(&SYM_NUMBER),
        Kind::Word => {
            let named =
                || list.bits & c.lexicon.entry(word).bits != 0 && (list.syms.contains(&word) || c.lexicon.syms(word).iter().any(|s| list.syms.contains(s)));
            list.any || named() || t.is(Shape::CAPITAL) && list.syms.contains(&SYM_NAME) && i as u32 != first_word(c)
        }
        Kind::Link => false,
    }
}

fn found(c: &Context, gate: u32, place: impl Fn(u32, u32) -> bool) -> bool {
    c.raws.iter().any(|&(s, e, out)| out == Out::Gate(gate) && place(s, e))
}

fn covered(c: &Context, gate: u32, at: (u32, u32)) -> bool {
    found(c, gate, |s, e| s <= at.0 && at.1 <= e)
}

fn before(c: &Context, gate: u32, at: (u32, u32)) -> bool {
    found(c, gate, |_, e| e <= at.0 && words_between(c, e, at.0) < WINDOW)
}

fn after(c: &Context, gate: u32, at: (u32, u32)) -> bool {
    found(c, gate, |s, _| s >= at.1 && words_between(c, at.1, s) < WINDOW)
}

fn words_between(c: &Context, from: u32, to: u32) -> usize {
    c.text.tokens[from as usize..to as usize].iter().filter(|t| t.counts()).count()
}

/// A negation up to three words before, in the same clause.
fn negated(c: &Context, at: (u32, u32)) -> bool {
    let mut words = 0;
    for i in (c.sentence.tokens.0 as usize..at.0 as usize).rev() {
        let t = c.text.tokens[i];
        if t.kind == Kind::Punct && !is_hyphen(c.text, i) {
            return false;
        }
        if c.facts[i].traits(c.lexicon).roles.has(Role::Negation) {
            // "not only", "not just" add; they do not deny
            let next = c.text.word(i + 1);
            return !matches!(next, "only" | "just" | "merely" | "simply");
        }
        words += t.counts() as usize;
        if words == NEGATION {
            return false;
        }
    }
    false
}
