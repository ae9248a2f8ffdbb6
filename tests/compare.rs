//! Claims ledger, echoes, actors and sources over invented documents.

use slantscope::analyzer::Analyzer;
use slantscope::compare::chance::Chance;
use slantscope::compare::{Agreement, Comparison, Direction, EchoKind, LedgerGroup, compare};
use slantscope::extract::{Corpus, DeclaredActor, Document, Meta};
use slantscope::lexicon;
use slantscope::score::Reading;

fn compared_in(corpus: &Corpus, texts: &[(&str, &str)]) -> Comparison {
    let lexicon = lexicon::builtin().unwrap();
    let analyzer = Analyzer::new(lexicon);
    let meta = |id: &str| Meta { id: id.into(), source: Some(id.split('-').next().unwrap_or(id).into()), ..Meta::default() };
    let readings: Vec<Reading> =
        texts.iter().map(|(id, text)| analyzer.analyze(Document { meta: meta(id), text: text.to_string(), hints: Vec::new() })).collect();
    compare(&readings, corpus, lexicon)
}

fn compared(texts: &[(&str, &str)]) -> Comparison {
    compared_in(&Corpus::default(), texts)
}

/// The figures and ranks of a group, as written.
fn written(g: &LedgerGroup) -> Vec<&str> {
    g.entries.iter().map(|e| e.exact.as_str()).collect()
}

const CLAIMS: &[(&str, &str)] = &[
    (
        "site",
        "The Harbour League (HL) is the oldest and largest movement on the coast. In the autumn of 2006 more than 300,000 people attended a demonstration of the Harbour League in Maravane. \
              The regime has murdered 40,000 members of the Harbour League. Its paper was printed in 300,000 copies.",
    ),
    (
        "blog",
        "In 2006 some 300,000 people attended the demonstration of the Harbour League in Maravane. The regime murdered 45,000 members and supporters of the Harbour League. The Harbour League is one of the largest movements on the coast.",
    ),
    ("wire", "The market in Maravane sold 300,000 copies of the almanac. A study of 45,000 herring took two winters."),
];

#[test]
fn claims_on_one_thing_meet_and_copies_are_no_people() {
    let c = compared(CLAIMS);
    let figures: Vec<&LedgerGroup> = c.ledger.iter().filter(|g| g.kind == "figure").collect();
    let crowd = figures.iter().find(|g| written(g).contains(&"more than 300,000")).expect("the crowd is a group");
    assert_eq!((written(crowd), crowd.agreement), (vec!["more than 300,000", "some 300,000"], Agreement::Wording));
    let dead = figures.iter().find(|g| written(g).contains(&"40,000")).expect("the dead are a group");
    assert_eq!((written(dead), dead.agreement), (vec!["40,000", "45,000"], Agreement::Conflict));
    assert!(figures.iter().all(|g| g.entries.iter().all(|e| !(e.document == "wire" && e.exact == "45,000"))), "{figures:?}");
}

#[test]
fn ranks_of_one_actor_meet() {
    let c = compared(CLAIMS);
    let rank = c.ledger.iter().find(|g| g.kind == "ranking").expect("the rank is a group");
    assert_eq!((rank.about.as_str(), rank.agreement, rank.entries.len()), ("Harbour League", Agreement::Conflict, 2), "{rank:?}");
}

#[test]
fn dates_of_one_happening_meet() {
    let c = compared(&[
        ("a", "Marta Lindqvist was released from the tower on January 20, 1979. The bells rang."),
        ("b", "Few remember that Marta Lindqvist was released in 1979, in the rain."),
        ("c", "Marta Lindqvist was released on 20th January 1979 and went home by ferry."),
    ]);
    let date = c.ledger.iter().find(|g| g.kind == "date").expect("the release is a group");
    assert_eq!((date.about.as_str(), date.agreement), ("Marta Lindqvist: released", Agreement::Wording));
    assert_eq!(written(date), ["January 20, 1979", "1979", "20th January 1979"]);
}

