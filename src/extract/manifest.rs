//! `corpus.toml`: what the user declares of the documents beside it.

use super::{Corpus, DeclaredActor, Meta};
use crate::error::Fault;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Value;

/// The name of the file.
pub const NAME: &str = "corpus.toml";

const ROOT: [&str; 3] = ["title", "document", "actor"];
const DOCUMENT: [&str; 9] = ["files", "source", "author", "date", "url", "genre", "owner", "perspective", "title"];
const ACTOR: [&str; 3] = ["name", "aliases", "self"];

/// A manifest: the corpus as a whole, and what it declares per file.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    pub corpus: Corpus,
    pub entries: Vec<Entry>,
}

/// What is declared of the files that one of the patterns fits.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    pub files: Vec<String>,
    pub meta: Meta,
}

impl Manifest {
    /// What is declared of a file, by its path from the manifest's folder. Earlier entries go before later ones.
    pub fn declared(&self, path: &str) -> Meta {
        let own_names = self.corpus.own_names();
        let mut meta = Meta { own_names, ..Meta::default() };
        self.entries.iter().filter(|e| e.files.iter().any(|f| fits(f, path))).for_each(|e| meta.fill(&e.meta));
        meta.owner.iter().for_each(|owner| {
            if !meta.own_names.contains(owner) {
                meta.own_names.push(owner.clone());
            }
        });
        meta
    }
}

#[derive(Deserialize)]
struct File {
    title: Option<String>,
    #[serde(default)]
    document: Vec<Declared>,
    #[serde(default)]
    actor: Vec<ActorEntry>,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct Declared {
    files: Names,
    source: Option<String>,
    author: Option<String>,
    date: Option<Value>,
    url: Option<String>,
    genre: Option<String>,
    owner: Option<String>,
    perspective: Option<String>,
    title: Option<String>,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct ActorEntry {
    #[serde(flatten)]
    actor: DeclaredActor,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Many(Vec<String>),
}

/// Reads a manifest. What can be read is kept beside the faults, which name every unknown key and its line.
///
/// ```
/// let (manifest, faults) = slantscope::extract::manifest::parse("corpus.toml", "[[document]]\nfiles = '*.txt'\nsauce = 'A'\n");
/// assert_eq!((manifest.entries.len(), faults[0].line), (1, 3));
/// assert!(faults[0].cure.contains("source"));
/// ```
pub fn parse(place: &str, text: &str) -> (Manifest, Vec<Fault>) {
    let file: File = match toml::from_str(text) {
        Ok(file) => file,
        Err(e) => return (Manifest::default(), vec![syntax(place, text, &e)]),
    };
    let mut faults = Vec::new();
    unknown(place, text, "", &ROOT, file.rest.keys(), &mut faults);
    let mut manifest = Manifest { corpus: Corpus { title: file.title, actors: Vec::new() }, entries: Vec::new() };
    for d in file.document {
        unknown(place, text, "document", &DOCUMENT, d.rest.keys(), &mut faults);
        manifest.entries.push(entry(d));
    }
    for a in file.actor {
        unknown(place, text, "actor", &ACTOR, a.rest.keys().filter(|k| !ACTOR.contains(&k.as_str())), &mut faults);
        manifest.corpus.actors.push(a.actor);
    }
    faults.sort();
    faults.dedup();
    (manifest, faults)
}

fn entry(d: Declared) -> Entry {
    let files = match d.files {
        Names::One(name) => vec![name],
        Names::Many(names) => names,
    };
    let date = d.date.map(|v| v.as_str().map_or_else(|| v.to_string(), String::from));
    let source_from = d.source.is_some().then(|| NAME.to_string());
    let meta = Meta {
        source: d.source,
        source_from,
        title: d.title,
        author: d.author,
        date,
        url: d.url,
        genre: d.genre,
        owner: d.owner,
        perspective: d.perspective,
        ..Meta::default()
    };
    Entry { files, meta }
}

fn syntax(place: &str, text: &str, e: &toml::de::Error) -> Fault {
    let line = e.span().map_or(0, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
    let what = format!("{}, so nothing of this file is used", e.message().trim_end_matches('.').replace('\n', " "));
    Fault { file: place.into(), line, what, cure: "Correct the line; the README shows what a corpus.toml looks like.".into() }
}

/// A fault for every line that sets one of these keys under `[[table]]`.
fn unknown<'k>(place: &str, text: &str, table: &str, known: &[&str], keys: impl Iterator<Item = &'k String>, faults: &mut Vec<Fault>) {
    for key in keys {
        let near = known.iter().min_by_key(|k| distance(k, key)).filter(|k| distance(k, key) <= 2);
        let cure = match near {
            Some(k) => format!("Did you mean \"{k}\"? The key was left out."),
            None => format!("The keys are {}; this one was left out.", known.join(", ")),
        };
        for line in lines_of(text, table, key) {
            faults.push(Fault { file: place.into(), line, what: format!("unknown key \"{key}\""), cure: cure.clone() });
        }
    }
}

/// The lines, counted from 1, on which `key` is set inside `[[table]]` (or before any table).
fn lines_of(text: &str, table: &str, key: &str) -> Vec<usize> {
    let (mut inside, mut out) = (String::new(), Vec::new());
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') && line.contains(']') {
            inside = line.split('#').next().unwrap_or(line).trim().trim_matches(['[', ']']).trim().to_string();
            if table.is_empty() && inside.split('.').next() == Some(key) {
                out.push(number + 1);
            }
        }
        let sets = line.split_once('=').is_some_and(|(k, _)| k.trim().trim_matches('"') == key);
        if sets && inside == table {
            out.push(number + 1);
        }
    }
    if out.is_empty() { vec![0] } else { out }
}

