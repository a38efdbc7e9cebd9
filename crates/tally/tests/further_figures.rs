//! Figures beyond the five: where they stand, what they count for, and the sums between them.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use model::rules::Field;
use model::{Counts, Figure, Rule, Severity, Subject};
use proptest::prelude::*;
use tally::{Group, Sum, Tally, View};
use testing::{Record, counts, definition, station};

const FIGURES: &str = "figures = [\"unused\", \"challenged\"]\nlevels";

fn record(sums: &str) -> Record {
    let definition = definition(&["state"], sums).replacen("levels", FIGURES, 1);
    let mut record = Record::with_importer(&definition);
    record.register(&[station("s1", &["0"], Some(400)), station("s2", &["1"], Some(400))]);
    record
}

fn sheet(further: &[(&str, Figure)]) -> Counts {
    let mut counts = counts(400, 3, &[("ana", 200), ("luis", 100)]);
    for (id, figure) in further {
        counts.more.set(id.parse().unwrap(), *figure);
    }
    counts
}

fn account(tally: &Tally, id: &str) -> View {
    View::Account(tally.account_number(id).unwrap())
}

#[test]
fn further_figures_are_added_up_after_the_five_and_before_the_options() {
    let mut record = record("");
    record.reading(
        "council",
        "s1",
        sheet(&[("challenged", Figure::Read(7)), ("unused", Figure::Read(90))]),
    );
    record.reading("council", "s2", sheet(&[("challenged", Figure::Illegible)]));
    let tally = record.tally();
    let names = [
        "registered",
        "ballots",
        "valid",
        "blank",
        "null",
        "unused",
        "challenged",
        "ana",
        "luis",
    ];
    assert_eq!(tally.figure_names(0), names);
    assert_eq!(
        tally
            .fields(0)
            .map(|field| field.name().to_owned())
            .collect::<Vec<_>>(),
        names
    );
    let total = &tally.totals(account(&tally, "council"), 0, None, Group::Whole)[0];
    let sum = |sum, read, illegible| {
        let contested = 0;
        Some(Sum {
            sum,
            contested,
            open: 0,
            read,
            illegible,
        })
    };
    assert_eq!(tally.further(total, "unused"), sum(90, 1, 0));
    assert_eq!(tally.further(total, "challenged"), sum(7, 1, 1));
    assert_eq!(tally.further(total, "lost"), None);
    assert_eq!(
        total.options().iter().map(|sum| sum.sum).collect::<Vec<_>>(),
        [400, 200]
    );
    // An illegible further figure leaves no vote open.
    assert_eq!(total.coverage.partly_read.registered, 0);
}

#[test]
fn a_figure_that_the_election_lacks_counts_for_nothing_and_is_named() {
    let mut record = record("");
    record.reading(
        "council",
        "s1",
        sheet(&[("lost", Figure::Read(7)), ("unused", Figure::Read(90))]),
    );
    record.reading(
        "campaign",
        "s1",
        sheet(&[("lost", Figure::Read(8)), ("unused", Figure::Read(90))]),
    );
    let tally = record.tally();
    let findings = tally.findings();
    assert_eq!(findings.len(), 2);
    for finding in findings {
        assert_eq!(
            (finding.rule, finding.severity),
            (Rule::UnknownFigure, Severity::Error)
        );
        assert_eq!(finding.fields, [Field::Further("lost".parse().unwrap())]);
    }
    let views = (account(&tally, "council"), account(&tally, "campaign"));
    assert!(tally.compare(views, 0, None, Group::Whole).agrees());
    assert!(tally.readings().rows().iter().all(|row| row.errors));
}

#[test]
fn two_accounts_differ_in_a_further_figure() {
    let mut record = record("");
    record.reading("council", "s1", sheet(&[("challenged", Figure::Read(7))]));
    record.reading("campaign", "s1", sheet(&[("challenged", Figure::Read(9))]));
    record.reading(
        "campaign",
        "s1",
        sheet(&[("challenged", Figure::Read(9)), ("unused", Figure::Read(1))]),
    );
    record.reading("campaign", "s1", sheet(&[("challenged", Figure::Read(8))]));
    let tally = record.tally();
    let views = (account(&tally, "council"), account(&tally, "campaign"));
    let comparison = tally.compare(views, 0, None, Group::Whole);
    let [difference] = &comparison.different[..] else {
        panic!()
    };
    assert_eq!(tally.differing_figures(&comparison, difference), [(6, 7, 9)]);
    let [finding] = tally.findings() else { panic!() };
    assert_eq!(finding.rule, Rule::MoreThanOneSheet);
    assert_eq!(finding.fields, [Field::Further("challenged".parse().unwrap())]);
}

