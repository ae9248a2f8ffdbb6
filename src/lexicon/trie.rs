//! A trie over word symbols, its common ends shared: all patterns of all rules are found in one walk.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// A symbol on an edge: a word, a wildcard, a class, or a shape.
pub type Sym = u32;
/// Symbols above this number are no words.
pub const FIRST_OTHER: Sym = 1 << 24;
/// Any number in digits.
pub const SYM_NUMBER: Sym = FIRST_OTHER;
/// A capitalised word that does not begin its sentence.
pub const SYM_NAME: Sym = FIRST_OTHER + 1;
/// Any word.
pub const SYM_ANY: Sym = FIRST_OTHER + 2;

/// What a finished pattern reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Out {
    /// A term, by its index in the lexicon.
    Term(u32),
    /// A gate pattern, by its gate.
    Gate(u32),
    /// A phrase of a word list, by its list.
    Phrase(u16),
}

impl Out {
    /// The report as a number; the two highest bits say which it is.
    pub fn code(self) -> u32 {
        match self {
            Out::Term(n) => n,
            Out::Gate(n) => n | GATE,
            Out::Phrase(n) => n as u32 | PHRASE,
        }
    }

    /// The report of this number, if there is one.
    pub fn of_code(n: u32) -> Option<Out> {
        match n & !(GATE - 1) {
            0 => Some(Out::Term(n)),
            GATE => Some(Out::Gate(n - GATE)),
            PHRASE => u16::try_from(n - PHRASE).ok().map(Out::Phrase),
            _ => None,
        }
    }
}

const GATE: u32 = 1 << 30;
const PHRASE: u32 = 2 << 30;

/// A trie that still grows; node 0 is the root.
#[derive(Debug)]
pub struct Growing {
    edges: FxHashMap<(u32, Sym), u32>,
    outs: Vec<Vec<Out>>,
}

impl Default for Growing {
    fn default() -> Self {
        Self::new()
    }
}

impl Growing {
    pub fn new() -> Growing {
        Growing { edges: FxHashMap::default(), outs: vec![Vec::new()] }
    }

    /// Adds a pattern: at each place one of the symbols.
    pub fn add(&mut self, places: &[Vec<Sym>], out: Out) {
        self.add_from(0, places, out);
    }

    fn add_from(&mut self, node: u32, places: &[Vec<Sym>], out: Out) {
        let Some((first, rest)) = places.split_first() else {
            if !self.outs[node as usize].contains(&out) {
                self.outs[node as usize].push(out);
            }
            return;
        };
        for &sym in first {
            let next = *self.edges.entry((node, sym)).or_insert_with(|| {
                self.outs.push(Vec::new());
                self.outs.len() as u32 - 1
            });
            self.add_from(next, rest, out);
        }
    }

    /// The reports of every node.
    pub fn all_outs(&self) -> impl Iterator<Item = &[Out]> {
        self.outs.iter().map(Vec::as_slice)
    }

    /// The symbols of all edges.
    pub fn syms(&self) -> impl Iterator<Item = Sym> {
        self.edges.keys().map(|e| e.1)
    }

