//! A small election of one contest and two options, its stations and its sheets.

use model::{Area, Counts, Election, Figure, Station};

/// The accounts of a [`definition`] that names no others, in this order.
pub const ACCOUNTS: [&str; 6] = ["campaign", "council", "observers", "party", "press", "volunteers"];

/// The text of a definition: election `e`, contest `mayor` with the options `ana` and `luis`, these levels, and
/// `rest` in TOML after the contest. Where that names no accounts they are [`ACCOUNTS`], named as their ids.
pub fn definition(levels: &[&str], rest: &str) -> String {
    let accounts = match rest.contains("[[accounts]]") {
        true => String::new(),
        false => {
            let named = ACCOUNTS.map(|id| format!("{{ id = {id:?}, name = {id:?} }}"));
            format!("accounts = [{}]", named.join(", "))
        }
    };
    format!(
        r#"id = "e"
name = "Example"
date = "2026-05-10"
origin = "count.example/e"
levels = {levels:?}
{accounts}

[[contests]]
id = "mayor"
name = "Mayor"
options = [{{ id = "ana", name = "Ana" }}, {{ id = "luis", name = "Luis" }}]

{rest}
"#
    )
}

/// The election of [`definition`].
pub fn election(levels: &[&str], rest: &str) -> Election {
    parse(&definition(levels, rest))
}

/// A definition that is right.
pub(crate) fn parse(definition: &str) -> Election {
    let election: Election = model::document::parse(definition).unwrap();
    election.check().unwrap();
    election
}

/// A station in these areas from the top down, which have no names.
pub fn station(code: &str, areas: &[&str], registered: Option<u32>) -> Station {
    let area = |code: &&str| Area {
        code: code.parse().unwrap(),
        name: "".into(),
    };
    Station {
        code: code.parse().unwrap(),
        registered,
        areas: areas.iter().map(area).collect(),
        place: None,
    }
}

/// A sheet's counts: registered, null, and the options' votes; valid is their sum.
pub fn counts(registered: u32, null: u32, votes: &[(&str, u32)]) -> Counts {
    let mut counts = Counts {
        registered: Figure::Read(registered),
        valid: Figure::Read(votes.iter().map(|(_, votes)| votes).sum()),
        null: Figure::Read(null),
        ..Counts::default()
    };
    for (option, votes) in votes {
        counts.set_option(option.parse().unwrap(), Figure::Read(*votes));
    }
    counts
}
