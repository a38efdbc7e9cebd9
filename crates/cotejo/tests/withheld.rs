//! Statements, documents that are withheld from publications, records that are closed, and polls that are open.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use record::BlobHash;
use serde_json::Value;
use std::path::Path;
use workbench::{HEADER, SMALL, Workbench, files};

const REPORT: &str = "At noon a man stood at the door and wrote down who came.";
const COVERED: &str = "At noon somebody stood at the door.";

/// A small election with a reviewer, an observer, some rows and a report.
fn bench() -> Workbench {
    let bench = Workbench::new();
    bench.small();
    for (name, role) in [("reviewer-1", "reviewer"), ("observer-4", "observer")] {
        bench.run(&["keys", "election", "add", name, "--role", role], 0);
    }
    bench.import(
        &format!("{HEADER}1,A,400,300,3,200,100\n2,A,300,150,3,70,80\n"),
        "council",
        0,
    );
    bench.write("report.txt", REPORT);
    let words = [
        "source",
        "add",
        "election",
        "report.txt",
        "--publisher",
        "A newspaper",
    ];
    bench.run(&words, 0);
    bench
}

fn withhold(bench: &Workbench, document: &BlobHash, more: &[&str], code: i32) -> String {
    let document = document.to_string();
    let words = [
        "withhold",
        "election",
        &document,
        "--reviewer",
        "reviewer-1",
        "--reason",
        "a name",
    ];
    bench.run(&[&words, more].concat(), code).stderr
}

fn publish(bench: &Workbench, more: &[&str]) -> Value {
    bench.json(&[&["publish", "election", "--to", "public"], more].concat(), 0)
}

fn file(document: &BlobHash) -> String {
    publication::layout::document(document)
}

/// What a folder's verification remarks, where nothing is wrong with it.
fn notes(bench: &Workbench, folder: &str) -> Vec<String> {
    let verified = bench.json(&["verify", folder], 0);
    let notes = verified["notes"].as_array().unwrap().iter();
    notes.map(|note| note.as_str().unwrap().to_owned()).collect()
}

fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        let to = to.join(&path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(from.join(&path), to).unwrap();
    }
}

/// Whether any file of a folder has these bytes in it.
fn holds(folder: &Path, bytes: &str) -> bool {
    let mut files = files(folder)
        .into_iter()
        .map(|path| std::fs::read(folder.join(path)).unwrap());
    files.any(|file| file.windows(bytes.len()).any(|part| part == bytes.as_bytes()))
}

#[test]
fn what_is_withheld_leaves_the_publication_and_its_copy_takes_its_place() {
    let bench = bench();
    let (report, covered) = (BlobHash::of(REPORT.as_bytes()), BlobHash::of(COVERED.as_bytes()));
    let public = bench.path("public");
    publish(&bench, &["--zip"]);
    copy(&public, &bench.path("before"));
    std::fs::write(public.join(format!("{}.gz", file(&report))), b"of a server").unwrap();
    assert!(holds(&public, REPORT));

    bench.write("covered.txt", COVERED);
    withhold(&bench, &report, &["--instead", "covered.txt"], 0);
    publish(&bench, &[]);
    assert!(!holds(&public, REPORT));
    for gone in [
        file(&report),
        format!("{}.gz", file(&report)),
        "everything.zip".to_owned(),
    ] {
        assert!(!public.join(&gone).exists(), "{gone}");
    }
    assert_eq!(
        std::fs::read_to_string(public.join(file(&covered))).unwrap(),
        COVERED
    );
    let page = std::fs::read_to_string(public.join("en/claims.html")).unwrap();
    assert!(
        page.contains(&covered.hex()) && !page.contains(&report.hex()),
        "{page}"
    );
    assert_eq!(notes(&bench, "public").len(), 1, "only that no key was given");

    // Somebody put it back.
    std::fs::write(public.join(file(&report)), REPORT).unwrap();
    let shown = notes(&bench, "public");
    assert!(
        shown[1].starts_with("1 documents are there that the record withholds"),
        "{shown:?}"
    );
    std::fs::write(public.join(file(&report)), COVERED).unwrap();
    let verified = bench.json(&["verify", "public"], 1);
    assert_eq!(verified["problems"][0]["code"], "differs_from_name");
    publish(&bench, &[]);
    assert!(!public.join(file(&report)).exists(), "whoever put it there");

    // The copy is needed, and the document once it is passed on again.
    std::fs::remove_file(public.join(file(&covered))).unwrap();
    let verified = bench.json(&["verify", "public"], 1);
    assert_eq!(verified["problems"][0]["code"], "missing");
    withhold(&bench, &report, &["--undo"], 0);
    publish(&bench, &[]);
    assert!(!public.join(file(&covered)).exists());
    assert_eq!(notes(&bench, "public").len(), 1);
    std::fs::remove_file(public.join(file(&report))).unwrap();
    bench.run(&["verify", "public"], 1);
}

