//! Damaged, foreign and unwritable logs: the error or report names the file and the reason.
#![allow(clippy::unwrap_used, missing_docs)]

mod stores;

use std::sync::Arc;

use bytes::Bytes;
use note::SigningKey;
use object_store::memory::InMemory;
use object_store::{ObjectStore, ObjectStoreExt as _};
use proptest::prelude::*;
use stores::{FailAt, Stop};
use tlog::{
    Blobs, Error, Policy, Reader, SignedCheckpoint, TreeCheck, TreeReport, Writer, copy_log, expected_files,
};

fn key() -> SigningKey {
    SigningKey::from_seed("damage.example/log".parse().unwrap(), [3; 32])
}

fn entry(index: u64) -> String {
    format!("entry {index}")
}

async fn log(sizes: &[u64]) -> (InMemory, Vec<SignedCheckpoint>) {
    let store = InMemory::new();
    let shared: Arc<dyn ObjectStore> = Arc::new(store.clone());
    let mut writer = Writer::create(shared, "", key()).await.unwrap();
    let mut checkpoints = vec![writer.checkpoint().clone()];
    for size in sizes {
        let batch: Vec<String> = (writer.size()..*size).map(entry).collect();
        checkpoints.push(writer.append(&batch).await.unwrap().checkpoint);
    }
    (store, checkpoints)
}

async fn read(store: &InMemory, path: &str) -> Vec<u8> {
    store
        .get(&path.into())
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap()
        .to_vec()
}

async fn flip(store: &InMemory, path: &str) {
    let mut bytes = read(store, path).await;
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    store.put(&path.into(), bytes.into()).await.unwrap();
}

async fn check(store: &InMemory, checkpoint: &SignedCheckpoint) -> TreeReport {
    let shared: Arc<dyn ObjectStore> = Arc::new(store.clone());
    let mut check = TreeCheck::open(shared.clone(), "", checkpoint).unwrap();
    while let Some(file) = check.next_bundle() {
        let bytes = match shared.get(&file.path().as_str().into()).await {
            Ok(found) => found.bytes().await.unwrap(),
            Err(_) => Bytes::new(),
        };
        match tlog::Bundle::parse(file, bytes) {
            Ok(bundle) => check.push(&bundle.leaf_hashes()).await.unwrap(),
            Err(error) => check.push_unreadable(&error).await.unwrap(),
        }
    }
    check.finish().await.unwrap()
}

fn paths(report: &TreeReport) -> Vec<&str> {
    report.bad.iter().map(|bad| bad.path.as_str()).collect()
}

#[tokio::test]
async fn a_proof_is_never_made_from_a_bad_tile() {
    let (store, _) = log(&[70_000]).await;
    for path in [
        "tile/0/100",
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/0/273.p/112",
        "tile/2/000.p/1",
    ] {
        let store = store.fork();
        flip(&store, path).await;
        let proof = match Reader::open(Arc::new(store), "").await {
            Ok(reader) => reader.prove_entry(25_700).await.map(|_| ()),
            Err(error) => Err(error),
        };
        assert!(
            matches!(&proof, Err(Error::HashDiffers { path: named }) if named == path),
            "{path}: {proof:?}"
        );
    }
}

#[tokio::test]
async fn missing_and_truncated_tiles_are_named() {
    let (store, _) = log(&[70_000]).await;
    store.delete(&"tile/0/100".into()).await.unwrap();
    let short = read(&store, "tile/0/101").await[..8000].to_vec();
    store.put(&"tile/0/101".into(), short.into()).await.unwrap();
    flip(&store, "tile/entries/102").await;
    let long = vec![0; 9000];
    store.put(&"tile/0/103".into(), long.into()).await.unwrap();
    let reader = Reader::open(Arc::new(store.clone()), "").await.unwrap();
    let message = async |index| reader.entry(index).await.unwrap_err().to_string();
    assert_eq!(message(25_600).await, "tile/0/100 is missing");
    assert_eq!(message(25_856).await, "tile/0/101 has 8000 bytes, not 8192");
    assert_eq!(
        message(26_368).await,
        "tile/0/103 has more than the 8192 bytes allowed"
    );
    let error = reader.verified_bundle(102).await.unwrap_err().to_string();
    assert_eq!(
        error,
        "tile/entries/102 differs from what the signed tree holds: its hash is another"
    );
    reader.verified_bundle(99).await.unwrap();

    for path in ["tile/0/273.p/112", "tile/1/001.p/17"] {
        let store = store.fork();
        store.delete(&path.into()).await.unwrap();
        for error in [
            Reader::open(Arc::new(store.clone()), "").await.err(),
            Writer::open(Arc::new(store), "", key()).await.err(),
        ] {
            assert_eq!(error.unwrap().to_string(), format!("{path} is missing"));
        }
    }
    let store = store.fork();
    flip(&store, "tile/entries/273.p/112").await;
    let error = Writer::open(Arc::new(store), "", key()).await.err().unwrap();
    assert!(matches!(error, Error::HashDiffers { path } if path == "tile/entries/273.p/112"));
}

