//! Reads the world: paths, folders, standard input, tables, lists and `corpus.toml` become raw documents, in a fixed order.

mod folder;
mod inputs;
mod lines;
mod manifests;
mod parts;
mod patience;
mod saved;
mod shelf;

pub use folder::{lexicon_files, slashed, walk};
pub use inputs::{ENDINGS, Inputs, LARGEST, Options, Read1, STDIN};
pub use patience::{LONGEST, READER, read};
pub use shelf::Shelf;

use crate::error::InputError;
use crate::extract::{Corpus, Document};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::path::PathBuf;

/// Documents with ids that are all different, what is declared of them, and what could not be read.
#[derive(Debug, Default)]
pub struct Loaded {
    pub documents: Vec<Document>,
    pub corpus: Corpus,
    /// The manifests that were read: their paths, and the SHA-256 of their bytes.
    pub manifests: Vec<(String, String)>,
    pub errors: Vec<InputError>,
}

/// Reads all documents of the paths into memory.
pub fn load(paths: &[PathBuf], options: Options) -> Loaded {
    let mut inputs = Inputs::new(paths, options);
    let mut out = Loaded { corpus: inputs.corpus().clone(), manifests: inputs.digests().to_vec(), ..Loaded::default() };
    let mut taken = HashSet::new();
    for found in &mut inputs {
        let document = found.and_then(|raw| {
            let hash = sha256(&raw.bytes);
            read(raw).map(|mut document| {
                document.meta.hash = Some(hash);
                document
            })
        });
        match document {
            Ok(mut document) => {
                document.meta.id = unique(&document.meta.id, &mut taken);
                out.documents.push(document);
            }
            Err(e) => out.errors.push(e),
        }
    }
    out
}

/// The id itself, or with the first of -2, -3 ... that nobody has.
fn unique(id: &str, taken: &mut HashSet<String>) -> String {
    let free = std::iter::once(id.to_string()).chain((2..).map(|n| format!("{id}-{n}"))).find(|i| !taken.contains(i)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
