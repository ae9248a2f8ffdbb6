//! Rates and shares with their intervals; every number of a report is one of these.

use serde::Serialize;
use std::cell::RefCell;

/// A number with its unit, the count it rests on, and its 95 % interval.
///
/// `value` is `None` when the text is too short to say; `reason` then says so in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Measure {
    pub value: Option<f64>,
    pub unit: &'static str,
    /// What the number rests on: words for a rate, cases for a share.
    pub n: u64,
    /// The sum or count above the line.
    pub count: f64,
    pub interval: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
}

/// The two-sided 95 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Four decimals: what a report prints can be recomputed to the last digit.
fn rounded(x: f64) -> f64 {
    // adding 0 turns a negative zero, which an empty sum is, into a plain one
    (x * 1e4).round() / 1e4 + 0.0
}

impl Measure {
    /// A share of cases with Wilson's interval (Wilson 1927). `n` = 0 gives no value.
    ///
    /// ```
    /// let m = slantscope::stats::Measure::share(2, 27, 1);
    /// assert_eq!((m.value, m.interval), (Some(0.0741), Some([0.0206, 0.2337])));
    /// ```
    pub fn share(count: u64, n: u64, least: u64) -> Measure {
        let mut m = Measure { unit: "share", n, count: count as f64, ..Measure::default() };
        if n < least.max(1) {
            m.reason = Some(if n == 0 { "there is nothing to count" } else { "too few cases for a share" });
            return m;
        }
        let (n, p) = (n as f64, count as f64 / n as f64);
        let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let half = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        m.value = Some(rounded(p));
        m.interval = Some([rounded((middle - half).max(0.0)), rounded((middle + half).min(1.0))]);
        m
    }

    /// A weighted rate per 1,000 words. The interval takes the marks as a compound Poisson sum: a gamma interval with the
    /// effective count (sum of weights) squared over the sum of squared weights (Fay and Feuer 1997).
    ///
    /// ```
    /// let m = slantscope::stats::Measure::rate(&[1.0, 1.0, 0.5], 500, 100);
    /// assert_eq!(m.value, Some(5.0));
    /// assert!(slantscope::stats::Measure::rate(&[1.0], 40, 100).value.is_none());
    /// ```
    pub fn rate(weights: &[f64], words: u64, least: u64) -> Measure {
        let sum: f64 = weights.iter().sum();
        let squares: f64 = weights.iter().map(|w| w * w).sum();
        Measure::rate_of(sum, squares, weights.iter().fold(0.0, |a: f64, &w| a.max(w)), words, least)
    }

    /// The same from sums that are already known: of the weights, of their squares, and the largest.
    pub fn rate_of(sum: f64, squares: f64, largest: f64, words: u64, least: u64) -> Measure {
        let mut m = Measure { unit: "per 1,000 words", n: words, count: rounded(sum), ..Measure::default() };
        if words < least.max(1) {
            m.reason = Some("the text is too short for a rate");
            return m;
        }
        let per = 1000.0 / words as f64;
        let low = if sum > 0.0 { squares / (2.0 * sum) * chi2_quantile(0.025, 2.0 * sum * sum / squares) } else { 0.0 };
        let w = if largest > 0.0 { largest } else { 1.0 };
        let (s, q) = (sum + w, squares + w * w);
        let high = q / (2.0 * s) * chi2_quantile(0.975, 2.0 * s * s / q);
        m.value = Some(rounded(sum * per));
        m.interval = Some([rounded(low * per), rounded(high * per)]);
        m
    }

    /// A plain number without an interval, such as a count of sources.
    pub fn number(value: f64, unit: &'static str, n: u64) -> Measure {
        Measure { value: Some(rounded(value)), unit, n, count: rounded(value), ..Measure::default() }
    }
}

