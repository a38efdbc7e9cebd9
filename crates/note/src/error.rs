//! What can be wrong with a note or a key.

/// The result of this crate's functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a note or a key was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The note is longer than [`MAX_NOTE_BYTES`](crate::MAX_NOTE_BYTES).
    #[error("note of {0} bytes is longer than the {max} allowed", max = crate::MAX_NOTE_BYTES)]
    NoteTooLong(usize),
    /// The note is not valid UTF-8.
    #[error("note is not UTF-8 from byte {0}")]
    NotUtf8(usize),
    /// The note has an ASCII control character other than newline.
    #[error("note has the control character 0x{byte:02x} at byte {at}")]
    ControlCharacter {
        /// The character.
        byte: u8,
        /// Its offset in the note, in bytes.
        at: usize,
    },
    /// No blank line separates the text from the signatures.
    #[error("note has no blank line between its text and its signatures")]
    NoSeparator,
    /// The text to be signed is empty or does not end in a newline.
    #[error("note text does not end in a newline")]
    TextWithoutNewline,
    /// The note has no signature line after its last blank line.
    #[error("note has no signatures")]
    NoSignatures,
    /// The note has more than [`MAX_SIGNATURES`](crate::MAX_SIGNATURES) signatures.
    #[error("note has more than {max} signatures", max = crate::MAX_SIGNATURES)]
    TooManySignatures,
    /// A signature line is not `— <name> <base64>`.
    #[error("malformed signature line {line}: {why}")]
    MalformedSignature {
        /// Which signature of the note, from 1.
        line: usize,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A key name is empty, too long, or has a space or a plus.
    #[error("malformed key name {0:?}: {1}")]
    MalformedName(String, &'static str),
    /// A verifier key is not `name+hash+base64`, or its parts do not fit together.
    #[error("malformed verifier key {0:?}: {1}")]
    MalformedVerifyingKey(String, &'static str),
    /// A private key is not `PRIVATE+KEY+name+hash+base64`. (The message never holds the key.)
    #[error("malformed private key: {0}")]
    MalformedSigningKey(&'static str),
    /// 32 bytes that are no Ed25519 public key.
    #[error("{0} is not an Ed25519 public key")]
    NotAPublicKey(String),
    /// No signature is by a key that the caller knows.
    #[error("note has no signature by a known key")]
    NoKnownKey,
    /// The signature of a known key does not verify, so that the whole note is refused.
    #[error("signature by {name}+{id} does not verify")]
    BadSignature {
        /// The key's name.
        name: String,
        /// The key's identifier, eight hexadecimal digits.
        id: crate::KeyId,
    },
    /// A key of this kind does not sign notes by itself (a cosigner's key needs a time).
    #[error("key {0} is a cosigner's: it signs with a time, and checkpoints only")]
    CosignerKey(String),
    /// A cosignature's time is not a POSIX time in seconds up to 2^63 − 1.
    #[error("cosignature time {0} is beyond 2^63 - 1")]
    TimeOutOfRange(u64),
}
