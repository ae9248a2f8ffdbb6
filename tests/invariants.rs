//! What must hold for every text, however strange.

use proptest::prelude::*;
use slantscope::analyzer::Analyzer;
use slantscope::attribute::Voice;
use slantscope::extract::{Document, Media, Raw, extract};
use slantscope::lexicon::builtin;
use slantscope::report::json;
use slantscope::score::Reading;
use slantscope::segment::Kind;
use slantscope::text::Span;
use std::sync::LazyLock;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new(builtin().expect("the built-in rules have no fault")));

fn read(text: &str) -> Reading {
    ANALYZER.analyze(Document::new("t", text))
}

/// Texts made of the pieces that readers of prose fall over.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "the regime",
        "Clearly",
        "it was",
        "not",
        "more than 120,000 people",
        "said",
        "Dr. Roe",
        "according to",
        "Amnesty International",
        "\u{201C}",
        "\u{201D}",
        "\"",
        "'",
        "\u{2018}",
        "\u{2019}",
        "\u{ab}",
        "\u{bb}",
        ".",
        "!",
        "?",
        "?!",
        ",",
        ":",
        ";",
        "(",
        ")",
        "\u{2014}",
        "-",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "U.S.",
        "No. 5",
        "6'2\"",
        "https://a.example/x",
        "[1]",
        "na\u{ef}ve",
        "e\u{301}",
        "\u{1F600}",
        "\u{200B}",
        "\u{AD}",
        "don\u{2019}t",
        "WORLD",
        "# Head",
        "- item",
        "> said",
        "By Ann Roe",
        "11 min read",
        "everyone knows",
        "50%",
        "half a million",
        "critics",
        "\u{FEFF}",
    ]);
    prop::collection::vec((piece, prop::bool::ANY), 0..60)
        .prop_map(|pieces| pieces.iter().map(|(p, space)| format!("{p}{}", if *space { " " } else { "" })).collect())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![prose(), any::<String>(), "\\PC{0,200}"]
}

fn place_is_true(text: &str, place: &serde_json::Value, exact: Option<&str>) -> Result<(), TestCaseError> {
    let pair = |unit: &str| (place[unit][0].as_u64().unwrap() as usize, place[unit][1].as_u64().unwrap() as usize);
    let (from, to) = pair("bytes");
    prop_assert!(text.is_char_boundary(from) && text.is_char_boundary(to) && from <= to, "{place}");
    let slice = &text[from..to];
    let (cf, ct) = pair("chars");
    prop_assert_eq!((text[..from].chars().count(), text[..to].chars().count()), (cf, ct));
    let (uf, ut) = pair("utf16");
    prop_assert_eq!((text[..from].encode_utf16().count(), text[..to].encode_utf16().count()), (uf, ut));
    if let Some(exact) = exact {
        prop_assert_eq!(slice, exact);
    }
    Ok(())
}

/// Every object with a `span` slices to its `exact`.
fn places_are_true(text: &str, value: &serde_json::Value) -> Result<(), TestCaseError> {
    match value {
        serde_json::Value::Object(fields) => {
            if let Some(place) = fields.get("span") {
                place_is_true(text, place, fields.get("exact").and_then(|e| e.as_str()))?;
            }
            fields.values().try_for_each(|v| places_are_true(text, v))
        }
        serde_json::Value::Array(items) => items.iter().try_for_each(|v| places_are_true(text, v)),
        _ => Ok(()),
    }
}

