//! Audits the balance of a lexicon: swaps names, looks for the other side of every pair, and sets its rates beside the annotators' own.

use super::Gold;
use super::measure::counts;
use crate::analyzer::Analyzer;
use crate::extract::Document;
use crate::lexicon::Lexicon;
use crate::score::Reading;
use crate::stats::Measure;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Names to swap, as `lexicons/audit.toml` writes them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    #[serde(rename = "group")]
    pub groups: Vec<Group>,
}

/// Names that no rule may treat differently, and sentences that each of them stands in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub kind: String,
    pub names: Vec<String>,
    /// They are proper names, which are looked for in examples and inside terms too.
    #[serde(default)]
    pub proper: bool,
    /// `{}` is the place of the name.
    pub sentences: Vec<String>,
}

impl Names {
    /// Reads the names.
    ///
    /// # Errors
    /// A sentence with the line, when the file has another form, or a sentence no place for the name.
    pub fn parse(text: &str) -> Result<Names, String> {
        let names: Names = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(0, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
            format!("audit.toml, line {line}: {}", e.message())
        })?;
        for g in &names.groups {
            if let Some(s) = g.sentences.iter().find(|s| !s.contains("{}")) {
                return Err(format!("audit.toml: \"{s}\" has no place for the name. Write {{}} where it stands."));
            }
        }
        Ok(names)
    }
}

/// A text that counts differently with another name in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub text: String,
    pub with: String,
    /// The rules that fire in one of the two and not in the other.
    pub rules: Vec<String>,
}

/// What the swaps of a group showed.
#[derive(Clone, Debug, Default)]
pub struct Swapped {
    pub kind: String,
    pub names: usize,
    pub sentences: usize,
    /// Readings that were compared.
    pub compared: u64,
    /// Marks in the sentences with the first name.
    pub marks: u64,
    /// The widest distance of a sentence model's probability between two names.
    pub widest: f32,
    pub differences: Vec<Difference>,
}

/// What a reading counts: each rule with its number of marks and their weight in thousandths.
fn counted(reading: &Reading, lexicon: &Lexicon) -> BTreeMap<String, (u64, i64)> {
    let mut out: BTreeMap<String, (u64, i64)> = BTreeMap::new();
    for m in reading.marks.iter().filter(|m| counts(m)) {
        let entry = out.entry(lexicon.rules[m.rule as usize].id.clone()).or_default();
        entry.0 += 1;
        entry.1 += (m.weight * 1e3).round() as i64;
    }
    out
}

/// The sentence models' highest probabilities, slant and opinion.
fn highest(reading: &Reading) -> (f32, f32) {
    reading.sentence_scores.iter().fold((0.0, 0.0), |a, s| (a.0.max(s.0), a.1.max(s.1)))
}

/// Sets every name of a group into its sentences and compares what is counted.
pub fn swap(group: &Group, analyzer: &Analyzer) -> Swapped {
    let mut out = Swapped { kind: group.kind.clone(), names: group.names.len(), sentences: group.sentences.len(), ..Swapped::default() };
    for sentence in &group.sentences {
        let read = |name: &str| analyzer.analyze(Document::new("audit", &sentence.replace("{}", name)));
        let readings: Vec<(&String, Reading)> = group.names.iter().map(|n| (n, read(n))).collect();
        let Some(((first, reading), others)) = readings.split_first() else { continue };
        let (want, models) = (counted(reading, analyzer.lexicon), highest(reading));
        out.marks += want.values().map(|c| c.0).sum::<u64>();
        for (name, reading) in others {
            out.compared += 1;
            let (slant, opinion) = highest(reading);
            out.widest = out.widest.max((slant - models.0).abs()).max((opinion - models.1).abs());
            push_difference(&sentence.replace("{}", first), name, &want, &counted(reading, analyzer.lexicon), &mut out.differences);
        }
    }
    out
}