/// The quantile of the chi-squared distribution with `df` degrees of freedom at `p` = .025 or .975: Wilson and Hilferty's approximation, made exact by Newton's
/// steps on the incomplete gamma function, which bisection guards.
///
/// The last answers are kept: a text has many families with one or two marks, and of the next text's questions many are the same.
pub fn chi2_quantile(p: f64, df: f64) -> f64 {
    const KNOWN: usize = 512;
    thread_local! {
        static LAST: RefCell<[(f64, f64, f64); KNOWN]> = const { RefCell::new([(0.0, 0.0, 0.0); KNOWN]) };
    }
    let place = ((df.to_bits() ^ p.to_bits()).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - KNOWN.ilog2())) as usize;
    LAST.with_borrow_mut(|last| {
        if (last[place].0, last[place].1) != (p, df) {
            last[place] = (p, df, newton(p, df));
        }
        last[place].2
    })
}

fn newton(p: f64, df: f64) -> f64 {
    let z = if p < 0.5 { -Z } else { Z };
    let third = 1.0 - 2.0 / (9.0 * df) + z * (2.0 / (9.0 * df)).sqrt();
    let mut x = (df * third.powi(3)).max(1e-3 * df);
    let (a, ln_g) = (df / 2.0, ln_gamma(df / 2.0));
    let (mut low, mut high) = (0.0, f64::INFINITY);
    for _ in 0..60 {
        let error = gamma_p(a, x / 2.0, ln_g) - p;
        if error < 0.0 {
            low = x
        } else {
            high = x
        }
        let density = 0.5 * ((a - 1.0) * (x / 2.0).ln() - x / 2.0 - ln_g).exp();
        let next = x - error / density;
        let next = if next > low && next < high {
            next
        } else if high.is_finite() {
            (low + high) / 2.0
        } else {
            x * 2.0
        };
        // each step squares the error: the next one would move the twelfth digit
        if (next - x).abs() <= 1e-6 * x {
            return next;
        }
        x = next;
    }
    x
}

/// The regularised lower incomplete gamma function P(a, x): series below a + 1, continued fraction above.
fn gamma_p(a: f64, x: f64, ln_gamma_a: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = (a * x.ln() - x - ln_gamma_a).exp();
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        for _ in 0..1000 {
            n += 1.0;
            term *= x / n;
            sum += term;
            if term < sum * 1e-14 {
                break;
            }
        }
        return front * sum;
    }
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (1e300, 1.0 / b);
    let mut h = d;
    for i in 1..1000 {
        let k = -(i as f64) * (i as f64 - a);
        b += 2.0;
        d = 1.0 / (k * d + b);
        c = b + k / c;
        h *= c * d;
        if (c * d - 1.0).abs() < 1e-14 {
            break;
        }
    }
    1.0 - front * h
}

/// Lanczos approximation of ln Γ(x).
fn ln_gamma(x: f64) -> f64 {
    const G: [f64; 9] = [
        0.999_999_999_999_809_9,
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    let x = x - 1.0;
    let sum = G[1..].iter().enumerate().fold(G[0], |a, (i, g)| a + g / (x + i as f64 + 1.0));
    let t = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

/// The effective number of kinds: exp of the Shannon entropy of the counts. No counts give 0.
///
/// ```
/// assert_eq!(slantscope::stats::effective_number(&[2, 2]), 2.0);
/// ```
pub fn effective_number(counts: &[u64]) -> f64 {
    let total: u64 = counts.iter().sum();
    if total == 0 {
        return 0.0;
    }
    let entropy: f64 = counts.iter().filter(|&&c| c > 0).map(|&c| c as f64 / total as f64).map(|p| -p * p.ln()).sum();
    rounded(entropy.exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chi_squared_quantiles_agree_with_printed_tables() {
        for (p, df, want) in [(0.975, 2.0, 7.3778), (0.025, 10.0, 3.2470), (0.975, 200.0, 241.0579)] {
            assert!((chi2_quantile(p, df) - want).abs() < 1e-3, "{p} {df}: {}", chi2_quantile(p, df));
        }
    }

    #[test]
    fn a_rate_of_equal_marks_has_the_exact_poisson_interval() {
        // 10 events: 4.7954 to 18.3904 (Garwood 1936)
        let m = Measure::rate(&[1.0; 10], 1000, 100);
        let [low, high] = m.interval.unwrap();
        assert!((low - 4.7954).abs() < 1e-3 && (high - 18.3904).abs() < 1e-3);
    }
}
