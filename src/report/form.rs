//! The form of the line under a mark: told apart by shape first, by colour and label second.

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

/// Each form with its class in the style sheet, the name of its group, and the families it is drawn under.
///
/// A family that is not named here takes the form of its tier, so a new family needs no line.
const FORMS: [(Form, &str, &str, &[&str]); 7] = [
    (Form::Solid, "solid", "Charged words", &["loaded", "label", "virtue", "puffery", "martyrdom", "metaphor", "euphemism", "one-sided-pair", "in-group"]),
    (Form::Double, "double", "Degree and certainty", &["absolute", "superlative", "booster", "inevitability", "emphasis"]),
    (Form::Dashed, "dashed", "Figures", &["unattributed-figure", "incomplete-figure", "vague-quantity"]),
    (Form::Dotted, "dotted", "Who says so", &["vague-attribution", "anonymous-source", "bandwagon", "agentless"]),
    (Form::Wavy, "wavy", "The author’s stance", &["editorial", "reporting-verb", "factive", "doubt", "call-to-action", "rhetorical-question"]),
    (Form::Framed, "framed", "To discuss", &[]),
    (Form::Bracketed, "bracketed", "Counter-evidence", &[]),
];

impl Form {
    /// All forms, in the order of a key.
    pub fn all() -> impl Iterator<Item = Form> {
        FORMS.iter().map(|f| f.0)
    }

    /// The form of a family.
    pub fn of(family: &str, tier: u8) -> Form {
        match tier {
            0 => Form::Bracketed,
            3 => Form::Framed,
            _ => FORMS.iter().find(|f| f.3.contains(&family)).map_or(Form::Solid, |f| f.0),
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
