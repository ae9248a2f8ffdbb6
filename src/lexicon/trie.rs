//! A trie over word symbols: all patterns of all rules are found in one walk.

use rustc_hash::FxHashMap;

/// A symbol on an edge: a word, a wildcard, a class, or a shape.
pub type Sym = u32;

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

    /// The finished trie, in flat tables.
    pub fn finish(self) -> Trie {
        let mut edges: Vec<((u32, Sym), u32)> = self.edges.into_iter().collect();
        edges.sort_unstable();
        let mut trie = Trie { nodes: Vec::with_capacity(self.outs.len()), edges: Vec::with_capacity(edges.len()), outs: Vec::new() };
        let mut rest = edges.iter().peekable();
        for (number, outs) in self.outs.iter().enumerate() {
            let first = trie.edges.len() as u32;
            let mut bloom = 0;
            while let Some(&&((_, sym), to)) = rest.next_if(|e| e.0.0 == number as u32).as_ref() {
                trie.edges.push((sym, to));
                bloom |= bit(sym);
            }
            let first_out = trie.outs.len() as u32;
            trie.outs.extend(outs);
            trie.nodes.push(Node { bloom, edges: (first, trie.edges.len() as u32), outs: (first_out, trie.outs.len() as u32) });
        }
        trie
    }
}

/// A node: a filter over the symbols of its edges, its edges, and what ends at it.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    bloom: u64,
    edges: (u32, u32),
    outs: (u32, u32),
}

/// The finished trie. Most questions are answered "no" by one bit.
#[derive(Debug, Default)]
pub struct Trie {
    nodes: Vec<Node>,
    /// The edges of each node, sorted by symbol.
    edges: Vec<(Sym, u32)>,
    outs: Vec<Out>,
}

/// The bit of a symbol in the filter.
#[inline]
fn bit(sym: Sym) -> u64 {
    1 << (sym.wrapping_mul(0x9E37_79B1) >> 26)
}

impl Trie {
    /// The node that `sym` leads to.
    #[inline]
    pub fn step(&self, node: u32, sym: Sym) -> Option<u32> {
        let n = &self.nodes[node as usize];
        if n.bloom & bit(sym) == 0 {
            return None;
        }
        let edges = &self.edges[n.edges.0 as usize..n.edges.1 as usize];
        edges.binary_search_by_key(&sym, |e| e.0).ok().map(|i| edges[i].1)
    }

    /// What ends at the node.
    #[inline]
    pub fn outs(&self, node: u32) -> &[Out] {
        let n = &self.nodes[node as usize];
        &self.outs[n.outs.0 as usize..n.outs.1 as usize]
    }

    /// Whether the walk can go on.
    #[inline]
    pub fn is_inner(&self, node: u32) -> bool {
        self.nodes[node as usize].bloom != 0
    }
}
