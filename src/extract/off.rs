//! Regions that a writer has switched off: `<!-- slantscope off -->` up to `<!-- slantscope on -->`.

use crate::segment::{BlockHint, BlockKind};
use crate::text::Span;

/// What a comment switches: `true` is off.
///
/// ```
/// use slantscope::extract::off::switch;
/// assert_eq!([switch(" slantscope off "), switch("slantscope on"), switch("off")], [Some(true), Some(false), None]);
/// ```
pub fn switch(comment: &str) -> Option<bool> {
    match comment.split_whitespace().collect::<Vec<_>>()[..] {
        ["slantscope", "off"] => Some(true),
        ["slantscope", "on"] => Some(false),
        _ => None,
    }
}

/// The regions of a text, with their comments; one that is never switched on again goes to the end.
///
/// ```
/// let text = "a <!-- slantscope off -->b<!-- slantscope on --> c";
/// assert_eq!(slantscope::extract::off::regions(text)[0].of(text), "<!-- slantscope off -->b<!-- slantscope on -->");
/// ```
pub fn regions(text: &str) -> Vec<Span> {
    let (mut out, mut open) = (Vec::new(), None);
    for (at, _) in text.match_indices("<!--") {
        let inside = text[at + 4..].split("<!--").next().unwrap_or_default();
        let Some((comment, _)) = inside.split_once("-->") else { continue };
        let end = at + "<!---->".len() + comment.len();
        match (open, switch(comment)) {
            (None, Some(true)) => open = Some(at),
            (None, Some(false)) => out.push(Span::new(at, end)),
            (Some(start), Some(false)) => {
                out.push(Span::new(start, end));
                open = None;
            }
            (Some(_), Some(true)) | (_, None) => {}
        }
    }
    out.extend(open.map(|start| Span::new(start, text.len())));
    out
}

/// Makes the regions nobody's words: hints that reach into them give way.
pub fn apply(regions: &[Span], hints: &mut Vec<BlockHint>) {
    for region in regions {
        let parts = |h: &BlockHint| {
            let before = Span { start: h.span.start, end: h.span.end.min(region.start) };
            let after = Span { start: h.span.start.max(region.end), end: h.span.end };
            [before, after].into_iter().filter(|s| s.start < s.end).map(|span| BlockHint { span, ..*h }).collect::<Vec<_>>()
        };
        *hints = hints.iter().flat_map(parts).chain([BlockHint { kind: BlockKind::Furniture, span: *region }]).collect();
    }
    hints.sort_by_key(|h| (h.span.start, h.span.end));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_give_way_to_a_region() {
        let body = |start, end| BlockHint { kind: BlockKind::Body, span: Span::new(start, end) };
        let mut hints = vec![body(0, 10), body(12, 20)];
        apply(&[Span::new(5, 15)], &mut hints);
        let spans: Vec<(u32, u32)> = hints.iter().map(|h| (h.span.start, h.span.end)).collect();
        assert_eq!(spans, [(0, 5), (5, 15), (15, 20)]);
    }

    #[test]
    fn a_region_without_an_end_goes_to_the_end() {
        let text = "a <!-- slantscope on --> b <!--slantscope  off--> c";
        assert_eq!(regions(text).iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["<!-- slantscope on -->", "<!--slantscope  off--> c"]);
    }
}
