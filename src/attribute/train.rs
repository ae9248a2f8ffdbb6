//! Learns the weights of the cue model from annotated text, in two steps: each candidate by itself, then beside the others.

use super::cues::{self, Candidate};
use super::features;
use super::relations;
use super::view::View;
use super::weights::{Feature, Weights};
use crate::annotate::annotate;
use crate::lexicon::Lexicon;
use crate::logistic::{Case, Settings, fit};
use crate::segment::{Sentence, SplitWords, segment};
use crate::text::Span;
use rustc_hash::FxHashMap;

/// A text in which people marked the cues and the content of attributions, as byte spans.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    pub text: String,
    pub cues: Vec<Span>,
    pub contents: Vec<Span>,
}

/// Strength of the penalty and number of rounds of both steps, chosen on held-out articles of the first annotated set.
pub const SETTINGS: [Settings; 2] = [Settings { l2: 10.0, rounds: 300 }, Settings { l2: 30.0, rounds: 300 }];
/// A feature must be seen this often to get a weight.
const SEEN: [u32; 2] = [3, 5];
/// The second step learns from scores that the first gave to documents it had not seen: the documents are parted so many times.
const FOLDS: usize = 5;

/// A candidate to learn from: its features, the log odds of its own if they are known, and whether people marked it.
struct Example {
    features: Vec<Feature>,
    own: f32,
    label: bool,
    document: usize,
}

/// Fits the weights. The first step leaves out candidates inside the content of another attribution; the second learns to know them.
pub fn train(gold: &[Gold], lexicon: &Lexicon, split: &SplitWords, settings: [Settings; 2]) -> Weights {
    let mut alone = Vec::new();
    for (document, g) in gold.iter().enumerate() {
        read(g, lexicon, split, |v, s, c| {
            let span = v.text.span(c.tokens);
            let label = g.cues.iter().any(|x| x.overlaps(span));
            if label || !g.contents.iter().any(|x| x.overlaps(span)) {
                let mut features = Vec::new();
                features::describe(v, s, &c, &mut features);
                alone.push(Example { features, own: 0.0, label, document });
            }
        });
    }
    let first = |fold: usize| {
        let mut out = Weights::empty(lexicon);
        let (bias, _) = learn(&alone, |e| e.document % FOLDS != fold, settings[0], SEEN[0], |f, w| out.set(f, w));
        out.bias = bias;
        out
    };
    let folds: Vec<Weights> = (0..FOLDS).map(first).collect();
    let mut out = first(FOLDS);
    let mut beside = Vec::new();
    for (document, g) in gold.iter().enumerate() {
        let mut sentence: Vec<Candidate> = Vec::new();
        let mut features = Vec::new();
        let mut close = |v: &View, all: &mut Vec<Candidate>| {
            for (i, c) in all.iter().enumerate() {
                let mut features = Vec::new();
                relations::describe(v, &v.text.sentences[c.sentence as usize], all, i, &mut features);
                let span = v.text.span(c.tokens);
                beside.push(Example { features, own: c.score, label: g.cues.iter().any(|x| x.overlaps(span)), document });
            }
            all.clear();
        };
        let text = segment(g.text.clone(), &[], split);
        let annotated = annotate(&text, lexicon);
        let view = View::new(&text, &annotated, lexicon);
        cues::each(&view, |mut c, s| {
            if sentence.last().is_some_and(|l| l.sentence != c.sentence) {
                close(&view, &mut sentence);
            }
            features.clear();
            features::describe(&view, s, &c, &mut features);
            c.score = folds[document % FOLDS].score(&features);
            sentence.push(c);
        });
        close(&view, &mut sentence);
    }
    let (bias, own) = learn(&beside, |_| true, settings[1], SEEN[1], |f, w| out.set(f, w));
    (out.beside_bias, out.beside_own) = (bias, own);
    out
}

/// Calls `f` with every candidate of a text.
fn read(g: &Gold, lexicon: &Lexicon, split: &SplitWords, mut f: impl FnMut(&View, &Sentence, Candidate)) {
    let text = segment(g.text.clone(), &[], split);
    let annotated = annotate(&text, lexicon);
    let view = View::new(&text, &annotated, lexicon);
    cues::each(&view, |c, s| f(&view, s, c));
}

/// Fits one step on the examples that `take` chooses; calls `set` with each weight, and gives the bias and the weight of the own score.
fn learn(examples: &[Example], take: impl Fn(&Example) -> bool, settings: Settings, seen: u32, mut set: impl FnMut(Feature, f32)) -> (f32, f32) {
    let taken: Vec<&Example> = examples.iter().filter(|e| take(e)).collect();
    let mut counts: FxHashMap<Feature, u32> = FxHashMap::default();
    taken.iter().flat_map(|e| &e.features).for_each(|f| *counts.entry(*f).or_default() += 1);
    let mut kept: Vec<Feature> = counts.into_iter().filter(|&(_, n)| n >= seen).map(|(f, _)| f).collect();
    kept.sort_unstable();
    let index: FxHashMap<Feature, u32> = kept.iter().enumerate().map(|(i, f)| (*f, i as u32)).collect();
    let own = kept.len() as u32;
    let rows: Vec<Case> = taken
        .iter()
        .map(|e| Case {
            features: e.features.iter().filter_map(|f| index.get(f).map(|&i| (i, 1.0))).chain([(own, e.own)]).collect(),
            label: e.label,
            weight: 1.0,
        })
        .collect();
    let model = fit(&rows, kept.len() + 1, &[], settings);
    kept.into_iter().zip(&model.weights).for_each(|(f, &w)| set(f, w));
    (model.bias, model.weights[own as usize])
}
