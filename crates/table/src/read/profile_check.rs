//! Parsing a profile, and validating it by itself and against an election.

use super::error::Near;
use super::format::framing::MAX_RECORD_BYTES;
use super::header::MAX_COLUMNS;
use super::profile::{Layout, MAX_SKIPPED_LINES, OptionRule, Profile, VotesRule};
use super::template::Template;
use model::document::{self, DocumentError};
use model::rules::Field;
use model::{ContestId, Election, Minute};

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
    /// A contest, option or figure that the election does not have.
    #[error("{key}: the election has no {what} {name}")]
    Unknown {
        /// The key.
        key: String,
        /// `contest`, `option` or `figure`.
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

pub(crate) fn key(key: &str, message: impl Into<String>) -> ProfileError {
    ProfileError::Key {
        key: key.to_owned(),
        message: message.into(),
    }
}

impl Profile {
    /// Parses a profile. The error points at the line, and offers the nearest key where one is unknown.
    ///
    /// # Errors
    /// [`ProfileError::Document`] when it is not such TOML, [`ProfileError::Key`] when its keys do not fit together.
    pub fn parse(text: &str) -> Result<Profile, ProfileError> {
        let profile: Profile = document::parse(text)?;
        profile.check_file()?;
        profile.check_figures()?;
        Ok(profile)
    }

    /// Whether the first record names the columns.
    pub fn has_header(&self) -> bool {
        self.file.format.reader().has_header(&self.file)
    }

    /// The columns' names where the profile gives them, in the order of the cells.
    pub(crate) fn given_columns(&self) -> Vec<&str> {
        self.file.format.reader().given_columns(&self.file)
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
        file.format.reader().check(file)?;
        for field in &file.fields {
            if field.start == 0 || field.width == 0 || field.start.max(field.width) > MAX_RECORD_BYTES {
                let message = format!(
                    "field {:?}: start is counted from 1, and width is at least 1",
                    field.name
                );
                return Err(key("file.fields", message));
            }
        }
        if !file.may_lack.is_empty() && !self.has_header() {
            return Err(key(
                "file.may_lack",
                "only a file with a header can lack a column",
            ));
        }
        let used = self.columns();
        if let Some(column) = file.may_lack.iter().find(|may| !used.contains(&may.as_str())) {
            let near = Near::of(column, used.iter().copied());
            return Err(key("file.may_lack", format!("no template uses {near}")));
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
        let place = self.file.format.reader().columns_key();
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
        for id in self.options.keys() {
            model::names::check(id.as_str())
                .map_err(|misleading| key(&format!("options.{id}"), misleading.to_string()))?;
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
        for (name, filter) in [("only", &self.only), ("except", &self.except)] {
            if let Some((column, _)) = filter.iter().find(|(_, values)| values.is_empty()) {
                return Err(key(
                    &format!("{name}.{column}"),
                    "the list is empty: it needs the values that rows have there",
                ));
            }
        }
        if self.station.code.columns().next().is_none() {
            return Err(key(
                "station.code",
                "takes no value from any column; write \"{COLUMN}\"",
            ));
        }
        if self.station.latitude.is_some() != self.station.longitude.is_some() {
            return Err(key(
                "station",
                "a place is `latitude` and `longitude`; give both or neither",
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
        if let Some(constant) = self.as_of.as_ref().and_then(Template::constant) {
            constant
                .parse::<Minute>()
                .map_err(|error| key("as_of", error.to_string()))?;
        }
        Ok(())
    }

    /// Each rule of a figure, with its key.
    pub(crate) fn votes_rules(&self) -> Vec<(String, &VotesRule)> {
        let mut rules = Vec::new();
        for (figure, rule) in self.counts.rules() {
            rules.push((format!("counts.{}", Field::from(&figure)), rule));
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
        let filters = self.only.keys().chain(self.except.keys());
        let mut columns: Vec<&str> = filters.map(String::as_str).collect();
        columns.extend(self.contest.columns());
        columns.extend(self.as_of.iter().flat_map(Template::columns));
        columns.extend(self.station.code.columns());
        for area in &self.station.areas {
            columns.extend(area.code.columns());
            columns.extend(area.name.iter().flat_map(Template::columns));
        }
        let place = [&self.station.latitude, &self.station.longitude];
        columns.extend(place.into_iter().flatten().flat_map(Template::columns));
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

    /// Validates the profile against an election: its contest, options and further figures exist there, and it has an area
    /// for each level, or none.
    ///
    /// # Errors
    /// [`ProfileError::Unknown`] for a contest, option or figure that the election lacks, [`ProfileError::Areas`] for another
    /// number of areas.
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
        let figures = self.option.as_ref().map_or(&[][..], |option| &option.figures);
        let named = named
            .filter(|(_, id)| OptionRule::sheet_figure(figures, id).is_none())
            .map(|(text, id)| (format!("option.names.{text:?}"), id));
        let wide = self.options.keys().map(|id| (format!("options.{id}"), id));
        for (key, id) in wide.chain(named) {
            if !ids().any(|known| known == id.as_str()) {
                return Err(unknown(&key, "option", id.as_str(), &mut ids()));
            }
        }
        let known = || election.figures.iter().map(|id| id.as_str());
        let more = self
            .counts
            .more
            .keys()
            .map(|id| (format!("counts.more.{id}"), id));
        let named = figures.iter().map(|id| ("option.figures".to_owned(), id));
        for (key, id) in more.chain(named) {
            if !election.figures.contains(id) {
                return Err(unknown(&key, "figure", id.as_str(), &mut known()));
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
