use super::*;
use proptest::prelude::*;

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed("operator.example".parse().unwrap(), [seed; 32])
}

fn manifest(paths: &[&str]) -> Manifest {
    let files = paths.iter().map(|path| ((*path).to_owned(), [0xab; 32]));
    Manifest::new("count.example/e", 12, [1; 32], files).unwrap()
}

type Lists = BTreeMap<String, Vec<u8>>;

/// Gives lists that are kept by their paths.
fn from(lists: &Lists) -> impl Fn(&str) -> Result<Vec<u8>, ListError> {
    |path| {
        lists.get(path).cloned().ok_or_else(|| ListError::Unread {
            code: ProblemCode::Missing,
            reason: "is missing".to_owned(),
        })
    }
}

fn verify(note: &[u8], lists: &Lists) -> Result<Manifest, ManifestError> {
    Manifest::verify(note, from(lists), key(1).verifying_key())
}

/// Signs a text of one's own over a topmost list.
fn signed(text: &str, list: &str) -> Result<Manifest, ManifestError> {
    let hash = hex::encode(Sha256::digest(list.as_bytes()));
    let text = text.replace("HASH", &hash);
    let note = Note::sign(text, &[&key(1)]).unwrap().to_bytes();
    verify(
        &note,
        &Lists::from([(MANIFEST_LIST.to_owned(), list.as_bytes().to_vec())]),
    )
}

/// Signs a manifest of so many files over lists, each given without the hashes of those below, which `HASH` stands for.
fn over(lists: &[(&str, &str)], count: usize) -> Result<Manifest, ManifestError> {
    let mut kept = Lists::new();
    for (path, list) in lists.iter().rev() {
        let below = list.lines().map(|line| {
            let name = line.split_once("  ").map_or("", |(_, name)| name);
            let folder = path.strip_suffix(MANIFEST_LIST).unwrap_or_default();
            let hash = kept
                .get(&format!("{folder}{name}"))
                .map_or([0; 32], |list| Sha256::digest(list).into());
            line.replace("HASH", &hex::encode(hash)) + "\n"
        });
        let list: String = below.collect();
        kept.insert((*path).to_owned(), list.into_bytes());
    }
    let root = hex::encode(Sha256::digest(&kept[MANIFEST_LIST]));
    let text = format!(
        "{TYPE_LINE}\no\n0\n{}\nsha256 {root} {count}\n",
        STANDARD.encode([0; 32])
    );
    verify(&Note::sign(text, &[&key(1)]).unwrap().to_bytes(), &kept)
}

#[test]
fn each_folder_has_a_list_that_sha256sum_reads_and_the_note_names_the_topmost_one() {
    let manifest = manifest(&["log/blob/x", "data/a b.csv", "data.csv", "log.csv"]);
    let line = "ab".repeat(32);
    let lists = manifest.to_lists();
    assert_eq!(lists["data/manifest.sha256"], format!("{line}  a b.csv\n"));
    assert_eq!(lists["log/blob/manifest.sha256"], format!("{line}  x\n"));
    let hash = |path: &str| hex::encode(Sha256::digest(&lists[path]));
    assert_eq!(
        lists["log/manifest.sha256"],
        format!("{}  blob/manifest.sha256\n", hash("log/blob/manifest.sha256"))
    );
    assert_eq!(
        lists[MANIFEST_LIST],
        format!(
            "{line}  data.csv\n{}  data/manifest.sha256\n{line}  log.csv\n{}  log/manifest.sha256\n",
            hash("data/manifest.sha256"),
            hash("log/manifest.sha256")
        )
    );
    assert_eq!(lists.len(), 4);
    let text = manifest.to_text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..3], ["cotejo/v1 manifest", "count.example/e", "12"]);
    assert_eq!(lines[3], STANDARD.encode([1; 32]));
    assert_eq!(lines[4], format!("sha256 {} 4", hash(MANIFEST_LIST)));
}

#[test]
fn an_error_names_the_file_that_is_wrong() {
    let files = manifest(&["a/b"]).sign(&key(1)).unwrap();
    let wrong = |note: &[u8], lists: &Lists| verify(note, lists).unwrap_err().file().unwrap().to_owned();
    assert_eq!(wrong(&files.note, &Lists::new()), MANIFEST_LIST);
    assert_eq!(wrong(b"", &files.lists), MANIFEST);
    let mut lists = files.lists.clone();
    lists.remove("a/manifest.sha256");
    assert_eq!(wrong(&files.note, &lists), "a/manifest.sha256");
    let other = manifest(&["a"]).sign(&key(2)).unwrap();
    assert_eq!(wrong(&other.note, &other.lists), MANIFEST);
}

#[test]
fn every_flipped_bit_of_the_note_or_a_list_is_refused() {
    let files = manifest(&["a", "b/c"]).sign(&key(1)).unwrap();
    for bit in 0..files.note.len() * 8 {
        let mut note = files.note.clone();
        note[bit / 8] ^= 1 << (bit % 8);
        let error = verify(&note, &files.lists).unwrap_err();
        assert_eq!(error.file(), Some(MANIFEST), "bit {bit}: {error}");
    }
    for (path, list) in &files.lists {
        for bit in 0..list.len() * 8 {
            let mut lists = files.lists.clone();
            lists.get_mut(path).unwrap()[bit / 8] ^= 1 << (bit % 8);
            let error = verify(&files.note, &lists).unwrap_err();
            assert_eq!(error.file(), Some(path.as_str()), "bit {bit}: {error}");
        }
    }
}

