//! Trains a sentence model on labelled texts and prints its table: `train_sentences LEXICON GOLD.jsonl L2 > lexicons/models/slant.tsv`.
//!
//! A line of the gold file is `{"text": "...", "label": 1}`. The card, the lines that begin with `#`, is written by hand.

use slantscope::analyzer::Analyzer;
use slantscope::lexicon::files_of;
use slantscope::logistic::Settings;
use slantscope::train::{Gold, SETTINGS, train};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, lexicon, gold, l2] = &arguments[..] else { return Err("usage: train_sentences LEXICON GOLD.jsonl L2".into()) };
    let lexicon = files_of(&slantscope::load::lexicon_files(Path::new(lexicon))?)?;
    let mut cases = Vec::new();
    for line in std::fs::read_to_string(gold)?.lines() {
        let case: serde_json::Value = serde_json::from_str(line)?;
        cases.push(Gold { text: case["text"].as_str().unwrap_or_default().into(), label: case["label"].as_i64() == Some(1) });
    }
    let settings = Settings { l2: l2.parse()?, ..SETTINGS };
    print!("{}", train(&cases, &Analyzer::new(&lexicon), settings).text());
    Ok(())
}
