//! JSON Schemas of everything that other programs read, generated from the types that are written, and held against what is written.

use crate::compare::pair;
use crate::report::annotation;
use crate::report::json::Documents;
use crate::report::manifest;
use crate::report::model::{DOCUMENT_SCHEMA, DOCUMENTS_SCHEMA, DocumentRecord, ErrorRecord, REPORT_SCHEMA, Report};
use crate::report::sarif;
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Value, json};
use std::path::Path;

/// The schema of each output by its name.
fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("document", of::<DocumentRecord>(Some(DOCUMENT_SCHEMA))),
        ("error", of::<ErrorRecord>(Some(DOCUMENT_SCHEMA))),
        ("documents", of::<Documents>(Some(DOCUMENTS_SCHEMA))),
        ("report", of::<Report>(Some(REPORT_SCHEMA))),
        ("comparison", of::<pair::Pair>(Some(pair::SCHEMA))),
        ("manifest", of::<manifest::Stored>(Some(manifest::SCHEMA))),
        // these two follow standards of others; the schemas say which part of them is written
        ("sarif", of::<sarif::Log>(None)),
        ("sarif-result", of::<sarif::ResultRecord>(None)),
        ("annotation", of::<annotation::Page>(None)),
    ]
}

/// The schema of a type as it is written; `version` is what its field "schema" says.
fn of<T: JsonSchema>(version: Option<&str>) -> Value {
    let mut schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>().to_value();
    if let Some(version) = version {
        schema["$id"] = json!(format!("urn:{}", version.replace(['.', '/'], ":")));
        schema["properties"]["schema"]["const"] = json!(version);
    }
    schema
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/schema")
}