#[test]
fn a_release_keeps_its_intervals_and_a_scene_its_date() {
    let c = compared(&[
        ("a", "Marta Lindqvist was released from the tower on January 20, 1979. One month later, the harbour court fell."),
        ("b", "Marta Lindqvist was released on January 20, 1979, just three weeks before the court fell."),
        ("c", "In the 1970s, the guard took all pilots. Only one of them, Oskar Venn, survived, thanks to a letter."),
        ("d", "In September 1975, the pilots had no leader. The only surviving pilot, Oskar Venn, sat in the tower."),
    ]);
    let group = |about: &str| c.ledger.iter().find(|g| g.about == about).unwrap_or_else(|| panic!("{about}: {:?}", c.ledger));
    let release = group("Marta Lindqvist: released");
    assert_eq!(written(release), ["January 20, 1979", "One month later", "January 20, 1979", "just three weeks before"]);
    assert_eq!((release.agreement, release.differs.as_slice()), (Agreement::Wording, &["interval"][..]));
    let survivor = c.ledger.iter().find(|g| g.about.starts_with("Oskar Venn")).expect("the survivor is a group");
    assert_eq!((written(survivor), survivor.agreement), (vec!["1970s", "September 1975"], Agreement::Wording));
}

#[test]
fn a_claim_says_who_vouches_and_in_what_it_differs() {
    let c = compared(CLAIMS);
    let dead = c.ledger.iter().find(|g| g.kind == "figure" && written(g).contains(&"40,000")).unwrap();
    assert!(dead.differs.contains(&"value") && dead.entries.iter().all(|e| e.attribution == "none"), "{dead:?}");
    let said = compared(&[
        ("a", "The regime murdered 40,000 members of the Harbour League in 1988, the Coast Institute said."),
        ("b", "In 1988 the regime murdered 45,000 members of the Harbour League."),
    ]);
    let classes: Vec<_> = said.ledger.iter().filter(|g| g.kind == "figure").flat_map(|g| &g.entries).map(|e| (e.attribution, e.source.as_deref())).collect();
    assert_eq!(classes, [("organisation", Some("the Coast Institute")), ("none", None)]);
}

#[test]
fn a_copied_claim_is_one_witness() {
    let text = "The regime murdered 40,000 members of the Harbour League in the summer of 1988, and no court has ever asked for their names.";
    let own = "In 1988 the regime murdered 40,000 members of the Harbour League. The sea was calm on that day, and the bells were silent.";
    let filler = |n: u64| article(&mut Chance::new(n), 12).join(" ");
    let (a, b) = (format!("{} {text}", filler(1)), format!("{text} {}", filler(2)));
    let c = compared(&[("a", &a), ("b", &b), ("c", own)]);
    let g = c.ledger.iter().find(|g| g.kind == "figure" && g.entries.len() == 3).expect("three claims on one thing");
    assert_eq!(g.independent, 2, "{g:?}");
}

fn dated(documents: &[(&str, &str, &str, String)]) -> Comparison {
    let lexicon = lexicon::builtin().unwrap();
    let analyzer = Analyzer::new(lexicon);
    let read = |(n, (source, genre, date, text)): (usize, &(&str, &str, &str, String))| {
        let given = |s: &str| (!s.is_empty()).then(|| s.to_string());
        let meta = Meta { id: format!("d{n}"), source: given(source), genre: given(genre), date: given(date), ..Meta::default() };
        analyzer.analyze(Document { meta, text: text.clone(), hints: Vec::new() })
    };
    let readings: Vec<Reading> = documents.iter().enumerate().map(read).collect();
    compare(&readings, &Corpus::default(), lexicon)
}

const LOUD: &str = "The corrupt office lied about the storm, and nobody believed the brutal censor of this heroic coast. ";
const CALM: &str = "The ferry leaves the quay at noon and comes back at four, and the office sells the tickets at the gate. ";

