//! A small map kept as one sorted row: a tree leaves a third of its room empty, and every document has its own.

use serde::{Serialize, Serializer};
use std::borrow::Borrow;

/// Keys in order, each with its value.
///
/// ```
/// let row: slantscope::score::Row<String, u8> = [("b".to_string(), 2), ("a".to_string(), 1)].into_iter().collect();
/// assert_eq!((row.get("b"), row.get("c"), row.values().sum::<u8>()), (Some(&2), None, 3));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Row<K, V>(Box<[(K, V)]>);

impl<K, V> Default for Row<K, V> {
    fn default() -> Row<K, V> {
        Row(Box::default())
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Row<K, V> {
    /// Each key stands once.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Row<K, V> {
        let mut row: Box<[(K, V)]> = pairs.into_iter().collect();
        row.sort_by(|a, b| a.0.cmp(&b.0));
        Row(row)
    }
}

impl<K, V> Row<K, V> {
    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|pair| pair.0.borrow().cmp(key)).ok().map(|i| &self.0[i].1)
    }

    /// Keys and values in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// The values in the order of the keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|pair| &pair.1)
    }
}

impl<K: Serialize, V: Serialize> Serialize for Row<K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter())
    }
}