#[test]
fn a_list_that_is_not_the_one_named_is_gone_through_all_the_same() {
    let files = manifest(&["a", "b/c", "b/d/e"]).sign(&key(1)).unwrap();
    let mut lists = files.lists.clone();
    let line = format!("{}  new\n", "00".repeat(32));
    lists.get_mut("b/manifest.sha256").unwrap().extend(line.bytes());
    let checked = check(&files.note, Some(key(1).verifying_key()), from(&lists));
    assert_eq!(checked.errors.len(), 1);
    assert_eq!(checked.errors[0].file(), Some("b/manifest.sha256"));
    assert_eq!(
        checked.named.files.keys().collect::<Vec<_>>(),
        ["a", "b/c", "b/d/e", "b/new"]
    );
}

#[test]
fn lists_in_wrong_places_are_refused() {
    let good = [
        ("manifest.sha256", "HASH  a\nHASH  b/manifest.sha256"),
        ("b/manifest.sha256", "HASH  c"),
    ];
    assert_eq!(over(&good, 2).unwrap().files().len(), 2);
    // The number is that of the files, lists aside.
    assert_eq!(
        over(&good, 3),
        Err(ManifestError::OtherCount { found: 2, signed: 3 })
    );
    for (list, wrong) in [
        (
            "manifest.sha256",
            [
                ("manifest.sha256", "HASH  b/c/manifest.sha256"),
                ("b/c/manifest.sha256", "HASH  d"),
            ],
        ),
        (
            "manifest.sha256",
            [
                ("manifest.sha256", "HASH  ../manifest.sha256"),
                ("../manifest.sha256", "HASH  d"),
            ],
        ),
        (
            "manifest.sha256",
            [("manifest.sha256", "HASH  b/c"), ("b/manifest.sha256", "HASH  c")],
        ),
        (
            "manifest.sha256",
            [("manifest.sha256", "HASH  manifest.sha256"), ("b", "HASH  c")],
        ),
        (
            "b/manifest.sha256",
            [
                ("manifest.sha256", "HASH  b/manifest.sha256"),
                ("b/manifest.sha256", "HASH  ../a"),
            ],
        ),
        (
            "b/manifest.sha256",
            [
                ("manifest.sha256", "HASH  b/manifest.sha256"),
                ("b/manifest.sha256", ""),
            ],
        ),
        (
            "b/manifest.sha256",
            [
                ("manifest.sha256", "HASH  b/manifest.sha256"),
                ("b/manifest.sha256", "HASH  manifest.sha256/manifest.sha256"),
            ],
        ),
    ] {
        let error = over(&wrong, 1).unwrap_err();
        assert_eq!(
            (error.file(), error.code()),
            (Some(list), ProblemCode::Malformed),
            "{wrong:?}: {error}"
        );
    }
    let missing = [("manifest.sha256", "HASH  b/manifest.sha256")];
    assert_eq!(over(&missing, 1).unwrap_err().file(), Some("b/manifest.sha256"));
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
        "sub/manifest.sha256",
        "manifest.sha256/a",
    ];
    for path in bad {
        let files = [(path.to_owned(), [0; 32])];
        let error = Manifest::new("o", 0, [0; 32], files).unwrap_err();
        assert!(matches!(error, ManifestError::Path { .. }), "{path:?}: {error}");
        if path == "sub/manifest.sha256" {
            continue;
        }
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
    // The list of the folder has a path, too.
    assert!(check_path(&format!("{}/b", "a".repeat(MAX_PATH_BYTES - 16))).is_ok());
    assert!(check_path(&format!("{}/b", "a".repeat(MAX_PATH_BYTES - 15))).is_err());
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
        assert!(
            matches!(
                error,
                ManifestError::List {
                    why: ListError::Line { line: 2, .. },
                    ..
                }
            ),
            "{error}"
        );
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
        let note = Note::parse(&signed.note).unwrap();
        prop_assert_eq!(note.text(), manifest.to_text());
        prop_assert_eq!(verify(&signed.note, &signed.lists), Ok(manifest));
    }

    #[test]
    fn a_list_of_any_bytes_is_read_or_refused_and_what_is_read_is_written_the_same(
        mut list in proptest::collection::vec(any::<u8>(), 0..300), hash: [u8; 32], path in "[ -~]{0,12}", lines in 0usize..4,
    ) {
        for _ in 0..lines {
            list.extend_from_slice(format!("{}  {path}\n", hex::encode(hash)).as_bytes());
        }
        for from in [0, list.len().saturating_sub(lines * (67 + path.len()))] {
            let list = &list[from..];
            let named = walk(None, |path| match path {
                MANIFEST_LIST => Ok(list.to_vec()),
                _ => Err(ListError::Unread { code: ProblemCode::Missing, reason: String::new() }),
            });
            if named.wrong.is_empty() {
                let manifest = Manifest::new("o", 0, [0; 32], named.files).unwrap();
                let written = manifest.to_lists();
                prop_assert_eq!(written[MANIFEST_LIST].as_bytes(), list);
            }
        }
    }

    #[test]
    fn a_note_of_any_text_is_read_or_refused(text in "[ -~\n]{0,200}") {
        let _ = read_text(&format!("{text}\n"));
        let _ = read_text(&format!("{TYPE_LINE}\n{text}\n"));
    }
}
