//! W3C Web Annotation (JSON-LD): every mark as an annotation that quotes its words with what stands around them, so that tools for
//! annotation can show it, and so that it is found again after the text has been edited.

use crate::lexicon::{Lexicon, Tier};
use crate::score::Reading;
use crate::text::{Positions, Span};
use serde::Serialize;

/// Characters that are quoted before and after a mark.
const AROUND: usize = 32;

/// All annotations of a run.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Page<'r> {
    #[serde(rename = "@context")]
    pub context: &'static str,
    pub id: &'static str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Inputs that could not be analysed, each as a sentence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
    pub items: Vec<Annotation<'r>>,
}

/// One mark.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Annotation<'r> {
    /// Made of the document's id and the mark's place, so that two runs give the same.
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub motivation: &'static str,
    pub body: Vec<Body<'r>>,
    pub target: Target<'r>,
}

/// What is said of the mark.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Body<'r> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub purpose: &'static str,
    pub format: &'static str,
    pub value: std::borrow::Cow<'r, str>,
}

/// The words of the mark, in their document.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Target<'r> {
    /// The address of the document, else its path or id.
    pub source: &'r str,
    pub selector: (Quote<'r>, Position),
}

/// The words with what stands before and after them.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Quote<'r> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub exact: &'r str,
    pub prefix: &'r str,
    pub suffix: &'r str,
}

/// The first character and the one behind the last, in Unicode characters of the text.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Position {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub start: u32,
    pub end: u32,
}

/// The annotations of all marks.
pub fn page<'r>(readings: &'r [Reading], errors: Vec<String>, lexicon: &'r Lexicon) -> Page<'r> {
    let items = readings.iter().flat_map(|r| annotations(r, lexicon)).collect();
    Page { context: "http://www.w3.org/ns/anno.jsonld", id: "urn:slantscope:marks", kind: "AnnotationPage", errors, items }
}

fn annotations<'r>(reading: &'r Reading, lexicon: &'r Lexicon) -> Vec<Annotation<'r>> {
    let meta = &reading.meta;
    let positions = Positions::new(&reading.text.source);
    let source = meta.url.as_deref().or(meta.path.as_deref()).unwrap_or(&meta.id);
    let annotation = |m: &crate::score::Mark| {
        let (rule, family) = (&lexicon.rules[m.rule as usize], lexicon.family(m.rule));
        let [start, end] = positions.place(m.span).chars;
        let scored = m.weight > 0.0 && m.voice.is_own() && matches!(family.tier, Tier::Lexical | Tier::Gated);
        let comment = format!("{}. {} Limits: {} Ask: {}", rule.title, rule.what, rule.limits, rule.ask);
        let body = |purpose, value| Body { kind: "TextualBody", purpose, format: "text/plain", value };
        Annotation {
            id: format!("urn:slantscope:{}:{}:{start}-{end}", address(&meta.id), rule.id),
            kind: "Annotation",
            motivation: if scored { "assessing" } else { "highlighting" },
            body: vec![body("tagging", (&*family.id).into()), body("classifying", (&*rule.id).into()), body("commenting", comment.into())],
            target: Target { source, selector: (quote(&reading.text.source, m.span), Position { kind: "TextPositionSelector", start, end }) },
        }
    };
    reading.marks.iter().map(annotation).collect()
}

/// A document's id as a part of an address.
fn address(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') { c } else { '-' }).collect()
}

/// The words of a span with what stands around them.
pub fn quote(text: &str, span: Span) -> Quote<'_> {
    let (start, end) = (span.start as usize, span.end as usize);
    let from = text[..start].char_indices().rev().take(AROUND).last().map_or(start, |(i, _)| i);
    let to = text[end..].char_indices().nth(AROUND).map_or(text.len(), |(i, _)| end + i);
    Quote { kind: "TextQuoteSelector", exact: &text[start..end], prefix: &text[from..start], suffix: &text[end..to] }
}

/// Finds a quotation again in a text that has been edited: of all places with the same words the one whose surroundings agree most, and
/// of equal ones the nearest to where it stood. `start` is its first character in the text as it was.
///
/// ```
/// use slantscope::{report::annotation::{anchor, quote}, text::Span};
/// let before = "The regime spoke. Later the regime fell.";
/// let at = before.rfind("regime").unwrap();
/// let found = anchor("Nobody spoke, and then later the regime fell.", &quote(before, Span::new(at, at + 6)), 28).unwrap();
/// assert_eq!(found, Span::new(33, 39));
/// ```
pub fn anchor(text: &str, quote: &Quote, start: u32) -> Option<Span> {
    if quote.exact.is_empty() {
        return None;
    }
    let agree = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| a.zip(b).take_while(|(x, y)| x == y).count();
    let place = |at: usize| {
        let end = at + quote.exact.len();
        let before = agree(&mut text[..at].chars().rev(), &mut quote.prefix.chars().rev());
        let after = agree(&mut text[end..].chars(), &mut quote.suffix.chars());
        (before + after, std::cmp::Reverse((text[..at].chars().count() as i64 - i64::from(start)).abs()), std::cmp::Reverse(at))
    };
    let best = text.match_indices(quote.exact).map(|(at, _)| at).max_by_key(|&at| place(at))?;
    Some(Span::new(best, best + quote.exact.len()))
}
