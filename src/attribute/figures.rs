//! Figures: which quantities a reader could check, what they count, and who vouches for them.

use super::citations;
use super::labels::{in_dates, is_age, is_counting, is_dialled, is_label, is_score, is_second_year, is_year, noun_follows};
use super::numbers::{self, Quantity};
use super::view::View;
use super::{Attributed, Figure, FigureKind, Missing, SourceClass};
use crate::lexicon::{Frame, Role};
use crate::segment::words::Shape;
use crate::segment::{BlockKind, Kind, Sentence};
use crate::text::Span;

/// How many words a head noun may have.
const HEAD: usize = 4;

/// Finds all figures, in order of place.
pub fn figures(v: &View, so_far: &Attributed) -> Vec<Figure> {
    let mut out = Vec::new();
    for (number, s) in v.text.sentences.iter().enumerate() {
        if v.text.blocks[s.block as usize].kind == BlockKind::Furniture {
            continue;
        }
        for q in numbers::quantities(v, s).into_iter().filter(|q| is_figure(v, s, q) && !counts_sources(number as u32, q, so_far)) {
            out.push(figure(v, s, number as u32, &q, so_far));
        }
    }
    out
}

fn figure(v: &View, s: &Sentence, sentence: u32, q: &Quantity, so_far: &Attributed) -> Figure {
    let tokens = (q.tokens.0 as u32, q.tokens.1 as u32);
    let head = head(v, s, q.tokens.1);
    let (class, attribution) = vouched(v, s, sentence, q, so_far);
    Figure {
        tokens,
        span: v.text.span(tokens),
        min: q.min,
        max: q.max,
        approximate: q.approximate,
        kind: if is_descriptor(v, s, q) { FigureKind::Descriptor } else { q.kind },
        head,
        class,
        attribution,
        sentence,
        missing: missing(v, s, q),
    }
}

/// So many are a group that one can see, and no statistic.
const FEW: f64 = 12.0;

fn is_few(q: &Quantity) -> bool {
    q.kind == FigureKind::Count && !q.approximate && q.max.is_some_and(|n| n <= FEW)
}

/// "Two people familiar with the plan said": how many speak is no figure; "Some 500 economists said" is.
fn counts_sources(sentence: u32, q: &Quantity, so_far: &Attributed) -> bool {
    let first = so_far.attributions.partition_point(|a| a.sentence < sentence);
    let mut sources = so_far.attributions[first..].iter().take_while(|a| a.sentence == sentence).filter_map(|a| a.source.as_ref());
    is_few(q) && sources.any(|source| source.tokens.0 as usize == q.core.0 && q.core.1 < source.tokens.1 as usize)
}

/// "the two men", "these four women": so many are met again, and nobody counts them here.
fn is_known(v: &View, s: &Sentence, q: &Quantity) -> bool {
    let the = |p: usize| v.is(p, Role::Demonstrative) && v.frame(p) != Frame::That || v.is(p, Role::Article) && v.bytes(p).eq_ignore_ascii_case(b"the");
    is_few(q) && q.core.0 > s.tokens.0 as usize && the(q.core.0 - 1) && !is_descriptor(v, s, q)
}

