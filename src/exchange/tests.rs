//! Each dialect with a fixture of our own, good and bad lines mixed; and what is written can be read again.

use super::export::Spelled;
use super::rules::{Origin, files};
use super::*;
use crate::lexicon::files_of;

/// Categories as "name: word/weight+polarity>plain ...", and faults as "line what".
fn shown(read: &Read) -> (Vec<String>, Vec<String>) {
    let entry = |e: &Entry| {
        let sign = match e.polarity {
            Some(Polarity::Neg) => "-",
            Some(Polarity::Pos) => "+",
            None => "",
        };
        let weight = e.weight.map_or(String::new(), |w| format!("/{w}"));
        let plain = e.plain.as_ref().map_or(String::new(), |p| format!(">{p}"));
        format!("{}{weight}{sign}{plain}", e.term)
    };
    let category = |c: &Category| format!("{}: {}", c.name, c.entries.iter().map(entry).collect::<Vec<_>>().join(", "));
    (read.categories.iter().map(category).collect(), read.faults.iter().map(|f| format!("{} {}", f.line, f.what)).collect())
}

#[test]
fn every_dialect_is_read_and_every_bad_line_is_named() {
    let rows: [(Dialect, &str, &[&str], &[&str]); 6] = [
        (
            Dialect::Dic,
            "%\n1\tharbour\n2\tscorn\nx\n%\nquay*\t1\nlevy robber\t1\t2\n:)\t2\nbrig\t9\nmast\nquay*\t1\n",
            &["harbour: quay*, levy robber", "scorn: levy robber"],
            &[
                "4 \"x\" is no category",
                "8 \":)\" holds \")\"",
                "9 \"brig\" names the category 9",
                "10 \"mast\" is no word with",
                "11 \"quay*\" stands in its category twice, first in line 6",
            ],
        ),
        (
            Dialect::Dicx,
            "DicTerm,Harbour,Scorn\nquay*,X,\n\"levy robber\",X,0.5\nmast,,\nbrig,X\nsail,Y,\n",
            &["Harbour: quay*, levy robber", "Scorn: levy robber/0.5"],
            &["4 \"mast\" belongs to no category", "5 the row has 2 cells", "6 the cell \"Y\""],
        ),
        (
            Dialect::Quanteda,
            "harbour:\n  - quay*\n  - 'levy robber'\n  - ca*t\nscorn:\n  sea: [bilge, no]\n  land:\n    - mud\n    - ~\n",
            &["harbour: quay*, levy robber", "scorn.sea: bilge, no", "scorn.land: mud"],
            &["4 \"ca*t\" has a star", "9 below \"scorn.land\""],
        ),
        (
            Dialect::Vale,
            "extends: substitution\nmessage: Harbour talk\nswap:\n  quay rat: dock worker\n  '(?:old|new) levy': fee\n  'bilg\\w*': mud\n  'levy.+': fee\n",
            &["words: quay rat>dock worker, old levy>fee, new levy>fee, bilg*>mud"],
            &["7 \"levy.+\" matches more than"],
        ),
        (
            Dialect::Vader,
            "grand\t2.9\t0.4\t[3, 3]\nvile\t-3.4\t0.5\t[-3]\n:-(\t-1.5\t0.5\t[1]\nflat\t9\t1\t[9]\nodd\tx\t1\t[1]\n",
            &["valence: grand/0.73+, vile/0.85-"],
            &["3 \":-(\"", "4 the mean 9", "5 \"x\" is no number"],
        ),
        (Dialect::List, "# ours\nquay rat  # a word\n\nlevy*\nle*y\n", &["words: quay rat, levy*"], &["5 \"le*y\" has a star"]),
    ];
    for (dialect, text, categories, faults) in rows {
        let (got, wrong) = shown(&read(text, dialect, "list"));
        assert_eq!(got, categories, "{dialect:?}");
        assert_eq!(wrong.len(), faults.len(), "{dialect:?}: {wrong:#?}");
        for (got, want) in wrong.iter().zip(faults) {
            assert!(got.starts_with(want), "{dialect:?}: {got}, not {want}");
        }
    }
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let rows = [
        (Dialect::Dic, "happy 1\n", "does not begin with"),
        (Dialect::Dic, "%\n1\ta\n", "does not end with"),
        (Dialect::Dicx, "word,x\n", "DicTerm"),
        (Dialect::Quanteda, "- a\n- b\n", "no list of keys"),
        (Dialect::Quanteda, "a: [b\nc: d\n", "no YAML"),
        (Dialect::Vale, "extends: occurrence\nmax: 3\n", "extends \"occurrence\""),
        (Dialect::Vale, "message: x\n", "does not say"),
        (Dialect::Vader, "one two three\n", "1 fields"),
        (Dialect::List, "# nothing\n", "no word"),
    ];
    for (dialect, text, want) in rows {
        let read = read(text, dialect, "list");
        assert!(read.faults.iter().any(|f| f.what.contains(want)), "{dialect:?} {text:?}: {:?}", read.faults);
    }
}

