//! SARIF, Web Annotations, the ignore file, regions that are switched off, options in a file, and what docs/newsroom.md promises.

mod support;

use serde_json::Value;
use slantscope::report::annotation::{Quote, anchor};
use std::path::Path;
use support::*;

const HEATED: &str =
    "# A column\n\nClearly, the \u{1F30A} regime lied to us. The caf\u{e9} owner said so.\n\nClearly,\teveryone knows it, and the regime is lying again.\n";

fn json(output: &std::process::Output) -> Value {
    serde_json::from_str(&out(output)).unwrap_or_else(|e| panic!("{e}: {}", err(output)))
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().unwrap()
}

/// What the published schema asks of the parts that we write.
#[test]
fn a_log_has_what_sarif_asks_for() {
    let folder = Folder::new().with("a column.md", HEATED).with("bad.txt", "");
    let output = run(&["check", "--format", "sarif", &folder.at("")]);
    let log = json(&output);
    assert_eq!((code(&output), log["version"].as_str()), (2, Some("2.1.0")));
    let run = &log["runs"][0];
    assert_eq!((run["columnKind"].as_str(), run["invocations"][0]["executionSuccessful"].as_bool()), (Some("utf16CodeUnits"), Some(false)));
    assert!(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str().unwrap().contains("is empty"));
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(!rules.is_empty() && results(&log).len() >= 4);
    for rule in rules {
        for key in ["/shortDescription/text", "/fullDescription/text", "/help/text", "/help/markdown", "/defaultConfiguration/level"] {
            assert!(rule.pointer(key).and_then(Value::as_str).is_some_and(|t| !t.is_empty()), "{key} of {rule}");
        }
        assert!(rule["properties"]["tags"].as_array().unwrap().len() <= 20);
    }
    for r in results(&log) {
        assert_eq!(rules[r["ruleIndex"].as_u64().unwrap() as usize]["id"], r["ruleId"]);
        assert!(["note", "none"].contains(&r["level"].as_str().unwrap()));
        assert!((r["level"] == "none") == (r["kind"] != "fail"), "a level other than none needs the kind fail: {r}");
        assert!((0.0..=100.0).contains(&r["rank"].as_f64().unwrap()));
        let place = &r["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20column.md");
        let region = &place["region"];
        let n = |key: &str| region[key].as_u64().unwrap() as usize;
        let line: Vec<u16> = HEATED.lines().nth(n("startLine") - 1).unwrap().encode_utf16().collect();
        let slice = String::from_utf16(&line[n("startColumn") - 1..n("endColumn") - 1]).unwrap();
        assert_eq!(slice, r["properties"]["exact"].as_str().unwrap());
    }
}

#[test]
fn regions_lie_in_the_lines_of_pages_records_and_tables() {
    let page = "<!DOCTYPE html>\r\n<html><body><article>\r\n<h1>The harbour &amp; the sea</h1>\r\n<p>The ferry stayed, and <b>clearly</b> the mayor knew it&nbsp;all along, people say.</p></article></body></html>";
    let record = "{\"text\":\"It rained.\"}\n{\"id\":\"x\",\"text\":\"\\u201cYes\\u201d \u{1F30A}. Clearly, it rained.\"}\n";
    let table = "id,text\r\n1,It rained.\r\n2,\"A \"\"word\"\".\r\nClearly, it rained.\"\r\n";
    let rows = [("p.html", page, 4, "<p>The ferry stayed, and <b>".len() + 1), ("r.jsonl", record, 2, 39), ("t.csv", table, 4, 1)];
    for (name, text, line, column) in rows {
        let folder = Folder::new().with(name, text);
        let log = json(&run(&["check", "--format", "sarif", "--family", "booster", &folder.at(name)]));
        let region = &results(&log)[0]["locations"][0]["physicalLocation"]["region"];
        let found = (region["startLine"].as_u64().unwrap() as usize, region["startColumn"].as_u64().unwrap() as usize);
        assert_eq!(region["snippet"]["text"].as_str().map(str::to_lowercase).as_deref(), Some("clearly"), "{name}: {region}");
        assert_eq!(found, (line, column), "{name}");
    }
}

