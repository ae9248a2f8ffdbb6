//! Trains the cue model on annotated documents and prints its table: `train_cue LEXICON GOLD.jsonl > lexicons/models/cue.tsv`.
//!
//! A line of the gold file is `{"text": "...", "attributions": [{"cue": [[s, e]], "content": [[s, e]]}]}`, in characters.

use serde_json::Value;
use slantscope::attribute::train::{Gold, SETTINGS, train};
use slantscope::lexicon::file::SourceFile;
use slantscope::lexicon::files_of;
use slantscope::load::{slashed, walk};
use slantscope::text::Span;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, lexicon, gold] = &arguments[..] else { return Err("usage: train_cue LEXICON GOLD.jsonl".into()) };
    let lexicon = files_of(&files(Path::new(lexicon))?)?;
    let gold: Vec<Gold> =
        std::fs::read_to_string(gold)?.lines().map(|line| Ok(document(&serde_json::from_str(line)?))).collect::<Result<_, serde_json::Error>>()?;
    let weights = train(&gold, &lexicon, &lexicon.split_words(), SETTINGS);
    print!("{}", weights.table(&lexicon));
    Ok(())
}

fn files(dir: &Path) -> std::io::Result<Vec<SourceFile>> {
    let mut paths = Vec::new();
    walk(dir, &mut paths)?;
    paths.retain(|p| p.extension().is_some_and(|e| e == "toml" || e == "tsv"));
    paths.iter().map(|p| Ok(SourceFile { path: slashed(p.strip_prefix(dir).unwrap_or(p)), text: std::fs::read_to_string(p)? })).collect()
}

fn document(line: &Value) -> Gold {
    let text = line["text"].as_str().unwrap_or_default().to_string();
    let at: Vec<usize> = text.char_indices().map(|c| c.0).chain([text.len()]).collect();
    let place = |v: &Value| v.as_u64().map_or(0, |i| at[(i as usize).min(at.len() - 1)]);
    let spans = |key: &str| -> Vec<Span> {
        let all = line["attributions"].as_array().into_iter().flatten();
        all.flat_map(|a| a[key].as_array().into_iter().flatten()).map(|s| Span::new(place(&s[0]), place(&s[1]))).collect()
    };
    Gold { cues: spans("cue"), contents: spans("content"), text: text.clone() }
}
