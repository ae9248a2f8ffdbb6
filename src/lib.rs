//! Shows, mark by mark, how texts try to persuade and on whose word they rely.
//!
//! ```
//! use slantscope::{analyzer::Analyzer, extract::Document, lexicon};
//!
//! let lexicon = lexicon::builtin()?;
//! let reading = Analyzer::new(lexicon).analyze(Document::new("hello", "The regime hanged 120,000 people, critics say."));
//! for mark in reading.record(lexicon).marks.iter() {
//!     println!("{}: {}", mark.family, mark.exact);
//! }
//! # Ok::<(), slantscope::error::Faults>(())
//! ```
//!
//! The pipe stands in [`analyzer`], one line a stage; each stage is a module with one verb. What a report holds is
//! [`report::model`]; the lexicon's files, which know all the English there is, are described in `lexicons/README.md`.

// the commands name this library as any other program would
#[cfg(feature = "cli")]
extern crate self as slantscope;

pub mod analyzer;
pub mod annotate;
pub mod attribute;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod error;
pub mod eval;
pub mod exchange;
pub mod extract;
pub mod handout;
pub mod lexicon;
pub mod load;
pub mod logistic;
pub mod norm;
pub mod report;
pub mod score;
pub mod segment;
pub mod stats;
pub mod text;
pub mod train;
pub mod validate;
pub mod verify;
