//! The weights of the cue model: a table of named features, learned from annotated news and shipped as data.

use super::cues::BESIDES;
use crate::lexicon::{Lexicon, WordId};

/// A property of a candidate, as an index into the weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Feature {
    /// The word form itself.
    Word(WordId),
    /// The word under which the cue is listed.
    Lemma(WordId),
    /// One of the templates, with its two values.
    Pair(u16),
}

/// The templates: name, and how many values each side has.
pub const TEMPLATES: &[(&str, usize, usize)] = &[
    ("use", 4, 1),
    ("group-form", 22, 5),
    ("group-next", 22, BESIDES),
    ("group-prev", 22, BESIDES),
    ("form-next", 5, BESIDES),
    ("form-prev", 5, BESIDES),
    ("group-tier", 22, 7),
    ("group-subject", 22, 12),
    ("form-subject", 5, 12),
    ("next-after", BESIDES, BESIDES),
    ("before-prev", BESIDES, BESIDES),
    ("group-near", 22, 6),
    ("form-near", 5, 6),
    ("group-left", 22, 8),
    ("form-left", 5, 8),
    ("group-block", 22, 6),
    ("group-place", 22, 4),
    ("group-quote", 22, 4),
    ("use-question", 4, 2),
    ("use-length", 4, 7),
    ("subject-next", 12, BESIDES),
    ("subject-prev", 12, BESIDES),
    ("group-around", 22, 5),
    ("near-around", 6, 5),
    ("subject-around", 12, 5),
];

const OFFSETS: [usize; TEMPLATES.len() + 1] = {
    let mut out = [0; TEMPLATES.len() + 1];
    let mut i = 0;
    while i < TEMPLATES.len() {
        out[i + 1] = out[i] + TEMPLATES[i].1 * TEMPLATES[i].2;
        i += 1;
    }
    out
};

impl Feature {
    /// The feature of a template with its two values.
    pub fn new(template: usize, a: usize, b: usize) -> Feature {
        debug_assert!(a < TEMPLATES[template].1 && b < TEMPLATES[template].2, "{template} {a} {b}");
        Feature::Pair((OFFSETS[template] + a * TEMPLATES[template].2 + b) as u16)
    }

    pub fn word(id: WordId) -> Feature {
        Feature::Word(id)
    }

    pub fn lemma(id: WordId) -> Feature {
        Feature::Lemma(id)
    }
}

/// All weights, in log odds.
#[derive(Debug, Default)]
pub struct Weights {
    pub bias: f32,
    pub pairs: Vec<f32>,
    pub words: Vec<f32>,
    pub lemmas: Vec<f32>,
}

impl Weights {
    /// No weights for this lexicon: every candidate scores 0.
    pub fn empty(lexicon: &Lexicon) -> Weights {
        let n = lexicon.vocabulary_size();
        Weights { bias: 0.0, pairs: vec![0.0; OFFSETS[TEMPLATES.len()]], words: vec![0.0; n], lemmas: vec![0.0; n] }
    }

    /// The log odds of a candidate with these features.
    pub fn score(&self, features: &[Feature]) -> f32 {
        self.bias + features.iter().map(|f| self.get(*f)).sum::<f32>()
    }

    /// The weight of one feature.
    pub fn get(&self, feature: Feature) -> f32 {
        match feature {
            Feature::Word(w) => self.words.get(w as usize).copied().unwrap_or(0.0),
            Feature::Lemma(w) => self.lemmas.get(w as usize).copied().unwrap_or(0.0),
            Feature::Pair(p) => self.pairs[p as usize],
        }
    }

    /// Sets the weight of one feature.
    pub fn set(&mut self, feature: Feature, weight: f32) {
        match feature {
            Feature::Word(w) => self.words[w as usize] = weight,
            Feature::Lemma(w) => self.lemmas[w as usize] = weight,
            Feature::Pair(p) => self.pairs[p as usize] = weight,
        }
    }

    /// Reads the table that ships with the lexicon as `models/cue.tsv`; without it every candidate scores 0.
    pub fn load(lexicon: &Lexicon) -> Weights {
        lexicon.models.get("models/cue.tsv").map_or_else(|| Weights::empty(lexicon), |table| Weights::parse(table, lexicon))
    }

    /// Reads a table of lines `name <tab> weight`; lines that begin with `#` are its card.
    pub fn parse(table: &str, lexicon: &Lexicon) -> Weights {
        let mut out = Weights::empty(lexicon);
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let Some((name, weight)) = line.split_once('\t') else { continue };
            let Ok(weight) = weight.trim().parse() else { continue };
            let mut parts = name.split(' ');
            match (parts.next(), parts.next(), parts.next()) {
                (Some("bias"), ..) => out.bias = weight,
                (Some("word"), Some(w), _) => out.words[lexicon.id_of(w) as usize] = weight,
                (Some("lemma"), Some(w), _) => out.lemmas[lexicon.id_of(w) as usize] = weight,
                (Some(template), Some(a), Some(b)) => {
                    let place = TEMPLATES.iter().position(|t| t.0 == template);
                    if let (Some(t), Ok(a), Ok(b)) = (place, a.parse::<usize>(), b.parse::<usize>())
                        && a < TEMPLATES[t].1
                        && b < TEMPLATES[t].2
                    {
                        out.set(Feature::new(t, a, b), weight);
                    }
                }
                _ => {}
            }
        }
        // a word that the lexicon does not name has no weight of its own
        out.words[0] = 0.0;
        out.lemmas[0] = 0.0;
        out
    }

    /// Writes the table, sorted, two decimals; weights that round to nothing are left out.
    pub fn table(&self, lexicon: &Lexicon) -> String {
        let mut lines = Vec::new();
        let mut push = |name: String, w: f32| {
            if (w * 100.0).round() != 0.0 {
                lines.push(format!("{name}\t{w:.2}\n"))
            }
        };
        push("bias".into(), self.bias);
        for (t, (name, a, b)) in TEMPLATES.iter().enumerate() {
            for i in 0..a * b {
                push(format!("{name} {} {}", i / b, i % b), self.pairs[OFFSETS[t] + i]);
            }
        }
        let mut words: Vec<(&str, u32)> = lexicon.words().collect();
        words.sort_unstable();
        for (word, id) in words {
            push(format!("word {word}"), self.words[id as usize]);
            push(format!("lemma {word}"), self.lemmas[id as usize]);
        }
        lines.concat()
    }
}
