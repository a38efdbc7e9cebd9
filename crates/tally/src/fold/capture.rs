//! `capture`: a photograph of a sheet.

use super::{Fold, FoldIn};
use crate::accounts::AccountNumber;
use crate::keys::{Authorised, KeyNumber};
use crate::readings::ContestNumber;
use crate::refusal::Refusal;
use model::{CompactString, Hour, StationCode};
use record::{BlobHash, Capture};

/// A photograph of a sheet with its place in the log.
#[derive(Debug, Clone)]
pub struct CaptureRow {
    /// The entry's place in the log.
    pub entry: u64,
    /// The station, where it was known.
    pub station: Option<StationCode>,
    /// The contest.
    pub contest: ContestNumber,
    /// The account that it belongs to.
    pub account: AccountNumber,
    /// The photograph.
    pub image: BlobHash,
    /// Its media type.
    pub media: CompactString,
    /// When it was written.
    pub at: Hour,
    /// Who signed it, the first of those who may write it.
    pub signer: KeyNumber,
}

impl FoldIn for Capture {
    fn ends_with_close(&self) -> bool {
        true
    }

    fn check(&self, fold: &Fold, _: u64, _: &[Authorised]) -> Result<(), Refusal> {
        fold.accounts.declared(&self.account).map(|_| ())
    }

    fn apply(self: Box<Self>, fold: &mut Fold, entry: u64, signers: &[Authorised]) {
        fold.documents.insert(self.image);
        fold.blobs.insert(self.image);
        fold.images.insert(self.image);
        // A photograph of a contest that is not defined is kept as a blob and shown nowhere.
        let contest = fold.definition.contest(self.contest.as_str());
        let account = fold.accounts.declared(&self.account);
        if let (Ok(contest), Ok(account), Some(signer)) = (contest, account, signers.first()) {
            fold.evidence.add_image(self.image, contest, self.station.clone());
            fold.captures.push(CaptureRow {
                entry,
                station: self.station,
                contest,
                account,
                image: self.image,
                media: self.media.into(),
                at: self.at,
                signer: signer.key,
            });
        }
    }
}
