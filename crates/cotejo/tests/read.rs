//! Photographs of sheets are read, kept without their metadata, and put aside with a reason where they cannot be.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod paper;
mod workbench;

use paper::ELECTION;
use qrcodegen::{QrCode, QrCodeEcc};
use serde_json::Value;
use std::collections::BTreeMap;
use workbench::Workbench;

/// A picture of paper with this code on it, if any, and a comment that names a phone.
fn picture(text: Option<&str>) -> Vec<u8> {
    let (width, height, module, left, top) = (400, 300, 5, 90, 60);
    let mut pixels = vec![225u8; width * height];
    if let Some(text) = text {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        for y in 0..code.size() as usize * module {
            for x in 0..code.size() as usize * module {
                if code.get_module((x / module) as i32, (y / module) as i32) {
                    pixels[(top + y) * width + left + x] = 40;
                }
            }
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width as u32, height as u32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder
        .add_text_chunk("Comment".into(), "phone of Ana, 10.1N 66.9W".into())
        .unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}

#[test]
fn pictures_are_read_recorded_and_put_aside_with_a_reason() {
    let bench = Workbench::new();
    bench.write("election.toml", ELECTION);
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    bench.write("photos/a/1.png", picture(Some("101.01!10,20,15!1!45")));
    bench.write("photos/a/again.png", picture(Some("101.01!10,20,15!1!45")));
    bench.write("photos/b/2\nnewline.png", picture(Some("101.02!0,7,9!0!16")));
    bench.write("photos/none.png", picture(None));
    bench.write(
        "photos/other.png",
        picture(Some("<script>alert(1)</script>'; drop table")),
    );
    bench.write("photos/truth.txt", "not a picture");
    bench.write("photos/cut.png", &picture(Some("101.03!1,1,1!0!3"))[..300]);
    let run = bench.run(&["read", "election", "photos", "--account", "party", "--json"], 1);
    let lines: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let outcomes: BTreeMap<&str, (&str, &str)> = lines
        .iter()
        .map(|line| {
            let text = |key: &str| line[key].as_str().unwrap_or("");
            (text("file"), (text("outcome"), text("reason")))
        })
        .collect();
    let expected = [
        ("photos/a/1.png", ("read", "")),
        ("photos/a/again.png", ("queued", "duplicate")),
        ("photos/b/2\nnewline.png", ("read", "")),
        ("photos/cut.png", ("queued", "not_a_picture")),
        ("photos/none.png", ("queued", "no_code")),
        ("photos/other.png", ("queued", "other_code")),
        ("photos/truth.txt", ("queued", "not_a_picture")),
    ];
    assert_eq!(outcomes, BTreeMap::from(expected));

    let again = bench.run(&["read", "election", "photos", "--account", "party"], 1);
    assert!(
        again
            .stdout
            .contains("7 pictures: 0 read, 3 read before, 0 not, 4 still waiting."),
        "{}",
        again.stdout
    );

    let tally = bench.json(&["tally", "election", "--account", "party"], 0);
    let text = tally.to_string();
    for figure in [r#""votes":37"#, r#""votes":24"#] {
        assert!(text.contains(figure), "{figure} in {text}");
    }
    bench.run(&["publish", "election", "--to", "public"], 0);
    bench.run(&["verify", "public"], 0);
    let blobs = bench.path("public/log/blob");
    let mut kept = 0;
    let mut folders = vec![blobs];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            kept += usize::from(bytes.starts_with(b"\x89PNG"));
            let names_it = bytes.windows(12).any(|some| some == b"phone of Ana");
            assert!(!names_it, "{}", path.display());
        }
    }
    assert_eq!(kept, 2);
}

