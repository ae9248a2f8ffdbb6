//! `slantscope explain FILE --sentence N`: what adds up to the two probabilities of a sentence.

use super::args::Input;
use super::gather::gather;
use super::style::{FAINT, STRONG, safe, wrap};
use anyhow::bail;
use slantscope::analyzer::Analyzer;
use slantscope::lexicon::Lexicon;
use slantscope::score::Reading;
use slantscope::score::slant::fixed::FIXED;
use slantscope::score::slant::{Term, Which};
use std::fmt::Write as _;

/// Log odds below which terms are summed up in one line.
const SMALL: f32 = 0.05;

/// Sentence `number`, from 1, of the file, with the terms of both models.
pub fn sentence(file: &str, number: u32, base_rate: Option<f32>, lexicon: &Lexicon, width: usize) -> anyhow::Result<String> {
    let analyzer = Analyzer::new(lexicon).at_base_rate(base_rate);
    let gathered = gather(&Input { paths: vec![file.into()], ..Input::default() }, &analyzer)?;
    let [reading] = gathered.readings.as_slice() else {
        bail!("no sentence was explained: --sentence takes a file that holds one text, and {file} holds {} that can be read", gathered.readings.len());
    };
    let all = reading.text.sentences.len();
    let index = number as usize - 1;
    if index >= all {
        bail!("{file} has {all} sentences; there is no sentence {number}");
    }
    let mut out = format!("{STRONG}Sentence {number} of {all}{STRONG:#}\n{}\n", wrap(&safe(&spoken(reading, index)), width, 2, 2));
    let (slant, opinion) = reading.sentence_scores[index];
    for (which, title, probability) in [(Which::Slant, "Slanted wording", slant), (Which::Opinion, "The author's view rather than a report", opinion)] {
        let terms = analyzer.sentences.explain(reading, lexicon, index, which);
        if terms.is_empty() {
            let _ = writeln!(out, "\n{}", wrap("This is page furniture, not a sentence of the text; it has no probabilities.", width, 0, 0));
            break;
        }
        let _ = writeln!(out, "\n{STRONG}{title}: {probability:.2}{STRONG:#}");
        lines(&terms, lexicon, width, &mut out);
    }
    let many = match base_rate {
        None => "where slanted and plain sentences are equally many".to_string(),
        Some(share) => format!("where {share} of all sentences are slanted, or opinion"),
    };
    let close = format!(
        "Each line is what the sentence has and what it adds to the log odds, {many}. A probability orders sentences; it is no verdict on a text or a person."
    );
    let _ = writeln!(out, "\n{}", wrap(&close, width, 0, 0));
    Ok(out)
}

/// The words of a sentence on one line.
fn spoken(reading: &Reading, index: usize) -> String {
    reading.text.slice(reading.text.sentences[index].span).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines(terms: &[Term], lexicon: &Lexicon, width: usize, out: &mut String) {
    let (small, large): (Vec<&Term>, Vec<&Term>) = terms.iter().partition(|t| t.product.abs() < SMALL && t.name != "baseline");
    for t in large {
        let line = format!("{:+.2} {}", t.product, name(&t.name, lexicon));
        let _ = writeln!(out, "{}", wrap(&line, width, 2, 8));
    }
    if !small.is_empty() {
        let sum: f32 = small.iter().map(|t| t.product).sum();
        let _ = writeln!(out, "{FAINT}  {sum:+.2} {} smaller ones together{FAINT:#}", small.len());
    }
}

/// A feature in words: the title of its family or rule, or what it counts.
fn name(feature: &str, lexicon: &Lexicon) -> String {
    let (plain, dense) = feature.strip_suffix(".per10").filter(|f| f.starts_with("family.")).map_or((feature, ""), |f| (f, ", for every ten words"));
    let title = match plain.split_once('.') {
        Some(("family", id)) => lexicon.families.iter().find(|f| f.id == id).map(|f| f.title.as_str()),
        Some(("rule", id)) => lexicon.rule(id).map(|r| lexicon.rules[r as usize].title.as_str()),
        _ if plain == "baseline" => Some("what a sentence without any of these has"),
        _ => FIXED.iter().find(|f| f.0 == plain).map(|f| f.2),
    };
    title.map_or_else(|| feature.to_string(), |title| format!("{title}{dense} ({feature})"))
}
