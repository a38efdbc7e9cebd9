//! Whether an entry will count, asked before it is signed.

use model::AccountId;
use note::VerifyingKey;
use record::Role;
use std::path::{Path, PathBuf};
use tally::Refusal;

/// An entry, or a row of one, that is not signed, since the fold would refuse it.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{} by the key {key} would count for nothing: {refusal}{}", self.what(), self.remedy())]
pub struct WouldNotCount {
    /// The entry's type; none for a row of a `readings`, whose other rows may count.
    pub entry_type: Option<&'static str>,
    /// The key's name.
    pub key: String,
    /// Why.
    pub refusal: Refusal,
    wanted: Box<Wanted>,
}

/// What a key is to write, for saying how it may.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) folder: PathBuf,
    pub(crate) key: VerifyingKey,
    pub(crate) role: Role,
    pub(crate) account: Option<AccountId>,
}

impl WouldNotCount {
    pub(crate) fn new(entry_type: Option<&'static str>, refusal: Refusal, wanted: Wanted) -> WouldNotCount {
        WouldNotCount {
            entry_type,
            key: wanted.key.name().to_string(),
            refusal,
            wanted: Box::new(wanted),
        }
    }

    fn what(&self) -> String {
        match self.entry_type {
            Some(entry_type) if entry_type.starts_with(['a', 'e']) => format!("an {entry_type} entry"),
            Some(entry_type) => format!("a {entry_type} entry"),
            None => "a row".to_owned(),
        }
    }

    /// Whether the key would be refused for every entry of this type and account, whatever station it is about.
    pub fn is_general(&self) -> bool {
        !matches!(
            self.refusal,
            Refusal::WrongArea
                | Refusal::TooManyReadings
                | Refusal::UnknownContest(_)
                | Refusal::NoSuchEntry
                | Refusal::Replay
        )
    }

    /// Whether another key, or the same one with another role, could write the entry.
    fn is_of_the_key(&self) -> bool {
        matches!(
            self.refusal,
            Refusal::UnknownKey
                | Refusal::RevokedKey
                | Refusal::ExpiredKey
                | Refusal::WrongRole
                | Refusal::WrongAccount
                | Refusal::WrongStage
                | Refusal::WrongArea
                | Refusal::BadSignature(_)
                | Refusal::NeedsTwo
        )
    }

    /// What the operator can do about it; empty where nothing can be done.
    pub fn remedy(&self) -> String {
        let Wanted {
            folder,
            key,
            role,
            account,
        } = &*self.wanted;
        let folder = folder.display();
        let name = key.name();
        if !self.is_of_the_key() {
            return String::new();
        }
        if self.refusal == Refusal::NeedsTwo {
            return format!(
                "; keys/operator.key must be a key that may act as operator and keys/{name}.key one that may act as \
                 reviewer: `cotejo keys {folder}` lists them"
            );
        }
        if *role == Role::Operator {
            return format!(
                "; {folder}/keys/operator.key must be a key that may act as operator: `cotejo keys {folder}` lists them"
            );
        }
        let account = account
            .as_ref()
            .map_or_else(String::new, |account| format!(" --account {account}"));
        let grant = format!(
            "`cotejo keys {folder} add {name} --role {}{account} --key '{key}'`",
            role.name()
        );
        match self.refusal {
            Refusal::RevokedKey => format!(
                "; where the key is safe, the operator gives it its role again by {grant}; else move {folder}/keys/{name}.key away, and a new key is made"
            ),
            Refusal::WrongArea => format!("; the operator lets it write about all areas by {grant}"),
            Refusal::UnknownKey
            | Refusal::ExpiredKey
            | Refusal::WrongRole
            | Refusal::WrongAccount
            | Refusal::WrongStage => {
                format!("; the operator gives it the role by {grant}")
            }
            _ => String::new(),
        }
    }
}

/// The private key's file within an election's folder.
pub(crate) fn key_file(folder: &Path, name: &str) -> PathBuf {
    folder.join("keys").join(format!("{name}.key"))
}
