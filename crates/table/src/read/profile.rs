//! Profiles: TOML files that say which columns of a result file mean what.

use super::error::Near;
use super::framing::MAX_RECORD_BYTES;
use super::header::MAX_COLUMNS;
use super::source::MAX_UNPACKED_BYTES;
use super::template::Template;
use model::document::{self, DocumentError};
use model::{ContestId, CountField, Election, OptionId};
use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// The most lines that a profile may have passed over before the header.
pub const MAX_SKIPPED_LINES: u64 = 10_000;

/// What the columns of a country's result files mean.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The profile's name, for people.
    pub name: String,
    /// The contest's id; from columns where a file holds several contests.
    pub contest: Template,
    /// How the file is written.
    #[serde(default)]
    pub file: FileRules,
    /// Columns and the values that a row must have in them; other rows are passed over and counted.
    #[serde(default)]
    pub only: BTreeMap<String, Vec<String>>,
    /// The station that a row belongs to.
    pub station: StationRule,
    /// The figures that are not an option's.
    #[serde(default)]
    pub counts: CountRules,
    /// Wide layout: the options' ids and where their votes stand.
    #[serde(default)]
    pub options: BTreeMap<OptionId, VotesRule>,
    /// Long layout: where the option and its votes stand.
    pub option: Option<OptionRule>,
    /// Texts in place of a figure that mean that it cannot be read.
    #[serde(default)]
    pub illegible: Vec<String>,
    /// Texts in place of a figure that mean that the form has none there.
    #[serde(default)]
    pub not_on_form: Vec<String>,
    /// What stands between the thousands of a figure, such as `.` in `1.234`; by default nothing may.
    pub thousands: Option<char>,
}

/// How the file is written.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileRules {
    /// How cells are told apart.
    pub format: Format,
    /// What stands between two cells: one ASCII character, a comma by default.
    pub delimiter: char,
    /// What stands around cells that hold delimiters or line breaks: one ASCII character, `"` by
    /// default. An empty text means that nothing does.
    pub quote: String,
    /// Whether the first record names the columns. The default is true for delimited files without
    /// `columns`.
    pub header: Option<bool>,
    /// Lines to pass over before the header or the first record.
    pub skip: u64,
    /// The names of the columns of a delimited file without a header.
    pub columns: Vec<String>,
    /// The columns of a fixed-width file.
    pub fields: Vec<FixedColumn>,
    /// How characters are written.
    pub encoding: Encoding,
    /// What one row stands for.
    pub layout: Layout,
    /// The file to read in a zip archive that holds more than one.
    pub member: Option<String>,
    /// The most bytes that a packed file may unpack to; 4 GiB by default.
    pub max_unpacked_bytes: u64,
}

impl Default for FileRules {
    fn default() -> Self {
        FileRules {
            format: Format::Delimited,
            delimiter: ',',
            quote: "\"".to_owned(),
            header: None,
            skip: 0,
            columns: Vec::new(),
            fields: Vec::new(),
            encoding: Encoding::Utf8,
            layout: Layout::Wide,
            member: None,
            max_unpacked_bytes: MAX_UNPACKED_BYTES,
        }
    }
}

/// How cells are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// By a character between them (RFC 4180, any delimiter).
    Delimited,
    /// By their place in the line.
    FixedWidth,
}

/// How characters are written. A byte order mark is taken off in each case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
pub enum Encoding {
    /// UTF-8; a row that is not fails alone.
    #[serde(rename = "utf-8")]
    Utf8,
    /// Windows-1252, of which Latin-1's printable characters are a part.
    #[serde(rename = "latin-1", alias = "windows-1252")]
    Latin1,
    /// Each row by itself: UTF-8 where it is valid, otherwise Windows-1252. Files that were pasted
    /// together from both are read right; a row of Windows-1252 that happens to be valid UTF-8 (such as
    /// `Ã±`, which nobody writes) is read as UTF-8.
    #[serde(rename = "detect")]
    Detect,
}

/// What one row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// A station.
    Wide,
    /// An option at a station; a station's rows may stand anywhere in the file.
    Long,
}

/// A column of a fixed-width file.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedColumn {
    /// The column's name.
    pub name: String,
    /// Its first character's place in the line, counted from 1.
    pub start: usize,
    /// How many characters it has.
    pub width: usize,
}

