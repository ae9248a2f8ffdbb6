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
    /// One of the relations to another candidate of the sentence, with its two values.
    Relation(u16),
    /// The half point of log odds in which the candidate's own score lies.
    Own(u8),
    /// No likely candidate stands before it (0), or behind it (1).
    Alone(u8),
}

/// The templates: name, and how many values each side has.
pub const TEMPLATES: &[(&str, usize, usize)] = &[
    ("use", 5, 1),
    ("group-form", 22, 5),
    ("group-next", 22, BESIDES),
    ("group-prev", 22, BESIDES),
    ("form-next", 5, BESIDES),
    ("form-prev", 5, BESIDES),
    ("group-tier", 22, 9),
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
    ("use-question", 5, 2),
    ("use-length", 5, 7),
    ("subject-next", 12, BESIDES),
    ("subject-prev", 12, BESIDES),
    ("group-around", 22, 5),
    ("near-around", 6, 5),
    ("subject-around", 12, 5),
];

/// The templates of a relation between two candidates of a sentence.
pub const RELATIONS: &[(&str, usize, usize)] = &[
    ("kind-use", 55, 5),
    ("own-kind-use", 55, 5),
    ("prev-form", BESIDES, 5),
    ("clause-subject", BESIDES, 2),
    ("clause-prev", BESIDES, BESIDES),
    ("subjects", 12, 12),
    ("forms-joined", 25, 3),
    ("next-use", BESIDES, 5),
    ("group-words", 11, 9),
    ("group-between", 11, 13),
    ("marks-same", 4, 2),
    ("scores", 6, 6),
    ("clause-next", BESIDES, BESIDES),
    ("behind-kind-use", 55, 5),
    ("behind-group-clause", 11, BESIDES),
    ("behind-use-words", 5, 9),
    ("behind-between", 13, 2),
    ("behind-scores", 6, 6),
    ("behind-marks-group", 4, 11),
    ("behind-subject", 12, 2),
];

/// The candidates that a relation can be to.
pub const PLACES: [&str; 5] = ["nearest-left", "likeliest-left", "first-left", "nearest-right", "likeliest-right"];

/// How many half points a candidate's own score is parted into.
const HALVES: usize = 19;

const fn offsets<const N: usize>(templates: &[(&str, usize, usize)]) -> [usize; N] {
    let mut out = [0; N];
    let mut i = 0;
    while i < templates.len() {
        out[i + 1] = out[i] + templates[i].1 * templates[i].2;
        i += 1;
    }
    out
}

const OFFSETS: [usize; TEMPLATES.len() + 1] = offsets(TEMPLATES);
const WITHIN: [usize; RELATIONS.len() + 1] = offsets(RELATIONS);
/// The relations to one place.
const PLACE: usize = WITHIN[RELATIONS.len()];
const _: () = assert!(PLACE * PLACES.len() <= u16::MAX as usize, "a relation is a number of two bytes");

impl Feature {
    /// The feature of a template with its two values.
    #[inline]
    pub fn new(template: usize, a: usize, b: usize) -> Feature {
        debug_assert!(a < TEMPLATES[template].1 && b < TEMPLATES[template].2, "{template} {a} {b}");
        Feature::Pair((OFFSETS[template] + a * TEMPLATES[template].2 + b) as u16)
    }

    /// The feature of a relation to the candidate at a place, with its two values.
    #[inline]
    pub fn relation(place: usize, template: usize, a: usize, b: usize) -> Feature {
        debug_assert!(a < RELATIONS[template].1 && b < RELATIONS[template].2, "{template} {a} {b}");
        Feature::Relation((place * PLACE + WITHIN[template] + a * RELATIONS[template].2 + b) as u16)
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
    /// Of the second step, which looks at the other candidates: its bias, and the weight of the score of the first.
    pub beside_bias: f32,
    pub beside_own: f32,
    pub relations: Vec<f32>,
    pub own: [f32; HALVES],
    pub alone: [f32; 2],
}

impl Weights {
    /// No weights for this lexicon: every candidate scores 0.
    pub fn empty(lexicon: &Lexicon) -> Weights {
        let n = lexicon.vocabulary_size();
        Weights {
            pairs: vec![0.0; OFFSETS[TEMPLATES.len()]],
            words: vec![0.0; n],
            lemmas: vec![0.0; n],
            relations: vec![0.0; PLACE * PLACES.len()],
            beside_own: 1.0,
            ..Weights::default()
        }
    }

