//! Quotations: which words stand between quotation marks.

use super::quotemarks::{Family, Mark, Side, mark};
use super::words::{Kind, Shape};
use super::{Block, BlockKind, Text, marks};
use crate::text::Span;

/// Words between quotation marks. A speech over several paragraphs is one quote a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// With its marks, where it has them.
    pub span: Span,
    /// The tokens between the marks.
    pub tokens: (u32, u32),
    /// Words between the marks.
    pub words: u32,
    /// No closing mark was found: the quotation ends with its paragraph.
    pub open: bool,
    /// It goes on the quotation of the paragraph before, which was left open.
    pub continues: bool,
    /// Inside another quotation; 0 is outermost.
    pub depth: u8,
}

/// A speech that no mark ends must be this long to be believed.
const SPEECH: u32 = 4;
/// Words in single marks that are straight or begin small, and whose closing mark could be an apostrophe, at most.
const SCARE: u32 = 3;

/// Quotations around a quotation, at most.
const DEEPEST: u8 = 8;

/// Finds all quotations, in order of their first token.
pub fn quotes(text: &Text) -> Vec<Quote> {
    let mut out = Vec::new();
    let mut machine = Machine::default();
    for (b, block) in text.blocks.iter().enumerate() {
        // only paragraphs look ahead, so each block in between is looked at once
        let next = || text.blocks[b + 1..].iter().find(|n| !beside(n)).and_then(|n| family_at(text, n.tokens.0 as usize));
        if beside(block) {
            let running = machine.running;
            machine.block(text, block, || None, &mut out);
            machine.running = running;
        } else {
            let before = out.len();
            machine.block(text, block, next, &mut out);
            if block.kind == BlockKind::Quote {
                set_off(text, block, before, &mut out);
            }
        }
    }
    out
}

/// A block set off as a quotation is one as a whole, around the quotations in it, unless these are most of it; a line that
/// begins with a dash names its speaker instead.
fn set_off(text: &Text, block: &Block, first: usize, out: &mut Vec<Quote>) {
    let Some(start) = (block.tokens.0..block.tokens.1).find(|&i| !marks::is_mark(text, i as usize, '>')) else { return };
    let tokens = (start, block.tokens.1);
    let words = text.count_words(tokens);
    let marked: u32 = out[first..].iter().filter(|q| q.depth == 0).map(|q| q.words).sum();
    if words >= SPEECH && marked * 2 < words && !marks::is_dash(marks::first(text, start as usize)) {
        out.insert(first, Quote { span: text.span(tokens), tokens, words, open: false, continues: false, depth: 0 });
        out[first + 1..].iter_mut().for_each(|q| q.depth += 1);
    }
}

/// Blocks that may stand between two paragraphs of one speech.
fn beside(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Furniture | BlockKind::Caption)
}

/// The family of the opening mark at token `i`, if it is one.
fn family_at(text: &Text, i: usize) -> Option<Family> {
    match marks::first(text, i) {
        '"' | '“' | '„' => Some(Family::Double),
        '‘' => Some(Family::Single),
        '«' => Some(Family::Guillemet),
        '`' | '\'' if i + 1 < text.tokens.len() && marks::glued(text, i + 1) => (marks::first(text, i + 1) == marks::first(text, i)).then_some(Family::Double),
        _ => None,
    }
}

/// Pairs the marks of one block after the other; each mark is put on the stack and taken from it once.
#[derive(Default)]
struct Machine {
    marks: Vec<Mark>,
    /// Opening marks that wait for their closing mark, and how many of each family.
    stack: Vec<Mark>,
    waiting: [u32; 3],
    found: Vec<Quote>,
    /// The speech that the last paragraph left open.
    running: Option<Family>,
}

impl Machine {
    fn block(&mut self, text: &Text, block: &Block, next: impl Fn() -> Option<Family>, out: &mut Vec<Quote>) {
        let words = self.collect(text, block);
        self.stack.clear();
        self.waiting = [0; 3];
        let running = self.running.take();
        for k in 0..self.marks.len() {
            self.step(text, k, block, running);
        }
        self.leave(text, block, words, &next);
        self.found.sort_unstable_by_key(|q| (q.span.start, u32::MAX - q.span.end));
        if let (Some(family), Some(first)) = (running, self.found.first_mut()) {
            first.continues |= first.span.start == block.span.start && family_at(text, block.tokens.0 as usize) == Some(family);
        }
        nest(&mut self.found);
        out.append(&mut self.found);
    }

