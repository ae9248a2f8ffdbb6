//! What the two models look at in a sentence: marks by family and rule, the pool of strong marks, shape, small words, and a few products.

use super::Parts;
use super::counts::{Counts, SCALES, Scale};
use super::fixed::{FIXED, Fixed};
use super::shapes::{self, LONG, ending, is_hyphen, is_possessive, is_said, number, outside, punct, some};
use crate::attribute::{SourceClass, Voice};
use crate::lexicon::entry::Traits;
use crate::lexicon::file::FamilyRole;
use crate::lexicon::flat;
use crate::lexicon::roles::{self, Frame};
use crate::lexicon::{Lexicon, Role};
use crate::segment::Kind;
use crate::segment::words::Shape;
use std::ops::Range;

/// All features of a lexicon: the fixed ones, two for each family, one for each rule.
#[derive(Debug)]
pub struct Schema {
    pub names: Vec<String>,
    /// The sign that each weight must have; 0 where it is free.
    pub signs: Vec<i8>,
    families: usize,
    rules: usize,
    strong: Vec<bool>,
    advocacy: Vec<bool>,
    /// Lists of phrases, by number: the feature that counts them.
    phrases: Vec<Option<Fixed>>,
    /// What a word of each kind counts for.
    kinds: Vec<KindOfWord>,
    counted: Vec<u16>,
    /// The family of each rule, close together.
    family_of: Vec<u16>,
    /// The logarithms of small counts: nine in ten of those that are asked for.
    logs: [f32; 16],
}

/// The classes of words that are counted.
const COUNTED: &[(Role, Fixed)] = &[
    (Role::Denotative, Fixed::Denotative),
    (Role::Particle, Fixed::Particle),
    (Role::Degree, Fixed::Degree),
    (Role::Duty, Fixed::Duty),
    (Role::Compare, Fixed::Compare),
    (Role::Present, Fixed::Present),
    (Role::Past, Fixed::Past),
    (Role::Colloquial, Fixed::Colloquial),
    (Role::Emotion, Fixed::Emotion),
    (Role::Contrast, Fixed::Contrast),
    (Role::Ideology, Fixed::Ideology),
    (Role::Politics, Fixed::Politics),
    (Role::Strife, Fixed::Strife),
    (Role::Judging, Fixed::Judging),
    (Role::Praising, Fixed::Praising),
    (Role::Huge, Fixed::Huge),
    (Role::Identity, Fixed::Identity),
    (Role::Creed, Fixed::Creed),
    (Role::Opine, Fixed::Opine),
    (Role::Procedure, Fixed::Procedure),
    (Role::Record, Fixed::Record),
    (Role::RoleNoun, Fixed::Office),
    (Role::OrganisationNoun, Fixed::Institution),
    (Role::ResearchNoun, Fixed::Research),
    (Role::Modal, Fixed::Modal),
    (Role::Possessive, Fixed::Possessive),
    (Role::Demonstrative, Fixed::Demonstrative),
    (Role::Indefinite, Fixed::Indefinite),
    (Role::Preposition, Fixed::Preposition),
    (Role::Determiner, Fixed::Determiner),
    (Role::PersonTitle, Fixed::PersonTitle),
    (Role::Weekday, Fixed::Weekday),
    (Role::Month, Fixed::Month),
    (Role::Percent, Fixed::Percent),
    (Role::Currency, Fixed::Money),
    (Role::Negation, Fixed::Never),
];

/// The feature of each frame word.
const FRAMES: [Fixed; roles::FRAMES.len() + 1] = {
    let mut out = [Fixed::Other; roles::FRAMES.len() + 1];
    out[Frame::First as usize] = Fixed::First;
    out[Frame::Second as usize] = Fixed::Second;
    out[Frame::Nominative as usize] = Fixed::Nominative;
    out[Frame::It as usize] = Fixed::It;
    out[Frame::That as usize] = Fixed::That;
    out[Frame::Wh as usize] = Fixed::Wh;
    out[Frame::Subordinate as usize] = Fixed::Subordinate;
    out[Frame::And as usize] = Fixed::And;
    out
};

