//! Which key may do what, from which entry on and until when.
//!
//! [`Keys`] reads `election`, `key` and `revoke` entries only, in the order of the log, and remembers at
//! which entry each grant began and ended. It can therefore run ahead of the fold: asked about an entry,
//! it answers as of that entry's place.

use crate::Refusal;
use model::{AccountId, AreaCode, ElectionId, Hour};
use note::{KeyId, NoteRef, VerifyingKey};
use record::{Body, EntryHash, Role};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A key's number in the order in which keys were first given a role.
pub type KeyNumber = u32;

#[derive(Debug)]
struct Grant {
    role: Role,
    area: Option<Arc<AreaCode>>,
    account: Option<AccountId>,
    until: Option<Hour>,
    from_entry: u64,
    revoked_at: Option<u64>,
}

#[derive(Debug)]
struct Granted {
    key: VerifyingKey,
    grants: Vec<Grant>,
}

impl Granted {
    fn rows(&self) -> impl Iterator<Item = GrantRow<'_>> {
        self.grants.iter().map(|grant| GrantRow {
            key: &self.key,
            role: grant.role,
            area: grant.area.as_deref(),
            account: grant.account.as_ref(),
            until: grant.until.as_ref(),
            from_entry: grant.from_entry,
            revoked_at: grant.revoked_at,
        })
    }
}

/// The keys that were ever given a role.
#[derive(Debug)]
pub struct Keys {
    election: ElectionId,
    list: Vec<Granted>,
    by_name: HashMap<String, Vec<(KeyId, KeyNumber)>, foldhash::fast::RandomState>,
    seen: HashSet<EntryHash>,
}

/// A signer who may write the entry in question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorised {
    /// The key.
    pub key: KeyNumber,
    /// The role it acts in.
    pub role: Role,
    /// The only area that it may write about.
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

impl Keys {
    /// Begins with the operator's key, which may act from the first entry on.
    pub(crate) fn new(election: ElectionId, operator: VerifyingKey) -> Keys {
        let mut keys = Keys {
            election,
            list: Vec::new(),
            by_name: HashMap::default(),
            seen: HashSet::new(),
        };
        let grant = Grant {
            role: Role::Operator,
            area: None,
            account: None,
            until: None,
            from_entry: 0,
            revoked_at: None,
        };
        // The list is empty, so that the name cannot be taken.
        let _ = keys.grant(operator, grant);
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

    /// Whether the key had been given a role before this entry.
    pub(crate) fn known_at(&self, number: KeyNumber, entry: u64) -> bool {
        let first = self.list[number as usize].grants.first();
        first.is_some_and(|grant| grant.from_entry < entry || entry == 0)
    }

    /// The key of that number.
    pub fn key(&self, number: KeyNumber) -> &VerifyingKey {
        &self.list[number as usize].key
    }

    /// All roles that keys were given, in the order in which keys were first given one.
    pub fn grants(&self) -> impl Iterator<Item = GrantRow<'_>> {
        self.list.iter().flat_map(Granted::rows)
    }

    /// The roles that one key was given, in the order of the log.
    pub fn grants_of(&self, number: KeyNumber) -> impl Iterator<Item = GrantRow<'_>> {
        self.list[number as usize].rows()
    }

    fn grant(&mut self, key: VerifyingKey, grant: Grant) -> Result<(), Refusal> {
        match self.number(key.name().as_str(), key.id()) {
            Some(number) => {
                let granted = &mut self.list[number as usize];
                if granted.key != key {
                    return Err(Refusal::KeyTaken);
                }
                granted.grants.push(grant);
            }
            None => {
                let numbers = self.by_name.entry(key.name().as_str().to_owned()).or_default();
                numbers.push((key.id(), self.list.len() as KeyNumber));
                self.list.push(Granted {
                    key,
                    grants: vec![grant],
                });
            }
        }
        Ok(())
    }

    /// Takes in a `key` or `revoke` entry, whose signatures it verifies itself.
    pub(crate) fn advance(
        &mut self,
        entry: u64,
        hash: EntryHash,
        note: &NoteRef<'_>,
        body: &Body,
    ) -> Result<(), Refusal> {
        let text = match body {
            Body::Key(body) => &body.key,
            Body::Revoke(body) => &body.key,
            _ => return Ok(()),
        };
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
        if !self.seen.insert(hash) {
            return Err(Refusal::Replay);
        }
        let key: VerifyingKey = text
            .parse()
            .map_err(|e: note::Error| Refusal::Malformed(e.to_string()))?;
        match body {
            Body::Key(body) => self.grant(
                key,
                Grant {
                    role: body.role,
                    area: body.area.clone().map(Arc::new),
                    account: body.account.clone(),
                    until: body.until.clone(),
                    from_entry: entry,
                    revoked_at: None,
                },
            ),
            _ => {
                let number = self
                    .number(key.name().as_str(), key.id())
                    .ok_or(Refusal::NoSuchEntry)?;
                for grant in &mut self.list[number as usize].grants {
                    grant.revoked_at.get_or_insert(entry);
                }
                Ok(())
            }
        }
    }

    /// Which of these signers may write this entry at this place of the log.
    ///
    /// # Errors
    /// Where none may: the reason that came closest to a yes.
    pub(crate) fn authorise(
        &self,
        entry: u64,
        body: &Body,
        signers: &[KeyNumber],
    ) -> Result<Vec<Authorised>, Refusal> {
        let Some((election, at)) = body.context() else {
            return Ok(Vec::new());
        };
        if *election != self.election {
            return Err(Refusal::OtherElection);
        }
        let mut authorised = Vec::with_capacity(1);
        let mut closest = (0, Refusal::UnknownKey);
        for &number in signers {
            for grant in &self.list[number as usize].grants {
                let refusal = if grant.from_entry >= entry {
                    (0, Refusal::UnknownKey)
                } else if grant.revoked_at.is_some_and(|revoked| revoked < entry) {
                    (1, Refusal::RevokedKey)
                } else if grant.until.as_ref().is_some_and(|until| at > until) {
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
