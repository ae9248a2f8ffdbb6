//! The fast tokenizer against a slow one built on the word boundaries of Unicode (UAX #29).

use proptest::prelude::*;
use slantscope::segment::words::tokens;
use slantscope::text::is_blank;
use unicode_segmentation::UnicodeSegmentation;

/// A run of letters and digits, or one mark. White space is left out.
#[derive(Clone, Copy)]
struct Atom {
    start: usize,
    end: usize,
    run: bool,
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && c != '_' && !('\u{300}'..='\u{36F}').contains(&c)
}

/// The pieces of UAX #29, cut at the marks that it keeps inside words (`a.b`, `don't`).
fn atoms(text: &str) -> Vec<Atom> {
    let mut out: Vec<Atom> = Vec::new();
    for (at, piece) in text.split_word_bound_indices() {
        let in_word = piece.chars().any(|c| !is_mark(c));
        for (i, c) in piece.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let (start, end) = (at + i, at + i + c.len_utf8());
            let run = in_word && !is_mark(c);
            match out.last_mut() {
                Some(last) if run && last.run && last.end == start => last.end = end,
                _ => out.push(Atom { start, end, run }),
            }
        }
    }
    out
}

/// Joins atoms into tokens by the rules that the tokenizer states.
fn reference(text: &str) -> Vec<(usize, usize)> {
    let atoms = atoms(text);
    let mut out = Vec::new();
    let mut i = 0;
    while i < atoms.len() {
        i = match atoms[i] {
            a if !a.run => mark(text, &atoms, i, &mut out),
            a if text[a.start..].starts_with(char::is_numeric) => number(text, &atoms, i, &mut out),
            _ => word(text, &atoms, i, &mut out),
        };
    }
    out
}

fn touches(atoms: &[Atom], i: usize) -> bool {
    i > 0 && i < atoms.len() && atoms[i - 1].end == atoms[i].start
}

fn is(text: &str, atoms: &[Atom], i: usize, marks: &str) -> bool {
    touches(atoms, i) && marks.contains(&text[atoms[i].start..atoms[i].end])
}

/// Runs of some marks are one token.
fn mark(text: &str, atoms: &[Atom], i: usize, out: &mut Vec<(usize, usize)>) -> usize {
    let same = &text[atoms[i].start..atoms[i].end];
    let mut j = i + 1;
    while ".!?-*=…~#".contains(same) && is(text, atoms, j, same) {
        j += 1;
    }
    out.push((atoms[i].start, atoms[j - 1].end));
    j
}

/// Separators join digits; letters glued to a number are a token of their own.
fn number(text: &str, atoms: &[Atom], mut i: usize, out: &mut Vec<(usize, usize)>) -> usize {
    let start = atoms[i].start;
    let digits = |a: Atom| a.start + text[a.start..a.end].find(|c: char| !c.is_numeric()).unwrap_or(a.end - a.start);
    let mut end = digits(atoms[i]);
    while end == atoms[i].end && is(text, atoms, i + 1, ".,:") && touches(atoms, i + 2) && text[atoms[i + 2].start..].starts_with(|c: char| c.is_ascii_digit())
    {
        i += 2;
        end = digits(atoms[i]);
    }
    out.push((start, end));
    if end < atoms[i].end {
        out.push((end, atoms[i].end));
    }
    i + 1
}

/// An apostrophe between letters joins; `'s` is cut off; initials keep their stops.
fn word(text: &str, atoms: &[Atom], mut i: usize, out: &mut Vec<(usize, usize)>) -> usize {
    let start = atoms[i].start;
    let lone_s = |i: usize| touches(atoms, i) && matches!(&text[atoms[i].start..atoms[i].end], "s" | "S");
    let letter = |i: usize| touches(atoms, i) && atoms[i].run && !text[atoms[i].start..].starts_with(char::is_numeric);
    if let Some(end) = initials(&text[start..]).filter(|_| text[start..atoms[i].end].chars().count() == 1) {
        while i < atoms.len() && atoms[i].end <= start + end {
            i += 1;
        }
        out.push((start, start + end));
    } else {
        while is(text, atoms, i + 1, "'’") && letter(i + 2) && !lone_s(i + 2) {
            i += 2;
        }
        out.push((start, atoms[i].end));
        i += 1;
    }
    if is(text, atoms, i, "'’") && lone_s(i + 1) {
        out.push((atoms[i].start, atoms[i + 1].end));
        i += 2;
    }
    i
}

/// The length of `U.S.`, `U.S` or `p.m.` at the start of the text.
fn initials(text: &str) -> Option<usize> {
    let chars: Vec<char> = text.chars().take_while(|c| c.is_ascii_alphabetic() || *c == '.').collect();
    let pairs = chars.chunks(2).take_while(|p| p.len() == 2 && p[0].is_ascii_alphabetic() && p[1] == '.').count();
    let rest = &text[pairs * 2..];
    let run = rest.chars().take_while(|&c| !is_mark(c)).count();
    match run {
        1 if pairs > 0 && rest.starts_with(|c: char| c.is_ascii_alphabetic()) => Some(pairs * 2 + 1),
        _ => (pairs >= 2).then_some(pairs * 2),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn fast_and_slow_agree_on_generated_text(text in "[aesUSé\u{301}ωЖ0127 '’.,:;!?…\"“”()_%$\n-]{0,40}") {
        let fast: Vec<(usize, usize)> = tokens(&text).iter().map(|t| (t.start as usize, t.end() as usize)).collect();
        prop_assert_eq!(fast, reference(&text), "{:?}", text);
    }

    #[test]
    fn tokens_of_any_text_are_in_order_and_leave_out_only_what_is_blank(text in any::<String>()) {
        let blank = |c: char| c.is_whitespace() || c.is_control() || is_blank(c);
        let mut end = 0;
        for t in tokens(&text) {
            let (s, e) = (t.start as usize, t.end() as usize);
            prop_assert!(text.is_char_boundary(s) && text.is_char_boundary(e) && s < e && s >= end);
            prop_assert!(text[end..s].chars().all(blank));
            end = e;
        }
        prop_assert!(text[end..].chars().all(blank));
    }
}
