//! Metadata goes, the picture stays.
#![allow(clippy::unwrap_used)]

mod pictures;

use pictures::*;
use proptest::prelude::*;
use sheet::ImageError;
use sheet::clean::clean;
use sheet::decode::{Limits, decode};
use std::io::Cursor;
use zune_core::bytestream::ZCursor;

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

/// All colours of a file, by its decoder alone.
fn samples_of(file: &[u8]) -> Vec<u8> {
    match file[0] {
        0xff => zune_jpeg::JpegDecoder::new(ZCursor::new(file)).decode().unwrap(),
        0x89 => {
            let mut reader = png::Decoder::new(Cursor::new(file)).read_info().unwrap();
            let mut samples = vec![0; reader.output_buffer_size().unwrap()];
            reader.next_frame(&mut samples).unwrap();
            samples
        }
        _ => {
            let mut decoder = image_webp::WebPDecoder::new(Cursor::new(file)).unwrap();
            let mut samples = vec![0; decoder.output_buffer_size().unwrap()];
            decoder.read_image(&mut samples).unwrap();
            samples
        }
    }
}

/// Cleans a file that says SECRET, and looks at all that must hold of the result.
fn cleaned(name: &str, file: &[u8]) -> Vec<u8> {
    let clean_file = clean(file).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(!holds(&clean_file, b"SECRET"), "{name} still says SECRET");
    assert_eq!(
        clean(&clean_file).unwrap(),
        clean_file,
        "{name}: cleaning again changes something"
    );
    assert_eq!(samples_of(&clean_file), samples_of(file), "{name}: other samples");
    clean_file
}

/// All segments that cameras, editors and messengers write.
fn secrets(orientation: u16) -> Vec<u8> {
    let exif = [b"Exif\0\0", &exif(orientation)[..]].concat();
    let mut out = Vec::new();
    out.extend(segment(0xe0, b"JFIF\0\x01\x01\x01\0\x48\0\x48\x01\x02SECRET"));
    out.extend(segment(0xe0, b"JFXX\0\x13\x01\x02SECRET"));
    out.extend(segment(0xe1, &exif));
    out.extend(segment(
        0xe1,
        b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET</x:xmpmeta>",
    ));
    out.extend(segment(
        0xe1,
        b"http://ns.adobe.com/xmp/extension/\0SECRET: 40 bytes and as many more, as it should",
    ));
    out.extend(segment(0xe2, b"ICC_PROFILE\0\x01\x01SECRET"));
    out.extend(segment(0xe2, b"MPF\0II*\0SECRET"));
    out.extend(segment(0xed, b"Photoshop 3.0\x008BIM\x04\x04SECRET"));
    out.extend(segment(0xee, b"NotAdobe SECRET"));
    out.extend(segment(0xef, b"SECRET"));
    out.extend(segment(0xfe, b"SECRET comment"));
    out.extend(segment(0xf5, b"SECRET"));
    out
}

#[test]
fn nothing_but_the_picture_is_left_of_a_jpeg() {
    for (name, file) in every_kind().into_iter().take(6) {
        let plain = cleaned(name, &file);
        let mut dirty = spliced(&file, 2, &secrets(1));
        dirty.extend(b"PK\x03\x04 SECRET zip");
        dirty.extend(&spliced(&file, 2, &secrets(1)));
        let clean_file = cleaned(name, &dirty);
        assert_eq!(clean_file.len(), plain.len(), "{name}");
        assert!(!holds(&clean_file, b"Exif"), "{name}");
    }
}

#[test]
fn of_jpeg_the_scans_tables_and_frame_are_copied_byte_for_byte() {
    let file = colour_jpeg(Jpeg::default());
    // The encoder writes a JFIF segment of its own, of 18 bytes, first.
    assert_eq!(clean(&file).unwrap()[20..], file[20..]);
}

#[test]
fn the_orientation_alone_is_kept_of_exif() {
    for orientation in 2..=8 {
        let plain = cleaned("upright", &colour_jpeg(Jpeg::default()));
        let dirty = spliced(&colour_jpeg(Jpeg::default()), 2, &secrets(orientation));
        let clean_file = cleaned("JPEG", &dirty);
        assert_eq!(clean_file.len(), plain.len() + 36);

        let dirty = spliced(&grey_png(), 33, &chunk(b"eXIf", &exif(orientation)));
        assert_eq!(cleaned("PNG", &dirty).len(), grey_png().len() + 38);

        let still = &colour_webp()[12..];
        let parts = [
            vp8x(0x2c, WIDTH, HEIGHT),
            riff(b"ICCP", b"SECRET"),
            still.to_vec(),
        ];
        let dirty = [
            &parts[..],
            &[riff(b"EXIF", &exif(orientation)), riff(b"XMP ", b"SECRET")],
        ]
        .concat();
        let kept = [
            vp8x(0x08, WIDTH, HEIGHT),
            still.to_vec(),
            riff(b"EXIF", &minimal(orientation)),
        ];
        assert_eq!(cleaned("WebP", &webp_of(&dirty)), webp_of(&kept));
    }
    for nonsense in [0, 9, 400] {
        let dirty = spliced(&colour_jpeg(Jpeg::default()), 2, &secrets(nonsense));
        assert!(!holds(&cleaned("JPEG", &dirty), b"Exif"));
    }
}

