//! Who the chief operator is, which key is the log's, and which entries are void: what stands above all roles.
//!
//! It depends on `recover` entries and on the chief operator's `revoke` entries alone, whose signers need no role that
//! a `key` entry gave. So it can be known before anything else of the log is judged, and is never judged again: the
//! entries that it makes void cannot change it.

use crate::Refusal;
use bytes::Bytes;
use model::ElectionId;
use note::{KeyId, NoteRef, VerifyingKey};
use record::{Body, Entry, EntryName, Recover, Revoke};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A key by the name and id that signature lines carry.
type LineName = (String, KeyId);

fn line_name(key: &VerifyingKey) -> LineName {
    (key.name().to_string(), key.id())
}

/// The chief operators and the log's keys, one after the other, and what makes entries void.
#[derive(Debug, Clone)]
pub struct Succession {
    election: ElectionId,
    recovery: Vec<VerifyingKey>,
    /// How many of the recovery keys must sign.
    needed: usize,
    /// With the entry that named each, in the order of the log.
    chiefs: Vec<(u64, VerifyingKey)>,
    /// The same of the log's keys.
    logs: Vec<(u64, VerifyingKey)>,
    recoveries: Vec<Arc<Recovery>>,
    /// The chief operators' `revoke` entries that would make others void, whether they are void themselves or not.
    revocations: Vec<Revocation>,
    /// What was decided about each `recover` entry.
    verdicts: BTreeMap<u64, Result<(), Refusal>>,
    /// The names of the `recover` entries that enough recovery keys have signed.
    seen: HashSet<EntryName>,
    /// How many entries were looked at.
    looked: u64,
}

/// A `recover` entry that names an operator: the earlier chief operators' entries from `from` up to it are void.
#[derive(Debug)]
pub(crate) struct Recovery {
    pub(crate) from: u64,
    pub(crate) by: u64,
    keep: HashSet<EntryName>,
}

impl Recovery {
    /// Whether it makes the entry void, where a chief operator before it has signed that.
    pub(crate) fn voids(&self, entry: u64, name: Option<&EntryName>) -> bool {
        self.from <= entry && entry < self.by && !name.is_some_and(|name| self.keep.contains(name))
    }
}

/// A chief operator's `revoke` entry with `from`.
#[derive(Debug, Clone)]
struct Revocation {
    entry: u64,
    name: EntryName,
    key: LineName,
    from: u64,
    /// Whether it says what such an entry may say.
    holds: bool,
}

/// The entries from `from` up to `by`, which makes them void.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Voided {
    pub(crate) from: u64,
    pub(crate) by: u64,
}

impl Succession {
    /// Begins with the keys that the first entry names.
    pub(crate) fn new(start: &crate::Start) -> Succession {
        let recovery = start.body.recovery.as_ref();
        Succession {
            election: start.law.id.clone(),
            recovery: start.recovery.clone(),
            needed: recovery.map_or(1, |recovery| recovery.of as usize),
            chiefs: vec![(0, start.operator.clone())],
            logs: vec![(0, start.log.clone())],
            recoveries: Vec::new(),
            revocations: Vec::new(),
            verdicts: BTreeMap::new(),
            seen: HashSet::new(),
            looked: 0,
        }
    }

    /// The keys that may sign `recover` entries.
    pub fn recovery_keys(&self) -> &[VerifyingKey] {
        &self.recovery
    }

    /// How many of them a `recover` entry needs.
    pub fn recovery_needs(&self) -> usize {
        self.needed
    }

    /// The chief operators' keys with the entry that named each, in the order of the log.
    pub fn chief_operators(&self) -> &[(u64, VerifyingKey)] {
        &self.chiefs
    }

    /// The key that is the chief operator's when the log has `size` entries.
    pub fn operator_at(&self, size: u64) -> &VerifyingKey {
        last_before(&self.chiefs, size)
    }

    /// The log's keys with the entry that named each, in the order of the log.
    pub fn log_keys(&self) -> &[(u64, VerifyingKey)] {
        &self.logs
    }

    /// The key that signs the checkpoint of the log with `size` entries: a new key signs the first checkpoint that
    /// covers the entry that names it, and all later ones.
    pub fn log_key_at(&self, size: u64) -> &VerifyingKey {
        last_before(&self.logs, size)
    }

