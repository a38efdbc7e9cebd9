//! Decodes a grid of soft modules to the text of a QR code (ISO/IEC 18004:2015, clause 7).

use super::layout::{Blocks, Layout, Level, format_bits, format_positions, masked};
use super::reed_solomon::correct;
use super::soft_decode::{Prior, Start};
use super::text::{Part, Text};

/// A decoded QR code.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// Its text: in UTF-8 where the code names a character set that is known here, else the bytes as they stand in it.
    pub payload: Vec<u8>,
    /// Which part of a text it holds, where that is spread over several codes.
    pub part: Option<Part>,
    /// Its version, 1 to 40.
    pub version: u8,
    /// Its error correction level.
    pub level: Level,
    /// Its mask, 0 to 7.
    pub mask: u8,
    /// How many codewords were corrected, erasures included.
    pub corrected: usize,
    /// The correlation of the modules in the picture with those of the decoded code: 1 where all agree, 0 for noise.
    pub agreement: f32,
    /// Its corners in the upright picture, in pixels, without the quiet zone: upper left, upper right, lower right,
    /// lower left, in the code's own orientation: anticlockwise where the picture is mirrored.
    pub corners: [[f32; 2]; 4],
}

impl Code {
    /// The number of modules on a side.
    pub fn modules(&self) -> usize {
        17 + 4 * usize::from(self.version)
    }
}

/// Check symbols of a block that must remain for error detection once the others have filled erasures: they bound the
/// chance that noise is taken for a code.
const CHECKS_LEFT: usize = 7;
/// The least agreement of a decoded code with the modules.
const AGREEMENT: f32 = 0.3;
/// The least evidence, in bits, of all blocks together and of each block: noise passes for a code once in 2 to that
/// power.
const EVIDENCE: f32 = 44.0;
const BLOCK_EVIDENCE: f32 = 16.0;
/// The log-likelihood ratio of a bit of a decoded block: more than any module's, and small enough to be summed.
const READ: f32 = 20.0;
/// How many of the likeliest formats (level and mask) are tried.
const FORMATS: usize = 2;

/// Decodes a grid of soft modules, row by row: positive for dark, larger for more confidence.
pub(crate) fn read(layout: &Layout, soft: &[f32], prior: &dyn Prior) -> Option<Code> {
    let mut formats = formats(layout, soft);
    formats.sort_by(|a, b| b.0.total_cmp(&a.0));
    formats
        .into_iter()
        .take(FORMATS)
        .find_map(|(_, level, mask)| read_as(layout, soft, level, mask, prior))
}

/// The modules with rows and columns exchanged: those of a code in a mirrored picture, whose function patterns are the
/// same but for the format information.
pub(crate) fn transposed(layout: &Layout, soft: &[f32]) -> Vec<f32> {
    let side = layout.side;
    (0..side * side)
        .map(|at| soft[at % side * side + at / side])
        .collect()
}

/// How well the format information agrees with the likeliest format, from 0 for noise to 1. No two formats are nearer
/// than 3 of 15 bits to one another read backwards, which is how a mirrored code shows them.
pub(crate) fn format_agreement(layout: &Layout, soft: &[f32]) -> f32 {
    let best = formats(layout, soft)
        .into_iter()
        .fold(f32::MIN, |best, (score, ..)| best.max(score));
    let positions = format_positions(layout.side);
    let modules = positions.iter().flatten();
    let all: f32 = modules.map(|(x, y)| soft[y * layout.side + x].abs()).sum();
    best / all.max(f32::MIN_POSITIVE)
}

/// All formats with their scores: the correlation of both copies of the format information with the modules.
fn formats(layout: &Layout, soft: &[f32]) -> Vec<(f32, Level, u8)> {
    let positions = format_positions(layout.side);
    let mut formats = Vec::with_capacity(32);
    for level in Level::ALL {
        for mask in 0..8 {
            let bits = format_bits(level, mask);
            let score = positions.iter().flat_map(|copy| copy.iter().enumerate());
            let score = score
                .map(|(bit, (x, y))| signed(bits >> bit & 1 == 1, soft[y * layout.side + x]))
                .sum();
            formats.push((score, level, mask));
        }
    }
    formats
}

fn signed(dark: bool, value: f32) -> f32 {
    if dark { value } else { -value }
}

