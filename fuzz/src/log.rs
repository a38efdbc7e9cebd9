//! Files of a log: paths, bundles, and any file of a log replaced by any bytes.

use crate::key;
use crate::notes::ORIGIN;
use bytes::Bytes;
use futures::StreamExt as _;
use futures::executor::block_on;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _};
use std::sync::{Arc, OnceLock};
use tlog::{Bundle, LogFile, Reader, TreeCheck, Writer, leaf_hash};

/// Any text as the path of a tile or bundle: written back as it was read.
pub fn path(data: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(data) else {
        return false;
    };
    let Ok(file) = text.parse::<LogFile>() else {
        return false;
    };
    assert_eq!(file.path(), text);
    true
}

/// The first byte is a width less one, the rest a bundle: its entries, put together again, are its bytes.
pub fn bundle(data: &[u8]) -> bool {
    let Some((width, bytes)) = data.split_first() else {
        return false;
    };
    let file = LogFile::Entries {
        index: 0,
        width: u16::from(*width) + 1,
    };
    let Ok(bundle) = Bundle::parse(file, Bytes::copy_from_slice(bytes)) else {
        return false;
    };
    assert_eq!(bundle.len(), usize::from(file.width()));
    let mut again = Vec::new();
    for (place, entry) in bundle.iter().enumerate() {
        assert_eq!(bundle.get(place), Some(entry));
        again.extend_from_slice(
            &u16::try_from(entry.len())
                .expect("a length of two bytes")
                .to_be_bytes(),
        );
        again.extend_from_slice(entry);
    }
    assert_eq!(again, bytes);
    true
}

/// How many entries the log has that is tampered with: two full bundles and a partial one.
const SIZE: u64 = 515;

/// The files of a good log, by path.
fn good_log() -> &'static [(String, Bytes)] {
    static FILES: OnceLock<Vec<(String, Bytes)>> = OnceLock::new();
    FILES.get_or_init(|| {
        block_on(async {
            let store = Arc::new(InMemory::new());
            let mut writer = Writer::create(store.clone(), "", key(ORIGIN, 8))
                .await
                .expect("a new log");
            let entries: Vec<String> = (0..SIZE).map(|n| format!("entry {n}")).collect();
            writer.append(&entries[..200]).await.expect("appended");
            writer.append(&entries[200..]).await.expect("appended");
            let mut files = Vec::new();
            let mut list = store.list(None);
            while let Some(meta) = list.next().await {
                let location = meta.expect("a file").location;
                let bytes = store
                    .get(&location)
                    .await
                    .expect("a file")
                    .bytes()
                    .await
                    .expect("its bytes");
                files.push((location.to_string(), bytes));
            }
            files.sort();
            files
        })
    })
}

/// The paths of the files of the log that [`log_file`] tampers with, in the order of its first byte.
pub fn log_paths() -> Vec<String> {
    good_log().iter().map(|(path, _)| path.clone()).collect()
}

/// The bytes of one of them.
pub fn log_bytes(path: &str) -> Option<Bytes> {
    good_log()
        .iter()
        .find(|(own, _)| own == path)
        .map(|(_, bytes)| bytes.clone())
}

/// The first byte names a file of a good log, the rest replaces its bytes. Whatever they are, readers
/// and writers give the true entries or an error, never others; and the check of the whole log passes
/// exactly where all that readers need is as it was.
pub fn log_file(data: &[u8]) -> bool {
    let Some((which, bytes)) = data.split_first() else {
        return false;
    };
    let files = good_log();
    let (path, good) = &files[usize::from(*which) % files.len()];
    let same = good == bytes;
    block_on(async {
        let store = Arc::new(InMemory::new());
        for (other, content) in files {
            let content = if other == path {
                Bytes::copy_from_slice(bytes)
            } else {
                content.clone()
            };
            store
                .put(&Path::from(other.as_str()), content.into())
                .await
                .expect("memory");
        }
        let log = key(ORIGIN, 8);
        if let Ok(reader) = Reader::open(store.clone(), "").await
            && reader.checkpoint().verify(log.verifying_key()).is_ok()
        {
            for index in [0, 1, 199, 200, 255, 256, 511, 512, 514] {
                if let Ok(entry) = reader.entry(index).await {
                    assert_eq!(entry, format!("entry {index}"), "{path}");
                }
                if let Ok(leaf) = reader.leaf(index).await {
                    assert_eq!(leaf, leaf_hash(format!("entry {index}").as_bytes()), "{path}");
                }
                let _ = reader.prove_entry(index).await;
            }
            let _ = reader.consistency_proof(200, reader.size()).await;
            let mut check = TreeCheck::new(&reader);
            let mut true_entries = true;
            while check.next_bundle().is_some() {
                let first = check.next_bundle().map_or(0, |file| match file {
                    LogFile::Entries { index, .. } => index,
                    LogFile::Tile(_) => unreachable!("bundles only"),
                });
                match reader.bundle(first).await {
                    Ok(bundle) => {
                        for (entry, place) in bundle.iter().zip(first * 256..) {
                            true_entries &= entry == format!("entry {place}").as_bytes();
                        }
                        check
                            .push(&bundle.leaf_hashes())
                            .await
                            .expect("a bundle of the right width");
                    }
                    Err(error) => check.push_unreadable(&error).await.expect("a bundle that is due"),
                }
            }
            let report = check.finish().await.expect("all bundles were pushed");
            if report.is_good() {
                assert!(true_entries, "{path}");
            } else {
                assert!(!same, "{path}: {report:?}");
            }
        } else {
            assert!(!same, "{path}");
        }
        if let Ok(mut writer) = Writer::open(store.clone(), "", log).await {
            let before = writer.size();
            if writer.append(&["one more"]).await.is_ok() {
                let reader = Reader::open(store, "").await.expect("a log that was appended to");
                assert_eq!(
                    reader.entry(before).await.expect("the entry that was appended"),
                    "one more"
                );
            }
        } else {
            assert!(!same, "{path}");
        }
    });
    same
}
