//! Words that change, a law that does not, a register that is added to, and codes that fit no mask.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use serde_json::json;
use workbench::{HEADER, SMALL, Workbench};

const AMEND: [&str; 4] = ["amend", "election", "--reason", "a name"];
const TALLY: [&str; 2] = ["tally", "election"];

fn with(text: &str) -> Workbench {
    let bench = Workbench::new();
    bench.write("election.toml", text);
    bench.write("profile.toml", workbench::PROFILE);
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    bench
}

/// Edits the folder's own definition.
fn edit(bench: &Workbench, from: &str, to: &str) {
    let file = bench.path("election/election.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{from}");
    std::fs::write(file, text.replace(from, to)).unwrap();
}

#[test]
fn names_change_and_the_law_stays() {
    let bench = with(SMALL);
    bench.import(&format!("{HEADER}s1,d1,400,300,5,200,100\n"), "campaign", 0);
    let same = bench.run(&AMEND, 0).stdout;
    assert!(same.contains("nothing was written"), "{same}");
    edit(
        &bench,
        r#"name = "Ana" }"#,
        r#"name = { es = "Ana María", en = "Ann" }, withdrew = true }"#,
    );
    let amended = bench.json(&AMEND, 0);
    assert_eq!(amended["entry"], 5);
    assert_eq!(
        amended["changes"],
        json!([
            "contests.mayor.options.ana.name.en: nothing in the record, \"Ann\" now",
            "contests.mayor.options.ana.name.es: nothing in the record, \"Ana María\" now",
            "contests.mayor.options.ana.name.und: \"Ana\" in the record, nothing now",
            "contests.mayor.options.ana.withdrew: nothing in the record, true now",
        ])
    );
    assert!(bench.run(&TALLY, 0).stdout.contains("ana Ann"));
    // Once more, and it counts after the end, too.
    bench.run(&["close", "election", "--reason", "all is in"], 0);
    edit(&bench, "A small election", "The small election");
    let amended = bench.run(&AMEND, 0).stdout;
    assert!(amended.contains("stand from entry 7 on"), "{amended}");
    bench.run(&["publish", "election", "--to", "public"], 0);
    bench.run(&["verify", "public"], 0);
    let page = |path: &str| std::fs::read_to_string(bench.path(path)).unwrap();
    assert!(page("public/es/index.html").contains("Ana María"));
    assert!(page("public/en/index.html").contains("The small election"));
}

