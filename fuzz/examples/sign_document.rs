//! Signs the example of `docs/record.md` anew, after its entries were changed on the page: `cargo run --example
//! sign_document --no-default-features`.
//!
//! Of each entry the two lines of text and the names of its signers are taken as they stand; names of entries, which hang on
//! the texts before, the signatures, the checkpoint and the manifest are made. Seeds are those of the page.

use bytes::Bytes;
use cotejo_fuzz::key;
use note::{Note, SigningKey};
use record::EntryName;
use std::collections::HashMap;
use std::path::Path;

/// A fenced block of the page.
struct Block<'p> {
    word: &'p str,
    name: &'p str,
    text: &'p str,
}

/// Rewrites the fenced blocks of a page.
fn rewrite(page: &str, mut write: impl FnMut(Block<'_>) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("\n```") {
        let (head, body) = after.split_once('\n').expect("a fence ends its line");
        let (text, after) = body.split_once("\n```").expect("a fence is closed");
        let (word, name) = head.split_once(' ').unwrap_or((head, ""));
        let block = Block { word, name, text };
        let made = write(block).unwrap_or_else(|| format!("{head}\n{text}"));
        out += &format!("{before}\n```{made}\n```");
        rest = after;
    }
    out + rest
}

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/record.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let (prose, example) = page.split_once("## A whole record").expect("the example");
    let keys: HashMap<String, SigningKey> = example
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix("` |")?.split_once(" | `"))
        .map(|(seed, vkey)| {
            let name = vkey.split_once('+').expect("a vkey").0;
            (name.to_owned(), key(name, seed.parse().expect("a seed")))
        })
        .collect();
    let log = keys
        .iter()
        .find(|(name, _)| name.contains('/'))
        .expect("the log's key")
        .1;

    let mut names: Vec<(String, String)> = Vec::new();
    let mut entries: Vec<Bytes> = Vec::new();
    let example = rewrite(example, |block| {
        if block.word != "entry" {
            return None;
        }
        let (text, lines) = block.text.split_once("\n\n").expect("a note");
        let mut text = format!("{text}\n");
        for (old, new) in &names {
            text = text.replace(old, new);
        }
        let signers: Vec<&SigningKey> = lines
            .lines()
            .map(|line| &keys[line.split(' ').nth(1).expect("a signer")])
            .collect();
        let note = Note::sign(&*text, &signers).expect("a note").to_bytes();
        let name = EntryName::of(&text).to_string();
        names.push((block.name.to_owned(), name.clone()));
        entries.push(note.clone().into());
        let note = String::from_utf8(note).expect("text");
        Some(format!("entry {name}\n{}", note.trim_end_matches('\n')))
    });

    let store = std::sync::Arc::new(object_store::memory::InMemory::new());
    let checkpoint = futures::executor::block_on(async {
        let mut writer = tlog::Writer::create(store, "", log.clone()).await.expect("a log");
        writer.append(&entries).await.expect("entries").checkpoint
    });
    let tree = checkpoint.checkpoint().to_text();
    let signed = |text: String, key: &SigningKey| {
        let note = Note::sign(text, &[key]).expect("a note").to_bytes();
        String::from_utf8(note)
            .expect("text")
            .trim_end_matches('\n')
            .to_owned()
    };
    let example = rewrite(&example, |block| match block.word {
        "checkpoint" => Some(format!("checkpoint\n{}", signed(tree.clone(), log))),
        "manifest" => {
            let list = block.text.lines().nth(4).expect("the list's line");
            let text = format!("cotejo/v1 manifest\n{tree}{list}\n");
            Some(format!("manifest\n{}", signed(text, &keys["operator"])))
        }
        _ => None,
    });
    std::fs::write(&path, format!("{prose}## A whole record{example}")).expect("the page is written");
}
