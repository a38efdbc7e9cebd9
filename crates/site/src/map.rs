//! Maps of areas, drawn as SVG from a GeoJSON document (RFC 7946) when a publication is made.
//!
//! Each feature names its area, or its station, by a property. A map is for the eye: the table beside it has the same areas,
//! links and numbers, so that it is hidden from screen readers and from the keyboard.

use crate::Site;
use crate::page::Frame;
use crate::text::{Html, escape, plain};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt::Write;
use tally::AreaNumber;

/// The most corners of all shapes together.
const CORNERS: usize = 2_000_000;
/// The picture's width, and its greatest height, in units of a narrow phone's pixels.
const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 340.0;

/// What a feature shows.
#[derive(Debug, Default, Clone, PartialEq)]
struct Shape {
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

    /// The place of a station that has a point: latitude and longitude in degrees.
    pub(crate) fn place(&self, code: &str) -> Option<(f64, f64)> {
        let (longitude, latitude) = *self.shapes.get(code)?.points.first()?;
        Some((latitude, longitude))
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

/// The cosine of a latitude, near enough for a map's width, by sums and products alone: they are the same on every
/// machine.
fn cosine(degrees: f64) -> f64 {
    let x = degrees * 0.017_453_292_519_943_295;
    let square = x * x;
    1.0 - square / 2.0 + square * square / 24.0 - square * square * square / 720.0
}

/// Longitudes and latitudes as places in a picture: equal steps both ways at the middle latitude.
struct Frame2d {
    west: f64,
    north: f64,
    narrow: f64,
    scale: f64,
    height: f64,
}

impl Frame2d {
    fn around<'s>(shapes: impl Iterator<Item = &'s Shape>) -> Option<Frame2d> {
        let (mut west, mut east, mut south, mut north) = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
        for (x, y) in shapes.flat_map(|shape| shape.rings.iter().flatten().chain(&shape.points)) {
            (west, east) = (west.min(*x), east.max(*x));
            (south, north) = (south.min(*y), north.max(*y));
        }
        if west > east {
            return None;
        }
        let narrow = cosine((south + north) / 2.0).max(0.05);
        let (width, height) = ((east - west) * narrow, north - south);
        let scale = (WIDTH / width.max(1e-6)).min(HEIGHT / height.max(1e-6));
        Some(Frame2d {
            west,
            north,
            narrow,
            scale,
            height: height * scale,
        })
    }

    fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            10.0 + (x - self.west) * self.narrow * self.scale,
            10.0 + (self.north - y) * self.scale,
        )
    }

    /// A ring's path; corners that come to less than half a pixel are left out.
    fn path(&self, ring: &[(f64, f64)]) -> String {
        let mut path = String::new();
        let mut last: Option<(f64, f64)> = None;
        for corner in ring {
            let (x, y) = self.place(*corner);
            if last.is_some_and(|(a, b)| (x - a).abs() < 0.5 && (y - b).abs() < 0.5) {
                continue;
            }
            let letter = if last.is_none() { 'M' } else { 'L' };
            let _ = write!(path, "{letter}{x:.1} {y:.1}");
            last = Some((x, y));
        }
        if !path.is_empty() {
            path.push('Z');
        }
        path
    }
}

/// The parts of an area, each in the colour and pattern of the option that leads there in a view.
pub(crate) fn draw(f: &Frame<'_>, contest: usize, view: usize, parts: &[Option<AreaNumber>]) -> Option<Html> {
    let site: &Site<'_> = f.site;
    let codes = site.tally.areas();
    let shapes: Vec<(AreaNumber, &Shape)> = parts
        .iter()
        .flatten()
        .filter_map(|area| Some((*area, site.map.shapes.get(codes.code(*area).as_str())?)))
        .collect();
    let frame = Frame2d::around(shapes.iter().map(|(_, shape)| *shape))?;
    let colors = crate::color::colors(site.contests[contest].definition);
    let mut svg = format!(
        "<svg class=\"map\" viewBox=\"0 0 360 {:.0}\" aria-hidden=\"true\" focusable=\"false\">",
        frame.height + 20.0
    );
    for (area, shape) in shapes {
        let leading = site.total(contest, view, Some(area)).and_then(|total| {
            let places = total.options().iter().map(|sum| sum.sum).enumerate();
            let (place, votes) = places.rev().max_by_key(|(_, votes)| *votes)?;
            (votes > 0).then_some(place)
        });
        let name = plain(site.area_name(area));
        let _ = write!(
            svg,
            "<a href=\"{}\" tabindex=\"-1\"><title>",
            f.link(&site.area_path(Some(area)))
        );
        escape(&name, &mut svg);
        svg.push_str("</title>");
        let mut fills = vec![match leading {
            Some(place) => format!("fill=\"{}\"", colors[place]),
            None => "class=\"none\"".to_owned(),
        }];
        let pattern = leading.unwrap_or(0) % crate::color::PATTERNS;
        if pattern > 0 {
            fills.push(format!("fill=\"url(#p{pattern})\""));
        }
        let path: String = shape.rings.iter().map(|ring| frame.path(ring)).collect();
        for fill in &fills {
            if !path.is_empty() {
                let _ = write!(svg, "<path {fill} fill-rule=\"evenodd\" d=\"{path}\"/>");
            }
            for point in &shape.points {
                let (x, y) = frame.place(*point);
                let _ = write!(svg, "<circle {fill} cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"/>");
            }
        }
        svg.push_str("</a>");
    }
    svg.push_str("</svg>");
    Some(Html(svg))
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
        assert_eq!(map.place("7"), Some((10.5, -66.9)));
        assert_eq!(map.place("far"), None);
        assert!(Map::read(b"{", "code").is_empty() && Map::read(b"[]", "code").is_empty());
    }

    #[test]
    fn a_shape_fits_into_the_picture_and_tiny_corners_are_left_out() {
        let shape = Shape {
            rings: vec![vec![
                (-70.0, 5.0),
                (-60.0, 5.0),
                (-60.0, 5.001),
                (-60.0, 12.0),
                (-70.0, 12.0),
            ]],
            points: Vec::new(),
        };
        let frame = Frame2d::around([&shape].into_iter()).unwrap();
        let path = frame.path(&shape.rings[0]);
        assert!(path.starts_with("M10.0 ") && path.ends_with('Z'), "{path}");
        assert_eq!(path.matches('L').count(), 3);
        assert!((cosine(60.0) - 0.5).abs() < 0.001);
        // A single point is no shape of no size.
        let point = Shape {
            points: vec![(1.0, 1.0)],
            rings: Vec::new(),
        };
        let frame = Frame2d::around([&point].into_iter()).unwrap();
        assert_eq!(frame.place((1.0, 1.0)), (10.0, 10.0));
    }
}
