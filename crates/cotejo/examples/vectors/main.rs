//! Writes the test vectors by which the verifier of the pages is held against this code: `web/test` reads them.
//!
//! `cargo run -p cotejo --example vectors -- FOLDER`. Everything is drawn from fixed seeds. `COTEJO_MUTANTS` says how many
//! mutants there are, and prints what became of them by kind.

#![allow(clippy::unwrap_used, reason = "vectors that cannot be made are no vectors")]

mod entries;
mod folds;
mod limits;
mod municipal;
mod mutants;
mod names;
mod notes;
mod paths;
mod rules;
mod signatures;
mod trees;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use serde_json::Value;
use std::io::Write as _;
use std::path::Path;

/// Seeded draws.
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    pub(crate) fn new(seed: u64) -> Draw {
        Draw(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number from 0 to `n` − 1.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.0.next_u64() % n as u64) as usize
    }

    /// Once in `n`.
    pub(crate) fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

fn main() {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "target/vectors".to_owned());
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    let write = |name: &str, value: Value| {
        let path = folder.join(name);
        std::fs::write(&path, serde_json::to_vec(&value).unwrap()).unwrap();
    };
    write("rules.json", rules::vectors());
    write("names.json", names::vectors());
    write("signatures.json", signatures::vectors());
    write("notes.json", notes::vectors());
    write("entries.json", entries::vectors());
    write("limits.json", limits::vectors());
    write("trees.json", trees::vectors());
    write("folds.json", folds::vectors());
    write("municipal.json", municipal::vectors());
    let wanted = std::env::var("COTEJO_MUTANTS").ok();
    let mutants = wanted.as_ref().map_or(Ok(400), |wanted| wanted.parse());
    let mutants = mutants::vectors(mutants.expect("COTEJO_MUTANTS is a number"));
    if wanted.is_some() {
        let table = mutants::table(&mutants);
        std::io::stdout().write_all(table.as_bytes()).unwrap();
    }
    write("mutants.json", mutants);
    write("layout.json", paths::layout());
    write("shards.json", paths::shards());
    write("slugs.json", paths::slugs());
    write("problems.json", paths::problems());
}
