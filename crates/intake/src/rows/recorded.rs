//! What is recorded already of a file's rows, and of their stations for the same account and stage.

use model::{AccountId, Method, StageId};
use record::BlobHash;
use table::FileReading;
use tally::{ContestNumber, ReadingNumber, ReadingRow, StationNumber, Tally};

/// What a row is to what is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing of the station stands for the account and stage, or the same as the row says.
    New,
    /// Only empty rows were recorded of the station for the account and stage.
    Fills,
    /// The row itself is recorded.
    Recorded,
    /// This reading stands and has other figures.
    Differs(ReadingNumber),
    /// The row is recorded under another station's code.
    OtherStation(ReadingNumber),
}

/// The readings of an account and a stage, beside which a file's rows are laid.
#[derive(Debug)]
pub(super) struct Recorded {
    account: AccountId,
    stage: Option<StageId>,
    document: BlobHash,
    /// Those that were taken from the document itself, corrected ones too, by line and contest, sorted.
    own: Vec<(u32, ContestNumber, ReadingNumber)>,
}

impl Recorded {
    pub(super) fn of(
        tally: &Tally,
        account: &AccountId,
        stage: Option<&StageId>,
        document: BlobHash,
    ) -> Recorded {
        let mut recorded = Recorded {
            account: account.clone(),
            stage: stage.cloned(),
            document,
            own: Vec::new(),
        };
        let readings = tally.readings();
        let own = (0..)
            .zip(readings.rows())
            .filter(|(number, row)| recorded.is_of(tally, row) && recorded.is_of_document(tally, *number));
        let own = own.filter_map(|(number, row)| Some((row.line?.get(), row.contest, number)));
        recorded.own = own.collect();
        recorded.own.sort_unstable();
        recorded
    }

    /// The document.
    pub(super) fn document(&self) -> BlobHash {
        self.document
    }

    /// Whether a reading is of the account and the stage.
    fn is_of(&self, tally: &Tally, row: &ReadingRow) -> bool {
        tally.account(row.account) == &self.account
            && tally.declared().stage(row.account, row.stage) == self.stage.as_ref()
    }

    fn is_of_document(&self, tally: &Tally, number: ReadingNumber) -> bool {
        tally.readings().documents(number).any(|of| *of == self.document)
    }

    /// What a row is to what is recorded. A contest that the law lacks has no readings.
    pub(super) fn verdict(&self, tally: &Tally, row: &FileReading) -> Verdict {
        let Some(contest) = tally.contest_number(row.contest.as_str()) else {
            return Verdict::New;
        };
        let readings = tally.readings();
        let figures = tally.pack(contest, &row.counts);
        let station = tally.stations().number(row.station.code.as_str());
        let line = u32::try_from(row.line).unwrap_or(u32::MAX);
        let from = self.own.partition_point(|own| (own.0, own.1) < (line, contest));
        let same_line = self.own[from..].iter();
        let same_line = same_line.take_while(|own| (own.0, own.1) == (line, contest));
        let same_line: Vec<ReadingNumber> = same_line.map(|own| own.2).collect();
        let (here, elsewhere): (Vec<_>, Vec<_>) = same_line
            .into_iter()
            .partition(|number| Some(readings.row(*number).station) == station);
        if here.iter().any(|number| readings.figures(*number) == figures) {
            return Verdict::Recorded;
        }
        let stands = |number: &&ReadingNumber| readings.row(**number).corrected_by().is_none();
        if let Some(number) = here.iter().rev().find(stands) {
            return Verdict::Differs(*number);
        }
        if let Some(number) = elsewhere.first() {
            return Verdict::OtherStation(*number);
        }
        let empty = tally.election().is_empty_row(Method::File, &row.counts);
        match station.and_then(|station| self.standing(tally, contest, station)) {
            // Another row of the same file, or figures of which an empty row takes nothing away.
            Some(Standing::Figures(number)) if empty || self.is_of_document(tally, number) => Verdict::New,
            Some(Standing::Figures(number)) if readings.figures(number) != figures => {
                Verdict::Differs(number)
            }
            Some(Standing::Empty) if !empty => Verdict::Fills,
            _ => Verdict::New,
        }
    }

    /// The first reading of the account and stage that holds a place at a station; or that there are empty rows alone.
    fn standing(&self, tally: &Tally, contest: ContestNumber, station: StationNumber) -> Option<Standing> {
        let readings = tally.readings();
        let mut empty = None;
        for number in readings.of_station(contest, station) {
            let row = readings.row(number);
            if !self.is_of(tally, row) {
                continue;
            }
            if row.holds_place() {
                return Some(Standing::Figures(number));
            }
            if row.empty && row.corrected_by().is_none() {
                empty = Some(Standing::Empty);
            }
        }
        empty
    }
}

enum Standing {
    Figures(ReadingNumber),
    Empty,
}

/// The figures of a recorded reading that a row has otherwise, as `ana 80, here 82`.
pub(super) fn differences(tally: &Tally, number: ReadingNumber, row: &FileReading) -> String {
    let contest = tally.readings().row(number).contest;
    let figures = tally.pack(contest, &row.counts);
    let recorded = tally.readings().figures(number);
    let names = tally.figure_names(contest).into_iter();
    let pairs = names.zip(recorded.iter().zip(&figures));
    let differing = pairs.filter(|(_, (recorded, here))| recorded != here);
    let said: Vec<String> = differing
        .map(|(name, (recorded, here))| format!("{name} {recorded}, here {here}"))
        .collect();
    said.join("; ")
}