/// The features of one sentence that are not 0, and room to work in.
#[derive(Debug, Default)]
pub struct Values {
    pub present: Vec<(u16, f32)>,
    fixed: Counts,
    counts: Vec<u16>,
    touched: Vec<u16>,
}

impl Values {
    fn add(&mut self, feature: usize) {
        if self.counts[feature] == 0 {
            self.touched.push(feature as u16);
        }
        self.counts[feature] += 1;
    }
}

/// What a word of one kind counts for.
#[derive(Debug)]
struct KindOfWord {
    /// Among all features that are counted so.
    features: flat::Range,
    be: bool,
    plain_ending: bool,
}

impl Schema {
    pub fn new(lexicon: &Lexicon) -> Schema {
        let mut names: Vec<String> = FIXED.iter().map(|f| f.0.to_string()).collect();
        let mut signs: Vec<i8> = FIXED.iter().map(|f| f.1).collect();
        let sign = |role: FamilyRole| if role == FamilyRole::Counter { -1 } else { 1 };
        let families = names.len();
        for f in &lexicon.families {
            names.extend([format!("family.{}", f.id), format!("family.{}.per10", f.id)]);
            signs.extend([sign(f.role); 2]);
        }
        let rules = names.len();
        for (i, r) in lexicon.rules.iter().enumerate() {
            names.push(format!("rule.{}", r.id));
            signs.push(sign(lexicon.family(i as u16).role));
        }
        const PHRASES: &[(&str, Fixed)] = &[
            ("slant-politics.party", Fixed::Politics),
            ("slant-politics.leader", Fixed::Politics),
            ("slant-frames.particle", Fixed::Particle),
            ("slant-frames.degree", Fixed::Degree),
            ("slant-frames.duty", Fixed::Duty),
            ("slant-frames.present", Fixed::Present),
            ("slant-frames.colloquial", Fixed::Colloquial),
            ("slant-frames.emotion", Fixed::Emotion),
            ("slant-frames.contrast", Fixed::Contrast),
            ("slant-frames.ideology", Fixed::Ideology),
            ("slant-frames.simile", Fixed::Simile),
            ("slant-frames.opine", Fixed::Opine),
            ("slant-frames.creed", Fixed::Creed),
            ("slant-frames.strife", Fixed::Strife),
        ];
        let mut phrases = Vec::new();
        for &(list, feature) in PHRASES {
            if let Some(n) = lexicon.phrase_list(&format!("class.{list}")) {
                phrases.resize(phrases.len().max(n as usize + 1), None);
                phrases[n as usize] = Some(feature);
            }
        }
        let strong = lexicon.families.iter().map(|f| f.pooled).collect();
        let advocacy = lexicon.families.iter().map(|f| f.role != FamilyRole::Counter).collect();
        let mut counted = Vec::new();
        let kind = |word: &Traits| {
            let by_role = COUNTED.iter().filter(|(role, _)| word.roles.has(*role)).map(|(_, feature)| *feature);
            let features = flat::Range::of(&mut counted, by_role.chain([FRAMES[word.frame as usize]]).map(|f| f as u16));
            KindOfWord { features, be: word.frame == Frame::Be, plain_ending: word.roles.has(Role::PlainEnding) }
        };
        let kinds = lexicon.all_tagged().iter().map(kind).collect();
        let family_of = lexicon.rules.iter().map(|r| r.family as u16).collect();
        // by the function that others are asked of, not by the compiler's
        let logs = std::array::from_fn(|n| shapes::log(std::hint::black_box(n) as f32));
        Schema { names, signs, families, rules, strong, advocacy, phrases, kinds, counted, family_of, logs }
    }

