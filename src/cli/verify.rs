//! `slantscope verify`: makes a report again from its manifest, and says what differs and why.

use super::args::{Input, Report, Verify, Words};
use super::outcome::Outcome;
use super::style::{safe, width, wrap};
use super::{assemble, report};
use anyhow::{Context, anyhow, bail};
use slantscope::load::{sha256, slashed, walk};
use slantscope::report::manifest::{Manifest, NAME, Options, Stored};
use slantscope::report::model;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Files that are named one by one.
const MOST: usize = 20;

/// Makes the report again and compares it with what stands in its folder, byte for byte.
pub fn verify(args: &Verify) -> anyhow::Result<Outcome> {
    let found = files(&args.report)?;
    let Some(manifest) = found.get(NAME) else {
        bail!("{} holds no {NAME}, so it is no report, or its writing was broken off", args.report.display());
    };
    let stored = Stored::read(&String::from_utf8_lossy(manifest)).map_err(|e| anyhow!("{}: {e}", args.report.display()))?;
    let again = again(args, &stored.manifest.options)?;
    report::make(&again, Some(&stored.manifest.options), |made| {
        let (now, files) = (made.report, made.files());
        let files: BTreeMap<&str, &[u8]> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
        let told = told(&stored, &found, &now.manifest, &files);
        let mut out = anstream::stdout().lock();
        for line in &told {
            writeln!(out, "{}", wrap(&safe(line), width(), 0, 2))?;
        }
        match told.is_empty() {
            false => Ok(Outcome::Crossed),
            true => {
                writeln!(out, "The same report comes out again: {} files, byte for byte.", files.len())?;
                Ok(Outcome::Done)
            }
        }
    })
}

/// All files of the report's folder, with their paths in it.
fn files(folder: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let context = || format!("The report {} cannot be read; check the path", folder.display());
    let mut paths = Vec::new();
    walk(folder, &mut paths).with_context(context)?;
    let read = |p: PathBuf| Ok((slashed(p.strip_prefix(folder).unwrap_or(&p)), std::fs::read(&p).with_context(|| format!("{} cannot be read", p.display()))?));
    paths.into_iter().map(read).collect()
}

/// The arguments that the report was made with; what is named now goes before what the manifest names.
fn again(args: &Verify, options: &Options) -> anyhow::Result<Report> {
    let chosen = |now: &[PathBuf], then: &[String], what: &str, flag: &str| -> anyhow::Result<Vec<PathBuf>> {
        if !now.is_empty() {
            return Ok(now.to_vec());
        }
        let paths: Vec<PathBuf> = then.iter().map(PathBuf::from).collect();
        match paths.iter().find(|p| p.as_os_str() != "-" && !p.exists()) {
            Some(gone) => bail!("The {what} {} of this report cannot be found from this folder; say with {flag} where it lies", gone.display()),
            None => Ok(paths),
        }
    };
    let one = |now: &Option<PathBuf>, then: &Option<String>, what: &str, flag: &str| -> anyhow::Result<Option<PathBuf>> {
        Ok(chosen(now.as_slice(), then.as_slice(), what, flag)?.into_iter().next())
    };
    let ignore_file = one(&args.ignore_file, &options.ignore_file, "ignore file", "--ignore-file")?;
    Ok(Report {
        input: Input {
            paths: chosen(&args.inputs, &options.paths, "input", "--inputs")?,
            input_format: options.input_format.as_deref().and_then(assemble::input_format),
            text_column: options.text_column.clone(),
            any_language: options.any_language,
            source: options.source.clone(),
            threads: args.threads,
            max_seconds: args.max_seconds,
            ignore_nothing: ignore_file.is_none(),
            ignore_file,
            trace: false,
        },
        lexicon: Words {
            lexicon: chosen(&args.lexicon.lexicon, &options.lexicon, "folder of rules", "--lexicon")?,
            base_lexicon: one(&args.lexicon.base_lexicon, &options.base_lexicon, "lexicon", "--base-lexicon")?,
        },
        out: args.report.clone(),
        title: Some(options.title.clone()),
        norm: chosen(&args.norm, &options.norm, "norm", "--norm")?,
        base_rate: options.base_rate.as_deref().and_then(|share| share.parse().ok()),
        open: false,
    })
}

/// What differs: first what was done to the report, then what it is made from, then what comes out otherwise.
fn told(stored: &Stored, found: &BTreeMap<String, Vec<u8>>, now: &Manifest, files: &BTreeMap<&str, &[u8]>) -> Vec<String> {
    let digests: Vec<model::Input> = found.iter().map(|(path, bytes)| model::Input { path: path.clone(), sha256: sha256(bytes) }).collect();
    let mut out = first(stored.touched(&digests));
    let causes = stored.manifest.causes(now);
    let caused = !causes.is_empty();
    out.extend(first(causes));
    // what was touched is told above; here is what the run itself gives otherwise
    let written: BTreeMap<&str, &str> = stored.files.iter().map(|f| (f.path.as_str(), f.sha256.as_str())).collect();
    let differs = |path: &&str, bytes: &[u8]| written.get(*path).is_none_or(|then| *then != sha256(bytes));
    let other: Vec<&str> = files.iter().filter(|(path, bytes)| **path != NAME && differs(path, bytes)).map(|(path, _)| *path).collect();
    let gone = written.keys().filter(|path| !files.contains_key(**path)).count();
    if !other.is_empty() || gone > 0 {
        let some = other.iter().take(3).copied().collect::<Vec<_>>().join(", ");
        let why = if caused { "" } else { " Nothing that it is made from has changed: the manifest was edited, or this is another build of the program." };
        out.push(format!("{} of {} files come out otherwise{}{some}.{why}", other.len() + gone, written.len(), if some.is_empty() { "" } else { ": " }));
    } else if out.is_empty() && found.get(NAME).map(Vec::as_slice) != files.get(NAME).copied() {
        out.push(format!("{NAME} was changed after the report was written."));
    }
    out
}

/// The first sentences, and how many more there are.
fn first(mut all: Vec<String>) -> Vec<String> {
    let more = all.len().saturating_sub(MOST);
    all.truncate(MOST);
    if more > 0 {
        all.push(format!("... and {more} more like these."));
    }
    all
}
