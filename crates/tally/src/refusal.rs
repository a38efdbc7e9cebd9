//! Why an entry, or a row of it, counts for nothing. It stays in the log all the same, and the findings say that it is there.

use crate::readings::ReadingPlace;
use model::names::Misleading;
use std::collections::BTreeMap;
use std::fmt;

/// Why an entry counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The bytes are not an entry.
    Malformed(String),
    /// A known key's signature does not verify.
    BadSignature(String),
    /// No key that was given a role has signed it.
    UnknownKey,
    /// The key was revoked before.
    RevokedKey,
    /// The key's grant had expired.
    ExpiredKey,
    /// The key's role does not allow this type of entry.
    WrongRole,
    /// The key may not write for this account.
    WrongAccount,
    /// The key may not write this stage of the account.
    WrongStage,
    /// The key may not write about this area, or the station is in none that is known.
    WrongArea,
    /// A registrar gives or revokes what is not within its bounds.
    NotWithin,
    /// A registrar has given roles to as many keys as it may.
    TooManyKeys,
    /// Fewer recovery keys have signed than must.
    TooFew,
    /// The entry at this place of the log makes it void.
    Void(u64),
    /// It names another election.
    OtherElection,
    /// A law anywhere but at the start.
    SecondElection,
    /// The same text stands in the log before, by the same signers or of a type that counts once.
    Replay,
    /// The contest is not defined.
    UnknownContest(String),
    /// It refers to an entry that is not there, or that it may not correct.
    NoSuchEntry,
    /// The signer has written too many readings of this station.
    TooManyReadings,
    /// The signer has sealed this photograph and contest before.
    SecondSeal,
    /// No definition and no entry before has named the account.
    UnknownAccount(String),
    /// The account has no such stage, or it has stages and none is named.
    UnknownStage(String),
    /// An account's or a stage's id could be taken for something else.
    MisleadingName(Misleading),
    /// The account is there, and no stages are added behind those that it has.
    KnownAccount,
    /// More accounts than a log may have.
    TooManyAccounts,
    /// A blob that it needs is missing or wrong.
    Blob(String),
    /// Another key has this name and id, or the key has a place already that it may not leave.
    KeyTaken,
    /// Only one of the two who must sign it has.
    NeedsTwo,
    /// The document that it withholds was named by no entry, or nobody could count without it.
    NoSuchDocument,
    /// The record was closed before.
    Closed,
}

