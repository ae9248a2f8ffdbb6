//! Compiles word lists: roles, class symbols, cues, number values, and phrases of more than one word.

use super::build::Builder;
use super::check::{Parsed, line_of};
use super::entry::{CueGroup, CueWord};
use super::inflect::{self, Form};
use super::pattern::{self, Choice};
use super::roles::{FRAMES, ROLES};
use super::trie::Out;
use crate::error::Fault;

impl Builder<'_> {
    /// A word list: roles, class symbols, cues, and the phrases of more than one word.
    pub(super) fn list(&mut self, file: &Parsed<super::file::ListFile>, faults: &mut Vec<Fault>) {
        let id = file.value.id.clone();
        for (key, words) in &file.value.lists {
            let name = format!("{id}.{key}");
            let roles: Vec<_> = ROLES.iter().filter(|(_, lists)| lists.iter().any(|l| *l == id || *l == name)).map(|r| r.0).collect();
            let classes = [self.other(format!("<{id}>")), self.other(format!("<{name}>"))];
            let group = cue_group(&id);
            let frame = FRAMES.iter().find(|f| name == format!("function.frame.{}", f.1)).map(|f| f.0);
            for written in words {
                let one = match pattern::parse(written) {
                    Ok(v) if v.len() == 1 && v[0].len() == 1 => v[0][0].clone(),
                    // phrases are patterns of their own; lists of raw text (page furniture) keep theirs as written
                    Ok(v) => {
                        let number = self.phrase_list(&name);
                        self.written.add(written, Out::Phrase(number));
                        v.iter().for_each(|p| self.add(p, Out::Phrase(number), &file.path, &file.text, faults));
                        continue;
                    }
                    Err(_) if id.starts_with("furniture") || id.starts_with("abbreviation") => continue,
                    Err(e) => {
                        faults.push(Fault {
                            file: file.path.clone(),
                            line: line_of(&file.text, written),
                            what: format!("\"{written}\": {e}"),
                            cure: "Write it as lexicons/README.md shows.".into(),
                        });
                        continue;
                    }
                };
                for choice in one {
                    let Choice::Word(word, how) = choice else { continue };
                    let lemma = self.word(&word);
                    for (form, kind) in how.map_or_else(|| vec![(word.clone(), Form::Base)], |h| inflect::forms(&word, h, &self.files.inflection)) {
                        let w = self.word(&form);
                        let entry = &mut self.entries[w as usize];
                        roles.iter().for_each(|&r| entry.roles.add(r));
                        entry.syms.extend(classes);
                        entry.frame = frame.unwrap_or(entry.frame);
                        if let Some(value) = key.parse().ok().filter(|_| id == "number.values") {
                            self.values.insert(w, value);
                        }
                        if let Some(group) = group {
                            let cue = CueWord { group, tier: cue_tier(key), form: kind, lemma };
                            let all = self.cues.entry(w).or_default();
                            if !all.iter().any(|c| c.group == group && c.form == kind) {
                                all.push(cue);
                            }
                        }
                    }
                }
            }
        }
    }

    fn phrase_list(&mut self, name: &str) -> u16 {
        if let Some(i) = self.phrase_lists.iter().position(|l| l == name) {
            return i as u16;
        }
        self.phrase_lists.push(name.into());
        self.phrase_lists.len() as u16 - 1
    }
}

fn cue_group(list: &str) -> Option<CueGroup> {
    Some(match list.strip_prefix("cue.")? {
        "say" => CueGroup::Say,
        "write" => CueGroup::Write,
        "judge" => CueGroup::Judge,
        "ask" => CueGroup::Ask,
        "think" => CueGroup::Think,
        "show" => CueGroup::Show,
        "seem" => CueGroup::Seem,
        "act" => CueGroup::Act,
        "refer" => CueGroup::Refer,
        "noun" => CueGroup::Noun,
        "adjective" => CueGroup::Adjective,
        _ => return None,
    })
}

fn cue_tier(key: &str) -> u8 {
    match key {
        "a" => 0,
        "b" => 1,
        "c" => 2,
        "d" => 3,
        _ => 4,
    }
}
