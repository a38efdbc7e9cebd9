//! Why a photograph is put aside for a person to look at.

use super::stages::{CoverError, PictureError};
use crate::allowed::WouldNotCount;
use crate::codes::WrongCode;
use serde::{Serialize, Serializer};
use sheet::ImageError;
use sheet::format::Format;

/// Why a photograph is put aside for a person to look at.
#[derive(Debug)]
pub enum Reason {
    /// The file cannot be read, or is not a picture that can be decoded.
    NotAPicture(PictureError),
    /// There is nothing that looks like a code.
    NoCode,
    /// There is something that looks like a code.
    Damaged,
    /// A text in several codes, of which not all are in the picture.
    PartsMissing {
        /// How many parts there are.
        of: u8,
        /// Those that are missing, from 1; none where the parts are not of one text.
        missing: Vec<u8>,
    },
    /// There is a code, of something else.
    OtherCode,
    /// What it says breaks a rule that is an error; it is recorded nevertheless.
    RuleBroken,
    /// The same picture was seen before: the very same, or one file of the photograph after another.
    Duplicate,
    /// What the definition wants covered cannot be.
    NotCovered(CoverError),
    /// Its station is not on the register; it is recorded nevertheless.
    UnknownStation,
    /// The code is an identifier alone: the picture is recorded, its figures are to be typed.
    NoFigures,
    /// Its station's code fits no mask of the law.
    WrongCode(WrongCode),
    /// The key may not write about its station.
    NotAllowed(WouldNotCount),
    /// Another code beside it cannot be read; what was read is recorded.
    SeveralCodes,
}

/// A reason without what is particular to one photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReasonKind {
    code: &'static str,
    words: &'static str,
    remedy: &'static str,
}

impl ReasonKind {
    /// The name in files and JSON.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// What it means.
    pub fn words(self) -> &'static str {
        self.words
    }

    /// What can be done.
    pub fn remedy(self) -> &'static str {
        self.remedy
    }

    /// That of a name that another version wrote.
    pub(crate) const UNKNOWN: ReasonKind =
        kind("unknown", "put aside by another version", "look at it again");

    /// The kind with this name.
    pub(crate) fn of(code: &str) -> Option<ReasonKind> {
        KINDS.into_iter().find(|kind| kind.code == code)
    }

    /// Whether nothing is left to be read of a photograph that was put down with this reason.
    pub(crate) fn is_done(self) -> bool {
        ["rule_broken", "duplicate", "unknown_station", "no_figures"].contains(&self.code)
    }
}

const fn kind(code: &'static str, words: &'static str, remedy: &'static str) -> ReasonKind {
    ReasonKind { code, words, remedy }
}

/// The code of photographs that are to be looked at again when the key may do more.
pub(crate) const NOT_ALLOWED: &str = "not_allowed";

/// All kinds of reasons.
const KINDS: [ReasonKind; 17] = [
    kind(
        "not_a_picture",
        "not a picture that can be read",
        "its error says why; ask for the picture as the camera made it",
    ),
    kind(
        "heic",
        "a HEIC or AVIF picture, which is not read",
        "save it as a JPEG (on an iPhone: camera format \"most compatible\")",
    ),
    kind(
        "tiff",
        "a TIFF or raw picture, which is not read",
        "save it as a JPEG or PNG",
    ),
    kind(
        "other_format",
        "a picture of a kind that is not read (GIF, BMP, JPEG XL, JPEG 2000)",
        "save it as a JPEG or PNG",
    ),
    kind(
        "several_pages",
        "a PDF of several pages or pictures",
        "save each page as a JPEG, or as a PDF of its own",
    ),
    kind(
        "no_code",
        "no code found",
        "photograph the sheet again, with the whole code",
    ),
    kind(
        "damaged",
        "a code that cannot be read",
        "photograph it again, nearer and in even light; or type its figures",
    ),
    kind(
        "parts_missing",
        "a code in several parts, of which some are not in the picture",
        "photograph all parts in one picture",
    ),
    kind(
        "other_code",
        "a code of something else",
        "compare sheet.code.layout with what it says",
    ),
    kind(
        "several_codes",
        "another code in the picture cannot be read (the one that can is recorded)",
        "photograph the other sheet alone",
    ),
    kind(
        "rule_broken",
        "the figures break a rule (recorded)",
        "compare them with the picture",
    ),
    kind("duplicate", "the same picture was taken in before", "nothing"),
    kind(
        "not_covered",
        "what must not be shown cannot be covered",
        "its error says why; photograph the sheet again, flat and alone",
    ),
    kind(
        "unknown_station",
        "the station is not on the register (recorded)",
        "compare its code with the register",
    ),
    kind(
        "no_figures",
        "the code says no figures, they are to be typed (the picture is recorded)",
        "type them",
    ),
    kind(
        "wrong_code",
        "the station's code fits no mask of the law",
        "compare sheet.code.station with the law's masks",
    ),
    kind(
        NOT_ALLOWED,
        "the key may not write about the station",
        "use another key, or grant this one more; it is looked at again in the next run",
    ),
];

