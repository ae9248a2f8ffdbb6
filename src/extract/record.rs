//! One line of a JSONL file: `text`, and whatever else the record says of the document.

use super::origin::Origin;
use super::{Document, Meta};
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The document of a line.
///
/// # Errors
/// A sentence that says what is wrong with the line.
///
/// ```
/// let document = slantscope::extract::record::document(br#"{"id": 7, "text": "It rained.", "page": 3}"#).unwrap();
/// assert_eq!((document.meta.id.as_str(), document.meta.extra["page"].as_u64()), ("7", Some(3)));
/// ```
pub fn document(line: &[u8]) -> Result<Document, String> {
    let line = std::str::from_utf8(line).map_err(|e| format!("The line is not UTF-8 (byte {} of it). Convert the file to UTF-8.", e.valid_up_to()))?;
    let record: Record = serde_json::from_str(line.strip_prefix('\u{FEFF}').unwrap_or(line)).map_err(broken)?;
    Ok(Document { meta: record.meta, text: words(record.text)?.into_owned(), hints: Vec::new() })
}

/// The words of a record, if there are any.
///
/// # Errors
/// A sentence that says so where there are none.
pub fn words<T: AsRef<str>>(text: Option<T>) -> Result<T, String> {
    match text {
        None => Err("The record has no \"text\". Give every line the field \"text\" with the words of the document.".into()),
        Some(text) if text.as_ref().trim().is_empty() => {
            Err("The field \"text\" is empty. Put the words of the document into it, or leave the line out.".into())
        }
        Some(text) => Ok(text),
    }
}

/// Where the text of a record stands in its line; an escape is one letter.
pub fn origin(line: &[u8]) -> Option<Origin> {
    #[derive(Deserialize)]
    struct Text<'a> {
        #[serde(borrow)]
        text: &'a RawValue,
    }
    let whole = std::str::from_utf8(line).ok()?;
    let raw = serde_json::from_str::<Text>(whole.trim_start_matches('\u{FEFF}')).ok()?.text.get();
    let mut at = raw.as_ptr() as usize - line.as_ptr() as usize + 1;
    let (mut origin, mut rest) = (Origin::default(), raw.get(1..raw.len().checked_sub(1)?)?);
    while !rest.is_empty() {
        let plain = rest.find('\\').unwrap_or(rest.len());
        origin.push(plain, at, plain);
        (at, rest) = (at + plain, &rest[plain..]);
        if rest.is_empty() {
            break;
        }
        let unit = |from: usize| rest.get(from..from + 4).and_then(|d| u16::from_str_radix(d, 16).ok());
        let len = match rest.as_bytes().get(1)? {
            b'u' if (0xD800..0xDC00).contains(&unit(2)?) => 12,
            b'u' => 6,
            _ => 2,
        };
        let letter: String = serde_json::from_str(&format!("\"{}\"", rest.get(..len)?)).ok()?;
        origin.push(letter.len(), at, len);
        (at, rest) = (at + len, &rest[len..]);
    }
    Some(origin)
}

/// The id of a line, where one can be read although the line cannot be analysed.
pub fn id(line: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(line).or_else(|_| serde_json::from_str(&String::from_utf8_lossy(line))).ok()?;
    match &value["id"] {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

fn broken(e: serde_json::Error) -> String {
    let what = e.to_string();
    // the line is one line: its column is all a reader needs
    let what = what.split(" at line ").next().unwrap_or(&what);
    match e.classify() {
        serde_json::error::Category::Data => format!(
            "The record is not as it should be: {what} (column {}). Each line must be one JSON object in which \"text\" and the names are texts.",
            e.column()
        ),
        _ => format!(
            "The line is not JSON: {what} (column {}). Each line must be one whole JSON object, such as {{\"id\": \"a1\", \"text\": \"...\"}}.",
            e.column()
        ),
    }
}

#[derive(Default)]
struct Record<'a> {
    text: Option<Cow<'a, str>>,
    meta: Meta,
}

impl<'de> Deserialize<'de> for Record<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Record<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON object with the field \"text\"")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record<'de>, A::Error> {
        let mut record = Record::default();
        while let Some(Borrowed(key)) = map.next_key()? {
            if key == "text" {
                record.text = map.next_value::<Option<Borrowed>>()?.map(|b| b.0);
                continue;
            }
            let meta = &mut record.meta;
            let field = match key.as_ref() {
                "id" => {
                    meta.id = named::<A>(&key, map.next_value()?)?.unwrap_or_default();
                    continue;
                }
                "source" => &mut meta.source,
                "title" => &mut meta.title,
                "author" => &mut meta.author,
                "date" => &mut meta.date,
                "url" => &mut meta.url,
                "genre" => &mut meta.genre,
                "owner" => &mut meta.owner,
                "perspective" => &mut meta.perspective,
                _ if meta.extra.contains_key(key.as_ref()) => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
                _ => {
                    meta.extra.insert(key.into_owned(), map.next_value()?);
                    continue;
                }
            };
            *field = named::<A>(&key, map.next_value()?)?;
        }
        if record.meta.source.is_some() {
            record.meta.source_from = Some("the record".into());
        }
        Ok(record)
    }
}

/// A name may be a text or a number; null is no name.
fn named<'de, A: MapAccess<'de>>(key: &str, value: Value) -> Result<Option<String>, A::Error> {
    match value {
        Value::Null => Ok(None),
        Value::String(s) => Ok((!s.is_empty()).then_some(s)),
        Value::Number(n) => Ok(Some(n.to_string())),
        _ => Err(A::Error::custom(format!("The field \"{key}\" is not a text"))),
    }
}

/// A text that is copied only if it holds an escape.
#[derive(Deserialize)]
struct Borrowed<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::{document, origin};
    use crate::text::Span;

    #[test]
    fn places_are_found_behind_escapes() {
        let line = r#"{"id": "\u0041", "text": "One \u00e9 \"two\"\n\ud83c\udf0a \u2014 three"}"#;
        let text = document(line.as_bytes()).unwrap().text;
        let place = |words: &str| {
            let at = text.find(words).unwrap();
            let [s, e] = origin(line.as_bytes()).unwrap().place(Span::new(at, at + words.len())).unwrap();
            &line[s as usize..e as usize]
        };
        assert_eq!(
            [place("One"), place("\u{e9}"), place("\"two"), place("\u{1f30a}"), place("three")],
            ["One", r"\u00e9", r#"\"two"#, r"\ud83c\udf0a", "three"]
        );
    }

    #[test]
    fn a_broken_record_says_what_is_wrong() {
        let rows: [(&[u8], &str); 6] = [
            (b"{\"text\": \"a\"", "not JSON: EOF while parsing an object"),
            (b"{\"title\": \"a\"}", "has no \"text\""),
            (b"{\"text\": \" \"}", "is empty"),
            (b"[1]", "a JSON object with the field"),
            (b"{\"text\": \"a\", \"source\": [1]}", "\"source\" is not a text"),
            (b"{\"text\": \"\xE9\"}", "not UTF-8 (byte 10 of it)"),
        ];
        for (line, want) in rows {
            let got = document(line).unwrap_err();
            assert!(got.contains(want), "{got}");
        }
    }

    #[test]
    fn escapes_and_numbers_are_read() {
        let d = document(br#"{"text":"a \"b\"\n","id":12,"source":null,"date":2031}"#).unwrap();
        assert_eq!((d.text.as_str(), d.meta.id.as_str(), d.meta.source, d.meta.date.as_deref()), ("a \"b\"\n", "12", None, Some("2031")));
    }
}
