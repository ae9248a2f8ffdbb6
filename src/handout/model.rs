//! What a handout holds, whatever it is written as: sheets that begin on a page of their own, and their parts.

use crate::report::form::Form;
use crate::segment::BlockKind;

/// A handout, ready to be written.
#[derive(Clone, Debug, Default)]
pub struct Handout {
    /// For the window and the file's properties.
    pub title: String,
    /// Small print at the end of every sheet.
    pub foot: String,
    pub sheets: Vec<Sheet>,
}

/// A part of a handout that begins on a new page.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Unique in the handout.
    pub id: String,
    /// Above the title, in small letters.
    pub kicker: String,
    pub title: String,
    pub lead: String,
    /// Pupils write their name here.
    pub signed: bool,
    pub parts: Vec<Part>,
}

/// A part of a sheet.
#[derive(Clone, Debug)]
pub enum Part {
    Heading(String),
    Words(String),
    Items(Vec<String>),
    /// A text to write on, with room between its lines and beside them.
    Text(Vec<Paragraph>),
    /// A text with its marks, and beside each line the families of the marks that begin in it.
    Marked(Vec<Paragraph>),
    /// The lines under marks, with what they mean.
    Legend(Vec<Run>),
    Questions(Vec<Question>),
    /// Words with their meaning.
    Terms(Vec<(String, String)>),
    Table(Grid),
    /// Ruled lines to write on.
    Room(usize),
}

/// A block of a text in its lines.
#[derive(Clone, Debug)]
pub struct Paragraph {
    pub kind: BlockKind,
    pub lines: Vec<Line>,
}

/// A line with its number.
#[derive(Clone, Debug)]
pub struct Line {
    pub label: String,
    pub runs: Vec<Run>,
    pub beside: String,
}

/// Letters of one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    /// The line under a mark.
    pub form: Option<Form>,
}

/// A question with the finding that it was made from.
#[derive(Clone, Debug)]
pub struct Question {
    /// The lines that it looks at, as links of a page and as words.
    pub places: Vec<(String, String)>,
    /// What stands there, and what it is.
    pub finding: String,
    /// What is asked.
    pub ask: String,
    /// The rule, claim or passage that it cites.
    pub cites: String,
    /// For the teacher: what the finding rests on.
    pub notes: Vec<String>,
}

/// A table; empty cells are there to be written in.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    pub caption: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// The share of each column in the width, in hundredths.
    pub widths: Vec<u8>,
}
