//! Attributions: a cue, its source and its content.

use super::{Attribution, Publisher};
use crate::annotate::Annotated;
use crate::lexicon::Lexicon;
use crate::segment::Text;

/// Finds all attributions, in order of their cues.
pub fn attributions(_text: &Text, _annotated: &Annotated, _lexicon: &Lexicon, _publisher: &Publisher) -> Vec<Attribution> {
    Vec::new()
}
