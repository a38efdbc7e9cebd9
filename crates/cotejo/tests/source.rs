//! Documents are taken in with their metadata, and those that repeat one another are named.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use serde_json::Value;
use std::fs::File;
use workbench::{HEADER, Workbench};

const AGENCY: &str = "\
The river rose above the old bridge on Sunday evening, and the ferry that links both banks stayed in its harbour \
until the wind had died down. “We have waited for this boat since noon and shall wait until it sails,” said the \
baker of the northern bank, who had forty loaves for the other side. The harbour master counted nineteen carts and \
two hundred people on the quay. By midnight most of them had found a bed in the school.";

/// Another report that keeps much of the first.
const LATER: &str = "\
HARBOUR TOWN. — People spent a night in the school because no boat was leaving. “We have waited for this boat since \
noon and shall wait until it sails,” said the baker of the northern bank, who had forty loaves for the other side. \
According to the mayor the council will buy a second ferry next year, if the bank lends the money that it takes.";

const OTHER: &str = "\
An orchard in the hills has borne no apples for three years, and nobody knows why. The owner tried new soil, other \
bees and a well of his own; the trees blossom and bear nothing. Experts from the capital took leaves and bark with \
them and have not written since.";

fn add(bench: &Workbench, words: &[&str], code: i32) -> Value {
    bench.json(&[&["source", "add", "election"], words].concat(), code)
}

fn refused(bench: &Workbench, words: &[&str]) -> String {
    let words = [&["source", "add", "election"], words].concat();
    bench.run(&words, 2).stderr
}

fn small() -> Workbench {
    let bench = Workbench::new();
    bench.small();
    bench
}

fn entries(bench: &Workbench) -> Value {
    bench.json(&["tally", "election"], 0)["entries"].clone()
}

#[test]
fn documents_are_recorded_once_and_near_duplicates_are_named() {
    let bench = small();
    bench.write("agency.txt", AGENCY);
    bench.write("other.txt", OTHER);
    let said = add(
        &bench,
        &[
            "agency.txt",
            "other.txt",
            "--publisher",
            "An agency",
            "--date",
            "2026-05-11",
        ],
        0,
    );
    assert_eq!((&said["recorded"], &said["size"]), (&2.into(), &3.into()));
    assert_eq!(said["documents"][0]["title"], "agency.txt");
    assert_eq!(said["documents"][0]["media"], "text/plain");
    for document in said["documents"].as_array().unwrap() {
        assert!(
            document["near_duplicates"].as_array().unwrap().is_empty(),
            "{said}"
        );
    }

    // A page of another newspaper, with other tags, case and quotation marks.
    let html = format!(
        "<html><title>x</title><p>{}</p></html>",
        LATER.replace("forty loaves", "<b>forty</b>\nLOAVES")
    );
    bench.write("later.html", html);
    let said = add(
        &bench,
        &["later.html", "--publisher", "A newspaper", "--title", "A night"],
        0,
    );
    let near = said["documents"][0]["near_duplicates"].as_array().unwrap();
    assert_eq!(near.len(), 1, "{said}");
    assert_eq!(
        (&near[0]["title"], &near[0]["publisher"]),
        (&"agency.txt".into(), &"An agency".into())
    );
    let common = near[0]["common"].as_u64().unwrap();
    assert!(
        (20..40).contains(&common) && near[0]["sampled"] == false,
        "{said}"
    );

    // Again, under another name: nothing is recorded, and the title is the one of the record.
    bench.write("again.txt", AGENCY);
    let words = [
        "source",
        "add",
        "election",
        "again.txt",
        "--publisher",
        "Somebody",
    ];
    let people = bench.run(&words, 0).stdout;
    assert!(people.starts_with("again.txt: recorded before.\n"), "{people}");
    assert!(
        people.contains("of the shorter one's passages with A night (A newspaper)"),
        "{people}"
    );
    assert!(
        people.contains("Documents: 1, recorded now: 0. The log has 4 entries."),
        "{people}"
    );
    // Nor is a document that is given twice in one run.
    bench.write("new.txt", "Another text altogether.");
    bench.write("copy.txt", "Another text altogether.");
    assert_eq!(
        add(&bench, &["new.txt", "copy.txt", "--publisher", "P"], 0)["recorded"],
        1
    );
}

