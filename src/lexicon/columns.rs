//! The terms of a compiled lexicon as columns: like beside like is read at the speed of memory, and packs into less than row after row.

use super::file::Polarity;
use super::flat::Str;
use super::model::Term;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::Error as _};

/// Polarities by their number.
const POLARITIES: [Option<Polarity>; 3] = [None, Some(Polarity::Neg), Some(Polarity::Pos)];

/// The length that stands for no word at all.
const NONE: u16 = u16::MAX;

#[derive(Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Columns {
    #[serde(with = "super::flat")]
    rules: Vec<u16>,
    /// The bits of each weight.
    #[serde(with = "super::flat")]
    weights: Vec<u32>,
    /// Places in [`POLARITIES`].
    #[serde(with = "super::flat")]
    polarities: Vec<u8>,
    texts: Words,
    plains: Words,
}

/// Words one after the other, and how long each is.
#[derive(Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Words {
    #[serde(with = "super::flat")]
    lengths: Vec<u16>,
    all: Str,
}

impl Words {
    /// `None` where a word is too long for its length.
    fn of<'w>(words: impl Iterator<Item = Option<&'w str>>) -> Option<Words> {
        let mut all = String::new();
        let mut length = |word: Option<&str>| {
            let Some(word) = word else { return Some(NONE) };
            all.push_str(word);
            u16::try_from(word.len()).ok().filter(|&n| n != NONE)
        };
        let lengths = words.map(&mut length).collect::<Option<_>>()?;
        Some(Words { lengths, all: all.into() })
    }

    /// The words again, one by one; `None` where the lengths are not theirs.
    fn parts(&self) -> impl Iterator<Item = Option<Option<Str>>> {
        let mut at = 0;
        self.lengths.iter().map(move |&length| {
            if length == NONE {
                return Some(None);
            }
            let from = at;
            at += length as usize;
            self.all.part(from..at).map(Some)
        })
    }
}

/// Writes the terms as columns.
pub fn serialize<S: Serializer>(terms: &[Term], serializer: S) -> Result<S::Ok, S::Error> {
    let long = || S::Error::custom("a term is too long");
    Columns {
        rules: terms.iter().map(|t| t.rule).collect(),
        weights: terms.iter().map(|t| t.weight.to_bits()).collect(),
        polarities: terms.iter().map(|t| POLARITIES.iter().position(|&p| p == t.polarity).unwrap_or(0) as u8).collect(),
        texts: Words::of(terms.iter().map(|t| Some(t.text.as_str()))).ok_or_else(long)?,
        plains: Words::of(terms.iter().map(|t| t.plain.as_deref())).ok_or_else(long)?,
    }
    .serialize(serializer)
}

/// Reads terms from columns.
pub fn deserialize<'de: 'static, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Term>, D::Error> {
    terms(&Columns::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("terms of another version"))
}

fn terms(columns: &Columns) -> Option<Vec<Term>> {
    let mut out = Vec::with_capacity(columns.texts.lengths.len());
    for (i, (text, plain)) in columns.texts.parts().zip(columns.plains.parts()).enumerate() {
        let (rule, weight, polarity) = (*columns.rules.get(i)?, *columns.weights.get(i)?, *columns.polarities.get(i)?);
        out.push(Term { rule, text: text??, weight: f32::from_bits(weight), polarity: *POLARITIES.get(polarity as usize)?, plain: plain? });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_as_they_were_written() {
        let term = |rule, text: &str, weight, polarity, plain: Option<&str>| Term {
            rule,
            text: text.to_string().into(),
            weight,
            polarity,
            plain: plain.map(|p| p.to_string().into()),
        };
        let told = |t: &Term| (t.rule, t.text.to_string(), t.weight.to_bits(), t.polarity, t.plain.as_ref().map(|p| p.to_string()));
        let terms = [
            term(7, "régime", 0.6, Some(Polarity::Neg), Some("government")),
            term(7, "", 0.0, None, Some("")),
            term(9, "hero/n", -1.5, Some(Polarity::Pos), None),
        ];
        let mut bytes = postcard::to_stdvec(&Row(&terms)).unwrap();
        let read: Read = postcard::from_bytes(bytes.clone().leak()).unwrap();
        assert!(read.0.iter().map(told).eq(terms.iter().map(told)));
        // a length that is not the word's
        let at = bytes.iter().position(|&b| b == b'r').unwrap();
        bytes[at] = 0xC3;
        assert!(postcard::from_bytes::<Read>(bytes.leak()).is_err());
    }

    #[derive(Serialize)]
    struct Row<'t>(#[serde(with = "super")] &'t [Term]);

    #[derive(Deserialize)]
    #[serde(bound(deserialize = "'de: 'static"))]
    struct Read(#[serde(with = "super")] Vec<Term>);
}
