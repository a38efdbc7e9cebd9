//! Witnesses' keys (tlog-cosignature): of Ed25519, which sign the text of a checkpoint, and of ML-DSA-44 (FIPS 204), which
//! sign what it states. They cosign checkpoints and nothing else.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ml_dsa::{EncodedVerifyingKey, MlDsa44};
use note::{Error as NoteError, KeyId, KeyKind, KeyName, Signature, VerifyingKey, split_any_key};

use crate::{Error, Result, SignedCheckpoint};

/// The longest text of a witness's key: a name of 255 bytes, eight digits, and 1,313 bytes in base64.
pub const MAX_WITNESS_KEY_BYTES: usize = 2_017;
/// The type of ML-DSA-44 in a key's text.
const ML_DSA_44: u8 = 0x06;
/// Bytes of a public key.
const PUBLIC_BYTES: usize = 1_312;
/// What a signed message begins with.
const LABEL: &[u8; 12] = b"subtree/v1\n\0";

/// A witness's public key. Its text form is `<name>+<key id>+<base64(type || public key)>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WitnessKey {
    /// Type 0x04, of kind [`KeyKind::CosignatureV1`].
    Ed25519(VerifyingKey),
    /// Type 0x06.
    MlDsa44(MlDsa44Key),
}

/// A public key of ML-DSA-44 with its name.
#[derive(Clone, PartialEq, Eq)]
pub struct MlDsa44Key {
    name: KeyName,
    id: KeyId,
    public: Box<EncodedVerifyingKey<MlDsa44>>,
}

impl WitnessKey {
    /// The key's name.
    pub fn name(&self) -> &KeyName {
        match self {
            WitnessKey::Ed25519(key) => key.name(),
            WitnessKey::MlDsa44(key) => &key.name,
        }
    }

    /// The key's identifier.
    pub fn id(&self) -> KeyId {
        match self {
            WitnessKey::Ed25519(key) => key.id(),
            WitnessKey::MlDsa44(key) => key.id,
        }
    }

    /// Whether another key is the same one, whatever their names are.
    pub(crate) fn is_same(&self, other: &WitnessKey) -> bool {
        match (self, other) {
            (WitnessKey::Ed25519(own), WitnessKey::Ed25519(other)) => own.public() == other.public(),
            (WitnessKey::MlDsa44(own), WitnessKey::MlDsa44(other)) => own.public == other.public,
            _ => false,
        }
    }

    /// Whether the name and identifier of a signature are this key's.
    pub fn is_named(&self, signature: &Signature) -> bool {
        self.id() == signature.id && self.name() == &signature.name
    }

    /// Checks the bytes of a cosignature of a checkpoint: eight of time, then the signature. Gives the time at which the
    /// witness says that it saw it (POSIX seconds).
    ///
    /// # Errors
    /// [`Error::Note`] when it has the wrong length or does not verify.
    pub fn verify(&self, checkpoint: &SignedCheckpoint, signature: &[u8]) -> Result<u64> {
        let key = match self {
            WitnessKey::Ed25519(key) => {
                let time = key.verify_text(checkpoint.note().text(), signature);
                return Ok(time.map_err(Error::note("cosignature"))?.unwrap_or_default());
            }
            WitnessKey::MlDsa44(key) => key,
        };
        key.verify(checkpoint, signature).ok_or_else(|| {
            Error::note("cosignature")(NoteError::BadSignature {
                name: key.name.to_string(),
                id: key.id,
            })
        })
    }
}

impl fmt::Display for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WitnessKey::Ed25519(key) => fmt::Display::fmt(key, f),
            WitnessKey::MlDsa44(key) => {
                let body = [&[ML_DSA_44], key.public.as_slice()].concat();
                write!(f, "{}+{}+{}", key.name, key.id, STANDARD.encode(body))
            }
        }
    }
}

impl fmt::Debug for MlDsa44Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MlDsa44Key({}+{})", self.name, self.id)
    }
}

impl FromStr for WitnessKey {
    type Err = NoteError;

    /// Reads a key of type 0x04 or 0x06.
    fn from_str(text: &str) -> std::result::Result<Self, NoteError> {
        let bad = |why| NoteError::MalformedVerifyingKey(text.chars().take(80).collect(), why);
        if text.len() > MAX_WITNESS_KEY_BYTES {
            return Err(bad("it is too long"));
        }
        let (name, id, kind, public) = split_any_key(text).map_err(bad)?;
        if kind == ML_DSA_44 {
            let key = MlDsa44Key::new(name, &public).ok_or(bad("its key is not 1,312 bytes"))?;
            return match key.id == id {
                true => Ok(WitnessKey::MlDsa44(key)),
                false => Err(bad("the hash is not that of the name and the key")),
            };
        }
        let key: VerifyingKey = text.parse()?;
        match key.kind() {
            KeyKind::CosignatureV1 => Ok(WitnessKey::Ed25519(key)),
            KeyKind::Ed25519 => Err(bad(
                "it is of the wrong type: a witness's is cosignature/v1 (4) or ML-DSA-44 (6)",
            )),
        }
    }
}

