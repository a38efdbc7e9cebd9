//! Verifier keys and signing keys (signed-note, *Verifier keys*; Go's `sumdb/note` for private keys).

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_zebra as zebra;
use sha2::{Digest as _, Sha256};

use crate::{Error, KeyName, Result, Signature, cosignature_message};

/// The longest text that is parsed as a key: a name, a hash and 33 bytes in base64, generously.
const MAX_KEY_TEXT_BYTES: usize = 512;
/// How a private key's text begins.
const PRIVATE: &str = "PRIVATE+KEY+";

/// A key's identifier: the first four bytes of SHA-256(name || 0x0A || kind || public key).
/// Shown as eight lower-case hexadecimal digits. It tells keys apart; it proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 4]);

impl KeyId {
    /// The identifier of a key of that name and type (signed-note, *Signatures*).
    pub fn of(name: &KeyName, kind: u8, public: &[u8]) -> KeyId {
        let mut hash = Sha256::new();
        hash.update(name.as_str().as_bytes());
        hash.update([b'\n', kind]);
        hash.update(public);
        let digest: [u8; 32] = hash.finalize().into();
        KeyId([digest[0], digest[1], digest[2], digest[3]])
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What a key signs (signed-note, *Signature types*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// Type 0x01: the text of a note.
    Ed25519,
    /// Type 0x04: a checkpoint with the time when it was seen (tlog-cosignature).
    CosignatureV1,
}

impl KeyKind {
    /// The type's identifier byte.
    pub fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::CosignatureV1 => 0x04,
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            0x01 => Some(Self::Ed25519),
            0x04 => Some(Self::CosignatureV1),
            _ => None,
        }
    }
}

/// A public key with its name: who may have signed a note. Its text form is the *vkey*
/// `<name>+<key id>+<base64(kind || public key)>`.
///
/// The point is decompressed once, here; checking signatures with it does not repeat that.
#[derive(Clone)]
pub struct VerifyingKey {
    name: KeyName,
    id: KeyId,
    kind: KeyKind,
    point: zebra::VerificationKey,
}

impl VerifyingKey {
    /// A key from its 32 public bytes; the identifier is computed.
    ///
    /// # Errors
    /// [`Error::NotAPublicKey`] when the bytes are no point of the curve (ZIP 215: encodings that
    /// are not canonical, and points of small order, are accepted, as everywhere else here).
    pub fn new(name: KeyName, kind: KeyKind, public: [u8; 32]) -> Result<Self> {
        let point = zebra::VerificationKey::try_from(public)
            .map_err(|_| Error::NotAPublicKey(STANDARD.encode(public)))?;
        let id = KeyId::of(&name, kind.byte(), &public);
        Ok(Self {
            name,
            id,
            kind,
            point,
        })
    }

    /// The key's name.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// How many bytes a line of an Ed25519 signature by this key has, with its newline.
    pub fn line_bytes(&self) -> usize {
        // Dash, spaces and newline; then base64 of 4 + 64 bytes.
        self.name.as_str().len() + 6 + 92
    }

    /// The key's identifier.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// What the key signs.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The 32 bytes of the public key.
    pub fn public(&self) -> [u8; 32] {
        self.point.into()
    }

    /// Whether the name and identifier of a signature are this key's.
    pub fn is_named(&self, name: &str, id: KeyId) -> bool {
        self.id == id && self.name.as_str() == name
    }

    /// Whether `signature` is this key's Ed25519 signature of exactly `message` (ZIP 215).
    ///
    /// This is the raw check, whatever the kind of the key; for a note see
    /// [`verify_text`](Self::verify_text).
    pub fn verify(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.point
            .verify(&zebra::Signature::from(*signature), message)
            .is_ok()
    }

    /// Checks the bytes of a note's signature over the note's text, as the key's kind asks for:
    /// 64 bytes over the text itself, or eight bytes of time and 64 over the cosigner's message.
    /// Gives the time of a cosignature (POSIX seconds), `None` for a plain one.
    ///
    /// # Errors
    /// [`Error::BadSignature`] when it has the wrong length or does not verify.
    pub fn verify_text(&self, text: &str, signature: &[u8]) -> Result<Option<u64>> {
        let bad = || Error::BadSignature {
            name: self.name.to_string(),
            id: self.id,
        };
        match self.kind {
            KeyKind::Ed25519 => {
                let bytes: &[u8; 64] = signature.try_into().map_err(|_| bad())?;
                self.verify(text.as_bytes(), bytes)
                    .then_some(None)
                    .ok_or_else(bad)
            }
            KeyKind::CosignatureV1 => {
                let (time, bytes) = signature.split_first_chunk::<8>().ok_or_else(bad)?;
                let bytes: &[u8; 64] = bytes.try_into().map_err(|_| bad())?;
                let time = u64::from_be_bytes(*time);
                let message = cosignature_message(time, text).map_err(|_| bad())?;
                self.verify(&message, bytes).then_some(Some(time)).ok_or_else(bad)
            }
        }
    }

