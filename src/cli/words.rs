//! Which rules are looked for: the built-in ones, the user's own on top of them, or another whole lexicon.

use super::args::Words;
use anyhow::{Context, bail};
use slantscope::lexicon::builtin::{builtin_files, files_of};
use slantscope::lexicon::file::SourceFile;
use slantscope::lexicon::{Lexicon, builtin};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use toml::Table;

/// The built-in lexicon, or one built from the user's folders.
pub enum Chosen {
    Builtin(&'static Lexicon),
    Own(Box<Lexicon>),
}

impl std::ops::Deref for Chosen {
    type Target = Lexicon;

    fn deref(&self) -> &Lexicon {
        match self {
            Chosen::Builtin(lexicon) => lexicon,
            Chosen::Own(lexicon) => lexicon,
        }
    }
}

/// The lexicon that the arguments ask for.
pub fn chosen(words: &Words) -> anyhow::Result<Chosen> {
    if words.lexicon.is_empty() && words.base_lexicon.is_none() {
        return Ok(Chosen::Builtin(builtin().context("The built-in rules have faults; this is a mistake of the program, please report it")?));
    }
    let files = files(words)?;
    let lexicon = files_of(&files).map_err(|faults| anyhow::anyhow!("The rules have faults, and nothing was analysed:\n{faults}"))?;
    Ok(Chosen::Own(Box::new(lexicon)))
}

/// The files that make up the lexicon.
pub fn files(words: &Words) -> anyhow::Result<Vec<SourceFile>> {
    let mut files = match &words.base_lexicon {
        Some(dir) => folder(dir, Path::new(""))?,
        None => builtin_files(),
    };
    for dir in &words.lexicon {
        files = on_top(files, folder(dir, dir)?)?;
    }
    Ok(files)
}

/// All rule files below a folder, each under its path from the folder, with `shown` before it.
pub fn folder(dir: &Path, shown: &Path) -> anyhow::Result<Vec<SourceFile>> {
    let mut paths = Vec::new();
    slantscope::load::walk(dir, &mut paths).with_context(|| format!("The folder of rules {} cannot be read; check the path", dir.display()))?;
    let mut files = Vec::new();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "toml" || e == "tsv")) {
        let text = std::fs::read_to_string(path).with_context(|| format!("The rule file {} cannot be read; it must be UTF-8 text", path.display()))?;
        let inside: PathBuf = shown.join(path.strip_prefix(dir).unwrap_or(path));
        files.push(SourceFile { path: slantscope::load::slashed(&inside), text });
    }
    if files.is_empty() {
        bail!("The folder {} holds no rule file (.toml); `slantscope lexicon list` shows what rules look like", dir.display());
    }
    Ok(files)
}

/// The user's files added to the others: the same id takes the other's place, and the literature is one list.
pub fn on_top(base: Vec<SourceFile>, own: Vec<SourceFile>) -> anyhow::Result<Vec<SourceFile>> {
    let mut own: HashMap<String, SourceFile> = own.into_iter().map(|f| (key(&f.path), f)).collect();
    let mut files = Vec::new();
    for file in base {
        match own.remove(&key(&file.path)) {
            Some(mine) if mine.path.ends_with("sources.toml") => files.push(literature(file, &mine)?),
            Some(mine) => files.push(mine),
            None => files.push(file),
        }
    }
    files.extend(own.into_values());
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Files with the same folder and name are one rule; there is one list of literature.
fn key(path: &str) -> String {
    let parts: Vec<&str> = path.rsplit('/').take(2).collect();
    if parts[0] == "sources.toml" { parts[0].into() } else { parts.join("/") }
}

fn literature(base: SourceFile, own: &SourceFile) -> anyhow::Result<SourceFile> {
    let table = |f: &SourceFile| f.text.parse::<Table>().with_context(|| format!("{} is not TOML", f.path));
    let mut all = table(&base)?;
    all.extend(table(own)?);
    Ok(SourceFile { path: base.path, text: all.to_string() })
}
