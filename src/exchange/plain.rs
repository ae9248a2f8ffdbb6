//! Plain lists and VADER's table.

use super::Reader;
use crate::lexicon::file::Polarity;

/// VADER's means lie between -4 and 4.
const SCALE: f32 = 4.0;

/// One word or phrase a line.
pub fn list(text: &str, into: &mut Reader) {
    let category = into.category("words");
    for (number, line) in text.lines().enumerate() {
        let word = line.split('#').next().unwrap_or(line).trim();
        if !word.is_empty() {
            into.add(category, word, number + 1, |_| {});
        }
    }
}

/// Word, mean, standard deviation, ratings. The sign of the mean is the polarity, a quarter of its size the weight.
pub fn vader(text: &str, into: &mut Reader) {
    const CURE: &str = "Write word, mean, standard deviation and ratings, with tabs between them.";
    let category = into.category("valence");
    for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() < 2 || fields.len() > 4 {
            into.fault(number + 1, format!("the line has {} fields, and 2 to 4 are expected", fields.len()), CURE);
            continue;
        }
        let numbers: Result<Vec<f32>, String> = fields[1..fields.len().min(3)]
            .iter()
            .map(|f| f.trim().parse::<f32>().ok().filter(|x| x.is_finite()).ok_or_else(|| format!("\"{f}\" is no number")))
            .collect();
        match numbers {
            Ok(n) if n[0].abs() <= SCALE && n[0] != 0.0 => into.add(category, fields[0], number + 1, |e| {
                e.weight = Some((n[0].abs() / SCALE * 100.0).round() / 100.0);
                e.polarity = Some(if n[0] < 0.0 { Polarity::Neg } else { Polarity::Pos });
            }),
            Ok(n) => into.fault(number + 1, format!("the mean {} is 0, or not between -4 and 4", n[0]), CURE),
            Err(what) => into.fault(number + 1, what, CURE),
        }
    }
}