#[test]
fn sources_are_told_apart_or_said_to_be_alike_and_never_ranked_across_genres() {
    let of = |source, genre, text: &str| (source, genre, "", text.repeat(20));
    let c = dated(&[
        of("Calm", "news", CALM),
        of("Calm", "news", CALM),
        of("Loud", "news", LOUD),
        of("Loud", "news", LOUD),
        of("Twin", "news", LOUD),
        of("Pulpit", "sermon", LOUD),
    ]);
    let density = |a: &str, b: &str| c.differences.iter().find(|d| d.a == a && d.b == b && d.measure.is_none_or(|m| m == "advocacy_density")).unwrap();
    assert_eq!(density("Calm", "Loud").direction, Direction::Lower);
    assert!(density("Calm", "Loud").text.starts_with("Advocacy density: Calm is lower than Loud, within \u{201c}news\u{201d} ("));
    assert_eq!(density("Loud", "Twin").direction, Direction::None);
    assert!(density("Loud", "Twin").text.contains("no difference between Loud and Twin that this much text can show"));
    let refused = density("Loud", "Pulpit");
    assert_eq!((refused.direction, refused.difference, refused.interval), (Direction::Refused, None, None));
    assert!(refused.text.contains("so the two are not ranked"), "{}", refused.text);
}

#[test]
fn of_many_sources_the_largest_are_set_beside_the_others() {
    let text = |i: usize| "The harbour office opened two new quays and counted the boats again. ".repeat(if i < 40 { 12 } else { 10 });
    let texts: Vec<(String, String)> = (0..60).map(|i| (format!("s{i}-a"), text(i))).collect();
    let c = compared(&texts.iter().map(|t| (t.0.as_str(), t.1.as_str())).collect::<Vec<_>>());
    let named: std::collections::BTreeSet<&str> = c.differences.iter().map(|d| d.a.as_str()).collect();
    assert_eq!(c.sources.len(), 60);
    assert_eq!(named, (0..40).map(|i| format!("s{i}")).collect::<Vec<_>>().iter().map(String::as_str).collect());
}

#[test]
fn a_trend_needs_dates_and_says_when_there_is_none() {
    let years: Vec<String> = (0..10).map(|y| format!("20{:02}-05-01", 20 + y)).collect();
    let growing: Vec<_> =
        years.iter().enumerate().map(|(n, d)| ("Coast", "news", d.as_str(), format!("{}{}", CALM.repeat(24 - 2 * n), LOUD.repeat(2 * n)))).collect();
    let c = dated(&growing);
    assert_eq!((c.trends.len(), c.trends[0].direction), (1, Direction::Higher), "{:?}", c.trends);
    let level: Vec<_> =
        years.iter().enumerate().map(|(n, d)| ("Coast", "news", d.as_str(), format!("{}{}", CALM.repeat(12), LOUD.repeat(4 + n % 2)))).collect();
    assert_eq!(dated(&level).trends[0].direction, Direction::None);
    assert!(dated(&level).trends[0].text.contains("no trend that this much text can show"));
    assert!(dated(&level[..7]).trends.is_empty(), "seven documents are too few");
}

#[test]
fn an_adjective_at_the_head_of_a_sentence_is_no_name_and_the_only_declared_regime_is_meant() {
    let actors = vec![DeclaredActor { name: "Stewards' regime".into(), aliases: Vec::new(), own: false }];
    let c = compared_in(
        &Corpus { title: None, actors },
        &[
            ("a", "Clandestine meetings were held. Clandestine printers worked at night. The Stewards' regime closed the press."),
            ("b", "The regime closed the harbour. Nobody forgot that the regime had promised to open it."),
        ],
    );
    let names: Vec<(&str, u64)> = c.actors.iter().map(|a| (a.name.as_str(), a.mentions)).collect();
    assert!(names.contains(&("Stewards' regime", 3)) && !names.iter().any(|n| n.0 == "Clandestine"), "{names:?}");
}

