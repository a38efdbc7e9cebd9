//! The rules that a tally sheet must satisfy: one table of them, and the check of a single sheet.
//!
//! [`check`] applies those that one sheet can break on its own. The others ([`Rule::UnknownStation`], [`Rule::OutsideContest`],
//! [`Rule::MoreThanOneSheet`], [`Rule::RegisteredDiffers`], [`Rule::IdenticalCounts`], [`Rule::SharedPhotograph`]) need the whole record and are
//! found by the fold.

use crate::election::error::within;
use crate::{Contest, CountField, Counts, ElectionError, Figure, OptionId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How much a broken rule weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The figures cannot all be right.
    Error,
    /// The figures can be right and are worth a look.
    Warning,
}

impl Severity {
    /// The name in files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// Declares the rules of a sheet from one table: name, code, severity, the fields that a finding names, and what it
/// says in a few English words.
macro_rules! rules {
    ($($rule:ident, $code:literal, $severity:ident, [$($field:expr),*], $words:literal;)+) => {
        /// A rule of a sheet.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Rule {
            $(#[doc = $words] $rule,)+
        }

        impl Rule {
            /// All rules, in the order of the table.
            pub const ALL: [Rule; [$($code),+].len()] = [$(Rule::$rule),+];

            /// The rule's code in files, JSON and pages.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Rule::$rule => $code,)+
                }
            }

            /// How much it weighs.
            pub const fn severity(self) -> Severity {
                match self {
                    $(Rule::$rule => Severity::$severity,)+
                }
            }

            /// The fields that a finding names; none where they depend on the sheet.
            pub const fn fields(self) -> &'static [Field] {
                match self {
                    $(Rule::$rule => const { &[$($field),*] },)+
                }
            }

            /// What it says, in a few English words without a capital and a full stop.
            pub const fn words(self) -> &'static str {
                match self {
                    $(Rule::$rule => $words,)+
                }
            }
        }
    };
}

const REGISTERED: Field = Field::Count(CountField::Registered);
const BALLOTS: Field = Field::Count(CountField::Ballots);
const VALID: Field = Field::Count(CountField::Valid);
const BLANK: Field = Field::Count(CountField::Blank);
const NULL: Field = Field::Count(CountField::Null);

// `docs/methods.md` says when each is broken; its table has the same codes and severities.
#[rustfmt::skip]
rules! {
    SumNotValid, "sum_not_valid", Error, [Field::Options, VALID],
        "the options' votes together are not the stated valid votes";
    PartsNotBallots, "parts_not_ballots", Error, [VALID, NULL, BLANK, BALLOTS],
        "valid, null and blank together are not the ballots cast";
    BallotsOverRegistered, "ballots_over_registered", Error, [BALLOTS, REGISTERED],
        "more ballots than registered voters";
    UnknownStation, "unknown_station", Error, [],
        "the station is not on the register";
    OutsideContest, "outside_contest", Error, [],
        "the contest is not held at the station";
    UnknownOption, "unknown_option", Error, [],
        "the contest has no such option";
    MoreThanOneSheet, "more_than_one_sheet", Error, [],
        "more than one sheet for the station, and they differ";
    RegisteredDiffers, "registered_differs", Warning, [REGISTERED],
        "the registered voters differ from the register's";
    IllegibleFigure, "illegible_figure", Warning, [],
        "a figure cannot be read";
    AllZero, "all_zero", Warning, [],
        "every figure is zero";
    NullShare, "null_share", Warning, [NULL],
        "null votes are a larger share than the threshold";
    BlankShare, "blank_share", Warning, [BLANK],
        "blank votes are a larger share than the threshold";
    TurnoutHigh, "turnout_high", Warning, [REGISTERED],
        "turnout is above the threshold";
    TurnoutLow, "turnout_low", Warning, [REGISTERED],
        "turnout is below the threshold";
    IdenticalCounts, "identical_counts", Warning, [Field::Options],
        "another station has the same counts, too large to be chance";
    SharedPhotograph, "shared_photograph", Warning, [],
        "the same photograph was read for another station";
}

/// A field of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// A figure that is not an option's.
    Count(CountField),
    /// The options' figures together.
    Options,
    /// One option's figure.
    Option(OptionId),
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Count(field) => f.write_str(field.name()),
            Field::Options => f.write_str("options"),
            Field::Option(id) => write!(f, "options.{id}"),
        }
    }
}