#[test]
fn a_publication_of_before_verifies_with_the_document_and_without_it() {
    let bench = bench();
    let report = BlobHash::of(REPORT.as_bytes());
    publish(&bench, &[]);
    copy(&bench.path("public"), &bench.path("before"));
    withhold(&bench, &report, &[], 0);
    publish(&bench, &[]);
    // The log of now beside the manifest of before, which lists the bytes.
    let before = bench.path("before");
    copy(&bench.path("public/log"), &before.join("log"));
    let shown = notes(&bench, "before");
    assert!(shown.iter().any(|note| note.contains("withholds")), "{shown:?}");
    std::fs::remove_file(before.join(file(&report))).unwrap();
    let gone = notes(&bench, "before");
    assert!(
        gone.iter()
            .any(|note| note.starts_with("The manifest is as of entry")),
        "{gone:?}"
    );
    // No other file may go with it.
    std::fs::remove_file(before.join("en/claims.html")).unwrap();
    let verified = bench.json(&["verify", "before"], 1);
    assert_eq!(verified["problems"].as_array().unwrap().len(), 1);
}

#[test]
fn a_document_that_is_missing_and_not_withheld_is_a_fault() {
    let bench = bench();
    publish(&bench, &[]);
    std::fs::remove_file(bench.path("public").join(file(&BlobHash::of(REPORT.as_bytes())))).unwrap();
    let verified = bench.json(&["verify", "public"], 1);
    assert_eq!(verified["problems"][0]["code"], "missing");
}

#[test]
fn totals_say_how_much_rests_on_withheld_documents() {
    let bench = bench();
    let rows = std::fs::read(bench.path("rows.csv")).unwrap();
    let before = bench.json(&["tally", "election", "--account", "council"], 0);
    assert_eq!(before["total"]["coverage"]["withheld_stations"], 0);
    withhold(&bench, &BlobHash::of(&rows), &[], 0);
    let after = bench.json(&["tally", "election", "--account", "council"], 0);
    let coverage = &after["total"]["coverage"];
    assert_eq!(
        (&coverage["stations"], &coverage["withheld_stations"]),
        (&2.into(), &2.into())
    );
    assert_eq!(coverage["withheld_figures"], 10);
    assert_eq!(after["total"]["options"], before["total"]["options"]);
    assert_eq!(after["withheld"][0]["reason"], "a name");
    let said = bench
        .run(&["tally", "election", "--account", "council"], 0)
        .stdout;
    assert!(
        said.contains("At 2 covered stations 10 figures rest on withheld documents alone."),
        "{said}"
    );
    publish(&bench, &[]);
    assert_eq!(notes(&bench, "public").len(), 1);
    let page = std::fs::read_to_string(bench.path("public/en/index.html")).unwrap();
    assert!(
        page.contains("At 2 covered stations a figure rests on withheld documents alone."),
        "{page}"
    );
    let table = std::fs::read_to_string(bench.path("public/data/totals_mayor.csv")).unwrap();
    assert!(
        table
            .lines()
            .next()
            .unwrap()
            .contains("withheld_stations,withheld_figures")
    );
}

#[test]
fn withholding_that_would_not_count_is_not_written() {
    let bench = bench();
    let entries = || bench.json(&["tally", "election"], 0)["entries"].clone();
    let (report, before) = (BlobHash::of(REPORT.as_bytes()), entries());
    let definition = bench.path("election/log/blob/sha256");
    let definition = files(&definition).into_iter().find(|path| {
        std::fs::read_to_string(definition.join(path)).is_ok_and(|text| text.contains("\"contests\""))
    });
    let definition: BlobHash = format!("sha256:{}", &definition.unwrap()[3..]).parse().unwrap();
    for wrong in [BlobHash::of(b"never"), definition] {
        let said = withhold(&bench, &wrong, &[], 2);
        assert!(
            said.contains("would count for nothing: no source, capture"),
            "{said}"
        );
        assert!(!said.contains("keys/operator.key"), "{said}");
    }
    let with = |reviewer: &str| {
        let document = report.to_string();
        let words = [
            "withhold",
            "election",
            &document,
            "--reviewer",
            reviewer,
            "--reason",
            "w",
        ];
        bench.run(&words, 2).stderr
    };
    for (reviewer, why) in [
        ("nobody", "keys/nobody.key is missing"),
        ("observer-4", "an operator and a reviewer must sign it"),
        ("operator", "an operator and a reviewer must sign it"),
    ] {
        assert!(with(reviewer).contains(why), "{}", with(reviewer));
    }
    bench.write("copy.txt", REPORT);
    assert!(withhold(&bench, &report, &["--instead", "copy.txt"], 2).contains("instead of itself"));
    withhold(&bench, &report, &["--instead", "copy.txt", "--undo"], 2);
    assert_eq!(entries(), before);
}

