//! Photographs of a country's sheets: a random sample of stations, levels of difficulty, and planted cases.

use crate::accounts::Planted;
use crate::country::Station;
use crate::draw::{Draw, Stream};
use crate::files::{Folder, VOLUNTEERS};
use crate::made_sheet::MadeSheet;
use crate::photo::{Hardness, Paper, Picture, Resent, photograph};
use crate::{Error, Options};
use model::{Counts, Election, Figure, StationCode};
use rayon::prelude::*;
use sheet::Form;
use sheet::print::{Printed, Sheet, print};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::str::FromStr;

/// From this number of photographs on, cases are planted among them.
pub const LEAST_WITH_PLANTED: u64 = 50;
/// The most photographs.
pub const MOST_PHOTOGRAPHS: u64 = 1_000_000;
/// Sheets in a batch that is photographed in parallel.
const BATCH: usize = 64;
/// Pixels of a module of the printed codes.
const MODULES: [usize; 3] = [5, 6, 7];
/// The percentage of photographs of each level, 1 to 5.
const SHARES: [u64; 5] = [40, 30, 20, 7, 3];

/// Which photographs are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Photos {
    /// Their number.
    pub count: u64,
    /// Their levels of difficulty.
    pub levels: Levels,
}

/// A range of levels of difficulty: 1 is easy to read, 5 hardly readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels {
    from: u8,
    to: u8,
}

impl Default for Levels {
    fn default() -> Self {
        Levels { from: 1, to: 5 }
    }
}

/// A text that is not a range of levels.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?}: expected a level from 1 to 5, or two of them, such as 1-3")]
pub struct LevelsError(String);

impl FromStr for Levels {
    type Err = LevelsError;

    fn from_str(text: &str) -> Result<Levels, LevelsError> {
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        match (from.parse(), to.parse()) {
            (Ok(from @ 1..=5), Ok(to @ 1..=5)) if from <= to => Ok(Levels { from, to }),
            _ => Err(LevelsError(text.to_owned())),
        }
    }
}

impl Levels {
    fn draw(self, draw: &mut Draw) -> u8 {
        let shares = &SHARES[usize::from(self.from) - 1..usize::from(self.to)];
        let mut at = draw.below(shares.iter().sum());
        let passed = shares.iter().take_while(|share| {
            let passed = at >= **share;
            at = at.saturating_sub(if passed { **share } else { 0 });
            passed
        });
        self.from + passed.count() as u8
    }
}

/// The case that is planted with a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Plain,
    /// The code is torn off.
    NoCode,
    /// The code has another text.
    OtherCode,
    /// The campaign's file has another figure.
    FileDiffers,
    /// There is a changed copy of the photograph under another name.
    Resent(Resent),
    /// There are two photographs of the sheet.
    PhotographedAgain,
}

impl Role {
    fn code(self) -> &'static str {
        match self {
            Role::Plain => "",
            Role::NoCode => "no_code",
            Role::OtherCode => "other_code",
            Role::FileDiffers => "file_differs",
            Role::Resent(_) => "resent",
            Role::PhotographedAgain => "photographed_again",
        }
    }

    fn is_twice(self) -> bool {
        matches!(self, Role::Resent(_) | Role::PhotographedAgain)
    }
}

/// A sheet to photograph.
struct Shot {
    /// The number of its photograph, and of the second one, if any.
    number: u64,
    second: Option<u64>,
    station: String,
    places: Vec<String>,
    sheet: MadeSheet,
    level: u8,
    role: Role,
}

/// The sample of stations whose sheets are photographed, out of those without another fault.
pub(crate) struct Sample {
    seed: u64,
    levels: Levels,
    draw: Draw,
    /// The number of stations still to be offered.
    free: u64,
    /// The roles of the sheets still to be drawn.
    roles: Vec<Role>,
    sheets: u64,
    seconds: u64,
    shots: Vec<Shot>,
}

