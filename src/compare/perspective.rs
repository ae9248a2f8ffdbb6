//! Whether a corpus speaks with one voice: measures it, applies the rule, and says what it rests on.

use super::cast::Cast;
use super::events::Found;
use super::model::{Basis, EventKind, Perspective, Verdict};
use super::names::Sort;
use super::notes;
use super::rule::{Facts, RULE};
use super::sides::{self, Sides, Tallies};
use super::speaker::{Speaker, speaker};
use super::view::View;
use std::collections::{BTreeMap, BTreeSet};

/// What the verdict was reached on; the notes quote from it.
pub struct Ground<'a> {
    pub views: &'a [View<'a>],
    pub cast: &'a Cast,
    pub events: &'a [Vec<Found>],
    /// The documents that count: no copies, not too short; in an order of their own.
    pub documents: Vec<usize>,
    pub tallies: Tallies,
    pub sides: Sides,
    pub contested: Vec<(u32, usize, usize)>,
    pub label: Option<(u32, String, usize)>,
    /// Whoever has the word most often.
    pub speaker: Option<Speaker>,
    pub facts: Facts,
}

/// The verdict with its evidence.
pub fn perspective(views: &[View], cast: &Cast, events: &[Vec<Found>], originals: &[usize]) -> Perspective {
    let ground = measure(views, cast, events, originals);
    let measured = match () {
        _ if ground.facts.n >= RULE.documents && !ground.contested.is_empty() => Verdict::Several,
        _ if ground.facts.unmet(&RULE).is_none() || ground.speaker.as_ref().is_some_and(Speaker::is_all) => Verdict::Single,
        _ => Verdict::CannotTell,
    };
    let declared = declared(views);
    let verdict = match &declared {
        Some(names) if names.len() == 1 => Verdict::Single,
        Some(_) => Verdict::Several,
        None => measured,
    };
    let mut basis = Vec::new();
    if declared.is_some() {
        basis.push(Basis::Declared);
    }
    if measured != Verdict::CannotTell {
        basis.push(Basis::Evidence);
    }
    let note = notes::note(&ground, verdict, measured, declared.as_ref());
    Perspective { verdict, basis, evidence: notes::evidence(&ground, measured, declared.as_ref()), note }
}

/// The perspectives that the user declared, each once.
fn declared(views: &[View]) -> Option<BTreeSet<String>> {
    let given: BTreeSet<String> =
        views.iter().filter_map(|v| v.reading.meta.perspective.as_deref()).map(|p| p.trim().to_string()).filter(|p| !p.is_empty()).collect();
    (!given.is_empty()).then_some(given)
}

fn measure<'a>(views: &'a [View<'a>], cast: &'a Cast, events: &'a [Vec<Found>], originals: &[usize]) -> Ground<'a> {
    let mut documents: Vec<usize> = (0..views.len()).filter(|&d| originals[d] == d && views[d].own_words() >= RULE.own_words).collect();
    // names and order of documents must not matter
    documents.sort_by(|&a, &b| views[a].reading.text.source.cmp(&views[b].reading.text.source));
    let tallies = sides::tallies(events, &documents);
    let mut g = Ground {
        views,
        cast,
        events,
        documents,
        sides: sides::sides(&tallies, cast),
        contested: sides::contested(&tallies, cast),
        tallies,
        label: None,
        speaker: None,
        facts: Facts::default(),
    };
    g.label = label(&g);
    g.facts = facts(&g);
    // a release that is one long quotation has no words of its own, and still has a speaker
    let mut long: Vec<usize> = (0..views.len()).filter(|&d| originals[d] == d && views[d].reading.scores.words.total >= RULE.own_words).collect();
    long.sort_by(|&a, &b| views[a].reading.text.source.cmp(&views[b].reading.text.source));
    g.speaker = speaker(views, cast, events, &long);
    g
}

fn facts(g: &Ground) -> Facts {
    let mut f = Facts { n: g.documents.len(), own_words: g.documents.iter().map(|&d| g.views[d].own_words()).sum(), ..Facts::default() };
    let mut most = 0;
    for t in &g.tallies {
        let on = |set: &BTreeSet<u32>| set.iter().filter_map(|a| t.get(a)).copied().collect::<Vec<_>>();
        let (blamed, praised) = (on(&g.sides.blamed), on(&g.sides.praised));
        f.docs_blaming += blamed.iter().any(|t| t.net() < 0.0) as usize;
        f.docs_praising += praised.iter().any(|t| t.net() > 0.0) as usize;
        let blame: u32 = blamed.iter().map(|t| t.blame).sum();
        most = most.max(blame);
        f.blame += blame;
        f.praise += praised.iter().map(|t| t.praise + t.victim).sum::<u32>();
        f.contrary += blamed.iter().map(|t| t.praise).sum::<u32>() + praised.iter().map(|t| t.blame).sum::<u32>();
        f.dissenting |= sides::along(t, &g.sides) <= RULE.dissent;
    }
    f.largest_share = most as f64 / f.blame.max(1) as f64;
    (f.predicted, f.mispredicted) = sides::leave_one_out(&g.tallies, g.cast);
    f.label_docs = g.label.as_ref().map_or(0, |l| l.2);
    f.legitimacy = blames(g).filter(|e| e.legitimacy).count() as u32;
    f.contested = !g.contested.is_empty();
    f.divided = !g.sides.divided.is_empty();
    heard(g, &mut f);
    f
}

/// The blame events on the blamed side.
pub fn blames<'a>(g: &'a Ground) -> impl Iterator<Item = &'a Found> {
    g.documents.iter().flat_map(|&d| &g.events[d]).filter(|e| e.kind == EventKind::Blame && g.sides.blamed.contains(&e.actor))
}

/// Who is given the word.
fn heard(g: &Ground, f: &mut Facts) {
    for &d in &g.documents {
        let reading = g.views[d].reading;
        let mut here = false;
        for a in reading.attributed.attributions.iter().filter(|a| g.views[d].is_heard(a)) {
            let Some(source) = &a.source else { continue };
            let span = source.name();
            let speaks = g.cast.mentions[d].iter().any(|m| g.sides.blamed.contains(&m.actor) && reading.text.span(m.tokens).overlaps(span));
            f.statements += 1;
            f.statements_blamed += speaks as usize;
            here |= speaks;
        }
        f.documents_heard += here as usize;
    }
}

/// The evaluating word that most documents give the same actor: an adjective or trait, or a noun that is itself a verdict.
fn label(g: &Ground) -> Option<(u32, String, usize)> {
    let mut documents: BTreeMap<(u32, String), BTreeSet<usize>> = BTreeMap::new();
    for (n, &d) in g.documents.iter().enumerate() {
        for e in g.events[d].iter().filter(|e| e.kind != EventKind::Victim) {
            documents.entry((e.actor, e.stem.clone())).or_default().insert(n);
        }
        for m in g.cast.mentions[d].iter().filter(|m| g.cast.members[m.actor as usize].sort == Sort::Verdict && g.views[d].own[m.tokens.0 as usize]) {
            documents.entry((m.actor, String::new())).or_default().insert(n);
        }
    }
    let on_side = |a: &u32| g.sides.blamed.contains(a) || g.sides.praised.contains(a);
    let best =
        documents.into_iter().filter(|((a, _), d)| on_side(a) && d.len() >= 3).max_by_key(|((a, w), d)| (d.len(), w.is_empty(), std::cmp::Reverse(*a)))?;
    Some((best.0.0, best.0.1, best.1.len()))
}
