//! The data files that scripts read: `site.js` and the stations' files.
//!
//! A file is a classic script of one line, `cotejo.put("<name>",<JSON>);`, since pages that are opened from a disk
//! may not fetch other files. Numbers of entries are places in the log, counted from 0; a reading is named by its number
//! among its station's readings.

use crate::Site;
use crate::language::Language;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::rules::Field;
use model::{CountField, Figure, Method, Name};
use record::BlobHash;
use serde::{Serialize, Serializer};
use serde_json::json;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use tally::{ContestNumber, StationNumber, Tally, View};

/// The data file of that path with that JSON, which has no line break.
pub(crate) fn script(path: &str, json: &str) -> Vec<u8> {
    let name = layout::data_name(path);
    let mut out = String::with_capacity(json.len() + name.len() + 20);
    out.push_str("cotejo.put(");
    out.push_str(&serde_json::Value::from(name).to_string());
    out.push(',');
    // These three stand in texts only, where an escape means the same.
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out.push_str(");\n");
    out.into_bytes()
}

/// `site.js`: what all scripts need to know of the election and its log.
pub(crate) fn site(site: &Site<'_>) -> Vec<u8> {
    let election = site.tally.election();
    let contests: Vec<_> = election
        .contests
        .iter()
        .map(|contest| {
            let colors = crate::color::colors(contest);
            let options: Vec<_> = contest
                .options
                .iter()
                .zip(colors)
                .map(|(option, color)| {
                    json!({ "id": option.id.as_str(), "name": in_languages(&option.name), "color": color.to_string() })
                })
                .collect();
            json!({ "id": contest.id.as_str(), "name": in_languages(&contest.name), "options": options })
        })
        .collect();
    let accounts: Vec<_> = site
        .tally
        .accounts()
        .into_iter()
        .map(|(_, id)| {
            let name = election.account_in_words(id.as_str());
            json!({ "id": id.as_str(), "name": name.map_or_else(|| id.as_str().into(), in_languages) })
        })
        .collect();
    let figures = election.figures.iter().map(|id| id.as_str());
    let figures: Vec<_> = figures
        .map(|id| json!({ "id": id, "name": election.figure_name(id) }))
        .collect();
    let levels: Vec<&str> = election.levels.iter().map(|level| level.as_str()).collect();
    let value = json!({
        "election": {
            "id": election.id.as_str(), "name": in_languages(&election.name), "date": election.date.as_str(),
            "origin": election.origin, "levels": levels,
        },
        "contests": contests,
        "accounts": accounts,
        "figures": figures,
        "log": {
            "key": site.publication.log, "operator": site.publication.operator,
            "recoveries": site.publication.recoveries, "size": site.publication.size, "root": STANDARD.encode(site.publication.root),
        },
        "shards": site.shards.digits,
        "languages": Language::ALL.map(Language::code),
        "areas": site.tree.preorder.len(),
    });
    script(layout::SITE_DATA, &value.to_string())
}

/// A name as scripts get it: a text, or texts by language where there are several.
fn in_languages(name: &Name) -> serde_json::Value {
    match name.texts().len() {
        1 => name.as_str().into(),
        _ => json!(name),
    }
}

/// A shard's file: each of its stations by code.
pub(crate) fn shard(site: &Site<'_>, shard: usize) -> Vec<u8> {
    let stations: BTreeMap<&str, Station<'_>> = site
        .shards
        .stations(shard)
        .iter()
        .map(|number| {
            let code = site.tally.stations().code(*number).as_str();
            (code, Station::of(site, *number))
        })
        .collect();
    let json = serde_json::to_string(&stations).expect("texts and numbers can be written");
    script(&layout::stations(&site.shards.digits_of(shard)), &json)
}

#[derive(Serialize)]
struct Station<'a> {
    areas: Vec<Area<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    registered: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<(f64, f64)>,
    contests: BTreeMap<&'a str, InContest<'a>>,
}

#[derive(Serialize)]
struct Area<'a> {
    code: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    level: &'a str,
    /// Where it is a section of another area's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
}

