//! The definition of an election: what people edit in `election.toml`. The record has it in two parts: the [`Law`], which
//! counting rests on and which never changes, and the [`Words`], which people read.

pub mod acceptance;
pub mod account;
pub mod contest;
pub(crate) mod error;
pub(crate) mod fault;
pub mod law;
pub mod map;
pub mod register;
pub mod sum;
pub mod win;
pub mod words;

pub use acceptance::{Acceptance, Alone, Method};
pub use account::{Account, MAX_ACCOUNTS, MAX_STAGES};
pub use contest::{Contest, ContestOption};
pub use error::ElectionError;
pub use fault::Fault;
pub use law::{
    Law, MAX_ALL_CONTEST_AREAS, MAX_ALL_OPTIONS, MAX_CONTEST_AREAS, MAX_CONTESTS, MAX_FIGURES, MAX_LEVELS,
};
pub use map::Map;
pub use register::{ContestAreas, Expected, Register};
pub use sum::{SumRule, Summand};
pub use win::{ShareOf, Win};
pub use words::{Asked, Names, Words};

use crate::{
    CountField, Counts, Date, ElectionId, FigureId, LanguageTag, LevelId, Mask, Name, Sheet, SheetFigure,
    StageId, Thresholds,
};
use law::{AccountLaw, ContestLaw};
use serde::{Deserialize, Serialize};
use words::ContestWords;

/// An election's definition: its law and its words together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Election {
    /// The election's id, named by every entry.
    pub id: ElectionId,
    /// Its name, for people.
    pub name: Name,
    /// The day of the vote.
    pub date: Date,
    /// The log's name: a URL prefix without scheme or trailing slash (C2SP tlog-checkpoint).
    pub origin: String,
    /// The levels of the area tree from the top down, the country and the station left out.
    #[serde(default)]
    pub levels: Vec<LevelId>,
    /// The contests; each has one sheet at each station of its areas.
    pub contests: Vec<Contest>,
    /// The accounts that are known beforehand, in their order.
    #[serde(default)]
    pub accounts: Vec<Account>,
    /// The figures that sheets have besides the five and the options, in the order in which they are shown.
    #[serde(default)]
    pub figures: Vec<FigureId>,
    /// Sums between a sheet's figures, which are rules.
    #[serde(default)]
    pub sums: Vec<SumRule>,
    /// What is known of the register of stations.
    #[serde(default)]
    pub register: Register,
    /// The masks of which a station's code fits one, asked by whoever takes in; any code fits where there are none.
    #[serde(default)]
    pub codes: Vec<Mask>,
    /// When a station's readings suffice.
    #[serde(default, deserialize_with = "acceptance::written")]
    pub acceptance: Acceptance,
    /// What rows of nothing but zeros are; placeholders for stations that are still to come where nothing is said.
    #[serde(default)]
    pub zeros: Option<Zeros>,
    /// The thresholds of the rules that warn.
    #[serde(default)]
    pub rules: Thresholds,
    /// The names of what has no other place for them.
    #[serde(default)]
    pub names: Names,
    /// What observers are asked.
    #[serde(default)]
    pub questions: Vec<Asked>,
    /// What this record is, who keeps it, how they are reached.
    #[serde(default)]
    pub about: Option<Name>,
    /// Under what terms the record may be used: an SPDX identifier where there is one.
    #[serde(default)]
    pub licence: Option<String>,
    /// The sheets.
    #[serde(default)]
    pub sheet: Sheet,
    /// How maps are drawn.
    #[serde(default)]
    pub map: Option<Map>,
}

/// What a file's rows of nothing but zeros are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zeros {
    /// Readings as any others.
    Real,
}

