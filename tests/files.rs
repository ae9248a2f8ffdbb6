//! Files of every format: the same article in each of them, tables and archives, and bad files of all kinds.

use slantscope::extract::Document;
use slantscope::load::{Loaded, Options, load};
use slantscope::segment::BlockKind;
use slantscope::text::Span;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(name)
}

fn loaded(path: &Path) -> Loaded {
    load(&[path.to_path_buf()], Options { trace: true, ..Options::default() })
}

fn one(name: &str) -> Document {
    let mut all = loaded(&folder("files").join(name));
    assert!(all.errors.is_empty() && all.documents.len() == 1, "{name}: {:?}", all.errors);
    all.documents.remove(0)
}

const SENTENCES: [&str; 6] = [
    "The harbour master of Port Maren resigned on Monday, three days after a buoy was lost off the mole.",
    "\u{201C}I should have checked the chain myself,\u{201D} Edda R\u{fc}hl told the council. \u{201C}Nobody else is to blame.\u{201D}",
    "According to the Marine Safety Office, 14 of 22 buoys along the coast are overdue for inspection.",
    "What happens next",
    "The council will name a successor in April.",
    "An inquiry will report by June.",
];

#[test]
fn the_same_article_is_read_out_of_every_format() {
    for name in ["buoy.md", "buoy.docx", "buoy.odt", "buoy.epub", "buoy.rtf", "buoy.mhtml", "buoy.pdf", "saved/buoy.html"] {
        let d = one(name);
        let text = d.text.as_str();
        let mut at = 0;
        for sentence in SENTENCES {
            at += text[at..].find(sentence).unwrap_or_else(|| panic!("{name}: {sentence}\n{text}"));
        }
        assert_eq!(d.meta.title.as_deref(), Some("Harbour master resigns over the lost buoy"), "{name}");
        assert!(!["deleted words", "Page header", "Contents", "Home", "Tideline"].iter().any(|w| text.contains(w)), "{name}: {text}");
        let kinds: Vec<BlockKind> = d.hints.iter().filter(|h| h.span.of(text).contains("What happens next")).map(|h| h.kind).collect();
        if !["buoy.rtf", "buoy.pdf"].contains(&name) {
            assert_eq!(kinds, [BlockKind::Headline], "{name}");
            assert!(d.hints.iter().any(|h| h.kind == BlockKind::List && h.span.of(text).contains("An inquiry")), "{name}");
        }
        if !["buoy.md", "buoy.pdf"].contains(&name) {
            assert!(text.contains("Year\tBuoys") || text.contains("Year \tBuoys"), "{name}: {text}");
        }
    }
    let pdf = one("buoy.pdf");
    assert!(pdf.text.contains("Its final flag officer is not yet named."), "{}", pdf.text);
    assert_eq!(pdf.meta.input.dropped[0].blocks, 4, "two headers and two page numbers");
    for name in ["buoy.docx", "buoy.odt", "buoy.epub"] {
        assert_eq!(one(name).meta.author.as_deref(), Some("Ottilie Crane"), "{name}");
    }
    assert_eq!(one("buoy.mhtml").meta.url.as_deref(), Some("https://tide.example/buoy"));
}

#[test]
fn tables_lists_and_archives_hold_several_documents() {
    let rows = [
        ("corpus.csv", vec!["a1", "a2"]),
        ("corpus.tsv", vec!["a1"]),
        ("semicolons.csv", vec!["a1"]),
        ("list.json", vec!["j1", "j2"]),
        ("wrapped.json", vec!["w1"]),
        ("one.json", vec!["o1"]),
        ("corpus.zip", vec!["a", "b", "c1", "c2", "d1"]),
    ];
    for (name, want) in rows {
        let all = loaded(&folder("files").join(name));
        assert!(all.errors.is_empty(), "{name}: {:?}", all.errors);
        assert_eq!(all.documents.iter().map(|d| d.meta.id.as_str()).collect::<Vec<_>>(), want, "{name}");
    }
    let table = loaded(&folder("files/corpus.csv"));
    let meta = &table.documents[1].meta;
    assert_eq!((meta.source.as_deref(), meta.source_from.as_deref(), &meta.extra["desk"]), (Some("Daily Beacon"), Some("the table"), &"news".into()));
    assert_eq!(loaded(&folder("files/corpus.zip")).documents[1].meta.path.as_deref(), Some("corpus.zip/news/b.html"));
}

#[test]
fn a_table_of_addresses_names_the_pages_saved_beside_it() {
    let all = loaded(&folder("files/saved/pages.csv"));
    let d = &all.documents[0].meta;
    assert_eq!((d.url.as_deref(), d.source.as_deref(), d.path.as_deref()), (Some("https://tide.example/buoy"), Some("The Tideline"), Some("buoy.html")));
    assert_eq!(all.errors.len(), 1);
    assert!(all.errors[0].line == Some(3) && all.errors[0].message.contains("\"missing.html\" is not beside the table"), "{:?}", all.errors);
}

/// Wherever the text has a word, the file has it too, at the byte that the map says.
#[test]
fn words_are_found_again_in_the_bytes_of_tables_lists_and_records() {
    let words = ["Clearly", "regime", "said", "knew", "rained"];
    let mut seen = 0;
    for name in ["corpus.csv", "corpus.tsv", "list.json", "wrapped.json", "one.json"] {
        let bytes = std::fs::read(folder("files").join(name)).unwrap();
        for d in loaded(&folder("files").join(name)).documents {
            let origin = d.meta.input.origin.unwrap();
            for (at, word) in words.iter().flat_map(|w| d.text.match_indices(w)) {
                let [s, e] = origin.place(Span::new(at, at + word.len())).unwrap();
                assert_eq!(String::from_utf8_lossy(&bytes[s as usize..e as usize]), word, "{name}");
                seen += 1;
            }
        }
    }
    assert!(seen >= 10, "{seen}");
}

/// Every message as a reader sees it; to be read as text. Written again with SLANTSCOPE_WRITE=1.
#[test]
fn bad_files_give_a_sentence_each_and_no_panic() {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder("bad")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 40, "{} files", paths.len());
    let mut out = String::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        out += &format!("{name}\n");
        let all = loaded(&path);
        for e in &all.errors {
            let place = e.place.replace(&folder("bad").display().to_string(), "").trim_start_matches('/').to_string();
            let line = e.line.map_or(String::new(), |n| format!(", line {n}"));
            assert!(e.message.ends_with('.') && e.message.len() > 30, "{name}: {}", e.message);
            out += &format!("  {place}{line}: {}\n", e.message);
        }
        for d in &all.documents {
            out += &format!("  read: {} ({} words)\n", d.meta.id, d.text.split_whitespace().count());
            d.meta.input.notes.iter().for_each(|n| out += &format!("  note: {n}\n"));
        }
        assert!(!all.errors.is_empty() || !all.documents.is_empty(), "{name}: nothing at all");
    }
    let snapshot = folder("bad.txt");
    if std::env::var_os("SLANTSCOPE_WRITE").is_some() {
        std::fs::write(&snapshot, &out).unwrap();
    }
    let want = std::fs::read_to_string(&snapshot).unwrap_or_default();
    assert!(out == want, "the messages have changed; read them, then write them again with SLANTSCOPE_WRITE=1:\n{out}");
}