#[test]
fn a_log_stays_within_what_code_hosts_take_and_says_so() {
    let sentence = "Clearly the brutal censor was afraid, and the regime always crushed the heroic pilots. ";
    let folder = Folder::new().with("long.txt", sentence.repeat(5000));
    let log = json(&run_in(folder.path(), &["check", "--format", "sarif", "long.txt"]));
    let ranks: Vec<f64> = results(&log).iter().map(|r| r["rank"].as_f64().unwrap()).collect();
    assert_eq!(ranks.len(), 25_000);
    let note = log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str().unwrap();
    let all: f64 = note.split(' ').next().unwrap().parse().unwrap();
    assert!(all > 25_000.0 && note.contains("the 25000 heaviest are listed"), "{note}");
    // one line: its last columns are still those of the text
    let region = &results(&log).last().unwrap()["locations"][0]["physicalLocation"]["region"];
    let (line, column) = (region["startLine"].as_u64().unwrap(), region["startColumn"].as_u64().unwrap() as usize);
    let exact = region["snippet"]["text"].as_str().unwrap();
    assert!(line == 1 && sentence.repeat(5000)[column - 1..].starts_with(exact), "{region}");
}

#[test]
fn a_baseline_tells_new_from_unchanged_and_gone() {
    let folder = Folder::new().with("a.md", HEATED);
    std::fs::write(folder.at("before.sarif"), run_in(folder.path(), &["check", "--format", "sarif", "a.md"]).stdout).unwrap();
    let edited =
        HEATED.replace("# A column\n", "# A column\n\nA calm paragraph was put in front.\n").replace("the \u{1F30A} regime lied to us", "nobody lied to us")
            + "\nOf course it rained.\n";
    std::fs::write(folder.at("a.md"), edited).unwrap();
    let log = json(&run_in(folder.path(), &["check", "--format", "sarif", "--baseline", "before.sarif", "a.md"]));
    let state = |words: &str, sentence: u64| {
        let found = results(&log).iter().find(|r| {
            r["properties"]["exact"].as_str().unwrap().eq_ignore_ascii_case(words) && r["locations"][0]["physicalLocation"]["region"]["startLine"] == sentence
        });
        found.and_then(|r| r["baselineState"].as_str()).map(String::from)
    };
    assert_eq!(state("everyone knows", 7).as_deref(), Some("unchanged"), "it moved two lines down");
    assert_eq!(state("of course", 9).as_deref(), Some("new"));
    assert!(results(&log).iter().any(|r| r["baselineState"] == "absent" && r["ruleIndex"].is_null()));
    let wrong = run_in(folder.path(), &["check", "--format", "sarif", "--baseline", "a.md", "a.md"]);
    assert!(code(&wrong) == 2 && err(&wrong).contains("is not JSON"), "{}", err(&wrong));
}

