//! Figures packed one list behind the other: all that a contest has, or, where fewer than one in eight of its options have one,
//! those that are there with their places. So what is kept is in proportion to what was written, however many options a
//! contest has.

use model::{Contest, CountField, Counts, Election, Figure, FigureId, FigureKey, FiguresById, OptionId};
use std::borrow::Cow;

/// Where a contest's figures stand: the five fields of the sheet, then the further figures and the options in the orders in
/// which they are shown.
#[derive(Debug, Clone)]
pub(crate) struct FigureOrder {
    further: Places<FigureId>,
    options: Places<OptionId>,
}

/// Places by ids, in the order of the ids.
type Places<I> = Vec<(I, usize)>;

fn places<'a, I: Clone + Ord + 'a>(ids: impl Iterator<Item = &'a I>, from: usize) -> Places<I> {
    let mut places: Places<I> = ids.cloned().zip(from..).collect();
    places.sort();
    places
}

/// Calls `put` with each figure that has a place; those of ids that have none are left out.
fn each_placed<I: FigureKey>(
    figures: &FiguresById<I>,
    places: &Places<I>,
    mut put: impl FnMut(usize, Figure),
) {
    if figures.len() * FEW < places.len() {
        for (id, figure) in figures.iter() {
            if let Ok(at) = places.binary_search_by(|(own, _)| own.cmp(id)) {
                put(places[at].1, figure);
            }
        }
        return;
    }
    // Both lists are in the order of the ids.
    let mut known = places.iter().peekable();
    for (id, figure) in figures.iter() {
        while known.next_if(|(own, _)| own < id).is_some() {}
        if let Some((_, place)) = known.next_if(|(own, _)| own == id) {
            put(*place, figure);
        }
    }
}

impl FigureOrder {
    pub(crate) fn of(election: &Election, contest: &Contest) -> FigureOrder {
        let options = contest.options.iter().map(|option| &option.id);
        FigureOrder {
            further: places(election.figures.iter(), CountField::ALL.len()),
            options: places(options, election.sheet_figure_count()),
        }
    }

    /// How many figures a reading of this contest has.
    pub(crate) fn len(&self) -> usize {
        self.sheet_figures() + self.options.len()
    }

    /// How many of them stand before the options'.
    pub(crate) fn sheet_figures(&self) -> usize {
        CountField::ALL.len() + self.further.len()
    }
}

/// Of so many options at least one has a figure, or else the few that have one are packed with their places.
const FEW: usize = 8;

/// Where a reading's figures begin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FiguresAt(u32);

impl FiguresAt {
    const ARE_FEW: u32 = 1 << 31;

    /// The place in the list of few figures, or else that in the list of all.
    fn place(self) -> Result<usize, usize> {
        match self.0 & FiguresAt::ARE_FEW {
            0 => Err(self.0 as usize),
            _ => Ok((self.0 & !FiguresAt::ARE_FEW) as usize),
        }
    }
}

/// A figure at its place among a contest's.
type Placed = (u16, Figure);

/// The options' figures of a reading: the same where and only where they are the same figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum OptionFigures<'a> {
    All(&'a [Figure]),
    Few(&'a [Placed]),
}

impl<'a> OptionFigures<'a> {
    /// The numbers that were read.
    pub(crate) fn read(self) -> impl Iterator<Item = u32> + 'a {
        let (all, few): (&[Figure], &[Placed]) = match self {
            OptionFigures::All(all) => (all, &[]),
            OptionFigures::Few(few) => (&[], few),
        };
        let figures = all.iter().chain(few.iter().map(|(_, figure)| figure));
        figures.filter_map(|figure| figure.read())
    }
}

/// The figures of many readings.
#[derive(Debug, Clone, Default)]
pub(crate) struct PackedFigures {
    all: Vec<Figure>,
    /// Before each reading's figures stands how many they are.
    few: Vec<Placed>,
}

impl PackedFigures {
    /// Packs counts; further figures that the election lacks and options that the contest lacks are left out (a finding
    /// names them).
    pub(crate) fn push(&mut self, order: &FigureOrder, counts: &Counts) -> FiguresAt {
        let mut few: Vec<Placed> = Vec::new();
        // More options than that may have names that the contest lacks, or be not on the form.
        let mut are_few = order.options.len() >= FEW;
        each_placed(&counts.options, &order.options, |place, figure| {
            if figure != Figure::NotOnForm {
                are_few &= (few.len() + 1) * FEW <= order.options.len();
                if are_few {
                    few.push((place as u16, figure));
                }
            }
        });
        if !are_few {
            return self.push_all(order, counts);
        }
        let mut sheet = CountField::ALL.map(|field| counts.field(field)).to_vec();
        sheet.resize(order.sheet_figures(), Figure::NotOnForm);
        each_placed(&counts.more, &order.further, |place, figure| {
            sheet[place] = figure
        });
        let sheet = (0..)
            .zip(sheet)
            .filter(|(_, figure)| *figure != Figure::NotOnForm);
        few.extend(sheet);
        few.sort_unstable_by_key(|(place, _)| *place);
        self.push_few(&few)
    }

    fn push_all(&mut self, order: &FigureOrder, counts: &Counts) -> FiguresAt {
        let start = self.all.len();
        self.all.extend(CountField::ALL.map(|field| counts.field(field)));
        self.all.resize(start + order.len(), Figure::NotOnForm);
        let own = &mut self.all[start..];
        each_placed(&counts.more, &order.further, |place, figure| own[place] = figure);
        each_placed(&counts.options, &order.options, |place, figure| {
            own[place] = figure
        });
        FiguresAt(start as u32)
    }

