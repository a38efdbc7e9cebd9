//! What the sheets of one account say to the claims of another, as sentences and as JSON.

use crate::output::{Text, number, number_or_unknown};
use model::{Claim, Subject};
use serde_json::{Value, json};
use stats::claim::{OptionBound, OwnArithmetic, PercentFirst, Side, Unbounded};
use stats::{BoundBySheets, ClaimAnalysis};
use tally::{AccountNumber, AreaNumber, ContestNumber, Tally, View};

/// A claim and what can be said to it.
pub(crate) struct Answer<'t> {
    claim: &'t Claim,
    entry: u64,
    against: String,
    own_arithmetic: Option<OwnArithmetic>,
    percent_first: Vec<PercentFirst>,
    bound: Option<BoundBySheets>,
}

/// The most stations of a bound that are listed for people.
const MAX_LISTED: usize = 5;

/// The answers to the claims of an account about a contest and area, or about anything else.
pub(crate) fn answers<'t>(
    tally: &'t Tally,
    of: AccountNumber,
    (against, id): (View, &str),
    (contest, area): (ContestNumber, Option<AreaNumber>),
) -> Vec<Answer<'t>> {
    let of_scope = |claim: &Claim| {
        let same = claim
            .contest
            .as_ref()
            .is_none_or(|id| tally.contest_number(id.as_str()) == Some(contest));
        claim.account == *tally.account(of)
            && same
            && (area.is_none() || tally.claim_area(claim) == Some(area))
    };
    let rows = tally.claims().iter().filter(|row| of_scope(&row.claim));
    rows.map(|row| Answer {
        claim: &row.claim,
        entry: row.entry,
        against: id.to_owned(),
        own_arithmetic: tally.own_arithmetic(&row.claim),
        percent_first: tally.percent_first(&row.claim),
        bound: tally.bound_by_sheets(&row.claim, against),
    })
    .collect()
}

