//! `cotejo fetch`: copies from a folder and over HTTP, brought up to date, mended, refused.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use workbench::serving::Serving;
use workbench::{HEADER, Workbench, files};

/// A small election with some rows, published to `public`.
fn published() -> Workbench {
    let bench = Workbench::new();
    bench.small();
    bench.import(&format!("{HEADER}s1,d1,400,300,5,200,100\n"), "campaign", 0);
    bench.run(&["publish", "election", "--to", "public"], 0);
    bench
}

/// The files of a folder of the bench with their bytes.
fn contents(bench: &Workbench, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let paths = files(&bench.path(folder)).into_iter();
    paths
        .map(|path| {
            let bytes = fs::read(bench.path(folder).join(&path)).unwrap();
            (path, bytes)
        })
        .collect()
}

const COPY: [&str; 3] = ["fetch", "public", "copy"];

#[test]
fn a_copy_over_http_verifies_and_is_a_publication_itself() {
    let bench = published();
    let serving = Serving::start(&bench, &["serve", "public", "--listen", "127.0.0.1:0"]);
    let address = format!("http://{}/", serving.address);
    let said = bench.json(&["fetch", &address, "copy"], 0);
    assert_eq!(said["verified"], json!(true));
    // All but what copies do without: compressed files.
    let mut first = contents(&bench, "public");
    first.retain(|path, _| !path.ends_with(".gz"));
    assert_eq!(contents(&bench, "copy"), first);
    bench.run(&["fetch", "copy", "second copy"], 0);
    assert_eq!(contents(&bench, "second copy"), first);
}

#[test]
fn a_copy_goes_on_where_it_broke_off_and_follows_what_is_published() {
    let bench = published();
    bench.run(&COPY, 0);
    fs::remove_file(bench.path("copy/manifest")).unwrap();
    fs::remove_file(bench.path("copy/data/tables.sqlite")).unwrap();
    fs::write(bench.path("copy/en/index.html"), "another page").unwrap();
    let run = bench.run(&COPY, 0);
    assert!(run.stderr.contains("2 files were written"), "{}", run.stderr);
    // A page that is no longer published goes, and a stranger's file stays.
    bench.write("copy/note.txt", "a note");
    bench.import(&format!("{HEADER}s2,d2,300,200,5,100,95\n"), "campaign", 0);
    bench.run(&["publish", "election", "--to", "public", "--format", "csv"], 0);
    bench.run(&COPY, 0);
    assert!(!bench.path("copy/data/tables.sqlite").exists());
    assert!(bench.path("copy/note.txt").exists());
    assert_eq!(
        fs::read(bench.path("copy/log/checkpoint")).unwrap(),
        fs::read(bench.path("public/log/checkpoint")).unwrap()
    );
}

#[test]
fn what_is_not_as_it_is_signed_is_not_copied() {
    let bench = published();
    bench.run(&COPY, 0);
    bench.import(&format!("{HEADER}s2,d2,300,200,5,100,95\n"), "campaign", 0);
    bench.run(&["publish", "election", "--to", "public"], 0);
    let (copy, good) = (contents(&bench, "copy"), contents(&bench, "public"));
    let document = good
        .keys()
        .find(|path| path.starts_with("log/blob"))
        .unwrap()
        .clone();
    let size = fs::read_to_string(bench.path("public/log/checkpoint")).unwrap();
    let size = size.lines().nth(1).unwrap().to_owned();
    let bundle = format!("log/tile/entries/000.p/{size}");
    let tile = format!("log/tile/0/000.p/{size}");
    for (path, said) in [
        (
            "en/index.html",
            "en/index.html has other bytes than the manifest names",
        ),
        ("en/manifest.sha256", "en/manifest.sha256"),
        (&bundle, "tile/entries/000.p"),
        (&tile, "tile/0/000.p"),
        (&document, &document["log/".len()..]),
        ("log/checkpoint", "checkpoint"),
        ("manifest", "manifest"),
    ] {
        let bytes = fs::read(bench.path("public").join(path)).unwrap();
        let mut other = bytes.clone();
        // The last figure of the signature, the hash or the text.
        let at = other.len() - 5;
        other[at] = if other[at] == b'A' { b'B' } else { b'A' };
        fs::write(bench.path("public").join(path), other).unwrap();
        let run = bench.run(&COPY, 2);
        assert!(run.stderr.contains(said), "{path}: {}", run.stderr);
        for last in ["manifest", "log/checkpoint"] {
            let now = fs::read(bench.path("copy").join(last)).unwrap();
            assert_eq!(&now, &copy[last], "{path}: {last}");
        }
        fs::write(bench.path("public").join(path), bytes).unwrap();
    }
    bench.run(&COPY, 0);
}

#[test]
fn another_history_is_refused_and_the_copy_left_as_it_is() {
    let bench = published();
    bench.run(&COPY, 0);
    let before = contents(&bench, "copy");
    // The same election begun anew, by the same keys: another history of the same origin.
    fs::rename(bench.path("election"), bench.path("first")).unwrap();
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    fs::remove_dir_all(bench.path("public")).unwrap();
    bench.import(&format!("{HEADER}s1,d1,400,300,5,100,200\n"), "campaign", 0);
    bench.import(&format!("{HEADER}s2,d1,400,300,5,100,200\n"), "campaign", 0);
    bench.run(&["publish", "election", "--to", "public"], 0);
    let run = bench.run(&COPY, 2);
    let said = "does not contain the log of size 5 that was signed before";
    assert!(run.stderr.contains(said), "{}", run.stderr);
    assert_eq!(contents(&bench, "copy"), before);
    let run = bench.run(&["fetch", "nowhere", "copy"], 2);
    assert!(
        run.stderr.contains("there is no folder nowhere"),
        "{}",
        run.stderr
    );
    let run = bench.run(&["fetch", "ftp://x/", "copy"], 2);
    assert!(run.stderr.contains("ftp://"), "{}", run.stderr);
}
