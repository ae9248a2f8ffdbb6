//! Whose words: what must hold of any sentence, tried on every sentence of the sample articles.

use serde_json::Value;
use slantscope::analyzer::Analyzer;
use slantscope::extract::Document;
use slantscope::lexicon;
use slantscope::load::walk;
use std::path::Path;

/// The sample articles.
fn articles() -> Vec<String> {
    let mut paths = Vec::new();
    walk(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples")), &mut paths).unwrap();
    paths.retain(|p| p.file_name().is_some_and(|n| n != "README.md") && p.extension().is_some_and(|e| e == "txt" || e == "md"));
    paths.into_iter().map(|p| std::fs::read_to_string(p).unwrap()).collect()
}

/// The sentences of the samples that are the author's own and hold no quotation, source, bracket or line break.
fn sentences() -> Vec<String> {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let mut out = Vec::new();
    for text in articles() {
        let record = record(&analyzer, &text);
        let attributed: Vec<(usize, usize)> = list(&record, "attributions")
            .iter()
            .flat_map(|a| list(a, "content").iter().map(bytes).chain([bytes(&a["cue"]["span"])]).collect::<Vec<_>>())
            .chain(list(&record, "quotes").iter().map(|q| bytes(&q["span"])))
            .collect();
        for s in list(&record, "sentences") {
            let (from, to) = bytes(&s["span"]);
            let sentence = text[from..to].trim();
            let plain = sentence.ends_with('.')
                && !sentence.ends_with("..")
                && !sentence.contains(['"', '“', '”', '(', '[', '\n', '*', '#', ':', '—', '|', ';', '‘', '«']);
            let own = s["attribution"] == "none" && !attributed.iter().any(|&(a, b)| a < to && from < b);
            if plain && own && sentence.split_whitespace().count() >= 6 && sentence.starts_with(char::is_uppercase) {
                out.push(sentence.trim_end_matches('.').to_string());
            }
        }
    }
    assert!(out.len() > 100, "only {} sentences", out.len());
    out
}

fn record(analyzer: &Analyzer, text: &str) -> Value {
    serde_json::to_value(analyzer.analyze(Document::new("x", text)).record(analyzer.lexicon)).unwrap()
}

/// The record of a Markdown text with this address.
fn markdown(analyzer: &Analyzer, text: &str, url: Option<&str>) -> Value {
    let mut document = slantscope::extract::markdown::document(text.to_string());
    document.meta.url = url.map(String::from);
    serde_json::to_value(analyzer.analyze(document).record(analyzer.lexicon)).unwrap()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn bytes(span: &Value) -> (usize, usize) {
    let at = |i: usize| span["bytes"][i].as_u64().unwrap() as usize;
    (at(0), at(1))
}

/// Marks that words make, as family, words and place in the sentence. Left out are marks that the frame may change: what an engine finds (figures,
/// sources, quotation marks), vague attributions (a named source answers them), and a capital that a quotation mark parts from the sentence's start.
fn marks(record: &Value, sentence: (usize, usize)) -> Vec<(String, String, usize, String)> {
    let engine = [
        "unattributed-figure",
        "vague-attribution",
        "named-attribution",
        "anonymous-source",
        "citation",
        "doubt",
        "emphasis",
        "rhetorical-question",
        "incomplete-figure",
    ];
    list(record, "marks")
        .iter()
        .filter(|m| !engine.contains(&m["family"].as_str().unwrap()))
        .filter(|m| sentence.0 < bytes(&m["span"]).0 && bytes(&m["span"]).1 <= sentence.1)
        .map(|m| {
            let text = |k: &str| m[k].as_str().unwrap_or_default().to_string();
            (text("family"), text("exact"), bytes(&m["span"]).0 - sentence.0, text("voice"))
        })
        .collect()
}

/// Wrapping a sentence in quotation marks with a speaker moves its marks into the speaker's voice, and keeps the total.
#[test]
fn quoting_a_sentence_moves_its_marks() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let (mut faults, mut moved) = (Vec::new(), 0);
    for sentence in sentences() {
        let alone = marks(&record(&analyzer, &format!("{sentence}.")), (0, sentence.len()));
        let start = '“'.len_utf8();
        let quoted = marks(&record(&analyzer, &format!("“{sentence},” said Ana Rossi.")), (start, start + sentence.len()));
        moved += quoted.len();
        let same = |a: &(String, String, usize, String), b: &(String, String, usize, String)| (&a.0, &a.1, a.2) == (&b.0, &b.1, b.2);
        let kept = alone.len() == quoted.len() && alone.iter().zip(&quoted).all(|(a, b)| same(a, b));
        if !kept || quoted.iter().any(|m| m.3 != "quoted") {
            faults.push(format!("{sentence}\n  alone:  {alone:?}\n  quoted: {quoted:?}"));
        }
    }
    assert!(moved > 50, "only {moved} marks were moved");
    assert!(faults.is_empty(), "{} sentences:\n{}", faults.len(), faults.join("\n"));
}

/// What the author thinks, tells the reader to note, or has the impression of, is the author's word; what somebody else does is not.
#[test]
fn what_the_author_holds_is_the_authors() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let voices = |text: &str| {
        let record = record(&analyzer, text);
        let marks = list(&record, "marks").iter().filter(|m| m["exact"] == "disgraceful");
        marks.map(|m| m["voice"].as_str().unwrap().to_string()).collect::<Vec<_>>()
    };
    for (frame, voice) in [
        ("I think that the plan is a disgraceful one.", "own"),
        ("We believe that the plan is a disgraceful one.", "own"),
        ("My view is that the plan is a disgraceful one.", "own"),
        ("Remember that the plan is a disgraceful one.", "own"),
        ("There is no reason to believe that the plan is a disgraceful one.", "own"),
        ("It is clear that the plan is a disgraceful one.", "own"),
        ("It seems that the plan is a disgraceful one.", "own"),
        ("The plan looks disgraceful.", "own"),
        ("There seems to be a disgraceful plan.", "own"),
        ("The mayor seems to think that the plan is a disgraceful one.", "reported"),
        ("The mayor believes that the plan is a disgraceful one.", "reported"),
        ("The mayor refused to believe that the plan was a disgraceful one.", "reported"),
        ("Residents were told that the plan was a disgraceful one.", "reported"),
        ("“I think that the plan is a disgraceful one,” said the mayor.", "quoted"),
        ("ROSSI: I think that the plan is a disgraceful one.\n\nPECK: So do we.\n\nROSSI: Good.", "reported"),
    ] {
        assert_eq!(voices(frame), [voice], "{frame}");
    }
}

