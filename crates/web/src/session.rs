//! What was read last, and what can be asked of it: pages, files, sheets, a comparison, a lesson.

use crate::samples::{SAMPLES, corpora};
use crate::{compare, lesson, parcel};
use serde::Deserialize;
use serde_json::{Value, json};
use slantscope::analyzer::Analyzer;
use slantscope::compare::{Comparison, compare};
use slantscope::error::InputError;
use slantscope::extract::{Corpus, Document};
use slantscope::handout::{self, Level};
use slantscope::lexicon::{self, Lexicon};
use slantscope::load::{self, Shelf};
use slantscope::norm::Norms;
use slantscope::report::model::{ErrorRecord, Input, Manifest, Options, Report};
use slantscope::report::site::Site;
use slantscope::report::{self, json as written, page, tables};
use slantscope::score::Reading;
use std::io::{Cursor, Write};
use std::path::PathBuf;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// The analyser, and what it read last.
pub struct Session {
    analyzer: Analyzer<'static>,
    norms: Norms,
    read: Read,
}

/// What was read together.
#[derive(Default)]
struct Read {
    title: String,
    paths: Vec<String>,
    declared: Vec<Input>,
    documents: Vec<Document>,
    readings: Vec<Reading>,
    corpus: Corpus,
    comparison: Option<Comparison>,
    errors: Vec<InputError>,
}

/// Files by their size, as their bytes lie behind the head.
#[derive(Deserialize)]
struct Asked {
    /// Files and folders to be read, as they would be named to the program.
    paths: Vec<String>,
    files: Vec<File>,
    #[serde(default)]
    title: Option<String>,
}

#[derive(Deserialize)]
struct File {
    path: String,
    size: usize,
}

#[derive(Deserialize)]
struct Sheets {
    documents: Vec<usize>,
    #[serde(default)]
    level: String,
    #[serde(default)]
    key: bool,
    #[serde(default)]
    hide_source: bool,
    #[serde(default)]
    docx: bool,
}

/// What an answer is made of: its head, and bytes.
type Answer = Result<Vec<u8>, String>;

impl Session {
    /// Makes the built-in lexicon and norms ready.
    ///
    /// # Errors
    /// The faults of a damaged program.
    pub fn new() -> Result<Session, String> {
        let lexicon = lexicon::builtin().map_err(|e| e.to_string())?;
        Ok(Session { analyzer: Analyzer::new(lexicon), norms: Norms::builtin()?, read: Read::default() })
    }

