//! Writes what was measured: for the terminal, as a page in Markdown, and as data.

use super::evidence::FEWEST;
use super::{Counts, Measured, Reads};
use crate::lexicon::{Lexicon, Tier};
use crate::stats::Measure;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A share with its interval: ".91 (.86 to .94)".
fn share(m: &Measure) -> String {
    match (m.value, m.interval) {
        (Some(v), Some([l, h])) => format!("{v:.2} ({l:.2} to {h:.2})"),
        _ => "-".into(),
    }
}

/// What a mark being right means in a set.
fn right(m: &Measured) -> String {
    match (m.set.right.is_empty(), m.set.reads) {
        (false, _) => m.set.right.clone(),
        (true, Reads::Label) => "in texts with the label".into(),
        (true, _) => "on annotated words".into(),
    }
}

fn unit(m: &Measured) -> &'static str {
    if m.set.reads == Reads::Label { "texts with a mark" } else { "marks" }
}

/// Tables for the terminal; with `rules`, every rule below its family.
pub fn text(measured: &[Measured], lexicon: &Lexicon, rules: bool, only: &[String]) -> String {
    let mut out = String::new();
    for m in measured {
        let _ = writeln!(out, "{}: {} texts; right means {}; n counts {}", m.set.title, m.texts, right(m), unit(m));
        let _ = writeln!(out, "  {:34} {:>6}  {:22} {:22} {:22}", "", "n", "precision (95 %)", "recall (95 %)", "F1 (95 %)");
        let mut row = |indent: usize, name: &str, c: &Counts| {
            let name = format!("{:indent$}{name}", "");
            let line = format!("  {name:34} {:>6}  {:22} {:22} {:22}", c.found, share(&c.precision()), share(&c.recall()), share(&c.f1()));
            let _ = writeln!(out, "{}", line.trim_end());
        };
        if only.is_empty() {
            row(0, "all that are measured here", &m.together);
        }
        for (family, counts) in m.families.iter().filter(|(id, _)| only.is_empty() || only.contains(id)) {
            row(0, family, counts);
            let own = |id: &str| id.strip_prefix(family.as_str()).is_some_and(|r| r.starts_with('.'));
            m.rules.iter().filter(|(id, _)| rules && own(id)).for_each(|(id, c)| row(2, id, c));
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{} families, {} rules.", lexicon.families.len(), lexicon.rules.len());
    out
}

/// Everything as one JSON object.
pub fn data(measured: &[Measured]) -> Value {
    let one = |c: &Counts| json!({"found": c.found, "right": c.right, "gold": c.gold, "touched": c.touched, "precision": c.precision(), "recall": c.recall(), "f1": c.f1()});
    let all = |of: &BTreeMap<String, Counts>| of.iter().map(|(id, c)| (id.clone(), one(c))).collect::<serde_json::Map<_, _>>();
    let sets: Vec<Value> = measured
        .iter()
        .map(|m| json!({"name": m.set.name, "title": m.set.title, "texts": m.texts, "right": right(m), "unit": unit(m), "together": one(&m.together), "families": all(&m.families), "rules": all(&m.rules)}))
        .collect();
    json!({"schema": "slantscope.evaluation/1", "sets": sets})
}

/// The page `reports/evaluation.md`.
pub fn page(measured: &[Measured], read: &BTreeMap<String, Counts>, lexicon: &Lexicon, commands: &[String]) -> String {
    let mut out = String::from(
        "# How good are the marks?\n\nMeasured on development data: annotated texts that were open while the rules were written. Expect somewhat less elsewhere. \
         Every share has a 95 % interval (Wilson). The annotators of most sets judged whole sentences by one question of their own; a rule can be right in what it \
         names and still stand in a sentence that they judged otherwise.\n\nMade by:\n\n```sh\n",
    );
    commands.iter().for_each(|c| out.push_str(&format!("{c}\n")));
    out.push_str("```\n");
    reading(read, lexicon, &mut out);
    for m in measured {
        set(m, lexicon, &mut out);
    }
    low(measured, read, lexicon, &mut out);
    out
}

fn row(name: &str, c: &Counts) -> String {
    format!("| {name} | {} | {} | {} | {} |\n", c.found, share(&c.precision()), share(&c.recall()), share(&c.f1()))
}

fn reading(read: &BTreeMap<String, Counts>, lexicon: &Lexicon, out: &mut String) {
    if read.is_empty() {
        return;
    }
    out.push_str(
        "\n## Read one by one\n\nHits drawn by chance from news, each read in its sentence: are the words, in this place, what the family says it marks? One reader judged each, a language model. \
         Rules that are shown and not counted are left out. The rules had been mended by reading other hits of the same news; expect less on news of another kind. The judgments are kept by text and offset in \
         `evaluation/judgments.jsonl`.\n\n| family | tier | hits read | right |\n|---|---|---|---|\n",
    );
    for (id, c) in read {
        let tier = lexicon.families.iter().find(|f| f.id == *id).map_or(0, |f| f.tier as u8);
        let _ = writeln!(out, "| `{id}` | {tier} | {} | {} |", c.found, share(&c.precision()));
    }
    let missing: Vec<String> = scored(lexicon).filter(|f| !read.contains_key(*f)).map(|f| format!("`{f}`")).collect();
    if !missing.is_empty() {
        let _ = writeln!(out, "\nNot read yet: {}.", missing.join(", "));
    }
}

fn scored(lexicon: &Lexicon) -> impl Iterator<Item = &str> {
    lexicon.families.iter().filter(|f| matches!(f.tier, Tier::Lexical | Tier::Gated)).map(|f| f.id.as_str())
}

fn set(m: &Measured, lexicon: &Lexicon, out: &mut String) {
    let licence = if m.set.licence.is_empty() { String::new() } else { format!(" Licence as found: {}.", m.set.licence) };
    // where half of all texts have the label, a rule that says nothing is right half of the time
    let base = if m.set.reads == Reads::Label {
        format!(" Of all texts, {:.2} have the label.", m.together.gold as f64 / m.texts.max(1) as f64)
    } else {
        String::new()
    };
    let _ = writeln!(out, "\n## {}\n\n{} texts, development data. Right means: {}. n counts {}.{base}{licence}\n", m.set.title, m.texts, right(m), unit(m));
    out.push_str("| family | n | precision | recall | F1 |\n|---|---|---|---|---|\n");
    out.push_str(&row("**together**", &m.together));
    for (id, c) in m.families.iter().filter(|(_, c)| c.found >= FEWEST) {
        let own = m.set.families.iter().any(|f| f == id);
        out.push_str(&row(&if own { format!("**`{id}`**") } else { format!("`{id}`") }, c));
    }
    let rules: Vec<_> =
        m.rules.iter().filter(|(id, c)| c.found >= FEWEST && owner(id, lexicon).is_some_and(|f| m.set.families.iter().any(|s| s == f))).collect();
    if !rules.is_empty() {
        let _ = writeln!(out, "\nRules of the families in bold, for which this set is the measure; rules with fewer than {FEWEST} are left out.\n");
        out.push_str("| rule | n | precision | recall | F1 |\n|---|---|---|---|---|\n");
        rules.iter().for_each(|(id, c)| out.push_str(&row(&format!("`{id}`"), c)));
    }
}

fn owner<'l>(rule: &str, lexicon: &'l Lexicon) -> Option<&'l str> {
    lexicon.rule(rule).map(|r| lexicon.family(r).id.as_str())
}

/// Scored families whose precision is below one half on the set that measures them, or where they were read.
fn low(measured: &[Measured], read: &BTreeMap<String, Counts>, lexicon: &Lexicon, out: &mut String) {
    let row = |id: &str, set: &str, c: &Counts| format!("| `{id}` | {set} | {} | {} |", c.found, share(&c.precision()));
    let counted = |id: &str| scored(lexicon).any(|f| f == id) && lexicon.families.iter().any(|f| f.id == id && f.uncounted.is_none());
    let is_low = |id: &str, c: &Counts| c.found >= FEWEST && counted(id) && c.precision().value.is_some_and(|p| p < 0.5);
    let mut rows: Vec<String> = read.iter().filter(|(id, c)| is_low(id, c)).map(|(id, c)| row(id, "read one by one", c)).collect();
    for m in measured {
        let own = m.families.iter().filter(|(id, c)| m.set.families.contains(id) && is_low(id, c));
        rows.extend(own.map(|(id, c)| row(id, &m.set.title, c)));
    }
    if !rows.is_empty() {
        out.push_str("\n## Scored families with a precision below one half\n\n| family | set | n | precision |\n|---|---|---|---|\n");
        rows.iter().for_each(|r| out.push_str(&format!("{r}\n")));
    }
}