impl Election {
    /// The election that a law and words make together: what the words do not name is called by its id.
    pub fn of(law: Law, words: Words) -> Election {
        let Law {
            id,
            date,
            origin,
            levels,
            contests,
            accounts,
            figures,
            sums,
            register,
            codes,
            acceptance,
            zeros,
            rules,
        } = law;
        let Words {
            name,
            levels: level_names,
            accounts: mut account_names,
            stages,
            figures: figure_names,
            contests: mut contest_words,
            questions,
            about,
            licence,
            sheet,
            map,
        } = words;
        let contests = contests.into_iter().map(|contest| {
            let words = contest_words.remove(&contest.id).unwrap_or_default();
            Contest::of(contest, words)
        });
        let contests = contests.collect();
        let accounts = accounts.into_iter().map(|AccountLaw { id, stages }| {
            let name = account_names.remove(&id).unwrap_or_else(|| id.as_str().into());
            Account { id, name, stages }
        });
        Election {
            name: name.unwrap_or_else(|| id.as_str().into()),
            id,
            date,
            origin,
            levels,
            contests,
            accounts: accounts.collect(),
            figures,
            sums,
            register,
            codes,
            acceptance,
            zeros,
            rules,
            names: Names {
                levels: level_names,
                accounts: account_names,
                stages,
                figures: figure_names,
            },
            questions,
            about,
            licence,
            sheet,
            map,
        }
    }

    /// The law: what counting rests on.
    pub fn law(&self) -> Law {
        let account = |account: &Account| AccountLaw {
            id: account.id.clone(),
            stages: account.stages.clone(),
        };
        Law {
            id: self.id.clone(),
            date: self.date.clone(),
            origin: self.origin.clone(),
            levels: self.levels.clone(),
            contests: self.contests.iter().map(ContestLaw::from).collect(),
            accounts: self.accounts.iter().map(account).collect(),
            figures: self.figures.clone(),
            sums: self.sums.clone(),
            register: self.register.clone(),
            codes: self.codes.clone(),
            acceptance: self.acceptance.clone(),
            zeros: self.zeros,
            rules: self.rules.clone(),
        }
    }

    /// The words: what people read.
    pub fn words(&self) -> Words {
        let mut accounts = self.names.accounts.clone();
        let own = self.accounts.iter();
        accounts.extend(own.map(|account| (account.id.clone(), account.name.clone())));
        let contests = self.contests.iter();
        let contests = contests.map(|contest| (contest.id.clone(), ContestWords::from(contest)));
        Words {
            name: Some(self.name.clone()),
            levels: self.names.levels.clone(),
            accounts,
            stages: self.names.stages.clone(),
            figures: self.names.figures.clone(),
            contests: contests.collect(),
            questions: self.questions.clone(),
            about: self.about.clone(),
            licence: self.licence.clone(),
            sheet: self.sheet.clone(),
            map: self.map.clone(),
        }
    }

    /// Checks what the types alone do not.
    ///
    /// # Errors
    /// The first of [`Election::faults`].
    pub fn check(&self) -> Result<(), ElectionError> {
        self.faults()
            .into_iter()
            .next()
            .map_or(Ok(()), |fault| Err(fault.error))
    }

