//! The mark strip: where in a text the marks of each group fall. Text keeps its size on every screen, only places stretch.

use super::super::form::Form;
use super::super::html::{Cell, Table, escape};
use super::super::number;
use super::Chart;
use crate::lexicon::Lexicon;
use crate::score::{Mark, Reading};
use std::fmt::Write;

/// Height of a group: its name, and its ticks below.
const PITCH: usize = 40;
/// Parts of a text that the table counts by.
const PARTS: usize = 5;

struct Lane {
    form: Form,
    /// Places of own-voice marks, in parts of a thousand of the text.
    places: Vec<u32>,
}

/// The strip of one document; `None` where it has no mark.
pub fn strip(id: &str, reading: &Reading, lexicon: &Lexicon) -> Option<Chart> {
    let lanes = lanes(reading, lexicon);
    if lanes.is_empty() {
        return None;
    }
    let title = "Where the marks fall in the text";
    let summary = summary(&lanes);
    let mut table = Table::new("Own-voice marks in each fifth of the text", &["Group", "First fifth", "Second", "Third", "Fourth", "Last fifth"]);
    for lane in &lanes {
        table.row([Cell::text(lane.form.title())].into_iter().chain(fifths(&lane.places).map(|n| Cell::count(n as u64))));
    }
    let wide = draw(title, &summary, &lanes);
    Some(Chart { id: id.to_string(), title: title.to_string(), summary, wide, narrow: String::new(), painted: None, table })
}

fn lanes(reading: &Reading, lexicon: &Lexicon) -> Vec<Lane> {
    let total = reading.text.tokens.len().max(1);
    let place = |m: &Mark| (m.tokens.0 as usize * 1000 / total) as u32;
    let form = |m: &Mark| Form::of(lexicon.family(m.rule));
    let own: Vec<&Mark> = reading.marks.iter().filter(|m| m.voice.is_own() && !m.negated).collect();
    Form::all().map(|f| Lane { form: f, places: own.iter().filter(|m| form(m) == f).map(|m| place(m)).collect() }).filter(|l| !l.places.is_empty()).collect()
}

fn fifths(places: &[u32]) -> [usize; PARTS] {
    let mut out = [0; PARTS];
    places.iter().for_each(|p| out[*p as usize * PARTS / 1000] += 1);
    out
}

fn summary(lanes: &[Lane]) -> String {
    let all: Vec<u32> = lanes.iter().filter(|l| l.form != Form::Bracketed).flat_map(|l| l.places.iter().copied()).collect();
    let fifths = fifths(&all);
    let names = ["first", "second", "third", "fourth", "last"];
    let most = (0..PARTS).rev().max_by_key(|&i| fifths[i]).unwrap_or(0);
    match all.len() {
        0 => "The only marks are counter-evidence.".to_string(),
        n => format!(
            "{} of the author’s own marks, most of them ({}) in the {} fifth of the text. Counter-evidence is shown apart.",
            number::count(n as u64),
            fifths[most],
            names[most]
        ),
    }
}

/// The strip is as wide as the page.
fn draw(title: &str, summary: &str, lanes: &[Lane]) -> String {
    let height = lanes.len() * PITCH + 22;
    let (title, summary) = (escape(title), escape(summary));
    let mut out = format!(
        "<svg class=\"strip\" width=\"100%\" height=\"{height}\" role=\"img\"><title>{title}</title><desc>{summary}</desc>\n<g font-family=\"sans-serif\" font-size=\"12\" fill=\"var(--ink)\">\n"
    );
    for (i, lane) in lanes.iter().enumerate() {
        lane_svg(lane, i * PITCH, &mut out);
    }
    let y = lanes.len() * PITCH + 14;
    let _ = write!(
        out,
        "<text y=\"{y}\" font-size=\"11\" fill=\"var(--soft)\">first sentence</text><text x=\"100%\" y=\"{y}\" font-size=\"11\" text-anchor=\"end\" fill=\"var(--soft)\">last sentence</text>\n</g></svg>"
    );
    out
}

/// All ticks of a lane are one path; a frame of its own stretches their places and not their width.
fn lane_svg(lane: &Lane, top: usize, out: &mut String) {
    let (name, n, color) = (escape(lane.form.title()), lane.places.len(), lane.form.class());
    let (line, ticks) = (top + 34, top + 20);
    let mut places = lane.places.clone();
    places.dedup();
    let d: String = places.iter().map(|p| format!("M{p} 0v1")).collect();
    let _ = write!(
        out,
        "<text y=\"{}\">{name} <tspan fill=\"var(--soft)\">{n}</tspan></text><line x2=\"100%\" y1=\"{line}\" y2=\"{line}\" stroke=\"var(--rule)\"/>",
        top + 13
    );
    let _ = writeln!(
        out,
        "<svg y=\"{ticks}\" width=\"100%\" height=\"14\" viewBox=\"-4 0 1008 1\" preserveAspectRatio=\"none\"><path d=\"{d}\" stroke=\"var(--{color})\" stroke-width=\"3\" vector-effect=\"non-scaling-stroke\"/></svg>"
    );
}
