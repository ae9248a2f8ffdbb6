//! The numbers of a report can be made again from its marks alone. Nothing here uses the library: it reads what `check --format json`
//! prints, and computes value and interval by other means (Gauss-Legendre quadrature of the gamma density, bisection).

mod support;

use serde_json::Value;
use support::{code, err, out, run, samples};

/// Below these a value is not shown.
const SHORTEST: u64 = 100;
const FEWEST: u64 = 5;
const OWN: [&str; 3] = ["own", "unsourced_quote", "scare_quote"];

fn documents() -> Vec<Value> {
    let output = run(&["check", "--format", "json", &samples("movement"), &samples("mixed")]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let all: Value = serde_json::from_str(&out(&output)).unwrap();
    let documents = all["documents"].as_array().unwrap().clone();
    assert!(documents.len() >= 16);
    documents
}

/// The density of the gamma distribution with this shape and scale 1.
fn density(shape: f64, x: f64) -> f64 {
    if x <= 0.0 { 0.0 } else { ((shape - 1.0) * x.ln() - x - log_gamma(shape)).exp() }
}

/// Stirling's series after shifting the argument up.
fn log_gamma(mut x: f64) -> f64 {
    let mut shift = 0.0;
    while x < 20.0 {
        shift -= x.ln();
        x += 1.0;
    }
    shift + (x - 0.5) * x.ln() - x + 0.5 * (2.0 * std::f64::consts::PI).ln() + 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3)) + 1.0 / (1260.0 * x.powi(5))
}

/// The distribution function. Below shape 1 the density has a pole, so the recurrence P(a, x) = P(a + 1, x) + x^a e^-x / Gamma(a + 1) lifts it.
fn below(shape: f64, x: f64) -> f64 {
    if shape < 3.0 {
        return below(shape + 1.0, x) + (shape * x.ln() - x - log_gamma(shape + 1.0)).exp();
    }
    let (points, weights) = (
        [0.148_874_338_981_631_2, 0.433_395_394_129_247_2, 0.679_409_568_299_024_4, 0.865_063_366_688_984_5, 0.973_906_528_517_171_7],
        [0.295_524_224_714_752_9, 0.269_266_719_309_996_4, 0.219_086_362_515_982, 0.149_451_349_150_580_6, 0.066_671_344_308_688_1],
    );
    let panels = 60;
    let half = x / panels as f64 / 2.0;
    (0..panels)
        .map(|i| {
            let middle = (2 * i + 1) as f64 * half;
            points.iter().zip(weights).map(|(p, w)| w * (density(shape, middle - p * half) + density(shape, middle + p * half))).sum::<f64>() * half
        })
        .sum()
}

