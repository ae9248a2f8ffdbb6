//! `slantscope report`: writes a report into a folder, and says in a few lines what it shows.

use super::args::Report;
use super::gather::{Gathered, gather};
use super::outcome::{Outcome, tell_count};
use super::style::{STRONG, width, wrap};
use super::{assemble, norm, words};
use anyhow::{Context, bail};
use slantscope::analyzer::Analyzer;
use slantscope::compare::compare;
use slantscope::report::{self, model};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Analyses the inputs and writes their report.
pub fn report(args: &Report) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(&args.lexicon)?;
    let norms = norm::chosen(&args.norm)?;
    let analyzer = Analyzer::new(&lexicon);
    let gathered = gather(&args.input, &analyzer)?;
    if gathered.readings.is_empty() {
        bail!("no document could be analysed, so no report was written");
    }
    let comparison = compare(&gathered.readings, &gathered.corpus, &lexicon);
    let made = assemble::report(&title(args, &gathered), &gathered, &comparison, &lexicon, &norms);
    report::each_file(&made, &gathered.readings, &lexicon, |name, contents| write_with(&args.out.join(name), contents))?;
    told(args, &made)?;
    if args.open {
        open(&args.out.join("index.html"))?;
    }
    Ok(tell_count(gathered.errors.len(), gathered.readings.len()))
}

fn title(args: &Report, gathered: &Gathered) -> String {
    let folder = || args.input.paths.first().and_then(|p| p.file_stem()).map(|n| n.to_string_lossy().into_owned());
    args.title.clone().or_else(|| gathered.corpus.title.clone()).or_else(folder).unwrap_or_else(|| "Report".into())
}

/// Writes a file, and the folders on the way to it.
pub(super) fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    write_with(path, &|to| to.write_all(bytes))
}

/// Writes a file of what `contents` writes, and the folders on the way to it.
fn write_with(path: &Path, contents: &dyn Fn(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("The folder {} cannot be made; choose another with --out", folder.display()))?;
    }
    let written = std::fs::File::create(path).and_then(|file| {
        let mut to = BufWriter::new(file);
        contents(&mut to)?;
        to.flush()
    });
    written.with_context(|| format!("{} cannot be written; choose another folder with --out", path.display()))
}

/// The few lines that a user sees at the end: whose perspective, what stands out, where to look.
fn told(args: &Report, made: &model::Report) -> anyhow::Result<()> {
    let width = width();
    let mut out = anstream::stdout().lock();
    if made.documents.len() > 1 {
        let (verdict, note) = (report::words::verdict(made.perspective.verdict), report::words::note(made.perspective));
        writeln!(out, "{STRONG}{verdict}{STRONG:#}\n{}\n", wrap(note, width, 2, 2))?;
    }
    let words: u64 = made.documents.iter().map(|d| d.words).sum();
    let read = match made.documents.len() {
        1 => format!("Read 1 document with {words} words."),
        n => format!("Read {n} documents with {words} words together."),
    };
    writeln!(out, "{}", wrap(&read, width, 0, 0))?;
    for finding in made.findings.iter().take(3) {
        writeln!(out, "{}", wrap(&format!("- {}", finding.text), width, 0, 2))?;
    }
    writeln!(out, "\nThe report: {STRONG}{}{STRONG:#}", args.out.join("index.html").display())?;
    Ok(())
}

/// Asks the system to show the page, and does not wait for it.
pub(super) fn open(page: &Path) -> anyhow::Result<()> {
    open::that_detached(page).with_context(|| format!("{} was written, but no program could be started to show it; open it yourself", page.display()))
}
