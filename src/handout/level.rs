//! How much a handout helps: three levels, from words that are shown to words that must be found.

/// For whom a handout is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Shows the words and says what they are. Three questions.
    First,
    /// Shows the words. Five questions.
    #[default]
    Middle,
    /// Names the lines and the family; the words must be found. Seven questions, patterns to discuss among them.
    Upper,
}

/// The fewest and the most questions of a handout.
pub const QUESTIONS: std::ops::RangeInclusive<usize> = 3..=7;

impl Level {
    /// Its name on the handout.
    pub fn title(self) -> &'static str {
        match self {
            Level::First => "first steps",
            Level::Middle => "practised readers",
            Level::Upper => "experienced readers",
        }
    }

    /// How many questions it has where nobody says otherwise.
    pub fn questions(self) -> usize {
        match self {
            Level::First => 3,
            Level::Middle => 5,
            Level::Upper => 7,
        }
    }
}

/// What a handout is asked to be.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub level: Level,
    /// Three to seven; the level's own number where it is `None`.
    pub questions: Option<usize>,
    /// Whether the key for the teacher is added.
    pub key: bool,
    /// Whether the name of the source is left out, in the text too.
    pub hide_source: bool,
}

impl Options {
    /// How many questions are asked, if the text gives reason for so many.
    pub fn count(&self) -> usize {
        self.questions.unwrap_or_else(|| self.level.questions()).clamp(*QUESTIONS.start(), *QUESTIONS.end())
    }
}
