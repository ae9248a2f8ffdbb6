//! `slantscope compare`: two documents, sources or versions side by side, in lines that fit a terminal.

use super::args::{Compare, CompareFormat, Input};
use super::gather::gather;
use super::outcome::{Outcome, tell_count};
use super::style::{STRONG, plain, width, wrap};
use super::words;
use anyhow::bail;
use slantscope::analyzer::Analyzer;
use slantscope::compare::Direction;
use slantscope::compare::pair::{Change, ClaimChange, FigureChange, MarkChange, Pair, Relation, Spot, pair};
use slantscope::report::{json, words as say};
use slantscope::score::Reading;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// Entries of one kind that the text shows; JSON has all.
const SHOWN: usize = 30;

/// Sets A and B side by side.
pub fn compare(args: &Compare) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(&args.lexicon)?;
    let analyzer = Analyzer::new(&lexicon);
    let (mut sides, mut failed, mut all) = (Vec::new(), 0, 0);
    for (letter, path) in [("A", &args.a), ("B", &args.b)] {
        let input = Input { paths: vec![path.clone()], ..Input::default() };
        let mut gathered = gather(&input, &analyzer)?;
        if gathered.readings.is_empty() {
            bail!("{} holds no document that could be analysed, so there is nothing to compare", path.display());
        }
        // two versions of one file have one name
        gathered.readings.iter_mut().for_each(|r| r.meta.id = format!("{letter}/{}", r.meta.id));
        failed += gathered.errors.len();
        all += gathered.readings.len();
        sides.push((name(path, &gathered.readings, letter), gathered.readings));
    }
    let (b, a) = (sides.pop().unwrap_or_default(), sides.pop().unwrap_or_default());
    let pair = pair((&a.0, a.1), (&b.0, b.1), &lexicon);
    match args.format {
        CompareFormat::Json => io::stdout().lock().write_all(&json::pretty(&pair))?,
        CompareFormat::Text => shown(&pair, &mut anstream::stdout().lock())?,
    }
    Ok(tell_count(failed, all))
}

/// The source that all documents share, or the file's name; the letter tells two of one name apart.
fn name(path: &Path, readings: &[Reading], letter: &str) -> String {
    let file = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let source = readings[0].meta.source.clone().filter(|s| readings.len() > 1 && readings.iter().all(|r| r.meta.source.as_deref() == Some(s)));
    format!("{letter} ({})", source.unwrap_or(file))
}

fn shown(p: &Pair, out: &mut impl Write) -> anyhow::Result<()> {
    let what = match p.relation {
        Relation::Versions => "Two versions of one text",
        Relation::Documents => "Two documents",
        Relation::Sources => "Two sets of documents",
    };
    writeln!(out, "{STRONG}{what}{STRONG:#}")?;
    for side in [&p.a, &p.b] {
        let n = side.documents.len();
        let documents = if n == 1 { "1 document".into() } else { format!("{n} documents") };
        tell(out, &format!("{}: {documents}, {} words, {} of them the author's own.", side.name, side.words, side.words_own), 0)?;
    }
    for o in p.overlaps.iter().take(SHOWN) {
        tell(out, &format!("{:.0} % of the words of {} stand in {} too.", 100.0 * o.share, o.document, o.with), 0)?;
    }
    heading(out, "Measures")?;
    for d in &p.differences {
        tell(out, &format!("{} {}", if d.direction == Direction::None { "=" } else { "*" }, d.text), 0)?;
    }
    let (came, went) = match p.relation {
        Relation::Versions => ("Came", "Went"),
        _ => ("Only in B", "Only in A"),
    };
    heading(out, "Marks")?;
    families(p, out)?;
    for (title, change) in [(came, Change::Came), (went, Change::Went)] {
        let marks: Vec<&MarkChange> = p.marks.iter().filter(|m| m.change == change && m.voice == "own").collect();
        let line = |m: &&MarkChange| (format!("{} ({})", plain(&m.exact), m.rule), m.b.as_ref().or(m.a.as_ref()).cloned());
        listed(out, title, &marks.iter().map(line).collect::<Vec<_>>())?;
    }
    heading(out, "Figures")?;
    let stayed = p.figures.iter().filter(|f| f.change == Change::Stayed).count();
    writeln!(out, "  {stayed} on both sides")?;
    for (title, change) in [(came, Change::Came), (went, Change::Went)] {
        let figures: Vec<_> = p.figures.iter().filter(|f| f.change == change).map(figure).collect();
        listed(out, title, &figures)?;
    }
    let other = |f: &&FigureChange| f.change == Change::Stayed && f.attribution_a != f.attribution_b;
    let turned: Vec<_> = p.figures.iter().filter(other).map(figure).collect();
    listed(out, "The same figure on other authority", &turned)?;
    if !p.claims.is_empty() {
        heading(out, "Dates and rankings")?;
        writeln!(out, "  {} on both sides", p.claims.iter().filter(|c| c.change == Change::Stayed).count())?;
    }
    for (title, change) in [(came, Change::Came), (went, Change::Went)] {
        let claims: Vec<_> = p.claims.iter().filter(|c| c.change == change).map(claim).collect();
        listed(out, title, &claims)?;
    }
    if !p.ledger.is_empty() {
        heading(out, "Claims on the same thing")?;
    }
    for g in &p.ledger {
        tell(out, &format!("{}: {}", plain(&g.about), say::agreement(g.agreement)), 2)?;
        for e in &g.entries {
            tell(out, &format!("{} ({}, sentence {}, {})", plain(&e.exact), e.document, e.sentence + 1, say::vouched(e.attribution)), 4)?;
        }
    }
    writeln!(out)?;
    tell(out, p.limits, 0)
}

