//! Which key may do what, from which entry on and until when.
//!
//! [`Keys`] reads `key`, `revoke` and `recover` entries only, in the order of the log, and remembers at
//! which entry each grant began and ended. It can therefore run ahead of the fold: asked about an entry,
//! it answers as of that entry's place. Who is chief operator and what is void it is told by [`Succession`], which
//! has looked at the whole log.

use crate::Refusal;
use crate::succession::{Recovery, Succession, Voided};
use model::{AccountId, AreaCode, ElectionId, Hour, StageId};
use note::{KeyId, NoteRef, VerifyingKey};
use record::{Body, EntryName, KeyBody, Revoke, Role};
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
    stage: Option<StageId>,
    until: Option<Hour>,
    from_entry: u64,
    revoked_at: Option<u64>,
    /// Whether it is the chief operator's by the first entry or a `recover` entry.
    chief: bool,
    /// The registrar's grant by which it was given, if it was.
    registrar: Option<GrantNumber>,
    /// What a registrar may give.
    gives: Option<Box<Gives>>,
}

impl Grant {
    /// Whether readings may be written of this stage, or of none. A later stage takes an earlier one's place, so that only
    /// those write one who were given the account, and reviewers.
    fn may_write_stage(&self, stage: Option<&StageId>) -> bool {
        let own = self.stage.as_ref().is_none_or(|own| stage == Some(own));
        own && (stage.is_none() || self.account.is_some() || self.role == Role::Reviewer)
    }
}

/// What a registrar may give, and to which keys it gave roles.
#[derive(Debug, Clone)]
struct Gives {
    roles: Vec<Role>,
    most: u32,
    given: HashSet<KeyNumber>,
}

/// A key that was ever given a role, or may sign `recover` entries.
#[derive(Debug, Clone)]
struct Known {
    key: VerifyingKey,
    /// What it was given, in the order of the log.
    grants: Vec<GrantNumber>,
    /// Known from the first entry on, without a role.
    recovery: bool,
    /// Whether it was ever the chief operator's.
    chief: bool,
    /// Its entries that a `revoke` entry makes void.
    voided: Vec<Voided>,
}

/// The names and ids of a note's signature lines.
pub(crate) fn lines<'n>(note: &'n NoteRef<'_>) -> impl Iterator<Item = (&'n str, KeyId)> {
    note.signatures().iter().map(|line| (line.name(), line.id()))
}

/// The keys that were ever given a role.
#[derive(Debug, Clone)]
pub struct Keys {
    succession: Arc<Succession>,
    election: ElectionId,
    /// By key, what `revoke` entries make void.
    voided: HashMap<(String, KeyId), Vec<Voided>>,
    /// The keys to which void entries gave roles: the first of these, and by which entry it is void.
    void_keys: HashMap<(String, KeyId), (u64, u64)>,
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
    /// The only area that the registrar who gave it may give roles in.
    pub registrar_area: Option<Arc<AreaCode>>,
}

impl Authorised {
    /// The areas that a station must be in for the key to write about it by this grant.
    pub fn areas(&self) -> impl Iterator<Item = &AreaCode> {
        let areas = [self.area.as_deref(), self.registrar_area.as_deref()];
        areas.into_iter().flatten()
    }
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
    /// The only stage of that account whose readings it may write.
    pub stage: Option<&'a StageId>,
    /// The last hour in which it may act.
    pub until: Option<&'a Hour>,
    /// What a registrar may give, and to how many keys.
    pub gives: Option<(&'a [Role], u32)>,
    /// The entry that gave it the role.
    pub from_entry: u64,
    /// The entry that revoked it.
    pub revoked_at: Option<u64>,
}

/// What a `key` or `revoke` entry changes.
enum Change {
    /// A key that may be known already is given a role, by a registrar's grant where it is.
    Grant(Box<(VerifyingKey, KeyBody)>, Option<GrantNumber>),
    /// A key loses its roles.
    Revoke(KeyNumber),
    /// Nothing: it is an entry of another type.
    None,
}

impl Keys {
    /// Begins with the keys that stand above all roles. Those that later entries name have their place from the first
    /// entry on, so that nobody else can take it.
    pub(crate) fn new(succession: Arc<Succession>) -> Keys {
        let mut keys = Keys {
            election: succession.election().clone(),
            voided: succession.voided(),
            void_keys: HashMap::new(),
            list: Vec::new(),
            grants: Vec::new(),
            by_name: HashMap::default(),
            seen: HashSet::new(),
            succession: succession.clone(),
        };
        for (from_entry, key) in succession.chief_operators() {
            let number = keys.known(key);
            keys.list[number as usize].chief = true;
            keys.grant(Grant {
                key: number,
                role: Role::Operator,
                area: None,
                account: None,
                stage: None,
                until: None,
                from_entry: *from_entry,
                revoked_at: None,
                chief: true,
                registrar: None,
                gives: None,
            });
        }
        for key in succession.recovery_keys() {
            let number = keys.known(key);
            keys.list[number as usize].recovery = true;
        }
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

    /// Whether the key had been given a role before this entry, or may sign `recover` entries.
    pub(crate) fn known_at(&self, number: KeyNumber, entry: u64) -> bool {
        let known = &self.list[number as usize];
        let first = known.grants.first();
        // The operator signs the first entry itself.
        known.recovery || first.is_some_and(|grant| self.from_entry(*grant) < entry.max(1))
    }

    /// Whether signature lines of this name say anything in such an entry. Where a chief operator makes entries void,
    /// nobody else's do: what comes first must not depend on what it changes.
    pub(crate) fn looks_at(&self, entry: u64, body: &Body, name: &str, id: KeyId) -> bool {
        match body {
            Body::Revoke(Revoke { from: Some(_), .. }) => self.succession.is_chief_before(entry, name, id),
            _ => true,
        }
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
            stage: grant.stage.as_ref(),
            until: grant.until.as_ref(),
            gives: grant.gives.as_ref().map(|gives| (&gives.roles[..], gives.most)),
            from_entry: grant.from_entry,
            revoked_at: grant.revoked_at,
        }
    }

