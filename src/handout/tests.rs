use super::*;
use crate::analyzer::Analyzer;
use crate::compare::compare;
use crate::extract::{Corpus, Document};
use crate::lexicon;

const A: &str = "Harbour thieves exposed\n\nThe regime has stolen 60,000 boats from the people of Port Maren, and everyone knows it. Clearly, no decent citizen of the Harbour Daily’s town will forgive this outrage. Experts agree that the levy is the worst in history.\n\n“We saw nothing,” said Ilse Brandt, the harbour master, on Tuesday. According to the port authority, 212 ships waited.";
const B: &str = "Boats missing at Port Maren\n\nThe government said on Tuesday that 400 boats were missing from Port Maren. The harbour master, Ilse Brandt, said that the count may be wrong. Tomas Ekeby, a fisherman, told reporters that he had lost two boats.";

fn readings(texts: &[&str]) -> Vec<Reading> {
    let analyzer = Analyzer::new(lexicon::builtin().unwrap());
    let read = |(i, text): (usize, &&str)| {
        let mut document = Document::new(["a", "b"][i], text);
        document.meta.source = Some(["Harbour Daily", "Maren Wire"][i].into());
        analyzer.analyze(document)
    };
    texts.iter().enumerate().map(read).collect()
}

fn made(texts: &[&str], options: &Options) -> (Handout, String) {
    let (readings, lexicon) = (readings(texts), lexicon::builtin().unwrap());
    let made = handout(&readings, &compare(&readings, &Corpus::default(), lexicon), lexicon, options);
    let page = String::from_utf8(html::page(&made)).unwrap();
    (made, page)
}

fn asked(made: &Handout) -> Vec<model::Question> {
    let parts = made.sheets.iter().flat_map(|s| &s.parts);
    parts.filter_map(|p| if let model::Part::Questions(q) = p { Some(q.clone()) } else { None }).flatten().collect()
}

#[test]
fn every_question_cites_a_finding_and_stands_on_a_line() {
    let (made, _) = made(&[A], &Options::default());
    let asked = asked(&made);
    assert!((3..=5).contains(&asked.len()), "{asked:#?}");
    let lexicon = lexicon::builtin().unwrap();
    let families: std::collections::BTreeSet<u8> = asked.iter().map(|q| lexicon.rules[lexicon.rule(&q.cites).expect("a rule") as usize].family).collect();
    assert!(asked.iter().all(|q| q.places.len() == 1 && q.places[0].1.starts_with("line")), "{asked:#?}");
    assert_eq!(families.len(), asked.len(), "each from another family");
}

#[test]
fn a_handout_shows_no_marks_and_its_key_has_the_same_lines() {
    let lines = |parts: &[model::Part], marked: bool| -> Vec<(String, String)> {
        let of = |p: &model::Part| match p {
            model::Part::Text(t) if !marked => t.clone(),
            model::Part::Marked(t) if marked => t.clone(),
            _ => Vec::new(),
        };
        let words = |l: &model::Line| l.runs.iter().map(|r| r.text.as_str()).collect::<String>();
        parts.iter().flat_map(of).flat_map(|p| p.lines).map(|l| (l.label.clone(), words(&l))).collect()
    };
    let (made, page) = made(&[A], &Options { key: true, ..Options::default() });
    let all: Vec<model::Part> = made.sheets.iter().flat_map(|s| s.parts.clone()).collect();
    let (plain, marked) = (lines(&all, false), lines(&all, true));
    assert!(plain.len() > 5 && plain == marked, "{plain:?}\n{marked:?}");
    let (handed, key) = page.split_once("For the teacher").unwrap();
    assert!(!handed.contains("class=\"m ") && key.contains("class=\"m "));
}

#[test]
fn a_hidden_source_stands_nowhere_but_in_the_key() {
    let options = Options { hide_source: true, ..Options::default() };
    let (_, page) = made(&[A], &options);
    assert!(!page.contains("Harbour Daily") && page.contains("[publisher]’s town"), "{page}");
    let (_, page) = made(&[A], &Options { key: true, ..options });
    let (before, after) = page.split_once("The hidden source").unwrap();
    assert!(!before.contains("Harbour Daily") && after.contains("Harbour Daily"));
}