#[test]
fn a_law_that_was_edited_is_refused_by_the_field_that_differs() {
    let bench = with(SMALL);
    edit(&bench, r#"id = "luis""#, r#"id = "luisa""#);
    edit(&bench, "stations = 10", "stations = 11");
    let said = bench.run(&AMEND, 2).stderr;
    for expected in [
        "election/election.toml has another law than the record, whose law never changes",
        "contests[0].options[1]: \"luis\" in the record, \"luisa\" now",
        "register.stations: 10 in the record, 11 now",
        "put back what the record says",
        "cotejo register add",
    ] {
        assert!(said.contains(expected), "{said}");
    }
    assert_eq!(bench.json(&TALLY, 0)["entries"], 1);
}

#[test]
fn words_that_are_wrong_are_pointed_at_and_a_key_that_may_not_amend_is_told() {
    let bench = with(SMALL);
    edit(&bench, r#"name = "Mayor""#, r#"name = { "pt_BR" = "Prefeito" }"#);
    let said = bench.run(&AMEND, 2).stderr;
    assert!(
        said.contains("line 11") && said.contains("is not a language"),
        "{said}"
    );
    edit(&bench, "pt_BR", "pt-BR");
    std::fs::remove_file(bench.path("election/keys/operator.key")).unwrap();
    let said = bench.run(&AMEND, 2).stderr;
    assert!(said.contains("operator.key is missing"), "{said}");
}

#[test]
fn a_register_is_added_to_and_says_where_contests_are_held() {
    let bench = with(SMALL);
    bench.import(
        &format!("{HEADER}s1,d1,400,300,5,200,100\ns2,d2,400,300,5,100,200\n"),
        "campaign",
        0,
    );
    bench.write(
        "more.csv",
        "station,registered,district,district_name\ns3,500,d3,North\n",
    );
    bench.write(
        "changes.toml",
        "polls_close = \"2026-05-10T23:00Z\"\nexpected = [{ area = \"d1\", stations = 4, registered = 900 }]\n\
         contests = [{ contest = \"mayor\", areas = [\"d1\", \"d4\"] }]\n",
    );
    let add = ["register", "add", "election"];
    let nothing = bench.run(&add, 2).stderr;
    assert!(nothing.contains("nothing is to be added"), "{nothing}");
    let run = bench.run(
        &[&add[..], &["--stations", "more.csv", "--with", "changes.toml"]].concat(),
        0,
    );
    assert!(run.stdout.contains("which lists 1 stations"), "{}", run.stdout);
    assert!(
        run.stderr.contains("no register has named the area d4"),
        "{}",
        run.stderr
    );
    let words = [&TALLY[..], &["--account", "campaign"]].concat();
    let tally = bench.json(&words, 1);
    assert_eq!(tally["polls_close"], "2026-05-10T23:00Z");
    assert_eq!(tally["findings"][0]["rule"], "outside_contest");
    let only = bench.json(&[&words[..], &["--area", "d1"]].concat(), 0);
    assert_eq!(only["total"]["coverage"]["of_stations"], 4, "{only}");
    assert_eq!(tally["total"]["coverage"]["stations"], 1, "{tally}");
    let close = [&add[..], &["--polls-close", "2026-05-10T23:30Z"]].concat();
    bench.run(&close, 0);
    assert_eq!(bench.json(&TALLY, 1)["polls_close"], "2026-05-10T23:30Z");

    bench.write(
        "changes.toml",
        "contests = [{ contest = \"major\", areas = [] }]\n",
    );
    let with = [&add[..], &["--with", "changes.toml"]].concat();
    let said = bench.run(&with, 2).stderr;
    assert!(
        said.contains("changes.toml: the contest \"major\" is not in the law, which has mayor"),
        "{said}"
    );
    bench.write(
        "changes.toml",
        "contests = [{ contest = \"mayor\", areas = [\"d1\", \"d1\"] }]\n",
    );
    let said = bench.run(&with, 2).stderr;
    assert!(said.contains("stands there twice"), "{said}");
    bench.write("changes.toml", "contest = []\n");
    let said = bench.run(&with, 2).stderr;
    assert!(
        said.contains("line 1") && said.contains("did you mean `contests`?"),
        "{said}"
    );
}

#[test]
fn a_code_that_fits_no_mask_is_told_where_it_comes_in() {
    let masked = SMALL.replace("levels =", "codes = [\"s9\", \"s99\"]\nlevels =");
    let bench = with(&masked);
    let run = bench.import(
        &format!("{HEADER}s1,d1,400,300,5,200,100\nsl,d1,400,300,5,200,100\ns12,d1,400,300,5,200,100\n"),
        "campaign",
        1,
    );
    let expected = "rows.csv: line 3: expected a station code that fits s9 or s99 (`codes` of the law: 9 is a digit, A a \
                    capital, * any character), found \"sl\"; mend the code, or what reads it";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
    assert!(run.stdout.contains("2 readings of 3 rows"), "{}", run.stdout);
    bench.write(
        "more.csv",
        "station,registered,district,district_name\ns3,5,d1,\ns,5,d1,\n",
    );
    let said = bench
        .run(&["register", "add", "election", "--stations", "more.csv"], 2)
        .stderr;
    assert!(
        said.contains("line 3, column station: expected a station code"),
        "{said}"
    );
    let observe = [
        "observe",
        "election",
        "--key",
        "o",
        "--station",
        "x",
        "--answer",
        "calm=yes",
    ];
    bench.run(&["keys", "election", "add", "o", "--role", "observer"], 0);
    let said = bench.run(&observe, 2).stderr;
    assert!(said.contains("expected a station code"), "{said}");
}
