//! From bytes to text: UTF-8 only, and a sentence with a cure for everything else.

/// Share of control characters above which a file is no text, in per mille.
const BINARY: usize = 5;

/// The text of these bytes without its byte order mark.
///
/// # Errors
/// Empty, binary or wrongly encoded bytes, each as a sentence with its cure.
///
/// ```
/// use slantscope::extract::decode::text;
/// assert_eq!(text(b"\xEF\xBB\xBFHello".to_vec()).unwrap(), "Hello");
/// assert!(text(b"caf\xE9".to_vec()).unwrap_err().contains("Windows-1252"));
/// ```
pub fn text(bytes: Vec<u8>) -> Result<String, String> {
    match &bytes[..bytes.len().min(4)] {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Err(wide("UTF-16")),
        [b'%', b'P', b'D', b'F'] => return Err(kind("a PDF")),
        [b'P', b'K', 3, 4] => return Err(kind("a ZIP archive, perhaps a word processor's file")),
        _ => {}
    }
    if let Some(encoding) = unmarked_wide(&bytes) {
        return Err(wide(encoding));
    }
    let control = bytes.iter().filter(|&&b| b == 0 || (b < 32 && !matches!(b, b'\t' | b'\n' | b'\r' | 12 | 27))).count();
    if bytes.contains(&0) || control * 1000 > bytes.len() * BINARY {
        return Err(kind("a binary file"));
    }
    let text = String::from_utf8(bytes).map_err(|e| wrong_encoding(e.as_bytes(), e.utf8_error().valid_up_to()))?;
    let text = match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_string(),
        None => text,
    };
    if text.trim().is_empty() {
        return Err("The file is empty. Put the text into it, or take it out of the folder.".into());
    }
    Ok(text)
}

fn kind(what: &str) -> String {
    format!("The file is {what}, not a text. Save its text as .txt or .md in UTF-8 and give that file instead.")
}

fn wide(encoding: &str) -> String {
    format!("The file is written in {encoding}, and only UTF-8 is read. Save it as UTF-8 in your editor, or run: iconv -f {encoding} -t UTF-8 FILE > NEW.")
}

/// Every second byte is NUL: UTF-16 without its mark.
fn unmarked_wide(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(512) & !1];
    let mostly = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count() * 10 > head.len() * 4;
    match (head.len() >= 8, mostly(0), mostly(1)) {
        (true, true, false) => Some("UTF-16BE"),
        (true, false, true) => Some("UTF-16LE"),
        _ => None,
    }
}

fn wrong_encoding(bytes: &[u8], at: usize) -> String {
    let line = bytes[..at].iter().filter(|&&b| b == b'\n').count() + 1;
    format!(
        "The file is not UTF-8: byte {at} (line {line}) is 0x{:02X}. It is probably Windows-1252 (a \"plain\" text of an older Windows program). Save it as UTF-8 in your editor, or run: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW.",
        bytes[at]
    )
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn every_bad_input_has_its_sentence() {
        let wide: Vec<u8> = "A plain text.".bytes().flat_map(|b| [b, 0]).collect();
        let rows: [(&[u8], &str); 7] = [
            (b"", "is empty"),
            (b" \n\t\n", "is empty"),
            (b"\xFF\xFEA\0", "UTF-16"),
            (&wide, "UTF-16LE"),
            (b"%PDF-1.7 x", "a PDF"),
            (b"ab\0\x01\x02cdefg", "a binary file"),
            (b"one\ntwo caf\xE9", "byte 11 (line 2) is 0xE9"),
        ];
        for (bytes, want) in rows {
            let got = text(bytes.to_vec()).unwrap_err();
            assert!(got.contains(want), "{got}");
        }
    }
}
