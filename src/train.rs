//! Learns the table of a sentence model from labelled texts.

use crate::analyzer::Analyzer;
use crate::extract::{Document, Meta};
use crate::logistic::{Case, Settings, fit};
use crate::score::slant::features::Schema;
use crate::score::slant::{CLIP, Model, Parts, Row, Table, probability};

/// A text with its label: a sentence, or a few that were labelled as one.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    pub text: String,
    pub label: bool,
}

/// Strength of the penalty and number of rounds, chosen by cross-validation on development data.
pub const SETTINGS: Settings = Settings { l2: 150.0, rounds: 1500 };
/// A feature must be seen in one of so many sentences to get a weight.
const SEEN: usize = 130;

/// A labelled text, ready to learn from: the features of each of its sentences.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    pub sentences: Vec<Vec<(u16, f32)>>,
    pub label: bool,
}

/// How a table is learned: the fit, and how many features it keeps at most.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub settings: Settings,
    /// `None` keeps all that have a weight.
    pub most: Option<usize>,
}

/// Learns the table of a model from labelled texts.
pub fn train(gold: &[Gold], analyzer: &Analyzer, plan: Plan) -> Table {
    let samples = samples(gold, analyzer);
    learn(&samples.iter().collect::<Vec<_>>(), &analyzer.sentences.schema, plan)
}

/// Reads the texts.
pub fn samples(gold: &[Gold], analyzer: &Analyzer) -> Vec<Sample> {
    gold.iter()
        .map(|g| {
            let reading = analyzer.analyze(Document { meta: Meta::default(), text: g.text.clone(), hints: Vec::new() });
            let mut sample = Sample { sentences: Vec::new(), label: g.label };
            analyzer.sentences.each(&Parts::of(&reading, analyzer.lexicon), |_, v| sample.sentences.push(v.present.clone()));
            sample
        })
        .collect()
}

/// Learns a table. Where only some features are to be kept, the half with the least weight goes and the rest is learned again, until few enough are left.
pub fn learn(samples: &[&Sample], schema: &Schema, plan: Plan) -> Table {
    let mut open = vec![true; schema.names.len()];
    loop {
        let mut table = twice(samples, schema, plan.settings, &open);
        table.rows.retain(|r| r.weight != 0.0);
        let Some(most) = plan.most.filter(|&most| table.rows.len() > most) else { return table };
        table.rows.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.name.cmp(&b.name)));
        table.rows.truncate(most.max(table.rows.len() / 2));
        open = schema.names.iter().map(|n| table.rows.iter().any(|r| r.name == *n)).collect();
    }
}

/// Fits twice: first every sentence bears the label of its text; then of a text with the label only the sentence that shows it most.
fn twice(samples: &[&Sample], schema: &Schema, settings: Settings, open: &[bool]) -> Table {
    let all: Vec<(&[(u16, f32)], bool)> = samples.iter().flat_map(|s| s.sentences.iter().map(|v| (v.as_slice(), s.label))).collect();
    let first = once(&all, schema, settings, open);
    let model = Model::new(&first, schema);
    let chosen: Vec<(&[(u16, f32)], bool)> = samples
        .iter()
        .flat_map(|s| {
            let best = s.sentences.iter().map(|v| model.of(v)).fold(f32::NEG_INFINITY, f32::max);
            s.sentences.iter().filter(|v| !s.label || model.of(v) == best).map(|v| (v.as_slice(), s.label)).collect::<Vec<_>>()
        })
        .collect();
    once(&chosen, schema, settings, open)
}

/// The probability of a text: of the sentence that shows the label most.
pub fn predict(model: &Model, sample: &Sample) -> f32 {
    sample.sentences.iter().map(|v| probability(model.of(v))).fold(0.0, f32::max)
}

fn once(rows: &[(&[(u16, f32)], bool)], schema: &Schema, settings: Settings, open: &[bool]) -> Table {
    let n = rows.len() as f64;
    let width = schema.names.len();
    let (mut seen, mut sum, mut square) = (vec![0_u32; width], vec![0.0_f64; width], vec![0.0_f64; width]);
    for &(i, v) in rows.iter().flat_map(|r| r.0) {
        seen[i as usize] += 1;
        sum[i as usize] += v as f64;
        square[i as usize] += (v * v) as f64;
    }
    let norm = |i: usize| {
        let mean = sum[i] / n;
        (mean as f32, (square[i] / n - mean * mean).max(0.0).sqrt() as f32)
    };
    let kept: Vec<usize> = (0..width).filter(|&i| open[i] && seen[i] as usize * SEEN >= rows.len() && norm(i).1 > 1e-6).collect();
    let place: Vec<Option<usize>> = (0..width).map(|i| kept.binary_search(&i).ok()).collect();
    let absent: Vec<f32> = kept.iter().map(|&i| (-norm(i).0 / norm(i).1).clamp(-CLIP, CLIP)).collect();
    let of_class = |label| rows.iter().filter(|r| r.1 == label).count().max(1) as f64;
    let (with, without) = (of_class(true), of_class(false));
    let cases: Vec<Case> = rows
        .iter()
        .map(|&(values, label)| {
            let mut features: Vec<(u32, f32)> = absent.iter().enumerate().map(|(k, &z)| (k as u32, z)).collect();
            for &(i, v) in values {
                if let Some(k) = place[i as usize] {
                    let (mean, sd) = norm(i as usize);
                    features[k].1 = ((v - mean) / sd).clamp(-CLIP, CLIP);
                }
            }
            Case { features, label, weight: (n / 2.0 / if label { with } else { without }) as f32 }
        })
        .collect();
    let signs: Vec<i8> = kept.iter().map(|&i| schema.signs[i]).collect();
    let model = fit(&cases, kept.len(), &signs, settings);
    let rows = kept.iter().zip(&model.weights).map(|(&i, &weight)| Row { name: schema.names[i].clone(), mean: norm(i).0, sd: norm(i).1, weight }).collect();
    Table { card: Vec::new(), bias: model.bias, rows }
}
