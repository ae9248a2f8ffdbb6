//! One table as CSV (RFC 4180), and the cells that all tables share.

use crate::stats::Measure;
use crate::text::Place;
use csv::{Terminator, WriterBuilder};
use std::io::{self, Write};

/// A table being written.
pub struct Csv<'t> {
    to: csv::Writer<&'t mut dyn Write>,
    /// The first row that could not be written; those after it are left out.
    failed: Option<io::Error>,
}

impl<'t> Csv<'t> {
    pub fn new(to: &'t mut dyn Write, head: &[&str]) -> Csv<'t> {
        let mut out = Csv { to: WriterBuilder::new().terminator(Terminator::CRLF).from_writer(to), failed: None };
        out.row(head.iter().map(ToString::to_string));
        out
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<String> = cells.into_iter().map(|c| neutral(&c)).collect();
        if self.failed.is_none() {
            self.failed = self.to.write_record(&cells).err().map(io::Error::from);
        }
    }

    pub fn done(mut self) -> io::Result<()> {
        self.failed.take().map_or_else(|| self.to.flush(), Err)
    }
}

/// A spreadsheet would run a cell that begins like a formula; an apostrophe in front keeps it text. Numbers stay numbers.
fn neutral(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}']) && cell.parse::<f64>().is_err();
    if formula { format!("'{cell}") } else { cell.to_string() }
}

pub fn s(x: impl ToString) -> String {
    x.to_string()
}

/// A sentence as people count.
pub fn number(sentence: u32) -> String {
    (sentence + 1).to_string()
}

pub fn opt<T: ToString>(x: Option<T>) -> String {
    x.map_or_else(String::new, |x| x.to_string())
}

/// The columns of a measure: value, low and high end of the interval, n, count.
pub fn measure(m: &Measure) -> [String; 5] {
    [opt(m.value), opt(m.interval.map(|i| i[0])), opt(m.interval.map(|i| i[1])), s(m.n), s(m.count)]
}

pub fn chars(p: &Place) -> [String; 2] {
    p.chars.map(s)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_numbers_stay_numbers() {
        for (cell, want) in [
            ("=1+1", "'=1+1"),
            ("+x", "'+x"),
            ("-2+3", "'-2+3"),
            ("@a", "'@a"),
            ("\tx", "'\tx"),
            ("\n=1", "'\n=1"),
            ("\u{FF1D}1", "'\u{FF1D}1"),
            ("-2.5", "-2.5"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(neutral(cell), want, "{cell:?}");
        }
    }

    #[test]
    fn commas_quotes_and_line_ends_survive() {
        let mut out = Vec::new();
        let mut csv = Csv::new(&mut out, &["a", "b"]);
        csv.row([s("x, \"y\""), s("two\nlines")]);
        csv.done().unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\r\n");
    }
}
