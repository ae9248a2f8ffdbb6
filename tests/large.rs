//! A report of a thousand articles stays one that a browser opens at once and a reader finds her way in.

use slantscope::analyzer::Analyzer;
use slantscope::compare::compare;
use slantscope::extract::{Corpus, Document};
use slantscope::lexicon;
use slantscope::report::{files, model};
use std::collections::BTreeMap;

const ARTICLES: usize = 1000;
/// Bytes of a page that opens at once.
const LARGEST: usize = 700_000;

/// Articles that share places, people and figures, as news of a year do.
fn article(i: usize) -> Document {
    let place = ["Port Essary", "Corriston", "Dunlow", "Saltgate", "Maravane"][i % 5];
    let matter = ["levy", "ferry", "strike", "school", "storm", "inquiry", "festival"][i % 7];
    let lead = format!("Clearly, the {matter} of {place} is the worst in history, and everyone knows it.");
    let count = format!("Petra Solvane said on Tuesday that {} people in {place} had waited for the {matter}.", 40 + i * 37 % 900);
    let rest = format!("In {place}, {} households had no light. The regime of the harbour board did nothing, critics say.", 100 + i % 13);
    let mut document = Document::new(&format!("a{i:04}"), &format!("{matter} in {place}, part {i}\n\n{lead} {count}\n\n{rest} {count}"));
    document.meta.title = Some(format!("The {matter} in {place}, part {i}"));
    document.meta.source = Some(format!("Paper {}", i % 30));
    document.meta.date = Some(format!("2031-{:02}-{:02}", i % 12 + 1, i % 28 + 1));
    document
}

#[test]
fn a_thousand_articles_are_listed_page_by_page_and_no_page_is_too_large() {
    let lexicon = lexicon::builtin().unwrap();
    let analyzer = Analyzer::new(lexicon);
    let readings: Vec<_> = (0..ARTICLES).map(|i| analyzer.analyze(article(i))).collect();
    let comparison = compare(&readings, &Corpus::default(), lexicon);
    let report = model::report("A year", &readings, &comparison, lexicon, &slantscope::norm::Norms::default(), model::Manifest::default(), Vec::new());
    let files: BTreeMap<String, Vec<u8>> = files(&report, &readings, lexicon).into_iter().collect();
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    for (name, bytes) in files.iter().filter(|(n, _)| n.ends_with(".html")) {
        assert!(bytes.len() < LARGEST, "{name}: {} bytes", bytes.len());
    }
    let index = text("index.html");
    let lists: Vec<String> = (1..=10).map(|n| text(&format!("documents-{n}.html"))).collect();
    assert!(!files.contains_key("documents-11.html"));
    for (i, list) in lists.iter().enumerate() {
        assert!(index.contains(&format!("href=\"documents-{}.html\"", i + 1)), "the first page leads to list {}", i + 1);
        assert!(list.contains("aria-current=\"page\""));
    }
    for i in 0..ARTICLES {
        let link = format!("href=\"documents/a{i:04}.html\"");
        let listed = lists.iter().filter(|l| l.contains(&link)).count();
        assert!(listed == 1 && files.contains_key(&format!("documents/a{i:04}.html")), "article {i} is on {listed} lists");
    }
}