/// A question that ends inside a quotation is the speaker's, though the sentence begins with the author's words and the quotation goes on.
#[test]
fn a_question_that_is_quoted_is_the_speakers() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let asked = |text: &str| {
        let record = record(&analyzer, text);
        let questions = list(&record, "marks").iter().filter(|m| m["family"] == "rhetorical-question");
        questions.map(|m| (m["exact"].as_str().unwrap().to_string(), m["voice"].as_str().unwrap().to_string())).collect::<Vec<_>>()
    };
    let quoted =
        "The harbour stayed shut all week. Ana Rossi asked, “Who is going to pay for all of this? Nobody has told us.” The council will meet on Monday.";
    assert_eq!(asked(quoted), [("Who is going to pay for all of this?".to_string(), "quoted".to_string())]);
    let own = "The harbour stayed shut all week. Who is going to pay for all of this? Nobody has told us. The council will meet on Monday.";
    assert_eq!(asked(own), [("Who is going to pay for all of this?".to_string(), "own".to_string())]);
}

/// Appending a source gives every figure of the sentence somebody who vouches for it.
#[test]
fn according_to_somebody_vouches_for_figures() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let (mut faults, mut flipped) = (Vec::new(), 0);
    for sentence in sentences() {
        let bare: Vec<Value> = list(&record(&analyzer, &format!("{sentence}.")), "figures").to_vec();
        let sourced: Vec<Value> = list(&record(&analyzer, &format!("{sentence}, according to Ana Rossi.")), "figures").to_vec();
        let places = |f: &[Value]| f.iter().map(|f| bytes(&f["span"])).collect::<Vec<_>>();
        flipped += bare.iter().filter(|f| f["attribution"] == "none").count();
        if places(&bare) != places(&sourced) || sourced.iter().any(|f| f["attribution"] != "named_person") {
            faults.push(format!("{sentence}: {:?}", sourced.iter().map(|f| (&f["exact"], &f["attribution"])).collect::<Vec<_>>()));
        }
    }
    assert!(flipped > 20, "only {flipped} figures were flipped");
    assert!(faults.is_empty(), "{} sentences:\n{}", faults.len(), faults.join("\n"));
}

