//! The zip of everything holds the publication, and what is unpacked from it is verified like any copy.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use std::fs;
use std::io::{ErrorKind, Read};
use std::process::Command;
use std::time::{Duration, SystemTime};
use workbench::{Workbench, files};

const PUBLISH: [&str; 5] = ["publish", "election", "--zip", "--json", "--to"];

/// An election with a document that is packed as it is read.
fn election() -> Workbench {
    let bench = Workbench::new();
    bench.simulated(60, false);
    let document: String = (0..900_000)
        .map(|n: u64| format!("line {}\n", n * n % 7_919))
        .collect();
    bench.write("report.txt", document);
    let words = "source add election report.txt --publisher A --title B --date 2026-05-11";
    bench.run(&words.split(' ').collect::<Vec<_>>(), 0);
    bench
}

#[test]
fn what_is_unpacked_is_the_publication_and_agrees() {
    let bench = election();
    let published = bench.run(&[&PUBLISH[..], &["public"]].concat(), 0).json();
    let archive = bench.path("public/everything.zip");
    assert_eq!(published["zip"], fs::metadata(&archive).unwrap().len());
    zip::ZipArchive::new(fs::File::open(&archive).unwrap())
        .unwrap()
        .extract(bench.path("unpacked"))
        .unwrap();
    let tops: Vec<_> = fs::read_dir(bench.path("unpacked")).unwrap().collect();
    assert_eq!(tops.len(), 1);
    let top = tops[0].as_ref().unwrap().path();
    assert_eq!(top.file_name().unwrap(), "sim-7");
    let mut expected = files(&bench.path("public"));
    expected.retain(|path| path != "everything.zip" && !path.ends_with(".gz"));
    assert_eq!(files(&top), expected);
    for path in &expected {
        assert!(
            fs::read(top.join(path)).unwrap() == fs::read(bench.path("public").join(path)).unwrap(),
            "{path}"
        );
    }
    // Only that no key was given is noted: the archive is not among the files that nobody knows.
    for folder in ["public", top.to_str().unwrap()] {
        let verified = bench.json(&["verify", folder], 0);
        assert_eq!(verified["notes"].as_array().unwrap().len(), 1, "{verified}");
    }
    let page = fs::read_to_string(bench.path("public/pt/data.html")).unwrap();
    assert!(page.contains("<a href=\"../everything.zip\" download>everything.zip</a>"));
}

#[test]
fn other_programs_unpack_it() {
    let bench = election();
    bench.run(&[&PUBLISH[..], &["public"]].concat(), 0);
    for (program, words) in [("unzip", &["-tq"][..]), ("python3", &["-m", "zipfile", "-t"])] {
        match Command::new(program)
            .args(words)
            .arg(bench.path("public/everything.zip"))
            .output()
        {
            Ok(ended) => assert!(
                ended.status.success(),
                "{program}: {}",
                String::from_utf8_lossy(&ended.stdout)
            ),
            Err(error) => assert_eq!(error.kind(), ErrorKind::NotFound, "{program}: {error}"),
        }
    }
}

#[test]
fn the_same_publication_gives_the_same_archive_and_none_is_left_behind() {
    let bench = election();
    bench.run(&[&PUBLISH[..], &["public"]].concat(), 0);
    let archive = bench.path("public/everything.zip");
    let first = fs::read(&archive).unwrap();
    bench.run(&[&PUBLISH[..], &["other"]].concat(), 0);
    assert!(fs::read(bench.path("other/everything.zip")).unwrap() == first);
    // A compressed copy of another page is not what the archive is made of.
    let path = |name: &str| bench.path("public/en").join(name);
    fs::copy(path("arrival.html.gz"), path("verify.html.gz")).unwrap();
    bench.run(&[&PUBLISH[..], &["public"]].concat(), 0);
    let mut page = Vec::new();
    let mut packed = zip::ZipArchive::new(fs::File::open(&archive).unwrap()).unwrap();
    packed
        .by_name("sim-7/en/verify.html")
        .unwrap()
        .read_to_end(&mut page)
        .unwrap();
    assert!(page == fs::read(path("verify.html")).unwrap());
    fs::write(bench.path("public/everything.zip.part"), "begun").unwrap();
    let left = bench.path("public/.part-killed");
    let of_another = bench.path("public/.part-at-work");
    for path in [&left, &of_another] {
        fs::write(path, "begun").unwrap();
    }
    let long_ago = SystemTime::now() - Duration::from_secs(7_200);
    fs::File::options()
        .write(true)
        .open(&left)
        .unwrap()
        .set_modified(long_ago)
        .unwrap();
    bench.run(&["publish", "election", "--to", "public"], 0);
    assert!(!archive.exists() && !bench.path("public/everything.zip.part").exists());
    assert!(!left.exists() && of_another.exists());
    let page = fs::read_to_string(bench.path("public/en/data.html")).unwrap();
    assert!(!page.contains("everything.zip"));
}
