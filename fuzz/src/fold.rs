//! The fold over entries that anybody may have sent, signed by keys of the record or by strangers.
//!
//! A line of the input is one entry: who signs it (letters of [`SIGNERS`]), its type and its JSON, with
//! blanks between them. In the JSON `@D` is the law's blob, `@N` that of the words, `@R` the register's, `@a` to `@g` a
//! signer's key, `@0` to `@9` the name of the entry ten or fewer lines from the start, `@P` that of the entry before,
//! and `@W` a blob that nobody needs.

use crate::documents::small_election;
use crate::key;
use crate::notes::ORIGIN;
use bytes::Bytes;
use note::{Note, SigningKey};
use record::{BlobHash, Entry, EntryName};
use stats::ClaimAnalysis;
use std::sync::OnceLock;
use tally::totals::Group;
use tally::{FirstEntry, Replay, Tally, View};

/// Who may sign: `a` is the operator, `g` has the recovery key, the others are whoever the entries make them.
pub const SIGNERS: [&str; 7] = [
    "operator", "importer", "agent", "typist", "reviewer", "stranger", "keeper",
];
const REGISTER: &str = "station,registered,state,state_name,town,town_name\n\
    1.1,400,1,North,1.a,Alba\n1.2,500,1,North,1.b,Bree\n2.1,,2,South,2.a,\n3,300,,,,\n";
const MAX_ENTRIES: usize = 200;

struct World {
    keys: Vec<SigningKey>,
    law: Bytes,
    words: Bytes,
    first: Bytes,
}

impl World {
    fn blob(&self, name: &BlobHash) -> Option<Bytes> {
        let register = Bytes::from_static(REGISTER.as_bytes());
        [self.law.clone(), self.words.clone(), register]
            .into_iter()
            .find(|blob| BlobHash::of(blob) == *name)
    }
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let keys: Vec<SigningKey> = SIGNERS
            .iter()
            .zip(7..)
            .map(|(name, seed)| key(name, seed))
            .collect();
        let election = small_election();
        let law = Bytes::from(record::json::write(&election.law()).expect("JSON"));
        let words = Bytes::from(record::json::write(&election.words()).expect("JSON"));
        let json = format!(
            r#"{{"election":"e","law":"{}","words":"{}","operator":"{}","log":"{}","recovery":{{"keys":["{}"],"of":1}},"at":"2026-05-10T20Z"}}"#,
            BlobHash::of(&law),
            BlobHash::of(&words),
            keys[0].verifying_key(),
            key(ORIGIN, 8).verifying_key(),
            keys[6].verifying_key()
        );
        let first = signed("election", &json, &[&keys[0]]).expect("the first entry");
        World {
            keys,
            law,
            words,
            first,
        }
    })
}

fn signed(kind: &str, json: &str, keys: &[&SigningKey]) -> Option<Bytes> {
    let note = Note::sign(format!("cotejo/v1 {kind}\n{json}\n"), keys).ok()?;
    Some(note.to_bytes().into())
}

/// The entries of an input, the first entry before them.
fn entries(data: &[u8]) -> Option<Vec<Bytes>> {
    let world = world();
    let mut entries = vec![world.first.clone()];
    for line in std::str::from_utf8(data).ok()?.lines().take(MAX_ENTRIES) {
        let (signers, rest) = line.split_once(' ')?;
        let (kind, json) = rest.split_once(' ')?;
        let signer = |letter: u8| world.keys.get(usize::from(letter.checked_sub(b'a')?));
        let keys: Vec<&SigningKey> = signers.bytes().take(4).filter_map(signer).collect();
        let mut json = json.to_owned();
        if json.contains('@') {
            let register = BlobHash::of(REGISTER.as_bytes());
            json = json.replace("@D", &BlobHash::of(&world.law).to_string());
            json = json.replace("@N", &BlobHash::of(&world.words).to_string());
            json = json.replace("@R", &register.to_string());
            json = json.replace("@W", &BlobHash::of(b"other").to_string());
            let name = |entry: &Bytes| Entry::parse(entry).map_or(EntryName([0; 32]), |entry| entry.name());
            let before = entries.last().map(|entry| name(entry).to_string());
            json = json.replace("@P", &before.unwrap_or_default());
            for (key, letter) in world.keys.iter().zip('a'..) {
                json = json.replace(&format!("@{letter}"), &key.verifying_key().to_string());
            }
            for (entry, digit) in entries.iter().zip('0'..='9') {
                json = json.replace(&format!("@{digit}"), &name(entry).to_string());
            }
        }
        // What nobody signs is put in as it is.
        entries.push(match signed(kind, &json, &keys) {
            Some(entry) => entry,
            None => Bytes::copy_from_slice(line.as_bytes()),
        });
    }
    Some(entries)
}

fn fold_in_windows(entries: &[Bytes], window: usize) -> Tally {
    let world = world();
    let first = FirstEntry::read(&entries[0]).expect("the first entry");
    let start = first
        .start(&world.law, &world.words)
        .expect("the law and the words");
    let mut replay = Replay::new(&start);
    'again: loop {
        for window in entries.chunks(window) {
            replay = match replay.push_with(window.to_vec(), |name| world.blob(name)) {
                Ok(pushed) => pushed.replay,
                Err(again) => {
                    replay = again.replay();
                    continue 'again;
                }
            };
        }
        return replay.finish();
    }
}

/// Everything that a tally says, as text.
fn said(tally: &Tally) -> String {
    let mut said = format!("{:?}\n{:?}\n", tally.refused(), tally.entries_by_type());
    said += &format!("{:?}\n{:?}\n", tally.claims(), tally.findings());
    said += &format!("{:?}\n{:?}\n", tally.statements(), tally.blobs());
    said += &format!("{:?}\n{:?}\n", tally.closed(), tally.polls_close());
    said += &format!("{:?}\n{:?}\n", tally.words(), tally.election());
    for contest in 0..tally.election().contests.len() as u16 {
        said += &format!("{:?}\n", tally.states(contest, None));
        let accounts = tally
            .accounts()
            .into_iter()
            .map(|(number, _)| View::Account(number));
        for view in accounts.chain([View::Accepted]) {
            for group in [Group::Whole, Group::Level(0), Group::Level(1)] {
                let totals = tally.totals(view, contest, None, group);
                if group == Group::Whole {
                    let sums = |area| tally.totals(view, contest, area, Group::Level(0));
                    let parts: u64 = sums(None).iter().map(|total| total.options_sum()).sum();
                    assert_eq!(parts, totals[0].options_sum(), "the parts make up the whole");
                }
                said += &format!("{totals:?}\n");
            }
        }
    }
    for row in tally.claims() {
        said += &format!("{:?}\n", tally.own_arithmetic(&row.claim));
        said += &format!("{:?}\n", tally.bound_by_sheets(&row.claim, View::Accepted));
    }
    said
}

/// Any entries, folded in one window and in many: the outcome is the same, and every entry either counts
/// or is refused.
pub fn fold(data: &[u8]) -> bool {
    let Some(entries) = entries(data) else {
        return false;
    };
    let whole = fold_in_windows(&entries, entries.len());
    assert_eq!(whole.entries(), entries.len() as u64);
    let counted: u64 = whole.entries_by_type().values().sum();
    assert_eq!(counted + whole.refused().entries(), whole.entries());
    let expected = said(&whole);
    for window in [1, 3] {
        assert_eq!(
            said(&fold_in_windows(&entries, window)),
            expected,
            "in windows of {window}"
        );
    }
    whole.refused().total() == 0
}
