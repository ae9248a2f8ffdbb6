//! How likely a candidate is a cue beside the other candidates of its sentence: one that lies in another's content is none.

use super::cues::Candidate;
use super::features::beside;
use super::view::View;
use super::weights::{Feature, Take, Weights};
use crate::lexicon::Frame;
use crate::segment::{Kind, Sentence};

/// A candidate with these log odds of its own can have the others in its content.
const STRONG: f32 = -0.5;
/// A candidate with fewer log odds of its own is none, whatever stands around it.
const FAINT: f32 = -3.0;

/// Which of the other candidates a relation is about.
const NEAREST_LEFT: usize = 0;
const LIKELIEST_LEFT: usize = 1;
const FIRST_LEFT: usize = 2;
const NEAREST_RIGHT: usize = 3;
const LIKELIEST_RIGHT: usize = 4;

/// Weighs the candidates of a sentence beside each other; `scores` takes their log odds, in their order.
pub fn weigh(v: &View, s: &Sentence, all: &[Candidate], weights: &Weights, scores: &mut Vec<f32>) {
    scores.clear();
    for (i, c) in all.iter().enumerate() {
        if c.score < FAINT {
            scores.push(c.score);
            continue;
        }
        let sum = weights.sum(|sum| describe(v, s, all, i, sum));
        scores.push(weights.beside_bias + weights.beside_own * c.score + sum);
    }
}

/// No two candidates have more relations than this: one of each template, and what stands between them.
const MOST: usize = 32;

/// Relations without their place.
struct Relations {
    all: [u16; MOST],
    count: usize,
}

impl Relations {
    #[inline]
    fn push(&mut self, template: usize, x: usize, y: usize) {
        self.all[self.count] = Feature::within(template, x, y);
        self.count += 1;
    }

    #[inline(always)]
    fn tell(&self, place: usize, to: &mut impl Take) {
        self.all[..self.count].iter().for_each(|&within| to.relation(place, within));
    }
}

/// Gives `to` the features of candidate `i` beside the others, whose scores are their own.
pub fn describe(v: &View, s: &Sentence, all: &[Candidate], i: usize, to: &mut impl Take) {
    let b = &all[i];
    let own = ((b.score.clamp(-4.0, 5.0) + 4.0) * 2.0) as usize;
    to.take(Feature::Own(own as u8));
    let likeliest = |x: &usize, y: &usize| all[*x].score.total_cmp(&all[*y].score).then(y.cmp(x));
    let strong = |j: &usize| all[*j].score > STRONG;
    // the nearest is most often the likeliest and the first too: what is said of it is found once
    let before = (0..i).filter(|&j| strong(&j) && all[j].tokens.1 <= b.tokens.0);
    match before.clone().next_back() {
        None => to.take(Feature::Alone(0)),
        Some(nearest) => {
            let (best, first) = (before.clone().max_by(likeliest).unwrap_or(nearest), before.clone().next().unwrap_or(nearest));
            let mut relations = after(v, s, &all[nearest], b);
            relations.tell(NEAREST_LEFT, to);
            if best != nearest {
                relations = after(v, s, &all[best], b);
            }
            relations.tell(LIKELIEST_LEFT, to);
            if first != best {
                relations = after(v, s, &all[first], b);
            }
            relations.tell(FIRST_LEFT, to);
        }
    }
    let behind = (i + 1..all.len()).filter(|&j| strong(&j) && all[j].tokens.0 >= b.tokens.1);
    match behind.clone().next() {
        None => to.take(Feature::Alone(1)),
        Some(nearest) => {
            let best = behind.max_by(likeliest).unwrap_or(nearest);
            let mut relations = ahead(v, s, &all[nearest], b);
            relations.tell(NEAREST_RIGHT, to);
            if best != nearest {
                relations = ahead(v, s, &all[best], b);
            }
            relations.tell(LIKELIEST_RIGHT, to);
        }
    }
}

fn bucket(score: f32) -> usize {
    (score.clamp(-1.0, 4.0) + 1.0) as usize
}

fn kind(c: &Candidate) -> usize {
    c.group as usize * 5 + c.form as usize
}

/// What stands between two candidates.
struct Between {
    /// One bit for each thing that the templates name.
    bits: u32,
    marks: usize,
    words: usize,
}

