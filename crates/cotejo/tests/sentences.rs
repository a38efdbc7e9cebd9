//! What `tally`, `compare`, `show` and `import` say of small records, in words and as values.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use serde_json::json;
use workbench::{NEW_WITH_REGISTER, Workbench};

/// An election of two options, whose definition ends so; files alone suffice.
fn definition(rest: &str) -> String {
    format!(
        "id = 'feed'\nname = 'Feed'\ndate = '2026-05-10'\norigin = 'count.example/feed'\nlevels = ['province']\n\
         [[contests]]\nid = 'mayor'\nname = 'Mayor'\noptions = [{{ id = 'ana', name = 'Ana' }}, {{ id = 'luis', name = 'Luis' }}]\n\
         [acceptance]\nalone = ['file']\n{rest}"
    )
}

const PROFILE: &str = "name = 'feed'\ncontest = 'mayor'\nnot_on_form = ['']\n[station]\ncode = '{code}'\nregistered = '{reg}'\n\
    areas = [{ code = '{prov}' }]\n[counts]\nregistered = '{reg}'\nballots = '{ballots}'\nnull = '{null}'\n\
    [options]\nana = '{ana}'\nluis = '{luis}'\n";
const HEADER: &str = "code,prov,reg,ballots,null,ana,luis\n";
const COUNCIL: [&str; 4] = ["tally", "election", "--account", "council"];

/// An election by that definition with this register, where there is one.
fn election(rest: &str, register: Option<&str>) -> Workbench {
    let bench = Workbench::new();
    bench.write("election.toml", definition(rest));
    bench.write("profile.toml", PROFILE);
    match register {
        Some(rows) => {
            bench.write(
                "register.csv",
                format!("station,registered,province,province_name\n{rows}"),
            );
            bench.run(&NEW_WITH_REGISTER, 0);
        }
        None => {
            bench.run(&["new", "election", "--from", "election.toml"], 0);
        }
    }
    bench
}

fn import(bench: &Workbench, rows: &str, code: i32) -> String {
    bench.import(&format!("{HEADER}{rows}"), "council", code).stdout
}

#[test]
fn noughts_before_the_count_cover_nothing_and_later_figures_take_their_place() {
    let register = "0101,300,01,North\n0102,310,01,North\n0103,900,02,South\n";
    let bench = election("[register]\ncomplete = true", Some(register));
    import(
        &bench,
        "0101,01,300,,0,100,190\n0102,01,310,,0,120,80\n0103,02,900,,0,0,0\n",
        0,
    );
    let tally = bench.json(&COUNCIL, 0);
    assert_eq!(tally["total"]["coverage"]["voters_not_covered"], 900);
    assert_eq!(tally["total"]["coverage"]["stations"], 2);
    assert_eq!(tally["decided"]["decided"], false);
    assert_eq!(tally["listed_with_zeros"], json!(["0103"]));
    assert_eq!(
        tally["findings"],
        json!([{ "rule": "all_zero", "severity": "warning", "number": 1 }])
    );
    let said = bench.run(&COUNCIL, 0).stdout;
    assert!(
        said.contains(
            "The order can still change: luis is 50 votes ahead of ana, and 900 voters are not covered."
        ),
        "{said}"
    );
    let said = import(
        &bench,
        "0101,01,300,,0,100,190\n0102,01,310,,0,120,80\n0103,02,900,,0,600,90\n",
        0,
    );
    assert!(
        said.contains("1 of these rows take the place of a row of nothing but zeros."),
        "{said}"
    );
    let tally = bench.json(&COUNCIL, 0);
    let votes = |at: usize| tally["total"]["options"][at]["votes"]["sum"].clone();
    assert_eq!((votes(0), votes(1)), (json!(820), json!(360)));
    assert_eq!(
        (&tally["findings"], &tally["listed_with_zeros"]),
        (&json!([]), &json!([]))
    );
    let said = bench.run(&COUNCIL, 0).stdout;
    assert!(
        said.contains("The order can no longer change: ana is 460 votes ahead of luis, and nobody is left"),
        "{said}"
    );
}

