//! The profiles in `profiles/`, on made-up files of the shape that they are for, and on the real ones. Those are not part
//! of the project: where they are not there, the tests say that they are not run.

#![allow(clippy::unwrap_used)]

use model::{Counts, Figure};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use table::{FileReading, Profile, ReadError, read};
use testing::{real_data, sample};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn profile(name: &str) -> Profile {
    let text = std::fs::read_to_string(root().join("profiles").join(name)).unwrap();
    Profile::parse(&text).unwrap()
}

/// The rows of a file, all of which can be read.
fn rows_of(profile_name: &str, path: &Path) -> Vec<FileReading> {
    let rows: Result<Vec<FileReading>, ReadError> =
        read::from_path(path, &profile(profile_name)).unwrap().collect();
    rows.unwrap()
}

/// The rows of a real file, if it is there.
fn rows(profile_name: &str, file: &str) -> Option<Vec<FileReading>> {
    real_data(file).map(|path| rows_of(profile_name, &path))
}

/// The rows of a made-up file, packed as the real ones are.
fn zipped_rows(profile_name: &str, name: &str, member: &str) -> Vec<FileReading> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file(member, options).unwrap();
    zip.write_all(&std::fs::read(sample(name)).unwrap()).unwrap();
    let profile = profile(profile_name);
    let rows = read::from_reader(name, Cursor::new(zip.finish().unwrap().into_inner()), &profile).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn codes(rows: &[FileReading]) -> Vec<&str> {
    rows.iter().map(|row| row.station.code.as_str()).collect()
}

/// The codes and names of a row's areas, from the largest down.
fn areas(row: &FileReading) -> Vec<(&str, &str)> {
    let areas = row.station.areas.iter();
    areas.map(|area| (area.code.as_str(), &*area.name)).collect()
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
fn a_made_up_table_of_a_campaign_is_read_with_its_totals() {
    let rows = rows_of(
        "ve2024-campaign.toml",
        &sample("two-accounts/campaign_sheets.csv"),
    );
    assert_eq!(
        codes(&rows),
        [
            "050203001.01",
            "050203001.02",
            "050203001.10",
            "050204007.01",
            "120101015.01",
            "120101015.02",
            "120101016.01",
            "120302004.01"
        ]
    );
    let options = ["EG", "NM", "LM", "JABE", "JOBR", "AE", "CF", "DC", "EM", "BERA"];
    assert_eq!(
        options.map(|id| sum(&rows, |c| c.option(id))),
        [1_500, 872, 17, 6, 5, 17, 4, 4, 3, 24]
    );
    assert_eq!(sum(&rows, |c| c.valid), 2_452);
    assert_eq!(sum(&rows, |c| c.null), 10);
    assert_eq!(sum(&rows, |c| c.registered), 3_635);
    assert!(rows.iter().all(|row| row.counts.blank == Figure::NotOnForm));
    assert!(rows.iter().all(|row| row.counts.ballots == Figure::NotOnForm));
    assert_eq!((rows[0].line, rows[7].line), (2, 9));
    assert_eq!(rows[7].station.registered, Some(700));
    assert_eq!(
        areas(&rows[0]),
        [
            ("05", "EDO. LAS NUBES"),
            ("0502", "MP. PEÑA AZUL"),
            ("050203", "PQ. CAÑO LENTO"),
            ("050203001", "")
        ]
    );
    // The parish's code is that in the centre's, not the 1133 of its column.
    assert_eq!(areas(&rows[7])[2], ("120302", "PQ. LA PUERTA"));
}

#[test]
fn made_up_readings_of_codes_are_read_with_their_totals() {
    let rows = rows_of("ve2024-qr.toml", &sample("two-accounts/qr_readings.csv"));
    assert_eq!(
        codes(&rows),
        [
            "050203001.01",
            "050203001.02",
            "050204007.01",
            "120101015.01",
            "120101015.02",
            "120302004.02"
        ]
    );
    // By hand: 210 + 200 + 300 + 150 + 180 + 41, and 90 + 100 + 111 + 150 + 101 + 60.
    assert_eq!(sum(&rows, |c| c.option("EG")), 1_081);
    assert_eq!(sum(&rows, |c| c.option("NM")), 612);
    assert_eq!(
        areas(&rows[0]),
        [("05", ""), ("0502", ""), ("050203", ""), ("050203001", "")]
    );
    assert!(rows.iter().all(|row| row.station.registered.is_none()));
    assert!(rows.iter().all(|row| row.counts.valid == Figure::NotOnForm));
}

#[test]
fn one_profile_reads_three_made_up_counts_from_their_archives() {
    let read = |name, member| zipped_rows("bo2019.toml", name, member);
    let last = read("three-counts/final.csv", "final.csv");
    assert_eq!(
        codes(&last),
        ["9001", "9002", "9003", "9004", "9005", "9006", "9007"]
    );
    let options = ["CC", "FPV", "MTS", "UCS", "MAS", "21F", "PDC", "MNR", "PAN"];
    assert_eq!(
        options.map(|id| sum(&last, |c| c.option(id))),
        [452, 4, 8, 2, 414, 27, 50, 4, 2]
    );
    assert_eq!(sum(&last, |c| c.blank), 10);
    assert_eq!(sum(&last, |c| c.null), 25);
    assert_eq!(sum(&last, |c| c.registered), 1_343);
    assert!(last.iter().all(|row| row.station.place.is_some()));
    // One name for several places: an area is told by all names above it.
    assert_eq!(areas(&last[0])[2], ("Costa Nueva/Alto Valle/Peñas", "Peñas"));
    assert_eq!(areas(&last[3])[2], ("Costa Nueva/Bajo Río/Peñas", "Peñas"));
    assert_eq!(
        areas(&last[2])[3],
        ("Costa Nueva/Alto Valle/San Telmo/San Telmo", "San Telmo")
    );

    let first = read(
        "three-counts/preliminary-1.csv",
        "a preliminary - count.19.40.csv",
    );
    assert_eq!(codes(&first), ["9001", "9003", "9006"]);
    assert!(first.iter().all(|row| row.station.place.is_none()));
    assert_eq!(first[0].counts, last[0].counts);
    let second = read(
        "three-counts/preliminary-2.csv",
        "a preliminary - count.18.29.csv",
    );
    assert_eq!(codes(&second), ["9004", "9001", "9002", "9003", "9006"]);
    let changed = &second[0].counts;
    assert_eq!(
        (changed.option("MAS"), changed.option("PDC")),
        (Figure::Read(61), Figure::Read(11))
    );
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
    let areas = areas(first);
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