/// The reading as a line of JSON.
fn line(reading: &Reading) -> Vec<u8> {
    let mut out = Vec::new();
    json::line(&reading.record(ANALYZER.lexicon), &mut out).unwrap();
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_slices_to_what_it_names(text in any_text()) {
        let reading = read(&text);
        let record: serde_json::Value = serde_json::from_slice(&line(&reading)).unwrap();
        places_are_true(&text, &record)?;
    }

    #[test]
    fn blocks_tile_the_tokens_and_sentences_tile_the_blocks(text in any_text()) {
        let t = read(&text).text;
        let tiles = |parts: Vec<(u32, u32)>, whole: (u32, u32)| {
            let mut at = whole.0;
            for (s, e) in parts {
                prop_assert!(s == at && e > s, "a gap or an empty part at token {at}");
                at = e;
            }
            prop_assert_eq!(at, whole.1);
            Ok(())
        };
        tiles(t.blocks.iter().map(|b| b.tokens).collect(), (0, t.tokens.len() as u32))?;
        for (i, block) in t.blocks.iter().enumerate() {
            tiles(t.sentences.iter().filter(|s| s.block as usize == i).map(|s| s.tokens).collect(), block.tokens)?;
        }
        for token in &t.tokens {
            prop_assert!(token.start < token.end && text.is_char_boundary(token.start as usize) && text.is_char_boundary(token.end as usize));
        }
    }

    #[test]
    fn marks_stand_in_one_sentence_and_on_whole_words(text in any_text()) {
        let r = read(&text);
        for m in &r.marks {
            let s = &r.text.sentences[m.sentence as usize];
            prop_assert!(s.tokens.0 <= m.tokens.0 && m.tokens.1 <= s.tokens.1, "a mark leaves its sentence: {:?}", r.text.slice(m.span));
            prop_assert!((0.0..=1.0).contains(&m.weight));
        }
        prop_assert!(r.marks.windows(2).all(|w| w[0].span <= w[1].span), "marks are not in order");
    }

    #[test]
    fn two_runs_give_the_same_bytes(text in any_text()) {
        let bytes = || line(&read(&text));
        prop_assert!(bytes() == bytes());
    }

    #[test]
    fn words_add_up_by_voice(text in any_text()) {
        let r = read(&text);
        let w = r.scores.words;
        let counted = r.text.tokens.iter().filter(|t| t.counts()).count() as u64;
        prop_assert_eq!(w.own + w.quoted + w.reported + w.own_side + w.boilerplate, counted);
        prop_assert_eq!(w.total, counted - w.boilerplate);
    }

    #[test]
    fn any_bytes_are_a_document_or_a_sentence(bytes in prop::collection::vec(any::<u8>(), 0..300), media in 0..5u8) {
        let media = [Media::Text, Media::Markdown, Media::Record, Media::Html, Media::Rtf][media as usize];
        if let Err(e) = extract(Raw { media, bytes, ..Raw::default() }) {
            prop_assert!(e.message.ends_with('.') && e.message.len() > 20, "{}", e.message);
        }
    }

    #[test]
    fn blocks_of_markdown_are_in_order_and_apart(text in any_text()) {
        if let Ok(d) = extract(Raw { media: Media::Markdown, bytes: text.into_bytes(), ..Raw::default() }) {
            let end = d.text.len() as u32;
            prop_assert!(d.hints.iter().all(|h| h.span.start < h.span.end && h.span.end <= end));
            prop_assert!(d.hints.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{:?}", d.hints);
            prop_assert!(d.hints.iter().all(|h| d.text.is_char_boundary(h.span.start as usize) && d.text.is_char_boundary(h.span.end as usize)));
            ANALYZER.analyze(d);
        }
    }
}

/// The words of a speaker are never counted against the author.
#[test]
fn quoted_words_give_no_mark_in_the_authors_own_voice() {
    let speeches = ["The regime is clearly a gang of thugs, and everyone knows it.", "It is an outrage, a disgrace and a crime against our glorious people."];
    let frames = [
        "\u{201C}{}\u{201D} Ann Roe, the mayor, said on Monday.",
        "Ann Roe, the mayor, said: \u{201C}{}\u{201D}",
        "\"{}\" said Ann Roe.",
        "Ann Roe said on Monday: \"{}\"",
    ];
    for speech in speeches {
        for frame in frames {
            let text = frame.replace("{}", speech);
            let at = text.find(speech).unwrap();
            let inside = Span::new(at, at + speech.len());
            let r = read(&text);
            let own: Vec<&str> = r.marks.iter().filter(|m| inside.holds(m.span) && m.voice == Voice::Own).map(|m| r.text.slice(m.span)).collect();
            assert!(own.is_empty(), "{text}: {own:?}");
        }
    }
}

#[test]
fn a_word_is_never_found_inside_another() {
    let r = read("The discovery of the overture was misunderstood in the westernmost forest.");
    for m in &r.marks {
        let token = |i: u32| r.text.tokens[i as usize];
        assert_eq!((m.span.start, m.span.end), (token(m.tokens.0).start, token(m.tokens.1 - 1).end));
        assert!(matches!(token(m.tokens.0).kind, Kind::Word | Kind::Number | Kind::Punct));
    }
}

/// A text may end anywhere: every sentence of the samples, cut after each of its words and marks.
#[test]
fn sentences_that_break_off_are_read() {
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut cuts = 0;
    for folder in ["movement", "mixed"] {
        for file in
            std::fs::read_dir(samples.join(folder)).unwrap().map(|f| f.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt" || e == "md"))
        {
            let whole = read(&std::fs::read_to_string(&file).unwrap());
            for sentence in &whole.text.sentences {
                for token in &whole.text.tokens[sentence.tokens.0 as usize..sentence.tokens.1 as usize] {
                    read(Span { start: sentence.span.start, end: token.end }.of(&whole.text.source));
                    cuts += 1;
                }
            }
        }
    }
    assert!(cuts > 5_000, "{cuts}");
}
