//! Praise and blame by source: a row for each source, a column for each actor, and in each field the bars of both.

use super::{
    Anchor, Canvas, Chart, Paint, Room,
    actors::bars,
    canvas::{Pen, text_width},
    chart, fit, fit_all,
};
use crate::compare::Actor;
use crate::report::html::{Cell, Table};

const TEXT: i32 = 13;
const SMALL: i32 = 11;
/// Actors in the chart: those who are evaluated most often.
const MOST_ACTORS: usize = 5;
/// Room for the names of the actors.
const HEAD: i32 = 44;

/// How often a source blames and praises an actor.
type Field = (u64, u64);

/// What is drawn: the actors, and each source with its fields.
struct Grid<'a> {
    actors: Vec<&'a str>,
    sources: Vec<(&'a str, Vec<Field>)>,
}

/// The chart of these sources, in their order; `None` where fewer than two evaluate somebody.
pub fn by_source(id: &str, sources: &[&str], actors: &[Actor]) -> Option<Chart> {
    let mut most: Vec<&Actor> = actors.iter().filter(|a| a.positive + a.negative > 0).collect();
    most.sort_by_key(|a| (std::cmp::Reverse(a.positive + a.negative), &a.name));
    most.truncate(MOST_ACTORS);
    let field = |a: &Actor, source: &str| a.by_source.iter().filter(|e| e.source == source).fold((0, 0), |f, e| (f.0 + e.negative, f.1 + e.positive));
    let rows = sources.iter().map(|s| (*s, most.iter().map(|a| field(a, s)).collect::<Vec<Field>>()));
    let rows: Vec<_> = rows.filter(|(_, fields)| fields.iter().any(|f| f.0 + f.1 > 0)).collect();
    if rows.len() < 2 {
        return None;
    }
    let grid = Grid { actors: most.iter().map(|a| a.name.as_str()).collect(), sources: rows };
    let title = "Who is blamed and who is praised, by source";
    let mut table = Table::new(&format!("{title}: the numbers"), &["Source", "Actor", "Blamed", "Praised"]);
    for (source, fields) in &grid.sources {
        for (actor, f) in grid.actors.iter().zip(fields).filter(|(_, f)| f.0 + f.1 > 0) {
            table.row([Cell::text(source), Cell::text(actor), Cell::count(f.0), Cell::count(f.1)]);
        }
    }
    Some(chart(id, title, &summary(&grid), table, &Room::ALL, |room| paint(&grid, room)))
}

/// On whom the sources part, or that they do not.
fn summary(grid: &Grid) -> String {
    let parted = |i: &usize| {
        let leans = |more: fn(Field) -> bool| grid.sources.iter().any(|(_, f)| more(f[*i]));
        leans(|f| f.0 > f.1) && leans(|f| f.1 > f.0)
    };
    let names: Vec<&str> = (0..grid.actors.len()).filter(parted).map(|i| grid.actors[i]).collect();
    let shown = match grid.actors.len() {
        1 => "The actor that is evaluated most often".to_string(),
        n => format!("The {n} actors that are evaluated most often"),
    };
    let part = match names.as_slice() {
        [] => "no source praises more than it blames whom another blames more than it praises".to_string(),
        names => format!("some sources praise more than they blame, and others blame more than they praise: {}", names.join(", ")),
    };
    format!("{shown}, in the own words of {} sources: {part}.", grid.sources.len())
}

/// A wide chart has all actors side by side; a narrow one has them in blocks, one below the other.
fn paint(grid: &Grid, room: Room) -> Canvas {
    let wide = room == Room::Wide;
    let (width, pitch) = (room.width(), if wide { 30 } else { 46 });
    let (left, columns) = if wide { (200, MOST_ACTORS) } else { (0, 2) };
    let columns = columns.min(grid.actors.len());
    let block = HEAD + grid.sources.len() as i32 * pitch + 14;
    let most = grid.sources.iter().flat_map(|s| &s.1).map(|f| f.0.max(f.1)).max().unwrap_or(1).max(1);
    let cell = (width - left) / columns as i32;
    // a bar leaves room for its number, whatever its length
    let half = cell / 2 - text_width(&most.to_string(), TEXT) - 9;
    let length = |n: u64| (n as f64 / most as f64 * f64::from(half)).round() as i32;
    let sources: Vec<&str> = grid.sources.iter().map(|s| s.0).collect();
    let sources = fit_all(&sources, if wide { left - 16 } else { width - 10 }, TEXT);
    let blocks = grid.actors.len().div_ceil(columns) as i32;
    Canvas::paint(width, block * blocks, |pen| {
        for (b, actors) in grid.actors.chunks(columns).enumerate() {
            let top = b as i32 * block;
            head(pen, actors, left, cell, top);
            for (i, (_, fields)) in grid.sources.iter().enumerate() {
                let row = top + HEAD + i as i32 * pitch;
                let y = if wide { row + pitch / 2 } else { row + pitch - 13 };
                let (x, name_y, anchor) = if wide { (left - 12, y, Anchor::End) } else { (2, row + 9, Anchor::Start) };
                pen.text((x, name_y), &sources[i], TEXT, anchor, Paint::Ink);
                for (k, f) in fields.iter().skip(b * columns).take(actors.len()).enumerate() {
                    bars(pen, *f, left + k as i32 * cell + cell / 2, y, &length);
                }
            }
        }
    })
}

/// The names of the actors over their columns, and which side is which.
fn head(pen: &Pen, actors: &[&str], left: i32, cell: i32, top: i32) {
    for (k, name) in actors.iter().enumerate() {
        let middle = left + k as i32 * cell + cell / 2;
        pen.text((middle, top + 12), &fit(name, cell - 10, TEXT), TEXT, Anchor::Middle, Paint::Ink);
        pen.text((middle - 5, top + 31), "blamed", SMALL, Anchor::End, Paint::Blame);
        pen.text((middle + 5, top + 31), "praised", SMALL, Anchor::Start, Paint::Praise);
    }
}
