//! An entry's bytes: a signed note whose text is the type line and one JSON object.

use crate::{Body, ContentError, EntryName, Kind};
use note::{Note, NoteRef, SigningKey, VerifyingKey};
use std::fmt::Write;

/// The most bytes of an entry, the most that an entry bundle can hold (C2SP tlog-tiles).
pub const MAX_ENTRY_BYTES: usize = 65_535;

/// The most signatures that an entry may carry.
pub const MAX_SIGNERS: usize = 16;

/// The words before a type's name in an entry's first line; they name the format's version.
const VERSION: &str = "cotejo/v1 ";

/// An entry that cannot be made or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// Over the size that a log can hold.
    #[error("the entry has {bytes} bytes, at most {most} are allowed")]
    TooLarge {
        /// How many it has.
        bytes: usize,
        /// The most that an entry of its type may have.
        most: usize,
    },
    /// More signatures than allowed.
    #[error("the entry has {0} signatures, at most 16 are allowed")]
    TooManySigners(usize),
    /// Not a signed note.
    #[error("not a signed note: {0}")]
    Note(#[from] note::Error),
    /// Not two lines of text.
    #[error("expected two lines of text, the type and one JSON object")]
    Lines,
    /// The JSON does not say what the type must say.
    #[error("{kind}: {source}")]
    Json {
        /// The entry's type.
        kind: &'static str,
        /// What is wrong with it, under which key and at which column.
        source: crate::json::JsonError,
    },
    /// The JSON is well-formed, its content is not.
    #[error("{kind}: {source}")]
    Content {
        /// The entry's type.
        kind: &'static str,
        /// What is wrong with it.
        source: ContentError,
    },
    /// A body of unknown type cannot be written.
    #[error("an entry of the unknown type {0:?} cannot be written")]
    Unknown(String),
}

/// A parsed entry, borrowing its bytes. Its signatures are not verified yet.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The signed note: its text and signatures.
    pub note: NoteRef<'a>,
    /// What it says.
    pub body: Body,
}

impl<'a> Entry<'a> {
    /// The entry's name: of its signed text, whoever signed it.
    pub fn name(&self) -> EntryName {
        EntryName::of(self.note.text())
    }

    /// Parses an entry's bytes.
    ///
    /// # Errors
    /// [`EntryError::TooLarge`] or [`EntryError::TooManySigners`] above the bounds; [`EntryError::Note`] or
    /// [`EntryError::Lines`] where the bytes are not a signed note of two lines; [`EntryError::Json`] or
    /// [`EntryError::Content`] where the JSON of a known type is not what that type must say. A type that this
    /// version does not know is no error.
    pub fn parse(bytes: &'a [u8]) -> Result<Entry<'a>, EntryError> {
        check_length(bytes, None)?;
        let note = NoteRef::parse(bytes)?;
        if note.signatures().len() > MAX_SIGNERS {
            return Err(EntryError::TooManySigners(note.signatures().len()));
        }
        let body = parse_text(note.text())?;
        check_length(bytes, body.kind())?;
        Ok(Entry { note, body })
    }
}

/// The type that an entry's first line states, without looking at the rest. None where the line is not
/// of this version's format.
pub fn stated_type(bytes: &[u8]) -> Option<&str> {
    let kind = bytes.strip_prefix(VERSION.as_bytes())?;
    let end = kind.iter().position(|byte| *byte == b'\n')?;
    std::str::from_utf8(&kind[..end]).ok()
}

/// Refuses an entry that is longer than those of its type may be.
fn check_length(bytes: &[u8], kind: Option<Kind>) -> Result<(), EntryError> {
    let (bytes, most) = (bytes.len(), kind.map_or(MAX_ENTRY_BYTES, Kind::max_bytes));
    if bytes > most {
        return Err(EntryError::TooLarge { bytes, most });
    }
    Ok(())
}

fn parse_text(text: &str) -> Result<Body, EntryError> {
    let (header, rest) = text.split_once('\n').ok_or(EntryError::Lines)?;
    let Some(kind) = header.strip_prefix(VERSION) else {
        return Ok(Body::Unknown(header.to_owned()));
    };
    let json = || -> Result<&str, EntryError> {
        rest.strip_suffix('\n')
            .filter(|line| !line.contains('\n'))
            .ok_or(EntryError::Lines)
    };
    Ok(Body::read(kind, json)?.unwrap_or_else(|| Body::Unknown(header.to_owned())))
}

/// An entry's text: the type line and the JSON.
fn text(body: &Body) -> Result<String, EntryError> {
    let json = body.write()?;
    let mut text = String::with_capacity(VERSION.len() + 16 + json.len());
    let _ = writeln!(text, "{VERSION}{}", body.type_name()); // writing to a String cannot fail
    text.push_str(&json);
    text.push('\n');
    Ok(text)
}

/// The name that an entry of this body will have; none where such an entry cannot be made.
pub fn name(body: &Body) -> Option<EntryName> {
    text(body).ok().map(|text| EntryName::of(&text))
}

/// How many bytes an entry of this type has, of which the JSON has so many, signed by these keys.
pub fn length(kind: Kind, json: usize, keys: &[&VerifyingKey]) -> usize {
    // Three newlines: of either line, and the blank one.
    let text = VERSION.len() + kind.name().len() + json + 3;
    text + keys.iter().map(|key| key.line_bytes()).sum::<usize>()
}

/// Makes an entry's bytes, signed by these keys.
///
/// # Errors
/// [`EntryError::TooLarge`] above [`Kind::max_bytes`]; [`EntryError::TooManySigners`] above [`MAX_SIGNERS`]
/// keys; [`EntryError::Note`] without a key or for a cosigner's; [`EntryError::Json`] or
/// [`EntryError::Content`] for a body that cannot be written, [`EntryError::Unknown`] for one of unknown
/// type.
pub fn sign(body: &Body, keys: &[&SigningKey]) -> Result<Vec<u8>, EntryError> {
    if keys.len() > MAX_SIGNERS {
        return Err(EntryError::TooManySigners(keys.len()));
    }
    let bytes = Note::sign(text(body)?, keys)?.to_bytes();
    check_length(&bytes, body.kind())?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BlobHash, Reading, Source};
    use model::{Counts, Figure, Method};
    use proptest::prelude::*;

