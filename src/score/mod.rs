//! Adds marks up: rates with their intervals, the two headline measures, the sentence models.

pub mod folded;
pub mod marks;
pub mod measures;
pub mod notes;
pub mod reading;
mod row;
pub mod slant;

pub use marks::Mark;
pub use measures::{FamilyScore, Scores, WordCounts};
pub use reading::{Ignored, Reading};
pub use row::Row;