impl Answer<'_> {
    /// Whether nothing in it differs.
    pub(crate) fn agrees(&self) -> bool {
        self.own_arithmetic.as_ref().is_none_or(|own| own.differ == 0)
            && self.percent_first.iter().all(|group| !group.flagged)
            && self.bound.as_ref().is_none_or(|bound| {
                bound.cannot_hold.sheets_false_at_least == 0 && !bound.cannot_hold.over_registered
            })
    }

    pub(crate) fn json(&self, tally: &Tally) -> Value {
        let cannot_hold = self.bound.as_ref().map(|bound| {
            let mut value = json!(bound.cannot_hold);
            let options = bound.cannot_hold.options.iter().map(|option| {
                let mut value = json!(option);
                let stations = option
                    .stations
                    .iter()
                    .map(|at| tally.stations().code(bound.stations[*at]));
                value["stations"] = json!(stations.collect::<Vec<_>>());
                value
            });
            value["options"] = options.collect();
            value
        });
        json!({
            "claim": self.claim,
            "entry": self.entry,
            "against": self.against,
            "own_arithmetic": self.own_arithmetic,
            "percent_first": self.percent_first,
            "cannot_hold": cannot_hold,
        })
    }

    pub(crate) fn text(&self, text: &mut Text, tally: &Tally) {
        let claim = self.claim;
        text.line(format!(
            "Claim {} of {}: {}, {}; {}",
            claim.id, claim.account, claim.who, claim.when, claim.where_
        ));
        for count in &claim.counts {
            text.line(format!(
                "  {}: {}{}",
                count.of,
                bound_words(count.bound),
                number(count.number)
            ));
        }
        if claim.figures.is_empty() {
            return;
        }
        if let Some(bound) = &self.bound {
            self.figures_table(text, tally, bound);
        }
        self.own_arithmetic_text(text);
        self.percent_first_text(text);
        if let Some(bound) = &self.bound {
            self.bound_text(text, tally, bound);
        }
    }

    fn figures_table(&self, text: &mut Text, tally: &Tally, bound: &BoundBySheets) {
        let in_sheets = |of: &Subject| -> Option<u64> {
            match of {
                Subject::Option(_) | Subject::Others => bound
                    .cannot_hold
                    .options
                    .iter()
                    .find(|option| option.of == *of)
                    .map(|option| option.in_sheets),
                Subject::Field(field) => Some(bound.total.field(*field))
                    .filter(|sum| sum.read > 0)
                    .map(|sum| sum.sum),
                Subject::Further(id) => tally
                    .further(&bound.total, id.as_str())
                    .filter(|sum| sum.read > 0)
                    .map(|sum| sum.sum),
                Subject::Stations => Some(bound.total.coverage.stations),
                Subject::Turnout => None,
            }
        };
        let contest = self
            .claim
            .contest
            .as_ref()
            .and_then(|id| tally.election().contest(id.as_str()));
        let name = |of: &Subject| -> String {
            let option = contest.and_then(|contest| {
                contest
                    .options
                    .iter()
                    .find(|option| option.id.as_str() == of.name())
            });
            option.map_or_else(
                || of.name().to_owned(),
                |option| format!("{} {}", option.id, option.name),
            )
        };
        let rows: Vec<Vec<String>> = self
            .claim
            .figures
            .iter()
            .map(|figure| {
                let sheets = in_sheets(&figure.of);
                let by = figure.number.zip(sheets).map(|(claimed, sheets)| {
                    let by = i128::from(claimed) - i128::from(sheets);
                    format!(
                        "{}{}",
                        if by < 0 { "-" } else { "+" },
                        number(by.unsigned_abs() as u64)
                    )
                });
                vec![
                    format!("  {}", name(&figure.of)),
                    figure.number.map(number).unwrap_or_default(),
                    figure
                        .percent
                        .map(|percent| format!("{percent}%"))
                        .unwrap_or_default(),
                    sheets.map(number).unwrap_or_default(),
                    by.unwrap_or_default(),
                ]
            })
            .collect();
        text.table(
            &[
                "  figure",
                "claimed",
                "",
                &format!("sheets of {}", self.against),
                "differs by",
            ],
            &rows,
        );
    }

    fn own_arithmetic_text(&self, text: &mut Text) {
        let Some(own) = &self.own_arithmetic else { return };
        text.line(format!(
            "  Own arithmetic: {} checks agree, {} differ.",
            own.agree, own.differ
        ));
        for check in own.checks.iter().filter(|check| !check.agrees) {
            let of = check
                .over
                .map_or_else(String::new, |over| format!(" of {}", over.words()));
            text.line(format!(
                "    {} {}{of}: states {}, its own figures give {}, differs by {}",
                kind_words(check.check),
                check.of.name(),
                check.stated,
                check.computed,
                check.difference
            ));
        }
    }

    fn percent_first_text(&self, text: &mut Text) {
        for group in &self.percent_first {
            let of = format!("    of {} {}", number(group.total), group.over.words());
            match (group.matches.is_some(), group.one_in_as_announced) {
                (true, Some(one_in)) => {
                    let figures = group.figures.iter().map(|figure| {
                        format!(
                            "{} {}% gives {}",
                            figure.of.name(),
                            figure.percent,
                            number(figure.gives)
                        )
                    });
                    let flag = if group.flagged {
                        "FLAGGED percent-first"
                    } else {
                        "not flagged"
                    };
                    text.line(format!(
                        "  Percent-first, {flag}: every number is just what its percentage gives"
                    ));
                    text.line(format!("{of}: {}.", figures.collect::<Vec<_>>().join(", ")));
                    let fewest = match (group.one_in, group.decimals) {
                        (Some(fewest), Some(decimals)) if fewest > one_in => {
                            format!(
                                " (once in {} if percentages of {decimals} decimals were meant)",
                                rough(fewest)
                            )
                        }
                        _ => String::new(),
                    };
                    text.line(format!("    By chance once in {}{fewest}.", rough(one_in)));
                }
                _ => text.line(format!(
                    "  Percent-first: not so; the numbers{} are not what the percentages give.",
                    of.trim_start_matches("   ")
                )),
            }
        }
    }

    fn bound_text(&self, text: &mut Text, tally: &Tally, bound: &BoundBySheets) {
        let hold = &bound.cannot_hold;
        for option in hold
            .options
            .iter()
            .filter(|option| matches!(option.side, Some(Side::Below | Side::Above)))
        {
            text.line(format!("  {}", side_words(option)));
        }
        if hold.over_registered {
            text.line("  It cannot hold even if every published sheet is false: a number is more than all registered voters.");
        } else if hold.sheets_false_at_least > 0 {
            let after = match (hold.left_out, hold.after_left_out) {
                (Some(left_out), Some(after)) => format!(
                    ", {} once the {} stations that it leaves out are allowed for",
                    number(after),
                    number(left_out.stations)
                ),
                _ => String::new(),
            };
            text.line(format!(
                "  It cannot hold unless at least {} of the {} published sheets are false{after}.",
                number(hold.sheets_false_at_least),
                number(hold.sheets)
            ));
            let option = hold
                .options
                .iter()
                .find(|option| Some(&option.of) == hold.of.as_ref());
            if let Some(option) = option {
                let stations = option.stations.iter().take(MAX_LISTED);
                let codes: Vec<_> = stations
                    .map(|at| tally.stations().code(bound.stations[*at]).as_str())
                    .collect();
                text.line(format!(
                    "  The stations that make up this bound begin with {}; --json lists them all.",
                    codes.join(", ")
                ));
            }
        } else {
            text.line(format!(
                "  The published sheets allow it: {} voters are not covered.",
                number_or_unknown(hold.coverage.voters_not_covered)
            ));
        }
    }
}

