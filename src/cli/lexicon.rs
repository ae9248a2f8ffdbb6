//! `slantscope lexicon`: lists and tests rules.

use super::args::{LexiconCommand, Words};
use super::outcome::Outcome;
use super::{audit, exchange, measure, words};
use anyhow::Context;
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
        LexiconCommand::Page { out, lexicon } => page(out, lexicon),
        LexiconCommand::New(args) => exchange::new(args),
        LexiconCommand::Import(args) => exchange::import(args),
        LexiconCommand::Export(args) => exchange::export(args),
        LexiconCommand::Audit(args) => audit::audit(args),
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

fn page(out: &Path, chosen: &Words) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(chosen)?;
    std::fs::write(out, slantscope::report::page::lexicon::alone(&lexicon)).with_context(|| format!("{} cannot be written", out.display()))?;
    Ok(Outcome::Done)
}

fn counts(lexicon: &Lexicon) -> String {
    format!("{} families, {} rules, {} terms", lexicon.families.len(), lexicon.rules.len(), lexicon.terms.len())
}

/// Tests the built-in rules, a whole lexicon, or a folder of own rules on top of the built-in ones.
fn test(dir: Option<&Path>) -> anyhow::Result<Outcome> {
    let (gathered, own) = match dir {
        None => (words::gathered(&Words::default())?, None),
        Some(dir) if dir.join("en").is_dir() => (words::Gathered { files: words::folder(dir, Path::new(""))?, adjusted: Vec::new(), packs: Vec::new() }, None),
        Some(dir) => (words::gathered(&Words { lexicon: vec![dir.into()], base_lexicon: None })?, Some(slashed(dir))),
    };
    let files = gathered.files;
    let mut out = io::stdout().lock();
    let lexicon = match files_of(&files) {
        Ok(mut lexicon) => {
            lexicon.adjusted = gathered.adjusted;
            lexicon
        }
        Err(faults) => {
            faults.0.iter().try_for_each(|f| writeln!(out, "{f}"))?;
            writeln!(out, "{} in {} files; the examples were not run.", faults_of(faults.0.len()), files.len())?;
            return Ok(Outcome::Incomplete);
        }
    };
    let tested = |path: &str| own.as_ref().is_none_or(|own| path.starts_with(own.as_str()));
    let faults: Vec<Fault> = verify(&lexicon, &[files, gathered.packs].concat()).into_iter().filter(|f| tested(&f.file)).collect();
    faults.iter().try_for_each(|f| writeln!(out, "{f}"))?;
    let adjusted: usize = lexicon.adjusted.iter().map(|a| a.hit.len() + a.miss.len()).sum();
    let own_examples = lexicon.rules.iter().filter(|r| tested(&r.path) && !lexicon.adjusted.iter().any(|a| a.rule == r.id));
    let examples = own_examples.map(|r| r.hit.len() + r.miss.len()).sum::<usize>() + adjusted;
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
