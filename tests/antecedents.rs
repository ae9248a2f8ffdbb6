//! Whom pronouns, descriptions and surnames stand for, and who has a reason to be unnamed, in articles written for this test.

use serde_json::Value;
use slantscope::analyzer::Analyzer;
use slantscope::attribute::antecedents::Evidence;
use slantscope::extract::Document;
use slantscope::lexicon;

fn attributions(text: &str) -> Vec<Value> {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let record = serde_json::to_value(analyzer.analyze(Document::new("x", text)).record(analyzer.lexicon)).unwrap();
    record["attributions"].as_array().unwrap().iter().filter(|a| a["source"].is_object()).cloned().collect()
}

/// Each row is the source's words, the cue, the name that the source stands for ("" for none), and the class.
fn stands_for(text: &str, rows: &[(&str, &str, &str, &str)]) {
    let found = attributions(text);
    let mut wrong = Vec::new();
    let mut from = 0;
    for &(source, cue, name, class) in rows {
        let at = found[from..].iter().position(|a| a["source"]["exact"] == source && a["cue"]["exact"] == cue);
        let Some(at) = at.map(|i| from + i) else {
            wrong.push(format!("\"{source}\" with \"{cue}\" was not found after the one before"));
            continue;
        };
        from = at + 1;
        let s = &found[at]["source"];
        let resolved = s["resolved"].as_str().unwrap_or_default();
        if resolved != name || s["class"] != class {
            wrong.push(format!("\"{source}\" ({cue}) stands for \"{resolved}\" ({}), not \"{name}\" ({class})", s["class"]));
        }
        assert_eq!(s["confidence"].is_number(), !name.is_empty(), "a name and its confidence come together: {s}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_feature_keeps_its_people_apart() {
    stands_for(
        include_str!("data/antecedents/feature.txt"),
        &[
            ("she", "said", "Ilse Varga", "named_person"),
            ("he", "said", "Tomas Rehn", "named_person"),
            ("she", "recalled", "Ilse Varga", "named_person"),
            ("The board", "expects", "the Harbour Board", "organisation"),
            ("Kole", "denies", "Anders Kole", "named_person"),
            ("he", "said", "Anders Kole", "named_person"),
            ("He", "added", "Anders Kole", "named_person"),
            ("she", "said", "Ilse Varga", "named_person"),
            ("she", "said", "One passenger", "anonymous"),
            ("The official", "described", "A harbour official", "anonymous"),
            ("Orsk", "said", "Lena Orsk", "named_person"),
            ("The deputy mayor", "said", "Lena Orsk", "named_person"),
            ("He", "says", "Jan Holt", "named_person"),
        ],
    );
}

#[test]
fn agency_copy_resolves_offices_and_bodies() {
    stands_for(
        include_str!("data/antecedents/wire.txt"),
        &[
            ("The ministry", "put the damage at", "the interior ministry", "organisation"),
            ("Lindqvist", "said", "Interior Minister Petra Lindqvist", "named_person"),
            ("Police", "put the number at", "", "organisation"),
            ("He", "said", "Karl Beyer", "named_person"),
            ("Two engineers familiar", "said", "", "anonymous"),
            ("She", "said", "one woman", "anonymous"),
            ("The minister", "declined to say", "Interior Minister Petra Lindqvist", "named_person"),
        ],
    );
}

#[test]
fn a_withheld_name_has_a_reason_or_none() {
    let text = "\
An engineer, who asked not to be named because her employer runs the tunnel, called the plan a fraud.

An aide said on condition of anonymity that the talks had failed.

A clerk told the paper that the ledger was gone. He spoke on condition of anonymity for fear of reprisals.

The ferry was late, a pilot said.";
    let reasons: Vec<(String, String)> = attributions(text)
        .iter()
        .filter(|a| a["source"]["class"] == "anonymous" && a["cue"]["exact"] != "asked")
        .map(|a| (a["source"]["exact"].as_str().unwrap().to_string(), a["source"]["reason"].as_str().unwrap_or_default().to_string()))
        .collect();
    let of = |source: &str| reasons.iter().find(|r| r.0 == source).unwrap_or_else(|| panic!("no \"{source}\" in {reasons:?}")).1.as_str();
    assert_eq!(of("An engineer"), "because her employer runs the tunnel");
    assert_eq!(of("An aide"), "");
    assert_eq!(of("A clerk"), "for fear of reprisals");
    assert_eq!(of("a pilot"), "");
}

#[test]
fn a_relative_clause_tells_more_than_a_first_name() {
    stands_for(
        "Ilse Varga opened the evening. Anders Kole, the first speaker, who had built her own boat, said that the quay was shut. She said that the toll was high.",
        &[("Anders Kole", "said", "", "named_person"), ("She", "said", "Anders Kole", "named_person")],
    );
}

#[test]
fn two_people_with_one_surname_are_told_apart_by_title_and_nearness() {
    stands_for(
        "Anna Kerr runs the mill. Her brother Paul Kerr runs the ferry. Mr. Kerr said the ferry was late. Ms. Kerr said the mill was fine.",
        &[("Mr. Kerr", "said", "Paul Kerr", "named_person"), ("Ms. Kerr", "said", "Anna Kerr", "named_person")],
    );
}

#[test]
fn what_is_not_sure_enough_stays_a_pronoun() {
    // nobody who could be "she", an office that nobody was named with, and an "it" that stands for a clause
    stands_for(
        "Anders Kole opened the session. \"It is late,\" she said. The governor said the bridge was closed. It is important to note that it was raining.",
        &[("she", "said", "", "pronoun"), ("The governor", "said", "", "pronoun")],
    );
}

/// The confidence that is stated is the share of read cases that were right.
#[test]
fn a_stated_confidence_is_what_reading_found() {
    let read = include_str!("../evaluation/antecedents.jsonl");
    for evidence in Evidence::ALL {
        let cases: Vec<Value> = read
            .lines()
            .filter(|l| l.starts_with('{'))
            .map(|l| serde_json::from_str(l).unwrap())
            .filter(|c: &Value| c["evidence"] == evidence.name())
            .collect();
        assert!(cases.len() >= 30, "only {} cases of {} were read", cases.len(), evidence.name());
        let right = (cases.iter().filter(|c| c["right"] == true).count() + 1) as f64 / (cases.len() + 2) as f64;
        assert!((right - evidence.confidence()).abs() < 0.006, "{}: {right} by {} cases", evidence.name(), cases.len());
    }
}
