//! Laws of the fold: entries that do not depend on each other may come in any order, and the parts of a
//! country add up to the whole.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use bytes::Bytes;
use model::{Counts, Figure, Method, Station};
use proptest::prelude::*;
use record::{BlobHash, Body, Capture, Entry, KeyBody, LeafHash, Reading, Role, Ruling};
use std::collections::BTreeMap;
use tally::{AccountNumber, FirstEntry, Group, Overview, Replay, Tally, View};
use testing::{Record, definition, key, station};

/// Twelve stations in three towns of two states.
fn stations() -> Vec<Station> {
    let stations = (0..12u32).map(|n| {
        let (state, town) = (format!("{}", n % 3 / 2), format!("{}.{}", n % 3 / 2, n % 3));
        station(&format!("s{n:02}"), &[&state, &town], Some(300 + n))
    });
    stations.collect()
}

/// The entries that all others hang on, and the blobs that they name.
fn beginning() -> Record {
    let rest = r#"
        [register]
        complete = true
        [acceptance]
        agree = 2
        alone = [{ method = "code", account = "campaign" }, { method = "code", account = "council" }]"#;
    let mut record = Record::new(&definition(&["state", "town"], rest));
    record.register(&stations());
    for agent in ["a0", "a1", "a2"] {
        record.grant(agent, Role::Agent);
    }
    record.grant("r0", Role::Reviewer);
    let named = (0u8..14).flat_map(|station| (0u8..3).map(move |image| vec![station, image]));
    let large = ["s01", "s02"].map(|station| station.as_bytes().to_vec());
    for image in named.chain(large) {
        let capture = Body::Capture(Capture {
            election: "e".parse().unwrap(),
            account: testing::ACCOUNTS[0].parse().unwrap(),
            station: None,
            contest: "mayor".parse().unwrap(),
            image: BlobHash::of(&image),
            media: "image/jpeg".to_owned(),
            redacted_from: None,
            original: None,
            at: "2026-05-10T22Z".parse().unwrap(),
        });
        record.sign(&capture, &[&key("a0")]);
    }
    record
}

/// A reading of one station, as a few small numbers choose it.
#[derive(Debug, Clone)]
struct Made {
    station: u8,
    signer: u8,
    account: u8,
    image: u8,
    votes: u8,
    illegible: bool,
    code: bool,
    forged: bool,
}

fn made() -> impl Strategy<Value = Made> {
    (
        0u8..14,
        0u8..3,
        0u8..2,
        0u8..3,
        0u8..3,
        any::<bool>(),
        any::<bool>(),
        proptest::bool::weighted(0.1),
    )
        .prop_map(
            |(station, signer, account, image, votes, illegible, code, forged)| Made {
                station,
                signer,
                account,
                image,
                votes,
                illegible,
                code,
                forged,
            },
        )
}

fn entry(made: &Made) -> Bytes {
    let mut counts = Counts {
        registered: Figure::Read(300 + u32::from(made.station)),
        ..Counts::default()
    };
    let ana = if made.illegible {
        Figure::Illegible
    } else {
        Figure::Read(100 + u32::from(made.votes))
    };
    counts.set_option("ana".parse().unwrap(), ana);
    counts.set_option("luis".parse().unwrap(), Figure::Read(50));
    counts.valid = Figure::Read(150 + u32::from(made.votes));
    let body = Body::Reading(Reading {
        election: "e".parse().unwrap(),
        account: testing::ACCOUNTS[usize::from(made.account)].parse().unwrap(),
        stage: None,
        station: format!("s{:02}", made.station).parse().unwrap(),
        contest: "mayor".parse().unwrap(),
        counts,
        method: if made.code { Method::Code } else { Method::Typed },
        of: vec![BlobHash::of(&[made.station, made.image])],
        salt: None,
        line: None,
        as_of: None,
        corrects: None,
        at: "2026-05-10T22Z".parse().unwrap(),
    });
    let name = if made.forged {
        "stranger".to_owned()
    } else {
        format!("a{}", made.signer)
    };
    record::sign(&body, &[&key(&name)]).unwrap().into()
}

