//! What maps are drawn from: the shapes of areas and the places of stations of a GeoJSON document (RFC 7946), whose
//! features name an area or a station by a property, and the places that the register has.

mod dots;
mod draw;
mod marks;
mod projection;
mod station_places;

pub(crate) use draw::MapView;
pub(crate) use station_places::StationPlaces;

use serde_json::Value;
use std::collections::HashMap;

/// The most corners of all shapes together.
const CORNERS: usize = 2_000_000;

/// What a feature shows.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Shape {
    /// Closed lines of longitude and latitude in degrees.
    rings: Vec<Vec<(f64, f64)>>,
    points: Vec<(f64, f64)>,
}

/// The shapes of areas by code.
#[derive(Debug, Default)]
pub(crate) struct Map {
    shapes: HashMap<String, Shape>,
}

impl Map {
    /// The features that have a code; none where it is no GeoJSON.
    pub(crate) fn read(bytes: &[u8], property: &str) -> Map {
        let mut map = Map::default();
        let Ok(document) = serde_json::from_slice::<Value>(bytes) else {
            return map;
        };
        let mut corners = 0;
        for feature in document["features"].as_array().into_iter().flatten() {
            let code = match &feature["properties"][property] {
                Value::String(code) => code.clone(),
                Value::Number(code) => code.to_string(),
                _ => continue,
            };
            let shape = map.shapes.entry(code).or_default();
            add(&feature["geometry"], shape, &mut corners);
            if corners > CORNERS {
                break;
            }
        }
        map
    }

    /// Whether there is nothing to draw.
    #[cfg(test)]
    fn is_empty(&self) -> bool {
        self.shapes.is_empty()
    }

    /// What is drawn of an area.
    fn shape(&self, code: &str) -> Option<&Shape> {
        self.shapes.get(code)
    }

    /// The place of a station that has a point: longitude and latitude in degrees.
    fn place(&self, code: &str) -> Option<(f64, f64)> {
        self.shapes.get(code)?.points.first().copied()
    }
}

/// Adds a geometry to a shape. Positions off the globe are left out.
fn add(geometry: &Value, shape: &mut Shape, corners: &mut usize) {
    let coordinates = &geometry["coordinates"];
    let mut position = |value: &Value| -> Option<(f64, f64)> {
        let (longitude, latitude) = (value[0].as_f64()?, value[1].as_f64()?);
        *corners += 1;
        (longitude.abs() <= 180.0 && latitude.abs() <= 90.0 && *corners <= CORNERS)
            .then_some((longitude, latitude))
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    match geometry["type"].as_str() {
        Some("Point") => shape.points.extend(position(coordinates)),
        Some("MultiPoint") => shape.points.extend(list(coordinates).iter().filter_map(position)),
        Some("Polygon") => {
            for ring in list(coordinates) {
                shape
                    .rings
                    .push(list(&ring).iter().filter_map(&mut position).collect());
            }
        }
        Some("MultiPolygon") => {
            for ring in list(coordinates).iter().flat_map(list) {
                shape
                    .rings
                    .push(list(&ring).iter().filter_map(&mut position).collect());
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_and_points_are_read_by_code_and_whatever_else_is_left_out() {
        let map = Map::read(
            br#"{"type":"FeatureCollection","features":[
            {"properties":{"code":"01"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},
            {"properties":{"code":7},"geometry":{"type":"Point","coordinates":[-66.9,10.5]}},
            {"properties":{"code":"far"},"geometry":{"type":"Point","coordinates":[999,10.5]}},
            {"properties":{},"geometry":{"type":"Point","coordinates":[1,1]}},
            {"properties":{"code":"x"},"geometry":{"type":"Polygon","coordinates":"none"}}]}"#,
            "code",
        );
        assert_eq!(map.shapes["01"].rings[0].len(), 4);
        assert_eq!(map.place("7"), Some((-66.9, 10.5)));
        assert_eq!(map.place("far"), None);
        assert!(Map::read(b"{", "code").is_empty() && Map::read(b"[]", "code").is_empty());
    }
}
