// Included by fuzz/src/lib.rs and by tests/fuzzed.rs, each with its own dependencies.

use slantscope::analyzer::Analyzer;
use slantscope::exchange::{Dialect, read};
use slantscope::extract::{Document, Media, Raw, extract, manifest};
use slantscope::lexicon::builtin::builtin_files;
use slantscope::lexicon::file::SourceFile;
use slantscope::lexicon::pack::Pack;
use slantscope::lexicon::{builtin, files_of, pattern};
use slantscope::load::{Inputs, Options};
use slantscope::report::json;
use std::io::Write;
use std::sync::LazyLock;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new(builtin().expect("the built-in rules have no fault")));

/// What is done with the bytes of an input; a panic is a fault.
pub type Target = fn(&[u8]);

/// A target's name and its function.
pub const TARGETS: [(&str, Target); 8] =
    [("text", text), ("office", office), ("pdf", pdf), ("inputs", inputs), ("reading", reading), ("rules", rules), ("imports", imports), ("corpus", corpus)];

/// A document, or a sentence that says why there is none.
fn extracted(media: Media, bytes: Vec<u8>) {
    let trace = bytes.len() & 1 == 0;
    match extract(Raw { media, bytes, trace, any_language: true, ..Raw::default() }) {
        Ok(document) => {
            let (text, end) = (document.text.as_str(), document.text.len() as u32);
            for hint in &document.hints {
                assert!(hint.span.start < hint.span.end && hint.span.end <= end, "a block lies outside its text");
                assert!(text.is_char_boundary(hint.span.start as usize) && text.is_char_boundary(hint.span.end as usize));
            }
            assert!(document.hints.windows(2).all(|w| w[0].span.end <= w[1].span.start), "blocks overlap");
        }
        Err(e) => is_sentence(&e.message),
    }
}

fn is_sentence(message: &str) {
    assert!(message.len() > 20 && message.ends_with('.'), "no sentence: {message}");
}

/// Formats that are text; the first byte chooses.
pub fn text(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let media = [Media::Text, Media::Markdown, Media::Html, Media::Mhtml, Media::Rtf][*first as usize % 5];
    extracted(media, rest.to_vec());
}

/// Zipped XML: the first byte chooses the format, and 0xFF parts what lies in its files.
pub fn office(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let (media, names): (Media, &[&str]) = match first % 4 {
        0 => (Media::Docx, &["word/document.xml", "word/footnotes.xml", "docProps/core.xml"]),
        1 => (Media::Odt, &["content.xml", "mimetype", "meta.xml"]),
        2 => (Media::Epub, &["META-INF/container.xml", "book.opf", "one.xhtml"]),
        _ => return extracted(Media::Docx, rest.to_vec()),
    };
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in names.iter().zip(rest.split(|b| *b == 0xFF).chain(std::iter::repeat(&b""[..]))) {
        zip.start_file(*name, options).expect("an archive in memory");
        zip.write_all(part).expect("an archive in memory");
    }
    extracted(media, zip.finish().expect("an archive in memory").into_inner());
}

/// The reader of the format is not ours and may panic; what it does is caught, and must end.
pub fn pdf(data: &[u8]) {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    extracted(Media::Pdf, data.to_vec());
    std::panic::set_hook(hook);
}

/// Records, tables and archives: every document, or a sentence in its place.
pub fn inputs(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let name = ["a.jsonl", "a.json", "a.csv", "a.tsv", "a.zip"][*first as usize % 5];
    let options = Options { trace: first & 1 == 0, any_language: true, largest: 1 << 16, ..Options::default() };
    for read in Inputs::of(name, rest.to_vec(), options) {
        match read.and_then(extract) {
            Ok(document) => {
                let origin = document.meta.input.origin.as_ref();
                let len = document.text.len();
                if let Some([start, end]) = origin.and_then(|o| o.place(slantscope::text::Span::new(0, len))) {
                    assert!(start <= end, "a document ends before it begins");
                }
            }
            Err(e) => is_sentence(&e.message),
        }
    }
}

