//! Many contests, each at few stations: time and memory are those of the readings, not of contests times stations.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};
use table::tables::Tables;
use tally::{Group, Overview, View};

/// The most memory that this process has held since [`forget_peak`], in MB of a million bytes; none where the system does
/// not tell.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1_024 / 1_000_000)
}

fn forget_peak() {
    // By proc_pid_clear_refs(5); where there is no such file, nothing is measured.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

#[test]
fn six_thousand_contests_at_twelve_thousand_stations_take_what_their_readings_take() {
    const TOWNS: usize = 3_000;
    const STATIONS: usize = 4;
    let record = testing::municipal(TOWNS, STATIONS);
    forget_peak();
    let (before, began) = (peak(), Instant::now());

    let tally = record.tally();
    let overview = Overview::new(&tally);
    let tables = Tables::new(&overview);
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    for table in tables.all() {
        let kind = table.name().split('_').next().unwrap().to_owned();
        let count = rows.entry(kind).or_default();
        let _ = table.rows(&mut |_| {
            *count += 1;
            ControlFlow::Continue(())
        });
    }

    let took = began.elapsed();
    let grown = peak().zip(before).map(|(after, before)| after - before);
    println!("{took:?}, {grown:?} MB");
    assert!(took < Duration::from_secs(30), "{took:?}");
    // A number for each contest and station would take that alone, of four bytes.
    let dense = (2 * TOWNS * TOWNS * STATIONS * 4 / 1_000_000) as u64;
    assert!(grown.is_none_or(|grown| grown < dense), "{grown:?} MB");

    // Two contests a town, and every tenth town twice.
    let (sheets, again) = (2 * TOWNS * STATIONS, 2 * TOWNS * STATIONS / 10);
    assert_eq!(rows["stations"], sheets);
    assert_eq!(rows["readings"], sheets + again);
    // Of the country, the state and the town: as accepted, and of each account that has readings.
    assert_eq!(rows["totals"], 3 * (2 * 2 * TOWNS + 2 * TOWNS / 10));
    // By state; and the first station of each contest differs.
    assert_eq!(rows["comparisons"], 2 * TOWNS / 10);
    assert_eq!(rows["differences"], 2 * 2 * TOWNS / 10);
    assert_eq!(tally.refused().total(), 0);
    assert_eq!(tally.extent(), (2 * TOWNS * (STATIONS + 2)) as u64);

    let last = tally.contest_number("mayor-2999").unwrap();
    let total = &tally.totals(View::Accepted, last, None, Group::Whole)[0];
    assert_eq!(total.coverage.of_stations, Some(STATIONS as u64));
    assert_eq!(total.coverage.stations, STATIONS as u64);
    // Votes of a station are (town + n + option) modulo 40.
    let votes = |option: u64| (0..4).map(|n| (2_999 + n + option) % 40).sum::<u64>();
    let sums: Vec<u64> = total.options().iter().map(|sum| sum.sum).collect();
    assert_eq!(sums, [votes(0), votes(1), votes(2)]);
}
