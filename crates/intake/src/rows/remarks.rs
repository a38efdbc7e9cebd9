//! What is remarkable of rows that can be read: told before anything is signed, and some of it asked.

use serde::Serialize;
use std::collections::BTreeMap;

/// A kind of remark, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RemarkKind {
    /// A station's code that is new and looks like another one's.
    LooksLike,
    /// An area's code that is new and looks like another one's of the same level.
    AreaLooksLike,
    /// A row whose every figure is the sum of other rows'.
    Total,
    /// A row whose station's code is an area's.
    NamesArea,
    /// A station that lies in other areas than before.
    OtherArea,
    /// A station that has another number of registered voters than before.
    OtherVoters,
    /// A station that a complete register lacks.
    Unlisted,
    /// A station that an earlier row of the file gives other figures.
    Twice,
    /// Figures that differ from those that are recorded.
    Differs,
    /// A row that is recorded under another station's code.
    OtherStation,
}

impl RemarkKind {
    /// Whether nothing is signed until somebody says that it is meant so.
    pub fn asks(self) -> bool {
        matches!(
            self,
            RemarkKind::LooksLike | RemarkKind::AreaLooksLike | RemarkKind::Total
        )
    }

    /// What can be done.
    fn remedy(self) -> &'static str {
        match self {
            RemarkKind::LooksLike => {
                "if they are one station, write its code in one way by a filter in `station.code` (pad, upper, visible, nfc, \
                 replace); if they are two, say so with --anyway"
            }
            RemarkKind::AreaLooksLike => {
                "if they are one area, write its code in one way by a filter in `station.areas` (nfc, pad, upper, visible); if \
                 they are two, say so with --anyway"
            }
            RemarkKind::Total => {
                "if it is a row of totals, leave it out by `except` in the profile; if it is a station's, say so with --anyway"
            }
            RemarkKind::NamesArea => "if it is a row of totals, leave it out by `except` in the profile",
            RemarkKind::OtherArea => {
                "the station stays in the area in which it was first; that documents differ is a finding, area_differs, where \
                 the register grows with them"
            }
            RemarkKind::OtherVoters => {
                "the number that was first stands; that documents differ is a finding, registered_differs, where the register \
                 grows with them"
            }
            RemarkKind::Unlisted => {
                "the register is complete, so that such sheets count in no total; where a station was opened later, the operator \
                 puts it on the register by `cotejo register add`"
            }
            RemarkKind::Twice => {
                "the row that stands first in the file counts, and the others are findings (more_than_one_sheet); leave out by \
                 `except` in the profile what is not meant, or mend the file"
            }
            RemarkKind::Differs => {
                "without more, what is recorded stands and these rows are not recorded; --correct REASON lets them take its place, \
                 as corrections that everybody sees, and --beside records them beside it, as a finding; where they are of a later \
                 stage, say which with --stage"
            }
            RemarkKind::OtherStation => {
                "these rows are not recorded again; --beside does so, and a reviewer can rule (`cotejo rule`) that nothing stands \
                 at a station that was named by mistake"
            }
        }
    }
}

/// Remarks of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remarks {
    /// The kind.
    pub kind: RemarkKind,
    /// Whether nothing is signed until somebody says that it is meant so.
    pub asks: bool,
    /// How many there are.
    pub rows: u64,
    /// The first five, each with the file and the line.
    pub messages: Vec<String>,
    /// What can be done.
    pub remedy: &'static str,
}

/// All remarks of a file, by their kinds.
#[derive(Debug, Default)]
pub(super) struct AllRemarks(BTreeMap<RemarkKind, Remarks>);

impl AllRemarks {
    pub(super) fn add(&mut self, kind: RemarkKind, message: impl FnOnce() -> String) {
        let remarks = self.0.entry(kind).or_insert_with(|| Remarks {
            kind,
            asks: kind.asks(),
            rows: 0,
            messages: Vec::new(),
            remedy: kind.remedy(),
        });
        remarks.rows += 1;
        if remarks.messages.len() < super::failures::SHOWN {
            remarks.messages.push(message());
        }
    }

    pub(super) fn ended(self) -> Vec<Remarks> {
        self.0.into_values().collect()
    }
}

impl Remarks {
    /// The remarks as lines for people: the first five, how many more there are, and what can be done.
    pub fn lines(&self) -> impl Iterator<Item = String> + '_ {
        let more = self.rows - self.messages.len() as u64;
        let more = (more > 0).then(|| format!("and {} more like these", publication::number(more)));
        let lines = self.messages.iter().cloned().chain(more);
        lines.chain([format!("  ({})", self.remedy)])
    }
}
