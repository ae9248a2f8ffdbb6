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

/// Nodes and edges; node 0 is the root.
#[derive(Debug, Default)]
pub struct Trie {
    edges: FxHashMap<(u32, Sym), u32>,
    outs: Vec<Vec<Out>>,
    /// Whether any edge leaves the node: most nodes are leaves.
    inner: Vec<bool>,
}

impl Trie {
    pub fn new() -> Trie {
        Trie { edges: FxHashMap::default(), outs: vec![Vec::new()], inner: vec![true] }
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
                self.inner.push(false);
                self.outs.len() as u32 - 1
            });
            self.inner[node as usize] = true;
            self.add_from(next, rest, out);
        }
    }

    /// The node that `sym` leads to.
    #[inline]
    pub fn step(&self, node: u32, sym: Sym) -> Option<u32> {
        self.edges.get(&(node, sym)).copied()
    }

    /// What ends at the node.
    #[inline]
    pub fn outs(&self, node: u32) -> &[Out] {
        &self.outs[node as usize]
    }

    /// Whether the walk can go on.
    #[inline]
    pub fn is_inner(&self, node: u32) -> bool {
        self.inner[node as usize]
    }

    /// The reports of every node.
    pub fn all_outs(&self) -> impl Iterator<Item = &[Out]> {
        self.outs.iter().map(Vec::as_slice)
    }
}
