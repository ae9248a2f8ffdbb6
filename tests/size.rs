//! How large a report may be: what its pages and drawings take for every word of the texts.

mod support;

use std::path::Path;
use support::{Folder, code, err, run, samples};

/// Bytes of a folder's files: of pages and drawings, and of what is written for programs.
fn bytes(folder: &Path) -> [u64; 2] {
    let mut sum = [0, 0];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let [seen, data] = match path.extension().and_then(|e| e.to_str()) {
            _ if path.is_dir() => bytes(&path),
            Some("html" | "svg") => [path.metadata().unwrap().len(), 0],
            _ => [0, path.metadata().unwrap().len()],
        };
        sum = [sum[0] + seen, sum[1] + data];
    }
    sum
}

fn report(texts: &str) -> [u64; 2] {
    let folder = Folder::new();
    let done = run(&["report", texts, "--out", &folder.at("report")]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    bytes(&folder.path().join("report"))
}

#[test]
fn pages_say_nothing_twice() {
    let texts = samples("movement");
    let files = std::fs::read_dir(&texts).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt"));
    let words: u64 = files.map(|p| std::fs::read_to_string(p).unwrap().split_whitespace().count() as u64).sum();
    let [seen, _] = report(&texts);
    println!("{seen} bytes of pages and drawings for {words} words: {} for each", seen / words);
    // short texts with many marks: style sheets, rules and charts weigh more than the words
    assert!(words > 3000 && seen / words < 345, "{} bytes for each of {words} words", seen / words);
}

#[test]
fn the_report_of_the_first_corpus_stays_small() {
    let Some(shared) = std::env::var_os("SLANTSCOPE_SHARED") else {
        println!("SLANTSCOPE_SHARED is not set: the first corpus was not measured");
        return;
    };
    let [seen, data] = report(&Path::new(&shared).join("corpus").to_string_lossy());
    println!("{seen} bytes of pages and drawings, {data} for programs");
    assert!(seen < 1_550_000, "{seen} bytes of pages and drawings");
}
