//! Small pieces of HTML: escaped text, links, tables with their caption and container.

use super::number;
use crate::stats::Measure;
use crate::text::turns_direction;
use std::fmt::Write;

/// The text with every character that HTML reads as markup written out; safe in content and in quoted attributes.
///
/// ```
/// assert_eq!(slantscope::report::html::escape("<b a='1'>&\""), "&lt;b a=&#39;1&#39;&gt;&amp;&quot;");
/// ```
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    push(text, &mut out);
    out
}

/// Appends the escaped text; what stands between marks is copied as it is.
pub fn push(text: &str, out: &mut String) {
    // no control character but white space may stand in HTML
    let written = |c: char| match c {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        c => (c.is_control() && !c.is_whitespace()).then_some("\u{fffd}"),
    };
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if let Some(written) = written(c) {
            out.push_str(&text[from..at]);
            out.push_str(written);
            from = at + c.len_utf8();
        }
    }
    out.push_str(&text[from..]);
}

/// A page in which what would turn or hide the words around it is shown by its number.
///
/// ```
/// assert_eq!(slantscope::report::html::visible("a\u{202E}b".into()), "a\u{27E8}U+202E\u{27E9}b");
/// ```
pub fn visible(page: String) -> String {
    let hides = |c: char| turns_direction(c) || matches!(c, '\u{180E}' | '\u{200B}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}');
    if !foreign(&page).any(hides) {
        return page;
    }
    let mut out = String::with_capacity(page.len() + 64);
    for c in page.chars() {
        if hides(c) {
            let _ = write!(out, "\u{27E8}U+{:04X}\u{27E9}", c as u32);
        } else {
            out.push(c);
        }
    }
    out
}

/// The characters outside ASCII, runs of which are passed over at once.
fn foreign(text: &str) -> impl Iterator<Item = char> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let ascii = rest.as_bytes().chunks(32).take_while(|c| c.is_ascii()).count() * 32;
        let at = ascii + rest.as_bytes().get(ascii..)?.iter().position(|b| !b.is_ascii())?;
        let c = rest[at..].chars().next()?;
        rest = &rest[at + c.len_utf8()..];
        Some(c)
    })
}

/// A sentence of the program as a paragraph; commands stand between backticks.
///
/// ```
/// assert_eq!(slantscope::report::html::paragraph("Run `a < b`."), "<p>Run <code>a &lt; b</code>.</p>");
/// ```
pub fn paragraph(sentence: &str) -> String {
    let parts = sentence.split('`').map(escape).enumerate();
    let html: String = parts.map(|(i, part)| if i % 2 == 1 { format!("<code>{part}</code>") } else { part }).collect();
    format!("<p>{html}</p>")
}

/// A link; both parts are escaped.
pub fn link(href: &str, text: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(href), escape(text))
}

/// A cell of a table: HTML that is safe already, and whether it is a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub html: String,
    pub number: bool,
}

impl Cell {
    /// Words.
    pub fn text(text: &str) -> Cell {
        Cell { html: escape(text), number: false }
    }

    /// A word or date that must not be broken over lines.
    pub fn word(text: &str) -> Cell {
        Cell { html: format!("<span class=\"whole\">{}</span>", escape(text)), number: false }
    }

    /// A link.
    pub fn link(href: &str, text: &str) -> Cell {
        Cell { html: link(href, text), number: false }
    }

    /// HTML that is safe already.
    pub fn html(html: String) -> Cell {
        Cell { html, number: false }
    }

    /// A sentence or phrase of a document.
    pub fn quote(text: &str) -> Cell {
        Cell { html: format!("<span class=\"said\">{}</span>", escape(text)), number: false }
    }

    /// A count.
    pub fn count(n: u64) -> Cell {
        Cell { html: number::count(n), number: true }
    }

    /// A number that is a string already.
    pub fn number(text: &str) -> Cell {
        Cell { html: escape(text), number: true }
    }

    /// A measure: its value, and its interval and basis in small type below.
    pub fn measure(m: &Measure) -> Cell {
        let below = match (m.value, number::interval(m)) {
            (Some(_), Some(interval)) => interval,
            (Some(_), None) => String::new(),
            _ if m.n == 0 => String::new(),
            _ => number::basis(m),
        };
        Cell {
            html: if below.is_empty() { escape(&number::value(m)) } else { format!("{} <small>{}</small>", escape(&number::value(m)), escape(&below)) },
            number: true,
        }
    }
}

/// A table with its caption; the first cell of each row heads it.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub caption: String,
    pub class: &'static str,
    pub head: Vec<&'static str>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// An empty table.
    pub fn new(caption: &str, head: &[&'static str]) -> Table {
        Table { caption: caption.to_string(), head: head.to_vec(), ..Table::default() }
    }

    /// The same with a class for its look.
    pub fn class(self, class: &'static str) -> Table {
        Table { class, ..self }
    }

    /// Appends a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The table in a container that scrolls by itself; nothing where it has no rows.
    pub fn html(&self) -> String {
        let mut out = String::new();
        if self.rows.is_empty() {
            return out;
        }
        let caption = escape(&self.caption);
        // a column of numbers is named once, by its place
        let number = |i: &usize| self.rows.iter().all(|r| r.get(*i).is_none_or(|c| c.number));
        let class = (0..self.head.len()).filter(number).fold(self.class.to_string(), |class, i| format!("{class} n{}", i + 1));
        let _ = write!(
            out,
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table: {caption}\"><table class=\"{}\"><caption>{caption}</caption><thead><tr>",
            class.trim()
        );
        for head in &self.head {
            let _ = write!(out, "<th scope=\"col\">{}</th>", escape(head));
        }
        out.push_str("</tr></thead><tbody>\n");
        for row in &self.rows {
            out.push_str("<tr>");
            for (i, cell) in row.iter().enumerate() {
                let _ = match i {
                    0 => write!(out, "<th>{}</th>", cell.html),
                    _ => write!(out, "<td>{}</td>", cell.html),
                };
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table></div>\n");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_foreign_character_is_passed_over(text in "[a-z]{0,70}(\\PC{0,3}[a-z ]{0,70}){0,4}") {
            let slowly: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
            prop_assert_eq!(foreign(&text).collect::<Vec<_>>(), slowly);
        }
    }
}
