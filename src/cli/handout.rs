//! `slantscope handout`: writes sheets for a class about one text, or about two on one event.

use super::args::{Handout, Input, Sheets};
use super::gather::gather;
use super::outcome::Outcome;
use super::words;
use anyhow::bail;
use slantscope::analyzer::Analyzer;
use slantscope::compare::compare;
use slantscope::handout::{self, Options};
use slantscope::score::Reading;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Makes the handout and writes it.
pub fn handout(args: &Handout) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(&args.lexicon)?;
    let analyzer = Analyzer::new(&lexicon);
    let paths: Vec<PathBuf> = std::iter::once(&args.file).chain(&args.pair).cloned().collect();
    let wanted = paths.len();
    let gathered = gather(&Input { paths, input_format: args.input_format, ..Input::default() }, &analyzer)?;
    if !gathered.errors.is_empty() || gathered.readings.len() != wanted {
        bail!("{}", told(gathered.readings.len(), wanted));
    }
    let comparison = compare(&gathered.readings, &gathered.corpus, &lexicon);
    let options = Options { level: args.level.into(), questions: args.questions.map(usize::from), key: args.key, hide_source: args.hide_source };
    let made = handout::handout(&gathered.readings, &comparison, &lexicon, &options);
    let format = format(args);
    let bytes = match format {
        Sheets::Html => handout::html::page(&made),
        Sheets::Docx => handout::docx::file(&made),
    };
    write(args, format, &gathered.readings[0], &bytes)?;
    Ok(Outcome::Done)
}

fn told(found: usize, wanted: usize) -> String {
    match (found, wanted) {
        (0, _) => "no handout was written, because no document could be analysed".into(),
        (n, 1) => format!("a handout is made of one text, and {n} were found; name a file that holds one text, and a second one with --pair"),
        (n, _) => format!("a handout with --pair is made of two texts, and {n} could be read; name two files that hold one text each"),
    }
}

/// What was asked for, else what the file's ending says.
fn format(args: &Handout) -> Sheets {
    let docx = args.out.as_deref().and_then(Path::extension).is_some_and(|e| e.eq_ignore_ascii_case("docx"));
    args.format.unwrap_or(if docx { Sheets::Docx } else { Sheets::Html })
}

/// Into --out; without it to standard output, or on a terminal, which could not show it, into a file named after the text.
fn write(args: &Handout, format: Sheets, first: &Reading, bytes: &[u8]) -> anyhow::Result<()> {
    let terminal = std::io::stdout().is_terminal();
    let out = args.out.clone().or_else(|| {
        let ending = if format == Sheets::Docx { "docx" } else { "html" };
        (terminal || args.open).then(|| format!("{}-handout.{ending}", slantscope::report::slug::slug(&first.meta.id)).into())
    });
    let Some(out) = out else {
        return Ok(std::io::stdout().lock().write_all(bytes)?);
    };
    super::folder::write_file(&out, bytes)?;
    if terminal || args.open {
        writeln!(anstream::stdout().lock(), "The handout: {}", out.display())?;
    }
    if args.open { super::report::open(&out) } else { Ok(()) }
}

impl From<super::args::Level> for handout::Level {
    fn from(level: super::args::Level) -> handout::Level {
        match level {
            super::args::Level::First => handout::Level::First,
            super::args::Level::Middle => handout::Level::Middle,
            super::args::Level::Upper => handout::Level::Upper,
        }
    }
}
