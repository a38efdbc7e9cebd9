//! Where a document lies beside the log, by the SHA-256 of its bytes: `blob/sha256/<first 2 hex digits>/<64 hex digits>`.

use note::BlobHash;

/// The longest blob that is stored, in bytes: 1 GiB.
pub const MAX_BLOB_BYTES: usize = 1 << 30;

/// The path of a blob, relative to the log's folder.
pub fn blob_path(name: &BlobHash) -> String {
    let name = name.hex();
    format!("blob/sha256/{}/{name}", &name[..2])
}
