//! The tools for work on rules: measuring, drawing hits, and what they write.

mod support;

use std::path::Path;
use support::*;

const RULE: &str = "id = 'loaded.own'\ntitle = 'A made-up word'\nstatus = 'draft'\nwhat = 'A word of this test.'\nwhy = 'To see whether it is found.'\n\
    limits = 'None worth naming.'\nask = 'Is it there?'\nsources = ['hyland2005']\n[match]\nterms = ['grumblesome']   # kept\nunless = ['grumblesome cat']\n\
    [score]\nweight = 0.5\n[test]\nhit = ['A {grumblesome} day.', 'He is {grumblesome} again.']\nmiss = ['The grumblesome cat slept.', 'It rained.']\n";

/// 40 labelled texts: the word stands in 24 of the 30 with the label and in 8 of the 10 without it.
fn labelled() -> String {
    let text = |i: usize| match (i < 30, i.is_multiple_of(5)) {
        (true, false) => format!("{{\"id\":{i},\"text\":\"A grumblesome mayor came.\",\"label\":1}}\n"),
        (true, true) => format!("{{\"id\":{i},\"text\":\"A tall mayor came.\",\"label\":1}}\n"),
        (false, false) => format!("{{\"id\":{i},\"text\":\"It was a grumblesome day.\",\"label\":0}}\n"),
        (false, true) => format!("{{\"id\":{i},\"text\":\"The grumblesome cat slept.\",\"label\":0}}\n"),
    };
    (0..40).map(text).collect()
}

#[test]
fn eval_counts_labels_and_spans() {
    let folder = Folder::new()
        .with("mine/loaded/own.toml", RULE)
        .with("labels.jsonl", labelled())
        .with("spans.jsonl", "{\"doc\":\"7\",\"start\":2,\"end\":13,\"family\":\"loaded\"}\n{\"doc\":\"7\",\"start\":27,\"end\":32,\"family\":\"loaded\",\"agreed\":false}\n{\"doc\":\"7\",\"start\":45,\"end\":48,\"family\":\"loaded\"}\n")
        .with("texts/7_plain.txt", "A grumblesome day, and one grumblesome week. Sue ran.");
    let output =
        run(&["eval", "--json", "--lexicon", &folder.at("mine"), "--texts", &folder.at("texts"), &folder.at("labels.jsonl"), &folder.at("spans.jsonl")]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let json: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let labels = &json["sets"][0]["rules"]["loaded.own"];
    assert_eq!((labels["found"].as_u64(), labels["right"].as_u64(), labels["gold"].as_u64()), (Some(32), Some(24), Some(30)));
    assert_eq!((labels["precision"]["value"].as_f64(), labels["recall"]["value"].as_f64()), (Some(0.75), Some(0.8)));
    // the mark on the word that only one annotator marked is left out of both counts
    let spans = &json["sets"][1]["rules"]["loaded.own"];
    assert_eq!((spans["found"].as_u64(), spans["right"].as_u64(), spans["gold"].as_u64(), spans["touched"].as_u64()), (Some(1), Some(1), Some(2), Some(1)));
}

#[test]
fn bad_gold_is_named_line_by_line_and_nothing_is_measured() {
    let folder =
        Folder::new().with("gold.jsonl", "{\"id\":1,\"text\":\"x\",\"label\":1}\n{\"id\":2,\"text\":\"y\"}\n{\"id\":3,\"text\":\"z\",\"label\":\"no\"}\n");
    let output = run(&["eval", &folder.at("gold.jsonl")]);
    let told = err(&output);
    assert!(code(&output) == 2 && told.contains("line 2: There is no \"label\"") && told.contains("line 3: The label is \"no\""), "{told}");
    assert!(out(&output).is_empty());
    let folder = Folder::new().with("plan.toml", "[[set]]\nname = 'a'\nfile = 'a.jsonl'\nreads = 'label'\nfamilies = ['lodaed']\n");
    let output = run(&["eval", &folder.at("plan.toml")]);
    assert!(err(&output).contains("the family \"lodaed\""), "{}", err(&output));
}

#[test]
fn measuring_writes_evidence_and_leaves_the_rest_of_the_file_alone() {
    let plan = "[[set]]\nname = 'own'\ntitle = 'Our set'\nfile = 'labels.jsonl'\nreads = 'label'\nright = 'in texts with the word'\nfamilies = ['loaded']\n";
    let folder = Folder::new().with("mine/loaded/own.toml", RULE).with("labels.jsonl", labelled()).with("plan.toml", plan);
    let measure = |extra: &[&str]| {
        let plan = folder.at("plan.toml");
        let dir = folder.at("mine");
        let output = run(&[&["lexicon", "measure", &plan, "--write", &dir][..], extra].concat());
        assert_eq!(code(&output), 0, "{}", err(&output));
        std::fs::read_to_string(folder.at("mine/loaded/own.toml")).unwrap()
    };
    let page = folder.at("page.md");
    let once = measure(&["--out", &page]);
    assert!(once.starts_with(RULE), "{once}");
    let want = "\n[evidence]\ncorpus    = \"Our set, development data: in texts with the word\"\nn         = 32\nprecision = 0.75\ninterval  = [0.58, 0.87]\n";
    assert_eq!(&once[RULE.len()..], want);
    assert_eq!(measure(&[]), once);
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("| `loaded.own` | 32 | 0.75 (0.58 to 0.87) | 0.80 (0.63 to 0.90) |") && page.contains("slantscope lexicon measure"), "{page}");
    let told = out(&run(&["explain", "--lexicon", &folder.at("mine"), "loaded.own"]));
    assert!(told.contains("Precision 0.75 (95 % interval 0.58 to 0.87; n = 32;"), "{told}");
}

