use super::*;
use proptest::prelude::*;

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed("operator.example".parse().unwrap(), [seed; 32])
}

fn manifest(paths: &[&str]) -> Manifest {
    let files = paths.iter().map(|path| ((*path).to_owned(), [0xab; 32]));
    Manifest::new("count.example/e", 12, [1; 32], files).unwrap()
}

/// Signs a text of one's own over a list.
fn signed(text: &str, list: &str) -> Result<Manifest, ManifestError> {
    let hash = hex::encode(Sha256::digest(list.as_bytes()));
    let text = text.replace("HASH", &hash);
    let note = Note::sign(text, &[&key(1)]).unwrap().to_bytes();
    Manifest::verify(&note, list.as_bytes(), key(1).verifying_key())
}

#[test]
fn the_list_is_what_sha256sum_reads_and_the_note_names_it() {
    let manifest = manifest(&["log/tile/0/000", "data/a b.csv"]);
    let line = "ab".repeat(32);
    assert_eq!(
        manifest.to_list(),
        format!("{line}  data/a b.csv\n{line}  log/tile/0/000\n")
    );
    let text = manifest.to_text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..3], ["cotejo/v1 manifest", "count.example/e", "12"]);
    assert_eq!(lines[3], STANDARD.encode([1; 32]));
    assert!(lines[4].starts_with("sha256 ") && lines[4].ends_with(" 2"));
}

#[test]
fn an_error_names_the_file_that_is_wrong() {
    let files = manifest(&["a"]).sign(&key(1)).unwrap();
    let operator = key(1);
    let operator = operator.verifying_key();
    let verify = |note: &[u8], list: &[u8]| Manifest::verify(note, list, operator).unwrap_err().file();
    assert_eq!(verify(&files.note, b"").unwrap(), MANIFEST_LIST);
    assert_eq!(verify(b"", &files.list).unwrap(), MANIFEST);
    assert_eq!(verify(&files.list, &files.note).unwrap(), MANIFEST);
    let other = manifest(&["a"]).sign(&key(2)).unwrap();
    assert_eq!(verify(&other.note, &other.list).unwrap(), MANIFEST);
}

#[test]
fn every_flipped_bit_of_either_file_is_refused() {
    let files = manifest(&["a", "b/c"]).sign(&key(1)).unwrap();
    let operator = key(1);
    let operator = operator.verifying_key();
    for bit in 0..files.note.len() * 8 {
        let mut note = files.note.clone();
        note[bit / 8] ^= 1 << (bit % 8);
        let error = Manifest::verify(&note, &files.list, operator).unwrap_err();
        assert_eq!(error.file(), Some(MANIFEST), "bit {bit}: {error}");
    }
    for bit in 0..files.list.len() * 8 {
        let mut list = files.list.clone();
        list[bit / 8] ^= 1 << (bit % 8);
        let error = Manifest::verify(&files.note, &list, operator).unwrap_err();
        assert_eq!(error.file(), Some(MANIFEST_LIST), "bit {bit}: {error}");
    }
}

#[test]
fn paths_that_leave_the_folder_or_differ_between_systems_are_refused() {
    let bad = [
        "",
        "/a",
        "a/",
        "a//b",
        "..",
        "../a",
        "a/../b",
        ".",
        "./a",
        "a\\b",
        "C:a",
        "a\nb",
        "a\u{0}",
        "a\u{85}b",
        "manifest",
        "manifest.sha256",
    ];
    for path in bad {
        let files = [(path.to_owned(), [0; 32])];
        let error = Manifest::new("o", 0, [0; 32], files).unwrap_err();
        assert!(matches!(error, ManifestError::Path { .. }), "{path:?}: {error}");
        let list = format!("{}  {path}\n", "00".repeat(32));
        let text = format!("{TYPE_LINE}\no\n0\n{}\nsha256 HASH 1\n", STANDARD.encode([0; 32]));
        assert_eq!(
            signed(&text, &list).unwrap_err().file(),
            Some(MANIFEST_LIST),
            "{path:?}"
        );
    }
    assert!(check_path(&"a".repeat(MAX_PATH_BYTES)).is_ok());
    assert!(check_path(&"a".repeat(MAX_PATH_BYTES + 1)).is_err());
    for path in ["a..b", "...", "mesa ñ/x001/002.p/3", "sub/manifest"] {
        assert!(check_path(path).is_ok(), "{path}");
    }
}

