//! Bytes of other encodings than UTF-8: read by a library, or by whoever holds the program and has the tables already, as every browser has.

use std::sync::OnceLock;

/// A text, and the name of the encoding it was read in, as the standard for the web spells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    pub name: String,
    pub text: String,
    /// Some bytes are no letters of the encoding; U+FFFD stands in their place.
    pub broken: bool,
}

/// Reads bytes by the label of their encoding, a byte order mark like any other bytes; none for a label that nobody knows.
pub type Reader = fn(label: &str, bytes: &[u8]) -> Option<Read>;

static HOLDER: OnceLock<Reader> = OnceLock::new();

/// From now on the holder of the program reads other encodings.
pub fn read_by(holder: Reader) {
    HOLDER.get_or_init(|| holder);
}

/// What these bytes say in the encoding of this label.
///
/// ```
/// use slantscope::extract::encoding::read;
/// let read = read("latin1", b"caf\xE9").unwrap();
/// assert_eq!((read.name.as_str(), read.text.as_str()), ("windows-1252", "caf\u{e9}"));
/// ```
pub fn read(label: &str, bytes: &[u8]) -> Option<Read> {
    HOLDER.get().map_or(library as Reader, |holder| *holder)(label, bytes)
}

/// Whether anybody can read this encoding.
pub fn known(label: &str) -> bool {
    read(label, b"").is_some()
}

#[cfg(feature = "encodings")]
fn library(label: &str, bytes: &[u8]) -> Option<Read> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    Some(Read { name: encoding.name().into(), text: text.into_owned(), broken })
}

/// A byte order mark may stand before UTF-8, which everybody can read.
#[cfg(not(feature = "encodings"))]
fn library(label: &str, bytes: &[u8]) -> Option<Read> {
    let text = String::from_utf8_lossy(bytes);
    (label == "UTF-8").then(|| Read { name: label.into(), broken: matches!(text, std::borrow::Cow::Owned(_)), text: text.into_owned() })
}

/// The encoding that the letters of a text without any mark look like.
#[cfg(feature = "encodings")]
pub fn guess(bytes: &[u8]) -> &'static str {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny).name()
}

/// The same without the tables of the world's letters. English that is not UTF-8 was written on Windows; only in East Asia do its
/// quotation marks and dashes stand in pairs of bytes, the same ones in Chinese and in Korean.
#[cfg(not(feature = "encodings"))]
pub fn guess(bytes: &[u8]) -> &'static str {
    let mut runs = bytes.chunk_by(|a, b| a.is_ascii() == b.is_ascii()).filter(|run| !run[0].is_ascii());
    if bytes.contains(&0xA1) && runs.all(|run| run[0] > 0xA0 && run.len() % 2 == 0) { "GBK" } else { "windows-1252" }
}