impl Sample {
    /// Draws a sample out of `free` stations, those without another fault.
    pub(crate) fn new(options: &Options, photos: Photos, free: u64) -> Result<Sample, Error> {
        let mut draw = Draw::new(options.seed, Stream::Photographs);
        let some = if options.with_faults && photos.count >= LEAST_WITH_PLANTED {
            2 + photos.count / 200
        } else {
            0
        };
        // Second photographs count, too.
        let sheets = photos.count - 2 * some;
        if photos.count == 0 || photos.count > MOST_PHOTOGRAPHS || sheets > free {
            return Err(Error::Photographs {
                found: photos.count,
                most: (free + 2 * some).min(MOST_PHOTOGRAPHS),
            });
        }
        let mut roles = vec![Role::Plain; sheets as usize];
        let planted = (0..some as usize).flat_map(|n| {
            [
                Role::NoCode,
                Role::OtherCode,
                Role::FileDiffers,
                Role::Resent(Resent::ALL[n % Resent::ALL.len()]),
                Role::PhotographedAgain,
            ]
        });
        roles
            .iter_mut()
            .zip(planted)
            .for_each(|(role, planted)| *role = planted);
        draw.shuffle(&mut roles);
        Ok(Sample {
            seed: options.seed,
            levels: photos.levels,
            draw,
            free,
            roles,
            sheets,
            seconds: 0,
            shots: Vec::new(),
        })
    }

    /// Draws whether this station's sheet, which has no other fault, is photographed, and in which role (selection sampling).
    pub(crate) fn draw(&mut self, station: &Station<'_>) -> Option<Role> {
        let wanted = self.draw.below(self.free) < self.roles.len() as u64;
        self.free -= 1;
        let role = if wanted { self.roles.pop()? } else { return None };
        let second = role.is_twice().then(|| {
            self.seconds += 1;
            self.sheets + self.seconds
        });
        self.shots.push(Shot {
            number: self.shots.len() as u64 + 1,
            second,
            station: station.code.to_owned(),
            places: station.areas.map(|area| area.name.clone()).to_vec(),
            sheet: station.sheet.clone(),
            level: self.levels.draw(&mut self.draw),
            role,
        });
        Some(role)
    }

    /// Prints and photographs the sheets by this election's form, and writes the photographs and `photos.csv`. The order of
    /// the work does not matter: each sheet and each photograph has its own random stream. Returns the number planted of each
    /// case.
    pub(crate) fn take(
        self,
        election: &Election,
        folder: &mut Folder,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<BTreeMap<&'static str, u64>, Error> {
        let form = Form::of(election)?.ok_or(Error::NoCode)?;
        folder.make_photos()?;
        let mut lines = BTreeMap::new();
        let whole = self.sheets + self.seconds;
        for batch in self.shots.chunks(BATCH) {
            let seed = self.seed;
            let made = batch.par_iter().map(|shot| -> Result<Vec<(u64, String)>, Error> {
                let mut lines = Vec::new();
                for photograph in shot.photograph(election, &form, seed)? {
                    folder.photo(&name(photograph.number), &photograph.jpeg)?;
                    lines.push((photograph.number, photograph.line));
                }
                Ok(lines)
            });
            for photographs in made.collect::<Result<Vec<_>, Error>>()? {
                lines.extend(photographs);
            }
            progress(lines.len() as u64, whole);
        }
        let lines: Vec<String> = lines.into_values().collect();
        let header = "file,level,station,payload,planted,of\n";
        folder.text("photos.csv", &(header.to_owned() + &lines.concat()))?;
        self.plant(folder)
    }

    /// Lists the planted cases, except those of the campaign's file, which are listed with its rows.
    fn plant(&self, folder: &mut Folder) -> Result<BTreeMap<&'static str, u64>, Error> {
        let mut planted = BTreeMap::new();
        for shot in &self.shots {
            let own = name(shot.number);
            let detail = match (shot.role, shot.second.map(name)) {
                (Role::Plain | Role::FileDiffers, _) => continue,
                (Role::Resent(how), Some(second)) => format!("{second} is {own}, {}", how.name()),
                (_, Some(second)) => format!("{second} shows the same sheet as {own}"),
                (_, None) => own,
            };
            let what = shot.role.code();
            *planted.entry(what).or_default() += 1;
            folder.planted(&Planted {
                station: &shot.station,
                account: VOLUNTEERS,
                what,
                detail: &detail,
            })?;
        }
        Ok(planted)
    }
}

/// A photograph's file, and its line in `photos.csv`.
struct Photograph {
    number: u64,
    jpeg: Vec<u8>,
    line: String,
}

fn name(number: u64) -> String {
    format!("photo-{number:06}.jpg")
}

