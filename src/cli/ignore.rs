//! The ignore file: marks that an editor has looked at and does not want to see again, in texts that one may not edit.

use super::args::Input;
use super::config::upwards;
use anyhow::{Context, bail};
use serde::Deserialize;
use slantscope::extract::manifest::fits;
use slantscope::lexicon::Lexicon;
use slantscope::load::sha256;
use slantscope::score::{Mark, Reading};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The name of the file.
pub const NAME: &str = "slantscope-ignore.toml";

/// What is ignored, with how often each entry fitted.
#[derive(Default)]
pub struct Ignore {
    path: PathBuf,
    /// SHA-256 of the file.
    digest: Option<String>,
    entries: Vec<(Entry, AtomicUsize)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    ignore: Vec<Entry>,
}

/// One entry; all that it names must fit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// Patterns for the documents' paths.
    #[serde(default)]
    files: Vec<String>,
    /// A rule or a family.
    rule: Option<String>,
    /// The marked words.
    words: Option<String>,
    /// Words of the sentence that holds the mark.
    sentence: Option<String>,
    /// Why; it is shown with the counts.
    reason: String,
}

/// The entries of the file that was named, or of the nearest one above this folder.
pub fn read(input: &Input, lexicon: &Lexicon) -> anyhow::Result<Ignore> {
    let found = || if input.ignore_nothing { None } else { upwards(NAME) };
    let Some(path) = input.ignore_file.clone().or_else(found) else { return Ok(Ignore::default()) };
    let text = std::fs::read_to_string(&path).with_context(|| format!("The ignore file {} cannot be read", path.display()))?;
    let file: File = toml::from_str(&text).with_context(|| {
        format!("{} is not as it should be; an entry is [[ignore]] with `reason` and one or more of `files`, `rule`, `words`, `sentence`", path.display())
    })?;
    for (i, entry) in file.ignore.iter().enumerate() {
        let number = i + 1;
        if entry.reason.trim().is_empty() {
            bail!("{}: entry {number} gives no reason; say why its marks are ignored", path.display());
        }
        if entry.files.is_empty() && entry.rule.is_none() && entry.words.is_none() && entry.sentence.is_none() {
            bail!("{}: entry {number} would ignore everything; name `files`, a `rule`, `words` or a `sentence`", path.display());
        }
        if let Some(rule) = entry.rule.as_ref().filter(|r| lexicon.rule(r).is_none() && !lexicon.families.iter().any(|f| f.id == **r)) {
            let all = lexicon.families.iter().map(|f| f.id.as_str()).chain(lexicon.rules.iter().map(|r| r.id.as_str()));
            bail!("{}: entry {number}: there is no rule and no family \"{rule}\".{}", path.display(), super::check::nearest(rule, all));
        }
    }
    let digest = Some(sha256(text.as_bytes()));
    Ok(Ignore { path, digest, entries: file.ignore.into_iter().map(|e| (e, AtomicUsize::new(0))).collect() })
}

impl Ignore {
    /// The file that was read.
    pub fn path(&self) -> Option<&Path> {
        self.digest.as_ref().map(|_| self.path.as_path())
    }

    /// SHA-256 of the file that was read.
    pub fn digest(&self) -> Option<String> {
        self.digest.clone()
    }

    /// Takes the marks that an entry fits out of a reading.
    pub fn apply(&self, reading: &mut Reading, lexicon: &Lexicon) {
        if self.entries.is_empty() {
            return;
        }
        reading.ignore(lexicon, |reading, mark| {
            let (entry, count) = self.entries.iter().find(|(e, _)| e.fits(reading, mark, lexicon))?;
            count.fetch_add(1, Ordering::Relaxed);
            Some(entry.reason.clone())
        });
    }

    /// Says on standard error how many marks were ignored, and which entries fitted none.
    pub fn tell(&self) {
        let sum: usize = self.entries.iter().map(|(_, n)| n.load(Ordering::Relaxed)).sum();
        if sum > 0 {
            anstream::eprintln!("{sum} {} by {}.", if sum == 1 { "mark was ignored" } else { "marks were ignored" }, self.path.display());
        }
        for (i, _) in self.entries.iter().enumerate().filter(|(_, (_, n))| n.load(Ordering::Relaxed) == 0) {
            anstream::eprintln!("{}: entry {} fits no mark of these texts; it may be out of date.", self.path.display(), i + 1);
        }
    }
}

impl Entry {
    fn fits(&self, reading: &Reading, mark: &Mark, lexicon: &Lexicon) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let path = reading.meta.path.as_deref().unwrap_or(&reading.meta.id);
        let rule = &lexicon.rules[mark.rule as usize].id;
        let sentence = || reading.text.sentences.get(mark.sentence as usize).map_or("", |s| reading.text.slice(s.span));
        (self.files.is_empty() || self.files.iter().any(|f| fits(f, path)))
            && self.rule.as_ref().is_none_or(|r| r == rule || *r == lexicon.family(mark.rule).id)
            && self.words.as_ref().is_none_or(|w| plain(w) == plain(reading.text.slice(mark.span)))
            && self.sentence.as_ref().is_none_or(|s| plain(sentence()).contains(&plain(s)))
    }
}
