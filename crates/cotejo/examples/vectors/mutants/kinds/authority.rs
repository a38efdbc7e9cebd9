//! Mutants of who may write what: grants, recovery, voids, registers, accounts, words, withholding, closing.

use super::{HOLDERS, NEW, Record, grant, vkey};
use crate::mutants::honest::{document, reading};
use serde_json::json;

pub(super) fn account(record: &mut Record) {
    let (id, stages) = record.choose(&[
        ("council", json!(["preliminary", "definitive", "amended"])),
        ("council", json!(["definitive", "preliminary"])),
        ("council", json!(["preliminary"])),
        ("campaign", json!(["early", "late"])),
        ("observers", json!(["early", "late"])),
        ("Council", json!(["one"])),
        ("null", json!(["one"])),
        ("newcomers", json!(["a", "a"])),
        ("newcomers", json!(["all"])),
        ("newcomers", json!(["a"])),
    ]);
    let mut body = json!({"account": id});
    if !record.draw.once_in(4) {
        body["stages"] = stages;
    }
    let signer = record.choose(&["operator", "operator", "operator", "operator-2", "reviewer-1"]);
    record.write_with("account", body, &[signer]);
    // What it writes without a stage, once there are some.
    let late = reading(id, "s4", "file", &["campaign.csv"], 20, 21);
    record.write_with("reading", late, &["imp-campaign"]);
}

pub(super) fn amend(record: &mut Record) {
    let words = record.choose(&[
        r#"{"name":{"en":"Other"}}"#,
        r#"{"name":"Other"}"#,
        r#"{"names":{"en":"Other"}}"#,
        r#"{"x":{"a":[1,true,"b"]},"licence":"CC0-1.0"}"#,
        "[]",
        "not JSON",
    ]);
    let mut blob = record.blob(words);
    if record.draw.once_in(5) {
        blob = document("nowhere");
    }
    let signer = record.choose(&["operator", "operator", "operator-2", "registrar-1"]);
    let number = record.new_number();
    let body = json!({"words": blob, "reason": format!("why {number}")});
    record.write_with("amend", body, &[signer]);
}

pub(super) fn grant_of_a_grant(record: &mut Record) {
    let (signer, role) = record.choose(&[
        ("registrar-1", "registrar"),
        ("registrar-1", "operator"),
        ("registrar-1", "importer"),
        ("registrar-1", "gateway"),
        ("given-1", "agent"),
        ("agent-b", "agent"),
        ("operator-2", "registrar"),
    ]);
    let name = record.choose(&NEW);
    let bounds = match role {
        "registrar" => json!({"gives": ["agent"], "keys": 2}),
        _ => json!({"area": "A", "until": "2026-05-11T00Z"}),
    };
    record.write_with("key", grant(name, role, bounds), &[signer]);
    let other = record.choose(&NEW);
    let body = grant(other, "agent", json!({"area": "A", "until": "2026-05-10T23Z"}));
    record.write_with("key", body, &[name]);
}

pub(super) fn beyond_bounds(record: &mut Record) {
    let bounds = record.choose(&[
        json!({"area": "A", "until": "2026-05-11T00Z"}),
        json!({"area": "B", "until": "2026-05-11T00Z"}),
        json!({"until": "2026-05-11T00Z"}),
        json!({"area": "A.1"}),
        json!({"area": "A.1", "until": "2026-06-01T00Z"}),
        json!({"area": "A.1", "until": "2026-05-12T00Z", "account": "council", "stage": "definitive"}),
        json!({"area": "A.1", "until": "2026-05-12T00Z", "stage": "definitive"}),
    ]);
    let name = record.choose(&NEW);
    record.write_with("key", grant(name, "agent", bounds), &["registrar-1"]);
    let station = record.choose(&["s1", "s3", "s5", "s9"]);
    let capture = json!({"account": "volunteers", "station": station, "contest": "mayor", "image": document(name), "media": "image/png"});
    record.write_with("capture", capture, &[name]);
}

