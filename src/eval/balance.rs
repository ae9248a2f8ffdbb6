//! Writes the audit of a lexicon's balance as a page in Markdown.

use super::audit::{Difference, Leaning, Names, Pairs, leanings, pairs, swap, swap_in, unpaired_names};
use super::{Gold, Reads, Set};
use crate::analyzer::Analyzer;
use crate::stats::Measure;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The heading that the part about annotated data stands under; what is above it is made from the lexicon alone.
pub const RATES: &str = "## Rates by the leaning of the outlet";
/// The family whose terms name the other side's.
const PAIRED: &str = "one-sided-pair";
/// Examples of a list that is long.
const MOST: usize = 12;

/// Audits the lexicon; sets with leanings add the rates by outlet.
pub fn audit(names: &Names, sets: &[(Set, Vec<Gold>)], analyzer: &Analyzer) -> String {
    let mut page = String::from(
        "# The balance of the lexicon\n\nA lexicon can be one-sided without anybody wishing it. Three questions are asked of this one: does a name change a count, has every term \
         of one side its counterpart, and do the rates follow what annotators found in outlets of each leaning? Made by `slantscope lexicon audit`.\n",
    );
    swaps(names, analyzer, &mut page);
    examples(names, analyzer, &mut page);
    mirrored(analyzer, &mut page);
    in_terms(names, analyzer, &mut page);
    let with: Vec<&(Set, Vec<Gold>)> =
        sets.iter().filter(|(s, g)| s.reads == Reads::Label && g.iter().any(|g| !g.leaning.is_empty() && g.label.is_some())).collect();
    for (i, (set, gold)) in with.iter().enumerate() {
        if i == 0 {
            let _ = writeln!(page, "\n{RATES}");
        }
        rates(set, &leanings(gold, analyzer), analyzer, &mut page);
    }
    page
}

fn swaps(names: &Names, analyzer: &Analyzer, out: &mut String) {
    out.push_str(
        "\n## Names swapped\n\nEvery name of a group stands once in every sentence of the group (`lexicons/audit.toml`). Counts are the marks of every rule and their weights; \
         beside them the widest distance that a name makes to the probability of a sentence model.\n\n| group | names | sentences | marks with the first name | readings compared | counts that differ | widest distance, models |\n|---|---|---|---|---|---|---|\n",
    );
    let mut all = Vec::new();
    for group in &names.groups {
        let s = swap(group, analyzer);
        let _ = writeln!(out, "| {} | {} | {} | {} | {} | {} | {:.3} |", s.kind, s.names, s.sentences, s.marks, s.compared, s.differences.len(), s.widest);
        all.extend(s.differences);
    }
    list(&all, out);
}

fn list(differences: &[Difference], out: &mut String) {
    if !differences.is_empty() {
        out.push_str("\nThese count differently:\n\n");
    }
    for d in differences.iter().take(MOST) {
        let _ = writeln!(out, "- “{}” with {}: {}", d.text, d.with, d.rules.iter().map(|r| format!("`{r}`")).collect::<Vec<_>>().join(", "));
    }
    if differences.len() > MOST {
        let _ = writeln!(out, "- and {} more", differences.len() - MOST);
    }
}

/// The lexicon's own examples, each name in them given to the next.
fn examples(names: &Names, analyzer: &Analyzer, out: &mut String) {
    let lexicon = analyzer.lexicon;
    let texts: Vec<String> = lexicon.rules.iter().flat_map(|r| r.hit.iter().chain(&r.miss)).map(|e| e.replace(['{', '}'], "")).collect();
    let (mut compared, mut all) = (0, Vec::new());
    for group in names.groups.iter().filter(|g| g.proper) {
        let (n, differences) = swap_in(group, texts.iter().map(String::as_str), analyzer);
        compared += n;
        all.extend(differences);
    }
    let _ = writeln!(out, "\nIn the {} examples of the rules, {compared} hold such a name; {} count differently when it is swapped.", texts.len(), all.len());
    list(&all, out);
}

