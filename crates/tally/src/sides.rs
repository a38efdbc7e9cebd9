//! The sides of a station and contest: readings with the same figures of the options, which suffice or do not
//! (`docs/record.md`, *States*).

use crate::acceptance::{Source, Taken, independent};
use crate::accounts::{AccountNumber, Accounts};
use crate::packed::OptionFigures;
use crate::place::in_place;
use crate::readings::{ContestNumber, Readings};
use crate::state::{ReadingNumber, StateKind};
use crate::stations::StationNumber;
use model::{Acceptance, Figure, Method};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The acceptance policy, with accounts by their numbers.
#[derive(Debug, Clone)]
pub(crate) struct Policy {
    agree: usize,
    /// A method and the account, or every account.
    alone: Vec<(Method, Option<AccountNumber>)>,
}

impl Policy {
    pub(crate) fn of(acceptance: &Acceptance, accounts: &Accounts) -> Policy {
        let alone = acceptance.alone.iter().filter_map(|alone| match &alone.account {
            None => Some((alone.method, None)),
            Some(account) => Some((alone.method, Some(accounts.number(account.as_str())?))),
        });
        Policy {
            agree: acceptance.agree as usize,
            alone: alone.collect(),
        }
    }

    /// Whether one reading of this method and account suffices.
    fn alone(&self, method: Method, account: AccountNumber) -> bool {
        self.alone
            .iter()
            .any(|&(by, of)| by == method && of.is_none_or(|of| of == account))
    }
}

/// A station's outcome in one contest.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Outcome {
    pub(crate) state: StateKind,
    /// The reading that stands; of a side the first.
    pub(crate) stands: Option<ReadingNumber>,
}

/// The first entries that show figures of the options, by the photograph that they were taken from and those figures.
type FirstShown<'a> = BTreeMap<(u32, OptionFigures<'a>), u64>;

/// The readings of one station and contest, as sides are decided from them.
pub(crate) struct OfStation<'a> {
    readings: &'a Readings,
    policy: &'a Policy,
    contest: ContestNumber,
    station: StationNumber,
    first_shown: OnceCell<FirstShown<'a>>,
}

