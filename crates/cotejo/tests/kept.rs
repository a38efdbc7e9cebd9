//! What is kept of a photograph: without metadata, with parts of it covered, and with small copies beside it.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod paper;
mod workbench;

use paper::ELECTION;
use qrcodegen::{QrCode, QrCodeEcc};
use record::{BlobHash, Body, Entry};
use serde_json::Value;
use sheet::clean::clean;
use sheet::decode::{Limits, decode};
use std::path::Path;
use workbench::{Workbench, files};

const REDACT: &str = r#"
[[sheet.redact]]
name = "signatures"
left = -50
top = 150
right = 150
bottom = 200
"#;
const TEXT: &str = "101.01!10,20,15!1!45";

/// Where the code stands in the pictures, and where, from its side, the signatures do.
const MODULE: usize = 6;
const CORNER: [usize; 2] = [120, 60];

/// A sheet with a code and red stripes for signatures, in colour, with a comment that names a phone.
fn picture(text: &str) -> Vec<u8> {
    let (width, height) = (420, 420);
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
    let side = code.size() as usize * MODULE;
    let mut pixels = vec![225u8; 3 * width * height];
    for y in 0..height {
        for x in 0..width {
            let [left, top] = CORNER;
            let within = (left..left + side).contains(&x) && (top..top + side).contains(&y);
            let pixel = &mut pixels[3 * (y * width + x)..][..3];
            if within && code.get_module(((x - left) / MODULE) as i32, ((y - top) / MODULE) as i32) {
                pixel.fill(40);
            }
            if signed(side, x, y) && x % 10 < 5 {
                pixel.copy_from_slice(&[230, 30, 40]);
            }
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width as u32, height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder
        .add_text_chunk("Comment".into(), "phone of Ana, 10.1N 66.9W".into())
        .unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}

/// Whether a pixel lies in the rectangle of the signatures.
fn signed(side: usize, x: usize, y: usize) -> bool {
    let (u, v) = (x as f64 - CORNER[0] as f64, y as f64 - CORNER[1] as f64);
    let side = side as f64;
    (-0.5 * side..1.5 * side).contains(&u) && (1.5 * side..2.0 * side).contains(&v)
}

/// The first capture of a published log, by its entries' bytes.
fn capture(public: &Path) -> record::Capture {
    let folder = public.join("log/tile/entries");
    let bundles: Vec<String> = files(&folder);
    for bundle in bundles {
        let bytes = std::fs::read(folder.join(bundle)).unwrap();
        let mut rest = &bytes[..];
        while let [high, low, more @ ..] = rest {
            let (entry, more) = more.split_at(usize::from(u16::from_be_bytes([*high, *low])));
            if let Body::Capture(capture) = Entry::parse(entry).unwrap().body {
                return capture;
            }
            rest = more;
        }
    }
    panic!("no capture");
}

fn blob(public: &Path, name: &BlobHash) -> Vec<u8> {
    let hex = name.hex();
    std::fs::read(public.join(format!("log/blob/sha256/{}/{hex}", &hex[..2]))).unwrap()
}

fn read_one(bench: &Workbench, election: &str, file: &str, bytes: &[u8]) -> Value {
    bench.write("election.toml", election);
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    bench.write(file, bytes);
    let run = bench.run(&["read", "election", file, "--account", "party", "--json"], 0);
    bench.run(&["publish", "election", "--to", "public"], 0);
    bench.run(&["verify", "public"], 0);
    run.json()
}

#[test]
fn the_published_picture_is_the_cleaned_one_and_its_hash_is_in_the_log() {
    let bench = Workbench::new();
    let file = picture(TEXT);
    let said = read_one(&bench, ELECTION, "1.png", &file);
    let public = bench.path("public");
    let capture = capture(&public);
    let kept = blob(&public, &capture.image);
    assert_eq!(kept, clean(&file).unwrap());
    assert_eq!(BlobHash::of(&kept), capture.image);
    assert_eq!(said["capture"], capture.image.to_string());
    assert_eq!(
        (capture.media.as_str(), capture.redacted_from),
        ("image/png", None)
    );
    // Who has the file and the salt can show that it comes of it; the publication has neither.
    let path = bench.path("election/originals.csv");
    let originals = std::fs::read_to_string(&path).unwrap();
    let (header, line) = originals.split_once('\n').unwrap();
    assert_eq!(header, "image,original,file_sha256,salt");
    let columns: Vec<&str> = line.trim_end().split(',').collect();
    let salt: record::Commitment = columns[3].parse().unwrap();
    let original = record::Commitment::of(&salt.0, &file);
    assert_eq!(capture.original, Some(original));
    let expected = [
        capture.image.hex(),
        original.to_string(),
        BlobHash::of(&file).hex(),
    ];
    assert_eq!(columns[..3], expected);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    for path in files(&public) {
        let bytes = std::fs::read(public.join(&path)).unwrap();
        assert!(
            !bytes.windows(64).any(|some| some == columns[3].as_bytes()),
            "{path}"
        );
    }
    let limits = Limits::default();
    assert_eq!(decode(&kept, &limits).unwrap(), decode(&file, &limits).unwrap());
    assert!(!kept.windows(5).any(|some| some == b"phone"));
}

#[test]
fn what_the_definition_names_is_covered_and_both_hashes_are_recorded() {
    let bench = Workbench::new();
    let file = picture(TEXT);
    let said = read_one(&bench, &format!("{ELECTION}{REDACT}"), "1.png", &file);
    let public = bench.path("public");
    let capture = capture(&public);
    let kept = blob(&public, &capture.image);
    let uncovered = BlobHash::of(&clean(&file).unwrap());
    assert_eq!(capture.redacted_from, Some(uncovered));
    assert_eq!(said["redacted_from"], uncovered.to_string());
    assert_eq!(capture.media, "image/jpeg");
    // The picture as it was is nowhere in the publication, nor in the election's folder.
    for folder in [public.clone(), bench.path("election")] {
        for path in files(&folder) {
            let bytes = std::fs::read(folder.join(path)).unwrap();
            assert_ne!(BlobHash::of(&bytes), uncovered);
        }
    }
    let limits = Limits::default();
    let (before, after) = (decode(&file, &limits).unwrap(), decode(&kept, &limits).unwrap());
    let side = QrCode::encode_text(TEXT, QrCodeEcc::Medium).unwrap().size() as usize * MODULE;
    let mut covered = 0;
    for y in 0..after.height() {
        for x in 0..after.width() {
            if signed(side, x, y) {
                assert_eq!(after.row(y)[x], 0);
                covered += 1;
            } else if y < CORNER[1] + side {
                assert!(after.row(y)[x].abs_diff(before.row(y)[x]) < 50);
            }
        }
    }
    assert!(covered > 10_000);
    // The copies are made of what is kept.
    let hex = capture.image.hex();
    let web = std::fs::read(public.join(format!("image/{}/{hex}.web.jpg", &hex[..2]))).unwrap();
    let web = decode(&web, &limits).unwrap();
    let middle = [CORNER[0] + side / 2, CORNER[1] + side * 7 / 4];
    assert_eq!(web.row(middle[1])[middle[0]], 0);

    let story = bench.run(&["read", "election", "--check", "1.png"], 0).stdout;
    assert!(story.contains("parts of it are covered"), "{story}");
}

#[test]
fn a_photograph_that_is_not_in_the_store_is_named_and_the_rest_is_published() {
    let bench = Workbench::new();
    read_one(&bench, ELECTION, "1.png", &picture(TEXT));
    let hex = capture(&bench.path("public")).image.hex();
    let path = format!("log/blob/sha256/{}/{hex}", &hex[..2]);
    let stored = bench.path("election").join(&path);
    let whole = std::fs::read(&stored).unwrap();
    for (bytes, why) in [(None, "is missing"), (Some(b"other bytes"), "differ")] {
        std::fs::remove_file(&stored).unwrap();
        if let Some(bytes) = bytes {
            std::fs::write(&stored, bytes).unwrap();
        }
        let run = bench.run(&["publish", "election", "--to", "some"], 1);
        let said = &run.stderr;
        assert!(said.contains("1 documents cannot be published"), "{said}");
        assert!(said.contains(&hex) && said.contains(why), "{said}");
        assert!(!bench.path("some").join(&path).exists());
        let page = std::fs::read_to_string(bench.path("some/en/index.html")).unwrap();
        assert!(page.contains("45"), "{page}");
        let verified = bench.json(&["verify", "some"], 1);
        let problems = verified["problems"].as_array().unwrap();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(
            (&problems[0]["file"], &problems[0]["code"]),
            (&path.as_str().into(), &"missing".into())
        );
        std::fs::write(&stored, &whole).unwrap();
    }
    bench.run(&["publish", "election", "--to", "some"], 0);
    bench.run(&["verify", "some"], 0);
}

#[test]
fn rectangles_that_cannot_be_covered_are_named_before_an_election_begins() {
    let bench = Workbench::new();
    bench.write(
        "election.toml",
        format!("{ELECTION}{}", REDACT.replace("top = 150", "top = 90")),
    );
    let run = bench.run(&["new", "election", "--from", "election.toml"], 2);
    assert!(
        run.stderr.contains("sheet.redact \"signatures\": found left")
            && run.stderr.contains("clear of the code"),
        "{}",
        run.stderr
    );
    assert!(!bench.path("election").exists());
}

#[test]
fn small_copies_are_made_once_and_made_again_where_they_were_changed() {
    let bench = Workbench::new();
    read_one(&bench, ELECTION, "1.png", &picture(TEXT));
    let public = bench.path("public");
    let folder = public.join("image");
    let made: Vec<String> = files(&folder)
        .into_iter()
        .filter(|path| path.ends_with(".jpg"))
        .collect();
    let hex = capture(&public).image.hex();
    let expected = ["thumb", "web"].map(|name| format!("{}/{hex}.{name}.jpg", &hex[..2]));
    assert_eq!(made, expected);
    let list = std::fs::read_to_string(folder.join(&hex[..2]).join("manifest.sha256")).unwrap();
    assert!(
        expected
            .iter()
            .all(|path| list.contains(&format!("  {}\n", &path[3..])))
    );

    let (thumb, web) = (folder.join(&made[0]), folder.join(&made[1]));
    let bytes = |path: &Path| std::fs::read(path).unwrap();
    let first = (bytes(&thumb), bytes(&web));
    let before = std::fs::metadata(&thumb).unwrap().modified().unwrap();
    bench.run(&["publish", "election", "--to", "public"], 0);
    assert_eq!(std::fs::metadata(&thumb).unwrap().modified().unwrap(), before);
    // Somebody with access to the folder puts another picture there: verify says so, publish does not sign it.
    std::fs::write(&web, b"another picture").unwrap();
    let run = bench.run(&["verify", "public"], 1);
    assert!(run.stdout.contains("web.jpg"), "{}", run.stdout);
    bench.run(&["publish", "election", "--to", "public"], 0);
    assert_eq!((bytes(&thumb), bytes(&web)), first);
    bench.run(&["verify", "public"], 0);
}

#[test]
fn the_jpeg_of_a_pdf_is_kept_alone() {
    let (width, height) = (420, 420);
    let png = picture(TEXT);
    let grey = decode(&png, &Limits::default()).unwrap();
    let mut jpeg = Vec::new();
    jpeg_encoder::Encoder::new(&mut jpeg, 90)
        .encode(grey.pixels(), width, height, jpeg_encoder::ColorType::Luma)
        .unwrap();
    let mut pdf =
        b"%PDF-1.4\n3 0 obj\n<</Type /Page/Rotate 180/Author (phone of Ana)>>\nendobj\n5 0 obj\n".to_vec();
    pdf.extend(b"<</Type/XObject/Subtype/Image/Filter /DCTDecode>>\nstream\n");
    pdf.extend(&jpeg);
    pdf.extend(b"\nendstream\nendobj\n%%EOF\n");
    let bench = Workbench::new();
    let said = read_one(&bench, ELECTION, "1.pdf", &pdf);
    assert_eq!(said["outcome"], "read");
    let public = bench.path("public");
    let capture = capture(&public);
    assert_eq!(capture.media, "image/jpeg");
    let kept = blob(&public, &capture.image);
    assert!(kept.starts_with(b"\xff\xd8\xff") && !kept.windows(5).any(|some| some == b"phone"));
    let limits = Limits::default();
    assert_eq!(decode(&kept, &limits).unwrap(), decode(&pdf, &limits).unwrap());
}
