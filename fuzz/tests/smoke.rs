//! A short run of every target on any stable toolchain: the seeds as they are, and then seeds that a
//! seeded generator has damaged, for a bounded time.
//!
//! `FUZZ_SECONDS` (20) is the time of all targets together; `FUZZ_SEED` (1) begins the generator.
//! The input that breaks a law is kept in `artifacts/`, as `cargo fuzz` keeps it.

use cotejo_fuzz::{TARGETS, Target};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`; 0 where that is 0.
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % (limit.max(1) as u64)) as usize
    }
}

/// Pieces that formats give a meaning to.
const PIECES: [&[u8]; 28] = [
    b"\n",
    b"\n\n",
    b"\0",
    b" ",
    b"\"",
    b",",
    b";",
    b"\\u0000",
    b"\xff",
    b"\xef\xbb\xbf",
    b"-1",
    b"0",
    b"9007199254740992",
    b"4294967296",
    b"18446744073709551616",
    b"1e9",
    b"null",
    b"{}",
    b"[]",
    b"true",
    b"\xe2\x80\x94 ",
    b"=",
    b"..",
    b"/",
    b"+",
    b"\x7f",
    b"\xf0\x9f\x97\xb3",
    b"\xff\xff\xff\xff",
];

/// Damages an input: some eight of the usual ways, a few at once.
fn damage(random: &mut Random, seeds: &[(PathBuf, Vec<u8>)], bytes: &mut Vec<u8>) {
    for _ in 0..1 + random.below(4) {
        let at = random.below(bytes.len());
        let end = at + random.below((bytes.len() - at).min(64) + 1);
        match random.below(9) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
            1 if !bytes.is_empty() => bytes[at] = random.next() as u8,
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            4 => {
                let piece = PIECES[random.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            5 => {
                let piece = PIECES[random.below(PIECES.len())];
                bytes.splice(at..end, piece.iter().copied());
            }
            6 => bytes.truncate(at),
            7 => {
                let other = &seeds[random.below(seeds.len())].1;
                let from = random.below(other.len());
                let to = from + random.below((other.len() - from).min(200) + 1);
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            8 if bytes.len() > 1 => {
                let with = random.below(bytes.len());
                bytes.swap(at, with);
            }
            _ => {}
        }
    }
    bytes.truncate(1 << 20);
}

fn seeds(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let files = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut seeds: Vec<(PathBuf, Vec<u8>)> = files
        .map(|file| file.unwrap().path())
        .map(|path| (path.clone(), std::fs::read(&path).unwrap()))
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "{} holds no seeds", folder.display());
    seeds
}

fn number(name: &str, otherwise: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{name} is not a number: {text:?}")),
        Err(_) => otherwise,
    }
}

fn run(name: &str, target: Target, input: &[u8]) -> bool {
    match catch_unwind(AssertUnwindSafe(|| target(input))) {
        Ok(accepted) => accepted,
        Err(_) => {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts").join(name);
            std::fs::create_dir_all(&folder).unwrap();
            let path = folder.join("smoke-failure");
            std::fs::write(&path, input).unwrap();
            panic!("{name} fails on the input kept in {}", path.display());
        }
    }
}

#[test]
fn seeds_are_taken_as_their_names_say() {
    for (name, target) in TARGETS {
        for (path, input) in seeds(name) {
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            let accepted = run(name, target, &input);
            match file.split('-').next() {
                Some("good") => assert!(accepted, "{} is not accepted", path.display()),
                Some("wrong") => assert!(!accepted, "{} is accepted", path.display()),
                // What `cargo fuzz` has found in an earlier run.
                _ => {}
            }
        }
    }
}

#[test]
fn no_damaged_input_breaks_a_law() {
    let seconds = number("FUZZ_SECONDS", 20);
    let seed = number("FUZZ_SEED", 1);
    let each = Duration::from_secs(seconds) / TARGETS.len() as u32;
    let (mut all, mut accepted) = (0u64, 0u64);
    for (name, target) in TARGETS {
        let seeds = seeds(name);
        let mut random = Random(seed);
        let start = Instant::now();
        let (mut inputs, mut taken) = (0u64, 0u64);
        while start.elapsed() < each {
            let mut input = seeds[random.below(seeds.len())].1.clone();
            damage(&mut random, &seeds, &mut input);
            taken += u64::from(run(name, target, &input));
            inputs += 1;
        }
        println!("{name}: {inputs} inputs, {taken} of them accepted");
        (all, accepted) = (all + inputs, accepted + taken);
    }
    println!("fuzz smoke: {all} inputs in {seconds} s from seed {seed}, {accepted} accepted, no law broken");
    assert!(all > 0);
}
