//! The page of data files, and what their columns mean.

use super::{Frame, OnePage};
use crate::Download;
use crate::columns::{self, Meaning};
use crate::text::Html;
use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub(super) const PAGE: OnePage = OnePage {
    path: "data.html",
    label: |_| Some("nav-data"),
    html: |f| DataPage::of(f).render(),
};

#[derive(Template)]
#[template(path = "data.html")]
struct DataPage<'a> {
    f: Frame<'a>,
    files: Vec<(String, String, Html, String)>,
    archive: Option<(String, String)>,
    duckdb: Option<String>,
    python: Option<String>,
    citation: Html,
    tables: Vec<DataTable>,
}

struct DataTable {
    name: Html,
    id: String,
    columns: Vec<(Html, Html, Meaning)>,
}

/// What a file holds, in a few words.
fn holds(f: &Frame<'_>, file: &Download) -> Html {
    match file.table.and_then(|at| f.site.publication.tables.get(at)) {
        None if file.path == layout::data_file(layout::SCHEMA) => f.w.t("data-holds-schema"),
        None => f.w.t("data-holds-all"),
        Some(table) => f.w.with(
            "data-holds-table",
            &[
                ("table", (&Html::code(&table.name)).into()),
                ("n", (table.columns.len() as u64).into()),
            ],
        ),
    }
}

impl<'a> DataPage<'a> {
    fn of(f: Frame<'a>) -> DataPage<'a> {
        let publication = f.site.publication;
        let files = publication.downloads.iter();
        let ending = |ending: &str| {
            let totals = |download: &&crate::Download| {
                download.path.ends_with(ending)
                    && !download.path.contains('\'')
                    && !download.path.contains('"')
            };
            let mut all = publication.downloads.iter().filter(totals);
            let first = all.clone().next();
            all.find(|download| download.path.contains("/totals_"))
                .or(first)
                .map(|download| download.path.clone())
        };
        DataPage {
            files: files
                .map(|file| {
                    (
                        f.file(&file.path),
                        file.path.clone(),
                        holds(&f, file),
                        f.language().bytes(file.bytes),
                    )
                })
                .collect(),
            archive: publication.archive.as_ref().map(|path| (f.file(path), path.clone())),
            duckdb: ending(".parquet").map(|path| format!("duckdb -c \"SELECT * FROM '{path}' LIMIT 20\"")),
            python: ending(".sqlite").map(|path| {
                format!(
                    "python3 -c \"import sqlite3; print(*sqlite3.connect('{path}').execute('SELECT * FROM areas'), sep='\\n')\""
                )
            }),
            citation: f.w.with(
                "data-citation-text",
                &[
                    ("election", (&f.election()).into()),
                    ("origin", crate::words::Arg::Theirs(&publication.origin)),
                    ("n", publication.size.into()),
                    ("root", STANDARD.encode(publication.root).into()),
                ],
            ),
            tables: publication
                .tables
                .iter()
                .enumerate()
                .map(|(at, table)| DataTable {
                    name: Html::code(&table.name),
                    id: format!("table-{}", at + 1),
                    columns: table
                        .columns
                        .iter()
                        .map(|(name, kind, what)| {
                            let kind = match *kind {
                                "integer" => f.w.t("data-kind-integer"),
                                _ => f.w.t("data-kind-text"),
                            };
                            let meaning = columns::meaning(f.site, f.w, &table.name, name, what);
                            (Html::code(name), kind, meaning)
                        })
                        .collect(),
                })
                .collect(),
            f,
        }
    }
}
