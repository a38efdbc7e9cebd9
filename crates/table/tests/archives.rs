//! Zip archives: the same members and bytes as another reader finds, and nothing from hostile ones.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use std::io::{Cursor, Read, Write};
use table::archive::{Archive, ArchiveError, WrongChecksum};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// An archive of members, each with its name, bytes and whether it is deflated.
fn packed(members: &[(String, Vec<u8>, bool)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes, deflated) in members {
        let method = match deflated {
            true => CompressionMethod::Deflated,
            false => CompressionMethod::Stored,
        };
        out.start_file(name, SimpleFileOptions::default().compression_method(method))
            .unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn one(name: &str, bytes: &[u8]) -> Vec<u8> {
    packed(&[(name.to_owned(), bytes.to_vec(), true)])
}

fn open(bytes: &[u8]) -> Result<Archive, ArchiveError> {
    Archive::from_reader(Cursor::new(bytes.to_vec()))
}

fn member(archive: &Archive, number: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut reader = archive.unpack(number).map_err(std::io::Error::other)?;
    reader.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The names and bytes of all members.
fn all(archive: &Archive) -> Vec<(String, Vec<u8>)> {
    let members = archive.members().iter().enumerate();
    members
        .map(|(number, one)| (one.name.clone(), member(archive, number).unwrap()))
        .collect()
}

/// The same by another reader, the crate `zip`.
fn all_by_zip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
    let numbers = 0..zip.len();
    numbers
        .map(|number| {
            let mut member = zip.by_index(number).unwrap();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).unwrap();
            (member.name().unwrap().into_owned(), bytes)
        })
        .filter(|(name, _)| !name.ends_with('/'))
        .collect()
}

#[test]
fn an_archive_on_a_disk_and_one_behind_other_bytes_are_read_alike() {
    let archive = one("a/b.csv", b"1,2\n");
    let behind = [b"#!/bin/sh\nexit 1\n".to_vec(), archive.clone()].concat();
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&archive).unwrap();
    let expected = [("a/b.csv".to_owned(), b"1,2\n".to_vec())];
    assert_eq!(all(&Archive::from_file(file).unwrap()), expected);
    assert_eq!(all(&open(&archive).unwrap()), expected);
    assert_eq!(all(&open(&behind).unwrap()), expected);
}

#[test]
fn folders_are_no_members_and_of_two_members_of_one_name_the_later_counts() {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    out.add_directory("a/", SimpleFileOptions::default()).unwrap();
    for (name, bytes) in [("a/1", "first"), ("a/2", "other")] {
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes.as_bytes()).unwrap();
    }
    let mut bytes = out.finish().unwrap().into_inner();
    assert_eq!(open(&bytes).unwrap().members().len(), 2);
    replace(&mut bytes, b"a/2", b"a/1");
    assert_eq!(
        all(&open(&bytes).unwrap()),
        [("a/1".to_owned(), b"other".to_vec())]
    );
    assert_eq!(all_by_zip(&bytes), [("a/1".to_owned(), b"other".to_vec())]);
}

fn replace(bytes: &mut [u8], from: &[u8], to: &[u8]) {
    for at in 0..=bytes.len() - from.len() {
        if &bytes[at..at + from.len()] == from {
            bytes[at..at + from.len()].copy_from_slice(to);
        }
    }
}

#[test]
fn names_are_utf_8_where_they_can_be_and_otherwise_of_code_page_437() {
    let name = |bytes: &[u8]| open(bytes).unwrap().members()[0].name.clone();
    assert_eq!(name(&one("Táchira/mesas.csv", b"")), "Táchira/mesas.csv");
    let mut old = one("T_chira_.csv", b"");
    replace(&mut old, b"T_chira_.csv", b"T\xa0chira\xff.csv");
    assert_eq!(name(&old), "Táchira\u{a0}.csv");
    assert_eq!(all_by_zip(&old)[0].0, "Táchira\u{a0}.csv");
    // Some programs write UTF-8 and do not say so.
    let mut unsaid = one("T__chira.csv", b"");
    replace(&mut unsaid, b"T__chira.csv", "Táchira.csv".as_bytes());
    assert_eq!(name(&unsaid), "Táchira.csv");
}

#[test]
fn an_encrypted_member_and_one_of_another_method_are_refused() {
    let error = |bytes: &[u8]| open(bytes).unwrap().unpack(0).map(|_| ()).unwrap_err();
    let plain = one("a.csv", b"1,2\n");
    let at = plain.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let mut encrypted = plain.clone();
    encrypted[at + 8] |= 1;
    assert_eq!(
        error(&encrypted).to_string(),
        "it is encrypted in the zip archive"
    );
    let mut other = plain.clone();
    other[at + 10] = 12;
    assert_eq!(
        error(&other).to_string(),
        "the zip archive's method 12 (BZIP2) is not supported, only deflate is"
    );
    assert!(matches!(
        open(&plain).unwrap().unpack(1).map(|_| ()).unwrap_err(),
        ArchiveError::NoMember(1)
    ));
}

