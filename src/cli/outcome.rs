//! How a run ended, what it tells about failed inputs, and a closed pipe.

use super::style::safe;
use slantscope::error::InputError;
use slantscope::load::READER;
use std::io;

/// How a run ended; the worst of several counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Done,
    /// A threshold that the user asked for was crossed, or a report does not come out again.
    Crossed,
    /// Some inputs could not be analysed.
    Incomplete,
}

impl Outcome {
    /// The code that the program ends with.
    pub fn code(self) -> u8 {
        match self {
            Outcome::Done => 0,
            Outcome::Crossed => 1,
            Outcome::Incomplete => 2,
        }
    }
}

/// Whether the error is only that nobody reads on, as in `slantscope check ... | head`.
pub fn is_closed_pipe(e: &anyhow::Error) -> bool {
    e.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}

/// Keeps what Rust says of a reader that breaks down on a damaged file from people, who get a sentence in its place; with `RUST_BACKTRACE` set it
/// is shown. For the program itself: a library leaves this to its host.
pub fn hush_readers() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(READER) || std::env::var_os("RUST_BACKTRACE").is_some() {
            tell(panic);
        }
    }));
}

/// One failed input on standard error: where, what, and what to do.
pub fn tell(e: &InputError) {
    let line = e.line.map_or_else(String::new, |line| format!(", line {line}"));
    anstream::eprintln!("{}", safe(&format!("{}{line}: {}", e.place, e.message)));
}

/// How many inputs failed, after all others were analysed.
pub fn tell_count(failed: usize, analysed: usize) -> Outcome {
    if failed == 0 {
        return Outcome::Done;
    }
    let (were, documents) = (if failed == 1 { "problem was" } else { "problems were" }, if analysed == 1 { "document was" } else { "documents were" });
    anstream::eprintln!("{failed} {were} found (see above); {analysed} {documents} analysed.");
    Outcome::Incomplete
}
