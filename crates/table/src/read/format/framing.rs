//! Splitting a file into records: lines, or with quotes (RFC 4180) several lines. Constant memory. Lines end with a line feed,
//! after a carriage return or not; or all over a file with a carriage return alone.

use crate::read::error::FileError;
use crate::read::source::{Source, file_error};
use memchr::{memchr, memchr_iter};
use std::io::Read;
use std::ops::Range;

/// The most bytes that one record may have: 1 MiB.
pub const MAX_RECORD_BYTES: usize = 1 << 20;

/// The buffer holds the longest record and the next stretch of the file.
const BUFFER_BYTES: usize = MAX_RECORD_BYTES + (256 << 10);

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

const CARRIAGE_RETURN: &str = "one kind of line end, but there are carriage returns alone within this line, and line feeds \
    elsewhere in the file";

/// A record: its line, its bytes without the line break, and what is wrong with its quotes, if anything.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) line: u64,
    pub(crate) range: Range<usize>,
    pub(crate) quoted: bool,
    pub(crate) fault: Option<&'static str>,
}

/// The records of a file.
pub(crate) struct Frames {
    name: String,
    input: Box<dyn Read + Send>,
    quoting: Option<Quoting>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    line: u64,
    at_end: bool,
    /// Where the record begins that was found last.
    record_start: usize,
    /// Whether lines end with a carriage return alone, once that is known.
    carriage_returns: Option<bool>,
}

/// The bytes that have a meaning in quoted records.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quoting {
    pub(crate) quote: u8,
    pub(crate) delimiter: u8,
}

impl Frames {
    pub(crate) fn new(source: Source, quoting: Option<Quoting>) -> Frames {
        Frames {
            name: source.name,
            input: source.input,
            quoting,
            buffer: vec![0; BUFFER_BYTES],
            start: 0,
            end: 0,
            line: 1,
            at_end: false,
            record_start: 0,
            carriage_returns: None,
        }
    }

    /// What errors call the file.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The bytes of the record that was found last.
    pub(crate) fn bytes(&self, frame: &Frame) -> &[u8] {
        &self.buffer[frame.range.clone()]
    }

    /// Skips one line, whatever it holds.
    pub(crate) fn skip_line(&mut self) -> Result<bool, FileError> {
        let quoting = self.quoting.take();
        let found = self.next();
        self.quoting = quoting;
        Ok(found?.is_some())
    }

    /// The next record.
    pub(crate) fn next(&mut self) -> Result<Option<Frame>, FileError> {
        let Some(line_end) = self.find_line_end()? else {
            return Ok(None);
        };
        // Files that were joined have the byte order mark of each.
        if self.buffer[self.start..line_end].starts_with(BYTE_ORDER_MARK) {
            self.start += BYTE_ORDER_MARK.len();
        }
        let whole = |end: usize, quoted, fault| (end, quoted, fault);
        let has_quote =
            |quoting: &Quoting| memchr(quoting.quote, &self.buffer[self.start..line_end]).is_some();
        let (end, quoted, fault) = match self.quoting.filter(has_quote) {
            None => whole(line_end, false, None),
            Some(quoting) => match self.find_record_end(quoting)? {
                Ok(end) => whole(end, true, None),
                // The rest of the line is given up, and the next line is a record of its own, so that
                // one wrong quote costs one row.
                Err(fault) => match self.find_line_end()? {
                    Some(end) => whole(end, true, Some(fault)),
                    None => return Ok(None),
                },
            },
        };
        let line = self.line;
        let start = self.start;
        self.record_start = start;
        self.start = (end + 1).min(self.end);
        self.line += 1;
        if quoted {
            self.line += memchr_iter(b'\n', &self.buffer[start..end]).count() as u64;
        }
        let bytes = &self.buffer[start..end];
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let end = start + bytes.len();
        let is_one_line = !quoted || fault.is_some() || memchr(b'\n', bytes).is_none();
        let fault = match is_one_line && memchr(b'\r', bytes).is_some() {
            true => Some(CARRIAGE_RETURN),
            false => fault,
        };
        Ok(Some(Frame {
            line,
            range: start..end,
            quoted,
            fault,
        }))
    }

    /// Goes back to the second of the lines of the record that was found last, as if its quotes had no meaning. It is to
    /// be called before the next one is looked for.
    pub(crate) fn back_to_second_line(&mut self, frame: &Frame) {
        if let Some(at) = memchr(b'\n', &self.buffer[self.record_start..frame.range.end]) {
            self.start = self.record_start + at + 1;
            self.line = frame.line + 1;
        }
    }

