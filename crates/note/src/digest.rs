//! SHA-256 in its uses: the names of blobs, the names of entries, the leaves of a log's tree, and commitments to what is not
//! shown; and the salt of a text whose name hides it. One type each, for every crate.

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// A text that is not a hash of its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not {expected}")]
pub struct HashError {
    text: String,
    expected: &'static str,
}

fn digest(text: &str, prefix: &str, expected: &'static str) -> Result<[u8; 32], HashError> {
    let wrong = || HashError {
        text: text.chars().take(80).collect(),
        expected,
    };
    let digits = text.strip_prefix(prefix).ok_or_else(wrong)?;
    if digits.bytes().any(|c| c.is_ascii_uppercase()) {
        return Err(wrong());
    }
    let mut bytes = [0; 32];
    hex::decode_to_slice(digits, &mut bytes).map_err(|_| wrong())?;
    Ok(bytes)
}

macro_rules! hash {
    ($(#[$doc:meta])* $name:ident, $prefix:literal, $expected:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 32]);

        impl $name {
            /// The 64 lower-case hexadecimal digits alone.
            pub fn hex(&self) -> String {
                hex::encode(self.0)
            }
        }
        impl FromStr for $name {
            type Err = HashError;
            fn from_str(text: &str) -> Result<Self, HashError> {
                digest(text, $prefix, $expected).map($name)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                struct HashVisitor;
                impl Visitor<'_> for HashVisitor {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expected)
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                d.deserialize_str(HashVisitor)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($prefix)?;
                let mut digits = [0; 64];
                hex::encode_to_slice(self.0, &mut digits).map_err(|_| fmt::Error)?;
                f.write_str(std::str::from_utf8(&digits).map_err(|_| fmt::Error)?)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}

hash! {
    /// The name of a blob: the SHA-256 of its bytes, written `sha256:` and 64 lower-case digits.
    BlobHash, "sha256:", "a blob's name like sha256: and 64 lower-case hexadecimal digits"
}
hash! {
    /// The name of an entry: the SHA-256 of its signed text, written as 64 lower-case digits. A signature line that
    /// anybody adds is no part of it.
    EntryName, "", "an entry's name of 64 lower-case hexadecimal digits"
}
hash! {
    /// The leaf of an entry in the log's tree (RFC 6962 §2.1): the SHA-256 of 0x00 and the entry's bytes, signature
    /// lines and all. Proofs use it; nothing is named by it.
    LeafHash, "", "a leaf's hash of 64 lower-case hexadecimal digits"
}

hash! {
    /// 32 random bytes within a text, so that nobody can find the text by its name; written as 64 lower-case digits.
    Salt, "", "a salt of 64 lower-case hexadecimal digits"
}

hash! {
    /// A commitment: the SHA-256 of a secret salt of 32 bytes and of what is committed to. Who has both can show them later;
    /// nobody finds what it is by guessing.
    Commitment, "", "a commitment of 64 lower-case hexadecimal digits"
}

impl Commitment {
    /// The commitment to these bytes with that salt.
    pub fn of(salt: &[u8; 32], bytes: &[u8]) -> Commitment {
        let hash = Sha256::new().chain_update(salt).chain_update(bytes);
        Commitment(hash.finalize().into())
    }
}

impl BlobHash {
    /// The name of these bytes.
    pub fn of(bytes: &[u8]) -> BlobHash {
        BlobHash(Sha256::digest(bytes).into())
    }
}

impl EntryName {
    /// The name of an entry of this signed text.
    pub fn of(text: &str) -> EntryName {
        EntryName(Sha256::digest(text).into())
    }
}

impl LeafHash {
    /// The leaf of an entry of these bytes.
    pub fn of(entry: &[u8]) -> LeafHash {
        LeafHash(
            Sha256::new()
                .chain_update([0])
                .chain_update(entry)
                .finalize()
                .into(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_has_one_spelling() {
        let hash = BlobHash::of(b"");
        let text = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(hash.to_string(), text);
        assert_eq!(text.parse::<BlobHash>().unwrap(), hash);
        for wrong in [
            &text[7..],
            &text[..70],
            &text.to_uppercase(),
            "sha256:",
            "sha1:00",
        ] {
            assert!(wrong.parse::<BlobHash>().is_err(), "{wrong}");
        }
        assert!(text[7..].parse::<EntryName>().is_ok());
    }
}
