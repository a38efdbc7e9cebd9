//! The acceptance policy: when the readings of a station suffice.

use super::error::{ElectionError, within};
use serde::{Deserialize, Serialize};

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
    /// From a message sent by a person at the station.
    Message,
}

impl Method {
    /// All methods, in the order in which they are listed.
    pub const ALL: [Method; 4] = [Method::File, Method::Code, Method::Typed, Method::Message];

    /// The name in files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Method::File => "file",
            Method::Code => "code",
            Method::Typed => "typed",
            Method::Message => "message",
        }
    }
}

/// The acceptance policy: when the readings of a station suffice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// How many independent readings must agree. Two are independent when neither signer nor capture
    /// is the same.
    #[serde(default = "Acceptance::two")]
    pub agree: u32,
    /// The methods of which one reading suffices alone, where it breaks no rule that is an error.
    #[serde(default)]
    pub alone: Vec<Method>,
}

impl Acceptance {
    pub(super) fn check(&self) -> Result<(), ElectionError> {
        within("acceptance.agree", self.agree.into(), 1..=16, "1 to 16 readings")
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
