//! Appending 1,000,000 entries durably, what the same bytes cost without a log, and reading
//! proofs. Run: `cargo bench -p tlog -- [folder] [entries]`.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use tlog::{Reader, TreeCheck, Writer};

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let folder = arguments.first().map_or("/tmp", String::as_str);
    let count: usize = arguments.get(1).map_or(1_000_000, |text| text.parse().unwrap());
    let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();

    sequential(folder, count * 402);
    runtime.block_on(async {
        for batch in [1024, 8192, 65_536] {
            append(folder, if batch == 1024 { count / 4 } else { count }, batch).await;
        }
        single(folder).await;
    });
}

fn entry(n: usize) -> Vec<u8> {
    format!("{n:0>400}").into_bytes()
}

/// The physical limit: the same bytes into one file, then one fsync.
fn sequential(folder: &str, bytes: usize) {
    let folder = tempfile::tempdir_in(folder).unwrap();
    let piece = vec![7; 1 << 20];
    let start = Instant::now();
    let mut file = File::create(folder.path().join("flat")).unwrap();
    for _ in 0..bytes >> 20 {
        file.write_all(&piece).unwrap();
    }
    file.sync_all().unwrap();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "one file of {} MB, one fsync: {seconds:.2} s, {:.0} MB/s",
        bytes >> 20,
        bytes as f64 / 1e6 / seconds
    );

    let start = Instant::now();
    for n in 0..200 {
        small(folder.path(), n);
    }
    println!(
        "files of 100 kB, each with its folder fsynced: {:.2} ms",
        start.elapsed().as_secs_f64() * 5.0
    );
}

fn small(folder: &Path, n: usize) {
    let mut file = File::create(folder.join(n.to_string())).unwrap();
    file.write_all(&vec![7; 100_000]).unwrap();
    file.sync_all().unwrap();
    File::open(folder).unwrap().sync_all().unwrap();
}

async fn append(folder: &str, count: usize, batch: usize) {
    let folder = tempfile::tempdir_in(folder).unwrap();
    let store = tlog::local(folder.path()).unwrap();
    let key = note::SigningKey::from_seed("bench.example/log".parse().unwrap(), [7; 32]);
    let mut writer = Writer::create(store.clone(), "", key.clone()).await.unwrap();
    let entries: Vec<Vec<u8>> = (0..count).map(entry).collect();
    let start = Instant::now();
    for piece in entries.chunks(batch) {
        writer.append(piece).await.unwrap();
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{count} entries in batches of {batch}: {seconds:.2} s, {:.0} entries/s",
        count as f64 / seconds
    );

    let start = Instant::now();
    drop(Writer::open(store.clone(), "", key).await.unwrap());
    println!("  open the writer: {:.2} ms", start.elapsed().as_secs_f64() * 1e3);

    let reader = Reader::open(store.clone(), "").await.unwrap();
    let start = Instant::now();
    let mut check = TreeCheck::new(&reader);
    let mut bundles = reader.bundles_from(0);
    while let Some(bundle) = futures::StreamExt::next(&mut bundles).await {
        check.push(&bundle.unwrap().leaf_hashes()).await.unwrap();
    }
    assert!(check.finish().await.unwrap().is_good());
    println!(
        "  check the whole log, hashing on one thread: {:.2} s",
        start.elapsed().as_secs_f64()
    );

    let cold = Reader::open(store, "").await.unwrap();
    cold.prove_entry(count as u64 / 3).await.unwrap();
    println!("  tiles read for one proof: {}", cold.tiles_read());
    let start = Instant::now();
    for n in 0..1000 {
        cold.prove_entry(n * (count as u64 / 1000)).await.unwrap();
    }
    println!(
        "  proofs of scattered entries: {:.0} us each",
        start.elapsed().as_secs_f64() * 1e3
    );
    let start = Instant::now();
    for n in 0..10_000 {
        cold.prove_entry(n).await.unwrap();
    }
    println!(
        "  proofs of neighbouring entries: {:.1} us each",
        start.elapsed().as_secs_f64() * 100.0
    );
}

/// What one receipt costs when entries come one by one.
async fn single(folder: &str) {
    let folder = tempfile::tempdir_in(folder).unwrap();
    let key = note::SigningKey::from_seed("bench.example/log".parse().unwrap(), [7; 32]);
    let mut writer = Writer::create(tlog::local(folder.path()).unwrap(), "", key)
        .await
        .unwrap();
    let start = Instant::now();
    for n in 0..200 {
        writer.append(&[entry(n)]).await.unwrap();
    }
    println!(
        "one entry at a time: {:.2} ms each",
        start.elapsed().as_secs_f64() * 5.0
    );
}
