//! What crosses the border to JavaScript: a head in JSON, and bytes behind it. The length of the head goes first, in four bytes, little end first.

use serde::Serialize;
use serde_json::Value;

/// The head and the bytes of a parcel.
///
/// # Errors
/// A sentence where it is cut short or its head is no JSON.
///
/// ```
/// use slantscope_web::parcel::{closed, opened};
/// let parcel = closed(&serde_json::json!({ "do": "read" }), b"text");
/// assert_eq!(opened(&parcel).unwrap(), (serde_json::json!({ "do": "read" }), b"text".as_slice()));
/// assert!(opened(&parcel[..6]).is_err());
/// ```
pub fn opened(parcel: &[u8]) -> Result<(Value, &[u8]), String> {
    let cut = || "The request is cut short.".to_string();
    let (len, rest) = parcel.split_first_chunk::<4>().ok_or_else(cut)?;
    let (head, bytes) = rest.split_at_checked(u32::from_le_bytes(*len) as usize).ok_or_else(cut)?;
    Ok((serde_json::from_slice(head).map_err(|e| format!("The head of the request is no JSON: {e}."))?, bytes))
}

/// A parcel of this head and these bytes.
pub fn closed(head: &impl Serialize, bytes: &[u8]) -> Vec<u8> {
    let head = serde_json::to_vec(head).unwrap_or_else(|e| unreachable!("heads hold only strings and numbers: {e}"));
    let mut out = Vec::with_capacity(4 + head.len() + bytes.len());
    out.extend((head.len() as u32).to_le_bytes());
    out.extend(head);
    out.extend_from_slice(bytes);
    out
}