#[test]
fn ignored_marks_are_taken_out_counted_and_suppressed() {
    let text = "Clearly the regime is lying. ".repeat(40);
    let ignore = "[[ignore]]\nfiles = ['a*.txt']\nrule = 'booster'\nwords = 'clearly'\nreason = 'A tic.'\n[[ignore]]\nwords = 'nowhere'\nreason = 'Old.'\n";
    let folder = Folder::new().with("a1.txt", &text).with("b.txt", &text).with("slantscope-ignore.toml", ignore);
    let output = run_in(folder.path(), &["check", "--format", "json", "a1.txt", "b.txt"]);
    let all = json(&output);
    let boosters = |d: usize| all["documents"][d]["marks"].as_array().unwrap().iter().filter(|m| m["family"] == "booster").count();
    assert_eq!((boosters(0), all["documents"][0]["input"]["ignored_marks"].as_u64()), (0, Some(40)));
    assert_eq!((boosters(1), all["documents"][1]["input"].is_null()), (40, true));
    let density = |d: usize| all["documents"][d]["scores"]["advocacy_density"]["value"].as_f64().unwrap();
    assert!(density(0) < density(1));
    assert!(err(&output).contains("40 marks were ignored") && err(&output).contains("entry 2 fits no mark"), "{}", err(&output));
    let log = json(&run_in(folder.path(), &["check", "--format", "sarif", "a1.txt"]));
    let suppressed: Vec<_> = results(&log).iter().filter(|r| r["suppressions"][0]["kind"] == "external").collect();
    assert!(suppressed.len() == 40 && suppressed[0]["suppressions"][0]["justification"] == "A tic.");
    for (entry, want) in [
        ("rule = 'boster'\nreason = 'x'", "Did you mean \"booster\"?"),
        ("reason = 'x'", "would ignore everything"),
        ("rule = 'booster'\nreason = ' '", "gives no reason"),
    ] {
        let folder = Folder::new().with("a.txt", &text).with("mine.toml", format!("[[ignore]]\n{entry}\n"));
        let output = run_in(folder.path(), &["check", "--ignore-file", "mine.toml", "a.txt"]);
        assert!(code(&output) == 2 && err(&output).contains(want), "{}", err(&output));
    }
}

#[test]
fn what_is_switched_off_is_not_marked_and_counted_as_such() {
    let rows = [
        ("a.md", "# Title\n\nIt rained.\n\n<!-- slantscope off -->\n\nClearly, the regime lied.\n\n<!-- slantscope on -->\n\nIt snowed, of course.\n"),
        ("a.txt", "It rained. <!-- slantscope off -->Clearly, the regime lied.<!-- slantscope on --> It snowed, of course.\n"),
        (
            "a.html",
            "<article><p>It rained on the harbour all day long.</p><!-- slantscope off --><p>Clearly, the regime lied.</p><!-- slantscope on --><p>It snowed in the evening, of course.</p></article>",
        ),
    ];
    for (name, text) in rows {
        let folder = Folder::new().with(name, text);
        let all = json(&run(&["check", "--format", "json", &folder.at(name)]));
        let d = &all["documents"][0];
        let marks: Vec<&str> = d["marks"].as_array().unwrap().iter().map(|m| m["exact"].as_str().unwrap()).collect();
        assert!(marks.contains(&"of course") && !marks.contains(&"Clearly") && !marks.contains(&"regime"), "{name}: {marks:?}");
        assert_eq!((d["input"]["off_regions"].as_u64(), d["input"]["off_words"].as_u64()), (Some(1), Some(4)), "{name}");
    }
}

/// Edits a text as people do: sentences go, come and change places elsewhere. The marked sentence itself stays.
#[test]
fn annotations_are_found_again_after_edits() {
    let output = run(&["check", "--format", "annotation", &samples("mixed")]);
    let page = json(&output);
    assert_eq!(page["@context"], "http://www.w3.org/ns/anno.jsonld");
    let mut seed = 1u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize
    };
    let (mut all, mut right) = (0, 0);
    for item in page["items"].as_array().unwrap() {
        let document = item["id"].as_str().unwrap().split(':').nth(2).unwrap();
        let path = |ending| Path::new(&samples("mixed")).join(format!("{document}.{ending}"));
        let Ok(text) = std::fs::read_to_string(path("txt")).or_else(|_| std::fs::read_to_string(path("md"))) else { continue };
        let [quoted, position] = [0, 1].map(|i| &item["target"]["selector"][i]);
        let field = |name: &str| quoted[name].as_str().unwrap();
        let quote = Quote { kind: "TextQuoteSelector", exact: field("exact"), prefix: field("prefix"), suffix: field("suffix") };
        let start = position["start"].as_u64().unwrap() as usize;
        let byte = text.char_indices().nth(start).map_or(text.len(), |(i, _)| i);
        assert!(text[byte..].starts_with(quote.exact));
        let (edited, moved) = edit(&text, byte, byte + quote.exact.len(), &mut random);
        all += 1;
        right += usize::from(anchor(&edited, &quote, start as u32).is_some_and(|s| s.start as usize == moved));
    }
    assert!(all > 200 && right * 100 >= all * 95, "{right} of {all}");
}

