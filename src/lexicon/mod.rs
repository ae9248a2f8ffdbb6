//! Reads rule files into the one structure that knows English: words, classes, patterns, gates.

pub mod build;
pub mod builtin;
pub mod check;
mod columns;
pub mod compiled;
pub mod entry;
pub mod file;
pub mod flat;
pub mod image;
pub mod inflect;
mod lists;
pub mod model;
mod narrow;
pub mod pack;
pub mod pattern;
pub mod roles;
mod rules;
mod splitting;
pub mod trie;
pub mod words;
mod written;

pub use builtin::{builtin, files_of};
pub use compiled::Lexicon;
pub use entry::WordId;
pub use model::{Family, FamilyId, Rule, RuleId, Term, Tier};
pub use roles::{Frame, FrameSet, Role, RoleSet};
