//! Prints a tally sheet with its QR code, as a receipt printer does: a strip of paper, line below line.
//!
//! ```
//! use model::Figure;
//! use sheet::print::{Sheet, print};
//! let sheet = Sheet {
//!     title: vec!["Elección municipal".into()],
//!     station: vec!["Mesa 110.04".into()],
//!     options: vec![("José Núñez".into(), Figure::Read(42))],
//!     totals: vec![("Nulos".into(), Figure::Read(3))],
//!     code: "110.04!42!3".into(),
//!     signatures: 3,
//! };
//! let printed = print(&sheet, 6)?;
//! let found = sheet::qr::find(&printed.grey, &sheet::qr::Anything);
//! assert!(matches!(found, sheet::qr::Found::Wanted(code) if code.payload == sheet.code.as_bytes()));
//! # Ok::<(), sheet::PrintError>(())
//! ```

mod canvas;
mod glyph;

use crate::error::PrintError;
use crate::form::Form;
use crate::grey::Grey;
use canvas::Canvas;
use model::{CodeKind, CountField, Counts, Election, Figure, SheetFigure, StationCode};
use qrcodegen::{QrCode, QrCodeEcc};

/// Characters in a line.
const COLUMNS: usize = 42;
/// Characters of a figure at the end of a line.
const FIGURE: usize = 6;
/// Heights of a character and of a line, the margin, and the quiet zone around the code, all in modules.
const CHARACTER: usize = 4;
const LINE: usize = 5;
const MARGIN: usize = 6;
const QUIET: usize = 4;
/// The most pixels on a module's side, and in a sheet.
const MAX_MODULE: usize = 64;
const MAX_PIXELS: usize = 100_000_000;

/// The content of a sheet, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// The title, in bold.
    pub title: Vec<String>,
    /// The station and its location.
    pub station: Vec<String>,
    /// The options' names and figures, in the order of the ballot. For a figure that is not on the form a blank to fill in
    /// is printed.
    pub options: Vec<(String, Figure)>,
    /// The other figures.
    pub totals: Vec<(String, Figure)>,
    /// The code's text.
    pub code: String,
    /// The number of lines for signatures.
    pub signatures: usize,
}

/// A printed sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The picture: black on white.
    pub grey: Grey,
    /// The position of the code.
    pub code: CodePlace,
}

/// The position of the code on a printed sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodePlace {
    /// Pixels to the left of its first module.
    pub left: usize,
    /// Pixels above its first module.
    pub top: usize,
    /// Pixels of a module, across and down.
    pub module: usize,
    /// Modules of a side.
    pub modules: usize,
}

impl Printed {
    /// The picture as a PNG file.
    ///
    /// # Errors
    /// [`PrintError::Encoder`] where the encoder fails.
    pub fn png(&self) -> Result<Vec<u8>, PrintError> {
        let (width, height) = (self.grey.width(), self.grey.height());
        let encode = || -> Result<Vec<u8>, png::EncodingError> {
            let mut bytes = Vec::new();
            let mut encoder = png::Encoder::new(&mut bytes, width as u32, height as u32);
            encoder.set_color(png::ColorType::Grayscale);
            let mut writer = encoder.write_header()?;
            writer.write_image_data(self.grey.pixels())?;
            writer.finish()?;
            Ok(bytes)
        };
        encode().map_err(|error| PrintError::Encoder {
            width,
            height,
            message: error.to_string(),
        })
    }
}

impl Sheet {
    /// The sheet of a station with these counts; without any counts a form to be filled in. `places` are the lines of the
    /// station's location.
    ///
    /// # Errors
    /// [`PrintError::Kind`] where the form's code is not a QR code; else as [`Form::write`].
    pub fn of(
        election: &Election,
        form: &Form,
        station: &StationCode,
        places: &[String],
        counts: &Counts,
    ) -> Result<Sheet, PrintError> {
        if form.kind() != CodeKind::Qr {
            return Err(PrintError::Kind(form.kind()));
        }
        let code = form.write(station, counts)?;
        let mut title = vec![election.name.to_string()];
        let mut options = Vec::new();
        if let Some(contest) = election.contest(form.contest().as_str()) {
            title.push(contest.name.to_string());
            let rows = contest.options.iter();
            options.extend(rows.map(|option| (option.name.to_string(), counts.option(option.id.as_str()))));
        }
        let blank = *counts == Counts::default();
        let totals = election
            .sheet_figures()
            .map(|figure| (label(election, &figure), counts.figure(&figure)))
            .filter(|(_, figure)| blank || !figure.is_not_on_form());
        Ok(Sheet {
            title,
            station: [vec![format!("Station {station}")], places.to_vec()].concat(),
            options,
            totals: totals.collect(),
            code,
            signatures: 3,
        })
    }
}

