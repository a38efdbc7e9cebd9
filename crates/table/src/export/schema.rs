//! The schema of CSV files: a Frictionless data package (Table Schema), which says which columns are texts.
//!
//! CSV itself does not: readers guess, so that a station's code such as `0102.10` becomes the number 102.1.

use super::table::{Column, Kind};
use serde::Serialize;

/// A CSV file of a schema.
#[derive(Debug, Clone, Copy)]
pub struct FileSchema<'a> {
    /// The file's name without its ending: small letters and digits of ASCII, `-` and `_`.
    pub stem: &'a str,
    /// The name of the table in it.
    pub table: &'a str,
    /// Its columns.
    pub columns: &'a [Column],
}

#[derive(Serialize)]
struct Package<'a> {
    profile: &'static str,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Resource<'a> {
    name: &'a str,
    title: &'a str,
    path: String,
    profile: &'static str,
    encoding: &'static str,
    schema: Schema<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    fields: Vec<Field<'a>>,
    missing_values: [&'static str; 1],
}

#[derive(Serialize)]
struct Field<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    description: &'a str,
}

impl<'a> From<&'a Column> for Field<'a> {
    fn from(column: &'a Column) -> Field<'a> {
        Field {
            name: &column.name,
            kind: match column.kind {
                Kind::Text => "string",
                Kind::Integer => "integer",
            },
            description: &column.description,
        }
    }
}

impl<'a> From<&FileSchema<'a>> for Resource<'a> {
    fn from(file: &FileSchema<'a>) -> Resource<'a> {
        Resource {
            name: file.stem,
            title: file.table,
            path: format!("{}.csv", file.stem),
            profile: "tabular-data-resource",
            encoding: "utf-8",
            schema: Schema {
                fields: file.columns.iter().map(Field::from).collect(),
                missing_values: [""],
            },
        }
    }
}

/// The schema of these CSV files, as a line of JSON.
///
/// # Errors
/// Those of JSON, of which there are none.
pub fn schema(files: &[FileSchema<'_>]) -> serde_json::Result<Vec<u8>> {
    let package = Package {
        profile: "tabular-data-package",
        resources: files.iter().map(Resource::from).collect(),
    };
    let mut json = serde_json::to_vec(&package)?;
    json.push(b'\n');
    Ok(json)
}
