//! Writes the text of a sheet's code from counts: the inverse of [`Form::read`].

use super::{Form, Part};
use crate::error::PrintError;
use crate::grammar::Fields;
use model::{ContestId, Counts, Figure, StationCode};

impl Form {
    /// The contest of the sheets.
    pub fn contest(&self) -> &ContestId {
        &self.contest
    }

    /// Whether the code holds figures; if not, it is only an identifier.
    pub fn has_figures(&self) -> bool {
        !self.boxes.is_empty() || !self.figures.is_empty()
    }

    /// The text of a sheet's code. An option with several ballot boxes has all its votes in the first of them;
    /// fields that are neither the station's nor figures, such as a serial number, are zero. Figures that the layout does
    /// not have are left out.
    ///
    /// # Errors
    /// [`PrintError::Station`] where the station's code does not match `sheet.code.station`, [`PrintError::Figure`] where a
    /// figure of the layout was not read or an option has no ballot box, [`PrintError::Field`] where a value does not fit.
    pub fn write(&self, station: &StationCode, counts: &Counts) -> Result<String, PrintError> {
        let wrong = |figure: &str, found: Figure, expected| PrintError::Figure {
            station: station.clone(),
            figure: figure.to_owned(),
            found: found.to_string(),
            expected,
        };
        let mut fields = Fields::default();
        let number = "a number";
        for (name, _) in self.grammar.fields() {
            let figure = self.figures.iter().find(|figure| figure.name() == name);
            let digits = match figure.map(|figure| counts.figure(figure)) {
                None => "0".to_owned(),
                Some(Figure::Read(votes)) => votes.to_string(),
                Some(figure) => return Err(wrong(name, figure, number)),
            };
            fields.set(name, &digits);
        }
        for (at, option) in self.boxes.iter().enumerate() {
            let figure = counts.option(option.as_str());
            let votes = figure
                .read()
                .ok_or_else(|| wrong(option.as_str(), figure, number))?;
            let first = !self.boxes[..at].contains(option);
            fields.boxes.push(if first { votes } else { 0 });
        }
        let boxless = |option| !self.boxes.is_empty() && !self.boxes.contains(option);
        if let Some((option, figure)) = counts.options.iter().find(|(option, _)| boxless(option)) {
            return Err(wrong(option.as_str(), figure, "an option with a ballot box"));
        }
        let mismatch = || PrintError::Station {
            station: station.clone(),
        };
        self.set_station(station, &mut fields).ok_or_else(mismatch)?;
        let text = self.grammar.write(&fields).map_err(|misfit| PrintError::Field {
            station: station.clone(),
            field: misfit.field,
            found: misfit.found,
            expected: misfit.expected,
        })?;
        let read = self.read(text.as_bytes());
        if read.is_some_and(|read| read.station == *station) {
            Ok(text)
        } else {
            Err(mismatch())
        }
    }

    /// Parses the station's code by `sheet.code.station` into the layout's fields; `None` where it does not match.
    fn set_station(&self, station: &StationCode, fields: &mut Fields) -> Option<()> {
        let mut rest = station.as_str();
        for part in &self.station {
            match part {
                Part::Text(text) => rest = rest.strip_prefix(text.as_str())?,
                Part::Field(name) => {
                    let (_, count) = self.grammar.fields().find(|(own, _)| own == name)?;
                    let length = count.unwrap_or_else(|| rest.bytes().take_while(u8::is_ascii_digit).count());
                    let (digits, after) = rest.split_at_checked(length)?;
                    fields.set(name, digits);
                    rest = after;
                }
            }
        }
        rest.is_empty().then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::tests::election;

    fn form(code: &str) -> Form {
        Form::of(&election(code)).unwrap().unwrap()
    }

    fn counts(nm: Figure, eg: Figure) -> Counts {
        let mut counts = Counts {
            null: Figure::Read(3),
            ..Counts::default()
        };
        counts.set_option("NM".parse().unwrap(), nm);
        counts.set_option("EG".parse().unwrap(), eg);
        counts
    }

    #[test]
    fn a_code_is_written_as_it_is_read() {
        let form = form(
            "layout='{centre:3}.{serial:4}.{table}!{boxes:,}!{null}'\nstation='{centre}.{table}'\n\
             boxes=[{option='NM',count=2},{option='EG'}]",
        );
        let counts = counts(Figure::Read(42), Figure::Read(7));
        let text = form.write(&"110.4".parse().unwrap(), &counts).unwrap();
        assert_eq!(text, "110.0000.4!42,0,7!3");
        let read = form.read(text.as_bytes()).unwrap();
        assert_eq!((read.station.as_str(), read.counts), ("110.4", counts));
    }

    #[test]
    fn an_identifier_needs_no_figures() {
        let form = form("layout='{a:3}/{b:2}'\nstation='{a}.{b}'");
        assert!(!form.has_figures());
        let text = form.write(&"110.04".parse().unwrap(), &Counts::default());
        assert_eq!(text.unwrap(), "110/04");
    }

    #[test]
    fn what_a_code_cannot_say_is_refused_and_named() {
        let form = form(
            "layout='{centre:3}.{table}!{boxes:,}!{null}'\nstation='{centre}.{table}'\n\
             boxes=[{option='NM'}]",
        );
        let only = counts(Figure::Read(1), Figure::NotOnForm);
        for (station, counts, said) in [
            ("110.04", only.clone(), "sheet.code.station"),
            ("110-4", only.clone(), "sheet.code.station"),
            ("110.4x", only.clone(), "sheet.code.station"),
            ("110.4", counts(Figure::Read(1), Figure::Read(1)), "figure of EG"),
            (
                "110.4",
                counts(Figure::Illegible, Figure::NotOnForm),
                "figure of NM",
            ),
            ("110.4", counts(Figure::Read(100_000), Figure::NotOnForm), "boxes"),
            (
                "110.4",
                Counts {
                    null: Figure::NotOnForm,
                    ..only
                },
                "figure of null",
            ),
        ] {
            let error = form
                .write(&station.parse().unwrap(), &counts)
                .unwrap_err()
                .to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
