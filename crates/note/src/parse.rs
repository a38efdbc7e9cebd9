//! Reading a note (signed-note, *Format*) without copying its text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::name::check_name;
use crate::signature::DASH;
use crate::{Error, KeyId, KeyName, Note, Result, Signature, VerifyingKey};

/// The longest note that is read, in bytes: 1 MiB.
pub const MAX_NOTE_BYTES: usize = 1 << 20;
/// The most signatures that a note may have. The specification asks for at least 16.
pub const MAX_SIGNATURES: usize = 64;
/// The longest signature in base64: post-quantum ones reach nearly 5 kB.
const MAX_SIGNATURE_BASE64: usize = 16 << 10;
/// The bytes of a key identifier and an Ed25519 signature, and their length in base64.
const PLAIN: usize = 4 + 64;
const PLAIN_BASE64: usize = 92;

/// A well-formed note that borrows its text. Nothing is verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRef<'a> {
    text: &'a str,
    signatures: Vec<SignatureRef<'a>>,
}

/// A signature of a [`NoteRef`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureRef<'a> {
    name: &'a str,
    id: KeyId,
    body: Body,
}

/// An Ed25519 signature needs no allocation of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Body {
    Plain([u8; 64]),
    Other(Vec<u8>),
}

impl<'a> SignatureRef<'a> {
    /// The key's name; it satisfies the rules of [`KeyName`].
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The key's identifier.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The signature without the identifier.
    pub fn bytes(&self) -> &[u8] {
        match &self.body {
            Body::Plain(bytes) => bytes,
            Body::Other(bytes) => bytes,
        }
    }

    /// The signature when it has the length of a plain Ed25519 one.
    pub fn ed25519(&self) -> Option<&[u8; 64]> {
        match &self.body {
            Body::Plain(bytes) => Some(bytes),
            Body::Other(_) => None,
        }
    }

    fn parse(line: &'a str) -> std::result::Result<Self, &'static str> {
        let rest = line
            .strip_prefix(DASH)
            .ok_or("it does not begin with a dash and a space")?;
        let (name, base64) = rest.split_once(' ').ok_or("it is not a name and a signature")?;
        check_name(name).map_err(|_| "its key name is malformed")?;
        if base64.len() > MAX_SIGNATURE_BASE64 {
            return Err("its signature is too long");
        }
        if base64.len() == PLAIN_BASE64 {
            let mut body = [0; PLAIN + 1];
            let read = STANDARD.decode_slice_unchecked(base64, &mut body);
            if read == Ok(PLAIN) {
                let (id, bytes) = body.split_first_chunk().ok_or("it is too short")?;
                let mut plain = [0; 64];
                plain.copy_from_slice(&bytes[..64]);
                return Ok(Self {
                    name,
                    id: KeyId(*id),
                    body: Body::Plain(plain),
                });
            }
        }
        let body = STANDARD
            .decode(base64)
            .map_err(|_| "its signature is not base64")?;
        match body.split_first_chunk() {
            Some((id, bytes)) if !bytes.is_empty() => Ok(Self {
                name,
                id: KeyId(*id),
                body: Body::Other(bytes.to_vec()),
            }),
            _ => Err("its signature is too short"),
        }
    }

    fn to_owned(&self) -> Result<Signature> {
        Ok(Signature {
            name: self.name.parse::<KeyName>()?,
            id: self.id,
            bytes: self.bytes().to_vec(),
        })
    }
}

impl<'a> NoteRef<'a> {
    /// Reads a note from bytes that anybody may have sent.
    ///
    /// # Errors
    /// [`Error::NoteTooLong`], [`Error::NotUtf8`], [`Error::ControlCharacter`], [`Error::NoSeparator`],
    /// [`Error::TooManySignatures`], [`Error::MalformedSignature`] or [`Error::NoSignatures`].
    pub fn parse(bytes: &'a [u8]) -> Result<Self> {
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(Error::NoteTooLong(bytes.len()));
        }
        let note = std::str::from_utf8(bytes).map_err(|error| Error::NotUtf8(error.valid_up_to()))?;
        check_characters(bytes)?;
        let blank = bytes
            .windows(2)
            .rposition(|pair| pair == b"\n\n")
            .ok_or(Error::NoSeparator)?;
        let (text, lines) = (&note[..blank + 1], &note[blank + 2..]);
        let signatures = parse_lines(lines)?;
        if signatures.is_empty() {
            return Err(Error::NoSignatures);
        }
        Ok(Self { text, signatures })
    }

