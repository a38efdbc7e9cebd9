//! The types of entries: one file each, and the one list of them.

pub mod account;
pub mod amend;
pub mod capture;
pub mod claim;
pub mod close;
pub mod election;
pub mod key;
pub mod reading;
pub mod readings;
pub mod recover;
pub mod register;
pub mod revoke;
pub mod ruling;
pub mod seal;
pub mod source;
pub mod statement;
pub mod withhold;

use crate::{EntryError, MAX_ENTRY_BYTES};
use account::AccountBody;
use amend::Amend;
use capture::Capture;
use claim::ClaimBody;
use close::Close;
use election::ElectionBody;
use key::KeyBody;
use model::claim::ClaimError;
use model::{AccountId, ElectionId, Hour, StageId, StationCode};
use note::{KeyKind, VerifyingKey};
use reading::{Reading, ReadingError};
use readings::{Readings, ReadingsError};
use recover::Recover;
use register::RegisterBody;
use revoke::Revoke;
use ruling::Ruling;
use seal::Seal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use source::Source;
use statement::{MAX_ANSWERS, Statement};
use withhold::Withhold;

/// What every type of entry has. Each names its election, so that an entry signed for one cannot be replayed in
/// another, and the hour in which it was written, coarse on purpose.
pub trait EntryType: Serialize + DeserializeOwned {
    /// The type's name, as in the entry's first line.
    const NAME: &'static str;

    /// The most bytes of an entry of this type, signatures and all.
    const MAX_BYTES: usize = MAX_ENTRY_BYTES;

    /// The election, and the hour in which the entry was written.
    fn context(&self) -> (&ElectionId, &Hour);

    /// The account that the entry writes for.
    fn account(&self) -> Option<&AccountId> {
        None
    }

    /// The one station that the entry is about.
    fn station(&self) -> Option<&StationCode> {
        None
    }

    /// What the types of the values do not check.
    ///
    /// # Errors
    /// [`ContentError`]: the first thing wrong with the content.
    fn check(&self) -> Result<(), ContentError> {
        Ok(())
    }
}

