//! The patterns of a lexicon as its files write them, for where carrying the trie costs more than making it again: a page carries all it has.

use super::file::InflectionFile;
use super::flat::Str;
use super::inflect::forms;
use super::model::Term;
use super::pattern::{self, Choice};
use super::trie::{Growing, Out, SYM_ANY, SYM_NAME, SYM_NUMBER, Sym, Trie};
use super::words::Words;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Patterns in the order in which they were compiled, and what compiling asks for.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Written {
    /// What each pattern reports, as a number.
    #[serde(with = "super::flat")]
    outs: Vec<u32>,
    /// The patterns that are no terms: those of gates and lists.
    texts: Vec<Str>,
    /// Wildcards and classes, in the order of their symbols.
    others: Vec<Str>,
    inflection: InflectionFile,
}

impl Written {
    /// Keeps a pattern.
    pub fn add(&mut self, text: &str, out: Out) {
        self.outs.push(out.code());
        if !matches!(out, Out::Term(_)) {
            self.texts.push(text.to_string().into());
        }
    }

    /// The same with the names of wildcards and classes, in the order of their symbols, and the forms of words.
    pub fn with(self, others: Vec<Str>, inflection: InflectionFile) -> Written {
        Written { others, inflection, ..self }
    }

    /// The trie of all of them; `None` where they name a word or class that is not there.
    pub fn trie(&self, terms: &[Term], words: &Words) -> Option<Trie> {
        let others: FxHashMap<&str, Sym> = self.others.iter().map(Str::as_str).zip(SYM_ANY + 1..).collect();
        let (mut growing, mut texts) = (Growing::new(), self.texts.iter());
        for &code in &self.outs {
            let out = Out::of_code(code)?;
            let text = match out {
                Out::Term(n) => &terms.get(n as usize)?.text,
                _ => texts.next()?,
            };
            for variant in pattern::parse(text).ok()? {
                let place = |choices: &Vec<Choice>| Some(choices.iter().map(|c| self.syms(c, &others, words)).collect::<Option<Vec<_>>>()?.concat());
                growing.add(&variant.iter().map(place).collect::<Option<Vec<_>>>()?, out);
            }
        }
        Some(growing.finish())
    }

    fn syms(&self, choice: &Choice, others: &FxHashMap<&str, Sym>, words: &Words) -> Option<Vec<Sym>> {
        let word = |w: &str| Some(words.named(w)).filter(|&id| id != 0);
        let other = |name: String| others.get(name.as_str()).copied();
        Some(match choice {
            Choice::Word(w, None) => vec![word(w)?],
            Choice::Word(w, Some(how)) => forms(w, *how, &self.inflection).iter().map(|f| word(&f.0)).collect::<Option<_>>()?,
            Choice::Prefix(p) => vec![other(format!("{p}*"))?],
            Choice::Suffix(s) => vec![other(format!("*{s}"))?],
            Choice::Class(name) => vec![other(format!("<class.{name}>")).or_else(|| other(format!("<{name}>")))?],
            Choice::Number => vec![SYM_NUMBER],
            Choice::Name => vec![SYM_NAME],
            Choice::Any => vec![SYM_ANY],
            Choice::Start | Choice::End | Choice::Punct => Vec::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::builtin::builtin_files;
    use crate::lexicon::{build, image};

    #[test]
    fn a_lexicon_without_its_trie_makes_the_same_one() {
        let files = builtin_files();
        let [ready, small] = [false, true].map(|small| image::encode(build::build(&files).unwrap(), small).unwrap());
        assert!(small.len() < ready.len());
        let mut made = image::decode(small.leak()).unwrap();
        made.keep(false);
        assert!(image::encode(made, false).unwrap() == ready);
    }

    #[test]
    fn patterns_without_their_words_are_refused() {
        let mut lexicon = build::build(&builtin_files()).unwrap();
        lexicon.terms[0].text = "a<class-that-nobody-wrote>".to_string().into();
        assert!(image::decode(image::encode(lexicon, true).unwrap().leak()).is_err());
    }
}