#[test]
fn what_is_seen_in_a_picture_is_shown_and_nothing_recorded() {
    let bench = Workbench::new();
    bench.write("election.toml", ELECTION);
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    bench.write("1.png", picture(Some("101.01!10,20,15!1!99")));
    let run = bench.run(&["read", "election", "--check", "1.png"], 1);
    for said in [
        "station 101.01",
        "ana: 30",
        "null: 1",
        "breaks a rule: the options' votes",
    ] {
        assert!(run.stdout.contains(said), "{said}: {}", run.stdout);
    }
    assert!(!bench.path("election/read.jsonl").exists());
}

#[test]
fn an_election_without_codes_says_so() {
    let bench = Workbench::new();
    bench.small();
    let run = bench.run(&["read", "election", "x.png", "--account", "party"], 2);
    assert!(run.stderr.contains("[sheet.code]"), "{}", run.stderr);
}

#[test]
fn pictures_in_a_zip_archive_are_read_as_those_in_a_folder() {
    let bench = Workbench::new();
    bench.write("election.toml", ELECTION);
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in [
        ("b/2.png", picture(Some("101.02!0,7,9!0!16"))),
        ("a/1.png", picture(Some("101.01!10,20,15!1!45"))),
        ("a/text.txt", b"not a picture".to_vec()),
        ("../outside.png", picture(None)),
    ] {
        zip.start_file(name, options).unwrap();
        std::io::Write::write_all(&mut zip, &bytes).unwrap();
    }
    bench.write("photos/some.zip", zip.finish().unwrap().into_inner());
    bench.write("photos/broken.zip", b"PK\x03\x04 and no more");
    let run = bench.run(&["read", "election", "photos", "--account", "party", "--json"], 1);
    let lines: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let seen: Vec<(&str, &str)> = lines
        .iter()
        .filter_map(|line| Some((line["file"].as_str()?, line["outcome"].as_str()?)))
        .collect();
    let expected = [
        ("photos/some.zip/../outside.png", "queued"),
        ("photos/some.zip/a/1.png", "read"),
        ("photos/some.zip/a/text.txt", "queued"),
        ("photos/some.zip/b/2.png", "read"),
    ];
    assert_eq!(seen, expected);
    assert!(
        run.stderr.contains("broken.zip: the zip archive cannot be read"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_picture_of_a_station_that_a_complete_register_lacks_is_recorded_and_put_aside() {
    let bench = Workbench::new();
    bench.write(
        "election.toml",
        format!("{ELECTION}\n[register]\ncomplete = true\n"),
    );
    bench.write("register.csv", "station,registered\n101.01,300\n");
    bench.run(&workbench::NEW_WITH_REGISTER, 0);
    bench.write("photos/1.png", picture(Some("101.01!10,20,15!1!45")));
    bench.write("photos/2.png", picture(Some("999.99!0,7,9!0!16")));
    let run = bench.run(&["read", "election", "photos", "--account", "party", "--json"], 1);
    let reasons: Vec<Option<String>> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|line| line["file"].is_string())
        .map(|line| line["reason"].as_str().map(str::to_owned))
        .collect();
    assert_eq!(reasons, [None, Some("unknown_station".to_owned())]);
}

#[test]
fn a_picture_whose_code_is_an_identifier_alone_is_kept_and_its_figures_are_left_to_be_typed() {
    let bench = Workbench::new();
    let election = ELECTION.replace("!{boxes:,}!{null}!{valid}", "").replace(
        "boxes = [{ option = \"ana\", count = 2 }, { option = \"luis\" }]\n",
        "",
    );
    bench.write("election.toml", election);
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    bench.write("photos/1.png", picture(Some("101.01")));
    let run = bench.run(&["read", "election", "photos", "--account", "party", "--json"], 1);
    let line: Value = serde_json::from_str(run.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(line["reason"], "no_figures");
    assert_eq!(line["station"], "101.01");
    assert!(line["capture"].is_string(), "{line}");
    let shown = bench.json(&["show", "election", "101.01"], 0);
    let contest = &shown["contests"][0];
    assert_eq!(
        (&contest["readings"], &contest["state"]),
        (&serde_json::json!([]), &"missing".into())
    );
}

/// The outcomes of a run: reason, station.
fn seen(run: &workbench::Run) -> Vec<(String, String)> {
    let line = |line| -> Value { serde_json::from_str(line).unwrap() };
    let text = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let seen = run.stdout.lines().map(line);
    seen.map(|line| (text(&line, "reason"), text(&line, "station")))
        .collect()
}

fn begun() -> Workbench {
    let bench = Workbench::new();
    bench.write("election.toml", ELECTION);
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    bench
}

fn qr(text: &str) -> QrCode {
    QrCode::encode_text(text, QrCodeEcc::Medium).unwrap()
}

#[test]
fn two_sheets_in_one_picture_are_two_readings_of_one_photograph() {
    let bench = begun();
    let two = paper::Paper::new(500, 220)
        .code(&qr("101.01!10,20,15!1!45"), 5, 40, 40)
        .code(&qr("101.02!0,7,9!0!16"), 5, 280, 40);
    bench.write("two.png", two.png());
    let checked = bench.run(&["read", "election", "two.png", "--check", "--json"], 0);
    let stations = ["101.01", "101.02"].map(|station| (String::new(), station.to_owned()));
    assert_eq!(seen(&checked), stations);
    let run = bench.run(&["read", "election", "two.png", "--account", "party"], 0);
    for said in ["1 pictures: 1 read, 0 read before, 0 not.", "Sheets recorded: 2."] {
        assert!(run.stdout.contains(said), "{}", run.stdout);
    }
    let tally = bench.json(&["tally", "election", "--account", "party"], 0);
    assert_eq!(tally["total"]["coverage"]["stations"], 2);
    let text = tally.to_string();
    for figure in [r#""votes":37"#, r#""votes":24"#] {
        assert!(text.contains(figure), "{figure} in {text}");
    }
    // Both readings have the photograph as their evidence, which is of no one station. That one photograph is of two
    // stations is a finding, a warning.
    for station in ["101.01", "101.02"] {
        let shown = bench.json(&["show", "election", station], 1);
        assert_eq!(shown["contests"][0]["readings"][0]["evidence"], true, "{shown}");
        let findings = &shown["contests"][0]["findings"];
        assert_eq!(findings[0]["rule"], "shared_photograph", "{shown}");
        assert_eq!(findings.as_array().unwrap().len(), 1, "{shown}");
    }
    let again = bench.run(&["read", "election", "two.png", "--account", "party"], 0);
    assert!(
        again.stdout.contains("0 read, 1 read before, 0 not."),
        "{}",
        again.stdout
    );
    bench.run(&["publish", "election", "--to", "public"], 0);
    bench.run(&["verify", "public"], 0);
}

#[test]
fn a_sheet_beside_one_that_cannot_be_read_is_recorded_and_the_picture_waits() {
    let bench = begun();
    let mut two = paper::Paper::new(500, 220)
        .code(&qr("101.01!10,20,15!1!45"), 5, 40, 40)
        .code(&qr("101.02!0,7,9!0!16"), 5, 280, 40);
    for y in 80..145 {
        two.pixels[y * 500 + 322..][..70].fill(120);
    }
    bench.write("two.png", two.png());
    let run = bench.run(
        &["read", "election", "two.png", "--account", "party", "--json"],
        1,
    );
    assert_eq!(seen(&run), [("several_codes".to_owned(), "101.01".to_owned())]);
    let tally = bench.json(&["tally", "election", "--account", "party"], 0);
    assert_eq!(tally["total"]["coverage"]["stations"], 1);
    let again = bench.run(&["read", "election", "two.png", "--account", "party"], 1);
    assert!(
        again.stdout.contains("0 read before, 0 not, 1 still waiting."),
        "{}",
        again.stdout
    );
    assert!(
        again.stdout.contains("photograph the other sheet alone"),
        "{}",
        again.stdout
    );
}

#[test]
fn what_was_not_read_is_still_waiting_until_it_is_looked_at_again_and_read() {
    let bench = begun();
    let whole = picture(Some("101.03!1,1,1!0!3"));
    bench.write("photos/cut.png", &whole[..300]);
    let words = ["read", "election", "photos", "--account", "party"];
    let retry = [&words[..], &["--retry"]].concat();
    let first = bench.run(&words, 1);
    assert!(first.stdout.contains("0 read before, 1 not."), "{}", first.stdout);
    for words in [&words[..], &words] {
        let again = bench.run(words, 1);
        for said in ["0 read, 0 read before, 0 not, 1 still waiting.", "--retry"] {
            assert!(again.stdout.contains(said), "{}", again.stdout);
        }
    }
    // Looked at again, it is as it was; and not counted twice.
    let again = bench.run(&retry, 1);
    assert!(
        again.stdout.contains("0 read, 0 read before, 1 not."),
        "{}",
        again.stdout
    );
    let again = bench.run(&words, 1);
    assert!(again.stdout.contains("1 still waiting."), "{}", again.stdout);
    // The file is whole now: another file, which is read; the old one is not among the files any more.
    bench.write("photos/cut.png", &whole);
    let read = bench.run(&words, 0);
    assert!(
        read.stdout.contains("1 read, 0 read before, 0 not."),
        "{}",
        read.stdout
    );
    let again = bench.run(&retry, 0);
    assert!(
        again.stdout.contains("0 read, 1 read before, 0 not."),
        "{}",
        again.stdout
    );
    assert_eq!(
        bench.json(&["tally", "election", "--account", "party"], 0)["total"]["coverage"]["stations"],
        1
    );
}

#[test]
fn kinds_of_pictures_that_are_not_read_are_named_with_what_to_do() {
    let bench = begun();
    bench.write("all/1.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    bench.write("all/2.tif", b"II*\0\x08\0\0\0\0\0");
    let page = b"1 0 obj\n<</Type/Page>>\nendobj\n";
    let sheet = paper::Paper::with(b"101.01!10,20,15!1!45").jpeg(jpeg_encoder::ColorType::Luma, false);
    let image = b"3 0 obj\n<</Subtype/Image/Filter/DCTDecode>>\nstream\n";
    let pdf = [
        &b"%PDF-1.4\n"[..],
        page,
        page,
        image,
        &sheet,
        b"\nendstream\nendobj\n%%EOF\n",
    ];
    bench.write("all/3.pdf", pdf.concat());
    let words = ["read", "election", "all", "--account", "party"];
    for run in [bench.run(&words, 1), bench.run(&words, 1)] {
        for said in [
            "HEIC",
            "TIFF",
            "PDF of several pages",
            "save it as a JPEG",
            "save each page",
        ] {
            assert!(run.stdout.contains(said), "{said}: {}", run.stdout);
        }
    }
}

#[test]
fn mirrored_sheets_sheets_in_the_negative_and_codes_with_a_character_set_are_taken_in() {
    let bench = begun();
    let sheet = |text: &str| paper::Paper::with(text.as_bytes());
    let mut mirrored = sheet("101.02!10,91,91!4!192");
    let width = mirrored.width;
    mirrored.pixels.chunks_mut(width).for_each(<[u8]>::reverse);
    bench.write(
        "all/mirrored.jpg",
        mirrored.jpeg(jpeg_encoder::ColorType::Luma, false),
    );
    let mut negative = sheet("101.03!10,92,92!5!194");
    negative.pixels.iter_mut().for_each(|pixel| *pixel = 255 - *pixel);
    bench.write(
        "all/negative.jpg",
        negative.jpeg(jpeg_encoder::ColorType::Luma, false),
    );
    let segments = [
        qrcodegen::QrSegment::make_eci(26),
        qrcodegen::QrSegment::make_bytes(b"101.04!1,2,3!0!6"),
    ];
    let eci = QrCode::encode_segments(&segments, QrCodeEcc::Medium).unwrap();
    bench.write(
        "all/eci.png",
        paper::Paper::new(200, 200).code(&eci, 4, 40, 40).png(),
    );
    let run = bench.run(&["read", "election", "all", "--account", "party", "--json"], 0);
    let stations = ["101.04", "101.02", "101.03"].map(|station| (String::new(), station.to_owned()));
    assert_eq!(seen(&run), stations);
    let shown = bench.json(&["show", "election", "101.02"], 0).to_string();
    for figure in [r#""ana":101"#, r#""luis":91"#, r#""null":4"#] {
        assert!(shown.contains(figure), "{figure} in {shown}");
    }
    let shown = bench.json(&["show", "election", "101.03"], 0).to_string();
    for figure in [r#""ana":102"#, r#""luis":92"#, r#""null":5"#] {
        assert!(shown.contains(figure), "{figure} in {shown}");
    }
}

#[test]
fn beside_every_sheet_in_a_picture_what_must_not_be_shown_is_covered_and_else_nothing_is_kept() {
    let bench = Workbench::new();
    let redact = "[[sheet.redact]]\nname = \"signature\"\nleft = 0\ntop = 115\nright = 40\nbottom = 140\n";
    bench.write("election.toml", format!("{ELECTION}{redact}"));
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    // Two sheets with a grey field under the left half of the code; the second is in the picture mirrored.
    let (left, right) = (qr("101.01!10,20,15!1!45"), qr("101.02!0,7,9!0!16"));
    let side = 5 * left.size() as usize;
    let mut two = paper::Paper::new(560, 280).code(&left, 5, 60, 60);
    let mut other = paper::Paper::new(560, 280).code(&right, 5, 60, 60);
    for paper in [&mut two, &mut other] {
        for y in 60 + side * 12 / 10..60 + side * 135 / 100 {
            paper.pixels[y * 560 + 65..][..side * 3 / 10].fill(150);
        }
    }
    for (row, from) in two.pixels.chunks_mut(560).zip(other.pixels.chunks(560)) {
        row[280..]
            .iter_mut()
            .zip(from[..280].iter().rev())
            .for_each(|(to, from)| *to = *from);
    }
    let is_grey = |pixels: &[u8]| pixels.iter().filter(|pixel| (130..170).contains(*pixel)).count();
    assert!(is_grey(&two.pixels) > 400);
    bench.write("two.png", two.png());
    let run = bench.run(
        &["read", "election", "two.png", "--account", "party", "--json"],
        0,
    );
    assert_eq!(
        run.stdout.matches(r#""outcome":"read""#).count(),
        2,
        "{}",
        run.stdout
    );
    // What is covered is kept as a JPEG.
    let log = bench.path("election/log");
    let mut stored = workbench::files(&log)
        .into_iter()
        .map(|path| std::fs::read(log.join(path)).unwrap());
    let bytes = stored.find(|bytes| bytes.starts_with(b"\xff\xd8\xff")).unwrap();
    let grey = sheet::decode::decode(&bytes, &sheet::decode::Limits::default()).unwrap();
    assert!(
        is_grey(grey.pixels()) < 100,
        "{} grey pixels are left",
        is_grey(grey.pixels())
    );

    // Where the second code cannot be read, what is beside it cannot be covered.
    for y in 95..150 {
        two.pixels[y * 560 + 430..][..50].fill(200);
    }
    bench.write("spoilt.png", two.png());
    let run = bench.run(
        &["read", "election", "spoilt.png", "--account", "party", "--json"],
        1,
    );
    let line: Value = serde_json::from_str(run.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&line["reason"], &line["capture"]),
        (&"not_covered".into(), &Value::Null),
        "{line}"
    );
}
