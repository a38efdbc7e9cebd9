//! The cost of checking signatures, one by one and in batches. Run: `cargo bench -p note`.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use std::time::Instant;

use note::{BatchItem, Note, NoteRef, SigningKey, verify_batch};

fn main() {
    let keys: Vec<SigningKey> = (0..4096u32)
        .map(|n| {
            let mut seed = [7; 32];
            seed[..4].copy_from_slice(&n.to_le_bytes());
            SigningKey::from_seed(format!("agent-{n}").parse().unwrap(), seed)
        })
        .collect();
    let text = |n: usize| format!("cotejo/v1 reading\n{{\"n\":{n},{}}}\n", "x".repeat(300));
    for distinct in [1, 64, 4096] {
        let notes: Vec<Vec<u8>> = (0..16_384)
            .map(|n| Note::sign(text(n), &[&keys[n % distinct]]).unwrap().to_bytes())
            .collect();

        let start = Instant::now();
        let parsed: Vec<NoteRef<'_>> = notes.iter().map(|bytes| NoteRef::parse(bytes).unwrap()).collect();
        println!("{distinct} keys: parse {:.3} us a note", per(start, notes.len()));

        let items: Vec<BatchItem<'_>> = parsed
            .iter()
            .enumerate()
            .map(|(n, note)| BatchItem {
                key: keys[n % distinct].verifying_key(),
                message: note.text().as_bytes(),
                signature: note.signatures()[0].ed25519().unwrap(),
            })
            .collect();

        let start = Instant::now();
        assert!(
            items[..2048]
                .iter()
                .all(|item| item.key.verify(item.message, item.signature))
        );
        println!("{distinct} keys: single {:.2} us a signature", per(start, 2048));
        for size in [16, 64, 256, 512, 1024, 2048, 4096, 16_384] {
            // The best of several rounds: other work on the machine only ever adds.
            let round = || {
                let start = Instant::now();
                assert!(items.chunks(size).all(|batch| verify_batch(batch).is_empty()));
                per(start, items.len())
            };
            let best = (0..5).map(|_| round()).fold(f64::INFINITY, f64::min);
            println!("{distinct} keys: batch of {size}: {best:.2} us a signature");
        }
    }
}

fn per(start: Instant, count: usize) -> f64 {
    start.elapsed().as_secs_f64() * 1e6 / count as f64
}
