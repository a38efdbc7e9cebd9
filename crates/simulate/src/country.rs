//! Simulates the country: states, municipalities and centres, generated one station at a time.

use crate::Options;
use crate::draw::{Draw, Stream, exp};
use crate::made_sheet::{Leaning, MadeSheet};
use crate::names::{self, Party};

/// An area: its code and name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Area {
    pub(crate) code: String,
    pub(crate) name: String,
}

/// A station with its areas and its sheet before any fault.
pub(crate) struct Station<'a> {
    pub(crate) code: &'a str,
    /// State, municipality, centre.
    pub(crate) areas: [&'a Area; 3],
    pub(crate) sheet: MadeSheet,
}

/// What a planted fault requires of its station.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Nothing.
    Any,
    /// Enough voters for rules on shares to apply.
    Large,
    /// The sheet shared by the stations of this pair.
    Pair(u64),
}

/// Registered voters of a station.
const SMALLEST: f64 = 50.0;
const LARGEST: f64 = 1_000.0;
/// Registered voters of a station with a planted fault, at least: 25% turnout still gives 60 ballots.
const LARGE: u32 = 250;
/// Registered voters of the stations of a pair.
const OF_PAIR: u32 = 800;

/// The standard deviation of options' log-weights from one level to the next: of the two large ones, and of the others.
const STATE: (f64, f64) = (0.22, 0.80);
const MUNICIPALITY: (f64, f64) = (0.15, 0.35);
const CENTRE: (f64, f64) = (0.12, 0.20);
const STATION: (f64, f64) = (0.04, 0.08);

/// A country, generated station by station.
pub(crate) struct Country {
    seed: u64,
    stations: u64,
    made: u64,
    draw: Draw,
    parties: Vec<Party>,
    nation: Leaning,
    states: Vec<u64>,
    state: Level,
    municipality: Level,
    centre: Level,
    code: String,
}

/// The area of one level that contains the next station.
struct Level {
    area: Area,
    number: u64,
    /// The number of stations generated before this area.
    from: u64,
    /// The number of stations generated once this area is full.
    until: u64,
    leaning: Leaning,
}

impl Country {
    pub(crate) fn new(options: &Options) -> Country {
        let mut draw = Draw::new(options.seed, Stream::Country);
        let parties = names::parties(&mut draw);
        // Two large options; each of the others is about half as strong as the one before.
        let mut weights = vec![0.47 + 0.02 * draw.normal(), 0.42 + 0.02 * draw.normal()];
        let mut small = 0.05;
        while weights.len() < parties.len() {
            weights.push(small * (0.8 + 0.4 * draw.unit()));
            small *= 0.55;
        }
        // The order on the ballot is random.
        draw.shuffle(&mut weights);
        let nation = Leaning {
            turnout: 0.6,
            blank: 0.012,
            null: 0.016,
            weights,
        };
        let empty = || Level {
            area: Area::default(),
            number: 0,
            from: 0,
            until: 0,
            leaning: nation.clone(),
        };
        let states = state_sizes(options.stations, &mut draw);
        Country {
            seed: options.seed,
            stations: options.stations,
            made: 0,
            state: empty(),
            municipality: empty(),
            centre: empty(),
            states,
            parties,
            draw,
            nation,
            code: String::new(),
        }
    }

    pub(crate) fn parties(&self) -> &[Party] {
        &self.parties
    }

    /// The number of stations generated so far.
    pub(crate) fn made(&self) -> u64 {
        self.made
    }

    /// Generates the next station; `None` after the last.
    pub(crate) fn next_station(&mut self, ask: Ask) -> Option<Station<'_>> {
        if self.made == self.stations {
            return None;
        }
        if self.made == self.centre.until {
            self.enter_centre();
        }
        self.made += 1;
        let table = self.made - self.centre.from;
        self.code.clear();
        // A centre has six stations at most.
        self.code.extend([self.centre.area.code.as_str(), ".0"]);
        self.code.push_str(itoa::Buffer::new().format(table));

