//! Two bulletins of the council: one that agrees with its sheets, and one whose votes were computed from percentages.

use crate::accounts::Accounts;
use crate::files::{DATE, NEXT_DATE};
use crate::names::Party;
use model::Percent;
use std::fmt::Write;

/// `claims.toml`.
pub(crate) fn claims(accounts: &Accounts, parties: &[Party]) -> String {
    let mut text = "# Two bulletins of the simulated country's council.\n".to_owned();
    from_percentages(accounts, parties, &mut text);
    from_sheets(accounts, parties, &mut text);
    text
}

fn begin(id: &str, when: &str, words: &str, text: &mut String) {
    let _ = write!(
        text,
        "\n[[claims]]\nid = \"{id}\"\naccount = \"council\"\nwho = \"The simulated council\"\n\
         when = \"{when}\"\nwhere = \"{words}\"\ncontest = \"president\"\nfigures = [\n"
    );
}

fn figure(of: &str, number: u64, percent: Option<Percent>, text: &mut String) {
    let _ = match percent {
        Some(percent) => writeln!(
            text,
            "    {{ of = \"{of}\", number = {number}, percent = \"{percent}\" }},"
        ),
        None => writeln!(text, "    {{ of = \"{of}\", number = {number} }},"),
    };
}

/// Every figure is the sum of the council's own sheets.
fn from_sheets(accounts: &Accounts, parties: &[Party], text: &mut String) {
    let sums = accounts.council();
    begin(
        "second-bulletin",
        NEXT_DATE,
        "second bulletin, the sum of the council's sheets",
        text,
    );
    let percent = Percent::from_ratio(sums.sheets, accounts.truth().sheets, 2);
    figure("stations", sums.sheets, percent, text);
    figure("ballots", sums.ballots, None, text);
    figure("valid", sums.valid, None, text);
    figure("blank", sums.blank, None, text);
    figure("null", sums.null, None, text);
    for (party, votes) in parties.iter().zip(&sums.votes) {
        figure(party.id, *votes, Percent::from_ratio(*votes, sums.valid, 2), text);
    }
    text.push_str("]\n");
}

/// A bulletin of four fifths of the votes: percentages with one decimal, and votes that are those percentages of the total,
/// rounded (percent-first).
fn from_percentages(accounts: &Accounts, parties: &[Party], text: &mut String) {
    let sums = accounts.council();
    begin(
        "first-bulletin",
        DATE,
        "first bulletin, votes made from percentages",
        text,
    );
    let mut order: Vec<usize> = (0..parties.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(sums.votes.get(*at).copied()), *at));
    let (first, second) = (order[0], order[1]);
    let votes = |at: usize| sums.votes.get(at).copied().unwrap_or(0);
    let tenths = |part: u64| Percent::from_ratio(part, sums.valid.max(1), 1).map_or(0, Percent::units);
    let (one, two) = (tenths(votes(first)), tenths(votes(second)));
    let shares = [one, two, 1000 - (one + two).min(1000)];
    let percents = shares.map(|units| format!("{}.{}", units / 10, units % 10).parse::<Percent>());
    // A total to which the rounded shares add up.
    let least = sums.valid * 4 / 5;
    let parts = (least..).find_map(|total| {
        let parts = percents
            .clone()
            .map(|percent| percent.map_or(0, |percent| percent.of(total)));
        (parts.iter().sum::<u64>() == total).then_some(parts)
    });
    text.push_str("    { of = \"stations\", percent = \"80\" },\n");
    for ((of, percent), number) in [parties[first].id, parties[second].id, "others"]
        .into_iter()
        .zip(percents)
        .zip(parts.unwrap_or_default())
    {
        figure(of, number, percent.ok(), text);
    }
    text.push_str("]\n");
}
