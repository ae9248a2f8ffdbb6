//! Writes the words of rules for other programs. Gates and weights stay behind: other programs have no place for them.

use crate::lexicon::file::InflectionFile;
use crate::lexicon::inflect::forms;
use crate::lexicon::pattern::{self, Choice, Element};
use crate::lexicon::{Lexicon, Rule};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A term that would become more words than this is left out.
const MOST: usize = 400;

/// What is written: files by name, and the terms that the other format cannot say.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    pub files: Vec<(String, String)>,
    pub left_out: Vec<String>,
}

/// The words of every rule, spelled out.
pub struct Spelled<'l> {
    lexicon: &'l Lexicon,
    inflection: &'l InflectionFile,
    rules: Vec<&'l Rule>,
}

impl<'l> Spelled<'l> {
    /// The rules of these families; of all where none is named.
    pub fn new(lexicon: &'l Lexicon, inflection: &'l InflectionFile, families: &[String]) -> Spelled<'l> {
        let wanted = |r: &&Rule| families.is_empty() || families.contains(&lexicon.families[r.family as usize].id);
        Spelled { lexicon, inflection, rules: lexicon.rules.iter().filter(wanted).collect() }
    }

    /// All phrases that the pattern finds; `None` where it has an open place, or too many.
    pub fn phrases(&self, term: &str) -> Option<Vec<String>> {
        let mut out = BTreeSet::new();
        for variant in pattern::parse(term).ok()? {
            let mut all = vec![String::new()];
            for place in &variant {
                let words = self.words(place)?;
                if all.len() * words.len() > MOST {
                    return None;
                }
                all = all.iter().flat_map(|a| words.iter().map(move |w| join(a, w))).collect();
            }
            out.extend(all);
        }
        (out.len() <= MOST).then(|| out.into_iter().collect())
    }

    fn words(&self, place: &Element) -> Option<BTreeSet<String>> {
        let mut out = BTreeSet::new();
        for choice in place {
            match choice {
                Choice::Word(w, None) => {
                    out.insert(w.clone());
                }
                Choice::Word(w, Some(how)) => out.extend(forms(w, *how, self.inflection).into_iter().map(|f| f.0)),
                Choice::Prefix(p) => {
                    out.insert(format!("{p}*"));
                }
                Choice::Suffix(s) => {
                    out.insert(format!("*{s}"));
                }
                Choice::Class(name) => {
                    let name = format!("class.{name}");
                    let below = |k: &&String| **k == name || k.strip_prefix(name.as_str()).is_some_and(|r| r.starts_with('.'));
                    for word in self.lexicon.lists.iter().filter(|(k, _)| below(k)).flat_map(|l| l.1) {
                        for variant in pattern::parse(word).ok()?.iter().filter(|v| v.len() == 1) {
                            out.extend(self.words(&variant[0])?);
                        }
                    }
                }
                _ => return None,
            }
        }
        Some(out)
    }

    fn each(&self, left_out: &mut Vec<String>, mut with: impl FnMut(&Rule, &str, Option<&str>)) {
        for rule in &self.rules {
            for &t in &rule.terms {
                let term = &self.lexicon.terms[t as usize];
                match self.phrases(&term.text) {
                    Some(all) => all.iter().for_each(|p| with(rule, p, term.plain.as_deref())),
                    None => left_out.push(format!("{}: {}", rule.id, term.text)),
                }
            }
        }
    }

    fn family(&self, rule: &Rule) -> &'l str {
        &self.lexicon.families[rule.family as usize].id
    }

    /// A quanteda dictionary: families, below them rules, below them words.
    pub fn quanteda(&self) -> Exported {
        let mut left_out = Vec::new();
        let mut keys: BTreeMap<&str, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
        self.each(&mut left_out, |rule, phrase, _| {
            keys.entry(self.family(rule)).or_default().entry(rule.id.clone()).or_default().insert(phrase.into());
        });
        let mut text = String::new();
        for (family, rules) in keys {
            let _ = writeln!(text, "{family}:");
            for (rule, words) in rules {
                let _ = writeln!(text, "  {}:", yaml(rule.split_once('.').map_or(rule.as_str(), |r| r.1)));
                words.iter().for_each(|w| {
                    let _ = writeln!(text, "    - {}", yaml(w));
                });
            }
        }
        Exported { files: vec![("slantscope.yml".into(), text)], left_out }
    }

    /// A LIWC dictionary (`.dic`): one category a family. A star stands at the end of a word only.
    pub fn liwc(&self) -> Exported {
        let mut left_out = Vec::new();
        let mut words: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut families: Vec<&str> = self.rules.iter().map(|r| self.family(r)).collect();
        families.dedup();
        families.sort_unstable();
        families.dedup();
        let mut front = Vec::new();
        self.each(&mut left_out, |rule, phrase, _| {
            let number = families.iter().position(|f| *f == self.family(rule)).unwrap_or(0) + 1;
            if phrase.contains(" *") || phrase.starts_with('*') || phrase.trim_end_matches('*').contains('*') {
                front.push(format!("{}: {phrase}", rule.id));
            } else {
                words.entry(phrase.into()).or_default().insert(number);
            }
        });
        left_out.extend(front);
        let mut text = "%\n".to_string();
        families.iter().enumerate().for_each(|(i, f)| {
            let _ = writeln!(text, "{}\t{f}", i + 1);
        });
        text.push_str("%\n");
        for (word, numbers) in words {
            let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
            let _ = writeln!(text, "{word}\t{}", numbers.join("\t"));
        }
        Exported { files: vec![("slantscope.dic".into(), text)], left_out }
    }

    /// Vale rules: one file a rule, `existence`; terms with a plainer word go into a second file, `substitution`.
    pub fn vale(&self) -> Exported {
        let mut left_out = Vec::new();
        let mut tokens: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut swaps: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        self.each(&mut left_out, |rule, phrase, plain| {
            let expression = phrase.replace('*', r"\w*");
            match plain {
                Some(plain) => {
                    swaps.entry(rule.id.clone()).or_default().insert(expression, plain.into());
                }
                None => {
                    tokens.entry(rule.id.clone()).or_default().insert(expression);
                }
            }
        });
        let head = |rule: &str, kind: &str, says: &str| {
            let title = self.lexicon.rule(rule).map_or("", |r| &self.lexicon.rules[r as usize].title);
            format!("extends: {kind}\nmessage: {}\nlevel: suggestion\nignorecase: true\n", yaml(&format!("{title}: {says}")))
        };
        let mut files = Vec::new();
        for (rule, words) in tokens {
            let lines: String = words.iter().map(|w| format!("  - {}\n", yaml(w))).collect();
            files.push((format!("{}.yml", rule.replace('.', "-")), head(&rule, "existence", "“%s”") + "tokens:\n" + &lines));
        }
        for (rule, pairs) in swaps {
            let lines: String = pairs.iter().map(|(w, p)| format!("  {}: {}\n", yaml(w), yaml(p))).collect();
            files.push((format!("{}-plain.yml", rule.replace('.', "-")), head(&rule, "substitution", "“%s” is a plainer word for “%s”") + "swap:\n" + &lines));
        }
        Exported { files, left_out }
    }
}

fn join(a: &str, b: &str) -> String {
    match a.is_empty() || b == "'s" {
        true => format!("{a}{b}"),
        false => format!("{a} {b}"),
    }
}

/// A scalar in single quotation marks, in which YAML reads no escapes.
fn yaml(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