    /// The entry that made a grant.
    pub fn from_entry(&self, number: GrantNumber) -> u64 {
        self.grants[number as usize].from_entry
    }

    /// The number of a key, which it is given where it has none.
    fn known(&mut self, key: &VerifyingKey) -> KeyNumber {
        let (name, id) = (key.name().as_str(), key.id());
        if let Some(number) = self.number(name, id) {
            return number;
        }
        let number = self.list.len() as KeyNumber;
        self.by_name
            .entry(name.to_owned())
            .or_default()
            .push((id, number));
        self.list.push(Known {
            key: key.clone(),
            grants: vec![],
            recovery: false,
            chief: false,
            voided: self.voided.remove(&(name.to_owned(), id)).unwrap_or_default(),
        });
        number
    }

    fn grant(&mut self, grant: Grant) {
        let (number, from_entry) = (self.grants.len() as GrantNumber, grant.from_entry);
        let own = &self.list[grant.key as usize].grants;
        // Behind those before it in the log: a later chief operator is known from the beginning.
        let place = own.partition_point(|before| self.from_entry(*before) <= from_entry);
        self.list[grant.key as usize].grants.insert(place, number);
        self.grants.push(grant);
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
            let (name, id) = (signature.name(), signature.id());
            let number = self
                .number(name, id)
                .filter(|number| self.known_at(*number, entry) && self.looks_at(entry, body, name, id));
            let Some(number) = number else { continue };
            let valid = signature
                .ed25519()
                .is_some_and(|bytes| self.key(number).verify(note.text().as_bytes(), bytes));
            if !valid {
                return Err(Refusal::BadSignature(name.to_owned()));
            }
            signers.push(number);
        }
        let authorised = self
            .authorise(entry, Some(&name), body, &signers)
            .map_err(|refusal| {
                let refusal = self.void_or(refusal, entry, lines(note));
                self.note_void(entry, body, &refusal);
                refusal
            })?;
        if self.seen.contains(&name) {
            return Err(Refusal::Replay);
        }
        let change = self.change(entry, body, &authorised)?;
        self.seen.insert(name);
        self.apply(entry, change);
        Ok(())
    }

    /// Takes in that a `recover` entry, which counts, has named another chief operator: those before have no role any
    /// more.
    pub(crate) fn recovered(&mut self, entry: u64) {
        let chiefs: Vec<KeyNumber> = (0..self.list.len() as KeyNumber)
            .filter(|number| self.list[*number as usize].chief)
            .filter(|number| self.is_chief_before(*number, entry))
            .collect();
        for number in chiefs {
            self.revoke(number, entry);
        }
    }

    /// Whether the key was the chief operator's before this entry.
    fn is_chief_before(&self, number: KeyNumber, entry: u64) -> bool {
        let key = self.key(number);
        self.succession
            .is_chief_before(entry, key.name().as_str(), key.id())
    }

    /// Ends what the key was given before this entry.
    fn revoke(&mut self, number: KeyNumber, entry: u64) {
        for grant in &self.list[number as usize].grants {
            let grant = &mut self.grants[*grant as usize];
            if grant.from_entry < entry {
                grant.revoked_at.get_or_insert(entry);
            }
        }
    }

