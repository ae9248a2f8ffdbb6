//! The house rules of DESIGN.md that a test can see: which way imports go, how files open, no words in the code.

use regex::Regex;
use std::path::{Path, PathBuf};

/// Modules from the ground up; a file imports from lower floors only. Modules of one floor do not know each other.
const FLOORS: [&[&str]; 15] = [
    &["text", "stats", "error", "logistic"],
    &["segment"],
    &["lexicon"],
    &["extract", "annotate", "exchange"],
    &["load", "attribute"],
    &["score"],
    &["verify", "norm"],
    &["compare"],
    &["report"],
    &["handout"],
    &["analyzer"],
    &["train", "eval"],
    &["validate"],
    &["cli"],
    &["main", "lib"],
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All Rust files, with their path from `src`.
fn files() -> Vec<(String, String)> {
    fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, into) } else { into.push(path) }
        }
    }
    let mut paths = Vec::new();
    walk(&source(), &mut paths);
    // unit tests that have a file of their own may use every floor
    paths.retain(|p| p.extension().is_some_and(|e| e == "rs") && p.file_name().is_some_and(|n| n != "tests.rs"));
    paths.sort();
    paths.iter().map(|p| (p.strip_prefix(source()).unwrap().to_string_lossy().replace('\\', "/"), std::fs::read_to_string(p).unwrap())).collect()
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|f| f.contains(&module))
}

fn module(path: &str) -> &str {
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The modules that a line names: `crate::x`, `crate::{x, y::z}`, and in `cli` and `main` the same of `slantscope`.
fn named(line: &str, in_program: bool) -> Vec<String> {
    let root = if in_program { r"\b(?:crate|slantscope)::" } else { r"\bcrate::" };
    let one = Regex::new(&format!(r"{root}([a-z_]+)")).unwrap();
    let group = Regex::new(&format!(r"{root}\{{(.*)\}}")).unwrap();
    let mut out: Vec<String> = one.captures_iter(line).map(|c| c[1].to_string()).collect();
    for c in group.captures_iter(line) {
        let mut depth = 0;
        let outer: String = c[1]
            .chars()
            .filter(|&ch| {
                depth += i32::from(ch == '{') - i32::from(ch == '}');
                depth == 0 && ch != '}'
            })
            .collect();
        out.extend(outer.split(',').map(|part| part.trim().split("::").next().unwrap_or_default().to_string()).filter(|m| !m.is_empty()));
    }
    out
}

#[test]
fn imports_go_down_and_never_in_a_circle() {
    let mut wrong = Vec::new();
    for (path, text) in files() {
        let from = module(&path);
        let Some(here) = floor(from) else {
            wrong.push(format!("src/{path}: the module \"{from}\" has no floor; give it one in tests/house.rs"));
            continue;
        };
        let in_program = matches!(from, "cli" | "main");
        let code = text.lines().enumerate().take_while(|(_, l)| !l.contains("#[cfg(test)]"));
        for (number, line) in code.filter(|(_, l)| !l.trim_start().starts_with("//")) {
            for to in named(line, in_program).iter().filter(|to| *to != from) {
                // names that the crate's root re-exports are no modules
                let Some(there) = floor(to) else { continue };
                if there >= here {
                    wrong.push(format!("src/{path}:{}: {from} -> {to} goes {}", number + 1, if there == here { "sideways" } else { "up" }));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_module_opens_with_a_sentence() {
    let opens = |text: &str| text.lines().take_while(|l| l.starts_with("//!")).collect::<Vec<_>>().join(" ");
    let wrong: Vec<String> = files()
        .into_iter()
        .filter(|(_, text)| {
            let doc = opens(text);
            !(doc.len() > 20 && (doc.contains(". ") || doc.trim_end().ends_with('.')))
        })
        .map(|(path, _)| format!("src/{path} does not open with a sentence (//! ...)"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_english_word_list_stands_in_the_code() {
    let list = Regex::new(r#"&\[[^\]]*"[a-z]+",\s*"[a-z]+",\s*"[a-z]+",\s*"[a-z]+",\s*"[a-z]+",\s*"[a-z]+""#).unwrap();
    // names of columns: names of ours, no words of English prose
    let names = ["report/tables/mod.rs", "report/tables/corpus.rs"];
    let mut wrong = Vec::new();
    for (path, text) in files().into_iter().filter(|(p, _)| !names.contains(&p.as_str())) {
        wrong.extend(list.find_iter(&text).map(|m| format!("src/{path}:{}: {}", text[..m.start()].matches('\n').count() + 1, m.as_str())));
    }
    assert!(wrong.is_empty(), "words belong into lexicons/:\n{}", wrong.join("\n"));
}

#[test]
fn the_library_neither_prints_nor_asks_the_world() {
    let world = Regex::new(r"\b(println!|eprintln!|print!|std::env::|std::process::|SystemTime|Instant::now)").unwrap();
    let fs = Regex::new(r"\bstd::fs\b|\bFile::open").unwrap();
    let mut wrong = Vec::new();
    for (path, text) in files().into_iter().filter(|(p, _)| !matches!(module(p), "cli" | "main")) {
        let code = text.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//"));
        for (number, line) in code.take_while(|(_, l)| !l.contains("#[cfg(test)]")) {
            if world.is_match(line) || fs.is_match(line) && module(&path) != "load" {
                wrong.push(format!("src/{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "only load and cli touch the world:\n{}", wrong.join("\n"));
}

#[test]
fn files_can_be_read_in_one_sitting() {
    let long: Vec<String> =
        files().into_iter().map(|(p, t)| (t.lines().count(), p)).filter(|(n, _)| *n > 480).map(|(n, p)| format!("src/{p}: {n} lines")).collect();
    assert!(long.is_empty(), "is there a second thing in it?\n{}", long.join("\n"));
}

#[test]
fn a_folder_of_rules_is_named_by_its_family() {
    let lexicons = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons/en");
    for entry in std::fs::read_dir(lexicons).unwrap() {
        let family = entry.unwrap().path().join("family.toml");
        if let Ok(text) = std::fs::read_to_string(&family) {
            let name = family.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
            assert!(text.contains(&format!("\"{name}\"")), "{}: the id is not the folder's name", family.display());
        }
    }
}
