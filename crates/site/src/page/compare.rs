//! Every two accounts: how many stations both have, and at how many of them they agree.

use super::pair::{Pair, claims_of, pair_name};
use super::{Frame, OnePage, Page};
use crate::text::Html;
use askama::Template;
use tally::Comparison;

pub(super) const PAGE: OnePage = OnePage {
    path: "compare.html",
    label: |_| Some("nav-compare"),
    html: |f| ComparePage::of(f).render(),
};

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage<'a> {
    f: Frame<'a>,
    rows: Vec<PairRow>,
}

struct PairRow {
    href: String,
    name: Html,
    /// In both, equal, different, in the first only, in the second only; none where one has no readings.
    counts: Option<[String; 5]>,
    /// How many claims its accounts made.
    claims: u64,
}

impl<'a> ComparePage<'a> {
    fn of(f: Frame<'a>) -> ComparePage<'a> {
        let rows = (0..f.site.pairs.len())
            .map(|at| {
                let pair = &f.site.pairs[at];
                let sum =
                    |of: fn(&Comparison) -> u64| f.number(pair.compared.iter().copied().map(of).sum::<u64>());
                PairRow {
                    href: f.link(&Pair { at, page: 0 }.path(f.site)),
                    name: pair_name(&f, at),
                    counts: (!pair.compared.is_empty()).then(|| {
                        [
                            sum(|c| c.count(|area| area.both)),
                            sum(|c| c.count(|area| area.equal)),
                            sum(|c| c.count(|area| area.different)),
                            sum(|c| c.count(|area| area.first_only)),
                            sum(|c| c.count(|area| area.second_only)),
                        ]
                    }),
                    claims: claims_of(&f, at).len() as u64,
                }
            })
            .collect();
        ComparePage { rows, f }
    }
}
