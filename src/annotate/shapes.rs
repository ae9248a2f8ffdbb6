//! Marks that are shapes, not words: capitals, repeated marks, questions, slogans.

use super::{Annotated, Fact, Hit};
use crate::lexicon::{Frame, Lexicon, Role, RuleId};
use crate::segment::words::Shape;
use crate::segment::{BlockKind, Kind, Sentence, Text};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;

/// A word in capitals shorter than this is taken for an acronym.
const SHORTEST: usize = 4;

/// Adds the hits of the detectors that look at shapes.
pub fn shapes(text: &Text, lexicon: &Lexicon, into: &mut Annotated) {
    let rule = |name| lexicon.detectors(name).next();
    let (capitals, punctuation, question) = (rule("capitals"), rule("punctuation"), rule("question"));
    let small = OnceCell::new();
    for (number, s) in text.sentences.iter().enumerate() {
        let kind = text.blocks[s.block as usize].kind;
        if matches!(kind, BlockKind::Furniture | BlockKind::Headline) {
            continue;
        }
        let (mut upper, mut loud) = (false, false);
        for t in &text.tokens[s.tokens.0 as usize..s.tokens.1 as usize] {
            upper |= t.is(Shape::UPPER);
            loud |= t.kind == Kind::Punct && matches!(text.source.as_bytes()[t.start as usize], b'!' | b'?');
        }
        if !upper && !loud {
            continue;
        }
        let shouted = if upper { shouted(text, lexicon, into, &small, s) } else { Vec::new() };
        let mut push = |rule: Option<RuleId>, from: u32, to: u32| {
            if let Some(rule) = rule {
                into.hits.push(Hit { rule, term: None, tokens: (from, to), span: text.span((from, to)), sentence: number as u32, negated: false });
            }
        };
        shouted.into_iter().for_each(|i| push(capitals, i, i + 1));
        let loud = |i: u32| matches!(text.source.as_bytes()[text.tokens[i as usize].start as usize], b'!' | b'?');
        for i in (s.tokens.0..s.tokens.1).filter(|&i| text.tokens[i as usize].kind == Kind::Punct && loud(i)) {
            let mark = text.word(i as usize);
            let doubled = i + 1 < s.tokens.1 && mark.starts_with(['!', '?']) && text.word(i as usize + 1).starts_with(['!', '?']);
            if (mark.len() > 1 || doubled) && mark.starts_with(['!', '?']) {
                push(punctuation, i, i + 1 + doubled as u32);
            }
        }
        if kind == BlockKind::Body && text.word(s.tokens.1 as usize - 1) == "?" && is_put_to_readers(text, number) {
            push(question, asked_from(text, s), s.tokens.1);
        }
    }
    if let Some(rule) = rule("slogan") {
        slogans(text, lexicon, into, rule);
    }
    let shaped: Vec<Hit> = std::mem::take(&mut into.hits);
    let (terms, shapes): (Vec<Hit>, Vec<Hit>) = shaped.into_iter().partition(|h| h.term.is_some());
    let open = shapes.into_iter().filter(|h| super::gates::pass_detector(text, into, lexicon, h.rule, h.tokens).is_some()).collect::<Vec<_>>();
    into.hits = terms;
    into.hits.extend(open);
}

/// A question of fewer words is a cry.
const QUESTION: u32 = 3;
/// A question of so many words that stands alone on its line is a heading.
const TITLE: u32 = 6;
/// Among so many first tokens a colon parts a speaker's name from what is asked.
const LABEL: u32 = 5;

/// The first token of a question: where it ends inside a quotation that the sentence leads up to, that of the quotation. Whoever is quoted asks it.
fn asked_from(text: &Text, s: &Sentence) -> u32 {
    let last = s.tokens.1 - 1;
    let before = text.quotes.partition_point(|q| q.tokens.0 <= last);
    let inside = text.quotes[..before].iter().rev().take_while(|q| q.tokens.0 > s.tokens.0);
    inside.filter(|q| q.depth == 0 && last < q.tokens.1).last().map_or(s.tokens.0, |q| q.tokens.0)
}

/// Whether the question that is sentence `number` is put to the readers: no heading, no turn of an interview, and not answered by a quotation.
fn is_put_to_readers(text: &Text, number: usize) -> bool {
    let s = &text.sentences[number];
    let beside = |n: Option<usize>| n.and_then(|n| text.sentences.get(n));
    let alone = [number.checked_sub(1), Some(number + 1)].into_iter().all(|n| beside(n).is_none_or(|other| other.block != s.block));
    let words = text.count_words(s.tokens);
    let labelled = (s.tokens.0..s.tokens.1.min(s.tokens.0 + LABEL)).any(|i| text.word(i as usize) == ":");
    let answered = beside(Some(number + 1)).is_some_and(|next| text.word(next.tokens.0 as usize).starts_with(['"', '“', '‘']));
    words >= QUESTION && (!alone || words > TITLE) && !labelled && !answered
}

