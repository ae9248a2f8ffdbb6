//! The list of what is to be read, and the reading of it one document at a time.

use super::folder::{folder_of, media_of, name_of, reason, slashed};
use super::lines::{Lines, unreadable, whole};
use super::manifests::Manifests;
use super::parts::{Entries, Parts};
use super::patience::LONGEST;
use super::saved;
use super::shelf::Shelf;
use crate::error::InputError;
use crate::extract::sniff::sniff;
use crate::extract::{Corpus, Media, Meta, Raw, decode, row};
use std::collections::{HashMap, HashSet, VecDeque};
use std::io::{Cursor, Read, stdin};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// What messages call standard input.
pub const STDIN: &str = "standard input";
/// The largest file, or line of a JSONL file, that is read, in bytes.
pub const LARGEST: u64 = 64 << 20;

/// The endings of documents.
pub const ENDINGS: &str = ".txt, .md, .html, .mhtml, .pdf, .docx, .odt, .rtf, .epub, .csv, .tsv, .json, .jsonl, .urls or .zip";

/// Why a thing in a folder is not read.
const OUTSIDE: &str = "This is no file of the folder: it leads elsewhere, or nowhere, or is no file at all. If you trust it, name it on the command line.";

/// What is asked of loading.
#[derive(Clone, Debug)]
pub struct Options {
    /// How standard input and files of unknown endings are written.
    pub media: Option<Media>,
    /// Largest file or line, in bytes.
    pub largest: u64,
    /// The longest that the reader of one file is waited for; `None` is for ever. Plain texts, records and rows need no limit.
    pub longest: Option<Duration>,
    /// The column of a table that holds the texts.
    pub text_column: Option<String>,
    /// Keep where the texts of records and rows stand in their file.
    pub trace: bool,
    /// Take texts in any language.
    pub any_language: bool,
    /// Where the files lie.
    pub shelf: Shelf,
}

impl Default for Options {
    fn default() -> Options {
        Options { media: None, largest: LARGEST, longest: Some(LONGEST), text_column: None, trace: false, any_language: false, shelf: Shelf::Disk }
    }
}

/// A raw document, or why there is none.
pub type Read1 = Result<Raw, InputError>;

/// All raw documents of the paths, read one at a time. `-` is standard input.
pub struct Inputs {
    options: Options,
    corpus: Corpus,
    digests: Vec<(String, String)>,
    waiting: VecDeque<Step>,
    lines: Option<Lines>,
    parts: Option<Parts>,
    entries: Option<Entries>,
}

enum Step {
    Read(Box<Found>),
    Held(Box<Found>, Vec<u8>),
    Failed(InputError),
}

/// A file that was found and not yet read.
#[derive(Clone, Default)]
pub struct Found {
    /// `None` is standard input.
    pub path: Option<PathBuf>,
    /// As a report names it.
    pub shown: String,
    pub media: Media,
    pub declared: Arc<Meta>,
    /// The archive that it lies in.
    pub archive: Option<String>,
    pub longest: Option<Duration>,
    pub trace: bool,
    pub any_language: bool,
}

impl Inputs {
    /// Lists what the paths hold; files are read later, one by one.
    pub fn new(paths: &[PathBuf], options: Options) -> Inputs {
        let mut inputs = Inputs { options, corpus: Corpus::default(), digests: Vec::new(), waiting: VecDeque::new(), lines: None, parts: None, entries: None };
        let mut manifests = Manifests::on(inputs.options.shelf.clone());
        for path in paths {
            if path.as_os_str() == "-" {
                let found = Found { media: inputs.options.media.unwrap_or_default(), ..inputs.asked() };
                inputs.waiting.push_back(Step::Read(Box::new(found)));
            } else if inputs.options.shelf.is_dir(path) {
                inputs.folder(path, paths.len() > 1, &mut manifests);
            } else {
                inputs.named(path, &mut manifests);
            }
        }
        inputs.corpus = manifests.corpus();
        inputs.digests = manifests.digests;
        inputs
    }