/// The text with a third of the sentences around one place left out, doubled or put before another; where the place is then.
fn edit(text: &str, start: usize, end: usize, random: &mut impl FnMut() -> usize) -> (String, usize) {
    let mut sentences: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(". ") {
        match sentences.last_mut() {
            Some(last) if last.0 < end && at + part.len() > start && at > start => last.1 = &text[last.0..at + part.len()],
            _ => sentences.push((at, part)),
        }
        at += part.len();
    }
    let own = |s: &(usize, &str)| s.0 <= start && start < s.0 + s.1.len();
    let (mut out, mut moved) = (String::new(), 0);
    for s in &sentences {
        let choice = random() % 9;
        match choice {
            _ if own(s) => {
                moved = out.len() + start - s.0;
                out.push_str(s.1);
            }
            0 => {}
            1 => out.push_str(&format!("It was a long day on the coast. {}", s.1)),
            2 => out.push_str(&s.1.replace("the ", "this ")),
            _ => out.push_str(s.1),
        }
    }
    (out, moved)
}

#[test]
fn options_in_a_file_hold_below_it_and_the_command_line_wins() {
    let text = "Clearly the regime is lying. ".repeat(40);
    let folder =
        Folder::new().with("slantscope.toml", "format = 'jsonl'\n[check]\nfail-above = ['booster=1']\nfamily = ['booster']\n").with("deep/a.txt", &text);
    let inside = folder.path().join("deep");
    let output = run_in(&inside, &["check", "a.txt"]);
    assert_eq!((code(&output), lines(&output).len()), (1, 1), "{}", err(&output));
    assert!(lines(&output)[0]["marks"].as_array().unwrap().iter().all(|m| m["family"] == "booster"));
    let output = run_in(&inside, &["check", "--format", "json", "--fail-above", "booster=900", "a.txt"]);
    assert!(code(&output) == 0 && json(&output)["documents"].is_array());
    let output = run_in(&inside, &["check", "--no-config", "a.txt"]);
    assert!(code(&output) == 0 && out(&output).contains("Advocacy density"));
    std::fs::write(folder.at("slantscope.toml"), "formta = 'json'\n").unwrap();
    let output = run_in(&inside, &["check", "a.txt"]);
    assert!(code(&output) == 2 && err(&output).contains("no key \"formta\"") && err(&output).contains("Did you mean \"format\"?"), "{}", err(&output));
    std::fs::write(folder.at("slantscope.toml"), "format = 'pdf'\n").unwrap();
    let output = run_in(&inside, &["check", "a.txt"]);
    assert!(code(&output) == 2 && err(&output).contains("come from") && err(&output).contains("slantscope.toml"), "{}", err(&output));
}

#[test]
fn every_key_of_the_options_is_documented_and_can_be_set() {
    let default = out(&run(&["config", "--default"]));
    for key in ["format", "family", "fail-above", "baseline", "source", "threads", "lexicon", "out", "title", "ignore-file", "text-column", "any-language"] {
        assert!(default.contains(&format!("\n# {key} = ")), "{key}\n{default}");
    }
    // as it is printed it says nothing, and each key alone is read without a fault
    let folder = Folder::new().with("a.txt", "It rained.").with("slantscope.toml", &default);
    assert_eq!(code(&run_in(folder.path(), &["check", "a.txt"])), 0);
    std::fs::write(folder.at("slantscope.toml"), "any-language = true\nthreads = 2\nsource = 'S'\nformat = 'json'\n").unwrap();
    assert_eq!(json(&run_in(folder.path(), &["check", "a.txt"]))["documents"][0]["source"], "S");
}