fn read_as(layout: &Layout, soft: &[f32], level: Level, mask: u8, prior: &dyn Prior) -> Option<Code> {
    let blocks = layout.blocks(level);
    let seen: Vec<f32> = layout
        .data
        .iter()
        .map(|&(x, y)| {
            let (x, y) = (usize::from(x), usize::from(y));
            signed(!masked(mask, x, y), soft[y * layout.side + x])
        })
        .collect();
    let positions = blocks.positions();
    // Bits of the data codewords in the order of the text, not of the symbol.
    let mut text: Vec<usize> = Vec::with_capacity(blocks.data() * 8);
    for (block, positions) in positions.iter().enumerate() {
        for index in &positions[..blocks.data_of(block)] {
            text.extend(index * 8..index * 8 + 8);
        }
    }
    let starts = Start::ALL
        .into_iter()
        .filter(|start| start.is_likely(&text, &seen));
    starts
        .take(if prior.is_known() { Start::ALL.len() } else { 1 })
        .find_map(|start| {
            let prior = |bits: &mut [f32]| prior.apply(layout.version, start, &text, bits);
            let words = read_blocks(&blocks, &positions, &seen, prior)?;
            let agreement = agreement(&seen, &words.interleaved);
            if agreement < AGREEMENT {
                return None;
            }
            let text = Text::of(&words.data, layout.version)?;
            Some(Code {
                payload: text.bytes,
                part: text.part,
                version: layout.version,
                level,
                mask,
                corrected: words.corrected,
                agreement,
                corners: [[0.0; 2]; 4],
            })
        })
}

/// A symbol's codewords after correction.
struct Words {
    /// The data codewords of all blocks.
    data: Vec<u8>,
    /// All codewords in the order of the symbol.
    interleaved: Vec<u8>,
    corrected: usize,
}

/// Decodes all blocks; through the prior, decoded blocks help to decode the others.
fn read_blocks(
    blocks: &Blocks,
    positions: &[Vec<usize>],
    seen: &[f32],
    prior: impl Fn(&mut [f32]),
) -> Option<Words> {
    let mut likelihoods = seen.to_vec();
    prior(&mut likelihoods);
    let mut read: Vec<Option<Block>> = positions.iter().map(|_| None).collect();
    loop {
        let mut more = false;
        for (block, positions) in read
            .iter_mut()
            .zip(positions)
            .filter(|(block, _)| block.is_none())
        {
            *block = read_block(&likelihoods, positions, blocks.checks);
            more |= block.is_some();
        }
        if read.iter().all(Option::is_some) {
            break;
        }
        if !more {
            return None;
        }
        likelihoods.copy_from_slice(seen);
        for (block, positions) in read.iter().zip(positions) {
            let Some(block) = block else { continue };
            for (index, symbol) in positions.iter().zip(&block.symbols) {
                for bit in 0..8 {
                    likelihoods[index * 8 + bit] = signed(symbol << bit & 0x80 != 0, READ);
                }
            }
        }
        prior(&mut likelihoods);
    }

    let mut data = Vec::with_capacity(blocks.data());
    let mut interleaved = vec![0; blocks.codewords];
    let (mut corrected, mut evidence) = (0, 0.0);
    for (n, (block, positions)) in read.into_iter().flatten().zip(positions).enumerate() {
        corrected += block.wrong + block.erased;
        evidence += block.evidence;
        data.extend_from_slice(&block.symbols[..blocks.data_of(n)]);
        for (index, symbol) in positions.iter().zip(&block.symbols) {
            interleaved[*index] = *symbol;
        }
    }
    (evidence >= EVIDENCE).then_some(Words {
        data,
        interleaved,
        corrected,
    })
}

fn agreement(seen: &[f32], words: &[u8]) -> f32 {
    let (mut sum, mut all) = (0.0, f32::MIN_POSITIVE);
    for (index, word) in words.iter().enumerate() {
        for bit in 0..8 {
            let value = seen[index * 8 + bit];
            sum += signed(word << bit & 0x80 != 0, value);
            all += value.abs();
        }
    }
    sum / all
}

/// A decoded block.
struct Block {
    symbols: Vec<u8>,
    erased: usize,
    wrong: usize,
    /// In bits: see [`evidence`].
    evidence: f32,
}