#[test]
fn an_importer_s_key_may_sign_and_the_publication_verifies() {
    let bench = small();
    bench.import(&format!("{HEADER}s1,d1,400,300,5,200,100\n"), "a", 0);
    bench.write("agency.txt", AGENCY);
    bench.write("later.txt", LATER);
    bench.write("scan.pdf", b"%PDF-1.7 \0 no text");
    let files = [
        "agency.txt",
        "later.txt",
        "scan.pdf",
        "--publisher",
        "<b>P</b>",
        "--account",
        "a",
    ];
    let said = add(&bench, &files, 0);
    assert_eq!(
        said["documents"][1]["near_duplicates"].as_array().unwrap().len(),
        1
    );
    assert_eq!(
        (
            &said["documents"][2]["passages"],
            &said["documents"][2]["recorded"]
        ),
        (&Value::Null, &true.into())
    );
    assert_eq!(said["recorded"], 3);
    assert!(
        bench.json(&["tally", "election"], 0)["refused"]
            .as_object()
            .unwrap()
            .is_empty()
    );
    bench.run(&["publish", "election", "--to", "public"], 0);
    bench.run(&["verify", "public"], 0);
    let page = |language: &str| {
        std::fs::read_to_string(bench.path("public").join(language).join("claims.html")).unwrap()
    };
    let english = page("en");
    assert!(
        english.contains("2 documents that repeat one another, taken as one:"),
        "{english}"
    );
    assert!(
        english.contains("% of its passages with <bdi>agency.txt</bdi>"),
        "{english}"
    );
    assert!(
        english.contains("&lt;b&gt;P") && !english.contains("<b>P"),
        "{english}"
    );
    // The result file is no source of this kind; the document that is no text stands alone.
    assert!(
        !english.contains("rows.csv") && english.contains("scan.pdf"),
        "{english}"
    );
    assert!(page("es").contains("coincide palabra por palabra") && page("pt").contains("das suas passagens"));
}

#[test]
fn bad_documents_are_refused_before_anything_is_recorded() {
    let bench = small();
    bench.write("good.txt", AGENCY);
    bench.write("empty.txt", "");
    File::create(bench.path("large.txt"))
        .unwrap()
        .set_len(100 << 20)
        .unwrap();
    std::fs::create_dir(bench.path("folder.txt")).unwrap();
    for (file, why) in [
        ("empty.txt", "empty.txt is empty"),
        ("large.txt", "large.txt has 104857600 bytes, at most 67108864"),
        ("folder.txt", "is a folder"),
        ("absent.txt", "cannot read absent.txt"),
    ] {
        let said = refused(&bench, &["good.txt", file, "--publisher", "P"]);
        assert!(said.contains(why), "{said}");
    }
    for (words, why) in [
        (["--publisher", "", "--media", "text/plain"], "--publisher"),
        (
            ["--publisher", "P\u{1b}[2J", "--media", "text/plain"],
            "control characters",
        ),
        (["--publisher", "P", "--media", "text"], "not a media type"),
        (["--publisher", "P", "--title", "two\nlines"], "--title"),
        (["--publisher", "P", "--date", "2026-02-30"], "2026-02-30"),
    ] {
        let said = refused(&bench, &[&["good.txt"][..], &words].concat());
        assert!(said.contains(why), "{said}");
    }
    let said = refused(
        &bench,
        &["good.txt", "good.txt", "--publisher", "P", "--title", "T"],
    );
    assert!(said.contains("names one document"), "{said}");
    assert_eq!(entries(&bench), 1);
}