    /// Fills in the features of sentence `s`, whose marks and phrases are given.
    pub fn describe(&self, p: &Parts, s: usize, marks: Range<usize>, phrases: Range<usize>, out: &mut Values) {
        out.present.clear();
        out.counts.resize(self.names.len(), 0);
        let sentence = &p.text.sentences[s];
        let (from, to) = (sentence.tokens.0 as usize, sentence.tokens.1 as usize);
        let shape = self.tokens(p, from, to, &mut out.fixed);
        for phrase in &p.annotated.phrases[phrases] {
            if let Some(f) = self.phrases.get(phrase.list as usize).copied().flatten() {
                out.fixed.count_if(f, outside(p, phrase.tokens.0 as usize));
            }
        }
        let class = p.attributed.sentences[s];
        out.fixed.count_if(Fixed::Cue, class != SourceClass::None);
        out.fixed.count_if(Fixed::Identified, class.is_identified());
        out.fixed.count_if(Fixed::PronounSource, class == SourceClass::Pronoun);
        if marks.is_empty() {
            out.fixed.set(Fixed::StrongNone, 1.0);
        } else {
            self.marks(p, (from, to), marks, &shape, out);
        }
        self.scale(&shape, out);
    }

    /// Counts become densities per ten words, and logarithms where a count says more; the row is empty again.
    fn scale(&self, shape: &Sums, out: &mut Values) {
        let row = &mut out.fixed;
        row.set(Fixed::Other, 0.0);
        row.set(Fixed::Digit, some(row.get(Fixed::Figures)));
        row.set(Fixed::Capital, shape.capitals / shape.words.max(4.0));
        row.set(Fixed::QuoteShare, shape.quoted / shape.words.max(1.0));
        row.set(Fixed::Words, self.log(shape.words));
        row.set(Fixed::WordLength, shape.letters / shape.words.max(1.0));
        row.drain(|i, x| {
            let value = match SCALES[i] {
                Scale::AsItIs => x,
                Scale::Some => some(x),
                Scale::Log => self.log(x),
                Scale::Per10 => shape.per10(x),
            };
            out.present.push((i as u16, value));
        });
    }

    /// [`shapes::log`], looked up where it can be.
    fn log(&self, x: f32) -> f32 {
        let n = x as u32;
        match self.logs.get(n as usize) {
            Some(&log) if n as f32 == x => log,
            _ => shapes::log(x),
        }
    }

    fn marks(&self, p: &Parts, (from, to): (usize, usize), marks: Range<usize>, shape: &Sums, out: &mut Values) {
        let mut pool = Pool { covered: from as u32, ..Pool::default() };
        for m in &p.marks[marks] {
            let family = self.family_of[m.rule as usize] as usize;
            let spoken = matches!(m.voice, Voice::Quoted | Voice::SelfQuote | Voice::Boilerplate);
            if !spoken {
                out.add(self.families + 2 * family);
                out.add(self.rules + m.rule as usize);
            }
            let is_plain = || (m.tokens.0 as usize..m.tokens.1 as usize).all(|i| p.is(i, Role::Denotative));
            if !self.strong[family] || is_plain() {
                continue;
            }
            pool.reported += (m.voice == Voice::Reported) as u8 as f32;
            pool.quoted += spoken as u8 as f32;
            if spoken || pool.count > 0.0 && m.tokens.0 < pool.covered {
                continue;
            }
            pool.pair += (pool.count > 0.0 && m.tokens.0 <= pool.covered + 1) as u8 as f32;
            pool.covered = m.tokens.1;
            pool.count += 1.0;
            pool.weight += m.term.map_or(0.4, |t| p.lexicon.terms[t as usize].weight);
            pool.families |= 1 << (family & 63);
            pool.end += (m.tokens.0 as usize - from >= (to - from) * 7 / 10) as u8 as f32;
            let (start, end) = (m.tokens.0 as usize, m.tokens.1 as usize);
            if start > from {
                pool.degree += (p.is(start - 1, Role::Degree) || p.text.word(start - 1).ends_with("ly")) as u8 as f32;
            }
            let mut window = (start.saturating_sub(3).max(from + 1)..start).chain(end..(end + 3).min(to));
            pool.near += window.any(|i| p.text.tokens[i].is(Shape::CAPITAL) || p.is(i, Role::Ideology)) as u8 as f32;
        }
        self.pooled(&pool, shape, out);
    }

