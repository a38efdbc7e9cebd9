//! A publication is brought to an object store, taken up again, and comes back whole.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod store;
mod workbench;

use flate2::read::GzDecoder;
use serde_json::Value;
use std::io::Read;
use std::time::{Duration, Instant};
use store::Store;
use workbench::{HEADER, Run, Workbench, files};

/// Runs `cotejo` with the store in its environment.
#[track_caller]
fn run(bench: &Workbench, store: &Store, words: &[&str], code: i32) -> Run {
    let mut command = bench.command(words);
    Run::of(command.envs(store.environment()).output().unwrap()).ends_with(code)
}

/// Publishes to the bucket; gives what was uploaded.
#[track_caller]
fn publish(bench: &Workbench, store: &Store, more: &[&str]) -> Value {
    let words = ["publish", "election", "--to", "s3://record", "--json"];
    let published = run(bench, store, &[&words, more].concat(), 0).json();
    published["upload"].clone()
}

fn count(upload: &Value, key: &str) -> u64 {
    upload[key].as_u64().unwrap()
}

/// The rows of so many stations, from one on.
fn rows(from: u32, number: u32) -> String {
    let row = |n: u32| format!("{n:05},{},400,300,3,{},{}\n", n % 7, 100 + n % 90, 200 - n % 90);
    HEADER.to_owned() + &(from..from + number).map(row).collect::<String>()
}

