//! The percentile strip: where each measure of a document stands among the texts of its genre.

use super::{Anchor, Canvas, Chart, Paint, Room, canvas::Pen, chart, fit};
use crate::norm::Place;
use crate::report::html::{Cell, Table};

/// Room for the place in words, right of the strip or above it.
const WORDS: i32 = 140;
const TEXT: i32 = 13;
const SMALL: i32 = 11;
/// Half the height of a strip.
const HALF: i32 = 6;

/// A measure by name, with its place.
pub struct Row<'a> {
    pub name: String,
    pub place: &'a Place,
}

/// The strips of these measures, in their order, among texts of a genre; `None` without rows.
pub fn norm(id: &str, genre: &str, rows: &[Row]) -> Option<Chart> {
    if rows.is_empty() {
        return None;
    }
    let title = format!("Among {genre} texts");
    let mut table = Table::new(&format!("{title}: the numbers"), &["Measure", "Certainly less", "Certainly more", "In words", "Texts compared"]);
    for Row { name, place } in rows {
        let share = |x: f64| Cell::number(&format!("{:.0} %", 100.0 * x));
        table.row([Cell::text(name), share(place.below), share(place.above), Cell::text(place.short()), Cell::count(place.n)]);
    }
    Some(chart(id, &title, &summary(genre, rows), table, &[Room::Narrow], |room| paint(rows, room)))
}

/// A measure by name, with the places of several documents.
pub struct Spread<'a> {
    pub name: String,
    pub places: Vec<&'a Place>,
}

/// Where the documents of a source stand among texts of a genre, measure by measure; `None` without places.
pub fn spread(id: &str, genre: &str, rows: &[Spread]) -> Option<Chart> {
    let documents = rows.iter().map(|r| r.places.len()).max().filter(|&n| n > 0)?;
    let title = format!("Its documents among {genre} texts");
    let mut table = Table::new(&format!("{title}: the numbers"), &["Measure", "Documents", "Less than nine of ten", "More than nine of ten"]);
    let mut out = Vec::new();
    for r in rows {
        let [less, more] = [false, true].map(|up| r.places.iter().filter(|p| p.is_unusual() && (p.below > p.above) == up).count() as u64);
        table.row([Cell::text(&r.name), Cell::count(r.places.len() as u64), Cell::count(less), Cell::count(more)]);
        let of = r.places.len();
        out.extend((more > 0).then(|| format!("{} (more: {more} of {of})", r.name)));
        out.extend((less > 0).then(|| format!("{} (less: {less} of {of})", r.name)));
    }
    let who = if documents == 1 { "The document stands".to_string() } else { format!("Of {documents} documents, some stand") };
    let which = match out.len() {
        0 => format!("No document stands beyond nine of ten {genre} texts in any of these measures."),
        _ => format!("{who} beyond nine of ten {genre} texts in {}.", out.join(", ")),
    };
    let summary = format!("{which} Each stroke is a document, a square one that stands beyond nine of ten; grey is the middle eight of ten.");
    Some(chart(id, &title, &summary, table, &Room::ALL, |room| paint_spread(rows, room)))
}

fn paint_spread(rows: &[Spread], room: Room) -> Canvas {
    let wide = room == Room::Wide;
    let (width, pitch) = (room.width(), if wide { 30 } else { 46 });
    let (left, right) = if wide { (room.names(), width - 8) } else { (8, width - 8) };
    let x = |share: f64| left + (share.clamp(0.0, 1.0) * f64::from(right - left)).round() as i32;
    let height = rows.len() as i32 * pitch + 34;
    Canvas::paint(width, height, |pen| {
        for (i, row) in rows.iter().enumerate() {
            let top = 6 + i as i32 * pitch;
            let y = if wide { top + pitch / 2 } else { top + pitch - 13 };
            let (at, text_y, anchor) = if wide { (left - 14, y, Anchor::End) } else { (2, top + 11, Anchor::Start) };
            pen.text((at, text_y), &fit(&row.name, if wide { left - 18 } else { width - 8 }, TEXT), TEXT, anchor, Paint::Ink);
            ground(pen, &x, y);
            for p in &row.places {
                let middle = x((p.below + 1.0 - p.above) / 2.0);
                match p.is_unusual() {
                    true => pen.bar((middle - 5, y - 5), (middle + 5, y + 5), Paint::Dot),
                    false => pen.line((middle, y - HALF - 3), (middle, y + HALF + 3), Paint::Dot, 2),
                }
            }
        }
        scale(pen, &x, height - 14);
    })
}

