//! Which key may do what, from which entry on and until when.
//!
//! [`Keys`] reads `election`, `key` and `revoke` entries only, in the order of the log, and remembers at
//! which entry each grant began and ended. It can therefore run ahead of the fold: asked about an entry,
//! it answers as of that entry's place.

use crate::Refusal;
use model::{AccountId, AreaCode, ElectionId, Hour};
use note::{KeyId, NoteRef, VerifyingKey};
use record::{Body, EntryName, KeyBody, Role};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A key's number in the order in which keys were first given a role.
pub type KeyNumber = u32;
/// A grant's number in the order of the log.
pub type GrantNumber = u32;

/// A role that a key was given.
#[derive(Debug, Clone)]
struct Grant {
    key: KeyNumber,
    role: Role,
    area: Option<Arc<AreaCode>>,
    account: Option<AccountId>,
    until: Option<Hour>,
    from_entry: u64,
    revoked_at: Option<u64>,
}

/// A key that was ever given a role.
#[derive(Debug, Clone)]
struct Known {
    key: VerifyingKey,
    /// What it was given, in the order of the log.
    grants: Vec<GrantNumber>,
}

/// The keys that were ever given a role.
#[derive(Debug, Clone)]
pub struct Keys {
    election: ElectionId,
    list: Vec<Known>,
    grants: Vec<Grant>,
    by_name: HashMap<String, Vec<(KeyId, KeyNumber)>, foldhash::fast::RandomState>,
    seen: HashSet<EntryName>,
}

/// A signer who may write the entry in question, and by which grant. A signer with several grants that allow it is
/// listed with each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorised {
    /// The key.
    pub key: KeyNumber,
    /// The grant.
    pub grant: GrantNumber,
    /// The role that the grant gives.
    pub role: Role,
    /// The only area that the key may write about by this grant.
    pub area: Option<Arc<AreaCode>>,
}

/// A role that a key was given, as listed.
#[derive(Debug, Clone, Copy)]
pub struct GrantRow<'a> {
    /// The key.
    pub key: &'a VerifyingKey,
    /// Its role.
    pub role: Role,
    /// The only area that it may write about.
    pub area: Option<&'a AreaCode>,
    /// The only account that it may write for.
    pub account: Option<&'a AccountId>,
    /// The last hour in which it may act.
    pub until: Option<&'a Hour>,
    /// The entry that gave it the role.
    pub from_entry: u64,
    /// The entry that revoked it.
    pub revoked_at: Option<u64>,
}

/// What a `key` or `revoke` entry changes.
enum Change {
    /// A key that may be known already is given a role.
    Grant(Box<(VerifyingKey, KeyBody)>),
    /// A key loses its roles.
    Revoke(KeyNumber),
    /// Nothing: it is an entry of another type.
    None,
}

impl Keys {
    /// Begins with the operator's key, which may act from the first entry on.
    pub(crate) fn new(election: ElectionId, operator: VerifyingKey) -> Keys {
        let mut keys = Keys {
            election,
            list: Vec::new(),
            grants: Vec::new(),
            by_name: HashMap::default(),
            seen: HashSet::new(),
        };
        keys.grant(operator, |key| Grant {
            key,
            role: Role::Operator,
            area: None,
            account: None,
            until: None,
            from_entry: 0,
            revoked_at: None,
        });
        keys
    }

    /// The number of a key, by the name and id that signature lines carry.
    pub(crate) fn number(&self, name: &str, id: KeyId) -> Option<KeyNumber> {
        let named = self.by_name.get(name)?;
        named
            .iter()
            .find(|(own, _)| *own == id)
            .map(|(_, number)| *number)
    }

    /// The number of a key, if it was ever given a role.
    pub fn number_of(&self, key: &VerifyingKey) -> Option<KeyNumber> {
        let number = self.number(key.name().as_str(), key.id())?;
        (self.key(number) == key).then_some(number)
    }

    /// Whether the key had been given a role before this entry.
    pub(crate) fn known_at(&self, number: KeyNumber, entry: u64) -> bool {
        let first = self.list[number as usize].grants.first();
        first.is_some_and(|grant| self.from_entry(*grant) < entry || entry == 0)
    }

    /// The key of that number.
    pub fn key(&self, number: KeyNumber) -> &VerifyingKey {
        &self.list[number as usize].key
    }

