//! The faults that are planted: one table of them, how many there are, and in which stations.

use crate::Options;
use crate::country::Ask;
use crate::draw::{Draw, Stream};
use crate::planted::{self, Change};
use model::Rule;
use std::collections::HashSet;

/// A kind of fault.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The code of the rule that it breaks, or for what no rule says, a word of its own.
    pub(crate) what: &'static str,
    whose: Whose,
    in_a_million: u64,
    pub(crate) effect: Effect,
}

/// Whose file a fault is planted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Either,
    /// The council's sums must stay those of its bulletin, which adds up.
    Campaign,
    Council,
    /// In both, since both saw the same sheet.
    Both,
}

/// What a fault does to a file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Effect {
    /// The station's row is changed.
    ChangedRow(Change),
    /// A changed row follows the station's own.
    SecondRow(Change),
    /// The station's row stands once more, under a code that is not on the register.
    UnknownCode,
    /// The file has no row of the station.
    NoRow,
    /// Two stations have the same figures.
    Pair,
}

/// A fault that breaks a rule.
const fn breaks(rule: Rule, whose: Whose, in_a_million: u64, effect: Effect) -> Kind {
    other(rule.code(), whose, in_a_million, effect)
}

/// A fault that no rule of a sheet names.
const fn other(what: &'static str, whose: Whose, in_a_million: u64, effect: Effect) -> Kind {
    Kind {
        what,
        whose,
        in_a_million,
        effect,
    }
}

/// Every kind: what it is, whose file it is planted in, how many there are in a million stations, and what it does.
#[rustfmt::skip]
static KINDS: [Kind; 19] = {
    use Effect::{ChangedRow, NoRow, Pair, SecondRow, UnknownCode};
    use Whose::{Both, Campaign, Council, Either};
    [
        breaks(Rule::SumNotValid, Campaign, 300, ChangedRow(planted::more_votes)),
        breaks(Rule::PartsNotBallots, Campaign, 300, ChangedRow(planted::fewer_ballots)),
        breaks(Rule::BallotsOverRegistered, Either, 200, ChangedRow(planted::more_ballots_than_registered)),
        breaks(Rule::UnknownStation, Either, 100, UnknownCode),
        breaks(Rule::MoreThanOneSheet, Either, 200, SecondRow(planted::moved_votes)),
        breaks(Rule::RegisteredDiffers, Either, 300, ChangedRow(planted::more_registered)),
        breaks(Rule::IllegibleFigure, Campaign, 300, ChangedRow(planted::illegible)),
        breaks(Rule::AllZero, Either, 100, ChangedRow(planted::zeros)),
        breaks(Rule::NullShare, Either, 200, ChangedRow(planted::many_null)),
        breaks(Rule::BlankShare, Either, 200, ChangedRow(planted::many_blank)),
        breaks(Rule::TurnoutHigh, Either, 200, ChangedRow(planted::everybody_votes)),
        breaks(Rule::TurnoutLow, Either, 100, ChangedRow(planted::hardly_anybody_votes)),
        breaks(Rule::IdenticalCounts, Both, 100, Pair),
        other("accounts_differ", Campaign, 3_000, ChangedRow(planted::moved_votes)),
        other("missing_station", Council, 5_000, NoRow),
        other("missing_station", Campaign, 20_000, NoRow),
        other("unreadable_row", Either, 100, ChangedRow(planted::not_a_number)),
        other("unreadable_row", Either, 100, ChangedRow(planted::negative)),
        other("unreadable_row", Either, 100, ChangedRow(planted::fraction)),
    ]
};

/// A typing error in the campaign's file, planted only where the station's sheet is photographed.
static TYPED_WRONGLY: Kind = other(
    "file_differs",
    Whose::Campaign,
    0,
    Effect::ChangedRow(planted::typed_wrongly),
);

/// An account's place in [`crate::files::ACCOUNTS`].
pub(crate) const COUNCIL: usize = 0;
pub(crate) const CAMPAIGN: usize = 1;

/// A fault of one station.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    pub(crate) kind: &'static Kind,
    /// The account in whose file it is planted; `None` for both.
    pub(crate) account: Option<usize>,
    /// Counts the faults of its kind, from 0. Two stations of [`Effect::Pair`] share it.
    pub(crate) number: u64,
    /// Whether it is drawn by the typist's source of chance.
    pub(crate) typist: bool,
}

impl Fault {
    pub(crate) fn typed_wrongly() -> Fault {
        Fault {
            kind: &TYPED_WRONGLY,
            account: Some(CAMPAIGN),
            number: 0,
            typist: true,
        }
    }
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
        for kind in &KINDS {
            for number in 0..(options.stations * kind.in_a_million / 1_000_000).max(1) {
                let account = match kind.whose {
                    Whose::Either => Some(draw.below(2) as usize),
                    Whose::Campaign => Some(CAMPAIGN),
                    Whose::Council => Some(COUNCIL),
                    Whose::Both => None,
                };
                let stations = if matches!(kind.effect, Effect::Pair) { 2 } else { 1 };
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
                        typist: false,
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
            Some((place, fault)) if *place == at => match fault.kind.effect {
                Effect::Pair => Ask::Pair(fault.number),
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
