//! Files and names that were made to do harm are put aside, and the pictures beside them are read.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod paper;
mod workbench;

use jpeg_encoder::ColorType;
use paper::{ELECTION, Paper, text};
use qrcodegen::{QrCode, QrCodeEcc};
use serde_json::Value;
use std::collections::BTreeMap;
use workbench::{Run, Workbench, files};

fn bench() -> Workbench {
    let bench = Workbench::new();
    bench.write("election.toml", ELECTION);
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    bench
}

fn read(bench: &Workbench, words: &[&str], code: i32) -> Run {
    let words = [&["read", "election", "--account", "party", "--json"], words].concat();
    bench.run(&words, code)
}

/// What became of each file.
fn outcomes(run: &Run) -> BTreeMap<String, String> {
    let line = |line| -> Value { serde_json::from_str(line).unwrap() };
    let outcome = |line: Value| {
        let text = |key: &str| line[key].as_str().unwrap_or("").to_owned();
        let reason = text("reason");
        let became = if reason.is_empty() {
            text("outcome")
        } else {
            reason
        };
        (text("file"), became)
    };
    run.stdout.lines().map(line).map(outcome).collect()
}

/// A PNG that says that it has these sides.
fn resized(mut png: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let checksum = crc32fast::hash(&png[12..29]);
    png[29..33].copy_from_slice(&checksum.to_be_bytes());
    png
}

/// A picture whose data are a thousandth of its pixels.
fn bomb(side: usize) -> Vec<u8> {
    let bytes = Paper::new(side, side).png();
    assert!(bytes.len() < side * side / 100, "{}", bytes.len());
    bytes
}

#[test]
fn no_picture_stops_the_run_whatever_it_is() {
    let bench = bench();
    let sheet = Paper::with(text(1).as_bytes());
    let png = sheet.png();
    let jpeg = sheet.jpeg(ColorType::Luma, false);
    bench.write("all/first.png", &png);
    bench.write("all/cut.png", &png[..png.len() / 2]);
    bench.write("all/cut.jpg", &jpeg[..jpeg.len() / 2]);
    let mut corrupt = png.clone();
    corrupt[60] ^= 0x55;
    bench.write("all/corrupt.png", corrupt);
    bench.write("all/empty.jpg", "");
    bench.write("all/one pixel.png", Paper::new(1, 1).png());
    bench.write("all/said to be huge.png", resized(png.clone(), 60_000, 60_000));
    bench.write(
        "all/said to be long.png",
        resized(png, sheet.width as u32, 29_000),
    );
    bench.write("all/bomb.png", bomb(11_000));
    bench.write("all/bomb under another header.png", resized(bomb(3_000), 7, 7));
    let deflated = &bomb(3_000)[41..];
    let pdf = [
        &b"%PDF-1.4\n1 0 obj\n<</Subtype/Image/Filter/FlateDecode>>\nstream\n"[..],
        deflated,
        b"\nendstream\nendobj\n%%EOF\n",
    ];
    bench.write("all/bomb.pdf", pdf.concat());
    bench.write("all/page.jpg", "<html><script>alert(1)</script>");
    bench.write("all/words.png", "%PDF-1.7 of nothing");
    let mut many = Paper::new(1_640, 1_640);
    for n in 0..400 {
        let code = QrCode::encode_text(&format!("code {n:03}"), QrCodeEcc::Medium).unwrap();
        many = many.code(&code, 3, 20 + n % 20 * 80, 20 + n / 20 * 80);
    }
    bench.write("all/many.png", many.png());
    bench.write("all/very last.png", Paper::with(text(2).as_bytes()).png());

    let run = read(&bench, &["all"], 1);
    let mut outcomes = outcomes(&run);
    // Of so many codes one may be taken for all, or none be told from the others.
    let many = outcomes.remove("all/many.png").unwrap();
    assert!(["other_code", "damaged"].contains(&many.as_str()), "{many}");
    let expected = [
        ("first.png", "read"),
        ("very last.png", "read"),
        ("one pixel.png", "no_code"),
        ("cut.png", "not_a_picture"),
        ("cut.jpg", "not_a_picture"),
        ("corrupt.png", "not_a_picture"),
        ("empty.jpg", "not_a_picture"),
        ("said to be huge.png", "not_a_picture"),
        ("said to be long.png", "not_a_picture"),
        ("bomb.png", "not_a_picture"),
        ("bomb under another header.png", "not_a_picture"),
        ("bomb.pdf", "not_a_picture"),
        ("page.jpg", "not_a_picture"),
        ("words.png", "not_a_picture"),
    ];
    let expected = expected.map(|(file, became)| (format!("all/{file}"), became.to_owned()));
    assert_eq!(outcomes, BTreeMap::from(expected));
}

