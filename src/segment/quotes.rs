//! Quotations: which words stand between quotation marks.

use super::Text;
use crate::text::Span;

/// Words between quotation marks. A speech over several paragraphs is one quote a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// With its marks, where it has them.
    pub span: Span,
    /// The tokens between the marks.
    pub tokens: (u32, u32),
    /// Words between the marks.
    pub words: u32,
    /// No closing mark was found: the quotation ends with its paragraph.
    pub open: bool,
    /// It goes on the quotation of the paragraph before, which was left open.
    pub continues: bool,
    /// Inside another quotation; 0 is outermost.
    pub depth: u8,
}

/// Finds all quotations, in order of their first token.
pub fn quotes(_text: &Text) -> Vec<Quote> {
    Vec::new()
}
