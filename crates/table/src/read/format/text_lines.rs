//! The records of a text file, decoded: what delimited and fixed-width files have in common.

use super::encoding::decode;
use super::framing::{Frame, Frames, Quoting};
use crate::read::error::{FileError, RowError};
use crate::read::profile::{Encoding, FileRules};
use crate::read::source::Source;

/// A text file, record by record.
pub(super) struct TextLines {
    frames: Frames,
    encoding: Encoding,
    decoded: String,
    last: Option<Frame>,
}

/// The text of a record.
pub(super) struct Line<'a> {
    /// The line on which it begins, counted from 1.
    pub(super) number: u64,
    pub(super) text: &'a str,
    /// Whether it has quotes, which are in order.
    pub(super) quoted: bool,
}

impl TextLines {
    /// Opens a file and skips its first lines.
    pub(super) fn open(
        source: Source,
        rules: &FileRules,
        quoting: Option<Quoting>,
    ) -> Result<TextLines, FileError> {
        let mut frames = Frames::new(source, quoting);
        for _ in 0..rules.skip {
            if !frames.skip_line()? {
                return Err(FileError::Empty {
                    file: frames.name().to_owned(),
                });
            }
        }
        Ok(TextLines {
            frames,
            encoding: rules.encoding,
            decoded: String::new(),
            last: None,
        })
    }

    /// What errors call the file.
    pub(super) fn name(&self) -> &str {
        self.frames.name()
    }

    /// Goes back to the second line of the record that was read last, as if its quotes had no meaning.
    pub(super) fn back_to_second_line(&mut self) {
        if let Some(frame) = self.last.take() {
            self.frames.back_to_second_line(&frame);
        }
    }

    /// The next record that is not an empty line: editors leave those at the end.
    pub(super) fn next(&mut self) -> Result<Option<Result<Line<'_>, RowError>>, FileError> {
        let frame = loop {
            match self.frames.next()? {
                None => return Ok(None),
                Some(frame) if frame.range.is_empty() => {}
                Some(frame) => break frame,
            }
        };
        self.last = Some(frame.clone());
        let bytes = self.frames.bytes(&frame);
        if let Some(expected) = frame.fault {
            let text = String::from_utf8_lossy(&bytes[..bytes.len().min(240)]);
            return Ok(Some(Err(RowError::new(frame.line, expected).value(&text))));
        }
        Ok(Some(match decode(bytes, self.encoding, &mut self.decoded) {
            Ok(text) => Ok(Line {
                number: frame.line,
                text,
                quoted: frame.quoted,
            }),
            Err(at) => {
                let text = String::from_utf8_lossy(&bytes[at.saturating_sub(20)..bytes.len().min(at + 20)]);
                Err(RowError::new(frame.line, "UTF-8 text").value(&text).remedy(
                    "say `file.encoding = \"latin-1\"` in the profile, or \"detect\" where rows of both are in one file",
                ))
            }
        }))
    }
}
