//! Walks a page and cuts it into pieces: one for every block that a reader sees, with where on the page it stands.

use super::zones::{self, Zone};
use crate::segment::BlockKind;
use dom_query::{NodeData, NodeRef};

/// Elements inside each other, at most; pages of browsers have some dozens.
pub const DEEPEST: usize = 400;

/// A block of a page.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    pub text: String,
    pub kind: Option<BlockKind>,
    /// 1 to 6 for a heading.
    pub level: u8,
    /// The parts of the page that hold it, outermost first: which one, by number, and what it is.
    pub zones: Vec<(u32, Zone)>,
    /// The element that directly holds the block, by number.
    pub parent: u32,
    /// Characters inside links.
    pub linked: usize,
    /// Characters inside `<time>`.
    pub timed: usize,
    /// A sentence of the text set large beside it.
    pub pull: bool,
    /// Between `<!-- slantscope off -->` and `<!-- slantscope on -->`.
    pub off: bool,
}

impl Piece {
    /// Words, as white space parts them.
    pub fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }

    /// It is a date or time and hardly a word more.
    pub fn is_date(&self) -> bool {
        self.timed * 10 >= self.text.chars().filter(|c| !c.is_whitespace()).count() * 7
    }

    /// Nearly all of it is links.
    pub fn is_linked(&self) -> bool {
        self.linked * 10 >= self.text.chars().filter(|c| !c.is_whitespace()).count() * 8
    }
}

/// All pieces below a node, in the order of the page; none where it goes deeper than `DEEPEST`.
pub fn walk(root: &NodeRef) -> Option<Vec<Piece>> {
    let mut walker = Walker::default();
    walker.children(root, &Place::default(), 0);
    walker.flush(&Place::default());
    (!walker.too_deep).then_some(walker.pieces)
}

/// Where the walk stands.
#[derive(Clone, Default)]
struct Place {
    kind: Option<BlockKind>,
    level: u8,
    zones: Vec<(u32, Zone)>,
    parent: u32,
    pull: bool,
    in_link: bool,
    in_time: bool,
    /// Inside a table that lays out the page.
    layout: bool,
    /// White space is kept, as in `<pre>`.
    spaced: bool,
}

#[derive(Default)]
struct Walker {
    pieces: Vec<Piece>,
    text: String,
    linked: usize,
    timed: usize,
    /// White space waits to be written.
    gap: bool,
    numbered: u32,
    off: bool,
    too_deep: bool,
}

impl Walker {
    fn children(&mut self, node: &NodeRef, place: &Place, depth: usize) {
        if depth > DEEPEST {
            self.too_deep = true;
            return;
        }
        for child in node.children_it(false) {
            self.node(&child, place, depth);
        }
    }

    fn node(&mut self, node: &NodeRef, place: &Place, depth: usize) {
        if node.is_text() {
            node.query(|n| {
                if let NodeData::Text { contents } = &n.data {
                    self.words(contents, place);
                }
            });
        } else if node.is_comment() {
            let switch = node.query(|n| if let NodeData::Comment { contents } = &n.data { super::super::off::switch(contents) } else { None }).flatten();
            if let Some(off) = switch {
                self.flush(place);
                self.off = off;
            }
        } else if node.is_element() {
            let name = node.node_name().unwrap_or_default();
            self.element(node, &name, place, depth);
        }
    }

