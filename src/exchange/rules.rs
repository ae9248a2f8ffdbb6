//! Writes what was read as a folder of rules that passes its own tests.

use super::{Category, Entry};
use crate::lexicon::file::{Polarity, SourceFile};
use toml::Value;

/// Where the words come from.
#[derive(Clone, Debug)]
pub struct Origin<'a> {
    /// The name that all families begin with, and the key of the source.
    pub name: &'a str,
    /// The file that was read.
    pub file: &'a str,
    /// The work to cite.
    pub cite: &'a str,
}

/// The weight of words that bring none.
const WEIGHT: f32 = 0.5;

/// The files of the folder. A category is a family of its own, because lists of others give one word several categories; it is only shown and
/// never scored until its `family.toml` says so.
pub fn files(categories: &[Category], origin: &Origin) -> Vec<SourceFile> {
    let mut out = vec![SourceFile { path: "sources.toml".into(), text: format!("[{}]\ncite = {}\n", origin.name, quoted(origin.cite)) }];
    for c in categories {
        let family = if categories.len() == 1 { origin.name.to_string() } else { format!("{}-{}", origin.name, id(&c.name)) };
        out.push(SourceFile { path: format!("{family}/family.toml"), text: family_file(&family, c, origin) });
        out.push(SourceFile { path: format!("{family}/words.toml"), text: rule_file(&family, c, origin) });
    }
    out
}

/// The name as an id: small letters, digits and hyphens.
pub fn id(name: &str) -> String {
    let parts: Vec<String> = name.to_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| !p.is_empty()).map(String::from).collect();
    if parts.is_empty() { "words".into() } else { parts.join("-") }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn title(c: &Category) -> String {
    if c.title.trim().len() < 4 { format!("Category {}", c.name) } else { c.title.clone() }
}

fn family_file(family: &str, c: &Category, origin: &Origin) -> String {
    format!(
        "id       = \"{family}\"\ntitle    = {}\nsingular = {}\ntier     = 3                 # shown, never scored; 1 scores its marks in the author's own voice\nrole     = \"discuss\"\nwhat     = {}\nsources  = [\"{}\"]\n",
        quoted(&title(c)),
        quoted(&c.name),
        quoted(&format!("Words of the category \"{}\" of {}.", c.name, origin.file)),
        origin.name
    )
}

fn rule_file(family: &str, c: &Category, origin: &Origin) -> String {
    let terms: String = c.entries.iter().map(|e| format!("    {},\n", term(e))).collect();
    let list = |all: Vec<String>| all.iter().map(|e| quoted(e)).collect::<Vec<_>>().join(", ");
    format!(
        "# {family}/words.toml, imported from {}\nid      = \"{family}.words\"\ntitle   = {}\nstatus  = \"draft\"           # draft | preview | stable\nwhat    = {}\n\
         why     = \"To be written: why it matters to a reader that such a word stands in a text.\"\nlimits  = \"To be written: where such a word means something else. Imported as it was, and not measured.\"\n\
         ask     = \"To be written: the question that a reader should put to the sentence.\"\nsources = [\"{}\"]\n\n[match]\nterms = [\n{terms}]\n\n[score]\nweight = {WEIGHT}\n\n\
         # made from the first words, so that the file is whole; write sentences of your own\n[test]\nhit  = [{}]\nmiss = [{}]\n",
        origin.file,
        quoted(&title(c)),
        quoted(&format!("Words of the category \"{}\" of {}.", c.name, origin.file)),
        origin.name,
        list(hits(c)),
        list(misses(c))
    )
}

fn term(e: &Entry) -> String {
    if e.weight.is_none() && e.plain.is_none() && e.polarity.is_none() {
        return quoted(&e.term);
    }
    let mut out = format!("{{ term = {}", quoted(&e.term));
    if let Some(w) = e.weight {
        out += &format!(", weight = {w}");
    }
    if let Some(p) = e.polarity {
        out += if p == Polarity::Neg { ", polarity = \"neg\"" } else { ", polarity = \"pos\"" };
    }
    if let Some(plain) = &e.plain {
        out += &format!(", plain = {}", quoted(plain));
    }
    out + " }"
}

/// A word that the pattern finds.
fn word(term: &str) -> String {
    term.split(' ').map(|w| if w.starts_with('*') { w.replacen('*', "un", 1) } else { w.replace('*', "") }).collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Each word stands alone: in a sentence, its neighbours might be words of the list as well.
fn hits(c: &Category) -> Vec<String> {
    let all = || c.entries.iter().filter(|e| !e.term.starts_with('*')).chain(c.entries.iter().filter(|e| e.term.starts_with('*')));
    let mut out: Vec<String> = all().take(2).map(|e| format!("{{{}}}.", word(&e.term))).collect();
    if let [one] = &out[..] {
        out.push(one.replace('.', "!"));
    }
    out
}

/// A word of the list inside a longer one that no star of it reaches, or as a part of a name; and a sentence without words.
fn misses(c: &Category) -> Vec<String> {
    let stars: Vec<&str> = c.entries.iter().filter_map(|e| e.term.strip_suffix('*')).collect();
    let longer = c
        .entries
        .iter()
        .filter(|e| !e.term.contains(['*', ' ']))
        .map(|e| format!("{}qx", word(&e.term)))
        .find(|w| !stars.iter().any(|s| w.starts_with(&s.to_lowercase())));
    let name = || {
        let first = c.entries.first().map(|e| word(&e.term)).unwrap_or_default();
        let mut letters = first.chars();
        let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        format!("42 Qxyz {capital} Qxyz.")
    };
    vec![longer.map_or_else(name, |w| format!("{w}.")), "42.".into()]
}
