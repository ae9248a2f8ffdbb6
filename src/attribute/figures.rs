//! Figures: quantities in digits and words, with their range, noun, kind and who vouches for them.

use super::{Attributed, Figure};
use crate::annotate::Annotated;
use crate::lexicon::Lexicon;
use crate::segment::Text;

/// Finds all figures, in order of place.
pub fn figures(_text: &Text, _annotated: &Annotated, _lexicon: &Lexicon, _so_far: &Attributed) -> Vec<Figure> {
    Vec::new()
}
