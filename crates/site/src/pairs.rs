//! Every two accounts that have a page: what a comparison of their readings found, as one list of lines.

use std::collections::BTreeSet;
use tally::overview::MAX_COMPARED_ACCOUNTS;
use tally::{AccountNumber, Comparison, ContestNumber, Overview};

/// Two accounts that have a page.
pub(crate) struct Pair<'a> {
    pub(crate) first: AccountNumber,
    pub(crate) second: AccountNumber,
    /// The page's name, without its ending.
    pub(crate) name: String,
    /// The contests in which both have readings.
    pub(crate) compared: Vec<&'a Comparison>,
}

/// A line of a pair's list.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PairLine {
    /// Places in `compared` and in its list.
    Different(usize, usize),
    FirstOnly(usize, usize),
    SecondOnly(usize, usize),
}

impl Pair<'_> {
    /// So many of the list's lines from one on: stations that differ, then those in one account only.
    pub(crate) fn lines(&self, mut from: usize, mut count: usize) -> Vec<PairLine> {
        type Line = fn(usize, usize) -> PairLine;
        type Length = fn(&Comparison) -> usize;
        let kinds: [(Line, Length); 3] = [
            (PairLine::Different, |c| c.different.len()),
            (PairLine::FirstOnly, |c| c.first_only.len()),
            (PairLine::SecondOnly, |c| c.second_only.len()),
        ];
        let mut lines = Vec::new();
        for (kind, len) in kinds {
            for (at, compared) in self.compared.iter().enumerate() {
                let len = len(compared);
                let own = from.min(len)..len.min(from.saturating_add(count));
                from = from.saturating_sub(len);
                count -= own.len();
                lines.extend(own.map(|n| kind(at, n)));
            }
        }
        lines
    }

    /// How many lines there are.
    pub(crate) fn len(&self) -> usize {
        let of = |c: &Comparison| c.different.len() + c.first_only.len() + c.second_only.len();
        self.compared.iter().copied().map(of).sum()
    }
}

/// Every two accounts of which at least one page can say something: those with readings and those that announced
/// figures of a contest, the first of each by id.
pub(crate) fn pairs<'a>(overview: &'a Overview<'_>) -> Vec<Pair<'a>> {
    let tally = overview.tally();
    let contests = || 0..tally.election().contests.len() as ContestNumber;
    let reads = |account: AccountNumber| contests().any(|contest| tally.has_readings(account, contest));
    let announces = |account: AccountNumber| {
        let mut claims = tally.claims().iter().map(|row| &row.claim);
        claims.any(|claim| claim.account == *tally.account(account) && !claim.figures.is_empty())
    };
    let (mut readers, mut announcers) = (0, 0);
    let mut accounts: Vec<AccountNumber> = Vec::new();
    for (account, _) in tally.accounts() {
        let count = if reads(account) {
            &mut readers
        } else if announces(account) {
            &mut announcers
        } else {
            continue;
        };
        *count += 1;
        if *count <= MAX_COMPARED_ACCOUNTS {
            accounts.push(account);
        }
    }
    let mut names = BTreeSet::new();
    let mut pairs = Vec::new();
    for (at, first) in accounts.iter().enumerate() {
        for second in &accounts[at + 1..] {
            let id = |account: AccountNumber| layout::slug(tally.account(account).as_str());
            let mut name = format!("{}-{}", id(*first), id(*second));
            // A hyphen of an id may make two pairs' names the same; no slug ends in `_`.
            while !names.insert(name.clone()) {
                name.push('_');
            }
            let compared = contests()
                .filter_map(|contest| overview.comparison((*first, *second), contest))
                .collect();
            pairs.push(Pair {
                first: *first,
                second: *second,
                name,
                compared,
            });
        }
    }
    pairs
}
