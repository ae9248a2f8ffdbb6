//! Plain text: its front matter, its title, its byline, and where its source can be read.

use super::{Document, Meta};
use crate::segment::{BlockHint, BlockKind};
use crate::text::Span;

/// Lines that a front matter may have.
const FRONT: usize = 60;
/// Lines at the head and at the foot of a text in which a byline is looked for.
const BYLINE: usize = 8;
/// A longer first line is a sentence, not a title, in characters.
const TITLE: usize = 140;
/// Paragraphs at the head in which a title is looked for.
const HEAD: usize = 6;
/// Signs at the end of a line that is no title.
const STOPS: [char; 4] = ['.', ',', ';', ':'];

/// The document of a plain text.
pub fn document(text: String) -> Document {
    let (mut meta, body) = front_matter(&text);
    if meta.title.is_none() {
        meta.title = first_line(&text[body..]).map(String::from);
    }
    let hints = if body > 0 { vec![front_hint(body)] } else { Vec::new() };
    Document { meta, text, hints }
}

/// The front matter is nobody's words.
pub(super) fn front_hint(body: usize) -> BlockHint {
    BlockHint { kind: BlockKind::Furniture, span: Span::new(0, body) }
}

/// What stands between two lines of `---` at the very start, and the byte where the text begins.
///
/// ```
/// let (meta, body) = slantscope::extract::plain::front_matter("---\ntitle: \"A\"\n---\nText.");
/// assert_eq!((meta.title.as_deref(), body), (Some("A"), 19));
/// ```
pub fn front_matter(text: &str) -> (Meta, usize) {
    let mut meta = Meta::default();
    let (mut at, mut keys) = (0, 0);
    for (number, line) in text.split_inclusive('\n').take(FRONT).enumerate() {
        at += line.len();
        let bare = line.trim_end();
        match (number, bare) {
            (0, "---") => {}
            (0, _) => break,
            (_, "---" | "...") if keys > 0 => return (meta, at),
            (_, "") => {}
            _ if bare.starts_with([' ', '\t', '#', '-']) => {}
            _ => match bare.split_once(':') {
                Some((key, value)) if !key.contains(char::is_whitespace) => {
                    keys += 1;
                    set(&mut meta, key, value.trim().trim_matches(['"', '\'']).trim());
                }
                _ => break,
            },
        }
    }
    (Meta::default(), 0)
}

fn set(meta: &mut Meta, key: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    let value = value.to_string();
    match key.to_ascii_lowercase().as_str() {
        "id" => meta.id = value,
        "title" => meta.title = Some(value),
        "author" => meta.author = Some(value),
        "date" => meta.date = Some(value),
        "url" | "link" => meta.url = Some(value),
        "genre" => meta.genre = Some(value),
        "owner" => meta.owner = Some(value),
        "perspective" => meta.perspective = Some(value),
        "source" => {
            meta.source = Some(value);
            meta.source_from = Some("the front matter".into());
        }
        _ => {
            meta.extra.insert(key.into(), value.into());
        }
    }
}

/// The first line that stands alone and does not end as a sentence does; menus and page furniture before it are passed over.
pub(super) fn first_line(text: &str) -> Option<&str> {
    let mut lines = text.lines().map(str::trim).skip_while(|l| l.is_empty()).peekable();
    for _ in 0..HEAD {
        let first = lines.next()?;
        let next = lines.peek().copied().unwrap_or_default();
        let alone = next.is_empty() || byline(next).is_some();
        if alone && is_title(first) {
            return Some(first);
        }
        if first.ends_with(STOPS) || first.chars().count() > TITLE {
            return None;
        }
        // the rest of its paragraph, then the blank lines
        while lines.next_if(|l| !l.is_empty()).is_some() {}
        while lines.next_if(|l| l.is_empty()).is_some() {}
    }
    None
}

/// Two words or more, no menu, no byline, no sentence.
fn is_title(line: &str) -> bool {
    let words = line.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 2).count();
    let menu = [" | ", " > ", " \u{B7} ", " \u{2022} "].iter().any(|sign| line.contains(sign));
    words >= 2 && !menu && line.chars().count() <= TITLE && !line.ends_with(STOPS) && byline(line).is_none()
}

