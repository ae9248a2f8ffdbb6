//! Sets a document's text as HTML: blocks, sentences, voices and marks, properly nested.

use super::form::Form;
use super::html;
use super::notes::{Note, fired, notes};
use super::site::{Opened, Site};
use crate::attribute::{Voice, Voiced};
use crate::score::{Mark, Reading};
use crate::segment::words::Shape;
use crate::segment::{Block, BlockKind, Kind};
use crate::text::Span;
use std::collections::BTreeSet;

/// A block of the article with the notes beside it.
pub struct Paragraph {
    /// `headline`, `body`, `caption`, `list`, `quote`, `furniture`.
    pub class: &'static str,
    pub html: String,
    pub notes: Vec<Note>,
    /// Who is quoted or reported here.
    pub voices: Vec<String>,
}

/// Something that covers a span and is drawn as an element.
struct Layer {
    span: Span,
    /// Lower is further out.
    depth: u8,
    open: String,
    close: &'static str,
    /// Written once, after the last piece is closed.
    end: String,
}

/// The blocks of a document, in order. `linked` are the marks that something on the page leads to.
pub fn paragraphs(site: &Site, opened: &Opened, linked: &BTreeSet<usize>) -> Vec<Paragraph> {
    let (reading, rules) = (opened.reading, fired(&opened.record));
    reading
        .text
        .blocks
        .iter()
        .enumerate()
        .map(|(b, block)| {
            let marks: Vec<(usize, &Mark)> =
                reading.marks.iter().enumerate().filter(|(_, m)| block.span.holds(m.span) && m.voice != Voice::Boilerplate).collect();
            let (notes, letters) = notes(site, reading, &rules, &marks);
            let mut layers = sentences(reading, b);
            layers.extend(voices(reading, block));
            layers.extend(signs(reading, block));
            layers.extend(marks.iter().zip(&letters).map(|((i, m), letter)| mark(site, linked.get(i), m, letter)));
            Paragraph { class: class(block.kind), html: weave(&reading.text.source, block.span, layers), notes, voices: speakers(reading, block) }
        })
        .collect()
}

fn class(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "headline",
        BlockKind::Body => "body",
        BlockKind::Caption => "caption",
        BlockKind::List => "list",
        BlockKind::Quote => "quote",
        BlockKind::Furniture => "furniture",
    }
}

/// Every sentence is a place that links can reach; the style sheet counts them, and draws their numbers outside page furniture.
fn sentences(reading: &Reading, b: usize) -> Vec<Layer> {
    let of_block = reading.text.sentences.iter().zip(1..).filter(|(s, _)| s.block == b as u32);
    of_block.map(|(s, n)| Layer { span: s.span, depth: 0, open: format!("<span id=\"s{n}\">"), close: "</span>", end: String::new() }).collect()
}

/// The signs by which a text without a format sets off a headline ("# ") or a quotation ("> "): the page draws these as such.
fn signs(reading: &Reading, block: &Block) -> Vec<Layer> {
    let text = &reading.text;
    let sign = match block.kind {
        BlockKind::Headline => '#',
        BlockKind::Quote | BlockKind::Furniture => '>',
        _ => return Vec::new(),
    };
    let last = block.tokens.1 as usize;
    // "#harbour" is a topic
    let is_sign = |i: usize| {
        let spaced = sign == '>' || i + 1 < last && text.tokens[i + 1].is(Shape::SPACED);
        text.tokens[i].kind == Kind::Punct && text.word(i).chars().all(|c| c == sign) && spaced
    };
    let mut opens = true;
    let found = (block.tokens.0 as usize..last).filter(|&i| {
        opens = (opens || sign == '>' && text.tokens[i].is(Shape::LINE)) && is_sign(i);
        opens
    });
    found.map(|i| Layer { span: text.tokens[i].span(), depth: 3, open: "<span hidden>".into(), close: "</span>", end: String::new() }).collect()
}

/// Runs of words in another voice than the author's, with the attribution they belong to.
fn runs(reading: &Reading, block: &Block) -> Vec<(Span, Voiced)> {
    let mut out: Vec<(Span, Voiced)> = Vec::new();
    for i in block.tokens.0 as usize..block.tokens.1 as usize {
        let voiced = reading.attributed.voices.at(i);
        let span = reading.text.tokens[i].span();
        match out.last_mut() {
            Some(last) if last.1 == voiced => last.0.end = span.end,
            _ => out.push((span, voiced)),
        }
    }
    out.retain(|r| !matches!(r.1.voice(), Voice::Own | Voice::Boilerplate));
    out
}

fn voices(reading: &Reading, block: &Block) -> Vec<Layer> {
    runs(reading, block)
        .into_iter()
        .map(|(span, voiced)| Layer {
            span,
            depth: 1,
            open: format!("<span class=\"voice {}\">", voiced.voice().name().replace('_', "-")),
            close: "</span>",
            end: String::new(),
        })
        .collect()
}

