//! What the columns of the data files' tables mean.
//!
//! The tables say it in English themselves, and so it stands in the SQLite file; the other languages have catalogues of
//! their own, `locales/columns.<language>.ftl`.

use crate::Site;
use crate::text::Html;
use crate::words::{Arg, Words};

/// What a column means; in English, whatever the language, where its catalogue does not know it.
pub(crate) enum Meaning {
    Known(Html),
    English(Html),
}

/// What a column of a table means, which says it in English.
pub(crate) fn meaning(site: &Site<'_>, words: &Words, table: &str, column: &str, english: &str) -> Meaning {
    let election = site.tally.election();
    let by_contest =
        layout::table_of_contest(table).and_then(|(kind, contest)| Some((kind, election.contest(contest)?)));
    let kind = by_contest.map_or(table, |(kind, _)| kind);
    let level = column.strip_prefix("area_").filter(|_| kind == "stations");
    let option = by_contest.and_then(|(_, contest)| {
        let place = contest.position(column.strip_prefix("votes_")?)?;
        Some(contest.options[place].name.in_language(words.language().code()))
    });
    let further = column.strip_prefix("more_").filter(|_| by_contest.is_some());
    let (keys, args) = match (level, option, further) {
        (Some(level), _, _) => (
            ["column-area-of-level".to_owned(), String::new()],
            vec![("level", Arg::Theirs(level))],
        ),
        (_, _, Some(id)) => (
            ["column-more-of".to_owned(), String::new()],
            vec![("figure", Arg::Theirs(election.figure_name(id)))],
        ),
        (_, Some(option), _) => (
            ["column-votes-of".to_owned(), String::new()],
            vec![("option", Arg::Theirs(option))],
        ),
        _ => (
            [format!("column-{kind}-{column}"), format!("column-{column}")],
            Vec::new(),
        ),
    };
    match keys.iter().find(|key| words.has(key)) {
        Some(key) => Meaning::Known(words.with(key, &args)),
        None => Meaning::English(Html::theirs(english)),
    }
}