/// How many measures stand out, and which, on either side.
fn summary(genre: &str, rows: &[Row]) -> String {
    let out = |more: bool| -> Vec<&str> {
        rows.iter().filter(|r| r.place.is_unusual() && (r.place.below > r.place.above) == more).map(|r| r.name.as_str()).collect()
    };
    let [more, less] = [("More", out(true)), ("Less", out(false))].map(|(side, names)| match names.is_empty() {
        true => String::new(),
        false => format!(" {side}: {}.", names.join(", ")),
    });
    let which = match rows.iter().filter(|r| r.place.is_unusual()).count() {
        0 => format!("No measure stands beyond nine of ten {genre} texts."),
        1 => format!("One measure stands beyond nine of ten {genre} texts.{more}{less}"),
        n => format!("{n} measures stand beyond nine of ten {genre} texts.{more}{less}"),
    };
    format!(
        "{which} A strip holds all texts from the least to the most, grey the middle eight of ten; a square stands beyond nine of ten, a dot within; its line shows what the norm leaves open."
    )
}

fn paint(rows: &[Row], room: Room) -> Canvas {
    let (width, pitch) = (room.width(), 46);
    let (left, right) = (8, width - 8);
    let x = |share: f64| left + (share.clamp(0.0, 1.0) * f64::from(right - left)).round() as i32;
    let height = rows.len() as i32 * pitch + 34;
    Canvas::paint(width, height, |pen| {
        for (i, row) in rows.iter().enumerate() {
            let top = 6 + i as i32 * pitch;
            let text_y = top + 11;
            pen.text((2, text_y), &fit(&row.name, width - WORDS - 8, TEXT), TEXT, Anchor::Start, Paint::Ink);
            let paint = if row.place.is_unusual() { Paint::Ink } else { Paint::Soft };
            pen.text((width - 2, text_y), row.place.short(), TEXT, Anchor::End, paint);
            strip(pen, row.place, &x, top + pitch - 13);
        }
        scale(pen, &x, height - 14);
    })
}

/// What the ends and the middle of all strips mean.
fn scale(pen: &Pen, x: &impl Fn(f64) -> i32, y: i32) {
    pen.text((x(0.0), y), "least", SMALL, Anchor::Start, Paint::Soft);
    pen.text((x(0.5), y), "half of the texts", SMALL, Anchor::Middle, Paint::Soft);
    pen.text((x(1.0), y), "most", SMALL, Anchor::End, Paint::Soft);
}

/// All texts of the genre as a strip, the middle eight of ten in grey.
fn ground(pen: &Pen, x: &impl Fn(f64) -> i32, y: i32) {
    pen.bar((x(0.1), y - HALF), (x(0.9), y + HALF), Paint::Rule);
    pen.outline((x(0.0), y - HALF), (x(1.0), y + HALF), Paint::Soft);
    pen.line((x(0.5), y - HALF), (x(0.5), y + HALF), Paint::Soft, 1);
}

/// All texts of the genre as a strip, and the document on it.
fn strip(pen: &Pen, place: &Place, x: &impl Fn(f64) -> i32, y: i32) {
    ground(pen, x, y);
    let (from, to) = (place.below, 1.0 - place.above);
    let middle = x((from + to) / 2.0);
    pen.line((x(from), y), (x(to), y), Paint::Dot, 2);
    if place.is_unusual() {
        pen.bar((middle - 6, y - 6), (middle + 6, y + 6), Paint::Dot);
    } else {
        pen.dot((middle, y), 5, Paint::Dot);
    }
}