#[test]
fn an_import_is_a_folder_of_rules_that_passes() {
    let read = read("%\n1\tharbour talk\n2\tscorn\n%\nquay*\t1\nrat*\t1\nlevy\t2\nvile\t2\n", Dialect::Dic, "list.dic");
    let made = files(&read.categories, &Origin { name: "ours", file: "list.dic", cite: "Roe, A. (2031). Words of the harbour." });
    let names: Vec<&str> = made.iter().map(|f| f.path.as_str()).collect();
    assert_eq!(names, ["sources.toml", "ours-harbour-talk/family.toml", "ours-harbour-talk/words.toml", "ours-scorn/family.toml", "ours-scorn/words.toml"]);
    let mut all = crate::lexicon::builtin::builtin_files();
    let literature = all.iter_mut().find(|f| f.path == "sources.toml").unwrap();
    literature.text += &made[0].text;
    all.extend(made[1..].iter().cloned());
    let lexicon = files_of(&all).unwrap_or_else(|e| panic!("{e}"));
    let wrong: Vec<_> = crate::verify::verify(&lexicon, &all).into_iter().filter(|f| f.file.starts_with("ours")).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_exported_can_be_imported() {
    let files = crate::lexicon::builtin::builtin_files();
    let lexicon = files_of(&files).unwrap();
    let inflection = toml::from_str(&files.into_iter().find(|f| f.path == "en/inflection.toml").unwrap().text).unwrap();
    let spelled = Spelled::new(&lexicon, &inflection, &["booster".into(), "one-sided-pair".into()]);
    assert_eq!(spelled.phrases("slam/v (the) door").unwrap().len(), 8);
    assert!(spelled.phrases("<any> of <name>").is_none());
    let all: BTreeMap<&str, Vec<String>> = [("quanteda", spelled.quanteda()), ("liwc", spelled.liwc()), ("vale", spelled.vale())]
        .into_iter()
        .map(|(name, exported)| {
            let dialect = match name {
                "quanteda" => Dialect::Quanteda,
                "liwc" => Dialect::Dic,
                _ => Dialect::Vale,
            };
            let mut words = Vec::new();
            for (file, text) in &exported.files {
                let read = read(text, dialect, file);
                assert!(read.faults.is_empty(), "{file}: {:#?}", read.faults);
                words.extend(read.categories.into_iter().flat_map(|c| c.entries).map(|e| e.term));
            }
            words.sort();
            words.dedup();
            (name, words)
        })
        .collect();
    assert!(all["quanteda"].len() > 500, "{}", all["quanteda"].len());
    assert_eq!(all["quanteda"], all["vale"]);
    assert!(all["liwc"].iter().all(|w| all["quanteda"].contains(w)));
}
