//! Everything found in one document.

use super::folded::Folded;
use super::{Mark, Scores, measures};
use crate::annotate::Annotated;
use crate::attribute::Attributed;
use crate::extract::Meta;
use crate::lexicon::Lexicon;
use crate::segment::Text;
use std::borrow::Cow;
use std::sync::Arc;

/// Everything found in one document.
#[derive(Clone, Debug)]
pub struct Reading {
    pub meta: Meta,
    pub text: Text,
    pub annotated: Annotated,
    pub attributed: Attributed,
    pub marks: Vec<Mark>,
    /// Marks that the user's ignore file takes out of the marks and the scores.
    pub ignored: Vec<Ignored>,
    /// Shared, since whoever opens a folded reading only looks at them.
    pub scores: Arc<Scores>,
    /// For each sentence, how probable slanted wording and opinion are at even prior unless a base rate was given; 0 in page furniture.
    pub sentence_scores: Vec<(f32, f32)>,
    /// The tokens with their words, where these are folded.
    pub folded: Option<Box<Folded>>,
}

/// A mark that is not to be shown or counted, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Ignored {
    pub mark: Mark,
    pub reason: String,
}

impl Reading {
    /// Takes the marks for which `why` gives a reason out of the marks and the scores. Their words stay in the text.
    pub fn ignore(&mut self, lexicon: &Lexicon, why: impl Fn(&Reading, &Mark) -> Option<String>) {
        let reasons: Vec<Option<String>> = self.marks.iter().map(|m| why(self, m)).collect();
        if reasons.iter().all(Option::is_none) {
            return;
        }
        let marks = std::mem::take(&mut self.marks);
        for (mark, reason) in marks.into_iter().zip(reasons) {
            match reason {
                Some(reason) => self.ignored.push(Ignored { mark, reason }),
                None => self.marks.push(mark),
            }
        }
        self.meta.input.ignored_marks = self.ignored.len();
        self.scores = Arc::new(measures::scores(&self.text, &self.attributed, &self.marks, lexicon));
    }

    /// Lets go of what only the analysis itself asks for, and of room that nothing fills: a report keeps thousands of readings.
    pub fn let_go(&mut self) {
        self.annotated.let_go();
        self.text.tokens.shrink_to_fit();
        self.text.sentences.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.attributed.attributions.shrink_to_fit();
        self.attributed.figures.shrink_to_fit();
    }

    /// Lets go of the words too, for whoever only writes the record.
    pub fn close(&mut self) {
        self.annotated = Annotated::default();
    }

    /// Packs what stands once a token, half of a reading: tokens and words are empty then, and [`Reading::whole`] has them again.
    pub fn fold(&mut self, lexicon: &Lexicon) {
        if self.folded.is_none() {
            let (text, annotated) = (&mut self.text, &mut self.annotated);
            self.folded = Some(Box::new(Folded::new(&text.tokens, &annotated.facts, lexicon)));
            (text.tokens, annotated.facts) = Default::default();
        }
    }

    /// The reading with its tokens and words.
    pub fn whole(&self, lexicon: &Lexicon) -> Cow<'_, Reading> {
        let Some(folded) = &self.folded else { return Cow::Borrowed(self) };
        let mut whole = Reading { folded: None, ..self.clone() };
        (whole.text.tokens, whole.annotated.facts) = folded.unfold(lexicon);
        Cow::Owned(whole)
    }

    /// The name of the source of an attribution: the name found for a pronoun, else the words themselves.
    pub fn speaker(&self, attribution: u32) -> Option<&str> {
        let source = self.attributed.attributions[attribution as usize].source.as_ref()?;
        Some(self.text.slice(source.name()))
    }
}
