//! Regular expressions of other programs, written out as the phrases that they match.

use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind};
use std::collections::BTreeSet;

/// Phrases of one expression, at most.
const MOST: usize = 200;
/// Letters that a class names, at most, to be written out one by one.
const FEW: usize = 12;

/// The phrases that an expression matches; a star stands for any letters of a word. Each is held against the expression itself.
///
/// # Errors
/// What is no expression, or matches what no list of phrases can say.
pub fn phrases(expression: &str) -> Result<Vec<String>, String> {
    let wrong = |e: &dyn std::fmt::Display| {
        format!(
            "\"{expression}\" is no regular expression that can be read: {}",
            e.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ")
        )
    };
    let parsed = regex_syntax::parse(expression).map_err(|e| wrong(&e))?;
    let all = spelled(&parsed).ok_or_else(|| format!("\"{expression}\" matches more than {MOST} phrases, or words that it does not name"))?;
    // what an expression says of the edges of words shows here
    let whole = Regex::new(&format!("^(?:{expression})$")).map_err(|e| wrong(&e))?;
    if all.is_empty() || all.iter().any(|phrase| !whole.is_match(&phrase.replace('*', "x"))) {
        return Err(format!("\"{expression}\" matches no phrase by itself"));
    }
    let mut seen = BTreeSet::new();
    Ok(all.into_iter().filter(|phrase| seen.insert(phrase.to_lowercase())).collect())
}

/// All that an expression matches; `None` where it is too much.
fn spelled(expression: &Hir) -> Option<Vec<String>> {
    let all = match expression.kind() {
        HirKind::Empty | HirKind::Look(_) => vec![String::new()],
        HirKind::Literal(literal) => vec![String::from_utf8(literal.0.to_vec()).ok()?],
        HirKind::Class(class) => letters(class)?,
        HirKind::Capture(group) => spelled(&group.sub)?,
        HirKind::Alternation(ways) => ways.iter().map(spelled).collect::<Option<Vec<_>>>()?.concat(),
        HirKind::Concat(parts) => {
            let mut all = vec![String::new()];
            for part in parts {
                all = product(&all, &spelled(part)?)?;
            }
            all
        }
        HirKind::Repetition(repeated) => match (repeated.sub.kind(), repeated.max) {
            (HirKind::Class(class), None) if is_word(class) => vec!["*".to_string()],
            // one space or many is one
            (HirKind::Class(class), None) if repeated.min == 1 && letters(class).is_some_and(|all| all == [" "]) => vec![" ".to_string()],
            (_, Some(max)) if max <= 3 => {
                let (one, mut run, mut all) = (spelled(&repeated.sub)?, vec![String::new()], Vec::new());
                for n in 0..=max {
                    if n >= repeated.min {
                        all.extend(run.iter().cloned());
                    }
                    run = product(&run, &one)?;
                }
                all
            }
            _ => return None,
        },
    };
    (all.len() <= MOST).then_some(all)
}

fn product(starts: &[String], ends: &[String]) -> Option<Vec<String>> {
    (starts.len() * ends.len() <= MOST).then(|| starts.iter().flat_map(|start| ends.iter().map(move |end| format!("{start}{end}"))).collect())
}

/// The letters of a class, white space as one.
fn letters(class: &Class) -> Option<Vec<String>> {
    let Class::Unicode(class) = class else { return None };
    let (space, others): (Vec<char>, Vec<char>) = class.iter().flat_map(|range| range.start()..=range.end()).take(100).partition(|c| c.is_whitespace());
    let space = space.first().map(|_| " ".to_string());
    (others.len() <= FEW).then(|| others.into_iter().map(String::from).chain(space).collect())
}

/// Whether a class has the letters of words: `\w`, `[a-z]`, and not `.`.
fn is_word(class: &Class) -> bool {
    let Class::Unicode(class) = class else { return false };
    let has = |c: char| class.iter().any(|range| (range.start()..=range.end()).contains(&c));
    has('a') && has('z') && !has(' ')
}

#[cfg(test)]
mod tests {
    use super::phrases;

    #[test]
    fn an_expression_is_the_list_of_what_it_matches() {
        for (expression, want) in [
            ("quay rat", "quay rat"),
            ("(?:old|new) lev(?:y|ies)", "old levy|old levies|new levy|new levies"),
            (r"\bharbou?r[- ]master\b", "harbor-master|harbor master|harbour-master|harbour master"),
            (r"bilg\w*", "bilg*"),
            (r"(?:un)?moor(?:ed|[a-z]+)", "moored|moor*|unmoored|unmoor*"),
            (r"mud\s+bank", "mud bank"),
            ("[Tt]oll", "Toll"),
        ] {
            let mut got = phrases(expression).unwrap_or_else(|e| panic!("{e}"));
            let mut want: Vec<&str> = want.split('|').collect();
            got.sort();
            want.sort();
            assert_eq!(got, want, "{expression}");
        }
        for (expression, why) in [
            ("levy.*", "more than"),
            ("(quay", "unclosed group"),
            (r"mud\bbank", "no phrase"),
            ("[a-z]{40}", "more than"),
            ("(a|b|c|d){3}(a|b|c|d){3}", "more than"),
            (r"[^a]", "more than"),
        ] {
            let e = phrases(expression).unwrap_err();
            assert!(e.contains(why), "{expression}: {e}");
        }
    }
}
