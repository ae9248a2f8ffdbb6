//! Which rules are looked for: the built-in ones, the user's own on top of them, or another whole lexicon.

use super::args::Words;
use anyhow::{Context, bail};
use slantscope::error::{Fault, Faults};
use slantscope::lexicon::builtin::{builtin_files, files_of};
use slantscope::lexicon::file::SourceFile;
use slantscope::lexicon::model::Adjusted;
use slantscope::lexicon::pack::{self, Pack};
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
    Ok(Chosen::Own(Box::new(from_files(words)?)))
}

/// The same, read from its files even where it was compiled before: with its lists as they are written.
pub fn from_files(words: &Words) -> anyhow::Result<Lexicon> {
    built(&gathered(words)?)
}

/// The lexicon of these files, with what packs changed.
fn built(gathered: &Gathered) -> anyhow::Result<Lexicon> {
    let mut lexicon = files_of(&gathered.files).map_err(|faults| anyhow::anyhow!("The rules have faults, and nothing was analysed:\n{faults}"))?;
    lexicon.adjusted.clone_from(&gathered.adjusted);
    Ok(lexicon)
}

/// The files that make up a lexicon, and the rules that packs changed.
pub struct Gathered {
    pub files: Vec<SourceFile>,
    pub adjusted: Vec<Adjusted>,
    /// The `pack.toml` of each pack.
    pub packs: Vec<SourceFile>,
}

/// The files that make up the lexicon: the built-in ones or a whole other lexicon, then the folders that were named.
pub fn gathered(words: &Words) -> anyhow::Result<Gathered> {
    let files = match &words.base_lexicon {
        Some(dir) => folder(dir, Path::new(""))?,
        None => builtin_files(),
    };
    let mut out = Gathered { files, adjusted: Vec::new(), packs: Vec::new() };
    let mut done = Vec::new();
    for dir in &words.lexicon {
        add(dir, &mut out, &mut done)?;
    }
    Ok(out)
}

/// Adds a folder of rules; a pack first brings those that it extends.
fn add(dir: &Path, into: &mut Gathered, done: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let whole = dir.canonicalize().with_context(|| format!("The folder of rules {} cannot be read; check the path", dir.display()))?;
    if done.contains(&whole) {
        return Ok(());
    }
    done.push(whole);
    let (packs, own): (Vec<_>, Vec<_>) = folder(dir, dir)?.into_iter().partition(|f| f.path == slantscope::load::slashed(&dir.join(pack::FILE)));
    let faults = |faults: Vec<Fault>| anyhow::anyhow!("The pack has faults, and nothing was analysed:\n{}", Faults(faults));
    let Some(file) = packs.first() else {
        into.files = on_top(std::mem::take(&mut into.files), own)?;
        return Ok(());
    };
    let pack = Pack::parse(file).map_err(faults)?;
    if let Some(whole) = pack.extends.iter().find(|other| Path::new(other).is_absolute()) {
        bail!("{}: the pack extends \"{whole}\"; write the way to it from its own folder", file.path);
    }
    pack.extends.iter().try_for_each(|other| add(&dir.join(other), into, done))?;
    into.files = on_top(std::mem::take(&mut into.files), own)?;
    into.adjusted.extend(pack.apply(&file.path, &mut into.files).map_err(faults)?);
    into.packs.extend(packs);
    Ok(())
}

/// The files of a lexicon alone.
pub fn files(words: &Words) -> anyhow::Result<Vec<SourceFile>> {
    Ok(gathered(words)?.files)
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
