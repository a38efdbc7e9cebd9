//! The definition of an election: what people edit in `election.toml`, and what the first entry of the
//! record points at, as JSON of the same shape.

use crate::{
    AccountId, AreaCode, Color, ContestId, Date, ElectionId, LevelId, OptionId, Sheet, Subject, Thresholds,
};
use serde::{Deserialize, Serialize};

/// An election's definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Election {
    /// The election's id, named by every entry.
    pub id: ElectionId,
    /// Its name, for people.
    pub name: String,
    /// The day of the vote.
    pub date: Date,
    /// The log's name: a URL prefix without scheme or trailing slash (C2SP tlog-checkpoint).
    pub origin: String,
    /// The levels of the area tree from the top down, the country and the station left out.
    #[serde(default)]
    pub levels: Vec<LevelId>,
    /// The contests; each has one sheet at each station.
    pub contests: Vec<Contest>,
    /// The accounts that are known beforehand, with their names for people.
    #[serde(default)]
    pub accounts: Vec<Account>,
    /// What is known of the register of stations.
    #[serde(default)]
    pub register: Register,
    /// When a station's readings suffice.
    #[serde(default)]
    pub acceptance: Acceptance,
    /// The thresholds of the rules that warn.
    #[serde(default)]
    pub rules: Thresholds,
    /// The sheets.
    #[serde(default, skip_serializing_if = "Sheet::is_empty")]
    pub sheet: Sheet,
    /// How maps are drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<Map>,
}

/// How maps are drawn: from a GeoJSON document (RFC 7946) whose features name areas, or stations, by their codes,
/// and from the places of the register's stations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// The document's file, beside the definition, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The property that has the code.
    #[serde(default = "Map::code")]
    pub property: String,
    /// The document in the record, as the name of a blob; written when the record is begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The topmost areas that the map of the whole country shows; all where none is named. Areas abroad are far
    /// away, so that the country would be small beside them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaCode>,
}

impl Map {
    fn code() -> String {
        "code".to_owned()
    }
}

/// A contest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contest {
    /// The contest's id.
    pub id: ContestId,
    /// Its name, for people.
    pub name: String,
    /// The options, in the order in which they are shown.
    pub options: Vec<ContestOption>,
}

/// An option of a contest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestOption {
    /// The option's id.
    pub id: OptionId,
    /// Its name, for people.
    pub name: String,
    /// The colour in which it is drawn, where it has one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
}

/// An account's name for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The account's id.
    pub id: AccountId,
    /// Its name.
    pub name: String,
}

/// What is known of the register before the stations themselves are written down.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Whether every station of the country is on the register. Where it is, a station that is not
    /// on it counts for nothing; where it is not, stations are added as files name them.
    #[serde(default)]
    pub complete: bool,
    /// Stations in the whole country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stations: Option<u64>,
    /// Registered voters in the whole country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<u64>,
    /// Expected numbers by area, where they are known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Expected>,
}

/// What is expected of an area whose stations are not all known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The area.
    pub area: AreaCode,
    /// Its stations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stations: Option<u64>,
    /// Its registered voters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<u64>,
}

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

/// A definition that contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ElectionError {
    /// A list that may not be empty.
    #[error("{place}: at least one is needed")]
    Empty {
        /// The list, such as `contests`.
        place: String,
    },
    /// Two of the same name in one list.
    #[error("{place}: {id:?} stands there twice")]
    Twice {
        /// The list.
        place: String,
        /// The id.
        id: String,
    },
    /// An id with a meaning of its own.
    #[error(
        "{place}: {id:?} is a word with a meaning of its own (registered, ballots, valid, blank, null, turnout, stations, others); choose another id"
    )]
    Reserved {
        /// The list.
        place: String,
        /// The id.
        id: String,
    },
    /// A number out of its range.
    #[error("{place}: {found} is not within {expected}")]
    Range {
        /// The key.
        place: String,
        /// What stands there.
        found: String,
        /// What may stand there.
        expected: &'static str,
    },
}

/// The most levels that an area tree may have.
pub const MAX_LEVELS: usize = 8;
/// The most contests that an election may have.
pub const MAX_CONTESTS: usize = 1_000;

/// Whether a text has the form of a blob's name, `sha256:` and 64 lower-case hexadecimal digits.
pub(crate) fn is_blob_name(text: &str) -> bool {
    let digits = text.strip_prefix("sha256:").unwrap_or("");
    let hexadecimal = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    digits.len() == 64 && digits.bytes().all(hexadecimal)
}

