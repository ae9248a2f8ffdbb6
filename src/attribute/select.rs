//! From candidates to attributions: likely ones, none inside another's content, quotations given to their speakers.

use super::contents::Found;
use super::cues::{self, Candidate, Use};
use super::flags::Flag;
use super::sources;
use super::subjects::SubjectKind;
use super::surroundings::{LABEL, TURN};
use super::unmarked;
use super::view::View;
use super::weights::Weights;
use super::{Attribution, Content, Directness, Publisher, contents, edges, relations};
use crate::lexicon::entry::CueGroup;
use crate::lexicon::inflect::Form;
use crate::lexicon::{Frame, Role};
use crate::segment::words::Shape;
use crate::segment::{Block, Kind, Sentence};

/// Log odds from which a candidate is taken for a cue.
pub const THRESHOLD: f32 = -0.5;

/// Finds all attributions, in order of their cues.
pub fn attributions(v: &View, weights: &Weights, publisher: &Publisher) -> Vec<Attribution> {
    let mut out: Vec<Found> = Vec::new();
    let (mut scores, mut likely) = (Vec::new(), Vec::new());
    // the paragraph that is one speaker's turn, and where its words begin
    let mut turn: Option<(u32, u32)> = None;
    cues::candidates(v, weights, |s, all| {
        relations::weigh(v, s, all, weights, &mut scores);
        likely.clear();
        likely.extend(
            all.iter()
                .zip(&scores)
                .map(|(c, &score)| Candidate { score: score - cues::caution(v, s, c), ..*c })
                .filter(|c| c.score >= THRESHOLD || c.tier == TURN || contents::is_closing(v, s, c) || contents::introduces(v, s, c) || gives_figure(v, s, c))
                .filter(|c| !is_nobody(v, c) && !is_participle_of(v, s, c) && !is_within_phrase(v, s, c))
                .map(|c| without_filler(v, s, c)),
        );
        if likely.is_empty() {
            likely.extend(all.iter().find(|c| c.score > 0.0 && says_that(v, s, c)));
        }
        if let Some(label) = likely.iter().find(|c| c.usage == Use::Colon && c.tier >= LABEL) {
            turn = Some((s.block, label.tokens.1));
        }
        likely.retain(|c| turn.is_none_or(|(block, words)| block != s.block || c.tokens.0 < words));
        with_contents(v, s, &mut likely, &mut out);
    });
    unmarked::adopt(v, &mut out);
    adopt_quotes(v, &mut out);
    let mut attributions: Vec<Attribution> = out.into_iter().map(|(c, content)| attribution(v, c, content)).collect();
    sources::classify(v, publisher, &mut attributions);
    attributions
}

/// "no one questioned it", "anyone wanting to come": what all or none do is told of nobody, unless they say it.
fn is_nobody(v: &View, c: &Candidate) -> bool {
    let says = matches!(c.group, CueGroup::Say | CueGroup::Write);
    let nobody = |from: u32, to: u32| to - from <= 3 && (v.is(from as usize, Role::Universal) || v.is(from as usize, Role::Negation));
    !says && c.usage == Use::Verb && c.kind == SubjectKind::Vague && c.subject.is_some_and(|t| nobody(t.0, t.1))
}

/// "Of the 41 people admitted, ...": a past form behind a phrase that hangs on "of" has no subject.
fn is_participle_of(v: &View, s: &Sentence, c: &Candidate) -> bool {
    let opens = |t: (u32, u32)| t.1 == c.tokens.0 && t.0 == s.tokens.0 + 1 && v.frame(s.tokens.0 as usize) == Frame::Of;
    c.usage == Use::Verb && c.form == Form::Past && c.subject.is_some_and(opens)
}

/// "issued a detailed plan", "go the distance": a word directly behind an article stands inside a noun phrase; "a call for" may tell what is said.
fn is_within_phrase(v: &View, s: &Sentence, c: &Candidate) -> bool {
    let article = c.tokens.0.checked_sub(1).is_some_and(|p| p >= s.tokens.0 && v.is(p as usize, Role::Article));
    let noun = (c.tokens.1 - 1..(c.tokens.1 + 1).min(s.tokens.1)).any(|i| matches!(v.frame(i as usize), Frame::Of | Frame::For));
    article && !noun && c.usage == Use::Verb && c.group != CueGroup::Adjective
}

