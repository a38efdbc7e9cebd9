//! The entry types: what each says.

use crate::{BlobHash, EntryHash, Role};
use model::{
    AccountId, AreaCode, Claim, ContestId, Counts, Date, ElectionId, Expected, Hour, Method, StationCode,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an entry says. Every type names its election, so that an entry signed for one cannot be
/// replayed in another, and the hour in which it was written, coarse on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    clippy::large_enum_variant,
    reason = "nearly all entries are readings, the largest"
)]
pub enum Body {
    /// The definition; the first entry.
    Election(ElectionBody),
    /// Stations of the register.
    Register(RegisterBody),
    /// A key may act in a role.
    Key(KeyBody),
    /// A key may no longer act.
    Revoke(Revoke),
    /// A document exists.
    Source(Source),
    /// A photograph shows a station's sheet.
    Capture(Capture),
    /// A sheet reads so.
    Reading(Reading),
    /// Somebody announced figures.
    Claim(ClaimBody),
    /// A reading stands, or none does.
    Ruling(Ruling),
    /// An observer reports.
    Observation(Observation),
    /// A type that this version does not know: kept and ignored. Holds the type line.
    Unknown(String),
}

/// `election`: the definition, and the keys that everything else hangs on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElectionBody {
    /// The election.
    pub election: ElectionId,
    /// The definition, a blob: JSON of [`model::Election`].
    pub definition: BlobHash,
    /// The operator's key, as a vkey; it signs this entry.
    pub operator: String,
    /// The log's key, as a vkey; its name is the log's origin.
    pub log: String,
    /// When it was written.
    pub at: Hour,
}

/// `register`: stations of the register, and what is expected where it is incomplete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterBody {
    /// The election.
    pub election: ElectionId,
    /// The stations, a blob; see [`crate::register`].
    pub stations: BlobHash,
    /// How many stations the blob holds.
    pub count: u32,
    /// The document that the stations were taken from, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<BlobHash>,
    /// Expected numbers by area; they replace those given before for the same area.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expected: Vec<Expected>,
    /// When it was written.
    pub at: Hour,
}

/// `key`: this key may act in this role, in this area, for this account, until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyBody {
    /// The election.
    pub election: ElectionId,
    /// The key, as a vkey.
    pub key: String,
    /// Its role.
    pub role: Role,
    /// The only area that it may write about; the whole country where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaCode>,
    /// The only account that it may write for; any where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// The last hour in which it may act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Hour>,
    /// When it was written.
    pub at: Hour,
}

/// `revoke`: this key may no longer act, from this entry on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revoke {
    /// The election.
    pub election: ElectionId,
    /// The key, as a vkey.
    pub key: String,
    /// Why.
    pub reason: String,
    /// When it was written.
    pub at: Hour,
}

/// `source`: this document exists, with this hash, from this publisher and date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The election.
    pub election: ElectionId,
    /// The document, a blob where the operator may pass it on.
    pub document: BlobHash,
    /// Its length in bytes; at most 2^53 − 1.
    pub bytes: u64,
    /// Its media type (RFC 6838).
    pub media: String,
    /// Its title or file name.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When it was published, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// When it was written down here.
    pub at: Hour,
}

/// `capture`: this photograph shows this station's sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capture {
    /// The election.
    pub election: ElectionId,
    /// Whose telling it belongs to.
    pub account: AccountId,
    /// The station.
    pub station: StationCode,
    /// The contest.
    pub contest: ContestId,
    /// The photograph, a blob without metadata.
    pub image: BlobHash,
    /// Its media type.
    pub media: String,
    /// Where parts of the photograph are covered: the SHA-256 of the photograph without metadata before they were.
    /// It is no blob of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted_from: Option<BlobHash>,
    /// When it was written.
    pub at: Hour,
}

