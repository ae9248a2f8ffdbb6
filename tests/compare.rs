//! Claims ledger, echoes, actors and sources over invented documents.

use slantscope::analyzer::Analyzer;
use slantscope::compare::{Agreement, Comparison, LedgerGroup, compare};
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
    assert!(c.echoes.iter().all(|e| !e.text.contains("customs house")), "{texts:?}");
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
