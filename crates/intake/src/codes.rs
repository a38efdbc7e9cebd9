//! The codes of stations: whoever takes in asks whether one fits a mask of the law, so that a mistyped code is told where
//! it comes in. The fold asks nothing of it.

use model::{Election, StationCode};
use table::RowError;

/// A station's code that fits no mask of the law.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}, found {code:?}; mend the code, or what reads it", Self::expected(.masks))]
pub struct WrongCode {
    code: String,
    /// The masks, as the law has them.
    masks: Vec<String>,
}

/// The most masks that an error names.
const SHOWN: usize = 5;

impl WrongCode {
    /// What is wrong with a code that fits no mask.
    pub(crate) fn of(election: &Election, code: &StationCode) -> WrongCode {
        WrongCode {
            code: code.to_string(),
            masks: election.codes.iter().map(ToString::to_string).collect(),
        }
    }

    /// Refuses a code that fits no mask.
    pub(crate) fn check(election: &Election, code: &StationCode) -> Result<(), WrongCode> {
        match election.code_fits(code.as_str()) {
            true => Ok(()),
            false => Err(WrongCode::of(election, code)),
        }
    }

    /// The error of a row that has the code.
    pub(crate) fn of_row(self, line: u64) -> RowError {
        RowError {
            line,
            column: None,
            value: Some(self.code.into()),
            expected: Self::expected(&self.masks).trim_start_matches("expected ").into(),
            remedy: Some("mend the code, or what reads it".into()),
        }
    }

    fn expected(masks: &[String]) -> String {
        let mut shown = masks[..masks.len().min(SHOWN)].join(" or ");
        if masks.len() > SHOWN {
            shown.push_str(" or another mask");
        }
        format!(
            "expected a station code that fits {shown} (`codes` of the law: 9 is a digit, A a capital, * any character)"
        )
    }
}
