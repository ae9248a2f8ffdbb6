//! Puts the verdict into words: the note that opens every report, and the evidence, each line with counts, documents and clauses.

use super::cast::Mention;
use super::events::Found;
use super::keys::folded;
use super::model::{EventKind, Evidence, Verdict};
use super::perspective::{Ground, own_mentions};
use super::rule::{MEASURED, RULE};
use super::sides;
use super::speaker::Speaker;
use std::collections::{BTreeMap, BTreeSet};

/// Actors that a line names.
const NAMED: usize = 4;
/// Words of a quoted clause.
pub const CLAUSE: usize = 30;
/// Shuffles of the agreement test.
const SHUFFLES: u32 = 999;

/// The note.
pub fn note(g: &Ground, verdict: Verdict, measured: Verdict, declared: Option<&BTreeSet<String>>) -> String {
    let text = match measured {
        Verdict::Single => match g.speaker.as_ref().filter(|s| s.is_all() && g.facts.unmet(&RULE).is_some()) {
            Some(s) => one_speaker(g, s),
            None => single(g),
        },
        Verdict::Several => several(g),
        Verdict::CannotTell => {
            format!("No verdict: {}. This does not show that the corpus is balanced.", g.facts.unmet(&RULE).unwrap_or("the conditions are not met"))
        }
    };
    let Some(names) = declared else { return text };
    let list = names.iter().map(|n| format!("\u{201c}{n}\u{201d}")).collect::<Vec<_>>().join(", ");
    let opening = match verdict {
        Verdict::Single => format!(
            "{} declared by you to come from one perspective: {list}. Comparisons inside such a corpus cannot separate what happened from how one side tells it.",
            declarers(g)
        ),
        _ => format!("The documents are declared by you to come from several perspectives: {list}."),
    };
    let disagreement = if verdict == Verdict::Single && measured == Verdict::Several { " The texts disagree with the declaration." } else { "" };
    format!("{opening}{disagreement} Measured from the texts: {text}")
}

/// How many documents carry the declaration.
fn declarers(g: &Ground) -> String {
    let (n, all) = (g.views.readings.iter().filter(|r| r.meta.perspective.is_some()).count(), g.views.len());
    if n == all { "All documents are".into() } else { format!("{n} of {all} documents are") }
}

fn single(g: &Ground) -> String {
    let f = &g.facts;
    let agreeing = g.tallies.iter().filter(|t| sides::along(t, &g.sides) > 0.0).count();
    let who = if agreeing == f.n { format!("All {} documents", f.n) } else { format!("{agreeing} of {} documents", f.n) };
    let blamed = list(&top(g, &[EventKind::Blame], &g.sides.blamed).into_iter().map(|(a, _)| label(g, a)).collect::<Vec<_>>());
    format!(
        "{who} evaluate the same actors in the same direction. This is what a corpus from one side of a dispute looks like; agreement can also be \
         deserved. Figures computed on it describe this side\u{2019}s account. To check: add documents by or about {blamed} and by uninvolved parties."
    )
}

fn one_speaker(g: &Ground, s: &Speaker) -> String {
    format!(
        "{} has the word in {} of {} documents, and at least half of it in {}. This is what the publications of one person or body look like. \
         Figures computed on them describe this side\u{2019}s account. To check: add documents that give others the word.",
        label(g, s.actor),
        s.speaking,
        s.n,
        s.led
    )
}

fn several(g: &Ground) -> String {
    let (actor, praise, blame) = g.contested[0];
    format!("The documents disagree about {}: praised in {}, blamed in {}.", label(g, actor), id(g, praise), id(g, blame))
}