impl Refusal {
    /// The code in files, JSON and pages.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Malformed(_) => "entry_malformed",
            Refusal::BadSignature(_) => "entry_bad_signature",
            Refusal::UnknownKey => "entry_unknown_key",
            Refusal::RevokedKey => "entry_revoked_key",
            Refusal::ExpiredKey => "entry_expired_key",
            Refusal::WrongRole => "entry_wrong_role",
            Refusal::WrongAccount => "entry_wrong_account",
            Refusal::WrongStage => "entry_wrong_stage",
            Refusal::WrongArea => "entry_wrong_area",
            Refusal::NotWithin => "entry_not_within",
            Refusal::TooManyKeys => "entry_too_many_keys",
            Refusal::TooFew => "entry_too_few",
            Refusal::Void(_) => "entry_void",
            Refusal::OtherElection => "entry_other_election",
            Refusal::SecondElection => "entry_second_election",
            Refusal::Replay => "entry_replay",
            Refusal::UnknownContest(_) => "entry_unknown_contest",
            Refusal::NoSuchEntry => "entry_no_such_entry",
            Refusal::TooManyReadings => "entry_too_many_readings",
            Refusal::SecondSeal => "entry_second_seal",
            Refusal::UnknownAccount(_) => "entry_unknown_account",
            Refusal::UnknownStage(_) => "entry_unknown_stage",
            Refusal::MisleadingName(_) => "entry_misleading_name",
            Refusal::KnownAccount => "entry_known_account",
            Refusal::TooManyAccounts => "entry_too_many_accounts",
            Refusal::Blob(_) => "entry_blob",
            Refusal::KeyTaken => "entry_key_taken",
            Refusal::NeedsTwo => "entry_needs_two",
            Refusal::NoSuchDocument => "entry_no_such_document",
            Refusal::Closed => "entry_closed",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Malformed(why) => write!(f, "the bytes are not an entry: {why}"),
            Refusal::BadSignature(key) => write!(f, "the signature of {key} does not hold"),
            Refusal::UnknownKey => f.write_str("no key that was given a role has signed it"),
            Refusal::RevokedKey => f.write_str("its key was revoked before"),
            Refusal::ExpiredKey => f.write_str("its key's time had run out"),
            Refusal::WrongRole => f.write_str("its key's role does not allow such an entry"),
            Refusal::WrongAccount => f.write_str("its key may not write for this account"),
            Refusal::WrongStage => f.write_str("its key may not write this stage of the account"),
            Refusal::WrongArea => f.write_str("its key may not write about this station's area"),
            Refusal::NotWithin => f.write_str("it is not within what its registrar may give or revoke"),
            Refusal::TooManyKeys => f.write_str("its registrar has given roles to as many keys as it may"),
            Refusal::TooFew => f.write_str("fewer recovery keys have signed it than must"),
            Refusal::Void(by) => write!(f, "entry {by} makes it void"),
            Refusal::OtherElection => f.write_str("it names another election"),
            Refusal::SecondElection => f.write_str("an election's law may only be in the first entry"),
            Refusal::Replay => f.write_str("the same text stands in the log before"),
            Refusal::UnknownContest(contest) => write!(f, "the contest {contest:?} is not defined"),
            Refusal::NoSuchEntry => {
                f.write_str("it refers to an entry that is not there or not its to correct")
            }
            Refusal::TooManyReadings => f.write_str("its key has written too many readings of this station"),
            Refusal::SecondSeal => f.write_str("its key has sealed this photograph and contest before"),
            Refusal::UnknownAccount(account) => {
                write!(f, "the record has no account {account:?}")
            }
            Refusal::UnknownStage(account) => {
                write!(f, "it does not name one of the stages of the account {account:?}")
            }
            Refusal::MisleadingName(why) => write!(f, "an account's or a stage's id: {why}"),
            Refusal::KnownAccount => {
                f.write_str("the account is there already, and no stages are added behind those that it has")
            }
            Refusal::TooManyAccounts => f.write_str("the log has as many accounts as it may have"),
            Refusal::Blob(why) => write!(f, "a blob that it needs cannot be used: {why}"),
            Refusal::KeyTaken => {
                f.write_str("another key has this name and id, or the key is in use already")
            }
            Refusal::NeedsTwo => f.write_str("an operator and a reviewer must sign it, each with a key of their own"),
            Refusal::NoSuchDocument => f.write_str(
                "no source, capture, statement or register has named the document before, or nobody could count \
                 without it",
            ),
            Refusal::Closed => f.write_str("the record was closed before"),
        }
    }
}

/// An entry, or a row of a `readings`, that counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The entry's place in the log, counted from 0.
    pub entry: u64,
    /// The row, counted from 0, where it is one of many; none where the whole entry counts for nothing.
    pub row: Option<u8>,
    /// The entry's type, where it could be read.
    pub kind: String,
    /// Why.
    pub refusal: Refusal,
}

impl Refused {
    /// Where it stands.
    pub fn place(&self) -> ReadingPlace {
        ReadingPlace {
            entry: self.entry,
            row: self.row,
        }
    }
}

/// The entries and rows that count for nothing: all of them counted, the first ones kept.
#[derive(Debug, Clone, Default)]
pub struct RefusedEntries {
    kept: Vec<Refused>,
    counts: BTreeMap<&'static str, u64>,
    entries: u64,
}

/// How many refused entries and rows are kept one by one; the rest are only counted.
pub const MAX_REFUSED_KEPT: usize = 10_000;

impl RefusedEntries {
    /// Adds a whole entry.
    pub(crate) fn add_entry(&mut self, entry: u64, kind: &str, refusal: Refusal) {
        self.entries += 1;
        self.add_row(entry, None, kind, refusal);
    }

    /// Adds a row, or the only reading of an entry.
    pub(crate) fn add_row(&mut self, entry: u64, row: Option<u8>, kind: &str, refusal: Refusal) {
        *self.counts.entry(refusal.code()).or_default() += 1;
        if self.kept.len() < MAX_REFUSED_KEPT {
            let kind = kind.chars().take(80).collect();
            self.kept.push(Refused {
                entry,
                row,
                kind,
                refusal,
            });
        }
    }

    /// Counts an entry none of whose rows counts.
    pub(crate) fn no_row_counts(&mut self) {
        self.entries += 1;
    }

    /// The first ones, in the order of the log.
    pub fn kept(&self) -> &[Refused] {
        &self.kept
    }

    /// How many there are of each code.
    pub fn counts(&self) -> &BTreeMap<&'static str, u64> {
        &self.counts
    }

    /// How many entries count for nothing, those none of whose rows counts among them.
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// How many there are, entries and rows.
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }
}
