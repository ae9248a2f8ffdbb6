//! Dated claims: one deed or happening of one actor, with the dates that sentences give it.

use super::cast::Cast;
use super::claims::{stems, year};
use super::keys::{folded, stem};
use super::ledger::entry;
use super::model::{Agreement, LedgerGroup};
use super::names::Sort;
use super::view::View;
use crate::lexicon::Role;
use crate::segment::Kind;
use crate::segment::words::Shape;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A date as far as it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Date {
    year: u32,
    /// Month by its place in the list of names, and day.
    month: Option<u32>,
    day: Option<u32>,
}

/// A dated happening.
#[derive(Clone, Debug)]
struct Dated {
    document: usize,
    sentence: u32,
    span: Span,
    date: Date,
    /// The word for what happened.
    event: String,
    stems: BTreeSet<String>,
}

/// Words between a date and the word for what happened.
const NEAR: u32 = 12;
/// Content words that two sentences share beside actor and happening when their dates differ.
const SHARED: usize = 2;

/// Groups of dates of the same happening of the same actor.
pub fn dated(views: &[View], cast: &Cast, documents: &[usize]) -> Vec<LedgerGroup> {
    let mut by_event: BTreeMap<(u32, String), Vec<Dated>> = BTreeMap::new();
    for &d in documents {
        for (key, dated) in document(&views[d], cast, d) {
            by_event.entry(key).or_default().push(dated);
        }
    }
    let all: Vec<LedgerGroup> = by_event.into_iter().flat_map(|((actor, _), claims)| group(views, cast, actor, claims)).collect();
    // one sentence names several actors: its date is shown with the actor that most sentences name
    let places = |g: &LedgerGroup| g.entries.iter().map(|e| (e.document.clone(), e.span.bytes)).collect::<BTreeSet<_>>();
    let sets: Vec<_> = all.iter().map(places).collect();
    let held = |n: usize| (0..sets.len()).any(|o| o != n && sets[n].is_subset(&sets[o]) && (sets[o].len() > sets[n].len() || o < n));
    let kept: Vec<bool> = (0..sets.len()).map(|n| !held(n)).collect();
    all.into_iter().zip(kept).filter(|(_, keep)| *keep).map(|(g, _)| g).collect()
}

/// The dated happenings of a document.
fn document(view: &View, cast: &Cast, d: usize) -> Vec<((u32, String), Dated)> {
    let text = &view.reading.text;
    let mut out = Vec::new();
    for (number, s) in text.sentences.iter().enumerate() {
        let dates = dates(view, s.tokens);
        for (tokens, date) in &dates {
            let Some(event) = happening(view, s.tokens, *tokens, &dates) else { continue };
            let actors: BTreeSet<u32> =
                cast.mentions[d].iter().filter(|m| m.sentence as usize == number).map(|m| m.actor).filter(|&a| named(cast, a)).collect();
            for actor in actors {
                let dated = Dated {
                    document: d,
                    sentence: number as u32,
                    span: text.span(*tokens),
                    date: *date,
                    event: folded(view.word(event as usize)),
                    stems: stems(view, s.tokens, (event, event + 1)),
                };
                out.push(((actor, stem(&folded(view.word(event as usize)))), dated));
            }
        }
    }
    out
}

/// The word for what happened nearest to a date, if no other date of the sentence is nearer to it.
fn happening(view: &View, range: (u32, u32), at: (u32, u32), dates: &[((u32, u32), Date)]) -> Option<u32> {
    let far = |i: u32, t: (u32, u32)| if i < t.0 { t.0 - i } else { (i + 1).saturating_sub(t.1) };
    let reach = range.0.max(at.0.saturating_sub(NEAR))..range.1.min(at.1 + NEAR);
    let event = reach.filter(|&i| view.is(i as usize, Role::DatedWord)).min_by_key(|&i| far(i, at))?;
    dates.iter().all(|(t, _)| far(event, *t) >= far(event, at)).then_some(event)
}

fn named(cast: &Cast, actor: u32) -> bool {
    cast.members[actor as usize].is_name() && cast.members[actor as usize].sort != Sort::Verdict
}

/// The dates of a sentence; a year alone is one.
fn dates(view: &View, range: (u32, u32)) -> Vec<((u32, u32), Date)> {
    let mut out: Vec<((u32, u32), Date)> = Vec::new();
    for i in range.0..range.1 {
        let Some(year) = year(view, i as usize) else { continue };
        let from = range.0.max(i.saturating_sub(4));
        let month = (from..i).rev().find(|&k| view.is(k as usize, Role::Month) && view.capital(k as usize));
        let Some(m) = month else {
            out.push(((i, i + 1), Date { year, month: None, day: None }));
            continue;
        };
        // "20 June", "20th June", "June 20"
        let before = |n: u32| m.checked_sub(n).filter(|&k| k >= range.0);
        let beside = [before(1), before(2).filter(|_| view.reading.text.tokens[m as usize - 1].is(Shape::CLITIC)), Some(m + 1).filter(|&k| k < i)];
        let day = beside.into_iter().flatten().find_map(|k| Some((k, day(view, k as usize)?)));
        let start = day.map_or(m, |(k, _)| k.min(m));
        out.push(((start, i + 1), Date { year, month: Some(number(view, m as usize)), day: day.map(|d| d.1) }));
    }
    out
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
fn group(views: &[View], cast: &Cast, actor: u32, claims: Vec<Dated>) -> Vec<LedgerGroup> {
    let mut groups: Vec<Vec<Dated>> = Vec::new();
    for c in claims {
        let fits = |g: &Vec<Dated>| g.iter().all(|o| agree(o.date, c.date) || o.stems.intersection(&c.stems).count() >= SHARED && near(o.date, c.date));
        match groups.iter_mut().find(|g| fits(g)) {
            Some(g) => g.push(c),
            None => groups.push(vec![c]),
        }
    }
    groups.retain(|g| g.iter().map(|c| (c.document, c.sentence)).collect::<BTreeSet<_>>().len() >= 2);
    groups
        .into_iter()
        .map(|g| {
            let written: BTreeSet<Date> = g.iter().map(|c| c.date).collect();
            let agreement = match () {
                _ if written.len() == 1 => Agreement::Agree,
                _ if g.iter().all(|a| g.iter().all(|b| agree(a.date, b.date))) => Agreement::Wording,
                _ => Agreement::Conflict,
            };
            let about = format!("{}: {}", cast.members[actor as usize].label(), g[0].event);
            LedgerGroup { kind: "date", about, agreement, entries: g.iter().map(|c| entry(views, c.document, c.span, c.sentence)).collect() }
        })
        .collect()
}

/// Whether two dates can be one: equal as far as both are given.
fn agree(a: Date, b: Date) -> bool {
    let same = |x: Option<u32>, y: Option<u32>| x.is_none() || y.is_none() || x == y;
    a.year == b.year && same(a.month, b.month) && same(a.day, b.day)
}

/// Whether two dates that differ may be versions of one: a year apart, or the same year or the same day of another.
fn near(a: Date, b: Date) -> bool {
    a.year.abs_diff(b.year) <= 1 || a.month.is_some() && a.month == b.month && a.day.is_some() && a.day == b.day
}