#[test]
fn a_broken_sum_is_a_finding_of_its_own_and_an_error_where_the_election_does_not_say_otherwise() {
    let sums = "[[sums]]\nof = 'ballots'\nparts = ['options', 'null', 'challenged']\nseverity = 'warning'\n\
                [[sums]]\nof = 'unused'\nparts = ['challenged', 'null']";
    let mut record = record(sums);
    let mut all = sheet(&[("challenged", Figure::Read(7)), ("unused", Figure::Read(11))]);
    all.ballots = Figure::Read(309);
    record.reading("council", "s1", all.clone());
    all.more.set("unused".parse().unwrap(), Figure::Read(10));
    record.reading("council", "s2", all);
    let tally = record.tally();
    let found: Vec<_> = tally
        .findings()
        .iter()
        .map(|finding| {
            let sum = finding.sum().unwrap().name();
            (
                tally.stations().code(finding.station).as_str(),
                finding.rule,
                finding.severity,
                sum,
            )
        })
        .collect();
    let (rule, warning, error) = (Rule::SumDiffers, Severity::Warning, Severity::Error);
    assert_eq!(
        found,
        [
            ("s1", rule, warning, "ballots"),
            ("s1", rule, error, "unused"),
            ("s2", rule, warning, "ballots")
        ]
    );
    let errors: Vec<bool> = tally.readings().rows().iter().map(|row| row.errors).collect();
    assert_eq!(errors, [true, false]);
}

#[test]
fn a_claim_speaks_of_the_figure_that_its_subject_names() {
    let mut record = record("");
    record.claims(
        "[[claims]]\nid='b'\naccount='council'\nwho='w'\nwhen='2026-05-11'\nwhere='h'\ncontest='mayor'\n\
         figures=[{of='challenged',number=7},{of='ana',number=9},{of='lost',number=1},{of='null',number=2}]",
    );
    let tally = record.tally();
    let subjects: Vec<&Subject> = tally.claims()[0]
        .claim
        .figures
        .iter()
        .map(|figure| &figure.of)
        .collect();
    let [
        Subject::Further(id),
        Subject::Option(ana),
        Subject::Option(lost),
        Subject::Field(_),
    ] = subjects[..]
    else {
        panic!("{subjects:?}")
    };
    assert_eq!(
        (id.as_str(), ana.as_str(), lost.as_str()),
        ("challenged", "ana", "lost")
    );
}

fn figure() -> impl Strategy<Value = Figure> {
    prop_oneof![
        (0u32..50).prop_map(Figure::Read),
        Just(Figure::Illegible),
        Just(Figure::NotOnForm)
    ]
}

proptest! {
    /// Whatever further figures a sheet has, nothing else that is said of it changes, but that it has them.
    #[test]
    fn further_figures_change_no_other_figure(
        further in proptest::collection::vec(figure(), 3), same in any::<bool>(),
    ) {
        let ids = ["unused", "challenged", "lost"];
        let with: Vec<(&str, Figure)> = ids.into_iter().zip(further).collect();
        let tally_of = |further: &[(&str, Figure)]| {
            let mut record = record("");
            record.reading("council", "s1", sheet(further));
            record.reading(if same { "council" } else { "campaign" }, "s2", sheet(&[]));
            record.tally()
        };
        let (plain, more) = (tally_of(&[]), tally_of(&with));
        let total = |tally: &Tally| tally.totals(account(tally, "council"), 0, None, Group::Whole).remove(0);
        let (before, after) = (total(&plain), total(&more));
        prop_assert_eq!(before.coverage, after.coverage);
        prop_assert_eq!(before.options(), after.options());
        prop_assert_eq!(&before.figures()[..5], &after.figures()[..5]);
        for (at, (id, figure)) in with.iter().enumerate() {
            let sum = more.further(&after, id);
            prop_assert_eq!(sum.map(|sum| sum.sum), (at < 2).then(|| figure.read().unwrap_or(0).into()));
        }
    }
}
