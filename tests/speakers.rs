//! Who is credited: names with what stands beside them, and what kind of source a phrase is.

use serde_json::Value;
use slantscope::analyzer::Analyzer;
use slantscope::extract::Document;
use slantscope::lexicon;

/// Source, class, cue and contents of every attribution of a text.
fn credits(analyzer: &Analyzer, text: &str) -> Vec<String> {
    let record = serde_json::to_value(analyzer.analyze(Document::new("x", text)).record(analyzer.lexicon)).unwrap();
    let word = |v: &Value| v.as_str().unwrap_or("-").to_string();
    let chars: Vec<char> = text.chars().collect();
    let piece = |c: &Value| chars[c["chars"][0].as_u64().unwrap() as usize..c["chars"][1].as_u64().unwrap() as usize].iter().collect::<String>();
    let credit = |a: &Value| {
        let content: Vec<String> = a["content"].as_array().unwrap().iter().map(piece).collect();
        format!("{} | {} | {} | {}", word(&a["source"]["exact"]), word(&a["source"]["class"]), word(&a["cue"]["exact"]), content.join(" + "))
    };
    record["attributions"].as_array().unwrap().iter().map(credit).collect()
}

fn check(rows: &[(&str, &[&str])]) {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    for (text, want) in rows {
        assert_eq!(credits(&analyzer, text), *want, "{text}");
    }
}

/// A source that opens the sentence vouches for all of it, also where others speak in it.
#[test]
fn an_opening_source_keeps_its_sentence() {
    check(&[
        (
            "According to the Hald Post, Tarn Foods announced the move on Monday.",
            &["the Hald Post | organisation | According to | Tarn Foods announced the move on Monday"],
        ),
        ("According to Karl Hald, it appears that the pier was closed.", &["Karl Hald | named_person | According to | it appears that the pier was closed"]),
        (
            "According to Karl Hald, the pier is closed, but Ana Rossi said it was open.",
            &["Karl Hald | named_person | According to | the pier is closed", "Ana Rossi | named_person | said | it was open"],
        ),
    ]);
}

/// The stop of an abbreviation parts no name from its verb.
#[test]
fn an_abbreviation_ends_a_name() {
    check(&[
        ("\"We will grow,\" Tarn Foods Inc. said in a statement.", &["Tarn Foods Inc. | organisation | said | \"We will grow,\""]),
        ("Hald & Sons Ltd. reported that its profits had doubled.", &["Hald & Sons Ltd. | organisation | reported | that its profits had doubled"]),
        ("\"The boats are late,\" Karl Hald Jr. said.", &["Karl Hald Jr. | named_person | said | \"The boats are late,\""]),
    ]);
}

/// A son is not his father, and is known by his surname.
#[test]
fn a_son_is_told_from_his_father() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let names = |text: &str| {
        let record = serde_json::to_value(analyzer.analyze(Document::new("x", text)).record(analyzer.lexicon)).unwrap();
        record["attributions"].as_array().unwrap().iter().map(|a| a["source"]["resolved"].as_str().unwrap_or("-").to_string()).collect::<Vec<_>>()
    };
    assert_eq!(names("Karl Hald Jr. said the pier was safe. Mr. Hald said it was new.")[1], "Karl Hald Jr");
    assert_eq!(names("Karl Hald said the pier was safe. \"It is old,\" Hald Jr. said.")[1], "-");
}

/// Who speaks with others is named with them.
#[test]
fn those_with_a_name_are_its_group() {
    check(&[
        ("Marr and her colleagues found that the drug halves the risk.", &["Marr and her colleagues | named_person | found | that the drug halves the risk"]),
        ("Jana Marr and other leaders said that the pier would close.", &["Jana Marr and other leaders | named_person | said | that the pier would close"]),
        (
            "Dr Jana Marr of the Tarn Institute and colleagues say the drug works.",
            &["Dr Jana Marr of the Tarn Institute and colleagues | named_person | say | the drug works"],
        ),
        ("He and colleagues say the drug works.", &["colleagues | vague | say | the drug works"]),
    ]);
}

/// A clause that "and" begins has a subject of its own, a name at the start takes no verb in, and nobody stands behind "there".
#[test]
fn a_subject_ends_where_its_clause_does() {
    check(&[
        ("The case was handed to police and prosecutors said it was closed.", &["prosecutors | anonymous | said | it was closed"]),
        ("Critics of the police and prosecutors said it was closed.", &["Critics of the police and prosecutors | vague | said | it was closed"]),
        ("A 45-year-old father-of-three told the court that he was ill.", &["A 45-year-old father-of-three | anonymous | told | that he was ill"]),
        ("Donnelly has also said that the quay is safe.", &["Donnelly | named_person | said | that the quay is safe"]),
        ("The ferry was stopped by a guard, who told them to wait.", &["a guard, who | anonymous | told | to wait"]),
        ("Teacher calls for calm.", &["Teacher | anonymous | calls for | calm"]),
        ("Rossi made waves by claiming that the quay was safe.", &["Rossi | named_person | claiming | that the quay was safe"]),
        ("There seems to be a plan.", &[]),
    ]);
}

