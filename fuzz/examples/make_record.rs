//! Makes the record that ends docs/record.md anew from what stands there: `cargo run --example make_record
//! --no-default-features`. Whoever changes the text of a blob or an entry, or adds one, runs it: lengths, hashes,
//! signatures, references to changed blobs and entries, the checkpoint and the manifest follow. A new entry is written
//! with any name of its own after `entry`, and its signers' names alone in its last lines.

use bytes::Bytes;
use cotejo_fuzz::key;
use note::{Note, SigningKey, VerifyingKey};
use publication::Manifest;
use record::{BlobHash, EntryName};
use std::path::Path;

/// What begins the part of the page that is made.
const HEAD: &str = "## A whole record";

/// The record as far as the page was read.
struct Made {
    keys: Vec<SigningKey>,
    /// Names of blobs and entries as they stood in the page, and as they are.
    renamed: Vec<(String, String)>,
    /// The first is the law.
    blobs: Vec<BlobHash>,
    entries: Vec<Bytes>,
    manifest: Option<Manifest>,
}

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/record.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let (before, example) = page.split_once(HEAD).expect("the page's last part");
    // A seal names a reading that stands further down: its name is known the second time.
    let (first, renamed) = made_of(example);
    let (made, _) = made_of(&replaced(first, &renamed));
    std::fs::write(&path, format!("{before}{HEAD}{made}\n")).expect("the page");
}

/// A text with names as they are for names as they stood.
fn replaced(text: String, renamed: &[(String, String)]) -> String {
    let each = renamed.iter();
    each.fold(text, |text, (old, new)| text.replace(old, new))
}

/// The page's last part made anew, and which of its names are others now.
fn made_of(example: &str) -> (String, Vec<(String, String)>) {
    let mut made = Made {
        keys: keys(example),
        renamed: Vec::new(),
        blobs: Vec::new(),
        entries: Vec::new(),
        manifest: None,
    };
    let mut out: Vec<String> = Vec::new();
    let mut lines = example.lines();
    while let Some(line) = lines.next() {
        let Some((kind, name)) = line
            .strip_prefix("```")
            .map(|fence| fence.split_once(' ').unwrap_or((fence, "")))
        else {
            out.push(line.to_owned());
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let block = block.join("\n") + "\n";
        let (name, block) = match kind {
            "blob" => {
                let (name, bytes) = made.blob(name, &block);
                let length = out.iter_mut().rev().find(|line| line.ends_with(" bytes:"));
                if let Some((what, _)) = length.as_deref().and_then(|line| line.rsplit_once(", ")) {
                    let stated = format!("{what}, {bytes} bytes:");
                    *length.expect("found") = stated;
                }
                (name, block)
            }
            "entry" => made.entry(name, &block),
            "checkpoint" => (String::new(), made.checkpoint()),
            "manifest" => (String::new(), made.manifest(&block)),
            "list" => {
                let lists = made.manifest.as_ref().expect("a manifest").to_lists();
                (name.to_owned(), lists[name].clone())
            }
            other => panic!("a block of {other:?}"),
        };
        out.push(format!("```{kind} {name}").trim_end().to_owned());
        out.extend(block.trim_end_matches('\n').lines().map(str::to_owned));
        out.push("```".to_owned());
    }
    (out.join("\n"), made.renamed)
}

/// The keys of the page's table of seeds.
fn keys(example: &str) -> Vec<SigningKey> {
    let rows = example
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix("` |")?.split_once(" | `"));
    rows.map(|(seed, vkey)| {
        let vkey: VerifyingKey = vkey.parse().expect("a vkey");
        key(vkey.name().as_str(), seed.parse().expect("a byte"))
    })
    .collect()
}

impl Made {
    fn key(&self, name: &str) -> &SigningKey {
        let named = |key: &&SigningKey| key.verifying_key().name().as_str() == name;
        self.keys.iter().find(named).expect("a key of the table")
    }

    /// The keys that the lines of signatures name.
    fn signers(&self, lines: &str) -> Vec<&SigningKey> {
        let names = lines
            .lines()
            .filter_map(|line| line.strip_prefix("— ")?.split(' ').next());
        names.map(|name| self.key(name)).collect()
    }

    /// A blob's name, and how many bytes it has. Its last newline belongs to it only if its name said so.
    fn blob(&mut self, name: &str, block: &str) -> (String, usize) {
        let bytes = match BlobHash::of(block.as_bytes()).to_string() == name {
            true => block,
            false => &block[..block.len() - 1],
        };
        let hash = BlobHash::of(bytes.as_bytes());
        self.renamed.push((name.to_owned(), hash.to_string()));
        self.blobs.push(hash);
        (hash.to_string(), bytes.len())
    }

    /// An entry's name and text, signed anew by whoever signs it in the page.
    fn entry(&mut self, name: &str, block: &str) -> (String, String) {
        let (text, signatures) = block.split_once("\n\n").expect("a signed text");
        let text = replaced(format!("{text}\n"), &self.renamed);
        let signers = self.signers(signatures);
        let new = EntryName::of(&text).to_string();
        let bytes = Note::sign(text, &signers).expect("a note").to_bytes();
        self.renamed.push((name.to_owned(), new.clone()));
        let text = String::from_utf8(bytes.clone()).expect("text");
        self.entries.push(bytes.into());
        (new, text)
    }

    fn checkpoint(&mut self) -> String {
        let log = self.keys[1].clone();
        let store = std::sync::Arc::new(object_store::memory::InMemory::new());
        let checkpoint = futures::executor::block_on(async {
            let mut writer = tlog::Writer::create(store, "", log).await.expect("a log");
            writer
                .append(&self.entries)
                .await
                .expect("the entries")
                .checkpoint
        });
        let law = self.blobs[0];
        let named = [("data/law.json".to_owned(), law.0)];
        let origin = checkpoint.checkpoint().origin();
        let manifest = Manifest::new(origin, checkpoint.size(), checkpoint.root().0, named);
        self.manifest = Some(manifest.expect("a manifest"));
        String::from_utf8(checkpoint.to_bytes()).expect("text")
    }

    /// The manifest, signed by whoever signs it in the page.
    fn manifest(&self, block: &str) -> String {
        let manifest = self.manifest.as_ref().expect("a checkpoint before");
        let signed = manifest.sign(self.signers(block)[0]).expect("the operator's key");
        String::from_utf8(signed.note).expect("text")
    }
}