/// Who is credited, by which words, with what.
#[test]
fn frames_of_attribution() {
    let rows: &[(&str, &[&str])] = &[
        ("The mayor said that the line was late.", &["The mayor | said | that the line was late"]),
        ("“We are late,” said Ana Rossi, a teacher at the harbour school.", &["Ana Rossi | said | “We are late,”"]),
        ("“We are late,” Ms. Rossi said.", &["Ms. Rossi | said | “We are late,”"]),
        ("The line is late, Reuters reports.", &["Reuters | reports | The line is late"]),
        ("Acts of protest, Ms. Rossi said, are acts of love.", &["Ms. Rossi | said | Acts of protest / are acts of love"]),
        ("Ana Rossi, one of the pilots, recalled Peck’s words.", &["Ana Rossi | recalled | Peck’s words"]),
        ("Rossi said Peck would come, adding that he was ill.", &["Rossi | said | Peck would come", "Rossi | adding | that he was ill"]),
        ("A poll released in late August found that half of the town was against it.", &["A poll | found | that half of the town was against it"]),
        ("Marchers on the quay chanted that the town was theirs.", &["Marchers on the quay | chanted | that the town was theirs"]),
        ("He’s claimed that the quay is safe.", &["He | claimed | that the quay is safe"]),
        ("“We have buried too many,” said its director, Karsten Boll.", &["its director, Karsten Boll | said | “We have buried too many,”"]),
        ("Dr. Amal Reyes, a director of the clinic in Port Sel, who was absent, called the plan careful.", &["Dr. Amal Reyes | called | the plan careful"]),
        ("According to the union, 60,000 people took part.", &["the union | According to | 60,000 people took part"]),
        ("The plan was rejected by the council.", &["the council | rejected | The plan"]),
        ("The pilots were told by the council on Friday to leave the quay.", &["the council | told | to leave the quay"]),
        ("Residents were told to leave the quay.", &[" | told | to leave the quay"]),
        ("Their families were not informed. Neither agreed.", &[]),
        ("The council seemed to think that the plan was dead.", &["The council | seemed to think | that the plan was dead"]),
        ("Rossi told reporters that the quay was closed.", &["Rossi | told reporters | that the quay was closed"]),
        ("The council said on Monday it would pay.", &["The council | said | it would pay"]),
        (
            "ROSSI: We said so. They agreed.\n\nPECK: Who did?\n\nROSSI: The council.",
            &["ROSSI | : | We said so. They agreed", "PECK | : | Who did", "ROSSI | : | The council"],
        ),
        (
            "ROSSI: We said so.\n\nIt was late, and the council said nothing.\n\n(Laughter.)\n\nPECK: Who did?\n\nROSSI: They.\n\nIt was noon.",
            &["ROSSI | : | We said so / It was late, and the council said nothing.", "PECK | : | Who did", "ROSSI | : | They"],
        ),
        ("The mayor made the following remark:\n\n“We have buried too many.”", &["The mayor | remark | “We have buried too many.”"]),
        ("The pier was calm, and no one questioned whether the quay was safe.", &[]),
        ("The council rejected half of the bids – a margin of 2 to 1.", &["The council | rejected | half of the bids – a margin of 2 to 1"]),
        ("Marchers came with drums, raising questions over the pier.", &[]),
        ("Their answer compromised the opposing positions.", &[]),
        ("There is no reason to believe that the quay is safe.", &[" | believe | that the quay is safe"]),
        (
            "Dana Holt, the first speaker, who had studied wages, nets and boat safety, said that the port was shut.",
            &["Dana Holt | said | that the port was shut"],
        ),
        ("Dana Holt, who sails, fishes, and mends nets, said that the port was shut.", &["Dana Holt | said | that the port was shut"]),
        ("The union, which owns the boats, and Dana Holt, a lawyer, said that the port was shut.", &["Dana Holt | said | that the port was shut"]),
        ("The union kept asking why the quay was closed.", &["The union | asking | why the quay was closed"]),
        ("Rossi once said that the quay was safe.", &["Rossi | said | that the quay was safe"]),
    ];
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    for (text, want) in rows {
        let record = record(&analyzer, text);
        let slice = |span: &Value| text[bytes(span).0..bytes(span).1].to_string();
        let found: Vec<String> = list(&record, "attributions")
            .iter()
            .map(|a| {
                let content: Vec<String> = list(a, "content").iter().map(slice).collect();
                format!("{} | {} | {}", a["source"]["exact"].as_str().unwrap_or_default(), slice(&a["cue"]["span"]), content.join(" / "))
            })
            .collect();
        assert_eq!(&found, want, "{text}");
    }
}

