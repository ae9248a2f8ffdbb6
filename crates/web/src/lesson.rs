//! A text for a class: its lines as the handout breaks them, its questions, and the marks that pupils compare their own with.

use serde::Serialize;
use slantscope::compare::Comparison;
use slantscope::handout::lines::{self, Lines};
use slantscope::handout::model::Part;
use slantscope::handout::{self, Level, Options};
use slantscope::lexicon::{Lexicon, Tier};
use slantscope::report::form::Form;
use slantscope::report::words;
use slantscope::score::Reading;
use slantscope::segment::BlockKind;
use slantscope::text::{Place, Positions};

/// What the page needs for a lesson. Places count in UTF-16 units of the text.
#[derive(Serialize)]
pub struct Lesson<'a> {
    pub title: &'a str,
    pub source: Option<&'a str>,
    pub text: &'a str,
    pub paragraphs: Vec<Paragraph>,
    pub questions: Vec<Question>,
    /// Those whose marks stand in the text, as a key lists them.
    pub families: Vec<Family<'a>>,
    pub marks: Vec<Mark<'a>>,
}

/// A block of the text in its lines.
#[derive(Serialize)]
pub struct Paragraph {
    pub kind: &'static str,
    /// For each line its first unit and the one behind its last.
    pub lines: Vec<[u32; 2]>,
}

/// A question of the handout, with the lines it looks at.
#[derive(Serialize)]
pub struct Question {
    pub lines: Vec<String>,
    pub finding: String,
    pub ask: String,
}

/// A family that pupils can mark.
#[derive(Serialize)]
pub struct Family<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub what: &'a str,
    pub form: &'static str,
    pub marks: usize,
}

/// A mark of the program.
#[derive(Serialize)]
pub struct Mark<'a> {
    pub family: &'a str,
    pub at: [u32; 2],
    pub exact: &'a str,
    pub voice: &'static str,
    pub rule: &'a str,
    pub why: &'a str,
    pub ask: &'a str,
    pub limits: &'a str,
}

/// The lesson of a text. Marks in any voice count, for pupils mark words, whoever says them; those of counter-evidence do not.
pub fn lesson<'a>(reading: &'a Reading, comparison: &Comparison, lexicon: &'a Lexicon, level: Level) -> Lesson<'a> {
    let positions = Positions::new(&reading.text.source);
    let lines = lines::lines(&reading.text, &[], "");
    let in_lines = |m: &&slantscope::score::Mark| lines.of(m.span).is_some();
    let marks = reading.marks.iter().filter(in_lines).filter(|m| lexicon.family(m.rule).tier != Tier::Counter && !m.negated);
    let marks: Vec<Mark> = marks
        .map(|m| {
            let rule = &lexicon.rules[m.rule as usize];
            Mark {
                family: &lexicon.family(m.rule).id,
                at: positions.place(m.span).utf16,
                exact: reading.text.slice(m.span),
                voice: words::voice(m.voice.name()),
                rule: &rule.title,
                why: &rule.why,
                ask: &rule.ask,
                limits: &rule.limits,
            }
        })
        .collect();
    let families = lexicon.families.iter().filter_map(|f| {
        let count = marks.iter().filter(|m| m.family == f.id).count();
        (count > 0).then(|| Family { id: &f.id, title: &f.title, what: &f.what, form: Form::of(f).class(), marks: count })
    });
    let mut families: Vec<Family> = families.collect();
    families.sort_by_key(|f| std::cmp::Reverse(f.marks));
    Lesson {
        title: reading.meta.title.as_deref().unwrap_or(&reading.meta.id),
        source: reading.meta.source.as_deref(),
        text: &reading.text.source,
        paragraphs: paragraphs(&lines, &positions),
        questions: questions(reading, comparison, lexicon, level),
        families,
        marks,
    }
}

fn paragraphs(lines: &Lines, positions: &Positions) -> Vec<Paragraph> {
    let line = |l: &lines::Line| {
        let place = |p: &lines::Piece| -> Place { positions.place(p.span) };
        [l.pieces.first().map_or(0, |p| place(p).utf16[0]), l.pieces.last().map_or(0, |p| place(p).utf16[1])]
    };
    let kind = |kind: BlockKind| match kind {
        BlockKind::Headline => "headline",
        BlockKind::Caption => "caption",
        BlockKind::List => "item",
        BlockKind::Quote => "quote",
        BlockKind::Body | BlockKind::Furniture => "body",
    };
    lines.paragraphs.iter().map(|p| Paragraph { kind: kind(p.kind), lines: p.lines.iter().map(line).collect() }).collect()
}

/// The questions that the handout of this level asks.
fn questions(reading: &Reading, comparison: &Comparison, lexicon: &Lexicon, level: Level) -> Vec<Question> {
    let made = handout::handout(std::slice::from_ref(reading), comparison, lexicon, &Options { level, ..Options::default() });
    let parts = made.sheets.into_iter().flat_map(|s| s.parts);
    let asked = parts.filter_map(|p| if let Part::Questions(questions) = p { Some(questions) } else { None }).flatten();
    asked.map(|q| Question { lines: q.places.into_iter().map(|p| p.1).collect(), finding: q.finding, ask: q.ask }).collect()
}
