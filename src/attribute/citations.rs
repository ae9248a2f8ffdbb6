//! References to identifiable documents: links, footnote marks, "(Name Year)", reports and judgments by name.

use super::cues::is_title_case;
use super::flags::Flag;
use super::view::View;
use super::{Citation, CitationKind, Publisher};
use crate::lexicon::Role;
use crate::segment::words::Shape;
use crate::segment::{BlockKind, Kind, Sentence};
use crate::text::Span;

/// A footnote number is no larger than this.
const FOOTNOTES: u32 = 999;

/// Finds all citations, in order of place. A link to the publisher's own site is none: it sends the reader to the same author.
pub fn citations(v: &View, publisher: &Publisher) -> Vec<Citation> {
    let mut out = Vec::new();
    for (number, s) in v.text.sentences.iter().enumerate() {
        if v.text.blocks[s.block as usize].kind == BlockKind::Furniture {
            continue;
        }
        let mut i = s.tokens.0 as usize;
        let opening = source_line(v, s, i);
        // what no document, bracket or link stands in has no citation: 7 of 8 instructions a byte
        if opening.is_none() && !v.flags.any(s.tokens, Flag::CITATION) {
            continue;
        }
        while i < s.tokens.1 as usize {
            let lead = opening.filter(|_| i == s.tokens.0 as usize);
            let found = lead.or_else(|| match v.kind(i) {
                Kind::Word if !v.has(i, Shape::CAPITAL) => None,
                Kind::Word => named_document(v, s, i),
                Kind::Number => superscript(v, i),
                Kind::Punct => match v.text.source.as_bytes()[v.text.tokens[i].start as usize] {
                    b'[' => footnote(v, s, i),
                    b'(' => bracketed(v, s, i),
                    _ => None,
                },
                Kind::Link => link(v, i, publisher),
            });
            if let Some((end, kind)) = found {
                let span = Span { start: v.text.tokens[i].start, end: v.text.tokens[end - 1].end() };
                out.push(Citation { span, kind, sentence: number as u32 });
                i = end;
            } else {
                i += 1;
            }
        }
    }
    out
}

/// "Source: Port Institute": the line that says where a table comes from.
pub fn source_line(v: &View, s: &Sentence, i: usize) -> Option<(usize, CitationKind)> {
    let last = s.tokens.1 as usize;
    let lead = i == s.tokens.0 as usize && i + 2 < last && v.sign(i + 1) == b':' && v.is(i, Role::SourceWord);
    lead.then_some((last, CitationKind::Document))
}

/// An address of the web that is not the publisher's own; a mailbox, and the picture of a post, say nothing for a claim.
fn link(v: &View, i: usize, publisher: &Publisher) -> Option<(usize, CitationKind)> {
    let address = v.text.word(i);
    let document = !address.starts_with("pic.") && (address.contains('/') || !address.contains('@')) && !publisher.owns(address);
    (v.kind(i) == Kind::Link && document).then_some((i + 1, CitationKind::Link))
}

/// A number in superscript.
fn superscript(v: &View, i: usize) -> Option<(usize, CitationKind)> {
    let raised = |c: char| matches!(c, '\u{B9}' | '\u{B2}' | '\u{B3}' | '\u{2070}'..='\u{2079}');
    v.text.word(i).chars().all(raised).then_some((i + 1, CitationKind::Footnote))
}

/// "[3]" after a word or stop, and not in front of one.
fn footnote(v: &View, s: &Sentence, i: usize) -> Option<(usize, CitationKind)> {
    let last = s.tokens.1 as usize;
    let number = |j: usize| j < last && v.kind(j) == Kind::Number && v.text.word(j).parse::<u32>().is_ok_and(|n| n <= FOOTNOTES);
    let behind = !v.has(i, Shape::SPACED) || i > s.tokens.0 as usize && (i + 3 >= last || v.kind(i + 3) == Kind::Punct);
    (v.mark(i) == "[" && behind && number(i + 1) && i + 2 < last && v.mark(i + 2) == "]").then_some((i + 3, CitationKind::Footnote))
}

