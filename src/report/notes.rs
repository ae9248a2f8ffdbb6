//! The notes beside a paragraph: one for each rule that fired in it, with everything a reader needs to disagree.

use super::form::Form;
use super::number;
use super::site::{Site, one_line, short_cite};
use super::text::filters;
use super::words;
use crate::attribute::Voice;
use crate::score::{Mark, measures::exact};
use std::collections::BTreeSet;

/// The marks of one rule and one voice in one paragraph.
pub struct Note {
    /// The place that the marks link to.
    pub id: String,
    /// Letter, marked words, place in the text.
    pub marks: Vec<(String, String, usize)>,
    pub classes: String,
    pub family: String,
    pub rule: String,
    pub title: String,
    /// Whether it is the first note of its rule: it says why and asks; the others lead to the rule below the text.
    pub first: bool,
    pub why: String,
    pub ask: String,
    /// A plainer word, or the other side's.
    pub plain: Vec<(String, String)>,
    /// Why it is not counted, where it is not.
    pub aside: Option<String>,
    pub weight: Option<String>,
    /// Key and short citation.
    pub literature: Vec<(String, String)>,
    /// What the sentence does not say of a figure.
    pub missing: Option<String>,
}

/// The notes of a paragraph, and for each mark its letter and the note it links to. `cited` holds the rules that had a note before.
pub fn notes(site: &Site, d: usize, b: usize, marks: &[(usize, &Mark)], cited: &mut BTreeSet<u16>) -> (Vec<Note>, Vec<(String, String)>) {
    let mut groups: Vec<(u16, &'static str, bool, Note)> = Vec::new();
    let mut letters = Vec::new();
    for (place, (index, m)) in marks.iter().enumerate() {
        let letter = letter(place);
        let at = groups.iter().position(|g| (g.0, g.1, g.2) == (m.rule, m.voice.name(), m.negated)).unwrap_or_else(|| {
            let id = format!("p{}-{letter}", b + 1);
            groups.push((m.rule, m.voice.name(), m.negated, note(site, d, m, id, cited.insert(m.rule))));
            groups.len() - 1
        });
        let note = &mut groups[at].3;
        let words = one_line(site.readings[d].text.slice(m.span));
        let plain = m.term.and_then(|t| site.lexicon.terms[t as usize].plain.as_ref()).filter(|p| !p.is_empty());
        if let Some(plain) = plain.filter(|&p| note.plain.iter().all(|known| known.1 != p.as_str())) {
            note.plain.push((words.clone(), plain.to_string()));
        }
        note.marks.push((letter.clone(), words, *index));
        letters.push((letter, note.id.clone()));
    }
    (groups.into_iter().map(|g| g.3).collect(), letters)
}

fn note(site: &Site, d: usize, m: &Mark, id: String, first: bool) -> Note {
    let rule = &site.lexicon.rules[m.rule as usize];
    let family = site.lexicon.family(m.rule);
    let tier = family.tier as u8;
    Note {
        id,
        marks: Vec::new(),
        classes: format!("{} {}", Form::of(family).class(), filters(&family.id, tier, m.voice)),
        family: family.singular.clone(),
        rule: rule.id.clone(),
        title: rule.title.clone(),
        first,
        why: rule.why.clone(),
        ask: rule.ask.clone(),
        plain: Vec::new(),
        aside: uncounted(site, d, m, tier, first),
        weight: (m.weight > 0.0).then(|| number::quantity(exact(m.weight))),
        literature: rule.sources.iter().map(|k| (k.clone(), short_cite(site.literature(k)))).collect(),
        missing: missing(site, d, m),
    }
}

/// Why a mark adds nothing to the author's score, in one sentence.
fn uncounted(site: &Site, d: usize, m: &Mark, tier: u8, first: bool) -> Option<String> {
    let speaker = m.speaker.and_then(|a| site.readings[d].speaker(a)).map(one_line);
    let speaker = speaker.as_deref().unwrap_or("another voice");
    Some(match (m.voice.is_own(), m.negated, tier) {
        (false, ..) if m.voice == Voice::SelfQuote => format!("Said by {speaker}, the publisher’s own side: counted in the second figure only."),
        (false, ..) => format!("Said by {speaker}, not by the author: shown, and not counted."),
        (_, true, _) => "The sentence denies it: shown, and not counted.".to_string(),
        (_, _, 0) if !first => return None,
        (_, _, 0) => "This speaks for care. It is reported beside the score and takes nothing from it.".to_string(),
        (_, _, 3) => "A matter for discussion: never scored.".to_string(),
        _ if m.weight == 0.0 => match site.lexicon.uncounted(m.rule) {
            Some(reason) => format!("Shown, and not counted: {reason}"),
            None => "Shown, and not counted.".to_string(),
        },
        _ => return None,
    })
}

/// What a reader would need to check the figure under the mark.
fn missing(site: &Site, d: usize, m: &Mark) -> Option<String> {
    let figure = site.readings[d].attributed.figures.iter().find(|f| f.span == m.span)?;
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
