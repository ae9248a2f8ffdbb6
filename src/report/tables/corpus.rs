//! The tables of what documents show together: actors, claims, echoes, perspective, sources beside each other, norms.

use super::sheet::{Csv, chars, number, opt, s};
use crate::report::site::{Site, one_line};
use crate::report::words;
use std::io::{self, Write};

/// One row for each actor: its names, and how often the documents evaluate it.
pub fn actors(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(to, &["actor", "aliases", "blamed", "praised", "harmed", "given_the_word", "documents", "mentions"]);
    for a in site.report.actors {
        csv.row([a.name.clone(), a.aliases.join("; "), s(a.negative), s(a.positive), s(a.victim), s(a.speaks), s(a.documents), s(a.mentions)]);
    }
    csv.done()
}

/// One row for each clause that evaluates an actor.
pub fn clauses(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(to, &["actor", "document", "sentence_number", "char_start", "char_end", "event", "word", "clause"]);
    for (a, e) in site.report.actors.iter().flat_map(|a| a.events.iter().map(move |e| (a, e))) {
        let [from, to] = chars(&e.span);
        let event = format!("{:?}", e.kind).to_lowercase();
        csv.row([a.name.clone(), e.document.clone(), number(e.sentence), from, to, event, e.word.clone(), e.clause.clone()]);
    }
    csv.done()
}

/// One row for each source that evaluates an actor or gives it the word.
pub fn evaluations(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(to, &["actor", "source", "blamed", "praised", "harmed", "given_the_word"]);
    for (a, e) in site.report.actors.iter().flat_map(|a| a.by_source.iter().map(move |e| (a, e))) {
        csv.row([a.name.clone(), e.source.clone(), s(e.negative), s(e.positive), s(e.victim), s(e.speaks)]);
    }
    csv.done()
}

/// One row for each claim of each group.
pub fn ledger(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(
        to,
        &[
            "group",
            "kind",
            "about",
            "agreement",
            "differs",
            "independent",
            "document",
            "sentence_number",
            "char_start",
            "char_end",
            "exact",
            "attribution",
            "source",
            "text",
        ],
    );
    for (i, g) in site.report.ledger.iter().enumerate() {
        for e in &g.entries {
            let [from, to] = chars(&e.span);
            csv.row([
                s(i + 1),
                s(g.kind),
                g.about.clone(),
                s(words::agreement(g.agreement)),
                g.differs.join("; "),
                s(g.independent),
                e.document.clone(),
                number(e.sentence),
                from,
                to,
                e.exact.clone(),
                s(e.attribution),
                opt(e.source.as_ref()),
                site.document(&e.document).map_or_else(String::new, |d| site.sentence(d, e.sentence)),
            ]);
        }
    }
    csv.done()
}

/// One row for each place of each shared passage.
pub fn echoes(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(to, &["echo", "kind", "words", "verbatim", "documents", "document", "char_start", "char_end", "text"]);
    for (i, e) in site.report.echoes.iter().enumerate() {
        for o in &e.occurrences {
            let [from, to] = chars(&o.span);
            let text = one_line(&e.text);
            csv.row([s(i + 1), s(words::echo(e.kind)), s(e.words), s(e.verbatim), s(e.documents), o.document.clone(), from, to, text]);
        }
    }
    csv.done()
}

/// One row for each pair of documents that share much.
pub fn overlaps(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(to, &["document", "with", "words", "share"]);
    site.report.texts.overlaps.iter().for_each(|o| csv.row([o.document.clone(), o.with.clone(), s(o.words), s(o.share)]));
    csv.done()
}

/// The note and each line of evidence.
pub fn perspective(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(to, &["verdict", "basis", "kind", "text", "value"]);
    let p = site.report.perspective;
    let first = [s(verdict(site)), words::basis(&p.basis)];
    let mut row = |kind: &str, text: &str, value| csv.row(first.iter().cloned().chain([s(kind), s(text), opt(value)]));
    row("note", words::note(p), None);
    p.evidence.iter().for_each(|e| row(e.kind, &e.text, e.value));
    csv.done()
}

/// The verdict as data name it; it stands in every table that is likely to be read alone.
pub fn verdict(site: &Site) -> &'static str {
    site.report.perspective.verdict.name()
}

/// One row for each measure of each pair of sources.
pub fn differences(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(to, &["a", "b", "genre", "measure", "unit", "value_a", "value_b", "difference", "low", "high", "direction", "text"]);
    for d in site.report.differences {
        csv.row([
            d.a.clone(),
            d.b.clone(),
            opt(d.genre.as_ref()),
            opt(d.measure),
            s(d.unit),
            opt(d.value_a),
            opt(d.value_b),
            opt(d.difference),
            opt(d.interval.map(|i| i[0])),
            opt(d.interval.map(|i| i[1])),
            s(words::direction(d.direction)),
            d.text.clone(),
        ]);
    }
    csv.done()
}

/// One row for each trend.
pub fn trends(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(to, &["source", "genre", "measure", "documents", "from", "to", "change_a_year", "low", "high", "direction", "text"]);
    for t in site.report.trends {
        csv.row([
            t.source.clone(),
            opt(t.genre.as_ref()),
            s(t.measure),
            s(t.documents),
            t.from.clone(),
            t.to.clone(),
            s(t.slope),
            s(t.interval[0]),
            s(t.interval[1]),
            s(words::direction(t.direction)),
            t.text.clone(),
        ]);
    }
    csv.done()
}

/// One row for each measure of each document that has a norm; a document without has one row with the reason.
pub fn standing(site: &Site, to: &mut dyn Write) -> io::Result<()> {
    let mut csv = Csv::new(to, &["document", "genre", "genre_assumed", "measure", "value", "share_below", "share_above", "norm_documents", "text", "reason"]);
    for x in &site.report.standing {
        let first = || vec![x.document.clone(), opt(x.genre.as_ref()), s(x.assumed)];
        if let Some(reason) = &x.reason {
            csv.row(first().into_iter().chain(vec![String::new(); 6]).chain([reason.clone()]));
        }
        for p in &x.places {
            csv.row(first().into_iter().chain([p.measure.clone(), s(p.value), s(p.below), s(p.above), s(p.n), p.text.clone(), String::new()]));
        }
    }
    csv.done()
}
