//! RTF: the words of the text, without fonts, styles, pictures and notes on the file.

use super::document::Document;
use super::encoding;
use crate::segment::BlockKind;
use std::borrow::Cow;

/// Groups inside each other, at most.
const DEEPEST: usize = 1000;

/// What holds for a group.
#[derive(Clone, Copy)]
struct State {
    /// Its words are no text.
    skipped: bool,
    /// Bytes that stand behind a letter for programs that cannot write it.
    fallback: usize,
}

/// The document of an RTF file.
///
/// # Errors
/// A sentence where the file is no RTF or ends too early.
///
/// ```
/// let rtf = br"{\rtf1\ansi{\fonttbl{\f0 Times;}}{\info{\title Storm}}The caf\'e9 closed.\par It rained \u8212?all day.}";
/// let document = slantscope::extract::rtf::document(rtf).unwrap();
/// assert_eq!(document.text, "The caf\u{e9} closed.\n\nIt rained \u{2014}all day.");
/// assert_eq!(document.meta.title.as_deref(), Some("Storm"));
/// ```
pub fn document(bytes: &[u8]) -> Result<Document, String> {
    if !bytes.starts_with(b"{\\rtf") {
        return Err("The file is no RTF. Save its text as .txt or .docx and give that file instead.".into());
    }
    let mut reader =
        Rtf { bytes, at: 0, text: Text::default(), encoding: "windows-1252".into(), state: State { skipped: false, fallback: 1 }, stack: Vec::new() };
    reader.read()?;
    let mut document = reader.text.document;
    document.block(BlockKind::Body, &reader.text.line);
    let title = reader.text.title.trim();
    document.meta.title = Some(title.to_string()).filter(|t| !t.is_empty());
    Ok(document)
}

/// The words so far.
#[derive(Default)]
struct Text {
    document: Document,
    line: String,
    title: String,
    in_title: bool,
    /// The first half of a letter that is written in two.
    high: Option<u16>,
}

impl Text {
    fn push(&mut self, state: State, words: &str) {
        if self.in_title {
            self.title.push_str(words);
        } else if !state.skipped {
            self.line.push_str(words);
        }
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.document.block(BlockKind::Body, &line);
    }

    /// A letter by its number in UTF-16.
    fn unit(&mut self, state: State, unit: u16) {
        let units: Vec<u16> = self.high.take().into_iter().chain([unit]).collect();
        if units.len() == 1 && (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
        } else {
            self.push(state, &String::from_utf16_lossy(&units));
        }
    }
}

struct Rtf<'b> {
    bytes: &'b [u8],
    at: usize,
    text: Text,
    encoding: Cow<'static, str>,
    state: State,
    stack: Vec<(State, bool)>,
}

