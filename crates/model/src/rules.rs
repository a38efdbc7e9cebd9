//! The rules that a tally sheet must satisfy: one table of them, and the check of a single sheet.
//!
//! [`check`] applies those that one sheet can break on its own. The others ([`Rule::UnknownStation`], [`Rule::OutsideContest`],
//! [`Rule::MoreThanOneSheet`], [`Rule::RegisteredDiffers`], [`Rule::AreaDiffers`], [`Rule::IdenticalCounts`], [`Rule::SharedPhotograph`], [`Rule::NoEvidence`]) need the whole record and are
//! found by the fold.

use crate::document::Place;
use crate::election::fault::Faults;
use crate::stand_in::{known, options_sum, sum_on_form};
use crate::{
    Contest, CountField, Counts, Election, Figure, FigureId, Known, OptionId, SheetFigure, SumRule, Summand,
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fmt;

/// How much a broken rule weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

    /// Whether the figures cannot all be right.
    pub fn is_error(&self) -> bool {
        *self == Severity::Error
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

            /// How much it weighs; of [`Rule::SumDiffers`] where the election does not say.
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
    PartsNotBallots, "parts_not_ballots", Error, [],
        "valid, null and blank together are not the ballots cast";
    SumDiffers, "sum_differs", Error, [],
        "a figure is not the sum that it should be";
    BallotsOverRegistered, "ballots_over_registered", Error, [],
        "more ballots than registered voters";
    UnknownStation, "unknown_station", Error, [],
        "the station is not on the register";
    OutsideContest, "outside_contest", Error, [],
        "the contest is not held at the station";
    UnknownOption, "unknown_option", Error, [],
        "the contest has no such option";
    UnknownFigure, "unknown_figure", Error, [],
        "the election has no such figure";
    MoreThanOneSheet, "more_than_one_sheet", Error, [],
        "more than one sheet for the station, and they differ";
    RegisteredDiffers, "registered_differs", Warning, [REGISTERED],
        "the registered voters differ from the register's";
    AreaDiffers, "area_differs", Warning, [],
        "another register has the station in another area";
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
    NoEvidence, "no_evidence", Warning, [],
        "no document, photograph or gateway stands behind the reading";
}

/// A field of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// A figure that is one of the five.
    Count(CountField),
    /// A further figure.
    Further(FigureId),
    /// The options' figures together.
    Options,
    /// One option's figure.
    Option(OptionId),
}

impl Field {
    /// The name by which tables have it beside the others of its contest.
    pub fn name(&self) -> &str {
        match self {
            Field::Count(field) => field.name(),
            Field::Further(id) => id.as_str(),
            Field::Options => "options",
            Field::Option(id) => id.as_str(),
        }
    }
}

impl From<&SheetFigure> for Field {
    fn from(figure: &SheetFigure) -> Self {
        match figure {
            SheetFigure::Field(field) => Field::Count(*field),
            SheetFigure::Further(id) => Field::Further(id.clone()),
        }
    }
}

impl From<&Summand> for Field {
    fn from(summand: &Summand) -> Self {
        match summand {
            Summand::Sheet(figure) => figure.into(),
            Summand::Options => Field::Options,
        }
    }
}

/// As a path within a reading's counts.
impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Count(field) => f.write_str(field.name()),
            Field::Further(id) => write!(f, "more.{id}"),
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
    /// How much it weighs.
    pub severity: Severity,
    /// The fields concerned; of a sum its parts, and the sum last.
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
    pub(crate) fn faults(&self, faults: &mut Faults) {
        for (key, percent) in [
            ("null_above_percent", self.null_above_percent),
            ("blank_above_percent", self.blank_above_percent),
            ("turnout_above_percent", self.turnout_above_percent),
            ("turnout_below_percent", self.turnout_below_percent),
        ] {
            let at = Place::of("rules").key(key);
            let key = at.to_string();
            faults.within(at, &key, percent.into(), 0..=100, "0 to 100 percent");
        }
    }
}

