//! What stands behind readings: the documents and photographs that were named before them, and the seals that they open.

use crate::keys::{Authorised, KeyNumber};
use crate::readings::ContestNumber;
use model::StationCode;
use record::{BlobHash, EntryName};
use std::collections::{HashMap, HashSet};

type Fast = foldhash::fast::RandomState;

/// A seal that counts.
#[derive(Debug, Clone)]
struct Sealed {
    /// Its place in the log.
    entry: u64,
    contest: ContestNumber,
    image: BlobHash,
    /// Who signed it, of those who may write it.
    signers: Vec<KeyNumber>,
}

/// The evidence that the entries so far have named.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    sources: HashSet<BlobHash, Fast>,
    /// The photographs, each with the contest and the station of whose sheet it is, where that was known.
    images: HashSet<(BlobHash, ContestNumber, Option<StationCode>), Fast>,
    /// By the reading that opens them.
    seals: HashMap<EntryName, Vec<Sealed>, Fast>,
    /// The first signer of each seal, with the photograph and the contest.
    has_sealed: HashSet<(KeyNumber, BlobHash, ContestNumber), Fast>,
}

impl Evidence {
    pub(crate) fn add_source(&mut self, document: BlobHash) {
        self.sources.insert(document);
    }

    pub(crate) fn add_image(
        &mut self,
        image: BlobHash,
        contest: ContestNumber,
        station: Option<StationCode>,
    ) {
        self.images.insert((image, contest, station));
    }

    /// Whether a source before names the document.
    pub(crate) fn has_source(&self, document: &BlobHash) -> bool {
        self.sources.contains(document)
    }

    /// Whether a capture before shows a sheet of this contest, of this station or without one.
    pub(crate) fn has_image(&self, image: &BlobHash, contest: ContestNumber, station: &StationCode) -> bool {
        self.images.contains(&(*image, contest, None))
            || self.images.contains(&(*image, contest, Some(station.clone())))
    }

    /// Whether a key has sealed what it typed of this photograph and contest.
    pub(crate) fn has_sealed(&self, key: KeyNumber, image: BlobHash, contest: ContestNumber) -> bool {
        self.has_sealed.contains(&(key, image, contest))
    }

    /// Takes in a seal by these signers, at least one.
    pub(crate) fn add_seal(
        &mut self,
        entry: u64,
        (reading, contest, image): (EntryName, ContestNumber, BlobHash),
        signers: &[Authorised],
    ) {
        self.has_sealed.insert((signers[0].key, image, contest));
        self.seals.entry(reading).or_default().push(Sealed {
            entry,
            contest,
            image,
            signers: signers.iter().map(|signer| signer.key).collect(),
        });
    }

    /// The place of the first seal that a reading of this name, first photograph and contest opens by these signers.
    pub(crate) fn sealed_at(
        &self,
        (reading, contest, image): (&EntryName, ContestNumber, &BlobHash),
        signers: &[Authorised],
    ) -> Option<u64> {
        let opens = |seal: &&Sealed| {
            seal.contest == contest
                && seal.image == *image
                && signers.iter().any(|signer| seal.signers.contains(&signer.key))
        };
        let seal = self.seals.get(reading)?.iter().find(opens);
        seal.map(|seal| seal.entry)
    }
}