#[test]
fn an_area_with_more_than_all_hides_nothing_that_is_missing_elsewhere() {
    let areas = "areas = [{ area = '01', stations = 1 }, { area = '02', stations = 1 }]";
    let bench = election(
        &format!("[register]\nstations = 2\nregistered = 860\n{areas}"),
        None,
    );
    // Both stations are in one area: the other's is wholly missing.
    import(&bench, "1,01,430,,0,200,100\n2,01,430,,0,200,100\n", 0);
    let tally = bench.json(&COUNCIL, 1);
    let coverage = &tally["total"]["coverage"];
    assert_eq!(coverage["more_than_expected"], json!(["within"]));
    assert_eq!(
        (&coverage["voters_not_covered"], &tally["decided"]["decided"]),
        (&json!(null), &json!(null))
    );
    let said = bench.run(&COUNCIL, 1).stdout;
    assert!(
        said.contains("Finding: an area within it has more stations"),
        "{said}"
    );
    assert!(!said.contains("no longer change"), "{said}");
}

#[test]
fn stations_that_another_account_names_beyond_the_expected_settle_nothing() {
    let bench = election("[register]\nstations = 2\nregistered = 860", None);
    import(&bench, "1,01,430,,0,200,100\n2,01,430,,0,200,100\n", 0);
    assert_eq!(bench.json(&COUNCIL, 0)["decided"]["decided"], json!(true));
    bench.import(&format!("{HEADER}3,01,430,,0,100,200\n"), "campaign", 0);
    let tally = bench.json(&COUNCIL, 1);
    assert_eq!(
        tally["total"]["coverage"]["more_than_expected"],
        json!(["known_stations"])
    );
    assert_eq!(tally["decided"]["decided"], json!(null));
}

#[test]
fn more_than_all_is_a_finding_and_settles_nothing() {
    let bench = election("[register]\nstations = 3\nregistered = 860", None);
    import(
        &bench,
        "1,01,430,,0,200,100\n2,01,430,,0,200,100\n3,01,430,,0,200,100\n4,01,430,,0,200,100\n",
        0,
    );
    let tally = bench.json(&COUNCIL, 1);
    let coverage = &tally["total"]["coverage"];
    assert_eq!(
        coverage["more_than_expected"],
        json!(["stations", "registered", "known_stations"])
    );
    assert_eq!(
        (&coverage["voters_not_covered"], &tally["decided"]["decided"]),
        (&json!(null), &json!(null))
    );
    let said = bench.run(&COUNCIL, 1).stdout;
    assert!(
        said.contains("Coverage: 4 of 3 stations (133.33%) and 1,720 of 860 registered voters (200.00%)."),
        "{said}"
    );
    assert!(
        said.contains("Finding: more stations and voters are covered than are expected"),
        "{said}"
    );
    assert!(
        said.contains("how many voters are not covered is not known") && !said.contains("no longer change"),
        "{said}"
    );
}

#[test]
fn where_all_stations_are_in_nobody_is_left_though_no_register_gives_their_voters() {
    let bench = election("[register]\nstations = 2\nregistered = 1000", None);
    import(&bench, "1,01,,,0,300,150\n2,01,,,0,300,150\n", 0);
    let said = bench.run(&COUNCIL, 0).stdout;
    // 900 voted, so that at least so many are covered.
    assert!(
        said.contains(
            "2 of 2 stations (100.00%) and at least 900 of 1,000 registered voters (at least 90.00%)"
        ),
        "{said}"
    );
    assert!(
        said.contains("The order can no longer change: ana is 300 votes ahead of luis, and nobody is left"),
        "{said}"
    );
    let bench = election("[register]\nstations = 3\nregistered = 1000", None);
    import(&bench, "1,01,,,0,300,150\n2,01,,,0,300,150\n", 0);
    let said = bench.run(&COUNCIL, 0).stdout;
    assert!(
        said.contains(
            "The order can no longer change: ana is 300 votes ahead of luis; even if all 100 voters"
        ),
        "{said}"
    );
}

