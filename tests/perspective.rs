//! The verdict on whole corpora: one voice, several, or no telling. All texts are invented.

use slantscope::analyzer::Analyzer;
use slantscope::compare::chance::Chance;
use slantscope::compare::{Basis, Comparison, Verdict, compare};
use slantscope::extract::{Corpus, Document, Meta};
use slantscope::lexicon::{self, Lexicon};
use slantscope::score::Reading;
use std::path::Path;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/perspective");

#[derive(Clone)]
struct Article {
    meta: Meta,
    text: String,
}

/// The articles of a file: each begins with a line `=== id`.
fn articles(name: &str) -> Vec<Article> {
    let all = std::fs::read_to_string(format!("{DATA}/{name}.txt")).unwrap();
    all.split("=== ")
        .skip(1)
        .map(|part| {
            let (id, text) = part.split_once('\n').unwrap();
            Article { meta: Meta { id: id.trim().into(), ..Meta::default() }, text: text.trim().into() }
        })
        .collect()
}

fn compared_with(lexicon: &Lexicon, articles: &[Article]) -> Comparison {
    let analyzer = Analyzer::new(lexicon);
    let readings: Vec<Reading> =
        articles.iter().map(|a| analyzer.analyze(Document { meta: a.meta.clone(), text: a.text.clone(), hints: Vec::new() })).collect();
    compare(&readings, &Corpus::default(), lexicon)
}

fn compared(articles: &[Article]) -> Comparison {
    compared_with(lexicon::builtin().unwrap(), articles)
}

fn verdict(articles: &[Article]) -> Verdict {
    compared(articles).perspective.verdict
}

fn joined(names: &[&str]) -> Vec<Article> {
    names.iter().flat_map(|n| articles(n)).collect()
}

/// All subsets of at least `least` members.
fn subsets<T: Clone>(all: &[T], least: usize) -> Vec<Vec<T>> {
    (0u32..1 << all.len())
        .filter(|m| m.count_ones() as usize >= least)
        .map(|m| all.iter().enumerate().filter(|(i, _)| m >> i & 1 == 1).map(|(_, a)| a.clone()).collect())
        .collect()
}

#[test]
fn five_texts_of_one_side_speak_with_one_voice() {
    let c = compared(&articles("harbour"));
    assert_eq!(c.perspective.verdict, Verdict::Single, "{}", c.perspective.note);
    assert_eq!(c.perspective.basis, [Basis::Evidence]);
    assert!(c.perspective.note.starts_with("All 5 documents evaluate the same actors in the same direction."));
    assert!(c.perspective.note.contains("add documents by or about the port regime"), "{}", c.perspective.note);
}

#[test]
fn any_two_may_be_missing_and_two_alone_show_nothing() {
    for set in subsets(&articles("harbour"), 1) {
        let expected = if set.len() >= 3 { Verdict::Single } else { Verdict::CannotTell };
        let c = compared(&set);
        assert_eq!(c.perspective.verdict, expected, "{:?}: {}", set.iter().map(|a| &a.meta.id).collect::<Vec<_>>(), c.perspective.note);
    }
}

#[test]
fn one_dissenting_text_makes_several() {
    let c = compared(&joined(&["harbour", "dissent"]));
    assert_eq!(c.perspective.verdict, Verdict::Several, "{}", c.perspective.note);
    assert!(c.perspective.note.starts_with("The documents disagree about Harbour League: praised in "), "{}", c.perspective.note);
    assert!(c.perspective.note.contains("blamed in other-view"), "{}", c.perspective.note);
}

#[test]
fn a_movement_beside_agencies_gives_no_verdict() {
    let mut set = articles("harbour")[..3].to_vec();
    set.extend(articles("agency"));
    assert_eq!(verdict(&set), Verdict::CannotTell);
}

