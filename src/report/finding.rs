//! Chooses the few measured facts that a reader with one minute should see, each with its sentences.

use super::words::times;
use crate::attribute::SourceClass;
use crate::compare::Comparison;
use crate::lexicon::Lexicon;
use crate::score::Reading;
use crate::stats::Measure;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Sentences shown with a finding.
const SHOWN: usize = 3;
/// Marks below which a family is not called frequent.
const FEWEST: u64 = 3;

/// A measured fact of the whole report in one sentence, with sentences that show it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Finding {
    /// `family`, `figures`, `voices` or `actors`.
    pub kind: &'static str,
    /// The number that the finding is about.
    pub count: u64,
    /// The cases it was counted in, where there is such a number.
    pub of: Option<u64>,
    /// What was counted: goes on the number as a sentence does.
    pub label: String,
    /// What else there is to say.
    pub detail: String,
    /// All of it as one or two sentences.
    pub text: String,
    pub passages: Vec<Passage>,
}

/// A sentence of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Passage {
    pub document: String,
    pub sentence: u32,
    pub text: String,
}

impl Finding {
    fn new(kind: &'static str, count: u64, of: Option<u64>, label: &str, detail: String, passages: Vec<Passage>) -> Finding {
        let cases = of.map_or_else(String::new, |n| format!(" of {n}"));
        let text = format!("{count}{cases} {label}. {detail}");
        Finding { kind, count, of, label: label.to_string(), detail, text, passages }
    }

    /// Says one sentence more.
    pub fn add(&mut self, sentence: &str) {
        for text in [&mut self.detail, &mut self.text] {
            text.push_str(if text.is_empty() || text.ends_with(' ') { "" } else { " " });
            text.push_str(sentence);
        }
    }
}

/// The findings of a report; those without enough cases are left out.
pub fn findings(readings: &[Reading], comparison: &Comparison, lexicon: &Lexicon) -> Vec<Finding> {
    [figures(readings), family(readings, lexicon), voices(readings), actors(comparison)].into_iter().flatten().collect()
}

fn passage(reading: &Reading, sentence: u32) -> Passage {
    let text = reading.text.slice(reading.text.sentences[sentence as usize].span);
    Passage { document: reading.meta.id.clone(), sentence, text: text.split_whitespace().collect::<Vec<_>>().join(" ") }
}

/// At most one sentence a document first, then more, in the order given.
fn spread(candidates: Vec<(usize, u32)>, readings: &[Reading]) -> Vec<Passage> {
    let mut seen = BTreeSet::new();
    let (first, rest): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|c| seen.insert(c.0));
    let mut out: Vec<Passage> = Vec::new();
    for (d, s) in first.into_iter().chain(rest) {
        let passage = passage(&readings[d], s);
        if out.len() < SHOWN && !out.contains(&passage) {
            out.push(passage);
        }
    }
    out
}

