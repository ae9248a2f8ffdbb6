//! What happens when the world fails: a full disk, a place that cannot be written, files that vanish, an interruption.

mod support;

use slantscope::load::{Inputs, Options};
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use support::*;

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_with_a_sentence() {
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for args in [vec!["check"], vec!["check", "--format", "jsonl"], vec!["check", "--format", "json"], vec!["check", "--format", "jsonl", "--threads", "3"]] {
        let output = program().args(&args).arg(samples("mixed")).stdout(full()).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        assert!(code(&output) == 2 && err(&output).contains("No space left"), "{args:?}: {}", err(&output));
    }
    let output = run(&["handout", &format!("{}/01-rally-report.txt", samples("mixed")), "--format", "html", "--out", "/dev/full"]);
    assert!(code(&output) == 2 && err(&output).contains("/dev/full cannot be written"), "{}", err(&output));
}

#[test]
fn a_place_that_cannot_be_written_is_named_with_the_cure() {
    let folder = Folder::new().with("file", "no folder");
    let output = run(&["report", &samples("mixed"), "--out", &folder.at("file/r")]);
    assert!(code(&output) == 2 && err(&output).contains("--out"), "{}", err(&output));
    let output = run(&["report", &samples("mixed"), "--out", &folder.at("file")]);
    assert!(code(&output) == 2 && err(&output).contains("cannot be made; choose another with --out"), "{}", err(&output));
    assert_eq!(std::fs::read_to_string(folder.path().join("file")).unwrap(), "no folder");
}

#[test]
fn files_that_vanish_or_change_while_the_others_are_read_cost_only_themselves() {
    let folder =
        Folder::new().with("a.txt", "It rained.").with("b.txt", "It snowed.").with("c.txt", "It cleared.").with("d.jsonl", "{\"text\":\"It blew.\"}\n");
    let mut inputs = Inputs::new(&[folder.path().to_path_buf()], Options::default());
    assert!(inputs.next().unwrap().is_ok());
    std::fs::remove_file(folder.path().join("b.txt")).unwrap();
    std::fs::remove_file(folder.path().join("c.txt")).unwrap();
    std::fs::create_dir(folder.path().join("c.txt")).unwrap();
    std::fs::write(folder.path().join("d.jsonl"), "{\"te").unwrap();
    let rest: Vec<_> = inputs.map(|read| read.and_then(slantscope::extract::extract)).collect();
    assert_eq!(rest.len(), 3);
    for read in rest {
        let e = read.unwrap_err();
        assert!(e.message.ends_with('.') && e.message.len() > 20, "{}", e.message);
    }
}

/// Ctrl-C: every line that came out is whole, and the code is 130.
#[cfg(unix)]
#[test]
fn an_interruption_ends_between_two_lines() {
    for threads in ["1", "3"] {
        let mut child = program()
            .args(["check", "--format", "jsonl", "--input-format", "jsonl", "--threads", threads, "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut to = child.stdin.take().unwrap();
        let writer = std::thread::spawn(move || {
            for i in 0.. {
                if writeln!(to, "{{\"id\":\"d{i}\",\"text\":\"Clearly, the regime lied to {i} people.\"}}").is_err() {
                    return;
                }
            }
        });
        let mut from = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        from.read_line(&mut first).unwrap();
        let asked = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        let rest: Vec<String> = from.lines().map(Result::unwrap).collect();
        assert_eq!(child.wait().unwrap().code(), Some(130));
        writer.join().unwrap();
        for (i, line) in std::iter::once(&first).chain(&rest).enumerate() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("line {i} is not whole: {e}"));
            assert_eq!(record["id"], format!("d{i}"));
        }
    }
}

/// A page on which the reader of PDF breaks down is named, in words for people.
#[test]
fn a_reader_that_breaks_down_is_told_in_a_sentence() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/bad/one-page-lost.pdf").display().to_string();
    let output = run(&["check", "--format", "json", &file]);
    assert!(code(&output) == 0 && out(&output).contains("Of the PDF's 2 pages 1 could not be read: 2."), "{}", out(&output));
    assert_eq!(err(&output), "");
}
