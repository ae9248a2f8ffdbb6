//! `slantscope extract`: the text that is read out of files, so that one can see what the marks stand on and what was left out.

use super::args::Extract;
use super::gather::options;
use super::outcome::{Outcome, tell, tell_count};
use super::style::plain;
use slantscope::extract::Document;
use slantscope::load;
use std::fmt::Write as _;
use std::io::Write as _;

/// Writes the texts, their blocks, or what was left out.
pub fn extract(args: &Extract) -> anyhow::Result<Outcome> {
    let loaded = load::load(&args.input.paths, options(&args.input));
    loaded.errors.iter().for_each(tell);
    let many = loaded.documents.len() > 1;
    let mut out = anstream::stdout().lock();
    for document in &loaded.documents {
        if many {
            writeln!(out, "==> {} <==", plain(document.meta.path.as_deref().unwrap_or(&document.meta.id)))?;
        }
        let text = match () {
            () if args.dropped => dropped(document),
            () if args.blocks => blocks(document),
            () => format!("{}\n", document.text.trim_end()),
        };
        out.write_all(text.as_bytes())?;
        about(document);
    }
    out.flush()?;
    Ok(tell_count(loaded.errors.len(), loaded.documents.len()))
}

/// What was read about the document, on standard error.
fn about(document: &Document) {
    let (meta, input) = (&document.meta, &document.meta.input);
    let known = [
        ("Title", &meta.title),
        ("Author", &meta.author),
        ("Source", &meta.source),
        ("Date", &meta.date),
        ("Address", &meta.url),
        ("Genre", &meta.genre),
        ("Format", &input.format),
        ("Encoding", &input.encoding),
        ("Language", &input.language),
    ];
    for (name, value) in known.into_iter().filter_map(|(n, v)| Some((n, v.as_ref()?))) {
        anstream::eprintln!("{name}: {}", plain(value));
    }
    let left: Vec<String> = input.dropped.iter().map(|d| format!("{} ({} words)", d.what, d.words)).collect();
    if !left.is_empty() {
        anstream::eprintln!("Left out: {}. --dropped shows it.", left.join(", "));
    }
    if input.off_regions > 0 {
        anstream::eprintln!(
            "Switched off: {} with {} words.",
            if input.off_regions == 1 { "1 region".into() } else { format!("{} regions", input.off_regions) },
            input.off_words
        );
    }
    input.notes.iter().for_each(|n| anstream::eprintln!("Note: {n}"));
}

fn dropped(document: &Document) -> String {
    let mut out = String::new();
    for d in &document.meta.input.dropped {
        let _ = writeln!(out, "{}:", d.what);
        for text in &d.texts {
            let _ = writeln!(out, "  {}", plain(text));
        }
    }
    if out.is_empty() { "Nothing was left out.\n".into() } else { out }
}

/// Each block behind its kind. Texts without declared blocks are cut by the analysis.
fn blocks(document: &Document) -> String {
    if document.hints.is_empty() {
        return format!("The format declares no blocks; the analysis finds them.\n\n{}\n", document.text.trim_end());
    }
    document.hints.iter().map(|h| format!("{:10}{}\n", format!("{:?}", h.kind).to_lowercase(), plain(h.span.of(&document.text)))).collect()
}
