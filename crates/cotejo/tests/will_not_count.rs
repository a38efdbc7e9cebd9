//! What would count for nothing is refused before it is signed, with the reason that the fold would give and what can be
//! done; nothing of it is written.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod paper;
mod workbench;

use paper::{ELECTION, Paper, text};
use serde_json::json;
use workbench::{HEADER, Workbench, files};

const IMPORT: [&str; 7] = workbench::import_words("campaign");
const READ: [&str; 5] = ["read", "election", "photos", "--account", "party"];
const SOURCE: [&str; 8] = [
    "source",
    "add",
    "election",
    "report.txt",
    "--publisher",
    "A newspaper",
    "--account",
    "campaign",
];

/// What a key is given, what is then done to it, and the reason that comes of it.
struct Case {
    roles: &'static [&'static [&'static str]],
    revoked: bool,
    said: &'static str,
}

/// The ways in which a key in the role `role` cannot write for the account that it is used for.
fn cases(role: &'static [&'static str]) -> Vec<Case> {
    let with =
        |more: &'static [&'static str]| -> &'static [&'static str] { Vec::leak([role, more].concat()) };
    let roles = |roles: &[&'static [&'static str]]| -> &'static [&'static [&'static str]] {
        Vec::leak(roles.to_vec())
    };
    let case = |given: &[&'static [&'static str]], said| Case {
        roles: roles(given),
        revoked: false,
        said,
    };
    vec![
        case(
            &[&["--role", "reviewer"]],
            "its key's role does not allow such an entry",
        ),
        case(
            &[with(&["--until", "2020-01-01T00Z"])],
            "its key's time had run out",
        ),
        Case {
            revoked: true,
            ..case(&[role], "its key was revoked before")
        },
    ]
}

/// Of readings and captures only: a source is of no account and no area.
fn narrow(role: &'static [&'static str]) -> Vec<Case> {
    let with = |more: &'static [&'static str]| -> &'static [&'static [&'static str]] {
        Vec::leak(vec![&*Vec::leak([role, more].concat())])
    };
    vec![
        Case {
            roles: with(&["--account", "other"]),
            revoked: false,
            said: "its key may not write for this account",
        },
        Case {
            roles: with(&["--area", "d9"]),
            revoked: false,
            said: "its key may not write about this station's area",
        },
    ]
}

/// Gives the key `name` its roles, the first time with a new key.
fn give(bench: &Workbench, name: &str, case: &Case) {
    let mut key: Option<String> = None;
    for role in case.roles {
        let mut words = vec!["keys", "election", "add", name];
        words.extend_from_slice(role);
        if let Some(key) = &key {
            words.extend(["--key", key]);
        }
        let made = bench.json(&words, 0)["key"].as_str().unwrap().to_owned();
        key = Some(made);
    }
    if case.revoked {
        bench.run(&["keys", "election", "revoke", name, "--reason", "lost"], 0);
    }
}

/// Runs a verb that must be refused with this reason and write nothing, and then again once the operator has done what
/// was said to help.
#[track_caller]
fn refused(bench: &Workbench, words: &[&str], said: &str) {
    let log = bench.path("election/log");
    let before = files(&log);
    let run = bench.run(words, 2);
    assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    assert_eq!(files(&log), before, "{said}: nothing is written");
    let help = run
        .stderr
        .split("`cotejo ")
        .nth(1)
        .unwrap()
        .split('`')
        .next()
        .unwrap();
    let help: Vec<&str> = help.split(' ').map(|word| word.trim_matches('\'')).collect();
    bench.run(&help, 0);
    bench.run(words, 0);
    let tally = bench.json(&["tally", "election"], 0);
    assert_eq!(tally["refused"], json!({}), "{said}");
}

fn small() -> Workbench {
    let bench = Workbench::new();
    bench.small();
    let rows = "s1,d1,400,300,5,200,100\ns2,d1,400,290,5,190,100\n";
    bench.write("rows.csv", format!("{HEADER}{rows}"));
    bench.write("report.txt", "They met on Monday and said that all was well.\n");
    bench
}

fn with_photographs() -> Workbench {
    let bench = Workbench::new();
    bench.write("election.toml", ELECTION);
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    for table in 1..=2 {
        bench.write(
            &format!("photos/{table}.png"),
            Paper::with(text(table).as_bytes()).png(),
        );
    }
    bench
}

