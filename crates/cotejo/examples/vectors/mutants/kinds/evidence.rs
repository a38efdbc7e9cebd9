//! Mutants of what a reading was taken from: captures, pages, messages, seals.

use super::Record;
use crate::mutants::honest::{document, reading, salt};
use serde_json::{Value, json};

pub(super) fn capture(record: &mut Record) {
    let image = record.choose(&["photo 1", "photo 2", "photo 4", "photo 5"]);
    let mut capture = json!({
        "account": record.choose(&["volunteers", "council", "nobody"]),
        "contest": record.choose(&["mayor", "mayor", "board", "unheard"]),
        "image": document(image),
        "media": format!("image/{}", record.new_number()),
    });
    if !record.draw.once_in(3) {
        capture["station"] = record.choose(&["s1", "s2", "s5", "s9"]).into();
    }
    let signer = record.choose(&["agent-a", "agent-b", "agent-1"]);
    record.write_with("capture", capture, &[signer]);
    let station = record.choose(&["s1", "s2", "s4"]);
    let mut typed = reading("volunteers", station, "typed", &[image], 50, 30);
    typed["line"] = record.new_number().into();
    record.write_with("reading", typed, &["typist-1"]);
}

pub(super) fn without_evidence(record: &mut Record) {
    let (method, of, signer) = record.choose(&[
        ("typed", &["nowhere"][..], "typist-1"),
        ("code", &["photo 1", "nowhere"], "agent-b"),
        ("file", &["nowhere"], "imp-campaign"),
        ("file", &["photo 1"], "imp-campaign"),
        ("file", &["first.csv", "campaign.csv"], "imp-campaign"),
        ("file", &[], "imp-campaign"),
        ("typed", &["campaign.csv"], "typist-2"),
        ("code", &["photo 2"], "agent-b"),
    ]);
    let account = if method == "file" {
        "campaign"
    } else {
        "volunteers"
    };
    let station = record.choose(&["s1", "s2", "s4"]);
    let mut body = reading(account, station, method, of, 50, 30);
    body["line"] = record.new_number().into();
    record.write_with("reading", body, &[signer]);
}

pub(super) fn machine(record: &mut Record) {
    let of = record.choose(&["photo 1", "photo 2", "nowhere"]);
    let signer = record.choose(&["agent-a", "agent-b", "typist-1", "imp-campaign"]);
    let ana = record.draw.below(60) as u32;
    let body = reading("volunteers", "s1", "machine", &[of], ana, 30);
    record.write_with("reading", body, &[signer]);
}

pub(super) fn message(record: &mut Record) {
    let signers = record.choose(&[
        &["agent-b"][..],
        &["agent-b", "gateway-1"],
        &["agent-a", "gateway-2"],
        &["gateway-2"],
        &["typist-1", "gateway-1"],
        &["typist-1"],
    ]);
    let station = record.choose(&["s1", "s4", "s5", "s6"]);
    let of = if record.draw.once_in(4) {
        &["photo 1"][..]
    } else {
        &[]
    };
    let mut body = reading("volunteers", station, "message", of, 11, 61);
    body["line"] = record.new_number().into();
    record.write_with("reading", body, signers);
}

pub(super) fn pages(record: &mut Record) {
    let of = record.choose(&[
        &["page 2", "photo 2"][..],
        &["photo 2", "photo 2"],
        &["photo 2"],
        &["page 2"],
        &["photo 2", "page 2", "photo 1"],
    ]);
    let mut body = reading("volunteers", "s2", "typed", of, 51, 31);
    body["line"] = record.new_number().into();
    let signer = record.choose(&["typist-1", "typist-2", "agent-a"]);
    record.write_with("reading", body, &[signer]);
}

/// A seal, and the reading that opens it.
fn sealed(record: &mut Record, image: &'static str, typist: &'static str) -> (Value, Value) {
    let mut typed = reading("volunteers", "s4", "typed", &[image], 40, 41);
    typed["salt"] = salt(&format!("{typist} {}", record.new_number())).into();
    let name = record.name_of("reading", &typed);
    let seal = json!({"contest": "mayor", "image": document(image), "reading": name});
    (seal, typed)
}

/// A photograph of no station, which may have been typed before.
fn photographed(record: &mut Record) -> &'static str {
    let image = record.choose(&["photo 6", "photo 7", "photo 8", "photo 9", "photo 3"]);
    let media = format!("image/{}", record.new_number());
    let capture =
        json!({"account": "volunteers", "contest": "mayor", "image": document(image), "media": media});
    record.write_with("capture", capture, &["agent-b"]);
    image
}

pub(super) fn seal_never_opened(record: &mut Record) {
    let image = record.choose(&["photo 1", "photo 8", "nowhere"]);
    let typist = record.choose(&["typist-1", "typist-2", "agent-b", "reviewer-1"]);
    let (seal, _) = sealed(record, image, "typist-1");
    record.write_with("seal", seal, &[typist]);
}

pub(super) fn seal_opened_wrongly(record: &mut Record) {
    let image = photographed(record);
    let (seal, mut typed) = sealed(record, image, "typist-1");
    record.write_with("seal", seal, &["typist-1"]);
    match record.draw.below(4) {
        0 => typed["salt"] = salt("another").into(),
        1 => typed["counts"]["options"]["ana"] = 45.into(),
        2 => drop(typed.as_object_mut().unwrap().remove("salt")),
        _ => typed["of"] = json!([document("photo 1")]),
    }
    let signer = record.choose(&["typist-1", "typist-2"]);
    record.write_with("reading", typed, &[signer]);
}

pub(super) fn seal_opened_late(record: &mut Record) {
    let image = photographed(record);
    let (first, typed_first) = sealed(record, image, "typist-1");
    let (second, typed_second) = sealed(record, image, "typist-2");
    record.write_with("seal", first, &["typist-1"]);
    if record.draw.once_in(2) {
        record.write_with("seal", second.clone(), &["typist-2"]);
    }
    record.write_with("reading", typed_first.clone(), &["typist-1"]);
    record.write_with("seal", second, &["typist-2"]);
    record.write_with("reading", typed_second, &["typist-2"]);
    record.write_with("reading", typed_first, &["typist-1"]);
}

pub(super) fn sealed_twice(record: &mut Record) {
    let image = photographed(record);
    for typist in ["typist-1", "typist-1", "agent-b"] {
        let (seal, typed) = sealed(record, image, typist);
        record.write_with("seal", seal, &[typist]);
        record.write_with("reading", typed, &[typist]);
    }
}