#[test]
fn agency_reports_of_a_shelling_with_a_denial_give_no_verdict() {
    let c = compared(&articles("shelling-attributed"));
    assert_eq!(c.perspective.verdict, Verdict::CannotTell);
    let town = c.actors.iter().find(|a| a.name == "Kellan").expect("the town is named");
    assert_eq!((town.negative, town.positive), (0, 0), "{:?}", town.events);
}

#[test]
fn shelling_in_own_voice_gives_no_verdict_while_the_army_is_heard() {
    let all = articles("shelling-heard");
    assert_eq!(verdict(&all), Verdict::CannotTell);
    // without the two reports that quote the army, one voice would be a fair verdict; the note must be true either way
    let c = compared(&all[2..]);
    assert_eq!(c.perspective.verdict, Verdict::CannotTell, "two documents show nothing");
}

#[test]
fn match_reports_give_no_verdict() {
    assert_eq!(verdict(&articles("matches")), Verdict::CannotTell);
}

#[test]
fn obituaries_give_no_verdict() {
    assert_eq!(verdict(&articles("obituaries")), Verdict::CannotTell);
}

#[test]
fn a_persecuted_hero_is_a_victim_and_not_blamed() {
    let c = compared(&articles("harbour"));
    let hero = c.actors.iter().find(|a| a.name == "Harbour League").expect("the league is named");
    assert_eq!(hero.negative, 0, "{:?}", hero.events);
    assert!(hero.victim >= 2 && hero.positive >= 5, "{hero:?}");
    let culprit = c.actors.iter().find(|a| a.name == "the port regime").expect("the regime is named");
    assert!(culprit.negative >= 10 && culprit.positive == 0, "{culprit:?}");
    for set in subsets(&articles("harbour"), 3) {
        let blamed = compared(&set).perspective.evidence.into_iter().find(|e| e.kind == "blamed").unwrap();
        assert!(!blamed.text.split(", e.g. ").next().unwrap().contains("League"), "{}", blamed.text);
    }
}

#[test]
fn a_scandal_in_three_papers_gives_no_verdict() {
    assert_eq!(verdict(&articles("scandal")), Verdict::CannotTell);
}

#[test]
fn blame_inside_quotation_marks_gives_no_verdict() {
    let c = compared(&articles("quoted-blame"));
    assert_eq!(c.perspective.verdict, Verdict::CannotTell);
    assert!(c.actors.iter().all(|a| a.negative == 0), "{:?}", c.actors);
}

#[test]
fn one_owner_is_a_fact_and_no_verdict() {
    let mut set = articles("agency");
    set.iter_mut().for_each(|a| a.meta.owner = Some("Coast Media".into()));
    let c = compared(&set).perspective;
    assert_eq!(c.verdict, Verdict::CannotTell);
    let line = c.evidence.iter().find(|e| e.kind == "one_publisher").expect("the fact is printed");
    assert!(line.text.starts_with("One publisher for all 3 documents: Coast Media."), "{}", line.text);
    assert!(c.note.ends_with("This does not show that the corpus is balanced."), "{}", c.note);
}

#[test]
fn a_declared_perspective_overrides_and_the_measured_lines_stay() {
    let mut set = articles("agency");
    set.iter_mut().for_each(|a| a.meta.perspective = Some("the harbour office".into()));
    let c = compared(&set).perspective;
    assert_eq!((c.verdict, c.basis.as_slice()), (Verdict::Single, &[Basis::Declared][..]));
    assert!(c.note.contains("declared by you") && c.note.contains("the harbour office"), "{}", c.note);
    assert!(c.evidence.iter().any(|e| e.kind == "declared") && c.evidence.len() > 1);
    // documents that disagree with the declaration
    let mut set = joined(&["harbour", "dissent"]);
    set.iter_mut().for_each(|a| a.meta.perspective = Some("the league".into()));
    let c = compared(&set).perspective;
    assert_eq!(c.verdict, Verdict::Single);
    assert!(c.note.contains("disagree with the declaration"), "{}", c.note);
    assert!(c.evidence.iter().any(|e| e.kind == "contested"));
}

