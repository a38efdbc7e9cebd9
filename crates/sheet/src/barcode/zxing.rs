//! The other kinds of codes by `rxing`, a port of ZXing.

use crate::grey::Grey;
use model::CodeKind;
use rxing::{BarcodeFormat, RXingResult, helpers};
use std::panic::catch_unwind;

/// A picture with more pixels is halved until it has no more: the reader's thorough search is slow.
const MOST_PIXELS: usize = 6_000_000;
/// Pixels to blank on each side of the line on which a linear code was read, before it is read again.
const BLANKED: usize = 1;

/// The texts of the codes of that kind in a picture, at most so many, each once, in their order. A code that was read is
/// blanked, so that the next one is found.
pub(super) fn find(grey: &Grey, kind: CodeKind, most: usize) -> Vec<Vec<u8>> {
    let mut grey = grey.clone();
    while grey.width() * grey.height() > MOST_PIXELS {
        grey = grey.half();
    }
    let mut texts: Vec<Vec<u8>> = Vec::new();
    // The same text may stand there several times.
    for _ in 0..2 * most {
        let Some(read) = read(&grey, kind) else { break };
        let text = read.getText();
        let says_so = |grey: Grey| self::read(&grey, kind).is_some_and(|again| again.getText() == text);
        let (is_certain, blanked) = match kind.is_linear() {
            false => (true, without_square(&grey, &read)),
            true => {
                let bars = Bars::of(&grey, &read);
                let alone = || bars.as_ref().map(|bars| bars.alone(&grey));
                let again = without_line(&grey, &read).is_some_and(says_so);
                let is_certain = again || alone().is_some_and(says_so);
                (is_certain, bars.map(|bars| bars.removed(&grey)))
            }
        };
        if is_certain && !texts.iter().any(|known| known == text.as_bytes()) {
            texts.push(text.as_bytes().to_vec());
        }
        match blanked {
            Some(blanked) if texts.len() < most => grey = blanked,
            _ => break,
        }
    }
    texts.sort_unstable();
    texts
}

fn read(grey: &Grey, kind: CodeKind) -> Option<RXingResult> {
    let format = match kind {
        CodeKind::Qr => return None,
        CodeKind::DataMatrix => BarcodeFormat::DATA_MATRIX,
        CodeKind::Pdf417 => BarcodeFormat::PDF_417,
        CodeKind::Aztec => BarcodeFormat::AZTEC,
        CodeKind::Code39 => BarcodeFormat::CODE_39,
        CodeKind::Code128 => BarcodeFormat::CODE_128,
        CodeKind::Itf => BarcodeFormat::ITF,
    };
    let (width, height) = (grey.width() as u32, grey.height() as u32);
    let pixels = grey.pixels().to_vec();
    // A panic in the library counts as no code found.
    catch_unwind(|| helpers::detect_in_luma(pixels, width, height, Some(format)).ok()).unwrap_or(None)
}

/// The picture with the line blanked on which a linear code was read.
fn without_line(grey: &Grey, read: &RXingResult) -> Option<Grey> {
    let [from, .., to] = read.getPoints() else {
        return None;
    };
    let (width, height) = (grey.width(), grey.height());
    let mut pixels = grey.pixels().to_vec();
    let along = (to.x - from.x).abs() > (to.y - from.y).abs();
    let at = if along { from.y + to.y } else { from.x + to.x } / 2.0;
    let at = at.max(0.0) as usize;
    let lines = at.saturating_sub(BLANKED)..(at + BLANKED + 1).min(if along { height } else { width });
    for line in lines {
        match along {
            true => pixels[line * width..][..width].fill(u8::MAX),
            false => pixels[line..]
                .iter_mut()
                .step_by(width)
                .for_each(|pixel| *pixel = u8::MAX),
        }
    }
    Some(Grey::new(width, height, pixels))
}

/// The picture without the rectangle around a code, by the points that its reader gives.
fn without_square(grey: &Grey, read: &RXingResult) -> Option<Grey> {
    let points = read.getPoints();
    let bound = |value: fn(&rxing::Point) -> f32| {
        let values = || points.iter().map(value);
        (
            values().fold(f32::MAX, f32::min),
            values().fold(f32::MIN, f32::max),
        )
    };
    let ((left, right), (top, bottom)) = (bound(|point| point.x), bound(|point| point.y));
    // The points lie on the code's outer modules, or within it.
    let margin = (right - left).max(bottom - top) / 8.0;
    if points.len() < 2 || margin < 1.0 {
        return None;
    }
    let pixel = |value: f32, most: usize| value.max(0.0).min(most as f32) as usize;
    let (left, right) = (
        pixel(left - margin, grey.width()),
        pixel(right + margin, grey.width()),
    );
    let (top, bottom) = (
        pixel(top - margin, grey.height()),
        pixel(bottom + margin, grey.height()),
    );
    let rows = || (top..bottom).flat_map(|y| &grey.row(y)[left..right]);
    let paper = paper(rows().map(|pixel| f32::from(*pixel)));
    let mut pixels = grey.pixels().to_vec();
    for row in pixels.chunks_mut(grey.width()).take(bottom).skip(top) {
        row[left..right].fill(paper);
    }
    Some(Grey::new(grey.width(), grey.height(), pixels))
}

