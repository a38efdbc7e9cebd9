//! All mistakes of an election's definition at once, each with its line: what cannot be read, what contradicts itself, and what
//! could never be written down or published.

use crate::error::{Error, Result};
use model::document::{DocumentError, Place, parse_all};
use model::{Election, SheetFigure};
use record::Kind;
use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use table::tables::shapes;

/// The mistakes of a file, one at least, in the order of their lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistakes(pub Vec<DocumentError>);

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [only] = &self.0[..] {
            return write!(f, ": {only}");
        }
        write!(f, " has {} mistakes:", self.0.len())?;
        self.0.iter().try_for_each(|mistake| write!(f, "\n  {mistake}"))
    }
}

/// Reads the text of a definition, which stands in the file `path`.
///
/// # Errors
/// [`Error::Definition`] with all its mistakes.
pub(crate) fn read_definition(path: &Path, text: &str) -> Result<Election> {
    let parsed = parse_all::<Election>(text);
    let mut mistakes = parsed.errors;
    let is_whole = mistakes.is_empty();
    if let (Some(election), Some(places)) = (&parsed.value, &parsed.places) {
        for (at, message) in faults(election, is_whole) {
            let (line, column) = places.find(&at);
            mistakes.push(DocumentError {
                line,
                column,
                message,
            });
        }
    }
    match parsed.value {
        Some(election) if mistakes.is_empty() => Ok(election),
        _ => {
            mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
            mistakes.dedup();
            Err(Error::Definition {
                path: path.to_owned(),
                mistakes: Mistakes(mistakes),
            })
        }
    }
}

/// What is wrong with a definition, by its places. Of one that could not be read as a whole, what is only missing is not told: it
/// may stand where it could not be read.
fn faults(election: &Election, is_whole: bool) -> Vec<(Place, String)> {
    let own = election.faults().into_iter();
    let own = own.filter(|fault| is_whole || !fault.error.is_of_absence());
    let mut faults: Vec<(Place, String)> = own.map(|fault| (fault.at, fault.error.to_string())).collect();
    if let Some(message) = origin_fault(&election.origin) {
        faults.push((Place::of("origin"), message));
    }
    if is_whole && let Err(error) = sheet::Form::of(election) {
        faults.push((Place::of("sheet").key("code"), error.to_string()));
    }
    faults.extend(column_clashes(election));
    faults.extend(too_long_sheets(election));
    faults
}

/// What is wrong with the log's origin: a key's name, and by C2SP tlog-checkpoint a URL without scheme or slash at its end.
fn origin_fault(origin: &str) -> Option<String> {
    let without_scheme = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    let plain = without_scheme.trim_end_matches('/');
    if plain != origin {
        return Some(format!(
            "origin {origin:?} is an address: a log's origin has no scheme and no slash at its end; write {plain:?}"
        ));
    }
    let named = origin.parse::<note::KeyName>();
    named.err().map(|error| format!("origin {origin:?}: {error}"))
}

/// The ids that would be one column of a table, where capitals are not told apart: such tables cannot be written.
fn column_clashes(election: &Election) -> Vec<(Place, String)> {
    let mut clashes = Vec::new();
    // The first tables are those of the contests' stations, which have every id that another table has.
    for (contest, table) in shapes(election).iter().take(election.contests.len()).enumerate() {
        let mut before: HashMap<String, &str> = HashMap::new();
        for column in &table.columns {
            if let Some(other) = before.insert(column.name.to_lowercase(), &column.name)
                // Those that differ in letters of ASCII alone are told already.
                && !other.eq_ignore_ascii_case(&column.name)
                && let Some((at, id)) = place_of_column(election, contest, &column.name)
            {
                let message = format!(
                    "{id:?} would be the column {:?}, and {other:?} is there: readers of tables do not tell capitals apart; choose \
                     another id, such as {:?}",
                    column.name,
                    format!("{id}-2")
                );
                clashes.push((at, message));
            }
        }
    }
    clashes
}

/// The place of the id that a column of a contest's stations has in its name, and the id.
fn place_of_column<'c>(election: &Election, contest: usize, column: &'c str) -> Option<(Place, &'c str)> {
    let options = &election.contests[contest].options;
    let lists: [(&str, Place, Vec<&str>); 3] = [
        (
            "votes_",
            Place::of("contests").item(contest).key("options"),
            options.iter().map(|option| option.id.as_str()).collect(),
        ),
        (
            "area_",
            Place::of("levels"),
            election.levels.iter().map(|level| level.as_str()).collect(),
        ),
        (
            "more_",
            Place::of("figures"),
            election.figures.iter().map(|figure| figure.as_str()).collect(),
        ),
    ];
    lists.into_iter().find_map(|(prefix, list, ids)| {
        let id = column.strip_prefix(prefix)?;
        let at = ids.iter().position(|own| *own == id)?;
        Some((list.item(at).key("id"), id))
    })
}

/// The bytes of an entry that are left to what all sheets share: ids, names and signatures of the longest kind.
const SHARED_BYTES: usize = 2_048;
/// The bytes that a figure of an option takes: up to four digits, and a comma.
const FIGURE_BYTES: usize = 5;

/// The contests of which a sheet with a figure for every option does not fit into an entry.
fn too_long_sheets(election: &Election) -> Vec<(Place, String)> {
    // As text of JSON, with a comma.
    let length = |id: &str| serde_json::Value::from(id).to_string().len() + 1;
    let figures = election.sheet_figures().map(|figure| match figure {
        SheetFigure::Field(_) => 0,
        SheetFigure::Further(id) => length(id.as_str()) + FIGURE_BYTES,
    });
    let most = Kind::Readings.max_bytes() - SHARED_BYTES - figures.sum::<usize>();
    let contests = election.contests.iter().enumerate();
    let too_long = contests.filter_map(|(at, contest)| {
        let options = contest.options.len();
        let ids: usize = contest.options.iter().map(|option| length(option.id.as_str())).sum();
        let fit = most.saturating_sub(options * FIGURE_BYTES);
        (ids > fit).then(|| {
            let each = (fit / options.max(1)).saturating_sub(3);
            let message = format!(
                "a sheet of contest {} with figures for all its {options} options does not fit into an entry of the record: \
                 give the options shorter ids, of {each} letters on average, or divide the contest",
                contest.id
            );
            (Place::of("contests").item(at).key("options"), message)
        })
    });
    too_long.collect()
}