    fn push_few(&mut self, few: &[Placed]) -> FiguresAt {
        let start = self.few.len() as u32;
        self.few.push((few.len() as u16, Figure::NotOnForm));
        self.few.extend_from_slice(few);
        FiguresAt(start | FiguresAt::ARE_FEW)
    }

    /// Adds `width` figures that are packed elsewhere.
    pub(crate) fn copy(&mut self, from: &PackedFigures, at: FiguresAt, width: usize) -> FiguresAt {
        match at.place() {
            Ok(few) => self.push_few(from.few_at(few)),
            Err(all) => {
                let start = self.all.len() as u32;
                self.all.extend_from_slice(&from.all[all..][..width]);
                FiguresAt(start)
            }
        }
    }

    fn few_at(&self, start: usize) -> &[Placed] {
        let (len, _) = self.few[start];
        &self.few[start + 1..][..usize::from(len)]
    }

    /// All `width` figures of a reading, in the contest's order.
    pub(crate) fn figures(&self, at: FiguresAt, width: usize) -> Cow<'_, [Figure]> {
        match at.place() {
            Err(all) => Cow::Borrowed(&self.all[all..][..width]),
            Ok(few) => {
                let mut figures = vec![Figure::NotOnForm; width];
                for (place, figure) in self.few_at(few) {
                    figures[usize::from(*place)] = *figure;
                }
                Cow::Owned(figures)
            }
        }
    }

    /// The figure at a place.
    pub(crate) fn figure(&self, at: FiguresAt, place: usize) -> Figure {
        match at.place() {
            Err(all) => self.all[all + place],
            Ok(few) => {
                let few = self.few_at(few);
                let found = few.binary_search_by_key(&place, |(own, _)| usize::from(*own));
                found.map_or(Figure::NotOnForm, |found| few[found].1)
            }
        }
    }

    /// Those of a reading's `width` figures that are the options'.
    pub(crate) fn options(&self, at: FiguresAt, (sheet_figures, width): (usize, usize)) -> OptionFigures<'_> {
        match at.place() {
            Err(all) => OptionFigures::All(&self.all[all..][sheet_figures..width]),
            Ok(few) => {
                let few = self.few_at(few);
                let from = few.partition_point(|(place, _)| usize::from(*place) < sheet_figures);
                OptionFigures::Few(&few[from..])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn order(options: usize) -> FigureOrder {
        let ids: Vec<OptionId> = (0..options).map(|n| format!("o{n}").parse().unwrap()).collect();
        let further: Vec<FigureId> = ["spoilt", "unused"].map(|id| id.parse().unwrap()).to_vec();
        FigureOrder {
            further: places(further.iter(), 5),
            options: places(ids.iter(), 7),
        }
    }

    fn counts(given: &[(usize, Figure)], null: Figure) -> Counts {
        let mut counts = Counts {
            null,
            ..Counts::default()
        };
        counts.more.set("unused".parse().unwrap(), null);
        for (n, figure) in given {
            counts.set_option(format!("o{n}").parse().unwrap(), *figure);
        }
        counts
    }

    fn figure() -> impl Strategy<Value = Figure> {
        prop_oneof![
            (0u32..3).prop_map(Figure::Read),
            Just(Figure::Illegible),
            Just(Figure::NotOnForm)
        ]
    }

    proptest! {
        #[test]
        fn few_figures_and_all_are_read_alike_and_the_same_options_are_equal(
            width in 1usize..40,
            one in proptest::collection::btree_map(0usize..48, figure(), 0..9),
            other in proptest::collection::btree_map(0usize..48, figure(), 0..9),
            null in figure(),
        ) {
            let order = order(width);
            let mut packed = PackedFigures::default();
            let mut expected = Vec::new();
            let mut places = Vec::new();
            for given in [&one, &other] {
                let given: Vec<_> = given.iter().map(|(n, figure)| (*n, *figure)).collect();
                let counts = counts(&given, null);
                let mut all = vec![Figure::NotOnForm; order.len()];
                (all[4], all[6]) = (null, null);
                for (n, figure) in given.iter().filter(|(n, _)| *n < width) {
                    all[7 + n] = *figure;
                }
                places.push(packed.push(&order, &counts));
                expected.push(all);
            }
            let mut copied = PackedFigures::default();
            for (at, expected) in places.iter().zip(&expected) {
                let copy = copied.copy(&packed, *at, order.len());
                prop_assert_eq!(&*copied.figures(copy, order.len()), expected.as_slice());
                for (place, figure) in expected.iter().enumerate() {
                    prop_assert_eq!(packed.figure(*at, place), *figure);
                }
                let read: Vec<u32> = expected[7..].iter().filter_map(|figure| figure.read()).collect();
                let options = packed.options(*at, (7, order.len()));
                prop_assert_eq!(options.read().collect::<Vec<_>>(), read);
            }
            let [a, b] = [places[0], places[1]].map(|at| packed.options(at, (7, order.len())));
            prop_assert_eq!(a == b, expected[0][7..] == expected[1][7..]);
        }
    }

    #[test]
    fn one_option_of_two_thousand_takes_little() {
        let order = order(2_000);
        let mut packed = PackedFigures::default();
        for n in 0..1_000 {
            packed.push(&order, &counts(&[(n, Figure::Read(1))], Figure::Read(0)));
        }
        assert!(packed.all.is_empty());
        assert_eq!(packed.few.len(), 1_000 * 4);
    }
}
