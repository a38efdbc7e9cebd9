//! Profiles: TOML files that say which columns of a result file mean what. Their schema is here;
//! `profile_check` parses and validates them.

use super::source::MAX_UNPACKED_BYTES;
use super::template::Template;
use model::{CountField, FigureId, Mask, OptionId, SheetFigure};
use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// The most lines that a profile may skip before the header.
pub const MAX_SKIPPED_LINES: u64 = 10_000;

/// What the columns of a country's result files mean.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The profile's name, for people.
    pub name: String,
    /// The contest's id; from columns where a file holds several contests.
    pub contest: Template,
    /// The minute in UTC which a row's figures refer to, such as `2024-07-28T22:10Z`; empty where a row states none.
    pub as_of: Option<Template>,
    /// How the file is written.
    #[serde(default)]
    pub file: FileRules,
    /// A filter: columns and the values of which a row must have one in each; other rows are left out and counted.
    #[serde(default)]
    pub only: BTreeMap<String, Vec<String>>,
    /// A filter: columns and the values that leave a row out that has one of them, such as those of totals; such rows are
    /// counted.
    #[serde(default)]
    pub except: BTreeMap<String, Vec<String>>,
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
    /// The thousands separator of figures, such as `.` in `1.234`; by default none is allowed.
    pub thousands: Option<char>,
}

/// How the file is written.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileRules {
    /// How a record is split into cells.
    pub format: FileFormat,
    /// The delimiter between cells: one ASCII character, a comma by default.
    pub delimiter: char,
    /// The quote around cells that hold delimiters or line breaks: one ASCII character, `"` by
    /// default. An empty text turns quoting off.
    pub quote: String,
    /// Whether the first record names the columns. The default is true for delimited files without
    /// `columns`.
    pub header: Option<bool>,
    /// Lines to skip before the header or the first record.
    pub skip: u64,
    /// Columns that a file with a header may lack; their cells are then empty.
    pub may_lack: Vec<String>,
    /// The names of the columns of a delimited file without a header.
    pub columns: Vec<String>,
    /// The columns of a fixed-width file.
    pub fields: Vec<FixedColumn>,
    /// The character encoding.
    pub encoding: Encoding,
    /// What one row stands for.
    pub layout: Layout,
    /// The file to read in a zip archive that holds more than one.
    pub member: Option<String>,
    /// The most bytes that a compressed file may decompress to; 4 GiB by default.
    pub max_unpacked_bytes: u64,
}

impl Default for FileRules {
    fn default() -> Self {
        FileRules {
            format: FileFormat::Delimited,
            delimiter: ',',
            quote: "\"".to_owned(),
            header: None,
            skip: 0,
            may_lack: Vec::new(),
            columns: Vec::new(),
            fields: Vec::new(),
            encoding: Encoding::Utf8,
            layout: Layout::Wide,
            member: None,
            max_unpacked_bytes: MAX_UNPACKED_BYTES,
        }
    }
}

/// How a record is split into cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// By a delimiter between cells (RFC 4180, any character).
    Delimited,
    /// By the position of each cell in the line.
    FixedWidth,
}

/// The character encoding. A byte order mark is removed in each case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
pub enum Encoding {
    /// UTF-8; a row that is not fails alone.
    #[serde(rename = "utf-8")]
    Utf8,
    /// Windows-1252, of which Latin-1's printable characters are a part.
    #[serde(rename = "latin-1", alias = "windows-1252")]
    Latin1,
    /// Row by row: UTF-8 where it is valid, otherwise Windows-1252. Files that were pasted
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
    /// What a code looks like, as masks (`9` a digit, `A` one of `A` to `Z`, `*` any character, all else itself): a row whose
    /// code fits none fails. Without masks only codes fail that a spreadsheet has made a date of, or a number with an
    /// exponent.
    #[serde(default)]
    pub codes: Vec<Mask>,
    /// Its registered voters, for the register; the figure on the sheet is `counts.registered`.
    pub registered: Option<VotesRule>,
    /// Its areas, one for each of the election's levels, from the top down; or none.
    #[serde(default)]
    pub areas: Vec<AreaRule>,
    /// Its latitude in decimal degrees (WGS 84), for the register; empty where it is not known.
    pub latitude: Option<Template>,
    /// Its longitude, likewise. Both or neither.
    pub longitude: Option<Template>,
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
    /// The election's further figures, by their ids.
    pub more: BTreeMap<FigureId, VotesRule>,
}

impl CountRules {
    /// The figures that have a rule, with it.
    pub fn rules(&self) -> impl Iterator<Item = (SheetFigure, &VotesRule)> {
        let fields = CountField::ALL.into_iter();
        let fields = fields.filter_map(|field| Some((SheetFigure::Field(field), self.field(field)?)));
        let further = self.more.iter();
        fields.chain(further.map(|(id, rule)| (SheetFigure::Further(id.clone()), rule)))
    }

    fn field(&self, field: CountField) -> Option<&VotesRule> {
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

impl OptionRule {
    /// The figure of the sheet that an id stands for; none where it is an option's.
    pub(crate) fn sheet_figure(figures: &[FigureId], id: &OptionId) -> Option<SheetFigure> {
        let further = figures.iter().find(|figure| figure.as_str() == id.as_str());
        let further = further.cloned().map(SheetFigure::Further);
        further.or_else(|| CountField::from_name(id.as_str()).map(SheetFigure::Field))
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
    /// (`registered`, `ballots`, `valid`, `blank`, `null`, and those of `figures`) stand for those.
    pub id: Template,
    /// The ids that stand for further figures of the election, and not for options.
    #[serde(default)]
    pub figures: Vec<FigureId>,
    /// Its votes.
    pub votes: VotesRule,
    /// Texts of the file and the ids that they stand for. Where there are any, no other text may occur.
    #[serde(default)]
    pub names: BTreeMap<String, OptionId>,
}
