//! Reads all files and reports all their faults together, each with its place and its cure.

use super::file::{FamilyFile, InflectionFile, ListFile, RuleFile, SourceEntry, SourceFile, TermEntry};
use super::pattern::{self, Choice};
use crate::error::{Fault, Faults};
use crate::segment::words;
use crate::text::fold;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

/// A file and what it holds.
#[derive(Debug)]
pub struct Parsed<T> {
    pub path: String,
    pub text: String,
    pub value: T,
}

/// All files of a lexicon, parsed.
#[derive(Debug, Default)]
pub struct Files {
    pub families: Vec<Parsed<FamilyFile>>,
    pub rules: Vec<Parsed<RuleFile>>,
    pub lists: Vec<Parsed<ListFile>>,
    pub inflection: InflectionFile,
    pub sources: BTreeMap<String, SourceEntry>,
}

/// The detectors that a rule may name.
pub const DETECTORS: &[&str] =
    &["figure.unattributed", "source.anonymous", "source.vague", "source.named", "citation", "quote.scare", "capitals", "punctuation", "slogan", "question"];

/// The line, counted from 1, of the first occurrence of `needle`; 0 if it is nowhere.
pub fn line_of(text: &str, needle: &str) -> usize {
    text.find(needle).map_or(0, |at| text[..at].matches('\n').count() + 1)
}

/// Bytes of a file, and of all files together, at most.
const LARGEST: usize = 4 << 20;
const LARGEST_SUM: usize = 64 << 20;
/// Terms and words of all files together, those of them with a star, and lists, at most.
const MOST_TERMS: usize = 200_000;
const MOST_STARS: usize = 15_000;
const MOST_LISTS: usize = 10_000;
/// Faults of one kind that are looked for.
pub const MOST_FAULTS: usize = 1000;

/// Refuses files that are too many or too large: rules may come from strangers.
pub fn size(files: &[SourceFile], parsed: &Files) -> Result<(), Faults> {
    let terms = || {
        let of_rules = parsed.rules.iter().flat_map(|r| &r.value.matches.terms).map(|t| match t {
            TermEntry::Plain(s) => s,
            TermEntry::Table(t) => &t.term,
        });
        of_rules.chain(parsed.lists.iter().flat_map(|l| l.value.lists.values().flatten()))
    };
    let lists: usize = parsed.lists.iter().map(|l| l.value.lists.len()).sum();
    let stars = terms().filter(|t| t.contains('*')).count();
    let sums = [
        ("bytes", files.iter().map(|f| f.text.len()).sum(), LARGEST_SUM),
        ("terms", terms().count(), MOST_TERMS),
        ("terms with a star", stars, MOST_STARS),
        ("word lists", lists, MOST_LISTS),
    ];
    let large = files.iter().filter(|f| f.text.len() > LARGEST).map(|f| (f.path.clone(), "bytes", f.text.len(), LARGEST));
    let sums = sums.into_iter().filter(|s| s.1 > s.2).map(|(what, n, most)| ("all files together".to_string(), what, n, most));
    let fault = |(file, what, n, most)| Fault {
        file,
        line: 0,
        what: format!("{n} {what}, and at most {most} are read"),
        cure: "Take out what is not needed; rules of such a size come from no person.".into(),
    };
    let faults: Vec<Fault> = large.chain(sums).map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
}

/// Parses all files; what cannot be parsed becomes a fault and the others are still read.
pub fn read(files: &[SourceFile], faults: &mut Vec<Fault>) -> Files {
    let mut out = Files::default();
    for f in files {
        let name = f.path.rsplit('/').next().unwrap_or(&f.path);
        match name {
            "sources.toml" => out.sources = parse(f, faults).unwrap_or_default(),
            "inflection.toml" => out.inflection = parse(f, faults).unwrap_or_default(),
            "family.toml" => push(&mut out.families, f, faults),
            // names to swap: read by the audit alone
            "audit.toml" => {}
            _ if name.ends_with(".tsv") => {}
            _ if f.text.lines().any(|l| l.trim_end() == "[lists]") => push(&mut out.lists, f, faults),
            _ => push(&mut out.rules, f, faults),
        }
    }
    out
}

