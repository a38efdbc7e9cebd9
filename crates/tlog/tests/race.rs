//! Several writers on one store: one wins at each size, the others are told.
#![allow(clippy::unwrap_used, missing_docs)]

mod stores;

use std::sync::Arc;

use note::SigningKey;
use object_store::ObjectStore;
use object_store::memory::InMemory;
use stores::Plain;
use tlog::{Error, Reader, SignedCheckpoint, TreeCheck, Writer};

fn key() -> SigningKey {
    SigningKey::from_seed("race.example/log".parse().unwrap(), [3; 32])
}

#[tokio::test]
async fn of_two_writers_at_one_size_exactly_one_wins() {
    let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    let mut first = Writer::create(store.clone(), "", key()).await.unwrap();
    let mut second = Writer::open(store.clone(), "", key()).await.unwrap();
    assert!(matches!(
        Writer::create(store.clone(), "", key()).await,
        Err(Error::LogExists { .. })
    ));

    let won = first.append(&["by the first"]).await.unwrap();
    let lost = second.append(&["by the second"]).await.unwrap_err();
    assert!(
        matches!(lost, Error::AnotherWriter { expected_size: 0 }),
        "{lost}"
    );
    assert!(matches!(second.append(&["again"]).await, Err(Error::Stopped)));

    let mut second = Writer::open(store.clone(), "", key()).await.unwrap();
    assert_eq!(second.checkpoint(), &won.checkpoint);
    assert_eq!(second.append(&["by the second"]).await.unwrap().first, 1);
    let lost = first.append(&["by the first"]).await.unwrap_err();
    assert!(
        matches!(lost, Error::AnotherWriter { expected_size: 1 }),
        "{lost}"
    );

    let reader = Reader::open(store, "").await.unwrap();
    assert_eq!(reader.entry(0).await.unwrap(), "by the first");
    assert_eq!(reader.entry(1).await.unwrap(), "by the second");
    assert_eq!(reader.size(), 2);
}

#[tokio::test]
async fn a_log_goes_on_with_another_key() {
    let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    let mut before = Writer::create(store.clone(), "", key()).await.unwrap();
    before.append(&["by the old key"]).await.unwrap();
    let keys = [1, 2].map(|seed| SigningKey::from_seed(key().name().clone(), [seed; 32]));
    let [next, stranger] = keys;
    let old = [key().verifying_key().clone()];
    // Who does not know the key before cannot go on, nor whoever knows another.
    let alone = Writer::open(store.clone(), "", next.clone()).await;
    assert!(matches!(alone, Err(Error::Note { .. })));
    let other = [stranger.verifying_key().clone()];
    let wrong = Writer::open_after(store.clone(), "", next.clone(), &other).await;
    assert!(matches!(wrong, Err(Error::Note { .. })));
    let mut after = Writer::open_after(store.clone(), "", next.clone(), &old)
        .await
        .unwrap();
    assert_eq!(after.size(), 1);
    let appended = after.append(&["by the new key"]).await.unwrap();
    appended.checkpoint.verify(next.verifying_key()).unwrap();
    assert!(appended.checkpoint.verify(key().verifying_key()).is_err());
    // From then on it is the log's, and the old one's no more.
    let mut again = Writer::open(store.clone(), "", next.clone()).await.unwrap();
    again.append(&["again"]).await.unwrap();
    assert!(Writer::open(store.clone(), "", key()).await.is_err());
    let reader = Reader::open(store, "").await.unwrap();
    assert_eq!(reader.entry(2).await.unwrap(), "again");
}

/// Each of four writers appends until it has won 20 times.
async fn race(store: Arc<dyn ObjectStore>) {
    Writer::create(store.clone(), "", key()).await.unwrap();
    let tasks: Vec<_> = (0..4)
        .map(|name| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut won: Vec<(u64, Vec<String>, SignedCheckpoint)> = Vec::new();
                let mut lost = 0;
                let mut writer = Writer::open(store.clone(), "", key()).await.unwrap();
                while won.len() < 20 {
                    let batch: Vec<String> = (0..17 + name)
                        .map(|n| format!("{name} {} {n}", won.len()))
                        .collect();
                    match writer.append(&batch).await {
                        Ok(appended) => won.push((appended.first, batch, appended.checkpoint)),
                        Err(Error::AnotherWriter { .. }) => {
                            lost += 1;
                            writer = Writer::open(store.clone(), "", key()).await.unwrap();
                        }
                        Err(error) => panic!("{error}"),
                    }
                }
                (won, lost)
            })
        })
        .collect();
    let mut won = Vec::new();
    let mut lost = 0;
    for task in tasks {
        let (more, times) = task.await.unwrap();
        won.extend(more);
        lost += times;
    }
    assert!(lost > 0, "the writers never met");
    // Whatever the order of the last writes, opening leaves the latest checkpoint published.
    let writer = Writer::open(store.clone(), "", key()).await.unwrap();
    let reader = Reader::open(store, "").await.unwrap();
    assert_eq!(reader.size(), writer.size());
    assert_eq!(reader.size(), 20 * (17 + 18 + 19 + 20));
    for (first, batch, checkpoint) in &won {
        reader.check_contains(checkpoint).await.unwrap();
        for (entry, index) in batch.iter().zip(*first..) {
            assert_eq!(reader.entry(index).await.unwrap(), entry.as_bytes());
        }
    }
    let mut check = TreeCheck::new(&reader);
    for index in 0..reader.bundles() {
        check
            .push(&reader.bundle(index).await.unwrap().leaf_hashes())
            .await
            .unwrap();
    }
    assert!(check.finish().await.unwrap().is_good());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn racing_writers_never_fork_a_log_in_memory() {
    race(Arc::new(Plain(Arc::new(InMemory::new())))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn racing_writers_never_fork_a_log_on_the_local_disk() {
    let folder = tempfile::tempdir().unwrap();
    race(tlog::local(folder.path()).unwrap()).await;
}

#[test]
fn the_work_can_move_between_threads() {
    fn is_send<T: Send>(_: T) {}
    let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    is_send(Reader::open(store.clone(), ""));
    is_send(Writer::open(store.clone(), "", key()));
    is_send(async move {
        let mut writer = Writer::create(store.clone(), "", key()).await.unwrap();
        writer.append(&["a"]).await.unwrap();
        let reader = Reader::open(store.clone(), "").await.unwrap();
        reader.prove_entry(0).await.unwrap();
        tlog::copy_log(&reader, store, "copy").await.unwrap();
        let mut check = TreeCheck::new(&reader);
        check.push(&[]).await.unwrap();
        check.finish().await.unwrap();
    });
}