/// Decodes one block by generalised minimum distance decoding (Forney 1966): hard decisions first, then with ever more
/// of the least reliable codewords erased, two at a time, since two erasures cost as much as one error.
fn read_block(likelihoods: &[f32], positions: &[usize], checks: usize) -> Option<Block> {
    let mut symbols = Vec::with_capacity(positions.len());
    let mut reliability: Vec<(f32, usize)> = Vec::with_capacity(positions.len());
    for (at, index) in positions.iter().enumerate() {
        let bits = &likelihoods[index * 8..index * 8 + 8];
        symbols.push(bits.iter().fold(0, |word, bit| word << 1 | u8::from(*bit > 0.0)));
        let least = bits.iter().fold(f32::MAX, |least, bit| least.min(bit.abs()));
        reliability.push((least, at));
    }
    reliability.sort_by(|a, b| a.0.total_cmp(&b.0));
    let order: Vec<usize> = reliability.into_iter().map(|(_, at)| at).collect();
    let most = checks.saturating_sub(CHECKS_LEFT).min(order.len());
    (0..=most).step_by(2).find_map(|erased| {
        let mut block = symbols.clone();
        let wrong = correct(&mut block, checks, &order[..erased])?;
        let evidence = evidence(positions.len() - erased, checks - erased, wrong);
        (evidence >= BLOCK_EVIDENCE).then_some(Block {
            symbols: block,
            erased,
            wrong,
            evidence,
        })
    })
}

/// How unlikely it is that noise is as near to a codeword, in bits: 8 for each check symbol that is left, less log2 of
/// the number of ways to choose the wrong symbols' positions and values.
fn evidence(symbols: usize, checks: usize, wrong: usize) -> f32 {
    let ways: f32 = (0..wrong)
        .map(|n| ((symbols - n) as f32 / (n + 1) as f32).log2() + 8.0)
        .sum();
    8.0 * checks as f32 - ways
}

/// Draws data codewords as a whole symbol, row by row, dark modules true.
#[cfg(test)]
pub(super) fn draw(layout: &Layout, level: Level, mask: u8, data: &[u8]) -> Vec<bool> {
    let side = layout.side;
    let blocks = layout.blocks(level);
    let mut grid: Vec<bool> = layout.fixed.iter().map(|value| value.unwrap_or(false)).collect();
    let mut words = vec![0; blocks.codewords];
    let mut rest = data;
    for (block, positions) in blocks.positions().iter().enumerate() {
        let (own, after) = rest.split_at(blocks.data_of(block));
        rest = after;
        let checks = super::reed_solomon::check_symbols(own, blocks.checks);
        for (index, word) in positions.iter().zip(own.iter().chain(&checks)) {
            words[*index] = *word;
        }
    }
    for (bit, &(x, y)) in layout.data.iter().enumerate() {
        let (x, y) = (usize::from(x), usize::from(y));
        let dark = words[bit / 8] << (bit % 8) & 0x80 != 0;
        grid[y * side + x] = dark != masked(mask, x, y);
    }
    for (bit, (x, y)) in format_positions(side)
        .iter()
        .flat_map(|copy| copy.iter().enumerate())
    {
        grid[y * side + x] = format_bits(level, mask) >> bit & 1 == 1;
    }
    grid[(side - 8) * side + 8] = true;
    grid
}

#[cfg(test)]
mod tests {
    use super::super::soft_decode::NoPrior;
    use super::*;
    use proptest::prelude::*;
    use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

    fn soft(code: &QrCode) -> Vec<f32> {
        let side = code.size();
        (0..side * side)
            .map(|at| {
                if code.get_module(at % side, at / side) {
                    1.0
                } else {
                    -1.0
                }
            })
            .collect()
    }

    fn level(level: Level) -> QrCodeEcc {
        match level {
            Level::L => QrCodeEcc::Low,
            Level::M => QrCodeEcc::Medium,
            Level::Q => QrCodeEcc::Quartile,
            Level::H => QrCodeEcc::High,
        }
    }

    #[test]
    fn codes_of_every_version_level_and_mask_that_others_drew_are_read() {
        for version in 1..=40 {
            for own in Level::ALL {
                let text = format!("version {version} level {own:?}");
                let segments = [QrSegment::make_bytes(&text.as_bytes()[..text.len().min(7)])];
                let mask = version % 8;
                let only = Version::new(version);
                let code = QrCode::encode_segments_advanced(
                    &segments,
                    level(own),
                    only,
                    only,
                    Some(Mask::new(mask)),
                    false,
                )
                .unwrap();
                let read = read(Layout::of(version), &soft(&code), &NoPrior).unwrap();
                assert_eq!(read.payload, &text.as_bytes()[..7], "{text}");
                assert_eq!((read.version, read.level, read.mask), (version, own, mask));
                assert!(read.agreement > 0.999);
            }
        }
    }

