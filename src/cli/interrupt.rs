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

/// A writer whose every write arrives whole: each holds one or more lines.
pub struct Lines<W: Write> {
    to: W,
    gathered: Vec<u8>,
}

impl<W: Write> Lines<W> {
    pub fn new(to: W) -> Lines<W> {
        Lines { to, gathered: Vec::with_capacity(GATHERED) }
    }
}

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, lines: &[u8]) -> io::Result<usize> {
        self.gathered.extend_from_slice(lines);
        // a record may come in pieces, and only whole lines go out
        if self.gathered.len() >= GATHERED && lines.ends_with(b"\n") {
            self.flush()?;
        }
        Ok(lines.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let whole = hold();
        let written = self.to.write_all(&self.gathered).and_then(|()| self.to.flush());
        self.gathered.clear();
        drop(whole);
        written
    }
}