/// JSON of the right form that does not say what it must.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ContentError {
    /// A number that not every JSON parser keeps.
    #[error("{0} is over 9007199254740991")]
    Number(&'static str),
    /// A claim that says nothing or the same thing twice.
    #[error(transparent)]
    Claim(#[from] ClaimError),
    /// A key or what is said of one that cannot be.
    #[error("{0}")]
    Keys(&'static str),
    /// A reading that was taken from too few documents or too many, or by a method that has no salt.
    #[error(transparent)]
    Reading(#[from] ReadingError),
    /// Stages of an account that cannot be.
    #[error("stages has 1 to 16 ids, each once")]
    Stages,
    /// Rows that contradict what the entry says of them.
    #[error(transparent)]
    Readings(#[from] ReadingsError),
    /// A statement without a document, an answer and a statement that it follows.
    #[error("it says nothing: it has no document, no answers and follows no statement")]
    SaysNothing,
    /// A statement with more than [`MAX_ANSWERS`] answers.
    #[error("it has {0} answers, at most {MAX_ANSWERS} are allowed")]
    TooManyAnswers(usize),
    /// A copy in place of a document that is not withheld.
    #[error("it names a copy instead of a document that is not withheld")]
    InsteadOfNothing,
    /// A contest's areas in a register that are too many, or of which two are the same.
    #[error("the areas of the contest {0} are over 1000, or one of them stands there twice")]
    ContestAreas(String),
    /// A withheld document in place of itself.
    #[error("it names the document instead of itself")]
    InsteadOfItself,
}

/// Reads the vkey of a key that signs notes.
fn signing_key(vkey: &str) -> Result<VerifyingKey, ContentError> {
    let key: VerifyingKey = vkey
        .parse()
        .map_err(|_| ContentError::Keys("one of the keys is not a vkey"))?;
    match key.kind() {
        KeyKind::Ed25519 => Ok(key),
        _ => Err(ContentError::Keys("one of the keys is a cosigner's")),
    }
}

/// Checks that every JSON parser keeps a number: at most 2^53 − 1.
fn check_number(name: &'static str, number: u64) -> Result<(), ContentError> {
    if number > model::claim::MAX_NUMBER {
        return Err(ContentError::Number(name));
    }
    Ok(())
}

/// Makes [`Kind`] and [`Body`], and whatever asks a body for its type, from the list of the types.
macro_rules! entry_types {
    ($($(#[$doc:meta])* $kind:ident($body:ty),)+) => {
        /// The type of an entry.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $kind,)+
        }

        impl Kind {
            /// All types.
            pub const ALL: [Kind; [$(Kind::$kind),+].len()] = [$(Kind::$kind),+];

            /// The type's name, as in the entry's first line.
            pub fn name(self) -> &'static str {
                match self {
                    $(Kind::$kind => <$body as EntryType>::NAME,)+
                }
            }

            /// The most bytes of an entry of this type, signatures and all.
            pub fn max_bytes(self) -> usize {
                match self {
                    $(Kind::$kind => <$body as EntryType>::MAX_BYTES,)+
                }
            }
        }

        /// What an entry says.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(
            clippy::large_enum_variant,
            reason = "nearly all entries are readings, the largest"
        )]
        pub enum Body {
            $($(#[$doc])* $kind($body),)+
            /// A type that this version does not know: kept and ignored. Holds the type line.
            Unknown(String),
        }

        impl Body {
            /// The type; none for one that this version does not know.
            pub fn kind(&self) -> Option<Kind> {
                match self {
                    $(Body::$kind(_) => Some(Kind::$kind),)+
                    Body::Unknown(_) => None,
                }
            }

            /// The election and the hour, which every known type carries.
            pub fn context(&self) -> Option<(&ElectionId, &Hour)> {
                match self {
                    $(Body::$kind(body) => Some(body.context()),)+
                    Body::Unknown(_) => None,
                }
            }

            /// The account that the entry writes for.
            pub fn account(&self) -> Option<&AccountId> {
                match self {
                    $(Body::$kind(body) => body.account(),)+
                    Body::Unknown(_) => None,
                }
            }

            /// The one station that the entry is about.
            pub fn station(&self) -> Option<&StationCode> {
                match self {
                    $(Body::$kind(body) => body.station(),)+
                    Body::Unknown(_) => None,
                }
            }

            /// Reads the JSON of a type by its name; `None` for a type that this version does not know.
            pub(crate) fn read<'j>(
                name: &str,
                json: impl FnOnce() -> Result<&'j str, EntryError>,
            ) -> Result<Option<Body>, EntryError> {
                Ok(Some(match name {
                    $(<$body as EntryType>::NAME => Body::$kind(read(json()?)?),)+
                    _ => return Ok(None),
                }))
            }

            /// Writes the JSON.
            pub(crate) fn write(&self) -> Result<String, EntryError> {
                match self {
                    $(Body::$kind(body) => write(body),)+
                    Body::Unknown(header) => Err(EntryError::Unknown(header.clone())),
                }
            }
        }
    };
}

entry_types! {
    /// The law, the words and the keys; the first entry.
    Election(ElectionBody),
    /// An account, or further stages of one.
    Account(AccountBody),
    /// Other words.
    Amend(Amend),
    /// Stations of the register.
    Register(RegisterBody),
    /// A key may act in a role.
    Key(KeyBody),
    /// A key may no longer act.
    Revoke(Revoke),
    /// Another operator's key, or another key of the log.
    Recover(Recover),
    /// A document exists.
    Source(Source),
    /// A photograph shows a sheet.
    Capture(Capture),
    /// Figures were typed and are shown later.
    Seal(Seal),
    /// A sheet reads so.
    Reading(Reading),
    /// Rows of a document read so.
    Readings(Readings),
    /// Somebody announced figures.
    Claim(ClaimBody),
    /// A reading stands, or none does.
    Ruling(Ruling),
    /// Somebody states something that is put in order and not counted.
    Statement(Statement),
    /// A document's bytes are withheld, or no longer.
    Withhold(Withhold),
    /// Nothing more is taken in.
    Close(Close),
}

impl Body {
    /// The type's name, as in the entry's first line; `unknown` for one that this version does not know.
    pub fn type_name(&self) -> &'static str {
        self.kind().map_or("unknown", Kind::name)
    }

    /// Of entries of readings alone: the stage of the account that they are of, if they name one.
    pub fn stage(&self) -> Option<Option<&StageId>> {
        match self {
            Body::Reading(reading) => Some(reading.stage.as_ref()),
            Body::Readings(readings) => Some(readings.stage.as_ref()),
            _ => None,
        }
    }

    /// Whether the entry is about this station, alone or among others.
    pub fn is_about(&self, station: &str) -> bool {
        match self {
            Body::Readings(readings) => readings.rows.iter().any(|row| row.station.as_str() == station),
            body => body.station().is_some_and(|own| own.as_str() == station),
        }
    }
}

fn read<T: EntryType>(json: &str) -> Result<T, EntryError> {
    let body: T = crate::json::read(json.as_bytes()).map_err(|source| EntryError::Json {
        kind: T::NAME,
        source,
    })?;
    check(&body)?;
    Ok(body)
}

fn write<T: EntryType>(body: &T) -> Result<String, EntryError> {
    check(body)?;
    serde_json::to_string(body).map_err(|source| EntryError::Json {
        kind: T::NAME,
        source: source.into(),
    })
}

fn check<T: EntryType>(body: &T) -> Result<(), EntryError> {
    body.check().map_err(|source| EntryError::Content {
        kind: T::NAME,
        source,
    })
}