/// A phrase of three words or more is a slogan when the document repeats it this often ...
const REPEATS: usize = 4;
/// ... and at least once in so many words.
const EVERY: usize = 400;
/// ... and when one use in so many opens a clause, as a refrain does and a term of the subject does not.
const REFRAIN: usize = 2;

/// Whether token `i` begins a sentence or follows a mark.
fn opens(text: &Text, i: u32) -> bool {
    i == 0 || text.tokens[i as usize - 1].kind == Kind::Punct || text.sentences[text.sentence_of(i as usize)].tokens.0 == i
}

/// Marks the phrases that a document repeats beyond chance. Names repeat by their nature and are left out.
fn slogans(text: &Text, lexicon: &Lexicon, into: &mut Annotated, rule: RuleId) {
    let needed = REPEATS.max(text.tokens.len() / EVERY);
    // how often each hash is seen, modulo the size of a small table: most documents repeat nothing, and the table says so at once
    let mut seen = vec![0u8; (text.tokens.len() * 2).next_power_of_two()];
    let mask = seen.len() - 1;
    let place = |hash: u64| (hash >> 32) as usize & mask;
    let mut often = false;
    threes(text, &into.facts, |hash, _| {
        let n = &mut seen[place(hash)];
        *n = n.saturating_add(1);
        often |= *n as usize >= needed.min(u8::MAX as usize);
    });
    if !often {
        return;
    }
    let mut starts: Vec<(u64, u32)> = Vec::new();
    threes(text, &into.facts, |hash, i| {
        if seen[place(hash)] as usize >= needed.min(u8::MAX as usize) {
            starts.push((hash, i));
        }
    });
    let mut counts: FxHashMap<u64, (usize, usize)> = FxHashMap::default();
    for &(phrase, at) in &starts {
        let (all, opening) = counts.entry(phrase).or_default();
        *all += 1;
        *opening += opens(text, at) as usize;
    }
    counts.retain(|_, (all, _)| *all >= needed);
    if counts.is_empty() {
        return;
    }
    let mut open: Option<(u32, u32)> = None;
    let mut refrain = false;
    for &(phrase, i) in starts.iter().filter(|s| counts.contains_key(&s.0)).chain([&(0, u32::MAX - 8)]) {
        match &mut open {
            Some((_, end)) if i + 2 == *end => *end += 1,
            _ => {
                let done = open.replace((i, i + 3)).filter(|_| refrain);
                refrain = counts.get(&phrase).is_some_and(|&(all, opening)| opening * REFRAIN >= all);
                if let Some((a, b)) = done.filter(|&at| is_sentence_like(lexicon, into, at)) {
                    into.hits.push(Hit {
                        rule,
                        term: None,
                        tokens: (a, b),
                        span: text.span((a, b)),
                        sentence: text.sentence_of(a as usize) as u32,
                        negated: false,
                    });
                }
            }
        }
    }
}

/// Calls `f` with a hash of every three words of a sentence that stand together without punctuation or a name among them, and the first one's place.
fn threes(text: &Text, facts: &[Fact], mut f: impl FnMut(u64, u32)) {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    for s in &text.sentences {
        let (from, to) = (s.tokens.0 as usize, s.tokens.1 as usize);
        let (mut row, mut last) = (0, [0u64; 2]);
        for (i, (t, fact)) in (from..to).zip(text.tokens[from..to].iter().zip(&facts[from..to])) {
            row = if t.kind == Kind::Word && (!t.is(Shape::CAPITAL) || i == from) { row + 1 } else { 0 };
            let word = u64::from(fact.hash()).wrapping_add(1).wrapping_mul(K);
            if row >= 3 {
                f((word ^ last[0].rotate_left(21) ^ last[1].rotate_left(42)).wrapping_mul(K), i as u32 - 2);
            }
            last = [word, last[0]];
        }
    }
}

/// Two words of weight at least; an article with two nouns is a thing that the text is about, and speech, sources and numbers repeat in any report.
fn is_sentence_like(lexicon: &Lexicon, into: &Annotated, (a, b): (u32, u32)) -> bool {
    let words = &into.facts[a as usize..b as usize];
    let routine = [Role::RoleNoun, Role::CueSay, Role::PersonTitle, Role::Multiplier, Role::VagueCount, Role::TimeUnit, Role::Month, Role::Weekday];
    content_words(lexicon, words) >= 2
        && !(words.len() == 3 && words[0].traits(lexicon).roles.has(Role::Determiner))
        && !words.iter().any(|w| w.traits(lexicon).roles.has_any(&routine))
}

