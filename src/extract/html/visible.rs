//! Finds the pieces of a page again in its source, letter by letter, so that a mark can be shown where it stands in the file.

use crate::extract::origin::Origin;
use rustc_hash::FxHashMap;

/// A letter that a reader of the page sees, with the bytes of the source that write it.
#[derive(Clone, Copy, Debug)]
struct Letter {
    c: char,
    at: u32,
    len: u32,
}

/// Letters that must agree before a piece is taken as found.
const SURE: usize = 12;
/// Letters of the source that may be passed over inside a piece: hidden words, or the note that a link opens a window.
const HIDDEN: usize = 240;

/// The letters of a page's source, and how far they were read.
pub struct Source {
    letters: Vec<Letter>,
    next: usize,
}

impl Source {
    /// Reads the source once: no tags, no scripts, entities as what they stand for.
    pub fn new(source: &str) -> Source {
        Source { letters: letters(source), next: 0 }
    }

    /// Reads on behind a piece, and gives its letters; none where it is not found.
    fn find(&mut self, piece: &str) -> Option<Vec<Option<Letter>>> {
        let wanted: Vec<char> = piece.chars().filter(|c| !c.is_whitespace()).collect();
        let start = self.start(&wanted, self.next).or_else(|| self.start(&wanted, 0))?;
        let (mut at, mut found) = (start, Vec::with_capacity(wanted.len()));
        for (i, &c) in wanted.iter().enumerate() {
            if !self.is(at, c) {
                let sure = &wanted[i..wanted.len().min(i + SURE)];
                match (at..self.letters.len().min(at + HIDDEN)).find(|&from| self.are(from, sure)) {
                    Some(on) => at = on,
                    // a mark that the browser adds, such as those around <q>
                    None => {
                        found.push(None);
                        continue;
                    }
                }
            }
            found.push(Some(self.letters[at]));
            at += 1;
        }
        let missing = found.iter().filter(|l| l.is_none()).count();
        if missing * 20 > found.len() + 60 {
            return None;
        }
        self.next = at;
        Some(found)
    }

    fn start(&self, wanted: &[char], from: usize) -> Option<usize> {
        let added = usize::from(wanted.first() == Some(&'\u{201C}') && wanted.len() > 1);
        [0, added].into_iter().find_map(|skip| {
            let sure = &wanted[skip..wanted.len().min(skip + SURE)];
            (from..self.letters.len()).find(|&at| self.are(at, sure))
        })
    }

    fn is(&self, at: usize, c: char) -> bool {
        self.letters.get(at).is_some_and(|l| l.c == c)
    }

    fn are(&self, at: usize, wanted: &[char]) -> bool {
        !wanted.is_empty() && wanted.iter().enumerate().all(|(i, &c)| self.is(at + i, c))
    }

    /// Passes over a piece that is no part of the text.
    pub fn pass(&mut self, piece: &str) {
        self.find(piece);
    }

    /// Writes down where each letter of a piece stands. White space lies between its neighbours.
    pub fn place(&mut self, piece: &str, origin: &mut Origin) {
        let Some(found) = self.find(piece) else { return origin.skip(piece.len()) };
        let mut letters = found.into_iter();
        let mut before: Option<u32> = None;
        let mut gap = 0;
        for c in piece.chars() {
            if c.is_whitespace() {
                gap += c.len_utf8();
                continue;
            }
            match letters.next().flatten() {
                Some(letter) => {
                    match before {
                        Some(end) if gap > 0 && letter.at > end => origin.push(gap, end as usize, (letter.at - end) as usize),
                        _ => origin.skip(gap),
                    }
                    origin.push(c.len_utf8(), letter.at as usize, letter.len as usize);
                    before = Some(letter.at + letter.len);
                }
                None => {
                    origin.skip(gap + c.len_utf8());
                    before = None;
                }
            }
            gap = 0;
        }
        origin.skip(gap);
    }
}

/// Elements whose text is not read as text.
fn is_opaque(name: &str) -> bool {
    matches!(name, "script" | "style" | "noscript" | "template" | "svg" | "math" | "head" | "iframe" | "object" | "select" | "textarea" | "audio" | "video")
}

