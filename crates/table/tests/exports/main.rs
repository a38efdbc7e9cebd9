//! Every format: what is written is found again, the same bytes each time, and a changed cell is told.

#![allow(clippy::unwrap_used)]

mod made_table;
mod once;

use made_table::{Made, MadeTable, any_table, awkward, table};
use proptest::prelude::*;
use std::io::{Cursor, Read};
use table::export::{
    check_csv, check_json_lines, check_parquet, check_sqlite, write_csv, write_json_lines, write_parquet,
    write_sqlite,
};
use table::{CheckError, CheckSummary, Column, Table, WriteError};

#[derive(Debug, Clone, Copy)]
enum ExportFormat {
    Csv,
    JsonLines,
    Parquet,
    Sqlite,
}

const FORMATS: [ExportFormat; 4] = [
    ExportFormat::Csv,
    ExportFormat::JsonLines,
    ExportFormat::Parquet,
    ExportFormat::Sqlite,
];

fn written(format: ExportFormat, table: &dyn Table) -> Result<Vec<u8>, WriteError> {
    let mut out = Vec::new();
    match format {
        ExportFormat::Csv => write_csv(table, &mut out)?,
        ExportFormat::JsonLines => write_json_lines(table, &mut out)?,
        ExportFormat::Parquet => write_parquet(table, &mut out)?,
        ExportFormat::Sqlite => {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("t.sqlite");
            let rows = write_sqlite(&[table], &path)?[0];
            out = std::fs::read(&path).unwrap();
            rows
        }
    };
    Ok(out)
}

fn checked(format: ExportFormat, bytes: &[u8], table: &dyn Table) -> Result<CheckSummary, CheckError> {
    match format {
        ExportFormat::Csv => check_csv(bytes, table),
        ExportFormat::JsonLines => check_json_lines(bytes, table),
        ExportFormat::Parquet => check_parquet(Cursor::new(bytes), table),
        ExportFormat::Sqlite => {
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), bytes).unwrap();
            Ok(check_sqlite(file.path(), &[table])?.0.remove(0))
        }
    }
}

/// The error as text, without SQLite's naming of the table.
fn fault(format: ExportFormat, bytes: &[u8], table: &dyn Table) -> String {
    let text = checked(format, bytes, table).unwrap_err().to_string();
    text.strip_prefix("table made: ").unwrap_or(&text).to_owned()
}

#[test]
fn awkward_cells_are_found_again_in_every_format() {
    let table = awkward();
    for format in FORMATS {
        let bytes = written(format, &table).unwrap();
        assert_eq!(checked(format, &bytes, &table).unwrap().rows, 12, "{format:?}");
    }
}

#[test]
fn an_empty_table_is_a_table() {
    for format in FORMATS {
        let bytes = written(format, &table(&[])).unwrap();
        assert_eq!(
            checked(format, &bytes, &table(&[])).unwrap(),
            CheckSummary::default(),
            "{format:?}"
        );
    }
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    for format in FORMATS {
        assert_eq!(
            written(format, &awkward()).unwrap(),
            written(format, &awkward()).unwrap(),
            "{format:?}"
        );
    }
}

#[test]
fn a_changed_cell_is_told_by_row_and_column() {
    let expected = table(&[
        ("a", Some("x"), 1, Some(2)),
        ("b", None, 3, None),
        ("c", Some("y"), 5, Some(6)),
    ]);
    let changes: [(usize, usize, Made, &str); 5] = [
        (
            0,
            0,
            Made::Text("A".into()),
            "row 1, column code: expected \"a\", found \"A\"",
        ),
        (
            1,
            1,
            Made::Text(String::new()),
            "row 2, column note: expected nothing, found \"\"",
        ),
        (
            1,
            3,
            Made::Integer(0),
            "row 2, column null: expected nothing, found 0",
        ),
        (2, 2, Made::Integer(6), "row 3, column votes: expected 5, found 6"),
        (
            2,
            1,
            Made::Empty,
            "row 3, column note: expected \"y\", found nothing",
        ),
    ];
    for format in FORMATS {
        for (row, column, cell, message) in &changes {
            let mut changed = expected.clone();
            changed.rows[*row][*column] = cell.clone();
            let bytes = written(format, &changed).unwrap();
            assert_eq!(fault(format, &bytes, &expected), *message, "{format:?}");
        }
    }
}

#[test]
fn rows_that_are_missing_or_too_many_are_told() {
    let two = table(&[("a", None, 1, None), ("b", None, 2, None)]);
    let one = table(&[("a", None, 1, None)]);
    for format in FORMATS {
        let fewer = fault(format, &written(format, &one).unwrap(), &two);
        assert_eq!(fewer, "row 2: the file ends, expected more rows", "{format:?}");
        let more = fault(format, &written(format, &two).unwrap(), &one);
        assert_eq!(
            more, "row 2: expected the end of the file, found more rows",
            "{format:?}"
        );
    }
}