    /// Lists the marks of a block; gives the number of its words.
    fn collect(&mut self, text: &Text, block: &Block) -> u32 {
        self.marks.clear();
        let (mut i, end) = (block.tokens.0 as usize, block.tokens.1 as usize);
        let mut words = 0;
        while i < end {
            let token = text.tokens[i];
            if token.kind != Kind::Punct {
                words += token.counts() as u32;
                i += 1;
                continue;
            }
            match mark(text, block, i, words) {
                Some(mark) => {
                    i = mark.tokens.1 as usize;
                    self.marks.push(mark);
                }
                None => i += 1,
            }
        }
        self.settle_apostrophes();
        words
    }

    /// A closing mark that could be an apostrophe is one when a firm closing mark follows before the next opening one.
    fn settle_apostrophes(&mut self) {
        let mut firm = false;
        for mark in self.marks.iter_mut().rev().filter(|m| m.family == Family::Single) {
            if mark.weak && firm {
                mark.side = Side::Neither;
            } else {
                firm = mark.side != Side::Open && !mark.weak;
            }
        }
        self.marks.retain(|m| m.side != Side::Neither);
    }

    fn step(&mut self, text: &Text, k: usize, block: &Block, running: Option<Family>) {
        let mark = self.marks[k];
        let waits = self.waiting[mark.family as usize] > 0;
        match mark.side {
            Side::Open => self.open(mark),
            Side::Either if !waits => self.open(mark),
            _ if waits && !self.is_inches(text, k) => self.close(text, mark),
            // a speech that goes on without a mark of its own, and ends here
            _ if k == 0 && running == Some(mark.family) && !waits && !mark.weak && mark.words > 0 => {
                let start = Mark { tokens: (block.tokens.0, block.tokens.0), words: 0, ..mark };
                self.found.extend(quote(text, start, mark).map(|q| Quote { continues: true, ..q }));
            }
            _ => {}
        }
    }

    fn open(&mut self, mark: Mark) {
        self.waiting[mark.family as usize] += 1;
        self.stack.push(mark);
    }

    /// `5'10"`, and `12"` when the next mark is a closing one too: no quotation ends there.
    fn is_inches(&self, text: &Text, k: usize) -> bool {
        let at = self.marks[k].tokens.0 as usize;
        if self.marks[k].family != Family::Double || at < 2 || !marks::glued(text, at) || text.tokens[at - 1].kind != Kind::Number {
            return false;
        }
        let feet = matches!(marks::first(text, at - 2), '\'' | '’' | '′') && marks::glued(text, at - 1) && marks::glued(text, at - 2);
        feet || self.marks.get(k + 1).is_some_and(|m| m.family == Family::Double && m.side == Side::Close)
    }

    /// Pairs a closing mark with the last opening one of its family; what was opened in between has no end.
    fn close(&mut self, text: &Text, mark: Mark) {
        while let Some(open) = self.stack.pop() {
            self.waiting[open.family as usize] -= 1;
            if open.family != mark.family {
                continue;
            }
            let small = text.tokens.get(open.tokens.1 as usize).is_some_and(|t| !t.is(Shape::CAPITAL));
            let doubtful = mark.weak && (open.straight || small) && mark.words - open.words > SCARE;
            if !doubtful {
                self.found.extend(quote(text, open, mark));
            }
            return;
        }
    }

    /// The paragraph ends. Its last unpaired opening mark holds to the end if the next paragraph opens again, or if it
    /// stands where a speech begins; any other is a stray. A single mark may be an apostrophe, so it must open again.
    fn leave(&mut self, text: &Text, block: &Block, words: u32, next: &impl Fn() -> Option<Family>) {
        let Some(open) = self.stack.iter().rev().find(|m| !m.straight).copied() else { return };
        let at = open.tokens.0 as usize;
        let first = at == block.tokens.0 as usize;
        let introduced = first || matches!(marks::first(text, at - 1), ',' | ':');
        let speech = introduced
            && open.family != Family::Single
            && words - open.words >= SPEECH
            && open.tokens.1 < block.tokens.1
            && text.tokens[open.tokens.1 as usize].is(Shape::CAPITAL);
        let reopened = words > open.words && next() == Some(open.family);
        if reopened || speech {
            let end = Mark { tokens: (block.tokens.1, block.tokens.1), words, ..open };
            self.found.extend(quote(text, open, end).map(|q| Quote { open: true, ..q }));
            self.running = Some(open.family);
        }
    }
}

/// The quotation from one mark to another, unless nothing stands between them.
fn quote(text: &Text, open: Mark, close: Mark) -> Option<Quote> {
    let words = close.words - open.words;
    let one_letter = open.family == Family::Single && close.tokens.0 - open.tokens.1 == 1 && text.tokens[open.tokens.1 as usize].span().len() == 1;
    (words > 0 && !one_letter).then(|| Quote {
        span: text.span((open.tokens.0, close.tokens.1)),
        tokens: (open.tokens.1, close.tokens.0),
        words,
        open: false,
        continues: false,
        depth: 0,
    })
}

