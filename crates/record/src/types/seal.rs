//! `seal`: figures that were typed and are shown later, so that nobody can type what another one typed.

use super::EntryType;
use super::reading::Reading;
use crate::{BlobHash, Body, EntryName};
use model::{ContestId, ElectionId, Hour};
use serde::{Deserialize, Serialize};

/// `seal`: this is the name of the reading that says what was typed. The reading's salt hides it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The election.
    pub election: ElectionId,
    /// The contest.
    pub contest: ContestId,
    /// The photograph, of several pages the first.
    pub image: BlobHash,
    /// The entry name of the reading that will open it.
    pub reading: EntryName,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for Seal {
    const NAME: &'static str = "seal";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }
}

/// The seal of a reading that is to be shown later, written at `at`; none where the reading has no salt or no photograph,
/// or is none that could be written.
pub fn seal(reading: &Reading, at: Hour) -> Option<Seal> {
    reading.salt?;
    Some(Seal {
        election: reading.election.clone(),
        contest: reading.contest.clone(),
        image: *reading.of.first()?,
        reading: crate::name(&Body::Reading(reading.clone()))?,
        at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Entry, Salt, sign};
    use model::{Counts, Method};
    use note::SigningKey;

    fn typed() -> Reading {
        Reading {
            election: "e".parse().unwrap(),
            account: "volunteers".parse().unwrap(),
            stage: None,
            station: "1".parse().unwrap(),
            contest: "mayor".parse().unwrap(),
            counts: Counts::default(),
            method: Method::Typed,
            of: vec![BlobHash::of(b"page one"), BlobHash::of(b"page two")],
            salt: Some(Salt([7; 32])),
            line: None,
            as_of: None,
            corrects: None,
            at: "2026-05-10T22Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_seal_names_the_first_page_and_the_entry_that_opens_it() {
        let at: Hour = "2026-05-10T22Z".parse().unwrap();
        let sealed = seal(&typed(), at.clone()).unwrap();
        assert_eq!(sealed.image, BlobHash::of(b"page one"));
        let key = SigningKey::from_seed("typist".parse().unwrap(), [9; 32]);
        let opens = sign(&Body::Reading(typed()), &[&key]).unwrap();
        assert_eq!(sealed.reading, Entry::parse(&opens).unwrap().name());
        let bytes = sign(&Body::Seal(sealed.clone()), &[&key]).unwrap();
        assert_eq!(Entry::parse(&bytes).unwrap().body, Body::Seal(sealed));
        let open = Reading {
            salt: None,
            ..typed()
        };
        assert_eq!(seal(&open, at.clone()), None);
        let message = Reading {
            of: Vec::new(),
            ..typed()
        };
        assert_eq!(seal(&message, at), None);
    }
}
