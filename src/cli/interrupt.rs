//! Ctrl-C: the line or file that is being written is finished, what was begun is taken away, and the program ends with 130.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::exit;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::Duration;

/// What shells call a program that was interrupted.
const INTERRUPTED: i32 = 130;
/// How often, and in which steps, a write is waited for that nobody takes.
const PATIENCE: (u32, Duration) = (100, Duration::from_millis(10));
/// Bytes that are gathered before they are written.
const GATHERED: usize = 1 << 16;

/// A folder that is not finished. While this is held, the program is not ended.
static BEGUN: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Ends the program in order when its user presses Ctrl-C. For the program itself: a library leaves signals alone.
pub fn listen() {
    // where there is no such signal, the system ends the program as it always did
    let _ = ctrlc::set_handler(|| {
        for _ in 0..PATIENCE.0 {
            if let Ok(begun) = BEGUN.try_lock() {
                if let Some(folder) = begun.as_deref() {
                    let _ = std::fs::remove_dir_all(folder);
                }
                exit(INTERRUPTED);
            }
            sleep(PATIENCE.1);
        }
        exit(INTERRUPTED);
    });
}

/// Keeps the program from being ended until the guard is dropped.
pub fn hold() -> MutexGuard<'static, Option<PathBuf>> {
    BEGUN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Names a folder that goes away with an interruption; none when it is finished.
pub fn begun(folder: Option<PathBuf>) {
    *hold() = folder;
}

/// A writer whose lines arrive whole: from the first piece of a line that leaves to its end, the program is not ended.
pub struct Lines<W: Write> {
    to: W,
    gathered: Vec<u8>,
    /// Held while what has left ends within a line.
    within: Option<MutexGuard<'static, Option<PathBuf>>>,
}

impl<W: Write> Lines<W> {
    pub fn new(to: W) -> Lines<W> {
        Lines { to, gathered: Vec::with_capacity(GATHERED), within: None }
    }

    /// Lets go what was gathered.
    fn hand_on(&mut self) -> io::Result<()> {
        let Some(last) = self.gathered.last() else { return self.to.flush() };
        let whole = *last == b'\n';
        self.within.get_or_insert_with(hold);
        let written = self.to.write_all(&self.gathered).and_then(|()| self.to.flush());
        self.gathered.clear();
        if whole || written.is_err() {
            self.within = None;
        }
        written
    }
}

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.gathered.extend_from_slice(piece);
        // what began to leave is ended as soon as its line is
        if self.gathered.len() >= GATHERED || (self.within.is_some() && piece.ends_with(b"\n")) {
            self.hand_on()?;
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.hand_on()
    }
}
