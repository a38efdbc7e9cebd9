//! Reading an untrusted file record by record, or by the bytes expected next, in constant memory.

use super::check::CheckError;
use memchr::memchr;
use std::io::Read;

/// The longest line of a CSV or JSON-lines file that is checked: 16 MiB.
pub const MAX_LINE_BYTES: usize = 16 << 20;

const BLOCK_BYTES: usize = 256 << 10;

/// A buffered reader with lookahead.
pub(crate) struct Lines<R> {
    input: R,
    buffer: Vec<u8>,
    start: usize,
    at_end: bool,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(input: R) -> Self {
        Lines {
            input,
            buffer: Vec::with_capacity(BLOCK_BYTES * 2),
            start: 0,
            at_end: false,
        }
    }

    /// Fills the buffer to at least so many unread bytes, or to the file's end.
    #[inline]
    fn want(&mut self, bytes: usize) -> Result<(), CheckError> {
        if self.buffer.len() - self.start >= bytes || self.at_end {
            return Ok(());
        }
        self.more(bytes)
    }

    fn more(&mut self, bytes: usize) -> Result<(), CheckError> {
        self.buffer.drain(..self.start);
        self.start = 0;
        while self.buffer.len() < bytes && !self.at_end {
            let old = self.buffer.len();
            self.at_end = (&mut self.input)
                .take(BLOCK_BYTES as u64)
                .read_to_end(&mut self.buffer)?
                == 0;
            debug_assert!(self.at_end || self.buffer.len() > old);
        }
        Ok(())
    }

    /// Consumes the expected bytes, if they come next.
    #[inline]
    pub(crate) fn take_exactly(&mut self, expected: &[u8]) -> Result<bool, CheckError> {
        self.want(expected.len())?;
        let same = self.buffer[self.start..].starts_with(expected);
        if same {
            self.start += expected.len();
        }
        Ok(same)
    }

    /// Whether the file is read to its end.
    pub(crate) fn is_at_end(&mut self) -> Result<bool, CheckError> {
        self.want(1)?;
        Ok(self.start == self.buffer.len())
    }

    /// The next record's bytes, where `end` finds the end of one in the bytes at hand: the length
    /// without the line break, or `None` if it needs more. The last record may lack its line break.
    pub(crate) fn next_record(
        &mut self,
        place: impl Fn() -> String,
        mut end: impl FnMut(&[u8]) -> Option<usize>,
    ) -> Result<Option<&[u8]>, CheckError> {
        let mut wanted = 1;
        loop {
            self.want(wanted)?;
            let bytes = &self.buffer[self.start..];
            let length = match end(bytes) {
                Some(length) => length,
                None if self.at_end => bytes.len(),
                None if bytes.len() > MAX_LINE_BYTES => {
                    return Err(CheckError::malformed(
                        place(),
                        format!("longer than {MAX_LINE_BYTES} bytes"),
                    ));
                }
                // Doubling keeps the repeated search linear.
                None => {
                    wanted = (bytes.len() * 2).max(BLOCK_BYTES);
                    continue;
                }
            };
            if length > MAX_LINE_BYTES {
                return Err(CheckError::malformed(
                    place(),
                    format!("longer than {MAX_LINE_BYTES} bytes"),
                ));
            }
            if bytes.is_empty() {
                return Ok(None);
            }
            let start = self.start;
            self.start = (start + length + 1).min(self.buffer.len());
            let record = &self.buffer[start..start + length];
            return Ok(Some(record.strip_suffix(b"\r").unwrap_or(record)));
        }
    }
}

/// The end of a line.
pub(crate) fn line_end(bytes: &[u8]) -> Option<usize> {
    memchr(b'\n', bytes)
}

/// The end of a CSV record: the first line break outside quotes.
pub(crate) fn record_end(bytes: &[u8]) -> Option<usize> {
    let mut quoted = false;
    for at in memchr::memchr2_iter(b'"', b'\n', bytes) {
        match bytes[at] {
            b'"' => quoted = !quoted,
            _ if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}