fn push<T: DeserializeOwned>(into: &mut Vec<Parsed<T>>, file: &SourceFile, faults: &mut Vec<Fault>) {
    if let Some(value) = parse(file, faults) {
        into.push(Parsed { path: file.path.clone(), text: file.text.clone(), value });
    }
}

fn parse<T: DeserializeOwned>(file: &SourceFile, faults: &mut Vec<Fault>) -> Option<T> {
    match toml::from_str(&file.text) {
        Ok(value) => Some(value),
        Err(e) => {
            let line = e.span().map_or(0, |s| file.text[..s.start.min(file.text.len())].matches('\n').count() + 1);
            let what = e.message().trim_end_matches('.').replace('\n', " ");
            let cure = if what.contains("unknown field") {
                "Remove the key, or spell it as lexicons/README.md does"
            } else {
                "Mend the line; lexicons/README.md shows the format"
            };
            faults.push(Fault { file: file.path.clone(), line, what, cure: format!("{cure}.") });
            None
        }
    }
}

/// Checks what a single file, and the files together, must keep to.
pub fn check(files: &Files, faults: &mut Vec<Fault>) {
    let mut cited = BTreeSet::new();
    let families: BTreeSet<&str> = files.families.iter().map(|f| f.value.id.as_str()).collect();
    for f in &files.families {
        id_is_path(&f.path, &f.text, &f.value.id, f.path.rsplit('/').nth(1).unwrap_or_default(), faults);
        check_sources(&f.path, &f.text, &f.value.sources, files, &mut cited, faults);
        if f.value.tier > 3 {
            fault(faults, &f.path, line_of(&f.text, "tier"), format!("tier {} does not exist", f.value.tier), "Write 0 (counter), 1, 2 or 3.");
        }
    }
    for f in &files.lists {
        id_is_path(&f.path, &f.text, &f.value.id, &id_of_path(&f.path), faults);
        check_sources(&f.path, &f.text, &f.value.sources, files, &mut cited, faults);
    }
    for f in &files.rules {
        check_rule(f, &families, faults);
        check_sources(&f.path, &f.text, &f.value.sources, files, &mut cited, faults);
    }
    for key in files.sources.keys().filter(|k| !cited.contains(k.as_str())) {
        fault(faults, "sources.toml", 0, format!("the source \"{key}\" is cited by no rule"), "Cite it where it belongs, or remove it.");
    }
}

fn fault(faults: &mut Vec<Fault>, path: &str, line: usize, what: String, cure: &str) {
    faults.push(Fault { file: path.into(), line, what, cure: cure.into() });
}

fn id_of_path(path: &str) -> String {
    let parts: Vec<&str> = path.trim_end_matches(".toml").rsplit('/').take(2).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join(".")
}

fn id_is_path(path: &str, text: &str, id: &str, want: &str, faults: &mut Vec<Fault>) {
    if id != want {
        fault(faults, path, line_of(text, "id "), format!("the id \"{id}\" does not repeat the path"), &format!("Write id = \"{want}\", or move the file."));
    }
}

fn check_sources<'a>(path: &str, text: &str, keys: &'a [String], files: &Files, cited: &mut BTreeSet<&'a str>, faults: &mut Vec<Fault>) {
    if keys.is_empty() {
        fault(faults, path, line_of(text, "sources"), "no source is cited".into(), "Name the literature that defines this, by a key of sources.toml.");
    }
    for key in keys {
        cited.insert(key);
        if !files.sources.contains_key(key) {
            fault(faults, path, line_of(text, key), format!("the source \"{key}\" is not in sources.toml"), "Add it there, or correct the key.");
        }
    }
}

