//! Validates a sentence model on texts that it did not learn from: folds, macro-F1, AUC, and whether its probabilities are honest.

use crate::report::chart::{Anchor, Canvas, Chart, Paint, Room, chart};
use crate::report::html::{Cell, Table};
use crate::score::slant::Model;
use crate::score::slant::features::Schema;
use crate::stats::Measure;
use crate::train::{Plan, Sample, learn, predict};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// The fold of a text: by a hash of its words, so that it stays where it is when other texts come or go.
pub fn fold(text: &str, folds: u64) -> u64 {
    let hash = Sha256::digest(text);
    u64::from_be_bytes(hash[..8].try_into().unwrap_or_default()) % folds.max(1)
}

/// For each sample, the probability by a model that learned from all folds but its own.
pub fn out_of_fold(samples: &[Sample], folds: &[u64], schema: &Schema, plan: Plan) -> Vec<f32> {
    let mut out = vec![0.0; samples.len()];
    for held in folds.iter().collect::<BTreeSet<_>>() {
        let rest: Vec<&Sample> = samples.iter().zip(folds).filter(|(_, f)| *f != held).map(|(s, _)| s).collect();
        let model = Model::new(&learn(&rest, schema, plan), schema);
        samples.iter().zip(folds).zip(&mut out).filter(|((_, f), _)| *f == held).for_each(|((s, _), p)| *p = predict(&model, s));
    }
    out
}

/// The mean of the F1 of both classes, a probability of .5 or more being a yes.
///
/// ```
/// assert_eq!(slantscope::validate::macro_f1(&[0.9, 0.1, 0.6, 0.2], &[true, false, true, false]), 1.0);
/// ```
pub fn macro_f1(probabilities: &[f32], labels: &[bool]) -> f64 {
    let count = |yes: bool, label: bool| probabilities.iter().zip(labels).filter(|(p, l)| (**p >= 0.5) == yes && **l == label).count() as f64;
    let f1 = |hit: f64, other: f64| if hit > 0.0 { 2.0 * hit / (2.0 * hit + other) } else { 0.0 };
    let wrong = count(true, false) + count(false, true);
    (f1(count(true, true), wrong) + f1(count(false, false), wrong)) / 2.0
}

/// The chance that a text with the label has a higher probability than one without; ties count half. `None` where there is only one class.
///
/// ```
/// assert_eq!(slantscope::validate::auc(&[0.9, 0.5, 0.5, 0.1], &[true, true, false, false]), Some(0.875));
/// ```
pub fn auc(probabilities: &[f32], labels: &[bool]) -> Option<f64> {
    let mut order: Vec<(f32, bool)> = probabilities.iter().copied().zip(labels.iter().copied()).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins) = (0.0, 0.0);
    for tied in order.chunk_by(|a, b| a.0 == b.0) {
        let with = tied.iter().filter(|t| t.1).count() as f64;
        let without = tied.len() as f64 - with;
        wins += with * (below + without / 2.0);
        below += without;
    }
    let with = labels.iter().filter(|l| **l).count() as f64;
    (with > 0.0 && below > 0.0).then(|| wins / (with * below))
}

/// Texts whose probability lies between two bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Bin {
    pub low: f64,
    pub high: f64,
    pub texts: u64,
    /// The mean probability that the model gives them.
    pub said: f64,
    /// The share of them that has the label, as it would be if both classes were equally frequent, and its interval.
    pub seen: f64,
    pub interval: [f64; 2],
}

/// The texts in bins of equal width; empty ones are left out. The model speaks at even prior, so the share of labels is taken at even prior too.
pub fn bins(probabilities: &[f32], labels: &[bool], number: u32) -> Vec<Bin> {
    let with = labels.iter().filter(|l| **l).count().max(1) as f64;
    let without = (labels.len() as f64 - with).max(1.0);
    let width = 1.0 / f64::from(number);
    let bin = |i: u32| {
        let inside = |p: f32| ((f64::from(p) / width) as u32).min(number - 1) == i;
        let all: Vec<(f64, bool)> = probabilities.iter().zip(labels).filter(|(p, _)| inside(**p)).map(|(p, l)| (f64::from(*p), *l)).collect();
        let texts = all.len() as u64;
        let yes = all.iter().filter(|a| a.1).count() as f64;
        // a share p of the sample is this share where both classes weigh the same
        let even = |p: f64| (p / with) / (p / with + (1.0 - p) / without);
        let share = Measure::share(yes as u64, texts, 1);
        let [low, high] = share.interval?;
        let said = all.iter().map(|a| a.0).sum::<f64>() / texts as f64;
        Some(Bin { low: f64::from(i) * width, high: f64::from(i + 1) * width, texts, said, seen: even(yes / texts as f64), interval: [even(low), even(high)] })
    };
    (0..number).filter_map(bin).collect()
}