fn label(election: &Election, figure: &SheetFigure) -> String {
    let field = match figure {
        SheetFigure::Field(field) => field,
        SheetFigure::Further(id) => return election.figure_name(id.as_str()).to_owned(),
    };
    let words = match field {
        CountField::Registered => "Registered voters",
        CountField::Ballots => "Ballots cast",
        CountField::Valid => "Valid votes",
        CountField::Blank => "Blank ballots",
        CountField::Null => "Null ballots",
    };
    words.to_owned()
}

/// A line of the printed sheet.
enum Line {
    Text { text: String, bold: bool },
    Rule,
    Gap,
    Signature,
}

/// Prints a sheet, each module of its code `module` pixels (1 to 64) wide and all else in proportion.
///
/// # Errors
/// [`PrintError::Module`], [`PrintError::TooLong`] for the code's text, or [`PrintError::Size`] for the sheet.
pub fn print(sheet: &Sheet, module: usize) -> Result<Printed, PrintError> {
    if !(1..=MAX_MODULE).contains(&module) {
        return Err(PrintError::Module {
            found: module,
            most: MAX_MODULE,
        });
    }
    let code = QrCode::encode_text(&sheet.code, QrCodeEcc::Medium)
        .map_err(|_| PrintError::TooLong(sheet.code.len()))?;
    let modules = code.size() as usize;
    let (above, below) = lines(sheet);
    let width_of = glyph::width(CHARACTER * module);
    let across = (COLUMNS * width_of).max((modules + 2 * QUIET) * module);
    let width = across + 2 * MARGIN * module;
    let all = (above.len() + below.len()) * LINE + modules + 2 * QUIET + 2 * MARGIN;
    let height = all * module;
    if width.saturating_mul(height) > MAX_PIXELS {
        return Err(PrintError::Size {
            width,
            height,
            most: MAX_PIXELS,
        });
    }
    let mut canvas = Canvas::new(width, height);
    let mut top = MARGIN * module;
    put(&mut canvas, &above, &mut top, module);
    let place = CodePlace {
        left: (width - modules * module) / 2,
        top: top + QUIET * module,
        module,
        modules,
    };
    for y in 0..modules {
        for x in (0..modules).filter(|x| code.get_module(*x as i32, y as i32)) {
            canvas.fill(place.left + x * module, place.top + y * module, module, module);
        }
    }
    top = place.top + (modules + QUIET) * module;
    put(&mut canvas, &below, &mut top, module);
    Ok(Printed {
        grey: canvas.into_grey(),
        code: place,
    })
}

/// The lines above the code, and those below it.
fn lines(sheet: &Sheet) -> (Vec<Line>, Vec<Line>) {
    let mut above = Vec::new();
    let mut add = |texts: Vec<String>, bold: bool| {
        above.extend(texts.into_iter().map(|text| Line::Text { text, bold }));
        above.push(Line::Rule);
    };
    let broken = |texts: &[String]| texts.iter().flat_map(|text| wrapped(text, COLUMNS)).collect();
    add(broken(&sheet.title), true);
    add(broken(&sheet.station), false);
    add(figures(&sheet.options), false);
    add(figures(&sheet.totals), false);
    let below = (0..sheet.signatures).flat_map(|_| [Line::Gap, Line::Gap, Line::Signature]);
    (above, below.collect())
}

