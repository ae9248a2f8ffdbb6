//! From candidates to attributions: likely ones, none inside another's content, quotations given to their speakers.

use super::cues::{self, Candidate, Use};
use super::sources;
use super::view::View;
use super::weights::Weights;
use super::{Attribution, Directness, Publisher, contents};
use crate::lexicon::Frame;
use crate::lexicon::model::CueGroup;
use crate::segment::Sentence;

/// Log odds from which a candidate is taken for a cue.
pub const THRESHOLD: f32 = -0.3;

/// Finds all attributions, in order of their cues.
pub fn attributions(v: &View, weights: &Weights, publisher: &Publisher) -> Vec<Attribution> {
    let candidates = cues::candidates(v, weights);
    let mut out: Vec<(Candidate, Vec<(u32, u32)>)> = Vec::new();
    let mut from = 0;
    while from < candidates.len() {
        let sentence = candidates[from].sentence;
        let to = from + candidates[from..].iter().take_while(|c| c.sentence == sentence).count();
        let likely: Vec<Candidate> = candidates[from..to].iter().filter(|c| c.score >= THRESHOLD).cloned().collect();
        out.extend(outermost(v, &v.text.sentences[sentence as usize], likely));
        from = to;
    }
    adopt_quotes(v, &mut out);
    let mut attributions: Vec<Attribution> = out.into_iter().map(|(c, content)| attribution(v, c, content)).collect();
    sources::classify(v, publisher, &mut attributions);
    attributions
}

/// Drops the cues that lie inside the content of another.
pub fn outermost(v: &View, s: &Sentence, cues: Vec<Candidate>) -> Vec<(Candidate, Vec<(u32, u32)>)> {
    let content: Vec<Vec<(u32, u32)>> = cues.iter().map(|c| contents::contents(v, s, c, &cues)).collect();
    let covers = |a: usize, b: usize| a != b && content[a].iter().any(|&(x, y)| x <= cues[b].tokens.0 && cues[b].tokens.0 < y);
    let n = cues.len();
    // two cues that cover each other: the likelier one stays
    let beats = |a: usize, b: usize| covers(a, b) && !(covers(b, a) && (cues[b].score, b) > (cues[a].score, a));
    let mut state = vec![None; n];
    loop {
        let open: Vec<usize> = (0..n).filter(|&i| state[i].is_none()).collect();
        if open.is_empty() {
            break;
        }
        let free: Vec<usize> = open.iter().copied().filter(|&i| !open.iter().any(|&j| beats(j, i))).collect();
        // a ring of cues that all cover each other: the first one stays
        let free = if free.is_empty() { vec![open[0]] } else { free };
        free.iter().for_each(|&i| state[i] = Some(true));
        for i in open {
            if state[i].is_none() && free.iter().any(|&j| beats(j, i)) {
                state[i] = Some(false);
            }
        }
    }
    cues.into_iter().zip(content).zip(state).filter(|(_, keep)| keep == &Some(true)).map(|(c, _)| c).collect()
}

/// How many cues before and after a quotation may own it.
const NEAR: usize = 40;

/// A quotation that no cue covers belongs to the cue of its paragraph, or goes on the speech of the paragraphs just before.
fn adopt_quotes(v: &View, found: &mut [(Candidate, Vec<(u32, u32)>)]) {
    if found.is_empty() {
        return;
    }
    let block_of = |token: u32| v.text.sentences[v.text.sentence_of(token as usize)].block;
    // the last paragraph that each attribution reaches
    let mut reach: Vec<u32> =
        found.iter().map(|(c, content)| content.iter().map(|x| block_of(x.1 - 1)).chain([block_of(c.tokens.0)]).max().unwrap_or(0)).collect();
    for number in (0..v.text.quotes.len()).filter(|&n| v.text.quotes[n].depth == 0 && v.text.quotes[n].words >= super::view::SPEECH) {
        let (a, b) = v.quote_tokens(number);
        let here = found.partition_point(|(c, _)| (c.tokens.0 as usize) < a);
        let near = here.saturating_sub(NEAR)..(here + NEAR).min(found.len());
        if b <= a || found[near.clone()].iter().any(|(_, content)| content.iter().any(|&(x, y)| (x as usize) < b && a < y as usize)) {
            continue;
        }
        let block = block_of(a as u32);
        let owner = |c: &Candidate| !matches!(c.group, CueGroup::Noun | CueGroup::Seem | CueGroup::Adjective) && c.usage != Use::Noun;
        let before = near.clone().rev().find(|&i| owner(&found[i].0) && found[i].0.tokens.0 < a as u32 && block.saturating_sub(reach[i]) <= 2);
        let after = near.clone().find(|&i| owner(&found[i].0) && found[i].0.tokens.0 >= b as u32 && block_of(found[i].0.tokens.0) == block);
        let same_block = before.filter(|&i| reach[i] == block);
        if let Some(i) = same_block.or(after).or(before) {
            found[i].1.push((a as u32, b as u32));
            found[i].1.sort_unstable();
            reach[i] = reach[i].max(block_of(b as u32 - 1));
        }
    }
}

fn attribution(v: &View, c: Candidate, content: Vec<(u32, u32)>) -> Attribution {
    let quoted = |j: u32| v.quoted[j as usize] != u32::MAX;
    let tokens = || content.iter().flat_map(|&(a, b)| a..b).filter(|&j| v.is_word(j as usize));
    let (inside, all) = (tokens().filter(|&j| quoted(j)).count(), tokens().count());
    let directness = match (inside, all) {
        (0, _) => Directness::Indirect,
        (i, a) if i * 10 >= a * 9 => Directness::Direct,
        _ => Directness::Mixed,
    };
    let clause = content.first().is_some_and(|&(a, _)| v.frame(a as usize) == Frame::That);
    let telling = matches!(c.group, CueGroup::Say | CueGroup::Write | CueGroup::Show | CueGroup::Think | CueGroup::Seem) && c.usage != Use::Noun
        || matches!(c.usage, Use::Preposition | Use::Colon);
    Attribution {
        speech: telling || clause || inside > 0,
        source: c.subject.map(|t| sources::source(v, t)),
        cue: c.tokens,
        cue_span: v.text.span(c.tokens),
        content,
        directness,
        sentence: c.sentence,
    }
}
