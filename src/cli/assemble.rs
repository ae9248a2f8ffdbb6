//! Puts the readings together into the report that all formats are written from.

use super::gather::Gathered;
use super::stream::error_record;
use slantscope::compare::Comparison;
use slantscope::lexicon::Lexicon;
use slantscope::norm::Norms;
use slantscope::report::model::{self, Manifest, Report};

/// The report of everything that was gathered.
pub fn report<'g>(title: &str, gathered: &'g Gathered, comparison: &'g Comparison, lexicon: &'g Lexicon, norms: &Norms) -> Report<'g> {
    let errors = gathered.errors.iter().map(error_record).collect();
    model::report(title, &gathered.readings, comparison, lexicon, norms, Manifest::new(&gathered.readings, lexicon), errors)
}
