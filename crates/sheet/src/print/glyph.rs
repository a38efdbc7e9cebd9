//! Glyphs at any height, scaled from a bitmap of Noto Sans Mono (Latin-1).

use noto_sans_mono_bitmap::{FontWeight, RasterHeight, get_raster, get_raster_width};

const SIZE: RasterHeight = RasterHeight::Size32;
/// The replacement of a character that the font does not have.
const UNKNOWN: char = '?';

fn weight(bold: bool) -> FontWeight {
    if bold {
        FontWeight::Bold
    } else {
        FontWeight::Regular
    }
}

/// The width of a character of this height, in pixels; at least 1.
pub(super) fn width(height: usize) -> usize {
    (get_raster_width(FontWeight::Regular, SIZE) * height / SIZE.val()).max(1)
}

/// A character's coverage, 0 none and 255 black, row by row, scaled by area averaging.
pub(super) fn ink(character: char, bold: bool, height: usize) -> Vec<u8> {
    let width = width(height);
    let raster =
        get_raster(character, weight(bold), SIZE).or_else(|| get_raster(UNKNOWN, weight(bold), SIZE));
    let Some(raster) = raster else {
        return vec![0; width * height];
    };
    let mut ink = Vec::with_capacity(width * height);
    for y in 0..height {
        let rows = covered(y, height, raster.height());
        for x in 0..width {
            let columns = covered(x, width, raster.width());
            let (mut sum, mut whole) = (0, 0);
            for (row, high) in rows.clone() {
                for (column, wide) in columns.clone() {
                    let share = high * wide;
                    sum += usize::from(raster.pixel(column, row).unwrap_or(0)) * share;
                    whole += share;
                }
            }
            ink.push((sum / whole.max(1)) as u8);
        }
    }
    ink
}

/// The source pixels, of `of`, that pixel `at` of `parts` covers, and the length covered of each; a source pixel has the
/// length `parts`.
fn covered(at: usize, parts: usize, of: usize) -> impl Iterator<Item = (usize, usize)> + Clone {
    let (from, to) = (at * of, (at + 1) * of);
    (from / parts..to.div_ceil(parts)).map(move |n| {
        let (begins, ends) = ((n * parts).max(from), ((n + 1) * parts).min(to));
        (n, ends - begins)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_spanish_and_portuguese_names_are_in_the_font() {
        for character in "ÁÉÍÓÚÜÑáéíóúüñÃÕÂÊÔÇãõâêôçàÀºª¿¡".chars() {
            assert!(
                get_raster(character, FontWeight::Bold, SIZE).is_some(),
                "{character}"
            );
            assert!(
                get_raster(character, FontWeight::Regular, SIZE).is_some(),
                "{character}"
            );
        }
    }

    #[test]
    fn a_character_is_as_dark_at_every_height_and_its_own_at_that_of_the_raster() {
        let raster = get_raster('Ñ', FontWeight::Regular, SIZE).unwrap();
        assert_eq!(ink('Ñ', false, 32), raster.pixels());
        let mean = |ink: &[u8]| ink.iter().map(|p| u64::from(*p)).sum::<u64>() / ink.len() as u64;
        for height in [8, 20, 28, 50, 64] {
            let (own, whole) = (mean(&ink('Ñ', false, height)), mean(raster.pixels()));
            assert!(own.abs_diff(whole) <= 3, "{height}: {own} for {whole}");
        }
    }

    #[test]
    fn what_the_font_does_not_have_is_a_question_mark() {
        assert_eq!(ink('票', false, 20), ink('?', false, 20));
    }
}
