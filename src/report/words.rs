//! The words in which reports speak: short, plain, and never a verdict on a writer.

use crate::attribute::{CitationKind, Directness, FigureKind, Missing};
use crate::compare::{Agreement, Basis, Direction, EchoKind, Perspective, Verdict};
use crate::lexicon::model::Adjusted;
use crate::lexicon::{Family, Tier};

/// The prose of a rule with the quotation marks of print.
///
/// ```
/// assert_eq!(slantscope::report::words::typeset("\"Regime\" is the text's (\"own\") word"), "“Regime” is the text’s (“own”) word");
/// ```
pub fn typeset(prose: &str) -> String {
    let mut before = ' ';
    let mark = |c: char| {
        let opens = before.is_whitespace() || matches!(before, '(' | '[' | '–' | '“' | '/');
        before = match c {
            '"' if opens => '“',
            '"' => '”',
            '\'' if opens => '‘',
            '\'' => '’',
            c => c,
        };
        before
    };
    prose.chars().map(mark).collect()
}

/// A class of source.
pub fn class(name: &str) -> &'static str {
    match name {
        "named_person" => "named person",
        "organisation" => "organisation",
        "document" => "document",
        "pronoun" => "“he”, “she”, “they”",
        "anonymous" => "name withheld",
        "vague" => "nobody in particular",
        "self" => "the publisher’s own side",
        _ => "no source",
    }
}

/// A class of source where room is short.
pub fn class_short(name: &str) -> &'static str {
    match name {
        "named_person" => "person",
        "organisation" => "organisation",
        "document" => "document",
        "pronoun" => "he, she, they",
        "anonymous" => "withheld",
        "vague" => "vague",
        "self" => "own side",
        _ => "none",
    }
}

/// Who vouches for a figure.
pub fn vouched(class: &str) -> &'static str {
    match class {
        "none" => "unattributed",
        "vague" => "vague source",
        "anonymous" => "withheld source",
        "self" => "own side",
        _ => "attributed",
    }
}

/// A voice.
pub fn voice(name: &str) -> &'static str {
    match name {
        "own" => "the author’s own words",
        "quoted" => "quoted words",
        "reported" => "reported speech",
        "unsourced_quote" => "quotation without a speaker",
        "scare_quote" => "words set in quotation marks",
        "self_quote" => "the publisher’s own side speaking",
        _ => "page furniture",
    }
}

/// What becomes of the marks of a family.
pub fn tier(family: &Family) -> &'static str {
    match family.tier {
        Tier::Counter => "reported beside the score",
        Tier::Discuss => "to discuss, never scored",
        _ if family.uncounted.is_some() => "shown, and not counted",
        _ => "scored",
    }
}

/// What a figure counts.
pub fn kind(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Count => "count",
        FigureKind::Share => "share",
        FigureKind::Duration => "duration",
        FigureKind::Money => "money",
        FigureKind::Measure => "measure",
        FigureKind::Descriptor => "part of a name",
    }
}

/// What a reader would need and does not get.
pub fn missing(missing: &[Missing]) -> String {
    let word = |m: &Missing| match m {
        Missing::Base => "out of how many",
        Missing::Period => "in what time",
        Missing::Comparator => "compared with what",
    };
    missing.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// How a source's words are given.
pub fn directness(d: Directness) -> &'static str {
    match d {
        Directness::Direct => "quoted",
        Directness::Indirect => "reported",
        Directness::Mixed => "quoted in part",
    }
}

/// What a citation points to.
pub fn citation(kind: CitationKind) -> &'static str {
    match kind {
        CitationKind::Link => "link",
        CitationKind::Footnote => "footnote",
        CitationKind::Document => "document",
    }
}

/// Whether claims agree.
pub fn agreement(a: Agreement) -> &'static str {
    match a {
        Agreement::Agree => "agree",
        Agreement::Wording => "differ in wording",
        Agreement::Conflict => "conflict",
    }
}

/// In what claims differ, in words; empty where they do not.
pub fn differs(ways: &[&str]) -> String {
    let word = |way: &&str| {
        match *way {
            "value" => "the number",
            "approximator" => "how exact it is said to be",
            "noun" => "what is counted",
            "verb" => "what is said to have happened",
            "who" => "who is named",
            "when" => "the year",
            "where" => "the place",
            "date" => "the date",
            "interval" => "the time between",
            other => other,
        }
        .to_string()
    };
    ways.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// A rule that a pack changed, in one sentence.
pub fn adjusted(a: &Adjusted) -> String {
    let how = if a.disabled { "disabled" } else { "changed" };
    format!("{} is {how} by the pack {}: {}", a.rule, a.pack, a.reason)
}

/// What a shared passage is.
pub fn echo(kind: EchoKind) -> &'static str {
    match kind {
        EchoKind::Copied => "the same words",
        EchoKind::Speech => "the same speech, quoted",
        EchoKind::Boilerplate => "boilerplate of one source",
    }
}

