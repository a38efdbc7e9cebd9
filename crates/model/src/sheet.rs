//! What a tally sheet looks like, as far as a program has to know: the code that is printed on it.

use crate::{ContestId, OptionId};
use serde::{Deserialize, Serialize};

/// The sheets of an election.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// The code that each sheet carries, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<SheetCode>,
    /// What of a sheet is covered in its photograph before that is kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redact: Vec<Redact>,
}

impl Sheet {
    /// Whether nothing is said of the sheets.
    pub fn is_empty(&self) -> bool {
        *self == Sheet::default()
    }
}

/// How the text of a sheet's code is laid out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetCode {
    /// What kind of code it is.
    #[serde(default, skip_serializing_if = "CodeKind::is_qr")]
    pub kind: CodeKind,
    /// The text, with fields in braces: `{name:9}` are nine digits, `{name}` is a figure without leading
    /// zeros, `{boxes:,}` are the figures of all ballot boxes with a comma between them. A field named like a
    /// figure of the sheet (`registered`, `ballots`, `valid`, `blank`, `null`) is that figure.
    pub layout: String,
    /// The station's code, made of the fields: `{centre}.{table}`.
    pub station: String,
    /// The ballot boxes in their order, and which option each counts for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub boxes: Vec<Boxes>,
    /// The contest; the first where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<ContestId>,
}

/// The kinds of codes that sheets carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// QR code (ISO/IEC 18004).
    #[default]
    Qr,
    /// Data Matrix (ISO/IEC 16022).
    DataMatrix,
    /// PDF417 (ISO/IEC 15438).
    Pdf417,
    /// Aztec code (ISO/IEC 24778).
    Aztec,
    /// Code 39 (ISO/IEC 16388), a linear code without check digit.
    #[serde(rename = "code_39")]
    Code39,
    /// Code 128 (ISO/IEC 15417), a linear code.
    #[serde(rename = "code_128")]
    Code128,
    /// Interleaved 2 of 5 (ISO/IEC 16390), a linear code of digits without check digit.
    Itf,
}

impl CodeKind {
    /// Its name in the standard.
    pub fn name(self) -> &'static str {
        match self {
            CodeKind::Qr => "QR code",
            CodeKind::DataMatrix => "Data Matrix",
            CodeKind::Pdf417 => "PDF417",
            CodeKind::Aztec => "Aztec code",
            CodeKind::Code39 => "Code 39",
            CodeKind::Code128 => "Code 128",
            CodeKind::Itf => "Interleaved 2 of 5",
        }
    }

    /// Whether it is one line of bars, read along any line across them.
    pub fn is_linear(self) -> bool {
        matches!(self, CodeKind::Code39 | CodeKind::Code128 | CodeKind::Itf)
    }

    fn is_qr(&self) -> bool {
        *self == CodeKind::Qr
    }
}

/// A rectangle of the sheet that is covered, such as signatures or identity numbers: where it lies from the upper
/// left corner of the code, along the code's own rows and columns, in percent of the code's side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redact {
    /// What stands there, for people.
    pub name: String,
    /// Where it begins, to the right of the corner; negative on its left.
    pub left: i32,
    /// Where it begins, below the corner; negative above it.
    pub top: i32,
    /// Where it ends, to the right of the corner.
    pub right: i32,
    /// Where it ends, below the corner.
    pub bottom: i32,
}

/// Some ballot boxes that follow each other and count for one option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Boxes {
    /// The option.
    pub option: OptionId,
    /// How many boxes there are.
    #[serde(default = "Boxes::one")]
    pub count: u32,
}

impl Boxes {
    fn one() -> u32 {
        1
    }
}
