//! Accounts and their stages on the command line: nothing is written for one that is not there, and what is taken in is
//! counted stage by stage.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use serde_json::json;
use workbench::{HEADER, PROFILE, Workbench, files, import_words};

fn small() -> Workbench {
    let bench = Workbench::new();
    bench.small();
    bench
}

#[test]
fn nothing_is_written_for_an_account_or_a_stage_that_is_not_there() {
    let bench = small();
    bench.write("rows.csv", format!("{HEADER}s1,d1,400,300,5,200,100\n"));
    bench.write("claims.toml", "[[claims]]\nid='c'\naccount='campagn'\nwho='x'\nwhen='2026-05-11'\nwhere='x'\ncontest='mayor'\nfigures=[{of='ana',number=1}]\n");
    bench.write("report.txt", "A report.");
    bench.run(
        &["account", "election", "add", "authority", "--stage", "early,late"],
        0,
    );
    let before = files(&bench.path("election"));
    let source = [
        "source",
        "add",
        "election",
        "report.txt",
        "--publisher",
        "P",
        "--account",
        "campagn",
    ];
    for (words, said) in [
        (
            &import_words("campagn")[..],
            "the record has no account campagn; its accounts are a, authority, campaign",
        ),
        (&import_words("campagn"), "`cotejo account election add campagn`"),
        (
            &["claim", "election", "claims.toml"],
            "the record has no account campagn",
        ),
        (&source, "the record has no account campagn"),
        (
            &import_words("authority"),
            "has the stages early, late: say with --stage",
        ),
        (
            &[&import_words("authority")[..], &["--stage", "last"]].concat(),
            "`cotejo account election add authority --stage last`",
        ),
        (
            &[&import_words("campaign")[..], &["--stage", "last"]].concat(),
            "the account campaign has no stage last;",
        ),
        (
            &["account", "election", "add", "authority"],
            "no stages are added",
        ),
        (
            &["account", "election", "add", "Campaign"],
            "differ in nothing but capitals",
        ),
        (
            &["account", "election", "add", "press", "--stage", "total"],
            "is a word with a meaning of its own",
        ),
        (
            &["tally", "election", "--account", "authority/last"],
            "its stages are early, late",
        ),
    ] {
        let run = bench.run(words, 2);
        assert!(run.stderr.contains(said), "{words:?}: {}", run.stderr);
    }
    assert_eq!(files(&bench.path("election")), before);
}

