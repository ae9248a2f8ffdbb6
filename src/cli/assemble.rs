//! Puts the readings together into the report that all formats are written from.

use super::gather::Gathered;
use super::stream::error_record;
use slantscope::compare::Comparison;
use slantscope::extract::Meta;
use slantscope::lexicon::Lexicon;
use slantscope::norm::Norms;
use slantscope::report::model::{self, Input, Manifest, Report};

/// The report of everything that was gathered.
pub fn report<'g>(title: &str, gathered: &'g Gathered, comparison: &'g Comparison, lexicon: &'g Lexicon, norms: &Norms) -> Report<'g> {
    let errors = gathered.errors.iter().map(error_record).collect();
    model::report(title, &gathered.readings, comparison, lexicon, norms, manifest(gathered, lexicon), errors)
}

fn manifest(gathered: &Gathered, lexicon: &Lexicon) -> Manifest {
    let input = |meta: &Meta| Input { path: meta.path.clone().unwrap_or_else(|| "-".into()), sha256: meta.hash.clone().unwrap_or_default() };
    Manifest {
        schema: "slantscope.manifest/1",
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        lexicon: lexicon.digest.clone(),
        rules: lexicon.rules.len(),
        terms: lexicon.terms.len(),
        adjusted: lexicon.adjusted.clone(),
        inputs: gathered.readings.iter().map(|r| input(&r.meta)).collect(),
    }
}
