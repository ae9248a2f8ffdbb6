//! A document in the terminal: its head, its marks sentence by sentence, its measures, its figures.

use super::paint::{self, Drawn};
use super::style::{FAINT, SIGNS, STRONG, plain, sign, wrap};
use slantscope::attribute::{SourceClass, Voice};
use slantscope::extract::Extraction;
use slantscope::lexicon::{Family, Lexicon};
use slantscope::score::{FamilyScore, Mark, Reading};
use slantscope::stats::Measure;
use std::fmt::Write;

/// Everything found in a document.
pub fn document(reading: &Reading, lexicon: &Lexicon, width: usize) -> String {
    let mut out = head(reading, width);
    sentences(reading, lexicon, width, &mut out);
    if reading.marks.is_empty() {
        let nothing = "No mark was found. That says only that none of the patterns of the rules occurs; it is no certificate of fairness. \
                       `slantscope explain` lists what is looked for.";
        let _ = writeln!(out, "{}\n", wrap(nothing, width, 2, 2));
    }
    measures(reading, lexicon, width, &mut out);
    figures(reading, width, &mut out);
    out
}

/// What the underlines mean.
pub fn legend(width: usize) -> String {
    let mut out = format!("{STRONG}Signs{STRONG:#}\n");
    for s in SIGNS {
        let sign = s.underline.to_string().repeat(3);
        let line = wrap(&format!("{sign} {}", s.means), width, 2, 6);
        let _ = writeln!(out, "{}", line.replacen(&sign, &format!("{}{sign}{:#}", s.style, s.style), 1));
    }
    out
}

fn head(reading: &Reading, width: usize) -> String {
    let meta = &reading.meta;
    let name = meta.path.as_deref().unwrap_or(&meta.id);
    let mut out = format!("{STRONG}{}{STRONG:#}\n", plain(name).chars().take(width).collect::<String>());
    if let Some(title) = meta.title.as_ref().filter(|t| **t != meta.id) {
        let _ = writeln!(out, "{}", wrap(&plain(title), width, 2, 2));
    }
    let source = match (&meta.source, &meta.source_from) {
        (Some(source), Some(from)) => format!("Source: {} (read in {from}). ", plain(source)),
        (Some(source), None) => format!("Source: {}. ", plain(source)),
        _ => "Source: not known. ".into(),
    };
    let words = reading.scores.words;
    let others = words.total - words.own;
    let told = format!(
        "{source}{} words, {} of them the author's own and {others} quoted or reported; {} sentences.",
        words.total, words.own, reading.scores.sentences
    );
    let _ = writeln!(out, "{}", wrap(&told, width, 2, 2));
    for line in read_from(&meta.input) {
        let _ = writeln!(out, "{}", wrap(&line, width, 2, 2));
    }
    out.push('\n');
    out
}

/// How the text was read out of its file, where there is something to say.
fn read_from(input: &Extraction) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(encoding) = &input.encoding {
        out.push(format!("Encoding: {encoding}."));
    }
    if !input.dropped.is_empty() {
        let left: Vec<String> = input.dropped.iter().map(|d| format!("{} ({} words)", d.what, d.words)).collect();
        out.push(format!("Left out: {}. `slantscope extract --dropped` shows it.", left.join(", ")));
    }
    if input.off_regions > 0 {
        out.push(format!("Switched off in the text: {} words.", input.off_words));
    }
    if input.ignored_marks > 0 {
        out.push(format!("Marks taken out by the ignore file: {}.", input.ignored_marks));
    }
    out.extend(input.notes.iter().map(|n| format!("Note: {}", plain(n))));
    out
}

fn sentences(reading: &Reading, lexicon: &Lexicon, width: usize, out: &mut String) {
    for group in reading.marks.chunk_by(|a, b| a.sentence == b.sentence) {
        let number = group[0].sentence;
        let Some(sentence) = reading.text.sentences.get(number as usize) else { continue };
        let drawn: Vec<Drawn> = group.iter().map(|m| drawn(m, lexicon)).collect();
        let _ = writeln!(out, "{FAINT}  sentence {}{FAINT:#}", number + 1);
        out.push_str(&paint::sentence(&reading.text.source, sentence.span, &drawn, width, 2));
        out.push('\n');
    }
}