/// Dates, years, clock times, ordinals, ages, scores, labels and list numbers are no figures.
fn is_figure(v: &View, s: &Sentence, q: &Quantity) -> bool {
    let (first, last) = (s.tokens.0 as usize, s.tokens.1 as usize);
    let (a, b) = q.core;
    let prev = (a > first).then(|| a - 1);
    let next = (b < last).then_some(b);
    if q.kind == FigureKind::Share || q.kind == FigureKind::Money {
        return true;
    }
    let number = v.kind(a) == Kind::Number;
    if number && (is_second_year(v, s, q) || is_dialled(v, s, q) || is_counting(v, s, q)) || is_known(v, s, q) {
        return false;
    }
    let is_prev = |f: &dyn Fn(usize) -> bool| prev.is_some_and(f);
    let is_next = |f: &dyn Fn(usize) -> bool| next.is_some_and(f);
    // dates: "June 20", "20 June", "June 20-22"
    if is_prev(&|p| {
        v.is(p, Role::Month) && v.has(p, Shape::CAPITAL) || v.sign(p) == b'.' && p > first && v.is(p - 1, Role::Month) && v.has(p - 1, Shape::CAPITAL)
    }) {
        return false;
    }
    if number
        && is_next(&|n| {
            v.is(n, Role::Month) && v.has(n, Shape::CAPITAL)
                || v.frame(n) == Frame::Of && n + 1 < last && v.is(n + 1, Role::Month) && v.has(n + 1, Shape::CAPITAL)
        })
    {
        return false;
    }
    // "12 and 19 March", "4, 5 and 6 June", "May 2 and 3"
    if number && in_dates(v, s, a) {
        return false;
    }
    // "ten past midnight"
    if is_next(&|n| v.is(n, Role::Preposition) && n + 1 < last && v.is(n + 1, Role::Clock)) {
        return false;
    }
    // "half past eight", "ten past eight"
    if is_prev(&|p| p > first && v.text.word(p) == "past" && (v.roles(p - 1).has_any(&[Role::Fraction, Role::Cardinal]) || v.kind(p - 1) == Kind::Number)) {
        return false;
    }
    // "mum-of-three", "father of two": children
    let joined = |p: usize| matches!(v.mark(p), "-" | "\u{2011}") && !v.has(p, Shape::SPACED);
    if is_prev(&|p| joined(p) && p > first && v.frame(p - 1) == Frame::Of) {
        return false;
    }
    // times of day, glued ordinals and decades ("2nd", "1990s"), slashes ("9/11"), footnotes and list numbers
    let glued = |n: usize| number && v.has(n, Shape::CLITIC) && v.kind(n) == Kind::Word && q.kind != FigureKind::Measure;
    if is_next(&|n| v.is(n, Role::Clock) || glued(n) || v.sign(n) == b'/' && !v.has(n, Shape::SPACED)) {
        return false;
    }
    if is_prev(&|p| matches!(v.mark(p), "/" | "#" | "[" | "№" | "*" | ".") && !v.has(a, Shape::SPACED)) {
        return false;
    }
    if a == first && number && q.bare && is_next(&|n| matches!(v.mark(n), "." | ")" | ":")) {
        return false;
    }
    if number && v.text.word(a).contains('.') && is_prev(&|p| v.is(p, Role::NumberLabel)) {
        return false;
    }
    // "a 999 call"
    if q.bare && is_prev(&|p| v.is(p, Role::Determiner)) && is_next(&|n| v.is(n, Role::Dialled)) {
        return false;
    }
    // "in paragraph five": a label's number in words
    let worded = !number && q.tokens == q.core && q.kind == FigureKind::Count;
    if worded && is_prev(&|p| v.is(p, Role::NumberLabel) && !v.is(p, Role::Determiner)) && !noun_follows(v, s, b) {
        return false;
    }
    if q.bare && (b..(b + 4).min(last)).take_while(|&j| v.kind(j) == Kind::Word && v.has(j, Shape::CAPITAL)).any(|j| v.is(j, Role::Address)) {
        return false;
    }
    if is_age(v, s, q) || q.bare && (is_year(v, s, q) || is_label(v, s, q) || is_score(v, s, q)) {
        return false;
    }
    // "(2)", "[3]"
    !(q.bare && is_prev(&|p| matches!(v.mark(p), "(" | "[")) && is_next(&|n| matches!(v.mark(n), ")" | "]")))
}

/// "12-point declaration": the number is glued to what it describes.
fn is_descriptor(v: &View, s: &Sentence, q: &Quantity) -> bool {
    let glued =
        |i: usize| i < s.tokens.1 as usize && v.sign(i) == b'-' && !v.has(i, Shape::SPACED) && i + 1 < s.tokens.1 as usize && !v.has(i + 1, Shape::SPACED);
    glued(q.core.1) && !q.approximate && matches!(q.kind, FigureKind::Count)
}

/// The noun after the quantity.
fn head(v: &View, s: &Sentence, from: usize) -> Option<Span> {
    let last = s.tokens.1 as usize;
    let mut start = from;
    while start < last && (v.frame(start) == Frame::Of || v.is(start, Role::Determiner) || v.is(start, Role::Possessive) || v.sign(start) == b'-') {
        start += 1;
    }
    let mut end = start;
    while end < last
        && end < start + HEAD
        && v.kind(end) == Kind::Word
        && v.frame(end) == Frame::None
        && !v.roles(end).has_any(&[Role::Preposition, Role::Conjunction, Role::Auxiliary, Role::Adverb])
    {
        end += 1;
    }
    (end > start).then(|| v.text.span((start as u32, end as u32)))
}

/// Who vouches for the figure: the source in whose content it stands, a poll or document of its sentence, a citation on it.
fn vouched(v: &View, s: &Sentence, sentence: u32, q: &Quantity, so_far: &Attributed) -> (SourceClass, Option<u32>) {
    if let Some(a) = so_far.voices.at(q.core.0).attribution() {
        let class = so_far.attributions[a as usize].class();
        return (if class == SourceClass::None { SourceClass::Vague } else { class }, Some(a));
    }
    let next = v.text.sentences.get(sentence as usize + 1).filter(|n| n.block == s.block);
    let sourced = next.is_some_and(|n| citations::source_line(v, n, n.tokens.0 as usize).is_some());
    let cited = so_far.citations.partition_point(|c| c.sentence < sentence);
    if sourced || so_far.citations.get(cited).is_some_and(|c| c.sentence == sentence) || in_survey(v, s) || of_study(v, s) {
        return (SourceClass::Document, None);
    }
    table_source(v, sentence, so_far).unwrap_or((SourceClass::None, None))
}

/// How many cells a table may have before and behind a figure.
const CELLS: u32 = 400;

