//! Files that hold several documents: the rows of a table, the objects of a JSON file, the files of an archive.

use super::folder::media_of;
use super::inputs::{Found, Read1};
use crate::error::InputError;
use crate::extract::archive::Archive;
use crate::extract::{Columns, Media, Raw};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::Arc;

/// The rows or objects of a file that has been read.
pub struct Parts {
    bytes: Vec<u8>,
    /// Where each begins and ends, and its line.
    spans: VecDeque<(usize, usize, usize)>,
    found: Found,
    columns: Option<Arc<Columns>>,
}

impl Parts {
    /// Parts that stand in these bytes.
    pub fn new(bytes: Vec<u8>, spans: VecDeque<(usize, usize, usize)>, found: Found, columns: Option<Columns>) -> Parts {
        Parts { bytes, spans, found, columns: columns.map(Arc::new) }
    }

    /// The objects of a JSON file: one, a list of them, or the one list that an object holds.
    ///
    /// # Errors
    /// The line, where it is known, and a sentence.
    pub fn of_json(bytes: Vec<u8>, found: Found) -> Result<Parts, (Option<usize>, String)> {
        let text = std::str::from_utf8(&bytes).map_err(|e| {
            let line = bytes[..e.valid_up_to()].iter().filter(|&&b| b == b'\n').count() + 1;
            (Some(line), "The file is not UTF-8, as JSON must be. Save it as UTF-8.".to_string())
        })?;
        let whole = text.trim_start_matches('\u{FEFF}');
        if whole.trim().is_empty() {
            return Err((None, "The file is empty. Put the text into it, or take it out of the folder.".into()));
        }
        let broken = |e: serde_json::Error| (Some(e.line()), format!("The file is not JSON: {}.", e.to_string().split(" at line ").next().unwrap_or_default()));
        let objects: Vec<&RawValue> = match whole.trim_start().as_bytes()[0] {
            b'[' => serde_json::from_str(whole).map_err(broken)?,
            _ => {
                let fields: BTreeMap<String, &RawValue> = serde_json::from_str(whole).map_err(broken)?;
                let lists = || fields.values().filter(|v| v.get().starts_with('['));
                match lists().next().filter(|_| !fields.contains_key("text") && lists().count() == 1) {
                    Some(list) => serde_json::from_str(list.get()).map_err(broken)?,
                    None => vec![serde_json::from_str(whole).map_err(broken)?],
                }
            }
        };
        let mut spans = VecDeque::with_capacity(objects.len());
        let (mut line, mut at) = (1, 0);
        for object in objects {
            let start = object.get().as_ptr() as usize - text.as_ptr() as usize;
            line += text[at..start].matches('\n').count();
            at = start;
            spans.push_back((start, start + object.get().len(), line));
        }
        if spans.is_empty() {
            return Err((None, "The file holds no document: its list is empty.".into()));
        }
        Ok(Parts::new(bytes, spans, Found { media: Media::Record, ..found }, None))
    }

    /// The next part.
    pub fn next(&mut self) -> Option<Read1> {
        let (start, end, line) = self.spans.pop_front()?;
        let raw = self.found.raw(self.bytes[start..end].to_vec(), Some(line));
        let before = self.bytes[..start].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
        let column = String::from_utf8_lossy(&self.bytes[before..start]).encode_utf16().count();
        Some(Ok(Raw { offset: start, column, columns: self.columns.clone(), ..raw }))
    }
}

/// The files of an archive that are documents.
pub struct Entries {
    archive: Archive,
    names: VecDeque<String>,
    found: Found,
}

impl Entries {
    /// Lists the files of an archive.
    ///
    /// # Errors
    /// A sentence where the archive is damaged or holds no document.
    pub fn open(bytes: Vec<u8>, found: Found) -> Result<Entries, String> {
        let archive = Archive::open(bytes)?;
        let names: VecDeque<String> = archive.names().into_iter().filter(|n| media_of(Path::new(n), None).is_some()).collect();
        if names.is_empty() {
            return Err(format!("The archive holds no document. Documents end in {}.", super::ENDINGS));
        }
        Ok(Entries { archive, names, found })
    }

    /// The next file and its bytes.
    pub fn next(&mut self) -> Option<Result<(Found, Vec<u8>), InputError>> {
        let name = self.names.pop_front()?;
        let inside = Found {
            media: media_of(Path::new(&name), None).unwrap_or_default(),
            shown: if self.found.shown.is_empty() { name.clone() } else { format!("{}/{name}", self.found.shown) },
            archive: Some(self.found.place()),
            ..self.found.clone()
        };
        Some(self.archive.read(&name).map_err(|message| InputError::new(&inside.place(), message)).map(|bytes| (inside, bytes)))
    }
}