#[tokio::test]
async fn the_whole_log_check_tells_bad_bundles_from_bad_tiles() {
    let (store, checkpoints) = log(&[100, 70_000]).await;
    let latest = checkpoints.last().unwrap();
    assert!(check(&store, latest).await.is_good());
    assert!(check(&store, &checkpoints[1]).await.is_good());
    assert!(check(&store, &checkpoints[0]).await.is_good());
    let cases: &[&[&str]] = &[
        &["tile/entries/005"],
        &["tile/0/005"],
        &["tile/1/000"],
        &["tile/2/000.p/1"],
        &["tile/entries/273.p/112"],
        &["tile/0/273.p/112"],
        &["tile/0/273.p/112", "tile/entries/273.p/112"],
        &["tile/0/005", "tile/0/006", "tile/entries/006", "tile/entries/200"],
        &["tile/0/005", "tile/1/000"],
        &["tile/1/001.p/17", "tile/entries/005"],
        &["tile/1/000", "tile/entries/270"],
        &["tile/1/001.p/17", "tile/2/000.p/1", "tile/0/273.p/112"],
    ];
    for bad in cases {
        for missing in [false, true] {
            let store = store.fork();
            for path in *bad {
                if missing {
                    store.delete(&(*path).into()).await.unwrap();
                } else {
                    flip(&store, path).await;
                }
            }
            let report = check(&store, latest).await;
            let mut expected = bad.to_vec();

            expected.sort_unstable();
            assert_eq!(paths(&report), expected, "missing: {missing}");
            assert!(!report.is_good());
        }
    }
}

#[tokio::test]
async fn a_log_that_is_wholly_another_is_not_good() {
    let (store, _) = log(&[600]).await;
    let other = SigningKey::from_seed("damage.example/log".parse().unwrap(), [3; 32]);
    let forged = tlog::Checkpoint::new("damage.example/log", 600, tlog::leaf_hash(b"other")).unwrap();
    let forged = SignedCheckpoint::sign(forged, &other).unwrap();
    let report = check(&store, &forged).await;
    assert_eq!(paths(&report), ["checkpoint"]);
    assert!(!report.root_agrees);
}

#[tokio::test]
async fn the_list_of_bad_files_is_bounded() {
    let (store, checkpoints) = log(&[300_000]).await;
    for index in 0..1171 {
        flip(&store, &tlog::Tile::new(0, index, 256).unwrap().path()).await;
    }
    let report = check(&store, &checkpoints[1]).await;
    assert_eq!((report.bad.len(), report.more), (1000, 171));
}

#[tokio::test]
async fn garbage_for_a_checkpoint_is_refused() {
    let (store, checkpoints) = log(&[10, 20]).await;
    let good = String::from_utf8(checkpoints[2].to_bytes()).unwrap();
    for garbage in [
        String::new(),
        "x".into(),
        "x".repeat(100_000),
        good.replace("\n20\n", "\n020\n"),
        good.replace("\n20\n", "\n+20\n"),
        good.replace("\n20\n", "\n20 \n"),
        good.replace("\n20\n", "\n9223372036854775808\n"),
        good.replace("\n20\n", "\n20\n20\n"),
        good.replace("\n20\n", "\n"),
        good.replacen("=\n", "=\nextension\n", 1),
        good.replace("damage.example/log\n20", "\n20"),
    ] {
        store
            .put(&"checkpoint".into(), garbage.clone().into_bytes().into())
            .await
            .unwrap();
        let store: Arc<dyn ObjectStore> = Arc::new(store.clone());
        assert!(Reader::open(store.clone(), "").await.is_err(), "{garbage}");
        assert!(Writer::open(store, "", key()).await.is_err(), "{garbage}");
    }
    // A well-formed one that the log has not signed.
    store
        .put(
            &"checkpoint".into(),
            good.replace("\n20\n", "\n10\n").into_bytes().into(),
        )
        .await
        .unwrap();
    assert!(matches!(
        Writer::open(Arc::new(store.clone()), "", key()).await,
        Err(Error::Note { .. })
    ));
}

