//! Dated claims: one deed or happening of one actor, with the dates that sentences give it.

use super::cast::Cast;
use super::claims::{Told, stems, year};
use super::keys::{folded, stem};
use super::model::{Agreement, LedgerGroup};
use super::names::Sort;
use super::statement::Statement;
use super::view::View;
use crate::lexicon::Role;
use crate::segment::Kind;
use crate::segment::words::Shape;
use crate::text::{Positions, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A date as far as it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Date {
    year: u32,
    /// "the 1970s"
    decade: bool,
    /// Month by its place in the list of names, and day.
    month: Option<u32>,
    day: Option<u32>,
}

/// A dated happening.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Dated {
    statement: Statement,
    date: Date,
    /// How long before or after something else it was, "one month later", with its words as they are compared.
    interval: Option<(Statement, String)>,
    /// Who did it, as a report names them, and the word for what happened.
    actor: String,
    event: String,
    stems: BTreeSet<String>,
}

impl Dated {
    /// Puts it into a document, by its place among those compared.
    pub fn set_document(&mut self, document: usize) {
        self.statement.document = document;
        self.interval.iter_mut().for_each(|(statement, _)| statement.document = document);
    }
}

/// Words between a date and the word for what happened.
const NEAR: u32 = 12;
/// Words that may open a sentence before its interval: "less than a month later".
const OPENING: u32 = 6;
/// Sentences behind a date that may begin with an interval from it.
const AFTER: u32 = 3;
/// Content words that two sentences share beside actor and happening when their dates differ.
const SHARED: usize = 2;

/// Leaves out what other groups show: one sentence names several actors, and its date is shown with the actor that most sentences name.
pub fn once(all: Vec<LedgerGroup>) -> Vec<LedgerGroup> {
    let places = |g: &LedgerGroup| g.entries.iter().map(|e| (e.document.clone(), e.span.bytes)).collect::<BTreeSet<_>>();
    let sets: Vec<_> = all.iter().map(places).collect();
    let mut at: BTreeMap<&(String, [u32; 2]), Vec<usize>> = BTreeMap::new();
    sets.iter().enumerate().for_each(|(n, set)| set.iter().for_each(|place| at.entry(place).or_default().push(n)));
    let event = |n: usize| all[n].about.rsplit(": ").next();
    let held = |n: usize| {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        sets[n].iter().flat_map(|place| &at[place]).filter(|&&o| o != n).for_each(|&o| *shared.entry(o).or_default() += 1);
        let mostly = |o: usize, both: usize| both == sets[n].len() || 2 * both >= sets[n].len() && event(n) == event(o);
        shared.into_iter().any(|(o, both)| mostly(o, both) && (sets[o].len() > sets[n].len() || sets[o].len() == sets[n].len() && o < n))
    };
    let kept: Vec<bool> = (0..sets.len()).map(|n| !held(n)).collect();
    all.into_iter().zip(kept).filter(|(_, keep)| *keep).map(|(g, _)| g).collect()
}

/// What a document dates, each happening once: the actors of its sentence share it.
pub fn told(view: &View, cast: &Cast, d: usize) -> Vec<Told> {
    let mut by_place: BTreeMap<_, Vec<Dated>> = BTreeMap::new();
    for ((_, stem), dated) in dates_of(view, cast, d) {
        by_place.entry((dated.statement.place(), stem)).or_default().push(dated);
    }
    let one = |((_, stem), told): ((_, String), Vec<Dated>)| {
        let dated = &told[0];
        // whom it is about is plain only where one actor is named
        let about = if told.len() == 1 { format!("{}: {}", dated.actor, dated.event) } else { dated.event.clone() };
        Told { kind: "date", about, key: format!("{stem} {:?}", dated.date), statement: dated.statement.clone() }
    };
    by_place.into_iter().map(one).collect()
}