fn minimal(orientation: u16) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation as u8, 0, 0, 0, 0, 0, 0]);
    tiff
}

#[test]
fn data_between_segments_fill_bytes_and_what_stands_between_scans_go() {
    let file = colour_jpeg(Jpeg {
        progressive: true,
        ..Jpeg::default()
    });
    let scans: Vec<usize> = (0..file.len() - 1)
        .filter(|at| file[*at..at + 2] == [0xff, 0xda])
        .collect();
    assert!(scans.len() > 3);
    let mut dirty = file.clone();
    for at in scans.iter().rev() {
        dirty = spliced(
            &dirty,
            *at,
            &[&segment(0xfe, b"SECRET")[..], b"\xff\xff\xff"].concat(),
        );
    }
    dirty = spliced(&dirty, 20, b"SECRET \x00 between \xff\x00 segments");
    assert_eq!(cleaned("progressive", &dirty), clean(&file).unwrap());
}

#[test]
fn fill_bytes_before_restart_markers_go() {
    let file = colour_jpeg(Jpeg {
        restarts: true,
        ..Jpeg::default()
    });
    let at = (0..file.len())
        .find(|at| file[*at..].starts_with(&[0xff, 0xd3]))
        .unwrap();
    assert_eq!(
        cleaned("restarts", &spliced(&file, at, &[0xff; 9])),
        clean(&file).unwrap()
    );
}

#[test]
fn adobes_transform_is_kept_and_its_other_bytes_are_not() {
    for (name, file) in &every_kind()[4..6] {
        let at = (0..file.len())
            .find(|at| file[*at..].starts_with(b"Adobe"))
            .unwrap();
        let mut dirty = file.clone();
        dirty[at + 7..at + 11].copy_from_slice(b"DEVI");
        assert!(!holds(&cleaned(name, &dirty), b"DEVI"));
    }
}

#[test]
fn nothing_but_the_picture_is_left_of_a_png() {
    let file = grey_png();
    let mut dirty = Vec::new();
    for (name, body) in [
        (b"tEXt", &b"Author\0SECRET"[..]),
        (b"zTXt", b"Raw profile type exif\0\0SECRET"),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0SECRET"),
        (b"iCCP", b"SECRET\0\0"),
        (b"tIME", b"\x07\xe8\x07\x1c\x0e\x0f\x10"),
        (b"pHYs", b"\0\0\x0b\x13\0\0\x0b\x13\x01"),
        (b"sPLT", b"SECRET\0\x08"),
        (b"caBX", b"SECRET"),
        (b"eXIf", &exif(1)),
    ] {
        dirty.extend(chunk(name, body));
    }
    let mut dirty = spliced(&file, 33, &dirty);
    dirty.extend(b"SECRET behind the end");
    dirty.extend(&file);
    assert_eq!(cleaned("PNG", &dirty), file);
    let shown = spliced(
        &file,
        33,
        &[chunk(b"gAMA", &[0, 0, 0xb1, 0x8f]), chunk(b"sRGB", &[0])].concat(),
    );
    assert_eq!(cleaned("PNG", &shown), shown);
}

#[test]
fn of_an_animation_one_frame_is_left() {
    assert_eq!(cleaned("APNG", &animated_png()), grey_png());
    let clean_file = cleaned("WebP", &animated_webp());
    let frames = clean_file.windows(4).filter(|window| window == b"ANMF");
    assert_eq!(frames.count(), 1);
}

#[test]
fn of_a_webp_what_stands_behind_the_picture_goes() {
    for (name, file) in &every_kind()[8..] {
        let plain = cleaned(name, file);
        let mut dirty = file.clone();
        dirty.extend(riff(b"EXIF", b"SECRET"));
        dirty.extend(b"SECRET");
        assert_eq!(cleaned(name, &dirty), plain);
        let length = (dirty.len() - 6 - 8) as u32;
        dirty[4..8].copy_from_slice(&length.to_le_bytes());
        assert_eq!(cleaned(name, &dirty), plain);
    }
}

