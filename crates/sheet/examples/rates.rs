//! Reads the made-up sheets of a folder and prints how many were read, by level, and how long it took:
//! `rates FOLDER [--each | --threads N] [--every N] [--levels A,B…]`.
//!
//! The folder's `truth.tsv` has a line a picture: file, level, the code's text (empty where there is none that
//! is to be read; several with ` | ` between them where there are). `--each` prints a line of JSON a picture
//! instead: file, level, what became of it, the text, the code's corners, and milliseconds of processor time for
//! decoding and for reading. `--threads N` prints how many pictures a second so many threads decode, and decode and
//! read, instead.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "an example for measuring"
)]

use sheet::decode::{Limits, decode};
use sheet::qr::{Found, find_all};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const LAYOUT: &str = "{centre:9}.{table:2}.{n:1}.{serial:4}!{boxes:,}!{null}!{blank}";

/// The time that this thread has run on a processor, in milliseconds: on a machine that does other work the
/// time that has passed says little.
fn processor_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e6
}

#[derive(Default)]
struct Level {
    pictures: f64,
    outcomes: BTreeMap<&'static str, u32>,
    decode: f64,
    find: f64,
    slowest: f64,
}

/// Prints how many pictures a second threads get through.
fn speed(files: &[Vec<u8>], threads: usize, wanted: &sheet::Grammar) {
    let pass = |reads: bool| {
        let next = AtomicUsize::new(0);
        let began = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let grey = decode(file, &Limits::default()).unwrap();
                        if reads {
                            std::hint::black_box(find_all(&grey, wanted));
                        }
                    }
                });
            }
        });
        files.len() as f64 / began.elapsed().as_secs_f64()
    };
    // Once more at the end: a machine that does other work shows it here.
    let (decoding, reading, again) = (pass(false), pass(true), pass(false));
    println!(
        "{} pictures on {threads} threads: decoded {decoding:.0} a second ({again:.0} in a second pass), \
         decoded and read {reading:.0}, {:.2} times as long",
        files.len(),
        decoding.max(again) / reading
    );
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("a folder");
    let (mut each, mut every, mut threads) = (false, 1, 0);
    let mut only: Option<Vec<String>> = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--each" => each = true,
            "--every" => every = arguments.next().unwrap().parse().unwrap(),
            "--threads" => threads = arguments.next().unwrap().parse().unwrap(),
            "--levels" => only = Some(arguments.next().unwrap().split(',').map(str::to_owned).collect()),
            other => panic!("{other} is not known"),
        }
    }
    let wanted = sheet::Grammar::new(LAYOUT, 38).unwrap();
    let truth = std::fs::read_to_string(format!("{folder}/truth.tsv")).unwrap();
    let is_wanted = |line: &&str| {
        let level = line.split('\t').nth(1).unwrap();
        only.as_ref()
            .is_none_or(|only| only.iter().any(|wanted| wanted == level))
    };
    let lines = truth.lines().filter(is_wanted).step_by(every);
    if threads > 0 {
        let files = lines.map(|line| format!("{folder}/{}", line.split('\t').next().unwrap()));
        return speed(
            &files.map(|file| std::fs::read(file).unwrap()).collect::<Vec<_>>(),
            threads,
            &wanted,
        );
    }
    let mut levels: BTreeMap<String, Level> = BTreeMap::new();
    for line in lines {
        let [file, level, text] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}: expected three columns");
        };
        let bytes = std::fs::read(format!("{folder}/{file}")).unwrap();
        let began = processor_ms();
        let grey = decode(&bytes, &Limits::default()).unwrap();
        let decoded = processor_ms();
        let found = find_all(&grey, &wanted);
        let read = processor_ms();
        let truth: Vec<&[u8]> = text.split(" | ").map(str::as_bytes).collect();
        let (mut codes, mut rest) = (Vec::new(), Vec::new());
        for found in &found {
            match found {
                Found::Wanted(code) => codes.push(code),
                other => rest.push(other),
            }
        }
        let outcome = match (
            codes.iter().all(|code| truth.contains(&&code.payload[..])),
            rest.first(),
        ) {
            (false, _) => "wrong",
            (true, Some(Found::Damaged(_))) if !codes.is_empty() => "right, and a damaged one",
            (true, _) if codes.len() == truth.len() => "right",
            (true, _) if !codes.is_empty() => "some",
            (_, Some(Found::Other(_))) => "other",
            (_, Some(Found::Damaged(_) | Found::Incomplete { .. })) => "damaged",
            _ => "nothing",
        };
        let said = codes.first();
        if each {
            println!(
                "{{\"file\":{file:?},\"level\":{level:?},\"outcome\":{outcome:?},\"text\":{:?},\
                 \"corners\":{:?},\"decode_ms\":{:.3},\"find_ms\":{:.3}}}",
                said.map_or(String::new(), |code| String::from_utf8_lossy(&code.payload)
                    .into_owned()),
                said.map_or([[0.0; 2]; 4], |code| code.corners),
                decoded - began,
                read - decoded
            );
        }
        let level = levels.entry(level.to_owned()).or_default();
        level.pictures += 1.0;
        *level.outcomes.entry(outcome).or_default() += 1;
        level.decode += decoded - began;
        level.find += read - decoded;
        level.slowest = level.slowest.max(read - decoded);
    }
    for (name, level) in levels.into_iter().filter(|_| !each) {
        println!(
            "level {name}: {} pictures, {:?}, decode {:.1} ms, find {:.1} ms, at most {:.0} ms",
            level.pictures,
            level.outcomes,
            level.decode / level.pictures,
            level.find / level.pictures,
            level.slowest
        );
    }
}