#[test]
fn null_votes_that_the_sheets_do_not_allow_are_not_said_to_be_allowed() {
    let rows: String = (0..40)
        .map(|at| format!("{at:03},01,400,,{},105,105\n", 1 + at % 2))
        .collect();
    let register: String = (0..40).map(|at| format!("{at:03},400,01,North\n")).collect();
    let bench = election("[register]\ncomplete = true", Some(&register));
    bench.import(&format!("{HEADER}{rows}"), "campaign", 0);
    bench.write(
        "claims.toml",
        "[[claims]]\nid = 'c'\naccount = 'council'\nwho = 'x'\nwhen = '2026-05-11'\nwhere = 'y'\ncontest = 'mayor'\nfigures = [\
         { of = 'stations', percent = '100' }, { of = 'ana', number = 4200, percent = '58.30' }, { of = 'null', number = 472 }, \
         { of = 'blank', number = 3 }, { of = 'turnout', percent = '53' }]\n",
    );
    bench.run(&["claim", "election", "claims.toml"], 0);
    let words = ["compare", "election", "council", "campaign"];
    let hold = bench.json(&words, 1)["claims"][0]["cannot_hold"].clone();
    let null = &hold["figures"][0];
    // 472 − 60 = 412, and a sheet can have 399 more at most.
    assert_eq!(
        (&null["of"], &null["excess"], &null["sheets_false_at_least"]),
        (&json!("null"), &json!(412), &json!(2))
    );
    let share = &hold["shares"][1];
    assert_eq!(
        (&share["of"], &share["in_sheets"], &share["side"]),
        (&json!("ana"), &json!("50.00"), &json!("above"))
    );
    let said = bench.run(&words, 1).stdout;
    assert!(!said.contains("sheets allow it"), "{said}");
    assert!(said.contains("Tested, and within what the published sheets allow: ana, stations (share), turnout (share); nobody is left"), "{said}");
    assert!(said.contains("Not tested: blank (no sheet gives it)."), "{said}");
    assert!(
        said.contains("ana: the announced 58.30% of votes of all options lie outside"),
        "{said}"
    );
}

#[test]
fn the_options_stand_for_valid_votes_that_a_form_lacks() {
    let bench = election("", None);
    import(&bench, "1,01,400,199,3,100,90\n2,01,400,203,3,110,90\n", 0);
    let findings = bench.json(&COUNCIL, 1)["findings"].clone();
    assert_eq!(
        findings,
        json!([{ "rule": "parts_not_ballots", "severity": "error", "number": 1 }])
    );
}

#[test]
fn a_tie_is_a_tie_and_a_contest_without_sheets_has_no_leader() {
    let bench = election("[register]\ncomplete = true", Some("1,400,01,North\n"));
    let said = bench.run(&["tally", "election"], 0).stdout;
    assert!(said.contains("No sheet is in: nobody leads."), "{said}");
    import(&bench, "1,01,400,,3,100,100\n", 0);
    let tally = bench.json(&COUNCIL, 0);
    assert_eq!(
        (&tally["decided"]["leader"], &tally["decided"]["level"]),
        (&json!(null), &json!(["ana", "luis"]))
    );
    let said = bench.run(&COUNCIL, 0).stdout;
    assert!(
        said.contains("ana and luis have the same number of votes, and nobody is left who is not covered."),
        "{said}"
    );
    assert!(!said.contains("ahead"), "{said}");
}

