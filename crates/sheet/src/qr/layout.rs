//! The structure of a QR code symbol of each version: function patterns, codewords, blocks, format and version
//! information (ISO/IEC 18004:2015, clauses 6 and 7).

use std::sync::OnceLock;

/// The error correction level: how much of a code can be recovered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// About 7% of the codewords.
    L,
    /// About 15%.
    M,
    /// About 25%.
    Q,
    /// About 30%.
    H,
}

impl Level {
    /// All levels, the weakest first.
    pub const ALL: [Level; 4] = [Level::L, Level::M, Level::Q, Level::H];

    /// The two bits of the format information (table 12).
    fn bits(self) -> u16 {
        match self {
            Level::L => 1,
            Level::M => 0,
            Level::Q => 3,
            Level::H => 2,
        }
    }
}

/// Error correction codewords of each block, by level and version (table 9).
const CHECKS: [[u8; 40]; 4] = [
    [
        7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26,
        28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28,
        28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ],
    [
        13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30,
        28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
        17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
];

/// The number of blocks, by level and version (table 9).
const BLOCKS: [[u8; 40]; 4] = [
    [
        1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16,
        17, 18, 19, 19, 20, 21, 22, 24, 25,
    ],
    [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28,
        29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
    ],
    [
        1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35,
        38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
    ],
    [
        1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42,
        45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
    ],
];

/// How a version's codewords are split into blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Blocks {
    /// The number of blocks.
    pub(crate) count: usize,
    /// Error correction codewords in each.
    pub(crate) checks: usize,
    /// Codewords in all.
    pub(crate) codewords: usize,
}

impl Blocks {
    /// Data codewords in all.
    pub(crate) fn data(&self) -> usize {
        self.codewords - self.count * self.checks
    }

    /// Data codewords of a block: the last blocks have one more where the codewords do not divide evenly.
    pub(crate) fn data_of(&self, block: usize) -> usize {
        let short = self.codewords / self.count - self.checks;
        short + usize::from(block >= self.count - self.codewords % self.count)
    }

    /// For each block the positions of its codewords in the symbol's interleaved sequence, data first.
    pub(crate) fn positions(&self) -> Vec<Vec<usize>> {
        let mut blocks: Vec<Vec<usize>> = vec![Vec::new(); self.count];
        let mut position = 0;
        let longest = self.data_of(self.count - 1);
        for at in 0..longest {
            for (block, positions) in blocks.iter_mut().enumerate() {
                if at < self.data_of(block) {
                    positions.push(position);
                    position += 1;
                }
            }
        }
        for _ in 0..self.checks {
            for positions in &mut blocks {
                positions.push(position);
                position += 1;
            }
        }
        blocks
    }
}

/// The modules of a version.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) version: u8,
    /// Modules on a side.
    pub(crate) side: usize,
    /// For each module, row by row, its value where it belongs to a function pattern or the version information, which
    /// are the same in all codes of the version.
    #[cfg(test)]
    pub(crate) fixed: Vec<Option<bool>>,
    /// The modules of the codewords in order, most significant bit first.
    pub(crate) data: Vec<(u8, u8)>,
    /// The centres of the alignment patterns.
    pub(crate) alignment: Vec<(u8, u8)>,
    known: Vec<(u8, u8, bool)>,
}

impl Layout {
    /// The layout of a version from 1 to 40.
    pub(crate) fn of(version: u8) -> &'static Layout {
        static LAYOUTS: [OnceLock<Layout>; 40] = [const { OnceLock::new() }; 40];
        LAYOUTS[usize::from(version) - 1].get_or_init(|| Layout::new(version))
    }

    fn new(version: u8) -> Layout {
        let side = 17 + 4 * usize::from(version);
        let mut fixed = vec![None; side * side];
        for at in 8..side - 8 {
            fixed[6 * side + at] = Some(at % 2 == 0);
            fixed[at * side + 6] = Some(at % 2 == 0);
        }
        let alignment = alignment(version, side);
        for &(x, y) in &alignment {
            for dy in -2i32..=2 {
                for dx in -2i32..=2 {
                    let ring = dx.abs().max(dy.abs());
                    let at = (i32::from(y) + dy) as usize * side + (i32::from(x) + dx) as usize;
                    fixed[at] = Some(ring != 1);
                }
            }
        }
        for (cx, cy) in [(3, 3), (side as i32 - 4, 3), (3, side as i32 - 4)] {
            for dy in -4i32..=4 {
                for dx in -4i32..=4 {
                    let (x, y) = (cx + dx, cy + dy);
                    if (0..side as i32).contains(&x) && (0..side as i32).contains(&y) {
                        let ring = dx.abs().max(dy.abs());
                        fixed[y as usize * side + x as usize] = Some(ring != 2 && ring != 4);
                    }
                }
            }
        }
        if version >= 7 {
            let bits = version_bits(version);
            for bit in 0..18 {
                let (a, b) = (side - 11 + bit % 3, bit / 3);
                fixed[b * side + a] = Some(bits >> bit & 1 == 1);
                fixed[a * side + b] = Some(bits >> bit & 1 == 1);
            }
        }
        fixed[(side - 8) * side + 8] = Some(true);

        let mut taken: Vec<bool> = fixed.iter().map(Option::is_some).collect();
        for (x, y) in format_positions(side).into_iter().flatten() {
            taken[y * side + x] = true;
        }
        let mut data = Vec::new();
        let mut right = side as i32 - 1;
        while right >= 1 {
            if right == 6 {
                right = 5;
            }
            let upward = (right + 1) & 2 == 0;
            for step in 0..side {
                let y = if upward { side - 1 - step } else { step };
                for x in [right as usize, right as usize - 1] {
                    if !taken[y * side + x] {
                        data.push((x as u8, y as u8));
                    }
                }
            }
            right -= 2;
        }
        data.truncate(data.len() / 8 * 8);
        let known = |at| Some(((at % side) as u8, (at / side) as u8, fixed[at]?));
        Layout {
            known: (0..side * side).filter_map(known).collect(),
            version,
            side,
            #[cfg(test)]
            fixed,
            data,
            alignment,
        }
    }

    /// The modules that are the same in all codes of the version: column, row, whether dark.
    pub(crate) fn known(&self) -> &[(u8, u8, bool)] {
        &self.known
    }

    /// How the codewords are split into blocks at this level.
    pub(crate) fn blocks(&self, level: Level) -> Blocks {
        let (level, version) = (level as usize, usize::from(self.version) - 1);
        Blocks {
            count: usize::from(BLOCKS[level][version]),
            checks: usize::from(CHECKS[level][version]),
            codewords: self.data.len() / 8,
        }
    }
}