    /// All that the types alone let pass: [`Law::faults`] and [`Words::faults`].
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = self.law().faults();
        faults.extend(self.words().faults());
        faults
    }

    /// The figures of a sheet that are not an option's: the five, then the further ones.
    pub fn sheet_figures(&self) -> impl Iterator<Item = SheetFigure> {
        let fields = CountField::ALL.into_iter().map(SheetFigure::Field);
        fields.chain(self.figures.iter().cloned().map(SheetFigure::Further))
    }

    /// How many they are.
    pub fn sheet_figure_count(&self) -> usize {
        CountField::ALL.len() + self.figures.len()
    }

    /// A further figure's name for people.
    pub fn figure_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.figure_name_in(id, LanguageTag::UNDETERMINED.as_str())
    }

    /// The same in a reader's language.
    pub fn figure_name_in<'a>(&'a self, id: &'a str, language: &str) -> &'a str {
        let name = self.names.figures.get(id);
        name.map_or(id, |name| name.in_language(language))
    }

    /// The contest of that id.
    pub fn contest(&self, id: &str) -> Option<&Contest> {
        self.contests.iter().find(|contest| contest.id.as_str() == id)
    }

    /// The account's name for people; its id where it has none.
    pub fn account_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.account_name_in(id, LanguageTag::UNDETERMINED.as_str())
    }

    /// The same in a reader's language.
    pub fn account_name_in<'a>(&'a self, id: &'a str, language: &str) -> &'a str {
        let name = self.account_in_words(id);
        name.map_or(id, |name| name.in_language(language))
    }

    /// The account's name in all its languages, where it has one.
    pub fn account_in_words(&self, id: &str) -> Option<&Name> {
        let own = self.accounts.iter().find(|account| account.id.as_str() == id);
        let name = own.map(|account| &account.name);
        name.or_else(|| self.names.accounts.get(id))
    }

    /// A stage's name in a reader's language; its id where it has none.
    pub fn stage_name_in<'a>(&'a self, stage: &'a StageId, language: &str) -> &'a str {
        let name = self.names.stages.get(stage);
        name.map_or(stage.as_str(), |name| name.in_language(language))
    }

    /// The level's name in a reader's language; its id where it has none.
    pub fn level_name_in<'a>(&'a self, level: &'a LevelId, language: &str) -> &'a str {
        let name = self.names.levels.get(level);
        name.map_or(level.as_str(), |name| name.in_language(language))
    }

    /// Whether a reading is an empty row, which holds no place (`docs/record.md`, *Which readings hold a place*): a file
    /// so lists the stations that are still to come.
    pub fn is_empty_row(&self, method: Method, counts: &Counts) -> bool {
        method == Method::File && self.zeros != Some(Zeros::Real) && counts.tell_nothing()
    }

    /// The place of a level in the tree, 0 for the topmost.
    pub fn level(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.as_str() == id)
    }

    /// Whether a station's code fits one of the masks, where there are any.
    pub fn code_fits(&self, station: &str) -> bool {
        self.codes.is_empty() || self.codes.iter().any(|mask| mask.fits(station))
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
            account: Some("agents".parse().unwrap()),
        };
        assert_eq!(election.acceptance.alone, [alone]);
        assert!(!election.register.complete);
        assert_eq!(Election::of(election.law(), election.words()), election);
        let words = serde_json::to_string(&election.words()).unwrap();
        assert!(!words.contains("color") && !words.contains("alone"), "{words}");
        let law = serde_json::to_string(&election.law()).unwrap();
        assert!(!law.contains("Mayor") && !law.contains("wins"), "{law}");
        assert_eq!(serde_json::from_str::<Law>(&law).unwrap(), election.law());
    }

    #[test]
    fn all_of_a_definition_is_in_its_law_or_its_words() {
        let text = ELECTION
            .replace(
                "name = \"Mayor\"",
                "name = { es = \"Alcaldía\", en = \"Mayor\" }\nareas = [\"01\"]\n\
                 wins = [{ way = \"over\", percent = \"40\", lead = \"10\" }, { way = \"of the moon\" }]",
            )
            .replace("name = \"Luis\"", "name = \"Luis\", withdrew = true")
            .replace(
                "levels = [",
                "codes = [\"99.9\"]\nzeros = \"real\"\nlicence = \"CC0-1.0\"\nlevels = [",
            )
            + "[names.levels]\nstate = { es = \"Estado\" }\n[names.accounts]\nlate = \"Late\"\n\
               [[questions]]\nid = \"opened\"\ntext = \"Open?\"\nanswers = { yes = \"Yes\" }\n\
               [about]\nes = \"De nosotros\"\n";
        let election = parsed(&text);
        election.check().unwrap();
        assert_eq!(Election::of(election.law(), election.words()), election);
        assert_eq!(election.contests[0].name.in_language("es"), "Alcaldía");
        assert_eq!(election.account_name("late"), "Late");
        assert!(election.code_fits("12.3") && !election.code_fits("12-3"));
        let words = serde_json::to_string(&election.words()).unwrap();
        assert!(!words.contains("99.9") && words.contains("withdrew"), "{words}");
    }

    #[test]
    fn what_words_do_not_name_is_called_by_its_id() {
        let election = Election::of(parsed(ELECTION).law(), Words::default());
        assert_eq!(election.name.as_str(), "e");
        assert_eq!(election.contests[0].options[0].name.as_str(), "ana");
    }

    #[test]
    fn lists_of_the_law_and_of_the_words_have_their_bounds() {
        let refused = |from: &str, to: &str| {
            let changed = ELECTION.replacen(from, to, 1);
            assert_ne!(changed, ELECTION, "{from}");
            parsed(&changed).check().unwrap_err().to_string()
        };
        let mayor = "name = \"Mayor\"";
        let ways = format!("{mayor}\nwins = [{}]", "{ way = \"most\" },".repeat(9));
        assert!(refused(mayor, &ways).starts_with("wins of contest mayor: 9 is not within"));
        let seats = format!("{mayor}\nwins = [{{ way = \"most\", seats = 0 }}]");
        assert!(refused(mayor, &seats).contains("1 to 10000 seats"));
        let areas = format!("{mayor}\nareas = [\"1\", \"1\"]");
        assert!(refused(mayor, &areas).starts_with("areas of contest mayor: \"1\" stands there twice"));
        let codes = format!("codes = [{}]\nlevels", "\"9\",".repeat(65));
        assert!(refused("levels", &codes).starts_with("codes: 65 is not within"));
        let accounts: String = (0..256)
            .map(|n| format!("[[accounts]]\nid = \"a{n}\"\nname = \"\"\n"))
            .collect();
        let accounts = format!("{accounts}[[accounts]]");
        assert!(refused("[[accounts]]", &accounts).starts_with("accounts: 257 is not within"));
        let twice = "questions = [{ id = \"q\", text = \"\" }, { id = \"q\", text = \"\" }]\nlevels";
        assert!(refused("levels", twice).starts_with("questions: \"q\" stands there twice"));
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
    fn a_method_alone_suffices_for_every_account() {
        let written = |alone: &str| {
            let own = "alone = [{ method = \"code\", account = \"agents\" }]";
            let text = ELECTION.replace(own, &format!("alone = {alone}"));
            crate::document::parse::<Election>(&text)
        };
        let election = written("[\"code\", { method = \"file\" }]").unwrap();
        election.check().unwrap();
        let of = |method| Alone {
            method,
            account: None,
        };
        assert_eq!(election.acceptance.alone, [of(Method::Code), of(Method::File)]);
        let law = serde_json::to_string(&election.law()).unwrap();
        assert!(
            law.contains(r#""alone":[{"method":"code"},{"method":"file"}]"#),
            "{law}"
        );
        // The law itself has no second way to write it.
        let law = law.replace(r#"{"method":"code"}"#, r#""code""#);
        assert!(serde_json::from_str::<Law>(&law).is_err(), "{law}");
        let machine = written("[\"machine\"]").unwrap();
        assert!(machine.check().is_err());
        let error = written("[\"files\"]").unwrap_err();
        assert_eq!(error.line, 12, "{error}");
        assert!(error.message.contains("did you mean `file`"), "{error}");
        let error = written("[7]").unwrap_err();
        assert!(error.message.contains("a method such as"), "{error}");
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

    #[test]
    fn further_figures_and_the_sums_between_them_are_checked() {
        let figures = "levels = []\nfigures = [\"challenged\", \"unused\"]\n";
        let with = |figures: &str, sums: &str| {
            let text = ELECTION.replace("levels = [\"state\"]", figures);
            parsed(&format!("{text}\n{sums}")).check()
        };
        let sum = |of: &str, parts: &str| format!("[[sums]]\nof = \"{of}\"\nparts = [{parts}]\n");
        let good = sum("unused", r#""registered", "ballots", "challenged", "options""#);
        with(figures, &good).unwrap();
        with(figures, &format!("{good}severity = \"warning\"")).unwrap();
        let refused = |figures: &str, sums: &str| with(figures, sums).unwrap_err().to_string();
        assert!(refused("figures = [\"valid\"]", "").starts_with("figures: \"valid\" is a word"));
        assert!(refused("figures = [\"options\"]", "").starts_with("figures: "));
        assert!(refused("figures = [\"a\", \"a\"]", "").contains("stands there twice"));
        assert!(refused("figures = [\"ana\"]", "").contains("\"ana\" is an option"));
        let many: Vec<String> = (0..17).map(|n| format!("\"f{n}\"")).collect();
        assert!(refused(&format!("figures = [{}]", many.join(",")), "").contains("0 to 16 figures"));
        assert!(refused(figures, &sum("unused", "\"valid\"")).contains("2 to 16 parts"));
        assert!(refused(figures, &sum("unused", "\"valid\", \"valid\"")).contains("stands there twice"));
        assert!(refused(figures, &sum("unused", "\"valid\", \"unused\"")).contains("part of itself"));
        assert!(refused(figures, &sum("lost", "\"valid\", \"null\"")).contains("no figure \"lost\""));
        assert!(refused(figures, &sum("unused", "\"valid\", \"ana\"")).contains("no figure \"ana\""));
        assert!(refused(figures, &format!("{good}{good}")).contains("stands there twice"));
    }
}
