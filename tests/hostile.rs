//! Texts, files and rules by people who mean harm: each is read, or refused with a sentence; nothing hangs, runs or hides.

mod support;

use serde_json::{Value, json};
use std::path::Path;
use support::*;

/// The record of one text.
fn record(text: &str) -> Value {
    let line = json!({ "id": "t", "text": text }).to_string();
    lines(&run_on(&["check", "--format", "jsonl", "--input-format", "jsonl", "-"], line.as_bytes())).remove(0)
}

fn marked(record: &Value) -> Vec<&str> {
    record["marks"].as_array().unwrap().iter().map(|m| m["term"].as_str().unwrap()).collect()
}

#[test]
fn words_are_found_however_their_letters_are_disguised() {
    let plain = record("The regime is clearly to blame for this.");
    let want = marked(&plain);
    assert!(want.contains(&"regime") && want.len() >= 2, "{want:?}");
    let rows = [
        ("The reg\u{200B}ime is cl\u{2060}early to blame for this.", "2 invisible characters inside words"),
        ("The r\u{435}gim\u{435} is cle\u{430}rly to blame for this.", "3 letters of other alphabets in the place of Latin ones"),
        ("The \u{1D42B}\u{1D41E}gime is \u{FF43}learly to blame for this.", "3 letters of other alphabets"),
        ("The \u{202A}regime\u{202C} is clearly to blame for this.", "2 characters that turn the direction of writing"),
        ("The\u{3164}regime is clearly to blame for this.", ""),
        ("The r\u{336}e\u{336}gime is cle\u{AD}arly to blame for this.", ""),
    ];
    for (text, note) in rows {
        let r = record(text);
        assert_eq!(marked(&r), want, "{text:?}");
        let notes = r["input"]["notes"].to_string();
        assert!(notes.contains(note), "{text:?}: {notes}");
        for m in r["marks"].as_array().unwrap() {
            let at = |i: usize| m["span"]["bytes"][i].as_u64().unwrap() as usize;
            assert_eq!(&text[at(0)..at(1)], m["exact"].as_str().unwrap(), "places stay those of the text as it is");
        }
    }
    assert!(plain["input"].is_null());
}

#[test]
fn a_text_that_is_mostly_in_the_mouths_of_others_says_so() {
    let slander = "The corrupt regime has clearly betrayed this city and its shameful cronies have lied about the levy for years";
    let all = |frame: &str| vec![frame.replace("{}", slander); 8].join("\n\n");
    let rows = [
        (all("\u{201C}{}.\u{201D}"), "stand in quotation marks that name no speaker; they count as the author's own"),
        (all("{}, observers say."), "attributions name nobody whom a reader could ask"),
        (all("\u{201C}{},\u{201D} said Ann Roe, a resident."), "% of the words are given to others"),
    ];
    for (text, want) in rows {
        let notes = record(&text)["input"]["notes"].to_string();
        assert!(notes.contains(want), "{want}: {notes}");
    }
    assert!(record(&all("{}."))["input"].is_null());
}

#[test]
fn what_no_text_holds_is_refused_or_noted() {
    let input = b"{\"text\":\"a \\ud800 b\"}\n{\"text\":\"It rained \\u0000 all day, the regime said.\"}\n{\"text\":\"\\u001b[2J\\u0007 It rained.\"}\n";
    let got = lines(&run_on(&["check", "--format", "jsonl", "--input-format", "jsonl", "-"], input));
    assert!(got[0]["type"] == "error" && got[0]["error"].as_str().unwrap().ends_with('.'), "{}", got[0]);
    assert!(got[1]["type"] == "result" && got[1]["input"]["notes"].to_string().contains("1 control character"), "{}", got[1]);
    assert_eq!(got[2]["type"], "result");
}

/// Nothing that a terminal obeys comes out of a text, a name or a message.
#[test]
fn a_terminal_is_not_steered() {
    let folder = Folder::new()
        .with("a\u{1B}[31mred\u{202E}.txt", "Clearly,\u{1B}]0;owned\u{7} the \u{9B}31m regime \u{202E}lied\u{202C}.")
        .with("b\u{1B}[2J.docx", "no");
    for args in [vec!["check"], vec!["report", "--out"], vec!["extract", "--blocks"]] {
        let out_folder = folder.at("r");
        let mut args: Vec<&str> = args;
        if args[0] == "report" {
            args.push(&out_folder);
        }
        let path = folder.at("");
        args.push(&path);
        let output = run(&args);
        for text in [out(&output), err(&output)] {
            let steers = text.chars().find(|c| matches!(c, '\u{1B}' | '\u{7}' | '\u{9B}' | '\u{202E}'));
            assert!(steers.is_none(), "{args:?} writes {steers:?}: {text:?}");
        }
    }
}