#[test]
fn columns_of_other_versions_are_reported_and_required_ones_must_be_there() {
    let old = table(&[("a", Some("x"), 1, Some(2)), ("b", None, 3, None)]);
    let mut new = old.clone();
    new.columns
        .insert(1, Column::integer("turnout", "new").optional());
    new.rows
        .iter_mut()
        .for_each(|row| row.insert(1, Made::Integer(7)));
    for format in FORMATS {
        let found = checked(format, &written(format, &new).unwrap(), &old).unwrap();
        assert_eq!(
            (found.rows, found.unknown, found.absent),
            (2, vec!["turnout".to_owned()], vec![]),
            "{format:?}"
        );
        let found = checked(format, &written(format, &old).unwrap(), &new).unwrap();
        assert_eq!(
            (found.unknown, found.absent),
            (vec![], vec!["turnout".to_owned()]),
            "{format:?}"
        );
        let mut strict = new.clone();
        strict.columns[1].required = true;
        let message = fault(format, &written(format, &old).unwrap(), &strict);
        assert_eq!(message, "the column \"turnout\" is missing", "{format:?}");
    }
}

#[test]
fn a_table_that_is_not_what_its_columns_say_is_not_written() {
    let mut wrong = table(&[("a", None, 1, None)]);
    wrong
        .rows
        .push(vec![Made::Empty, Made::Empty, Made::Integer(1), Made::Empty]);
    for format in FORMATS {
        let error = written(format, &wrong).unwrap_err().to_string();
        assert!(
            error.ends_with("row 2: column \"code\" (text) cannot hold nothing"),
            "{error}"
        );
    }
}

#[test]
fn row_groups_and_pages_end_anywhere() {
    let rows = table::export::ROW_GROUP_ROWS + 1;
    let mut large = table(&[]);
    large.rows = (0..rows as i64)
        .map(|n| {
            let note = if n % 3 == 0 {
                Made::Empty
            } else {
                Made::Text(format!("note {}", n % 700))
            };
            let null = if n < 100_000 {
                Made::Empty
            } else {
                Made::Integer(n * 977)
            };
            vec![
                Made::Text(format!("station number {n}")),
                note,
                Made::Integer(n % 9),
                null,
            ]
        })
        .collect();
    for format in FORMATS {
        let bytes = written(format, &large).unwrap();
        assert_eq!(
            checked(format, &bytes, &large).unwrap().rows,
            rows as u64,
            "{format:?}"
        );
        large.rows[rows - 1][2] = Made::Integer(77);
        assert!(fault(format, &bytes, &large).starts_with(&format!("row {rows}, column votes: expected 77")));
        large.rows[rows - 1][2] = Made::Integer((rows as i64 - 1) % 9);
    }
}

#[test]
fn long_texts_keep_parquet_pages_small_enough_to_be_read() {
    let mut long = table(&[]);
    long.rows = (0..40)
        .map(|n| {
            let text = char::from(b'a' + (n % 26) as u8).to_string().repeat(1 << 20);
            vec![Made::Text(text), Made::Empty, Made::Integer(n), Made::Empty]
        })
        .collect();
    for format in FORMATS {
        let bytes = written(format, &long).unwrap();
        checked(format, &bytes, &long).unwrap();
    }
}

#[test]
fn csv_is_what_it_is_documented_to_be() {
    let bytes = written(ExportFormat::Csv, &awkward()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.starts_with("code,note,votes,null\nplain,x,1,0\n\"\",\"\",0,\n\"a,b\",,9223372036854775807,")
    );
    assert!(text.contains("\n'=1+1,''=1+1,5,\n'-3,'@x,6,\n'＝1,'\t,7,\n\" blank \",\" \",8,\n"));
    assert!(text.contains("\"quote \"\" and \"\"\"\"\",\"\"\"\",-1,-1\n"));
}

#[test]
fn csv_with_other_quotes_and_line_breaks_still_agrees() {
    let expected = table(&[("a", None, 1, None), ("b", Some(""), 2, Some(3))]);
    let file = "\u{feff}\"votes\",code,null,note\r\n1,\"a\",,\r\n\"2\",b,3,\"\"\r\n";
    assert_eq!(check_csv(file.as_bytes(), &expected).unwrap().rows, 2);
}

#[test]
fn json_lines_are_what_they_are_documented_to_be() {
    let bytes = written(
        ExportFormat::JsonLines,
        &table(&[("a\"\u{1}", None, 1, Some(-2))]),
    )
    .unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(
        text,
        "{\"code\":\"a\\\"\\u0001\",\"note\":null,\"votes\":1,\"null\":-2}\n"
    );
    let other = br#"{"votes": 1, "more": [1, {"x": 2.5}], "null":-2, "note":null, "code":"a\u0022\u0001"}"#;
    let found = check_json_lines(other.as_slice(), &table(&[("a\"\u{1}", None, 1, Some(-2))])).unwrap();
    assert_eq!(found.unknown, ["more"]);
}

