//! The message that a cosigner's key signs (tlog-cosignature, *Ed25519 signed message*).

use crate::{Error, Result};

/// The bytes that a [`CosignatureV1`](crate::KeyKind::CosignatureV1) key signs: two lines, then
/// the whole text of the note. `time` is POSIX time in seconds.
///
/// # Errors
/// [`Error::TimeOutOfRange`] when `time` exceeds 2^63 − 1.
pub fn cosignature_message(time: u64, text: &str) -> Result<Vec<u8>> {
    if i64::try_from(time).is_err() {
        return Err(Error::TimeOutOfRange(time));
    }
    let mut message = format!("cosignature/v1\ntime {time}\n").into_bytes();
    message.extend_from_slice(text.as_bytes());
    Ok(message)
}
