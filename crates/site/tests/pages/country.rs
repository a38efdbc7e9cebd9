//! Small records for the tests: entries made by hand, signed and folded.

use bytes::Bytes;
use model::{Claims, Counts, Election, Figure, Method, Station};
use note::SigningKey;
use record::{BlobHash, Body, ClaimBody, ElectionBody, KeyBody, Reading, RegisterBody, Role};
use std::collections::HashMap;
use tally::{FirstEntry, Replay, Tally};

/// A record that grows entry by entry.
pub(crate) struct Country {
    pub(crate) election: Election,
    blobs: HashMap<BlobHash, Bytes>,
    entries: Vec<Bytes>,
    operator: SigningKey,
    log: SigningKey,
    importer: SigningKey,
}

fn key(name: &str, seed: u8) -> SigningKey {
    SigningKey::from_seed(name.parse().unwrap(), [seed; 32])
}

fn at<T: std::str::FromStr<Err: std::fmt::Debug>>() -> T {
    "2026-05-10T22Z".parse().unwrap()
}

impl Country {
    /// A record with its definition, as in `election.toml`, and an importer's key.
    pub(crate) fn new(definition: &str) -> Country {
        let election: Election = model::document::parse(definition).unwrap();
        election.check().unwrap();
        let (operator, importer) = (key("operator", 1), key("importer", 3));
        let log = key(&election.origin, 2);
        let mut country = Country {
            election,
            blobs: HashMap::new(),
            entries: Vec::new(),
            operator,
            log,
            importer,
        };
        let definition = country.blob(serde_json::to_vec(&country.election).unwrap());
        let body = Body::Election(ElectionBody {
            election: country.election.id.clone(),
            definition,
            operator: country.operator.verifying_key().to_string(),
            log: country.log.verifying_key().to_string(),
            at: at(),
        });
        country.push(&body, 1);
        let body = Body::Key(KeyBody {
            election: country.election.id.clone(),
            key: country.importer.verifying_key().to_string(),
            role: Role::Importer,
            area: None,
            account: None,
            until: None,
            at: at(),
        });
        country.push(&body, 1);
        country
    }

    fn blob(&mut self, bytes: Vec<u8>) -> BlobHash {
        let name = BlobHash::of(&bytes);
        self.blobs.insert(name, bytes.into());
        name
    }

    fn push(&mut self, body: &Body, signer: u8) {
        let signer = match signer {
            1 => &self.operator,
            3 => &self.importer,
            4 => &key("agent", 4),
            _ => &key("nobody", signer),
        };
        self.entries.push(record::sign(body, &[signer]).unwrap().into());
    }

    /// Puts stations on the register.
    pub(crate) fn register(&mut self, stations: &[Station]) {
        let blob = record::register::write(&self.election, stations).unwrap();
        let stations_blob = self.blob(blob);
        let body = Body::Register(RegisterBody {
            election: self.election.id.clone(),
            stations: stations_blob,
            count: stations.len() as u32,
            of: None,
            expected: Vec::new(),
            at: at(),
        });
        self.push(&body, 1);
    }

    /// A reading by the importer, of the first contest; each account has one document.
    pub(crate) fn reading(&mut self, account: &str, station: &str, counts: Counts) {
        self.reading_signed(account, station, counts, 3);
    }

    /// A reading by a key that was given no role.
    pub(crate) fn reading_by_nobody(&mut self, account: &str, station: &str, counts: Counts) {
        self.reading_signed(account, station, counts, 9);
    }

    fn reading_signed(&mut self, account: &str, station: &str, counts: Counts, signer: u8) {
        let body = Body::Reading(Reading {
            election: self.election.id.clone(),
            account: account.parse().unwrap(),
            station: station.parse().unwrap(),
            contest: self.election.contests[0].id.clone(),
            counts,
            method: Method::File,
            of: BlobHash::of(account.as_bytes()),
            line: None,
            corrects: None,
            at: at(),
        });
        self.push(&body, signer);
    }

    /// A photograph by an agent's key, of the first contest.
    pub(crate) fn capture(&mut self, account: &str, station: &str, image: &[u8]) {
        let agent = key("agent", 4);
        let body = Body::Key(KeyBody {
            election: self.election.id.clone(),
            key: agent.verifying_key().to_string(),
            role: Role::Agent,
            area: None,
            account: None,
            until: None,
            at: at(),
        });
        self.push(&body, 1);
        let body = Body::Capture(record::Capture {
            election: self.election.id.clone(),
            account: account.parse().unwrap(),
            station: station.parse().unwrap(),
            contest: self.election.contests[0].id.clone(),
            image: BlobHash::of(image),
            media: "image/jpeg".to_owned(),
            redacted_from: None,
            at: at(),
        });
        self.push(&body, 4);
    }

    /// Announcements, as in `claims.toml`.
    pub(crate) fn claims(&mut self, claims: &str) {
        let claims: Claims = model::document::parse(claims).unwrap();
        for claim in claims.claims {
            claim.check().unwrap();
            let body = Body::Claim(ClaimBody {
                election: self.election.id.clone(),
                claim,
                at: at(),
            });
            self.push(&body, 3);
        }
    }

    /// A source document.
    pub(crate) fn source(&mut self, title: &str, media: &str, text: &[u8]) {
        let body = Body::Source(record::Source {
            election: self.election.id.clone(),
            document: BlobHash::of(text),
            bytes: text.len() as u64,
            media: media.to_owned(),
            title: title.to_owned(),
            publisher: "A newspaper".to_owned(),
            date: Some("2026-05-12".parse().unwrap()),
            at: at(),
        });
        self.push(&body, 1);
    }

    /// What the record comes to.
    pub(crate) fn tally(&self) -> Tally {
        let first = FirstEntry::read(&self.entries[0]).unwrap();
        let start = first.start(&self.blobs[first.definition()]).unwrap();
        let blob = |name: &BlobHash| self.blobs.get(name).cloned();
        let pushed = Replay::new(&start).push_with(self.entries.clone(), blob);
        pushed.replay.finish()
    }

    /// Where a publication of the record would stand.
    pub(crate) fn publication(&self) -> site::Publication {
        let download = |path: &str, bytes| site::Download {
            path: path.to_owned(),
            bytes,
            table: None,
        };
        site::Publication {
            origin: self.election.origin.clone(),
            size: self.entries.len() as u64,
            root: [7; 32],
            operator: self.operator.verifying_key().to_string(),
            log: self.log.verifying_key().to_string(),
            downloads: vec![
                download("data/stations.csv", 4_210_533),
                download("data/totals.csv", 81_022),
            ],
            ..site::Publication::default()
        }
    }
}

/// A sheet's counts: registered, null, and the options' votes; valid is their sum.
pub(crate) fn counts(registered: u32, null: u32, votes: &[(&str, u32)]) -> Counts {
    let valid = votes.iter().map(|(_, votes)| votes).sum();
    let mut counts = Counts {
        registered: Figure::Read(registered),
        valid: Figure::Read(valid),
        null: Figure::Read(null),
        ..Counts::default()
    };
    for (option, votes) in votes {
        counts.set_option(option.parse().unwrap(), Figure::Read(*votes));
    }
    counts
}
