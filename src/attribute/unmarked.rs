//! Speech without quotation marks: what goes on a turn of a transcript, and a paragraph that a cue and its colon announce.

use super::contents::{self, Found};
use super::cues::{Candidate, Use};
use super::flags::Flag;
use super::subjects::SubjectKind;
use super::surroundings::LABEL;
use super::view::{SPEECH, View};
use crate::lexicon::Frame;
use crate::lexicon::entry::CueGroup;
use crate::segment::{Block, BlockKind};

/// Gives the paragraphs that are somebody's speech, and have no marks, to their cue; the cues inside them are dropped.
pub fn adopt(v: &View, found: &mut Vec<Found>) {
    let mut spoken = turns(v, found);
    spoken.extend(announced(v, found));
    spoken.sort_by_key(|&(_, tokens)| tokens);
    spoken.dedup_by_key(|&mut (_, tokens)| tokens);
    for &(cue, tokens) in &spoken {
        found[cue].1.push(tokens);
    }
    found.retain(|(c, _)| {
        let before = spoken.partition_point(|&(_, (from, _))| from <= c.tokens.0);
        before == 0 || spoken[before - 1].1.1 <= c.tokens.0
    });
}

/// A paragraph without a label between two turns of a transcript goes on the turn above; words in brackets tell what happened.
fn turns(v: &View, found: &[Found]) -> Vec<(usize, (u32, u32))> {
    let block_of = |c: &Candidate| v.text.sentences[c.sentence as usize].block as usize;
    let is_turn = |c: &Candidate| c.tier >= LABEL && c.usage == Use::Colon && c.kind == SubjectKind::Name;
    let turns: Vec<usize> = (0..found.len()).filter(|&i| is_turn(&found[i].0)).collect();
    let mut spoken = Vec::new();
    for pair in turns.windows(2) {
        let (from, to) = (block_of(&found[pair[0]].0) + 1, block_of(&found[pair[1]].0));
        let told = |b: &&Block| b.kind != BlockKind::Body || b.tokens.0 == b.tokens.1 || matches!(v.mark(b.tokens.0 as usize), "(" | "[" | "*");
        let blocks = v.text.blocks[from.min(to)..to].iter().take_while(|b| !told(b));
        spoken.extend(blocks.map(|b| (pair[0], b.tokens)));
    }
    spoken
}

/// "Rossi told reporters:", and the paragraphs below it: the first in which somebody speaks of himself, or nobody else is
/// given a word; the next as long as both hold.
fn announced(v: &View, found: &[Found]) -> Vec<(usize, (u32, u32))> {
    let mut out: Vec<(usize, (u32, u32))> = Vec::new();
    for (i, (c, content)) in found.iter().enumerate() {
        let s = &v.text.sentences[c.sentence as usize];
        let beyond = content.iter().any(|piece| piece.1 > s.tokens.1);
        let own = c.subject.is_some_and(|t| v.frame(t.0 as usize) == Frame::First);
        if beyond || own || v.text.blocks[s.block as usize].kind != BlockKind::Body || !contents::announces(v, s, c) {
            continue;
        }
        let says = c.usage == Use::Verb && c.group == CueGroup::Say && c.tokens.1 + 1 == s.tokens.1;
        let taken = out.last().map_or(0, |&(_, tokens)| tokens.1);
        for block in &v.text.blocks[s.block as usize + 1..] {
            let (from, to) = block.tokens;
            let plain = block.kind == BlockKind::Body && !v.flags.any(block.tokens, Flag::QUOTED) && v.text.count_words(block.tokens) >= SPEECH;
            if !plain || from < taken {
                break;
            }
            let next = found.partition_point(|(other, _)| other.tokens.0 < from);
            let alone = found.get(next).is_none_or(|(other, _)| other.tokens.0 >= to);
            let of_himself = v.frames(from as usize, to as usize).has_any(&[Frame::First]);
            let first = from == s.tokens.1;
            if !(if first { of_himself || says && alone } else { of_himself && alone }) {
                break;
            }
            out.push((i, block.tokens));
        }
    }
    out
}
