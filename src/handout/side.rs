//! One text of a handout: its reading, its lines, and the names that must not be seen.

use super::lines::{HIDDEN, Lines, lines, places};
use super::model::{Line, Paragraph, Run};
use crate::attribute::{Figure, FigureKind, SourceClass, Voice};
use crate::extract::Meta;
use crate::lexicon::{Lexicon, RuleId};
use crate::report::form::Form;
use crate::report::site::one_line;
use crate::score::{Mark, Reading};
use crate::text::Span;

/// One text of a handout.
pub struct Side<'a> {
    pub reading: &'a Reading,
    pub lexicon: &'a Lexicon,
    pub lines: Lines,
    /// Names that stand nowhere on the handout.
    pub hide: Vec<String>,
}

impl<'a> Side<'a> {
    /// Breaks the text into its lines; `prefix` stands before their numbers.
    pub fn new(reading: &'a Reading, lexicon: &'a Lexicon, prefix: &'static str, hide_source: bool) -> Side<'a> {
        let hide = if hide_source { hidden(&reading.meta) } else { Vec::new() };
        Side { lines: lines(&reading.text, &hide, prefix), reading, lexicon, hide }
    }

    /// What the text is called, with hidden names taken out.
    pub fn title(&self) -> String {
        self.masked(self.reading.meta.title.as_deref().filter(|t| !t.trim().is_empty()).unwrap_or(&self.reading.meta.id))
    }

    /// Words of the text on one line, with hidden names taken out.
    pub fn words(&self, span: Span) -> String {
        self.masked(&one_line(self.reading.text.slice(span)))
    }

    /// Any words with hidden names taken out.
    pub fn masked(&self, words: &str) -> String {
        let mut out = words.to_string();
        for name in &self.hide {
            for at in places(&out, name).into_iter().rev() {
                out.replace_range(at.start as usize..at.end as usize, HIDDEN);
            }
        }
        out
    }

    /// Whether the name is to be hidden.
    pub fn is_hidden(&self, name: &str) -> bool {
        self.hide.iter().any(|h| h == name)
    }

    /// A sentence on one line.
    pub fn sentence(&self, sentence: u32) -> String {
        self.words(self.reading.text.sentences[sentence as usize].span)
    }

    /// The address of a line on a page, and its name.
    pub fn place(&self, span: Span) -> Option<(String, String)> {
        let (from, _) = self.lines.of(span)?;
        Some((format!("l{}", self.lines.label(from)), self.lines.name(span)?))
    }

    /// The marks in the author's own voice that stand in a line and that nothing denies.
    pub fn own_marks(&self) -> impl Iterator<Item = &'a Mark> {
        self.reading.marks.iter().filter(|m| m.voice.is_own() && !m.negated && self.lines.of(m.span).is_some())
    }

    /// The figures that a source vouches for, or that only the author does; the largest first.
    pub fn figures(&self, vouched: bool) -> Vec<&'a Figure> {
        let figures = self.reading.attributed.figures.iter();
        let mut out: Vec<&Figure> = figures.filter(|f| f.kind != FigureKind::Descriptor && (f.class != SourceClass::None) == vouched).collect();
        out.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.span.cmp(&b.span)));
        out
    }

    /// The size of the figure under a mark; 0 for all other marks.
    pub fn size(&self, mark: &Mark) -> f64 {
        self.reading.attributed.figures.iter().find(|f| f.span == mark.span).map_or(0.0, size)
    }

    /// The lines of the marks of a rule in the author's own voice, without one of them.
    pub fn others(&self, rule: RuleId, but: Span) -> Vec<String> {
        self.own_marks()
            .filter(|m| m.rule == rule && m.span != but)
            .filter_map(|m| Some(format!("“{}” ({})", self.words(m.span), self.lines.name(m.span)?)))
            .collect()
    }

    /// The lines as they are handed out.
    pub fn plain(&self) -> Vec<Paragraph> {
        self.set(|_| None, |_| String::new())
    }

    /// The lines with all marks, and beside each line what begins in it.
    pub fn marked(&self) -> Vec<Paragraph> {
        let marks: Vec<&Mark> = self.reading.marks.iter().filter(|m| m.voice != Voice::Boilerplate).collect();
        let form = |at: u32| {
            let inner = marks.iter().filter(|m| m.span.start <= at && at < m.span.end).min_by_key(|m| m.span.len())?;
            Some(Form::of(self.lexicon.family(inner.rule)))
        };
        self.set(form, |line| {
            let here = marks.iter().filter(|m| line.pieces.iter().any(|p| p.span.start <= m.span.start && m.span.start < p.span.end));
            here.map(|m| self.beside(m)).collect::<Vec<_>>().join(" · ")
        })
    }

    /// The family of a mark, and in whose words it stands where they are not the author's.
    fn beside(&self, m: &Mark) -> String {
        let family = &self.lexicon.family(m.rule).singular;
        match (m.voice.is_own(), m.negated) {
            (false, _) => format!("({family}, a source’s word)"),
            (_, true) => format!("({family}, denied)"),
            _ => family.clone(),
        }
    }

    fn set(&self, form: impl Fn(u32) -> Option<Form>, beside: impl Fn(&super::lines::Line) -> String) -> Vec<Paragraph> {
        let line = |l: &super::lines::Line| Line { label: self.lines.label(l.number), runs: runs(l, &form), beside: beside(l) };
        self.lines.paragraphs.iter().map(|p| Paragraph { kind: p.kind, lines: p.lines.iter().map(line).collect() }).collect()
    }
}

fn size(f: &Figure) -> f64 {
    f.min.or(f.max).unwrap_or(0.0)
}

/// The publisher, with and without its article, and each author; in capitals too, as a page head has them.
fn hidden(meta: &Meta) -> Vec<String> {
    let source = meta.source.iter().flat_map(|s| [s.as_str(), s.strip_prefix("The ").unwrap_or(s)]);
    let authors = meta.author.iter().flat_map(|a| a.split([',', ';', '&'])).flat_map(|a| a.split(" and "));
    let mut out: Vec<String> = source.chain(authors).map(|n| n.trim().to_string()).filter(|n| !n.is_empty()).collect();
    out.extend(out.clone().iter().map(|n| n.to_uppercase()));
    out.dedup();
    out
}

/// The letters of a line, parted where their look changes.
fn runs(line: &super::lines::Line, form: &impl Fn(u32) -> Option<Form>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut push = |text: &str, form: Option<Form>| match out.last_mut() {
        Some(last) if last.form == form => last.text.push_str(text),
        _ => out.push(Run { text: text.to_string(), form }),
    };
    let mut before = None;
    for piece in &line.pieces {
        let first = form(piece.span.start);
        if let Some(end) = before {
            // a space inside a mark is a part of it
            push(" ", if first.is_some() && form(end) == first { first } else { None });
        }
        match piece.hidden {
            true => push(&piece.text, first),
            false => piece.text.char_indices().for_each(|(at, c)| push(c.encode_utf8(&mut [0; 4]), form(piece.span.start + at as u32))),
        }
        before = Some(piece.span.end);
    }
    out
}
