//! The claims ledger: figures, dates and ranks on the same thing, side by side, and whether they can all be true.
//!
//! Two claims meet only on strong ground: the same class of noun, and actor, year, words and size that agree beyond it.

use super::cast::Cast;
use super::claims::{Claim, Class, claims};
use super::dates::{self, Dated};
use super::model::{Agreement, LedgerEntry, LedgerGroup};
use super::overlaps::Shared;
use super::ranks::{self, Rank};
use super::view::{View, Views};
use crate::text::Span;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What two claims must have in common to be on the same thing, in points; set by reading groups of the first corpus and of news triplets.
pub struct Weights {
    pub year: f64,
    pub other_year: f64,
    pub actor: f64,
    pub place: f64,
    pub stem: f64,
    pub most_stems: usize,
    pub equal: f64,
    pub near: f64,
    pub large: f64,
    /// Beyond this ratio two numbers are not on one thing; crowds are guessed more wildly.
    pub apart: f64,
    pub crowds_apart: f64,
    /// Beyond this ratio two numbers of a plain noun are on different things, and up to it they need this many words in common.
    pub nouns_apart: f64,
    pub noun_stems: usize,
    pub enough: f64,
}

/// The points in use.
pub const WEIGHTS: Weights = Weights {
    year: 1.5,
    other_year: -3.0,
    actor: 1.0,
    place: 0.5,
    stem: 0.5,
    most_stems: 4,
    equal: 1.5,
    near: 1.0,
    large: 1000.0,
    apart: 2.5,
    crowds_apart: 5.0,
    nouns_apart: 1.5,
    noun_stems: 3,
    enough: 3.0,
};

/// The points of two claims that cannot be on one thing.
const NEVER: f64 = -1e12;
/// Claims looked at for one key.
const BUCKET: usize = 40;
/// Groups that a report shows.
pub const SHOWN: usize = 300;

/// What claims are on, as far as a key tells it: claims under different keys are never in one group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Topic {
    /// Figures of one class of noun.
    Figures(Class),
    /// Dates of one happening of one actor.
    Dates(u32, String),
    /// Ranks of one actor.
    Ranks(u32),
}

/// A claim of one of the three kinds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Item {
    Figure(Claim),
    Date(Dated),
    Rank(Rank),
}

impl Item {
    /// Puts the claim into a document, by its place among those compared.
    pub fn set_document(&mut self, document: usize) {
        match self {
            Item::Figure(claim) => claim.statement.document = document,
            Item::Date(dated) => dated.set_document(document),
            Item::Rank(rank) => rank.statement.document = document,
        }
    }
}

/// The claims of a document, each with its topic.
pub fn items(view: &View, cast: &Cast, document: usize) -> Vec<(Topic, Item)> {
    let figures = claims(view, cast, document).into_iter().map(|c| (Topic::Figures(c.class.clone()), Item::Figure(c)));
    let dates = dates::dates_of(view, cast, document).into_iter().map(|((actor, word), d)| (Topic::Dates(actor, word), Item::Date(d)));
    let ranks = ranks::ranks_of(view, cast, document).into_iter().map(|(actor, r)| (Topic::Ranks(actor), Item::Rank(r)));
    figures.chain(dates).chain(ranks).collect()
}

/// The groups of one topic. Its claims stand in the order of their documents, and in each in the order of `items`.
pub fn grouped(topic: &Topic, items: Vec<Item>, ids: &[&str]) -> Vec<LedgerGroup> {
    match topic {
        Topic::Figures(_) => {
            let all: Vec<Claim> = items.into_iter().filter_map(|i| if let Item::Figure(c) = i { Some(c) } else { None }).collect();
            groups(&all).iter().map(|g| figure_group(ids, &all, g)).collect()
        }
        Topic::Dates(..) => dates::grouped(ids, items.into_iter().filter_map(|i| if let Item::Date(d) = i { Some(d) } else { None }).collect()),
        Topic::Ranks(_) => ranks::grouped(ids, items.into_iter().filter_map(|i| if let Item::Rank(r) = i { Some(r) } else { None }).collect()),
    }
}

