//! What a registrar may give and revoke, and by which bounds what it gave holds.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use model::{Hour, Method};
use record::{BlobHash, Body, KeyBody, Reading, Revoke, Role};
use tally::{Refusal, Tally};
use testing::{Record, counts, definition, key, key_body, revoke_body, station};

fn at(hour: u8) -> Hour {
    format!("2026-05-10T{hour:02}Z").parse().unwrap()
}

fn gives(name: &str, role: Role) -> KeyBody {
    KeyBody {
        at: at(10),
        ..key_body(name, role)
    }
}

fn registrar(name: &str, keys: u32) -> KeyBody {
    KeyBody {
        gives: Some(vec![Role::Agent, Role::Typist]),
        keys: Some(keys),
        ..gives(name, Role::Registrar)
    }
}

fn revoke(name: &str, from: Option<u64>) -> Body {
    Body::Revoke(Revoke {
        at: at(10),
        ..revoke_body(name, from)
    })
}

fn reading(station: &str, account: &str) -> Body {
    Body::Reading(Reading {
        election: "e".parse().unwrap(),
        account: account.parse().unwrap(),
        stage: None,
        station: station.parse().unwrap(),
        contest: "mayor".parse().unwrap(),
        counts: counts(400, 0, &[("ana", 1)]),
        method: Method::Typed,
        of: vec![BlobHash::of(station.as_bytes())],
        salt: None,
        line: None,
        as_of: None,
        corrects: None,
        at: at(11),
    })
}

/// Two towns of one state and one of another; `g` is a registrar of the state `A`, for the campaign, until 20 hours.
fn begun(keys: u32) -> Record {
    let mut record = Record::new(&definition(&["state", "town"], ""));
    record.register(&[
        station("s1", &["A", "A.1"], Some(400)),
        station("s2", &["A", "A.2"], Some(400)),
        station("s3", &["B", "B.1"], Some(400)),
    ]);
    let bounded = KeyBody {
        area: Some("A".parse().unwrap()),
        account: Some("campaign".parse().unwrap()),
        until: Some(at(20)),
        ..registrar("g", keys)
    };
    write(&mut record, &Body::Key(bounded), &["operator"]).unwrap();
    record
}

/// A grant within the bounds of [`begun`]'s registrar.
fn within(name: &str) -> KeyBody {
    KeyBody {
        area: Some("A.1".parse().unwrap()),
        account: Some("campaign".parse().unwrap()),
        until: Some(at(20)),
        ..gives(name, Role::Agent)
    }
}

/// Writes an entry and gives what the fold makes of it, after asking the same before it was written.
fn write(record: &mut Record, body: &Body, signers: &[&str]) -> Result<(), Refusal> {
    let keys: Vec<_> = signers.iter().map(|name| key(name)).collect();
    let public: Vec<_> = keys.iter().map(|key| key.verifying_key()).collect();
    let said = record.tally().next_entry().check(body, &public);
    record.sign(body, &keys.iter().collect::<Vec<_>>());
    let refused = refusal(&record.tally(), record.entries.len() as u64 - 1);
    if refused != Some(Refusal::Replay) {
        assert_eq!(said.err(), refused);
    }
    refused.map_or(Ok(()), Err)
}

fn refusal(tally: &Tally, entry: u64) -> Option<Refusal> {
    let mut refused = tally.refused().kept().iter();
    refused
        .find(|refused| refused.entry == entry)
        .map(|refused| refused.refusal.clone())
}

#[test]
fn a_registrar_gives_what_is_within_its_bounds_and_nothing_else() {
    let mut record = begun(100);
    let mut gives = |body: KeyBody| write(&mut record, &Body::Key(body), &["g"]);
    gives(within("a1")).unwrap();
    gives(KeyBody {
        role: Role::Typist,
        ..within("a1")
    })
    .unwrap();
    gives(KeyBody {
        until: Some(at(0)),
        ..within("a2")
    })
    .unwrap();
    let beyond: [fn(&mut KeyBody); 9] = [
        |body| body.area = None,
        |body| body.account = None,
        |body| body.account = Some("council".parse().unwrap()),
        |body| body.until = None,
        |body| body.until = Some(at(21)),
        |body| body.role = Role::Observer,
        |body| body.role = Role::Reviewer,
        |body| body.role = Role::Operator,
        |body| {
            let other = registrar("a3", 1);
            (body.role, body.gives, body.keys) = (other.role, other.gives, other.keys);
        },
    ];
    for change in beyond {
        let mut body = within("a3");
        change(&mut body);
        assert_eq!(gives(body.clone()), Err(Refusal::NotWithin), "{body:?}");
    }
    // Its own key, the operator's and one that the operator gave a role.
    for name in ["g", "operator"] {
        assert_eq!(gives(within(name)), Err(Refusal::NotWithin), "{name}");
    }
    let mut late = within("a3");
    late.at = at(21);
    assert_eq!(gives(late), Err(Refusal::ExpiredKey));
    record.grant("other", Role::Observer);
    assert_eq!(
        write(&mut record, &Body::Key(within("other")), &["g"]),
        Err(Refusal::NotWithin)
    );
    // Whoever else may write it may.
    write(&mut record, &Body::Key(within("other")), &["g", "operator"]).unwrap();
}

