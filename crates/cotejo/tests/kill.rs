//! An import that is killed at any moment loses nothing that it had acknowledged.
//!
//! `COTEJO_KILLS` sets how many times the import is killed.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]
#![cfg(unix)]

mod workbench;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use workbench::Workbench;

#[test]
fn a_killed_import_leaves_a_log_that_opens_and_holds_all_that_it_acknowledged() {
    let kills: u64 = std::env::var("COTEJO_KILLS").map_or(15, |text| text.parse().unwrap());
    let seed = 7;
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut bench = fresh();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut shown: Vec<tlog::SignedCheckpoint> = Vec::new();
    let (mut killed, mut acknowledged_at_all) = (0, 0);
    while killed < kills {
        let words = [
            "import",
            "election",
            "country/council.csv",
            "--profile",
            "country/profile.toml",
            "--account",
            "council",
            "--batch",
            "100",
        ];
        let mut child = bench
            .command(&words)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = child.stderr.take().unwrap();
        let lines = std::thread::spawn(move || {
            let lines = BufReader::new(stderr).lines().map_while(Result::ok);
            lines.filter_map(|line| acknowledged(&line)).last()
        });
        std::thread::sleep(Duration::from_micros(random.next_u64() % 250_000));
        child.kill().unwrap();
        let ended = child.wait().unwrap();
        let last = lines.join().unwrap();

        // Readers can read it as it was left, before any writer mends it.
        let store = tlog::local(bench.path("election/log")).unwrap();
        let reader = runtime
            .block_on(tlog::Reader::open(store.clone(), ""))
            .expect("the log opens");
        for earlier in &shown {
            runtime
                .block_on(reader.check_contains(earlier))
                .expect("the log holds what it showed before");
        }
        shown.push(reader.checkpoint().clone());
        if let Some((size, root)) = last {
            acknowledged_at_all += 1;
            assert!(
                reader.size() >= size,
                "seed {seed}, kill {killed}: {} entries, {size} were acknowledged",
                reader.size()
            );
            assert_eq!(runtime.block_on(reader.root_at(size)).unwrap().to_string(), root);
        }
        check_entries(&runtime, store.clone(), &reader);
        if ended.success() || ended.code() == Some(1) {
            // It was done before it could be killed: once more from the start.
            bench = fresh();
            shown.clear();
        } else {
            killed += 1;
        }
    }
    assert!(
        kills < 10 || acknowledged_at_all > 0,
        "no import lived long enough to acknowledge anything"
    );

    // What was begun can be finished, and nothing is there twice.
    let words = [
        "import",
        "election",
        "country/council.csv",
        "--profile",
        "country/profile.toml",
        "--account",
        "council",
    ];
    bench.run(&words, 0);
    let tally = bench.json(&["tally", "election", "--account", "council"], 0);
    assert_eq!(tally["total"]["coverage"]["stations"], 3_000);
    assert_eq!(tally["refused"], serde_json::json!({}));
    println!("{killed} kills, {acknowledged_at_all} of them after an acknowledgement (seed {seed})");
}

fn fresh() -> Workbench {
    let bench = Workbench::new();
    bench.run(
        &[
            "simulate",
            "country",
            "--stations",
            "3000",
            "--seed",
            "7",
            "--without-faults",
        ],
        0,
    );
    bench.run(
        &[
            "new",
            "election",
            "--from",
            "country/election.toml",
            "--register",
            "country/register.csv",
        ],
        0,
    );
    bench
}

/// The size and root of a line that acknowledges entries.
fn acknowledged(line: &str) -> Option<(u64, String)> {
    let rest = line.strip_prefix("acknowledged: the log has ")?;
    let (size, root) = rest.split_once(" entries, root ")?;
    Some((size.parse().ok()?, root.to_owned()))
}

/// Every entry is there, whole, and is the tree's.
fn check_entries(
    runtime: &tokio::runtime::Runtime,
    store: Arc<dyn object_store::ObjectStore>,
    reader: &tlog::Reader,
) {
    runtime.block_on(async {
        let mut check = tlog::TreeCheck::open(store, "", reader.checkpoint()).unwrap();
        for index in 0..reader.bundles() {
            let bundle = reader.bundle(index).await.expect("every bundle is there");
            check.push(&bundle.leaf_hashes()).await.unwrap();
        }
        let report = check.finish().await.unwrap();
        assert!(report.is_good(), "{report:?}");
    });
}
