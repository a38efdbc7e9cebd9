//! Files of a publication: the data in its four formats, checked against a table, and the manifest.

use crate::{key, split};
use publication::Manifest;
use sha2::{Digest as _, Sha256};
use std::cell::RefCell;
use std::io::{Cursor, Seek as _, Write as _};
use std::ops::ControlFlow;
use table::{Cell, Column, Table, export};

/// A table of every kind of cell.
#[derive(Debug)]
pub struct Small(Vec<Column>);

impl Small {
    /// How many rows it has.
    pub const ROWS: u64 = 40;

    /// The table.
    pub fn new() -> Small {
        Small(vec![
            Column::text("station", "a code"),
            Column::integer("votes", "votes"),
            Column::text("area", "an area").nullable(),
            Column::integer("registered", "voters").nullable().optional(),
        ])
    }
}

impl Default for Small {
    fn default() -> Self {
        Small::new()
    }
}

impl Table for Small {
    fn name(&self) -> &str {
        "stations"
    }
    fn columns(&self) -> &[Column] {
        &self.0
    }
    fn rows(&self, each: &mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>) -> ControlFlow<()> {
        for n in 0..Small::ROWS as i64 {
            let code = format!("{n:03}.\"é\",");
            let area = match n % 3 {
                0 => Cell::Empty,
                1 => Cell::Text("North\nWest"),
                _ => Cell::Text("=1+1"),
            };
            let registered = if n % 2 == 0 {
                Cell::Empty
            } else {
                Cell::Integer(n * 1_000_003)
            };
            each(&[Cell::Text(&code), Cell::Integer(n), area, registered])?;
        }
        ControlFlow::Continue(())
    }
}

/// Any bytes as a CSV table.
pub fn export_csv(data: &[u8]) -> bool {
    accepted(export::check_csv(data, &Small::new()))
}

/// Any bytes as JSON lines.
pub fn export_json(data: &[u8]) -> bool {
    accepted(export::check_json_lines(data, &Small::new()))
}

/// Any bytes as Parquet.
pub fn export_parquet(data: &[u8]) -> bool {
    accepted(export::check_parquet(Cursor::new(data), &Small::new()))
}

/// Any bytes as SQLite.
pub fn export_sqlite(data: &[u8]) -> bool {
    thread_local! {
        static FILE: RefCell<tempfile::NamedTempFile> =
            RefCell::new(tempfile::NamedTempFile::new().expect("a file for a while"));
    }
    FILE.with_borrow_mut(|file| {
        let written = file
            .as_file()
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(data));
        written.expect("a file that can be written");
        match export::check_sqlite(file.path(), &[&Small::new()]) {
            Ok((checked, _)) => accepted(Ok(checked.into_iter().next().expect("one table"))),
            Err(_) => false,
        }
    })
}

fn accepted(checked: Result<table::CheckSummary, table::CheckError>) -> bool {
    match checked {
        Ok(checked) => {
            assert_eq!(checked.rows, Small::ROWS);
            true
        }
        Err(error) => {
            assert!(error.to_string().len() < 100_000, "an error that nobody can read");
            false
        }
    }
}

/// A manifest's note, a zero byte, and its list. Where the note is empty, one that fits the list is made,
/// so that what lies behind its hash is reached too.
pub fn manifest(data: &[u8]) -> bool {
    let (note, list) = split(data);
    let operator = key("operator", 7);
    let note = if note.is_empty() {
        let lines = list.iter().filter(|byte| **byte == b'\n').count();
        let root = tlog::empty_root();
        let hash = hex::encode(Sha256::digest(list));
        let text = format!("cotejo/v1 manifest\ncount.example/fuzz\n0\n{root}\nsha256 {hash} {lines}\n");
        note::Note::sign(text, &[&operator]).expect("a note").to_bytes()
    } else {
        note.to_vec()
    };
    let Ok((manifest, signed)) = Manifest::parse(&note, list) else {
        return false;
    };
    assert_eq!(manifest.to_list().as_bytes(), list);
    assert_eq!(manifest.to_text(), signed.text());
    if let Ok(verified) = Manifest::verify(&note, list, operator.verifying_key()) {
        assert_eq!(verified, manifest);
    }
    let files = manifest.files().iter().map(|(path, hash)| (path.clone(), *hash));
    let again = Manifest::new(manifest.origin(), manifest.size(), *manifest.root(), files);
    assert_eq!(again.as_ref(), Ok(&manifest));
    true
}
