//! Commit records: what the writer writes first, once for each step of the log's size.
//!
//! A record lies at `commit/<old size>` (the size written as a tile's index is), outside the
//! files that C2SP describes, and is made with create-if-absent. That one act decides who appends
//! at this size. A *long* record holds the new entries and the new checkpoint, so that whoever finds it can do
//! all that is left to do. Once that is done it is replaced by a *short* one, with the checkpoint
//! only, which stays: it turns away a writer that still believes in the old size, and the chain of
//! the records is the history of all checkpoints.
//!
//! ```text
//! cotejo/log-commit@v1
//! old <size>
//! checkpoint <bytes>
//! entries <bytes>
//!
//! <the checkpoint, a signed note><the entries, each with its length before it as in bundles>
//! ```

use bytes::Bytes;
use object_store::PutPayload;

use crate::checkpoint::MAX_CHECKPOINT_BYTES;
use crate::tile::{decimal, index_path};
use crate::{Error, Result, SignedCheckpoint};

/// The most bytes of entries, with two for the length of each, that one commit holds: 64 MiB.
/// Larger batches become several commits.
pub const MAX_COMMIT_BYTES: usize = 64 << 20;
/// The longest record that is read.
pub(crate) const MAX_RECORD_BYTES: usize = MAX_COMMIT_BYTES + MAX_CHECKPOINT_BYTES + MAX_HEADER_BYTES;
const MAX_HEADER_BYTES: usize = 256;
const FIRST_LINE: &str = "cotejo/log-commit@v1";

/// A commit record.
#[derive(Debug, Clone)]
pub(crate) struct Commit {
    /// The size of the tree before.
    pub(crate) old_size: u64,
    /// The checkpoint after.
    pub(crate) checkpoint: SignedCheckpoint,
    /// The entries as in a bundle; empty in a short record.
    pub(crate) entries: Bytes,
}

/// Where the record of the step from `old_size` lies.
pub(crate) fn commit_path(old_size: u64) -> String {
    format!("commit/{}", index_path(old_size))
}

impl Commit {
    pub(crate) fn path(&self) -> String {
        commit_path(self.old_size)
    }

    /// Whether all files of the step are written.
    pub(crate) fn is_short(&self) -> bool {
        self.entries.is_empty()
    }

    /// The record without its entries.
    pub(crate) fn shortened(&self) -> Self {
        Self {
            entries: Bytes::new(),
            ..self.clone()
        }
    }

    pub(crate) fn to_payload(&self) -> PutPayload {
        let checkpoint = self.checkpoint.to_bytes();
        let mut head = format!(
            "{FIRST_LINE}\nold {}\ncheckpoint {}\nentries {}\n\n",
            self.old_size,
            checkpoint.len(),
            self.entries.len()
        )
        .into_bytes();
        head.extend_from_slice(&checkpoint);
        [Bytes::from(head), self.entries.clone()].into_iter().collect()
    }

    /// Reads the record at `commit_path(old_size)`.
    pub(crate) fn parse(old_size: u64, bytes: &Bytes) -> Result<Self> {
        Self::parse_inner(old_size, bytes).map_err(|why| Error::malformed(commit_path(old_size), why))
    }

    fn parse_inner(old_size: u64, bytes: &Bytes) -> Result<Self, String> {
        let head = &bytes[..bytes.len().min(MAX_HEADER_BYTES)];
        let end = head
            .windows(2)
            .position(|pair| pair == b"\n\n")
            .ok_or("it has no header")?;
        let head = std::str::from_utf8(&head[..end]).map_err(|_| "its header is not text")?;
        let mut lines = head.split('\n');
        if lines.next() != Some(FIRST_LINE) {
            return Err("it is not a commit record of a known version".into());
        }
        let mut number = |name: &str| {
            let line = lines
                .next()
                .and_then(|line| line.strip_prefix(name)?.strip_prefix(' '));
            line.and_then(decimal)
                .ok_or_else(|| format!("it has no line {name:?}"))
        };
        let (old, checkpoint, entries) = (number("old")?, number("checkpoint")?, number("entries")?);
        let body = bytes.slice(end + 2..);
        if checkpoint.checked_add(entries) != Some(body.len() as u64) || lines.next().is_some() {
            return Err("its parts do not have the stated lengths".into());
        }
        let checkpoint = usize::try_from(checkpoint).map_err(|error| error.to_string())?;
        let signed = SignedCheckpoint::parse(&body[..checkpoint]).map_err(|error| error.to_string())?;
        if old != old_size || signed.size() <= old_size {
            return Err(format!(
                "it goes from size {old} to {}, not on from {old_size}",
                signed.size()
            ));
        }
        Ok(Self {
            old_size,
            checkpoint: signed,
            entries: body.slice(checkpoint..),
        })
    }
}
