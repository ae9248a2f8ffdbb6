//! Puts the sheets of a handout in order: texts, questions, the way to check, the glossary, and the key for the teacher.

use super::level::Options;
use super::model::{Grid, Handout, Part, Question, Run, Sheet};
use super::side::Side;
use super::{checking, pair, questions, words};
use crate::attribute::Voice;
use crate::compare::{Comparison, Verdict};
use crate::lexicon::{Family, Tier};
use crate::report::form::Form;
use crate::report::{number, words as report_words};
use crate::score::Mark;
use crate::segment::BlockKind;

/// All sheets.
pub fn handout(sides: &[Side], comparison: &Comparison, options: &Options) -> Handout {
    let asked = asked(sides, comparison, options);
    let mut sheets: Vec<Sheet> = sides.iter().map(|s| text(s, options)).collect();
    sheets.push(question_sheet(sides, &asked, comparison, options));
    sheets.push(checking::sheet(sides, comparison));
    sheets.extend(glossary(sides));
    if options.key {
        sheets.extend(sides.iter().map(key));
        sheets.push(answers(sides, asked));
    }
    let titles: Vec<String> = sides.iter().map(Side::title).collect();
    let foot = format!("slantscope {} · {} rules · lexicon {}", env!("CARGO_PKG_VERSION"), sides[0].lexicon.rules.len(), &sides[0].lexicon.digest[..12]);
    Handout { title: format!("Handout: {}", words::list(&titles)), foot, sheets }
}

/// In a pair, half of the questions and one more are on both texts, where there are so many.
fn asked(sides: &[Side], comparison: &Comparison, options: &Options) -> Vec<Question> {
    let n = options.count();
    let mut out = if sides.len() > 1 { pair::questions(sides, comparison, n / 2 + 1) } else { Vec::new() };
    out.extend(questions::questions(sides, options.level, n - out.len()));
    out
}

fn text(side: &Side, options: &Options) -> Sheet {
    let meta = &side.reading.meta;
    let mut known: Vec<String> = match options.hide_source {
        true => Vec::new(),
        false => [&meta.source, &meta.author, &meta.date].into_iter().flatten().cloned().collect(),
    };
    known.push(format!("{} words, {} lines", number::count(side.reading.scores.words.total), number::count(side.lines.count() as u64)));
    let which = if side.lines.prefix.is_empty() { String::new() } else { format!("Text {} · ", side.lines.prefix) };
    let hidden = if options.hide_source { format!(" {}", words::HIDDEN_NOTE) } else { String::new() };
    // a text without a headline shows its title all the same
    let untitled = side.lines.paragraphs.first().is_none_or(|p| p.kind != BlockKind::Headline).then(|| Part::Heading(side.title()));
    Sheet {
        id: format!("text{}", side.lines.prefix),
        kicker: format!("{which}{}", known.join(" · ")),
        title: match side.lines.prefix {
            "" => words::TEXT.to_string(),
            prefix => format!("Text {prefix}"),
        },
        lead: format!("{}{hidden}", words::READ),
        signed: side.lines.prefix != "B",
        parts: untitled.into_iter().chain([Part::Text(side.plain())]).collect(),
    }
}

fn question_sheet(sides: &[Side], asked: &[Question], comparison: &Comparison, options: &Options) -> Sheet {
    let mut parts = Vec::new();
    if sides.len() > 1 && comparison.perspective.verdict == Verdict::Single {
        parts.push(Part::Words(format!("{}. {}", report_words::verdict(Verdict::Single), report_words::note(&comparison.perspective))));
    }
    match asked {
        [] => parts.push(Part::Words(words::NO_FINDING.into())),
        _ => parts.push(Part::Questions(asked.to_vec())),
    }
    let title = match asked.len() {
        0 => "No questions".to_string(),
        1 => "A question on the lines".to_string(),
        _ => "Questions on the lines".to_string(),
    };
    let lead = if sides.len() > 1 { words::ASK_PAIR } else { words::ASK };
    Sheet { id: "questions".into(), kicker: format!("Questions · {}", options.level.title()), title, lead: lead.into(), parts, ..Sheet::default() }
}

/// The families with a mark in anybody's words, as the lexicon orders them.
fn families<'a>(sides: &[Side<'a>]) -> Vec<&'a Family> {
    let occurs = |f: &Family| sides.iter().any(|s| s.reading.marks.iter().any(|m| m.voice != Voice::Boilerplate && s.lexicon.family(m.rule).id == f.id));
    sides[0].lexicon.families.iter().filter(|f| occurs(f)).collect()
}

