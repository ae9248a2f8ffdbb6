//! The two sentence models: `slant` (slanted wording in news) and `opinion` (the author's view rather than a report).
//! Each is linear over features that can be shown, at even prior; a probability is the terms that add up to it, and no verdict.

mod counts;
pub mod features;
pub mod fixed;
mod shapes;
pub mod table;

use super::marks::marks;
use super::{Mark, Reading};
use crate::annotate::{Annotated, annotate};
use crate::attribute::Attributed;
use crate::lexicon::{Lexicon, Role};
use crate::segment::{BlockKind, Text};
use features::{Schema, Values};
use std::ops::Range;
pub use table::{Row, Table};

/// How far from its norm a feature can count, in standard deviations.
pub const CLIP: f32 = 4.0;

/// What the models look at.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    pub text: &'a Text,
    pub annotated: &'a Annotated,
    pub attributed: &'a Attributed,
    pub marks: &'a [Mark],
    pub lexicon: &'a Lexicon,
}

impl<'a> Parts<'a> {
    /// The parts of a finished reading.
    pub fn of(reading: &'a Reading, lexicon: &'a Lexicon) -> Parts<'a> {
        Parts { text: &reading.text, annotated: &reading.annotated, attributed: &reading.attributed, marks: &reading.marks, lexicon }
    }

    /// Whether the word of token `i` has the role.
    #[inline]
    fn is(&self, i: usize, role: Role) -> bool {
        self.annotated.traits(i, self.lexicon).roles.has(role)
    }
}

/// A table made ready for one lexicon: what each feature adds when it is present.
#[derive(Debug, Default)]
pub struct Model {
    /// The log odds of a sentence that has none of the features.
    base: f32,
    weights: Vec<Weight>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    mean: f32,
    /// One over the standard deviation; 0 for features without weight.
    scale: f32,
    weight: f32,
    absent: f32,
}

impl Weight {
    fn new(row: &Row) -> Weight {
        let mut out = Weight { mean: row.mean, scale: 1.0 / row.sd.max(1e-6), weight: row.weight, absent: 0.0 };
        out.absent = out.product(0.0);
        out
    }

    /// Weight times the clipped distance from the norm.
    #[inline]
    fn product(&self, value: f32) -> f32 {
        self.weight * ((value - self.mean) * self.scale).clamp(-CLIP, CLIP)
    }
}

impl Model {
    /// Rows whose feature this lexicon does not have count as absent in every sentence.
    pub fn new(table: &Table, schema: &Schema) -> Model {
        let mut out = Model { base: table.bias, weights: vec![Weight::default(); schema.names.len()] };
        for row in &table.rows {
            let weight = Weight::new(row);
            out.base += weight.absent;
            if let Some(i) = schema.names.iter().position(|n| *n == row.name) {
                out.weights[i] = weight;
            }
        }
        out
    }

    /// The log odds of a sentence with these features.
    pub fn of(&self, present: &[(u16, f32)]) -> f32 {
        self.base + present.iter().map(|&(i, v)| self.added(i, v)).sum::<f32>()
    }

    /// What a feature of this value adds to a sentence without it.
    #[inline]
    fn added(&self, feature: u16, value: f32) -> f32 {
        let w = self.weights[feature as usize];
        w.product(value) - w.absent
    }
}

/// The probability of these log odds, to four decimals.
pub fn probability(log_odds: f32) -> f32 {
    ((1e4 / (1.0 + (-log_odds as f64).exp())).round() / 1e4) as f32
}

/// Which of the two models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Slant,
    Opinion,
}

impl Which {
    /// As tables name it.
    pub fn name(self) -> &'static str {
        match self {
            Which::Slant => "slant",
            Which::Opinion => "opinion",
        }
    }
}

/// A feature that a sentence has: its value, its weight for each standard deviation, and what it adds to the log odds.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub name: String,
    pub value: f32,
    pub weight: f32,
    pub product: f32,
}

/// Both models with the features of the lexicon.
#[derive(Debug)]
pub struct Models {
    pub schema: Schema,
    slant: Model,
    opinion: Model,
    /// The weights of both, side by side, so that one calculation serves both.
    pairs: Vec<Pair>,
}

/// What [`Weight`] is for both models.
#[derive(Debug)]
struct Pair {
    mean: [f32; 2],
    scale: [f32; 2],
    weight: [f32; 2],
    absent: [f32; 2],
}

impl Pair {
    fn new((a, b): (&Weight, &Weight)) -> Pair {
        Pair { mean: [a.mean, b.mean], scale: [a.scale, b.scale], weight: [a.weight, b.weight], absent: [a.absent, b.absent] }
    }
}

impl Models {
    /// Reads the tables that ship with the lexicon; without its table a model gives every sentence one half.
    pub fn load(lexicon: &Lexicon) -> Models {
        let schema = Schema::new(lexicon);
        let model = |path: &str| Model::new(&lexicon.models.get(path).map(|t| Table::parse(t)).unwrap_or_default(), &schema);
        let (slant, opinion) = (model("models/slant.tsv"), model("models/opinion.tsv"));
        let pairs = slant.weights.iter().zip(&opinion.weights).map(Pair::new).collect();
        Models { slant, opinion, pairs, schema }
    }