/// How many letters must be changed to turn one word into the other.
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let change = corner + usize::from(ca != *cb);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

/// Whether a file name or a pattern with `*` and `?` fits the path; a pattern without a slash looks at the name alone.
///
/// ```
/// use slantscope::extract::manifest::fits;
/// assert!(fits("*.txt", "news/a.txt") && fits("news/*", "news/a.txt") && !fits("a?.txt", "a.txt"));
/// assert!(fits("**/a.txt", "x/y/a.txt") && !fits("x/*.txt", "x/y/a.txt") && !fits("a.txt", "aXtxt"));
/// ```
pub fn fits(pattern: &str, path: &str) -> bool {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let path = if pattern.contains('/') { path } else { path.rsplit('/').next().unwrap_or(path) };
    let path: Vec<char> = path.chars().collect();
    // how many letters of the path the pattern so far may have taken
    let mut taken = vec![false; path.len() + 1];
    taken[0] = true;
    let mut rest = pattern.chars().peekable();
    while let Some(sign) = rest.next() {
        if sign == '*' {
            let any = rest.next_if_eq(&'*').is_some();
            (0..path.len()).for_each(|i| taken[i + 1] |= taken[i] && (any || path[i] != '/'));
        } else {
            let fits = |c: char| if sign == '?' { c != '/' } else { c == sign };
            (0..path.len()).rev().for_each(|i| taken[i + 1] = taken[i] && fits(path[i]));
            taken[0] = false;
        }
    }
    taken[path.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_and_its_unknown_keys_are_named() {
        let text = "titel = 'x'\n[[document]]\nfiles = ['a.txt', 'b*']\nsource = 'S'\ndate = 2031-03-08\nsorce = 'T'\n\n[[actor]]\nname = 'N'\naliases = ['M']\nself = true\ncolour = 'red'\n[extra]\n";
        let (m, faults) = parse("corpus.toml", text);
        assert_eq!(faults.iter().map(|f| f.line).collect::<Vec<_>>(), [1, 6, 12, 13], "{faults:?}");
        let meta = m.declared("b1.md");
        assert_eq!((meta.source.as_deref(), meta.date.as_deref(), meta.own_names), (Some("S"), Some("2031-03-08"), vec!["N".to_string(), "M".into()]));
        assert_eq!(m.declared("c.txt").source, None);
    }

    #[test]
    fn broken_toml_names_its_line() {
        let (_, faults) = parse("corpus.toml", "title = 'x'\n[[document]\n");
        assert_eq!(faults[0].line, 2, "{faults:?}");
    }
}
