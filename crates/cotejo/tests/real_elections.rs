//! The main job, from files of results to a verified publication: on made-up files, and on those of real elections,
//! Venezuela 2024 and Bolivia 2019. Where the real data is not there the tests say that they are not run.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use testing::{real_data, sample};
use workbench::Workbench;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A path of the project.
fn project(name: &str) -> String {
    root().join(name).to_str().unwrap().to_owned()
}

/// A path of the made-up files.
fn made_up(name: &str) -> String {
    sample(name).to_str().unwrap().to_owned()
}

/// Takes in a file by one of the project's profiles; what the command says of it.
#[track_caller]
fn import(bench: &Workbench, election: &str, file: &str, profile: &str, account: &str) -> Value {
    import_with(bench, (election, file, profile), account, &[])
}

/// The same of a stage of an account, or with what else the words say.
#[track_caller]
fn import_with(
    bench: &Workbench,
    (election, file, profile): (&str, &str, &str),
    account: &str,
    more: &[&str],
) -> Value {
    let profile = project(profile);
    let words = [
        "import",
        election,
        file,
        "--profile",
        &profile,
        "--account",
        account,
    ];
    bench.json(&[&words, more].concat(), 0)
}

/// Publishes an election and verifies what was published; what the verifier says.
#[track_caller]
fn published_and_verified(bench: &Workbench, election: &str) -> Value {
    bench.run(&["publish", election, "--to", "public"], 0);
    let verified = bench.json(&["verify", "public"], 0);
    assert_eq!(verified["verified"], true);
    verified
}

fn option<'v>(total: &'v Value, id: &str) -> &'v Value {
    total["options"]
        .as_array()
        .unwrap()
        .iter()
        .find(|option| option["option"] == id)
        .unwrap()
}

fn claim<'v>(compared: &'v Value, id: &str) -> &'v Value {
    compared["claims"]
        .as_array()
        .unwrap()
        .iter()
        .find(|answer| answer["claim"]["id"] == id)
        .unwrap()
}