fn push_difference(text: &str, with: &str, want: &BTreeMap<String, (u64, i64)>, got: &BTreeMap<String, (u64, i64)>, into: &mut Vec<Difference>) {
    let ids: BTreeSet<&String> = want.keys().chain(got.keys()).collect();
    let rules: Vec<String> = ids.into_iter().filter(|id| want.get(*id) != got.get(*id)).cloned().collect();
    if !rules.is_empty() {
        into.push(Difference { text: text.into(), with: with.into(), rules });
    }
}

/// Gives every name of the group that stands in the text the next name's place, the last one's to the first; `None` where none stands there.
pub fn rotated(text: &str, names: &[String]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut any) = (text, false);
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
    while let Some(c) = rest.chars().next() {
        let here =
            (!is_word(out.chars().next_back())).then(|| names.iter().position(|n| rest.starts_with(n.as_str()) && !is_word(rest[n.len()..].chars().next())));
        match here.flatten() {
            Some(i) => {
                // the source is read on where the old name ends; what is written has the new one
                out.push_str(&names[(i + 1) % names.len()]);
                rest = &rest[names[i].len()..];
                any = true;
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    any.then_some(out)
}

/// Rotates the names in texts and compares what is counted. Only the place and number of the marks are kept, never a text that is not the lexicon's own.
pub fn swap_in<'t>(group: &Group, texts: impl Iterator<Item = &'t str>, analyzer: &Analyzer) -> (u64, Vec<Difference>) {
    let (mut compared, mut out) = (0, Vec::new());
    for text in texts {
        let Some(other) = rotated(text, &group.names) else { continue };
        compared += 1;
        let read = |t: &str| counted(&analyzer.analyze(Document::new("audit", t)), analyzer.lexicon);
        push_difference(text, "the next name", &read(text), &read(&other), &mut out);
    }
    (compared, out)
}

/// The pairs of a rule whose terms name their other side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    pub rule: String,
    pub terms: usize,
    /// The counterpart is a term of the family itself.
    pub mirrored: usize,
    /// The counterpart is a plain word that no rule of the family marks.
    pub plain: usize,
    /// Terms without a counterpart.
    pub missing: Vec<String>,
    /// Terms whose counterpart is a term, but one that names no term of the family in return.
    pub one_way: Vec<String>,
}

/// The pairs of every rule that has them.
pub fn pairs(family: &str, analyzer: &Analyzer) -> Vec<Pairs> {
    let lexicon = analyzer.lexicon;
    let marked = |words: &str| -> Vec<u32> {
        let reading = analyzer.analyze(Document::new("audit", &format!("They spoke of {words} there.")));
        reading.marks.iter().filter(|m| lexicon.family(m.rule).id == family).filter_map(|m| m.term).collect()
    };
    let counterpart = |t: u32| lexicon.terms[t as usize].plain.as_deref();
    let rules = lexicon.rules.iter().filter(|r| lexicon.families[r.family as usize].id == family && !r.terms.is_empty());
    rules
        .map(|r| {
            let mut out = Pairs { rule: r.id.clone(), terms: r.terms.len(), ..Pairs::default() };
            for &t in &r.terms {
                let text = || lexicon.terms[t as usize].text.to_string();
                let Some(plain) = counterpart(t) else {
                    out.missing.push(text());
                    continue;
                };
                let others = marked(plain);
                if others.is_empty() {
                    out.plain += 1;
                    continue;
                }
                out.mirrored += 1;
                if !others.iter().any(|&o| counterpart(o).is_some_and(|p| !marked(p).is_empty())) {
                    out.one_way.push(text());
                }
            }
            out
        })
        .collect()
}