/// The least correlation of two neighbouring lines of one linear code.
const ALIKE: f32 = 0.6;

/// The place of a linear code: the line on which it was read, and those on both sides as far as they look alike.
struct Bars {
    /// Whether its lines are rows.
    along: bool,
    lines: std::ops::Range<usize>,
    /// From its first bar to its last.
    within: std::ops::Range<usize>,
    read_on: usize,
    /// The grey of the paper.
    paper: u8,
}

impl Bars {
    fn of(grey: &Grey, read: &RXingResult) -> Option<Bars> {
        let [from, .., to] = read.getPoints() else {
            return None;
        };
        let along = (to.x - from.x).abs() > (to.y - from.y).abs();
        let (length, count) = match along {
            true => (grey.width(), grey.height()),
            false => (grey.height(), grey.width()),
        };
        let [a, b, line] = match along {
            true => [from.x, to.x, (from.y + to.y) / 2.0],
            false => [from.y, to.y, (from.x + to.x) / 2.0],
        };
        let pixel = |value: f32, most: usize| value.max(0.0).min(most as f32) as usize;
        let read_on = pixel(line, count.checked_sub(1)?);
        let on_it: Vec<f32> = (0..length)
            .map(|at| f32::from(grey.pixels()[index(grey, along, read_on, at)]))
            .collect();
        let within = from_bar_to_bar(&on_it, pixel(a.min(b), length)..pixel(a.max(b), length))?;
        let values = |line: usize| {
            let pixels = within.clone();
            pixels.map(move |at| f32::from(grey.pixels()[index(grey, along, line, at)]))
        };
        let is_alike = |line: &usize| correlation(values(read_on), values(*line)) > ALIKE;
        let after = (read_on + 1..count).take_while(is_alike).count();
        let before = (0..read_on).rev().take_while(is_alike).count();
        Some(Bars {
            paper: paper(values(read_on)),
            along,
            lines: read_on - before..read_on + after + 1,
            read_on,
            within,
        })
    }

    /// The picture without it.
    fn removed(&self, grey: &Grey) -> Grey {
        let mut pixels = grey.pixels().to_vec();
        for line in self.lines.clone() {
            for at in self.within.clone() {
                pixels[index(grey, self.along, line, at)] = self.paper;
            }
        }
        Grey::new(grey.width(), grey.height(), pixels)
    }

    /// It alone, without the line on which it was read.
    fn alone(&self, grey: &Grey) -> Grey {
        let mut pixels = vec![self.paper; grey.pixels().len()];
        let others = self
            .lines
            .clone()
            .filter(|line| line.abs_diff(self.read_on) > BLANKED);
        for line in others {
            for at in self.within.clone() {
                let pixel = index(grey, self.along, line, at);
                pixels[pixel] = grey.pixels()[pixel];
            }
        }
        Grey::new(grey.width(), grey.height(), pixels)
    }
}

/// A linear code on its line, from bar to bar, by a part of it: up to where the paper is light for twice as long as it is
/// anywhere in that part, as it is in the quiet zones. The points that a reader gives are not the code's ends.
fn from_bar_to_bar(line: &[f32], part: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    let values = line.get(part.clone())?;
    let least = values.iter().copied().reduce(f32::min)?;
    let most = values.iter().copied().fold(least, f32::max);
    let is_dark = |at: &usize| line[*at] < (least + most) / 2.0;
    let runs = values.split(|value| *value < (least + most) / 2.0);
    let light = 2 * runs.map(<[f32]>::len).max()?;
    let mut first = part.clone().find(is_dark)?;
    while let Some(before) = (first.saturating_sub(light + 1)..first).find(is_dark) {
        first = before;
    }
    let mut last = part.rev().find(is_dark)?;
    while let Some(after) = (last + 1..line.len().min(last + light + 2)).rfind(is_dark) {
        last = after;
    }
    Some(first..last + 1)
}

/// The index of a pixel by its line, a row where `along` is set and else a column, and its place there.
fn index(grey: &Grey, along: bool, line: usize, at: usize) -> usize {
    match along {
        true => line * grey.width() + at,
        false => at * grey.width() + line,
    }
}

/// The grey of the paper between a code's dark modules: the mean of what is lighter than the mean. What is blanked is given
/// that grey, since white beside it would be taken for the paper and the paper for ink.
fn paper(values: impl Iterator<Item = f32> + Clone) -> u8 {
    let mean = mean(values.clone());
    self::mean(values.filter(|value| *value >= mean)) as u8
}

/// The mean of some values; 0 of none.
fn mean(values: impl Iterator<Item = f32>) -> f32 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / f32::max(count, 1.0)
}

/// The correlation of two rows of values: 1 where they rise and fall together, 0 where a row is even.
fn correlation(a: impl Iterator<Item = f32> + Clone, b: impl Iterator<Item = f32> + Clone) -> f32 {
    let (from_a, from_b) = (mean(a.clone()), mean(b.clone()));
    let (mut both, mut own, mut other) = (0.0, 0.0, 0.0);
    for (a, b) in a.zip(b) {
        let (a, b) = (a - from_a, b - from_b);
        both += a * b;
        own += a * a;
        other += b * b;
    }
    both / f32::max((own * other).sqrt(), f32::MIN_POSITIVE)
}
