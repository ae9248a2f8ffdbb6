//! Writes what was found: one public model, and one writer a format. Writers compute nothing.

pub mod json;
pub mod model;