fn glossary(sides: &[Side]) -> Option<Sheet> {
    let families = families(sides);
    let terms = |counter: bool| -> Vec<(String, String)> {
        families.iter().filter(|f| (f.tier == Tier::Counter) == counter).map(|f| (f.title.clone(), f.what.clone())).collect()
    };
    let (press, care) = (terms(false), terms(true));
    let mut parts = Vec::new();
    if !press.is_empty() {
        parts.push(Part::Heading("Words that press a view".into()));
        parts.push(Part::Terms(press));
    }
    if !care.is_empty() {
        parts.push(Part::Heading("Words that show care".into()));
        parts.push(Part::Terms(care));
    }
    parts.push(Part::Words(words::NO_VERDICT.into()));
    (!families.is_empty()).then(|| Sheet {
        id: "glossary".into(),
        kicker: "Glossary".into(),
        title: "What the words mean".into(),
        lead: words::GLOSSARY.into(),
        parts,
        ..Sheet::default()
    })
}

fn key(side: &Side) -> Sheet {
    let which = if side.lines.prefix.is_empty() { String::new() } else { format!(", text {}", side.lines.prefix) };
    let scores = &side.reading.scores;
    let mut parts = Vec::new();
    if scores.advocacy_density.value.is_none() {
        parts.push(Part::Words(words::SHORT.into()));
    }
    let marked = side.marked();
    let drawn = |f: &Form| marked.iter().flat_map(|p| &p.lines).flat_map(|l| &l.runs).any(|r| r.form == Some(*f));
    parts.push(Part::Legend(Form::all().filter(drawn).map(|f| Run { text: f.title().to_string(), form: Some(f) }).collect()));
    parts.push(Part::Marked(marked));
    parts.push(Part::Heading("Counted".into()));
    parts.push(Part::Table(counts(side)));
    let measures = [
        ("Advocacy marks, weighted, per 1,000 of the author’s own words", &scores.advocacy_density),
        ("Checkable sentences that lean on a named or documented source", &scores.citation_reliance),
        ("Figures that nobody but the author vouches for", &scores.unattributed_figures),
    ];
    parts.push(Part::Items(measures.map(|(name, m)| format!("{name}: {} ({})", number::value(m), number::detail(m))).to_vec()));
    Sheet {
        id: format!("key{}", side.lines.prefix),
        kicker: format!("For the teacher · key{which}"),
        title: format!("Key: {}", side.title()),
        lead: words::KEY.into(),
        parts,
        ..Sheet::default()
    }
}

/// Each family with the lines of its marks in the author's own voice.
fn counts(side: &Side) -> Grid {
    let row = |f: &&Family| {
        let of_family = side.reading.marks.iter().filter(|m| m.voice != Voice::Boilerplate && side.lexicon.family(m.rule).id == f.id);
        let (own, others): (Vec<&Mark>, Vec<&Mark>) = of_family.partition(|m| m.voice.is_own() && !m.negated);
        let mut lines: Vec<String> = own.iter().filter_map(|m| Some(side.lines.label(side.lines.of(m.span)?.0))).collect();
        lines.dedup();
        vec![f.title.clone(), report_words::tier(f).to_string(), own.len().to_string(), others.len().to_string(), lines.join(", ")]
    };
    Grid {
        caption: "Marks by family".into(),
        head: ["Family", "Counted", "The author’s", "Others’ or denied", "Lines of the author’s marks"].map(String::from).to_vec(),
        rows: families(std::slice::from_ref(side)).iter().map(row).collect(),
        widths: vec![24, 18, 11, 13, 34],
    }
}

fn answers(sides: &[Side], asked: Vec<Question>) -> Sheet {
    let mut parts: Vec<Part> = Vec::new();
    for (i, q) in asked.into_iter().enumerate() {
        let places: Vec<String> = q.places.into_iter().map(|p| p.1).collect();
        parts.push(Part::Heading(format!("Question {}, {}", i + 1, words::list(&places))));
        parts.push(Part::Words(format!("{} Cites {}.", q.ask, q.cites)));
        parts.push(Part::Items(q.notes));
    }
    if sides.iter().any(|s| !s.hide.is_empty()) {
        let named = sides.iter().map(|s| {
            let meta = &s.reading.meta;
            let known: Vec<String> = [&meta.source, &meta.author, &meta.date, &meta.url].into_iter().flatten().cloned().collect();
            format!(
                "{}: {}",
                s.reading.meta.title.as_deref().unwrap_or(&s.reading.meta.id),
                if known.is_empty() { "not known".into() } else { known.join(", ") }
            )
        });
        parts.push(Part::Heading("The hidden source".into()));
        parts.push(Part::Items(named.collect()));
    }
    parts.push(Part::Words(words::NO_VERDICT.into()));
    Sheet {
        id: "answers".into(),
        kicker: "For the teacher · notes".into(),
        title: "What the questions rest on".into(),
        lead: String::new(),
        parts,
        ..Sheet::default()
    }
}
