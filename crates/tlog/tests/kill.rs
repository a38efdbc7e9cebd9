//! A writer that is stopped between any two writes: nothing acknowledged is lost, nothing forks.
#![allow(clippy::unwrap_used, missing_docs)]

mod stores;

use std::sync::Arc;

use note::SigningKey;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::{ObjectStore, ObjectStoreExt as _};
use stores::{FailAt, Plain, Stop};
use tlog::{Error, Reader, SignedCheckpoint, TreeCheck, Writer, expected_files};

fn key() -> SigningKey {
    SigningKey::from_seed("kill.example/log".parse().unwrap(), [3; 32])
}

fn entry(index: u64) -> Vec<u8> {
    format!("entry {index} {}", "x".repeat((index % 7) as usize)).into_bytes()
}

fn entries(first: u64, count: u64) -> Vec<Vec<u8>> {
    (first..first + count).map(entry).collect()
}

/// Appends the script's batches until something fails; gives the checkpoints acknowledged.
async fn run(
    store: Arc<dyn ObjectStore>,
    script: &[u64],
    seen: &mut Vec<SignedCheckpoint>,
) -> Result<(), Error> {
    let mut writer = match Writer::open(store.clone(), "log", key()).await {
        Err(Error::Missing { .. }) => Writer::create(store, "log", key()).await?,
        opened => opened?,
    };
    seen.push(writer.checkpoint().clone());
    for count in script {
        let first = writer.size();
        match writer.append(&entries(first, *count)).await {
            Ok(appended) => {
                assert_eq!(appended.first, first);
                seen.push(appended.checkpoint);
            }
            Err(error) => {
                assert!(matches!(writer.append(&["more"]).await, Err(Error::Stopped)));
                return Err(error);
            }
        }
    }
    Ok(())
}

/// What must hold of a log whatever happened: it can be read and checked whole, and it continues
/// every checkpoint that was seen.
async fn check(store: &Arc<dyn ObjectStore>, seen: &[SignedCheckpoint]) -> Reader {
    let reader = Reader::open(store.clone(), "log").await.unwrap();
    reader.checkpoint().verify(key().verifying_key()).unwrap();
    for earlier in seen {
        reader.check_contains(earlier).await.unwrap();
        for file in expected_files(earlier.size()) {
            let path = format!("log/{file}").as_str().into();
            assert!(
                store.head(&path).await.is_ok(),
                "{file} of the published size {}",
                earlier.size()
            );
        }
    }
    let mut check = TreeCheck::new(&reader);
    for index in 0..reader.bundles() {
        let bundle = reader.bundle(index).await.unwrap();
        for (place, found) in bundle.iter().enumerate() {
            assert_eq!(
                found,
                entry(index * 256 + place as u64),
                "entry {place} of bundle {index}"
            );
        }
        check.push(&bundle.leaf_hashes()).await.unwrap();
    }
    let report = check.finish().await.unwrap();
    assert!(report.is_good(), "{report:?}");
    reader
}

/// Stops the writer at each of its writes in turn. `fresh` gives a store with the start in it.
async fn kill_everywhere(
    fresh: impl Fn() -> Arc<dyn ObjectStore>,
    script: &[u64],
    start: &[SignedCheckpoint],
) {
    for stop in [Stop::Before, Stop::After] {
        for k in 1.. {
            let store = fresh();
            let failing = FailAt::new(store.clone(), k, stop);
            let mut seen = start.to_vec();
            let outcome = run(failing.clone(), script, &mut seen).await;
            if outcome.is_ok() && !failing.has_failed() {
                break;
            }
            if seen.is_empty() {
                // Not even the empty log was acknowledged.
                run(store.clone(), &[1], &mut seen).await.unwrap();
            }
            // Readers can read what is there even before a writer mends it.
            let reader = check(&store, &seen).await;
            let acknowledged = seen.last().unwrap().size();
            assert!(reader.size() >= acknowledged, "kill at {k}");

            // A second kill while mending must do no harm either.
            let again = FailAt::new(store.clone(), 1 + k % 5, Stop::After);
            let _ = run(again, &[5], &mut seen).await;
            check(&store, &seen).await;

            let mut writer = Writer::open(store.clone(), "log", key()).await.unwrap();
            seen.push(writer.checkpoint().clone());
            assert!(writer.size() >= acknowledged);
            let more = entries(writer.size(), 3);
            seen.push(writer.append(&more).await.unwrap().checkpoint);
            check(&store, &seen).await;
        }
    }
}

const SCRIPT: &[u64] = &[3, 251, 1, 1, 1, 300, 211];

#[tokio::test]
async fn a_kill_at_any_write_loses_nothing_in_memory() {
    kill_everywhere(|| Arc::new(InMemory::new()), SCRIPT, &[]).await;
}

#[tokio::test]
async fn a_kill_at_any_write_loses_nothing_without_conditional_updates() {
    kill_everywhere(|| Arc::new(Plain(Arc::new(InMemory::new()))), SCRIPT, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_at_any_write_loses_nothing_on_the_local_disk() {
    // Without flushing to the disk, which the kill of a process does not need.
    let folder = tempfile::tempdir().unwrap();
    let count = std::sync::atomic::AtomicUsize::new(0);
    let fresh = || -> Arc<dyn ObjectStore> {
        let n = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let place = folder.path().join(n.to_string());
        std::fs::create_dir(&place).unwrap();
        Arc::new(LocalFileSystem::new_with_prefix(place).unwrap())
    };
    kill_everywhere(fresh, &[3, 252, 1, 1, 300], &[]).await;
}

#[tokio::test]
async fn a_kill_where_two_levels_fill_loses_nothing() {
    let start = InMemory::new();
    let mut seen = Vec::new();
    run(Arc::new(start.fork()), &[65_530], &mut seen).await.unwrap();
    let start = {
        let store = Arc::new(InMemory::new());
        let mut again = Vec::new();
        run(store.clone(), &[65_530], &mut again).await.unwrap();
        assert_eq!(seen, again);
        store
    };
    kill_everywhere(|| Arc::new(start.fork()), &[5, 1, 1], &seen).await;
}

#[tokio::test]
async fn a_checkpoint_that_was_set_back_is_brought_forward() {
    let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    let mut seen = Vec::new();
    run(store.clone(), &[10, 300, 20], &mut seen).await.unwrap();
    for old in &seen {
        store
            .put(&"log/checkpoint".into(), old.to_bytes().into())
            .await
            .unwrap();
        let writer = Writer::open(store.clone(), "log", key()).await.unwrap();
        assert_eq!(writer.size(), 330);
        check(&store, &seen).await;
    }
    store.delete(&"log/checkpoint".into()).await.unwrap();
    assert!(matches!(
        Writer::create(store.clone(), "log", key()).await,
        Err(Error::LogExists { .. })
    ));
    assert_eq!(
        Writer::open(store.clone(), "log", key()).await.unwrap().size(),
        330
    );
    check(&store, &seen).await;
}

#[tokio::test]
async fn the_chain_of_commit_records_is_the_history_of_checkpoints() {
    let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    let mut seen = Vec::new();
    run(store.clone(), &[10, 300], &mut seen).await.unwrap();
    for (path, checkpoint) in [("log/commit/000", &seen[1]), ("log/commit/010", &seen[2])] {
        let record = store.get(&path.into()).await.unwrap().bytes().await.unwrap();
        let text = String::from_utf8(record.to_vec()).unwrap();
        assert!(text.starts_with("cotejo/log-commit@v1\nold "), "{text}");
        assert!(text.ends_with(&String::from_utf8(checkpoint.to_bytes()).unwrap()));
    }
}
