//! The tables of documents and of corpora, with the columns of the tables that `slantscope report` writes.
//! `sentence_number` counts from 1, as there.

use super::SlantscopeError;
use super::table::{Builder, Cell, Of};
use pyo3::PyResult;
use slantscope::compare::Comparison;
use slantscope::compare::pool::{Part, part};
use slantscope::lexicon::Lexicon;
use slantscope::report::model::{DocumentRecord, ErrorRecord};
use slantscope::report::site::one_line;
use slantscope::report::{tables, words};
use slantscope::score::{Reading, Scores};
use slantscope::stats::Measure;
use slantscope::text::Place;

/// One of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Scores,
    Marks,
    Families,
    Sentences,
    Figures,
    Attributions,
    Quotes,
    Citations,
    /// What each document brings to the measures of its source.
    Parts,
    // of several documents together
    Sources,
    Classes,
    Ledger,
    Echoes,
    Perspective,
}

use Kind::*;
use Of::{Bytes, Flag, Number, Real, Text};

impl Kind {
    const ALL: [Kind; 14] =
        [Scores, Marks, Families, Sentences, Figures, Attributions, Quotes, Citations, Parts, Sources, Classes, Ledger, Echoes, Perspective];
    /// The names, in the same order.
    pub const NAMES: [&str; 14] = [
        "scores",
        "marks",
        "families",
        "sentences",
        "figures",
        "attributions",
        "quotes",
        "citations",
        "parts",
        "sources",
        "classes",
        "ledger",
        "echoes",
        "perspective",
    ];

    /// The table of this name.
    pub fn named(name: &str) -> PyResult<Kind> {
        let found = Kind::NAMES.iter().position(|n| *n == name).map(|i| Kind::ALL[i]);
        found.ok_or_else(|| SlantscopeError::new_err(format!("there is no table \"{name}\"; the tables are {}.", Kind::NAMES.join(", "))))
    }

    /// The names of the columns, and what they hold.
    pub fn columns(self) -> Vec<(String, Of)> {
        let place: &[(&str, Of)] = &[("document", Text), ("sentence_number", Number), ("char_start", Number), ("char_end", Number)];
        let own: &[(&str, Of)] = match self {
            Scores => {
                let first = [("document", Text), ("title", Text), ("source", Text), ("source_from", Text), ("date", Text), ("genre", Text), ("url", Text)];
                return measured(first.into_iter().chain([("error", Text)]));
            }
            Sources => return measured([("source", Text), ("named_by", Text), ("documents", Number)].into_iter()),
            Families => &[
                ("document", Text),
                ("family", Text),
                ("tier", Number),
                ("marks_own", Number),
                ("marks_elsewhere", Number),
                ("weight", Real),
                ("density", Real),
            ],
            Classes => {
                &[("source", Text), ("class", Text), ("share", Real), ("share_low", Real), ("share_high", Real), ("share_n", Number), ("share_count", Real)]
            }
            Marks => &[
                ("exact", Text),
                ("family", Text),
                ("rule", Text),
                ("term", Text),
                ("tier", Number),
                ("voice", Text),
                ("speaker", Text),
                ("polarity", Text),
                ("weight", Real),
                ("negated", Flag),
            ],
            Sentences => &[("words", Number), ("slant", Real), ("opinion", Real), ("attribution", Text), ("block", Text), ("text", Text)],
            Figures => &[
                ("exact", Text),
                ("min", Real),
                ("max", Real),
                ("approximate", Flag),
                ("kind", Text),
                ("head", Text),
                ("attribution", Text),
                ("source", Text),
                ("missing", Text),
                ("text", Text),
            ],
            Attributions => &[
                ("document", Text),
                ("sentence_number", Number),
                ("source", Text),
                ("source_class", Text),
                ("resolved", Text),
                ("name", Text),
                ("confidence", Real),
                ("reason_withheld", Text),
                ("source_start", Number),
                ("source_end", Number),
                ("cue", Text),
                ("cue_start", Number),
                ("cue_end", Number),
                ("content_start", Number),
                ("content_end", Number),
                ("how", Text),
            ],
            Quotes => &[("document", Text), ("char_start", Number), ("char_end", Number), ("voice", Text), ("speaker", Text), ("text", Text)],
            Citations => &[("kind", Text), ("exact", Text)],
            Parts => &[("document", Text), ("source", Text), ("source_from", Text), ("part", Bytes)],
            Ledger => &[
                ("group", Number),
                ("kind", Text),
                ("about", Text),
                ("agreement", Text),
                ("differs", Text),
                ("independent", Number),
                ("document", Text),
                ("sentence_number", Number),
                ("char_start", Number),
                ("char_end", Number),
                ("exact", Text),
                ("attribution", Text),
                ("source", Text),
            ],
            Echoes => &[
                ("echo", Number),
                ("kind", Text),
                ("words", Number),
                ("verbatim", Flag),
                ("documents", Number),
                ("document", Text),
                ("char_start", Number),
                ("char_end", Number),
                ("text", Text),
            ],
            Perspective => &[("verdict", Text), ("basis", Text), ("kind", Text), ("text", Text), ("value", Real)],
        };
        let before = if matches!(self, Marks | Sentences | Figures | Citations) { place } else { &[] };
        let after: &[(&str, Of)] = if self == Families { &[("density_low", Real), ("density_high", Real), ("words_own", Number)] } else { &[] };
        before.iter().chain(own).chain(after).map(|&(name, of)| (name.to_string(), of)).collect()
    }
}

