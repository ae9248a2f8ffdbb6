//! Writes a handout as one HTML page: for paper first, and for a screen or a phone as well.

use super::model::{Handout, Paragraph, Part};
use crate::segment::BlockKind;
use askama::Template;

/// Ruled lines under a question.
const ANSWER: [(); 3] = [(); 3];

#[derive(Template)]
#[template(path = "handout.html")]
struct Page<'a> {
    handout: &'a Handout,
    css: &'static str,
}

/// The page.
pub fn page(handout: &Handout) -> Vec<u8> {
    let page = Page { handout, css: include_str!("templates/handout.css") };
    // templates are checked when the program is built and only fail to write where memory ends
    crate::report::html::visible(page.render().unwrap_or_else(|e| unreachable!("a template that was checked: {e}"))).into_bytes()
}

/// The class of a block, and whether it is a headline.
fn class(p: &Paragraph) -> &'static str {
    match p.kind {
        BlockKind::Headline => "headline",
        BlockKind::Caption => "caption",
        BlockKind::List => "item",
        BlockKind::Quote => "quote",
        BlockKind::Body | BlockKind::Furniture => "body",
    }
}
