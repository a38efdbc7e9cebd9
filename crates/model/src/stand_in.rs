//! What may stand for a figure that a form does not have (`docs/record.md`, "What may stand for a missing figure"): a
//! fixed list, and nothing else. An illegible figure is never replaced: nobody knows what it is.

use crate::{CountField, Counts, Figure};

/// A number that is known of a sheet, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It stands on the sheet.
    Stated(u64),
    /// The form does not have it; this stands for it.
    StandIn(u64),
}

impl Known {
    /// The number, stated or not.
    pub fn number(self) -> u64 {
        match self {
            Known::Stated(n) | Known::StandIn(n) => n,
        }
    }
}

/// What a sheet says of a figure, or else what stands for it:
///
/// - for the valid votes the sum of the options;
/// - for the ballots the valid votes, or what stands for them, with the null and blank ones as far as they are on the
///   form.
///
/// A station's registered voters, for which the register's number may stand, are no sheet's alone.
pub fn known(counts: &Counts, field: CountField) -> Option<Known> {
    known_of(|field| counts.field(field), || options_sum(counts), field)
}

/// The same of a sheet whose five figures and options' sum are these.
pub fn known_of(
    of: impl Fn(CountField) -> Figure + Copy,
    options_sum: impl Fn() -> Option<u64> + Copy,
    field: CountField,
) -> Option<Known> {
    match of(field) {
        Figure::Read(n) => return Some(Known::Stated(n.into())),
        Figure::Illegible => return None,
        Figure::NotOnForm => {}
    }
    let stand_in = match field {
        CountField::Valid => options_sum()?,
        CountField::Ballots => {
            let valid = known_of(of, options_sum, CountField::Valid)?.number();
            let besides = sum_on_form([of(CountField::Null), of(CountField::Blank)])?;
            valid + besides.unwrap_or(0)
        }
        CountField::Registered | CountField::Null | CountField::Blank => return None,
    };
    Some(Known::StandIn(stand_in))
}

/// The sum of the options' figures; `None` where one of them is illegible or there are none.
pub fn options_sum(counts: &Counts) -> Option<u64> {
    sum_on_form(counts.options.iter().map(|(_, figure)| figure))?
}

/// The sum of those figures that are on the form, if any are; `None` where one is illegible.
pub(crate) fn sum_on_form(figures: impl IntoIterator<Item = Figure>) -> Option<Option<u64>> {
    let mut sum = None;
    for figure in figures {
        match figure {
            Figure::Read(n) => sum = Some(sum.unwrap_or(0) + u64::from(n)),
            Figure::Illegible => return None,
            Figure::NotOnForm => {}
        }
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Figure::*;
    use proptest::prelude::*;

    fn sheet(ballots: Figure, valid: Figure, null: Figure, blank: Figure, options: &[Figure]) -> Counts {
        let mut counts = Counts {
            ballots,
            valid,
            null,
            blank,
            ..Counts::default()
        };
        for (at, figure) in options.iter().enumerate() {
            counts.set_option(format!("o{at}").parse().unwrap(), *figure);
        }
        counts
    }

    fn ballots(counts: &Counts) -> Option<Known> {
        known(counts, CountField::Ballots)
    }

    #[test]
    fn a_figure_that_is_stated_stands_for_itself() {
        let counts = sheet(Read(9), Read(5), Read(1), Read(1), &[Read(4)]);
        assert_eq!(ballots(&counts), Some(Known::Stated(9)));
        assert_eq!(known(&counts, CountField::Valid), Some(Known::Stated(5)));
        assert_eq!(known(&counts, CountField::Registered), None);
    }

    #[test]
    fn the_options_stand_for_the_valid_votes_and_these_with_null_and_blank_for_the_ballots() {
        let counts = sheet(
            NotOnForm,
            NotOnForm,
            Read(2),
            NotOnForm,
            &[Read(4), NotOnForm, Read(3)],
        );
        assert_eq!(known(&counts, CountField::Valid), Some(Known::StandIn(7)));
        assert_eq!(ballots(&counts), Some(Known::StandIn(9)));
        assert_eq!(known(&counts, CountField::Blank), None);
        let stated = sheet(NotOnForm, Read(8), Read(2), Read(1), &[Read(4)]);
        assert_eq!(ballots(&stated), Some(Known::StandIn(11)));
        let bare = sheet(NotOnForm, Read(8), NotOnForm, NotOnForm, &[]);
        assert_eq!(ballots(&bare), Some(Known::StandIn(8)));
        assert_eq!(ballots(&Counts::default()), None);
    }

    #[test]
    fn nothing_stands_for_an_illegible_figure_or_is_made_of_one() {
        let all = [Read(4), Read(3)];
        assert_eq!(ballots(&sheet(Illegible, Read(7), Read(1), Read(1), &all)), None);
        assert_eq!(
            ballots(&sheet(NotOnForm, Illegible, Read(1), Read(1), &all)),
            None
        );
        assert_eq!(
            ballots(&sheet(NotOnForm, Read(7), Illegible, Read(1), &all)),
            None
        );
        assert_eq!(
            ballots(&sheet(NotOnForm, Read(7), Read(1), Illegible, &all)),
            None
        );
        let torn = sheet(NotOnForm, NotOnForm, Read(1), Read(1), &[Read(4), Illegible]);
        assert_eq!(known(&torn, CountField::Valid), None);
        assert_eq!(ballots(&torn), None);
    }

    fn figure() -> impl Strategy<Value = Figure> {
        prop_oneof![(0u32..9).prop_map(Read), Just(Illegible), Just(NotOnForm)]
    }

    proptest! {
        /// Whatever is said to be known stays what it is, however illegible figures are read afterwards.
        #[test]
        fn what_is_known_of_a_sheet_does_not_depend_on_what_is_illegible(
            figures in proptest::collection::vec(figure(), 6), later in 0u32..9,
        ) {
            let of = |figures: &[Figure]| sheet(figures[0], figures[1], figures[2], figures[3], &figures[4..]);
            let read: Vec<Figure> = figures
                .iter()
                .map(|figure| if *figure == Illegible { Read(later) } else { *figure })
                .collect();
            for field in CountField::ALL {
                if let Some(before) = known(&of(&figures), field) {
                    prop_assert_eq!(known(&of(&read), field), Some(before));
                }
            }
        }
    }
}
