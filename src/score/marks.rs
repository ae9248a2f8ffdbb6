//! Marks: hits with the voice they stand in and the weight they carry.

use crate::annotate::{Annotated, Hit, gates};
use crate::attribute::{Attributed, Figure, FigureKind, SourceClass, Voice};
use crate::lexicon::file::{Polarity, Status, VoiceGate};
use crate::lexicon::{Lexicon, RuleId};
use crate::segment::{Kind, Text};
use crate::text::Span;

/// A hit that a reader can see: where, by which rule, in whose voice, with what weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    pub rule: RuleId,
    pub term: Option<u32>,
    pub span: Span,
    pub tokens: (u32, u32),
    pub sentence: u32,
    pub voice: Voice,
    pub polarity: Option<Polarity>,
    /// 0 where it is shown and not counted.
    pub weight: f32,
    pub negated: bool,
}

/// All marks of a document, in order of place, then of rule. They take the place of the hits, and nobody asks for the gates of detectors again.
pub fn marks(text: &Text, annotated: &mut Annotated, attributed: &Attributed, lexicon: &Lexicon) -> Vec<Mark> {
    let mut found = Vec::new();
    detected(text, attributed, lexicon, &mut found);
    found.retain_mut(|h| gates::pass_detector(text, annotated, lexicon, h.rule, h.tokens).inspect(|&negated| h.negated = negated).is_some());
    let place = |h: &Hit| (h.span, h.rule);
    found.sort_by_key(place);
    annotated.gates = Vec::new();
    let hits = std::mem::take(&mut annotated.hits);
    let mut out: Vec<Mark> = Vec::with_capacity(hits.len() + found.len());
    // two rows, each in order: of what stands in both, the one of the first
    let (mut hits, mut found) = (hits.iter().peekable(), found.iter().peekable());
    let next = || match (hits.peek(), found.peek()) {
        (Some(hit), Some(other)) if place(other) < place(hit) => found.next(),
        (None, _) => found.next(),
        _ => hits.next(),
    };
    let mut voice_of = attributed.voices.in_order();
    out.extend(std::iter::from_fn(next).map(|h| mark(h, voice_of(h.tokens.0 as usize).voice(), lexicon)));
    out.dedup_by_key(|m| (m.span, m.rule));
    out
}

/// The hits of the detectors that look at attributions, figures, quotations and citations.
fn detected(text: &Text, attributed: &Attributed, lexicon: &Lexicon, hits: &mut Vec<Hit>) {
    // one look at all rules, which lie far apart in memory
    const DETECTORS: [&str; 6] = ["figure.unattributed", "source.anonymous", "source.vague", "source.named", "citation", "quote.scare"];
    let mut rules = [None; DETECTORS.len()];
    for (number, rule) in lexicon.rules.iter().enumerate() {
        if let Some(i) = rule.detector.as_deref().and_then(|d| DETECTORS.iter().position(|&name| name == d)) {
            rules[i].get_or_insert(number as RuleId);
        }
    }
    let [figure, anonymous, vague, named, citation, scare] = rules;
    let mut push = |rule: Option<RuleId>, tokens: (u32, u32), sentence: u32| {
        hits.extend(rule.map(|rule| Hit { rule, term: None, tokens, span: text.span(tokens), sentence, negated: false }));
    };
    for f in attributed.figures.iter().filter(|f| f.class == SourceClass::None && !is_price(f) && !is_own_count(text, f)) {
        push(figure, f.tokens, f.sentence);
    }
    for a in &attributed.attributions {
        let Some(source) = &a.source else { continue };
        let rule = match source.class {
            SourceClass::Anonymous => anonymous,
            SourceClass::Vague => vague,
            c if c.is_identified() => named,
            _ => continue,
        };
        push(rule, source.tokens, a.sentence);
    }
    for c in &attributed.citations {
        let from = text.token_at(c.span.start) as u32;
        let to = text.token_at(c.span.end - 1) as u32 + 1;
        push(citation, (from, to), c.sentence);
    }
    // one word: a longer passage is more often somebody's words than a doubt
    for (quote, voiced) in text.quotes.iter().zip(&attributed.quotes) {
        let words = (quote.tokens.0..quote.tokens.1).filter(|&i| text.tokens[i as usize].kind == Kind::Word).count();
        if voiced.voice() != Voice::ScareQuote || words != 1 || is_value(text, quote.tokens) {
            continue;
        }
        let sentence = text.sentence_of(quote.tokens.0 as usize);
        // a mark stands in one sentence
        if quote.tokens.1 <= text.sentences[sentence].tokens.1 {
            push(scare, quote.tokens, sentence as u32);
        }
    }
}

/// An equals sign before the marks: the value of an attribute.
fn is_value(text: &Text, (from, _): (u32, u32)) -> bool {
    (from as usize).checked_sub(2).is_some_and(|i| text.word(i).ends_with('='))
}

/// Money below this is a price, not a claim.
const PRICE: f64 = 1000.0;
/// How many tokens before a figure the author's "I" may stand for the figure to be the author's own count.
const OWN_COUNT: u32 = 3;

fn is_price(f: &Figure) -> bool {
    f.kind == FigureKind::Money && f.max.is_some_and(|m| m < PRICE)
}

/// "I counted 31 boats": the author is the witness.
fn is_own_count(text: &Text, f: &Figure) -> bool {
    (f.tokens.0.saturating_sub(OWN_COUNT)..f.tokens.0).any(|i| matches!(text.word(i as usize), "I" | "We" | "we"))
}

fn mark(hit: &Hit, voice: Voice, lexicon: &Lexicon) -> Mark {
    let rule = &lexicon.rules[hit.rule as usize];
    let (weight, polarity) = match hit.term {
        Some(t) => (lexicon.terms[t as usize].weight, lexicon.terms[t as usize].polarity),
        None => (rule.weight, rule.polarity),
    };
    let heard = match rule.gates.voice {
        VoiceGate::Own => voice != Voice::Boilerplate,
        VoiceGate::Quoted => !matches!(voice, Voice::Own | Voice::Boilerplate),
        VoiceGate::Any => true,
    };
    let scored = lexicon.family(hit.rule).tier.is_scored() && !hit.negated && heard && rule.status != Status::Draft && lexicon.uncounted(hit.rule).is_none();
    Mark {
        rule: hit.rule,
        term: hit.term,
        span: hit.span,
        tokens: hit.tokens,
        sentence: hit.sentence,
        voice,
        polarity,
        weight: if scored { weight } else { 0.0 },
        negated: hit.negated,
    }
}
