//! Texts to begin with: invented articles about an invented country.

use serde::Serialize;
use std::collections::BTreeMap;

/// A sample with what its folder says of it.
#[derive(Serialize)]
pub struct Sample {
    pub path: &'static str,
    pub title: &'static str,
    pub text: &'static str,
    /// The path of the `corpus.toml` that speaks of it.
    pub corpus: &'static str,
}

macro_rules! sample {
    ($folder:literal, $file:literal, $title:literal) => {
        Sample {
            path: concat!($folder, "/", $file),
            title: $title,
            text: include_str!(concat!("../../../tests/samples/", $folder, "/", $file)),
            corpus: concat!($folder, "/corpus.toml"),
        }
    };
}

/// The samples; the first is the one that the page opens with.
pub const SAMPLES: [Sample; 7] = [
    sample!("mixed", "05-opposition-paper.txt", "A party’s paper on four deaths"),
    sample!("mixed", "01-rally-report.txt", "A news agency on the same night"),
    sample!("mixed", "04-ministry-statement.md", "The government’s statement"),
    sample!("mixed", "06-column.txt", "A newspaper column"),
    sample!("mixed", "08-interview.txt", "An interview on the radio"),
    sample!("movement", "02-supporter-blog.txt", "A supporter’s blog"),
    sample!("movement", "07-dawn-executions.txt", "A movement on executions"),
];

/// What their folders say of them, by path; not whose perspective it is, which one text alone shares with nobody.
pub fn corpora() -> BTreeMap<&'static str, String> {
    let said = |toml: &str| toml.lines().filter(|l| !l.starts_with("perspective")).map(|l| format!("{l}\n")).collect();
    BTreeMap::from([
        ("mixed/corpus.toml", said(include_str!("../../../tests/samples/mixed/corpus.toml"))),
        ("movement/corpus.toml", said(include_str!("../../../tests/samples/movement/corpus.toml"))),
    ])
}