#[test]
fn a_file_cut_off_anywhere_is_an_error() {
    for (name, file) in every_kind() {
        for end in 0..file.len() {
            let error = clean(&file[..end]).expect_err(name);
            let expected = end < 12 || matches!(error, ImageError::CutOff { .. });
            assert!(expected, "{name} to {end}: {error}");
        }
    }
}

#[test]
fn of_a_pdf_the_jpeg_is_left_turned_as_its_page_is() {
    for (rotate, number) in [(0, 1), (90, 6), (180, 3), (270, 8)] {
        // What the JPEG's own EXIF says of its turn is not what the page shows.
        let picture = spliced(&colour_jpeg(Jpeg::default()), 2, &secrets(5));
        let file = [&pdf("/DCTDecode", rotate, &picture)[..], b"/Author (SECRET)"].concat();
        let kept = clean(&file).unwrap();
        assert!(kept.starts_with(b"\xff\xd8\xff") && !holds(&kept, b"SECRET"));
        assert_eq!(clean(&kept).unwrap(), kept);
        let limits = Limits::default();
        assert_eq!(decode(&kept, &limits).unwrap(), decode(&file, &limits).unwrap());
        assert_eq!(samples_of(&kept), samples_of(&picture));
        let turned = [b"Exif\0\0", &minimal(number)[..]].concat();
        assert_eq!(holds(&kept, &turned), rotate != 0, "{rotate}");
    }
    let error = clean(&pdf("/FlateDecode", 0, b"x")).unwrap_err().to_string();
    assert!(error.starts_with("a PDF whose image has /FlateDecode"), "{error}");
}

#[test]
fn errors_name_what_was_found_and_what_was_expected() {
    let heic = clean(b"\0\0\0\x18ftypheic").unwrap_err();
    assert_eq!(
        heic.to_string(),
        "a HEIC (HEIF) picture; expected a JPEG, PNG or WebP picture, or a PDF of one JPEG picture"
    );
    let error = clean(b"\xff\xd8\xff\xd8").unwrap_err();
    assert_eq!(
        error.to_string(),
        "a JPEG that is broken at byte 2: a second image begins before the first has ended"
    );
    let mut wrong = grey_png();
    wrong[20] ^= 1;
    let error = clean(&wrong).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a PNG that is broken at byte 8: a chunk's checksum is wrong"
    );
    assert!(clean(b"\xff\xd8\xff\xd9").is_err());
    assert!(clean(&png_of(&[ihdr(1, 1, 8, 0, 0)])).is_err());
    assert!(clean(&webp_of(&[vp8x(0, 9, 9)])).is_err());
}

#[test]
fn a_long_file_of_nothing_but_markers_takes_linear_time() {
    let began = std::time::Instant::now();
    let mut file = colour_jpeg(Jpeg::default());
    let end = file.split_off(file.len() - 2);
    file.extend([0xff, 0x00, 0xff, 0xd0].repeat(2_000_000));
    file.extend(vec![0xff; 8_000_000]);
    file.extend(segment(0xfe, b"").repeat(2_000_000));
    file.extend(end);
    assert!(clean(&file).is_ok());
    assert!(began.elapsed().as_secs() < 20);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn no_change_of_a_file_makes_it_panic_and_what_it_gives_is_stable(
        kind in 0usize..12,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
        how in 0..3,
    ) {
        let mut file = every_kind().swap_remove(kind).1;
        match how {
            0 => changes.iter().for_each(|(at, to)| { let at = at.index(file.len()); file[at] = *to; }),
            1 => changes.iter().for_each(|(at, to)| { let at = at.index(file.len()); file.insert(at, *to); }),
            _ => changes.iter().for_each(|(at, _)| { let at = at.index(file.len()); file.remove(at); }),
        }
        if changes.len() > 8 {
            file.truncate(cut.index(file.len()));
        }
        if let Ok(clean_file) = clean(&file) {
            prop_assert!(clean_file.len() <= file.len() + 64);
            prop_assert_eq!(clean(&clean_file).unwrap(), clean_file);
        }
    }

    #[test]
    fn any_bytes_behind_a_start_make_no_panic(kind in 0usize..12, at in 2usize..60, tail: Vec<u8>) {
        let mut file = every_kind().swap_remove(kind).1;
        file.truncate(at);
        file.extend(tail);
        let _ = clean(&file);
        let _ = decode(&file, &Limits::default());
    }
}
