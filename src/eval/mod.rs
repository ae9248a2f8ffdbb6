//! Measures rules and families against annotated texts, and keeps what was measured beside the rules.

pub mod audit;
pub mod balance;
pub mod counts;
pub mod evidence;
pub mod gold;
pub mod judgments;
pub mod measure;
pub mod plan;
pub mod write;

pub use counts::Counts;
pub use gold::{Annotated, Gold, GoldSpan};
pub use measure::{Measured, measure};
pub use plan::{Plan, Reads, Set};
