//! A limit of time: a file whose reader does not come back costs itself, and not the run.

use crate::error::InputError;
use crate::extract::{Document, Media, Raw, extract};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread::Builder;
use std::time::Duration;

/// The longest that the reader of one file is waited for. The largest files that are read need a few seconds.
pub const LONGEST: Duration = Duration::from_secs(60);
/// What a reader may have open inside each other is bounded, and fits the stack of a program's first thread.
const STACK: usize = 8 << 20;
/// The name of the threads in which readers of formats work.
pub const READER: &str = "reader";

/// Reads the document out of the bytes, as [`extract`] does, and waits for it no longer than `raw.longest`.
///
/// Plain texts, Markdown, records and rows are read here, in time that grows with their bytes alone. The readers of other formats
/// are others' work and get a thread of their own. One that does not come back in time is left behind: nothing can
/// stop a thread, so it works on, unheard, until the program ends. The limit is the one thing here that depends on a clock; no
/// file that is read far within it is read otherwise for it. Where there are no threads, as in a browser, there is no limit.
///
/// # Errors
/// As [`extract`], and a sentence where the time is over.
///
/// ```
/// use slantscope::{extract::{Media, Raw}, load};
/// let page = b"<p>The harbour closed at noon.</p>".to_vec();
/// let raw = Raw { media: Media::Html, bytes: page, longest: Some(load::LONGEST), ..Raw::default() };
/// assert_eq!(load::read(raw).unwrap().text, "The harbour closed at noon.");
/// ```
pub fn read(raw: Raw) -> Result<Document, InputError> {
    let ours = matches!(raw.media, Media::Text | Media::Markdown | Media::Record | Media::Row);
    match raw.longest.filter(|_| !ours) {
        Some(longest) => within(longest, raw, extract),
        None => extract(raw),
    }
}

fn within(longest: Duration, raw: Raw, read: fn(Raw) -> Result<Document, InputError>) -> Result<Document, InputError> {
    let failed = |place: &str, message: String| Err(InputError::new(place, message));
    let place = raw.place.clone();
    let ((give, take), (done, result)) = (channel::<Raw>(), channel());
    let reader = move || {
        if let Ok(raw) = take.recv() {
            // nobody listens any more when this comes too late
            let _ = done.send(read(raw));
        }
    };
    if Builder::new().name(READER.into()).stack_size(STACK).spawn(reader).is_err() {
        return read(raw);
    }
    let _ = give.send(raw);
    match result.recv_timeout(longest) {
        Ok(read) => read,
        Err(RecvTimeoutError::Timeout) => failed(&place, too_long(longest)),
        Err(RecvTimeoutError::Disconnected) => failed(
            &place,
            "The reader of this format stopped by a mistake. Open the file in the program that wrote it, save its text as .txt, and give that file.".into(),
        ),
    }
}

fn too_long(longest: Duration) -> String {
    let seconds = longest.as_secs();
    let most = if seconds == 1 { "1 second".into() } else { format!("{seconds} seconds") };
    format!(
        "The file was not read within {most}; it is damaged, or made to keep a reader busy. Open it in the program that wrote it, save its text as .txt, and give that file. If you trust it, allow it more time with --max-seconds."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(longest: u64) -> Raw {
        Raw { media: Media::Html, place: "a.html".into(), bytes: b"<p>It rained.</p>".to_vec(), longest: Some(Duration::from_secs(longest)), ..Raw::default() }
    }

    #[test]
    fn a_reader_that_does_not_come_back_costs_its_file_alone() {
        let endless = |_| loop {
            std::thread::park();
        };
        let e = within(Duration::from_millis(20), raw(1), endless).unwrap_err();
        assert!(e.place == "a.html" && e.message.contains("was not read within") && e.message.contains("--max-seconds"), "{e}");
        assert_eq!(read(raw(60)).unwrap().text, "It rained.");
    }

    #[test]
    fn a_reader_that_breaks_down_costs_its_file_alone() {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let e = within(Duration::from_secs(60), raw(1), |_| panic!("a mistake")).unwrap_err();
        std::panic::set_hook(hook);
        assert!(e.message.contains("stopped by a mistake"), "{e}");
    }
}
