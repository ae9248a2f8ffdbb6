//! Trains the cue model on annotated documents and prints its table: `train_cue LEXICON GOLD.jsonl > lexicons/models/cue.tsv`.
//!
//! A line of the gold file is `{"text": "...", "attributions": [{"cue": [[s, e]], "content": [[s, e]]}]}`, in characters.

use serde_json::Value;
use slantscope::attribute::train::{Gold, SETTINGS, train};
use slantscope::lexicon::files_of;
use slantscope::load::lexicon_files;
use slantscope::text::Span;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, lexicon, gold] = &arguments[..] else { return Err("usage: train_cue LEXICON GOLD.jsonl".into()) };
    let lexicon = files_of(&lexicon_files(Path::new(lexicon))?)?;
    let gold: Vec<Gold> =
        std::fs::read_to_string(gold)?.lines().map(|line| Ok(document(&serde_json::from_str(line)?))).collect::<Result<_, serde_json::Error>>()?;
    let weights = train(&gold, &lexicon, &lexicon.split_words(), SETTINGS);
    println!("# The cue model: how likely a word or phrase credits somebody with something, in log odds.");
    println!("# columns: feature (template and the places of its two values, or a word form, or the lemma it is listed under), weight");
    println!("# trained on: {} annotated documents; candidates inside the content of another attribution left out", gold.len());
    println!("# fitted: by examples/train_cue.rs with {SETTINGS:?}; no chance in it, so no seed");
    println!(
        "# the shipped table: the training part of PolNeAR (Newell 2018), US political news of 2016, no licence stated for the data; none of its text is here"
    );
    println!("# development data (84 articles): cue F1 .81, source F1 .81, content F1 .86; weaker on other genres, which were not in the training data");
    print!("{}", weights.table(&lexicon));
    Ok(())
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
