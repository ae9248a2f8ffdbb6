//! The phrases of lists that stand beside numbers: "more than", "a majority of".

use crate::annotate::Annotated;
use crate::lexicon::Lexicon;

/// A list of such phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Above,
    Below,
    Near,
    After,
    Percent,
    Share,
}

const LISTS: [(List, &str); 6] = [
    (List::Above, "number.approximate.above"),
    (List::Below, "number.approximate.below"),
    (List::Near, "number.approximate.near"),
    (List::After, "number.approximate.after"),
    (List::Percent, "number.approximate.percent"),
    (List::Share, "number.approximate.share"),
];

/// No phrase of a list is longer than this.
const PHRASE: u32 = 12;

/// The phrases of a text that belong to these lists, in order of place. They are few, so that a number finds none beside it at once.
#[derive(Debug, Default)]
pub struct Lists(Vec<(List, (u32, u32))>);

impl Lists {
    /// Takes them from all phrases of the text.
    pub fn new(annotated: &Annotated, lexicon: &Lexicon) -> Lists {
        if annotated.phrases.is_empty() {
            return Lists::default();
        }
        let numbers = LISTS.map(|(list, name)| (list, lexicon.phrase_list(name)));
        let of = |number: u16| numbers.iter().find(|n| n.1 == Some(number)).map(|n| n.0);
        Lists(annotated.phrases.iter().filter_map(|p| of(p.list).map(|list| (list, p.tokens))).collect())
    }

    /// The longest phrase of the list near token `at` that satisfies the test.
    pub fn at(&self, list: List, at: usize, test: impl Fn((u32, u32)) -> bool) -> Option<(u32, u32)> {
        let near = self.0.partition_point(|p| p.1.0 + PHRASE < at as u32);
        self.0[near..].iter().take_while(|p| p.1.0 <= at as u32 + PHRASE).filter(|p| p.0 == list && test(p.1)).map(|p| p.1).max_by_key(|t| t.1 - t.0)
    }

    /// The phrases of the list within these tokens.
    pub fn within(&self, list: List, tokens: (u32, u32)) -> impl Iterator<Item = (u32, u32)> {
        let from = self.0.partition_point(|p| p.1.0 < tokens.0);
        let opening = self.0[from..].iter().take_while(move |p| p.1.0 < tokens.1);
        opening.filter(move |p| p.0 == list && p.1.1 <= tokens.1).map(|p| p.1)
    }
}
