//! `slantscope report`: writes a report into a folder, and says in a few lines what it shows.

use super::args::Report;
use super::gather::{Gathered, gather};
use super::outcome::{Outcome, tell_count};
use super::stream::error_record;
use super::style::{STRONG, width, wrap};
use super::words;
use anyhow::{Context, bail};
use slantscope::analyzer::Analyzer;
use slantscope::attribute::SourceClass;
use slantscope::compare::{Comparison, compare};
use slantscope::lexicon::Lexicon;
use slantscope::report::model;
use std::io::Write;
use std::path::Path;

/// Analyses the inputs and writes their report.
pub fn report(args: &Report) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(&args.lexicon)?;
    let analyzer = Analyzer::new(&lexicon);
    let gathered = gather(&args.input, &analyzer);
    if gathered.readings.is_empty() {
        bail!("no document could be analysed, so no report was written");
    }
    let comparison = compare(&gathered.readings, &gathered.corpus, &lexicon);
    let files = files(args, &gathered, &comparison, &lexicon)?;
    for (name, bytes) in &files {
        write(&args.out.join(name), bytes)?;
    }
    told(args, &gathered, &comparison)?;
    if args.open {
        open(&args.out.join("index.html"))?;
    }
    Ok(tell_count(gathered.errors.len(), gathered.readings.len()))
}

/// All files of the report, by their path in its folder.
fn files(args: &Report, gathered: &Gathered, comparison: &Comparison, lexicon: &Lexicon) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let manifest = manifest(gathered, lexicon);
    let errors = gathered.errors.iter().map(error_record).collect();
    let made = model::Report {
        schema: model::REPORT_SCHEMA,
        title: title(args, gathered),
        perspective: &comparison.perspective,
        sources: &comparison.sources,
        documents: gathered.readings.iter().map(|r| r.record(lexicon)).collect(),
        actors: &comparison.actors,
        ledger: &comparison.ledger,
        echoes: &comparison.echoes,
        errors,
        manifest: manifest.clone(),
    };
    Ok(vec![("report.json".into(), serde_json::to_vec_pretty(&made)?), ("manifest.json".into(), serde_json::to_vec_pretty(&manifest)?)])
}

fn title(args: &Report, gathered: &Gathered) -> String {
    let folder = || args.input.paths.first().and_then(|p| p.file_stem()).map(|n| n.to_string_lossy().into_owned());
    args.title.clone().or_else(|| gathered.corpus.title.clone()).or_else(folder).unwrap_or_else(|| "Report".into())
}

fn manifest(gathered: &Gathered, lexicon: &Lexicon) -> model::Manifest {
    let input = |meta: &slantscope::extract::Meta| model::Input {
        path: meta.path.clone().unwrap_or_else(|| "-".into()),
        sha256: meta.hash.clone().unwrap_or_default(),
    };
    model::Manifest {
        schema: "slantscope.manifest/1",
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        lexicon: lexicon.digest.clone(),
        rules: lexicon.rules.len(),
        terms: lexicon.terms.len(),
        inputs: gathered.readings.iter().map(|r| input(&r.meta)).collect(),
    }
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("The folder {} cannot be made; choose another with --out", folder.display()))?;
    }
    std::fs::write(path, bytes).with_context(|| format!("{} cannot be written; choose another folder with --out", path.display()))
}

/// The few lines that a user sees at the end.
fn told(args: &Report, gathered: &Gathered, comparison: &Comparison) -> anyhow::Result<()> {
    let width = width();
    let mut out = anstream::stdout().lock();
    let note = &comparison.perspective.note;
    if !note.is_empty() {
        writeln!(out, "{STRONG}Whose perspective?{STRONG:#}\n{}\n", wrap(note, width, 2, 2))?;
    }
    let words: u64 = gathered.readings.iter().map(|r| r.scores.words.total).sum();
    let marks: u64 = gathered.readings.iter().flat_map(|r| &r.marks).filter(|m| m.weight > 0.0 && m.voice.is_own()).count() as u64;
    writeln!(
        out,
        "{}",
        wrap(&format!("Read {} documents, {words} words. {marks} marks of persuasion in the authors' own voice.", gathered.readings.len()), width, 0, 0)
    )?;
    let figures: Vec<_> = gathered.readings.iter().flat_map(|r| &r.attributed.figures).collect();
    let bare = figures.iter().filter(|f| f.class == SourceClass::None).count();
    if !figures.is_empty() {
        writeln!(out, "{}", wrap(&format!("{} figures, {bare} of them on nobody's word but the author's.", figures.len()), width, 0, 0))?;
    }
    writeln!(out, "\nThe report: {STRONG}{}{STRONG:#}", args.out.join("index.html").display())?;
    Ok(())
}

/// Asks the system to show the page.
fn open(page: &Path) -> anyhow::Result<()> {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let opened = std::process::Command::new(program).arg(page).spawn();
    opened.map(|_| ()).with_context(|| format!("The report was written, but {program} could not show it; open {} yourself", page.display()))
}