/// "There are claims", "it is worth noting", "yet said", "while many claim", "in fact, ...": an adverb, an article, a
/// conjunction and what a comma parts from the clause are no source.
fn without_filler(v: &View, s: &Sentence, c: Candidate) -> Candidate {
    let first = s.tokens.0 as usize;
    let plain = |i: usize| v.frame(i) == Frame::None && (i == first || !v.has(i, Shape::CAPITAL));
    let small = |i: usize| plain(i) && v.roles(i).has_any(&[Role::Adverb, Role::Article, Role::Conjunction]) || v.frame(i) == Frame::Subordinate;
    let opener = |i: usize| i > first && plain(i) && v.is(i - 1, Role::Preposition) && plain(i - 1) && v.sign(i + 1) == b',';
    let expletive = |i: usize| v.frame(i) == Frame::It && v.frame(i + 1) == Frame::Be && c.tokens.0 as usize > i + 2;
    let filler = |i: usize| small(i) || i + 1 < s.tokens.1 as usize && (opener(i) || expletive(i));
    let verb_or_noun = matches!(c.usage, Use::Verb | Use::Noun);
    if verb_or_noun && c.subject.is_some_and(|t| t.1 == t.0 + 1 && filler(t.0 as usize)) {
        Candidate { subject: None, kind: SubjectKind::None, ..c }
    } else {
        c
    }
}

/// "Rossi ruled that the line stays": a verb of saying with a subject and a clause that "that" opens.
fn says_that(v: &View, s: &Sentence, c: &Candidate) -> bool {
    let that = c.tokens.1 < s.tokens.1 && v.frame(c.tokens.1 as usize) == Frame::That;
    that && c.usage == Use::Verb && c.group == CueGroup::Say && matches!(c.form, Form::Past | Form::S) && c.subject.is_some()
}

/// "Police put the toll at 18": a phrase that a number follows.
fn gives_figure(v: &View, s: &Sentence, c: &Candidate) -> bool {
    let (first, next) = (c.tokens.0 as usize, c.tokens.1 as usize);
    let phrase = c.usage == Use::Verb && next > first + 2 && v.is(next - 1, Role::Preposition);
    let number = |j: usize| v.kind(j) == Kind::Number || v.roles(j).has_any(&[Role::Cardinal, Role::Currency, Role::Approximator, Role::ApproximateAbove]);
    phrase && c.subject.is_some() && next < s.tokens.1 as usize && number(next)
}

/// Gives each cue of a sentence its content, which ends where another cue's clause begins.
fn with_contents(v: &View, s: &Sentence, cues: &mut Vec<Candidate>, out: &mut Vec<Found>) {
    // "40 people are expected, according to Rossi": a named source takes what nobody is credited with
    if let Some(last) = cues.iter().rposition(|c| c.usage == Use::Preposition && c.subject.is_some()) {
        let start = cues[last].tokens.0;
        cues.retain(|c| c.subject.is_some() || c.tokens.0 > start);
    }
    if let Some(last) = cues.iter().rposition(|c| contents::is_closing(v, s, c)) {
        let (start, clause) = (cues[last].tokens.0, cues[last].subject.map_or(cues[last].tokens.0, |t| t.0));
        cues.retain(|c| c.tokens.0 >= start || c.tokens.0 >= clause || edges::not_nested(v, s, c).is_some());
    }
    // "According to Rossi, Peck announced it": whose word opens the sentence vouches for what is said in it, up to a clause that stands beside it
    if let Some(opener) = cues.iter().find(|c| contents::opens(v, s, c)).map(|c| c.tokens) {
        cues.retain(|c| c.tokens <= opener || edges::beside(v, s, c).is_some());
    }
    join_clusters(v, cues);
    share_subjects(v, cues);
    for c in cues.iter() {
        let clear = |piece: &(u32, u32)| !cues.iter().any(|o| o.tokens.0 != c.tokens.0 && piece.0 <= o.tokens.0 && o.tokens.0 < piece.1);
        let pieces: Content = contents::contents(v, s, c, cues).filter(clear).collect();
        if !pieces.is_empty() || c.subject.is_some() && matches!(c.usage, Use::Verb | Use::Noun) {
            out.push((*c, pieces));
        }
    }
}

/// "seemed to think", "declined to say": two verbs, one cue.
fn join_clusters(v: &View, cues: &mut Vec<Candidate>) {
    let mut i = 1;
    while i < cues.len() {
        let (a, b) = (&cues[i - 1], &cues[i]);
        let gap = a.tokens.1 as usize..b.tokens.0 as usize;
        let to = gap.clone().any(|j| v.frame(j) == Frame::To) && gap.clone().all(|j| v.frame(j) == Frame::To || v.is_adverb(j));
        if to && a.usage == Use::Verb && b.usage == Use::Verb && a.form != Form::Participle {
            let joined = Candidate { tokens: (a.tokens.0, b.tokens.1), subject: a.subject, kind: a.kind, form: a.form, ..*b };
            cues.splice(i - 1..=i, [joined]);
        } else {
            i += 1;
        }
    }
}

