//! Codes of other kinds than QR: linear ones, Data Matrix, PDF417 and Aztec.
//!
//! They are read by `rxing`, a port of ZXing in plain Rust: slower and less patient than what reads the QR codes here,
//! and it needs no C++ compiler.

use crate::grey::Grey;
use model::CodeKind;
use rxing::{BarcodeFormat, RXingResult, helpers};
use std::panic::catch_unwind;

/// A larger picture is halved until it is no larger: what looks hard at a picture takes its time.
const MOST_PIXELS: usize = 6_000_000;
/// So many pixels each way of the line on which a linear code was read are covered before it is read again.
const COVERED: usize = 1;

/// The text of a code of that kind in a picture.
///
/// A linear code has weak checks or none, so that it must say the same along two lines.
///
/// ```
/// let empty = sheet::Grey::new(40, 30, vec![255; 1_200]);
/// assert_eq!(sheet::barcode::find(&empty, model::CodeKind::Code128), None);
/// ```
pub fn find(grey: &Grey, kind: CodeKind) -> Option<Vec<u8>> {
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
        let covered = without_line(grey, &read)?;
        let again = self::read(&covered, kind)?;
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
    // The reader is not ours: should it trip over a picture, nothing was read in it.
    catch_unwind(|| helpers::detect_in_luma(pixels, width, height, Some(format)).ok()).unwrap_or(None)
}

/// The picture with the line covered on which a linear code was read.
fn without_line(grey: &Grey, read: &RXingResult) -> Option<Grey> {
    let [from, .., to] = read.getPoints() else {
        return None;
    };
    let (width, height) = (grey.width(), grey.height());
    let mut pixels = grey.pixels().to_vec();
    let along = (to.x - from.x).abs() > (to.y - from.y).abs();
    let at = if along { from.y + to.y } else { from.x + to.x } / 2.0;
    let at = at.max(0.0) as usize;
    let lines = at.saturating_sub(COVERED)..(at + COVERED + 1).min(if along { height } else { width });
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