/// The evidence lines.
pub fn evidence(g: &Ground, measured: Verdict, declared: Option<&BTreeSet<String>>) -> Vec<Evidence> {
    let mut out = Vec::new();
    let mut push = |kind, text: String, value: Option<f64>| out.push(Evidence { kind, text, value });
    if let Some(names) = declared {
        push("declared", format!("Perspective declared by you: {}.", names.iter().cloned().collect::<Vec<_>>().join("; ")), None);
    }
    metadata(g, &mut push);
    let f = &g.facts;
    if f.n < RULE.documents {
        push(
            "too_few",
            format!(
                "{} of {} documents have {} or more of their authors\u{2019} own words and are no copies; from text alone three are needed.",
                f.n,
                g.views.len(),
                RULE.own_words
            ),
            Some(f.n as f64),
        );
        return out;
    }
    for &(actor, praise, blame) in g.contested.iter().take(NAMED) {
        let quote = |n, kind| quotes(g, actor, kind, Some(n)).join("; ");
        push(
            "contested",
            format!(
                "{} is praised in {} ({}) and blamed in {} ({}).",
                label(g, actor),
                id(g, praise),
                quote(praise, &[EventKind::Praise, EventKind::Victim][..]),
                id(g, blame),
                quote(blame, &[EventKind::Blame][..])
            ),
            None,
        );
    }
    side(g, "blamed", "Blamed in the authors\u{2019} own words", &[EventKind::Blame], &g.sides.blamed, f.docs_blaming, &mut push);
    side(g, "praised", "Praised or shown as victim", &[EventKind::Praise, EventKind::Victim], &g.sides.praised, f.docs_praising, &mut push);
    if f.blame + f.praise > 0 {
        let all = f.blame + f.praise + f.contrary;
        push("contrary", format!("Contrary evaluations of these actors: {} of {all}{}.", f.contrary, such_as(contrary(g))), Some(f.contrary as f64));
        push(
            "leave_one_out",
            format!("Leaving one document out, the others predict its direction in {} of {} cases.", f.predicted, f.n),
            Some(f.predicted as f64 / f.n as f64),
        );
    }
    if let Some((actor, word, documents)) = &g.label {
        let name = label(g, *actor);
        let what = if word.is_empty() {
            format!("\u{201c}{}\u{201d}", name.trim_start_matches("the "))
        } else {
            format!("\u{201c}{}\u{201d} of {name}", written(g, *actor, word))
        };
        let clauses = such_as(labelled(g, *actor, word));
        push("label", format!("Same wording for the same actor: {what} in {documents} of {} documents{clauses}.", f.n), Some(*documents as f64 / f.n as f64));
    }
    spoken(g, &mut push);
    if let Some(s) = &g.speaker {
        speaks(g, s, &mut push);
    }
    if f.blame + f.praise > 0 {
        let p = sides::agreement_test(&g.tallies, SHUFFLES);
        push("agreement_test", format!("Agreement test: p = {} (shuffled signs).", if p < 0.005 { format!("{p:.3}") } else { format!("{p:.2}") }), Some(p));
    }
    push("error_rates", MEASURED.to_string(), None);
    if measured == Verdict::Single {
        push("limits", "Word forms are matched by rule: check the quoted clauses.".into(), None);
    }
    out
}

/// Clauses behind a line.
fn such_as(clauses: Vec<String>) -> String {
    if clauses.is_empty() { String::new() } else { format!(", e.g. {}", clauses.into_iter().take(NAMED).collect::<Vec<_>>().join("; ")) }
}

/// The clauses that praise the blamed side or blame the praised one.
fn contrary(g: &Ground) -> Vec<String> {
    let against =
        |e: &&Found| e.kind == EventKind::Praise && g.sides.blamed.contains(&e.actor) || e.kind == EventKind::Blame && g.sides.praised.contains(&e.actor);
    g.documents.iter().enumerate().flat_map(|(n, &d)| g.events[d].iter().filter(against).map(move |e| quoted(g, n, e))).collect()
}

/// One clause a document with the word that is the same; without a stem it is the name itself, as the author writes it.
fn labelled(g: &Ground, actor: u32, stem: &str) -> Vec<String> {
    let clause = |n: usize, d: usize| {
        if stem.is_empty() {
            let own = own_mentions(g, d, |m| m.actor == actor);
            let text = &g.views.readings[d].whole(g.views.lexicon).text;
            // "regimes" in general are shown only where the one regime is not
            let other = |m: &&Mention| folded(text.word(m.tokens.1 as usize - 1)) != g.cast.members[actor as usize].key;
            own.iter().min_by_key(other).map(|m| quoted_at(g, n, m.sentence, m.tokens))
        } else {
            g.events[d].iter().find(|e| e.actor == actor && e.stem == stem).map(|e| quoted(g, n, e))
        }
    };
    g.documents.iter().enumerate().filter_map(|(n, &d)| clause(n, d)).collect()
}

