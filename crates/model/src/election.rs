//! The definition of an election: what people edit in `election.toml`, and what the first entry of the
//! record points at, as JSON of the same shape.

pub mod acceptance;
pub mod contest;
pub(crate) mod error;
pub mod map;
pub mod register;

pub use acceptance::{Acceptance, Alone, Method};
pub use contest::{Contest, ContestOption};
pub use error::ElectionError;
pub use map::Map;
pub use register::{Expected, Register};

use crate::{AccountId, Date, ElectionId, LevelId, Sheet, Thresholds};
use error::{distinct, within};
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

/// An account's name for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The account's id.
    pub id: AccountId,
    /// Its name.
    pub name: String,
}

/// The most levels that an area tree may have.
pub const MAX_LEVELS: usize = 8;
/// The most contests that an election may have.
pub const MAX_CONTESTS: usize = 1_000;

impl Election {
    /// Checks what the types alone do not.
    ///
    /// # Errors
    /// The first contradiction found: [`ElectionError::Twice`] or [`ElectionError::Misleading`] for an id,
    /// [`ElectionError::Empty`] for a list that needs a member, [`ElectionError::Range`] for a value out of
    /// its range.
    pub fn check(&self) -> Result<(), ElectionError> {
        distinct("id", [self.id.as_str()].into_iter())?;
        distinct("levels", self.levels.iter().map(LevelId::as_str))?;
        distinct("accounts", self.accounts.iter().map(|a| a.id.as_str()))?;
        distinct("contests", self.contests.iter().map(|c| c.id.as_str()))?;
        let (levels, contests) = (self.levels.len() as u64, self.contests.len() as u64);
        within("levels", levels, 0..=MAX_LEVELS as u64, "0 to 8 levels")?;
        within(
            "contests",
            contests,
            0..=MAX_CONTESTS as u64,
            "1 to 1000 contests",
        )?;
        if self.contests.is_empty() {
            let key = "contests".to_owned();
            return Err(ElectionError::Empty { key });
        }
        self.contests.iter().try_for_each(Contest::check)?;
        self.register.check()?;
        self.acceptance
            .check(self.accounts.iter().map(|account| &account.id))?;
        self.map.as_ref().map_or(Ok(()), Map::check)?;
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
        alone = [{ method = "code", account = "agents" }]
        [[accounts]]
        id = "agents"
        name = "Agents"
    "#;

    fn parsed(text: &str) -> Election {
        crate::document::parse(text).unwrap()
    }

    #[test]
    fn a_definition_has_defaults_for_what_it_leaves_out() {
        let election = parsed(ELECTION);
        election.check().unwrap();
        assert_eq!(election.acceptance.agree, 2);
        let alone = Alone {
            method: Method::Code,
            account: "agents".parse().unwrap(),
        };
        assert_eq!(election.acceptance.alone, [alone]);
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
        let none = ELECTION.replace("alone = [", "agree = 0\nalone = [");
        assert!(
            parsed(&none)
                .check()
                .unwrap_err()
                .to_string()
                .contains("acceptance.agree")
        );
    }

    #[test]
    fn what_suffices_alone_is_a_method_of_people_and_an_account_that_is_named() {
        let refused = |from: &str, to: &str| {
            let changed = ELECTION.replacen(from, to, 1);
            assert_ne!(changed, ELECTION, "{from}");
            parsed(&changed).check().unwrap_err().to_string()
        };
        assert_eq!(
            refused("account = \"agents\"", "account = \"agent\""),
            "acceptance.alone: \"agent\" is not within the accounts that the definition names in accounts"
        );
        assert_eq!(
            refused("method = \"code\"", "method = \"machine\""),
            "acceptance.alone: \"machine\" is not within the methods that suffice: file, code, typed or message"
        );
    }

    #[test]
    fn no_id_of_a_definition_is_misleading() {
        let refused = |from: &str, to: &str| {
            let changed = ELECTION.replacen(from, to, 1);
            assert_ne!(changed, ELECTION, "{from}");
            parsed(&changed).check().unwrap_err().to_string()
        };
        let error = refused("\"luis\"", "\"Null\"");
        assert!(
            error.starts_with("options of contest mayor: \"Null\" is a word with"),
            "{error}"
        );
        let error = refused("\"luis\"", "\"ANA\"");
        assert!(
            error.contains("\"ANA\" and \"ana\" differ in nothing but capitals"),
            "{error}"
        );
        assert!(refused("\"luis\"", "\"a/b\"").contains("is no file's name on every system"));
        assert!(refused("\"mayor\"", "\"all\"").starts_with("contests: "));
        assert!(refused("\"e\"", "\"..\"").starts_with("id: "));
        assert!(refused("[\"state\"]", "[\"country\"]").starts_with("levels: "));
        assert!(refused("[\"state\"]", "[\"state\", \"State\"]").starts_with("levels: "));
        let accounts = "[[accounts]]\nid = \"AGENTS\"\nname = \"\"\n[[accounts]]";
        assert!(refused("[[accounts]]", accounts).starts_with("accounts: "));
    }
}