    proptest! {
        #[test]
        fn text_of_all_kinds_is_read_as_others_wrote_it(text in "[ -~á-ú]{0,200}|[0-9]{1,300}|[0-9A-Z $%*+./:-]{1,200}", mask in 0u8..8) {
            let segments = QrSegment::make_segments(&text);
            let code = QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, Version::MIN, Version::MAX, Some(Mask::new(mask)), true).unwrap();
            let read = read(Layout::of(code.version().value()), &soft(&code), &NoPrior).unwrap();
            prop_assert_eq!(read.payload, text.as_bytes());
        }

        #[test]
        fn what_is_drawn_is_what_others_draw(data in proptest::collection::vec(any::<u8>(), 19), mask in 0u8..8) {
            // Version 1, level L has 19 codewords of data: 17 bytes behind twelve bits, and four bits of the end.
            let code = QrCode::encode_segments_advanced(&[QrSegment::make_bytes(&data[..17])], QrCodeEcc::Low, Version::new(1), Version::new(1), Some(Mask::new(mask)), false).unwrap();
            let mut bits: Vec<bool> = [0, 1, 0, 0].map(|b| b == 1).to_vec();
            for byte in std::iter::once(17u8).chain(data[..17].iter().copied()) {
                bits.extend((0..8).map(|b| byte << b & 0x80 != 0));
            }
            bits.extend([false; 4]);
            let words: Vec<u8> = bits.chunks(8).map(|b| b.iter().fold(0, |w, b| w << 1 | u8::from(*b))).collect();
            let drawn = draw(Layout::of(1), Level::L, mask, &words);
            let theirs: Vec<bool> = soft(&code).iter().map(|v| *v > 0.0).collect();
            prop_assert_eq!(drawn, theirs);
        }

        #[test]
        fn noise_is_never_a_code(noise in proptest::collection::vec(-1.0f32..1.0, 57 * 57)) {
            prop_assert_eq!(read(Layout::of(10), &noise, &NoPrior), None);
        }
    }

    /// A sheet's text as in the example of Venezuela, with figures from a seed.
    fn sheet_text(noise: &mut impl FnMut() -> u64) -> String {
        let mut digits = |count: usize| -> String {
            (0..count)
                .map(|_| (b'0' + (noise() % 10) as u8) as char)
                .collect()
        };
        let code = format!("{}.{}.{}.{}", digits(9), digits(2), digits(1), digits(4));
        let boxes: Vec<String> = (0..38)
            .map(|n| (noise() % [400, 3, 9, 2][n % 4]).to_string())
            .collect();
        format!("{code}!{}!{}!{}", boxes.join(","), noise() % 5, noise() % 2)
    }

    /// Grids of sheets with ever more modules turned over, and grids of noise: what is read is what was
    /// written, or nothing. `COTEJO_GRIDS` says how many.
    #[test]
    fn no_grid_with_modules_turned_over_is_read_wrongly() {
        let grids: u64 = std::env::var("COTEJO_GRIDS").map_or(600, |n| n.parse().unwrap());
        let layout = "{centre:9}.{table:2}.{n:1}.{serial:4}!{boxes:,}!{null}!{blank}";
        let grammar = crate::Grammar::new(layout, 38).unwrap();
        let prior = crate::qr::Wanted::prior(&grammar).unwrap();
        let mut state = 20_240_728u64;
        let mut noise = move || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        };
        let (mut right, mut none) = (0u64, 0u64);
        for n in 0..grids {
            let text = sheet_text(&mut noise);
            let own = [Level::L, Level::M, Level::Q][n as usize % 3];
            let segments = [QrSegment::make_bytes(text.as_bytes())];
            let code = QrCode::encode_segments_advanced(
                &segments,
                level(own),
                Version::MIN,
                Version::MAX,
                Some(Mask::new((noise() % 8) as u8)),
                false,
            )
            .unwrap();
            // From a clean grid to pure noise, with values of all magnitudes.
            let turned = n % 50;
            let mut soft = soft(&code);
            for value in &mut soft {
                let size = 0.2 + (noise() % 1_000) as f32 / 600.0;
                *value *= if noise() % 100 < turned { -size } else { size };
            }
            let layout = Layout::of(code.version().value());
            match read(layout, &soft, prior).or_else(|| read(layout, &soft, &NoPrior)) {
                None => none += 1,
                Some(read) => {
                    assert_eq!(
                        String::from_utf8_lossy(&read.payload),
                        text,
                        "grid {n}, {turned}% turned over"
                    );
                    right += 1;
                }
            }
        }
        assert!(
            right > grids / 20 && none > grids / 10,
            "{right} right, {none} not read"
        );
        eprintln!("{grids} grids: {right} read rightly, {none} not read, none wrongly");
    }
}
