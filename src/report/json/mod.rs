//! JSON and JSON lines.

mod bytes;
mod compact;
mod place;

use super::model::{DOCUMENTS_SCHEMA, DocumentRecord, ErrorRecord};
use crate::compare::Perspective;
use serde::Serialize;
use std::io::{self, Write};

/// Writes one record on one line, with its line end.
///
/// # Errors
/// What `out` cannot take.
pub fn line<T: Serialize>(record: &T, out: &mut dyn Write) -> io::Result<()> {
    compact::write(out, record)?;
    out.write_all(b"\n")
}

/// All records of a run as one object.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Documents<'a, 'r> {
    pub schema: &'static str,
    pub documents: &'a [DocumentRecord<'r>],
    pub errors: &'a [ErrorRecord],
    /// Of several documents: whether they speak with one voice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub perspective: Option<&'a Perspective>,
}

/// All records as one object.
pub fn documents(records: &[DocumentRecord], errors: &[ErrorRecord], perspective: Option<&Perspective>) -> String {
    let all = Documents { schema: DOCUMENTS_SCHEMA, documents: records, errors, perspective };
    serde_json::to_string_pretty(&all).unwrap_or_else(|e| unreachable!("records hold only strings and numbers: {e}")) + "\n"
}

/// One record over many lines, for files that people open too.
pub fn pretty<T: Serialize>(record: &T) -> Vec<u8> {
    let mut out = serde_json::to_vec_pretty(record).unwrap_or_else(|e| unreachable!("records hold only strings and numbers: {e}"));
    out.push(b'\n');
    out
}
