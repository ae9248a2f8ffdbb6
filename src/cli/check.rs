//! `slantscope check`: marks in the terminal, or as data.

use super::args::{Check, Format};
use super::gather::{Gathered, gather};
use super::interrupt::Lines;
use super::outcome::{Outcome, tell_count};
use super::stream::{Pipe, error_record};
use super::style::{STRONG, safe, width, wrap};
use super::{assemble, ignore, norm, page, words};
use anyhow::{Context, bail};
use slantscope::analyzer::Analyzer;
use slantscope::compare::compare;
use slantscope::extract::manifest::distance;
use slantscope::lexicon::Lexicon;
use slantscope::report::model::Options;
use slantscope::report::sarif::{self, Baseline};
use slantscope::report::site::Site;
use slantscope::report::{self, annotation, json, markdown, tables};
use slantscope::score::Reading;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Mutex;

/// Analyses the inputs and writes what was found in the format asked for.
pub fn check(args: &Check) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(&args.lexicon)?;
    let named = args.family.iter().chain(args.fail_above.iter().map(|f| &f.0));
    known(named.map(String::as_str).filter(|f| *f != "all"), &lexicon)?;
    if args.table.is_some() && args.format != Format::Csv {
        bail!("--table names a table of --format csv; add `--format csv`, or leave --table out.");
    }
    let analyzer = Analyzer::new(&lexicon).at_base_rate(args.base_rate);
    if args.format == Format::Jsonl {
        return stream(args, &analyzer);
    }
    let baseline = args.baseline.as_deref().map(baseline).transpose()?;
    let mut gathered = gather(&args.input, &analyzer)?;
    let crossed = gathered.readings.iter().filter(|r| crosses(r, args)).count() > 0;
    let bytes = written(args, &mut gathered, &lexicon, baseline.as_ref())?;
    let mut out = anstream::stdout().lock();
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(tell_count(gathered.errors.len(), gathered.readings.len()).max(if crossed { Outcome::Crossed } else { Outcome::Done }))
}

fn stream(args: &Check, analyzer: &Analyzer) -> anyhow::Result<Outcome> {
    let crossed = Mutex::new(false);
    let ignore = ignore::read(&args.input, analyzer.lexicon)?;
    let keep = |reading: &mut Reading| {
        ignore.apply(reading, analyzer.lexicon);
        if !args.fail_above.is_empty() && crosses(reading, args) {
            *crossed.lock().unwrap_or_else(|e| e.into_inner()) = true;
        }
        only(reading, args, analyzer.lexicon);
    };
    let pipe = Pipe { args, analyzer, keep: &keep };
    let tally = pipe.run(&mut Lines::new(io::stdout().lock()))?;
    ignore.tell();
    let crossed = crossed.into_inner().unwrap_or_else(|e| e.into_inner());
    Ok(tell_count(tally.failed, tally.analysed).max(if crossed { Outcome::Crossed } else { Outcome::Done }))
}

/// Everything in the format asked for; where several documents are set beside each other, the note on perspective goes with them.
fn written(args: &Check, gathered: &mut Gathered, lexicon: &Lexicon, baseline: Option<&Baseline>) -> anyhow::Result<Vec<u8>> {
    let comparison = compare(&gathered.readings, &gathered.corpus, lexicon);
    gathered.readings.iter_mut().for_each(|r| only(r, args, lexicon));
    let readings = &gathered.readings;
    let note = (readings.len() > 1).then(|| report::words::note(&comparison.perspective));
    Ok(match args.format {
        Format::Json | Format::Jsonl => {
            let records: Vec<_> = readings.iter().map(|r| r.record(lexicon)).collect();
            let errors: Vec<_> = gathered.errors.iter().map(error_record).collect();
            json::documents(&records, &errors, (readings.len() > 1).then_some(&comparison.perspective)).into_bytes()
        }
        Format::Csv => {
            let made = assemble::report(Options::default(), gathered, &comparison, lexicon, &norm::chosen(&[])?);
            let (site, mut csv) = (Site::new(&made, readings, lexicon), Vec::new());
            let name = args.table.as_deref().unwrap_or("marks");
            tables::table(name).with_context(|| format!("There is no table \"{name}\""))?(&site, &mut csv)?;
            csv
        }
        Format::Markdown => {
            let opening = note.map(|n| format!("> {}\n", markdown::escape(n)));
            let pages = readings.iter().map(|r| markdown::document(&r.record(lexicon), &r.text.source, lexicon));
            opening.into_iter().chain(pages).collect::<Vec<_>>().join("\n").into_bytes()
        }
        Format::Sarif => {
            let errors: Vec<(String, String)> = gathered.errors.iter().map(|e| (e.place.clone(), e.message.clone())).collect();
            json::pretty(&sarif::log(readings, &errors, lexicon, baseline))
        }
        Format::Annotation => {
            let errors = gathered.errors.iter().map(|e| format!("{}: {}", e.place, e.message)).collect();
            json::pretty(&annotation::page(readings, errors, lexicon))
        }
        Format::Text => terminal(readings, note, lexicon).into_bytes(),
    })
}

