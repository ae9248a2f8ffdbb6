//! From bytes to text: by the mark of byte order, the page's own declaration, UTF-8, and at last by detection.

use super::encoding;
use super::origin::Origin;

const UTF_8: &str = "UTF-8";
const UTF_16BE: &str = "UTF-16BE";
const UTF_16LE: &str = "UTF-16LE";

/// How texts begin that say in which way their bytes stand.
const MARKS: [(&[u8], &str); 3] = [(b"\xEF\xBB\xBF", UTF_8), (b"\xFE\xFF", UTF_16BE), (b"\xFF\xFE", UTF_16LE)];

/// Share of control characters above which a file is no text, in per mille.
const BINARY: usize = 5;
/// Bytes at the head in which a page declares its encoding.
const HEAD: usize = 2048;
/// Letters that could not be decoded above which a text is refused, in per mille.
const BROKEN: usize = 2;

/// A text with the encoding it was read in.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    pub text: String,
    /// The encoding and how it was known; none for UTF-8.
    pub encoding: Option<String>,
    /// Where the text stands in the bytes; none where the text is the bytes.
    pub origin: Option<Origin>,
}

/// The text of these bytes without its byte order mark. `declared` is what the format says of its encoding.
///
/// # Errors
/// Empty or binary bytes, and text that no encoding fits, each as a sentence with its cure.
///
/// ```
/// use slantscope::extract::decode::decode;
/// assert_eq!(decode(b"\xEF\xBB\xBFHello".to_vec(), None).unwrap().text, "Hello");
/// let old = decode(b"The caf\xE9\x92s owner left, he said.".to_vec(), None).unwrap();
/// assert_eq!((old.text.as_str(), old.encoding.as_deref()), ("The caf\u{e9}\u{2019}s owner left, he said.", Some("windows-1252, by its letters")));
/// ```
pub fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Result<Decoded, String> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("The file is empty. Put the text into it, or take it out of the folder.".into());
    }
    let (encoding, how, skip) = match MARKS.into_iter().find(|(mark, _)| bytes.starts_with(mark)) {
        Some((mark, encoding)) => (encoding, "by its byte order mark", mark.len()),
        None => match unmarked_wide(&bytes) {
            Some(encoding) => (encoding, "by its bytes", 0),
            None => {
                refuse_binary(&bytes)?;
                match String::from_utf8(bytes) {
                    Ok(text) => return Ok(Decoded { text, encoding: None, origin: None }),
                    Err(e) => return other(&e.into_bytes(), declared),
                }
            }
        },
    };
    decoded(&bytes, encoding, how, skip)
}

/// The encoding that a page's `<meta>` or an XML declaration names.
pub fn declaration(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let after = ["charset=", "encoding="].iter().find_map(|key| head.find(key).map(|at| at + key.len()))?;
    let name: String = head[after..].trim_start_matches(['"', '\'', ' ']).chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c)).collect();
    (!name.is_empty()).then_some(name)
}

/// UTF-8 in the main, with bytes of another encoding in between: where the first of them stands.
fn mixed(bytes: &[u8]) -> Option<usize> {
    let (mut right, mut wrong, mut first, mut at) = (0, 0, None, 0);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += chunk.invalid().len();
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            first.get_or_insert(at);
        }
        at += chunk.invalid().len();
    }
    first.filter(|_| right > wrong)
}