#[test]
fn two_made_up_accounts_are_counted_compared_published_and_verified() {
    let bench = Workbench::new();
    bench.run(&["new", "e", "--from", &made_up("two-accounts/election.toml")], 0);
    let file = made_up("two-accounts/campaign_sheets.csv");
    let campaign = import(&bench, "e", &file, "profiles/ve2024-campaign.toml", "campaign");
    assert_eq!(
        (
            &campaign["readings"],
            &campaign["failed"],
            &campaign["stations_added"]
        ),
        (&json!(8), &json!(0), &json!(8))
    );
    let file = made_up("two-accounts/qr_readings.csv");
    let volunteers = import(&bench, "e", &file, "profiles/ve2024-qr.toml", "volunteers");
    assert_eq!(
        (
            &volunteers["readings"],
            &volunteers["failed"],
            &volunteers["stations_added"]
        ),
        (&json!(6), &json!(0), &json!(1))
    );
    bench.run(&["claim", "e", &made_up("two-accounts/claims.toml")], 0);

    let tally = bench.json(&["tally", "e", "--account", "campaign"], 0);
    let total = &tally["total"];
    let options = [
        ("EG", 1_500),
        ("NM", 872),
        ("LM", 17),
        ("JABE", 6),
        ("JOBR", 5),
        ("AE", 17),
        ("CF", 4),
        ("DC", 4),
        ("EM", 3),
        ("BERA", 24),
    ];
    for (id, votes) in options {
        assert_eq!(option(total, id)["votes"]["sum"], votes, "{id}");
    }
    assert_eq!(total["figures"]["valid"]["sum"], 2_452);
    assert_eq!(total["figures"]["null"]["sum"], 10);
    let coverage = &total["coverage"];
    assert_eq!(
        (&coverage["stations"], &coverage["of_stations"]),
        (&json!(8), &json!(10))
    );
    assert_eq!(
        (&coverage["registered"], &coverage["of_registered"]),
        (&json!(3_635), &json!(4_135))
    );
    assert_eq!(tally["decided"]["voters_not_covered"], 500);
    assert_eq!(tally["decided"]["margin"], 628);
    assert_eq!(tally["decided"]["decided"], true);
    // Four sheets of the state 05: 210 + 200 + 95 + 300.
    let state = bench.json(&["tally", "e", "--account", "campaign", "--area", "05"], 0);
    assert_eq!(state["total"]["coverage"]["stations"], 4);
    assert_eq!(option(&state["total"], "EG")["votes"]["sum"], 805);

    let compared = bench.json(&["compare", "e", "campaign", "volunteers"], 1);
    let stations = &compared["stations"];
    for (key, number) in [
        ("both", 5),
        ("equal", 4),
        ("different", 1),
        ("first_only", 3),
        ("second_only", 1),
    ] {
        assert_eq!(stations[key], number, "{key}");
    }
    assert_eq!(stations["differences"][0]["station"], "050204007.01");
    let shown = bench.json(&["show", "e", "050204007.01"], 0);
    assert_eq!(shown["contests"][0]["readings"].as_array().unwrap().len(), 2);
    assert_eq!(shown["contests"][0]["state"], "disputed");

    let compared = bench.json(&["compare", "e", "council", "campaign"], 1);
    let bulletin = claim(&compared, "bulletin");
    let hold = &bulletin["cannot_hold"];
    assert_eq!(hold["sheets_false_at_least"], 2);
    assert_eq!(hold["after_left_out"], 1);
    let below = &hold["options"].as_array().unwrap()[1];
    assert_eq!(
        (&below["of"], &below["in_sheets"], &below["excess"]),
        (&json!("EG"), &json!(1_500), &json!(500))
    );
    assert_eq!(below["stations"].as_array().unwrap().len(), 2);

    let verified = published_and_verified(&bench, "e");
    // The rows of each file are one signed entry.
    let checked = |what: &str| verified["checked"][what].as_u64().unwrap();
    assert!(checked("rows") >= 8 + 6);
    assert!((2..8 + 6).contains(&checked("signatures")), "{verified}");
}

#[test]
fn three_made_up_counts_are_compared_by_department_published_and_verified() {
    let bench = Workbench::new();
    bench.run(&["new", "e", "--from", &made_up("three-counts/election.toml")], 0);
    for (stage, csv, readings) in [
        ("preliminary-1", "preliminary-1", 3),
        ("preliminary-2", "preliminary-2", 5),
        ("definitive", "final", 7),
    ] {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(format!("a count - {csv}.csv"), options).unwrap();
        let text = std::fs::read(sample(&format!("three-counts/{csv}.csv"))).unwrap();
        zip.write_all(&text).unwrap();
        let file = bench.write(&format!("{csv}.zip"), zip.finish().unwrap().into_inner());
        let file = ("e", file.to_str().unwrap(), "profiles/bo2019.toml");
        let imported = import_with(&bench, file, "authority", &["--stage", stage]);
        assert_eq!(
            (&imported["readings"], &imported["failed"]),
            (&json!(readings), &json!(0)),
            "{stage}"
        );
    }
    let words = [
        "compare",
        "e",
        "authority/preliminary-2",
        "authority/definitive",
        "--by",
        "department",
    ];
    let compared = bench.json(&words, 1);
    let stations = &compared["stations"];
    for (key, number) in [
        ("both", 5),
        ("equal", 4),
        ("different", 1),
        ("first_only", 0),
        ("second_only", 2),
    ] {
        assert_eq!(stations[key], number, "{key}");
    }
    let areas: Vec<(&str, u64)> = stations["areas"]
        .as_array()
        .unwrap()
        .iter()
        .map(|area| (area["area"].as_str().unwrap(), area["both"].as_u64().unwrap()))
        .collect();
    assert_eq!(
        areas,
        [
            ("Costa Nueva/Alto Valle", 3),
            ("Costa Nueva/Bajo Río", 1),
            ("Isla Vieja/Puerto Grande", 1)
        ]
    );
    // At every station the definitive count stands, in place of what differs before.
    for account in ["authority", "authority/definitive", "accepted"] {
        let words = match account {
            "accepted" => vec!["tally", "e"],
            account => vec!["tally", "e", "--account", account],
        };
        let total = &bench.json(&words, 0)["total"];
        assert_eq!(total["coverage"]["stations"], 7, "{account}");
        assert_eq!(option(total, "MAS")["votes"]["sum"], 414, "{account}");
    }
    let tally = bench.json(&["tally", "e", "--account", "authority"], 0);
    let total = &tally["total"];
    let options = [
        ("CC", 452),
        ("FPV", 4),
        ("MTS", 8),
        ("UCS", 2),
        ("MAS", 414),
        ("21F", 27),
        ("PDC", 50),
        ("MNR", 4),
        ("PAN", 2),
    ];
    for (id, votes) in options {
        assert_eq!(option(total, id)["votes"]["sum"], votes, "{id}");
    }
    assert_eq!(total["figures"]["blank"]["sum"], 10);
    assert_eq!(total["figures"]["null"]["sum"], 25);
    // In the first count 80 + 60 + 40, in the second 70 + 100 more.
    for (stage, votes) in [("preliminary-1", 180), ("preliminary-2", 350)] {
        let tally = bench.json(&["tally", "e", "--account", &format!("authority/{stage}")], 0);
        assert_eq!(option(&tally["total"], "CC")["votes"]["sum"], votes, "{stage}");
    }
    let verified = published_and_verified(&bench, "e");
    assert!(verified["checked"]["rows"].as_u64().unwrap() >= 3 + 5 + 7);
}

