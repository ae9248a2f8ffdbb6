//! Where the characters of a text stand in the bytes of the file that they were read from.

use crate::text::Span;

/// A stretch of text and the stretch of bytes that it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: u32,
    len: u32,
    raw: u32,
    raw_len: u32,
}

impl Run {
    /// Byte for byte the same; else an entity, an escape or a letter of another encoding, which has no inside.
    fn is_even(self) -> bool {
        self.len == self.raw_len
    }
}

/// A map from the bytes of a text to the bytes of its file. Maps may be stacked: a page's text lies in the decoded page, the
/// decoded page in the file.
///
/// ```
/// use slantscope::{extract::origin::Origin, text::Span};
/// // "a & b" was written "a &amp; b"
/// let mut origin = Origin::default();
/// for (len, raw, raw_len) in [(2, 0, 2), (1, 2, 5), (2, 7, 2)] {
///     origin.push(len, raw, raw_len);
/// }
/// assert_eq!(origin.place(Span::new(2, 5)), Some([2, 9]));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    runs: Vec<Run>,
    /// Where the text of this map lies in turn.
    below: Option<Box<Origin>>,
    len: u32,
}

impl Origin {
    /// A text that is `len` bytes of its file, from byte `raw` on.
    pub fn shifted(len: usize, raw: usize) -> Origin {
        let mut origin = Origin::default();
        origin.push(len, raw, len);
        origin
    }

    /// The next `len` bytes of the text were read from these bytes.
    pub fn push(&mut self, len: usize, raw: usize, raw_len: usize) {
        let run = Run { text: self.len, len: len as u32, raw: raw as u32, raw_len: raw_len as u32 };
        self.len += run.len;
        if len == 0 {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.is_even() && run.is_even() && last.raw + last.len == run.raw && last.text + last.len == run.text => {
                last.len += run.len;
                last.raw_len += run.len;
            }
            _ => self.runs.push(run),
        }
    }

    /// The next `len` bytes of the text stand nowhere in the file, such as the blank line between two blocks of a page.
    pub fn skip(&mut self, len: usize) {
        self.len += len as u32;
    }

    /// The same map, of a text that is itself a decoded form of the file.
    pub fn over(mut self, below: Option<Origin>) -> Origin {
        match &mut self.below {
            Some(inner) => **inner = std::mem::take(inner.as_mut()).over(below),
            None => self.below = below.map(Box::new),
        }
        self
    }

    /// The bytes of the file that a span of the text was read from; none where an end of it stands nowhere in the file.
    pub fn place(&self, span: Span) -> Option<[u32; 2]> {
        let [start, end] = self.written(span)?;
        match &self.below {
            Some(below) => below.place(Span { start, end }),
            None => Some([start, end]),
        }
    }

    /// The same in the decoded file, in the form in which an editor shows it.
    pub fn written(&self, span: Span) -> Option<[u32; 2]> {
        let first = self.run(span.start)?;
        let last = self.run(span.end.max(span.start + 1) - 1)?;
        let start = if first.is_even() { first.raw + span.start - first.text } else { first.raw };
        let end = if last.is_even() { last.raw + span.end - last.text } else { last.raw + last.raw_len };
        Some([start, end])
    }

    /// Whether the text is the file's own bytes, from the first on.
    pub fn is_plain(&self) -> bool {
        self.below.is_none() && matches!(self.runs[..], [run] if run.is_even() && run.raw == run.text)
    }

    /// The run that holds a byte of the text.
    fn run(&self, byte: u32) -> Option<Run> {
        let run = *self.runs.get(self.runs.partition_point(|r| r.text <= byte).checked_sub(1)?)?;
        (byte < run.text + run.len).then_some(run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_stack_and_gaps_have_no_place() {
        let mut page = Origin::default();
        page.push(3, 10, 3);
        page.skip(2);
        page.push(2, 20, 2);
        let page = page.over(Some(Origin::shifted(40, 100)));
        assert_eq!(page.place(Span::new(1, 3)), Some([111, 113]));
        assert_eq!(page.place(Span::new(1, 7)), Some([111, 122]));
        assert_eq!(page.place(Span::new(3, 7)), None);
    }

    #[test]
    fn a_letter_of_several_bytes_is_found_as_a_whole() {
        let mut latin = Origin::default();
        for (len, raw, raw_len) in [(3, 0, 3), (2, 3, 1), (1, 4, 1)] {
            latin.push(len, raw, raw_len);
        }
        assert_eq!(latin.place(Span::new(3, 5)), Some([3, 4]));
        assert_eq!(latin.place(Span::new(5, 6)), Some([4, 5]));
    }
}
