//! Norms: how much of each measure the texts of one genre have, as percentiles with a card, bound to the lexicon they were made with.
//!
//! Two thirds of the figures in ordinary news stand outside any attribution: a number says little until it stands beside the same number of other texts.

mod build;
mod model;
mod standing;

pub use build::{MEASURES, Plan, build, measures_of};
pub use model::{Card, Distribution, Norm, Norms};
pub use standing::{Place, Standing, standing};
