//! The figures of one reading of one sheet.

use crate::{Figure, FigureId, OptionId};
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// A figure of the sheet that every election knows and that is not an option's.
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

/// A figure of the sheet that is not an option's: one of the five, or a further one that the election names.
///
/// In files it is the name of the one or the id of the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "FigureId", into = "FigureId")]
pub enum SheetFigure {
    /// One of the five.
    Field(CountField),
    /// A further figure.
    Further(FigureId),
}

impl SheetFigure {
    /// The name in files.
    pub fn name(&self) -> &str {
        match self {
            SheetFigure::Field(field) => field.name(),
            SheetFigure::Further(id) => id.as_str(),
        }
    }
}

impl From<FigureId> for SheetFigure {
    fn from(id: FigureId) -> Self {
        match CountField::from_name(id.as_str()) {
            Some(field) => SheetFigure::Field(field),
            None => SheetFigure::Further(id),
        }
    }
}

impl From<SheetFigure> for FigureId {
    fn from(figure: SheetFigure) -> Self {
        match figure {
            SheetFigure::Field(field) => field.into(),
            SheetFigure::Further(id) => id,
        }
    }
}

impl From<CountField> for FigureId {
    fn from(field: CountField) -> Self {
        field.name().parse().expect("a field's name is an id")
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
    /// Figures that the form has besides.
    #[serde(default, skip_serializing_if = "Further::is_empty")]
    pub more: Further,
    /// Votes by option.
    pub options: Options,
}

impl Counts {
    /// A figure that is one of the five.
    pub fn field(&self, field: CountField) -> Figure {
        match field {
            CountField::Registered => self.registered,
            CountField::Ballots => self.ballots,
            CountField::Valid => self.valid,
            CountField::Blank => self.blank,
            CountField::Null => self.null,
        }
    }

    /// A figure that is not an option's, whether it is one of the five or a further one.
    pub fn figure(&self, figure: &SheetFigure) -> Figure {
        match figure {
            SheetFigure::Field(field) => self.field(*field),
            SheetFigure::Further(id) => self.more.get(id.as_str()),
        }
    }

    /// Sets a figure that is not an option's, whether it is one of the five or a further one.
    pub fn set_figure(&mut self, which: &SheetFigure, figure: Figure) {
        match which {
            SheetFigure::Field(field) => self.set_field(*field, figure),
            SheetFigure::Further(id) => self.more.set(id.clone(), figure),
        }
    }

    /// The figures that are not an option's and that the form has: of the five, then further ones.
    pub fn sheet_figures(&self) -> impl Iterator<Item = (SheetFigure, Figure)> {
        let fields = CountField::ALL.into_iter();
        let fields = fields.map(|field| (SheetFigure::Field(field), self.field(field)));
        let further = self.more.iter();
        let further = further.map(|(id, figure)| (SheetFigure::Further(id.clone()), figure));
        fields
            .chain(further)
            .filter(|(_, figure)| !figure.is_not_on_form())
    }

    /// Sets a figure that is one of the five.
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
/// The most further figures that one reading may carry.
pub const MAX_FURTHER_FIGURES: usize = 64;

/// Votes by option.
pub type Options = FiguresById<OptionId>;
/// Further figures, by their ids.
pub type Further = FiguresById<FigureId>;

/// What figures are named by.
pub trait FigureKey: Clone + Ord + AsRef<str> + de::DeserializeOwned {
    /// What it names, in the plural.
    const NAMES: &'static str;
    /// How many of them a reading may have where it has any list of them.
    const ALLOWED: std::ops::RangeInclusive<usize>;
}

impl FigureKey for OptionId {
    const NAMES: &'static str = "options";
    const ALLOWED: std::ops::RangeInclusive<usize> = 0..=MAX_OPTIONS;
}

impl FigureKey for FigureId {
    const NAMES: &'static str = "further figures";
    const ALLOWED: std::ops::RangeInclusive<usize> = 1..=MAX_FURTHER_FIGURES;
}

/// Figures by id, in the order of the ids, each id at most once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiguresById<I>(Vec<(I, Figure)>);

impl<I> Default for FiguresById<I> {
    fn default() -> Self {
        FiguresById(Vec::new())
    }
}

impl<I> FiguresById<I> {
    /// How many there are, legible or not.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<I: FigureKey> FiguresById<I> {
    /// The figures in the order of their ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&I, Figure)> {
        self.0.iter().map(|(id, figure)| (id, *figure))
    }

    /// The figure of an id; `NotOnForm` where there is none.
    pub fn get(&self, id: &str) -> Figure {
        match self.0.binary_search_by(|(own, _)| own.as_ref().cmp(id)) {
            Ok(at) => self.0[at].1,
            Err(_) => Figure::NotOnForm,
        }
    }

