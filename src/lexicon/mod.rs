//! Reads rule files into the one structure that knows English: words, classes, patterns, gates.

pub mod build;
pub mod builtin;
pub mod check;
pub mod file;
pub mod flat;
pub mod image;
pub mod inflect;
mod lists;
pub mod model;
pub mod pack;
pub mod pattern;
pub mod roles;
pub mod trie;
pub mod words;

pub use builtin::{builtin, files_of};
pub use model::{Family, FamilyId, Lexicon, Rule, RuleId, Term, Tier, WordId};
pub use roles::{Frame, FrameSet, Role, RoleSet};