    /// The text that is signed, with its final newline.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The signatures in their order: at least one, at most [`MAX_SIGNATURES`].
    pub fn signatures(&self) -> &[SignatureRef<'a>] {
        &self.signatures
    }

    /// The keys of `keys` that have signed, each once, in the order of the signatures.
    ///
    /// # Errors
    /// [`Error::BadSignature`] when a signature by one of `keys` does not verify: the whole note
    /// is refused then. [`Error::NoKnownKey`] when none of `keys` has signed. Signatures with
    /// another name or identifier are ignored.
    pub fn verify<'k>(&self, keys: &'k [VerifyingKey]) -> Result<Vec<&'k VerifyingKey>> {
        let signatures = self.signatures.iter().map(|s| (s.name, s.id, s.bytes()));
        verify_all(self.text, signatures, keys)
    }

    /// An owned copy of the note.
    ///
    /// # Errors
    /// None for a note that was parsed.
    pub fn to_owned(&self) -> Result<Note> {
        let signatures = self
            .signatures
            .iter()
            .map(SignatureRef::to_owned)
            .collect::<Result<_>>()?;
        Ok(Note {
            text: self.text.to_owned(),
            signatures,
        })
    }
}

/// Checks each signature by a known key over `text`.
pub(crate) fn verify_all<'s, 'k>(
    text: &str,
    signatures: impl Iterator<Item = (&'s str, KeyId, &'s [u8])>,
    keys: &'k [VerifyingKey],
) -> Result<Vec<&'k VerifyingKey>> {
    let mut signers: Vec<&VerifyingKey> = Vec::with_capacity(1);
    for (name, id, bytes) in signatures {
        let Some(key) = keys.iter().find(|key| key.is_named(name, id)) else {
            continue;
        };
        key.verify_text(text, bytes)?;
        if !signers.iter().any(|known| std::ptr::eq(*known, key)) {
            signers.push(key);
        }
    }
    if signers.is_empty() {
        Err(Error::NoKnownKey)
    } else {
        Ok(signers)
    }
}

/// Reads signature lines, each ending in a newline; there may be none.
pub(crate) fn parse_lines(lines: &str) -> Result<Vec<SignatureRef<'_>>> {
    let mut signatures = Vec::with_capacity(1);
    for (index, line) in lines.split_inclusive('\n').enumerate() {
        if index == MAX_SIGNATURES {
            return Err(Error::TooManySignatures);
        }
        let signature = match line.strip_suffix('\n') {
            Some(line) => SignatureRef::parse(line),
            None => Err("it does not end in a newline"),
        };
        signatures.push(signature.map_err(|why| Error::MalformedSignature { line: index + 1, why })?);
    }
    Ok(signatures)
}

/// No ASCII control character other than newline may occur.
pub(crate) fn check_characters(bytes: &[u8]) -> Result<()> {
    let control = |byte: u8| byte < 0x20 && byte != b'\n';
    // Without an early exit the loop is vectorised; the position is only looked for in a bad note.
    let any = bytes.iter().fold(false, |any, &byte| any | control(byte));
    match bytes.iter().position(|&byte| any && control(byte)) {
        Some(at) if any => Err(Error::ControlCharacter { byte: bytes[at], at }),
        _ => Ok(()),
    }
}
