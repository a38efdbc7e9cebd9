//! Rates of fingerprint matches over made-up photographs: true matches of changed copies, false matches of other sheets.
//! `cargo test --release -p cotejo-simulate -- --ignored --nocapture rates_of_fingerprint_matches` prints them.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test that measures")]

use super::raster::Raster;
use super::{Hardness, Paper, photograph};
use crate::draw::{Draw, Stream};
use jpeg_encoder::{ColorType, Encoder};
use rayon::prelude::*;
use sheet::Grey;
use sheet::decode::{Limits, decode};
use sheet::fingerprint::{Fingerprint, Texts, is_same_photograph};
use sheet::print::{Sheet, print};
use sheet::qr::{Anything, Found, find};

const SHEETS: u64 = 40;

/// Changes to a photograph before it is sent on.
const KINDS: [&str; 10] = [
    "saved at quality 30",
    "saved at quality 60",
    "saved at quality 80",
    "cropped by 5% on each side",
    "turned by 90 degrees",
    "turned by 180 degrees",
    "turned by 270 degrees",
    "turned by 3 degrees",
    "shrunk to 60%",
    "cropped, shrunk, saved at 40",
];

fn jpeg(grey: &Grey, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = (grey.width() as u16, grey.height() as u16);
    Encoder::new(&mut bytes, quality)
        .encode(grey.pixels(), width, height, ColorType::Luma)
        .unwrap();
    bytes
}

fn saved(grey: &Grey, quality: u8) -> Grey {
    decode(&jpeg(grey, quality), &Limits::default()).unwrap()
}

fn cropped(grey: &Grey) -> Grey {
    let (left, top) = (grey.width() / 20, grey.height() / 20);
    let (width, height) = (grey.width() - 2 * left, grey.height() - 2 * top);
    let rows = (top..top + height).flat_map(|y| &grey.row(y)[left..left + width]);
    Grey::new(width, height, rows.copied().collect())
}

fn quarter(grey: &Grey) -> Grey {
    let (width, height) = (grey.height(), grey.width());
    let at = |n: usize| grey.row(n % width)[height - 1 - n / width];
    Grey::new(width, height, (0..width * height).map(at).collect())
}

fn tilted(grey: &Grey) -> Grey {
    let (sin, cos) = (0.052_336_f32, 0.998_630_f32);
    let raster = Raster::of(grey);
    let middle = [grey.width() as f32 / 2.0, grey.height() as f32 / 2.0];
    let mut out = Raster::new(grey.width(), grey.height(), 0.0);
    for (y, row) in out.rows_mut().enumerate() {
        for (x, value) in row.iter_mut().enumerate() {
            let (x, y) = (x as f32 + 0.5 - middle[0], y as f32 + 0.5 - middle[1]);
            let (u, v) = (x * cos - y * sin + middle[0], x * sin + y * cos + middle[1]);
            let within = u >= 0.0 && v >= 0.0 && u < 2.0 * middle[0] && v < 2.0 * middle[1];
            *value = if within { raster.at(u, v) } else { 0.0 };
        }
    }
    out.to_grey()
}

fn shrunk(grey: &Grey) -> Grey {
    Raster::of(grey).blurred(0.5).resized(0.6).to_grey()
}

fn copy(grey: &Grey, kind: usize) -> Grey {
    match kind {
        0 => saved(grey, 30),
        1 => saved(grey, 60),
        2 => saved(grey, 80),
        3 => saved(&cropped(grey), 75),
        4..=6 => saved(&(3..kind).fold(grey.clone(), |grey, _| quarter(&grey)), 75),
        7 => saved(&tilted(grey), 75),
        8 => saved(&shrunk(grey), 75),
        _ => saved(&shrunk(&cropped(grey)), 40),
    }
}

/// The sheet of a station, which has the same counts as that of every other one with these `counts`.
fn sheet(station: u64, counts: u64) -> Sheet {
    let mut draw = Draw::new(counts, Stream::Station(counts));
    let votes: Vec<u64> = (0..9).map(|n| draw.below(400 / (1 + n * n))).collect();
    let figure = |n: u64| model::Figure::Read(n as u32);
    let names = [
        "Ana Paredes",
        "Luis Romero",
        "Marta Quiroga",
        "Jorge Salas",
        "Elena Ibarra",
        "Pedro Luna",
        "Rosa Vidal",
        "Hugo Mena",
        "Carla Rey",
    ];
    let centre = 100_000_000 + station * 7_919;
    let table = station % 9 + 1;
    let boxes: Vec<String> = votes.iter().map(u64::to_string).collect();
    let valid: u64 = votes.iter().sum();
    Sheet {
        title: vec!["Tally sheet".into(), "President".into()],
        station: vec![
            format!("Station {centre}.{table:02}"),
            format!("School {station}"),
        ],
        options: names
            .iter()
            .zip(&votes)
            .map(|(name, n)| ((*name).to_owned(), figure(*n)))
            .collect(),
        totals: vec![
            ("Valid".into(), figure(valid)),
            ("Null".into(), figure(3)),
            ("Blank".into(), figure(2)),
        ],
        code: format!("{centre}.{table:02}!{}!3!2!{}!900", boxes.join(","), valid + 5),
        signatures: 4,
    }
}