#[tokio::test]
async fn another_logs_key_cannot_open_it() {
    let (store, _) = log(&[10]).await;
    let other_name = SigningKey::from_seed("other.example".parse().unwrap(), [3; 32]);
    let other_key = SigningKey::from_seed("damage.example/log".parse().unwrap(), [4; 32]);
    let store: Arc<dyn ObjectStore> = Arc::new(store);
    assert!(matches!(
        Writer::open(store.clone(), "", other_name).await,
        Err(Error::OtherOrigin { .. })
    ));
    assert!(matches!(
        Writer::open(store.clone(), "", other_key).await,
        Err(Error::Note { .. })
    ));
    let missing = Writer::open(store, "elsewhere", key()).await.err().unwrap();
    assert_eq!(missing.to_string(), "checkpoint is missing");
    let cosigner = SigningKey::cosigner_from_seed("w".parse().unwrap(), [1; 32]);
    assert!(
        Writer::create(Arc::new(InMemory::new()), "", cosigner)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_reader_moves_on_with_the_log_and_never_back() {
    let (store, checkpoints) = log(&[10, 300]).await;
    let set = async |checkpoint: &SignedCheckpoint| {
        store
            .put(&"checkpoint".into(), checkpoint.to_bytes().into())
            .await
            .unwrap();
    };
    set(&checkpoints[1]).await;
    let mut reader = Reader::open(Arc::new(store.clone()), "").await.unwrap();
    assert!(!reader.refresh().await.unwrap());
    set(&checkpoints[2]).await;
    assert!(reader.refresh().await.unwrap());
    assert_eq!(reader.size(), 300);
    set(&checkpoints[1]).await;
    assert!(matches!(
        reader.refresh().await,
        Err(Error::Shrunk {
            known: 300,
            found: 10
        })
    ));
    assert_eq!(reader.size(), 300);

    // The same key signs another history: the log was rewritten.
    let forked: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    let mut writer = Writer::create(forked.clone(), "", key()).await.unwrap();
    writer
        .append(&(0..400).map(|n| format!("other {n}")).collect::<Vec<_>>())
        .await
        .unwrap();
    for file in expected_files(400)
        .map(|file| file.path())
        .chain(["checkpoint".into()])
    {
        let bytes = forked
            .get(&file.as_str().into())
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap();
        store.put(&file.as_str().into(), bytes.into()).await.unwrap();
    }
    assert!(matches!(
        reader.refresh().await,
        Err(Error::Inconsistent { old: 300, new: 400 })
    ));
    assert_eq!(reader.size(), 300);
    let error = copy_log(
        &Reader::open(forked, "").await.unwrap(),
        Arc::new(log(&[300]).await.0),
        "",
    )
    .await;
    assert!(matches!(error, Err(Error::Inconsistent { .. })));
}

#[tokio::test]
async fn a_full_disk_stops_the_writer_and_leaves_the_log_readable() {
    let (store, _) = log(&[10]).await;
    let shared: Arc<dyn ObjectStore> = Arc::new(store);
    let mut writer = Writer::open(FailAt::new(shared.clone(), 1, Stop::Before), "", key())
        .await
        .unwrap();
    let error = writer.append(&["more"]).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot write commit/010: Generic FailAt error: no space left on device"
    );
    assert_eq!(Reader::open(shared.clone(), "").await.unwrap().size(), 10);
    assert_eq!(
        Writer::open(shared, "", key())
            .await
            .unwrap()
            .append(&["more"])
            .await
            .unwrap()
            .first,
        10
    );
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "not a folder").unwrap();
    assert!(
        tlog::local(file.join("log"))
            .unwrap_err()
            .to_string()
            .contains("file/log")
    );
    // A file where the log's folder should be stands for a folder without permission, which
    // would not stop root.
    let store = tlog::local(folder.path()).unwrap();
    let error = Writer::create(store, "file", key()).await.unwrap_err();
    assert!(
        matches!(&error, Error::Store { path, .. } if path.starts_with("checkpoint") || path.starts_with("commit")),
        "{error}"
    );
}