/// The dated happenings of a document. A date at the head of the sentence before sets the scene for a sentence without one.
pub fn dates_of(view: &View, cast: &Cast, d: usize) -> Vec<((u32, String), Dated)> {
    let text = &view.reading.text;
    let positions = Positions::new(&text.source);
    let statement = |number: usize, span: Span| Statement::new(view, &positions, d, span, number as u32);
    let words = |span: Span| folded(text.slice(span)).replace(',', "").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = Vec::new();
    let mut before: Option<((u32, u32), Date)> = None;
    for (number, s) in text.sentences.iter().enumerate() {
        let dates = dates(view, s.tokens);
        let scene = before.filter(|(t, _)| dates.is_empty() && number > 0 && text.sentences[text.sentence_of(t.0 as usize)].block == s.block);
        let mut found: Vec<((u32, u32), Date, u32)> = Vec::new();
        for (tokens, date) in &dates {
            found.extend(happenings(view, s.tokens, *tokens, &dates).into_iter().map(|event| (*tokens, *date, event)));
        }
        if let Some((tokens, date)) = scene {
            found.extend((s.tokens.0..s.tokens.1).filter(|&i| view.is(i as usize, Role::DatedWord)).map(|event| (tokens, date, event)));
        }
        let actors: BTreeSet<u32> = cast.mentions[d].iter().filter(|m| m.sentence as usize == number).map(|m| m.actor).filter(|&a| named(cast, a)).collect();
        for (tokens, date, event) in found {
            // from a bare year, an interval says nothing
            let interval = date.month.and_then(|_| interval(view, number, tokens));
            let dated = Dated {
                statement: statement(text.sentence_of(tokens.0 as usize), text.span(tokens)),
                date,
                interval: interval.map(|(n, span)| (statement(n as usize, span), words(span))),
                actor: String::new(),
                event: folded(view.word(event as usize)),
                stems: stems(view, s.tokens, (event, event + 1)),
            };
            // "the 1988 Massacre" is its own name
            let others = actors.iter().filter(|&&a| stem(last(&cast.members[a as usize].key)) != stem(&dated.event));
            let of = |actor: u32| Dated { actor: cast.members[actor as usize].label(), ..dated.clone() };
            out.extend(others.map(|&actor| ((actor, stem(&dated.event)), of(actor))));
        }
        before = dates.first().copied().filter(|(t, _)| t.0 <= s.tokens.0 + 2);
    }
    out
}

/// The words for what happened at a date: the nearest, and those that follow the date, unless another date is nearer to them.
fn happenings(view: &View, range: (u32, u32), at: (u32, u32), dates: &[((u32, u32), Date)]) -> Vec<u32> {
    let far = |i: u32, t: (u32, u32)| if i < t.0 { t.0 - i } else { (i + 1).saturating_sub(t.1) };
    let reach = || (range.0.max(at.0.saturating_sub(NEAR))..range.1.min(at.1 + NEAR)).filter(|&i| view.is(i as usize, Role::DatedWord));
    let nearest = reach().min_by_key(|&i| far(i, at));
    reach().filter(|&i| Some(i) == nearest || i >= at.1).filter(|&i| dates.iter().all(|(t, _)| far(i, *t) >= far(i, at))).collect()
}

/// An interval from the date: behind it in its sentence, or at the head of one of the next sentences of its paragraph.
fn interval(view: &View, number: usize, at: (u32, u32)) -> Option<(u32, Span)> {
    let text = &view.reading.text;
    let own = text.sentence_of(at.0 as usize);
    let here = (at.1..text.sentences[own].tokens.1).find_map(|i| interval_at(view, i, text.sentences[own].tokens)).map(|t| (own, t));
    let next = || {
        (number + 1..text.sentences.len().min(number + 1 + AFTER as usize)).take_while(|&n| text.sentences[n].block == text.sentences[own].block).find_map(
            |n| {
                let range = text.sentences[n].tokens;
                (range.0..range.1.min(range.0 + OPENING)).find_map(|i| interval_at(view, i, range)).map(|t| (n, t))
            },
        )
    };
    here.or_else(next).map(|(n, tokens)| (n as u32, text.span(tokens)))
}

/// "one month later", "just three weeks prior": a number or article, a unit of time, and a word that relates it.
fn interval_at(view: &View, unit: u32, range: (u32, u32)) -> Option<(u32, u32)> {
    let counts =
        |i: u32| view.is_any(i as usize, &[Role::Cardinal, Role::Determiner, Role::VagueCount]) || view.reading.text.tokens[i as usize].kind == Kind::Number;
    let number = unit.checked_sub(1).filter(|&i| i >= range.0 && counts(i))?;
    if !view.is(unit as usize, Role::TimeUnit) || unit + 1 >= range.1 || !view.is(unit as usize + 1, Role::Relative) {
        return None;
    }
    let hedge = |i: u32| view.is(i as usize, Role::Approximator) || view.word(i as usize) == ",";
    let mut from = (range.0..number).rev().take_while(|&i| hedge(i)).last().unwrap_or(number);
    while view.word(from as usize) == "," {
        from += 1;
    }
    Some((from, unit + 2))
}

fn last(key: &str) -> &str {
    key.rsplit(' ').next().unwrap_or(key)
}

fn named(cast: &Cast, actor: u32) -> bool {
    cast.members[actor as usize].is_name() && cast.members[actor as usize].sort != Sort::Verdict
}