/// Whose words stand in the block beside the author's, one sentence for those not counted and one for those counted apart.
fn speakers(reading: &Reading, block: &Block) -> Vec<String> {
    let (mut others, mut own_side, mut nobody): (Vec<String>, Vec<String>, bool) = Default::default();
    for (_, voiced) in runs(reading, block) {
        let name = voiced.attribution().and_then(|a| reading.speaker(a));
        let name = name.map_or_else(|| "a source that is not named".to_string(), super::site::one_line);
        match voiced.voice() {
            Voice::Quoted | Voice::Reported if !others.contains(&name) => others.push(name),
            Voice::SelfQuote if !own_side.contains(&name) => own_side.push(name),
            Voice::UnsourcedQuote => nobody = true,
            _ => {}
        }
    }
    let mut out = Vec::new();
    if !others.is_empty() {
        out.push(format!("Tinted: the words of {}, not counted.", others.join("; ")));
    }
    if !own_side.is_empty() {
        out.push(format!("The publisher’s own side, counted apart: {}.", own_side.join("; ")));
    }
    if nobody {
        out.push("A quotation without a speaker, counted as the author’s.".to_string());
    }
    out
}

fn mark(site: &Site, linked: Option<&usize>, mark: &Mark, letter: &(String, usize)) -> Layer {
    let family = site.lexicon.family(mark.rule);
    let form = Form::of(family);
    let (letter, rule) = letter;
    let id = linked.map_or_else(String::new, |index| format!(" id=\"m{index}\""));
    let off = if mark.negated { " negated" } else { "" };
    let filters = filters(site, &family.id, mark.voice);
    Layer {
        span: mark.span,
        depth: 2,
        open: format!("<mark class=\"m {} {filters}{off}\"{id}>", form.class()),
        close: "</mark>",
        end: format!("<a class=\"k {filters}\" href=\"#r{rule}\" aria-label=\"{letter}: {}\">{letter}</a>", html::escape(&family.singular)),
    }
}

/// The classes by which a mark and its note are filtered; the author's own voice goes without saying.
pub fn filters(site: &Site, family: &str, voice: Voice) -> String {
    let voice = if voice == Voice::Own { String::new() } else { format!(" v-{}", voice.name().replace('_', "-")) };
    site.family_class(family) + &voice
}

/// Cuts the span at every edge of a layer, and opens and closes elements so that they nest.
fn weave(source: &str, span: Span, mut layers: Vec<Layer>) -> String {
    layers.retain(|l| !l.span.is_empty() && span.holds(l.span));
    layers.sort_by_key(|l| (l.depth, l.span.start, std::cmp::Reverse(l.span.end)));
    let mut edges: Vec<u32> = layers.iter().flat_map(|l| [l.span.start, l.span.end]).chain([span.start, span.end]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut out = String::new();
    let mut stack: Vec<usize> = Vec::new();
    let mut opened = vec![false; layers.len()];
    for piece in edges.windows(2) {
        let covering: Vec<usize> = (0..layers.len()).filter(|&i| layers[i].span.start <= piece[0] && piece[1] <= layers[i].span.end).collect();
        let common = stack.iter().zip(&covering).take_while(|(a, b)| a == b).count();
        close(&layers, &mut stack, common, piece[0], &mut out);
        for &i in &covering[common..] {
            out.push_str(&piece_open(&layers[i].open, std::mem::replace(&mut opened[i], true)));
            stack.push(i);
        }
        html::push(Span { start: piece[0], end: piece[1] }.of(source), &mut out);
    }
    close(&layers, &mut stack, 0, span.end, &mut out);
    out
}

/// Closes what does not go on; what is written after the last pieces stands in the order of the letters.
fn close(layers: &[Layer], stack: &mut Vec<usize>, keep: usize, at: u32, out: &mut String) {
    let mut ended = stack.split_off(keep);
    ended.iter().rev().for_each(|&i| out.push_str(layers[i].close));
    ended.retain(|&i| layers[i].span.end <= at);
    ended.sort_unstable();
    ended.iter().for_each(|&i| out.push_str(&layers[i].end));
}

/// The opening tag; the second and later pieces of a layer carry neither its id nor its number, which stand last in it.
fn piece_open(open: &str, again: bool) -> String {
    match open.find(" id=\"").filter(|_| again) {
        Some(at) => format!("{}>", &open[..at]),
        None => open.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(start: usize, end: usize, name: &'static str) -> Layer {
        Layer { span: Span::new(start, end), depth: 2, open: format!("<mark id=\"{name}\">"), close: "</mark>", end: format!("[{name}]") }
    }

    #[test]
    fn marks_that_cross_are_cut_and_nest() {
        let html = weave("abcdefghij", Span::new(0, 10), vec![layer(0, 6, "x"), layer(3, 9, "y"), layer(3, 6, "z")]);
        assert_eq!(html, "<mark id=\"x\">abc<mark id=\"y\"><mark id=\"z\">def</mark></mark></mark>[x][z]<mark>ghi</mark>[y]j");
    }

    #[test]
    fn text_is_escaped_wherever_it_is_cut() {
        let source = "a<script>\"x\"</style>&amp;";
        let html = weave(source, Span::new(0, source.len()), vec![layer(1, 9, "x")]);
        assert_eq!(html, "a<mark id=\"x\">&lt;script&gt;</mark>[x]&quot;x&quot;&lt;/style&gt;&amp;amp;");
    }
}
