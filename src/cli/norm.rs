//! `slantscope norm`: makes norms from anyone's own texts, and shows the ones in use.

use super::args::{NormBuild, NormCommand, NormList};
use super::gather::gather;
use super::outcome::{Outcome, tell_count};
use super::{style, words};
use anyhow::{Context, anyhow, bail};
use slantscope::analyzer::Analyzer;
use slantscope::lexicon::Lexicon;
use slantscope::norm::{Card, MEASURES, Norm, Norms, Plan, build};
use slantscope::score::Reading;
use std::io::{self, Write};
use std::path::PathBuf;

/// Runs the command on norms.
pub fn norm(command: &NormCommand) -> anyhow::Result<Outcome> {
    match command {
        NormCommand::Build(args) => make(args),
        NormCommand::List(args) => list(args),
    }
}

/// The built-in norms, and the user's own before them.
pub fn chosen(own: &[PathBuf]) -> anyhow::Result<Norms> {
    let read = |path: &PathBuf| -> anyhow::Result<Norm> {
        let text = std::fs::read_to_string(path).with_context(|| format!("The norm {} cannot be read; check the path", path.display()))?;
        Norm::read(&path.display().to_string(), &text).map_err(|e| anyhow!(e))
    };
    Ok(Norms::builtin().map_err(|e| anyhow!(e))?.with(own.iter().map(read).collect::<anyhow::Result<Vec<_>>>()?))
}

fn make(args: &NormBuild) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(&args.lexicon)?;
    if let Some(unknown) = args.without.iter().find(|w| !MEASURES.iter().any(|(name, _)| name == w)) {
        let names: Vec<&str> = MEASURES.iter().map(|m| m.0).collect();
        bail!("There is no measure \"{unknown}\" to leave out; the measures are {}", names.join(", "));
    }
    let gathered = gather(&args.input, &Analyzer::new(&lexicon))?;
    let (all, failed) = (gathered.readings.len(), gathered.errors.len());
    let taken: Vec<Reading> = gathered.readings.into_iter().filter(|r| takes(args, r)).collect();
    let plan = Plan { genre: args.genre.clone(), also: args.also.clone(), card: card(args), without: args.without.clone() };
    let norm = build(&taken, &lexicon, plan).map_err(|e| anyhow!(e))?;
    match &args.out {
        Some(path) => {
            std::fs::write(path, norm.written()).with_context(|| format!("{} cannot be written; choose another place with --out", path.display()))?;
            let told = format!("{}: {} of {all} documents, {} words.", path.display(), norm.card.n, norm.card.words);
            writeln!(anstream::stdout().lock(), "{told}")?;
        }
        None => io::stdout().lock().write_all(norm.written().as_bytes())?,
    }
    Ok(tell_count(failed, all))
}

/// Whether a document belongs to the genre: it declares one that is asked for, or none.
fn takes(args: &NormBuild, reading: &Reading) -> bool {
    let wanted = |g: &str| args.take.iter().chain([&args.genre]).chain(&args.also).any(|t| t.eq_ignore_ascii_case(g));
    reading.meta.genre.as_deref().is_none_or(wanted)
}

fn card(args: &NormBuild) -> Card {
    let list = |flag: &str, all: &[String]| if all.is_empty() { String::new() } else { format!(" {flag} {}", all.join(",")) };
    // the texts may lie anywhere: the command names the files, not the folders of one machine
    let name = |p: &PathBuf| p.file_name().map_or_else(|| p.display().to_string(), |n| n.to_string_lossy().into_owned());
    let paths: Vec<String> = args.input.paths.iter().map(name).collect();
    Card {
        set: args.set.clone(),
        dates: args.dates.clone(),
        licence: args.licence.clone(),
        limits: args.limits.clone(),
        command: format!(
            "slantscope norm build {} --genre {}{}{}{}",
            paths.join(" "),
            args.genre,
            list("--also", &args.also),
            list("--take", &args.take),
            list("--without", &args.without)
        ),
        ..Card::default()
    }
}

fn list(args: &NormList) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(&args.lexicon)?;
    let norms = chosen(&args.norm)?;
    let mut out = anstream::stdout().lock();
    for norm in norms.iter() {
        show(&mut out, norm, &lexicon)?;
    }
    if norms.iter().next().is_none() {
        writeln!(out, "There is no norm. Make one with `slantscope norm build`, and use it with --norm FILE.")?;
    }
    Ok(Outcome::Done)
}

fn show(out: &mut impl Write, norm: &Norm, lexicon: &Lexicon) -> io::Result<()> {
    let (c, width) = (&norm.card, style::width());
    writeln!(out, "{}{}{:#}: {} documents, {} words", style::STRONG, norm.genre, style::STRONG, c.n, c.words)?;
    for (what, text) in [("From", &c.set), ("Written", &c.dates), ("Licence", &c.licence), ("Limits", &c.limits)] {
        if !text.is_empty() {
            writeln!(out, "{}", style::wrap(&format!("{what}: {text}"), width, 2, 4))?;
        }
    }
    for (name, _) in MEASURES {
        if let Some(d) = norm.measures.get(name) {
            let [low, middle, high] = [2, 10, 18].map(|i| d.percentiles[i]);
            writeln!(out, "  {name:22} 1 of 10 below {low:>7.3}   middle {middle:>7.3}   1 of 10 above {high:>7.3}")?;
        }
    }
    let state = norm.stale(lexicon).unwrap_or_else(|| "In date: made with the rules in use.".into());
    writeln!(out, "{}\n", style::wrap(&state, width, 2, 4))
}
