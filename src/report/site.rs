//! The pages of a report and where each lies, so that any page can link to any other.

use super::html::{self, Cell};
use super::model::{DocumentRecord, Report};
use super::slug::slugs;
use crate::extract::Meta;
use crate::lexicon::{Lexicon, Rule};
use crate::score::Reading;
use rustc_hash::FxHashMap;

/// A report with the texts it was made from and the file names of its pages.
pub struct Site<'a> {
    pub report: &'a Report<'a>,
    pub readings: &'a [Reading],
    pub lexicon: &'a Lexicon,
    /// File names without extension, one a document.
    pub documents: Vec<String>,
    /// The same for sources.
    pub sources: Vec<String>,
    /// The place of each document, and of its source, by its id.
    places: FxHashMap<&'a str, usize>,
    source_of: FxHashMap<&'a str, usize>,
}

/// A document while its page or its rows of a table are written.
pub struct Opened<'r> {
    /// Its place in the report.
    pub d: usize,
    pub reading: &'r Reading,
    pub record: DocumentRecord<'r>,
}

impl<'a> Site<'a> {
    /// Gives every page its name.
    pub fn new(report: &'a Report<'a>, readings: &'a [Reading], lexicon: &'a Lexicon) -> Site<'a> {
        let ids = || readings.iter().map(|r| r.meta.id.as_str());
        let members = report.sources.iter().enumerate().flat_map(|(s, source)| source.documents.iter().map(move |id| (id.as_str(), s)));
        Site {
            report,
            readings,
            lexicon,
            documents: slugs(ids()),
            sources: slugs(report.sources.iter().map(|s| s.id.as_str())),
            places: first(ids().enumerate().map(|(d, id)| (id, d))),
            source_of: first(members),
        }
    }

    /// Calls `work` with a document and its record, which goes when the work is done.
    pub fn opened<T>(&self, d: usize, work: impl FnOnce(&Opened) -> T) -> T {
        let reading = &*self.readings[d].whole(self.lexicon);
        work(&Opened { d, reading, record: reading.record(self.lexicon) })
    }

    /// The place of the document with this id.
    pub fn document(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// What is known of a document besides its text.
    pub fn meta(&self, d: usize) -> &'a Meta {
        &self.readings[d].meta
    }

    /// The name to show for a document.
    pub fn name(&self, d: usize) -> &'a str {
        let meta = self.meta(d);
        name(meta.title.as_deref(), &meta.id)
    }

    /// The address of a document's page, from a page `root` deep.
    pub fn document_href(&self, root: &str, d: usize) -> String {
        format!("{root}documents/{}.html", self.documents[d])
    }

    /// The address of a source's page.
    pub fn source_href(&self, root: &str, s: usize) -> String {
        format!("{root}sources/{}.html", self.sources[s])
    }

    /// The source that a document belongs to.
    pub fn source_of(&self, d: usize) -> Option<usize> {
        self.source_of.get(self.meta(d).id.as_str()).copied()
    }

    /// A measure of a norm in words.
    pub fn measure(&self, id: &str) -> String {
        let family = || self.lexicon.families.iter().find(|f| Some(f.id.as_str()) == id.strip_prefix("family.")).map(|f| f.title.to_lowercase());
        super::words::measure(id).map(Into::into).or_else(family).unwrap_or_else(|| id.to_string())
    }

    /// The words of a sentence on one line.
    pub fn sentence(&self, d: usize, sentence: u32) -> String {
        let text = &self.readings[d].text;
        text.sentences.get(sentence as usize).map_or(String::new(), |s| one_line(text.slice(s.span)))
    }

    /// A link to a document, or its bare id where the report has no such document.
    pub fn document_cell(&self, root: &str, id: &str) -> Cell {
        match self.document(id) {
            Some(d) => Cell::link(&self.document_href(root, d), self.name(d)),
            None => Cell::text(id),
        }
    }

    /// A link to a sentence of a document.
    pub fn sentence_link(&self, root: &str, id: &str, sentence: u32) -> String {
        match self.document(id) {
            Some(d) => html::link(&format!("{}#s{}", self.document_href(root, d), sentence + 1), &format!("sentence {}", sentence + 1)),
            None => format!("sentence {}", sentence + 1),
        }
    }

    /// The class of what belongs to a family, short because a page has it in a thousand places.
    pub fn family_class(&self, id: &str) -> String {
        format!("f{}", self.lexicon.families.iter().position(|f| f.id == id).unwrap_or_default())
    }

    /// The rule with this id.
    pub fn rule(&self, id: &str) -> Option<&'a Rule> {
        self.lexicon.rule(id).map(|r| &self.lexicon.rules[r as usize])
    }

    /// The whole citation behind a key.
    pub fn literature(&self, key: &str) -> &'a str {
        self.lexicon.sources.get(key).map_or("", String::as_str)
    }
}

/// The name to show for a document: its title, else its id.
pub fn name<'r>(title: Option<&'r str>, id: &'r str) -> &'r str {
    title.filter(|t| !t.trim().is_empty()).unwrap_or(id)
}

/// The first place of every id.
fn first<'a>(places: impl Iterator<Item = (&'a str, usize)>) -> FxHashMap<&'a str, usize> {
    let mut out = FxHashMap::default();
    places.for_each(|(id, place)| {
        out.entry(id).or_insert(place);
    });
    out
}

/// Words with single spaces between them.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A citation in a few words: "Da San Martino and others 2019".
///
/// ```
/// let short = slantscope::report::site::short_cite("Hyland, K. (2005). Metadiscourse. London: Continuum.");
/// assert_eq!(short, "Hyland 2005");
/// let edited = slantscope::report::site::short_cite("Lee, A. and Lee, E. (eds.) (1939). The Fine Art. New York: House.");
/// assert_eq!(edited, "Lee and others 1939");
/// ```
pub fn short_cite(cite: &str) -> String {
    // editors may stand in brackets before the year
    let year = |at: &usize| cite[at + 2..].chars().take(4).filter(char::is_ascii_digit).count() == 4;
    let Some((who, rest)) = cite.match_indices(" (").map(|m| m.0).find(year).map(|at| (&cite[..at], &cite[at + 2..])) else {
        return cite.split(". ").next().unwrap_or(cite).trim_end_matches('.').to_string();
    };
    let first = who.split(',').next().unwrap_or(who).trim_end_matches(" contributors");
    let others = if who.matches(',').count() > 1 || who.contains(" and ") { " and others" } else { "" };
    let year: String = rest.chars().take_while(char::is_ascii_digit).collect();
    format!("{first}{others} {year}")
}
