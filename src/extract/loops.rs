//! PDFs whose parts hold themselves: the reader of the format would follow them until the program breaks down.

use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};
use rustc_hash::FxHashSet;

/// Parts inside each other that are followed, and folders of pages inside each other; programs write three or four.
const DEEPEST: usize = 60;

/// Whether a page stands in itself, or shows a part that shows itself, or parts go deeper than any program writes them.
pub fn is_endless(document: &Document) -> bool {
    let mut seen = Seen { document, open: Vec::new(), done: FxHashSet::default() };
    document.get_pages().into_values().any(|page| {
        let Some(resources) = inherited(document, page) else { return true };
        resources.is_some_and(|resources| document.get_page_content(page).is_ok_and(|content| seen.goes_round(&content, resources)))
    })
}

/// The resources of a page, which stand in it or in a folder above it; `None` where the folders have no end. All of them are walked: the
/// reader looks for other things there too.
fn inherited(document: &Document, page: ObjectId) -> Option<Option<&Dictionary>> {
    let (mut at, mut found) = (document.get_dictionary(page).ok(), None);
    for _ in 0..DEEPEST {
        let Some(here) = at else { return Some(found) };
        found = found.or_else(|| dictionary(document, here, b"Resources"));
        at = here.get(b"Parent").and_then(Object::as_reference).and_then(|id| document.get_dictionary(id)).ok();
    }
    None
}

fn dictionary<'d>(document: &'d Document, of: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
    document.dereference(of.get(key).ok()?).ok()?.1.as_dict().ok()
}

/// The parts that are being followed, and those that were.
struct Seen<'d> {
    document: &'d Document,
    open: Vec<Part<'d>>,
    done: FxHashSet<Part<'d>>,
}

/// A part by where it stands, and where the resources stand that it is shown with.
type Part<'d> = (*const Stream, *const Dictionary);

impl<'d> Seen<'d> {
    fn goes_round(&mut self, content: &[u8], resources: &'d Dictionary) -> bool {
        let Some(parts) = dictionary(self.document, resources, b"XObject").filter(|_| content.windows(2).any(|w| w == b"Do")) else { return false };
        let Ok(content) = Content::decode(content) else { return false };
        let shown = content.operations.iter().filter(|o| o.operator == "Do").filter_map(|o| o.operands.first()?.as_name().ok());
        let names: FxHashSet<&[u8]> = shown.collect();
        names.into_iter().any(|name| {
            let part = parts.get(name).and_then(|part| self.document.dereference(part)).and_then(|(_, part)| part.as_stream());
            part.is_ok_and(|part| self.is_endless(part, resources))
        })
    }

    fn is_endless(&mut self, part: &'d Stream, resources: &'d Dictionary) -> bool {
        let resources = dictionary(self.document, &part.dict, b"Resources").unwrap_or(resources);
        let key: Part = (part, resources);
        if self.open.contains(&key) || self.open.len() == DEEPEST {
            return true;
        }
        if !self.done.insert(key) {
            return false;
        }
        self.open.push(key);
        let content = part.decompressed_content().unwrap_or_else(|_| part.content.clone());
        let endless = self.goes_round(&content, resources);
        self.open.pop();
        endless
    }
}
