//! What keys and accounts can do to a result by each acceptance policy: laws over small made-up countries, in which an
//! adversary writes anything that its keys may write (`docs/threat-model.md`, *Who can move a result*).

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use bytes::Bytes;
use model::{Counts, Figure, Hour, Method};
use note::Note;
use proptest::prelude::*;
use record::{BlobHash, Body, Capture, Correction, Entry, Reading, ReadingName, Role, Salt, seal};
use tally::{Group, StateKind, Tally, View};
use testing::{Record, counts, definition, fold, key, station};

const STATIONS: [&str; 3] = ["s1", "s2", "s3"];
const ACCOUNTS: [&str; 3] = ["council", "campaign", "volunteers"];
const HONEST: [&str; 4] = ["h1", "h2", "h3", "h4"];
/// How many photographs of each station's sheet there are, and how many files.
const IMAGES: u8 = 3;

fn at() -> Hour {
    "2026-05-10T22Z".parse().unwrap()
}

fn image(station: u8, n: u8) -> BlobHash {
    BlobHash::of(&[b'i', station, n])
}

fn file(n: u8) -> BlobHash {
    BlobHash::of(&[b'f', n])
}

/// The beginning of all records: the policy, the stations, the roles of all keys, all photographs and all files. The
/// adversary's keys have every role but an operator's, a registrar's and a reviewer's; `bounded` binds them to an account.
fn beginning(policy: &str, bounded: Option<&str>) -> Record {
    let accounts = ACCOUNTS
        .map(|id| format!("[[accounts]]\nid = \"{id}\"\nname = \"\"\n"))
        .concat();
    let rest = format!("{accounts}[register]\ncomplete = true\n[acceptance]\n{policy}");
    let mut record = Record::new(&definition(&[], &rest));
    record.register(&STATIONS.map(|code| station(code, &[], Some(400))));
    for name in HONEST {
        record.grant(name, Role::Agent);
        record.grant(name, Role::Importer);
    }
    for name in ["m0", "m1"] {
        for role in [Role::Agent, Role::Importer, Role::Gateway, Role::Typist] {
            let body = Body::Key(record::KeyBody {
                account: bounded.map(|account| account.parse().unwrap()),
                ..testing::key_body(name, role)
            });
            record.sign(&body, &[&key("operator")]);
        }
    }
    for n in 0..IMAGES {
        for station in 0..STATIONS.len() as u8 {
            let capture = capture(image(station, n), None);
            record.sign(&capture, &[&key("h1")]);
        }
        record.source("sheets.csv", "text/csv", &[b'f', n]);
    }
    record
}

fn capture(image: BlobHash, station: Option<&str>) -> Body {
    Body::Capture(Capture {
        election: "e".parse().unwrap(),
        account: "volunteers".parse().unwrap(),
        station: station.map(|code| code.parse().unwrap()),
        contest: "mayor".parse().unwrap(),
        image,
        media: "image/jpeg".to_owned(),
        redacted_from: None,
        original: None,
        at: at(),
    })
}

/// What somebody reads at a station.
#[derive(Debug, Clone)]
struct Read {
    station: u8,
    account: u8,
    method: u8,
    /// Which photograph, or file.
    of: u8,
    ana: u8,
    null: Option<u8>,
}

fn read() -> impl Strategy<Value = Read> {
    let null = proptest::option::of(1u8..3);
    (0u8..3, 0u8..3, 0u8..5, 0..IMAGES, 0u8..2, null).prop_map(|(station, account, method, of, ana, null)| {
        Read {
            station,
            account,
            method,
            of,
            ana,
            null,
        }
    })
}

impl Read {
    fn reading(&self) -> Reading {
        let mut counts: Counts = counts(400, 0, &[("ana", 10 + u32::from(self.ana)), ("luis", 5)]);
        counts.null = self
            .null
            .map_or(Figure::NotOnForm, |null| Figure::Read(null.into()));
        let method = Method::ALL[usize::from(self.method)];
        Reading {
            election: "e".parse().unwrap(),
            account: ACCOUNTS[usize::from(self.account)].parse().unwrap(),
            stage: None,
            station: STATIONS[usize::from(self.station)].parse().unwrap(),
            contest: "mayor".parse().unwrap(),
            counts,
            method,
            of: match method {
                Method::File => vec![file(self.of)],
                Method::Message => vec![],
                _ => vec![image(self.station, self.of)],
            },
            salt: None,
            line: None,
            as_of: None,
            corrects: None,
            at: at(),
        }
    }
}

