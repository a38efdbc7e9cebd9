//! Planting a fault: a true sheet becomes the row that an account's file has instead.

use crate::draw::Draw;
use crate::fault::Effect;
use crate::made_sheet::MadeSheet;
use crate::names::Party;

/// A row of an account's file.
#[derive(Debug, Clone)]
pub(crate) struct FileRow {
    pub(crate) sheet: MadeSheet,
    /// The figure, counted as in [`FIGURES`] and then the options, that stands there as another text.
    pub(crate) instead: Option<(usize, String)>,
}

/// The columns of figures that are not an option's.
pub(crate) const FIGURES: [&str; 5] = ["registered", "ballots", "valid", "blank", "null"];

/// What a change may use: the row, the contest's parties, two of them, and a source of chance.
pub(crate) struct Target<'a> {
    row: &'a mut FileRow,
    parties: &'a [Party],
    /// Any option.
    option: usize,
    /// The option with most votes.
    leader: usize,
    draw: &'a mut Draw,
}

/// Changes a row and says what was changed.
pub(crate) type Change = fn(&mut Target<'_>) -> String;

/// Changes the row as the fault has it, and says what was changed.
pub(crate) fn plant(effect: Effect, row: &mut FileRow, parties: &[Party], draw: &mut Draw) -> String {
    let option = draw.below(parties.len() as u64) as usize;
    let leader = row.sheet.leader();
    let mut target = Target {
        row,
        parties,
        option,
        leader,
        draw,
    };
    match effect {
        Effect::ChangedRow(change) | Effect::SecondRow(change) => change(&mut target),
        Effect::UnknownCode => "the code is not on the register".to_owned(),
        Effect::Pair => "the same figures as the other station of the pair".to_owned(),
        Effect::NoRow => "the file has no row".to_owned(),
    }
}

pub(crate) fn more_votes(target: &mut Target<'_>) -> String {
    let votes = &mut target.row.sheet.votes[target.option];
    let from = *votes;
    *votes += target.draw.between(1, 20) as u32;
    changed(target.parties[target.option].id, from, *votes)
}

pub(crate) fn fewer_ballots(target: &mut Target<'_>) -> String {
    let ballots = &mut target.row.sheet.ballots;
    let from = *ballots;
    *ballots -= target.draw.between(1, 9) as u32;
    changed("ballots", from, *ballots)
}

pub(crate) fn more_ballots_than_registered(target: &mut Target<'_>) -> String {
    let over = target.draw.between(1, 40) as u32;
    let text = ballots_over(target, over);
    text + ", all of them for " + target.parties[target.leader].id
}

pub(crate) fn everybody_votes(target: &mut Target<'_>) -> String {
    ballots_over(target, 0)
}

/// So many ballots more than there are registered voters, all new ones for the leader.
fn ballots_over(target: &mut Target<'_>, over: u32) -> String {
    let sheet = &mut target.row.sheet;
    let from = sheet.ballots;
    let more = sheet.registered - sheet.ballots + over;
    sheet.ballots += more;
    sheet.valid += more;
    sheet.votes[target.leader] += more;
    changed("ballots", from, sheet.ballots)
}

pub(crate) fn hardly_anybody_votes(target: &mut Target<'_>) -> String {
    let sheet = &mut target.row.sheet;
    let from = sheet.ballots;
    (sheet.ballots, sheet.blank, sheet.null) = (sheet.registered / 50, 0, 0);
    sheet.shrink_valid(sheet.ballots);
    changed("ballots", from, sheet.ballots)
}

/// Votes moved from the leader to another option: the sheet adds up as before.
pub(crate) fn moved_votes(target: &mut Target<'_>) -> String {
    let (parties, leader) = (target.parties, target.leader);
    let to = (leader + 1 + target.draw.below(parties.len() as u64 - 1) as usize) % parties.len();
    let sheet = &mut target.row.sheet;
    let votes = target.draw.between(1, u64::from(sheet.votes[leader] / 4).max(1)) as u32;
    sheet.votes[leader] -= votes;
    sheet.votes[to] += votes;
    format!(
        "{votes} votes moved from {} to {}",
        parties[leader].id, parties[to].id
    )
}

pub(crate) fn more_registered(target: &mut Target<'_>) -> String {
    let registered = &mut target.row.sheet.registered;
    let from = *registered;
    *registered += target.draw.between(1, 9) as u32;
    changed("registered", from, *registered)
}

pub(crate) fn zeros(target: &mut Target<'_>) -> String {
    target.row.sheet = MadeSheet {
        registered: target.row.sheet.registered,
        ballots: 0,
        valid: 0,
        blank: 0,
        null: 0,
        votes: vec![0; target.parties.len()],
    };
    "every figure but the registered voters".to_owned()
}

pub(crate) fn many_null(target: &mut Target<'_>) -> String {
    let blank = target.row.sheet.blank;
    many(target, "null", blank, |sheet| &mut sheet.null)
}

pub(crate) fn many_blank(target: &mut Target<'_>) -> String {
    let null = target.row.sheet.null;
    many(target, "blank", null, |sheet| &mut sheet.blank)
}

/// A fifth to two fifths of the ballots for one of null and blank, while the other keeps its `rest`.
fn many(target: &mut Target<'_>, name: &str, rest: u32, of: fn(&mut MadeSheet) -> &mut u32) -> String {
    let sheet = &mut target.row.sheet;
    let many = sheet.ballots * target.draw.between(20, 40) as u32 / 100;
    let from = std::mem::replace(of(sheet), many);
    let valid = sheet.ballots - rest - many;
    sheet.shrink_valid(valid);
    changed(name, from, many)
}

pub(crate) fn illegible(target: &mut Target<'_>) -> String {
    instead(target, "?".to_owned())
}

pub(crate) fn not_a_number(target: &mut Target<'_>) -> String {
    instead(target, "many".to_owned())
}

pub(crate) fn negative(target: &mut Target<'_>) -> String {
    let text = format!("-{}", target.row.sheet.votes[target.option].max(1));
    instead(target, text)
}

pub(crate) fn fraction(target: &mut Target<'_>) -> String {
    let text = format!("{}.5", target.row.sheet.votes[target.option]);
    instead(target, text)
}

/// Another text where an option's votes stand.
fn instead(target: &mut Target<'_>, text: String) -> String {
    let (id, votes) = (
        target.parties[target.option].id,
        target.row.sheet.votes[target.option],
    );
    let said = format!("{id}: {votes} to {text}");
    target.row.instead = Some((FIGURES.len() + target.option, text));
    said
}

pub(crate) fn typed_wrongly(target: &mut Target<'_>) -> String {
    let votes = &mut target.row.sheet.votes[target.option];
    let from = *votes;
    *votes = wrong_digits(from, target.draw);
    changed(target.parties[target.option].id, from, *votes)
}

/// A number with its last two digits in the wrong order; where that changes nothing, with another last digit.
fn wrong_digits(number: u32, draw: &mut Draw) -> u32 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Stream;

    #[test]
    fn a_number_that_is_typed_wrongly_is_another_one() {
        let mut draw = Draw::new(1, Stream::Typist);
        for number in 0..2_000 {
            assert_ne!(wrong_digits(number, &mut draw), number);
        }
        assert_eq!(wrong_digits(123, &mut draw), 132);
    }
}
