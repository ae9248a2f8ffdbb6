//! The weights of the cue model: a table of named features, learned from annotated news and shipped as data.

use super::features::BESIDES;
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

    /// The number of a relation with its two values, within any place.
    #[inline]
    pub fn within(template: usize, a: usize, b: usize) -> u16 {
        debug_assert!(a < RELATIONS[template].1 && b < RELATIONS[template].2, "{template} {a} {b}");
        (WITHIN[template] + a * RELATIONS[template].2 + b) as u16
    }

    /// The feature of a relation to the candidate at a place, with its two values.
    pub fn relation(place: usize, template: usize, a: usize, b: usize) -> Feature {
        Feature::Relation((place * PLACE) as u16 + Feature::within(template, a, b))
    }

    pub fn word(id: WordId) -> Feature {
        Feature::Word(id)
    }

    pub fn lemma(id: WordId) -> Feature {
        Feature::Lemma(id)
    }
}

/// What takes the features of a candidate, one by one.
pub trait Take {
    fn take(&mut self, feature: Feature);

    /// A relation by its place and its number within the place.
    #[inline(always)]
    fn relation(&mut self, place: usize, within: u16) {
        self.take(Feature::Relation((place * PLACE) as u16 + within));
    }
}

impl Take for Vec<Feature> {
    fn take(&mut self, feature: Feature) {
        self.push(feature);
    }
}

/// The weights of the features that it takes, summed up.
pub struct Sum<'a> {
    weights: &'a Weights,
    sum: f32,
}

impl Take for Sum<'_> {
    // in its place the kind of feature is known, and most of its number: a third of the instructions
    #[inline(always)]
    fn take(&mut self, feature: Feature) {
        self.sum += self.weights.get(feature);
    }

    #[inline(always)]
    fn relation(&mut self, place: usize, within: u16) {
        self.sum += self.weights.relations[within as usize % RELATED][place];
    }
}

/// Room for the pairs and for the relations of a place: powers of two, so that no index needs a check and the sum stays in its register.
const PAIRS: usize = OFFSETS[TEMPLATES.len()].next_power_of_two();
const RELATED: usize = PLACE.next_power_of_two();

/// All weights, in log odds.
#[derive(Debug)]
pub struct Weights {
    pub bias: f32,
    pub pairs: Box<[f32; PAIRS]>,
    pub words: Vec<f32>,
    pub lemmas: Vec<f32>,
    /// Of the second step, which looks at the other candidates: its bias, and the weight of the score of the first.
    pub beside_bias: f32,
    pub beside_own: f32,
    /// For each relation the weight in every place: one candidate is often the nearest, the likeliest and the first.
    pub relations: Box<[[f32; PLACES.len()]; RELATED]>,
    pub own: [f32; HALVES],
    pub alone: [f32; 2],
}

impl Weights {
    /// No weights for this lexicon: every candidate scores 0.
    pub fn empty(lexicon: &Lexicon) -> Weights {
        let n = lexicon.vocabulary_size();
        Weights {
            bias: 0.0,
            pairs: room(0.0),
            words: vec![0.0; n],
            lemmas: vec![0.0; n],
            beside_bias: 0.0,
            beside_own: 1.0,
            relations: room([0.0; PLACES.len()]),
            own: [0.0; HALVES],
            alone: [0.0; 2],
        }
    }

    /// The log odds of a candidate with these features.
    pub fn score(&self, features: &[Feature]) -> f32 {
        self.bias + features.iter().map(|f| self.get(*f)).sum::<f32>()
    }

    /// The weights of the features that `describe` gives, one after the other.
    #[inline]
    pub fn sum(&self, describe: impl FnOnce(&mut Sum)) -> f32 {
        let mut sum = Sum { weights: self, sum: 0.0 };
        describe(&mut sum);
        sum.sum
    }

    /// The weight of one feature.
    #[inline(always)]
    pub fn get(&self, feature: Feature) -> f32 {
        match feature {
            Feature::Word(w) => self.words.get(w as usize).copied().unwrap_or(0.0),
            Feature::Lemma(w) => self.lemmas.get(w as usize).copied().unwrap_or(0.0),
            Feature::Pair(p) => self.pairs[p as usize % PAIRS],
            Feature::Relation(p) => self.relations[p as usize % PLACE][p as usize / PLACE],
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
            Feature::Relation(p) => self.relations[p as usize % PLACE][p as usize / PLACE] = weight,
            Feature::Own(half) => self.own[half as usize] = weight,
            Feature::Alone(side) => self.alone[side as usize] = weight,
        }
    }

    /// Reads the table that ships with the lexicon as `models/cue.tsv`; without it every candidate scores 0.
    pub fn load(lexicon: &Lexicon) -> Weights {
        lexicon.models.get("models/cue.tsv").map_or_else(|| Weights::empty(lexicon), |table| Weights::parse(table, lexicon))
    }

