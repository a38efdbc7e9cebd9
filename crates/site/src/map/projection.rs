//! The map projection: from longitude and latitude to a place in a picture.

use std::fmt::Write;

/// The picture's width, and its greatest height, without its margins, in units of a narrow phone's pixels.
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 360.0;
/// What is left free on each side, for marks that reach beyond their place.
pub(super) const MARGIN: f64 = 20.0;

/// The cosine of a latitude, near enough for a map's width, by sums and products alone: they are the same on every
/// machine.
fn cosine(degrees: f64) -> f64 {
    let x = degrees * 0.017_453_292_519_943_295;
    let square = x * x;
    1.0 - square / 2.0 + square * square / 24.0 - square * square * square / 720.0
}

/// Longitudes and latitudes as places in a picture: equal steps both ways at the middle latitude.
pub(super) struct Projection {
    west: f64,
    left: f64,
    north: f64,
    narrow: f64,
    scale: f64,
    /// The picture's height.
    pub(super) height: f64,
}

impl Projection {
    /// One that holds these longitudes and latitudes; none where there are none.
    pub(super) fn around(places: impl Iterator<Item = (f64, f64)>) -> Option<Projection> {
        let (mut west, mut east, mut south, mut north) = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
        for (x, y) in places {
            (west, east) = (west.min(x), east.max(x));
            (south, north) = (south.min(y), north.max(y));
        }
        if west > east {
            return None;
        }
        let narrow = cosine((south + north) / 2.0).max(0.05);
        let (width, height) = ((east - west) * narrow, north - south);
        let scale = (WIDTH / width.max(1e-6)).min(HEIGHT / height.max(1e-6));
        Some(Projection {
            west,
            left: MARGIN + (WIDTH - width * scale) / 2.0,
            north,
            narrow,
            scale,
            height: height * scale + 2.0 * MARGIN,
        })
    }

    /// Where a longitude and latitude are in the picture.
    pub(super) fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            self.left + (x - self.west) * self.narrow * self.scale,
            MARGIN + (self.north - y) * self.scale,
        )
    }

    /// A ring's SVG path; corners less than half a pixel from the one before are left out.
    pub(super) fn path(&self, ring: &[(f64, f64)]) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_fits_into_the_picture_and_tiny_corners_are_left_out() {
        let ring = [
            (-70.0, 5.0),
            (-60.0, 5.0),
            (-60.0, 5.001),
            (-60.0, 12.0),
            (-70.0, 12.0),
        ];
        let frame = Projection::around(ring.into_iter()).unwrap();
        let path = frame.path(&ring);
        assert!(path.starts_with("M20.0 ") && path.ends_with('Z'), "{path}");
        assert_eq!(path.matches('L').count(), 3);
        assert!((cosine(60.0) - 0.5).abs() < 0.001);
        // A single point is no shape of no size.
        let frame = Projection::around([(1.0, 1.0)].into_iter()).unwrap();
        assert_eq!(frame.place((1.0, 1.0)), (180.0, 20.0));
        assert!(Projection::around([].into_iter()).is_none());
    }
}
