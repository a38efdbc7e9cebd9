//! Roles of keys, granting and revoking them, and the keys that this machine signs with.

use crate::allowed::{Wanted, WouldNotCount};
use crate::error::{Error, Result};
use crate::folder::{ElectionFolder, OPERATOR_KEY, is_key_file_name};
use model::{AccountId, AreaCode, Hour, StageId};
use note::{SigningKey, VerifyingKey};
use publication::Events;
use record::{Body, KeyBody, Kind, Readings, Revoke, Role};
use tally::{NextEntry, NextRows, Refusal, Tally};

/// A role that a key is to be given.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The key's name: a pseudonym, since it stands in the public record.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The only area that it may write about.
    pub area: Option<AreaCode>,
    /// The only account that it may write for.
    pub account: Option<AccountId>,
    /// The only stage of that account whose readings it may write.
    pub stage: Option<StageId>,
    /// The last hour in which it may act.
    pub until: Option<Hour>,
    /// What a registrar may give, and to how many keys.
    pub registrar: Option<(Vec<Role>, u32)>,
    /// The registrar who gives it, by the name of the key's file; the operator where there is none.
    pub by: Option<String>,
    /// A public key that somebody made elsewhere and kept to themselves; a new key is made where there is none.
    pub key: Option<VerifyingKey>,
}

impl Grant {
    fn body(&self, tally: &Tally, key: &VerifyingKey, at: Hour) -> Body {
        Body::Key(KeyBody {
            election: tally.election().id.clone(),
            key: key.to_string(),
            role: self.role,
            area: self.area.clone(),
            account: self.account.clone(),
            stage: self.stage.clone(),
            until: self.until.clone(),
            gives: self.registrar.as_ref().map(|(gives, _)| gives.clone()),
            keys: self.registrar.as_ref().map(|(_, keys)| *keys),
            at,
        })
    }
}

/// Gives a key a role, as the operator or a registrar, and gives the public key.
///
/// # Errors
/// [`Error::WouldNotCount`] where the key in `keys/operator.key` may not act as operator or the registrar's not give that,
/// before anything is made or written; [`Error::Entry`] where a registrar's bounds cannot be; [`Error::OtherKeyName`]; where the private key cannot be made or the log not be written.
pub async fn grant(
    folder: &ElectionFolder,
    grant: &Grant,
    at: Hour,
    events: &dyn Events,
) -> Result<VerifyingKey> {
    if let Some(key) = grant.key.as_ref().filter(|key| key.name().as_str() != grant.name) {
        return Err(Error::OtherKeyName {
            expected: grant.name.clone(),
            found: key.name().to_string(),
        });
    }
    let (mut writer, folded) = folder.writer(events).await?;
    let giver = Signer::giver(folder, grant.by.as_deref())?;
    // Whether it counts does not depend on a key that nobody knows yet, and is not made before.
    let unknown = folder.unknown_key(&grant.name)?;
    let probed = grant.key.as_ref().unwrap_or(&unknown);
    let probe = grant.body(&folded.tally, probed, at.clone());
    giver.check(&giver.next_entry(&folded.tally)?, &probe)?;
    giver.sign(&probe, || grant.name.clone())?;
    let key = match &grant.key {
        Some(key) => key.clone(),
        None => folder
            .create_key(&grant.name, &grant.name)?
            .verifying_key()
            .clone(),
    };
    let entry = giver.sign(&grant.body(&folded.tally, &key, at), || grant.name.clone())?;
    folder.append(&mut writer, &[entry]).await?;
    Ok(key)
}

/// Says, as the operator or a registrar, that a key may no longer act, from now on. With `from`, what it wrote from that place of the log
/// on is void.
///
/// # Errors
/// [`Error::NoSuchKey`]; [`Error::WouldNotCount`] where the key in `keys/operator.key` may not act as operator; where
/// the log cannot be written.
pub async fn revoke(
    folder: &ElectionFolder,
    name: &str,
    from: Option<u64>,
    by: Option<&str>,
    reason: &str,
    at: Hour,
    events: &dyn Events,
) -> Result<()> {
    let (mut writer, folded) = folder.writer(events).await?;
    let named = folded.tally.keys().grants().find(|grant| {
        // What was written before can be made void after the key has lost its roles.
        grant.key.name().as_str() == name && (from.is_some() || grant.revoked_at.is_none())
    });
    let Some(grant) = named else {
        return Err(Error::NoSuchKey {
            name: name.to_owned(),
            folder: folder.path().to_owned(),
        });
    };
    let giver = Signer::giver(folder, by)?;
    let body = Body::Revoke(Revoke {
        election: folded.tally.election().id.clone(),
        key: grant.key.to_string(),
        from,
        reason: reason.to_owned(),
        at,
    });
    giver.check(&giver.next_entry(&folded.tally)?, &body)?;
    let entry = giver.sign(&body, || name.to_owned())?;
    folder.append(&mut writer, &[entry]).await
}