#[test]
fn completions_and_manual_pages_are_made() {
    for (shell, part) in
        [("bash", "complete -F"), ("zsh", "#compdef slantscope"), ("fish", "complete -c slantscope"), ("powershell", "Register-ArgumentCompleter")]
    {
        let output = run(&["completions", shell]);
        assert!(code(&output) == 0 && out(&output).contains(part) && out(&output).contains("fail-above"), "{shell}");
    }
    let folder = Folder::new();
    assert_eq!(code(&run(&["man", "--out", &folder.at("man")])), 0);
    assert!(std::fs::read_to_string(folder.at("man/slantscope-check.1")).unwrap().contains("fail\\-above"));
    assert!(out(&run(&["man"])).starts_with(".ie") || out(&run(&["man"])).contains(".TH"));
}

/// The files and commands of docs/newsroom.md, and the hook that it names.
#[test]
fn what_the_newsroom_page_promises_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/newsroom.md")).unwrap();
    let blocks = |language: &str| -> Vec<String> {
        page.split(&format!("```{language}\n")).skip(1).map(|rest| rest.split("\n```").next().unwrap().to_string()).collect()
    };
    let calm = "# A column\n\n".to_string() + &"The council met on Monday, clearly, and it rained on the harbour all day. ".repeat(12) + &blocks("markdown")[0];
    let files = blocks("toml").iter().fold(Folder::new(), |f, b| f.with(b.lines().next().unwrap().trim_start_matches("# "), b));
    let folder = files
        .with("column.md", &calm)
        .with("articles/column.md", &calm)
        .with("page.html", "<article><h1>A page</h1><p>It rained on the harbour all day, the mayor said.</p></article>");
    let mut ran = 0;
    let mut commands: Vec<String> = blocks("sh").iter().flat_map(|b| b.lines()).map(String::from).collect();
    // and those of the workflow
    let steps = blocks("yaml").iter().flat_map(|b| b.lines()).filter_map(|l| l.trim().strip_prefix("- run: ")).map(String::from).collect::<Vec<_>>();
    assert!(steps.iter().any(|s| s.ends_with("> marks.sarif")), "{steps:?}");
    commands.extend(steps.into_iter().filter(|s| s.starts_with("slantscope ")));
    for command in commands {
        let (arguments, into) = command.strip_prefix("slantscope ").unwrap().split_once(" > ").map_or((&command[11..], None), |(a, i)| (a, Some(i)));
        let output = run_in(folder.path(), &arguments.split(' ').collect::<Vec<_>>());
        assert_eq!(code(&output), 0, "{command}: {}", err(&output));
        if let Some(file) = into {
            std::fs::write(folder.at(file), &output.stdout).unwrap();
        }
        ran += 1;
    }
    assert!(ran >= 6, "{ran}");
    let hooks = std::fs::read_to_string(root.join(".pre-commit-hooks.yaml")).unwrap();
    let value = |key: &str| hooks.lines().find_map(|l| l.trim().strip_prefix(&format!("{key}: "))).unwrap().to_string();
    let arguments: Vec<String> = value("args").trim_matches(['[', ']']).split(", ").map(|a| a.trim_matches('"').to_string()).collect();
    let mut words: Vec<String> = value("entry").split(' ').skip(1).map(String::from).collect();
    words.extend(arguments);
    words.push("--no-config".into());
    let report = std::fs::read_to_string(Path::new(&samples("mixed")).join("01-rally-report.txt")).unwrap() + &blocks("markdown")[0];
    let hook = |text: &str| {
        let folder = Folder::new().with("a.md", text);
        let file = folder.at("a.md");
        code(&run(&words.iter().map(String::as_str).chain([file.as_str()]).collect::<Vec<_>>()))
    };
    assert_eq!((hook(&report), hook(&"Clearly the regime is lying. ".repeat(60))), (0, 1));
}