#[test]
fn venezuela_2024_is_counted_compared_published_and_verified() {
    let Some(data) = real_data("ve2024") else {
        return;
    };
    let bench = Workbench::new();
    bench.run(
        &[
            "new",
            "ve",
            "--from",
            &project("examples/venezuela-2024/election.toml"),
        ],
        0,
    );
    let import = |file: &str, profile: &str, account: &str| {
        import(&bench, "ve", data.join(file).to_str().unwrap(), profile, account)
    };
    let campaign = import("campaign_sheets.csv", "profiles/ve2024-campaign.toml", "campaign");
    assert_eq!(
        (&campaign["readings"], &campaign["failed"]),
        (&json!(24_532), &json!(0))
    );
    let volunteers = import("qr_readings.csv", "profiles/ve2024-qr.toml", "volunteers");
    assert_eq!(
        (&volunteers["readings"], &volunteers["failed"]),
        (&json!(21_952), &json!(0))
    );
    assert_eq!(volunteers["stations_added"], 28);
    bench.run(
        &["claim", "ve", &project("examples/venezuela-2024/claims.toml")],
        0,
    );

    let tally = bench.json(&["tally", "ve", "--account", "campaign"], 0);
    let total = &tally["total"];
    assert_eq!(option(total, "EG")["votes"]["sum"], 7_156_462);
    assert_eq!(option(total, "NM")["votes"]["sum"], 3_241_461);
    assert_eq!(total["figures"]["valid"]["sum"], 10_659_128);
    assert_eq!(total["figures"]["null"]["sum"], 1_139);
    let coverage = &total["coverage"];
    assert_eq!(
        (&coverage["stations"], &coverage["of_stations"]),
        (&json!(24_532), &json!(30_026))
    );
    assert_eq!(
        (&coverage["registered"], &coverage["of_registered"]),
        (&json!(17_745_239), &json!(21_321_805))
    );
    assert_eq!(tally["decided"]["voters_not_covered"], 3_576_566);
    assert_eq!(tally["decided"]["decided"], true);

    let compared = bench.json(&["compare", "ve", "campaign", "volunteers"], 1);
    let stations = &compared["stations"];
    for (key, number) in [
        ("both", 21_924),
        ("equal", 21_917),
        ("different", 7),
        ("first_only", 2_608),
        ("second_only", 28),
    ] {
        assert_eq!(stations[key], number, "{key}");
    }
    assert_eq!(stations["differences"].as_array().unwrap().len(), 7);
    assert_eq!(stations["second_only_stations"].as_array().unwrap().len(), 28);

    let compared = bench.json(&["compare", "ve", "cne", "campaign"], 1);
    let second = claim(&compared, "cne-second-bulletin");
    let hold = &second["cannot_hold"];
    let gonzalez = hold["options"]
        .as_array()
        .unwrap()
        .iter()
        .find(|option| option["of"] == "EG")
        .unwrap();
    assert_eq!(gonzalez["excess"], 1_830_358);
    assert_eq!(hold["sheets_false_at_least"], 4_217);
    assert_eq!(hold["after_left_out"], 3_277);
    assert_eq!(gonzalez["stations"].as_array().unwrap().len(), 4_217);
    let flagged = |claim: &Value| {
        claim["percent_first"]
            .as_array()
            .unwrap()
            .iter()
            .any(|group| group["flagged"] == true)
    };
    assert!(!flagged(second));
    assert!(flagged(claim(&compared, "cne-first-bulletin")));

    // The area's part of the count, and one station with all that the record has about it.
    let caracas = bench.json(&["tally", "ve", "--account", "campaign", "--area", "01"], 0);
    assert!(caracas["total"]["coverage"]["stations"].as_u64().unwrap() > 1_000);
    let differing = stations["differences"][0]["station"].as_str().unwrap();
    let shown = bench.json(&["show", "ve", differing], 0);
    assert_eq!(shown["contests"][0]["readings"].as_array().unwrap().len(), 2);
    assert_eq!(shown["contests"][0]["state"], "disputed");

    let verified = published_and_verified(&bench, "ve");
    // A signature for each entry, which holds up to 256 rows.
    let checked = |what: &str| verified["checked"][what].as_u64().unwrap();
    assert!(checked("signatures") >= 46_484 / 256);
    assert!(checked("rows") >= 46_484);
}