    fn key() -> SigningKey {
        SigningKey::from_seed("agent-7f3a9c".parse().unwrap(), [9; 32])
    }

    fn reading() -> Reading {
        let mut counts = Counts {
            valid: Figure::Read(12),
            null: Figure::Illegible,
            ..Counts::default()
        };
        counts.set_option("EG".parse().unwrap(), Figure::Read(12));
        Reading {
            election: "e".parse().unwrap(),
            account: "campaign".parse().unwrap(),
            stage: None,
            station: "110601011.04".parse().unwrap(),
            contest: "president".parse().unwrap(),
            counts,
            method: Method::Code,
            of: vec![BlobHash::of(b"image")],
            salt: None,
            line: None,
            as_of: None,
            corrects: None,
            at: "2024-07-28T22Z".parse().unwrap(),
        }
    }

    fn signed(text: &str) -> Vec<u8> {
        Note::sign(text, &[&key()]).unwrap().to_bytes()
    }

    #[test]
    fn an_entry_is_two_lines_and_its_signatures() {
        let bytes = sign(&Body::Reading(reading()), &[&key()]).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], "cotejo/v1 reading");
        assert!(
            lines[1].starts_with(r#"{"election":"e","account":"campaign","station":"110601011.04""#),
            "{text}"
        );
        assert_eq!(lines[2], "");
        assert!(lines[3].starts_with("— agent-7f3a9c "));
        assert_eq!(Entry::parse(&bytes).unwrap().body, Body::Reading(reading()));
    }

    #[test]
    fn the_length_of_an_entry_is_known_before_it_is_signed() {
        let body = Body::Reading(reading());
        let bytes = sign(&body, &[&key(), &key()]).unwrap();
        let json = String::from_utf8(bytes.clone()).unwrap();
        let json = json.lines().nth(1).unwrap().len();
        let key = key();
        let keys = [key.verifying_key(), key.verifying_key()];
        assert_eq!(length(Kind::Reading, json, &keys), bytes.len());
    }

    #[test]
    fn an_entry_is_named_by_its_text_whoever_signed_it() {
        let body = Body::Reading(reading());
        let other = SigningKey::from_seed("stranger".parse().unwrap(), [1; 32]);
        let names = [vec![&other], vec![&other, &key()]].map(|keys| {
            let bytes = sign(&body, &keys).unwrap();
            Entry::parse(&bytes).unwrap().name()
        });
        assert_eq!(names, [name(&body).unwrap(); 2]);
        let later = Body::Reading(Reading {
            at: "2024-07-28T23Z".parse().unwrap(),
            ..reading()
        });
        assert_ne!(name(&later), name(&body));
    }

    #[test]
    fn the_stated_type_is_the_parsed_one() {
        let bytes = sign(&Body::Reading(reading()), &[&key()]).unwrap();
        assert_eq!(stated_type(&bytes), Some("reading"));
        assert_eq!(stated_type(b"cotejo/v2 reading\n{}\n\n"), None);
        assert_eq!(stated_type(b"cotejo/v1 reading"), None);
    }

    #[test]
    fn json_that_two_parsers_could_read_differently_is_refused() {
        let good = String::from_utf8(sign(&Body::Reading(reading()), &[&key()]).unwrap()).unwrap();
        let text = good.split("\n\n").next().unwrap().to_owned() + "\n";
        assert!(Entry::parse(&signed(&text)).is_ok());
        for (from, to) in [
            (r#""valid":12"#, r#""valid":12,"valid":13"#),
            (r#""valid":12"#, r#""valid":12.0"#),
            (r#""valid":12"#, r#""valid":1e1"#),
            (r#""valid":12"#, r#""valid":-0"#),
            (r#""EG":12"#, r#""EG":12,"EG":12"#),
            (r#""election":"e""#, r#""election":"e","vaild":1"#),
            (r#""election":"e""#, r#""election":"\ud800""#),
            (r#""election":"e""#, r#""election":"e","line":null"#),
            (r#""election":"e""#, r#""election":"e","line":0"#),
            (r#""election":"e""#, r#""election":"e","as_of":"2024-07-28T22Z""#),
            (r#""method":"code""#, r#""method":{"code":null}"#),
            (r#""method":"code""#, r#""method":"message""#),
            (r#""of":["#, r#""salt":"00","of":["#),
            (
                r#"{"valid":12,"null":"illegible","options":{"EG":12}}"#,
                r#"[4,5,12,6,"illegible",{"EG":12}]"#,
            ),
            ("}\n", "}{}\n"),
            ("}\n", "}\n{}\n"),
            ("cotejo/v1 reading\n", "cotejo/v1 reading\n\n"),
        ] {
            let changed = text.replace(from, to);
            assert_ne!(changed, text, "{from}");
            assert!(Entry::parse(&signed(&changed)).is_err(), "{changed}");
        }
    }

    #[test]
    fn a_type_of_the_future_is_kept() {
        for text in ["cotejo/v1 quickcount\n{\"n\":1.5}\n", "cotejo/v2 reading\nx\ny\n"] {
            let bytes = signed(text);
            let entry = Entry::parse(&bytes).unwrap();
            assert!(matches!(entry.body, Body::Unknown(header) if text.starts_with(&header)));
        }
    }

    #[test]
    fn an_entry_that_no_bundle_could_hold_is_refused() {
        let source = Source {
            election: "e".parse().unwrap(),
            document: BlobHash::of(b""),
            bytes: 0,
            media: "text/plain".into(),
            title: "x".repeat(70_000),
            publisher: String::new(),
            date: None,
            at: "2024-07-28T22Z".parse().unwrap(),
        };
        assert!(matches!(
            sign(&Body::Source(source), &[&key()]),
            Err(EntryError::TooLarge { most: 65_535, .. })
        ));
        assert!(matches!(
            Entry::parse(&vec![b'a'; 65_536]),
            Err(EntryError::TooLarge { bytes: 65_536, .. })
        ));
    }

    proptest! {
        #[test]
        fn any_bytes_are_parsed_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = Entry::parse(&bytes);
        }

        #[test]
        fn any_json_line_is_parsed_or_refused(kind in "(reading|readings|seal|key|claim|ruling|statement|withhold|close)", json in "[ -~]{0,120}") {
            let _ = Entry::parse(&signed(&format!("cotejo/v1 {kind}\n{json}\n")));
        }

        #[test]
        fn a_reading_is_read_back_as_written(figures in proptest::collection::vec(any::<Option<u32>>(), 1..20), line: Option<u32>) {
            let mut reading = reading();
            reading.line = line.and_then(std::num::NonZeroU32::new);
            for (at, figure) in figures.into_iter().enumerate() {
                reading.counts.set_option(format!("o{at}").parse().unwrap(), figure.map_or(Figure::Illegible, Figure::Read));
            }
            let bytes = sign(&Body::Reading(reading.clone()), &[&key()]).unwrap();
            prop_assert_eq!(Entry::parse(&bytes).unwrap().body, Body::Reading(reading));
        }
    }
}
