//! The main job on real elections: Venezuela 2024 and Bolivia 2019. Where the data is not there the tests
//! say so and pass.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use workbench::Workbench;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A path of the project.
fn project(name: &str) -> String {
    root().join(name).to_str().unwrap().to_owned()
}

/// The folder of real data, where it is there.
#[allow(clippy::print_stdout, reason = "a test that is skipped says so")]
fn data(folder: &str) -> Option<PathBuf> {
    let path = root().join("../shared/data").join(folder);
    if !path.is_dir() {
        println!("skipped: the real data is not there ({folder})");
        return None;
    }
    Some(path)
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
fn venezuela_2024_is_counted_compared_published_and_verified() {
    let Some(data) = data("ve2024") else { return };
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
        let (file, profile) = (data.join(file), project(profile));
        bench.json(
            &[
                "import",
                "ve",
                file.to_str().unwrap(),
                "--profile",
                &profile,
                "--account",
                account,
            ],
            0,
        )
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

    bench.run(&["publish", "ve", "--to", "public"], 0);
    let verified = bench.json(&["verify", "public"], 0);
    assert_eq!(verified["verified"], true);
    // A signature for each entry, which holds up to 256 rows.
    let checked = |what: &str| verified["checked"][what].as_u64().unwrap();
    assert!(checked("signatures") >= 46_484 / 256);
    assert!(checked("rows") >= 46_484);
}

#[test]
fn bolivia_2019_is_compared_by_department() {
    let Some(data) = data("bo2019") else { return };
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
        ("preliminary_2019-10-20T1940.zip", "preliminary-1", 28_975),
        ("preliminary_2019-10-21T1829.zip", "preliminary-2", 32_806),
        ("final_count.zip", "final", 34_555),
    ];
    for (file, account, number) in rows {
        let file = data.join(file);
        let words = [
            "import",
            "bo",
            file.to_str().unwrap(),
            "--profile",
            &project("profiles/bo2019.toml"),
            "--account",
            account,
        ];
        let imported = bench.json(&words, 0);
        assert_eq!(
            (&imported["readings"], &imported["failed"]),
            (&json!(number), &json!(0))
        );
    }
    let compared = bench.json(
        &["compare", "bo", "preliminary-2", "final", "--by", "department"],
        1,
    );
    let stations = &compared["stations"];
    assert_eq!(stations["both"], 32_806);
    assert_eq!(stations["second_only"], 34_555 - 32_806);
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
    assert_eq!(all, 32_806);
    let tally = bench.json(&["tally", "bo", "--account", "final"], 0);
    assert_eq!(option(&tally["total"], "MAS")["votes"]["sum"], 2_889_359);
    assert_eq!(option(&tally["total"], "CC")["votes"]["sum"], 2_240_920);
}