/// An earlier log.
fn baseline(path: &Path) -> anyhow::Result<Baseline> {
    let text = std::fs::read_to_string(path).with_context(|| format!("The baseline {} cannot be read", path.display()))?;
    Baseline::parse(&text).map_err(|message| anyhow::anyhow!("The baseline {} {message}", path.display()))
}

fn terminal(readings: &[Reading], note: Option<&str>, lexicon: &Lexicon) -> String {
    let width = width();
    let mut out: String = readings.iter().map(|r| page::document(r, lexicon, width)).collect();
    if readings.iter().any(|r| !r.marks.is_empty()) {
        out += &page::legend(width);
    }
    if !lexicon.adjusted.is_empty() {
        out += &format!("\n{STRONG}Rules that packs changed{STRONG:#}\n");
        lexicon.adjusted.iter().for_each(|a| out += &format!("{}\n", wrap(&format!("- {}", report::words::adjusted(a)), width, 2, 4)));
    }
    if let Some(note) = note {
        out += &format!("\n{STRONG}Whose perspective?{STRONG:#}\n{}\n", wrap(&safe(note), width, 2, 2));
    }
    out
}

/// Keeps the marks of the families asked for; the scores stay whole.
pub fn only(reading: &mut Reading, args: &Check, lexicon: &Lexicon) {
    if !args.family.is_empty() {
        let asked = |rule| args.family.contains(&lexicon.family(rule).id);
        reading.marks.retain(|m| asked(m.rule));
        reading.ignored.retain(|i| asked(i.mark.rule));
    }
}

/// Whether a rate of the document is above what the user allows; each is told.
fn crosses(reading: &Reading, args: &Check) -> bool {
    let mut crossed = false;
    for (family, limit) in &args.fail_above {
        let measure = if family == "all" { Some(&reading.scores.advocacy_density) } else { reading.scores.families.get(family).map(|f| &f.density) };
        if let Some(value) = measure.and_then(|m| m.value).filter(|v| v > limit) {
            let name = reading.meta.path.as_deref().unwrap_or(&reading.meta.id);
            anstream::eprintln!("{name}: {family} is {value:.1} per 1,000 own words, above the {limit} allowed by --fail-above.");
            crossed = true;
        }
    }
    crossed
}

/// Refuses a family that the lexicon does not have.
pub fn known<'f>(mut named: impl Iterator<Item = &'f str>, lexicon: &Lexicon) -> anyhow::Result<()> {
    match named.find(|n| !lexicon.families.iter().any(|f| f.id == *n)) {
        Some(name) => {
            bail!("there is no family \"{name}\".{} `slantscope explain` lists all families.", nearest(name, lexicon.families.iter().map(|f| f.id.as_str())))
        }
        None => Ok(()),
    }
}

/// "Did you mean ...?" for a name that is nearly one of these.
pub fn nearest<'n>(name: &str, all: impl Iterator<Item = &'n str>) -> String {
    let near = all.map(|other| (distance(name, other), other)).min().filter(|(d, _)| *d <= 3);
    near.map_or(String::new(), |(_, other)| format!(" Did you mean \"{other}\"?"))
}