        let size = (480.0 * exp(0.45 * self.draw.normal())).clamp(SMALLEST, LARGEST) as u32;
        let leaning = deviate(&self.centre.leaning, 0.025, STATION, &mut self.draw);
        let sheet = MadeSheet::draw(size, &leaning, &mut self.draw);
        // The country's random stream advances alike whatever is required, so that faults do not change it.
        let sheet = match ask {
            Ask::Any => sheet,
            Ask::Large if size >= LARGE => sheet,
            Ask::Large => {
                let mut draw = Draw::new(self.seed, Stream::Station(self.made));
                MadeSheet::draw(LARGE, &leaning, &mut draw)
            }
            Ask::Pair(pair) => {
                let mut draw = Draw::new(self.seed, Stream::Pair(pair));
                let leaning = deviate(&self.nation, 0.03, STATE, &mut draw);
                MadeSheet::draw(OF_PAIR, &leaning, &mut draw)
            }
        };
        Some(Station {
            code: &self.code,
            areas: [&self.state.area, &self.municipality.area, &self.centre.area],
            sheet,
        })
    }

    fn enter_centre(&mut self) {
        if self.made == self.municipality.until {
            self.enter_municipality();
        }
        let most = self.municipality.until - self.made;
        let stations = self.draw.between(1, 6).min(most);
        self.centre.number += 1;
        self.centre.from = self.made;
        self.centre.until = self.made + stations;
        self.centre.area = Area {
            code: format!("{}{:04}", self.municipality.area.code, self.centre.number),
            name: names::centre(&mut self.draw),
        };
        let mut leaning = deviate(&self.municipality.leaning, 0.04, CENTRE, &mut self.draw);
        leaning.blank = (leaning.blank * exp(0.4 * self.draw.normal())).clamp(0.005, 0.04);
        leaning.null = (leaning.null * exp(0.4 * self.draw.normal())).clamp(0.005, 0.04);
        self.centre.leaning = leaning;
    }

    fn enter_municipality(&mut self) {
        if self.made == self.state.until {
            self.enter_state();
        }
        // 5 to 20 municipalities in a state, as the state is large.
        let whole = self.states[self.state.number as usize - 1];
        let usual = (whole / 20).max(30);
        let stations = self.draw.between(usual / 2 + 1, usual * 3 / 2);
        self.municipality.number += 1;
        self.municipality.until = (self.made + stations).min(self.state.until);
        self.municipality.area = Area {
            code: format!("{}{:03}", self.state.area.code, self.municipality.number),
            name: names::place(&mut self.draw),
        };
        self.municipality.leaning = deviate(&self.state.leaning, 0.03, MUNICIPALITY, &mut self.draw);
        self.centre.number = 0;
    }

    fn enter_state(&mut self) {
        self.state.until += self.states[self.state.number as usize];
        self.state.number += 1;
        self.state.area = Area {
            code: format!("{:02}", self.state.number),
            name: names::place(&mut self.draw),
        };
        self.state.leaning = deviate(&self.nation, 0.03, STATE, &mut self.draw);
        self.municipality.number = 0;
    }
}

/// The number of stations of each state: up to 24 states, the largest about eight times the smallest.
fn state_sizes(stations: u64, draw: &mut Draw) -> Vec<u64> {
    let count = (1 + stations / 100).min(24);
    let weights: Vec<u64> = (0..count).map(|_| draw.between(10, 80)).collect();
    let whole: u64 = weights.iter().sum();
    let mut sizes: Vec<u64> = weights.iter().map(|w| (stations - count) * w / whole).collect();
    let left = stations - count - sizes.iter().sum::<u64>();
    for (at, size) in sizes.iter_mut().enumerate() {
        *size += 1 + u64::from((at as u64) < left);
    }
    sizes
}

/// The leaning of an area one level down: its parent's with random deviations.
fn deviate(from: &Leaning, turnout: f64, (large, small): (f64, f64), draw: &mut Draw) -> Leaning {
    Leaning {
        turnout: (from.turnout + turnout * draw.normal()).clamp(0.25, 0.93),
        blank: from.blank,
        null: from.null,
        weights: from
            .weights
            .iter()
            .map(|weight| {
                let spread = if *weight > 0.2 { large } else { small };
                weight * exp(spread * draw.normal())
            })
            .collect(),
    }
}