    /// Counts of families and rules become logarithms and densities, and the pool its features.
    fn pooled(&self, pool: &Pool, shape: &Sums, out: &mut Values) {
        let (mut families, mut rules) = (0.0_f32, 0.0_f32);
        for k in 0..out.touched.len() {
            let i = out.touched[k] as usize;
            let n = out.counts[i] as f32;
            out.counts[i] = 0;
            out.present.push((i as u16, self.log(n)));
            if i < self.rules {
                out.present.push((i as u16 + 1, shape.per10(n)));
                families += self.advocacy[(i - self.families) / 2] as u8 as f32;
            } else {
                rules += self.advocacy[self.family_of[i - self.rules] as usize] as u8 as f32;
            }
        }
        out.touched.clear();
        let row = &mut out.fixed;
        let cue = row.get(Fixed::Cue);
        if pool.count > 0.0 {
            row.set(Fixed::StrongLog, self.log(pool.count));
            row.set(Fixed::StrongTwo, some(pool.count - 1.0));
            row.set(Fixed::StrongThree, some(pool.count - 2.0));
            row.set(Fixed::StrongPer10, shape.per10(pool.count));
            row.set(Fixed::StrongWeight, self.log(pool.weight));
            row.set(Fixed::StrongCue, self.log(pool.count) * cue);
            row.set(Fixed::StrongName, some(shape.capitals));
            row.set(Fixed::StrongNear, self.log(pool.near));
            row.set(Fixed::StrongDegree, self.log(pool.degree));
            row.set(Fixed::StrongPair, self.log(pool.pair));
            row.set(Fixed::StrongEnd, self.log(pool.end));
            row.set(Fixed::StrongFamilies, pool.families.count_ones() as f32);
            row.set(Fixed::StrongIdeology, some(row.get(Fixed::Ideology)));
            row.set(Fixed::StrongPolitics, some(row.get(Fixed::Politics)));
        } else {
            row.set(Fixed::StrongNone, 1.0);
        }
        row.set(Fixed::StrongReported, self.log(pool.reported));
        row.set(Fixed::StrongQuoted, self.log(pool.quoted));
        row.set(Fixed::Breadth, families);
        row.set(Fixed::BreadthRules, self.log(rules));
        row.set(Fixed::BreadthCue, families * cue);
        row.set(Fixed::BreadthQuote, families * some(shape.quoted));
    }

