//! The program as a user meets it: what it says, where, and with which exit code.

mod support;

use support::*;

const GOOD: &str = "A calm report\n\nClearly, the regime is lying, and everyone knows it.\n";

/// One bad input beside a good one: the good one is analysed, the bad one is named with its cure.
#[test]
fn bad_inputs_are_named_with_their_cure_and_the_rest_goes_on() {
    let rows: [(&str, &[u8], &str, &str); 6] = [
        ("empty.txt", b"", "is empty", "take it out"),
        ("binary.txt", b"ab\0\x01\x02\x03cdefghijk", "a binary file", "Save its text as"),
        ("old.doc.txt", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Word", "save it as .docx"),
        ("app.html", b"<html><body><script>x</script></body></html>", "filled by a script", "save it once it is complete"),
        ("pages.md", b"%PDF-1.7 ...", "is damaged", "save it again"),
        ("lines.jsonl", b"{\"id\":\"x\",\"title\":\"no text\"}\n", "has no \"text\"", "Give every line"),
    ];
    for (name, bytes, what, cure) in rows {
        let folder = Folder::new().with("good.txt", GOOD).with(name, bytes);
        let output = run(&["check", "--format", "json", &folder.at("")]);
        let told = err(&output);
        assert_eq!(code(&output), 2, "{name}: {told}");
        assert!(told.contains(name) && told.contains(what) && told.contains(cure), "{name}: {told}");
        assert!(told.contains("1 document was analysed"), "{told}");
        let json: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
        assert_eq!((json["documents"].as_array().unwrap().len(), json["errors"].as_array().unwrap().len()), (1, 1));
        assert!(json["errors"][0]["error"].as_str().unwrap().contains(what));
    }
}

#[test]
fn a_missing_path_and_a_folder_without_documents_are_told() {
    let folder = Folder::new().with("picture.png", b"x").with("good/a.txt", GOOD);
    let output = run(&["check", &folder.at("nowhere.txt"), &folder.at("good")]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("nowhere.txt: There is no such file or folder"), "{}", err(&output));
    let empty = Folder::new().with("picture.png", b"x");
    let output = run(&["check", &empty.at("")]);
    assert!(code(&output) == 2 && err(&output).contains("holds no document"), "{}", err(&output));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new().with("good.txt", GOOD).with("shut.txt", GOOD);
    std::fs::set_permissions(folder.at("shut.txt"), std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(folder.at("shut.txt")).is_ok() {
        eprintln!("skipped: this user may read every file");
        return;
    }
    let output = run(&["check", &folder.at("")]);
    assert!(code(&output) == 2 && err(&output).contains("not allowed to read"), "{}", err(&output));
}

#[test]
fn an_unknown_key_of_the_manifest_has_its_line_and_its_cure() {
    let folder = Folder::new().with("good.txt", GOOD).with("corpus.toml", "title = 'T'\n[[document]]\nfiles = '*.txt'\nsource = 'S'\nautor = 'A'\n");
    let output = run(&["check", "--format", "json", &folder.at("")]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("corpus.toml, line 5: unknown key \"autor\". Did you mean \"author\"?"), "{}", err(&output));
    let json: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!((json["documents"][0]["source"].as_str(), json["documents"][0]["source_from"].as_str()), (Some("S"), Some("corpus.toml")));
}

#[test]
fn an_entry_of_the_manifest_that_fits_no_file_is_told() {
    let folder = Folder::new().with("good.txt", GOOD).with("corpus.toml", "[[document]]\nfiles = 'god.txt'\nsource = 'S'\n");
    let output = run(&["check", &folder.at("")]);
    assert!(code(&output) == 2 && err(&output).contains("\"god.txt\" names no document"), "{}", err(&output));
}

#[test]
fn a_bad_rule_file_stops_the_run_with_every_fault() {
    let folder = Folder::new().with("good.txt", GOOD).with("mine/loaded/own.toml", "id = 'loaded.own'\ntitel = 'x'\n");
    let output = run(&["check", "--lexicon", &folder.at("mine"), &folder.at("good.txt")]);
    assert_eq!(code(&output), 2);
    let told = err(&output);
    assert!(told.contains("own.toml:2:") && told.contains("unknown field `titel`") && told.contains("nothing was analysed"), "{told}");
    assert!(out(&output).is_empty());
}

#[test]
fn a_rule_of_ones_own_is_added_and_tested() {
    let rule = "id = 'loaded.own'\ntitle = 'A made-up word'\nstatus = 'draft'\nwhat = 'A word of this test.'\nwhy = 'To see whether it is found.'\nlimits = 'None worth naming.'\n\
                ask = 'Is it there?'\nsources = ['hyland2005']\n[match]\nterms = ['grumblesome']\nunless = ['grumblesome cat']\n[score]\nweight = 0.5\n\
                [test]\nhit = ['A {grumblesome} day.', 'He is {grumblesome} again.']\nmiss = ['The grumblesome cat slept.', 'It rained.']\n";
    let folder = Folder::new().with("mine/loaded/own.toml", rule);
    let output = run(&["lexicon", "test", &folder.at("mine")]);
    assert_eq!(code(&output), 0, "{}", out(&output));
    let output = run_on(&["check", "--format", "json", "--lexicon", &folder.at("mine"), "-"], b"What a grumblesome day it was.");
    assert!(out(&output).contains("loaded.own"), "{}", err(&output));
}

#[test]
fn sources_are_read_in_their_order() {
    let record = r#"{"id":"r","text":"By Ann Roe\n\nIt rained.","source":"The Record"}"#;
    let folder = Folder::new()
        .with("corpus.toml", "[[document]]\nfiles = ['d*.md', '*.jsonl']\nsource = 'Declared'\n[[actor]]\nname = 'Us'\nself = true\n")
        .with("a.txt", "Title here\n\nBy Ann Roe\n\nIt rained.")
        .with("b.txt", "It rained all day.")
        .with("d.md", "---\nsource: Front\n---\n# Head\n\nIt rained.")
        .with("e.md", "---\nsource: Front\nurl: https://www.paper.example/x\n---\n# Head\n\nIt rained.")
        .with("f.md", "---\nurl: https://www.paper.example/x\n---\n# Head\n\nIt rained.")
        .with("r.jsonl", record);
    let output = run(&["check", "--format", "json", &folder.at("")]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let json: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let found: Vec<(&str, &str)> =
        json["documents"].as_array().unwrap().iter().map(|d| (d["source"].as_str().unwrap_or(""), d["source_from"].as_str().unwrap_or(""))).collect();
    let name = folder.path().file_name().unwrap().to_string_lossy().into_owned();
    let want = [
        ("Ann Roe", "the byline"),
        (&name, "the folder"),
        ("Declared", "corpus.toml"),
        ("Front", "the front matter"),
        ("paper.example", "the address"),
        ("The Record", "the record"),
    ];
    assert_eq!(found, want);
}

#[test]
fn ids_are_made_unique() {
    let folder = Folder::new().with("x/a.txt", GOOD).with("y/a.md", GOOD).with(".hidden.txt", GOOD).with("notes.toml", "a = 1");
    let output = run(&["check", "--format", "jsonl", &folder.at("")]);
    assert_eq!(lines(&output).len(), 2);
    let output = run(&["check", "--format", "json", &folder.at("")]);
    let json: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let ids: Vec<_> = json["documents"].as_array().unwrap().iter().map(|d| d["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a", "a-2"]);
}

#[test]
fn the_terminal_text_is_plain_in_a_pipe_and_fits_80_columns() {
    let output = run(&["check", &samples("movement")]);
    let text = out(&output);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(!text.contains('\u{1b}'), "an escape in a pipe");
    let wide: Vec<&str> = text.lines().filter(|l| l.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{wide:#?}");
    assert!(text.contains("^^^") && text.contains("~~~") && text.contains("Advocacy density") && text.contains("Citation reliance"));
}

#[test]
fn a_text_without_marks_and_a_short_text_are_explained() {
    let output = run_on(&["check", "-"], b"The bus left at noon.");
    let text = out(&output);
    assert!(text.contains("No mark was found") && text.contains("too short for a rate"), "{text}");
}

#[test]
fn thresholds_set_the_exit_code() {
    let text = "Clearly the regime is lying. ".repeat(60);
    let crossed = run_on(&["check", "--fail-above", "all=5", "-"], text.as_bytes());
    assert_eq!(code(&crossed), 1, "{}", err(&crossed));
    assert!(err(&crossed).contains("above the 5 allowed"), "{}", err(&crossed));
    assert_eq!(code(&run_on(&["check", "--format", "jsonl", "--fail-above", "booster=1", "-"], text.as_bytes())), 1);
    assert_eq!(code(&run_on(&["check", "--fail-above", "booster=900", "-"], text.as_bytes())), 0);
    assert_eq!(code(&run_on(&["check", "--fail-above", "booster", "-"], b"x")), 2);
    let unknown = run_on(&["check", "--fail-above", "boosters=1", "-"], b"x");
    assert!(code(&unknown) == 2 && err(&unknown).contains("Did you mean \"booster\"?"), "{}", err(&unknown));
}

#[test]
fn families_narrow_the_marks_and_leave_the_scores() {
    let text = "Clearly the regime is lying. ".repeat(30);
    let all = &lines(&run_on(&["check", "--format", "jsonl", "-"], text.as_bytes()))[0];
    let some = &lines(&run_on(&["check", "--format", "jsonl", "--family", "booster", "-"], text.as_bytes()))[0];
    assert!(some["marks"].as_array().unwrap().iter().all(|m| m["family"] == "booster"));
    assert!(some["marks"].as_array().unwrap().len() < all["marks"].as_array().unwrap().len());
    assert_eq!(some["scores"], all["scores"]);
}

#[test]
fn a_report_is_written_and_summed_up() {
    let folder = Folder::new();
    let output = run(&["report", &samples("movement"), "--out", &folder.at("out")]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("index.html") && out(&output).contains("documents"), "{}", out(&output));
    let report: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.at("out/report.json")).unwrap()).unwrap();
    assert_eq!((report["schema"].as_str(), report["documents"].as_array().unwrap().len()), (Some("slantscope.report/1"), 7));
    let manifest: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.at("out/manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["inputs"][0]["sha256"].as_str().map(str::len), Some(64));
}

#[test]
fn a_report_inside_its_own_folder_is_not_read_again() {
    let folder = Folder::new()
        .with("a.txt", GOOD)
        .with("page.html", "<article><p>It rained on the harbour all day.</p></article>")
        .with("page_files/frame.html", "<p>An advertisement.</p>");
    for _ in 0..2 {
        assert_eq!(code(&run_in(folder.path(), &["report", "."])), 0);
    }
    let report: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.at("slantscope-report/report.json")).unwrap()).unwrap();
    assert_eq!(report["documents"].as_array().unwrap().len(), 2);
}

#[test]
fn a_report_of_nothing_says_so() {
    let folder = Folder::new().with("a.txt", "");
    let output = run(&["report", &folder.at(""), "--out", &folder.at("out")]);
    assert!(code(&output) == 2 && err(&output).contains("no report was written"), "{}", err(&output));
}

#[test]
fn a_report_is_the_same_bytes_for_any_number_of_threads() {
    let folder = Folder::new();
    run(&["report", &samples("mixed"), "--out", &folder.at("one"), "--threads", "1"]);
    run(&["report", &samples("mixed"), "--out", &folder.at("four"), "--threads", "4"]);
    assert_eq!(std::fs::read(folder.at("one/report.json")).unwrap(), std::fs::read(folder.at("four/report.json")).unwrap());
}

/// What `explain --sentence` prints adds up to the probability it prints, as far as two decimals a line allow.
#[test]
fn a_sentence_is_explained_by_terms_that_add_up() {
    let folder = Folder::new().with("good.txt", GOOD).with("two.jsonl", "{\"text\":\"One calm day.\"}\n{\"text\":\"Another calm day.\"}\n");
    let output = run(&["explain", &folder.at("good.txt"), "--sentence", "2"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let text = out(&output);
    assert!(text.contains("Sentence 2 of 2") && text.contains("Clearly, the regime is lying") && text.contains("(family.loaded"), "{text}");
    let mut models = 0;
    for part in text.split("\n\n").filter(|p| p.starts_with("Slanted") || p.starts_with("The author")) {
        let printed: f64 = part.lines().next().unwrap().rsplit(' ').next().unwrap().parse().unwrap();
        let terms: Vec<f64> = part.lines().skip(1).filter_map(|l| l.split_whitespace().next()?.parse().ok()).collect();
        let probability = 1.0 / (1.0 + (-terms.iter().sum::<f64>()).exp());
        assert!(terms.len() > 4 && (probability - printed).abs() <= 0.005 + terms.len() as f64 * 0.005 / 4.0, "{part}");
        models += 1;
    }
    assert_eq!(models, 2, "{text}");
    for (path, sentence, told) in
        [("good.txt", "9", "has 2 sentences"), ("two.jsonl", "1", "holds 2 that can be read"), ("none.txt", "1", "There is no such file")]
    {
        let output = run(&["explain", &folder.at(path), "--sentence", sentence]);
        assert!(code(&output) == 2 && err(&output).contains(told), "{path}: {}", err(&output));
    }
}

/// The odds at a base rate are the odds at even prior times those of the rate.
#[test]
fn a_base_rate_shifts_the_odds_of_every_sentence() {
    let folder = Folder::new().with("good.txt", GOOD);
    let odds = |more: &[&str]| -> Vec<f64> {
        let output = run(&[&["check", "--format", "json", &folder.at("good.txt")], more].concat());
        assert_eq!(code(&output), 0, "{}", err(&output));
        let json: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
        let sentences = json["documents"][0]["sentences"].as_array().unwrap();
        sentences.iter().map(|s| s["slant"].as_f64().unwrap()).map(|p| p / (1.0 - p)).collect()
    };
    let (even, rare) = (odds(&[]), odds(&["--base-rate", "0.2"]));
    assert!(!even.is_empty() && even.iter().zip(&rare).all(|(e, r)| (r / e - 0.25).abs() < 0.01), "{even:?} {rare:?}");
    let wrong = run(&["check", "--base-rate", "20", &folder.at("good.txt")]);
    assert!(code(&wrong) == 2 && err(&wrong).contains("a share between 0 and 1"), "{}", err(&wrong));
}

#[test]
fn families_and_rules_are_explained() {
    let text = out(&run(&["explain"]));
    assert!(text.contains("loaded") && text.contains("never scored"), "{text}");
    let text = out(&run(&["explain", "loaded"]));
    assert!(text.contains("loaded.") && text.contains("Literature"), "{text}");
    let text = out(&run(&["explain", "booster.certainty"]));
    assert!(["What", "Why it matters", "Limits", "Ask", "Marked", "Not marked", "Measured", "Literature", "^^^"].iter().all(|h| text.contains(h)), "{text}");
    let unknown = run(&["explain", "loadet"]);
    assert!(code(&unknown) == 2 && err(&unknown).contains("Did you mean \"loaded\"?"), "{}", err(&unknown));
}

#[test]
fn rules_are_listed() {
    let text = out(&run(&["lexicon", "list"]));
    assert!(text.lines().count() > 90 && text.lines().last().unwrap().contains("rules"), "{text}");
}

#[test]
fn windows_line_ends_and_a_mark_of_byte_order_do_no_harm() {
    let output = run_on(&["check", "--format", "json", "-"], b"\xEF\xBB\xBFClearly, it fell.\r\n\r\nIt rained.\r\n");
    let json: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let mark = &json["documents"][0]["marks"][0];
    assert_eq!((mark["exact"].as_str(), mark["span"]["bytes"][0].as_u64()), (Some("Clearly"), Some(0)));
}
