//! Ids that could be taken for something else: for a word of the record's own, for another id, or for a file that not
//! every system can hold.

use std::collections::HashMap;

/// The words that stand beside ids in the record, its tables and its addresses, so that no id may be one of them in any
/// case.
pub const RESERVED: [&str; 27] = [
    "accepted",
    "ruled",
    "pending",
    "disputed",
    "missing",
    "contested",
    "all",
    "none",
    "others",
    "total",
    "country",
    "registered",
    "ballots",
    "valid",
    "blank",
    "null",
    "options",
    "turnout",
    "stations",
    "station",
    "contest",
    "area",
    "line",
    "of",
    "as_of",
    "entry",
    "row",
];

/// The names of devices, which Windows has in every folder, whatever their case and whatever follows a point.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// The same with a digit from 1 to 9.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// Why an id could be taken for something else.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misleading {
    /// A word of the record's own.
    #[error("{0:?} is a word with a meaning of its own in the record and its tables; choose another id")]
    Reserved(String),
    /// A name that a file cannot have everywhere.
    #[error(
        "{0:?} is no file's name on every system: it may not begin or end with a point, be a device such as con or com1, or hold any of / \\ : * ? \" < > |"
    )]
    FileName(String),
    /// Another id of the same list, but for the case of letters of ASCII.
    #[error("{id:?} and {other:?} differ in nothing but capitals; choose another id")]
    Case {
        /// The id.
        id: String,
        /// The one that was there before.
        other: String,
    },
}

/// Whether an id by itself could be taken for something else.
///
/// # Errors
/// [`Misleading::Reserved`] for a word of [`RESERVED`] in any case, [`Misleading::FileName`] for a name that a file
/// cannot have everywhere.
pub fn check(id: &str) -> Result<(), Misleading> {
    if RESERVED.iter().any(|word| word.eq_ignore_ascii_case(id)) {
        return Err(Misleading::Reserved(id.to_owned()));
    }
    let outside = |c: char| matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    if id.starts_with('.') || id.ends_with(['.', ' ']) || id.contains(outside) || is_device(id) {
        return Err(Misleading::FileName(id.to_owned()));
    }
    Ok(())
}

fn is_device(id: &str) -> bool {
    let (stem, _) = id.split_once('.').unwrap_or((id, ""));
    // Windows drops spaces before the point.
    let stem = stem.trim_end_matches(' ').to_ascii_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|digit| matches!(digit.as_bytes(), [b'1'..=b'9']))
    };
    DEVICES.contains(&stem.as_str()) || NUMBERED_DEVICES.into_iter().any(numbered)
}

/// The ids of one list, none of which could be taken for another.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// By what they are in small letters.
    by_case: HashMap<String, String>,
}

impl Names {
    /// Whether an id may stand in the list, or stands there.
    ///
    /// # Errors
    /// [`Misleading`], by itself or beside an id of the list.
    pub fn check(&self, id: &str) -> Result<(), Misleading> {
        check(id)?;
        match self.by_case.get(&id.to_ascii_lowercase()) {
            Some(other) if other != id => Err(Misleading::Case {
                id: id.to_owned(),
                other: other.clone(),
            }),
            _ => Ok(()),
        }
    }

    /// Adds an id that [`check`](Self::check) lets pass. False where it stands there already.
    pub fn add(&mut self, id: &str) -> bool {
        self.by_case
            .insert(id.to_ascii_lowercase(), id.to_owned())
            .is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_record_is_no_id_in_any_case() {
        for word in RESERVED {
            assert_eq!(check(word), Err(Misleading::Reserved(word.to_owned())));
            let capitals = word.to_ascii_uppercase();
            assert_eq!(check(&capitals), Err(Misleading::Reserved(capitals)));
            check(&format!("{word}-2")).unwrap();
        }
    }

    #[test]
    fn an_id_can_be_a_file_on_every_system() {
        for id in [
            "EG",
            "21F",
            "campaign",
            "attorney-general",
            "a.b",
            "a b",
            "com10",
            "com",
            "lpt0",
            "cone",
            "xcon",
            "市長",
            "a..b",
            "con-1",
            "acom1",
            "x",
        ] {
            check(id).unwrap();
        }
        for id in [
            ".",
            "..",
            ".a",
            "a.",
            "a ",
            "a/b",
            "a\\b",
            "c:",
            "a*",
            "a?",
            "\"a",
            "<",
            ">",
            "a|b",
            "con",
            "CON",
            "Prn",
            "aux.txt",
            "nul.",
            "com1",
            "COM9.tar.gz",
            "lpt1",
            "con .a",
        ] {
            assert_eq!(check(id), Err(Misleading::FileName(id.to_owned())));
        }
    }

    #[test]
    fn two_ids_of_a_list_differ_in_more_than_case() {
        let mut names = Names::default();
        assert!(names.add("Council"));
        names.check("Council").unwrap();
        assert!(!names.add("Council"));
        names.check("council-2").unwrap();
        assert_eq!(
            names.check("cOUNCIL"),
            Err(Misleading::Case {
                id: "cOUNCIL".to_owned(),
                other: "Council".to_owned()
            })
        );
        // Letters outside of ASCII are not looked at.
        names.add("ñandú");
        names.check("Ñandú").unwrap();
        assert_eq!(
            names.check("Total"),
            Err(Misleading::Reserved("Total".to_owned()))
        );
    }
}