    /// All roles that keys were given, in the order in which keys were first given one.
    pub fn grants(&self) -> impl Iterator<Item = GrantRow<'_>> {
        let numbers = self.list.iter().flat_map(|known| &known.grants);
        numbers.map(|number| self.grant_row(*number))
    }

    /// The grant of that number.
    pub fn grant_row(&self, number: GrantNumber) -> GrantRow<'_> {
        let grant = &self.grants[number as usize];
        GrantRow {
            key: self.key(grant.key),
            role: grant.role,
            area: grant.area.as_deref(),
            account: grant.account.as_ref(),
            until: grant.until.as_ref(),
            from_entry: grant.from_entry,
            revoked_at: grant.revoked_at,
        }
    }

    /// The entry that made a grant.
    pub fn from_entry(&self, number: GrantNumber) -> u64 {
        self.grants[number as usize].from_entry
    }

    fn grant(&mut self, key: VerifyingKey, grant: impl FnOnce(KeyNumber) -> Grant) {
        let number = match self.number(key.name().as_str(), key.id()) {
            Some(number) => number,
            None => {
                let number = self.list.len() as KeyNumber;
                let named = self.by_name.entry(key.name().as_str().to_owned()).or_default();
                named.push((key.id(), number));
                self.list.push(Known { key, grants: vec![] });
                number
            }
        };
        self.list[number as usize]
            .grants
            .push(self.grants.len() as GrantNumber);
        self.grants.push(grant(number));
    }

    /// Takes in a `key` or `revoke` entry, whose signatures it verifies itself.
    pub(crate) fn advance(
        &mut self,
        entry: u64,
        name: EntryName,
        note: &NoteRef<'_>,
        body: &Body,
    ) -> Result<(), Refusal> {
        let mut signers = Vec::new();
        for signature in note.signatures() {
            let Some(number) = self.number(signature.name(), signature.id()) else {
                continue;
            };
            let valid = signature
                .ed25519()
                .is_some_and(|bytes| self.key(number).verify(note.text().as_bytes(), bytes));
            if !valid {
                return Err(Refusal::BadSignature(signature.name().to_owned()));
            }
            signers.push(number);
        }
        self.authorise(entry, body, &signers)?;
        if !self.seen.insert(name) {
            return Err(Refusal::Replay);
        }
        let change = self.change(body)?;
        self.apply(entry, change);
        Ok(())
    }

    /// Takes in a `key` or `revoke` entry that is to be written, and nothing of any other.
    pub(crate) fn assume(&mut self, entry: u64, body: &Body) -> Result<(), Refusal> {
        let change = self.change(body)?;
        self.apply(entry, change);
        Ok(())
    }

    /// Whether a `key` or `revoke` entry by signers who may write it counts.
    pub(crate) fn check(&self, body: &Body) -> Result<(), Refusal> {
        self.change(body).map(|_| ())
    }

    fn change(&self, body: &Body) -> Result<Change, Refusal> {
        let parse = |text: &str| -> Result<VerifyingKey, Refusal> {
            text.parse()
                .map_err(|e: note::Error| Refusal::Malformed(e.to_string()))
        };
        match body {
            Body::Key(body) => {
                let key = parse(&body.key)?;
                match self.number(key.name().as_str(), key.id()) {
                    Some(number) if *self.key(number) != key => Err(Refusal::KeyTaken),
                    _ => Ok(Change::Grant(Box::new((key, body.clone())))),
                }
            }
            Body::Revoke(body) => {
                let key = parse(&body.key)?;
                let number = self.number(key.name().as_str(), key.id());
                number.map(Change::Revoke).ok_or(Refusal::NoSuchEntry)
            }
            _ => Ok(Change::None),
        }
    }

    fn apply(&mut self, entry: u64, change: Change) {
        match change {
            Change::Grant(given) => {
                let (key, body) = *given;
                self.grant(key, |key| Grant {
                    key,
                    role: body.role,
                    area: body.area.map(Arc::new),
                    account: body.account,
                    until: body.until,
                    from_entry: entry,
                    revoked_at: None,
                });
            }
            Change::Revoke(number) => {
                for grant in &self.list[number as usize].grants {
                    self.grants[*grant as usize].revoked_at.get_or_insert(entry);
                }
            }
            Change::None => {}
        }
    }

    /// Which of these signers may write this entry at this place of the log, and by which grants: in the order of
    /// the signers, each one's grants in the order of the log. Rules 1 to 5 of `docs/record.md`; whether a grant's
    /// area holds the entry's station depends on the register, so that the fold judges it afterwards.
    ///
    /// # Errors
    /// The [`Refusal`] that came closest to a yes, where none of the signers may write it.
    pub fn authorise(
        &self,
        entry: u64,
        body: &Body,
        signers: &[KeyNumber],
    ) -> Result<Vec<Authorised>, Refusal> {
        let Some((election, hour)) = body.context() else {
            return Ok(Vec::new());
        };
        if *election != self.election {
            return Err(Refusal::OtherElection);
        }
        let mut authorised = Vec::with_capacity(1);
        let mut closest = (0, Refusal::UnknownKey);
        for &number in signers {
            for &at in &self.list[number as usize].grants {
                let grant = &self.grants[at as usize];
                let refusal = if grant.from_entry >= entry {
                    (0, Refusal::UnknownKey)
                } else if grant.revoked_at.is_some_and(|revoked| revoked < entry) {
                    (1, Refusal::RevokedKey)
                } else if grant.until.as_ref().is_some_and(|until| hour > until) {
                    (2, Refusal::ExpiredKey)
                } else if !grant.role.may_write(body) {
                    (3, Refusal::WrongRole)
                } else if body
                    .account()
                    .is_some_and(|account| grant.account.as_ref().is_some_and(|own| own != account))
                {
                    (4, Refusal::WrongAccount)
                } else {
                    authorised.push(Authorised {
                        key: number,
                        grant: at,
                        role: grant.role,
                        area: grant.area.clone(),
                    });
                    continue;
                };
                if refusal.0 >= closest.0 {
                    closest = refusal;
                }
            }
        }
        if authorised.is_empty() {
            Err(closest.1)
        } else {
            Ok(authorised)
        }
    }
}