fn quantile(p: f64, shape: f64) -> f64 {
    let (mut low, mut high) = (1e-12, shape * 4.0 + 40.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if below(shape, middle) < p { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// Value and interval of a weighted rate per 1,000 words.
fn rate(weights: &[f64], words: u64) -> Option<(f64, f64, f64)> {
    if words < SHORTEST {
        return None;
    }
    let (sum, squares) = (weights.iter().sum::<f64>(), weights.iter().map(|w| w * w).sum::<f64>());
    // where nothing weighs anything, one mark of weight 1 could have been missed
    let largest = if sum > 0.0 { weights.iter().copied().fold(0.0, f64::max) } else { 1.0 };
    let scale = 1000.0 / words as f64;
    let low = if sum > 0.0 { squares / sum * quantile(0.025, sum * sum / squares) } else { 0.0 };
    let (s, q) = (sum + largest, squares + largest * largest);
    Some((sum * scale, low * scale, q / s * quantile(0.975, s * s / q) * scale))
}

/// Wilson's interval, as the two roots of its quadratic.
fn share(count: u64, n: u64) -> Option<(f64, f64, f64)> {
    if n < FEWEST {
        return None;
    }
    let (k, n, z2) = (count as f64, n as f64, 1.959_963_984_540_054_f64.powi(2));
    let (a, b, c) = (n + z2, -(2.0 * k + z2), k * k / n);
    let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
    Some((k / n, (-b - root) / (2.0 * a), (-b + root) / (2.0 * a)))
}

fn same(measure: &Value, want: Option<(f64, f64, f64)>, what: &str) {
    let Some((value, low, high)) = want else {
        assert!(measure["value"].is_null() && measure["reason"].is_string(), "{what}: {measure}");
        return;
    };
    let near = |got: &Value, want: f64| (got.as_f64().unwrap_or(f64::NAN) - want).abs() < 2e-3;
    assert!(
        near(&measure["value"], value) && near(&measure["interval"][0], low) && near(&measure["interval"][1], high),
        "{what}: {measure}, recomputed {value} [{low}, {high}]"
    );
}

fn list<'v>(document: &'v Value, key: &str) -> &'v Vec<Value> {
    document[key].as_array().unwrap()
}

fn is_own(mark: &Value) -> bool {
    OWN.contains(&mark["voice"].as_str().unwrap())
}

#[test]
fn advocacy_density_is_the_sum_of_its_marks() {
    for d in documents() {
        let words = &d["scores"]["words"];
        let weights: Vec<f64> = list(&d, "marks").iter().filter(|m| is_own(m)).map(|m| m["weight"].as_f64().unwrap()).filter(|w| *w > 0.0).collect();
        same(&d["scores"]["advocacy_density"], rate(&weights, words["own"].as_u64().unwrap()), d["id"].as_str().unwrap());
        let with_self: Vec<f64> =
            list(&d, "marks").iter().filter(|m| is_own(m) || m["voice"] == "self_quote").map(|m| m["weight"].as_f64().unwrap()).filter(|w| *w > 0.0).collect();
        same(&d["scores"]["advocacy_density_with_self"], rate(&with_self, words["own"].as_u64().unwrap() + words["self"].as_u64().unwrap()), "with self");
    }
}

#[test]
fn every_family_is_the_sum_of_its_marks() {
    for d in documents() {
        let own_words = d["scores"]["words"]["own"].as_u64().unwrap();
        for (family, score) in d["scores"]["families"].as_object().unwrap() {
            let marks: Vec<&Value> =
                list(&d, "marks").iter().filter(|m| m["family"] == family.as_str() && m["negated"] == false && m["voice"] != "boilerplate").collect();
            let own: Vec<&&Value> = marks.iter().filter(|m| is_own(m)).collect();
            assert_eq!((score["marks"].as_u64(), score["elsewhere"].as_u64()), (Some(own.len() as u64), Some((marks.len() - own.len()) as u64)), "{family}");
            let weights: Vec<f64> = own.iter().map(|m| if matches!(m["tier"].as_u64(), Some(1 | 2)) { m["weight"].as_f64().unwrap() } else { 1.0 }).collect();
            let sum: f64 = weights.iter().sum();
            assert!((score["weight"].as_f64().unwrap() - sum).abs() < 1e-3, "{family}: {score}");
            let counted: Vec<f64> = weights;
            same(&score["density"], rate(&counted, own_words), &format!("{} {family}", d["id"]));
        }
    }
}

#[test]
fn shares_are_counts_over_counts() {
    for d in documents() {
        let s = &d["scores"];
        let id = d["id"].as_str().unwrap();
        let figures = list(&d, "figures");
        let bare = figures.iter().filter(|f| f["attribution"] == "none").count() as u64;
        same(&s["unattributed_figures"], share(bare, figures.len() as u64), &format!("{id}: unattributed figures"));
        let attributions = list(&d, "attributions");
        for (class, measure) in s["source_classes"].as_object().unwrap() {
            let count = attributions.iter().filter(|a| a["source"]["class"].as_str().unwrap_or("none") == class).count() as u64;
            same(measure, share(count, attributions.len() as u64), &format!("{id}: {class}"));
        }
        let words = &s["words"];
        let (quoted, total) = (words["quoted"].as_u64().unwrap(), words["total"].as_u64().unwrap());
        same(&s["direct_quote"], if total < SHORTEST { None } else { share(quoted, total) }, &format!("{id}: direct quotation"));
        assert_eq!(total, ["own", "quoted", "reported", "self"].iter().map(|v| words[*v].as_u64().unwrap()).sum::<u64>());
    }
}

/// Checkable are the sentences with a figure or a superlative; they rely on a source that can be asked, looked up or followed.
#[test]
fn citation_reliance_is_recounted_from_sentences() {
    for d in documents() {
        let mut checkable: Vec<u64> = list(&d, "figures")
            .iter()
            .chain(list(&d, "marks").iter().filter(|m| m["family"] == "superlative"))
            .map(|f| f["sentence"].as_u64().unwrap())
            .collect();
        checkable.sort_unstable();
        checkable.dedup();
        let sentences = list(&d, "sentences");
        let start = |v: &Value| v["span"]["bytes"][0].as_u64().unwrap();
        let cited = |i: u64| {
            let (from, to) = (start(&sentences[i as usize]), sentences[i as usize]["span"]["bytes"][1].as_u64().unwrap());
            list(&d, "citations").iter().any(|c| (from..to).contains(&start(c)))
        };
        let identified = |i: u64| matches!(sentences[i as usize]["attribution"].as_str(), Some("named_person" | "organisation" | "document"));
        let count = checkable.iter().filter(|&&i| identified(i) || cited(i)).count() as u64;
        same(&d["scores"]["citation_reliance"], share(count, checkable.len() as u64), d["id"].as_str().unwrap());
    }
}

#[test]
fn the_second_way_of_computing_is_right_itself() {
    // Garwood's exact Poisson interval of 10 events, and Wilson's of 2 in 27
    let (value, low, high) = rate(&[1.0; 10], 1000).unwrap();
    assert!((value - 10.0).abs() < 1e-9 && (low - 4.7954).abs() < 1e-3 && (high - 18.3904).abs() < 1e-3, "{low} {high}");
    let (_, low, high) = share(2, 27).unwrap();
    assert!((low - 0.0206).abs() < 1e-4 && (high - 0.2337).abs() < 1e-4, "{low} {high}");
}
