//! Whether a text is in English. The rules know no other language, so other texts are told and not scored.

use whatlang::{Lang, detect};

/// Letters, and words of letters alone, below which nothing is said of a language: lists and formulas are in none.
const ENOUGH: usize = 200;
const WORDS: usize = 30;
/// Letters that are looked at.
const SAMPLE: usize = 6000;
/// How sure the detection must be before a text is refused.
const SURE: f64 = 0.9;

/// The name of the language of a text that is surely not English.
///
/// ```
/// use slantscope::extract::language::foreign;
/// let welsh = "Caeodd yr harbwr am hanner dydd, ac arhosodd y fferi lle'r oedd hi. ".repeat(1);
/// assert_eq!(foreign(&welsh), None, "too short to tell");
/// let spanish = "El puerto cerró al mediodía y el transbordador se quedó donde estaba, según dijo la alcaldesa. ".repeat(4);
/// assert_eq!(foreign(&spanish).as_deref(), Some("Spanish"));
/// ```
pub fn foreign(text: &str) -> Option<String> {
    // the two commonest words of English settle nearly every text at no cost
    let hits = text.match_indices(" the ").take(text.len() / 400 + 1).count() + text.match_indices(" of ").take(1).count();
    if text.len() < ENOUGH || hits > text.len() / 400 + 1 || hits >= 2 && text.len() < 1000 {
        return None;
    }
    let start = text.len().saturating_sub(SAMPLE) / 2;
    let start = (start..text.len()).find(|&i| text.is_char_boundary(i))?;
    let end = (start + SAMPLE).min(text.len());
    let end = (start..=end).rev().find(|&i| text.is_char_boundary(i))?;
    let sample = &text[start..end];
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let words = sample.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && w.chars().all(char::is_alphabetic)).count();
    // some scripts put no space between words
    if letters < ENOUGH || words < WORDS && sample.is_ascii() || words < 3 {
        return None;
    }
    // names of substances, codes and numbers are no language, whatever their letters look like
    let latin = sample.chars().filter(char::is_ascii_alphabetic).count() * 2 > letters;
    let tokens = sample.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty());
    let (all, plain) = tokens.fold((0, 0), |(all, plain), w| (all + 1, plain + w.chars().all(char::is_alphabetic) as usize));
    if latin && plain * 4 < all * 3 {
        return None;
    }
    let found = detect(sample)?;
    let other = found.lang() != Lang::Eng && found.is_reliable() && found.confidence() >= SURE;
    other.then(|| found.lang().eng_name().to_string())
}