/// These columns, then the words and the measures.
fn measured<'a>(first: impl Iterator<Item = (&'a str, Of)>) -> Vec<(String, Of)> {
    let parts = [("", Real), ("_low", Real), ("_high", Real), ("_n", Number), ("_count", Real)];
    let none = Scores::default();
    let measures = tables::measures(&none).map(|(name, _)| name);
    let measures = measures.iter().flat_map(|name| parts.map(|(end, of)| (format!("{name}{end}"), of)));
    first.chain(tables::WORDS.map(|w| (w, Number))).map(|(name, of)| (name.to_string(), of)).chain(measures).collect()
}

fn measure<'a>(m: &Measure) -> [Cell<'a>; 5] {
    [m.value.into(), m.interval.map(|i| i[0]).into(), m.interval.map(|i| i[1]).into(), m.n.into(), m.count.into()]
}

fn score_cells<'a>(s: &Scores) -> impl Iterator<Item = Cell<'a>> {
    let measures: Vec<Cell> = tables::measures(s).iter().flat_map(|(_, m)| measure(m)).collect();
    tables::words(s).map(Cell::from).into_iter().chain(measures)
}

fn number<'a>(sentence: u32) -> Cell<'a> {
    (sentence + 1).into()
}

fn chars<'a>(p: &Place) -> [Cell<'a>; 2] {
    p.chars.map(Cell::from)
}

fn sentence(reading: &Reading, i: u32) -> String {
    reading.text.sentences.get(i as usize).map_or(String::new(), |s| one_line(reading.text.slice(s.span)))
}

/// The nearest number of the decimals that are printed, not the nearest `f32`.
fn printed(x: f32) -> f64 {
    (x as f64 * 1e4).round() / 1e4
}

/// The id under which an input failed.
fn failed_id(e: &ErrorRecord) -> &str {
    e.id.as_deref().unwrap_or_default()
}

