//! `slantscope lexicon`: lists and tests rules.

use super::args::{LexiconCommand, Words};
use super::outcome::Outcome;
use super::{measure, words};
use slantscope::error::Fault;
use slantscope::lexicon::Lexicon;
use slantscope::lexicon::builtin::files_of;
use slantscope::load::slashed;
use slantscope::verify::verify;
use std::io::{self, Write};
use std::path::Path;

/// Runs the command on rules.
pub fn lexicon(command: &LexiconCommand) -> anyhow::Result<Outcome> {
    match command {
        LexiconCommand::List { lexicon } => list(lexicon),
        LexiconCommand::Test { dir } => test(dir.as_deref()),
        LexiconCommand::Measure(args) => measure::measure(args),
        LexiconCommand::Sample(args) => measure::sample(args),
    }
}

fn list(chosen: &Words) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(chosen)?;
    let mut out = io::stdout().lock();
    let longest = lexicon.rules.iter().map(|r| r.id.len()).max().unwrap_or(0).min(40);
    writeln!(out, "{:longest$}  {:>5}  {:>6}  TITLE", "RULE", "TERMS", "WEIGHT")?;
    for r in &lexicon.rules {
        writeln!(out, "{:longest$}  {:>5}  {:>6}  {}", r.id, r.terms.len(), r.weight, r.title)?;
    }
    writeln!(out, "{}", counts(&lexicon))?;
    Ok(Outcome::Done)
}

fn counts(lexicon: &Lexicon) -> String {
    format!("{} families, {} rules, {} terms", lexicon.families.len(), lexicon.rules.len(), lexicon.terms.len())
}

/// Tests the built-in rules, a whole lexicon, or a folder of own rules on top of the built-in ones.
fn test(dir: Option<&Path>) -> anyhow::Result<Outcome> {
    let (files, own) = match dir {
        None => (words::files(&Words::default())?, None),
        Some(dir) if dir.join("sources.toml").is_file() => (words::folder(dir, Path::new(""))?, None),
        Some(dir) => (words::files(&Words { lexicon: vec![dir.into()], base_lexicon: None })?, Some(slashed(dir))),
    };
    let mut out = io::stdout().lock();
    let lexicon = match files_of(&files) {
        Ok(lexicon) => lexicon,
        Err(faults) => {
            faults.0.iter().try_for_each(|f| writeln!(out, "{f}"))?;
            writeln!(out, "{} in {} files; the examples were not run.", faults_of(faults.0.len()), files.len())?;
            return Ok(Outcome::Incomplete);
        }
    };
    let tested = |path: &str| own.as_ref().is_none_or(|own| path.starts_with(own.as_str()));
    let faults: Vec<Fault> = verify(&lexicon, &files).into_iter().filter(|f| tested(&f.file)).collect();
    faults.iter().try_for_each(|f| writeln!(out, "{f}"))?;
    let examples: usize = lexicon.rules.iter().filter(|r| tested(&r.path)).map(|r| r.hit.len() + r.miss.len()).sum();
    writeln!(out, "{}; {examples} examples run, {}.", counts(&lexicon), faults_of(faults.len()))?;
    Ok(if faults.is_empty() { Outcome::Done } else { Outcome::Incomplete })
}

fn faults_of(n: usize) -> String {
    match n {
        0 => "no fault".into(),
        1 => "1 fault".into(),
        n => format!("{n} faults"),
    }
}