/// "(Rossi 2021)", "(Rossi and Peck, 2021; see Harbour Board 2019)", "(Unclassified report on ...)": a bracket with a year or a document in it.
fn bracketed(v: &View, s: &Sentence, i: usize) -> Option<(usize, CitationKind)> {
    if v.mark(i) != "(" {
        return None;
    }
    let close = (i + 1..(s.tokens.1 as usize).min(i + 40)).find(|&j| v.mark(j) == ")")?;
    let named = v.kind(i + 1) == Kind::Word && v.has(i + 1, Shape::CAPITAL);
    let year = (i + 2..close).any(|j| is_year(v, j))
        && (i + 2..close).filter(|&j| v.kind(j) == Kind::Word && !v.has(j, Shape::CAPITAL)).count() <= 4
        && !(i + 1..close).any(|j| v.is(j, Role::Month));
    // "(Report on the Harbour)", and not "(Tarn estimates its fleet ...)"
    let ends = |j: usize| j == close || v.kind(j) != Kind::Word || v.is(j, Role::Preposition);
    let document = (i + 1..close.min(i + 3)).any(|j| v.is(j, Role::DocumentNoun) && ends(j + 1));
    (named && (year || document)).then_some((close + 1, CitationKind::Document))
}

fn is_year(v: &View, j: usize) -> bool {
    v.kind(j) == Kind::Number && v.text.word(j).len() == 4 && v.text.word(j).parse::<u32>().is_ok_and(|y| (1500..2200).contains(&y))
}

/// A document that is named, not only mentioned: "the Harbour Safety Report", "Resolution 412".
fn named_document(v: &View, s: &Sentence, i: usize) -> Option<(usize, CitationKind)> {
    if v.kind(i) != Kind::Word || !v.has(i, Shape::CAPITAL) || !v.is_name(i, s) {
        return None;
    }
    if i > s.tokens.0 as usize && v.kind(i - 1) == Kind::Word && v.has(i - 1, Shape::CAPITAL) {
        return None;
    }
    let in_phrase = |j: usize| {
        v.kind(j) == Kind::Word && (v.has(j, Shape::CAPITAL) || v.has(j, Shape::CLITIC) || matches!(v.text.word(j), "of" | "on" | "for" | "and" | "the"))
    };
    let end = (i..s.tokens.1 as usize).find(|&j| !in_phrase(j))?;
    let start = (s.tokens.0 as usize..i).rev().take_while(|&j| in_phrase(j)).last().unwrap_or(i);
    let head = (i..end).rev().find(|&j| v.has(j, Shape::CAPITAL))?;
    let numbered = v.kind(end) == Kind::Number && head + 1 == end;
    // "the Institute of Marine Research" is a body; "the Harbour Council Report" is none
    let body = (start..head).any(|j| v.roles(j).has_any(&[Role::OrganisationNoun, Role::OrganisationSuffix]) && v.is(j + 1, Role::Preposition));
    let document = v.is(head, Role::DocumentNoun) && !v.is(head, Role::OrganisationSuffix) && !body && !is_title_case(v, s);
    let long = head >= i + 2 || numbered;
    (document && long).then_some((if numbered { end + 1 } else { head + 1 }, CitationKind::Document))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_citation_stands_in_a_sentence_that_is_refused(text in "((the|The|Harbour|Safety|Report|Resolution|Act|report|of|on|12|2021|\\[3\\]|\\(|\\)|\u{b9}\u{b2}|a\\.example/b|Rossi|,|\\.) ?){1,14}") {
            let lexicon = crate::lexicon::builtin().unwrap();
            let text = crate::segment::segment(text, &[], &lexicon.split_words());
            let annotated = crate::annotate::annotate(&text, lexicon);
            let v = View::new(&text, &annotated, lexicon);
            for s in text.sentences.iter().filter(|s| !v.flags.any(s.tokens, Flag::CITATION)) {
                for i in s.tokens.0 as usize..s.tokens.1 as usize {
                    let raised = v.kind(i) == Kind::Number && superscript(&v, i).is_some();
                    let linked = link(&v, i, &Publisher::default()).is_some();
                    let found = named_document(&v, s, i).or(footnote(&v, s, i)).or(bracketed(&v, s, i));
                    prop_assert!(found.is_none() && !raised && !linked, "{}", text.word(i));
                }
            }
        }
    }
}
