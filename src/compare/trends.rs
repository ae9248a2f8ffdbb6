//! Trends over time: whether the dated documents of a source change, and by how much a year.

use super::chance::Chance;
use super::model::{Direction, Trend};
use super::sources::UNNAMED;
use crate::score::Reading;
use std::collections::{BTreeMap, BTreeSet};

/// Dated documents of one genre, and different dates, below which nothing is said.
const DOCUMENTS: usize = 8;
const DATES: usize = 4;
/// Samples of the bootstrap over documents.
const SAMPLES: usize = 999;
const DAYS: f64 = 365.25;

/// A document on the line of time: days since the year 0, own words, value.
type Point = (f64, f64, f64);

/// One trend of the advocacy density for each source with enough dated documents of one genre.
pub fn trends(readings: &[Reading]) -> Vec<Trend> {
    let mut sets: BTreeMap<(&str, Option<&str>), Vec<&Reading>> = BTreeMap::new();
    for r in readings.iter().filter(|r| r.meta.date.as_deref().and_then(days).is_some() && r.scores.advocacy_density.value.is_some()) {
        sets.entry((r.meta.source.as_deref().unwrap_or(UNNAMED), r.meta.genre.as_deref())).or_default().push(r);
    }
    sets.into_iter().filter_map(|((source, genre), readings)| trend(source, genre, readings)).collect()
}

fn trend(source: &str, genre: Option<&str>, mut readings: Vec<&Reading>) -> Option<Trend> {
    readings.sort_by(|a, b| a.meta.date.cmp(&b.meta.date).then_with(|| a.text.source.cmp(&b.text.source)));
    let date = |r: &Reading| r.meta.date.as_deref().and_then(days).unwrap_or_default();
    let points: Vec<Point> =
        readings.iter().map(|r| (date(r) as f64, r.scores.words.own as f64, r.scores.advocacy_density.value.unwrap_or_default())).collect();
    let different: BTreeSet<i64> = readings.iter().map(|r| date(r)).collect();
    if readings.len() < DOCUMENTS || different.len() < DATES {
        return None;
    }
    let slope = slope(&points)?;
    let interval = bootstrap(&points);
    let [low, high] = interval;
    let (from, to) = (readings.first()?.meta.date.clone()?, readings.last()?.meta.date.clone()?);
    let n = readings.len();
    let basis = format!("{n} dated documents, {from} to {to}; 95 % interval {low:+.1} to {high:+.1} a year");
    let (direction, text) = match () {
        _ if low > 0.0 => (Direction::Higher, format!("Advocacy density of {source} rises by {slope:.1} a year ({basis}).")),
        _ if high < 0.0 => (Direction::Lower, format!("Advocacy density of {source} falls by {:.1} a year ({basis}).", -slope)),
        _ => (Direction::None, format!("Advocacy density of {source}: no trend that this much text can show ({basis}).")),
    };
    Some(Trend {
        source: source.into(),
        genre: genre.map(Into::into),
        measure: "advocacy_density",
        documents: n as u64,
        from,
        to,
        slope,
        interval,
        direction,
        text,
    })
}

/// The slope by year of a straight line, documents weighted by their own words.
fn slope(points: &[Point]) -> Option<f64> {
    let words: f64 = points.iter().map(|p| p.1).sum();
    let mean = |of: fn(&Point) -> f64| points.iter().map(|p| p.1 * of(p)).sum::<f64>() / words;
    let (x, y) = (mean(|p| p.0), mean(|p| p.2));
    let spread: f64 = points.iter().map(|p| p.1 * (p.0 - x).powi(2)).sum();
    let together: f64 = points.iter().map(|p| p.1 * (p.0 - x) * (p.2 - y)).sum();
    (spread > 0.0).then(|| (together / spread * DAYS * 1e4).round() / 1e4 + 0.0)
}

/// The middle 95 % of the slope over documents drawn with replacement; seeded.
fn bootstrap(points: &[Point]) -> [f64; 2] {
    let mut chance = Chance::new(0x7E4D);
    let mut slopes: Vec<f64> = (0..SAMPLES).filter_map(|_| slope(&(0..points.len()).map(|_| points[chance.below(points.len())]).collect::<Vec<_>>())).collect();
    slopes.sort_by(f64::total_cmp);
    let at = |q: f64| slopes.get(((slopes.len().max(1) - 1) as f64 * q).round() as usize).copied().unwrap_or_default();
    [at(0.025), at(0.975)]
}

/// The days of a date that begins with a year, and goes on with month and day if it has them: "2031", "2031-03", "2031-03-08T10:00".
fn days(date: &str) -> Option<i64> {
    let mut parts = date.trim().split(['-', 'T', ' ', '/']);
    let year: i64 = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let mut next = |most: i64| parts.next().and_then(|p| p.parse::<i64>().ok()).filter(|p| (1..=most).contains(p));
    // the middle of what is not given
    let (month, day) = match next(12) {
        Some(month) => (month, next(31).unwrap_or(15)),
        None => (7, 1),
    };
    // days of the civil calendar: March is the first month of its year
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    Some(365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_the_calendar() {
        let apart = |a: &str, b: &str| days(b).unwrap() - days(a).unwrap();
        assert_eq!(apart("2032-02-28", "2032-03-01"), 2);
        assert_eq!(apart("2031-02-28", "2031-03-01"), 1);
        assert_eq!(apart("2030-12-31T23:00", "2032-01-01"), 366);
        assert_eq!((days("soon"), days("31-03-08")), (None, None));
        assert!(days("2031").unwrap() > days("2031-06").unwrap() && days("2031").unwrap() < days("2031-08").unwrap());
    }

    #[test]
    fn a_line_is_found_and_noise_is_none() {
        let line: Vec<Point> = (0..12).map(|i| (i as f64 * DAYS, 500.0, 10.0 + 2.0 * i as f64)).collect();
        assert_eq!(slope(&line), Some(2.0));
        let noise: Vec<Point> = (0..12).map(|i| (i as f64 * DAYS, 500.0, if i % 2 == 0 { 10.0 } else { 12.0 })).collect();
        let [low, high] = bootstrap(&noise);
        assert!(low < 0.0 && high > 0.0, "{low} {high}");
    }
}