/// A block set off as a quotation belongs to the cue and colon above it, with the block that goes on, or to the name below it; else to nobody.
#[test]
fn block_quotes_have_a_speaker_where_one_is_named() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let speakers = |source: &str| -> Vec<(String, String)> {
        let record = markdown(&analyzer, source, None);
        let text = |q: &Value, k: &str| q[k].as_str().unwrap_or_default().to_string();
        list(&record, "quotes").iter().map(|q| (text(q, "voice"), text(q, "speaker"))).collect()
    };
    let pair = |voice: &str, speaker: &str| (voice.to_string(), speaker.to_string());
    let two = "Rossi wrote in her diary:\n\n> We have buried too many of ours.\n>\n> The quay is no place for children.\n\nThe rain fell.\n";
    assert_eq!(speakers(two), [pair("quoted", "Rossi"), pair("quoted", "Rossi")]);
    let named = "The book is known.\n\n> The wall must be repaired before the winter.\n>\n> — Jana Marr, *Who Pays?* (2030), p. 88\n";
    assert_eq!(speakers(named), [pair("quoted", "Jana Marr")]);
    let parts = "> We have buried too many of ours.\n>\n> The quay is no place for children.\n\n— Jana Marr, harbour master\n";
    assert_eq!(speakers(parts), [pair("quoted", "Jana Marr"), pair("quoted", "Jana Marr")]);
    let phrase = "Rossi wrote in her diary:\n\n> The men call it \"the long quay\", and we have buried too many of ours there.\n";
    assert_eq!(speakers(phrase), [pair("quoted", "Rossi"), pair("quoted", "Rossi")]);
    let post = "The council met on Monday.\n\nThe corrupt press will never tell you this!\n\n— harbourwatch (@harbourwatch) March 4, 2031\n";
    assert_eq!(speakers(post), [pair("quoted", "harbourwatch")]);
    let marked = "> “There are days without a government,” Ana Rossi said.\n>\n> “Today is such a day for the town.”\n";
    assert_eq!(speakers(marked), [pair("quoted", "Ana Rossi"), pair("quoted", "Ana Rossi")]);
    let aside = "Rossi said the line was late.\n\n> All tickets are sold at the pier from nine.\n\nThe council met.\n";
    assert_eq!(speakers(aside), [pair("unsourced_quote", "")]);
}

