//! Photographs of tally sheets: the code on each is read, checked and recorded, and the picture kept as evidence without
//! metadata that would identify the person who took it.
//!
//! ```text
//! InputFiles -> Opened -> Decoded -> Coded -> Read -> Kept{blob} -> signed capture and reading
//!                  \________\_________\_______\________\-> Queued{reason}
//! ```

mod duplicates;
mod input_files;
mod journal;
mod originals;
mod parallel;
mod reader;
mod reason;
mod stages;
mod waiting;

pub use input_files::{InputFile, InputFiles, InputProblem, OpenError};
pub use journal::{JOURNAL, JournalLine};
pub use originals::ORIGINALS;
pub use reader::{Report, check, take_in};
pub use reason::{Reason, ReasonKind};
pub use stages::{CodeSeen, CoverError, FileSeen, Kept, PictureError, PictureSeen, Queued, Seen, SheetSeen};
pub use waiting::waiting;

use record::BlobHash;
use std::time::Duration;

/// A photograph and what became of it.
#[derive(Debug)]
pub struct Photograph {
    /// What became of it.
    pub fate: Fate,
    /// The earlier picture that shows the same: in the record, or a file by its SHA-256. The same photograph where the
    /// reason is that, else another one of the same sheet.
    pub like: Option<BlobHash>,
    /// How long it took to read.
    pub took: Duration,
}

/// What became of a photograph.
#[derive(Debug)]
pub enum Fate {
    /// Its sheet was read. In the record is its picture by this name, where it was taken in; and a person should look at
    /// it for this reason, if any.
    Read {
        /// What was seen.
        seen: Box<SheetSeen>,
        /// The picture in the record.
        capture: Option<BlobHash>,
        /// What is to be looked at.
        attention: Option<Reason>,
    },
    /// It was put aside, and nothing of it is in the record.
    Queued(Box<Queued>),
}

impl Photograph {
    /// The path of its file.
    pub fn name(&self) -> &str {
        match &self.fate {
            Fate::Read { seen, .. } => &seen.code.picture.file.name,
            Fate::Queued(queued) => queued.seen.name(),
        }
    }

    /// The file, where it was opened.
    pub fn file(&self) -> Option<&FileSeen> {
        match &self.fate {
            Fate::Read { seen, .. } => Some(&seen.code.picture.file),
            Fate::Queued(queued) => queued.seen.file(),
        }
    }

    /// The picture, where it was decoded.
    pub fn picture(&self) -> Option<&PictureSeen> {
        match &self.fate {
            Fate::Read { seen, .. } => Some(&seen.code.picture),
            Fate::Queued(queued) => queued.seen.picture(),
        }
    }

    /// The code, where one was found.
    pub fn code(&self) -> Option<&CodeSeen> {
        match &self.fate {
            Fate::Read { seen, .. } => Some(&seen.code),
            Fate::Queued(queued) => queued.seen.code(),
        }
    }

    /// The sheet, where it was read.
    pub fn sheet(&self) -> Option<&SheetSeen> {
        match &self.fate {
            Fate::Read { seen, .. } => Some(seen),
            Fate::Queued(queued) => queued.seen.sheet(),
        }
    }

    /// Why a person should look at it.
    pub fn reason(&self) -> Option<&Reason> {
        match &self.fate {
            Fate::Read { attention, .. } => attention.as_ref(),
            Fate::Queued(queued) => Some(&queued.reason),
        }
    }

    /// The picture in the record.
    pub fn capture(&self) -> Option<BlobHash> {
        match &self.fate {
            Fate::Read { capture, .. } => *capture,
            Fate::Queued(_) => None,
        }
    }

    /// How long it took to read, in milliseconds with two decimals.
    pub fn milliseconds(&self) -> f64 {
        (self.took.as_secs_f64() * 1e5).round() / 1e2
    }
}
