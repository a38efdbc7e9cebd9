//! Files of a publication: the data in its four formats, checked against a table, and the manifest.

use crate::{key, split};
use publication::manifest::{ListError, Manifest, check};
use publication::verify::ProblemCode;
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
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
    fn columns(&self) -> Cow<'_, [Column]> {
        Cow::Borrowed(&self.0)
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

/// A manifest's note, a zero byte, its topmost list, and after further zero bytes each list in the order in which they are
/// asked for. Where the note is empty, one that fits the list is made, so that what lies behind its hash is reached too.
pub fn manifest(data: &[u8]) -> bool {
    let (note, lists) = split(data);
    let lists: Vec<&[u8]> = lists.split(|byte| *byte == 0).collect();
    let asked = std::cell::Cell::new(0);
    let read = |_: &str| {
        let at = asked.replace(asked.get() + 1);
        let missing = || ListError::Unread {
            code: ProblemCode::Missing,
            reason: "is missing".to_owned(),
        };
        lists.get(at).map(|list| list.to_vec()).ok_or_else(missing)
    };
    let operator = key("operator", 7);
    let note = if note.is_empty() {
        let lines = lists[0].split(|byte| *byte == b'\n');
        let files = lines.filter(|line| !line.is_empty() && !line.ends_with(b"/manifest.sha256"));
        let root = tlog::empty_root();
        let (hash, count) = (hex::encode(Sha256::digest(lists[0])), files.count());
        let text = format!("cotejo/v1 manifest\ncount.example/fuzz\n0\n{root}\nsha256 {hash} {count}\n");
        note::Note::sign(text, &[&operator]).expect("a note").to_bytes()
    } else {
        note.to_vec()
    };
    let checked = check(&note, Some(operator.verifying_key()), read);
    let (Some(stated), true) = (checked.stated, checked.errors.is_empty()) else {
        return false;
    };
    let manifest = Manifest::new(stated.origin, stated.size, stated.root, checked.named.files);
    let manifest = manifest.expect("what may be read may be written");
    assert_eq!(manifest.lists(), &checked.named.lists);
    assert_eq!(
        manifest.to_text(),
        note::Note::parse(&note).expect("a note").text()
    );
    true
}
