//! Forms: what the text of a sheet's code means in an election, from its `[sheet]` definition.

mod write;

use crate::barcode;
use crate::error::FormError;
use crate::grammar::{Grammar, MAX_BOXES};
use crate::qr::{Automaton, Wanted};
use crate::redact;
use model::{CodeKind, ContestId, Counts, Election, Figure, OptionId, Redact, SheetFigure, StationCode};

/// A part of the template `sheet.code.station`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(String),
}

/// The form of a contest's sheets: the layout of the code's text, and the station, options and figures that it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    kind: CodeKind,
    grammar: Grammar,
    contest: ContestId,
    station: Vec<Part>,
    /// The figures that the layout has besides the ballot boxes.
    figures: Vec<SheetFigure>,
    /// The option of each ballot box.
    boxes: Vec<OptionId>,
    redact: Vec<Redact>,
}

/// The content of a sheet's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeReading {
    /// The station.
    pub station: StationCode,
    /// The contest.
    pub contest: ContestId,
    /// The counts; all figures are `NotOnForm` where the code is only an identifier.
    pub counts: Counts,
}

impl Form {
    /// The form of an election's sheets; `None` where the definition has no `[sheet.code]`.
    ///
    /// # Errors
    /// [`FormError`] for the first key of `[sheet]` that cannot be used: [`FormError::Unsupported`],
    /// [`FormError::Layout`], [`FormError::Redact`], or [`FormError::Key`] for any other.
    pub fn of(election: &Election) -> Result<Option<Form>, FormError> {
        let Some(code) = &election.sheet.code else {
            return Ok(None);
        };
        if !barcode::is_supported(code.kind) {
            return Err(FormError::Unsupported(code.kind));
        }
        let contest = match &code.contest {
            None => &election.contests[0],
            Some(id) => election
                .contest(id.as_str())
                .ok_or_else(|| wrong("contest", format!("{id:?}"), "a contest of the election"))?,
        };
        let mut boxes = Vec::new();
        for some in &code.boxes {
            if contest.position(some.option.as_str()).is_none() {
                let expected = format!("an option of contest {}", contest.id);
                return Err(wrong("boxes", format!("the option {:?}", some.option), expected));
            }
            if some.count == 0 || boxes.len() + some.count as usize > MAX_BOXES {
                let found = format!("count = {}", some.count);
                return Err(wrong("boxes", found, format!("1 to {MAX_BOXES} boxes in all")));
            }
            boxes.extend(std::iter::repeat_n(some.option.clone(), some.count as usize));
        }
        let grammar = Grammar::new(&code.layout, boxes.len())?;
        let station = template(&code.station)?;
        let unknown = station.iter().find_map(|part| match part {
            Part::Field(name) if !grammar.has(name) => Some(name),
            _ => None,
        });
        if let Some(name) = unknown {
            return Err(wrong(
                "station",
                format!("the field {name:?}"),
                "a field of the layout",
            ));
        }
        redact::check(&election.sheet.redact)?;
        if code.kind != CodeKind::Qr && !election.sheet.redact.is_empty() {
            let found = code.kind.name().to_owned();
            return Err(wrong("kind", found, "a QR code, which sheet.redact needs"));
        }
        let figures = election
            .sheet_figures()
            .filter(|figure| grammar.has(figure.name()));
        Ok(Some(Form {
            kind: code.kind,
            figures: figures.collect(),
            grammar,
            contest: contest.id.clone(),
            station,
            boxes,
            redact: election.sheet.redact.clone(),
        }))
    }

    /// The rectangles to redact in a photograph before it is kept.
    pub fn redact(&self) -> &[Redact] {
        &self.redact
    }

    /// The kind of code on the sheets.
    pub fn kind(&self) -> CodeKind {
        self.kind
    }

