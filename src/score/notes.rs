//! What a reader of the numbers must know: whose words a text is mostly made of, where that is not the author's.

use super::{Mark, Scores};
use crate::attribute::{Attributed, SourceClass, Voice, Voiced};
use crate::score::measures::{FEWEST, SHORTEST};
use crate::segment::Text;

/// Sentences on a text that gives most of its words to others; none for most texts, and for short ones.
pub fn notes(text: &Text, attributed: &Attributed, marks: &[Mark], scores: &Scores) -> Vec<String> {
    let w = scores.words;
    let mut out = Vec::new();
    if w.total < SHORTEST {
        return out;
    }
    let percent = |n: u64| 100 * n / w.total;
    let is_unsourced = |v: &Voiced| v.voice() == Voice::UnsourcedQuote;
    let unsourced = if attributed.quotes.iter().any(is_unsourced) {
        text.tokens.iter().zip(attributed.voices.each()).filter(|(t, v)| t.counts() && v.voice() == Voice::UnsourcedQuote).count() as u64
    } else {
        0
    };
    if 2 * unsourced > w.total {
        out.push(format!("{} % of the words stand in quotation marks that name no speaker; they count as the author's own.", percent(unsourced)));
    }
    let others = w.quoted + w.reported;
    if 2 * others > w.total {
        let elsewhere = marks.iter().filter(|m| m.weight > 0.0 && matches!(m.voice, Voice::Quoted | Voice::Reported)).count();
        let marks = if elsewhere == 1 { "1 mark that would count".to_string() } else { format!("{elsewhere} marks that would count") };
        out.push(format!(
            "{} % of the words are given to others, so that the rates rest on {} words of the author's own; in the words of others stand {marks}.",
            percent(others),
            w.own
        ));
        let nobody = |c: SourceClass| matches!(c, SourceClass::Vague | SourceClass::Anonymous | SourceClass::None);
        let all = attributed.attributions.len() as u64;
        let asked = attributed.attributions.iter().filter(|a| nobody(a.class())).count() as u64;
        if all >= FEWEST && 2 * asked > all {
            out.push(format!("{asked} of {all} attributions name nobody whom a reader could ask."));
        }
    }
    out
}