#[test]
fn names_order_and_copies_change_nothing() {
    let set = articles("harbour");
    let mut turned = set.clone();
    turned.reverse();
    turned.iter_mut().enumerate().for_each(|(i, a)| a.meta.id = format!("{i}"));
    assert_eq!(verdict(&turned), Verdict::Single);
    let mut doubled = set[..2].to_vec();
    doubled.extend(set[..2].iter().cloned());
    doubled.iter_mut().enumerate().for_each(|(i, a)| a.meta.id = format!("copy-{i}"));
    assert_eq!(verdict(&doubled), Verdict::CannotTell, "two texts stay two texts");
    let mut tripled = set.clone();
    tripled.extend(set[..3].iter().cloned());
    assert_eq!(verdict(&tripled), Verdict::Single);
}

#[test]
fn two_runs_give_the_same_words() {
    let once = |_| serde_json::to_string(&compared(&joined(&["harbour", "agency"])).perspective).unwrap();
    assert_eq!(once(0), once(1));
}

#[test]
fn no_line_of_evidence_judges_the_author() {
    for set in [articles("harbour"), joined(&["harbour", "dissent"]), articles("agency")] {
        let p = compared(&set).perspective;
        for text in p.evidence.iter().map(|e| &e.text).chain([&p.note]) {
            for word in ["propaganda", "biased", "untrue", "proves", "the author wants"] {
                assert!(!text.to_lowercase().contains(word), "{text}");
            }
        }
    }
}

/// The text files of a folder, if it is there.
fn folder(path: &Path) -> Vec<Article> {
    let Ok(dir) = std::fs::read_dir(path) else { return Vec::new() };
    let mut paths: Vec<_> = dir.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt" || e == "md")).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|p| Article {
            meta: Meta { id: p.file_stem().unwrap().to_string_lossy().into_owned(), ..Meta::default() },
            text: std::fs::read_to_string(&p).unwrap(),
        })
        .collect()
}

#[test]
fn the_sample_movement_speaks_with_one_voice_and_the_mixed_samples_do_not() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let (movement, mixed) = (folder(&samples.join("movement")), folder(&samples.join("mixed")));
    if movement.is_empty() || mixed.is_empty() {
        println!("skipped: tests/samples is not here");
        return;
    }
    for set in subsets(&movement, movement.len() - 2) {
        let c = compared(&set);
        assert_eq!(c.perspective.verdict, Verdict::Single, "{:?}: {}", set.iter().map(|a| &a.meta.id).collect::<Vec<_>>(), c.perspective.note);
    }
    for set in subsets(&mixed, mixed.len() - 2) {
        assert_ne!(verdict(&set), Verdict::Single);
    }
}

/// The folder of shared data, which is no part of the repository.
fn shared() -> Option<std::path::PathBuf> {
    let found = std::env::var_os("SLANTSCOPE_SHARED").map(std::path::PathBuf::from);
    if found.is_none() {
        println!("skipped: SLANTSCOPE_SHARED does not name the folder of shared data");
    }
    found
}

#[test]
fn every_three_documents_of_the_first_corpus_speak_with_one_voice() {
    let Some(shared) = shared() else { return };
    for set in subsets(&folder(&shared.join("corpus")), 1) {
        let expected = if set.len() >= 3 { Verdict::Single } else { Verdict::CannotTell };
        assert_eq!(verdict(&set), expected, "{:?}", set.iter().map(|a| &a.meta.id).collect::<Vec<_>>());
    }
}

#[test]
fn the_verdict_on_the_first_corpus_does_not_hang_on_two_words() {
    let Some(shared) = shared() else { return };
    let mut files = lexicon::builtin::builtin_files();
    for f in files.iter_mut().filter(|f| f.path.starts_with("en/class/")) {
        f.text = f.text.replace("\"regime/n\",", "").replace("\"dictatorship/n\",", "");
    }
    let lexicon = lexicon::files_of(&files).unwrap();
    let c = compared_with(&lexicon, &folder(&shared.join("corpus")));
    assert_eq!(c.perspective.verdict, Verdict::Single, "{}", c.perspective.note);
}