/// The classes of words that make sentences and carry no weight of their own.
const CLOSED: [Role; 9] =
    [Role::Determiner, Role::Preposition, Role::Conjunction, Role::Auxiliary, Role::Modal, Role::SubjectPronoun, Role::Possessive, Role::Adverb, Role::Wh];

/// Words of no closed class.
fn content_words(lexicon: &Lexicon, words: &[Fact]) -> usize {
    words.iter().map(|w| w.traits(lexicon)).filter(|w| w.frame == Frame::None && !w.roles.has_any(&CLOSED)).count()
}

/// The words that a text has in other letters than capitals, gathered when they are first asked for: most texts shout nothing.
type Small = OnceCell<FxHashSet<Fact>>;

/// Words in capitals that the rest of the sentence does not explain: known words, in a sentence of small letters.
fn shouted(text: &Text, lexicon: &Lexicon, known: &Annotated, small: &Small, s: &Sentence) -> Vec<u32> {
    let (tokens, facts) = (s.tokens.0..s.tokens.1, &known.facts);
    let upper = |i: &u32| text.tokens[*i as usize].is(Shape::UPPER);
    let loud: Vec<u32> = tokens
        .clone()
        .filter(|&i| upper(&i) && text.word(i as usize).chars().count() >= SHORTEST && is_ordinary(text, lexicon, facts, i as usize))
        .filter(|&i| !in_heading(text, s, i) && !is_name_like(text, lexicon, facts, small, s, i))
        .collect();
    let small = if loud.is_empty() { 0 } else { tokens.filter(|i| text.tokens[*i as usize].kind == Kind::Word && !upper(i)).count() };
    if small >= loud.len() { loud } else { Vec::new() }
}

/// Capitals in a row from which on they are a heading or a dateline inside the text.
const HEADING: usize = 4;

/// Whether token `i` stands in a row of words in capitals, or before a colon or a comma at the start: a speaker's name, a dateline.
fn in_heading(text: &Text, s: &Sentence, i: u32) -> bool {
    let upper = |i: u32| text.tokens[i as usize].is(Shape::UPPER);
    let word = |i: u32| text.tokens[i as usize].kind == Kind::Word;
    let run = |row: &mut dyn Iterator<Item = u32>| row.take(8 * HEADING).filter(|&j| word(j)).take_while(|&j| upper(j)).take(HEADING).count();
    let after = (i + 1..s.tokens.1).find(|&j| !upper(j)).map_or("", |j| text.word(j as usize));
    let first = (s.tokens.0..i).all(upper);
    let label = after == ":" || first && matches!(after, "," | "–" | "—" | "-" | "--" | "(");
    label || 1 + run(&mut (s.tokens.0..i).rev()) + run(&mut (i + 1..s.tokens.1)) >= HEADING
}

/// Whether token `i` reads as a name: beside a word with one capital, in brackets, or a word of weight that the text has in no other letters.
fn is_name_like(text: &Text, lexicon: &Lexicon, facts: &[Fact], small: &Small, s: &Sentence, i: u32) -> bool {
    let at = |j: u32| &text.tokens[j as usize];
    let beside = |j: Option<u32>| j.filter(|j| (s.tokens.0..s.tokens.1).contains(j));
    let (before, after) = (beside(i.checked_sub(1)), beside(Some(i + 1)));
    let proper = |j: Option<u32>| j.is_some_and(|j| j != s.tokens.0 && at(j).is(Shape::CAPITAL) && !at(j).is(Shape::UPPER));
    let bracket = before.is_some_and(|j| text.word(j as usize) == "(") && after.is_some_and(|j| text.word(j as usize) == ")");
    let fact = facts[i as usize].traits(lexicon);
    let closed = fact.frame != Frame::None || fact.roles.has_any(&CLOSED) || fact.roles.has_any(&[Role::Negation, Role::Indefinite]);
    let cried = after.is_some_and(|j| text.word(j as usize).starts_with('!'));
    let small = || {
        let all = || text.tokens.iter().zip(facts).filter(|(t, _)| !t.is(Shape::UPPER)).map(|(_, fact)| *fact).collect();
        small.get_or_init(all).contains(&facts[i as usize])
    };
    proper(before) || proper(after) || bracket || !(closed || cried || small())
}

/// A word that the lexicon knows, and not as a name, is no acronym; neither is one with a mark of exclamation behind it.
fn is_ordinary(text: &Text, lexicon: &Lexicon, facts: &[Fact], i: usize) -> bool {
    let name =
        facts[i].traits(lexicon).roles.has_any(&[Role::Place, Role::FirstName, Role::NotName, Role::OrganisationSuffix, Role::PersonTitle, Role::Politics]);
    facts[i].word(lexicon) != 0 && !name && !text.word(i).contains('.') || text.tokens.get(i + 1).is_some_and(|t| t.span().of(&text.source).starts_with('!'))
}