impl Shot {
    /// The photographs of this sheet.
    fn photograph(&self, election: &Election, form: &Form, seed: u64) -> Result<Vec<Photograph>, Error> {
        let number = self.number;
        let hardness = Hardness::of(self.level);
        let mut draw = Draw::new(seed, Stream::Paper(number));
        let (printed, payload) = self.print(election, form, &mut draw)?;
        let torn = self.role == Role::NoCode;
        let paper = Paper::new(&printed, hardness, torn, &mut draw);
        let mut draw = Draw::new(seed, Stream::Photograph(number));
        let picture = photograph(&paper, hardness, &mut draw);
        let mut photographs = vec![self.file(number, &picture, &payload)?];
        if let Some(second) = self.second {
            let mut draw = Draw::new(seed, Stream::Photograph(second));
            let again = match self.role {
                Role::Resent(how) => picture.resent(how, &mut draw),
                _ => photograph(&paper, hardness, &mut draw),
            };
            photographs.push(self.file(second, &again, &payload)?);
        }
        // The first of two is an ordinary photograph, and the second names it.
        if self.second.is_some() {
            photographs[0].line = self.line(number, &payload, "", "");
            let [first, second] = [number, photographs[1].number];
            photographs[1].line = self.line(second, &payload, self.role.code(), &name(first));
        }
        Ok(photographs)
    }

    /// The printed sheet and its code's text, which is empty where the code is torn off.
    fn print(&self, election: &Election, form: &Form, draw: &mut Draw) -> Result<(Printed, String), Error> {
        let failed = |source| Error::Print {
            station: self.station.clone(),
            source,
        };
        let station = StationCode::from_str(&self.station).map_err(|source| Error::Station {
            code: self.station.clone(),
            source,
        })?;
        let counts = self.counts(election);
        let mut sheet = Sheet::of(election, form, &station, &self.places, &counts).map_err(failed)?;
        if self.role == Role::OtherCode {
            sheet.code = format!("https://example.org/p/{}", draw.below(1_000_000));
        }
        let printed = print(&sheet, *draw.one_of(&MODULES)).map_err(failed)?;
        let payload = if self.role == Role::NoCode {
            String::new()
        } else {
            sheet.code
        };
        Ok((printed, payload))
    }

    fn counts(&self, election: &Election) -> Counts {
        let sheet = &self.sheet;
        let mut counts = Counts {
            registered: Figure::Read(sheet.registered),
            ballots: Figure::Read(sheet.ballots),
            valid: Figure::Read(sheet.valid),
            blank: Figure::Read(sheet.blank),
            null: Figure::Read(sheet.null),
            ..Counts::default()
        };
        for (option, votes) in election.contests[0].options.iter().zip(&sheet.votes) {
            counts.set_option(option.id.clone(), Figure::Read(*votes));
        }
        counts
    }

    fn file(&self, number: u64, picture: &Picture, payload: &str) -> Result<Photograph, Error> {
        let jpeg = picture.jpeg().map_err(|source| Error::Photograph {
            station: self.station.clone(),
            source,
        })?;
        Ok(Photograph {
            number,
            jpeg,
            line: self.line(number, payload, self.role.code(), ""),
        })
    }

    /// The line in `photos.csv`. A code's text has commas and no quotes.
    fn line(&self, number: u64, payload: &str, planted: &str, of: &str) -> String {
        let mut line = String::new();
        let (file, level, station) = (name(number), self.level, &self.station);
        let _ = writeln!(line, "{file},{level},{station},\"{payload}\",{planted},{of}");
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_named_by_one_or_two_numbers() {
        assert_eq!("3".parse(), Ok(Levels { from: 3, to: 3 }));
        assert_eq!("1-5".parse(), Ok(Levels::default()));
        for text in ["0", "6", "3-1", "", "-", "1-", "1-2-3", "a"] {
            assert!(text.parse::<Levels>().is_err(), "{text}");
        }
    }

    #[test]
    fn levels_are_drawn_by_their_shares() {
        let mut draw = Draw::new(1, Stream::Photographs);
        let mut count = |levels: &str| {
            let levels: Levels = levels.parse().unwrap();
            let mut drawn = [0u64; 5];
            (0..10_000).for_each(|_| drawn[usize::from(levels.draw(&mut draw)) - 1] += 1);
            drawn
        };
        for (drawn, share) in count("1-5").iter().zip(SHARES) {
            assert!(drawn.abs_diff(share * 100) < 200, "{drawn} for {share}%");
        }
        assert_eq!(count("4"), [0, 0, 0, 10_000, 0]);
        let [a, b, c, d, e] = count("2-3");
        assert_eq!((a, d, e), (0, 0, 0));
        assert!(b.abs_diff(6_000) < 250 && b + c == 10_000);
    }
}