/// Lines of a JSONL file as articles with the value of one field.
fn records(path: &Path, field: &str) -> Vec<(String, Article)> {
    let all = std::fs::read_to_string(path).unwrap();
    all.lines()
        .map(|l| {
            let v: serde_json::Value = serde_json::from_str(l).unwrap();
            let text = |k: &str| v[k].as_str().unwrap_or_default().to_string();
            (text(field), Article { meta: Meta { id: text("id"), ..Meta::default() }, text: text("text") })
        })
        .collect()
}

#[test]
fn mixed_news_is_hardly_ever_said_to_speak_with_one_voice() {
    let Some(shared) = shared() else { return };
    let mut sets: Vec<Vec<Article>> = Vec::new();
    let mut triplets: std::collections::BTreeMap<String, Vec<Article>> = Default::default();
    for (triplet, article) in records(&shared.join("eval/data/basil/dev.jsonl"), "triplet") {
        triplets.entry(triplet).or_default().push(article);
    }
    sets.extend(triplets.into_values());
    let news: Vec<Article> = records(&shared.join("eval/data/polnear/dev.jsonl"), "id").into_iter().map(|r| r.1).collect();
    for size in [3, 5, 8] {
        sets.extend(news.chunks_exact(size).map(<[Article]>::to_vec));
    }
    let single = sets.iter().filter(|s| verdict(s) == Verdict::Single).count();
    println!("single: {single} of {} sets of mixed news", sets.len());
    assert!(single * 100 <= sets.len(), "{single} of {}", sets.len());
}

/// `size` of these, drawn with a seed.
fn drawn(all: &[Article], size: usize, chance: &mut Chance) -> Vec<Article> {
    let mut left: Vec<usize> = (0..all.len()).collect();
    (0..size).map(|_| all[left.swap_remove(chance.below(left.len()))].clone()).collect()
}

/// How many of the sets are said to have one perspective.
fn singles(what: &str, sets: &[Vec<Article>]) -> (usize, usize) {
    let single = sets.iter().filter(|s| verdict(s) == Verdict::Single).count();
    println!("{what}: single in {single} of {} sets", sets.len());
    (single, sets.len())
}

#[test]
fn press_releases_of_one_author_are_found_and_news_of_one_politician_is_not() {
    let Some(shared) = shared() else { return };
    let data = shared.join("eval/data");
    let mut chance = Chance::new(17);
    let mut authors: std::collections::BTreeMap<String, Vec<Article>> = Default::default();
    for (author, release) in records(&data.join("reference/senate_press.jsonl"), "author") {
        authors.entry(author).or_default().push(release);
    }
    let mut sets = |size: usize, times: usize| -> Vec<Vec<Article>> {
        let long: Vec<&Vec<Article>> = authors.values().filter(|a| a.len() >= size).collect();
        long.iter().flat_map(|a| (0..times).map(|_| drawn(a, size, &mut chance)).collect::<Vec<_>>()).collect()
    };
    let (ten, twenty) = (sets(10, 6), sets(20, 6));
    let (found, of) = singles("press releases of one author, ten", &ten);
    singles("press releases of one author, twenty", &twenty);
    assert!(100 * found >= 12 * of, "{found} of {of}");
    let mut news: Vec<Article> = Vec::new();
    for file in ["polnear/train.jsonl", "polnear/dev.jsonl", "basil/dev.jsonl"] {
        news.extend(records(&data.join(file), "id").into_iter().map(|r| r.1));
    }
    let mut chance = Chance::new(23);
    let mut mixed: Vec<Vec<Article>> = Vec::new();
    for size in [10, 20] {
        mixed.extend((0..150).map(|_| drawn(&news, size, &mut chance)));
    }
    let (wrong, of) = singles("mixed news, ten and twenty", &mixed);
    assert!(100 * wrong <= of, "{wrong} of {of}");
    // the hard case: every article of a set gives the word to the same politician
    let mut hard: Vec<Vec<Article>> = Vec::new();
    for name in ["Trump", "Clinton", "Sanders", "Rubio", "Cruz", "Obama"] {
        let says =
            |a: &&Article| a.text.contains(&format!("{name} said")) || a.text.contains(&format!("said {name}")) || a.text.contains(&format!("{name} told"));
        let about: Vec<Article> = news.iter().filter(says).cloned().collect();
        if about.len() >= 20 {
            hard.extend((0..40).map(|_| drawn(&about, 10, &mut chance)));
        }
    }
    let (wrong, of) = singles("news that gives one politician the word, ten", &hard);
    assert!(100 * wrong <= of, "{wrong} of {of}");
}