/// In a page, what would turn or hide words is shown by its number.
#[test]
fn pages_show_what_is_hidden() {
    let folder = Folder::new().with("a.txt", "A \u{202E}title\n\nClearly, the reg\u{200B}ime \u{202E}lied\u{202C}, and everyone knows it.");
    assert_eq!(code(&run(&["report", &folder.at("a.txt"), "--out", &folder.at("r")])), 0);
    let page = std::fs::read_to_string(folder.path().join("r/documents/a.html")).unwrap();
    let article = &page[page.find("<article").unwrap()..];
    assert!(!page.contains('\u{202E}') && !page.contains('\u{200B}') && article.contains("\u{27E8}U+202E\u{27E9}"), "{article}");
    assert!(page.contains("The text holds what its readers do not see"));
}

#[test]
fn deep_nesting_is_refused_or_read_and_never_overflows() {
    let deep = |open: &str, inner: &str, close: &str, n: usize| format!("{}{inner}{}", open.repeat(n), close.repeat(n));
    let n = 100_000;
    let files = [
        ("a.html", deep("<div>", "It rained.", "</div>", n)),
        ("b.html", deep("<b><i>", "It rained.", "", n)),
        ("c.json", deep("[", "", "]", n)),
        ("d.json", deep("{\"a\":", "1", "}", n)),
        ("e.jsonl", format!("{{\"text\":\"It rained.\",\"x\":{}}}", deep("[", "", "]", n))),
        ("f.md", format!("{}It rained.", "> ".repeat(n))),
        ("g.md", format!("{}It rained.", "- ".repeat(n))),
        ("h.md", deep("[", "It rained.", "](x)", n)),
        ("i.md", deep("*", "It rained.", "*", n)),
        ("j.rtf", format!("{{\\rtf1 {}", deep("{", "It rained.", "}", n))),
        ("k.txt", deep("(", "It rained.", ")", n)),
        ("l.txt", deep("\u{201C}\u{2018}", "It rained", "\u{2019}\u{201D}", n)),
        ("corpus.toml", format!("title = {}", deep("[", "", "]", n))),
    ];
    let folder = files.into_iter().fold(Folder::new(), |folder, (name, text)| folder.with(name, text));
    let output = run(&["check", "--format", "jsonl", &folder.at("")]);
    assert_eq!(code(&output), 2, "{}", err(&output).chars().take(2000).collect::<String>());
    let got = lines(&output);
    assert!(got.len() >= 12);
    assert!(got.iter().filter(|l| l["type"] == "error").all(|l| l["error"].as_str().unwrap().ends_with('.')));
    assert!(!err(&output).contains("mistake of the program"), "{}", err(&output));
}

#[test]
fn quotations_that_never_close_are_read() {
    for mark in ["\u{201C}a ", "\"a ", "\u{2018}a ", "\u{AB}a ", "\u{201C}a\n\n"] {
        let r = record(&mark.repeat(50_000));
        assert_eq!(r["type"], "result", "{mark:?}");
    }
}

#[test]
fn a_line_beyond_the_limit_is_refused_and_the_next_is_read() {
    let mut input = Vec::from(&b"{\"text\":\""[..]);
    input.resize(70 << 20, b'a');
    input.extend(b"\"}\n{\"id\":\"b\",\"text\":\"It rained.\"}\n");
    let got = lines(&run_on(&["check", "--format", "jsonl", "--input-format", "jsonl", "-"], &input));
    assert!(got[0]["error"].as_str().unwrap().contains("larger than 64 MiB"), "{}", got[0]);
    assert_eq!((got[1]["id"].as_str(), got.len()), (Some("b"), 2));
}

