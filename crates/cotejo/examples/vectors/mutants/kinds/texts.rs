//! Mutants of an entry's text and its signature lines.

use super::{HOLDERS, Record};
use crate::mutants::key;
use note::Note;
use std::collections::BTreeSet;

pub(super) fn lines(record: &mut Record) {
    let at = record.draw.below(record.said.len());
    let bytes = record.entries[at].clone();
    let mut note = Note::parse(&bytes).unwrap();
    match record.draw.below(4) {
        // A stranger's line, or that of a key which has another role.
        0 | 1 => {
            let others = [
                "nobody",
                "typist-1",
                "reviewer-1",
                "agent-b",
                "rec1",
                "operator-2",
            ];
            let signer = key(record.choose(&others));
            note.add(signer.sign_text(note.text()).unwrap()).unwrap();
            record.entries.push(note.to_bytes().into());
        }
        // None of the lines but somebody else's.
        2 => {
            let signer = key(record.choose(&HOLDERS));
            let note = Note::sign(note.text(), &[&signer]).unwrap();
            record.entries.push(note.to_bytes().into());
        }
        // A line that does not verify.
        _ => {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            let (text, line) = text.trim_end().rsplit_once('\n').unwrap();
            let middle = line.len() - 20;
            let other = if &line[middle..=middle] == "A" { "B" } else { "A" };
            let line = format!("{}{other}{}", &line[..middle], &line[middle + 1..]);
            record.entries.push(format!("{text}\n{line}\n").into());
        }
    }
}

pub(super) fn again(record: &mut Record) {
    let at = record.draw.below(record.said.len());
    if record.draw.once_in(3) {
        record.entries.push(record.entries[at].clone());
        return;
    }
    let mut said = record.said[at].clone();
    said.signers.push(record.choose(&HOLDERS));
    if record.draw.once_in(2) {
        said.signers.remove(0);
    }
    let mut seen = BTreeSet::new();
    said.signers.retain(|name| seen.insert(*name));
    record.write(&said);
}

/// Writes an honest entry with its JSON changed.
fn changed(record: &mut Record, change: impl FnOnce(&mut Record, String) -> String) {
    let at = 1 + record.draw.below(record.said.len() - 1);
    let said = record.said[at].clone();
    let note = Note::parse(&record.entries[at]).unwrap();
    let json = note.text().lines().nth(1).unwrap().to_owned();
    let json = change(record, json);
    record.write_text(&said.kind, &json, &said.signers);
}

pub(super) fn json(record: &mut Record) {
    changed(record, |record, json| match record.draw.below(8) {
        0 => json.replacen('{', r#"{"at":"2026-05-10T21Z","#, 1),
        1 => json.replacen('{', r#"{"\u0061t":"2026-05-10T21Z","#, 1),
        2 => json.replacen('{', r#"{"unheard":1,"#, 1),
        3 => json.replacen('{', r#"{"x":[],"#, 1),
        4 => json.replacen('{', r#"{"x":{"a":1.0},"#, 1),
        5 => format!("{json} {{}}"),
        6 => json.replace("\"e\"", "[\"e\"]"),
        _ => json.replacen("22Z", "22z", 1),
    });
}

pub(super) fn same_json(record: &mut Record) {
    changed(record, |record, json| match record.draw.below(4) {
        0 => json.replacen('{', r#"{"x":{"later":[{"a":true}]},"#, 1),
        1 => json.replacen('{', "{   ", 1),
        2 => json.replacen("\"e\"", "\"\\u0065\"", 1),
        _ => format!(" {json} "),
    });
}