    /// Remembers a key to which a void entry would give a role.
    fn note_void(&mut self, entry: u64, body: &Body, refusal: &Refusal) {
        if let (Body::Key(body), Refusal::Void(by)) = (body, refusal)
            && let Ok(key) = body.key.parse::<VerifyingKey>()
        {
            let name = (key.name().to_string(), key.id());
            self.void_keys.entry(name).or_insert((entry, *by));
        }
    }

    /// Why an entry counts for nothing: where nobody was given a role who has signed it, and a line names a key to
    /// which a void entry before it would have given one, the entry is void as that is.
    pub(crate) fn void_or<'n>(
        &self,
        refusal: Refusal,
        entry: u64,
        mut lines: impl Iterator<Item = (&'n str, KeyId)>,
    ) -> Refusal {
        if refusal != Refusal::UnknownKey || self.void_keys.is_empty() {
            return refusal;
        }
        let void = lines.find_map(|(name, id)| {
            let void = self.void_keys.get(&(name.to_owned(), id));
            void.filter(|(given, _)| *given < entry)
        });
        void.map_or(refusal, |(_, by)| Refusal::Void(*by))
    }

    /// Takes in a `key` or `revoke` entry that is to be written by signers who may write it, and nothing of any other.
    pub(crate) fn assume(&mut self, entry: u64, body: &Body, signers: &[KeyNumber]) -> Result<(), Refusal> {
        if matches!(body, Body::Key(_) | Body::Revoke(_)) {
            let authorised = self.authorise(entry, None, body, signers)?;
            let change = self.change(entry, body, &authorised)?;
            self.apply(entry, change);
        }
        Ok(())
    }

    /// Whether a `key` or `revoke` entry by signers who may write it counts.
    pub(crate) fn check(&self, entry: u64, body: &Body, authorised: &[Authorised]) -> Result<(), Refusal> {
        self.change(entry, body, authorised).map(|_| ())
    }

    fn change(&self, entry: u64, body: &Body, authorised: &[Authorised]) -> Result<Change, Refusal> {
        let parse = |text: &str| -> Result<VerifyingKey, Refusal> {
            text.parse()
                .map_err(|e: note::Error| Refusal::Malformed(e.to_string()))
        };
        match body {
            Body::Key(body) => {
                let key = parse(&body.key)?;
                let number = self.number(key.name().as_str(), key.id());
                if number.is_some_and(|number| *self.key(number) != key)
                    || self.succession.is_recovery_or_log(&key)
                {
                    return Err(Refusal::KeyTaken);
                }
                // An operator among the signers gives it without a registrar's bounds.
                let by_operator = authorised.iter().any(|signer| signer.role == Role::Operator);
                let first = authorised.first().filter(|_| !by_operator);
                let registrar = first.map(|signer| signer.grant);
                Ok(Change::Grant(Box::new((key, body.clone())), registrar))
            }
            Body::Revoke(body) => {
                let key = parse(&body.key)?;
                let number = self.number(key.name().as_str(), key.id());
                let number = number.filter(|number| self.was_given(*number, entry));
                let number = number.ok_or(Refusal::NoSuchEntry)?;
                let chief = match body.from {
                    Some(_) => self.is_chief_before(number, entry),
                    None => *self.key(number) == *self.succession.operator_at(entry),
                };
                if chief || body.from.is_some_and(|from| from > entry) {
                    return Err(Refusal::NoSuchEntry);
                }
                Ok(Change::Revoke(number))
            }
            _ => Ok(Change::None),
        }
    }

    /// Whether the key was given a role before this entry.
    fn was_given(&self, number: KeyNumber, entry: u64) -> bool {
        let first = self.list[number as usize].grants.first();
        first.is_some_and(|grant| self.from_entry(*grant) < entry)
    }

    fn apply(&mut self, entry: u64, change: Change) {
        match change {
            Change::Grant(given, registrar) => {
                let (key, body) = *given;
                let number = self.known(&key);
                if let Some(registrar) = registrar
                    && let Some(gives) = &mut self.grants[registrar as usize].gives
                {
                    gives.given.insert(number);
                }
                let gives = body.gives.zip(body.keys).map(|(roles, most)| {
                    let given = HashSet::new();
                    Box::new(Gives { roles, most, given })
                });
                self.grant(Grant {
                    key: number,
                    role: body.role,
                    area: body.area.map(Arc::new),
                    account: body.account,
                    stage: body.stage,
                    until: body.until,
                    from_entry: entry,
                    revoked_at: None,
                    chief: false,
                    registrar,
                    gives,
                });
            }
            Change::Revoke(number) => self.revoke(number, entry),
            Change::None => {}
        }
    }

