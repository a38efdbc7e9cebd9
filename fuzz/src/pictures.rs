//! Pictures: decoding, cleaning, looking for codes, redaction, thumbnails.

use model::Redact;
use sheet::Grey;
use sheet::clean::clean;
use sheet::decode::{Limits, decode};
use sheet::format::Format;
use sheet::qr::{Anything, Found, find};
use sheet::redact::redact as redacted;
use sheet::thumbnails::{THUMBNAIL_SIDE, WEB_SIDE, thumbnails as thumbnails_of};

/// Small, so that a header that promises much does not take the time of many inputs.
pub const LIMITS: Limits = Limits {
    pixels: 1 << 18,
    side: 4096,
    bytes: 1 << 20,
    memory: 8 << 20,
};

/// Any bytes as a JPEG.
pub fn jpeg(data: &[u8]) -> bool {
    picture(data) && Format::of(data) == Format::Jpeg
}

/// Any bytes as a PNG.
pub fn png(data: &[u8]) -> bool {
    picture(data) && Format::of(data) == Format::Png
}

/// Any bytes as a WebP.
pub fn webp(data: &[u8]) -> bool {
    picture(data) && Format::of(data) == Format::Webp
}

/// Any bytes as a PDF.
pub fn pdf(data: &[u8]) -> bool {
    picture(data) && Format::of(data) == Format::Pdf
}

/// Whether a picture can be decoded. Cleaning does not change what is decoded, and is done once for all.
fn picture(data: &[u8]) -> bool {
    let decoded = decode(data, &LIMITS).ok();
    let Ok(cleaned) = clean(data) else {
        assert!(decoded.is_none(), "what is decoded can be cleaned");
        return false;
    };
    assert!(cleaned.len() <= data.len() + 64, "a clean file is hardly longer");
    assert_eq!(
        clean(&cleaned).as_ref(),
        Ok(&cleaned),
        "cleaning again changes nothing"
    );
    assert_eq!(
        decode(&cleaned, &LIMITS).ok(),
        decoded,
        "cleaning keeps the picture"
    );
    let Some(grey) = decoded else {
        return false;
    };
    assert!(grey.width() * grey.height() <= LIMITS.pixels);
    true
}

/// The first byte is a grey picture's width, the rest its pixels.
pub fn code(data: &[u8]) -> bool {
    let Some((width, pixels)) = data.split_first() else {
        return false;
    };
    let width = usize::from(*width).max(1);
    let height = (pixels.len() / width).min(200);
    let grey = Grey::new(width, height, pixels[..width * height].to_vec());
    let Found::Wanted(code) = find(&grey, &Anything) else {
        return false;
    };
    assert!(code.payload.len() <= 7089 && (1..=40).contains(&code.version));
    let text = code.payload.clone();
    let settled = code.settled(&grey);
    assert_eq!(settled.payload, text);
    assert!(settled.corners.iter().flatten().all(|place| place.is_finite()));
    true
}

/// Any bytes as a picture of which thumbnails are made.
pub fn thumbnails(data: &[u8]) -> bool {
    let Ok(made) = thumbnails_of(data, &LIMITS) else {
        return false;
    };
    let whole = decode(data, &LIMITS).expect("what is decoded in colour is in grey");
    for (copy, longest) in [(made.web, WEB_SIDE), (made.thumbnail, THUMBNAIL_SIDE)] {
        let small = decode(&copy, &LIMITS).expect("a copy is a picture");
        assert!(small.width().max(small.height()) <= longest);
        assert!(small.width() <= whole.width() && small.height() <= whole.height());
        assert_eq!(clean(&copy).as_ref(), Ok(&copy), "a copy has no metadata");
    }
    true
}

/// How long what stands before the picture is: see [`redact`].
pub const BEFORE: usize = 24;

/// Twelve numbers of two bytes each, little-endian: a code's four corners and a rectangle's left, top, right and
/// bottom; then a picture, in which they are covered.
pub fn redact(data: &[u8]) -> bool {
    let Some((before, file)) = data.split_at_checked(BEFORE) else {
        return false;
    };
    let (pairs, _) = before.as_chunks::<2>();
    let numbers: Vec<i16> = pairs.iter().map(|pair| i16::from_le_bytes(*pair)).collect();
    let corner = |n: usize| [f32::from(numbers[2 * n]), f32::from(numbers[2 * n + 1])];
    let [left, top, right, bottom] = [8, 9, 10, 11].map(|n| i32::from(numbers[n] % 500));
    let rectangle = Redact {
        name: "all".to_owned(),
        left: left.min(right),
        top: top.min(bottom),
        right: left.max(right),
        bottom: top.max(bottom),
    };
    let Found::Wanted(mut code) = find(any_code(), &Anything) else {
        unreachable!("a code of ours is found");
    };
    code.corners = [0, 1, 2, 3].map(corner);
    let Ok(covered) = redacted(
        file,
        std::slice::from_ref(&code),
        std::slice::from_ref(&rectangle),
        &LIMITS,
    ) else {
        return false;
    };
    assert_eq!(
        clean(&covered).as_ref(),
        Ok(&covered),
        "what is covered has no metadata"
    );
    let before = decode(file, &LIMITS).expect("what is decoded in colour is in grey");
    let after = decode(&covered, &LIMITS).expect("what is covered is a picture");
    assert_eq!((before.width(), before.height()), (after.width(), after.height()));
    true
}

/// A small picture of a code.
fn any_code() -> &'static Grey {
    static CODE: std::sync::OnceLock<Grey> = std::sync::OnceLock::new();
    CODE.get_or_init(|| {
        let seed = include_bytes!("../corpus/code/good-upright");
        let width = usize::from(seed[0]);
        Grey::new(width, (seed.len() - 1) / width, seed[1..].to_vec())
    })
}