/// Who has the word most often, with one statement a document.
fn speaks(g: &Ground, s: &Speaker, push: &mut impl FnMut(&'static str, String, Option<f64>)) {
    let statements = s.examples.iter().map(|&(d, a)| {
        let reading = g.views.readings[d].whole(g.views.lexicon);
        let sentence = reading.text.sentences[reading.attributed.attributions[a].sentence as usize].tokens;
        let words = reading.text.slice(reading.text.span((sentence.0, sentence.1.min(sentence.0 + CLAUSE as u32))));
        format!("\u{2018}{}\u{2019} ({})", words.split_whitespace().collect::<Vec<_>>().join(" "), reading.meta.id)
    });
    let text = format!(
        "Given the word most often: {}, in {} of {} documents and with {} of {} attributed statements, all other names {}{}.",
        label(g, s.actor),
        s.speaking,
        s.n,
        s.statements,
        s.of,
        s.others,
        such_as(statements.collect())
    );
    push("one_speaker", text, Some((s.statements as f64 / s.of.max(1) as f64 * 1e4).round() / 1e4));
}

/// Facts of the metadata; none of them enters the verdict.
fn metadata(g: &Ground, push: &mut impl FnMut(&'static str, String, Option<f64>)) {
    let n = g.views.len();
    if n < 2 {
        return;
    }
    let one = |values: Vec<Option<String>>| -> Option<String> {
        let first = values.first()?.clone()?;
        values.iter().all(|v| v.as_ref() == Some(&first)).then_some(first)
    };
    let field = |get: fn(&crate::extract::Meta) -> Option<String>| one(g.views.readings.iter().map(|r| get(&r.meta)).collect());
    let lines = [
        ("one_publisher", "One publisher", field(|m| m.owner.clone())),
        ("one_domain", "One domain", field(|m| m.url.as_deref().map(domain))),
        ("one_author", "One author", field(|m| m.author.clone())),
    ];
    for (kind, what, value) in lines {
        if let Some(value) = value {
            push(kind, format!("{what} for all {n} documents: {value}. One publisher is not one perspective."), None);
        }
    }
}

/// The host of an address.
fn domain(url: &str) -> String {
    let host = url.split("://").last().unwrap_or(url).split(['/', '?', '#']).next().unwrap_or(url);
    host.strip_prefix("www.").unwrap_or(host).to_lowercase()
}

/// Who is given the word.
fn spoken(g: &Ground, push: &mut impl FnMut(&'static str, String, Option<f64>)) {
    let f = &g.facts;
    if g.sides.blamed.is_empty() {
        return;
    }
    if f.statements < RULE.statements {
        return push("word_given", "Statements attributed to the blamed side: too few attributed statements to say.".into(), None);
    }
    let never = if f.statements_blamed == 0 && f.statements >= 10 { " It is never quoted." } else { "" };
    push(
        "word_given",
        format!("Statements attributed to the blamed side: {} of {}.{never}", f.statements_blamed, f.statements),
        Some(f.statements_blamed as f64),
    );
}

/// The line of a side: its actors with their counts, and one clause a document.
fn side(
    g: &Ground,
    line: &'static str,
    opening: &str,
    kinds: &[EventKind],
    set: &BTreeSet<u32>,
    documents: usize,
    push: &mut impl FnMut(&'static str, String, Option<f64>),
) {
    let actors = top(g, kinds, set);
    if actors.is_empty() {
        return;
    }
    let names: Vec<String> =
        actors.iter().enumerate().map(|(i, (a, n))| if i == 0 { format!("{} ({n} times)", label(g, *a)) } else { format!("{} ({n})", label(g, *a)) }).collect();
    let mut clauses: BTreeMap<usize, String> = BTreeMap::new();
    for (actor, _) in &actors {
        for (n, &d) in g.documents.iter().enumerate() {
            if let Some(e) = best(g, d, *actor, kinds) {
                clauses.entry(d).or_insert_with(|| quoted(g, n, e));
            }
        }
    }
    let examples: Vec<String> = clauses.into_values().collect();
    push(
        line,
        format!("{opening} in {documents} of {} documents: {}, e.g. {}.", g.facts.n, names.join(", "), examples.join("; ")),
        Some(documents as f64 / g.facts.n as f64),
    );
}

/// The actors of a side with the most events of these kinds.
fn top(g: &Ground, kinds: &[EventKind], set: &BTreeSet<u32>) -> Vec<(u32, usize)> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for e in g.documents.iter().flat_map(|&d| &g.events[d]).filter(|e| kinds.contains(&e.kind) && set.contains(&e.actor)) {
        *counts.entry(e.actor).or_default() += 1;
    }
    let mut out: Vec<(u32, usize)> = counts.into_iter().collect();
    out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| g.cast.members[a.0 as usize].key.cmp(&g.cast.members[b.0 as usize].key)));
    out.truncate(NAMED);
    out
}

/// The clearest event: one of legitimacy before others, then the first.
fn best<'a>(g: &'a Ground, document: usize, actor: u32, kinds: &[EventKind]) -> Option<&'a Found> {
    g.events[document]
        .iter()
        .filter(|e| e.actor == actor && kinds.contains(&e.kind))
        .min_by_key(|e| (e.label, !e.legitimacy, e.tokens.1 - e.tokens.0 > 12, e.word))
}

