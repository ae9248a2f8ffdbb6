//! Figures on the same thing beside each other: one bar for each document that gives one.

use super::{Anchor, Canvas, Chart, Paint, Room, canvas::text_width, chart, fit, fit_all};
use crate::compare::{Agreement, LedgerGroup};
use crate::report::html::{Cell, Table};
use crate::report::number;
use crate::report::site::{Site, one_line};
use crate::report::words;

const TEXT: i32 = 13;
const SMALL: i32 = 11;
/// Things that are drawn, and figures on one thing.
const MOST_GROUPS: usize = 6;
const MOST_ROWS: usize = 8;

/// A figure in a document.
struct Row<'a> {
    document: &'a str,
    exact: String,
    value: f64,
}

/// Figures on one thing.
struct Group<'a> {
    about: &'a str,
    agreement: Agreement,
    rows: Vec<Row<'a>>,
}

/// The chart of the figures that differ; `None` where none do.
pub fn ledger(id: &str, site: &Site) -> Option<Chart> {
    let mut groups: Vec<Group> = site.report.ledger.iter().filter_map(|g| group(site, g)).collect();
    groups.sort_by_key(|g| g.agreement != Agreement::Conflict);
    groups.truncate(MOST_GROUPS);
    if groups.is_empty() {
        return None;
    }
    let title = "Figures on the same thing";
    let mut table = Table::new(&format!("{title}: the numbers"), &["What", "Figure", "Least value", "Document", "Together they"]);
    for g in &groups {
        for r in &g.rows {
            let cells = [Cell::text(g.about), Cell::text(&r.exact), Cell::number(&number::quantity(r.value)), Cell::text(r.document)];
            table.row(cells.into_iter().chain([Cell::text(words::agreement(g.agreement))]));
        }
    }
    Some(chart(id, title, &summary(&groups), table, &Room::ALL, |room| paint(&groups, room)))
}

/// The entries of a group that are numbers, where they are not all the same.
fn group<'a>(site: &Site<'a>, g: &'a LedgerGroup) -> Option<Group<'a>> {
    if g.kind != "figure" || g.agreement == Agreement::Agree {
        return None;
    }
    let row = |e: &'a crate::compare::LedgerEntry| {
        let d = site.document(&e.document)?;
        let figure = site.readings[d].attributed.figures.iter().find(|f| [f.span.start, f.span.end] == e.span.bytes)?;
        Some(Row { document: site.name(d), exact: one_line(&e.exact), value: figure.min.or(figure.max)? })
    };
    let mut rows: Vec<Row> = g.entries.iter().filter_map(row).collect();
    rows.sort_by(|a, b| b.value.total_cmp(&a.value));
    let differ = rows.first()?.value != rows.last()?.value;
    rows.truncate(MOST_ROWS);
    differ.then_some(Group { about: &g.about, agreement: g.agreement, rows })
}

fn summary(groups: &[Group]) -> String {
    let (first, last) = (&groups[0].rows[0], &groups[0].rows[groups[0].rows.len() - 1]);
    let conflicts = groups.iter().filter(|g| g.agreement == Agreement::Conflict).count();
    let those = match conflicts {
        0 => "None of these groups is in conflict.".to_string(),
        1 => "In one group the figures cannot all be true.".to_string(),
        n => format!("In {n} groups the figures cannot all be true."),
    };
    format!(
        "On {}, figures run from “{}” ({}) to “{}” ({}). {those} Bars are drawn to the scale of their own group.",
        groups[0].about, last.exact, last.document, first.exact, first.document
    )
}

fn paint(groups: &[Group], room: Room) -> Canvas {
    let wide = room == Room::Wide;
    let (pitch, head) = (if wide { 24 } else { 40 }, 34);
    let height = groups.iter().map(|g| head + g.rows.len() as i32 * pitch + 6).sum();
    let left = if wide { room.names() } else { 2 };
    Canvas::paint(room.width(), height, |pen| {
        let mut top = 0;
        for g in groups {
            let state = words::agreement(g.agreement);
            let about = fit(g.about, room.width() - text_width(state, SMALL) - 24, TEXT);
            pen.text((2, top + 16), &about, TEXT, Anchor::Start, Paint::Ink);
            pen.text((room.width() - 2, top + 16), state, SMALL, Anchor::End, if g.agreement == Agreement::Conflict { Paint::Blame } else { Paint::Soft });
            pen.line((2, top + 27), (room.width() - 2, top + 27), Paint::Rule, 1);
            let most = g.rows[0].value.max(1e-9);
            let names: Vec<&str> = g.rows.iter().map(|r| r.document).collect();
            let names = fit_all(&names, if wide { left - 16 } else { room.width() - 8 }, SMALL);
            for (i, r) in g.rows.iter().enumerate() {
                let row = top + head + i as i32 * pitch;
                let y = if wide { row + pitch / 2 } else { row + pitch - 11 };
                let (x, name_y, anchor) = if wide { (left - 12, y, Anchor::End) } else { (2, row + 9, Anchor::Start) };
                pen.text((x, name_y), &names[i], SMALL, anchor, Paint::Soft);
                // a figure's words stand right of its bar, and the longest bar leaves them room
                let room_right = room.width() - left - 190.min(room.width() / 2);
                let end = left + ((r.value / most).clamp(0.0, 1.0) * room_right as f64).round() as i32;
                pen.bar((left, y - 5), (end.max(left + 2), y + 5), Paint::Dot);
                pen.text((end.max(left + 2) + 6, y), &fit(&r.exact, room.width() - end - 10, TEXT), TEXT, Anchor::Start, Paint::Ink);
            }
            top += head + g.rows.len() as i32 * pitch + 6;
        }
    })
}