/// The centres of a version's alignment patterns (annex E).
fn alignment(version: u8, side: usize) -> Vec<(u8, u8)> {
    if version == 1 {
        return Vec::new();
    }
    let count = usize::from(version) / 7 + 2;
    let step = match version {
        32 => 26,
        _ => (usize::from(version) * 4 + count * 2 + 1) / (count * 2 - 2) * 2,
    };
    let mut lines: Vec<u8> = (0..count - 1).map(|n| (side - 7 - n * step) as u8).collect();
    lines.push(6);
    lines.reverse();
    let last = count - 1;
    let mut centres = Vec::new();
    for (i, &y) in lines.iter().enumerate() {
        for (j, &x) in lines.iter().enumerate() {
            if !matches!((i, j), (0, 0)) && (i, j) != (0, last) && (i, j) != (last, 0) {
                centres.push((x, y));
            }
        }
    }
    centres
}

/// The version information: six bits and twelve check bits (annex D).
pub(crate) fn version_bits(version: u8) -> u32 {
    let mut rest = u32::from(version);
    for _ in 0..12 {
        rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
    }
    u32::from(version) << 12 | rest
}

/// The format information of a level and mask: five bits and ten check bits, masked (annex C).
pub(crate) fn format_bits(level: Level, mask: u8) -> u16 {
    let data = level.bits() << 3 | u16::from(mask);
    let mut rest = data;
    for _ in 0..10 {
        rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    }
    (data << 10 | rest) ^ 0x5412
}

/// The positions of both copies of the format information, least significant bit first.
pub(crate) fn format_positions(side: usize) -> [Vec<(usize, usize)>; 2] {
    let mut first: Vec<(usize, usize)> = (0..6).map(|y| (8, y)).collect();
    first.extend([(8, 7), (8, 8), (7, 8)]);
    first.extend((9..15).map(|bit| (14 - bit, 8)));
    let mut second: Vec<(usize, usize)> = (0..8).map(|bit| (side - 1 - bit, 8)).collect();
    second.extend((8..15).map(|bit| (8, side - 15 + bit)));
    [first, second]
}

/// Whether a mask inverts the module (table 10).
pub(crate) fn masked(mask: u8, x: usize, y: usize) -> bool {
    0 == match mask {
        0 => (x + y) % 2,
        1 => y % 2,
        2 => x % 3,
        3 => (x + y) % 3,
        4 => (x / 3 + y / 2) % 2,
        5 => x * y % 2 + x * y % 3,
        6 => (x * y % 2 + x * y % 3) % 2,
        _ => ((x + y) % 2 + x * y % 3) % 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_table_1() {
        for (version, codewords) in [
            (1, 26),
            (2, 44),
            (7, 196),
            (10, 346),
            (14, 581),
            (21, 1156),
            (40, 3706),
        ] {
            assert_eq!(Layout::of(version).data.len() / 8, codewords, "version {version}");
        }
        let blocks = Layout::of(10).blocks(Level::M);
        assert_eq!((blocks.count, blocks.checks, blocks.data()), (5, 26, 216));
        assert_eq!((blocks.data_of(0), blocks.data_of(4)), (43, 44));
        for version in 1..=40 {
            for level in Level::ALL {
                let blocks = Layout::of(version).blocks(level);
                let data: usize = (0..blocks.count).map(|block| blocks.data_of(block)).sum();
                assert_eq!(data, blocks.data());
            }
        }
    }

    #[test]
    fn format_and_version_bits_are_those_of_the_annexes() {
        // Annex C.3: level M, mask 5. Annex D.3: version 7.
        assert_eq!(format_bits(Level::M, 5), 0b100_0000_1100_1110);
        assert_eq!(version_bits(7), 0b00_0111_1100_1001_0100);
    }
}
