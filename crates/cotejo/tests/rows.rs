//! Rows in, and none lost without a word: what `import` sees in a file before it signs anything.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use serde_json::{Value, json};
use workbench::{HEADER, PROFILE, Run, SMALL, Workbench, import_words};

/// Two contests on one row.
const TWO: &str = r#"
id = "two"
name = "Two contests"
date = "2026-05-10"
origin = "count.example/two"
[[contests]]
id = "mayor"
name = "Mayor"
options = [{ id = "ana", name = "Ana" }, { id = "luis", name = "Luis" }]
[[contests]]
id = "board"
name = "Board"
options = [{ id = "x", name = "X" }, { id = "y", name = "Y" }]
[[accounts]]
id = "council"
name = "Council"
[acceptance]
agree = 2
alone = ["file"]
"#;

fn contest_profile(contest: &str, options: [&str; 2]) -> String {
    let [a, b] = options;
    format!(
        "name = \"{contest}\"\ncontest = \"{contest}\"\n[station]\ncode = \"{{s}}\"\n[options]\n{a} = \"{{{a}}}\"\n{b} = \"{{{b}}}\"\n"
    )
}

fn small() -> Workbench {
    let bench = Workbench::new();
    bench.small();
    bench
}

/// Imports `rows.csv` for an account with more words, and gives what came of it as JSON.
#[track_caller]
fn imported(bench: &Workbench, account: &str, more: &[&str], code: i32) -> Value {
    bench.json(&[&import_words(account)[..], more].concat(), code)
}

fn sum(bench: &Workbench, account: &str, option: usize) -> Value {
    let output = bench.command(&["tally", "election", "--account", account, "--json"]);
    let run = Run::of({ output }.output().unwrap());
    run.json()["total"]["options"][option]["votes"]["sum"].clone()
}

fn remarks<'a>(imported: &'a Value, kind: &str) -> &'a Value {
    let all = imported["remarks"].as_array().unwrap();
    all.iter()
        .find(|remarks| remarks["kind"] == kind)
        .unwrap_or(&Value::Null)
}

#[test]
fn each_contest_of_a_row_is_recorded_by_its_own_profile() {
    let bench = Workbench::new();
    bench.write("election.toml", TWO);
    bench.write("mayor.toml", contest_profile("mayor", ["ana", "luis"]));
    bench.write("board.toml", contest_profile("board", ["x", "y"]));
    bench.write("rows.csv", "s,ana,luis,x,y\n1,20,10,12,18\n2,11,9,8,13\n");
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    let import = |profile: &str| {
        let words = [
            "import",
            "election",
            "rows.csv",
            "--profile",
            profile,
            "--account",
            "council",
        ];
        let made = bench.json(&words, 0);
        (made["readings"].clone(), made["already_recorded"].clone())
    };
    assert_eq!(import("mayor.toml"), (json!(2), json!(0)));
    assert_eq!(import("board.toml"), (json!(2), json!(0)));
    assert_eq!(import("board.toml"), (json!(0), json!(2)));
    let board = bench.json(
        &["tally", "election", "--contest", "board", "--account", "council"],
        0,
    );
    let sums: Vec<&Value> = (0..2)
        .map(|at| &board["total"]["options"][at]["votes"]["sum"])
        .collect();
    assert_eq!(sums, [&json!(20), &json!(31)]);
    assert_eq!(board["total"]["coverage"]["stations"], 2);
}

