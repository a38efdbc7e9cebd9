//! A country that votes in every town for a mayor and a council of its own: many contests, each at few stations.

use crate::{Record, key, station};
use model::{CountField, Figure, SheetFigure};
use record::{BlobHash, Body, Readings, Role, Rows};
use std::fmt::Write;
use std::num::NonZeroU32;

/// How many towns a state has.
const TOWNS_OF_A_STATE: usize = 100;
/// How many options a mayor's and a council's contest has.
const OPTIONS: [usize; 2] = [3, 20];

/// A record of so many towns, each with so many stations and two contests, `mayor-N` and `council-N`. The account `council`
/// has read all sheets, `campaign` those of every tenth town, at one station of each contest with another figure.
pub fn municipal(towns: usize, stations: usize) -> Record {
    let mut record = Record::new(&definition(towns));
    record.grant("importer", Role::Importer);
    let state = |town: usize| format!("{}", town / TOWNS_OF_A_STATE);
    let listed = (0..towns).flat_map(|town| (0..stations).map(move |n| (town, n)));
    let listed: Vec<_> = listed
        .map(|(town, n)| {
            let areas = [state(town), format!("t{town}")];
            station(&format!("{town}.{n}"), &[&areas[0], &areas[1]], Some(1_000))
        })
        .collect();
    record.register(&listed);
    for account in ["council", "campaign"] {
        record.source(account, "text/csv", account.as_bytes());
    }
    for town in 0..towns {
        for (office, options) in ["mayor", "council"].into_iter().zip(OPTIONS) {
            let contest = format!("{office}-{town}");
            record.readings("council", &contest, options, rows(town, stations, options, 0));
            if town % 10 == 0 {
                record.readings("campaign", &contest, options, rows(town, stations, options, 1));
            }
        }
    }
    record
}

fn definition(towns: usize) -> String {
    let mut text = r#"
id = "e"
name = "Municipal elections"
date = "2026-05-10"
origin = "count.example/e"
levels = ["state", "town"]
accounts = [{ id = "council", name = "council" }, { id = "campaign", name = "campaign" }]
register = { complete = true }
acceptance = { agree = 2, alone = [{ method = "file", account = "council" }] }
"#
    .to_owned();
    for town in 0..towns {
        for (office, options) in ["mayor", "council"].into_iter().zip(OPTIONS) {
            let options: Vec<String> = (0..options)
                .map(|n| format!(r#"{{ id = "o{n}", name = "" }}"#))
                .collect();
            let options = options.join(", ");
            writeln!(
                text,
                "[[contests]]\nid = \"{office}-{town}\"\nname = \"\"\nareas = [\"t{town}\"]\noptions = [{options}]"
            )
            .unwrap();
        }
    }
    text
}

/// A row each of a town's stations, the first of which has so many more votes for the first option.
fn rows(town: usize, stations: usize, options: usize, more: u32) -> Rows {
    let mut rows = Rows::default();
    for n in 0..stations {
        let mut votes: Vec<u32> = (0..options)
            .map(|option| ((town + n + option) % 40) as u32)
            .collect();
        votes[0] += if n == 0 { more } else { 0 };
        let sum: u32 = votes.iter().sum();
        let figures = [sum].into_iter().chain(votes).map(Figure::Read);
        rows.push(
            format!("{town}.{n}").parse().unwrap(),
            NonZeroU32::new(n as u32 + 2),
            figures,
        );
    }
    rows
}

impl Record {
    /// Rows of a contest with so many options, `o0` and so on, read for an account whose document a source has named before.
    fn readings(&mut self, account: &str, contest: &str, options: usize, rows: Rows) {
        let body = Body::Readings(Readings {
            election: self.election.id.clone(),
            account: account.parse().unwrap(),
            stage: None,
            contest: contest.parse().unwrap(),
            of: BlobHash::of(account.as_bytes()),
            figures: vec![SheetFigure::Field(CountField::Valid)],
            options: (0..options).map(|n| format!("o{n}").parse().unwrap()).collect(),
            rows,
            as_of: None,
            rows_as_of: None,
            corrects: None,
            at: "2026-05-10T22Z".parse().unwrap(),
        });
        self.sign(&body, &[&key("importer")]);
    }
}
