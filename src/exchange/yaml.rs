//! The two YAML dialects: quanteda's dictionaries and Vale's rules.

use super::Reader;
use super::expression::phrases;
use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};

const ROOT: &str = "The file must hold keys with lists of words below them.";

fn load<'t>(text: &'t str, into: &mut Reader) -> Option<MarkedYaml<'t>> {
    match MarkedYaml::load_from_str(text) {
        Ok(mut documents) if documents.len() == 1 => documents.pop(),
        Ok(documents) => {
            into.fault(0, format!("the file holds {} YAML documents", documents.len()), "Keep one.");
            None
        }
        Err(e) => {
            into.fault(
                e.marker().line(),
                format!("the file is no YAML: {}", e.info()),
                "Mend the line; indent with spaces, and quote what begins with a sign.",
            );
            None
        }
    }
}

fn line(node: &MarkedYaml) -> usize {
    node.span.start.line()
}

/// A scalar as a word; YAML takes some words for values of other kinds.
fn word(node: &MarkedYaml) -> Option<String> {
    match &node.data {
        YamlData::Value(Scalar::String(s)) => Some(s.to_string()),
        YamlData::Value(Scalar::Boolean(b)) => Some(b.to_string()),
        YamlData::Value(Scalar::Integer(i)) => Some(i.to_string()),
        _ => None,
    }
}

/// quanteda: a key has a word, a list of words, or keys of its own; a list may mix both.
pub fn quanteda(text: &str, into: &mut Reader) {
    let Some(root) = load(text, into) else { return };
    match &root.data {
        YamlData::Mapping(_) => node(&root, "", into),
        _ => into.fault(line(&root), "the file is no list of keys".into(), ROOT),
    }
}

fn node(at: &MarkedYaml, key: &str, into: &mut Reader) {
    match &at.data {
        YamlData::Mapping(map) => {
            for (k, value) in map {
                match word(k) {
                    Some(k) if key.is_empty() => node(value, &k, into),
                    Some(k) => node(value, &format!("{key}.{k}"), into),
                    None => into.fault(line(k), "a key is no word".into(), ROOT),
                }
            }
        }
        YamlData::Sequence(list) => list.iter().for_each(|item| node(item, key, into)),
        _ => match word(at) {
            Some(w) => {
                let category = into.category(key);
                into.add(category, &w, line(at), |_| {});
            }
            None => into.fault(line(at), format!("below \"{key}\" stands something that is no word"), "Set quotation marks around it, or take it out."),
        },
    }
}

/// Vale: `extends: existence` with `tokens`, or `extends: substitution` with `swap`. Tokens are regular expressions, and read as the phrases they match.
pub fn vale(text: &str, into: &mut Reader) {
    let Some(root) = load(text, into) else { return };
    let YamlData::Mapping(map) = &root.data else {
        return into.fault(line(&root), "the file is no Vale rule".into(), "A rule has the keys extends, message, and tokens or swap.");
    };
    let find = |key: &str| map.iter().find(|(k, _)| word(k).as_deref() == Some(key)).map(|(_, v)| v);
    let kind = find("extends").and_then(word);
    let title = find("message").and_then(word).unwrap_or_default();
    let category = into.category("words");
    into.read.categories[category].title = title;
    match kind.as_deref() {
        Some("existence") => match find("tokens").map(|t| &t.data) {
            Some(YamlData::Sequence(tokens)) => tokens.iter().for_each(|t| token(t, category, into)),
            _ => into.fault(line(&root), "the rule has no list \"tokens\"".into(), "Rules that find by \"raw\" expressions cannot be read as words."),
        },
        Some("substitution") => match find("swap").map(|s| &s.data) {
            Some(YamlData::Mapping(pairs)) => {
                for (from, to) in pairs {
                    match (word(from), word(to)) {
                        (Some(words), Some(to)) => expression(&words, category, line(from), Some(&to), into),
                        _ => into.fault(line(from), "a pair of \"swap\" is not two words".into(), "Write the word, a colon, and the word in its place."),
                    }
                }
            }
            _ => into.fault(line(&root), "the rule has no pairs \"swap\"".into(), "A rule of the kind substitution has them."),
        },
        Some(other) => into.fault(line(&root), format!("the rule extends \"{other}\""), "Only existence and substitution are lists of words."),
        None => into.fault(line(&root), "the rule does not say what it extends".into(), "Write extends: existence, or extends: substitution."),
    }
}

fn token(at: &MarkedYaml, category: usize, into: &mut Reader) {
    match word(at) {
        Some(words) => expression(&words, category, line(at), None, into),
        None => into.fault(line(at), "a token is no word".into(), "Set quotation marks around it, or take it out."),
    }
}

fn expression(words: &str, category: usize, line: usize, plain: Option<&str>, into: &mut Reader) {
    match phrases(words) {
        Ok(all) => all.iter().for_each(|phrase| into.add(category, phrase, line, |e| e.plain = plain.map(Into::into))),
        Err(what) => into.fault(line, what, "Write its words out, or leave such lines out with --skip."),
    }
}
