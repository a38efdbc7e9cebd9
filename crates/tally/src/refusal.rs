//! Why an entry counts for nothing. It stays in the log all the same, and the findings say that it is there.

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
    /// The key may not write about this area, or the station is in none that is known.
    WrongArea,
    /// It names another election.
    OtherElection,
    /// A definition anywhere but at the start.
    SecondElection,
    /// The same entry stands in the log before.
    Replay,
    /// The contest is not defined.
    UnknownContest(String),
    /// It refers to an entry that is not there, or that it may not correct.
    NoSuchEntry,
    /// The signer has written too many readings of this station.
    TooManyReadings,
    /// The account's id could be taken for something else.
    MisleadingName(Misleading),
    /// More accounts than a log may have.
    TooManyAccounts,
    /// A blob that it needs is missing or wrong.
    Blob(String),
    /// Another key has this name and id.
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
            Refusal::WrongArea => "entry_wrong_area",
            Refusal::OtherElection => "entry_other_election",
            Refusal::SecondElection => "entry_second_election",
            Refusal::Replay => "entry_replay",
            Refusal::UnknownContest(_) => "entry_unknown_contest",
            Refusal::NoSuchEntry => "entry_no_such_entry",
            Refusal::TooManyReadings => "entry_too_many_readings",
            Refusal::MisleadingName(_) => "entry_misleading_name",
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
            Refusal::WrongArea => f.write_str("its key may not write about this station's area"),
            Refusal::OtherElection => f.write_str("it names another election"),
            Refusal::SecondElection => f.write_str("a definition may only be the first entry"),
            Refusal::Replay => f.write_str("the same entry stands in the log before"),
            Refusal::UnknownContest(contest) => write!(f, "the contest {contest:?} is not defined"),
            Refusal::NoSuchEntry => {
                f.write_str("it refers to an entry that is not there or not its to correct")
            }
            Refusal::TooManyReadings => f.write_str("its key has written too many readings of this station"),
            Refusal::MisleadingName(why) => write!(f, "its account: {why}"),
            Refusal::TooManyAccounts => f.write_str("the log has as many accounts as it may have"),
            Refusal::Blob(why) => write!(f, "a blob that it needs cannot be used: {why}"),
            Refusal::KeyTaken => f.write_str("another key has this name and id"),
            Refusal::NeedsTwo => f.write_str("an operator and a reviewer must sign it, each with a key of their own"),
            Refusal::NoSuchDocument => f.write_str(
                "no source, capture, statement or register has named the document before, or nobody could count \
                 without it",
            ),
            Refusal::Closed => f.write_str("the record was closed before"),
        }
    }
}

/// An entry that counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its place in the log, counted from 0.
    pub entry: u64,
    /// Its type, where it could be read.
    pub kind: String,
    /// Why.
    pub refusal: Refusal,
}

/// The entries that count for nothing: all of them counted, the first ones kept.
#[derive(Debug, Clone, Default)]
pub struct RefusedEntries {
    kept: Vec<Refused>,
    counts: BTreeMap<&'static str, u64>,
}

/// How many refused entries are kept one by one; the rest are only counted.
pub const MAX_REFUSED_KEPT: usize = 10_000;

impl RefusedEntries {
    pub(crate) fn add(&mut self, entry: u64, kind: &str, refusal: Refusal) {
        *self.counts.entry(refusal.code()).or_default() += 1;
        if self.kept.len() < MAX_REFUSED_KEPT {
            let kind = kind.chars().take(80).collect();
            self.kept.push(Refused { entry, kind, refusal });
        }
    }

    /// The first ones, in the order of the log.
    pub fn kept(&self) -> &[Refused] {
        &self.kept
    }

    /// How many there are of each code.
    pub fn counts(&self) -> &BTreeMap<&'static str, u64> {
        &self.counts
    }

    /// How many there are.
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }
}