fn plural(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

/// The figures that nobody but the author vouches for, largest first.
fn figures(readings: &[Reading]) -> Option<Finding> {
    let all: Vec<(usize, &crate::attribute::Figure)> =
        readings.iter().enumerate().flat_map(|(d, r)| r.attributed.figures.iter().map(move |f| (d, f))).collect();
    let mut alone: Vec<_> = all.iter().filter(|(_, f)| f.class == SourceClass::None).collect();
    if alone.is_empty() {
        return None;
    }
    let size = |f: &crate::attribute::Figure| f.min.or(f.max).unwrap_or(0.0);
    alone.sort_by(|a, b| size(b.1).total_cmp(&size(a.1)).then((a.0, a.1.sentence).cmp(&(b.0, b.1.sentence))));
    let label = if all.len() == 1 { "figure stands on the author’s word alone" } else { "figures stand on the author’s word alone" };
    let detail = "For these the text names nobody who counted or measured.".to_string();
    let passages = spread(alone.iter().map(|(d, f)| (*d, f.sentence)).collect(), readings);
    Some(Finding::new("figures", alone.len() as u64, Some(all.len() as u64), label, detail, passages))
}

/// The scored family with the largest weight over all documents.
fn family(readings: &[Reading], lexicon: &Lexicon) -> Option<Finding> {
    let mut weights: BTreeMap<&str, (f64, u64, usize)> = BTreeMap::new();
    for (id, score) in readings.iter().flat_map(|r| r.scores.families.iter()) {
        let entry = weights.entry(id).or_default();
        *entry = (entry.0 + score.weight, entry.1 + score.marks, entry.2 + (score.marks > 0) as usize);
    }
    let scored = lexicon.families.iter().filter(|f| f.tier.is_scored() && f.id != "unattributed-figure");
    let (family, (_, marks, documents)) =
        scored.filter_map(|f| Some((f, *weights.get(f.id.as_str())?))).filter(|(_, w)| w.1 >= FEWEST).max_by(|a, b| a.1.0.total_cmp(&b.1.0))?;
    let words: u64 = readings.iter().map(|r| r.scores.words.own).sum();
    let label = format!("marks are {}: the most frequent pattern", lower(&family.title));
    let rate = Measure::rate(&vec![1.0; marks as usize], words, 1);
    let detail = format!(
        "They stand in {documents} of {}, {} to every 1,000 of the authors’ own words.",
        plural(readings.len(), "document"),
        super::number::value(&rate)
    );
    let mut sentences: BTreeMap<(usize, u32), u32> = BTreeMap::new();
    for (d, r) in readings.iter().enumerate() {
        r.marks
            .iter()
            .filter(|m| m.voice.is_own() && !m.negated && lexicon.family(m.rule).id == family.id)
            .for_each(|m| *sentences.entry((d, m.sentence)).or_default() += 1);
    }
    let mut order: Vec<_> = sentences.into_iter().collect();
    order.sort_by_key(|(place, n)| (std::cmp::Reverse(*n), *place));
    Some(Finding::new("family", marks, None, &label, detail, spread(order.into_iter().map(|(p, _)| p).collect(), readings)))
}

/// Who is given the word most often.
fn voices(readings: &[Reading]) -> Option<Finding> {
    let total: usize = readings.iter().map(|r| r.attributed.attributions.len()).sum();
    let mut by_name: BTreeMap<String, (String, Vec<(usize, u32)>)> = BTreeMap::new();
    let mut vague = 0;
    for (d, r) in readings.iter().enumerate() {
        for (i, a) in r.attributed.attributions.iter().enumerate() {
            vague += matches!(a.class(), SourceClass::None | SourceClass::Vague | SourceClass::Anonymous) as usize;
            if a.class().is_identified() || a.class() == SourceClass::Own {
                let name = r.speaker(i as u32).unwrap_or_default();
                by_name.entry(name.to_lowercase()).or_insert_with(|| (name.to_string(), Vec::new())).1.push((d, a.sentence));
            }
        }
    }
    let named = by_name.len();
    let (name, places) = by_name.into_values().max_by_key(|(name, places)| (places.len(), std::cmp::Reverse(name.clone())))?;
    let label = format!("attributions go to {}, who is given the word most often", super::site::one_line(&name));
    let who = if named == 1 { "One named source is given the word.".to_string() } else { format!("{named} named sources share the word.") };
    let detail =
        format!("{who} {} nobody a reader could ask.", if vague == 1 { "1 attribution names".to_string() } else { format!("{vague} attributions name") });
    Some(Finding::new("voices", places.len() as u64, Some(total as u64), &label, detail, spread(places, readings)))
}

/// Who is praised and who is blamed most in the authors' own voice.
fn actors(comparison: &Comparison) -> Option<Finding> {
    let most = |n: fn(&crate::compare::Actor) -> u64| comparison.actors.iter().filter(|a| n(a) >= FEWEST).max_by_key(|a| (n(a), std::cmp::Reverse(&a.name)));
    let praised = most(|a| a.positive).map(|a| format!("{} is praised {} and blamed {}", a.name, times(a.positive), times(a.negative)));
    let blamed = most(|a| a.negative)
        .map(|a| format!("{} is blamed {} and praised {}, and is given the word {}", a.name, times(a.negative), times(a.positive), times(a.speaks)));
    let parts: Vec<String> = [praised, blamed].into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    let count = comparison.actors.iter().map(|a| a.positive + a.negative).sum();
    let event = |e: &crate::compare::Event| Passage { document: e.document.clone(), sentence: e.sentence, text: e.clause.clone() };
    let mut passages: Vec<Passage> = Vec::new();
    for shown in [most(|a| a.positive), most(|a| a.negative)].into_iter().flatten().flat_map(|a| a.events.iter().take(2).map(event)) {
        if passages.len() < SHOWN && !passages.contains(&shown) {
            passages.push(shown);
        }
    }
    Some(Finding::new(
        "actors",
        count,
        None,
        "words of praise and blame for people and bodies, in the authors’ own voice",
        format!("{}.", parts.join("; ")),
        passages,
    ))
}

/// A title inside a sentence: its first letter small, unless the word is all capitals.
fn lower(title: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    let rest = letters.as_str();
    if rest.starts_with(char::is_uppercase) { title.to_string() } else { first + rest }
}