/// "Rossi said Peck would come, adding ...", "... and said": a cue that is joined to the one before has its subject.
fn share_subjects(v: &View, cues: &mut [Candidate]) {
    for i in 1..cues.len() {
        let (before, behind) = cues.split_at_mut(i);
        let (a, b) = (&before[i - 1], &mut behind[0]);
        let start = b.tokens.0 as usize;
        let mut p = start - 1;
        while p > a.tokens.1 as usize && v.is_adverb(p) {
            p -= 1;
        }
        let participle = b.usage == Use::Verb && b.form == Form::Ing && (v.sign(p) == b',' || v.ends_quote(p));
        let joined = participle || v.frame(p) == Frame::And && b.usage == Use::Verb;
        let subject = a.subject.filter(|_| a.usage == Use::Verb && a.form != Form::Participle);
        let own = b.subject.is_some_and(|t| {
            t.0 > a.tokens.1
                && t.1 as usize <= start
                && matches!(v.frame(t.0 as usize - 1), Frame::And | Frame::Subordinate)
                && v.sign(t.0 as usize - 2) == b','
        });
        if joined
            && !own
            && let Some(subject) = subject
        {
            (b.subject, b.kind) = (Some(subject), a.kind);
        }
    }
}

/// How many cues before and after a quotation may own it.
const NEAR: usize = 40;

/// A quotation that no cue covers belongs to the cue of its paragraph, or goes on the speech of the paragraphs just before.
fn adopt_quotes(v: &View, found: &mut [Found]) {
    if found.is_empty() || v.text.quotes.is_empty() {
        return;
    }
    // the paragraphs with words up to each block: the marks between two quoted paragraphs part nothing
    let holds_words = |b: &Block| (b.tokens.0..b.tokens.1).any(|i| v.is_word(i as usize));
    let count = |n: &mut u32, b: &Block| {
        *n += holds_words(b) as u32;
        Some(*n)
    };
    let counted: Vec<u32> = v.text.blocks.iter().scan(0, count).collect();
    let block_of = |token: u32| counted[v.text.sentences[v.text.sentence_of(token as usize)].block as usize];
    // the last paragraph that each attribution reaches: mostly that of its cue
    let reaches = |(c, content): &Found| {
        let s = &v.text.sentences[c.sentence as usize];
        let beyond = content.iter().filter(|x| x.1 <= s.tokens.0 || s.tokens.1 < x.1);
        beyond.map(|x| block_of(x.1 - 1)).fold(counted[s.block as usize], u32::max)
    };
    let mut reach: Vec<u32> = found.iter().map(reaches).collect();
    for number in (0..v.text.quotes.len()).filter(|&n| v.text.quotes[n].depth == 0) {
        let (a, b) = v.quote_tokens(number);
        let short = v.text.quotes[number].words < super::view::SPEECH;
        if short && !is_sentence(v, a, b) {
            continue;
        }
        let here = found.partition_point(|(c, _)| (c.tokens.0 as usize) < a);
        let near = here.saturating_sub(NEAR)..(here + NEAR).min(found.len());
        if b <= a || found[near.clone()].iter().any(|(_, content)| content.iter().any(|&(x, y)| (x as usize) < b && a < y as usize)) {
            continue;
        }
        let block = block_of(a as u32);
        let owner = |c: &Candidate| {
            !matches!(c.group, CueGroup::Noun | CueGroup::Seem | CueGroup::Adjective) && c.usage != Use::Noun
                || contents::introduces(v, &v.text.sentences[c.sentence as usize], c)
        };
        let stands_in = |c: &Candidate| counted[v.text.sentences[c.sentence as usize].block as usize] == block;
        let after = || near.clone().find(|&i| found[i].0.tokens.0 >= b as u32 && stands_in(&found[i].0) && owner(&found[i].0));
        // a block without marks of its own is somebody's words only where a cue and its colon, or such a block, stand right before it
        let set_off = v.is_block_quote(number);
        let touches = |i: usize| {
            let (c, content) = &found[i];
            let s = &v.text.sentences[c.sentence as usize];
            let end = content.iter().map(|p| p.1).chain(contents::introduces(v, s, c).then_some(s.tokens.1)).max();
            end.is_some_and(|end| v.over_block_marks(a).is_some_and(|j| j + 1 == end as usize))
        };
        let follows = |i: usize| if set_off { touches(i) } else { block.saturating_sub(reach[i]) <= 2 };
        let before = near.clone().rev().find(|&i| found[i].0.tokens.0 < a as u32 && owner(&found[i].0) && follows(i));
        let same_block = before.filter(|&i| reach[i] == block);
        if let Some(i) = same_block.or_else(after).or(before.filter(|_| !short)) {
            found[i].1.push((a as u32, b as u32));
            found[i].1.sort_unstable();
            reach[i] = reach[i].max(block_of(b as u32 - 1));
        }
    }
}