    /// The documents of bytes that lie in no folder. The ending of the name says how they are written; other files are not looked for.
    ///
    /// ```
    /// use slantscope::load::{Inputs, Options};
    /// let raw = Inputs::of("feed.jsonl", br#"{"text":"It rained."}"#.to_vec(), Options::default()).next().unwrap().unwrap();
    /// assert_eq!(raw.line, Some(1));
    /// ```
    pub fn of(name: &str, bytes: Vec<u8>, options: Options) -> Inputs {
        let mut inputs = Inputs::new(&[], options);
        let media = media_of(Path::new(name), inputs.options.media).unwrap_or_default();
        let found = Found { shown: name.into(), media, ..inputs.asked() };
        inputs.waiting.push_back(Step::Held(Box::new(found), bytes));
        inputs
    }

    /// What the manifests say of the whole.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// Each manifest that was read: its path, and the SHA-256 of its bytes.
    pub fn digests(&self) -> &[(String, String)] {
        &self.digests
    }

    /// A file of which nothing is known but what is asked of all.
    fn asked(&self) -> Found {
        Found { longest: self.options.longest, trace: self.options.trace, any_language: self.options.any_language, ..Found::default() }
    }

    /// Files that are still to be read.
    pub fn remaining(&self) -> usize {
        self.waiting.len()
    }

    /// Whether the next document can be had without waiting for somebody to write it.
    pub fn is_ready(&self) -> bool {
        self.lines.as_ref().is_some_and(Lines::is_ready)
    }

    /// All documents of a folder, and what is wrong with the folder.
    fn folder(&mut self, root: &Path, many: bool, manifests: &mut Manifests) {
        let mut files = Vec::new();
        match self.options.shelf.walk(root, &mut files) {
            Ok(refused) => refused.iter().filter(|p| media_of(p, None).is_some()).for_each(|p| self.failed(&p.display().to_string(), OUTSIDE)),
            Err(e) => self.failed(&root.display().to_string(), format!("The folder cannot be read: {}. Check its permissions, then run again.", reason(&e))),
        }
        without_page_files(&mut files);
        without_reports(&mut files);
        let mut documents: Vec<(PathBuf, Media)> = files.into_iter().filter_map(|p| media_of(&p, None).map(|m| (p, m))).collect();
        if documents.is_empty() {
            self.failed(&root.display().to_string(), format!("The folder holds no document. Documents end in {ENDINGS}."));
        }
        // what a list says of its pages goes before what they say themselves
        let pages = documents.iter().any(|(_, media)| matches!(media, Media::Html | Media::Mhtml | Media::Pdf));
        documents.sort_by_key(|(path, media)| !(pages && self.is_list(path, *media)));
        for (path, media) in &documents {
            let inside = slashed(path.strip_prefix(root).unwrap_or(path));
            let shown = if many { format!("{}/{inside}", name_of(root)) } else { inside };
            self.found(path, shown, *media, root, manifests);
        }
        let paths: Vec<&Path> = documents.iter().map(|d| d.0.as_path()).collect();
        manifests.unfitting(root, &paths).into_iter().for_each(|e| self.waiting.push_back(Step::Failed(e)));
    }

    /// Whether a file of a folder is a list of other files in it.
    fn is_list(&self, path: &Path, media: Media) -> bool {
        match media {
            Media::Urls => true,
            Media::Text => {
                let head = saved::head(&self.options.shelf, path);
                saved::is_list(&head, head.len() >= saved::HEAD)
            }
            Media::Csv | Media::Tsv => {
                let head = saved::head(&self.options.shelf, path);
                let delimiter = if media == Media::Tsv { b'\t' } else { row::delimiter(&head) };
                let column = |name| row::columns(&head, delimiter, name).is_ok();
                !column(self.options.text_column.as_deref()) && (column(Some("file")) || column(Some("url")))
            }
            _ => false,
        }
    }

