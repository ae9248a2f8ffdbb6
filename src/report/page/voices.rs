//! Who is given the word: the speakers with the words they get, every attribution, and the sentences that lean on nobody.

use super::document::sentence_cell;
use crate::attribute::SourceClass;
use crate::report::html::{Cell, Table};
use crate::report::record::SourceRecord;
use crate::report::site::{Opened, Site, one_line};
use crate::report::words;
use crate::score::Reading;
use crate::segment::BlockKind;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A speaker of one document or of several.
#[derive(Default)]
struct Speaker {
    name: String,
    class: &'static str,
    times: u64,
    /// Words of the content that this speaker is credited with.
    words: u64,
    /// How many of the times the text says why the name is withheld.
    reasons: u64,
    /// Document and sentence, in order.
    places: Vec<(usize, u32)>,
}

impl Speaker {
    fn class(&self) -> String {
        let class = words::class(self.class);
        match self.class {
            "anonymous" if self.reasons == self.times => format!("{class}, with a reason"),
            "anonymous" if self.reasons == 0 => format!("{class}, no reason given"),
            "anonymous" => format!("{class}, {} of {} times with a reason", self.reasons, self.times),
            _ => class.to_string(),
        }
    }
}

/// The speakers of these documents, most often first.
fn collect<'r>(documents: impl Iterator<Item = (usize, Cow<'r, Reading>)>) -> Vec<Speaker> {
    let mut by_name: BTreeMap<(String, &str), Speaker> = BTreeMap::new();
    for (d, reading) in documents {
        for a in &reading.attributed.attributions {
            let Some(source) = &a.source else { continue };
            let (name, class) = (one_line(reading.text.slice(source.name())), source.class.name());
            let speaker = by_name.entry((name.to_lowercase(), class)).or_insert_with(|| Speaker { name, class, ..Speaker::default() });
            speaker.times += 1;
            speaker.words += a.content.iter().map(|&tokens| u64::from(reading.text.count_words(tokens))).sum::<u64>();
            speaker.reasons += u64::from(source.reason.is_some());
            speaker.places.push((d, a.sentence));
        }
    }
    let mut all: Vec<Speaker> = by_name.into_values().collect();
    all.sort_by_key(|s| (std::cmp::Reverse((s.times, s.words)), s.name.to_lowercase()));
    all
}

/// How often each source of a document is given the word, and with how many words.
pub fn speakers(opened: &Opened) -> Table {
    let mut table = Table::new("Who is given the word", &["Source", "Class", "Times", "Words", "Sentences"]).class("bare");
    for mut s in collect(std::iter::once((opened.d, Cow::Borrowed(opened.reading)))) {
        let class = s.class();
        s.places.dedup();
        let links: Vec<String> = s.places.iter().map(|p| sentence_cell(p.1).html).collect();
        table.row([Cell::text(&s.name), Cell::text(&class), Cell::count(s.times), Cell::count(s.words), Cell::html(links.join(", "))]);
    }
    table
}

/// The same for several documents.
pub fn speakers_of(site: &Site, documents: &[usize]) -> Table {
    let mut table = Table::new("Who is given the word", &["Source", "Class", "Times", "Words", "Documents"]).class("bare");
    for mut s in collect(documents.iter().map(|&d| (d, site.readings[d].whole(site.lexicon)))) {
        let class = s.class();
        s.places.dedup_by_key(|p| p.0);
        table.row([Cell::text(&s.name), Cell::text(&class), Cell::count(s.times), Cell::count(s.words), Cell::count(s.places.len() as u64)]);
    }
    table
}

/// How sure a name behind a pronoun must be to stand without "probably".
const SURE: f64 = 0.85;

/// A source as the text has it, with the name that it stands for.
fn source(s: &SourceRecord) -> String {
    match s.resolved {
        Some(name) if one_line(name) != one_line(s.exact) => {
            let probably = if s.confidence.is_some_and(|c| c < SURE) { "probably " } else { "" };
            format!("{} ({probably}{})", one_line(s.exact), one_line(name))
        }
        _ => one_line(s.exact),
    }
}

/// Words of what is attributed that a table shows; the sentence, one click away, has them all.
const OPENING: usize = 8;

/// The first words of a passage.
fn opening(text: &str) -> String {
    match text.match_indices(' ').nth(OPENING - 1) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text.to_string(),
    }
}

/// Every attribution of a document.
pub fn attributions(opened: &Opened) -> Table {
    let source_text = &opened.reading.text.source;
    let mut table = Table::new("Every attribution, in the order of the text", &["Sentence", "Source", "Cue", "How", "What is attributed"]);
    for a in opened.record.attributions.iter() {
        let named = a.source.as_ref().map_or_else(|| "nobody is named".to_string(), source);
        let reason = a.source.as_ref().and_then(|s| s.reason).map_or_else(String::new, |r| format!("; withheld: “{}”", one_line(r)));
        let content: Vec<String> = a.content.iter().map(|c| one_line(&source_text[c.bytes[0] as usize..c.bytes[1] as usize])).collect();
        table.row([
            sentence_cell(a.sentence),
            Cell::text(&format!("{named}{reason}")),
            Cell::text(&one_line(a.cue.exact)),
            Cell::text(words::directness(a.directness)),
            Cell::quote(&opening(&content.join(" … "))),
        ]);
    }
    table
}

/// How many sentences lean on nobody's word but the author's, and a table of those among them that give a figure or hold a scored mark.
pub fn alone(opened: &Opened) -> Option<(String, String)> {
    let (reading, doc) = (opened.reading, &opened.record);
    let classes = &reading.attributed.sentences;
    let leans = |n: u32| classes.get(n as usize) != Some(&SourceClass::None);
    let mut claims: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    let figures = doc.figures.iter().filter(|f| f.attribution == SourceClass::None.name()).map(|f| (f.sentence, f.span.bytes, f.exact));
    let marks = doc.marks.iter().filter(|m| m.voice == "own" && m.weight > 0.0 && !m.negated).map(|m| (m.sentence, m.span.bytes, m.exact));
    let mut all: Vec<_> = figures.chain(marks).filter(|c| !leans(c.0)).collect();
    all.sort_by_key(|c| (c.0, c.1));
    all.dedup_by_key(|c| (c.0, c.1));
    for (sentence, _, exact) in all {
        claims.entry(sentence).or_default().push(exact);
    }
    if claims.is_empty() {
        return None;
    }
    let mut table = Table::new("Sentences that lean on nobody, with what they claim or judge", &["Sentence", "Words to ask about"]).class("bare");
    for (&n, exact) in &claims {
        let words: Vec<String> = exact.iter().map(|e| one_line(e)).collect();
        table.row([sentence_cell(n), Cell::text(&words.join(", "))]);
    }
    let told = |n: &u32| reading.text.blocks[reading.text.sentences[*n as usize].block as usize].kind != BlockKind::Furniture;
    let scored = (0..classes.len() as u32).filter(told).count();
    let none = (0..classes.len() as u32).filter(|n| told(n) && !leans(*n)).count();
    let lead = format!("{none} of {scored} sentences lean on nobody’s word but the author’s; {} of them give a figure or hold a scored mark", claims.len());
    Some((lead, table.html()))
}