impl MlDsa44Key {
    /// A key from its 1,312 public bytes; none of any other number.
    pub fn new(name: KeyName, public: &[u8]) -> Option<Self> {
        if public.len() != PUBLIC_BYTES {
            return None;
        }
        let id = KeyId::of(&name, ML_DSA_44, public);
        let public = Box::new(EncodedVerifyingKey::<MlDsa44>::try_from(public).ok()?);
        Some(Self { name, id, public })
    }

    fn verify(&self, checkpoint: &SignedCheckpoint, signature: &[u8]) -> Option<u64> {
        let (time, signature) = signature.split_first_chunk::<8>()?;
        let time = u64::from_be_bytes(*time);
        let message = message(&self.name, time, checkpoint)?;
        let signature = ml_dsa::Signature::<MlDsa44>::try_from(signature).ok()?;
        let key = ml_dsa::VerifyingKey::<MlDsa44>::decode(&self.public);
        key.verify_with_context(&message, &[], &signature).then_some(time)
    }
}

/// A witness's private key of ML-DSA-44.
#[derive(Clone)]
pub struct MlDsa44SigningKey {
    name: KeyName,
    secret: ml_dsa::SigningKey<MlDsa44>,
}

impl MlDsa44SigningKey {
    /// A key from a seed of 32 bytes, which the caller took from the system's random source and keeps secret.
    pub fn from_seed(name: KeyName, seed: [u8; 32]) -> Self {
        let secret = ml_dsa::SigningKey::from_seed(&seed.into());
        Self { name, secret }
    }

    /// The public half.
    pub fn witness_key(&self) -> WitnessKey {
        let public = Box::new(self.secret.expanded_key().verifying_key().encode());
        WitnessKey::MlDsa44(MlDsa44Key {
            name: self.name.clone(),
            id: KeyId::of(&self.name, ML_DSA_44, &public),
            public,
        })
    }

    /// Cosigns a checkpoint as seen at `time` (POSIX seconds), as [`cosign`](crate::cosign) does by Ed25519.
    ///
    /// # Errors
    /// [`Error::Note`] for a time above 2^63 − 1; [`Error::WrongKey`] where the origin is longer than 255 bytes, for which
    /// there is no such cosignature.
    pub fn cosign(&self, checkpoint: &SignedCheckpoint, time: u64) -> Result<Signature> {
        if i64::try_from(time).is_err() {
            return Err(Error::note("cosignature")(NoteError::TimeOutOfRange(time)));
        }
        let wrong = |why| Error::WrongKey {
            key: self.name.to_string(),
            why,
        };
        let message = message(&self.name, time, checkpoint).ok_or(wrong("the log's origin is too long"))?;
        let signed = self.secret.expanded_key().sign_deterministic(&message, &[]);
        let signed = signed.map_err(|_| wrong("it cannot sign this"))?;
        Ok(Signature {
            name: self.name.clone(),
            id: self.witness_key().id(),
            bytes: [&time.to_be_bytes()[..], &signed.encode()].concat(),
        })
    }
}

impl fmt::Debug for MlDsa44SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MlDsa44SigningKey({}, secret)", self.name)
    }
}

