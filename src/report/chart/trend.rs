//! Density over time: a dot with its interval for every document that has a date.

use super::{Anchor, Canvas, Chart, Paint, Room, canvas::Pen, chart, fit, round_up};
use crate::report::html::{Cell, Table};
use crate::report::number;
use crate::report::site::Site;
use crate::stats::Measure;

const TEXT: i32 = 13;
const SMALL: i32 = 11;
const HEIGHT: i32 = 260;
/// Dated documents and different days below which there is no line of time to see.
const FEWEST: usize = 3;
/// More dots than this, and their intervals hide each other.
const WITH_INTERVALS: usize = 40;
/// Rows of its table of numbers.
const LISTED: usize = 100;
/// How far dots of one day stand apart.
const APART: i32 = 8;

/// A document on its day.
struct Point<'a> {
    day: i64,
    date: &'a str,
    name: &'a str,
    measure: &'a Measure,
}

/// The chart of these documents of the report; `None` where too few have a date and a rate.
pub fn trend(id: &str, site: &Site, documents: &[usize]) -> Option<Chart> {
    let of = |&d: &usize| {
        let (measure, date) = (&site.readings[d].scores.advocacy_density, site.meta(d).date.as_deref());
        measure.value?;
        Some(Point { day: day(date?)?, date: date?, name: site.name(d), measure })
    };
    let mut points: Vec<Point> = documents.iter().filter_map(of).collect();
    points.sort_by_key(|p| p.day);
    let days = points.chunk_by(|a, b| a.day == b.day).count();
    if days < FEWEST {
        return None;
    }
    let title = "Advocacy density over time";
    let part = if points.len() > LISTED { format!("the first {LISTED} numbers; all are in tables/documents.csv") } else { "the numbers".to_string() };
    let mut table = Table::new(&format!("{title}: {part}"), &["Date", "Document", "Value", "95 % interval"]);
    for p in points.iter().take(LISTED) {
        let interval = number::interval(p.measure).unwrap_or_else(|| "–".to_string());
        table.row([Cell::word(p.date), Cell::text(p.name), Cell::number(&number::value(p.measure)), Cell::number(&interval)]);
    }
    Some(chart(id, title, &summary(&points), table, &Room::ALL, |room| paint(&points, room)))
}

/// Days since some day long ago, of a date written as 2031-03-08; a month or a year stands for its first day.
fn day(date: &str) -> Option<i64> {
    let mut parts = date.get(..10).unwrap_or(date).split('-').map(|p| p.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next().unwrap_or(Some(1))?, parts.next().unwrap_or(Some(1))?);
    ((1000..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some(())?;
    // the year begins in March, so that its last day is the one that comes and goes
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    Some(y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day)
}

fn summary(points: &[Point]) -> String {
    let value = |p: &&Point| p.measure.value.unwrap_or(0.0);
    let high = points.iter().max_by(|a, b| value(a).total_cmp(&value(b)));
    let (first, last) = (points[0].date, points[points.len() - 1].date);
    let most = high.map_or_else(String::new, |p| format!(" The highest, {}, is {} of {}.", number::value(p.measure), p.name, p.date));
    format!(
        "{} dated documents from {first} to {last}, {}.{most} Different days bring different subjects: a change need not be a change of style.",
        points.len(),
        points[0].measure.unit
    )
}

fn paint(points: &[Point], room: Room) -> Canvas {
    let (left, right, top, bottom) = (44, room.width() - 16, 30, HEIGHT - 34);
    let intervals = points.len() <= WITH_INTERVALS;
    let reach = |p: &Point| p.measure.interval.filter(|_| intervals).map(|i| i[1]).or(p.measure.value).unwrap_or(0.0);
    let most = points.iter().map(reach).fold(1e-3, f64::max);
    let step = round_up(most / 4.0);
    let most = step * (most / step).ceil();
    let y = |v: f64| bottom - ((v / most).clamp(0.0, 1.0) * (bottom - top) as f64).round() as i32;
    let (from, to) = (points[0].day, points[points.len() - 1].day);
    let x = |day: i64| left + 20 + ((day - from) as f64 / (to - from).max(1) as f64 * (right - left - 40) as f64).round() as i32;
    Canvas::paint(room.width(), HEIGHT, |pen| {
        let mut v = 0.0;
        while v <= most * 1.000_1 {
            pen.line((left, y(v)), (right, y(v)), Paint::Rule, 1);
            pen.text((left - 6, y(v)), &number::quantity((v * 1e6).round() / 1e6), SMALL, Anchor::End, Paint::Soft);
            v += step;
        }
        pen.text((left, HEIGHT - 12), points[0].date, SMALL, Anchor::Start, Paint::Soft);
        pen.text((right, HEIGHT - 12), points[points.len() - 1].date, SMALL, Anchor::End, Paint::Soft);
        for of_day in points.chunk_by(|a, b| a.day == b.day) {
            for (i, p) in of_day.iter().enumerate() {
                let shift = if of_day.len() <= 5 { (2 * i as i32 - of_day.len() as i32 + 1) * APART / 2 } else { 0 };
                point(pen, p, x(p.day) + shift, &y, intervals);
            }
        }
        highest(pen, points, room);
    })
}

fn point(pen: &Pen, p: &Point, x: i32, y: &impl Fn(f64) -> i32, interval: bool) {
    if let Some([low, high]) = p.measure.interval.filter(|_| interval) {
        pen.line((x, y(low)), (x, y(high)), Paint::Dot, 2);
    }
    pen.dot((x, y(p.measure.value.unwrap_or(0.0))), if interval { 5 } else { 3 }, Paint::Dot);
}

/// The name of the highest document, above the plot.
fn highest(pen: &Pen, points: &[Point], room: Room) {
    let value = |p: &Point| p.measure.value.unwrap_or(0.0);
    if let Some(p) = points.iter().max_by(|a, b| value(a).total_cmp(&value(b))) {
        let words = fit(&format!("highest: {}, {}", number::value(p.measure), p.name), room.width() - 50, TEXT);
        pen.text((44, 12), &words, TEXT, Anchor::Start, Paint::Ink);
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        let apart = |a: &str, b: &str| day(b).unwrap() - day(a).unwrap();
        assert_eq!((apart("2031-03-08", "2031-03-11"), apart("2032-02-28", "2032-03-01"), apart("2031-02-28", "2031-03-01")), (3, 2, 1));
        assert_eq!((apart("2031-12-31", "2032-01-01"), apart("2031", "2031-01-02T10:00"), day("8 March"), day("2031-13-01")), (1, 1, None, None));
    }
}