#[test]
fn an_import_is_refused_where_its_key_has_another_role_has_expired_or_is_revoked_or_narrow() {
    for case in cases(&["--role", "importer"])
        .iter()
        .chain(&narrow(&["--role", "importer"]))
    {
        let bench = small();
        give(&bench, "importer-campaign", case);
        refused(&bench, &IMPORT, case.said);
    }
}

#[test]
fn photographs_are_refused_where_their_key_has_another_role_has_expired_or_is_revoked_or_narrow() {
    for case in cases(&["--role", "agent"])
        .iter()
        .chain(&narrow(&["--role", "agent"]))
    {
        let bench = with_photographs();
        give(&bench, "reader-party", case);
        refused(&bench, &READ, case.said);
    }
}

#[test]
fn a_document_is_refused_where_its_key_has_another_role_has_expired_or_is_revoked() {
    for case in cases(&["--role", "importer"]) {
        let bench = small();
        give(&bench, "importer-campaign", &case);
        refused(&bench, &SOURCE, case.said);
    }
}

#[test]
fn what_the_operator_writes_is_refused_where_the_key_here_is_not_the_operators() {
    let bench = small();
    bench.write(
        "claims.toml",
        "[[claims]]\nid='c'\naccount='x'\nwho='x'\nwhen='2026-05-11'\nwhere='x'\ncontest='mayor'\nfigures=[{of='ana',number=1}]\n",
    );
    // Another election's operator.
    bench.run(&["new", "other", "--from", "election.toml"], 0);
    std::fs::copy(
        bench.path("other/keys/operator.key"),
        bench.path("election/keys/operator.key"),
    )
    .unwrap();
    let log = files(&bench.path("election"));
    let verbs: [&[&str]; 5] = [
        &["claim", "election", "claims.toml"],
        &["source", "add", "election", "report.txt", "--publisher", "P"],
        &["keys", "election", "add", "agent-1", "--role", "agent"],
        &["keys", "election", "revoke", "operator", "--reason", "lost"],
        &IMPORT,
    ];
    for words in verbs {
        let run = bench.run(words, 2);
        let said = "no key that was given a role has signed it";
        assert!(run.stderr.contains(said), "{words:?}: {}", run.stderr);
        assert!(
            run.stderr.contains("election/keys/operator.key"),
            "{}",
            run.stderr
        );
    }
    assert_eq!(files(&bench.path("election")), log);
}

