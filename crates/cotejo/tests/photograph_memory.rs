//! The largest pictures that are decoded take less than 400 MB a thread, with their files and what is kept of them.
//!
//! `--nocapture` prints the time and the peak of each.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]
#![allow(clippy::print_stdout, reason = "what is measured is shown on request")]

mod paper;
mod workbench;

use jpeg_encoder::ColorType;
use paper::{ELECTION, Paper, text};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use workbench::Workbench;

/// In thousands of bytes.
const MOST: u64 = 400_000;
const REDACT: &str = r#"
[[sheet.redact]]
name = "signatures"
left = 0
top = 111
right = 100
bottom = 113
"#;

/// A sheet that a code of many small modules takes half of.
fn filled(table: u32, side: usize) -> Paper {
    let segments = QrSegment::make_segments(&text(table));
    let (level, version) = (QrCodeEcc::High, Version::MAX);
    let code =
        QrCode::encode_segments_advanced(&segments, level, version, Version::MAX, None, false).unwrap();
    let module = side / 250;
    Paper::new(side, side).code(&code, module, 4 * module, 4 * module)
}

/// The same with a code of an eighth of the side, and noise in the lower part.
fn noisy(table: u32, width: usize, height: usize, part: usize) -> Paper {
    let code = QrCode::encode_text(&text(table), QrCodeEcc::High).unwrap();
    let module = width / 8 / code.size() as usize;
    let mut paper = Paper::new(width, height).code(&code, module, 5 * module, 5 * module);
    let from = paper.pixels.len() - paper.pixels.len() / 100 * part;
    let mut state = 1u64;
    for pixel in &mut paper.pixels[from..] {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        *pixel = (state >> 32) as u8;
    }
    paper
}

/// Finder patterns in four corners, so many that they make many codes of half the picture.
fn corners(side: usize) -> Paper {
    let mut paper = Paper::new(side, side);
    let module = side / 280;
    let code = QrCode::encode_text("x", QrCodeEcc::Low).unwrap();
    let far = 145 * module;
    for (left, top) in [(0, 0), (far, 0), (0, far), (far, far)] {
        for (right, below) in [(1, 1), (13, 1), (1, 13)] {
            for y in 0..7 * module {
                for x in 0..7 * module {
                    if code.get_module((x / module) as i32, (y / module) as i32) {
                        let (x, y) = (left + right * module + x, top + below * module + y);
                        paper.pixels[y * side + x] = 40;
                    }
                }
            }
        }
    }
    paper
}

fn webp(paper: &Paper) -> Vec<u8> {
    let mut bytes = Vec::new();
    image_webp::WebPEncoder::new(&mut bytes)
        .encode(
            &paper.pixels,
            paper.width as u32,
            paper.height as u32,
            image_webp::ColorType::L8,
        )
        .unwrap();
    bytes
}

/// The most memory that a process had until it ended, in thousands of bytes.
fn peak(child: &mut Child) -> u64 {
    let path = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let status = std::fs::read_to_string(&path).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        if let Some(pages) = line.and_then(|line| line.trim().strip_suffix(" kB")) {
            peak = pages.parse::<u64>().unwrap() * 1024 / 1000;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    peak
}

/// Reads a file into a new election, which must end with this, and says what it took.
fn measure(definition: &str, file: &str, bytes: &[u8], became: &str) {
    let bench = Workbench::new();
    bench.write("election.toml", definition);
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    bench.write(file, bytes);
    let began = Instant::now();
    let mut child = bench
        .command(&["read", "election", file, "--account", "party"])
        .env("RAYON_NUM_THREADS", "1")
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let peak = peak(&mut child);
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{file}, {} bytes: {became}, {seconds:.1} s, {} MB at the peak",
        bytes.len(),
        peak / 1000
    );
    let done = std::fs::read_to_string(bench.path("election/read.jsonl")).unwrap();
    assert!(done.contains(&format!(r#":"{became}""#)), "{done}");
    assert!((1..MOST).contains(&peak), "{peak} thousand bytes");
}

#[test]
fn the_largest_png_takes_less_than_400_mb() {
    measure(ELECTION, "filled.png", &filled(1, 10_000).png(), "read");
    measure(ELECTION, "noisy.png", &noisy(2, 10_000, 10_000, 48).png(), "read");
    measure(ELECTION, "corners.png", &corners(10_000).png(), "damaged");
}

#[test]
fn the_largest_picture_that_is_covered_takes_less_than_400_mb() {
    let redact = format!("{ELECTION}{REDACT}");
    measure(&redact, "filled.png", &filled(1, 10_000).png(), "read");
    measure(&redact, "noisy.png", &noisy(2, 8_300, 8_300, 45).png(), "read");
}

#[test]
fn the_largest_jpeg_and_webp_take_less_than_400_mb() {
    let jpeg = noisy(1, 8_600, 8_600, 30).jpeg(ColorType::Rgb, true);
    measure(ELECTION, "progressive.jpg", &jpeg, "read");
    let inks = noisy(2, 8_000, 8_000, 40).jpeg(ColorType::Cmyk, false);
    measure(ELECTION, "inks.jpg", &inks, "read");
    measure(ELECTION, "still.webp", &webp(&noisy(3, 5_000, 5_000, 50)), "read");
}