    /// The finished trie, in flat tables, still without what `index` adds. Nodes behind which everything is alike become one: of the many forms and spellings of a pattern, only
    /// the first words differ, and four nodes of five go.
    pub fn finish(self) -> Trie {
        let mut edges: Vec<((u32, Sym), u32)> = self.edges.into_iter().collect();
        edges.sort_unstable();
        let of = |node: u32| {
            let from = edges.partition_point(|e| e.0.0 < node);
            &edges[from..from + edges[from..].iter().take_while(|e| e.0.0 == node).count()]
        };
        // a node is made after the one that leads to it, so that from the last to the first all behind a node is known
        let mut first = FxHashMap::default();
        let mut alike = vec![0u32; self.outs.len()];
        for node in (0..self.outs.len() as u32).rev() {
            let onward: Vec<(Sym, u32)> = of(node).iter().map(|e| (e.0.1, alike[e.1 as usize])).collect();
            alike[node as usize] = *first.entry((&self.outs[node as usize], onward)).or_insert(node);
        }
        // numbered level by level
        let mut trie = Trie::default();
        let mut order = vec![alike[0]];
        let mut number = FxHashMap::from_iter([(alike[0], 0)]);
        while let Some(&node) = order.get(trie.nodes.len()) {
            trie.nodes.push(Node { edges: trie.edges.len() as u32, outs: trie.outs.len() as u32, ..Node::default() });
            trie.outs.extend(&self.outs[node as usize]);
            for &((_, sym), to) in of(node) {
                let to = alike[to as usize];
                trie.edges.push(sym);
                trie.targets.push(*number.entry(to).or_insert_with(|| {
                    order.push(to);
                    order.len() as u32 - 1
                }));
            }
        }
        trie.nodes.push(Node { edges: trie.edges.len() as u32, outs: trie.outs.len() as u32, ..Node::default() });
        trie
    }
}

/// A node: a filter over the symbols of its edges, and where its edges and what ends at it begin; they end where the next node's begin.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Node {
    pub bits: u64,
    pub edges: u32,
    pub outs: u32,
    /// Where the node's part of the table begins.
    pub table: u32,
}

/// The finished trie. Most questions are answered "no" by one bit.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Trie {
    /// The symbols of the edges, node by node, in order, and the nodes that they lead to.
    #[serde(with = "super::flat")]
    edges: Vec<Sym>,
    #[serde(with = "super::flat")]
    targets: Vec<u32>,
    #[serde(with = "super::flat")]
    outs: Vec<Out>,
    /// The nodes, and one behind the last.
    #[serde(with = "super::flat")]
    nodes: Vec<Node>,
    /// The edges of nodes with many once more, each node's in a part of its own whose places follow from the symbols, a power of two: a search in order
    /// took a fifteenth of the whole analysis, most of it waiting. The first node, whose edges nobody walks, has none.
    #[serde(skip)]
    table: Vec<Edge>,
}

/// Where the edges of a node stand, and a filter over their symbols; 0 where the walk ends.
#[derive(Clone, Copy, Debug, Default)]
pub struct Edges {
    pub bits: u64,
    from: u32,
    len: u32,
}

/// A node with no more edges than these is searched in order.
const FEW: usize = 16;

/// An edge in its table; a free place has symbol 0, which is no symbol of an edge.
#[derive(Clone, Copy, Debug, Default)]
struct Edge {
    sym: Sym,
    to: u32,
}

/// A number that a symbol's bit and place are taken from.
#[inline]
fn spread(sym: Sym) -> u32 {
    sym.wrapping_mul(0x9E37_79B1)
}

/// The bit of a symbol in the filter. Any word has one of its own: every word carries it, and a node that shared it would let every word pass.
#[inline]
pub fn bit(sym: Sym) -> u64 {
    if sym == SYM_ANY { 1 << 63 } else { 1 << ((u64::from(spread(sym)) * 63) >> 32) }
}

impl Trie {
    /// Whether it was left out.
    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Fills the filters and tables of all nodes.
    pub(super) fn index(&mut self) {
        let size = |edges: usize| (edges * 4 / 3).next_power_of_two();
        let many = |pair: &[Node]| Some((pair[1].edges - pair[0].edges) as usize).filter(|&edges| edges > FEW);
        self.table = Vec::with_capacity(self.nodes.windows(2).skip(1).filter_map(many).map(size).sum());
        for i in 1..self.nodes.len() {
            let edges = self.nodes[i - 1].edges as usize..self.nodes[i].edges as usize;
            self.nodes[i - 1].bits = self.edges[edges.clone()].iter().fold(0, |bits, &sym| bits | bit(sym));
            let from = self.table.len();
            if i > 1 && edges.len() > FEW {
                self.table.resize(from + size(edges.len()), Edge::default());
                let table = &mut self.table[from..];
                for (&sym, &to) in self.edges[edges.clone()].iter().zip(&self.targets[edges]) {
                    let mut at = place(sym, table.len());
                    while table[at].sym != 0 {
                        at = (at + 1) & (table.len() - 1);
                    }
                    table[at] = Edge { sym, to };
                }
            }
            self.nodes[i].table = self.table.len() as u32;
        }
    }

