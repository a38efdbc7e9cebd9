//! EXIF orientation: the only EXIF tag that is read, and the only one that is kept.
//!
//! EXIF (CIPA DC-008) is a TIFF file within JPEG's APP1, PNG's eXIf and WebP's EXIF. Its tag 0x0112 says how the stored rows
//! and columns are oriented.

/// The rotation or reflection that makes a stored picture upright (TIFF 6.0, page 36; EXIF tag 0x0112).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Orientation {
    /// 1: none.
    #[default]
    Upright,
    /// 2: mirrored horizontally.
    Mirrored,
    /// 3: rotated by 180 degrees.
    HalfTurn,
    /// 4: mirrored vertically.
    Flipped,
    /// 5: transposed, about the main diagonal.
    Transposed,
    /// 6: rotated by 90 degrees clockwise.
    Clockwise,
    /// 7: transposed about the other diagonal.
    Transversed,
    /// 8: rotated by 90 degrees anticlockwise.
    Anticlockwise,
}

use Orientation::*;

/// All eight, in the order of their numbers.
const ALL: [Orientation; 8] = [
    Upright,
    Mirrored,
    HalfTurn,
    Flipped,
    Transposed,
    Clockwise,
    Transversed,
    Anticlockwise,
];

const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;
/// Tags of a TIFF file's first directory that tell of who made it: description, make, model, software, time, artist, host
/// computer, XMP, IPTC, copyright, and where the directories of EXIF and of the place are.
const TELLING: [u16; 12] = [
    0x010e, 0x010f, 0x0110, 0x0131, 0x0132, 0x013b, 0x013c, 0x02bc, 0x83bb, 0x8298, 0x8769, 0x8825,
];

/// Whether a TIFF file says who made it, when, where or with what.
pub(crate) fn tells_of_its_maker(bytes: &[u8]) -> bool {
    Tiff::new(bytes).is_some_and(|tiff| {
        let mut tags = tiff.entries().filter_map(|at| tiff.short(at));
        tags.any(|tag| TELLING.contains(&tag))
    })
}

/// The first directory of a TIFF file (TIFF 6.0, section 2).
struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl<'a> Tiff<'a> {
    fn new(bytes: &'a [u8]) -> Option<Tiff<'a>> {
        let little = match bytes.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        Some(Tiff { bytes, little })
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(match self.little {
            true => u16::from_le_bytes(bytes),
            false => u16::from_be_bytes(bytes),
        })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(match self.little {
            true => u32::from_le_bytes(bytes),
            false => u32::from_be_bytes(bytes),
        })
    }

    /// The offsets of its entries, as far as they lie in the file.
    fn entries(&self) -> impl Iterator<Item = usize> + '_ {
        let directory = self.long(4).and_then(|at| usize::try_from(at).ok());
        let count = directory.and_then(|at| self.short(at)).unwrap_or(0);
        let first = directory.unwrap_or(0).saturating_add(2);
        let entries = (0..usize::from(count)).map(move |entry| first.saturating_add(12 * entry));
        entries.take_while(|at| at.saturating_add(12) <= self.bytes.len())
    }
}

impl Orientation {
    /// The orientation of this EXIF value, 1 to 8.
    pub fn from_number(number: u16) -> Option<Orientation> {
        ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// Its EXIF value, 1 to 8.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Reads the orientation from the first directory of an EXIF block, with or without `Exif\0\0` before it.
    pub(crate) fn read(exif: &[u8]) -> Option<Orientation> {
        let tiff = Tiff::new(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif))?;
        let at = tiff.entries().find(|at| {
            let entry = (tiff.short(*at), tiff.short(at + 2), tiff.long(at + 4));
            entry == (Some(ORIENTATION), Some(SHORT), Some(1))
        })?;
        Orientation::from_number(tiff.short(at + 8)?)
    }

    /// A TIFF file with this one tag and nothing else.
    pub(crate) fn tiff(self) -> [u8; 26] {
        let mut tiff = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
        tiff[19] = self.number();
        tiff
    }

    /// Whether rows become columns.
    pub(crate) fn changes_sides(self) -> bool {
        matches!(self, Transposed | Clockwise | Transversed | Anticlockwise)
    }

    /// Maps a point of the upright picture to the stored one, whose sides are given.
    pub(crate) fn stored_point(self, width: f64, height: f64, [x, y]: [f64; 2]) -> [f64; 2] {
        match self {
            Upright => [x, y],
            Mirrored => [width - x, y],
            HalfTurn => [width - x, height - y],
            Flipped => [x, height - y],
            Transposed => [y, x],
            Clockwise => [y, height - x],
            Transversed => [width - y, height - x],
            Anticlockwise => [width - y, x],
        }
    }