fn mirrored(analyzer: &Analyzer, out: &mut String) {
    let all = pairs(PAIRED, analyzer);
    let _ = writeln!(
        out,
        "\n## Pairs\n\nEvery term of `{PAIRED}` names the other side’s. Mirrored: that other term is marked as well. Plain: it is a word that neither side owns, and is not marked. \
         One-way: the other term is marked, and names no marked term in return.\n\n| rule | terms | mirrored | plain | without counterpart | one-way |\n|---|---|---|---|---|---|"
    );
    for p in &all {
        let _ = writeln!(out, "| `{}` | {} | {} | {} | {} | {} |", p.rule, p.terms, p.mirrored, p.plain, p.missing.len(), p.one_way.len());
    }
    let names = |of: fn(&Pairs) -> &Vec<String>| all.iter().flat_map(|p| of(p).iter().map(|t| format!("“{t}”"))).collect::<Vec<_>>().join(", ");
    for (label, terms) in [("Without counterpart", names(|p| &p.missing)), ("One-way", names(|p| &p.one_way))] {
        if !terms.is_empty() {
            let _ = writeln!(out, "\n{label}: {terms}.");
        }
    }
}

fn in_terms(names: &Names, analyzer: &Analyzer, out: &mut String) {
    let groups: Vec<_> = names.groups.iter().filter(|g| g.proper).cloned().collect();
    let found = unpaired_names(&groups, analyzer.lexicon);
    let _ = writeln!(
        out,
        "\n## Names inside scored terms\n\nScored terms that hold a name of a group, without the same term for another name of it, for a reader to judge: {}.",
        found.len()
    );
    if !found.is_empty() {
        out.push('\n');
    }
    found.iter().for_each(|(rule, term)| {
        let _ = writeln!(out, "- “{term}” (`{rule}`)");
    });
}

fn cell(m: Option<&Measure>) -> String {
    match m.and_then(|m| Some((m.value?, m.interval?, m.unit))) {
        Some((v, [l, h], "share")) => format!("{v:.2} ({l:.2} to {h:.2})"),
        Some((v, [l, h], _)) => format!("{v:.0} ({l:.0} to {h:.0})"),
        None => "-".into(),
    }
}

fn rates(set: &Set, all: &[Leaning], analyzer: &Analyzer, out: &mut String) {
    let _ = writeln!(
        out,
        "\n### {}\n\nDevelopment data; the leaning is the data’s own statement about the outlet. Annotators: the share of texts that they gave the label ({}). The next two are the \
         program’s: the share with a scored mark in the author’s own voice, and with a sentence whose slant is .5 or more. Shares have Wilson’s 95 % interval; density is weighted marks per \
         1,000 own words.\n\n| leaning | texts | annotators | with a scored mark | slant of .5 or more | density |\n|---|---|---|---|---|---|",
        set.title, set.right
    );
    for l in all {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            l.name,
            l.texts,
            cell(Some(&l.labelled)),
            cell(Some(&l.marked)),
            cell(Some(&l.slanted)),
            cell(Some(&l.density))
        );
    }
    let families: BTreeSet<&String> = all.iter().flat_map(|l| l.families.keys()).collect();
    let scored = families.into_iter().filter(|f| analyzer.lexicon.families.iter().any(|x| x.id == **f && x.tier.is_scored()));
    let _ = writeln!(out, "\nThe share of texts with a mark, by scored family:\n\n| family |{}\n|---|{}", heads(all), "---|".repeat(all.len()));
    for f in scored {
        let cells: String =
            all.iter().map(|l| format!(" {} |", l.families.get(f).map_or_else(|| cell(Some(&Measure::share(0, l.texts, 1))), |m| cell(Some(m))))).collect();
        let _ = writeln!(out, "| `{f}` |{cells}");
    }
}

fn heads(all: &[Leaning]) -> String {
    all.iter().map(|l| format!(" {} |", l.name)).collect()
}
