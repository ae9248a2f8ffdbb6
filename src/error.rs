//! What can go wrong, each as a sentence that says what, where, and what to do.

use std::fmt;

/// A fault in a lexicon file, with its place and its cure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub file: String,
    /// Counted from 1; 0 when the fault is the file as a whole.
    pub line: usize,
    pub what: String,
    pub cure: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}. {}", self.file, self.what, self.cure),
            n => write!(f, "{}:{}: {}. {}", self.file, n, self.what, self.cure),
        }
    }
}

/// All faults of a lexicon, found in one go.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Faults(pub Vec<Fault>);

/// An input that could not be read or analysed; the message is a whole sentence with a cure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct InputError {
    /// The path or record it concerns.
    pub place: String,
    /// The line of a JSONL input, counted from 1.
    pub line: Option<usize>,
    /// The id of the record, where one could be read.
    pub id: Option<String>,
    pub message: String,
}

impl InputError {
    /// An error of a file or folder as a whole.
    pub fn new(place: &str, message: impl Into<String>) -> InputError {
        InputError { place: place.into(), line: None, id: None, message: message.into() }
    }
}
