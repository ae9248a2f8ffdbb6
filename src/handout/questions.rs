//! Turns findings into questions: one finding a question, the best evidenced first, and as many families as there are.

use super::level::Level;
use super::model::Question;
use super::side::Side;
use super::words;
use crate::attribute::SourceClass;
use crate::lexicon::file::Status;
use crate::lexicon::{Family, Rule, RuleId, Tier};
use crate::report::form::Form;
use crate::report::words as report_words;
use crate::score::Mark;
use std::collections::{BTreeMap, BTreeSet};

/// Further places that a key names.
const OTHERS: usize = 6;

/// A rule that fired, with its marks in the author's own voice.
struct Candidate<'a> {
    side: usize,
    rule: RuleId,
    marks: Vec<&'a Mark>,
    rank: (i32, bool, u8, u32),
}

/// What was asked already.
#[derive(Default)]
struct Asked<'a> {
    families: BTreeMap<&'a str, usize>,
    forms: BTreeMap<Form, usize>,
    sides: BTreeMap<usize, usize>,
    sentences: BTreeSet<(usize, u32)>,
    asks: BTreeSet<&'a str>,
}

/// At most `n` questions on findings of these texts.
pub fn questions(sides: &[Side], level: Level, n: usize) -> Vec<Question> {
    let mut pool: Vec<Candidate> = sides.iter().enumerate().flat_map(|(s, side)| candidates(s, side, level)).collect();
    pool.sort_by(|a, b| {
        b.rank.cmp(&a.rank).then_with(|| sides[a.side].lexicon.rules[a.rule as usize].id.cmp(&sides[b.side].lexicon.rules[b.rule as usize].id))
    });
    let mut asked = Asked::default();
    let mut out = Vec::new();
    while out.len() < n {
        pool.retain(|c| !asked.asks.contains(rule(sides, c).ask.as_str()));
        let Some(best) = (0..pool.len()).min_by_key(|&i| (asked.cost(sides, &pool[i]), i)) else { break };
        let candidate = pool.remove(best);
        let mark = *candidate.marks.iter().find(|m| !asked.sentences.contains(&(candidate.side, m.sentence))).unwrap_or(&candidate.marks[0]);
        asked.note(sides, &candidate, mark);
        out.push(question(&sides[candidate.side], mark, level));
    }
    out
}

fn rule<'a>(sides: &[Side<'a>], c: &Candidate) -> &'a Rule {
    &sides[c.side].lexicon.rules[c.rule as usize]
}

impl<'a> Asked<'a> {
    /// How late a candidate comes: counter-evidence last, then by how much it repeats what was asked, families first, then the other text,
    /// then the kind of line, then the sentence.
    fn cost(&self, sides: &[Side<'a>], c: &Candidate) -> (bool, usize, usize, usize, bool) {
        let family = sides[c.side].lexicon.family(c.rule);
        let times = |map: &BTreeMap<Form, usize>| map.get(&Form::of(family)).copied().unwrap_or(0);
        let repeated = c.marks.iter().all(|m| self.sentences.contains(&(c.side, m.sentence)));
        let families = self.families.get(family.id.as_str()).copied().unwrap_or(0);
        (family.tier == Tier::Counter, families, self.sides.get(&c.side).copied().unwrap_or(0), times(&self.forms), repeated)
    }

    fn note(&mut self, sides: &[Side<'a>], c: &Candidate, mark: &Mark) {
        let family = sides[c.side].lexicon.family(c.rule);
        *self.families.entry(&family.id).or_default() += 1;
        *self.forms.entry(Form::of(family)).or_default() += 1;
        *self.sides.entry(c.side).or_default() += 1;
        self.sentences.insert((c.side, mark.sentence));
        self.asks.insert(&rule(sides, c).ask);
    }
}

/// The rules that fired in the author's own voice, with their marks, heaviest first.
fn candidates<'a>(s: usize, side: &Side<'a>, level: Level) -> Vec<Candidate<'a>> {
    let mut by_rule: BTreeMap<RuleId, Vec<&Mark>> = BTreeMap::new();
    side.own_marks()
        .filter(|m| side.lexicon.family(m.rule).tier != Tier::Counter || is_named(side, m))
        .for_each(|m| by_rule.entry(m.rule).or_default().push(m));
    let candidate = |(rule, mut marks): (RuleId, Vec<&'a Mark>)| {
        let family = side.lexicon.family(rule);
        marks.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(side.size(b).total_cmp(&side.size(a))).then(a.span.cmp(&b.span)));
        let rank = rank(family, &side.lexicon.rules[rule as usize], &marks, level)?;
        Some(Candidate { side: s, rule, marks, rank })
    };
    by_rule.into_iter().filter_map(candidate).collect()
}

