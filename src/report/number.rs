//! Numbers as a reader sees them: few digits, thin spaces, and words where there is no number.

use crate::stats::Measure;

/// A narrow space that no line breaks at.
const THIN: char = '\u{202f}';

/// A count with its thousands apart: 1,142.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A number with one decimal, or none where it is whole and large.
pub fn decimal(x: f64) -> String {
    let text = format!("{:.1}", x.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let sign = if x < 0.0 && text != "0.0" { "−" } else { "" };
    let whole = count(whole.parse().unwrap_or(0));
    if x.abs() >= 1000.0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// A quantity as the text gave it: whole if it is whole.
pub fn quantity(x: f64) -> String {
    if x.fract() == 0.0 && x.abs() < 1e15 { count(x.abs() as u64) } else { format!("{x}") }
}

/// A share in whole per cent, and never a rounded 0 or 100.
fn per_cent(x: f64) -> String {
    match (x * 100.0).round() {
        r if r == 0.0 && x > 0.0 => "<1".to_string(),
        r if r == 100.0 && x < 1.0 => ">99".to_string(),
        r => format!("{r:.0}"),
    }
}

/// The value: "41.6", "7 %", "3", or the two words that say why there is none.
pub fn value(m: &Measure) -> String {
    match (m.value, m.unit) {
        (Some(v), "share") => format!("{}{THIN}%", per_cent(v)),
        (Some(v), "sources") if v.fract() == 0.0 => count(v as u64),
        (Some(v), _) => decimal(v),
        (None, "share") if m.n == 0 => "–".to_string(),
        (None, "share") => "too few".to_string(),
        (None, "") => "–".to_string(),
        (None, _) => "too short".to_string(),
    }
}

/// The interval without its name: "33.1–51.0", "2–23 %".
pub fn interval(m: &Measure) -> Option<String> {
    let [low, high] = m.interval?;
    Some(match m.unit {
        "share" => format!("{}–{}{THIN}%", per_cent(low), per_cent(high)),
        _ => format!("{}–{}", decimal(low), decimal(high)),
    })
}

/// What the value rests on: "2 of 27", "1,040 words".
pub fn basis(m: &Measure) -> String {
    match m.unit {
        "share" => format!("{} of {}", quantity(m.count), count(m.n)),
        "per 1,000 words" => format!("{} words", count(m.n)),
        _ => count(m.n),
    }
}

/// The line under a value: what it rests on and its interval, or the reason why there is no value.
pub fn detail(m: &Measure) -> String {
    match (m.value, interval(m), m.reason) {
        (None, _, Some(reason)) => format!("{reason} ({})", basis(m)),
        (_, Some(interval), _) => format!("{} · 95{THIN}% interval {interval}", basis(m)),
        _ => basis(m),
    }
}

/// The value with its interval in one cell: "41.6 (33.1–51.0)".
pub fn both(m: &Measure) -> String {
    match interval(m) {
        Some(interval) => format!("{} ({interval})", value(m)),
        None => value(m),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_thin() {
        assert_eq!(count(1234567), "1,234,567");
        assert_eq!(decimal(41.649), "41.6");
        assert_eq!(decimal(0.0), "0.0");
        let m = Measure::share(2, 27, 5);
        assert_eq!((value(&m), basis(&m), interval(&m)), ("7\u{202f}%".into(), "2 of 27".into(), Some("2–23\u{202f}%".into())));
        assert_eq!(value(&Measure::share(1, 2, 5)), "too few");
        assert_eq!(value(&Measure::rate(&[1.0], 40, 100)), "too short");
        assert_eq!(value(&Measure::share(1, 1000, 5)), "<1\u{202f}%");
    }
}