#[test]
fn an_observer_answers_questions_and_adds_a_report() {
    let bench = bench();
    let observe = |more: &[&str], code: i32| {
        let words = [
            "observe",
            "election",
            "--station",
            "1",
            "--key",
            "observer-4",
            "--json",
        ];
        bench.run(&[&words, more].concat(), code)
    };
    bench.write("words.txt", "a queue at noon");
    let first = observe(
        &[
            "--answer",
            "opened on time=yes",
            "--answer",
            "calm=no",
            "--document",
            "words.txt",
        ],
        0,
    );
    let first = first.json();
    assert_eq!(first["document"], BlobHash::of(b"a queue at noon").to_string());
    let follows = observe(&["--follows", first["name"].as_str().unwrap()], 0).json();
    assert_eq!(
        follows["entry"].as_u64(),
        first["entry"].as_u64().map(|entry| entry + 1)
    );
    for (wrong, why) in [
        (&[][..], "it says nothing"),
        (&["--answer", "calm"], "expected QUESTION=ANSWER"),
        (&["--answer", "calm=a", "--answer", "calm=b"], "answered twice"),
        (&["--answer", "calm="], "answer is empty"),
        (
            &["--follows", &"ab".repeat(32)],
            "would count for nothing: it refers to an entry",
        ),
    ] {
        let said = observe(wrong, 2).stderr;
        assert!(said.contains(why), "{said}");
    }
    publish(&bench, &[]);
    assert!(holds(&bench.path("public"), "a queue at noon"));
    withhold(&bench, &BlobHash::of(b"a queue at noon"), &[], 0);
    publish(&bench, &[]);
    assert!(!holds(&bench.path("public"), "a queue at noon"));
    assert_eq!(notes(&bench, "public").len(), 1);
}

#[test]
fn a_closed_record_takes_nothing_more_in() {
    let bench = bench();
    let close = ["close", "election", "--reason", "all is in"];
    bench.run(&close, 0);
    let closed = bench.json(&["tally", "election"], 0)["closed"].clone();
    assert_eq!(closed["reason"], "all is in");
    let closed_before = |words: &[&str]| {
        let said = bench.run(words, 2).stderr;
        assert!(said.contains("the record was closed before"), "{said}");
    };
    closed_before(&close);
    bench.write("late.txt", "late");
    closed_before(&["source", "add", "election", "late.txt", "--publisher", "p"]);
    closed_before(&[
        "observe",
        "election",
        "--station",
        "1",
        "--key",
        "observer-4",
        "--answer",
        "a=b",
    ]);
    bench.import(&format!("{HEADER}3,A,400,300,3,200,100\n"), "council", 2);
    bench.run(&["keys", "election", "add", "r2", "--role", "reviewer"], 0);
    withhold(&bench, &BlobHash::of(REPORT.as_bytes()), &[], 0);
    publish(&bench, &[]);
    assert_eq!(notes(&bench, "public").len(), 1);
}

#[test]
fn nothing_is_published_before_the_last_polls_close() {
    let bench = Workbench::new();
    let polls = "stations = 10\npolls_close = \"2026-05-10T21:00Z\"\nareas = [{ area = \"A\", polls_close = \"2026-05-10T22:30Z\" }]";
    bench.write("election.toml", SMALL.replace("stations = 10", polls));
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    let publish = |hour: &str| {
        let words = ["publish", "election", "--to", "public"];
        let run = bench.command(&words).env("COTEJO_HOUR", hour).output().unwrap();
        workbench::Run::of(run)
    };
    for early in ["2026-05-10T20Z", "2026-05-10T22Z"] {
        let refused = publish(early).ends_with(1);
        assert!(
            refused
                .stderr
                .contains("the last polls close at 2026-05-10T22:30Z"),
            "{}",
            refused.stderr
        );
        assert!(!bench.path("public").exists());
    }
    // The log's hashes alone, and nothing beside a publication.
    let hashes = |to: &str, hour: &str| {
        let words = ["publish", "election", "--to", to, "--before-close", "--json"];
        let run = bench.command(&words).env("COTEJO_HOUR", hour).output().unwrap();
        workbench::Run::of(run)
    };
    let said = hashes("hashes", "2026-05-10T22Z").ends_with(0).json();
    assert_eq!(
        (&said["size"], &said["polls_close"]),
        (&1.into(), &"2026-05-10T22:30Z".into())
    );
    assert_eq!(
        files(&bench.path("hashes")),
        ["log/checkpoint", "log/tile/0/000.p/1"]
    );
    let late = hashes("hashes", "2026-05-10T23Z").ends_with(2);
    assert!(late.stderr.contains("no polls are open"), "{}", late.stderr);

    publish("2026-05-10T23Z").ends_with(0);
    let beside = hashes("public", "2026-05-10T22Z").ends_with(2);
    assert!(
        beside.stderr.contains("log/tile/entries is there already"),
        "{}",
        beside.stderr
    );
    // What was held to the hashes is what is published afterwards.
    let published = bench.command(&["publish", "election", "--to", "hashes"]);
    workbench::Run::of(
        { published }
            .env("COTEJO_HOUR", "2026-05-10T23Z")
            .output()
            .unwrap(),
    )
    .ends_with(0);
    bench.run(&["verify", "hashes"], 0);
    assert_eq!(
        bench.json(&["tally", "election"], 0)["polls_close"],
        "2026-05-10T22:30Z"
    );
}
