//! Files and folders: what is a document, in which order, and under which name.

use crate::extract::Media;
use crate::lexicon::file::SourceFile;
use std::io;
use std::path::{Path, PathBuf};

/// All files below a folder, sorted by path; hidden ones are left out. Links that lead out of the folder, and what is neither a file nor
/// a folder, are returned; a link to a folder inside is passed over, since its files are found where they are.
///
/// # Errors
/// When the folder, or one in it, cannot be read.
pub fn walk(folder: &Path, into: &mut Vec<PathBuf>) -> io::Result<Vec<PathBuf>> {
    let (root, mut refused) = (folder.canonicalize()?, Vec::new());
    walk_in(folder, &root, into, &mut refused)?;
    Ok(refused)
}

fn walk_in(folder: &Path, root: &Path, into: &mut Vec<PathBuf>, refused: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut all: Vec<std::fs::DirEntry> = std::fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    all.sort_by_key(std::fs::DirEntry::file_name);
    for entry in all.into_iter().filter(|e| !e.file_name().to_string_lossy().starts_with('.')) {
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() {
            walk_in(&path, root, into, refused)?;
        } else if kind.is_file() || kind.is_symlink() && is_inside(&path, root) && path.is_file() {
            into.push(path);
        } else if !(kind.is_symlink() && is_inside(&path, root)) {
            refused.push(path);
        }
    }
    Ok(())
}

/// Whether a path leads to something inside the folder, whose own path is canonical.
pub fn is_inside(path: &Path, root: &Path) -> bool {
    path.canonicalize().is_ok_and(|whole| whole.starts_with(root))
}

/// How a file is written, by its ending; `other` for endings that are no documents.
pub fn media_of(path: &Path, other: Option<Media>) -> Option<Media> {
    match path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).as_deref() {
        Some("jsonl" | "ndjson") => Some(Media::Record),
        Some("md" | "markdown") => Some(Media::Markdown),
        Some("txt" | "text") => Some(Media::Text),
        Some("html" | "htm" | "xhtml") => Some(Media::Html),
        Some("mhtml" | "mht") => Some(Media::Mhtml),
        Some("docx" | "docm") => Some(Media::Docx),
        Some("odt") => Some(Media::Odt),
        Some("epub") => Some(Media::Epub),
        Some("rtf") => Some(Media::Rtf),
        Some("pdf") => Some(Media::Pdf),
        Some("csv") => Some(Media::Csv),
        Some("tsv" | "tab") => Some(Media::Tsv),
        Some("json") => Some(Media::Json),
        Some("zip") => Some(Media::Zip),
        Some("urls") => Some(Media::Urls),
        _ => other,
    }
}

/// The path with slashes, on every system.
pub fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// The last part of a path.
pub fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

/// The name of the folder that a file stands in.
pub fn folder_of(path: &Path) -> Option<String> {
    path.parent()?.file_name().map(|n| n.to_string_lossy().into_owned())
}

/// The system's reason in plain words, without its number.
pub fn reason(e: &io::Error) -> String {
    match e.kind() {
        io::ErrorKind::PermissionDenied => "you are not allowed to read it".into(),
        io::ErrorKind::NotFound => "it is not there".into(),
        _ => e.to_string().split(" (os error").next().unwrap_or_default().to_lowercase(),
    }
}

/// The files of a lexicon in a folder: rules, lists and tables, with their paths from that folder.
///
/// # Errors
/// When the folder or a file in it cannot be read as text.
pub fn lexicon_files(folder: &Path) -> io::Result<Vec<SourceFile>> {
    let mut paths = Vec::new();
    walk(folder, &mut paths)?;
    paths.retain(|p| p.extension().is_some_and(|e| e == "toml" || e == "tsv"));
    paths.iter().map(|p| Ok(SourceFile { path: slashed(p.strip_prefix(folder).unwrap_or(p)), text: std::fs::read_to_string(p)? })).collect()
}
