//! Where files lie: on the disk, or in memory where there is none.

use super::folder;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A place that files are read from.
#[derive(Clone, Debug, Default)]
pub enum Shelf {
    #[default]
    Disk,
    /// Files by their path; the folders are those that the paths name.
    Held(Arc<BTreeMap<PathBuf, Vec<u8>>>),
}

impl Shelf {
    /// A shelf of these files, each with its path.
    pub fn held(files: impl IntoIterator<Item = (PathBuf, Vec<u8>)>) -> Shelf {
        Shelf::Held(Arc::new(files.into_iter().collect()))
    }

    pub(super) fn is_file(&self, path: &Path) -> bool {
        match self {
            Shelf::Disk => path.is_file(),
            Shelf::Held(files) => files.contains_key(path),
        }
    }

    pub(super) fn is_dir(&self, path: &Path) -> bool {
        match self {
            Shelf::Disk => path.is_dir(),
            Shelf::Held(files) => files.keys().any(|p| p != path && p.starts_with(path)),
        }
    }

    pub(super) fn exists(&self, path: &Path) -> bool {
        match self {
            Shelf::Disk => path.exists(),
            Shelf::Held(_) => self.is_file(path) || self.is_dir(path),
        }
    }

    /// Whether a path leads to something inside the folder, and not by a link out of it.
    pub(super) fn is_inside(&self, path: &Path, root: &Path) -> bool {
        match self {
            Shelf::Disk => folder::is_inside(path, root),
            Shelf::Held(_) => true,
        }
    }

    /// All files below a folder, sorted by path; hidden ones are left out, and what leads out of the folder is returned.
    pub(super) fn walk(&self, root: &Path, into: &mut Vec<PathBuf>) -> io::Result<Vec<PathBuf>> {
        match self {
            Shelf::Disk if root.as_os_str().is_empty() => {
                let refused = folder::walk(Path::new("."), into);
                into.iter_mut().for_each(|path| *path = path.strip_prefix(".").unwrap_or(path).to_path_buf());
                refused
            }
            Shelf::Disk => folder::walk(root, into),
            Shelf::Held(files) => {
                let hidden = |p: &Path| p.iter().any(|part| part.to_string_lossy().starts_with('.'));
                into.extend(files.keys().filter(|p| p.strip_prefix(root).is_ok_and(|inside| !hidden(inside))).cloned());
                Ok(Vec::new())
            }
        }
    }

    pub(super) fn open(&self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        match self {
            Shelf::Disk => Ok(Box::new(File::open(path)?)),
            Shelf::Held(files) => match files.get(path) {
                Some(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
                None => Err(io::ErrorKind::NotFound.into()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Loaded, Options, load};

    #[test]
    fn a_folder_in_memory_is_read_like_one_on_the_disk() {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
        let mut files = Vec::new();
        folder::walk(&samples, &mut files).unwrap();
        let held = files.iter().map(|f| (f.strip_prefix(&samples).unwrap().to_path_buf(), std::fs::read(f).unwrap()));
        let shelf = Shelf::held(held);
        let told = |loaded: Loaded| {
            assert_eq!(loaded.errors, []);
            (loaded.corpus.title, loaded.documents.into_iter().map(|d| (d.meta, d.text)).collect::<Vec<_>>())
        };
        for paths in [&["mixed"][..], &["movement"], &["mixed", "movement"], &["mixed/06-column.txt"], &["mixed/03-wire-feed.jsonl"]] {
            let on_disk: Vec<PathBuf> = paths.iter().map(|p| samples.join(p)).collect();
            let in_memory: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
            let memory = told(load(&in_memory, Options { shelf: shelf.clone(), ..Options::default() }));
            assert!(!memory.1.is_empty());
            assert_eq!(memory, told(load(&on_disk, Options::default())), "{paths:?}");
        }
        let nowhere = load(&["nowhere.txt".into()], Options { shelf, ..Options::default() });
        assert!(nowhere.errors[0].message.contains("There is no such file"));
    }
}
