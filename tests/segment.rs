//! Blocks, sentences and quotations of whole texts: tables, the hard set of `data/sentences.txt`, and what must hold of
//! any text.

use proptest::prelude::*;
use slantscope::segment::{Abbreviation, BlockHint, BlockKind, SplitWords, Text, segment};
use slantscope::text::Span;

/// A small set of the words that the lexicon would give.
fn words() -> SplitWords {
    let list = |words: &str| words.split(' ').map(String::from).collect::<Vec<_>>();
    let mut out = SplitWords::default();
    for (kind, names) in [
        (Abbreviation::Open, "Inc Ltd Co Corp Bros etc al a.m p.m A.M P.M U.S U.K U.N E.U D.C A.D Jr Ave Bldg Mon"),
        (Abbreviation::BeforeNumber, "Jan Feb Mar Aug Sept Dec vol ch fig p pp No Nos Art approx b d"),
        (Abbreviation::Title, "Mr Mrs Ms Dr Prof Rev Gen Supt Sgt Sen Rep Gov Capt Lt Col St Adm Hon Judge Atty Mt e.g i.e a.k.a cf Cf ca vs v ret"),
    ] {
        out.abbreviations.extend(list(names).into_iter().map(|w| (w, kind)));
    }
    out.starters.extend(list(
        "the a an this that it its he she they we you i his her their our my in on at by for from to of and but or so if when \
         then who what how is was did no not one others there every nobody attendance late another two both after before as",
    ));
    out.saying.extend(list("said says asked cried told called demanded shouted added"));
    out.furniture_line = list("advertisement");
    out.furniture_line.extend(["read more", "share this", "originally published", "our mission"].map(String::from));
    out.furniture_anywhere = ["min read", "via getty images", "sign up to our newsletter"].map(String::from).to_vec();
    out.contacts = list("follow contact");
    out.bylines = ["by", "reporting by"].map(String::from).to_vec();
    out.captions = ["photo", "file photo", "image"].map(String::from).to_vec();
    out.calendar.extend(list("january july december jan jul feb monday tue"));
    out
}

fn cut(source: &str) -> Text {
    segment(source.to_string(), &[], &words())
}

fn kinds(text: &Text) -> Vec<(BlockKind, &str)> {
    text.blocks.iter().map(|b| (b.kind, text.slice(b.span))).collect()
}

/// The text with a `¦` where a sentence begins.
fn shown(text: &Text) -> String {
    let starts: Vec<usize> = text.sentences.iter().skip(1).map(|s| s.span.start as usize).collect();
    let mut out = String::new();
    for (i, c) in text.source.char_indices() {
        if starts.contains(&i) {
            out.push('¦');
        }
        out.push(c);
    }
    out
}

