//! The pipe: one line a stage.

use crate::annotate::annotate;
use crate::attribute::{Publisher, Weights, attribute};
use crate::extract::Document;
use crate::extract::plain::domain;
use crate::lexicon::Lexicon;
use crate::score::slant::{Models, Parts};
use crate::score::{Reading, marks, measures, notes};
use crate::segment::{SplitWords, segment};

/// A lexicon made ready to read documents with.
pub struct Analyzer<'l> {
    pub lexicon: &'l Lexicon,
    split: SplitWords,
    weights: Weights,
    /// The two sentence models.
    pub sentences: Models,
}

impl<'l> Analyzer<'l> {
    /// Prepares the words that segmentation asks for, and the weights of the three models.
    pub fn new(lexicon: &'l Lexicon) -> Analyzer<'l> {
        Analyzer { lexicon, split: lexicon.split_words(), weights: Weights::load(lexicon), sentences: Models::load(lexicon) }
    }

    /// The same with sentence probabilities for texts in which this share of the sentences is slanted, or opinion; `None` changes nothing.
    ///
    /// ```
    /// use slantscope::{analyzer::Analyzer, extract::Document, lexicon};
    /// let text = || Document::new("a", "The arrogant mayor shamelessly wasted our money.");
    /// let even = Analyzer::new(lexicon::builtin()?);
    /// let rare = Analyzer::new(lexicon::builtin()?).at_base_rate(Some(0.1));
    /// assert!(rare.analyze(text()).sentence_scores[0].0 < even.analyze(text()).sentence_scores[0].0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn at_base_rate(self, share: Option<f32>) -> Analyzer<'l> {
        match share {
            Some(share) => Analyzer { sentences: self.sentences.at_base_rate(share), ..self },
            None => self,
        }
    }

    /// Reads one document. The same document and lexicon give the same reading.
    pub fn analyze(&self, document: Document) -> Reading {
        let publisher = Publisher { names: document.meta.own_names.clone(), site: document.meta.url.as_deref().and_then(domain).map(str::to_string) };
        let text = segment(document.text, &document.hints, &self.split);
        let mut annotated = annotate(&text, self.lexicon);
        let attributed = attribute(&text, &annotated, self.lexicon, &self.weights, &publisher);
        let marks = marks::marks(&text, &mut annotated, &attributed, self.lexicon);
        let scores = measures::scores(&text, &attributed, &marks, self.lexicon);
        let sentence_scores =
            self.sentences.scores(&Parts { text: &text, annotated: &annotated, attributed: &attributed, marks: &marks, lexicon: self.lexicon });
        let mut meta = document.meta;
        meta.input.notes.extend(notes::notes(&text, &attributed, &marks, &scores));
        Reading { meta, text, annotated, attributed, marks, ignored: Vec::new(), scores: scores.into(), sentence_scores, folded: None }
    }
}
