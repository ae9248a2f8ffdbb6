//! Dot-and-whisker: a value and its 95 % interval in each row.

use super::{Anchor, Canvas, Chart, Paint, Room, canvas::Pen, chart, fit_all, round_up, together};
use crate::report::html::{Cell, Table};
use crate::report::number;
use crate::stats::Measure;

/// Room for the value right of the plot.
const VALUES: i32 = 92;
const TEXT: i32 = 13;
const SMALL: i32 = 11;

/// A name with its measure.
pub struct Row<'a> {
    pub name: &'a str,
    pub measure: &'a Measure,
}

/// The chart of these rows, in their order; `None` without rows.
pub fn dots(id: &str, title: &str, of: &'static str, rows: &[Row], sizes: &[Room]) -> Option<Chart> {
    if rows.is_empty() {
        return None;
    }
    let mut table = Table::new(&format!("{title}: the numbers"), &[of, "Value", "95 % interval", "Rests on"]);
    for row in rows {
        let interval = number::interval(row.measure).unwrap_or_else(|| "–".to_string());
        table.row([Cell::text(row.name), Cell::number(&number::value(row.measure)), Cell::number(&interval), Cell::number(&number::basis(row.measure))]);
    }
    Some(chart(id, title, &summary(rows), table, sizes, |room| paint(rows, room)))
}

/// The highest and the lowest value in words.
fn summary(rows: &[Row]) -> String {
    let mut known: Vec<&Row> = rows.iter().filter(|r| r.measure.value.is_some()).collect();
    known.sort_by(|a, b| b.measure.value.partial_cmp(&a.measure.value).unwrap_or(std::cmp::Ordering::Equal));
    let unit = known.first().map_or("", |r| r.measure.unit);
    let short = rows.len() - known.len();
    let tail = if short > 0 { format!(" {short} too short for a rate.") } else { String::new() };
    match (known.first(), known.last()) {
        (Some(high), Some(low)) if known.len() > 1 => {
            let [low, high] = [low, high].map(|r| number::value(r.measure));
            let at = |value: &str| together(&known.iter().filter(|r| number::value(r.measure) == value).map(|r| r.name).collect::<Vec<_>>());
            let range =
                if low == high { format!("All {} are level at {high}", known.len()) } else { format!("From {low} ({}) to {high} ({})", at(&low), at(&high)) };
            format!("{range}, {unit}. Lines show the 95 % interval.{tail}")
        }
        (Some(one), _) => format!("{}: {} {unit}. The line shows the 95 % interval.{tail}", one.name, number::value(one.measure)),
        _ => "All texts are too short for a rate.".to_string(),
    }
}

/// The scale of a plot.
struct Scale {
    left: i32,
    right: i32,
    most: f64,
}

impl Scale {
    fn x(&self, v: f64) -> i32 {
        self.left + ((v / self.most).clamp(0.0, 1.0) * (self.right - self.left) as f64).round() as i32
    }
}

fn paint(rows: &[Row], room: Room) -> Canvas {
    let (width, pitch) = (room.width(), if room == Room::Wide { 30 } else { 44 });
    let height = rows.len() as i32 * pitch + 44;
    let most = rows.iter().filter_map(|r| r.measure.interval.map(|i| i[1]).or(r.measure.value)).fold(0.0, f64::max);
    let left = if room == Room::Wide { room.names() } else { 10 };
    let right = if room == Room::Wide { width - VALUES } else { width - 14 };
    let step = round_up(most.max(1e-3) / 4.0);
    let scale = Scale { left, right, most: step * (most.max(1e-3) / step).ceil() };
    let names: Vec<&str> = rows.iter().map(|r| r.name).collect();
    let names = fit_all(&names, if room == Room::Wide { room.names() - 16 } else { width - VALUES - 10 }, TEXT);
    Canvas::paint(width, height, |pen| {
        let tops: Vec<i32> = (0..rows.len() as i32).map(|i| 8 + i * pitch).collect();
        // names of a narrow chart stand above their row, and no line may cross them
        let bands = if room == Room::Wide { vec![(4, height - 30)] } else { tops.iter().map(|t| (t + pitch - 24, t + pitch - 2)).collect() };
        axis(pen, &scale, step, &bands, height - 30, rows[0].measure.unit);
        for ((row, name), top) in rows.iter().zip(&names).zip(tops) {
            paint_row(pen, row, name, &scale, (room, top, pitch));
        }
    })
}

/// Lines at round numbers, drawn in bands, and the numbers below.
fn axis(pen: &Pen, scale: &Scale, step: f64, bands: &[(i32, i32)], bottom: i32, unit: &str) {
    let share = unit == "share";
    let mut v = 0.0;
    while v <= scale.most * 1.000_1 {
        let x = scale.x(v);
        // between names, lines in pieces say little: the first and the last are enough
        if bands.len() == 1 || v == 0.0 || v + step > scale.most * 1.000_1 {
            bands.iter().for_each(|b| pen.line((x, b.0), (x, b.1), Paint::Rule, 1));
        }
        let label = if share { format!("{:.0} %", v * 100.0) } else { number::quantity((v * 1e6).round() / 1e6) };
        pen.text((x, bottom + 11), &label, SMALL, Anchor::Middle, Paint::Soft);
        v += step;
    }
}

fn paint_row(pen: &Pen, row: &Row, name: &str, scale: &Scale, (room, top, pitch): (Room, i32, i32)) {
    let wide = room == Room::Wide;
    let y = if wide { top + pitch / 2 } else { top + pitch - 12 };
    let text_y = if wide { y } else { top + 10 };
    let (x, anchor) = if wide { (room.names() - 12, Anchor::End) } else { (2, Anchor::Start) };
    pen.text((x, text_y), name, TEXT, anchor, Paint::Ink);
    let paint = if row.measure.value.is_some() { Paint::Ink } else { Paint::Soft };
    pen.text((room.width() - 4, text_y), &number::value(row.measure), TEXT, Anchor::End, paint);
    if let Some([low, high]) = row.measure.interval {
        let (low, high) = (scale.x(low), scale.x(high));
        pen.path(vec![(low, y - 4), (low, y + 4), (low, y), (high, y), (high, y - 4), (high, y + 4)], Paint::Dot, 2);
    }
    if let Some(v) = row.measure.value {
        pen.dot((scale.x(v), y), 5, Paint::Dot);
    }
}