/// A rule that a sheet breaks, with the fields concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The rule.
    pub rule: Rule,
    /// The fields concerned.
    pub fields: Vec<Field>,
}

/// The thresholds of the rules that warn, whole percentages, set in `election.toml` under `[rules]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Thresholds {
    /// Null ballots above this percentage of the ballots are worth a look.
    pub null_above_percent: u32,
    /// Blank ballots above this percentage of the ballots are worth a look.
    pub blank_above_percent: u32,
    /// Turnout above this percentage of the registered is worth a look.
    pub turnout_above_percent: u32,
    /// Turnout below this percentage of the registered is worth a look.
    pub turnout_below_percent: u32,
    /// Shares are looked at only on sheets of at least so many ballots (for turnout: so many registered
    /// voters).
    pub shares_from: u32,
    /// Two stations' identical counts are worth a look where stations that lean exactly alike would
    /// come out identical less often than once in so many.
    pub identical_one_in: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Thresholds {
            null_above_percent: 15,
            blank_above_percent: 15,
            turnout_above_percent: 98,
            turnout_below_percent: 5,
            shares_from: 50,
            identical_one_in: 10_000,
        }
    }
}

impl Thresholds {
    pub(crate) fn check(&self) -> Result<(), ElectionError> {
        for (place, percent) in [
            ("rules.null_above_percent", self.null_above_percent),
            ("rules.blank_above_percent", self.blank_above_percent),
            ("rules.turnout_above_percent", self.turnout_above_percent),
            ("rules.turnout_below_percent", self.turnout_below_percent),
        ] {
            within(place, percent.into(), 0..=100, "0 to 100 percent")?;
        }
        Ok(())
    }
}

/// The sum of the options' figures; `None` where one of them is illegible or there are none.
pub fn options_sum(counts: &Counts) -> Option<u64> {
    let mut sum = None;
    for (_, figure) in counts.options.iter() {
        match figure {
            Figure::Read(n) => sum = Some(sum.unwrap_or(0) + u64::from(n)),
            Figure::Illegible => return None,
            Figure::NotOnForm => {}
        }
    }
    sum
}

/// The ballots that the sheet shows were cast: the stated number, or else the sum of its parts. Where
/// a part is illegible this is the least number that it can be.
pub fn ballots_shown(counts: &Counts) -> Option<u64> {
    if let Figure::Read(n) = counts.ballots {
        return Some(n.into());
    }
    let valid = counts
        .valid
        .read()
        .map(u64::from)
        .or_else(|| options_sum(counts))?;
    let rest = [counts.null, counts.blank]
        .into_iter()
        .filter_map(Figure::read)
        .map(u64::from)
        .sum::<u64>();
    Some(valid + rest)
}

