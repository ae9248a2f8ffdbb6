//! Compiles `lexicons/` into one file that the program starts from, and packs the files themselves, by the program's own modules. A faulty
//! rule file stops the build, and all faults are told at once.

// the modules are linted where they belong
#![allow(dead_code, unused_imports, clippy::all)]

#[path = "src/error.rs"]
mod error;
#[path = "src/segment/mod.rs"]
mod segment;
#[path = "src/text.rs"]
mod text;

/// The rooms of `src/lexicon/` that compile; `builtin` reads what they make.
#[path = "src/lexicon"]
mod lexicon {
    pub mod build;
    pub mod check;
    mod columns;
    pub mod compiled;
    pub mod entry;
    pub mod file;
    pub mod flat;
    pub mod image;
    pub mod inflect;
    mod lists;
    pub mod model;
    mod narrow;
    pub mod pattern;
    pub mod roles;
    mod rules;
    mod splitting;
    pub mod trie;
    pub mod words;
    mod written;

    pub use compiled::Lexicon;
    pub use entry::WordId;
    pub use model::{Family, FamilyId, Rule, RuleId, Term, Tier};
    pub use roles::{Frame, FrameSet, Role, RoleSet};
}

use lexicon::file::SourceFile;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    for read in ["lexicons", "src/lexicon", "src/segment", "src/error.rs", "src/text.rs"] {
        println!("cargo:rerun-if-changed={read}");
    }
    let root = Path::new("lexicons");
    let mut files = Vec::new();
    collect(root, root, &mut files)?;
    files.sort_by(|a: &SourceFile, b| a.path.cmp(&b.path));
    let norms: Vec<SourceFile> = files.extract_if(.., |f| f.path.ends_with(".json")).collect();
    let mut lexicon = match lexicon::build::build(&files) {
        Ok(lexicon) => lexicon,
        Err(faults) => {
            faults.0.iter().for_each(|f| println!("cargo::error=lexicons/{f}"));
            return Ok(());
        }
    };
    let small = std::env::var_os("CARGO_FEATURE_READY").is_none();
    if small {
        lexicon.rules.iter_mut().flat_map(|r| [&mut r.hit, &mut r.miss]).for_each(|examples| examples.truncate(1));
    }
    let out = std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR for a build script")?;
    let write = |name, bytes| std::fs::write(Path::new(&out).join(name), bytes);
    write("files.bin", lexicon::image::packed(&files)?)?;
    write("norms.bin", lexicon::image::packed(&norms)?)?;
    write("lexicon.bin", lexicon::image::encode(lexicon, small)?)?;
    Ok(())
}

/// The files of a folder and the folders in it; paths as the program names them, with `/`.
fn collect(folder: &Path, root: &Path, into: &mut Vec<SourceFile>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, root, into)?;
        } else if path.extension().is_some_and(|e| e == "toml" || e == "tsv" || e == "json") {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            into.push(SourceFile { path: name, text: std::fs::read_to_string(&path)? });
        }
    }
    Ok(())
}
