//! The `corpus.toml` of every folder that was looked into.

use super::folder::slashed;
use super::lines::{unreadable, whole};
use super::sha256;
use super::shelf::Shelf;
use crate::error::InputError;
use crate::extract::manifest::{self, Manifest};
use crate::extract::{Corpus, Meta, decode};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest manifest that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// Manifests by their folder; `None` where a folder has none.
#[derive(Default)]
pub struct Manifests {
    shelf: Shelf,
    by_folder: BTreeMap<PathBuf, Option<Manifest>>,
    /// Each manifest that was read: its path from the root, and the SHA-256 of its bytes.
    pub digests: Vec<(String, String)>,
}

impl Manifests {
    /// Manifests that lie there; none is read yet.
    pub fn on(shelf: Shelf) -> Manifests {
        Manifests { shelf, ..Manifests::default() }
    }

    /// What the nearest manifest between the file and the root declares of it, and the faults of manifests read on the way.
    pub fn declared(&mut self, path: &Path, root: &Path) -> (Arc<Meta>, Vec<InputError>) {
        let mut failed = Vec::new();
        for folder in path.ancestors().skip(1).take_while(|f| f.starts_with(root)) {
            let (shelf, digests) = (&self.shelf, &mut self.digests);
            let first = || read(folder, root, shelf, digests, &mut failed);
            if let Some(manifest) = self.by_folder.entry(folder.into()).or_insert_with(first) {
                return (Arc::new(manifest.declared(&slashed(path.strip_prefix(folder).unwrap_or(path)))), failed);
            }
        }
        (Arc::default(), failed)
    }

    /// Entries of manifests below the root that fit none of its documents.
    pub fn unfitting(&self, root: &Path, documents: &[&Path]) -> Vec<InputError> {
        let mut failed = Vec::new();
        for (folder, manifest) in self.by_folder.iter().filter_map(|(f, m)| Some((f, m.as_ref()?))).filter(|(f, _)| f.starts_with(root)) {
            let inside: Vec<String> = documents.iter().filter_map(|d| d.strip_prefix(folder).ok()).map(slashed).collect();
            for pattern in manifest.entries.iter().flat_map(|e| &e.files).filter(|p| !inside.iter().any(|path| manifest::fits(p, path))) {
                let message = format!("files = \"{pattern}\" names no document of this folder. Correct the name, or remove the entry.");
                failed.push(InputError::new(&folder.join(manifest::NAME).display().to_string(), message));
            }
        }
        failed
    }

    /// What all manifests say of the whole.
    pub fn corpus(&self) -> Corpus {
        let mut corpus = Corpus::default();
        self.by_folder.values().flatten().for_each(|m| corpus.add(&m.corpus));
        corpus
    }
}

fn read(folder: &Path, root: &Path, shelf: &Shelf, digests: &mut Vec<(String, String)>, failed: &mut Vec<InputError>) -> Option<Manifest> {
    let path = folder.join(manifest::NAME);
    if !shelf.is_file(&path) {
        return None;
    }
    let place = path.display().to_string();
    let bytes = shelf.open(&path).map_err(|e| unreadable(&e)).and_then(|file| whole(file, LARGEST));
    if let Ok(bytes) = &bytes {
        digests.push((slashed(path.strip_prefix(root).unwrap_or(&path)), sha256(bytes)));
    }
    match bytes.and_then(|bytes| decode::decode(bytes, None).map(|d| d.text)) {
        Ok(text) => {
            let (manifest, faults) = manifest::parse(&place, &text);
            failed.extend(
                faults.into_iter().map(|f| InputError { line: (f.line > 0).then_some(f.line), ..InputError::new(&place, format!("{}. {}", f.what, f.cure)) }),
            );
            Some(manifest)
        }
        Err(message) => {
            failed.push(InputError::new(&place, message));
            None
        }
    }
}