#[test]
fn hyperpartisan_articles_of_one_domain_stay_unnoticed_more_often_than_not() {
    let Some(shared) = shared() else { return };
    let mut domains: std::collections::BTreeMap<String, Vec<Article>> = Default::default();
    let path = shared.join("eval/data/hyperpartisan/dev.jsonl");
    let labels: Vec<String> =
        std::fs::read_to_string(&path).unwrap().lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["label"].to_string()).collect();
    for ((domain, article), _) in records(&path, "domain").into_iter().zip(&labels).filter(|(_, l)| *l == "1") {
        domains.entry(domain).or_default().push(article);
    }
    let sets: Vec<Vec<Article>> = domains.into_values().filter(|d| d.len() >= 3).collect();
    let (found, of) = singles("hyperpartisan articles of one domain", &sets);
    assert!(found <= of);
}

#[test]
fn releases_that_give_one_person_the_word_are_one_perspective_and_say_so() {
    // sentences that no two releases share, in words that no language has
    let filler = |n: usize| -> String {
        let mut chance = Chance::new(100 + n as u64);
        let mut word = || (0..3).flat_map(|_| [b"bdfgklmnprst"[chance.below(12)], b"aeiou"[chance.below(5)]]).map(char::from).collect::<String>();
        (0..12).map(|_| format!("The {} {} {} the {} of {}. ", word(), word(), word(), word(), word())).collect()
    };
    let release = |n: usize| {
        let topics = ["ferry", "school", "bridge", "market", "clinic", "library", "tower", "harbour"];
        let topic = topics[n % topics.len()];
        let others = if n.is_multiple_of(2) { "The clerk said that the plan can be read in the town hall. " } else { "" };
        Article {
            meta: Meta { id: format!("release-{n}"), ..Meta::default() },
            text: format!(
                "{}Councillor Hedda Brandt said that the {topic} would open in spring. {others}Brandt added that the {topic} had its money. {}",
                filler(n),
                filler(50 + n)
            ),
        }
    };
    let all: Vec<Article> = (0..8).map(release).collect();
    let c = compared(&all);
    assert_eq!(c.perspective.verdict, Verdict::Single, "{}", c.perspective.note);
    assert!(c.perspective.note.starts_with("Hedda Brandt has the word in 8 of 8 documents"), "{}", c.perspective.note);
    let line = c.perspective.evidence.iter().find(|e| e.kind == "one_speaker").expect("the line is printed");
    assert!(line.text.contains("\u{2018}") && line.text.contains("release-"), "{}", line.text);
    assert_eq!(verdict(&all[..7]), Verdict::CannotTell, "seven are too few");
    // a rival with as many statements, who leads no text, makes it news
    let heard = |n: usize, times: usize| -> Vec<Article> {
        let said = "Mayor Olof Prytz said that the town had no such money. ".repeat(times);
        let mut set = all.clone();
        set.iter_mut().take(n).for_each(|a| a.text.push_str(&said));
        set
    };
    assert_eq!(verdict(&heard(2, 7)), Verdict::Single);
    assert_eq!(verdict(&heard(2, 9)), Verdict::CannotTell, "Prytz has 18 statements, Brandt 16");
}
