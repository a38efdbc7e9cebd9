//! Several writers over rows that are made once: each writes what it would write alone.

use crate::made_table::{MadeTable, any_table, table};
use crate::{FORMATS, written};
use proptest::prelude::*;
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use table::export::{TablesWriter, for_writers, write_csv, write_json_lines, write_parquet};
use table::{Cell, Column, Table, WriteError};

/// A table that counts how many of its rows were made.
struct Counting {
    columns: Vec<Column>,
    rows: i64,
    made: AtomicU64,
}

impl Counting {
    fn new(rows: i64) -> Counting {
        let columns = vec![Column::integer("n", "a number"), Column::text("text", "a text")];
        let made = AtomicU64::new(0);
        Counting { columns, rows, made }
    }
}

impl Table for Counting {
    fn name(&self) -> &str {
        "counting"
    }
    fn columns(&self) -> Cow<'_, [Column]> {
        Cow::Borrowed(&self.columns)
    }
    fn rows(&self, each: &mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>) -> ControlFlow<()> {
        for n in 0..self.rows {
            self.made.fetch_add(1, Ordering::Relaxed);
            each(&[Cell::Integer(n), Cell::Text(&n.to_string().repeat(3))])?;
        }
        ControlFlow::Continue(())
    }
}

type Written = Result<Vec<Vec<u8>>, WriteError>;

/// Writers of all tables in all formats, each table as a file.
fn writers<'w>() -> Vec<TablesWriter<'w, Written>> {
    let writer = |format| -> TablesWriter<'w, Written> {
        Box::new(move |tables| tables.iter().map(|table| written(format, *table)).collect())
    };
    FORMATS.into_iter().map(writer).collect()
}

#[test]
fn rows_are_made_once_for_all_formats_and_the_bytes_are_the_same() {
    let tables = [Counting::new(60_000), Counting::new(0), Counting::new(20_000)];
    let alone: Vec<Vec<Vec<u8>>> = FORMATS
        .iter()
        .map(|format| {
            tables
                .iter()
                .map(|table| written(*format, table).unwrap())
                .collect()
        })
        .collect();
    tables
        .iter()
        .for_each(|table| assert_eq!(table.made.swap(0, Ordering::Relaxed), 4 * table.rows as u64));
    let together = for_writers(&tables.each_ref().map(|table| table as _), writers());
    let together: Vec<_> = together.into_iter().map(Result::unwrap).collect();
    assert!(together == alone);
    tables
        .iter()
        .for_each(|table| assert_eq!(table.made.load(Ordering::Relaxed), table.rows as u64));
}

#[test]
fn a_writer_that_stops_or_goes_back_does_not_disturb_the_others() {
    let tables = [Counting::new(50_000), Counting::new(50_000)];
    let csv = |table: &dyn Table| {
        let mut out = Vec::new();
        write_csv(table, &mut out).unwrap();
        out
    };
    let alone = csv(&tables[0]);
    let none: TablesWriter<'_, Vec<u8>> = Box::new(|_| Vec::new());
    let first_row: TablesWriter<'_, Vec<u8>> = Box::new(|tables| {
        let _ = tables[0].rows(&mut |_| ControlFlow::Break(()));
        Vec::new()
    });
    let last_alone: TablesWriter<'_, Vec<u8>> = Box::new(|tables| csv(tables[1]));
    let back: TablesWriter<'_, Vec<u8>> = Box::new(|tables| [csv(tables[1]), csv(tables[0])].concat());
    let twice: TablesWriter<'_, Vec<u8>> = Box::new(|tables| [csv(tables[0]), csv(tables[0])].concat());
    let both: TablesWriter<'_, Vec<u8>> = Box::new(|tables| [csv(tables[0]), csv(tables[1])].concat());
    let writers = vec![none, first_row, last_alone, back, twice, both];
    let results = for_writers(&[&tables[0], &tables[1]], writers);
    let double = [alone.clone(), alone.clone()].concat();
    for (result, expected) in
        results
            .iter()
            .zip([&Vec::new(), &Vec::new(), &alone, &double, &double, &double])
    {
        assert!(result == expected);
    }
    assert!(for_writers::<()>(&[&tables[0]], Vec::new()).is_empty());
}

#[test]
fn a_row_that_does_not_fit_is_told_to_every_writer() {
    let mut wrong = table(&[("a", None, 1, None), ("b", None, 2, None)]);
    wrong.rows[1].pop();
    for result in for_writers(&[&wrong], writers()) {
        let error = result.unwrap_err().to_string();
        assert_eq!(error, "table made, row 2: 3 cells for 4 columns");
    }
}

#[test]
fn a_writer_that_cannot_write_fails_alone() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::from(std::io::ErrorKind::StorageFull))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let table = Counting::new(200_000);
    let results = for_writers::<Result<u64, WriteError>>(
        &[&table],
        vec![
            Box::new(|tables| write_json_lines(tables[0], Full)),
            Box::new(|tables| write_parquet(tables[0], Vec::new())),
        ],
    );
    assert!(matches!(results[0], Err(WriteError::Io { .. })));
    assert!(matches!(results[1], Ok(200_000)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_tables_are_written_as_each_alone(first in any_table(), second in any_table()) {
        let tables: [&MadeTable; 2] = [&first, &second];
        let together = for_writers(&tables.map(|table| table as _), writers());
        for (format, files) in FORMATS.into_iter().zip(together) {
            let alone: Written = tables.iter().map(|table| written(format, *table)).collect();
            prop_assert_eq!(files.unwrap(), alone.unwrap());
        }
    }
}
