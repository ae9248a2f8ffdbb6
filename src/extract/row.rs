//! One row of a table: a column of text, and columns that say what is known of it.

use super::document::{Columns, Document};
use super::origin::Origin;
use csv::ReaderBuilder;
use serde_json::Value;

/// Names under which a column of texts is found without being told.
const TEXT: [&str; 4] = ["text", "body", "content", "article"];

/// The columns of a table, by its first row. `asked` is the name of the text column, where the user gave one.
///
/// # Errors
/// A sentence that lists the columns where none of them can be told to hold the text.
pub fn columns(head: &[u8], delimiter: u8, asked: Option<&str>) -> Result<Columns, String> {
    let names = cells(head, delimiter)?;
    let named = |wanted: &str| names.iter().position(|n| n.trim().eq_ignore_ascii_case(wanted));
    let found = match asked {
        Some(asked) => named(asked),
        None => TEXT.iter().find_map(|t| named(t)),
    };
    let listed = names.iter().map(|n| format!("\"{}\"", n.trim())).collect::<Vec<_>>().join(", ");
    match (found, asked) {
        (Some(text), _) => Ok(Columns { text, delimiter, names: names.iter().map(|n| n.trim().to_string()).collect() }),
        (None, Some(asked)) => Err(format!("The table has no column \"{asked}\". Its columns are {listed}. Name one of these with --text-column.")),
        (None, None) => Err(format!("The table has no column \"text\". Its columns are {listed}. Say which of them holds the texts with --text-column NAME.")),
    }
}

/// The document of a row; an empty text is an error of that row alone.
///
/// # Errors
/// A sentence that says what is wrong with the row.
pub fn document(row: &[u8], columns: &Columns) -> Result<Document, String> {
    let cells = cells(row, columns.delimiter)?;
    if cells.len() < columns.text + 1 {
        return Err(format!(
            "The row has only {} of {} cells and no column \"{}\". Quote cells that hold the separator or a line break.",
            cells.len(),
            columns.names.len(),
            columns.names[columns.text]
        ));
    }
    let mut document = Document { text: cells[columns.text].clone(), ..Document::default() };
    if document.text.trim().is_empty() {
        return Err(format!("The column \"{}\" is empty in this row. Put the text into it, or leave the row out.", columns.names[columns.text]));
    }
    let meta = &mut document.meta;
    for (i, name) in columns.names.iter().enumerate().filter(|(i, _)| *i != columns.text) {
        let Some(value) = cells.get(i).map(|c| c.trim()).filter(|c| !c.is_empty()).map(String::from) else { continue };
        let field = match name.to_ascii_lowercase().as_str() {
            "id" => {
                meta.id = value;
                continue;
            }
            "source" => {
                meta.source_from = Some("the table".into());
                &mut meta.source
            }
            "title" => &mut meta.title,
            "author" => &mut meta.author,
            "date" => &mut meta.date,
            "url" => &mut meta.url,
            "genre" => &mut meta.genre,
            "owner" => &mut meta.owner,
            "perspective" => &mut meta.perspective,
            _ => {
                meta.extra.insert(name.clone(), Value::from(value));
                continue;
            }
        };
        *field = Some(value);
    }
    Ok(document)
}

/// Where the text of a row stands in it: a doubled quotation mark is one.
pub fn origin(row: &[u8], columns: &Columns) -> Origin {
    let (mut origin, mut cell, mut at) = (Origin::default(), 0, 0);
    while at < row.len() {
        let quoted = row[at] == b'"';
        at += usize::from(quoted);
        loop {
            let len = match (row.get(at), quoted) {
                (None, _) => return origin,
                (Some(b'"'), true) if row.get(at + 1) == Some(&b'"') => 2,
                (Some(b'"'), true) => {
                    at += 1;
                    break;
                }
                (Some(&b), false) if b == columns.delimiter || b == b'\n' || b == b'\r' => break,
                _ => 1,
            };
            if cell == columns.text {
                origin.push(1, at, len);
            }
            at += len;
        }
        if cell == columns.text {
            return origin;
        }
        while row.get(at).is_some_and(|&b| b != columns.delimiter) {
            at += 1;
        }
        at += 1;
        cell += 1;
    }
    origin
}

fn cells(row: &[u8], delimiter: u8) -> Result<Vec<String>, String> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(row);
    let record = reader.records().next().unwrap_or_else(|| Ok(csv::StringRecord::new()));
    record.map(|r| r.iter().map(String::from).collect()).map_err(|_| "The row is not UTF-8. Save the table as UTF-8.".to_string())
}

/// The byte between the cells of a table, by its first line: most programs write commas, some semicolons or tabs.
///
/// ```
/// assert_eq!(slantscope::extract::row::delimiter(b"id;text\n1;a, b, c\n"), b';');
/// ```
pub fn delimiter(table: &[u8]) -> u8 {
    let head = table.split(|&b| b == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| head.iter().filter(|&&b| b == delimiter).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|&d| count(d)).unwrap_or(b',')
}

/// The rows of a table, each with the byte at which it begins and the line, counted from 1.
pub fn rows(table: &[u8], delimiter: u8) -> Vec<(usize, usize, usize)> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(table);
    let mut record = csv::ByteRecord::new();
    let mut starts = Vec::new();
    let mut line = 1;
    let mut at = 0;
    while let Ok(true) = reader.read_byte_record(&mut record) {
        let mut start = record.position().map_or(0, |p| p.byte() as usize);
        // the reader leaves the second half of a line break to the next row
        start += table[start..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        line += table[at..start].iter().filter(|&&b| b == b'\n').count();
        at = start;
        starts.push((start, line));
    }
    let ends = starts.iter().skip(1).map(|s| s.0).chain([table.len()]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).map(|((start, line), end)| (start, end, line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn a_row_is_a_document_whose_places_lie_in_the_table() {
        let table = b"id,Text,source,page\r\n7,\"She said \"\"no\"\", \xC3\xA9\r\nand left\",The Tide,3\r\n8,,x,y\r\n";
        let rows = rows(table, b',');
        let columns = columns(&table[rows[0].0..rows[0].1], b',', None).unwrap();
        let (start, end, line) = rows[1];
        let d = document(&table[start..end], &columns).unwrap();
        assert_eq!((d.text.as_str(), d.meta.id.as_str(), d.meta.source.as_deref(), line), ("She said \"no\", \u{e9}\r\nand left", "7", Some("The Tide"), 2));
        assert_eq!(d.meta.extra["page"], "3");
        let place = |words: &str| {
            let at = d.text.find(words).unwrap();
            let [s, e] = origin(&table[start..end], &columns).place(Span::new(at, at + words.len())).unwrap();
            String::from_utf8_lossy(&table[start..end][s as usize..e as usize]).into_owned()
        };
        assert_eq!((place("\"no\"").as_str(), place("\u{e9}").as_str(), place("left").as_str()), ("\"\"no\"\"", "\u{e9}", "left"));
        assert!(document(&table[rows[2].0..rows[2].1], &columns).unwrap_err().contains("\"Text\" is empty"));
    }

    #[test]
    fn a_table_without_a_text_column_lists_its_columns() {
        assert!(columns(b"a;b\n", b';', None).unwrap_err().contains("\"a\", \"b\""));
        assert_eq!(columns(b"a;story\n", b';', Some("Story")).unwrap().text, 1);
    }
}
