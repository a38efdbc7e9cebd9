//! What the sheets of one account say to the claims of another, as sentences and as JSON.

use crate::output::{Text, counted, number, number_or_unknown};
use model::{Claim, Subject};
use serde_json::{Value, json};
use stats::claim::{
    CannotHold, FigureBound, OwnArithmetic, PercentFirst, ShareBound, Side, Tested, Unbounded,
};
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
            && self
                .bound
                .as_ref()
                .is_none_or(|bound| bound.cannot_hold.is_allowed())
    }

    pub(crate) fn json(&self, tally: &Tally) -> Value {
        let cannot_hold = self.bound.as_ref().map(|bound| {
            let mut value = json!(bound.cannot_hold);
            let with_stations = |figures: &[FigureBound]| -> Value {
                let figures = figures.iter().map(|figure| {
                    let mut value = json!(figure);
                    let stations = figure
                        .stations
                        .iter()
                        .map(|at| tally.stations().code(bound.stations[*at]));
                    value["stations"] = json!(stations.collect::<Vec<_>>());
                    value
                });
                figures.collect()
            };
            value["options"] = with_stations(&bound.cannot_hold.options);
            value["figures"] = with_stations(&bound.cannot_hold.figures);
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
                // A percentage alone.
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
                    share_of(&bound.cannot_hold, &figure.of),
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
                "",
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
        let outside = |side: Option<Side>| matches!(side, Some(Side::Below | Side::Above));
        for figure in hold.numbers().filter(|figure| outside(figure.side)) {
            text.line(format!("  {}", side_words(figure)));
        }
        for share in hold.shares.iter().filter(|share| outside(share.side)) {
            text.line(format!("  {}", share_words(share)));
        }
        if hold.over_registered {
            text.line("  It cannot hold even if every published sheet is false: a number is more than all registered voters.");
        }
        if hold.over_stations {
            text.line("  It cannot hold: it counts more stations than there are.");
        }
        if hold.sheets_false_at_least > 0 {
            let after = match (hold.left_out, hold.after_left_out) {
                (Some(left_out), Some(after)) if left_out.stations > 0 => format!(
                    ", {} once the {} that it leaves out are allowed for",
                    number(after),
                    counted(left_out.stations, "station")
                ),
                _ => String::new(),
            };
            text.line(format!(
                "  It cannot hold unless at least {} of the {} {} false{after}.",
                number(hold.sheets_false_at_least),
                counted(hold.sheets, "published sheet"),
                if hold.sheets_false_at_least == 1 {
                    "is"
                } else {
                    "are"
                }
            ));
            let largest = hold
                .numbers()
                .find(|figure| !hold.of_share && Some(&figure.of) == hold.of.as_ref());
            if let Some(figure) = largest {
                let stations = figure.stations.iter().take(MAX_LISTED);
                let codes: Vec<_> = stations
                    .map(|at| tally.stations().code(bound.stations[*at]).as_str())
                    .collect();
                text.line(format!(
                    "  The stations that make up this bound begin with {}; --json lists them all.",
                    codes.join(", ")
                ));
            }
        }
        tested_text(text, hold);
    }
}

/// The share that the sheets have of what a figure's percentage is taken to be of.
fn share_of(hold: &CannotHold, of: &Subject) -> String {
    let share = hold.shares.iter().find(|share| share.of == *of);
    let in_sheets = share.and_then(|share| share.in_sheets);
    in_sheets.map(|share| format!("{share}%")).unwrap_or_default()
}

/// A figure as it is named in a list of those that were tested: its percentage is meant, or its number.
fn tested_name(tested: &Tested<'_>) -> String {
    match tested.share {
        true => format!("{} (share)", tested.of.name()),
        false => tested.of.name().to_owned(),
    }
}

/// Adds which figures were tested and lie within what the sheets allow, and which could not be tested.
fn tested_text(text: &mut Text, hold: &CannotHold) {
    let within = hold.tested().filter(|tested| tested.side == Ok(Side::Within));
    let within: Vec<String> = within.map(|tested| tested_name(&tested)).collect();
    let not_covered = match hold.coverage.voters_not_covered {
        None => "how many voters are not covered is not known".to_owned(),
        Some(0) => "nobody is left who is not covered".to_owned(),
        Some(1) => "1 voter is not covered".to_owned(),
        Some(n) => format!("{} voters are not covered", number(n)),
    };
    let is_tested = hold.tested().any(|tested| tested.side.is_ok());
    match within.is_empty() {
        false => text.line(format!(
            "  Tested, and within what the published sheets allow: {}; {not_covered}.",
            within.join(", ")
        )),
        true if !is_tested => {
            text.line("  None of its figures could be tested against the published sheets.")
        }
        true => {}
    }
    // By reason, in the order in which the reasons come up.
    let mut reasons: Vec<(Unbounded, Vec<String>)> = Vec::new();
    for tested in hold.tested() {
        if let Err(because) = tested.side {
            match reasons.iter_mut().find(|(reason, _)| *reason == because) {
                Some((_, names)) => names.push(tested_name(&tested)),
                None => reasons.push((because, vec![tested_name(&tested)])),
            }
        }
    }
    for (because, names) in reasons {
        text.line(format!(
            "  Not tested: {} ({}).",
            names.join(", "),
            untested_words(because)
        ));
    }
}

/// Why a figure is not tested.
fn untested_words(because: Unbounded) -> &'static str {
    match because {
        Unbounded::NotExact => "not announced as exact",
        Unbounded::NoNumber => "no number was announced",
        Unbounded::UnknownOption => "the contest has no such option",
        Unbounded::VotersNotCoveredUnknown => "how many voters are not covered is not known",
        Unbounded::RegisteredUnknown => "the registered voters of some stations are not known",
        Unbounded::OverRegistered => "more than all registered voters",
        Unbounded::OverStations => "more stations than there are",
        Unbounded::NotInSheets => "no sheet gives it",
        Unbounded::NoCeiling => "nothing says how much of it a sheet may have",
        Unbounded::OfTheRegister => "it is the register's figure, not the sheets'",
        Unbounded::TotalUnknown => "what it is a share of is not known",
        Unbounded::SomeStations => "it may be a share of the stations alone that were counted",
        Unbounded::SeveralSeats => "a voter may vote for several options",
    }
}

