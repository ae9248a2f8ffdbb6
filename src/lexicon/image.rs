//! A compiled lexicon as bytes: the build writes it, and a start reads it in the place of some hundred rule files.

use super::compiled::Lexicon;
use serde::de::Error;

/// The bytes of a lexicon: ready to start from, or small and without its trie, which a start then makes in a tenth of a second.
///
/// # Errors
/// What the encoder refuses; a lexicon holds nothing of the kind.
pub fn encode(mut lexicon: Lexicon, small: bool) -> Result<Vec<u8>, postcard::Error> {
    lexicon.keep(small);
    postcard::to_stdvec(&lexicon)
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
