//! Places in the original bytes: in every format that allows it, each mark lies in the file where its words stand, whatever stands around them.

use slantscope::analyzer::Analyzer;
use slantscope::extract::Document;
use slantscope::load::{Options, Shelf, load};
use slantscope::text::Span;
use std::path::PathBuf;

/// Words that are marked, among letters that count differently in bytes, UTF-16 units, characters and what a reader sees.
const TEXTS: [(&str, &str); 9] = [
    ("emoji", "It rained \u{1F30A}\u{1F469}\u{200D}\u{1F52C}. Clearly \u{1F1EE}\u{1F1F9}, the regime lied \u{1F30A}. Of course it did."),
    ("combining marks", "The cafe\u{301} o\u{308}wner left. Clearly, the re\u{301}gent and the regime lied. Of course it did."),
    ("line ends of Windows", "It rained.\r\n\r\nClearly, the regime\r\nlied.\r\n\r\nOf course it did."),
    ("tabs", "It\train\ted.\tClearly,\tthe\tregime lied.\tOf course\tit did."),
    (
        "two directions",
        "The \u{5D4}\u{5E0}\u{5DE}\u{5DC} closed. Clearly, \u{202B}\u{5E9}\u{5DC}\u{5D5}\u{5DD}\u{202C} the regime lied \u{2067}\u{645}\u{2069}. Of course it did.",
    ),
    ("no-break spaces", "It rained.\u{A0}Clearly,\u{202F}the\u{A0}regime lied.\u{A0}Of course it did."),
    ("entities", "Salt & Sons <said> \u{201C}no\u{201D} \u{2014} clearly, the \u{E9}lan & the regime lied \u{2026} of course."),
    ("quotation marks", "It rained, \"she\" 'said', \\ and / too. Clearly, the \"old\" regime lied. Of course it did."),
    ("a soft hyphen", "It ra\u{AD}ined. Clearly, the har\u{AD}bour and the regime lied. Of course it did."),
];
const MARKED: [&str; 3] = ["clearly", "regime", "of course"];

/// A file of a format that holds the text, and how its bytes are read back.
struct Format {
    name: &'static str,
    write: fn(&str) -> String,
    read: fn(&str) -> String,
}

const FORMATS: [Format; 6] = [
    Format { name: "a.txt", write: |t| format!("A letter \u{E9}\n\n{t}\n"), read: str::to_string },
    Format { name: "a.md", write: |t| format!("# A letter \u{1F30A}\n\n{t}\n\n- *It* snowed.\n"), read: str::to_string },
    Format { name: "a.html", write: html, read: |s| s.replace("&nbsp;", " ") },
    Format { name: "a.csv", write: |t| format!("id,text,note\r\n1,\"{}\",\u{E9}\r\n", t.replace('"', "\"\"")), read: |s| s.replace("\"\"", "\"") },
    Format { name: "a.jsonl", write: |t| format!("{{\"id\":\"\u{1F30A}\",\"text\":{}}}\n", serde_json::to_string(t).unwrap()), read: unescaped },
    Format { name: "escaped.jsonl", write: |t| format!("{{\"text\":\"{}\"}}\n", all_escaped(t)), read: unescaped },
];

/// Every letter that may be an entity is one.
fn html(text: &str) -> String {
    let letter = |c: char| match c {
        '&' => "&amp;".into(),
        '<' => "&lt;".into(),
        '>' => "&gt;".into(),
        '\u{A0}' => "&nbsp;".into(),
        '\u{2014}' => "&mdash;".into(),
        '\u{E9}' => "&eacute;".into(),
        '\u{2026}' => "&#x2026;".into(),
        '\u{1F30A}' => "&#127754;".into(),
        c => c.to_string(),
    };
    let words: String = text.chars().map(letter).collect();
    format!(
        "<!DOCTYPE html>\r\n<html><head><title>\u{1F30A} page</title></head><body><!-- \u{E9} --><article><h1>A letter</h1>\r\n<p>{words}</p></article></body></html>"
    )
}

/// All but ASCII letters and spaces as `\uXXXX`.
fn all_escaped(text: &str) -> String {
    text.encode_utf16()
        .map(|u| if u < 128 && ((u as u8).is_ascii_alphabetic() || u == 32) { char::from(u as u8).to_string() } else { format!("\\u{u:04x}") })
        .collect()
}

fn unescaped(slice: &str) -> String {
    serde_json::from_str(&format!("\"{slice}\"")).unwrap_or_else(|e| panic!("{slice}: {e}"))
}

fn read(name: &str, bytes: &[u8]) -> Document {
    let shelf = Shelf::held([(PathBuf::from(name), bytes.to_vec())]);
    let mut all = load(&[name.into()], Options { trace: true, any_language: true, shelf, ..Options::default() });
    assert!(all.errors.is_empty(), "{name}: {:?}", all.errors);
    all.documents.remove(0)
}

#[test]
fn every_mark_lies_in_the_bytes_of_its_file() {
    let analyzer = Analyzer::new(slantscope::lexicon::builtin().unwrap());
    let marked =
        |bytes: &[u8], place: Option<[u32; 2]>| place.and_then(|[s, e]| Some(std::str::from_utf8(bytes.get(s as usize..e as usize)?).ok()?.to_string()));
    for (what, text) in TEXTS {
        for format in &FORMATS {
            let bytes = (format.write)(text).into_bytes();
            let document = read(format.name, &bytes);
            let origin = document.meta.input.origin.clone().unwrap();
            let reading = analyzer.analyze(document);
            let mut seen = Vec::new();
            for mark in &reading.marks {
                let exact = mark.span.of(&reading.text.source);
                let found = marked(&bytes, origin.place(Span::new(mark.span.start as usize, mark.span.end as usize)));
                let found = found.unwrap_or_else(|| panic!("{what} in {}: {exact:?} has no place", format.name));
                assert_eq!((format.read)(&found), exact, "{what} in {}", format.name);
                seen.push(exact.to_lowercase());
            }
            for word in MARKED {
                assert!(seen.iter().any(|s| s.contains(word)), "{what} in {}: \"{word}\" is not among {seen:?}", format.name);
            }
        }
    }
}