/// A line for each figure: its name, dots, the number. Long names are wrapped.
fn figures(figures: &[(String, Figure)]) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, figure) in figures {
        let mut names = wrapped(name, COLUMNS - FIGURE - 2);
        let last = names.pop().unwrap_or_default();
        lines.append(&mut names);
        let figure = match figure {
            Figure::Read(votes) => votes.to_string(),
            Figure::Illegible => "?".to_owned(),
            Figure::NotOnForm => "_".repeat(FIGURE),
        };
        let dots = (COLUMNS - FIGURE).saturating_sub(last.chars().count() + 1);
        lines.push(format!("{last} {}{figure:>FIGURE$}", ".".repeat(dots)));
    }
    lines
}

/// Wraps a text to lines of at most `columns` characters, between words where possible.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        let taken = line.chars().count();
        if taken > 0 && taken + 1 + word.len() > columns {
            lines.push(std::mem::take(&mut line));
        } else if taken > 0 {
            line.push(' ');
        }
        while word.len() > columns {
            let rest = word.split_off(columns);
            lines.push(word.into_iter().collect());
            word = rest;
        }
        line.extend(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn put(canvas: &mut Canvas, lines: &[Line], top: &mut usize, module: usize) {
    let (left, across) = (MARGIN * module, canvas.width() - 2 * MARGIN * module);
    for line in lines {
        match line {
            Line::Text { text, bold } => {
                let width = text.chars().count() * glyph::width(CHARACTER * module);
                let indent = if *bold {
                    across.saturating_sub(width) / 2
                } else {
                    0
                };
                canvas.text(left + indent, *top, text, CHARACTER * module, *bold);
            }
            Line::Rule => canvas.fill(left, *top + LINE * module / 2, across, module.div_ceil(2)),
            Line::Signature => canvas.fill(left, *top + LINE * module / 2, across / 2, module.div_ceil(3)),
            Line::Gap => {}
        }
        *top += LINE * module;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            title: vec!["A title that is longer than one line of a receipt has room for".into()],
            options: vec![
                ("Óscar Núñez".into(), Figure::Read(42)),
                ("Ana".into(), Figure::NotOnForm),
            ],
            code: "110.04".into(),
            ..Sheet::default()
        }
    }

    #[test]
    fn figures_stand_below_each_other_at_the_end_of_their_dots() {
        let (above, _) = lines(&sheet());
        let text = |line: &Line| match line {
            Line::Text { text, .. } => Some(text.clone()),
            _ => None,
        };
        let lines: Vec<String> = above.iter().filter_map(text).skip(2).collect();
        assert_eq!(lines[0], format!("Óscar Núñez {}    42", ".".repeat(24)));
        assert_eq!(lines[1], format!("Ana {}______", ".".repeat(32)));
        assert!(lines.iter().all(|line| line.chars().count() == COLUMNS));
    }

    #[test]
    fn long_texts_are_broken_between_words_and_no_word_is_lost() {
        let long = format!("one two {} three", "x".repeat(30));
        let lines = wrapped(&long, 12);
        assert!(lines.iter().all(|line| line.chars().count() <= 12), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), long.replace(' ', ""));
    }

    #[test]
    fn the_code_stands_where_it_is_said_to() {
        let printed = print(&sheet(), 5).unwrap();
        let CodePlace {
            left,
            top,
            module,
            modules,
        } = printed.code;
        let dark = |x: usize, y: usize| printed.grey.row(y)[x] < 128;
        // The dark rings of the three finder patterns, and the light paper around them.
        let last = (modules - 1) * module;
        for (x, y) in [(0, 0), (last, 0), (0, last)] {
            assert!(dark(left + x, top + y), "{x} {y}");
        }
        assert!((0..modules * module).all(|n| !dark(left + n, top - 1) && !dark(left - 1, top + n)));
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let long = Sheet {
            code: "!".repeat(3_000),
            ..sheet()
        };
        assert_eq!(print(&long, 5), Err(PrintError::TooLong(3_000)));
        for found in [0, 65] {
            assert_eq!(
                print(&sheet(), found),
                Err(PrintError::Module { found, most: 64 })
            );
        }
        let many = Sheet {
            signatures: 100_000,
            ..sheet()
        };
        assert!(matches!(print(&many, 9), Err(PrintError::Size { .. })));
    }
}