/// The station that a row belongs to.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StationRule {
    /// Its code.
    pub code: Template,
    /// Its registered voters, for the register; the figure on the sheet is `counts.registered`.
    pub registered: Option<VotesRule>,
    /// Its areas, one for each of the election's levels, from the top down; or none.
    #[serde(default)]
    pub areas: Vec<AreaRule>,
}

/// An area that a station lies in.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaRule {
    /// Its code, unique in the country.
    pub code: Template,
    /// Its name, for people.
    pub name: Option<Template>,
}

/// Where the figures stand that are not an option's; one that is left out is not on the form.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CountRules {
    /// Voters on the station's register.
    pub registered: Option<VotesRule>,
    /// Ballots cast.
    pub ballots: Option<VotesRule>,
    /// Valid votes, as stated.
    pub valid: Option<VotesRule>,
    /// Blank ballots.
    pub blank: Option<VotesRule>,
    /// Null ballots.
    pub null: Option<VotesRule>,
}

impl CountRules {
    /// The rule of a field.
    pub fn field(&self, field: CountField) -> Option<&VotesRule> {
        match field {
            CountField::Registered => self.registered.as_ref(),
            CountField::Ballots => self.ballots.as_ref(),
            CountField::Valid => self.valid.as_ref(),
            CountField::Blank => self.blank.as_ref(),
            CountField::Null => self.null.as_ref(),
        }
    }
}

/// Where a figure stands: in one place, or in several that are added up (the lists of a coalition).
///
/// A sum is illegible where one of its parts is; parts that are not on the form are left out.
#[derive(Debug, Clone)]
pub struct VotesRule(Vec<Template>);

impl VotesRule {
    /// The places, one or more.
    pub fn templates(&self) -> &[Template] {
        &self.0
    }
}

impl<'de> Deserialize<'de> for VotesRule {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct RuleVisitor;
        impl<'de> Visitor<'de> for RuleVisitor {
            type Value = VotesRule;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a template such as \"{VOTES}\", or a list of them to be added up")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<VotesRule, E> {
                Ok(VotesRule(vec![text.parse().map_err(E::custom)?]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<VotesRule, A::Error> {
                let mut templates = Vec::new();
                while let Some(template) = list.next_element()? {
                    templates.push(template);
                }
                Ok(VotesRule(templates))
            }
        }
        d.deserialize_any(RuleVisitor)
    }
}

/// Long layout: where the option and its votes stand.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionRule {
    /// The option's id, or a text that `names` turns into one. The names of the other figures
    /// (`registered`, `ballots`, `valid`, `blank`, `null`) stand for those.
    pub id: Template,
    /// Its votes.
    pub votes: VotesRule,
    /// Texts of the file and the ids that they stand for. Where there are any, no other text may occur.
    #[serde(default)]
    pub names: BTreeMap<String, OptionId>,
}

/// A profile that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// Not TOML, or not a profile's keys and values.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// Keys that do not fit together.
    #[error("{key}: {message}")]
    Key {
        /// The key, such as `file.delimiter`.
        key: String,
        /// What is wrong with it.
        message: String,
    },
    /// A contest or option that the election does not have.
    #[error("{key}: the election has no {what} {name}")]
    Unknown {
        /// The key.
        key: String,
        /// `contest` or `option`.
        what: &'static str,
        /// The id, and the nearest that the election has.
        name: Near,
    },
    /// Another number of areas than the election has levels.
    #[error(
        "station.areas: {found} areas, but the election has {expected} levels ({levels}); give one for each, or none"
    )]
    Areas {
        /// How many there are.
        found: usize,
        /// How many levels the election has.
        expected: usize,
        /// The levels' names.
        levels: String,
    },
}

fn key(key: &str, message: impl Into<String>) -> ProfileError {
    ProfileError::Key {
        key: key.to_owned(),
        message: message.into(),
    }
}

impl Profile {
    /// Parses a profile. The error points at the line, and offers the nearest key where one is unknown.
    pub fn parse(text: &str) -> Result<Profile, ProfileError> {
        let profile: Profile = document::parse(text)?;
        profile.check_file()?;
        profile.check_figures()?;
        Ok(profile)
    }

    /// Whether the first record names the columns.
    pub fn has_header(&self) -> bool {
        self.file.format == Format::Delimited && self.file.header.unwrap_or(self.file.columns.is_empty())
    }

