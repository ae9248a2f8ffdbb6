//! Runs every rule's own examples.

use crate::annotate::annotate_by;
use crate::attribute::{Publisher, Weights, attribute};
use crate::error::Fault;
use crate::lexicon::check::line_of;
use crate::lexicon::{Lexicon, RuleId};
use crate::score::marks;
use crate::segment::{SplitWords, segment};

/// Runs the examples of all rules. Each that fails is a fault with the sentence and what was marked instead.
pub fn verify(lexicon: &Lexicon, files: &[crate::lexicon::file::SourceFile]) -> Vec<Fault> {
    let (split, weights) = (lexicon.split_words(), Weights::load(lexicon));
    let mut faults = Vec::new();
    for (number, rule) in lexicon.rules.iter().enumerate() {
        // a pack that changed a rule proves it by sentences of its own
        let by = lexicon.adjusted.iter().rev().find(|a| a.rule == rule.id);
        let (hits, misses, path) = by.map_or((&rule.hit, &rule.miss, &rule.path), |a| (&a.hit, &a.miss, &a.file));
        let mut failed = |example: &str, got: &str, cure: &str| {
            let line = files.iter().find(|f| f.path == *path).map_or(0, |f| line_of(&f.text, example));
            faults.push(Fault { file: path.clone(), line, what: format!("\"{example}\" was marked as \"{got}\""), cure: cure.into() });
        };
        for hit in hits {
            let got = marked(&hit.replace(['{', '}'], ""), number as RuleId, lexicon, &split, &weights);
            if &got != hit {
                failed(hit, &got, "A hit must be marked exactly where its braces stand.");
            }
        }
        for miss in misses {
            let got = marked(miss, number as RuleId, lexicon, &split, &weights);
            if &got != miss {
                failed(miss, &got, "A miss must stay silent.");
            }
        }
    }
    faults
}

/// The sentence with braces around what the rule marks.
fn marked(sentence: &str, rule: RuleId, lexicon: &Lexicon, split: &SplitWords, weights: &Weights) -> String {
    let text = segment(sentence.to_string(), &[], split);
    let mut annotated = annotate_by(&text, lexicon, Some(rule));
    let attributed = attribute(&text, &annotated, lexicon, weights, &Publisher::default());
    let mut out = sentence.to_string();
    for m in marks::marks(&text, &mut annotated, &attributed, lexicon).iter().rev().filter(|m| m.rule == rule) {
        out.insert(m.span.end as usize, '}');
        out.insert(m.span.start as usize, '{');
    }
    out
}
