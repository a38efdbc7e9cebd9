//! The rules that take more than one sheet to break, checked in one pass over the finished record.

use crate::Tally;
use crate::accounts::AccountNumber;
use crate::finding::Finding;
use crate::place::in_place;
use crate::readings::{ContestNumber, ReadingRow};
use crate::state::ReadingNumber;
use crate::stations::StationNumber;
use crate::tally::View;
use model::rules::Field;
use model::{CountField, Method, Rule};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;

/// All findings in the order of the log: those that single sheets gave and those of the whole record.
/// Readings that hold no place are left out, but the stations that an account lists with nothing but zeros are told.
pub(crate) fn findings(tally: &Tally, broken: Vec<Finding>) -> Vec<Finding> {
    let readings = tally.readings();
    let mut waiting = HashSet::new();
    let mut findings: Vec<Finding> = broken
        .into_iter()
        .filter(|f| {
            readings.row(f.reading).holds_place()
                || f.rule == Rule::AllZero
                    && still_waits(tally, f)
                    && waiting.insert((f.contest, f.station, f.account))
        })
        .collect();
    let contests = 0..tally.election().contests.len() as ContestNumber;
    let of_contests = contests.into_par_iter().flat_map_iter(|contest| {
        let mut found = of_stations(tally, contest);
        for account in tally.accounts_with_readings(contest) {
            identical(tally, contest, account, &mut found);
        }
        found
    });
    findings.extend(of_contests.collect::<Vec<_>>());
    findings.extend(outside(tally));
    shared_photographs(tally, &mut findings);
    findings.extend(without_evidence(tally));
    // Readings are numbered in the order of the log and of the rows.
    findings.sort_by_key(|finding| (finding.reading, finding.rule));
    findings
}

/// Whether a reading of nothing but zeros is an empty row, for which no later figures of the account stand yet.
fn still_waits(tally: &Tally, finding: &Finding) -> bool {
    let readings = tally.readings();
    let row = readings.row(finding.reading);
    let mut station = readings.of_station(finding.contest, finding.station);
    let is_counted = |number| {
        let row = readings.row(number);
        row.account == finding.account && row.holds_place()
    };
    row.empty && row.corrected_by().is_none() && !station.any(is_counted)
}

/// What a station's register says against its sheets, and its sheets against each other.
fn of_stations(tally: &Tally, contest: ContestNumber) -> Vec<Finding> {
    let stations = tally.stations_with_readings(contest);
    let found = stations.into_par_iter().with_min_len(1_024);
    found
        .flat_map_iter(|station| of_station(tally, contest, station))
        .collect()
}

fn of_station(tally: &Tally, contest: ContestNumber, station: StationNumber) -> Vec<Finding> {
    let readings = tally.readings();
    let row = tally.stations().row(station);
    let mut found = Vec::new();
    let mut first_of: BTreeMap<AccountNumber, ReadingNumber> = BTreeMap::new();
    for reading in in_place(readings, contest, station) {
        let account = readings.row(reading).account;
        let mut add = |rule: Rule, fields: Vec<Field>, other| {
            found.push(Finding {
                rule,
                severity: rule.severity(),
                station,
                contest,
                account,
                reading,
                fields,
                other,
            });
        };
        let first = *first_of.entry(account).or_insert(reading);
        if first != reading {
            if readings.contradict(first, reading) {
                let fields = differing(tally, contest, first, reading);
                add(Rule::MoreThanOneSheet, fields, Some(first));
            }
            continue;
        }
        if !row.listed {
            add(Rule::UnknownStation, vec![], None);
        }
        let sheet = readings.figure(reading, CountField::Registered as usize).read();
        let differs = row
            .registered
            .zip(sheet)
            .is_some_and(|(register, sheet)| register != sheet);
        if row.registered_differs || differs {
            let fields = vec![Field::Count(CountField::Registered)];
            add(Rule::RegisteredDiffers, fields, None);
        }
        if row.area_differs {
            add(Rule::AreaDiffers, vec![], None);
        }
    }
    found
}

/// Readings of stations at which their contest is not held.
fn outside(tally: &Tally) -> impl Iterator<Item = Finding> + '_ {
    let all = (0..).zip(tally.readings().rows());
    let outside =
        all.filter(|(_, row)| row.corrected_by().is_none() && !tally.is_held_at(row.contest, row.station));
    outside.map(|(reading, row)| of_reading(Rule::OutsideContest, reading, row, None))
}

