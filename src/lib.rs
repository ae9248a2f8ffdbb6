pub mod error;
pub mod segment;
pub mod stats;
pub mod text;