/// Who is only spoken to is no content; what is told him is.
#[test]
fn an_answer_to_critics_says_nothing_yet() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    for (text, pieces) in [
        ("The council leader answered her critics on Tuesday, hours after the sale of the quay to a bank, which passed by nine votes.", 0),
        ("Rossi told a lawyer for the families.", 0),
        ("Rossi told a lawyer for the families that the quay is closed.", 1),
        ("Rossi told her critics the quay was closed.", 1),
        ("Rossi warned the residents, at a meeting in Tarn, not to go near.", 1),
    ] {
        let record = record(&analyzer, text);
        assert_eq!(list(&record["attributions"][0], "content").len(), pieces, "{text}");
    }
}

/// Behind a speech and a verb of saying stands the speaker, whatever the words are.
#[test]
fn a_speaker_behind_the_verb_needs_no_known_word() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    for (tail, source) in [
        ("said former harbour minister Karl Hald.", "former harbour minister Karl Hald"),
        ("said retired fisherman Tom Hald, who saw it.", "retired fisherman Tom Hald"),
        ("said 45-year-old Tom Hald.", "45-year-old Tom Hald"),
        ("says lead author Dr Jana Marr of the University of Tarn.", "lead author Dr Jana Marr of the University of Tarn"),
        ("said the former head of the port office, Karl Hald.", "the former head of the port office, Karl Hald"),
        ("said former secretary of the harbour Karl Hald.", "former secretary of the harbour Karl Hald"),
        ("say the authors.", "the authors"),
        ("write Hald and Marr.", "Hald and Marr"),
        ("said on Monday Tom Hald.", ""),
        ("described the impact as grave.", ""),
    ] {
        let record = record(&analyzer, &format!("\"The quay is late, and nobody knows why,\" {tail}"));
        let found = record["attributions"][0]["source"]["exact"].as_str().unwrap_or_default();
        assert_eq!(found, source, "{tail}");
    }
}

/// A paragraph without marks behind a cue and its colon is the source's: by its "we", or since it says nothing of others.
#[test]
fn a_cue_and_colon_announce_a_paragraph_without_marks() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    for (text, own) in [
        ("Rossi told reporters in Tarn:\n\nWe had no choice. It was a disgraceful plan.\n\nThe council met.", false),
        ("In a letter to the council, Rossi wrote:\n\nMy men know that I am tired.\n\nWe will fight this disgraceful plan.\n\nThe council met.", false),
        ("The Tarn Post reports:\n\nThe quay is closed, and the plan to open it is disgraceful.\n\nThe council met.", false),
        ("Rossi told reporters in Tarn:\n\nThe disgraceful plan was her answer to the council.", true),
        ("Rossi said:\n\nBut the mayor told the council that she was wrong. The plan is disgraceful.", true),
        ("I wrote:\n\nWe had no choice. It was a disgraceful plan.", true),
        ("The plan was announced on Monday:\n\nWe had no choice, as it is disgraceful.", true),
    ] {
        let record = record(&analyzer, text);
        let marks = list(&record, "marks").iter().filter(|m| m["exact"] == "disgraceful").map(|m| m["voice"] != "reported").collect::<Vec<_>>();
        assert_eq!(marks, [own], "{text}");
    }
}

/// The publication that speaks of itself is a source of its own class.
#[test]
fn a_publication_is_its_own_source() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    for (text, class) in [
        ("This newspaper reported in May that the quay was closed.", "self"),
        ("We at the Tideline believe that the quay is safe.", "self"),
        ("Our campaign said that the quay was closed.", "self"),
        ("The newspaper reported in May that the quay was closed.", "organisation"),
        ("This committee reported in May that the quay was closed.", "organisation"),
    ] {
        let record = record(&analyzer, text);
        assert_eq!(record["attributions"][0]["source"]["class"], class, "{text}");
    }
}

