//! The acceptance policy: when the readings of a station suffice.

use super::error::ElectionError;
use super::fault::Faults;
use crate::AccountId;
use crate::document::Place;
use serde::de::{Deserializer, MapAccess, Visitor, value::MapAccessDeserializer, value::StrDeserializer};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a reading was taken from its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// From a row of a data file.
    File,
    /// From the code printed on the sheet.
    Code,
    /// By a person who looked at the sheet.
    Typed,
    /// From a message sent by a person at the station, which a gateway passed on.
    Message,
    /// By a program that looked at the photograph, with nobody who checked it.
    Machine,
}

impl Method {
    /// All methods, in the order in which they are listed.
    pub const ALL: [Method; 5] = [
        Method::File,
        Method::Code,
        Method::Typed,
        Method::Message,
        Method::Machine,
    ];

    /// The name in files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Method::File => "file",
            Method::Code => "code",
            Method::Typed => "typed",
            Method::Message => "message",
            Method::Machine => "machine",
        }
    }
}

/// The acceptance policy: when the readings of a station suffice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// How many independent readings must agree: by as many signers, taken from as many photographs, documents or
    /// messages.
    #[serde(default = "Acceptance::two")]
    pub agree: u32,
    /// By which method, and for which account, one reading suffices alone, where it breaks no rule that is an error.
    #[serde(default)]
    pub alone: Vec<Alone>,
}

/// One reading of this method and account suffices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alone {
    /// How it was taken; never by a program alone.
    pub method: Method,
    /// The account, one that the definition names; without it every account that there is, those that entries name among
    /// them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
}

/// The acceptance policy as people write it in election.toml: a method's name alone stands for it and every account.
pub(super) fn written<'de, D: Deserializer<'de>>(from: D) -> Result<Acceptance, D::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Written {
        #[serde(default = "Acceptance::two")]
        agree: u32,
        #[serde(default)]
        alone: Vec<WrittenAlone>,
    }
    let Written { agree, alone } = Written::deserialize(from)?;
    let alone = alone.into_iter().map(|WrittenAlone(alone)| alone).collect();
    Ok(Acceptance { agree, alone })
}

/// A member of `alone` in election.toml: `"file"`, or `{ method = "file", account = "council" }`.
struct WrittenAlone(Alone);

impl<'de> Deserialize<'de> for WrittenAlone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = WrittenAlone;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a method such as \"file\", or a table of a method and an account")
            }

            fn visit_str<E: serde::de::Error>(self, method: &str) -> Result<WrittenAlone, E> {
                let method = Method::deserialize(StrDeserializer::new(method))?;
                Ok(WrittenAlone(Alone {
                    method,
                    account: None,
                }))
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<WrittenAlone, M::Error> {
                Alone::deserialize(MapAccessDeserializer::new(map)).map(WrittenAlone)
            }
        }
        from.deserialize_any(Either)
    }
}

/// The most readings that [`Acceptance::alone`] may list.
const MAX_ALONE: usize = 256;

impl Acceptance {
    /// Notes what is wrong with it, given the accounts of the definition.
    pub(super) fn faults(&self, accounts: &[&AccountId], faults: &mut Faults) {
        let at = Place::of("acceptance");
        faults.within(
            at.key("agree"),
            "acceptance.agree",
            self.agree.into(),
            1..=16,
            "1 to 16 readings",
        );
        let (at, key) = (at.key("alone"), "acceptance.alone");
        faults.length(at.clone(), key, self.alone.len(), 0..=MAX_ALONE, "0 to 256 pairs");
        for (place, Alone { method, account }) in self.alone.iter().enumerate() {
            let (at, key) = (at.item(place), key.to_owned());
            if *method == Method::Machine {
                let found = format!("{:?}", method.name());
                let expected = "the methods that suffice: file, code, typed or message";
                faults.push(at.key("method"), ElectionError::Range { key, found, expected });
            } else if let Some(account) = account
                && !accounts.contains(&account)
            {
                let account = account.to_string();
                faults.push(at.key("account"), ElectionError::NoSuchAccount { key, account });
            }
        }
    }

    fn two() -> u32 {
        2
    }
}

impl Default for Acceptance {
    fn default() -> Self {
        Acceptance {
            agree: Self::two(),
            alone: Vec::new(),
        }
    }
}