fn sign(body: &Body, name: &str) -> Bytes {
    record::sign(body, &[&key(name)]).unwrap().into()
}

/// What honest keys write: each a reading of its own.
fn honest() -> impl Strategy<Value = Vec<(u8, Read)>> {
    proptest::collection::vec((0u8..4, read()), 0..9)
}

fn honest_entries(honest: &[(u8, Read)]) -> Vec<Bytes> {
    let entries = honest.iter().map(|(by, read)| {
        // An honest key passes nothing on: it has no message.
        let method = if read.method == 3 { 2 } else { read.method };
        let reading = Read {
            method,
            ..read.clone()
        }
        .reading();
        sign(&Body::Reading(reading), HONEST[usize::from(*by)])
    });
    entries.collect()
}

/// What an adversary writes.
#[derive(Debug, Clone)]
enum Attack {
    Read(Read),
    /// A reading that is sealed first.
    Seal(Read),
    /// The reading before the last that it wrote, corrected.
    Correct(Read),
    /// Its own line under what an honest key has signed.
    Voice(u8),
    /// A photograph of its own.
    Capture(u8, u8),
}

fn attacks() -> impl Strategy<Value = Vec<(u8, Attack)>> {
    let attack = prop_oneof![
        4 => read().prop_map(Attack::Read),
        2 => read().prop_map(Attack::Seal),
        1 => read().prop_map(Attack::Correct),
        1 => any::<u8>().prop_map(Attack::Voice),
        1 => (0u8..3, 0..IMAGES).prop_map(|(station, n)| Attack::Capture(station, n)),
    ];
    proptest::collection::vec((0u8..2, attack), 0..12)
}

/// The entries of attacks by so many keys.
fn attack_entries(attacks: &[(u8, Attack)], keys: u8, honest: &[Bytes]) -> Vec<Bytes> {
    let mut entries: Vec<Bytes> = Vec::new();
    let mut own: Vec<(u8, Reading, ReadingName)> = Vec::new();
    for (by, attack) in attacks {
        let by = by % keys;
        let name = format!("m{by}");
        let before = own.iter().rev().nth(1).filter(|(of, ..)| *of == by).cloned();
        let mut written = None;
        match attack {
            Attack::Read(read) => written = Some(read.reading()),
            Attack::Seal(read) => {
                let typed = Read {
                    method: 2,
                    ..read.clone()
                }
                .reading();
                let typed = Reading {
                    salt: Some(Salt([by; 32])),
                    ..typed
                };
                entries.push(sign(&Body::Seal(seal(&typed, at()).unwrap()), &name));
                written = Some(typed);
            }
            Attack::Correct(read) => {
                if let Some((_, before, named)) = before {
                    written = Some(Reading {
                        station: before.station,
                        account: before.account,
                        corrects: Some(Correction {
                            reading: named,
                            reason: "a slip".to_owned(),
                        }),
                        ..read.reading()
                    });
                }
            }
            Attack::Voice(n) => {
                if let Some(entry) = honest.get(usize::from(*n) % honest.len().max(1)) {
                    let mut note = Note::parse(entry).unwrap();
                    note.add(key(&name).sign_text(note.text()).unwrap()).unwrap();
                    entries.push(note.to_bytes().into());
                }
            }
            Attack::Capture(station, n) => entries.push(sign(
                &capture(image(*station, *n), Some(STATIONS[usize::from(*station)])),
                &name,
            )),
        }
        if let Some(reading) = written {
            let entry = sign(&Body::Reading(reading.clone()), &name);
            let named = Entry::parse(&entry).unwrap().name().into();
            own.push((by, reading, named));
            entries.push(entry);
        }
    }
    entries
}

/// The tally of these entries by a policy.
fn tally(policy: &str, bounded: Option<&str>, entries: &[Bytes]) -> Tally {
    let mut record = beginning(policy, bounded);
    record.entries.extend(entries.iter().cloned());
    fold(&record.entries, &record.blobs)
}