/// A link to the document's own site is no citation; one to another site is, and so is any where the address is not known.
#[test]
fn own_links_are_no_citations() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let text = "The quay is closed, see [here](https://archive.tideline.example/quay) and [there](https://harbour.example/report).";
    for (url, want) in [(Some("https://www.tideline.example/2031/quay"), 1), (Some("https://pier.example/"), 2), (None, 2)] {
        assert_eq!(list(&markdown(&analyzer, text, url), "citations").len(), want, "{url:?}");
    }
}

/// No cue begins inside the content of another, and none inside a quotation of four words or more.
#[test]
fn cues_stand_outside_content_and_quotations() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let mut cues = 0;
    for text in articles() {
        let record = record(&analyzer, &text);
        let attributions = list(&record, "attributions");
        for (i, a) in attributions.iter().enumerate() {
            let (start, _) = bytes(&a["cue"]["span"]);
            cues += 1;
            for (_, b) in attributions.iter().enumerate().filter(|(j, _)| *j != i) {
                let inside = list(b, "content").iter().map(bytes).find(|&(x, y)| x <= start && start < y);
                assert_eq!(inside, None, "{:?} stands in the content of {:?}", a["cue"]["exact"], b["cue"]["exact"]);
            }
            let long = |s: &(usize, usize)| text[s.0..s.1].split_whitespace().count() >= 5;
            let quote = list(&record, "quotes").iter().map(|q| bytes(&q["span"])).filter(long).find(|&(x, y)| x < start && start < y);
            assert_eq!(quote, None, "{:?} stands in a quotation", a["cue"]["exact"]);
        }
    }
    assert!(cues > 100, "only {cues} cues");
}

/// The figures of a text, each with the class of its source.
fn vouched(text: &str) -> Vec<(String, String)> {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let record = markdown(&analyzer, text, None);
    list(&record, "figures").iter().map(|f| (f["exact"].as_str().unwrap().to_string(), f["attribution"].as_str().unwrap().to_string())).collect()
}

#[test]
fn a_note_a_link_and_the_caption_of_a_table_vouch_for_figures() {
    let table = "| year | passengers |\n|---|---|\n| north | 81,000 |\n| south | 72,400 |";
    let classes = |text: &str| vouched(text).into_iter().map(|f| f.1).collect::<Vec<_>>();
    assert_eq!(classes("The line lost 4,200 passengers [1]. The crew counted 900 gulls."), ["document", "none"]);
    assert_eq!(classes("The board spent 3,100 crowns on paint ([survey](https://paint.example/s))."), ["document"]);
    assert_eq!(classes(&format!("Passengers, according to the Harbour Board:\n\n{table}")), ["organisation"; 2]);
    assert_eq!(classes(&format!("Passengers by coast.\n\n{table}\n\nSource: Harbour Board")), ["document"; 2]);
    assert_eq!(classes(&format!("Passengers by coast.\n\n{table}\n\nThe board said nothing.")), ["none"; 2]);
}

/// What stands there, the lowest and the highest value, and what is missing.
type Quantity = (String, Option<f64>, Option<f64>, Vec<String>);

/// The figures of a text.
fn quantities(text: &str) -> Vec<Quantity> {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let record = record(&analyzer, text);
    let missing = |f: &Value| list(f, "missing").iter().map(|m| m.as_str().unwrap().to_string()).collect();
    let of = |f: &Value| (f["exact"].as_str().unwrap().to_string(), f["min"].as_f64(), f["max"].as_f64(), missing(f));
    list(&record, "figures").iter().map(of).collect()
}

/// What the figures of a text are written as.
fn exact(text: &str) -> Vec<String> {
    quantities(text).into_iter().map(|f| f.0).collect()
}