/// The message that a key of ML-DSA-44 signs of a checkpoint: the subtree of all entries from the first one on. None where
/// the time or the origin is out of range.
fn message(name: &KeyName, time: u64, checkpoint: &SignedCheckpoint) -> Option<Vec<u8>> {
    i64::try_from(time).ok()?;
    let stated = checkpoint.checkpoint();
    let mut message = LABEL.to_vec();
    for (text, number) in [(name.as_str(), time), (stated.origin(), 0)] {
        message.push(u8::try_from(text.len()).ok()?);
        message.extend_from_slice(text.as_bytes());
        message.extend_from_slice(&number.to_be_bytes());
    }
    message.extend_from_slice(&stated.size().to_be_bytes());
    message.extend_from_slice(&stated.root().0);
    Some(message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Checkpoint, Policy, empty_root};
    use note::SigningKey;

    fn checkpoint() -> (SigningKey, SignedCheckpoint) {
        let log = SigningKey::from_seed("log.example/1".parse().unwrap(), [1; 32]);
        let stated = Checkpoint::new("log.example/1", 0, empty_root()).unwrap();
        let signed = SignedCheckpoint::sign(stated, &log).unwrap();
        (log, signed)
    }

    #[test]
    fn a_key_of_ml_dsa_44_reads_back_and_has_one_spelling() {
        let key = MlDsa44SigningKey::from_seed("w.example".parse().unwrap(), [2; 32]).witness_key();
        let text = key.to_string();
        assert_eq!(text.len(), "w.example".len() + 1 + 8 + 1 + 1_752);
        assert_eq!(text.parse::<WitnessKey>().unwrap(), key);
        // Nothing else is signed with it.
        assert!(text.parse::<VerifyingKey>().is_err());
        let longest = MlDsa44SigningKey::from_seed("n".repeat(255).parse().unwrap(), [2; 32]).witness_key();
        assert_eq!(longest.to_string().len(), MAX_WITNESS_KEY_BYTES);
        assert_eq!(longest.to_string().parse::<WitnessKey>().unwrap(), longest);
        for wrong in [
            text.replace("w.example", "v.example"),
            text[..text.len() - 4].to_owned(),
        ] {
            assert!(wrong.parse::<WitnessKey>().is_err());
        }
    }

    #[test]
    fn a_cosignature_of_ml_dsa_44_is_of_its_time_its_name_and_what_the_checkpoint_states() {
        let (log, signed) = checkpoint();
        let cosigner = MlDsa44SigningKey::from_seed("w.example".parse().unwrap(), [2; 32]);
        let key = cosigner.witness_key();
        let line = cosigner.cosign(&signed, 1_780_000_000).unwrap();
        assert_eq!(line.bytes.len(), 8 + 2_420);
        assert_eq!(key.verify(&signed, &line.bytes).unwrap(), 1_780_000_000);
        for at in [0, 7, 8, 2_427] {
            let mut bytes = line.bytes.clone();
            bytes[at] ^= 1;
            assert!(key.verify(&signed, &bytes).is_err(), "{at}");
        }
        assert!(key.verify(&signed, &line.bytes[..2_427]).is_err());
        let other = MlDsa44SigningKey::from_seed("v.example".parse().unwrap(), [2; 32]);
        assert!(other.witness_key().verify(&signed, &line.bytes).is_err());
        let stated = Checkpoint::new("log.example/1", 1, empty_root()).unwrap();
        let grown = SignedCheckpoint::sign(stated, &log).unwrap();
        assert!(key.verify(&grown, &line.bytes).is_err());
        assert!(cosigner.cosign(&signed, 1 << 63).is_err());
    }

    #[test]
    fn a_policy_takes_witnesses_of_both_kinds() {
        let (log, mut signed) = checkpoint();
        let plain = SigningKey::cosigner_from_seed("w1.example".parse().unwrap(), [3; 32]);
        let cosigner = MlDsa44SigningKey::from_seed("w2.example".parse().unwrap(), [2; 32]);
        let text = format!(
            "log {}\nwitness w1 {}\nwitness w2 {}\ngroup g all w1 w2\nquorum g\n",
            log.verifying_key(),
            plain.verifying_key(),
            cosigner.witness_key()
        );
        let policy = Policy::parse(text.as_bytes()).unwrap();
        assert!(matches!(policy.check(&signed), Err(Error::PolicyFails(_))));
        signed.add(&[crate::cosign(&signed, &plain, 7).unwrap()]).unwrap();
        let line = cosigner.cosign(&signed, 8).unwrap();
        signed.add(std::slice::from_ref(&line)).unwrap();
        let accepted = policy.check(&signed).unwrap();
        assert_eq!(accepted.witnesses, [("w1".to_owned(), 7), ("w2".to_owned(), 8)]);
        // A line of a known witness that does not verify refuses the whole checkpoint.
        let mut broken = signed.clone();
        let mut bad = line;
        bad.bytes[100] ^= 1;
        broken.add(&[bad]).unwrap();
        assert!(matches!(policy.check(&broken), Err(Error::Note { .. })));
        // Many cosignatures fit.
        for n in 3..60u8 {
            let name = format!("{}{n}", "w".repeat(250)).parse().unwrap();
            let many = MlDsa44SigningKey::from_seed(name, [n; 32])
                .cosign(&signed, 9)
                .unwrap();
            signed.add(&[many]).unwrap();
        }
        assert!(SignedCheckpoint::parse(&signed.to_bytes()).is_ok());
    }
}
