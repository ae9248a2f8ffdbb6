//! Reads and analyses all documents, with a progress bar on a terminal.

use super::args::Input;
use super::ignore;
use super::outcome::tell;
use indicatif::{ProgressBar, ProgressStyle};
use slantscope::analyzer::Analyzer;
use slantscope::error::InputError;
use slantscope::extract::{Corpus, Document, Media};
use slantscope::load::{self, Inputs, Options};
use slantscope::report::model::Input as Declared;
use slantscope::score::Reading;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// All readings in the order of their documents, and what failed.
pub struct Gathered {
    pub readings: Vec<Reading>,
    pub corpus: Corpus,
    /// Files that say something of the documents, with the SHA-256 of their bytes.
    pub declared: Vec<Declared>,
    pub ignore_file: Option<PathBuf>,
    pub errors: Vec<InputError>,
}

/// What loading is asked for.
pub fn options(input: &Input) -> Options {
    Options {
        media: input.input_format.map(Media::from),
        text_column: input.text_column.clone(),
        any_language: input.any_language,
        trace: input.trace,
        longest: Some(input.max_seconds.map_or(load::LONGEST, |n| Duration::from_secs(n.into()))),
        ..Options::default()
    }
}

/// The inputs that the arguments name, not read yet.
pub fn inputs(input: &Input) -> Inputs {
    Inputs::new(&input.paths, options(input))
}

/// How many threads the arguments ask for.
pub fn threads(input: &Input) -> usize {
    let stdin = input.paths.iter().any(|p| p.as_os_str() == "-");
    let all = || std::thread::available_parallelism().map_or(1, usize::from);
    input.threads.map_or_else(|| if stdin { 1 } else { all() }, usize::from)
}

/// Reads everything and analyses it; what failed is told at once.
pub fn gather(input: &Input, analyzer: &Analyzer) -> anyhow::Result<Gathered> {
    gather_each(input, analyzer, &|_| {})
}

/// The same, and calls `kept` with every reading before the next document is analysed.
pub fn gather_each(input: &Input, analyzer: &Analyzer, kept: &Kept) -> anyhow::Result<Gathered> {
    let ignore = ignore::read(input, analyzer.lexicon)?;
    let loaded = load::load(&input.paths, options(input));
    let mut errors = loaded.errors;
    let documents: Vec<Document> = loaded.documents.into_iter().map(|d| named(d, input)).collect();
    let bar = progress(documents.len());
    let finished = |reading: &mut Reading| {
        ignore.apply(reading, analyzer.lexicon);
        kept(reading);
    };
    let results = analyze_all(documents, analyzer, threads(input), &finished, &bar);
    bar.finish_and_clear();
    let mut readings = Vec::with_capacity(results.len());
    for result in results {
        match result {
            Ok(reading) => readings.push(reading),
            Err(e) => errors.push(e),
        }
    }
    errors.iter().for_each(tell);
    ignore.tell();
    let mut declared: Vec<Declared> = loaded.manifests.into_iter().map(|(path, sha256)| Declared { path, sha256 }).collect();
    declared.extend(ignore.digest().map(|sha256| Declared { path: ignore::NAME.into(), sha256 }));
    Ok(Gathered { readings, corpus: loaded.corpus, declared, ignore_file: ignore.path().map(Path::to_path_buf), errors })
}

/// The name of the source on the command line goes before all others.
pub fn named(mut document: Document, input: &Input) -> Document {
    if let Some(source) = &input.source {
        document.meta.source = Some(source.clone());
        document.meta.source_from = Some("the command line".into());
    }
    document
}

/// Analyses one document; a mistake of the program costs that document, not the run.
pub fn analyze(document: Document, analyzer: &Analyzer) -> Result<Reading, InputError> {
    let (id, place) = (document.meta.id.clone(), document.meta.path.clone().unwrap_or_else(|| load::STDIN.into()));
    catch_unwind(AssertUnwindSafe(|| analyzer.analyze(document))).map_err(|_| {
        let message = "The analysis of this document stopped by a mistake of the program. Please report it, with the document if you may.";
        InputError { id: Some(id), ..InputError::new(&place, message) }
    })
}

/// What is done with a reading as soon as it is made.
pub type Kept<'k> = dyn Fn(&mut Reading) + Sync + 'k;

/// A document that waits, then its result.
struct Slot {
    document: Option<Document>,
    result: Option<Result<Reading, InputError>>,
}

fn analyze_all(documents: Vec<Document>, analyzer: &Analyzer, threads: usize, kept: &Kept, bar: &ProgressBar) -> Vec<Result<Reading, InputError>> {
    let next = AtomicUsize::new(0);
    let slots: Vec<Mutex<Slot>> = documents.into_iter().map(|d| Mutex::new(Slot { document: Some(d), result: None })).collect();
    let work = || {
        while let Some(slot) = slots.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut slot = slot.lock().unwrap_or_else(|e| e.into_inner());
            slot.result = slot.document.take().map(|document| {
                let mut result = analyze(document, analyzer);
                result.iter_mut().for_each(Reading::let_go);
                result.iter_mut().for_each(kept);
                result
            });
            bar.inc(1);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(slots.len()) {
            scope.spawn(work);
        }
        work();
    });
    slots.into_iter().filter_map(|slot| slot.into_inner().unwrap_or_else(|e| e.into_inner()).result).collect()
}

/// A bar on standard error, if that is a terminal and there is something to wait for.
fn progress(documents: usize) -> ProgressBar {
    if documents < 2 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("Reading {bar:30} {pos} of {len} documents, {eta} left").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(documents as u64).with_style(style)
}
