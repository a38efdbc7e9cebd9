//! A table that tests make up.

use proptest::prelude::*;
use std::borrow::Cow;
use std::ops::ControlFlow;
use table::{Cell, Column, Kind, Table};

/// A cell that owns its text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Made {
    Text(String),
    Integer(i64),
    Empty,
}

/// A table held whole.
#[derive(Debug, Clone)]
pub(crate) struct MadeTable {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<Made>>,
}

impl Table for MadeTable {
    fn name(&self) -> &str {
        &self.name
    }
    fn columns(&self) -> Cow<'_, [Column]> {
        Cow::Borrowed(&self.columns)
    }
    fn rows(&self, each: &mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>) -> ControlFlow<()> {
        for row in &self.rows {
            let cells: Vec<Cell<'_>> = row
                .iter()
                .map(|cell| match cell {
                    Made::Text(text) => Cell::Text(text),
                    Made::Integer(n) => Cell::Integer(*n),
                    Made::Empty => Cell::Empty,
                })
                .collect();
            each(&cells)?;
        }
        ControlFlow::Continue(())
    }
}

/// A table of a text, a nullable text, an integer and a nullable integer, with the given rows.
pub(crate) fn table(rows: &[(&str, Option<&str>, i64, Option<i64>)]) -> MadeTable {
    let columns = vec![
        Column::text("code", "a code"),
        Column::text("note", "a note").nullable(),
        Column::integer("votes", "votes"),
        Column::integer("null", "null ballots").nullable(),
    ];
    let row = |(code, note, votes, null): &(&str, Option<&str>, i64, Option<i64>)| {
        vec![
            Made::Text((*code).to_owned()),
            note.map_or(Made::Empty, |text| Made::Text(text.to_owned())),
            Made::Integer(*votes),
            null.map_or(Made::Empty, Made::Integer),
        ]
    };
    MadeTable {
        name: "made".to_owned(),
        columns,
        rows: rows.iter().map(row).collect(),
    }
}

/// Rows that try what formats trip over.
pub(crate) fn awkward() -> MadeTable {
    table(&[
        ("plain", Some("x"), 1, Some(0)),
        ("", Some(""), 0, None),
        ("a,b", None, i64::MAX, Some(i64::MIN)),
        ("quote \" and \"\"", Some("\""), -1, Some(-1)),
        ("line\nbreak\r\nand \r", Some("\n"), 9_007_199_254_740_993, None),
        ("=1+1", Some("'=1+1"), 5, None),
        ("-3", Some("@x"), 6, None),
        ("＝1", Some("\t"), 7, None),
        (" blank ", Some(" "), 8, None),
        ("ñandú 🦤 中", Some("\u{1}\u{7f}\u{2028}\\ /"), 10, None),
        ("null", Some("NULL"), 11, None),
        ("\u{feff}bom", Some("'"), 12, None),
    ])
}

/// Any table of one to five columns.
pub(crate) fn any_table() -> impl Strategy<Value = MadeTable> {
    let column = (any::<bool>(), any::<bool>());
    proptest::collection::vec(column, 1..5).prop_flat_map(|kinds| {
        let columns: Vec<Column> = kinds
            .iter()
            .enumerate()
            .map(|(at, (text, nullable))| Column {
                name: format!("column {at}"),
                kind: if *text { Kind::Text } else { Kind::Integer },
                nullable: *nullable,
                required: true,
                description: String::new(),
            })
            .collect();
        let cells: Vec<BoxedStrategy<Made>> = kinds
            .iter()
            .map(|(text, nullable)| {
                let value = if *text {
                    prop_oneof!["\\PC{0,12}", "[=+@'\",\n\r\t -]{0,6}", "(a|b)"]
                        .prop_map(Made::Text)
                        .boxed()
                } else {
                    prop_oneof![any::<i64>(), -3..3i64]
                        .prop_map(Made::Integer)
                        .boxed()
                };
                if *nullable {
                    prop_oneof![1 => Just(Made::Empty), 2 => value].boxed()
                } else {
                    value
                }
            })
            .collect();
        proptest::collection::vec(cells, 0..40).prop_map(move |rows| MadeTable {
            name: "any".to_owned(),
            columns: columns.clone(),
            rows,
        })
    })
}
