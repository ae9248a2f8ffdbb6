//! The list of what is to be read, and the reading of it one document at a time.

use super::folder::{folder_of, media_of, name_of, reason, slashed, walk};
use super::lines::{Lines, unreadable, whole};
use super::manifests::Manifests;
use crate::error::InputError;
use crate::extract::{Corpus, Media, Meta, Raw};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{Read, stdin};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What messages call standard input.
pub const STDIN: &str = "standard input";
/// The largest file, or line of a JSONL file, that is read, in bytes.
pub const LARGEST: u64 = 64 << 20;

/// What is asked of loading.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How standard input and files of unknown endings are written.
    pub media: Option<Media>,
    /// Largest file or line, in bytes.
    pub largest: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options { media: None, largest: LARGEST }
    }
}

/// A raw document, or why there is none.
pub type Read1 = Result<Raw, InputError>;

/// All raw documents of the paths, read one at a time. `-` is standard input.
pub struct Inputs {
    options: Options,
    corpus: Corpus,
    waiting: VecDeque<Step>,
    lines: Option<Lines>,
}

enum Step {
    Read(Box<Found>),
    Failed(InputError),
}

/// A file that was found and not yet read.
pub struct Found {
    /// `None` is standard input.
    pub path: Option<PathBuf>,
    /// As a report names it.
    pub shown: String,
    pub media: Media,
    pub declared: Arc<Meta>,
}

impl Inputs {
    /// Lists what the paths hold; files are read later, one by one.
    pub fn new(paths: &[PathBuf], options: Options) -> Inputs {
        let mut inputs = Inputs { options, corpus: Corpus::default(), waiting: VecDeque::new(), lines: None };
        let mut manifests = Manifests::default();
        for path in paths {
            if path.as_os_str() == "-" {
                let found = Found { path: None, shown: String::new(), media: options.media.unwrap_or_default(), declared: Arc::default() };
                inputs.waiting.push_back(Step::Read(Box::new(found)));
            } else if path.is_dir() {
                inputs.folder(path, paths.len() > 1, &mut manifests);
            } else {
                inputs.named(path, &mut manifests);
            }
        }
        inputs.corpus = manifests.corpus();
        inputs
    }

    /// What the manifests say of the whole.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
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
        if let Err(e) = walk(root, &mut files) {
            self.failed(&root.display().to_string(), format!("The folder cannot be read: {}. Check its permissions, then run again.", reason(&e)));
        }
        let documents: Vec<(PathBuf, Media)> = files.into_iter().filter_map(|p| media_of(&p, None).map(|m| (p, m))).collect();
        if documents.is_empty() {
            self.failed(&root.display().to_string(), "The folder holds no document. Documents end in .txt, .md, .markdown, .jsonl or .ndjson.");
        }
        for (path, media) in &documents {
            let inside = slashed(path.strip_prefix(root).unwrap_or(path));
            let shown = if many { format!("{}/{inside}", name_of(root)) } else { inside };
            self.found(path, shown, *media, root, manifests);
        }
        let paths: Vec<&Path> = documents.iter().map(|d| d.0.as_path()).collect();
        manifests.unfitting(root, &paths).into_iter().for_each(|e| self.waiting.push_back(Step::Failed(e)));
    }

    /// A file that the user named: read whatever its ending.
    fn named(&mut self, path: &Path, manifests: &mut Manifests) {
        if !path.exists() {
            return self.failed(&path.display().to_string(), "There is no such file or folder. Check the spelling of the path.");
        }
        let root = path.parent().unwrap_or(Path::new(""));
        self.found(path, name_of(path), media_of(path, self.options.media).unwrap_or_default(), root, manifests);
    }

    fn found(&mut self, path: &Path, shown: String, media: Media, root: &Path, manifests: &mut Manifests) {
        let (declared, failed) = manifests.declared(path, root);
        failed.into_iter().for_each(|e| self.waiting.push_back(Step::Failed(e)));
        self.waiting.push_back(Step::Read(Box::new(Found { path: Some(path.into()), shown, media, declared })));
    }

    fn failed(&mut self, place: &str, message: impl Into<String>) {
        self.waiting.push_back(Step::Failed(InputError::new(place, message)));
    }

    /// Reads a file whole, or opens it to be read line by line.
    fn open(&mut self, found: Found) -> Option<Read1> {
        let from: Box<dyn Read + Send> = match &found.path {
            None => Box::new(stdin()),
            Some(path) => match File::open(path) {
                Ok(file) => Box::new(file),
                Err(e) => return Some(Err(InputError::new(&found.place(), unreadable(&e)))),
            },
        };
        if found.media == Media::Record {
            self.lines = Some(Lines::new(from, found));
            return None;
        }
        Some(whole(from, self.options.largest).map(|bytes| found.raw(bytes, None)).map_err(|message| InputError::new(&found.place(), message)))
    }
}

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
            let read = match self.waiting.pop_front()? {
                Step::Failed(e) => Some(Err(e)),
                Step::Read(found) => self.open(*found),
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
        self.path.as_ref().map_or_else(|| STDIN.into(), |p| p.display().to_string())
    }

    /// The raw document of these bytes.
    pub fn raw(&self, bytes: Vec<u8>, line: Option<usize>) -> Raw {
        Raw {
            media: self.media,
            place: self.place(),
            path: self.path.is_some().then(|| self.shown.clone()),
            line,
            bytes,
            declared: self.declared.clone(),
            folder: self.path.as_deref().and_then(folder_of),
        }
    }
}
