//! The lexicon inside the binary, and lexicons read from a list of files.

use super::file::SourceFile;
use super::{Lexicon, build, image};
use crate::error::{Fault, Faults};
use include_dir::{Dir, File, include_dir};
use once_cell::sync::Lazy;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/lexicons");

static NORMS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/lexicons/norms");

static IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

static BUILTIN: Lazy<Result<Lexicon, Faults>> = Lazy::new(|| {
    image::decode(IMAGE).map_err(|e| {
        let cure = "The program is damaged; build it again".to_string();
        Faults(vec![Fault { file: "the built-in lexicon".into(), line: 0, what: format!("It cannot be read: {e}"), cure }])
    })
});

/// The lexicon that ships with the program. It was compiled when the program was built.
///
/// # Errors
/// The faults of its files; a program that was built has none.
///
/// ```
/// let lexicon = slantscope::lexicon::builtin().unwrap();
/// assert!(lexicon.rules.len() >= 90);
/// ```
pub fn builtin() -> Result<&'static Lexicon, Faults> {
    BUILTIN.as_ref().map_err(Clone::clone)
}

/// The files of the built-in lexicon, sorted by path.
pub fn builtin_files() -> Vec<SourceFile> {
    let mut out = Vec::new();
    collect(&FILES, &mut out);
    out.sort_by(|a, b| a.path.cmp(&b.path));
    out
}

/// The files of the built-in norms, sorted by path; they are no part of the lexicon, whose digest they carry.
pub fn builtin_norms() -> Vec<SourceFile> {
    let files = NORMS.files().filter(|f| f.path().extension().is_some_and(|e| e == "json"));
    let read = |f: &File<'_>| SourceFile { path: format!("norms/{}", f.path().display()), text: f.contents_utf8().unwrap_or_default().to_string() };
    let mut out: Vec<SourceFile> = files.map(read).collect();
    out.sort_by(|a, b| a.path.cmp(&b.path));
    out
}

fn collect(dir: &Dir<'_>, out: &mut Vec<SourceFile>) {
    for file in dir.files().filter(|f| f.path().extension().is_some_and(|e| e == "toml" || e == "tsv")) {
        let path = file.path().to_string_lossy().replace('\\', "/");
        out.push(SourceFile { path, text: file.contents_utf8().unwrap_or_default().to_string() });
    }
    dir.dirs().for_each(|d| collect(d, out));
}

/// The lexicon of these files.
///
/// # Errors
/// All faults of all files together, each with its place and cure.
pub fn files_of(files: &[SourceFile]) -> Result<Lexicon, Faults> {
    let mut lexicon = build::build(files)?;
    lexicon.keep(false);
    Ok(lexicon)
}
