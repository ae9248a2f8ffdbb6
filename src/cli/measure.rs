//! `slantscope lexicon measure` and `sample`: evidence for rules, and hits to be judged by reading.

use super::args::{Measure, Sample, Words};
use super::check::known;
use super::gold::{self, Opened};
use super::outcome::{Outcome, tell};
use super::words;
use anyhow::{Context, bail};
use slantscope::analyzer::Analyzer;
use slantscope::eval::judgments::{self, Drawn};
use slantscope::eval::{Measured, Reads, evidence, measure as measured, write};
use slantscope::lexicon::Lexicon;
use slantscope::lexicon::file::Evidence;
use slantscope::load::slashed;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// Measures, shows, and writes what it is asked to write.
pub fn measure(args: &Measure) -> anyhow::Result<Outcome> {
    let chosen = match &args.write {
        Some(dir) if dir.join("en").is_dir() => Words { base_lexicon: Some(dir.clone()), ..Words::default() },
        Some(dir) => Words { lexicon: vec![dir.clone()], ..Words::default() },
        None => Words::default(),
    };
    let lexicon = words::chosen(&chosen)?;
    let analyzer = Analyzer::new(&lexicon);
    let sets = gold::open(&args.gold, &lexicon, false)?;
    let all: Vec<Measured> = sets.iter().filter(|s| s.set.reads != Reads::Sample).map(|s| measured(&s.set, &s.gold, &analyzer)).collect();
    let read = match &args.judgments {
        Some(path) => judged(path, &sets, &analyzer)?,
        None => Default::default(),
    };
    io::stdout().lock().write_all(write::text(&all, &lexicon, true, &[]).as_bytes())?;
    if let Some(dir) = &args.write {
        let written = write_evidence(dir, &evidence::evidence(&all, &read, &lexicon), &lexicon)?;
        anstream::eprintln!("{written} files below {} were written.", dir.display());
    }
    if let Some(path) = &args.out {
        let page = write::page(&all, &read.0, &lexicon, &[command(args)]);
        std::fs::write(path, page).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(Outcome::Done)
}

/// The command that was given, with the folder of the data left open: it lies elsewhere on every machine.
fn command(args: &Measure) -> String {
    let mut out = "slantscope lexicon measure".to_string();
    let mut add = |flag: &str, value: &str| out.push_str(&format!("{flag} {value}"));
    args.gold.gold.iter().for_each(|p| add("", &slashed(p)));
    if args.gold.data.is_some() {
        add(" --data", "DATA");
    }
    if args.gold.texts.is_some() {
        add(" --texts", "TEXTS");
    }
    for (flag, path) in [(" --judgments", &args.judgments), (" --write", &args.write), (" --out", &args.out)] {
        if let Some(path) = path {
            add(flag, &slashed(path));
        }
    }
    out
}

type ByIds = (BTreeMap<String, slantscope::eval::Counts>, BTreeMap<String, slantscope::eval::Counts>);

fn judged(path: &Path, sets: &[Opened], analyzer: &Analyzer) -> anyhow::Result<ByIds> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let all = judgments::read(&text, &path.display().to_string()).or_else(|errors| {
        errors.iter().for_each(tell);
        bail!("the judgments have faults, and nothing was measured")
    })?;
    if let Some(j) = all.iter().find(|j| !sets.iter().any(|s| s.set.name == j.set)) {
        bail!("{}: a judgment is of the set \"{}\", which no plan names", path.display(), j.set);
    }
    let hits: Vec<Drawn> = sets
        .iter()
        .filter(|s| all.iter().any(|j| j.set == s.set.name))
        .flat_map(|s| {
            let read: Vec<_> = s.gold.iter().filter(|g| all.iter().any(|j| j.id == g.id)).cloned().collect();
            judgments::hits(&s.set, &read, analyzer)
        })
        .collect();
    Ok(judgments::judged(&all, &hits))
}

/// Writes the evidence of every rule and family below the folder; one that has none any more loses it.
fn write_evidence(dir: &Path, all: &BTreeMap<String, Evidence>, lexicon: &Lexicon) -> anyhow::Result<usize> {
    let mut written = 0;
    let (families, rules) = (lexicon.families.iter().map(|f| &f.id), lexicon.rules.iter().map(|r| &r.id));
    let known: std::collections::BTreeSet<&str> = families.chain(rules).map(String::as_str).collect();
    for file in words::folder(dir, Path::new(""))? {
        let id = file.text.lines().find_map(|l| l.split_once('=').filter(|(k, _)| k.trim() == "id")).map(|(_, v)| v.split('#').next().unwrap_or(v).trim());
        let Some(id) = id.map(|v| v.trim_matches(['"', '\''])).filter(|id| known.contains(id)) else { continue };
        let path = dir.join(&file.path);
        let text = evidence::set(&file.text, all.get(id)).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
        if text != file.text {
            std::fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
            written += 1;
        }
    }
    Ok(written)
}

/// Draws hits and writes them as judgments to fill in, each with its sentence as a comment.
pub fn sample(args: &Sample) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(&args.lexicon)?;
    known(args.family.iter().map(String::as_str), &lexicon)?;
    let analyzer = Analyzer::new(&lexicon);
    let sets = gold::open(&args.gold, &lexicon, true)?;
    let planned = sets.iter().any(|s| s.set.reads == Reads::Sample);
    let from = sets.iter().filter(|s| !planned || s.set.reads == Reads::Sample);
    let hits: Vec<Drawn> = from.flat_map(|s| judgments::hits(&s.set, &s.gold, &analyzer)).collect();
    let scored = lexicon.families.iter().filter(|f| f.tier.is_scored()).map(|f| f.id.as_str());
    let families: Vec<&str> = if args.family.is_empty() { scored.collect() } else { args.family.iter().map(String::as_str).collect() };
    let mut out = io::stdout().lock();
    for hit in judgments::draw(hits, &families, args.number, args.seed) {
        writeln!(out, "# {}", hit.sentence)?;
        writeln!(out, "{}", serde_json::to_string(&hit.judgment)?)?;
    }
    anstream::eprintln!("Write true or false in the place of null, and keep the lines without those that begin with #: they are the texts'.");
    Ok(Outcome::Done)
}
