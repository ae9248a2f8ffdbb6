//! Packs: a folder of rules of one's own that may also adjust rules that it does not own. Described in `lexicons/README.md`.

use super::check::line_of;
use super::file::SourceFile;
use super::model::Adjusted;
use crate::error::Fault;
use serde::Deserialize;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Value};

/// The name of the file that makes a folder a pack.
pub const FILE: &str = "pack.toml";

/// What `pack.toml` says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    pub id: String,
    #[serde(default)]
    pub title: String,
    /// Folders of packs that this one builds on, from its own folder.
    #[serde(default)]
    pub extends: Vec<String>,
    #[serde(default)]
    pub adjust: Vec<Adjust>,
}

/// A change to a rule of somebody else's.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Adjust {
    pub rule: String,
    pub reason: String,
    pub disable: bool,
    pub weight: Option<f32>,
    pub add: Vec<String>,
    pub remove: Vec<String>,
    pub unless: Vec<String>,
    /// Sentences that prove the change, with braces as in a rule.
    pub hit: Vec<String>,
    pub miss: Vec<String>,
}

impl Pack {
    /// Reads `pack.toml`.
    ///
    /// # Errors
    /// All faults together: an unknown key, an adjustment without a rule, a reason, a change, or the sentence that proves it.
    pub fn parse(file: &SourceFile) -> Result<Pack, Vec<Fault>> {
        let fault = |line: usize, what: String, cure: &str| Fault { file: file.path.clone(), line, what, cure: cure.into() };
        let pack: Pack = toml::from_str(&file.text).map_err(|e| {
            let line = e.span().map_or(0, |s| file.text[..s.start.min(file.text.len())].matches('\n').count() + 1);
            vec![fault(line, e.message().trim_end_matches('.').replace('\n', " "), "lexicons/README.md shows the keys of a pack.")]
        })?;
        let mut faults = Vec::new();
        for a in &pack.adjust {
            let line = line_of(&file.text, &format!("\"{}\"", a.rule));
            if a.rule.is_empty() || a.reason.trim().len() < 4 {
                faults.push(fault(
                    line,
                    format!("the adjustment of \"{}\" lacks its rule or its reason", a.rule),
                    "Write both; readers of a report see the reason.",
                ));
            }
            let words = !(a.add.is_empty() && a.remove.is_empty() && a.unless.is_empty());
            if !a.disable && !words && a.weight.is_none() {
                faults.push(fault(line, format!("nothing is changed in \"{}\"", a.rule), "Write disable, weight, add, remove or unless."));
            }
            if words && (!a.add.is_empty() && a.hit.is_empty() || !(a.remove.is_empty() && a.unless.is_empty()) && a.miss.is_empty()) {
                faults.push(fault(
                    line,
                    format!("no sentence proves the change of \"{}\"", a.rule),
                    "Give words that are added a hit, and words that are taken out a miss.",
                ));
            }
        }
        if faults.is_empty() { Ok(pack) } else { Err(faults) }
    }

    /// Changes the files of the adjusted rules; what was changed is returned.
    ///
    /// # Errors
    /// Rules and terms that do not exist.
    pub fn apply(&self, from: &str, files: &mut [SourceFile]) -> Result<Vec<Adjusted>, Vec<Fault>> {
        let (mut out, mut faults) = (Vec::new(), Vec::new());
        for a in &self.adjust {
            let mut failed = |what: String, cure: &str| faults.push(Fault { file: from.into(), line: 0, what, cure: cure.into() });
            let path = format!("{}.toml", a.rule.replace('.', "/"));
            let Some(file) = files.iter_mut().find(|f| f.path == path || f.path.ends_with(&format!("/{path}"))) else {
                failed(format!("there is no rule \"{}\" to adjust", a.rule), "`slantscope lexicon list` lists the rules.");
                continue;
            };
            match a.changed(&file.text) {
                Ok(text) => {
                    file.text = text;
                    out.push(Adjusted {
                        rule: a.rule.clone(),
                        pack: self.id.clone(),
                        disabled: a.disable,
                        reason: a.reason.clone(),
                        hit: a.hit.clone(),
                        miss: a.miss.clone(),
                        file: from.into(),
                    });
                }
                Err(what) => failed(what, "`slantscope explain RULE` shows its terms as they are written."),
            }
        }
        if faults.is_empty() { Ok(out) } else { Err(faults) }
    }
}

