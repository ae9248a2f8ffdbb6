//! Finds the names of one sentence: declared names, runs of capitals with their particles, group nouns as heads.

use super::keys::{folded, name_key, singular};
use super::names::{Declared, DocumentNames, Form, Found, Sort};
use super::view::View;
use crate::lexicon::Role;
use crate::segment::Kind;
use crate::segment::words::Shape;

/// Letters that an acronym may have.
const ACRONYM: std::ops::RangeInclusive<usize> = 2..=7;

/// A sentence whose names are sought.
pub struct Finder<'a, 'v> {
    pub view: &'a View<'v>,
    pub declared: &'a Declared,
    pub sentence: u32,
    pub range: (usize, usize),
    /// The first word, whose capital proves nothing.
    pub first: usize,
    /// Set as a title: no capital proves anything.
    pub titled: bool,
}

impl Finder<'_, '_> {
    /// Adds all names of the sentence.
    pub fn run(&self, out: &mut DocumentNames) {
        let mut i = self.range.0;
        while i < self.range.1 {
            let next = self.declared_at(i, out).or_else(|| self.proper_at(i, out)).or_else(|| self.group_at(i, out));
            i = next.unwrap_or(i + 1);
        }
    }

    fn push(&self, out: &mut DocumentNames, key: String, form: Form, tokens: (usize, usize), titled: bool) {
        let initial = self.titled || tokens.0 == self.first;
        let placed = (self.range.0..tokens.0).rev().find(|&i| !self.view.is(i, Role::Determiner)).is_some_and(|i| self.view.is(i, Role::PlacePreposition));
        let sort = self.sort(form, tokens, titled);
        out.found.push(Found {
            key,
            form,
            tokens: (tokens.0 as u32, tokens.1 as u32),
            sentence: self.sentence,
            titled,
            initial,
            placed,
            capital: self.view.capital(tokens.0) && !initial,
            sort,
            unknown: false,
            acts: false,
            surface: String::new(),
        });
    }

    fn sort(&self, form: Form, tokens: (usize, usize), titled: bool) -> Sort {
        let v = self.view;
        let mut words = (tokens.0..tokens.1).filter(|&i| v.wordy(i));
        match form {
            Form::Group | Form::Declared if v.is(tokens.1 - 1, Role::VerdictNoun) => Sort::Verdict,
            Form::Group if v.is(tokens.0, Role::Folk) => Sort::Folk,
            Form::Group => Sort::Other,
            _ if words.clone().all(|i| v.is_any(i, &[Role::Place, Role::NotName])) => Sort::Place,
            _ if words.any(|i| v.is_any(i, &[Role::Preposition, Role::OrganisationSuffix, Role::OrganisationNoun]) || self.is_acronym(i)) => Sort::Body,
            _ if titled || v.is(tokens.0, Role::FirstName) => Sort::Person,
            _ => Sort::Other,
        }
    }

    /// The longest declared name that begins here; a capital is asked where the name has one.
    fn declared_at(&self, i: usize, out: &mut DocumentNames) -> Option<usize> {
        if self.declared.is_empty() || !self.view.wordy(i) {
            return None;
        }
        let names = self.declared.get(&name_key(self.view.word(i)))?;
        let (end, key) = names.iter().filter_map(|(words, key)| Some((self.matches(i, words)?, key))).max_by_key(|m| m.0)?;
        if !self.view.capital(i) {
            return None;
        }
        self.push(out, key.clone(), Form::Declared, (i, end), false);
        Some(self.definition(end, key, out))
    }

    /// The token after the words of a name that begins at `i`; hyphens, stops and apostrophes are passed over.
    fn matches(&self, i: usize, words: &[String]) -> Option<usize> {
        let mut j = i;
        for (n, word) in words.iter().enumerate() {
            while n > 0 && j < self.range.1 && !self.view.wordy(j) && (self.view.hyphen(j) || self.view.possessive(j) || self.view.word(j) == ".") {
                j += 1;
            }
            if j >= self.range.1 || name_key(self.view.word(j)) != *word {
                return None;
            }
            j += 1;
        }
        Some(j)
    }

