//! The tables as CSV (RFC 4180): every number of a report, with the document and place it comes from.
//! `sentence_number` counts from 1, as pages do; the `sentence` of JSON is an index and counts from 0.

mod corpus;
mod sheet;

use super::site::{Opened, Site};
use super::words;
use crate::extract::Meta;
use crate::score::Scores;
use crate::score::slant::Models;
use crate::stats::Measure;
use corpus::{actors, clauses, differences, echoes, evaluations, ledger, overlaps, perspective, standing, trends, verdict};
use sheet::{Csv, chars, measure, number, opt, s};
use std::io::{self, Write};

/// Writes a table as CSV, row by row: the marks of thousands of documents never stand in memory as a whole.
pub type Table = fn(&Site, &mut dyn Write) -> io::Result<()>;

/// The tables of a report by name.
pub const TABLES: [(&str, Table); 19] = [
    ("documents", documents),
    ("sources", sources),
    ("sentences", sentences),
    ("marks", marks),
    ("families", families),
    ("figures", figures),
    ("attributions", attributions),
    ("quotes", quotes),
    ("citations", citations),
    ("actors", actors),
    ("clauses", clauses),
    ("evaluations", evaluations),
    ("ledger", ledger),
    ("echoes", echoes),
    ("overlaps", overlaps),
    ("perspective", perspective),
    ("differences", differences),
    ("trends", trends),
    ("standing", standing),
];

/// Tables that no report holds, for their size: what adds up to each sentence's probabilities.
pub const ON_DEMAND: [(&str, Table); 1] = [("terms", terms)];

/// The names of all tables.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLES.into_iter().chain(ON_DEMAND).map(|(name, _)| name)
}

/// What writes the table of this name; none where there is no such table.
pub fn table(name: &str) -> Option<Table> {
    TABLES.into_iter().chain(ON_DEMAND).find(|(n, _)| *n == name).map(|(_, table)| table)
}

/// The measures that documents and sources share, by the name of their column.
pub fn measures(s: &Scores) -> [(&'static str, &Measure); 11] {
    [
        ("advocacy_density", &s.advocacy_density),
        ("advocacy_density_with_self", &s.advocacy_density_with_self),
        ("citation_reliance", &s.citation_reliance),
        ("checkable_attributed", &s.checkable_attributed),
        ("attributed_sentences", &s.attributed_sentences),
        ("unattributed_figures", &s.unattributed_figures),
        ("self_citation", &s.self_citation),
        ("direct_quote", &s.direct_quote),
        ("citation_rate", &s.citation_rate),
        ("distinct_sources", &s.distinct_sources),
        ("effective_sources", &s.effective_sources),
    ]
}

fn measure_head() -> Vec<String> {
    let parts = ["", "_low", "_high", "_n", "_count"];
    measures(&Scores::default()).iter().flat_map(|(name, _)| parts.map(|p| format!("{name}{p}"))).collect()
}

/// The columns that count words and sentences.
pub const WORDS: [&str; 7] = ["words", "words_own", "words_quoted", "words_reported", "words_self", "words_furniture", "sentences"];

/// What stands in these columns.
pub fn words(x: &Scores) -> [u64; 7] {
    let w = x.words;
    [w.total, w.own, w.quoted, w.reported, w.own_side, w.boilerplate, x.sentences]
}

fn scored<'s>(to: &mut dyn Write, first: &[&str], rows: impl Iterator<Item = (Vec<String>, &'s Scores)>) -> io::Result<()> {
    let measured = measure_head();
    let head: Vec<&str> = first.iter().copied().chain(WORDS).chain(measured.iter().map(String::as_str)).collect();
    let mut csv = Csv::new(to, &head);
    for (mut cells, scores) in rows {
        cells.extend(self::words(scores).map(s));
        cells.extend(measures(scores).iter().flat_map(|(_, m)| measure(m)));
        csv.row(cells);
    }
    csv.done()
}

fn documents(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let cells = |m: &Meta| {
        let known = [&m.title, &m.source, &m.source_from, &m.date, &m.genre, &m.url, &m.path].map(|x| opt(x.as_ref()));
        std::iter::once(m.id.clone()).chain(known).chain([s(verdict(site))]).collect()
    };
    scored(
        to,
        &["document", "title", "source", "source_from", "date", "genre", "url", "path", "corpus_perspective"],
        site.readings.iter().map(|r| (cells(&r.meta), &*r.scores)),
    )
}

fn sources(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    scored(
        to,
        &["source", "name", "named_by", "documents", "corpus_perspective"],
        site.report.sources.iter().map(|x| (vec![x.id.clone(), x.name.clone(), x.named_by.clone(), x.documents.join(" "), s(verdict(site))], &x.scores)),
    )
}

/// Opens one document after the other.
fn each(site: &Site, mut with: impl FnMut(&Opened)) {
    (0..site.readings.len()).for_each(|d| site.opened(d, &mut with));
}

fn sentences(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(to, &["document", "sentence_number", "char_start", "char_end", "words", "slant", "opinion", "attribution", "block", "text"]);
    each(site, |doc| {
        let text = &doc.reading.text;
        for (i, x) in doc.record.sentences.iter().enumerate() {
            let block = format!("{:?}", text.blocks[text.sentences[i].block as usize].kind).to_lowercase();
            let [from, to] = chars(&x.span);
            let told = site.sentence(doc.d, i as u32);
            csv.row([s(doc.record.id), number(i as u32), from, to, s(x.words), opt(x.slant), opt(x.opinion), s(x.attribution), block, told]);
        }
    });
    csv.done()
}