fn side_words(option: &OptionBound) -> String {
    let of = option.of.name();
    let claimed = number_or_unknown(option.claimed);
    match (option.side, option.unbounded) {
        (Some(Side::Below), _) => format!(
            "{of}: the announced {claimed} are {} below what the published sheets already hold, {}.",
            number(option.excess),
            number(option.in_sheets)
        ),
        (_, Some(Unbounded::RegisteredUnknown)) => format!(
            "{of}: the announced {claimed} are {} above what the sheets and all voters not covered come to; how many sheets that takes is not known, since some stations' registered voters are not.",
            number(option.excess)
        ),
        _ => format!(
            "{of}: the announced {claimed} are {} above what the published sheets and all voters not covered come to.",
            number(option.excess)
        ),
    }
}

fn kind_words(kind: stats::claim::CheckKind) -> &'static str {
    use stats::claim::CheckKind;
    match kind {
        CheckKind::OptionsSum => "the options' sum,",
        CheckKind::BallotsSum => "the ballots' parts,",
        CheckKind::Sum => "the sum that makes up",
        CheckKind::BallotsWithinRegistered => "ballots within the registered,",
        CheckKind::Percent => "the percentage of",
        CheckKind::PercentsSum => "the percentages' sum,",
    }
}

fn bound_words(bound: model::Bound) -> &'static str {
    match bound {
        model::Bound::Exactly => "",
        model::Bound::AtLeast => "at least ",
        model::Bound::MoreThan => "more than ",
        model::Bound::About => "around ",
    }
}

/// A large number to two digits: 98 million.
pub(crate) fn rough(n: f64) -> String {
    match n {
        n if n >= 1e15 => format!("{n:.1e}"),
        n if n >= 1e12 => format!("{:.0} million million", n / 1e12),
        n if n >= 1e9 => format!("{:.1} thousand million", n / 1e9),
        n if n >= 1e6 => format!("{:.0} million", n / 1e6),
        n => number(n.round() as u64),
    }
}