/// How far the bins are from honest at worst: the widest distance of what was said from what was seen.
pub fn widest(bins: &[Bin]) -> f64 {
    bins.iter().map(|b| (b.said - b.seen).abs()).fold(0.0, f64::max)
}

const SMALL: i32 = 12;

/// The reliability diagram: what the model says against what was seen, with intervals; an honest model lies on the diagonal.
pub fn diagram(name: &str, bins: &[Bin]) -> Chart {
    let title = format!("Reliability of the sentence model “{name}”");
    let summary = format!(
        "Development data, each text by a model that did not learn from it; both classes weighed the same. The widest distance from the diagonal is {:.2}. Lines show the 95 % interval.",
        widest(bins)
    );
    let mut table = Table::new(&format!("{title}: the numbers"), &["Probability", "Texts", "Said, mean", "Seen", "95 % interval"]);
    for b in bins {
        let range = format!("{:.1}–{:.1}", b.low, b.high);
        let interval = format!("{:.2}–{:.2}", b.interval[0], b.interval[1]);
        table.row([
            Cell::text(&range),
            Cell::count(b.texts),
            Cell::number(&format!("{:.2}", b.said)),
            Cell::number(&format!("{:.2}", b.seen)),
            Cell::number(&interval),
        ]);
    }
    chart(&format!("reliability-{name}"), &title, &summary, table, &Room::ALL, |room| paint(bins, room))
}

fn paint(bins: &[Bin], room: Room) -> Canvas {
    let side = if room == Room::Wide { 400 } else { 270 };
    let (left, top) = (54, 10);
    Canvas::paint(left + side + 20, top + side + 50, |pen| {
        let x = |v: f64| left + (v * f64::from(side)).round() as i32;
        let y = |v: f64| top + side - (v * f64::from(side)).round() as i32;
        for i in 0..=5 {
            let v = f64::from(i) / 5.0;
            pen.line((x(v), y(0.0)), (x(v), y(1.0)), Paint::Rule, 1);
            pen.line((x(0.0), y(v)), (x(1.0), y(v)), Paint::Rule, 1);
            pen.text((x(v), y(0.0) + 14), &format!("{v:.1}"), SMALL, Anchor::Middle, Paint::Soft);
            pen.text((x(0.0) - 8, y(v)), &format!("{v:.1}"), SMALL, Anchor::End, Paint::Soft);
        }
        pen.line((x(0.0), y(0.0)), (x(1.0), y(1.0)), Paint::Soft, 1);
        for b in bins {
            pen.line((x(b.said), y(b.interval[0])), (x(b.said), y(b.interval[1])), Paint::Dot, 2);
            pen.dot((x(b.said), y(b.seen)), 5, Paint::Dot);
        }
        pen.text((left + side / 2, y(0.0) + 36), "what the model says", SMALL, Anchor::Middle, Paint::Ink);
        pen.text((x(0.0) + 6, y(1.0) + 10), "share with the label", SMALL, Anchor::Start, Paint::Ink);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_are_taken_at_even_prior() {
        // three of four have the label; in the upper bin 90 of 110 do
        let (mut p, mut l) = (vec![0.75; 110], vec![true; 90]);
        l.extend([false; 20]);
        p.extend([0.25; 90]);
        l.extend([true; 60]);
        l.extend([false; 30]);
        let bins = bins(&p, &l, 2);
        assert_eq!(bins.iter().map(|b| b.texts).collect::<Vec<_>>(), [90, 110]);
        // (90/150) / (90/150 + 20/50) = .6
        assert!((bins[1].seen - 0.6).abs() < 1e-9 && bins[1].interval[0] < 0.6 && bins[1].interval[1] > 0.6);
        assert!((widest(&bins) - 0.15).abs() < 1e-6);
    }
}