    /// The log odds of a candidate with these features.
    pub fn score(&self, features: &[Feature]) -> f32 {
        self.bias + features.iter().map(|f| self.get(*f)).sum::<f32>()
    }

    /// The weight of one feature.
    #[inline]
    pub fn get(&self, feature: Feature) -> f32 {
        match feature {
            Feature::Word(w) => self.words.get(w as usize).copied().unwrap_or(0.0),
            Feature::Lemma(w) => self.lemmas.get(w as usize).copied().unwrap_or(0.0),
            Feature::Pair(p) => self.pairs[p as usize],
            Feature::Relation(p) => self.relations[p as usize],
            Feature::Own(half) => self.own[half as usize],
            Feature::Alone(side) => self.alone[side as usize],
        }
    }

    /// Sets the weight of one feature.
    pub fn set(&mut self, feature: Feature, weight: f32) {
        match feature {
            Feature::Word(w) => self.words[w as usize] = weight,
            Feature::Lemma(w) => self.lemmas[w as usize] = weight,
            Feature::Pair(p) => self.pairs[p as usize] = weight,
            Feature::Relation(p) => self.relations[p as usize] = weight,
            Feature::Own(half) => self.own[half as usize] = weight,
            Feature::Alone(side) => self.alone[side as usize] = weight,
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
                (Some("beside-bias"), ..) => out.beside_bias = weight,
                (Some("beside-own"), ..) => out.beside_own = weight,
                (Some("own-half"), Some(i), _) => i.parse::<usize>().ok().and_then(|i| out.own.get_mut(i)).into_iter().for_each(|w| *w = weight),
                (Some("alone"), Some(i), _) => i.parse::<usize>().ok().and_then(|i| out.alone.get_mut(i)).into_iter().for_each(|w| *w = weight),
                (Some("word"), Some(w), _) => out.words[lexicon.id_of(w) as usize] = weight,
                (Some("lemma"), Some(w), _) => out.lemmas[lexicon.id_of(w) as usize] = weight,
                (Some(template), Some(a), Some(b)) => {
                    if let (Ok(a), Ok(b)) = (a.parse(), b.parse())
                        && let Some(feature) = named(template, a, b)
                    {
                        out.set(feature, weight);
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
        push("beside-bias".into(), self.beside_bias);
        push("beside-own".into(), self.beside_own);
        self.own.iter().enumerate().for_each(|(i, &w)| push(format!("own-half {i}"), w));
        self.alone.iter().enumerate().for_each(|(i, &w)| push(format!("alone {i}"), w));
        for (p, place) in PLACES.iter().enumerate() {
            for (t, (name, a, b)) in RELATIONS.iter().enumerate() {
                for i in 0..a * b {
                    push(format!("{place}:{name} {} {}", i / b, i % b), self.relations[p * PLACE + WITHIN[t] + i]);
                }
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

/// The feature that a line of the table names.
fn named(template: &str, a: usize, b: usize) -> Option<Feature> {
    let fits = |t: &(&str, usize, usize), name: &str| t.0 == name && a < t.1 && b < t.2;
    match template.split_once(':') {
        Some((place, name)) => {
            let place = PLACES.iter().position(|p| *p == place)?;
            Some(Feature::relation(place, RELATIONS.iter().position(|t| fits(t, name))?, a, b))
        }
        None => Some(Feature::new(TEMPLATES.iter().position(|t| fits(t, template))?, a, b)),
    }
}
