//! Who may do what: giving keys a role, taking it away, and the keys that this machine signs with.

use crate::allowed::{Wanted, WouldNotCount, authorise};
use crate::error::{Error, Result};
use crate::folder::{ElectionFolder, OPERATOR_KEY};
use model::{AccountId, AreaCode, Hour};
use note::{SigningKey, VerifyingKey};
use publication::Events;
use record::{Body, KeyBody, Revoke, Role};
use tally::Tally;

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
    /// The last hour in which it may act.
    pub until: Option<Hour>,
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
            until: self.until.clone(),
            at,
        })
    }
}

/// Gives a key a role, as the operator, and gives the public key.
///
/// # Errors
/// [`Error::WouldNotCount`] where the key in `keys/operator.key` may not act as operator, before anything is made or
/// written; [`Error::OtherKeyName`]; where the private key cannot be made or the log not be written.
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
    let operator = Signer::operator(folder)?;
    // Whether the operator may do it does not depend on the key, which is not made before.
    operator.check(
        &folded.tally,
        &grant.body(&folded.tally, operator.key(), at.clone()),
    )?;
    let key = match &grant.key {
        Some(key) => key.clone(),
        None => folder
            .create_key(&grant.name, &grant.name)?
            .verifying_key()
            .clone(),
    };
    let entry = operator.sign(&grant.body(&folded.tally, &key, at), || grant.name.clone())?;
    folder.append(&mut writer, &[entry]).await?;
    Ok(key)
}

/// Says, as the operator, that a key may no longer act, from now on.
///
/// # Errors
/// [`Error::NoSuchKey`]; [`Error::WouldNotCount`] where the key in `keys/operator.key` may not act as operator; where
/// the log cannot be written.
pub async fn revoke(
    folder: &ElectionFolder,
    name: &str,
    reason: &str,
    at: Hour,
    events: &dyn Events,
) -> Result<()> {
    let (mut writer, folded) = folder.writer(events).await?;
    let named = folded
        .tally
        .keys()
        .grants()
        .find(|grant| grant.key.name().as_str() == name && grant.revoked_at.is_none());
    let Some(grant) = named else {
        return Err(Error::NoSuchKey {
            name: name.to_owned(),
            folder: folder.path().to_owned(),
        });
    };
    let operator = Signer::operator(folder)?;
    let body = Body::Revoke(Revoke {
        election: folded.tally.election().id.clone(),
        key: grant.key.to_string(),
        reason: reason.to_owned(),
        at,
    });
    operator.check(&folded.tally, &body)?;
    let entry = operator.sign(&body, || name.to_owned())?;
    folder.append(&mut writer, &[entry]).await
}

/// A key that this machine signs with.
#[derive(Debug, Clone)]
pub struct Signer {
    key: SigningKey,
    wanted: Wanted,
    /// The entry by which the operator gives the key its role; it goes before what the key signs.
    pub grant: Option<Vec<u8>>,
}

impl Signer {
    /// The operator.
    ///
    /// # Errors
    /// As [`ElectionFolder::operator`].
    pub fn operator(folder: &ElectionFolder) -> Result<Signer> {
        Ok(Signer::new(
            folder,
            folder.operator()?,
            Role::Operator,
            None,
            None,
        ))
    }

    fn new(
        folder: &ElectionFolder,
        key: SigningKey,
        role: Role,
        account: Option<AccountId>,
        grant: Option<Vec<u8>>,
    ) -> Signer {
        let wanted = Wanted {
            folder: folder.path().to_owned(),
            key: key.verifying_key().clone(),
            role,
            account,
        };
        Signer { key, wanted, grant }
    }

    /// The public key.
    pub fn key(&self) -> &VerifyingKey {
        &self.wanted.key
    }

    /// Whether the key may write about some areas only.
    pub(crate) fn is_limited_to_areas(&self, tally: &Tally) -> bool {
        let grants = tally.keys().grants();
        self.grant.is_none()
            && grants
                .filter(|grant| grant.key == self.key())
                .any(|grant| grant.area.is_some())
    }

    /// Whether an entry that is about no station would count as the next one of the log.
    ///
    /// # Errors
    /// The fold's own reason where it would not.
    pub fn check(&self, tally: &Tally, body: &Body) -> Result<(), WouldNotCount> {
        self.check_within(tally, body, |_| true)
    }

    /// Whether an entry would count as the next one of the log, where `is_within` says which areas its station is in.
    ///
    /// # Errors
    /// The fold's own reason where it would not.
    pub fn check_within(
        &self,
        tally: &Tally,
        body: &Body,
        is_within: impl Fn(&AreaCode) -> bool,
    ) -> Result<(), WouldNotCount> {
        let refused = |refusal| WouldNotCount::new(body, refusal, self.wanted.clone());
        if self.grant.is_some() {
            // The grant goes before: the role of this account, everywhere and without an end.
            return match self.wanted.role.may_write(body) {
                true => Ok(()),
                false => Err(refused(tally::Refusal::WrongRole)),
            };
        }
        let areas = authorise(tally, body, self.key()).map_err(refused)?;
        match areas.iter().any(|area| area.as_deref().is_none_or(&is_within)) {
            true => Ok(()),
            false => Err(refused(tally::Refusal::WrongArea)),
        }
    }

    /// Signs an entry; `of` says what it is of, where it cannot be made.
    ///
    /// # Errors
    /// [`Error::Entry`] where the entry would be too large.
    pub fn sign(&self, body: &Body, of: impl FnOnce() -> String) -> Result<Vec<u8>> {
        record::sign(body, &[&self.key]).map_err(|source| Error::Entry { of: of(), source })
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
    let name = format!("{word}-{account}");
    let signer = |key, grant| Signer::new(folder, key, role, Some(account.clone()), grant);
    let own = folder.key(&name)?;
    if let Some(key) = &own
        && tally
            .keys()
            .grants()
            .any(|grant| grant.key == key.verifying_key())
    {
        return Ok(signer(key.clone(), None));
    }
    let Some(operator) = folder.key(OPERATOR_KEY)? else {
        let needed = format!("the {word}'s key has no role yet and only the operator can give it one");
        return Err(folder.no_key(OPERATOR_KEY, needed));
    };
    let operator = Signer::new(folder, operator, Role::Operator, None, None);
    let grant = Grant {
        name: name.clone(),
        role,
        area: None,
        account: Some(account.clone()),
        until: None,
        key: None,
    };
    operator.check(tally, &grant.body(tally, operator.key(), at.clone()))?;
    let key = match own {
        Some(key) => key,
        None => folder.create_key(&name, &name)?,
    };
    let body = grant.body(tally, key.verifying_key(), at.clone());
    let entry = operator.sign(&body, || name)?;
    Ok(signer(key, Some(entry)))
}