#[test]
fn both_bounds_of_a_range_have_its_multiplier_and_unit() {
    let bounds = |text: &str| quantities(text).into_iter().map(|(_, low, high, _)| (low.unwrap_or(-1.0), high.unwrap_or(-1.0))).collect::<Vec<_>>();
    assert_eq!(bounds("The mill expects a profit of 240-260 million crowns."), [(240e6, 260e6)]);
    assert_eq!(bounds("The repair will cost two to three hundred crowns."), [(200.0, 300.0)]);
    assert_eq!(bounds("The port has between 500 and 2 million visitors."), [(500.0, 2e6)]);
    assert_eq!(bounds("The rate was 27% (19% to 34%) in the north."), [(27.0, 27.0), (19.0, 34.0)]);
    assert_eq!(bounds("Turnout rose from 19% to 34% in the north."), [(19.0, 19.0), (34.0, 34.0)]);
    assert_eq!(bounds("The birds weigh between 300g and 450g."), [(300.0, 450.0)]);
}

#[test]
fn scores_ages_and_counts_of_sources_are_no_figures() {
    assert_eq!(exact("Tarn were 3-1 outsiders after a 2-0 defeat in Orrisal."), [""; 0]);
    assert_eq!(exact("The boy, 12, and his teacher, 45, were found on Monday."), [""; 0]);
    assert_eq!(exact("The towns, 12 in all, were flooded."), ["12"]);
    assert_eq!(exact("The crews were called by a 999 call from the pier."), [""; 0]);
    assert_eq!(exact("The crews answered 999 calls in a year."), ["999"]);
    assert_eq!(exact("Strikes follow on 12 and 19 March, 4, 5 and 6 June, and on May 2 and 3."), [""; 0]);
    assert_eq!(exact("Two people familiar with the plan said the pier would close."), [""; 0]);
    assert_eq!(exact("Some 500 economists said the levy would fail."), ["Some 500"]);
}

#[test]
fn numbers_that_name_are_no_figures() {
    assert_eq!(exact("COVID-19 and omega-3 were studied in 4,000 people."), ["4,000"]);
    assert_eq!(exact("The 5G network reached 40 towns."), ["40"]);
    assert_eq!(exact("A 10K race drew 900 runners, and 40K people watched on a 4K screen."), ["900", "40K"]);
    assert_eq!(exact("The Tarn & Vell 500 lost ground, and in Tarn 40 people cheered."), ["40"]);
    assert_eq!(exact("The 2024-25 season cost the club 12 points."), ["12"]);
    assert_eq!(exact("Dial 0800 555 111 before one of 40 callers does."), ["40"]);
    assert_eq!(exact("Mon Tue Wed 1 2 3 4 5 6 7"), [""; 0]);
    assert_eq!(exact("The harbour fell 4-2 on penalties after a 1-1 draw."), [""; 0]);
    assert_eq!(exact("Section 4b applies to ground zero, and zero cases were found."), ["zero"]);
}

#[test]
fn the_few_that_are_known_are_no_figure() {
    assert_eq!(exact("The two men met these three women, and the seven drove on."), [""; 0]);
    assert_eq!(exact("Police said that two men were killed."), ["two"]);
    assert_eq!(exact("The 40 towns paid for a 12-point plan."), ["40", "12"]);
}

#[test]
fn a_word_that_may_count_counts_where_its_neighbours_say_so() {
    assert_eq!(exact("Pupils with scores of 121 to 145 had the best test scores."), ["121 to 145"]);
    assert_eq!(exact("Scores of villagers fled."), ["Scores"]);
    let values = |text: &str| quantities(text).into_iter().map(|f| f.1.unwrap()).collect::<Vec<_>>();
    assert_eq!(values("The cliff is 80m high, the 100m final is on, and 3m people live there."), [80.0, 100.0, 3e6]);
    assert_eq!(values("The party raised $2B and £1.5T."), [2e9, 1.5e12]);
}

#[test]
fn over_a_time_is_more_of_it_only_behind_a_preposition_or_verb() {
    assert_eq!(exact("The port will spend 4 million crowns over five years."), ["4 million", "five years"]);
    assert_eq!(exact("She had worked there for over five years."), ["over five years"]);
    assert_eq!(exact("The strike lasted over three months."), ["over three months"]);
}