/// Bytes that are no UTF-8 and have no mark: what the format declares, else what the letters look like.
fn other(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, String> {
    let declared = declared.filter(|d| encoding::read(d, b"").is_some_and(|e| ![UTF_8, UTF_16LE, UTF_16BE].contains(&e.name.as_str())));
    if let Some(at) = mixed(bytes).filter(|_| declared.is_none()) {
        let line = bytes[..at].iter().filter(|&&b| b == b'\n').count() + 1;
        return Err(format!(
            "The file mixes two encodings: it is UTF-8, but byte {at} (line {line}) is 0x{:02X} and belongs to another. Open it in an editor, correct the odd letters, and save it as UTF-8.",
            bytes[at]
        ));
    }
    match declared {
        Some(label) => decoded(bytes, label, "as it declares", 0),
        None => decoded(bytes, encoding::guess(bytes), "by its letters", 0),
    }
}

fn decoded(bytes: &[u8], label: &str, how: &str, skip: usize) -> Result<Decoded, String> {
    let Some(encoding::Read { name, text, broken }) = encoding::read(label, &bytes[skip..]) else {
        return Err(format!("The file is written in {label} ({how}), which is not read here. Open it in the program that wrote it and save it as UTF-8."));
    };
    let lost = if broken { text.matches('\u{FFFD}').count() } else { 0 };
    if lost * 1000 > text.chars().count() * BROKEN {
        return Err(format!(
            "The file was read as {name} ({how}), and {lost} of its letters cannot be read so. Open it in the program that wrote it and save it as UTF-8."
        ));
    }
    if text.trim().is_empty() {
        return Err("The file is empty. Put the text into it, or take it out of the folder.".into());
    }
    Ok(Decoded { origin: origin(&text, &name, skip, bytes.len()), text, encoding: (name != UTF_8).then(|| format!("{name}, {how}")) })
}

/// The map of a decoded text, where every letter has a width that can be told.
fn origin(text: &str, encoding: &str, skip: usize, len: usize) -> Option<Origin> {
    let width = |c: char| match () {
        () if encoding == UTF_8 => c.len_utf8(),
        () if encoding == UTF_16LE || encoding == UTF_16BE => c.len_utf16() * 2,
        () => 1,
    };
    let (mut origin, mut at) = (Origin::default(), skip);
    for c in text.chars() {
        origin.push(c.len_utf8(), at, width(c));
        at += width(c);
    }
    // an encoding of several bytes a letter, or a broken end: the widths do not add up
    (at == len).then_some(origin)
}

fn refuse_binary(bytes: &[u8]) -> Result<(), String> {
    let control = bytes.iter().filter(|&&b| b == 0 || (b < 32 && !matches!(b, b'\t' | b'\n' | b'\r' | 12 | 27))).count();
    if bytes.contains(&0) || control * 1000 > bytes.len() * BINARY {
        return Err("The file is a binary file, not a text. Save its text as .txt, .md, .html, .docx or .pdf and give that file instead.".into());
    }
    Ok(())
}

/// Every second byte is NUL: UTF-16 without its mark.
fn unmarked_wide(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(512) & !1];
    let mostly = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count() * 10 > head.len() * 4;
    match (head.len() >= 8, mostly(0), mostly(1)) {
        (true, true, false) => Some(UTF_16BE),
        (true, false, true) => Some(UTF_16LE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn every_encoding_is_named_with_how_it_was_known() {
        let wide: Vec<u8> = "A plain text.".bytes().flat_map(|b| [b, 0]).collect();
        type Row<'r> = (&'r [u8], Option<&'r str>, &'r str, Option<&'r str>);
        let rows: [Row; 5] = [
            (b"\xEF\xBB\xBFPlain.", None, "Plain.", None),
            (b"\xFF\xFEA\0.\0", None, "A.", Some("UTF-16LE, by its byte order mark")),
            (&wide, None, "A plain text.", Some("UTF-16LE, by its bytes")),
            (
                b"\xCF\xF0\xE8\xE2\xE5\xF2 and more.",
                Some("windows-1251"),
                "\u{41f}\u{440}\u{438}\u{432}\u{435}\u{442} and more.",
                Some("windows-1251, as it declares"),
            ),
            (
                b"\x93Quoted\x94, she said; \x96 it\x92s so.",
                None,
                "\u{201c}Quoted\u{201d}, she said; \u{2013} it\u{2019}s so.",
                Some("windows-1252, by its letters"),
            ),
        ];
        for (bytes, declared, text, encoding) in rows {
            let got = decode(bytes.to_vec(), declared).unwrap();
            assert_eq!((got.text.as_str(), got.encoding.as_deref()), (text, encoding));
        }
    }

    #[test]
    fn a_place_is_found_in_the_bytes_of_another_encoding() {
        let bytes = b"\x93Caf\xE9\x94 and bar.".to_vec();
        let got = decode(bytes.clone(), None).unwrap();
        let at = got.text.find("bar").unwrap();
        let [start, end] = got.origin.unwrap().place(Span::new(at, at + 3)).unwrap();
        assert_eq!(&bytes[start as usize..end as usize], b"bar");
        let marked = decode(b"\xEF\xBB\xBFHello".to_vec(), None).unwrap();
        assert_eq!(marked.origin.unwrap().place(Span::new(0, 5)), Some([3, 8]));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, want) in [(&b""[..], "is empty"), (b" \n\t\n", "is empty"), (b"\xFF\xFE", "is empty"), (b"ab\0\x01\x02cdefg", "a binary file")] {
            let got = decode(bytes.to_vec(), None).unwrap_err();
            assert!(got.contains(want), "{got}");
        }
    }

    #[test]
    fn a_page_declares_its_encoding() {
        assert_eq!(declaration(b"<html><meta charset=\"ISO-8859-1\">").as_deref(), Some("iso-8859-1"));
        assert_eq!(declaration(b"<meta http-equiv=x content='text/html; charset=windows-1251'>").as_deref(), Some("windows-1251"));
        assert_eq!(declaration(b"<?xml version='1.0' encoding='utf-16'?>").as_deref(), Some("utf-16"));
        assert_eq!(declaration(b"plain"), None);
    }
}