#[derive(Serialize)]
struct InContest<'a> {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<usize>,
    accounts: BTreeMap<&'a str, usize>,
    captures: Vec<Capture<'a>>,
    readings: Vec<Reading<'a>>,
    findings: Vec<Finding<'a>>,
    rulings: Vec<Ruling<'a>>,
}

#[derive(Serialize)]
struct Capture<'a> {
    entry: u64,
    account: &'a str,
    image: String,
    media: &'a str,
    at: &'a str,
    signer: &'a str,
    #[serde(flatten)]
    withheld: Option<Withheld>,
    /// Whether there are small copies of what is shown.
    copies: bool,
}

#[derive(Serialize)]
struct Reading<'a> {
    entry: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u8>,
    account: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<&'a str>,
    /// Whether it is an empty row, which holds no place.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    empty: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<&'a str>,
    counts: Counts<'a>,
    method: Method,
    /// The documents that it was taken from; none of a message.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    of: Vec<String>,
    /// Of the first of them that is withheld.
    #[serde(flatten)]
    withheld: Option<Withheld>,
    evidence: bool,
    /// The entry that sealed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    sealed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<NonZeroU32>,
    at: &'a str,
    signer: &'a str,
    grant: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    voices: Vec<Voice<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected_by: Option<usize>,
}

/// A further voice of a reading.
#[derive(Serialize)]
struct Voice<'a> {
    entry: u64,
    signer: &'a str,
    grant: u64,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'static str,
    /// The figure that is not the sum that it should be.
    #[serde(skip_serializing_if = "Option::is_none")]
    sum: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<usize>,
}

#[derive(Serialize)]
struct Ruling<'a> {
    entry: u64,
    at: &'a str,
    signer: &'a str,
    reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stands: Option<usize>,
}

/// Of a document that is withheld.
#[derive(Serialize)]
struct Withheld {
    /// The entry that says so.
    withheld: u64,
    /// The copy in its place, where one is passed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    shown: Option<String>,
}

impl Withheld {
    fn of(tally: &Tally, document: &BlobHash) -> Option<Withheld> {
        let row = tally.withheld_by(document)?;
        Some(Withheld {
            withheld: row.entry,
            shown: tally.shown(document).map(|copy| copy.hex()),
        })
    }
}

/// A reading's figures; those that are not on the form are left out, as in the entry.
struct Counts<'a> {
    figures: Cow<'a, [Figure]>,
    /// The ids of the further ones, and of the options'.
    further: &'a [model::FigureId],
    options: &'a [model::ContestOption],
}

impl Serialize for Counts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        /// Figures by id, those that are not on the form left out.
        struct ById<'a, I>(I, &'a [Figure]);
        impl<'i, I: Iterator<Item = &'i str> + Clone> ById<'_, I> {
            fn on_form(&self) -> impl Iterator<Item = (&'i str, &Figure)> {
                let figures = self.0.clone().zip(self.1);
                figures.filter(|(_, figure)| !figure.is_not_on_form())
            }
        }
        impl<'i, I: Iterator<Item = &'i str> + Clone> Serialize for ById<'_, I> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.on_form())
            }
        }
        let mut map = serializer.serialize_map(None)?;
        for field in CountField::ALL {
            let figure = self.figures[field as usize];
            if !figure.is_not_on_form() {
                map.serialize_entry(field.name(), &figure)?;
            }
        }
        let (further, options) = self.figures[CountField::ALL.len()..].split_at(self.further.len());
        let further = ById(self.further.iter().map(|id| id.as_str()), further);
        if further.on_form().next().is_some() {
            map.serialize_entry("more", &further)?;
        }
        let options = ById(self.options.iter().map(|option| option.id.as_str()), options);
        map.serialize_entry("options", &options)?;
        map.end()
    }
}

