//! What a reader of a verdict should know besides: of what the check shows less than one might think.

use crate::number;
use std::fmt;

/// What a reader should know besides. Its words are one sentence, or several.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remark {
    /// No key and no policy was given.
    NoKey {
        /// The operator's key that the record names itself, as a vkey.
        operator: String,
    },
    /// The policy holds.
    PolicyHolds {
        /// The names of the witnesses that cosigned; none where the policy asks for none.
        witnesses: Vec<String>,
    },
    /// The policy holds for the last checkpoint that was kept as cosigned, and not for the newest.
    PolicyHeld {
        /// The names of the witnesses that cosigned.
        witnesses: Vec<String>,
        /// How many entries the log had then.
        cosigned: u64,
        /// How many it has.
        log: u64,
    },
    /// There is a checkpoint that was kept as the last cosigned one.
    Cosigned {
        /// How many entries the log had then.
        cosigned: u64,
        /// How many it has.
        log: u64,
    },
    /// The log has gone on since the manifest was made.
    AsOf {
        /// How many entries the log had then.
        manifest: u64,
        /// How many it has.
        log: u64,
    },
    /// The folder has files that the manifest does not name.
    NotInManifest {
        /// How many.
        files: u64,
        /// Some of them.
        some: Vec<String>,
    },
    /// The folder has documents that the record withholds.
    WithheldShown {
        /// How many.
        documents: u64,
        /// Some of them.
        some: Vec<String>,
    },
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remark::NoKey { operator } => write!(
                f,
                "No key was given: the folder was checked against the key that it names itself, {operator}. Compare it \
                 with one from elsewhere."
            ),
            Remark::PolicyHolds { witnesses } if witnesses.is_empty() => {
                f.write_str("The policy holds; it asks for no witness.")
            }
            Remark::PolicyHolds { witnesses } => {
                write!(f, "The policy holds: cosigned by {}.", witnesses.join(", "))
            }
            Remark::PolicyHeld {
                witnesses,
                cosigned,
                log,
            } => write!(
                f,
                "The policy holds for the first {} entries, cosigned by {}; the log has {}.",
                number(*cosigned),
                witnesses.join(", "),
                number(*log)
            ),
            Remark::Cosigned { cosigned, log } => write!(
                f,
                "The last checkpoint that was kept as cosigned is of the first {} entries; the log has {}.",
                number(*cosigned),
                number(*log)
            ),
            Remark::AsOf { manifest, log } => write!(
                f,
                "The manifest is as of entry {}, the log has {}: pages and tables do not show the entries after it.",
                number(*manifest),
                number(*log)
            ),
            Remark::NotInManifest { files, some } => write!(
                f,
                "{} files are not in the manifest and were not checked, such as {}.",
                number(*files),
                some.join(", ")
            ),
            Remark::WithheldShown { documents, some } => write!(
                f,
                "{} documents are there that the record withholds, such as {}.",
                number(*documents),
                some.join(", ")
            ),
        }
    }
}
