//! Sources whose name is withheld: whether the text says so, and whether it says why.

use super::view::View;
use crate::annotate::Hit;
use crate::lexicon::{Frame, Role};
use crate::segment::Kind;
use crate::text::Span;

/// The rule whose hits say that a name is withheld, the one whose hits are people who know and are not named, and the one whose hits say why.
const CONDITION: &str = "anonymous-source.condition";
const FAMILIAR: &str = "anonymous-source.familiar";
const REASON: &str = "anonymous-source.reason";
/// How far behind the condition its reason may begin, in tokens.
const GAP: usize = 3;

/// Whether the author's words in the sentence say that somebody's name is withheld.
pub fn is_granted(v: &View, sentence: u32) -> bool {
    hits(v, CONDITION, sentence).next().is_some()
}

/// Whether the phrase is, or begins, "two people familiar with the plan".
pub fn is_privy(v: &View, sentence: u32, (from, to): (usize, usize)) -> bool {
    hits(v, FAMILIAR, sentence).any(|h| (h.tokens.0 as usize) < to && from < h.tokens.1 as usize)
}

/// The words that give the reason for withholding a name: in this sentence, or in the next one of the paragraph.
pub fn reason(v: &View, sentence: u32) -> Option<Span> {
    let block = v.text.sentences[sentence as usize].block;
    let next = v.text.sentences.get(sentence as usize + 1).filter(|s| s.block == block).map(|_| sentence + 1);
    [Some(sentence), next].into_iter().flatten().find_map(|s| {
        let stated = hits(v, REASON, s).next().map(|h| h.tokens);
        let behind = || hits(v, CONDITION, s).find_map(|h| clause(v, s, h.tokens.1 as usize));
        stated.or_else(behind).map(|tokens| v.text.span(tokens))
    })
}

/// The hits of a rule in the author's words of a sentence. The hits of a sentence are fewer than the rules, among which the rule would be sought.
fn hits<'v>(v: &'v View, rule: &'static str, sentence: u32) -> impl Iterator<Item = &'v Hit> {
    let all = &v.annotated.hits;
    let first = all.partition_point(|h| h.sentence < sentence);
    let here = all[first..].iter().take_while(move |h| h.sentence == sentence);
    here.filter(move |h| v.lexicon.rules[h.rule as usize].id == rule && v.speech(h.tokens.0 as usize).is_none())
}

/// "because she feared for her job", "to discuss the talks", "citing the inquiry": the clause that gives a reason behind token `from`.
fn clause(v: &View, sentence: u32, from: usize) -> Option<(u32, u32)> {
    let end = v.text.sentences[sentence as usize].tokens.1 as usize;
    let mut start = (from..(from + GAP).min(end)).find(|&j| v.is(j, Role::ReasonWord))?;
    while start > from && matches!(v.frame(start - 1), Frame::For | Frame::Of) {
        start -= 1;
    }
    let stop = (start..end).find(|&j| v.kind(j) == Kind::Punct && matches!(v.mark(j), "," | ";" | ".") || v.speech(j).is_some()).unwrap_or(end);
    (stop > start + 1).then_some((start as u32, stop as u32))
}
