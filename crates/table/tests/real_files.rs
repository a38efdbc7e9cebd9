//! The real files that the profiles in `profiles/` are for. They are not part of the project: where they
//! are not there, the tests say so and pass.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use model::{Counts, Figure};
use std::path::{Path, PathBuf};
use table::{FileReading, Profile, ReadError, read};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn profile(name: &str) -> Profile {
    let text = std::fs::read_to_string(root().join("profiles").join(name)).unwrap();
    Profile::parse(&text).unwrap()
}

/// The rows of a real file, if it is there.
fn rows(profile_name: &str, file: &str) -> Option<Vec<FileReading>> {
    let path = root().join("../shared/data").join(file);
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    let rows: Result<Vec<FileReading>, ReadError> =
        read::from_path(&path, &profile(profile_name)).unwrap().collect();
    Some(rows.unwrap())
}

fn sum(rows: &[FileReading], figure: impl Fn(&Counts) -> Figure) -> u64 {
    rows.iter()
        .filter_map(|row| figure(&row.counts).read())
        .map(u64::from)
        .sum()
}

#[test]
fn the_profiles_are_read() {
    for name in ["ve2024-campaign.toml", "ve2024-qr.toml", "bo2019.toml"] {
        assert!(!profile(name).name.is_empty());
    }
}

#[test]
fn the_campaigns_table_is_read_whole() {
    let Some(rows) = rows("ve2024-campaign.toml", "ve2024/campaign_sheets.csv") else {
        return;
    };
    assert_eq!(rows.len(), 24_532);
    assert_eq!(sum(&rows, |c| c.option("EG")), 7_156_462);
    assert_eq!(sum(&rows, |c| c.option("NM")), 3_241_461);
    assert_eq!(sum(&rows, |c| c.valid), 10_659_128);
    assert_eq!(sum(&rows, |c| c.null), 1_139);
    assert_eq!(sum(&rows, |c| c.registered), 17_745_239);
    let first = &rows[0];
    assert_eq!((first.line, first.station.code.as_str()), (2, "010113042.01"));
    let areas: Vec<_> = first
        .station
        .areas
        .iter()
        .map(|area| (area.code.as_str(), &*area.name))
        .collect();
    assert_eq!(areas[0], ("01", "DTTO. CAPITAL"));
    assert_eq!(areas[2], ("010113", "PQ. EL RECREO"));
    assert_eq!(areas[3], ("010113042", ""));
    assert!(rows.iter().all(|row| row.counts.blank == Figure::NotOnForm));
}

#[test]
fn the_readings_of_the_codes_are_read_whole() {
    let Some(rows) = rows("ve2024-qr.toml", "ve2024/qr_readings.csv") else {
        return;
    };
    assert_eq!(rows.len(), 21_952);
    assert_eq!(rows[0].station.code.as_str(), "010101001.01");
    assert_eq!(rows[0].counts.option("EG"), Figure::Read(323));
    assert!(rows.iter().all(|row| row.station.registered.is_none()));
}

#[test]
fn one_profile_reads_the_three_bolivian_files() {
    for (file, expected) in [
        ("bo2019/final_count.zip", 34_555),
        ("bo2019/preliminary_2019-10-20T1940.zip", 28_975),
        ("bo2019/preliminary_2019-10-21T1829.zip", 32_806),
    ] {
        let Some(rows) = rows("bo2019.toml", file) else {
            return;
        };
        assert_eq!(rows.len(), expected, "{file}");
        assert_eq!(rows[0].counts.options.len(), 9);
        assert_eq!(rows[0].station.areas.len(), 4);
    }
}