    fn element(&mut self, node: &NodeRef, name: &str, place: &Place, depth: usize) {
        match name {
            "script" | "style" | "noscript" | "template" | "svg" | "math" | "head" | "iframe" | "object" | "select" | "textarea" | "audio" | "video" => return,
            "br" => return self.line_break(place),
            "hr" => return self.flush(place),
            "td" | "th" if !place.layout && !self.text.is_empty() => self.text.push('\t'),
            _ => {}
        }
        if is_inline(name) {
            if zones::is_hidden(node) {
                return;
            }
            if name == "q" {
                self.words("\u{201C}", place);
            }
            match name {
                "a" => self.children(node, &Place { in_link: true, ..place.clone() }, depth + 1),
                "time" => self.children(node, &Place { in_time: true, ..place.clone() }, depth + 1),
                _ => self.children(node, place, depth + 1),
            }
            if name == "q" {
                self.gap = false;
                self.words("\u{201D}", place);
            }
            return;
        }
        if matches!(name, "td" | "th") && !place.layout {
            return self.children(node, place, depth + 1);
        }
        self.flush(place);
        let inner = self.inside(node, name, place);
        self.children(node, &inner, depth + 1);
        self.flush(&inner);
    }

    /// The place inside a block element.
    fn inside(&mut self, node: &NodeRef, name: &str, place: &Place) -> Place {
        self.numbered += 1;
        let mut inner = Place { parent: if is_leaf(name) { place.parent } else { self.numbered }, spaced: place.spaced || name == "pre", ..place.clone() };
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (inner.kind, inner.level) = (Some(BlockKind::Headline), name.as_bytes()[1] - b'0'),
            "figcaption" | "caption" => inner.kind = Some(BlockKind::Caption),
            "blockquote" => inner.kind = Some(BlockKind::Quote),
            "table" => inner.layout = lays_out(node),
            "tr" if place.layout => {}
            "li" | "dd" | "dt" | "tr" => inner.kind = Some(BlockKind::List),
            "pre" => inner.kind = Some(BlockKind::Furniture),
            _ => {}
        }
        match zones::zone(node, name, inner.zones.iter().any(|z| z.1 == Zone::Article)) {
            Some(Zone::Pull) => (inner.pull, inner.kind) = (true, Some(BlockKind::Quote)),
            Some(Zone::Caption) => inner.kind = Some(BlockKind::Caption),
            Some(zone) if !inner.pull => inner.zones.push((self.numbered, zone)),
            _ => {}
        }
        inner
    }

    fn words(&mut self, words: &str, place: &Place) {
        for c in words.chars() {
            if c.is_ascii_whitespace() && !place.spaced {
                self.gap = true;
                continue;
            }
            if std::mem::take(&mut self.gap) && !self.text.is_empty() && !self.text.ends_with(['\n', '\t']) {
                self.text.push(' ');
            }
            self.text.push(c);
            self.linked += usize::from(place.in_link && !c.is_whitespace());
            self.timed += usize::from(place.in_time && !c.is_whitespace());
        }
    }

    /// One break is a new line of the block; two end it.
    fn line_break(&mut self, place: &Place) {
        if self.text.ends_with('\n') {
            return self.flush(place);
        }
        self.gap = false;
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Ends the block that is being read, if it has words.
    fn flush(&mut self, place: &Place) {
        let text = std::mem::take(&mut self.text);
        let (linked, timed) = (std::mem::take(&mut self.linked), std::mem::take(&mut self.timed));
        self.gap = false;
        let text = text.trim();
        if !text.is_empty() {
            let Place { kind, level, zones, parent, pull, .. } = place.clone();
            self.pieces.push(Piece { text: text.into(), kind, level, zones, parent, linked, timed, pull, off: self.off });
        }
    }
}

/// Whether a table is the frame of an old page: a cell of it holds paragraphs, headings or another table.
fn lays_out(table: &NodeRef) -> bool {
    let name = |n: &NodeRef| n.node_name().unwrap_or_default();
    table.descendants_it().any(|n| n.is_element() && matches!(&*name(&n), "p" | "h1" | "h2" | "h3" | "table" | "ul" | "article"))
}

/// Elements that stand inside a line.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Elements that are blocks of their own and do not hold a stretch of the text.
fn is_leaf(name: &str) -> bool {
    matches!(name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "figure" | "figcaption" | "blockquote" | "ul" | "ol" | "pre" | "table" | "tr")
}