/// A change of a type changes its schema: then its version must go up, and the file is written again with SLANTSCOPE_WRITE=1.
#[test]
fn the_schemas_are_those_of_the_types() {
    for (name, schema) in schemas() {
        let (path, want) = (folder().join(format!("{name}.json")), serde_json::to_string_pretty(&schema).unwrap() + "\n");
        if std::env::var_os("SLANTSCOPE_WRITE").is_some() {
            std::fs::create_dir_all(folder()).unwrap();
            std::fs::write(&path, &want).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(found == want, "{} is not what the types say; raise the version and write it again with SLANTSCOPE_WRITE=1", path.display());
    }
}

/// Every output of a run over the samples fits its schema, and a spoiled one does not.
#[test]
fn what_is_written_fits_its_schema() {
    let lexicon = crate::lexicon::builtin().unwrap();
    let analyzer = crate::analyzer::Analyzer::new(lexicon);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/pages");
    let options = crate::load::Options { trace: true, ..crate::load::Options::default() };
    let loaded = crate::load::load(&[samples.join("mixed"), pages.join("campaign.html"), pages.join("oldtable.html")], options);
    let readings: Vec<_> = loaded.documents.into_iter().map(|d| analyzer.analyze(d)).collect();
    let comparison = crate::compare::compare(&readings, &loaded.corpus, lexicon);
    let error = ErrorRecord::new(&crate::error::InputError::new("a.txt", "It is empty."));
    let made = manifest::Manifest { schema: manifest::SCHEMA.into(), inputs: vec![Default::default()], ..Default::default() };
    let norms = crate::norm::Norms::builtin().unwrap();
    let report = crate::report::model::report("T", &readings, &comparison, lexicon, &norms, made.clone(), vec![error.clone()]);
    let log = sarif::log(&readings, &[("a.txt".into(), "It is empty.".into())], lexicon, None);
    let side = |name: &str| {
        let mut loaded = crate::load::load(&[samples.join("mixed").join(name)], crate::load::Options::default());
        vec![analyzer.analyze(loaded.documents.remove(0))]
    };
    let pair = pair::pair(("A", side("01-rally-report.txt")), ("B", side("05-opposition-paper.txt")), lexicon);
    let records: Vec<_> = readings.iter().map(|r| r.record(lexicon)).collect();
    let written = [
        ("document", records.iter().map(|r| json!(r)).collect::<Vec<_>>()),
        ("error", vec![json!(error)]),
        ("documents", vec![serde_json::from_str(&crate::report::json::documents(&records, &report.errors, Some(&comparison.perspective))).unwrap()]),
        ("report", vec![json!(report)]),
        ("comparison", vec![json!(pair)]),
        (
            "manifest",
            vec![json!(manifest::Stored { manifest: made.clone(), files: vec![manifest::Input { path: "index.html".into(), sha256: String::new() }] })],
        ),
        ("sarif-result", log.runs[0].results.clone()),
        ("sarif", vec![json!(log)]),
        ("annotation", vec![json!(annotation::page(&readings, vec!["a.txt: It is empty.".into()], lexicon))]),
    ];
    assert!(written[0].1.len() > 5);
    let schemas = schemas();
    for (name, values) in written {
        let (_, schema) = schemas.iter().find(|(n, _)| *n == name).unwrap();
        for value in values {
            assert_eq!(fault(schema, &value, schema, name), None);
            for key in schema["required"].as_array().unwrap().iter().filter_map(Value::as_str) {
                let mut spoiled = value.clone();
                spoiled[key] = json!({ "no": ["such", "value"] });
                assert!(
                    fault(schema, &spoiled, schema, name).is_some() || schema["properties"][key].as_bool() == Some(true),
                    "{name}: \"{key}\" may be anything"
                );
                spoiled.as_object_mut().unwrap().remove(key);
                assert!(fault(schema, &spoiled, schema, name).is_some(), "{name} without \"{key}\" still fits");
            }
        }
    }
}

/// The first place at which a value does not fit a schema, for the words of JSON Schema that are generated here; an unknown word is a fault.
fn fault(schema: &Value, value: &Value, root: &Value, at: &str) -> Option<String> {
    let Some(words) = schema.as_object() else { return (schema != &json!(true)).then(|| format!("{at}: nothing fits")) };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is = |t: &Value| t == kind || t == "number" && kind == "integer";
    let wrong = |what: &str| Some(format!("{at}: {what}: {value}"));
    words.iter().find_map(|(word, want)| match word.as_str() {
        "type" => (!want.as_array().map_or_else(|| is(want), |all| all.iter().any(is))).then(|| wrong(&format!("is no {want}")))?,
        "const" => (value != want).then(|| wrong(&format!("is not {want}")))?,
        "enum" => (!want.as_array()?.contains(value)).then(|| wrong("is none of the values"))?,
        "minimum" => value.as_f64().filter(|v| *v < want.as_f64().unwrap_or(0.0)).and_then(|_| wrong("is too small")),
        "maximum" => value.as_f64().filter(|v| *v > want.as_f64().unwrap_or(0.0)).and_then(|_| wrong("is too large")),
        "minItems" => value.as_array().filter(|a| (a.len() as u64) < want.as_u64().unwrap_or(0)).and_then(|_| wrong("has too few items")),
        "maxItems" => value.as_array().filter(|a| a.len() as u64 > want.as_u64().unwrap_or(0)).and_then(|_| wrong("has too many items")),
        "$ref" => fault(root.pointer(want.as_str()?.trim_start_matches('#')).expect("a definition"), value, root, at),
        "anyOf" | "oneOf" => want.as_array()?.iter().all(|s| fault(s, value, root, at).is_some()).then(|| wrong("fits no alternative"))?,
        "required" => {
            let missing = want.as_array()?.iter().filter_map(Value::as_str).find(|k| value.is_object() && value.get(k).is_none());
            missing.and_then(|k| wrong(&format!("lacks {k}")))
        }
        "properties" => want.as_object()?.iter().find_map(|(k, s)| fault(s, value.get(k)?, root, &format!("{at}/{k}"))),
        "additionalProperties" => {
            let known = schema["properties"].as_object();
            value.as_object()?.iter().filter(|(k, _)| known.is_none_or(|p| !p.contains_key(*k))).find_map(|(k, v)| fault(want, v, root, &format!("{at}/{k}")))
        }
        "items" => {
            let first = schema["prefixItems"].as_array().map_or(0, Vec::len);
            value.as_array()?.iter().enumerate().skip(first).find_map(|(i, v)| fault(want, v, root, &format!("{at}/{i}")))
        }
        "prefixItems" => want.as_array()?.iter().zip(value.as_array()?).enumerate().find_map(|(i, (s, v))| fault(s, v, root, &format!("{at}/{i}"))),
        "$schema" | "$id" | "$defs" | "title" | "description" | "format" | "default" => None,
        other => Some(format!("{at}: the test does not know the word \"{other}\"")),
    })
}
