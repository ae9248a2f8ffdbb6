//! The forms under which names and words are compared: tolerant of case, spaces, hyphens, apostrophes and transliteration.

use crate::text::{fold, is_invisible};

/// Letters that a name needs before spelling variants of it are looked for.
const LONG_NAME: usize = 10;
/// Letters by which two spellings of one long name may differ.
const VARIANT: usize = 3;

/// A name as it is compared: folded words parted by single spaces, without hyphens, apostrophes and stops.
///
/// ```
/// use slantscope::compare::keys::name_key;
/// assert_eq!(name_key("Hanif\u{2011}Nejad\u{a0}O\u{2019}Hara"), "hanifnejad ohara");
/// ```
pub fn name_key(written: &str) -> String {
    let mut folded = String::new();
    fold(written, &mut folded);
    let mut out = String::new();
    for c in folded.chars() {
        match c {
            _ if c.is_whitespace() => out.push(' '),
            '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\'' | '\u{2019}' | '.' => {}
            _ if is_invisible(c) => {}
            _ => out.push(plain(c)),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A letter without its accent, for the Latin letters that transliterations vary in.
fn plain(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' => 'a',
        'è' | 'é' | 'ê' | 'ë' | 'ē' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ō' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' => 'u',
        'ç' | 'č' | 'ć' => 'c',
        'š' | 'ş' | 'ś' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ñ' | 'ń' => 'n',
        'ğ' => 'g',
        'ł' => 'l',
        'ý' => 'y',
        c => c,
    }
}

/// What stays of a name when it is spelled by another ear: consonants, with those that transliterations confuse made one.
///
/// ```
/// use slantscope::compare::keys::skeleton;
/// assert_eq!(skeleton("khadrel usmary"), skeleton("qadrel ousmari"));
/// ```
pub fn skeleton(key: &str) -> String {
    let mut out = String::new();
    for c in key.chars() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'w' => continue,
            'q' | 'c' => 'k',
            'z' => 's',
            'v' => 'f',
            c => c,
        };
        if !out.ends_with(c) || c == ' ' {
            out.push(c);
        }
    }
    out
}

/// Whether two names of one skeleton are long and near enough to be one name in two spellings.
pub fn is_variant(a: &str, b: &str) -> bool {
    let letters = |s: &str| s.chars().filter(|c| *c != ' ').count();
    letters(a).min(letters(b)) >= LONG_NAME && distance(a, b, VARIANT) <= VARIANT
}

/// The number of letters to add, drop or change; stops counting above `most`.
pub fn distance(a: &str, b: &str, most: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = before + (x != y) as usize;
            before = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(before + 1);
        }
    }
    row[b.len()]
}

/// The singular of a folded noun, by the regular endings.
///
/// ```
/// use slantscope::compare::keys::singular;
/// assert_eq!((singular("lobbies").as_str(), singular("mullahs").as_str(), singular("press").as_str()), ("lobby", "mullah", "press"));
/// ```
pub fn singular(word: &str) -> String {
    match () {
        _ if word.len() > 4 && word.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
        _ if word.len() > 4 && (word.ends_with("sses") || word.ends_with("ches") || word.ends_with("shes") || word.ends_with("xes")) => {
            word[..word.len() - 2].into()
        }
        _ if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") => word[..word.len() - 1].into(),
        _ => word.into(),
    }
}

/// What the forms of one evaluating word have in common: its first letters without the regular endings.
///
/// ```
/// use slantscope::compare::keys::stem;
/// assert_eq!(stem("tortures"), stem("torturing"));
/// assert_eq!(stem("betrayed"), stem("betrays"));
/// ```
pub fn stem(word: &str) -> String {
    let word = singular(word);
    let cut = ["ing", "ed", "e"].iter().find_map(|e| word.strip_suffix(e).filter(|s| s.len() >= 3)).unwrap_or(&word);
    let bytes = cut.as_bytes();
    let doubled = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2] && !cut.ends_with("ss") && !cut.ends_with("ll");
    if doubled { cut[..cut.len() - 1].into() } else { cut.into() }
}

/// The folded form of a word of a text.
pub fn folded(word: &str) -> String {
    let mut out = String::new();
    fold(word, &mut out);
    out
}

/// A hash of some words that is the same on every machine (FNV-1a, its bits spread for sorting by size).
pub fn hash<S: AsRef<str>>(words: &[S]) -> u64 {
    hash_bytes(words.iter().flat_map(|word| word.as_ref().bytes().chain(std::iter::once(0))))
}

/// The same of words that stand behind each other, with a zero after each.
pub fn hash_bytes(bytes: impl Iterator<Item = u8>) -> u64 {
    let mut h = bytes.fold(0xCBF2_9CE4_8422_2325, |h: u64, byte| (h ^ byte as u64).wrapping_mul(0x0100_0000_01B3));
    h = (h ^ (h >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    h ^ (h >> 33)
}