fn quotes(g: &Ground, actor: u32, kinds: &[EventKind], document: Option<usize>) -> Vec<String> {
    let wanted = |n: usize| document.is_none_or(|d| d == n);
    g.documents.iter().enumerate().filter(|(n, _)| wanted(*n)).filter_map(|(n, &d)| Some(quoted(g, n, best(g, d, actor, kinds)?))).collect()
}

fn quoted(g: &Ground, n: usize, e: &Found) -> String {
    quoted_at(g, n, e.sentence, e.tokens)
}

fn quoted_at(g: &Ground, n: usize, sentence: u32, tokens: (u32, u32)) -> String {
    let reading = g.views.readings[g.documents[n]].whole(g.views.lexicon);
    let clause = around(&reading.text, sentence, tokens).1;
    format!("\u{2018}{}\u{2019} ({})", clause.split_whitespace().collect::<Vec<_>>().join(" "), id(g, n))
}

/// The clause of an event: its span and its characters, out to the marks around it, within `CLAUSE` words.
pub fn clause<'t>(text: &'t crate::segment::Text, e: &Found) -> (crate::text::Span, &'t str) {
    around(text, e.sentence, e.tokens)
}

fn around(text: &crate::segment::Text, sentence: u32, tokens: (u32, u32)) -> (crate::text::Span, &str) {
    let range = text.sentences[sentence as usize].tokens;
    let stops = |i: u32| matches!(text.word(i as usize), "," | ";" | ":" | "." | "!" | "?" | "\u{2014}" | "\u{2013}" | "(" | ")");
    let (mut from, mut to) = tokens;
    while from > range.0 && !stops(from - 1) && to - from < CLAUSE as u32 {
        from -= 1;
    }
    while to < range.1 && !stops(to) && to - from < CLAUSE as u32 {
        to += 1;
    }
    let span = text.span((from, to));
    (span, text.slice(span))
}

/// The word of a label as a document writes it.
fn written(g: &Ground, actor: u32, stem: &str) -> String {
    let found = g.documents.iter().flat_map(|&d| g.events[d].iter().map(move |e| (d, e))).find(|(_, e)| e.actor == actor && e.stem == stem);
    found.map_or(stem.to_string(), |(d, e)| g.views.readings[d].whole(g.views.lexicon).text.word(e.word as usize).to_lowercase())
}

fn label(g: &Ground, actor: u32) -> String {
    g.cast.members[actor as usize].label()
}

fn id(g: &Ground, n: usize) -> String {
    g.views.readings[g.documents[n]].meta.id.clone()
}

fn list(names: &[String]) -> String {
    match names {
        [] => "the blamed side".into(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}