#[test]
fn bolivia_2019_is_compared_by_department() {
    let Some(data) = real_data("bo2019") else {
        return;
    };
    let bench = Workbench::new();
    bench.run(
        &[
            "new",
            "bo",
            "--from",
            &project("examples/bolivia-2019/election.toml"),
        ],
        0,
    );
    let rows = [
        (
            "preliminary_2019-10-20T1940.zip",
            "preliminary-1",
            Some("2019-10-20T23:40Z"),
            (28_975, 6),
        ),
        (
            "preliminary_2019-10-21T1829.zip",
            "preliminary-2",
            Some("2019-10-21T22:29Z"),
            (32_806, 7),
        ),
        ("final_count.zip", "definitive", None, (34_555, 4)),
    ];
    for (file, stage, as_of, (number, empty)) in rows {
        let file = data.join(file);
        let file = ("bo", file.to_str().unwrap(), "profiles/bo2019.toml");
        let mut more = vec!["--stage", stage];
        more.extend(as_of.into_iter().flat_map(|minute| ["--as-of", minute]));
        let imported = import_with(&bench, file, "authority", &more);
        assert_eq!(
            (&imported["readings"], &imported["empty"], &imported["failed"]),
            (&json!(number), &json!(empty), &json!(0))
        );
    }
    let compared = bench.json(
        &[
            "compare",
            "bo",
            "authority/preliminary-2",
            "authority/definitive",
            "--by",
            "department",
        ],
        1,
    );
    let stations = &compared["stations"];
    // Rows of nothing but zeros are of tables without a result: they hold no place.
    assert_eq!(stations["both"], 32_806 - 7);
    assert_eq!(stations["second_only"], (34_555 - 4) - (32_806 - 7));
    let la_paz = stations["areas"]
        .as_array()
        .unwrap()
        .iter()
        .find(|area| area["area"] == "Bolivia/La Paz")
        .unwrap();
    assert!(la_paz["both"].as_u64().unwrap() > 5_000);
    let all: u64 = stations["areas"]
        .as_array()
        .unwrap()
        .iter()
        .map(|area| area["both"].as_u64().unwrap())
        .sum();
    assert_eq!(all, 32_806 - 7);
    for account in ["authority", "authority/definitive"] {
        let tally = bench.json(&["tally", "bo", "--account", account], 0);
        assert_eq!(option(&tally["total"], "MAS")["votes"]["sum"], 2_889_359);
        assert_eq!(option(&tally["total"], "CC")["votes"]["sum"], 2_240_920);
    }
    for (stage, stations) in [("preliminary-1", 28_975 - 6), ("preliminary-2", 32_806 - 7)] {
        let tally = bench.json(&["tally", "bo", "--account", &format!("authority/{stage}")], 0);
        assert_eq!(tally["total"]["coverage"]["stations"], stations, "{stage}");
    }
    // Stages that differ are no dispute: the latest one is accepted.
    let tally = bench.json(&["tally", "bo"], 0);
    assert_eq!(option(&tally["total"], "MAS")["votes"]["sum"], 2_889_359);
    assert_eq!(tally["states"]["accepted"], 34_555 - 4);
    assert_eq!(tally["states"]["missing"], 4);
}

