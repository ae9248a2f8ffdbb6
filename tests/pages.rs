//! Web pages in the manner of real ones: what is kept of them, as what, what is dropped, and what is read about them.

use slantscope::extract::{Document, Media, Raw, extract};
use slantscope::segment::BlockKind;
use std::path::{Path, PathBuf};
use toml::Table;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/pages")
}

fn read(path: &Path) -> Document {
    extract(Raw { media: Media::Html, bytes: std::fs::read(path).unwrap(), ..Raw::default() }).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Every page with what is expected of it.
fn pages() -> Vec<(String, Document, Table)> {
    let mut all: Vec<PathBuf> =
        std::fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "toml")).collect();
    all.sort();
    let page = |p: PathBuf| {
        let name = p.file_stem().unwrap().to_string_lossy().into_owned();
        (name, read(&p.with_extension("html")), std::fs::read_to_string(&p).unwrap().parse().unwrap())
    };
    all.into_iter().map(page).collect()
}

fn strings(table: &Table, key: &str) -> Vec<String> {
    table.get(key).and_then(|v| v.as_array()).map_or_else(Vec::new, |a| a.iter().map(|v| v.as_str().unwrap().to_string()).collect())
}

#[test]
fn the_article_is_kept_and_the_rest_of_the_page_is_not() {
    let kinds = [
        ("headline", BlockKind::Headline),
        ("body", BlockKind::Body),
        ("list", BlockKind::List),
        ("quote", BlockKind::Quote),
        ("caption", BlockKind::Caption),
        ("furniture", BlockKind::Furniture),
    ];
    let mut wrong = Vec::new();
    let all = pages();
    assert!(all.len() >= 10, "{} pages", all.len());
    for (name, d, want) in &all {
        let blocks: Vec<(BlockKind, &str)> = if d.hints.is_empty() {
            d.text.split("\n\n").map(|b| (BlockKind::Body, b)).collect()
        } else {
            d.hints.iter().map(|h| (h.kind, h.span.of(&d.text))).collect()
        };
        for (key, kind) in kinds {
            for phrase in strings(want, key) {
                let found: Vec<BlockKind> = blocks.iter().filter(|(_, text)| text.contains(&phrase)).map(|b| b.0).collect();
                if !found.contains(&kind) {
                    wrong.push(format!("{name}: {found:?}, not {key}: {phrase}"));
                }
            }
        }
        for phrase in strings(want, "dropped").iter().filter(|p| d.text.contains(p.trim_end_matches(' '))) {
            wrong.push(format!("{name}: kept: {phrase}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_the_page_says_of_itself_is_read() {
    let mut wrong = Vec::new();
    for (name, d, want) in &pages() {
        let (m, i) = (&d.meta, &d.meta.input);
        let off = (i.off_regions > 0).then(|| i.off_regions.to_string());
        let found = [
            ("title", m.title.clone()),
            ("author", m.author.clone()),
            ("source", m.source.clone().filter(|_| m.source_from.as_deref() == Some("the page"))),
            ("date", m.date.clone()),
            ("url", m.url.clone()),
            ("genre", m.genre.clone()),
            ("language", i.language.clone()),
            ("encoding", i.encoding.clone()),
            ("off_regions", off),
        ];
        for (key, got) in found {
            let want = want.get(key).map(|v| v.as_str().map_or_else(|| v.to_string(), String::from));
            if got != want {
                wrong.push(format!("{name}: {key} is {got:?}, not {want:?}"));
            }
        }
        let note = want.get("note").and_then(|v| v.as_str()).unwrap_or("");
        if d.meta.input.notes.is_empty() != note.is_empty() || !d.meta.input.notes.iter().any(|n| n.contains(note)) && !note.is_empty() {
            wrong.push(format!("{name}: notes are {:?}", d.meta.input.notes));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// All that a page shows is either in the text or counted as dropped, and the counts say of which kind.
#[test]
fn what_was_dropped_is_counted_and_can_be_shown() {
    let (_, d, _) = pages().into_iter().find(|(name, _, _)| name == "broadsheet").unwrap();
    let kinds: Vec<&str> = d.meta.input.dropped.iter().map(|x| x.what.as_str()).collect();
    for what in ["menus", "cookie notice", "share buttons", "related links", "newsletter offers", "readers' comments", "page footer", "byline and dates"] {
        assert!(kinds.contains(&what), "{what} in {kinds:?}");
    }
    let comments = d.meta.input.dropped.iter().find(|x| x.what == "readers' comments").unwrap();
    assert!(comments.blocks == 2 && comments.texts.iter().any(|t| t.contains("crooks")), "{comments:?}");
}

/// Every block of every page lies where the map says, letter for letter.
#[test]
fn every_word_is_found_again_in_the_bytes_of_the_page() {
    let (mut words, mut found) = (0, 0);
    for (name, d, _) in pages() {
        let bytes = std::fs::read(folder().join(format!("{name}.html"))).unwrap();
        let Some(origin) = &d.meta.input.origin else { continue };
        let mut at = 0;
        for word in d.text.split_whitespace() {
            at += d.text[at..].find(word).unwrap();
            let span = slantscope::text::Span::new(at, at + word.len());
            at += word.len();
            words += 1;
            let Some([s, e]) = origin.place(span) else { continue };
            let raw = &bytes[s as usize..e as usize];
            if word.is_ascii() && !raw.contains(&b'&') && !raw.contains(&b'<') {
                assert_eq!(String::from_utf8_lossy(raw), word, "{name}");
            }
            found += 1;
        }
    }
    assert!(words > 1000 && found * 1000 >= words * 995, "{found} of {words} words were found");
}
