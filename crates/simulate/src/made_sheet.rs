//! The figures of one station's sheet, drawn from its voters' leaning.

use crate::draw::Draw;

/// A consistent sheet: all figures add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MadeSheet {
    pub(crate) registered: u32,
    pub(crate) ballots: u32,
    pub(crate) valid: u32,
    pub(crate) blank: u32,
    pub(crate) null: u32,
    /// In the order of the options.
    pub(crate) votes: Vec<u32>,
}

/// The leaning of an area's voters: expected turnout and shares.
#[derive(Debug, Clone)]
pub(crate) struct Leaning {
    pub(crate) turnout: f64,
    pub(crate) blank: f64,
    pub(crate) null: f64,
    /// Weights of the options, of any sum.
    pub(crate) weights: Vec<f64>,
}

impl MadeSheet {
    /// Draws the sheet of `registered` voters with this leaning.
    pub(crate) fn draw(registered: u32, leaning: &Leaning, draw: &mut Draw) -> MadeSheet {
        let ballots = (f64::from(registered) * leaning.turnout + 0.5) as u32;
        // A tenth at most, so that no sheet comes near the thresholds by chance.
        let blank = draw.binomial(ballots, leaning.blank).min(ballots / 10);
        let null = draw.binomial(ballots, leaning.null).min(ballots / 10);
        let valid = ballots - blank - null;
        let mut left = valid;
        let mut weight: f64 = leaning.weights.iter().sum();
        let last = leaning.weights.len() - 1;
        let mut votes = Vec::with_capacity(leaning.weights.len());
        for (at, own) in leaning.weights.iter().enumerate() {
            let share = if at == last {
                left
            } else {
                draw.binomial(left, (own / weight).min(1.0))
            };
            votes.push(share);
            left -= share;
            weight -= own;
        }
        MadeSheet {
            registered,
            ballots,
            valid,
            blank,
            null,
            votes,
        }
    }

    /// The option with most votes; the first of several.
    pub(crate) fn leader(&self) -> usize {
        let most = self.votes.iter().copied().max();
        self.votes.iter().position(|v| Some(*v) == most).unwrap_or(0)
    }

    /// Scales the options' votes down to `to` valid votes; the sheet still adds up but for its ballots.
    pub(crate) fn shrink_valid(&mut self, to: u32) {
        let from = self.valid.max(1);
        for votes in &mut self.votes {
            *votes = (u64::from(*votes) * u64::from(to) / u64::from(from)) as u32;
        }
        self.valid = to;
        let sum: u32 = self.votes.iter().sum();
        let leader = self.leader();
        self.votes[leader] += to - sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Stream;

    fn sheet() -> MadeSheet {
        let leaning = Leaning {
            turnout: 0.6,
            blank: 0.02,
            null: 0.03,
            weights: vec![5.0, 4.0, 0.1],
        };
        MadeSheet::draw(500, &leaning, &mut Draw::new(1, Stream::Country))
    }

    #[test]
    fn a_sheet_adds_up() {
        let sheet = sheet();
        assert_eq!(sheet.ballots, 300);
        assert_eq!(sheet.valid + sheet.blank + sheet.null, 300);
        assert_eq!(sheet.votes.iter().sum::<u32>(), sheet.valid);
    }

    #[test]
    fn a_shrunken_sheet_adds_up_to_what_was_asked() {
        let mut sheet = sheet();
        sheet.shrink_valid(101);
        assert_eq!(sheet.votes.iter().sum::<u32>(), 101);
        sheet.shrink_valid(0);
        assert_eq!(sheet.votes, [0, 0, 0]);
    }
}
