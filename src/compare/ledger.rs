//! The claims ledger: figures, dates and ranks on the same thing, side by side, and whether they can all be true.
//!
//! Two claims meet only on strong ground: the same class of noun, and actor, year, words and size that agree beyond it.

use super::cast::Cast;
use super::claims::{Claim, Class, claims};
use super::model::{Agreement, LedgerEntry, LedgerGroup};
use super::overlaps::Shared;
use super::view::View;
use super::{dates, ranks};
use crate::attribute::{SourceClass, Voice};
use crate::text::{Positions, Span};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

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
/// Claims looked at for one key, and groups shown.
const BUCKET: usize = 40;
const SHOWN: usize = 300;

/// All groups: figures, then dates, then ranks.
pub fn ledger(views: &[View], cast: &Cast, originals: &[usize], shared: &Shared) -> Vec<LedgerGroup> {
    let documents: Vec<usize> = (0..views.len()).filter(|&d| originals[d] == d).collect();
    let all: Vec<Claim> = documents.iter().flat_map(|&d| claims(&views[d], cast, d)).collect();
    let mut out: Vec<LedgerGroup> = groups(&all).into_iter().map(|g| figure_group(views, cast, &all, &g)).collect();
    out.extend(dates::dated(views, cast, &documents));
    out.extend(ranks::ranked(views, cast, &documents));
    out.truncate(SHOWN);
    let number: FxHashMap<&str, usize> = views.iter().enumerate().map(|(d, v)| (v.reading.meta.id.as_str(), d)).collect();
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
    groups.retain(|g| g.iter().map(|&n| (all[n].document, all[n].sentence)).collect::<BTreeSet<_>>().len() >= 2);
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
    let actors = c.actors.iter().chain(&c.places).map(|a| format!("a{a}"));
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
    let parted = matches!(a.class, Class::Noun(_)) && ratio > 1.0 && a.document == b.document;
    if parted || ratio > apart || a.class != b.class || a.kind != b.kind || (a.document, a.sentence) == (b.document, b.sentence) {
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
    let context = w.actor * shared(&a.actors, &b.actors).min(2) as f64 + w.place * shared(&a.places, &b.places).min(2) as f64 + w.stem * stems;
    if context <= 0.0 && years <= 0.0 { 0.0 } else { context + years + size + class }
}

fn figure_group(views: &[View], cast: &Cast, all: &[Claim], group: &[usize]) -> LedgerGroup {
    let mut claims: Vec<&Claim> = group.iter().map(|&n| &all[n]).collect();
    claims.sort_by_key(|c| (c.document, c.span));
    let values: BTreeSet<u64> = claims.iter().map(|c| c.value.to_bits()).collect();
    let wordings: BTreeSet<(bool, bool, bool)> = claims.iter().map(|c| c.wording).collect();
    let agreement = match (values.len(), wordings.len()) {
        (1, 1) => Agreement::Agree,
        (1, _) => Agreement::Wording,
        _ => Agreement::Conflict,
    };
    let entries = claims.iter().map(|c| entry(views, c.document, c.span, c.sentence)).collect();
    LedgerGroup { kind: "figure", about: about(cast, &claims), agreement, differs: differs(&claims), independent: 0, entries }
}

/// In what the claims differ, as far as each says it.
fn differs(claims: &[&Claim]) -> Vec<&'static str> {
    let texts = |of: fn(&Claim) -> &String| claims.iter().map(|c| of(c)).filter(|t| !t.is_empty()).collect::<BTreeSet<_>>().len() > 1;
    let sets = |of: fn(&Claim) -> &BTreeSet<u32>| claims.iter().map(|c| of(c)).filter(|s| !s.is_empty()).collect::<BTreeSet<_>>().len() > 1;
    let parts = [
        (claims.iter().any(|c| c.value != claims[0].value), "value"),
        (claims.iter().any(|c| c.wording != claims[0].wording), "approximator"),
        (texts(|c| &c.noun), "noun"),
        (texts(|c| &c.verb), "verb"),
        (sets(|c| &c.actors), "who"),
        (sets(|c| &c.years), "when"),
        (sets(|c| &c.places), "where"),
    ];
    parts.into_iter().filter(|p| p.0).map(|p| p.1).collect()
}

/// One claim, with the characters that make it.
pub fn entry(views: &[View], document: usize, span: Span, sentence: u32) -> LedgerEntry {
    let text = &views[document].reading.text;
    let (class, source) = vouched(&views[document], span, sentence);
    LedgerEntry {
        document: views[document].reading.meta.id.clone(),
        span: Positions::new(&text.source).place(span),
        exact: text.slice(span).to_string(),
        sentence,
        attribution: class.name(),
        source: source.map(Into::into),
    }
}

/// Who vouches for the words at a place: whoever is credited with them, or else nobody but the author.
fn vouched<'v>(view: &View<'v>, span: Span, sentence: u32) -> (SourceClass, Option<&'v str>) {
    let reading = view.reading;
    if let Some(f) = reading.attributed.figures.iter().find(|f| f.span == span) {
        return (f.class, f.attribution.and_then(|a| reading.speaker(a)));
    }
    match reading.attributed.voices.get(reading.text.token_at(span.start)) {
        Some((Voice::Quoted | Voice::Reported | Voice::SelfQuote, a)) => (reading.attributed.attributions[*a as usize].class(), reading.speaker(*a)),
        _ if reading.attributed.citations.iter().any(|c| c.sentence == sentence) => (SourceClass::Document, None),
        _ => (SourceClass::None, None),
    }
}

/// What a group is about: the class, the actors and years that most of its claims share.
fn about(cast: &Cast, claims: &[&Claim]) -> String {
    let most = |count: usize| 2 * count >= claims.len() && count >= 2;
    let mut parts = vec![match &claims[0].class {
        Class::Dead => "people who died".to_string(),
        Class::Crowd => "people who came together".to_string(),
        Class::Noun(noun) if noun.trim() == "$" => "money".to_string(),
        Class::Noun(noun) => noun.trim_start_matches("$ ").to_string(),
    }];
    let actors: BTreeSet<u32> = claims.iter().flat_map(|c| c.actors.iter().copied()).collect();
    let mut named: Vec<(usize, u32)> =
        actors.into_iter().map(|a| (claims.iter().filter(|c| c.actors.contains(&a)).count(), a)).filter(|(n, _)| most(*n)).collect();
    named.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    parts.extend(named.into_iter().take(2).map(|(_, a)| cast.members[a as usize].label()));
    let years: BTreeSet<u32> = claims.iter().flat_map(|c| c.years.iter().copied()).collect();
    parts.extend(years.into_iter().filter(|y| most(claims.iter().filter(|c| c.years.contains(y)).count())).map(|y| y.to_string()));
    parts.join(", ")
}