/// A cell of a table never begins like a formula.
#[test]
fn tables_hold_no_formulas() {
    let evil = ["=cmd|' /C calc'!A0", "+1+cmd", "-2+3+cmd", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\u{FF1D}1"];
    let records: String = evil
        .iter()
        .enumerate()
        .map(|(i, e)| json!({"id": format!("{e}{i}"), "title": e, "source": e, "author": e, "url": e, "text": format!("{e} Clearly, the regime lied to 300 people, said {e}.")}).to_string() + "\n")
        .collect();
    let folder = Folder::new().with("a.jsonl", records);
    assert_eq!(code(&run(&["report", &folder.at("a.jsonl"), "--out", &folder.at("r")])), 0);
    for table in std::fs::read_dir(folder.path().join("r/tables")).unwrap().map(|e| e.unwrap().path()) {
        for row in csv::ReaderBuilder::new().flexible(true).from_path(&table).unwrap().records() {
            for cell in row.unwrap().iter().filter(|c| c.parse::<f64>().is_err()) {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}']), "{}: {cell}", table.display());
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn links_loops_and_pipes_are_passed_over_or_named() {
    use std::os::unix::fs::symlink;
    let outside = Folder::new().with("secret.txt", "A secret of somebody else.");
    let folder = Folder::new().with("in/a.txt", "It rained.").with("in/sub/b.txt", "It snowed.").with("in/t.csv", "file,source\nlink.txt,S\n../secret.txt,S\n");
    symlink(folder.path().join("in"), folder.path().join("in/sub/loop")).unwrap();
    symlink("self.txt", folder.path().join("in/self.txt")).unwrap();
    symlink(outside.path().join("secret.txt"), folder.path().join("in/link.txt")).unwrap();
    symlink(outside.path(), folder.path().join("in/folder")).unwrap();
    symlink("a.txt", folder.path().join("in/again.txt")).unwrap();
    std::process::Command::new("mkfifo").arg(folder.at("in/pipe.txt")).status().unwrap();
    let output = run(&["check", "--format", "jsonl", &folder.at("in")]);
    let got = lines(&output);
    let ids: Vec<&str> = got.iter().filter(|l| l["type"] == "result").map(|l| l["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a", "again", "b"], "{}", err(&output));
    assert!(!out(&output).contains("A secret") && code(&output) == 2);
    for name in ["link.txt", "self.txt", "pipe.txt"] {
        assert!(err(&output).contains(&format!("{name}: This is no file of the folder")), "{name}: {}", err(&output));
    }
}

fn rule(terms: &str) -> String {
    format!(
        "id = \"loaded.probe\"\ntitle = \"A probe\"\nstatus = \"draft\"\nwhat = \"Words.\"\nwhy = \"A test of limits.\"\nlimits = \"None are known.\"\nask = \"Is it so?\"\nsources = [\"recasens2013\"]\n[match]\nterms = [{terms}]\n[score]\nweight = 0.5\n[test]\nhit = [\"A {{quay rat}} ran.\", \"The {{quay rat}} sat.\"]\nmiss = [\"A quay stood there.\", \"It rained.\"]\n"
    )
}

#[test]
fn rules_of_strangers_are_kept_within_limits() {
    let many = |n: usize, term: fn(usize) -> String| (0..n).map(|i| format!("\"{}\"", term(i))).collect::<Vec<_>>().join(",");
    let choice = |n: usize| (0..n).map(|i| format!("a{i}")).collect::<Vec<_>>().join("|");
    let rows = [
        (format!("\"{}\"", "(a) ".repeat(60)), "more than four pairs of brackets"),
        (format!("\"{} quay\"", vec![choice(50); 8].join(" ")), "ways are allowed"),
        (format!("\"{} quay\"", "word ".repeat(100)), "at most 64 places"),
        (many(30_000, |i| format!("abc{i}*")), "terms with a star, and at most 15000"),
        (many(210_000, |i| format!("w{i}")), "terms, and at most 200000"),
        (many(70_000, |i| format!("zq{i}/v")), "a text can tell 262144 apart"),
        (format!("\"{}\"", "x".repeat(5 << 20)), "bytes, and at most"),
    ];
    for (terms, want) in rows {
        let folder = Folder::new().with("rules/loaded/probe.toml", rule(&terms)).with("a.txt", "It rained.");
        let output = run(&["check", "--lexicon", &folder.at("rules"), &folder.at("a.txt")]);
        assert!(code(&output) == 2 && err(&output).contains(want), "{want}: {}", err(&output).chars().take(600).collect::<String>());
    }
    let pack = "id = \"p\"\nextends = [\"/etc\"]\n";
    let folder = Folder::new().with("p/pack.toml", pack).with("a.txt", "It rained.");
    let output = run(&["check", "--lexicon", &folder.at("p"), &folder.at("a.txt")]);
    assert!(code(&output) == 2 && err(&output).contains("from its own folder"), "{}", err(&output));
    assert!(Path::new(&folder.at("a.txt")).exists());
}
