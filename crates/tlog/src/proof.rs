//! Proof files (tlog-proof): everything that shows, offline, that an entry is in a log.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::tile::decimal;
use crate::{
    Accepted, Error, Hash, MAX_CHECKPOINT_BYTES, MAX_PROOF_HASHES, Policy, Result, SignedCheckpoint,
    leaf_hash, verify_inclusion,
};

/// The longest proof file, in bytes.
pub const MAX_PROOF_BYTES: usize = MAX_CHECKPOINT_BYTES + MAX_EXTRA_BASE64 + 8192;
/// The longest extra data, in base64.
const MAX_EXTRA_BASE64: usize = 64 << 10;
const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// A proof that an entry is in a log. Nothing is verified by reading one: see
/// [`verify`](Self::verify).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The entry's index in the log.
    pub index: u64,
    /// The inclusion proof, from the leaf's sibling to the root's child.
    pub hashes: Vec<Hash>,
    /// The checkpoint of the tree that the entry is proved to be in.
    pub checkpoint: SignedCheckpoint,
    /// Data of the application's own, which nothing vouches for.
    pub extra: Option<Vec<u8>>,
}

impl Proof {
    /// Reads a proof file.
    ///
    /// # Errors
    /// [`Error::TooLong`], [`Error::Malformed`] or, for its checkpoint, [`Error::Note`].
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > MAX_PROOF_BYTES {
            return Err(Error::TooLong {
                path: "proof".into(),
                max: MAX_PROOF_BYTES as u64,
            });
        }
        let bad = |why: &str| Error::malformed("proof", why);
        let text = std::str::from_utf8(bytes).map_err(|_| bad("it is not UTF-8"))?;
        let (head, checkpoint) = text
            .split_once("\n\n")
            .ok_or_else(|| bad("it has no blank line"))?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(FIRST_LINE) {
            return Err(bad("it does not begin with c2sp.org/tlog-proof@v1"));
        }
        let extra = lines
            .next_if(|line| line.starts_with("extra "))
            .map(|line| &line["extra ".len()..]);
        let extra = match extra {
            Some(base64) if base64.len() > MAX_EXTRA_BASE64 => return Err(bad("its extra data is too long")),
            Some(base64) => Some(
                STANDARD
                    .decode(base64)
                    .map_err(|_| bad("its extra data is not base64"))?,
            ),
            None => None,
        };
        let index = lines
            .next()
            .and_then(|line| line.strip_prefix("index "))
            .and_then(decimal);
        let index = index.ok_or_else(|| bad("it has no index line"))?;
        let mut hashes = Vec::new();
        for line in lines {
            if hashes.len() == MAX_PROOF_HASHES {
                return Err(bad("it has more than 63 hashes"));
            }
            hashes.push(line.parse().map_err(|_| bad("a line is not a hash in base64"))?);
        }
        let checkpoint = SignedCheckpoint::parse(checkpoint.as_bytes())?;
        Ok(Self {
            index,
            hashes,
            checkpoint,
            extra,
        })
    }

    /// The file's contents; such files end in `.tlog-proof`.
    pub fn to_text(&self) -> String {
        let mut text = format!("{FIRST_LINE}\n");
        if let Some(extra) = &self.extra {
            text += &format!("extra {}\n", STANDARD.encode(extra));
        }
        text += &format!("index {}\n", self.index);
        for hash in &self.hashes {
            text += &format!("{hash}\n");
        }
        text.push('\n');
        text += self.checkpoint.note().text();
        text.push('\n');
        for signature in self.checkpoint.note().signatures() {
            text += &signature.to_line();
        }
        text
    }

    /// Checks that the log, as the policy believes it, holds `entry` at this proof's index.
    /// Needs nothing else: no network and no log.
    ///
    /// # Errors
    /// [`Error::ProofFails`] when the entry is another or in another place;
    /// [`Error::PolicyFails`] or [`Error::Note`] when the checkpoint is not signed as it must be.
    pub fn verify(&self, entry: &[u8], policy: &Policy) -> Result<Accepted> {
        self.verify_leaf(&leaf_hash(entry), policy)
    }

    /// The same, for an entry of which only the leaf hash is known.
    ///
    /// # Errors
    /// Those of [`verify`](Self::verify).
    pub fn verify_leaf(&self, leaf: &Hash, policy: &Policy) -> Result<Accepted> {
        let accepted = policy.check(&self.checkpoint)?;
        let (size, root) = (self.checkpoint.size(), self.checkpoint.root());
        verify_inclusion(leaf, self.index, size, &self.hashes, &root)?;
        Ok(accepted)
    }
}
