//! Replacing the operator's key or the log's by the recovery keys.
//!
//! Each holder of a recovery key signs on a machine of their own: the entry goes from one to the next as a file, which is
//! the signed note that is put in at the end.

use crate::error::{Error, Result};
use crate::folder::{ElectionFolder, key_name, new_key, read_key};
use model::Hour;
use note::{Note, SigningKey, VerifyingKey};
use publication::Events;
use record::{Body, Entry, EntryName, MAX_ENTRY_BYTES};
use std::path::Path;
use tally::{Refusal, Tally};

/// What a `recover` entry is to say.
#[derive(Debug, Clone)]
pub struct Recover {
    /// The new operator's key, and the place in the log from which on the entries of the one before are void.
    pub operator: Option<(VerifyingKey, u64)>,
    /// Entries from there on that are not void.
    pub keep: Vec<EntryName>,
    /// The log's new key.
    pub log: Option<VerifyingKey>,
    /// Why.
    pub reason: String,
}

/// A `recover` entry as far as it is signed.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The names of the recovery keys that have signed it.
    pub by: Vec<String>,
    /// How many must.
    pub needed: usize,
    /// Why it would not count if it were put in now; none where it would.
    pub refusal: Option<Refusal>,
}

/// Makes a private key in a file, for a recovery, an operator or a log, and gives the public one.
///
/// # Errors
/// [`Error::KeyName`], [`Error::Randomness`], or where the file is there or cannot be written.
pub fn make_key(file: &Path, name: &str) -> Result<VerifyingKey> {
    Ok(new_key(file, key_name(name)?)?.verifying_key().clone())
}

/// Signs a `recover` entry by the private keys in these files: the one that is to say `what`, or without it the one in
/// `file`, to whose signatures these are added. Says whether it will count.
///
/// # Errors
/// [`Error::Recover`] where the entry cannot be made; [`Error::NotAKey`]; where the log cannot be read or the file not
/// be written.
pub async fn sign(
    folder: &ElectionFolder,
    file: &Path,
    what: Option<&Recover>,
    keys: &[impl AsRef<Path>],
    at: Hour,
    events: &dyn Events,
) -> Result<Signed> {
    let folded = folder.fold(events).await?;
    let wrong = |why: String| Error::Recover {
        path: file.to_owned(),
        why,
    };
    let keys = keys.iter().map(|path| {
        let path = path.as_ref();
        read_key(path)?.ok_or_else(|| Error::Recover {
            path: path.to_owned(),
            why: "there is no such file".to_owned(),
        })
    });
    let keys: Vec<SigningKey> = keys.collect::<Result<_>>()?;
    let known = folded.tally.succession().recovery_keys();
    if let Some(key) = keys.iter().find(|key| !known.contains(key.verifying_key())) {
        return Err(wrong(format!(
            "{} is not one of the election's recovery keys",
            key.name()
        )));
    }
    let text = match what {
        Some(what) => {
            let body = Body::Recover(record::Recover {
                election: folded.tally.election().id.clone(),
                operator: what.operator.as_ref().map(|(key, _)| key.to_string()),
                from: what.operator.as_ref().map(|(_, from)| *from),
                keep: what.keep.clone(),
                log: what.log.as_ref().map(ToString::to_string),
                reason: what.reason.clone(),
                at,
            });
            let keys: Vec<&SigningKey> = keys.iter().collect();
            record::sign(&body, &keys).map_err(|error| wrong(error.to_string()))?
        }
        None => {
            let bytes = read(file)?;
            let mut note = Note::parse(&bytes).map_err(|error| wrong(error.to_string()))?;
            for key in &keys {
                let signature = key
                    .sign_text(note.text())
                    .map_err(|error| wrong(error.to_string()))?;
                note.add(signature).map_err(|error| wrong(error.to_string()))?;
            }
            note.to_bytes()
        }
    };
    let signed = judge(&folded.tally, file, &text)?;
    std::fs::write(file, &text).map_err(Error::file("write", file))?;
    Ok(signed)
}

/// Puts a `recover` entry in, where it will count. The log's key must be the new one where the entry names one.
///
/// # Errors
/// [`Error::Recover`] where it would count for nothing; [`Error::NoKey`] without the log's private key; where the log cannot
/// be written.
pub async fn append(folder: &ElectionFolder, file: &Path, events: &dyn Events) -> Result<Signed> {
    let wrong = |why: String| Error::Recover {
        path: file.to_owned(),
        why,
    };
    let bytes = read(file)?;
    let entry = Entry::parse(&bytes).map_err(|error| wrong(error.to_string()))?;
    let Body::Recover(body) = &entry.body else {
        return Err(wrong(format!(
            "it is an entry of the type {}",
            entry.body.type_name()
        )));
    };
    let key = folder.log_key()?;
    let (mut writer, folded) = folder.writer_with(key.clone(), events).await?;
    let signed = judge(&folded.tally, file, &bytes)?;
    if let Some(refusal) = &signed.refusal {
        return Err(wrong(format!("it would count for nothing: {refusal}")));
    }
    let present = folded.tally.succession().log_key_at(writer.size()).to_string();
    let needed = body.log.as_ref().unwrap_or(&present);
    if key.verifying_key().to_string() != *needed {
        return Err(wrong(format!("keys/log.key must be the private key of {needed}")));
    }
    folder.append(&mut writer, &[bytes]).await?;
    Ok(signed)
}

fn read(file: &Path) -> Result<Vec<u8>> {
    Ok(publication::files::read(file, MAX_ENTRY_BYTES)?)
}

/// Who has signed an entry, and whether it would count now.
fn judge(tally: &Tally, file: &Path, bytes: &[u8]) -> Result<Signed> {
    let wrong = |why: String| Error::Recover {
        path: file.to_owned(),
        why,
    };
    let entry = Entry::parse(bytes).map_err(|error| wrong(error.to_string()))?;
    let succession = tally.succession();
    let signers = match entry.note.verify(succession.recovery_keys()) {
        Ok(signers) => signers,
        Err(note::Error::NoKnownKey) => Vec::new(),
        Err(error) => return Err(wrong(error.to_string())),
    };
    Ok(Signed {
        by: signers.iter().map(|key| key.name().to_string()).collect(),
        needed: succession.recovery_needs(),
        refusal: tally.next_entry().check(&entry.body, &signers).err(),
    })
}