    /// One pass over the tokens: shape and small words.
    fn tokens(&self, p: &Parts, from: usize, to: usize, row: &mut Counts) -> Sums {
        let (mut words, mut quotes, mut capitals, mut letters) = (0, 0, 0, 0);
        let first = (from..to).find(|&i| p.text.tokens[i].kind != Kind::Punct).unwrap_or(from);
        let (mut run, mut be, mut ly) = (0_u32, 0_u8, false);
        let mut stop = false;
        // where a hyphen would join the last word to the next
        let mut joins = usize::MAX;
        for (tokens, voiced) in p.attributed.voices.among(from, to) {
            let said = is_said(voiced.voice());
            let quoted = matches!(voiced.voice(), Voice::Quoted | Voice::SelfQuote | Voice::UnsourcedQuote | Voice::ScareQuote);
            for i in tokens {
                let (t, kind) = (&p.text.tokens[i], &self.kinds[p.annotated.facts[i].tag() as usize]);
                let counts = t.counts() as u32;
                words += counts;
                if quoted {
                    quotes += counts;
                    run += counts;
                } else if run > 0 {
                    row.count_if(Fixed::ShortQuote, (1..=3).contains(&run));
                    run = 0;
                }
                if t.kind != Kind::Word {
                    match t.kind {
                        Kind::Number => number(p, i, row),
                        Kind::Punct => {
                            if joins == i && is_hyphen(p.text, i, to) {
                                row.count(Fixed::Hyphen);
                                row.count_if(Fixed::Prefixed, p.is(i - 1, Role::CompoundPrefix));
                                row.count_if(Fixed::Compound, p.is(i + 1, Role::Compound));
                            }
                            stop |= !said && punct(p, i, row);
                            if t.is(Shape::SPACED) && p.text.source.as_bytes()[t.start as usize].is_ascii_punctuation() {
                                be = 0;
                            }
                        }
                        _ => {}
                    }
                    continue;
                }
                let capital = t.is(Shape::CAPITAL) && i != first;
                capitals += capital as u32;
                // names are left out: swapping them must change nothing
                letters += if t.is(Shape::CAPITAL) { 0 } else { u32::from(t.len) };
                if said {
                    continue;
                }
                kind.features.slice(&self.counted).iter().for_each(|&feature| *row.at(feature as usize) += 1.0);
                if t.is(Shape::UPPER) && t.span().len() >= 4 {
                    row.count(Fixed::Upper);
                }
                if t.is(Shape::CLITIC | Shape::JOINED) {
                    row.count_if(Fixed::Contraction, !is_possessive(p, i));
                    continue;
                }
                let ends = t.span().len() >= LONG && !capital && !kind.plain_ending;
                let ending = if ends { ending(&p.text.source.as_bytes()[t.start as usize..t.end() as usize]) } else { None };
                if let Some(e) = ending {
                    row.count(e);
                    if be > 0 && JUDGING.contains(&e) {
                        row.count(Fixed::BeJudged);
                    }
                    if ly && e != Fixed::Ly {
                        row.count(Fixed::LyThenAdjective);
                    }
                }
                ly = ending == Some(Fixed::Ly);
                be = if kind.be { 3 } else { be.saturating_sub(1) };
                joins = i + 1;
            }
        }
        row.count_if(Fixed::ShortQuote, (1..=3).contains(&run));
        if first < to && outside(p, first) {
            let frame = |i: usize| p.annotated.traits(i, p.lexicon).frame;
            let it = frame(first) == Frame::It || p.is(first, Role::Demonstrative);
            let wh = matches!(frame(first), Frame::Wh);
            row.count_if(Fixed::StartsAnd, frame(first) == Frame::And);
            row.count_if(Fixed::StartsIt, it);
            row.count_if(Fixed::StartsWh, wh);
            row.count_if(Fixed::WhQuestion, wh && stop);
            if it || wh {
                let copula = (first + 1..(first + 4).min(to)).any(|i| frame(i) == Frame::Be);
                let clause = (first + 2..(first + 12).min(to)).any(|i| matches!(frame(i), Frame::That | Frame::Relative));
                row.count_if(Fixed::Cleft, copula && clause);
            }
        }
        Sums { words: words as f32, quoted: quotes as f32, capitals: capitals as f32, letters: letters as f32 }
    }
}

/// Sums over the tokens of a sentence.
struct Sums {
    words: f32,
    quoted: f32,
    capitals: f32,
    letters: f32,
}

impl Sums {
    fn per10(&self, n: f32) -> f32 {
        (10.0 * n / self.words.max(4.0)).min(5.0)
    }
}

/// What the strong marks of a sentence add up to.
#[derive(Default)]
struct Pool {
    covered: u32,
    count: f32,
    weight: f32,
    reported: f32,
    quoted: f32,
    near: f32,
    degree: f32,
    pair: f32,
    end: f32,
    families: u64,
}

/// The endings of adjectives that judge.
const JUDGING: &[Fixed] = &[Fixed::Ous, Fixed::Ful, Fixed::Ive, Fixed::Able, Fixed::Ical, Fixed::Ist];