#[test]
fn unusual_kinds_are_read_whatever_they_are_called() {
    let bench = bench();
    let sheet = |table| Paper::with(text(table).as_bytes());
    bench.write("all/1.png", sheet(1).jpeg(ColorType::Luma, false));
    bench.write("all/2.pdf", sheet(2).png());
    bench.write("all/3", sheet(3).jpeg(ColorType::Rgb, true));
    bench.write("all/4.jpg", sheet(4).jpeg(ColorType::Cmyk, false));
    bench.write("all/5.png", sheet(5).png16());
    bench.write("all/6.png", sheet(6).apng());
    let outcomes = outcomes(&read(&bench, &["all"], 0));
    assert_eq!(outcomes.len(), 6);
    assert!(outcomes.values().all(|became| became == "read"), "{outcomes:?}");
    bench.run(&["publish", "election", "--to", "public"], 0);
    bench.run(&["verify", "public"], 0);
}

#[test]
fn what_strange_codes_say_is_put_down_and_does_no_harm() {
    let bench = bench();
    let long = b"7".repeat(2_900);
    let says: [(&str, &[u8]); 6] = [
        ("html", b"<img src=x onerror=alert(1)>"),
        ("sql", b"101.01'); DROP TABLE readings; --"),
        ("control", b"101.01!\x1b[2J\x1b]0;title\x07\0\r\n!1"),
        ("bytes", b"\xff\xfe\xc3\x28"),
        ("long", &long),
        // All but the last figure of a sheet, and one figure too many.
        ("near", b"101.01!10,20,15!1!45!"),
    ];
    for (name, says) in says {
        bench.write(&format!("all/{name}.png"), Paper::with(says).png());
    }
    bench.write("all/sheet.png", Paper::with(text(1).as_bytes()).png());
    let run = read(&bench, &["all"], 1);
    for (name, says) in says {
        assert_eq!(outcomes(&run)[&format!("all/{name}.png")], "other_code", "{name}");
        let line = run
            .stdout
            .lines()
            .find(|line| line.contains(&format!("{name}.png")));
        let line: Value = serde_json::from_str(line.unwrap()).unwrap();
        assert_eq!(line["payload"], *String::from_utf8_lossy(says), "{name}");
    }
    assert_eq!(outcomes(&run)["all/sheet.png"], "read");

    let story = bench.run(&["read", "election", "--check", "all"], 1).stdout;
    assert!(story.contains(r"\u{1b}[2J") && story.contains("<img src=x"));
    assert!(story.chars().all(|c| c == '\n' || !c.is_control()), "{story:?}");

    bench.run(&["publish", "election", "--to", "public"], 0);
    for path in files(&bench.path("public")) {
        let bytes = std::fs::read(bench.path("public").join(&path)).unwrap();
        // The pages' own scripts say onerror, too.
        for secret in ["src=x onerror", "DROP TABLE", "]0;title"] {
            let there = bytes.windows(secret.len()).any(|some| some == secret.as_bytes());
            assert!(!there, "{secret} in {path}");
        }
    }
}

