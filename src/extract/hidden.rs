//! Characters that a reader does not see or takes for others: counted, so that nobody can hide a word with them unnoticed.

use super::document::Meta;
use crate::text::{fold, is_invisible, lookalike, turns_direction};

/// Letters with a space between each two from which on a word is set apart on purpose.
const SPREAD: usize = 4;

/// How often each kind of them stands in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Hidden {
    /// Between two letters of a word; soft hyphens, which typesetting leaves behind, are not counted.
    invisible: usize,
    /// Letters that look like those of English words.
    lookalikes: usize,
    /// Characters that turn the direction of writing.
    turns: usize,
    controls: usize,
    /// Words whose letters have spaces between them.
    spread: usize,
}

/// A sentence on what a text hides; none for nearly all texts.
///
/// ```
/// use slantscope::extract::hidden::note;
/// assert_eq!(note("A plain caf\u{e9}, \u{201C}so they say\u{201D}."), None);
/// assert!(note("The reg\u{200B}ime and the r\u{435}gime.").unwrap().contains("1 invisible character inside a word, 1 letter"));
/// ```
pub fn note(text: &str) -> Option<String> {
    let h = count(text);
    let kinds = [
        (h.invisible, "invisible character inside a word", "invisible characters inside words"),
        (h.lookalikes, "letter of another alphabet in the place of a Latin one", "letters of other alphabets in the place of Latin ones"),
        (h.turns, "character that turns the direction of writing", "characters that turn the direction of writing"),
        (h.controls, "control character", "control characters"),
        (h.spread, "word with spaces between its letters", "words with spaces between their letters"),
    ];
    let told: Vec<String> = kinds.iter().filter(|k| k.0 > 0).map(|&(n, one, many)| format!("{n} {}", if n == 1 { one } else { many })).collect();
    let spread = if h.spread > 0 { " Words with spaces between their letters are not found." } else { "" };
    (!told.is_empty()).then(|| format!("The text holds what its readers do not see: {}. Words are looked up as they look.{spread}", told.join(", ")))
}

fn count(text: &str) -> Hidden {
    let mut h = Hidden { controls: controls(text.as_bytes()), spread: spread(text), ..Hidden::default() };
    let mut folded = String::new();
    for part in wide_parts(text) {
        part.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation() && c != '\'').for_each(|word| look(word, &mut folded, &mut h));
    }
    h
}

/// What stands between two spaces and holds a character outside ASCII that is no quotation mark, dash or the like. To cut all words out of the text took
/// a twentieth of the whole analysis.
fn wide_parts(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let (mut at, mut done) = (0, 0);
    std::iter::from_fn(move || {
        loop {
            at += bytes[at..].chunks_exact(32).take_while(|block| block.is_ascii()).count() * 32;
            at += bytes[at..].iter().position(|b| !b.is_ascii())?;
            match bytes[at..] {
                [0xE2, 0x80, 0x90..=0xA7 | 0xB0..=0xBF, ..] => at += 3,
                _ => break,
            }
        }
        let from = bytes[done..at].iter().rposition(|&b| b == b' ').map_or(done, |space| done + space + 1);
        let to = bytes[at..].iter().position(|&b| b == b' ').map_or(bytes.len(), |space| at + space);
        (at, done) = (to, to);
        Some(&text[from..to])
    })
}

/// Whether runs of four single letters are worth looking for: whether some space has a letter and a space behind it, and then another letter or the
/// beginning of one, as the second of four has. Asked without a branch, so that many places are asked at once.
fn may_be_spread(text: &[u8]) -> bool {
    let Some(n) = text.len().checked_sub(5) else { return false };
    let (a, b, c, d, e, f) = (&text[..n], &text[1..n + 1], &text[2..n + 2], &text[3..n + 3], &text[4..n + 4], &text[5..n + 5]);
    let space = |b: u8| u8::from(b == b' ');
    // quotation marks and dashes are no letters
    let wide = |b: u8, then: u8| (b >> 7) & (u8::from(b != 0xE2) | u8::from(then != 0x80));
    let mut found = 0;
    for i in 0..n {
        let narrow = space(c[i]) & (space(e[i]) | wide(d[i], e[i]));
        let broad = wide(b[i], c[i]) & (space(d[i]) | space(e[i]) | space(f[i]));
        found |= space(a[i]) & (narrow | broad);
    }
    found != 0
}

/// Runs of single letters with one space between each two.
fn spread(text: &str) -> usize {
    if !may_be_spread(text.as_bytes()) {
        return 0;
    }
    let (mut runs, mut letters, mut from) = (0, 0, 0);
    for (to, &b) in text.as_bytes().iter().enumerate() {
        if b != b' ' {
            continue;
        }
        if is_letter(text, from, to) {
            letters += 1;
        } else {
            runs += usize::from(letters >= SPREAD);
            letters = 0;
        }
        from = to + 1;
    }
    letters += usize::from(is_letter(text, from, text.len()));
    runs + usize::from(letters >= SPREAD)
}

