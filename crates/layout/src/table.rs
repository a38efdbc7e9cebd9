//! The files of the tables.

use crate::slug;

/// The kinds of tables that there is one of for each contest: the table's name is the kind, `_` and the contest's id.
const BY_CONTEST: [&str; 3] = ["stations", "readings", "totals"];

/// All tables in one database of SQLite.
pub const DATABASE: &str = "tables.sqlite";
/// The schema of the tables' CSV files: a Frictionless data package.
pub const SCHEMA: &str = "datapackage.json";

/// The kind of table and the contest that a table's name says; none where there is one such table in all.
pub fn table_of_contest(table: &str) -> Option<(&str, &str)> {
    let (kind, contest) = table.split_once('_')?;
    BY_CONTEST.contains(&kind).then_some((kind, contest))
}

/// A table's file without its ending, by the table's name: the contest's id is a slug in it.
pub fn table_stem(table: &str) -> String {
    match table_of_contest(table) {
        Some((kind, contest)) => format!("{kind}_{}", slug(contest)),
        None => table.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_contest_has_files_of_its_own() {
        assert_eq!(table_stem("stations_mayor"), "stations_mayor");
        assert_eq!(table_stem("totals_市長"), "totals__e5_b8_82_e9_95_b7");
        assert_eq!(table_stem("readings_a_b"), "readings_a_5fb");
        assert_ne!(
            table_stem("readings_president 1"),
            table_stem("readings_president-1")
        );
        assert_eq!(table_stem("one_only"), "one_only");
    }
}