fn letters(source: &str) -> Vec<Letter> {
    let mut out = Vec::with_capacity(source.len() / 4);
    let (mut at, bytes) = (0, source.as_bytes());
    let mut known: FxHashMap<&str, (Vec<char>, usize)> = FxHashMap::default();
    while at < bytes.len() {
        match bytes[at] {
            b'<' if source[at..].starts_with("<!--") => at = source[at + 4..].find("-->").map_or(bytes.len(), |end| at + 4 + end + 3),
            b'<' if bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?')) => at = behind_tag(source, at),
            b'&' => {
                let written = reference(&source[at..]);
                let (letters, len) = known.entry(written).or_insert_with(|| entity(written));
                out.extend(letters.iter().filter(|c| !c.is_whitespace()).map(|&c| Letter { c, at: at as u32, len: *len as u32 }));
                at += *len;
            }
            _ => {
                let c = source[at..].chars().next().unwrap_or(' ');
                if !c.is_whitespace() {
                    out.push(Letter { c, at: at as u32, len: c.len_utf8() as u32 });
                }
                at += c.len_utf8();
            }
        }
    }
    out
}

/// The byte behind a tag; behind the whole element, where its inside is no text.
fn behind_tag(source: &str, at: usize) -> usize {
    let bytes = source.as_bytes();
    let (mut end, mut quote) = (at + 1, None);
    while end < bytes.len() {
        match (quote, bytes[end]) {
            (Some(q), b) if b == q => quote = None,
            (None, b'"' | b'\'') if bytes[end - 1] == b'=' => quote = Some(bytes[end]),
            (None, b'>') => break,
            _ => {}
        }
        end += 1;
    }
    end = (end + 1).min(bytes.len());
    let name: String = source[at + 1..end].chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if !is_opaque(&name) || source[..end].ends_with("/>") {
        return end;
    }
    let close = format!("</{name}");
    let found = bytes[end..].windows(close.len()).position(|w| w.eq_ignore_ascii_case(close.as_bytes()));
    found.map_or(bytes.len(), |i| end + i)
}

/// `&amp;` or what else these letters begin with, up to its semicolon.
fn reference(text: &str) -> &str {
    let end = text[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#').map_or(text.len(), |i| i + 1);
    if text[end..].starts_with(';') { &text[..=end] } else { &text[..end] }
}

/// The characters of a reference and its length in bytes; `&` itself where it is none.
fn entity(written: &str) -> (Vec<char>, usize) {
    if (3..=34).contains(&written.len()) {
        // the parser of the page knows all names
        let read = dom_query::Document::fragment(written).text();
        if !read.starts_with('&') || read.len() == 1 {
            return (read.chars().collect(), written.len());
        }
    }
    (vec!['&'], 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn letters_are_found_through_tags_entities_and_hidden_words() {
        let source = "<head><title>Storm</title></head><body><nav>Storm</nav><p>Storm &amp; <b>sea</b>:\r\n \u{1F30A} caf&eacute; &#8220;now<span hidden> (opens in a new window)</span>&rdquo; e\u{301}nd&hellip;</p>";
        let mut seen = Source::new(source);
        seen.pass("Storm");
        let piece = "Storm & sea: \u{1F30A} caf\u{e9} \u{201c}now\u{201d} e\u{301}nd\u{2026}";
        let mut origin = Origin::default();
        seen.place(piece, &mut origin);
        let raw = |words: &str| {
            let at = piece.find(words).unwrap();
            origin.place(Span::new(at, at + words.len())).map(|[s, e]| &source[s as usize..e as usize])
        };
        assert_eq!(raw("Storm & sea"), Some("Storm &amp; <b>sea"));
        assert_eq!(raw("\u{1F30A}"), Some("\u{1F30A}"));
        assert_eq!(raw("caf\u{e9}"), Some("caf&eacute;"));
        assert_eq!(raw("sea: \u{1F30A}"), Some("sea</b>:\r\n \u{1F30A}"));
        assert_eq!(raw("\u{201c}now\u{201d}"), Some("&#8220;now<span hidden> (opens in a new window)</span>&rdquo;"));
        assert_eq!(raw("nd\u{2026}"), Some("nd&hellip;"));
    }
}
