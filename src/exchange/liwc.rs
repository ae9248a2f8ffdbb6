//! LIWC's two formats: `.dic`, with numbered categories, and `.dicx`, a table.

use super::Reader;
use std::collections::BTreeMap;

/// Categories between two lines of `%`, each a number and a name; then words, each with the numbers of its categories.
pub fn dic(text: &str, into: &mut Reader) {
    let mut categories: BTreeMap<&str, usize> = BTreeMap::new();
    let mut signs = 0;
    for (number, line) in text.lines().enumerate().map(|(i, l)| (i + 1, l.trim())).filter(|(_, l)| !l.is_empty()) {
        if line == "%" {
            signs += 1;
            continue;
        }
        match signs {
            0 => {
                return into.fault(
                    number,
                    "the file does not begin with a line that is %".into(),
                    "A .dic file opens with its categories between two lines of %.",
                );
            }
            1 => match line.split_once(char::is_whitespace) {
                Some((id, name)) if id.bytes().all(|b| b.is_ascii_digit()) => {
                    let place = into.category(name.trim());
                    if categories.insert(id, place).is_some() {
                        into.fault(number, format!("the category {id} is declared twice"), "Give every category a number of its own.");
                    }
                }
                _ => into.fault(number, format!("\"{line}\" is no category"), "Write a number, a tab and a name."),
            },
            _ => word(line, number, &categories, into),
        }
    }
    if signs < 2 {
        into.fault(0, "the list of categories does not end with a line that is %".into(), "Close it before the first word.");
    }
}

fn word(line: &str, number: usize, categories: &BTreeMap<&str, usize>, into: &mut Reader) {
    let is_id = |f: &&str| f.bytes().all(|b| b.is_ascii_digit());
    // a phrase may hold spaces; the numbers stand at the end
    let fields: Vec<&str> = line.split_whitespace().collect();
    let ids: Vec<&str> = fields.iter().rev().copied().take_while(|f| is_id(f)).collect();
    let term = fields[..fields.len() - ids.len()].join(" ");
    if ids.is_empty() || term.is_empty() {
        return into.fault(
            number,
            format!("\"{line}\" is no word with the numbers of its categories"),
            "Write the word, a tab, and the numbers with tabs between them.",
        );
    }
    for id in ids.into_iter().rev() {
        match categories.get(id) {
            Some(&category) => into.add(category, &term, number, |_| {}),
            None => into.fault(number, format!("\"{term}\" names the category {id}, which is not declared"), "Declare it between the lines of %."),
        }
    }
}

/// A table: `DicTerm` and one column a category; a cell that holds `X`, or a weight, puts the word into it.
pub fn dicx(text: &str, into: &mut Reader) {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut columns: Vec<usize> = Vec::new();
    for row in rows.records() {
        let row = match row {
            Ok(row) => row,
            Err(e) => {
                let line = e.position().map_or(0, |p| p.line() as usize);
                return into.fault(line, "the line is no row of a table with commas".into(), "Save the file as CSV in UTF-8.");
            }
        };
        let line = row.position().map_or(0, |p| p.line() as usize);
        if columns.is_empty() {
            if row.get(0) != Some("DicTerm") || row.len() < 2 {
                return into.fault(line, "the first line is not \"DicTerm\" with the names of the categories".into(), "A .dicx file opens with it.");
            }
            columns = row.iter().skip(1).map(|name| into.category(name)).collect();
            continue;
        }
        if row.len() != columns.len() + 1 {
            into.fault(
                line,
                format!("the row has {} cells, and the first line has {}", row.len(), columns.len() + 1),
                "Give every row a cell for each category.",
            );
            continue;
        }
        let mut any = false;
        for (&category, cell) in columns.clone().iter().zip(row.iter().skip(1)).filter(|(_, c)| !c.is_empty()) {
            any = true;
            let weight = cell.parse::<f32>().ok();
            match (cell.eq_ignore_ascii_case("x"), weight) {
                (true, _) => into.add(category, &row[0], line, |_| {}),
                (false, Some(w)) if (0.0..=1.0).contains(&w) => into.add(category, &row[0], line, |e| e.weight = Some(w)),
                _ => into.fault(line, format!("the cell \"{cell}\" is neither X nor a weight from 0 to 1"), "Write X where the word belongs to the category."),
            }
        }
        if !any {
            into.fault(line, format!("\"{}\" belongs to no category", &row[0]), "Write X into the column of its category.");
        }
    }
}