/// The number of a figure in a sum, where it was read.
fn read_of(summand: &Summand, counts: &Counts) -> Option<u64> {
    match summand {
        Summand::Sheet(figure) => counts.figure(figure).read().map(u64::from),
        Summand::Options => options_sum(counts),
    }
}

/// Whether all figures of a sum were read and do not add up.
fn differs(sum: &SumRule, counts: &Counts) -> bool {
    let mut parts = sum.parts.iter();
    let parts = parts.try_fold(0, |all, part| Some(all + read_of(part, counts)?));
    let of = read_of(&sum.of, counts);
    parts.zip(of).is_some_and(|(parts, of)| parts != of)
}

/// Whether valid, null and blank together are not the stated ballots. One of null and blank may be missing from the form.
/// The options' sum may stand for the valid votes, but where the election says that these are another sum.
fn parts_differ(counts: &Counts, options_are_valid: bool) -> bool {
    let valid = match known(counts, CountField::Valid) {
        Some(Known::StandIn(_)) if !options_are_valid => None,
        valid => valid.map(Known::number),
    };
    let besides = sum_on_form([counts.null, counts.blank]).flatten();
    let parts = valid.zip(besides).map(|(valid, besides)| valid + besides);
    let ballots = counts.ballots.read().map(u64::from);
    parts
        .zip(ballots)
        .is_some_and(|(parts, ballots)| parts != ballots)
}

/// How many options of a sheet are looked for one by one among the contest's.
const FEW_OPTIONS: usize = 32;

