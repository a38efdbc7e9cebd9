//! Writes the two accounts' rows with the planted faults, and keeps their totals.

use crate::country::{Ask, Station};
use crate::draw::{Draw, Stream};
use crate::fault::{self, CAMPAIGN, COUNCIL, Effect, Fault, Plan};
use crate::files::{ACCOUNTS, Folder};
use crate::made_sheet::MadeSheet;
use crate::names::Party;
use crate::photos::{Role, Sample};
use crate::planted::{self, FileRow};
use crate::{Error, Options, Summary};
use serde::Serialize;
use std::collections::BTreeMap;

/// A planted fault, as `planted.json` lists it.
#[derive(Debug, Serialize)]
pub(crate) struct Planted<'a> {
    pub(crate) station: &'a str,
    pub(crate) account: &'a str,
    pub(crate) what: &'static str,
    pub(crate) detail: &'a str,
}

/// Totals of sheets.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sums {
    pub(crate) sheets: u64,
    pub(crate) registered: u64,
    pub(crate) ballots: u64,
    pub(crate) valid: u64,
    pub(crate) blank: u64,
    pub(crate) null: u64,
    pub(crate) votes: Vec<u64>,
}

impl Sums {
    fn add(&mut self, sheet: &MadeSheet) {
        self.sheets += 1;
        self.registered += u64::from(sheet.registered);
        self.ballots += u64::from(sheet.ballots);
        self.valid += u64::from(sheet.valid);
        self.blank += u64::from(sheet.blank);
        self.null += u64::from(sheet.null);
        self.votes.resize(sheet.votes.len(), 0);
        for (sum, votes) in self.votes.iter_mut().zip(&sheet.votes) {
            *sum += u64::from(*votes);
        }
    }
}

/// The accounts being written.
pub(crate) struct Accounts {
    plan: Plan,
    draw: Draw,
    /// A stream of its own, so that photographs do not change the other faults.
    typist: Draw,
    stations: u64,
    parties: Vec<Party>,
    truth: Sums,
    /// Totals of the council's readable sheets, the first of each registered station.
    council: Sums,
    rows: [u64; 2],
    planted: BTreeMap<&'static str, u64>,
}

impl Accounts {
    pub(crate) fn new(options: &Options, parties: &[Party]) -> Accounts {
        let mut draw = fault::draw(options);
        Accounts {
            plan: Plan::new(options, &mut draw),
            draw,
            typist: Draw::new(options.seed, Stream::Typist),
            stations: options.stations,
            parties: parties.to_vec(),
            truth: Sums::default(),
            council: Sums::default(),
            rows: [0; 2],
            planted: BTreeMap::new(),
        }
    }

    /// What the fault of the station with this index, from 0, requires.
    pub(crate) fn asks_of(&self, at: u64) -> Ask {
        self.plan.asks_of(at)
    }

    /// The number of stations without a fault.
    pub(crate) fn without_fault(&self) -> u64 {
        self.stations - self.plan.stations()
    }

    /// The council's totals, as its bulletin gives them.
    pub(crate) fn council(&self) -> &Sums {
        &self.council
    }

    /// The totals of the whole country before any fault.
    pub(crate) fn truth(&self) -> &Sums {
        &self.truth
    }

    /// Writes the rows of the next station. One without a fault may be drawn into the sample of photographed stations.
    pub(crate) fn write(
        &mut self,
        station: &Station<'_>,
        sample: Option<&mut Sample>,
        folder: &mut Folder,
    ) -> Result<(), Error> {
        let mut fault = self.plan.take(self.truth.sheets);
        if let (None, Some(sample)) = (fault, sample) {
            let role = sample.draw(station);
            fault = (role == Some(Role::FileDiffers)).then(Fault::typed_wrongly);
        }
        self.truth.add(&station.sheet);
        for account in [COUNCIL, CAMPAIGN] {
            match fault {
                Some(fault) if fault.account.is_none_or(|of| of == account) => {
                    self.write_faulty(account, fault, station, folder)?;
                }
                _ => self.write_row(account, station.code, &station.sheet, None, folder)?,
            }
        }
        Ok(())
    }

    fn write_row(
        &mut self,
        account: usize,
        code: &str,
        sheet: &MadeSheet,
        instead: Option<(usize, &str)>,
        folder: &mut Folder,
    ) -> Result<(), Error> {
        self.rows[account] += 1;
        if account == COUNCIL && instead.is_none() {
            self.council.add(sheet);
        }
        folder.row(account, code, sheet, instead)
    }

    fn write_faulty(
        &mut self,
        account: usize,
        fault: Fault,
        station: &Station<'_>,
        folder: &mut Folder,
    ) -> Result<(), Error> {
        let mut row = FileRow {
            sheet: station.sheet.clone(),
            instead: None,
        };
        let draw = match fault.typist {
            true => &mut self.typist,
            false => &mut self.draw,
        };
        let effect = fault.kind.effect;
        let detail = planted::plant(effect, &mut row, &self.parties, draw);
        // No state has the number 99.
        let unknown = format!("99{}", &station.code[2..]);
        let code = match effect {
            Effect::UnknownCode => unknown.as_str(),
            _ => station.code,
        };
        match effect {
            Effect::NoRow => {}
            Effect::SecondRow(_) | Effect::UnknownCode => {
                // The station's own sheet comes first, then this one.
                self.write_row(account, station.code, &station.sheet, None, folder)?;
                self.rows[account] += 1;
                folder.row(account, code, &row.sheet, None)?;
            }
            Effect::ChangedRow(_) | Effect::Pair => {
                let instead = row.instead.as_ref().map(|(at, text)| (*at, text.as_str()));
                self.write_row(account, code, &row.sheet, instead, folder)?;
            }
        }
        let what = fault.kind.what;
        *self.planted.entry(what).or_default() += 1;
        folder.planted(&Planted {
            station: code,
            account: ACCOUNTS[account],
            what,
            detail: &detail,
        })
    }

    /// The summary of the country.
    pub(crate) fn summary(&self, options: &Options) -> Summary {
        let truth = &self.truth;
        let ids = self.parties.iter().map(|party| party.id.to_owned());
        Summary {
            seed: options.seed,
            stations: truth.sheets,
            registered: truth.registered,
            ballots: truth.ballots,
            valid: truth.valid,
            blank: truth.blank,
            null: truth.null,
            options: ids.zip(truth.votes.iter().copied()).collect(),
            photographs: None,
            rows: ACCOUNTS.into_iter().zip(self.rows).collect(),
            planted: self.planted.clone(),
        }
    }
}
