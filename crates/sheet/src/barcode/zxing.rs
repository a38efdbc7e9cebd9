//! The other kinds of codes by `rxing`, a port of ZXing.

use crate::grey::Grey;
use model::CodeKind;
use rxing::{BarcodeFormat, RXingResult, helpers};
use std::panic::catch_unwind;

/// A picture with more pixels is halved until it has no more: the reader's thorough search is slow.
const MOST_PIXELS: usize = 6_000_000;
/// Pixels to blank on each side of the line on which a linear code was read, before it is read again.
const BLANKED: usize = 1;

/// The text of a code of that kind in a picture.
pub(super) fn find(grey: &Grey, kind: CodeKind) -> Option<Vec<u8>> {
    let smaller = (grey.width() * grey.height() > MOST_PIXELS).then(|| {
        let mut smaller = grey.half();
        while smaller.width() * smaller.height() > MOST_PIXELS {
            smaller = smaller.half();
        }
        smaller
    });
    let grey = smaller.as_ref().unwrap_or(grey);
    let read = read(grey, kind)?;
    if kind.is_linear() {
        let blanked = without_line(grey, &read)?;
        let again = self::read(&blanked, kind)?;
        if again.getText() != read.getText() {
            return None;
        }
    }
    Some(read.getText().as_bytes().to_vec())
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
