//! The small language of terms: words, `word*`, `/v`, `a|b`, `(optional)`, `<class>`.

use super::inflect::Inflect;
use crate::segment::words;
use crate::text::fold;

/// One place of a pattern: any of these may stand there.
pub type Element = Vec<Choice>;

/// What may stand in a place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Choice {
    /// A folded word, inflected or not.
    Word(String, Option<Inflect>),
    Prefix(String),
    Suffix(String),
    /// A word class by name, with or without one of its lists.
    Class(String),
    Number,
    Name,
    Any,
    /// The edge of a sentence; only in gates.
    Start,
    End,
    Punct,
}

/// Reads a term into its variants: one sequence of places for each way to take the brackets.
pub fn parse(term: &str) -> Result<Vec<Vec<Element>>, String> {
    let mut variants: Vec<Vec<Element>> = vec![Vec::new()];
    let mut optional: Option<Vec<Vec<Element>>> = None;
    for piece in pieces(term) {
        match piece {
            "(" if optional.is_none() => optional = Some(variants.clone()),
            "(" => return Err("brackets inside brackets".into()),
            ")" => {
                variants.extend(optional.take().ok_or("a closing bracket without an opening one")?);
                if variants.len() > 16 {
                    return Err("more than four pairs of brackets".into());
                }
            }
            _ => {
                let elements = elements(piece)?;
                variants.iter_mut().for_each(|v| v.extend(elements.iter().cloned()));
            }
        }
    }
    if optional.is_some() {
        return Err("an opening bracket without a closing one".into());
    }
    if variants.iter().any(Vec::is_empty) {
        return Err("the term is empty, or would be without its brackets".into());
    }
    if variants.iter().any(|v| v[0].iter().all(|c| *c == Choice::Any)) {
        return Err("a pattern cannot begin with any word: name its first word, or leave <any> out".into());
    }
    Ok(variants)
}

/// Splits at white space and sets brackets apart.
fn pieces(term: &str) -> impl Iterator<Item = &str> {
    term.split_whitespace().flat_map(|word| {
        let mut out = Vec::new();
        let mut rest = word;
        while let Some(r) = rest.strip_prefix('(') {
            out.push("(");
            rest = r;
        }
        let closing = rest.len() - rest.trim_end_matches(')').len();
        let body = &rest[..rest.len() - closing];
        if !body.is_empty() {
            out.push(body);
        }
        out.extend(std::iter::repeat_n(")", closing));
        out
    })
}

/// A piece is one place, or several when its word has hyphens or a cut-off `'s`.
fn elements(piece: &str) -> Result<Vec<Element>, String> {
    if piece.contains('|') {
        let mut place = Vec::new();
        for alternative in piece.split('|') {
            let mut one = elements(alternative)?;
            if one.len() != 1 {
                return Err(format!("\"{alternative}\" is more than one word, and stands in a choice"));
            }
            place.append(&mut one[0]);
        }
        return Ok(vec![place]);
    }
    if let Some(class) = piece.strip_prefix('<').and_then(|p| p.strip_suffix('>')) {
        return Ok(vec![vec![match class {
            "number" => Choice::Number,
            "name" => Choice::Name,
            "any" => Choice::Any,
            "start" => Choice::Start,
            "end" => Choice::End,
            "punct" => Choice::Punct,
            _ => Choice::Class(class.into()),
        }]]);
    }
    if piece == "*" {
        return Ok(vec![vec![Choice::Any]]);
    }
    if matches!(piece, "'s" | "\u{2019}s") {
        return Ok(vec![vec![Choice::Word("'s".into(), None)]]);
    }
    let (word, how) = match piece.rsplit_once('/') {
        Some((w, "v")) => (w, Some(Inflect::Verb)),
        Some((w, "n")) => (w, Some(Inflect::Noun)),
        Some((w, "a")) => (w, Some(Inflect::Adjective)),
        Some((w, "est")) => (w, Some(Inflect::Superlative)),
        Some((_, other)) => return Err(format!("\"/{other}\" is no inflection; it is one of /v /n /a /est")),
        None => (piece, None),
    };
    if let Some(stem) = word.strip_suffix('*') {
        return wild(stem, 3, Choice::Prefix);
    }
    if let Some(ending) = word.strip_prefix('*') {
        return wild(ending, 2, Choice::Suffix);
    }
    let mut folded = String::new();
    let mut out: Vec<Element> = Vec::new();
    for token in words::tokens(word) {
        let part = token.span().of(word);
        if token.kind == words::Kind::Punct {
            if matches!(part, "-" | "\u{2010}" | "\u{2011}") {
                continue;
            }
            let last = token.end() as usize == word.len() && !out.is_empty();
            if last && matches!(part, "." | "'" | "\u{2019}") {
                continue;
            }
            return Err(format!("\"{part}\" is not part of a word"));
        }
        fold(part, &mut folded);
        out.push(vec![Choice::Word(folded.clone(), None)]);
    }
    if let (Some(how), Some(last)) = (how, out.last_mut()) {
        let Choice::Word(w, _) = last[0].clone() else { unreachable!("only words were pushed") };
        *last = vec![Choice::Word(w, Some(how))];
    }
    if out.is_empty() { Err(format!("\"{piece}\" holds no word")) } else { Ok(out) }
}

fn wild(stem: &str, least: usize, choice: fn(String) -> Choice) -> Result<Vec<Element>, String> {
    if stem.chars().count() < least || !stem.chars().all(|c| c.is_alphanumeric() || c == '\'') {
        return Err(format!("\"{stem}\" is too short for a star, or no word: three letters or more stand before a star, two or more after one"));
    }
    let mut folded = String::new();
    fold(stem, &mut folded);
    Ok(vec![vec![choice(folded)]])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(term: &str) -> String {
        let place = |e: &Element| e.iter().map(|c| format!("{c:?}")).collect::<Vec<_>>().join("|");
        match parse(term) {
            Ok(v) => v.iter().map(|s| s.iter().map(place).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join(" / "),
            Err(e) => e,
        }
    }

    #[test]
    fn terms_read_as_written() {
        assert_eq!(show("world-class"), r#"Word("world", None) Word("class", None)"#);
        assert_eq!(
            show("one (of the) best"),
            r#"Word("one", None) Word("of", None) Word("the", None) Word("best", None) / Word("one", None) Word("best", None)"#
        );
        assert_eq!(show("is|was <class-a>"), r#"Word("is", None)|Word("was", None) Class("class-a")"#);
        assert_eq!(show("tear/v into"), r#"Word("tear", Some(Verb)) Word("into", None)"#);
        assert!(show(&"(a) ".repeat(60)).contains("four pairs"));
        assert!(show("(a").contains("without a closing"));
        assert!(show("<any> rate").contains("cannot begin with any word"));
        assert!(show("run/x").contains("no inflection"));
    }
}