/// Counts how many quotations of the block each one stands in; those that are too deep are none.
fn nest(found: &mut Vec<Quote>) {
    let mut around: Vec<u32> = Vec::new();
    for quote in found.iter_mut() {
        while around.last().is_some_and(|&end| end <= quote.span.start) {
            around.pop();
        }
        quote.depth = around.len().min(u8::MAX as usize) as u8;
        around.push(quote.span.end);
    }
    found.retain(|q| q.depth <= DEEPEST);
}

#[cfg(test)]
mod tests {
    use crate::segment::{SplitWords, segment};

    /// The quotations of a text; `>` for each quotation around one, `+` for one that goes on, `~` for an open one.
    fn found(source: &str) -> Vec<String> {
        let text = segment(source.to_string(), &[], &SplitWords::default());
        let flag = |on: bool, sign: &str| if on { sign.to_string() } else { String::new() };
        text.quotes.iter().map(|q| format!("{}{}{}{}", ">".repeat(q.depth as usize), flag(q.continues, "+"), flag(q.open, "~"), text.slice(q.span))).collect()
    }

    #[test]
    fn all_kinds_of_marks() {
        let rows: &[(&str, &[&str])] = &[
            ("\"We wait,\" she said, \"and sing.\"", &["\"We wait,\"", "\"and sing.\""]),
            ("“We wait,” she said.", &["“We wait,”"]),
            ("He said ``we won'' and ''they lost'' today.", &["``we won''", "''they lost''"]),
            ("«Nobody asked us», he said; »nobody« and « bonjour ».", &["«Nobody asked us»", "»nobody«", "« bonjour »"]),
            ("„Nobody asked us“, he said.", &["„Nobody asked us“"]),
            ("Rossi: 'We won't stop' the march", &["'We won't stop'"]),
            ("“Mixed marks\" are paired.", &["“Mixed marks\""]),
            ("She said:\"No.\"He left.", &["\"No.\""]),
            ("Empty “” marks hold nothing.", &[]),
        ];
        for (source, want) in rows {
            assert_eq!(&found(source), want, "{source}");
        }
    }

    #[test]
    fn quotations_inside_quotations() {
        let rows: &[(&str, &[&str])] = &[
            ("“I heard it say, ‘Keep left,’ and it came.”", &["“I heard it say, ‘Keep left,’ and it came.”", ">‘Keep left,’"]),
            ("“ ‘Tell them,’ she said, ‘that he would.’ ”", &["“ ‘Tell them,’ she said, ‘that he would.’ ”", ">‘Tell them,’", ">‘that he would.’"]),
            ("\"He told me, 'Go.' I went,\" she said.", &["\"He told me, 'Go.' I went,\"", ">'Go.'"]),
            ("He said \"one \"two\" three\" here.", &["\"one \"two\" three\"", ">\"two\""]),
        ];
        for (source, want) in rows {
            assert_eq!(&found(source), want, "{source}");
        }
    }

    #[test]
    fn apostrophes_and_inches_are_no_quotation() {
        let rows: &[(&str, &[&str])] = &[
            ("The mullahs’ regime said ‘the mullahs’ regime is over’ today.", &["‘the mullahs’ regime is over’"]),
            ("The boys' club and the girls' club.", &[]),
            ("’Tis the ’80s and '90s, rock 'n' roll and rock ‘n’ roll.", &[]),
            ("Get 'em before the old dogs' dinner.", &[]),
            ("The 'powers' are here.", &["'powers'"]),
            ("He is 5'10\" tall, has a 12\" record and a 6' rail.", &[]),
            ("\"The 12\" vinyl is great,\" he said.", &["\"The 12\" vinyl is great,\""]),
            ("\"He is 5'10\" tall,\" she said.", &["\"He is 5'10\" tall,\""]),
        ];
        for (source, want) in rows {
            assert_eq!(&found(source), want, "{source}");
        }
    }

    #[test]
    fn marks_without_a_partner() {
        let rows: &[(&str, &[&str])] = &[
            ("A stray ” mark and a “ stray opening one in the text.", &[]),
            ("Its aim within the new legal system”. (Report, 1984.)", &[]),
            ("He said: \"We are the first to come here", &["~\"We are the first to come here"]),
            ("“One goes on.\n\n“Two goes on.\n\n“Three ends.” He left.", &["~“One goes on.", "+~“Two goes on.", "+“Three ends.”"]),
            ("“One goes on and on.\n\nTwo has no mark and ends.” He left.", &["~“One goes on and on.", "+Two has no mark and ends.”"]),
            ("“One ends.”\n\n“Two is another.”", &["“One ends.”", "“Two is another.”"]),
        ];
        for (source, want) in rows {
            assert_eq!(&found(source), want, "{source}");
        }
    }
}
