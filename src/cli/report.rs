//! `slantscope report`: writes a report into a folder, and says in a few lines what it shows.

use super::args::Report;
use super::gather::{Gathered, gather_each};
use super::outcome::{Outcome, tell_count};
use super::style::{STRONG, safe, width, wrap};
use super::{assemble, folder, norm, words};
use anyhow::{Context, bail};
use slantscope::analyzer::Analyzer;
use slantscope::compare::compare;
use slantscope::lexicon::Lexicon;
use slantscope::report::model::{self, Options};
use slantscope::report::{self, Contents};
use slantscope::score::Reading;
use std::io::Write;
use std::path::Path;

/// Analyses the inputs and writes their report.
pub fn report(args: &Report) -> anyhow::Result<Outcome> {
    make(args, None, |made| {
        folder::write(&args.out, &|put| made.each_file(put))?;
        told(args, made.report, made.readings)?;
        if args.open {
            open(&args.out.join("index.html"))?;
        }
        Ok(Outcome::Done)
    })
}

/// A report, with what its files are written from.
pub(super) struct Made<'m> {
    pub report: &'m model::Report<'m>,
    readings: &'m [Reading],
    lexicon: &'m Lexicon,
}

impl Made<'_> {
    /// Hands over every file with its path, one after the other.
    fn each_file(&self, put: &mut dyn FnMut(&str, Contents) -> anyhow::Result<()>) -> anyhow::Result<()> {
        report::each_file(self.report, self.readings, self.lexicon, put)
    }

    /// All files, with their paths.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        report::files(self.report, self.readings, self.lexicon)
    }
}

/// Makes a report and hands it over. `recorded` is what the manifest says of the options, where that is known.
pub(super) fn make(args: &Report, recorded: Option<&Options>, then: impl FnOnce(&Made) -> anyhow::Result<Outcome>) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(&args.lexicon)?;
    let norms = norm::chosen(&args.norm)?;
    let analyzer = Analyzer::new(&lexicon).at_base_rate(args.base_rate);
    let gathered = gather_each(&args.input, &analyzer, &|reading| reading.fold(analyzer.lexicon))?;
    if gathered.readings.is_empty() {
        bail!("no document could be analysed, so no report was written");
    }
    let comparison = compare(&gathered.readings, &gathered.corpus, &lexicon);
    let options = recorded.cloned().unwrap_or_else(|| assemble::options(args, title(args, &gathered), gathered.ignore_file.as_deref()));
    let made = assemble::report(options, &gathered, &comparison, &lexicon, &norms);
    let outcome = then(&Made { report: &made, readings: &gathered.readings, lexicon: &lexicon })?;
    Ok(tell_count(gathered.errors.len(), gathered.readings.len()).max(outcome))
}

fn title(args: &Report, gathered: &Gathered) -> String {
    let folder = || args.input.paths.first().and_then(|p| p.file_stem()).map(|n| n.to_string_lossy().into_owned());
    args.title.clone().or_else(|| gathered.corpus.title.clone()).or_else(folder).unwrap_or_else(|| "Report".into())
}

/// The few lines that a user sees at the end: whose perspective, what stands out, where to look.
fn told(args: &Report, made: &model::Report, made_from: &[Reading]) -> anyhow::Result<()> {
    let width = width();
    let mut out = anstream::stdout().lock();
    if made.documents.len() > 1 {
        let (verdict, note) = (report::words::verdict(made.perspective.verdict), report::words::note(made.perspective));
        writeln!(out, "{STRONG}{verdict}{STRONG:#}\n{}\n", wrap(&safe(note), width, 2, 2))?;
    }
    let words: u64 = made_from.iter().map(|r| r.scores.words.total).sum();
    let read = match made.documents.len() {
        1 => format!("Read 1 document with {words} words."),
        n => format!("Read {n} documents with {words} words together."),
    };
    writeln!(out, "{}", wrap(&read, width, 0, 0))?;
    for finding in made.findings.iter().take(3) {
        writeln!(out, "{}", wrap(&safe(&format!("- {}", finding.text)), width, 0, 2))?;
    }
    writeln!(out, "\nThe report: {STRONG}{}{STRONG:#}", safe(&args.out.join("index.html").display().to_string()))?;
    Ok(())
}

/// Asks the system to show the page, and does not wait for it.
pub(super) fn open(page: &Path) -> anyhow::Result<()> {
    open::that_detached(page).with_context(|| format!("{} was written, but no program could be started to show it; open it yourself", page.display()))
}