    /// Sets the figure of an id; `NotOnForm` takes it away.
    pub fn set(&mut self, id: I, figure: Figure) {
        match self.0.binary_search_by(|(own, _)| own.cmp(&id)) {
            Ok(at) if figure.is_not_on_form() => {
                self.0.remove(at);
            }
            Ok(at) => self.0[at].1 = figure,
            Err(_) if figure.is_not_on_form() => {}
            Err(at) => self.0.insert(at, (id, figure)),
        }
    }
}

impl<I: FigureKey> Serialize for FiguresById<I> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.0.len()))?;
        for (id, figure) in &self.0 {
            map.serialize_entry(id.as_ref(), figure)?;
        }
        map.end()
    }
}

impl<'de, I: FigureKey> Deserialize<'de> for FiguresById<I> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct ByIdVisitor<I>(PhantomData<I>);
        impl<'de, I: FigureKey> Visitor<'de> for ByIdVisitor<I> {
            type Value = FiguresById<I>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an object of ids of {} and figures", I::NAMES)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FiguresById<I>, A::Error> {
                let mut figures = Vec::with_capacity(16);
                while let Some(entry) = map.next_entry::<I, Figure>()? {
                    if figures.len() == *I::ALLOWED.end() {
                        let most = I::ALLOWED.end();
                        return Err(de::Error::custom(format!("more than {most} {}", I::NAMES)));
                    }
                    figures.push(entry);
                }
                if figures.len() < *I::ALLOWED.start() {
                    return Err(de::Error::custom(format!("no {}; leave it out", I::NAMES)));
                }
                if !figures.is_sorted_by(|a, b| a.0 < b.0) {
                    figures.sort_by(|a, b| a.0.cmp(&b.0));
                }
                if let Some(pair) = figures.windows(2).find(|pair| pair[0].0 == pair[1].0) {
                    let id = pair[0].0.as_ref();
                    return Err(de::Error::custom(format!(
                        "{id:?} stands twice among the {}",
                        I::NAMES
                    )));
                }
                Ok(FiguresById(figures))
            }
        }
        d.deserialize_map(ByIdVisitor(PhantomData))
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
        assert!(
            error
                .to_string()
                .contains("\"EG\" stands twice among the options"),
            "{error}"
        );
    }

    #[test]
    fn an_unknown_figure_and_a_figure_named_twice_are_refused() {
        assert!(serde_json::from_str::<Counts>(r#"{"options":{},"vaild":3}"#).is_err());
        assert!(serde_json::from_str::<Counts>(r#"{"options":{},"valid":3,"valid":3}"#).is_err());
    }

    #[test]
    fn further_figures_are_read_back_as_written_and_are_some_where_they_are_named() {
        let text = r#"{"valid":364,"more":{"challenged":3,"unused":"illegible"},"options":{}}"#;
        let counts: Counts = serde_json::from_str(text).unwrap();
        assert_eq!(counts.more.get("challenged"), Figure::Read(3));
        assert_eq!(counts.more.get("received"), Figure::NotOnForm);
        assert_eq!(serde_json::to_string(&counts).unwrap(), text);
        let refused =
            |more: &str| serde_json::from_str::<Counts>(&text.replace("\"challenged\":3", more)).is_err();
        assert!(refused(r#""unused":3"#));
        assert!(refused(r#""challenged":null"#));
        assert!(refused(r#"" challenged":3"#));
        assert!(serde_json::from_str::<Counts>(r#"{"more":{},"options":{}}"#).is_err());
        let many = |n: usize| {
            let more: Vec<String> = (0..n).map(|at| format!("\"f{at}\":1")).collect();
            serde_json::from_str::<Counts>(&format!(r#"{{"more":{{{}}},"options":{{}}}}"#, more.join(",")))
        };
        assert_eq!(many(64).unwrap().more.len(), 64);
        assert!(many(65).is_err());
    }

    #[test]
    fn a_figure_of_a_sheet_is_one_of_the_five_or_a_further_one() {
        let named = |name: &str| SheetFigure::from(name.parse::<FigureId>().unwrap());
        let mut counts = Counts::default();
        for (at, name) in ["ballots", "challenged"].into_iter().enumerate() {
            counts.set_figure(&named(name), Figure::Read(at as u32));
            assert_eq!(counts.figure(&named(name)), Figure::Read(at as u32));
        }
        assert_eq!(
            (counts.ballots, counts.more.get("challenged")),
            (Figure::Read(0), Figure::Read(1))
        );
        let names: Vec<String> = counts
            .sheet_figures()
            .map(|(of, _)| of.name().to_owned())
            .collect();
        assert_eq!(names, ["ballots", "challenged"]);
    }
}