#[cfg(unix)]
#[test]
fn names_with_newlines_need_a_title_and_endless_files_end() {
    let bench = small();
    bench.write("two\nlines.txt", AGENCY);
    let said = refused(&bench, &["two\nlines.txt", "--publisher", "P"]);
    assert!(
        said.contains("--title") && said.contains(r"two\nlines.txt"),
        "{said}"
    );
    let people = bench.run(
        &[
            "source",
            "add",
            "election",
            "two\nlines.txt",
            "--publisher",
            "P",
            "--title",
            "T",
        ],
        0,
    );
    assert!(
        people.stdout.starts_with("two\\u{a}lines.txt: recorded.\n"),
        "{}",
        people.stdout
    );
    assert!(refused(&bench, &["/dev/zero", "--publisher", "P"]).contains("more than"));
}

#[test]
fn binary_files_are_recorded_and_not_compared() {
    let bench = small();
    bench.write("a.txt", b"\0\x01\x02\xff some words that are no text");
    bench.write("b.bin", AGENCY);
    let people = bench.run(
        &["source", "add", "election", "a.txt", "b.bin", "--publisher", "P"],
        0,
    );
    assert_eq!(
        people.stdout.matches("not compared").count(),
        2,
        "{}",
        people.stdout
    );
    // Latin-1 is no UTF-8 and text all the same.
    bench.write("latin.txt", b"Se\xf1or");
    let said = add(&bench, &["latin.txt", "--publisher", "P"], 0);
    assert_eq!(said["documents"][0]["passages"], 1);
}

#[test]
fn a_photographs_place_and_device_are_not_published_without_being_asked_for() {
    let bench = small();
    let mut jpeg = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 80);
    encoder
        .encode(&[200; 64 * 64], 64, 64, jpeg_encoder::ColorType::Luma)
        .unwrap();
    let mut plain = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut plain, 80);
    encoder
        .encode(&[90; 64 * 64], 64, 64, jpeg_encoder::ColorType::Luma)
        .unwrap();
    // A directory with one tag, the make, and the words that a phone writes.
    let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x0f\0\x02\0\0\0\x0e\0\0\0\x1a\0\0\0\0Ana's phone, X\0";
    let segment = [&[0xff, 0xe1], &(exif.len() as u16 + 2).to_be_bytes()[..], exif].concat();
    jpeg.splice(2..2, segment);
    bench.write("telling.jpg", &jpeg);
    bench.write("plain.jpg", &plain);
    let words = ["telling.jpg", "plain.jpg", "--publisher", "Ana"];
    let said = refused(&bench, &words);
    for expected in ["telling.jpg", "metadata (Exif)", "--clean", "--keep-metadata"] {
        assert!(said.contains(expected), "{said}");
    }
    let before = entries(&bench);
    let added = add(&bench, &[&words[..], &["--clean"]].concat(), 0);
    assert_eq!(added["recorded"], 2);
    assert!(entries(&bench) != before);
    bench.run(&["publish", "election", "--to", "public"], 0);
    bench.run(&["verify", "public"], 0);
    let is_told = || {
        let mut files = workbench::files(&bench.path("public")).into_iter();
        files.any(|file| {
            let bytes = std::fs::read(bench.path("public").join(file)).unwrap();
            bytes.windows(9).any(|some| some == b"Ana's pho")
        })
    };
    assert!(!is_told());
    // A picture whose metadata are not to be lost, or that cannot be cleaned, is recorded as it is where that is wished.
    bench.write(
        "iphone.heic",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x15infeExif",
    );
    let said = refused(&bench, &["iphone.heic", "--publisher", "Ana", "--clean"]);
    assert!(
        said.contains("HEIC") && said.contains("--keep-metadata"),
        "{said}"
    );
    add(
        &bench,
        &[
            "telling.jpg",
            "iphone.heic",
            "--publisher",
            "Ana",
            "--keep-metadata",
        ],
        0,
    );
    bench.run(&["publish", "election", "--to", "public"], 0);
    assert!(is_told());
}