impl<'a> OfStation<'a> {
    pub(crate) fn new(
        readings: &'a Readings,
        policy: &'a Policy,
        contest: ContestNumber,
        station: StationNumber,
    ) -> OfStation<'a> {
        OfStation {
            readings,
            policy,
            contest,
            station,
            first_shown: OnceCell::new(),
        }
    }

    /// The outcome without a ruling.
    pub(crate) fn outcome(&self) -> Outcome {
        let mut in_place = in_place(self.readings, self.contest, self.station);
        let Some(first) = in_place.next() else {
            return Outcome::default();
        };
        // Most stations have one reading, for which nothing is allocated.
        let Some(second) = in_place.next() else {
            let stands = (self.takes_part(first) && self.suffices(&[first])).then_some(first);
            let state = stands.map_or(StateKind::Pending, |_| StateKind::Accepted);
            return Outcome { state, stands };
        };
        let all = [first, second].into_iter().chain(in_place);
        let taking_part: Vec<ReadingNumber> = all.filter(|number| self.takes_part(*number)).collect();
        let mut sides: BTreeMap<OptionFigures<'_>, Vec<ReadingNumber>> = BTreeMap::new();
        for number in &taking_part {
            let side = sides.entry(self.readings.options(*number)).or_default();
            side.push(*number);
        }
        let mut sufficient = sides.values().filter(|side| self.suffices(side));
        match (sufficient.next(), sufficient.next()) {
            (None, _) => Outcome {
                state: StateKind::Pending,
                stands: None,
            },
            (Some(side), None) => Outcome {
                state: match self.is_contradicted(side, &taking_part) {
                    true => StateKind::Contested,
                    false => StateKind::Accepted,
                },
                stands: side.first().copied(),
            },
            (Some(_), Some(_)) => Outcome {
                state: StateKind::Disputed,
                stands: None,
            },
        }
    }

    /// The readings of a reading's side, itself among them, in the order of the log.
    pub(crate) fn side(&self, of: ReadingNumber) -> impl Iterator<Item = ReadingNumber> + 'a {
        let (readings, options) = (self.readings, self.readings.options(of));
        let all = in_place(self.readings, self.contest, self.station);
        all.filter(move |number| takes_part(readings, *number) && readings.options(*number) == options)
    }

    /// The figures of a side that stands, one after the other in the order of [`Readings::figures`]: those of the options
    /// are the same in all its readings. Of the others it is the number that all read who read one; where they read
    /// several, the one that suffices by itself, or else it is illegible, so that one reading more blanks no figure that
    /// enough have read.
    pub(crate) fn figures(&self, side: &[ReadingNumber], into: &mut Vec<Figure>) {
        into.extend_from_slice(&self.readings.figures(side[0]));
        if side.len() == 1 {
            return;
        }
        let others = self.readings.sheet_figures();
        for (at, figure) in into.iter_mut().enumerate().take(others) {
            let all = side.iter().map(|number| self.readings.figure(*number, at));
            // A number comes before what is illegible, and that before what is left out.
            let (mut best, mut is_contradicted) = (Figure::NotOnForm, false);
            for other in all {
                is_contradicted |= best.contradicts(other);
                best = best.or(other);
            }
            *figure = match is_contradicted {
                true => self.sufficient_number(side, at).unwrap_or(Figure::Illegible),
                false => best,
            };
        }
    }

    /// The only number that suffices by itself of those that readings of a side read for the figure at this place.
    fn sufficient_number(&self, side: &[ReadingNumber], at: usize) -> Option<Figure> {
        let mut those: BTreeMap<u32, Vec<ReadingNumber>> = BTreeMap::new();
        for number in side {
            if let Some(read) = self.readings.figure(*number, at).read() {
                those.entry(read).or_default().push(*number);
            }
        }
        let mut sufficient = those.into_iter().filter(|(_, readings)| self.suffices(readings));
        match (sufficient.next(), sufficient.next()) {
            (Some((number, _)), None) => Some(Figure::Read(number)),
            _ => None,
        }
    }

    fn takes_part(&self, number: ReadingNumber) -> bool {
        takes_part(self.readings, number)
    }

    /// Whether these readings, at least one, of the same figures suffice.
    fn suffices(&self, side: &[ReadingNumber]) -> bool {
        let alone = |number: &ReadingNumber| {
            let row = self.readings.row(*number);
            !row.errors && self.policy.alone(row.method, row.account)
        };
        if side.iter().any(alone) || self.policy.agree <= 1 {
            return true;
        }
        if side.len() < self.policy.agree {
            return false;
        }
        independent(&self.taken(side), self.policy.agree) >= self.policy.agree
    }

    /// What independence hangs on in the readings of a side. Where one has typed a photograph blind after a seal, those
    /// that typed it blind are taken each from a photograph of their own, and the others, who may have copied, are left
    /// out.
    fn taken(&self, side: &[ReadingNumber]) -> Vec<Taken> {
        let first_shown = self.first_shown(side);
        let source = |number: ReadingNumber| {
            let Some(document) = self.readings.document_numbers(number).first() else {
                return Some(Source::Message(number));
            };
            match first_shown.get(document) {
                None => Some(Source::Document(*document)),
                Some(first) if self.typed_at(number) <= *first => {
                    Some(Source::Blind(*document, self.readings.row(number).signer))
                }
                Some(_) => None,
            }
        };
        let taken = |number: &ReadingNumber| {
            let row = self.readings.row(*number);
            Some(Taken {
                keys: match row.method {
                    Method::Message => self.readings.gateways(*number).to_vec(),
                    _ => self.readings.keys(*number).collect(),
                },
                file_of: (row.method == Method::File).then_some(row.account),
                source: source(*number)?,
            })
        };
        side.iter().filter_map(taken).collect()
    }

    /// The entry by which a reading was typed: the seal that it opens, or its own.
    fn typed_at(&self, number: ReadingNumber) -> u64 {
        let sealed = self.readings.sealed_at(number);
        sealed.unwrap_or_else(|| self.readings.place(number).entry)
    }

    /// Of the photographs that one of a side has typed blind after a seal: the first entry that shows the side's figures.
    fn first_shown(&self, side: &[ReadingNumber]) -> BTreeMap<u32, u64> {
        let mut first_shown = BTreeMap::new();
        for sealed in side {
            let (Some(seal), Some(image)) = (
                self.readings.sealed_at(*sealed),
                self.readings.document_numbers(*sealed).first(),
            ) else {
                continue;
            };
            let all = self.first_shown.get_or_init(|| self.all_first_shown());
            let first = all.get(&(*image, self.readings.options(*sealed)));
            if let Some(first) = first.filter(|first| seal <= **first) {
                first_shown.insert(*image, *first);
            }
        }
        first_shown
    }

    /// The first entry that shows each of the station's figures. Whoever typed later may have seen it, corrected or not.
    fn all_first_shown(&self) -> FirstShown<'a> {
        let mut first_shown = BTreeMap::new();
        // In the order of the log.
        for number in self.readings.of_station(self.contest, self.station) {
            if let Some(image) = self.readings.document_numbers(number).first() {
                let shown = (*image, self.readings.options(number));
                let entry = self.readings.place(number).entry;
                first_shown.entry(shown).or_insert(entry);
            }
        }
        first_shown
    }

    /// Whether a reading that takes part contradicts one of the side.
    fn is_contradicted(&self, side: &[ReadingNumber], taking_part: &[ReadingNumber]) -> bool {
        let read = |number: ReadingNumber, at: usize| self.readings.figure(number, at).read();
        (0..self.readings.figures(side[0]).len()).any(|at| {
            let of_side = || side.iter().filter_map(|number| read(*number, at));
            let (Some(least), Some(most)) = (of_side().min(), of_side().max()) else {
                return false;
            };
            let mut all = taking_part.iter().filter_map(|number| read(*number, at));
            all.any(|number| number != least || number != most)
        })
    }
}

/// Whether a reading that holds a place takes part in the state of its station: it has evidence, and it read a number for
/// an option.
fn takes_part(readings: &Readings, number: ReadingNumber) -> bool {
    readings.row(number).evidence && readings.options(number).read().next().is_some()
}