/// A key that this machine signs with.
#[derive(Debug, Clone)]
pub struct Signer {
    key: SigningKey,
    wanted: Wanted,
    given: Option<Given>,
}

/// The entry by which the operator gives a key its role.
#[derive(Debug, Clone)]
struct Given {
    body: Body,
    operator: VerifyingKey,
    entry: Vec<u8>,
}

impl Signer {
    /// The operator.
    ///
    /// # Errors
    /// As [`ElectionFolder::operator`].
    pub fn operator(folder: &ElectionFolder) -> Result<Signer> {
        Ok(Signer::new(folder, folder.operator()?, Role::Operator, None))
    }

    /// The registrar of this name, or the operator without one.
    fn giver(folder: &ElectionFolder, registrar: Option<&str>) -> Result<Signer> {
        match registrar {
            None => Signer::operator(folder),
            Some(name) => Signer::kept(
                folder,
                name,
                Role::Registrar,
                "only who holds it can give roles by it",
            ),
        }
    }

    /// The key that is kept under that name, as it acts in a role.
    ///
    /// # Errors
    /// [`Error::NoKey`] where it is not in the folder; those of [`ElectionFolder::key`].
    pub fn named(folder: &ElectionFolder, name: &str, role: Role) -> Result<Signer> {
        Signer::kept(folder, name, role, format!("it is to sign as {}", role.name()))
    }

    fn kept(folder: &ElectionFolder, name: &str, role: Role, why: impl Into<String>) -> Result<Signer> {
        let key = folder.key(name)?;
        let key = key.ok_or_else(|| folder.no_key(name, why))?;
        Ok(Signer::new(folder, key, role, None))
    }

    fn new(folder: &ElectionFolder, key: SigningKey, role: Role, account: Option<AccountId>) -> Signer {
        let wanted = Wanted {
            folder: folder.path().to_owned(),
            key: key.verifying_key().clone(),
            role,
            account,
        };
        Signer {
            key,
            wanted,
            given: None,
        }
    }

    /// The public key.
    pub fn key(&self) -> &VerifyingKey {
        &self.wanted.key
    }

    /// The signed entry by which the operator gives the key its role, where it has none yet: it must be appended before
    /// what the key signs.
    pub fn grant(&self) -> Option<&[u8]> {
        self.given.as_ref().map(|given| &given.entry[..])
    }

    /// Whether the key may write about some areas only.
    pub(crate) fn is_limited_to_areas(&self, tally: &Tally) -> bool {
        let mut own = tally.keys().grants().filter(|grant| grant.key == self.key());
        own.any(|grant| grant.area.is_some())
    }