#[test]
fn figures_that_a_mended_profile_reads_otherwise_are_told_and_corrected_on_demand() {
    let bench = small();
    bench.import(
        &format!("{HEADER}s1,d1,400,300,5,200,100\ns2,d1,400,250,5,150,100\n"),
        "campaign",
        0,
    );
    bench.write(
        "profile.toml",
        PROFILE.replace("null = \"{null}\"", "null = \"{ana}\""),
    );
    let left = imported(&bench, "campaign", &[], 1);
    assert_eq!((&left["readings"], &left["differing"]), (&json!(0), &json!(2)));
    assert_eq!(
        remarks(&left, "differs")["messages"][0],
        "rows.csv: line 2: station \"s1\": recorded with null 5, here 200"
    );
    let corrected = imported(&bench, "campaign", &["--correct", "the wrong column"], 0);
    assert_eq!(
        (&corrected["readings"], &corrected["corrected"]),
        (&json!(2), &json!(2))
    );
    let again = imported(&bench, "campaign", &[], 0);
    assert_eq!(
        (&again["readings"], &again["already_recorded"]),
        (&json!(0), &json!(2))
    );
    let shown = bench.json(&["show", "election", "s1"], 1);
    let readings = shown["contests"][0]["readings"].as_array().unwrap();
    let corrected: Vec<bool> = readings
        .iter()
        .map(|reading| !reading["corrected_by"].is_null())
        .collect();
    assert_eq!(corrected, [true, false], "{shown}");
    assert_eq!(sum(&bench, "campaign", 0), 350);
}

