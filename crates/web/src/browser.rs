//! What the browser does for the program: it reads the encodings of the world, whose tables it has already.

use crate::parcel;
use slantscope::extract::encoding::Read;

#[link(wasm_import_module = "page")]
unsafe extern "C" {
    /// An answer as the program's own: its head has the name of the encoding, and whether bytes were lost. Nothing for an unknown label.
    fn decode(label: *const u8, labelled: usize, at: *const u8, len: usize) -> *mut u8;
}

/// What these bytes say in the encoding of this label.
pub fn read(label: &str, bytes: &[u8]) -> Option<Read> {
    let answer = unsafe {
        let at = decode(label.as_ptr(), label.len(), bytes.as_ptr(), bytes.len());
        if at.is_null() {
            return None;
        }
        let len = u32::from_le_bytes(at.cast::<[u8; 4]>().read());
        Box::from_raw(std::ptr::slice_from_raw_parts_mut(at, 4 + len as usize))
    };
    let (head, text) = parcel::opened(&answer[4..]).ok()?;
    Some(Read { name: head["name"].as_str()?.into(), text: String::from_utf8(text.into()).ok()?, broken: head["broken"] == true })
}
