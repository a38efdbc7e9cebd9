//! What a picture tells of its maker is named, and nothing is where it tells nothing.
#![allow(clippy::unwrap_used)]

mod pictures;

use pictures::*;
use sheet::clean::clean;
use sheet::metadata;

fn kinds(file: &[u8]) -> Vec<&'static str> {
    metadata::of(file).unwrap()
}

#[test]
fn a_cleaned_picture_of_every_kind_tells_nothing() {
    for (name, file) in every_kind() {
        assert_eq!(kinds(&clean(&file).unwrap()), [""; 0], "{name}");
        // The orientation is kept, and tells nothing.
        if file.starts_with(b"\xff\xd8") {
            let turned = spliced(&file, 2, &segment(0xe1, &[b"Exif\0\0", &exif(6)[..]].concat()));
            assert_eq!(kinds(&turned), ["Exif"], "{name}");
            let cleaned = clean(&turned).unwrap();
            assert!(cleaned.windows(4).any(|some| some == b"Exif"), "{name}");
            assert_eq!(kinds(&cleaned), [""; 0], "{name}");
        }
    }
}

#[test]
fn what_cameras_editors_and_messengers_write_is_named() {
    let jpeg = colour_jpeg(Jpeg::default());
    for (marker, body, kind) in [
        (0xe1, &b"http://ns.adobe.com/xap/1.0/\0<x/>"[..], "XMP"),
        (0xed, b"Photoshop 3.0\x008BIM", "IPTC"),
        (0xe0, b"JFIF\0\x01\x01\x01\0\x48\0\x48\x01\x01abc", "a thumbnail"),
        (0xe2, b"MPF\0II*\0", "data of an application"),
        (0xfe, b"a comment", "text"),
    ] {
        assert_eq!(kinds(&spliced(&jpeg, 2, &segment(marker, body))), [kind]);
    }
    let profile = segment(0xe2, b"ICC_PROFILE\0\x01\x01");
    assert_eq!(kinds(&spliced(&jpeg, 2, &profile)), [""; 0]);
    assert_eq!(
        kinds(&[&jpeg[..], b"more"].concat()),
        ["bytes behind the picture"]
    );

    let png = grey_png();
    let header = 8 + 25;
    let with = |name: &[u8; 4], body: &[u8]| spliced(&png, header, &chunk(name, body));
    assert_eq!(kinds(&with(b"tEXt", b"Author\0Ana")), ["text"]);
    assert_eq!(kinds(&with(b"eXIf", &exif(1))), ["Exif"]);
    assert_eq!(kinds(&with(b"tIME", &[7, 234, 5, 10, 1, 2, 3])), ["the time"]);
    assert_eq!(kinds(&with(b"prVt", b"x")), ["data of an application"]);
    assert_eq!(kinds(&with(b"pHYs", &[0; 9])), [""; 0]);

    let webp = webp_of(&[
        vp8x(0x0c, WIDTH, HEIGHT),
        colour_webp()[12..].to_vec(),
        riff(b"EXIF", &exif(1)),
        riff(b"XMP ", b"<x/>"),
    ]);
    assert_eq!(kinds(&webp), ["Exif", "XMP"]);

    // Of a TIFF the tags that tell, here the orientation alone, and then make and place as well.
    assert_eq!(
        kinds(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"),
        [""; 0]
    );
    assert_eq!(
        kinds(b"II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0"),
        ["Exif"]
    );
    assert_eq!(kinds(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic....infeExif"), ["Exif"]);
    assert_eq!(kinds(&pdf("/DCTDecode", 0, &jpeg)), [""; 0]);
    let telling = spliced(&jpeg, 2, &segment(0xe1, b"Exif\0\0MM\0*"));
    assert_eq!(kinds(&pdf("/DCTDecode", 0, &telling)), ["Exif"]);
}

#[test]
fn a_picture_that_is_cut_off_is_an_error_and_other_documents_tell_nothing() {
    for (name, file) in every_kind()
        .into_iter()
        .filter(|(_, file)| !file.starts_with(b"%PDF"))
    {
        assert!(metadata::of(&file[..file.len() - 3]).is_err(), "{name}");
    }
    assert_eq!(kinds(b"The river rose above the old bridge."), [""; 0]);
}