#[test]
fn states_and_findings_of_an_area_are_the_area_s() {
    let bench = election(
        "[register]\ncomplete = true",
        Some("1,400,01,North\n2,400,02,South\n3,400,02,South\n"),
    );
    import(&bench, "1,01,400,199,3,100,90\n2,02,400,203,3,110,90\n", 0);
    let of = |area: &str, code: i32| bench.json(&[&COUNCIL[..], &["--area", area]].concat(), code);
    let (north, south) = (of("01", 1), of("02", 0));
    assert_eq!(
        (&north["states"]["pending"], &north["states"]["accepted"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(
        (&south["states"]["missing"], &south["states"]["accepted"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(
        (
            north["findings"].as_array().unwrap().len(),
            south["findings"].as_array().unwrap().len()
        ),
        (1, 0)
    );
    assert_eq!(south["area"], "02");
}

#[test]
fn where_a_station_s_voters_come_from_is_named() {
    let bench = election("", None);
    import(&bench, "1,01,903,,3,100,90\n", 0);
    let said = bench.run(&["show", "election", "1"], 0).stdout;
    assert!(
        said.contains("registered voters: 903, by entry") && said.contains("from rows.csv (sha256:"),
        "{said}"
    );
    let bench = election("", Some("1,903,01,North\n"));
    let said = bench.run(&["show", "election", "1"], 0).stdout;
    assert!(
        said.contains("registered voters: 903, by the register of entry 1"),
        "{said}"
    );
}

#[test]
fn the_law_s_ways_to_win_are_told_apart_from_the_order() {
    let bench = Workbench::new();
    let ways = "options = [{ id = 'ana', name = 'Ana' }, { id = 'luis', name = 'Luis' }]\n\
                wins = [{ way = 'over' }, { way = 'at_least', percent = '40', lead = '10' }, { way = 'of the moon' }]\n";
    let text = definition("[register]\nstations = 2\nregistered = 600").replace(
        "options = [{ id = 'ana', name = 'Ana' }, { id = 'luis', name = 'Luis' }]\n",
        ways,
    );
    bench.write("election.toml", text);
    bench.write("profile.toml", PROFILE);
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    import(&bench, "1,01,580,,0,300,270\n", 0);
    let said = bench.run(&COUNCIL, 0).stdout;
    // 300 of 590 votes at the least, and a lead of 10 of 590 to 50 of 590.
    assert!(
        said.contains(
            "The order can no longer change: ana is 30 votes ahead of luis; even if all 20 voters not covered"
        ),
        "{said}"
    );
    assert!(said.contains("Wins with more than 50% of the votes for all options: reached by ana, whatever the voters not covered do; not reached by luis."), "{said}");
    assert!(said.contains("Wins with 40% or more of the votes for all options, 10 percentage points before every other: reached by nobody, whatever"), "{said}");
    assert!(
        said.contains("Wins with \"of the moon\": not computed."),
        "{said}"
    );
}

#[test]
fn sheets_of_honduras_that_do_not_add_up_are_found_though_their_form_has_no_valid_votes() {
    let Some(sheets) = testing::real_data("world/hn2025_ocr.csv.gz") else {
        return;
    };
    let bench = Workbench::new();
    let options = ["DC", "LIBRE", "PINU", "PLH", "PNH"];
    let listed = options
        .map(|id| format!("{{ id = '{id}', name = '{id}' }}"))
        .join(", ");
    bench.write(
        "election.toml",
        format!(
            "id = 'hn'\nname = 'HN'\ndate = '2025-11-30'\norigin = 'count.example/hn'\nlevels = ['department']\n\
             [[contests]]\nid = 'president'\nname = 'President'\noptions = [{listed}]\n[acceptance]\nalone = ['file']\n"
        ),
    );
    let votes = options.map(|id| format!("{id} = '{{{id}}}'\n")).concat();
    bench.write(
        "profile.toml",
        format!(
            "name = 'hn'\ncontest = 'president'\nnot_on_form = ['']\n[station]\ncode = '{{Acta Number}}'\n\
             areas = [{{ code = '{{Departamento}}' }}]\n[counts]\nballots = '{{Gran Total}}'\nblank = '{{En Blanco}}'\n\
             null = '{{Nulos}}'\n[options]\n{votes}"
        ),
    );
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    let file = sheets.to_str().unwrap();
    let words = [
        "import",
        "election",
        file,
        "--profile",
        "profile.toml",
        "--account",
        "reader",
    ];
    bench.run(&words, 0);
    let tally = bench.json(&["tally", "election", "--account", "reader"], 1);
    assert_eq!(
        tally["findings"][0],
        json!({ "rule": "parts_not_ballots", "severity": "error", "number": 852 })
    );
    assert_eq!(tally["listed_with_zeros"].as_array().unwrap().len(), 73);
    assert_eq!(tally["total"]["coverage"]["stations"], 18_853 - 73);
}
