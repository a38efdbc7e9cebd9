//! Beginning an election's record from its definition, its register and its map. The definition is divided here into the
//! law and the words that the record has.

use crate::codes::WrongCode;
use crate::error::{Error, Result};
use crate::folder::{DEFINITION, ElectionFolder, LOG_KEY, OPERATOR_KEY};
use crate::mistakes::read_definition;
use model::{Election, Hour};
use note::VerifyingKey;
use record::register::RegisterError;
use record::{BlobHash, Body, ElectionBody, Recovery, RegisterBody};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The most bytes of a map: 32 MiB.
pub const MAX_MAP: usize = 32 << 20;

/// An election's definition as people wrote it, checked, with the register and the map that go with it.
#[derive(Debug)]
pub struct Definition {
    /// What it says.
    pub election: Election,
    text: String,
    map: Option<Vec<u8>>,
    register: Option<(Vec<u8>, u32)>,
    recovery: Option<Recovery>,
}

/// What was begun.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The folder.
    pub folder: ElectionFolder,
    /// The operator's public key, for everyone to verify by.
    pub operator: VerifyingKey,
    /// The log's public key.
    pub log: VerifyingKey,
    /// How many stations are on the register.
    pub stations: u32,
    /// How many entries the log has.
    pub size: u64,
}

impl Definition {
    /// Reads a definition, the map beside it that it names, and a register: a CSV table with the columns `station`,
    /// `registered`, and for each level its id and its id with `_name`.
    ///
    /// # Errors
    /// [`Error::Unreadable`] where a file cannot be read or is longer than such a file may be;
    /// [`Error::Definition`] with all that is wrong with the definition; [`Error::MapJson`], [`Error::NotAMap`] or [`Error::OtherMap`] where its map cannot;
    /// [`Error::Register`] where the register cannot, [`Error::RegisterMissing`] where the definition calls
    /// for one and none is given.
    pub fn read(path: &Path, register: Option<&Path>) -> Result<Definition> {
        let (mut election, text) = read_election(path)?;
        let map = read_map(path, &mut election)?;
        let register = register
            .map(|register| read_register(register, &election))
            .transpose()?;
        if election.register.complete && register.is_none() {
            return Err(Error::RegisterMissing(path.to_owned()));
        }
        Ok(Definition {
            election,
            text,
            map,
            register,
            recovery: None,
        })
    }

    /// Names the keys by `of` of which the operator's key and the log's can be replaced.
    ///
    /// # Errors
    /// [`Error::Recovery`] where a key stands there twice, or `of` is not one of 1 to as many as there are.
    pub fn with_recovery(self, keys: &[VerifyingKey], of: u32) -> Result<Definition> {
        let keys = keys.iter().map(ToString::to_string).collect();
        let recovery = Recovery { keys, of };
        recovery.check(["", ""]).map_err(Error::Recovery)?;
        let recovery = Some(recovery);
        Ok(Definition { recovery, ..self })
    }

