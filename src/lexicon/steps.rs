//! Numbers that mostly grow, written as the steps between them: small numbers take one byte, and repeat.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes each number as its distance from the one before.
pub fn serialize<S: Serializer>(numbers: &[u32], to: S) -> Result<S::Ok, S::Error> {
    let mut before = 0;
    let steps: Vec<i32> = numbers.iter().map(|&n| (n.wrapping_sub(std::mem::replace(&mut before, n))) as i32).collect();
    steps.serialize(to)
}

/// Adds the distances up.
pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<u32>, D::Error> {
    let mut at = 0u32;
    let steps = Vec::<i32>::deserialize(from)?;
    Ok(steps
        .into_iter()
        .map(|step| {
            at = at.wrapping_add(step as u32);
            at
        })
        .collect())
}

/// Ranges that begin where the one before ends: only the length is written, and the reader adds up.
pub mod lengths {
    use super::super::model::Range;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes the length.
    pub fn serialize<S: Serializer>(range: &Range, to: S) -> Result<S::Ok, S::Error> {
        range.len.serialize(to)
    }

    /// A range of this length, which begins nowhere yet.
    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Range, D::Error> {
        Ok(Range { from: 0, len: u16::deserialize(from)? })
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Held(#[serde(with = "super")] Vec<u32>);

    #[test]
    fn numbers_come_back() {
        for numbers in [vec![], vec![7], vec![3, 4, 9, 9, 2, u32::MAX, 0, 1 << 31]] {
            let held = Held(numbers);
            let bytes = postcard::to_stdvec(&held).unwrap();
            assert_eq!(postcard::from_bytes::<Held>(&bytes).unwrap(), held);
        }
        assert_eq!(postcard::to_stdvec(&Held((1000..1100).collect())).unwrap().len(), 102);
    }
}
