//! The machine interface: a line in, a line out.

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;
use support::*;

const JSONL: [&str; 6] = ["check", "--format", "jsonl", "--input-format", "jsonl", "-"];

fn records(n: usize) -> String {
    (0..n).map(|i| format!("{{\"id\":\"d{i}\",\"text\":\"Clearly, {i} people of the regime said \\u201cno\\u201d. It rained.\",\"page\":{i}}}\n")).collect()
}

#[test]
fn lines_come_out_in_the_order_in_which_they_went_in_for_any_number_of_threads() {
    let input = records(700);
    let one = run_on(&JSONL, input.as_bytes());
    let ids: Vec<String> = lines(&one).iter().map(|l| l["id"].as_str().unwrap().to_string()).collect();
    assert_eq!(ids, (0..700).map(|i| format!("d{i}")).collect::<Vec<_>>());
    for threads in ["2", "3", "8"] {
        let many = run_on(&[&JSONL[..5], &["--threads", threads, "-"]].concat(), input.as_bytes());
        assert!(one.stdout == many.stdout, "{threads} threads");
    }
}

#[test]
fn a_bad_line_is_a_record_of_its_own_and_the_others_go_on() {
    let mut input = br#"{"id":"a","text":"It rained."}"#.to_vec();
    input.extend(b"\n{broken\n\n{\"id\":\"u\",\"text\":\"caf\xE9\"}\n{\"id\":5}\n{\"id\":\"e\",\"text\":\"\"}\n");
    input.extend(br#"{"id":"z","text":"It snowed."}"#);
    let output = run_on(&JSONL, &input);
    assert_eq!(code(&output), 2);
    let got: Vec<(String, Option<String>, Option<u64>)> =
        lines(&output).iter().map(|l| (l["type"].as_str().unwrap().into(), l["id"].as_str().map(String::from), l["line"].as_u64())).collect();
    let row = |kind: &str, id: Option<&str>, line| (kind.to_string(), id.map(String::from), line);
    let want = [
        row("result", Some("a"), None),
        row("error", None, Some(2)),
        row("error", Some("u"), Some(4)),
        row("error", Some("5"), Some(5)),
        row("error", Some("e"), Some(6)),
        row("result", Some("z"), None),
    ];
    assert_eq!(got, want);
    assert!(err(&output).contains("4 problems were found") && err(&output).contains("line 2"), "{}", err(&output));
}

#[test]
fn unknown_fields_are_carried_through() {
    let line = &lines(&run_on(&JSONL, br#"{"id":"a","text":"It rained.","page":3,"tags":["x"],"source":"S"}"#))[0];
    assert_eq!((line["extra"]["page"].as_u64(), line["extra"]["tags"][0].as_str(), line["source"].as_str()), (Some(3), Some("x"), Some("S")));
}

#[test]
fn an_answer_comes_before_the_next_question() {
    let mut child = program().args(JSONL).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut to, mut from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for i in 0..3 {
        writeln!(to, "{{\"id\":\"{i}\",\"text\":\"It rained.\"}}").unwrap();
        let mut line = String::new();
        from.read_line(&mut line).unwrap();
        assert!(line.contains(&format!("\"id\":\"{i}\"")), "{line}");
    }
    drop(to);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    for threads in ["1", "3"] {
        let mut child = program()
            .args([&JSONL[..5], &["--threads", threads, "-"]].concat())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut to = child.stdin.take().unwrap();
        let input = records(3000);
        let writer = std::thread::spawn(move || to.write_all(input.as_bytes()));
        let mut from = child.stdout.take().unwrap();
        from.read_exact(&mut [0; 10]).unwrap();
        drop(from);
        let output = child.wait_with_output().unwrap();
        let _ = writer.join();
        assert_eq!((code(&output), err(&output).as_str()), (0, ""), "{threads} threads");
    }
}

#[test]
fn a_reader_of_the_terminal_text_that_stops_is_no_error() {
    let mut child = program().args(["check", &samples("movement")]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), err(&output).as_str()), (0, ""));
}

#[test]
fn a_file_of_records_is_analysed_line_by_line() {
    let folder = Folder::new().with("feed.jsonl", records(3)).with("note.md", "# Head\n\nIt rained.");
    let ids: Vec<String> = lines(&run(&["check", "--format", "jsonl", &folder.at("")])).iter().map(|l| l["id"].as_str().unwrap().into()).collect();
    assert_eq!(ids, ["d0", "d1", "d2", "note"]);
}

/// Memory must not grow with the number of documents.
#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_number_of_documents() {
    let peak = |n: usize| {
        let mut child = program().args([&JSONL[..5], &["--threads", "2", "-"]].concat()).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (mut to, mut from) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let reader = std::thread::spawn(move || std::io::copy(&mut from, &mut std::io::sink()));
        to.write_all(records(n).as_bytes()).unwrap();
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        drop(to);
        reader.join().unwrap().unwrap();
        child.wait().unwrap();
        let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
    };
    let (small, large) = (peak(2_000), peak(20_000));
    assert!(large < small + 16_000, "{small} kB for 2,000 documents, {large} kB for 20,000");
}