/// Scored terms that hold a name of a group, and whose family has no term with another name of that group in its place.
pub fn unpaired_names(groups: &[Group], lexicon: &Lexicon) -> Vec<(String, String)> {
    let scored = |r: u16| lexicon.family(r).tier.is_scored();
    let family = |r: u16| lexicon.family(r).id.as_str();
    let all: BTreeSet<(&str, String)> = lexicon.terms.iter().map(|t| (family(t.rule), t.text.to_lowercase())).collect();
    let mut out = Vec::new();
    for t in lexicon.terms.iter().filter(|t| scored(t.rule)) {
        let text = t.text.to_lowercase();
        for g in groups {
            let names: Vec<String> = g.names.iter().map(|n| n.to_lowercase()).collect();
            // a term with several names lists them as alternatives
            let holds = names.iter().filter(|n| rotated(&text, std::slice::from_ref(n)).is_some()).count() == 1;
            let others = || names.iter().flat_map(|a| names.iter().filter(move |b| *b != a).filter_map(|b| rotated(&text, &[a.clone(), b.clone()])));
            if holds && !others().any(|o| o != text && all.contains(&(family(t.rule), o))) {
                out.push((lexicon.rules[t.rule as usize].id.clone(), t.text.to_string()));
                break;
            }
        }
    }
    out
}

/// Rates of the texts of one leaning.
#[derive(Clone, Debug, Default)]
pub struct Leaning {
    pub name: String,
    pub texts: u64,
    /// The share that the annotators gave the label.
    pub labelled: Measure,
    /// The share with a scored mark in the author's own voice.
    pub marked: Measure,
    /// The share in which a sentence's slant is .5 or more.
    pub slanted: Measure,
    /// Weighted marks per 1,000 own words.
    pub density: Measure,
    /// The share of texts with a mark, by scored family.
    pub families: BTreeMap<String, Measure>,
}

/// Rates by the leaning that the data gives each text; texts without one are left out.
pub fn leanings(gold: &[Gold], analyzer: &Analyzer) -> Vec<Leaning> {
    let lexicon = analyzer.lexicon;
    let mut by_name: BTreeMap<&str, Vec<&Gold>> = BTreeMap::new();
    for g in gold.iter().filter(|g| !g.leaning.is_empty() && g.label.is_some()) {
        by_name.entry(&g.leaning).or_default().push(g);
    }
    let rates = |(name, texts): (&str, Vec<&Gold>)| {
        let n = texts.len() as u64;
        let (mut marked, mut slanted, mut words, mut weights) = (0, 0, 0, Vec::new());
        let mut families: BTreeMap<String, u64> = BTreeMap::new();
        for g in &texts {
            let reading = analyzer.analyze(Document::new(&g.id, &g.text));
            let own: Vec<_> = reading.marks.iter().filter(|m| counts(m) && m.voice.is_own() && m.weight > 0.0).collect();
            marked += !own.is_empty() as u64;
            slanted += (highest(&reading).0 >= 0.5) as u64;
            words += reading.scores.words.own;
            weights.extend(own.iter().map(|m| crate::score::measures::exact(m.weight)));
            let fired: BTreeSet<&str> = own.iter().map(|m| lexicon.family(m.rule).id.as_str()).collect();
            fired.into_iter().for_each(|f| *families.entry(f.to_string()).or_default() += 1);
        }
        Leaning {
            name: name.into(),
            texts: n,
            labelled: Measure::share(texts.iter().filter(|g| g.label == Some(true)).count() as u64, n, 1),
            marked: Measure::share(marked, n, 1),
            slanted: Measure::share(slanted, n, 1),
            density: Measure::rate(&weights, words, 1),
            families: families.into_iter().map(|(f, c)| (f, Measure::share(c, n, 1))).collect(),
        }
    };
    by_name.into_iter().map(rates).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_rotated_as_whole_words_and_all_at_once() {
        let names: Vec<String> = ["Iran", "Russia", "Oman"].map(String::from).into();
        assert_eq!(rotated("Iran and Russia; Iranian Oman", &names).as_deref(), Some("Russia and Oman; Iranian Iran"));
        assert_eq!(rotated("Iranian Romans", &names), None);
    }
}