    /// The node that a pattern reaches by its first symbol.
    pub(super) fn first(&self, sym: Sym) -> Option<u32> {
        let edges = self.nodes.get(1).map_or(0, |second| second.edges as usize);
        self.edges[..edges].binary_search(&sym).ok().map(|i| self.targets[i])
    }

    /// The symbols that patterns go on with: all on edges but the first node's.
    pub(super) fn later(&self) -> impl Iterator<Item = Sym> {
        let first = self.nodes.get(1).map_or(0, |second| second.edges as usize);
        self.edges[first..].iter().copied()
    }

    /// The edges of any node but the first.
    #[inline]
    pub fn edges(&self, node: u32) -> Edges {
        let (here, next) = (&self.nodes[node as usize], &self.nodes[node as usize + 1]);
        let (from, len) = if here.table == next.table { (here.edges, next.edges - here.edges) } else { (here.table, next.table - here.table) };
        Edges { bits: here.bits, from, len }
    }

    /// The node that `sym` leads to.
    #[inline(always)]
    pub fn step(&self, edges: Edges, sym: Sym) -> Option<u32> {
        if edges.bits & bit(sym) == 0 { None } else { self.find(edges, sym) }
    }

    fn find(&self, edges: Edges, sym: Sym) -> Option<u32> {
        let all = edges.from as usize..(edges.from + edges.len) as usize;
        if edges.len as usize <= FEW {
            return self.edges[all.clone()].iter().position(|&s| s == sym).map(|i| self.targets[all.start + i]);
        }
        let table = &self.table[all];
        let mut at = place(sym, table.len());
        // at most three of four places are taken
        loop {
            let edge = table[at & (table.len() - 1)];
            if edge.sym == sym {
                return Some(edge.to);
            }
            if edge.sym == 0 {
                return None;
            }
            at += 1;
        }
    }

    /// What ends at the node.
    #[inline]
    pub fn outs(&self, node: u32) -> &[Out] {
        &self.outs[self.nodes[node as usize].outs as usize..self.nodes[node as usize + 1].outs as usize]
    }
}

/// Where the search for a symbol begins in a table of this size.
#[inline]
fn place(sym: Sym, size: usize) -> usize {
    (spread(sym) >> 9) as usize & size.wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn every_edge_is_found_and_no_other(mut patterns in proptest::collection::vec(proptest::collection::vec(1..60u32, 1..4), 1..80), asked in 1..60u32) {
            patterns.sort();
            patterns.dedup();
            let mut growing = Growing::new();
            for (n, pattern) in patterns.iter().enumerate() {
                growing.add(&pattern.iter().map(|&sym| vec![sym]).collect::<Vec<_>>(), Out::Term(n as u32));
            }
            let mut trie = growing.finish();
            trie.index();
            for (n, pattern) in patterns.iter().enumerate() {
                let (first, rest) = pattern.split_first().unwrap();
                let end = trie.first(*first).and_then(|node| rest.iter().try_fold(node, |node, &sym| trie.step(trie.edges(node), sym)));
                proptest::prop_assert_eq!(end.map(|node| trie.outs(node)), Some(&[Out::Term(n as u32)][..]));
            }
            for first in patterns.iter().map(|pattern| pattern[0]) {
                let node = trie.first(first).unwrap();
                let leads = patterns.iter().any(|pattern| pattern[0] == first && pattern.get(1) == Some(&asked));
                proptest::prop_assert_eq!(trie.step(trie.edges(node), asked).is_some(), leads);
            }
        }
    }
}