/// Who vouches for a figure in the cell of a table: the source of the line above the table or below it.
fn table_source(v: &View, sentence: u32, so_far: &Attributed) -> Option<(SourceClass, Option<u32>)> {
    let is_cell = |n: u32| {
        v.text.sentences.get(n as usize).is_some_and(|s| {
            // where the format has tables, each cell is a block among bars; in plain text, the bars stand in the line
            let block = v.text.blocks[s.block as usize];
            let within = |j: u32| block.kind == BlockKind::List || (block.tokens.0..block.tokens.1).contains(&j);
            let bar = |j: u32| (j as usize) < v.text.tokens.len() && within(j) && v.sign(j as usize) == b'|';
            bar(s.tokens.0) || bar(s.tokens.1) || s.tokens.0 > 0 && bar(s.tokens.0 - 1)
        })
    };
    if !is_cell(sentence) {
        return None;
    }
    let above = (sentence.saturating_sub(CELLS)..sentence).rev().find(|&n| !is_cell(n));
    let below = (sentence + 1..sentence + CELLS).find(|&n| !is_cell(n)).filter(|&n| (n as usize) < v.text.sentences.len());
    let signed = |n: &u32| citations::source_line(v, &v.text.sentences[*n as usize], v.text.sentences[*n as usize].tokens.0 as usize).is_some();
    // what introduces the table may be a sentence with a source; what follows it goes on with the text, unless it is a line of sources
    let introduced = above.and_then(|n| {
        // both stand in the order of the text
        let first = so_far.attributions.partition_point(|a| a.sentence < n);
        let own = so_far.attributions[first..].iter().take_while(|a| a.sentence == n).position(|a| a.class().is_identified());
        let cited = so_far.citations.get(so_far.citations.partition_point(|c| c.sentence < n)).is_some_and(|c| c.sentence == n);
        own.map(|i| (so_far.attributions[first + i].class(), Some((first + i) as u32))).or(cited.then_some((SourceClass::Document, None)))
    });
    introduced.or(above.filter(signed).or(below.filter(signed)).map(|_| (SourceClass::Document, None)))
}

/// "In a Harris poll", "in the survey", "by one estimate": the sentence names a study.
fn in_survey(v: &View, s: &Sentence) -> bool {
    (s.tokens.0 as usize..s.tokens.1 as usize).any(|i| {
        (v.frame(i) == Frame::By || v.frame(i) == Frame::In && v.text.word(i).eq_ignore_ascii_case("in"))
            && (i + 1..(i + 10).min(s.tokens.1 as usize))
                .take_while(|&j| v.is_word(j) || v.sign(j) == b'-' || v.sign(j) == b'/')
                .any(|j| v.is(j, Role::ResearchNoun))
    })
}

/// How far the verb may stand behind the study, over the journal and the date.
const APPOSED: usize = 14;

/// "The survey, published in May, covered 900 farms": the sentence tells what a study was about.
fn of_study(v: &View, s: &Sentence) -> bool {
    let (first, last) = (s.tokens.0 as usize, s.tokens.1 as usize);
    let study = (first..(first + HEAD).min(last)).take_while(|&j| v.is_word(j) && !v.is(j, Role::Preposition)).find(|&j| v.is(j, Role::ResearchNoun));
    let ends = |j: &usize| !matches!(v.frame(*j), Frame::Be | Frame::Have | Frame::Will | Frame::Relative);
    study.is_some_and(|study| {
        let article = study > first && v.roles(study - 1).has_any(&[Role::Determiner, Role::Possessive]) || study > first + 1;
        article && (study + 1..(study + APPOSED).min(last)).take_while(ends).any(|j| v.is(j, Role::ResearchVerb))
    })
}

/// A share wants its base, a comparison its comparator.
fn missing(v: &View, s: &Sentence, q: &Quantity) -> Vec<Missing> {
    let last = s.tokens.1 as usize;
    let end = q.tokens.1;
    let mut out = Vec::new();
    let of = end < last && v.frame(end) == Frame::Of;
    if q.kind == FigureKind::Share && !of && head(v, s, end).is_none() {
        out.push(Missing::Base);
    }
    let compared = |j: usize| v.bytes(j).ends_with(b"er") || v.is(j, Role::Compare) && !v.bytes(j).ends_with(b"st");
    let compares = |j: usize| v.kind(j) == Kind::Word && v.frame(j) == Frame::None && compared(j);
    let more = q.kind == FigureKind::Share && end < last && compares(end) && !v.is(end, Role::Preposition);
    // "a 4% lower rate (3% to 5%) than": over a bracket
    let open = (end..(end + 6).min(last)).find(|&j| v.sign(j) == b'(');
    let close = open.and_then(|open| (open..last).find(|&j| v.sign(j) == b')'));
    let than = |from: usize| (from..(from + 6).min(last)).any(|j| v.text.word(j) == "than");
    let than = than(end) || close.is_some_and(than);
    if more && !than {
        out.push(Missing::Comparator);
    }
    out
}