#[test]
fn a_file_named_twice_or_out_of_order_is_refused() {
    let twice = [("a".to_owned(), [0; 32]), ("a".to_owned(), [1; 32])];
    let error = Manifest::new("o", 0, [0; 32], twice).unwrap_err();
    assert_eq!(error, ManifestError::Twice("a".into()));
    let text = format!("{TYPE_LINE}\no\n0\n{}\nsha256 HASH 2\n", STANDARD.encode([0; 32]));
    let hash = "00".repeat(32);
    for list in [
        format!("{hash}  b\n{hash}  a\n"),
        format!("{hash}  a\n{hash}  a\n"),
    ] {
        let error = signed(&text, &list).unwrap_err();
        assert!(matches!(error, ManifestError::Line { line: 2, .. }), "{error}");
    }
}

#[test]
fn a_signed_text_that_is_not_a_manifest_is_refused_by_line() {
    let root = STANDARD.encode([0; 32]);
    let good = format!("{TYPE_LINE}\no\n0\n{root}\nsha256 HASH 0\n");
    assert!(signed(&good, "").is_ok());
    for (from, to, line) in [
        ("cotejo/v1", "cotejo/v2", 1),
        ("\no\n", "\n\n", 2),
        ("\n0\n", "\n00\n", 3),
        ("\n0\n", "\n+0\n", 3),
        (root.as_str(), "AAAA", 4),
        ("HASH", "HASH ", 5),
        (" 0\n", " 99999999999\n", 5),
        (" 0\n", " 0\n\n", 6),
    ] {
        let error = signed(&good.replacen(from, to, 1), "").unwrap_err();
        assert!(
            matches!(error, ManifestError::Text { line: at, .. } if at == line),
            "{to:?}: {error}"
        );
    }
    let error = signed(&good.replace(" 0\n", " 1\n"), "").unwrap_err();
    assert_eq!(error, ManifestError::OtherCount { found: 0, signed: 1 });
}

proptest! {
    #[test]
    fn what_was_signed_is_read_back(
        origin in "[!-~]{1,40}",
        size: u64,
        root: [u8; 32],
        files in proptest::collection::btree_map("[a-zA-Z0-9ñ _.-]{1,9}x(/[a-z]{1,3}){0,3}", any::<[u8; 32]>(), 0..20),
    ) {
        let manifest = Manifest::new(origin, size, root, files).unwrap();
        let signed = manifest.sign(&key(1)).unwrap();
        let (parsed, note) = Manifest::parse(&signed.note, &signed.list).unwrap();
        prop_assert_eq!(&parsed, &manifest);
        prop_assert_eq!(note.text(), manifest.to_text());
        prop_assert_eq!(Manifest::verify(&signed.note, &signed.list, key(1).verifying_key()), Ok(manifest));
    }

    #[test]
    fn a_list_of_any_bytes_is_read_or_refused_and_what_is_read_is_written_the_same(
        mut list in proptest::collection::vec(any::<u8>(), 0..300), hash: [u8; 32], path in "[ -~]{0,12}", lines in 0usize..4,
    ) {
        for _ in 0..lines {
            list.extend_from_slice(format!("{}  {path}\n", hex::encode(hash)).as_bytes());
        }
        for from in [0, list.len().saturating_sub(lines * (67 + path.len()))] {
            if let Ok(files) = read_list(&list[from..]) {
                let manifest = Manifest::new("o", 0, [0; 32], files).unwrap();
                let written = manifest.to_list();
                prop_assert_eq!(written.as_bytes(), &list[from..]);
            }
        }
    }

    #[test]
    fn a_note_of_any_text_is_read_or_refused(text in "[ -~\n]{0,200}") {
        let _ = read(&format!("{text}\n"), b"");
        let _ = read(&format!("{TYPE_LINE}\n{text}\n"), b"");
    }
}