#[test]
fn a_definition_without_accounts_takes_in_each_that_is_named_and_says_so() {
    let bench = Workbench::new();
    bench.write("profile.toml", PROFILE);
    bench.write(
        "election.toml",
        "id='e'\nname='E'\ndate='2026-05-10'\norigin='count.example/e'\nlevels=['district']\n\
         [[contests]]\nid='mayor'\nname='Mayor'\noptions=[{id='ana',name='Ana'},{id='luis',name='Luis'}]\n\
         [acceptance]\nalone=['file']\n",
    );
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    bench.write("rows.csv", format!("{HEADER}s1,d1,400,300,5,200,100\n"));
    let first = bench.run(&[&import_words("council")[..], &["--stage", "early"]].concat(), 0);
    assert!(
        first
            .stderr
            .contains("the record had no account council: entry 1 names it, signed by the operator"),
        "{}",
        first.stderr
    );
    bench.write("claims.toml", "[[claims]]\nid='c'\naccount='press'\nwho='x'\nwhen='2026-05-11'\nwhere='x'\ncontest='mayor'\nfigures=[{of='ana',number=1}]\n");
    let claim = bench.run(&["claim", "election", "claims.toml"], 0);
    assert!(
        claim.stderr.contains("no account press: entry"),
        "{}",
        claim.stderr
    );
    let again = bench.run(&["claim", "election", "claims.toml"], 0);
    assert!(
        !again.stderr.contains("no account press: entry"),
        "{}",
        again.stderr
    );
    let listed = bench.json(&["account", "election"], 0);
    let ids: Vec<_> = listed["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["account"])
        .collect();
    assert_eq!(ids, ["council", "press"]);
    // A method that the definition lists without an account suffices for accounts that are added.
    let tally = bench.json(&["tally", "election"], 0);
    assert_eq!(tally["total"]["options"][0]["votes"]["sum"], json!(200));
}

#[test]
fn a_later_stage_stands_and_each_is_counted_compared_and_published() {
    let bench = small();
    bench.run(
        &["account", "election", "add", "authority", "--stage", "early"],
        0,
    );
    let import = |rows: &str, stage: &str, as_of: &str| {
        bench.write("rows.csv", format!("{HEADER}{rows}"));
        let words = [
            &import_words("authority")[..],
            &["--stage", stage, "--as-of", as_of],
        ]
        .concat();
        bench.json(&words, 0)
    };
    let said = import(
        "s1,d1,400,300,5,200,100\ns2,d1,400,0,0,0,0\n",
        "early",
        "2026-05-10T20:05Z",
    );
    assert_eq!((&said["readings"], &said["empty"]), (&json!(2), &json!(1)));
    bench.run(&["account", "election", "add", "authority", "--stage", "late"], 0);
    import("s1,d1,400,310,5,205,105\n", "late", "2026-05-11T20:00Z");
    import("s2,d1,400,30,5,20,10\n", "early", "2026-05-10T20:05Z");
    let ana = |account: &str| {
        let tally = bench.json(&["tally", "election", "--account", account], 0);
        let total = &tally["total"];
        (
            total["coverage"]["stations"].clone(),
            total["options"][0]["votes"]["sum"].clone(),
        )
    };
    assert_eq!(ana("authority"), (json!(2), json!(225)));
    assert_eq!(ana("authority/early"), (json!(2), json!(220)));
    assert_eq!(ana("authority/late"), (json!(1), json!(205)));
    let compared = bench.json(&["compare", "election", "authority/early", "authority/late"], 1);
    assert_eq!(
        (
            &compared["stations"]["different"],
            &compared["stations"]["first_only"]
        ),
        (&json!(1), &json!(1))
    );
    let listed = bench.json(&["account", "election"], 0);
    let authority = listed["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["account"] == "authority");
    assert_eq!(authority.unwrap()["stages"], json!(["early", "late"]));
    let shown = bench.json(&["show", "election", "s1"], 0);
    let readings = &shown["contests"][0]["readings"];
    assert_eq!(
        (&readings[0]["stage"], &readings[0]["as_of"]),
        (&json!("early"), &json!("2026-05-10T20:05Z"))
    );
    assert_eq!(
        (&readings[0]["stands"], &readings[1]["stands"]),
        (&json!(false), &json!(true))
    );

    bench.run(&["export", "election", "--to", "tables", "--format", "csv"], 0);
    let table = |name: &str| std::fs::read_to_string(bench.path(&format!("tables/{name}.csv"))).unwrap();
    assert!(
        table("readings_mayor").contains(",2026-05-10T20:05Z,1,0,"),
        "{}",
        table("readings_mayor")
    );
    assert!(table("totals_mayor").contains("\nauthority,early,country,"));
    assert!(table("comparisons").contains("\nmayor,authority/early,authority/late,"));
    bench.run(&["publish", "election", "--to", "public"], 0);
    assert_eq!(bench.json(&["verify", "public"], 0)["verified"], true);
}

#[test]
fn a_key_of_one_stage_writes_no_other() {
    let bench = small();
    bench.run(
        &["account", "election", "add", "authority", "--stage", "early,late"],
        0,
    );
    let words = [
        "keys",
        "election",
        "add",
        "importer-authority",
        "--role",
        "importer",
    ];
    bench.run(
        &[&words[..], &["--account", "authority", "--stage", "early"]].concat(),
        0,
    );
    bench.write("rows.csv", format!("{HEADER}s1,d1,400,300,5,200,100\n"));
    let run = bench.run(
        &[&import_words("authority")[..], &["--stage", "late"]].concat(),
        2,
    );
    assert!(
        run.stderr.contains("may not write this stage of the account"),
        "{}",
        run.stderr
    );
    bench.run(
        &[&import_words("authority")[..], &["--stage", "early"]].concat(),
        0,
    );
    assert!(
        bench
            .run(&["keys", "election"], 0)
            .stdout
            .contains("authority/early")
    );
}