fn share_words(share: &ShareBound) -> String {
    let over = share.over.map_or("a whole", |over| over.words());
    let (least, most) = (share.at_least, share.at_most);
    let range = match (least, most) {
        (Some(least), Some(most)) => format!("{least}% to {most}%"),
        _ => "unknown".to_owned(),
    };
    let in_sheets = share
        .in_sheets
        .map_or_else(|| "none".to_owned(), |share| format!("{share}%"));
    let unknown = match share.unbounded {
        Some(Unbounded::RegisteredUnknown) => {
            "; how many sheets that takes is not known, since some stations' registered voters are not"
        }
        _ => "",
    };
    format!(
        "{}: the announced {}% of {over} lie outside what the published sheets and all voters not covered can come to, {range}; the sheets have {in_sheets}{unknown}.",
        share.of.name(),
        share.claimed
    )
}

fn side_words(figure: &FigureBound) -> String {
    let of = figure.of.name();
    let claimed = number_or_unknown(figure.claimed);
    match (figure.side, figure.unbounded) {
        (Some(Side::Below), _) => format!(
            "{of}: the announced {claimed} are {} below what the published sheets already hold, {}.",
            number(figure.excess),
            number(figure.in_sheets)
        ),
        (_, Some(Unbounded::OverStations)) => format!(
            "{of}: the announced {claimed} are {} more than there are.",
            number(figure.excess)
        ),
        (_, Some(Unbounded::RegisteredUnknown)) => format!(
            "{of}: the announced {claimed} are {} above what the sheets and all voters not covered come to; how many sheets that takes is not known, since some stations' registered voters are not.",
            number(figure.excess)
        ),
        _ => format!(
            "{of}: the announced {claimed} are {} above what the published sheets and all voters not covered come to.",
            number(figure.excess)
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