/// The name in "By Ann Roe" or "Reporting by the Daily".
///
/// ```
/// use slantscope::extract::plain::byline;
/// assert_eq!(byline("By Jonah Vask and Elin Marr"), Some("Jonah Vask and Elin Marr"));
/// assert_eq!(byline("By Ottilie Crane, health correspondent"), Some("Ottilie Crane"));
/// assert_eq!(byline("By Monday the crowd had left"), None);
/// ```
pub fn byline(line: &str) -> Option<&str> {
    let line = line.trim().trim_matches(['*', '_', '-', '\u{2013}', '\u{2014}', ' ']);
    let rest = ["By ", "BY ", "Reporting by "].iter().find_map(|p| line.strip_prefix(p))?;
    let name = rest.split(['|', '\u{B7}', '\u{2022}']).next()?.trim().trim_end_matches('.');
    // a trade after the name: "Ann Roe, health correspondent"
    let name = name.match_indices(", ").find(|(i, c)| name[i + c.len()..].starts_with(char::is_lowercase)).map_or(name, |(i, _)| &name[..i]);
    let words: Vec<&str> = name.split_whitespace().collect();
    let named = |w: &&str| w.starts_with(char::is_uppercase) || w.chars().count() <= 3 && !w.contains(|c: char| c.is_ascii_digit());
    let fits = (1..=12).contains(&words.len()) && words[0].starts_with(char::is_uppercase) && words.iter().all(named);
    fits.then_some(name)
}

/// Names the author by the byline, and the source by the byline, the link's domain or the folder where nothing better is known.
pub(super) fn source(text: &str, folder: Option<&str>, meta: &mut Meta) {
    if meta.author.is_some() && meta.source.is_some() {
        return;
    }
    let found = edges(text).find_map(byline);
    if meta.author.is_none() {
        meta.author = found.map(String::from);
    }
    if meta.source.is_none() {
        let domain = meta.url.as_deref().and_then(domain);
        let place = [(found, "the byline"), (domain, "the address"), (folder, "the folder")].into_iter().find_map(|(name, from)| Some((name?, from)));
        if let Some((name, from)) = place.map(|(n, f)| (n.to_string(), f.to_string())) {
            (meta.source, meta.source_from) = (Some(name), Some(from));
        }
    }
}

/// The first and the last lines that hold anything.
fn edges(text: &str) -> impl Iterator<Item = &str> {
    let filled = |l: &&str| !l.trim().is_empty();
    text.lines().filter(filled).take(BYLINE).chain(text.lines().rev().filter(filled).take(BYLINE))
}

/// The domain of a link, without "www.".
///
/// ```
/// assert_eq!(slantscope::extract::plain::domain("https://www.tideline.example/2031"), Some("tideline.example"));
/// ```
pub fn domain(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, r)| r);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.rsplit('@').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !host.contains(char::is_whitespace)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_what_is_none() {
        let rows = [
            ("Home | News | Donate\n\n728 x 90\n\nWho We Are\n\nText.", Some("Who We Are")),
            ("Storm hits the coast\nBy Ann Roe\n\nIt rained.", Some("Storm hits the coast")),
            ("It rained all day.\n\nA later heading\n", None),
            ("THE TIDELINE\nThe newspaper of the coast\n\nFour coffins and a call\n\nText.", Some("Four coffins and a call")),
            ("A regime that lies", Some("A regime that lies")),
            ("", None),
        ];
        for (text, want) in rows {
            assert_eq!(first_line(text), want, "{text}");
        }
    }

    #[test]
    fn the_source_is_read_in_the_order_byline_address_folder() {
        let read = |text: &str, url: Option<&str>, folder: Option<&str>| {
            let mut meta = Meta { url: url.map(String::from), ..Meta::default() };
            source(text, folder, &mut meta);
            (meta.source.unwrap_or_default(), meta.source_from.unwrap_or_default())
        };
        assert_eq!(read("T\n\nReporting by LMO\n\nText.", Some("https://a.example/x"), Some("f")), ("LMO".into(), "the byline".into()));
        assert_eq!(read("T\n\nText.", Some("https://www.a.example/x"), Some("f")), ("a.example".into(), "the address".into()));
        assert_eq!(read("T\n\nText.", None, Some("f")), ("f".into(), "the folder".into()));
        assert_eq!(read("T", None, None), (String::new(), String::new()));
    }
}