#[tokio::test]
async fn a_mirror_is_exactly_the_published_files_and_can_be_brought_up_to_date() {
    let (store, checkpoints) = log(&[300, 70_000]).await;
    let from: Arc<dyn ObjectStore> = Arc::new(store.clone());
    let to = InMemory::new();
    let shared: Arc<dyn ObjectStore> = Arc::new(to.clone());
    let early = Reader::open_at(from.clone(), "", checkpoints[1].clone())
        .await
        .unwrap();
    let copied = copy_log(&early, shared.clone(), "mirror").await.unwrap();
    assert_eq!((copied.written, copied.unchanged), (6, 0));
    // Damage is mended, and a copy that broke off is taken up again.
    to.delete(&"mirror/tile/0/000".into()).await.unwrap();
    let full = Reader::open(from.clone(), "").await.unwrap();
    let copied = copy_log(&full, shared.clone(), "mirror").await.unwrap();
    assert_eq!(copied.unchanged, 1, "only the first bundle stays as it is");
    let again = copy_log(&full, shared.clone(), "mirror").await.unwrap();
    assert_eq!(again.written, 0);
    let mirrored = Reader::open(shared.clone(), "mirror").await.unwrap();
    assert_eq!(mirrored.checkpoint(), full.checkpoint());
    for file in expected_files(70_000) {
        let path = file.path();
        let there = to
            .get(&format!("mirror/{path}").as_str().into())
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap();
        assert_eq!(there, read(&store, &path).await);
    }
    assert!(to.get(&"mirror/commit/000".into()).await.is_err());
    assert!(matches!(
        copy_log(&early, shared, "mirror").await,
        Err(Error::Shrunk { .. })
    ));
}

#[tokio::test]
async fn blobs_are_named_by_their_hash_and_checked_when_read() {
    let store = InMemory::new();
    let blobs = Blobs::open(Arc::new(store.clone()), "log").unwrap();
    let name = blobs.put(Bytes::from_static(b"a photograph")).await.unwrap();
    assert_eq!(
        blobs.put(Bytes::from_static(b"a photograph")).await.unwrap(),
        name
    );
    let hex = name.hex();
    assert_eq!(tlog::blob_path(&name), format!("blob/sha256/{}/{hex}", &hex[..2]));
    assert_eq!(blobs.get(name, 12).await.unwrap(), "a photograph");
    assert!(matches!(blobs.get(name, 11).await, Err(Error::TooLong { .. })));
    assert!(blobs.has(name).await.unwrap());
    store
        .put(
            &format!("log/{}", tlog::blob_path(&name)).as_str().into(),
            "another".into(),
        )
        .await
        .unwrap();
    assert!(matches!(
        blobs.get(name, 99).await,
        Err(Error::HashDiffers { .. })
    ));
    let other = note::BlobHash::of(b"nothing");
    assert!(matches!(blobs.get(other, 99).await, Err(Error::Missing { .. })));
}

#[tokio::test]
async fn a_blob_that_was_changed_is_replaced_when_it_is_stored_again() {
    let store = InMemory::new();
    let blobs = Blobs::open(Arc::new(store.clone()), "log").unwrap();
    let bytes = Bytes::from_static(b"a photograph");
    let name = blobs.put(bytes.clone()).await.unwrap();
    let path = format!("log/{}", tlog::blob_path(&name));
    for changed in ["a photogripe", "shorter", "a photograph and a byte more", ""] {
        store.put(&path.as_str().into(), changed.into()).await.unwrap();
        assert_eq!(blobs.put(bytes.clone()).await.unwrap(), name);
        assert_eq!(blobs.get(name, 99).await.unwrap(), bytes, "{changed:?}");
    }
}