    /// The position of the line break that ends the line, or of the file's end.
    fn find_line_end(&mut self) -> Result<Option<usize>, FileError> {
        let mut searched = 0;
        loop {
            if let Some(at) = memchr(b'\n', &self.buffer[self.start + searched..self.end]) {
                let length = searched + at;
                if length > MAX_RECORD_BYTES {
                    return Err(self.too_long());
                }
                return Ok(Some(self.start + length));
            }
            searched = self.end - self.start;
            if searched > MAX_RECORD_BYTES {
                return Err(self.too_long());
            }
            if self.at_end {
                return Ok((searched > 0).then_some(self.end));
            }
            self.fill()?;
        }
    }

    /// The position of the line break that ends a record with quotes, or what is wrong with them.
    fn find_record_end(&mut self, quoting: Quoting) -> Result<Result<usize, &'static str>, FileError> {
        const OPEN: &str = "a closing quote before the end of the file";
        const LONG: &str = "a closing quote within 1048576 bytes";
        loop {
            match scan(&self.buffer[self.start..self.end], quoting, self.at_end) {
                Scan::End(length) if length > MAX_RECORD_BYTES => return Ok(Err(LONG)),
                Scan::End(length) => return Ok(Ok(self.start + length)),
                Scan::Misplaced => {
                    return Ok(Err("a delimiter or the end of the line after a closing quote"));
                }
                Scan::Open if self.at_end => return Ok(Err(OPEN)),
                Scan::Open if self.end - self.start > MAX_RECORD_BYTES => return Ok(Err(LONG)),
                Scan::Open => self.fill()?,
            }
        }
    }

    /// Reads on until the buffer is full or the file ends; unread bytes move to the front.
    fn fill(&mut self) -> Result<(), FileError> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        let read_from = self.end;
        while self.end < self.buffer.len() && !self.at_end {
            match self.input.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.at_end = true,
                Ok(n) => self.end += n,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(file_error(&self.name, error)),
            }
        }
        // The first part of a file is longer than any record may be.
        let new = &mut self.buffer[read_from..self.end];
        let returns = *self
            .carriage_returns
            .get_or_insert_with(|| ends_lines_with_carriage_returns(new));
        if returns {
            new.iter_mut()
                .filter(|byte| **byte == b'\r')
                .for_each(|byte| *byte = b'\n');
        }
        Ok(())
    }

    fn too_long(&self) -> FileError {
        FileError::RecordTooLong {
            file: self.name.clone(),
            line: self.line,
            limit: MAX_RECORD_BYTES,
        }
    }
}

/// Whether a file that begins so ends its lines with carriage returns alone, as old spreadsheets write them, but for a line
/// feed or two: one stands in its first line, and they are more than the line feeds.
fn ends_lines_with_carriage_returns(bytes: &[u8]) -> bool {
    let alone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    let first = memchr_iter(b'\r', bytes).find(alone);
    let in_first_line = first.is_some_and(|at| memchr(b'\n', &bytes[..at]).is_none());
    in_first_line && memchr_iter(b'\r', bytes).filter(alone).count() > memchr_iter(b'\n', bytes).count()
}

enum Scan {
    /// The record ends at this offset.
    End(usize),
    /// The bytes end within the record.
    Open,
    /// Something stands between a closing quote and the next delimiter.
    Misplaced,
}

/// Finds the end of the record that the bytes begin with.
fn scan(bytes: &[u8], quoting: Quoting, at_end: bool) -> Scan {
    let Quoting { quote, delimiter } = quoting;
    let mut at = 0;
    loop {
        // At the first byte of a cell.
        if bytes.get(at) == Some(&quote) {
            at += 1;
            loop {
                match memchr(quote, &bytes[at..]) {
                    None => return Scan::Open,
                    Some(n) => at += n + 1,
                }
                match bytes.get(at) {
                    Some(b) if *b == quote => at += 1,
                    _ => break,
                }
            }
            match bytes.get(at) {
                None if at_end => return Scan::End(at),
                None => return Scan::Open,
                Some(b) if *b == delimiter => at += 1,
                Some(b'\n') => return Scan::End(at),
                Some(b'\r') => match bytes.get(at + 1) {
                    Some(b'\n') => return Scan::End(at + 1),
                    None if at_end => return Scan::End(at + 1),
                    None => return Scan::Open,
                    Some(_) => return Scan::Misplaced,
                },
                Some(_) => return Scan::Misplaced,
            }
        } else {
            match memchr::memchr2(delimiter, b'\n', &bytes[at..]) {
                Some(n) if bytes[at + n] == b'\n' => return Scan::End(at + n),
                Some(n) => at += n + 1,
                None if at_end => return Scan::End(bytes.len()),
                None => return Scan::Open,
            }
        }
    }
}
