//! Who is blamed and who is praised across documents, and how well each document agrees with the others.

use super::cast::Cast;
use super::events::Found;
use super::model::EventKind;
use std::collections::{BTreeMap, BTreeSet};

/// The events of one actor in one document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub blame: u32,
    pub praise: u32,
    pub victim: u32,
}

impl Tally {
    /// Praise, half of suffering, less blame.
    pub fn net(self) -> f64 {
        self.praise as f64 + 0.5 * self.victim as f64 - self.blame as f64
    }
}

/// Tallies by document, then by actor.
pub type Tallies = Vec<BTreeMap<u32, Tally>>;

/// Counts the events of `documents`.
pub fn tallies(events: &[Vec<Found>], documents: &[usize]) -> Tallies {
    documents
        .iter()
        .map(|&d| {
            let mut out: BTreeMap<u32, Tally> = BTreeMap::new();
            for e in &events[d] {
                let t = out.entry(e.actor).or_default();
                match e.kind {
                    EventKind::Blame => t.blame += 1,
                    EventKind::Praise => t.praise += 1,
                    EventKind::Victim => t.victim += 1,
                }
            }
            out
        })
        .collect()
}

/// In how many documents an actor is evaluated which way.
#[derive(Clone, Copy, Debug, Default)]
struct Directions {
    up: i32,
    down: i32,
    praise: i32,
}

impl Directions {
    fn add(&mut self, t: Tally, sign: i32) {
        self.up += sign * (t.net() > 0.0) as i32;
        self.down += sign * (t.net() < 0.0) as i32;
        self.praise += sign * t.praise as i32;
    }

    /// Blamed in two documents or more, and praised in at most a third as many.
    fn blamed(self) -> bool {
        self.down >= 2 && 3 * self.up <= self.down
    }

    fn praised(self) -> bool {
        self.up >= 2 && 3 * self.down <= self.up && self.praise >= 1
    }

    /// Two documents or more on each side, the smaller at least a third of all.
    fn split(self) -> bool {
        self.up >= 2 && self.down >= 2 && 3 * self.up.min(self.down) >= self.up + self.down
    }
}

/// The two sides of a corpus.
#[derive(Clone, Debug, Default)]
pub struct Sides {
    pub blamed: BTreeSet<u32>,
    pub praised: BTreeSet<u32>,
    /// Actors on which documents are divided.
    pub divided: Vec<u32>,
}

fn directions(tallies: &Tallies) -> BTreeMap<u32, Directions> {
    let mut out: BTreeMap<u32, Directions> = BTreeMap::new();
    for (actor, t) in tallies.iter().flatten() {
        out.entry(*actor).or_default().add(*t, 1);
    }
    out
}

/// Builds the sides from all documents.
pub fn sides(tallies: &Tallies, cast: &Cast) -> Sides {
    let all = directions(tallies);
    let pick = |test: fn(Directions) -> bool| all.iter().filter(move |(_, d)| test(**d)).map(|(a, _)| *a);
    Sides {
        blamed: pick(Directions::blamed).collect(),
        praised: pick(Directions::praised).filter(|a| cast.members[*a as usize].can_be_praised()).collect(),
        divided: pick(Directions::split).collect(),
    }
}

/// How a document stands to sides that were built without it: `(documents >= 1, documents <= -1)`.
pub fn leave_one_out(tallies: &Tallies, cast: &Cast) -> (usize, usize) {
    let all = directions(tallies);
    let (mut for_, mut against) = (0, 0);
    for document in tallies {
        let mut sum = 0.0;
        for (actor, t) in document {
            let mut others = all[actor];
            others.add(*t, -1);
            let net = t.net().clamp(-3.0, 3.0);
            if others.blamed() {
                sum -= net;
            } else if others.praised() && cast.members[*actor as usize].can_be_praised() {
                sum += net;
            }
        }
        for_ += (sum >= 1.0) as usize;
        against += (sum <= -1.0) as usize;
    }
    (for_, against)
}

/// The net of a document along the sides: blame of the blamed and praise of the praised are positive.
pub fn along(document: &BTreeMap<u32, Tally>, sides: &Sides) -> f64 {
    let part = |set: &BTreeSet<u32>| set.iter().filter_map(|a| document.get(a)).map(|t| t.net()).sum::<f64>();
    part(&sides.praised) - part(&sides.blamed)
}

/// A name that one document praises and another blames, each by two events or more: actor, document of praise, of blame.
pub fn contested(tallies: &Tallies, cast: &Cast) -> Vec<(u32, usize, usize)> {
    let mut extremes: BTreeMap<u32, [(f64, usize); 2]> = BTreeMap::new();
    for (d, document) in tallies.iter().enumerate() {
        for (actor, t) in document.iter().filter(|(a, _)| cast.members[**a as usize].is_name()) {
            let net = t.net();
            let e = extremes.entry(*actor).or_insert([(net, d), (net, d)]);
            if net > e[0].0 {
                e[0] = (net, d);
            }
            if net < e[1].0 {
                e[1] = (net, d);
            }
        }
    }
    let mut out: Vec<(u32, usize, usize)> = extremes.into_iter().filter(|(_, e)| e[0].0 >= 2.0 && e[1].0 <= -2.0).map(|(a, e)| (a, e[0].1, e[1].1)).collect();
    out.sort_by(|a, b| cast.members[a.0 as usize].key.cmp(&cast.members[b.0 as usize].key));
    out
}

/// The share of shuffles of all signs in which documents agree as much as they do, with its own small generator.
pub fn agreement_test(tallies: &Tallies, shuffles: u32) -> f64 {
    let mut by_actor: BTreeMap<u32, Vec<bool>> = BTreeMap::new();
    for (actor, t) in tallies.iter().flatten().filter(|(_, t)| t.net() != 0.0) {
        by_actor.entry(*actor).or_default().push(t.net() > 0.0);
    }
    // order of documents must not matter: agreement is a sum over actors of squared sums of signs
    let agreement = |sign: &mut dyn FnMut(bool) -> bool| -> i64 {
        by_actor.values().map(|v| v.iter().map(|&up| if sign(up) { 1i64 } else { -1 }).sum::<i64>().pow(2)).sum()
    };
    let observed = agreement(&mut |up| up);
    let mut chance = super::chance::Chance::new(0x5EED);
    let as_much = (0..shuffles).filter(|_| agreement(&mut |_| chance.next() & 1 == 1) >= observed).count();
    (as_much + 1) as f64 / (shuffles + 1) as f64
}
