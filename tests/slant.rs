//! The sentence models: their terms add up, and a table comes back as it was written.

use slantscope::analyzer::Analyzer;
use slantscope::extract::{Document, Meta};
use slantscope::lexicon;
use slantscope::score::slant::{Table, Which, probability};

fn read(analyzer: &Analyzer, text: &str) -> slantscope::score::Reading {
    analyzer.analyze(Document { meta: Meta::default(), text: text.into(), hints: Vec::new() })
}

#[test]
fn terms_add_up_to_the_probability() {
    let lexicon = lexicon::builtin().expect("the built-in lexicon");
    let analyzer = Analyzer::new(lexicon);
    let reading = read(
        &analyzer,
        "The council met on Tuesday. Its corrupt and arrogant leaders shamelessly boasted of a budget that nobody wanted! \"We shall see,\" Rossi said.",
    );
    let mut sentences = std::collections::BTreeSet::new();
    analyzer.sentences.each_terms(&reading, lexicon, |s, which, terms| {
        let (slant, opinion) = reading.sentence_scores[s];
        let sum = terms[0].product + terms[1..].iter().map(|t| t.product).sum::<f32>();
        assert_eq!(probability(sum), if which == Which::Slant { slant } else { opinion }, "{s} {which:?}");
        sentences.insert(s);
    });
    assert_eq!(sentences.len(), reading.sentence_scores.len());
}

#[test]
fn charged_words_outrank_a_dry_report() {
    let analyzer = Analyzer::new(lexicon::builtin().expect("the built-in lexicon"));
    let slant = |text| read(&analyzer, text).sentence_scores[0].0;
    assert!(slant("The mayor's corrupt cronies shamelessly rammed the bloated budget through.") > 0.7);
    assert!(slant("The council approved the budget on Tuesday by nine votes to four, according to the clerk.") < 0.3);
}

#[test]
fn swapping_sides_changes_nothing() {
    let analyzer = Analyzer::new(lexicon::builtin().expect("the built-in lexicon"));
    let scores = |text| read(&analyzer, text).sentence_scores[0];
    assert_eq!(scores("Biden again mocked the hapless Republicans."), scores("Trump again mocked the hapless Republicans."));
    assert_eq!(scores("The Republican plan is a disaster, he said."), scores("The Democrat plan is a disaster, he said."));
}

#[test]
fn a_table_comes_back_as_it_was_written() {
    let text = "# card\nbias\t0\t1\t0.5000\na.b\t0.1000\t0.2000\t0.3000\nc\t0.0000\t1.0000\t-0.1000\n";
    assert_eq!(Table::parse(text).text(), text);
}