/// Segmentation, quotations, attribution, figures and marks; every place slices to what it names.
pub fn reading(data: &[u8]) {
    let text = String::from_utf8_lossy(data).into_owned();
    let reading = ANALYZER.analyze(Document::new("t", &text));
    let mut line = Vec::new();
    json::line(&reading.record(ANALYZER.lexicon), &mut line).expect("a vector takes all bytes");
    let record: serde_json::Value = serde_json::from_slice(&line).expect("a record is JSON");
    places_are_true(&text, &record);
    let tokens = reading.text.tokens.len() as u32;
    let tiles = |parts: &mut dyn Iterator<Item = (u32, u32)>, whole: (u32, u32)| {
        let end = parts.fold(whole.0, |at, (start, end)| {
            assert!(start == at && end > start, "a gap at token {at}");
            end
        });
        assert_eq!(end, whole.1);
    };
    tiles(&mut reading.text.blocks.iter().map(|b| b.tokens), (0, tokens));
    tiles(&mut reading.text.sentences.iter().map(|s| s.tokens), (0, tokens));
    for m in &reading.marks {
        let s = &reading.text.sentences[m.sentence as usize];
        assert!(s.tokens.0 <= m.tokens.0 && m.tokens.1 <= s.tokens.1, "a mark leaves its sentence");
    }
}

fn places_are_true(text: &str, value: &serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            if let Some(place) = fields.get("span") {
                let at = |i: usize| place["bytes"][i].as_u64().expect("a place") as usize;
                let slice = &text[at(0)..at(1)];
                if let Some(exact) = fields.get("exact").and_then(|e| e.as_str()) {
                    assert_eq!(slice, exact);
                }
            }
            fields.values().for_each(|v| places_are_true(text, v));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|v| places_are_true(text, v)),
        _ => {}
    }
}

/// The word lists without which nothing is built, and one family.
static GROUND: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    let mut files = builtin_files();
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_string());
    let families: Vec<String> = files.iter().filter(|f| f.path.ends_with("/family.toml")).map(|f| folder(&f.path)).collect();
    files.retain(|f| !families.contains(&folder(&f.path)) || f.path.ends_with("en/loaded/family.toml"));
    files
});

/// A rule, a word list, a pack and a pattern.
pub fn rules(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let file = |path: &str| SourceFile { path: path.into(), text: text.into() };
    match first % 4 {
        0 => drop(pattern::parse(text)),
        1 => drop(files_of(&[GROUND.clone(), vec![file("en/loaded/fuzzed.toml")]].concat())),
        2 => drop(files_of(&[GROUND.clone(), vec![file("en/fuzzed.toml")]].concat())),
        _ => {
            if let Ok(pack) = Pack::parse(&file("pack.toml")) {
                let rule = builtin_files().into_iter().filter(|f| f.path.ends_with("loaded/state-power.toml"));
                drop(pack.apply("pack.toml", &mut rule.collect::<Vec<_>>()));
            }
        }
    }
}

/// Word lists of other programs; the first byte chooses.
pub fn imports(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let dialects = [Dialect::Dic, Dialect::Dicx, Dialect::Quanteda, Dialect::Vale, Dialect::Vader, Dialect::List];
    let read = read(text, dialects[*first as usize % dialects.len()], "fuzzed");
    let origin = slantscope::exchange::rules::Origin { name: "fuzzed", file: "fuzzed", cite: "None." };
    slantscope::exchange::rules::files(&read.categories, &origin);
}

/// A `corpus.toml`, and what it declares of a file.
pub fn corpus(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (manifest, faults) = manifest::parse("corpus.toml", text);
    manifest.declared("news/storm.txt");
    faults.iter().for_each(|f| assert!(!f.what.is_empty() && !f.cure.is_empty()));
}
