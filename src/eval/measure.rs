//! Compares the marks of a lexicon with what annotators said, by family and by rule.

use super::{Counts, Gold, Reads, Set};
use crate::analyzer::Analyzer;
use crate::attribute::Voice;
use crate::extract::Document;
use crate::lexicon::Lexicon;
use crate::score::{Mark, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// What was measured on one set.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    pub set: Set,
    pub texts: u64,
    /// All scored families that the set is the measure of together; all scored families where it names none.
    pub together: Counts,
    pub families: BTreeMap<String, Counts>,
    pub rules: BTreeMap<String, Counts>,
}

/// Measures every family and rule on the texts of a set.
pub fn measure(set: &Set, gold: &[Gold], analyzer: &Analyzer) -> Measured {
    let lexicon = analyzer.lexicon;
    let mut out = Measured { set: set.clone(), ..Measured::default() };
    let mut counted = Vec::new();
    for g in gold {
        let used = match set.reads {
            Reads::Label => g.label.is_some(),
            Reads::Spans => g.spans.is_some() && g.label != Some(false),
            Reads::Sample => false,
        };
        if !used {
            continue;
        }
        out.texts += 1;
        let reading = analyzer.analyze(Document::new(&g.id, &g.text));
        match set.reads {
            Reads::Label => by_label(g.label == Some(true), &reading, lexicon, &mut out),
            _ => by_spans(g, &reading, lexicon, &mut out, &mut counted),
        }
    }
    match set.reads {
        Reads::Label => {
            let positive = gold.iter().filter(|g| g.label == Some(true)).count() as u64;
            out.together.gold = positive;
            out.families.values_mut().chain(out.rules.values_mut()).for_each(|c| (c.gold, c.touched) = (positive, c.right));
            out.together.touched = out.together.right;
        }
        _ => recall_of_rules(set, &counted, lexicon, &mut out),
    }
    out
}

impl Measured {
    /// Whether marks of the family count together as this set's own.
    fn owns(&self, family: &str, lexicon: &Lexicon) -> bool {
        match self.set.families.is_empty() {
            true => lexicon.families.iter().any(|f| f.id == family && f.tier.is_scored()),
            false => self.set.families.iter().any(|f| f == family),
        }
    }
}

/// Marks that could count: in words of the text, and not denied.
pub fn counts(mark: &Mark) -> bool {
    mark.voice != Voice::Boilerplate && !mark.negated
}

fn by_label(label: bool, reading: &Reading, lexicon: &Lexicon, out: &mut Measured) {
    let marks = reading.marks.iter().filter(|m| counts(m) && m.voice.is_own());
    let fired: BTreeSet<u16> = marks.map(|m| m.rule).collect();
    let families: BTreeSet<&str> = fired.iter().map(|&r| lexicon.family(r).id.as_str()).collect();
    let one = Counts { found: 1, right: label as u64, ..Counts::default() };
    fired.iter().for_each(|&r| *out.rules.entry(lexicon.rules[r as usize].id.clone()).or_default() += one);
    if families.iter().any(|f| out.owns(f, lexicon)) {
        out.together += one;
    }
    families.iter().for_each(|f| *out.families.entry(f.to_string()).or_default() += one);
}

/// For each annotated span that is asked for: its name, and the rules that touch it.
type Touched = (String, BTreeSet<u16>);

fn by_spans(gold: &Gold, reading: &Reading, lexicon: &Lexicon, out: &mut Measured, touched: &mut Vec<Touched>) {
    let spans = gold.spans.as_deref().unwrap_or_default();
    let set = out.set.clone();
    for mark in reading.marks.iter().filter(|m| counts(m)) {
        let family = lexicon.family(mark.rule).id.as_str();
        let fitting = || spans.iter().filter(|s| s.span.overlaps(mark.span) && set.fits(&s.family, family));
        let right = fitting().any(|s| s.agreed);
        // where the annotators differ, the mark is neither right nor wrong; nor where they were not asked about the family
        let asked = set.covers.is_empty() || set.covers.values().flatten().any(|f| f == family);
        if !asked || !right && fitting().next().is_some() {
            continue;
        }
        let one = Counts { found: 1, right: right as u64, ..Counts::default() };
        *out.rules.entry(lexicon.rules[mark.rule as usize].id.clone()).or_default() += one;
        *out.families.entry(family.into()).or_default() += one;
        if out.owns(family, lexicon) {
            out.together += one;
        }
    }
    for s in spans.iter().filter(|s| s.agreed) {
        let rules = reading.marks.iter().filter(|m| counts(m) && m.span.overlaps(s.span)).map(|m| m.rule).collect();
        touched.push((s.family.clone(), rules));
    }
}

fn recall_of_rules(set: &Set, touched: &[Touched], lexicon: &Lexicon, out: &mut Measured) {
    let fits = |gold: &str, rule: u16| set.fits(gold, &lexicon.family(rule).id);
    for (gold, rules) in touched {
        let families: BTreeSet<&str> = rules.iter().filter(|&&r| fits(gold, r)).map(|&r| lexicon.family(r).id.as_str()).collect();
        for (id, counts) in &mut out.families {
            counts.gold += set.fits(gold, id) as u64;
            counts.touched += families.contains(id.as_str()) as u64;
        }
        for (id, counts) in &mut out.rules {
            let Some(rule) = lexicon.rule(id) else { continue };
            counts.gold += fits(gold, rule) as u64;
            counts.touched += (rules.contains(&rule) && fits(gold, rule)) as u64;
        }
        let own: Vec<&str> = lexicon.families.iter().map(|f| f.id.as_str()).filter(|f| set.fits(gold, f)).collect();
        if own.iter().any(|f| set.families.is_empty() || set.families.iter().any(|s| s == f)) {
            out.together.gold += 1;
            let owned = |f: &&str| set.families.is_empty() || set.families.iter().any(|s| s == f);
            out.together.touched += families.iter().any(owned) as u64;
        }
    }
}
