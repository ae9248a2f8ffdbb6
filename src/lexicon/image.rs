//! A compiled lexicon as bytes: the build writes it, and a start reads it in the place of some hundred rule files.

use super::compiled::Lexicon;

/// The bytes of a lexicon.
///
/// # Errors
/// What the encoder refuses; a lexicon holds nothing of the kind.
pub fn encode(lexicon: &Lexicon) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_stdvec(lexicon)
}

/// The lexicon of these bytes.
///
/// # Errors
/// Bytes that another version of the program wrote.
pub fn decode(bytes: &'static [u8]) -> Result<Lexicon, postcard::Error> {
    let mut lexicon: Lexicon = postcard::from_bytes(bytes)?;
    lexicon.index();
    Ok(lexicon)
}