    /// A file that the user named: read whatever its ending.
    fn named(&mut self, path: &Path, manifests: &mut Manifests) {
        if !self.options.shelf.exists(path) {
            return self.failed(&path.display().to_string(), "There is no such file or folder. Check the spelling of the path.");
        }
        let root = path.parent().unwrap_or(Path::new(""));
        self.found(path, name_of(path), media_of(path, self.options.media).unwrap_or_default(), root, manifests);
    }

    fn found(&mut self, path: &Path, shown: String, media: Media, root: &Path, manifests: &mut Manifests) {
        let (declared, failed) = manifests.declared(path, root);
        failed.into_iter().for_each(|e| self.waiting.push_back(Step::Failed(e)));
        self.waiting.push_back(Step::Read(Box::new(Found { path: Some(path.into()), shown, media, declared, ..self.asked() })));
    }

    fn failed(&mut self, place: &str, message: impl Into<String>) {
        self.waiting.push_back(Step::Failed(InputError::new(place, message)));
    }

    /// Reads a file whole, or opens it to be read line by line.
    fn open(&mut self, found: Found) -> Option<Read1> {
        let from: Box<dyn Read + Send> = match &found.path {
            None => Box::new(stdin()),
            Some(path) => match self.options.shelf.open(path) {
                Ok(file) => file,
                Err(e) => return Some(Err(InputError::new(&found.place(), unreadable(&e)))),
            },
        };
        if found.media == Media::Record {
            self.lines = Some(Lines::new(from, found));
            return None;
        }
        match whole(from, self.options.largest) {
            Ok(bytes) => self.take(found, bytes),
            Err(message) => Some(Err(InputError::new(&found.place(), message))),
        }
    }

    /// The document of these bytes; or its parts, to be read next.
    fn take(&mut self, mut found: Found, bytes: Vec<u8>) -> Option<Read1> {
        let failed = |found: &Found, message| Some(Err(InputError::new(&found.place(), message)));
        match sniff(&bytes, found.media) {
            Err(message) => return failed(&found, message),
            Ok(media) => found.media = media,
        }
        if found.media == Media::Text && saved::is_list(&bytes, false) {
            found.media = Media::Urls;
        }
        match found.media {
            Media::Urls => self.addresses(&found, bytes).err().map(Err),
            Media::Record => {
                self.lines = Some(Lines::new(Box::new(Cursor::new(bytes)), found));
                None
            }
            Media::Zip if found.archive.is_some() => failed(&found, "An archive inside an archive is not read. Unpack it and give the folder.".into()),
            Media::Zip => match Entries::open(bytes, found.clone()) {
                Ok(entries) => {
                    self.entries = Some(entries);
                    None
                }
                Err(message) => failed(&found, message),
            },
            Media::Csv | Media::Tsv => self.table(found, bytes),
            Media::Json => match Parts::of_json(bytes, found.clone()) {
                Ok(parts) => {
                    self.parts = Some(parts);
                    None
                }
                Err((line, message)) => Some(Err(InputError { line, ..InputError::new(&found.place(), message) })),
            },
            _ => Some(Ok(found.raw(bytes, None))),
        }
    }

    /// The rows of a table; where it has no texts but a column "file", the files beside it.
    fn table(&mut self, found: Found, bytes: Vec<u8>) -> Option<Read1> {
        let table = match decode::decode(bytes, None) {
            Ok(decoded) => decoded.text.into_bytes(),
            Err(message) => return Some(Err(InputError::new(&found.place(), message))),
        };
        let delimiter = if found.media == Media::Tsv { b'\t' } else { row::delimiter(&table) };
        let mut spans = VecDeque::from(row::rows(&table, delimiter));
        let head = spans.pop_front().map_or(0..0, |(start, end, _)| start..end);
        match row::columns(&table[head.clone()], delimiter, self.options.text_column.as_deref()) {
            Ok(_) if spans.is_empty() => {
                Some(Err(InputError::new(&found.place(), "The table has a first row with the names of its columns, and no other. Add the rows.")))
            }
            Ok(columns) => {
                self.parts = Some(Parts::new(table, spans, Found { media: Media::Row, ..found }, Some(columns)));
                None
            }
            Err(message) => {
                let column = |name| row::columns(&table[head.clone()], delimiter, Some(name)).ok();
                let Some((columns, by_file)) = column("file").map(|c| (c, true)).or_else(|| column("url").map(|c| (c, false))) else {
                    return Some(Err(InputError::new(&found.place(), message)));
                };
                let rows = spans.into_iter().map(|(start, end, line)| (line, row::document(&table[start..end], &columns)));
                let rows = rows.map(|(line, row)| (line, row.map(|document| (document.text.trim().to_string(), document.meta)))).collect();
                self.pages(&found, rows, by_file).err().map(Err)
            }
        }
    }