/// Which way a difference or trend goes.
pub fn direction(d: Direction) -> &'static str {
    match d {
        Direction::Higher => "higher",
        Direction::Lower => "lower",
        Direction::None => "none that this much text can show",
        Direction::Refused => "not ranked across genres",
    }
}

/// A measure of a norm, as a sentence names it; a family has a title of its own.
pub fn measure(id: &str) -> Option<&'static str> {
    Some(match id {
        "advocacy_density" => "advocacy density",
        "citation_reliance" => "citation reliance",
        "checkable_attributed" => "checkable sentences with any source",
        "attributed_sentences" => "sentences with a source",
        "unattributed_figures" => "figures without a source",
        "direct_quote" => "words in direct quotation",
        "citation_rate" => "links, footnotes and documents",
        _ => return None,
    })
}

/// The same where room is short.
pub fn measure_short(id: &str) -> Option<&'static str> {
    Some(match id {
        "checkable_attributed" => "checkable, with a source",
        "direct_quote" => "direct quotation",
        "citation_rate" => "links and documents",
        _ => return measure(id),
    })
}

/// What claims, echoes, differences, trends and norms cannot show.
pub const LIMITS: [&str; 6] = [
    "Claims are grouped by noun, names, years, size and words in common. Of the groups shown on mixed news, one in eight held a claim on something else: read the sentences.",
    "Shared passages show that words are the same, not who wrote them first; a translation or a paraphrase is not seen.",
    "Between sources, one comparison in twenty shows a difference by chance alone; texts of different genres are not ranked, and of many sources only the forty with the most text are set beside the others.",
    "A trend needs eight dated documents of one genre, and says nothing about why.",
    "A norm shows what one set of texts has, not what a text should have; its card says which texts these were.",
    "An actor is found by its name or a noun for a group. Irony, hints and “they” further than a sentence away are missed.",
];

/// The verdict on the corpus, as a heading.
pub fn verdict(v: Verdict) -> &'static str {
    match v {
        Verdict::Single => "One perspective",
        Verdict::Several => "Several perspectives",
        Verdict::CannotTell => "Perspective not known",
    }
}

/// What the verdict rests on.
pub fn basis(basis: &[Basis]) -> String {
    let word = |b: &Basis| match b {
        Basis::Declared => "declared in corpus.toml",
        Basis::Evidence => "shown by the texts themselves",
    };
    basis.iter().map(word).collect::<Vec<_>>().join(" and ")
}

/// The note on perspective: the one that was written, or a plain sentence where none was.
pub fn note(p: &Perspective) -> &str {
    match (p.note.trim(), p.verdict) {
        ("", Verdict::Single) => {
            "These documents all speak for one side. Comparing them with each other cannot separate what happened from how that side tells it."
        }
        ("", Verdict::Several) => "These documents come from more than one side.",
        ("", Verdict::CannotTell) => "The texts alone do not show whether they come from one side or from several.",
        (note, _) => note,
    }
}

/// How often.
pub fn times(n: u64) -> String {
    match n {
        0 => "never".to_string(),
        1 => "once".to_string(),
        2 => "twice".to_string(),
        n => format!("{n} times"),
    }
}

/// What was measured, for the end of every page.
pub const MEASURED: [&str; 5] = [
    "Words and phrases that rules of the lexicon name, where they stand in the author’s own voice. Each mark can be seen in its sentence.",
    "Whose words each passage is: the author’s, quoted, or reported. Quoted and reported words are shown and not counted in the author’s score.",
    "Figures that a reader could check, and whether the text says who vouches for them.",
    "Who is given the word, how often, and whether a reader could find and ask them.",
    "Rates with a 95 % interval. Where a text is too short for a rate, no rate is given.",
];

/// What was not measured.
pub const NOT_MEASURED: [&str; 5] = [
    "Whether anything in the text is true. A true sentence can be full of marks and a false one can have none.",
    "What a writer meant, or what a writer is like. A mark says that words of a kind stand there, and nothing more.",
    "What was left out. A text without marks can still tell half of a story.",
    "Irony, pictures, layout, and what readers already know.",
    "Left or right. There is no such scale in this report, and no single score of trust.",
];