pub(super) fn too_many_grants(record: &mut Record) {
    for _ in 0..3 {
        let name = record.choose(&NEW);
        let body = grant(name, "typist", json!({"area": "A", "until": "2026-05-11T20Z"}));
        record.write_with("key", body, &["registrar-1"]);
    }
}

pub(super) fn key_in_use(record: &mut Record) {
    let name = record.choose(&["rec1", "count.example/e", "operator", "imp-council", "operator-2"]);
    let role = record.choose(&["agent", "typist", "operator"]);
    let signer = record.choose(&["operator", "registrar-1"]);
    let bounds = json!({"until": "2026-05-11T00Z", "area": "A"});
    record.write_with("key", grant(name, role, bounds), &[signer]);
}

pub(super) fn another_signer(record: &mut Record) {
    let kinds = [
        "readings",
        "reading",
        "capture",
        "seal",
        "ruling",
        "statement",
        "source",
        "claim",
        "register",
        "revoke",
    ];
    let kind = record.choose(&kinds);
    let mut said = record.like(kind);
    said.body["at"] = format!("2026-05-10T{:02}Z", record.draw.below(24)).into();
    said.signers = vec![record.choose(&HOLDERS)];
    if record.draw.once_in(3) {
        said.signers
            .push(record.choose(&["nobody", "operator-2", "typist-1"]));
        said.signers.dedup();
    }
    record.write(&said);
}

pub(super) fn out_of_time(record: &mut Record) {
    let mut typed = reading("volunteers", "s3", "typed", &["photo 3"], 53, 32);
    typed["line"] = (100 + record.new_number()).into();
    typed["at"] = record
        .choose(&[
            "2026-05-11T12Z",
            "2026-05-11T13Z",
            "2026-05-11T25Z",
            "2026-02-30T01Z",
        ])
        .into();
    record.write_with("reading", typed, &["typist-2"]);
}

pub(super) fn register(record: &mut Record) {
    let csv = record.choose(&[
        "station,registered,state,state_name,town,town_name\ns7,90,A,North,A.2,\ns5,161,A,North,A.1,\n",
        "station,registered,state,state_name,town,town_name\ns9,90,,,,\n",
        "station,registered,state,state_name,town,town_name\ns8,many,A,North,A.2,\n",
        "station,registered,state,state_name,town,town_name\n",
        "station,registered\ns8,4\n",
    ]);
    let mut body = json!({"stations": record.blob(csv), "count": record.new_number()});
    if record.draw.once_in(2) {
        let area = record.choose(&["A", "B.1", "new"]);
        body["expected"] = json!([{"area": area, "stations": 4, "registered": 500}]);
    }
    if record.draw.once_in(2) {
        body["contests"] = record.choose(&[
            json!([{"contest": "board", "areas": ["B"]}]),
            json!([{"contest": "board", "areas": []}]),
            json!([{"contest": "mayor", "areas": ["A.1", "nowhere"]}]),
            json!([{"contest": "unheard", "areas": ["A"]}]),
            json!([{"contest": "mayor", "areas": ["A", "A"]}]),
        ]);
    }
    let signer = record.choose(&["operator", "operator", "operator-2", "imp-council"]);
    record.write_with("register", body, &[signer]);
}

pub(super) fn withhold(record: &mut Record) {
    let blobs: Vec<String> = record.blobs.keys().map(ToString::to_string).collect();
    let named = [
        "photo 1",
        "photo 2",
        "first.csv",
        "report",
        "covered 1",
        "nowhere",
    ];
    let what = match record.draw.once_in(2) {
        true => record.choose(&blobs),
        false => document(record.choose(&named)),
    };
    let reason = format!("{}", record.new_number());
    let mut body = json!({"document": what, "withheld": !record.draw.once_in(3), "reason": reason});
    if record.draw.once_in(2) {
        body["instead"] = document(record.choose(&["covered 1", "covered 2", "photo 1"])).into();
    }
    let signers = record.choose(&[
        &["operator", "reviewer-1"][..],
        &["operator-2", "reviewer-1"],
        &["operator"],
        &["reviewer-1"],
        &["operator", "operator-2"],
    ]);
    record.write_with("withhold", body, signers);
}

