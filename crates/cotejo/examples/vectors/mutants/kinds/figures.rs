//! Mutants of what was read: rows, figures, stages, corrections, rulings.

use super::Record;
use crate::mutants::Said;
use crate::mutants::honest::{document, reading};
use serde_json::{Value, json};

fn rows_of(said: &mut Said) -> &mut Vec<Value> {
    said.body["rows"].as_array_mut().unwrap()
}

pub(super) fn row_doubled(record: &mut Record) {
    let mut said = record.like("readings");
    said.body.as_object_mut().unwrap().remove("rows_as_of");
    let mut again = rows_of(&mut said)[0].clone();
    match record.draw.below(3) {
        0 => {}
        1 => again[1] = 77.into(),
        _ => again[4] = 49.into(),
    }
    rows_of(&mut said).push(again);
    record.write(&said);
}

pub(super) fn row_elsewhere(record: &mut Record) {
    let mut said = record.like("readings");
    let station = record.choose(&["s6", "s9", "s4", "s1"]);
    rows_of(&mut said)[0][0] = station.into();
    match record.draw.below(5) {
        0 => said.body["contest"] = record.choose(&["board", "unheard", "mayor"]).into(),
        1 => {
            let account = record.choose(&["council", "campaign", "nobody", "volunteers"]);
            said.body["account"] = account.into();
        }
        _ => {}
    }
    said.signers = vec![record.choose(&["imp-council", "imp-campaign", "imp-first"])];
    record.write(&said);
}

pub(super) fn unknown(record: &mut Record) {
    let mut said = record.like("readings");
    match record.draw.below(6) {
        0 => said.body["figures"][0] = "unheard".into(),
        1 => said.body["figures"] = json!(["null", "null"]),
        2 => said.body["options"][0] = "nobody".into(),
        3 => said.body["options"] = json!(["ana", "ana"]),
        4 => said.body["figures"] = json!(["null"]),
        _ => {
            said.body["figures"] = json!([]);
            for row in rows_of(&mut said) {
                row.as_array_mut().unwrap().drain(2..4);
            }
        }
    }
    let line = record.new_number();
    rows_of(&mut said)[0][1] = line.into();
    record.write(&said);
}

pub(super) fn figure(record: &mut Record) {
    let figure = record.choose(&[
        json!(0),
        json!(51),
        json!("illegible"),
        json!(""),
        json!(4_294_967_295_u64),
        json!(4_294_967_296_u64),
        json!(-1),
        json!(1.5),
        json!(null),
        json!([]),
    ]);
    if record.draw.once_in(2) {
        let mut said = record.like("readings");
        let cell = 2 + record.draw.below(4);
        rows_of(&mut said)[0][cell] = figure;
        record.write(&said);
    } else {
        let mut said = record.like("reading");
        let member = record.choose(&["ana", "luis", "zoe"]);
        match record.draw.below(4) {
            0 => said.body["counts"]["more"]["challenged"] = figure,
            1 => said.body["counts"]["valid"] = figure,
            _ => said.body["counts"]["options"][member] = figure,
        }
        record.write(&said);
    }
}

pub(super) fn empty_row(record: &mut Record) {
    let station = record.choose(&["s4", "s2", "s6"]);
    for ana in [0, 0, 33] {
        let line = record.new_number();
        let spoilt = if record.draw.once_in(4) {
            json!(2)
        } else {
            json!(0)
        };
        let body = json!({
            "account": "campaign",
            "contest": "mayor",
            "of": document("campaign.csv"),
            "figures": ["null", "challenged"],
            "options": ["ana", "luis"],
            "rows": [[station, line, spoilt, "", ana, 0]],
        });
        record.write_with("readings", body, &["imp-campaign"]);
    }
}

pub(super) fn stage(record: &mut Record) {
    let mut said = record.like("readings");
    let account = record.choose(&["council", "council", "campaign"]);
    said.body["account"] = account.into();
    match record.draw.below(5) {
        0 => drop(said.body.as_object_mut().unwrap().remove("stage")),
        1 => said.body["stage"] = "unheard".into(),
        2 => said.body["stage"] = "preliminary".into(),
        _ => said.body["stage"] = "definitive".into(),
    }
    let line = record.new_number();
    rows_of(&mut said)[0][1] = line.into();
    said.signers = vec![record.choose(&["imp-council", "imp-first", "imp-campaign", "reviewer-1"])];
    record.write(&said);
}

pub(super) fn correction(record: &mut Record) {
    let places = record.places("reading");
    let place = record.choose(&places);
    let name = record.name(place);
    let mut said = record.said[place].clone();
    said.body["corrects"] = json!({"reading": name, "reason": format!("{}", record.new_number())});
    said.body["counts"]["options"]["ana"] = record.draw.below(90).into();
    match record.draw.below(8) {
        0 => said.body["station"] = "s6".into(),
        1 => said.body["account"] = "campaign".into(),
        2 => said.body["corrects"]["reading"] = format!("{name}/0").into(),
        _ => {}
    }
    if record.draw.once_in(2) {
        let others = [
            "reviewer-1",
            "typist-1",
            "typist-2",
            "agent-1",
            "agent-b",
            "gateway-1",
        ];
        said.signers = vec![record.choose(&others)];
    }
    record.write(&said);
    // A row of a file, by the same rule.
    let rows_at = record.one("readings");
    let (name, mut rows) = (record.name(rows_at), record.said[rows_at].clone());
    rows.body.as_object_mut().unwrap().remove("rows_as_of");
    let (row, line) = (record.draw.below(4), record.new_number());
    rows_of(&mut rows).truncate(1);
    rows_of(&mut rows)[0][1] = line.into();
    let corrected = json!([{"row": 0, "reading": format!("{name}/{row}")}]);
    rows.body["corrects"] = json!({"reason": format!("{line}"), "rows": corrected});
    if record.draw.once_in(3) {
        rows.signers = vec!["reviewer-1"];
    }
    record.write(&rows);
}

pub(super) fn ruling(record: &mut Record) {
    let kind = record.choose(&["reading", "readings", "ruling", "capture"]);
    let place = record.one(kind);
    let mut name = record.name(place);
    if kind == "readings" {
        name += &format!("/{}", record.draw.below(5));
    }
    let station = record.choose(&["s1", "s2", "s3", "s5", "s9"]);
    let contest = record.choose(&["mayor", "mayor", "board", "unheard"]);
    let reason = format!("{}", record.new_number());
    let mut body = json!({"station": station, "contest": contest, "stands": name, "reason": reason});
    if record.draw.once_in(4) {
        body.as_object_mut().unwrap().remove("stands");
    }
    let signer = record.choose(&["reviewer-1", "reviewer-1", "operator"]);
    record.write_with("ruling", body, &[signer]);
    // A ruling outlives what comes after it.
    let ana = record.draw.below(60) as u32;
    let later = reading("volunteers", station, "code", &["photo 1"], ana, 30);
    record.write_with("reading", later, &["agent-b"]);
}