#[test]
fn two_texts_are_asked_about_together() {
    let (made, page) = made(&[A, B], &Options { questions: Some(7), ..Options::default() });
    let asked = asked(&made);
    assert!(page.contains("id=\"lA1\"") && page.contains("id=\"lB1\""));
    assert!(asked.iter().any(|q| q.places.iter().any(|p| p.1.contains('A')) && q.places.iter().any(|p| p.1.contains('B'))), "{asked:#?}");
    assert!(asked.iter().any(|q| q.finding.contains("does not")), "a voice that only one text has: {asked:#?}");
    for place in asked.iter().flat_map(|q| &q.places) {
        assert!(page.contains(&format!("id=\"{}\"", place.0)), "{place:?} leads nowhere");
    }
}

#[test]
fn a_text_without_findings_says_so_and_can_still_be_checked() {
    let (made, page) = made(&["It rained."], &Options { key: true, ..Options::default() });
    assert!(asked(&made).is_empty());
    assert!(page.contains("no question that could cite a finding") && page.contains("Four moves") && page.contains("This text is short"));
}

#[test]
fn levels_differ_in_what_they_show() {
    let with = |level| asked(&made(&[A], &Options { level, questions: None, ..Options::default() }).0);
    let (first, upper) = (with(Level::First), with(Level::Upper));
    assert!(first.len() == 3 && first.iter().all(|q| q.finding.starts_with('“')), "{first:#?}");
    assert!(upper.len() > 3 && upper.iter().all(|q| q.finding.starts_with("Find ")), "{upper:#?}");
}

#[test]
fn a_file_for_a_word_processor_is_the_same_bytes_each_time_and_holds_every_line() {
    use std::io::Read;
    let (handout, _) = made(&[A, B], &Options { key: true, ..Options::default() });
    let file = docx::file(&handout);
    assert_eq!(file, docx::file(&handout));
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut xml = String::new();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    assert!(zip.by_name("[Content_Types].xml").is_ok() && zip.by_name("word/styles.xml").is_ok());
    assert!(xml.contains("regime") && xml.contains("w:val=\"Line\"") && !xml.contains("Harbour Daily's"));
    for open in ["<w:p>", "<w:tc>", "<w:tr>", "<w:tbl>", "<w:r>"] {
        assert_eq!(xml.matches(open).count(), xml.matches(&open.replace('<', "</")).count(), "{open}");
    }
}

#[test]
fn markup_in_a_text_stays_text() {
    let (handout, page) = made(&["Clearly, <b>the regime</b> & \"its\" ]]> men lie."], &Options { key: true, ..Options::default() });
    assert!(!page.contains("<b>the") && page.contains("&#60;b&#62;the"));
    let file = String::from_utf8_lossy(&docx::file(&handout)).into_owned();
    assert!(!file.contains("<b>the") && file.contains("&lt;b&gt;the"));
}

#[test]
fn hidden_names_go_in_capitals_too_and_other_words_stay() {
    let mut readings = readings(&["HARBOUR DAILY\n\nThe Harbour Daily counted 40 harbours in the daily round, wrote Ann Roe."]);
    readings[0].meta.source = Some("The Harbour Daily".into());
    readings[0].meta.author = Some("Ann Roe and Ben Ash".into());
    let side = side::Side::new(&readings[0], lexicon::builtin().unwrap(), "", true);
    let shown: String = side.plain().iter().flat_map(|p| &p.lines).flat_map(|l| &l.runs).map(|r| format!("{} ", r.text)).collect();
    assert!(!shown.to_lowercase().contains("harbour daily") && !shown.contains("Ann Roe") && shown.contains("40 harbours in the daily round"), "{shown}");
}

#[test]
fn counter_evidence_is_asked_about_last_and_only_with_a_name() {
    let lexicon = lexicon::builtin().unwrap();
    let counter = |text: &str| -> Vec<bool> {
        let asked = asked(&made(&[text], &Options { questions: Some(3), ..Options::default() }).0);
        asked.iter().map(|q| lexicon.family(lexicon.rule(&q.cites).unwrap()).tier == lexicon::Tier::Counter).collect()
    };
    assert_eq!(counter(A), [false; 3], "A has findings enough of its own");
    let few = counter(B);
    assert!(few.contains(&true) && few.is_sorted(), "{few:?}");

    let asks_source = |text: &str| asked(&made(&[text], &Options::default()).0).iter().any(|q| q.cites == "named-attribution.source");
    let nameless = "The boats were lost, according to a government that had closed the port.";
    let source = lexicon.rule("named-attribution.source").unwrap();
    assert!(readings(&[nameless])[0].marks.iter().any(|m| m.rule == source), "the text has the mark");
    assert!(!asks_source(nameless));
    assert!(asks_source("The Maren Port Authority told reporters that boats were missing."));
}
