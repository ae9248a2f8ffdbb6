//! The lexicon inside the binary, and lexicons read from a list of files.

use super::file::SourceFile;
use super::{Lexicon, build, image};
use crate::error::{Fault, Faults};
use once_cell::sync::Lazy;

/// Files as the build packs them: an analysis asks for none of the lexicon's, and their two megabytes are half of one.
static FILES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/files.bin"));

static NORMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/norms.bin"));

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
    image::unpacked(FILES).unwrap_or_default()
}

/// The files of the built-in norms, sorted by path; they are no part of the lexicon, whose digest they carry.
pub fn builtin_norms() -> Vec<SourceFile> {
    image::unpacked(NORMS).unwrap_or_default()
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