fn photo(station: u64, counts: u64, level: u8, paper: u64, camera: u64, torn: bool) -> Grey {
    let hardness = Hardness::of(level);
    let module = [5, 6, 7][(counts % 3) as usize];
    let printed = print(&sheet(station, counts), module).unwrap();
    let paper = Paper::new(&printed, hardness, torn, &mut Draw::new(1, Stream::Paper(paper)));
    let picture = photograph(&paper, hardness, &mut Draw::new(1, Stream::Photograph(camera)));
    decode(&picture.jpeg().unwrap(), &Limits::default()).unwrap()
}

fn corners(grey: &Grey) -> Option<[[f32; 2]; 4]> {
    match find(grey, &Anything) {
        Found::Wanted(code) => Some(code.corners),
        _ => None,
    }
}

/// A picture's fingerprint with its code's corners, and without.
fn prints(grey: &Grey, torn: bool) -> [Fingerprint; 2] {
    let corners = if torn { None } else { corners(grey) };
    [corners, None].map(|corners| Fingerprint::new(grey, corners).unwrap())
}

/// The comparisons of one sheet: a name, and whether the pictures match with equal texts and with unknown texts.
type Answers = Vec<(&'static str, [bool; 2])>;

fn ask(n: u64) -> (u8, Answers, [Fingerprint; 2]) {
    let level = (n % 5) as u8 + 1;
    let first = photo(n, n, level, n, 2 * n, false);
    let own = prints(&first, false);
    let is_same = |one: &[Fingerprint; 2], other: &[Fingerprint; 2]| {
        [(0, Texts::Equal), (1, Texts::Unknown)]
            .map(|(with, texts)| is_same_photograph(&one[with], &other[with], texts))
    };
    let mut answers = Vec::new();
    let mut last = None;
    for (kind, name) in KINDS.iter().enumerate() {
        let copy = prints(&copy(&first, kind), false);
        answers.push((*name, is_same(&own, &copy)));
        last = Some(copy[1].clone());
    }
    let again = prints(&photo(n, n, level, n, 2 * n + 1, false), false);
    answers.push(("photographed again", is_same(&own, &again)));
    let twin = prints(&photo(n + 5000, n, level, n, 2 * n, false), false);
    // Where both codes are read, they differ, and nothing is compared.
    let unread = is_same(&own, &twin)[1];
    answers.push(("another sheet, the rest equal", [false, unread]));
    let torn = [n, n + 5000].map(|station| prints(&photo(station, n, level, n, 2 * n, true), true));
    answers.push((
        "the same, codes torn off",
        [false, is_same(&torn[0], &torn[1])[1]],
    ));
    (level, answers, [own[1].clone(), last.unwrap()])
}

#[test]
fn every_changed_copy_matches_and_no_other_sheet_does() {
    let (_, answers, _) = ask(2);
    for (name, [codes_read, _]) in &answers[..KINDS.len()] {
        assert!(codes_read, "{name}");
    }
    for (name, found) in &answers[KINDS.len()..KINDS.len() + 2] {
        assert_eq!(found, &[false, false], "{name}");
    }
    let [one, other] = [3, 4].map(|n| ask(n).2);
    assert!(!is_same_photograph(&one[0], &other[0], Texts::Unknown));
}

#[test]
#[ignore = "takes minutes"]
fn rates_of_fingerprint_matches() {
    let asked: Vec<_> = (0..5 * SHEETS).into_par_iter().map(ask).collect();
    println!("{SHEETS} sheets of each level; found to be one photograph, the codes read / not");
    for (at, (name, _)) in asked[0].1.iter().enumerate() {
        let counts = (1..=5).map(|level| {
            let own = asked.iter().filter(|asked| asked.0 == level);
            let count = |with: usize| own.clone().filter(|asked| asked.1[at].1[with]).count();
            format!("{:4} /{:4}", count(0), count(1))
        });
        println!("{name:32} {}", counts.collect::<Vec<_>>().join(" "));
    }
    let (pairs, same) = (0..asked.len())
        .into_par_iter()
        .map(|one| {
            let others = (0..asked.len()).filter(|other| *other != one);
            let prints = others.flat_map(|other| asked[other].2.iter());
            let same = prints.filter(|other| is_same_photograph(&asked[one].2[0], other, Texts::Unknown));
            (2 * (asked.len() - 1), same.count())
        })
        .reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let grey = photo(1, 1, 3, 1, 2, false);
    let began = std::time::Instant::now();
    let made = (0..100).filter_map(|_| Fingerprint::new(&grey, None)).count();
    println!(
        "{:.2} ms to make a fingerprint",
        began.elapsed().as_secs_f64() * 1e3 / made as f64
    );
    println!("pairs of different sheets, codes not read: {pairs}, of which one photograph: {same}");
    assert_eq!(same, 0);
}