/// `reading`: this sheet, or this row of a file, reads so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The election.
    pub election: ElectionId,
    /// Whose telling it belongs to.
    pub account: AccountId,
    /// The station.
    pub station: StationCode,
    /// The contest.
    pub contest: ContestId,
    /// The figures.
    pub counts: Counts,
    /// How it was taken.
    pub method: Method,
    /// What it was taken from: a capture's image or a source's document.
    pub of: BlobHash,
    /// The line of that document, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The earlier reading that this one corrects, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Correction>,
    /// When it was written.
    pub at: Hour,
}

/// Which reading another one corrects, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The entry that is corrected; it stays in the log.
    pub entry: EntryHash,
    /// Why.
    pub reason: String,
}

/// `claim`: so-and-so announced these figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimBody {
    /// The election.
    pub election: ElectionId,
    /// What was announced.
    pub claim: Claim,
    /// When it was written down here.
    pub at: Hour,
}

/// `ruling`: this reading stands for this station, or none does, because of a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    /// The election.
    pub election: ElectionId,
    /// The station.
    pub station: StationCode,
    /// The contest.
    pub contest: ContestId,
    /// The reading that stands; none where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands: Option<EntryHash>,
    /// Why.
    pub reason: String,
    /// When it was written.
    pub at: Hour,
}

/// `observation`: an observer reports from a station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// The election.
    pub election: ElectionId,
    /// The station.
    pub station: StationCode,
    /// Checklist answers by question.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "answers"
    )]
    pub answers: BTreeMap<String, String>,
    /// An incident, in the observer's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// When it was written.
    pub at: Hour,
}

/// Checklist answers, each question at most once.
fn answers<'de, D: serde::Deserializer<'de>>(d: D) -> Result<BTreeMap<String, String>, D::Error> {
    struct Answers;
    impl<'de> serde::de::Visitor<'de> for Answers {
        type Value = BTreeMap<String, String>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object of questions and answers")
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut answers = BTreeMap::new();
            while let Some((question, answer)) = map.next_entry::<String, String>()? {
                if answers.contains_key(&question) {
                    return Err(serde::de::Error::custom(format!(
                        "duplicate question {question:?}"
                    )));
                }
                answers.insert(question, answer);
            }
            Ok(answers)
        }
    }
    d.deserialize_map(Answers)
}

impl Body {
    /// The type's name, as in the entry's first line; `unknown` for one that this version does not know.
    pub fn type_name(&self) -> &'static str {
        match self {
            Body::Election(_) => "election",
            Body::Register(_) => "register",
            Body::Key(_) => "key",
            Body::Revoke(_) => "revoke",
            Body::Source(_) => "source",
            Body::Capture(_) => "capture",
            Body::Reading(_) => "reading",
            Body::Claim(_) => "claim",
            Body::Ruling(_) => "ruling",
            Body::Observation(_) => "observation",
            Body::Unknown(_) => "unknown",
        }
    }

    /// The election and the hour, which every known type carries.
    pub fn context(&self) -> Option<(&ElectionId, &Hour)> {
        Some(match self {
            Body::Election(b) => (&b.election, &b.at),
            Body::Register(b) => (&b.election, &b.at),
            Body::Key(b) => (&b.election, &b.at),
            Body::Revoke(b) => (&b.election, &b.at),
            Body::Source(b) => (&b.election, &b.at),
            Body::Capture(b) => (&b.election, &b.at),
            Body::Reading(b) => (&b.election, &b.at),
            Body::Claim(b) => (&b.election, &b.at),
            Body::Ruling(b) => (&b.election, &b.at),
            Body::Observation(b) => (&b.election, &b.at),
            Body::Unknown(_) => return None,
        })
    }

    /// The account that the entry writes for.
    pub fn account(&self) -> Option<&AccountId> {
        match self {
            Body::Capture(b) => Some(&b.account),
            Body::Reading(b) => Some(&b.account),
            Body::Claim(b) => Some(&b.claim.account),
            _ => None,
        }
    }

    /// The station that the entry is about.
    pub fn station(&self) -> Option<&StationCode> {
        match self {
            Body::Capture(b) => Some(&b.station),
            Body::Reading(b) => Some(&b.station),
            Body::Ruling(b) => Some(&b.station),
            Body::Observation(b) => Some(&b.station),
            _ => None,
        }
    }
}