    /// Parses a code's text; `None` where it does not follow this form's layout.
    pub fn read(&self, payload: &[u8]) -> Option<CodeReading> {
        let fields = self.grammar.parse(payload)?;
        let mut station = String::new();
        for part in &self.station {
            match part {
                Part::Text(text) => station.push_str(text),
                Part::Field(name) => station.push_str(fields.field(name)?),
            }
        }
        let mut counts = Counts::default();
        for (option, votes) in self.boxes.iter().zip(&fields.boxes) {
            let before = counts.option(option.as_str()).read().unwrap_or(0);
            counts.set_option(option.clone(), Figure::Read(before.checked_add(*votes)?));
        }
        for figure in &self.figures {
            let digits = fields.field(figure.name())?;
            counts.set_figure(figure, Figure::Read(digits.parse().ok()?));
        }
        Some(CodeReading {
            station: station.parse().ok()?,
            contest: self.contest.clone(),
            counts,
        })
    }
}

impl Wanted for Form {
    fn prior(&self) -> Option<&Automaton> {
        self.grammar.prior()
    }

    fn accepts(&self, payload: &[u8]) -> bool {
        self.read(payload).is_some()
    }
}

fn wrong(key: &'static str, found: String, expected: impl Into<String>) -> FormError {
    FormError::Key {
        key,
        found,
        expected: expected.into(),
    }
}

/// Parses `sheet.code.station`: text with fields of the layout in braces.
fn template(text: &str) -> Result<Vec<Part>, FormError> {
    let expected = "a field of the layout in braces, such as {centre}.{table}";
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').map(|close| open + close);
        let close = close.ok_or_else(|| {
            wrong(
                "station",
                format!("{text:?}, whose brace is not closed"),
                expected,
            )
        })?;
        if open > 0 {
            parts.push(Part::Text(rest[..open].to_owned()));
        }
        parts.push(Part::Field(rest[open + 1..close].to_owned()));
        rest = &rest[close + 1..];
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    if parts.iter().any(|part| matches!(part, Part::Field(_))) {
        Ok(parts)
    } else {
        Err(wrong("station", format!("{text:?}"), expected))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn election(code: &str) -> Election {
        let text = format!(
            "id='e'\nname='E'\ndate='2024-07-28'\norigin='o'\n[[contests]]\nid='p'\nname='P'\n\
             options=[{{id='NM',name='N'}},{{id='EG',name='E'}}]\n[sheet.code]\n{code}"
        );
        model::document::parse(&text).unwrap()
    }

    #[test]
    fn a_code_is_read_in_the_elections_words() {
        let form = Form::of(&election(
            "layout='{centre:3}.{table:2}!{boxes:,}!{null}'\nstation='{centre}.{table}'\n\
             boxes=[{option='NM',count=2},{option='EG'}]",
        ));
        let form = form.unwrap().unwrap();
        let read = form.read(b"110.04!12,30,7!2").unwrap();
        assert_eq!(read.station.as_str(), "110.04");
        assert_eq!(read.counts.option("NM"), Figure::Read(42));
        assert_eq!(read.counts.option("EG"), Figure::Read(7));
        assert_eq!(read.counts.null, Figure::Read(2));
        assert_eq!(read.counts.valid, Figure::NotOnForm);
        assert_eq!(form.read(b"110.04!12,30!2"), None);
    }

    #[test]
    fn a_definition_that_cannot_be_used_names_its_key() {
        for (code, said) in [
            ("layout='{a:3'\nstation='{a}'", "sheet.code.layout"),
            ("layout='{a:3}'\nstation='{b}'", "the field \"b\""),
            ("layout='{a:3}'\nstation='x'", "sheet.code.station"),
            ("layout='{a:3}'\nstation='{a}'\ncontest='q'", "sheet.code.contest"),
            (
                "layout='{a:3}.{boxes:,}'\nstation='{a}'\nboxes=[{option='XX'}]",
                "the option \"XX\"",
            ),
        ] {
            let error = Form::of(&election(code)).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn a_code_of_another_kind_needs_the_feature_barcodes() {
        let form = Form::of(&election("kind='code_128'\nlayout='{a:3}'\nstation='{a}'"));
        if cfg!(feature = "barcodes") {
            assert_eq!(form.unwrap().unwrap().kind(), CodeKind::Code128);
        } else {
            let error = form.unwrap_err();
            assert_eq!(error, FormError::Unsupported(CodeKind::Code128));
            assert!(
                error.to_string().contains("Code 128") && error.to_string().contains("--features barcodes")
            );
        }
    }
}
