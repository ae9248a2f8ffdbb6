//! Diverging bars: how often an actor is blamed (to the left) and praised (to the right) in the authors' own voice.

use super::{Anchor, Canvas, Chart, Paint, Room, canvas::Pen, chart, fit_all, together};
use crate::report::html::{Cell, Table};

const TEXT: i32 = 13;
/// Room for a count at the end of a bar.
const COUNT: i32 = 48;

/// An actor with how often it is praised and blamed.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    pub name: &'a str,
    pub positive: u64,
    pub negative: u64,
}

/// The chart of these actors, in their order; `None` where nobody is evaluated.
pub fn actors(id: &str, title: &str, actors: &[Row]) -> Option<Chart> {
    if actors.iter().all(|a| a.positive + a.negative == 0) {
        return None;
    }
    let mut table = Table::new(&format!("{title}: the numbers"), &["Actor", "Blamed", "Praised"]);
    for a in actors {
        table.row([Cell::text(a.name), Cell::count(a.negative), Cell::count(a.positive)]);
    }
    Some(chart(id, title, &summary(actors), table, &Room::ALL, |room| paint(actors, room)))
}

fn summary(actors: &[Row]) -> String {
    let most = |what: &str, n: fn(&Row) -> u64| {
        let top = actors.iter().map(n).max().filter(|&top| top > 0)?;
        let mut names: Vec<&str> = actors.iter().filter(|a| n(a) == top).map(|a| a.name).collect();
        names.sort_unstable();
        Some(format!("{what} most: {} ({top}{})", together(&names), if names.len() > 1 { " each" } else { "" }))
    };
    let text = [most("praised", |a| a.positive), most("blamed", |a| a.negative)].into_iter().flatten().collect::<Vec<_>>().join("; ");
    format!("Words of praise and blame in the authors’ own voice; {text}.")
}

fn paint(actors: &[Row], room: Room) -> Canvas {
    let wide = room == Room::Wide;
    let (width, pitch) = (room.width(), if wide { 30 } else { 46 });
    let left = room.names();
    let middle = left + (width - left) / 2;
    let half = (width - left) / 2 - COUNT;
    let most = actors.iter().map(|a| a.positive.max(a.negative)).max().unwrap_or(1).max(1);
    let length = |n: u64| (n as f64 / most as f64 * half as f64).round() as i32;
    let names: Vec<&str> = actors.iter().map(|a| a.name).collect();
    let names = fit_all(&names, if wide { left - 16 } else { width - 10 }, TEXT);
    Canvas::paint(width, 30 + actors.len() as i32 * pitch, |pen| {
        pen.text((middle - 10, 12), "blamed", TEXT, Anchor::End, Paint::Blame);
        pen.text((middle + 10, 12), "praised", TEXT, Anchor::Start, Paint::Praise);
        for (i, a) in actors.iter().enumerate() {
            let top = 26 + i as i32 * pitch;
            let y = if wide { top + pitch / 2 } else { top + pitch - 13 };
            let (x, name_y, anchor) = if wide { (left - 12, y, Anchor::End) } else { (2, top + 9, Anchor::Start) };
            pen.text((x, name_y), &names[i], TEXT, anchor, Paint::Ink);
            bars(pen, (a.negative, a.positive), middle, y, &length);
        }
    })
}

/// Praise is a full bar and blame a striped one, so that the two differ without colour.
pub(super) fn bars(pen: &Pen, (negative, positive): (u64, u64), middle: i32, y: i32, length: &impl Fn(u64) -> i32) {
    pen.line((middle, y - 11), (middle, y + 11), Paint::Soft, 1);
    if negative > 0 {
        let end = middle - length(negative);
        pen.bar((end, y - 7), (middle, y + 7), Paint::Class(5));
        pen.outline((end, y - 7), (middle, y + 7), Paint::Blame);
        pen.text((end - 5, y), &negative.to_string(), TEXT, Anchor::End, Paint::Ink);
    }
    if positive > 0 {
        let end = middle + length(positive);
        pen.bar((middle, y - 7), (end, y + 7), Paint::Praise);
        pen.text((end + 5, y), &positive.to_string(), TEXT, Anchor::Start, Paint::Ink);
    }
}