    /// The columns' names where the profile gives them, in the order of the cells.
    pub(crate) fn given_columns(&self) -> Vec<&str> {
        match self.file.format {
            Format::Delimited => self.file.columns.iter().map(String::as_str).collect(),
            Format::FixedWidth => self.file.fields.iter().map(|field| field.name.as_str()).collect(),
        }
    }

    fn check_file(&self) -> Result<(), ProfileError> {
        let file = &self.file;
        let ascii = |c: char| c.is_ascii() && c != '\n' && c != '\r' && c != '\0';
        if !ascii(file.delimiter) {
            return Err(key("file.delimiter", "expected one ASCII character"));
        }
        let mut quote = file.quote.chars();
        match (quote.next(), quote.next()) {
            (None, _) => {}
            (Some(c), None) if ascii(c) && c != file.delimiter => {}
            _ => {
                return Err(key(
                    "file.quote",
                    "expected one ASCII character that is not the delimiter, or none",
                ));
            }
        }
        if file.skip > MAX_SKIPPED_LINES {
            return Err(key(
                "file.skip",
                format!("at most {MAX_SKIPPED_LINES} lines can be passed over"),
            ));
        }
        match file.format {
            Format::Delimited if !file.fields.is_empty() => {
                return Err(key(
                    "file.fields",
                    "only a fixed-width file has fields; use `columns`",
                ));
            }
            Format::Delimited if file.header == Some(true) && !file.columns.is_empty() => {
                return Err(key(
                    "file.columns",
                    "the columns are named by the header; leave one of the two out",
                ));
            }
            Format::Delimited if file.header == Some(false) && file.columns.is_empty() => {
                return Err(key("file.columns", "needed where the file has no header"));
            }
            Format::FixedWidth if file.fields.is_empty() => {
                return Err(key("file.fields", "needed for a fixed-width file"));
            }
            Format::FixedWidth if !file.columns.is_empty() => {
                return Err(key(
                    "file.columns",
                    "a fixed-width file has `fields`, with their places",
                ));
            }
            Format::FixedWidth if file.header == Some(true) => {
                return Err(key(
                    "file.header",
                    "a fixed-width file names its fields here; use `skip` to pass over a heading",
                ));
            }
            _ => {}
        }
        for field in &file.fields {
            if field.start == 0 || field.width == 0 || field.start.max(field.width) > MAX_RECORD_BYTES {
                let message = format!(
                    "field {:?}: start is counted from 1, and width is at least 1",
                    field.name
                );
                return Err(key("file.fields", message));
            }
        }
        let names = self.given_columns();
        if names.len() > MAX_COLUMNS {
            return Err(key(
                "file.columns",
                format!("at most {MAX_COLUMNS} columns are allowed"),
            ));
        }
        if !self.has_header() {
            self.check_names(&names)?;
        }
        Ok(())
    }

    /// Without a header, the names that templates use must be among those given.
    fn check_names(&self, names: &[&str]) -> Result<(), ProfileError> {
        let place = match self.file.format {
            Format::Delimited => "file.columns",
            Format::FixedWidth => "file.fields",
        };
        for (at, name) in names.iter().enumerate() {
            if names[..at].contains(name) {
                return Err(key(place, format!("{name:?} stands there twice")));
            }
        }
        match self.columns().into_iter().find(|column| !names.contains(column)) {
            Some(column) => {
                let near = Near::of(column, names.iter().copied());
                Err(key(place, format!("lacks {near}, which a template uses")))
            }
            None => Ok(()),
        }
    }