/// Whether the quotation from token `a` to `b` is a sentence, or some, of its own.
fn is_sentence(v: &View, a: usize, b: usize) -> bool {
    b > a && v.text.sentences[v.text.sentence_of(a)].tokens.0 as usize == a && v.text.sentences[v.text.sentence_of(b - 1)].tokens.1 as usize == b
}

fn attribution(v: &View, c: Candidate, content: Content) -> Attribution {
    let (mut inside, mut all) = (0, 0);
    // most contents have no quotation in them, and need no count
    if content.iter().any(|&piece| v.flags.any(piece, Flag::QUOTED)) {
        for j in content.iter().flat_map(|&(a, b)| a as usize..b as usize).filter(|&j| v.is_word(j)) {
            all += 1;
            inside += (v.in_quote(j)) as usize;
        }
    }
    let directness = match (inside, all) {
        (0, _) => Directness::Indirect,
        (i, a) if i * 10 >= a * 9 => Directness::Direct,
        _ => Directness::Mixed,
    };
    let clause = content.first().is_some_and(|&(a, _)| v.frame(a as usize) == Frame::That);
    Attribution {
        speech: !is_authors(v, &c, &content) && (clause || inside > 0 || tells(v, &c)),
        source: c.subject.map(|t| sources::source(v, t)),
        cue: c.tokens,
        cue_span: v.text.span(c.tokens),
        content,
        directness,
        sentence: c.sentence,
    }
}

/// The tier of words that credit somebody in few of their uses, but surely.
const RARE: u8 = 4;

/// Whether the content is what the author holds: "I think that ...", "we know ..."; "remember that ...", "there is no reason to believe that ...", "it is clear that ...", where
/// nobody else is named; and an impression ("he seems to be ...", "it looks as if ..."), though not "he seems to think", "purports to" and "reportedly",
/// by which somebody else says it. What is quoted is not.
fn is_authors(v: &View, c: &Candidate, content: &Content) -> bool {
    let (start, end) = (c.tokens.0 as usize, c.tokens.1 as usize);
    let holds = match c.usage {
        Use::Noun => c.kind == SubjectKind::First,
        Use::Verb => {
            let opens = || {
                let first = v.text.sentences[c.sentence as usize].tokens.0 as usize;
                start == first || matches!(v.frame(start - 1), Frame::To | Frame::Do | Frame::Negation)
            };
            let impression = || c.group == CueGroup::Seem && end == start + 1 && c.tier < RARE && !v.bytes(start).ends_with(b"ly");
            let clear = c.group == CueGroup::Adjective && c.kind == SubjectKind::It;
            c.kind == SubjectKind::First || clear || c.subject.is_none() && c.form == Form::Base && opens() || impression()
        }
        Use::Preposition | Use::Colon | Use::Dash => false,
    };
    holds && !content.iter().any(|&piece| v.flags.any(piece, Flag::SPEECH))
}

/// Whether the words of such a cue's content are the source's: of saying and thinking, of asking for something, of accusing somebody of a deed;
/// not of a deed that the author tells ("ordered a march", "attacked the mayor").
fn tells(v: &View, c: &Candidate) -> bool {
    let next = c.tokens.1 as usize;
    let names_deed = next + 1 < v.text.tokens.len() && matches!(v.frame(next), Frame::Of | Frame::For) && v.bytes(next + 1).ends_with(b"ing");
    match c.usage {
        Use::Preposition | Use::Colon | Use::Dash => true,
        Use::Noun => c.tier <= 2 && next < v.text.tokens.len() && matches!(v.frame(next), Frame::Of | Frame::For | Frame::About | Frame::To),
        Use::Verb => match c.group {
            CueGroup::Say | CueGroup::Write | CueGroup::Show | CueGroup::Think | CueGroup::Seem => true,
            CueGroup::Ask => c.tier <= 1,
            _ => c.tier == 5 || names_deed,
        },
    }
}