/// The terms of the sentence models: their sum is the log odds of the probability in the table of sentences.
fn terms(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(to, &["document", "sentence_number", "model", "term", "value", "weight", "product"]);
    let models = Models::load(site.lexicon);
    for reading in site.readings {
        models.each_terms(reading, site.lexicon, |i, which, terms| {
            for t in terms {
                csv.row([s(&reading.meta.id), number(i as u32), s(which.name()), t.name, s(t.value), s(t.weight), s(t.product)]);
            }
        });
    }
    csv.done()
}

/// The table of the marks.
///
/// # Errors
/// What `to` cannot take.
pub fn marks(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(
        to,
        &[
            "document",
            "sentence_number",
            "char_start",
            "char_end",
            "exact",
            "family",
            "rule",
            "term",
            "tier",
            "voice",
            "speaker",
            "polarity",
            "weight",
            "negated",
            "corpus_perspective",
        ],
    );
    let verdict = verdict(site);
    each(site, |doc| {
        for m in doc.record.marks.iter() {
            let [from, to] = chars(&m.span);
            csv.row([
                s(doc.record.id),
                number(m.sentence),
                from,
                to,
                s(m.exact),
                s(m.family),
                s(m.rule),
                s(m.term),
                s(m.tier),
                s(m.voice),
                opt(m.speaker),
                opt(m.polarity),
                s(m.weight),
                s(m.negated),
                s(verdict),
            ]);
        }
    });
    csv.done()
}

fn families(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv =
        Csv::new(to, &["document", "family", "tier", "marks_own", "marks_elsewhere", "weight", "density", "density_low", "density_high", "words_own"]);
    for reading in site.readings {
        for f in &site.report.families {
            let Some(x) = reading.scores.families.get(f.id) else { continue };
            let [value, low, high, n, _] = measure(&x.density);
            csv.row([s(&reading.meta.id), s(f.id), s(f.tier), s(x.marks), s(x.elsewhere), s(x.weight), value, low, high, n]);
        }
    }
    csv.done()
}

fn figures(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(
        to,
        &[
            "document",
            "sentence_number",
            "char_start",
            "char_end",
            "exact",
            "min",
            "max",
            "approximate",
            "kind",
            "head",
            "attribution",
            "source",
            "missing",
            "text",
        ],
    );
    each(site, |doc| {
        for f in doc.record.figures.iter() {
            let [from, to] = chars(&f.span);
            csv.row([
                s(doc.record.id),
                number(f.sentence),
                from,
                to,
                s(f.exact),
                opt(f.min),
                opt(f.max),
                s(f.approximate),
                s(words::kind(f.kind)),
                opt(f.head),
                s(f.attribution),
                opt(f.source),
                words::missing(f.missing),
                site.sentence(doc.d, f.sentence),
            ]);
        }
    });
    csv.done()
}

fn attributions(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(
        to,
        &[
            "document",
            "sentence_number",
            "source",
            "source_class",
            "resolved",
            "name",
            "confidence",
            "reason_withheld",
            "source_start",
            "source_end",
            "cue",
            "cue_start",
            "cue_end",
            "content_start",
            "content_end",
            "how",
        ],
    );
    each(site, |doc| {
        for a in doc.record.attributions.iter() {
            let source = a.source.as_ref();
            let [from, to] = source.map_or_else(Default::default, |x| chars(&x.span));
            let [cue_from, cue_to] = chars(&a.cue.span);
            let (start, end) = (a.content.first().map(|c| c.chars[0]), a.content.last().map(|c| c.chars[1]));
            csv.row([
                s(doc.record.id),
                number(a.sentence),
                opt(source.map(|x| x.exact)),
                s(source.map_or("none", |x| x.class)),
                opt(source.and_then(|x| x.resolved)),
                opt(source.and_then(|x| x.name)),
                opt(source.and_then(|x| x.confidence)),
                opt(source.and_then(|x| x.reason)),
                from,
                to,
                s(a.cue.exact),
                cue_from,
                cue_to,
                opt(start),
                opt(end),
                s(words::directness(a.directness)),
            ]);
        }
    });
    csv.done()
}

fn quotes(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(to, &["document", "char_start", "char_end", "voice", "speaker", "text"]);
    each(site, |doc| {
        for q in doc.record.quotes.iter() {
            let [from, to] = chars(&q.span);
            let text = &doc.reading.text.source[q.span.bytes[0] as usize..q.span.bytes[1] as usize];
            csv.row([s(doc.record.id), from, to, s(q.voice.name()), opt(q.speaker), super::site::one_line(text)]);
        }
    });
    csv.done()
}

fn citations(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(to, &["document", "sentence_number", "char_start", "char_end", "kind", "exact"]);
    each(site, |doc| {
        for c in doc.record.citations.iter() {
            let [from, to] = chars(&c.span);
            let exact = &doc.reading.text.source[c.span.bytes[0] as usize..c.span.bytes[1] as usize];
            csv.row([s(doc.record.id), number(c.sentence), from, to, s(words::citation(c.kind)), s(exact)]);
        }
    });
    csv.done()
}
