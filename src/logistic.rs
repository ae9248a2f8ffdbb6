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
    /// Strength of the L2 penalty per case.
    pub l2: f32,
    pub rounds: u32,
    pub seed: u64,
}

impl Fit {
    /// The log odds of these features.
    pub fn score(&self, features: &[(u32, f32)]) -> f32 {
        self.bias + features.iter().map(|&(i, x)| self.weights[i as usize] * x).sum::<f32>()
    }
}

/// Fits weights by stochastic gradient descent with a step per feature (AdaGrad; Duchi et al. 2011). The same cases, settings and
/// seed give the same weights. `signs[i]` of 1 keeps a weight from falling below 0, of -1 from rising above it, of 0 leaves it free.
///
/// ```
/// use slantscope::logistic::{Case, Settings, fit};
/// let case = |x: u32, label| Case { features: vec![(x, 1.0)], label, weight: 1.0 };
/// let cases = [case(0, true), case(1, false), case(0, true), case(1, false)];
/// let model = fit(&cases, 2, &[], Settings { l2: 1e-3, rounds: 200, seed: 1 });
/// assert!(model.score(&[(0, 1.0)]) > 1.0 && model.score(&[(1, 1.0)]) < -1.0);
/// ```
pub fn fit(cases: &[Case], features: usize, signs: &[i8], settings: Settings) -> Fit {
    let mut model = Fit { bias: 0.0, weights: vec![0.0; features] };
    let mut squares = vec![1e-6_f32; features + 1];
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut random = settings.seed.max(1);
    let (mut sum, mut taken) = (Fit { bias: 0.0, weights: vec![0.0; features] }, 0u32);
    for round in 0..settings.rounds {
        shuffle(&mut order, &mut random);
        for &i in &order {
            let case = &cases[i];
            let error = (1.0 / (1.0 + (-model.score(&case.features)).exp()) - case.label as u8 as f32) * case.weight;
            let step = |square: &mut f32, gradient: f32| {
                *square += gradient * gradient;
                0.15 * gradient / square.sqrt()
            };
            for &(f, x) in &case.features {
                let f = f as usize;
                let gradient = error * x + settings.l2 * model.weights[f];
                model.weights[f] -= step(&mut squares[f], gradient);
                match signs.get(f) {
                    Some(1) => model.weights[f] = model.weights[f].max(0.0),
                    Some(-1) => model.weights[f] = model.weights[f].min(0.0),
                    _ => {}
                }
            }
            model.bias -= step(&mut squares[features], error);
        }
        // the mean over the second half of the rounds is steadier than the last one
        if round >= settings.rounds / 2 {
            taken += 1;
            sum.bias += model.bias;
            sum.weights.iter_mut().zip(&model.weights).for_each(|(s, w)| *s += w);
        }
    }
    let n = taken.max(1) as f32;
    Fit { bias: sum.bias / n, weights: sum.weights.iter().map(|w| w / n).collect() }
}

/// Fisher and Yates' shuffle with a xorshift generator.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for i in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(i, (*random % (i as u64 + 1)) as usize);
    }
}
