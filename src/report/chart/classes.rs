//! Stacked bars: on whose word attributions rest, by class of source.

use super::{
    Anchor, Canvas, Chart, Paint, Room,
    canvas::{Pen, text_width},
    chart, fit_all,
};
use crate::attribute::SourceClass;
use crate::report::html::{Cell, Table};
use crate::report::{number, words};
use crate::score::Scores;

const TEXT: i32 = 13;
const SMALL: i32 = 11;
/// Room for the number of attributions beside the name.
const AMOUNT: i32 = 136;
const PITCH: i32 = 62;
const BAR: i32 = 18;

/// A name with the scores whose source classes are drawn.
pub struct Row<'a> {
    pub name: &'a str,
    pub scores: &'a Scores,
}

/// The chart of these rows; `None` where no row has an attribution.
pub fn classes(id: &str, title: &str, of: &'static str, rows: &[Row]) -> Option<Chart> {
    let total: u64 = rows.iter().map(|r| attributions(r.scores)).sum();
    if total == 0 {
        return None;
    }
    let mut head = vec![of, "Attributions"];
    head.extend(SourceClass::ALL.map(|c| words::class(c.name())));
    let mut table = Table::new(&format!("{title}: the numbers"), &head);
    for row in rows {
        let shares = SourceClass::ALL.map(|c| Cell::number(&number::quantity(count(row.scores, c))));
        table.row([Cell::text(row.name), Cell::count(attributions(row.scores))].into_iter().chain(shares));
    }
    Some(chart(id, title, &summary(rows, total), table, &Room::ALL, |room| paint(rows, room)))
}

fn count(scores: &Scores, class: SourceClass) -> f64 {
    scores.source_classes.get(class.name()).map_or(0.0, |m| m.count)
}

fn attributions(scores: &Scores) -> u64 {
    scores.source_classes.values().map(|m| m.n).max().unwrap_or(0)
}

fn summary(rows: &[Row], total: u64) -> String {
    let sums = SourceClass::ALL.map(|c| (rows.iter().map(|r| count(r.scores, c)).sum::<f64>(), c));
    let parts: Vec<String> = sums.iter().filter(|s| s.0 > 0.0).map(|(n, c)| format!("{} {}", words::class(c.name()), number::quantity(*n))).collect();
    format!("{} attributions: {}.", number::count(total), parts.join(", "))
}

fn paint(rows: &[Row], room: Room) -> Canvas {
    let used: Vec<(u8, SourceClass)> =
        SourceClass::ALL.into_iter().enumerate().filter(|(_, c)| rows.iter().any(|r| count(r.scores, *c) > 0.0)).map(|(i, c)| (i as u8, c)).collect();
    let places = key_places(&used, room);
    let top = places.last().map_or(0, |p| p.1) + 26;
    Canvas::paint(room.width(), top + rows.len() as i32 * PITCH, |pen| {
        for ((paint, class), (x, y)) in used.iter().zip(&places) {
            pen.bar((*x, y - 6), (x + 14, y + 6), Paint::Class(*paint));
            pen.outline((*x, y - 6), (x + 14, y + 6), Paint::Soft);
            pen.text((x + 20, *y), words::class(class.name()), SMALL + 1, Anchor::Start, Paint::Ink);
        }
        let names: Vec<&str> = rows.iter().map(|r| r.name).collect();
        let names = fit_all(&names, room.width() - AMOUNT, TEXT);
        for (i, row) in rows.iter().enumerate() {
            paint_row(pen, row, &names[i], &used, room, top + i as i32 * PITCH);
        }
    })
}

/// Where each entry of the key stands, in lines as wide as the chart.
fn key_places(used: &[(u8, SourceClass)], room: Room) -> Vec<(i32, i32)> {
    let (mut x, mut y) = (2, 12);
    used.iter()
        .map(|(_, c)| {
            let width = 36 + text_width(words::class(c.name()), SMALL + 1);
            if x > 2 && x + width > room.width() {
                (x, y) = (2, y + 22);
            }
            let place = (x, y);
            x += width;
            place
        })
        .collect()
}

fn paint_row(pen: &Pen, row: &Row, name: &str, used: &[(u8, SourceClass)], room: Room, top: i32) {
    let total = attributions(row.scores);
    let amount = match total {
        1 => "1 attribution".to_string(),
        n => format!("{} attributions", number::count(n)),
    };
    let right = room.width() - 2;
    pen.text((2, top + 8), name, TEXT, Anchor::Start, Paint::Ink);
    pen.text((right, top + 8), &amount, SMALL, Anchor::End, Paint::Soft);
    let (mut from, mut seen, bar) = (2, 0.0, top + 18);
    for (paint, class) in used {
        let n = count(row.scores, *class);
        seen += n;
        let to = 2 + (seen / total.max(1) as f64 * (right - 2) as f64).round() as i32;
        if to > from {
            pen.bar((from, bar), (to, bar + BAR), Paint::Class(*paint));
            pen.line((to, bar), (to, bar + BAR), Paint::Soft, 1);
            label(pen, class, n, (from, to), bar + BAR + 9);
        }
        from = to;
    }
    pen.outline((2, bar), (right, bar + BAR), Paint::Soft);
}

/// The class and its count under its part of the bar: in full, or the count alone, or nothing.
fn label(pen: &Pen, class: &SourceClass, n: f64, (from, to): (i32, i32), y: i32) {
    let number = number::quantity(n);
    let full = format!("{} {number}", words::class_short(class.name()));
    let text = [full, number].into_iter().find(|t| text_width(t, SMALL) + 6 <= to - from);
    if let Some(text) = text {
        pen.text((from + 1, y), &text, SMALL, Anchor::Start, Paint::Soft);
    }
}
