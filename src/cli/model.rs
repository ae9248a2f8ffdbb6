//! `slantscope model train`: a model learned from annotated texts, with its card.

use super::args::{Train, Which};
use super::outcome::{Outcome, tell};
use super::words;
use anyhow::{Context, bail};
use serde_json::Value;
use slantscope::analyzer::Analyzer;
use slantscope::attribute::train as cue;
use slantscope::eval::gold;
use slantscope::lexicon::Lexicon;
use slantscope::logistic::Settings;
use slantscope::text::Span;
use slantscope::train::{self, Plan};
use slantscope::validate::{auc, bins, diagram, fold, macro_f1, out_of_fold, widest};
use std::io::{self, Write};
use std::path::Path;

/// Folds of a cross-validation.
const FOLDS: u64 = 10;

/// Trains the model that was asked for.
pub fn train(args: &Train) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(&args.lexicon)?;
    let (card, table) = match args.model {
        Which::Cue => cues(args, &lexicon)?,
        Which::Slant | Which::Opinion => sentences(args, &lexicon)?,
    };
    let text: String = card.iter().map(|line| format!("# {line}\n")).chain([table]).collect();
    match &args.out {
        Some(path) => std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))?,
        None => io::stdout().lock().write_all(text.as_bytes())?,
    }
    Ok(Outcome::Done)
}

/// The lines of the card that every model has.
fn card(args: &Train, what: &str, columns: &str, trained: &str, fitted: &str, results: Vec<String>) -> Vec<String> {
    let name = args.gold.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let title = args.title.clone().unwrap_or(name);
    let licence = args.licence.as_deref().unwrap_or("not stated");
    let date = args.date.as_deref().map_or(String::new(), |d| format!("{d}; "));
    let l2 = args.l2.map_or(String::new(), |l| format!(" --l2 {l}")) + &args.features.map_or(String::new(), |n| format!(" --features {n}"));
    let mut out = vec![
        what.to_string(),
        format!("columns: {columns}"),
        format!("trained on: {title}, {trained}; licence as found: {licence}; none of its text is here"),
        format!("fitted: {date}{fitted}; no chance in it, so no seed"),
        format!("command: slantscope model train {} GOLD{l2}", args.model.name()),
    ];
    out.extend(results);
    out
}

fn sentences(args: &Train, lexicon: &Lexicon) -> anyhow::Result<(Vec<String>, String)> {
    let place = args.gold.display().to_string();
    let gold = gold::read(&text(&args.gold)?, &place, false, |_| None).or_else(|errors| {
        errors.iter().take(20).for_each(tell);
        bail!("{place} has {} faults, and nothing was trained", errors.len())
    })?;
    if let Some(g) = gold.iter().find(|g| g.label.is_none()) {
        bail!("{place}: the text \"{}\" has no label. Give every line a label of 0 or 1", g.id);
    }
    let labels: Vec<bool> = gold.iter().map(|g| g.label == Some(true)).collect();
    let with = labels.iter().filter(|l| **l).count();
    if with == 0 || with == labels.len() {
        bail!("{place}: all labels are the same. A model learns from texts that have the quality and from texts that have it not");
    }
    let settings = Settings { l2: args.l2.unwrap_or(train::SETTINGS.l2), ..train::SETTINGS };
    let plan = Plan { settings, most: args.features.map(usize::from) };
    let analyzer = Analyzer::new(lexicon);
    let schema = &analyzer.sentences.schema;
    let cases: Vec<train::Gold> = gold.iter().zip(&labels).map(|(g, &label)| train::Gold { text: g.text.clone(), label }).collect();
    let samples = train::samples(&cases, &analyzer);
    let mut results = Vec::new();
    if args.validate || args.diagram.is_some() {
        anstream::eprintln!("Validating on {FOLDS} folds; this takes as long as training {FOLDS} times.");
        let folds: Vec<u64> = gold.iter().map(|g| fold(&g.text, FOLDS)).collect();
        let p = out_of_fold(&samples, &folds, schema, plan);
        results.push(format!(
            "development data, cross-validated on {FOLDS} folds: {}; bins of .2 within {:.3} of the share with the label",
            quality(&p, &labels),
            widest(&bins(&p, &labels, 5))
        ));
        if let Some(path) = &args.diagram {
            let chart = diagram(args.model.name(), &bins(&p, &labels, 10));
            std::fs::write(path, chart.file().unwrap_or_default()).with_context(|| format!("{} cannot be written", path.display()))?;
            bins(&p, &labels, 10).iter().for_each(|b| {
                results.push(format!(
                    "bin {:.1} to {:.1}: {} texts, said {:.3}, seen {:.3} ({:.3} to {:.3})",
                    b.low, b.high, b.texts, b.said, b.seen, b.interval[0], b.interval[1]
                ))
            });
        }
        let mut outlets: Vec<&str> = gold.iter().map(|g| g.outlet.as_str()).collect();
        let folds: Vec<u64> = outlets.iter().map(|o| fold(o, u64::MAX)).collect();
        outlets.sort_unstable();
        outlets.dedup();
        if outlets.len() > 1 {
            let p = out_of_fold(&samples, &folds, schema, plan);
            results.push(format!("development data, each of {} outlets held out in turn: {}", outlets.len(), quality(&p, &labels)));
        }
    }
    let what = match args.model {
        Which::Opinion => {
            "The sentence model \"opinion\": the author's view rather than a report, at even prior. A probability orders sentences; it is no verdict on a text or a person."
        }
        _ => "The sentence model \"slant\": slanted wording in news, at even prior. A probability orders sentences; it is no verdict on a text or a person.",
    };
    let few = args.features.map_or(String::new(), |n| format!(", the {n} features that were heaviest to the last"));
    let fitted = format!("l2 {}, {} rounds; classes balanced, signs constrained{few}", settings.l2, settings.rounds);
    let columns = "feature, mean and standard deviation on the training data, weight in log odds per standard deviation (distance from the mean clipped at 4)";
    let trained = format!("{} texts, {with} of them with the label", gold.len());
    let table = train::learn(&samples.iter().collect::<Vec<_>>(), schema, plan).text();
    Ok((card(args, what, columns, &trained, &fitted, results), table))
}