    /// The pages of a list of addresses.
    fn addresses(&mut self, found: &Found, bytes: Vec<u8>) -> Result<(), InputError> {
        let text = decode::decode(bytes, None).map_err(|message| InputError::new(&found.place(), message))?.text;
        let rows: Vec<Listed> = saved::lines(&text).into_iter().map(|(line, read)| (line, read.map(|address| (address.into(), Meta::default())))).collect();
        if rows.is_empty() {
            return Err(InputError::new(&found.place(), "The list holds no address. Write one a line, each beginning with https:// or http://."));
        }
        self.pages(found, rows, false)
    }

    /// The files that a table or list names, by their names or by their addresses, each with what it says of them.
    fn pages(&mut self, found: &Found, rows: Vec<Listed>, by_file: bool) -> Result<(), InputError> {
        if found.archive.is_some() {
            return Err(InputError::new(&found.place(), "A list of pages inside an archive is not followed. Unpack the archive and give the folder."));
        }
        let list = found.path.clone().unwrap_or_default();
        let folder = list.parent().unwrap_or(Path::new(""));
        let wanted: Vec<&str> = rows.iter().filter_map(|(_, row)| Some(row.as_ref().ok()?.0.as_str())).collect();
        let paths: Vec<Result<PathBuf, String>> = match by_file {
            true => wanted.iter().map(|name| self.beside(folder, name)).collect(),
            false => saved::pages(&self.options.shelf, folder, &list, &wanted),
        };
        let listed: HashSet<PathBuf> = paths.iter().flatten().cloned().collect();
        let is_listed = |step: &Step| matches!(step, Step::Read(f) if f.path.as_ref().is_some_and(|p| listed.contains(p)));
        let (known, rest): (VecDeque<Step>, VecDeque<Step>) = std::mem::take(&mut self.waiting).into_iter().partition(is_listed);
        let mut known: HashMap<PathBuf, Box<Found>> =
            known.into_iter().filter_map(|step| if let Step::Read(f) = step { Some((f.path.clone()?, f)) } else { None }).collect();
        let mut paths = paths.into_iter();
        let step = |(line, row): Listed| {
            let page = row.and_then(|(name, meta)| paths.next().unwrap_or(Err(name.clone())).map(|path| (path, name, meta)));
            match page {
                Ok((path, name, mut meta)) => {
                    if !by_file {
                        meta.url = Some(name);
                    }
                    let shown = slashed(path.strip_prefix(folder).unwrap_or(&path));
                    let media = media_of(&path, Some(Media::Html)).unwrap_or_default();
                    let page = known.remove(&path).unwrap_or_else(|| Box::new(Found { path: Some(path), shown, media, ..self.asked() }));
                    Step::Read(Box::new(Found { declared: Arc::new(meta.filled(&page.declared).filled(&found.declared)), ..*page }))
                }
                Err(message) => Step::Failed(InputError { line: Some(line), ..InputError::new(&found.place(), message) }),
            }
        };
        let steps: Vec<Step> = rows.into_iter().map(step).collect();
        self.waiting = steps.into_iter().chain(rest).collect();
        Ok(())
    }

