//! A record that grows entry by entry, each signed, and its fold.

use crate::election::parse;
use crate::key;
use bytes::Bytes;
use model::{Claims, Counts, Election, Hour, Method, Station};
use note::SigningKey;
use record::{
    Amend, BlobHash, Body, Capture, ClaimBody, ElectionBody, KeyBody, Reading, Recovery, RegisterBody,
    Revoke, Role, Source,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tally::{FirstEntry, Replay, Tally};

/// A record: its entries and the blobs that they name. The operator is [`key`]`("operator")`, the log's key that of its
/// origin, and every entry of 22 hours on 10 May 2026.
pub struct Record {
    /// The definition.
    pub election: Election,
    /// The entries in the order of the log.
    pub entries: Vec<Bytes>,
    /// The blobs by their names.
    pub blobs: BTreeMap<BlobHash, Bytes>,
    /// The accounts whose documents sources name.
    documents: BTreeSet<String>,
}

/// The public key of [`key`]`(name)`, as text.
pub fn vkey(name: &str) -> String {
    key(name).verifying_key().to_string()
}

/// A `key` entry of the election `e` that gives [`key`]`(name)` a role without bounds.
pub fn key_body(name: &str, role: Role) -> KeyBody {
    KeyBody {
        election: "e".parse().unwrap(),
        key: vkey(name),
        role,
        area: None,
        account: None,
        stage: None,
        until: None,
        gives: None,
        keys: None,
        at: at(),
    }
}

/// A `revoke` entry of the election `e`.
pub fn revoke_body(name: &str, from: Option<u64>) -> Revoke {
    Revoke {
        election: "e".parse().unwrap(),
        key: vkey(name),
        from,
        reason: "lost".to_owned(),
        at: at(),
    }
}

fn at() -> Hour {
    "2026-05-10T22Z".parse().unwrap()
}

impl Record {
    /// A record of one entry, which names the law and the words of a definition as in `election.toml`.
    pub fn new(definition: &str) -> Record {
        Record::begin(definition, None)
    }

    /// The same, whose operator's key and log's key can be replaced by `of` of the keys of these names.
    pub fn with_recovery(definition: &str, names: &[&str], of: u32) -> Record {
        let keys = names.iter().map(|name| vkey(name)).collect();
        Record::begin(definition, Some(Recovery { keys, of }))
    }

    fn begin(definition: &str, recovery: Option<Recovery>) -> Record {
        let mut record = Record {
            election: parse(definition),
            entries: Vec::new(),
            blobs: BTreeMap::new(),
            documents: BTreeSet::new(),
        };
        let law = record.blob(record::json::write(&record.election.law()).unwrap());
        let words = record.blob(record::json::write(&record.election.words()).unwrap());
        let body = Body::Election(ElectionBody {
            election: record.election.id.clone(),
            law,
            words,
            operator: record.operator().verifying_key().to_string(),
            log: record.log_key().verifying_key().to_string(),
            recovery,
            at: at(),
        });
        record.by_operator(&body);
        record
    }

    /// The same, in which [`key`]`("importer")` is an importer.
    pub fn with_importer(definition: &str) -> Record {
        let mut record = Record::new(definition);
        record.grant("importer", Role::Importer);
        record
    }

    /// The operator's key.
    pub fn operator(&self) -> SigningKey {
        key("operator")
    }

    /// The log's key.
    pub fn log_key(&self) -> SigningKey {
        key(&self.election.origin)
    }

    /// Keeps a blob and gives its name.
    pub fn blob(&mut self, bytes: Vec<u8>) -> BlobHash {
        let name = BlobHash::of(&bytes);
        self.blobs.insert(name, bytes.into());
        name
    }

    /// Adds an entry.
    pub fn sign(&mut self, body: &Body, signers: &[&SigningKey]) {
        let entry = record::sign(body, signers).unwrap();
        self.entries.push(entry.into());
    }

    fn by_operator(&mut self, body: &Body) {
        self.sign(body, &[&self.operator()]);
    }

    /// Gives [`key`]`(name)` a role in the whole country and for every account.
    pub fn grant(&mut self, name: &str, role: Role) {
        self.give(name, role, None);
    }

    /// The same in one area alone.
    pub fn grant_in(&mut self, name: &str, role: Role, area: &str) {
        self.give(name, role, Some(area));
    }

    fn give(&mut self, name: &str, role: Role, area: Option<&str>) {
        let body = Body::Key(KeyBody {
            election: self.election.id.clone(),
            area: area.map(|area| area.parse().unwrap()),
            ..key_body(name, role)
        });
        self.by_operator(&body);
    }

    /// Puts stations on the register.
    pub fn register(&mut self, stations: &[Station]) {
        let blob = record::register::write(&self.election, stations).unwrap();
        let name = self.blob(blob);
        self.register_entry(name, stations.len() as u32);
    }

    /// A register entry that names a blob, which need not be there.
    pub fn register_entry(&mut self, stations: BlobHash, count: u32) {
        let body = Body::Register(RegisterBody {
            election: self.election.id.clone(),
            stations,
            count,
            of: None,
            expected: Vec::new(),
            polls_close: None,
            contests: Vec::new(),
            at: at(),
        });
        self.by_operator(&body);
    }

    /// An `amend` entry with the words of a definition.
    pub fn amend(&mut self, definition: &str) {
        let words = self.blob(record::json::write(&parse(definition).words()).unwrap());
        let body = Body::Amend(Amend {
            election: self.election.id.clone(),
            words,
            reason: "a name".to_owned(),
            at: at(),
        });
        self.by_operator(&body);
    }

    /// A reading by the importer, of the first contest; each account has one document, which a source names before.
    pub fn reading(&mut self, account: &str, station: &str, counts: Counts) {
        self.reading_by("importer", account, station, counts);
    }

    /// The same by [`key`]`(signer)`.
    pub fn reading_by(&mut self, signer: &str, account: &str, station: &str, counts: Counts) {
        if self.documents.insert(account.to_owned()) {
            self.source(account, "text/csv", account.as_bytes());
        }
        let body = Body::Reading(Reading {
            election: self.election.id.clone(),
            account: account.parse().unwrap(),
            stage: None,
            station: station.parse().unwrap(),
            contest: self.election.contests[0].id.clone(),
            counts,
            method: Method::File,
            of: vec![BlobHash::of(account.as_bytes())],
            salt: None,
            line: None,
            as_of: None,
            corrects: None,
            at: at(),
        });
        self.sign(&body, &[&key(signer)]);
    }

    /// A photograph of a sheet of the first contest, by [`key`]`("agent")`, which is given its role.
    pub fn capture(&mut self, account: &str, station: &str, image: &[u8]) {
        self.grant("agent", Role::Agent);
        let body = Body::Capture(Capture {
            election: self.election.id.clone(),
            account: account.parse().unwrap(),
            station: Some(station.parse().unwrap()),
            contest: self.election.contests[0].id.clone(),
            image: BlobHash::of(image),
            media: "image/jpeg".to_owned(),
            redacted_from: None,
            original: None,
            at: at(),
        });
        self.sign(&body, &[&key("agent")]);
    }

    /// Claims, as in `claims.toml`, by the importer.
    pub fn claims(&mut self, claims: &str) {
        let claims: Claims = model::document::parse(claims).unwrap();
        for claim in claims.claims {
            claim.check().unwrap();
            let body = Body::Claim(ClaimBody {
                election: self.election.id.clone(),
                claim,
                at: at(),
            });
            self.sign(&body, &[&key("importer")]);
        }
    }

    /// A source document of a newspaper, by the operator.
    pub fn source(&mut self, title: &str, media: &str, text: &[u8]) {
        let body = Body::Source(Source {
            election: self.election.id.clone(),
            document: BlobHash::of(text),
            bytes: text.len() as u64,
            media: media.to_owned(),
            title: title.to_owned(),
            publisher: "A newspaper".to_owned(),
            date: Some("2026-05-12".parse().unwrap()),
            at: at(),
        });
        self.by_operator(&body);
    }

    /// The fold of the record.
    pub fn tally(&self) -> Tally {
        fold(&self.entries, &self.blobs)
    }

    /// The record as a log in memory, with its blobs.
    pub async fn log(&self) -> (tlog::Reader, tlog::Blobs) {
        let store = Arc::new(object_store::memory::InMemory::new());
        let blobs = tlog::Blobs::open(store.clone(), "").unwrap();
        for blob in self.blobs.values() {
            blobs.put(blob.clone()).await.unwrap();
        }
        let log_key = self.log_key();
        let mut writer = tlog::Writer::create(store.clone(), "", log_key).await.unwrap();
        writer.append(&self.entries).await.unwrap();
        (tlog::Reader::open(store, "").await.unwrap(), blobs)
    }
}

/// Folds a log's entries in one window.
pub fn fold(entries: &[Bytes], blobs: &BTreeMap<BlobHash, Bytes>) -> Tally {
    let first = FirstEntry::read(&entries[0]).unwrap();
    let start = first.start(&blobs[first.law()], &blobs[first.words()]).unwrap();
    let pushed = Replay::new(&start).push_with(entries.to_vec(), |name| blobs.get(name).cloned());
    pushed.unwrap().replay.finish()
}
