//! Puts the readings together into the report that all formats are written from.

use super::args::{self, InputFormat};
use super::gather::Gathered;
use super::stream::error_record;
use clap::ValueEnum;
use slantscope::compare::Comparison;
use slantscope::lexicon::Lexicon;
use slantscope::load::slashed;
use slantscope::norm::Norms;
use slantscope::report::model::{self, Manifest, Options, Report};
use std::path::{Path, PathBuf};

/// The report of everything that was gathered.
pub fn report<'g>(options: Options, gathered: &'g Gathered, comparison: &'g Comparison, lexicon: &'g Lexicon, norms: &Norms) -> Report<'g> {
    let errors = gathered.errors.iter().map(error_record).collect();
    let title = options.title.clone();
    let manifest = Manifest::new(lexicon, norms, options, gathered.declared.clone(), &gathered.readings);
    model::report(&title, &gathered.readings, comparison, lexicon, norms, manifest, errors)
}

/// What a report was asked for, as its manifest keeps it.
pub fn options(args: &args::Report, title: String, ignore_file: Option<&Path>) -> Options {
    let all = |paths: &[PathBuf]| paths.iter().map(|p| kept(p)).collect();
    Options {
        paths: all(&args.input.paths),
        title,
        source: args.input.source.clone(),
        input_format: args.input.input_format.and_then(|f| Some(f.to_possible_value()?.get_name().to_string())),
        text_column: args.input.text_column.clone(),
        any_language: args.input.any_language,
        lexicon: all(&args.lexicon.lexicon),
        base_lexicon: args.lexicon.base_lexicon.as_deref().map(kept),
        norm: all(&args.norm),
        ignore_file: ignore_file.map(kept),
        base_rate: args.base_rate.map(|share| share.to_string()),
    }
}

/// A path as a manifest may show it: where a folder lies on somebody's machine is nobody's business.
fn kept(path: &Path) -> String {
    match path.file_name() {
        Some(name) if path.is_absolute() => name.to_string_lossy().into_owned(),
        _ => slashed(path),
    }
}

/// The format that a manifest names.
pub fn input_format(name: &str) -> Option<InputFormat> {
    InputFormat::from_str(name, false).ok()
}