impl<'a> Station<'a> {
    fn of(site: &'a Site<'_>, station: StationNumber) -> Station<'a> {
        let tally = site.tally;
        let row = tally.stations().row(station);
        let mut areas: Vec<Area<'a>> = tally
            .areas()
            .upwards(row.area)
            .map(|area| {
                let node = tally.areas().node(area);
                let level = tally.election().levels.get(usize::from(node.level));
                Area {
                    code: tally.areas().code(area).as_str(),
                    name: &node.name,
                    level: level.map_or("", |level| level.as_str()),
                    page: (!site.has_page(area)).then(|| site.area_path(Some(area))),
                }
            })
            .collect();
        areas.reverse();
        let contests = tally.contests_at(station).into_iter();
        Station {
            areas,
            registered: row.registered,
            place: site.place(station).map(|(east, north)| (north, east)),
            contests: contests
                .map(|contest| {
                    let of = InContest::of(site, contest, station);
                    (tally.contest(contest).id.as_str(), of)
                })
                .collect(),
        }
    }
}

impl<'a> InContest<'a> {
    fn of(site: &'a Site<'_>, contest: ContestNumber, station: StationNumber) -> InContest<'a> {
        let tally = site.tally;
        let readings = tally.readings();
        let numbers: Vec<_> = readings.of_station(contest, station).collect();
        let index = |number| numbers.iter().position(|other| *other == number);
        let key = |number| tally.keys().key(number).name().as_str();
        let mut accounts = BTreeMap::new();
        for number in &numbers {
            let account = readings.row(*number).account;
            let standing = tally.standing(View::Account(account), contest, station);
            if let Some(at) = standing.and_then(index) {
                accounts.insert(tally.account(account).as_str(), at);
            }
        }
        let captures = site.captures.get(&(contest, station));
        let findings = site.findings_of.get(&(contest, station));
        InContest {
            state: tally.state(contest, station).name(),
            accepted: tally.standing(View::Accepted, contest, station).and_then(index),
            accounts,
            captures: captures
                .into_iter()
                .flatten()
                .map(|capture| Capture {
                    entry: capture.entry,
                    account: tally.account(capture.account).as_str(),
                    image: capture.image.hex(),
                    media: &capture.media,
                    at: capture.at.as_str(),
                    signer: key(capture.signer),
                    withheld: Withheld::of(tally, &capture.image),
                    copies: (tally.shown(&capture.image))
                        .is_some_and(|image| site.publication.copies.contains(&image.0)),
                })
                .collect(),
            readings: numbers
                .iter()
                .map(|number| {
                    let (row, place) = (readings.row(*number), readings.place(*number));
                    let voices = readings.further_voices(*number).iter();
                    Reading {
                        entry: place.entry,
                        row: place.row,
                        account: tally.account(row.account).as_str(),
                        stage: (tally.declared().stage(row.account, row.stage)).map(|stage| stage.as_str()),
                        empty: row.empty,
                        as_of: readings.as_of(*number).map(|minute| minute.as_str()),
                        counts: Counts {
                            figures: readings.figures(*number),
                            further: &tally.election().figures,
                            options: &tally.contest(contest).options,
                        },
                        method: row.method,
                        of: readings.documents(*number).map(BlobHash::hex).collect(),
                        withheld: readings
                            .documents(*number)
                            .find_map(|document| Withheld::of(tally, document)),
                        evidence: row.evidence,
                        sealed: readings.sealed_at(*number),
                        line: row.line,
                        at: readings.hour(*number).as_str(),
                        signer: key(row.signer),
                        grant: tally.granted_by(*number),
                        voices: voices
                            .map(|voice| Voice {
                                entry: voice.entry,
                                signer: key(voice.signers[0]),
                                grant: tally.keys().from_entry(voice.grant),
                            })
                            .collect(),
                        corrected_by: row.corrected_by().and_then(index),
                    }
                })
                .collect(),
            findings: findings
                .into_iter()
                .flatten()
                .map(|at| {
                    let finding = &tally.findings()[*at as usize];
                    Finding {
                        rule: finding.rule.code(),
                        sum: finding.sum().map(Field::name),
                        reading: index(finding.reading),
                    }
                })
                .collect(),
            rulings: tally
                .ruling(contest, station)
                .into_iter()
                .map(|ruling| Ruling {
                    entry: ruling.entry,
                    at: ruling.at.as_str(),
                    signer: key(ruling.signer),
                    reason: &ruling.reason,
                    stands: ruling.stands.and_then(index),
                })
                .collect(),
        }
    }
}