/// All groups: figures by the place of their first claim, then dates and ranks by their actors.
pub fn ledger(views: &Views, cast: &Cast, originals: &[usize], shared: &Shared) -> Vec<LedgerGroup> {
    let ids: Vec<&str> = views.readings.iter().map(|r| r.meta.id.as_str()).collect();
    let number: FxHashMap<&str, usize> = ids.iter().enumerate().map(|(d, id)| (*id, d)).collect();
    let mut topics: BTreeMap<Topic, Vec<Item>> = BTreeMap::new();
    for d in (0..views.len()).filter(|&d| originals[d] == d) {
        views.at(d, |view| items(view, cast, d)).into_iter().for_each(|(topic, item)| topics.entry(topic).or_default().push(item));
    }
    let (mut out, mut dates, mut ranks) = (Vec::new(), Vec::new(), Vec::new());
    for (topic, items) in topics {
        let groups = grouped(&topic, items, &ids);
        match topic {
            Topic::Figures(_) => out.extend(groups),
            Topic::Dates(..) => dates.extend(groups),
            Topic::Ranks(_) => ranks.extend(groups),
        }
    }
    out.sort_by_key(|g| (number[g.entries[0].document.as_str()], g.entries[0].span.bytes));
    out.extend(dates::once(dates));
    out.extend(ranks);
    out.truncate(SHOWN);
    out.iter_mut().for_each(|g| g.independent = independent(g, &number, shared));
    out
}

/// Claims that are no copies of each other: those in one shared passage count once, and so do those of one sentence.
fn independent(g: &LedgerGroup, number: &FxHashMap<&str, usize>, shared: &Shared) -> u64 {
    let witness = |e: &LedgerEntry| {
        let d = number.get(e.document.as_str()).copied().unwrap_or_default();
        let [from, to] = e.span.bytes;
        shared.copy(d, Span { start: from, end: to }).map_or((d, e.sentence as usize, false), |n| (0, n, true))
    };
    g.entries.iter().map(witness).collect::<BTreeSet<_>>().len() as u64
}

/// Groups of claims of which each agrees with most of the others.
fn groups(all: &[Claim]) -> Vec<Vec<usize>> {
    let mut index: FxHashMap<(String, String), Vec<usize>> = FxHashMap::default();
    let mut group_of: Vec<usize> = Vec::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (n, claim) in all.iter().enumerate() {
        let keys = keys(claim);
        let candidates: BTreeSet<usize> = keys.iter().flat_map(|k| index.get(k).into_iter().flatten()).map(|&o| group_of[o]).collect();
        let best = candidates.iter().filter_map(|&g| Some((strength(claim, &groups[g], all)?, g))).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let group = best.map_or(groups.len(), |b| b.1);
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(n);
        group_of.push(group);
        for k in keys {
            let places = index.entry(k).or_default();
            if places.len() < BUCKET {
                places.push(n);
            }
        }
    }
    groups.retain(|g| g.iter().map(|&n| all[n].statement.at()).collect::<BTreeSet<_>>().len() >= 2);
    groups
}

/// The mean of what a claim has in common with the members of a group; `None` where it cannot stand beside one of them, or is on the same thing
/// as fewer than half. Most groups are refused at their first member, so that the work does not grow with the square of the claims.
fn strength(claim: &Claim, group: &[usize], all: &[Claim]) -> Option<f64> {
    let (mut sum, mut linked) = (0.0, 0);
    for (n, &o) in group.iter().enumerate() {
        let points = points(claim, &all[o]);
        linked += (points >= WEIGHTS.enough) as usize;
        if points == NEVER || 2 * (linked + group.len() - n - 1) < group.len() {
            return None;
        }
        sum += points;
    }
    Some(sum / group.len() as f64)
}

/// Under what a claim is looked for: its class with each actor, year and its own value.
fn keys(c: &Claim) -> Vec<(String, String)> {
    let class = format!("{:?}", c.class);
    let actors = c.actors.keys().chain(&c.places).map(|a| format!("a{a}"));
    let years = c.years.iter().map(|y| format!("y{y}"));
    actors.chain(years).chain(std::iter::once(format!("v{}", c.value))).map(|k| (class.clone(), k)).collect()
}

