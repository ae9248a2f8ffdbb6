//! The sheet on leaving a text to check it: four moves, filled in with the text's own claims, names and figures.

use super::model::{Grid, Part, Sheet};
use super::side::Side;
use super::words::{self, around, cut};
use crate::attribute::{Directness, Figure};
use crate::compare::Comparison;
use crate::report::form::Form;
use crate::report::site::one_line;
use crate::score::Mark;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Claims to trace, names to look up, quotations to find.
const CLAIMS: usize = 5;
const NAMES: usize = 6;
const QUOTES: usize = 3;
/// Letters of a name; less is a title or an initial.
const SHORTEST: usize = 4;
/// Words of a sentence that makes a claim.
const SENTENCE: u32 = 5;
/// Characters of a claim in the table.
const CLAIM: usize = 120;
/// Words of a quotation to search for.
const SEARCHED: usize = 9;

/// The sheet for these texts.
pub fn sheet(sides: &[Side], comparison: &Comparison) -> Sheet {
    let mut parts = Vec::new();
    parts.push(Part::Heading("1. Stop".into()));
    parts.push(Part::Words("What do you feel after reading, and what do you know? Do not share or believe the text yet.".into()));
    parts.extend(sides.iter().filter_map(strongest).map(Part::Words));
    parts.push(Part::Room(1));
    parts.push(Part::Heading("2. Investigate the source".into()));
    parts.push(Part::Items(sides.iter().flat_map(source).collect()));
    parts.push(Part::Room(1));
    parts.push(Part::Heading("3. Find better coverage".into()));
    parts.push(Part::Words("Search for the event, not for the text. Do others report it, and do they agree?".into()));
    parts.push(Part::Items(searches(sides, comparison)));
    parts.push(Part::Room(1));
    parts.push(Part::Heading("4. Trace claims, quotations and figures".into()));
    parts.push(Part::Words("Follow each to where it was first said, counted or written down. Has something been lost on the way?".into()));
    parts.push(Part::Table(claims(sides)));
    let quotes = quotes(sides);
    if !quotes.is_empty() {
        parts.push(Part::Words("Search for the exact words, in quotation marks:".into()));
        parts.push(Part::Items(quotes));
    }
    Sheet {
        id: "checking".into(),
        kicker: "Leave the text to check it".into(),
        title: "Is it so? Four moves".into(),
        lead: words::LEAVE.into(),
        parts,
        ..Sheet::default()
    }
}

/// The sentence on whose charged, sure or judging words most weight falls.
fn strongest(side: &Side) -> Option<String> {
    let mut weights: BTreeMap<u32, f32> = BTreeMap::new();
    let worded = |m: &&Mark| matches!(Form::of(side.lexicon.family(m.rule)), Form::Solid | Form::Double | Form::Wavy);
    side.own_marks().filter(worded).for_each(|m| *weights.entry(m.sentence).or_default() += m.weight);
    let (&sentence, _) = weights.iter().filter(|w| *w.1 > 0.0).max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))?;
    let span = side.reading.text.sentences[sentence as usize].span;
    Some(format!("Most weight falls on {}: “{}” What do you feel there, and which word does it?", side.lines.name(span)?, cut(&side.sentence(sentence), CLAIM)))
}

/// What is known of who published the text, and what to ask of it.
fn source(side: &Side) -> Vec<String> {
    let meta = &side.reading.meta;
    let which = if side.lines.prefix.is_empty() { String::new() } else { format!("Text {}. ", side.lines.prefix) };
    let mut out = Vec::new();
    match (&meta.source, side.hide.is_empty()) {
        (_, false) => out.push(format!("{which}The source is hidden for now. Guess first: who would write so, and for whom? Then ask for the name and search for it.")),
        (Some(name), _) => out.push(format!("{which}Published by {name}. Search for “{name}” and read what others say of it, not what it says of itself. Who owns it, who pays for it, what does it want?")),
        (None, _) => out.push(format!("{which}Nothing in the file says who published it. Search for its first sentence, in quotation marks, to find out.")),
    }
    if side.hide.is_empty() {
        out.extend(meta.author.as_ref().map(|a| format!("{which}Written by {a}. What else has the author written, and for whom?")));
        out.extend(meta.owner.as_ref().map(|o| format!("{which}Owned by {o}. Is the owner spoken of in the text?")));
        out.extend(meta.url.as_ref().map(|u| format!("{which}Address: {u}")));
    }
    match &meta.date {
        Some(date) => out.push(format!("{which}Dated {date}. What has come to light since?")),
        None => out.push(format!("{which}No date is given. When was it written, and is it still so?")),
    }
    out
}