#[test]
fn rows_outside_the_keys_area_are_named_and_the_rest_is_recorded() {
    let bench = small();
    let rows = "s1,d1,400,300,5,200,100\n\
                s2,d2,400,290,5,190,100\n\
                s3,d2,400,290,5,190,100\n\
                s4,d1,400,-3,5,200,100\n\
                s5,d1,400,280,5,180,100\n\
                s6,d3,400,280,5,180,100\n";
    bench.write("rows.csv", format!("{HEADER}{rows}"));
    let words = [
        "keys",
        "election",
        "add",
        "importer-campaign",
        "--role",
        "importer",
    ];
    let key = bench.json(&[&words[..], &["--area", "d1"]].concat(), 0);
    let run = bench.run(&IMPORT, 1);
    let said = "rows.csv: lines 3-4, 7: a row by the key importer-campaign would count for nothing: its key \
                may not write about this station's area";
    assert!(run.stderr.contains(said), "{}", run.stderr);
    assert!(
        run.stdout.contains("2 readings of 6 rows are recorded"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("1 rows could not be read"), "{}", run.stdout);
    assert!(
        run.stdout
            .contains("3 rows are not recorded, since they would count for nothing"),
        "{}",
        run.stdout
    );
    let tally = bench.json(&["tally", "election", "--account", "campaign"], 0);
    assert_eq!(tally["refused"], json!({}));
    assert_eq!(tally["total"]["coverage"]["stations"], 2);

    // A key that may write more takes in the rest, and nothing twice.
    bench.run(
        &[&words[..], &["--key", key["key"].as_str().unwrap()]].concat(),
        0,
    );
    let again = bench.json(&IMPORT, 1);
    assert_eq!(
        (
            &again["readings"],
            &again["already_recorded"],
            &again["failed"],
            &again["refused"]
        ),
        (&json!(3), &json!(2), &json!(1), &json!(0))
    );
    let tally = bench.json(&["tally", "election", "--account", "campaign"], 0);
    assert_eq!(tally["refused"], json!({}));
    assert_eq!(tally["total"]["coverage"]["stations"], 5);
}

#[test]
fn photographs_outside_the_keys_area_are_put_aside_and_looked_at_again() {
    let bench = Workbench::new();
    let election = ELECTION.replace("origin =", "levels = [\"district\"]\norigin =");
    bench.write(
        "election.toml",
        format!("{election}\n[register]\ncomplete = true\n"),
    );
    let register = "station,registered,district,district_name\n101.01,300,d1,\n101.02,300,d2,\n";
    bench.write("register.csv", register);
    let words = workbench::NEW_WITH_REGISTER;
    bench.run(&words, 0);
    for table in 1..=2 {
        bench.write(
            &format!("photos/{table}.png"),
            Paper::with(text(table).as_bytes()).png(),
        );
    }
    let words = ["keys", "election", "add", "reader-party", "--role", "agent"];
    let key = bench.json(&[&words[..], &["--area", "d2"]].concat(), 0);
    let blobs = || files(&bench.path("election/log/blob")).len();
    let before = blobs();
    let run = bench.run(&[&READ[..], &["--json"]].concat(), 1);
    let lines: Vec<serde_json::Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let became: Vec<_> = lines
        .iter()
        .map(|line| (&line["outcome"], &line["reason"]))
        .collect();
    let (queued, not_allowed, read, null) =
        (json!("queued"), json!("not_allowed"), json!("read"), json!(null));
    assert_eq!(became, [(&queued, &not_allowed), (&read, &null)]);
    assert!(
        lines[0]["error"]
            .as_str()
            .unwrap()
            .contains("may not write about this station's area"),
        "{}",
        lines[0]
    );
    assert_eq!(blobs(), before + 1, "no picture is kept that no entry names");
    assert_eq!(bench.json(&["tally", "election"], 0)["refused"], json!({}));

    bench.run(
        &[&words[..], &["--key", key["key"].as_str().unwrap()]].concat(),
        0,
    );
    let run = bench.run(&READ, 0);
    assert!(
        run.stdout.contains("1 read, 1 read before, 0 not"),
        "{}",
        run.stdout
    );
    assert_eq!(bench.json(&["tally", "election"], 0)["refused"], json!({}));
}

#[test]
fn of_two_sheets_in_a_picture_the_one_within_the_keys_area_is_recorded_and_the_other_when_the_key_may() {
    let bench = Workbench::new();
    let election = ELECTION.replace("origin =", "levels = [\"district\"]\norigin =");
    bench.write(
        "election.toml",
        format!("{election}\n[register]\ncomplete = true\n"),
    );
    let register = "station,registered,district,district_name\n101.01,300,d1,\n101.02,300,d2,\n";
    bench.write("register.csv", register);
    bench.run(&workbench::NEW_WITH_REGISTER, 0);
    let qr = |table| qrcodegen::QrCode::encode_text(&text(table), qrcodegen::QrCodeEcc::Medium).unwrap();
    let two = Paper::new(500, 220)
        .code(&qr(1), 5, 40, 40)
        .code(&qr(2), 5, 280, 40);
    bench.write("photos/two.png", two.png());
    let words = ["keys", "election", "add", "reader-party", "--role", "agent"];
    let key = bench.json(&[&words[..], &["--area", "d2"]].concat(), 0);
    let covered = || {
        let tally = bench.run(&["tally", "election", "--account", "party", "--json"], 0);
        let tally: serde_json::Value = serde_json::from_str(&tally.stdout).unwrap();
        (
            tally["total"]["coverage"]["stations"].clone(),
            tally["refused"].clone(),
        )
    };
    for _ in 0..2 {
        bench.run(&[&READ[..], &["--json"]].concat(), 1);
        assert_eq!(covered(), (json!(1), json!({})));
    }
    bench.run(
        &[&words[..], &["--key", key["key"].as_str().unwrap()]].concat(),
        0,
    );
    // The one that was read before is told of as taken in, and the other is read.
    bench.run(&READ, 1);
    assert_eq!(covered(), (json!(2), json!({})));
    // Now nothing is left to be read.
    let run = bench.run(&READ, 0);
    assert!(
        run.stdout.contains("0 read, 1 read before, 0 not."),
        "{}",
        run.stdout
    );
}

#[test]
fn a_key_of_two_roles_writes_in_the_one_that_allows_it() {
    let bench = small();
    let case = Case {
        roles: &[
            &["--role", "reviewer"],
            &["--role", "importer", "--account", "campaign"],
        ],
        revoked: false,
        said: "",
    };
    give(&bench, "importer-campaign", &case);
    bench.run(&IMPORT, 0);
    let tally = bench.json(&["tally", "election", "--account", "campaign"], 0);
    assert_eq!(tally["refused"], json!({}));
    assert_eq!(tally["total"]["coverage"]["stations"], 2);
}