#[test]
fn a_share_with_a_comparator_misses_none() {
    let missing = |text: &str| quantities(text).into_iter().map(|f| f.3).next().unwrap();
    assert_eq!(missing("The crews had a 27% lower risk (19% to 34%) than the clerks."), [""; 0]);
    assert_eq!(missing("The crews had a 27% lower risk."), ["comparator"]);
    assert_eq!(missing("The levy would be held to 2% above inflation."), ["base"]);
}

#[test]
fn a_study_vouches_for_what_it_is_about() {
    let classes = |text: &str| vouched(text).into_iter().map(|f| f.1).collect::<Vec<_>>();
    assert_eq!(classes("The study, in the Tarn Journal of Ageing, followed 12,400 adults."), ["document"]);
    assert_eq!(classes("The poll questioned 1,504 adults in June."), ["document"]);
    assert_eq!(classes("It was her third goal in five games and lifted the side to 14th in the table."), ["none"]);
    assert_eq!(classes("The inquiry was held in a hall that cost 4,000 crowns."), ["none"]);
}

/// The class of each source of a text, in order.
fn classes(text: &str) -> Vec<String> {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    list(&record(&analyzer, text), "attributions").iter().map(|a| a["source"]["class"].as_str().unwrap_or("none").to_string()).collect()
}

#[test]
fn a_company_keeps_its_class_under_its_short_name() {
    assert_eq!(classes("Shares in Sarn Foods fell. Sarn said it would close two mills."), ["organisation"]);
    assert_eq!(classes("Shares in Sarn Foods fell. Its founder, Ana Sarn, resigned. Sarn said the mills would close."), ["named_person"]);
    assert_eq!(classes("Analysts at Kestrel Research said the outlook was poor."), ["organisation"]);
    assert_eq!(classes("Sarn, which employs 900 people, said it would close two mills."), ["organisation"]);
}

#[test]
fn those_who_know_and_are_not_named_are_anonymous() {
    assert_eq!(classes("Two officials with knowledge of the talks said the pier would close."), ["anonymous"]);
    assert_eq!(classes("There were four fires last year, according to Home Department figures."), ["document"]);
    assert_eq!(classes("Council figures suggest that four mills closed."), ["document"]);
    assert_eq!(classes("The pier will close, according to senior party figures."), ["anonymous"]);
    assert_eq!(classes("Senior council figures said the pier would close."), ["anonymous"]);
}

#[test]
fn each_cue_of_a_sentence_has_its_own_source() {
    let sources = |text: &str| {
        let analyzer = Analyzer::new(lexicon::builtin().unwrap());
        let record = record(&analyzer, text);
        let at = |a: &Value| a["source"]["span"]["chars"].as_array().map(|c| (c[0].as_u64().unwrap() as usize, c[1].as_u64().unwrap() as usize));
        list(&record, "attributions").iter().map(|a| at(a).map_or("", |(from, to)| &text[from..to]).to_string()).collect::<Vec<_>>()
    };
    assert_eq!(sources("Rossi said it was late; nine were hurt, according to the Tarn Board."), ["Rossi", "the Tarn Board"]);
    assert_eq!(vouched("Rossi said it was late; 900 were hurt, according to the Tarn Board.")[0].1, "organisation");
    assert_eq!(sources("Ana Rossi said the pier would close, adding that it was old."), ["Ana Rossi", "Ana Rossi"]);
    assert_eq!(sources("Ana Rossi said demand for loans had grown."), ["Ana Rossi"]);
    assert_eq!(sources("The bank said concern over costs had faded."), ["The bank"]);
}

#[test]
fn one_of_them_is_whoever_is_named_behind_the_comma() {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let record = record(&analyzer, "\"I could not do it,\" said one of them, Tom Hale, who farms in the valley.");
    let source = &list(&record, "attributions")[0]["source"];
    assert_eq!((source["class"].as_str(), source["name"].as_str()), (Some("named_person"), Some("Tom Hale")));
}
