//! Makes a sheet for a class out of a reading: a text to write on, questions from its findings, a way to check it, a key.

pub mod checking;
pub mod docx;
mod docx_parts;
pub mod html;
pub mod level;
pub mod lines;
pub mod model;
pub mod pair;
pub mod questions;
pub mod sheets;
pub mod side;
pub mod words;

pub use level::{Level, Options, QUESTIONS};
pub use model::Handout;

use crate::compare::Comparison;
use crate::lexicon::Lexicon;
use crate::score::Reading;

/// The handout of one text, or of two on one event. The comparison is of these readings.
///
/// ```
/// use slantscope::{analyzer::Analyzer, compare::compare, extract::{Corpus, Document}, handout, lexicon};
/// let lexicon = lexicon::builtin()?;
/// let readings = [Analyzer::new(lexicon).analyze(Document::new("harbour", "Clearly, the regime has sold the harbour."))];
/// let comparison = compare(&readings, &Corpus::default(), lexicon);
/// let made = handout::handout(&readings, &comparison, lexicon, &handout::Options::default());
/// let page = String::from_utf8(handout::html::page(&made)).unwrap();
/// assert!(page.contains("line 1") && page.contains("Four moves"));
/// # Ok::<(), slantscope::error::Faults>(())
/// ```
pub fn handout(readings: &[Reading], comparison: &Comparison, lexicon: &Lexicon, options: &Options) -> Handout {
    let prefixes: &[&'static str] = if readings.len() > 1 { &["A", "B"] } else { &[""] };
    let sides: Vec<side::Side> = readings.iter().zip(prefixes).map(|(r, prefix)| side::Side::new(r, lexicon, prefix, options.hide_source)).collect();
    sheets::handout(&sides, comparison, options)
}

#[cfg(test)]
mod tests;