fn drawn(mark: &Mark, lexicon: &Lexicon) -> Drawn {
    let family = lexicon.family(mark.rule);
    let label = match () {
        () if mark.negated => format!("{} (denied)", family.singular),
        () if !mark.voice.is_own() => format!("{} ({})", family.singular, voice(mark.voice)),
        () if mark.weight > 0.0 => format!("{} {}", family.singular, mark.weight),
        () => family.singular.clone(),
    };
    Drawn { span: mark.span, label, sign: sign(mark, family.tier) }
}

fn voice(voice: Voice) -> &'static str {
    match voice {
        Voice::Quoted => "quoted",
        Voice::Reported => "reported",
        Voice::SelfQuote => "own side quoted",
        Voice::UnsourcedQuote => "quoted, no speaker",
        Voice::ScareQuote => "in quotation marks",
        Voice::Own => "own",
        Voice::Boilerplate => "page furniture",
    }
}

fn measures(reading: &Reading, lexicon: &Lexicon, width: usize, out: &mut String) {
    let s = &reading.scores;
    let _ = writeln!(out, "{STRONG}  Measures{STRONG:#}");
    let density = format!("Advocacy density: {}", told(&s.advocacy_density, "weighted marks per 1,000 own words", "own words"));
    let reliance = format!(
        "Citation reliance: {}",
        told(&s.citation_reliance, "of the checkable sentences stand on a source one can ask or look up", "checkable sentences")
    );
    let _ = writeln!(out, "{}\n{}", wrap(&density, width, 2, 4), wrap(&reliance, width, 2, 4));
    let rows: Vec<Row> = s.families.iter().filter_map(|(id, score)| lexicon.families.iter().find(|f| f.id == *id).map(|f| (f, score))).collect();
    table("Family", rows.iter().filter(|(f, _)| f.tier.is_scored()), out);
    table("Shown, never scored", rows.iter().filter(|(f, _)| !f.tier.is_scored()), out);
    out.push('\n');
}

/// A measure in words: the value with its n and interval, or why there is none.
fn told(m: &Measure, what: &str, cases: &str) -> String {
    let number = |x: f64| if m.unit == "share" { format!("{:.0} %", x * 100.0) } else { format!("{x:.1}") };
    match (m.value, m.interval) {
        (Some(value), Some([low, high])) => format!("{} {what} (95 % interval {} to {}; {} {cases}).", number(value), number(low), number(high), m.n),
        (Some(value), None) => format!("{} {what} ({} {cases}).", number(value), m.n),
        _ => format!("no value: {} ({} {cases}).", m.reason.unwrap_or("it was not measured"), m.n),
    }
}

type Row<'r> = (&'r Family, &'r FamilyScore);

/// The families with their marks and rates, heaviest first.
fn table<'r>(heading: &str, rows: impl Iterator<Item = &'r Row<'r>>, out: &mut String) {
    let mut rows: Vec<&Row> = rows.collect();
    rows.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight).then(a.0.id.cmp(&b.0.id)));
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{FAINT}  {heading:28}  {:>5}  {:>9}  {:>9}  {:>15}{FAINT:#}", "Marks", "Elsewhere", "Per 1,000", "95 % interval");
    for (family, score) in rows {
        let title: String = family.title.chars().take(28).collect();
        let m = &score.density;
        let value = m.value.map_or("-".into(), |v| format!("{v:.1}"));
        let interval = m.interval.map_or("-".into(), |[l, h]| format!("{l:.1} to {h:.1}"));
        let _ = writeln!(out, "  {title:28}  {:>5}  {:>9}  {value:>9}  {interval:>15}", score.marks, score.elsewhere);
    }
}

fn figures(reading: &Reading, width: usize, out: &mut String) {
    let all = &reading.attributed.figures;
    if all.is_empty() {
        return;
    }
    let _ = writeln!(out, "{STRONG}  Figures{STRONG:#}");
    for f in all {
        let head = f.head.filter(|h| !f.span.holds(*h)).map_or(String::new(), |h| format!(" {}", plain(reading.text.slice(h))));
        let by = match (f.attribution.and_then(|a| reading.speaker(a)), f.class) {
            (_, SourceClass::None) => "nobody but the author vouches for it".into(),
            (Some(name), _) => format!("on the word of {}", plain(name)),
            (None, class) => format!("source: {}", class.name().replace('_', " ")),
        };
        let line = format!("- {}{head}: {by} (sentence {}).", plain(reading.text.slice(f.span)), f.sentence + 1);
        let _ = writeln!(out, "{}", wrap(&line, width, 2, 4));
    }
    out.push('\n');
}