    /// Reads a table of lines `name <tab> weight`; lines that begin with `#` are its card, and a name without its first word has that of the line
    /// before. It is read at every start, so byte by byte: searching strings took eight times as many instructions.
    pub fn parse(table: &str, lexicon: &Lexicon) -> Weights {
        let mut out = Weights::empty(lexicon);
        let id = |word: &[u8]| std::str::from_utf8(word).map_or(0, |w| lexicon.id_of(w)) as usize;
        let index = |part: &[u8]| decimal(part).map(|n| n as usize);
        let (mut first, mut last) = (None, (None, 0));
        for line in table.as_bytes().split(|&b| b == b'\n').filter(|l| !l.starts_with(b"#")) {
            let Some(tab) = line.iter().position(|&b| b == b'\t') else { continue };
            let Some(weight) = decimal(line[tab + 1..].trim_ascii()) else { continue };
            let mut parts = line[..tab].split(|&b| b == b' ');
            first = parts.next().filter(|word| !word.is_empty()).or(first);
            match (first, parts.next(), parts.next()) {
                (Some(b"bias"), ..) => out.bias = weight,
                (Some(b"beside-bias"), ..) => out.beside_bias = weight,
                (Some(b"beside-own"), ..) => out.beside_own = weight,
                (Some(b"own-half"), Some(i), _) => index(i).and_then(|i| out.own.get_mut(i)).into_iter().for_each(|w| *w = weight),
                (Some(b"alone"), Some(i), _) => index(i).and_then(|i| out.alone.get_mut(i)).into_iter().for_each(|w| *w = weight),
                (Some(b"word"), Some(w), _) => out.words[id(w)] = weight,
                (Some(b"lemma"), Some(w), _) => out.lemmas[id(w)] = weight,
                (Some(template), Some(a), Some(b)) => {
                    if let (Some(a), Some(b)) = (index(a), index(b))
                        && let Some(feature) = named(template, a, b, &mut last)
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
                    push(format!("{place}:{name} {} {}", i / b, i % b), self.relations[WITHIN[t] + i][p]);
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

/// So many of these, none of which need stand on the stack first.
fn room<T: Clone, const N: usize>(of: T) -> Box<[T; N]> {
    vec![of; N].try_into().unwrap_or_else(|_| unreachable!("as many as were made"))
}

/// The number in these bytes. Few digits are one whole number over a power of ten, which both are exact, so that their quotient is the nearest.
fn decimal(text: &[u8]) -> Option<f32> {
    const POWERS: [f32; 8] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    let (mut whole, mut count, mut point) = (0, 0, None);
    for &b in digits {
        match b {
            b'0'..=b'9' if count < 7 => (whole, count) = (whole * 10 + (b - b'0') as u32, count + 1),
            b'.' if point.is_none() => point = Some(count),
            _ => return std::str::from_utf8(text).ok()?.parse().ok(),
        }
    }
    let value = whole as f32 / POWERS[count - point.unwrap_or(count)];
    (count > 0).then_some(if digits.len() < text.len() { -value } else { value })
}

/// The feature that a line of the table names. Lines of one template stand together: that of the line before, `last`, is tried first.
fn named(name: &[u8], a: usize, b: usize, last: &mut (Option<usize>, usize)) -> Option<Feature> {
    let is = |&(place, t): &(Option<usize>, usize)| match place {
        None => TEMPLATES[t].0.as_bytes() == name,
        Some(p) => name.strip_prefix(PLACES[p].as_bytes()).and_then(|rest| rest.strip_prefix(b":")) == Some(RELATIONS[t].0.as_bytes()),
    };
    if !is(last) {
        let alone = (0..TEMPLATES.len()).map(|t| (None, t));
        *last = alone.chain((0..PLACES.len()).flat_map(|p| (0..RELATIONS.len()).map(move |t| (Some(p), t)))).find(is)?;
    }
    let (place, t) = *last;
    let (_, most_a, most_b) = place.map_or(TEMPLATES[t], |_| RELATIONS[t]);
    (a < most_a && b < most_b).then(|| place.map_or_else(|| Feature::new(t, a, b), |p| Feature::relation(p, t, a, b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn decimals_are_those_of_the_standard_library(text in "-?[0-9]{0,5}[.]?[0-9]{0,6}|[-.0-9e]{0,6}") {
            prop_assert_eq!(decimal(text.as_bytes()).map(f32::to_bits), text.parse::<f32>().ok().map(f32::to_bits));
        }
    }

    #[test]
    fn a_table_is_read_as_it_is_written() {
        let lexicon = crate::lexicon::builtin().unwrap();
        let weights = Weights::load(lexicon);
        let shipped = lexicon.models["models/cue.tsv"].lines().filter(|l| !l.starts_with('#')).count();
        let written = weights.table(lexicon);
        assert_eq!(written.lines().count(), shipped);
        assert_eq!(Weights::parse(&written, lexicon).table(lexicon), written);
    }
}