    /// The file of this name beside a table.
    fn beside(&self, folder: &Path, name: &str) -> Result<PathBuf, String> {
        let (path, shelf) = (folder.join(name), &self.options.shelf);
        let root = Path::new(".").join(folder).canonicalize().unwrap_or_default();
        let inside = !name.contains("..") && Path::new(name).is_relative() && media_of(&path, None).is_some();
        if inside && shelf.is_file(&path) && shelf.is_inside(&path, &root) {
            return Ok(path);
        }
        Err(format!("The file \"{name}\" is not beside the table. Save the page there, or correct the name."))
    }
}

/// A row of a table or list: its line, and what it names with what is said of it.
type Listed = (usize, Result<(String, Meta), String>);

impl Iterator for Inputs {
    type Item = Read1;

    fn next(&mut self) -> Option<Read1> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next(self.options.largest) {
                    Some(read) => return Some(read),
                    None => self.lines = None,
                }
            }
            if let Some(parts) = &mut self.parts {
                match parts.next() {
                    Some(read) => return Some(read),
                    None => self.parts = None,
                }
            }
            if let Some(entries) = &mut self.entries {
                match entries.next() {
                    Some(Ok((found, bytes))) => match self.take(found, bytes) {
                        Some(read) => return Some(read),
                        None => continue,
                    },
                    Some(Err(e)) => return Some(Err(e)),
                    None => self.entries = None,
                }
            }
            let read = match self.waiting.pop_front()? {
                Step::Failed(e) => Some(Err(e)),
                Step::Read(found) => self.open(*found),
                Step::Held(found, bytes) => self.take(*found, bytes),
            };
            if read.is_some() {
                return read;
            }
        }
    }
}

impl Found {
    /// The place as an error names it.
    pub fn place(&self) -> String {
        let file = self.path.as_ref().map_or_else(|| STDIN.into(), |p| p.display().to_string());
        if self.archive.is_some() { format!("{file}, {}", self.shown) } else { file }
    }

    /// The folder that it stands in; in an archive the folder there, or the archive itself.
    fn folder(&self) -> Option<String> {
        match &self.archive {
            Some(_) => folder_of(Path::new(&self.shown)).map(|name| name.trim_end_matches(".zip").to_string()),
            None => folder_of(self.path.as_deref()?),
        }
    }

    /// The raw document of these bytes.
    pub fn raw(&self, bytes: Vec<u8>, line: Option<usize>) -> Raw {
        Raw {
            media: self.media,
            place: self.place(),
            path: (self.path.is_some() || self.archive.is_some()).then(|| self.shown.clone()),
            line,
            bytes,
            declared: self.declared.clone(),
            folder: self.folder(),
            longest: self.longest,
            trace: self.trace,
            any_language: self.any_language,
            ..Raw::default()
        }
    }
}

/// A folder that this program wrote a report into holds no documents.
fn without_reports(files: &mut Vec<PathBuf>) {
    let known: HashSet<&PathBuf> = files.iter().collect();
    let holds = |folder: &Path, name: &str| known.contains(&folder.join(name));
    let is_report = |folder: &Path| ["report.json", "lexicon.html", "index.html"].iter().all(|name| holds(folder, name));
    let manifests = files.iter().filter(|p| p.file_name().is_some_and(|n| n == "manifest.json")).filter_map(|p| p.parent());
    let reports: HashSet<PathBuf> = manifests.filter(|folder| is_report(folder)).map(Path::to_path_buf).collect();
    files.retain(|p| !p.ancestors().skip(1).any(|folder| reports.contains(folder)));
}

/// A browser saves "page.html" with a folder "page_files" for pictures, scripts and frames; these are no documents.
pub fn without_page_files(files: &mut Vec<PathBuf>) {
    let pages: HashSet<PathBuf> = files.iter().filter(|p| media_of(p, None) == Some(Media::Html)).map(|p| p.with_extension("")).collect();
    let beside = |folder: &Path| {
        let name = folder.to_string_lossy();
        let page = name.strip_suffix("_files").or_else(|| name.strip_suffix(".files"));
        page.is_some_and(|page| pages.contains(Path::new(page)))
    };
    files.retain(|p| !p.ancestors().skip(1).any(beside));
}
