//! The measures of a document, each with its n and interval.

use super::{Mark, Row};
use crate::attribute::{Attributed, SourceClass, Voice};
use crate::lexicon::Lexicon;
use crate::segment::Text;
use crate::stats::{Measure, effective_number};
use serde::{Deserialize, Serialize};

/// Below this many own words a rate says more about chance than about the text.
pub const SHORTEST: u64 = 100;
/// Below this many cases a share is not shown.
pub const FEWEST: u64 = 5;

/// Words of a document by voice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WordCounts {
    /// All words but page furniture.
    pub total: u64,
    pub own: u64,
    pub quoted: u64,
    pub reported: u64,
    #[serde(rename = "self")]
    pub own_side: u64,
    pub boilerplate: u64,
}

/// One family's part of a document's score.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FamilyScore {
    /// Marks in the document's own voice.
    pub marks: u64,
    /// Sum of their weights.
    pub weight: f64,
    /// The same marks in other voices: shown, not counted.
    pub elsewhere: u64,
    pub density: Measure,
}

/// All measures of a document or of several together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Scores {
    pub words: WordCounts,
    pub sentences: u64,
    /// Headline one: weighted own-voice marks per 1,000 own-voice words.
    pub advocacy_density: Measure,
    /// The same with the words and marks of the publisher's own side.
    pub advocacy_density_with_self: Measure,
    /// Headline two: checkable sentences that lean on a named, documentary or linked source.
    pub citation_reliance: Measure,
    pub attributed_sentences: Measure,
    pub checkable_attributed: Measure,
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<&str, Measure>"))]
    pub source_classes: Row<&'static str, Measure>,
    pub distinct_sources: Measure,
    pub effective_sources: Measure,
    pub self_citation: Measure,
    pub citation_rate: Measure,
    pub direct_quote: Measure,
    pub unattributed_figures: Measure,
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<String, FamilyScore>"))]
    pub families: Row<String, FamilyScore>,
}

/// The measures of one document.
pub fn scores(text: &Text, attributed: &Attributed, marks: &[Mark], lexicon: &Lexicon) -> Scores {
    let words = word_counts(text, attributed);
    let mut s = Scores { words, sentences: scored_sentences(text).count() as u64, ..Scores::default() };
    densities(marks, lexicon, &mut s);
    reliance(text, attributed, marks, lexicon, &mut s);
    sources(text, attributed, &mut s);
    let unattributed = attributed.figures.iter().filter(|f| f.class == SourceClass::None).count() as u64;
    s.unattributed_figures = Measure::share(unattributed, attributed.figures.len() as u64, FEWEST);
    let citations = attributed.citations.len() as f64;
    s.citation_rate = Measure::rate_of(citations, citations, citations.min(1.0), words.total, SHORTEST);
    s.direct_quote = Measure::share(words.quoted, words.total, SHORTEST);
    s
}

/// A weight as it is printed: the nearest number of three decimals, not the nearest `f32`. No weight is below 0.
pub fn exact(weight: f32) -> f64 {
    // what `round` gives, without a call: the product has 34 bits, so that nothing is lost when a half is added
    (weight as f64 * 1e3 + 0.5) as u32 as f64 / 1e3
}

fn scored_sentences(text: &Text) -> impl Iterator<Item = usize> + '_ {
    use crate::segment::BlockKind;
    (0..text.sentences.len()).filter(|&i| text.blocks[text.sentences[i].block as usize].kind != BlockKind::Furniture)
}

fn word_counts(text: &Text, attributed: &Attributed) -> WordCounts {
    let mut counts = [0; Voice::Boilerplate as usize + 1];
    for (run, voiced) in attributed.voices.runs() {
        counts[voiced.voice() as usize] += u64::from(text.count_words((run.start, run.end)));
    }
    let of = |voice: Voice| counts[voice as usize];
    let own = of(Voice::Own) + of(Voice::UnsourcedQuote) + of(Voice::ScareQuote);
    let (quoted, reported, own_side) = (of(Voice::Quoted), of(Voice::Reported), of(Voice::SelfQuote));
    WordCounts { total: own + quoted + reported + own_side, own, quoted, reported, own_side, boilerplate: of(Voice::Boilerplate) }
}

/// What a rate is made of.
#[derive(Clone, Default)]
struct Sums {
    sum: f64,
    squares: f64,
    largest: f64,
}

impl Sums {
    fn add(&mut self, weight: f64) {
        self.sum += weight;
        self.squares += weight * weight;
        self.largest = self.largest.max(weight);
    }