    /// The `recover` entries that count, in the order of the log.
    pub fn recovered_by(&self) -> Vec<u64> {
        let counts = self.verdicts.iter().filter(|(_, verdict)| verdict.is_ok());
        counts.map(|(entry, _)| *entry).collect()
    }

    pub(crate) fn election(&self) -> &ElectionId {
        &self.election
    }

    pub(crate) fn recoveries(&self) -> &[Arc<Recovery>] {
        &self.recoveries
    }

    /// What was decided about the `recover` entry at this place.
    pub(crate) fn verdict(&self, entry: u64) -> Result<(), Refusal> {
        self.verdicts.get(&entry).cloned().unwrap_or(Err(Refusal::TooFew))
    }

    /// Whether this is the entry that names a chief operator.
    pub(crate) fn names_chief(&self, entry: u64) -> bool {
        self.chiefs.binary_search_by_key(&entry, |(by, _)| *by).is_ok()
    }

    /// Whether signature lines of this name are those of somebody who was chief operator before this entry.
    pub(crate) fn is_chief_before(&self, entry: u64, name: &str, id: KeyId) -> bool {
        let mut before = self.before(entry);
        before.any(|key| key.is_named(name, id))
    }

    fn before(&self, entry: u64) -> impl Iterator<Item = &VerifyingKey> {
        let before = self.chiefs.iter().take_while(move |(by, _)| *by < entry.max(1));
        before.map(|(_, key)| key)
    }

    /// Whether signature lines of this name may be no other key's than that of the recovery or of the log.
    pub(crate) fn is_recovery_or_log(&self, key: &VerifyingKey) -> bool {
        let all = self.recovery.iter().chain(self.logs.iter().map(|(_, key)| key));
        all.into_iter()
            .any(|own| own.is_named(key.name().as_str(), key.id()))
    }

    /// The entries of each key that the chief operators' `revoke` entries make void, in the order of the log; of those
    /// that overlap the widest. Each begins and ends after the one before it.
    pub(crate) fn voided(&self) -> HashMap<LineName, Vec<Voided>> {
        let mut voided: HashMap<LineName, Vec<Voided>> = HashMap::new();
        let mut seen = HashSet::new();
        for revocation in &self.revocations {
            let Revocation {
                entry,
                name,
                key,
                from,
                holds,
            } = revocation;
            let void = self.recoveries.iter().any(|one| one.voids(*entry, Some(name)));
            if void || !seen.insert(name) || !holds {
                continue;
            }
            let of_key = voided.entry(key.clone()).or_default();
            while of_key.pop_if(|before| before.from >= *from).is_some() {}
            of_key.push(Voided {
                from: *from,
                by: *entry,
            });
        }
        voided
    }

    /// Looks at entries, the first of which stands at place `first` of the log, as far as they were not looked at
    /// before. Gives whether one of them makes entries void or names a key, by which all entries are judged.
    pub(crate) fn look(&mut self, first: u64, entries: &[Bytes]) -> bool {
        let before = self.facts();
        for (bytes, entry) in entries.iter().zip(first..) {
            if entry < self.looked {
                continue;
            }
            self.looked = entry + 1;
            if let Some("recover" | "revoke") = record::stated_type(bytes)
                && let Ok(Entry { note, body }) = Entry::parse(bytes)
            {
                match &body {
                    Body::Recover(body) => {
                        let verdict = self.recover(entry, &note, body);
                        self.verdicts.insert(entry, verdict);
                    }
                    Body::Revoke(body) => self.revoke(entry, &note, body),
                    _ => {}
                }
            }
        }
        self.facts() > before
    }

    /// How much is known by which entries are judged.
    fn facts(&self) -> usize {
        self.chiefs.len() + self.logs.len() + self.revocations.len()
    }

    /// Takes in a `recover` entry, whose signatures it verifies itself. Lines of other keys than the recovery's say
    /// nothing there.
    fn recover(&mut self, entry: u64, note: &NoteRef<'_>, body: &Recover) -> Result<(), Refusal> {
        let mut signers: HashSet<LineName> = HashSet::new();
        for line in note.signatures() {
            let key = self
                .recovery
                .iter()
                .find(|key| key.is_named(line.name(), line.id()));
            let Some(key) = key else { continue };
            let bytes = line.ed25519();
            if !bytes.is_some_and(|bytes| key.verify(note.text().as_bytes(), bytes)) {
                return Err(Refusal::BadSignature(line.name().to_owned()));
            }
            signers.insert(line_name(key));
        }
        self.suffice(body, signers.len())?;
        if !self.seen.insert(EntryName::of(note.text())) {
            return Err(Refusal::Replay);
        }
        let (operator, log) = self.named(entry, body)?;
        if let (Some(key), Some(from)) = (operator, body.from) {
            self.chiefs.push((entry, key));
            self.recoveries.push(Arc::new(Recovery {
                from,
                by: entry,
                keep: body.keep.iter().copied().collect(),
            }));
        }
        self.logs.extend(log.map(|key| (entry, key)));
        Ok(())
    }

