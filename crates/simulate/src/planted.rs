//! Planting a fault: a true sheet becomes the row that an account's file has instead.

use crate::draw::Draw;
use crate::fault::Kind;
use crate::names::Party;
use crate::sheet::Sheet;

/// A row of an account's file.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) sheet: Sheet,
    /// The figure, counted as in [`FIGURES`] and then the options, that stands there as another text.
    pub(crate) instead: Option<(usize, String)>,
}

/// The columns of figures that are not an option's.
pub(crate) const FIGURES: [&str; 5] = ["registered", "ballots", "valid", "blank", "null"];

/// Changes the row as the fault has it, and says what was changed.
pub(crate) fn plant(kind: Kind, row: &mut Row, parties: &[Party], draw: &mut Draw) -> String {
    let sheet = &mut row.sheet;
    let option = draw.below(parties.len() as u64) as usize;
    let leader = sheet.leader();
    match kind {
        Kind::SumNotValid => {
            let from = sheet.votes[option];
            sheet.votes[option] += draw.between(1, 20) as u32;
            changed(parties[option].id, from, sheet.votes[option])
        }
        Kind::PartsNotBallots => {
            let from = sheet.ballots;
            sheet.ballots -= draw.between(1, 9) as u32;
            changed("ballots", from, sheet.ballots)
        }
        Kind::BallotsOverRegistered => {
            let from = sheet.ballots;
            let more = sheet.registered - sheet.ballots + draw.between(1, 40) as u32;
            sheet.ballots += more;
            sheet.valid += more;
            sheet.votes[leader] += more;
            changed("ballots", from, sheet.ballots) + ", all of them for " + parties[leader].id
        }
        Kind::MoreThanOneSheet | Kind::AccountsDiffer => {
            let to = (leader + 1 + draw.below(parties.len() as u64 - 1) as usize) % parties.len();
            let votes = draw.between(1, u64::from(sheet.votes[leader] / 4).max(1)) as u32;
            sheet.votes[leader] -= votes;
            sheet.votes[to] += votes;
            format!(
                "{votes} votes moved from {} to {}",
                parties[leader].id, parties[to].id
            )
        }
        Kind::RegisteredDiffers => {
            let from = sheet.registered;
            sheet.registered += draw.between(1, 9) as u32;
            changed("registered", from, sheet.registered)
        }
        Kind::AllZero => {
            *sheet = Sheet {
                registered: sheet.registered,
                ballots: 0,
                valid: 0,
                blank: 0,
                null: 0,
                votes: vec![0; parties.len()],
            };
            "every figure but the registered voters".to_owned()
        }
        Kind::NullShare | Kind::BlankShare => {
            let (of, rest, name) = match kind {
                Kind::NullShare => (&mut sheet.null, sheet.blank, "null"),
                _ => (&mut sheet.blank, sheet.null, "blank"),
            };
            let from = *of;
            *of = sheet.ballots * draw.between(20, 40) as u32 / 100;
            let text = changed(name, from, *of);
            let valid = sheet.ballots - rest - *of;
            sheet.shrink_valid(valid);
            text
        }
        Kind::TurnoutHigh => {
            let from = sheet.ballots;
            let more = sheet.registered - sheet.ballots;
            sheet.ballots += more;
            sheet.valid += more;
            sheet.votes[leader] += more;
            changed("ballots", from, sheet.ballots)
        }
        Kind::TurnoutLow => {
            let from = sheet.ballots;
            (sheet.ballots, sheet.blank, sheet.null) = (sheet.registered / 50, 0, 0);
            sheet.shrink_valid(sheet.ballots);
            changed("ballots", from, sheet.ballots)
        }
        Kind::IllegibleFigure => instead(row, option, parties, "?".to_owned()),
        Kind::UnreadableText => instead(row, option, parties, "many".to_owned()),
        Kind::UnreadableNegative => {
            let text = format!("-{}", row.sheet.votes[option].max(1));
            instead(row, option, parties, text)
        }
        Kind::UnreadableFraction => {
            let text = format!("{}.5", row.sheet.votes[option]);
            instead(row, option, parties, text)
        }
        Kind::FileDiffers => {
            let from = sheet.votes[option];
            sheet.votes[option] = typed_wrongly(from, draw);
            changed(parties[option].id, from, sheet.votes[option])
        }
        Kind::UnknownStation => "the code is not on the register".to_owned(),
        Kind::IdenticalCounts => "the same figures as the other station of the pair".to_owned(),
        Kind::MissingStation => "the file has no row".to_owned(),
    }
}

/// A number with its last two digits in the wrong order; where that changes nothing, with another last digit.
fn typed_wrongly(number: u32, draw: &mut Draw) -> u32 {
    let (tens, ones) = (number / 10 % 10, number % 10);
    if number >= 10 && tens != ones {
        number - (10 * tens + ones) + 10 * ones + tens
    } else {
        number - ones + (ones + draw.between(1, 9) as u32) % 10
    }
}

fn changed(name: &str, from: u32, to: u32) -> String {
    format!("{name}: {from} to {to}")
}

fn instead(row: &mut Row, option: usize, parties: &[Party], text: String) -> String {
    let said = format!("{}: {} to {text}", parties[option].id, row.sheet.votes[option]);
    row.instead = Some((FIGURES.len() + option, text));
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Stream;

    #[test]
    fn a_number_that_is_typed_wrongly_is_another_one() {
        let mut draw = Draw::new(1, Stream::Typist);
        for number in 0..2_000 {
            assert_ne!(typed_wrongly(number, &mut draw), number);
        }
        assert_eq!(typed_wrongly(123, &mut draw), 132);
    }
}
