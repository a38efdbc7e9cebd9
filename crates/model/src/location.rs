//! A location on the globe: latitude and longitude by WGS 84.

use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A latitude or a longitude in millionths of a degree, which are some 10 cm.
///
/// It is written as decimal degrees: a minus sign for south and west, one to three digits, and a point with one to
/// fifteen digits where there are decimals. What stands after the sixth decimal is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Degrees(i32);

/// A text that is not a number of degrees.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a number of degrees like -16.4957 (digits, and a point before decimals)")]
pub struct DegreesError(String);

impl Degrees {
    /// The number in degrees.
    pub fn degrees(self) -> f64 {
        f64::from(self.0) / 1e6
    }
}

impl FromStr for Degrees {
    type Err = DegreesError;

    fn from_str(text: &str) -> Result<Degrees, DegreesError> {
        let refused = || DegreesError(text.chars().take(40).collect());
        let digits = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
        };
        let size = text.strip_prefix('-').unwrap_or(text);
        let (whole, decimals) = match size.split_once('.') {
            Some((whole, decimals)) if digits(decimals, 15) => (whole, decimals),
            None => (size, "0"),
            Some(_) => return Err(refused()),
        };
        if !digits(whole, 3) {
            return Err(refused());
        }
        let millionths = format!("{whole}{decimals:0<6.6}");
        let size: i32 = millionths.parse().map_err(|_| refused())?;
        Ok(Degrees(if text.starts_with('-') { -size } else { size }))
    }
}

impl fmt::Display for Degrees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        let text = format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// A location: latitude from -90 to 90 degrees, longitude from -180 to 180.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    latitude: Degrees,
    longitude: Degrees,
}

/// A location that is not on the globe, or only half of one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocationError {
    /// The latitude is wrong.
    #[error("{0}")]
    Latitude(String),
    /// The longitude is wrong.
    #[error("{0}")]
    Longitude(String),
}

impl Location {
    /// The location that two texts name; none where both are empty.
    ///
    /// # Errors
    /// [`LocationError::Latitude`] or [`LocationError::Longitude`] for the one that is not a number of
    /// degrees, is out of its range, or is empty where the other is not.
    pub fn parse(latitude: &str, longitude: &str) -> Result<Option<Location>, LocationError> {
        let read = |text: &str, most: i32| match text.parse::<Degrees>() {
            _ if text.is_empty() => Err("empty, though the other half of the place is given".to_owned()),
            Err(error) => Err(error.to_string()),
            Ok(degrees) if degrees.0.abs() > most * 1_000_000 => {
                Err(format!("{text} is not within -{most} to {most} degrees"))
            }
            Ok(degrees) => Ok(degrees),
        };
        if latitude.is_empty() && longitude.is_empty() {
            return Ok(None);
        }
        Ok(Some(Location {
            latitude: read(latitude, 90).map_err(LocationError::Latitude)?,
            longitude: read(longitude, 180).map_err(LocationError::Longitude)?,
        }))
    }

    /// How far north of the equator it is.
    pub fn latitude(&self) -> Degrees {
        self.latitude
    }

    /// How far east of Greenwich it is.
    pub fn longitude(&self) -> Degrees {
        self.longitude
    }
}

/// As a list of two numbers, latitude and longitude in degrees.
impl Serialize for Location {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.latitude.degrees(), self.longitude.degrees()].serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_location_is_on_the_globe_and_whole_or_it_is_none() {
        let location = Location::parse("-16.4957219", "-68.1335").unwrap().unwrap();
        assert_eq!(location.latitude().to_string(), "-16.495721");
        assert_eq!(serde_json::to_string(&location).unwrap(), "[-16.495721,-68.1335]");
        assert!(Location::parse("90", "-180.0").unwrap().is_some());
        assert_eq!(Location::parse("", ""), Ok(None));
        for (latitude, longitude, expected) in [
            ("90.5", "0", "90.5 is not within -90 to 90 degrees"),
            ("0", "-181", "-181 is not within -180 to 180 degrees"),
            ("1", "", "empty, though the other half"),
            ("16,5", "0", "\"16,5\" is not a number of degrees"),
            ("+1", "0", "is not a number of degrees"),
            ("1.", "0", "is not a number of degrees"),
            (".5", "0", "is not a number of degrees"),
            ("1e1", "0", "is not a number of degrees"),
            ("١", "0", "is not a number of degrees"),
        ] {
            let error = Location::parse(latitude, longitude).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    proptest! {
        #[test]
        fn degrees_are_read_back_as_written(millionths in -999_999_999i32..=999_999_999) {
            let degrees = Degrees(millionths);
            prop_assert_eq!(degrees.to_string().parse(), Ok(degrees));
        }
    }
}
