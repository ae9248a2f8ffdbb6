//! Logistic regression over sparse features: small, deterministic, without a dependency.

/// A training case: the indices of the features that are present, their values, and the label.
#[derive(Clone, Debug)]
pub struct Case {
    pub features: Vec<(u32, f32)>,
    pub label: bool,
    /// How much the case counts; 1 unless classes are balanced.
    pub weight: f32,
}

/// A fitted model.
#[derive(Clone, Debug, Default)]
pub struct Fit {
    pub bias: f32,
    pub weights: Vec<f32>,
}

/// Settings of a fit.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Strength of the L2 penalty, in cases: the loss is summed over the cases, and `l2 / 2` times the squared weights is added.
    pub l2: f64,
    pub rounds: u32,
}

impl Fit {
    /// The log odds of these features.
    pub fn score(&self, features: &[(u32, f32)]) -> f32 {
        self.bias + features.iter().map(|&(i, x)| self.weights[i as usize] * x).sum::<f32>()
    }
}

/// Fits weights by accelerated gradient steps, scaled by feature (FISTA; Beck and Teboulle 2009). The same cases and settings give the
/// same weights. `signs[i]` of 1 keeps a weight from falling below 0, of -1 from rising above it, of 0 leaves it free.
///
/// ```
/// use slantscope::logistic::{Case, Settings, fit};
/// let case = |x: u32, label| Case { features: vec![(x, 1.0)], label, weight: 1.0 };
/// let cases = [case(0, true), case(1, false), case(0, true), case(1, false)];
/// let model = fit(&cases, 2, &[], Settings { l2: 0.1, rounds: 200 });
/// assert!(model.score(&[(0, 1.0)]) > 1.0 && model.score(&[(1, 1.0)]) < -1.0);
/// ```
pub fn fit(cases: &[Case], features: usize, signs: &[i8], settings: Settings) -> Fit {
    // the curvature of the loss along each feature, times the most features that one case has, bounds it along all together
    let most = cases.iter().map(|c| c.features.len() + 1).max().unwrap_or(1) as f64;
    let mut curve = vec![0.0_f64; features + 1];
    for case in cases {
        case.features.iter().for_each(|&(f, x)| curve[f as usize] += 0.25 * (case.weight * x * x) as f64);
        curve[features] += 0.25 * case.weight as f64;
    }
    let step: Vec<f64> = curve.iter().map(|h| 1.0 / (most * h + settings.l2).max(1e-9)).collect();
    let (mut w, mut ahead, mut t) = (vec![0.0_f64; features + 1], vec![0.0_f64; features + 1], 1.0_f64);
    for _ in 0..settings.rounds {
        let gradient = gradient(cases, features, &ahead, settings.l2);
        let next: Vec<f64> = (0..=features)
            .map(|j| {
                let x = ahead[j] - step[j] * gradient[j];
                match signs.get(j) {
                    Some(1) => x.max(0.0),
                    Some(-1) => x.min(0.0),
                    _ => x,
                }
            })
            .collect();
        let t_next = (1.0 + (1.0 + 4.0 * t * t).sqrt()) / 2.0;
        ahead = next.iter().zip(&w).map(|(n, o)| n + (t - 1.0) / t_next * (n - o)).collect();
        (w, t) = (next, t_next);
    }
    Fit { bias: w[features] as f32, weights: w[..features].iter().map(|&x| x as f32).collect() }
}

/// The gradient of the penalised loss; the bias, last, bears no penalty.
fn gradient(cases: &[Case], features: usize, w: &[f64], l2: f64) -> Vec<f64> {
    let mut out: Vec<f64> = w[..features].iter().map(|x| l2 * x).collect();
    out.push(0.0);
    for case in cases {
        let score = w[features] + case.features.iter().map(|&(f, x)| w[f as usize] * x as f64).sum::<f64>();
        let error = (1.0 / (1.0 + (-score).exp()) - case.label as u8 as f64) * case.weight as f64;
        case.features.iter().for_each(|&(f, x)| out[f as usize] += error * x as f64);
        out[features] += error;
    }
    out
}