    /// The same for texts in which this share of the sentences has each quality; without it both models speak at even prior, one half.
    pub fn at_base_rate(mut self, share: f32) -> Models {
        let odds = (share / (1.0 - share)).ln();
        self.slant.base += odds;
        self.opinion.base += odds;
        self
    }

    /// For each sentence, how probable slanted wording and opinion are at the models' base rate; 0 in page furniture.
    pub fn scores(&self, p: &Parts) -> Vec<(f32, f32)> {
        let mut out = vec![(0.0, 0.0); p.text.sentences.len()];
        self.each(p, |s, values| {
            let mut sums = [0.0; 2];
            for &(i, value) in &values.present {
                let pair = &self.pairs[i as usize];
                let added: [f32; 2] = std::array::from_fn(|k| {
                    let distance = ((value - pair.mean[k]) * pair.scale[k]).clamp(-CLIP, CLIP);
                    pair.weight[k] * distance - pair.absent[k]
                });
                sums = [sums[0] + added[0], sums[1] + added[1]];
            }
            out[s] = (probability(self.slant.base + sums[0]), probability(self.opinion.base + sums[1]));
        });
        out
    }

    /// Calls `f` with the features of every sentence outside page furniture.
    pub fn each(&self, p: &Parts, mut f: impl FnMut(usize, &Values)) {
        let mut values = Values::default();
        let (mut marks, mut phrases) = (0..0, 0..0);
        for (s, sentence) in p.text.sentences.iter().enumerate() {
            marks = next(marks, p.marks.len(), |i| p.marks[i].tokens.0 < sentence.tokens.1);
            phrases = next(phrases, p.annotated.phrases.len(), |i| p.annotated.phrases[i].tokens.0 < sentence.tokens.1);
            if p.text.blocks[sentence.block as usize].kind != BlockKind::Furniture {
                self.schema.describe(p, s, marks.clone(), phrases.clone(), &mut values);
                f(s, &values);
            }
        }
    }

    /// Calls `f` with the terms of each sentence and model: what a sentence without any feature has, then each feature that this one has.
    /// The log odds are the first product plus the sum of the others, in this order and in 32 bits.
    ///
    /// What the words are is looked up again, and all marks are found again: a finished reading may have let go of the first, and of marks
    /// that nobody wants to see.
    pub fn each_terms(&self, reading: &Reading, lexicon: &Lexicon, mut f: impl FnMut(usize, Which, Vec<Term>)) {
        let (text, attributed) = (&reading.text, &reading.attributed);
        let mut annotated = annotate(text, lexicon);
        let marks = marks(text, &mut annotated, attributed, lexicon);
        self.each(&Parts { text, annotated: &annotated, attributed, marks: &marks, lexicon }, |s, values| {
            for (which, model) in [(Which::Slant, &self.slant), (Which::Opinion, &self.opinion)] {
                let of = |&(i, value): &(u16, f32)| {
                    let weight = model.weights[i as usize].weight;
                    Term { name: self.schema.names[i as usize].clone(), value, weight, product: model.added(i, value) }
                };
                let baseline = Term { name: "baseline".into(), value: 1.0, weight: model.base, product: model.base };
                let terms = values.present.iter().map(of).filter(|t| t.product != 0.0);
                f(s, which, std::iter::once(baseline).chain(terms).collect());
            }
        });
    }

    /// The terms of sentence `s`, the baseline first and then the heaviest; none in page furniture.
    ///
    /// ```
    /// use slantscope::{analyzer::Analyzer, extract::Document, lexicon, score::slant::{Which, probability}};
    /// let lexicon = lexicon::builtin()?;
    /// let analyzer = Analyzer::new(lexicon);
    /// let reading = analyzer.analyze(Document::new("a", "The arrogant mayor shamelessly wasted our money."));
    /// let terms = analyzer.sentences.explain(&reading, lexicon, 0, Which::Slant);
    /// let sum: f32 = terms.iter().map(|t| t.product).sum();
    /// assert!((probability(sum) - reading.sentence_scores[0].0).abs() < 2e-4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self, reading: &Reading, lexicon: &Lexicon, s: usize, which: Which) -> Vec<Term> {
        let mut out = Vec::new();
        self.each_terms(reading, lexicon, |at, model, terms| {
            if at == s && model == which {
                out = terms;
            }
        });
        if let Some((_, features)) = out.split_first_mut() {
            features.sort_by(|a, b| b.product.abs().total_cmp(&a.product.abs()).then_with(|| a.name.cmp(&b.name)));
        }
        out
    }
}

/// The items after `before` for which `inside` holds; items are in order of place.
fn next(before: Range<usize>, len: usize, inside: impl Fn(usize) -> bool) -> Range<usize> {
    let mut end = before.end;
    while end < len && inside(end) {
        end += 1;
    }
    before.end..end
}
