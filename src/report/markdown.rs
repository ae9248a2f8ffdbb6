//! The report as Markdown that reads well in a repository.

use super::html::visible;
use super::model::DocumentRecord;
use super::number;
use super::site::{Site, name, one_line};
use super::words;
use crate::lexicon::Lexicon;
use crate::stats::Measure;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Words of a document with every character that Markdown or HTML reads as markup written out.
pub fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in visible(one_line(text)).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' if !(c == '!' || c == '#') || out.is_empty() => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// A table; numbers stand at the right.
fn table(head: &[&str], right: usize, rows: &[Vec<String>]) -> String {
    let mut out = format!("| {} |\n|", head.join(" | "));
    for i in 0..head.len() {
        out.push_str(if i + right >= head.len() { " ---: |" } else { " --- |" });
    }
    out.push('\n');
    for row in rows {
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
    out.push('\n');
    out
}

/// The whole report: the note first, then findings, sources, documents, actors, claims.
pub fn report(site: &Site) -> String {
    let r = site.report;
    let mut out = format!("# {}\n\n", escape(&r.title));
    let _ = writeln!(out, "> **{}.** {}\n", words::verdict(r.perspective.verdict), escape(words::note(r.perspective)));
    for e in &r.perspective.evidence {
        let _ = writeln!(out, "- {}", escape(&e.text));
    }
    findings(site, &mut out);
    out.push_str("\n## Sources side by side\n\n");
    let rows: Vec<Vec<String>> = r
        .sources
        .iter()
        .map(|s| std::iter::once(escape(&s.name)).chain([number::count(s.documents.len() as u64)]).chain(headline(&s.scores)).collect())
        .collect();
    out.push_str(&table(&["Source", "Documents", "Advocacy density", "Citation reliance", "Unattributed figures", "Effective sources"], 5, &rows));
    beside(site, &mut out);
    out.push_str("## Documents\n\n");
    let rows: Vec<Vec<String>> = site
        .readings
        .iter()
        .enumerate()
        .map(|(d, reading)| {
            std::iter::once(format!("[{}]({})", escape(site.name(d)), site.document_href("", d)))
                .chain([number::count(reading.scores.words.own)])
                .chain(headline(&reading.scores))
                .collect()
        })
        .collect();
    out.push_str(&table(&["Document", "Own words", "Advocacy density", "Citation reliance", "Unattributed figures", "Effective sources"], 5, &rows));
    actors(site, &mut out);
    claims(site, &mut out);
    echoes(site, &mut out);
    standing(site, &mut out);
    if !r.errors.is_empty() {
        out.push_str("## Inputs that could not be read\n\n");
        r.errors.iter().for_each(|e| {
            let _ = writeln!(out, "- `{}`: {}", e.path.as_deref().unwrap_or("-").replace('`', "'"), escape(&e.error));
        });
        out.push('\n');
    }
    limits(site.lexicon, &mut out);
    let m = &r.manifest;
    if !m.adjusted.is_empty() {
        out.push_str("## Rules that packs changed\n\n");
        m.adjusted.iter().for_each(|a| {
            let _ = writeln!(out, "- {}", escape(&words::adjusted(a)));
        });
        out.push('\n');
    }
    let _ = writeln!(
        out,
        "---\n\n{} {}, {} rules, {} terms, lexicon `{}`. Advocacy density: weighted marks per 1,000 of the author’s own words. In brackets: the 95 % interval.",
        m.program, m.version, m.rules, m.terms, m.lexicon
    );
    out
}

fn headline(s: &crate::score::Scores) -> Vec<String> {
    let both = |m: &Measure| number::both(m).replace('<', "&lt;").replace('>', "&gt;");
    vec![both(&s.advocacy_density), both(&s.citation_reliance), both(&s.unattributed_figures), number::value(&s.effective_sources)]
}

fn findings(site: &Site, out: &mut String) {
    if site.report.findings.is_empty() {
        return;
    }
    out.push_str("\n## What stands out\n");
    for f in &site.report.findings {
        let _ = writeln!(out, "\n**{}**\n", escape(&f.text));
        for p in &f.passages {
            let _ = writeln!(out, "- “{}” ({}, sentence {})", escape(&p.text), escape(&p.document), p.sentence + 1);
        }
    }
}

fn actors(site: &Site, out: &mut String) {
    if site.report.actors.is_empty() {
        return;
    }
    out.push_str("## Who is praised, who is blamed\n\n");
    let rows: Vec<Vec<String>> = site
        .report
        .actors
        .iter()
        .map(|a| {
            vec![
                escape(&a.name),
                escape(&a.terms.iter().take(6).cloned().collect::<Vec<_>>().join(", ")),
                number::count(a.negative),
                number::count(a.positive),
                number::count(a.speaks),
                number::count(a.documents),
            ]
        })
        .collect();
    out.push_str(&table(&["Actor", "Words", "Blamed", "Praised", "Given the word", "Documents"], 4, &rows));
    let sources = site.report.sources.len();
    let spoken: Vec<String> = site.report.actors.iter().filter(|a| a.speaks == 0 && a.mentions >= 5).take(10).map(|a| escape(&a.name)).collect();
    if !spoken.is_empty() {
        let _ = writeln!(out, "Spoken about and never given the word: {}.\n", spoken.join(", "));
    }
    if sources > 1 {
        let evaluated = site.report.actors.iter().flat_map(|a| a.by_source.iter().map(move |e| (a, e))).filter(|(_, e)| e.negative + e.positive > 0).take(40);
        let rows: Vec<Vec<String>> = evaluated
            .map(|(a, e)| vec![escape(&a.name), escape(&e.source), number::count(e.negative), number::count(e.positive), number::count(e.speaks)])
            .collect();
        out.push_str(&table(&["Actor", "By", "Blamed", "Praised", "Given the word"], 3, &rows));
    }
}

fn claims(site: &Site, out: &mut String) {
    if site.report.ledger.is_empty() {
        return;
    }
    out.push_str("## Claims on the same thing\n\n");
    for g in site.report.ledger {
        let entries: Vec<String> = g
            .entries
            .iter()
            .map(|e| {
                let vouched = e.source.as_ref().map_or_else(|| words::vouched(e.attribution).to_string(), |s| escape(s));
                format!("“{}” ({}, sentence {}, {vouched})", escape(&e.exact), escape(&e.document), e.sentence + 1)
            })
            .collect();
        let differs = if g.differs.is_empty() { String::new() } else { format!("; differing in {}", words::differs(&g.differs)) };
        let _ = writeln!(out, "- **{}** ({}{differs}): {}", escape(&g.about), words::agreement(g.agreement), entries.join("; "));
    }
    out.push('\n');
}

/// Differences between sources and changes over time, each as a sentence.
fn beside(site: &Site, out: &mut String) {
    if site.report.differences.is_empty() && site.report.trends.is_empty() {
        return;
    }
    out.push_str("## Differences between sources\n\n");
    let lines = site.report.differences.iter().map(|d| &d.text).chain(site.report.trends.iter().map(|t| &t.text));
    lines.for_each(|text| {
        let _ = writeln!(out, "- {}", escape(text));
    });
    out.push('\n');
}

fn echoes(site: &Site, out: &mut String) {
    let r = site.report;
    if r.documents.len() < 2 {
        return;
    }
    let _ = writeln!(out, "## Words in common\n\n{}\n", escape(&r.texts.note));
    for o in r.texts.overlaps.iter().take(20) {
        let _ = writeln!(out, "- {:.0} % of the words of {} stand in {} too.", 100.0 * o.share, escape(&o.document), escape(&o.with));
    }
    for e in r.echoes.iter().take(20) {
        let places: Vec<String> = e.occurrences.iter().map(|o| escape(&o.document)).collect();
        let _ = writeln!(out, "- {}, {} words: “{}” ({})", words::echo(e.kind), e.words, escape(&e.text), places.join("; "));
    }
    out.push('\n');
}

/// What is unusual for the genre of each document, or why nothing can be said.
fn standing(site: &Site, out: &mut String) {
    out.push_str("## Among texts of the same genre\n\n");
    let mut reasons: Vec<&str> = site.report.standing.iter().filter_map(|s| s.reason.as_deref()).collect();
    reasons.dedup();
    reasons.iter().for_each(|r| {
        let _ = writeln!(out, "- {}", escape(r));
    });
    for s in site.report.standing.iter().filter(|s| s.reason.is_none()) {
        let (mut more, mut less) = (Vec::new(), Vec::new());
        s.places.iter().filter(|p| p.is_unusual()).for_each(|p| if p.below >= p.above { &mut more } else { &mut less }.push(escape(&site.measure(&p.measure))));
        let texts = format!("9 of 10 {} texts in", s.genre.as_deref().unwrap_or("other"));
        let part = |word: &str, list: &[String]| (!list.is_empty()).then(|| format!("{word} than {texts}: {}", list.join(", ")));
        let unusual: Vec<String> = [part("more", &more), part("less", &less)].into_iter().flatten().collect();
        let taken = if s.assumed { ", taken for news since no genre is declared" } else { "" };
        let what = if unusual.is_empty() { "nothing beyond 9 of 10 texts".into() } else { unusual.join("; ") };
        let _ = writeln!(out, "- {}{taken}: {what}.", escape(&s.document));
    }
    for n in &site.report.norms {
        let _ = writeln!(out, "\nNorm for {}: {} documents. {}. {}", n.genre, n.card.n, escape(&n.card.set), escape(&n.card.limits));
    }
    out.push('\n');
}

fn limits(lexicon: &Lexicon, out: &mut String) {
    out.push_str("## What was measured, and what was not\n\n");
    words::MEASURED.iter().for_each(|l| {
        let _ = writeln!(out, "- {l}");
    });
    out.push_str("\nNot measured:\n\n");
    words::NOT_MEASURED.iter().chain(&words::LIMITS).for_each(|l| {
        let _ = writeln!(out, "- {l}");
    });
    out.push_str("\nShown, and not counted:\n\n");
    lexicon.all_uncounted().for_each(|(title, reason)| {
        let _ = writeln!(out, "- {title}: {}", escape(reason));
    });
    out.push('\n');
}

/// One document: its numbers, its marks with their sentence and question, its figures, who is given the word.
pub fn document(doc: &DocumentRecord, text: &str, lexicon: &Lexicon) -> String {
    let sentence = |n: u32| doc.sentences.get(n as usize).map_or_else(String::new, |s| escape(&text[s.span.bytes[0] as usize..s.span.bytes[1] as usize]));
    let s = doc.scores;
    let mut out = format!("# {}\n\n", escape(name(doc.title, doc.id)));
    let _ = writeln!(
        out,
        "{} words, {} of them the author’s own{}.\n",
        number::count(doc.words),
        number::count(s.words.own),
        doc.source.map_or_else(String::new, |x| format!(" · {}", escape(x)))
    );
    for (label, m) in [
        ("Advocacy density, weighted marks per 1,000 own words", &s.advocacy_density),
        ("Citation reliance of checkable sentences", &s.citation_reliance),
        ("Figures without a source", &s.unattributed_figures),
    ] {
        let _ = writeln!(out, "- {label}: **{}**, {}", number::value(m).replace('<', "&lt;"), number::detail(m).replace('<', "&lt;"));
    }
    for note in &doc.input.notes {
        let _ = writeln!(out, "\n> Note: {}", escape(note));
    }
    marks(doc, lexicon, &sentence, &mut out);
    if !doc.figures.is_empty() {
        out.push_str("\n## Figures\n\n");
        let rows: Vec<Vec<String>> = doc
            .figures
            .iter()
            .map(|f| {
                vec![
                    format!("**{}**", escape(f.exact)),
                    words::vouched(f.attribution).to_string(),
                    f.source.map_or_else(|| "–".into(), escape),
                    words::missing(f.missing),
                    sentence(f.sentence),
                ]
            })
            .collect();
        out.push_str(&table(&["Figure", "Status", "Source", "Not said", "Sentence"], 0, &rows));
    }
    if !doc.attributions.is_empty() {
        out.push_str("## Who is given the word\n\n");
        let rows: Vec<Vec<String>> = doc
            .attributions
            .iter()
            .map(|a| {
                vec![
                    a.source.as_ref().map_or_else(|| "nobody is named".into(), |x| escape(x.resolved.unwrap_or(x.exact))),
                    match a.source.as_ref() {
                        Some(x) if x.class == "anonymous" && x.reason.is_none() => format!("{}, no reason given", words::class(x.class)),
                        x => words::class(x.map_or("none", |x| x.class)).to_string(),
                    },
                    escape(a.cue.exact),
                    (a.sentence + 1).to_string(),
                ]
            })
            .collect();
        out.push_str(&table(&["Source", "Class", "Cue", "Sentence"], 1, &rows));
    }
    limits(lexicon, &mut out);
    out
}

fn marks(doc: &DocumentRecord, lexicon: &Lexicon, sentence: &impl Fn(u32) -> String, out: &mut String) {
    out.push_str("\n## Marks\n\n");
    let mut by_rule: BTreeMap<(&str, &str), Vec<super::model::MarkRecord>> = BTreeMap::new();
    doc.marks.iter().filter(|m| m.voice != "boilerplate").for_each(|m| by_rule.entry((m.family, m.rule)).or_default().push(m));
    if by_rule.is_empty() {
        out.push_str("No rule of the lexicon fired. That says nothing about whether the text is true, complete or fair.\n");
    }
    for ((_, id), marks) in by_rule {
        let Some(rule) = lexicon.rule(id).map(|r| &lexicon.rules[r as usize]) else { continue };
        let _ = writeln!(out, "### {} (`{id}`)\n\n{} *{}*\n", escape(&rule.title), escape(&rule.why), escape(&rule.ask));
        for m in marks {
            let voice = if m.voice == "own" { String::new() } else { format!(" ({})", words::voice(m.voice)) };
            let _ = writeln!(out, "- **{}**{voice}, sentence {}: {}", escape(m.exact), m.sentence + 1, sentence(m.sentence));
        }
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn markup_in_a_text_stays_text() {
        assert_eq!(escape("<b>*x*|y\n[z](u) `c`"), "&lt;b&gt;\\*x\\*\\|y \\[z\\](u) \\`c\\`");
        assert_eq!(escape("# no heading #"), "\\# no heading #");
    }
}
