//! What is fuzzed: one function for each reader of strangers' bytes.
//!
//! Each takes any bytes, gives whether they were accepted, and panics where a law is broken: what was
//! read is written back as the same bytes, a file that was tampered with never gives a wrong entry, and
//! so on. The same functions are driven by libFuzzer (`fuzz_targets/`) and, on any stable toolchain, by
//! a short bounded run (`tests/smoke.rs`) over the seeds in `corpus/`.

pub mod documents;
pub mod exports;
pub mod files;
pub mod fold;
pub mod log;
pub mod notes;
pub mod pictures;

pub use documents::{claims, election, html, law, register, words};
pub use exports::{export_csv, export_json, export_parquet, export_sqlite, manifest};
pub use files::{profile, rows, rows_by_profile};
pub use fold::fold;
pub use log::{bundle, log_file, path};
pub use notes::{checkpoint, entry, note, policy, proof, vkey};
pub use pictures::{code, jpeg, pdf, png, redact, thumbnails, webp};

/// A target: any bytes in, whether they were accepted out.
pub type Target = fn(&[u8]) -> bool;

/// All targets with their names, which are those of the files in `fuzz_targets/` and of the folders in
/// `corpus/`.
pub const TARGETS: [(&str, Target); 31] = [
    ("bundle", bundle),
    ("checkpoint", checkpoint),
    ("claims", claims),
    ("code", code),
    ("election", election),
    ("entry", entry),
    ("export_csv", export_csv),
    ("export_json", export_json),
    ("export_parquet", export_parquet),
    ("export_sqlite", export_sqlite),
    ("fold", fold),
    ("html", html),
    ("jpeg", jpeg),
    ("law", law),
    ("log_file", log_file),
    ("manifest", manifest),
    ("note", note),
    ("path", path),
    ("pdf", pdf),
    ("png", png),
    ("policy", policy),
    ("profile", profile),
    ("proof", proof),
    ("redact", redact),
    ("register", register),
    ("rows", rows),
    ("rows_by_profile", rows_by_profile),
    ("thumbnails", thumbnails),
    ("vkey", vkey),
    ("webp", webp),
    ("words", words),
];

/// A key made of a fixed seed: nothing here is secret.
pub fn key(name: &str, seed: u8) -> note::SigningKey {
    note::SigningKey::from_seed(name.parse().expect("a key name"), [seed; 32])
}

/// Splits bytes at the first zero byte; all of them stand before it where there is none.
pub fn split(data: &[u8]) -> (&[u8], &[u8]) {
    match data.iter().position(|byte| *byte == 0) {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (data, &[]),
    }
}
