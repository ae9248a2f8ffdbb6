//! The notes beside a paragraph: one for each rule that fired in it, with what is special about its marks. The rule itself stands once a page.

use super::model::DocumentRecord;
use super::number;
use super::site::{Site, one_line};
use super::text::filters;
use super::words;
use crate::attribute::Voice;
use crate::lexicon::Tier;
use crate::score::{Mark, Reading, measures::exact};

/// The marks of one rule and one voice in one paragraph.
pub struct Note {
    /// Letters and marked words.
    pub marks: Vec<(String, String)>,
    pub classes: String,
    pub family: String,
    /// The number of the rule on the page.
    pub rule: usize,
    /// Plainer words, or the other side's, each with the word it stands for where there are several.
    pub plain: Vec<(String, String)>,
    pub plain_is: &'static str,
    /// What the marks add to the score, each different weight once, or why they add nothing.
    pub weights: Vec<String>,
    /// What the sentence does not say of a figure.
    pub missing: Option<String>,
}

/// The rules that fired in a document, by id; their places are their numbers on its page.
pub fn fired<'r>(doc: &DocumentRecord<'r>) -> Vec<&'r str> {
    let mut all: Vec<&str> = doc.marks.iter().filter(|m| m.voice != Voice::Boilerplate.name()).map(|m| m.rule).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The notes of a paragraph, and for each mark its letter and the number of its rule.
pub fn notes(site: &Site, reading: &Reading, rules: &[&str], marks: &[(usize, &Mark)]) -> (Vec<Note>, Vec<(String, usize)>) {
    let mut groups: Vec<(u16, &'static str, bool, Note)> = Vec::new();
    let mut letters = Vec::new();
    for (place, (_, m)) in marks.iter().enumerate() {
        let letter = letter(place);
        let at = groups.iter().position(|g| (g.0, g.1, g.2) == (m.rule, m.voice.name(), m.negated)).unwrap_or_else(|| {
            groups.push((m.rule, m.voice.name(), m.negated, note(site, reading, m, rules)));
            groups.len() - 1
        });
        let note = &mut groups[at].3;
        let words = one_line(reading.text.slice(m.span));
        let plain = m.term.and_then(|t| site.lexicon.terms[t as usize].plain.as_ref()).filter(|p| !p.is_empty());
        if let Some(plain) = plain.filter(|&p| note.plain.iter().all(|known| known.1 != p.as_str())) {
            note.plain.push((words.clone(), plain.to_string()));
        }
        note.marks.push((letter.clone(), words));
        let weight = weight(m, site.lexicon.family(m.rule).tier);
        if !weight.is_empty() && !note.weights.contains(&weight) {
            note.weights.push(weight);
        }
        letters.push((letter, note.rule));
    }
    (groups.into_iter().map(|g| g.3).collect(), letters)
}

fn note(site: &Site, reading: &Reading, m: &Mark, rules: &[&str]) -> Note {
    let rule = &site.lexicon.rules[m.rule as usize];
    let family = site.lexicon.family(m.rule);
    Note {
        marks: Vec::new(),
        classes: filters(site, &family.id, m.voice),
        family: family.singular.clone(),
        rule: rules.binary_search(&rule.id.as_str()).map_or(0, |n| n + 1),
        plain: Vec::new(),
        plain_is: if family.id == "one-sided-pair" { "other side" } else { "plainer" },
        weights: Vec::new(),
        missing: missing(reading, m),
    }
}

/// What the mark adds to the author's score, or why it adds nothing. Whose words they are stands above the notes of the paragraph.
fn weight(m: &Mark, tier: Tier) -> String {
    match (m.voice.is_own(), m.negated, tier) {
        (false, ..) if m.voice == Voice::SelfQuote => "counted apart".to_string(),
        (false, ..) => "not counted".to_string(),
        (_, true, _) => "denied here, not counted".to_string(),
        (_, _, Tier::Counter) => String::new(),
        (_, _, Tier::Discuss) => "to discuss, not scored".to_string(),
        _ if m.weight == 0.0 => "not counted".to_string(),
        _ => number::quantity(exact(m.weight)),
    }
}

/// What a reader would need to check the figure under the mark.
fn missing(reading: &Reading, m: &Mark) -> Option<String> {
    let figure = reading.attributed.figures.iter().find(|f| f.span == m.span)?;
    (!figure.missing.is_empty()).then(|| words::missing(&figure.missing))
}

/// a, b ... z, aa, ab ...
fn letter(n: usize) -> String {
    let last = (b'a' + (n % 26) as u8) as char;
    if n < 26 { last.to_string() } else { format!("{}{last}", letter(n / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letter), ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }
}