impl Between {
    /// The things that stand there.
    fn things(&self) -> impl Iterator<Item = usize> {
        let bits = self.bits;
        (0..THINGS).filter(move |k| bits >> k & 1 != 0)
    }
}

/// How many things between two candidates the templates name.
const THINGS: usize = 13;

fn between(v: &View, from: usize, to: usize, quotes: bool) -> Between {
    let frames = v.frames(from, to);
    let small: [&[Frame]; 8] = [
        &[Frame::That],
        &[Frame::And],
        &[Frame::Relative],
        &[Frame::As],
        &[Frame::To],
        &[Frame::Subordinate],
        &[Frame::Nominative],
        &[Frame::Wh, Frame::Whether],
    ];
    let mut bits = small.iter().enumerate().fold(0, |bits, (k, frames_of)| bits | (frames.has_any(frames_of) as u32) << k);
    for j in (from..to).filter(|&j| v.kind(j) == Kind::Punct) {
        bits |= match v.mark(j) {
            "," => 1 << 8,
            ";" => 1 << 9,
            "\u{2014}" | "\u{2013}" | "--" => 1 << 10,
            ":" => 1 << 11,
            "(" | ")" => 1 << 12,
            _ => 0,
        };
    }
    let marks = if quotes { (from..to).filter(|&j| v.begins_quote(j) || v.ends_quote(j)).count() } else { 0 };
    Between { bits, marks, words: to.saturating_sub(from) }
}

/// Candidate `b` stands after `a`: is it in its content?
fn after(v: &View, s: &Sentence, a: &Candidate, b: &Candidate) -> Relations {
    let (end, start) = (a.tokens.1 as usize, b.tokens.0 as usize);
    let subject = b.subject.filter(|t| t.0 as usize >= end && t.1 as usize <= start);
    let clause = subject.map_or(start, |t| t.0 as usize);
    let class = |i: usize| if i >= end { beside(v, s, Some(i)) } else { 0 };
    let previous = class(start - 1);
    let (first, second) = (class(clause - 1), class(clause.saturating_sub(2)));
    let gap = between(v, end, start, b.quotes);
    let joined = match v.frame(start - 1) {
        Frame::And => 1,
        _ if v.sign(start - 1) == b',' => 2,
        _ => 0,
    };
    let mut out = Relations { all: [0; MOST], count: 0 };
    let mut push = |template: usize, x: usize, y: usize| out.push(template, x, y);
    push(0, kind(a), a.usage as usize);
    push(1, kind(b), b.usage as usize);
    push(2, previous, b.form as usize);
    push(3, first, subject.is_some() as usize);
    push(4, second, first);
    push(5, a.kind as usize, b.kind as usize);
    push(6, a.form as usize * 5 + b.form as usize, joined);
    push(7, beside(v, s, Some(end)), a.usage as usize);
    push(8, a.group as usize, (gap.words / 3).min(8));
    for k in gap.things() {
        push(9, a.group as usize, k);
    }
    push(10, gap.marks.min(3), (a.subject.is_some() && a.subject == b.subject) as usize);
    push(11, bucket(a.score), bucket(b.score));
    out
}

/// Candidate `a` stands behind `b`: does its content stand before it and hold `b`?
fn ahead(v: &View, s: &Sentence, a: &Candidate, b: &Candidate) -> Relations {
    let (end, start) = (b.tokens.1 as usize, a.tokens.0 as usize);
    let subject = a.subject.filter(|t| t.0 as usize >= end && t.1 as usize <= start);
    let clause = subject.map_or(start, |t| t.0 as usize);
    let first = if clause > end { beside(v, s, Some(clause - 1)) } else { 0 };
    let next = beside(v, s, Some(a.tokens.1 as usize));
    let gap = between(v, end, clause, b.quotes);
    let mut out = Relations { all: [0; MOST], count: 0 };
    let mut push = |template: usize, x: usize, y: usize| out.push(template, x, y);
    push(12, first, next);
    push(13, kind(a), a.usage as usize);
    push(14, a.group as usize, first);
    push(15, a.usage as usize, (gap.words / 3).min(8));
    for k in gap.things() {
        push(16, k, subject.is_some() as usize);
    }
    push(17, bucket(a.score), bucket(b.score));
    push(18, gap.marks.min(3), b.group as usize);
    push(19, a.kind as usize, subject.is_some() as usize);
    out
}
