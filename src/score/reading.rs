//! Everything found in one document.

use super::{Mark, Scores};
use crate::annotate::Annotated;
use crate::attribute::Attributed;
use crate::extract::Meta;
use crate::segment::Text;

/// Everything found in one document.
#[derive(Debug)]
pub struct Reading {
    pub meta: Meta,
    pub text: Text,
    pub annotated: Annotated,
    pub attributed: Attributed,
    pub marks: Vec<Mark>,
    pub scores: Scores,
    /// For each sentence, how probable slanted wording and opinion are at even prior; 0 in page furniture.
    pub sentence_scores: Vec<(f32, f32)>,
}

impl Reading {
    /// The name of the source of an attribution: the name found for a pronoun, else the words themselves.
    pub fn speaker(&self, attribution: u32) -> Option<&str> {
        let source = self.attributed.attributions[attribution as usize].source.as_ref()?;
        Some(self.text.slice(source.resolved.unwrap_or(source.span)))
    }
}