/// Whether counter-evidence can be asked about: a source must have a name that a reader can look up, which "a government that" is not.
fn is_named(side: &Side, mark: &Mark) -> bool {
    let text = &side.reading.text;
    let Some(source) = side.reading.attributed.attributions.iter().filter_map(|a| a.source.as_ref()).find(|s| s.span == mark.span) else {
        return true;
    };
    let start = text.sentences[mark.sentence as usize].span.start;
    let words = text.slice(source.span);
    // the first word of a sentence has a capital anyway
    let opens = usize::from(source.span.start == start);
    let has_capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    words.split_whitespace().skip(opens).any(has_capital) || source.class == SourceClass::NamedPerson && !words.contains(char::is_whitespace)
}

/// How well evidenced a finding is: by the measured precision of its rule, its status, its tier, and the weight of its marks.
/// `None` where the level does not ask about it.
fn rank(family: &Family, rule: &Rule, marks: &[&Mark], level: Level) -> Option<(i32, bool, u8, u32)> {
    let tier = match family.tier {
        Tier::Lexical => 3,
        Tier::Gated => 2,
        Tier::Discuss if level == Level::Upper => 1,
        Tier::Counter if level != Level::First => 0,
        _ => return None,
    };
    let measured = rule.evidence.as_ref().map_or(-1, |e| (e.interval[0] * 1000.0) as i32);
    let weight: f32 = marks.iter().map(|m| m.weight).sum();
    (!matches!(rule.status, Status::Draft | Status::Retired)).then_some((measured, rule.status == Status::Stable, tier, (weight * 1000.0) as u32))
}

fn question(side: &Side, mark: &Mark, level: Level) -> Question {
    let rule = &side.lexicon.rules[mark.rule as usize];
    let family = side.lexicon.family(mark.rule);
    let exact = side.words(mark.span);
    let plain = mark.term.and_then(|t| side.lexicon.terms[t as usize].plain.as_deref()).filter(|p| !p.is_empty());
    let article = words::article(&family.singular);
    let finding = match level {
        Level::First => format!("“{exact}” is {article} {}. {}", family.singular, family.what),
        Level::Middle => format!("“{exact}” is {article} {}.", family.singular),
        Level::Upper => format!("Find {article} {} here.", family.singular),
    };
    let ask = match (level, plain) {
        (Level::First, Some(plain)) => format!("{} Read the sentence again with “{plain}” in its place. What changes?", rule.ask),
        _ => rule.ask.clone(),
    };
    Question { places: side.place(mark.span).into_iter().collect(), finding, ask, cites: rule.id.clone(), notes: notes(side, mark, plain) }
}

/// What the key says of a question.
fn notes(side: &Side, mark: &Mark, plain: Option<&str>) -> Vec<String> {
    let rule = &side.lexicon.rules[mark.rule as usize];
    let family = side.lexicon.family(mark.rule);
    let mut out = vec![
        format!("“{}” in: {}", side.words(mark.span), side.sentence(mark.sentence)),
        format!("{}: {}, {}. {}", family.title, rule.title, report_words::tier(family), rule.what),
        format!("Why it can matter: {}", rule.why),
        format!("Where the rule goes wrong: {}", rule.limits),
    ];
    out.extend(plain.map(|p| format!("A plainer or another side’s term: {p}.")));
    out.extend(missing(side, mark));
    let others = side.others(mark.rule, mark.span);
    if !others.is_empty() {
        let more = if others.len() > OTHERS { format!(" and {} more", others.len() - OTHERS) } else { String::new() };
        out.push(format!("The same rule also found {}{more}.", others[..others.len().min(OTHERS)].join(", ")));
    }
    out
}

/// What the sentence does not say of a figure.
fn missing(side: &Side, mark: &Mark) -> Option<String> {
    let figure = side.reading.attributed.figures.iter().find(|f| f.span == mark.span)?;
    (!figure.missing.is_empty()).then(|| format!("The text does not say {}.", report_words::missing(&figure.missing)))
}
