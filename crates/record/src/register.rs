//! The blob of a `register` entry: a CSV table (RFC 4180, UTF-8, lines ending in LF) of stations.
//!
//! The header is `station,registered` and then, for each of the election's levels from the top down, the
//! level's id and the level's id with `_name`; last, where the register has places, `latitude,longitude`. Each row is
//! one station: its code, its registered voters (empty where they are not known), its areas and its place. All the
//! areas of a row may be left empty, together, and so may both columns of its place.

use model::{Area, Election, Location, LocationError, Station};

/// The most bytes of a register's blob: 1 GiB.
pub const MAX_REGISTER_BYTES: usize = 1 << 30;

/// A register that is not what it must be.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// Larger than allowed.
    #[error("the register has {0} bytes, at most 1073741824 are allowed")]
    TooLarge(usize),
    /// Not CSV.
    #[error("register: {0}")]
    Csv(#[from] csv::Error),
    /// Other columns than the election's levels ask for.
    #[error("register, line 1: expected the columns {expected}, found {found}")]
    Header {
        /// The columns that must stand there.
        expected: String,
        /// Those that do.
        found: String,
    },
    /// A cell that is not what its column must hold.
    #[error("register, line {line}, column {column}: {reason}")]
    Cell {
        /// The line, counted from 1.
        line: u64,
        /// The column's name.
        column: String,
        /// What is wrong.
        reason: String,
    },
}

/// The last columns of a register with places.
const PLACE: [&str; 2] = ["latitude", "longitude"];

fn header(election: &Election, places: bool) -> Vec<String> {
    let levels = election
        .levels
        .iter()
        .flat_map(|level| [level.to_string(), format!("{level}_name")]);
    ["station".to_owned(), "registered".to_owned()]
        .into_iter()
        .chain(levels)
        .chain(PLACE.into_iter().filter(|_| places).map(str::to_owned))
        .collect()
}

/// Writes stations as the blob of a `register` entry, with columns for their places where one of them has any.
///
/// # Errors
/// [`RegisterError::Cell`] where a station's areas are neither none nor one for each of the election's
/// levels; [`RegisterError::Csv`].
pub fn write<'a>(
    election: &Election,
    stations: impl IntoIterator<Item = &'a Station, IntoIter: Clone>,
) -> Result<Vec<u8>, RegisterError> {
    let stations = stations.into_iter();
    let places = stations.clone().any(|station| station.place.is_some());
    let mut csv = csv::WriterBuilder::new().flexible(false).from_writer(Vec::new());
    csv.write_record(header(election, places))?;
    for (station, line) in stations.zip(2..) {
        let registered = station.registered.map(|n| n.to_string()).unwrap_or_default();
        let place = station.place.map(|place| [place.latitude(), place.longitude()]);
        let place = place.map_or_else(Default::default, |half| half.map(|degrees| degrees.to_string()));
        let mut row = vec![station.code.as_str(), &registered];
        match station.areas.len() {
            0 => row.resize(2 + 2 * election.levels.len(), ""),
            n if n == election.levels.len() => {
                row.extend(
                    station
                        .areas
                        .iter()
                        .flat_map(|area| [area.code.as_str(), &area.name]),
                );
            }
            n => {
                let reason = format!("{n} areas for {} levels", election.levels.len());
                return Err(RegisterError::Cell {
                    line,
                    column: "station".into(),
                    reason,
                });
            }
        }
        if places {
            row.extend(place.iter().map(String::as_str));
        }
        csv.write_record(row)?;
    }
    csv.into_inner()
        .map_err(|e| RegisterError::Csv(e.into_error().into()))
}