#[test]
fn a_bucket_has_what_a_folder_has_and_gets_only_what_is_new() {
    let bench = Workbench::new();
    let Some(store) = Store::start(&bench.path("store.log"), false) else {
        return;
    };
    store.ask("PUT", "/record", b"");
    bench.small();
    bench.import_one_by_one(&rows(1, 400), "council");
    // A document that is sent in parts.
    let document: Vec<u8> = (0..9 << 20)
        .map(|n: u32| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    bench.write("report.bin", &document);
    let words = "source add election report.bin --publisher A --title B --date 2026-05-11";
    bench.run(&words.split(' ').collect::<Vec<_>>(), 0);

    let first = publish(&bench, &store, &["--zip"]);
    let local = bench.path("election/cache/publication");
    let there = files(&local).iter().filter(|path| !path.ends_with(".gz")).count() as u64;
    assert_eq!(
        (count(&first, "files"), count(&first, "unchanged")),
        (there, 0),
        "{first}"
    );

    // What others refer to goes first.
    let written = store.written();
    let at = |path: &str| {
        written
            .iter()
            .position(|written| written.starts_with(path))
            .unwrap()
    };
    let last = |path: &str| {
        written
            .iter()
            .rposition(|written| written.starts_with(path))
            .unwrap()
    };
    assert!(last("record/log/blob/") < at("record/data/") && last("record/log/tile/") < at("record/data/"));
    assert!(last("record/log/entry/") < at("record/data/"));
    let lists = written.iter().rev().skip(2);
    let lists = lists
        .take_while(|path| path.ends_with("/manifest.sha256"))
        .count();
    let folders = files(&local)
        .iter()
        .filter(|path| path.ends_with("manifest.sha256"))
        .count();
    assert_eq!(lists, folders);
    let end: Vec<&str> = written[written.len() - 2..].iter().map(String::as_str).collect();
    assert_eq!(end, ["record/manifest", "record/log/checkpoint"]);

    let again = publish(&bench, &store, &["--zip"]);
    assert_eq!(
        (count(&again, "files"), count(&again, "unchanged")),
        (0, there),
        "{again}"
    );

    store.fetch("record", &bench.path("copy"));
    let verified = bench.json(&["verify", "copy"], 0);
    assert_eq!(verified["notes"].as_array().unwrap().len(), 1, "{verified}");
    let (head, _) = store.ask("GET", "/record/es/index.html", b"");
    assert!(head.contains("content-type: text/html; charset=utf-8"), "{head}");
    assert!(head.contains("cache-control: no-cache"), "{head}");
    let (head, _) = store.ask("GET", "/record/log/tile/entries/000", b"");
    assert!(
        head.contains("cache-control: public, max-age=31536000, immutable"),
        "{head}"
    );

    // A hundred more entries: the document is not sent again, and the archive spoke of an older record.
    let partial = || {
        let (_, listed) = store.ask("GET", "/record?list-type=2&prefix=log/tile/entries/003.p/", b"");
        String::from_utf8(listed).unwrap().matches("<Key>").count()
    };
    assert_eq!(partial(), 1);
    bench.import_one_by_one(&rows(401, 100), "council");
    let more = publish(&bench, &store, &[]);
    assert!(
        count(&more, "unchanged") > 100 && count(&more, "bytes") < count(&first, "bytes") / 4,
        "{more}"
    );
    assert!(
        store
            .ask("GET", "/record/everything.zip", b"")
            .0
            .starts_with("http/1.1 404")
    );
    // Who has the earlier checkpoint asks for the partial tiles of its size, until there is the full one.
    assert_eq!(partial(), 2);
    bench.import_one_by_one(&rows(501, 20), "council");
    publish(&bench, &store, &[]);
    assert_eq!(partial(), 0);
    std::fs::remove_dir_all(bench.path("copy")).unwrap();
    store.fetch("record", &bench.path("copy"));
    bench.run(&["verify", "copy"], 0);
}

#[test]
fn what_was_changed_in_the_bucket_is_uploaded_again_and_what_is_not_ours_stays() {
    let bench = Workbench::new();
    let Some(store) = Store::start(&bench.path("store.log"), false) else {
        return;
    };
    store.ask("PUT", "/record", b"");
    bench.small();
    bench.import(&rows(1, 30), "council", 0);
    let first = publish(&bench, &store, &[]);
    let (_, page) = store.ask("GET", "/record/en/index.html", b"");
    store.ask("PUT", "/record/en/index.html", &vec![b'x'; page.len()]);
    store.ask("DELETE", "/record/es/index.html", b"");
    store.ask("PUT", "/record/robots.txt", b"User-agent: *");
    let mended = publish(&bench, &store, &[]);
    assert_eq!(
        (count(&mended, "files"), count(&mended, "deleted")),
        (2, 0),
        "{mended}"
    );
    assert_eq!(store.ask("GET", "/record/en/index.html", b"").1, page);
    assert!(
        store
            .ask("GET", "/record/robots.txt", b"")
            .0
            .starts_with("http/1.1 200")
    );
    let all = publish(&bench, &store, &["--all"]);
    assert_eq!(count(&all, "files"), count(&first, "files"), "{all}");

    // Readers whose client unpacks see the same bytes.
    let packed = publish(&bench, &store, &["--gzip"]);
    assert!(
        count(&packed, "files") > 20 && count(&packed, "unchanged") > 20,
        "{packed}"
    );
    let (head, bytes) = store.ask("GET", "/record/en/index.html", b"");
    assert!(head.contains("content-encoding: gzip"), "{head}");
    let mut unpacked = Vec::new();
    GzDecoder::new(&bytes[..]).read_to_end(&mut unpacked).unwrap();
    assert!(bytes.len() < page.len() && unpacked == page);
    assert_eq!(count(&publish(&bench, &store, &["--gzip"]), "files"), 0);
    assert_eq!(
        count(&publish(&bench, &store, &[]), "files"),
        count(&packed, "files")
    );
}

#[test]
fn an_upload_that_was_interrupted_goes_on() {
    let bench = Workbench::new();
    let Some(store) = Store::start(&bench.path("store.log"), false) else {
        return;
    };
    store.ask("PUT", "/record", b"");
    bench.small();
    bench.import(&rows(1, 300), "council", 0);
    let mut command = bench.command(&["publish", "election", "--to", "s3://record"]);
    let mut upload = command.envs(store.environment()).spawn().unwrap();
    let began = Instant::now();
    while store.written().len() < 40 {
        assert!(began.elapsed() < Duration::from_secs(60), "nothing is uploaded");
        std::thread::sleep(Duration::from_millis(5));
    }
    upload.kill().unwrap();
    upload.wait().unwrap();
    assert!(
        store
            .ask("GET", "/record/log/checkpoint", b"")
            .0
            .starts_with("http/1.1 404")
    );
    let rest = publish(&bench, &store, &[]);
    assert!(
        count(&rest, "unchanged") >= 30 && count(&rest, "files") > 0,
        "{rest}"
    );
    store.fetch("record", &bench.path("copy"));
    bench.run(&["verify", "copy"], 0);
}

#[test]
fn nothing_is_uploaded_over_a_later_state_or_over_another_record() {
    let bench = Workbench::new();
    let Some(store) = Store::start(&bench.path("store.log"), false) else {
        return;
    };
    store.ask("PUT", "/record", b"");
    bench.small();
    let early = bench.path("early");
    for path in files(&bench.path("election")) {
        let to = early.join(&path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(bench.path("election").join(&path), to).unwrap();
    }
    bench.import(&rows(1, 30), "council", 0);
    publish(&bench, &store, &[]);
    let written = store.written().len();
    let refused = run(&bench, &store, &["publish", "early", "--to", "s3://record"], 2).stderr;
    assert!(
        refused.contains("early cannot follow the log in s3://record/ at http://127.0.0.1"),
        "{refused}"
    );
    let other = workbench::SMALL.replace("count.example/small", "count.example/other");
    bench.write("other.toml", other);
    bench.run(&["new", "other", "--from", "other.toml"], 0);
    let refused = run(&bench, &store, &["publish", "other", "--to", "s3://record"], 2).stderr;
    assert!(
        refused.contains("count.example/other") && refused.contains("count.example/small"),
        "{refused}"
    );
    assert_eq!(store.written().len(), written);
}

#[test]
fn what_cannot_be_uploaded_is_said_with_the_place_and_the_reason() {
    let bench = Workbench::new();
    let Some(store) = Store::start(&bench.path("store.log"), false) else {
        return;
    };
    let Some(strict) = Store::start(&bench.path("strict.log"), true) else {
        return;
    };
    store.ask("PUT", "/record", b"");
    let (id, secret) = strict.reader();
    bench.small();
    let at = format!("at {}", store.address());
    let at_strict = format!("at {}", strict.address());
    let reader = [
        ("AWS_ACCESS_KEY_ID", id.as_str()),
        ("AWS_SECRET_ACCESS_KEY", secret.as_str()),
    ];
    let forger = [
        ("AWS_ACCESS_KEY_ID", id.as_str()),
        ("AWS_SECRET_ACCESS_KEY", "guessed"),
    ];
    let down = [("AWS_ENDPOINT_URL", "http://127.0.0.1:1")];
    let plain = [("AWS_ALLOW_HTTP", "")];
    let nobody = [("AWS_SECRET_ACCESS_KEY", "")];
    let refused = |of: &Store, to: &str, change: &[(&str, &str)], expected: [&str; 3]| {
        let mut command = bench.command(&["publish", "election", "--to", to]);
        command.envs(of.environment()).envs(change.iter().copied());
        let began = Instant::now();
        let run = Run::of(command.output().unwrap()).ends_with(2);
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "{to}: {:?}",
            began.elapsed()
        );
        for part in expected {
            assert!(
                run.stderr.contains(part),
                "{to}: {part:?} is not in: {}",
                run.stderr
            );
        }
        assert!(run.stderr.len() < 600, "{}", run.stderr);
    };
    refused(
        &store,
        "s3://nosuch/2026",
        &[],
        ["cannot read s3://nosuch/2026", &at, "NoSuchBucket"],
    );
    refused(
        &strict,
        "s3://record",
        &[],
        ["cannot read s3://record/", &at_strict, "InvalidAccessKeyId"],
    );
    refused(
        &strict,
        "s3://record",
        &forger,
        ["cannot read s3://record/", &at_strict, "SignatureDoesNotMatch"],
    );
    refused(
        &strict,
        "s3://record",
        &reader,
        ["cannot write ", &at_strict, "AccessDenied"],
    );
    refused(
        &store,
        "s3://record",
        &down,
        ["cannot read s3://record/", "at http://127.0.0.1:1", "refused"],
    );
    refused(
        &store,
        "s3://record",
        &plain,
        ["the endpoint is plain HTTP", "AWS_ALLOW_HTTP=true", ""],
    );
    refused(
        &store,
        "s3://record",
        &nobody,
        ["AWS_SECRET_ACCESS_KEY", "s3://record/", "not both set"],
    );
    refused(
        &store,
        "gs://record",
        &[],
        ["gs:// cannot be published to", "s3://BUCKET/PREFIX", ""],
    );
    refused(&store, "s3://", &[], ["is no bucket's name", "", ""]);
    let run = bench.run(&["publish", "election", "--to", "public", "--all"], 2);
    assert!(
        run.stderr.contains("--all and --gzip are for --to s3://"),
        "{}",
        run.stderr
    );
}
