//! Learns the weights of the cue model from annotated text.

use super::cues;
use super::view::View;
use super::weights::{Feature, Weights};
use crate::annotate::annotate;
use crate::lexicon::Lexicon;
use crate::logistic::{Case, Settings, fit};
use crate::segment::{SplitWords, segment};
use crate::text::Span;
use rustc_hash::FxHashMap;

/// A text in which people marked the cues and the content of attributions, as byte spans.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    pub text: String,
    pub cues: Vec<Span>,
    pub contents: Vec<Span>,
}

/// Strength of the penalty and number of rounds, chosen on held-out articles of the first annotated set.
pub const SETTINGS: Settings = Settings { l2: 10.0, rounds: 300 };
/// A feature must be seen this often to get a weight.
const SEEN: u32 = 3;

/// Fits the weights. Candidates inside the content of another attribution are left out: the nesting rule removes them.
pub fn train(gold: &[Gold], lexicon: &Lexicon, split: &SplitWords, settings: Settings) -> Weights {
    let mut cases: Vec<(Vec<Feature>, bool)> = Vec::new();
    for g in gold {
        let text = segment(g.text.clone(), &[], split);
        let annotated = annotate(&text, lexicon);
        let view = View::new(&text, &annotated, lexicon);
        cues::each(&view, |c, s, subject| {
            let span = text.span(c.tokens);
            let label = g.cues.iter().any(|x| x.overlaps(span));
            if !label && g.contents.iter().any(|x| x.overlaps(span)) {
                return;
            }
            let mut features = Vec::new();
            cues::describe(&view, s, &c, subject, &mut features);
            cases.push((features, label));
        });
    }
    let mut seen: FxHashMap<Feature, u32> = FxHashMap::default();
    cases.iter().flat_map(|c| &c.0).for_each(|f| *seen.entry(*f).or_default() += 1);
    let mut kept: Vec<Feature> = seen.into_iter().filter(|&(_, n)| n >= SEEN).map(|(f, _)| f).collect();
    kept.sort_unstable();
    let index: FxHashMap<Feature, u32> = kept.iter().enumerate().map(|(i, f)| (*f, i as u32)).collect();
    let rows: Vec<Case> = cases
        .iter()
        .map(|(features, label)| Case { features: features.iter().filter_map(|f| index.get(f).map(|&i| (i, 1.0))).collect(), label: *label, weight: 1.0 })
        .collect();
    let model = fit(&rows, kept.len(), &[], settings);
    let mut out = Weights::empty(lexicon);
    out.bias = model.bias;
    for (feature, weight) in kept.into_iter().zip(model.weights) {
        out.set(feature, weight);
    }
    out
}
