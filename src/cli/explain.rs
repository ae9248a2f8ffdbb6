//! `slantscope explain`: a family or a rule in full, so that a reader can disagree.

use super::args::Explain;
use super::check::nearest;
use super::outcome::Outcome;
use super::paint::{self, Drawn};
use super::style::{FAINT, SIGNS, STRONG, Sign, width, wrap};
use super::words;
use anyhow::bail;
use slantscope::lexicon::file::{Evidence, FamilyRole, Status};
use slantscope::lexicon::{Family, Lexicon, Rule, Tier};
use slantscope::text::Span;
use std::fmt::Write as _;
use std::io::Write as _;

/// Explains the rule or family, or a sentence of a file; without an id, lists the families.
pub fn explain(args: &Explain) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(&args.lexicon)?;
    let lexicon: &Lexicon = &lexicon;
    let width = width();
    let text = match (args.id.as_deref(), args.sentence) {
        (None, _) => families(lexicon, width),
        (Some(file), Some(number)) => super::sentence::sentence(file, number, args.base_rate, lexicon, width)?,
        (Some(id), None) => match (lexicon.families.iter().find(|f| f.id == id), lexicon.rule(id)) {
            (Some(f), _) => family(f, lexicon, width),
            (None, Some(number)) => rule(&lexicon.rules[number as usize], lexicon, width),
            (None, None) => {
                let all = lexicon.families.iter().map(|f| f.id.as_str()).chain(lexicon.rules.iter().map(|r| r.id.as_str()));
                bail!(
                    "there is no family and no rule \"{id}\".{} `slantscope explain` lists the families, `slantscope lexicon list` the rules.",
                    nearest(id, all)
                );
            }
        },
    };
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn families(lexicon: &Lexicon, width: usize) -> String {
    let mut out = String::new();
    for (tiers, title) in [
        (&[Tier::Lexical, Tier::Gated][..], "Scored"),
        (&[Tier::Discuss], "Shown to be discussed, never scored"),
        (&[Tier::Counter], "Shown beside the score: care with evidence"),
    ] {
        let _ = writeln!(out, "{STRONG}{title}{STRONG:#}");
        for f in lexicon.families.iter().filter(|f| tiers.contains(&f.tier)) {
            let text = wrap(&format!("{}: {}", f.id, f.what), width, 2, 4);
            let _ = writeln!(out, "{}", text.replacen(&f.id, &format!("{STRONG}{}{STRONG:#}", f.id), 1));
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{}", wrap("`slantscope explain FAMILY` shows its rules; `slantscope explain RULE` shows its examples and literature.", width, 0, 0));
    out
}

fn family(f: &Family, lexicon: &Lexicon, width: usize) -> String {
    let mut out = format!("{STRONG}{}{STRONG:#} ({})\n{}\n", f.title, f.id, wrap(&f.what, width, 2, 2));
    let _ = writeln!(out, "{}\n", wrap(tier(f), width, 2, 2));
    let _ = writeln!(out, "{STRONG}  Rules{STRONG:#}");
    for r in lexicon.rules.iter().filter(|r| lexicon.families[r.family as usize].id == f.id) {
        let _ = writeln!(out, "{}", wrap(&format!("{}: {} ({})", r.id, r.title, terms(r)), width, 2, 4));
    }
    measured(f.evidence.as_ref(), width, &mut out);
    literature(&f.sources, lexicon, width, &mut out);
    out
}

fn measured(evidence: Option<&Evidence>, width: usize, out: &mut String) {
    let told = match evidence {
        Some(e) => format!("Precision {:.2} (95 % interval {:.2} to {:.2}; n = {}; {}).", e.precision, e.interval[0], e.interval[1], e.n, e.corpus),
        None => "Not measured yet, or on too few hits.".into(),
    };
    let _ = writeln!(out, "\n{STRONG}  Measured{STRONG:#}\n{}", wrap(&told, width, 4, 4));
}

fn tier(f: &Family) -> &'static str {
    match (f.role, f.tier) {
        (FamilyRole::Counter, _) => "Counter-indicator: shown beside the score, never counted.",
        (_, Tier::Lexical) => "Tier 1: scored wherever the words stand in the author's own voice.",
        (_, Tier::Gated) => "Tier 2: scored only where what stands around the words allows it.",
        _ => "Tier 3: shown to be discussed, never scored.",
    }
}

fn terms(r: &Rule) -> String {
    match (&r.detector, r.terms.len()) {
        (Some(detector), 0) => format!("found by the engine: {detector}"),
        (_, 1) => "1 term".into(),
        (_, n) => format!("{n} terms"),
    }
}

fn rule(r: &Rule, lexicon: &Lexicon, width: usize) -> String {
    let f = &lexicon.families[r.family as usize];
    let mut out = format!("{STRONG}{}{STRONG:#} ({})\n", r.title, r.id);
    let _ = writeln!(out, "{FAINT}  {} \u{b7} weight {} \u{b7} {} \u{b7} {}{FAINT:#}\n", f.title, r.weight, terms(r), status(r.status));
    for (name, text) in [("What", &r.what), ("Why it matters", &r.why), ("Limits", &r.limits), ("Ask", &r.ask)] {
        let _ = writeln!(out, "{STRONG}  {name}{STRONG:#}\n{}\n", wrap(text, width, 4, 4));
    }
    if !r.terms.is_empty() {
        let all: Vec<&str> = r.terms.iter().map(|&t| lexicon.terms[t as usize].text.as_str()).collect();
        let _ = writeln!(out, "{STRONG}  Terms{STRONG:#}\n{}\n", wrap(&all.join(", "), width, 4, 4));
    }
    let _ = writeln!(out, "{STRONG}  Marked{STRONG:#}");
    r.hit.iter().for_each(|hit| out.push_str(&example(hit, f, width)));
    let _ = writeln!(out, "\n{STRONG}  Not marked{STRONG:#}");
    r.miss.iter().for_each(|miss| out.push_str(&example(miss, f, width)));
    if let Some(reason) = r.uncounted.as_ref().or(f.uncounted.as_ref()) {
        let _ = writeln!(out, "\n{STRONG}  Shown, and not counted{STRONG:#}\n{}", wrap(reason, width, 4, 4));
    }
    measured(r.evidence.as_ref(), width, &mut out);
    literature(&r.sources, lexicon, width, &mut out);
    let _ = writeln!(out, "\n{FAINT}{}{FAINT:#}", wrap(&format!("File: {}", r.path), width, 2, 4));
    out
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft: shown, not scored",
        Status::Preview => "preview",
        Status::Stable => "stable",
        Status::Retired => "retired",
    }
}

/// An example of the rule's file, with its braces drawn as underlines.
fn example(written: &str, family: &Family, width: usize) -> String {
    let (mut text, mut open, mut marks) = (String::new(), 0, Vec::new());
    for c in written.chars() {
        match c {
            '{' => open = text.len(),
            '}' => marks.push(Drawn { span: Span::new(open, text.len()), label: String::new(), sign: sign(family) }),
            _ => text.push(c),
        }
    }
    paint::sentence(&text, Span::new(0, text.len()), &marks, width, 4)
}

fn sign(family: &Family) -> Sign {
    match family.tier {
        Tier::Lexical => SIGNS[0],
        Tier::Gated => SIGNS[1],
        Tier::Discuss => SIGNS[2],
        Tier::Counter => SIGNS[3],
    }
}

fn literature(keys: &[String], lexicon: &Lexicon, width: usize, out: &mut String) {
    let _ = writeln!(out, "\n{STRONG}  Literature{STRONG:#}");
    for key in keys {
        let cite = lexicon.sources.get(key).map_or(key.as_str(), String::as_str);
        let _ = writeln!(out, "{}", wrap(&format!("- {cite}"), width, 4, 6));
    }
}
