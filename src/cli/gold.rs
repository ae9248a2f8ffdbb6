//! Opens annotated texts: single files, or the sets of a plan.

use super::args;
use super::outcome::tell;
use anyhow::{Context, bail};
use slantscope::eval::{Annotated, Plan, Reads, Set, gold};
use slantscope::lexicon::Lexicon;
use std::path::{Path, PathBuf};

/// A set with its texts.
pub struct Opened {
    pub set: Set,
    pub gold: Annotated,
}

/// Opens all sets that the arguments name; with `bare`, their texts need no annotation.
pub fn open(args: &args::Gold, lexicon: &Lexicon, bare: bool) -> anyhow::Result<Vec<Opened>> {
    let families: Vec<&str> = lexicon.families.iter().map(|f| f.id.as_str()).collect();
    let mut out = Vec::new();
    for path in &args.gold {
        if path.extension().is_some_and(|e| e == "toml") {
            let plan = Plan::parse(&text(path)?, &path.display().to_string(), &families).map_err(anyhow::Error::msg)?;
            let base = args.data.clone().unwrap_or_else(|| path.parent().map_or_else(PathBuf::new, Path::to_path_buf));
            for set in plan.sets {
                let texts = args.texts.clone().or_else(|| set.texts.as_ref().map(|t| base.join(t)));
                let gold = read(&base.join(&set.file), texts.as_deref(), bare || set.reads == Reads::Sample)?;
                out.push(Opened { set, gold });
            }
        } else {
            let gold = read(path, args.texts.as_deref(), bare)?;
            let name = path.display().to_string();
            out.push(Opened { set: Plan::of_file(&name, &gold), gold });
        }
    }
    Ok(out)
}

fn text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path)
        .with_context(|| format!("{} cannot be read; it must be a file of UTF-8 text. A plan names its files from --data", path.display()))
}

fn read(path: &Path, texts: Option<&Path>, bare: bool) -> anyhow::Result<Annotated> {
    let mut files = Vec::new();
    if let Some(folder) = texts {
        slantscope::load::walk(folder, &mut files).with_context(|| format!("The folder of texts {} cannot be read", folder.display()))?;
    }
    let text_of = |doc: &str| {
        let named = |p: &&PathBuf| {
            let stem = p.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            stem.strip_prefix(doc).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        };
        files.iter().find(named).and_then(|p| std::fs::read_to_string(p).ok())
    };
    let place = path.display().to_string();
    gold::read(&text(path)?, &place, bare, text_of).or_else(|errors| {
        errors.iter().take(20).for_each(tell);
        bail!("{place} has {} faults, and nothing was measured", errors.len())
    })
}
