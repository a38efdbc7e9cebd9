//! Simulates a country and its election, and writes them as the files that a user would bring.
//!
//! It takes a number of stations and a seed, and gives a folder: `election.toml`, `register.csv`, two
//! accounts' result files (`council.csv` and `campaign.csv`), the `profile.toml` that reads both,
//! `claims.toml` with two bulletins, and `planted.json`, which lists every fault that was planted and
//! where. The same seed gives the same bytes on every machine: the generator is ChaCha8 and the sampling
//! uses nothing but `+ - * /` and `sqrt`, which IEEE 754 defines to the last bit.
//!
//! Where photographs are asked for, some stations' sheets are printed and photographed, from easily to hardly
//! readable: `photos/`, with `photos.csv`, which says what each of them shows. They have the same bytes on
//! every machine, too, and `election.toml` then says how the codes on the sheets are laid out.
//!
//! The country is plausible, not real: stations of one centre lean alike, centres within a municipality
//! and municipalities within a state too; small parties are strong in some states and absent from others.
//!
//! ```
//! let folder = tempfile::tempdir()?;
//! let options = simulate::Options { stations: 200, ..simulate::Options::default() };
//! let summary = simulate::simulate(&options, &folder.path().join("country"))?;
//! assert_eq!(summary.stations, 200);
//! assert_eq!(summary.planted["sum_not_valid"], 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accounts;
mod claims;
mod country;
mod draw;
mod fault;
mod files;
mod made_sheet;
mod names;
mod photo;
mod photos;
mod planted;

use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

pub use photos::{LEAST_WITH_PLANTED, Levels, LevelsError, MOST_PHOTOGRAPHS, Photos};

/// The fewest stations of a country with planted faults: each kind needs a station of its own.
pub const LEAST_WITH_FAULTS: u64 = 50;
/// The most stations of a country.
pub const MOST_STATIONS: u64 = 10_000_000;

/// What to make up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How many stations the country has: 1 to 10,000,000, and at least 50 where faults are planted.
    pub stations: u64,
    /// The seed of all randomness.
    pub seed: u64,
    /// Whether faults are planted. Without faults both accounts hold every station and agree.
    pub with_faults: bool,
    /// The photographs of sheets, if any. With faults, cases are planted among 50 or more photographs, too.
    pub photos: Option<Photos>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            stations: 2_000,
            seed: 1,
            with_faults: true,
            photos: None,
        }
    }
}

/// A summary of the simulated country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The seed.
    pub seed: u64,
    /// Stations on the register.
    pub stations: u64,
    /// Voters on the register.
    pub registered: u64,
    /// Ballots cast, before any fault was planted.
    pub ballots: u64,
    /// Valid votes, before any fault was planted.
    pub valid: u64,
    /// Blank ballots, before any fault was planted.
    pub blank: u64,
    /// Null ballots, before any fault was planted.
    pub null: u64,
    /// Votes by option, before any fault was planted.
    pub options: BTreeMap<String, u64>,
    /// Rows of each account's file, by the account's id.
    pub rows: BTreeMap<&'static str, u64>,
    /// How many photographs of sheets there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photographs: Option<u64>,
    /// How many faults of each kind were planted: a rule's code, or `missing_station`,
    /// `accounts_differ`, `unreadable_row`; among photographs `no_code`, `other_code`, `resent`,
    /// `photographed_again` and `file_differs`.
    pub planted: BTreeMap<&'static str, u64>,
}

/// Why a country cannot be simulated or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Too few or too many stations.
    #[error("{found} stations: expected {least} to {MOST_STATIONS}")]
    Stations {
        /// The number asked for.
        found: u64,
        /// The least that is allowed.
        least: u64,
    },
    /// No photographs, or more than there are sheets to photograph.
    #[error("{found} photographs: expected 1 to {most}, of stations without another fault")]
    Photographs {
        /// The number asked for.
        found: u64,
        /// The most that is allowed.
        most: u64,
    },
    /// The made-up definition, by which sheets are printed, cannot be read.
    #[error("the made-up election.toml: {0}")]
    Definition(#[from] model::document::DocumentError),
    /// The made-up definition's `[sheet.code]` cannot be used.
    #[error("the made-up election.toml: {0}")]
    Form(#[from] sheet::FormError),
    /// The made-up definition has no `[sheet.code]`.
    #[error("the made-up election.toml: found no [sheet.code]; expected one, by which sheets are printed")]
    NoCode,
    /// A made-up station's code is not one.
    #[error("the made-up station code {code:?}: {source}")]
    Station {
        /// The text.
        code: String,
        /// What is wrong with it.
        source: model::id::IdError,
    },
    /// A sheet cannot be printed.
    #[error("the sheet of station {station} cannot be printed: {source}")]
    Print {
        /// The station's code.
        station: String,
        /// Why.
        source: sheet::PrintError,
    },
    /// A photograph cannot be encoded as JPEG.
    #[error("the photograph of station {station} cannot be encoded: {source}")]
    Photograph {
        /// The station's code.
        station: String,
        /// Why.
        source: jpeg_encoder::EncodingError,
    },
    /// A file cannot be written. An existing file is never overwritten.
    #[error("{}: cannot be written: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Simulates a country and writes it to the folder `out`, which is created if it does not exist.
///
/// Memory grows with the number of planted faults (about one for each 30 stations) and of photographs, and not
/// otherwise.
///
/// # Errors
/// [`Error::Stations`] and [`Error::Photographs`] where a number is out of range; [`Error::Write`] where a file exists or
/// cannot be written.
pub fn simulate(options: &Options, out: &Path) -> Result<Summary, Error> {
    simulate_showing(options, out, &mut |_, _| {})
}

/// The same with progress: `progress` is called with the number of photographs made and their total.
///
/// # Errors
/// Those of [`simulate`].
pub fn simulate_showing(
    options: &Options,
    out: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Summary, Error> {
    let least = if options.with_faults { LEAST_WITH_FAULTS } else { 1 };
    if !(least..=MOST_STATIONS).contains(&options.stations) {
        return Err(Error::Stations {
            found: options.stations,
            least,
        });
    }
    let mut country = country::Country::new(options);
    let parties = country.parties().to_vec();
    let mut accounts = accounts::Accounts::new(options, &parties);
    let mut sample = match options.photos {
        Some(photos) => Some(photos::Sample::new(options, photos, accounts.without_fault())?),
        None => None,
    };
    let mut folder = files::Folder::create(out, &parties)?;
    while let Some(station) = country.next_station(accounts.asks_of(country.made())) {
        folder.register(&station)?;
        accounts.write(&station, sample.as_mut(), &mut folder)?;
    }
    let mut summary = accounts.summary(options);
    let election = files::election(&summary, &parties, options.photos.is_some());
    folder.text("profile.toml", &files::profile(&parties))?;
    folder.text("claims.toml", &claims::claims(&accounts, &parties))?;
    folder.text("election.toml", &election)?;
    if let Some(sample) = sample {
        let election = model::document::parse(&election)?;
        let planted = sample.take(&election, &mut folder, progress)?;
        summary.planted.extend(planted);
        summary.photographs = options.photos.map(|photos| photos.count);
    }
    folder.finish(&summary)?;
    Ok(summary)
}

/// Writes bytes; an error names the file.
pub(crate) fn put(to: &mut impl Write, path: &Path, bytes: &[u8]) -> Result<(), Error> {
    to.write_all(bytes).map_err(|source| Error::Write {
        path: path.to_owned(),
        source,
    })
}
