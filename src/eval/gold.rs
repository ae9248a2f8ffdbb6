//! Reads annotated texts: lines of JSON in the four shapes that annotations come in.
//!
//! ```text
//! {"id": "1", "text": "...", "label": 1}                                             the text as a whole has the quality (1) or not (0)
//! {"id": "1", "text": "...", "spans": [[4, 9]]}                                      these words have it; "biased_spans" is read as well
//! {"id": "1", "text": "...", "attributions": [{"source": [[0, 8]], "cue": [[9, 13]]}]}   who is credited, and by which words
//! {"doc": "1", "start": 4, "end": 9, "family": "loaded", "agreed": true}             one mark a line; the texts are files whose names begin with the doc
//! ```
//!
//! Offsets count Unicode scalar values, from 0, the end not included. A mark that is not `agreed` (only one of two annotators made it)
//! is neither asked for nor counted against a rule. Other keys are passed over.

use crate::error::InputError;
use crate::text::Span;
use serde_json::Value;
use std::collections::BTreeMap;

/// A text with what annotators said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Gold {
    pub id: String,
    pub text: String,
    /// What the publisher is said to lean to; empty where the data does not say.
    pub leaning: String,
    /// Who published it; empty where the data does not say.
    pub outlet: String,
    pub label: Option<bool>,
    /// The words that were marked; `None` where nobody marked words.
    pub spans: Option<Vec<GoldSpan>>,
}

/// Words that an annotator marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldSpan {
    pub span: Span,
    /// What they were marked as; empty where the data has one kind only.
    pub family: String,
    pub agreed: bool,
}

/// An annotated set in memory.
pub type Annotated = Vec<Gold>;

/// The name of a span that a source or a cue of an attribution gets.
pub const ATTRIBUTION: &str = "attribution";

/// Reads a file of lines. `text_of` finds the text of a document that only its marks are given of; with `bare`, texts need no annotation.
///
/// # Errors
/// Each line that cannot be read, with its number and a cure.
pub fn read(lines: &str, place: &str, bare: bool, text_of: impl Fn(&str) -> Option<String>) -> Result<Annotated, Vec<InputError>> {
    let mut out: Annotated = Vec::new();
    let mut marks: BTreeMap<String, Gold> = BTreeMap::new();
    let mut errors = Vec::new();
    for (number, line) in lines.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let read = serde_json::from_str::<Value>(line)
            .map_err(|e| format!("The line is no JSON object: {e}. Write one object a line."))
            .and_then(|v| if v.get("doc").is_some() { mark(&v, &mut marks, &text_of) } else { document(&v, bare).map(|g| out.push(g)) });
        if let Err(message) = read {
            errors.push(InputError { line: Some(number + 1), ..InputError::new(place, message) });
        }
    }
    out.extend(marks.into_values());
    if errors.is_empty() && out.is_empty() {
        errors.push(InputError::new(place, "The file holds no annotated text. Write one JSON object a line; lexicons/README.md shows the keys."));
    }
    if errors.is_empty() { Ok(out) } else { Err(errors) }
}