fn fold(entries: Vec<Bytes>, windows: usize) -> Tally {
    let Record {
        entries: mut all,
        blobs,
        ..
    } = beginning();
    all.extend(entries);
    let first = FirstEntry::read(&all[0]).unwrap();
    let start = first.start(&blobs[first.law()], &blobs[first.words()]).unwrap();
    let mut replay = Replay::new(&start);
    let mut leaves: Vec<LeafHash> = Vec::new();
    for window in all.chunks(windows.max(1)) {
        let pushed = replay
            .push_with(window.to_vec(), |name| blobs.get(name).cloned())
            .unwrap();
        assert_eq!(pushed.first as usize, leaves.len());
        leaves.extend(pushed.leaves);
        replay = pushed.replay;
    }
    assert!(
        leaves
            .iter()
            .zip(&all)
            .all(|(leaf, bytes)| *leaf == LeafHash::of(bytes))
    );
    replay.finish()
}

/// Everything that a tally says, without the places of its entries in the log.
fn said(tally: &Tally) -> Vec<String> {
    let mut lines = Vec::new();
    let names = tally.figure_names(0);
    let accounts = tally.accounts();
    let views = accounts
        .iter()
        .map(|(account, id)| (View::Account(*account), id.as_str()));
    for (view, name) in views.chain([(View::Accepted, "accepted")]) {
        for total in tally
            .totals(view, 0, None, Group::Whole)
            .iter()
            .chain(&tally.totals(view, 0, None, Group::Level(1)))
        {
            let area = total.area.map(|area| tally.areas().code(area));
            lines.push(format!(
                "{name} {area:?} {:?} {:?}",
                total.coverage,
                total.figures()
            ));
        }
    }
    for station in tally.stations_sorted() {
        let mut figures = Vec::new();
        tally.figures(View::Accepted, 0, station, &mut figures);
        lines.push(format!(
            "{} {:?} {figures:?}",
            tally.stations().code(station),
            tally.state(0, station)
        ));
    }
    let mut findings: Vec<String> = tally
        .findings()
        .iter()
        .map(|f| {
            let fields: Vec<_> = f.fields.iter().map(ToString::to_string).collect();
            let name = tally.readings().name(f.reading);
            format!(
                "{} {} {} {name} {fields:?}",
                f.rule.code(),
                tally.stations().code(f.station),
                tally.account(f.account)
            )
        })
        .collect();
    findings.sort();
    lines.extend(findings);
    lines.push(format!("{names:?} {:?}", tally.refused().counts()));
    lines
}

