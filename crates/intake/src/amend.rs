//! Other words: an edited definition's, where its law is the record's own.

use crate::begin::{read_election, read_map};
use crate::error::{Error, Result};
use crate::folder::{DEFINITION, ElectionFolder};
use crate::keys::Signer;
use crate::statements::{Recorded, append_one};
use bytes::Bytes;
use model::{Election, Hour, Map, Words};
use publication::Events;
use publication::blocking::blocking;
use publication::files::FileError;
use record::{Amend, BlobHash, Body};
use serde::Serialize;
use serde_json::Value;
use std::io::ErrorKind;
use std::path::Path;
use tally::{Tally, WordsRow};

/// What came of an amendment.
#[derive(Debug, Clone, Serialize)]
pub struct Amended {
    /// The words' blob.
    pub words: BlobHash,
    /// What differs from the words before: where, what was said, and what is said now. Nothing was written where this is
    /// empty.
    pub changes: Vec<String>,
    /// The entry; none where the words were these already.
    #[serde(flatten)]
    pub recorded: Option<Recorded>,
}

/// The most differences that are told one by one.
const MAX_TOLD: usize = 20;

/// Records at `at`, as the operator, the words of the folder's `election.toml`, where they are not those that stand.
///
/// # Errors
/// [`Error::LawDiffers`] where the file's law is not the record's; those of [`Definition::read`](crate::begin::Definition::read)
/// where it cannot be used; [`WouldNotCount`](crate::Error::WouldNotCount) with the fold's reason,
/// [`NoKey`](crate::Error::NoKey), or where the log cannot be written. Nothing is written then.
pub async fn amend(folder: &ElectionFolder, reason: &str, at: &Hour, events: &dyn Events) -> Result<Amended> {
    let path = folder.file(DEFINITION);
    let operator = Signer::operator(folder)?;
    let (mut writer, folded) = folder.writer(events).await?;
    let tally = &folded.tally;
    let recorded_map = tally.election().map.clone();
    let file = path.clone();
    let (election, map) = blocking(move || {
        let (mut election, _) = read_election(&file)?;
        let map = read_map_or_keep(&file, &mut election, recorded_map)?;
        Ok::<_, Error>((election, map))
    })
    .await?;
    same_law(&path, tally, &election)?;
    let words = election.words();
    let blob = Bytes::from(record::json::write(&words).map_err(Error::Json)?);
    let name = BlobHash::of(&blob);
    let before = tally.words();
    let changes = changed_words(before, &words)?;
    let mut amended = Amended {
        words: name,
        changes,
        recorded: None,
    };
    if before.is_some_and(|row| row.blob == name) || amended.changes.is_empty() {
        return Ok(amended);
    }
    let body = Body::Amend(Amend {
        election: tally.election().id.clone(),
        words: name,
        reason: reason.to_owned(),
        at: at.clone(),
    });
    let documents = map.map(Bytes::from).into_iter().chain([blob]).collect();
    let recorded = append_one(folder, &mut writer, tally, &[&operator], &body, documents).await?;
    amended.recorded = Some(recorded);
    Ok(amended)
}

/// Reads the map beside the definition. Where it is not there, and the record's own map is of the same file, it is that.
fn read_map_or_keep(path: &Path, election: &mut Election, recorded: Option<Map>) -> Result<Option<Vec<u8>>> {
    match read_map(path, election) {
        Err(Error::Unreadable(FileError::Io { source, .. })) if source.kind() == ErrorKind::NotFound => {
            let own = election.map.as_mut();
            match (own, recorded) {
                (Some(own), Some(recorded)) if own.file == recorded.file => {
                    own.document = recorded.document;
                    Ok(None)
                }
                _ => read_map(path, election),
            }
        }
        read => read,
    }
}

fn same_law(path: &Path, tally: &Tally, election: &Election) -> Result<()> {
    let (before, now) = (to_json(&tally.election().law())?, to_json(&election.law())?);
    let differences = differences(&before, &now);
    match differences.is_empty() {
        true => Ok(()),
        false => Err(Error::LawDiffers {
            path: path.to_owned(),
            differences,
        }),
    }
}

fn changed_words(before: Option<&WordsRow>, now: &Words) -> Result<Vec<String>> {
    let before = match before {
        Some(row) => to_json(&row.words)?,
        None => Value::Object(serde_json::Map::new()),
    };
    Ok(differences(&before, &to_json(now)?))
}

fn to_json(value: &impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(Error::Json)
}

/// Where two values differ, and what stands there in each: `acceptance.agree: 2 in the record, 1 now`.
fn differences(before: &Value, now: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(String::new(), Some(before), Some(now), &mut found);
    if found.len() > MAX_TOLD {
        let more = found.len() - MAX_TOLD;
        found.truncate(MAX_TOLD);
        found.push(format!("and {more} more"));
    }
    found
}

fn compare(at: String, before: Option<&Value>, now: Option<&Value>, found: &mut Vec<String>) {
    match (before, now) {
        (Some(Value::Object(before)), Some(Value::Object(now))) => {
            let keys: std::collections::BTreeSet<&String> = before.keys().chain(now.keys()).collect();
            for key in keys {
                let inner = match at.as_str() {
                    "" => key.clone(),
                    _ => format!("{at}.{key}"),
                };
                compare(inner, before.get(key), now.get(key), found);
            }
        }
        (Some(Value::Array(before)), Some(Value::Array(now))) => {
            for place in 0..before.len().max(now.len()) {
                compare(format!("{at}[{place}]"), before.get(place), now.get(place), found);
            }
        }
        (before, now) if before == now => {}
        (before, now) => found.push(format!(
            "{at}: {} in the record, {} now",
            shown(before),
            shown(now)
        )),
    }
}

/// A value, shortened.
fn shown(value: Option<&Value>) -> String {
    let text = value.map_or_else(|| "nothing".to_owned(), Value::to_string);
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_difference_is_told_by_its_place_and_both_values() {
        let before = json!({"acceptance": {"agree": 2}, "contests": [{"id": "mayor", "options": ["ana"]}], "levels": []});
        let now =
            json!({"acceptance": {"agree": 1}, "contests": [{"id": "mayor", "options": ["ana", "luis"]}]});
        assert_eq!(
            differences(&before, &now),
            [
                "acceptance.agree: 2 in the record, 1 now",
                "contests[0].options[1]: nothing in the record, \"luis\" now",
                "levels: [] in the record, nothing now",
            ]
        );
        assert!(differences(&before, &before).is_empty());
    }
}