    /// The place after the last entry of the log, and after the key's [`grant`](Signer::grant) where it has one.
    ///
    /// # Errors
    /// [`WouldNotCount`] with the fold's reason where that grant would not count.
    pub fn next_entry<'t>(&self, tally: &'t Tally) -> Result<NextEntry<'t>, WouldNotCount> {
        let mut next = tally.next_entry();
        if let Some(Given { body, operator, .. }) = &self.given {
            let assumed = next.assume(body, &[operator]);
            assumed.map_err(|refusal| self.would_not_count(body, refusal))?;
        }
        Ok(next)
    }

    /// Whether an entry that this key alone signs would count.
    ///
    /// # Errors
    /// [`WouldNotCount`] with the fold's reason where it would not.
    pub fn check(&self, next: &NextEntry<'_>, body: &Body) -> Result<(), WouldNotCount> {
        Signer::check_together(&[self], next, body)
    }

    /// The same of an entry that these keys sign together; the error names the first key.
    ///
    /// # Errors
    /// As for [`check`](Self::check).
    pub(crate) fn check_together(
        signers: &[&Signer],
        next: &NextEntry<'_>,
        body: &Body,
    ) -> Result<(), WouldNotCount> {
        let keys: Vec<&VerifyingKey> = signers.iter().map(|signer| signer.key()).collect();
        let checked = next.check(body, &keys);
        checked.map_err(|refusal| signers[0].would_not_count(body, refusal))
    }

    /// Which rows of a `readings` that this key alone signs would count; `head` says what all rows share.
    ///
    /// # Errors
    /// [`WouldNotCount`] where no row would, whatever it says.
    pub(crate) fn rows<'n>(
        &self,
        next: &'n NextEntry<'_>,
        head: Readings,
    ) -> Result<NextRows<'n>, WouldNotCount> {
        let rows = next.rows(head, &[self.key()]);
        let entry_type = Some(Kind::Readings.name());
        rows.map_err(|refusal| WouldNotCount::new(entry_type, refusal, self.wanted.clone()))
    }

    /// A row of a `readings` by this key that the fold would refuse.
    pub(crate) fn row_would_not_count(&self, refusal: Refusal) -> WouldNotCount {
        WouldNotCount::new(None, refusal, self.wanted.clone())
    }

    fn would_not_count(&self, body: &Body, refusal: Refusal) -> WouldNotCount {
        WouldNotCount::new(Some(body.type_name()), refusal, self.wanted.clone())
    }

    /// The same of an entry about a station that a register entry written before may bring into an area: `is_within` says
    /// whether it will be in one.
    pub(crate) fn check_within(
        &self,
        next: &NextEntry<'_>,
        tally: &Tally,
        body: &Body,
        is_within: impl Fn(&AreaCode) -> bool,
    ) -> Result<(), WouldNotCount> {
        let checked = self.check(next, body);
        match &checked {
            Err(why) if why.refusal == Refusal::WrongArea => {
                let keys = tally.keys();
                let number = keys.number_of(self.key());
                let authorised = number.map(|number| keys.authorise(tally.entries(), None, body, &[number]));
                let grants = authorised.and_then(Result::ok).unwrap_or_default();
                let will_be = |area: &AreaCode| is_within(area);
                match grants.iter().any(|grant| grant.areas().all(will_be)) {
                    true => Ok(()),
                    false => checked,
                }
            }
            _ => checked,
        }
    }

    /// Signs an entry; `of` says what it is of, where it cannot be made.
    ///
    /// # Errors
    /// [`Error::Entry`] where the entry would be too large.
    pub fn sign(&self, body: &Body, of: impl FnOnce() -> String) -> Result<Vec<u8>> {
        Signer::sign_together(&[self], body, of)
    }

    /// The same by these keys together.
    ///
    /// # Errors
    /// As for [`sign`](Self::sign).
    pub(crate) fn sign_together(
        signers: &[&Signer],
        body: &Body,
        of: impl FnOnce() -> String,
    ) -> Result<Vec<u8>> {
        let keys: Vec<&SigningKey> = signers.iter().map(|signer| &signer.key).collect();
        record::sign(body, &keys).map_err(|source| Error::Entry { of: of(), source })
    }
}

/// The key that this machine signs with in a role for an account, made where there is none. Where the key was never
/// given a role, the operator gives it this one; a role that it had and has no longer is not given again.
///
/// # Errors
/// [`Error::NoKey`] where the operator's key is needed and is not here; [`Error::WouldNotCount`] where it may not act
/// as operator.
pub fn signer_for(
    folder: &ElectionFolder,
    tally: &Tally,
    role: Role,
    account: &AccountId,
    at: &Hour,
) -> Result<Signer> {
    let word = match role {
        Role::Agent => "reader",
        role => role.name(),
    };
    let name = match is_key_file_name(account.as_str()) {
        true => format!("{word}-{account}"),
        // With a point, so that no other account's key is called so.
        false => format!("{word}.{}", publication::layout::slug(account.as_str())),
    };
    let own = folder.key(&name)?;
    if let Some(key) = &own
        && tally.keys().number_of(key.verifying_key()).is_some()
    {
        return Ok(Signer::new(folder, key.clone(), role, Some(account.clone())));
    }
    let Some(operator) = folder.key(OPERATOR_KEY)? else {
        let needed = format!("the {word}'s key has no role yet and only the operator can give it one");
        return Err(folder.no_key(OPERATOR_KEY, needed));
    };
    let operator = Signer::new(folder, operator, Role::Operator, None);
    let grant = Grant {
        name: name.clone(),
        role,
        area: None,
        account: Some(account.clone()),
        stage: None,
        until: None,
        registrar: None,
        by: None,
        key: None,
    };
    // Whether the operator may do it does not depend on the key, which is not made before.
    let probe = grant.body(tally, operator.key(), at.clone());
    operator.check(&operator.next_entry(tally)?, &probe)?;
    let key = match own {
        Some(key) => key,
        None => folder.create_key(&name, &name)?,
    };
    let body = grant.body(tally, key.verifying_key(), at.clone());
    let entry = operator.sign(&body, || name)?;
    let mut signer = Signer::new(folder, key, role, Some(account.clone()));
    signer.given = Some(Given {
        body,
        operator: operator.wanted.key,
        entry,
    });
    Ok(signer)
}