#[test]
fn two_versions_show_what_came_went_and_stayed() {
    use slantscope::compare::pair::{Change, Relation, pair};
    let lexicon = lexicon::builtin().unwrap();
    let analyzer = Analyzer::new(lexicon);
    let body = article(&mut Chance::new(21), 12).join(" ");
    let read = |id: &str, text: String| vec![analyzer.analyze(Document::new(id, &text))];
    let told = |year: u32, rank: &str| {
        format!("Marta Lindqvist was released in {year}. The Harbour League is {rank} movement on the coast. The Harbour League was founded in 1931.")
    };
    let old = read("A/x", format!("{body} The regime arrested 40 pilots on the quay. Clearly the brutal censor was afraid. {}", told(1979, "the largest")));
    let new = read("B/x", format!("The brutal censor was afraid. The regime arrested 45 pilots on the quay. {} {body}", told(1980, "the oldest")));
    let p = pair(("A", old), ("B", new), lexicon);
    assert_eq!(p.relation, Relation::Versions);
    let of = |change: Change| p.marks.iter().filter(|m| m.change == change).map(|m| m.exact.as_str()).collect::<Vec<_>>();
    assert!(of(Change::Stayed).contains(&"brutal") && of(Change::Went).contains(&"Clearly"), "{:?}", p.marks);
    let figures: Vec<_> = p.figures.iter().map(|f| (f.change, f.exact.as_str())).collect();
    assert_eq!(figures, [(Change::Came, "45"), (Change::Went, "40")]);
    let claims = |change: Change| p.claims.iter().filter(|c| c.change == change).map(|c| (c.about.as_str(), c.exact.as_str())).collect::<Vec<_>>();
    assert_eq!(claims(Change::Stayed), [("Harbour League: founded", "1931")]);
    assert_eq!(claims(Change::Went), [("Marta Lindqvist: released", "1979"), ("Harbour League", "the largest movement on the coast")]);
    assert_eq!(claims(Change::Came), [("Marta Lindqvist: released", "1980"), ("Harbour League", "the oldest movement on the coast")]);
}

#[test]
fn copied_passages_are_found_and_a_quoted_speech_is_none() {
    let c = compared(&[
        ("a-1", "They were not afraid of the dark; they were afraid of growing used to it. The quay was empty that morning and the ropes lay in the rain."),
        ("b-1", "Nobody slept. They were not afraid of the dark. They were afraid of growing used to it. At dawn the boats came in one by one."),
        (
            "c-1",
            "The quay was nearly empty that morning and the ropes lay in the rain. \"We have come for the keys of the old customs house today,\" said the pilot.",
        ),
        ("d-1", "\"We have come for the keys of the old customs house today,\" the pilot said."),
    ]);
    let texts: Vec<(&str, bool)> = c.echoes.iter().map(|e| (e.text.split([';', ' ']).next().unwrap(), e.verbatim)).collect();
    assert!(c.echoes.iter().any(|e| e.verbatim && e.words == 15 && e.occurrences.len() == 2 && e.text.starts_with("They were not afraid")), "{texts:?}");
    assert!(c.echoes.iter().any(|e| e.text.contains("ropes lay in the rain")), "{texts:?}");
    assert!(c.echoes.iter().all(|e| e.text.contains("customs house") == (e.kind == EchoKind::Speech)), "{texts:?}");
    assert_eq!(c.echoes.iter().filter(|e| e.kind == EchoKind::Speech).count(), 1);
    // b takes more than half of its words from a, and d is one sentence that c has too
    assert_eq!((c.texts.documents, c.texts.independent), (4, 2), "{:?}", c.texts);
}

#[test]
fn what_a_source_prints_under_all_its_texts_is_boilerplate() {
    let mut chance = Chance::new(11);
    let footer = "The Quay Letter is printed by the Lamp Press and sent to all members who have paid their dues.";
    let texts: Vec<(String, String)> = (0..3).map(|i| (format!("quay-{i}"), format!("{} {footer}", article(&mut chance, 14).join(" ")))).collect();
    let c = compared(&texts.iter().map(|t| (t.0.as_str(), t.1.as_str())).collect::<Vec<_>>());
    assert_eq!(c.echoes.iter().map(|e| (e.kind, e.documents)).collect::<Vec<_>>(), [(EchoKind::Boilerplate, 3)]);
    assert_eq!(c.texts.independent, 3, "{:?}", c.texts);
}

/// A sentence of words that no language has, the frequent ones drawn more often.
fn sentence(chance: &mut Chance) -> String {
    let word = |chance: &mut Chance| {
        let mut n = chance.below(60) * chance.below(60);
        let mut out = String::new();
        for _ in 0..3 {
            out.push(b"bdfgklmnprstvz"[n % 14] as char);
            out.push(b"aeiou"[n / 14 % 5] as char);
            n /= 7;
        }
        out
    };
    let words: Vec<String> = (0..8 + chance.below(16)).map(|_| word(chance)).collect();
    format!("The {}.", words.join(" "))
}

fn article(chance: &mut Chance, sentences: usize) -> Vec<String> {
    (0..sentences).map(|_| sentence(chance)).collect()
}

