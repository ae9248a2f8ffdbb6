//! Reading bytes within a limit: whole files, and the lines of a JSONL file one at a time.

use super::folder::reason;
use super::inputs::{Found, Read1};
use crate::error::InputError;
use crate::extract::Raw;
use std::io::{self, BufRead, BufReader, Read};

/// A JSONL file that is being read.
pub struct Lines {
    from: BufReader<Box<dyn Read + Send>>,
    number: usize,
    /// Bytes read so far.
    at: usize,
    found: Found,
}

impl Lines {
    /// Nothing is read yet.
    pub fn new(from: Box<dyn Read + Send>, found: Found) -> Lines {
        Lines { from: BufReader::with_capacity(1 << 16, from), number: 0, at: 0, found }
    }

    /// Whether a line, or a part of one, has been read ahead.
    pub fn is_ready(&self) -> bool {
        !self.from.buffer().is_empty()
    }

    /// The next line that holds anything.
    pub fn next(&mut self, largest: u64) -> Option<Read1> {
        loop {
            let mut bytes = Vec::new();
            let offset = self.at;
            match (&mut self.from).take(largest + 1).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(read) => (self.number, self.at) = (self.number + 1, self.at + read),
                Err(e) => {
                    self.from = BufReader::new(Box::new(io::empty()));
                    return Some(self.failed(format!("Reading stopped here: {}. Later lines were not analysed.", reason(&e))));
                }
            }
            if bytes.len() as u64 > largest {
                let rest = if bytes.ends_with(b"\n") { Ok(0) } else { skip_line(&mut self.from) };
                self.at += rest.as_ref().copied().unwrap_or(0);
                return Some(self.failed(rest.map_or_else(|e| reason(&e), |_| too_large("line", largest))));
            }
            if bytes.iter().any(|b| !b.is_ascii_whitespace()) {
                return Some(Ok(Raw { offset, ..self.found.raw(bytes, Some(self.number)) }));
            }
        }
    }

    fn failed(&self, message: String) -> Read1 {
        Err(InputError { line: Some(self.number), ..InputError::new(&self.found.place(), message) })
    }
}

/// Reads on behind the next line break; how many bytes these were.
fn skip_line(from: &mut impl BufRead) -> io::Result<usize> {
    let mut skipped = 0;
    loop {
        let buffer = from.fill_buf()?;
        let end = buffer.iter().position(|&b| b == b'\n');
        let (len, done) = (end.map_or(buffer.len(), |i| i + 1), end.is_some() || buffer.is_empty());
        from.consume(len);
        skipped += len;
        if done {
            return Ok(skipped);
        }
    }
}

/// All bytes of a file.
pub fn whole(from: impl Read, largest: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    from.take(largest + 1).read_to_end(&mut bytes).map_err(|e| unreadable(&e))?;
    if bytes.len() as u64 > largest { Err(too_large("file", largest)) } else { Ok(bytes) }
}

/// Why a file cannot be read, with the cure.
pub fn unreadable(e: &io::Error) -> String {
    format!("The file cannot be read: {}. Check its permissions, then run again.", reason(e))
}

fn too_large(what: &str, largest: u64) -> String {
    let size = if largest >= 1 << 20 { format!("{} MiB", largest >> 20) } else { format!("{largest} bytes") };
    format!("The {what} is larger than {size}, the most that is read at once. Cut it into parts, or write its documents as lines of a .jsonl file.")
}
