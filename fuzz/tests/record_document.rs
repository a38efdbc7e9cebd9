//! The example of `docs/record.md` is a record: its hashes, signatures, fold and manifest are what the
//! page says.

use bytes::Bytes;
use cotejo_fuzz::key;
use note::VerifyingKey;
use publication::manifest::{ListError, Manifest};
use record::{BlobHash, Entry};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use tally::{FirstEntry, Replay, StateKind, View, totals::Group};
use tlog::SignedCheckpoint;

/// The blocks of the page's last part whose first line begins with that word, each with the rest of that
/// line.
fn blocks<'p>(page: &'p str, word: &str) -> Vec<(&'p str, &'p str)> {
    let fence = format!("\n```{word}");
    page.split(fence.as_str())
        .skip(1)
        .map(|rest| {
            let (line, rest) = rest.split_once('\n').unwrap();
            let text = &rest[..rest.find("\n```").unwrap() + 1];
            (line.trim(), text)
        })
        .collect()
}

#[test]
fn the_example_of_the_page_is_a_record() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/record.md");
    let page = std::fs::read_to_string(page).unwrap();
    let (_, example) = page.split_once("## A whole record").unwrap();

    let vkeys: Vec<VerifyingKey> = example
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix("` |")?.split_once(" | `"))
        .map(|(seed, vkey)| {
            let vkey: VerifyingKey = vkey.parse().unwrap();
            let made = key(vkey.name().as_str(), seed.parse().unwrap());
            assert_eq!(made.verifying_key(), &vkey);
            vkey
        })
        .collect();
    assert_eq!(vkeys.len(), 17);

    // A block's last newline belongs to the fence, unless the blob ends in one.
    let blobs: HashMap<BlobHash, Bytes> = blocks(example, "blob")
        .into_iter()
        .map(|(name, text)| {
            let name: BlobHash = name.parse().unwrap();
            let cut = text.strip_suffix('\n').unwrap();
            let text = if BlobHash::of(cut.as_bytes()) == name {
                cut
            } else {
                text
            };
            assert_eq!(BlobHash::of(text.as_bytes()), name);
            (name, Bytes::copy_from_slice(text.as_bytes()))
        })
        .collect();

    let entries: Vec<Bytes> = blocks(example, "entry")
        .into_iter()
        .map(|(name, text)| {
            let entry = Entry::parse(text.as_bytes()).unwrap();
            assert_eq!(entry.name().to_string(), name);
            entry.note.verify(&vkeys).unwrap();
            Bytes::copy_from_slice(text.as_bytes())
        })
        .collect();
    let first = FirstEntry::read(&entries[0]).unwrap();
    let start = first.start(&blobs[first.law()], &blobs[first.words()]).unwrap();
    let pushed = Replay::new(&start).push_with(entries.clone(), |name| blobs.get(name).cloned());
    let tally = pushed.unwrap().replay.finish();
    let refused = tally.refused().kept().iter();
    let refused: Vec<_> = refused
        .map(|one| (one.place().to_string(), one.refusal.code()))
        .collect();
    let of = |place: &str, code| (place.to_owned(), code);
    assert_eq!(
        refused,
        [
            of("34/0", "entry_replay"),
            of("34/1", "entry_replay"),
            of("35", "entry_unknown_account"),
            of("36", "entry_void"),
        ]
    );
    let station = |code| tally.stations().number(code).unwrap();
    assert_eq!(tally.state(0, station("01.1")), StateKind::Contested);
    assert_eq!(tally.state(0, station("02.1")), StateKind::Ruled);
    assert_eq!(tally.state(1, station("01.1")), StateKind::Missing);
    let total = &tally.totals(View::Accepted, 0, None, Group::Whole)[0];
    assert_eq!(
        total.options().iter().map(|sum| sum.sum).collect::<Vec<_>>(),
        [230, 150]
    );
    let uncontested: Vec<_> = total.options().iter().map(|sum| sum.uncontested()).collect();
    assert_eq!(uncontested, [30, 50]);
    let stage = |stage| {
        let account = tally.account_number("council").unwrap();
        let total = &tally.totals(View::Stage(account, stage), 0, None, Group::Whole)[0];
        total.options().iter().map(|sum| sum.sum).collect::<Vec<_>>()
    };
    assert_eq!([stage(1), stage(2)], [[190, 95], [200, 110]]);
    let coverage = &total.coverage;
    assert_eq!((coverage.withheld_stations, coverage.withheld_figures), (1, 4));
    let [withheld] = tally.withheld().collect::<Vec<_>>()[..] else {
        panic!("one document is withheld");
    };
    assert_eq!(
        tally.shown(&withheld.withhold.document),
        withheld.withhold.instead
    );
    let (all, needed) = (blobs.keys().copied(), tally.blobs());
    assert_eq!(
        all.filter(|name| *name != withheld.withhold.document)
            .collect::<BTreeSet<_>>(),
        needed
    );
    assert_eq!(tally.election().name.in_language("es"), "Ejemplo");
    assert_eq!(tally.closed().unwrap().reason, "all that was there is in");
    assert_eq!(tally.polls_close().unwrap().as_str(), "2026-05-10T21:30Z");

    let (_, checkpoint) = blocks(example, "checkpoint")[0];
    let checkpoint = SignedCheckpoint::parse(checkpoint.as_bytes()).unwrap();
    checkpoint.verify(&start.log).unwrap();
    assert_eq!(checkpoint.size(), entries.len() as u64);
    let store = std::sync::Arc::new(object_store::memory::InMemory::new());
    let root = futures::executor::block_on(async {
        let log = key(start.log.name().as_str(), 8);
        let mut writer = tlog::Writer::create(store, "", log).await.unwrap();
        writer.append(&entries).await.unwrap().checkpoint.root()
    });
    assert_eq!(checkpoint.root(), root);

    let (_, chief) = tally.succession().chief_operators().last().unwrap();
    let (_, note) = blocks(example, "manifest")[0];
    let lists: BTreeMap<_, _> = blocks(example, "list").into_iter().collect();
    let list = |path: &str| Ok::<_, ListError>(lists[path].as_bytes().to_vec());
    let manifest = Manifest::verify(note.as_bytes(), list, chief).unwrap();
    assert_eq!(manifest.root(), &root.0);
}
