//! The figures of one reading of one sheet.

use crate::{Figure, OptionId};
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// A figure of the sheet that is not an option's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountField {
    /// Voters on the station's register.
    Registered,
    /// Ballots cast, valid or not.
    Ballots,
    /// Valid votes, as the sheet states them.
    Valid,
    /// Blank ballots.
    Blank,
    /// Null (spoilt) ballots.
    Null,
}

impl CountField {
    /// All of them, in the order of the vocabulary.
    pub const ALL: [CountField; 5] = [
        CountField::Registered,
        CountField::Ballots,
        CountField::Valid,
        CountField::Blank,
        CountField::Null,
    ];

    /// The name in files, JSON and pages.
    pub fn name(self) -> &'static str {
        match self {
            CountField::Registered => "registered",
            CountField::Ballots => "ballots",
            CountField::Valid => "valid",
            CountField::Blank => "blank",
            CountField::Null => "null",
        }
    }

    /// The field of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// The counts of one reading: what one sheet says, as one reader has it.
///
/// The stated number of valid votes is kept beside the options' figures and never computed from them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Voters on the station's register.
    #[serde(default, skip_serializing_if = "Figure::is_not_on_form")]
    pub registered: Figure,
    /// Ballots cast.
    #[serde(default, skip_serializing_if = "Figure::is_not_on_form")]
    pub ballots: Figure,
    /// Valid votes, as stated.
    #[serde(default, skip_serializing_if = "Figure::is_not_on_form")]
    pub valid: Figure,
    /// Blank ballots.
    #[serde(default, skip_serializing_if = "Figure::is_not_on_form")]
    pub blank: Figure,
    /// Null ballots.
    #[serde(default, skip_serializing_if = "Figure::is_not_on_form")]
    pub null: Figure,
    /// Votes by option.
    pub options: Options,
}

impl Counts {
    /// A figure that is not an option's.
    pub fn field(&self, field: CountField) -> Figure {
        match field {
            CountField::Registered => self.registered,
            CountField::Ballots => self.ballots,
            CountField::Valid => self.valid,
            CountField::Blank => self.blank,
            CountField::Null => self.null,
        }
    }

    /// Sets a figure that is not an option's.
    pub fn set_field(&mut self, field: CountField, figure: Figure) {
        match field {
            CountField::Registered => self.registered = figure,
            CountField::Ballots => self.ballots = figure,
            CountField::Valid => self.valid = figure,
            CountField::Blank => self.blank = figure,
            CountField::Null => self.null = figure,
        }
    }

    /// Whether nothing but zeros was read of ballots and votes, and nothing is illegible: the registered voters say
    /// nothing of what was counted.
    pub fn tell_nothing(&self) -> bool {
        let fields = CountField::ALL
            .into_iter()
            .filter(|field| *field != CountField::Registered)
            .map(|field| self.field(field));
        let mut figures = fields.chain(self.options.iter().map(|(_, figure)| figure));
        figures.all(|figure| matches!(figure, Figure::NotOnForm | Figure::Read(0)))
    }

    /// An option's figure; `NotOnForm` where the reading has none.
    pub fn option(&self, option: &str) -> Figure {
        self.options.get(option)
    }

    /// Sets an option's figure.
    pub fn set_option(&mut self, option: OptionId, figure: Figure) {
        self.options.set(option, figure);
    }
}

/// The most options that one reading may carry.
pub const MAX_OPTIONS: usize = 2_000;

/// Votes by option, in the order of the options' identifiers, each at most once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options(Vec<(OptionId, Figure)>);

impl Options {
    /// The figures in the order of their identifiers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&OptionId, Figure)> {
        self.0.iter().map(|(id, figure)| (id, *figure))
    }

    /// How many options have a figure, legible or not.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no option has a figure.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// An option's figure; `NotOnForm` where there is none.
    pub fn get(&self, option: &str) -> Figure {
        match self.0.binary_search_by(|(id, _)| id.as_str().cmp(option)) {
            Ok(at) => self.0[at].1,
            Err(_) => Figure::NotOnForm,
        }
    }

    /// Sets an option's figure; `NotOnForm` takes it away.
    pub fn set(&mut self, option: OptionId, figure: Figure) {
        match self.0.binary_search_by(|(id, _)| id.cmp(&option)) {
            Ok(at) if figure.is_not_on_form() => {
                self.0.remove(at);
            }
            Ok(at) => self.0[at].1 = figure,
            Err(_) if figure.is_not_on_form() => {}
            Err(at) => self.0.insert(at, (option, figure)),
        }
    }
}

impl Serialize for Options {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.0.len()))?;
        for (id, figure) in &self.0 {
            map.serialize_entry(id.as_str(), figure)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct OptionsVisitor;
        impl<'de> Visitor<'de> for OptionsVisitor {
            type Value = Options;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of option ids and figures")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Options, A::Error> {
                let mut options = Vec::with_capacity(16);
                while let Some(entry) = map.next_entry::<OptionId, Figure>()? {
                    if options.len() == MAX_OPTIONS {
                        return Err(de::Error::custom(format!("more than {MAX_OPTIONS} options")));
                    }
                    options.push(entry);
                }
                if !options.is_sorted_by(|a, b| a.0 < b.0) {
                    options.sort_by(|a, b| a.0.cmp(&b.0));
                }
                if let Some(pair) = options.windows(2).find(|pair| pair[0].0 == pair[1].0) {
                    return Err(de::Error::custom(format!("duplicate option {:?}", pair[0].0)));
                }
                Ok(Options(options))
            }
        }
        d.deserialize_map(OptionsVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_back_as_written() {
        let text = r#"{"registered":666,"valid":364,"null":"illegible","options":{"EG":232,"NM":120}}"#;
        let counts: Counts = serde_json::from_str(text).unwrap();
        assert_eq!(counts.null, Figure::Illegible);
        assert_eq!(counts.blank, Figure::NotOnForm);
        assert_eq!(counts.option("EG"), Figure::Read(232));
        assert_eq!(counts.option("LM"), Figure::NotOnForm);
        assert_eq!(serde_json::to_string(&counts).unwrap(), text);
    }

    #[test]
    fn an_option_named_twice_is_refused() {
        let error = serde_json::from_str::<Counts>(r#"{"options":{"EG":1,"NM":2,"EG":3}}"#).unwrap_err();
        assert!(error.to_string().contains("duplicate option \"EG\""), "{error}");
    }

    #[test]
    fn an_unknown_figure_and_a_figure_named_twice_are_refused() {
        assert!(serde_json::from_str::<Counts>(r#"{"options":{},"vaild":3}"#).is_err());
        assert!(serde_json::from_str::<Counts>(r#"{"options":{},"valid":3,"valid":3}"#).is_err());
    }
}