    /// By which entry an entry of this key is void, if it is.
    fn void_by(&self, number: KeyNumber, entry: u64, name: Option<&EntryName>) -> Option<u64> {
        let known = &self.list[number as usize];
        let of_chief = || {
            let mut recoveries = self.succession.recoveries().iter();
            let voids = |one: &&Arc<Recovery>| self.is_chief_before(number, one.by) && one.voids(entry, name);
            recoveries.find(voids).map(|one| one.by)
        };
        let revoked = known.voided.partition_point(|voided| voided.by <= entry);
        let revoked = known.voided.get(revoked).filter(|voided| voided.from <= entry);
        let recovered = known.chief.then(of_chief).flatten();
        recovered.or(revoked.map(|voided| voided.by))
    }

    /// Whether a registrar may give what a `key` entry gives, or revoke what a `revoke` entry does.
    fn within_bounds(&self, entry: u64, registrar: &Grant, body: &Body) -> Result<(), Refusal> {
        let number = |vkey: &str| {
            let key: VerifyingKey = vkey.parse().ok()?;
            self.number(key.name().as_str(), key.id())
        };
        let given_alone = |number: KeyNumber| {
            let own = self.list[number as usize].grants.iter();
            let mut before = own.map(|grant| &self.grants[*grant as usize]);
            before.all(|grant| {
                grant.from_entry >= entry
                    || grant
                        .registrar
                        .is_some_and(|by| self.grants[by as usize].key == registrar.key)
            })
        };
        match (body, &registrar.gives) {
            (Body::Key(body), Some(gives)) => {
                let number = number(&body.key);
                let area = registrar.area.is_none() || body.area.is_some();
                let account = registrar.account.is_none() || body.account == registrar.account;
                let stage = registrar.stage.is_none() || body.stage == registrar.stage;
                let until = match (&registrar.until, &body.until) {
                    (Some(own), Some(until)) => until <= own,
                    (own, _) => own.is_none(),
                };
                let role = gives.roles.contains(&body.role);
                if !(role && area && account && stage && until && number.is_none_or(given_alone)) {
                    return Err(Refusal::NotWithin);
                }
                let is_counted = number.is_some_and(|number| gives.given.contains(&number));
                if !is_counted && gives.given.len() as u32 >= gives.most {
                    return Err(Refusal::TooManyKeys);
                }
                Ok(())
            }
            (Body::Revoke(body), _) => {
                let number = number(&body.key).filter(|number| self.was_given(*number, entry));
                match number.is_some_and(given_alone) {
                    true => Ok(()),
                    false => Err(Refusal::NotWithin),
                }
            }
            _ => Ok(()),
        }
    }

    /// Which of these signers may write this entry at this place of the log, and by which grants: in the order of
    /// the signers, each one's grants in the order of the log. Rules 1 to 6 of `docs/record.md`; whether a grant's
    /// area holds the entry's station depends on the register, so that the fold judges it afterwards. `name` is the
    /// entry's where it stands in the log: an entry that could be void may be kept by its name.
    ///
    /// # Errors
    /// The [`Refusal`] that came closest to a yes, where none of the signers may write it.
    pub fn authorise(
        &self,
        entry: u64,
        name: Option<&EntryName>,
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
        let voids = matches!(body, Body::Revoke(body) if body.from.is_some());
        for &number in signers {
            let void = self.void_by(number, entry, name);
            for &at in &self.list[number as usize].grants {
                let grant = &self.grants[at as usize];
                let refusal = if grant.from_entry >= entry {
                    (0, Refusal::UnknownKey)
                } else if grant.revoked_at.is_some_and(|revoked| revoked < entry) {
                    (1, Refusal::RevokedKey)
                } else if let Some(by) = void {
                    (1, Refusal::Void(by))
                } else if grant.until.as_ref().is_some_and(|until| hour > until) {
                    (2, Refusal::ExpiredKey)
                } else if !grant.role.may_write(body) || voids && !grant.chief {
                    (3, Refusal::WrongRole)
                } else if body
                    .account()
                    .is_some_and(|account| grant.account.as_ref().is_some_and(|own| own != account))
                {
                    (4, Refusal::WrongAccount)
                } else if body.stage().is_some_and(|stage| !grant.may_write_stage(stage)) {
                    (4, Refusal::WrongStage)
                } else if grant.role == Role::Registrar
                    && let Err(refusal) = self.within_bounds(entry, grant, body)
                {
                    (5, refusal)
                } else {
                    authorised.push(Authorised {
                        key: number,
                        grant: at,
                        role: grant.role,
                        area: grant.area.clone(),
                        registrar_area: grant
                            .registrar
                            .and_then(|by| self.grants[by as usize].area.clone()),
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