/// Readings of one station depend on each other: within an account the first stands. So does a replay on
/// what it repeats. All others do not.
fn shuffled(readings: &[Made], order: &[usize]) -> Vec<Made> {
    let mut of_station: BTreeMap<u8, std::collections::VecDeque<Made>> = BTreeMap::new();
    readings.iter().for_each(|made| {
        of_station
            .entry(made.station)
            .or_default()
            .push_back(made.clone())
    });
    let mut out = Vec::new();
    for pick in order {
        let open: Vec<u8> = of_station
            .iter()
            .filter(|(_, rest)| !rest.is_empty())
            .map(|(station, _)| *station)
            .collect();
        let Some(station) = open.get(pick % open.len().max(1)) else {
            break;
        };
        out.extend(of_station.get_mut(station).and_then(|rest| rest.pop_front()));
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn entries_that_do_not_depend_on_each_other_may_come_in_any_order(
        readings in proptest::collection::vec(made(), 0..40),
        order in proptest::collection::vec(0usize..1000, 40),
        window in 1usize..20,
    ) {
        let other = shuffled(&readings, &order);
        prop_assert_eq!(other.len(), readings.len());
        let one = fold(readings.iter().map(entry).collect(), usize::MAX);
        let two = fold(other.iter().map(entry).collect(), window);
        prop_assert_eq!(said(&one), said(&two));
    }

    #[test]
    fn states_and_accepted_figures_do_not_hang_on_the_order_even_within_a_station(
        readings in proptest::collection::vec(made(), 0..12), turn in 0usize..12,
    ) {
        // Each entry once: which of two equal ones is the replay does hang on the order.
        let mut entries: Vec<Bytes> = Vec::new();
        readings.iter().map(entry).for_each(|e| if !entries.contains(&e) { entries.push(e) });
        let accepted = |tally: &Tally| -> Vec<String> {
            said(tally).into_iter().filter(|line| line.starts_with('s') || line.starts_with("accepted")).collect()
        };
        let one = accepted(&fold(entries.clone(), usize::MAX));
        let turn = turn % entries.len().max(1);
        entries.rotate_left(turn);
        prop_assert_eq!(one, accepted(&fold(entries, usize::MAX)));
    }

    #[test]
    fn the_parts_add_up_to_the_whole(readings in proptest::collection::vec(made(), 0..40)) {
        let tally = fold(readings.iter().map(entry).collect(), usize::MAX);
        for view in [View::Accepted].into_iter().chain(tally.accounts().iter().map(|(n, _)| View::Account(*n))) {
            let whole = &tally.totals(view, 0, None, Group::Whole)[0];
            let all = tally.all_totals(view, 0);
            prop_assert_eq!(whole, &all.country);
            for level in [0, 1] {
                let parts = tally.totals(view, 0, None, Group::Level(level));
                prop_assert_eq!(parts.iter().map(|t| t.coverage.stations).sum::<u64>(), whole.coverage.stations);
                prop_assert_eq!(parts.iter().map(|t| t.options_sum()).sum::<u64>(), whole.options_sum());
                for part in &parts {
                    if let Some(area) = part.area {
                        prop_assert_eq!(part, &tally.totals(view, 0, Some(area), Group::Whole)[0]);
                    }
                }
            }
        }
    }

    #[test]
    fn an_overview_says_what_is_computed_one_by_one(readings in proptest::collection::vec(made(), 0..40)) {
        let tally = fold(readings.iter().map(entry).collect(), usize::MAX);
        let overview = Overview::new(&tally);
        let accounts: Vec<AccountNumber> =
            tally.accounts().iter().map(|(n, _)| *n).filter(|n| tally.has_readings(*n, 0)).collect();
        prop_assert_eq!(overview.accounts(0), accounts.as_slice());
        for view in [View::Accepted].into_iter().chain(tally.accounts().iter().map(|(n, _)| View::Account(*n))) {
            prop_assert_eq!(overview.totals(view, 0).into_owned(), tally.all_totals(view, 0));
        }
        let mut compared = Vec::new();
        for (at, first) in accounts.iter().enumerate() {
            for second in &accounts[at + 1..] {
                let views = (View::Account(*first), View::Account(*second));
                compared.push(tally.compare(views, 0, None, Group::Level(0)));
                prop_assert_eq!(overview.comparison((*first, *second), 0), compared.last());
                prop_assert_eq!(overview.comparison((*second, *first), 0), None);
            }
        }
        prop_assert_eq!(overview.comparisons(0), compared.as_slice());
    }
}

#[test]
fn a_station_that_a_complete_register_lacks_counts_for_nothing_and_is_found() {
    let unknown = Made {
        station: 13,
        signer: 0,
        account: 0,
        image: 0,
        votes: 0,
        illegible: false,
        code: true,
        forged: false,
    };
    let tally = fold(vec![entry(&unknown)], 10);
    assert_eq!(
        tally.totals(View::Account(0), 0, None, Group::Whole)[0]
            .coverage
            .stations,
        0
    );
    assert_eq!(tally.findings()[0].rule.code(), "unknown_station");
}

#[test]
fn a_ruling_settles_a_disputed_station() {
    let made = |signer, votes| Made {
        station: 1,
        signer,
        account: signer,
        image: signer,
        votes,
        illegible: false,
        code: true,
        forged: false,
    };
    let (first, second) = (entry(&made(0, 0)), entry(&made(1, 2)));
    let disputed = fold(vec![first.clone(), second.clone()], 10);
    let station = disputed.stations().number("s01").unwrap();
    assert_eq!(disputed.state(0, station).name(), "disputed");
    assert_eq!(disputed.standing(View::Accepted, 0, station), None);
    let ruling = Body::Ruling(Ruling {
        election: "e".parse().unwrap(),
        station: "s01".parse().unwrap(),
        contest: "mayor".parse().unwrap(),
        stands: Some(Entry::parse(&second).unwrap().name().into()),
        reason: "the photograph shows 102".into(),
        at: "2026-05-11T09Z".parse().unwrap(),
    });
    let ruling: Bytes = record::sign(&ruling, &[&key("r0")]).unwrap().into();
    let ruled = fold(vec![first, second, ruling], 10);
    assert_eq!(ruled.state(0, station).name(), "ruled");
    assert_eq!(
        ruled.totals(View::Accepted, 0, None, Group::Whole)[0].options()[0].sum,
        102
    );
}

#[test]
fn two_large_sheets_with_the_same_figures_are_found_and_small_ones_are_not() {
    let made = |station| Made {
        station,
        signer: 0,
        account: 0,
        image: 0,
        votes: 0,
        illegible: false,
        code: true,
        forged: false,
    };
    // 100 and 50 votes: two stations that lean alike come out the same once in some 890.
    let tally = fold(vec![entry(&made(1)), entry(&made(2))], 10);
    assert!(tally.findings().is_empty(), "{:?}", tally.findings());
    let large = |station: &str| -> Bytes {
        let mut counts = Counts::default();
        counts.set_option("ana".parse().unwrap(), Figure::Read(2_000));
        counts.set_option("luis".parse().unwrap(), Figure::Read(1_000));
        let body = Body::Reading(Reading {
            election: "e".parse().unwrap(),
            account: testing::ACCOUNTS[0].parse().unwrap(),
            stage: None,
            station: station.parse().unwrap(),
            contest: "mayor".parse().unwrap(),
            counts,
            method: Method::Typed,
            of: vec![BlobHash::of(station.as_bytes())],
            salt: None,
            line: None,
            as_of: None,
            corrects: None,
            at: "2026-05-10T22Z".parse().unwrap(),
        });
        record::sign(&body, &[&key("a0")]).unwrap().into()
    };
    let tally = fold(vec![large("s01"), large("s02")], 10);
    let codes: Vec<_> = tally
        .findings()
        .iter()
        .map(|finding| finding.rule.code())
        .collect();
    assert_eq!(codes, ["identical_counts", "identical_counts"]);
}

#[test]
fn a_line_of_a_key_that_gets_its_first_role_later_is_ignored_whatever_the_window() {
    let made = Made {
        station: 1,
        signer: 0,
        account: 0,
        image: 0,
        votes: 1,
        illegible: false,
        code: true,
        forged: false,
    };
    let late = key("late");
    let mut reading = note::Note::parse(&entry(&made)).unwrap();
    reading.add(late.sign_text("another text\n").unwrap()).unwrap();
    let role = Body::Key(KeyBody {
        election: "e".parse().unwrap(),
        key: late.verifying_key().to_string(),
        role: Role::Agent,
        area: None,
        account: None,
        stage: None,
        until: None,
        gives: None,
        keys: None,
        at: "2026-05-10T22Z".parse().unwrap(),
    });
    let role = record::sign(&role, &[&key("operator")]).unwrap();
    for windows in [1, 100] {
        let tally = fold(vec![reading.to_bytes().into(), role.clone().into()], windows);
        assert_eq!(tally.refused().kept(), []);
    }
}
