//! `statement`: what is put in order and not counted.

use super::{Fold, FoldIn};
use crate::keys::{Authorised, KeyNumber};
use crate::refusal::Refusal;
use record::{EntryName, Statement};

/// A statement with its place in the log.
#[derive(Debug, Clone)]
pub struct StatementRow {
    /// The entry's place in the log.
    pub entry: u64,
    /// What it says.
    pub statement: Statement,
    /// Who signed it, the first of those who may write it.
    pub signer: KeyNumber,
    /// The place in the log of the statement that it follows.
    pub follows: Option<u64>,
}

impl Fold {
    /// The place in the log of the statement of this name, where it counts.
    fn statement(&self, name: &EntryName) -> Result<u64, Refusal> {
        let entry = self.seen.get(name).ok_or(Refusal::NoSuchEntry)?;
        let found = self.statements.binary_search_by_key(entry, |row| row.entry);
        found.map(|_| *entry).map_err(|_| Refusal::NoSuchEntry)
    }
}

impl FoldIn for Statement {
    fn ends_with_close(&self) -> bool {
        self.kind.as_str() == Statement::OBSERVATION
    }

    fn check(&self, fold: &Fold, _: u64, _: &[Authorised]) -> Result<(), Refusal> {
        self.follows
            .iter()
            .try_for_each(|name| fold.statement(name).map(|_| ()))
    }

    fn apply(self: Box<Self>, fold: &mut Fold, entry: u64, signers: &[Authorised]) {
        fold.documents.extend(self.document);
        fold.blobs.extend(self.document);
        if let Some(signer) = signers.first() {
            let follows = self.follows.and_then(|name| fold.statement(&name).ok());
            fold.statements.push(StatementRow {
                entry,
                statement: *self,
                signer: signer.key,
                follows,
            });
        }
    }
}