/// The dates of a sentence; a year alone is one.
fn dates(view: &View, range: (u32, u32)) -> Vec<((u32, u32), Date)> {
    let mut out: Vec<((u32, u32), Date)> = Vec::new();
    for i in range.0..range.1 {
        if let Some(year) = decade(view, i as usize) {
            out.push(((i, i + 2), Date { year, decade: true, month: None, day: None }));
            continue;
        }
        let Some(year) = year(view, i as usize) else { continue };
        let from = range.0.max(i.saturating_sub(4));
        let month = (from..i).rev().find(|&k| view.is(k as usize, Role::Month) && view.capital(k as usize));
        let Some(m) = month else {
            out.push(((i, i + 1), Date { year, decade: false, month: None, day: None }));
            continue;
        };
        // "20 June", "20th June", "June 20"
        let before = |n: u32| m.checked_sub(n).filter(|&k| k >= range.0);
        let beside = [before(1), before(2).filter(|_| view.reading.text.tokens[m as usize - 1].is(Shape::CLITIC)), Some(m + 1).filter(|&k| k < i)];
        let day = beside.into_iter().flatten().find_map(|k| Some((k, day(view, k as usize)?)));
        let start = day.map_or(m, |(k, _)| k.min(m));
        out.push(((start, i + 1), Date { year, decade: false, month: Some(number(view, m as usize)), day: day.map(|d| d.1) }));
    }
    out
}

/// The first year of "the 1970s", which is two words to the tokenizer.
fn decade(view: &View, i: usize) -> Option<u32> {
    let tokens = &view.reading.text.tokens;
    let plural = i + 1 < tokens.len() && !tokens[i + 1].is(Shape::SPACED) && view.word(i + 1).ends_with('s') && view.word(i + 1).chars().count() <= 2;
    year(view, i).filter(|y| plural && y % 10 == 0)
}

/// A day of a month: "20" or "20th".
fn day(view: &View, i: usize) -> Option<u32> {
    let digits: String = view.word(i).chars().take_while(char::is_ascii_digit).collect();
    (view.reading.text.tokens[i].kind == Kind::Number).then(|| digits.parse().ok()).flatten().filter(|d| (1..=31).contains(d))
}

/// A month by its first three letters, so that abbreviations agree.
fn number(view: &View, i: usize) -> u32 {
    folded(view.word(i)).bytes().take(3).fold(0, |n, b| n * 256 + b as u32)
}

/// One group where dates agree or are told apart by their precision; differing dates need more in common.
pub fn grouped(ids: &[&str], claims: Vec<Dated>) -> Vec<LedgerGroup> {
    let mut groups: Vec<Vec<Dated>> = Vec::new();
    for c in claims {
        let fits = |g: &Vec<Dated>| g.iter().all(|o| agree(o.date, c.date) || o.stems.intersection(&c.stems).count() >= SHARED && near(o.date, c.date));
        match groups.iter_mut().find(|g| fits(g)) {
            Some(g) => g.push(c),
            None => groups.push(vec![c]),
        }
    }
    groups.retain(|g| g.iter().map(|c| c.statement.at()).collect::<BTreeSet<_>>().len() >= 2);
    groups
        .into_iter()
        .map(|g| {
            let written: BTreeSet<Date> = g.iter().map(|c| c.date).collect();
            let statements = g.iter().flat_map(|c| std::iter::once(&c.statement).chain(c.interval.as_ref().map(|i| &i.0)));
            let places: BTreeMap<(usize, u32, [u32; 2]), &Statement> = statements.map(|s| ((s.document, s.sentence, s.span.bytes), s)).collect();
            let intervals: BTreeSet<&str> = g.iter().filter_map(|c| Some(c.interval.as_ref()?.1.as_str())).collect();
            let (dates_differ, intervals_differ) = (written.len() > 1, intervals.len() > 1);
            let agreement = match () {
                _ if !g.iter().all(|a| g.iter().all(|b| agree(a.date, b.date))) => Agreement::Conflict,
                _ if dates_differ || intervals_differ => Agreement::Wording,
                _ => Agreement::Agree,
            };
            let about = format!("{}: {}", g[0].actor, g[0].event);
            let differs = [(dates_differ, "date"), (intervals_differ, "interval")].into_iter().filter(|d| d.0).map(|d| d.1).collect();
            let entries = places.values().map(|s| s.entry(ids)).collect();
            LedgerGroup { kind: "date", about, agreement, differs, independent: 0, entries }
        })
        .collect()
}

/// Whether two dates can be one: equal as far as both are given.
fn agree(a: Date, b: Date) -> bool {
    let same = |x: Option<u32>, y: Option<u32>| x.is_none() || y.is_none() || x == y;
    let year = if a.decade || b.decade { a.year / 10 == b.year / 10 } else { a.year == b.year };
    year && same(a.month, b.month) && same(a.day, b.day)
}

/// Whether two dates that differ may be versions of one: a year apart, or the same year or the same day of another.
fn near(a: Date, b: Date) -> bool {
    a.year.abs_diff(b.year) <= 1 || a.month.is_some() && a.month == b.month && a.day.is_some() && a.day == b.day
}