/// Reads the blob of a `register` entry, station by station, and gives how many there are.
///
/// # Errors
/// [`RegisterError::TooLarge`] above [`MAX_REGISTER_BYTES`]; [`RegisterError::Header`] for other columns than
/// the election's levels ask for; [`RegisterError::Cell`] or [`RegisterError::Csv`] at the first line that is
/// not what it must be.
pub fn read(election: &Election, blob: &[u8], mut each: impl FnMut(&Station)) -> Result<u64, RegisterError> {
    if blob.len() > MAX_REGISTER_BYTES {
        return Err(RegisterError::TooLarge(blob.len()));
    }
    let mut csv = csv::ReaderBuilder::new().from_reader(blob);
    let found = csv.headers()?;
    let expected = header(election, true);
    let levels = expected.len() - PLACE.len();
    let places = found.len() == expected.len();
    if !found
        .iter()
        .eq(header(election, places).iter().map(String::as_str))
    {
        let found = found.iter().take(40).collect::<Vec<_>>().join(",");
        return Err(RegisterError::Header {
            expected: format!("{} and perhaps {}", expected[..levels].join(","), PLACE.join(",")),
            found,
        });
    }
    let mut row = csv::StringRecord::new();
    let mut count = 0;
    // One list for all rows.
    let mut areas = Vec::with_capacity(election.levels.len());
    while csv.read_record(&mut row)? {
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |at: usize, reason: String| RegisterError::Cell {
            line,
            column: expected[at].clone(),
            reason,
        };
        let id = |at: usize| move |e: model::id::IdError| cell(at, e.to_string());
        let code = row[0].parse().map_err(id(0))?;
        let registered = match &row[1] {
            "" => None,
            text => {
                // `parse` alone takes a sign.
                let digits = text.bytes().all(|byte| byte.is_ascii_digit());
                let number = text.parse().ok().filter(|_| digits);
                Some(number.ok_or_else(|| cell(1, format!("{text:?} is not a number of voters")))?)
            }
        };
        areas.clear();
        if (2..levels).any(|at| !row[at].is_empty()) {
            for at in (2..levels).step_by(2) {
                let code = row[at].parse().map_err(id(at))?;
                let name = row[at + 1].into();
                areas.push(Area { code, name });
            }
        }
        let place = match places {
            false => None,
            true => Location::parse(&row[levels], &row[levels + 1]).map_err(|error| match error {
                LocationError::Latitude(reason) => cell(levels, reason),
                LocationError::Longitude(reason) => cell(levels + 1, reason),
            })?,
        };
        let station = Station {
            code,
            registered,
            areas,
            place,
        };
        each(&station);
        areas = station.areas;
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn election() -> Election {
        model::document::parse(
            "id=\"e\"\nname=\"E\"\ndate=\"2026-05-10\"\norigin=\"o\"\nlevels=[\"state\",\"town\"]\n\
             [[contests]]\nid=\"c\"\nname=\"C\"\noptions=[{id=\"a\",name=\"A\"}]",
        )
        .unwrap()
    }

    fn stations() -> Vec<Station> {
        let area = |code: &str, name: &str| Area {
            code: code.parse().unwrap(),
            name: name.into(),
        };
        vec![
            Station {
                code: "1.1".parse().unwrap(),
                registered: Some(400),
                areas: vec![area("1", "North, the"), area("1.a", "")],
                place: None,
            },
            Station {
                code: "2".parse().unwrap(),
                registered: None,
                areas: vec![],
                place: None,
            },
        ]
    }

    #[test]
    fn a_register_is_read_back_as_written() {
        let blob = write(&election(), &stations()).unwrap();
        let mut found = Vec::new();
        assert_eq!(
            read(&election(), &blob, |station| found.push(station.clone())).unwrap(),
            2
        );
        assert_eq!(found, stations());
        assert!(blob.starts_with(
            b"station,registered,state,state_name,town,town_name\n1.1,400,1,\"North, the\",1.a,\n"
        ));
    }

    #[test]
    fn places_stand_in_the_last_columns_where_a_station_has_one() {
        let mut stations = stations();
        stations[0].place = Location::parse("-16.5", "-68.133457").unwrap();
        let blob = write(&election(), &stations).unwrap();
        let text = String::from_utf8(blob.clone()).unwrap();
        assert!(text.starts_with(
            "station,registered,state,state_name,town,town_name,latitude,longitude\n\
             1.1,400,1,\"North, the\",1.a,,-16.5,-68.133457\n2,,,,,,,\n"
        ));
        let mut found = Vec::new();
        read(&election(), &blob, |station| found.push(station.clone())).unwrap();
        assert_eq!(found, stations);
        let refused = |place: &str| {
            let blob = text.replace("-16.5,-68.133457", place);
            let error = read(&election(), blob.as_bytes(), |_| {}).unwrap_err();
            error.to_string()
        };
        assert_eq!(
            refused("-91,0"),
            "register, line 2, column latitude: -91 is not within -90 to 90 degrees"
        );
        assert!(refused("1,").contains("line 2, column longitude: empty"));
        assert!(refused("1,east").contains("line 2, column longitude: \"east\" is not a number of degrees"));
    }

    #[test]
    fn a_register_that_is_wrong_is_refused_with_line_and_column() {
        let refused = |text: &str| {
            read(&election(), text.as_bytes(), |_| {})
                .unwrap_err()
                .to_string()
        };
        assert!(refused("station,registered\n").contains("expected the columns station,registered,state"));
        let header = "station,registered,state,state_name,town,town_name\n";
        assert_eq!(
            refused(&format!("{header}1,many,a,A,b,B\n")),
            "register, line 2, column registered: \"many\" is not a number of voters"
        );
        assert!(refused(&format!("{header}1,5,a,A,,B\n")).contains("line 2, column town"));
        assert!(refused(&format!("{header}1,5\n")).contains("line: 2"));
    }
}
