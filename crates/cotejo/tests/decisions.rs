//! Which reading stands by a reviewer's ruling, and readings that are read anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use serde_json::{Value, json};
use workbench::{HEADER, Workbench};

/// Two accounts that differ at a station, and a reviewer.
fn bench() -> Workbench {
    let bench = Workbench::new();
    bench.small();
    bench.run(
        &["keys", "election", "add", "reviewer-1", "--role", "reviewer"],
        0,
    );
    bench.import(&format!("{HEADER}1,A,400,300,3,200,100\n"), "council", 0);
    bench.import(&format!("{HEADER}1,A,400,300,3,190,110\n"), "campaign", 0);
    bench
}

fn shown(bench: &Workbench) -> Value {
    // With findings or without.
    let run = bench
        .command(&["show", "election", "1", "--json"])
        .output()
        .unwrap();
    let shown: Value = serde_json::from_slice(&run.stdout).unwrap();
    shown["contests"][0].clone()
}

/// The name of a reading of the station.
fn name(bench: &Workbench, at: usize) -> String {
    shown(bench)["readings"][at]["name"].as_str().unwrap().to_owned()
}

#[test]
fn a_reviewer_rules_which_reading_stands_or_that_none_does() {
    let bench = bench();
    let (council, campaign) = (name(&bench, 0), name(&bench, 1));
    assert_eq!(shown(&bench)["state"], "pending");
    let rule = |more: &[&str], key: &str, code: i32| {
        let words = [
            "rule",
            "election",
            "--station",
            "1",
            "--key",
            key,
            "--reason",
            "clear",
        ];
        bench.run(&[&words, more].concat(), code)
    };
    rule(&["--stands", &campaign], "reviewer-1", 0);
    assert_eq!(
        (
            shown(&bench)["state"].clone(),
            shown(&bench)["stands"]["entry"].clone()
        ),
        (json!("ruled"), shown(&bench)["readings"][1]["entry"].clone())
    );
    rule(&["--none", "--contest", "mayor"], "reviewer-1", 0);
    assert_eq!(shown(&bench)["stands"], Value::Null);
    let entries = bench.json(&["tally", "election"], 0)["entries"].clone();
    // Nothing is signed that would not count, or that was not meant.
    let said = rule(&["--stands", &council], "importer-council", 2).stderr;
    assert!(
        said.contains("would count for nothing: its key's role does not allow such an entry"),
        "{said}"
    );
    let said = rule(&["--stands", &council.replace('/', "a/")[1..]], "reviewer-1", 2).stderr;
    assert!(said.contains("it refers to an entry that is not there"), "{said}");
    rule(&[], "reviewer-1", 2);
    rule(&["--none", "--stands", &council], "reviewer-1", 2);
    let said = rule(&["--none", "--contest", "council"], "reviewer-1", 2).stderr;
    assert!(said.contains("the contest \"council\" is not defined"), "{said}");
    assert_eq!(bench.json(&["tally", "election"], 0)["entries"], entries);
}

#[test]
fn a_reading_is_read_anew_figure_by_figure() {
    let bench = bench();
    let campaign = name(&bench, 1);
    let correct = |reading: &str, figures: &[&str], key: &str, code: i32| {
        let words = ["correct", "election", reading, "--key", key, "--reason", "a slip"];
        bench.run(&[&words, figures].concat(), code)
    };
    let run = correct(
        &campaign,
        &["ana=200", "luis=100", "null="],
        "importer-campaign",
        0,
    );
    assert!(
        !run.stderr.contains("stands behind this reading"),
        "{}",
        run.stderr
    );
    let readings = shown(&bench)["readings"].clone();
    assert_eq!(readings[1]["corrected_by"]["entry"], readings[2]["entry"]);
    assert_eq!(readings[2]["method"], "file");
    assert_eq!(readings[2]["line"], readings[1]["line"]);
    assert_eq!(
        readings[2]["figures"],
        json!({ "registered": 400, "valid": 300, "ana": 200, "luis": 100 })
    );
    // Two accounts' files that agree, by two keys, are enough.
    assert_eq!(shown(&bench)["state"], "accepted");
    // Of an image that nobody has shown.
    let image = record::BlobHash::of(b"nothing").to_string();
    let council = name(&bench, 0);
    let run = correct(&council, &["ana=1", "--image", &image], "reviewer-1", 0);
    assert!(
        run.stderr
            .contains("no source, capture or gateway stands behind this reading"),
        "{}",
        run.stderr
    );
    assert_eq!(shown(&bench)["readings"][3]["evidence"], false);
    assert_eq!(shown(&bench)["state"], "pending");
    for (reading, figures, key, said) in [
        (&council, &["ana=2"][..], "importer-council", "not its to correct"),
        (
            &"ab".repeat(32),
            &["ana=2"],
            "reviewer-1",
            "no reading that counts has the name",
        ),
        (
            &campaign,
            &["eva=2"],
            "reviewer-1",
            "the contest has no figure \"eva\"; it has registered, ballots",
        ),
        (
            &campaign,
            &["ana=many"],
            "reviewer-1",
            "expected a whole number from 0 to 4294967295",
        ),
        (&campaign, &[], "reviewer-1", "NAME=FIGURE"),
    ] {
        let run = correct(reading, figures, key, 2);
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
}
