//! References to identifiable documents: links, footnote marks, "(Name Year)", named reports.

use super::Citation;
use crate::annotate::Annotated;
use crate::lexicon::Lexicon;
use crate::segment::Text;

/// Finds all citations, in order of place.
pub fn citations(_text: &Text, _annotated: &Annotated, _lexicon: &Lexicon) -> Vec<Citation> {
    Vec::new()
}
