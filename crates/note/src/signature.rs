//! One signature of a note (signed-note, *Signatures*).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::{KeyId, KeyName};

/// The dash that opens every signature line: U+2014 and a space.
pub(crate) const DASH: &str = "\u{2014} ";

/// A signature: who says to have made it, and its bytes. Nothing has been checked yet.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Signature {
    /// The key's name.
    pub name: KeyName,
    /// The key's identifier.
    pub id: KeyId,
    /// The signature proper, without the key's identifier: 64 bytes for Ed25519, 72 for a
    /// cosignature (time and signature), any other length for kinds unknown here.
    pub bytes: Vec<u8>,
}

impl Signature {
    /// The signature line with its newline: `— <name> <base64(id || bytes)>\n`.
    pub fn to_line(&self) -> String {
        let mut line = String::with_capacity(self.name.as_str().len() + 2 * self.bytes.len());
        write_line(&mut line, self.name.as_str(), self.id, &self.bytes);
        line
    }
}

/// Appends a signature line to `out`.
pub(crate) fn write_line(out: &mut String, name: &str, id: KeyId, bytes: &[u8]) {
    let mut body = Vec::with_capacity(4 + bytes.len());
    body.extend_from_slice(&id.0);
    body.extend_from_slice(bytes);
    out.push_str(DASH);
    out.push_str(name);
    out.push(' ');
    STANDARD.encode_string(&body, out);
    out.push('\n');
}
