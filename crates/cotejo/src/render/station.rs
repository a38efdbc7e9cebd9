//! Everything that the record has about one station: as tables and sentences, and as JSON.

use crate::output::{Text, number};
use record::BlobHash;
use serde_json::{Value, json};
use tally::{KeyNumber, ReadingNumber, StationNumber, Tally, View};

/// The JSON of a station: its readings, where they came from, its findings and its state in each contest.
pub(crate) fn station_json(tally: &Tally, station: StationNumber) -> Value {
    let row = tally.stations().row(station);
    let areas: Vec<Value> = tally
        .areas()
        .upwards(row.area)
        .map(|area| {
            let node = tally.areas().node(area);
            let level = tally.election().levels.get(usize::from(node.level));
            json!({ "level": level, "area": tally.areas().code(area), "name": node.name })
        })
        .collect();
    let mut contests = Vec::new();
    for contest in tally.contests_at(station) {
        let readings: Vec<Value> = tally
            .readings()
            .of_station(contest, station)
            .map(|number| reading_json(tally, number))
            .collect();
        let findings: Vec<Value> = tally
            .findings()
            .iter()
            .filter(|finding| finding.station == station && finding.contest == contest)
            .map(|finding| {
                json!({
                    "rule": finding.rule,
                    "severity": finding.severity,
                    "account": tally.account(finding.account),
                    "fields": finding.fields.iter().map(ToString::to_string).collect::<Vec<_>>(),
                    "words": finding.rule.words(),
                    "reading": tally.readings().place(finding.reading),
                    "other": finding.other.map(|other| tally.readings().place(other)),
                })
            })
            .collect();
        let ruling = tally.ruling(contest, station);
        contests.push(json!({
            "contest": tally.contest(contest).id,
            "state": tally.state(contest, station),
            "stands": tally.standing(View::Accepted, contest, station).map(|number| tally.readings().place(number)),
            "ruling": ruling.map(|ruling| json!({ "entry": ruling.entry, "reason": ruling.reason })),
            "readings": readings,
            "findings": findings,
        }));
    }
    json!({
        "station": tally.stations().code(station),
        "listed": row.listed,
        "registered": row.registered,
        "registered_from": row.registered_from,
        "place": row.place,
        "areas": areas,
        "contests": contests,
    })
}

/// Adds a station, of which `value` is the JSON.
pub(crate) fn station_text(text: &mut Text, tally: &Tally, station: StationNumber, value: &Value) {
    let row = tally.stations().row(station);
    text.line(format!("Station {}", tally.stations().code(station)));
    for area in value["areas"].as_array().into_iter().flatten() {
        let word = |key: &str| area[key].as_str().unwrap_or_default().to_owned();
        text.line(format!("  {} {} {}", word("level"), word("area"), word("name")));
    }
    let listed = if row.listed {
        "on the register"
    } else {
        "not on the register"
    };
    let voters = row
        .registered
        .map_or_else(|| "unknown".to_owned(), |n| number(n.into()));
    let from = row
        .registered_from
        .map_or_else(String::new, |entry| match tally.register_document(entry) {
            Some(document) => format!(", by entry {entry}, from {}", document_name(tally, document)),
            None => format!(", by the register of entry {entry}"),
        });
    text.line(format!("  {listed}, registered voters: {voters}{from}"));
    if let Some(place) = row.place {
        text.line(format!(
            "  at {}, {} degrees",
            place.latitude(),
            place.longitude()
        ));
    }
    let contests = tally.contests_at(station).into_iter();
    for (contest, value) in contests.zip(value["contests"].as_array().into_iter().flatten()) {
        text.gap();
        let state = tally.state(contest, station).name();
        text.line(format!("{}: {state}", tally.contest(contest).name));
        let readings: Vec<ReadingNumber> = tally.readings().of_station(contest, station).collect();
        let mut header = vec!["figure".to_owned()];
        header.extend(
            readings
                .iter()
                .map(|number| tally.account(tally.readings().row(*number).account).to_string()),
        );
        let rows: Vec<Vec<String>> = tally
            .figure_names(contest)
            .iter()
            .enumerate()
            .map(|(at, name)| {
                let figures = readings
                    .iter()
                    .map(|number| tally.readings().figures(*number)[at].to_string());
                [(*name).to_owned()].into_iter().chain(figures).collect()
            })
            .collect();
        text.table(&header.iter().map(String::as_str).collect::<Vec<_>>(), &rows);
        for number in readings {
            let row = tally.readings().row(number);
            let line = row
                .line
                .map_or_else(String::new, |line| format!(" line {line} of"));
            let from = match document_names(tally, number) {
                names if names.is_empty() => String::new(),
                names => format!(", from{line} {names}"),
            };
            text.line(format!(
                "  {}: entry {}, {}, by {}{from}{}{}",
                tally.account(row.account),
                tally.readings().place(number),
                row.method.name(),
                tally.keys().key(row.signer).name(),
                if row.evidence { "" } else { ", without evidence" },
                row.corrected_by().map_or_else(String::new, |by| format!(
                    ", corrected by entry {}",
                    tally.readings().place(by)
                ))
            ));
        }
        for finding in value["findings"].as_array().into_iter().flatten() {
            let word = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
            text.line(format!(
                "  {} {} ({}): {}",
                word("severity"),
                word("rule"),
                word("account"),
                word("words")
            ));
        }
    }
}

/// The titles of the documents that a reading was taken from, and their hashes.
fn document_names(tally: &Tally, number: ReadingNumber) -> String {
    let documents = tally.readings().documents(number);
    let names: Vec<String> = documents.map(|document| document_name(tally, document)).collect();
    names.join(", ")
}

/// A document's title and hash.
fn document_name(tally: &Tally, document: &BlobHash) -> String {
    let mut sources = tally.sources().iter();
    let source = sources.find(|row| row.source.document == *document);
    source.map_or_else(
        || document.to_string(),
        |row| format!("{} ({document})", row.source.title),
    )
}

fn reading_json(tally: &Tally, number: ReadingNumber) -> Value {
    let readings = tally.readings();
    let row = readings.row(number);
    let names = tally.figure_names(row.contest);
    let figures: serde_json::Map<String, Value> = names
        .iter()
        .zip(readings.figures(number).iter())
        .filter(|(_, figure)| !figure.is_not_on_form())
        .map(|(name, figure)| ((*name).to_owned(), json!(figure)))
        .collect();
    let keys = |signers: &[KeyNumber]| -> Vec<String> {
        let keys = signers.iter().map(|key| tally.keys().key(*key).to_string());
        keys.collect()
    };
    let voices: Vec<Value> = readings
        .further_voices(number)
        .iter()
        .map(|voice| json!({ "entry": voice.entry, "signers": keys(&voice.signers) }))
        .collect();
    let place = readings.place(number);
    json!({
        "account": tally.account(row.account),
        "stage": tally.declared().stage(row.account, row.stage),
        "empty": row.empty,
        "as_of": readings.as_of(number),
        "entry": place.entry,
        "row": place.row,
        "name": readings.name(number).to_string(),
        "method": row.method.name(),
        "documents": readings.documents(number).map(ToString::to_string).collect::<Vec<_>>(),
        "evidence": row.evidence,
        "sealed": readings.sealed_at(number),
        "line": row.line,
        "signers": keys(readings.signers(number)),
        "voices": voices,
        "at": readings.hour(number),
        "stands": tally.standing(View::Account(row.account), row.contest, row.station) == Some(number),
        "corrected_by": row.corrected_by().map(|by| readings.place(by)),
        "figures": figures,
    })
}
