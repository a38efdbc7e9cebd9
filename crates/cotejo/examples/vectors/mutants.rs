//! Mutants: honest records of a small election that go on with entries of kinds that are wrong, or nearly, each signed anew
//! by the keys that it is to be signed by, with what the fold makes of them. Damage alone seldom gets past the signatures.

mod honest;
mod kinds;

use crate::{Draw, base64};
use bytes::Bytes;
use note::{Note, SigningKey};
use record::{BlobHash, Entry};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Mutants of one record.
const PER_RECORD: usize = 25;

/// An entry as it was said: its type, what stands in it but for the election and the hour, and who signed it.
#[derive(Debug, Clone)]
struct Said {
    kind: String,
    body: Value,
    signers: Vec<&'static str>,
}

/// A record that is being written.
struct Record {
    draw: Draw,
    said: Vec<Said>,
    entries: Vec<Bytes>,
    blobs: BTreeMap<BlobHash, Bytes>,
    /// The kind of each mutant, with the places of its entries.
    mutants: Vec<(&'static str, std::ops::Range<usize>)>,
    /// How many numbers were given, each once.
    numbers: usize,
}

/// So many mutants, or a few more: records of some each.
pub(crate) fn vectors(mutants: usize) -> Value {
    let records = mutants.div_ceil(PER_RECORD) as u64;
    (0..records).map(|seed| record(seed).vector()).collect()
}

fn record(seed: u64) -> Record {
    let mut record = Record {
        draw: Draw::new(7_000 + seed),
        said: vec![],
        entries: vec![],
        blobs: BTreeMap::new(),
        mutants: vec![],
        numbers: 0,
    };
    record.honest();
    for n in 0..PER_RECORD {
        // What ends a record, or changes who may write it, comes late, or little is left to be tried.
        let late = n >= PER_RECORD - 5;
        let kinds: Vec<_> = kinds::KINDS.iter().filter(|kind| late || !kind.ends).collect();
        let kind = kinds[record.draw.below(kinds.len())];
        let from = record.entries.len();
        (kind.make)(&mut record);
        record.mutants.push((kind.name, from..record.entries.len()));
    }
    record
}

/// The key of a name.
fn key(name: &str) -> SigningKey {
    testing::key(name)
}

/// The public key of a name.
fn vkey(name: &str) -> String {
    key(name).verifying_key().to_string()
}

impl Record {
    /// Writes an entry, and keeps what was said.
    fn say(&mut self, kind: &str, body: Value, signers: &[&'static str]) {
        let said = Said {
            kind: kind.to_owned(),
            body,
            signers: signers.to_vec(),
        };
        self.write(&said);
        self.said.push(said);
    }

    /// Writes an entry that is not kept to be mutated further.
    fn write(&mut self, said: &Said) {
        let mut body = said.body.clone();
        for (member, value) in [("election", "e"), ("at", "2026-05-10T22Z")] {
            body.as_object_mut()
                .unwrap()
                .entry(member)
                .or_insert_with(|| value.into());
        }
        self.write_text(&said.kind, &body.to_string(), &said.signers);
    }

    /// Writes an entry whose JSON is this text.
    fn write_text(&mut self, kind: &str, json: &str, signers: &[&'static str]) {
        let keys: Vec<SigningKey> = signers.iter().map(|name| key(name)).collect();
        let keys: Vec<&SigningKey> = keys.iter().collect();
        let note = Note::sign(format!("cotejo/v1 {kind}\n{json}\n"), &keys).unwrap();
        self.entries.push(note.to_bytes().into());
    }

    fn blob(&mut self, bytes: impl Into<Vec<u8>>) -> String {
        let bytes = bytes.into();
        let name = BlobHash::of(&bytes);
        self.blobs.insert(name, bytes.into());
        name.to_string()
    }

    /// The name of the entry at this place.
    fn name(&self, at: usize) -> String {
        Entry::parse(&self.entries[at]).unwrap().name().hex()
    }

    /// The places of the honest entries of this type.
    fn places(&self, kind: &str) -> Vec<usize> {
        (0..self.said.len())
            .filter(|at| self.said[*at].kind == kind)
            .collect()
    }

    /// The place of one honest entry of this type.
    fn one(&mut self, kind: &str) -> usize {
        let places = self.places(kind);
        *self.draw.pick(&places)
    }

    /// What one honest entry of this type says.
    fn like(&mut self, kind: &str) -> Said {
        let at = self.one(kind);
        self.said[at].clone()
    }

    /// A number that no other mutant has, so that a text is not one that stands there already.
    fn new_number(&mut self) -> usize {
        self.numbers += 1;
        self.numbers
    }

    fn vector(&self) -> Value {
        let tally = testing::fold(&self.entries, &self.blobs);
        json!({
            "entries": self.entries.iter().map(|entry| base64(entry)).collect::<Vec<_>>(),
            "blobs": self.blobs.values().map(|blob| base64(blob)).collect::<Vec<_>>(),
            "mutants": self.mutants.iter().map(|(kind, places)| json!([kind, places.start, places.end])).collect::<Vec<_>>(),
            "readings": crate::folds::readings(&tally),
            "expected": crate::folds::expected(&tally),
        })
    }
}

/// What became of the mutants by kind, as a table: how many entries counted, and how many were refused, by code.
pub(crate) fn table(vectors: &Value) -> String {
    let mut kinds: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for record in vectors.as_array().unwrap() {
        let mut refused: BTreeMap<u64, &str> = BTreeMap::new();
        for pair in record["expected"]["refused"].as_array().unwrap() {
            let place = pair[0].as_str().unwrap();
            let entry = place.split('/').next().unwrap().parse().unwrap();
            refused.entry(entry).or_insert(pair[1].as_str().unwrap());
        }
        for mutant in record["mutants"].as_array().unwrap() {
            let places = mutant[1].as_u64().unwrap()..mutant[2].as_u64().unwrap();
            let kind = kinds.entry(mutant[0].as_str().unwrap()).or_default();
            for place in places {
                *kind
                    .entry(refused.get(&place).copied().unwrap_or("counts"))
                    .or_default() += 1;
            }
        }
    }
    let lines = kinds.iter().map(|(kind, codes)| {
        let codes: Vec<_> = codes.iter().map(|(code, n)| format!("{code} {n}")).collect();
        format!("{kind}: {}\n", codes.join(", "))
    });
    lines.collect()
}
