//! A note that owns its text: made by signing, or kept after parsing.

use crate::parse::{check_characters, parse_lines, verify_all};
use crate::signature::write_line;
use crate::{Error, MAX_NOTE_BYTES, MAX_SIGNATURES, NoteRef, Result, Signature, SigningKey, VerifyingKey};

/// A well-formed note: text and at least one signature. Whether the signatures are good is
/// another question: [`verify`](Self::verify).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub(crate) text: String,
    pub(crate) signatures: Vec<Signature>,
}

impl Note {
    /// Reads a note from bytes that anybody may have sent; see [`NoteRef::parse`].
    ///
    /// # Errors
    /// Those of [`NoteRef::parse`].
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        NoteRef::parse(bytes)?.to_owned()
    }

    /// Signs `text` with each of `keys`, in that order.
    ///
    /// # Errors
    /// [`Error::CosignerKey`] for a cosigner's key; [`Error::TextWithoutNewline`] or
    /// [`Error::ControlCharacter`] for a text that no note may have; [`Error::NoSignatures`] without a key;
    /// [`Error::TooManySignatures`] above [`MAX_SIGNATURES`] keys; [`Error::NoteTooLong`] above
    /// [`MAX_NOTE_BYTES`].
    pub fn sign(text: impl Into<String>, keys: &[&SigningKey]) -> Result<Self> {
        let text = text.into();
        let signatures = keys
            .iter()
            .map(|key| key.sign_text(&text))
            .collect::<Result<_>>()?;
        Self::from_parts(text, signatures)
    }

    /// A note from its text and signatures made elsewhere.
    ///
    /// # Errors
    /// Those of [`sign`](Self::sign), but for [`Error::CosignerKey`].
    pub fn from_parts(text: String, signatures: Vec<Signature>) -> Result<Self> {
        if !text.ends_with('\n') {
            return Err(Error::TextWithoutNewline);
        }
        check_characters(text.as_bytes())?;
        if signatures.is_empty() {
            return Err(Error::NoSignatures);
        }
        let note = Self { text, signatures };
        note.check_limits()?;
        Ok(note)
    }

    /// The text that is signed, with its final newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures in their order: at least one, at most [`MAX_SIGNATURES`].
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Adds a signature after the others; one that is there already is not added twice.
    ///
    /// # Errors
    /// [`Error::TooManySignatures`] or [`Error::NoteTooLong`]; the note is then as before.
    pub fn add(&mut self, signature: Signature) -> Result<()> {
        if self.signatures.contains(&signature) {
            return Ok(());
        }
        self.signatures.push(signature);
        let checked = self.check_limits();
        if checked.is_err() {
            self.signatures.pop();
        }
        checked
    }

    /// Reads bare signature lines, as a witness answers with (tlog-witness, *add-checkpoint*).
    ///
    /// # Errors
    /// [`Error::NoteTooLong`], [`Error::NotUtf8`], [`Error::ControlCharacter`], [`Error::TooManySignatures`]
    /// or [`Error::MalformedSignature`].
    pub fn parse_signature_lines(bytes: &[u8]) -> Result<Vec<Signature>> {
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(Error::NoteTooLong(bytes.len()));
        }
        let lines = std::str::from_utf8(bytes).map_err(|error| Error::NotUtf8(error.valid_up_to()))?;
        check_characters(bytes)?;
        parse_lines(lines)?
            .into_iter()
            .map(|line| {
                Ok(Signature {
                    name: line.name().parse()?,
                    id: line.id(),
                    bytes: line.bytes().to_vec(),
                })
            })
            .collect()
    }

    /// The keys of `keys` that have signed; see [`NoteRef::verify`].
    ///
    /// # Errors
    /// [`Error::BadSignature`] when a known key's signature does not verify;
    /// [`Error::NoKnownKey`] when none has signed.
    pub fn verify<'k>(&self, keys: &'k [VerifyingKey]) -> Result<Vec<&'k VerifyingKey>> {
        let signatures = self
            .signatures
            .iter()
            .map(|s| (s.name.as_str(), s.id, s.bytes.as_slice()));
        verify_all(&self.text, signatures, keys)
    }

    /// The note as bytes: text, blank line, signature lines.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = String::with_capacity(self.text.len() + 1 + 160 * self.signatures.len());
        out.push_str(&self.text);
        out.push('\n');
        for signature in &self.signatures {
            write_line(&mut out, signature.name.as_str(), signature.id, &signature.bytes);
        }
        out.into_bytes()
    }

    fn check_limits(&self) -> Result<()> {
        if self.signatures.len() > MAX_SIGNATURES {
            return Err(Error::TooManySignatures);
        }
        // Dash, spaces, newline and base64 of each signature.
        let lines = self
            .signatures
            .iter()
            .map(|s| s.name.as_str().len() + 6 + (s.bytes.len() + 6) / 3 * 4);
        let length = self.text.len() + 1 + lines.sum::<usize>();
        if length > MAX_NOTE_BYTES {
            Err(Error::NoteTooLong(length))
        } else {
            Ok(())
        }
    }
}