#[test]
fn every_table_of_a_report_can_be_had_alone() {
    let folder = Folder::new();
    assert_eq!(code(&run(&["report", &samples("mixed"), "--out", &folder.at("report")])), 0);
    let mut tables: Vec<_> = std::fs::read_dir(folder.at("report/tables")).unwrap().map(|e| e.unwrap().path()).collect();
    tables.sort();
    assert!(tables.len() >= 18, "{tables:?}");
    for table in tables {
        let name = table.file_stem().unwrap().to_str().unwrap();
        let output = run(&["check", "--format", "csv", "--table", name, &samples("mixed")]);
        assert!(output.stdout == std::fs::read(&table).unwrap(), "{name}: {}", err(&output));
    }
    let marks = run(&["check", "--format", "csv", &samples("mixed")]).stdout;
    assert!(marks == std::fs::read(folder.at("report/tables/marks.csv")).unwrap());
    let wrong = run(&["check", "--format", "csv", "--table", "figure", &samples("mixed")]);
    assert!(code(&wrong) == 2 && err(&wrong).contains("quotes, citations, actors") && err(&wrong).contains("'figures'"), "{}", err(&wrong));
    let wrong = run(&["check", "--table", "figures", &samples("mixed")]);
    assert!(code(&wrong) == 2 && err(&wrong).contains("add `--format csv`"), "{}", err(&wrong));
}

#[test]
fn every_format_is_read_from_standard_input() {
    let file = |name: &str| std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/files").join(name)).unwrap();
    let rows = [
        ("text", "buoy.md", 1),
        ("markdown", "buoy.md", 1),
        ("html", "saved/buoy.html", 1),
        ("mhtml", "buoy.mhtml", 1),
        ("pdf", "buoy.pdf", 1),
        ("docx", "buoy.docx", 1),
        ("odt", "buoy.odt", 1),
        ("rtf", "buoy.rtf", 1),
        ("epub", "buoy.epub", 1),
        ("csv", "corpus.csv", 2),
        ("tsv", "corpus.tsv", 1),
        ("json", "list.json", 2),
        ("zip", "corpus.zip", 5),
    ];
    for (format, name, documents) in rows {
        let output = run_on(&["check", "--format", "jsonl", "--input-format", format, "-"], &file(name));
        let results = lines(&output).iter().filter(|l| l["type"] == "result").count();
        assert_eq!((code(&output), results), (0, documents), "{format}: {}", err(&output));
    }
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/files/saved-list");
    let mut child = program();
    let child = child.current_dir(&pages).args(["check", "--format", "jsonl", "--input-format", "urls", "-"]);
    let output = child.stdin(std::fs::File::open(pages.join("week.urls")).unwrap()).output().unwrap();
    assert_eq!(lines(&output).iter().filter(|l| l["type"] == "result").count(), 3, "{}", err(&output));
}

#[test]
fn a_limit_of_time_is_an_option() {
    let slow = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/slow/forms-in-forms.pdf").display().to_string();
    let folder = Folder::new().with("slantscope.toml", "max-seconds = 1\n").with("a.txt", "It rained.");
    for args in [vec!["check", "--format", "jsonl", "--threads", "2", &slow, "a.txt"], vec!["check", "--format", "json", &slow, "a.txt"]] {
        let output = run_in(folder.path(), &args);
        assert_eq!(code(&output), 2);
        assert!(err(&output).contains("forms-in-forms.pdf: The file was not read within 1 second;"), "{}", err(&output));
        assert!(out(&output).contains("\"type\":\"error\"") || out(&output).contains("\"type\": \"error\""), "{}", out(&output));
        assert!(out(&output).contains("It rained") || err(&output).contains("1 document was analysed"), "{}", err(&output));
    }
}