    /// Makes stored pixels of `N` bytes each upright: the upright width, height and pixels, row by row.
    pub(crate) fn apply<const N: usize>(
        self,
        width: usize,
        height: usize,
        mut pixels: Vec<u8>,
    ) -> (usize, usize, Vec<u8>) {
        let (whole, _) = pixels.as_chunks_mut::<N>();
        match self {
            Upright => {}
            Mirrored => whole.chunks_exact_mut(width.max(1)).for_each(<[_]>::reverse),
            HalfTurn => whole.reverse(),
            Flipped => {
                let (above, below) = whole.split_at_mut(height / 2 * width);
                let below = below.rchunks_exact_mut(width.max(1));
                above
                    .chunks_exact_mut(width.max(1))
                    .zip(below)
                    .for_each(|(a, b)| a.swap_with_slice(b));
            }
            Transposed | Clockwise | Transversed | Anticlockwise => {
                return (height, width, self.turned(width, height, whole).into_flattened());
            }
        }
        (width, height, pixels)
    }

    /// The pixels with rows and columns exchanged, tile by tile, which is cache-friendly.
    fn turned<const N: usize>(self, width: usize, height: usize, pixels: &[[u8; N]]) -> Vec<[u8; N]> {
        const TILE: usize = 64;
        let from_bottom = matches!(self, Clockwise | Transversed);
        let from_right = matches!(self, Transversed | Anticlockwise);
        let mut turned = vec![[0; N]; pixels.len()];
        for top in (0..width).step_by(TILE) {
            for left in (0..height).step_by(TILE) {
                for y in top..(top + TILE).min(width) {
                    let column = if from_right { width - 1 - y } else { y };
                    let end = (left + TILE).min(height);
                    let to = &mut turned[y * height + left..y * height + end];
                    for (x, pixel) in (left..end).zip(to) {
                        let row = if from_bottom { height - 1 - x } else { x };
                        *pixel = pixels[row * width + column];
                    }
                }
            }
        }
        turned
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_orientation_puts_the_corners_where_tiff_says() {
        // Stored: a b c / d e f.
        let turned: [(u16, usize, &[u8]); 8] = [
            (1, 3, b"abcdef"),
            (2, 3, b"cbafed"),
            (3, 3, b"fedcba"),
            (4, 3, b"defabc"),
            (5, 2, b"adbecf"),
            (6, 2, b"daebfc"),
            (7, 2, b"fcebda"),
            (8, 2, b"cfbead"),
        ];
        for (number, width, pixels) in turned {
            let orientation = Orientation::from_number(number).unwrap();
            let upright = orientation.apply::<1>(3, 2, b"abcdef".to_vec());
            assert_eq!(upright, (width, 6 / width, pixels.to_vec()), "{number}");
            assert_eq!(orientation.changes_sides(), width == 2, "{number}");
            // The middle of each upright pixel is the middle of the stored one that it shows.
            for (at, pixel) in pixels.iter().enumerate() {
                let place = [(at % width) as f64 + 0.5, (at / width) as f64 + 0.5];
                let [x, y] = orientation.stored_point(3.0, 2.0, place);
                assert_eq!(b"abcdef"[y as usize * 3 + x as usize], *pixel, "{number}");
            }
            let wide: Vec<u8> = b"abcdef".iter().flat_map(|p| [*p, *p + 1, *p + 2]).collect();
            let meant: Vec<u8> = pixels.iter().flat_map(|p| [*p, *p + 1, *p + 2]).collect();
            assert_eq!(orientation.apply::<3>(3, 2, wide).2, meant, "{number}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for orientation in ALL {
            assert_eq!(Orientation::read(&orientation.tiff()), Some(orientation));
        }
        assert_eq!(Orientation::from_number(0), None);
        assert_eq!(Orientation::from_number(9), None);
    }

    #[test]
    fn little_endian_blocks_and_later_entries_are_read() {
        let mut exif = b"Exif\0\0II*\0\x0a\0\0\0??\x02\0".to_vec();
        exif.extend(b"\x0f\x01\x02\0\x04\0\0\0abc\0");
        exif.extend(b"\x12\x01\x03\0\x01\0\0\0\x08\0\0\0");
        assert_eq!(Orientation::read(&exif), Some(Anticlockwise));
        assert_eq!(Orientation::read(&exif[..exif.len() - 4]), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(mut bytes: Vec<u8>, little: bool) {
            Orientation::read(&bytes);
            let mut block = if little { b"II*\0".to_vec() } else { b"MM\0*".to_vec() };
            block.append(&mut bytes);
            Orientation::read(&block);
        }

        #[test]
        fn a_turn_and_the_turn_back_change_nothing(width in 1usize..200, height in 1usize..200) {
            let pixels: Vec<u8> = (0..width * height).map(|n| (n * 31 % 251) as u8).collect();
            for (there, back) in [(Clockwise, Anticlockwise), (Transposed, Transposed), (Transversed, Transversed),
                (HalfTurn, HalfTurn), (Mirrored, Mirrored), (Flipped, Flipped)] {
                let (turned_width, turned_height, turned) = there.apply::<1>(width, height, pixels.clone());
                let again = back.apply::<1>(turned_width, turned_height, turned);
                prop_assert_eq!(again, (width, height, pixels.clone()));
            }
        }
    }
}
