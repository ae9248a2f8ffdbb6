//! The tools for work on rules: measuring, drawing hits, and what they write.

mod support;

use support::*;

const RULE: &str = "id = 'loaded.own'\ntitle = 'A made-up word'\nstatus = 'draft'\nwhat = 'A word of this test.'\nwhy = 'To see whether it is found.'\n\
    limits = 'None worth naming.'\nask = 'Is it there?'\nsources = ['hyland2005']\n[match]\nterms = ['grumblesome']   # kept\nunless = ['grumblesome cat']\n\
    [score]\nweight = 0.5\n[test]\nhit = ['A {grumblesome} day.', 'He is {grumblesome} again.']\nmiss = ['The grumblesome cat slept.', 'It rained.']\n";

/// 40 labelled texts: the word stands in 24 of the 30 with the label and in 8 of the 10 without it.
fn labelled() -> String {
    let text = |i: usize| match (i < 30, i % 5 == 0) {
        (true, false) => format!("{{\"id\":{i},\"text\":\"A grumblesome mayor came.\",\"label\":1}}\n"),
        (true, true) => format!("{{\"id\":{i},\"text\":\"A tall mayor came.\",\"label\":1}}\n"),
        (false, false) => format!("{{\"id\":{i},\"text\":\"It was a grumblesome day.\",\"label\":0}}\n"),
        (false, true) => format!("{{\"id\":{i},\"text\":\"The grumblesome cat slept.\",\"label\":0}}\n"),
    };
    (0..40).map(text).collect()
}

#[test]
fn eval_counts_labels_and_spans() {
    let folder = Folder::new()
        .with("mine/loaded/own.toml", RULE)
        .with("labels.jsonl", labelled())
        .with("spans.jsonl", "{\"doc\":\"7\",\"start\":2,\"end\":13,\"family\":\"loaded\"}\n{\"doc\":\"7\",\"start\":27,\"end\":32,\"family\":\"loaded\",\"agreed\":false}\n{\"doc\":\"7\",\"start\":45,\"end\":48,\"family\":\"loaded\"}\n")
        .with("texts/7_plain.txt", "A grumblesome day, and one grumblesome week. Sue ran.");
    let output =
        run(&["eval", "--json", "--lexicon", &folder.at("mine"), "--texts", &folder.at("texts"), &folder.at("labels.jsonl"), &folder.at("spans.jsonl")]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let json: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let labels = &json["sets"][0]["rules"]["loaded.own"];
    assert_eq!((labels["found"].as_u64(), labels["right"].as_u64(), labels["gold"].as_u64()), (Some(32), Some(24), Some(30)));
    assert_eq!((labels["precision"]["value"].as_f64(), labels["recall"]["value"].as_f64()), (Some(0.75), Some(0.8)));
    // the mark on the word that only one annotator marked is left out of both counts
    let spans = &json["sets"][1]["rules"]["loaded.own"];
    assert_eq!((spans["found"].as_u64(), spans["right"].as_u64(), spans["gold"].as_u64(), spans["touched"].as_u64()), (Some(1), Some(1), Some(2), Some(1)));
}

#[test]
fn bad_gold_is_named_line_by_line_and_nothing_is_measured() {
    let folder =
        Folder::new().with("gold.jsonl", "{\"id\":1,\"text\":\"x\",\"label\":1}\n{\"id\":2,\"text\":\"y\"}\n{\"id\":3,\"text\":\"z\",\"label\":\"no\"}\n");
    let output = run(&["eval", &folder.at("gold.jsonl")]);
    let told = err(&output);
    assert!(code(&output) == 2 && told.contains("line 2: There is no \"label\"") && told.contains("line 3: The label is \"no\""), "{told}");
    assert!(out(&output).is_empty());
    let folder = Folder::new().with("plan.toml", "[[set]]\nname = 'a'\nfile = 'a.jsonl'\nreads = 'label'\nfamilies = ['lodaed']\n");
    let output = run(&["eval", &folder.at("plan.toml")]);
    assert!(err(&output).contains("the family \"lodaed\""), "{}", err(&output));
}

#[test]
fn measuring_writes_evidence_and_leaves_the_rest_of_the_file_alone() {
    let plan = "[[set]]\nname = 'own'\ntitle = 'Our set'\nfile = 'labels.jsonl'\nreads = 'label'\nright = 'in texts with the word'\nfamilies = ['loaded']\n";
    let folder = Folder::new().with("mine/loaded/own.toml", RULE).with("labels.jsonl", labelled()).with("plan.toml", plan);
    let measure = |extra: &[&str]| {
        let plan = folder.at("plan.toml");
        let dir = folder.at("mine");
        let output = run(&[&["lexicon", "measure", &plan, "--write", &dir][..], extra].concat());
        assert_eq!(code(&output), 0, "{}", err(&output));
        std::fs::read_to_string(folder.at("mine/loaded/own.toml")).unwrap()
    };
    let page = folder.at("page.md");
    let once = measure(&["--out", &page]);
    assert!(once.starts_with(RULE), "{once}");
    let want = "\n[evidence]\ncorpus    = \"Our set, development data: in texts with the word\"\nn         = 32\nprecision = 0.75\ninterval  = [0.58, 0.87]\n";
    assert_eq!(&once[RULE.len()..], want);
    assert_eq!(measure(&[]), once);
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("| `loaded.own` | 32 | 0.75 (0.58 to 0.87) | 0.80 (0.63 to 0.90) |") && page.contains("slantscope lexicon measure"), "{page}");
    let told = out(&run(&["explain", "--lexicon", &folder.at("mine"), "loaded.own"]));
    assert!(told.contains("Precision 0.75 (95 % interval 0.58 to 0.87; n = 32;"), "{told}");
}

#[test]
fn drawn_hits_become_evidence_once_they_are_judged() {
    let folder = Folder::new().with("mine/loaded/own.toml", RULE).with("labels.jsonl", labelled());
    let draw = |n: &str| run(&["lexicon", "sample", &folder.at("labels.jsonl"), "--lexicon", &folder.at("mine"), "--family", "loaded", "--number", n]);
    let output = draw("24");
    assert_eq!(code(&output), 0, "{}", err(&output));
    let (texts, lines): (Vec<String>, Vec<String>) = out(&output).lines().map(String::from).partition(|l| l.starts_with('#'));
    assert_eq!((texts.len(), lines.len()), (24, 24));
    assert!(texts.iter().all(|t| t.contains("[grumblesome]")) && lines.iter().all(|l| l.contains("\"right\":null") && !l.contains("grumblesome")));
    assert!(out(&draw("30")).starts_with(&out(&output)), "a larger draw begins with the smaller one");
    // the first 18 are right, the others wrong
    let judged: String = lines.iter().enumerate().map(|(i, l)| l.replace("null", if i < 18 { "true" } else { "false" }) + "\n").collect();
    let plan = format!("[[set]]\nname = '{}'\nfile = 'labels.jsonl'\nreads = 'sample'\n", folder.at("labels.jsonl"));
    let folder = folder.with("judgments.jsonl", judged).with("plan.toml", plan);
    let output = run(&["lexicon", "measure", &folder.at("plan.toml"), "--judgments", &folder.at("judgments.jsonl"), "--write", &folder.at("mine")]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let rule = std::fs::read_to_string(folder.at("mine/loaded/own.toml")).unwrap();
    assert!(rule.contains("n         = 24\nprecision = 0.75"), "{rule}");
}