pub(super) fn close(record: &mut Record) {
    let signer = record.choose(&["operator", "imp-council", "reviewer-1"]);
    let number = record.new_number();
    record.write_with("close", json!({"reason": format!("{number}")}), &[signer]);
    let mut late = reading("campaign", "s4", "file", &["campaign.csv"], 9, 9);
    late["line"] = number.into();
    record.write_with("reading", late, &["imp-campaign"]);
    let ruling = json!({"station": "s4", "contest": "mayor", "reason": format!("{number}")});
    record.write_with("ruling", ruling, &["reviewer-1"]);
}

/// A recovery to this key, of what was written from some place on.
fn recovery(record: &mut Record, to: &str) -> serde_json::Value {
    let back = record.draw.below(20);
    let from = record.entries.len().saturating_sub(back).max(1);
    let keep = record.entries.len() - 1 - record.draw.below(5);
    let (keep, reason) = (record.name_or_any(keep), format!("{}", record.new_number()));
    json!({"operator": vkey(to), "from": from, "keep": [keep], "reason": reason})
}

pub(super) fn recovery_by_too_few(record: &mut Record) {
    let body = recovery(record, "next-1");
    let signers = record.choose(&[
        &["rec1"][..],
        &["rec1", "operator"],
        &["rec2", "nobody"],
        &["operator"],
    ]);
    record.write_with("recover", body, signers);
}

pub(super) fn recovery_to_a_key_in_use(record: &mut Record) {
    let to = record.choose(&["operator", "rec3", "count.example/e", "imp-council", "operator-2"]);
    let mut body = recovery(record, to);
    if record.draw.once_in(3) {
        body["log"] = vkey(record.choose(&["count.example/e", "other.example/e"])).into();
    }
    record.write_with("recover", body, &["rec1", "rec2"]);
    let role = grant("new-1", "agent", json!({"area": "B"}));
    record.write_with("key", role, &["operator"]);
}

pub(super) fn recovery_twice(record: &mut Record) {
    let body = recovery(record, "next-2");
    let first = record.choose(&[&["rec1", "rec2"][..], &["rec1"], &["rec3", "nobody"]]);
    record.write_with("recover", body.clone(), first);
    let second = record.choose(&[&["rec2", "rec3"][..], &["rec1", "rec2", "rec3"], &["rec2"]]);
    record.write_with("recover", body, second);
    let signer = record.choose(&["operator", "next-2"]);
    record.write_with("key", grant("new-2", "typist", json!({})), &[signer]);
}

pub(super) fn void_then_given_again(record: &mut Record) {
    let name = record.choose(&[
        "agent-a",
        "agent-b",
        "typist-1",
        "imp-council",
        "registrar-1",
        "operator-2",
        "operator",
    ]);
    let from = 1 + record.draw.below(record.entries.len() + 1);
    let mut body = json!({"key": vkey(name), "reason": format!("{}", record.new_number())});
    if !record.draw.once_in(4) {
        body["from"] = from.into();
    }
    let signer = record.choose(&["operator", "operator", "operator-2", "registrar-1"]);
    record.write_with("revoke", body, &[signer]);
    let role = record.choose(&["agent", "typist"]);
    record.write_with("key", grant(name, role, json!({})), &["operator"]);
    let mut typed = reading("volunteers", "s3", "typed", &["photo 3"], 53, 32);
    typed["line"] = record.new_number().into();
    record.write_with("reading", typed, &[name]);
}

impl Record {
    /// The name of the entry at a place, or of none where there is no entry that can be read.
    fn name_or_any(&self, at: usize) -> String {
        match record::Entry::parse(&self.entries[at]) {
            Ok(entry) => entry.name().hex(),
            Err(_) => "0".repeat(64),
        }
    }
}