impl Election {
    /// Checks what the types alone do not.
    pub fn check(&self) -> Result<(), ElectionError> {
        unique("levels", self.levels.iter().map(LevelId::as_str))?;
        unique("accounts", self.accounts.iter().map(|a| a.id.as_str()))?;
        unique("contests", self.contests.iter().map(|c| c.id.as_str()))?;
        unique(
            "register.areas",
            self.register.areas.iter().map(|e| e.area.as_str()),
        )?;
        unique(
            "map.areas",
            self.map.iter().flat_map(|map| &map.areas).map(AreaCode::as_str),
        )?;
        within(
            "levels",
            self.levels.len() as u64,
            0..=MAX_LEVELS as u64,
            "0 to 8 levels",
        )?;
        within(
            "contests",
            self.contests.len() as u64,
            0..=MAX_CONTESTS as u64,
            "1 to 1000 contests",
        )?;
        if self.contests.is_empty() {
            return Err(ElectionError::Empty {
                place: "contests".into(),
            });
        }
        for contest in &self.contests {
            let place = format!("options of contest {}", contest.id);
            unique(&place, contest.options.iter().map(|o| o.id.as_str()))?;
            if contest.options.is_empty() {
                return Err(ElectionError::Empty { place });
            }
            let count = contest.options.len() as u64;
            within(
                &place,
                count,
                1..=crate::counts::MAX_OPTIONS as u64,
                "1 to 2000 options",
            )?;
            if let Some(option) = contest
                .options
                .iter()
                .find(|o| Subject::is_reserved(o.id.as_str()))
            {
                return Err(ElectionError::Reserved {
                    place,
                    id: option.id.to_string(),
                });
            }
        }
        let expected = self
            .register
            .areas
            .iter()
            .flat_map(|e| [e.stations, e.registered]);
        for number in expected
            .chain([self.register.stations, self.register.registered])
            .flatten()
        {
            within(
                "register",
                number,
                0..=crate::claim::MAX_NUMBER,
                "0 to 9007199254740991",
            )?;
        }
        within(
            "acceptance.agree",
            self.acceptance.agree.into(),
            1..=16,
            "1 to 16 readings",
        )?;
        if let Some(document) = self.map.as_ref().and_then(|map| map.document.as_ref())
            && !is_blob_name(document)
        {
            return Err(ElectionError::Range {
                place: "map.document".to_owned(),
                found: document.chars().take(80).collect(),
                expected: "names of blobs, sha256: and 64 hexadecimal digits",
            });
        }
        self.rules.check()
    }

    /// The contest of that id.
    pub fn contest(&self, id: &str) -> Option<&Contest> {
        self.contests.iter().find(|contest| contest.id.as_str() == id)
    }

    /// The account's name for people; its id where it has none.
    pub fn account_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.accounts
            .iter()
            .find(|account| account.id.as_str() == id)
            .map_or(id, |account| &account.name)
    }

    /// The place of a level in the tree, 0 for the topmost.
    pub fn level(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.as_str() == id)
    }
}

impl Contest {
    /// The place of an option in the order in which options are shown.
    pub fn position(&self, option: &str) -> Option<usize> {
        self.options.iter().position(|o| o.id.as_str() == option)
    }
}

pub(crate) fn within(
    place: &str,
    found: u64,
    range: std::ops::RangeInclusive<u64>,
    expected: &'static str,
) -> Result<(), ElectionError> {
    if range.contains(&found) {
        return Ok(());
    }
    Err(ElectionError::Range {
        place: place.to_owned(),
        found: found.to_string(),
        expected,
    })
}

fn unique<'a>(place: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), ElectionError> {
    let mut seen = std::collections::BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(ElectionError::Twice {
                place: place.to_owned(),
                id: id.to_owned(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ELECTION: &str = r#"
        id = "e"
        name = "Example"
        date = "2026-05-10"
        origin = "count.example/e"
        levels = ["state"]
        [[contests]]
        id = "mayor"
        name = "Mayor"
        options = [{ id = "ana", name = "Ana" }, { id = "luis", name = "Luis" }]
        [acceptance]
        alone = ["code"]
    "#;

    fn parsed(text: &str) -> Election {
        crate::document::parse(text).unwrap()
    }

    #[test]
    fn a_definition_has_defaults_for_what_it_leaves_out() {
        let election = parsed(ELECTION);
        election.check().unwrap();
        assert_eq!(election.acceptance.agree, 2);
        assert_eq!(election.acceptance.alone, [Method::Code]);
        assert!(!election.register.complete);
        let json = serde_json::to_string(&election).unwrap();
        assert!(!json.contains("color"));
        assert_eq!(serde_json::from_str::<Election>(&json).unwrap(), election);
    }

    #[test]
    fn an_option_may_have_a_colour_and_nothing_that_is_none() {
        let coloured = ELECTION.replace("name = \"Ana\"", "name = \"Ana\", color = \"#1B6CA8\"");
        let color = parsed(&coloured).contests[0].options[0].color;
        assert_eq!(color.unwrap().to_string(), "#1b6ca8");
        let broken = coloured.replace("#1B6CA8", "red;} body {display:none");
        let error = crate::document::parse::<Election>(&broken)
            .unwrap_err()
            .to_string();
        assert!(error.contains("is not a colour"), "{error}");
    }

    #[test]
    fn a_map_is_named_by_its_file_and_the_record_by_its_blob() {
        let with = |map: &str| parsed(&format!("{ELECTION}\n[map]\n{map}"));
        let election = with("file = \"areas.geojson\"");
        election.check().unwrap();
        assert_eq!(election.map.unwrap().property, "code");
        with("areas = [\"01\"]").check().unwrap();
        let wrong = with("file = \"areas.geojson\"\ndocument = \"sha256:00\"");
        assert!(wrong.check().unwrap_err().to_string().contains("map.document"));
    }

    #[test]
    fn a_definition_that_contradicts_itself_is_refused() {
        let twice = ELECTION.replace("\"luis\"", "\"ana\"");
        assert!(
            parsed(&twice)
                .check()
                .unwrap_err()
                .to_string()
                .contains("\"ana\" stands there twice")
        );
        let reserved = ELECTION.replace("\"luis\"", "\"null\"");
        assert!(
            parsed(&reserved)
                .check()
                .unwrap_err()
                .to_string()
                .contains("meaning of its own")
        );
        let none = ELECTION.replace("alone = [\"code\"]", "agree = 0");
        assert!(
            parsed(&none)
                .check()
                .unwrap_err()
                .to_string()
                .contains("acceptance.agree")
        );
    }
}