/// Adds the rows of one document. An input that failed has a row of scores, which says why, and an empty part.
pub fn add(kind: Kind, done: &Result<Reading, ErrorRecord>, lexicon: &Lexicon, to: &mut Builder) {
    match (kind, done) {
        (Scores, Ok(r)) => {
            let meta = &r.meta;
            let first = [Cell::from(meta.id.as_str())].into_iter();
            let known = [&meta.title, &meta.source, &meta.source_from, &meta.date, &meta.genre, &meta.url].map(|x| x.as_deref().into());
            to.row(first.chain(known).chain([Cell::Nothing]).chain(score_cells(&r.scores)));
        }
        (Scores, Err(e)) => {
            let width = kind.columns().len();
            let first = [Cell::from(failed_id(e))].into_iter().chain((0..6).map(|_| Cell::Nothing)).chain([e.error.as_str().into()]);
            to.row(first.chain((8..width).map(|_| Cell::Nothing)));
        }
        (Parts, Err(e)) => to.row([failed_id(e).into(), Cell::Nothing, Cell::Nothing, Cell::Nothing]),
        (_, Err(_)) => {}
        (Families, Ok(r)) => families(&r.meta.id, &r.scores, lexicon, to),
        (Parts, Ok(r)) => {
            let bytes = postcard::to_stdvec(&part(r, lexicon)).unwrap_or_else(|e| unreachable!("a part is numbers and names: {e}"));
            to.row([r.meta.id.as_str().into(), r.meta.source.as_deref().into(), r.meta.source_from.as_deref().into(), Cell::Bytes(bytes)]);
        }
        (_, Ok(r)) => rows(kind, r, &r.record(lexicon), to),
    }
}

fn families(id: &str, scores: &Scores, lexicon: &Lexicon, to: &mut Builder) {
    for family in &lexicon.families {
        let Some(x) = scores.families.get(&family.id) else { continue };
        let [value, low, high, n, _] = measure(&x.density);
        let tier = u32::from(family.tier as u8);
        to.row([id.into(), family.id.as_str().into(), tier.into(), x.marks.into(), x.elsewhere.into(), x.weight.into(), value, low, high, n]);
    }
}

fn rows(kind: Kind, reading: &Reading, d: &DocumentRecord, to: &mut Builder) {
    let place = |i: u32, p: &Place| {
        let [from, to] = chars(p);
        [d.id.into(), number(i), from, to].into_iter()
    };
    let slice = |p: &Place| &reading.text.source[p.bytes[0] as usize..p.bytes[1] as usize];
    match kind {
        Marks => d.marks.iter().for_each(|m| {
            let first = [m.exact, m.family, m.rule, m.term].map(Cell::from).into_iter();
            let last = [u32::from(m.tier).into(), m.voice.into(), m.speaker.into(), m.polarity.into(), m.weight.into(), m.negated.into()];
            to.row(place(m.sentence, &m.span).chain(first).chain(last));
        }),
        Sentences => d.sentences.iter().enumerate().for_each(|(i, x)| {
            let block = format!("{:?}", reading.text.blocks[reading.text.sentences[i].block as usize].kind).to_lowercase();
            let last = [x.words.into(), x.slant.map(printed).into(), x.opinion.map(printed).into(), x.attribution.into(), block.into()];
            to.row(place(i as u32, &x.span).chain(last).chain([sentence(reading, i as u32).into()]));
        }),
        Figures => d.figures.iter().for_each(|f| {
            let first = [f.exact.into(), f.min.into(), f.max.into(), f.approximate.into(), words::kind(f.kind).into(), f.head.into()].into_iter();
            let missing = words::missing(f.missing);
            let last = [f.attribution.into(), f.source.into(), (!missing.is_empty()).then_some(missing).into(), sentence(reading, f.sentence).into()];
            to.row(place(f.sentence, &f.span).chain(first).chain(last));
        }),
        Attributions => d.attributions.iter().for_each(|a| {
            let source = a.source.as_ref();
            let [from, end] = source.map_or([Cell::Nothing, Cell::Nothing], |x| chars(&x.span));
            let [cue_from, cue_to] = chars(&a.cue.span);
            let class = source.map_or("none", |x| x.class);
            to.row([
                d.id.into(),
                number(a.sentence),
                source.map(|x| x.exact).into(),
                class.into(),
                source.and_then(|x| x.resolved).into(),
                source.and_then(|x| x.name).into(),
                source.and_then(|x| x.confidence).into(),
                source.and_then(|x| x.reason).into(),
                from,
                end,
                a.cue.exact.into(),
                cue_from,
                cue_to,
                a.content.first().map(|c| c.chars[0]).into(),
                a.content.last().map(|c| c.chars[1]).into(),
                words::directness(a.directness).into(),
            ]);
        }),
        Quotes => d.quotes.iter().for_each(|q| {
            let [from, end] = chars(&q.span);
            to.row([d.id.into(), from, end, q.voice.name().into(), q.speaker.into(), one_line(slice(&q.span)).into()]);
        }),
        Citations => d.citations.iter().for_each(|c| to.row(place(c.sentence, &c.span).chain([words::citation(c.kind).into(), slice(&c.span).into()]))),
        _ => unreachable!("{kind:?} is no table of one document"),
    }
}