fn quality(p: &[f32], labels: &[bool]) -> String {
    format!("macro-F1 {:.3} (AUC {:.3})", macro_f1(p, labels), auc(p, labels).unwrap_or(f64::NAN))
}

fn text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} cannot be read; it must be a file of UTF-8 text", path.display()))
}

fn cues(args: &Train, lexicon: &Lexicon) -> anyhow::Result<(Vec<String>, String)> {
    if args.validate || args.diagram.is_some() || args.features.is_some() {
        bail!("the cue model is measured by `slantscope eval` on annotated attributions; --validate, --diagram and --features are for sentence models");
    }
    let place = args.gold.display().to_string();
    let mut gold = Vec::new();
    for (number, line) in text(&args.gold)?.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let case = serde_json::from_str(line).map_err(|e| e.to_string()).and_then(|v| document(&v));
        gold.push(case.map_err(|what| anyhow::anyhow!("{place}, line {}: {what}", number + 1))?);
    }
    let [alone, beside] = cue::SETTINGS;
    let settings = [Settings { l2: args.l2.unwrap_or(alone.l2), ..alone }, beside];
    let weights = cue::train(&gold, lexicon, &lexicon.split_words(), settings);
    let what = "The cue model: how likely a word or phrase credits somebody with something, in log odds.";
    let columns = "feature (template and the places of its two values, or a word form, or the lemma it is listed under), weight";
    let trained = format!("{} annotated documents; candidates inside the content of another attribution left out", gold.len());
    let fitted = format!("l2 {} alone and {} beside others, {} rounds each", settings[0].l2, settings[1].l2, alone.rounds);
    Ok((card(args, what, columns, &trained, &fitted, Vec::new()), weights.table(lexicon)))
}

fn document(line: &Value) -> Result<cue::Gold, String> {
    let text = line["text"].as_str().ok_or("there is no \"text\"")?.to_string();
    let at: Vec<usize> = text.char_indices().map(|c| c.0).chain([text.len()]).collect();
    let all = line["attributions"].as_array().ok_or("there are no \"attributions\"")?;
    let spans = |key: &str| -> Result<Vec<Span>, String> {
        let pairs = all.iter().flat_map(|a| a[key].as_array().into_iter().flatten());
        pairs
            .map(|s| {
                let place = |i: usize| s[i].as_u64().and_then(|i| at.get(i as usize).copied()).ok_or_else(|| format!("{s} is no span of the text"));
                Ok(Span::new(place(0)?, place(1)?))
            })
            .collect()
    };
    Ok(cue::Gold { cues: spans("cue")?, contents: spans("content")?, text: text.clone() })
}