fn heading(out: &mut impl Write, title: &str) -> anyhow::Result<()> {
    Ok(writeln!(out, "\n{STRONG}{title}{STRONG:#}")?)
}

fn tell(out: &mut impl Write, text: &str, indent: usize) -> anyhow::Result<()> {
    Ok(writeln!(out, "{}", wrap(text, width().min(80), indent, indent + 2))?)
}

/// How many marks of each family came, went and stayed, in the author's own voice.
fn families(p: &Pair, out: &mut impl Write) -> anyhow::Result<()> {
    let mut rows: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    p.marks.iter().filter(|m| m.voice == "own").for_each(|m| rows.entry(&m.family).or_default()[m.change as usize] += 1);
    let words = if p.relation == Relation::Versions { ["came", "went", "stayed"] } else { ["in B", "in A", "in both"] };
    writeln!(out, "  {:28} {:>8} {:>8} {:>8}", "own voice", words[0], words[1], words[2])?;
    for (family, [came, went, stayed]) in rows {
        writeln!(out, "  {family:28} {came:>8} {went:>8} {stayed:>8}")?;
    }
    Ok(())
}

fn figure(f: &FigureChange) -> (String, Option<Spot>) {
    let head = f.head.as_deref().map_or_else(String::new, |h| format!(" {}", plain(h)));
    let status = match (f.attribution_a, f.attribution_b) {
        (Some(a), Some(b)) if a != b => format!("{}, now {}", say::vouched(a), say::vouched(b)),
        (a, b) => say::vouched(b.or(a).unwrap_or("none")).to_string(),
    };
    (format!("{}{head} ({status})", plain(&f.exact)), f.b.as_ref().or(f.a.as_ref()).cloned())
}

fn claim(c: &ClaimChange) -> (String, Option<Spot>) {
    (format!("{} ({})", plain(&c.exact), plain(&c.about)), c.b.as_ref().or(c.a.as_ref()).cloned())
}

/// A titled list of things, each with its sentence.
fn listed(out: &mut impl Write, title: &str, things: &[(String, Option<Spot>)]) -> anyhow::Result<()> {
    if things.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n  {title}: {}", things.len())?;
    for (what, spot) in things.iter().take(SHOWN) {
        tell(out, what, 4)?;
        if let Some(s) = spot {
            tell(out, &format!("{}, sentence {}: {}", s.document, s.sentence + 1, plain(&s.text)), 6)?;
        }
    }
    if things.len() > SHOWN {
        tell(out, &format!("and {} more; --format json has all", things.len() - SHOWN), 4)?;
    }
    Ok(())
}
