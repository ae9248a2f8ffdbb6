//! The documents of each source together.

use super::keys::name_key;
use super::model::SourceProfile;
use super::pool::pooled;
use crate::lexicon::Lexicon;
use crate::score::Reading;
use std::collections::{BTreeMap, BTreeSet};

/// What documents without a source are filed under.
pub const UNNAMED: &str = "no source given";

/// One profile for each source, in order of name.
pub fn sources(readings: &[Reading], lexicon: &Lexicon) -> Vec<SourceProfile> {
    let mut by_source: BTreeMap<&str, Vec<&Reading>> = BTreeMap::new();
    for r in readings {
        by_source.entry(r.meta.source.as_deref().unwrap_or(UNNAMED)).or_default().push(r);
    }
    let mut taken = BTreeSet::new();
    by_source
        .into_iter()
        .map(|(name, readings)| SourceProfile {
            id: slug(name, &mut taken),
            name: name.to_string(),
            named_by: readings.iter().find_map(|r| r.meta.source_from.clone()).unwrap_or_default(),
            documents: readings.iter().map(|r| r.meta.id.clone()).collect(),
            scores: pooled(&readings, lexicon),
        })
        .collect()
}

/// A name as part of an address: lower-case letters, digits and hyphens, unique.
fn slug(name: &str, taken: &mut BTreeSet<String>) -> String {
    let letters: String = name_key(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain = letters.split('-').filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-");
    let plain: String = if plain.is_empty() { "source".into() } else { plain.chars().take(60).collect() };
    let id = (1..).map(|n| if n == 1 { plain.clone() } else { format!("{plain}-{n}") }).find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(id.clone());
    id
}