/// The figures of `shared/data/world/README.md`, which were added up independently.
#[test]
fn in_honduras_720_sheets_differ_and_2_677_and_56_are_zeros_at_one_account() {
    let (Some(reader), Some(council)) = (
        real_data("world/hn2025_ocr.csv.gz"),
        real_data("world/hn2025_cne.csv.gz"),
    ) else {
        return;
    };
    let bench = Workbench::new();
    let parties = ["DC", "LIBRE", "PINU", "PLH", "PNH"];
    let options = parties.map(|id| format!("{{ id = \"{id}\", name = \"{id}\" }}"));
    bench.write(
        "election.toml",
        format!(
            "id = \"hn2025\"\nname = \"Honduras, President 2025\"\ndate = \"2025-11-30\"\norigin = \"count.example/hn2025\"\n\
             [[contests]]\nid = \"president\"\nname = \"President\"\noptions = [{}]\n[acceptance]\nalone = [\"file\"]\n",
            options.join(", ")
        ),
    );
    bench.run(&["new", "hn", "--from", "election.toml"], 0);
    let votes = parties.map(|id| format!("{id} = \"{{{id}}}\"\n")).concat();
    let counts = "[counts]\nballots = \"{Gran Total}\"\nblank = \"{En Blanco}\"\nnull = \"{Nulos}\"\n";
    for (account, file, counts, rows) in [
        ("reader", reader, counts, 18_853),
        ("council", council, "", 19_137),
    ] {
        let profile = format!(
            "name = \"{account}\"\ncontest = \"president\"\n[station]\ncode = \"{{Acta Number}}\"\n{counts}[options]\n{votes}"
        );
        bench.write("profile.toml", profile);
        let file = file.to_str().unwrap();
        let words = [
            "import",
            "hn",
            file,
            "--profile",
            "profile.toml",
            "--account",
            account,
        ];
        assert_eq!(bench.json(&words, 0)["readings"], rows);
    }
    let compared = bench.json(&["compare", "hn", "council", "reader"], 1);
    let stations = &compared["stations"];
    for (key, number) in [
        ("different", 720),
        ("first_empty", 2_677),
        ("second_empty", 56),
        // Those of the 15,400 that are alike at both that are not zeros at both.
        ("both", 15_375 + 720),
        ("equal", 15_375),
    ] {
        assert_eq!(stations[key], number, "{key}");
    }
    assert_eq!(stations["differences"].as_array().unwrap().len(), 720);
    assert_eq!(stations["second_empty_stations"].as_array().unwrap().len(), 56);
    let told = bench.run(&["compare", "hn", "council", "reader"], 1).stdout;
    for line in [
        "  different                            720",
        "zeros for all options in reader       56",
    ] {
        assert!(told.contains(line), "{told}");
    }
}
