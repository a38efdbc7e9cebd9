//! Whatever changes in a published folder, `verify` says so and names the file.
//!
//! `COTEJO_FAULTS` sets how many seeded random faults are tried; the default is small enough for every run.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use workbench::{Workbench, files};

/// What a fault has put out of order: the files of which at least one must be named.
struct Fault {
    what: String,
    files: Vec<String>,
    /// What stood there before, to be put back.
    before: Vec<(PathBuf, Vec<u8>)>,
}

/// What a gzip file holds; none where it cannot be unpacked, or where something follows it.
fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut packed = flate2::bufread::GzDecoder::new(bytes);
    let mut held = Vec::new();
    packed.read_to_end(&mut held).ok()?;
    packed.get_ref().is_empty().then_some(held)
}

struct Faulty<'p> {
    public: &'p Path,
    files: Vec<String>,
    random: ChaCha8Rng,
}

impl Faulty<'_> {
    fn below(&mut self, n: usize) -> usize {
        (self.random.next_u64() % n as u64) as usize
    }

    fn pick(&mut self) -> (String, PathBuf, Vec<u8>) {
        let at = self.below(self.files.len());
        let name = self.files[at].clone();
        let path = self.public.join(&name);
        let bytes = fs::read(&path).unwrap();
        (name, path, bytes)
    }

    fn flip(&mut self) -> Option<Fault> {
        let (name, path, before) = self.pick();
        if before.is_empty() {
            return None;
        }
        let bit = self.below(before.len() * 8);
        let mut bytes = before.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        // The last bits of a compressed copy may mean nothing.
        if name.ends_with(".gz") && bytes[..10] == before[..10] && unpacked(&bytes) == unpacked(&before) {
            return None;
        }
        fs::write(&path, bytes).unwrap();
        Some(Fault {
            what: format!("bit {bit} of {name} flipped"),
            files: vec![name],
            before: vec![(path, before)],
        })
    }

    fn truncate(&mut self) -> Option<Fault> {
        let (name, path, before) = self.pick();
        if before.is_empty() {
            return None;
        }
        let length = self.below(before.len());
        fs::write(&path, &before[..length]).unwrap();
        Some(Fault {
            what: format!("{name} cut to {length} bytes"),
            files: vec![name],
            before: vec![(path, before)],
        })
    }

    fn swap(&mut self) -> Option<Fault> {
        let ((a, path_a, bytes_a), (b, path_b, bytes_b)) = (self.pick(), self.pick());
        if bytes_a == bytes_b {
            return None;
        }
        fs::write(&path_a, &bytes_b).unwrap();
        fs::write(&path_b, &bytes_a).unwrap();
        let before = vec![(path_a, bytes_a), (path_b, bytes_b)];
        Some(Fault {
            what: format!("{a} and {b} swapped"),
            files: vec![a, b],
            before,
        })
    }

    fn remove(&mut self) -> Option<Fault> {
        let (name, path, before) = self.pick();
        // A server without the compressed copy gives the file itself.
        if name.ends_with(".gz") {
            return None;
        }
        fs::remove_file(&path).unwrap();
        Some(Fault {
            what: format!("{name} removed"),
            files: vec![name],
            before: vec![(path, before)],
        })
    }

    /// Puts another entry in an entry's place, and makes the bundle and the tiles anew so that they agree
    /// with each other, as somebody without the log's key could.
    fn replace(&mut self) -> Option<Fault> {
        let log = self.public.join("log");
        let checkpoint = tlog::SignedCheckpoint::parse(&fs::read(log.join("checkpoint")).unwrap()).unwrap();
        let size = checkpoint.size();
        let entries: Vec<Vec<u8>> = (0..)
            .map_while(|index| tlog::LogFile::entries_in_tree(index, size))
            .flat_map(|file| {
                let bundle =
                    tlog::Bundle::parse(file, fs::read(log.join(file.path())).unwrap().into()).unwrap();
                bundle.iter().map(<[u8]>::to_vec).collect::<Vec<_>>()
            })
            .collect();
        let at = self.below(entries.len());
        let mut changed = entries.clone();
        let stranger = note::SigningKey::from_seed("importer-campaign".parse().unwrap(), [3; 32]);
        changed[at] = match self.below(2) {
            // Another entry of the same log, with its good signature.
            0 => entries[self.below(entries.len())].clone(),
            // The same text with the signature of a key that has no role.
            _ => {
                let text = note::Note::parse(&entries[at]).unwrap().text().to_owned();
                note::Note::sign(text, &[&stranger]).unwrap().to_bytes()
            }
        };
        if changed[at] == entries[at] {
            return None;
        }
        let mut fault = Fault {
            what: format!("entry {at} replaced and bundled anew"),
            // Which of them the tree is wrong in cannot be told; the entry's own file tells the entry.
            files: vec![publication::layout::entry(at as u64)],
            before: vec![],
        };
        for (name, bytes) in log_files(&changed) {
            let path = log.join(&name);
            let before = fs::read(&path).unwrap();
            if before != bytes {
                fs::write(&path, bytes).unwrap();
                fault.files.push(format!("log/{name}"));
                fault.before.push((path, before));
            }
        }
        Some(fault)
    }
}