#[test]
fn what_a_registrar_gave_holds_within_both_their_areas() {
    let mut record = begun(100);
    let mut bodies = [
        within("town"),
        within("state"),
        within("other"),
        within("unheard"),
    ];
    for (body, area) in bodies.iter_mut().zip(["A.1", "A", "B", "nowhere"]) {
        body.area = Some(area.parse().unwrap());
        write(&mut record, &Body::Key(body.clone()), &["g"]).unwrap();
    }
    let wrong = Err(Refusal::WrongArea);
    for (name, s1, s2) in [
        ("town", Ok(()), wrong.clone()),
        ("state", Ok(()), Ok(())),
        ("other", wrong.clone(), wrong.clone()),
        ("unheard", wrong.clone(), wrong.clone()),
    ] {
        assert_eq!(
            write(&mut record, &reading("s1", "campaign"), &[name]),
            s1,
            "{name}"
        );
        assert_eq!(
            write(&mut record, &reading("s2", "campaign"), &[name]),
            s2,
            "{name}"
        );
        assert_eq!(
            write(&mut record, &reading("s3", "campaign"), &[name]),
            wrong,
            "{name}"
        );
    }
    let council = write(&mut record, &reading("s1", "council"), &["town"]);
    assert_eq!(council, Err(Refusal::WrongAccount));
}

#[test]
fn as_many_keys_as_a_registrar_may_give_roles_and_not_one_more() {
    let mut record = begun(2);
    let mut gives = |body: &KeyBody| write(&mut record, &Body::Key(body.clone()), &["g"]);
    gives(&within("a1")).unwrap();
    // Neither a replay nor a refusal nor a second role of the same key uses anything up.
    assert_eq!(gives(&within("a1")), Err(Refusal::Replay));
    gives(&KeyBody {
        role: Role::Typist,
        ..within("a1")
    })
    .unwrap();
    assert_eq!(
        gives(&KeyBody {
            area: None,
            ..within("a2")
        }),
        Err(Refusal::NotWithin)
    );
    let no_key = KeyBody {
        key: "no key".to_owned(),
        ..within("a2")
    };
    assert!(matches!(gives(&no_key), Err(Refusal::Malformed(_))));
    gives(&within("a2")).unwrap();
    assert_eq!(gives(&within("a3")), Err(Refusal::TooManyKeys));
    // A revocation gives nothing back.
    write(&mut record, &revoke("a2", None), &["g"]).unwrap();
    assert_eq!(
        write(&mut record, &Body::Key(within("a3")), &["g"]),
        Err(Refusal::TooManyKeys)
    );
    let again = KeyBody {
        role: Role::Typist,
        ..within("a2")
    };
    write(&mut record, &Body::Key(again), &["g"]).unwrap();
    // Each grant has its own number; where several allow it, the earliest that has room.
    let more = KeyBody {
        gives: Some(vec![Role::Agent]),
        ..registrar("g", 1)
    };
    write(&mut record, &Body::Key(more), &["operator"]).unwrap();
    let unbounded = gives_alone("a3");
    write(&mut record, &Body::Key(unbounded), &["g"]).unwrap();
    assert_eq!(
        write(&mut record, &Body::Key(gives_alone("a4")), &["g"]),
        Err(Refusal::TooManyKeys)
    );
}

fn gives_alone(name: &str) -> KeyBody {
    gives(name, Role::Agent)
}

#[test]
fn a_registrar_revokes_only_what_it_alone_gave_and_what_it_gave_outlives_it() {
    let mut record = begun(100);
    record.grant("other", Role::Agent);
    for name in ["a1", "a2", "a3"] {
        write(&mut record, &Body::Key(within(name)), &["g"]).unwrap();
    }
    record.grant("a2", Role::Observer);
    write(&mut record, &revoke("a1", None), &["g"]).unwrap();
    assert_eq!(
        write(&mut record, &reading("s1", "campaign"), &["a1"]),
        Err(Refusal::RevokedKey)
    );
    for name in ["a2", "other", "operator", "never", "g"] {
        let refused = write(&mut record, &revoke(name, None), &["g"]);
        assert_eq!(refused, Err(Refusal::NotWithin), "{name}");
    }
    assert_eq!(
        write(&mut record, &revoke("a3", Some(1)), &["g"]),
        Err(Refusal::UnknownKey)
    );
    write(&mut record, &revoke("g", None), &["operator"]).unwrap();
    assert_eq!(
        write(&mut record, &Body::Key(within("a4")), &["g"]),
        Err(Refusal::RevokedKey)
    );
    write(&mut record, &reading("s1", "campaign"), &["a3"]).unwrap();
}

#[test]
fn what_a_stolen_registrar_gave_is_void_with_it_and_uses_nothing_up() {
    let mut record = begun(2);
    write(&mut record, &Body::Key(within("honest")), &["g"]).unwrap();
    let stolen = record.entries.len() as u64;
    write(&mut record, &Body::Key(within("thief")), &["g"]).unwrap();
    write(&mut record, &reading("s1", "campaign"), &["thief"]).unwrap();
    write(&mut record, &reading("s1", "campaign"), &["honest"]).unwrap();
    let by = record.entries.len() as u64;
    write(&mut record, &revoke("g", Some(stolen)), &["operator"]).unwrap();
    let tally = record.tally();
    let void = Some(Refusal::Void(by));
    assert_eq!(refusal(&tally, stolen), void);
    assert_eq!(refusal(&tally, stolen + 1), void);
    assert_eq!(refusal(&tally, stolen + 2), None);
    assert_eq!(
        write(&mut record, &reading("s2", "campaign"), &["thief"]),
        void.map_or(Ok(()), Err)
    );
}
