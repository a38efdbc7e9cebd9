//! Cosignatures (tlog-cosignature): a witness's statement that it saw a checkpoint and
//! that it follows from all that it saw before.

use note::{Signature, SigningKey};

use crate::{Error, Result, SignedCheckpoint, WitnessKey};

/// A cosignature that verifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cosigned<'k> {
    /// The witness.
    pub witness: &'k WitnessKey,
    /// When it saw the checkpoint, POSIX time in seconds, as it says itself.
    pub time: u64,
}

/// Cosigns a checkpoint by Ed25519 as seen at `time` (POSIX seconds). The caller, a witness, has checked
/// the log's signature and the consistency with what it cosigned before.
///
/// # Errors
/// [`Error::WrongKey`] unless `key` is a cosigner's, [`Error::Note`] for a time above 2^63 − 1.
pub fn cosign(checkpoint: &SignedCheckpoint, key: &SigningKey, time: u64) -> Result<Signature> {
    let signed = key
        .cosign_text(checkpoint.note().text(), time)
        .map_err(Error::note("cosignature"))?;
    signed.ok_or_else(|| Error::WrongKey {
        key: key.name().to_string(),
        why: "it is not a cosigner's",
    })
}

/// The cosignatures by `witnesses` on a checkpoint, in their order in the note. Those by others
/// are passed over.
///
/// # Errors
/// [`Error::Note`] when one of `witnesses` has a cosignature that does not verify.
pub fn cosignatures<'k>(
    checkpoint: &SignedCheckpoint,
    witnesses: &'k [WitnessKey],
) -> Result<Vec<Cosigned<'k>>> {
    let mut found: Vec<Cosigned<'k>> = Vec::new();
    for signature in checkpoint.note().signatures() {
        let Some(witness) = witnesses.iter().find(|key| key.is_named(signature)) else {
            continue;
        };
        let time = witness.verify(checkpoint, &signature.bytes)?;
        match found.iter_mut().find(|cosigned| cosigned.witness == witness) {
            Some(earlier) => earlier.time = earlier.time.max(time),
            None => found.push(Cosigned { witness, time }),
        }
    }
    Ok(found)
}
