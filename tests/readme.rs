//! The README's commands run and its files are valid, so that they cannot go stale.

mod support;

use std::path::Path;
use support::{Folder, code, err, program};

/// The code blocks of a language, in order.
fn blocks(language: &str) -> Vec<String> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("\n```").next().unwrap().to_string()).collect()
}

fn commands() -> Vec<String> {
    blocks("sh").iter().flat_map(|b| b.lines().map(String::from).collect::<Vec<_>>()).collect()
}

/// A folder with the files that the README shows, each under the path of its first line.
fn folder() -> Folder {
    blocks("toml").iter().fold(Folder::new(), |folder, block| {
        let path = block.lines().next().and_then(|l| l.strip_prefix("# ")).expect("a file's path in its first line");
        folder.with(path, block)
    })
}

#[test]
fn every_command_of_the_program_runs() {
    let folder = folder();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").display().to_string();
    let mut ran = 0;
    for command in commands() {
        let Some(arguments) = command.strip_prefix("target/release/slantscope ") else { continue };
        let arguments = arguments.split_whitespace().map(|a| a.replace("tests/samples", &samples));
        let output = program().args(arguments).current_dir(folder.path()).output().unwrap();
        assert_eq!(code(&output), 0, "{command}\n{}{}", err(&output), String::from_utf8_lossy(&output.stdout));
        ran += 1;
    }
    assert!(ran >= 8, "{ran} commands ran");
    assert!(folder.path().join("slantscope-report/index.html").is_file());
}

#[test]
fn the_other_commands_are_the_two_of_the_set_up_and_the_one_of_the_tests() {
    let others: Vec<String> = commands().into_iter().filter(|c| !c.starts_with("target/release/slantscope ")).collect();
    assert_eq!(others, ["git clone ADDRESS slantscope && cd slantscope", "cargo build --release", "cargo test --release"]);
    let ci = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/run")).unwrap();
    assert_eq!(ci.lines().last(), Some("cargo test --release"), "the tests are the last that .ci/run runs");
}

#[test]
fn the_example_of_a_manifest_is_read_without_a_fault() {
    let folder = folder().with("articles/report-1.txt", "It rained.").with("articles/news.md", "It snowed.");
    let output = program().args(["check", "--format", "json", "articles"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Harbour Daily"));
}

#[test]
fn the_links_of_the_readme_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("README.md")).unwrap();
    for target in text.split("](").skip(1).map(|t| t.split(')').next().unwrap()).filter(|t| !t.starts_with("http") && !t.ends_with(".png")) {
        assert!(root.join(target).exists(), "{target}");
    }
}