#[test]
fn sqlite_has_the_descriptions_and_refuses_views() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.sqlite");
    let second = MadeTable {
        name: "other \"x\"".to_owned(),
        ..awkward()
    };
    assert_eq!(write_sqlite(&[&awkward(), &second], &path).unwrap(), [12, 12]);
    let (found, unknown) = check_sqlite(&path, &[&second]).unwrap();
    assert_eq!((found[0].rows, unknown), (12, vec!["made".to_owned()]));
    assert!(matches!(
        write_sqlite(&[&awkward()], &path),
        Err(WriteError::Io { .. })
    ));
    let db = rusqlite::Connection::open(&path).unwrap();
    let words: String = db
        .query_row(
            "SELECT description FROM columns WHERE in_table = 'made' AND name = 'votes'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(words, "votes");
    db.execute_batch("CREATE VIEW v AS SELECT 1").unwrap();
    assert!(
        check_sqlite(&path, &[&second])
            .unwrap_err()
            .to_string()
            .contains("found a view")
    );
}

#[test]
fn a_sqlite_file_that_could_not_be_finished_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.sqlite");
    let mut wrong = awkward();
    wrong.rows[3][0] = Made::Empty;
    assert!(write_sqlite(&[&awkward(), &wrong], &path).is_err());
    assert!(!path.exists());
}

#[test]
fn a_file_without_an_end_is_refused_in_constant_memory() {
    for start in ["code\n", "code,note,votes,null\n\"", "{\"code\":\""] {
        let endless = || start.as_bytes().chain(std::io::repeat(b'x'));
        assert!(check_csv(endless(), &awkward()).is_err());
        assert!(check_json_lines(endless(), &awkward()).is_err());
    }
}

#[test]
fn a_damaged_file_is_told_and_never_panics() {
    let table = awkward();
    for format in [ExportFormat::Csv, ExportFormat::JsonLines, ExportFormat::Parquet] {
        let bytes = written(format, &table).unwrap();
        for at in 0..bytes.len() {
            for flip in [1, 0x10, 0x80] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                let found = checked(format, &damaged, &table);
                // Parquet has bytes that no cell depends on: statistics, encodings, sizes.
                assert!(
                    found.is_err() || matches!(format, ExportFormat::Parquet),
                    "{format:?} byte {at} ^ {flip}"
                );
            }
            assert!(
                checked(format, &bytes[..at], &table).is_err() || at + 1 == bytes.len(),
                "{format:?} {at}"
            );
        }
    }
    let bytes = written(ExportFormat::Sqlite, &table).unwrap();
    for at in (0..bytes.len()).step_by(37) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        let _ = checked(ExportFormat::Sqlite, &damaged, &table);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_table_is_found_again(table in any_table()) {
        for format in FORMATS {
            let bytes = written(format, &table).unwrap();
            let found = checked(format, &bytes, &table);
            prop_assert_eq!(found.unwrap().rows, table.rows.len() as u64);
        }
    }

    #[test]
    fn tables_that_differ_are_told_apart(table in any_table(), at in any::<prop::sample::Index>(), to in any::<i64>()) {
        prop_assume!(!table.rows.is_empty());
        let row = at.index(table.rows.len());
        let mut changed = table.clone();
        changed.rows[row][0] = match &table.rows[row][0] {
            Made::Text(text) => Made::Text(format!("{text}'")),
            Made::Integer(n) => Made::Integer(n.wrapping_add(to | 1)),
            Made::Empty if table.columns[0].kind == table::Kind::Text => Made::Text(String::new()),
            Made::Empty => Made::Integer(0),
        };
        for format in FORMATS {
            let bytes = written(format, &changed).unwrap();
            let told = matches!(
                checked(format, &bytes, &table),
                Err(CheckError::Differs { .. } | CheckError::InTable { .. })
            );
            prop_assert!(told);
        }
    }

    #[test]
    fn any_bytes_are_checked_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut parquet = b"PAR1".to_vec();
        parquet.extend(&bytes);
        parquet.extend((bytes.len() as u32).to_le_bytes());
        parquet.extend(b"PAR1");
        prop_assert!(checked(ExportFormat::Parquet, &parquet, &awkward()).is_err());
        for format in FORMATS {
            prop_assert!(checked(format, &bytes, &awkward()).is_err());
        }
    }

    /// The csv crate is the oracle for quoting.
    #[test]
    fn csv_is_read_by_the_csv_crate(table in any_table()) {
        let bytes = written(ExportFormat::Csv, &table).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let found: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(found.len(), table.rows.len());
        for (found, row) in found.iter().zip(&table.rows) {
            for (found, cell) in found.iter().zip(row) {
                match cell {
                    Made::Text(text) => prop_assert_eq!(found.strip_prefix('\'').unwrap_or(found), text),
                    Made::Integer(n) => prop_assert_eq!(found, n.to_string()),
                    Made::Empty => prop_assert_eq!(found.trim(), ""),
                }
            }
        }
    }
}