    pub(crate) fn raw(&self) -> zebra::VerificationKeyBytes {
        self.point.into()
    }

    fn order(&self) -> (&KeyName, KeyKind, [u8; 32]) {
        (&self.name, self.kind, self.public())
    }
}

impl PartialEq for VerifyingKey {
    fn eq(&self, other: &Self) -> bool {
        self.order() == other.order()
    }
}

impl Eq for VerifyingKey {}

impl PartialOrd for VerifyingKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for VerifyingKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl Hash for VerifyingKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.order().hash(state);
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut body = [0; 33];
        body[0] = self.kind.byte();
        body[1..].copy_from_slice(&self.public());
        write!(f, "{}+{}+{}", self.name, self.id, STANDARD.encode(body))
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({self})")
    }
}

impl FromStr for VerifyingKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let bad = |why| Error::MalformedVerifyingKey(text.chars().take(MAX_KEY_TEXT_BYTES).collect(), why);
        let (name, id, kind, public) = split_key(text).map_err(bad)?;
        let key = Self::new(name, kind, public)?;
        if key.id == id {
            Ok(key)
        } else {
            Err(bad("the hash is not that of the name and the key"))
        }
    }
}

/// A private key with its name.
#[derive(Clone)]
pub struct SigningKey {
    secret: zebra::SigningKey,
    public: VerifyingKey,
}

impl SigningKey {
    /// A key that signs notes, from a seed of 32 bytes, which the caller took from the operating
    /// system's random source and keeps secret.
    pub fn from_seed(name: KeyName, seed: [u8; 32]) -> Self {
        Self::with_kind(name, KeyKind::Ed25519, seed)
    }

    /// A witness's key, which signs checkpoints with a time and nothing else.
    pub fn cosigner_from_seed(name: KeyName, seed: [u8; 32]) -> Self {
        Self::with_kind(name, KeyKind::CosignatureV1, seed)
    }

    fn with_kind(name: KeyName, kind: KeyKind, seed: [u8; 32]) -> Self {
        let secret = zebra::SigningKey::from(seed);
        let point = secret.verification_key();
        let public: [u8; 32] = point.into();
        let id = KeyId::of(&name, kind.byte(), &public);
        Self {
            secret,
            public: VerifyingKey {
                name,
                id,
                kind,
                point,
            },
        }
    }

    /// The public half.
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.public
    }

    /// The key's name.
    pub fn name(&self) -> &KeyName {
        &self.public.name
    }

    /// The private key as text, `PRIVATE+KEY+<name>+<key id>+<base64(kind || seed)>`, as Go's
    /// `golang.org/x/mod/sumdb/note` writes it. Whoever has it can sign.
    pub fn to_secret_text(&self) -> String {
        let mut body = [0; 33];
        body[0] = self.public.kind.byte();
        body[1..].copy_from_slice(&self.secret.to_bytes());
        format!(
            "{PRIVATE}{}+{}+{}",
            self.public.name,
            self.public.id,
            STANDARD.encode(body)
        )
    }

    /// The raw Ed25519 signature of `message`.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }

    /// Signs the text of a note with a key of kind [`KeyKind::Ed25519`].
    ///
    /// # Errors
    /// [`Error::CosignerKey`] when it is a cosigner's key.
    pub fn sign_text(&self, text: &str) -> Result<Signature> {
        match self.public.kind {
            KeyKind::Ed25519 => Ok(self.signature(self.sign(text.as_bytes()).to_vec())),
            KeyKind::CosignatureV1 => Err(Error::CosignerKey(self.public.to_string())),
        }
    }

    /// Cosigns the text of a checkpoint as seen at `time` (POSIX seconds; tlog-cosignature).
    /// `None` when the key is not of kind [`KeyKind::CosignatureV1`].
    ///
    /// # Errors
    /// [`Error::TimeOutOfRange`] when `time` exceeds 2^63 − 1.
    pub fn cosign_text(&self, text: &str, time: u64) -> Result<Option<Signature>> {
        if self.public.kind != KeyKind::CosignatureV1 {
            return Ok(None);
        }
        let mut bytes = time.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.sign(&cosignature_message(time, text)?));
        Ok(Some(self.signature(bytes)))
    }

    fn signature(&self, bytes: Vec<u8>) -> Signature {
        Signature {
            name: self.public.name.clone(),
            id: self.public.id,
            bytes,
        }
    }
}

impl FromStr for SigningKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let bad = Error::MalformedSigningKey;
        let rest = text
            .strip_prefix(PRIVATE)
            .ok_or(bad("it does not begin with PRIVATE+KEY+"))?;
        let (name, id, kind, seed) = split_key(rest).map_err(bad)?;
        let key = Self::with_kind(name, kind, seed);
        if key.public.id == id {
            Ok(key)
        } else {
            Err(bad("the hash is not that of the name and the key"))
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, secret)", self.public)
    }
}