impl Adjust {
    /// The rule's file with the change; every line that is not concerned stays as it is.
    fn changed(&self, text: &str) -> Result<String, String> {
        let mut file: DocumentMut = text.parse().map_err(|e| format!("the file of \"{}\" is no TOML: {e}", self.rule))?;
        if self.disable {
            file["status"] = toml_edit::value("retired");
        }
        if let Some(weight) = self.weight {
            // the nearest number of three decimals, not the nearest `f32`
            file["score"]["weight"] = toml_edit::value((f64::from(weight) * 1e3).round() / 1e3);
        }
        if !(self.add.is_empty() && self.remove.is_empty()) {
            let terms = array(&mut file, "terms");
            for term in &self.remove {
                let at = terms.iter().position(|t| written(t) == Some(term)).ok_or_else(|| format!("\"{term}\" is no term of \"{}\"", self.rule))?;
                terms.remove(at);
            }
            self.add.iter().for_each(|t| terms.push(t));
        }
        if !self.unless.is_empty() {
            let unless = array(&mut file, "unless");
            self.unless.iter().for_each(|t| unless.push(t));
        }
        Ok(file.to_string())
    }
}

fn array<'f>(file: &'f mut DocumentMut, key: &str) -> &'f mut Array {
    let item = &mut file["match"][key];
    // terms may be written as [[match.terms]] too
    if let Item::ArrayOfTables(tables) = item {
        *item = Item::Value(Value::Array(inline(tables)));
    }
    if !item.is_array() {
        *item = Item::Value(Value::Array(Array::new()));
    }
    item.as_array_mut().unwrap_or_else(|| unreachable!("it was made one line above"))
}

fn inline(tables: &ArrayOfTables) -> Array {
    tables.iter().map(|t| t.clone().into_inline_table()).collect()
}

/// A term as the file writes it: a string, or a table with one.
fn written(term: &Value) -> Option<&str> {
    match term {
        Value::String(s) => Some(s.value()),
        Value::InlineTable(t) => t.get("term")?.as_str(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = "# kept\nid = \"loaded.x\"\nstatus = \"stable\"\n[match]\nterms = [\"a word\", { term = \"regime\", weight = 0.6 }] # kept too\n[score]\nweight = 0.5\n";

    fn pack(adjust: &str) -> Result<Pack, Vec<Fault>> {
        Pack::parse(&SourceFile { path: "p/pack.toml".into(), text: format!("id = \"p\"\n[[adjust]]\nrule = \"loaded.x\"\n{adjust}\n") })
    }

    fn applied(adjust: &str) -> Result<String, Vec<Fault>> {
        let mut files = vec![SourceFile { path: "en/loaded/x.toml".into(), text: RULE.into() }];
        pack(adjust)?.apply("p/pack.toml", &mut files)?;
        Ok(files.remove(0).text)
    }

    #[test]
    fn a_rule_is_changed_where_the_pack_says_so_and_nowhere_else() {
        let text = applied("reason = 'house style'\nweight = 0.2\nremove = ['regime']\nadd = ['new word']\nunless = ['tax word']\nhit = ['A {new word}.']\nmiss = ['The regime.']").unwrap();
        assert!(text.starts_with("# kept\nid = \"loaded.x\"\nstatus = \"stable\"\n") && text.contains("# kept too"), "{text}");
        assert!(
            text.contains("\"new word\"") && !text.contains("regime") && text.contains("weight = 0.2\n") && text.contains("unless = [\"tax word\"]"),
            "{text}"
        );
        assert!(applied("reason = 'not here'\ndisable = true").unwrap().contains("status = \"retired\""));
    }

    #[test]
    fn an_adjustment_without_reason_proof_or_effect_is_refused() {
        let rows = [
            ("disable = true", "lacks its rule or its reason"),
            ("reason = 'because'", "nothing is changed"),
            ("reason = 'because'\nadd = ['x']", "no sentence proves"),
            ("reason = 'because'\nremove = ['a word']\nhit = ['{x}']", "no sentence proves"),
            ("reason = 'because'\nremove = ['junta']\nmiss = ['x']", "\"junta\" is no term"),
            ("raeson = 'because'", "unknown field"),
        ];
        for (adjust, want) in rows {
            let faults = applied(adjust).unwrap_err();
            assert!(faults.iter().any(|f| f.what.contains(want)), "{adjust}: {faults:?}");
        }
    }
}
