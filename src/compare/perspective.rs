//! Whether a corpus speaks with one voice: measures it, applies the rule, and says what it rests on.

use super::cast::{Cast, Mention};
use super::events::Found;
use super::model::{Basis, EventKind, Perspective, Verdict};
use super::names::Sort;
use super::notes;
use super::rule::{Facts, RULE};
use super::sides::{self, Sides, Tallies};
use super::speaker::{Speaker, speaker};
use super::view::Views;
use std::collections::{BTreeMap, BTreeSet};

/// What the verdict was reached on; the notes quote from it.
pub struct Ground<'a> {
    pub views: &'a Views<'a>,
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
    /// Words in the author's own voice, by document.
    own_words: Vec<u64>,
}

/// The verdict with its evidence.
pub fn perspective(views: &Views, cast: &Cast, events: &[Vec<Found>], originals: &[usize]) -> Perspective {
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
fn declared(views: &Views) -> Option<BTreeSet<String>> {
    let given: BTreeSet<String> =
        views.readings.iter().filter_map(|r| r.meta.perspective.as_deref()).map(|p| p.trim().to_string()).filter(|p| !p.is_empty()).collect();
    (!given.is_empty()).then_some(given)
}

fn measure<'a>(views: &'a Views<'a>, cast: &'a Cast, events: &'a [Vec<Found>], originals: &[usize]) -> Ground<'a> {
    let own_words = views.each(|_, view| view.own_words());
    let mut documents: Vec<usize> = (0..views.len()).filter(|&d| originals[d] == d && own_words[d] >= RULE.own_words).collect();
    let source = |d: usize| &views.readings[d].text.source;
    // names and order of documents must not matter
    documents.sort_by(|&a, &b| source(a).cmp(source(b)));
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
        own_words,
    };
    g.label = label(&g);
    g.facts = facts(&g);
    // a release that is one long quotation has no words of its own, and still has a speaker
    let mut long: Vec<usize> = (0..views.len()).filter(|&d| originals[d] == d && views.readings[d].scores.words.total >= RULE.own_words).collect();
    long.sort_by(|&a, &b| source(a).cmp(source(b)));
    g.speaker = speaker(views, cast, events, &long);
    g
}

fn facts(g: &Ground) -> Facts {
    let mut f = Facts { n: g.documents.len(), own_words: g.documents.iter().map(|&d| g.own_words[d]).sum(), ..Facts::default() };
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
        let mut here = false;
        g.views.at(d, |view| {
            for a in view.reading.attributed.attributions.iter().filter(|a| view.is_heard(a)) {
                let Some(source) = &a.source else { continue };
                let span = source.name();
                let speaks = g.cast.mentions[d].iter().any(|m| g.sides.blamed.contains(&m.actor) && view.reading.text.span(m.tokens).overlaps(span));
                f.statements += 1;
                f.statements_blamed += speaks as usize;
                here |= speaks;
            }
        });
        f.documents_heard += here as usize;
    }
}

/// The mentions of these in the author's own voice.
pub fn own_mentions(g: &Ground, d: usize, wanted: impl Fn(&Mention) -> bool) -> Vec<Mention> {
    let mut found: Vec<Mention> = g.cast.mentions[d].iter().filter(|m| wanted(m)).copied().collect();
    if !found.is_empty() {
        g.views.at(d, |view| found.retain(|m| view.own[m.tokens.0 as usize]));
    }
    found
}

/// The evaluating word that most documents give the same actor: an adjective or trait, or a noun that is itself a verdict.
fn label(g: &Ground) -> Option<(u32, String, usize)> {
    let mut documents: BTreeMap<(u32, String), BTreeSet<usize>> = BTreeMap::new();
    for (n, &d) in g.documents.iter().enumerate() {
        for e in g.events[d].iter().filter(|e| e.kind != EventKind::Victim) {
            documents.entry((e.actor, e.stem.clone())).or_default().insert(n);
        }
        for m in own_mentions(g, d, |m| g.cast.members[m.actor as usize].sort == Sort::Verdict) {
            documents.entry((m.actor, String::new())).or_default().insert(n);
        }
    }
    let on_side = |a: &u32| g.sides.blamed.contains(a) || g.sides.praised.contains(a);
    let best =
        documents.into_iter().filter(|((a, _), d)| on_side(a) && d.len() >= 3).max_by_key(|((a, w), d)| (d.len(), w.is_empty(), std::cmp::Reverse(*a)))?;
    Some((best.0.0, best.0.1, best.1.len()))
}
