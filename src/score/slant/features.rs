//! What the two models look at in a sentence: marks by family and rule, the pool of strong marks, shape, small words, and a few products.

use super::Parts;
use super::fixed::{FIXED, Fixed};
use super::shapes::{ending, is_hyphen, is_possessive, is_said, log, number, outside, punct, some};
use crate::attribute::{SourceClass, Voice};
use crate::lexicon::file::FamilyRole;
use crate::lexicon::roles::{self, Frame, RoleSet};
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
    /// The roles that are counted, and the feature of each.
    roles: RoleSet,
    role_features: [u16; 128],
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

/// The fixed features of one sentence; of known length, so that no access asks whether it lies inside.
#[derive(Debug)]
pub struct Row(pub [f32; FIXED.len()]);

impl Default for Row {
    fn default() -> Row {
        Row([0.0; FIXED.len()])
    }
}

/// The features of one sentence that are not 0, and room to work in.
#[derive(Debug, Default)]
pub struct Values {
    pub present: Vec<(u16, f32)>,
    fixed: Row,
    counts: Vec<u16>,
    touched: Vec<u16>,
}

impl Values {
    fn set(&mut self, feature: Fixed, value: f32) {
        self.fixed.0[feature as usize] = value;
    }

    fn add(&mut self, feature: usize) {
        if self.counts[feature] == 0 {
            self.touched.push(feature as u16);
        }
        self.counts[feature] += 1;
    }
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
        let (mut roles, mut role_features) = (RoleSet::default(), [Fixed::Other as u16; 128]);
        for &(role, feature) in COUNTED {
            roles.add(role);
            role_features[role as usize] = feature as u16;
        }
        Schema { names, signs, families, rules, strong, advocacy, phrases, roles, role_features }
    }

    /// Fills in the features of sentence `s`, whose marks and phrases are given.
    pub fn describe(&self, p: &Parts, s: usize, marks: Range<usize>, phrases: Range<usize>, out: &mut Values) {
        out.present.clear();
        out.fixed = Row::default();
        out.counts.resize(self.names.len(), 0);
        let sentence = &p.text.sentences[s];
        let (from, to) = (sentence.tokens.0 as usize, sentence.tokens.1 as usize);
        let shape = self.tokens(p, from, to, &mut out.fixed.0);
        for phrase in &p.annotated.phrases[phrases] {
            if let Some(f) = self.phrases.get(phrase.list as usize).copied().flatten() {
                out.fixed.0[f as usize] += outside(p, phrase.tokens.0 as usize) as u8 as f32;
            }
        }
        let class = p.attributed.sentences[s];
        out.set(Fixed::Cue, (class != SourceClass::None) as u8 as f32);
        out.set(Fixed::Identified, class.is_identified() as u8 as f32);
        out.set(Fixed::PronounSource, (class == SourceClass::Pronoun) as u8 as f32);
        self.marks(p, (from, to), marks, &shape, out);
        shape.scale(&mut out.fixed.0);
        out.present.extend(out.fixed.0.iter().enumerate().filter(|(_, v)| **v != 0.0).map(|(i, v)| (i as u16, *v)));
    }

    fn marks(&self, p: &Parts, (from, to): (usize, usize), marks: Range<usize>, shape: &Sums, out: &mut Values) {
        let mut pool = Pool { covered: from as u32, ..Pool::default() };
        for m in &p.marks[marks] {
            let family = p.lexicon.rules[m.rule as usize].family as usize;
            let spoken = matches!(m.voice, Voice::Quoted | Voice::SelfQuote | Voice::Boilerplate);
            if !spoken {
                out.add(self.families + 2 * family);
                out.add(self.rules + m.rule as usize);
            }
            let plain = (m.tokens.0 as usize..m.tokens.1 as usize).all(|i| p.annotated.is(i, Role::Denotative));
            if !self.strong[family] || plain {
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
                pool.degree += (p.annotated.is(start - 1, Role::Degree) || p.text.word(start - 1).ends_with("ly")) as u8 as f32;
            }
            let mut window = (start.saturating_sub(3).max(from + 1)..start).chain(end..(end + 3).min(to));
            pool.near += window.any(|i| p.text.tokens[i].is(Shape::CAPITAL) || p.annotated.is(i, Role::Ideology)) as u8 as f32;
        }
        self.pooled(p, &pool, shape, out);
    }

    /// Counts of families and rules become logarithms and densities, and the pool its features.
    fn pooled(&self, p: &Parts, pool: &Pool, shape: &Sums, out: &mut Values) {
        let (mut families, mut rules) = (0.0_f32, 0.0_f32);
        for k in 0..out.touched.len() {
            let i = out.touched[k] as usize;
            let n = out.counts[i] as f32;
            out.counts[i] = 0;
            out.present.push((i as u16, log(n)));
            if i < self.rules {
                out.present.push((i as u16 + 1, shape.per10(n)));
                families += self.advocacy[(i - self.families) / 2] as u8 as f32;
            } else {
                rules += self.advocacy[p.lexicon.rules[i - self.rules].family as usize] as u8 as f32;
            }
        }
        out.touched.clear();
        let (cue, quote, ideology) = (out.fixed.0[Fixed::Cue as usize], shape.quoted, out.fixed.0[Fixed::Ideology as usize]);
        out.set(Fixed::StrongLog, log(pool.count));
        out.set(Fixed::StrongNone, 1.0 - some(pool.count));
        out.set(Fixed::StrongTwo, some(pool.count - 1.0));
        out.set(Fixed::StrongThree, some(pool.count - 2.0));
        out.set(Fixed::StrongPer10, shape.per10(pool.count));
        out.set(Fixed::StrongWeight, log(pool.weight));
        out.set(Fixed::StrongReported, log(pool.reported));
        out.set(Fixed::StrongQuoted, log(pool.quoted));
        out.set(Fixed::StrongCue, log(pool.count) * cue);
        out.set(Fixed::StrongName, some(pool.count) * some(shape.capitals));
        out.set(Fixed::StrongNear, log(pool.near));
        out.set(Fixed::StrongDegree, log(pool.degree));
        out.set(Fixed::StrongPair, log(pool.pair));
        out.set(Fixed::StrongEnd, log(pool.end));
        out.set(Fixed::StrongFamilies, pool.families.count_ones() as f32);
        out.set(Fixed::StrongIdeology, some(pool.count) * some(ideology));
        out.set(Fixed::StrongPolitics, some(pool.count) * some(out.fixed.0[Fixed::Politics as usize]));
        out.set(Fixed::Breadth, families);
        out.set(Fixed::BreadthRules, log(rules));
        out.set(Fixed::BreadthCue, families * cue);
        out.set(Fixed::BreadthQuote, families * some(quote));
    }

    /// One pass over the tokens: shape and small words.
    fn tokens(&self, p: &Parts, from: usize, to: usize, f: &mut [f32; FIXED.len()]) -> Sums {
        let (mut words, mut quotes, mut capitals, mut letters) = (0, 0, 0, 0);
        let first = (from..to).find(|&i| p.text.tokens[i].kind != Kind::Punct).unwrap_or(from);
        let (mut run, mut be, mut ly) = (0_u32, 0_u8, false);
        let mut stop = false;
        let parts = p.text.tokens[from..to].iter().zip(&p.annotated.facts[from..to]).zip(&p.attributed.voices[from..to]);
        for (i, ((t, entry), &(voice, _))) in (from..to).zip(parts) {
            let said = is_said(voice);
            let counts = t.counts() as u32;
            words += counts;
            let quoted = matches!(voice, Voice::Quoted | Voice::SelfQuote | Voice::UnsourcedQuote | Voice::ScareQuote);
            if quoted {
                quotes += counts;
                run += counts;
            } else if run > 0 {
                f[Fixed::ShortQuote as usize] += (1..=3).contains(&run) as u8 as f32;
                run = 0;
            }
            match t.kind {
                Kind::Number => number(p, i, f),
                Kind::Link => {}
                Kind::Punct => {
                    if !said {
                        stop |= punct(p, i, f);
                    }
                    if p.text.word(i).as_bytes()[0].is_ascii_punctuation() && t.is(Shape::SPACED) {
                        be = 0;
                    }
                }
                Kind::Word => {
                    let capital = t.is(Shape::CAPITAL) && i != first;
                    capitals += capital as u32;
                    // names are left out: swapping them must change nothing
                    letters += if t.is(Shape::CAPITAL) { 0 } else { t.end - t.start };
                    if said {
                        continue;
                    }
                    for role in entry.roles.shared(self.roles) {
                        f[self.role_features[role] as usize] += 1.0;
                    }
                    f[FRAMES[entry.frame as usize] as usize] += 1.0;
                    if t.is(Shape::UPPER) && t.span().len() >= 4 {
                        f[Fixed::Upper as usize] += 1.0;
                    }
                    if t.is(Shape::CLITIC | Shape::JOINED) {
                        f[Fixed::Contraction as usize] += !is_possessive(p, i) as u8 as f32;
                        continue;
                    }
                    let ending = if capital || entry.roles.has(Role::PlainEnding) { None } else { ending(p.text.word(i).as_bytes()) };
                    if let Some(e) = ending {
                        f[e as usize] += 1.0;
                        if be > 0 && JUDGING.contains(&e) {
                            f[Fixed::BeJudged as usize] += 1.0;
                        }
                        if ly && e != Fixed::Ly {
                            f[Fixed::LyThenAdjective as usize] += 1.0;
                        }
                    }
                    ly = ending == Some(Fixed::Ly);
                    be = if entry.frame == Frame::Be { 3 } else { be.saturating_sub(1) };
                    if is_hyphen(p.text, i + 1, to) {
                        f[Fixed::Hyphen as usize] += 1.0;
                        f[Fixed::Prefixed as usize] += entry.roles.has(Role::CompoundPrefix) as u8 as f32;
                        if i + 2 < to {
                            f[Fixed::Compound as usize] += p.annotated.is(i + 2, Role::Compound) as u8 as f32;
                        }
                    }
                }
            }
        }
        f[Fixed::ShortQuote as usize] += (1..=3).contains(&run) as u8 as f32;
        f[Fixed::Other as usize] = 0.0;
        if first < to && outside(p, first) {
            let frame = |i: usize| p.annotated.facts[i].frame;
            f[Fixed::StartsAnd as usize] = (frame(first) == Frame::And) as u8 as f32;
            let it = frame(first) == Frame::It || p.annotated.is(first, Role::Demonstrative);
            f[Fixed::StartsIt as usize] = it as u8 as f32;
            let wh = matches!(frame(first), Frame::Wh);
            f[Fixed::StartsWh as usize] = wh as u8 as f32;
            f[Fixed::WhQuestion as usize] = (wh && stop) as u8 as f32;
            let copula = (first + 1..(first + 4).min(to)).any(|i| frame(i) == Frame::Be);
            let clause = (first + 2..(first + 12).min(to)).any(|i| matches!(frame(i), Frame::That | Frame::Relative));
            f[Fixed::Cleft as usize] = ((it || wh) && copula && clause) as u8 as f32;
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

    /// Turns counts into densities per ten words, and logarithms where a count says more.
    fn scale(&self, f: &mut [f32; FIXED.len()]) {
        for x in &mut f[Fixed::Exclaim as usize..=Fixed::Question as usize] {
            *x = some(*x);
        }
        for x in &mut f[Fixed::Ellipsis as usize..=Fixed::Comma as usize] {
            *x = log(*x);
        }
        f[Fixed::Digit as usize] = some(f[Fixed::Figures as usize]);
        f[Fixed::Capital as usize] = self.capitals / self.words.max(4.0);
        for x in &mut f[Fixed::Percent as usize..=Fixed::Year as usize] {
            *x = some(*x);
        }
        for x in &mut f[Fixed::Ly as usize..=Fixed::Ing as usize] {
            *x = self.per10(*x);
        }
        for x in &mut f[Fixed::Particle as usize..=Fixed::PersonTitle as usize] {
            *x = self.per10(*x);
        }
        for x in &mut f[Fixed::First as usize..=Fixed::Simile as usize] {
            *x = log(*x);
        }
        f[Fixed::Figures as usize] = self.per10(f[Fixed::Figures as usize]);
        f[Fixed::Upper as usize] = log(f[Fixed::Upper as usize]);
        f[Fixed::Hyphen as usize] = log(f[Fixed::Hyphen as usize]);
        f[Fixed::ShortQuote as usize] = log(f[Fixed::ShortQuote as usize]);
        f[Fixed::Denotative as usize] = log(f[Fixed::Denotative as usize]);
        f[Fixed::QuoteShare as usize] = self.quoted / self.words.max(1.0);
        f[Fixed::Words as usize] = log(self.words);
        f[Fixed::WordLength as usize] = self.letters / self.words.max(1.0);
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