/// The bundles and tiles of a log of these entries.
fn log_files(entries: &[Vec<u8>]) -> Vec<(String, Vec<u8>)> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let store: std::sync::Arc<dyn object_store::ObjectStore> =
        std::sync::Arc::new(object_store::memory::InMemory::new());
    let key = note::SigningKey::from_seed("rebundled".parse().unwrap(), [4; 32]);
    runtime.block_on(async {
        use object_store::ObjectStoreExt;
        let mut writer = tlog::Writer::create(store.clone(), "", key).await.unwrap();
        writer.append(entries).await.unwrap();
        let mut made = Vec::new();
        for file in tlog::expected_files(entries.len() as u64) {
            let path = object_store::path::Path::parse(file.path()).unwrap();
            let bytes = store.get(&path).await.unwrap().bytes().await.unwrap();
            made.push((file.path(), bytes.to_vec()));
        }
        made
    })
}

#[test]
fn every_random_fault_of_a_published_folder_is_found_and_its_file_named() {
    let faults: u64 = std::env::var("COTEJO_FAULTS").map_or(150, |text| text.parse().unwrap());
    let bench = Workbench::new();
    bench.simulated(500, true);
    let published = bench.json(&["publish", "election", "--to", "public"], 0);
    let operator = published["operator"].as_str().unwrap();
    let public = bench.path("public");
    bench.run(&["verify", "public", "--key", operator], 0);

    let seed = 20_240_728;
    let mut faulty = Faulty {
        public: &public,
        files: files(&public),
        random: ChaCha8Rng::seed_from_u64(seed),
    };
    let mut tried = 0;
    while tried < faults {
        let fault = match faulty.below(5) {
            0 => faulty.flip(),
            1 => faulty.truncate(),
            2 => faulty.swap(),
            3 => faulty.remove(),
            _ => faulty.replace(),
        };
        let Some(fault) = fault else { continue };
        tried += 1;
        let run = bench
            .command(&["verify", "public", "--key", operator, "--json"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stdout);
        assert_eq!(
            run.status.code(),
            Some(1),
            "seed {seed}, fault {tried}: {}: {said}{}",
            fault.what,
            String::from_utf8_lossy(&run.stderr)
        );
        let value: serde_json::Value = serde_json::from_str(&said).unwrap();
        let named: Vec<&str> = value["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["file"].as_str().unwrap())
            .collect();
        assert!(
            fault.files.iter().any(|file| named.contains(&file.as_str())),
            "seed {seed}, fault {tried}: {}: named {named:?}",
            fault.what
        );
        for (path, bytes) in fault.before {
            fs::write(path, bytes).unwrap();
        }
    }
    bench.run(&["verify", "public", "--key", operator], 0);
    println!("{tried} faults were tried, all found (seed {seed})");
}