#[test]
fn drawn_hits_become_evidence_once_they_are_judged() {
    let folder = Folder::new().with("mine/loaded/own.toml", RULE).with("labels.jsonl", labelled());
    let draw = |n: &str| run(&["lexicon", "sample", &folder.at("labels.jsonl"), "--lexicon", &folder.at("mine"), "--family", "loaded", "--number", n]);
    let output = draw("24");
    assert_eq!(code(&output), 0, "{}", err(&output));
    let (texts, lines): (Vec<String>, Vec<String>) = out(&output).lines().map(String::from).partition(|l| l.starts_with('#'));
    assert_eq!((texts.len(), lines.len()), (24, 24));
    assert!(texts.iter().all(|t| t.contains("[grumblesome]")) && lines.iter().all(|l| l.contains("\"right\":null") && !l.contains("grumblesome")));
    assert!(out(&draw("30")).starts_with(&out(&output)), "a larger draw begins with the smaller one");
    // the first 18 are right, the others wrong
    let judged: String = lines.iter().enumerate().map(|(i, l)| l.replace("null", if i < 18 { "true" } else { "false" }) + "\n").collect();
    let plan = format!("[[set]]\nname = '{}'\nfile = 'labels.jsonl'\nreads = 'sample'\n", folder.at("labels.jsonl"));
    let folder = folder.with("judgments.jsonl", judged).with("plan.toml", plan);
    let output = run(&["lexicon", "measure", &folder.at("plan.toml"), "--judgments", &folder.at("judgments.jsonl"), "--write", &folder.at("mine")]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let rule = std::fs::read_to_string(folder.at("mine/loaded/own.toml")).unwrap();
    assert!(rule.contains("n         = 24\nprecision = 0.75"), "{rule}");
}

#[test]
fn the_audit_finds_a_rule_that_treats_names_differently() {
    let audit = run(&["lexicon", "audit"]);
    let page = out(&audit);
    assert_eq!(code(&audit), 0, "{}", err(&audit));
    assert!(page.contains("| countries | 10 | 10 |") && page.contains("## Pairs") && page.contains("`one-sided-pair.guns`"), "{page}");
    assert_eq!(out(&run(&["lexicon", "audit"])), page, "two runs give the same bytes");
    let unfair = RULE
        .replace("The grumblesome cat slept.", "The ukrainian cat slept.")
        .replace("'grumblesome']", "'ukraine']")
        .replace("[match]", "[when]\nnames = 'allow'\n[match]");
    let unfair = unfair.replace("A {grumblesome} day.", "In {Ukraine}.").replace("He is {grumblesome} again.", "To {Ukraine}.");
    let folder = Folder::new().with("mine/loaded/own.toml", unfair);
    let audit = run(&["lexicon", "audit", "--lexicon", &folder.at("mine")]);
    assert_eq!(code(&audit), 0, "{}", err(&audit));
    assert!(out(&audit).contains("with Ukraine: `loaded.own`") && out(&audit).contains("- “ukraine” (`loaded.own`)"), "{}", out(&audit));
}

#[test]
fn the_audit_sets_rates_beside_the_annotators_own() {
    let text =
        |i: usize, leaning: &str, label: u8| format!("{{\"id\":{i},\"text\":\"The brutal regime fell.\",\"leaning\":\"{leaning}\",\"label\":{label}}}\n");
    let gold: String = (0..20).map(|i| text(i, if i < 8 { "left" } else { "right" }, u8::from(i.is_multiple_of(4)))).collect();
    let folder = Folder::new().with("gold.jsonl", gold);
    let page = out(&run(&["lexicon", "audit", &folder.at("gold.jsonl")]));
    let (alone, rates) = page.split_once("\n## Rates by the leaning of the outlet\n").expect("rates");
    assert_eq!(alone, out(&run(&["lexicon", "audit"])));
    assert!(rates.contains("| left | 8 | 0.25 (") && rates.contains("| right | 12 | 0.25 (") && rates.contains("| 1.00 ("), "{rates}");
}

/// JSON without the spaces behind its colons.
fn compact(output: &std::process::Output) -> String {
    out(output).replace("\": ", "\":")
}

#[test]
fn a_pack_adjusts_rules_and_every_report_says_so() {
    let pack = "id = 'house'\nextends = ['../common']\n[[adjust]]\nrule = 'loaded.own'\nreason = 'Cats are the subject here.'\nremove = ['grumblesome']\nadd = ['grumbly']\n\
                hit = ['A {grumbly} day.']\nmiss = ['A grumblesome day.']\n[[adjust]]\nrule = 'puffery.beauty'\nreason = 'Travel pages only.'\ndisable = true\n";
    let folder = Folder::new()
        .with("house/pack.toml", pack)
        .with("common/loaded/own.toml", RULE)
        .with("a.txt", "A grumbly day, and a grumblesome week at the enchanting lake.\n");
    let house = folder.at("house");
    let test = run(&["lexicon", "test", &house]);
    assert_eq!(code(&test), 0, "{}{}", out(&test), err(&test));
    let json = compact(&run(&["check", "--format", "json", "--lexicon", &house, &folder.at("a.txt")]));
    assert!(json.contains("\"exact\":\"grumbly\"") && !json.contains("\"exact\":\"grumblesome\"") && !json.contains("puffery.beauty"), "{json}");
    let told = out(&run(&["check", "--lexicon", &house, &folder.at("a.txt")])).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("puffery.beauty is disabled by the pack house: Travel pages only."), "{told}");
    let report = run(&["report", "--lexicon", &house, "--out", &folder.at("report"), &folder.at("a.txt")]);
    assert_eq!(code(&report), 0, "{}", err(&report));
    for (file, want) in [
        ("index.html", "puffery.beauty is disabled by the pack house: Travel pages only."),
        ("report.md", "loaded.own is changed by the pack house: Cats are the subject here."),
        ("manifest.json", "\"disabled\": true"),
    ] {
        let text = std::fs::read_to_string(folder.at(&format!("report/{file}"))).unwrap();
        assert!(text.contains(want), "{file}");
    }
    // an example that does not hold is a fault of the pack
    let folder = folder.with("house/pack.toml", pack.replace("A {grumbly} day.", "A grumbly {day}."));
    let test = run(&["lexicon", "test", &house]);
    assert!(code(&test) == 2 && out(&test).contains("pack.toml:8") && out(&test).contains("A {grumbly} day."), "{}", out(&test));
    // the same folder by the configuration file
    let folder = folder.with("house/pack.toml", pack).with("slantscope.toml", "lexicon = ['house']\n");
    let listed = run_in(folder.path(), &["explain", "loaded.own"]);
    assert!(out(&listed).contains("grumbly"), "{}", err(&listed));
    let folder = folder.with("slantscope.toml", "lexicons = ['house']\n");
    let listed = run_in(folder.path(), &["explain", "loaded.own"]);
    assert!(code(&listed) == 2 && err(&listed).contains("there is no key \"lexicons\". Did you mean \"lexicon\"?"), "{}", err(&listed));
}