/// The state of a station and the options' figures that stand there.
fn standing(tally: &Tally, code: &str) -> (StateKind, Option<Vec<Figure>>) {
    let station = tally.stations().number(code).unwrap();
    let mut figures = Vec::new();
    let stands = tally.figures(View::Accepted, 0, station, &mut figures);
    (tally.state(0, station), stands.then(|| figures[5..].to_vec()))
}

fn votes(tally: &Tally) -> (u64, u64) {
    let total = &tally.totals(View::Accepted, 0, None, Group::Whole)[0];
    (total.options()[0].sum, total.options()[0].uncontested())
}

/// Puts entries among others, each at the place that a number chooses, in their own order.
fn among(honest: &[Bytes], attacks: Vec<Bytes>, places: &[u8]) -> Vec<Bytes> {
    let mut places: Vec<usize> = (0..attacks.len())
        .map(|n| usize::from(places[n % places.len()]) % (honest.len() + 1))
        .collect();
    places.sort_unstable();
    let mut all = Vec::new();
    let mut attacks = attacks.into_iter().zip(places).peekable();
    for at in 0..=honest.len() {
        while let Some((attack, _)) = attacks.next_if(|(_, place)| *place == at) {
            all.push(attack);
        }
        all.extend(honest.get(at).cloned());
    }
    all
}

