//! Signed notes and what is written as one: checkpoints, entries, proofs; keys and policies.

use crate::key;
use note::{Note, NoteRef, SigningKey, VerifyingKey};
use record::{Body, Entry, EntryError};
use tlog::{Policy, Proof, SignedCheckpoint};

/// The name of the log in all seeds.
pub const ORIGIN: &str = "count.example/fuzz";

/// Any bytes as a note: read back as written, and the same with and without a copy.
pub fn note(data: &[u8]) -> bool {
    let _ = Note::parse_signature_lines(data);
    let Ok(borrowed) = NoteRef::parse(data) else {
        assert!(Note::parse(data).is_err());
        return false;
    };
    let owned = Note::parse(data).expect("a note that was read before");
    assert_eq!(owned.to_bytes(), data, "a note is written back as it was read");
    let known = [
        key("operator", 7).verifying_key().clone(),
        key(ORIGIN, 8).verifying_key().clone(),
    ];
    let ours = borrowed.verify(&known);
    assert_eq!(ours, owned.verify(&known));
    let items: Vec<note::BatchItem<'_>> = borrowed
        .signatures()
        .iter()
        .filter_map(|signature| {
            let key = known
                .iter()
                .find(|key| key.is_named(signature.name(), signature.id()))?;
            let message = borrowed.text().as_bytes();
            Some(note::BatchItem {
                key,
                message,
                signature: signature.ed25519()?,
            })
        })
        .collect();
    let bad = note::verify_batch(&items);
    for (place, item) in items.iter().enumerate() {
        assert_eq!(
            item.key.verify(item.message, item.signature),
            !bad.contains(&place)
        );
    }
    true
}

/// Any text as a verifier key or a private one: written back as it was read.
pub fn vkey(data: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(data) else {
        return false;
    };
    let secret = text.parse::<SigningKey>();
    if let Ok(key) = &secret {
        assert_eq!(key.to_secret_text(), text);
    }
    match text.parse::<VerifyingKey>() {
        Ok(key) => {
            assert_eq!(key.to_string(), text);
            let _ = key.verify(b"text\n", &[1; 64]);
            true
        }
        Err(_) => secret.is_ok(),
    }
}

/// Any bytes as a checkpoint file.
pub fn checkpoint(data: &[u8]) -> bool {
    let Ok(signed) = SignedCheckpoint::parse(data) else {
        return false;
    };
    assert_eq!(signed.to_bytes(), data);
    assert_eq!(signed.checkpoint().to_text(), signed.note().text());
    let _ = signed.verify(key(ORIGIN, 8).verifying_key());
    true
}

/// Any bytes as an entry: what it says is written and read back as the same.
pub fn entry(data: &[u8]) -> bool {
    let Ok(entry) = Entry::parse(data) else {
        return false;
    };
    assert_eq!(
        entry.note.to_owned().expect("a note that was read").to_bytes(),
        data
    );
    match record::sign(&entry.body, &[&key("operator", 7)]) {
        Ok(bytes) => {
            let again = Entry::parse(&bytes).expect("an entry that was written");
            assert_eq!(again.body, entry.body);
        }
        Err(EntryError::Unknown(_)) => assert!(matches!(entry.body, Body::Unknown(_))),
        // Another signature may be longer than those that it had.
        Err(EntryError::TooLarge { .. }) => {}
        Err(error) => panic!("an entry that was read cannot be written: {error}"),
    }
    true
}

/// Any bytes as a proof file.
pub fn proof(data: &[u8]) -> bool {
    let Ok(proof) = Proof::parse(data) else {
        return false;
    };
    assert_eq!(proof.to_text().as_bytes(), data);
    let text = format!("log {}\nquorum none\n", key(ORIGIN, 8).verifying_key());
    let policy = Policy::parse(text.as_bytes()).expect("a policy");
    let _ = proof.verify(b"entry 1", &policy);
    true
}

/// Any bytes as a policy, asked about a checkpoint that the log of the seeds has signed.
pub fn policy(data: &[u8]) -> bool {
    let Ok(policy) = Policy::parse(data) else {
        return false;
    };
    assert_eq!(
        Policy::parse(data).expect("a policy that was read before"),
        policy
    );
    let checkpoint = tlog::Checkpoint::new(ORIGIN, 0, tlog::empty_root()).expect("the empty tree");
    let signed = SignedCheckpoint::sign(checkpoint, &key(ORIGIN, 8)).expect("the log's key");
    if policy.check(&signed).is_ok() {
        assert!(policy.logs().iter().any(|log| log.key.name().as_str() == ORIGIN));
    }
    true
}