    fn rate(&self, words: u64) -> Measure {
        Measure::rate_of(self.sum, self.squares, self.largest, words, SHORTEST)
    }
}

/// The two advocacy densities, and each family's.
fn densities(marks: &[Mark], lexicon: &Lexicon, s: &mut Scores) {
    #[derive(Clone, Default)]
    struct Family {
        own: u64,
        elsewhere: u64,
        weights: Sums,
    }
    let (mut own, mut with_self) = (Sums::default(), Sums::default());
    let mut families = vec![Family::default(); lexicon.families.len()];
    for m in marks {
        let weight = exact(m.weight);
        if m.weight > 0.0 && m.voice.is_own() {
            own.add(weight);
        }
        if m.weight > 0.0 && (m.voice.is_own() || m.voice == Voice::SelfQuote) {
            with_self.add(weight);
        }
        if m.voice == Voice::Boilerplate || m.negated {
            continue;
        }
        let number = lexicon.rules[m.rule as usize].family as usize;
        let family = &mut families[number];
        if m.voice.is_own() {
            family.own += 1;
            family.weights.add(if lexicon.families[number].tier.is_scored() { weight } else { 1.0 });
        } else {
            family.elsewhere += 1;
        }
    }
    s.advocacy_density = own.rate(s.words.own);
    s.advocacy_density_with_self = with_self.rate(s.words.own + s.words.own_side);
    let found = lexicon.families.iter().zip(&families).filter(|(_, f)| f.own + f.elsewhere > 0);
    s.families = found
        .map(|(family, f)| {
            let density = f.weights.rate(s.words.own);
            (family.id.clone(), FamilyScore { marks: f.own, weight: density.count, elsewhere: f.elsewhere, density })
        })
        .collect();
}

/// A sentence is checkable when it holds a figure, a superlative or an unattributed number of the author's or a source's.
fn reliance(text: &Text, attributed: &Attributed, marks: &[Mark], lexicon: &Lexicon, s: &mut Scores) {
    let superlative = lexicon.families.iter().position(|f| f.id == "superlative");
    let (mut is_checkable, mut is_linked) = (vec![false; text.sentences.len()], vec![false; text.sentences.len()]);
    attributed.figures.iter().for_each(|f| is_checkable[f.sentence as usize] = true);
    let superlatives = marks.iter().filter(|m| Some(lexicon.rules[m.rule as usize].family as usize) == superlative);
    superlatives.for_each(|m| is_checkable[m.sentence as usize] = true);
    attributed.citations.iter().for_each(|c| is_linked[c.sentence as usize] = true);
    let is_attributed = |i: usize| attributed.sentences[i] != SourceClass::None || is_linked[i];
    let attributed_all = scored_sentences(text).filter(|&i| is_attributed(i)).count() as u64;
    s.attributed_sentences = Measure::share(attributed_all, s.sentences, FEWEST);
    let checkable = || (0..is_checkable.len()).filter(|&i| is_checkable[i]);
    let all = checkable().count() as u64;
    let some = checkable().filter(|&i| is_attributed(i)).count() as u64;
    let identified = checkable().filter(|&i| attributed.sentences[i].is_identified() || is_linked[i]).count() as u64;
    s.checkable_attributed = Measure::share(some, all, FEWEST);
    s.citation_reliance = Measure::share(identified, all, FEWEST);
}

fn sources(text: &Text, attributed: &Attributed, s: &mut Scores) {
    let total = attributed.attributions.len() as u64;
    let mut by_class = [0; SourceClass::ALL.len()];
    let mut names = Vec::new();
    for a in &attributed.attributions {
        by_class[a.class() as usize] += 1;
        if let Some(source) = &a.source
            && (source.class.is_identified() || source.class == SourceClass::Own)
        {
            names.push(text.slice(source.name()).to_lowercase());
        }
    }
    let share = |c: SourceClass| Measure::share(by_class[c as usize], total, FEWEST);
    s.source_classes = SourceClass::ALL.into_iter().map(|c| (c.name(), share(c))).collect();
    s.self_citation = share(SourceClass::Own);
    names.sort_unstable();
    let counts: Vec<u64> = names.chunk_by(|a, b| a == b).map(|same| same.len() as u64).collect();
    s.distinct_sources = Measure::number(counts.len() as f64, "sources", total);
    s.effective_sources = Measure::number(effective_number(&counts), "sources", total);
}
