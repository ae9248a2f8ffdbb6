//! Draws a sentence in lines of the terminal's width, with an underline and a label under each mark.

use super::style::Sign;
use anstyle::Style;
use slantscope::text::Span;

/// A mark to be drawn.
pub struct Drawn {
    pub span: Span,
    pub label: String,
    pub sign: Sign,
}

/// A character with the byte where it stands in the text.
type Cell = (char, u32);
/// A row of the output: characters with their styles.
type Row = Vec<(char, Style)>;

/// The sentence with its marks; every row begins after `indent` spaces and none is wider than `width`.
pub fn sentence(text: &str, span: Span, marks: &[Drawn], width: usize, indent: usize) -> String {
    let mut out = String::new();
    for line in lines(&cells(text, span), width - indent) {
        let line = &line;
        let mut rows: Vec<Row> = vec![line.iter().map(|c| (c.0, Style::new())).collect()];
        rows.extend(under(line, marks, width - indent));
        rows.iter().for_each(|row| push(row, indent, &mut out));
    }
    out
}

/// The characters of a sentence as a terminal may show them: breaks and tabs as one space, nothing that steers it.
fn cells(text: &str, span: Span) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::new();
    for (at, c) in span.of(text).char_indices() {
        let at = span.start + at as u32;
        if c.is_whitespace() {
            if out.last().is_some_and(|l| l.0 != ' ') {
                out.push((' ', at));
            }
        } else if !c.is_control() && !slantscope::text::is_invisible(c) {
            out.push((c, at));
        }
    }
    out
}

/// Lines broken at spaces; a word that is longer than a line is cut.
fn lines(cells: &[Cell], width: usize) -> Vec<Vec<Cell>> {
    let mut out: Vec<Vec<Cell>> = vec![Vec::new()];
    for word in cells.split_inclusive(|c| c.0 == ' ') {
        let len = word.iter().filter(|c| c.0 != ' ').count();
        for piece in word.chunks(width) {
            if out.last().is_some_and(|line| !line.is_empty() && line.len() + len.min(piece.len()) > width) {
                out.push(Vec::new());
            }
            out.last_mut().unwrap_or_else(|| unreachable!("a line was pushed")).extend(piece);
        }
    }
    out.iter_mut().for_each(|line| line.truncate(line.iter().rposition(|c| c.0 != ' ').map_or(0, |i| i + 1)));
    out.retain(|line| !line.is_empty());
    out
}

/// The underlines of a line, and the labels of the marks that begin in it: the last one beside, the others below.
fn under(line: &[Cell], marks: &[Drawn], width: usize) -> Vec<Row> {
    let mut underline: Row = vec![(' ', Style::new()); line.len()];
    let mut labels: Vec<(usize, usize, String, Sign)> = Vec::new();
    for mark in marks {
        let inside = |c: &Cell| mark.span.start <= c.1 && c.1 < mark.span.end;
        let Some(from) = line.iter().position(inside) else { continue };
        let to = line.iter().rposition(inside).map_or(from, |i| i + 1);
        for cell in underline[from..to].iter_mut().filter(|c| c.0 == ' ') {
            *cell = (mark.sign.underline, mark.sign.style);
        }
        if line[from].1 == mark.span.start {
            match labels.iter_mut().find(|l| l.0 == from) {
                Some(known) => {
                    known.1 = known.1.max(to);
                    known.2 = format!("{}, {}", known.2, mark.label);
                }
                None => labels.push((from, to, mark.label.clone(), mark.sign)),
            }
        }
    }
    if underline.iter().all(|c| c.0 == ' ') {
        return Vec::new();
    }
    while underline.last().is_some_and(|c| c.0 == ' ') {
        underline.pop();
    }
    labels.sort_by_key(|l| l.0);
    let mut rows = Vec::new();
    if let Some((_, to, label, sign)) = labels.last()
        && *to == underline.len()
        && to + 1 + label.chars().count() <= width
    {
        underline.push((' ', Style::new()));
        underline.extend(label.chars().map(|c| (c, sign.style)));
        labels.pop();
    }
    rows.push(underline);
    while let Some((at, _, label, sign)) = labels.pop() {
        rows.extend(label_rows(at, &label, sign, &labels, width));
    }
    rows
}

/// A label at its column, with bars for the marks to its left; one that does not fit moves left, and then breaks.
fn label_rows(at: usize, label: &str, sign: Sign, left: &[(usize, usize, String, Sign)], width: usize) -> Vec<Row> {
    let at = at.min(width.saturating_sub(label.chars().count()));
    let mut rows = Vec::new();
    for piece in super::style::wrap(label, width - at, 0, 0).lines() {
        let mut row: Row = vec![(' ', Style::new()); at];
        left.iter().filter(|l| l.0 < at).for_each(|l| row[l.0] = ('|', l.3.style));
        row.extend(piece.chars().map(|c| (c, sign.style)));
        rows.push(row);
    }
    rows
}

fn push(row: &Row, indent: usize, out: &mut String) {
    let end = row.iter().rposition(|c| c.0 != ' ').map_or(0, |i| i + 1);
    out.push_str(&" ".repeat(indent));
    let mut style = Style::new();
    for (c, s) in &row[..end] {
        if *s != style {
            out.push_str(&format!("{style:#}{s}"));
            style = *s;
        }
        out.push(*c);
    }
    out.push_str(&format!("{style:#}\n"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::style::SIGNS;

    fn draw(text: &str, marks: &[(&str, &str)], width: usize) -> String {
        let drawn: Vec<Drawn> = marks
            .iter()
            .map(|(word, label)| {
                let at = text.find(word).unwrap();
                Drawn { span: Span::new(at, at + word.len()), label: label.to_string(), sign: SIGNS[0] }
            })
            .collect();
        anstream::adapter::strip_str(&sentence(text, Span::new(0, text.len()), &drawn, width, 2)).to_string()
    }

    #[test]
    fn the_last_label_stands_beside_and_the_others_below() {
        let got = draw("The regime\nclearly fell.", &[("regime", "loaded 0.6"), ("clearly", "booster 0.4")], 60);
        assert_eq!(got, "  The regime clearly fell.\n      ^^^^^^ ^^^^^^^ booster 0.4\n      loaded 0.6\n");
    }

    #[test]
    fn no_row_is_wider_than_the_terminal() {
        let text = "Überwältigend \u{1b}[31m und naïve, a sentence with averyveryveryverylongwordthatdoesnotfitintoanyline of it clearly";
        let got = draw(text, &[("averyvery", "a label that is far too long for this line"), ("clearly", "booster")], 30);
        assert!(got.lines().all(|l| l.chars().count() <= 30), "{got}");
        assert!(!got.contains('\u{1b}'));
    }
}
