//! A folder that is published to again: what lies there is not believed, and what readers still ask for stays.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use std::path::{Path, PathBuf};
use workbench::{HEADER, Workbench, files};

/// A small election with the rows of so many stations.
fn with_rows(stations: u32) -> Workbench {
    let bench = Workbench::new();
    bench.small();
    add_rows(&bench, 1, stations);
    bench
}

/// Takes in the rows of so many stations, from one on.
fn add_rows(bench: &Workbench, from: u32, number: u32) {
    let row = |n: u32| format!("{n:05},{},400,300,3,{},{}\n", n % 7, 100 + n % 90, 200 - n % 90);
    let rows: String = (from..from + number).map(row).collect();
    bench.import_one_by_one(&format!("{HEADER}{rows}"), "council");
}

fn publish(bench: &Workbench) -> String {
    bench.run(&["publish", "election", "--to", "public"], 0).stderr
}

fn documents(public: &Path) -> Vec<PathBuf> {
    let folder = public.join("log/blob");
    files(&folder).into_iter().map(|path| folder.join(path)).collect()
}

fn tiles(public: &Path) -> Vec<String> {
    files(&public.join("log/tile"))
}

#[test]
fn a_document_that_was_changed_in_the_folder_is_replaced_and_not_signed() {
    let bench = with_rows(3);
    publish(&bench);
    let public = bench.path("public");
    let changed = &documents(&public)[0];
    let whole = std::fs::read(changed).unwrap();
    for bytes in [[&whole[..], b" "].concat(), whole[1..].to_vec(), {
        let mut same_length = whole.clone();
        same_length[0] ^= 1;
        same_length
    }] {
        std::fs::write(changed, bytes).unwrap();
        bench.run(&["verify", "public"], 1);
        let said = publish(&bench);
        let name = changed.file_name().unwrap().to_str().unwrap();
        assert!(said.contains("1 documents") && said.contains(name), "{said}");
        assert_eq!(std::fs::read(changed).unwrap(), whole);
        bench.run(&["verify", "public"], 0);
    }
    assert_eq!(publish(&bench), "");
}

#[test]
fn a_changed_document_that_the_election_lacks_is_not_signed_either() {
    let bench = with_rows(3);
    publish(&bench);
    let public = bench.path("public");
    let changed = documents(&public)[0].clone();
    let own = bench
        .path("election")
        .join(changed.strip_prefix(&public).unwrap());
    std::fs::write(&changed, b"other bytes").unwrap();
    std::fs::remove_file(&own).unwrap();
    let run = bench.run(&["publish", "election", "--to", "public"], 2);
    // The law or the words, without which there is no count; any other document is lacking.
    if !run.stderr.contains("law or words") {
        assert!(run.stderr.contains("cannot be published"), "{}", run.stderr);
    }
    let tampered = record::BlobHash::of(b"other bytes").hex();
    for path in files(&public)
        .iter()
        .filter(|path| path.ends_with("manifest.sha256"))
    {
        let list = std::fs::read_to_string(public.join(path)).unwrap();
        assert!(!list.contains(&tampered), "{path}");
    }
}

#[test]
fn each_entry_has_a_file_that_is_written_once_and_mended_where_it_was_changed() {
    let bench = with_rows(3);
    publish(&bench);
    let folder = bench.path("public/log/entry");
    let entries = files(&folder);
    let log = bench.json(&["verify", "public"], 0)["checked"]["entries"].as_u64();
    assert_eq!(entries.len() as u64, log.unwrap());
    let first = folder.join(&entries[0]);
    let written = std::fs::metadata(&first).unwrap().modified().unwrap();
    publish(&bench);
    assert_eq!(std::fs::metadata(&first).unwrap().modified().unwrap(), written);

    let whole = std::fs::read(&first).unwrap();
    assert!(whole.starts_with(b"cotejo/v1 election\n"));
    for (bytes, code) in [
        (Some(b"other bytes".to_vec()), "differs_from_tree"),
        (Some(vec![b'x'; 65_536]), "too_large"),
        (None, "missing"),
    ] {
        match bytes {
            Some(bytes) => std::fs::write(&first, bytes).unwrap(),
            None => std::fs::remove_file(&first).unwrap(),
        }
        let verified = bench.json(&["verify", "public"], 1);
        let problems = verified["problems"].as_array().unwrap();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0]["file"], "log/entry/000");
        assert_eq!(problems[0]["code"], code);
        publish(&bench);
        assert_eq!(std::fs::read(&first).unwrap(), whole);
    }
    // What stands for no entry is as any other file that nobody has named.
    bench.write("public/log/entry/999", "more");
    let said = bench.json(&["verify", "public"], 0);
    assert_eq!(said["notes"].as_array().unwrap().len(), 2, "{said}");
}

#[test]
fn a_changed_tile_is_written_again() {
    let bench = with_rows(3);
    publish(&bench);
    let public = bench.path("public");
    for path in tiles(&public) {
        let path = public.join("log/tile").join(path);
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, [&whole[..], &whole].concat()).unwrap();
        publish(&bench);
        assert_eq!(std::fs::read(&path).unwrap(), whole);
    }
    bench.run(&["verify", "public"], 0);
}

#[test]
fn partial_tiles_of_a_published_size_stay_until_their_full_one_is_there() {
    let bench = with_rows(2);
    publish(&bench);
    let public = bench.path("public");
    let first = tiles(&public);
    assert!(first.iter().all(|path| path.contains(".p/")), "{first:?}");
    add_rows(&bench, 10, 2);
    publish(&bench);
    let second = tiles(&public);
    assert!(
        first.iter().all(|path| second.contains(path)),
        "{first:?} {second:?}"
    );
    assert_eq!(second.len(), 2 * first.len());
    let verified = bench.json(&["verify", "public"], 0);
    let notes = verified["notes"].as_array().unwrap();
    assert_eq!(notes.len(), 1, "only that no key was given: {notes:?}");

    add_rows(&bench, 100, 300);
    publish(&bench);
    let third = tiles(&public);
    assert!(
        third
            .iter()
            .all(|path| !first.contains(path) && !second.contains(path)),
        "{third:?}"
    );
    assert!(third.contains(&"0/000".to_owned()) && third.contains(&"entries/000".to_owned()));
    bench.run(&["verify", "public"], 0);
}

#[test]
fn an_earlier_partial_tile_that_was_changed_is_found() {
    let bench = with_rows(2);
    publish(&bench);
    let public = bench.path("public");
    let first = tiles(&public);
    add_rows(&bench, 10, 2);
    publish(&bench);
    for path in first {
        let full = public.join("log/tile").join(&path);
        let whole = std::fs::read(&full).unwrap();
        let mut changed = whole.clone();
        changed[0] ^= 1;
        std::fs::write(&full, changed).unwrap();
        let verified = bench.json(&["verify", "public"], 1);
        let problem = &verified["problems"][0];
        assert_eq!(problem["file"], format!("log/tile/{path}"));
        assert_eq!(problem["code"], "differs_from_tree");
        std::fs::write(&full, whole).unwrap();
    }
    bench.run(&["verify", "public"], 0);
}