/// The rules that this sheet breaks, in the order of [`Rule::ALL`], those of sums in the election's order.
///
/// A rule whose figures are illegible or not on the form is not applied.
pub fn check(counts: &Counts, contest: &Contest, election: &Election) -> Vec<Broken> {
    let mut broken = Vec::new();
    let mut add = |rule: Rule, severity, fields: Vec<Field>| {
        broken.push(Broken {
            rule,
            severity,
            fields,
        });
    };
    let mut concerning = |rule: Rule, fields: Vec<Field>| add(rule, rule.severity(), fields);
    let mut found = |rule: Rule| concerning(rule, rule.fields().to_vec());
    let read = |figure: Figure| figure.read().map(u64::from);
    let (registered, valid) = (read(counts.registered), read(counts.valid));
    let (sum, ballots) = (options_sum(counts), known(counts, CountField::Ballots));
    let shown = ballots.map(Known::number);
    // A sum of the election takes the place of the usual rule about the same figure.
    let usual = |of: CountField| !election.sums.iter().any(|sum| sum.of.is(of));

    if usual(CountField::Valid) && sum.zip(valid).is_some_and(|(sum, valid)| sum != valid) {
        found(Rule::SumNotValid);
    }
    let mut concerning = |rule: Rule, fields: Vec<Field>| add(rule, rule.severity(), fields);
    if usual(CountField::Ballots) && parts_differ(counts, usual(CountField::Valid)) {
        let valid = match counts.valid {
            Figure::Read(_) => VALID,
            _ => Field::Options,
        };
        concerning(Rule::PartsNotBallots, vec![valid, NULL, BLANK, BALLOTS]);
    }
    for sum in election.sums.iter().filter(|sum| differs(sum, counts)) {
        let fields = sum.parts.iter().chain([&sum.of]).map(Field::from);
        add(Rule::SumDiffers, sum.severity, fields.collect());
    }
    let mut concerning = |rule: Rule, fields: Vec<Field>| add(rule, rule.severity(), fields);
    if let (Some(ballots), Some(registered)) = (ballots, registered)
        && ballots.number() > registered
    {
        let fields = match (ballots, counts.valid) {
            (Known::Stated(_), _) => vec![BALLOTS, REGISTERED],
            // Not stated, but the sum of its parts.
            (Known::StandIn(_), Figure::Read(_)) => vec![VALID, NULL, BLANK, REGISTERED],
            (Known::StandIn(_), _) => vec![Field::Options, NULL, BLANK, REGISTERED],
        };
        concerning(Rule::BallotsOverRegistered, fields);
    }

    let options = |which: &dyn Fn(&OptionId, Figure) -> bool| -> Vec<Field> {
        let options = counts.options.iter().filter(|(id, figure)| which(id, *figure));
        options.map(|(id, _)| Field::Option(id.clone())).collect()
    };
    // Few are looked for one by one, many among all at once, so that a sheet of many options takes no longer for each.
    let known: Option<HashSet<&str>> = (counts.options.len() > FEW_OPTIONS)
        .then(|| contest.options.iter().map(|option| option.id.as_str()).collect());
    let unknown = options(&|id, _| match &known {
        Some(known) => !known.contains(id.as_str()),
        None => contest.position(id.as_str()).is_none(),
    });
    if !unknown.is_empty() {
        concerning(Rule::UnknownOption, unknown);
    }
    let unknown = counts
        .more
        .iter()
        .filter(|(id, _)| !election.figures.contains(id));
    let unknown: Vec<Field> = unknown.map(|(id, _)| Field::Further(id.clone())).collect();
    if !unknown.is_empty() {
        concerning(Rule::UnknownFigure, unknown);
    }
    let illegible = counts
        .sheet_figures()
        .filter(|(_, figure)| *figure == Figure::Illegible);
    let mut fields: Vec<Field> = illegible.map(|(figure, _)| Field::from(&figure)).collect();
    fields.extend(options(&|_, figure| figure == Figure::Illegible));
    if !fields.is_empty() {
        concerning(Rule::IllegibleFigure, fields);
    }

    let mut found = |rule: Rule| concerning(rule, rule.fields().to_vec());
    if sum == Some(0) && shown == Some(0) {
        found(Rule::AllZero);
    }
    let thresholds = &election.rules;
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
    use crate::Figure::*;

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

    /// An election with this contest, these further figures and these sums.
    fn election(figures: &str, sums: &str) -> Election {
        let text = format!(
            "id = 'e'\nname = 'E'\ndate = '2026-05-10'\norigin = 'o'\nfigures = [{figures}]\n{sums}\n[[contests]]\n\
             id = 'mayor'\nname = 'Mayor'\noptions = [{{ id = 'ana', name = '' }}, {{ id = 'luis', name = '' }}]"
        );
        let election: Election = crate::document::parse(&text).unwrap();
        election.check().unwrap();
        election
    }

    fn codes(counts: &Counts) -> Vec<&'static str> {
        codes_in(counts, &election("", ""))
    }

    fn codes_in(counts: &Counts, election: &Election) -> Vec<&'static str> {
        check(counts, &election.contests[0], election)
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
    fn the_options_stand_for_valid_votes_that_the_form_lacks_where_the_ballots_are_added_up() {
        let sheet = |ballots: u32| {
            let mut counts = good();
            (counts.valid, counts.ballots) = (NotOnForm, Read(ballots));
            counts
        };
        assert!(codes(&sheet(300)).is_empty());
        assert_eq!(codes(&sheet(302)), ["parts_not_ballots"]);
        let election = election("", "");
        let broken = check(&sheet(302), &election.contests[0], &election);
        let fields: Vec<String> = broken[0].fields.iter().map(ToString::to_string).collect();
        assert_eq!(fields, ["options", "null", "blank", "ballots"]);
        let mut torn = sheet(302);
        torn.set_option("ana".parse().unwrap(), Illegible);
        assert_eq!(codes(&torn), ["illegible_figure"]);
        torn = sheet(302);
        torn.valid = Illegible;
        assert_eq!(codes(&torn), ["illegible_figure"]);
        // Where the blank votes are valid ones, the options' sum is not the valid votes.
        let sums = self::election("", "[[sums]]\nof = 'valid'\nparts = ['options', 'blank']");
        assert!(codes_in(&sheet(302), &sums).is_empty());
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
        let election = election("", "");
        let broken = check(&counts, &election.contests[0], &election);
        assert_eq!(broken[0].rule, Rule::UnknownOption);
        assert_eq!(broken[0].fields[0].to_string(), "options.eva");
    }

    #[test]
    fn a_further_figure_that_the_election_lacks_is_named() {
        let mut counts = good();
        counts.more.set("challenged".parse().unwrap(), Read(3));
        assert_eq!(codes(&counts), ["unknown_figure"]);
        let election = election("'challenged', 'unused'", "");
        assert!(codes_in(&counts, &election).is_empty());
        counts.more.set("unused".parse().unwrap(), Illegible);
        assert_eq!(codes_in(&counts, &election), ["illegible_figure"]);
        counts.more.set("lost".parse().unwrap(), Illegible);
        let broken = check(&counts, &election.contests[0], &election);
        assert_eq!(broken[0].fields, [Field::Further("lost".parse().unwrap())]);
        assert_eq!(broken[1].fields.len(), 2);
        assert_eq!(broken[0].fields[0].to_string(), "more.lost");
    }

    #[test]
    fn a_sum_of_the_election_is_a_rule_where_all_its_figures_were_read() {
        let election = election(
            "'received', 'unused'",
            "[[sums]]\nof = 'received'\nparts = ['ballots', 'unused']\nseverity = 'warning'\n\
             [[sums]]\nof = 'unused'\nparts = ['null', 'options']",
        );
        let with = |received: Figure, unused: Figure| {
            let mut counts = good();
            counts.more.set("received".parse().unwrap(), received);
            counts.more.set("unused".parse().unwrap(), unused);
            let broken = check(&counts, &election.contests[0], &election);
            let sums = broken
                .into_iter()
                .filter(|broken| broken.rule == Rule::SumDiffers);
            sums.map(|broken| (broken.severity, broken.fields))
                .collect::<Vec<_>>()
        };
        assert!(with(Read(580), Read(280)).is_empty());
        let found = with(Read(581), Read(280));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, Severity::Warning);
        let names: Vec<&str> = found[0].1.iter().map(Field::name).collect();
        assert_eq!(names, ["ballots", "unused", "received"]);
        let found = with(Read(581), Read(281));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, Severity::Error);
        assert_eq!(with(Read(581), Read(282)).len(), 2);
        for missing in [Illegible, NotOnForm] {
            assert!(with(missing, Read(280)).is_empty());
            assert!(with(Read(581), missing).is_empty());
        }
    }

    #[test]
    fn a_sum_of_the_election_takes_the_place_of_the_usual_one() {
        let of_valid = election("", "[[sums]]\nof = 'valid'\nparts = ['options', 'blank']");
        assert_eq!(codes_in(&good(), &of_valid), ["sum_differs"]);
        let mut counts = good();
        (counts.valid, counts.ballots) = (Read(280), Read(320));
        assert!(codes_in(&counts, &of_valid).is_empty());
        assert_eq!(codes(&counts), ["sum_not_valid"]);
        counts.ballots = Read(300);
        assert_eq!(codes_in(&counts, &of_valid), ["parts_not_ballots"]);
        let of_both = election(
            "",
            "[[sums]]\nof = 'valid'\nparts = ['options', 'blank']\n\
             [[sums]]\nof = 'ballots'\nparts = ['valid', 'null']",
        );
        assert!(codes_in(&counts, &of_both).is_empty());
    }

    #[test]
    fn nothing_is_said_of_ballots_that_nobody_knows() {
        // An illegible part makes the ballots unknown, and so do illegible ballots.
        for illegible in [
            |c: &mut Counts| (c.ballots, c.registered) = (Illegible, Read(1)),
            |c: &mut Counts| (c.ballots, c.null, c.registered) = (NotOnForm, Illegible, Read(1)),
            |c: &mut Counts| (c.ballots, c.valid, c.registered) = (NotOnForm, Illegible, Read(1)),
        ] {
            assert_eq!(with(illegible), ["illegible_figure"]);
        }
        let low = |c: &mut Counts| (c.ballots, c.null, c.registered) = (NotOnForm, Illegible, Read(9_000));
        assert_eq!(with(low), ["illegible_figure"]);
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