/// What to search for: the names that stand most often, and the largest figure of each text with a name beside it.
fn searches(sides: &[Side], comparison: &Comparison) -> Vec<String> {
    let names = names(sides, comparison);
    let mut out = Vec::new();
    if let [(first, _), (second, _), ..] = names.as_slice() {
        out.push(format!("“{first}” “{second}”"));
    }
    for side in sides {
        let Some((f, head)) = side.figures(false).into_iter().chain(side.figures(true)).find_map(|f| Some((f, side.words(f.head?)))) else { continue };
        let (sentence, exact) = (side.sentence(f.sentence), side.words(f.span));
        let near = names.iter().find(|n| sentence.contains(&n.0)).or(names.first()).map_or(String::new(), |n| format!(" “{}”", n.0));
        out.push(if exact.contains(&head) { format!("{exact}{near}") } else { format!("{exact} {head}{near}") });
    }
    let listed: Vec<String> = names.iter().map(|(name, line)| format!("{name} ({line})")).collect();
    if !listed.is_empty() {
        out.push(format!("Look up who these are, and whether they speak elsewhere: {}.", words::list(&listed)));
    }
    if out.is_empty() {
        out.push("The text names nobody and gives no figure to search for. Take its three most particular words.".into());
    }
    out
}

/// The names that stand most often in these texts, each with the line where it first stands.
fn names(sides: &[Side], comparison: &Comparison) -> Vec<(String, String)> {
    let named = |name: &str| name.starts_with(char::is_uppercase) && name.chars().count() >= SHORTEST && !sides.iter().any(|s| s.is_hidden(name));
    let mut actors: Vec<_> = comparison.actors.iter().filter(|a| named(&a.name)).collect();
    actors.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
    let first = |name: &str| sides.iter().find_map(|s| s.lines.name(*super::lines::places(&s.reading.text.source, name).first()?));
    actors.into_iter().filter_map(|a| Some((a.name.clone(), first(&a.name)?))).take(NAMES).collect()
}

/// A claim that could be checked, and who says so.
struct Claim {
    span: Span,
    sentence: u32,
    who: String,
}

/// The claims: figures that nobody vouches for, superlatives, then figures with a source; one a sentence.
fn claims(sides: &[Side]) -> Grid {
    let mut grid = Grid {
        caption: "Claims to trace".into(),
        head: ["Line", "The text says", "Who says so, in the text", "Where you looked", "What you found"].map(String::from).to_vec(),
        widths: vec![10, 36, 18, 18, 18],
        ..Grid::default()
    };
    for side in sides {
        let mut seen = BTreeSet::new();
        let figures = |vouched| side.figures(vouched).into_iter().map(|f| figure(side, f));
        let mut chosen: Vec<Claim> =
            figures(false).chain(superlatives(side)).chain(figures(true)).filter(|c| whole(side, c) && seen.insert(c.sentence)).collect();
        chosen.truncate(if sides.len() > 1 { CLAIMS - 2 } else { CLAIMS });
        chosen.sort_by_key(|c| c.span);
        for c in chosen {
            let Some(line) = side.lines.name(c.span) else { continue };
            let line = line.trim_start_matches("lines ").trim_start_matches("line ").to_string();
            let sentence = side.sentence(c.sentence);
            let said = sentence.trim_start_matches(['•', '-', '–', '*', ' ']);
            grid.rows.push(vec![line, around(said, &side.words(c.span), CLAIM), c.who, String::new(), String::new()]);
        }
    }
    if grid.rows.is_empty() {
        grid.rows = vec![vec![String::new(); grid.head.len()]; 3];
    }
    grid
}

/// Whether the claim is made in a sentence, and not in a scrap such as "41 replies".
fn whole(side: &Side, c: &Claim) -> bool {
    let text = &side.reading.text;
    text.count_words(text.sentences[c.sentence as usize].tokens) >= SENTENCE
}

fn figure(side: &Side, f: &Figure) -> Claim {
    let speaker = f.attribution.and_then(|a| side.reading.speaker(a));
    Claim { span: f.span, sentence: f.sentence, who: speaker.map_or("nobody but the author".into(), |name| side.masked(&one_line(name))) }
}

fn superlatives<'s>(side: &'s Side) -> impl Iterator<Item = Claim> + 's {
    let ranks = |m: &&Mark| side.lexicon.family(m.rule).id == "superlative";
    side.own_marks().filter(ranks).map(|m| Claim { span: m.span, sentence: m.sentence, who: "nobody but the author".into() })
}

/// Direct quotations of somebody who can be named.
fn quotes(sides: &[Side]) -> Vec<String> {
    let mut out = Vec::new();
    for side in sides {
        let said = side.reading.attributed.attributions.iter().enumerate().filter(|(_, a)| a.directness == Directness::Direct && a.class().is_identified());
        for (i, a) in said {
            let Some(content) = a.content.first().map(|&c| side.reading.text.span(c)) else { continue };
            let (Some(line), Some(who)) = (side.lines.name(content), side.reading.speaker(i as u32)) else { continue };
            let who = side.masked(&one_line(who));
            let words: Vec<String> = side.words(content).split_whitespace().take(SEARCHED).map(String::from).collect();
            let words = words.join(" ");
            let searched = words.trim_matches(|c: char| !c.is_alphanumeric());
            if searched.contains(' ') {
                out.push(format!("“{searched}” ({who}, {line})"));
            }
        }
    }
    out.truncate(QUOTES * sides.len());
    out
}
