//! The library of slantscope for a page without a network: one call, a parcel in, a parcel out.
//!
//! A caller asks [`alloc`] for room, writes a [`parcel`] into it and hands it to [`call`], which takes the room back. The answer stands
//! behind the address that comes back: its length as four bytes, little end first, then the parcel; [`free`] gives it back.

#[cfg(target_arch = "wasm32")]
mod browser;
pub mod compare;
pub mod lesson;
pub mod parcel;
pub mod samples;
pub mod session;

// the templates of the library name its modules from the root
pub use slantscope::report;

use session::Session;
use std::sync::Mutex;

static SESSION: Mutex<Option<Session>> = Mutex::new(None);

/// Where and why the program stopped, if it did.
static FAULT: Mutex<String> = Mutex::new(String::new());

/// The answer to a request; what goes wrong is said in its head under `error`.
pub fn answer(request: &[u8]) -> Vec<u8> {
    let asked = parcel::opened(request).and_then(|(head, bytes)| {
        let mut session = SESSION.lock().unwrap_or_else(|e| e.into_inner());
        let session = match &mut *session {
            Some(session) => session,
            none => {
                #[cfg(target_arch = "wasm32")]
                slantscope::extract::encoding::read_by(browser::read);
                std::panic::set_hook(Box::new(|info| *FAULT.lock().unwrap_or_else(|e| e.into_inner()) = info.to_string()));
                none.insert(Session::new()?)
            }
        };
        session.answer(&head, bytes)
    });
    asked.unwrap_or_else(|message| parcel::closed(&serde_json::json!({ "error": message }), &[]))
}

// The names leave only for a page: on a computer, `free` would take the place of the system's own.

/// Room for a request of so many bytes.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn alloc(len: usize) -> *mut u8 {
    Box::into_raw(vec![0u8; len].into_boxed_slice()).cast()
}

/// Gives the room of an answer back; `len` counts its four first bytes.
///
/// # Safety
/// The address is one that [`alloc`] or [`call`] gave for this length, and is not used again.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub unsafe extern "C" fn free(at: *mut u8, len: usize) {
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(at, len)) });
}

/// Answers the request in this room, and takes the room back.
///
/// # Safety
/// The address is one that [`alloc`] gave for this length, and is not used again.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub unsafe extern "C" fn call(at: *mut u8, len: usize) -> *mut u8 {
    let request = unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(at, len)) };
    handed(&answer(&request))
}

/// Where and why the program stopped, as an answer without a head; for a report of a mistake.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn fault() -> *mut u8 {
    handed(FAULT.lock().unwrap_or_else(|e| e.into_inner()).as_bytes())
}

fn handed(answer: &[u8]) -> *mut u8 {
    let mut out = Vec::with_capacity(4 + answer.len());
    out.extend((answer.len() as u32).to_le_bytes());
    out.extend(answer);
    Box::into_raw(out.into_boxed_slice()).cast()
}
