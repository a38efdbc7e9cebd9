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

    let again = bench.run(&["read", "election", "photos", "--account", "party"], 0);
    assert!(
        again.stdout.contains("0 read, 7 read before, 0 not"),
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
