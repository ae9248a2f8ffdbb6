//! Ranks: superlative claims on the same actor, and the territories and hedges by which they differ.

use super::cast::Cast;
use super::claims::Told;
use super::keys::{folded, stem};
use super::model::{Agreement, LedgerGroup};
use super::statement::Statement;
use super::view::View;
use crate::lexicon::Role;
use crate::text::Positions;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Words that a rank takes with it: "one of the largest organised resistance movements in the region".
const BEFORE: u32 = 3;
const AFTER: u32 = 9;

/// A superlative with its actor and its noun.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rank {
    pub statement: Statement,
    /// Who is ranked, as a report names them, and the superlative by its stem.
    actor: String,
    superlative: String,
    /// "one of the"
    hedged: bool,
    text: String,
}

/// Groups of ranks that the same superlative gives one actor.
pub fn grouped(ids: &[&str], ranks: Vec<Rank>) -> Vec<LedgerGroup> {
    let mut groups: BTreeMap<String, Vec<Rank>> = BTreeMap::new();
    ranks.into_iter().for_each(|rank| groups.entry(rank.superlative.clone()).or_default().push(rank));
    groups.retain(|_, ranks| ranks.iter().map(|r| r.statement.at()).collect::<BTreeSet<_>>().len() >= 2);
    // "the oldest and largest": one phrase, one group
    let all: Vec<Vec<Rank>> = groups.into_values().collect();
    let spans = |g: &[Rank]| g.iter().map(|r| r.statement.place()).collect::<BTreeSet<_>>();
    let kept = all.iter().enumerate().filter(|(n, ranks)| {
        let mine = spans(ranks);
        let holds = |(o, theirs): (usize, &Vec<Rank>)| o != *n && mine.is_subset(&spans(theirs)) && (theirs.len() > ranks.len() || o < *n);
        !all.iter().enumerate().any(holds)
    });
    kept.map(|(_, ranks)| {
        let texts: BTreeSet<&str> = ranks.iter().map(|r| r.text.as_str()).collect();
        let hedges: BTreeSet<bool> = ranks.iter().map(|r| r.hedged).collect();
        let agreement = match () {
            _ if hedges.len() > 1 => Agreement::Conflict,
            _ if texts.len() > 1 => Agreement::Wording,
            _ => Agreement::Agree,
        };
        let entries = ranks.iter().map(|r| r.statement.entry(ids)).collect();
        let differs = [(hedges.len() > 1, "approximator"), (texts.len() > 1, "wording")].into_iter().filter(|d| d.0).map(|d| d.1).collect();
        LedgerGroup { kind: "ranking", about: ranks[0].actor.clone(), agreement, differs, independent: 0, entries }
    })
    .collect()
}

/// What a document ranks, each phrase once: "the oldest and largest" is one.
pub fn told(view: &View, cast: &Cast, d: usize) -> Vec<Told> {
    let mut by_place: BTreeMap<(usize, [u32; 2]), Told> = BTreeMap::new();
    for (_, r) in ranks_of(view, cast, d) {
        let key = format!("{} {}", r.actor, r.text);
        by_place.entry(r.statement.place()).or_insert(Told { kind: "ranking", about: r.actor, key, statement: r.statement });
    }
    by_place.into_values().collect()
}

/// The ranks of a document, each with its actor.
pub fn ranks_of(view: &View, cast: &Cast, d: usize) -> Vec<(u32, Rank)> {
    let text = &view.reading.text;
    let positions = Positions::new(&text.source);
    let superlative = |m: &&crate::score::Mark| view.lexicon.family(m.rule).id == "superlative";
    view.reading
        .marks
        .iter()
        .filter(superlative)
        .filter_map(|m| {
            let range = text.sentences[m.sentence as usize].tokens;
            let noun = noun(view, m.tokens.1, range.1)?;
            let actor = actor(view, cast, d, m.sentence, m.tokens.0, noun)?;
            let (from, hedged) = start(view, m.tokens.0, range.0);
            let to = end(view, noun, range.1);
            let span = text.span((from, to));
            let words = folded(text.slice(span)).split_whitespace().collect::<Vec<_>>().join(" ");
            let rank = Rank {
                statement: Statement::new(view, &positions, d, span, m.sentence),
                actor: cast.members[actor as usize].label(),
                superlative: stem(&folded(view.word(m.tokens.1 as usize - 1))),
                hedged,
                text: words,
            };
            Some((actor, rank))
        })
        .collect()
}

/// The noun for a body that the superlative ranks, a few words behind it.
fn noun(view: &View, from: u32, to: u32) -> Option<u32> {
    (from..to.min(from + 6)).take_while(|&i| view.wordy(i as usize) || view.hyphen(i as usize)).find(|&i| view.is(i as usize, Role::RankedNoun))
}

/// Who is ranked: the last actor named before the superlative, if no other body stands between.
fn actor(view: &View, cast: &Cast, d: usize, sentence: u32, at: u32, noun: u32) -> Option<u32> {
    let named = |a: u32| cast.members[a as usize].is_name();
    let here = || cast.mentions[d].iter().filter(|m| m.sentence == sentence && named(m.actor));
    let before = here().rfind(|m| m.tokens.1 <= at && !view.possessive(m.tokens.1 as usize));
    let pronoun = || {
        let first = view.reading.text.sentences[sentence as usize].tokens.0 as usize;
        let it = (first..first + 2).any(|i| i < at as usize && view.is_any(i, &[Role::SubjectPronoun]));
        it.then(|| cast.mentions[d].iter().rev().find(|m| m.sentence + 1 == sentence && named(m.actor))).flatten()
    };
    let after = || here().find(|m| m.tokens.0 > noun && (noun + 1..m.tokens.0).all(|i| matches!(view.word(i as usize), ",")));
    before.or_else(pronoun).or_else(after).map(|m| m.actor)
}

/// Where the phrase of the rank begins, and whether "one of" stands before it.
fn start(view: &View, at: u32, least: u32) -> (u32, bool) {
    let low = least.max(at.saturating_sub(BEFORE + 2));
    let one = (low..at).rev().take(BEFORE as usize + 2).find(|&i| view.id(i as usize) == view.words.one && view.id(i as usize + 1) == view.words.of);
    match one {
        Some(i) => (i, true),
        None => (
            (low.max(at.saturating_sub(BEFORE))..at)
                .rev()
                .take_while(|&i| view.wordy(i as usize))
                .find(|&i| view.id(i as usize) == view.words.the)
                .unwrap_or(at),
            false,
        ),
    }
}

/// The phrase goes on over "in the Middle East" to the next mark or clause.
fn end(view: &View, noun: u32, most: u32) -> u32 {
    let stop = [Role::Wh, Role::Auxiliary, Role::Modal, Role::SubjectPronoun, Role::Conjunction];
    let mut end = noun + 1;
    while end < most.min(noun + AFTER)
        && view.wordy(end as usize)
        && (!view.is_any(end as usize, &stop) || view.is(end as usize, Role::PlacePreposition))
        && !view.word(end as usize).ends_with("ing")
    {
        end += 1;
    }
    while end > noun + 1 && view.is_any(end as usize - 1, &[Role::Preposition, Role::Determiner]) {
        end -= 1;
    }
    end
}