    /// Whether so many recovery keys may write it.
    fn suffice(&self, body: &Recover, signers: usize) -> Result<(), Refusal> {
        if body.election != self.election {
            Err(Refusal::OtherElection)
        } else if self.recovery.is_empty() || signers < self.needed {
            Err(Refusal::TooFew)
        } else {
            Ok(())
        }
    }

    /// The keys that a `recover` entry at this place names, where it may name them.
    fn named(
        &self,
        entry: u64,
        body: &Recover,
    ) -> Result<(Option<VerifyingKey>, Option<VerifyingKey>), Refusal> {
        let parse = |text: &Option<String>| -> Result<Option<VerifyingKey>, Refusal> {
            let key = text.as_ref().map(|text| text.parse()).transpose();
            key.map_err(|error: note::Error| Refusal::Malformed(error.to_string()))
        };
        let (operator, log) = (parse(&body.operator)?, parse(&body.log)?);
        let origin = self.logs[0].1.name();
        if log.as_ref().is_some_and(|key| key.name() != origin) {
            return Err(Refusal::Malformed(format!("the log's key is not named {origin}")));
        }
        if body.from.is_some_and(|from| from > entry) {
            return Err(Refusal::NoSuchEntry);
        }
        let mut taken: Vec<LineName> = self.recovery.iter().map(line_name).collect();
        let named = self.chiefs.iter().chain(&self.logs);
        taken.extend(named.map(|(_, key)| line_name(key)));
        for key in [&operator, &log].into_iter().flatten() {
            let name = line_name(key);
            if taken.contains(&name) {
                return Err(Refusal::KeyTaken);
            }
            taken.push(name);
        }
        Ok((operator, log))
    }

    /// Whether a `recover` entry at this place that these keys sign counts.
    pub(crate) fn check(&self, entry: u64, body: &Recover, signers: &[&VerifyingKey]) -> Result<(), Refusal> {
        let mut own = HashSet::new();
        for key in signers {
            let named = |own: &&VerifyingKey| own.is_named(key.name().as_str(), key.id());
            match self.recovery.iter().find(named) {
                // The line of another key of that name and id does not verify.
                Some(known) if known != *key => return Err(Refusal::BadSignature(key.name().to_string())),
                Some(known) => {
                    own.insert(line_name(known));
                }
                None => {}
            }
        }
        self.suffice(body, own.len())?;
        self.named(entry, body).map(|_| ())
    }

    /// Takes in a `revoke` entry that the chief operator has signed, where it has `from`.
    fn revoke(&mut self, entry: u64, note: &NoteRef<'_>, body: &Revoke) {
        let (Some(from), true) = (body.from, body.election == self.election) else {
            return;
        };
        let Ok(key) = body.key.parse::<VerifyingKey>() else {
            return;
        };
        let mut chief_signed = false;
        for line in note.signatures() {
            let known = self
                .before(entry)
                .find(|key| key.is_named(line.name(), line.id()));
            let Some(known) = known else { continue };
            let bytes = line.ed25519();
            if !bytes.is_some_and(|bytes| known.verify(note.text().as_bytes(), bytes)) {
                return;
            }
            chief_signed |= known == self.operator_at(entry);
        }
        if chief_signed {
            let holds = from <= entry && !self.is_chief_before(entry, key.name().as_str(), key.id());
            self.revocations.push(Revocation {
                entry,
                name: EntryName::of(note.text()),
                key: line_name(&key),
                from,
                holds,
            });
        }
    }
}

/// The key that the last of these entries before place `size` names, or the first entry.
fn last_before(named: &[(u64, VerifyingKey)], size: u64) -> &VerifyingKey {
    let count = named.partition_point(|(by, _)| *by < size);
    &named[count.max(1) - 1].1
}