/// Splits `name+hash+base64(kind || 32 bytes)`.
fn split_key(text: &str) -> std::result::Result<(KeyName, KeyId, KeyKind, [u8; 32]), &'static str> {
    if text.len() > MAX_KEY_TEXT_BYTES {
        return Err("it is too long");
    }
    let (name, id, kind, bytes) = split_any_key(text)?;
    let kind = KeyKind::from_byte(kind).ok_or("its type is not Ed25519 (1) or cosignature/v1 (4)")?;
    let bytes = bytes.try_into().map_err(|_| "its key is not 32 bytes")?;
    Ok((name, id, kind, bytes))
}

/// Splits `name+hash+base64(type || public key)`, a verifier key of any type and length: the name, the identifier that it
/// states, the type and the key.
///
/// # Errors
/// What is wrong with it.
pub fn split_any_key(text: &str) -> std::result::Result<(KeyName, KeyId, u8, Vec<u8>), &'static str> {
    let (name, rest) = text.split_once('+').ok_or("it is not name+hash+key")?;
    let (id, body) = rest.split_once('+').ok_or("it is not name+hash+key")?;
    let name = name.parse().map_err(|_| "its name is not a key name")?;
    let hex = id.len() == 8 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !hex {
        return Err("its hash is not eight lower-case hexadecimal digits");
    }
    let id = u32::from_str_radix(id, 16).map_err(|_| "its hash is not hexadecimal")?;
    let body = STANDARD.decode(body).map_err(|_| "its key is not base64")?;
    let (kind, bytes) = body.split_first().ok_or("its key is empty")?;
    Ok((name, KeyId(id.to_be_bytes()), *kind, bytes.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example key pair of Go's `golang.org/x/mod/sumdb/note` documentation.
    const GO_PRIVATE: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const GO_PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    #[test]
    fn keys_are_written_as_go_writes_them() {
        let private: SigningKey = GO_PRIVATE.parse().unwrap();
        assert_eq!(private.verifying_key().to_string(), GO_PUBLIC);
        assert_eq!(private.to_secret_text(), GO_PRIVATE);
        assert_eq!(
            &GO_PUBLIC.parse::<VerifyingKey>().unwrap(),
            private.verifying_key()
        );
    }

    #[test]
    fn a_cosigner_key_is_another_key_than_the_plain_one_of_the_same_seed() {
        let name: KeyName = "w".parse().unwrap();
        let plain = SigningKey::from_seed(name.clone(), [1; 32]);
        let cosigner = SigningKey::cosigner_from_seed(name, [1; 32]);
        assert_eq!(plain.verifying_key().public(), cosigner.verifying_key().public());
        assert_ne!(plain.verifying_key().id(), cosigner.verifying_key().id());
        assert_ne!(plain.verifying_key(), cosigner.verifying_key());
        let again: SigningKey = cosigner.to_secret_text().parse().unwrap();
        assert_eq!(again.verifying_key(), cosigner.verifying_key());
        assert!(cosigner.sign_text("a\n").is_err());
        assert!(plain.cosign_text("a\n", 1).unwrap().is_none());
        assert!(cosigner.cosign_text("a\n", 1 << 63).is_err());
    }

    #[test]
    fn a_cosignature_is_checked_with_its_time() {
        let cosigner = SigningKey::cosigner_from_seed("w".parse().unwrap(), [1; 32]);
        let mut signature = cosigner
            .cosign_text("log\n0\nx\n", 1_700_000_000)
            .unwrap()
            .unwrap();
        let key = cosigner.verifying_key();
        assert_eq!(
            key.verify_text("log\n0\nx\n", &signature.bytes),
            Ok(Some(1_700_000_000))
        );
        signature.bytes[7] ^= 1;
        assert!(key.verify_text("log\n0\nx\n", &signature.bytes).is_err());
        assert!(key.verify_text("log\n0\nx\n", &[0; 8]).is_err());
        assert!(key.verify_text("log\n0\nx\n", &[]).is_err());
    }

    #[test]
    fn printing_a_signing_key_does_not_show_the_seed() {
        let key: SigningKey = GO_PRIVATE.parse().unwrap();
        let shown = format!("{key:?}");
        assert!(!shown.contains("AYEKFALV"), "{shown}");
        let error = GO_PRIVATE
            .replace("c74f", "c75f")
            .parse::<SigningKey>()
            .unwrap_err();
        assert!(!error.to_string().contains("AYEKFALV"));
    }

    #[test]
    fn a_key_whose_parts_do_not_fit_is_refused() {
        let bad = [
            "",
            "PeterNeumann",
            "PeterNeumann+c74f20a3",
            "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
            "PeterNeumann+c74f20a3+CRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            " PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
        ];
        for text in bad {
            assert!(text.parse::<VerifyingKey>().is_err(), "{text}");
            assert!(
                format!("PRIVATE+KEY+{text}").parse::<SigningKey>().is_err(),
                "{text}"
            );
        }
        assert!(VerifyingKey::new("a".parse().unwrap(), KeyKind::Ed25519, [2; 32]).is_err());
    }
}
