//! What can be wrong with a publication, for programs: the codes of `cotejo verify --json` and of the verifier of the
//! pages (docs/verifier.md).

use crate::files::FileError;
use serde::{Serialize, Serializer};
use std::fmt;
use std::io::ErrorKind;
use tlog::Fault;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// Why a file is not as it should be.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ProblemCode {
            $($(#[$doc])* $name,)*
        }

        impl ProblemCode {
            /// All codes, in the order of their texts.
            pub const ALL: &[ProblemCode] = &[$(ProblemCode::$name),*];

            /// The code's text, the same in every version and in the verifier of the pages.
            pub fn code(self) -> &'static str {
                match self {
                    $(ProblemCode::$name => $code,)*
                }
            }
        }
    };
}

codes! {
    /// A signature that it must have does not verify.
    BadSignature = "bad_signature",
    /// It is a cosigned checkpoint of a later state than the newest one beside it.
    CheckpointAhead = "checkpoint_ahead",
    /// It is a checkpoint signed by a key that was the log's at another size.
    CheckpointKey = "checkpoint_key",
    /// It is the election's law or words, and missing or wrong.
    Definition = "definition",
    /// It has figures that the count done anew does not give.
    DiffersFromCount = "differs_from_count",
    /// It says something else than the entry that it names. The verifier of the pages alone looks for this.
    DiffersFromEntry = "differs_from_entry",
    /// It has other bytes than the manifest names, or is a compressed copy and does not hold them.
    DiffersFromManifest = "differs_from_manifest",
    /// It is a document with other bytes than its name says.
    DiffersFromName = "differs_from_name",
    /// It is not what the signed tree holds.
    DiffersFromTree = "differs_from_tree",
    /// It holds an entry that counts for nothing, though a data file shows it. The verifier of the pages alone looks for
    /// this.
    EntryRefused = "entry_refused",
    /// It is not what such a file must be.
    Malformed = "malformed",
    /// It is the manifest of a later state than the log beside it has.
    ManifestAhead = "manifest_ahead",
    /// It is a manifest that states another root than the log had at its size.
    ManifestRoot = "manifest_root",
    /// It is not there.
    Missing = "missing",
    /// It does not begin with an election.
    NotARecord = "not_a_record",
    /// Who must sign it has not.
    NotSigned = "not_signed",
    /// It names other keys than the one given.
    OtherKey = "other_key",
    /// It is of another log.
    OtherOrigin = "other_origin",
    /// It is not cosigned as the policy asks.
    Policy = "policy",
    /// It does not continue what was seen before. The verifier of the pages alone looks for this.
    Rewritten = "rewritten",
    /// It states a root that the log's files do not give.
    RootDiffers = "root_differs",
    /// It shows fewer entries than were seen before. The verifier of the pages alone looks for this.
    Shrunk = "shrunk",
    /// It has more bytes than such a file may have.
    TooLarge = "too_large",
    /// It is of a record whose contests reach further than tables and pages may.
    TooWide = "too_wide",
    /// It contradicts the file above or below it, and which of them is wrong cannot be told.
    Unclear = "unclear",
    /// It is there and cannot be read.
    Unreadable = "unreadable",
}

impl ProblemCode {
    /// Why a file cannot be read whole: the code, and the words.
    pub(crate) fn of_unread(error: FileError) -> (ProblemCode, String) {
        match error {
            FileError::Io { source, .. } if source.kind() == ErrorKind::NotFound => {
                (ProblemCode::Missing, "is missing".to_owned())
            }
            FileError::Io { source, .. } => (ProblemCode::Unreadable, source.to_string()),
            FileError::TooLong { bytes, most, .. } => {
                let reason = format!("has {bytes} bytes, at most {most} are allowed");
                (ProblemCode::TooLarge, reason)
            }
            error => (ProblemCode::Unreadable, error.to_string()),
        }
    }
}

impl fmt::Display for ProblemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for ProblemCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl From<Fault> for ProblemCode {
    fn from(fault: Fault) -> ProblemCode {
        match fault {
            Fault::Missing => ProblemCode::Missing,
            Fault::Unreadable => ProblemCode::Unreadable,
            Fault::TooLarge => ProblemCode::TooLarge,
            Fault::Malformed => ProblemCode::Malformed,
            Fault::BadSignature => ProblemCode::BadSignature,
            Fault::NotSigned => ProblemCode::NotSigned,
            Fault::OtherOrigin => ProblemCode::OtherOrigin,
            Fault::Policy => ProblemCode::Policy,
            Fault::RootDiffers => ProblemCode::RootDiffers,
            Fault::HashDiffers => ProblemCode::DiffersFromName,
            Fault::DiffersFromTree => ProblemCode::DiffersFromTree,
            Fault::Unclear => ProblemCode::Unclear,
        }
    }
}

/// A file that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Its path within the publication.
    pub file: String,
    /// What is wrong with it, for programs.
    pub code: ProblemCode,
    /// The same in words.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_listed_once_in_the_order_of_their_texts() {
        let codes: Vec<&str> = ProblemCode::ALL.iter().map(|code| code.code()).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    }
}