/// The rules that this sheet breaks, in the order of [`Rule::ALL`].
///
/// A rule whose figures are illegible or not on the form is not applied.
pub fn check(counts: &Counts, contest: &Contest, thresholds: &Thresholds) -> Vec<Broken> {
    let mut broken = Vec::new();
    let mut concerning = |rule, fields: Vec<Field>| broken.push(Broken { rule, fields });
    let mut found = |rule: Rule| concerning(rule, rule.fields().to_vec());
    let read = |figure: Figure| figure.read().map(u64::from);
    let (registered, ballots, valid) = (read(counts.registered), read(counts.ballots), read(counts.valid));
    let (sum, shown) = (options_sum(counts), ballots_shown(counts));

    if sum.zip(valid).is_some_and(|(sum, valid)| sum != valid) {
        found(Rule::SumNotValid);
    }
    if let (Some(valid), Some(ballots)) = (valid, ballots) {
        let parts = [counts.null, counts.blank];
        let known: u64 = parts.into_iter().filter_map(read).sum();
        let legible = !parts.contains(&Figure::Illegible) && parts.into_iter().any(|p| p.read().is_some());
        if legible && valid + known != ballots {
            found(Rule::PartsNotBallots);
        }
    }
    if shown
        .zip(registered)
        .is_some_and(|(shown, registered)| shown > registered)
    {
        match ballots {
            Some(_) => found(Rule::BallotsOverRegistered),
            // Not stated, but the sum of its parts.
            None => concerning(Rule::BallotsOverRegistered, vec![VALID, NULL, BLANK, REGISTERED]),
        }
    }

    let options = |which: &dyn Fn(&OptionId, Figure) -> bool| -> Vec<Field> {
        let options = counts.options.iter().filter(|(id, figure)| which(id, *figure));
        options.map(|(id, _)| Field::Option(id.clone())).collect()
    };
    let unknown = options(&|id, _| contest.position(id.as_str()).is_none());
    if !unknown.is_empty() {
        concerning(Rule::UnknownOption, unknown);
    }
    let illegible = |field: &CountField| counts.field(*field) == Figure::Illegible;
    let mut fields: Vec<Field> = CountField::ALL
        .into_iter()
        .filter(illegible)
        .map(Field::Count)
        .collect();
    fields.extend(options(&|_, figure| figure == Figure::Illegible));
    if !fields.is_empty() {
        concerning(Rule::IllegibleFigure, fields);
    }

    let mut found = |rule: Rule| concerning(rule, rule.fields().to_vec());
    if sum == Some(0) && shown == Some(0) {
        found(Rule::AllZero);
    }
    let over = |part: u64, whole: u64, percent: u32| part * 100 > whole * u64::from(percent);
    let from = u64::from(thresholds.shares_from);
    if let Some(shown) = shown.filter(|n| *n >= from) {
        let share = |part: Figure, percent: u32| read(part).is_some_and(|n| over(n, shown, percent));
        if share(counts.null, thresholds.null_above_percent) {
            found(Rule::NullShare);
        }
        if share(counts.blank, thresholds.blank_above_percent) {
            found(Rule::BlankShare);
        }
    }
    if let (Some(shown), Some(registered)) = (shown, registered.filter(|n| *n >= from))
        && shown <= registered
    {
        if over(shown, registered, thresholds.turnout_above_percent) {
            found(Rule::TurnoutHigh);
        }
        if shown * 100 < registered * u64::from(thresholds.turnout_below_percent) {
            found(Rule::TurnoutLow);
        }
    }
    broken
}

