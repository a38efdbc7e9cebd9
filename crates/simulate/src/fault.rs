//! The faults that are planted: which there are, how many, and in which stations.

use crate::Options;
use crate::country::Ask;
use crate::draw::{Draw, Stream};
use std::collections::HashSet;

/// A kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    SumNotValid,
    PartsNotBallots,
    BallotsOverRegistered,
    UnknownStation,
    MoreThanOneSheet,
    RegisteredDiffers,
    IllegibleFigure,
    AllZero,
    NullShare,
    BlankShare,
    TurnoutHigh,
    TurnoutLow,
    IdenticalCounts,
    AccountsDiffer,
    MissingStation,
    UnreadableText,
    UnreadableNegative,
    UnreadableFraction,
    /// Planted only where the station's sheet is photographed.
    FileDiffers,
}

/// Whose file a fault is planted in. `unknown_option` cannot be planted: a profile for wide files names
/// only options that the election has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Either,
    /// The council's sums must stay those of its bulletin, which adds up.
    Campaign,
    Council,
    /// In both, since both saw the same sheet.
    Both,
}

/// Every kind, where it is planted, and how many there are in a million stations.
const KINDS: [(Kind, Where, u64); 19] = [
    (Kind::SumNotValid, Where::Campaign, 300),
    (Kind::PartsNotBallots, Where::Campaign, 300),
    (Kind::BallotsOverRegistered, Where::Either, 200),
    (Kind::UnknownStation, Where::Either, 100),
    (Kind::MoreThanOneSheet, Where::Either, 200),
    (Kind::RegisteredDiffers, Where::Either, 300),
    (Kind::IllegibleFigure, Where::Campaign, 300),
    (Kind::AllZero, Where::Either, 100),
    (Kind::NullShare, Where::Either, 200),
    (Kind::BlankShare, Where::Either, 200),
    (Kind::TurnoutHigh, Where::Either, 200),
    (Kind::TurnoutLow, Where::Either, 100),
    (Kind::IdenticalCounts, Where::Both, 100),
    (Kind::AccountsDiffer, Where::Campaign, 3_000),
    (Kind::MissingStation, Where::Council, 5_000),
    (Kind::MissingStation, Where::Campaign, 20_000),
    (Kind::UnreadableText, Where::Either, 100),
    (Kind::UnreadableNegative, Where::Either, 100),
    (Kind::UnreadableFraction, Where::Either, 100),
];

impl Kind {
    /// The rule's code, or for what no rule of a sheet says, a word of its own.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Kind::SumNotValid => "sum_not_valid",
            Kind::PartsNotBallots => "parts_not_ballots",
            Kind::BallotsOverRegistered => "ballots_over_registered",
            Kind::UnknownStation => "unknown_station",
            Kind::MoreThanOneSheet => "more_than_one_sheet",
            Kind::RegisteredDiffers => "registered_differs",
            Kind::IllegibleFigure => "illegible_figure",
            Kind::AllZero => "all_zero",
            Kind::NullShare => "null_share",
            Kind::BlankShare => "blank_share",
            Kind::TurnoutHigh => "turnout_high",
            Kind::TurnoutLow => "turnout_low",
            Kind::IdenticalCounts => "identical_counts",
            Kind::AccountsDiffer => "accounts_differ",
            Kind::MissingStation => "missing_station",
            Kind::UnreadableText | Kind::UnreadableNegative | Kind::UnreadableFraction => "unreadable_row",
            Kind::FileDiffers => "file_differs",
        }
    }
}

/// An account's place in [`crate::files::ACCOUNTS`].
pub(crate) const COUNCIL: usize = 0;
pub(crate) const CAMPAIGN: usize = 1;

/// A fault of one station.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) kind: Kind,
    /// The account in whose file it is planted; `None` for both.
    pub(crate) account: Option<usize>,
    /// Counts the faults of its kind, from 0. Two stations of [`Kind::IdenticalCounts`] share it.
    pub(crate) number: u64,
}

impl Fault {
    /// A typing error in the campaign's file.
    pub(crate) const TYPED_WRONGLY: Fault = Fault {
        kind: Kind::FileDiffers,
        account: Some(CAMPAIGN),
        number: 0,
    };
}

/// The faults in the order of their stations.
pub(crate) struct Plan {
    faults: Vec<(u64, Fault)>,
    next: usize,
}

impl Plan {
    pub(crate) fn new(options: &Options, draw: &mut Draw) -> Plan {
        let mut faults = Vec::new();
        if !options.with_faults {
            return Plan { faults, next: 0 };
        }
        let mut taken = HashSet::new();
        for (kind, place, in_a_million) in KINDS {
            for number in 0..(options.stations * in_a_million / 1_000_000).max(1) {
                let account = match place {
                    Where::Either => Some(draw.below(2) as usize),
                    Where::Campaign => Some(CAMPAIGN),
                    Where::Council => Some(COUNCIL),
                    Where::Both => None,
                };
                let stations = if kind == Kind::IdenticalCounts { 2 } else { 1 };
                for _ in 0..stations {
                    let at = loop {
                        let at = draw.below(options.stations);
                        if taken.insert(at) {
                            break at;
                        }
                    };
                    let fault = Fault {
                        kind,
                        account,
                        number,
                    };
                    faults.push((at, fault));
                }
            }
        }
        faults.sort_unstable_by_key(|(at, _)| *at);
        Plan { faults, next: 0 }
    }

    /// How many stations have a fault.
    pub(crate) fn stations(&self) -> u64 {
        self.faults.len() as u64
    }

    /// What the fault of the station at this place, counted from 0, asks of it.
    pub(crate) fn asks_of(&self, at: u64) -> Ask {
        match self.faults.get(self.next) {
            Some((place, fault)) if *place == at => match fault.kind {
                Kind::IdenticalCounts => Ask::Pair(fault.number),
                _ => Ask::Large,
            },
            _ => Ask::Any,
        }
    }

    /// The fault of the station at this place. Places must be asked for in their order.
    pub(crate) fn take(&mut self, at: u64) -> Option<Fault> {
        let (_, fault) = self.faults.get(self.next).filter(|(place, _)| *place == at)?;
        self.next += 1;
        Some(*fault)
    }
}

/// The source of chance for faults.
pub(crate) fn draw(options: &Options) -> Draw {
    Draw::new(options.seed, Stream::Faults)
}
