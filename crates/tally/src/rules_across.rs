//! The rules that take more than one sheet to break, checked in one pass over the finished record.

use crate::Tally;
use crate::accounts::AccountNumber;
use crate::finding::Finding;
use crate::place::in_place;
use crate::readings::ContestNumber;
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
    for contest in 0..tally.election().contests.len() as ContestNumber {
        for (account, _) in tally.accounts() {
            if tally.has_readings(account, contest) {
                of_stations(tally, contest, account, &mut findings);
                identical(tally, contest, account, &mut findings);
            }
        }
        outside(tally, contest, &mut findings);
        shared_photographs(tally, contest, &mut findings);
    }
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

fn of_stations(tally: &Tally, contest: ContestNumber, account: AccountNumber, findings: &mut Vec<Finding>) {
    let readings = tally.readings();
    let all = 0..tally.stations().len() as StationNumber;
    let found: Vec<Vec<Finding>> = all
        .into_par_iter()
        .with_min_len(4_096)
        .filter_map(|station| {
            let mut own =
                in_place(readings, contest, station).filter(|n| readings.row(*n).account == account);
            let first = own.next()?;
            let row = tally.stations().row(station);
            let mut found = Vec::new();
            let mut add = |rule, reading, fields: Vec<Field>, other| {
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
            if !row.listed {
                add(Rule::UnknownStation, first, vec![], None);
            }
            let sheet = readings.figures(first)[0].read();
            let differs = row
                .registered
                .zip(sheet)
                .is_some_and(|(register, sheet)| register != sheet);
            if row.registered_differs || differs {
                add(
                    Rule::RegisteredDiffers,
                    first,
                    vec![Field::Count(CountField::Registered)],
                    None,
                );
            }
            for other in own.filter(|other| readings.contradict(first, *other)) {
                add(
                    Rule::MoreThanOneSheet,
                    other,
                    differing(tally, contest, first, other),
                    Some(first),
                );
            }
            (!found.is_empty()).then_some(found)
        })
        .collect();
    findings.extend(found.into_iter().flatten());
}

/// Readings of stations at which the contest is not held.
fn outside(tally: &Tally, contest: ContestNumber, findings: &mut Vec<Finding>) {
    if tally.held(contest).is_none() {
        return;
    }
    for (number, row) in (0..).zip(tally.readings().rows()) {
        let is_of_contest = row.contest == contest && row.corrected_by().is_none();
        if is_of_contest && !tally.is_held_at(contest, row.station) {
            findings.push(Finding {
                rule: Rule::OutsideContest,
                severity: Rule::OutsideContest.severity(),
                station: row.station,
                contest,
                account: row.account,
                reading: number,
                fields: vec![],
                other: None,
            });
        }
    }
}

/// The fields in which two readings contradict each other.
pub(crate) fn differing(
    tally: &Tally,
    contest: ContestNumber,
    a: ReadingNumber,
    b: ReadingNumber,
) -> Vec<Field> {
    let pairs = tally
        .readings()
        .figures(a)
        .iter()
        .zip(tally.readings().figures(b));
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
    let options = |number: ReadingNumber| tally.options_of(tally.readings().figures(number));
    // Any hash does: equal hashes are compared in full, and the order of the findings hangs on the
    // stations alone.
    let hasher = foldhash::fast::FixedState::with_seed(0);
    let all = 0..tally.stations().len() as StationNumber;
    let mut large: Vec<(u64, ReadingNumber)> = all
        .into_par_iter()
        .with_min_len(4_096)
        .filter_map(|station| {
            let number = tally.standing(View::Account(account), contest, station)?;
            let votes = options(number).iter().filter_map(|figure| figure.read());
            let large = model::rules::identical_once_in(votes) >= once_in;
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

/// Readings of one photograph for more than one station, whichever account they belong to. Rows of a file share their
/// document by nature and are left out.
fn shared_photographs(tally: &Tally, contest: ContestNumber, findings: &mut Vec<Finding>) {
    let readings = tally.readings();
    let station = |number: ReadingNumber| readings.row(number).station;
    let of_photographs = || {
        (0..).zip(readings.rows()).filter(|(_, row)| {
            let is_of_photograph = matches!(row.method, Method::Code | Method::Typed);
            is_of_photograph && row.contest == contest && row.holds_place()
        })
    };
    // The first reading of each photograph, and the first of another station than that.
    let mut first: BTreeMap<u32, (ReadingNumber, Option<ReadingNumber>)> = BTreeMap::new();
    for (number, row) in of_photographs() {
        for photograph in readings.document_numbers(number) {
            let (first, other) = first.entry(*photograph).or_insert((number, None));
            if other.is_none() && station(*first) != row.station {
                *other = Some(number);
            }
        }
    }
    for (number, row) in of_photographs() {
        let elsewhere = |photograph: &u32| {
            let (first, other) = first.get(photograph)?;
            let mut two = [Some(*first), *other].into_iter().flatten();
            two.find(|other| station(*other) != row.station)
        };
        if let Some(other) = readings.document_numbers(number).iter().find_map(elsewhere) {
            findings.push(Finding {
                rule: Rule::SharedPhotograph,
                severity: Rule::SharedPhotograph.severity(),
                station: row.station,
                contest,
                account: row.account,
                reading: number,
                fields: vec![],
                other: Some(other),
            });
        }
    }
}

/// Readings behind which nothing stands, so that they take part in no state.
fn without_evidence(tally: &Tally) -> impl Iterator<Item = Finding> + '_ {
    let all = (0..).zip(tally.readings().rows());
    let without = all.filter(|(_, row)| !row.evidence && row.corrected_by().is_none());
    without.map(|(reading, row)| Finding {
        rule: Rule::NoEvidence,
        severity: Rule::NoEvidence.severity(),
        station: row.station,
        contest: row.contest,
        account: row.account,
        reading,
        fields: vec![],
        other: None,
    })
}
