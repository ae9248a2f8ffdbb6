//! Sets documents beside each other: sources, actors, claims, echoes, and whether the corpus speaks with one voice.

pub mod actors;
pub mod cast;
pub mod chance;
pub mod claims;
pub mod dates;
pub mod differences;
pub mod duplicates;
pub mod echoes;
pub mod events;
pub mod facts;
pub mod finder;
pub mod firsts;
pub mod keys;
pub mod ledger;
pub mod merge;
pub mod model;
pub mod names;
pub mod nominal;
pub mod notes;
pub mod overlaps;
pub mod pair;
pub mod perspective;
pub mod phrases;
pub mod pool;
pub mod predicate;
pub mod ranks;
pub mod rule;
pub mod sides;
pub mod sources;
pub mod speaker;
pub mod spread;
pub mod statement;
pub mod trends;
pub mod view;

use crate::extract::Corpus;
use crate::lexicon::Lexicon;
use crate::score::Reading;
pub use model::*;

/// Sets the readings beside each other.
pub fn compare(readings: &[Reading], corpus: &Corpus, lexicon: &Lexicon) -> Comparison {
    let views = view::Views::new(readings, lexicon);
    let cast = cast::cast(&views, corpus, lexicon);
    let events = views.each(|d, view| events::events(view, &cast, d));
    let originals = duplicates::originals(&views);
    let mut shared = echoes::shared(&views, &cast);
    shared.index(&views);
    let (ledger, echoes, texts) = (ledger::ledger(&views, &cast, &originals, &shared), shared.echoes(&views), shared.texts(&views, &originals));
    // the words of all documents go before the parts of all documents come
    drop(shared);
    Comparison {
        perspective: perspective::perspective(&views, &cast, &events, &originals),
        sources: sources::sources(readings, lexicon),
        actors: actors::actors(&views, &cast, &events),
        ledger,
        echoes,
        texts,
        differences: differences::differences(readings, lexicon),
        trends: trends::trends(readings),
    }
}
