//! Compiles rule files: families, rules with their terms, gates; and finds terms that two rules of one family own.

use super::build::Builder;
use super::check::{self, Parsed, line_of};
use super::file::{RuleFile, Status, TermEntry, TermTable};
use super::model::*;
use super::pattern::{self, Choice};
use super::trie::Out;
use crate::error::Fault;

impl Builder<'_> {
    pub(super) fn families(&self) -> Vec<Family> {
        let mut out: Vec<Family> = self
            .files
            .families
            .iter()
            .map(|f| {
                let f = &f.value;
                let tier = match (f.role, f.tier) {
                    (super::file::FamilyRole::Counter, _) => Tier::Counter,
                    (_, 1) => Tier::Lexical,
                    (_, 2) => Tier::Gated,
                    _ => Tier::Discuss,
                };
                Family {
                    id: f.id.clone(),
                    title: f.title.clone(),
                    singular: f.singular.clone(),
                    tier,
                    role: f.role,
                    form: f.form,
                    pooled: f.pooled,
                    uncounted: f.uncounted.clone(),
                    what: f.what.clone(),
                    sources: f.sources.clone(),
                    evidence: f.evidence.clone(),
                }
            })
            .collect();
        out.sort_by(|a, b| a.id.cmp(&b.id));
        out
    }

    pub(super) fn rules(&mut self, families: &[Family], faults: &mut Vec<Fault>) -> Vec<Rule> {
        let files = self.files;
        let mut sorted: Vec<&Parsed<RuleFile>> = files.rules.iter().filter(|f| f.value.status != Status::Retired).collect();
        // detectors first, so that their gates have the lowest numbers
        sorted.sort_by_key(|f| (f.value.matches.detector.is_none(), f.value.id.clone()));
        let mut out = Vec::new();
        for file in sorted {
            let family = file.value.id.split('.').next().unwrap_or_default();
            if let Some(family) = families.iter().position(|f| f.id == family) {
                let rule = self.rule(file, out.len() as RuleId, family as FamilyId, faults);
                out.push(rule);
                if file.value.matches.detector.is_some() {
                    self.detector_gates = self.gates;
                }
            }
        }
        out
    }

    fn rule(&mut self, file: &Parsed<RuleFile>, id: RuleId, family: FamilyId, faults: &mut Vec<Fault>) -> Rule {
        let f = &file.value;
        let mut terms = Vec::new();
        for entry in &f.matches.terms {
            let plain;
            let t = match entry {
                TermEntry::Table(t) => t,
                TermEntry::Plain(s) => {
                    plain = TermTable { term: s.clone(), weight: None, plain: None, polarity: None };
                    &plain
                }
            };
            let number = self.terms.len() as u32;
            self.terms.push(Term {
                rule: id,
                text: t.term.clone().into(),
                weight: t.weight.unwrap_or(f.score.weight),
                polarity: t.polarity.or(f.score.polarity),
                plain: t.plain.clone().filter(|p| !p.is_empty()).map(Into::into),
            });
            terms.push(number);
            self.pattern(&t.term, Out::Term(number), file, faults);
        }
        Rule {
            id: f.id.clone(),
            family,
            title: f.title.clone(),
            status: f.status,
            what: f.what.clone(),
            why: f.why.clone(),
            limits: f.limits.clone(),
            ask: f.ask.clone(),
            sources: f.sources.clone(),
            detector: f.matches.detector.clone(),
            terms,
            gates: self.gates(file, faults),
            weight: f.score.weight,
            uncounted: f.score.uncounted.clone(),
            polarity: f.score.polarity,
            hit: f.test.hit.clone(),
            miss: f.test.miss.clone(),
            evidence: f.evidence.clone(),
            path: file.path.clone(),
        }
    }

    fn pattern(&mut self, written: &str, out: Out, file: &Parsed<RuleFile>, faults: &mut Vec<Fault>) {
        self.written.add(written, out);
        match pattern::parse(written) {
            Ok(variants) => variants.iter().for_each(|v| self.add(v, out, &file.path, &file.text, faults)),
            Err(e) => faults.push(Fault {
                file: file.path.clone(),
                line: line_of(&file.text, written),
                what: format!("the pattern \"{written}\": {e}"),
                cure: "Write it as lexicons/README.md shows.".into(),
            }),
        }
    }

    fn gates(&mut self, file: &Parsed<RuleFile>, faults: &mut Vec<Fault>) -> Gates {
        let w = &file.value.when;
        Gates {
            voice: w.voice,
            blocks: w.blocks.clone(),
            case: w.case,
            names: w.names,
            negation: w.negation,
            prev: self.neighbours(&w.prev, file, faults),
            next: self.neighbours(&w.next, file, faults),
            not_prev: self.neighbours(&w.not_prev, file, faults),
            not_next: self.neighbours(&w.not_next, file, faults),
            unless: self.gate(&file.value.matches.unless, file, faults),
            before: self.gate(&w.before, file, faults),
            after: self.gate(&w.after, file, faults),
            not_before: self.gate(&w.not_before, file, faults),
            not_after: self.gate(&w.not_after, file, faults),
            near: self.gate(&w.near, file, faults),
            not_near: self.gate(&w.not_near, file, faults),
            start: w.start,
            question: w.question,
        }
    }

    fn gate(&mut self, patterns: &[String], file: &Parsed<RuleFile>, faults: &mut Vec<Fault>) -> Option<u32> {
        if patterns.is_empty() {
            return None;
        }
        let number = self.gates;
        self.gates += 1;
        patterns.iter().for_each(|p| self.pattern(p, Out::Gate(number), file, faults));
        Some(number)
    }

    fn neighbours(&mut self, patterns: &[String], file: &Parsed<RuleFile>, faults: &mut Vec<Fault>) -> Neighbours {
        let mut out = Neighbours::default();
        for written in patterns {
            let choices = match pattern::parse(written) {
                Ok(v) if v.len() == 1 && v[0].len() == 1 => v[0][0].clone(),
                Ok(_) => {
                    faults.push(Fault {
                        file: file.path.clone(),
                        line: line_of(&file.text, written),
                        what: format!("\"{written}\" is more than one word, and prev and next look at one word only"),
                        cure: "Use before or after, which take longer patterns.".into(),
                    });
                    continue;
                }
                Err(e) => {
                    faults.push(Fault {
                        file: file.path.clone(),
                        line: line_of(&file.text, written),
                        what: format!("the pattern \"{written}\": {e}"),
                        cure: "Write it as lexicons/README.md shows.".into(),
                    });
                    continue;
                }
            };
            for choice in choices {
                match choice {
                    Choice::Start | Choice::End => out.edge = true,
                    Choice::Punct => out.punct = true,
                    Choice::Any => out.any = true,
                    c => out.syms.extend(self.syms(&c, &file.path, &file.text, faults)),
                }
            }
        }
        out
    }

    /// A term owned by two rules of one family is a fault.
    pub(super) fn duplicates(&self, rules: &[Rule], faults: &mut Vec<Fault>) {
        for outs in self.trie.all_outs() {
            let terms: Vec<&Term> = outs.iter().filter_map(|o| if let Out::Term(t) = o { Some(&self.terms[*t as usize]) } else { None }).collect();
            for (i, a) in terms.iter().enumerate() {
                for b in &terms[..i] {
                    let (ra, rb) = (&rules[a.rule as usize], &rules[b.rule as usize]);
                    if a.rule != b.rule && ra.family == rb.family && faults.len() < check::MOST_FAULTS {
                        let file = self.files.rules.iter().find(|f| f.value.id == ra.id);
                        let line = file.map_or(0, |f| line_of(&f.text, &format!("\"{}\"", a.text)));
                        faults.push(Fault {
                            file: ra.path.clone(),
                            line,
                            what: format!("\"{}\" is a term of \"{}\" as well (as \"{}\")", a.text, rb.id, b.text),
                            cure: "Keep it in one rule of the family.".into(),
                        });
                    }
                }
            }
        }
    }
}