#[test]
fn a_newer_file_changes_nothing_without_a_word() {
    let bench = small();
    bench.import(
        &format!("{HEADER}s1,d1,400,300,5,200,100\ns2,d1,400,250,5,150,100\n"),
        "campaign",
        0,
    );
    bench.write(
        "rows.csv",
        format!("{HEADER}s1,d1,400,300,5,200,100\ns2,d1,400,255,5,155,100\ns3,d1,400,10,0,6,4\n"),
    );
    let newer = imported(&bench, "campaign", &[], 1);
    assert_eq!((&newer["readings"], &newer["differing"]), (&json!(2), &json!(1)));
    let said = remarks(&newer, "differs");
    assert_eq!(
        said["messages"],
        json!(["rows.csv: line 3: station \"s2\": recorded with valid 250, here 255; ana 150, here 155"])
    );
    assert!(said["remedy"].as_str().unwrap().contains("--correct REASON"));
    assert_eq!(sum(&bench, "campaign", 0), 356);
    let corrected = imported(&bench, "campaign", &["--correct", "recount"], 0);
    assert_eq!(
        (&corrected["readings"], &corrected["corrected"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(sum(&bench, "campaign", 0), 361);
    // What may write for another account corrects nothing there.
    bench.write("rows.csv", format!("{HEADER}s2,d1,400,256,5,156,100\n"));
    let other = imported(&bench, "press", &["--correct", "recount"], 0);
    assert_eq!((&other["readings"], &other["corrected"]), (&json!(1), &json!(0)));
    assert_eq!(sum(&bench, "campaign", 0), 361);
}

#[test]
fn figures_that_are_recorded_beside_others_are_a_finding() {
    let bench = small();
    bench.import(&format!("{HEADER}s1,d1,400,300,5,200,100\n"), "campaign", 0);
    bench.write("rows.csv", format!("{HEADER}s1,d1,400,300,5,100,200\n"));
    let beside = imported(&bench, "campaign", &["--beside"], 1);
    assert_eq!(
        (&beside["readings"], &beside["corrected"]),
        (&json!(1), &json!(0))
    );
    let tally = bench.json(&["tally", "election", "--account", "campaign"], 1);
    assert_eq!(tally["findings"][0]["rule"], "more_than_one_sheet");
}

#[test]
fn a_figure_takes_the_place_of_an_empty_row_without_more_ado() {
    let bench = small();
    bench.import(
        &format!("{HEADER}s1,d1,400,0,0,0,0\ns2,d1,400,300,5,200,100\n"),
        "campaign",
        0,
    );
    bench.write(
        "rows.csv",
        format!("{HEADER}s1,d1,400,250,0,150,100\ns2,d1,400,0,0,0,0\n"),
    );
    let later = imported(&bench, "campaign", &[], 0);
    let of = |key: &str| later[key].clone();
    assert_eq!(
        (of("readings"), of("filled"), of("empty"), of("differing")),
        (json!(2), json!(1), json!(1), json!(0))
    );
    assert_eq!(sum(&bench, "campaign", 0), 350);
    let said = bench.run(&import_words("campaign"), 0).stdout;
    assert!(said.contains("2 of them were recorded before."), "{said}");
}

#[test]
fn a_line_that_is_recorded_for_another_station_is_told() {
    let bench = small();
    bench.import(&format!("{HEADER}s1,d1,400,300,5,200,100\n"), "campaign", 0);
    bench.write("profile.toml", PROFILE.replace("\"{station}\"", "\"0{station}\""));
    let moved = imported(&bench, "campaign", &[], 1);
    assert_eq!((&moved["readings"], &moved["differing"]), (&json!(0), &json!(1)));
    assert_eq!(
        remarks(&moved, "other_station")["messages"][0],
        "rows.csv: line 2: station \"0s1\": this line is recorded as that of station \"s1\""
    );
}

#[test]
fn a_row_of_totals_is_asked_and_can_be_left_out() {
    let bench = small();
    let rows =
        format!("{HEADER}s1,d1,400,300,5,200,100\ns2,d2,300,250,6,150,100\nall,d3,700,550,11,350,200\n");
    let run = bench.import(&rows, "campaign", 1);
    assert!(
        run.stderr.contains(
            "rows.csv: line 4: station \"all\": looks like a total: every figure is the sum of rows above"
        ),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("leave it out by `except`"), "{}", run.stderr);
    // Nothing was signed, and nobody was given a role.
    assert_eq!(bench.json(&["tally", "election"], 0)["entries"], 1);
    bench.write(
        "profile.toml",
        PROFILE.replace("[station]", "except.station = [\"all\"]\n[station]"),
    );
    let without = imported(&bench, "campaign", &[], 0);
    assert_eq!(
        (&without["readings"], &without["asked"]),
        (&json!(2), &json!(false))
    );
    assert_eq!(
        without["passed_over"],
        json!({ "filters": [{ "key": "except.station", "rows": 1, "line": 4, "value": "all" }], "headers": 0 })
    );
    assert_eq!(sum(&bench, "campaign", 0), 350);
    bench.write("profile.toml", PROFILE);
    assert_eq!(imported(&bench, "press", &["--anyway"], 0)["readings"], 3);
}

#[test]
fn a_station_with_the_code_of_an_area_is_told() {
    let bench = small();
    let made = bench.import(&format!("{HEADER}d1,d1,400,300,5,200,100\n"), "campaign", 0);
    assert!(
        made.stderr.contains("station \"d1\": an area has that code"),
        "{}",
        made.stderr
    );
}

#[test]
fn a_file_of_which_no_row_is_read_is_no_success() {
    let bench = small();
    bench.write(
        "profile.toml",
        PROFILE.replace("[station]", "only.district = [\"D1\"]\n[station]"),
    );
    let run = bench.import(
        &format!("{HEADER}s1,d1,400,300,5,200,100\ns2,d2,400,300,5,200,100\n"),
        "campaign",
        1,
    );
    assert!(
        run.stdout.contains(
            "2 rows are passed over by `only.district` of the profile, the first on line 2 with \"d1\" there."
        ),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("No row was read"), "{}", run.stdout);
    bench.write("profile.toml", PROFILE);
    bench.import(HEADER, "campaign", 1);
}

#[test]
fn a_thousand_equal_failures_are_told_in_a_few_lines() {
    let bench = small();
    let mut rows = String::from(HEADER);
    for station in 0..1_000 {
        rows.push_str(&format!("s{station},d1,400,n/a,5,200,100\n"));
    }
    let run = bench.import(&rows, "campaign", 1);
    assert_eq!(run.stderr.matches("column valid").count(), 5, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("rows.csv: 995 more rows like these, the last on line 1001"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("add \"n/a\" to `not_on_form`"),
        "{}",
        run.stderr
    );
    let told = imported(&bench, "campaign", &[], 1);
    assert_eq!(told["failed"], 1_000);
    assert_eq!(told["failures"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&told["failures"][0]["column"], &told["failures"][0]["rows"]),
        (&json!("valid"), &json!(1_000))
    );
    assert_eq!(told["failures"][0]["lines"], json!([2, 3, 4, 5, 6]));
}

#[test]
fn a_code_that_looks_like_another_is_asked_before_anything_is_signed() {
    for other in ["1.1", "01.1\u{206f}", "٠١.1", "０１.1", "01.l"] {
        let bench = small();
        bench.import(&format!("{HEADER}01.1,d1,400,300,5,200,100\n"), "council", 0);
        bench.write("profile.toml", PROFILE.replace("{station}", "{station|visible}"));
        bench.write("rows.csv", format!("{HEADER}{other},d1,400,290,5,190,100\n"));
        let entries = bench.json(&["tally", "election"], 0)["entries"].clone();
        let words = [&import_words("campaign")[..], &["--json"]].concat();
        let run = Run::of(bench.command(&words).output().unwrap());
        if other.contains('\u{206f}') {
            // The filter makes it the same code.
            assert_eq!((run.code, &run.json()["readings"]), (0, &json!(1)));
            continue;
        }
        assert_eq!(run.code, 1, "{other}: {}", run.stderr);
        let made = run.json();
        assert_eq!((&made["asked"], &made["readings"]), (&json!(true), &json!(0)));
        let said = remarks(&made, "looks_like")["messages"][0].as_str().unwrap();
        assert!(
            said.ends_with("looks like \"01.1\", which is there already"),
            "{said}"
        );
        assert_eq!(bench.json(&["tally", "election"], 0)["entries"], entries);
        imported(&bench, "campaign", &["--anyway"], 0);
        // What was answered is not asked again.
        assert_eq!(imported(&bench, "campaign", &[], 0)["already_recorded"], 1);
    }
}

#[test]
fn two_codes_of_one_file_that_look_alike_are_asked() {
    let bench = small();
    let run = bench.import(
        &format!("{HEADER}7-A,d1,400,300,5,200,100\n7-a,d1,400,290,5,190,100\n"),
        "council",
        1,
    );
    assert!(
        run.stderr
            .contains("line 3: station \"7-a\": looks like \"7-A\" on line 2"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_name_in_two_forms_of_unicode_is_asked_and_the_filter_makes_it_one() {
    let bench = small();
    bench.import(&format!("{HEADER}s1,Potosí,400,300,5,200,100\n"), "council", 0);
    let other = format!("{HEADER}s1,Potosi\u{301},400,300,5,200,100\ns3,Potosi\u{301},400,290,5,190,100\n");
    let run = bench.import(&other, "campaign", 1);
    assert!(run.stderr.contains("looks like \"Potosí\""), "{}", run.stderr);
    bench.write("profile.toml", PROFILE.replace("{district}", "{district|nfc}"));
    assert_eq!(imported(&bench, "campaign", &[], 0)["readings"], 2);
    let tally = bench.json(
        &["tally", "election", "--account", "campaign", "--by", "district"],
        0,
    );
    assert_eq!(tally["areas"].as_array().map(Vec::len), Some(1), "{tally}");
}

#[test]
fn a_station_that_moved_or_has_other_voters_is_told_and_a_finding() {
    let bench = small();
    bench.import(
        &format!("{HEADER}s1,d1,400,300,5,200,100\ns2,d1,400,300,5,150,150\n"),
        "council",
        0,
    );
    let run = bench.import(
        &format!("{HEADER}s1,d2,400,300,5,200,100\ns2,d1,410,300,5,150,150\n"),
        "campaign",
        0,
    );
    assert!(
        run.stderr
            .contains("rows.csv: line 2: station \"s1\": in another area, \"d2\" and before \"d1\""),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr
            .contains("rows.csv: line 3: station \"s2\": 400 registered voters before, here 410"),
        "{}",
        run.stderr
    );
    let tally = bench.json(&["tally", "election", "--account", "campaign"], 0);
    let findings = tally["findings"].as_array().unwrap();
    let found: Vec<(&Value, &Value)> = findings
        .iter()
        .map(|found| (&found["rule"], &found["number"]))
        .collect();
    assert!(found.contains(&(&json!("area_differs"), &json!(1))), "{tally}");
    assert!(
        found.contains(&(&json!("registered_differs"), &json!(1))),
        "{tally}"
    );
    // The station stays where it was first.
    let by = bench.json(&["tally", "election", "--account", "campaign", "--area", "d1"], 0);
    assert_eq!(by["total"]["coverage"]["stations"], 2);
}

#[test]
fn a_register_that_names_a_station_twice_is_refused_with_both_lines() {
    let bench = Workbench::new();
    bench.write("election.toml", SMALL);
    let register = "station,registered,district,district_name\ns1,100,d1,\ns2,100,d1,\ns1,120,d2,\n";
    bench.write("register.csv", register);
    let said = bench.run(&workbench::NEW_WITH_REGISTER, 2).stderr;
    assert!(
        said.contains("line 4") && said.contains("station \"s1\" stands on line 2 already"),
        "{said}"
    );
    assert!(!bench.path("election").exists());
    bench.write("register.csv", register.replace("s1,120", "s3,120"));
    bench.run(&workbench::NEW_WITH_REGISTER, 0);
    bench.write(
        "more.csv",
        "station,registered,district,district_name\ns4,1,d1,\ns4,1,d1,\n",
    );
    bench.run(&["register", "add", "election", "--stations", "more.csv"], 2);
    bench.write(
        "more.csv",
        "station,registered,district,district_name\ns4,1,d1,\nS2,1,d1,\n",
    );
    let said = bench
        .run(&["register", "add", "election", "--stations", "more.csv"], 0)
        .stderr;
    assert!(said.contains("station \"S2\" looks like \"s2\""), "{said}");
    assert!(!said.contains("s4"), "{said}");
}

#[test]
fn a_station_that_was_opened_on_the_day_counts_once_it_is_on_the_register() {
    let bench = Workbench::new();
    let complete = SMALL.replace("stations = 10\nregistered = 4000", "complete = true");
    bench.write("election.toml", complete);
    bench.write("profile.toml", PROFILE);
    bench.write(
        "register.csv",
        "station,registered,district,district_name\ns1,400,d1,\n",
    );
    bench.run(&workbench::NEW_WITH_REGISTER, 0);
    let run = bench.import(
        &format!("{HEADER}s1,d1,400,300,5,200,100\ns9,d1,250,240,1,160,80\n"),
        "council",
        0,
    );
    assert!(
        run.stderr
            .contains("line 3: station \"s9\": the register lacks it"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("cotejo register add"), "{}", run.stderr);
    assert_eq!(sum(&bench, "council", 0), 200);
    bench.write(
        "more.csv",
        "station,registered,district,district_name\ns9,250,d1,\n",
    );
    bench.run(&["register", "add", "election", "--stations", "more.csv"], 0);
    assert_eq!(
        (sum(&bench, "council", 0), sum(&bench, "council", 1)),
        (json!(360), json!(180))
    );
}

#[test]
fn joined_files_with_marks_have_the_stations_of_both() {
    let bench = small();
    let joined = format!("\u{feff}{HEADER}s1,d1,400,300,5,200,100\n\u{feff}s2,d1,400,290,5,190,100\n");
    bench.import(&joined, "council", 0);
    let clean = joined.replace('\u{feff}', "");
    bench.import(&clean, "campaign", 0);
    let compared = bench.json(&["compare", "election", "council", "campaign"], 0);
    assert_eq!(compared["stations"]["both"], 2, "{compared}");
}

#[test]
fn rows_that_quotes_would_swallow_are_read_or_named() {
    let bench = small();
    let noted = HEADER.replace("luis\n", "luis,note\n");
    let rows = "s1,d1,400,300,5,200,100,\ns2,d1,400,290,5,190,100,\"hall 2\ns3,d1,400,280,5,180,100,\ns4,d1,400,270,5,170,100,\"\n\
                s5,d1,400,260,5,160,100,\n";
    let run = bench.import(&format!("{noted}{rows}"), "council", 1);
    assert!(
        run.stderr
            .contains("rows.csv: line 3: expected no line break within quotes"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("rows.csv: line 5: expected"),
        "{}",
        run.stderr
    );
    assert_eq!(sum(&bench, "council", 0), 540);
    bench.write(
        "profile.toml",
        PROFILE.replace("[station]", "file.quote = \"\"\n[station]"),
    );
    assert_eq!(imported(&bench, "council", &[], 0)["readings"], 2);
    assert_eq!(sum(&bench, "council", 0), 900);
}

#[test]
fn a_preview_says_all_that_an_import_would_and_writes_nothing() {
    let bench = small();
    bench.write(
        "rows.csv",
        format!("{HEADER}s1,d1,400,300,5,200,100\ns2,d1,400,x,5,150,100\n"),
    );
    let before = bench.json(&["tally", "election"], 0)["entries"].clone();
    let preview = imported(&bench, "campaign", &["--try"], 1);
    assert_eq!((&preview["rows"], &preview["failed"]), (&json!(2), &json!(1)));
    assert_eq!(preview["first"][0]["station"], "s1");
    assert_eq!(preview["first"][0]["counts"]["options"]["ana"], 200);
    assert_eq!(preview["sums"][0]["figures"]["ana"], 200);
    let said = bench.run(&[&import_words("campaign")[..], &["--try"]].concat(), 1);
    assert!(
        said.stdout
            .contains("line 2: station s1 in d1, 400 registered voters: mayor"),
        "{}",
        said.stdout
    );
    assert!(
        said.stdout
            .contains("registered 400, valid 300, null 5, ana 200, luis 100"),
        "{}",
        said.stdout
    );
    assert!(said.stdout.contains("Nothing is written"), "{}", said.stdout);
    assert!(
        said.stderr.contains("rows.csv: line 3, column valid"),
        "{}",
        said.stderr
    );
    assert_eq!(bench.json(&["tally", "election"], 0)["entries"], before);
    assert!(!bench.path("election/keys/importer-campaign.key").exists());
}

#[test]
fn a_claim_for_an_area_that_nobody_has_is_told() {
    let bench = small();
    bench.import(&format!("{HEADER}s1,d1,400,300,5,200,100\n"), "campaign", 0);
    let claim = |area: &str| {
        format!(
            "[[claims]]\nid='c-{area}'\naccount='x'\nwho='x'\nwhen='2026-05-11'\nwhere='x'\ncontest='mayor'\narea='{area}'\nfigures=[{{of='ana',number=1}}]\n"
        )
    };
    bench.write("claims.toml", claim("d1") + &claim("d7"));
    let said = bench.run(&["claim", "election", "claims.toml"], 0).stderr;
    assert!(
        said.contains("claim c-d7: no register has named the area \"d7\""),
        "{said}"
    );
    assert!(!said.contains("c-d1"), "{said}");
}

#[test]
fn a_station_that_a_file_gives_other_figures_twice_is_told() {
    let bench = small();
    let file = format!("{HEADER}s1,d1,400,300,5,200,100\ns1,d1,400,300,5,200,100\ns1,d1,400,305,5,205,100\n");
    bench.write("rows.csv", file);
    let tried = bench.json(&[&import_words("campaign")[..], &["--try"]].concat(), 0);
    let twice = |said: &Value| {
        let remarks = said["remarks"].as_array().unwrap().clone();
        remarks
            .into_iter()
            .find(|remarks| remarks["kind"] == "twice")
            .unwrap()
    };
    assert_eq!(twice(&tried)["rows"], 1);
    let said = bench.json(&import_words("campaign"), 0);
    let message = twice(&said)["messages"][0].as_str().unwrap().to_owned();
    assert!(
        message.contains("line 4") && message.contains("line 2 gives this station other figures"),
        "{message}"
    );
    let tally = bench.json(&["tally", "election", "--account", "campaign"], 1);
    assert_eq!(tally["total"]["options"][0]["votes"]["sum"], 200);
}