/// Adds the rows of what documents make together.
pub fn add_compared(kind: Kind, comparison: &Comparison, lexicon: &Lexicon, to: &mut Builder) -> PyResult<()> {
    match kind {
        Sources => {
            for s in &comparison.sources {
                to.row(source(&s.name, &s.named_by, s.documents.len(), &s.scores));
            }
        }
        Families => comparison.sources.iter().for_each(|s| families(&s.name, &s.scores, lexicon, to)),
        Classes => comparison.sources.iter().for_each(|s| classes(&s.name, &s.scores, to)),
        Ledger => ledger(comparison, to),
        Echoes => echoes(comparison, to),
        Perspective => {
            let p = &comparison.perspective;
            let first = || [p.verdict.name().into(), words::basis(&p.basis).into()].into_iter();
            to.row(first().chain(["note".into(), words::note(p).into(), Cell::Nothing]));
            p.evidence.iter().for_each(|e| to.row(first().chain([e.kind.into(), e.text.as_str().into(), e.value.into()])));
        }
        _ => return Err(SlantscopeError::new_err("only sources, classes, families, ledger, echoes and perspective are made of several documents together.")),
    }
    Ok(())
}

fn source<'a>(name: &'a str, named_by: &'a str, documents: usize, scores: &Scores) -> impl Iterator<Item = Cell<'a>> {
    [name.into(), named_by.into(), (documents as u64).into()].into_iter().chain(score_cells(scores))
}

fn classes(name: &str, scores: &Scores, to: &mut Builder) {
    for (class, m) in scores.source_classes.iter() {
        to.row([name.into(), (*class).into()].into_iter().chain(measure(m)));
    }
}

/// Adds the rows of one source that is made of parts.
pub fn add_pooled(kind: Kind, name: &str, named_by: &str, documents: usize, scores: &Scores, lexicon: &Lexicon, to: &mut Builder) {
    match kind {
        Sources => to.row(source(name, named_by, documents, scores)),
        Families => families(name, scores, lexicon, to),
        Classes => classes(name, scores, to),
        _ => unreachable!("{kind:?} is no table of sources"),
    }
}

/// The part that these bytes hold.
pub fn read_part(bytes: &[u8]) -> PyResult<Part> {
    postcard::from_bytes(bytes).map_err(|_| {
        SlantscopeError::new_err("A part cannot be read; it was written by another version of slantscope. Analyse the documents again with this one.")
    })
}

fn ledger(comparison: &Comparison, to: &mut Builder) {
    for (i, g) in comparison.ledger.iter().enumerate() {
        for e in &g.entries {
            let [from, end] = chars(&e.span);
            to.row([
                (i as u64 + 1).into(),
                g.kind.into(),
                g.about.as_str().into(),
                words::agreement(g.agreement).into(),
                g.differs.join("; ").into(),
                g.independent.into(),
                e.document.as_str().into(),
                number(e.sentence),
                from,
                end,
                e.exact.as_str().into(),
                e.attribution.into(),
                e.source.as_deref().into(),
            ]);
        }
    }
}

fn echoes(comparison: &Comparison, to: &mut Builder) {
    for (i, e) in comparison.echoes.iter().enumerate() {
        for o in &e.occurrences {
            let [from, end] = chars(&o.span);
            let echo = [(i as u64 + 1).into(), words::echo(e.kind).into(), e.words.into(), e.verbatim.into(), e.documents.into()].into_iter();
            to.row(echo.chain([o.document.as_str().into(), from, end, one_line(&e.text).into()]));
        }
    }
}