#[test]
fn malformed_policies_are_refused_with_the_line() {
    let log = key().verifying_key().to_string();
    let witness = |name: &str, seed| {
        SigningKey::cosigner_from_seed(name.parse().unwrap(), [seed; 32])
            .verifying_key()
            .to_string()
    };
    let (a, b) = (witness("a", 1), witness("b", 2));
    let refused = |text: &str, line: usize, why: &str| match Policy::parse(text.as_bytes()) {
        Err(Error::MalformedPolicy { line: at, why: said }) => {
            assert!(at == line && said.contains(why), "{text:?}: line {at}: {said}");
        }
        other => panic!("{text:?}: {other:?}"),
    };
    Policy::parse(b"quorum none").unwrap();
    Policy::parse(b"# c\n\t \n  # d\nquorum none\n").unwrap();
    Policy::parse(format!("witness \u{e9} {a}\nquorum \u{e9}\n").as_bytes()).unwrap();
    Policy::parse(
        format!("witness A {a} u\nwitness B {b}\ngroup G all A B\ngroup H any G\nquorum H\n").as_bytes(),
    )
    .unwrap();
    refused("", 2, "no quorum");
    refused("quorum none\nquorum none\n", 2, "second");
    refused("quorum X\n", 1, "not defined");
    refused("quorum none none\n", 1, "items");
    refused("witnes A\nquorum none\n", 1, "unknown");
    refused("quorum none\r\n", 1, "control");
    refused(&format!("log {a}\nquorum none\n"), 1, "wrong type");
    refused(&format!("log {log} u v\nquorum none\n"), 1, "items");
    refused(&format!("log {log}\nlog {log}\nquorum none\n"), 2, "already");
    refused(&format!("witness A {log}\nquorum A\n"), 1, "wrong type");
    refused(&format!("witness none {a}\nquorum none\n"), 1, "taken");
    refused(&format!("witness A {a}\nwitness B {a}\nquorum A\n"), 2, "already");
    refused(&format!("witness A {a}\nwitness A {b}\nquorum A\n"), 2, "taken");
    refused(&format!("witness A {a}\ngroup G 2 A\nquorum G\n"), 2, "threshold");
    refused(&format!("witness A {a}\ngroup G 0 A\nquorum G\n"), 2, "threshold");
    refused(
        &format!("witness A {a}\ngroup G 01 A\nquorum G\n"),
        2,
        "threshold",
    );
    refused(&format!("witness A {a}\ngroup G any\nquorum G\n"), 2, "threshold");
    refused(
        &format!("witness A {a}\ngroup G any G\nquorum G\n"),
        2,
        "not defined",
    );
    refused(
        &format!("witness A {a}\ngroup G any A A\nquorum G\n"),
        2,
        "already",
    );
    refused(
        &format!("witness A {a}\ngroup G any A\ngroup H any A\nquorum H\n"),
        3,
        "already",
    );
    refused(
        &format!("witness A {a}\ngroup G any none\nquorum G\n"),
        2,
        "not defined",
    );
}

#[test]
fn checkpoints_are_read_alike_by_another_implementation() {
    let root = tlog::leaf_hash(b"x");
    let ours = tlog::Checkpoint::new("example.com/log", 42, root).unwrap();
    let theirs = tlog_tiles::Checkpoint::from_bytes(ours.to_text().as_bytes()).unwrap();
    assert_eq!(
        (theirs.origin(), theirs.size(), theirs.hash().0),
        ("example.com/log", 42, root.0)
    );
    assert_eq!(tlog::Checkpoint::parse(&ours.to_text()).unwrap(), ours);
    // The specification's own example.
    let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    assert_eq!(tlog::Checkpoint::parse(text).unwrap().size(), 20_852_163);
    assert!(tlog::Checkpoint::new("x", 0, root).is_err());
}

proptest! {
    #[test]
    fn reading_any_bytes_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = SignedCheckpoint::parse(&bytes);
        let _ = tlog::Proof::parse(&bytes);
        let _ = Policy::parse(&bytes);
        let _ = tlog::Checkpoint::parse(&String::from_utf8_lossy(&bytes));
        let _ = String::from_utf8_lossy(&bytes).parse::<tlog::LogFile>();
    }

    #[test]
    fn reading_any_policy_never_panics(lines in proptest::collection::vec("(log|witness|group|quorum|#) ?(none|A|all|any|2)? ?(A|B|none)? ?.{0,20}", 0..8)) {
        let _ = Policy::parse(lines.join("\n").as_bytes());
    }
}