#[cfg(unix)]
#[test]
fn folders_that_may_not_be_looked_into_and_links_that_lead_out_are_named() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let bench = bench();
    bench.write("all/z/1.png", Paper::with(text(1).as_bytes()).png());
    let outside = bench.write("outside/2.png", Paper::with(text(2).as_bytes()).png());
    symlink(&outside, bench.path("all/file.png")).unwrap();
    symlink(bench.path("outside"), bench.path("all/folder")).unwrap();
    symlink(bench.path("all"), bench.path("all/round")).unwrap();
    symlink("nowhere", bench.path("all/dangling.png")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(bench.path("all/socket.png")).unwrap();
    bench.write("all/closed/3.png", Paper::with(text(3).as_bytes()).png());
    let closed = bench.path("all/closed");
    let mode = |mode| std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(mode)).unwrap();
    mode(0);
    // The superuser may look everywhere.
    let superuser = std::fs::read_dir(&closed).is_ok();
    let run = read(&bench, &["all", "missing"], 1);
    mode(0o755);
    let mut named = vec!["file.png", "folder", "round", "dangling.png", "socket.png"];
    let mut outcomes = outcomes(&run);
    if superuser {
        testing::not_run("a folder that is closed: the superuser may look into every one");
        outcomes.remove("all/closed/3.png");
    } else {
        named.push("closed");
    }
    for name in named {
        assert!(
            run.stderr.contains(&format!("all/{name}: ")),
            "{name}: {}",
            run.stderr
        );
    }
    assert!(run.stderr.contains("missing: No such file"), "{}", run.stderr);
    let expected = [("all/z/1.png".to_owned(), "read".to_owned())];
    assert_eq!(outcomes, BTreeMap::from(expected));
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_or_has_no_end_is_put_aside() {
    let bench = bench();
    bench.write("1.png", Paper::with(text(1).as_bytes()).png());
    // The one cannot be read at its beginning, the other is never at its end.
    let run = read(&bench, &["/proc/self/mem", "/dev/zero", "1.png"], 1);
    let expected = [
        ("/proc/self/mem", "not_a_picture"),
        ("/dev/zero", "not_a_picture"),
        ("1.png", "read"),
    ];
    let expected = expected.map(|(file, became)| (file.to_owned(), became.to_owned()));
    assert_eq!(outcomes(&run), BTreeMap::from(expected));
    assert!(
        run.stdout
            .contains("a file of over 67108864 bytes; expected at most 67108864")
    );
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_or_steer_a_terminal_do_no_harm() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let bench = bench();
    let sheet = |table| Paper::with(text(table).as_bytes()).png();
    bench.write("all/line\nbreak.png", sheet(1));
    bench.write("all/\u{1b}[2J.png", sheet(2));
    let latin = bench.path("all").join(OsStr::from_bytes(b"a\xf1o.png"));
    std::fs::write(&latin, sheet(3)).unwrap();
    let other = bench.path("all").join(OsStr::from_bytes(b"a\xf2o.png"));
    std::fs::write(&other, Paper::new(50, 50).png()).unwrap();
    std::os::unix::fs::symlink("nowhere", bench.path("all/\u{1b}[31mlink")).unwrap();
    let run = read(&bench, &["all"], 1);
    // Both names that are no text are shown alike; the files are told apart by their hash.
    assert_eq!(run.stdout.lines().count(), 4);
    let count = |word: &str| run.stdout.matches(word).count();
    assert_eq!((count(r#""outcome":"read""#), count("no_code")), (3, 1));
    assert!(
        run.stdout.contains(r#""file":"all/line\nbreak.png""#),
        "{}",
        run.stdout
    );
    let story = bench.run(&["read", "election", "--check", "all"], 1);
    for text in [run.stderr, run.stdout, story.stderr, story.stdout] {
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
    }
    let again = bench
        .run(&["read", "election", "all", "--account", "party"], 1)
        .stdout;
    assert!(
        again.contains("0 read, 3 read before, 0 not, 1 still waiting"),
        "{again}"
    );
}
