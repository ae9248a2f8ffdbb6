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

/// The endless file waits for the limit, and the others are read.
#[test]
fn a_file_that_keeps_its_reader_busy_costs_itself_alone() {
    let paths = ["slow/forms-in-forms.pdf", "files/buoy.pdf", "files/buoy.md"].map(folder);
    let all = load(&paths, Options { longest: Some(std::time::Duration::from_millis(300)), ..Options::default() });
    assert_eq!(all.documents.len(), 2, "{:?}", all.errors);
    assert_eq!(all.errors.len(), 1);
    let e = &all.errors[0];
    assert!(e.place.ends_with("forms-in-forms.pdf") && e.message.contains("--max-seconds"), "{e}");
}

/// Saved pages beside a list, under the names that programs give them; the list says what their address is.
#[test]
fn a_list_of_addresses_names_the_pages_saved_beside_it() {
    for name in ["saved-list/week.urls", "saved-list"] {
        let all = loaded(&folder("files").join(name));
        let told: Vec<(&str, &str)> = all.documents.iter().map(|d| (d.meta.path.as_deref().unwrap(), d.meta.url.as_deref().unwrap_or("none"))).collect();
        let mut want = vec![
            ("tide.example/news/ferry.html", "https://tide.example/news/ferry"),
            ("Mole stays closed - The Tideline.html", "https://tide.example/news/mole?from=feed"),
            ("levy.mhtml", "https://tide.example/2031/03/levy"),
        ];
        if name == "saved-list" {
            want.push(("unlisted.html", "none"));
        }
        assert_eq!(told, want, "{name}");
        assert!(all.documents.iter().all(|d| d.text.contains("said")));
        let errors: Vec<(usize, &str)> = all.errors.iter().map(|e| (e.line.unwrap(), e.message.as_str())).collect();
        assert_eq!(errors.iter().map(|e| e.0).collect::<Vec<_>>(), [5, 6], "{name}: {errors:?}");
        assert!(errors[0].1.contains("The page of https://tide.example/news/lost is not beside the list"), "{errors:?}");
        assert!(errors[1].1.starts_with("\"the harbour page\" is no address."), "{errors:?}");
    }
    // a table of addresses finds the same pages, and a list in a text file is one
    let pages = folder("files/saved-list");
    let held = |name: &str, text: &str| {
        let page = |file: &str| (PathBuf::from("w").join(file), std::fs::read(pages.join(file)).unwrap());
        let files = ["tide.example/news/ferry.html", "levy.mhtml"].map(page).into_iter().chain([(PathBuf::from("w").join(name), text.as_bytes().to_vec())]);
        load(&["w".into()], Options { shelf: slantscope::load::Shelf::held(files), ..Options::default() })
    };
    let table = held(
        "week.csv",
        "url,source,date\nhttps://tide.example/2031/03/levy,The Tideline,2031-03-12\nhttps://tide.example/news/ferry,The Tideline,2031-03-11\n",
    );
    let told: Vec<_> = table.documents.iter().map(|d| (d.meta.id.as_str(), d.meta.date.as_deref().unwrap(), d.meta.url.as_deref().unwrap())).collect();
    assert_eq!(told, [("levy", "2031-03-12", "https://tide.example/2031/03/levy"), ("ferry", "2031-03-11", "https://tide.example/news/ferry")]);
    let text = held("links.txt", "https://tide.example/news/ferry\n");
    assert_eq!((text.errors.len(), text.documents.len(), text.documents[0].meta.url.as_deref()), (0, 2, Some("https://tide.example/news/ferry")));
}