#[test]
fn a_new_rule_passes_once_it_is_filled_in() {
    let folder = Folder::new();
    let dir = folder.at("rules");
    let output = run(&["lexicon", "new", "quayside.insults", "--out", &dir]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let rule = folder.at("rules/quayside/insults.toml");
    let family = folder.at("rules/quayside/family.toml");
    assert_eq!(code(&run(&["lexicon", "test", &dir])), 2, "a form that is not filled in has faults");
    let (mut text, mut group) = (std::fs::read_to_string(&rule).unwrap(), std::fs::read_to_string(&family).unwrap());
    for (blank, filled) in [
        ("«what pattern it is; never a verdict on a writer»", "Insults of the quayside"),
        ("«what it finds, in one sentence»", "Words for people of the quayside."),
        ("«why that can matter to a reader»", "A name can carry a judgment."),
        ("«where it goes wrong: what it cannot see, where the words mean something else»", "Some wear the name with pride."),
        ("«the question that a reader should put to the sentence»", "Who calls them so?"),
        ("«key»", "recasens2013"),
        ("    \"«word»\",", "    \"quay rat/n\","),
        ("unless = []", "unless = [\"the play Quay Rats\"]"),
        ("«A sentence with {word} in it.»", "The {quay rats} came at night."),
        ("«Another, with {word}.»", "No {quay rat} was seen."),
        ("«A sentence that comes near.»", "She saw the play Quay Rats."),
        ("«A plain sentence.»", "It rained."),
    ] {
        assert!(text.contains(blank), "{blank}");
        text = text.replace(blank, filled);
    }
    for (blank, filled) in [
        ("«Title in the plural»", "Insults"),
        ("«one of them»", "insult"),
        ("«what its marks have in common, in one sentence»", "Words that insult."),
        ("«key»", "recasens2013"),
    ] {
        group = group.replace(blank, filled);
    }
    std::fs::write(&rule, text).unwrap();
    std::fs::write(&family, group).unwrap();
    let output = run(&["lexicon", "test", &dir]);
    assert_eq!(code(&output), 0, "{}", out(&output));
    let again = run(&["lexicon", "new", "quayside.insults", "--out", &dir]);
    assert!(code(&again) == 2 && err(&again).contains("is there already"), "{}", err(&again));
    assert!(err(&run(&["lexicon", "new", "Quay Side", "--out", &dir])).contains("is no id of a rule"));
}

#[test]
fn lists_are_imported_strictly_and_rules_exported() {
    let folder = Folder::new().with("harbour.dic", "%\n1\tquay\n2\tscorn\n%\nquayrat*\t1\nlevyman\t1\t2\n:-(\t2\n");
    let (list, dir) = (folder.at("harbour.dic"), folder.at("rules"));
    let output = run(&["lexicon", "import", &list, "--out", &dir]);
    assert!(code(&output) == 2 && err(&output).contains("harbour.dic:7: \":-(\"") && err(&output).contains("nothing was written"), "{}", err(&output));
    assert!(!Path::new(&dir).exists());
    let output = run(&["lexicon", "import", &list, "--skip", "--cite", "Roe, A. (2031). Harbour words.", "--out", &dir]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    assert!(out(&output).contains("3 words in 2 categories") && out(&output).contains("pass their tests"), "{}", out(&output));
    let marks = compact(&run_on(&["check", "--format", "json", "--lexicon", &dir, "-"], b"The quayrats met a levyman."));
    assert!(
        marks.contains("\"family\":\"harbour-quay\"") && marks.contains("\"exact\":\"quayrats\"") && marks.contains("\"family\":\"harbour-scorn\""),
        "{marks}"
    );
    let output = run(&["lexicon", "export", "--format", "liwc", "--lexicon", &dir, "--family", "harbour-quay,harbour-scorn", "--out", &folder.at("out")]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert_eq!(std::fs::read_to_string(folder.at("out/slantscope.dic")).unwrap(), "%\n1\tharbour-quay\n2\tharbour-scorn\n%\nlevyman\t1\t2\nquayrat*\t1\n");
    assert!(err(&run(&["lexicon", "import", &folder.at("x.yml"), "--out", &dir])).contains("x.yml cannot be read"));
}

#[test]
fn a_trained_model_has_its_card_and_a_diagram() {
    let gold: String = (0..60_u32)
        .map(|i| {
            let text = if i.is_multiple_of(2) {
                format!("The brutal regime lied about {i} corrupt cronies!")
            } else {
                format!("The council met for {i} minutes on Tuesday, the clerk said.")
            };
            format!("{{\"id\":{i},\"text\":\"{text}\",\"label\":{},\"outlet\":\"{}\"}}\n", u8::from(i.is_multiple_of(2)), i % 3)
        })
        .collect();
    let folder = Folder::new().with("gold.jsonl", gold);
    let train = |extra: &[&str]| {
        let gold = folder.at("gold.jsonl");
        run(&[&["model", "train", "slant", &gold, "--l2", "5", "--title", "Our letters", "--licence", "our own", "--date", "2031-03-08"][..], extra].concat())
    };
    let plain = train(&[]);
    assert_eq!(code(&plain), 0, "{}", err(&plain));
    let drawn = train(&["--diagram", &folder.at("d.svg")]);
    let rows = |text: String| text.lines().filter(|l| !l.starts_with('#')).map(String::from).collect::<Vec<_>>();
    assert_eq!(rows(out(&plain)), rows(out(&drawn)), "measuring a model does not change it");
    assert!(rows(out(&plain)).len() > 5 && rows(out(&plain))[0].starts_with("bias\t0\t1\t"));
    let card = out(&drawn);
    for want in [
        "# trained on: Our letters, 60 texts, 30 of them with the label; licence as found: our own;",
        "2031-03-08; l2 5,",
        "slantscope model train slant GOLD --l2 5",
        "macro-F1 1.000 (AUC 1.000)",
        "each of 3 outlets held out",
    ] {
        assert!(card.contains(want), "{want}: {card}");
    }
    let small = train(&["--features", "3"]);
    assert!(rows(out(&small)).len() == 4 && out(&small).contains("--l2 5 --features 3"), "a bias and three features: {}", out(&small));
    let svg = std::fs::read_to_string(folder.at("d.svg")).unwrap();
    assert!(svg.contains("<title") && svg.contains("Reliability of the sentence model") && svg.contains("stroke-linecap=\"round\""), "{svg}");
    let one = Folder::new().with("gold.jsonl", "{\"id\":1,\"text\":\"x y\",\"label\":1}\n");
    assert!(err(&run(&["model", "train", "opinion", &one.at("gold.jsonl")])).contains("all labels are the same"));
}

#[test]
fn the_page_shows_every_rule_with_all_its_terms_and_sources() {
    let folder = Folder::new();
    let page = folder.at("lexicon.html");
    let output = run(&["lexicon", "page", "--out", &page]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let page = std::fs::read_to_string(page).unwrap();
    let lexicon = slantscope::lexicon::builtin().unwrap();
    let text = page.replace("&#39;", "'").replace("&#60;", "<").replace("&#62;", ">").replace("&#38;", "&").replace("&#34;", "\"");
    for rule in &lexicon.rules {
        assert!(text.contains(&format!("id=\"{}\"", rule.id)), "{}", rule.id);
    }
    let missing: Vec<&str> = lexicon.terms.iter().map(|t| t.text.as_str()).filter(|t| !text.contains(t)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(lexicon.sources.keys().all(|k| text.contains(&format!("id=\"l-{k}\""))));
}