/// What is found of a reading as a whole.
fn of_reading(rule: Rule, reading: ReadingNumber, row: &ReadingRow, other: Option<ReadingNumber>) -> Finding {
    Finding {
        rule,
        severity: rule.severity(),
        station: row.station,
        contest: row.contest,
        account: row.account,
        reading,
        fields: vec![],
        other,
    }
}

/// The fields in which two readings contradict each other.
pub(crate) fn differing(
    tally: &Tally,
    contest: ContestNumber,
    a: ReadingNumber,
    b: ReadingNumber,
) -> Vec<Field> {
    let (a, b) = (tally.readings().figures(a), tally.readings().figures(b));
    let pairs = a.iter().zip(b.iter());
    tally
        .fields(contest)
        .zip(pairs)
        .filter(|(_, (a, b))| a.contradicts(**b))
        .map(|(field, _)| field)
        .collect()
}

/// Stations of one account whose options have the same figures, too large to be chance.
fn identical(tally: &Tally, contest: ContestNumber, account: AccountNumber, findings: &mut Vec<Finding>) {
    let once_in = f64::from(tally.election().rules.identical_one_in);
    let options = |number: ReadingNumber| tally.readings().options(number);
    // Any hash does: equal hashes are compared in full, and what is found does not hang on them. That nobody knows it
    // beforehand keeps unequal figures of equal hashes few.
    let hasher = foldhash::fast::RandomState::default();
    let standing: Vec<_> = tally.all_standing(View::Account(account), contest).collect();
    let mut large: Vec<(u64, ReadingNumber)> = standing
        .into_par_iter()
        .with_min_len(1_024)
        .filter_map(|(_, number)| {
            let large = model::rules::identical_once_in(options(number).read()) >= once_in;
            large.then(|| (hasher.hash_one(options(number)), number))
        })
        .collect();
    large.par_sort_unstable();
    for group in large.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        for (at, (_, number)) in group.iter().enumerate() {
            let same = |other: &&(u64, ReadingNumber)| -> bool { options(*number) == options(other.1) };
            let others = group
                .iter()
                .enumerate()
                .filter(|(n, _)| *n != at)
                .map(|(_, other)| other);
            if let Some((_, other)) = others.into_iter().find(same) {
                let row = tally.readings().row(*number);
                findings.push(Finding {
                    rule: Rule::IdenticalCounts,
                    severity: Rule::IdenticalCounts.severity(),
                    station: row.station,
                    contest,
                    account,
                    reading: *number,
                    fields: vec![Field::Options],
                    other: Some(*other),
                });
            }
        }
    }
}

/// Readings of one photograph and contest for more than one station, whichever account they belong to. Rows of a file share
/// their document by nature and are left out.
fn shared_photographs(tally: &Tally, findings: &mut Vec<Finding>) {
    let readings = tally.readings();
    let station = |number: ReadingNumber| readings.row(number).station;
    let of_photographs = || {
        (0..).zip(readings.rows()).filter(|(_, row)| {
            let is_of_photograph = matches!(row.method, Method::Code | Method::Typed);
            is_of_photograph && row.holds_place()
        })
    };
    // The first reading of each photograph in a contest, and the first of another station than that.
    type FirstTwo = (ReadingNumber, Option<ReadingNumber>);
    let mut first: BTreeMap<(ContestNumber, u32), FirstTwo> = BTreeMap::new();
    for (number, row) in of_photographs() {
        for photograph in readings.document_numbers(number) {
            let photograph = (row.contest, *photograph);
            let (first, other) = first.entry(photograph).or_insert((number, None));
            if other.is_none() && station(*first) != row.station {
                *other = Some(number);
            }
        }
    }
    for (number, row) in of_photographs() {
        let elsewhere = |photograph: &u32| {
            let (first, other) = first.get(&(row.contest, *photograph))?;
            let mut two = [Some(*first), *other].into_iter().flatten();
            two.find(|other| station(*other) != row.station)
        };
        if let Some(other) = readings.document_numbers(number).iter().find_map(elsewhere) {
            findings.push(of_reading(Rule::SharedPhotograph, number, row, Some(other)));
        }
    }
}

/// Readings behind which nothing stands, so that they take part in no state.
fn without_evidence(tally: &Tally) -> impl Iterator<Item = Finding> + '_ {
    let all = (0..).zip(tally.readings().rows());
    let without = all.filter(|(_, row)| !row.evidence && row.corrected_by().is_none());
    without.map(|(reading, row)| of_reading(Rule::NoEvidence, reading, row, None))
}