/// With `keys` keys, fewer than the policy asks for, and nothing that suffices alone: what was accepted goes on standing, and
/// nothing else is accepted or disputed, but by figures that so many honest keys have read as are wanting. `weaker` is what
/// the honest readings alone give by a policy that asks for so many fewer.
fn holds_against(before: &Tally, after: &Tally, weaker: &Tally) -> Result<(), TestCaseError> {
    for code in STATIONS {
        let ((old, figures), (new, new_figures)) = (standing(before, code), standing(after, code));
        let (weak, weak_figures) = standing(weaker, code);
        let said = format!("{code}: {old:?} {figures:?}, {new:?} {new_figures:?}, {weak:?} {weak_figures:?}");
        if new == StateKind::Disputed {
            prop_assert!(weak == StateKind::Disputed, "{said}");
            continue;
        }
        prop_assert!(old != StateKind::Disputed, "{said}");
        let stands = |state| matches!(state, StateKind::Accepted | StateKind::Contested);
        if stands(old) {
            prop_assert!(stands(new) && figures == new_figures, "{said}");
            prop_assert!(
                old == StateKind::Accepted || new == StateKind::Contested,
                "{said}"
            );
        } else if stands(new) {
            prop_assert!(
                weak == StateKind::Disputed || weak_figures == new_figures,
                "{said}"
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn fewer_keys_than_must_agree_move_no_accepted_station_and_take_none_out_of_the_totals(
        honest in honest(),
        attacks in attacks(),
        (keys, agree) in prop_oneof![Just((1u8, 2u8)), Just((1, 3)), Just((2, 3))],
        places in proptest::collection::vec(any::<u8>(), 4),
    ) {
        let honest = honest_entries(&honest);
        let attacks = attack_entries(&attacks, keys, &honest);
        // A voice before the entry that it was taken from would be that entry.
        let voices = attacks.iter().filter(|attack| Note::parse(attack).unwrap().signatures().len() > 1);
        let voices: Vec<Bytes> = voices.cloned().collect();
        let others = attacks.iter().filter(|attack| !voices.contains(attack)).cloned().collect();
        let mut all = among(&honest, others, &places);
        all.extend(voices);
        let policy = format!("agree = {agree}");
        let before = tally(&policy, None, &honest);
        let after = tally(&policy, None, &all);
        let weaker = tally(&format!("agree = {}", agree - keys), None, &honest);
        holds_against(&before, &after, &weaker)?;
    }

    #[test]
    fn the_importers_of_one_account_together_are_as_one_key(
        honest in honest(), attacks in attacks(),
    ) {
        // Two keys that write nothing but files, and for one account alone.
        let files: Vec<_> = attacks
            .into_iter()
            .filter_map(|(by, attack)| match attack {
                Attack::Read(read) => Some((by, Attack::Read(Read { account: 0, method: 0, ..read }))),
                Attack::Correct(read) => Some((by, Attack::Correct(Read { account: 0, method: 0, ..read }))),
                _ => None,
            })
            .collect();
        // And no honest key writes for it, or speaks for a file of it.
        let honest: Vec<(u8, Read)> = honest.into_iter().filter(|(_, read)| read.account != 0).collect();
        let honest = honest_entries(&honest);
        let mut all = honest.clone();
        all.extend(attack_entries(&files, 2, &honest));
        let before = tally("agree = 2", Some("council"), &honest);
        let after = tally("agree = 2", Some("council"), &all);
        let weaker = tally("agree = 1", Some("council"), &honest);
        holds_against(&before, &after, &weaker)?;
    }

    #[test]
    fn no_reading_more_makes_a_side_insufficient_but_what_its_own_keys_have_sealed(
        honest in honest(), attacks in attacks(), agree in 1u8..4,
    ) {
        let policy = format!("agree = {agree}\nalone = [{{ method = \"code\", account = \"campaign\" }}]");
        let honest = honest_entries(&honest);
        let mut all = honest.clone();
        let attacks: Vec<_> = attacks.into_iter().filter(|(_, one)| !matches!(one, Attack::Correct(_) | Attack::Seal(_))).collect();
        all.extend(attack_entries(&attacks, 2, &honest));
        let mut before = tally(&policy, None, &[]);
        for end in 1..=all.len() {
            let after = tally(&policy, None, &all[..end]);
            for code in STATIONS {
                let ((old, figures), (new, new_figures)) = (standing(&before, code), standing(&after, code));
                let stands = |state| matches!(state, StateKind::Accepted | StateKind::Contested);
                prop_assert!(!stands(old) || new == StateKind::Disputed || (stands(new) && figures == new_figures));
                prop_assert!(old != StateKind::Disputed || new == StateKind::Disputed);
                prop_assert!(old != StateKind::Contested || new != StateKind::Accepted);
            }
            before = after;
        }
    }

    #[test]
    fn the_order_of_entries_behind_their_evidence_decides_nothing(
        honest in honest(), attacks in attacks(), turn in 0usize..20, agree in 1u8..4,
    ) {
        let policy = format!("agree = {agree}\nalone = [{{ method = \"file\", account = \"council\" }}]");
        let mut all = honest_entries(&honest);
        let unsealed: Vec<_> = attacks.into_iter().filter(|(_, one)| matches!(one, Attack::Read(_))).collect();
        all.extend(attack_entries(&unsealed, 2, &[]));
        all.sort();
        all.dedup();
        let said = |entries: &[Bytes]| {
            let tally = tally(&policy, None, entries);
            let mut figures = Vec::new();
            STATIONS.map(|code| {
                let station = tally.stations().number(code).unwrap();
                tally.figures(View::Accepted, 0, station, &mut figures);
                (tally.state(0, station), figures.clone())
            })
        };
        let one = said(&all);
        let turn = turn % all.len().max(1);
        all.rotate_left(turn);
        prop_assert_eq!(&one, &said(&all));
        all.reverse();
        prop_assert_eq!(&one, &said(&all));
    }
}

fn typed(station: u8, of: u8, ana: u8) -> Read {
    Read {
        station,
        account: 2,
        method: 2,
        of,
        ana,
        null: None,
    }
}

fn by(read: &Read, name: &str) -> Bytes {
    sign(&Body::Reading(read.reading()), name)
}

/// A country in which two agents have read every station alike: 10 votes each.
fn read_by_two() -> Vec<Bytes> {
    let stations = 0..STATIONS.len() as u8;
    stations
        .flat_map(|station| [by(&typed(station, 0, 0), "h1"), by(&typed(station, 1, 0), "h2")])
        .collect()
}

/// The same with what somebody reads everywhere, one vote more at each station.
fn with(name: &str, method: u8, account: u8) -> Vec<Bytes> {
    let mut all = read_by_two();
    all.extend((0..STATIONS.len() as u8).map(|station| {
        let read = Read {
            method,
            account,
            ..typed(station, 2, 1)
        };
        by(&read, name)
    }));
    all
}

#[test]
fn one_key_contests_a_whole_country_and_takes_nothing_out_of_its_totals() {
    let tally = tally("agree = 2", None, &with("m0", 2, 2));
    assert_eq!(votes(&tally), (30, 0));
    let total = &tally.totals(View::Accepted, 0, None, Group::Whole)[0];
    assert_eq!(
        (total.coverage.stations, total.coverage.contested_stations),
        (3, 3)
    );
    assert_eq!(total.coverage.voters_not_covered(), Some(1200));
    for code in STATIONS {
        assert_eq!(standing(&tally, code).0, StateKind::Contested);
    }
}

#[test]
fn two_keys_dispute_what_two_have_read_and_not_what_three_must_read() {
    let mut all = with("m0", 2, 2);
    all.extend((0..3).map(|station| by(&typed(station, 0, 1), "m1")));
    assert_eq!(votes(&tally("agree = 2", None, &all)), (0, 0));
    all.extend((0..3).map(|station| by(&typed(station, 2, 0), "h3")));
    assert_eq!(votes(&tally("agree = 3", None, &all)), (30, 0));
}

#[test]
fn a_whole_file_of_an_account_that_suffices_alone_stands_where_nothing_else_does_and_disputes_the_rest() {
    let policy = "agree = 2\nalone = [{ method = \"file\", account = \"council\" }]";
    let file_alone: Vec<Bytes> = with("m0", 0, 0).split_off(6);
    assert_eq!(votes(&tally(policy, None, &file_alone)), (33, 33));
    assert_eq!(votes(&tally(policy, None, &with("m0", 0, 0))), (0, 0));
    // The same file of another account, or a reading of that account by another method, contests what stands.
    assert_eq!(votes(&tally(policy, None, &with("m0", 0, 1))), (30, 0));
    assert_eq!(votes(&tally(policy, None, &with("m0", 2, 0))), (30, 0));
}

#[test]
fn where_a_code_of_volunteers_suffices_alone_one_of_them_makes_and_disputes_every_station() {
    let policy = "agree = 2\nalone = [{ method = \"code\", account = \"volunteers\" }]";
    let alone: Vec<Bytes> = with("m0", 1, 2).split_off(6);
    assert_eq!(votes(&tally(policy, None, &alone)), (33, 33));
    assert_eq!(votes(&tally(policy, None, &with("m0", 1, 2))), (0, 0));
}

#[test]
fn where_one_is_enough_one_key_makes_and_disputes_every_station() {
    let alone: Vec<Bytes> = with("m0", 2, 2).split_off(6);
    assert_eq!(votes(&tally("agree = 1", None, &alone)), (33, 33));
    assert_eq!(votes(&tally("agree = 1", None, &with("m0", 2, 2))), (0, 0));
}

#[test]
fn readings_without_evidence_move_nothing_and_are_found() {
    let mut record = beginning("agree = 1", None);
    let nowhere = Reading {
        of: vec![BlobHash::of(b"nobody has shown this")],
        ..typed(0, 0, 1).reading()
    };
    record.sign(&Body::Reading(nowhere.clone()), &[&key("h1")]);
    // An image of another station's sheet.
    record.sign(&capture(BlobHash::of(b"another's"), Some("s2")), &[&key("h1")]);
    let elsewhere = Reading {
        of: vec![BlobHash::of(b"another's"), image(0, 0)],
        ..nowhere.clone()
    };
    record.sign(&Body::Reading(elsewhere), &[&key("h2")]);
    let message = Read {
        method: 3,
        ..typed(0, 0, 1)
    }
    .reading();
    record.sign(&Body::Reading(message), &[&key("h3")]);
    let file = Reading {
        method: Method::File,
        ..nowhere.clone()
    };
    record.sign(&Body::Reading(file), &[&key("h4")]);
    // The photograph is shown too late.
    record.sign(&capture(nowhere.of[0], None), &[&key("h1")]);
    let tally = record.tally();
    assert_eq!(standing(&tally, "s1"), (StateKind::Pending, None));
    let codes: Vec<&str> = tally
        .findings()
        .iter()
        .map(|finding| finding.rule.code())
        .collect();
    let without = codes.iter().filter(|code| **code == "no_evidence");
    assert_eq!(without.count(), 4, "{codes:?}");
    let volunteers = View::Account(tally.account_number("volunteers").unwrap());
    let station = tally.stations().number("s1").unwrap();
    assert_eq!(tally.standing(volunteers, 0, station), Some(0));
    // Once it is shown, the same figures in another text count.
    let later = Reading {
        at: "2026-05-10T23Z".parse().unwrap(),
        ..nowhere
    };
    record.sign(&Body::Reading(later), &[&key("h1")]);
    assert_eq!(standing(&record.tally(), "s1").0, StateKind::Accepted);
}

#[test]
fn what_a_program_alone_has_read_holds_no_place_and_is_kept() {
    let machine = Read {
        method: 4,
        ..typed(0, 0, 1)
    };
    let read = tally("agree = 1", None, &[by(&machine, "h1")]);
    assert_eq!(standing(&read, "s1"), (StateKind::Missing, None));
    assert_eq!(read.readings().rows().len(), 1);
    assert!(
        read.findings()
            .iter()
            .all(|finding| finding.rule.code() != "no_evidence")
    );
    let both = tally(
        "agree = 1",
        None,
        &[by(&machine, "h1"), by(&typed(0, 0, 0), "h2")],
    );
    assert_eq!(standing(&both, "s1").0, StateKind::Accepted);
    let account = View::Account(both.account_number("volunteers").unwrap());
    assert_eq!(
        both.standing(account, 0, both.stations().number("s1").unwrap()),
        Some(1)
    );
}

#[test]
fn all_messages_of_one_gateway_are_one_voice_and_each_needs_it() {
    let message = |ana: u8, account: u8| {
        Body::Reading(
            Read {
                method: 3,
                account,
                ..typed(0, 0, ana)
            }
            .reading(),
        )
    };
    let signed = |body: &Body, names: &[&str]| -> Bytes {
        let keys: Vec<_> = names.iter().map(|name| key(name)).collect();
        let keys: Vec<_> = keys.iter().collect();
        record::sign(body, &keys).unwrap().into()
    };
    let state = |entries: &[Bytes]| standing(&tally("agree = 2", None, entries), "s1").0;
    let first = signed(&message(0, 0), &["h1", "m0"]);
    let second = signed(&message(0, 1), &["h2", "m0"]);
    assert_eq!(state(&[first.clone(), second]), StateKind::Pending);
    let by_another = signed(&message(0, 1), &["h2", "m1"]);
    assert_eq!(state(&[first.clone(), by_another]), StateKind::Accepted);
    assert_eq!(
        state(&[first.clone(), by(&typed(0, 0, 0), "h2")]),
        StateKind::Accepted
    );
    // Without the gateway it is no part of any side, until the gateway signs the same text.
    let bare = signed(&message(0, 0), &["h1"]);
    let other = by(&typed(0, 0, 0), "h2");
    assert_eq!(state(&[bare.clone(), other.clone()]), StateKind::Pending);
    assert_eq!(state(&[bare, other, first]), StateKind::Accepted);
}

/// Two who have typed the same photograph: the first and the second, each perhaps sealed before either was shown.
fn pair(first: bool, second: bool, between: Option<Bytes>) -> StateKind {
    let reading = |n: u8, sealed: bool| Reading {
        salt: sealed.then_some(Salt([n; 32])),
        at: format!("2026-05-10T{}Z", 20 + n).parse().unwrap(),
        ..typed(0, 0, 0).reading()
    };
    let both = [(reading(0, first), "h1"), (reading(1, second), "h2")];
    let mut entries: Vec<Bytes> = Vec::new();
    entries.extend(between);
    for (reading, name) in &both {
        entries.extend(seal(reading, at()).map(|seal| sign(&Body::Seal(seal), name)));
    }
    for (reading, name) in &both {
        entries.push(sign(&Body::Reading(reading.clone()), name));
    }
    standing(&tally("agree = 2", None, &entries), "s1").0
}

#[test]
fn two_who_typed_one_photograph_unseen_by_each_other_are_independent() {
    assert_eq!(pair(false, false, None), StateKind::Pending);
    assert_eq!(pair(true, true, None), StateKind::Accepted);
    // The first to be shown has seen nobody's figures; the second only where it was sealed.
    assert_eq!(pair(false, true, None), StateKind::Accepted);
    assert_eq!(pair(true, false, None), StateKind::Pending);
    // Somebody else's figures were shown before: other ones take nothing away, the same ones may have been copied.
    let other = by(&typed(0, 0, 1), "m0");
    assert_eq!(pair(true, true, Some(other)), StateKind::Contested);
    let same = by(&typed(0, 0, 0), "m0");
    assert_eq!(pair(true, true, Some(same)), StateKind::Pending);
}

#[test]
fn a_seal_is_opened_by_its_reading_and_one_of_its_signers_and_a_key_has_one_for_a_photograph() {
    let typed = |n: u8, image: BlobHash| Reading {
        salt: Some(Salt([n; 32])),
        of: vec![image],
        ..typed(0, 0, 0).reading()
    };
    let (own, other) = (typed(1, image(0, 0)), typed(2, image(0, 0)));
    let sealed_at = |seals: &[(Body, &str)], opens: &Reading, name: &str| {
        let mut entries: Vec<Bytes> = seals.iter().map(|(body, by)| sign(body, by)).collect();
        let places = entries.len() as u64;
        entries.push(sign(&Body::Reading(opens.clone()), name));
        let tally = tally("agree = 2", None, &entries);
        let beginning = tally.entries() - places - 1;
        let refused = tally.refused().kept().iter();
        let refused: Vec<_> = refused
            .map(|one| (one.entry - beginning, one.refusal.code()))
            .collect();
        (
            tally.readings().sealed_at(0).map(|place| place - beginning),
            refused,
        )
    };
    let of = |reading: &Reading| Body::Seal(seal(reading, at()).unwrap());
    assert_eq!(sealed_at(&[(of(&own), "h1")], &own, "h1"), (Some(0), vec![]));
    assert_eq!(sealed_at(&[(of(&own), "h2")], &own, "h1"), (None, vec![]));
    assert_eq!(sealed_at(&[(of(&other), "h1")], &own, "h1"), (None, vec![]));
    let elsewhere = typed(1, image(0, 1));
    let Body::Seal(wrong) = of(&elsewhere) else {
        unreachable!()
    };
    let wrong = record::Seal {
        reading: seal(&own, at()).unwrap().reading,
        ..wrong
    };
    assert_eq!(
        sealed_at(&[(Body::Seal(wrong), "h1")], &own, "h1"),
        (None, vec![])
    );
    let second = [(of(&other), "h1"), (of(&own), "h1"), (of(&own), "h2")];
    assert_eq!(
        sealed_at(&second, &own, "h1"),
        (None, vec![(1, "entry_second_seal")])
    );
    assert_eq!(
        sealed_at(&second, &own, "h2"),
        (Some(2), vec![(1, "entry_second_seal")])
    );
}

#[test]
fn a_figure_beside_the_options_that_enough_have_read_is_not_blanked_by_one_key() {
    let null = |tally: &Tally| {
        let mut figures = Vec::new();
        let station = tally.stations().number("s1").unwrap();
        assert!(tally.figures(View::Accepted, 0, station, &mut figures));
        (tally.state(0, station), figures[4])
    };
    let read = |of: u8, null: Option<u8>, name: &str| {
        by(
            &Read {
                null,
                ..typed(0, of, 0)
            },
            name,
        )
    };
    let said = |entries: &[Bytes]| null(&tally("agree = 2", None, entries));
    let both = [read(0, Some(1), "h1"), read(1, None, "h2")];
    assert_eq!(said(&both), (StateKind::Accepted, Figure::Read(1)));
    let one_more = [&both[..], &[read(2, Some(2), "m0")]].concat();
    assert_eq!(said(&one_more), (StateKind::Contested, Figure::Illegible));
    let enough = [&one_more[..], &[read(2, Some(1), "h3")]].concat();
    assert_eq!(said(&enough), (StateKind::Contested, Figure::Read(1)));
    let as_many = [&enough[..], &[read(1, Some(2), "m1")]].concat();
    assert_eq!(said(&as_many), (StateKind::Contested, Figure::Illegible));
}