/// How often two stations whose voters lean exactly alike would come out with these same figures, as
/// "once in so many".
///
/// Each figure is taken as a Poisson count with the mean that was observed; two such counts of mean v
/// are equal with a probability close to 1/√(4πv) (Skellam 1946, the difference of two Poisson counts).
/// The figures are taken as independent. Zeros say nothing and count as certain.
pub fn identical_once_in(options: impl Iterator<Item = u32>) -> f64 {
    options.filter(|v| *v > 0).fold(1.0, |once_in, v| {
        once_in * (4.0 * std::f64::consts::PI * f64::from(v)).sqrt()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ContestOption, Figure::*};

    fn contest() -> Contest {
        let option = |id: &str| ContestOption {
            id: id.parse().unwrap(),
            name: id.into(),
            color: None,
            withdrew: false,
        };
        Contest {
            id: "mayor".parse().unwrap(),
            name: "Mayor".into(),
            options: vec![option("ana"), option("luis")],
            areas: vec![],
            wins: vec![],
        }
    }

    /// A sheet of 400 registered voters that breaks no rule.
    fn good() -> Counts {
        let mut counts = Counts {
            registered: Read(400),
            ballots: Read(300),
            ..Counts::default()
        };
        (counts.valid, counts.null, counts.blank) = (Read(260), Read(20), Read(20));
        counts.set_option("ana".parse().unwrap(), Read(160));
        counts.set_option("luis".parse().unwrap(), Read(100));
        counts
    }

    fn codes(counts: &Counts) -> Vec<&'static str> {
        check(counts, &contest(), &Thresholds::default())
            .iter()
            .map(|b| b.rule.code())
            .collect()
    }

    fn with(change: impl Fn(&mut Counts)) -> Vec<&'static str> {
        let mut counts = good();
        change(&mut counts);
        codes(&counts)
    }

    #[test]
    fn a_sheet_that_adds_up_breaks_no_rule() {
        assert!(codes(&good()).is_empty());
    }

    #[test]
    fn the_sum_of_the_options_is_held_against_the_stated_valid_votes() {
        assert_eq!(
            with(|c| c.set_option("ana".parse().unwrap(), Read(161))),
            ["sum_not_valid"]
        );
        assert!(with(|c| c.valid = NotOnForm).is_empty());
        assert_eq!(
            with(|c| c.set_option("ana".parse().unwrap(), Illegible)),
            ["illegible_figure"]
        );
    }

    #[test]
    fn valid_null_and_blank_are_held_against_the_ballots() {
        assert_eq!(with(|c| c.ballots = Read(301)), ["parts_not_ballots"]);
        assert!(with(|c| (c.null, c.blank) = (Read(40), NotOnForm)).is_empty());
        assert!(with(|c| (c.null, c.blank) = (NotOnForm, NotOnForm)).is_empty());
    }

    #[test]
    fn ballots_are_held_against_the_registered() {
        assert_eq!(with(|c| c.registered = Read(299)), ["ballots_over_registered"]);
        assert!(!with(|c| c.registered = Read(300)).contains(&"ballots_over_registered"));
        let no_ballots = with(|c| (c.ballots, c.registered) = (NotOnForm, Read(299)));
        assert_eq!(no_ballots, ["ballots_over_registered"]);
    }

    #[test]
    fn an_option_that_the_contest_lacks_is_named() {
        let mut counts = good();
        (counts.valid, counts.ballots) = (Read(265), Read(305));
        counts.set_option("eva".parse().unwrap(), Read(5));
        let broken = check(&counts, &contest(), &Thresholds::default());
        assert_eq!(broken[0].rule, Rule::UnknownOption);
        assert_eq!(broken[0].fields[0].to_string(), "options.eva");
    }

    #[test]
    fn a_sheet_of_zeros_is_worth_a_look_and_one_vote_is_not() {
        let mut counts = Counts {
            valid: Read(0),
            null: Read(0),
            ..Counts::default()
        };
        counts.set_option("ana".parse().unwrap(), Read(0));
        assert_eq!(codes(&counts), ["all_zero"]);
        (counts.valid, counts.null) = (Read(0), Read(1));
        assert!(codes(&counts).is_empty());
    }

    #[test]
    fn shares_are_held_against_their_thresholds() {
        let null = |n: u32| {
            with(move |c| {
                (c.valid, c.null, c.blank, c.ballots) = (Read(260), Read(n), Read(0), Read(260 + n));
            })
        };
        assert!(null(45).is_empty()); // 45 of 305 is 14.8%
        assert_eq!(null(46), ["null_share"]); // 46 of 306 is 15.03%
        let blank = |n: u32| with(move |c| (c.null, c.blank, c.ballots) = (Read(0), Read(n), Read(260 + n)));
        assert!(blank(45).is_empty());
        assert_eq!(blank(46), ["blank_share"]);
        assert!(with(|c| c.registered = Read(307)).is_empty()); // 300 of 307 is 97.7%
        assert_eq!(with(|c| c.registered = Read(306)), ["turnout_high"]); // 98.04%
        assert!(with(|c| c.registered = Read(6_000)).is_empty()); // 5.00%
        assert_eq!(with(|c| c.registered = Read(6_001)), ["turnout_low"]);
    }

    #[test]
    fn shares_of_small_sheets_are_left_alone() {
        let mut counts = Counts {
            valid: Read(9),
            null: Read(40),
            registered: Read(49),
            ..Counts::default()
        };
        counts.set_option("ana".parse().unwrap(), Read(9));
        assert!(codes(&counts).is_empty());
        (counts.null, counts.registered) = (Read(41), Read(50));
        assert_eq!(codes(&counts), ["null_share", "turnout_high"]);
    }

    #[test]
    fn large_identical_counts_are_unlikelier_than_small_ones() {
        assert_eq!(identical_once_in([0, 0].into_iter()), 1.0);
        let small = identical_once_in([53, 115, 0, 0].into_iter());
        assert!((900.0..1000.0).contains(&small), "{small}");
        assert!(identical_once_in([232, 120, 5, 3].into_iter()) > 40_000.0);
    }

    #[test]
    fn every_rule_has_a_code_of_its_own() {
        let codes: std::collections::BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.code()).collect();
        assert_eq!(codes.len(), Rule::ALL.len());
        for rule in Rule::ALL {
            assert_eq!(
                serde_json::to_string(&rule).unwrap(),
                format!("\"{}\"", rule.code())
            );
        }
    }
}
