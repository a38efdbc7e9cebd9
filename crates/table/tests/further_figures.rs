//! The tables of an election whose sheets have figures beyond the five.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use model::{Counts, Figure};
use table::export::{Table, check_csv, write_csv};
use table::tables::Tables;
use tally::Overview;
use testing::{Record, counts, definition, station};

fn sheet(further: &[(&str, Figure)]) -> Counts {
    let mut counts = counts(400, 3, &[("ana", 200), ("luis", 100)]);
    for (id, figure) in further {
        counts.more.set(id.parse().unwrap(), *figure);
    }
    counts
}

fn record() -> Record {
    // The ids of other columns, too: `more_` sets them apart.
    let figures = "figures = [\"unused\", \"state\"]\nsums = [{ of = \"unused\", parts = [\"null\", \"state\"] }]\nlevels";
    let mut record = Record::with_importer(&definition(&[], "").replacen("levels", figures, 1));
    record.register(&[station("s1", &[], Some(400))]);
    let read = [
        ("unused", Figure::Read(9)),
        ("state", Figure::Read(5)),
        ("lost", Figure::Read(7)),
    ];
    record.reading("campaign", "s1", sheet(&read));
    record.reading(
        "council",
        "s1",
        sheet(&[("unused", Figure::Illegible), ("state", Figure::Read(6))]),
    );
    record
}

#[test]
fn each_further_figure_has_a_column_of_its_own_before_the_options() {
    let tally = record().tally();
    let overview = Overview::new(&tally);
    let tables = Tables::new(&overview);
    let csv = |name: &str| -> Vec<String> {
        let tables = tables.all();
        let found = tables.iter().find(|table| table.name() == name).unwrap();
        let found: &dyn Table = &**found;
        let mut csv = Vec::new();
        write_csv(found, &mut csv).unwrap();
        check_csv(csv.as_slice(), found).unwrap();
        String::from_utf8(csv)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect()
    };
    for name in ["stations_mayor", "readings_mayor", "totals_mayor"] {
        assert!(
            csv(name)[0].ends_with(",null_ballots,more_unused,more_state,votes_ana,votes_luis"),
            "{name}"
        );
    }
    let readings = csv("readings_mayor");
    assert!(
        readings[1].ends_with(",400,,300,,3,9,5,200,100"),
        "{}",
        readings[1]
    );
    assert!(
        readings[2].ends_with(",unused,400,,300,,3,,6,200,100"),
        "{}",
        readings[2]
    );
    let differences = csv("differences");
    assert_eq!(differences[1], "mayor,campaign,council,s1,state,5,6");
    let findings = csv("findings").join("\n");
    assert!(
        findings.contains("sum_differs,error,null more.state more.unused,"),
        "{findings}"
    );
    assert!(findings.contains("unknown_figure,error,more.lost"), "{findings}");
}