/// Articles with copies that keep a share of the sentences of one, and have others between.
fn with_copies(articles: &mut Vec<Vec<String>>, chance: &mut Chance, share: f64, copies: usize) -> Vec<(usize, usize)> {
    let originals = articles.len();
    (0..copies)
        .map(|n| {
            let origin = n * 7 % originals.min(1000);
            let kept = (share * articles[origin].len() as f64).round() as usize;
            let mut copy = articles[origin].clone();
            while copy.iter().filter(|s| articles[origin].contains(s)).count() > kept {
                let at = chance.below(copy.len());
                copy[at] = sentence(chance);
            }
            articles.push(copy);
            (articles.len() - 1, origin)
        })
        .collect()
}

/// Pairs that share enough words to be listed.
fn pairs(articles: &[Vec<String>]) -> std::collections::BTreeSet<(usize, usize)> {
    let texts: Vec<(String, String)> = articles.iter().enumerate().map(|(i, a)| (format!("a{i}"), a.join(" "))).collect();
    let c = compared(&texts.iter().map(|t| (t.0.as_str(), t.1.as_str())).collect::<Vec<_>>());
    let number = |id: &str| id[1..].parse::<usize>().unwrap();
    c.texts.overlaps.iter().map(|o| (number(&o.document).max(number(&o.with)), number(&o.document).min(number(&o.with)))).collect()
}

/// Whether two articles have eight words in a row in common.
fn share_words(a: &[String], b: &[String]) -> bool {
    let words = |parts: &[String]| parts.join(" ").split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let (a, b) = (words(a), words(b));
    let rows: std::collections::BTreeSet<&[String]> = a.windows(8).collect();
    b.windows(8).any(|row| rows.contains(row))
}

fn seeded_copies_are_found_among(mut articles: Vec<Vec<String>>) {
    let mut chance = Chance::new(5);
    // real articles may be copies already
    let known = pairs(&articles);
    for (share, least) in [(1.0, 0.99), (0.8, 0.95), (0.5, 0.80)] {
        let unrelated = articles.len();
        let seeded = with_copies(&mut articles, &mut chance, share, 100);
        let found = pairs(&articles);
        let hits = seeded.iter().filter(|p| found.contains(p)).count();
        // a copy has what its original shares with third articles
        let alike = |p: &(usize, usize)| share_words(&articles[p.0], &articles[p.1]);
        let wrong: Vec<_> = found.iter().filter(|p| !seeded.contains(p) && !known.contains(p) && !alike(p)).collect();
        println!("{share}: {hits} of {} found, {} wrong among {unrelated}, {} pairs alike before", seeded.len(), wrong.len(), known.len());
        assert!(hits as f64 >= least * seeded.len() as f64, "{share}: {hits}");
        assert!(wrong.is_empty(), "{share}: {wrong:?}");
        articles.truncate(unrelated);
    }
}

#[test]
fn seeded_copies_are_found_among_a_thousand_texts() {
    let mut chance = Chance::new(3);
    seeded_copies_are_found_among((0..1000).map(|_| article(&mut chance, 20)).collect());
}

#[test]
fn seeded_copies_are_found_among_real_news() {
    let Some(shared) = std::env::var_os("SLANTSCOPE_SHARED").map(std::path::PathBuf::from) else {
        println!("skipped: SLANTSCOPE_SHARED does not name the folder of shared data");
        return;
    };
    let mut articles: Vec<Vec<String>> = Vec::new();
    for file in ["reference/abc.jsonl", "reference/brown.jsonl", "polnear/dev.jsonl"] {
        let all = std::fs::read_to_string(shared.join("eval/data").join(file)).unwrap();
        for line in all.lines() {
            let v: serde_json::Value = serde_json::from_str(line).unwrap();
            let parts = v["text"].as_str().unwrap().split_inclusive(['.', '\n']).map(|s| s.trim().to_string()).filter(|s| s.len() > 20);
            articles.push(parts.collect());
        }
    }
    articles.retain(|a| a.len() >= 5);
    articles.truncate(1000);
    seeded_copies_are_found_among(articles);
}

