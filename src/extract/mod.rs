//! Turns what was read into a document: its text, what it says of itself, and the blocks its format declares.

pub mod markdown;

use crate::segment::BlockHint;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a document says of itself, or its manifest says of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    pub id: String,
    pub source: Option<String>,
    /// Where the source was read: "corpus.toml", "the record", "the address", "the folder" ...
    pub source_from: Option<String>,
    pub title: Option<String>,
    pub author: Option<String>,
    pub date: Option<String>,
    pub url: Option<String>,
    pub genre: Option<String>,
    pub owner: Option<String>,
    pub perspective: Option<String>,
    /// Names whose words are the publisher's own side.
    pub own_names: Vec<String>,
    /// Where it was read, relative to what the user named.
    pub path: Option<String>,
    /// SHA-256 of the bytes read.
    pub hash: Option<String>,
    /// Fields of the input that mean nothing to the program, carried through.
    pub extra: BTreeMap<String, serde_json::Value>,
}

/// A document: a text with what is known of it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub meta: Meta,
    pub text: String,
    pub hints: Vec<BlockHint>,
}

/// What `corpus.toml` says of a corpus as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Corpus {
    pub title: Option<String>,
    pub actors: Vec<DeclaredActor>,
}

/// An actor whose names the manifest declares.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DeclaredActor {
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The publication's own side.
    #[serde(default, rename = "self")]
    pub own: bool,
}
