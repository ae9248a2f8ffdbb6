//! Draws the charts: plotters paints them, and they are finished as SVG that fits a page, a phone and a screen reader.

pub mod actors;
pub mod by_source;
pub mod canvas;
pub mod classes;
pub mod dots;
pub mod ledger;
pub mod norm;
pub mod sheet;
pub mod strip;
pub mod trend;

use super::html::{Table, escape};
pub use canvas::{Anchor, Canvas, Paint};

/// A chart with everything a reader needs who cannot see it.
pub struct Chart {
    /// Unique on its page, and its file name under `charts/`.
    pub id: String,
    pub title: String,
    /// What the chart shows, in one sentence of words.
    pub summary: String,
    /// Finished SVG for wide pages and for phones; empty where it was not asked for.
    pub wide: String,
    pub narrow: String,
    pub table: Table,
    /// What the wide one was painted on; the strip, and what is only small, are drawn for pages alone.
    painted: Option<Canvas>,
}

/// How much room a chart has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    Wide,
    Narrow,
}

impl Room {
    /// Every size.
    pub const ALL: [Room; 2] = [Room::Wide, Room::Narrow];

    /// Units across; one unit is about one pixel where the chart is shown.
    pub fn width(self) -> i32 {
        match self {
            Room::Wide => 760,
            Room::Narrow => 340,
        }
    }

    /// Units for names left of the plot; a narrow chart sets names above their row.
    pub fn names(self) -> i32 {
        match self {
            Room::Wide => 230,
            Room::Narrow => 0,
        }
    }
}

/// Paints a chart in these sizes.
pub fn chart(id: &str, title: &str, summary: &str, table: Table, sizes: &[Room], paint: impl Fn(Room) -> Canvas) -> Chart {
    let [wide, narrow] = Room::ALL.map(|room| sizes.contains(&room).then(|| paint(room)));
    let inline = |canvas: &Option<Canvas>, name: &str| canvas.as_ref().map_or_else(String::new, |c| c.inline(&format!("{id}-{name}"), title, summary));
    Chart {
        id: id.to_string(),
        title: title.to_string(),
        summary: summary.to_string(),
        wide: inline(&wide, "wide"),
        narrow: inline(&narrow, "narrow"),
        table,
        painted: wide,
    }
}

impl Chart {
    /// Finished SVG for a file of its own; `None` for what is drawn for pages alone.
    pub fn file(&self) -> Option<String> {
        Some(self.painted.as_ref()?.file(&self.id, &self.title, &self.summary))
    }

    /// The chart as a figure: both sizes, of which a page shows one, and the numbers as a table.
    pub fn html(&self) -> String {
        self.figure(&format!("<details><summary>The numbers of this chart as a table</summary>{}</details>", self.table.html()))
    }

    /// The same beside a table of the page that has all its numbers already.
    pub fn html_beside(&self) -> String {
        self.figure("")
    }

    /// The small chart with its numbers at its side.
    pub fn html_with_numbers(&self) -> String {
        self.html_at_side(&self.table.clone().class("bare").html())
    }

    /// The small chart with a table at its side that has its numbers, one below the other on a phone.
    pub fn html_at_side(&self, table: &str) -> String {
        let (title, summary) = (escape(&self.title), escape(&self.summary));
        format!("<div class=\"beside\"><figure class=\"chart\"><figcaption><b>{title}</b> {summary}</figcaption>\n{}</figure>\n{table}</div>\n", self.narrow)
    }

    fn figure(&self, table: &str) -> String {
        let (title, summary) = (escape(&self.title), escape(&self.summary));
        let narrow = if self.narrow.is_empty() { String::new() } else { format!("<div class=\"narrow\">{}</div>\n", self.narrow) };
        format!(
            "<figure class=\"chart\"><figcaption><b>{title}</b> {summary}</figcaption>\n<div class=\"wide\">{}</div>\n{narrow}{table}</figure>\n",
            self.wide
        )
    }
}

/// The next round number at or above `x`: 1, 2 or 5 times a power of ten.
pub fn round_up(x: f64) -> f64 {
    let power = 10f64.powf(x.max(1e-9).log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|m| m * power).find(|&r| r >= x * 0.999_999).unwrap_or(10.0 * power)
}

/// Names that share a place in a ranking, in a few words.
///
/// ```
/// use slantscope::report::chart::together;
/// assert_eq!(together(&["Gazette"]), "Gazette");
/// assert_eq!(together(&["Gazette", "Herald"]), "Gazette and Herald, level");
/// assert_eq!(together(&["A", "B", "C", "D"]), "A, B and 2 more, level");
/// ```
pub fn together(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_string(),
        [a, b] => format!("{a} and {b}, level"),
        [a, b, c] => format!("{a}, {b} and {c}, level"),
        [a, b, ..] => format!("{a}, {b} and {} more, level", names.len() - 2),
    }
}

/// The text cut to a width, with an ellipsis where something is missing.
pub fn fit(text: &str, width: i32, size: i32) -> String {
    let line = super::site::one_line(text);
    if canvas::text_width(&line, size) <= width {
        return line;
    }
    let mut kept = line;
    while !kept.is_empty() && canvas::text_width(&kept, size) + size > width {
        kept.pop();
    }
    format!("{}…", kept.trim_end())
}

/// Names cut to their widths so that those which differ stay different: where two would be cut alike, the middle goes and the end stays.
///
/// ```
/// use slantscope::report::chart::fit_all;
/// let names = ["Letters to the Northern Herald", "Letters to the Northern Echo"];
/// assert_eq!(fit_all(&names, 160, 13), ["Letters to…ern Herald", "Letters to…thern Echo"]);
/// ```
pub fn fit_all(names: &[&str], width: i32, size: i32) -> Vec<String> {
    let cut: Vec<String> = names.iter().map(|name| fit(name, width, size)).collect();
    let is_shared = |i: usize| (0..names.len()).any(|j| cut[j] == cut[i] && names[j] != names[i]);
    (0..names.len()).map(|i| if is_shared(i) { fit_ends(names[i], width, size) } else { cut[i].clone() }).collect()
}

/// The text without its middle, so that as much of its end as of its beginning is kept.
fn fit_ends(text: &str, width: i32, size: i32) -> String {
    let letters: Vec<char> = super::site::one_line(text).chars().collect();
    let ends = |kept: usize| {
        let (head, tail) = (letters[..kept].iter().collect::<String>(), letters[letters.len() - kept..].iter().collect::<String>());
        format!("{}…{}", head.trim_end(), tail.trim_start())
    };
    let kept = (1..=letters.len() / 2).take_while(|&kept| canvas::text_width(&ends(kept), size) <= width).last();
    ends(kept.unwrap_or(0))
}

#[cfg(test)]
mod tests;