#[test]
fn bytes_that_are_not_those_that_were_packed_are_told() {
    let text: Vec<u8> = (0..5000_u32).flat_map(u32::to_le_bytes).collect();
    let mut bytes = packed(&[("a".to_owned(), text, false)]);
    bytes[1000] ^= 1;
    let error = member(&open(&bytes).unwrap(), 0).unwrap_err();
    assert!(error.get_ref().unwrap().is::<WrongChecksum>(), "{error}");
}

#[test]
fn an_archive_that_lists_fewer_members_than_it_states_is_refused() {
    let mut bytes = one("a", b"x");
    let end = bytes.len() - 22;
    bytes[end + 8] = 2;
    bytes[end + 10] = 2;
    let error = open(&bytes).map(|_| ()).unwrap_err().to_string();
    assert_eq!(
        error,
        "the zip archive cannot be read: it lists 1 members, not the 2 that it states"
    );
}

#[test]
fn two_members_are_unpacked_at_the_same_time_by_two_threads() {
    let text = |n: u32| -> Vec<u8> { (0..100_000).flat_map(|i| (i * n).to_le_bytes()).collect() };
    let members = [
        ("a".to_owned(), text(3), true),
        ("b".to_owned(), text(5), true),
        ("c".to_owned(), text(7), false),
    ];
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&packed(&members)).unwrap();
    let archive = Archive::from_file(file).unwrap();
    // Each has begun before any goes on: none could, if one reader had the archive for itself.
    let begun = std::sync::Barrier::new(members.len());
    std::thread::scope(|scope| {
        for (number, (name, expected, _)) in members.iter().enumerate() {
            let (archive, begun) = (&archive, &begun);
            scope.spawn(move || {
                let mut reader = archive.unpack(number).unwrap();
                let mut bytes = vec![0; 1000];
                reader.read_exact(&mut bytes).unwrap();
                begun.wait();
                reader.read_to_end(&mut bytes).unwrap();
                assert!(bytes == *expected, "{name}");
            });
        }
    });
}

#[test]
fn a_stated_size_is_only_a_claim() {
    let mut bytes = one("a", &[7; 5000]);
    let list = bytes.windows(4).position(|some| some == b"PK\x01\x02").unwrap();
    bytes[list + 24..list + 28].copy_from_slice(&10_u32.to_le_bytes());
    let archive = open(&bytes).unwrap();
    assert_eq!(archive.members()[0].claimed_size, 10);
    assert_eq!(member(&archive, 0).unwrap(), [7; 5000]);
}

#[test]
fn packed_bytes_are_counted_as_they_are_taken() {
    let archive = open(&one("a", &vec![7; 1 << 20])).unwrap();
    let mut reader = archive.unpack(0).unwrap();
    let taken = reader.packed_bytes();
    assert_eq!((taken.get(), archive.members()[0].claimed_size), (0, 1 << 20));
    std::io::copy(&mut reader, &mut std::io::sink()).unwrap();
    assert!((500..5000).contains(&taken.get()), "{}", taken.get());
}

proptest! {
    #[test]
    fn members_are_those_that_another_reader_finds(
        members in proptest::collection::vec(("[a-zé/]{1,9}", proptest::collection::vec(any::<u8>(), 0..600), any::<bool>()), 0..6)
    ) {
        let mut names = std::collections::BTreeSet::new();
        let members: Vec<_> = members.into_iter().filter(|(name, ..)| names.insert(name.clone())).collect();
        let bytes = packed(&members);
        prop_assert_eq!(all(&open(&bytes).unwrap()), all_by_zip(&bytes));
    }

    #[test]
    fn damage_never_panics_nor_passes_for_the_text(at in any::<proptest::sample::Index>(), bit in 0_u8..8, cut in any::<Option<proptest::sample::Index>>()) {
        let text = b"centre,table\n1,2\n".repeat(20);
        let mut bytes = packed(&[("a.csv".to_owned(), text.clone(), true), ("b".to_owned(), b"x".to_vec(), false)]);
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(archive) = open(&bytes) {
            for (number, one) in archive.members().iter().enumerate() {
                if let Ok(read) = member(&archive, number) {
                    prop_assert!(read == text || read == b"x" || read.is_empty(), "{} {:?}", at, one.name);
                }
            }
        }
    }
}