impl Rtf<'_> {
    fn read(&mut self) -> Result<(), String> {
        while let Some(&b) = self.bytes.get(self.at) {
            self.at += 1;
            match b {
                b'{' if self.stack.len() == DEEPEST => {
                    return Err(format!("The file has more than {DEEPEST} groups inside each other. Save its text as .txt."));
                }
                b'{' => self.stack.push((self.state, self.text.in_title)),
                b'}' => match self.stack.pop() {
                    Some((state, in_title)) if !self.stack.is_empty() => (self.state, self.text.in_title) = (state, in_title),
                    _ => return Ok(()),
                },
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                _ => {
                    let start = self.at - 1;
                    while self.bytes.get(self.at).is_some_and(|b| !matches!(b, b'{' | b'}' | b'\\' | b'\r' | b'\n')) {
                        self.at += 1;
                    }
                    self.words(&self.bytes[start..self.at]);
                }
            }
        }
        Err(super::archive::damaged("it ends in the middle"))
    }

    fn control(&mut self) {
        let Some(&b) = self.bytes.get(self.at) else { return };
        if !b.is_ascii_alphabetic() {
            self.at += 1;
            return match b {
                b'\'' => self.byte(),
                b'*' => self.state.skipped = true,
                b'~' => self.text.push(self.state, "\u{A0}"),
                b'_' => self.text.push(self.state, "-"),
                b'\r' | b'\n' => self.text.end(),
                b'\\' | b'{' | b'}' => self.text.push(self.state, std::str::from_utf8(&[b]).unwrap_or_default()),
                _ => {}
            };
        }
        let word = self.take(u8::is_ascii_alphabetic);
        let sign = self.bytes.get(self.at) == Some(&b'-');
        self.at += usize::from(sign);
        let digits = self.take(u8::is_ascii_digit);
        let number = digits.parse::<i64>().ok().map(|n| if sign { -n } else { n });
        self.at += usize::from(self.bytes.get(self.at) == Some(&b' '));
        self.word(&word, number);
    }

    fn take(&mut self, fits: impl Fn(&u8) -> bool) -> String {
        let start = self.at;
        while self.at - start < 32 && self.bytes.get(self.at).is_some_and(&fits) {
            self.at += 1;
        }
        String::from_utf8_lossy(&self.bytes[start..self.at]).into_owned()
    }

    /// Two hexadecimal digits; several in a row may be one letter.
    fn byte(&mut self) {
        let mut bytes = Vec::new();
        loop {
            let digits = self.bytes.get(self.at..self.at + 2).and_then(|d| std::str::from_utf8(d).ok());
            let Some(byte) = digits.and_then(|d| u8::from_str_radix(d, 16).ok()) else { break };
            bytes.push(byte);
            self.at += 2;
            if self.bytes.get(self.at..self.at + 2) != Some(b"\\'") {
                break;
            }
            self.at += 2;
        }
        self.words(&bytes);
    }

    fn words(&mut self, bytes: &[u8]) {
        match std::str::from_utf8(bytes).ok().filter(|words| words.is_ascii()) {
            Some(words) => self.text.push(self.state, words),
            None => self.text.push(self.state, &encoding::read(&self.encoding, bytes).map_or_else(|| String::from_utf8_lossy(bytes).into(), |read| read.text)),
        }
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        let state = self.state;
        match word {
            "par" | "sect" | "page" | "row" if !state.skipped => self.text.end(),
            "line" => self.text.push(state, "\n"),
            "tab" | "cell" => self.text.push(state, "\t"),
            "emdash" => self.text.push(state, "\u{2014}"),
            "endash" => self.text.push(state, "\u{2013}"),
            "lquote" => self.text.push(state, "\u{2018}"),
            "rquote" => self.text.push(state, "\u{2019}"),
            "ldblquote" => self.text.push(state, "\u{201C}"),
            "rdblquote" => self.text.push(state, "\u{201D}"),
            "bullet" => self.text.push(state, "\u{2022}"),
            "uc" => self.state.fallback = number.unwrap_or(1).clamp(0, 8) as usize,
            "u" => {
                self.text.unit(state, number.unwrap_or(63) as u16);
                self.pass(state.fallback);
            }
            "bin" => self.at = (self.at + number.unwrap_or(0).max(0) as usize).min(self.bytes.len()),
            "ansicpg" => {
                let label = format!("windows-{}", number.unwrap_or(1252));
                if encoding::known(&label) {
                    self.encoding = label.into();
                }
            }
            "mac" => self.encoding = "macintosh".into(),
            "title" => self.text.in_title = state.skipped,
            "fonttbl" | "colortbl" | "stylesheet" | "info" | "pict" => self.state.skipped = true,
            "header" | "headerf" | "headerl" | "headerr" => self.state.skipped = true,
            "footer" | "footerf" | "footerl" | "footerr" | "object" => self.state.skipped = true,
            "author" | "operator" | "company" | "doccomm" | "generator" => self.text.in_title = false,
            _ => {}
        }
    }

    /// Passes over what stands behind a letter for older programs.
    fn pass(&mut self, letters: usize) {
        for _ in 0..letters {
            match self.bytes.get(self.at) {
                Some(b'\\') if self.bytes.get(self.at + 1) == Some(&b'\'') => self.at = (self.at + 4).min(self.bytes.len()),
                Some(b'{' | b'}' | b'\\') | None => return,
                Some(_) => self.at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::document;

    #[test]
    fn odd_files_are_read_or_told() {
        let rows: [(&[u8], Result<&str, &str>); 5] = [
            (b"{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0\\'e8 and {\\b bold}.}", Ok("\u{41f}\u{440}\u{438} and bold.")),
            (b"{\\rtf1 \\uc1\\u-10179?\\u-8694? sea {\\*\\x y}\\{1\\}}", Ok("\u{1F60A} sea {1}")),
            (b"{\\rtf1 half", Err("ends in the middle")),
            (b"plain", Err("no RTF")),
            (b"{\\rtf1 a{\\pict 00ff}b\\bin3 {{{c}", Ok("abc")),
        ];
        for (bytes, want) in rows {
            match (document(bytes), want) {
                (Ok(d), Ok(text)) => assert_eq!(d.text, text),
                (Err(e), Err(part)) => assert!(e.contains(part), "{e}"),
                (got, _) => panic!("{got:?} for {want:?}"),
            }
        }
        assert!(document(&[b"{\\rtf1 ".as_slice(), &b"{".repeat(5000)].concat()).unwrap_err().contains("inside each other"));
    }
}
