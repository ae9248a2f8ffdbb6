//! The form of the line under a mark: told apart by shape first, by colour and label second.

use crate::lexicon::file::LineForm;
use crate::lexicon::{Family, Tier};

/// Groups of families that share a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    Solid,
    Double,
    Dashed,
    Dotted,
    Wavy,
    /// Families to discuss: a line above and below.
    Framed,
    /// Counter-indicators: brackets around them.
    Bracketed,
}

/// Each form with its class in the style sheet, and the name of its group.
const FORMS: [(Form, &str, &str); 7] = [
    (Form::Solid, "solid", "Charged words"),
    (Form::Double, "double", "Degree and certainty"),
    (Form::Dashed, "dashed", "Figures"),
    (Form::Dotted, "dotted", "Who says so"),
    (Form::Wavy, "wavy", "The author’s stance"),
    (Form::Framed, "framed", "To discuss"),
    (Form::Bracketed, "bracketed", "Counter-evidence"),
];

impl Form {
    /// All forms, in the order of a key.
    pub fn all() -> impl Iterator<Item = Form> {
        FORMS.iter().map(|f| f.0)
    }

    /// The form of a family: its own line where its marks are scored, else that of its tier.
    pub fn of(family: &Family) -> Form {
        match (family.tier, family.form) {
            (Tier::Counter, _) => Form::Bracketed,
            (Tier::Discuss, _) => Form::Framed,
            (_, LineForm::Solid) => Form::Solid,
            (_, LineForm::Double) => Form::Double,
            (_, LineForm::Dashed) => Form::Dashed,
            (_, LineForm::Dotted) => Form::Dotted,
            (_, LineForm::Wavy) => Form::Wavy,
        }
    }

    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        FORMS[self as usize].1
    }

    /// The name of its group.
    pub fn title(self) -> &'static str {
        FORMS[self as usize].2
    }
}
