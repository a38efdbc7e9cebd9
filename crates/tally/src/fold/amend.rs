//! `amend`: other words, which stand in the place of those before as a whole.

use super::Fold;
use crate::refusal::Refusal;
use bytes::Bytes;
use model::Words;
use record::{Amend, BlobHash};

/// The words that stand, and where they are.
#[derive(Debug, Clone)]
pub struct WordsRow {
    /// The place in the log of the entry that names them.
    pub entry: u64,
    /// Their blob.
    pub blob: BlobHash,
    /// Why they stand in the place of those before; none for those that the record begins with.
    pub reason: Option<String>,
    /// What they say.
    pub words: Words,
}

/// Reads the blob of words; those that are wrong count for nothing.
pub(crate) fn read_words(blob: Option<&Result<Bytes, String>>) -> Result<Words, Refusal> {
    match blob {
        Some(Ok(blob)) => record::json::words(blob).map_err(|error| Refusal::Blob(error.to_string())),
        Some(Err(why)) => Err(Refusal::Blob(why.clone())),
        None => Err(Refusal::Blob("it is missing".to_owned())),
    }
}

/// The document of words' map.
pub(crate) fn map_document(words: &Words) -> Option<BlobHash> {
    words.map.as_ref()?.document.as_ref()?.parse().ok()
}

impl Fold {
    /// Refuses words that are withheld, or whose map is: who has them not would show another election.
    pub(super) fn check_amend(&self, body: &Amend, words: Option<&Words>) -> Result<(), Refusal> {
        let needed = [Some(body.words), words.and_then(map_document)];
        match needed.into_iter().flatten().find(|blob| self.is_withheld(blob)) {
            Some(blob) => Err(Refusal::Blob(format!("{blob} is withheld"))),
            None => Ok(()),
        }
    }

    pub(super) fn amend(&mut self, entry: u64, body: Amend, words: Words) {
        self.needs(body.words);
        if let Some(map) = map_document(&words) {
            self.needs(map);
        }
        self.words = Some(WordsRow {
            entry,
            blob: body.words,
            reason: Some(body.reason),
            words,
        });
    }

    /// Takes in a blob without which nobody can count, or see what was counted.
    pub(super) fn needs(&mut self, blob: BlobHash) {
        self.blobs.insert(blob);
        self.needed.insert(blob);
    }
}