fn check_rule(f: &Parsed<RuleFile>, families: &BTreeSet<&str>, faults: &mut Vec<Fault>) {
    let (path, text, rule) = (f.path.as_str(), f.text.as_str(), &f.value);
    id_is_path(path, text, &rule.id, &id_of_path(path), faults);
    let family = rule.id.split('.').next().unwrap_or_default();
    if !families.contains(family) {
        fault(faults, path, line_of(text, "id "), format!("the family \"{family}\" has no family.toml"), "Write one beside the rule.");
    }
    for (key, value) in [("title", &rule.title), ("what", &rule.what), ("why", &rule.why), ("limits", &rule.limits), ("ask", &rule.ask)] {
        if value.trim().len() < 4 {
            fault(faults, path, line_of(text, key), format!("\"{key}\" is empty"), "Write a sentence that a teacher can use.");
        }
    }
    let weights = rule.matches.terms.iter().filter_map(|t| match t {
        TermEntry::Table(t) => t.weight,
        TermEntry::Plain(_) => None,
    });
    if rule.score.uncounted.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
        fault(faults, path, line_of(text, "uncounted"), "uncounted gives no reason".into(), "Say in a sentence why the marks are shown and not counted.");
    }
    for w in weights.chain([rule.score.weight]).filter(|w| !(0.0..=1.0).contains(w)) {
        fault(faults, path, line_of(text, &format!("{w}")), format!("the weight {w} is not between 0 and 1"), "Write a weight from 0 to 1.");
    }
    match &rule.matches.detector {
        Some(d) if !DETECTORS.contains(&d.as_str()) => {
            fault(faults, path, line_of(text, "detector"), format!("there is no detector \"{d}\""), "lexicons/README.md lists them.")
        }
        None if rule.matches.terms.is_empty() => {
            fault(faults, path, line_of(text, "[match]"), "the rule has neither terms nor a detector".into(), "Add terms.")
        }
        _ => {}
    }
    check_tests(f, faults);
}

fn check_tests(f: &Parsed<RuleFile>, faults: &mut Vec<Fault>) {
    let (path, text, rule) = (f.path.as_str(), f.text.as_str(), &f.value);
    for (key, list) in [("hit", &rule.test.hit), ("miss", &rule.test.miss)] {
        if list.len() < 2 {
            fault(faults, path, line_of(text, key), format!("{} example under \"{key}\", and a rule needs two", list.len()), "Add sentences of your own.");
        }
    }
    for hit in &rule.test.hit {
        if hit.matches('{').count() != hit.matches('}').count() || !hit.contains('{') {
            fault(faults, path, line_of(text, hit), "a hit without its pair of braces".into(), "Set braces around the words that the rule marks.");
        }
    }
    if let Some(miss) = rule.test.miss.iter().find(|m| m.contains('{')) {
        fault(faults, path, line_of(text, miss), "a miss with braces".into(), "Remove the braces: a miss has no mark.");
    }
    if rule.matches.detector.is_none() && !rule.test.miss.iter().any(|m| is_near(m, rule)) {
        fault(faults, path, line_of(text, "miss"), "no miss comes near the rule".into(), "Add a sentence that holds a word of the rule and must stay silent.");
    }
}

/// Whether the sentence holds the stem of a word of the rule.
fn is_near(miss: &str, rule: &RuleFile) -> bool {
    let mut buffer = String::new();
    let sentence: Vec<String> = words::tokens(miss)
        .iter()
        .map(|t| {
            fold(t.span().of(miss), &mut buffer);
            buffer.clone()
        })
        .collect();
    let near = |choice: &Choice| match choice {
        Choice::Word(w, _) => {
            let stem = &w[..w.char_indices().nth(5).map_or(w.len(), |(i, _)| i)];
            sentence.iter().any(|s| s.starts_with(stem))
        }
        Choice::Prefix(p) => sentence.iter().any(|s| s.starts_with(p.as_str())),
        Choice::Suffix(e) => sentence.iter().any(|s| s.ends_with(e.as_str())),
        _ => false,
    };
    let texts = rule.matches.terms.iter().map(|t| match t {
        TermEntry::Plain(s) => s,
        TermEntry::Table(t) => &t.term,
    });
    texts.filter_map(|t| pattern::parse(t).ok()).flatten().flatten().flatten().any(|c| near(&c))
}
