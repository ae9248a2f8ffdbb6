//! The plan of an evaluation: which sets there are, how each is read, and for which families it is the measure.
//!
//! ```toml
//! [[set]]
//! name     = "letters"
//! title    = "Letters to the Harbour Daily"
//! file     = "letters/dev.jsonl"        # from the folder that --data names
//! licence  = "our own"
//! reads    = "label"                    # label | spans | sample
//! right    = "in letters judged partial" # what it means that a mark is right
//! families = ["loaded", "label"]        # the families that this set is the measure of; a family has one
//! texts    = "letters/texts"            # where marks stand apart from their texts
//!
//! [set.covers]                          # what the annotators' names cover
//! emotive = ["loaded", "label"]
//! ```

use serde::Deserialize;
use std::collections::BTreeMap;

/// All sets of an evaluation.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    #[serde(rename = "set", default)]
    pub sets: Vec<Set>,
}

/// One annotated set.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    pub name: String,
    #[serde(default)]
    pub title: String,
    pub file: String,
    #[serde(default)]
    pub licence: String,
    pub reads: Reads,
    #[serde(default)]
    pub right: String,
    #[serde(default)]
    pub families: Vec<String>,
    pub texts: Option<String>,
    #[serde(default)]
    pub covers: BTreeMap<String, Vec<String>>,
}

/// What of a set is compared with the marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reads {
    /// A text counts once: the rule fires in it or not, and it has the label or not. Marks in the author's own voice only.
    #[default]
    Label,
    /// A mark counts: it touches annotated words or not. Marks of any voice; texts labelled 0, in which nobody looked for words, are left out.
    Spans,
    /// Texts without annotations, from which hits are drawn to be judged by reading.
    Sample,
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    /// A sentence with the line: a key that does not exist, a family that two sets would be the measure of, a family the lexicon does not have.
    pub fn parse(text: &str, place: &str, families: &[&str]) -> Result<Plan, String> {
        let plan: Plan = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(0, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
            format!("{place}, line {line}: {}. The keys of a plan are described in lexicons/README.md.", e.message().trim_end_matches('.'))
        })?;
        let mut owner: BTreeMap<&str, &str> = BTreeMap::new();
        for set in &plan.sets {
            let mut named = set.families.iter().chain(set.covers.values().flatten());
            if let Some(f) = named.find(|f| !families.contains(&f.as_str())) {
                return Err(format!(
                    "{place}: the set \"{}\" names the family \"{f}\", which the lexicon does not have. `slantscope explain` lists them.",
                    set.name
                ));
            }
            for f in &set.families {
                if let Some(other) = owner.insert(f, &set.name) {
                    return Err(format!("{place}: \"{f}\" is measured by \"{other}\" and by \"{}\". Leave it in one.", set.name));
                }
            }
        }
        Ok(plan)
    }

    /// A plan of one file that no plan describes: its spans are read where it has any, else its labels.
    pub fn of_file(name: &str, gold: &[super::Gold]) -> Set {
        let reads = if gold.iter().any(|g| g.label.is_some()) { Reads::Label } else { Reads::Spans };
        Set { name: name.into(), title: name.into(), file: name.into(), reads, ..Set::default() }
    }
}

impl Set {
    /// Whether words marked as `gold` are right for marks of `family`: by the plan, else by their names, else always.
    pub fn fits(&self, gold: &str, family: &str) -> bool {
        match self.covers.get(gold) {
            Some(families) => families.iter().any(|f| f == family),
            None if gold.is_empty() => true,
            None => gold.replace('_', "-") == family,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_a_plan_are_named() {
        let set = |extra: &str| format!("[[set]]\nname = 'a'\nfile = 'a.jsonl'\nreads = 'label'\n{extra}\n");
        let parse = |text: &str| Plan::parse(text, "plan.toml", &["loaded", "label"]);
        assert!(parse(&set("families = ['loaded']")).is_ok());
        assert!(parse(&set("familes = []")).unwrap_err().contains("plan.toml, line 5"));
        assert!(parse(&set("families = ['loded']")).unwrap_err().contains("\"loded\""));
        assert!(parse(&(set("families = ['loaded']") + &set("families = ['loaded']"))).unwrap_err().contains("measured by"));
    }
}