impl Reason {
    /// The name in files and JSON.
    fn code(&self) -> &'static str {
        match self {
            Reason::NotAPicture(PictureError::Image(ImageError::Format(format))) => match format {
                Format::Heic | Format::Avif => "heic",
                Format::Tiff => "tiff",
                Format::Gif | Format::Bmp | Format::JpegXl | Format::Jpeg2000 => "other_format",
                _ => "not_a_picture",
            },
            Reason::NotAPicture(PictureError::Image(ImageError::SeveralPages { .. })) => "several_pages",
            Reason::NotAPicture(_) => "not_a_picture",
            Reason::NoCode => "no_code",
            Reason::Damaged => "damaged",
            Reason::PartsMissing { .. } => "parts_missing",
            Reason::OtherCode => "other_code",
            Reason::SeveralCodes => "several_codes",
            Reason::RuleBroken => "rule_broken",
            Reason::Duplicate => "duplicate",
            Reason::NotCovered(_) => "not_covered",
            Reason::UnknownStation => "unknown_station",
            Reason::NoFigures => "no_figures",
            Reason::WrongCode(_) => "wrong_code",
            Reason::NotAllowed(_) => NOT_ALLOWED,
        }
    }

    /// The reason by its code, its words and its remedy.
    pub fn kind(&self) -> ReasonKind {
        // Every code has its line: a test goes through them.
        ReasonKind::of(self.code()).unwrap_or(KINDS[0])
    }

    /// What is wrong in particular.
    pub fn error(&self) -> Option<String> {
        match self {
            Reason::NotAPicture(error) => Some(error.to_string()),
            Reason::NotCovered(error) => Some(error.to_string()),
            Reason::WrongCode(error) => Some(error.to_string()),
            Reason::NotAllowed(error) => Some(error.to_string()),
            Reason::PartsMissing { of, missing } if missing.is_empty() => Some(format!(
                "its {of} parts are there, and by their parity not of one text"
            )),
            Reason::PartsMissing { of, missing } => {
                let missing: Vec<String> = missing.iter().map(u8::to_string).collect();
                Some(format!(
                    "of the {of} codes that its text is spread over, number {} is not in the picture",
                    missing.join(", ")
                ))
            }
            _ => None,
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_words_and_a_remedy_of_its_own() {
        let picture = |error: ImageError| Reason::NotAPicture(error.into());
        let format = |format| picture(ImageError::Format(format));
        let reasons = [
            format(Format::Empty),
            format(Format::Heic),
            format(Format::Avif),
            format(Format::Tiff),
            format(Format::Gif),
            format(Format::Bmp),
            format(Format::JpegXl),
            format(Format::Jpeg2000),
            picture(ImageError::SeveralPages {
                found: "of several pages",
            }),
            Reason::NoCode,
            Reason::Damaged,
            Reason::PartsMissing {
                of: 2,
                missing: vec![2],
            },
            Reason::OtherCode,
            Reason::SeveralCodes,
            Reason::RuleBroken,
            Reason::Duplicate,
            Reason::NotCovered(CoverError::Unreadable),
            Reason::UnknownStation,
            Reason::NoFigures,
        ];
        for reason in &reasons {
            assert_eq!(
                ReasonKind::of(reason.code()).map(ReasonKind::code),
                Some(reason.code())
            );
            assert_eq!(reason.kind().code(), reason.code());
        }
        for code in ["wrong_code", NOT_ALLOWED] {
            assert!(ReasonKind::of(code).is_some(), "{code}");
        }
        let heic = format(Format::Heic).kind();
        assert!(heic.words().contains("HEIC") && heic.remedy().contains("JPEG"));
    }
}