    fn check_figures(&self) -> Result<(), ProfileError> {
        match self.file.layout {
            Layout::Wide if self.option.is_some() => {
                return Err(key(
                    "option",
                    "belongs to the long layout; use `[options]`, or `layout = \"long\"`",
                ));
            }
            Layout::Wide if self.options.is_empty() => {
                return Err(key(
                    "options",
                    "needed for the wide layout: option ids and the columns of their votes",
                ));
            }
            Layout::Long if !self.options.is_empty() => {
                return Err(key("options", "belongs to the wide layout; use `[option]`"));
            }
            Layout::Long if self.option.is_none() => {
                return Err(key("option", "needed for the long layout: `id` and `votes`"));
            }
            _ => {}
        }
        if self.options.len() > model::counts::MAX_OPTIONS {
            return Err(key(
                "options",
                format!("at most {} are allowed", model::counts::MAX_OPTIONS),
            ));
        }
        if let Some(id) = self
            .options
            .keys()
            .find(|id| model::Subject::is_reserved(id.as_str()))
        {
            return Err(key(
                &format!("options.{id}"),
                "is a word with a meaning of its own; another id is needed",
            ));
        }
        for (name, rule) in self.votes_rules() {
            if rule.templates().is_empty() {
                return Err(key(&name, "the list is empty"));
            }
            if rule
                .templates()
                .iter()
                .any(|template| template.columns().next().is_none())
            {
                return Err(key(&name, "takes no value from any column; write \"{COLUMN}\""));
            }
        }
        if self.station.code.columns().next().is_none() {
            return Err(key(
                "station.code",
                "takes no value from any column; write \"{COLUMN}\"",
            ));
        }
        if self
            .thousands
            .is_some_and(|c| c.is_ascii_digit() || c == '-' || c == '+')
        {
            return Err(key(
                "thousands",
                "a digit or a sign cannot stand between thousands",
            ));
        }
        if let Some(constant) = self.contest.constant() {
            constant
                .parse::<ContestId>()
                .map_err(|error| key("contest", error.to_string()))?;
        }
        Ok(())
    }

    /// Each rule of a figure, with its key.
    pub(crate) fn votes_rules(&self) -> Vec<(String, &VotesRule)> {
        let mut rules = Vec::new();
        for field in CountField::ALL {
            if let Some(rule) = self.counts.field(field) {
                rules.push((format!("counts.{}", field.name()), rule));
            }
        }
        for (id, rule) in &self.options {
            rules.push((format!("options.{id}"), rule));
        }
        if let Some(option) = &self.option {
            rules.push(("option.votes".to_owned(), &option.votes));
        }
        if let Some(rule) = &self.station.registered {
            rules.push(("station.registered".to_owned(), rule));
        }
        rules
    }

    /// The columns that the profile names, each once, sorted.
    pub fn columns(&self) -> Vec<&str> {
        let mut columns: Vec<&str> = self.only.keys().map(String::as_str).collect();
        columns.extend(self.contest.columns());
        columns.extend(self.station.code.columns());
        for area in &self.station.areas {
            columns.extend(area.code.columns());
            columns.extend(area.name.iter().flat_map(Template::columns));
        }
        for (_, rule) in self.votes_rules() {
            columns.extend(rule.templates().iter().flat_map(Template::columns));
        }
        if let Some(option) = &self.option {
            columns.extend(option.id.columns());
        }
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// Holds the profile against an election: its contest and options exist there, and it has an area
    /// for each level, or none.
    pub fn check(&self, election: &Election) -> Result<(), ProfileError> {
        let unknown =
            |key: &str, what, name: &str, among: &mut dyn Iterator<Item = &str>| ProfileError::Unknown {
                key: key.to_owned(),
                what,
                name: Near::of(name, among),
            };
        let contests: Vec<&model::Contest> = match self.contest.constant() {
            None => election.contests.iter().collect(),
            Some(id) => match election.contests.iter().find(|contest| contest.id.as_str() == id) {
                Some(contest) => vec![contest],
                None => {
                    let mut ids = election.contests.iter().map(|contest| contest.id.as_str());
                    return Err(unknown("contest", "contest", id, &mut ids));
                }
            },
        };
        let ids = || {
            contests
                .iter()
                .flat_map(|contest| &contest.options)
                .map(|option| option.id.as_str())
        };
        let named = self.option.iter().flat_map(|option| &option.names);
        let named = named
            .filter(|(_, id)| CountField::from_name(id.as_str()).is_none())
            .map(|(text, id)| (format!("option.names.{text:?}"), id));
        let wide = self.options.keys().map(|id| (format!("options.{id}"), id));
        for (key, id) in wide.chain(named) {
            if !ids().any(|known| known == id.as_str()) {
                return Err(unknown(&key, "option", id.as_str(), &mut ids()));
            }
        }
        let (found, expected) = (self.station.areas.len(), election.levels.len());
        if found != 0 && found != expected {
            let levels: Vec<&str> = election.levels.iter().map(|level| level.as_str()).collect();
            return Err(ProfileError::Areas {
                found,
                expected,
                levels: levels.join(", "),
            });
        }
        Ok(())
    }
}