    /// Makes the folder with the operator's and the log's private keys, and the log with its law and words named by its first
    /// entry, written at `at`.
    ///
    /// # Errors
    /// [`Error::ElectionExists`]; where a key, a file or the log cannot be written.
    pub async fn begin(self, path: &Path, at: Hour) -> Result<Begun> {
        let folder = ElectionFolder::create(path)?;
        let operator = folder.create_key(OPERATOR_KEY, OPERATOR_KEY)?;
        let log = folder.create_key(LOG_KEY, &self.election.origin)?;
        let file = folder.file(DEFINITION);
        std::fs::write(&file, &self.text).map_err(Error::file("write", &file))?;
        if let Some(map) = self.map {
            folder.put(map.into()).await?;
        }
        let law = record::json::write(&self.election.law()).map_err(Error::Json)?;
        let law = folder.put(law.into()).await?;
        let words = record::json::write(&self.election.words()).map_err(Error::Json)?;
        let words = folder.put(words.into()).await?;
        let sign = |body: Body| {
            record::sign(&body, &[&operator]).map_err(|source| Error::Entry {
                of: file.display().to_string(),
                source,
            })
        };
        let mut entries = vec![sign(Body::Election(ElectionBody {
            election: self.election.id.clone(),
            law,
            words,
            operator: operator.verifying_key().to_string(),
            log: log.verifying_key().to_string(),
            recovery: self.recovery,
            at: at.clone(),
        }))?];
        let mut stations = 0;
        if let Some((blob, count)) = self.register {
            stations = count;
            entries.push(sign(Body::Register(RegisterBody {
                election: self.election.id.clone(),
                stations: folder.put(blob.into()).await?,
                count,
                of: None,
                expected: Vec::new(),
                polls_close: None,
                contests: Vec::new(),
                at,
            }))?);
        }
        let mut writer = folder.create_log(log.clone()).await?;
        folder.append(&mut writer, &entries).await?;
        Ok(Begun {
            operator: operator.verifying_key().clone(),
            log: log.verifying_key().clone(),
            stations,
            size: writer.size(),
            folder,
        })
    }
}

/// Reads a definition and checks it, and gives its text, too.
pub(crate) fn read_election(path: &Path) -> Result<(Election, String)> {
    let text = publication::files::read_text(path, model::document::MAX_BYTES)?;
    let election = read_definition(path, &text)?;
    Ok((election, text))
}

/// Reads the map that a definition names, beside it, and writes its name in the record into the definition.
pub(crate) fn read_map(definition: &Path, election: &mut Election) -> Result<Option<Vec<u8>>> {
    let Some(map) = &mut election.map else {
        return Ok(None);
    };
    let Some(file) = &map.file else {
        return Ok(None);
    };
    let path: PathBuf = definition.parent().unwrap_or(Path::new("")).join(file);
    let bytes = publication::files::read(&path, MAX_MAP)?;
    let json: serde_json::Value = serde_json::from_slice(&bytes).map_err(|source| Error::MapJson {
        path: path.clone(),
        source,
    })?;
    if json["type"] != "FeatureCollection" {
        return Err(Error::NotAMap(path));
    }
    let name = BlobHash::of(&bytes).to_string();
    if map.document.as_ref().is_some_and(|known| *known != name) {
        return Err(Error::OtherMap(path));
    }
    map.document = Some(name);
    Ok(Some(bytes))
}

/// Reads a register and counts its stations, each of which stands there once with a code that fits the masks of the law.
pub(crate) fn read_register(path: &Path, election: &Election) -> Result<(Vec<u8>, u32)> {
    let blob = publication::files::read(path, record::register::MAX_REGISTER_BYTES)?;
    let mut line = 1;
    let mut unfit = None;
    let mut lines = HashMap::new();
    let mut twice = None;
    let read = record::register::read(election, &blob, |station| {
        line += 1;
        if twice.is_none()
            && let Some(first) = lines.insert(station.code.clone(), line)
        {
            twice = Some((first, line, station.code.clone()));
        }
        if unfit.is_none() && !election.code_fits(station.code.as_str()) {
            unfit = Some((line, station.code.clone()));
        }
    });
    let wrong = |line, reason| RegisterError::Cell {
        line,
        column: "station".to_owned(),
        reason,
    };
    let read = match (read, unfit, twice) {
        (Ok(_), Some((line, code)), _) => Err(wrong(line, WrongCode::of(election, &code).to_string())),
        (Ok(_), None, Some((first, line, code))) => {
            let reason = format!(
                "station {:?} stands on line {first} already; a register lists a station once: leave out the line that is wrong",
                code.as_str()
            );
            Err(wrong(line, reason))
        }
        (read, ..) => read,
    };
    let count = read.map_err(|source| Error::Register {
        path: path.to_owned(),
        source,
    })?;
    // A gibibyte holds fewer lines than that.
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    Ok((blob, count))
}