#[test]
#[ignore = "takes minutes; run it to see how the time grows with the documents"]
fn the_work_of_echoes_grows_with_the_documents() {
    let mut chance = Chance::new(9);
    for documents in [25_000, 50_000, 100_000] {
        let articles: Vec<Vec<String>> = (0..documents).map(|_| article(&mut chance, 5)).collect();
        let lexicon = lexicon::builtin().unwrap();
        let analyzer = Analyzer::new(lexicon);
        let readings: Vec<Reading> = articles.iter().enumerate().map(|(i, a)| analyzer.analyze(Document::new(&format!("a{i}"), &a.join(" ")))).collect();
        let views = slantscope::compare::view::Views::new(&readings, lexicon);
        let cast = slantscope::compare::cast::cast(&views, &Corpus::default(), lexicon);
        let begun = std::time::Instant::now();
        let shared = slantscope::compare::echoes::shared(&views, &cast);
        println!("{documents} documents: {:.1} s, {} passages", begun.elapsed().as_secs_f64(), shared.echoes(&views).len());
    }
}

#[test]
fn every_place_slices_back_to_what_was_written() {
    let c = compared(CLAIMS);
    let text = |id: &str| CLAIMS.iter().find(|t| t.0 == id).unwrap().1;
    for e in c.ledger.iter().flat_map(|g| &g.entries) {
        assert_eq!(&text(&e.document)[e.span.bytes[0] as usize..e.span.bytes[1] as usize], e.exact);
    }
    for e in c.actors.iter().flat_map(|a| &a.events) {
        assert_eq!(&text(&e.document)[e.span.bytes[0] as usize..e.span.bytes[1] as usize], e.clause);
    }
}

#[test]
fn names_merge_by_manifest_definition_and_spelling() {
    let corpus = Corpus { title: None, actors: vec![DeclaredActor { name: "Coast Guild".into(), aliases: vec!["Guild of Lamps".into()], own: false }] };
    let c = compared_in(
        &corpus,
        &[
            (
                "a",
                "We met people from the Harbour League of Orrisal (HLO). The HLO opened its doors to Khadrel Usmary. For years Usmary had lived abroad. There the Guild of Lamps wrote to him.",
            ),
            ("b", "In spring the HLO welcomed Kadrel Ousmary. Everybody knew that the Coast Guild had sent the invitation, and that Mr. Ousmary would come."),
        ],
    );
    let names: Vec<(&str, u64)> = c.actors.iter().map(|a| (a.name.as_str(), a.mentions)).collect();
    assert!(names.contains(&("Harbour League of Orrisal", 4)), "{names:?}");
    assert!(names.contains(&("Coast Guild", 2)), "{names:?}");
    assert!(names.iter().any(|(n, m)| (n.contains("Us") || n.contains("Ous")) && *m == 4), "{names:?}");
}

#[test]
fn a_source_pools_its_documents() {
    let text = "The courageous pilots saved the boat. The corrupt office lied about the storm, and nobody believed the brutal censor. ".repeat(8);
    let c = compared(&[("coast-1", &text), ("coast-2", &text), ("coast-3", "The ferry runs every hour. "), ("inland-1", &text)]);
    let ids: Vec<(&str, usize)> = c.sources.iter().map(|s| (s.id.as_str(), s.documents.len())).collect();
    assert_eq!(ids, [("coast", 3), ("inland", 1)]);
    let coast = &c.sources[0].scores;
    assert_eq!(coast.words.own, coast.advocacy_density.n);
    let [low, high] = coast.advocacy_density.interval.unwrap();
    let value = coast.advocacy_density.value.unwrap();
    assert!(low <= value && value <= high, "{coast:?}");
}

#[test]
fn odd_documents_do_no_harm() {
    let odd = [
        "",
        " ",
        "(",
        "of of of",
        "The (",
        "'s",
        "The regime's",
        "\u{201c}",
        "A\u{a0}B (AB",
        "by the",
        "\u{1f600} \u{1f600}",
        "the regime",
        "THE REGIME KILLED",
        "1988 1988",
        "The regime,",
        "members of the",
    ];
    let texts: Vec<(&str, &str)> = odd.iter().map(|t| ("odd", *t)).collect();
    let c = compared(&texts);
    assert!(c.perspective.evidence.iter().any(|e| e.kind == "too_few"));
    assert!(compared(&[]).actors.is_empty());
}
