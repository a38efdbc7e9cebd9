//! Trees of many sizes: paths, roots and proofs.

use crate::{Draw, base64};
use object_store::ObjectStore;
use serde_json::{Value, json};
use std::sync::Arc;
use tlog::{LogFile, Reader, Writer, leaf_hash};

const SIZES: [u64; 14] = [1, 2, 3, 7, 8, 255, 256, 257, 300, 511, 512, 700, 769, 1_000];

pub(crate) fn vectors() -> Value {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let store: Arc<dyn ObjectStore> = Arc::new(object_store::memory::InMemory::new());
        let key = note::SigningKey::from_seed("log.example/trees".parse().unwrap(), [6; 32]);
        let mut writer = Writer::create(store.clone(), "", key).await.unwrap();
        for size in SIZES {
            let entries: Vec<String> = (writer.size()..size).map(|n| format!("entry {n}")).collect();
            writer.append(&entries).await.unwrap();
        }
        let reader = Reader::open(store, "").await.unwrap();
        let mut draw = Draw::new(5);
        let (mut roots, mut inclusions, mut consistencies) = (vec![], vec![], vec![]);
        for size in SIZES {
            roots.push(json!({"size": size, "root": base64(&reader.root_at(size).await.unwrap().0)}));
            for _ in 0..6 {
                let index = draw.below(size as usize) as u64;
                let proof = reader.inclusion_proof(index, size).await.unwrap();
                let proof: Vec<String> = proof.iter().map(|hash| base64(&hash.0)).collect();
                inclusions.push(json!({"size": size, "index": index, "proof": proof}));
                let old = 1 + index;
                let proof = reader.consistency_proof(old, size).await.unwrap();
                let proof: Vec<String> = proof.iter().map(|hash| base64(&hash.0)).collect();
                let root = base64(&reader.root_at(old).await.unwrap().0);
                consistencies.push(json!({"old": old, "size": size, "old_root": root, "proof": proof}));
            }
        }
        let files = SIZES.iter().chain(&[65_536, 70_000, 256_123_456]);
        let files = files.map(|size| {
            let all: Vec<LogFile> = tlog::expected_files(*size)
                .filter(|file| *size < 100_000 || matches!(file, LogFile::Tile(tile) if tile.level() > 1))
                .collect();
            let last = all.last().map(ToString::to_string);
            json!({"size": size, "tiles": tlog::expected_files(*size).filter(|file| matches!(file, LogFile::Tile(_))).count(), "last": last})
        });
        let paths = [0u64, 999, 1_000, 1_234_067, 12_345_678].map(|index| {
            let tile = tlog::Tile::new(0, index, 256).unwrap();
            tile.path()
        });
        json!({
            "leaf": base64(&leaf_hash(b"entry 0").0),
            "roots": roots,
            "inclusions": inclusions,
            "consistencies": consistencies,
            "files": files.collect::<Vec<_>>(),
            "paths": paths,
        })
    })
}
