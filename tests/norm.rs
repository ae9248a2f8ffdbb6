//! Norms: made by a command from anyone's texts, bound to the rules they were made with, and refused when these change.

mod support;

use slantscope::extract::Document;
use slantscope::lexicon::{self, builtin::builtin_files};
use slantscope::norm::{Norm, Norms, Plan, build, standing};
use slantscope::{analyzer::Analyzer, score::Reading};
use support::{Folder, err, out, run};

/// Texts with more and more loaded words.
fn texts(n: usize) -> Vec<String> {
    let calm = "The ferry leaves the quay at noon and comes back at four. ";
    let loud = "The brutal regime lied. ";
    (0..n).map(|i| format!("{}{}", calm.repeat(20), loud.repeat(i))).collect()
}

fn readings(texts: &[String], lexicon: &lexicon::Lexicon) -> Vec<Reading> {
    let analyzer = Analyzer::new(lexicon);
    texts.iter().enumerate().map(|(i, t)| analyzer.analyze(Document::new(&format!("t{i}"), t))).collect()
}

#[test]
fn a_text_stands_among_the_texts_of_its_norm() {
    let lexicon = lexicon::builtin().unwrap();
    let all = readings(&texts(40), lexicon);
    let norm = build(&all, lexicon, Plan { genre: "news".into(), ..Plan::default() }).unwrap();
    let place = |r: &Reading| {
        let s = standing(r, &Norms::new([norm.clone()]), lexicon);
        assert!(s.assumed && s.reason.is_none(), "{s:?}");
        s.places.into_iter().find(|p| p.measure == "advocacy_density").unwrap().text
    };
    assert_eq!(place(&all[39]), "more than 9 of 10 news texts");
    assert_eq!(place(&all[0]), "less than 9 of 10 news texts");
    assert_eq!(place(&all[20]), "more than 5 of 10 news texts");
    assert_eq!(Norm::read("x", &norm.written()), Ok(norm));
}

#[test]
fn a_norm_of_other_rules_is_refused_with_a_sentence() {
    let lexicon = lexicon::builtin().unwrap();
    let norm = build(&readings(&texts(20), lexicon), lexicon, Plan { genre: "news".into(), ..Plan::default() }).unwrap();
    let mut files = builtin_files();
    files[0].text.push_str("# changed\n");
    let other = lexicon::files_of(&files).unwrap();
    let s = standing(&readings(&texts(1), &other)[0], &Norms::new([norm]), &other);
    assert!(s.places.is_empty());
    let reason = s.reason.unwrap();
    assert!(reason.starts_with("The norm for news was made with other rules") && reason.contains("slantscope norm build"), "{reason}");
}

#[test]
fn a_genre_without_a_norm_is_compared_with_no_other() {
    let lexicon = lexicon::builtin().unwrap();
    let mut one = readings(&texts(1), lexicon);
    one[0].meta.genre = Some("limericks".into());
    let norm = build(&readings(&texts(20), lexicon), lexicon, Plan { genre: "news".into(), ..Plan::default() }).unwrap();
    let s = standing(&one[0], &Norms::new([norm]), lexicon);
    assert!(s.places.is_empty() && s.reason.unwrap().contains("no norm for \u{201c}limericks\u{201d}"));
}

#[test]
fn the_built_in_norms_can_be_read() {
    let norms = Norms::builtin().unwrap();
    let lexicon = lexicon::builtin().unwrap();
    for n in norms.iter() {
        assert!(n.card.n >= 20 && !n.card.set.is_empty() && n.card.command.starts_with("slantscope norm build"), "{:?}", n.card);
        // a rule may change before the reference texts are at hand: reports then say that the norm is stale
        if let Some(stale) = n.stale(lexicon) {
            println!("{stale}");
        }
    }
}

#[test]
fn the_command_makes_a_norm_that_a_report_uses() {
    let dir = Folder::new();
    let records: Vec<String> = texts(30)
        .iter()
        .enumerate()
        .map(|(i, t)| serde_json::json!({"id": format!("r{i}"), "genre": if i < 25 { "ballad" } else { "news" }, "text": t}).to_string())
        .collect();
    let dir = dir.with("ballads.jsonl", records.join("\n"));
    let (texts, norm, report) = (dir.at("ballads.jsonl"), dir.at("ballad.json"), dir.at("report"));
    let made = run(&["norm", "build", &texts, "--genre", "ballad", "--set", "Thirty ballads", "--out", &norm]);
    assert!(made.status.success(), "{}", err(&made));
    assert!(out(&made).contains("25 of 30 documents"), "{}", out(&made));
    assert!(out(&run(&["norm", "list", "--norm", &norm])).contains("In date: made with the rules in use."));
    let reported = run(&["report", &texts, "--norm", &norm, "--out", &report]);
    assert!(reported.status.success(), "{}", err(&reported));
    let report: serde_json::Value = serde_json::from_slice(&std::fs::read(dir.path().join("report/report.json")).unwrap()).unwrap();
    let places = report["standing"][24]["places"].as_array().unwrap();
    assert!(places.iter().any(|p| p["measure"] == "advocacy_density" && p["text"] == "more than 9 of 10 ballad texts"), "{places:?}");
    assert!(std::fs::read_to_string(dir.path().join("report/tables/standing.csv")).unwrap().contains("more than 9 of 10 ballad texts"));
    let few = run(&["norm", "build", &texts, "--genre", "ode", "--set", "x"]);
    assert!(!few.status.success() && err(&few).contains("a norm needs 20"), "{}", err(&few));
}

#[test]
fn compare_fits_eighty_columns_and_names_both_sides() {
    let same = &texts(1)[0];
    let dir = Folder::new()
        .with("a.txt", format!("{same}The brutal regime murdered 40 pilots."))
        .with("b.txt", format!("{same}The regime murdered 45 pilots, the Coast Institute said."));
    let (a, b) = (dir.at("a.txt"), dir.at("b.txt"));
    let shown = run(&["compare", &a, &b]);
    let text = out(&shown);
    assert!(shown.status.success() && text.starts_with("Two versions of one text"), "{text}");
    assert!(text.lines().all(|l| l.chars().count() <= 80), "{text}");
    for part in ["Came: ", "Went: ", "brutal", "45 pilots (attributed)"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let json = run(&["compare", &a, &b, "--format", "json"]);
    let v: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((v["schema"].as_str(), v["relation"].as_str()), (Some("slantscope.comparison/1"), Some("versions")));
}