fn name(v: &Value, key: &str) -> Option<String> {
    match v.get(key)? {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

fn document(v: &Value, bare: bool) -> Result<Gold, String> {
    let text = v.get("text").and_then(Value::as_str).ok_or("There is no \"text\" (a string). Give every line its text, or \"doc\", \"start\" and \"end\".")?;
    let id = name(v, "id").ok_or("There is no \"id\". Give every text a name of its own.")?;
    let places = Places::of(text);
    let label = match v.get("label") {
        None | Some(Value::Null) => None,
        Some(Value::Bool(b)) => Some(*b),
        Some(Value::Number(n)) if n.as_i64() == Some(0) || n.as_i64() == Some(1) => Some(n.as_i64() == Some(1)),
        Some(other) => return Err(format!("The label is {other}. Write 1 where the text has the quality, 0 where it has not.")),
    };
    let mut spans = None;
    for key in ["spans", "biased_spans"] {
        if let Some(list) = v.get(key).and_then(Value::as_array) {
            let all = list.iter().map(|s| places.pair(s).map(|span| GoldSpan { span, family: String::new(), agreed: true }));
            spans = Some(all.collect::<Result<Vec<_>, String>>()?);
        }
    }
    if let Some(list) = v.get("attributions").and_then(Value::as_array) {
        let pieces = list.iter().flat_map(|a| ["source", "cue"].into_iter().flat_map(|k| a.get(k).and_then(Value::as_array).into_iter().flatten()));
        let all = pieces.map(|s| places.pair(s).map(|span| GoldSpan { span, family: ATTRIBUTION.into(), agreed: true }));
        spans = Some(all.collect::<Result<Vec<_>, String>>()?);
    }
    if label.is_none() && spans.is_none() && !bare {
        return Err("There is no \"label\", \"spans\" or \"attributions\". Add what the annotators said.".into());
    }
    Ok(Gold { id, text: text.into(), leaning: name(v, "leaning").unwrap_or_default(), outlet: name(v, "outlet").unwrap_or_default(), label, spans })
}

fn mark(v: &Value, into: &mut BTreeMap<String, Gold>, text_of: &impl Fn(&str) -> Option<String>) -> Result<(), String> {
    let doc = name(v, "doc").ok_or("\"doc\" is neither a string nor a number.")?;
    if !into.contains_key(&doc) {
        let text =
            text_of(&doc).ok_or_else(|| format!("There is no text whose file name begins with \"{doc}\". Name the folder of the texts with --texts."))?;
        into.insert(doc.clone(), Gold { id: doc.clone(), text, leaning: String::new(), outlet: String::new(), label: None, spans: Some(Vec::new()) });
    }
    let Some(gold) = into.get_mut(&doc) else { return Ok(()) };
    let family = name(v, "family").ok_or("There is no \"family\". Say what the words were marked as.")?;
    let span = Places::of(&gold.text).span(v.get("start"), v.get("end"))?;
    if let Some(exact) = v.get("exact").or(v.get("text")).and_then(Value::as_str).filter(|e| *e != span.of(&gold.text)) {
        return Err(format!("The words from start to end are \"{}\", not \"{exact}\". Offsets count Unicode scalar values, from 0.", span.of(&gold.text)));
    }
    let agreed = v.get("agreed").and_then(Value::as_bool).unwrap_or(true);
    gold.spans.get_or_insert_default().push(GoldSpan { span, family, agreed });
    Ok(())
}

/// Where each character of a text begins, in bytes.
pub struct Places(Vec<usize>);

impl Places {
    /// Counts the text once.
    pub fn of(text: &str) -> Places {
        Places(text.char_indices().map(|c| c.0).chain([text.len()]).collect())
    }

    fn pair(&self, v: &Value) -> Result<Span, String> {
        self.span(v.get(0).or(v.get("start")), v.get(1).or(v.get("end")))
    }

    fn span(&self, start: Option<&Value>, end: Option<&Value>) -> Result<Span, String> {
        let at = |v: Option<&Value>| v.and_then(Value::as_u64).map(|i| i as usize);
        match (at(start), at(end)) {
            (Some(s), Some(e)) if s < e && e < self.0.len() => Ok(Span::new(self.0[s], self.0[e])),
            (Some(s), Some(e)) => Err(format!("The span from {s} to {e} does not lie in the text, which has {} characters.", self.0.len() - 1)),
            _ => Err("A span is no pair of numbers. Write [start, end].".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shapes_are_read_and_faults_have_their_line() {
        let lines = "{\"id\":1,\"text\":\"Né le roi\",\"label\":1,\"leaning\":\"left\"}\n\n{\"id\":\"b\",\"text\":\"the mob ran\",\"spans\":[[4,7]]}\n\
                     {\"id\":\"c\",\"text\":\"Ann Roe said so.\",\"attributions\":[{\"source\":[[0,7]],\"cue\":[[8,12]]}]}\n{\"doc\":\"d\",\"start\":3,\"end\":8,\"family\":\"loaded\",\"agreed\":false}\n";
        let all = read(lines, "gold", false, |doc| (doc == "d").then(|| "né brute!".into())).unwrap();
        assert_eq!((all[0].id.as_str(), all[0].label, all[0].leaning.as_str()), ("1", Some(true), "left"));
        assert_eq!(all[1].spans.as_ref().unwrap()[0].span.of(&all[1].text), "mob");
        assert_eq!(all[2].spans.as_ref().unwrap().len(), 2);
        let d = &all[3].spans.as_ref().unwrap()[0];
        assert_eq!((d.span.of(&all[3].text), d.agreed), ("brute", false));
        let bad = "{\"id\":1,\"text\":\"x\",\"label\":2}\nnot json\n{\"id\":1,\"text\":\"abc\",\"spans\":[[1,9]]}\n{\"doc\":\"e\",\"start\":0,\"end\":1,\"family\":\"x\"}";
        let errors = read(bad, "gold", false, |_| None).unwrap_err();
        let told: Vec<String> = errors.iter().map(|e| format!("{}: {}", e.line.unwrap(), e.message)).collect();
        for (i, part) in ["1: The label is 2", "2: The line is no JSON", "3: The span from 1 to 9", "4: There is no text"].iter().enumerate() {
            assert!(told[i].starts_with(part), "{told:#?}");
        }
    }
}