    /// A run of capitalised words, with its particles, as a name.
    fn proper_at(&self, i: usize, out: &mut DocumentNames) -> Option<usize> {
        if !self.view.capital(i) {
            return None;
        }
        if self.is_before_name(i, self.range.1) {
            return Some(i + 1);
        }
        let end = self.run_end(i);
        let start = self.name_start(i, end);
        let name = (start < end).then(|| self.key(start, end)).filter(|k| k.chars().filter(|c| c.is_alphabetic()).count() >= 2);
        let single = end - start.min(end) == 1;
        let known_group = single && self.view.is_any(start, &[Role::GroupActor, Role::VerdictNoun]);
        if known_group && self.group_at(start, out).is_some() {
            return Some(end);
        }
        let nameless = single
            && self.view.is_any(start, &[Role::NotName, Role::Month, Role::Weekday, Role::RoleNoun, Role::OrganisationNoun, Role::GroupActor])
            || single && self.view.is_any(start, &[Role::PersonTitle, Role::TitleQualifier, Role::PositiveAdjective]) && !self.is_acronym(start);
        let Some(key) = name.filter(|_| !nameless) else { return Some(end) };
        let titled = start > i && self.view.is(start - 1, Role::PersonTitle);
        self.push(out, key.clone(), Form::Proper, (start, end), titled);
        Some(self.definition(end, &key, out))
    }

    /// Where the run of capitalised words that begins at `i` ends.
    fn run_end(&self, i: usize) -> usize {
        let (v, stop) = (self.view, self.range.1);
        let mut end = i + 1;
        while end < stop {
            let word = v.reading.text.tokens[end].kind == Kind::Word && !v.possessive(end);
            let initial = v.word(end - 1).len() == 1 && v.word(end) == "." && end + 1 < stop && v.capital(end + 1);
            let possessive_name = v.possessive(end)
                && end == i + 1
                && v.is_any(i, &[Role::GroupActor, Role::RoleNoun])
                && end + 1 < stop
                && v.capital(end + 1)
                && i != self.first;
            end = match () {
                _ if v.hyphen(end) && end + 1 < stop => end + 2,
                _ if initial || possessive_name => end + 2,
                _ if word && v.capital(end) => end + 1,
                _ if word => match self.particles(i, end) {
                    Some(after) => after + 1,
                    None => return end,
                },
                _ => return end,
            };
        }
        end.min(stop)
    }

    /// The capitalised word after particles that stand at `i` inside a name; "of" joins only what a body may be called by.
    fn particles(&self, start: usize, i: usize) -> Option<usize> {
        let v = self.view;
        let mut j = i;
        while j < self.range.1 && j < i + 2 && v.is(j, Role::NameParticle) && !v.capital(j) {
            j += 1;
        }
        if j == i || j >= self.range.1 || !v.capital(j) {
            return None;
        }
        let english = (i..j).any(|k| v.is_any(k, &[Role::Preposition, Role::Determiner]));
        let body = (start..i).any(|k| v.is_any(k, &[Role::OrganisationSuffix, Role::OrganisationNoun, Role::GroupActor]));
        (!english || body && v.id(i) != v.words.the).then_some(j)
    }

    /// An article or an ordinary word that only the sentence capitalises.
    fn is_before_name(&self, i: usize, end: usize) -> bool {
        let v = self.view;
        let function = [
            Role::Determiner,
            Role::Preposition,
            Role::Conjunction,
            Role::Wh,
            Role::Auxiliary,
            Role::Modal,
            Role::Adverb,
            Role::SubjectPronoun,
            Role::Possessive,
            Role::Negation,
        ];
        let namely = [
            Role::FirstName,
            Role::OrganisationSuffix,
            Role::Place,
            Role::NotName,
            Role::PersonTitle,
            Role::GroupActor,
            Role::TitleQualifier,
            Role::OrganisationNoun,
        ];
        let ordinary = i == self.first && v.id(i) != 0 && !v.is_any(i, &namely) && !v.is_any(i, &[Role::VerdictNoun]);
        i + 1 < end && (v.is_any(i, &function) || ordinary)
    }

