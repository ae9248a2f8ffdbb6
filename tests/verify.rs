//! A report can be made again, byte for byte; and where it cannot, `slantscope verify` says why.

mod support;

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use support::*;

/// All files below a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn walk(root: &Path, at: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in std::fs::read_dir(at).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() {
                walk(root, &entry, into);
            } else {
                into.insert(entry.strip_prefix(root).unwrap().into(), std::fs::read(&entry).unwrap());
            }
        }
    }
    let mut out = BTreeMap::new();
    walk(folder, folder, &mut out);
    out
}

fn with_samples() -> Folder {
    let names = ["01-rally-report.txt", "02-rally-followup.txt"];
    let read = |name: &str| std::fs::read(Path::new(&samples("mixed")).join(name)).unwrap();
    let declared = "title = \"Two reports\"\n[[document]]\nfiles = \"*.txt\"\ngenre = \"news\"\n";
    names.iter().fold(Folder::new(), |folder, name| folder.with(&format!("in/{name}"), read(name))).with("in/corpus.toml", declared)
}

fn report(folder: &Folder, more: &[&str]) {
    let output = run_in(folder.path(), &[&["report", "in", "--out", "r"], more].concat());
    assert_eq!(code(&output), 0, "{}", err(&output));
}

/// Code and words of a verification.
fn verify(folder: &Folder, more: &[&str]) -> (i32, String) {
    let output = run_in(folder.path(), &[&["verify", "r"], more].concat());
    (code(&output), format!("{}{}", out(&output), err(&output)).split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn two_runs_and_any_number_of_threads_give_the_same_bytes() {
    let folder = with_samples();
    for (out, threads) in [("r", "1"), ("s", "1"), ("t", "2"), ("u", "7")] {
        assert_eq!(code(&run_in(folder.path(), &["report", "in", "--out", out, "--threads", threads])), 0);
    }
    assert_eq!(code(&run_in(folder.path(), &["report", "in", "--out", "rare", "--base-rate", "0.2"])), 0);
    assert_eq!(code(&run_in(folder.path(), &["verify", "rare"])), 0, "the manifest knows the base rate");
    let first = files(&folder.path().join("r"));
    for other in ["s", "t", "u"] {
        assert!(first == files(&folder.path().join(other)), "{other}");
        for threads in ["1", "2"] {
            assert_eq!(code(&run_in(folder.path(), &["verify", other, "--threads", threads])), 0);
        }
    }
}

/// A folder of texts and a file of records with the same texts: the same but for where each was read.
#[test]
fn a_folder_and_its_records_give_the_same_bytes() {
    let articles =
        [("a", "The regime lied, critics say. Clearly, 120 people knew."), ("b", "\u{201C}No,\u{201D} said Ann Roe. It rained on the harbour all day.")];
    let mut folder = Folder::new();
    let mut records = String::new();
    for (id, text) in articles {
        folder = folder.with(&format!("paper/{id}.txt"), text);
        records += &serde_json::json!({"id": id, "title": id, "source": "paper", "text": text}).to_string();
        records.push('\n');
    }
    let folder = folder.with("feed.jsonl", records);
    let read = |path: &str| -> Vec<String> {
        let place = ["path", "source_from", "input"];
        let strip = |mut v: Value| {
            place.iter().for_each(|key| drop(v.as_object_mut().unwrap().remove(*key)));
            v.to_string()
        };
        lines(&run(&["check", "--format", "jsonl", &folder.at(path)])).into_iter().map(strip).collect()
    };
    assert_eq!(read("paper"), read("feed.jsonl"));
}

#[test]
fn what_differs_is_named_with_its_cause() {
    let folder = with_samples();
    report(&folder, &[]);
    let same = "The same report comes out again";
    assert_eq!(verify(&folder, &[]).0, 0);
    assert!(verify(&folder, &[]).1.contains(same));
    // elsewhere, with the inputs named
    let moved = Folder::new();
    std::fs::rename(folder.path().join("in"), moved.path().join("in")).unwrap();
    let (lost, words) = verify(&folder, &[]);
    assert!(lost == 2 && words.contains("cannot be found from this folder; say with --inputs"), "{words}");
    assert_eq!(verify(&folder, &["--inputs", &moved.at("in")]), (0, verify(&folder, &["--inputs", &moved.at("in")]).1));
    std::fs::rename(moved.path().join("in"), folder.path().join("in")).unwrap();

    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    let keep = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    let rows = [
        ("r/index.html", "index.html was changed after the report was written"),
        ("r/tables/marks.csv", "tables/marks.csv was changed after the report was written"),
        ("in/01-rally-report.txt", "The input 01-rally-report.txt has changed since"),
        ("in/corpus.toml", "The file corpus.toml has changed since"),
    ];
    for (name, want) in rows {
        let kept = keep(name);
        write(name, &[kept.as_slice(), b"\n# more\n"].concat());
        let (code, words) = verify(&folder, &[]);
        assert!(code == 1 && words.contains(want), "{name}: {words}");
        write(name, &kept);
    }
    write("in/zz.txt", b"It rained.");
    assert!(verify(&folder, &[]).1.contains("The input zz.txt is there now and was not there then"));
    std::fs::remove_file(folder.path().join("in/zz.txt")).unwrap();

    let manifest = String::from_utf8(keep("r/manifest.json")).unwrap();
    let edits = [
        (manifest.replace("\"version\": \"", "\"version\": \"0.0.0-"), "Use that version"),
        (manifest.replace("\"rules\": ", "\"rules\": 1"), "manifest.json was changed after the report was written"),
        (manifest.replace("manifest/2", "manifest/1"), "this program replays"),
        (manifest.replace("\"paths\"", "\"path"), "is not JSON"),
    ];
    for (text, want) in edits {
        write("r/manifest.json", text.as_bytes());
        let (code, words) = verify(&folder, &[]);
        assert!(code > 0 && words.contains(want), "{want}: {words}");
    }
    std::fs::remove_file(folder.path().join("r/manifest.json")).unwrap();
    assert!(verify(&folder, &[]).1.contains("is no report, or its writing was broken off"));
}

/// Options, a pack, a norm and an ignore file are part of what is replayed.
#[test]
fn a_report_with_options_is_replayed_with_them() {
    let pack = "id = \"calm\"\n[[adjust]]\nrule = \"loaded.state-power\"\nreason = \"House style allows it.\"\ndisable = true\n";
    let ignored = "[[ignore]]\nrule = \"booster\"\nreason = \"Looked at.\"\n";
    let folder = with_samples().with("pack/pack.toml", pack).with("slantscope-ignore.toml", ignored);
    report(&folder, &["--title", "Another title", "--source", "One", "--lexicon", "pack"]);
    assert_eq!(verify(&folder, &[]), (0, verify(&folder, &[]).1));
    assert!(verify(&folder, &["--lexicon", &folder.at("pack")]).0 == 0);
    std::fs::write(folder.path().join("slantscope-ignore.toml"), ignored.replace("booster", "hedge")).unwrap();
    assert!(verify(&folder, &[]).1.contains("The file slantscope-ignore.toml has changed since"));
    std::fs::write(folder.path().join("slantscope-ignore.toml"), ignored).unwrap();
    std::fs::write(folder.path().join("pack/pack.toml"), pack.replace("disable = true", "weight = 0.1")).unwrap();
    assert!(verify(&folder, &[]).1.contains("The lexicon is another one"), "{}", verify(&folder, &[]).1);
}

#[test]
fn a_manifest_names_no_place_of_this_machine() {
    let folder = with_samples();
    let output = run(&["report", &folder.at("in"), "--out", &folder.at("r")]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    for (name, bytes) in files(&folder.path().join("r")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(&folder.at("")), "{}", name.display());
    }
}

/// Writing a report again leaves the files of others in its folder, and none of the report before.
#[test]
fn a_report_takes_the_place_of_the_one_before() {
    let folder = with_samples();
    report(&folder, &[]);
    std::fs::write(folder.path().join("r/notes.txt"), "my own").unwrap();
    std::fs::remove_file(folder.path().join("in/02-rally-followup.txt")).unwrap();
    let output = run_in(folder.path(), &["report", "in/01-rally-report.txt", "--out", "r"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let now = files(&folder.path().join("r"));
    assert!(now.contains_key(Path::new("notes.txt")) && !now.contains_key(Path::new("documents/02-rally-followup.html")));
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "nothing is left beside it: {left:?}");
}

/// What a run that was killed leaves behind is put right by the next one.
#[test]
fn a_report_that_was_put_aside_comes_back() {
    let folder = with_samples();
    report(&folder, &[]);
    let first = files(&folder.path().join("r"));
    // killed between the two renames
    std::fs::rename(folder.path().join("r"), folder.path().join(".r.slantscope-old")).unwrap();
    std::fs::create_dir_all(folder.path().join(".r.slantscope-new/tables")).unwrap();
    report(&folder, &[]);
    assert!(first == files(&folder.path().join("r")));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

/// The size of a file is limited: the system ends the program in the middle of writing.
#[cfg(target_os = "linux")]
#[test]
fn a_run_that_is_killed_in_mid_write_leaves_the_old_report_whole() {
    let folder = with_samples();
    report(&folder, &[]);
    let first = files(&folder.path().join("r"));
    for blocks in [1, 8, 40] {
        let command = format!("ulimit -f {blocks}; exec \"$0\" report in/01-rally-report.txt --out r --title Other");
        let output =
            std::process::Command::new("sh").args(["-c", &command, env!("CARGO_BIN_EXE_slantscope")]).current_dir(folder.path()).output().expect("a shell");
        assert!(!output.status.success());
        assert!(first == files(&folder.path().join("r")), "{blocks}: the old report was touched");
    }
    report(&folder, &[]);
    assert!(first == files(&folder.path().join("r")));
}
