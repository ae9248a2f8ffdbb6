//! A compiled lexicon as bytes: the build writes it, and a start reads it in the place of some hundred rule files.

use super::compiled::Lexicon;
use super::file::SourceFile;
use flate2::read::{ZlibDecoder, ZlibEncoder};
use serde::de::Error;
use std::io::Read;

/// The bytes of a lexicon: ready to start from, or small and without its trie, which a start then makes in a tenth of a second.
///
/// # Errors
/// What the encoder refuses; a lexicon holds nothing of the kind.
pub fn encode(mut lexicon: Lexicon, small: bool) -> Result<Vec<u8>, postcard::Error> {
    lexicon.keep(small);
    lexicon.models.get_mut("models/cue.tsv").into_iter().for_each(|table| *table = short(table));
    postcard::to_stdvec(&lexicon)
}

/// The table of the cue model without its card, and without the first words of names that the line before has too: two fifths of its bytes are
/// left, and a start reads them in half the instructions.
fn short(table: &str) -> String {
    let mut out = String::new();
    let mut before = "";
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let first = line.split_once(' ').map_or("", |parts| parts.0);
        out.push_str(if first == before { &line[first.len()..] } else { line });
        out.push('\n');
        before = first;
    }
    out
}

/// The lexicon of these bytes.
///
/// # Errors
/// Bytes that another version of the program wrote.
pub fn decode(bytes: &'static [u8]) -> Result<Lexicon, postcard::Error> {
    let mut lexicon: Lexicon = postcard::from_bytes(bytes)?;
    lexicon.complete().ok_or_else(|| postcard::Error::custom("a trie of another version"))?;
    Ok(lexicon)
}

/// Files as they are, packed.
///
/// # Errors
/// What the encoder refuses; files hold nothing of the kind.
pub fn packed(files: &[SourceFile]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let plain = postcard::to_stdvec(files)?;
    let mut out = Vec::new();
    ZlibEncoder::new(&plain[..], flate2::Compression::best()).read_to_end(&mut out)?;
    Ok(out)
}

/// The files again.
///
/// # Errors
/// Bytes that `packed` did not write.
pub fn unpacked(bytes: &[u8]) -> Result<Vec<SourceFile>, Box<dyn std::error::Error>> {
    let mut plain = Vec::new();
    ZlibDecoder::new(bytes).read_to_end(&mut plain)?;
    Ok(postcard::from_bytes(&plain)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_unpacked_as_they_were() {
        let files = [("en/a.toml", "id = \"a\""), ("models/b.tsv", "é\t1\n")].map(|(path, text)| SourceFile { path: path.into(), text: text.into() });
        let bytes = packed(&files).unwrap();
        let told = |files: &[SourceFile]| files.iter().map(|f| (f.path.clone(), f.text.clone())).collect::<Vec<_>>();
        assert_eq!(told(&unpacked(&bytes).unwrap()), told(&files));
        assert!(unpacked(&bytes[..bytes.len() - 4]).is_err());
        assert!(unpacked(&[]).is_err());
    }
}