/// An office without an article is that of the name before it.
#[test]
fn an_office_belongs_to_the_name_before_it() {
    check(&[
        (
            "Dr Anton Hald, director of the Tarn Institute of Tides says the trials ended early.",
            &["Dr Anton Hald | named_person | says | the trials ended early"],
        ),
        (
            "Karl Hald, chief executive of Cloud Tarn, a Port Ellery company, said the fault was mended.",
            &["Karl Hald | named_person | said | the fault was mended"],
        ),
    ]);
}

/// A month before a verb of saying is somebody's name where it opens its clause.
#[test]
fn june_may_be_somebody() {
    check(&[
        ("\"We never saw the boats,\" June said.", &["June | named_person | said | \"We never saw the boats,\""]),
        ("June says the boats are late.", &["June | named_person | says | the boats are late"]),
        ("The mayor in June said the boats were late.", &["The mayor | pronoun | said | the boats were late"]),
    ]);
}

/// What something falls by, and the day by which it is done, is nobody.
#[test]
fn a_measure_is_no_agent() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    for text in ["The crop is expected to fall by 25 per cent.", "The quay is expected to be finished by 2043.", "The quay is hoped to be finished by Friday."]
    {
        assert!(credits(&analyzer, text).iter().all(|c| c.starts_with("- |")), "{text} {:?}", credits(&analyzer, text));
    }
    assert!(credits(&analyzer, "The plan was rejected by June Hald.")[0].starts_with("June Hald |"));
}

/// `Said X: "..."` opens a paragraph of releases.
#[test]
fn a_verb_may_open_the_paragraph() {
    check(&[(
        "Said Karl Hald: \"Our towns have been forgotten for years.\"",
        &["Karl Hald | named_person | Said | \"Our towns have been forgotten for years.\""],
    )]);
}

/// The head of a phrase says what it is: a survey of voters is a survey, and the head of an office is a person.
#[test]
fn a_source_is_what_its_head_is() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    for (source, class) in [
        ("A survey of 2,000 voters", "document"),
        ("The inspector general report", "document"),
        ("A report issued by the Department of Harbours", "document"),
        ("A University of Tarn survey", "document"),
        ("A poll of workers released last week", "document"),
        ("A Hald Post reporter", "anonymous"),
        ("A member of the harbour committee", "anonymous"),
        ("The head of the port office", "pronoun"),
        ("The union's president", "pronoun"),
        ("A spokeswoman for the port office", "organisation"),
        ("The growers association", "organisation"),
        ("Linda Hald of the Tarn schools", "named_person"),
        ("NHS spokeswoman Tilla Hald", "named_person"),
        ("Tarn Party treasurer Tilla Hald of Port Ellery", "named_person"),
        ("Department of Harbours director Tilla Hald", "named_person"),
        ("The NHS", "organisation"),
        ("A 45-year-old from Port Ellery", "anonymous"),
        ("A father-of-three", "anonymous"),
        ("The 45-year-old", "pronoun"),
        ("The Tarn-based retail giant", "organisation"),
    ] {
        let found = credits(&analyzer, &format!("{source} said that the quay was old."));
        assert_eq!(found.first().and_then(|c| c.split(" | ").nth(1)), Some(class), "{source} {found:?}");
    }
    // a headline leaves out its articles; a surname that means an office is told by the text
    let found = credits(&analyzer, "Linda Cook came late. Cook insists that the quay is safe.");
    assert_eq!(found[0].split(" | ").nth(1), Some("named_person"), "{found:?}");
    let found = credits(&analyzer, "Karl Hald, head of the port office, said it was old. The head of the port office said it was safe.");
    assert_eq!(found[1].split(" | ").nth(1), Some("named_person"), "{found:?}");
}

/// One word before "said" at the start of a sentence is a name, though it means something else; bodies known by one name are no persons.
#[test]
fn one_word_before_said_is_a_name() {
    check(&[
        ("Tarn said the pier was closed.", &["Tarn | named_person | said | the pier was closed"]),
        ("Critics said the pier was closed.", &["Critics | vague | said | the pier was closed"]),
        ("Greenpeace said the pier was closed.", &["Greenpeace | organisation | said | the pier was closed"]),
        ("New Zealand said the pier was closed.", &["New Zealand | organisation | said | the pier was closed"]),
    ]);
}

/// Leaders whom everybody knows stand in a list of the lexicon, and are names all the same: swapping one for a name that nobody knows changes nothing.
#[test]
fn a_name_that_the_lexicon_knows_is_a_name() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let of = |name: &str| credits(&analyzer, &format!("{name} argues that the ferry is late. {name} also warned of a strike."));
    assert_eq!(of("Vetrana").len(), 2);
    for name in ["Trump", "Biden", "Clinton", "McConnell", "Sanders", "Reagan"] {
        assert_eq!(of(name), of("Vetrana").iter().map(|credit| credit.replace("Vetrana", name)).collect::<Vec<_>>());
    }
}