/// What two claims have in common.
fn points(a: &Claim, b: &Claim) -> f64 {
    let w = &WEIGHTS;
    let ratio = a.value.max(b.value) / a.value.min(b.value).max(1e-9);
    let apart = match a.class {
        Class::Crowd => w.crowds_apart,
        Class::Dead => w.apart,
        Class::Noun(_) => w.nouns_apart,
    };
    // one text gives different numbers of one noun for different things
    let parted = matches!(a.class, Class::Noun(_)) && ratio > 1.0 && a.statement.document == b.statement.document;
    if parted || ratio > apart || a.class != b.class || a.kind != b.kind || a.statement.at() == b.statement.at() {
        return NEVER;
    }
    let shared = |x: &BTreeSet<u32>, y: &BTreeSet<u32>| x.intersection(y).count();
    let stems = a.stems.intersection(&b.stems).count().min(w.most_stems) as f64;
    if matches!(a.class, Class::Noun(_)) && ratio > 1.0 && a.stems.intersection(&b.stems).count() < w.noun_stems {
        return NEVER;
    }
    let years = match (a.years.is_empty() || b.years.is_empty(), shared(&a.years, &b.years)) {
        (true, _) => 0.0,
        (_, 0) => w.other_year,
        _ => w.year,
    };
    let size = match () {
        _ if ratio == 1.0 && a.value >= w.large => w.equal,
        _ if ratio == 1.0 => w.near,
        _ if ratio <= 1.35 && a.value >= 10.0 * w.large => w.equal,
        _ if ratio <= 1.35 && a.value >= w.large => w.near,
        _ if ratio <= 1.35 => w.near / 2.0,
        _ => 0.0,
    };
    // a noun that only the two share says less than a death or a crowd
    let class = if matches!(a.class, Class::Noun(_)) { 0.0 } else { w.near / 2.0 };
    let actors = a.actors.keys().filter(|k| b.actors.contains_key(k)).count();
    let context = w.actor * actors.min(2) as f64 + w.place * shared(&a.places, &b.places).min(2) as f64 + w.stem * stems;
    if context <= 0.0 && years <= 0.0 { 0.0 } else { context + years + size + class }
}

fn figure_group(ids: &[&str], all: &[Claim], group: &[usize]) -> LedgerGroup {
    let mut claims: Vec<&Claim> = group.iter().map(|&n| &all[n]).collect();
    claims.sort_by_key(|c| c.statement.place());
    let values: BTreeSet<u64> = claims.iter().map(|c| c.value.to_bits()).collect();
    let wordings: BTreeSet<(bool, bool, bool)> = claims.iter().map(|c| c.wording).collect();
    let agreement = match (values.len(), wordings.len()) {
        (1, 1) => Agreement::Agree,
        (1, _) => Agreement::Wording,
        _ => Agreement::Conflict,
    };
    let entries = claims.iter().map(|c| c.statement.entry(ids)).collect();
    LedgerGroup { kind: "figure", about: about(&claims), agreement, differs: differs(&claims), independent: 0, entries }
}

/// In what the claims differ, as far as each says it.
fn differs(claims: &[&Claim]) -> Vec<&'static str> {
    let texts = |of: fn(&Claim) -> &String| claims.iter().map(|c| of(c)).filter(|t| !t.is_empty()).collect::<BTreeSet<_>>().len() > 1;
    let sets = |of: fn(&Claim) -> &BTreeSet<u32>| claims.iter().map(|c| of(c)).filter(|s| !s.is_empty()).collect::<BTreeSet<_>>().len() > 1;
    let actors = claims.iter().map(|c| &c.actors).filter(|s| !s.is_empty()).collect::<BTreeSet<_>>().len() > 1;
    let parts = [
        (claims.iter().any(|c| c.value != claims[0].value), "value"),
        (claims.iter().any(|c| c.wording != claims[0].wording), "approximator"),
        (texts(|c| &c.noun), "noun"),
        (texts(|c| &c.verb), "verb"),
        (actors, "who"),
        (sets(|c| &c.years), "when"),
        (sets(|c| &c.places), "where"),
    ];
    parts.into_iter().filter(|p| p.0).map(|p| p.1).collect()
}

/// What a group is about: the class, the actors and years that most of its claims share.
fn about(claims: &[&Claim]) -> String {
    let most = |count: usize| 2 * count >= claims.len() && count >= 2;
    let mut parts = vec![match &claims[0].class {
        Class::Dead => "people who died".to_string(),
        Class::Crowd => "people who came together".to_string(),
        Class::Noun(noun) if noun.trim() == "$" => "money".to_string(),
        Class::Noun(noun) => noun.trim_start_matches("$ ").to_string(),
    }];
    let actors: BTreeMap<u32, &str> = claims.iter().flat_map(|c| c.actors.iter().map(|(a, label)| (*a, label.as_str()))).collect();
    let mut named: Vec<(usize, u32)> =
        actors.keys().map(|a| (claims.iter().filter(|c| c.actors.contains_key(a)).count(), *a)).filter(|(n, _)| most(*n)).collect();
    named.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    parts.extend(named.into_iter().take(2).map(|(_, a)| actors[&a].to_string()));
    let years: BTreeSet<u32> = claims.iter().flat_map(|c| c.years.iter().copied()).collect();
    parts.extend(years.into_iter().filter(|y| most(claims.iter().filter(|c| c.years.contains(y)).count())).map(|y| y.to_string()));
    parts.join(", ")
}