/// Adds what one word hides.
fn look(word: &str, folded: &mut String, h: &mut Hidden) {
    if word.is_ascii() {
        return;
    }
    h.turns += word.chars().filter(|&c| turns_direction(c)).count();
    h.controls += word.chars().filter(|c| matches!(c, '\u{80}'..='\u{9F}')).count();
    let hides = |c: char| is_invisible(c) && !turns_direction(c) && c != '\u{AD}';
    let inner = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    h.invisible += inner.chars().filter(|&c| hides(c)).count();
    fold(word, folded);
    if folded.bytes().any(|b| b.is_ascii_alphabetic()) && folded.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_ascii()) {
        h.lookalikes += word.chars().filter(|&c| lookalike(c).is_some_and(|_| !is_ligature(c))).count();
    }
}

/// Control characters of ASCII that are no white space, counted without a branch and in bytes, so that many are asked at once.
fn controls(text: &[u8]) -> usize {
    let is_control = |b: u8| (b <= 8) | (b.wrapping_sub(14) <= 17) | (b == 127);
    text.chunks(u8::MAX as usize).map(|part| part.iter().map(|&b| is_control(b) as u8).sum::<u8>() as usize).sum()
}

/// Whether one letter and nothing else stands here.
#[inline]
fn is_letter(text: &str, from: usize, to: usize) -> bool {
    match to - from {
        1 => text.as_bytes()[from].is_ascii_alphabetic(),
        2..=4 if !text.as_bytes()[from].is_ascii() => {
            let mut chars = text[from..to].chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        }
        _ => false,
    }
}

/// Typesetting writes these for the reader's comfort.
fn is_ligature(c: char) -> bool {
    matches!(c, '\u{FB00}'..='\u{FB06}')
}

/// Takes what is not seen out of the names that a file gives itself; they stand in headings and lists.
pub fn clean(meta: &mut Meta) {
    let Meta { title, author, source, date, url, genre, owner, perspective, .. } = meta;
    for field in [title, author, source, date, url, genre, owner, perspective].into_iter().flatten() {
        if field.chars().any(is_unwanted) {
            field.retain(|c| !is_unwanted(c));
        }
    }
}

fn is_unwanted(c: char) -> bool {
    c.is_control() && !c.is_whitespace() || turns_direction(c) || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_counted_and_what_is_usual_is_not() {
        let rows = [
            ("na\u{ef}ve co\u{AD}operation \u{201C}so\u{201D} \u{1F468}\u{200D}\u{1F469} \u{41C}\u{43E}\u{441}\u{43A}\u{432}\u{430}", [0, 0, 0, 0, 0]),
            ("reg\u{200B}i\u{2060}me \u{FEFF}x", [2, 0, 0, 0, 0]),
            ("r\u{435}g\u{456}m\u{435} \u{FF52}\u{FF45}gime \u{1D42B}egime", [0, 6, 0, 0, 0]),
            ("\u{202E}emiger\u{202C}", [0, 0, 2, 0, 0]),
            ("reg\0ime \u{1B}[31m", [0, 0, 0, 2, 0]),
            ("the r e g i m e fell, a b c", [0, 0, 0, 0, 1]),
            ("o\u{FB03}ce", [0, 0, 0, 0, 0]),
        ];
        for (text, want) in rows {
            let h = count(text);
            assert_eq!([h.invisible, h.lookalikes, h.turns, h.controls, h.spread], want, "{text:?}");
        }
    }

    /// Words between spaces, each letter read.
    fn slowly(text: &str) -> (usize, usize) {
        let (mut runs, mut letters) = (0, 0);
        for word in text.split(' ').chain(["-"]) {
            let alone = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
            runs += usize::from(!alone && letters >= SPREAD);
            letters = if alone { letters + 1 } else { 0 };
        }
        (text.chars().filter(|&c| c.is_control() && !matches!(c, '\t'..='\r')).count(), runs)
    }

    proptest::proptest! {
        #[test]
        fn the_fast_count_is_that_of_every_letter(text in "([a-c\u{e9}\u{41F}\u{10D0}\u{10400}] |[a-c \u{1}\u{7F}\u{85}\u{A0}\n]|\\PC){0,60}") {
            let h = count(&text);
            let separated = text.replace('\u{85}', "");
            proptest::prop_assert_eq!((count(&separated).controls, h.spread), (slowly(&separated).0, slowly(&text).1));
        }
    }

    #[test]
    fn names_are_cleaned() {
        let mut meta = Meta { title: Some("A \u{202E}title\u{1B}[2J".into()), ..Meta::default() };
        clean(&mut meta);
        assert_eq!(meta.title.as_deref(), Some("A title[2J"));
    }
}
