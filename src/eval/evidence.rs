//! Writes what was measured into rule files, and leaves every other byte of them alone.

use super::{Counts, Measured};
use crate::lexicon::Lexicon;
use crate::lexicon::file::Evidence;
use std::collections::BTreeMap;
use toml::Table;

/// Fewer judged hits than this make no evidence.
pub const FEWEST: u64 = 20;

/// The evidence of every rule and family that has one, by id. Reading goes before an annotated set: it asks about the mark itself.
pub fn evidence(measured: &[Measured], read: &(BTreeMap<String, Counts>, BTreeMap<String, Counts>), lexicon: &Lexicon) -> BTreeMap<String, Evidence> {
    let mut out = BTreeMap::new();
    for m in measured {
        let corpus = format!("{}, development data: {}", m.set.title, m.set.right);
        let owned = |family: &str| m.set.families.iter().any(|f| f == family);
        let rules = m.rules.iter().filter(|(id, _)| lexicon.rule(id).is_some_and(|r| owned(&lexicon.family(r).id)));
        let families = m.families.iter().filter(|(id, _)| owned(id));
        out.extend(rules.chain(families).filter_map(|(id, c)| Some((id.clone(), of(c, &corpus)?))));
    }
    let corpus = "hits drawn from news and read one by one";
    out.extend(read.0.iter().chain(&read.1).filter_map(|(id, c)| Some((id.clone(), of(c, corpus)?))));
    out
}

fn of(counts: &Counts, corpus: &str) -> Option<Evidence> {
    let m = counts.precision();
    let ([low, high], value) = (m.interval?, m.value?);
    (m.n >= FEWEST).then(|| Evidence { corpus: corpus.into(), n: m.n as u32, precision: value as f32, interval: [low as f32, high as f32] })
}

/// The file with this evidence at its end in the place of any it had.
///
/// # Errors
/// A sentence when the file is no TOML, or when anything but the evidence would change.
///
/// ```
/// use slantscope::eval::evidence::set;
/// use slantscope::lexicon::file::Evidence;
/// let e = Evidence { corpus: "letters".into(), n: 40, precision: 0.9, interval: [0.77, 0.96] };
/// let file = "id = 'a.b'   # kept\n";
/// let with = set(file, Some(&e)).unwrap();
/// assert!(with.starts_with(file) && with.contains("precision = 0.90"));
/// assert_eq!(set(&with, None).unwrap(), file);
/// ```
pub fn set(file: &str, evidence: Option<&Evidence>) -> Result<String, String> {
    let mut out = String::with_capacity(file.len() + 200);
    let mut inside = false;
    for line in file.split_inclusive('\n') {
        let header = line.trim_end();
        inside = header == "[evidence]" || inside && !header.starts_with('[');
        if !inside {
            out.push_str(line);
        }
    }
    let end = if file.contains("\r\n") { "\r\n" } else { "\n" };
    if out.len() < file.len() {
        // the empty line that parted it
        out.truncate(out.trim_end().len());
        out.push_str(end);
    }
    if let Some(e) = evidence {
        if !out.ends_with('\n') {
            out.push_str(end);
        }
        let [low, high] = e.interval;
        let corpus = toml::Value::from(e.corpus.as_str());
        for line in [
            String::new(),
            "[evidence]".into(),
            format!("corpus    = {corpus}"),
            format!("n         = {}", e.n),
            format!("precision = {:.2}", e.precision),
            format!("interval  = [{low:.2}, {high:.2}]"),
        ] {
            out.push_str(&line);
            out.push_str(end);
        }
    }
    let rest = |text: &str| {
        text.parse::<Table>().map_err(|e| e.message().to_string()).map(|mut t| {
            t.remove("evidence");
            t
        })
    };
    if rest(file)? == rest(&out)? {
        Ok(out)
    } else {
        Err("writing the evidence would change more than the evidence; move [evidence] to the end of the file by hand".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_takes_the_place_of_evidence_and_nothing_else_moves() {
        let rule = "# a rule\r\nid = \"a.b\"\r\n\r\n[evidence]\r\ncorpus = \"old\"\r\nn = 1\r\n\r\n[test]\r\nhit = [\"{x} [evidence]\"]\r\n";
        let e = Evidence { corpus: "a \"new\" set".into(), n: 33, precision: 0.5, interval: [0.33, 0.67] };
        let once = set(rule, Some(&e)).unwrap();
        assert!(once.contains("[test]\r\nhit = [\"{x} [evidence]\"]\r\n\r\n[evidence]\r\n") && !once.contains("old"), "{once}");
        assert_eq!(set(&once, Some(&e)).unwrap(), once);
        let trick = "what = '''\n[evidence]\n'''\nid = 'a'\n";
        assert!(set(trick, Some(&e)).is_err());
    }
}