    /// Skips titles, and what a heading or a dateline puts before them: "ORRISAL Senator Ann Roe".
    fn name_start(&self, i: usize, end: usize) -> usize {
        let v = self.view;
        let mut start = (i..end.saturating_sub(1)).rev().find(|&t| v.is(t, Role::PersonTitle) && v.is(t + 1, Role::FirstName)).unwrap_or(i);
        while start < end {
            let title = v.is_any(start, &[Role::PersonTitle, Role::TitleQualifier]) && start + 1 < end && !v.possessive(start + 1);
            if !(title || self.is_before_name(start, end) || !v.wordy(start)) {
                break;
            }
            start += 1;
        }
        start
    }

    fn key(&self, start: usize, end: usize) -> String {
        name_key(self.view.reading.text.span((start as u32, end as u32)).of(&self.view.reading.text.source))
    }

    /// Reads "(NM)" or "(NM/XYZ)" after a name; returns the token to go on from.
    fn definition(&self, end: usize, key: &str, out: &mut DocumentNames) -> usize {
        if end >= self.range.1 || self.view.word(end) != "(" {
            return end;
        }
        let close = (end..self.range.1.min(end + 9)).find(|&i| self.view.word(i) == ")");
        for i in end + 1..close.unwrap_or(end) {
            if self.is_acronym(i) && initials_agree(key, &name_key(self.view.word(i))) {
                out.definitions.push((key.to_string(), name_key(self.view.word(i))));
            }
        }
        end
    }

    fn is_acronym(&self, i: usize) -> bool {
        self.view.reading.text.tokens[i].is(Shape::UPPER) && ACRONYM.contains(&self.view.word(i).chars().count())
    }

    /// A common noun for a group that stands as the head of its phrase.
    fn group_at(&self, i: usize, out: &mut DocumentNames) -> Option<usize> {
        let v = self.view;
        if v.reading.text.tokens[i].kind != Kind::Word || !v.is_any(i, &[Role::GroupActor, Role::VerdictNoun]) || !self.is_head(i) {
            return None;
        }
        let head = singular(&folded(v.word(i)));
        let nation = i > self.range.0 && v.capital(i - 1) && v.is_any(i - 1, &[Role::NotName, Role::Place]) && !v.is(i, Role::VerdictNoun);
        let key = if nation { format!("{} {head}", name_key(v.word(i - 1))) } else { head };
        self.push(out, key, Form::Group, (i, i + 1), false);
        Some(i + 1)
    }

    /// A noun with an article, an owner or a plural before no other noun of its kind.
    fn is_head(&self, i: usize) -> bool {
        let v = self.view;
        let next = i + 1;
        let before_noun = next < self.range.1
            && v.reading.text.tokens[next].kind == Kind::Word
            && v.is_any(next, &[Role::GroupActor, Role::VerdictNoun, Role::OrganisationNoun]);
        let hyphened = next < self.range.1 && v.hyphen(next) || i > self.range.0 && v.hyphen(i - 1);
        let marked = (self.range.0.max(i.saturating_sub(6))..i)
            .rev()
            .take_while(|&k| v.wordy(k) || v.possessive(k))
            .any(|k| v.is_any(k, &[Role::Determiner, Role::Possessive]) || v.possessive(k) || v.capital(k) && k != self.first);
        let plural = v.word(i).ends_with('s') && !v.word(i).ends_with("ss");
        let verb = i > self.range.0 && (v.is_any(i - 1, &[Role::Modal, Role::SubjectPronoun]) || v.id(i - 1) == v.words.to);
        !before_noun && !hyphened && !verb && (marked || plural)
    }
}

/// Whether the letters of an acronym begin words of the name, in order, but for a few.
///
/// "People's Mojahedin Organization of Iran" and "pmoi" agree, and so does "mek", which stands for its name in another language.
fn initials_agree(key: &str, acronym: &str) -> bool {
    let mut initials = key.split(' ').filter_map(|w| w.chars().next());
    let hit = acronym.chars().filter(|&c| initials.by_ref().any(|i| i == c)).count();
    key.contains(' ') && (hit >= 2 || acronym.chars().next().is_some_and(|c| key.split(' ').any(|w| w.starts_with(c))))
}