    fn lexicon(&self) -> &'static Lexicon {
        self.analyzer.lexicon
    }

    /// Does what the head asks for.
    ///
    /// # Errors
    /// A sentence for the reader of the page.
    pub fn answer(&mut self, head: &Value, bytes: &[u8]) -> Answer {
        let file = |bytes: Vec<u8>| Ok(parcel::closed(&json!({}), &bytes));
        match head["do"].as_str().unwrap_or_default() {
            "start" => Ok(parcel::closed(&self.start(), &[])),
            "read" => self.read(asked(head)?, bytes),
            "page" => self.site(|site| page(site, head["name"].as_str().unwrap_or_default())).and_then(file),
            "json" => file(self.json()),
            "csv" => {
                let mut csv = Vec::new();
                self.site(|site| tables::marks(site, &mut csv).map_err(|e| e.to_string()))?;
                file(csv)
            }
            "zip" => self.site(|site| zipped(report::files(site.report, site.readings, site.lexicon))).and_then(file),
            "handout" => self.handout(&asked(head)?).and_then(file),
            "compare" => {
                let sides = self.chosen(&asked::<[usize; 2]>(&head["documents"])?)?;
                self.site(|site| Ok(compare::page(site, sides))).and_then(file)
            }
            "lesson" => {
                let d = asked(&head["document"])?;
                let readings = self.chosen(&[d])?;
                let level = level(head["level"].as_str().unwrap_or_default());
                Ok(parcel::closed(&lesson::lesson(&readings[0], &self.compared(&readings), self.lexicon(), level), &[]))
            }
            other => Err(format!("The page asked for \"{other}\", which the analyser does not know.")),
        }
    }

    /// What the page tells of the analyser.
    fn start(&self) -> Value {
        let lexicon = self.lexicon();
        let Manifest { program, version, .. } = Manifest::new(lexicon, &self.norms, Options::default(), Vec::new(), &[]);
        json!({ "program": program, "version": version, "rules": lexicon.rules.len(), "terms": lexicon.terms.len(), "lexicon": lexicon.digest, "samples": SAMPLES, "corpora": corpora() })
    }

    fn read(&mut self, asked: Asked, bytes: &[u8]) -> Answer {
        let (mut held, mut at) = (Vec::new(), 0);
        for file in asked.files {
            let end = at + file.size;
            held.push((PathBuf::from(file.path), bytes.get(at..end).ok_or("The request is cut short.")?.to_vec()));
            at = end;
        }
        let paths: Vec<PathBuf> = asked.paths.iter().map(PathBuf::from).collect();
        let loaded = load::load(&paths, load::Options { shelf: Shelf::held(held), ..load::Options::default() });
        let readings: Vec<Reading> = loaded.documents.iter().map(|d| self.analyzer.analyze(d.clone())).collect();
        let comparison = compare(&readings, &loaded.corpus, self.lexicon());
        let folder = || paths.first().and_then(|p| p.file_stem()).map(|n| n.to_string_lossy().into_owned());
        let title = asked.title.or_else(|| loaded.corpus.title.clone()).or_else(folder).unwrap_or_else(|| "Report".into());
        let declared = loaded.manifests.iter().cloned().map(|(path, sha256)| Input { path, sha256 }).collect();
        self.read = Read {
            title,
            paths: asked.paths,
            declared,
            documents: loaded.documents,
            readings,
            corpus: loaded.corpus,
            comparison: Some(comparison),
            errors: loaded.errors,
        };
        self.site(|site| {
            let documents = site.readings.iter().enumerate().map(|(d, reading)| {
                json!({
                    "page": site.document_href("", d), "name": site.name(d), "source": reading.meta.source, "path": reading.meta.path,
                    "words": reading.scores.words.total, "marks": reading.marks.len(),
                })
            });
            Ok(parcel::closed(&json!({ "title": site.report.title, "documents": documents.collect::<Vec<_>>(), "errors": site.report.errors }), &[]))
        })
    }

    /// Does something with the report of what was read.
    fn site<T>(&self, work: impl FnOnce(&Site) -> Result<T, String>) -> Result<T, String> {
        let (read, lexicon) = (&self.read, self.lexicon());
        let comparison = read.comparison.as_ref().ok_or("Nothing was read yet.")?;
        let options = Options { paths: read.paths.clone(), title: read.title.clone(), ..Options::default() };
        let manifest = Manifest::new(lexicon, &self.norms, options, read.declared.clone(), &read.readings);
        let report: Report = report::model::report(&read.title, &read.readings, comparison, lexicon, &self.norms, manifest, self.errors());
        work(&Site::new(&report, &read.readings, lexicon))
    }

    fn errors(&self) -> Vec<ErrorRecord> {
        self.read.errors.iter().map(ErrorRecord::new).collect()
    }

    /// What `check --format json` writes.
    fn json(&self) -> Vec<u8> {
        let records: Vec<_> = self.read.readings.iter().map(|r| r.record(self.lexicon())).collect();
        let perspective = self.read.comparison.as_ref().filter(|_| records.len() > 1).map(|c| &c.perspective);
        written::documents(&records, &self.errors(), perspective).into_bytes()
    }

    /// Readings of some of the documents alone.
    fn chosen<const N: usize>(&self, documents: &[usize; N]) -> Result<[Reading; N], String> {
        let all: Option<Vec<&Document>> = documents.iter().map(|&d| self.read.documents.get(d)).collect();
        let readings: Vec<Reading> = all.ok_or("There is no such text.")?.into_iter().map(|d| self.analyzer.analyze(d.clone())).collect();
        readings.try_into().map_err(|_| "There is no such text.".to_string())
    }

    fn compared(&self, readings: &[Reading]) -> Comparison {
        compare(readings, &self.read.corpus, self.lexicon())
    }

    fn handout(&self, asked: &Sheets) -> Result<Vec<u8>, String> {
        let readings = match asked.documents[..] {
            [a] => Vec::from(self.chosen(&[a])?),
            [a, b] => Vec::from(self.chosen(&[a, b])?),
            _ => return Err("A handout is made of one text, or of two.".into()),
        };
        let options = handout::Options { level: level(&asked.level), questions: None, key: asked.key, hide_source: asked.hide_source };
        let made = handout::handout(&readings, &self.compared(&readings), self.lexicon(), &options);
        Ok(if asked.docx { handout::docx::file(&made) } else { handout::html::page(&made) })
    }
}

fn asked<T: serde::de::DeserializeOwned>(head: &Value) -> Result<T, String> {
    T::deserialize(head).map_err(|e| format!("The page asked for something the analyser does not understand: {e}."))
}

fn level(name: &str) -> Level {
    match name {
        "first" => Level::First,
        "upper" => Level::Upper,
        _ => Level::Middle,
    }
}

/// A page of the report by its name in the report's folder.
fn page(site: &Site, name: &str) -> Result<Vec<u8>, String> {
    if let Some(d) = (0..site.documents.len()).find(|&d| site.document_href("", d) == name) {
        return Ok(page::document::page(site, d));
    }
    if let Some(s) = (0..site.sources.len()).find(|&s| site.source_href("", s) == name) {
        return Ok(page::source::page(site, s));
    }
    match name {
        "index.html" => Ok(page::index::page(site)),
        "lexicon.html" => Ok(page::lexicon::page(site)),
        other => page::list::pages(site).into_iter().find(|p| p.0 == other).map(|p| p.1).ok_or_else(|| format!("The report has no page \"{other}\".")),
    }
}

/// An archive of these files, which bears no date.
fn zipped(files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, String> {
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, options).map_err(|e| e.to_string())?;
        zip.write_all(&bytes).map_err(|e| e.to_string())?;
    }
    Ok(zip.finish().map_err(|e| e.to_string())?.into_inner())
}