#[test]
fn sentences_of_the_hard_set() {
    let rows = include_str!("data/sentences.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    let (mut both, mut extra, mut missed, mut wrong) = (0, 0, 0, String::new());
    for row in rows {
        let text = cut(&row.replace('¦', ""));
        let mut want = Vec::new();
        for (n, (at, _)) in row.match_indices('¦').enumerate() {
            want.push((at - n * '¦'.len_utf8()) as u32);
        }
        let got: Vec<u32> = text.sentences.iter().skip(1).map(|s| s.span.start).collect();
        let hits = got.iter().filter(|s| want.contains(s)).count();
        (both, extra, missed) = (both + hits, extra + got.len() - hits, missed + want.len() - hits);
        if got != want {
            wrong += &format!("\n  want {row}\n  got  {}", shown(&text));
        }
    }
    let f1 = 2.0 * both as f64 / (2 * both + extra + missed) as f64;
    assert!(f1 >= 0.98, "F1 {f1:.3}, {extra} too many, {missed} missed:{wrong}");
}

#[test]
fn sentences_by_what_stands_around_the_stop() {
    for row in [
        // a closing mark belongs to the sentence that it closes
        "He wrote “Stop.” ¦Then he left.",
        "(Nobody saw him.) ¦She stayed.",
        "The wall is old.[3] ¦It leaks.",
        "The wall is old. [3] ¦It leaks.",
        "The wall is old.³ ¦It leaks.",
        "Great! 😀 ¦The next one.",
        // the reporting clause goes on the sentence
        "“Who told the drivers?” Ana Rossi asked.",
        "“Why?” Ms. Rossi asked. ¦“Because.”",
        "Mum asked, “Where?” ¦I said nothing.",
        // the space may be missing, but not in names of files and sites
        "The vote ended.The next one failed.".replacen("ended.", "ended.¦", 1).as_str(),
        "See index.html or lib.v2.Rs for e.g.the list.",
        // no sentence ends in a dateline
        "NEWPORT NEWS, U.S. — In a tradition of forty years, he left.",
        "“We wait.” — Ana Rossi",
        // figures and labels
        "In 2019 it fell.¦In 2020 it rose.",
        "Three tasks: 1. To find it. ¦2. To say so.",
        "At -4 °C. ¦Pipes froze at AT&T. ¦Rossi left.",
    ] {
        assert_eq!(shown(&cut(&row.replace('¦', ""))), row);
    }
}

#[test]
fn a_web_page_falls_into_its_parts() {
    let source = "Why the Wall Leaks, and Who Should Mend It?\n\nAna Rossi\n11 min readJul 12, 2017\n\nAshraf Hall, seen from the sea\n\
        London, 2 Jul — The wall has leaked for forty years, and nobody has mended it. It will leak again.\n\
        1971: Crackdown and Executions\n\nIn that year the guards were sent away, and the men of the village went to the wall by night.\n\
        Ashraf Hall, seen from the sea\n\nThe list of those who went is short:\n\n• Universal suffrage\n\n• Free markets\n\n\
        Our mission is to mend the wall.\n\n728 x 90\n\nRead more:\n\nNew Book on the Wall\n\nOfficials Admit to Leaks";
    use BlockKind::*;
    let want = [Headline, Furniture, Furniture, Caption, Body, Headline, Body, Furniture, Body, List, List, Body, Furniture, Furniture, Furniture, Furniture];
    let text = cut(source);
    let got: Vec<BlockKind> = kinds(&text).iter().map(|k| k.0).collect();
    assert_eq!(got, want, "{:#?}", kinds(&text));
}

#[test]
fn single_lines_are_told_by_their_look() {
    use BlockKind::*;
    let rest = "\n\nThe wall has leaked for forty years, and in all that time nobody has come to mend it with his own hands.";
    for (line, kind) in [
        ("By Jane Roe and John Doe", Furniture),
        ("Reporting by PMOI/MEK", Furniture),
        ("Monday, July 12, 2017", Furniture),
        ("728 x 90", Furniture),
        ("* * *", Furniture),
        ("@janeroe", Furniture),
        ("#science #health #advice", Furniture),
        ("Home | World | Politics", Furniture),
        ("https://example.org/wall", Furniture),
        ("Share this", Furniture),
        ("Jane Roe/AFP via Getty Images", Furniture),
        ("Photo: The wall by night", Caption),
        ("(Photo by Jane Roe)", Caption),
        ("Jane Roe speaks in Paris, July 2019. Getty", Caption),
        ("The outer wall of the old prison - July 2019", Caption),
        ("The Fall of the Wall", Headline),
        ("1979", Headline),
        ("What Is to Be Done?", Headline),
        ("How to read more books", Headline),
        ("9:15 p.m.", Furniture),
        ("© 2025 The Wall Post. All rights reserved.", Furniture),
        ("(Reporting by Jane Roe; Editing by John Doe)", Furniture),
        ("Follow Jane Roe on the network @janeroe", Furniture),
        ("Follow the water", Headline),
        ("No.", Body),
        ("She had come by night:", Body),
        ("JANE ROE: Why Not Now?", Body),
        ("— Jane Roe", Body),
        ("By the wall we sat down and wept.", Body),
        ("• Free markets", List),
        ("a) Free markets", List),
    ] {
        let text = cut(&format!("The first paragraph says that the wall leaks.\n\n{line}{rest}"));
        assert_eq!(text.blocks[1].kind, kind, "{line}");
        assert_eq!(text.slice(text.blocks[1].span), line);
    }
}

#[test]
fn a_lone_sentence_is_body_even_without_its_stop() {
    assert_eq!(kinds(&cut("The regime hangs two men at dawn")), [(BlockKind::Body, "The regime hangs two men at dawn")]);
}

#[test]
fn hard_wrapped_lines_are_joined_and_others_are_not() {
    let wrapped = "The wall has leaked for forty years, and in all that time\nnobody has come to mend it with his own hands, for the men\n\
        of the village were away at sea.\nWhen the men came home, they found the\nhouses under water and the wall gone, and they went to the\nking and asked him for stones.";
    assert_eq!(kinds(&cut(wrapped)).len(), 2, "{:#?}", kinds(&cut(wrapped)));
    let paragraphs = "The wall has leaked for forty years.\nNobody has come to mend it.\nThe men of the village were away at sea.";
    assert_eq!(cut(paragraphs).blocks.len(), 3);
}

#[test]
fn declared_blocks_are_taken_as_they_are() {
    let source = "The wall\nhas leaked. It leaks.\nWe wait.\nGone.";
    let hint = |kind, start, end| BlockHint { kind, span: Span::new(start, end) };
    let hints = [hint(BlockKind::Quote, 0, 30), hint(BlockKind::Headline, 31, 39)];
    let text = segment(source.to_string(), &hints, &words());
    assert_eq!(kinds(&text), [(BlockKind::Quote, "The wall\nhas leaked. It leaks."), (BlockKind::Headline, "We wait."), (BlockKind::Body, "Gone.")]);
}

#[test]
fn posts_are_set_off_with_the_line_that_signs_them() {
    use BlockKind::*;
    let around = |post: &str| cut(&format!("The wall leaks, and the council met at noon to speak of it.\n\n{post}\n\nThe council meets again in May."));
    let rows: &[(&str, &[(BlockKind, &str)])] = &[
        ("It never leaked!\n\n— Jane Roe (@janeroe) July 12, 2017", &[(Quote, "It never leaked!"), (Quote, "— Jane Roe (@janeroe) July 12, 2017")]),
        ("It never leaked! — wallwatch (@wall_watch) 12 Jul 2017", &[(Quote, "It never leaked!"), (Quote, "— wallwatch (@wall_watch) 12 Jul 2017")]),
        ("It never leaked!\n\n— Jane Roe (@janeroe)", &[(Quote, "It never leaked!"), (Quote, "— Jane Roe (@janeroe)")]),
        ("It never leaked!\n- Wall Office (@wall) July 12, 2017", &[(Quote, "It never leaked!"), (Quote, "- Wall Office (@wall) July 12, 2017")]),
        ("The page has two keepers — Jane Roe (@janeroe) and a friend.", &[(Body, "The page has two keepers — Jane Roe (@janeroe) and a friend.")]),
        ("Jane Roe (@janeroe) has kept the wall since 2017.", &[(Body, "Jane Roe (@janeroe) has kept the wall since 2017.")]),
    ];
    for (post, want) in rows {
        let text = around(post);
        let found = kinds(&text);
        assert_eq!(&found[1..found.len() - 1], *want, "{post}");
        assert!(found[0].0 == Body && found[found.len() - 1].0 == Body, "{post}");
    }
}

/// A hint may end anywhere, also between the name of a post's writer and its bracket.
#[test]
fn a_signature_that_a_hint_cuts_is_none() {
    let source = "It never leaked!\n\n— Jane Roe (@janeroe) July 12, 2017";
    let bracket = source.find(')').unwrap();
    let text = segment(source.to_string(), &[BlockHint { kind: BlockKind::Body, span: Span::new(0, bracket) }], &words());
    assert!(text.blocks.iter().all(|b| b.kind != BlockKind::Quote), "{:?}", kinds(&text));
}

/// Pieces that are hard on a segmenter, and any other text.
fn piece() -> impl Strategy<Value = String> {
    let hard = [
        "The ",
        "wall ",
        "leaks",
        ". ",
        "? ",
        "! ",
        "... ",
        "…",
        "\n",
        "\n\n",
        "“",
        "”",
        "‘",
        "’",
        "\"",
        "'",
        "''",
        "``",
        "«",
        "»",
        "„",
        "(",
        ")",
        "[3]",
        "U.S. ",
        "Mr. ",
        "p.m. ",
        "5'10\" ",
        "1. ",
        "• ",
        "- ",
        "Read more:\n",
        "Photo: ",
        "By Jane Roe\n",
        "é",
        "İ",
        "ﬁ",
        "😀",
        "\u{301}",
        "\u{200B}",
        "\u{2028}",
        "3,5 ",
        "July 2019\n",
        "Rossi said ",
        "https://a.example/x ",
        "— ",
        "— Jane Roe (@janeroe) July 12, 2017\n",
        "(@janeroe)",
    ];
    prop_oneof![8 => prop::sample::select(hard.to_vec()).prop_map(String::from), 1 => any::<String>()]
}

fn check(text: &Text) -> Result<(), TestCaseError> {
    let whole = |s: Span| text.source.is_char_boundary(s.start as usize) && text.source.is_char_boundary(s.end as usize) && s.start < s.end;
    let mut token = 0;
    for b in &text.blocks {
        prop_assert!(b.tokens.0 == token && b.tokens.1 > token && whole(b.span));
        token = b.tokens.1;
    }
    prop_assert_eq!(token as usize, text.tokens.len());
    let mut sentences = text.sentences.iter().peekable();
    for (i, b) in text.blocks.iter().enumerate() {
        let mut token = b.tokens.0;
        while let Some(s) = sentences.next_if(|s| s.block == i as u32) {
            prop_assert!(s.tokens.0 == token && s.tokens.1 > token && whole(s.span) && b.span.holds(s.span));
            token = s.tokens.1;
        }
        prop_assert_eq!(token, b.tokens.1);
    }
    prop_assert!(sentences.next().is_none());
    for q in &text.quotes {
        prop_assert!(whole(q.span) && q.tokens.0 < q.tokens.1 && q.words > 0 && q.words == text.count_words(q.tokens));
        prop_assert!(text.blocks.iter().any(|b| b.span.holds(q.span)));
    }
    prop_assert!(text.quotes.windows(2).all(|q| q[0].tokens.0 <= q[1].tokens.0));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn parts_tile_any_text(pieces in prop::collection::vec(piece(), 0..60), hints in prop::collection::vec((0u32..300, 0u32..80, 0u8..6), 0..4)) {
        let source = pieces.concat();
        let kinds = [BlockKind::Headline, BlockKind::Body, BlockKind::Caption, BlockKind::List, BlockKind::Quote, BlockKind::Furniture];
        let hints: Vec<BlockHint> = hints.iter().map(|&(start, len, kind)| BlockHint { kind: kinds[kind as usize], span: Span { start, end: start + len } }).collect();
        check(&segment(source.clone(), &[], &words()))?;
        check(&segment(source, &hints, &words()))?;
    }
}
