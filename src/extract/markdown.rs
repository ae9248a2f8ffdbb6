//! Markdown: the text as written, with the blocks that its syntax declares.

use super::{Document, plain};
use crate::segment::{BlockHint, BlockKind};
use crate::text::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The document of a Markdown text. Offsets count in the text as written, front matter and all.
pub fn document(text: String) -> Document {
    let (mut meta, body) = plain::front_matter(&text);
    let mut blocks = Blocks::new(body);
    if body > 0 {
        blocks.hints.push(plain::front_hint(body));
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(&text[body..], options).into_offset_iter() {
        blocks.read(event, range.start + body..range.end + body);
    }
    blocks.close();
    if meta.title.is_none() {
        meta.title = blocks.title.filter(|t| !t.trim().is_empty()).map(|t| t.trim().to_string());
    }
    if meta.title.is_none() {
        meta.title = plain::first_line(&text[body..]).map(String::from);
    }
    let hints = blocks.hints;
    Document { meta, text, hints }
}

/// The blocks found so far, and the one that is being read.
struct Blocks {
    hints: Vec<BlockHint>,
    /// The containers around the present place, innermost last.
    inside: Vec<BlockKind>,
    /// Where the syntax of the present block began.
    opened: Option<usize>,
    /// The end of its words so far.
    end: Option<usize>,
    /// It holds an image and no words beside it.
    only_image: bool,
    in_image: bool,
    in_title: bool,
    title: Option<String>,
    start: usize,
}

impl Blocks {
    fn new(start: usize) -> Blocks {
        Blocks { hints: Vec::new(), inside: Vec::new(), opened: None, end: None, only_image: false, in_image: false, in_title: false, title: None, start }
    }

    fn read(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(Tag::Image { .. }) => {
                self.only_image |= self.end.is_none();
                self.in_image = true;
                self.words(range);
            }
            Event::End(TagEnd::Image) => self.in_image = false,
            Event::Start(tag) if is_inline(&tag) => self.words(range),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
            Event::Start(tag) => self.begin(&tag, range.start),
            Event::End(tag) => self.finish(tag),
            Event::Html(_) => self.furniture(range),
            Event::Rule => self.close(),
            Event::Text(words) | Event::Code(words) => {
                if self.in_title {
                    self.title.get_or_insert_default().push_str(&words);
                }
                self.only_image &= self.in_image || words.trim().is_empty();
                self.words(range);
            }
            _ => self.words(range),
        }
    }

    fn words(&mut self, range: Range<usize>) {
        self.opened.get_or_insert(range.start);
        self.end = Some(self.end.unwrap_or(0).max(range.end));
    }

    fn begin(&mut self, tag: &Tag, at: usize) {
        self.close();
        self.opened.get_or_insert(at);
        if matches!(tag, Tag::Heading { .. }) && self.title.is_none() {
            self.in_title = true;
        }
        let around = self.inside.last().copied();
        self.inside.push(match tag {
            Tag::Heading { .. } => BlockKind::Headline,
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::CodeBlock(_) | Tag::HtmlBlock => BlockKind::Furniture,
            Tag::List(_) | Tag::Item | Tag::Table(_) | Tag::TableHead | Tag::TableRow => BlockKind::List,
            _ => around.unwrap_or(BlockKind::Body),
        });
    }

    fn finish(&mut self, tag: TagEnd) {
        if matches!(tag, TagEnd::Heading(_)) {
            self.in_title = false;
        }
        self.close();
        self.opened = None;
        self.inside.pop();
    }

    fn furniture(&mut self, range: Range<usize>) {
        self.close();
        self.push(BlockKind::Furniture, range.start, range.end);
    }

    /// Ends the block that is being read, if it has words.
    fn close(&mut self) {
        if let (Some(start), Some(end)) = (self.opened, self.end.take()) {
            let kind = if self.only_image { BlockKind::Caption } else { self.inside.last().copied().unwrap_or(BlockKind::Body) };
            self.push(kind, start, end);
            self.opened = None;
        }
        self.only_image = false;
    }

    fn push(&mut self, kind: BlockKind, start: usize, end: usize) {
        let start = start.max(self.start);
        if end > start {
            self.hints.push(BlockHint { kind, span: Span::new(start, end) });
            self.start = end;
        }
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_those_of_the_syntax() {
        let text = "---\ntitle: T\n---\n# Head *one*\n\nA [link](https://x.example) here.\n\n> Said\n> twice.\n\n- one\n- two\n  - deep\n\n![A bridge](b.png)\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |\n";
        let found: Vec<(BlockKind, String)> = document(text.into()).hints.iter().map(|h| (h.kind, h.span.of(text).trim().to_string())).collect();
        let want = [
            (BlockKind::Furniture, "---\ntitle: T\n---"),
            (BlockKind::Headline, "# Head *one*"),
            (BlockKind::Body, "A [link](https://x.example) here."),
            (BlockKind::Quote, "> Said\n> twice."),
            (BlockKind::List, "- one"),
            (BlockKind::List, "- two"),
            (BlockKind::List, "- deep"),
            (BlockKind::Caption, "![A bridge](b.png)"),
            (BlockKind::Furniture, "```\ncode"),
        ];
        assert_eq!(&found[..want.len()], &want.map(|(k, s)| (k, s.to_string())));
        assert!(found[want.len()..].iter().all(|(k, _)| *k == BlockKind::List), "{found:?}");
    }

    #[test]
    fn the_first_heading_is_the_title() {
        assert_eq!(document("Lead\n\n## The *levy*\n\nText".into()).meta.title.as_deref(), Some("The levy"));
    }
}
